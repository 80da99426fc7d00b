package privacy

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
)

var programs = flag.Bool("programs", false, "build the programs of examples and run them on canaries")

// An invocation is how a program is run on the broken texts of a document, by
// the argument FILE or on its standard input.
type invocation struct {
	program string
	args    string
	// document is the name of the document; empty, the arguments are all.
	document string
	// stdout says why the standard output may show what was read.
	stdout string
}

const (
	converts = "the conversion itself"
	body     = "the bodies to be sent"
	asked    = "the values that were asked about"
	signedIn = "the names of the establishments, shown to the one who signed in"
)

var invocations = []invocation{
	{program: "annuaire", args: "-", document: "extraction"},
	{program: "annuaire", args: "-format json -at 2026-11-26 FILE", document: "extraction"},
	{program: "annuaire", args: "-diff FILE -at 2026-11-26 FILE", document: "extraction"},
	{program: "annuaire", args: "-format json -diff FILE -structure 990000010 -at 2026-11-26 FILE", document: "extraction"},
	{program: "convert", args: "-from userinfo -to fhir FILE", document: "userinfo", stdout: converts},
	{program: "convert", args: "-from userinfo -to json -format json FILE", document: "userinfo", stdout: converts},
	{program: "convert", args: "-from userinfo -to psi -format json -informed 2026-11-20 FILE", document: "userinfo", stdout: converts},
	{program: "convert", args: "-from extraction -to fhir -format json -at 2026-11-26 FILE", document: "extraction", stdout: converts},
	{program: "convert", args: "-from extraction -to psi -at 2026-11-26 FILE", document: "extraction", stdout: converts},
	{program: "convert", args: "-from fhir -to json FILE", document: "FHIR", stdout: converts},
	{program: "convert", args: "-from fhir -to psi -format json FILE", document: "FHIR lines", stdout: converts},
	{program: "convert", args: "-from psi -to fhir FILE", document: "userinfo", stdout: converts},
	{program: "dui", args: "-userinfo FILE -document 34112-3", document: "userinfo", stdout: signedIn},
	{program: "dui", args: "-userinfo FILE -document 34112-3 -format json", document: "userinfo", stdout: signedIn},
	{program: "dui", args: "-userinfo FILE -structure 00099701500011 -lang en -document 34112-3", document: "userinfo", stdout: signedIn},
	{program: "identify", args: "-", document: "toggles", stdout: asked},
	{program: "identify", args: "-format json -", document: "toggles", stdout: asked},
	{program: "lifecycle", args: "-replay FILE", document: "history"},
	{program: "lifecycle", args: "-format json -replay FILE", document: "history"},
	{program: "matrix", args: "-diff FILE", document: "matrix"},
	{program: "matrix", args: "-diff FILE -format json", document: "matrix of a site"},
	{program: "validate", args: "-at 2026-11-26 FILE", document: "registrations"},
	{program: "validate", args: "-at 2026-11-26 -format json FILE", document: "registrations"},
	{program: "validate", args: "-at 2026-11-26 -psi -lang en FILE", document: "registrations", stdout: body},
	{program: "validate", args: "-at 2026-11-26 -psi -format json FILE", document: "registrations", stdout: body},
}

// TestPrograms runs the programs on canaries. What they say on the standard
// error shows none, nor does the standard output where it is no conversion.
func TestPrograms(t *testing.T) {
	if !*programs {
		t.Skip("with -programs")
	}
	dir := t.TempDir()
	build := exec.Command("go", "build", "-o", dir+string(filepath.Separator), "./examples/...")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	have, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range have {
		name := strings.TrimSuffix(filepath.Base(p), ".exe")
		if !slices.ContainsFunc(invocations, func(i invocation) bool { return i.program == name }) && !slices.Contains([]string{"explorer", "export", "submit", "workforce"}, name) {
			t.Errorf("program %s is not run: it reads what people write", name)
		}
	}
	docs := documents(t)
	with := texts()
	p := newPrinter()
	runs := 0
	for _, in := range invocations {
		for _, d := range docs {
			if d.name != in.document {
				continue
			}
			broken := d.breaks(d.text, func(i int) string { return with[i%len(with)] })
			for i := 0; i < len(broken); i += max(1, len(broken)/12) {
				file := filepath.Join(dir, "file")
				if err := os.WriteFile(file, broken[i], 0o600); err != nil {
					t.Fatal(err)
				}
				stdout, stderr := start(t, filepath.Join(dir, in.program), strings.Fields(strings.ReplaceAll(in.args, "FILE", file)), broken[i])
				runs++
				if f, ok := p.check(reflect.Value{}, in.program+" "+in.args+", standard error", stderr); ok {
					t.Errorf("%s", f)
				}
				if f, ok := p.check(reflect.Value{}, in.program+" "+in.args+", standard output", stdout); ok && in.stdout == "" {
					t.Errorf("%s", f)
				}
			}
		}
	}
	t.Logf("%d runs", runs)
	if runs < 200 {
		t.Errorf("only %d runs", runs)
	}
}

// start runs a program.
func start(t *testing.T, program string, args []string, in []byte) (stdout, stderr string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		program += ".exe"
	}
	c := exec.Command(program, args...)
	var out, err bytes.Buffer
	c.Stdin, c.Stdout, c.Stderr = bytes.NewReader(in), &out, &err
	if e := c.Run(); e != nil {
		if x, ok := errors.AsType[*exec.ExitError](e); !ok || x.ExitCode() < 0 || x.ExitCode() > 2 {
			t.Errorf("%s %q: %v: %.200s", filepath.Base(program), args, e, err.String())
		}
	}
	return out.String(), err.String()
}
