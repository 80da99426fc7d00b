package rpps

import (
	"fmt"
	"log/slog"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Structure is a place or a legal entity in which professionals practise. A
// structure may be known by several identifiers at once, or by none but its
// technical one. An empty field is "not stated".
//
// Small practices carry the name of their owner, and an identifier may be
// built on a person's: a structure prints and logs masked, apart from its
// kind and sector.
type Structure struct {
	SIRET SIRET `json:"siret,omitzero"`
	SIREN SIREN `json:"siren,omitzero"`
	// FINESS is the number of the site (ET or EG), LegalFINESS that of the
	// legal entity (EJ): one number space, told apart only by this.
	FINESS      FINESS `json:"finess,omitzero"`
	LegalFINESS FINESS `json:"finessJuridique,omitzero"`
	// RPPSRang identifies a practice by the number of its owner.
	RPPSRang RPPSRang `json:"rppsRang,omitzero"`
	// ID is the national identification (IDNST): the "ancien identifiant de
	// la structure" of the directory files.
	ID StructureID `json:"id,omitzero"`
	// Technical is the technical identifier of the directory.
	Technical TechnicalID `json:"technicalId,omitzero"`

	// Name is the raison sociale, TradeName the enseigne commerciale.
	Name      Private `json:"name,omitempty"`
	TradeName Private `json:"tradeName,omitempty"`

	Kind   StructureKind `json:"kind,omitzero"`
	Sector roles.Sector  `json:"sector,omitzero"`
	// Stated keeps the texts of the source that the typed fields could not
	// take: an identifier of a wrong shape, a sector of no list.
	Stated StatedStructure `json:"stated,omitzero"`
}

// StatedStructure is the text of a structure in its source.
type StatedStructure struct {
	SIRET       Private `json:"siret,omitempty"`
	SIREN       Private `json:"siren,omitempty"`
	FINESS      Private `json:"finess,omitempty"`
	LegalFINESS Private `json:"finessJuridique,omitempty"`
	ID          Private `json:"id,omitempty"`
	Technical   Private `json:"technicalId,omitempty"`
	Sector      string  `json:"sector,omitempty"`
}

// IsZero reports whether no text is stated.
func (s StatedStructure) IsZero() bool { return s == StatedStructure{} }

// String tells whether a text is stated.
func (s StatedStructure) String() string {
	if s.IsZero() {
		return notStatedText
	}
	return maskedText
}

// Format implements [fmt.Formatter]: masked under every verb.
func (s StatedStructure) Format(f fmt.State, _ rune) { printMasked(f, s) }

// LogValue implements [slog.LogValuer].
func (s StatedStructure) LogValue() slog.Value { return slog.StringValue(s.String()) }

// IsZero reports whether nothing of the structure is stated.
func (s Structure) IsZero() bool { return s == Structure{} }

// Canonical returns the best identifier of the structure as text, raw: SIRET,
// else FINESS of the site, else technical identifier, else IDNST, else
// RPPS-rang, else SIREN, else FINESS of the legal entity, else what the source
// wrote, in the same order; empty when there is none.
func (s Structure) Canonical() string {
	for _, id := range [...]string{
		s.SIRET.Canonical(), s.FINESS.Canonical(), s.Technical.Canonical(), s.ID.Canonical(),
		s.RPPSRang.Canonical(), s.SIREN.Canonical(), s.LegalFINESS.Canonical(),
		string(s.Stated.SIRET), string(s.Stated.FINESS), string(s.Stated.Technical), string(s.Stated.ID),
		string(s.Stated.SIREN), string(s.Stated.LegalFINESS),
	} {
		if id != "" {
			return id
		}
	}
	return ""
}

// String tells kind and sector, and whether the rest is stated.
func (s Structure) String() string {
	return "Structure(kind " + s.Kind.String() + ", sector " + s.Sector.String() +
		", identifier " + stated(s.Canonical() != "") + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (s Structure) Format(f fmt.State, _ rune) { printMasked(f, s) }

// LogValue implements [slog.LogValuer].
func (s Structure) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("kind", s.Kind.String()),
		slog.String("sector", s.Sector.String()),
		slog.String("identifier", stated(s.Canonical() != "")),
	)
}

// StructureKind is the kind of a structure, as far as access to the RPPS+
// portal tells kinds apart (training slides of 2025: ESMS, DAC and CRT,
// dispensaries, and hospitals of the HospiConnect programme).
type StructureKind uint8

const (
	// ESMS: social or medico-social establishment or service.
	ESMS StructureKind = iota + 1
	// DAC: dispositif d'appui à la coordination.
	DAC
	// CRT: centre de ressources territorial.
	CRT
	// Officine: dispensary pharmacy.
	Officine
	// Hospital: établissement de santé.
	Hospital
	// Practice: practice or company of self-employed professionals.
	Practice
	// Laboratory: laboratoire de biologie médicale.
	Laboratory
	// OtherStructure: stated to be none of these.
	OtherStructure
)

var structureKinds = [...]string{"", "ESMS", "DAC", "CRT", "officine", "hospital", "practice", "laboratory", "other"}

// String returns the name of the kind, or "(not stated)".
func (k StructureKind) String() string { return enum.String(structureKinds[:], k) }

// MarshalText returns the name, or the empty text when not stated.
func (k StructureKind) MarshalText() ([]byte, error) { return enum.Text(structureKinds[:], k) }

// UnmarshalText is the inverse of MarshalText.
func (k *StructureKind) UnmarshalText(b []byte) error {
	if enum.Read(k, structureKinds[:], b) {
		return nil
	}
	return personRules[ruleStructureKind].At("kind")
}

// KindOfSector returns the kind that a sector of activity (TRE_R02) tells.
// It is drawn from the labels of the sectors, not from a published table:
// the evidence is [rule.Inferred], or 0 with kind 0 when the label does not
// decide. SA63 (structures of coordination and orientation) is not decided:
// it covers DAC and others.
func KindOfSector(s roles.Sector) (StructureKind, rule.Evidence) {
	k := StructureKind(0)
	switch s {
	case roles.SA16, roles.SA17, roles.SA18, roles.SA20, roles.SA21, roles.SA41:
		k = ESMS
	case roles.SA33, roles.SA38, roles.SA39, roles.SA65:
		k = Officine
	case roles.SA01, roles.SA02, roles.SA03, roles.SA04, roles.SA36:
		k = Hospital
	case roles.SA07, roles.SA08, roles.SA09:
		k = Practice
	case roles.SA25, roles.SA29, roles.SA59:
		k = Laboratory
	}
	if k == 0 {
		return 0, 0
	}
	return k, rule.Inferred
}
