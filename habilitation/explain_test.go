package habilitation_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// telling are decisions that say much in few lines.
var telling = []struct {
	name   string
	who    person
	doc    string
	action habilitation.Action
	facts  habilitation.Facts
	at     string
	policy habilitation.Policy
}{
	{name: "nurse-reads", who: nurse, doc: "34112-3", action: habilitation.Read, facts: team},
	{name: "nurse-denied-cell", who: nurse, doc: "89601-9", action: habilitation.Read, facts: team},
	{name: "nurse-before-the-reform", who: nurse, doc: "34112-3", action: habilitation.Read, facts: habilitation.CareTeam | habilitation.Informed | habilitation.NotOpposed | habilitation.AnyDocument, at: "2025-10-14"},
	{name: "nothing-stated", doc: "", who: person{nobody: "HAB-SUBJECT-NOT-STATED"}},
	{name: "everything-wrong", who: person{profession: "99", category: "?", role: "GENR05", function: "?", situation: "ended"}, doc: "E1762", action: habilitation.Read, facts: habilitation.BrisDeGlace | habilitation.BrisDeGlaceRefused | habilitation.Opposed | habilitation.HiddenByPatient},
	{name: "care-role-reads", who: open(person{profession: "99", category: "C", role: "GENR11", function: "313"}), doc: "18776-5", action: habilitation.Read, facts: team},
	{name: "medico-administrative", who: open(person{profession: "99", category: "C", role: "GENR13"}), doc: "34112-3", action: habilitation.Read, facts: team},
	{name: "preparateur-two-columns", who: open(person{profession: "99", category: "C", role: "GENR11", function: "316"}), doc: "57833-6", action: habilitation.Read, facts: team},
	{name: "physician-other-source", who: doctor, doc: "ATTEST-RESID", action: habilitation.Read, facts: team},
	{name: "emergency-hidden-shown", who: doctor, doc: "34112-3", action: habilitation.Read, facts: rupture&^habilitation.Visible | habilitation.HiddenByPatient | habilitation.HiddenShownInEmergency | habilitation.InvisibleToPatient},
	{name: "emergency-intern", who: open(person{profession: "10", category: "E"}), doc: "34112-3", action: habilitation.Read, facts: rupture},
	{name: "occupational-doctor", who: open(person{profession: "10", category: "C", function: "FON-29"}), doc: "34112-3", action: habilitation.Read, facts: habilitation.ExplicitConsent | habilitation.NotOpposed | habilitation.Visible},
	{name: "regulation-by-a-nurse", who: nurse, doc: "34112-3", action: habilitation.Read, facts: call},
	{name: "deposit-later", who: open(person{profession: "93", category: "C", situation: "presence"}), doc: "83901-9", action: habilitation.Deposit, facts: habilitation.CareTeam | habilitation.DepositedBefore | habilitation.Informed | habilitation.NotOpposed},
	{name: "deposit-out-of-the-dmp", who: nurse, doc: "PIECE-IDENTITE", action: habilitation.Deposit, facts: habilitation.CareTeam | habilitation.DepositRefused | habilitation.NotOpposed},
	{name: "hide-not-the-depositor", who: nurse, doc: "34112-3", action: habilitation.Hide, facts: team | habilitation.InvisibleToPatient},
	{name: "unhide-hidden-by-the-person", who: nurse, doc: "34112-3", action: habilitation.Unhide, facts: team&^habilitation.Visible | habilitation.HiddenByPatient | habilitation.Depositor},
	{name: "delete-by-the-author", who: nurse, doc: "34112-3", action: habilitation.Delete, facts: habilitation.Depositor},
	{name: "regulation-not-declared", who: person{profession: "10", category: "C", situation: "open", noRegulation: true}, doc: "34112-3", action: habilitation.Read, facts: call},
	{name: "deposit-by-a-student", who: open(person{profession: "60", category: "C", function: "FON-47"}), doc: "34112-3", action: habilitation.Deposit, facts: team | habilitation.DepositRefused},
	{name: "role-inferred", who: open(person{profession: "99", category: "C", role: "GENR11", roleInferred: true}), doc: "18776-5", action: habilitation.Read, facts: team},
	{name: "occupational-doctor-by-the-specialty", who: open(person{profession: "10", category: "C", qualification: "SM25"}), doc: "34112-3", action: habilitation.Read, facts: habilitation.ExplicitConsent | habilitation.Informed | habilitation.NotOpposed | habilitation.Visible},
	{name: "coordinator-doubtful-cell", who: open(person{profession: "99", category: "C", role: "GENR08"}), doc: "57832-8", action: habilitation.Read, facts: team},
	{name: "unknown-document-before-the-matrix", who: nurse, doc: "00000-0", action: 0, facts: team | habilitation.Opposed, at: "2024-09-24"},
}

func tellingDecision(i int) habilitation.Decision {
	c := telling[i]
	if c.at == "" {
		c.at = "2026-06-01"
	}
	return habilitation.CNAM20240925().Under(c.policy).Decide(habilitation.Request{
		Subject: subjectOf(c.who, c.at, c.policy), Document: documentOf(c.doc), Action: c.action, Facts: c.facts,
	})
}

func TestExplain(t *testing.T) {
	for _, l := range []language.Tag{language.French, language.English} {
		var b bytes.Buffer
		for i, c := range telling {
			b.WriteString("# " + c.name + "\n" + tellingDecision(i).Explain(l) + "\n\n")
		}
		golden.File(t, "testdata/explain."+l.String()+".txt", b.Bytes())
	}
	assert.Equal(t, tellingDecision(0).Explain(language.French), tellingDecision(0).Explain(language.German), "French is the language of the field")
}

// TestExplainNamesItsMatrix: the source of a cell is the matrix that decided,
// and not always the embedded one.
func TestExplainNamesItsMatrix(t *testing.T) {
	const embedded = "Matrice d'habilitations des PS pour le DMP, CNAM, 25 septembre 2024"
	small, err := habilitation.New(smallSpec())
	require.NoError(t, err)
	ask := func(m *habilitation.Matrix, doc, day string) habilitation.Decision {
		return m.Decide(habilitation.Request{Subject: subjectOf(nurse, day, habilitation.Policy{}), Document: documentOf(doc), Action: habilitation.Read, Facts: team})
	}
	sources := func(d habilitation.Decision, tag language.Tag) map[string]string {
		found := make(map[string]string)
		for line := range strings.Lines(d.Explain(tag)) {
			if before, source, ok := strings.Cut(line, "] ("); ok {
				_, code, _ := strings.Cut(before, "[")
				found[code] = strings.TrimSuffix(source, ")\n")
			}
		}
		return found
	}
	fr := sources(ask(small, "34112-3", "2030-06-01"), language.French)
	assert.Equal(t, "Matrice small", fr["HAB-GROUND-CELL"])
	assert.Contains(t, fr["HAB-GROUND-INITIAL-CONSENT"], "Conseil d'État", "only the source of a cell is another")
	assert.Equal(t, "Matrix small", sources(ask(small, "34112-3", "2030-06-01"), language.English)["HAB-GROUND-CELL"])
	assert.Equal(t, "Matrice small", sources(ask(small, "60591-5", "2030-06-01"), language.French)["HAB-DOCUMENT-NO-ROW"])
	assert.Equal(t, embedded, sources(ask(new(habilitation.Matrix), "34112-3", "2026-06-01"), language.French)["HAB-DOCUMENT-NO-ROW"], "a matrix without a name is not named")

	for _, m := range []*habilitation.Matrix{habilitation.CNAM20240925(), habilitation.CNAM20240925().Under(habilitation.Policy{RoleAccess: habilitation.RoleSuspended})} {
		assert.Equal(t, embedded, sources(ask(m, "34112-3", "2026-06-01"), language.French)["HAB-GROUND-CELL"])
	}
}

func TestDecisionJSON(t *testing.T) {
	var b bytes.Buffer
	for i := range telling {
		text, err := json.Marshal(tellingDecision(i))
		require.NoError(t, err)
		b.Write(text)
		b.WriteByte('\n')
	}
	golden.File(t, "testdata/decisions.jsonl", b.Bytes())
}

func TestDecisionLog(t *testing.T) {
	var b bytes.Buffer
	log := slog.New(slog.NewTextHandler(&b, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
	for i := range telling {
		log.Info("access", "decision", tellingDecision(i))
	}
	log.Info("access", "decision", habilitation.Decision{})
	golden.File(t, "testdata/decisions.log", b.Bytes())
}

func TestZeroDecision(t *testing.T) {
	var d habilitation.Decision
	assert.False(t, d.Allowed())
	assert.Nil(t, d.Matrix())
	assert.Equal(t, []rule.Code{"HAB-SUBJECT-NOT-STATED"}, d.Codes())
	assert.True(t, d.Has(habilitation.SubjectNotStated))
	assert.False(t, d.Has(habilitation.GroundCell))
	assert.False(t, d.Has(0))
	assert.Empty(t, slices.Collect(d.Grounds()))
	assert.Empty(t, slices.Collect(d.Caveats()))
	assert.Empty(t, d.Source(language.French))
	_, _, ok := d.Cells()
	assert.False(t, ok)
	assert.Equal(t, "denied HAB-SUBJECT-NOT-STATED", d.String())
	text, err := json.Marshal(d)
	require.NoError(t, err)
	assert.JSONEq(t, `{"document":"","action":"","at":"","allowed":false,"reasons":["HAB-SUBJECT-NOT-STATED"],"matrix":"","source":""}`, string(text))
	assert.Contains(t, d.Explain(language.French), "Refusé")
}

// What a decision says of itself agrees with what was asked.
func TestDecisionAccessors(t *testing.T) {
	for i, c := range telling {
		d := tellingDecision(i)
		assert.Equal(t, c.action, d.Action(), c.name)
		assert.Equal(t, documentOf(c.doc), d.Document(), c.name)
		assert.NotNil(t, d.Matrix(), c.name)
		assert.Equal(t, d.Subject().At(), d.At(), c.name)
		var all []habilitation.Reason
		all = append(all, slices.Collect(d.Denials())...)
		all = append(all, slices.Collect(d.Grounds())...)
		all = append(all, slices.Collect(d.Caveats())...)
		assert.Equal(t, all, slices.Collect(d.Reasons()), c.name)
		assert.True(t, slices.IsSorted(all), "%s: the fixed order", c.name)
		for i := range 256 {
			r := habilitation.Reason(i)
			assert.Equal(t, slices.Contains(all, r), d.Has(r), "%s %v", c.name, r)
		}
		text := "denied"
		if d.Allowed() {
			text = "allowed"
		}
		for _, r := range all {
			text += " " + string(r.Code())
		}
		assert.Equal(t, text, d.String(), c.name)
		assert.Equal(t, d.Allowed(), len(slices.Collect(d.Denials())) == 0, c.name)
		if d.Allowed() {
			assert.NotEmpty(t, slices.Collect(d.Grounds()), "%s: an authorisation rests on something", c.name)
		}
		// Iterators stop when asked to.
		for range d.Reasons() {
			break
		}
	}
	d := tellingDecision(0)
	columns, allowed, ok := d.Cells()
	assert.True(t, columns.Has(5) && allowed && ok)
	assert.Equal(t, "60", d.Subject().Profession().Code())
	// The day and columns of an occupational doctor stay with the decision.
	occ := open(person{profession: "10", category: "C", function: "FON-29"})
	r := habilitation.Request{Subject: subjectOf(occ, "2026-06-01", habilitation.Policy{}), Document: documentOf("34112-3"), Action: habilitation.Read}
	columns, _, ok = habilitation.CNAM20240925().Decide(r).Cells()
	assert.Zero(t, columns)
	assert.False(t, ok)
	columns, allowed, ok = habilitation.CNAM20240925().Under(habilitation.Policy{Occupational: habilitation.OccupationalAsPhysician}).Decide(r).Cells()
	assert.True(t, columns == 1 && allowed && ok)
	// An action that is none is not told as another one.
	for _, a := range []habilitation.Action{0, habilitation.Delete + 1, 77} {
		r.Action = a
		assert.Contains(t, habilitation.CNAM20240925().Decide(r).Explain(language.French), "action non renseignée")
	}
}

// The cells of a decision: what the matrix itself says, without any rule.
func TestCells(t *testing.T) {
	m := habilitation.CNAM20240925()
	for name, c := range map[string]struct {
		who         person
		doc         habilitation.DocumentType
		keys        string
		allowed, ok bool
	}{
		"open":                  {nurse, documentOf("34112-3"), "nurse", true, true},
		"closed":                {nurse, documentOf("89601-9"), "nurse", false, true},
		"a type without a row":  {nurse, documentOf("E1762"), "nurse", false, false},
		"a type of no list":     {nurse, habilitation.UnknownDocument, "nurse", false, false},
		"the first of no type":  {nurse, 125, "nurse", false, false},
		"no type":               {nurse, 0, "nurse", false, false},
		"nobody whom it names":  {open(person{profession: "93", category: "C"}), documentOf("34112-3"), "", false, false},
		"two columns, one open": {open(person{profession: "99", category: "C", function: "316", role: "GENR11"}), documentOf("34112-3"), "pharmacist-dispensing GENR11", false, true},
	} {
		columns, allowed, ok := m.Decide(habilitation.Request{Subject: subjectOf(c.who, "2026-06-01", habilitation.Policy{}), Document: c.doc, Action: habilitation.Read, Facts: team}).Cells()
		var keys []string
		for i, col := range m.Columns() {
			if columns.Has(i) {
				keys = append(keys, col.Key)
			}
		}
		assert.Equal(t, c.keys, strings.Join(keys, " "), name)
		assert.Equal(t, [2]bool{c.allowed, c.ok}, [2]bool{allowed, ok}, name)
	}
	columns, allowed, ok := habilitation.Decision{}.Cells()
	assert.True(t, columns == 0 && !allowed && !ok)
}

func TestReasons(t *testing.T) {
	seen := map[rule.Code]habilitation.Reason{}
	var last habilitation.Reason
	kinds := 0
	for r := range habilitation.Reasons() {
		assert.Greater(t, r, last)
		last = r
		ru := r.Rule()
		_, twice := seen[ru.Code]
		assert.False(t, twice, "%s twice", ru.Code)
		seen[ru.Code] = r
		assert.True(t, strings.HasPrefix(string(ru.Code), "HAB-"), ru.Code)
		assert.Equal(t, ru.Code, r.Code())
		assert.Equal(t, string(ru.Code), r.String())
		text, err := r.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, string(ru.Code), string(text))
		for _, m := range []rule.Text{ru.Title, ru.Message} {
			assert.NotEmpty(t, m.FR, ru.Code)
			assert.NotEmpty(t, m.EN, ru.Code)
			assert.NotEqual(t, m.FR, m.EN, ru.Code)
			assert.False(t, strings.HasSuffix(m.FR, ".") || strings.HasSuffix(m.EN, "."), ru.Code)
			assert.NotContains(t, m.FR+m.EN, "  ", ru.Code)
		}
		assert.Equal(t, ru.Message.FR, r.Explain(language.French))
		assert.Equal(t, ru.Message.EN, r.Explain(language.English))
		assert.NotEmpty(t, ru.Source, ru.Code)
		assert.NotEmpty(t, ru.Evidence.String(), ru.Code)
		assert.NotZero(t, ru.Evidence, ru.Code)
		assert.Equal(t, rule.AreaHabilitation, ru.Area)
		n := 0
		for sev, is := range map[rule.Severity]bool{rule.Error: r.IsDenial(), rule.Information: r.IsGround(), rule.Warning: r.IsCaveat()} {
			if is {
				n++
				assert.Equal(t, sev, ru.Severity, ru.Code)
			}
		}
		assert.Equal(t, 1, n, "%s is one of denial, ground and caveat", ru.Code)
		kinds++
	}
	assert.Equal(t, kinds+9, len(habilitation.Rules()), "nine rules are not reasons")
	// The fixed order is a promise: callers compare and store lists of codes.
	var order strings.Builder
	for r := range habilitation.Reasons() {
		order.WriteString(string(r.Code()) + "\n")
	}
	golden.File(t, "testdata/reasons.txt", []byte(order.String()))
	for _, r := range []habilitation.Reason{0, habilitation.HiddenAndInvisible + 1, 62, 63, last + 1, 200, 255} {
		assert.Empty(t, r.Code()+rule.Code(r.Explain(language.French)), "%d", r)
		text, err := r.MarshalText()
		if r == 0 {
			assert.NoError(t, err)
			assert.Equal(t, "(not stated)", r.String())
		} else {
			assert.Error(t, err, "%d", r)
			assert.Equal(t, fmt.Sprintf("(no such value: %d)", uint8(r)), r.String())
		}
		assert.Empty(t, text)
		assert.False(t, r.IsDenial() || r.IsGround() || r.IsCaveat(), "%d", r)
	}
	for range habilitation.Reasons() {
		break
	}
	for range habilitation.DocumentTypes() {
		break
	}
}

// Every reason comes up in some decision: none is dead text.
func TestEveryReasonIsGivenSometime(t *testing.T) {
	var all codes
	add := func(p person, day, doc string, a habilitation.Action, f habilitation.Facts, opt options) {
		all = all.or(said(matrices()[opt].Decide(habilitation.Request{
			Subject: subjectOf(p, day, opt.policy()), Document: documentOf(doc), Action: a, Facts: f,
		})))
	}
	for _, opt := range []options{{}, {roleSuspended: true}, {occupationalAsPhysician: true}} {
		for _, p := range everybody {
			for _, day := range []string{"", "2019-01-01", "2025-10-14", "2025-10-15"} {
				for i, doc := range []string{"34112-3", "18776-5", "89601-9", "ATTEST-RESID", "51851-4", "E1762", "00000-0", ""} {
					circumstances := representative
					if i > 0 || opt != (options{}) {
						circumstances = every(circumstances, 17)
					} else if testing.Short() {
						circumstances = every(circumstances, 3)
					}
					for _, f := range circumstances {
						for _, a := range append(allActions, 0) {
							add(p, day, doc, a, f, opt)
						}
					}
					for _, f := range []habilitation.Facts{habilitation.BrisDeGlace, habilitation.Regulation, habilitation.CareTeam | habilitation.DepositedBefore} {
						add(p, day, doc, habilitation.Read, f, opt)
						add(p, day, doc, habilitation.Deposit, f, opt)
						add(p, day, doc, habilitation.Unhide, f|habilitation.HiddenByPatient, opt)
					}
				}
			}
		}
	}
	all = all.or(said(habilitation.CNAM20240925().Decide(habilitation.Request{
		Subject: subjectOf(nurse, "2026-06-01", habilitation.Policy{}).On(date("2026-06-02")),
	})))
	for r := range habilitation.Reasons() {
		assert.Contains(t, all.list(), string(r.Code()))
	}
}

func TestFactsExplained(t *testing.T) {
	for i := range 24 {
		f := habilitation.Facts(1 << i)
		fr, en := f.Explain(language.French), f.Explain(language.English)
		assert.NotEmpty(t, fr, f)
		assert.NotEmpty(t, en, f)
		if f != habilitation.Visible { // "document visible", twice
			assert.NotEqual(t, fr, en, f)
		}
	}
	assert.Empty(t, habilitation.Facts(0).Explain(language.French))
	// What is stated and nothing else, in the fixed order.
	assert.Equal(t, "équipe de soins, consentement initial, pas d'opposition à ce professionnel, document visible", team.Explain(language.French))
	assert.Equal(t, "administrator doctor", habilitation.AdministratorDoctor.Explain(language.English))
	assert.Empty(t, habilitation.Facts(1<<24).Explain(language.French))
}

// TestDecisionJSONOfNoAction: a denial can be written down whatever was asked.
func TestDecisionJSONOfNoAction(t *testing.T) {
	d := habilitation.CNAM20240925().Decide(habilitation.Request{Action: 9})
	assert.False(t, d.Allowed())
	text, err := json.Marshal([]habilitation.Decision{d})
	require.NoError(t, err)
	assert.Contains(t, string(text), `"action":"(no such value: 9)","at":"","allowed":false`)
}

// TestDenialsSayWhatIsMissing: somebody in front of a screen reads why it is
// closed; that a consent exists in law does not tell that it is the one missing.
func TestDenialsSayWhatIsMissing(t *testing.T) {
	for _, r := range []habilitation.Reason{
		habilitation.InitialConsentMissing, habilitation.InformationMissing, habilitation.ExplicitConsentMissing,
		habilitation.ExpressConsentMissing, habilitation.ExpressInformationMissing,
		habilitation.DepositConsentMissing, habilitation.DepositInformationMissing,
	} {
		assert.Regexp(t, "n'est pas affirmé|rien ne (le )?dit", r.Explain(language.French), r.Code())
		assert.Regexp(t, "is not stated|nothing says", r.Explain(language.English), r.Code())
	}
}

// TestExplainMarksCaveats: what neither opens nor closes does not read as a
// reason of a denial.
func TestExplainMarksCaveats(t *testing.T) {
	d := habilitation.CNAM20240925().Decide(habilitation.Request{
		Subject:  habilitation.SubjectOfCodes(habilitation.ParseCodes("99", "C", "", "GENR10"), civil.MustNew(2026, 6, 1)),
		Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read,
		Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
	})
	for tag, mark := range map[language.Tag]string{language.French: "- réserve : ", language.English: "- caveat: "} {
		text := d.Explain(tag)
		assert.Equal(t, 1, strings.Count(text, mark), text)
		assert.Contains(t, text, mark+habilitation.CaveatRoleColumn.Explain(tag))
		assert.Contains(t, text, "\n- "+habilitation.CellDenied.Explain(tag))
	}
}
