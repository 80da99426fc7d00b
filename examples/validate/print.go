package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/examples/internal/cli"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/psi"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// printer writes the findings as they come.
type printer struct {
	o       options
	out     *bufio.Writer
	notes   *bufio.Writer // with -psi, the findings
	summary registration.Summary
	times   map[repeated]int
	absent  map[string]bool         // the paths of columns that the file lacks
	only    int                     // records of which nothing else is to be said
	places  map[rpps.Structure]bool // of which was said that they are not known
	again   int                     // warnings that would say so once more
}

// repeated is what can be said of many lines: a rule of a column.
type repeated struct {
	severity rule.Severity
	code     rule.Code
	path     string
	title    rule.Text
}

func newPrinter(o options, stdout, stderr io.Writer) *printer {
	return &printer{o: o, out: bufio.NewWriterSize(stdout, 1<<16), notes: bufio.NewWriter(stderr), times: map[repeated]int{}, absent: map[string]bool{}, places: map[rpps.Structure]bool{}}
}

func (p *printer) flush() error { return errors.Join(p.out.Flush(), p.notes.Flush()) }

// header prints what is to be said of the columns.
func (p *printer) header(fs rule.Faults) {
	p.summary.AddFaults(fs)
	for _, f := range fs {
		if f.Code() == registration.CodeColumnMissing || f.Code() == registration.CodeColumnStructure {
			p.absent[f.Path()] = true
		}
	}
	switch {
	case len(fs) == 0:
	case p.o.psi && p.o.json:
		p.lines(p.notes, fs)
	case p.o.psi:
		p.faults(p.notes, fs)
	case p.o.json:
		p.lines(p.out, fs)
	default:
		fmt.Fprintln(p.out, cli.Word(p.o.lang, "Colonnes du fichier", "Columns of the file"))
		p.faults(p.out, fs)
		fmt.Fprintln(p.out)
	}
}

func (p *printer) record(r registration.Result) {
	if p.o.psi && r.Valid() {
		body, limits := psi.New(r.Request, p.o.context, psi.Options{})
		for _, f := range limits {
			// What is filled in for every request is in the documentation.
			if strings.HasPrefix(string(f.Code()), "PSI-") && f.Severity() <= rule.Warning {
				r.Faults.Add(f.On(rule.Position{Line: r.Line}))
			}
		}
		r.Faults.Sort()
		if body != nil {
			p.body(body)
		}
	}
	p.summary.Add(r)
	for _, f := range r.Faults {
		if !p.told(f) {
			p.times[repeated{f.Severity(), f.Code(), f.Path(), f.Rule().Title}]++
		}
	}
	switch {
	case len(r.Faults) == 0:
	case p.o.psi && p.o.json:
		p.lines(p.notes, r.Faults)
	case p.o.psi:
		p.person(p.notes, r)
	case p.o.json:
		p.lines(p.out, r.Faults)
	default:
		p.person(p.out, r)
	}
}

// body prints a body on one line.
func (p *printer) body(b *psi.Body) {
	text, err := json.Marshal(b)
	if err != nil {
		fmt.Fprintln(p.notes, "validate:", err)
		return
	}
	p.out.Write(text)
	p.out.WriteByte('\n')
}

// lines prints one JSON object for each fault.
func (p *printer) lines(w io.Writer, fs rule.Faults) {
	for _, f := range fs {
		if text, err := f.JSON(p.o.lang); err == nil {
			fmt.Fprintf(w, "%s\n", text)
		}
	}
}

// person prints the findings about one record.
func (p *printer) person(w io.Writer, r registration.Result) {
	faults := slices.DeleteFunc(slices.Clone(r.Faults), p.told)
	absent := len(r.Faults) - len(faults)
	if place := r.Request.Situation.Structure; faults.Has(gestionnaire.CodeStructureUnknown) {
		if p.places[place] { // the place is the same for everybody there
			p.again++
			faults = slices.DeleteFunc(faults, func(f rule.Fault) bool { return f.Code() == gestionnaire.CodeStructureUnknown })
		}
		p.places[place] = true
	}
	if len(faults) == 0 {
		// A column that is absent would be a line of the report for each of the file.
		p.only += min(absent, 1)
		return
	}
	verdict := cli.Word(p.o.lang, "peut être envoyée", "may be sent")
	if !r.Valid() {
		verdict = cli.Word(p.o.lang, "serait refusée", "would be refused")
	}
	fmt.Fprintf(w, "%s %d%s%s%s\n", cli.Word(p.o.lang, "Ligne", "Line"), r.Line, initials(r.Request), cli.Colon(p.o.lang), verdict)
	if absent > 0 {
		fmt.Fprintf(w, cli.Word(p.o.lang, "  %s %s : voir en tête\n", "  %s %s: see above\n"), mark(rule.Error, p.o.lang),
			count(p.o.lang, absent, "colonne absente du fichier", "colonnes absentes du fichier", "column that the file lacks", "columns that the file lacks"))
	}
	p.faults(w, faults)
	fmt.Fprintln(w)
}

// told reports whether a finding only says again that a column is absent.
func (p *printer) told(f rule.Fault) bool {
	return p.absent[f.Path()] && strings.HasSuffix(string(f.Code()), "-MISSING")
}

// faults prints findings, errors first.
func (p *printer) faults(w io.Writer, fs rule.Faults) {
	for _, s := range [...]rule.Severity{rule.Error, rule.Warning, rule.Completion, rule.Information} {
		for _, f := range fs {
			if f.Severity() != s {
				continue
			}
			place := placeOf(f.Path(), p.o.lang)
			if place != "" {
				place += cli.Colon(p.o.lang)
			}
			fmt.Fprintf(w, "  %s %s%s [%s]\n", mark(s, p.o.lang), place, f.Message(p.o.lang), f.Code())
		}
	}
}

func mark(s rule.Severity, lang language.Tag) string {
	switch s {
	case rule.Error:
		return cli.Word(lang, "ERREUR   ", "ERROR    ")
	case rule.Warning:
		return cli.Word(lang, "à voir   ", "look at  ")
	case rule.Completion:
		return cli.Word(lang, "complété ", "filled in")
	}
	return cli.Word(lang, "à savoir ", "to know  ")
}

// placeOf is the name of the column of a path, as the file has it, or the path
// in words.
func placeOf(path string, lang language.Tag) string {
	for f := range registration.Fields() {
		if f.Path() == path {
			return f.Column()
		}
	}
	switch path {
	case registration.PathRequest:
		return cli.Word(lang, "demande", "request")
	case registration.PathStructure:
		return "structure"
	}
	return path
}

// initials are enough to find a person back on a line, and no more.
func initials(r registration.Request) string {
	var b strings.Builder
	first := func(s string) {
		if c, _ := utf8.DecodeRuneInString(s); unicode.IsLetter(c) {
			b.WriteRune(c)
			b.WriteByte('.')
		}
	}
	if len(r.Identity.FirstNames) > 0 {
		first(r.Identity.FirstNames[0].Reveal())
	}
	first(r.Identity.BirthName.Reveal())
	if b.Len() == 0 {
		return ""
	}
	return " (" + b.String() + ")"
}

// end prints the summary.
func (p *printer) end() {
	s := p.summary
	w := io.Writer(p.out)
	if p.o.psi {
		w = p.notes
	}
	if p.o.json {
		if text, err := json.Marshal(map[string]registration.Summary{"summary": s}); err == nil {
			fmt.Fprintf(w, "%s\n", text)
		}
		return
	}
	if p.only > 0 {
		fmt.Fprintf(w, cli.Word(p.o.lang, "%s pour les seules colonnes absentes : voir en tête.\n", "%s for nothing but the columns that the file lacks: see above.\n"),
			count(p.o.lang, p.only, "enregistrement serait refusé", "enregistrements seraient refusés", "record would be refused", "records would be refused"))
	}
	if p.again > 0 {
		fmt.Fprintf(w, cli.Word(p.o.lang, "%s : la structure est la même.\n", "%s: the place is the same.\n"),
			count(p.o.lang, p.again, "point à voir n'est pas répété", "points à voir ne sont pas répétés", "point to look at is not repeated", "points to look at are not repeated"))
	}
	fmt.Fprintf(w, cli.Word(p.o.lang, "%s : %s, %s ; %s, %s, %s.\n", "%s: %s, %s; %s, %s, %s.\n"),
		count(p.o.lang, s.Records, "enregistrement", "enregistrements", "record", "records"),
		count(p.o.lang, s.Valid, "peut être envoyé", "peuvent être envoyés", "may be sent", "may be sent"),
		count(p.o.lang, s.Records-s.Valid, "serait refusé", "seraient refusés", "would be refused", "would be refused"),
		count(p.o.lang, s.Errors, "erreur", "erreurs", "error", "errors"),
		count(p.o.lang, s.Warnings, "point à voir", "points à voir", "point to look at", "points to look at"),
		count(p.o.lang, s.Completions, "champ complété", "champs complétés", "field filled in", "fields filled in"))
	p.often(w)
}

// often prints what is found again and again, errors first: in a long file, one
// mistake in a column is on every line, and mended once.
func (p *printer) often(w io.Writer) {
	const least, most = 10, 10
	found := slices.DeleteFunc(slices.Collect(maps.Keys(p.times)), func(f repeated) bool { return p.times[f] < least })
	slices.SortFunc(found, func(a, b repeated) int {
		return cmp.Or(cmp.Compare(a.severity, b.severity), p.times[b]-p.times[a], strings.Compare(string(a.code), string(b.code)), strings.Compare(a.path, b.path))
	})
	for i, f := range found[:min(most, len(found))] {
		if i == 0 {
			fmt.Fprintln(w, cli.Word(p.o.lang, "\nLe plus souvent", "\nMost often"))
		}
		place := placeOf(f.path, p.o.lang)
		if place != "" {
			place += cli.Colon(p.o.lang)
		}
		fmt.Fprintf(w, "  %6d x %s %s%s [%s]\n", p.times[f], mark(f.severity, p.o.lang), place, f.title.In(p.o.lang), f.code)
	}
}

// count writes a number and what is counted; in French, 0 is singular.
func count(lang language.Tag, n int, oneFR, manyFR, oneEN, manyEN string) string {
	text := cli.Word(lang, manyFR, manyEN)
	if n == 1 || n == 0 && !rule.IsEnglish(lang) {
		text = cli.Word(lang, oneFR, oneEN)
	}
	return fmt.Sprintf("%d %s", n, text)
}
