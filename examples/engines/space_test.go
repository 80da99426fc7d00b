package engines

import (
	"fmt"
	"iter"
	"slices"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

// The space that is compared: who, on which day, what, which action, under
// which circumstances, under which policy.

// today is the day of most questions; the others lie on both sides of what
// changes an answer.
var (
	today     = civil.YMD(2026, 6, 1)
	beforeLaw = civil.YMD(2025, 10, 14) // the last day of information without opposition
	tooEarly  = civil.YMD(2024, 9, 24)  // the day before the matrix
)

// person is a subject of the comparison, with the codes it was made of where
// codes can say it.
type person struct {
	name    string
	subject habilitation.Subject
	codes   *situation.Situation
}

// open is a practice situation that is open on every day of the comparison.
func open(profession, category, function, role string) situation.Situation {
	s := situation.Situation{Start: civil.YMD(2020, 1, 1)}
	s.Stated.Profession, s.Stated.Category, s.Stated.Function, s.Stated.Role = profession, category, function, role
	s.Profession, _ = roles.ParseProfession(profession)
	s.Category, _ = roles.ParseCategory(category)
	s.Function, _ = roles.ParseProfession(function)
	s.Role, _ = roles.ParseRole(role)
	return s
}

// people gives every subject that the matrix or the general rules tell apart:
// those of each column by each of its codes, those of two columns, those whom
// no column names, and those against whom something stands.
func people(m *habilitation.Matrix, p habilitation.Policy, day civil.Date) []person {
	var out []person
	add := func(name string, s situation.Situation) {
		out = append(out, person{name, p.SubjectOf(s, day), &s})
	}
	for _, c := range m.Columns() {
		for _, x := range c.Professions {
			add(c.Key+" by "+x.Code(), open(x.Code(), "C", "", ""))
		}
		for _, x := range c.Interns {
			add(c.Key+" intern "+x.Code(), open(x.Code(), "E", "", ""))
		}
		for _, x := range c.Functions {
			add(c.Key+" by métier "+x.Code(), open("99", "C", x.Code(), ""))
			for _, d := range m.Columns() {
				for _, r := range d.Roles {
					add(c.Key+" and "+d.Key, open("99", "C", x.Code(), r.Code()))
				}
			}
		}
		for _, r := range c.Roles {
			add(c.Key, open("99", "C", "", r.Code()))
		}
	}
	// Nobody's column.
	add("GENR13", open("99", "C", "", "GENR13"))
	add("GENR99", open("99", "M", "", "GENR99"))
	add("psychologist", open("93", "C", "", ""))
	add("osteopath", open("73", "C", "", ""))
	add("students of nursing", open("60", "E", "", ""))
	add("extern", open("10", "E", "347", ""))
	add("FON-47", open("10", "C", "FON-47", ""))
	add("FON-57 as physician", open("10", "C", "FON-57", ""))
	add("FON-57 as nurse", open("60", "C", "FON-57", ""))
	add("FON-48 as nurse", open("60", "C", "FON-48", ""))
	add("student à rôle", open("99", "E", "", "GENR11"))
	// No care, by the code of the activity or of the function.
	add("doctor of an activity that is no care", open("10", "C", "", "GENR04"))
	add("nurse of genr05", open("60", "C", "", "GENR01, genr05"))
	add("préparateur of GENR04", open("99", "C", "316", "GENR04"))
	add("préparateur of genr04", open("99", "C", "316", "genr04"))
	add("praticien conseil", open("10", "C", "FON-19", "GENR01"))
	add("préparateur of FON-19", open("99", "C", "316, FON-19", "GENR11"))
	add("fon-19 under a role", open("99", "C", "FON-33;fon-19", "GENR11"))
	notHeld := open("10", "C", "", "")
	notHeld.Stated.Role = "GENR04" // under another list
	add("activity not held", notHeld)
	// Doctors apart.
	add("occupational doctor", open("10", "C", "FON-29", ""))
	add("médecin de prévention", open("10", "C", "FON-28", ""))
	s := open("10", "C", "", "")
	s.Structure.Sector = roles.SA13
	add("doctor of a company", s)
	s = open("10", "C", "", "")
	s.Structure = rpps.Structure{Sector: roles.SA66}
	add("occupational by sector", s)
	s = open("10", "C", "", "")
	s.Qualification = "SM25"
	add("occupational by specialty", s)
	s = open("10", "C", "", "")
	s.Structure = rpps.Structure{Sector: roles.SA47}
	add("doctor of a fire brigade", s)
	for _, text := range []string{"sa66", " SA47", "SA68^1.2.250.1.71.4.2.4", "SA", "sa07", "SA 66", "ＳＡ４７", "s\u200ba68"} {
		s = open("10", "C", "", "")
		s.Structure.Stated.Sector = text
		add("sector "+text, s)
	}
	for _, text := range []string{" sm25", "ſm25", "C41^1.2.250.1.213.2.29", "sm26", "SM26;SM25", "SM25 - Médecine du travail", "sm26,x-c41.", "SM250", "SM26.SM25", "SM26\u2011SM25", "SM26^1.2.346", "ｓＭ２５", "S\u200bM25\x00", "ſm 2-5", "SM 25 x"} {
		s = open("10", "C", "", "")
		s.Qualification = text
		add("savoir-faire "+text, s)
	}
	add("student métier between blanks", open("99", "C", " 347", "GENR11"))
	add("nurse of fon-48", open("60", "C", "fon-48", ""))
	s = open("60", "C", "", "")
	s.Stated.Function = "FON-47" // under another list
	add("student function not held", s)
	add("function fon-29", open("10", "C", "fon-29", ""))
	s = open("10", "C", "", "")
	s.Stated.Function = "FON-29" // under another list
	add("function not held", s)
	for _, text := range []string{"FON-01;fon-29", "FON-29 - Médecin", "FON-48, FON-29", "FON-48;FON-28", "FON-48, FON-57", "FON-57;FON-47", "fon-48/fon-47", "346 FON-48", "FON-48.FON-29", "FON\u201129", "FON\u00ad48", "346.0", "1.2.346", "10.1.346.FON-47", "FON-2", "FON-01;FON-03", "fon29", "３ 46", "316.", "FON-29, 317"} {
		add("doctor of "+text, open("10", "C", text, ""))
		add("nurse of "+text, open("60", "C", text, ""))
		add("role professional of "+text, open("99", "C", text, "GENR11"))
	}
	add("doctor of no stated category", open("10", "", "", ""))
	add("nurse of no stated category", open("60", "", "", ""))
	add("doctor of an unknown category", open("10", "Z", "", ""))
	add("nurse of an unknown category", open("60", "Z", "", ""))
	// Something stands against them.
	add("nothing stated", situation.Situation{Start: civil.YMD(2020, 1, 1)})
	add("unknown profession", open("000", "C", "", ""))
	add("a métier for a profession", open("313", "C", "", ""))
	add("role not stated", open("99", "C", "", ""))
	add("role unknown", open("99", "C", "", "GENR77"))
	add("GENR01, by role", open("99", "C", "", "GENR01"))
	add("unknown métier", open("99", "C", "000", "GENR10"))
	add("ended métier", open("99", "C", "318", "GENR10"))
	add("TRE_G15 93", func() situation.Situation {
		s := open("", "C", "", "")
		s.Profession, _ = roles.ParseProfessionIn(roles.ListG15, "93")
		return s
	}())
	s = open("60", "C", "", "")
	s.End = civil.YMD(2024, 1, 1)
	add("ended", s)
	s = open("60", "C", "", "")
	s.Start = civil.YMD(2030, 1, 1)
	add("not started", s)
	s.End = civil.YMD(2029, 1, 1)
	add("reversed", s)
	s = open("60", "C", "", "")
	s.Start = civil.Date{}
	add("no dates", s)
	s.Source, s.SeenOn = situation.SourceUserinfo, day
	add("open by presence", s)
	s = open("99", "C", "", "GENR11")
	s.RoleInferred = true
	add("role inferred", s)

	// No codes say these.
	out = append(out,
		person{"the zero subject", habilitation.Subject{}, nil},
		person{"no identity", habilitation.NoSubject(habilitation.IdentityMissing, day), nil},
		person{"structure unknown", habilitation.NoSubject(habilitation.StructureUnknown, day), nil},
		person{"structure ambiguous", habilitation.NoSubject(habilitation.StructureAmbiguous, day), nil},
	)
	d := p.SubjectOf(open("10", "C", "", ""), day).WithoutRegulation()
	return append(out, person{"doctor, not for regulation", d, nil})
}

// columnsSeen checks that the people cover the matrix.
func columnsSeen(t *testing.T, m *habilitation.Matrix, ps []person) {
	t.Helper()
	var seen habilitation.ColumnSet
	for _, p := range ps {
		seen |= m.ColumnsOf(p.subject)
	}
	_, columns, _ := m.Size()
	if seen != 1<<columns-1 {
		t.Fatalf("columns %b are compared, of %d", seen, columns)
	}
}

// documents gives every type that the library knows, one that it does not, and
// none.
func documents() []habilitation.DocumentType {
	return append(slices.Collect(habilitation.DocumentTypes()), habilitation.UnknownDocument, 0)
}

var actions = []habilitation.Action{
	habilitation.Read, habilitation.Deposit, habilitation.Hide, habilitation.Unhide, habilitation.Delete, 0, 9,
}

// A group is a set of facts of which any subset, or one at most, may be stated.
func anyOf(fs ...habilitation.Facts) []habilitation.Facts {
	out := []habilitation.Facts{0}
	for _, f := range fs {
		for _, g := range slices.Clone(out) {
			out = append(out, f|g)
		}
	}
	return out
}

func oneOf(fs ...habilitation.Facts) []habilitation.Facts {
	return append([]habilitation.Facts{0}, fs...)
}

func product(groups ...[]habilitation.Facts) iter.Seq[habilitation.Facts] {
	return func(yield func(habilitation.Facts) bool) {
		var walk func(i int, f habilitation.Facts) bool
		walk = func(i int, f habilitation.Facts) bool {
			if i == len(groups) {
				return yield(f)
			}
			for _, g := range groups[i] {
				if !walk(i+1, f|g) {
					return false
				}
			}
			return true
		}
		walk(0, 0)
	}
}

func size(groups ...[]habilitation.Facts) int {
	n := 1
	for _, g := range groups {
		n *= len(g)
	}
	return n
}

// The facts, by the question that they answer. Facts that exclude each other
// are in one group of oneOf; that stating two of them denies is compared apart,
// see contradictions.
var (
	consentFacts = func() []habilitation.Facts {
		var out []habilitation.Facts
		for _, c := range oneOf(habilitation.CareTeam, habilitation.OutsideTeam) {
			for _, g := range anyOf(habilitation.InitialConsent, habilitation.ExplicitConsent, habilitation.Informed) {
				out = append(out, c|g)
			}
		}
		return out
	}()
	oppositionFacts = oneOf(habilitation.NotOpposed, habilitation.Opposed)
	emergencyFacts  = slices.Collect(product(
		oneOf(habilitation.BrisDeGlace, habilitation.Regulation), anyOf(habilitation.Incapacity),
		oneOf(habilitation.BrisDeGlaceNotRefused, habilitation.BrisDeGlaceRefused),
		oneOf(habilitation.RegulationNotRefused, habilitation.RegulationRefused),
	))
	visibilityFacts = oneOf(habilitation.AnyDocument, habilitation.Visible, habilitation.HiddenByDepositor, habilitation.HiddenByPatient)
	sightFacts      = slices.Collect(product(visibilityFacts,
		anyOf(habilitation.InvisibleToPatient, habilitation.Depositor, habilitation.HiddenShownInEmergency, habilitation.AdministratorDoctor)))
	depositFacts = anyOf(habilitation.DepositedBefore, habilitation.DepositRefused)
)

// contradictions are all pairs that exclude each other, and a fact that nobody
// knows, each on ground that would otherwise allow.
func contradictions() []habilitation.Facts {
	ground := habilitation.CareTeam | habilitation.InitialConsent | habilitation.ExplicitConsent | habilitation.Informed |
		habilitation.NotOpposed | habilitation.Depositor
	var out []habilitation.Facts
	for _, g := range [][]habilitation.Facts{
		{habilitation.CareTeam, habilitation.OutsideTeam},
		{habilitation.NotOpposed, habilitation.Opposed},
		{habilitation.BrisDeGlace, habilitation.Regulation},
		{habilitation.BrisDeGlaceNotRefused, habilitation.BrisDeGlaceRefused},
		{habilitation.RegulationNotRefused, habilitation.RegulationRefused},
		{habilitation.AnyDocument, habilitation.Visible, habilitation.HiddenByDepositor, habilitation.HiddenByPatient},
	} {
		for i := range g {
			for j := range i {
				f := ground | g[i] | g[j]
				if f&(habilitation.AnyDocument|habilitation.HiddenByDepositor|habilitation.HiddenByPatient) == 0 {
					f |= habilitation.Visible
				}
				out = append(out, f)
			}
		}
	}
	return append(out, ground|habilitation.Visible|(habilitation.AllFacts+1), habilitation.AllFacts)
}

// policies are the default and every choice alone.
var policies = map[string]habilitation.Policy{
	"default":           {},
	"role suspended":    {RoleAccess: habilitation.RoleSuspended},
	"occupational":      {Occupational: habilitation.OccupationalAsPhysician},
	"function prevails": {Columns: habilitation.FunctionPrevails},
	"assumed civil":     {UnstatedCategory: habilitation.CategoryAssumedCivil},
	"interns":           {EmergencyForInterns: true},
	"technicians":       {EmergencyForTechnicians: true},
	"student deposits":  {StudentDeposits: true},
	"hidden, invisible": {HiddenAndInvisible: true},
	"presence ignored":  {Situation: situation.Policy{Presence: situation.PresenceIgnored}},
	"last day excluded": {Situation: situation.Policy{LastDay: situation.LastDayExcluded}},
	"all of them at once": {
		RoleAccess: habilitation.RoleSuspended, Occupational: habilitation.OccupationalAsPhysician, Columns: habilitation.FunctionPrevails,
		UnstatedCategory: habilitation.CategoryAssumedCivil, EmergencyForInterns: true, EmergencyForTechnicians: true,
		StudentDeposits: true, HiddenAndInvisible: true,
		Situation: situation.Policy{Presence: situation.PresenceIgnored, LastDay: situation.LastDayExcluded},
	},
}

func policyNames() []string {
	var out []string
	for n := range policies {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// codesOf are the codes of a decision, for messages and for comparing.
func codesOf(d habilitation.Decision) []string {
	out := []string{}
	for _, c := range d.Codes() {
		out = append(out, string(c))
	}
	return out
}

// A question is one point of the space.
type question struct {
	who     person
	r       habilitation.Request
	codes   bool // asked by codes rather than by the resolved subject
	reasons bool // all reasons are compared, not only whether
	policy  habilitation.Policy
}

func (q question) String() string {
	s := fmt.Sprintf("%s on %s, %s %s, %s", q.who.name, q.r.Subject.At(), q.r.Action, q.r.Document, q.r.Facts)
	if q.codes {
		s += ", by codes"
	}
	return s
}

func (q question) want(m *habilitation.Matrix) habilitation.Decision { return m.Decide(q.r) }

func (q question) input(m *habilitation.Matrix) export.Input {
	in := export.NewInput(m, q.r)
	if q.codes {
		c := export.CodesOf(*q.who.codes, q.policy.Situation, q.r.Subject.At())
		in.Subject, in.Codes = nil, &c
	}
	return in
}
