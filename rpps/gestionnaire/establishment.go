package gestionnaire

import (
	"fmt"
	"io"
	"log/slog"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// Establishment is the structure for which somebody acts, and what binds it.
type Establishment struct {
	Structure rpps.Structure `json:"structure,omitzero"`
	// HospiConnect says whether a hospital was retained for the programme;
	// it does not matter for other kinds.
	HospiConnect rpps.Answer `json:"hospiConnect,omitzero"`
	Contract     Contract    `json:"contract,omitzero"`
}

// Contract is the contract of adhesion with the Agence du numérique en santé.
// One for each legal entity is enough: with several sites it is signed under
// the FINESS of the legal entity, with a single one under that of the site.
type Contract struct {
	SignedOn civil.Date `json:"signedOn,omitzero"`
	// EndedOn is the last day, when the contract has one: see [LastDay].
	EndedOn civil.Date `json:"endedOn,omitzero"`
	// With is the structure as it was when it signed. A change of FINESS or
	// SIRET asks for a new contract, so an identifier that is no longer that
	// of the establishment ends the cover.
	With rpps.Structure `json:"with,omitzero"`
	// Reach is [ReachLegalEntity] for a contract of the legal entity; zero
	// is the site.
	Reach Reach `json:"reach,omitzero"`
}

// Reach is how far a mandate or a contract goes. The zero value is "not
// stated" and reaches as far as [ReachSite].
type Reach uint8

const (
	ReachSite        Reach = iota + 1 // the site and no other
	ReachLegalEntity                  // every site of the same legal entity
)

var reachNames = [...]string{"", "site", "legal entity"}

// String returns the name, or "(not stated)".
func (r Reach) String() string { return enum.String(reachNames[:], r) }

// MarshalText returns the name, or the empty text when not stated.
func (r Reach) MarshalText() ([]byte, error) { return enum.Text(reachNames[:], r) }

// UnmarshalText is the inverse of MarshalText.
func (r *Reach) UnmarshalText(b []byte) error { return readName(r, reachNames[:], "reach", b) }

// Completed returns a structure with all the numbers by which one of the
// establishments is known, so that a place that is written by its SIRET here and by
// its FINESS there is found to be one: see [rpps.Structure.CompletedBy]. It is as it
// was when none is known to be the same place, or several that have different numbers.
func Completed(s rpps.Structure, known []Establishment) rpps.Structure {
	out := s
	for i := range known {
		switch with := s.CompletedBy(known[i].Structure); {
		case with == s:
		case out == s || with.Same(out):
			out = out.CompletedBy(with)
		default:
			return s
		}
	}
	return out
}

// coverage says whether what was given for one structure holds for another.
type coverage uint8

const (
	covered coverage = iota + 1
	// coverOther: certainly not the same.
	coverOther
	// coverUnproved: nothing in common, or numbers that contradict each other.
	coverUnproved
	// coverEntityUnproved: likewise for the legal entity.
	coverEntityUnproved
)

func cover(given rpps.Structure, reach Reach, asked rpps.Structure) coverage {
	entity := given.SameEntity(asked)
	switch place := given.SamePlace(asked); {
	case place == rpps.Yes, reach == ReachLegalEntity && entity == rpps.Yes:
		return covered
	case entity == rpps.No, reach != ReachLegalEntity && place == rpps.No:
		return coverOther
	case reach == ReachLegalEntity:
		return coverEntityUnproved
	}
	return coverUnproved
}

// String tells kind and sector of the structure, and nothing else.
func (e Establishment) String() string { return "Establishment(" + e.Structure.String() + ")" }

// Format implements [fmt.Formatter]: masked under every verb.
func (e Establishment) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, e.String()) }

// LogValue implements [slog.LogValuer].
func (e Establishment) LogValue() slog.Value {
	return slog.GroupValue(slog.Any("structure", e.Structure), slog.String("hospiConnect", e.HospiConnect.String()))
}

// String tells whether the contract is signed, and its reach.
func (c Contract) String() string {
	return "Contract(signed " + stated(!c.SignedOn.IsZero()) + ", reach " + c.Reach.String() + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (c Contract) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// LogValue implements [slog.LogValuer].
func (c Contract) LogValue() slog.Value { return slog.StringValue(c.String()) }

func stated(b bool) string {
	if b {
		return "stated"
	}
	return "not stated"
}
