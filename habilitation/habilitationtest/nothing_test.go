package habilitationtest_test

import (
	"math"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	kit "github.com/rppsplus/rppsplus/habilitation/habilitationtest"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// TestSignsOfDoubt: a sign that takes back or doubts what stands beside it is not
// read over, wherever it stands.
func TestSignsOfDoubt(t *testing.T) {
	for text, code := range map[string]rule.Code{
		"qui;document;attendu\n60;34112-3;oui ?\n":                                 kit.CodeWant,
		"qui;document;attendu\n60;34112-3;¿autorisé?\n":                            kit.CodeWant,
		"qui;document;attendu\n60;34112-3;≠ non\n":                                 kit.CodeWant,
		"qui;document;attendu\n60;34112-3;!non\n":                                  kit.CodeWant,
		"qui;document;attendu\n60;34112-3;¬ refusé\n":                              kit.CodeWant,
		"qui;document;attendu\n60;34112-3;~~oui~~\n":                               kit.CodeWant,
		"qui;document;attendu\n60;34112-3;o\u0336u\u0336i\u0336\n":                 kit.CodeWant,
		"qui;document;attendu\n60;34112-3;oui ？\n":                                 kit.CodeWant,
		"qui;document;attendu\n60;34112-3;<> oui\n":                                kit.CodeWant,
		"qui;document;attendu\n60;34112-3;✗ oui\n":                                 kit.CodeWant,
		"qui;document;attendu\n60;34112-3;X*\n":                                    kit.CodeWant,
		"qui;document;attendu\n60;34112-3;oui †\n":                                 kit.CodeWant,
		"qui;document;attendu\n60;34112-3;(X)\n":                                   kit.CodeWant,
		"qui;document;attendu\n60;34112-3;[ ] oui\n":                               kit.CodeWant,
		"qui;document;attendu\n60;34112-3;oui/\n":                                  kit.CodeWant,
		"qui;document;attendu\n60;34112-3;oui…\n":                                  kit.CodeWant,
		"qui;document;attendu\n60;34112-3;-oui\n":                                  kit.CodeWant,
		"qui;document;attendu\n60;34112-3;⛔ oui\n":                                 kit.CodeWant,
		"qui;document;attendu\n60;34112-3;oui ⚠\n":                                 kit.CodeWant,
		"qui;document;attendu\n60;34112-3;oui ☐\n":                                 kit.CodeWant,
		"qui;document;attendu\n60;34112-3;≈ oui\n":                                 kit.CodeWant,
		"qui;document;attendu\nInfirmier*;34112-3;oui\n":                           kit.CodeWho,
		"qui;document;attendu\n\"Infirmier *, Médecin\";34112-3;oui\n":             kit.CodeWho,
		"qui;document;attendu\nInfirmier*/Médecin;34112-3;oui\n":                   kit.CodeWho,
		"qui;document;attendu\nInfirmier* + Médecin;34112-3;oui\n":                 kit.CodeWho,
		"qui;document;attendu\n60;34112-3;oui-\n":                                  kit.CodeWant,
		"qui;document;attendu\n60;34112-3;✅ non\n":                                 kit.CodeWant,
		"qui;document;attendu\n60;34112-3;refusé ✔\ufe0f\n":                        kit.CodeWant,
		"qui;document;attendu\n60;34112-3;✅ (oui)\n":                               kit.CodeWant,
		"qui;document;attendu\n60;34112-3;✓ ☐\n":                                   kit.CodeWant,
		"qui;document;opposition;attendu\n60;34112-3;✅ non;non\n":                  kit.CodeFact,
		"qui;document;attendu\nInfirmier¹;34112-3;oui\n":                           kit.CodeWho,
		"qui;document;attendu\n60 ②;34112-3;oui\n":                                 kit.CodeWho,
		"qui;catégorie;document;attendu\n60;E²;34112-3;non\n":                      kit.CodeWho,
		"document;GENR08³;GENR09\n34112-3;non;non\n":                               kit.CodeColumnUnknown,
		"qui;document;attendu\nInfirmier＊;34112-3;oui\n":                           kit.CodeWho,
		"qui;document;attendu\n**Infirmier***;34112-3;oui\n":                       kit.CodeWho,
		"qui;document;attendu\n\"*Infirmier* *, Médecin\";34112-3;oui\n":           kit.CodeWho,
		"qui;document;attendu\n⛔ Infirmier;34112-3;oui\n":                          kit.CodeWho,
		"qui;document;attendu\n60;CR hospitalier (séjour)*;oui\n":                  kit.CodeDocument,
		"qui;document;masqué;attendu\n60;34112-3;(oui);non\n":                      kit.CodeFact,
		"document;GENR08*;GENR09\n34112-3;non;non\n":                               kit.CodeColumnUnknown,
		"qui;document;attendu\n≢ 60;34112-3;oui\n":                                 kit.CodeWho,
		"qui;document;attendu\n60\u20e0;34112-3;oui\n":                             kit.CodeWho,
		"document;60;70\n34112-3;X;~~X~~\n":                                        kit.CodeWant,
		"document;60;70\n34112-3;X;peut-être\n":                                    kit.CodeWant,
		"qui;document;attendu\n≠ 60;34112-3;oui\n":                                 kit.CodeWho,
		"qui;document;attendu\nMédecin, ≠ Infirmier;34112-3;oui\n":                 kit.CodeWho,
		"qui;document;attendu\nInfirmier ?;34112-3;oui\n":                          kit.CodeWho,
		"profession;document;attendu\n~Infirmier;34112-3;oui\n":                    kit.CodeWho,
		"profession;rôle;document;attendu\n99;≠ GENR10;34112-3;oui\n":              kit.CodeWho,
		"profession;métier;document;attendu\n99;313 ?;34112-3;oui\n":               kit.CodeWho,
		"profession;catégorie;document;attendu\n60;≠ Civil;34112-3;oui\n":          kit.CodeWho,
		"qui;document;attendu\n60;≠ CR hospitalier (séjour);oui\n":                 kit.CodeDocument,
		"qui;document;attendu\n60;≠ classe Prescription;oui\n":                     kit.CodeDocument,
		"qui;classe;attendu\n60;≠ Prescription;oui\n":                              kit.CodeClass,
		"qui;document;action;attendu\n60;34112-3;lire ?;oui\n":                     kit.CodeAction,
		"qui;document;masqué;attendu\n60;34112-3;non ?;oui\n":                      kit.CodeFact,
		"qui;document;personne informée;attendu\n60;34112-3;≠ oui;oui\n":           kit.CodeFact,
		"qui;document;consentement;attendu\n60;34112-3;≠ explicite;oui\n":          kit.CodeFact,
		"qui;document;circonstances;attendu\n60;34112-3;≠ équipe de soins;non\n":   kit.CodeFact,
		"qui;document;circonstances;attendu\n60;34112-3;aucune ?;non\n":            kit.CodeFact,
		"qui;document;attendu;date\n60;34112-3;oui;01/06/2026 ?\n":                 kit.CodeDate,
		"qui;document;attendu;motif\n93;34112-3;non;≠ HAB-NO-COLUMN\n":             kit.CodeReason,
		"qui;document;attendu;motif\n93;34112-3;non;Aucune colonne ?\n":            kit.CodeReason,
		"document;≠ GENR08;GENR09\n34112-3;non;non\n":                              kit.CodeColumnUnknown,
		"| document | ~~GENR08~~ | GENR09 |\n|---|---|---|\n|34112-3 | non| non\n": kit.CodeColumnUnknown,
	} {
		name := "t.csv"
		if strings.HasPrefix(text, "|") {
			name = "t.md"
		}
		_, err := kit.Parse(name, []byte(text))
		assert.ErrorIs(t, err, code, text)
	}
	// No code and no label that a cell may hold has one.
	const signs = "?¿؟!≠¬~<>×✗✘✕✖❌†‡⛔⚠☐≈→=|"
	var words []string
	for d := range habilitation.DocumentTypes() {
		words = append(words, d.Code(), d.Label(), d.Class().Label())
	}
	for r := range habilitation.CNAM20240925().Rows() {
		words = append(words, r.Label)
	}
	for p := range roles.Professions() {
		words = append(words, p.Code(), p.Label())
	}
	for r := range roles.Roles() {
		words = append(words, r.Code(), r.Label())
	}
	for r := range habilitation.Reasons() {
		words = append(words, r.Explain(language.French), r.Explain(language.English), r.Rule().Title.FR, r.Rule().Title.EN)
	}
	for _, w := range words {
		assert.False(t, strings.ContainsAny(w, signs) || strings.LastIndex(w, "*") > 0 || strings.ContainsFunc(w, func(r rune) bool { return unicode.Is(unicode.No, r) }), w)
	}
	// In a heading or a text for people such a sign says nothing.
	table, err := kit.Parse("t.csv", []byte("intitulé;qui;document;attendu ?;remarque\nQui lit ?;60;34112-3;oui;≠ 2024 !\n"))
	require.NoError(t, err)
	assert.Len(t, table.Lines, 1)
	// What else stands around a word is of the writing.
	for _, want := range []string{"oui.", "« oui »", "“autorisé”", "autorise\u0301", "OUI", "oui\u200b", "'oui'", "✓", "✔\ufe0f", "✅ oui", "X ✓", "Autorisé ☑\ufe0f"} {
		table, err := kit.Parse("t.csv", []byte("qui;document;attendu\n60;34112-3;"+want+"\n"))
		require.NoError(t, err, want)
		assert.Equal(t, kit.Allowed, table.Lines[0].Want)
	}
}

// TestRoleWithoutEffect: a role or a métier beside a profession that is not read by
// it would test the profession alone.
func TestRoleWithoutEffect(t *testing.T) {
	for text, ok := range map[string]bool{
		"profession;rôle;document;attendu\n60;GENR10;34112-3;oui\n":                   false,
		"qui;rôle;document;attendu\nMédecin, 99;GENR11;34112-3;oui\n":                 false,
		"profession;métier;document;attendu\n60;313;34112-3;oui\n":                    false,
		"profession;rôle;document;attendu\n60;GENR01;34112-3;oui\n":                   true, // that of every carer
		"profession;rôle;document;attendu\n99;GENR10;34112-3;non\n":                   true,
		"qui;rôle;document;attendu\n313;GENR11;34112-3;non\n":                         true,
		"profession;métier;document;attendu\n10;FON-29;34112-3;non\n":                 true,
		"profession;catégorie;métier;document;attendu\n10;E;347;34112-3;non\n":        true, // an extern
		"profession;métier;document;attendu\n10;347;34112-3;non\n":                    true, // whatever the category says
		"profession;catégorie;métier;document;attendu\n10;E;316;34112-3;non\n":        false,
		"profession;catégorie;métier;document;attendu\n10;étudiant;347;34112-3;non\n": true,
	} {
		_, err := kit.Parse("t.csv", []byte(text))
		if ok {
			assert.NoError(t, err, text)
		} else {
			assert.ErrorIs(t, err, kit.CodeWhoAgainst, text)
		}
	}
	// Nor is one written, to be refused when it is read again.
	nurse := kit.Profession(roles.ProfessionInfirmier)
	nurse.Situation.Role = roles.RoleSocialLife
	for _, who := range []kit.Person{nurse, kit.Profession(roles.ProfessionInfirmier).As(roles.MetierAideSoignant)} {
		table := kit.Table{Lines: []kit.Expectation{{Who: who, What: kit.EveryType(), Want: kit.Denied}}}
		assert.ErrorIs(t, kit.WriteCSV(&strings.Builder{}, table), kit.CodeNotWritable)
	}
}

// TestEndedCodes: a code that is not valid on the day is denied whatever the matrix
// opens.
func TestEndedCodes(t *testing.T) {
	for code, reason := range map[string]habilitation.Reason{"35": habilitation.ProfessionEnded, "GENR05": habilitation.RoleNotValid} {
		table, err := kit.Parse("t.csv", []byte("qui;document;attendu\n"+code+";34112-3;non\n"))
		require.NoError(t, err)
		table.At = day
		r := kit.Compare(habilitation.CNAM20240925(), table)
		require.Len(t, r.Mismatches, 1, code)
		assert.Equal(t, kit.Vacuous, r.Mismatches[0].Problem)
		table.Lines[0].Because = []habilitation.Reason{reason}
		kit.Check(t, habilitation.CNAM20240925(), table)
	}
}

// TestRowsInOtherTables: a table whose columns are all named otherwise is none of
// ours, unless its rows say who reads what.
func TestRowsInOtherTables(t *testing.T) {
	const table = "| qui | document | attendu |\n|---|---|---|\n| 60 | 34112-3 | oui |\n\n"
	for _, head := range []string{
		"| [Qui](#q) | [Document](#d) | [Attendu](#a) |\n|---|---|---|\n", "| <b>Qui</b> | <b>Document</b> | <b>Attendu</b> |\n|---|---|---|\n",
		"| Professionel | Documents concernés | Attendus |\n|---|---|---|\n", "| Demandé le | Numéro | Suite |\n|---|---|---|\n| hier | 3 | oui |\n",
	} {
		_, err := kit.Parse("t.md", []byte(table+head+"| GENR10 | 28653-4 | non |\n| GENR11 | 28653-4 | non |\n"))
		var faults rule.Faults
		require.ErrorAs(t, err, &faults, head)
		require.Len(t, faults, 1, head)
		assert.Equal(t, kit.CodeColumnUnknown, faults[0].Code(), head)
		assert.Equal(t, 5, faults[0].Position().Line, head)
	}
	for _, rows := range []string{
		"| Numéro | Nom | Obligatoire |\n|---|---|---|\n| 34112-3 | CR hospitalier (séjour) | oui |\n",
		"| Numéro | Groupe | Obligatoire |\n|---|---|---|\n| 34112-3 | 10 | oui |\n",
		"| Rédacteur | Numéro |\n|---|---|\n| Infirmier | 34112-3 |\n",
	} {
		_, err := kit.Parse("t.md", []byte(table+rows))
		assert.NoError(t, err, rows)
	}
}

// TestRowsInQuotes: quotes that were not closed swallow rows.
func TestRowsInQuotes(t *testing.T) {
	for text, code := range map[string]rule.Code{
		"qui;document;attendu;remarque\n60;34112-3;oui;\"revoir\n10;28653-4;non;x\"\n":                                       kit.CodeLine,
		"qui,document,attendu,remarque\n60,34112-3,oui,\"revoir\n10,28653-4,non,\nGENR10,34112-3,non,x\"\n":                  kit.CodeLine,
		"qui;document;attendu;# n\n60;34112-3;oui;\"revoir\n10;28653-4;non;x\"\n":                                            kit.CodeLine,
		"intitulé;qui;document;attendu\n\"a\nb;60;34112-3;oui\nc\";60;34112-3;oui\n":                                         kit.CodeLine,
		"document;60;70;remarque\n34112-3;X;X;\"revoir\n57833-6;X;;x\"\n":                                                    kit.CodeLine,
		"document;60;70;remarque\n34112-3;X;X;\"revoir 57833-6\navec le DIM : oui\"\n":                                       "",
		"qui;document;attendu;remarque\n60;34112-3;oui;\"revoir avec l'infirmier, le médecin\net le DIM ; oui : 34112-3\"\n": "",
		"qui,document,attendu,remarque\n60,34112-3,oui,\"vu le 3, le 4,\nle 5, oui, 60\"\n":                                  "",
	} {
		_, err := kit.Parse("t.csv", []byte(text))
		if code == "" {
			assert.NoError(t, err, text)
		} else {
			assert.ErrorIs(t, err, code, text)
		}
	}
}

// TestThresholds: a threshold is in percent, and a number that is none holds nothing.
func TestThresholds(t *testing.T) {
	rec := kit.Record(habilitation.CNAM20240925())
	for c := range (kit.Questions{At: day}).All() {
		rec.Decide(c.Request)
	}
	for percent, ok := range map[float64]bool{0: true, 2: true, 50: true, 100: true, 0.9: false, 1: false, -5: false, math.NaN(): false, math.Inf(-1): false} {
		var f fake
		rec.Coverage().Columns("GENR08").MinCells(&f, percent)
		rec.Coverage().Among(habilitation.CellDenied).MinReasons(&f, percent)
		if ok {
			assert.Empty(t, f.texts, percent)
		} else {
			assert.Len(t, f.texts, 2, percent)
		}
	}
}

// TestGridWithoutDocuments: the corner of a grid is often left blank. What is missing
// there is told, and not that its professionals are unknown.
func TestGridWithoutDocuments(t *testing.T) {
	for name, text := range map[string]string{
		"t.csv": ";Infirmier;GENR10\n34112-3;X;\n",
		"t.md":  "| | Infirmier | GENR10 |\n|---|---|---|\n| 34112-3 | X | |\n",
	} {
		_, err := kit.Parse(name, []byte(text))
		var faults rule.Faults
		require.ErrorAs(t, err, &faults)
		require.Len(t, faults, 1, err)
		assert.Equal(t, kit.CodeColumnMissing, faults[0].Code())
		assert.Contains(t, faults[0].Message(language.English), "document")
	}
}

// TestErrorsOfASheet: the heading of a column that is to be ignored begins with a
// number sign, and so do the errors of a spreadsheet, behind which expectations would
// be lost unseen.
func TestErrorsOfASheet(t *testing.T) {
	for heading, ok := range map[string]bool{
		"#REF!": false, "#N/A": false, "#NOM?": false, "#VALEUR!": false, "#DIV/0!": false, "#####": false,
		"#VALEUR !": false, "#NOM ?": false,
		"#": true, "# GENR10": true, "#GENR10": true, "# à revoir !": true, "#n°": true,
	} {
		_, err := kit.Parse("t.csv", []byte("document;GENR08;"+heading+"\n34112-3;non;oui\n"))
		if ok {
			assert.NoError(t, err, heading)
		} else {
			assert.ErrorIs(t, err, kit.CodeColumnUnknown, heading)
		}
	}
}

// TestEmphasis: stars around a name, alone or in a list, are of the writing; one that
// is left behind it is a footnote.
func TestEmphasis(t *testing.T) {
	for who, lines := range map[string]int{
		"**Infirmier**": 1, "**Infirmier**, **Médecin**": 2, "*Infirmier*, Médecin": 2, "Infirmier, ***Médecin***": 2,
		`**Infirmier**\*`: 0, "**Infirmier** *": 0, "**Infirmier**, **Médecin***": 0, `*Infirmier\**`: 0, "Infirmier**, Médecin": 0,
	} {
		table, err := kit.Parse("t.md", []byte("| qui | document | attendu |\n|---|---|---|\n| "+who+" | 34112-3 | oui |\n"))
		assert.Len(t, table.Lines, lines, "%s: %v", who, err)
		assert.Equal(t, lines == 0, err != nil, who)
	}
	// A star begins a code.
	table, err := kit.Parse("t.csv", []byte("qui;document;attendu\n60;\"SYNTH, *DICOM\";non\n60;*DICOM;non\n"))
	require.NoError(t, err)
	assert.Len(t, table.Lines, 3)
}
