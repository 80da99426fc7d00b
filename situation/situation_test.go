package situation_test

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

var (
	_ encoding.TextMarshaler   = situation.ID{}
	_ encoding.TextUnmarshaler = (*situation.ID)(nil)
	_ encoding.TextMarshaler   = situation.Source(0)
	_ encoding.TextUnmarshaler = (*situation.Source)(nil)
	_ fmt.Formatter            = situation.Situation{}
	_ slog.LogValuer           = situation.Situation{}
)

var day = civil.MustNew(2026, 6, 15)

// slowOpenAt is the documentation of OpenAt read aloud: each answer has its
// own conditions, in the order in which they are looked at.
func slowOpenAt(p situation.Policy, s situation.Situation, day civil.Date) situation.Openness {
	if day.IsZero() {
		return situation.DayNotStated
	}
	hasStart, hasEnd, hasSeen := !s.Start.IsZero(), !s.End.IsZero(), !s.SeenOn.IsZero()
	start, end, seen, asked := s.Start.Ordinal(), s.End.Ordinal(), s.SeenOn.Ordinal(), day.Ordinal()

	if hasStart && hasEnd && end < start {
		return situation.DatesReversed
	}
	if hasStart && asked < start {
		return situation.NotStarted
	}
	if hasEnd {
		lastOpenDay := end
		if p.LastDay == situation.LastDayExcluded {
			lastOpenDay = end - 1
		}
		if asked > lastOpenDay {
			return situation.Ended
		}
	}
	if hasStart {
		return situation.Open
	}
	listed := hasSeen &&
		(s.Source == situation.SourceUserinfo || s.Source == situation.SourceExtraction)
	if listed && p.Presence == situation.PresenceCounts {
		if seen == asked {
			return situation.OpenByPresence
		}
		return situation.SeenOtherDay
	}
	return situation.DatesUnknown
}

// Every combination of dates not stated, before, on and after the day, three
// days deep on both sides, so that the four stand in every order, under every policy.
func TestOpenAtEveryCombination(t *testing.T) {
	dates := []civil.Date{{}, day.AddDays(-3), day.AddDays(-2), day.AddDays(-1), day, day.AddDays(1), day.AddDays(2), day.AddDays(3)}
	seen := map[situation.Openness]int{}
	for _, start := range dates {
		for _, end := range dates {
			for _, seenOn := range dates {
				for i := range 2 * (int(situation.SourceEmployer) + 2) {
					// Every source, one beyond the list included.
					asked := []civil.Date{{}, day}[i%2]
					s := situation.Situation{Start: start, End: end, SeenOn: seenOn, Source: situation.Source(i / 2)}
					for _, p := range []situation.Policy{
						{},
						{Presence: situation.PresenceIgnored},
						{LastDay: situation.LastDayExcluded},
						{Presence: situation.PresenceIgnored, LastDay: situation.LastDayExcluded},
					} {
						want := slowOpenAt(p, s, asked)
						got := p.OpenAt(&s, asked)
						if got != want {
							t.Errorf("start %v, end %v, seen %v, policy %v, asked %v: %v, want %v", start, end, seenOn, p, asked, got, want)
						}
						if p == (situation.Policy{}) && s.OpenAt(asked) != got {
							t.Errorf("start %v, end %v, seen %v: the method without a policy differs", start, end, seenOn)
						}
						seen[got]++
					}
				}
			}
		}
	}
	for o := situation.Open; o <= situation.DayNotStated; o++ {
		if seen[o] == 0 {
			t.Errorf("%v never comes out", o)
		}
	}
	if seen[0] != 0 {
		t.Error("an answer that is not stated")
	}
}

// The cases that people argue about, one by one.
func TestOpenAt(t *testing.T) {
	var (
		standard = situation.Policy{}
		ignored  = situation.Policy{Presence: situation.PresenceIgnored}
		excluded = situation.Policy{LastDay: situation.LastDayExcluded}
	)
	for _, c := range []struct {
		name             string
		policy           situation.Policy
		start, end, seen string
		want             situation.Openness
	}{
		{"nothing stated", standard, "", "", "", situation.DatesUnknown},
		{"start in the past", standard, "2020-01-01", "", "", situation.Open},
		{"starts today", standard, "2026-06-15", "", "", situation.Open},
		{"starts tomorrow", standard, "2026-06-16", "", "", situation.NotStarted},
		{"starts tomorrow, and seen today", standard, "2026-06-16", "", "2026-06-15", situation.NotStarted},
		{"ends today", standard, "2020-01-01", "2026-06-15", "", situation.Open},
		{"ends today, last day excluded", excluded, "2020-01-01", "2026-06-15", "", situation.Ended},
		{"ends tomorrow, last day excluded", excluded, "2020-01-01", "2026-06-16", "", situation.Open},
		{"ended yesterday", standard, "2020-01-01", "2026-06-14", "", situation.Ended},
		{"ended yesterday, and seen today", standard, "", "2026-06-14", "2026-06-15", situation.Ended},
		{"ends today, and seen today, last day excluded", excluded, "", "2026-06-15", "2026-06-15", situation.Ended},
		{"of one day", standard, "2026-06-15", "2026-06-15", "", situation.Open},
		{"of one day, last day excluded", excluded, "2026-06-15", "2026-06-15", "", situation.Ended},
		{"reversed, both past", standard, "2020-01-02", "2020-01-01", "2026-06-15", situation.DatesReversed},
		{"reversed around today", standard, "2027-01-01", "2020-01-01", "", situation.DatesReversed},
		{"seen today", standard, "", "", "2026-06-15", situation.OpenByPresence},
		{"seen today, presence ignored", ignored, "", "", "2026-06-15", situation.DatesUnknown},
		{"seen yesterday", standard, "", "", "2026-06-14", situation.SeenOtherDay},
		{"seen tomorrow", standard, "", "", "2026-06-16", situation.SeenOtherDay},
		{"seen yesterday, presence ignored", ignored, "", "", "2026-06-14", situation.DatesUnknown},
		{"seen yesterday, end to come", standard, "", "2026-12-31", "2026-06-14", situation.SeenOtherDay},
		{"seen yesterday, ended yesterday", standard, "", "2026-06-14", "2026-06-14", situation.Ended},
		{"seen today, end to come", standard, "", "2026-12-31", "2026-06-15", situation.OpenByPresence},
		{"end to come, never seen", standard, "", "2026-12-31", "", situation.DatesUnknown},
		{"a presence of no list", situation.Policy{Presence: 9}, "", "", "2026-06-15", situation.DatesUnknown},
	} {
		s := situation.Situation{Start: date(t, c.start), End: date(t, c.end), SeenOn: date(t, c.seen), Source: situation.SourceUserinfo}
		if got := c.policy.OpenAt(&s, day); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func date(t *testing.T, s string) (d civil.Date) {
	t.Helper()
	if err := d.UnmarshalText([]byte(s)); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestOpenness(t *testing.T) {
	for o, want := range map[situation.Openness]struct {
		open         bool
		name, fr, en string
	}{
		0:                        {false, "(not stated)", "non renseigné", "not stated"},
		situation.Open:           {true, "open", "ouverte à cette date", "open on that date"},
		situation.OpenByPresence: {true, "open-by-presence", "sans date, mais présente dans la source ce jour-là", "without dates, but listed by its source on that day"},
		situation.NotStarted:     {false, "not-started", "pas encore commencée", "not started yet"},
		situation.Ended:          {false, "ended", "terminée", "ended"},
		situation.DatesUnknown:   {false, "dates-unknown", "dates inconnues", "dates unknown"},
		situation.SeenOtherDay:   {false, "seen-other-day", "sans date, présente dans la source un autre jour", "without dates, listed by its source on another day"},
		situation.DatesReversed:  {false, "dates-reversed", "fin antérieure au début", "end before start"},
		situation.DayNotStated:   {false, "day-not-stated", "date de la question non renseignée", "the date asked about is not stated"},
	} {
		if o.IsOpen() != want.open || o.String() != want.name || o.Explain(language.French) != want.fr || o.Explain(language.BritishEnglish) != want.en {
			t.Errorf("%d: %t, %s, %s", o, o.IsOpen(), o, o.Explain(language.French))
		}
		if o.Explain(language.German) != want.fr || o.Explain(language.Und) != want.fr {
			t.Errorf("%d: other languages are not in French", o)
		}
	}
	for _, o := range []situation.Openness{situation.SeenOtherDay + 1, 255} {
		if o.IsOpen() || o.Explain(language.French) != "non renseigné" || o.String() != fmt.Sprintf("(no such value: %d)", uint8(o)) {
			t.Errorf("beyond the last: %s", o)
		}
	}
}

func TestID(t *testing.T) {
	u := [16]byte{0x0b, 0x0e, 0x5b, 0x0a, 0x6d, 0x0c, 0x4c, 0x1e, 0x9a, 0x53, 0x0d, 0x2f, 0x6f, 0x3a, 0x1c, 0x9e}
	// A named array, as of the uuid packages, is taken as it is.
	type UUID [16]byte
	for _, c := range []struct {
		id   situation.ID
		text string
	}{
		{situation.UUID(u), "0b0e5b0a-6d0c-4c1e-9a53-0d2f6f3a1c9e"},
		{situation.UUID(UUID(u)), "0b0e5b0a-6d0c-4c1e-9a53-0d2f6f3a1c9e"},
		{situation.UUID([16]byte{}), "00000000-0000-0000-0000-000000000000"},
		{situation.UUID([16]byte{15: 1}), "00000000-0000-0000-0000-000000000001"},
		{situation.DirectoryID("005-1234567-890"), "005-1234567-890"},
		{situation.DirectoryID("é \"<x>"), "é \"<x>"},
	} {
		if c.id.IsZero() || c.id.String() != c.text || fmt.Sprint(c.id) != c.text {
			t.Errorf("%s: %s", c.text, c.id)
		}
		b, err := c.id.MarshalText()
		var back situation.ID
		if err2 := back.UnmarshalText(b); err != nil || err2 != nil || string(b) != c.text || back != c.id {
			t.Errorf("%s: text %s, %v, %v", c.text, b, err, err2)
		}
		j, err := json.Marshal(map[situation.ID]situation.ID{c.id: c.id})
		var m map[situation.ID]situation.ID
		if err2 := json.Unmarshal(j, &m); err != nil || err2 != nil || m[c.id] != c.id {
			t.Errorf("%s: JSON %s, %v, %v", c.text, j, err, err2)
		}
	}
	if situation.UUID(u) != situation.DirectoryID("0b0e5b0a-6d0c-4c1e-9a53-0d2f6f3a1c9e") {
		t.Error("a UUID differs from its text")
	}
	zero := situation.DirectoryID("")
	b, err := zero.MarshalText()
	if !zero.IsZero() || zero != (situation.ID{}) || zero.String() != "(not stated)" || err != nil || b == nil || len(b) != 0 {
		t.Errorf("zero: %s %q, %v", zero, b, err)
	}
	id := situation.UUID(u)
	if err := id.UnmarshalText(nil); err != nil || !id.IsZero() {
		t.Errorf("the empty text leaves %s, %v", id, err)
	}
}

func TestSource(t *testing.T) {
	for s, want := range map[situation.Source]string{
		situation.SourceUserinfo: "userinfo", situation.SourceExtraction: "extraction",
		situation.SourceFHIR: "fhir", situation.SourceEmployer: "employer",
	} {
		b, err := s.MarshalText()
		if err != nil || string(b) != want || s.String() != want {
			t.Errorf("%s: %s, %v", want, b, err)
		}
		var back situation.Source
		if err := back.UnmarshalText(b); err != nil || back != s {
			t.Errorf("%s: back %v, %v", want, back, err)
		}
	}
	for s, want := range map[situation.Source]string{0: "(not stated)", 5: "(no such value: 5)", 255: "(no such value: 255)"} {
		if b, err := s.MarshalText(); (err == nil) != (s == 0) || (b == nil) == (s == 0) || len(b) != 0 || s.String() != want {
			t.Errorf("%d: %s %q, %v", uint8(s), s, b, err)
		}
	}
	for _, text := range []string{"Userinfo", "userinfo ", "(not stated)", "1", "MARKER"} {
		s := situation.SourceFHIR
		err := s.UnmarshalText([]byte(text))
		if !errors.Is(err, situation.CodeSourceUnknown) || s != 0 || strings.Contains(err.Error(), "MARKER") {
			t.Errorf("%q: %v, %v", text, s, err)
		}
		if f, ok := rule.AsFault(err); !ok || f.Path() != "source" {
			t.Errorf("%q: %v", text, err)
		}
	}
	s := situation.SourceFHIR
	if err := s.UnmarshalText(nil); err != nil || s != 0 {
		t.Errorf("the empty text: %v, %v", s, err)
	}
}

func TestRules(t *testing.T) {
	rules := situation.Rules()
	seen := map[rule.Code]bool{}
	for _, r := range rules {
		if !strings.HasPrefix(string(r.Code), "SIT-") || seen[r.Code] {
			t.Errorf("code %s: form, or twice", r.Code)
		}
		seen[r.Code] = true
		if r.Area != rule.AreaSituation || r.Severity == 0 || r.Evidence == 0 || r.Source == "" ||
			r.Title.FR == "" || r.Title.EN == "" || r.Message.FR == "" || r.Message.EN == "" {
			t.Errorf("%s: something is not stated", r.Code)
		}
	}
	if !seen[situation.CodeSourceUnknown] || len(rules) != 12 {
		t.Errorf("%d rules", len(rules))
	}
	rules[0].Code = "changed"
	if situation.Rules()[0].Code == "changed" {
		t.Error("the table can be changed from outside")
	}
}

// full states every field, with markers in every text and date that says
// something about a person or a place.
func full() situation.Situation {
	return situation.Situation{
		ID: situation.DirectoryID("MARKERid"),
		Structure: rpps.Structure{
			SIRET:     rpps.MustParseSIRET("99900077100017"),
			RPPSRang:  rpps.MustParseRPPSRang("99700007778019"),
			Technical: rpps.MustParseTechnicalID("R10100000249227"),
			Name:      "MARKERname", TradeName: "MARKERtrade",
			Kind: rpps.ESMS, Sector: roles.SA17,
			Stated: rpps.StatedStructure{SIRET: "MARKERsiret", Sector: "MARKERsector"},
		},
		Role: roles.RoleCare, Profession: roles.ProfessionARole, Function: roles.MetierAideSoignant,
		Category: roles.CategoryCivil, Mode: roles.ModeLiberal, LiberalActivity: roles.LiberalCabinet,
		Start: civil.MustNew(2019, 3, 17), End: civil.MustNew(2029, 8, 23), EndReason: roles.EndOther,
		Source: situation.SourceEmployer, SeenOn: civil.MustNew(2021, 4, 19),
		Stated: situation.Stated{Role: "MARKERrole", Profession: "MARKERprofession", Function: "MARKERfunction", Category: "MARKERcategory", Mode: "MARKERmode"},
	}
}

var markers = []string{
	"MARKER", "99900077100017", "999000771", "99700007778", "10100000249227",
	"2019-03-17", "2029-08-23", "2021-04-19", "17/03/2019",
}

// dayNumber is the start as the number that a Date holds: a number of its own,
// not six digits of an address.
var dayNumber = regexp.MustCompile(`(^|[^0-9a-fA-F])0*737135([^0-9a-fA-F]|$)`)

func checkMasked(t *testing.T, where, out string) {
	t.Helper()
	if dayNumber.MatchString(out) {
		t.Errorf("%s shows a date: %s", where, out)
	}
	for _, m := range markers {
		for _, form := range []string{m, fmt.Sprintf("%x", m), fmt.Sprintf("%X", m), fmt.Sprintf("% x", m)} {
			if strings.Contains(out, form) {
				t.Errorf("%s shows %s: %s", where, m, out)
			}
		}
	}
}

// No printer that asks the value shows more than the codes.
func TestPrivacy(t *testing.T) {
	const text = "Situation(role GENR11, profession 99, function 313, source employer)"
	s := full()
	if s.String() != text {
		t.Errorf("prints %s", s.String())
	}
	if got := (situation.Situation{}).String(); got != "Situation(role (not stated), profession (not stated), function (not stated), source (not stated))" {
		t.Errorf("zero prints %s", got)
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%X", "%o", "%b", "%c", "%U", "%e", "%g", "%t", "%T", "%90v", "%-90s", "% x", "%#x", "%+q", "%.3s", "%z", "%!"} {
		for where, v := range map[string]any{
			"value": s, "pointer": &s, "slice": []situation.Situation{s}, "pointers": [1]*situation.Situation{&s},
			"map": map[string]situation.Situation{"k": s}, "any": []any{s, &s},
			"field":    struct{ S situation.Situation }{s},
			"pointer2": &struct{ S any }{&s},
			"embedded": struct{ situation.Situation }{s},
		} {
			checkMasked(t, verb+" of "+where, fmt.Sprintf(verb, v))
		}
		if verb != "%T" && verb != "%!" {
			if got := fmt.Sprintf(verb, s); got != text {
				t.Errorf("%s prints %s", verb, got)
			}
		}
	}
	checkMasked(t, "an error", fmt.Errorf("denied: %v: %w", s, errors.New("x")).Error())

	var b bytes.Buffer
	for _, h := range []slog.Handler{slog.NewTextHandler(&b, nil), slog.NewJSONHandler(&b, nil)} {
		slog.New(h).With("with", s).WithGroup("g").Info("m", "value", s, "pointer", &s, slog.Group("h", "in", s))
	}
	slog.New(slog.NewTextHandler(&b, nil)).Info("m", "slice", []situation.Situation{s}, "map", map[int]*situation.Situation{1: &s}, "struct", struct{ S situation.Situation }{s})
	checkMasked(t, "slog", b.String())
	if n := strings.Count(b.String(), "GENR11"); n < 8 {
		t.Errorf("slog shows the role %d times: %s", n, b.String())
	}
	var nothing *situation.Situation
	if out := fmt.Sprintf("%v %+v %s", nothing, nothing, nothing); strings.Contains(out, "PANIC") {
		t.Errorf("a nil pointer: %s", out)
	}
}

// What masking cannot do, so that nobody believes it can.
func TestPrivacyLimits(t *testing.T) {
	s := full()
	if out := fmt.Sprintf("%v", struct{ s situation.Situation }{s}); !strings.Contains(out, "MARKER") {
		t.Errorf("fmt now asks unexported fields: say so in the documentation: %s", out)
	}
	var b bytes.Buffer
	slog.New(slog.NewJSONHandler(&b, nil)).Info("m", "slice", []situation.Situation{s})
	if !strings.Contains(b.String(), "MARKER") {
		t.Errorf("the JSON handler now asks the elements of a slice: say so in the documentation: %s", b.String())
	}
}

func TestJSON(t *testing.T) {
	const want = `{"id":"MARKERid",` +
		`"structure":{"siret":"99900077100017","rppsRang":"99700007778019","technicalId":"R10100000249227",` +
		`"name":"MARKERname","tradeName":"MARKERtrade","kind":"ESMS","sector":"SA17","stated":{"siret":"MARKERsiret","sector":"MARKERsector"}},` +
		`"role":"GENR11","profession":"99","function":"313","category":"C","mode":"L","liberalActivity":"ACT-LIB-06",` +
		`"start":"2019-03-17","end":"2029-08-23","endReason":"AUT","source":"employer","seenOn":"2021-04-19",` +
		`"stated":{"role":"MARKERrole","profession":"MARKERprofession","function":"MARKERfunction","category":"MARKERcategory","mode":"MARKERmode"}}`
	s := full()
	b, err := json.Marshal(s)
	if err != nil || string(b) != want {
		t.Errorf("JSON\n%s, %v, want\n%s", b, err, want)
	}
	var back situation.Situation
	if err := json.Unmarshal(b, &back); err != nil || back != s {
		t.Errorf("comes back as %s, %v", mustJSON(t, back), err)
	}
	if b := mustJSON(t, situation.Situation{}); b != `{}` {
		t.Errorf("zero: %s", b)
	}
	// Two professions of two lists share the code 93, and come back apart.
	for p := range roles.Professions() {
		s := situation.Situation{Profession: p, Function: p}
		var back situation.Situation
		if err := json.Unmarshal([]byte(mustJSON(t, s)), &back); err != nil || back != s {
			t.Errorf("%s: %v", mustJSON(t, s), err)
		}
	}
	for _, bad := range []string{
		`{"role":"GENR77"}`, `{"profession":"0"}`, `{"source":"press"}`, `{"start":"15/06/2026"}`, `{"end":"2026-02-30"}`,
		`{"structure":{"siret":"99900077100018"}}`, `{"structure":{"kind":"EHPAD"}}`, `{"structure":{"sector":"SA99"}}`, `{"id":7}`,
	} {
		var s situation.Situation
		if err := json.Unmarshal([]byte(bad), &s); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// A situation is a value: comparable, and a map key.
func TestComparable(t *testing.T) {
	m := map[situation.Situation]int{full(): 1, {}: 2}
	if a, b := full(), full(); m[a] != 1 || m[situation.Situation{}] != 2 || a != b {
		t.Error("two equal situations differ")
	}
}

func TestNoAllocs(t *testing.T) {
	s := full()
	p := situation.Policy{LastDay: situation.LastDayExcluded}
	if n := testing.AllocsPerRun(100, func() { _, _ = s.OpenAt(day), p.OpenAt(&s, day) }); n != 0 {
		t.Errorf("OpenAt: %v allocations", n)
	}
}

// TestStatedText: whether something is stated, not what.
func TestStatedText(t *testing.T) {
	for want, s := range map[string]situation.Stated{"(not stated)": {}, "(masked)": {Mode: "SECRET"}} {
		if got := fmt.Sprint(s); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

// TestChoiceTexts: the names of the choices of a policy; a name that is none leaves
// the choice that opens less.
func TestChoiceTexts(t *testing.T) {
	var p situation.Policy
	if err := json.Unmarshal([]byte(`{"presence":"ignored","lastDay":"excluded"}`), &p); err != nil || p != (situation.Policy{Presence: situation.PresenceIgnored, LastDay: situation.LastDayExcluded}) {
		t.Fatal(p, err)
	}
	if b, err := json.Marshal(p); err != nil || string(b) != `{"presence":"ignored","lastDay":"excluded"}` {
		t.Error(string(b), err)
	}
	if err := json.Unmarshal([]byte(`{"presence":"counts"}`), &p); err != nil || p != (situation.Policy{}) {
		t.Error(p, err)
	}
	// Alone, too: read loosely, each would be the default, which opens the last day.
	for _, text := range []string{`{"lastday":"excluded"}`, `{"lastDay":""}`, `{"lastDay":null}`, `{"lastDay":"excluded","lastDay":"included"}`, `null`} {
		p = situation.Policy{}
		if err := json.Unmarshal([]byte(text), &p); !errors.Is(err, situation.CodePolicyUnknown) || p.LastDay == situation.LastDayIncluded {
			t.Error(text, p, err)
		}
	}
	for _, text := range []string{"", "Included", "included ", "1"} {
		if err := p.LastDay.UnmarshalText([]byte(text)); !errors.Is(err, situation.CodePolicyUnknown) || p.LastDay == situation.LastDayIncluded {
			t.Error(text, p.LastDay, err)
		}
		if err := p.Presence.UnmarshalText([]byte(text)); !errors.Is(err, situation.CodePolicyUnknown) || p.Presence == situation.PresenceCounts {
			t.Error(text, p.Presence, err)
		}
	}
	if p.Presence.String() != "(no such value: 255)" || situation.LastDayIncluded.String() != "included" {
		t.Error(p.Presence, situation.LastDayIncluded)
	}
}
