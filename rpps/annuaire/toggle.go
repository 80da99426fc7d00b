package annuaire

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"strconv"

	"github.com/rppsplus/rppsplus/internal/namekey"
	"github.com/rppsplus/rppsplus/internal/rows"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Labels of the columns of the table from ADELI to RPPS numbers.
const (
	labelADELI = "N° ADELI"
	labelRPPS  = "N° RPPS"
)

// Toggle is a line of the table from ADELI to RPPS numbers: a professional who
// had the one and now has the other.
type Toggle struct {
	// Line is the number of the line.
	Line int
	// ADELI and RPPS are zero when they cannot be read; the texts are as
	// written.
	ADELI     rpps.ADELI
	RPPS      rpps.Number
	ADELIText rpps.Private
	RPPSText  rpps.Private
}

// String tells the line and not the numbers.
func (t Toggle) String() string { return "Toggle(line " + strconv.Itoa(t.Line) + ")" }

// Format implements [fmt.Formatter]: masked under every verb.
func (t Toggle) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, t.String()) }

// LogValue implements [slog.LogValuer].
func (t Toggle) LogValue() slog.Value { return slog.StringValue(t.String()) }

// Toggles reads the table from ADELI to RPPS numbers, with ";" between two
// columns that are bound by their label. It yields each line; one with a fault
// as its error has in its texts what could be read. An error that is no
// [rule.Fault], or is one without a line, ends the reading.
func Toggles(r io.Reader) iter.Seq2[Toggle, error] { return Options{}.Toggles(r) }

// Toggles is the function [Toggles] under the limits on lines and columns.
func (o Options) Toggles(r io.Reader) iter.Seq2[Toggle, error] {
	o = o.filled()
	return func(yield func(Toggle, error) bool) {
		in := rows.NewReader(r, rows.Options{Separators: ";|\t", NoQuotes: true, MaxRecord: o.MaxLine, MaxFields: o.MaxColumns})
		rec, err := in.Next()
		switch {
		case errors.Is(err, io.EOF):
			yield(Toggle{}, rules[ruleFileEmpty].At(""))
			return
		case err != nil:
			yield(Toggle{}, err)
			return
		}
		adeli, number := -1, -1
		for i := range rec.Len() {
			switch namekey.Of(string(rec.Field(i))) {
			case "n adeli", "no adeli", "numero adeli", "adeli":
				adeli = i
			case "n rpps", "no rpps", "numero rpps", "rpps":
				number = i
			}
		}
		if adeli < 0 || number < 0 {
			label := labelADELI
			if adeli >= 0 {
				label = labelRPPS
			}
			yield(Toggle{}, rules[ruleColumnRequired].At(label).With(label, LayoutToggle.String()))
			return
		}
		columns := rec.Len()
		for {
			rec, err := in.Next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(Toggle{}, err)
				return
			}
			if !yield(o.toggle(rec, columns, adeli, number)) {
				return
			}
		}
	}
}

func (o Options) toggle(rec rows.Record, columns, adeli, number int) (Toggle, error) {
	t := Toggle{Line: rec.Line}
	at := rule.Position{Line: rec.Line}
	switch rec.Problem {
	case rows.TooLong:
		return t, rules[ruleLineTooLong].At("").With(strconv.Itoa(o.MaxLine)).On(at)
	case rows.TooManyFields:
		return t, rules[ruleLineLong].At("").With("> "+strconv.Itoa(o.MaxColumns), strconv.Itoa(columns)).On(at)
	case rows.NULByte:
		return t, rules[ruleLineNUL].At("").On(at)
	}
	n := rec.Len()
	if n == columns+1 && len(trim(rec.Field(n-1))) == 0 {
		n--
	}
	switch {
	case n < columns:
		return t, rules[ruleLineShort].At("").With(strconv.Itoa(n), strconv.Itoa(columns)).On(at)
	case n > columns:
		return t, rules[ruleLineLong].At("").With(strconv.Itoa(n), strconv.Itoa(columns)).On(at)
	}
	t.ADELIText, t.RPPSText = rpps.Private(trim(string(rec.Field(adeli)))), rpps.Private(trim(string(rec.Field(number))))
	var fs rule.Faults
	t.ADELI = toggled(&fs, at, labelADELI, t.ADELIText, lenient.ADELI)
	t.RPPS = toggled(&fs, at, labelRPPS, t.RPPSText, lenient.Number)
	if fs == nil {
		return t, nil
	}
	fs.Sort()
	if len(fs) == 1 {
		return t, fs[0]
	}
	return t, fs
}

func toggled[T keyed](fs *rule.Faults, at rule.Position, label string, text rpps.Private, parse func(string) (T, error)) T {
	id, err := parse(text.Reveal())
	if err != nil {
		if pe, ok := errors.AsType[*rpps.ParseError](err); ok {
			fs.Add(rules[ruleIdentifierKept].At(label).With(pe.Kind.String(), string(pe.Fault("").Code())).On(at))
		}
		return id
	}
	if !id.KeyValid() {
		fs.Add(rules[ruleIdentifierKey].At(label).On(at))
	}
	return id
}
