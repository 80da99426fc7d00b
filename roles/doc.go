// Package roles holds the code lists of the French health nomenclatures (NOS,
// published by the Agence du numérique en santé) that describe how a
// professional practises: role, profession, category, practice mode, sector,
// type of liberal activity, reason of an end.
//
//	r, err := roles.ParseRole("GENR11")                          // the code, to the letter
//	p, err := roles.FindProfession("Auxiliaire de puericulture") // or a label in use: 315
//	ok := p.At(day) == roles.StatusValid                         // on that day
//
// # Two things are called "rôle"
//
// A [Role] is the genre d'activité (TRE_R22). The six codes GENR08 to GENR13
// are what the RPPS+ portal calls the role; the employer chooses one for each
// practice situation, and rights on the shared record (DMP) follow from it.
//
// A [Profession] is what the person is by trade. The list of the trades of
// RPPS+ is named RolePriseCharge (TRE_R85), but its codes are not roles and
// open no right. Profession also covers the regulated professions (TRE_G15,
// TRE_R94, TRE_R95), and [Profession.Kind] tells them apart.
//
// # Reading
//
// Parse functions take an official code to the letter and are fast. Find
// functions also take any label in use, whatever its case, accents,
// punctuation and spacing. Neither guesses: a code that the tables do not know
// is a *[ParseError] with [ProblemUnknown], and the caller keeps the text.
//
// # Dates
//
// Lists change: a code that was right last year may have ended. Whether a code
// is valid is asked at a date ([Profession.At], [CheckAt]). Whether it belongs
// to a value set of the registration portal ([Profession.InJ121]) is another
// question, answered for the version of the value set that this package knows:
// TRE_R85 364 has ended since 2 November 2026 and JDV_J121 still lists it,
// TRE_R85 373 is valid and JDV_J121 leaves it out.
//
// The lists give an end date (dateFin) without saying whether that day still
// counts. This package reads it as the first day on which the code is no
// longer valid, the safe side.
//
// # Values
//
// All code types are small integers. Zero is "not stated": it prints as "(not
// stated)" and marshals to the empty text. The integer is not a text form, but
// it is stable: it follows from the code.
//
// # Who registers
//
// [RegistrationOf] says through which door a professional enters the RPPS:
// the RPPS+ portal, an order, the ARS, the armed forces, or none.
//
// # Not here
//
// Which role a person should have: no published list leads from a métier to a
// role, and the employer chooses (package workforce suggests). Which documents a
// role opens: that is the matrix, in package habilitation. Whether a
// registration may be sent: package registration.
//
// # Errors
//
// A code or label that is refused is a [*ParseError] with a [Problem]: empty,
// unknown, ambiguous. It names the list, never the text, and turns into a fault
// at a path with ParseError.Fault.
//
// # Concurrency
//
// All values are constants or copies. Every function may be called from many
// goroutines.
//
// # Sources
//
// Nomenclatures of the ANS under Licence Ouverte 2.0 (Etalab). The versions are
// the constants [VersionR85] and following; SYNC.md of the repository lists
// every deliberate difference.
package roles

//go:generate go run ../internal/rolesgen/main
