package attack_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/evolution"
	"github.com/rppsplus/rppsplus/habilitation/export"
	"github.com/rppsplus/rppsplus/habilitation/habilitationtest"
	"github.com/rppsplus/rppsplus/habilitation/matrixfile"
	"github.com/rppsplus/rppsplus/habilitation/trace"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/names"
	"github.com/rppsplus/rppsplus/rpps/psc"
	"github.com/rppsplus/rppsplus/rpps/psi"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/rpps/workforce"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
	"github.com/rppsplus/rppsplus/situation/lifecycle/history"
)

// decided is every decision of a matrix on a few persons, in words.
func decided(decide func(habilitation.Request) habilitation.Decision, rows func(func(habilitation.Row) bool)) string {
	var b strings.Builder
	for _, c := range []habilitation.Codes{
		habilitation.ParseCodes("60", "C", "", ""), habilitation.ParseCodes("99", "C", "", "GENR08"), habilitation.ParseCodes("10", "E", "", ""), {},
	} {
		s := habilitation.SubjectOfCodes(c, someDay)
		for r := range rows {
			d := decide(habilitation.Request{Subject: s, Document: r.Document, Action: habilitation.Read, Facts: habilitation.CareTeam})
			fmt.Fprintln(&b, r.Document.Code(), d.Allowed(), d.Codes())
		}
	}
	return b.String()
}

// walked is what a machine says from every state.
func walked[S, E ~uint8](m *lifecycle.Machine[S, E]) string {
	var b strings.Builder
	for _, s := range m.States() {
		for a := range lifecycle.AllActors() {
			for _, p := range m.Permitted(s.State, a, 0) {
				fmt.Fprintf(&b, "%s %v %+v\n", s.Code, a, p)
			}
			for _, e := range m.Events() {
				step, err := m.Next(s.State, e.Event, a, 0)
				fmt.Fprintln(&b, step, err)
			}
		}
	}
	text, err := json.Marshal(m)
	fmt.Fprintln(&b, string(text), err, m.Refusals())
	return b.String()
}

// shared is all that may be used by several goroutines, each with what it says.
func shared(t *testing.T) map[string]func() string {
	// Used for the first time by all of them at once where it is made then.
	u, bundle, set := parsed(t)
	m := habilitation.CNAM20240925()
	strict := m.Under(habilitation.Policy{RoleAccess: 1})
	timeline := habilitation.Embedded().With(strict)
	table, err := export.NewTable(m, export.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	spec := m.Spec()
	spec.Rows, spec.Version.ID = spec.Rows[2:], "other"
	other, err := habilitation.New(spec)
	if err != nil {
		t.Fatal(err)
	}
	changes := evolution.Diff(m, other)
	packedText := packed(t, "a.txt", []byte(headExtraction+strings.Repeat("899700218896|A|60|S|F990000010||\n", 500)), 8)
	archive, err := annuaire.OpenArchive(bytes.NewReader(packedText), int64(len(packedText)), annuaire.ArchiveOptions{})
	if err != nil {
		t.Fatal(err)
	}
	recorder := habilitationtest.Record(m)
	expectations, err := habilitationtest.Parse("x.csv", []byte(headExpectations+"infirmier;34112-3;oui\n"))
	if err != nil {
		t.Fatal(err)
	}
	h, err := history.New(situation.Cycle(), "x")
	if err != nil {
		t.Fatal(err)
	}
	var request registration.Request
	for f, text := range registered {
		if err := request.Set(f, text); err != nil {
			t.Fatal(err)
		}
	}
	faults := registration.Check(registration.Request{}, registration.Context{At: someDay})
	subject := habilitation.SubjectOf(u.Activities[0].Situation, someDay)
	write := func(f func(io.Writer) error) string {
		var b bytes.Buffer
		err := f(&b)
		return fmt.Sprint(b.String(), err)
	}
	return map[string]func() string{
		"the first use of the tables": func() string { return decided(habilitation.CNAM20240925().Decide, habilitation.CNAM20240925().Rows()) },
		"Matrix":                      func() string { return decided(m.Decide, m.Rows()) },
		"Matrix.With":                 func() string { return decided(m.Under(habilitation.Policy{RoleAccess: 1}).Decide, m.Rows()) },
		"Timeline":                    func() string { return decided(timeline.Decide, m.Rows()) },
		"habilitation.At": func() string {
			x, err := habilitation.At(someDay)
			return fmt.Sprint(x.Version().ID, err)
		},
		"Matrix.RolesFor": func() string { return fmt.Sprint(m.RolesFor(m.Spec().Rows[0].Document, m.Spec().Rows[5].Document)) },
		"Matrix.DecideAll": func() string {
			return fmt.Sprint(m.DecideAll(nil, habilitation.Request{Subject: subject, Document: m.Spec().Rows[0].Document, Action: habilitation.Read}))
		},
		"Recorder": func() string { return decided(recorder.Decide, m.Rows()) },
		"roles": func() string {
			p, err := roles.FindProfession("Infirmière")
			var b strings.Builder
			for x := range roles.Professions() {
				fmt.Fprintln(&b, x.Code(), x.Labels(), x.Label())
			}
			return fmt.Sprint(p, err, roles.FindProfessions("psychologue"), b.String())
		},
		"machine of the situation":     func() string { return walked(situation.Cycle()) },
		"machine of the registration":  func() string { return walked(registration.Cycle()) },
		"machine of the gestionnaire":  func() string { return walked(gestionnaire.Cycle()) },
		"machine of the entry":         func() string { return walked(workforce.Entry()) },
		"machine of the exit":          func() string { return walked(workforce.Exit()) },
		"machine of the certification": func() string { return walked(rpps.CertificationCycle()) },
		"History":                      func() string { return string(h.AppendLines(nil)) + h.Head().String() },
		"Userinfo": func() string {
			_, err := json.Marshal(u.Extra)
			return fmt.Sprint(maps.Collect(u.Situations()), u.Professional.Number.Canonical(), u.Faults, err, u.Select(u.Current()))
		},
		"psc.Parse": func() string {
			x, err := psc.Parse([]byte(someUserinfo), psc.Options{SignIn: someDay})
			return fmt.Sprint(maps.Collect(x.Situations()), err)
		},
		"psi.ParseAnswer": func() string {
			x, err := psi.ParseAnswer(201, []byte(`{"status":201,"identity":{"code":"x"}}`))
			return fmt.Sprint(x.Status, x.Faults, err)
		},
		"fhir.Set": func() string { return fmt.Sprint(set.People(), len(set.Organizations()), set.People()[0].Faults) },
		"fhir.Resource": func() string {
			line, err := fhir.Line(bundle)
			return fmt.Sprint(string(line), err, bundle.Common().Unread(), string(bundle.Common().JSON()))
		},
		"Table": func() string {
			return write(table.Text) + write(table.HTML) + write(table.JSON) + write(table.CSV) + write(table.Markdown)
		},
		"exports": func() string {
			return write(func(w io.Writer) error { return export.Rego(w, m) }) + write(func(w io.Writer) error { return export.CedarPolicies(w, m) }) +
				write(func(w io.Writer) error { return export.CasbinPolicy(w, m) })
		},
		"Changes": func() string { return changes.Text(language.French) + changes.HTML(language.English) + changes.CSV() },
		"Press":   func() string { return evolution.Press2023().Compare(m).Text(language.French) },
		"Faults": func() string {
			text, err := json.Marshal(faults)
			return fmt.Sprint(faults.Error(), string(text), err)
		},
		"rules": func() string { return fmt.Sprint(len(registration.Rules()), habilitation.Rules()[0]) },
		"registration.Check": func() string {
			return fmt.Sprint(registration.Check(request, registration.Context{At: someDay}), registration.NextSteps(request, registration.Context{At: someDay}))
		},
		"Archive": func() string {
			in, name, err := archive.Open("")
			if err != nil {
				return err.Error()
			}
			defer in.Close()
			text, err := io.ReadAll(in)
			return fmt.Sprint(name, len(text), err)
		},
		"annuaire.Parallel": func() string {
			r, err := annuaire.NewReader(strings.NewReader(headExtraction+strings.Repeat("899700218896|A|60|S|F990000010||\n", 500)), annuaire.Options{Day: someDay})
			if err != nil {
				return err.Error()
			}
			var b strings.Builder
			for s := range annuaire.Parallel(r, 3, func(rec annuaire.Record, err error) string { return fmt.Sprint(rec.Line(), err) }) {
				b.WriteString(s)
			}
			return b.String()
		},
		"matrixfile.LoadCSV": func() string {
			_, err := matrixfile.LoadCSV(strings.NewReader(headMatrix+"34112-3;1\n"), matrixOptions(0))
			return err.Error()
		},
		"Expectations": func() string {
			return fmt.Sprint(len(expectations.Lines), write(func(w io.Writer) error { return habilitationtest.WriteCSV(w, expectations) }))
		},
		"Fingerprint": func() string { return habilitationtest.Fingerprint(m) },
		"trace.Parse": func() string {
			r, fs := trace.Parse([]byte(`{"schema":"` + trace.Schema + `","matrix":"x"}`))
			return string(r.AppendLine(nil)) + fmt.Sprint(fs)
		},
		"names.Key": func() string {
			return names.Key("Hélène d’Exemple") + fmt.Sprint(names.NewCollator().Compare("a", "b"))
		},
		"identifiers": func() string {
			n, err := rpps.ParseNumber("99700366240")
			return fmt.Sprint(n.Canonical(), err, rpps.Detect("73282932000074"), rule.Faults(nil).Err())
		},
	}
}

// TestConcurrent uses what may be shared from many goroutines at once, in
// another order each: they hear what one alone does. The race detector looks on.
func TestConcurrent(t *testing.T) {
	all := shared(t)
	var order []string
	for name := range all {
		order = append(order, name)
	}
	workers := 8
	if raceDetector || testing.Short() { // two are seen by it
		workers = 3
	}
	said := make([]map[string]string, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			said[w] = map[string]string{}
			for i := range order {
				name := order[(i+w*len(order)/workers)%len(order)]
				said[w][name] = all[name]()
			}
		})
	}
	wg.Wait()
	for name, f := range all {
		want := f()
		if len(want) < 8 {
			t.Errorf("%s says %q", name, want)
		}
		for w := range workers {
			if said[w][name] != want {
				t.Errorf("%s: goroutine %d heard something else", name, w)
			}
		}
	}
}

// TestRecorderCounts: no answer is lost between goroutines.
func TestRecorderCounts(t *testing.T) {
	m := habilitation.CNAM20240925()
	alone, together := habilitationtest.Record(m), habilitationtest.Record(m)
	const workers = 8
	for range workers {
		decided(alone.Decide, m.Rows())
	}
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() { decided(together.Decide, m.Rows()) })
	}
	wg.Wait()
	profile := func(r *habilitationtest.Recorder) string {
		var b bytes.Buffer
		if err := r.Profile().Write(&b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if profile(alone) != profile(together) {
		t.Error("the counts differ")
	}
}

// TestLazy: a machine that many ask for first is made once.
func TestLazy(t *testing.T) {
	var lazy lifecycle.Lazy[situation.State, situation.Event]
	made := 0
	var wg sync.WaitGroup
	got := make([]*lifecycle.Machine[situation.State, situation.Event], 16)
	for i := range got {
		wg.Go(func() {
			got[i] = lazy.Get(func() lifecycle.Spec[situation.State, situation.Event] {
				made++
				return situation.Cycle().Spec()
			})
		})
	}
	wg.Wait()
	for _, m := range got {
		if m != got[0] || m == nil {
			t.Error("several machines")
		}
	}
	if made != 1 {
		t.Errorf("made %d times", made)
	}
}
