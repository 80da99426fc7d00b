package habilitationtest

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/rppsplus/rppsplus/habilitation"
)

// Fingerprint returns the pin of a matrix: its version and a digest of all that
// decides. "cnam-2024-09-25 sha256:…" in 64 hexadecimal digits.
//
// The digest is the SHA-256 of these lines, fields separated by tabs: "version",
// ID, first day, day of the end; for each column, by key, "column", key, the
// codes of professions, interns, métiers and roles, each list sorted and joined
// by spaces, and "occupational" for a column that excludes the occupational
// doctor; for each row, by code, "row", code, and the keys of its open cells,
// sorted and joined by spaces. Labels and order have no part in it.
func Fingerprint(m *habilitation.Matrix) string {
	var lines []string
	v := m.Version()
	until := ""
	if !v.Until.IsZero() {
		until = v.Until.String()
	}
	var keys []string
	for _, c := range m.Columns() {
		keys = append(keys, c.Key)
		excluded := ""
		if c.ExcludesOccupational {
			excluded = "occupational"
		}
		lines = append(lines, strings.Join([]string{
			"column", c.Key, codes(c.Professions), codes(c.Interns), codes(c.Functions), codes(c.Roles), excluded,
		}, "\t"))
	}
	for r := range m.Rows() {
		var open []string
		for i, k := range keys {
			if r.Allowed.Has(i) {
				open = append(open, k)
			}
		}
		slices.Sort(open)
		lines = append(lines, strings.Join([]string{"row", r.Document.Code(), strings.Join(open, " ")}, "\t"))
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join([]string{"version", v.ID, v.From.String(), until}, "\t") + "\n" +
		strings.Join(lines, "\n") + "\n"))
	return v.ID + " sha256:" + hex.EncodeToString(sum[:])
}

// codes are the text forms of codes, sorted.
func codes[C interface{ MarshalText() ([]byte, error) }](list []C) string {
	var out []string
	for _, c := range list {
		b, _ := c.MarshalText()
		out = append(out, string(b))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}
