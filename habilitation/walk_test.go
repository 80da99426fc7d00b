package habilitation_test

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

// reduced: the race detector is on, and the walks are shortened.
const reduced = habilitation.ReducedForTest

// The two regimes of consent, and the days about the matrix.
var regimes = [...]string{"2025-10-14", "2025-10-15"}

var theOracle = sync.OnceValue(func() *oracle { return newOracle(new(testing.T)) })

// policy is the options of the oracle as a policy of the library.
func (opt options) policy() habilitation.Policy {
	p := habilitation.Policy{
		EmergencyForInterns: opt.emergencyInterns, EmergencyForTechnicians: opt.emergencyTechnicians,
		HiddenAndInvisible: opt.hiddenAndInvisible, StudentDeposits: opt.studentDeposits,
	}
	if opt.roleSuspended {
		p.RoleAccess = habilitation.RoleSuspended
	}
	if opt.occupationalAsPhysician {
		p.Occupational = habilitation.OccupationalAsPhysician
	}
	if opt.functionPrevails {
		p.Columns = habilitation.FunctionPrevails
	}
	if opt.assumedCivil {
		p.UnstatedCategory = habilitation.CategoryAssumedCivil
	}
	return p
}

func date(day string) civil.Date {
	if day == "" {
		return civil.Date{}
	}
	return civil.MustParseISO(day)
}

// situationOf builds the situation that a person is said to be in on a day.
func situationOf(p person, day string) situation.Situation {
	s := situation.Situation{Structure: rpps.Structure{}}
	s.Stated = situation.Stated{Profession: p.profession, Category: p.category, Function: p.function, Role: p.role}
	s.Profession, _ = roles.ParseProfession(p.profession)
	s.Function, _ = roles.ParseProfession(p.function)
	s.Role, _ = roles.ParseRole(p.role)
	s.Category, _ = roles.ParseCategory(p.category)
	if p.category == noCode {
		s.Category, s.Stated.Category = roles.Category(77), ""
	}
	s.Structure.Sector, _ = roles.ParseSector(p.sector)
	s.Structure.Stated.Sector = p.sector
	s.Qualification, s.RoleInferred = p.qualification, p.roleInferred
	at := date(day)
	if at.IsZero() {
		at = civil.MustNew(2026, 6, 1)
	}
	switch p.situation {
	case "open":
		s.Start = at
	case "presence":
		s.SeenOn, s.Source = at, situation.SourceUserinfo
	case "presence-extraction":
		s.SeenOn, s.Source = at, situation.SourceExtraction
	case "presence-fhir":
		s.SeenOn, s.Source = at, situation.SourceFHIR
	case "presence-employer":
		s.SeenOn, s.Source = at, situation.SourceEmployer
	case "presence-unsaid":
		s.SeenOn = at
	case "not-started":
		s.Start = at.AddDays(1)
	case "ended":
		s.Start, s.End = at.AddDays(-9), at.AddDays(-1)
	case "reversed":
		s.Start, s.End = at.AddDays(-1), at.AddDays(-9)
	}
	return s
}

// subjectOf makes the subject of a person, by the door that callers use.
func subjectOf(p person, day string, pol habilitation.Policy) habilitation.Subject {
	if p.noRegulation {
		p.noRegulation = false
		return subjectOf(p, day, pol).WithoutRegulation()
	}
	switch p.nobody {
	case "":
		return pol.SubjectOf(situationOf(p, day), date(day))
	case "HAB-SUBJECT-NOT-STATED":
		return habilitation.Subject{}
	}
	for r := range habilitation.Reasons() {
		if string(r.Code()) == p.nobody {
			return habilitation.NoSubject(r, date(day))
		}
	}
	panic(p.nobody)
}

func documentOf(code string) habilitation.DocumentType {
	if code == "" {
		return 0
	}
	if d, err := habilitation.ParseDocumentType(code); err == nil {
		return d
	}
	return habilitation.UnknownDocument
}

// said is what the library answers, as a set of codes.
func said(d habilitation.Decision) codes {
	var c codes
	for r := range d.Reasons() {
		if r < 64 {
			c.lo |= 1 << r
		} else {
			c.hi |= 1 << (r - 64)
		}
	}
	return c
}

func open(p person) person {
	if p.situation == "" {
		p.situation = "open"
	}
	return p
}

// everybody: one person a column, and those whom no column names.
var everybody = func() []person {
	list := []person{
		{profession: "10", category: "C"},
		{profession: "10", category: "E"},
		{profession: "10"},
		{profession: "10", category: "?"},
		{profession: "10", category: "C", function: "354"},
		{profession: "10", category: "E", function: "354"},
		{profession: "10", category: "M", function: "FON-29"},
		{profession: "10", category: "C", function: "FON-28"},
		{profession: "99", category: "C", function: "316^1.2", role: "GENR08"},
		{profession: "99", category: "C", function: "FON-48 / 317", role: "GENR10"},
		{profession: "99", category: "C", function: "FON-29, 317", role: "GENR10"},
		{profession: "99", category: "C", function: "317.", role: "GENR13"},
		{profession: "99", category: "C", function: "317.", role: "GENR01"},
		{profession: "10", category: "C", sector: "SA66"},
		{profession: "10", category: "C", sector: "SA13"},
		{profession: "10", category: "E", sector: "SA66"},
		{profession: "10", category: "C", sector: "SA47"},
		{profession: "10", category: "C", sector: "SA68"},
		{profession: "10", category: "C", sector: "SA68", function: "FON-29"},
		{profession: "10", category: "C", function: "fon-29"},
		{profession: "60", category: "C", function: " fon-48"},
		{profession: "99", category: "C", function: "347 ", role: "GENR11"},
		{profession: "10", category: "C", sector: " sa66 "},
		{profession: "10", category: "C", sector: "SA68^1.2.250.1.71.4.2.4"},
		{profession: "10", category: "C", qualification: " sm25"},
		{profession: "10", category: "E", sector: "SA68"},
		{profession: "21", category: "C"},
		{profession: "21", category: "E"},
		{profession: "21"},
		{profession: "40", category: "C"},
		{profession: "40", category: "E"},
		{profession: "50", category: "C"},
		{profession: "50", category: "E"},
		{profession: "50"},
		{profession: "60", category: "?"},
		{profession: "60", category: "F"},
		{profession: "69", category: "C"},
		{profession: "60", category: "E"},
		{profession: "60", category: "C", function: "346"},
		{profession: "60", category: "C", sector: "SA66", function: "FON-29"},
		{profession: "70", category: "C"},
		{profession: "80", category: "C"},
		{profession: "91", category: "C"},
		{profession: "92", category: "C"},
		{profession: "94", category: "C"},
		{profession: "95", category: "C"},
		{profession: "96", category: "C"},
		{profession: "26", category: "C"},
		{profession: "81", category: "C"},
		{profession: "82", category: "C"},
		{profession: "83", category: "C"},
		{profession: "84", category: "C"},
		{profession: "85", category: "C"},
		{profession: "28", category: "C"},
		{profession: "98", category: "C"},
		{profession: "41", category: "C"},
		{profession: "31", category: "C"},
		{profession: "32", category: "C"},
		{profession: "86", category: "C"},
		{profession: "71", category: "C"},
		{profession: "72", category: "C"},
		{profession: "73", category: "C"},
		{profession: "93", category: "C"},
		{profession: "35", category: "C"},
		{profession: "97", category: "C"},
		{profession: "200", category: "C"},
		{profession: "99", category: "C"},
		{profession: "99", category: "C", role: "?"},
		{profession: "99", role: "GENR11"},
		{profession: "99", category: "C", function: "316"},
		{profession: "99", category: "C", function: "317"},
		{profession: "99", category: "C", function: "316", role: "GENR11"},
		{profession: "99", category: "C", function: "317", role: "GENR13"},
		{profession: "99", category: "E", function: "316", role: "GENR11"},
		{profession: "99", category: "C", function: "316", role: "?"},
		{profession: "99", category: "C", function: "318", role: "GENR10"},
		{profession: "99", category: "C", function: "?", role: "GENR11"},
		{profession: "99", category: "C", function: "347", role: "GENR11"},
		{profession: "99", category: "C", function: "313", role: "GENR11"},
		{profession: "99", category: "C", role: "GENR01"},
		{profession: "93", category: "C", function: "316"},
		{profession: "99", category: "C", role: "GENR05"},
		{profession: "99", category: "C", role: "GENR99"},
		{profession: "60", category: "C", role: "GENR12"},
		{profession: "316", category: "C"},
		{profession: "?", category: "C"},
		{category: "C"},
		{},
		{profession: "60", category: "C", situation: "presence"},
		{profession: "60", category: "C", situation: "ended"},
		{profession: "60", category: "C", situation: "not-started"},
		{profession: "60", category: "C", situation: "unknown"},
		{profession: "60", category: "C", situation: "reversed"},
		{profession: "?", category: "?", role: "?", function: "?", situation: "ended"},
		{profession: "99", category: "C", function: "?", role: "GENR11", situation: "presence"},
		{profession: "60", category: "C", situation: "presence-extraction"},
		{profession: "60", category: "C", situation: "presence-fhir"},
		{profession: "60", category: "C", situation: "presence-employer"},
		{profession: "60", category: "C", situation: "presence-unsaid"},
		// Students by function, of professions with and without interns.
		{profession: "10", category: "C", function: "FON-48"},
		{profession: "10", function: "FON-48"},
		{profession: "10", category: "?", function: "FON-48"},
		{profession: "21", category: "C", function: "FON-48"},
		{profession: "40", category: "E", function: "FON-48"},
		{profession: "60", category: "C", function: "FON-48"},
		{profession: "99", category: "C", function: "FON-48", role: "GENR11"},
		{profession: "10", category: "C", function: "FON-57"},
		// No care, by the code of the activity or of the function.
		{profession: "10", category: "C", role: "GENR04"},
		{profession: "10", category: "E", role: "GENR04"},
		{profession: "60", category: "C", role: "genr05;GENR01"},
		{profession: "10", category: "C", role: "GENR04", function: "FON-29"},
		{profession: "10", category: "C", role: "GENR01", function: "FON-19"},
		{profession: "21", category: "C", function: "fon-19, FON-48"},
		{profession: "99", category: "C", role: "GENR11", function: "FON-19"},
		{profession: "99", category: "C", role: "GENR11", function: "316, FON-19"},
		{profession: "99", category: "C", role: "GENR11", function: "FON-19, 316"},
		{profession: "99", category: "C", role: "GENR04", function: "316"},
		{profession: "99", category: "C", role: "genr04", function: "316"},
		{profession: "40", function: "FON-57"},
		{profession: "60", category: "C", function: "FON-57"},
		{profession: "10", category: "C", function: "FON-47"},
		{profession: "10", category: "E", function: "FON-47"},
		{profession: "10", function: "FON-47"},
		{profession: "21", category: "C", function: "FON-47"},
		{profession: "60", category: "C", function: "FON-47"},
		{profession: "10", category: "C", function: "FON-52"},
		{profession: "40", category: "E", function: "FON-52"},
		{profession: "60", category: "C", function: "FON-52"},
		{profession: "99", category: "C", function: "FON-52", role: "GENR11"},
		{profession: "10", category: "C", function: "FON-48", sector: "SA66"},
		{profession: "10", category: "C", function: "FON-47", sector: "SA68"},
		// Values without a code, and codes that are no profession.
		{profession: "10", category: noCode},
		{profession: "60", category: noCode},
		{profession: "99", category: noCode, role: "GENR11"},
		{profession: "FON-29", category: "C"},
		{profession: "FON-48", category: "E"},
		{profession: "FON-44", category: "C"},
		{profession: "318"},
		{profession: "347", category: "C"},
		// Occupational doctors by the qualification.
		{profession: "10", category: "C", qualification: "SM25"},
		{profession: "10", category: "C", qualification: "SCH35"},
		{profession: "10", category: "C", qualification: "C41"},
		{profession: "10", category: "C", qualification: "CAPA11"},
		{profession: "10", category: "E", qualification: "SM25"},
		{profession: "10", category: "C", qualification: "SM26"},
		{profession: "10", category: "C", qualification: "SM25", sector: "SA47"},
		{profession: "60", category: "C", qualification: "SM25"},
		{profession: "99", category: "C", role: "GENR11", qualification: "SCH35"},
		// Roles drawn from elsewhere.
		{profession: "99", category: "C", role: "GENR11", roleInferred: true},
		{profession: "99", category: "C", role: "GENR08", function: "318", roleInferred: true},
		{profession: "60", category: "C", roleInferred: true},
		{profession: "99", category: "C", role: "GENR05", roleInferred: true, situation: "ended"},
		{profession: "10", category: "C", qualification: "SM25", roleInferred: true, situation: "presence"},
		// Signed in for something else than regulation.
		{profession: "10", category: "C", noRegulation: true},
		{profession: "60", category: "C", noRegulation: true},
		{profession: "10", category: "E", noRegulation: true},
		{nobody: "HAB-IDENTITY-MISSING", noRegulation: true},
		{nobody: "HAB-IDENTITY-MISSING"},
		{nobody: "HAB-STRUCTURE-UNKNOWN"},
		{nobody: "HAB-STRUCTURE-AMBIGUOUS"},
	}
	for _, r := range []string{"GENR08", "GENR09", "GENR10", "GENR11", "GENR12", "GENR13"} {
		list = append(list, person{profession: "99", category: "C", role: r}, person{profession: "99", category: "E", role: r})
	}
	for i := range list {
		list[i] = open(list[i])
	}
	return append(list, person{nobody: "HAB-SUBJECT-NOT-STATED"}, person{nobody: "HAB-SUBJECT-NOT-STATED", noRegulation: true})
}()

// classes are persons whom the general rules tell apart.
var classes = func() []person {
	var out []person
	for _, p := range []person{
		{profession: "10", category: "C"},
		{profession: "10", category: "E"},
		{profession: "10"},
		{profession: "10", category: "C", function: "FON-29"},
		{profession: "10", category: "C", sector: "SA68"},
		{profession: "60", category: "C"},
		{profession: "99", category: "C", function: "316"},
		{profession: "99", category: "C", role: "GENR11"},
		{profession: "93", category: "C"},
		{profession: "10", category: "C", noRegulation: true},
		{profession: "10", category: "C", function: "FON-48"},
		{profession: "60", category: "E"},
	} {
		out = append(out, open(p))
	}
	return out
}()

// representative are circumstances that tell something: bases crossed with
// what is known of opposition and of the document.
var representative = func() []habilitation.Facts {
	bases := []habilitation.Facts{
		0, habilitation.CareTeam, habilitation.CareTeam | habilitation.InitialConsent, habilitation.CareTeam | habilitation.Informed,
		habilitation.CareTeam | habilitation.ExplicitConsent, habilitation.OutsideTeam | habilitation.ExplicitConsent | habilitation.Informed,
		habilitation.OutsideTeam | habilitation.InitialConsent, habilitation.ExplicitConsent,
		habilitation.BrisDeGlace | habilitation.Incapacity | habilitation.BrisDeGlaceNotRefused,
		habilitation.BrisDeGlace | habilitation.Incapacity | habilitation.BrisDeGlaceRefused,
		habilitation.Regulation | habilitation.RegulationNotRefused, habilitation.Regulation | habilitation.RegulationRefused,
		habilitation.CareTeam | habilitation.DepositedBefore | habilitation.Informed,
		habilitation.CareTeam | habilitation.InitialConsent | habilitation.DepositRefused,
		habilitation.CareTeam | habilitation.OutsideTeam | habilitation.ExplicitConsent,
	}
	papers := []habilitation.Facts{
		0, habilitation.Visible, habilitation.AnyDocument, habilitation.HiddenByDepositor, habilitation.HiddenByPatient,
		habilitation.Visible | habilitation.Depositor, habilitation.HiddenByPatient | habilitation.Depositor,
		habilitation.HiddenByDepositor | habilitation.AdministratorDoctor,
		habilitation.HiddenByDepositor | habilitation.HiddenShownInEmergency, habilitation.Visible | habilitation.InvisibleToPatient,
		habilitation.HiddenByDepositor | habilitation.Depositor | habilitation.InvisibleToPatient,
		habilitation.Depositor, habilitation.AnyDocument | habilitation.Depositor, 1 << 30,
	}
	var out []habilitation.Facts
	for _, b := range bases {
		for _, p := range papers {
			out = append(out, b|p|habilitation.NotOpposed)
		}
		out = append(out, b|habilitation.Visible|habilitation.Depositor, b|habilitation.Visible|habilitation.Depositor|habilitation.Opposed)
	}
	return out
}()

var allActions = []habilitation.Action{habilitation.Read, habilitation.Deposit, habilitation.Hide, habilitation.Unhide, habilitation.Delete}

func nameOf(a habilitation.Action) string {
	if a == 0 || a > habilitation.Delete {
		return ""
	}
	return [...]string{"read", "deposit", "hide", "unhide", "delete"}[a-1]
}

// spread runs f for 0 ≤ i < n on all processors and adds up what it counts.
func spread(n int, f func(i int) (count int)) int {
	var wg sync.WaitGroup
	var mu sync.Mutex
	next, total := 0, 0
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for {
				mu.Lock()
				i := next
				next++
				mu.Unlock()
				if i >= n {
					return
				}
				c := f(i)
				mu.Lock()
				total += c
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return total
}

// compare fails the test with the first differences.
func compare(t *testing.T, got habilitation.Decision, want verdict, p person, doc string, a habilitation.Action, day string, f habilitation.Facts, opt options) bool {
	if said(got) == want.all() && got.Allowed() == want.allowed() {
		return true
	}
	t.Helper()
	t.Errorf("%+v on %s, %s %q, %v, policy %+v:\n library %v %v\n oracle  %v %v",
		p, day, nameOf(a), doc, f, opt, got.Allowed(), said(got).list(), want.allowed(), want.all().list())
	return false
}

// matrixFor is the embedded matrix under a policy.
func matrixFor(opt options) *habilitation.Matrix {
	return habilitation.CNAM20240925().Under(opt.policy())
}

// allDocuments are the codes of every type, one unknown and none.
func allDocuments(o *oracle) []string { return append(slices.Clone(o.typeOrder), "00000-0", "") }

// walk compares every person, document, action and day given, under a policy.
func walk(t *testing.T, people []person, docs []string, actions []habilitation.Action, circumstances []habilitation.Facts, days []string, opt options) int {
	o, m := theOracle(), matrixFor(opt)
	types := make([]habilitation.DocumentType, len(docs))
	for i, d := range docs {
		types[i] = documentOf(d)
	}
	plainly := make([]facts, len(circumstances))
	for i, f := range circumstances {
		plainly[i] = plain(f)
	}
	return spread(len(people), func(i int) (n int) {
		p := people[i]
		for _, day := range days {
			subject, who := subjectOf(p, day, opt.policy()), o.who(p, day, opt)
			for _, a := range actions {
				action := nameOf(a)
				base := make([]verdict, len(docs))
				for j, d := range docs {
					base[j] = o.base(who, d, action, opt)
				}
				for k, f := range circumstances {
					// Only a deposit looks at the type again.
					var about [2]verdict
					about[0] = o.circumstances(who, "34112-3", action, plainly[k], opt)
					if a == habilitation.Deposit {
						about[1] = o.circumstances(who, "51851-4", action, plainly[k], opt)
					}
					for j, d := range docs {
						want := base[j]
						if tp, known := o.types[d]; a == habilitation.Deposit && known && (tp.lists == "" || tp.lists == "J07") {
							want.join(about[1])
						} else {
							want.join(about[0])
						}
						got := m.Decide(habilitation.Request{Subject: subject, Document: types[j], Action: a, Facts: f})
						n++
						if !compare(t, got, want, p, d, a, day, f, opt) {
							return n
						}
					}
				}
			}
		}
		return n
	})
}

func TestEverySubjectDocumentAndAction(t *testing.T) {
	o := theOracle()
	circumstances := representative
	if reduced || testing.Short() {
		circumstances = circumstances[:len(circumstances)/6]
	}
	n := walk(t, everybody, allDocuments(o), allActions, circumstances, regimes[:], options{})
	n += walk(t, everybody, allDocuments(o), []habilitation.Action{0, 9}, every(circumstances, 20), regimes[:], options{})
	t.Logf("%d decisions: %d persons, %d documents, %d circumstances, 5 actions and 2 that are none, 2 regimes", n, len(everybody), len(o.types)+2, len(circumstances))
}

// The days at the edges: matrix, reform, validity of codes, no date.
func TestEveryDayThatCounts(t *testing.T) {
	days := []string{
		"", "2019-01-01", "2022-02-24", "2022-02-25", "2024-09-24", "2024-09-25", "2024-12-12", "2024-12-13",
		"2025-10-14", "2025-10-15", "2025-12-21", "2025-12-22", "2026-06-01", "2199-12-31",
	}
	n := walk(t, everybody, []string{"34112-3", "89601-9", "51851-4", "E1762", "*DICOM", "ATTEST-RESID", "00000-0", ""},
		allActions, shortened(representative[:60], 4), days, options{})
	t.Logf("%d decisions", n)
}

// Facts that matter to an action, in groups of which one member at most holds.
func combinations(groups ...[]habilitation.Facts) []habilitation.Facts {
	out := []habilitation.Facts{0}
	for _, g := range groups {
		var more []habilitation.Facts
		for _, f := range out {
			more = append(more, f)
			for _, x := range g {
				more = append(more, f|x)
			}
		}
		out = more
	}
	return out
}

type group = []habilitation.Facts

var (
	care       = group{habilitation.CareTeam, habilitation.OutsideTeam}
	opposed    = group{habilitation.NotOpposed, habilitation.Opposed}
	urgency    = group{habilitation.BrisDeGlace, habilitation.Regulation}
	refusal    = group{habilitation.BrisDeGlaceNotRefused, habilitation.BrisDeGlaceRefused}
	regRefusal = group{habilitation.RegulationNotRefused, habilitation.RegulationRefused}
	sight      = group{habilitation.AnyDocument, habilitation.Visible, habilitation.HiddenByDepositor, habilitation.HiddenByPatient}
	initial    = group{habilitation.InitialConsent}
	explicit   = group{habilitation.ExplicitConsent}
	informed   = group{habilitation.Informed}
	invisible  = group{habilitation.InvisibleToPatient}
	depositor  = group{habilitation.Depositor}
)

func TestEveryCircumstance(t *testing.T) {
	reading := combinations(care, initial, explicit, informed, opposed, urgency, refusal, regRefusal,
		group{habilitation.Incapacity}, group{habilitation.HiddenShownInEmergency}, group{habilitation.AdministratorDoctor}, sight, invisible, depositor)
	depositing := combinations(care, initial, explicit, informed, opposed, sight, invisible,
		group{habilitation.DepositedBefore}, group{habilitation.DepositRefused}, depositor, urgency)
	hiding := combinations(care, initial, explicit, informed, opposed, sight, invisible, depositor, urgency,
		group{habilitation.Incapacity}, refusal, regRefusal)
	// A cell that is open to the class where it can be, one that is closed to
	// all but physicians, and a type without a row.
	docs := []string{"11502-2", "89601-9", "E1762"}
	people := classes
	if reduced || testing.Short() {
		reading = every(reading, 37)
		hiding = every(hiding, 11)
		depositing = every(depositing, 7)
	}
	n := walk(t, people, docs, []habilitation.Action{habilitation.Read}, reading, regimes[:], options{})
	t.Logf("read: %d circumstances, %d decisions", len(reading), n)
	n = walk(t, people, []string{"11502-2", "E1762", "51851-4", "*DICOM"}, []habilitation.Action{habilitation.Deposit}, depositing, regimes[:], options{})
	t.Logf("deposit: %d circumstances, %d decisions", len(depositing), n)
	n = walk(t, people, docs[:1], []habilitation.Action{habilitation.Hide, habilitation.Unhide, habilitation.Delete}, hiding, regimes[:], options{})
	t.Logf("hide, unhide, delete: %d circumstances, %d decisions", len(hiding), n)
}

// shortened keeps one of so many when time is short.
func shortened(f []habilitation.Facts, step int) []habilitation.Facts {
	if reduced || testing.Short() {
		return every(f, step)
	}
	return f
}

func every(f []habilitation.Facts, step int) []habilitation.Facts {
	var out []habilitation.Facts
	for i := 0; i < len(f); i += step {
		out = append(out, f[i])
	}
	return out
}

// Any facts at all, contradictory and unknown ones included, asked of anybody.
func TestRandomFacts(t *testing.T) {
	count := 600_000
	if reduced || testing.Short() {
		count = 40_000
	}
	o := theOracle()
	docs := allDocuments(o)
	const chunk = 20_000
	n := spread(count/chunk, func(i int) int {
		rnd := rand.New(rand.NewPCG(7, uint64(i)))
		for range chunk {
			f := habilitation.Facts(rnd.Uint32()) & habilitation.AllFacts
			switch rnd.IntN(4) {
			case 0:
				f &= habilitation.Facts(rnd.Uint32()) // fewer
			case 1:
				f &= habilitation.Facts(rnd.Uint32())
				f &= habilitation.Facts(rnd.Uint32()) // fewer still
			case 2:
				if rnd.IntN(8) == 0 {
					f |= 1 << (24 + rnd.IntN(8))
				}
			}
			p, doc, day := everybody[rnd.IntN(len(everybody))], docs[rnd.IntN(len(docs))], regimes[rnd.IntN(2)]
			a := habilitation.Action(1 + rnd.IntN(5))
			var opt options
			if rnd.IntN(2) == 0 {
				opt = allOptions[rnd.IntN(len(allOptions))]
			}
			got := matrices()[opt].Decide(habilitation.Request{
				Subject: subjectOf(p, day, opt.policy()), Document: documentOf(doc), Action: a, Facts: f,
			})
			if !compare(t, got, o.decide(p, doc, nameOf(a), day, plain(f), opt), p, doc, a, day, f, opt) {
				return 0
			}
		}
		return chunk
	})
	t.Logf("%d decisions", n)
}

// allOptions are all 256 combinations of the policies.
var allOptions = func() []options {
	var out []options
	for i := range 256 {
		out = append(out, options{i&1 != 0, i&2 != 0, i&4 != 0, i&8 != 0, i&16 != 0, i&32 != 0, i&64 != 0, i&128 != 0})
	}
	return out
}()

var matrices = sync.OnceValue(func() map[options]*habilitation.Matrix {
	out := map[options]*habilitation.Matrix{}
	for _, opt := range allOptions {
		out[opt] = matrixFor(opt)
	}
	return out
})

// Each policy alone, then all together.
func TestEveryPolicy(t *testing.T) {
	docs := []string{"11502-2", "89601-9", "ATTEST-RESID", "57832-8", "E1762", "DOCPAT06", "PRESC-BIO", "11506-3"}
	total := 0
	for i, opt := range allOptions {
		if i&(i-1) != 0 && i != 255 {
			continue
		}
		total += walk(t, everybody, docs, allActions, shortened(representative, 7), regimes[1:], opt)
	}
	t.Logf("%d decisions", total)
}
