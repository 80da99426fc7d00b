package rpps_test

import (
	"slices"
	"testing"

	"github.com/rppsplus/rppsplus/rpps"
)

// oracles are the slow readings: of the text itself, and of the text that is
// left when Options.Separators has dropped what it drops.
func oracles(k rpps.Kind) (read func(string) rpps.Problem, bare func(string) string) {
	spaceless := func(s string) string { return without(s, slowSpaces) }
	plain := func(s string) string { return upperASCII(without(s, slowSpaces, slowMarks)) }
	switch k {
	case rpps.KindRPPS:
		return slowNumber, plain
	case rpps.KindSIREN:
		return slowSIREN, plain
	case rpps.KindSIRET:
		return func(s string) rpps.Problem { return slowSIRET(s, false) }, plain
	case rpps.KindFINESS:
		return slowFINESS, plain
	case rpps.KindRPPSRang:
		return slowRPPSRang, plain
	case rpps.KindADELI:
		return slowADELI, plain
	case rpps.KindPersonID:
		return func(s string) rpps.Problem { _, p := slowPersonID(s); return p }, spaceless
	case rpps.KindStructureID:
		return func(s string) rpps.Problem { _, p := slowStructureID(s); return p }, spaceless
	case rpps.KindTechnicalID:
		return func(s string) rpps.Problem { _, p := slowTechnicalID(s); return p }, spaceless
	case rpps.KindMSSante:
		return slowMSSante, slowTrim
	}
	return slowNIR, func(s string) string { return s }
}

// near returns the texts that differ from s by one byte, one separator or
// piece of one, or the first eight characters, which are read at once.
func near(s string) []string {
	out := []string{s}
	for i := range len(s) + 1 {
		head, tail := s[:i], s[i:]
		for _, sep := range slices.Concat(slowSpaces, slowMarks, []string{
			"a", "z", "A", "F", "G", "0", "\u008a", "\u2008", "\u200a", "\u200f", "\u2015", "\u202e", "\u2030", "\u2049", "\ua089",
			"\xc2", "\xe2", "\xe2\x80", "\xa0", "\x80\x89", "\xc2 ", "\xe2 \x80\x89", "\xe2\x80 ", "\xc3\xa0", "\xe2\x81\x89",
		}) {
			out = append(out, head+sep+tail)
		}
		if tail == "" {
			continue
		}
		out = append(out, head+tail[1:], head)
		for b := range 256 {
			out = append(out, head+string([]byte{byte(b)})+tail[1:])
		}
	}
	if len(s) > 8 {
		for b := range 256 {
			eight := slices.Repeat([]byte{byte(b)}, 8)
			out = append(out, string(eight)+s[8:])
		}
	}
	return out
}

// TestNearMisses compares every near miss of right identifiers, read as it is
// and with its separators dropped, with the slow reading.
func TestNearMisses(t *testing.T) {
	most := 3
	if testing.Short() {
		most = 1
	}
	taken := map[rpps.Kind]int{}
	texts := corpus(t)
	for _, s := range []string{"193122A00112345", "255082B02312327", "2A0000014", "69D000016"} {
		for _, k := range []string{"nir", "finess", "adeli"} {
			texts = append(texts, vector{kind: k, value: s})
		}
	}
	for _, v := range texts {
		k, err := rpps.ParseKind(v.kind)
		if err != nil {
			continue
		}
		read, bare := oracles(k)
		letters := slices.ContainsFunc([]byte(v.value), func(c byte) bool { return c >= 'A' })
		if read(v.value) == shape || taken[k] >= most && !(letters && taken[k] < 2*most) {
			continue
		}
		taken[k]++
		for _, s := range near(v.value) {
			if _, err := parseAs(rpps.Options{}, k, s); problemOf(t, err) != read(s) {
				t.Fatalf("%s %q: %v, oracle %q", k, s, err, read(s).Name())
			}
			if k == rpps.KindNIR {
				continue
			}
			if _, err := parseAs(rpps.Options{Separators: true}, k, s); problemOf(t, err) != read(bare(s)) {
				t.Fatalf("%s %q with separators: %v, oracle %q", k, s, err, read(bare(s)).Name())
			}
		}
	}
	if len(taken) != 11 {
		t.Errorf("%d kinds", len(taken))
	}
}
