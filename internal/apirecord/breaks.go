package apirecord

import (
	"regexp"
	"slices"
	"strings"
)

// Name returns the name that a line of the record is about: "Request",
// "Request.Day", "ParseRole"; empty when it is no line of a record.
func Name(line string) string {
	kind, rest, _ := strings.Cut(line, " ")
	end := func(stops string) string {
		if i := strings.IndexAny(rest, stops); i >= 0 {
			return rest[:i]
		}
		return rest
	}
	switch kind {
	case "const", "var", "func", "type", "field", "embedded", anyKind:
		return end(" ([")
	case "method":
		recv, method, ok := strings.Cut(strings.TrimLeft(rest, "(*"), ") ")
		if ok {
			rest = method
			return recv + "." + end("(")
		}
	}
	return ""
}

// Gone returns the lines of the old record that the new one lacks: what a user
// may have compiled against and no longer can.
func Gone(before, after []string) []string {
	var out []string
	for _, l := range before {
		if !slices.Contains(after, l) {
			out = append(out, l)
		}
	}
	return out
}

// Unannounced returns the breaks, each "PACKAGE: LINE OF THE RECORD", of which
// the part Unreleased of a changelog says nothing. It says something by an item
// that is marked Breaking and names the package and the name, or its type,
// each in backquotes.
func Unannounced(changelog string, breaks []string) []string {
	items := breakingItems(changelog)
	var out []string
	for _, b := range breaks {
		pkg, line, _ := strings.Cut(b, ": ")
		name := Name(line)
		owner, _, _ := strings.Cut(name, ".")
		if !slices.ContainsFunc(items, func(item string) bool {
			return strings.Contains(item, "`"+pkg+"`") &&
				(line == packageGone || name != "" && (names(item, name) || names(item, owner)))
		}) {
			out = append(out, b)
		}
	}
	return out
}

// anyKind begins a line about a name of which apidiff does not say what it is.
const anyKind = "name"

// packageGone is the line of a package that is there no more.
const packageGone = "package removed"

var otherNumber = regexp.MustCompile(`^value changed from \d+ to \d+$`)

// FromApidiff returns the incompatible changes that the program apidiff has
// found in a module, as Unannounced takes them. Programs below examples and
// packages that others cannot import are left out, and so are numbers behind names, which
// docs/api.md says may move.
func FromApidiff(report string) []string {
	_, part, ok := strings.Cut(report, "Incompatible changes:\n")
	if !ok {
		return nil
	}
	part, _, _ = strings.Cut(part, "Compatible changes:\n")
	var out []string
	for line := range strings.Lines(part) {
		line, ok := strings.CutPrefix(strings.TrimSpace(line), "- ./")
		if !ok || strings.HasPrefix(line, "examples/") {
			continue
		}
		what, how, _ := strings.Cut(line, ": ")
		if otherNumber.MatchString(how) {
			continue
		}
		pkg, name, ok := strings.Cut(what, ".")
		if !ok {
			out = append(out, pkg+": "+packageGone)
			continue
		}
		// A method of a pointer is written (*T).M.
		name = strings.NewReplacer("(*", "", ")", "").Replace(name)
		out = append(out, pkg+": "+anyKind+" "+name+" "+how)
	}
	return out
}

// names reports whether a text has the name at the beginning of something in
// backquotes: `ParseSex`, `ParseSex(code)`, `Column *Column`.
func names(text, name string) bool {
	return regexp.MustCompile("`" + regexp.QuoteMeta(name) + "[`( \\[]").MatchString(text)
}

// breakingItems returns the items of the part Unreleased that are marked.
func breakingItems(changelog string) []string {
	_, part, ok := strings.Cut(changelog, "\n## [Unreleased]")
	if !ok {
		return nil
	}
	part, _, _ = strings.Cut(part, "\n## ")
	var out []string
	for _, item := range strings.Split(part, "\n- ")[1:] {
		// What follows the list is not of its last item.
		item, _, _ = strings.Cut(item, "\n\n")
		if strings.HasPrefix(item, "**Breaking**") {
			out = append(out, strings.Join(strings.Fields(item), " "))
		}
	}
	return out
}
