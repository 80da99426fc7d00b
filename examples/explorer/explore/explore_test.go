package explore_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/examples/explorer/explore"
	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/psc"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/workforce"
	"github.com/rppsplus/rppsplus/situation"
)

const day = "2026-06-01"

var today = civil.YMD(2026, 6, 1)

// call asks a question as the page does, in JSON.
func call[A any](t *testing.T, name string, question any) A {
	t.Helper()
	var reply struct {
		Answer A
		Error  string
	}
	text, err := json.Marshal(question)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(explore.Call(name, text), &reply))
	require.Empty(t, reply.Error)
	return reply.Answer
}

// refused asks a question that has no answer, and returns why.
func refused(t *testing.T, name, question string) string {
	t.Helper()
	var reply map[string]any
	require.NoError(t, json.Unmarshal(explore.Call(name, []byte(question)), &reply))
	require.NotContains(t, reply, "answer", "%s %s", name, question)
	require.NotEmpty(t, reply["error"])
	return reply["error"].(string)
}

// TestPageIsTheMatrix compares every cell of the page with the library.
func TestPageIsTheMatrix(t *testing.T) {
	p := call[explore.Page](t, "page", explore.PageQuestion{Day: day})
	m := habilitation.CNAM20240925()
	rows, columns, cells := m.Size()
	require.Len(t, p.Rows, rows)
	require.Len(t, p.Columns, columns)
	require.Equal(t, cells, p.Cells)
	n, open, i := 0, 0, 0
	for c := range m.Cells() {
		row := p.Rows[n/columns]
		require.Equal(t, c.Row.Document.Code(), row.Code)
		require.Equal(t, c.Row.Document.Class().Code(), row.Class)
		require.Equal(t, c.Row.Label, row.Label)
		require.Equal(t, c.Column.Key, p.Columns[n%columns].Key)
		require.Equal(t, c.Allowed, row.Cells[n%columns] == '1', "%s × %s", row.Code, c.Column.Key)
		require.Equal(t, c.Differs, row.Differs != "" && row.Differs[n%columns] == '1', "%s × %s", row.Code, c.Column.Key)
		if c.Allowed {
			open++
		}
		if c.Differs {
			i++
		}
		n++
	}
	require.Equal(t, []int{2052, 912}, []int{n, open})
	require.Positive(t, i, "no cell differs")
	require.Equal(t, open, p.Open)
	require.Len(t, p.Classes, 11)
	require.Len(t, p.Roles, 6)
	require.Equal(t, "25/09/2024", p.Matrix.Published)
	require.Equal(t, m.Version().Confidence.FR, p.Matrix.Confidence)
	require.True(t, p.Matrix.Today)

	// The names of columns fit a table and are no keys.
	shorts := map[string]bool{}
	for _, c := range p.Columns {
		require.NotEqual(t, c.Key, c.Short)
		require.LessOrEqual(t, utf8.RuneCountInString(c.Short), 34, c.Short)
		require.False(t, shorts[c.Short], c.Short)
		shorts[c.Short] = true
		require.NotEmpty(t, c.Who, c.Key)
		require.Equal(t, strings.HasPrefix(c.Key, "GENR"), c.Role, c.Key)
	}
	// Nobody is offered a code that has ended.
	for _, list := range [][]explore.Choice{p.Professions, p.Metiers, p.Fonctions} {
		require.Greater(t, len(list), 20)
		for _, c := range list {
			code, err := roles.ParseProfession(c.Code)
			require.NoError(t, err)
			require.Equal(t, roles.StatusValid, code.At(today), c.Code)
		}
	}
}

// TestEveryCell asks for the explanation of every cell, for everybody whom its
// column names, and compares it with a decision made here.
func TestEveryCell(t *testing.T) {
	m := habilitation.CNAM20240925()
	asked := 0
	for c := range m.Cells() {
		first := call[explore.Cell](t, "cell", explore.CellQuestion{Document: c.Row.Document.Code(), Column: c.Column.Key, Day: day})
		for i, who := range first.Column.Who {
			if testing.Short() && i > 0 {
				break
			}
			cell := first
			if i > 0 {
				cell = call[explore.Cell](t, "cell", explore.CellQuestion{Document: c.Row.Document.Code(), Column: c.Column.Key, Who: i, Day: day})
			}
			require.Equal(t, who, cell.Who)
			require.Equal(t, c.Allowed, cell.Published)
			want := m.Decide(habilitation.Request{
				Subject:  habilitation.SubjectOfCodes(habilitation.ParseCodes(who.Profession, who.Category, who.Function, who.Role), today),
				Document: c.Row.Document, Action: habilitation.Read,
				Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.Informed | habilitation.NotOpposed | habilitation.AnyDocument,
			})
			// Under plain circumstances the cell decides.
			require.Equal(t, c.Allowed, want.Allowed(), "%s × %s, %v", c.Row.Document, c.Column.Key, who)
			same(t, want, cell.Decision)
			require.Equal(t, c.Differs, len(cell.Differences) > 0)
			asked++
		}
	}
	require.GreaterOrEqual(t, asked, 2052)
}

// same compares a decision of the library with what is shown.
func same(t *testing.T, want habilitation.Decision, got explore.Decision) {
	t.Helper()
	require.Equal(t, want.Allowed(), got.Allowed)
	require.Equal(t, want.Explain(language.French), got.Text)
	require.Equal(t, want.Source(language.French), got.Source)
	var reasons []explore.Reason
	for r := range want.Reasons() {
		kind := map[[2]bool]string{{true, false}: "denial", {false, true}: "ground", {false, false}: "caveat"}[[2]bool{r.IsDenial(), r.IsGround()}]
		evidence := map[string]string{"sourced": "sourcé", "inferred": "déduit", "policy": "choix de la bibliothèque"}[r.Rule().Evidence.String()]
		require.NotEmpty(t, evidence)
		reasons = append(reasons, explore.Reason{Code: string(r.Code()), Kind: kind, Text: r.Explain(language.French), Source: r.Rule().Source, Evidence: evidence})
	}
	require.Equal(t, reasons, got.Reasons)
}

// TestEveryPerson asks for the columns of every profession, métier and role,
// alone and together.
func TestEveryPerson(t *testing.T) {
	m := habilitation.CNAM20240925()
	asked, none := 0, 0
	check := func(profession, function, role string, q explore.PersonQuestion) {
		t.Helper()
		got := call[explore.Columns](t, "person", q)
		set := m.ColumnsOf(habilitation.SubjectOfCodes(habilitation.ParseCodes(profession, "C", function, role), today))
		keys := []string{}
		for i, c := range m.Columns() {
			if set.Has(i) {
				keys = append(keys, c.Key)
			}
		}
		require.Equal(t, keys, got.Keys, "%+v", q)
		require.NotEmpty(t, got.Text)
		require.NotEmpty(t, got.Who.Label)
		if len(keys) == 0 {
			none++
			require.NotEmpty(t, got.Reasons, "%+v", q)
		}
		asked++
	}
	codes := []string{""}
	for r := range roles.RPPSPlusRoles() {
		codes = append(codes, r.Code())
		check("99", "", r.Code(), explore.PersonQuestion{Role: r.Code(), Day: day})
	}
	for p := range roles.Professions() {
		// What ParseProfession does not return is written with its list.
		if back, err := roles.ParseProfession(p.Code()); err != nil || back != p {
			continue
		}
		for _, role := range codes {
			q := explore.PersonQuestion{Profession: p.Code(), Role: role, Day: day}
			if p.List() == roles.ListR85 {
				check("99", p.Code(), role, q)
			} else {
				check(p.Code(), "", role, q)
			}
		}
	}
	require.Greater(t, asked, 1000)
	require.Positive(t, none)

	for _, c := range []struct {
		profession, role string
		keys             []string
		needs            bool
		reason           string
	}{
		{"60", "", []string{"nurse"}, false, ""},
		{"21", "", []string{"pharmacist-biologist", "pharmacist-dispensing"}, false, ""},
		{"93", "", []string{}, false, "HAB-NO-COLUMN"},
		{"313", "", []string{}, true, "HAB-ROLE-NOT-STATED"},
		{"313", "GENR11", []string{"GENR11"}, false, ""},
		{"", "GENR13", []string{}, false, "HAB-NO-COLUMN"},
		{"316", "", []string{"pharmacist-dispensing"}, false, ""},
		{"346", "GENR11", []string{}, false, "HAB-NO-COLUMN"},
	} {
		got := call[explore.Columns](t, "person", explore.PersonQuestion{Profession: c.profession, Role: c.role, Day: day})
		require.Equal(t, c.keys, got.Keys, "%+v", c)
		require.Equal(t, c.needs, got.NeedsRole, "%+v", c)
		if c.reason != "" {
			require.True(t, slices.ContainsFunc(got.Reasons, func(r explore.Reason) bool { return r.Code == c.reason }), "%+v: %+v", c, got.Reasons)
		} else {
			require.Empty(t, got.Reasons, "%+v", c)
		}
	}
}

// form is a sign-in under plain circumstances.
func form(change func(*explore.SignIn)) explore.SignIn {
	s := explore.SignIn{
		Profession: "99", Category: "C", Function: "326", Role: "GENR10", Structure: "tilleuls", Day: day, Action: "read",
		Care: "team", Consent: "initial", Opposition: "none", Document: "any", RoleAccess: "published",
	}
	if change != nil {
		change(&s)
	}
	return s
}

// payload is a userinfo written here, apart from the one of the package.
const payload = `{"SubjectNameID":"899700000013","SubjectRole":["%[1]s^1.2.250.1.213.1.1.5.5"],"Acces_Regulation_Medicale":"%[6]s",
"SubjectRefPro":{"exercices":[{"codeProfession":"%[1]s","codeCategorieProfessionnelle":"%[2]s","activities":[
{"codeModeExercice":"S","codeSecteurDactivite":"SA16","codeRole":"%[3]s","codeGenreActivite":"%[4]s","numeroSiretSite":"00099701500011","raisonSocialeSite":"IME"}%[5]s]}]}}`

const second = `,{"codeModeExercice":"S","codeSecteurDactivite":"SA16","codeRole":"%s","codeGenreActivite":"%s","numeroSiretSite":"00099702300015","raisonSocialeSite":"SESSAD"}`

// TestSignIn plays sign-ins of every role and profession, under circumstances
// of all kinds, and compares each answer with psc.Parse and Decide.
func TestSignIn(t *testing.T) {
	const team = habilitation.CareTeam | habilitation.InitialConsent | habilitation.Informed
	plain := team | habilitation.NotOpposed | habilitation.AnyDocument
	type play struct {
		name       string
		change     func(*explore.SignIn)
		facts      habilitation.Facts
		action     habilitation.Action
		selector   string
		regulation string
		suspended  bool
	}
	circumstances := []play{
		{"plain", nil, plain, habilitation.Read, "00099701500011", "FAUX", false},
		{"suspended", func(s *explore.SignIn) { s.RoleAccess = "suspended" }, plain, habilitation.Read, "00099701500011", "FAUX", true},
		{"nothing", func(s *explore.SignIn) { s.Care, s.Consent, s.Opposition, s.Document = "", "", "", "" }, 0, habilitation.Read, "00099701500011", "FAUX", false},
		{"elsewhere", func(s *explore.SignIn) { s.Structure = "ailleurs" }, plain, habilitation.Read, "00099703100010", "FAUX", false},
		{"other place", func(s *explore.SignIn) { s.Structure = "parc" }, plain, habilitation.Read, "00099702300015", "FAUX", false},
		{"no place", func(s *explore.SignIn) { s.Structure = "" }, plain, habilitation.Read, "", "FAUX", false},
		{"outside", func(s *explore.SignIn) { s.Care, s.Consent = "outside", "explicit" }, habilitation.OutsideTeam | habilitation.ExplicitConsent | habilitation.Informed | habilitation.NotOpposed | habilitation.AnyDocument, habilitation.Read, "00099701500011", "FAUX", false},
		{"informed", func(s *explore.SignIn) { s.Consent = "informed" }, habilitation.CareTeam | habilitation.Informed | habilitation.NotOpposed | habilitation.AnyDocument, habilitation.Read, "00099701500011", "FAUX", false},
		{"opposed", func(s *explore.SignIn) { s.Opposition = "opposed" }, team | habilitation.Opposed | habilitation.AnyDocument, habilitation.Read, "00099701500011", "FAUX", false},
		{"hidden", func(s *explore.SignIn) { s.Document = "hidden-patient" }, team | habilitation.NotOpposed | habilitation.HiddenByPatient, habilitation.Read, "00099701500011", "FAUX", false},
		{"hidden by me", func(s *explore.SignIn) { s.Document, s.Depositor = "hidden-depositor", true }, team | habilitation.NotOpposed | habilitation.HiddenByDepositor | habilitation.Depositor, habilitation.Read, "00099701500011", "FAUX", false},
		{"bris de glace", func(s *explore.SignIn) {
			s.Care, s.Consent, s.Emergency, s.Document, s.HiddenShown = "", "", "bris", "hidden-patient", true
		}, habilitation.NotOpposed | habilitation.BrisDeGlace | habilitation.Incapacity | habilitation.BrisDeGlaceNotRefused | habilitation.HiddenByPatient | habilitation.HiddenShownInEmergency, habilitation.Read, "00099701500011", "FAUX", false},
		{"bris refused", func(s *explore.SignIn) { s.Emergency = "bris-refused" }, plain | habilitation.BrisDeGlace | habilitation.Incapacity | habilitation.BrisDeGlaceRefused, habilitation.Read, "00099701500011", "FAUX", false},
		{"bris unchecked", func(s *explore.SignIn) { s.Emergency, s.Consent = "bris-unchecked", "" }, habilitation.CareTeam | habilitation.NotOpposed | habilitation.AnyDocument | habilitation.BrisDeGlace | habilitation.Incapacity, habilitation.Read, "00099701500011", "FAUX", false},
		{"regulation", func(s *explore.SignIn) { s.Emergency, s.Care, s.Consent = "regulation", "", "" }, habilitation.NotOpposed | habilitation.AnyDocument | habilitation.Regulation | habilitation.RegulationNotRefused, habilitation.Read, "00099701500011", "VRAI", false},
		{"regulation refused", func(s *explore.SignIn) { s.Emergency = "regulation-refused" }, plain | habilitation.Regulation | habilitation.RegulationRefused, habilitation.Read, "00099701500011", "VRAI", false},
		{"deposit", func(s *explore.SignIn) { s.Action, s.DepositedBefore = "deposit", true }, plain | habilitation.DepositedBefore, habilitation.Deposit, "00099701500011", "FAUX", false},
		{"delete", func(s *explore.SignIn) { s.Action, s.Depositor, s.Document = "delete", true, "visible" }, team | habilitation.NotOpposed | habilitation.Visible | habilitation.Depositor, habilitation.Delete, "00099701500011", "FAUX", false},
		{"administrator", func(s *explore.SignIn) { s.Document, s.Administrator = "hidden-patient", true }, team | habilitation.NotOpposed | habilitation.HiddenByPatient | habilitation.AdministratorDoctor, habilitation.Read, "00099701500011", "FAUX", false},
	}
	type person struct{ profession, category, function, role, secondRole string }
	people := []person{
		{"10", "C", "", "", ""},
		{"10", "C", "FON-29", "", ""},
		{"10", "E", "FON-48", "", ""},
		{"21", "C", "", "", ""},
		{"60", "C", "", "", ""},
		{"60", "", "", "", ""},
		{"60", "E", "", "", ""},
		{"41", "M", "", "", ""},
		{"93", "C", "", "", ""},
		{"", "", "", "", ""},
		{"99", "C", "316", "", ""},
		{"99", "C", "316", "GENR11", ""},
		{"99", "C", "", "GENR10", "GENR08"},
		{"99", "C", "326", "GENR10", "GENR10"},
		{"99", "C", "313", "", ""},
	}
	for r := range roles.RPPSPlusRoles() {
		people = append(people, person{"99", "C", "326", r.Code(), ""})
	}
	m := habilitation.CNAM20240925()
	allowed, denied := 0, 0
	for _, w := range people {
		for _, c := range circumstances {
			s := form(c.change)
			s.Profession, s.Category, s.Function, s.Role, s.SecondRole = w.profession, w.category, w.function, w.role, w.secondRole
			got := call[explore.Played](t, "signin", s)

			other := ""
			if w.secondRole != "" {
				other = fmt.Sprintf(second, w.function, w.secondRole)
			}
			text := fmt.Sprintf(payload, w.profession, w.category, w.function, w.role, other, c.regulation)
			if w.profession == "" {
				text = strings.Replace(text, `"^1.2.250.1.213.1.1.5.5"`, "", 1)
			}
			u, err := psc.Parse([]byte(text), psc.Options{SignIn: today})
			require.NoError(t, err)
			q := psc.AnyStructure()
			if c.selector != "" {
				q = psc.ByText(c.selector)
			}
			policy := habilitation.Policy{}
			if c.suspended {
				policy.RoleAccess = habilitation.RoleSuspended
			}
			subject := u.Subject(q, policy)
			require.Len(t, got.Rows, 108)
			counts := map[string]int{}
			open, i := 0, 0
			for row := range m.Rows() {
				d := m.Under(policy).Decide(habilitation.Request{Subject: subject, Document: row.Document, Action: c.action, Facts: c.facts})
				where := fmt.Sprintf("%s, %+v: %s", c.name, w, row.Document)
				require.Equal(t, d.Allowed(), got.Rows[i].Allowed, where)
				codes := []string{}
				for _, code := range d.Codes() {
					codes = append(codes, string(code))
					counts[string(code)]++
				}
				require.Equal(t, codes, got.Rows[i].Codes, where)
				if d.Allowed() {
					open++
				}
				if i == 0 {
					same(t, d, call[explore.Decision](t, "decision", explore.PlayQuestion{SignIn: s, Type: row.Document.Code()}))
				}
				i++
			}
			require.Equal(t, open, got.Open)
			require.Len(t, got.Reasons, len(counts))
			for _, r := range got.Reasons {
				require.Equal(t, counts[r.Code], r.Count, r.Code)
			}
			allowed, denied = allowed+open, denied+108-open
			require.Contains(t, got.Markdown, fmt.Sprintf("%d types ouverts sur 108", open))
		}
	}
	require.Positive(t, allowed)
	require.Positive(t, denied)
}

// TestChoices checks that every choice that the page offers is understood.
func TestChoices(t *testing.T) {
	p := call[explore.Page](t, "page", explore.PageQuestion{Day: day})
	set := map[string]func(*explore.SignIn, string){
		"care": func(s *explore.SignIn, v string) { s.Care = v }, "consent": func(s *explore.SignIn, v string) { s.Consent = v },
		"opposition": func(s *explore.SignIn, v string) { s.Opposition = v }, "emergency": func(s *explore.SignIn, v string) { s.Emergency = v },
		"document": func(s *explore.SignIn, v string) { s.Document = v }, "action": func(s *explore.SignIn, v string) { s.Action = v },
		"roleAccess": func(s *explore.SignIn, v string) { s.RoleAccess = v },
	}
	require.Len(t, p.Circumstances, len(set))
	for name, list := range p.Circumstances {
		seen := map[string]bool{}
		for _, c := range list {
			got := call[explore.Played](t, "signin", form(func(s *explore.SignIn) { set[name](s, c.Code) }))
			require.False(t, seen[got.Facts+c.Code], "%s %s says nothing of its own", name, c.Code)
			seen[got.Facts+c.Code] = true
		}
	}
	for _, s := range p.Structures {
		got := call[explore.Played](t, "signin", form(func(f *explore.SignIn) { f.Structure = s.Code }))
		require.Equal(t, s.Code == "tilleuls", got.Open > 0, s.Code)
		require.NotEmpty(t, got.Situation)
	}
}

func TestRefused(t *testing.T) {
	text, err := json.Marshal(form(nil))
	require.NoError(t, err)
	change := func(from, to string) string {
		out := strings.Replace(string(text), from, to, 1)
		require.NotEqual(t, string(text), out, from)
		return out
	}
	for _, c := range []struct{ name, question string }{
		{"nothing", `{}`},
		{"", `{}`},
		{"page", ``},
		{"page", `[]`},
		{"page", `{}`},
		{"page", `{"day":"x"}`},
		{"page", `{"day":"2026-02-30"}`},
		{"page", `{"day":"2026-06-01","more":1}`},
		{"cell", `{"document":"34112-3","column":"nobody","day":"2026-06-01"}`},
		{"cell", `{"document":"none","column":"nurse","day":"2026-06-01"}`},
		{"cell", `{"document":"34112-3","column":"nurse","who":9,"day":"2026-06-01"}`},
		{"cell", `{"document":"34112-3","column":"nurse","who":-1,"day":"2026-06-01"}`},
		{"person", `{"day":"2026-06-01"}`},
		{"person", `{"profession":"0","day":"2026-06-01"}`},
		{"person", `{"role":"GENR77","day":"2026-06-01"}`},
		{"markdown", `{"day":"2026-06-01","columns":["nobody"]}`},
		{"csv", `{"day":"2026-06-01","documents":["none"]}`},
		{"signin", change(`"care":"team"`, `"care":"x"`)},
		{"signin", change(`"action":"read"`, `"action":""`)},
		{"signin", change(`"roleAccess":"published"`, `"roleAccess":""`)},
		{"signin", change(`"structure":"tilleuls"`, `"structure":"x"`)},
		{"signin", change(`"care":`, `"caer":`)},
		{"signin", change(day, "")},
		{"decision", `{"signin":` + string(text) + `,"type":"none"}`},
		{"decision", `{"signin":{},"type":"34112-3"}`},
	} {
		refused(t, c.name, c.question)
	}
	require.Contains(t, refused(t, "decision", `{"signin":`+string(text)+`,"type":"none"}`), "HAB-DOCUMENT-UNKNOWN")
}

// TestDayWithoutMatrix: before the publication nothing is open, and that is
// said.
func TestDayWithoutMatrix(t *testing.T) {
	p := call[explore.Page](t, "page", explore.PageQuestion{Day: "2024-09-24"})
	require.False(t, p.Matrix.Today)
	got := call[explore.Played](t, "signin", form(func(s *explore.SignIn) { s.Day = "2024-09-24" }))
	require.False(t, got.Covered)
	require.Zero(t, got.Open)
	require.True(t, slices.ContainsFunc(got.Reasons, func(r explore.Reason) bool { return r.Code == string(habilitation.MatrixNotInForce.Code()) }))
}

// TestParts: the texts say what the matrix says, whole and in part.
func TestParts(t *testing.T) {
	text := call[explore.Text](t, "csv", explore.PartQuestion{Day: day}).Text
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	i := 0
	for c := range habilitation.CNAM20240925().Cells() {
		row := rows[1+i/19]
		require.Equal(t, c.Row.Document.Code(), row[2])
		require.Equal(t, map[bool]string{true: "1", false: "0"}[c.Allowed], row[4+i%19])
		require.Equal(t, c.Column.Key, rows[0][4+i%19])
		i++
	}
	require.Len(t, rows, 109)
	// The CSV is that of the other program.
	want, err := os.ReadFile(filepath.Join("..", "..", "matrix", "testdata", "matrice.csv"))
	require.NoError(t, err)
	require.Equal(t, string(want), text)

	part := call[explore.Text](t, "markdown", explore.PartQuestion{Day: day, Columns: []string{"nurse", "GENR10"}, Documents: []string{"80788-3", "*DICOM"}}).Text
	require.Contains(t, part, "| `80788-3` | Projet personnalisé d'accompagnement |")
	require.Contains(t, part, "| `*DICOM` |")
	require.Equal(t, 2, strings.Count(part, "\n| ")-1)
	none := call[explore.Text](t, "markdown", explore.PartQuestion{Day: day, Columns: []string{}, Documents: []string{}}).Text
	require.NotContains(t, none, "nurse")
}

// TestMachines compares the life cycles with the library, and looks at the
// drawings: every move is on an arrow, boxes and numbers do not cover each
// other, everything is in view.
func TestMachines(t *testing.T) {
	machines := call[[]explore.Machine](t, "machines", explore.MachinesQuestion{})
	want := map[string]struct {
		ids     []string
		mermaid string
	}{}
	add := func(name, mermaid string, ids []string) {
		want[name] = struct {
			ids     []string
			mermaid string
		}{ids, mermaid}
	}
	fr := language.French
	add(registration.Cycle().Name(), registration.Cycle().Mermaid(fr), moves(registration.Cycle().MarshalJSON()))
	add(rpps.CertificationCycle().Name(), rpps.CertificationCycle().Mermaid(fr), moves(rpps.CertificationCycle().MarshalJSON()))
	add(situation.Cycle().Name(), situation.Cycle().Mermaid(fr), moves(situation.Cycle().MarshalJSON()))
	add(gestionnaire.Cycle().Name(), gestionnaire.Cycle().Mermaid(fr), moves(gestionnaire.Cycle().MarshalJSON()))
	add(workforce.Entry().Name(), workforce.Entry().Mermaid(fr), moves(workforce.Entry().MarshalJSON()))
	add(workforce.Exit().Name(), workforce.Exit().Mermaid(fr), moves(workforce.Exit().MarshalJSON()))
	require.Len(t, machines, len(want))
	for _, m := range machines {
		t.Run(m.Name, func(t *testing.T) {
			var ids []string
			evidence := 0
			for _, v := range m.Moves {
				ids = append(ids, v.ID+" "+v.From+" "+v.To+" "+v.Evidence+fmt.Sprint(v.Refused))
				require.NotEmpty(t, v.By, v.ID)
				require.NotEmpty(t, v.Source, v.ID)
				if v.Evidence != "" {
					evidence++
				}
			}
			slices.Sort(ids)
			require.Equal(t, want[m.Name].ids, ids)
			require.Equal(t, len(ids), evidence)
			marks := map[string]int{}
			for _, v := range m.Moves {
				marks[v.Evidence]++
			}
			require.Equal(t, []int{marks["sourcé"], marks["déduit"], marks["choix de la bibliothèque"]}, []int{m.Sourced, m.Inferred, m.Chosen})
			require.Equal(t, want[m.Name].mermaid, m.Mermaid)
			checkDrawing(t, m)
		})
	}
}

// moves reads the moves of a machine from its JSON, in another way than the
// package does.
func moves(text []byte, err error) []string {
	if err != nil {
		panic(err)
	}
	var m struct {
		Moves []struct {
			ID, From, To, Evidence string
			Refused                bool
		}
	}
	if err := json.Unmarshal(text, &m); err != nil {
		panic(err)
	}
	var out []string
	for _, v := range m.Moves {
		evidence := map[string]string{"sourced": "sourcé", "inferred": "déduit", "policy": "choix de la bibliothèque"}[v.Evidence]
		out = append(out, v.ID+" "+v.From+" "+v.To+" "+evidence+fmt.Sprint(v.Refused))
	}
	slices.Sort(out)
	return out
}

func checkDrawing(t *testing.T, m explore.Machine) {
	d := m.Drawing
	require.Len(t, d.Boxes, len(m.States))
	for i, b := range d.Boxes {
		require.Equal(t, m.States[i].Title, strings.Join(b.Lines, " "))
		require.True(t, b.X >= 0 && b.Y >= 0 && b.X+b.W <= d.Width && b.Y+b.H <= d.Height, "%s is out of view", b.Code)
		for _, o := range d.Boxes[:i] {
			require.False(t, b.X < o.X+o.W && o.X < b.X+b.W && b.Y < o.Y+o.H && o.Y < b.Y+b.H, "%s covers %s", b.Code, o.Code)
		}
	}
	for _, v := range m.Moves {
		a := d.Arrows[v.Arrow-1]
		require.Equal(t, []any{v.Arrow, v.From, v.To}, []any{a.N, a.From, a.To})
		require.Contains(t, a.Label, v.On)
		require.Contains(t, a.Label, v.Evidence)
		require.False(t, a.Refused && !v.Refused)
	}
	for i, a := range d.Arrows {
		require.True(t, strings.HasPrefix(a.Path, "M") && !strings.Contains(a.Path, "NaN"), a.Path)
		require.True(t, a.At.X > 8 && a.At.Y > 8 && a.At.X < d.Width-8 && a.At.Y < d.Height-8, "number %d is out of view", a.N)
		for _, o := range d.Arrows[:i] {
			require.Greater(t, math.Hypot(a.At.X-o.At.X, a.At.Y-o.At.Y), 20.0, "numbers %d and %d", a.N, o.N)
		}
		for _, b := range d.Boxes {
			inside := a.At.X > b.X-9 && a.At.X < b.X+b.W+9 && a.At.Y > b.Y-9 && a.At.Y < b.Y+b.H+9
			require.False(t, inside && a.From != a.To, "number %d is on %s", a.N, b.Code)
		}
	}
	require.LessOrEqual(t, d.Width, 1400.0)
}

// TestGolden keeps the form of the answers: the page reads them.
func TestGolden(t *testing.T) {
	signin, err := json.Marshal(form(nil))
	require.NoError(t, err)
	for _, c := range []struct{ name, question string }{
		{"cell", `{"document":"ATTEST-RESID","column":"physician","who":0,"day":"2026-06-01"}`},
		{"person", `{"profession":"93","role":"","day":"2026-06-01"}`},
		{"decision", `{"signin":` + string(signin) + `,"type":"80788-3"}`},
		{"signin", string(signin)},
		{"page", `{"day":"2026-06-01"}`},
		{"markdown", `{"day":"2026-06-01","columns":["nurse","GENR10"],"documents":["80788-3","*DICOM"]}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			answer := explore.Call(c.name, []byte(c.question))
			require.Equal(t, string(answer), string(explore.Call(c.name, []byte(c.question))), "asked twice")
			var b bytes.Buffer
			require.NoError(t, json.Indent(&b, answer, "", " "))
			b.WriteByte('\n')
			golden.File(t, "testdata/"+c.name+".json", b.Bytes())
		})
	}
}

// FuzzCall: whatever is asked, there is an answer in JSON.
func FuzzCall(f *testing.F) {
	signin, _ := json.Marshal(form(nil))
	for _, name := range explore.Questions() {
		if name != "machines" { // no input of its own, and long
			f.Add(name, signin)
			f.Add(name, []byte(`{"day":"2026-06-01"}`))
		}
	}
	f.Fuzz(func(t *testing.T, name string, question []byte) {
		var reply struct {
			Answer json.RawMessage
			Error  string
		}
		if err := json.Unmarshal(explore.Call(name, question), &reply); err != nil {
			t.Fatal(err)
		}
		if (len(reply.Answer) == 0) == (reply.Error == "") {
			t.Fatalf("%q", reply)
		}
	})
}
