package regsample

import (
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"

	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/registration"
)

// CSVOptions says how a file is written. The zero value is what French
// spreadsheets write today: semicolons, UTF-8, lines that end in LF.
type CSVOptions struct {
	// Separator is the semicolon when zero.
	Separator rune
	CRLF      bool
	// BOM begins the file with the mark of UTF-8; no effect with Windows1252.
	BOM bool
	// Windows1252 writes the file in the character set of older spreadsheets.
	Windows1252 bool
	// Shuffled puts the columns in an order of chance.
	Shuffled bool
}

// WriteCSV writes a file of n registrations that [Valid] makes, under a line
// of columns.
func WriteCSV(w io.Writer, rng *rand.Rand, at civil.Date, n int, o CSVOptions) error {
	rows := func(yield func(Row) bool) {
		for range n {
			if !yield(Valid(rng, at)) {
				return
			}
		}
	}
	fields := slices.Collect(registration.Fields())
	if o.Shuffled {
		rng.Shuffle(len(fields), func(i, j int) { fields[i], fields[j] = fields[j], fields[i] })
	}
	return WriteRows(w, fields, rows, o)
}

// WriteRows writes rows as a file with the columns of the fields, in their
// order; Shuffled has no effect.
func WriteRows(w io.Writer, fields []registration.Field, rows func(yield func(Row) bool), o CSVOptions) error {
	if o.BOM && !o.Windows1252 {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
	}
	out := csv.NewWriter(w)
	out.Comma, out.UseCRLF = ';', o.CRLF
	if o.Separator != 0 {
		out.Comma = o.Separator
	}
	record := make([]string, len(fields))
	for i, f := range fields {
		record[i] = f.Column()
	}
	if err := out.Write(record); err != nil {
		return err
	}
	for r := range rows {
		for i, f := range fields {
			cell, err := o.encode(r[f])
			if err != nil {
				return err
			}
			record[i] = cell
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// encode writes a cell in the character set of the file.
func (o CSVOptions) encode(cell string) (string, error) {
	if !o.Windows1252 {
		return cell, nil
	}
	out := make([]byte, 0, len(cell))
	for _, r := range cell {
		switch {
		case r < 0x80, r >= 0xa0 && r <= 0xff:
			out = append(out, byte(r))
		case r == 'Œ':
			out = append(out, 0x8c)
		case r == 'œ':
			out = append(out, 0x9c)
		case r == 'Ÿ':
			out = append(out, 0x9f)
		case r == '’':
			out = append(out, 0x92)
		case r == '–':
			out = append(out, 0x96)
		default:
			return "", fmt.Errorf("regsample: U+%04X is not written in Windows-1252", r)
		}
	}
	return string(out), nil
}
