package main

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/rpps/psi"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// writer writes people in one format.
type writer interface {
	person(i int, p person) error
	end() error
}

// jsonWriter writes the model, each person as they come.
type jsonWriter struct {
	c     *conversion
	begun bool
}

func (w *jsonWriter) person(_ int, p person) error {
	if !w.begun {
		w.c.out.WriteString("{\"people\":[\n")
		w.begun = true
	} else {
		w.c.out.WriteString(",\n")
	}
	return w.c.print(p)
}

func (w *jsonWriter) end() error {
	if !w.begun {
		w.c.out.WriteString("{\"people\":[")
	}
	_, err := w.c.out.WriteString("\n]}\n")
	return err
}

// print writes a value as JSON, without the end of a line.
func (c *conversion) print(v any) error {
	text, err := json.Marshal(v)
	if err == nil {
		_, err = c.out.Write(text)
	}
	return err
}

// perBundle is how many people a Bundle holds: a line of NDJSON that programs
// read without a limit of their own in the way.
const perBundle = 100

// fhirWriter writes Bundles, one a line: one when there are few people.
type fhirWriter struct {
	c       *conversion
	people  []fhir.Person
	bundles int
}

func (w *fhirWriter) person(_ int, p person) error {
	w.people = append(w.people, fhir.Person{Professional: p.Professional, Situations: p.Situations})
	if len(w.people) < perBundle {
		return nil
	}
	return w.flush()
}

func (w *fhirWriter) end() error {
	if len(w.people) == 0 && w.bundles > 0 {
		return nil
	}
	return w.flush()
}

func (w *fhirWriter) flush() error {
	o := fhir.NewOptions{}
	if w.bundles > 0 { // addresses of their own
		o.Space = uuid.NewSHA1(uuid.Nil, []byte(strconv.Itoa(w.bundles)))
	}
	b, limits := fhir.New(w.people, o)
	for _, f := range limits {
		n := note{Path: f.Path(), Code: string(f.Code()), Severity: f.Severity(), Message: f.Message(w.c.lang)}
		if index, rest, ok := strings.Cut(strings.TrimPrefix(n.Path, "people["), "]"); ok {
			if i, err := strconv.Atoi(index); err == nil {
				n.Path = at("people", i+w.bundles*perBundle) + rest
			}
		}
		w.c.tell(n)
	}
	w.people, w.bundles = w.people[:0], w.bundles+1
	text, err := fhir.Line(b)
	if err == nil {
		_, err = w.c.out.Write(append(text, '\n'))
	}
	return err
}

// psiWriter writes one body for each situation, or for a person without one.
type psiWriter struct{ c *conversion }

func (w *psiWriter) end() error { return nil }

func (w *psiWriter) person(i int, p person) error {
	path := at("people", i)
	w.limits(path+".professional", p.Professional)
	if len(p.Situations) == 0 {
		w.c.tell(note{
			Path: path, Code: codeNoSituation, Severity: rule.Error,
			Message: w.c.word("sans situation d'exercice, il n'y a rien à enregistrer", "without a practice situation there is nothing to register"),
		})
		return nil
	}
	for j, s := range p.Situations {
		if err := w.situation(at(path+".situations", j), p, s); err != nil {
			return err
		}
	}
	return nil
}

func (w *psiWriter) situation(path string, p person, s situation.Situation) error {
	w.situationLimits(path, s)
	w.oneIdentifier(path, &s.Structure)
	q := p.Professional
	// A commune is enough for a birth in France, which files and resources name
	// as a country beside it.
	if b := &q.CivilStatus.BirthPlace; b.Commune != "" && (b.Country == "99000" || b.Country == "99100") {
		b.Country = ""
	}
	body, faults := psi.New(registration.Request{
		Identity: q.CivilStatus, FrenchNationality: p.french, Number: q.Number, Identifier: q.ID,
		ExerciseName: q.ExerciseName, Contact: q.Contact, Situation: s,
		Information: registration.Information{On: w.c.informed},
	}, registration.Context{At: w.c.day}, psi.Options{})
	w.c.faults(path, faults...)
	if body == nil {
		return nil
	}
	if err := w.c.print(body); err != nil {
		return err
	}
	return w.c.out.WriteByte('\n')
}

// oneIdentifier keeps the one identifier of a structure that a body takes: the
// FINESS, else the SIRET, else the RPPS-rang.
func (w *psiWriter) oneIdentifier(path string, s *rpps.Structure) {
	if !s.SIRET.IsZero() && !s.FINESS.IsZero() {
		s.SIRET = rpps.SIRET{}
		w.c.lost(path + ".structure.siret")
	}
	if !s.RPPSRang.IsZero() && (!s.SIRET.IsZero() || !s.FINESS.IsZero()) {
		s.RPPSRang = rpps.RPPSRang{}
		w.c.lost(path + ".structure.rppsRang")
	}
}

// limits tells what a body has no place for; names are told by package psi.
func (w *psiWriter) limits(path string, p rpps.Professional) {
	for _, t := range [...]struct {
		name   string
		stated bool
	}{
		{"civility", p.Civility != ""},
		{"exerciseCivility", p.ExerciseCivility != ""},
		{"contact.mssante", !p.Contact.MSSante.IsZero()},
		{"languages", len(p.Languages) > 0},
		{"otherIds", len(p.OtherIDs) > 0},
		{"civilStatus.certification", p.CivilStatus.Certification != 0},
		{"exercises", len(p.Exercises) > 1},
	} {
		if t.stated {
			w.c.lost(path + "." + t.name)
		}
	}
}

func (w *psiWriter) situationLimits(path string, s situation.Situation) {
	st := &s.Structure
	for _, t := range [...]struct {
		name   string
		stated bool
	}{
		{"id", !s.ID.IsZero()},
		{"qualification", s.Qualification != ""},
		{"roleInferred", s.RoleInferred},
		{"seenOn", s.SeenOn != civil.Date{}},
		{"structure.siren", !st.SIREN.IsZero()},
		{"structure.finessJuridique", !st.LegalFINESS.IsZero()},
		{"structure.id", !st.ID.IsZero()},
		{"structure.technicalId", !st.Technical.IsZero()},
		{"structure.name", st.Name != ""},
		{"structure.tradeName", st.TradeName != ""},
		{"structure.kind", st.Kind != 0},
		{"structure.sector", st.Sector != 0},
		{"structure.stated", !st.Stated.IsZero()},
	} {
		if t.stated {
			w.c.lost(path + "." + t.name)
		}
	}
}
