package habilitationtest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	kit "github.com/rppsplus/rppsplus/habilitation/habilitationtest"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

const names = "| Qui | Document | Attendu |\n|---|---|---|\n"

// codes are the codes of the faults of a file, with their lines.
func codes(t *testing.T, name, text string) (out []string, table kit.Table) {
	t.Helper()
	table, err := kit.Parse(name, []byte(text))
	var faults rule.Faults
	if err != nil {
		require.ErrorAs(t, err, &faults)
	}
	for _, f := range faults {
		out = append(out, fmt.Sprintf("%s %d", strings.TrimPrefix(string(f.Code()), "EXPECT-"), f.Position().Line))
	}
	return out, table
}

// TestMarkdownAround: what stands around a table is text, and nothing of a table
// is taken for that unseen.
func TestMarkdownAround(t *testing.T) {
	const line = "| 60 | SYNTH | oui |\n"
	const form = names + "| qui | quoi | oui ou non |\n" // no expectation
	for _, c := range []struct {
		name, text string
		lines      int
		faults     []string
	}{
		{"a block that names its language inside a block", "```\n" + form + "```text\n" + form + "```\n\n" + names + line, 1, nil},
		{"a shorter mark inside a block", "````\n```\n" + form + "````\n" + names + line, 1, nil},
		{"a mark and more inside a block", "```\n``` | a\n" + form + "```\n" + names + line, 1, nil},
		{"another mark inside a block", "~~~\n```\n" + form + "~~~\n" + names + line, 1, nil},
		{"expectations in a block", names + line + "```\n" + names + line + line + "```\n", 1, []string{"ROW-OUTSIDE 7"}},
		{"a grid in a block", names + line + "~~~md\n|document|GENR10|\n|-|-|\n| SYNTH | |\n| SYNTH | X |\n~~~\n", 1, []string{"ROW-OUTSIDE 8"}},
		{"another table in a block", names + line + "```\n| a | b |\n|-|-|\n| SYNTH | oui |\n```\n", 1, nil},
		{"a blank line in a table in a block", names + line + "```\n" + names + "\n" + line + "```\n", 1, []string{"ROW-OUTSIDE 8"}},
		{"a block without an end", names + line + "```\n" + line, 1, []string{"FENCE-OPEN 4"}},
		{"no text at the first line", "a\x00\n\n" + names + line, 1, nil},
		{"no text at the last line", names + line + "texte\na\x00", 1, nil},
		{"no text in another table", "| Autre | Tableau |\n|---|---|\n| a\x00 | b |\n| c | d |\n\n" + names + line, 1, nil},
		{"no text between texts", "a\nb\x00\nc\n\n" + names + line, 1, nil},
		{"no text in the names", strings.Replace(names, "Qui", "Qui\x00", 1) + line, 0, []string{"FILE-HEADER 1", "LINE-UNREADABLE 1", "ROW-OUTSIDE 3"}},
		{"no text in a row", names + "| 60 | SYNTH\x00 | oui |\n" + line, 1, []string{"LINE-UNREADABLE 3"}},
		{"no text as the last row", names + line + "| 60 | SYNTH\x00 | oui |", 1, []string{"LINE-UNREADABLE 4"}},
		{"dashes at the beginning", "|---|---|---|\n\n" + names + line, 1, nil},
		{"dashes below a text", "texte\n|---|---|---|\n" + line + "\n" + names + line, 1, []string{"ROW-OUTSIDE 3"}},
		{"a block between names and dashes", strings.Replace(names, "\n", "\n```\n```\n", 1) + line, 0, []string{"FILE-HEADER 1", "DASHES-MISSING 1", "ROW-OUTSIDE 5"}},
		{"an empty line between names and dashes", strings.Replace(names, "\n", "\n\n", 1) + line, 0, []string{"FILE-HEADER 1", "DASHES-MISSING 1", "ROW-OUTSIDE 4"}},
		{"one bar in place of the dashes", "| Qui | Document | Attendu |\n|\n" + line, 0, []string{"FILE-HEADER 1", "DASHES-MISSING 1", "ROW-OUTSIDE 3"}},
		{"a table of others behind a text", "texte\n| a | b |\n|---|---|\n| 1 | 2 |\n\n" + names + line, 1, nil},
		{"a row behind a text", names + line + "texte\n" + line, 1, []string{"ROW-OUTSIDE 5"}},
		{"a row behind an empty line", names + line + "\n" + line, 2, nil},
		{"bars within a text", "a | b\n\n" + names + line, 1, nil},
		{"without bars around", "qui|document|attendu\n-|-|-\n60|SYNTH|oui\n", 1, nil},
	} {
		got, table := codes(t, "x.md", c.text)
		assert.ElementsMatch(t, c.faults, got, c.name)
		assert.Len(t, table.Lines, c.lines, c.name)
	}
}

// TestMarkdownCells: marks and escapes are taken off, each once, and a backslash
// that stands for nothing stays.
func TestMarkdownCells(t *testing.T) {
	for text, want := range map[string]string{
		"a": "a", "**a**": "a", "__a__": "a", "`a`": "a", "*a*": "a", "_a_": "a", "**`a`**": "a",
		"**": "**", "***": "***", "*": "*", "``": "``", "_": "_", "__": "__", "`": "`", "****": "****", "*a": "*a", "a*": "a*", "ab*": "ab*", "**a*": "**a*", "*ab": "*ab",
		`\*a\*`: "*a*", `*a\*`: "*a*", `a\|b`: "a|b", `a\\\|b`: `a\|b`, `a \\ b`: `a \ b`, `a\b`: `a\b`, `a\.b`: `a\.b`, `\#`: "#", `a\\`: `a\`, `\\`: `\`,
		"a<br>b": "a b", "a<br/>b<br />c": "a b c",
	} {
		got := first(t, "x.md", "| Cas | Qui | Document | Attendu |\n|---|---|---|---|\n| "+text+" | 60 | SYNTH | oui |\n")
		assert.Equal(t, want, got.Title, text)
	}
	// At the end of a line without a bar.
	for text, want := range map[string]string{`fin \`: `fin \`, `fin \\`: `fin \`, `fin`: "fin", `fin \|`: "fin |"} {
		got := first(t, "x.md", "qui|document|attendu|remarque\n-|-|-|-\n60|SYNTH|oui|"+text+"\n")
		assert.Equal(t, want, got.Note, text)
	}
	// What is written so is read again, marks and all.
	for _, text := range []string{`a\b`, `\`, `a\|b`, `\\`, "**a**", "`a`", "<br>", "#", "[x](y)", "a_b_c"} {
		table := kit.Table{Lines: []kit.Expectation{{Title: text, Who: kit.Role(roles.RoleCare), What: kit.TypeCode("SYNTH"), Want: kit.Allowed, Action: habilitation.Delete}}}
		var b bytes.Buffer
		require.NoError(t, kit.WriteMarkdown(&b, table))
		got := first(t, "x.md", b.String())
		assert.Equal(t, text, got.Title, b.String())
		assert.Equal(t, habilitation.Delete, got.Action)
	}
}

// TestKindsOfFiles: what is surely no table is told, and a text that only looks
// like something else at its beginning is read.
func TestKindsOfFiles(t *testing.T) {
	const csv = "qui;document;attendu\n60;SYNTH;oui\n"
	const md = names + "| 60 | SYNTH | oui |\n"
	for name, c := range map[string]struct{ file, text, fault string }{
		"a comment before":         {"x.md", "<!-- commentaire -->\n\n" + md, ""},
		"HTML in Markdown":         {"x.MARKDOWN", "<html>\n\n" + md, ""},
		"a bracket before":         {"x.md", "[[a]]\n\n" + md, ""},
		"a brace before":           {"x.md", "{\"a\": 1}\n\n" + md, ""},
		"a PDF by that name":       {"x.md", "%PDF-1.7\n" + md, "FILE-KIND 0"},
		"HTML in CSV":              {"x.csv", "<html>\n" + csv, "FILE-KIND 0"},
		"JSON in CSV":              {"x.csv", "{\"a\": 1}\n" + csv, "FILE-KIND 0"},
		"many empty lines before":  {"x.csv", strings.Repeat("\n", 600) + csv, ""},
		"many blanks before":       {"x.csv", strings.Repeat(" ", 600) + "\n" + csv, ""},
		"many empty lines of text": {"x.md", strings.Repeat("\n", 600) + md, ""},
		"nothing but blanks":       {"x.csv", strings.Repeat(" \t\r\n", 600), "FILE-EMPTY 0"},
	} {
		got, table := codes(t, c.file, c.text)
		if c.fault != "" {
			assert.Equal(t, []string{c.fault}, got, name)
			assert.Empty(t, table.Lines, name)
			continue
		}
		assert.Empty(t, got, name)
		assert.Len(t, table.Lines, 1, name)
	}
}

// TestLinesThatCannotBeRead cost themselves; without the names there is nothing
// to read.
func TestLinesThatCannotBeRead(t *testing.T) {
	const csv = "qui;document;attendu\n60;SYNTH;oui\n"
	got, table := codes(t, "x.csv", csv+"60;SYN\x00TH;oui\n60;34112-3;non\n60;\x00;oui\n60;*DICOM;non\n")
	assert.Equal(t, []string{"LINE-UNREADABLE 3", "LINE-UNREADABLE 5"}, got)
	assert.Len(t, table.Lines, 3)
	got, table = codes(t, "x.csv", "qui;document\x00;attendu\n60;SYNTH;oui\n"+csv)
	assert.ElementsMatch(t, []string{"LINE-UNREADABLE 1", "FILE-HEADER 1"}, got)
	assert.Empty(t, table.Lines)
}

// TestLimitsOfFiles: what is at a limit is read.
func TestLimitsOfFiles(t *testing.T) {
	const head = "qui;document;attendu\n"
	parse := func(o kit.Options, text string) ([]string, int) {
		table, err := o.Parse("x.csv", []byte(text))
		var out []string
		if faults := rule.Faults(nil); err != nil {
			require.ErrorAs(t, err, &faults)
			for _, f := range faults {
				out = append(out, fmt.Sprintf("%s %d", strings.TrimPrefix(string(f.Code()), "EXPECT-"), f.Position().Line))
			}
		}
		return out, len(table.Lines)
	}
	text := head + strings.Repeat("60;SYNTH;oui\n", 3)
	for bytes, faults := range map[int][]string{len(text): nil, len(text) - 1: {"FILE-TOO-LARGE 0"}, len(text) + 1: nil} {
		got, n := parse(kit.Options{MaxBytes: bytes}, text)
		if assert.Len(t, got, len(faults)); faults == nil {
			assert.Equal(t, 3, n)
		} else {
			assert.True(t, strings.HasPrefix(got[0], "FILE-") && strings.HasSuffix(got[0], " 0"), got[0])
		}
	}
	for _, c := range []struct {
		most   int
		text   string
		lines  int
		faults []string
	}{
		{3, text, 3, nil},
		{2, text, 2, []string{"TOO-MANY 4"}},
		{1, text, 1, []string{"TOO-MANY 3"}},
		{4, text, 3, nil},
		// A line may give several, and is read whole.
		{3, head + "60;SYNTH,34112-3;oui\n60;*DICOM;oui\n", 3, nil},
		{3, head + "60;\"SYNTH,34112-3,*DICOM\";oui\n60;SYNTH;oui\n", 3, []string{"TOO-MANY 3"}},
		{2, head + "60;\"SYNTH,34112-3,*DICOM\";oui\n60;SYNTH;oui\n", 3, []string{"TOO-MANY 3"}},
		// Lines with faults count.
		{2, head + strings.Repeat("60;SYNTH \x00 SYNTH;oui\n", 9), 0, []string{"LINE-UNREADABLE 2", "LINE-UNREADABLE 3", "TOO-MANY 4"}},
		{2, head + strings.Repeat("60;?;oui\n", 9), 0, []string{"DOCUMENT-UNKNOWN 2", "DOCUMENT-UNKNOWN 3", "TOO-MANY 4"}},
	} {
		got, n := parse(kit.Options{MaxLines: c.most}, c.text)
		assert.Equal(t, c.faults, got, "%d: %q", c.most, c.text)
		assert.Equal(t, c.lines, n, "%d: %q", c.most, c.text)
	}
	for parts, fits := range map[int]bool{1: true, 31: true, 32: true, 33: false} {
		_, n := parse(kit.Options{}, head+"60;\""+strings.TrimSuffix(strings.Repeat("SYNTH,", parts), ",")+"\";oui\n")
		assert.Equal(t, fits, n == parts, parts)
	}
	got, n := parse(kit.Options{}, head+"60;\"34112-3,,80788-3, ,SYNTH,\";oui\n")
	assert.Empty(t, got)
	assert.Equal(t, 3, n, "nothing between two commas is nothing")
}

// TestLettersOfColumns: a column is named as spreadsheets name it.
func TestLettersOfColumns(t *testing.T) {
	for i, want := range map[int]string{0: "A", 3: "D", 24: "Y", 25: "Z", 26: "AA", 27: "AB", 51: "AZ", 52: "BA", 77: "BZ", 78: "CA", 701: "ZZ", 702: "AAA", 703: "AAB"} {
		cells := make([]string, max(i+1, 4))
		for j := range cells {
			cells[j] = "#"
		}
		at := 0
		for _, name := range []string{"qui", "document", "attendu"} {
			if at == i {
				at++
			}
			cells[at] = name
			at++
		}
		if i >= len(cells) {
			cells = append(cells, "")
		}
		cells[i] = "SECRET"
		_, err := kit.Parse("x.csv", []byte(strings.Join(cells, ";")+"\n"))
		require.ErrorIs(t, err, kit.CodeColumnUnknown)
		assert.Contains(t, err.Error(), "the name of column "+want+" is not known", i)
	}
}

// TestWhatAFileSays of its faults: no line and no column where there is none.
func TestWhatAFileSays(t *testing.T) {
	for text, want := range map[string]string{
		"": "  le fichier", "qui;document\n60;SYNTH\n": "  ligne 1 : ", "qui;document;attendu\n60;SYNTH;?\n": "  ligne 2, position 10 : attendu : ",
	} {
		var f fake
		assert.True(t, f.stopped(func() { kit.Load(&f, fstest.MapFS{"a.csv": {Data: []byte(text)}}, "a.csv") }))
		require.Len(t, f.texts, 1)
		line := strings.Split(f.texts[0], "\n")[1]
		assert.True(t, strings.HasPrefix(line, want), line)
		assert.NotContains(t, line, " 0")
	}
}

// TestColumnsOfOneKind: a table of documents needs who asks, and one of people
// the documents.
func TestColumnsOfOneKind(t *testing.T) {
	for text, want := range map[string][]string{
		"document;remarque\nSYNTH;a\n":                          {"COLUMN-MISSING 1", "COLUMN-MISSING 1"},
		"GENR10;infirmier\nX;X\n":                               {"COLUMN-MISSING 1"},
		"document;GENR10\nSYNTH;X;reste\n":                      {"LINE-FIELDS 2"},
		"document;GENR10\nSYNTH;X;\n":                           nil,
		"document;GENR10\nSYNTH;X;;;\n":                         nil,
		"profession;document;attendu\nFON-29;SYNTH;oui\n":       {"WHO-UNKNOWN 2"},
		"profession;document;attendu\nZZ;SYNTH;oui\n":           {"WHO-UNKNOWN 2"},
		"métier;rôle;document;attendu\n;GENR10;SYNTH;oui\n":     nil,
		"métier;rôle;document;attendu\n317;;SYNTH;oui\n":        nil,
		"métier;rôle;document;attendu\n;;SYNTH;oui\n":           {"WHO-MISSING 2"},
		"qui;document;attendu\n60;31;oui\n":                     {"DOCUMENT-UNKNOWN 2"},
		"qui;document;attendu\n60;*;oui\n":                      {"DOCUMENT-UNKNOWN 2"},
		"qui;document;attendu\n60;—;oui\n":                      {"DOCUMENT-UNKNOWN 2"},
		"qui;document;attendu\n60;\"*,SYNTH\";oui\n":            {"DOCUMENT-UNKNOWN 2"},
		"qui;document;attendu\n60;classe 31;oui\n":              nil,
		"qui;document;classe;attendu\n60;SYNTH;ZZ;oui\n":        {"CLASS-UNKNOWN 2"},
		"qui;classe;attendu\n60;;oui\n":                         {"DOCUMENT-MISSING 2"},
		"qui;document;attendu;action\n60;SYNTH;oui;—\n":         {"ACTION-UNKNOWN 2"},
		"qui;document;attendu;action\n60;SYNTH;oui;démasquer\n": nil,
	} {
		got, _ := codes(t, "x.csv", text)
		assert.ElementsMatch(t, want, got, text)
	}
	// The class that a document has is told; what has none is told by a dash.
	_, err := kit.Parse("x.csv", []byte("qui;document;classe;attendu\n60;34112-3;31;oui\n"))
	assert.ErrorContains(t, err, "the document is of the class 10")
	_, err = kit.Parse("x.csv", []byte("qui;document;classe;attendu\n60;\"tous,*DICOM\";31;oui\n"))
	assert.ErrorContains(t, err, "the document is of the class -")
}

// TestFactsInEnglish: each circumstance has a column by its English words, and
// is told by its French ones when its cell cannot be read.
func TestFactsInEnglish(t *testing.T) {
	for i := range 24 {
		f := habilitation.Facts(1 << i)
		for _, header := range []string{f.Explain(english), strings.ToUpper(f.Explain(english))} {
			got := first(t, "x.csv", fmt.Sprintf("qui;document;attendu;circonstances;%q\n60;34112-3;oui;aucune;yes\n", header))
			assert.True(t, got.Facts.Has(f), header)
			got = first(t, "x.csv", fmt.Sprintf("qui;document;attendu;circonstances;%q\n60;34112-3;oui;%s;no\n", header, f))
			assert.False(t, got.Facts.Has(f) && got.Facts != kit.NoFacts, header)
			_, err := kit.Parse("x.csv", fmt.Appendf(nil, "qui;document;attendu;%q\n60;34112-3;oui;?\n", header))
			var faults rule.Faults
			require.ErrorAs(t, err, &faults)
			assert.Equal(t, kit.CodeFact, faults[0].Code())
			assert.Equal(t, f.Explain(language.French), faults[0].Path())
		}
	}
	// What another column takes back is told where it stood.
	for text, column := range map[string]int{
		"qui;document;attendu;équipe de soins;" + habilitation.OutsideTeam.Explain(french) + "\n60;SYNTH;oui;oui;oui\n": 14,
		"qui;document;attendu;masqué;" + habilitation.Visible.Explain(french) + "\n60;SYNTH;oui;oui;oui\n":              14,
	} {
		_, err := kit.Parse("x.csv", []byte(text))
		var faults rule.Faults
		require.ErrorAs(t, err, &faults, text)
		assert.Equal(t, kit.CodeFactAgainst, faults[0].Code(), text)
		assert.Equal(t, column, faults[0].Position().Column, text)
	}
}

// TestNothingToCompare: an empty table is a mismatch of no line, and a case of no
// action is told in words all the same.
func TestNothingToCompare(t *testing.T) {
	r := kit.Compare(cnam, kit.Table{})
	require.Len(t, r.Mismatches, 1)
	assert.Equal(t, -1, r.Mismatches[0].Line)
	assert.Equal(t, kit.Unusable, r.Mismatches[0].Problem)
	for a := range 256 {
		c := kit.Case{Who: kit.Role(roles.RoleCare), Request: habilitation.Request{Action: habilitation.Action(a)}}
		assert.NotEmpty(t, c.String())
	}
}

// TestProfileForm: what a profile is read from is what was written, whole.
func TestProfileForm(t *testing.T) {
	p := kit.Profile{Pin: pinned, Answers: 2, Allowed: 2}
	var b bytes.Buffer
	require.NoError(t, p.Write(&b))
	good := b.String()
	for name, c := range map[string]struct {
		text string
		ok   bool
	}{
		"as written":           {good, true},
		"on one line":          {strings.Join(strings.Fields(strings.Replace(good, "cnam-2024-09-25 ", "cnam-2024-09-25", 1)), ""), true},
		"blanks around":        {"\n" + good + "  ", true},
		"more allowed":         {strings.Replace(good, `"allowed": 2`, `"allowed": 3`, 1), false},
		"less allowed":         {strings.Replace(good, `"allowed": 2`, `"allowed": 0`, 1), true},
		"no pin":               {strings.Replace(good, pinned, "", 1), false},
		"a member twice":       {strings.Replace(good, `"allowed": 2`, `"allowed": 1, "allowed": 2`, 1), false},
		"another member":       {strings.Replace(good, `"allowed": 2`, `"allowed": 2, "x": 1`, 1), false},
		"a member in capitals": {strings.Replace(good, `"allowed"`, `"ALLOWED"`, 1), false},
		"a member less":        {strings.Replace(good, `"allowed": 2,`, ``, 1), false},
		"a negative number":    {strings.Replace(good, `"answers": 2`, `"answers": -2`, 1), false},
		"a text for a number":  {strings.Replace(good, `"answers": 2`, `"answers": "2"`, 1), false},
		"two of them":          {good + good, false},
		"text behind":          {good + "x", false},
		"cut":                  {good[:len(good)-5], false},
		"nothing":              {"", false},
		"null":                 {"null", false},
		"no list":              {strings.Replace(good, `"cells": []`, `"cells": null`, 1), false},
	} {
		got, err := kit.ReadProfile(strings.NewReader(c.text))
		if !c.ok {
			assert.ErrorIs(t, err, kit.CodeProfileJSON, name)
			assert.Equal(t, kit.Profile{}, got, name)
			continue
		}
		assert.NoError(t, err, name)
	}
	for most, fits := range map[int]bool{len(good): true, len(good) - 1: false, len(good) + 1: true} {
		_, err := kit.Options{MaxProfileBytes: most}.ReadProfile(strings.NewReader(good))
		assert.Equal(t, fits, err == nil, most)
	}
}

// TestPinsUnreadable: a pin that is cut is told as that, not as another matrix.
func TestPinsUnreadable(t *testing.T) {
	for _, pin := range []string{"", "x", "cnam-2024-09-25", "cnam-2024-09-25 sha256:", pinned[:len(pinned)-1], pinned + "0", " sha256:abc"} {
		var f fake
		kit.Pin(&f, pin)
		require.Len(t, f.texts, 1, pin)
		assert.Contains(t, f.texts[0], "pin unreadable or twice", pin)
		assert.NotContains(t, f.texts[0], "matrix changed", pin)
	}
}

// TestCopyForm: each line of a copy has its number of fields and its place.
func TestCopyForm(t *testing.T) {
	const head, version = "copie d'une matrice d'habilitation;1\n", "version;x;2024-09-25;;;t;s\n"
	const column, row = "colonne;nurse;Infirmiers;60;60;;;;\n", "ligne;11;SYNTH;Synthèse;X\n"
	m, err := kit.ReadCopy([]byte(head + version + column + row))
	require.NoError(t, err)
	assert.Equal(t, "x", m.Version().ID)
	for _, c := range []struct {
		text string
		line int
	}{
		{head + "version;x;2024-09-25;;;t\n" + column + row, 2},
		{head + "version;x;2024-09-25;;;t;s;u\n" + column + row, 2},
		{head + "version\n" + column + row, 2},
		{head + "autre;x;2024-09-25;;;t;s\n" + column + row, 2},
		{head + version + version + column + row, 3},
		{head + version + "colonne;nurse;Infirmiers;60;60;;;\n" + row, 3},
		{head + version + "colonne;nurse;Infirmiers;60;60;;;;;\n" + row, 3},
		{head + version + "colonne\n" + row, 3},
		{head + version + "autre;nurse;Infirmiers;60;60;;;;\n" + row, 3},
		{head + version + "colonne;nurse;Infirmiers;60;60 xx;;;GENR10;\n" + row, 3},
		{head + version + "colonne;nurse;Infirmiers;60;60;xx;;GENR10;\n" + row, 3},
		{head + version + "colonne;nurse;Infirmiers;60;60;;xx;GENR10;\n" + row, 3},
		{head + version + "colonne;nurse;Infirmiers;60;60;;;GENR77;\n" + row, 3},
		{head + version + "colonne;nurse;Infirmiers;60;60;;;GENR77 GENR10;\n" + row, 3},
		{head + version + column + row + strings.Replace(column, "nurse", "b", 1), 5},
		{head + version + column + "ligne;11;SYNTH;Synthèse\n", 4},
		{head + version + column + "ligne;11;SYNTH;Synthèse;X;X\n", 4},
		{head + version + column + "ligne\n", 4},
		{version + column + row, 1},
	} {
		_, err := kit.ReadCopy([]byte(c.text))
		require.ErrorIs(t, err, kit.CodeCopy, c.text)
		var faults rule.Faults
		require.ErrorAs(t, err, &faults)
		assert.Equal(t, c.line, faults[0].Position().Line, c.text)
	}
	// As many columns as a matrix may have, and not one more.
	wide := func(n int) string {
		var b strings.Builder
		b.WriteString(head + version)
		for i := range n {
			fmt.Fprintf(&b, "colonne;c%d;;;60;;;;\n", i)
		}
		return b.String() + "ligne;11;SYNTH;Synthèse" + strings.Repeat(";X", n) + "\n"
	}
	m, err = kit.ReadCopy([]byte(wide(habilitation.MaxColumns)))
	require.NoError(t, err)
	assert.Len(t, m.Spec().Columns, habilitation.MaxColumns)
	_, err = kit.ReadCopy([]byte(wide(habilitation.MaxColumns + 1)))
	assert.ErrorIs(t, err, kit.CodeCopy)
}

// TestPayloads: each oddity is in the payload that has it, and in no other.
func TestPayloads(t *testing.T) {
	nurse := kit.Profession(roles.ProfessionInfirmier).In(kit.Establishment(2))
	marks := []struct {
		quirk kit.Quirk
		mark  string
		plain string // what stands there otherwise
	}{
		{kit.Mark, "\ufeff", ""},
		{kit.Nulls, ": null", ""},
		{kit.Numbers, `"codeProfession": 60,`, `"codeProfession": "60",`},
		{kit.Blanks, `"codeProfession": " 60 ",`, `"codeProfession": "60",`},
		{kit.OtherCase, `"otherids"`, `"otherIds"`},
		{kit.Unknown, `"membreInconnu": [`, ""},
		{kit.Unknown, `"membreInconnu": "x"`, ""},
	}
	for q := range kit.Quirks() {
		text := string(nurse.Userinfo().With(q).JSON())
		if q == kit.NoRefPro || q == kit.NoIdentity || q == kit.NoActivities || q == kit.Unknown {
			continue // below
		}
		for _, m := range marks {
			assert.Equal(t, q == m.quirk, strings.Contains(text, m.mark), "%v: %s", q, m.mark)
			if m.plain != "" && q != kit.Numbers && q != kit.Blanks {
				assert.Equal(t, q != m.quirk, strings.Contains(text, m.plain), "%v: %s", q, m.plain)
			}
		}
		assert.True(t, json.Valid([]byte(strings.TrimPrefix(text, "\ufeff"))), q)
	}
	text := string(nurse.Userinfo().With(kit.Unknown).JSON())
	assert.Equal(t, 2, strings.Count(text, "membreInconnu"))
	// Blanks stand around codes, not in place of those that are not stated.
	text = string(nurse.Userinfo().With(kit.Blanks).JSON())
	assert.NotContains(t, text, `"  "`)
	// A code that begins with a zero is no number.
	text = string(nurse.Userinfo().With(kit.Numbers).JSON())
	assert.NotRegexp(t, `: 0\d`, text)
	// A sign-in says where its person works.
	assert.Contains(t, text, kit.Establishment(2).Name.Reveal())
	assert.NotContains(t, text, kit.Establishment(1).Name.Reveal())
	assert.Contains(t, string(kit.Nobody(habilitation.IdentityMissing).Userinfo().JSON()), kit.Establishment(1).Name.Reveal())
}

// TestExercisesOfPayloads: one exercise for each profession and category, with
// its own activities.
func TestExercisesOfPayloads(t *testing.T) {
	care, social := kit.Role(roles.RoleCare), kit.Role(roles.RoleSocialLife).In(kit.Establishment(2))
	nurse := kit.Profession(roles.ProfessionInfirmier).In(kit.Establishment(3))
	student := nurse.Student()
	count := func(people ...kit.Person) (out []int) {
		u := people[0].Userinfo()
		for _, p := range people[1:] {
			u = u.Also(p)
		}
		var v struct {
			Pro struct {
				Exercises []struct {
					Activities []any `json:"activities"`
				} `json:"exercices"`
			} `json:"SubjectRefPro"`
		}
		require.NoError(t, json.Unmarshal(u.JSON(), &v))
		for _, e := range v.Pro.Exercises {
			out = append(out, len(e.Activities))
		}
		return out
	}
	assert.Equal(t, []int{2, 1}, count(care, social, nurse))
	assert.Equal(t, []int{1, 2}, count(nurse, care, social))
	assert.Equal(t, []int{1, 1}, count(nurse, student))
	assert.Equal(t, []int{2, 1, 1}, count(care, nurse, student, social))
}
