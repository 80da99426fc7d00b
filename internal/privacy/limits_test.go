package privacy

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/rppsplus/rppsplus/rpps"
)

// A limit is a way of a program to show what the library masks, with what comes
// out. Values are a name and a number.
type limit struct {
	what string
	// shows tells whether the name, and the number, come out.
	name, number bool
	print        func(name rpps.Private, number rpps.Number) string
}

func (l limit) seen() string {
	switch {
	case l.name && l.number:
		return "name and number"
	case l.name:
		return "the name; a number stays hidden"
	case l.number:
		return "the number"
	}
	return "nothing"
}

type (
	closed struct {
		name   rpps.Private
		number rpps.Number
	}
	open struct {
		Name   rpps.Private
		Number rpps.Number
	}
)

// failed collects what testify says of a failure.
type failed struct{ text strings.Builder }

func (f *failed) Errorf(format string, args ...any) { fmt.Fprintf(&f.text, format, args...) }

// logged returns what the handlers of slog write of a value.
func logged(json bool, v any) string {
	var b bytes.Buffer
	o := &slog.HandlerOptions{ReplaceAttr: noTime}
	var h slog.Handler = slog.NewTextHandler(&b, o)
	if json {
		h = slog.NewJSONHandler(&b, o)
	}
	slog.New(h).Info("m", "v", v)
	return b.String()
}

// Formats that go vet would refuse.
var verbP, verbW, verbS = "%p", "%w", "%s"

// theLimits are what masking by methods cannot do, and beside it what it can.
var theLimits = []limit{
	{"`fmt` with any verb but `%p` and `%w`, on a value, an exported field, a slice, a map", false, false, func(n rpps.Private, x rpps.Number) string {
		return fmt.Sprintf("%v %+v %#v %s %q %x %v", n, open{n, x}, []open{{n, x}}, n, n, n, map[rpps.Private]rpps.Number{n: x})
	}},
	{"`fmt` on an **unexported** field of your struct", true, false, func(n rpps.Private, x rpps.Number) string {
		return fmt.Sprintf("%v %+v %#v", closed{n, x}, closed{n, x}, closed{n, x})
	}},
	{"`%p`, or `%w` outside `fmt.Errorf`, on a value (`go vet` refuses both)", true, false, func(n rpps.Private, x rpps.Number) string {
		return fmt.Sprintf(verbP, n) + fmt.Sprintf(verbW, n) + fmt.Sprintf(verbP, x) + fmt.Sprintf(verbW, x)
	}},
	{"`%s` or `%d` on a slice of **pointers to your struct**", true, false, func(n rpps.Private, x rpps.Number) string {
		return fmt.Sprintf(verbS, []*open{{n, x}})
	}},
	{"`%v` or `%+v` on a slice of pointers to your struct", false, false, func(n rpps.Private, x rpps.Number) string {
		return fmt.Sprintf("%v %+v", []*open{{n, x}}, []*open{{n, x}})
	}},
	{"any of these on a struct **of the library**, its pointers, slices and maps", false, false, func(n rpps.Private, x rpps.Number) string {
		p := rpps.Professional{Number: x, ExerciseName: rpps.Name{Family: n}}
		return fmt.Sprintf("%s %d %v %+v", []*rpps.Professional{&p}, []*rpps.Professional{&p}, []*rpps.Professional{&p}, map[string]*rpps.Professional{"k": &p})
	}},
	{"`log/slog` with the text or JSON handler, on the value itself", false, false, func(n rpps.Private, x rpps.Number) string {
		return logged(false, n) + logged(true, n) + logged(false, x) + logged(true, x)
	}},
	{"`log/slog` with the text handler, on a slice, a map or a struct", false, false, func(n rpps.Private, x rpps.Number) string {
		return logged(false, []rpps.Private{n}) + logged(false, map[string]rpps.Number{"k": x}) + logged(false, open{n, x})
	}},
	{"`log/slog` with the **JSON handler, on a slice, a map or a struct of yours**", true, true, func(n rpps.Private, x rpps.Number) string {
		return logged(true, []rpps.Private{n}) + logged(true, []rpps.Number{x}) + logged(true, map[string]rpps.Number{"k": x}) + logged(true, open{n, x})
	}},
	{"`encoding/json`, and every other encoding of the value", true, true, func(n rpps.Private, x rpps.Number) string {
		b, _ := json.Marshal(open{n, x})
		return string(b)
	}},
	{"a conversion, `string(name)`", true, false, func(n rpps.Private, _ rpps.Number) string { return string(n) }},
	{"**testify**, when `assert.Equal` of two structs or slices fails: its diff calls no method", true, false, func(n rpps.Private, x rpps.Number) string {
		var f failed
		assert.Equal(&f, open{n, x}, open{})
		return f.text.String()
	}},
	{"an **ADELI number of nine digits** in the place of a FINESS or a SIREN: form and key are the same, and numbers of structures are not masked", false, true, func(rpps.Private, rpps.Number) string {
		return rpps.MustParseFINESS(adeliDigits).String() + rpps.MustParseSIREN(adeliDigits).String()
	}},
	{"the same number in the place of an RPPS number, and its error", false, false, func(rpps.Private, rpps.Number) string {
		_, err := rpps.ParseNumber(adeliDigits)
		return fmt.Sprintf("%v %+v %#v", err, err, err)
	}},
}

// adeliDigits is an ADELI number that is also the SIREN of somebody.
var adeliDigits = adeli("99748152")

func TestLimits(t *testing.T) {
	for _, l := range theLimits {
		out := l.print(rpps.Private(words[0].text), rpps.MustParseNumber(rppsNumber))
		if out == "" {
			t.Errorf("%s: nothing was printed", l.what)
		}
		plain := strings.ToLower(out)
		name := strings.Contains(plain, strings.ToLower(words[0].text)) || strings.Contains(plain, "90, 113") || strings.Contains(plain, fmt.Sprintf("%x", words[0].text))
		number := strings.Contains(out, rppsNumber) || strings.Contains(out, adeliDigits)
		if name != l.name || number != l.number {
			t.Errorf("%s: name shown %v, number shown %v: correct the list, and the documentation: %s", l.what, name, number, out)
		}
		if h, ok := canaries.find(out, nil); !l.name && !l.number && ok {
			t.Errorf("%s: %s as %s in %s", l.what, h.canary, h.form, out)
		}
	}
}
