package habilitation

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/rpps/civil"
)

// subjectsOfTest: one subject a column, and those who must go the long way.
func subjectsOfTest(p Policy, at civil.Date) []Subject {
	var out []Subject
	for _, c := range [][4]string{
		{"10", "C"},
		{"10", "E"},
		{"10"},
		{"10", "C", "FON-29"},
		{"21", "C"},
		{"21", "E"},
		{"40", "C"},
		{"50", "C"},
		{"50", "E"},
		{"60", "C"},
		{"60"},
		{"70", "C"},
		{"80", "C"},
		{"91", "C"},
		{"95", "C"},
		{"26", "C"},
		{"28", "C"},
		{"98", "C"},
		{"41", "C"},
		{"99", "C", "", "GENR08"},
		{"99", "C", "", "GENR09"},
		{"99", "C", "", "GENR10"},
		{"99", "C", "318", "GENR10"},
		{"99", "C", "", "GENR11"},
		{"99", "C", "", "GENR12"},
		{"99", "C", "", "GENR13"},
		{"99", "C", "316", ""},
		{"99", "C", "317", "GENR11"},
		{"93", "C"},
		{"35", "C"},
		{"?", "C"},
		{},
	} {
		out = append(out, p.SubjectOfCodes(ParseCodes(c[0], c[1], c[2], c[3]), at))
	}
	presence, broken := out[9], out[9]
	presence.flags |= traitPresence
	broken.flags |= 1 << SituationEnded
	fire := out[0]
	fire.flags |= traitFireBrigade
	suspended, inferred := out[16], out[16]
	suspended.flags |= traitRoleSuspended
	inferred.flags |= traitRoleInferred
	decided := CNAM20240925().Decide(Request{Subject: out[9], Document: 1, Action: Read}).Subject()
	out = append(out, presence, broken, fire, suspended, inferred, out[9].WithoutRegulation(), out[0].WithoutRegulation(), decided,
		NoSubject(IdentityMissing, at), Subject{key: 0xFFFF_FFFF, flags: traitStated, at: at}, Subject{key: places, flags: traitStated, at: at})
	return append(out, notStatedOfTest(out[9], at)...)
}

// notStatedOfTest are subjects that no door made: with a key and a day, but
// without the trait that says that they are stated.
func notStatedOfTest(of Subject, at civil.Date) []Subject {
	return []Subject{
		{},
		{at: at},
		{key: of.key},
		{key: of.key, at: at},
		{key: 0xFFFF_FFFF, at: at},
		{key: of.key, flags: of.flags &^ traitStated, at: at},
		{key: of.key, flags: traitPresence | traitMetier, at: at},
		Subject{key: of.key, at: at}.WithoutRegulation(),
	}
}

var daysOfTest = []civil.Date{
	{},
	civil.YMD(1, 1, 1), civil.YMD(2024, 9, 24), civil.YMD(2024, 9, 25), civil.YMD(2025, 10, 14), civil.YMD(2025, 10, 15),
	civil.YMD(2026, 6, 1), civil.YMD(9999, 12, 31),
}

// The usual reading is decided by tables. It must be what the long way says,
// grounds, denials and caveats, over all the facts that it takes.
func TestFastPathIsTheSlowPath(t *testing.T) {
	n := 0
	ask := func(m *Matrix, r Request) {
		n++
		got, want := m.Decide(r), m.decide(r)
		for _, d := range []*Decision{&got, &want} {
			if d.denials != 0 {
				d.who.notes &^= note(firstCaveat) - 1 // grounds of a denial do not count
			}
		}
		if got != want {
			t.Fatalf("%v of %v by %v, %v: %v, the long way %v", r.Action, r.Document, r.Subject, r.Facts, got, want)
		}
	}
	step := 1
	if ReducedForTest || testing.Short() {
		step = 61
	}
	for _, p := range []Policy{{}, {RoleAccess: RoleSuspended}, {Columns: FunctionPrevails}, {EmergencyForInterns: true, HiddenAndInvisible: true}} {
		m, days := CNAM20240925().Under(p), daysOfTest
		if p != (Policy{}) {
			days = days[4:6]
		}
		for _, at := range days {
			for _, s := range subjectsOfTest(p, at) {
				docs := []DocumentType{MustParseDocumentType("11502-2"), MustParseDocumentType("89601-9"), MustParseDocumentType("ATTEST-RESID")}
				if p != (Policy{}) || s.flags&notPlain != 0 {
					docs = docs[:1]
				}
				for _, d := range docs {
					// Every subset of the facts, one after the other.
					for f, i := Facts(0), 0; ; f, i = (f-plainFacts)&plainFacts, i+1 {
						if i%step == 0 {
							ask(m, Request{Subject: s, Document: d, Action: Read, Facts: f})
						}
						if f == plainFacts {
							break
						}
					}
				}
				// Every document, known or not, under a few facts and actions.
				for d := range DocumentType(documentCount + 2) {
					for _, f := range []Facts{0, CareTeam | InitialConsent | NotOpposed | Visible, CareTeam | Informed | NotOpposed | AnyDocument, 1 << 25, Depositor | BrisDeGlace} {
						for a := range Action(7) {
							ask(m, Request{Subject: s, Document: d, Action: a, Facts: f})
						}
					}
				}
				ask(m, Request{Subject: s, Document: UnknownDocument, Action: Read, Facts: CareTeam | InitialConsent | NotOpposed | Visible})
			}
		}
	}
	m, rnd := CNAM20240925(), rand.New(rand.NewPCG(1, 1))
	subjects := subjectsOfTest(Policy{}, civil.YMD(2026, 1, 1))
	for range 200_000 {
		ask(m, Request{Subject: subjects[rnd.IntN(len(subjects))], Document: DocumentType(rnd.IntN(documentCount)), Action: Read, Facts: Facts(rnd.Uint32())})
	}
	t.Logf("%d questions asked both ways", n)
}

// The zero matrix knows nobody and nothing.
func TestZeroMatrix(t *testing.T) {
	var m Matrix
	for _, at := range daysOfTest {
		for _, s := range subjectsOfTest(Policy{}, at) {
			for d := range DocumentType(documentCount + 1) {
				r := Request{Subject: s, Document: d, Action: Read, Facts: CareTeam | InitialConsent | NotOpposed | Visible}
				require.False(t, m.Decide(r).Allowed())
				require.Equal(t, m.decide(r), m.Decide(r))
			}
		}
	}
	assert.False(t, m.Covers(civil.Date{}))
	assert.False(t, m.Covers(civil.YMD(2026, 1, 1)))
}

// exclusive are the facts of which two cannot hold at once.
var exclusive = [...]Facts{
	CareTeam | OutsideTeam,
	NotOpposed | Opposed,
	BrisDeGlace | Regulation,
	BrisDeGlaceNotRefused | BrisDeGlaceRefused,
	RegulationNotRefused | RegulationRefused,
	AnyDocument | Visible | HiddenByDepositor | HiddenByPatient,
}

// contradictory works on bits side by side; exclusive says it in words.
func TestContradictoryFacts(t *testing.T) {
	slow := func(f Facts) bool {
		for _, g := range exclusive {
			n := 0
			for i := range 24 {
				if f&g&(1<<i) != 0 {
					n++
				}
			}
			if n > 1 {
				return true
			}
		}
		return f > AllFacts
	}
	for f := Facts(0); f <= AllFacts; f++ {
		if f.contradictory() != slow(f) {
			t.Fatalf("%v: %v", f, f.contradictory())
		}
	}
	for i := 24; i < 32; i++ {
		assert.True(t, Facts(1<<i).contradictory())
	}
}

func TestConstantsOfTheFastPath(t *testing.T) {
	assert.EqualValues(t, civil.YMD(2025, 10, 15).Ordinal(), consentReform)
	assert.EqualValues(t, 18, lastSubjectReason+1)
	assert.Equal(t, len(factNames), 24)
	assert.Less(t, int(denialsEnd), 64)
	assert.LessOrEqual(t, int(reasonsEnd-firstNote), 30, "two bits above the notes belong to traits")
	assert.Equal(t, places, len(Matrix{}.at))
}
