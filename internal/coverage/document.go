package coverage

import (
	"fmt"
	"strings"
)

// begin is where the part of the document begins that a check compares: the
// figures above it are those of one day.
const begin = "## What no test reaches\n"

// Document writes docs/trust/coverage.md. Where says when, at which commit and
// with which Go.
func Document(r Report, list []Explanation, floors []Floor, floor float64, where string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `# Statement coverage

<!-- Written by .ci/coverage -update. -->

    .ci/coverage

runs every test of the module once, those of the examples and of the machines included, and counts the statements of all packages that
are linked into other people's programs. It fails when less than %.0f %% of the statements are reached, in all or in one
package, when a block that is not reached is not explained below, and when an explanation is not needed any more.

%s

| Package | Statements | Covered | %% |
|---|--:|--:|--:|
`, floor, where)
	for _, p := range r.Packages {
		fmt.Fprintf(&b, "| %s | %d | %d | %.1f |\n", p.Path, p.Statements, p.Covered, p.Percent())
	}
	fmt.Fprintf(&b, "| **all** | %d | %d | **%.2f** |\n", r.Total.Statements, r.Total.Covered, r.Total.Percent())
	b.WriteString("\n" + Explained(list, floors))
	return b.String()
}

// Explained writes the part that does not change with every edit.
func Explained(list []Explanation, floors []Floor) string {
	var b strings.Builder
	b.WriteString(begin)
	b.WriteString("\nFrom `internal/coverage/explained.tsv`.\n")
	if len(list) == 0 {
		b.WriteString("\nNothing.\n")
	}
	file := ""
	for _, e := range list {
		if e.File != file {
			file = e.File
			fmt.Fprintf(&b, "\n### %s\n\n", file)
		}
		times := ""
		if e.Blocks > 1 {
			times = fmt.Sprintf(" (%d times)", e.Blocks)
		}
		fmt.Fprintf(&b, "- `%s`: `%s`%s. %s\n", e.Func, e.Text, times, e.Why)
	}
	for i, f := range floors {
		if i == 0 {
			b.WriteString("\n### Packages with a floor of their own\n\n")
		}
		fmt.Fprintf(&b, "- %s: %.1f %%. %s\n", f.Path, f.Percent, f.Why)
	}
	return b.String()
}

// Stale reports whether a document has other explanations than these.
func Stale(document string, list []Explanation, floors []Floor) bool {
	_, tail, ok := strings.Cut(document, begin)
	return !ok || begin+tail != Explained(list, floors)
}
