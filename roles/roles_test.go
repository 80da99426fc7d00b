package roles_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

func date(s string) civil.Date { return civil.MustParseISO(s) }

// value is what the seven code types can do.
type value interface {
	comparable
	fmt.Stringer
	roles.Coded
	encoding.TextMarshaler
	encoding.TextAppender
	driver.Valuer
	Label() string
	ShortLabel() string
	Labels() []string
	At(civil.Date) roles.Status
}

// pointer is what pointers to them can do.
type pointer[T any] interface {
	*T
	encoding.TextUnmarshaler
	sql.Scanner
}

// family names the functions of a code type.
type family[T value] struct {
	all         iter.Seq[T]
	parse, find func(string) (T, error)
	count       int
	unknown     rule.Code
	list        roles.List
	invalid     T
}

func TestFamilies(t *testing.T) {
	t.Run("Role", func(t *testing.T) {
		testFamily[roles.Role](t, family[roles.Role]{roles.Roles(), roles.ParseRole, roles.FindRole, 14, roles.CodeRoleUnknown, roles.ListR22, 98})
	})
	t.Run("Profession", func(t *testing.T) {
		testFamily[roles.Profession](t, family[roles.Profession]{roles.Professions(), roles.ParseProfession, roles.FindProfession, 215, roles.CodeProfessionUnknown, 0, 65535})
	})
	t.Run("Category", func(t *testing.T) {
		testFamily[roles.Category](t, family[roles.Category]{roles.Categories(), roles.ParseCategory, roles.FindCategory, 4, roles.CodeCategoryUnknown, roles.ListR09, 255})
	})
	t.Run("PracticeMode", func(t *testing.T) {
		testFamily[roles.PracticeMode](t, family[roles.PracticeMode]{roles.PracticeModes(), roles.ParsePracticeMode, roles.FindPracticeMode, 4, roles.CodeModeUnknown, roles.ListR23, 5})
	})
	t.Run("Sector", func(t *testing.T) {
		testFamily[roles.Sector](t, family[roles.Sector]{roles.Sectors(), roles.ParseSector, roles.FindSector, 69, roles.CodeSectorUnknown, roles.ListR02, 70})
	})
	t.Run("LiberalActivity", func(t *testing.T) {
		testFamily[roles.LiberalActivity](t, family[roles.LiberalActivity]{roles.LiberalActivities(), roles.ParseLiberalActivity, roles.FindLiberalActivity, 6, roles.CodeLiberalUnknown, roles.ListR24, 200})
	})
	t.Run("EndReason", func(t *testing.T) {
		testFamily[roles.EndReason](t, family[roles.EndReason]{roles.EndReasons(), roles.ParseEndReason, roles.FindEndReason, 9, roles.CodeEndReasonUnknown, roles.ListR25, 10})
	})
}

func testFamily[T value, P pointer[T]](t *testing.T, f family[T]) {
	var zero T
	n, seen := 0, map[T]bool{}
	for v := range f.all {
		n++
		if seen[v] || v == zero || v.IsZero() {
			t.Errorf("%v comes twice, or is zero", v)
		}
		seen[v] = true
		checkValue[T, P](t, f, v)
	}
	if n != f.count {
		t.Errorf("%d codes, want %d", n, f.count)
	}
	for range f.all {
		break // an iterator can be left
	}
	checkZero[T, P](t, zero)
	checkInvalid[T](t, f.invalid)
	checkErrors[T, P](t, f)
}

func checkValue[T value, P pointer[T]](t *testing.T, f family[T], v T) {
	t.Helper()
	text, err := v.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	if shared := string(text) == "TRE_G15:93"; !shared {
		if got, err := f.parse(v.Code()); got != v || err != nil || v.String() != v.Code() || string(text) != v.Code() {
			t.Errorf("%v: parse %v %v, text %s", v, got, err, text)
		}
	}
	if app, err := v.AppendText([]byte("x")); string(app) != "x"+string(text) || err != nil {
		t.Errorf("%v: AppendText %s %v", v, app, err)
	}
	var back T
	if err := P(&back).UnmarshalText(text); back != v || err != nil {
		t.Errorf("%v: text gives %v %v", v, back, err)
	}
	js, err := json.Marshal(map[T]T{v: v})
	if err != nil {
		t.Fatal(err)
	}
	var m map[T]T
	if err := json.Unmarshal(js, &m); err != nil || m[v] != v {
		t.Errorf("%v: JSON %s gives %v %v", v, js, m, err)
	}
	sv, err := v.Value()
	if err != nil {
		t.Fatal(err)
	}
	for _, src := range []any{sv, []byte(sv.(string))} {
		var back T
		if err := P(&back).Scan(src); back != v || err != nil {
			t.Errorf("%v: SQL gives %v %v", v, back, err)
		}
	}
	checkLabels(t, f, v)
	checkValidity(t, v)
}

// checkLabels looks for each label as it is, and as people write it.
func checkLabels[T value](t *testing.T, f family[T], v T) {
	t.Helper()
	labels := v.Labels()
	if labels[0] != v.Label() || !slices.Contains(labels, v.ShortLabel()) || v.Label() == "" {
		t.Errorf("%v: labels %q", v, labels)
	}
	for _, l := range append(labels, v.Code()) {
		for _, text := range []string{
			l, strings.ToUpper(l), strings.ToLower(l), "  " + strings.ReplaceAll(l, " ", "\u00a0 ") + "\t",
			strings.ReplaceAll(l, "'", "’"), strings.ReplaceAll(l, "é", "e\u0301"), strings.NewReplacer("é", "e", "É", "E", "è", "e", "à", "a", "ô", "o", "ï", "i", "ê", "e").Replace(l),
			strings.NewReplacer("/", " / ", "-", " - ").Replace(l),
		} {
			got, err := f.find(text)
			switch {
			case got == v && err == nil:
			case errors.Is(err, roles.ProblemAmbiguous) && l == "Etudiants":
			case err == nil && ambiguousWith(got, v, l):
			default:
				t.Errorf("%v: find %q gives %v %v", v, text, got, err)
			}
		}
	}
}

// ambiguousWith reports whether another code rightly answers for a label of v:
// it has the label too, and v is ended or the other one is a member.
func ambiguousWith[T value](got, v T, label string) bool {
	has := func(l string) bool { return slow(l) == slow(label) }
	return slices.ContainsFunc(append(got.Labels(), got.Code()), has) && !v.Validity().Until.IsZero()
}

func checkValidity[T value](t *testing.T, v T) {
	t.Helper()
	val := v.Validity()
	days := map[civil.Date]roles.Status{
		{}:                   0,
		val.From.AddDays(-1): roles.StatusNotYet,
		date("9999-12-31"):   roles.StatusValid,
		date("0001-01-01"):   roles.StatusNotYet,
	}
	if val.Until != val.From {
		days[val.From] = roles.StatusValid
	}
	if !val.Until.IsZero() {
		days[val.Until.AddDays(-1)] = roles.StatusValid
		if val.Until == val.From {
			days[val.Until.AddDays(-1)] = roles.StatusNotYet
		}
		days[val.Until] = roles.StatusEnded
		days[date("9999-12-31")] = roles.StatusEnded
	}
	for day, want := range days {
		if got := v.At(day); got != want || val.At(day) != want {
			t.Errorf("%v at %v: %v and %v, want %v", v, day, got, val.At(day), want)
		}
		f, found := roles.CheckAt(v, day, "activity.code")
		if found != (want == roles.StatusNotYet || want == roles.StatusEnded) {
			t.Errorf("%v at %v: CheckAt %v", v, day, f)
		}
		if found && f.Path() != "activity.code" {
			t.Errorf("path %q", f.Path())
		}
	}
}

func checkZero[T value, P pointer[T]](t *testing.T, zero T) {
	t.Helper()
	if zero.String() != "(not stated)" || zero.Code() != "" || zero.Label() != "" || zero.ShortLabel() != "" || zero.Labels() != nil ||
		!zero.IsZero() || zero.Validity() != (roles.Validity{}) || zero.At(date("2026-01-01")) != 0 {
		t.Errorf("zero value: %v %q %q", zero, zero.Code(), zero.Labels())
	}
	if b, err := zero.MarshalText(); b == nil || len(b) != 0 || err != nil {
		t.Errorf("zero text %v %v", b, err)
	}
	if v, err := zero.Value(); v != nil || err != nil {
		t.Errorf("zero SQL %v %v", v, err)
	}
	if _, ok := roles.CheckAt(zero, date("2026-01-01"), ""); ok {
		t.Error("a code not stated was found ended")
	}
}

func checkInvalid[T value](t *testing.T, v T) {
	t.Helper()
	if !strings.Contains(v.String(), "(") || v.String() == "(not stated)" || v.Code() != "" || v.At(date("2026-01-01")) != 0 {
		t.Errorf("value without a code: %v", v)
	}
	if _, err := v.MarshalText(); !errors.Is(err, roles.ProblemUnknown) {
		t.Errorf("value without a code marshals: %v", err)
	}
	if _, err := v.Value(); err == nil {
		t.Error("value without a code goes to SQL")
	}
}

func checkErrors[T value, P pointer[T]](t *testing.T, f family[T]) {
	t.Helper()
	const secret = "Jeanne Exemple"
	for _, parse := range []func(string) (T, error){f.parse, f.find} {
		v, err := parse(secret)
		pe, ok := errors.AsType[*roles.ParseError](err)
		if !ok || v.String() != "(not stated)" || pe.List != f.list {
			t.Fatalf("%v %v", v, err)
		}
		if !errors.Is(err, roles.ProblemUnknown) || !errors.Is(err, f.unknown) || errors.Is(err, roles.ProblemEmpty) || errors.Is(err, roles.CodeEmpty) || errors.Is(err, sql.ErrNoRows) {
			t.Errorf("%v matches the wrong targets", err)
		}
		fault := pe.Fault("situation.x")
		if strings.Contains(err.Error()+fault.Error(), secret) || fault.Code() != f.unknown || fault.Path() != "situation.x" {
			t.Errorf("%v, %v", err, fault)
		}
		if _, err := parse(""); !errors.Is(err, roles.ProblemEmpty) || !errors.Is(err, roles.CodeEmpty) {
			t.Errorf("empty text: %v", err)
		}
	}
	if _, err := f.find(" \t"); !errors.Is(err, roles.ProblemEmpty) {
		t.Errorf("blank text: %v", err)
	}
	if _, err := f.find(strings.Repeat("a", 5000)); !errors.Is(err, roles.ProblemUnknown) {
		t.Errorf("long text: %v", err)
	}
	// A failed read leaves nothing of what was there.
	var first T
	for v := range f.all {
		first = v
		break
	}
	for _, read := range []func(P) error{
		func(p P) error { return p.UnmarshalText([]byte(secret)) },
		func(p P) error { return p.Scan(secret) },
		func(p P) error { return p.Scan(313) },
	} {
		v := first
		if err := read(&v); err == nil || !v.IsZero() || strings.Contains(err.Error(), secret) {
			t.Errorf("%v %v", v, err)
		}
	}
	for _, src := range []any{nil, "", []byte(nil)} {
		v := first
		if err := P(&v).Scan(src); err != nil || !v.IsZero() {
			t.Errorf("scan %v: %v %v", src, v, err)
		}
	}
}

func TestCounts(t *testing.T) {
	perList := map[roles.List]int{}
	var j121, j106, j108, j116, j126, six, after int
	for p := range roles.Professions() {
		perList[p.List()]++
		j121 += btoi(p.InJ121())
		j106 += btoi(p.InJ106())
		j108 += btoi(p.InJ108())
	}
	for r := range roles.Roles() {
		j116 += btoi(r.InJ116())
		six += btoi(r.IsRPPSPlus())
	}
	for s := range roles.Sectors() {
		j126 += btoi(s.InJ126())
	}
	for r := range roles.RPPSPlusRoles() {
		after += btoi(r.IsRPPSPlus() && r.InJ116())
	}
	for range roles.RPPSPlusRoles() {
		break
	}
	want := map[roles.List]int{roles.ListR85: 80, roles.ListG15: 30, roles.ListR94: 26, roles.ListR95: 10, roles.ListR291: 2, roles.ListR96: 10, roles.ListR21: 57}
	for l, n := range want {
		if perList[l] != n {
			t.Errorf("%v: %d codes, want %d", l, perList[l], n)
		}
	}
	if got := []int{j121, j106, j108, j116, j126, six, after}; !slices.Equal(got, []int{60, 29, 122, 8, 32, 6, 6}) {
		t.Errorf("J121, J106, J108, J116, J126, the six, the six again: %v", got)
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestLists(t *testing.T) {
	n := 0
	for l := roles.ListR85; l.Name() != ""; l++ {
		n++
		if !strings.HasPrefix(l.Name(), l.Key()+"-") || l.OID() == "" || len(l.Version()) != 14 || l.String() != l.Name() {
			t.Errorf("%v: %q %q %q", l, l.Key(), l.OID(), l.Version())
		}
		for _, id := range []string{l.Name(), l.Key(), l.OID(), "urn:oid:" + l.OID(), l.URL()} {
			if got, ok := roles.ListOf(id); got != l || !ok {
				t.Errorf("ListOf(%q) = %v", id, got)
			}
		}
		roundTrip(t, l)
	}
	if n != 13 {
		t.Errorf("%d lists: a new one is counted here, and its type is entered in TestFamilies", n)
	}
	if got := roles.ListR85.URL(); got != "https://mos.esante.gouv.fr/NOS/TRE_R85-RolePriseCharge/FHIR/TRE-R85-RolePriseCharge" {
		t.Error(got)
	}
	if l := roles.List(0); l.String() != "(not stated)" || l.Name() != "" || l.Key() != "" || l.URL() != "" || l.OID() != "" {
		t.Error("zero list")
	}
	if l := roles.List(99); l.String() != "(no such value: 99)" || l.Name() != "" || l.Version() != "" {
		t.Error(l)
	}
	for _, id := range []string{"", "TRE_R66", "-"} {
		if l, ok := roles.ListOf(id); ok {
			t.Errorf("ListOf(%q) = %v", id, l)
		}
	}
}

// roundTrip checks the text form of a named enumeration.
func roundTrip[T interface {
	~uint8
	fmt.Stringer
	encoding.TextMarshaler
}, P interface {
	*T
	encoding.TextUnmarshaler
}](t *testing.T, v T) {
	t.Helper()
	b, err := v.MarshalText()
	var back T
	if e := P(&back).UnmarshalText(b); err != nil || e != nil || back != v {
		t.Errorf("%v: %s %v %v", v, b, err, e)
	}
	if v != 0 && string(b) != v.String() {
		t.Errorf("%v marshals as %s", v, b)
	}
	back = v
	if err := P(&back).UnmarshalText([]byte("what")); err == nil || back != 0 {
		t.Errorf("unknown text gives %v", back)
	}
	if _, err := T(255).MarshalText(); err == nil || T(255).String() != "(no such value: 255)" {
		t.Errorf("255 of %T", v)
	}
	if T(0).String() != "(not stated)" {
		t.Errorf("zero of %T", v)
	}
}

func TestNamedEnumerations(t *testing.T) {
	for v := range roles.KindOther + 1 {
		roundTrip(t, v)
	}
	for v := range roles.StatusEnded + 1 {
		roundTrip(t, v)
	}
	for v := range roles.ChannelNone + 1 {
		roundTrip(t, v)
	}
	for p := roles.Problem(0); p <= roles.ProblemAmbiguous; p++ {
		if !strings.HasPrefix(p.Error(), "roles: ") {
			t.Error(p)
		}
	}
}

func TestRules(t *testing.T) {
	rules := roles.Rules()
	seen := map[rule.Code]bool{}
	for _, r := range rules {
		if seen[r.Code] || !strings.HasPrefix(string(r.Code), "NOS-") || r.Area != rule.AreaNomenclature || r.Severity == 0 || r.Evidence == 0 ||
			r.Source == "" || r.Title.FR == "" || r.Title.EN == "" || r.Message.FR == "" || r.Message.EN == "" {
			t.Errorf("%+v", r)
		}
		seen[r.Code] = true
	}
	if len(rules) != 13 {
		t.Errorf("%d rules: count a new one here", len(rules))
	}
	rules[0].Code = "CHANGED"
	if roles.Rules()[0].Code == "CHANGED" {
		t.Error("the table of rules can be changed from outside")
	}
}

// TestBoundaries states the dates that decide most often.
func TestBoundaries(t *testing.T) {
	for _, c := range []struct {
		code, day string
		want      roles.Status
	}{
		{"318", "2020-06-25", roles.StatusNotYet},
		{"318", "2020-06-26", roles.StatusValid},
		{"318", "2025-12-21", roles.StatusValid},
		{"318", "2025-12-22", roles.StatusEnded},
		{"323", "2025-12-22", roles.StatusEnded},
		{"364", "2026-11-01", roles.StatusValid},
		{"364", "2026-11-02", roles.StatusEnded},
		{"350", "2025-03-27", roles.StatusValid},
		{"372", "2025-03-27", roles.StatusNotYet},
		{"372", "2025-03-28", roles.StatusValid},
		{"375", "2026-03-29", roles.StatusNotYet},
		{"379", "2026-05-05", roles.StatusValid},
		{"35", "2024-12-12", roles.StatusValid},
		{"35", "2024-12-13", roles.StatusEnded},
		{"10", "2000-12-13", roles.StatusValid},
	} {
		p, err := roles.ParseProfession(c.code)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.At(date(c.day)); got != c.want {
			t.Errorf("%s on %s: %v, want %v", c.code, c.day, got, c.want)
		}
	}
	if roles.GENR13.At(date("2023-07-27")) != roles.StatusNotYet || roles.GENR13.At(date("2023-07-28")) != roles.StatusValid {
		t.Error("GENR13 begins on 2023-07-28")
	}
	if roles.CategoryFonctionnaire.At(date("2026-02-22")) != roles.StatusValid || roles.CategoryFonctionnaire.At(date("2026-02-23")) != roles.StatusEnded {
		t.Error("category F ends on 2026-02-23")
	}
	if roles.ModeIndirect.At(date("2026-02-01")) != roles.StatusNotYet {
		t.Error("mode I begins on 2026-02-02")
	}
	// The code that ended the day it began was valid on no day.
	psy, err := roles.ParseProfessionIn(roles.ListG15, "93")
	if err != nil || psy.At(date("2021-12-16")) != roles.StatusNotYet || psy.At(date("2021-12-17")) != roles.StatusEnded {
		t.Error("TRE_G15 93", err)
	}
	if (roles.Validity{}).At(date("2026-01-01")) != 0 {
		t.Error("the zero validity says something")
	}
}

func TestCheckAt(t *testing.T) {
	day := date("2026-01-15")
	for _, c := range []struct {
		v    roles.Coded
		code rule.Code
		in   string
	}{
		{roles.MetierAuxiliaireVieSociale, roles.CodeSuccessor, "328"},
		{roles.MetierAideMedicoPsychologique, roles.CodeSuccessor, "328"},
		{roles.Profession(350), roles.CodeEnded, "2025-03-28"},
		{roles.MetierConseillerConjugalFamilial, roles.CodeNotYet, "2026-03-30"},
		{roles.GENR05, roles.CodeEnded, "2020-06-26"},
		{roles.ModeIndirect, roles.CodeNotYet, "2026-02-02"},
	} {
		f, ok := roles.CheckAt(c.v, day, "p")
		if !ok || f.Code() != c.code || !strings.Contains(f.Error(), c.in) || f.Severity() != rule.Error {
			t.Errorf("%v: %v", c.v, f)
		}
	}
	if f, ok := roles.CheckAt(roles.MetierAideSoignant, day, "p"); ok {
		t.Error(f)
	}
}

func TestAllocations(t *testing.T) {
	for name, f := range map[string]func(){
		"ParseProfession":   func() { _, _ = roles.ParseProfession("FON-29") },
		"ParseProfessionIn": func() { _, _ = roles.ParseProfessionIn(roles.ListG15, "93") },
		"ParseRole":         func() { _, _ = roles.ParseRole("GENR11") },
		"ParseCategory":     func() { _, _ = roles.ParseCategory("M") },
		"ParseSector":       func() { _, _ = roles.ParseSector("SA41") },
		"At":                func() { _ = roles.MetierAideSoignant.At(civil.MustNew(2026, 1, 1)) },
		"Code":              func() { _ = roles.MetierAideSoignant.Code() },
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}

// TestParseErrorOfNoList: a number that is no list does not break the text of an
// error.
func TestParseErrorOfNoList(t *testing.T) {
	for l := range 256 {
		e := roles.ParseError{List: roles.List(l), Problem: roles.ProblemUnknown}
		if e.Fault("x").Code() == "" || e.Error() == "" {
			t.Errorf("list %d: %v", l, e.Fault("x"))
		}
	}
}

// TestUnknownNamesCodes: what is said of a word that is no code names those that may
// be given, as long as they are few.
func TestUnknownNamesCodes(t *testing.T) {
	day := civil.MustNew(2026, 11, 27)
	check := func(err error, codes []string) {
		t.Helper()
		var e *roles.ParseError
		if !errors.As(err, &e) || len(codes) == 0 {
			t.Fatal(err, codes)
		}
		for _, code := range codes {
			f := e.Fault("")
			for _, tag := range []language.Tag{language.French, language.English} {
				if text := f.Message(tag); !strings.Contains(text, " "+code) && !strings.Contains(text, "("+code) {
					t.Errorf("%s is not in %q", code, text)
				}
			}
		}
	}
	_, category := roles.FindCategory("Titulaire")
	check(category, inForce(roles.Categories(), day))
	_, mode := roles.FindPracticeMode("Intérim")
	check(mode, inForce(roles.PracticeModes(), day))
	_, reason := roles.FindEndReason("Démission")
	check(reason, inForce(roles.EndReasons(), day))
	_, liberal := roles.FindLiberalActivity("Domicile")
	types := inForce(roles.LiberalActivities(), day)
	check(liberal, []string{types[0], types[len(types)-1]})
}

func inForce[C roles.Coded](all iter.Seq[C], day civil.Date) (codes []string) {
	for c := range all {
		if c.Validity().At(day) == roles.StatusValid {
			codes = append(codes, c.Code())
		}
	}
	return codes
}

// TestAbbreviations: those that the definitions of TRE_R85 give; of two letters none, as
// they stand for too much.
func TestAbbreviations(t *testing.T) {
	for text, want := range map[string]string{"AES": "328", "TISF": "319", "cesf": "320", "EJE": "325", "ETS": "327", "AVS": "318", "AMP": "323", "ES": "", "AS": "", "ME": ""} {
		p, err := roles.FindProfession(text)
		if got := p.Code(); got != want && (want != "" || err == nil) {
			t.Errorf("%s: %q, %v", text, got, err)
		}
	}
}

// TestOutsideCare: the codes whose definitions say that the activity is no care, written
// here once more.
func TestOutsideCare(t *testing.T) {
	t.Parallel()
	for r := range roles.Roles() {
		if want := r.Code() == "GENR04" || r.Code() == "GENR05"; r.OutsideCare() != want {
			t.Errorf("%s: %v", r.Code(), !want)
		}
	}
	for p := range roles.Professions() {
		if want := p.Code() == "FON-19"; p.OutsideCare() != want {
			t.Errorf("%s: %v", p.Code(), !want)
		}
	}
	if roles.Role(0).OutsideCare() || roles.Profession(0).OutsideCare() {
		t.Error("not stated")
	}
}
