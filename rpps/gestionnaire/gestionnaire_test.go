package gestionnaire_test

import (
	"encoding"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	ges "github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// The table of rights, written by hand from the sources: a line for each
// right, a column for each capacity. S allowed and sourced, I allowed and
// inferred, s and i denied likewise, a point where no source speaks.
const rightsTable = `
                         AE RL Ma Ti Ge Pr RH
register                 i  S  S  S  S  i  i
validate                 i  S  S  S  S  i  i
pre-register             .  .  .  .  .  S  .
create situation         i  I  I  I  S  .  i
declare situation        .  .  .  .  .  S  .
modify situation         i  I  I  I  S  .  i
close situation          i  I  I  I  S  .  i
update own contact       .  .  .  .  .  S  .
update own exercise name .  .  .  .  .  S  .
change civil status      .  .  .  .  s  s  .
appoint mandataire       .  S  .  .  .  .  .
appoint gestionnaire     .  S  S  I  .  .  .
remove gestionnaire      .  I  I  I  .  .  .
view gestionnaires       .  I  I  I  .  .  .
sign contract            i  I  .  .  .  .  .
sign attestation         .  S  S  .  .  .  .
order cards              .  I  S  .  .  .  .
collect data             S  .  .  .  S  .  S
check order or ARS       .  .  .  .  .  .  S
inform professional      S  I  I  I  I  .  I
`

func TestMay(t *testing.T) {
	lines := strings.Split(strings.Trim(rightsTable, "\n"), "\n")[1:]
	rights, capacities := slices.Collect(ges.Rights()), slices.Collect(ges.Capacities())
	if len(lines) != len(rights) || len(capacities) != 7 {
		t.Fatalf("%d lines for %d rights, %d capacities", len(lines), len(rights), len(capacities))
	}
	for i, r := range rights {
		if name := strings.TrimSpace(lines[i][:25]); name != r.String() {
			t.Fatalf("line of %s for %v", name, r)
		}
		cells := strings.Fields(lines[i][25:])
		for j, c := range capacities {
			g := c.May(r)
			want := map[string]struct {
				allowed  bool
				evidence rule.Evidence
			}{
				"S": {true, rule.Sourced}, "I": {true, rule.Inferred},
				"s": {false, rule.Sourced}, "i": {false, rule.Inferred}, ".": {false, rule.Policy},
			}[cells[j]]
			if g.Allowed != want.allowed || g.Evidence != want.evidence {
				t.Errorf("%v, %v: %v %v, want %s", c, r, g.Allowed, g.Evidence, cells[j])
			}
			if silent := cells[j] == "."; silent != (g.Source == "") || silent != (g.Note.EN == "No source gives this right.") {
				t.Errorf("%v, %v: source %q, note %q", c, r, g.Source, g.Note.EN)
			}
			if !g.Allowed && g.Note.FR == "" || (g.Note.FR == "") != (g.Note.EN == "") || g.Note.FR == g.Note.EN && g.Note.FR != "" {
				t.Errorf("%v, %v: note %+v", c, r, g.Note)
			}
		}
	}
	const notStated = "The capacity or the right is not stated."
	for _, c := range []ges.Capacity{0, ges.EquipeRH + 1, 255} {
		if g := c.May(ges.Register); g.Allowed || g.Evidence != rule.Policy || g.Note.EN != notStated {
			t.Errorf("%v: %+v", c, g)
		}
	}
	for _, r := range []ges.Right{0, ges.InformProfessional + 1, 255} {
		if g := ges.RepresentantLegal.May(r); g.Allowed || g.Evidence != rule.Policy || g.Note.EN != notStated {
			t.Errorf("%v: %+v", r, g)
		}
	}
	for range ges.Capacities() {
		break // an iterator must stop when it is told to
	}
	for range ges.Rights() {
		break
	}
}

func TestAccessOf(t *testing.T) {
	for _, c := range []struct {
		name     string
		kind     rpps.StructureKind
		sector   roles.Sector
		hc       rpps.Answer
		access   ges.Access
		used     rpps.StructureKind
		evidence rule.Evidence
		code     rule.Code
		severity rule.Severity
	}{
		{"ESMS", rpps.ESMS, 0, 0, ges.AccessOpen, rpps.ESMS, rule.Sourced, "", 0},
		{"ESMS, HospiConnect no", rpps.ESMS, 0, rpps.No, ges.AccessOpen, rpps.ESMS, rule.Sourced, "", 0},
		{"DAC in SA63, which tells no kind", rpps.DAC, roles.SA63, 0, ges.AccessOpen, rpps.DAC, rule.Sourced, "", 0},
		{"CRT carried by an ESMS", rpps.CRT, roles.SA20, 0, ges.AccessOpen, rpps.CRT, rule.Sourced, "", 0},
		{"officine", rpps.Officine, roles.SA33, 0, ges.AccessOpen, rpps.Officine, rule.Sourced, "", 0},
		{"hospital retained", rpps.Hospital, roles.SA01, rpps.Yes, ges.AccessOpen, rpps.Hospital, rule.Sourced, "", 0},
		{"hospital not retained", rpps.Hospital, 0, rpps.No, ges.AccessClosed, rpps.Hospital, rule.Sourced, ges.CodeStructureHospiConnect, rule.Error},
		{"hospital", rpps.Hospital, 0, 0, ges.AccessUnknown, rpps.Hospital, rule.Policy, ges.CodeHospiConnectUnknown, rule.Warning},
		{"hospital, answer that does not exist", rpps.Hospital, 0, 9, ges.AccessUnknown, rpps.Hospital, rule.Policy, ges.CodeHospiConnectUnknown, rule.Warning},
		{"practice", rpps.Practice, 0, rpps.Yes, ges.AccessClosed, rpps.Practice, rule.Sourced, ges.CodeStructureClosed, rule.Error},
		{"laboratory", rpps.Laboratory, 0, 0, ges.AccessClosed, rpps.Laboratory, rule.Sourced, ges.CodeStructureClosed, rule.Error},
		{"other", rpps.OtherStructure, 0, 0, ges.AccessClosed, rpps.OtherStructure, rule.Sourced, ges.CodeStructureClosed, rule.Error},
		{"nothing", 0, 0, 0, ges.AccessUnknown, 0, rule.Policy, ges.CodeStructureUnknown, rule.Warning},
		{"kind that does not exist", 99, 0, 0, ges.AccessUnknown, 0, rule.Policy, ges.CodeStructureUnknown, rule.Warning},
		{"sector that tells no kind", 0, roles.SA63, 0, ges.AccessUnknown, 0, rule.Policy, ges.CodeStructureUnknown, rule.Warning},
		{"sector of ESMS", 0, roles.SA20, 0, ges.AccessOpen, rpps.ESMS, rule.Inferred, "", 0},
		{"sector of practice", 0, roles.SA07, 0, ges.AccessClosed, rpps.Practice, rule.Inferred, ges.CodeStructureClosed, rule.Error},
		{"sector of hospital, retained", 0, roles.SA01, rpps.Yes, ges.AccessOpen, rpps.Hospital, rule.Inferred, "", 0},
		{"sector of hospital", 0, roles.SA01, 0, ges.AccessUnknown, rpps.Hospital, rule.Policy, ges.CodeHospiConnectUnknown, rule.Warning},
		{"ESMS in a sector of practice", rpps.ESMS, roles.SA07, 0, ges.AccessUnknown, rpps.ESMS, rule.Policy, ges.CodeStructureKinds, rule.Warning},
		{"practice in a sector of ESMS", rpps.Practice, roles.SA20, 0, ges.AccessUnknown, rpps.Practice, rule.Policy, ges.CodeStructureKinds, rule.Warning},
		{"CRT in a sector of hospital", rpps.CRT, roles.SA01, rpps.Yes, ges.AccessUnknown, rpps.CRT, rule.Policy, ges.CodeStructureKinds, rule.Warning},
	} {
		a := ges.AccessOf(rpps.Structure{Kind: c.kind, Sector: c.sector}, c.hc)
		if a.Access != c.access || a.Kind != c.used || a.Evidence != c.evidence || a.Fault.Code() != c.code || a.Fault.Severity() != c.severity {
			t.Errorf("%s: %v %v %v %v", c.name, a.Access, a.Kind, a.Evidence, a.Fault)
		}
		if (a.Fault != rule.Fault{}) != (a.Access != ges.AccessOpen) || c.code != "" && a.Fault.Path() != "structure" {
			t.Errorf("%s: fault %v", c.name, a.Fault)
		}
	}
}

// good returns a gestionnaire and an establishment with nothing missing.
func good() (ges.Actor, ges.Establishment) {
	var w world
	for d := range dims {
		states[d][0].set(&w)
	}
	w.m.Capacity = ges.Gestionnaire
	return ges.Actor{ID: actorID, Mandates: []ges.Mandate{w.m}}, w.e
}

func TestMayRegisterQuestion(t *testing.T) {
	actor, e := good()
	nobody := ges.Actor{ID: actorID}
	unnamed := ges.Actor{Mandates: actor.Mandates}
	mail, err := rpps.ParsePersonID("10g@example.org")
	other := ges.Actor{ID: mail, Mandates: actor.Mandates}
	if err != nil || mail.Kind() != rpps.PersonMSSante {
		t.Fatal(err)
	}
	inside := ges.Actor{ID: rpps.MustParsePersonID("3990000010/0001"), Mandates: actor.Mandates}
	closed := ges.Establishment{Structure: rpps.Structure{SIRET: siteA, Kind: rpps.Practice}}
	for _, c := range []struct {
		name    string
		a       *ges.Actor
		e       *ges.Establishment
		day     civil.Date
		mandate int
		want    string
	}{
		{"good", &actor, &e, day, 0, ""},
		{"employee number", &inside, &e, day, 0, ""},
		{"no identifier", &unnamed, &e, day, 0, "actor.id GES-ACTOR-ID"},
		{"mail address for identifier", &other, &e, day, 0, "actor.id GES-ACTOR-ID"},
		{"no day", &actor, &e, civil.Date{}, 0, "day GES-DAY"},
		{"no actor", nil, &e, day, -1, "actor GES-ACTOR-MISSING"},
		{"no actor, closed", nil, &closed, day, -1, "actor GES-ACTOR-MISSING\nestablishment.contract.signedOn GES-CONTRACT-MISSING\nestablishment.structure GES-STRUCTURE-CLOSED"},
		{"no establishment", &actor, nil, day, -1, "establishment GES-ESTABLISHMENT-MISSING"},
		{"no mandate", &nobody, &e, day, -1, "actor.mandates GES-MANDATE-MISSING"},
		{"nothing", nil, nil, civil.Date{}, -1, "actor GES-ACTOR-MISSING\nday GES-DAY\nestablishment GES-ESTABLISHMENT-MISSING"},
		{"empty establishment", &actor, &ges.Establishment{}, day, 0, "actor.mandates[0].structure GES-MANDATE-UNPROVED\n" +
			"establishment.contract.signedOn GES-CONTRACT-MISSING\nestablishment.structure GES-ACCESS-UNPROVED\nestablishment.structure GES-STRUCTURE-UNKNOWN"},
	} {
		v := ges.MayRegister(c.a, c.e, c.day)
		var lines []string
		for _, f := range v.Faults {
			lines = append(lines, f.Path()+" "+string(f.Code()))
		}
		got := strings.Join(lines, "\n")
		if got != c.want || v.Mandate != c.mandate || v.Allowed != (v.Faults.Err() == nil) {
			t.Errorf("%s: %v %d\n%s", c.name, v.Allowed, v.Mandate, got)
		}
		if again := ges.MayRegister(c.a, c.e, c.day); fmt.Sprint(again) != fmt.Sprint(v) {
			t.Errorf("%s: another answer to the same question", c.name)
		}
	}
	for name, a := range map[string]*ges.Actor{"nobody in particular": &unnamed, "a mail address": &other} {
		if ges.MayRegister(a, &e, day).Allowed {
			t.Errorf("%s may register", name)
		}
	}
	var zero ges.Verdict
	if zero.Allowed {
		t.Error("a zero verdict allows")
	}
}

// No fact of one mandate helps another, and the mandate that is told is the
// one that allows or comes closest.
func TestChoiceOfMandate(t *testing.T) {
	actor, e := good()
	g := actor.Mandates[0]
	untrained, elsewhere, professional := g, g, g
	untrained.Training = ges.Training{}
	elsewhere.Structure = rpps.Structure{SIRET: siteC}
	professional.Capacity = ges.Professionnel
	worse := untrained
	worse.Contact = rpps.Contact{}
	for _, c := range []struct {
		name     string
		mandates []ges.Mandate
		allowed  bool
		mandate  int
	}{
		{"the one that allows", []ges.Mandate{elsewhere, untrained, g, g}, true, 2},
		{"halves of two", []ges.Mandate{elsewhere, untrained}, false, 1},
		{"place before capacity", []ges.Mandate{elsewhere, professional}, false, 1},
		{"capacity before count", []ges.Mandate{professional, worse}, false, 1},
		{"fewest errors", []ges.Mandate{worse, untrained}, false, 1},
		{"first of equals", []ges.Mandate{untrained, untrained}, false, 0},
	} {
		v := ges.MayRegister(&ges.Actor{ID: actorID, Mandates: c.mandates}, &e, day)
		if v.Allowed != c.allowed || v.Mandate != c.mandate {
			t.Errorf("%s: %v, mandate %d: %v", c.name, v.Allowed, v.Mandate, v.Faults)
		}
	}
}

// A mandate or contract of one structure, asked about another.
func TestCover(t *testing.T) {
	type S = rpps.Structure
	sirenA := siteA.SIREN()
	idOfB := rpps.StructureIDOfSIRET(siteB)
	rej := rpps.MustParseTechnicalID("REJ1000")
	other, unproved, entity := ges.CodeMandateOther, ges.CodeMandateUnproved, ges.CodeMandateEntityUnproved
	for _, c := range []struct {
		name         string
		given, asked S
		site, legal  rule.Code
	}{
		{"same SIRET", S{SIRET: siteA}, S{SIRET: siteA}, "", ""},
		{"same FINESS", S{FINESS: finessA}, S{FINESS: finessA, SIRET: siteA}, "", ""},
		{"same SIRET, other FINESS", S{SIRET: siteA, FINESS: finessA}, S{SIRET: siteA, FINESS: finessB}, unproved, ""},
		{"same FINESS, other SIREN", S{SIRET: siteA, FINESS: finessA}, S{SIRET: siteC, FINESS: finessA}, other, other},
		{"same SIRET, other legal FINESS", S{SIRET: siteA, LegalFINESS: finessA}, S{SIRET: siteA, LegalFINESS: finessB}, unproved, entity},
		{"sister site", S{SIRET: siteA}, S{SIRET: siteB}, other, ""},
		{"sister site by IDNST", S{SIRET: siteA}, S{ID: idOfB}, other, ""},
		{"SIREN alone", S{SIREN: sirenA}, S{SIRET: siteB}, unproved, ""},
		{"two SIREN", S{SIREN: sirenA}, S{SIREN: sirenA}, unproved, ""},
		{"SIREN against SIRET within one", S{SIREN: sirenA, SIRET: siteC}, S{SIRET: siteC}, unproved, entity},
		{"legal FINESS", S{LegalFINESS: finessB}, S{FINESS: finessA, LegalFINESS: finessB}, unproved, ""},
		{"legal FINESS is no site", S{LegalFINESS: finessA}, S{FINESS: finessA}, unproved, entity},
		{"same SIREN, other legal FINESS", S{SIREN: sirenA, LegalFINESS: finessA}, S{SIRET: siteA, LegalFINESS: finessB}, other, entity},
		{"nothing in common", S{FINESS: finessA}, S{SIRET: siteA}, unproved, entity},
		{"two FINESS, entity unknown", S{FINESS: finessA}, S{FINESS: finessB}, other, entity},
		{"names", S{Name: "Résidence de l'Exemple"}, S{Name: "Résidence de l'Exemple"}, unproved, entity},
		{"legal entity of a practice", S{Technical: rej}, S{Technical: rej}, unproved, entity},
		{"nothing", S{}, S{}, unproved, entity},
	} {
		for _, r := range []ges.Reach{0, ges.ReachSite, ges.ReachLegalEntity, 9} {
			want := c.site
			if r == ges.ReachLegalEntity {
				want = c.legal
			}
			m := ges.Mandate{Capacity: ges.RepresentantLegal, Structure: c.given, Reach: r, From: day}
			e := ges.Establishment{Structure: c.asked, Contract: ges.Contract{SignedOn: day, With: c.given, Reach: r}}
			ps := ges.Policy{}.Prerequisites(&m, &e, day)
			contract, mandate := ps[ges.NeedContract-1], ps[ges.NeedMandate-1]
			if got := firstCode(mandate.Faults); got != want {
				t.Errorf("%s, reach %v: mandate %q, want %q", c.name, r, got, want)
			}
			if got := firstCode(contract.Faults); got != rule.Code(strings.Replace(string(want), "MANDATE", "CONTRACT", 1)) {
				t.Errorf("%s, reach %v: contract %q", c.name, r, got)
			}
		}
	}
}

// Who has but one pharmacy appoints nobody for the others of its owner.
func TestTitulaireAppointsForOnePharmacy(t *testing.T) {
	actor, e := good()
	here := rpps.Structure{SIRET: siteA, Kind: rpps.Officine}
	m := &actor.Mandates[0]
	m.Structure, m.Reach, m.AppointedBy = here, ges.ReachLegalEntity, ges.TitulaireOfficine
	for site, want := range map[rpps.SIRET]bool{siteA: true, siteB: false} {
		e.Structure = rpps.Structure{SIRET: site, Kind: rpps.Officine}
		e.Contract = ges.Contract{SignedOn: day, With: e.Structure}
		if v := ges.MayRegister(&actor, &e, day); v.Allowed != want || v.Faults.Has(ges.CodeMandateOther) == want {
			t.Errorf("own pharmacy %v: %v %v", want, v.Allowed, v.Faults)
		}
	}
}

func firstCode(f rule.Faults) rule.Code {
	if len(f) == 0 {
		return ""
	}
	return f[0].Code()
}

func TestPrerequisites(t *testing.T) {
	actor, e := good()
	m := &actor.Mandates[0]
	since := []civil.Date{{}, e.Contract.SignedOn, m.From, trainedOn, signedOn, {}, {}, signedOn}
	for i, p := range (ges.Policy{}).Prerequisites(m, &e, day) {
		if p.Need != ges.Need(i+1) || !p.Required || !p.Met || p.Since != since[i] || len(p.Faults) > 0 {
			t.Errorf("%+v", p)
		}
	}
	// Not asked of a legal representative, told all the same; nothing is
	// met since a day when it is not met.
	rl := ges.Mandate{Capacity: ges.RepresentantLegal, Structure: m.Structure, From: day.AddDays(1), Training: m.Training}
	required := []bool{true, true, true, false, false, true, false, false}
	met := []bool{true, true, false, true, false, false, false, false}
	for i, p := range (ges.Policy{}).Prerequisites(&rl, &e, day) {
		if p.Required != required[i] || p.Met != met[i] || !p.Met && !p.Since.IsZero() || (len(p.Faults) > 0) != (p.Required && !p.Met) {
			t.Errorf("%+v", p)
		}
	}
	// Without a day nothing dated is met, and nothing panics on nil.
	for _, p := range (ges.Policy{}).Prerequisites(m, &e, civil.Date{}) {
		if undated := p.Need == ges.NeedAccess || p.Need == ges.NeedContact; p.Met != undated {
			t.Errorf("without a day: %+v", p)
		}
	}
	for _, p := range (ges.Policy{}).Prerequisites(nil, nil, civil.Date{}) {
		if p.Met {
			t.Errorf("of nothing: %+v", p)
		}
	}
	// What a policy waives is said at the place of what is missing.
	ps := ges.Policy{Card: ges.CardNobody}.Prerequisites(&ges.Mandate{Capacity: ges.Gestionnaire}, &e, day)
	if c := ps[ges.NeedCard-1]; c.Required || c.Met || len(c.Faults) != 1 ||
		c.Faults[0].Error() != "GES-POLICY-WAIVED: mandate.card.kind: the sources are silent or disagree on this condition, and the policy chosen does not ask for it: carte CPx" {
		t.Errorf("%+v", c)
	}
}

// A choice that does not exist asks as much as the default.
func TestPolicyThatDoesNotExist(t *testing.T) {
	_, e := good()
	e.Contract = ges.Contract{}
	for _, c := range []ges.Capacity{ges.RepresentantLegal, ges.Gestionnaire} {
		a := ges.Actor{ID: actorID, Mandates: []ges.Mandate{{Capacity: c, From: day, Structure: e.Structure, Card: ges.Card{Kind: ges.ECPS, ExpiresOn: day}}}}
		p := ges.Policy{Training: 9, Existing: 9, Contract: 9, Card: 9, ECPS: 9}
		got, want := p.MayRegister(&a, &e, day), ges.MayRegister(&a, &e, day)
		if got.Allowed || !slices.Equal(got.Faults, want.Faults) || !got.Faults.Has(ges.CodeCardECPS) {
			t.Errorf("%v: %v\nnot %v", c, got.Faults, want.Faults)
		}
	}
}

// A reading of last days that does not exist counts none of them.
func TestLastDayThatDoesNotExist(t *testing.T) {
	a, e := good()
	a.Mandates[0].Until = day
	if !ges.MayRegister(&a, &e, day).Allowed {
		t.Fatal("nothing below would prove anything")
	}
	if v := (ges.Policy{LastDay: 9}).MayRegister(&a, &e, day); v.Allowed || !v.Faults.Has(ges.CodeMandateEnded) {
		t.Errorf("%v", v.Faults)
	}
}

func TestRules(t *testing.T) {
	form := regexp.MustCompile(`^GES(-[A-Z0-9]+)+$`)
	seen := map[rule.Code]bool{}
	for _, r := range ges.Rules() {
		if !form.MatchString(string(r.Code)) || seen[r.Code] || r.Area != rule.AreaGestionnaire || r.Severity == 0 || r.Evidence == 0 ||
			r.Source == "" || r.Title.FR == "" || r.Title.FR == r.Title.EN || r.Message.FR == r.Message.EN || strings.HasSuffix(r.Title.FR+r.Title.EN, ".") {
			t.Errorf("%+v", r)
		}
		seen[r.Code] = true
	}
	clone := ges.Rules()
	clone[0].Code = "X"
	if ges.Rules()[0].Code == "X" {
		t.Error("Rules gives the table itself")
	}
}

type text interface {
	encoding.TextMarshaler
	fmt.Stringer
}

func testText[T interface {
	~uint8
	text
}, P interface {
	*T
	encoding.TextUnmarshaler
}](t *testing.T, n int) {
	t.Helper()
	seen := map[string]bool{}
	for i := range n + 1 {
		v, back := T(i), T(200)
		b, err := v.MarshalText()
		if err != nil || seen[string(b)] || (i == 0) != (len(b) == 0) || P(&back).UnmarshalText(b) != nil || back != v {
			t.Errorf("%T(%d): %q, %v", v, i, b, err)
		}
		if want := string(b); i > 0 && v.String() != want || i == 0 && v.String() != "(not stated)" {
			t.Errorf("%T(%d) prints %s", v, i, v)
		}
		seen[string(b)] = true
	}
	beyond := T(n + 1)
	if b, err := beyond.MarshalText(); len(b) > 0 || err == nil || !strings.Contains(beyond.String(), "(no such value: ") {
		t.Errorf("%T(%d): %q %v", beyond, n+1, b, err)
	}
	for _, wrong := range []string{"x", " ", "(not stated)", "REGISTER"} {
		v := T(1)
		err := P(&v).UnmarshalText([]byte(wrong))
		if f, ok := rule.AsFault(err); !ok || f.Code() != ges.CodeNameUnknown || v != 0 || strings.Contains(f.Error(), "REGISTER") {
			t.Errorf("%T reads %q: %v", v, wrong, err)
		}
	}
}

func TestText(t *testing.T) {
	testText[ges.Capacity](t, 7)
	testText[ges.Right](t, 20)
	testText[ges.Access](t, 3)
	testText[ges.Reach](t, 2)
	testText[ges.CardKind](t, 5)
	testText[ges.Need](t, 8)
}

func TestJSON(t *testing.T) {
	actor, e := good()
	for _, v := range []any{&actor, &e} {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		switch v := v.(type) {
		case *ges.Actor:
			var back ges.Actor
			if err := json.Unmarshal(b, &back); err != nil || back.ID != v.ID || !slices.Equal(back.Mandates, v.Mandates) {
				t.Errorf("%s: %v", b, err)
			}
		case *ges.Establishment:
			var back ges.Establishment
			if err := json.Unmarshal(b, &back); err != nil || back != *v {
				t.Errorf("%s: %v", b, err)
			}
		}
	}
	if b, err := json.Marshal(ges.Establishment{}); err != nil || string(b) != "{}" {
		t.Errorf("%s %v", b, err)
	}
}

func TestMessages(t *testing.T) {
	actor, e := good()
	actor.Mandates[0].Capacity = ges.EquipeRH
	v := ges.MayRegister(&actor, &e, day)
	want := "la qualité « équipe RH » ne permet pas d'enregistrer ; il faut être gestionnaire, représentant légal, mandataire ou titulaire d'officine"
	if len(v.Faults) != 1 || v.Faults[0].Message(language.French) != want {
		t.Error(v.Faults)
	}
}

func TestCompleted(t *testing.T) {
	type S = rpps.Structure
	id := rpps.StructureIDOfSIRET(siteA)
	both, sister := S{SIRET: siteA, FINESS: finessA}, S{SIRET: siteB, FINESS: finessA}
	for _, c := range []struct {
		name  string
		s     S
		known []S
		want  S
	}{
		{"nobody knows it", S{FINESS: finessA}, nil, S{FINESS: finessA}},
		{"another", S{FINESS: finessB}, []S{both}, S{FINESS: finessB}},
		{"known", S{FINESS: finessA, Name: "Exemple"}, []S{{SIRET: siteC}, both}, S{SIRET: siteA, FINESS: finessA, Name: "Exemple"}},
		{"known twice", S{FINESS: finessA}, []S{both, both, {FINESS: finessA}}, both},
		{"known better", S{FINESS: finessA}, []S{both, {SIRET: siteA, FINESS: finessA, ID: id}}, S{SIRET: siteA, FINESS: finessA, ID: id}},
		{"in two parts", S{FINESS: finessA}, []S{{FINESS: finessA, ID: id}, both}, S{SIRET: siteA, FINESS: finessA, ID: id}},
		{"by two numbers", S{FINESS: finessA}, []S{both, sister}, S{FINESS: finessA}},
		{"contradicted", S{FINESS: finessA, SIRET: siteC}, []S{both}, S{FINESS: finessA, SIRET: siteC}},
	} {
		known := make([]ges.Establishment, len(c.known))
		for i, k := range c.known {
			known[i].Structure = k
		}
		if got := ges.Completed(c.s, known); got != c.want {
			t.Errorf("%s: %s", c.name, got.Canonical())
		}
	}
}
