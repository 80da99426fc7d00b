package privacy

import (
	"flag"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// wordsOf are the packages, types and functions whose texts are words of a
// program or of a published table, and why: no canary goes in.
var wordsOf = map[string]string{
	"rule":                     "codes, titles, paths and messages of rules; Fault.With says that no argument may be personal data",
	"lifecycle":                "codes and labels of a machine, written with the program",
	"evolution":                "versions, columns and codes of matrices; Member.Key says to give no name and no number of a person",
	"matrixfile":               "the headings and the version that the program expects of a file",
	"export":                   "codes, and names of facts",
	"habilitationtest":         "titles of expectations, names of files, pins",
	"civil.Error":              "the form that was expected",
	"rpps.ParseError":          "the word for what is wrong, and a path",
	"roles.ParseError":         "the word for what is wrong, and a path",
	"roles.Registration":       "words of rules",
	"rpps.CheckName":           "its first text is a path; the names are canaries all the same",
	"roles.CheckAt":            "a path",
	"gestionnaire.Grant":       "words of rules",
	"registration.Step":        "words of rules",
	"workforce.Task":           "words of the processes",
	"workforce.Plan":           "made by the library; Staff.Ref is a canary",
	"workforce.PlanOptions":    "codes",
	"workforce.Wave":           "made by the library; Staff.Ref is a canary",
	"workforce.Block":          "made by the library; Staff.Ref is a canary",
	"psi.Row":                  "words of the interface",
	"psi.Foresight":            "words of the interface",
	"fhir.AuditOptions":        "the name of the software",
	"habilitation.Column":      "labels of a matrix",
	"habilitation.Row":         "labels of a matrix",
	"habilitation.Cell":        "labels of a matrix",
	"habilitation.Version":     "labels of a matrix",
	"habilitation.Spec":        "labels of a matrix",
	"habilitation.UnlistedRow": "labels of a matrix",
	"habilitation.Difference":  "labels of a matrix",
	"habilitation.Reach":       "labels of a matrix",
}

// isWord reports whether the texts of a type, function or method are words.
func isWord(name string) bool {
	pkg, rest, _ := strings.Cut(name, ".")
	of, _, _ := strings.Cut(rest, ".")
	return wordsOf[name] != "" || wordsOf[pkg+"."+of] != "" || wordsOf[pkg] != ""
}

// An allowance is what shows personal data on purpose. A name is that of a
// method or a type; a star stands for any type.
type allowance struct {
	names  []string
	reason string
	// only is the one canary that may be seen; empty for any.
	only string
}

// onPurpose is the whole list, with reasons.
var onPurpose = []allowance{
	{names: []string{"text rpps.Private.Reveal"}, reason: "the raw text, asked for by name"},
	{names: []string{"text *.Canonical"}, reason: "the raw number or identifier, asked for by name"},
	{names: []string{"text *.MarshalJSON", "text *.MarshalText", "text *.AppendText", "text psi.Body.AppendJSON"}, reason: "an encoding that the program chose: what is stored or sent must be whole"},
	{names: []string{"text *.Value"}, reason: "what goes into a column of a database"},
	{names: []string{"text fhir.*.JSON", "text fhir.Line"}, reason: "the resource as it came or goes, member for member"},
	{names: []string{"text trace.Record.AppendLine"}, reason: "the trace of accesses says who read what of whom: that is what it is for"},
	{names: []string{"text history.History.Subject", "text history.History.AppendLines", "text history.History.WriteTo"}, reason: "the identifier of the thing, which its file carries; the documentation asks for an opaque one"},
	{names: []string{"text annuaire.Reader.Labels"}, reason: "the names of the columns as the file writes them, to show to whom opened it; faults do not show them"},
	{names: []string{"text names.Key"}, reason: "the key that names are compared by is made of the name"},
	{names: []string{"print civil.Date", "text civil.Date.String", "text civil.Date.French"}, reason: "a day says nothing of whose it is; what holds a date of birth masks it", only: "birth date"},
	{names: []string{"print situation.ID", "text situation.ID.String"}, reason: "the identifier of a situation in its source, which says nothing without it"},
	{names: []string{"print workforce.Block", "print workforce.Finding", "print workforce.Plan", "print workforce.Slot", "print workforce.Wave", "text workforce.Assessment.Text", "text workforce.Finding.String", "text workforce.Plan.Left", "text workforce.Plan.Markdown", "text workforce.Plan.Text"}, reason: "Staff.Ref, by which the caller finds the person again: its documentation says never a name nor a number", only: "reference"},
	{names: []string{"print habilitation.UnlistedRow", "print habilitation.Row", "print habilitation.Matrix", "print matrixfile.Result"}, reason: "labels and codes of a published matrix as its file writes them; faults do not show them"},
	{names: []string{"print export.CedarEntity", "print export.CedarUID", "print export.CedarQuestion", "print export.Input"}, reason: "the question to a policy engine: the code of the document as the program gave it"},
	{names: []string{"print habilitationtest.*", "text habilitationtest.*"}, reason: "of tests only, with invented persons"},
}

// allowed returns the place of a finding in the list, -1 for none.
func allowed(key, canary string) int {
	return slices.IndexFunc(onPurpose, func(a allowance) bool {
		return (a.only == "" || a.only == canary) && slices.ContainsFunc(a.names, func(n string) bool { return matches(n, key) })
	})
}

func matches(pattern, key string) bool {
	before, after, star := strings.Cut(pattern, "*")
	return pattern == key || star && strings.HasPrefix(key, before) && strings.HasSuffix(key, after) && len(key) >= len(before)+len(after)
}

// notReached are the functions that the explorer does not call and the types of
// which it prints no value, and why.
var notReached = map[string]string{}

// texts are the canaries, and numbers that are wrong in each way that a number
// can be.
func texts() []string {
	var out []string
	for _, c := range words {
		out = append(out, c.text)
	}
	for _, c := range numbers {
		out = append(out, c.text)
	}
	for _, s := range []string{rppsNumber, adeliNumber, practiceNumber, nirNumber} {
		last := s[len(s)-1]
		wide := strings.NewReplacer("0", "０", "1", "１", "2", "２", "3", "３", "4", "４", "5", "５", "6", "６", "7", "７", "8", "８", "9", "９")
		out = append(out, s[:len(s)-1]+string('0'+(last-'0'+1)%10), s[:4]+" "+s[4:], s[:len(s)-1], s+"1", " "+s, wide.Replace(s), s[:5]+"\x00"+s[5:], s+"\xff")
	}
	for _, s := range []string{"8" + rppsNumber, "0" + adeliNumber, "4" + practiceNumber, "R" + practiceNumber, "3990000010/" + words[0].text, "5990000010/74829163", "9" + nirNumber, "6" + rppsNumber} {
		out = append(out, s, s[:len(s)-1]+"X")
	}
	return append(out, birth.String(), birth.French(), "1953-08-32", "Zqxvarède@", "zwqxlie@example", "qvwxine..xkqz@medecin.mssante.fr", strings.Repeat("Zqxvarède ", 60))
}

var all = flag.Bool("all", false, "read every broken text and print every value: some minutes")

// run explores everything.
func run(t *testing.T) *explorer {
	t.Helper()
	l, each := limits{kept: 5, full: 3, light: 25, rounds: 2}, 150
	if *all {
		l, each = limits{kept: 20, full: 20, light: 1000, rounds: 4}, 1<<30
	} else if testing.Short() {
		l, each = limits{kept: 3, full: 1, light: 6, rounds: 1}, 24
	}
	e := newExplorer(l)
	e.texts = texts()
	e.seeds(t)
	for _, ty := range types {
		if ty.Kind() == reflect.Struct && !opensNothing(ty) {
			for i := range 2 {
				e.take(e.fill(ty, i, 0), "filled", 0)
			}
		}
	}
	n := 0
	for _, d := range documents(t) {
		e.streams = append(e.streams, d.text)
		broken := d.breaks(d.text, func(i int) string { return e.texts[(i+n)%len(e.texts)] })
		n += len(broken)
		if len(broken) < 20 {
			t.Errorf("%s: only %d texts", d.name, len(broken))
		}
		step := max(1, len(broken)/each)
		if strings.HasPrefix(d.name, "matrix") {
			step *= 3 // hundreds of faults each
		}
		for i := n % step; i < len(broken); i += step {
			e.read++
			d.read(e, broken[i])
		}
	}
	e.direct(t)
	e.explore()
	return e
}

// TestNothingIsShown is the proof: whatever comes out of the library shows no
// canary, but for the list.
func TestNothingIsShown(t *testing.T) {
	e := run(t)
	t.Logf("%d texts read, %d calls, %d values printed, %d errors", e.read, e.calls, e.prints, len(e.errs))
	used := make([][]string, len(onPurpose))
	for _, key := range keys(e.found) {
		for _, canary := range keys(e.found[key]) {
			i := allowed(key, canary)
			if i < 0 {
				t.Errorf("%s: %s", key, e.found[key][canary])
				break
			}
			if _, name, _ := strings.Cut(key, " "); !slices.Contains(used[i], name) {
				used[i] = append(used[i], name)
			}
		}
	}
	for _, key := range keys(e.panics) {
		_, name, _ := strings.Cut(key, ".")
		if !strings.HasPrefix(name, "Must") && key != "civil.MustNew" && key != "habilitationtest.TypeCode" {
			t.Errorf("%s panics: %s", key, e.panics[key])
		}
	}
	missing := unreached(t, e)
	for _, name := range missing {
		if notReached[name] == "" {
			t.Errorf("%s is exported and not reached: let the explorer make it (seeds, direct), or say in notReached why not", name)
		}
	}
	for name := range notReached {
		if !slices.Contains(missing, name) {
			t.Errorf("%s is reached now: take it out of notReached", name)
		}
	}
	if testing.Short() || *all {
		return
	}
	for i, a := range onPurpose {
		if len(used[i]) == 0 {
			t.Errorf("nothing is shown by %s any more: take it out of onPurpose", a.names)
		}
	}
	writeDocument(t, e, used)
}

// unreached returns what is exported and was not called or printed.
func unreached(t *testing.T, e *explorer) (out []string) {
	t.Helper()
	a, err := exported()
	if err != nil {
		t.Fatal(err)
	}
	numeric := map[string]bool{}
	for _, ty := range types {
		numeric[nameOf(ty)] = plainNumber(ty)
	}
	for _, n := range a.types {
		if !e.types[n] && !a.interfaces[n] && !numeric[n] {
			out = append(out, n)
		}
	}
	for _, list := range [][]string{a.functions, a.methods} {
		for _, n := range list {
			if !e.called[n] {
				out = append(out, n)
			}
		}
	}
	return out
}

// TestUnreached shows that a function and a type that nobody reaches are found.
func TestUnreached(t *testing.T) {
	e := newExplorer(limits{})
	a, err := exported()
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range [][]string{a.functions, a.methods} {
		for _, n := range list {
			e.called[n] = n != "rpps.ParseNumber" && n != "rpps.Number.String"
		}
	}
	for _, n := range a.types {
		e.types[n] = n != "rpps.Professional"
	}
	if got := strings.Join(unreached(t, e), " "); got != "rpps.Professional rpps.ParseNumber rpps.Number.String" {
		t.Errorf("found %q", got)
	}
}
