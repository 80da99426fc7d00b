package annuaire

import (
	"fmt"
	"io"
	"log/slog"

	"github.com/rppsplus/rppsplus/rpps"
)

// Establishment says which lines are those of one establishment: a line that
// has one of the identifiers stated here. The zero Establishment matches
// nothing.
type Establishment struct {
	SIRET rpps.SIRET
	// FINESS is that of the site, LegalFINESS that of the legal entity, which
	// has all its sites.
	FINESS      rpps.FINESS
	LegalFINESS rpps.FINESS
	Technical   rpps.TechnicalID
	// ID is the "ancien identifiant de la structure".
	ID rpps.StructureID
}

// IsZero reports whether no identifier is stated.
func (e Establishment) IsZero() bool { return e == Establishment{} }

// String tells whether an identifier is stated: that of a small practice is
// built on the number of its owner.
func (e Establishment) String() string {
	if e.IsZero() {
		return "Establishment(not stated)"
	}
	return "Establishment(masked)"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (e Establishment) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, e.String()) }

// LogValue implements [slog.LogValuer].
func (e Establishment) LogValue() slog.Value { return slog.StringValue(e.String()) }

// Matches reports whether a line is one of the establishment.
func (e Establishment) Matches(rec Record) bool {
	return matches(rec, ColSIRET, e.SIRET) || matches(rec, ColFINESS, e.FINESS) ||
		matches(rec, ColLegalFINESS, e.LegalFINESS) || matches(rec, ColTechnicalID, e.Technical) ||
		matches(rec, ColFormerStructureID, e.ID)
}

// capital: 2a is the department 2A, as for package rpps.
func capital(b byte) byte {
	if 'a' <= b && b <= 'z' {
		b -= 'a' - 'A'
	}
	return b
}

func matches[T interface {
	IsZero() bool
	AppendText([]byte) ([]byte, error)
}](rec Record, c Column, id T) bool {
	if id.IsZero() {
		return false
	}
	value := rec.Bytes(c)
	if len(value) == 0 {
		return false
	}
	var buf [40]byte
	want, _ := id.AppendText(buf[:0])
	i := 0
	for _, b := range value {
		switch {
		case b == ' ' || b == '.' || b == '-':
		case i == len(want) || capital(b) != capital(want[i]):
			return false
		default:
			i++
		}
	}
	return i == len(want)
}
