package rpps_test

import (
	"errors"
	"regexp"
	"testing"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

func TestIdentifierRules(t *testing.T) {
	code := regexp.MustCompile(`^ID(-[A-Z]+){2}$`)
	seen := map[rule.Code]bool{}
	rules := rpps.IdentifierRules()
	for _, r := range rules {
		if !code.MatchString(string(r.Code)) || seen[r.Code] {
			t.Errorf("code %s: form, or twice", r.Code)
		}
		seen[r.Code] = true
		if r.Area != rule.AreaIdentifier || r.Severity != rule.Error || r.Evidence == 0 || r.Source == "" ||
			r.Title.FR == "" || r.Title.EN == "" || r.Message.FR == "" || r.Message.EN == "" {
			t.Errorf("%s: something is not stated", r.Code)
		}
	}
	rules[0].Code = "changed"
	if rpps.IdentifierRules()[0].Code == "changed" {
		t.Error("the table can be changed from outside")
	}
}

func TestParseErrorByHand(t *testing.T) {
	e := &rpps.ParseError{Kind: 99, Problem: 99, Offset: -1}
	if f := e.Fault("x"); f.Code() != "" || f.Path() != "" {
		t.Errorf("fault %v", f)
	}
	if errors.Is(e, rule.Code("")) || !errors.Is(e, rpps.Problem(99)) || e.Error() == "" {
		t.Error("an error that the package does not make")
	}
	for p, want := range map[rpps.Problem]string{0: "", shape: "shape", key: "key", unknown: "unknown", reserved: "reserved", 9: "problem(9)"} {
		if p.Name() != want || p.Error() == "" {
			t.Errorf("%d: %q", p, p.Name())
		}
	}
}

func TestErrorText(t *testing.T) {
	for s, want := range map[string]string{
		"8102473870001x": "rpps: siret: wrong shape (digit) at byte 13",
		"81024738700015": "rpps: siret: wrong key (luhn)",
		"73282932000000": "rpps: siret: reserved, never given (nic)",
	} {
		if _, err := rpps.ParseSIRET(s); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
