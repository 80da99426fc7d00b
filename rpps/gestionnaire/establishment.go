package gestionnaire

import (
	"fmt"
	"io"
	"log/slog"
	"slices"

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

// coverage says whether what was given for one structure holds for another.
type coverage uint8

const (
	covered coverage = iota + 1
	// coverOther: certainly not the same.
	coverOther
	// coverUnproved: no identifier in common, nothing is proved.
	coverUnproved
	// coverEntityUnproved: likewise for the legal entity.
	coverEntityUnproved
)

func cover(given rpps.Structure, reach Reach, asked rpps.Structure) coverage {
	shared, differ := sameEntity(given, asked)
	switch {
	case differ:
		return coverOther
	case given.Same(asked), reach == ReachLegalEntity && shared:
		return covered
	case reach == ReachLegalEntity:
		return coverEntityUnproved
	case otherSite(given, asked):
		return coverOther
	}
	return coverUnproved
}

// sameEntity compares all that two structures state of their legal entity.
func sameEntity(a, b rpps.Structure) (shared, differ bool) {
	compare := func(equal bool) {
		shared, differ = shared || equal, differ || !equal
	}
	if !a.LegalFINESS.IsZero() && !b.LegalFINESS.IsZero() {
		compare(a.LegalFINESS == b.LegalFINESS)
	}
	theirs := sirens(b)
	for _, x := range sirens(a) {
		for _, y := range theirs {
			if !x.IsZero() && !y.IsZero() {
				compare(x == y)
			}
		}
	}
	return shared, differ
}

func sirens(s rpps.Structure) [4]rpps.SIREN {
	return [...]rpps.SIREN{s.SIREN, s.SIRET.SIREN(), s.ID.SIREN(), s.ID.SIRET().SIREN()}
}

// otherSite reports whether an identifier that both state differs.
func otherSite(a, b rpps.Structure) bool {
	return slices.ContainsFunc([][2]string{
		{a.SIRET.Canonical(), b.SIRET.Canonical()},
		{a.FINESS.Canonical(), b.FINESS.Canonical()},
		{a.Technical.Canonical(), b.Technical.Canonical()},
		{a.ID.Canonical(), b.ID.Canonical()},
		{a.RPPSRang.Canonical(), b.RPPSRang.Canonical()},
	}, func(p [2]string) bool { return p[0] != "" && p[1] != "" && p[0] != p[1] })
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
