package privacy

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
	"github.com/rppsplus/rppsplus/internal/extractgen"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/psi"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/workforce"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
	"github.com/rppsplus/rppsplus/situation/lifecycle/history"
)

// reporter is the running test of the kit: what it is told is searched.
type reporter struct{ e *explorer }

// Errorf implements habilitationtest.T.
func (r reporter) Errorf(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if f, ok := r.e.printer.check(reflect.Value{}, "habilitationtest.T", text); ok {
		r.e.tell("text habilitationtest.T", f)
	}
}

// seeds puts into the pool what a function must be given to do anything, with
// the numbers of the canaries where there is one.
func (e *explorer) seeds(t *testing.T) {
	for _, v := range []any{
		rpps.MustParseNumber(rppsNumber), rpps.MustParseNumber(otherNumber), rpps.MustParseADELI(adeliNumber),
		rpps.MustParseRPPSRang(practiceNumber), rpps.MustParseMSSante("qvwxine.xkqz@medecin.mssante.fr"),
		rpps.MustParseSIRET("00099701500011"), rpps.MustParseFINESS("990000010"), rpps.MustParseSIREN("000997015"),
		rpps.PersonIDOf(rpps.MustParseNumber(rppsNumber)), rpps.MustParsePersonID("0" + adeliNumber), rpps.ForeignPersonID(words[0].text),
		rpps.MustParseStructureID("4" + practiceNumber), rpps.MustParseStructureID("1990000010"), rpps.MustParseStructureID("300099701500011"),
		rpps.MustParseTechnicalID("R" + practiceNumber), rpps.MustParseTechnicalID("F990000010"),
		roles.Profession(0), habilitation.CNAM20240925(), situation.PresenceIgnored,
		reporter{e},
		habilitation.SubjectOfCodes(habilitation.ParseCodes("99", "C", "", "GENR10"), today),
		psi.Code(words[11].text), psi.RequiredLastName, psi.Instant(words[11].text), psi.Instant("2026-02-27 14:45:00.593000+00:00"),
		registration.CompatibilityTable{{Answer: rpps.Yes}},
		history.Digest{1, 2, 3},
	} {
		e.take(reflect.ValueOf(v), "seed", 0)
		if rv := reflect.ValueOf(v); len(e.pool[rv.Type()]) == 0 {
			e.add(rv)
		}
	}
	for p := range roles.Professions() {
		e.take(reflect.ValueOf(p), "seed", 0)
		e.take(reflect.ValueOf(p.Kind()), "seed", 0)
	}
	table, err := export.NewTable(habilitation.CNAM20240925(), export.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	e.see("export.NewTable", table)
	e.methodsOf(reflect.ValueOf(birth), 2)
}

// direct calls the functions with type parameters, and those that need a
// story.
func (e *explorer) direct(t *testing.T) {
	e.generic(t)
	e.people()
	e.dossiers()
	walk(e, registration.Cycle())
	walk(e, gestionnaire.Cycle())
	walk(e, situation.Cycle())
	walk(e, rpps.CertificationCycle())
	walk(e, workforce.Entry())
	walk(e, workforce.Exit())
}

// sequence is an iterator over one thing.
func sequence[T any](v T) iter.Seq[T] { return slices.Values([]T{v}) }

func (e *explorer) generic(t *testing.T) {
	var b bytes.Buffer
	if _, err := extractgen.NewWorld(7, 6).Write(&b, extractgen.Options{Layout: extractgen.Activity56}); err != nil {
		t.Fatal(err)
	}
	text := append(b.Bytes(), words[0].text+"|"+rppsNumber+"\n"+words[1].text...)
	if r, err := annuaire.NewReader(bytes.NewReader(text), annuaire.Options{Day: today}); err == nil {
		for s, err := range annuaire.Chunks(r, 1, func(lines iter.Seq2[annuaire.Record, error]) string {
			var out strings.Builder
			for rec, err := range lines {
				fmt.Fprintf(&out, "%v %+v %v", rec, rec, err)
			}
			return out.String()
		}) {
			e.see("annuaire.Chunks", s, err)
		}
	}
	if r, err := annuaire.NewReader(bytes.NewReader(text), annuaire.Options{Day: today}); err == nil {
		for err, err2 := range annuaire.Parallel(r, 1, func(_ annuaire.Record, err error) error { return err }) {
			e.see("annuaire.Parallel", err, err2)
		}
	}
	for range habilitation.Filter(habilitation.CNAM20240925(), habilitation.Request{}, sequence(words[0].text), func(string, *habilitation.Request) {}) {
		t.Error("nobody asks, and something is open")
	}
	e.called["habilitation.Filter"] = true
	for d, s := range habilitation.DecideItems(habilitation.CNAM20240925(), habilitation.Request{}, sequence(words[0].text), func(string, *habilitation.Request) {}) {
		if s == "" || d.Allowed() {
			t.Error("nobody asks, and something is open")
		}
		e.see("habilitation.DecideItems", d)
	}

	for _, s := range e.texts {
		e.see("rpps.CheckName", rpps.CheckName("name", s))
	}
	m := registration.Cycle()
	for _, s := range e.texts {
		h, err := history.New(m, s)
		e.see("history.New", h, err)
		h, err = history.NewFrom(m, s, registration.Draft)
		e.see("history.NewFrom", h, err)
		for _, text := range []string{s, `{"format":"` + s + `"}`, `{"format":"rppsplus-history/1","machine":"request","version":"1","subject":"` + s + `","digest":""}` + "\n"} {
			h, err = history.Read(bytes.NewReader([]byte(text)), m)
			e.see("history.Read", h, err)
			h, err = history.ReadWith(bytes.NewReader([]byte(text)), m, history.ReadOptions{})
			e.see("history.ReadWith", h, err)
		}
	}
	first, second := parted(e, m)
	merged, err := history.Merge(first, second)
	e.see("history.Merge", merged, err, first, second)
	if c, ok := errors.AsType[*history.Conflict[registration.State, registration.Event]](err); !ok {
		t.Errorf("the histories do not part: %v", err)
	} else {
		e.see("history.Conflict", c, *c)
		e.methodsOf(reflect.ValueOf(c), 2)
	}
	e.methodsOf(reflect.ValueOf(first), 3)

	spec := m.Spec()
	made, err := lifecycle.New(spec)
	e.see("lifecycle.New", made, err)
	var lazy lifecycle.Lazy[registration.State, registration.Event]
	e.see("lifecycle.Lazy", &lazy)
	e.see("lifecycle.Lazy.Get", lazy.Get(func() lifecycle.Spec[registration.State, registration.Event] { return spec }))
}

// parted returns two histories of one thing that part at the first event.
func parted(e *explorer, m *lifecycle.Machine[registration.State, registration.Event]) (a, b *history.History[registration.State, registration.Event]) {
	at := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	for _, v := range m.Moves() {
		if v.From != 0 || v.Off {
			continue
		}
		for i, h := range []**history.History[registration.State, registration.Event]{&a, &b} {
			var err error
			if *h, err = history.New(m, subject); err != nil {
				panic(err)
			}
			id := uuid.UUID{0: 1, 6: 0x70, 8: 0x80, 15: byte(i)}
			if made, err := history.NewID(at, bytes.NewReader(bytes.Repeat([]byte{byte(i + 1)}, 64))); err == nil {
				id = made
			}
			for by := range v.By.All() {
				step, err := (*h).Append(id, at.Add(time.Duration(i)*time.Second), by, v.On, v.If)
				e.see("history.History.Append", step, err)
				break
			}
		}
		return a, b
	}
	return nil, nil
}

// walk asks a machine for every event of every state, as it is permitted and as
// it is not, and keeps what is refused.
func walk[S, E ~uint8](e *explorer, m *lifecycle.Machine[S, E]) {
	e.see("walk", m)
	for _, s := range m.States() {
		for _, v := range m.Events() {
			for _, by := range []lifecycle.Actor{lifecycle.Professional, lifecycle.Gestionnaire} {
				step, err := m.Next(s.State, v.Event, by, 0)
				e.see("lifecycle.Machine.Next", step, err)
			}
		}
	}
	for _, text := range e.texts {
		_, err := m.ParseState(text)
		_, err2 := m.ParseEvent(text)
		_, err3 := m.ParseFacts(text, text)
		_, ok := m.Move(text)
		_, err4 := m.Under(lifecycle.Policy{Allow: []string{"word"}})
		e.see("lifecycle.Machine.Parse", err, err2, err3, ok, err4)
	}
}

// people fills every field of a request with every canary, as a person types
// it, and checks what comes of it.
func (e *explorer) people() {
	row := validRow()
	for f := range registration.Fields() {
		for i := range min(len(e.texts), 6) {
			for _, text := range []string{e.texts[(i*5+int(f))%len(e.texts)], birth.French()} {
				broken := row
				broken[f] = text
				r := broken.Request()
				c := registration.Context{At: today}
				e.see("registration.Request.Set", r.Set(f, text))
				e.see("registration.Check", r, registration.Check(r, c))
				if i == 0 {
					for _, s := range registration.NextSteps(r, c) {
						e.see("registration.NextSteps", s)
					}
					body, faults := psi.New(r, c, psi.Options{})
					e.see("psi.New", body, faults)
				}
			}
		}
	}
}

// dossiers makes every act of two persons in every state that follows.
func (e *explorer) dossiers() {
	r := validRow().Request()
	r.Identity.BirthName, r.Identity.BirthDate = rpps.Private(words[0].text), birth
	d, err := registration.NewDossier(rpps.MustParseNumber(rppsNumber), registration.Settings{})
	e.see("registration.NewDossier", d, err)
	open := []registration.Dossier{d, {}}
	for n := 0; n < len(open) && n < 12; n++ {
		for on := registration.Event(1); on < 20; on++ {
			for _, by := range []lifecycle.Actor{lifecycle.Professional, lifecycle.Gestionnaire, lifecycle.System} {
				a := registration.Act{OnRequest: on, Day: today, By: by, Employer: r.Situation.Structure, Request: &r, Compatible: rpps.Yes, Reason: rpps.Yes, Number: rpps.MustParseNumber(otherNumber)}
				next, outcome, err := open[n].Next(a)
				e.see("registration.Dossier.Next", a, outcome, err)
				if err == nil {
					open = append(open, next)
				}
				a.OnRequest, a.OnSituation = 0, situation.Event(on)
				next, outcome, err = open[n].Next(a)
				e.see("registration.Dossier.Next", outcome, err)
				if err == nil {
					open = append(open, next)
				}
			}
		}
		e.see("registration.Dossier", open[n])
	}
}
