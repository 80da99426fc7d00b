package rpps_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"strings"
	"testing"
	"text/template"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
)

// personMarkers are the texts and numbers of personFull and structureFull that
// may not be seen, and the birth date in the forms that it could take.
var personMarkers = []string{
	"MARKER", "99700007778", "0533100558", "533100558", "7a0e5b0a", "99777", "0639980077", "example.org",
	"1987-11-23", "23/11/1987", "1987", "725698",
	"999000771", "990007775", "990008880", "10100000249227",
}

func checkPersonMasked(t *testing.T, where, out string) {
	t.Helper()
	for _, m := range personMarkers {
		for _, form := range []string{m, fmt.Sprintf("%x", m), fmt.Sprintf("%X", m), fmt.Sprintf("% x", m), fmt.Sprintf("% X", m), strings.Trim(fmt.Sprint([]byte(m)), "[]")} {
			if shows(out, form) {
				t.Errorf("%s shows %s: %s", where, m, out)
			}
		}
	}
}

// shows reports whether out contains a text. A short number counts as a number
// of its own only, whatever zeros stand before it: fmt prints addresses, in which
// any few digits may stand by chance.
func shows(out, text string) bool {
	if len(text) > 6 || strings.Trim(text, "0123456789") != "" {
		return strings.Contains(out, text)
	}
	for rest := out; ; {
		i := strings.Index(rest, text)
		if i < 0 {
			return false
		}
		before := strings.TrimRight(rest[:i], "0")
		if !hexDigit(before, len(before)-1) && !hexDigit(rest, i+len(text)) {
			return true
		}
		rest = rest[i+1:]
	}
}

func hexDigit(s string, i int) bool {
	return i >= 0 && i < len(s) && strings.IndexByte("0123456789abcdefABCDEF", s[i]) >= 0
}

func TestShows(t *testing.T) {
	for out, want := range map[string]bool{
		"1987": true, "x 1987-": true, "{1987 ": true, "0000001987": true, "+1987": true,
		"51987": false, "19870": false, "+51844346198704": false, "c1987": false, "198": false, "": false, "51987 1987": true,
	} {
		if got := shows(out, "1987"); got != want {
			t.Errorf("%q: %v", out, got)
		}
	}
	if !shows("a99700007778b", "99700007778") {
		t.Error("a long number is found anywhere")
	}
}

// personVerbs are the verbs of fmt, some with flags, and some that do not
// exist. For %p and %w see TestPersonPrivacyLimits.
var personVerbs = []string{
	"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%X", "%o", "%O", "%b", "%c", "%U", "%e", "%E", "%f", "%F", "%g", "%G", "%t", "%T",
	"%60v", "%-60s", "%060d", "% x", "% X", "%#x", "%#q", "%+q", "%.3s", "%.1v", "%+d", "%#o", "%#U", "%z", "%!", "%",
}

// personValues are what a program holds of a person, each with what it prints.
func personValues() map[string]struct {
	value any
	text  string
} {
	p, s := personFull(), structureFull()
	return map[string]struct {
		value any
		text  string
	}{
		"Professional": {p, "Professional(id stated, name stated, exercises 2)"},
		"CivilStatus":  {p.CivilStatus, "CivilStatus(masked, certification C)"},
		"Contact":      {p.Contact, "(masked)"},
		"Name":         {p.ExerciseName, "(masked)"},
		"OtherID":      {p.OtherIDs[0], "OtherID(masked)"},
		"OtherID PSI":  {p.OtherIDs[1], "OtherID(masked)"},
		"OtherID text": {p.OtherIDs[2], "OtherID(masked)"},
		"Structure":    {s, "Structure(kind practice, sector SA07, identifier stated)"},
		"BirthPlace":   {p.CivilStatus.BirthPlace, "(masked)"},
		"Stated":       {s.Stated, "(masked)"},
		"Private":      {p.CivilStatus.BirthName, "(masked)"},
		"Exercise":     {p.Exercises[1], "Exercise(profession (not stated), category (not stated))"},
		"stated codes": {p.Exercises[1].Stated, "(masked)"},
	}
}

func personSays(print func(v any) string, v any) map[string]string {
	type hold struct{ X any }
	type pair struct {
		A int
		B any
	}
	return map[string]string{
		"value":   print(v),
		"slice":   print([]any{v, v}),
		"array":   print([1]any{v}),
		"map":     print(map[string]any{"k": v}),
		"struct":  print(hold{v}),
		"pointer": print(&hold{v}),
		"nested":  print(pair{1, []hold{{pair{2, v}}}}),
		"any":     print(&v),
	}
}

func TestPersonPrivacy(t *testing.T) {
	for name, c := range personValues() {
		for _, verb := range personVerbs {
			for where, out := range personSays(func(v any) string { return fmt.Sprintf(verb, v) }, c.value) {
				checkPersonMasked(t, fmt.Sprintf("%s, %s of %s", name, verb, where), out)
			}
			switch verb {
			case "%T", "%!", "%":
			default:
				if got := fmt.Sprintf(verb, c.value); got != c.text {
					t.Errorf("%s: %s prints %s, want %s", name, verb, got, c.text)
				}
			}
		}
		for where, out := range personSays(func(v any) string { return fmt.Sprint(v) + fmt.Sprintln(v) }, c.value) {
			checkPersonMasked(t, name+", Print of "+where, out)
		}
		// One argument too many is printed too.
		for _, format := range []string{"done", "%[2]v"} {
			checkPersonMasked(t, name+" left over", fmt.Sprintf(format, c.value))
		}
		checkPersonMasked(t, name+" in an error", errors.Join(fmt.Errorf("%v: %w", c.value, io.EOF), fmt.Errorf("%+v", c.value)).Error())
		if got := c.value.(fmt.Stringer).String(); got != c.text {
			t.Errorf("%s: String %s", name, got)
		}
	}
}

// Types that are known only by their fields, and pointers, slices and maps of
// the types themselves.
func TestPersonPrivacyTyped(t *testing.T) {
	p, s := personFull(), structureFull()
	type record struct {
		Person *rpps.Professional
		Where  rpps.Structure
		Status []rpps.CivilStatus
		Names  map[string]rpps.Name
		ByName map[rpps.Name]int
		Text   rpps.Private
		Texts  []rpps.Private
		Place  rpps.BirthPlace
	}
	values := map[string]any{
		"*Professional":   &p,
		"[]Professional":  []rpps.Professional{p},
		"[]*Professional": []*rpps.Professional{&p},
		"[]*Structure":    []*rpps.Structure{&s},
		"[]*Name":         []*rpps.Name{&p.ExerciseName},
		"[]*Private":      []*rpps.Private{&p.CivilStatus.BirthName},
		"*CivilStatus":    &p.CivilStatus,
		"*Contact":        &p.Contact,
		"*Name":           &p.ExerciseName,
		"[]OtherID":       p.OtherIDs,
		"*Structure":      &s,
		"[]Structure":     []rpps.Structure{s},
		"map[Structure]":  map[rpps.Structure]bool{s: true},
		"[]Private":       p.CivilStatus.FirstNames,
		"*Private":        &p.CivilStatus.BirthName,
		"map[Private]":    map[rpps.Private]rpps.Private{"MARKERk": "MARKERv"},
		"BirthPlace":      p.CivilStatus.BirthPlace,
		"*BirthPlace":     &p.CivilStatus.BirthPlace,
		"record":          record{&p, s, []rpps.CivilStatus{p.CivilStatus}, map[string]rpps.Name{"k": p.ExerciseName}, map[rpps.Name]int{p.ExerciseName: 1}, "MARKER", []rpps.Private{"MARKER"}, p.CivilStatus.BirthPlace},
		"embedded":        struct{ rpps.Professional }{p},
		"embedded Name":   struct{ rpps.Name }{p.ExerciseName},
		"Exercise":        p.Exercises[0],
	}
	for name, v := range values {
		for _, verb := range personVerbs {
			for where, out := range personSays(func(v any) string { return fmt.Sprintf(verb, v) }, v) {
				checkPersonMasked(t, fmt.Sprintf("%s, %s of %s", name, verb, where), out)
			}
		}
	}
}

func TestPersonPrivacyZero(t *testing.T) {
	for _, c := range []struct {
		value fmt.Stringer
		want  string
	}{
		{rpps.Professional{}, "Professional(id not stated, name not stated, exercises 0)"},
		{rpps.CivilStatus{}, "(not stated)"},
		{rpps.Contact{}, "(not stated)"},
		{rpps.Name{}, "(not stated)"},
		{rpps.OtherID{}, "OtherID(masked)"},
		{rpps.BirthPlace{}, "(not stated)"},
		{rpps.StatedStructure{}, "(not stated)"},
		{rpps.Structure{}, "Structure(kind (not stated), sector (not stated), identifier not stated)"},
		{rpps.Private(""), "(not stated)"},
	} {
		if c.value.String() != c.want || fmt.Sprintf("%v|%+v|%#v|%d", c.value, c.value, c.value, c.value) != strings.Join([]string{c.want, c.want, c.want, c.want}, "|") {
			t.Errorf("%T prints %v", c.value, c.value)
		}
	}
	var p *rpps.Professional
	if out := fmt.Sprintf("%v %+v %s", p, p, p); strings.Contains(out, "PANIC") {
		t.Errorf("a nil pointer: %s", out)
	}
	if got := rpps.Private("MARKER").Reveal(); got != "MARKER" {
		t.Errorf("revealed %s", got)
	}
}

func TestPersonPrivacyLogs(t *testing.T) {
	p := personFull()
	for name, c := range personValues() {
		var b bytes.Buffer
		for _, h := range []slog.Handler{slog.NewTextHandler(&b, nil), slog.NewJSONHandler(&b, nil)} {
			l := slog.New(h).With("with", c.value)
			l.Info("m", "value", c.value, "any", slog.AnyValue(c.value), slog.Group("g", "in", c.value), "err", fmt.Errorf("refused: %v", c.value))
			l.WithGroup("h").Info("m", slog.Any("value", c.value))
		}
		// The text handler prints what holds the value as fmt does.
		for where, v := range map[string]any{"slice": []any{c.value}, "map": map[string]any{"k": c.value}, "struct": struct{ X any }{c.value}, "pointer": &struct{ X any }{c.value}} {
			slog.New(slog.NewTextHandler(&b, nil)).Info("m", where, v)
		}
		log.New(&b, "", 0).Println(c.value, []any{c.value})
		if err := template.Must(template.New("").Parse("{{.}} {{printf \"%v %s %q\" . . .}}")).Execute(&b, c.value); err != nil {
			t.Error(err)
		}
		checkPersonMasked(t, name, b.String())
		if strings.Contains(b.String(), "PANIC") || strings.Contains(b.String(), "panicked") || strings.Contains(b.String(), "!ERROR") {
			t.Errorf("%s: %s", name, b.String())
		}
	}

	// What a log of a person is good for: the professions.
	var b bytes.Buffer
	drop := func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}
	l := slog.New(slog.NewJSONHandler(&b, &slog.HandlerOptions{ReplaceAttr: drop}))
	l.Info("m", "p", p, "pp", &p, "s", structureFull())
	const want = `{"level":"INFO","msg":"m",` +
		`"p":{"id":"IDNPS(masked)","name":"(masked)","profession.0":"60","profession.1":"(not stated)"},` +
		`"pp":{"id":"IDNPS(masked)","name":"(masked)","profession.0":"60","profession.1":"(not stated)"},` +
		`"s":{"kind":"practice","sector":"SA07","identifier":"stated"}}` + "\n"
	if b.String() != want {
		t.Errorf("logged\n%swant\n%s", b.String(), want)
	}
	b.Reset()
	l.Info("m", "p", rpps.Professional{}, "s", rpps.Structure{Sector: roles.SA17})
	if want := `{"level":"INFO","msg":"m","p":{"id":"IDNPS(not stated)","name":"(not stated)"},"s":{"kind":"(not stated)","sector":"SA17","identifier":"not stated"}}` + "\n"; b.String() != want {
		t.Errorf("logged\n%swant\n%s", b.String(), want)
	}
}

// What masking by methods cannot do. Each line is in the documentation of
// Private; when one no longer holds, so much the better: say so there.
func TestPersonPrivacyLimits(t *testing.T) {
	p := personFull()
	shown := func(where, out string) {
		t.Helper()
		if !strings.Contains(out, "MARKER") {
			t.Errorf("%s is masked now: correct the documentation: %s", where, out)
		}
	}
	shown("an unexported field", fmt.Sprintf("%v", struct{ x rpps.Private }{p.CivilStatus.BirthName}))
	shown("a struct in an unexported field", fmt.Sprintf("%v", struct{ x rpps.Professional }{p}))
	// Verbs that fmt refuses before it asks the value.
	type hold struct{ X rpps.Private }
	for _, verb := range []string{"%s", "%q"} {
		shown(verb+" of pointers", fmt.Sprintf(verb, []*hold{{p.CivilStatus.BirthName}}))
	}
	for _, verb := range []string{"%p", "%w"} {
		shown(verb, fmt.Sprintf(verb, p.CivilStatus.BirthName))
		shown(verb, fmt.Sprintf(verb, p))
	}
	var b bytes.Buffer
	l := slog.New(slog.NewJSONHandler(&b, nil))
	for where, v := range map[string]any{
		"slice":  []rpps.Private{p.CivilStatus.BirthName},
		"map":    map[string]rpps.Name{"k": p.ExerciseName},
		"struct": struct{ X rpps.Professional }{p},
	} {
		b.Reset()
		l.Info("m", "v", v)
		shown("slog as JSON, "+where, b.String())
	}
	// Numbers stay hidden even so.
	for _, verb := range []string{"%p", "%w"} {
		if out := fmt.Sprintf(verb, struct{ x rpps.Number }{p.Number}); strings.Contains(out, "99700007778") {
			t.Errorf("%s shows the number: %s", verb, out)
		}
	}
}
