package rpps_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// TestCycleGolden compares what the machine exports with the files that were
// read over.
func TestCertificationCycleGolden(t *testing.T) {
	m := rpps.CertificationCycle()
	table, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string]string{
		"certification.mmd": m.Mermaid(language.French), "certification.dot": m.DOT(language.French),
		"certification.txt": m.Text(language.French), "certification.json": string(table) + "\n",
	} {
		golden.File(t, "testdata/cycle/"+name, got)
	}
}

func certificationStates() []rpps.Certification {
	return []rpps.Certification{
		rpps.CertificationDI, rpps.CertificationAC, rpps.CertificationC, rpps.CertificationFC,
		rpps.CertificationFCP, rpps.CertificationNC, rpps.CertificationNCI, rpps.CertificationAN,
	}
}

// The table has no defect, its states are those of TRE_R31, and each event
// has the code that it prints.
func TestCertificationCycle(t *testing.T) {
	m := rpps.CertificationCycle()
	if _, err := lifecycle.New(m.Spec()); err != nil {
		t.Fatal(err)
	}
	if len(m.States()) != 8 || len(m.Events()) != 16 {
		t.Errorf("%d states, %d events", len(m.States()), len(m.Events()))
	}
	for _, s := range certificationStates() {
		info, ok := m.State(s)
		if !ok || info.Code != s.Code() || info.Title.FR != s.Label() || info.Evidence != rule.Sourced {
			t.Errorf("%v: %+v", s, info)
		}
	}
	for _, e := range m.Events() {
		if got, err := m.ParseEvent(e.Event.String()); err != nil || got != e.Event {
			t.Errorf("%v: %v %v", e.Event, got, err)
		}
	}
	if rpps.CertificationEvent(0).String() != "(not stated)" || rpps.CertificationEvent(17).String() != "(not stated)" {
		t.Error("an event that does not exist has a code")
	}
	if n := testing.AllocsPerRun(100, func() {
		_, _ = m.Next(rpps.CertificationDI, rpps.CertificationEventIdentified, lifecycle.INSEE, 0)
	}); n != 0 {
		t.Errorf("Next: %v allocations", n)
	}
}

// Of all answers, in all states, at whose hand ever and with all facts, only
// the answer 2 to a request certifies, and only a pre-registration gives FC
// and FCP. Nothing is moved at all when sources are asked for.
func TestCertificationOnlyWays(t *testing.T) {
	m := rpps.CertificationCycle()
	strict, err := m.Under(lifecycle.Policy{Weakest: rule.Sourced})
	if err != nil {
		t.Fatal(err)
	}
	all := lifecycle.Holding(rpps.CertificationGuardPreRegistered, rpps.CertificationGuardTraits, rpps.CertificationGuardCodeFC, rpps.CertificationGuardCodeFCP)
	var ways []string
	for _, from := range append(certificationStates(), 0) {
		for _, e := range m.Events() {
			for by := range lifecycle.AllActors() {
				if step, err := m.Next(from, e.Event, by, all); err == nil && step.To.IsCertified() {
					ways = append(ways, fmt.Sprintf("%s %s %s %s", from.Code(), e.Code, by, step.To))
				}
				if _, err := strict.Next(from, e.Event, by, all); err == nil {
					t.Errorf("%v, %s by %v is moved on the strength of a source", from, e.Code, by)
				}
			}
		}
	}
	want := []string{
		"DI rnipp2 insee C", "AC rnipp2 insee C", " franceConnect professional FC", " franceConnectPlus professional FCP",
	}
	if !slices.Equal(ways, want) {
		t.Errorf("certified by %q", ways)
	}
}

func TestCertificationStories(t *testing.T) {
	type step struct {
		on   rpps.CertificationEvent
		by   lifecycle.Actor
		to   rpps.Certification
		code rule.Code
	}
	const ges, insee, pro, ans = lifecycle.Gestionnaire, lifecycle.INSEE, lifecycle.Professional, lifecycle.ANS
	whole := &rpps.CivilStatus{
		BirthName: "EXEMPLE", FirstNames: []rpps.Private{"Ada"}, Sex: rpps.Female,
		BirthDate: civil.MustNew(1990, 2, 28), BirthPlace: rpps.BirthPlace{Commune: "75112"},
	}
	today := rpps.CertificationFacts(whole, civil.MustNew(2026, 11, 22))
	before := rpps.CertificationFacts(whole, civil.MustNew(2025, 1, 30))
	signedIn := today.With(rpps.CertificationGuardPreRegistered)
	for name, c := range map[string]struct {
		facts lifecycle.Facts
		steps []step
	}{
		"typed in, corrected, certified": {today, []step{
			{rpps.CertificationEventRequest, ges, rpps.CertificationDI, ""},
			{rpps.CertificationEventSyntax, insee, rpps.CertificationDI, ""},
			{rpps.CertificationEventRetry, ges, rpps.CertificationDI, ""},
			{rpps.CertificationEventDivergence, insee, rpps.CertificationDI, ""},
			{rpps.CertificationEventRetry, ges, rpps.CertificationDI, ""},
			{rpps.CertificationEventSelfEdit, pro, 0, lifecycle.CodeRefused},
			{rpps.CertificationEventIdentified, ges, 0, lifecycle.CodeActor},
			{rpps.CertificationEventIdentified, insee, rpps.CertificationC, ""},
			{rpps.CertificationEventNoEcho, insee, 0, lifecycle.CodeRefused},
			{rpps.CertificationEventCancel, ans, 0, lifecycle.CodePolicy},
			{rpps.CertificationEventSelfEdit, pro, 0, lifecycle.CodeRefused},
		}},
		"not in the register yet": {today, []step{
			{rpps.CertificationEventRequest, ges, rpps.CertificationDI, ""},
			{rpps.CertificationEventNoEcho, insee, rpps.CertificationDI, ""},
			{rpps.CertificationEventImmatriculation, insee, rpps.CertificationNCI, ""},
			{rpps.CertificationEventIdentified, insee, 0, lifecycle.CodeRefused},
			{rpps.CertificationEventForce, ans, 0, lifecycle.CodeUndefined},
			{rpps.CertificationEventRetry, ges, rpps.CertificationDI, ""},
			{rpps.CertificationEventIdentified, insee, rpps.CertificationC, ""},
		}},
		"every other answer leaves the request open": {today, []step{
			{rpps.CertificationEventRequest, ges, rpps.CertificationDI, ""},
			{rpps.CertificationEventOneEcho, insee, rpps.CertificationDI, ""},
			{rpps.CertificationEventSeveralEchoes, insee, rpps.CertificationDI, ""},
			{rpps.CertificationEventUsageNameOnly, insee, rpps.CertificationDI, ""},
			{rpps.CertificationEventImpossible, insee, rpps.CertificationNC, ""},
			{rpps.CertificationEventRetry, ges, 0, lifecycle.CodeUndefined},
			{rpps.CertificationEventCancel, ges, rpps.CertificationAN, ""},
			{rpps.CertificationEventRetry, ges, 0, lifecycle.CodeRefused},
			{rpps.CertificationEventImpossible, insee, 0, lifecycle.CodeFinal},
		}},
		"forced": {today, []step{
			{rpps.CertificationEventRequest, ges, rpps.CertificationDI, ""},
			{rpps.CertificationEventForce, ges, 0, lifecycle.CodeActor},
			{rpps.CertificationEventForce, lifecycle.ARS, rpps.CertificationAC, ""},
			{rpps.CertificationEventNoEcho, insee, 0, lifecycle.CodeUndefined},
			{rpps.CertificationEventIdentified, insee, rpps.CertificationC, ""},
		}},
		"FranceConnect": {signedIn, []step{
			{rpps.CertificationEventFranceConnect, ges, 0, lifecycle.CodeActor},
			{rpps.CertificationEventFranceConnect, pro, rpps.CertificationFC, ""},
			{rpps.CertificationEventFranceConnectPlus, pro, 0, lifecycle.CodeRefused},
			{rpps.CertificationEventRequest, ges, 0, lifecycle.CodeRefused},
		}},
		"a sign-in that is no pre-registration": {today, []step{
			{rpps.CertificationEventFranceConnect, pro, 0, lifecycle.CodeGuard},
		}},
		"FCP did not exist": {before.With(rpps.CertificationGuardPreRegistered), []step{
			{rpps.CertificationEventFranceConnectPlus, pro, 0, lifecycle.CodeGuard},
			{rpps.CertificationEventFranceConnect, pro, rpps.CertificationFC, ""},
		}},
		"traits missing": {rpps.CertificationFacts(&rpps.CivilStatus{}, civil.MustNew(2026, 1, 1)), []step{
			{rpps.CertificationEventRequest, ges, 0, lifecycle.CodeGuard},
			{rpps.CertificationEventIdentified, insee, 0, lifecycle.CodeNotBegun},
		}},
	} {
		m := rpps.CertificationCycle()
		var at rpps.Certification
		for i, s := range c.steps {
			got, err := m.Next(at, s.on, s.by, c.facts)
			if s.code != "" {
				if !errors.Is(err, s.code) {
					t.Errorf("%s, step %d: %v, want %s", name, i, err, s.code)
				}
				continue
			}
			if err != nil || got.To != s.to {
				t.Fatalf("%s, step %d: %v %v", name, i, got.To, err)
			}
			at = got.To
		}
	}
	// A program may allow what is off.
	m, err := rpps.CertificationCycle().Under(lifecycle.Policy{Allow: []string{"CER-20", "CER-21", "CER-22"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []rpps.Certification{rpps.CertificationC, rpps.CertificationFC, rpps.CertificationFCP} {
		if got, err := m.Next(s, rpps.CertificationEventCancel, ans, 0); err != nil || got.To != rpps.CertificationAN || got.Evidence != rule.Policy {
			t.Errorf("%v: %+v %v", s, got, err)
		}
	}
}

func TestCertificationAnswer(t *testing.T) {
	for code, want := range map[string]string{"2": "rnipp2", "3": "rnipp3", "4": "rnipp4", "6": "rnipp6", "7": "rnipp7", "8": "rnipp8", "9": "rnipp9"} {
		if e, ok := rpps.CertificationAnswer(code); !ok || e.String() != want {
			t.Errorf("%s: %v %t", code, e, ok)
		}
	}
	for _, code := range []string{"", "0", "1", "5", "10", "02", "2 ", "two"} {
		if e, ok := rpps.CertificationAnswer(code); ok || e != 0 {
			t.Errorf("%q: %v", code, e)
		}
	}
}

func TestCertificationFacts(t *testing.T) {
	const traits, fc, fcp = rpps.CertificationGuardTraits, rpps.CertificationGuardCodeFC, rpps.CertificationGuardCodeFCP
	for _, c := range []struct {
		day  civil.Date
		want lifecycle.Facts
	}{
		{civil.Date{}, 0},
		{civil.MustNew(2021, 11, 25), 0},
		{civil.MustNew(2021, 11, 26), lifecycle.Holding(fc)},
		{civil.MustNew(2025, 1, 30), lifecycle.Holding(fc)},
		{civil.MustNew(2025, 1, 31), lifecycle.Holding(fc, fcp)},
	} {
		if got := rpps.CertificationFacts(nil, c.day); got != c.want {
			t.Errorf("%v: %b", c.day, got)
		}
	}
	for name, spoil := range map[string]func(*rpps.CivilStatus){
		"birth name":               func(c *rpps.CivilStatus) { c.BirthName = "" },
		"no first name":            func(c *rpps.CivilStatus) { c.FirstNames = nil },
		"an empty first name":      func(c *rpps.CivilStatus) { c.FirstNames[1] = "" },
		"sex":                      func(c *rpps.CivilStatus) { c.Sex = 0 },
		"sex of no code":           func(c *rpps.CivilStatus) { c.Sex = 9 },
		"birth date":               func(c *rpps.CivilStatus) { c.BirthDate = civil.Date{} },
		"place":                    func(c *rpps.CivilStatus) { c.BirthPlace = rpps.BirthPlace{} },
		"town of a country":        func(c *rpps.CivilStatus) { c.BirthPlace = rpps.BirthPlace{Country: "99134"} },
		"blanks for a birth name":  func(c *rpps.CivilStatus) { c.BirthName = "  " },
		"blanks for a first name":  func(c *rpps.CivilStatus) { c.FirstNames[1] = " " },
		"blanks for a commune":     func(c *rpps.CivilStatus) { c.BirthPlace = rpps.BirthPlace{Commune: " "} },
		"blanks for a town":        func(c *rpps.CivilStatus) { c.BirthPlace = rpps.BirthPlace{Country: "99134", Town: " "} },
		"a country as the commune": func(c *rpps.CivilStatus) { c.BirthPlace = rpps.BirthPlace{Commune: "99134"} },
		"town without country":     func(c *rpps.CivilStatus) { c.BirthPlace = rpps.BirthPlace{Town: "Séville"} },
	} {
		c := rpps.CivilStatus{
			BirthName: "EXEMPLE", FirstNames: []rpps.Private{"Ada", "Zoé"}, Sex: rpps.UnknownSex,
			BirthDate: civil.MustNew(1992, 2, 29), BirthPlace: rpps.BirthPlace{Country: "99134", Town: "Séville"},
		}
		if !rpps.CertificationFacts(&c, civil.Date{}).Has(traits) {
			t.Fatal("complete traits are not taken")
		}
		spoil(&c)
		if rpps.CertificationFacts(&c, civil.Date{}).Has(traits) {
			t.Errorf("%s: taken", name)
		}
	}
}

func ExampleCertificationCycle() {
	m := rpps.CertificationCycle()
	for _, code := range []string{"3", "2"} {
		answer, _ := rpps.CertificationAnswer(code)
		step, err := m.Next(rpps.CertificationDI, answer, lifecycle.INSEE, 0)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(code, "→", step.To, step.To.IsCertified(), step.Evidence, m.EffectCodes(step.Effects))
	}
	// Output:
	// 3 → DI false inferred [correct death]
	// 2 → C true inferred [numbers death]
}

func ExampleCertificationFacts() {
	facts := rpps.CertificationFacts(nil, civil.MustNew(2024, 6, 1))
	_, err := rpps.CertificationCycle().Next(0, rpps.CertificationEventFranceConnectPlus, lifecycle.Professional,
		facts.With(rpps.CertificationGuardPreRegistered))
	fmt.Println(err)
	// Output:
	// LIF-GUARD: certification.–.franceConnectPlus: The event is not possible. Not stated: the code FCP exists on that day (codeFCP).
}
