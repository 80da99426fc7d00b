package namekey_test

import (
	"testing"

	"github.com/rppsplus/rppsplus/internal/namekey"
)

// The tests of rpps/names walk the whole function; these are its promises.
func TestOf(t *testing.T) {
	for in, want := range map[string]string{
		"": "", " - ' ": "", " -Łukasz": "łukasz", "\u02bcŁ\u02bb": "ł", "Œuvre": "oeuvre", "D’ARC": "d arc", "Saint-Étienne": "saint etienne", "E\u0301lise": "elise",
	} {
		if got := namekey.Of(in); got != want {
			t.Errorf("Of(%q) = %q, want %q", in, got, want)
		}
		if got := namekey.Of(want); got != want {
			t.Errorf("Of(%q) = %q: not a key of itself", want, got)
		}
	}
}
