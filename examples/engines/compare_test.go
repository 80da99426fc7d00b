package engines

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"iter"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// walk compares the whole product of the facts: some minutes for Cedar, hours
// for OPA.
var walk = flag.Bool("walk", false, "compare the whole space of facts")

// engine is one of the three, with an export of a matrix loaded.
type engine interface {
	// differences puts the questions and tells each answer that is not the
	// library's.
	differences(qs []question, bad func(string))
}

// tally is the size of what was compared.
type tally struct{ questions, allowed, withReasons, differences int }

// compare puts all questions to an engine, on all processors.
func compare(t testing.TB, e engine, m *habilitation.Matrix, qs iter.Seq[question], show bool) tally {
	t.Helper()
	const chunk = 256
	work := make(chan []question)
	var mu sync.Mutex
	var n tally
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for part := range work {
				var bad []string
				e.differences(part, func(s string) { bad = append(bad, s) })
				allowed, reasons := 0, 0
				for _, q := range part {
					if q.want(m).Allowed() {
						allowed++
					}
					if q.reasons {
						reasons++
					}
				}
				mu.Lock()
				for _, s := range bad {
					if n.differences++; show && n.differences <= 10 {
						t.Error(s)
					}
				}
				n.questions += len(part)
				n.allowed += allowed
				n.withReasons += reasons
				mu.Unlock()
			}
		})
	}
	var part []question
	for q := range qs {
		if part = append(part, q); len(part) == chunk {
			work <- part
			part = nil
		}
	}
	if len(part) > 0 {
		work <- part
	}
	close(work)
	wg.Wait()
	return n
}

const (
	// good opens everything that a cell or a depositor can open.
	good = habilitation.CareTeam | habilitation.InitialConsent | habilitation.ExplicitConsent | habilitation.Informed |
		habilitation.NotOpposed | habilitation.Visible | habilitation.Depositor | habilitation.DepositedBefore
	// poor opens nothing.
	poor = habilitation.CareTeam | habilitation.NotOpposed | habilitation.HiddenByPatient
)

// cells is every subject x every type x every action, on ground that opens what
// the cell opens and on ground that opens nothing.
func cells(m *habilitation.Matrix, p habilitation.Policy, docs []habilitation.DocumentType) iter.Seq[question] {
	return func(yield func(question) bool) {
		for _, who := range subjects(people(m, p, today)) {
			for i, doc := range docs {
				for _, a := range actions {
					if (a == 0 || a > habilitation.Delete) && i%20 != 0 {
						continue // no action: a few types suffice
					}
					for _, f := range [...]habilitation.Facts{good, poor} {
						r := habilitation.Request{Subject: who.subject, Document: doc, Action: a, Facts: f}
						if !yield(question{who: who, r: r, reasons: a == habilitation.Read && f == good, policy: p}) {
							return
						}
					}
				}
			}
		}
	}
}

// subjects gives one person for each subject: the questions of the others who are the
// same subject differ in the codes of which they are made alone.
func subjects(ps []person) []person {
	seen := map[habilitation.Subject]bool{}
	return slices.DeleteFunc(ps, func(who person) bool {
		twice := seen[who.subject]
		seen[who.subject] = true
		return twice
	})
}

// kinds gives one person for each set of traits that the general rules can tell
// apart: caveats set apart.
func kinds(m *habilitation.Matrix, p habilitation.Policy, day civil.Date) []person {
	seen := map[string]bool{}
	var out []person
	for _, who := range people(m, p, day) {
		var key strings.Builder
		for x := range who.subject.Traits() {
			switch x {
			case habilitation.TraitPresence, habilitation.TraitMetier, habilitation.TraitRoleInferred, habilitation.TraitRoleSuspended:
			default:
				fmt.Fprintf(&key, "%s ", x)
			}
		}
		// Of those against whom something stands, and of those whom no column
		// names, a few suffice: nothing of it meets the facts.
		for range who.subject.Problems() {
			key.Reset()
			fmt.Fprintf(&key, "problem %d", len(out)%3)
			break
		}
		if key.Len() == 0 && m.ColumnsOf(who.subject) == 0 {
			key.WriteString("no column")
		}
		if !seen[key.String()] {
			seen[key.String()] = true
			out = append(out, who)
		}
	}
	return out
}

// How far the facts are walked.
const (
	pairs    = iota // every value of a group with every value of the next one that it works with
	groups          // the product of the groups, those of reading in two parts
	everyone        // the whole product
)

// asked is an action with the facts that bear on it.
type asked struct {
	action habilitation.Action
	// idle are facts that have no bearing on the action; half of the questions
	// state them all.
	idle   habilitation.Facts
	groups [][]habilitation.Facts
	// dated: the answer depends on the side of the reform of consent.
	dated bool
}

// circumstances gives the classes of facts for each action: two facts are in
// one class when they differ in what has no bearing on the action.
func circumstances(depth int) []asked {
	const (
		depositOnly = habilitation.DepositedBefore | habilitation.DepositRefused
		readOnly    = habilitation.HiddenShownInEmergency | habilitation.AdministratorDoctor | habilitation.BrisDeGlace |
			habilitation.Incapacity | habilitation.BrisDeGlaceNotRefused | habilitation.RegulationNotRefused
	)
	of := func(fs ...habilitation.Facts) []habilitation.Facts { return fs }
	invisible, depositor := anyOf(habilitation.InvisibleToPatient), anyOf(habilitation.Depositor)
	bases := of(0, habilitation.CareTeam|habilitation.InitialConsent,
		habilitation.BrisDeGlace|habilitation.Incapacity|habilitation.BrisDeGlaceNotRefused,
		habilitation.Regulation|habilitation.RegulationNotRefused,
		habilitation.BrisDeGlace|habilitation.Incapacity|habilitation.BrisDeGlaceRefused)
	out := []asked{
		{habilitation.Hide, depositOnly | readOnly | habilitation.HiddenByPatient, [][]habilitation.Facts{consentFacts, oppositionFacts, depositor, invisible}, true},
		{habilitation.Unhide, depositOnly | readOnly | habilitation.InvisibleToPatient, [][]habilitation.Facts{consentFacts, oppositionFacts, depositor, visibilityFacts}, true},
		{habilitation.Delete, depositOnly | readOnly | habilitation.CareTeam | habilitation.Opposed | habilitation.HiddenByPatient | habilitation.InvisibleToPatient, [][]habilitation.Facts{depositor}, false},
	}
	read := func(gs ...[]habilitation.Facts) {
		out = append(out, asked{habilitation.Read, depositOnly, gs, slices.Equal(gs[0], consentFacts)})
	}
	deposit := func(gs ...[]habilitation.Facts) {
		out = append(out, asked{habilitation.Deposit, readOnly | habilitation.Depositor, gs, false})
	}
	switch depth {
	case pairs:
		read(consentFacts, oppositionFacts, of(habilitation.Visible))
		read(consentFacts, emergencyFacts, of(habilitation.NotOpposed|habilitation.Visible))
		read(bases, sightFacts, of(habilitation.NotOpposed))
		deposit(consentFacts, oppositionFacts, depositFacts, of(habilitation.Visible))
		deposit(of(good&^habilitation.Visible), visibilityFacts, invisible, of(0, habilitation.DepositRefused))
	case groups:
		read(consentFacts, oppositionFacts, emergencyFacts, of(habilitation.Visible, habilitation.HiddenByPatient|habilitation.HiddenShownInEmergency))
		read(bases, oppositionFacts, sightFacts)
		deposit(consentFacts, oppositionFacts, depositFacts, visibilityFacts, invisible)
	default:
		read(consentFacts, oppositionFacts, emergencyFacts, sightFacts)
		deposit(consentFacts, oppositionFacts, depositFacts, visibilityFacts, invisible)
	}
	return out
}

// TestClasses counts the classes of facts, and shows by the library that facts
// without bearing on an action change nothing, each alone and all together.
func TestClasses(t *testing.T) {
	m := habilitation.CNAM20240925()
	want := map[habilitation.Action]int{
		habilitation.Read: 311_040, habilitation.Deposit: 2_880, habilitation.Hide: 288, habilitation.Unhide: 720, habilitation.Delete: 2,
	}
	doc := habilitation.MustParseDocumentType("34112-3")
	for _, a := range circumstances(everyone) {
		if got := size(a.groups...); got != want[a.action] {
			t.Errorf("%s: %d classes, want %d", a.action, got, want[a.action])
		}
		idle := []habilitation.Facts{a.idle}
		for f := a.idle; f != 0; f &= f - 1 {
			idle = append(idle, f&-f)
		}
		for _, day := range [...]civil.Date{today, beforeLaw} {
			for _, who := range kinds(m, habilitation.Policy{}, day) {
				for f := range product(a.groups...) {
					r := habilitation.Request{Subject: who.subject, Document: doc, Action: a.action, Facts: f}
					d := m.Decide(r)
					for _, g := range idle {
						r.Facts = f | g
						if m.Decide(r) != d {
							t.Fatalf("%s of %s: %s matters beside %s", a.action, who.name, g, f)
						}
					}
				}
			}
		}
	}
}

// facts is every kind of person x every class of circumstances, on both sides
// of the reform of consent, and every contradiction.
func facts(m *habilitation.Matrix, p habilitation.Policy, depth int) iter.Seq[question] {
	doc := habilitation.MustParseDocumentType("34112-3")
	return func(yield func(question) bool) {
		for _, day := range [...]civil.Date{today, beforeLaw} {
			for _, who := range kinds(m, p, day) {
				for _, a := range circumstances(depth) {
					if day == beforeLaw && !a.dated && depth < everyone {
						continue
					}
					idle := false
					for f := range product(a.groups...) {
						if idle = !idle; idle {
							f |= a.idle
						}
						r := habilitation.Request{Subject: who.subject, Document: doc, Action: a.action, Facts: f}
						if !yield(question{who: who, r: r, reasons: true, policy: p}) {
							return
						}
					}
				}
				for _, a := range actions {
					for _, f := range contradictions() {
						r := habilitation.Request{Subject: who.subject, Document: doc, Action: a, Facts: f}
						if !yield(question{who: who, r: r, reasons: true, policy: p}) {
							return
						}
					}
				}
			}
		}
	}
}

// some are circumstances that a choice of the policy or a day may change.
var some = []struct {
	a habilitation.Action
	f habilitation.Facts
}{
	{habilitation.Read, good},
	{habilitation.Read, habilitation.CareTeam | habilitation.Informed | habilitation.NotOpposed | habilitation.Visible},
	{habilitation.Read, habilitation.BrisDeGlace | habilitation.Incapacity | habilitation.BrisDeGlaceNotRefused | habilitation.NotOpposed | habilitation.HiddenByPatient | habilitation.HiddenShownInEmergency},
	{habilitation.Read, habilitation.Regulation | habilitation.RegulationNotRefused | habilitation.NotOpposed | habilitation.AnyDocument},
	{habilitation.Read, habilitation.OutsideTeam | habilitation.ExplicitConsent | habilitation.NotOpposed | habilitation.HiddenByDepositor | habilitation.AdministratorDoctor},
	{habilitation.Deposit, good},
	{habilitation.Deposit, good&^habilitation.Visible | habilitation.HiddenByDepositor | habilitation.InvisibleToPatient},
	{habilitation.Hide, good | habilitation.InvisibleToPatient},
	{habilitation.Unhide, habilitation.CareTeam | habilitation.Informed | habilitation.NotOpposed | habilitation.Depositor | habilitation.HiddenByDepositor},
	{habilitation.Delete, habilitation.Depositor},
}

// under is every subject, or by codes every person, under some circumstances.
func under(m *habilitation.Matrix, p habilitation.Policy, codes bool, days ...civil.Date) iter.Seq[question] {
	docs := []habilitation.DocumentType{habilitation.MustParseDocumentType("34112-3"), habilitation.MustParseDocumentType("*DICOM")}
	return func(yield func(question) bool) {
		for _, day := range days {
			who := people(m, p, day)
			if !codes {
				who = subjects(who)
			}
			for _, who := range who {
				if codes && who.codes == nil {
					continue
				}
				for i, c := range some {
					r := habilitation.Request{Subject: who.subject, Document: docs[i%2], Action: c.a, Facts: c.f}
					if !yield(question{who: who, r: r, reasons: true, codes: codes, policy: p}) {
						return
					}
				}
			}
		}
	}
}

// byCodes is every code of profession with every category, and for role
// professionals every métier and every role, with codes that no list has.
func byCodes(p habilitation.Policy) iter.Seq[question] {
	return func(yield func(question) bool) {
		ask := func(profession, category, function, role string, day civil.Date) bool {
			s := open(profession, category, function, role)
			who := person{fmt.Sprintf("%q %q %q %q", profession, category, function, role), p.SubjectOf(s, day), &s}
			r := habilitation.Request{
				Subject: who.subject, Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read,
				Facts: habilitation.BrisDeGlace | habilitation.Incapacity | habilitation.BrisDeGlaceNotRefused | habilitation.NotOpposed | habilitation.Visible,
			}
			return yield(question{who: who, r: r, codes: true, reasons: true, policy: p})
		}
		all := []string{"", "00", "999"}
		for x := range roles.Professions() {
			if x.List() != roles.ListG15 || x.Code() != "93" { // the code alone is TRE_R95
				all = append(all, x.Code())
			}
		}
		for _, profession := range all {
			for _, category := range []string{"", "C", "M", "F", "E", "Z"} {
				if !ask(profession, category, "", "", today) {
					return
				}
			}
			if !ask(profession, "C", "", "", civil.YMD(2024, 10, 1)) || !ask(profession, "C", "FON-48", "GENR10", today) {
				return
			}
		}
		genres := []string{"", "GENR77"}
		for x := range roles.Roles() {
			genres = append(genres, x.Code())
		}
		for _, function := range all {
			for _, who := range [...][3]string{{"99", "C", ""}, {"99", "C", "GENR10"}, {"99", "", "GENR11"}, {"99", "E", "GENR12"}, {"10", "C", ""}, {"60", "C", ""}} {
				if !ask(who[0], who[1], function, who[2], today) {
					return
				}
			}
		}
		for _, role := range genres {
			for _, function := range []string{"", "317", "000", "347"} {
				for _, category := range []string{"C", "E", ""} {
					if !ask("99", category, function, role, today) {
						return
					}
				}
			}
		}
	}
}

// expiring is a matrix that is not the embedded one: keys that need escapes,
// an end, a row that nobody reads, cells that differ from column to column.
func expiring(t testing.TB) *habilitation.Matrix {
	t.Helper()
	m, err := habilitation.New(habilitation.Spec{
		Version: habilitation.Version{ID: "invented", Title: "invented", Source: "a test", From: civil.YMD(2025, 1, 1), Until: civil.YMD(2026, 6, 2)},
		Columns: []habilitation.Column{
			{Key: "34112-3", Professions: []roles.Profession{roles.ProfessionInfirmier}},
			{Key: "a + b, \"c\"", Professions: []roles.Profession{roles.ProfessionInfirmier, roles.ProfessionMedecin}, Interns: []roles.Profession{roles.ProfessionInfirmier}, ExcludesOccupational: true},
			{Key: "type 34112-3", Functions: []roles.Profession{roles.MetierPreparateur, 313}},
			{Key: "#é", Roles: []roles.Role{roles.GENR13, roles.GENR10}},
			{Key: "both", Professions: []roles.Profession{roles.ProfessionMedecin}, Functions: []roles.Profession{313}, Roles: []roles.Role{roles.GENR11}},
		},
		Rows: []habilitation.Row{
			{Document: habilitation.MustParseDocumentType("34112-3"), Allowed: 0b11011},
			{Document: habilitation.MustParseDocumentType("*DICOM"), Allowed: 0b10110},
			{Document: habilitation.MustParseDocumentType("E1762"), Allowed: 0},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// every takes one question of n.
func every(n int, qs iter.Seq[question]) iter.Seq[question] {
	return func(yield func(question) bool) {
		i := 0
		for q := range qs {
			if i%n == 0 && !yield(q) {
				return
			}
			i++
		}
	}
}

// fewDocuments are the rows of a matrix, and a type of every kind without one.
func fewDocuments(m *habilitation.Matrix) []habilitation.DocumentType {
	out := []habilitation.DocumentType{
		0, habilitation.UnknownDocument, habilitation.MustParseDocumentType("E1762"), habilitation.MustParseDocumentType("34876-3"), habilitation.MustParseDocumentType("REMB"),
	}
	for r := range m.Rows() {
		out = append(out, r.Document)
	}
	return out
}

// loaders make the three engines for a matrix.
var loaders = map[string]func(testing.TB, *habilitation.Matrix) engine{
	"OPA":    func(t testing.TB, m *habilitation.Matrix) engine { return newOPA(t, m) },
	"Cedar":  func(t testing.TB, m *habilitation.Matrix) engine { return newCedar(t, m) },
	"Casbin": func(t testing.TB, m *habilitation.Matrix) engine { return newCasbin(t, m) },
}

// TestSameDecisions compares the three engines with the library.
func TestSameDecisions(t *testing.T) {
	m := habilitation.CNAM20240925()
	columnsSeen(t, m, people(m, habilitation.Policy{}, today))
	for _, name := range slices.Sorted(maps.Keys(loaders)) {
		t.Run(name, func(t *testing.T) {
			var total tally
			part := func(what string, m *habilitation.Matrix, e engine, qs iter.Seq[question]) {
				n := compare(t, e, m, qs, true)
				t.Logf("%-28s %8d questions, %7d allowed, %7d with all reasons: %d differences", what, n.questions, n.allowed, n.withReasons, n.differences)
				if n.questions == 0 || n.allowed == 0 {
					t.Error("nothing was compared, or nothing allowed")
				}
				total.questions += n.questions
				total.differences += n.differences
			}
			e := loaders[name](t, m)
			part("subject x type x action", m, e, cells(m, habilitation.Policy{}, documents()))
			depth := pairs
			if name == "Cedar" {
				depth = groups
			}
			if *walk {
				depth = everyone
			}
			classes := facts(m, habilitation.Policy{}, depth)
			if name == "OPA" && !*walk {
				classes = every(3, classes) // a question with its reasons takes it a third of a millisecond
			}
			part("kind x facts x day", m, e, classes)
			part("subject x day", m, e, under(m, habilitation.Policy{}, false, today, beforeLaw, tooEarly, civil.Date{}))
			if name == "OPA" {
				part("person x day, by codes", m, e, under(m, habilitation.Policy{}, true, today, beforeLaw, tooEarly, civil.Date{}))
				part("all codes", m, e, byCodes(habilitation.Policy{}))
			}
			other := expiring(t)
			o := loaders[name](t, other)
			part("another matrix", other, o, cells(other, habilitation.Policy{}, fewDocuments(other)))
			part("another matrix, its last days", other, o, under(other, habilitation.Policy{}, name == "OPA", civil.YMD(2025, 1, 1), civil.YMD(2026, 6, 1), civil.YMD(2026, 6, 2)))
			for _, p := range policyNames() {
				m := m.Under(policies[p])
				e := loaders[name](t, m)
				part("policy: "+p, m, e, under(m, policies[p], false, today))
				if name == "OPA" {
					part("policy: "+p+", by codes", m, e, under(m, policies[p], true, today))
				}
				if p == "all of them at once" {
					part("policy: "+p+", facts", m, e, every(5, facts(m, policies[p], pairs)))
				}
			}
			t.Logf("%s: %d questions compared, %d differences", name, total.questions, total.differences)
		})
	}
}

// wronglyAllowed counts what an engine allows and the library denies.
func wronglyAllowed(t testing.TB, e engine, m *habilitation.Matrix, qs []question) (wrong, allowed int) {
	t.Helper()
	note := func(q question, allow bool) {
		if allow {
			allowed++
			if !q.want(m).Allowed() {
				wrong++
			}
		}
	}
	switch e := e.(type) {
	case *opaEngine:
		e.ask(e.allows, qs, func(s string) { t.Error(s) }, func(q question, a any) string {
			note(q, a == true)
			return ""
		})
	case *cedarEngine:
		for _, q := range qs {
			who, r := cedarRequest(q.input(m).Cedar("somebody"))
			allow, _ := e.decide(who, r, e.permits)
			note(q, allow)
		}
	case *casbinEngine:
		for _, q := range qs {
			allow, _ := e.Enforce(q.input(m).Casbin()...)
			note(q, allow)
		}
	}
	return wrong, allowed
}

// TestHoles takes parts out of each export, one at a time: what is lost may
// close, and opens nothing.
func TestHoles(t *testing.T) {
	t.Parallel()
	p := policies["role suspended"]
	m := habilitation.CNAM20240925().Under(p)
	write := func(f func(*bytes.Buffer) error) []byte { return written(t, f) }
	plain, codes := slices.Collect(under(m, p, false, today)), slices.Collect(under(m, p, true, today))
	check := func(t *testing.T, what string, e engine, qs []question) int {
		t.Helper()
		wrong, allowed := wronglyAllowed(t, e, m, qs)
		if wrong > 0 {
			t.Errorf("without %s: %d allowed that the library denies", what, wrong)
		}
		return allowed
	}

	t.Run("OPA", func(t *testing.T) {
		t.Parallel()
		module, _ := regoFiles(t, m)
		c := compileOPA(t, module)
		text := write(func(b *bytes.Buffer) error { return export.RegoData(b, m) })
		qs := slices.Concat(plain, codes)
		every := func(n int) (out []question) {
			for i := 0; i < len(qs); i += n {
				out = append(out, qs[i])
			}
			return out
		}
		whole := check(t, "nothing", loadOPA(t, m, c, parsed(t, text)), every(1))
		var paths [][]string
		for _, under := range [][]string{nil, {"policy"}, {"parameters"}, {"subjects"}, {"columns"}, {"traits"}, {"documents", "34112-3"}} {
			for _, k := range slices.Sorted(maps.Keys(dig(parsed(t, text), append([]string{"rppsplus", "matrix"}, under...)))) {
				paths = append(paths, append(slices.Clone(under), k))
			}
		}
		var closing atomic.Int32
		t.Cleanup(func() {
			t.Logf("%d parts taken out, %d of them closed something", len(paths), closing.Load())
			if closing.Load() < 5 {
				t.Error("the parts that were taken out mattered to nobody")
			}
		})
		for i, path := range paths {
			t.Run(strings.Join(path, "."), func(t *testing.T) {
				t.Parallel()
				data := parsed(t, text)
				delete(dig(data, append([]string{"rppsplus", "matrix"}, path[:len(path)-1]...)), path[len(path)-1])
				some := every(3)
				if i < 12 {
					some = every(1)
				}
				if check(t, strings.Join(path, "."), loadOPA(t, m, c, data), some) < whole/3 {
					closing.Add(1)
				}
			})
		}
		check(t, "data", loadOPA(t, m, c, map[string]any{}), every(1))
	})

	t.Run("Cedar", func(t *testing.T) {
		t.Parallel()
		policies, reasons := write(func(b *bytes.Buffer) error { return export.CedarPolicies(b, m) }), write(func(b *bytes.Buffer) error { return export.CedarReasons(b, m) })
		entities := write(func(b *bytes.Buffer) error { return export.CedarEntities(b, m) })
		parts := 0
		for _, id := range []string{"current", "34112-3", "*DICOM"} {
			var list []export.CedarEntity
			parse := func() *export.CedarEntity {
				list = nil
				if err := json.Unmarshal(entities, &list); err != nil {
					t.Fatal(err)
				}
				i := slices.IndexFunc(list, func(e export.CedarEntity) bool { return e.UID.ID == id })
				return &list[i]
			}
			for _, attr := range slices.Sorted(maps.Keys(parse().Attrs)) {
				delete(parse().Attrs, attr)
				text, err := json.Marshal(list)
				if err != nil {
					t.Fatal(err)
				}
				check(t, id+"."+attr, loadCedar(t, m, policies, reasons, text), plain)
				parts++
			}
		}
		check(t, "entities", loadCedar(t, m, policies, reasons, []byte("[]")), plain)
		t.Logf("%d parts taken out", parts)
	})

	t.Run("Casbin", func(t *testing.T) {
		t.Parallel()
		text := write(func(b *bytes.Buffer) error { return export.CasbinModel(b, m) })
		lines := slices.Collect(strings.Lines(string(write(func(b *bytes.Buffer) error { return export.CasbinPolicy(b, m) }))))
		parts := 0
		for i, line := range lines {
			if strings.HasPrefix(line, "#") || strings.HasPrefix(line, "g") && strings.Contains(line, "type ") && !strings.Contains(line, "type 34112-3") {
				continue
			}
			rest := strings.Join(slices.Concat(lines[:i], lines[i+1:]), "")
			check(t, line, loadCasbin(t, m, text, []byte(rest)), plain)
			parts++
		}
		t.Logf("%d lines taken out", parts)
	})
}

func dig(m map[string]any, path []string) map[string]any {
	for _, k := range path {
		m = m[k].(map[string]any)
	}
	return m
}

// TestSpoiltCell changes one cell of each export and sees the comparison fail, for
// the people of that cell and nobody else.
func TestSpoiltCell(t *testing.T) {
	m := habilitation.CNAM20240925()
	only := func(qs iter.Seq[question]) iter.Seq[question] {
		return func(yield func(question) bool) {
			for q := range qs {
				if q.r.Action == habilitation.Read && q.r.Facts == good && !yield(q) {
					return
				}
			}
		}
	}
	replace := func(text []byte, old, new string) []byte {
		t.Helper()
		if bytes.Count(text, []byte(old)) != 1 {
			t.Fatalf("%q stands %d times in the export", old, bytes.Count(text, []byte(old)))
		}
		return bytes.Replace(text, []byte(old), []byte(new), 1)
	}
	// The midwife may not read 28653-4, which only doctors may, and is given it.
	doc := habilitation.MustParseDocumentType("28653-4")
	for c := range m.Cells() {
		if c.Row.Document == doc && c.Column.Key == "midwife" && c.Allowed {
			t.Fatal("the cell is open")
		}
	}
	module, _ := regoFiles(t, m)
	engines := map[string]engine{}
	data := written(t, func(b *bytes.Buffer) error { return export.RegoData(b, m) })
	engines["OPA"] = loadOPA(t, m, compileOPA(t, module), parsed(t, replace(data, `"28653-4": {"dmp":true,"row":true,"readers":{`, `"28653-4": {"dmp":true,"row":true,"readers":{"midwife":true,`)))
	write := func(f func(*bytes.Buffer) error) []byte { return written(t, f) }
	engines["Cedar"] = loadCedar(t, m,
		write(func(b *bytes.Buffer) error { return export.CedarPolicies(b, m) }), write(func(b *bytes.Buffer) error { return export.CedarReasons(b, m) }),
		replace(write(func(b *bytes.Buffer) error { return export.CedarEntities(b, m) }),
			`{"uid":{"type":"Dmp::DocumentType","id":"28653-4"},"attrs":{"dmp":true,"readers":[`,
			`{"uid":{"type":"Dmp::DocumentType","id":"28653-4"},"attrs":{"dmp":true,"readers":["midwife",`))
	policy := write(func(b *bytes.Buffer) error { return export.CasbinPolicy(b, m) })
	engines["Casbin"] = loadCasbin(t, m, write(func(b *bytes.Buffer) error { return export.CasbinModel(b, m) }),
		append(policy, "g,columns midwife,type 28653-4\n"...))
	for name, e := range engines {
		n := compare(t, e, m, only(cells(m, habilitation.Policy{}, []habilitation.DocumentType{doc, habilitation.MustParseDocumentType("34112-3")})), false)
		if n.differences != 1 {
			t.Errorf("%s: %d differences among %d questions, want 1: one midwife", name, n.differences, n.questions)
		}
	}
}
