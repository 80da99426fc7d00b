package psi

import (
	"fmt"
	"log/slog"
	"strconv"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/registration"
)

// RNIPP is what the national register of persons answered (rnippData, or
// dataRnipp in older schemas).
type RNIPP struct {
	IdentifiedAt Instant
	Response     RNIPPResponse
	Divergences  Divergences
	// NameStatus is that of the name by which the person was identified.
	NameStatus NameStatus
	Person     *RNIPPPerson
}

// RNIPPResponse is the code of the answer of the register; zero when not
// stated. A code that is not listed here stays as it is.
type RNIPPResponse uint8

// The codes of codeReponseIdentification.
const (
	RNIPPIdentified RNIPPResponse = 2 // identified, no divergence: the only one by which an account is created
	RNIPPDivergent  RNIPPResponse = 3 // identified with a divergence
	RNIPPOneEcho    RNIPPResponse = 4 // not identified, one echo
	RNIPPEchoes     RNIPPResponse = 6 // not identified, several echoes
	RNIPPUsageName  RNIPPResponse = 7 // identified by the usage name only
	RNIPPNone       RNIPPResponse = 8 // not identified, no echo
	RNIPPSyntax     RNIPPResponse = 9 // rejected for its syntax
)

var responseTexts = [...]string{
	RNIPPIdentified: "identified", RNIPPDivergent: "identified with a divergence", RNIPPOneEcho: "one echo",
	RNIPPEchoes: "several echoes", RNIPPUsageName: "identified by the usage name only", RNIPPNone: "no echo", RNIPPSyntax: "syntax",
}

// Known reports whether the code is documented.
func (r RNIPPResponse) Known() bool { return int(r) < len(responseTexts) && responseTexts[r] != "" }

// String returns the meaning in English words, or "(not stated)".
func (r RNIPPResponse) String() string {
	switch {
	case r.Known():
		return responseTexts[r]
	case r == 0:
		return notStated
	}
	return "unknown code " + strconv.Itoa(int(r))
}

// NameStatus is the status of a name in the register. The zero value is "not
// stated".
type NameStatus uint8

// The statuses of names.
const (
	NameOfficial       NameStatus = iota + 1 // O
	NameSpouse                               // C
	NameFormerOfficial                       // AO
	NameFormerSpouse                         // AC
)

var nameStatuses = [...]string{"", "O", "C", "AO", "AC"}

// String returns the code, or "(not stated)".
func (s NameStatus) String() string {
	if s > 0 && int(s) < len(nameStatuses) {
		return nameStatuses[s]
	}
	return notStated
}

// Divergences are the traits on which the request and the register differ.
type Divergences struct {
	BirthName, FirstNames, Sex, BirthDate, BirthPlace rpps.Answer
}

// Fields returns the fields of the request that diverge.
func (d Divergences) Fields() []registration.Field {
	var out []registration.Field
	for _, t := range [...]struct {
		a rpps.Answer
		f registration.Field
	}{
		{d.BirthName, registration.FieldBirthName},
		{d.FirstNames, registration.FieldFirstNames},
		{d.Sex, registration.FieldSex},
		{d.BirthDate, registration.FieldBirthDate},
		{d.BirthPlace, registration.FieldBirthPlace},
	} {
		if t.a == rpps.Yes {
			out = append(out, t.f)
		}
	}
	return out
}

// RNIPPPerson is the person that the register found.
type RNIPPPerson struct {
	Names   []RNIPPName
	Sex     rpps.Sex
	SexText rpps.Private
	Birth   *Event
	// Death is nil when the answer tells of none.
	Death *Event
}

// RNIPPName is one identity of a person.
type RNIPPName struct {
	Status     NameStatus
	Family     rpps.Private
	FirstNames []rpps.Private
}

// Event is a birth or a death.
type Event struct {
	Date civil.Date
	// DateText is the text of a date that is none.
	DateText                         rpps.Private
	PlaceCode, Commune, Country, Act rpps.Private
}

// Death returns the day of the death that the register knows; the zero date
// when its day is not readable. ok is false when the answer tells of none.
func (r *RNIPP) Death() (day civil.Date, ok bool) {
	if r == nil || r.Person == nil || r.Person.Death == nil {
		return civil.Date{}, false
	}
	return r.Person.Death.Date, true
}

func (o *object) rnipp() *RNIPP {
	r := &RNIPP{}
	if m := o.object("metadonnees"); m != nil {
		r.IdentifiedAt = Instant(m.text("dateIdentification"))
		r.Response = RNIPPResponse(m.number("codeReponseIdentification", 255))
		r.NameStatus = m.nameStatus("statutDuNomIdentifie")
		if d := m.object("divergences"); d != nil {
			r.Divergences = Divergences{
				BirthName: d.answer("nom"), FirstNames: d.answer("prenoms"), Sex: d.answer("sexe"),
				BirthDate: d.answer("dateNaissance"), BirthPlace: d.answer("lieuNaissance"),
			}
			d.close()
		}
		m.close()
	}
	if p := o.object("individu"); p != nil {
		r.Person = p.person()
	}
	o.close()
	return r
}

// nameStatus takes a status; what is none is kept apart.
func (o *object) nameStatus(key string) NameStatus {
	raw := o.take(key)
	s, ok := textOf(raw)
	for i, code := range nameStatuses {
		if ok && code == s {
			return NameStatus(i)
		}
	}
	o.r.odd(o.at(key), raw)
	return 0
}

func (o *object) person() *RNIPPPerson {
	p := &RNIPPPerson{}
	for i, raw := range o.list("identites") {
		n := o.r.object(element(o.at("identites"), i), raw)
		if n == nil {
			continue
		}
		name := RNIPPName{Status: n.nameStatus("statut"), Family: n.private("nom")}
		for _, w := range n.words("prenoms") {
			name.FirstNames = append(name.FirstNames, rpps.Private(w))
		}
		n.close()
		p.Names = append(p.Names, name)
	}
	p.Sex, p.SexText = o.sex("sexe")
	if e := o.object("naissance"); e != nil {
		p.Birth = e.event()
	}
	if e := o.object("deces"); e != nil {
		p.Death = e.event()
	}
	o.close()
	return p
}

func (o *object) event() *Event {
	e := &Event{Act: o.private("numeroActe")}
	e.Date, e.DateText = o.date("date")
	if l := o.object("lieu"); l != nil {
		e.PlaceCode, e.Commune, e.Country = l.private("code"), l.private("libelleCommune"), l.private("libellePays")
		l.close()
	}
	o.close()
	return e
}

// String tells the answer of the register, and nothing of the person.
func (r RNIPP) String() string { return "RNIPP(" + r.Response.String() + ")" }

// Format implements [fmt.Formatter]: masked under every verb.
func (r RNIPP) Format(f fmt.State, _ rune) { mask(f, r) }

// LogValue implements [slog.LogValuer].
func (r RNIPP) LogValue() slog.Value { return slog.StringValue(r.String()) }

// String tells nothing of the person.
func (p RNIPPPerson) String() string { return "RNIPPPerson(masked)" }

// Format implements [fmt.Formatter]: masked under every verb.
func (p RNIPPPerson) Format(f fmt.State, _ rune) { mask(f, p) }

// LogValue implements [slog.LogValuer].
func (p RNIPPPerson) LogValue() slog.Value { return slog.StringValue(p.String()) }

// String tells nothing of the person.
func (n RNIPPName) String() string { return "RNIPPName(masked)" }

// Format implements [fmt.Formatter]: masked under every verb.
func (n RNIPPName) Format(f fmt.State, _ rune) { mask(f, n) }

// LogValue implements [slog.LogValuer].
func (n RNIPPName) LogValue() slog.Value { return slog.StringValue(n.String()) }

// String tells nothing of the person.
func (e Event) String() string { return "Event(masked)" }

// Format implements [fmt.Formatter]: masked under every verb.
func (e Event) Format(f fmt.State, _ rune) { mask(f, e) }

// LogValue implements [slog.LogValuer].
func (e Event) LogValue() slog.Value { return slog.StringValue(e.String()) }
