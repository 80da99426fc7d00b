package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

func call(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(args, strings.NewReader(stdin), &out, &errs)
	return code, out.String(), errs.String()
}

func TestJSON(t *testing.T) {
	for _, tt := range []struct {
		args              []string
		kind, fault, text string
		valid             bool
	}{
		{[]string{"-kind", "rpps", "99700000013"}, "rpps", "", "99700000013", true},
		{[]string{"-kind", "rpps", "997 000 000 13"}, "rpps", "", "99700000013", true},
		{[]string{"-kind", "rpps", "99700000014"}, "rpps", "key", "99700000014", false},
		{[]string{"-kind", "rpps", "9970000001"}, "rpps", "shape", "", false},
		{[]string{"99700000013"}, "rpps", "", "99700000013", true},
		{[]string{"-kind", "siren", "000997015"}, "siren", "", "000997015", true},
		{[]string{"-kind", "siret", "000.997.015-00011"}, "siret", "", "00099701500011", true},
		{[]string{"-kind", "siret", "73282932000000"}, "siret", "reserved", "", false},
		{[]string{"-kind", "siret", "35600000000030"}, "siret", "", "35600000000030", true},
		{[]string{"-kind", "siret", "-strict-laposte", "35600000000030"}, "siret", "key", "35600000000030", false},
		{[]string{"-kind", "finess", "2A0000014"}, "finess", "", "2A0000014", true},
		{[]string{"-kind", "finess", "1B0062023"}, "finess", "unknown", "1B0062023", false},
		{[]string{"-kind", "rppsrang", "99700366240007"}, "rppsrang", "", "99700366240007", true},
		{[]string{"-kind", "idnps", "899700000013"}, "idnps", "", "899700000013", true},
		{[]string{"-kind", "idnst", "1990000010"}, "idnst", "", "1990000010", true},
		{[]string{"-kind", "mssante", "camille.exemple@example.org"}, "mssante", "", "camille.exemple@example.org", true},
		{[]string{"-kind", "technicalid", "F990000010"}, "technicalid", "", "F990000010", true},
		{[]string{"rien du tout"}, "", "shape", "", false},
	} {
		code, out, errs := call(t, "", append([]string{"-format", "json"}, tt.args...)...)
		var a answer
		if err := json.Unmarshal([]byte(out), &a); err != nil {
			t.Fatalf("%v: %v %s", tt.args, err, errs)
		}
		if a.Kind != tt.kind || a.Valid != tt.valid || a.Fault != tt.fault || a.Canonical != tt.text {
			t.Errorf("%v: %s", tt.args, out)
		}
		if want := map[bool]int{true: 0, false: 1}[tt.valid]; code != want {
			t.Errorf("%v: code %d, want %d", tt.args, code, want)
		}
	}
}

func TestStream(t *testing.T) {
	code, out, _ := call(t, "99700000013\n\n  99700000014 \r\n", "-format", "json", "-")
	if lines := strings.Split(strings.TrimSpace(out), "\n"); code != 1 || len(lines) != 2 {
		t.Errorf("code %d, %q", code, out)
	}
	if code, _, _ := call(t, "\ufeff99700000013\n", "-"); code != 0 {
		t.Error("a byte order mark makes the first number wrong")
	}
	if code, out, _ := call(t, strings.Repeat("9", 100_000), "-format", "json", "-"); code != 1 || !strings.Contains(out, `"shape"`) {
		t.Error("a long line is no answer")
	}
	if code, out, _ := call(t, ""); code != 0 || strings.Count(out, "\n") != len(examples) {
		t.Errorf("without arguments: code %d, %q", code, out)
	}
	if code, out, _ := call(t, "", "1B0062023", "99700000014"); code != 1 || !strings.Contains(out, "finess, ni juste ni faux") || !strings.Contains(out, "rpps faux") {
		t.Errorf("a test number whose key rule is not known: code %d, %q", code, out)
	}
	if code, out, _ := call(t, "", "990000010"); code != 0 || !strings.Contains(out, "aussi possible") {
		t.Errorf("several kinds: code %d, %q", code, out)
	}
}

func TestRefused(t *testing.T) {
	for _, args := range [][]string{{"-kind", "", "99700000013"}, {"-kind", "nothing", "1"}, {"-format", "xml", "1"}, {"-nothing"}} {
		if code, out, errs := call(t, "", args...); code != 2 || out != "" || errs == "" {
			t.Errorf("%v: code %d, %q, %q", args, code, out, errs)
		}
	}
	if code := run([]string{"-"}, failing{}, &bytes.Buffer{}, &bytes.Buffer{}); code != 2 {
		t.Error("a reader that fails is no answer")
	}
	if code, out, _ := call(t, "99700000013\n"+strings.Repeat("9", maxLine+1), "-"); code != 2 || !strings.Contains(out, "99700000013") {
		t.Errorf("a line beyond the limit: code %d, %q; what came before is answered", code, out)
	}
	if code, _, _ := call(t, "", "-h"); code != 0 {
		t.Error("help is no failure")
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("broken") }
