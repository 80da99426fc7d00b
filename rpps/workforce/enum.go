package workforce

import (
	"iter"
	"math/bits"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// readName is the UnmarshalText of the enumerations of the package.
func readName[T ~uint8](to *T, names []string, path string, b []byte) error {
	if enum.Read(to, names, b) {
		return nil
	}
	return rules[ruleNameUnknown].At(path)
}

// title is the Title of the enumerations of the package; empty for a number without one.
func title[T ~uint8](titles []rule.Text, v T, tag language.Tag) string {
	if int(v) < len(titles) {
		return titles[v].In(tag)
	}
	return ""
}

// A set of an enumeration has bit v for the value v; bit 0 is never set.

func setOf[T ~uint8](values []T, names []string) (s uint16) {
	for _, v := range values {
		if v > 0 && int(v) < len(names) {
			s |= 1 << v
		}
	}
	return s
}

// inList drops what stands for no value of the enumeration.
func inList(s uint16, names []string) uint16 { return s & (1<<len(names) - 2) }

func setHas[T ~uint8](s uint16, v T) bool { return v != 0 && s&(1<<v) != 0 }

func setAll[T ~uint8](s uint16) iter.Seq[T] {
	return func(yield func(T) bool) {
		for ; s != 0; s &= s - 1 {
			if !yield(T(bits.TrailingZeros16(s))) {
				return
			}
		}
	}
}

func setText(s uint16, names []string) string {
	var out []string
	for v := range setAll[uint8](inList(s, names)) {
		out = append(out, names[v])
	}
	return strings.Join(out, "|")
}

// setMarshal is the MarshalText of the sets. As a number without a name, a bit
// without one is an error: a need or a mission must not be lost.
func setMarshal(s uint16, names []string) ([]byte, error) {
	if s != inList(s, names) {
		return nil, enum.ErrNoSuchValue
	}
	return []byte(setText(s, names)), nil
}

// setRead reads names joined by "|"; a name that is not known is refused, for
// a need or a mission must not be lost.
func setRead(names []string, path string, b []byte) (s uint16, err error) {
	if len(b) == 0 {
		return 0, nil
	}
	for name := range strings.SplitSeq(string(b), "|") {
		var v uint8
		if err := readName(&v, names, path, []byte(strings.TrimSpace(name))); err != nil || v == 0 {
			return 0, rules[ruleNameUnknown].At(path)
		}
		s |= 1 << v
	}
	return s, nil
}
