package workforce_test

import (
	"encoding"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/workforce"
	"github.com/rppsplus/rppsplus/situation"
)

// carer is somebody to be registered; cases change it.
func carer() workforce.Staff {
	return workforce.Staff{
		Ref: "A", Profession: roles.MetierAideSoignant, Category: roles.CategoryCivil, Mode: roles.ModeSalarie, Structure: siteA,
		Start: civil.MustNew(2024, 9, 1), Needs: workforce.Needing(workforce.NeedDUI), Missions: workforce.Doing(workforce.MissionCare), Gestionnaire: rpps.No,
	}
}

func finding(s workforce.Staff) workforce.Finding {
	return workforce.Assess([]workforce.Staff{s}, workforce.Context{At: monday, Establishments: houses()}).Findings[0]
}

func practice(s rpps.Structure, start, end civil.Date) situation.Situation {
	return situation.Situation{
		Structure: s, Profession: roles.ProfessionARole, Function: roles.MetierAideSoignant, Role: roles.RoleCare, Start: start, End: end, Source: situation.SourceEmployer,
	}
}

// TestLeaverToClose: only a situation that is open here is to be closed.
func TestLeaverToClose(t *testing.T) {
	begun := civil.MustNew(2025, 1, 1)
	for name, tt := range map[string]struct {
		situations []situation.Situation
		want       bool
	}{
		"none":             {nil, false},
		"open here":        {[]situation.Situation{practice(siteA, begun, civil.Date{})}, true},
		"ends today":       {[]situation.Situation{practice(siteA, begun, monday)}, true},
		"ended":            {[]situation.Situation{practice(siteA, begun, monday.AddDays(-1))}, false},
		"elsewhere":        {[]situation.Situation{practice(siteB, begun, civil.Date{})}, false},
		"ended, then open": {[]situation.Situation{practice(siteA, begun, begun), practice(siteA, begun.AddDays(9), civil.Date{})}, true},
	} {
		s := carer()
		s.End, s.Situations = monday.AddDays(-1), tt.situations
		f := finding(s)
		if f.Verdict != workforce.NotNeeded || f.Has(workforce.CodeToClose) != tt.want {
			t.Errorf("%s: %s %v", name, f.Verdict, f.Why)
		}
	}
}

// TestPlaceNotKnown: a situation without an identifier to compare may be the
// one here. Nobody gets another by it, and a leaver is not done with it.
func TestPlaceNotKnown(t *testing.T) {
	type S = rpps.Structure
	siren, finess := siteA.SIRET.SIREN(), rpps.MustParseFINESS("990000010")
	away := rpps.MustParseSIRET("00099702300015")
	house := siteA
	house.FINESS = finess
	const yes, no, ask = 1, 2, 3
	for name, tt := range map[string]struct {
		place S
		want  int
	}{
		"same":                          {siteA, yes},
		"same FINESS":                   {S{FINESS: finess}, yes},
		"other SIRET":                   {siteB, no},
		"other FINESS":                  {S{FINESS: rpps.MustParseFINESS("990000028")}, no},
		"other SIREN":                   {S{SIREN: away.SIREN()}, no},
		"other SIRET in an IDNST":       {S{ID: rpps.StructureIDOfSIRET(siteB.SIRET)}, no},
		"nothing":                       {S{}, ask},
		"a name":                        {S{Name: "Résidence de l'Exemple"}, ask},
		"the legal entity":              {S{SIREN: siren}, ask},
		"the SIRET, in an IDNST":        {S{ID: rpps.StructureIDOfSIRET(siteA.SIRET)}, yes},
		"same FINESS, another SIRET":    {S{FINESS: finess, SIRET: siteB.SIRET}, ask},
		"a practice":                    {S{RPPSRang: rpps.MustParseRPPSRang("99700000013000")}, ask},
		"the legal entity's own FINESS": {S{LegalFINESS: finess}, ask},
	} {
		c := workforce.Context{At: monday, Establishments: houses()}
		c.Establishments[0].Structure = house
		for _, over := range []bool{false, true} {
			x := practice(tt.place, civil.MustNew(2025, 1, 1), civil.Date{})
			want := tt.want
			if over {
				x.End, want = monday.AddDays(-1), no
			}
			s := carer()
			s.Structure, s.Situations = house, []situation.Situation{x}
			f := workforce.Assess([]workforce.Staff{s}, c).Findings[0]
			verdict := map[int]workforce.Verdict{yes: workforce.AlreadyThere, no: workforce.NewSituation, ask: workforce.Unclear}[want]
			if f.Verdict != verdict || f.Has(workforce.CodePlace) != (want == ask) {
				t.Errorf("%s, over %v: %v %v", name, over, f.Verdict, f.Why)
			}
			last := map[int]string{yes: "closeSituation", no: "nothingToClose", ask: "situationHere"}[want]
			tasks := workforce.ExitTasks(&s, c)
			if got := tasks[len(tasks)-1]; got.Code != last || got.Answer != 0 {
				t.Errorf("%s, over %v: leaves with %s", name, over, got.Code)
			}
			s.End = monday.AddDays(-1)
			f = workforce.Assess([]workforce.Staff{s}, c).Findings[0]
			if f.Verdict != workforce.NotNeeded || f.Has(workforce.CodePlace) != (want == ask) || f.Has(workforce.CodeToClose) != (want == yes) {
				t.Errorf("%s, over %v: has left: %v", name, over, f.Why)
			}
			s.Profession = roles.ProfessionInfirmier
			tasks = workforce.ExitTasks(&s, c)
			if got := tasks[len(tasks)-1].Code; (got == "situationHere") != (want == ask) || (got == "closeSituation") != (want == yes) {
				t.Errorf("%s, over %v: a nurse leaves with %s", name, over, got)
			}
		}
	}
	// The staff may state one number of a place that the context knows by two.
	for _, tt := range []struct {
		stated, open, known S
		want                workforce.Verdict
	}{
		{S{FINESS: finess}, siteA, house, workforce.AlreadyThere},
		{siteA, S{FINESS: finess}, house, workforce.AlreadyThere},
		{S{FINESS: finess}, siteB, house, workforce.NewSituation},
		{S{FINESS: finess}, siteA, S{FINESS: finess}, workforce.Unclear},
		{house, S{FINESS: finess, SIRET: siteB.SIRET}, S{FINESS: finess}, workforce.Unclear},
	} {
		c := workforce.Context{At: monday, Establishments: houses()}
		tt.known.Kind = rpps.ESMS
		c.Establishments[0].Structure = tt.known
		s := carer()
		s.Structure, s.Situations = tt.stated, []situation.Situation{practice(tt.open, civil.MustNew(2025, 1, 1), civil.Date{})}
		if f := workforce.Assess([]workforce.Staff{s}, c).Findings[0]; f.Verdict != tt.want {
			t.Errorf("%v in %v: %v %v", tt.open, tt.stated, f.Verdict, f.Why)
		}
	}
	// What is certainly here is closed, and the other asked about.
	s := carer()
	s.Situations = []situation.Situation{practice(siteA, monday, civil.Date{}), practice(S{}, monday, civil.Date{})}
	var codes []string
	for _, task := range workforce.ExitTasks(&s, workforce.Context{At: monday, Establishments: houses()}) {
		codes = append(codes, task.Code)
	}
	if got := strings.Join(codes, " "); got != "record start orderOrARS closeSituation situationHere" {
		t.Error(got)
	}
	// A leaver has more than what is open.
	s.End = monday.AddDays(-1)
	s.Situations = []situation.Situation{practice(siteA, civil.Date{}, civil.Date{}), practice(siteA, monday.AddDays(9), civil.Date{})}
	if f := finding(s); !f.Has(workforce.CodeUndated) || !f.Has(workforce.CodePlanned) || f.Has(workforce.CodeToClose) || f.Verdict != workforce.NotNeeded {
		t.Error(f.Why)
	}
}

// TestNobodyRegisters: where nobody registers a métier, it is said whether
// that is because of the code, of the studies, or of the métier.
func TestNobodyRegisters(t *testing.T) {
	seen := map[string]int{}
	for p := range roles.Professions() {
		for _, category := range []roles.Category{roles.CategoryCivil, roles.CategoryStudent} {
			s := carer()
			s.Profession, s.Category = p, category
			f := finding(s)
			if f.Registration.Channel != roles.ChannelNone {
				continue
			}
			var got []string
			for _, c := range f.Why {
				got = append(got, string(c.Code()))
			}
			what := strings.Join(got, " ")
			seen[what]++
			want := string(workforce.CodeChannelNone)
			_, replaced := p.Successor()
			_, twin := p.Counterpart()
			switch {
			case (replaced || twin) && p.Kind() == roles.KindRole:
				want = string(workforce.CodeCode)
			case p.Kind() == roles.KindStudent || category == roles.CategoryStudent:
				want = string(workforce.CodeStudent)
			}
			if what != want {
				t.Errorf("%s %s: %s, want %s", p.Code(), category, what, want)
			}
		}
	}
	if len(seen) != 3 {
		t.Error(seen)
	}
}

// TestRequestOfKnownPerson: of somebody who is in the RPPS a new situation is
// asked, and so the number that is not known, unless the request says otherwise.
func TestRequestOfKnownPerson(t *testing.T) {
	elsewhere := []situation.Situation{practice(siteB, monday, civil.Date{})}
	for name, tt := range map[string]struct {
		change func(*workforce.Staff)
		want   bool
	}{
		"nothing known":   {func(*workforce.Staff) {}, false},
		"number":          {func(s *workforce.Staff) { s.Number = rpps.MustParseNumber("99700218896") }, false},
		"works elsewhere": {func(s *workforce.Staff) { s.Situations = elsewhere }, true},
		"was found": {func(s *workforce.Staff) {
			s.Request = &registration.Request{Search: registration.Search{On: monday, Found: registration.FoundOne}}
		}, true},
		"works elsewhere, new identity asked": {func(s *workforce.Staff) {
			s.Situations, s.Request = elsewhere, &registration.Request{Purpose: registration.NewIdentity}
		}, false},
	} {
		s := carer()
		tt.change(&s)
		if f := finding(s); slices.Contains(f.Missing, registration.FieldNumber.Path()) != tt.want {
			t.Errorf("%s: %s, missing %v", name, f.Verdict, f.Missing)
		}
	}
}

// TestDraftNeeds: a need stated is one of health data, and no need stated says
// nothing; what the request or the staff say stands.
func TestDraftNeeds(t *testing.T) {
	for _, tt := range []struct {
		needs              workforce.Needs
		staff, asked, want rpps.Answer
		what               string
	}{
		{0, 0, 0, 0, "nothing stated"},
		{workforce.Needing(workforce.NeedDMP), 0, 0, rpps.Yes, "a need"},
		{workforce.Needing(workforce.NeedDMP), 0, rpps.No, rpps.No, "a need, and no in the request"},
		{0, rpps.No, 0, rpps.No, "no"},
		{0, rpps.Yes, 0, rpps.Yes, "yes"},
		{0, rpps.Yes, rpps.No, rpps.No, "yes, and no in the request"},
	} {
		s := carer()
		s.Needs, s.NeedsHealthData, s.Request = tt.needs, tt.staff, &registration.Request{NeedsHealthData: tt.asked}
		if got := s.Draft().NeedsHealthData; got != tt.want {
			t.Errorf("%s: %s", tt.what, got)
		}
	}
}

// TestSuggestOnce: no role is suggested twice, whichever document and métier
// speak for it, and the métier is noted where it does.
func TestSuggestOnce(t *testing.T) {
	m := habilitation.CNAM20240925()
	first := 0
	for p, labelled := range map[roles.Profession]roles.Role{
		roles.MetierAideSoignant: roles.RoleCare, roles.MetierEducateurSpecialise: roles.RoleSocialLife,
		roles.MetierCoordonnateurParcours: roles.RoleCoordination, roles.MetierDirecteurEtablissement: roles.RoleManagement,
	} {
		for d := range habilitation.DocumentTypes() {
			got := workforce.SuggestRoles(workforce.RoleQuery{Documents: []habilitation.DocumentType{d}, Profession: p}, m)
			seen := map[roles.Role]int{}
			for i, s := range got {
				seen[s.Role]++
				if s.Notes.Has(workforce.CodeByProfession) != (s.Role == labelled) {
					t.Fatalf("%s, %s: %v of %v", p.Code(), d, s.Notes, s.Role)
				}
				if i == 0 && s.Role == labelled && s.Basis == workforce.ByDocuments {
					first++
				}
			}
			if seen[labelled] != 1 || len(seen) != len(got) {
				t.Fatalf("%s, %s: %v", p.Code(), d, got)
			}
		}
	}
	if first == 0 {
		t.Error("the métier never spoke for the first role")
	}
}

// TestDocumentsAsked: each document stated is asked for once, and one that is
// not stated is none.
func TestDocumentsAsked(t *testing.T) {
	letter := habilitation.MustParseDocumentType("80788-3")
	for name, asked := range map[string][]habilitation.DocumentType{
		"once": {letter}, "twice": {letter, letter}, "beside one not stated": {0, letter, 0},
	} {
		q := workforce.RoleQuery{Missions: workforce.Doing(workforce.MissionMedicoAdministrative), Documents: asked}
		s := workforce.SuggestRoles(q, habilitation.CNAM20240925())[0]
		if !slices.Equal(s.Missing, []habilitation.DocumentType{letter}) {
			t.Errorf("%s: %v", name, s.Missing)
		}
	}
}

// TestSearchFirst: who was not looked up is to be, before an identity is
// created.
func TestSearchFirst(t *testing.T) {
	for found, want := range map[registration.Found]bool{0: true, registration.FoundNone: false} {
		s := carer()
		s.Request = &registration.Request{Search: registration.Search{Found: found}}
		for _, task := range workforce.EntryTasks(&s, workforce.Context{At: monday, Establishments: houses()}) {
			if task.Code == "number" && (task.Note.EN != "") != want {
				t.Errorf("%s: %q", found, task.Note.EN)
			}
		}
	}
}

// TestEveryNumber walks all numbers that the enumerations and sets hold: what
// has no name has no title, and a set holds and prints only what it may.
func TestEveryNumber(t *testing.T) {
	for n := range 256 {
		for _, x := range []struct {
			what, title string
			last        int
		}{
			{"verdict", workforce.Verdict(n).Title(language.French), 7},
			{"need", workforce.Need(n).Title(language.French), 9},
			{"definition", workforce.Mission(n).Definition(language.French), 7},
			{"strategy", workforce.Strategy(n).Title(language.French), 3},
			{"system", workforce.System(n).Title(language.French), 7},
		} {
			if (x.title != "") != (n >= 1 && n <= x.last) {
				t.Errorf("%s %d: %q", x.what, n, x.title)
			}
		}
		if m := workforce.Mission(n); (m.Role() != 0) != (n >= 1 && n <= 6) || (m.Source() != "") != (m.Role() != 0) {
			t.Errorf("mission %d: %s", n, m.Role())
		}
		need, mission := workforce.Needing(workforce.Need(n)), workforce.Doing(workforce.Mission(n))
		if want := n >= 1 && n <= 9; (need.Len() == 1) != want || need.Has(workforce.Need(n)) != want || (need.String() != "") != want {
			t.Errorf("need %d: %s", n, need)
		}
		if want := n >= 1 && n <= 7; (mission.Len() == 1) != want || mission.Has(workforce.Mission(n)) != want || (mission.String() != "") != want {
			t.Errorf("mission %d: %s", n, mission)
		}
		if workforce.Needs(0xFFFF).Has(workforce.Need(n)) != (n >= 1 && n <= 15) {
			t.Errorf("need %d of all", n)
		}
	}
	// Bits beyond the last value, as a program that converts a number may set.
	if got := workforce.Needs(1<<1 | 1<<10 | 1<<15).String(); got != "dmp" {
		t.Error(got)
	}
	for _, set := range []interface {
		encoding.TextMarshaler
		fmt.Stringer
	}{workforce.Needs(1 | 1<<1), workforce.Needs(1<<1 | 1<<10), workforce.Missions(1 | 1<<4), workforce.Missions(1<<4 | 1<<8)} {
		if text, err := set.MarshalText(); err == nil {
			t.Errorf("%s: written as %q", set, text)
		}
		if got := set.String(); strings.Contains(got, "|") {
			t.Errorf("printed as %q", got)
		}
	}
	if got := workforce.Missions(1<<4 | 1<<8).String(); got != "care" {
		t.Error(got)
	}
}

// TestNothingGuessed: an answer that is none, and a role that was drawn from
// elsewhere, state nothing; and a draft needs no health data of which the staff
// says both.
func TestNothingGuessed(t *testing.T) {
	s := carer()
	s.Needs, s.NeedsHealthData = 0, 7
	if f := finding(s); f.Verdict != workforce.Unclear {
		t.Errorf("an answer that is none: %v", f)
	}
	s = carer()
	s.Missions = 0
	s.Request = &registration.Request{Situation: situation.Situation{Role: roles.RoleCare, RoleInferred: true}}
	if f := finding(s); f.Verdict != workforce.Unclear || f.Role != 0 {
		t.Errorf("a role by guess: %v", f)
	}
	// Bits of a set that are none of the list.
	for _, bits := range []uint16{1, 1 << 10, 1 << 15, 0xFC01} {
		s = carer()
		s.Needs = workforce.Needs(bits)
		if f := finding(s); f.Verdict != workforce.Unclear || s.Draft().NeedsHealthData != 0 {
			t.Errorf("needs %b: %v", bits, f)
		}
	}
	for bits, want := range map[uint16]workforce.Verdict{
		1: workforce.Unclear, 1 << 8: workforce.Unclear, 0xFF01: workforce.Unclear, 1<<7 | 1<<8: workforce.NotEligible,
	} {
		s = carer()
		s.Missions = workforce.Missions(bits)
		if f := finding(s); f.Verdict != want {
			t.Errorf("missions %b: %v", bits, f)
		}
	}
	s = carer()
	s.NeedsHealthData = rpps.No
	if r := s.Draft(); r.NeedsHealthData != rpps.No {
		t.Errorf("the draft needs health data: %v", r.NeedsHealthData)
	}
}

// TestLookedUpFirst: whoever is to get a new identity without having been looked
// up, by the day, is warned of.
func TestLookedUpFirst(t *testing.T) {
	for name, tt := range map[string]struct {
		request *registration.Request
		want    bool
	}{
		"no request":       {nil, true},
		"no search":        {&registration.Request{}, true},
		"none found":       {&registration.Request{Search: registration.Search{On: monday, Found: registration.FoundNone}}, false},
		"none found, when": {&registration.Request{Search: registration.Search{Found: registration.FoundNone}}, false},
		"to be looked up":  {&registration.Request{Search: registration.Search{On: monday.AddDays(1), Found: registration.FoundNone}}, true},
	} {
		s := carer()
		s.Request = tt.request
		if f := finding(s); f.Verdict != workforce.ToRegister || f.Has(workforce.CodeSearchMissing) != tt.want {
			t.Errorf("%s: %s %v", name, f.Verdict, f.Why)
		}
		tasks := workforce.EntryTasks(&s, workforce.Context{At: monday, Establishments: houses()})
		if last := tasks[len(tasks)-1]; last.Question != tt.want || last.Question && last.Answer != 0 {
			t.Errorf("%s: the tasks end with %s", name, last.Code)
		}
	}
	s := carer()
	s.Number = rpps.MustParseNumber("99700366240")
	if f := finding(s); f.Verdict != workforce.NewSituation || f.Has(workforce.CodeSearchMissing) {
		t.Errorf("with a number: %s %v", f.Verdict, f.Why)
	}
}

// TestOneNumberOnTwoLines: two lines with one number are one situation, unless
// they differ in the métier, the role or the place.
func TestOneNumberOnTwoLines(t *testing.T) {
	number, other := rpps.MustParseNumber("99700366240"), rpps.MustParseNumber("99700218896")
	begun := civil.MustNew(2025, 1, 1)
	line := func(edit func(*workforce.Staff)) workforce.Staff {
		s := carer()
		s.Number = number
		edit(&s)
		return s
	}
	role := func(r roles.Role) func(*workforce.Staff) {
		return func(s *workforce.Staff) {
			s.Request = &registration.Request{Situation: situation.Situation{Role: r}}
			s.Missions = workforce.Doing(workforce.MissionCare, workforce.MissionSocialLife)
		}
	}
	same := func(*workforce.Staff) {}
	for name, tt := range map[string]struct {
		a, b func(*workforce.Staff)
		want workforce.Verdict // of the second
	}{
		"the same": {same, same, workforce.Unclear},
		"in the request": {same, func(s *workforce.Staff) {
			s.Number, s.Request = rpps.Number{}, &registration.Request{Number: number}
		}, workforce.Unclear},
		"one role chosen": {role(roles.RoleCare), same, workforce.Unclear},
		"one there already": {func(s *workforce.Staff) {
			s.Situations = []situation.Situation{practice(siteA, begun, civil.Date{})}
		}, same, workforce.Unclear},
		"one has left":      {func(s *workforce.Staff) { s.End = monday.AddDays(-1) }, same, workforce.NewSituation},
		"another number":    {func(s *workforce.Staff) { s.Number = other }, same, workforce.NewSituation},
		"another structure": {func(s *workforce.Staff) { s.Structure = siteB }, same, workforce.NewSituation},
		"another métier":    {func(s *workforce.Staff) { s.Profession = roles.MetierMoniteurEducateur }, same, workforce.NewSituation},
		"another role":      {role(roles.RoleCare), role(roles.GENR10), workforce.NewSituation},
	} {
		a, b := line(tt.a), line(tt.b)
		b.Ref = "B"
		got := workforce.Assess([]workforce.Staff{a, b}, workforce.Context{At: monday, Establishments: houses()}).Findings[1]
		if got.Verdict != tt.want || got.Has(workforce.CodeNumberTwice) != (tt.want == workforce.Unclear) {
			t.Errorf("%s: %s %v", name, got.Verdict, got.Why)
		}
	}
}

// TestLeaverBeforeTheStart: what has not begun is cancelled, for the cycle of
// the situation closes nothing planned.
func TestLeaverBeforeTheStart(t *testing.T) {
	begun := civil.MustNew(2025, 1, 1)
	for _, manager := range []bool{false, true} {
		s := carer()
		s.Gestionnaire = rpps.AnswerOf(manager)
		s.Situations = []situation.Situation{practice(siteA, begun, civil.Date{}), practice(siteA, monday.AddDays(1), civil.Date{})}
		told := map[int]bool{}
		for _, task := range workforce.ExitTasks(&s, workforce.Context{At: monday, Establishments: houses()}) {
			if task.Situation >= 0 {
				told[task.Situation] = strings.Contains(task.Note.EN, "cancelled") && strings.Contains(task.Note.FR, "s'annule")
				if strings.Contains(task.Note.EN, "somebody else") != manager {
					t.Errorf("%d: %s", task.Situation, task.Note.EN)
				}
			}
		}
		if len(told) != 2 || told[0] || !told[1] {
			t.Errorf("gestionnaire %v: %v", manager, told)
		}
	}
}

// TestSituationOther: that the métier of an open situation is another one is told, and
// nothing of what may be the same, is over, or is not here.
func TestSituationOther(t *testing.T) {
	aide := practice(siteA, civil.MustNew(2025, 1, 1), civil.Date{})
	unstated, over, elsewhere, nurse, avs := aide, aide, aide, aide, aide
	unstated.Function, over.End, elsewhere.Structure, avs.Function = 0, civil.MustNew(2026, 1, 1), siteB, roles.MetierAuxiliaireVieSociale
	nurse.Profession, nurse.Function = roles.ProfessionInfirmier, 0
	bare, older := unstated, aide
	bare.Profession = 0
	older.Function, _ = roles.ParseProfession("400") // of another list, which has ended
	for _, tt := range []struct {
		name       string
		profession roles.Profession
		situations []situation.Situation
		want       bool
	}{
		{"the same", roles.MetierAideSoignant, []situation.Situation{aide}, false},
		{"another", roles.MetierMoniteurEducateur, []situation.Situation{aide}, true},
		{"not stated there", roles.MetierMoniteurEducateur, []situation.Situation{unstated}, false},
		{"not stated in the file", roles.ProfessionARole, []situation.Situation{aide}, false},
		{"one of two", roles.MetierMoniteurEducateur, []situation.Situation{aide, unstated}, false},
		{"a code that was replaced", roles.MetierAccompagnantEducatifSocial, []situation.Situation{avs}, false},
		{"over", roles.MetierMoniteurEducateur, []situation.Situation{over}, false},
		{"elsewhere", roles.MetierMoniteurEducateur, []situation.Situation{elsewhere}, false},
		{"a nurse, there as one", roles.ProfessionInfirmier, []situation.Situation{nurse}, false},
		{"a nurse, there as an aide-soignant too", roles.ProfessionInfirmier, []situation.Situation{nurse, aide}, true},
		{"a nurse, there under a role", roles.ProfessionInfirmier, []situation.Situation{unstated}, true},
		{"a nurse, there without a profession", roles.ProfessionInfirmier, []situation.Situation{bare}, false},
		{"another, there under the older code of the same", roles.MetierAideSoignant, []situation.Situation{older}, false},
		{"a nurse, elsewhere as an aide-soignant", roles.ProfessionInfirmier, []situation.Situation{elsewhere}, false},
	} {
		s := carer()
		s.Profession, s.Situations = tt.profession, tt.situations
		f := finding(s)
		n := 0
		for _, why := range f.Why {
			if why.Code() == workforce.CodeSituationOther {
				n++
			}
		}
		if n > 1 || n == 1 != tt.want {
			t.Errorf("%s: %v, %v", tt.name, f.Verdict, f.Why)
		}
	}
	military := carer()
	military.ArmedForces, military.Situations = true, []situation.Situation{aide}
	if f := finding(military); f.Has(workforce.CodeSituationOther) {
		t.Errorf("of the same métier, in the armed forces: %v", f.Why)
	}
}

// TestOtherSIRET: a structure that gets another SIRET is another place, as the package
// comment says, and one that is perhaps the same where the FINESS stays.
func TestOtherSIRET(t *testing.T) {
	c := workforce.Context{At: monday, Establishments: houses()}
	s := carer()
	s.Number = rpps.MustParseNumber("99700000013")
	s.Situations = []situation.Situation{practice(siteA, civil.MustNew(2025, 1, 1), civil.Date{})}
	s.Structure = siteB
	if f := finding(s); f.Verdict != workforce.NewSituation {
		t.Errorf("in the new one: %v %v", f.Verdict, f.Why)
	}
	last := func(tasks []workforce.Task) workforce.Task { return tasks[len(tasks)-1] }
	if task := last(workforce.EntryTasks(&s, c)); task.Code != "createSituation" {
		t.Error("arrives:", task.Code)
	}
	s.Structure = siteA
	if task := last(workforce.ExitTasks(&s, c)); task.Code != "closeSituation" || task.Situation != 0 {
		t.Error("leaves:", task.Code, task.Situation)
	}
	s.Structure = siteB
	s.Structure.FINESS = rpps.MustParseFINESS("990000010")
	s.Situations[0].Structure.FINESS = s.Structure.FINESS
	if f := finding(s); f.Verdict != workforce.Unclear || !f.Has(workforce.CodePlace) {
		t.Errorf("with the same FINESS: %v %v", f.Verdict, f.Why)
	}
	if task := last(workforce.ExitTasks(&s, c)); task.Code != "situationHere" || task.Answer != 0 {
		t.Error("leaves with the same FINESS:", task.Code, task.Answer)
	}
}

// TestSituationEnds: a situation that ends before the contract is told, unless another
// one here goes on, or the end of the contract is not stated.
func TestSituationEnds(t *testing.T) {
	begun, soon := civil.MustNew(2025, 1, 1), monday.AddDays(30)
	short := practice(siteA, begun, soon)
	for _, tt := range []struct {
		name       string
		end        civil.Date
		situations []situation.Situation
		want       bool
	}{
		{"contract prolonged", soon.AddDays(1), []situation.Situation{short}, true},
		{"the same day", soon, []situation.Situation{short}, false},
		{"no end stated", civil.Date{}, []situation.Situation{short}, false},
		{"a situation without an end", soon.AddDays(1), []situation.Situation{practice(siteA, begun, civil.Date{})}, false},
		{"another follows", soon.AddDays(9), []situation.Situation{short, practice(siteA, soon.AddDays(1), soon.AddDays(9))}, false},
		{"another follows, not to the end", soon.AddDays(9), []situation.Situation{short, practice(siteA, soon.AddDays(1), soon.AddDays(8))}, true},
		{"another goes on elsewhere", soon.AddDays(1), []situation.Situation{short, practice(siteB, begun, civil.Date{})}, true},
		{"planned only", soon.AddDays(1), []situation.Situation{practice(siteA, monday.AddDays(1), soon)}, true},
	} {
		s := carer()
		s.End, s.Situations = tt.end, tt.situations
		if f := finding(s); f.Verdict != workforce.AlreadyThere || f.Has(workforce.CodeSituationEnds) != tt.want {
			t.Errorf("%s: %v %v", tt.name, f.Verdict, f.Why)
		}
	}
}

// TestSituationUntold: a situation of no known profession may be that of a nurse, whom
// her order registers: nobody is already there by it. It is to be closed all the same.
func TestSituationUntold(t *testing.T) {
	c := workforce.Context{At: monday, Establishments: houses()}
	aide := practice(siteA, civil.MustNew(2025, 1, 1), civil.Date{})
	bare, unknown, fonction, ofRequest, to := aide, aide, aide, aide, aide
	bare.Profession, bare.Function = 0, 0
	unknown.Profession, unknown.Stated.Profession = 0, "9Z"
	fonction.Profession, fonction.Function = 0, roles.FonctionInterne
	ofRequest.Profession = 0
	to.Profession, to.Function, to.Start = 0, 0, monday.AddDays(9)
	for _, tt := range []struct {
		name       string
		situations []situation.Situation
		want       workforce.Verdict
	}{
		{"neither profession nor métier", []situation.Situation{bare}, workforce.Unclear},
		{"a profession of no list", []situation.Situation{unknown}, workforce.Unclear},
		{"a fonction", []situation.Situation{fonction}, workforce.Unclear},
		{"to come", []situation.Situation{to}, workforce.Unclear},
		{"the métier, as a request has it", []situation.Situation{ofRequest}, workforce.AlreadyThere},
		{"another that tells", []situation.Situation{bare, aide}, workforce.AlreadyThere},
	} {
		s := carer()
		s.Situations = tt.situations
		if f := finding(s); f.Verdict != tt.want || f.Has(workforce.CodeUntold) != (tt.want == workforce.Unclear) {
			t.Errorf("%s: %v %v", tt.name, f.Verdict, f.Why)
		}
		entry, exit := workforce.EntryTasks(&s, c), workforce.ExitTasks(&s, c)
		if ask := entry[len(entry)-1]; ask.Code != "situationHere" || (ask.Answer == rpps.Yes) != (tt.want == workforce.AlreadyThere) {
			t.Errorf("%s, arrives: %s %v", tt.name, ask.Code, ask.Answer)
		}
		if n := len(tt.situations); exit[len(exit)-n].Code != "closeSituation" {
			t.Errorf("%s, leaves: %v", tt.name, exit[len(exit)-n].Code)
		}
		s.End = monday.AddDays(-1)
		if f := finding(s); f.Verdict != workforce.NotNeeded || f.Has(workforce.CodeToClose) != tt.situations[0].OpenAt(monday).IsOpen() {
			t.Errorf("%s, has left: %v %v", tt.name, f.Verdict, f.Why)
		}
	}
}
