package main

import (
	"fmt"
	"strings"
)

// page renders the results for docs/trust.
func page(rs results, explanations []explanation) string {
	var b strings.Builder
	b.WriteString(`# Mutation testing

<!-- Written by .ci/mutation: do not edit. -->

A test that cannot fail proves nothing. Here the library is broken in small ways, one at a time (a mutant: ` + "`<` becomes `<=`, `&&` becomes `||`, `+` becomes `-`" + `),
and the tests of the package alone must see it. One that they do not see has survived: it is listed below with the reason why no test can see it.

    .ci/mutation                     # all packages of the library; an hour on two cores, so it is no step of .ci/run
    .ci/mutation roles rpps          # these; the results of the others are kept
    .ci/mutation -only 'table.go' roles   # only the lines that match; nothing is written
    .ci/mutation -again roles        # only what lived, after new tests

gremlins lists the mutants: its default mutators and ` + "`INVERT_LOGICAL`" + `, in all files but the generated ones. It does not run them, because it counts a mutant that does
not compile as killed, and leaves out what the coverage of Go does not count: conditions of ` + "`case`" + ` clauses, constants, variables of packages.
[internal/mutation](../../internal/mutation) compiles all mutants of a package into one test binary, those of constants one by one, and runs the tests (` + "`-short -failfast`" + `)
once for each. The command fails when less than 90 % of the covered mutants of a package are killed, when a survivor has no explanation in
[mutation-survivors.csv](mutation-survivors.csv), or when an explanation has no survivor any more.

- Covered: gremlins sees the line run by the tests. Not covered: it does not, mostly because Go does not count it; these mutants are run and explained all the same.
- Timed out: the tests took five times their processor time and two seconds more, or none for half a minute: in practice a loop or a wait without an end. As in gremlins, the percentage is killed / (killed + lived):
  those that timed out and those that do not compile (a text minus a text) have no part in it.

| Package | Covered: killed | lived | timed out | do not compile | killed, % | Not covered: killed | lived | timed out | do not compile |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
`)
	row := func(name string, c, o counts) {
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %d | %.2f | %d | %d | %d | %d |\n", name,
			c.Killed, c.Lived, c.TimedOut, c.NotViable, percent(c.Killed, c.Lived), o.Killed, o.Lived, o.TimedOut, o.NotViable)
	}
	var covered, outside counts
	for _, r := range rs {
		row("`"+r.Package+"`", r.Covered, r.Outside)
		covered, outside = covered.plus(r.Covered), outside.plus(r.Outside)
	}
	row("together", covered, outside)

	b.WriteString("\n| Package | Day of the run | Commit | Go | gremlins |\n|---|---|---|---|---|\n")
	for _, r := range rs {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", r.Package, r.Date, r.Commit, r.Go, r.Gremlins)
	}

	b.WriteString("\n## Survivors\n")
	for _, r := range rs {
		fmt.Fprintf(&b, "\n### %s\n\n", r.Package)
		if len(r.Survivors) == 0 {
			b.WriteString("None.\n")
			continue
		}
		b.WriteString("| Line | Mutator | Source | Why no test sees it |\n|---|---|---|---|\n")
		for _, s := range r.Survivors {
			mutator := s.Mutator
			if s.Occurrence > 1 {
				mutator = fmt.Sprintf("%s, operator %d", mutator, s.Occurrence)
			}
			reason := explain(explanations, r.Package, s)
			if reason == "" {
				reason = "**not explained**"
			}
			fmt.Fprintf(&b, "| %s:%d | %s | %s | %s |\n", s.File, s.Line, mutator, code(s.Source), cell(reason))
		}
	}
	return b.String()
}

func (c counts) plus(d counts) counts {
	return counts{c.Killed + d.Killed, c.Lived + d.Lived, c.TimedOut + d.TimedOut, c.NotViable + d.NotViable}
}

// code sets a line of source in a cell of a table.
func code(s string) string {
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if fence != "`" {
		s = " " + s + " "
	}
	return fence + cell(s) + fence
}

// cell hides what would end a cell.
func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }
