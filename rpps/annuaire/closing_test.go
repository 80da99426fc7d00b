package annuaire_test

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/closing/closingtest"
	"github.com/rppsplus/rppsplus/internal/extractgen"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// readsIn reports, for each situation, whether the matrix lets somebody read a
// prescription there.
func readsIn(have []situation.Situation) string {
	var out []string
	for _, s := range have {
		d := habilitation.CNAM20240925().Decide(habilitation.Request{
			Subject: habilitation.SubjectOf(s, closingDay), Action: habilitation.Read, Document: habilitation.MustParseDocumentType("57833-6"),
			Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
		})
		out = append(out, fmt.Sprint(d.Allowed()))
	}
	return strings.Join(out, " ")
}

var closingDay = civil.YMD(2026, 8, 25)

// TestClosingAnywhere: what shuts out does so in whatever column it stands, and on
// whatever line of the person.
func TestClosingAnywhere(t *testing.T) {
	type values map[string]string
	doctor := func(more values) values {
		out := values{
			"Identification nationale PP": "899700366240", "Code profession": "10", "Code catégorie professionnelle": "C",
			"Code mode exercice": "S", "Numéro FINESS site": "990000010",
		}
		for k, v := range more {
			out[k] = v
			if v == "" {
				delete(out, k)
			}
		}
		return out
	}
	none := values{"Code mode exercice": "", "Numéro FINESS site": ""}
	with := func(v values, more values) values {
		out := values{}
		for _, m := range []values{v, more} {
			maps.Copy(out, m)
		}
		return out
	}
	const skill, function, sector, role, mode, kind = "Code savoir-faire", "Code rôle", "Code secteur d'activité", "Code genre activité", "Code mode exercice", "Code type savoir-faire"
	nurse, staff := values{"Code profession": "60"}, values{"Code profession": "99", function: "316"}
	for _, c := range []struct {
		name   string
		layout extractgen.Layout
		lines  []values
		most   int
		want   string
	}{
		{"nothing", extractgen.Activity56, []values{doctor(nil)}, 0, "true"},
		{"the savoir-faire", extractgen.Activity56, []values{doctor(values{skill: "SM25"})}, 0, "false"},
		{"a second line", extractgen.Activity56, []values{doctor(values{skill: "SM26"}), doctor(values{skill: "SM25"})}, 0, "false"},
		{"a second line before it", extractgen.Activity56, []values{doctor(values{skill: "SM25"}), doctor(values{skill: "SM26"})}, 0, "false"},
		{"in small letters", extractgen.Activity56, []values{doctor(values{skill: "sm25"}), doctor(values{skill: "SM26"})}, 0, "false false"},
		{"another place", extractgen.Activity56, []values{doctor(values{skill: "SM26"}), doctor(values{skill: "SM25", "Numéro FINESS site": "990000028"})}, 0, "false false"},
		{"a line without an activity", extractgen.Activity56, []values{doctor(nil), doctor(with(none, values{skill: "C41"}))}, 0, "false"},
		{"a line beyond the limit", extractgen.Activity56, []values{doctor(values{skill: "SM26"}), doctor(values{skill: "SM27"}), doctor(values{skill: "CAPA11"})}, 2, "false"},
		{"no care", extractgen.Activity56, []values{doctor(values{role: "GENR04"})}, 0, "false"},
		{"no care, in small letters", extractgen.Activity56, []values{doctor(values{role: "genr04"})}, 0, "false"},
		{"no care, a nurse", extractgen.Activity56, []values{doctor(with(nurse, values{role: "GENR05"}))}, 0, "false"},
		{"care", extractgen.Activity56, []values{doctor(with(nurse, values{role: "GENR01"}))}, 0, "true"},
		{"no care in another column", extractgen.Activity56, []values{doctor(values{function: "GENR04"})}, 0, "false"},
		{"no care in another column, beside care", extractgen.Activity56, []values{doctor(values{role: "GENR01", sector: "GENR04"})}, 0, "false"},
		{"a praticien conseil", extractgen.Activity56, []values{doctor(values{function: "FON-19"})}, 0, "false"},
		{"two others", extractgen.Activity56, []values{doctor(values{skill: "SM26"}), doctor(values{skill: "SM27"})}, 0, "true true"},
		{"a doctor and a nurse", extractgen.Activity56, []values{doctor(values{skill: "SM25"}), doctor(with(nurse, nil))}, 0, "false true"},
		{"the fonction of another activity", extractgen.Activity56, []values{doctor(nil), doctor(values{function: "FON-29"})}, 0, "true false"},

		{"one of several", extractgen.Activity56, []values{doctor(values{skill: "SM26,SM25"})}, 0, "false"},
		{"one of several on a second line", extractgen.Activity56, []values{doctor(values{skill: "SM26"}), doctor(values{skill: "SM27;SM25"})}, 0, "false false"},
		{"beside its label", extractgen.Activity56, []values{doctor(values{skill: "SM25 - Médecine du travail"})}, 0, "false"},
		{"a fonction among savoir-faire", extractgen.Activity56, []values{doctor(values{skill: "SM26,FON-29"})}, 0, "false"},
		{"a sector beside a sign", extractgen.Activity56, []values{doctor(values{skill: "A;SA66"})}, 0, "false"},
		{"a sector behind a sign", extractgen.Activity56, []values{doctor(values{skill: ",SA66"})}, 0, "false"},
		{"a sector behind a sign of the second place", extractgen.Activity56, []values{doctor(values{skill: "A,SA66"})}, 0, "false"},
		{"a sector behind a brace", extractgen.Activity56, []values{doctor(values{skill: "{SA66"})}, 0, "false"},
		{"behind a sector, on a second line", extractgen.Activity56, []values{doctor(values{skill: "SM26"}), doctor(values{skill: "SA47;SM25"})}, 0, "false false"},
		{"behind a point", extractgen.Activity56, []values{doctor(values{skill: "SM26.SM25"})}, 0, "false"},
		{"two savoir-faire of others", extractgen.Activity56, []values{doctor(values{skill: "SM26,SM27"})}, 0, "true"},

		{"the savoir-faire as a fonction", extractgen.Activity56, []values{doctor(values{function: "SM25"})}, 0, "false"},
		{"the savoir-faire as a sector", extractgen.Activity56, []values{doctor(values{sector: "sch35"})}, 0, "false"},
		{"the savoir-faire as its type", extractgen.Restricted51, []values{doctor(values{kind: "SM25"})}, 0, "false"},
		{"the fonction as a savoir-faire", extractgen.Activity56, []values{doctor(values{skill: "FON-29"})}, 0, "false"},
		{"the fonction as a savoir-faire, behind a no-break space", extractgen.Activity56, []values{doctor(values{skill: "\u00a0FON-29"})}, 0, "false"},
		{"the fonction as a role", extractgen.Activity56, []values{doctor(values{role: "FON-29"})}, 0, "false"},
		{"the fonction as a mode", extractgen.Activity56, []values{doctor(values{mode: "FON-29"})}, 0, "false"},
		{"the sector of companies", extractgen.Activity56, []values{doctor(values{sector: "SA13"})}, 0, "false"},
		{"the sector as a fonction", extractgen.Activity56, []values{doctor(values{function: "SA66"})}, 0, "false"},
		{"the sector as a savoir-faire", extractgen.Activity56, []values{doctor(values{skill: "SA47"})}, 0, "false"},
		{"a student's fonction as a savoir-faire", extractgen.Activity56, []values{doctor(with(nurse, values{skill: "FON-52"}))}, 0, "false"},
		{"a student's métier as a role", extractgen.Activity56, []values{doctor(with(nurse, values{role: "346"}))}, 0, "false"},
		{"a student's fonction in its place, in small letters", extractgen.Activity56, []values{doctor(with(nurse, values{function: "fon-52"}))}, 0, "false"},
		{"a single letter as a savoir-faire", extractgen.Activity56, []values{doctor(values{skill: "S"})}, 0, "true"},
		{"a number as a savoir-faire", extractgen.Activity56, []values{doctor(with(nurse, values{skill: "346"}))}, 0, "true"},
		{"beside the fonction itself", extractgen.Activity56, []values{doctor(values{function: "FON-29", mode: "SA66"})}, 0, "false"},
		{"beside another fonction", extractgen.Activity56, []values{doctor(values{function: "FON-01", skill: "FON-29"})}, 0, "false"},
		{"a nurse", extractgen.Activity56, []values{doctor(with(nurse, values{skill: "SM25", sector: "SA66"}))}, 0, "true"},

		{"a métier", extractgen.Activity56, []values{doctor(staff)}, 0, "true"},
		{"a métier and a role", extractgen.Activity56, []values{doctor(with(staff, values{role: "GENR09"}))}, 0, "false"},
		{"a métier without the column of the role", extractgen.Restricted49, []values{doctor(staff)}, 0, "false"},
		{"a role as a mode", extractgen.Activity56, []values{doctor(with(staff, values{mode: "GENR09"}))}, 0, "false"},
	} {
		var text strings.Builder
		text.WriteString(header(c.layout))
		for _, v := range c.lines {
			if c.layout != extractgen.Activity56 && v[sector] == "" {
				delete(v, sector)
			}
			text.WriteString(line(c.layout, v))
		}
		for _, g := range []annuaire.Grouping{annuaire.GroupIndexed, annuaire.GroupSorted} {
			r, err := annuaire.NewReader(strings.NewReader(text.String()), annuaire.Options{Day: closingDay, MaxPersonLines: c.most})
			require.NoError(t, err, c.name)
			for p, err := range r.Persons(g) {
				require.NoError(t, err, c.name)
				assert.Equal(t, c.want, readsIn(p.Situations), "%s: %v", c.name, p.Faults)
			}
		}
	}

	// In its own column it contradicts nothing, and of two savoir-faire the first is told.
	read := func(lines ...values) *annuaire.Person {
		var text strings.Builder
		text.WriteString(header(extractgen.Activity56))
		for _, v := range lines {
			text.WriteString(line(extractgen.Activity56, v))
		}
		r, err := annuaire.NewReader(strings.NewReader(text.String()), annuaire.Options{Day: closingDay})
		require.NoError(t, err)
		for p, err := range r.Persons(annuaire.GroupSorted) {
			require.NoError(t, err)
			return p
		}
		t.Fatal("nobody")
		return nil
	}
	for _, code := range []string{"fon-52", "FON-48", "354", "354^1.2"} {
		p := read(doctor(values{"Code rôle": code}))
		assert.False(t, p.Faults.Has(annuaire.CodeCloses), code)
		assert.Equal(t, "10", p.Situations[0].Stated.Profession, code)
	}
	p := read(doctor(values{"Code savoir-faire": "SM26"}), doctor(values{"Code savoir-faire": "SM25"}), doctor(values{"Code savoir-faire": "C41"}))
	assert.Equal(t, "SM25", p.Situations[0].Qualification)
	assert.True(t, p.Faults.Has(annuaire.CodeCloses))
}

// TestEveryClosingCode: each code that shuts a doctor out does so in a column that is
// not its own.
func TestEveryClosingCode(t *testing.T) {
	closingtest.Every(t, closingDay, func(code string) situation.Situation {
		text := header(extractgen.Activity56) + line(extractgen.Activity56, map[string]string{
			"Identification nationale PP": "899700366240", "Code profession": "10", "Code catégorie professionnelle": "C",
			"Numéro FINESS site": "990000010", "Code genre activité": code,
		})
		r, err := annuaire.NewReader(strings.NewReader(text), annuaire.Options{Day: closingDay})
		require.NoError(t, err)
		for p, err := range r.Persons(annuaire.GroupIndexed) {
			require.NoError(t, err)
			return p.Situations[0]
		}
		t.Fatal("nobody")
		return situation.Situation{}
	})
}

// TestClosesNobodyElse: the savoir-faire of one person says nothing of those who follow,
// with workers too.
func TestClosesNobodyElse(t *testing.T) {
	person := func(id int, skill string) string {
		return line(extractgen.Activity56, map[string]string{
			"Identification nationale PP": fmt.Sprintf("81%010d", id), "Code profession": "10", "Code catégorie professionnelle": "C",
			"Code savoir-faire": skill, "Numéro FINESS site": "990000010",
		})
	}
	var text strings.Builder
	text.WriteString(header(extractgen.Activity56) + person(1, "SM25"))
	for id := range 20 {
		text.WriteString(person(2+id, "SM26"))
	}
	for chunk := 100; chunk < 2000; chunk += 150 {
		r, err := annuaire.NewReader(strings.NewReader(text.String()), annuaire.Options{Day: closingDay})
		require.NoError(t, err)
		r.SetChunk(chunk)
		open := 0
		for p, err := range r.PersonsParallel(2) {
			require.NoError(t, err)
			if readsIn(p.Situations) == "true" {
				open++
			}
		}
		assert.Equal(t, 20, open, chunk)
	}
}

// TestRefusedLineOfAPerson: a line that was refused may be the one with médecine du travail.
// A doctor of whom one was is open nowhere, and nobody else is touched.
func TestRefusedLineOfAPerson(t *testing.T) {
	of := func(id, profession string) string {
		return line(extractgen.Activity56, map[string]string{
			"Type d'identifiant PP": "8", "Identifiant PP": id[1:], "Identification nationale PP": id, "Code profession": profession,
			"Code catégorie professionnelle": "C", "Code savoir-faire": "SM26", "Numéro FINESS site": "990000010",
		})
	}
	const before, doctor, after = "810000000001", "810000000003", "810000000005"
	refused := map[string]string{
		"long": strings.Replace(of(doctor, "10"), "SM26", "SM25|", 1), "short": strings.Replace(of(doctor, "10"), "SM26|", "SM25", 1),
		"NUL":                strings.Replace(of(doctor, "10"), "SM26", "SM25\x00", 1),
		"two persons":        strings.Replace(of(doctor, "10"), doctor[1:]+"|", "99999999999|", 1),
		"two, the other way": strings.Replace(of(doctor, "10"), doctor+"|", "899999999999|", 1),
		"of nobody else":     strings.Replace(of("810000000004", "10"), "SM26", "SM26|", 1),
		"of who knows whom":  "x\n",
	}
	for name, bad := range refused {
		for _, profession := range []string{"10", "60"} {
			lines := []string{of(before, "10"), of(doctor, profession), of(doctor, profession), of(after, "10")}
			for i := range len(lines) + 1 {
				if name == "two, the other way" && i != 1 && i != 2 {
					continue // in its order the line is elsewhere
				}
				text := header(extractgen.Activity56) + strings.Join(slices.Insert(slices.Clone(lines), i, bad), "")
				read := map[string]func(*annuaire.Reader) iter.Seq2[*annuaire.Person, error]{
					"indexed": func(r *annuaire.Reader) iter.Seq2[*annuaire.Person, error] { return r.Persons(annuaire.GroupIndexed) },
				}
				touched := !strings.Contains(name, "of ")
				if i < 4 || !touched { // in order, not after the next
					read["sorted"] = func(r *annuaire.Reader) iter.Seq2[*annuaire.Person, error] { return r.Persons(annuaire.GroupSorted) }
					for _, chunk := range []int{1, 150, 300, 450, 600, 10_000} {
						read[fmt.Sprint("parallel ", chunk)] = func(r *annuaire.Reader) iter.Seq2[*annuaire.Person, error] {
							r.SetChunk(chunk)
							return r.PersonsParallel(2)
						}
					}
				}
				for how, persons := range read {
					r, err := annuaire.NewReader(strings.NewReader(text), annuaire.Options{Day: closingDay})
					require.NoError(t, err)
					n := 0
					for p, err := range persons(r) {
						if p == nil {
							require.Error(t, err)
							continue
						}
						n++
						mine := touched && p.Professional.ID.Canonical() == doctor
						assert.Equal(t, fmt.Sprint(!mine || profession == "60"), readsIn(p.Situations), "%s, line %d, %s: %s", name, i, how, profession)
						assert.Equal(t, mine, p.Faults.Has(annuaire.CodePersonLacks), "%s, line %d, %s", name, i, how)
						assert.NotContains(t, p.Lines, i+2, "%s, line %d, %s", name, i, how) // the one that was refused
					}
					assert.Equal(t, 3, n)
				}
			}
		}
	}
}

// TestManyRefusedLines: where more persons lack a line than are remembered, it may be
// anybody at hand or to come; who has come already takes no room.
func TestManyRefusedLines(t *testing.T) {
	const columns = "Identification nationale PP|Code profession|Code catégorie professionnelle|Code mode exercice|Identifiant technique de la structure|\n"
	doctor := func(id int) string { return fmt.Sprintf("81%010d|10|C|S|F990000010|\n", id) }
	var refused strings.Builder
	for i := range 10_010 {
		fmt.Fprintf(&refused, "81%010d|10\n", 100+i)
	}
	for first, want := range map[int]string{1: "false false", 20_000: "true true"} {
		text := columns + doctor(first) + refused.String() + doctor(30_000)
		for _, workers := range []int{0, 2} {
			r, err := annuaire.NewReader(strings.NewReader(text), annuaire.Options{Day: closingDay})
			require.NoError(t, err)
			seq := r.Persons(annuaire.GroupSorted)
			if workers > 0 {
				r.SetChunk(5000)
				seq = r.PersonsParallel(workers)
			}
			var got []string
			for p := range seq {
				if p != nil {
					got = append(got, readsIn(p.Situations))
				}
			}
			assert.Equal(t, want, strings.Join(got, " "), first)
		}
		r, err := annuaire.NewReader(strings.NewReader(text), annuaire.Options{Day: closingDay, MaxBytes: 100_000})
		require.NoError(t, err)
		var last error
		for _, last = range r.Persons(annuaire.GroupIndexed) {
		}
		assert.ErrorIs(t, last, annuaire.CodeFileLarge)
	}
}

// TestManyRefusedLinesAtHand: who is at hand when those who came are forgotten is not
// forgotten.
func TestManyRefusedLinesAtHand(t *testing.T) {
	var text strings.Builder
	text.WriteString("Identification nationale PP|Code profession|Code catégorie professionnelle|Code mode exercice|Identifiant technique de la structure|\n")
	for i := range 10_000 {
		fmt.Fprintf(&text, "81%010d|10\n", 100+i)
	}
	text.WriteString("810000020000|10|C|S|F990000010|\n810000020000|10\n810000030000|10|C|S|F990000010|\n")
	r, err := annuaire.NewReader(strings.NewReader(text.String()), annuaire.Options{Day: closingDay})
	require.NoError(t, err)
	var got []string
	for p := range r.Persons(annuaire.GroupSorted) {
		if p != nil {
			got = append(got, readsIn(p.Situations))
		}
	}
	assert.Equal(t, []string{"false", "true"}, got)
}

// TestRefusedLinesForgotten: of persons before the one at hand refused lines are forgotten,
// with workers as without.
func TestRefusedLinesForgotten(t *testing.T) {
	const columns = "Identification nationale PP|Code profession|Code catégorie professionnelle|Code mode exercice|Identifiant technique de la structure|\n"
	doctor := func(id int) string { return fmt.Sprint(id, "|10|C|S|F990000010|\n") }
	var text strings.Builder
	text.WriteString(columns + doctor(100_000))
	for i := range 6000 {
		text.WriteString(fmt.Sprint(100_001+i, "|10\n"))
	}
	text.WriteString(doctor(200_000))
	for i := range 4001 {
		text.WriteString(fmt.Sprint(200_001+i, "|10\n"))
	}
	text.WriteString(doctor(300_000))
	for _, workers := range []int{0, 2} {
		r, err := annuaire.NewReader(strings.NewReader(text.String()), annuaire.Options{Day: closingDay})
		require.NoError(t, err)
		seq := r.Persons(annuaire.GroupSorted)
		if workers > 0 {
			seq = r.PersonsParallel(workers)
		}
		open := 0
		for p := range seq {
			if p != nil && readsIn(p.Situations) == "true" {
				open++
			}
		}
		assert.Equal(t, 3, open, workers)
	}
}

// TestPersonsAgain: what a loop that ended early had read of the next person is in no
// other loop, so nobody comes there without the line that shuts them out.
func TestPersonsAgain(t *testing.T) {
	doctor := func(id, skill string) string {
		return line(extractgen.Activity56, map[string]string{
			"Identification nationale PP": id, "Code profession": "10", "Code catégorie professionnelle": "C",
			"Code mode exercice": "S", "Numéro FINESS site": "990000010", "Code savoir-faire": skill,
		})
	}
	refused := strings.TrimSuffix(doctor("899700366273", "SM26"), "|\n") + "||\n"
	text := header(extractgen.Activity56) + refused + doctor("899700366240", "SM26") +
		doctor("899700366257", "SM25") + doctor("899700366257", "SM26") + doctor("899700366273", "SM26")
	loops := map[string]func(*annuaire.Reader) iter.Seq2[*annuaire.Person, error]{
		"indexed":  func(r *annuaire.Reader) iter.Seq2[*annuaire.Person, error] { return r.Persons(annuaire.GroupIndexed) },
		"sorted":   func(r *annuaire.Reader) iter.Seq2[*annuaire.Person, error] { return r.Persons(annuaire.GroupSorted) },
		"parallel": func(r *annuaire.Reader) iter.Seq2[*annuaire.Person, error] { return r.PersonsParallel(2) },
	}
	for first, from := range loops {
		for then, again := range loops {
			for stop := 1; stop <= 4; stop++ {
				r, err := annuaire.NewReader(strings.NewReader(text), annuaire.Options{Day: closingDay})
				require.NoError(t, err)
				n := 0
				for range from(r) {
					if n++; n == stop {
						break
					}
				}
				assert.Equal(t, stop, n, first)
				for p := range again(r) {
					t.Errorf("%s, after %d of %s: reads %s of the lines %v", then, stop, first, readsIn(p.Situations), p.Lines)
				}
				for range r.Records() {
					t.Errorf("a record after %d of %s", stop, first)
				}
			}
		}
	}
}

// TestPersonsOfTheRest: of who stands on a line that was read before, the persons would
// lack it, which may be the one that shuts out.
func TestPersonsOfTheRest(t *testing.T) {
	doctor := func(skill string) string {
		return line(extractgen.Activity56, map[string]string{
			"Identification nationale PP": "899700366257", "Code profession": "10", "Code catégorie professionnelle": "C",
			"Code mode exercice": "S", "Numéro FINESS site": "990000010", "Code savoir-faire": skill,
		})
	}
	text := header(extractgen.Activity56) + doctor("SM25") + doctor("SM26")
	for name, persons := range map[string]func(*annuaire.Reader) iter.Seq2[*annuaire.Person, error]{
		"indexed":  func(r *annuaire.Reader) iter.Seq2[*annuaire.Person, error] { return r.Persons(annuaire.GroupIndexed) },
		"sorted":   func(r *annuaire.Reader) iter.Seq2[*annuaire.Person, error] { return r.Persons(annuaire.GroupSorted) },
		"parallel": func(r *annuaire.Reader) iter.Seq2[*annuaire.Person, error] { return r.PersonsParallel(2) },
	} {
		r, err := annuaire.NewReader(strings.NewReader(text), annuaire.Options{Day: closingDay})
		require.NoError(t, err)
		for range r.Records() {
			break
		}
		n := 0
		for p, err := range persons(r) {
			n++
			assert.Nil(t, p, name)
			assert.ErrorContains(t, err, "no line was read", name)
		}
		assert.Equal(t, 1, n, name)
	}
}

// TestOneNumber: the line with médecine du travail is of the doctor however their number is
// written in it, and where the fields of the line have moved.
func TestOneNumber(t *testing.T) {
	of := func(kind, id, national, skill string) string {
		return line(extractgen.Activity56, map[string]string{
			"Type d'identifiant PP": kind, "Identifiant PP": id, "Identification nationale PP": national, "Code profession": "10",
			"Code catégorie professionnelle": "C", "Code savoir-faire": skill, "Numéro FINESS site": "990000010",
		})
	}
	const rpps, other = "99700366240", "99700218896"
	closes := of("8", rpps, "8"+rpps, "SM25")
	moved := func(from string) string { return strings.Replace(closes, from, "", 1) }
	for name, second := range map[string]string{
		"as it is due":        closes,
		"with blanks":         of("", "", "8 997 0036 6240", "SM25"),
		"with narrow blanks":  of("", "", "8\u202f997\u00a000366240", "SM25"),
		"without width":       of("", "", "\u200b8"+rpps+"\ufeff", "SM25"),
		"quoted":              of("", "", `"8`+rpps+`"`, "SM25"),
		"in wide digits":      of("", "", "８９９７００３６６２４０", "SM25"),
		"without the 8":       of("", "", rpps, "SM25"),
		"in two columns":      of("8", " 997 00366240", "", "SM25"),
		"that disagree":       of("8", rpps, "8 "+rpps, "SM25"),
		"one field less":      moved("8|"),
		"two fields less":     moved("8|" + rpps + "|"),
		"beside a field less": strings.Replace(closes, "8|"+rpps+"|", "8"+rpps+"|", 1),
		"a field more":        "|" + closes,
		"two fields joined":   strings.Replace(closes, rpps+"|8", rpps+"8", 1),
		"all fields joined":   strings.Replace(closes, "8|"+rpps+"|8", "8"+rpps+"8", 1),
		"joined by another":   strings.Replace(closes, rpps+"|8", rpps+";8", 1),
	} {
		for _, first := range []bool{true, false} {
			lines := []string{of("8", rpps, "8"+rpps, "SM26"), second}
			if !first {
				slices.Reverse(lines)
			}
			text := header(extractgen.Activity56) + strings.Join(lines, "") + of("8", other, "8"+other, "SM26")
			r, err := annuaire.NewReader(strings.NewReader(text), annuaire.Options{Day: closingDay})
			require.NoError(t, err)
			for p := range r.Persons(annuaire.GroupIndexed) {
				if p != nil {
					mine := p.Professional.Number.Canonical() != other
					assert.Equal(t, fmt.Sprint(!mine), readsIn(p.Situations), "%s, first %t: %v", name, first, p.Faults)
				}
			}
		}
	}
}

// TestJoinedLines: a separator or the end of a line that is lost joins the number to what
// stands beside it.
func TestJoinedLines(t *testing.T) {
	const columns = "Identification nationale PP|Code profession|Code catégorie professionnelle|Code savoir-faire|Code mode exercice|Identifiant technique de la structure\n"
	const mine, shut = "899700366240|10|C|SM26|S|F990000010\n", "899700366240|10|C|SM25|S|F990000010\n"
	const before = "899700218896|10|C|SM26|S|F990000028\n"
	for name, lines := range map[string]string{
		"a separator":       mine + strings.Replace(shut, "|", "", 1),
		"the end of a line": mine + strings.TrimSuffix(before, "\n") + shut,
	} {
		for _, g := range []annuaire.Grouping{annuaire.GroupIndexed, annuaire.GroupSorted} {
			r, err := annuaire.NewReader(strings.NewReader(columns+lines), annuaire.Options{Day: closingDay})
			require.NoError(t, err)
			n := 0
			for p := range r.Persons(g) {
				if p != nil && p.Professional.ID.Canonical() == mine[:12] {
					assert.Equal(t, "false", readsIn(p.Situations), "%s: %v", name, p.Faults)
					n++
				}
			}
			assert.Equal(t, 1, n, name)
		}
	}
}

// TestTwoNumbersWithoutType: a line that names two persons is held against both, also where
// the type of the identifier is not stated.
func TestTwoNumbersWithoutType(t *testing.T) {
	of := func(kind, id, national, skill string) string {
		return line(extractgen.Activity56, map[string]string{
			"Type d'identifiant PP": kind, "Identifiant PP": id, "Identification nationale PP": national, "Code profession": "10",
			"Code catégorie professionnelle": "C", "Code savoir-faire": skill, "Numéro FINESS site": "990000010",
		})
	}
	for _, tt := range []struct {
		kind, id, national, want string
	}{
		{"", "99700366240", "899700218896", "false false"},
		{"8", "99700366240", "899700218896", "false false"},
		{"", "99700366240", "899700366240", "false true"},
		{"", "", "899700366240", "false true"},
		{"8", "99700366240", "", "false true"},
	} {
		text := header(extractgen.Activity56) + of("8", "99700366240", "899700366240", "SM26") + of("8", "99700218896", "899700218896", "SM26") +
			of(tt.kind, tt.id, tt.national, "SM25")
		r, err := annuaire.NewReader(strings.NewReader(text), annuaire.Options{Day: closingDay})
		require.NoError(t, err)
		var got []string
		for p := range r.Persons(annuaire.GroupIndexed) {
			if p != nil {
				got = append(got, strings.Fields(readsIn(p.Situations))[0])
			}
		}
		assert.Equal(t, tt.want, strings.Join(got, " "), "%q %q %q", tt.kind, tt.id, tt.national)
	}
}

// TestColumnOfWhatCloses: a file that has what may shut somebody out in a column of a name
// that is not known, or its label alone, is refused: nobody reads it.
func TestColumnOfWhatCloses(t *testing.T) {
	whole := header(extractgen.Activity56)
	const code, label = "Code savoir-faire|", "Libellé savoir-faire|"
	for text, want := range map[string]bool{
		whole:                               true,
		strings.Replace(whole, code, "", 1): false,
		strings.Replace(whole, code, "Code savoir-faire 1|Code savoir-faire 2|", 1):                                             false,
		strings.Replace(whole, "Code rôle|", "Code rôle (fonction)|", 1):                                                        false,
		strings.Replace(whole, "Code rôle|Libellé rôle|", "Code rôle (fonction)|", 1):                                           false,
		strings.Replace(whole, "Code rôle|Libellé rôle|", "", 1):                                                                true, // as in older files
		strings.Replace(whole, "Code secteur d'activité|Libellé secteur d'activité|", "Secteur d'activité|", 1):                 false,
		strings.Replace(whole, "Code secteur d'activité|Libellé secteur d'activité|", "", 1):                                    true,
		strings.Replace(whole, "Code catégorie professionnelle|", "", 1):                                                        false,
		strings.Replace(whole, label, "Libellé du savoir-faire|", 1):                                                            true,
		strings.Replace(whole, "Code rôle|Libellé rôle|", "Code fonction|", 1):                                                  false,
		strings.Replace(whole, "Code rôle|Libellé rôle|", "codeRole|", 1):                                                       false,
		strings.Replace(whole, "Code secteur d'activité|Libellé secteur d'activité|", "codeSecteurDactivite|", 1):               false,
		strings.Replace(header(extractgen.Restricted51), "Code rôle|", "|", 1):                                                  false,
		strings.Replace(header(extractgen.Restricted51), "Code catégorie professionnelle|", "codeCategorieProfessionnelle|", 1): false,
		strings.Replace(whole, "Numéro FINESS site|", "|", 1):                                                                   true,
		strings.Replace(whole, "Code rôle|Libellé rôle|", "Contrôle|", 1):                                                       true,
		header(extractgen.Activity48):      true,
		header(extractgen.Qualification13): true,
		"Identification nationale PP|Code profession|Code mode exercice|Identifiant technique de la structure|\n": true,
	} {
		_, err := annuaire.NewReader(strings.NewReader(text), annuaire.Options{})
		assert.Equal(t, want, err == nil, text)
		if err != nil {
			var faults rule.Faults
			require.ErrorAs(t, err, &faults)
			assert.True(t, faults.Has(annuaire.CodeColumnRequired), text)
		}
	}
}
