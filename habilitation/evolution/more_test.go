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

// TestKeysOfTheSamePeople: a column that has another key is the same one when it
// is the only one of its people on both sides; otherwise one goes and one comes.
func TestKeysOfTheSamePeople(t *testing.T) {
	column := func(key string, p ...roles.Profession) habilitation.Column {
		return habilitation.Column{Key: key, Label: key, Professions: p}
	}
	const nurse, midwife = roles.ProfessionInfirmier, roles.ProfessionSageFemme
	for name, c := range map[string]struct {
		old, new []habilitation.Column
		want     string
	}{
		"another key, first":      {[]habilitation.Column{column("a", nurse)}, []habilitation.Column{column("b", nurse), column("x", midwife)}, "a>b +x"},
		"another key, second":     {[]habilitation.Column{column("a", nurse)}, []habilitation.Column{column("x", midwife), column("b", nurse)}, "a>b +x"},
		"two that it might be":    {[]habilitation.Column{column("a", nurse)}, []habilitation.Column{column("b", nurse), column("c", nurse)}, "-a +b +c"},
		"three that it might be":  {[]habilitation.Column{column("a", nurse)}, []habilitation.Column{column("b", nurse), column("c", nurse), column("d", nurse)}, "-a +b +c +d"},
		"two that might be it":    {[]habilitation.Column{column("a", nurse), column("b", nurse)}, []habilitation.Column{column("c", nurse)}, "-a -b +c"},
		"beside one that stays":   {[]habilitation.Column{column("a", nurse), column("c", nurse)}, []habilitation.Column{column("a", nurse), column("b", nurse)}, "c>b"},
		"before one that stays":   {[]habilitation.Column{column("c", nurse), column("a", nurse)}, []habilitation.Column{column("a", nurse), column("b", nurse)}, "c>b"},
		"other people":            {[]habilitation.Column{column("a", nurse)}, []habilitation.Column{column("b", midwife)}, "-a +b"},
		"the same key, others":    {[]habilitation.Column{column("a", nurse)}, []habilitation.Column{column("a", midwife)}, "a=a"},
		"keys changed for others": {[]habilitation.Column{column("a", nurse), column("b", midwife)}, []habilitation.Column{column("b", nurse), column("a", midwife)}, "a=a b=b"},
	} {
		with := func(columns []habilitation.Column) *habilitation.Matrix {
			return small(t, func(s *habilitation.Spec) { s.Columns, s.Rows, s.Unlisted = columns, s.Rows[1:], nil })
		}
		var got []string
		for _, s := range evolution.Diff(with(c.old), with(c.new)).Subjects {
			switch {
			case s.Kind == evolution.Removed:
				got = append(got, "-"+s.Keys.Old)
			case s.Kind == evolution.Added:
				got = append(got, "+"+s.Keys.New)
			case s.Keys.Old != s.Keys.New:
				got = append(got, s.Keys.Old+">"+s.Keys.New)
			default:
				got = append(got, s.Keys.Old+"="+s.Keys.New)
			}
		}
		assert.ElementsMatch(t, strings.Fields(c.want), got, name)
	}
}

// TestDayOfImpact: the day of all, or none where the members are of several.
func TestDayOfImpact(t *testing.T) {
	on := func(day civil.Date) evolution.Member {
		return evolution.Member{Key: "k", Subject: habilitation.SubjectOfCodes(habilitation.ParseCodes("60", "C", "", ""), day)}
	}
	a, b := civil.MustNew(2030, 2, 1), civil.MustNew(2030, 2, 2)
	c := evolution.Diff(small(t, nil), small(t, func(s *habilitation.Spec) { s.Rows[0].Allowed = 1 }))
	for _, tt := range []struct {
		days []civil.Date
		want civil.Date
	}{
		{nil, civil.Date{}},
		{[]civil.Date{a}, a},
		{[]civil.Date{a, a}, a},
		{[]civil.Date{a, a, a}, a},
		{[]civil.Date{a, b}, civil.Date{}},
		{[]civil.Date{a, a, b}, civil.Date{}},
		{[]civil.Date{a, b, b}, civil.Date{}},
		{[]civil.Date{{}, b}, civil.Date{}},
	} {
		var staff []evolution.Member
		for _, d := range tt.days {
			staff = append(staff, on(d))
		}
		assert.Equal(t, tt.want, evolution.Impact(c, staff).At, tt.days)
	}
}

// TestNothingIsNotTold: no line and no title for what there is none of.
func TestNothingIsNotTold(t *testing.T) {
	none := func(s *habilitation.Spec) { s.Unlisted = nil }
	shut := func(s *habilitation.Spec) { none(s); s.Rows[0].Allowed = 1 }
	c := evolution.Diff(small(t, none), small(t, shut))
	e := evolution.Impact(c, []evolution.Member{member("nurse", "60", "C", "", "")})
	for _, text := range []string{c.Text(language.English), e.Text(language.English)} {
		assert.NotContains(t, text, "unknown to the library")
		assert.NotContains(t, text, "does not know")
	}
	for i, line := range strings.Split(c.Text(language.English), "\n") {
		if line != "" && !strings.HasPrefix(line, " ") && i > 1 {
			assert.Regexp(t, "^Cells", line, "the one section")
		}
	}
	// And what there is, is.
	c = evolution.Diff(small(t, nil), small(t, func(s *habilitation.Spec) { s.Unlisted[0].Allowed = 3 }))
	assert.Contains(t, c.Text(language.English), "does not know: 1.")
	assert.Contains(t, evolution.Impact(c, nil).Text(language.English), "unknown to the library, which nobody gains here: FICTIF-1.")
}

// TestCellsBySubject: each cell stands below its own column.
func TestCellsBySubject(t *testing.T) {
	c := evolution.Diff(small(t, func(s *habilitation.Spec) { s.Rows[0].Allowed, s.Rows[1].Allowed = 0, 0 }), small(t, func(s *habilitation.Spec) {
		s.Rows[0].Allowed, s.Rows[1].Allowed = 3, 3
	}))
	assert.Contains(t, c.Text(language.English), `
  physician: Médecins
    34112-3  CRH
    11502-2  CR
  nurse: Infirmiers
    34112-3  CRH
    11502-2  CR
`)
}

// TestComparedWithoutColumn: a statement about a column that a matrix does not
// have agrees with nothing in it, whatever its first columns say.
func TestComparedWithoutColumn(t *testing.T) {
	a := evolution.Press2023().Compare(small(t, func(s *habilitation.Spec) {
		for _, row := range habilitation.CNAM20240925().Spec().Rows {
			if row.Document != s.Rows[0].Document && row.Document != s.Rows[1].Document {
				row.Allowed = 3
				s.Rows = append(s.Rows, row)
			}
		}
		s.Columns[0].Key, s.Columns[1].Key = "a", "b"
	}))
	require.NotEmpty(t, a.Findings)
	for _, f := range a.Findings {
		assert.Equal(t, evolution.NotComparable, f.Verdict)
		assert.Zero(t, f.Cells)
	}
}

// TestTitlesOfFindings: findings of one column and source stand below one title,
// be it the first of its section.
func TestTitlesOfFindings(t *testing.T) {
	several := 0 // sections whose first title has several findings
	for _, column := range habilitation.CNAM20240925().Columns() {
		spec := habilitation.CNAM20240925().Spec()
		spec.Version.Differences = nil
		spec.Columns = []habilitation.Column{column}
		for i := range spec.Rows {
			spec.Rows[i].Allowed = 0
		}
		section, titles, items := "", 0, 0
		seen := map[string]bool{}
		for line := range strings.Lines(evolution.Press2023().Compare(build(t, spec)).Text(language.English)) {
			switch {
			case !strings.HasPrefix(line, " "):
				section, titles, items = line, 0, 0
			case !strings.HasPrefix(line, "    "):
				titles++
				assert.False(t, seen[section+line], "%s twice in %s", line, section)
				seen[section+line] = true
			default:
				if items++; titles == 1 && items == 2 {
					several++
				}
			}
		}
		assert.NotEmpty(t, seen)
	}
	assert.Positive(t, several)
}

// TestSteeringCharacters: none of those that steer a terminal comes out, and
// their neighbours do.
func TestSteeringCharacters(t *testing.T) {
	for r := rune(0); r <= 0x2100; r++ {
		label := "a" + string(r) + "b"
		c := evolution.Diff(small(t, nil), small(t, func(s *habilitation.Spec) { s.Columns[1].Label = label }))
		text := c.Text(language.English)
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			assert.Contains(t, text, "“a b”", "%U", r)
		case r < ' ', r >= 0x7F && r <= 0x9F, r == 0xAD, r >= 0x600 && r <= 0x605, r == 0x61C, r == 0x6DD, r == 0x70F, r == 0x890, r == 0x891, r == 0x8E2, r == 0x180E,
			r >= 0x200B && r <= 0x200F, r >= 0x2028 && r <= 0x202E, r >= 0x2060 && r <= 0x2064, r >= 0x2066 && r <= 0x206F:
			assert.Contains(t, text, "“ab”", "%U", r)
		default:
			assert.Contains(t, text, "“"+label+"”", "%U", r)
		}
		if r == 0xFF {
			r = 0x1FFF // the rest of Latin and its neighbours steer nothing
		}
	}
}
