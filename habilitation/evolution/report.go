package evolution

import (
	"html"
	"strings"
	"unicode"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// report is what the texts for people are made of: text, Markdown and HTML say
// the same.
type report struct {
	english  bool
	title    string
	intro    []string
	sections []section
}

type section struct {
	title  string
	groups []group
}

// group is a list below an optional heading.
type group struct {
	title string
	items []item
}

// item is a code, perhaps none, and what is said of it.
type item struct{ code, text string }

// words picks the language.
type words bool

func wordsOf(tag language.Tag) words { return words(rule.IsEnglish(tag)) }

func (w words) pick(fr, en string) string {
	if w {
		return en
	}
	return fr
}

// column is the name of a column: in French its heading in the publication, and
// the codes of its roles, by which people know them.
func (w words) column(c habilitation.Column) string {
	switch {
	case bool(w) || c.Heading == "":
		return c.Key
	case len(c.Roles) == 0:
		return c.Heading
	}
	return c.Heading + " (" + list(c.Roles) + ")"
}

// columns are the names of the columns of matrices by their keys; the last
// matrix prevails.
func (w words) columns(matrices ...*habilitation.Matrix) map[string]string {
	out := map[string]string{}
	for _, m := range matrices {
		if m == nil {
			continue // of the zero value
		}
		for _, c := range m.Columns() {
			out[c.Key] = w.column(c)
		}
	}
	return out
}

// colon is the sign between a name and what is said of it.
func (w words) colon() string { return w.pick(" : ", ": ") }

// semicolon is the sign between two parts of a sentence.
func (w words) semicolon() string { return w.pick(" ; ", "; ") }

// quote puts a text between quotation marks.
func (w words) quote(s string) string { return w.pick("« ", "“") + s + w.pick(" »", "”") }

func (r *report) add(s section) {
	if len(s.groups) > 0 {
		r.sections = append(r.sections, s)
	}
}

func (r *report) text() string {
	var b strings.Builder
	b.WriteString(plain(r.title) + "\n")
	for _, l := range r.intro {
		b.WriteString(plain(l) + "\n")
	}
	for _, s := range r.sections {
		b.WriteString("\n" + plain(s.title) + "\n")
		for _, g := range s.groups {
			indent := "  "
			if g.title != "" {
				b.WriteString("  " + plain(g.title) + "\n")
				indent = "    "
			}
			for _, i := range g.items {
				b.WriteString(indent)
				if i.code != "" {
					b.WriteString(plain(i.code) + "  ")
				}
				b.WriteString(plain(i.text) + "\n")
			}
		}
	}
	return b.String()
}

// plain is a text on one line, without characters that steer a terminal.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case r < ' ' || r >= 0x7F && r <= 0x9F || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp):
			return -1 // Cf: also what turns the direction of writing, or cannot be seen
		}
		return r
	}, s)
}

func (r *report) markdown() string {
	var b strings.Builder
	b.WriteString("# " + markdown(r.title) + "\n")
	for _, l := range r.intro {
		b.WriteString("\n" + markdown(l) + "\n")
	}
	for _, s := range r.sections {
		b.WriteString("\n## " + markdown(s.title) + "\n")
		for _, g := range s.groups {
			if g.title != "" {
				b.WriteString("\n### " + markdown(g.title) + "\n")
			}
			b.WriteString("\n")
			for _, i := range g.items {
				b.WriteString("- ")
				if i.code != "" {
					b.WriteString(code(i.code) + " ")
				}
				b.WriteString(markdown(i.text) + "\n")
			}
		}
	}
	return b.String()
}

// markdown escapes what Markdown would read.
func markdown(s string) string {
	var b strings.Builder
	for _, r := range plain(s) {
		if strings.ContainsRune("\\`*_[]<>|#&~", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// code is a code of a list between backquotes, where a star is no emphasis.
func code(s string) string { return "`" + strings.ReplaceAll(plain(s), "`", "'") + "`" }

const style = `body { font-family: sans-serif; margin: 1rem auto; max-width: 60rem; padding: 0 1rem; color: #111; background: #fff; }
h2 { border-bottom: 1px solid #999; }
code { background: #eee; padding: 0 .2rem; }`

func (r *report) html() string {
	lang := "fr"
	if r.english {
		lang = "en"
	}
	var b strings.Builder
	e := func(s string) string { return html.EscapeString(plain(s)) }
	b.WriteString("<!DOCTYPE html>\n<html lang=\"" + lang + "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
		e(r.title) + "</title>\n<style>\n" + style + "\n</style>\n</head>\n<body>\n<main>\n<h1>" + e(r.title) + "</h1>\n")
	for _, l := range r.intro {
		b.WriteString("<p>" + e(l) + "</p>\n")
	}
	for _, s := range r.sections {
		b.WriteString("<h2>" + e(s.title) + "</h2>\n")
		for _, g := range s.groups {
			if g.title != "" {
				b.WriteString("<h3>" + e(g.title) + "</h3>\n")
			}
			b.WriteString("<ul>\n")
			for _, i := range g.items {
				b.WriteString("<li>")
				if i.code != "" {
					b.WriteString("<code>" + e(i.code) + "</code> ")
				}
				b.WriteString(e(i.text) + "</li>\n")
			}
			b.WriteString("</ul>\n")
		}
	}
	b.WriteString("</main>\n</body>\n</html>\n")
	return b.String()
}
