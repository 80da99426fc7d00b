package psiserver

import (
	"strings"
	"time"
)

// Options are what the server knows and how it reads what the documents leave
// open. Zero knows nobody and refuses what a document gives reason to refuse.
// Functions are called by several requests at once.
type Options struct {
	// APIKey is the key that is let in; empty lets every key in, and still
	// no request without one.
	APIKey string

	// Now is the clock of the answers, nil for that of the machine.
	Now func() time.Time

	// People are those that the directories know. Of two with the same
	// traits, the first is known.
	People []Person

	// Others gives what is known of those who are not among People; nil for
	// people whom the RNIPP does not know. The traits are those asked for,
	// whatever it says of them.
	Others func(Traits) Person

	// Professions are those that the caller may declare activities of, nil
	// for all.
	Professions []string

	// Compatible is the matrix: whether an activity goes with the sector of
	// a structure, which comes without type. Nil for always.
	Compatible func(profession, function, role, structure string) bool

	// Geocode reports whether an address in France is found, nil for always.
	Geocode func(Address) bool

	// Outage is what is out of order.
	Outage Outage

	// CallerIsRPPS is a caller who is no establishment: it needs no email and
	// no phone, and must give an identifier of type 8.
	CallerIsRPPS bool

	// EmploymentOptional follows the OpenAPI document; README and the
	// examples say that the block is compulsory.
	EmploymentOptional bool

	// AnyEmployment accepts the 13 functions that the OpenAPI document lists;
	// README says that only "Professionnel Soin" is accepted today.
	AnyEmployment bool

	// PhonePrefixOptional follows README, where +33 is added for everybody;
	// the OpenAPI document has a refusal for an establishment without prefix.
	PhonePrefixOptional bool

	// EmptyIsAbsent takes an empty text as an absent field, as some examples
	// do; the patterns of the description refuse it.
	EmptyIsAbsent bool

	// IssuerMayDiffer accepts an activity issued by another establishment
	// than its own, as one sample of README shows.
	IssuerMayDiffer bool

	// Issuer is the form of an issuing establishment.
	Issuer IssuerForm

	// SwapActivityStatus answers 200 for an activity that is created and 201
	// for one that is updated, as a text of the OpenAPI document says; all
	// examples do the opposite.
	SwapActivityStatus bool

	// IgnoreUnknown lets pass fields that the description does not have.
	IgnoreUnknown bool
}

// Traits are what tells a person from another, as in a request. Case makes no
// difference.
type Traits struct {
	LastName, FirstNames, BirthDate, GenderCode, BirthLocationCode string
}

func (t Traits) key() string {
	return strings.ToUpper(strings.Join([]string{
		t.LastName, t.FirstNames, t.BirthDate, t.GenderCode, t.BirthLocationCode,
	}, "\x00"))
}

// A Person is somebody invented, with what the directories say of them.
type Person struct {
	Traits

	// RNIPP is the code of the identification: 2, 3, 4, 6, 7, 8 or 9; zero
	// is 2.
	RNIPP int

	// Official are the traits that the RNIPP holds; those that are empty are
	// the ones above. Where they differ, a divergence is told, for code 3.
	Official Traits

	// Death is the day of death that the RNIPP tells, empty for none.
	Death string

	// RPPS are the numbers of the person, 11 digits each.
	RPPS []string

	// Exercises are what the RPPS has registered, nil for any.
	Exercises []Exercise

	// Account says that a PSI account exists already.
	Account bool

	// NoCard says that the service of the cards refuses one.
	NoCard bool
}

// An Exercise is a profession in a category.
type Exercise struct{ Profession, Category string }

// An Address is where a PSI card goes.
type Address struct {
	Addressee, StreetNumber, StreetName, AdditionalAddress, PostalCode, City, Country string
}

func addressOf(o object) Address {
	get := func(name string) string { v, _ := o[name].(string); return v }
	return Address{
		get("addressee"), get("streetNumber"), get("streetName"), get("additionalAddress"), get("postalCode"),
		get("city"), get("country"),
	}
}

func (a Address) foreign() bool { return a.Country != "" && a.Country != "FRANCE" }

// line is the address as an answer shows it.
func (a Address) line() string {
	var parts []string
	for _, p := range [...]string{a.StreetNumber, a.StreetName, a.AdditionalAddress, a.PostalCode, a.City, a.Country} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, " ")
}

// An Outage is what is out of order; values are added by |.
type Outage int

const (
	OutageInternal Outage = 1 << iota // every request ends in 500
	OutageService                     // every request ends in 503, without a body
	OutageActivity                    // the service of activities
	OutageCard                        // the service of cards
)
