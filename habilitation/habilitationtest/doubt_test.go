package habilitationtest_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	kit "github.com/rppsplus/rppsplus/habilitation/habilitationtest"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// TestFactsInAnyOrder: what a line says does not depend on the order of its
// columns, and columns that contradict each other are a fault.
func TestFactsInAnyOrder(t *testing.T) {
	read := func(t *testing.T, pairs [][2]string) (habilitation.Facts, error) {
		head, line := "qui;document;attendu", "60;34112-3;oui"
		for _, p := range pairs {
			head, line = head+";"+p[0], line+";"+p[1]
		}
		table, err := kit.Parse("t.csv", []byte(head+"\n"+line+"\n"))
		if err != nil {
			return 0, err
		}
		require.Len(t, table.Lines, 1)
		return table.Lines[0].Facts, nil
	}
	for _, c := range []struct {
		pairs [][2]string
		want  habilitation.Facts // zero: a fault
	}{
		{[][2]string{{"personne informée", "oui"}, {"consentement", "oui"}}, kit.Ordinary | habilitation.Informed},
		{[][2]string{{"consentement", "non"}, {"consentement initial", "oui"}}, 0},
		{[][2]string{{"consentement", "non"}, {"personne informée", "oui"}}, kit.Ordinary&^habilitation.InitialConsent | habilitation.Informed},
		{[][2]string{{"opposition", "non vérifiée"}, {"pas d'opposition à ce professionnel", "oui"}}, 0},
		{[][2]string{{"urgence", "oui"}, {"régulation", "non"}}, kit.Ordinary | habilitation.BrisDeGlace | habilitation.Incapacity | habilitation.BrisDeGlaceNotRefused},
		{[][2]string{{"urgence", "oui"}, {"régulation", "oui"}}, 0},
		{[][2]string{{"masqué", "oui"}, {"document visible", "oui"}}, 0},
		{[][2]string{{"opposition", "oui"}, {"pas d'opposition à ce professionnel", "oui"}}, 0},
		{[][2]string{{"consentement", "oui"}, {"consentement initial", "non"}}, 0},
	} {
		for range 2 {
			got, err := read(t, c.pairs)
			if c.want == 0 {
				assert.Error(t, err, c.pairs)
			} else {
				assert.NoError(t, err, c.pairs)
				assert.Equal(t, c.want, got, "%v: %v", c.pairs, got)
			}
			c.pairs[0], c.pairs[1] = c.pairs[1], c.pairs[0]
		}
	}
}

// TestNoRowLostInMarkdown: a row behind a line of text is in no table.
func TestNoRowLostInMarkdown(t *testing.T) {
	const head = "| qui | document | attendu |\n|---|---|---|\n| 60 | 34112-3 | oui |\n"
	for _, rest := range []string{
		"une remarque\n| GENR10 | 34112-3 | oui |\n",
		"une remarque\n\n| GENR10 | 34112-3 | oui |\n| GENR11 | 34112-3 | oui |\n",
		"# Titre\n| GENR10 | 34112-3 | oui |\n",
	} {
		_, err := kit.Parse("t.md", []byte(head+rest))
		assert.Error(t, err, rest)
	}
	// Other tables, and bars in a text, are no matter of ours.
	for _, rest := range []string{
		"\n| jour | présents |\n|---|---|\n| lundi | 4 |\n\n| mardi | 5 |\n",
		"\nUn texte.\nle mot a | le mot b\n",
	} {
		table, err := kit.Parse("t.md", []byte(head+rest))
		assert.NoError(t, err, rest)
		assert.Len(t, table.Lines, 1)
	}
}

// TestClassBesideClass: a class beside another is a contradiction, not a choice.
func TestClassBesideClass(t *testing.T) {
	for doc, ok := range map[string]bool{
		"classe Synthèse": false, "tous, 34112-3": false, "tous": true, "classe Prescription": true, "57828-6": true, "34112-3": false,
	} {
		_, err := kit.Parse("t.csv", []byte("qui;document;classe;attendu\n60;"+doc+";Prescription;oui\n"))
		assert.Equal(t, ok, err == nil, "%s: %v", doc, err)
	}
}

// TestLabelsOfTypesAndClasses: a label that a type and a class share names neither
// by itself.
func TestLabelsOfTypesAndClasses(t *testing.T) {
	parse := func(doc string) (kit.Table, error) {
		return kit.Parse("t.csv", []byte("qui;document;attendu\n60;\""+doc+"\";oui\n"))
	}
	for _, label := range []string{"Synthèse", "Certificat, déclaration", "Données de remboursement"} {
		_, err := parse(label)
		assert.ErrorIs(t, err, kit.CodeDocumentSeveral, label)
		table, err := parse("classe " + label)
		assert.NoError(t, err, label)
		assert.Len(t, table.Lines, 1)
	}
	table, err := parse("SYNTH")
	assert.NoError(t, err)
	assert.Equal(t, kit.TypeCode("SYNTH"), table.Lines[0].What)
}

// TestUnknownColumnInCoverage: a key written wrong does not narrow a threshold.
func TestUnknownColumnInCoverage(t *testing.T) {
	m := habilitation.CNAM20240925()
	rec := kit.Record(m)
	for c := range (kit.Questions{At: civil.YMD(2026, 6, 1)}).All() {
		rec.Decide(c.Request)
	}
	var b strings.Builder
	r := writing{&b}
	rec.Coverage().Columns("GENR08").MinCells(r, 100)
	require.Empty(t, b.String())
	rec.Coverage().Columns("GENR08", "GENR9").MinCells(r, 100)
	assert.Contains(t, b.String(), "GENR9")
}

// TestFingerprintTellsKeysApart: keys with blanks do not make two matrices one.
func TestFingerprintTellsKeysApart(t *testing.T) {
	pin := func(open habilitation.ColumnSet, keys ...string) string {
		spec := habilitation.CNAM20240925().Spec()
		spec.Version.Differences = nil
		for i, k := range keys {
			spec.Columns[i].Key = k
		}
		spec.Columns = spec.Columns[:len(keys)]
		spec.Rows = spec.Rows[:1]
		spec.Rows[0].Allowed = open
		m, err := habilitation.New(spec)
		require.NoError(t, err)
		return kit.Fingerprint(m)
	}
	assert.NotEqual(t, pin(0b011, "a", "b", "a b"), pin(0b100, "a", "b", "a b"))
	assert.NotEqual(t, pin(0b011, "a", "b", "a\" \"b"), pin(0b100, "a", "b", "a\" \"b"))
	assert.NotEqual(t, pin(1, "a\t"), pin(1, "a"))
}

// TestManyFaults: lines that cannot be read count towards the limit.
func TestManyFaults(t *testing.T) {
	if testing.Short() {
		t.Skip("large files")
	}
	for name, text := range map[string]string{
		"t.csv": "qui;document;attendu\n" + strings.Repeat("x\n", 300_000),
		"u.csv": "qui;document;attendu\n" + strings.Repeat("\"x\n", 300_000),
		"t.md":  "|qui|document|attendu|\n|-|-|-|\n|60|34112-3|oui|\ntexte\n" + strings.Repeat("|x|\n", 300_000),
	} {
		_, err := kit.Parse(name, []byte(text))
		assert.ErrorIs(t, err, kit.CodeTooMany, name)
		var faults rule.Faults
		require.ErrorAs(t, err, &faults)
		assert.LessOrEqual(t, len(faults), 3*kit.MaxLines+1, name)
	}
}

// TestRolesForDecides: whom RolesFor names is allowed by a decision, under each
// policy.
func TestRolesForDecides(t *testing.T) {
	day, asked := civil.YMD(2026, 6, 1), 0
	for _, p := range []habilitation.Policy{
		{}, {RoleAccess: habilitation.RoleSuspended}, {Columns: habilitation.FunctionPrevails}, {Occupational: habilitation.OccupationalAsPhysician},
	} {
		m := habilitation.CNAM20240925().Under(p)
		for d := range habilitation.DocumentTypes() {
			for _, r := range m.RolesFor(d) {
				var people []kit.Person
				for _, x := range slices.Concat(r.Professions, r.Functions) {
					people = append(people, kit.Profession(x))
				}
				for _, x := range r.Interns {
					people = append(people, kit.Profession(x).Student())
				}
				for _, x := range r.Roles {
					people = append(people, kit.Role(x))
				}
				require.NotEmpty(t, people)
				for _, who := range people {
					asked++
					got := m.Decide(habilitation.Request{Subject: who.Subject(day, p), Document: d, Action: habilitation.Read, Facts: kit.Ordinary})
					require.True(t, got.Allowed(), "%v reads %v: %v", who, d, got)
				}
			}
		}
	}
	assert.Greater(t, asked, 5000)
}

// TestRowsLost: a row that is in no table is told, also without a bar at its
// start; so is one that dashes below it would make the head of something else.
func TestRowsLost(t *testing.T) {
	const head = "qui | document | attendu\n--- | --- | ---\n60 | 34112-3 | autorisé\n"
	const bars = "| qui | document | attendu |\n| --- | --- | --- |\n| 60 | 34112-3 | autorisé |\n"
	for text, want := range map[string]struct {
		code  rule.Code
		line  int
		lines int
	}{
		head + "texte\n60 | 34112-3 | refusé\n":                                              {kit.CodeOutside, 5, 1},
		head + "texte\nencore\n60 | 34112-3 | refusé\n":                                      {kit.CodeOutside, 6, 1},
		bars + "| 60 | 34112-3 | refusé |\n| --- | --- | --- |\n| 10 | 34112-3 | refusé |\n": {kit.CodeLine, 4, 1},
		bars + "| a | b | c |\n| --- | --- | --- |\n| 10 | 34112-3 | refusé |\n":             {kit.CodeLine, 4, 1},
		// What is text, or another table, is none of ours.
		head + "texte\n\na | b\n":                               {"", 0, 1},
		head + "\ntexte\na | b\n":                               {"", 0, 1},
		bars + "\n| a | b |\n| --- | --- |\n| 10 | 34112-3 |\n": {"", 0, 1},
		bars + "\n" + bars + bars:                               {"", 0, 3},
	} {
		table, err := kit.Parse("x.md", []byte(text))
		assert.Len(t, table.Lines, want.lines, text)
		if want.code == "" {
			assert.NoError(t, err, text)
			continue
		}
		var faults rule.Faults
		require.ErrorAs(t, err, &faults, text)
		require.Len(t, faults, 1, text)
		assert.Equal(t, want.code, faults[0].Code(), text)
		assert.Equal(t, want.line, faults[0].Position().Line, text)
	}
}

// TestForgottenFacts: a denial for want of a fact that has a contrary, of which
// neither is stated, would hold whatever the matrix opens.
func TestForgottenFacts(t *testing.T) {
	nurse, educator := kit.Profession(roles.ProfessionInfirmier), kit.Role(roles.RoleSocialLife)
	urgent := habilitation.BrisDeGlace | habilitation.Incapacity | habilitation.NotOpposed | habilitation.Visible
	for _, c := range []struct {
		who    kit.Person
		action habilitation.Action
		facts  habilitation.Facts
		reason habilitation.Reason // zero: the line proves something
	}{
		{nurse, habilitation.Read, kit.Ordinary &^ habilitation.Visible, habilitation.VisibilityNotStated},
		{nurse, habilitation.Read, habilitation.CareTeam | habilitation.NotOpposed, habilitation.VisibilityNotStated},
		{nurse, habilitation.Read, kit.Ordinary &^ habilitation.NotOpposed, habilitation.OppositionNotStated},
		{nurse, habilitation.Deposit, habilitation.CareTeam, habilitation.OppositionNotStated},
		{nurse, habilitation.Unhide, habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed, habilitation.VisibilityNotStated},
		{educator, habilitation.Read, urgent, habilitation.EmergencyRefusalNotStated},
		{nurse, habilitation.Read, urgent&^habilitation.BrisDeGlace | habilitation.Regulation, habilitation.RegulationRefusalNotStated},
		{educator, habilitation.Read, urgent | habilitation.BrisDeGlaceNotRefused, 0},
		{nurse, habilitation.Read, kit.Ordinary &^ habilitation.InitialConsent, 0},
		{nurse, habilitation.Read, kit.Ordinary &^ habilitation.CareTeam, 0},
		{nurse, habilitation.Read, kit.Ordinary&^habilitation.Visible | habilitation.HiddenByPatient, 0},
		{nurse, habilitation.Read, kit.Ordinary&^habilitation.NotOpposed | habilitation.Opposed, 0},
		{nurse, habilitation.Read, kit.NoFacts, 0},
		{nurse, habilitation.Delete, kit.Ordinary, 0},
	} {
		table := kit.Table{At: civil.YMD(2026, 6, 1), Lines: []kit.Expectation{
			{Who: c.who, What: kit.TypeCode("34112-3"), Action: c.action, Facts: c.facts, Want: kit.Denied},
		}}
		r := kit.Compare(habilitation.CNAM20240925(), table)
		if c.reason == 0 {
			assert.True(t, r.OK(), "%v: %v", c.facts, r)
			continue
		}
		if assert.Len(t, r.Mismatches, 1, "%v", c.facts) {
			assert.Equal(t, kit.Vacuous, r.Mismatches[0].Problem)
			assert.True(t, r.Mismatches[0].Decision.Has(c.reason), "%v", c.facts)
		}
		for r := range r.Mismatches[0].Decision.Denials() { // whichever is named
			table.Lines[0].Because = []habilitation.Reason{r}
			assert.True(t, kit.Compare(habilitation.CNAM20240925(), table).OK(), "%v: %v is named", c.facts, r)
		}
		table.Lines[0].Because = []habilitation.Reason{c.reason}
		assert.True(t, kit.Compare(habilitation.CNAM20240925(), table).OK(), "%v: the reason is named", c.facts)
		// What is written down of an answer is no such line.
		cases := func(yield func(kit.Case) bool) {
			for x := range table.Cases(table.Lines[0], habilitation.CNAM20240925()) {
				if !yield(x) {
					return
				}
			}
		}
		assert.True(t, kit.Compare(habilitation.CNAM20240925(), kit.TableOf(habilitation.CNAM20240925(), cases)).OK(), "%v", c.facts)
	}
}

// TestWhoContradicted: a column does not take back what another says of who asks.
func TestWhoContradicted(t *testing.T) {
	for text, code := range map[string]rule.Code{
		"qui;rôle;document;attendu\nGENR10;GENR11;34112-3;non\n":               kit.CodeWhoAgainst,
		"qui;rôle;document;attendu\nGENR11, GENR10;GENR11;34112-3;non\n":       kit.CodeWhoAgainst,
		"qui;métier;document;attendu\n313;314;34112-3;non\n":                   kit.CodeWhoAgainst,
		"profession;métier;document;attendu\n313;314;34112-3;non\n":            kit.CodeWhoAgainst,
		"qui;métier;document;attendu\nGENR10;Infirmier;34112-3;non\n":          kit.CodeWho,
		"métier;rôle;document;attendu\nMédecin;GENR10;34112-3;non\n":           kit.CodeWho,
		"qui;rôle;document;attendu\nGENR10;GENR10;34112-3;non\n":               "",
		"qui;rôle;document;attendu\n313;GENR11;34112-3;non\n":                  "",
		"qui;métier;document;attendu\nGENR10;314;34112-3;non\n":                "",
		"qui;métier;document;attendu\n313;Aide-soignant;34112-3;non\n":         "",
		"qui;métier;document;attendu\nMédecin;FON-29;34112-3;non\n":            "",
		"profession;métier;rôle;document;attendu\n99;314;GENR10;34112-3;non\n": "",
	} {
		_, err := kit.Parse("t.csv", []byte(text))
		if code == "" {
			assert.NoError(t, err, text)
		} else {
			assert.ErrorIs(t, err, code, text)
		}
	}
	// Nor is such a métier written, to be refused when it is read again.
	table := kit.Table{Lines: []kit.Expectation{{Who: kit.Role(roles.RoleCare).As(roles.ProfessionInfirmier), What: kit.EveryType(), Want: kit.Denied}}}
	assert.ErrorIs(t, kit.WriteCSV(&strings.Builder{}, table), kit.CodeNotWritable)
}

// TestNoTableLostInMarkdown: tables of expectations that are not read are told,
// and nothing else is.
func TestNoTableLostInMarkdown(t *testing.T) {
	const head = "| qui | document | attendu |\n|---|---|---|\n| 60 | 34112-3 | oui |\n\n"
	for _, c := range []struct {
		rest string
		code rule.Code
		line int
	}{
		// A grid whose first column has no name, or another.
		{"|  | GENR08 | GENR09 |\n|---|---|---|\n| 34112-3 | non | non |\n", kit.CodeColumnMissing, 5},
		{"| Pièce | Infirmier |\n|---|---|\n| 34112-3 | non |\n", kit.CodeColumnMissing, 5},
		// Code within a line opens no block.
		{"```x``` marque le code\n\n| qui | document | attendu |\n|---|---|---|\n| 60 | SECRET | non |\n\n```csv\nx\n```\n", kit.CodeDocument, 9},
		{"```x | y``` marque le code\n\n| qui | document | attendu |\n|---|---|---|\n| 60 | SECRET | non |\n\n```csv\nx\n```\n", kit.CodeDocument, 5},
		// HTML.
		{"<table><tr><th>Qui</th><th>Document</th><th>Attendu</th></tr>\n<tr><td>60</td></tr></table>\n", kit.CodeTableHTML, 5},
		{"<TABLE class=\"x\">\n<caption>Droits</caption>\n<thead>\n<tr>\n<th\n scope=col>r&ocirc;le</th>\n<td>x</td></tr></thead></TABLE>\n", kit.CodeTableHTML, 5},
		{"texte\n<table><tr><td><b>Pièce</b><td><em>GENR08</em><tr><td>34112-3<td>non</table>\n", kit.CodeTableHTML, 6},
		{"<table><tr><td>jour<tr><td>lundi</table><table><tr><td>document<tr><td>x</table>\n", kit.CodeTableHTML, 5},
		// Other tables, and no tables.
		{"<table><tr><th>jour</th></tr><tr><td>document</td></tr></table>\n", "", 0},
		{"```html\n<table><tr><th>Document</th></tr></table>\n```\n", "", 0},
		{"a < b, <th>document</th>\n", "", 0},
		{"| jour | 10 | 60 |\n|---|---|---|\n| lundi | 4 | 5 |\n", "", 0},
	} {
		table, err := kit.Parse("t.md", []byte(head+c.rest))
		if c.code == "" {
			assert.NoError(t, err, c.rest)
			assert.Len(t, table.Lines, 1)
			continue
		}
		var faults rule.Faults
		if assert.ErrorAs(t, err, &faults, c.rest) {
			assert.True(t, faults.Has(c.code), "%s: %v", c.rest, err)
			assert.Equal(t, c.line, faults[0].Position().Line, "%s: %v", c.rest, err)
		}
	}
}

// TestComments: a table in a comment of HTML is none, as a reader of the page sees
// none; a comment that does not end, or a block of code, hides no expectation unseen.
func TestComments(t *testing.T) {
	const table = "| qui | document | attendu |\n|---|---|---|\n| 60 | 34112-3 | oui |\n\n"
	for text, want := range map[string]int{
		table + "<!--\n" + table + "-->\n":                                     1,
		table + "  <!-- plus tard :\n\n" + table + "fin --> texte\n\n" + table: 2,
		table + "<!-- remarque -->\n" + table:                                  2,
		table + "<!--\n```\n-->\n" + table:                                     2,
		table + "```html\n<!--\n```\n" + table:                                 2,
		table + "<!--\n<table><tr><td>Document</td></tr></table>\n-->\n":       1,
		table + "```csv\nqui;document;attendu\n60;34112-3;oui\n```\n":          1,
		table + "texte <!-- suite\n\n" + table:                                 2, // no comment to Markdown
		table + "    <!--\n\n" + table:                                         2,
	} {
		read, err := kit.Parse("t.md", []byte(text))
		assert.NoError(t, err, text)
		assert.Len(t, read.Lines, want, text)
	}
	for text, code := range map[string]rule.Code{
		table + "```csv\n" + table + "```\n":                            kit.CodeOutside,
		table + "````md\n```csv\n" + table + "```\n````\n" + table:      kit.CodeOutside,
		table + "<!-- à revoir\n\n" + table:                             kit.CodeFence,
		table + "<!-- à revoir\n\n" + table + "<!-- fin -->\n":          kit.CodeFence,
		table + "<!-- à revoir\n\n" + table + "<!-- fin\n-->\n" + table: kit.CodeFence,
		"<!--\n" + table + "-->\n":                                      kit.CodeFileHeader,
		table + "<!-- infirmiers --> | 60 | 34112-3 | non |\n":          kit.CodeOutside,
		table + "<!-- qui\n a relu --> | 60 | 34112-3 | non |\n":        kit.CodeOutside,
	} {
		_, err := kit.Parse("t.md", []byte(text))
		assert.ErrorIs(t, err, code, text)
	}
}

// TestClosedRecord: the decision knows no circumstance of a DMP that is closed or
// was never opened, so that no expectation can state one and be held for something else.
func TestClosedRecord(t *testing.T) {
	for f := habilitation.Facts(1); f <= habilitation.AllFacts; f <<= 1 {
		for _, word := range []string{"DMP", "fermé", "clos"} {
			if word == "DMP" && f == habilitation.DepositedBefore { // "in this DMP"
				continue
			}
			require.NotContains(t, f.Explain(language.French), word, "state it in the kit, and in docs/testkit.md")
		}
	}
	for _, words := range []string{"DMP fermé", "DMP clos", "DMP clôturé", "DMP inexistant", "sans DMP", "opposition au DMP", "fermeture du DMP", "closed DMP"} {
		for _, file := range []string{
			"qui;document;" + words + ";attendu\n60;34112-3;oui;non\n", "qui;document;circonstances;attendu\n60;34112-3;" + words + ";non\n",
			"qui;document;opposition;attendu\n60;34112-3;" + words + ";non\n", "qui;document;attendu;motif\n60;34112-3;non;" + words + "\n",
		} {
			_, err := kit.Parse("t.csv", []byte(file))
			assert.Error(t, err, file)
		}
	}
}
