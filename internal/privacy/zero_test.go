package privacy

import (
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
	"github.com/rppsplus/rppsplus/situation/lifecycle/history"
)

// mayPanic is what panics without a value, and why. Everything else takes the zero
// value, and a nil pointer for it: above all what the library itself gives beside an
// error that a program did not look at, such as a matrix.
var mayPanic = map[string]string{
	// Made by a function of the package; the zero value reads nothing, as that of csv.Reader.
	"annuaire.Reader":           "made by NewReader",
	"registration.Reader":       "made by NewReader",
	"names.Collator":            "made by NewCollator",
	"habilitationtest.Recorder": "made by Record",

	// A nil pointer to what is written into, as time.Time.UnmarshalText.
	"(*) UnmarshalText":       "reads into it",
	"(*) UnmarshalJSON":       "reads into it",
	"(*) Scan":                "reads into it",
	"(*rule.Faults)":          "adds and sorts in it",
	"(*registration.Summary)": "adds to it",
	"annuaire.Record.Read":    "reads into its argument",

	// A nil pointer to a value of the program's own, or to what holds somebody's data: an
	// empty answer would be taken for theirs.
	"(*annuaire.Archive)":        "no file",
	"(*export.Table)":            "no table: an empty file would be taken for one",
	"(*fhir.Base)":               "no resource",
	"(*fhir.Bundle)":             "no resource",
	"(*fhir.Organization)":       "no resource",
	"(*fhir.Other)":              "no resource",
	"(*fhir.Practitioner)":       "no resource",
	"(*fhir.PractitionerRole)":   "no resource",
	"(*fhir.Set)":                "no set",
	"(*history.History)":         "no history: an empty one is that of nothing",
	"(*registration.Duplicates)": "no table of persons",
	"(*registration.Request)":    "no request",
	"(*workforce.Finding)":       "no finding",
	"(*workforce.Staff)":         "no person",
	"workforce.EntryTasks":       "no person",
	"workforce.ExitTasks":        "no person",
	"workforce.SituationsHere":   "no person",

	// A nil pointer as an error: that there is none says a nil error.
	"(*civil.Error)":       "no error",
	"(*history.Error)":     "no error",
	"(*history.Conflict)":  "no error",
	"(*lifecycle.Refusal)": "no error",
	"(*roles.ParseError)":  "no error",
	"(*rpps.ParseError)":   "no error",

	// A nil function, iterator, reader at a place or interface among the arguments.
	"annuaire.ArchiveOf":                   "no file",
	"annuaire.OpenArchive":                 "no file",
	"annuaire.Diff":                        "no readers",
	"fhir.Line":                            "no resource",
	"habilitation.Matrix.DecideEach":       "a nil iterator",
	"lifecycle.Lazy.Get":                   "no table",
	"roles.CheckAt":                        "no code",
	"habilitationtest.Check":               "no running test",
	"habilitationtest.CheckAnswers":        "no running test",
	"habilitationtest.Coverage.MinCells":   "no running test",
	"habilitationtest.Coverage.MinReasons": "no running test",
	"habilitationtest.Load":                "no running test",
	"habilitationtest.Pin":                 "no running test",
	"habilitationtest.PinFile":             "no running test",
	"habilitationtest.PinTimeline":         "no running test",
	"habilitationtest.TableOf":             "no function that answers",

	// Says so.
	"Must":                      "panics on what is wrong, for constants",
	"habilitationtest.TypeCode": "panics on what is wrong, for tests",
}

// TestZeroValues calls every method of the library on the zero value and on a nil
// pointer, and every function, with zero arguments.
func TestZeroValues(t *testing.T) {
	seen := map[string]bool{}
	n := 0
	try := func(keys []string, name string, f func()) {
		n++
		defer func() {
			why := recover()
			if why == nil {
				return
			}
			for _, k := range keys {
				if mayPanic[k] != "" {
					seen[k] = true
					return
				}
			}
			t.Errorf("%s: %v", name, why)
		}()
		f()
	}
	all := append(slices.Clone(types),
		reflect.TypeFor[lifecycle.Machine[registration.State, registration.Event]](),
		reflect.TypeFor[lifecycle.Lazy[registration.State, registration.Event]](),
		reflect.TypeFor[lifecycle.Refusal[registration.State, registration.Event]](),
		reflect.TypeFor[history.History[registration.State, registration.Event]](),
		reflect.TypeFor[history.Conflict[registration.State, registration.Event]](),
	)
	for _, typ := range all {
		if typ.Kind() == reflect.Interface {
			continue
		}
		name, _, _ := strings.Cut(typ.String(), "[")
		pointer := reflect.PointerTo(typ)
		for m := range pointer.Methods() {
			at := name + "." + m.Name
			zero := reflect.New(typ)
			try([]string{name, at}, at, func() {
				if m.Name == "Format" {
					_ = fmt.Sprintf("%v %+v %#v %q %x", zero, zero, zero, zero, zero)
					return
				}
				call(zero.Method(m.Index))
			})
			if _, byValue := typ.MethodByName(m.Name); !byValue {
				try([]string{name, at, "(*" + name + ")", "(*) " + m.Name}, "(*"+at+") of nil", func() {
					call(reflect.Zero(pointer).Method(m.Index))
				})
			}
		}
	}
	for _, f := range functions {
		keys := []string{f.name}
		if strings.Contains(f.name, ".Must") {
			keys = append(keys, "Must")
		}
		try(keys, f.name, func() { call(reflect.ValueOf(f.fn)) })
	}
	for _, k := range slices.Sorted(maps.Keys(mayPanic)) {
		if !seen[k] {
			t.Errorf("%s no longer panics: take it out of the list", k)
		}
	}
	if n < 1500 {
		t.Errorf("%d calls", n)
	}
}

// call calls a function with zero arguments, and walks the iterators that it returns.
func call(f reflect.Value) {
	var in []reflect.Value
	for arg := range f.Type().Ins() {
		switch {
		case f.Type().IsVariadic() && len(in) == f.Type().NumIn()-1:
		case arg == reflect.TypeFor[io.Reader]():
			in = append(in, reflect.ValueOf(strings.NewReader("")))
		case arg == reflect.TypeFor[io.Writer]():
			in = append(in, reflect.ValueOf(io.Discard))
		default:
			in = append(in, reflect.Zero(arg))
		}
	}
	for _, out := range f.Call(in) {
		switch t := out.Type(); {
		case t.Kind() != reflect.Func || out.IsNil():
		case t.CanSeq2():
			for range out.Seq2() {
			}
		case t.CanSeq():
			for range out.Seq() {
			}
		}
	}
}
