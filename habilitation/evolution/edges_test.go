package evolution_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/evolution"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// small is a matrix of two columns and two types, of which one is unknown.
func small(t testing.TB, change func(*habilitation.Spec)) *habilitation.Matrix {
	s := habilitation.Spec{
		Version: habilitation.Version{ID: "x", From: civil.MustNew(2030, 1, 1)},
		Columns: []habilitation.Column{
			{Key: "physician", Label: "Médecins", Printed: "10", Professions: []roles.Profession{roles.ProfessionMedecin}},
			{Key: "nurse", Label: "Infirmiers", Printed: "60", Professions: []roles.Profession{roles.ProfessionInfirmier}},
		},
		Rows:     []habilitation.Row{{Document: doc("34112-3"), Label: "CRH", Allowed: 3}, {Document: doc("11502-2"), Label: "CR", Allowed: 1}},
		Unlisted: []habilitation.UnlistedRow{{Code: "FICTIF-1", Label: "Type\tfictif\u0085", Allowed: 1}},
	}
	if change != nil {
		change(&s)
	}
	return build(t, s)
}

// TestSmallChanges are told in words, in both languages, and in CSV.
func TestSmallChanges(t *testing.T) {
	for _, c := range []struct {
		name   string
		old    func(*habilitation.Spec)
		new    func(*habilitation.Spec)
		fr, en []string
		csv    string
	}{
		{
			"a key and its label", nil, func(s *habilitation.Spec) { s.Columns[1].Key, s.Columns[1].Label = "nurses", "Infirmières" },
			[]string{"renommée : nurse → nurses ; « Infirmiers » → « Infirmières »"},
			[]string{"renamed: nurse → nurses; “Infirmiers” → “Infirmières”"},
			"",
		},
		{
			"the same people, printed otherwise", nil, func(s *habilitation.Spec) { s.Columns[1].Printed = "60 *" },
			[]string{"les mêmes ; codes imprimés « 60 » → « 60 * »"},
			[]string{"the same; codes as printed “60” → “60 *”"},
			"subject,recoded,nurse,,60,60 *",
		},
		{
			"a type that nobody reads", nil, func(s *habilitation.Spec) {
				s.Rows = append(s.Rows, habilitation.Row{Document: doc("80788-3"), Label: "Certificat"})
			},
			[]string{"lu par aucune colonne"},
			[]string{"read by no column"},
			"",
		},
		{
			"the end of a type that nobody read", func(s *habilitation.Spec) {
				s.Rows = append(s.Rows, habilitation.Row{Document: doc("80788-3"), Label: "Certificat"})
			}, nil,
			[]string{"n'était lu par aucune colonne"},
			[]string{"was read by no column"},
			"",
		},
		{
			"a column that reads nothing", nil, func(s *habilitation.Spec) {
				s.Columns = append(s.Columns, habilitation.Column{Key: "GENR13", Label: "Rôle", Roles: []roles.Role{roles.GENR13}})
			},
			[]string{"[rôles GENR13] ; types lus : 0\n"},
			[]string{"[rôles GENR13]; types read: 0\n"},
			"",
		},
		{
			"a cell of an unknown type", nil, func(s *habilitation.Spec) { s.Unlisted[0].Allowed = 3 },
			[]string{"Type fictif (type inconnu de la bibliothèque, refusé)"},
			[]string{"Type fictif (type unknown to the library, denied)"},
			"",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			diff := evolution.Diff(small(t, c.old), small(t, c.new))
			require.False(t, diff.Same())
			fr, en := diff.Text(language.French), diff.Text(language.English)
			for _, part := range c.fr {
				assert.Contains(t, fr, part)
			}
			for _, part := range c.en {
				assert.Contains(t, en, part)
			}
			assert.Contains(t, diff.CSV(), c.csv)
			assert.NotContains(t, fr+en, "\t")
			assert.NotContains(t, fr+en, "\u0085")
			assert.Contains(t, diff.HTML(language.English), `<html lang="en">`)
			assert.Contains(t, diff.HTML(language.French), `<html lang="fr">`)
		})
	}
}

// TestStopsWhenAsked: a loop over changes and statements may end early.
func TestStopsWhenAsked(t *testing.T) {
	c := evolution.Diff(habilitation.CNAM20240925(), tomorrow(t))
	n := 0
	for range c.Of("GENR11") {
		n++
		break
	}
	p := evolution.Press2023()
	for range p.Statements() {
		n++
		break
	}
	assert.Equal(t, 2, n)
	assert.NotEmpty(t, p.ID())
	assert.False(t, p.Date().IsZero())
}

// TestImpactOfStudentsAndTheDenied: who they are is told, and why they read
// nothing when the only reason is that no cell is open.
func TestImpactOfStudentsAndTheDenied(t *testing.T) {
	shut := small(t, func(s *habilitation.Spec) { s.Rows[0].Allowed, s.Rows[1].Allowed = 1, 1 })
	e := evolution.Impact(evolution.Diff(small(t, nil), shut), []evolution.Member{
		member("nurse", "60", "C", "", ""), member("student", "60", "E", "", ""),
	})
	require.Len(t, e.Members, 2)
	assert.Equal(t, []habilitation.Reason{habilitation.CellDenied}, e.Members[0].Denied)
	text := e.Text(language.French)
	assert.Contains(t, text, "étudiant")
	assert.Contains(t, e.Text(language.English), "student")
	assert.Contains(t, text, "CRH", "the label of the matrix")

	// A type without a label in the matrix has that of its list.
	bare := func(s *habilitation.Spec) { s.Rows[0].Label = "" }
	e = evolution.Impact(evolution.Diff(small(t, bare), small(t, func(s *habilitation.Spec) { bare(s); s.Rows[0].Allowed = 1 })),
		[]evolution.Member{member("nurse", "60", "C", "", "")})
	assert.Contains(t, e.Text(language.French), strings.TrimSpace(doc("34112-3").Label()))
}

// TestZeroTexts: what was not made by Diff or Compare has a text too.
func TestZeroTexts(t *testing.T) {
	assert.Contains(t, evolution.Changes{}.Text(language.French), "aucun type")
	assert.Contains(t, evolution.Agreement{}.Text(language.French), "Concordance")
}
