package roles_test

import (
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// life is the first valid day and the first day after the last one of some codes of a
// list, as they stand in the versions of SYNC.md. TRE_R21, TRE_G15, TRE_R22 and TRE_R09
// were read a second time for it in the pages of the terminology (v1.12.0), and so was
// TRE_R85 from 324 on; 300 to 323 in a copy of 2023.
type life struct{ list, from, until, codes string }

var lives = []life{
	{"TRE_R85", "2015-01-01", "", "300-303"},
	{"TRE_R85", "2019-03-29", "", "351 353"},
	{"TRE_R85", "2019-03-29", "2019-04-26", "352"},
	{"TRE_R85", "2019-03-29", "2025-03-28", "350"},
	{"TRE_R85", "2019-04-26", "", "307-312"},
	{"TRE_R85", "2019-05-29", "", "304-306"},
	{"TRE_R85", "2020-06-26", "", "313-317 319-322 324-329"},
	{"TRE_R85", "2020-06-26", "2025-12-22", "318 323"},
	{"TRE_R85", "2021-10-29", "", "330"},
	{"TRE_R85", "2023-07-28", "", "331 332"},
	{"TRE_R85", "2023-11-24", "", "333 334"},
	{"TRE_R85", "2024-03-29", "", "335"},
	{"TRE_R85", "2024-10-25", "", "336-349 354-363 365-368 370"},
	{"TRE_R85", "2024-10-25", "2025-03-28", "369"},
	{"TRE_R85", "2024-10-25", "2026-11-02", "364"},
	{"TRE_R85", "2025-03-28", "", "371 372"},
	{"TRE_R85", "2025-07-21", "", "373"},
	{"TRE_R85", "2026-02-02", "", "374"},
	{"TRE_R85", "2026-03-30", "", "375"},
	{"TRE_R85", "2026-05-05", "", "376-379"},

	{"TRE_G15", "2000-12-13", "", "10 21 28 40 50 60 69 70 80 91 92 94 96 98"},
	{"TRE_G15", "2008-04-08", "", "26 81-85"},
	{"TRE_G15", "2012-06-18", "", "86 95"},
	{"TRE_G15", "2018-10-26", "", "31"},
	{"TRE_G15", "2018-10-26", "2024-12-13", "35-39"},
	{"TRE_G15", "2019-04-26", "", "32"},
	{"TRE_G15", "2021-12-17", "2021-12-17", "93"},

	{"TRE_R94", "2017-10-13", "", "41"},
	{"TRE_R94", "2017-10-13", "2019-03-29", "211 212"},
	{"TRE_R94", "2017-10-13", "2020-05-29", "200-210"},
	{"TRE_R94", "2017-10-13", "2024-12-13", "42-49 51 52"},
	{"TRE_R94", "2019-03-29", "2020-05-29", "213"},
	{"TRE_R94", "2019-03-29", "2024-12-13", "53"},
	{"TRE_R95", "2017-10-13", "2020-05-29", "171-173 193"},
	{"TRE_R95", "2019-03-29", "2020-05-29", "194"},
	{"TRE_R95", "2020-05-29", "", "71-73 93"},
	{"TRE_R95", "2020-05-29", "2024-12-13", "97"},
	{"TRE_R291", "2019-07-05", "", "99"},
	{"TRE_R291", "2019-07-05", "2020-05-29", "950"},
	{"TRE_R96", "2017-10-13", "", "407-409"},
	{"TRE_R96", "2017-10-13", "2018-10-26", "400-403 406"},
	{"TRE_R96", "2017-10-13", "2019-03-29", "404"},
	{"TRE_R96", "2017-10-13", "2019-04-26", "405"},

	{"TRE_R21", "2007-07-25", "", "FON-01-05 FON-07 FON-09 FON-17-19 FON-21-24 FON-29 FON-32 FON-33 FON-36 FON-37 FON-39-41 FON-AU"},
	{"TRE_R21", "2007-07-25", "2020-04-24", "FON-10-14 FON-27 FON-28 FON-30 FON-35 FON-38"},
	{"TRE_R21", "2007-07-25", "2024-01-26", "FON-15 FON-16"},
	{"TRE_R21", "2015-12-21", "", "FON-47"},
	{"TRE_R21", "2016-03-21", "", "FON-42 FON-43 FON-45 FON-46 FON-48"},
	{"TRE_R21", "2016-03-21", "2020-09-25", "FON-44"},
	{"TRE_R21", "2017-10-13", "", "FON-49 FON-50"},
	{"TRE_R21", "2018-06-29", "", "FON-51"},
	{"TRE_R21", "2019-08-30", "", "FON-52"},
	{"TRE_R21", "2019-10-25", "", "FON-54-56"},
	{"TRE_R21", "2019-10-25", "2023-03-31", "FON-53"},
	{"TRE_R21", "2020-10-30", "", "FON-57"},
	{"TRE_R21", "2024-03-29", "", "FON-58 FON-59"},
	{"TRE_R21", "2025-06-23", "", "FON-60"},
	{"TRE_R21", "2025-10-23", "", "FON-62"},
	{"TRE_R21", "2026-02-02", "", "FON-61 FON-63"},

	{"TRE_R22", "2007-07-25", "", "GENR01-04 GENR06"},
	{"TRE_R22", "2007-07-25", "2020-06-26", "GENR05"},
	{"TRE_R22", "2016-03-21", "2020-06-26", "GENR07"},
	{"TRE_R22", "2022-02-25", "", "GENR08-12"},
	{"TRE_R22", "2023-07-28", "", "GENR13"},
	{"TRE_R22", "2023-11-24", "", "GENR99"},
	{"TRE_R09", "2007-07-25", "", "C M"},
	{"TRE_R09", "2007-07-25", "2026-02-23", "F"},
	{"TRE_R09", "2015-12-21", "", "E"},
	{"TRE_R23", "2007-07-25", "", "S L B"},
	{"TRE_R23", "2026-02-02", "", "I"},
	{"TRE_R02", "2007-07-25", "", "SA01-10 SA12-27 SA29-50 SA52-54"},
	{"TRE_R02", "2007-07-25", "2020-06-26", "SA11"},
	{"TRE_R02", "2007-07-27", "", "SA28"},
	{"TRE_R02", "2014-05-28", "", "SA55-58"},
	{"TRE_R02", "2014-09-30", "", "SA51"},
	{"TRE_R02", "2015-12-21", "", "SA59"},
	{"TRE_R02", "2016-12-22", "", "SA60"},
	{"TRE_R02", "2017-10-13", "", "SA61"},
	{"TRE_R02", "2019-12-13", "2023-03-31", "SA62"},
	{"TRE_R02", "2020-02-28", "", "SA63"},
	{"TRE_R02", "2024-02-23", "", "SA64"},
	{"TRE_R02", "2024-03-29", "", "SA65"},
	{"TRE_R02", "2024-05-31", "", "SA66 SA67"},
	{"TRE_R02", "2024-07-26", "", "SA68 SA69"},
	{"TRE_R24", "2007-07-25", "", "ACT-LIB-01-06"},
	{"TRE_R25", "2007-07-25", "", "AUT CHA CHL CHP DCD ETR RH RL RS"},
}

// span writes a run of codes out: "FON-01-05" ends at FON-05.
func span(codes string) (out []string) {
	for c := range strings.FieldsSeq(codes) {
		i := strings.LastIndexByte(c, '-')
		if i < 2 || len(c[:i]) < len(c[i+1:]) || strings.Trim(c[i+1:], "0123456789") != "" || strings.Trim(c[i-2:i], "0123456789") != "" {
			out = append(out, c)
			continue
		}
		head, last := c[:i-len(c[i+1:])], c[i+1:]
		for n := []byte(c[i-len(last) : i]); ; {
			out = append(out, head+string(n))
			if string(n) == last {
				break
			}
			for k := len(n) - 1; ; k-- { // one more
				if n[k]++; n[k] <= '9' {
					break
				}
				n[k] = '0'
			}
		}
	}
	return out
}

// TestLives states the first and the last day of every code, apart from the data file: on
// a day too many a code opens, and on one too few it shuts somebody out.
func TestLives(t *testing.T) {
	type window struct{ from, until civil.Date }
	want := map[string]window{}
	for _, l := range lives {
		for _, code := range span(l.codes) {
			if _, twice := want[l.list+" "+code]; twice {
				t.Errorf("%s %s is stated twice", l.list, code)
			}
			var until civil.Date
			if l.until != "" {
				until = date(l.until)
			}
			want[l.list+" "+code] = window{date(l.from), until}
		}
	}
	seen := 0
	check := func(list, code string, v roles.Validity, at func(civil.Date) roles.Status) {
		seen++
		w, ok := want[list+" "+code]
		if !ok || v != (roles.Validity{From: w.from, Until: w.until}) {
			t.Errorf("%s %s: %v, want %v", list, code, v, w)
			return
		}
		valid := func(day civil.Date) bool { return at(day) == roles.StatusValid }
		if w.from == w.until {
			if valid(w.from) || valid(w.from.AddDays(-1)) {
				t.Errorf("%s %s is valid on a day", list, code)
			}
			return
		}
		if valid(w.from.AddDays(-1)) || !valid(w.from) {
			t.Errorf("%s %s: first day", list, code)
		}
		if !w.until.IsZero() && (!valid(w.until.AddDays(-1)) || valid(w.until)) {
			t.Errorf("%s %s: last day", list, code)
		}
	}
	for p := range roles.Professions() {
		check(p.List().Key(), p.Code(), p.Validity(), p.At)
	}
	of(check, "TRE_R22", roles.Roles())
	of(check, "TRE_R09", roles.Categories())
	of(check, "TRE_R23", roles.PracticeModes())
	of(check, "TRE_R02", roles.Sectors())
	of(check, "TRE_R24", roles.LiberalActivities())
	of(check, "TRE_R25", roles.EndReasons())
	if seen != len(want) || seen != 321 {
		t.Errorf("%d codes, %d stated", seen, len(want))
	}
}

func of[C interface {
	roles.Coded
	At(civil.Date) roles.Status
}](check func(list, code string, v roles.Validity, at func(civil.Date) roles.Status), list string, all iter.Seq[C],
) {
	for c := range all {
		check(list, c.Code(), c.Validity(), c.At)
	}
}

// TestMembers states the five value sets, apart from the data file.
func TestMembers(t *testing.T) {
	var j121, j106, j108, j116, j126 []string
	add := func(list *[]string, code string, in bool) {
		if in {
			*list = append(*list, code)
		}
	}
	for p := range roles.Professions() {
		code := strings.TrimPrefix(p.List().Key(), "TRE_") + " " + p.Code()
		add(&j121, code, p.InJ121())
		add(&j106, code, p.InJ106())
		add(&j108, code, p.InJ108())
	}
	for r := range roles.Roles() {
		add(&j116, "R22 "+r.Code(), r.InJ116())
	}
	for s := range roles.Sectors() {
		add(&j126, "R02 "+s.Code(), s.InJ126())
	}
	for name, c := range map[string]struct {
		got  []string
		want map[string]string
	}{
		"J121": {j121, map[string]string{"R85": "307 312-317 319-322 324-345 347-349 354-368 370-372 374-379"}},
		"J106": {j106, map[string]string{
			"G15": "10 21 26 28 31 32 40 50 60 70 80-86 91 92 94-96 98", "R95": "71-73 93", "R94": "41", "R291": "99",
		}},
		"J108": {j108, map[string]string{
			"R85": "300-317 319-322 324-349 351 353-368 370-372 374-379", "R96": "407-409",
			"R21": "FON-01-05 FON-07 FON-09 FON-15-19 FON-21-24 FON-29 FON-32 FON-33 FON-36 FON-37 FON-39-43 FON-45-52 FON-54-63 FON-AU",
		}},
		"J116": {j116, map[string]string{"R22": "GENR01 GENR08-13 GENR99"}},
		"J126": {j126, map[string]string{"R02": "SA09 SA10 SA13 SA14 SA19 SA22-24 SA26-28 SA31 SA32 SA35 SA42-54 SA57 SA58 SA62 SA63 SA68"}},
	} {
		var want []string
		for list, codes := range c.want {
			for _, code := range span(codes) {
				want = append(want, list+" "+code)
			}
		}
		slices.Sort(want)
		slices.Sort(c.got)
		if !slices.Equal(c.got, want) {
			t.Errorf("%s: %v, want %v", name, c.got, want)
		}
	}
}

// TestListFacts states names, OIDs and versions, apart from the data file: a format reads a
// code under the list that its OID names. Those of TRE_R21, TRE_G15, TRE_R22 and TRE_R85
// are in the pages of the terminology (v1.12.0).
func TestListFacts(t *testing.T) {
	want := map[roles.List][3]string{
		roles.ListR85:  {"TRE_R85-RolePriseCharge", "1.2.250.1.213.1.6.1.107", "20261102120000"},
		roles.ListG15:  {"TRE_G15-ProfessionSante", "1.2.250.1.71.1.2.7", "20250328120000"},
		roles.ListR94:  {"TRE_R94-ProfessionSocial", "1.2.250.1.213.1.6.1.4", "20241213120000"},
		roles.ListR95:  {"TRE_R95-UsagerTitre", "1.2.250.1.213.1.6.1.109", "20241213120000"},
		roles.ListR291: {"TRE_R291-AutreProfession", "1.2.250.1.213.1.6.1.140", "20231215120000"},
		roles.ListR96:  {"TRE_R96-AutreFonctionSanitaire", "1.2.250.1.213.1.6.1.110", "20231215120000"},
		roles.ListR21:  {"TRE_R21-Fonction", "1.2.250.1.213.1.6.1.17", "20260223120000"},
		roles.ListR22:  {"TRE_R22-GenreActivite", "1.2.250.1.213.1.6.1.19", "20240329120000"},
		roles.ListR09:  {"TRE_R09-CategorieProfessionnelle", "1.2.250.1.213.1.6.1.10", "20260223120000"},
		roles.ListR23:  {"TRE_R23-ModeExercice", "1.2.250.1.213.1.6.1.18", "20260202120000"},
		roles.ListR02:  {"TRE_R02-SecteurActivite", "1.2.250.1.71.4.2.4", "20250523120000"},
		roles.ListR24:  {"TRE_R24-TypeActiviteLiberale", "1.2.250.1.213.1.6.1.22", "20231215120000"},
		roles.ListR25:  {"TRE_R25-MotifFinActivite", "1.2.250.1.213.1.6.1.20", "20231215120000"},
	}
	for l := roles.ListR85; l <= roles.ListR25; l++ {
		if got := [3]string{l.Name(), l.OID(), l.Version()}; got != want[l] {
			t.Errorf("%d: %v, want %v", l, got, want[l])
		}
	}
}

// TestSeverities: every finding of the nomenclatures refuses, and what is a choice of the
// library says so.
func TestSeverities(t *testing.T) {
	choices := []rule.Code{roles.CodeAmbiguous, roles.CodeEnded, roles.CodePolicyUnknown}
	for _, r := range roles.Rules() {
		if r.Severity != rule.Error || (r.Evidence == rule.Policy) != slices.Contains(choices, r.Code) || r.Evidence == rule.Inferred {
			t.Errorf("%s: %v %v", r.Code, r.Severity, r.Evidence)
		}
	}
}
