package privacy

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"text/template"
)

// verbs are the verbs of fmt under which each value is printed. %p and %w are
// among the limits.
var verbs = []string{
	"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%X", "%T", "%o", "%b", "%c", "%U", "%e", "%g", "%t",
	"% x", "%#x", "%+q", "%#q", "%40v", "%.3s", "%z", "%!",
}

// contained are the verbs for what holds a value.
var contained = []string{"%v", "%+v", "%#v", "%s", "%x", "%d"}

// A printed text, and how it came.
type printed struct {
	how  string
	text string
}

// A printer prints values in every way that programs do, and searches what
// comes out.
type printer struct {
	buf  bytes.Buffer
	logs bytes.Buffer
	text *slog.Logger
	json *slog.Logger
	page *template.Template
	// held are the containers that were printed last.
	held map[string]any
}

// noTime drops the time of a log line, whose digits are not ours.
func noTime(_ []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}

func newPrinter() *printer {
	p := &printer{page: template.Must(template.New("").Parse("{{.}} {{print .}} {{printf `%v %q` . .}}"))}
	o := &slog.HandlerOptions{ReplaceAttr: noTime}
	p.text, p.json = slog.New(slog.NewTextHandler(&p.logs, o)), slog.New(slog.NewJSONHandler(&p.logs, o))
	return p
}

// A finding is a canary in a text.
type finding struct {
	how  string
	hit  hit
	text string
}

func (f finding) String() string {
	at := max(0, f.hit.at-40)
	end := min(len(f.text), f.hit.at+80)
	if at > end {
		at = 0
	}
	return fmt.Sprintf("%s: %s (%s) in …%q…", f.how, f.hit.canary, f.hit.form, f.text[at:end])
}

// check searches one text.
func (p *printer) check(v reflect.Value, how, text string) (finding, bool) {
	var addresses map[string]bool
	h, ok := canaries.find(text, func(token string) bool {
		if addresses == nil {
			addresses = map[string]bool{}
			seen := map[uintptr]bool{}
			pointers(v, addresses, seen, 0)
			for _, h := range p.held {
				pointers(reflect.ValueOf(h), addresses, seen, 0)
			}
		}
		return addresses[token]
	})
	return finding{how, h, text}, ok
}

// pointers collects the addresses that fmt may print of a value, as it writes
// them.
func pointers(v reflect.Value, out map[string]bool, seen map[uintptr]bool, depth int) {
	if depth > 40 || !v.IsValid() {
		return
	}
	add := func(a uintptr) bool {
		if seen[a] {
			return false
		}
		seen[a] = true
		for _, verb := range []string{"%d", "%x", "0x%x", "%o", "0%o", "0o%o", "%b", "%08b", "uintptr%x", "u%04x"} {
			out[fmt.Sprintf(verb, a)] = true
		}
		return true
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() && add(v.Pointer()) {
			pointers(v.Elem(), out, seen, depth+1)
		}
	case reflect.Map:
		if !v.IsNil() && add(v.Pointer()) {
			for it := v.MapRange(); it.Next(); {
				pointers(it.Key(), out, seen, depth+1)
				pointers(it.Value(), out, seen, depth+1)
			}
		}
	case reflect.Func, reflect.Chan, reflect.UnsafePointer:
		add(v.Pointer())
	case reflect.Slice:
		if v.IsNil() || !add(v.Pointer()) && v.Len() > 0 {
			return
		}
		fallthrough
	case reflect.Array:
		switch v.Type().Elem().Kind() {
		case reflect.Uint8, reflect.Uint16, reflect.Uint64, reflect.Int32, reflect.Int, reflect.String:
			return
		}
		for i := range v.Len() {
			pointers(v.Index(i), out, seen, depth+1)
		}
	case reflect.Interface:
		pointers(v.Elem(), out, seen, depth+1)
	case reflect.Struct:
		for _, field := range v.Fields() {
			pointers(field, out, seen, depth+1)
		}
	}
}

// print prints a value, light or in full, and returns the texts with a canary.
func (p *printer) print(v reflect.Value, full bool) (out []finding) {
	x := v.Interface()
	p.held = nil
	var all []printed
	p.buf.Reset()
	from := 0
	cut := func(how string) {
		all = append(all, printed{how, ""})
		all[len(all)-1].text = strconv.Itoa(from)
		p.buf.WriteString(" | ")
		from = p.buf.Len()
	}
	say := func(how string, verbs []string, a any) {
		for _, verb := range verbs {
			fmt.Fprintf(&p.buf, verb, a)
			cut(verb + how)
		}
	}
	log := func(how string, l *slog.Logger, a any) {
		p.logs.Reset()
		l.Info("m", "v", a)
		l.WithGroup("h").LogAttrs(context.Background(), slog.LevelWarn, "m", slog.Group("g", slog.Any("v", a)))
		l.With("with", a).Info("m")
		p.buf.Write(p.logs.Bytes())
		cut(how)
	}
	logger := logsItself(x)
	if !full {
		say("", []string{"%v", "%+v", "%#v", "%x"}, x)
		p.logs.Reset()
		p.text.Info("m", "v", x)
		if logger {
			p.json.Info("m", "v", x)
		}
		p.buf.Write(p.logs.Bytes())
		cut("slog")
	} else {
		say("", verbs, x)
		fmt.Fprint(&p.buf, x, " | ")
		fmt.Fprintln(&p.buf, x)
		for _, format := range []string{"one argument too many", "%[2]v"} {
			fmt.Fprintf(&p.buf, format, x)
		}
		cut("Print")
		p.held = holders(v)
		for how, h := range p.held {
			say(" of "+how, contained, h)
		}
		log("slog as text", p.text, x)
		log("slog as text of a container", p.text, []any{x})
		if logger {
			log("slog as JSON", p.json, x)
		}
		if err := p.page.Execute(&p.buf, x); err != nil {
			p.buf.WriteString(err.Error())
		}
		cut("template")
	}
	if _, ok := p.check(v, "", p.buf.String()); !ok {
		return nil
	}
	text := p.buf.String()
	for i, a := range all {
		begin, _ := strconv.Atoi(a.text)
		end := len(text)
		if i+1 < len(all) {
			end, _ = strconv.Atoi(all[i+1].text)
		}
		if f, ok := p.check(v, a.how, text[begin:end]); ok {
			out = append(out, f)
		}
	}
	return out
}

// logsItself reports whether the JSON handler of slog asks a value what to
// write. It encodes any other as JSON: an encoding, and a limit of the
// documentation.
func logsItself(x any) bool {
	switch x.(type) {
	case slog.LogValuer, error:
		return true
	}
	return false
}

// holders are what programs hold values in.
func holders(v reflect.Value) map[string]any {
	t := v.Type()
	p := reflect.New(t)
	p.Elem().Set(v)
	s := reflect.MakeSlice(reflect.SliceOf(t), 0, 2)
	s = reflect.Append(s, v, v)
	m := reflect.MakeMap(reflect.MapOf(reflect.TypeFor[string](), t))
	m.SetMapIndex(reflect.ValueOf("k"), v)
	st := reflect.New(reflect.StructOf([]reflect.StructField{{Name: "X", Type: t}, {Name: "P", Type: reflect.PointerTo(t)}, {Name: "A", Type: reflect.TypeFor[any]()}})).Elem()
	st.Field(0).Set(v)
	st.Field(1).Set(p)
	st.Field(2).Set(v)
	out := map[string]any{
		"a pointer": p.Interface(), "a slice": s.Interface(), "a slice of pointers": reflect.Append(reflect.MakeSlice(reflect.SliceOf(p.Type()), 0, 1), p).Interface(),
		"a map": m.Interface(), "a struct": st.Interface(), "a slice of any": []any{v.Interface()},
	}
	if t.Comparable() && v.Comparable() {
		k := reflect.MakeMap(reflect.MapOf(t, reflect.TypeFor[bool]()))
		k.SetMapIndex(v, reflect.ValueOf(true))
		out["a key"] = k.Interface()
	}
	return out
}

// errorTexts prints an error and all that it wraps.
func (p *printer) errorTexts(err error, depth int) (out []finding) {
	if err == nil || depth > 20 {
		return nil
	}
	v := reflect.ValueOf(err)
	var b strings.Builder
	b.WriteString(err.Error())
	for _, verb := range []string{"%v", "%+v", "%#v", "%q", "%x", "%d"} {
		fmt.Fprintf(&b, verb, err)
	}
	b.WriteString(fmt.Errorf("in: %w", errors.Join(err, err)).Error())
	if j, jerr := json.Marshal(err); jerr == nil {
		b.Write(j)
	}
	p.logs.Reset()
	p.text.Error("m", "err", err)
	p.json.Error("m", "err", err)
	b.Write(p.logs.Bytes())
	if f, ok := p.check(v, fmt.Sprintf("error %T", err), b.String()); ok {
		out = append(out, f)
	}
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		out = append(out, p.errorTexts(e.Unwrap(), depth+1)...)
	case interface{ Unwrap() []error }:
		for _, x := range e.Unwrap() {
			out = append(out, p.errorTexts(x, depth+1)...)
		}
	}
	return out
}

// The planted leaks, for the harness to find.
type (
	plantedField    struct{ Name string }
	plantedStringer struct{ name string }
	plantedGo       struct{ name []byte }
	plantedLog      struct{ name string }
	plantedError    struct{ inner error }
	plantedNumber   struct{ n uint64 }
	plantedDate     struct{ ordinal int32 }
)

func (p plantedStringer) String() string         { return "person " + strings.ToUpper(p.name) }
func (plantedGo) Format(f fmt.State, _ rune)     { _, _ = f.Write([]byte("(masked)")) }
func (p plantedGo) MarshalJSON() ([]byte, error) { return json.Marshal(p.name) }
func (p plantedLog) LogValue() slog.Value        { return slog.GroupValue(slog.String("name", p.name)) }
func (p plantedLog) Format(f fmt.State, _ rune)  { _, _ = f.Write([]byte("(masked)")) }
func (plantedError) Error() string               { return "refused" }
func (plantedError) Format(f fmt.State, _ rune)  { _, _ = f.Write([]byte("refused")) }
func (p plantedError) Unwrap() error             { return p.inner }

// TestPlanted wants every planted leak found, and nothing in what is masked.
func TestPlanted(t *testing.T) {
	p := newPrinter()
	name := words[0].text
	for _, x := range []any{
		plantedField{name},
		plantedStringer{name},
		plantedLog{name},
		plantedNumber{mustUint(rppsNumber)},
		plantedDate{birth.Ordinal()},
		struct{ b []byte }{[]byte(name)},
		[]byte(name), []rune(name),
		struct{ X any }{[4]byte([]byte(name))},
		map[string]int{name: 1},
		fmt.Errorf("no %s", name), json.Number(rppsNumber),
	} {
		for _, full := range []bool{true, false} {
			if len(p.print(reflect.ValueOf(x), full)) == 0 {
				t.Errorf("%T: the leak is not found (full %v)", x, full)
			}
		}
	}
	if p.print(reflect.ValueOf([]*plantedField{{name}}), true) == nil {
		t.Error("the leak of a pointer under a verb that fmt refuses is not found")
	}
	hows := map[string]bool{}
	for _, f := range p.print(reflect.ValueOf(plantedField{name}), true) {
		hows[f.how] = true
	}
	for _, want := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%X", "%o", "%b", "%c", "%U", "Print", "%v of a pointer", "%x of a slice", "%d of a map", "%#v of a struct", "%v of a key", "slog as text", "template"} {
		if !hows[want] {
			t.Errorf("a plain field is not found under %q", want)
		}
	}
	for _, err := range []error{
		fmt.Errorf("no %s", name), plantedError{errors.New(strings.ToUpper(name))}, errors.Join(plantedError{plantedError{errors.New(rppsNumber[3:])}}),
	} {
		if len(p.errorTexts(err, 0)) == 0 {
			t.Errorf("%#v: the leak is not found", err)
		}
	}
	for _, x := range []any{plantedGo{[]byte(name)}, struct{ P *int }{new(int)}, map[string]*int{"a": new(int)}, "(masked)", 12} {
		for _, f := range p.print(reflect.ValueOf(x), true) {
			t.Errorf("%T: %s", x, f)
		}
	}
	if fs := p.errorTexts(plantedError{errors.New("refused")}, 0); len(fs) > 0 {
		t.Error(fs)
	}
}
