package psiserver

import "strings"

// The value sets, codes only, separated by spaces.
const (
	// JDV_J106-EnsembleProfession-RASS.
	professions = "10 21 26 28 31 32 40 41 50 60 70 71 72 73 80 81 82 83 84 85 86 91 92 93 94 95 96 98 99"

	// roleProfession is the code of a professional who is known by a role.
	roleProfession = "99"

	// Codes of TRE_G15-ProfessionSante in force, for a CPS card.
	cardProfessions = "10 21 26 28 31 32 40 50 60 69 70 80 81 82 83 84 85 86 91 92 94 95 96 98"

	// JDV_J118-CategorieProfessionnelle-ENREG.
	categories = "C E M"

	// JDV_J121-RolePriseCharge-ENREG, version 20260505120000.
	roleFunctions = "307 312 313 314 315 316 317 319 320 321 322 324 325 326 327 328 329 330 331 332 " +
		"333 334 335 336 337 338 339 340 341 342 343 344 345 347 348 349 354 355 356 357 " +
		"358 359 360 361 362 363 364 365 366 367 368 370 371 372 374 375 376 377 378 379"

	// Codes of TRE_R21-Fonction in force that the pattern of the interface
	// lets pass: all but FON-AU.
	functions = "FON-01 FON-02 FON-03 FON-04 FON-05 FON-07 FON-09 FON-17 FON-18 FON-19 FON-21 FON-22 FON-23 FON-24 " +
		"FON-29 FON-32 FON-33 FON-36 FON-37 FON-39 FON-40 FON-41 FON-42 FON-43 FON-45 FON-46 FON-47 FON-48 " +
		"FON-49 FON-50 FON-51 FON-52 FON-54 FON-55 FON-56 FON-57 FON-58 FON-59 FON-60 FON-61 FON-62 FON-63"

	// JDV_J116-GenreActivite-ENREG.
	genres = "GENR01 GENR08 GENR09 GENR10 GENR11 GENR12 GENR13 GENR99"

	// JDV_J117-ModeExercice-ENREG without I, which the interface does not list.
	modes = "L S B"

	// JDV_J119-TypeActiviteLiberale-ENREG.
	liberalTypes = "ACT-LIB-01 ACT-LIB-02 ACT-LIB-03 ACT-LIB-04 ACT-LIB-05 ACT-LIB-06"

	// TRE_R25, as the interface lists it.
	endReasons = "AUT CHA CHL CHP DCD ETR RH RL RS"
)

// careFunction is the only function of an employment that is accepted, says
// the README; the OpenAPI document lists and shows the others too.
const careFunction = "Professionnel Soin"

// employmentFunctions is the closed list of the OpenAPI document.
var employmentFunctions = [...]string{
	"Responsable légal ou personne habilitée à engager la structure",
	"Mandataire",
	"Gestionnaire d'identité numérique",
	"Professionnel Achat-Logistique",
	"Professionnel Gestion de l'information",
	"Professionnel Ingénierie et maintenance technique",
	"Professionnel Management, gestion et aide à la décision",
	"Professionnel Qualité, hygiène, sécurité et environnement",
	"Professionnel Recherche clinique",
	"Professionnel Social, éducatif, psychologique et culturel",
	careFunction,
	"Professionnel Systèmes d'information",
	"Autorité de certification d'identité EDC PSC",
}

// in reports whether a set above holds the code.
func in(set, code string) bool {
	for c := range strings.FieldsSeq(set) {
		if c == code {
			return true
		}
	}
	return false
}
