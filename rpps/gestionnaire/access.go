package gestionnaire

import (
	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Access says whether a structure has access to the portal. The zero value is
// "not stated"; only [AccessOpen] is access.
type Access uint8

const (
	AccessOpen    Access = iota + 1 // the portal is open to the structure
	AccessClosed                    // it is not
	AccessUnknown                   // what is known of the structure does not decide
)

var accessNames = [...]string{"", "open", "closed", "unknown"}

// String returns the name, or "(not stated)".
func (a Access) String() string { return enum.String(accessNames[:], a) }

// MarshalText returns the name, or the empty text when not stated.
func (a Access) MarshalText() ([]byte, error) { return enum.Text(accessNames[:], a) }

// UnmarshalText is the inverse of MarshalText.
func (a *Access) UnmarshalText(b []byte) error { return readName(a, accessNames[:], "access", b) }

// StructureAccess is the answer of [AccessOf].
type StructureAccess struct {
	Access Access `json:"access"`
	// Kind is the kind that was used; zero when none is known.
	Kind rpps.StructureKind `json:"kind,omitzero"`
	// Evidence is Sourced when the kind was stated, Inferred when it was
	// drawn from the sector, Policy when the access is unknown.
	Evidence rule.Evidence `json:"evidence"`
	// Fault says why the access is not open, at path "structure"; zero when
	// it is open.
	Fault rule.Fault `json:"-"`
}

// AccessOf says whether a structure has access to the portal: ESMS, DAC, CRT
// and dispensaries have, a hospital when it was retained for the HospiConnect
// programme, others have not. hospiConnect matters for hospitals only.
//
// The kind of the structure decides; when it is not stated, that of its sector
// ([rpps.KindOfSector]), if the sector tells one. When kind and sector
// contradict each other the access is unknown; ESMS, DAC and CRT do not, for
// the sources name the three together and DAC and CRT have no sector of their
// own.
func AccessOf(s rpps.Structure, hospiConnect rpps.Answer) StructureAccess {
	told, _ := rpps.KindOfSector(s.Sector)
	a := StructureAccess{Kind: s.Kind, Evidence: rule.Sourced}
	switch {
	case s.Kind == 0:
		a.Kind, a.Evidence = told, rule.Inferred
	case told != 0 && told != s.Kind && !(medicoSocial(told) && medicoSocial(s.Kind)):
		return a.unknown(ruleStructureKinds)
	}
	switch a.Kind {
	case rpps.ESMS, rpps.DAC, rpps.CRT, rpps.Officine:
		a.Access = AccessOpen
	case rpps.Hospital:
		switch hospiConnect {
		case rpps.Yes:
			a.Access = AccessOpen
		case rpps.No:
			a.Access, a.Fault = AccessClosed, rules[ruleStructureHospiConnect].At("structure")
		default:
			return a.unknown(ruleHospiConnectUnknown)
		}
	case rpps.Practice, rpps.Laboratory, rpps.OtherStructure:
		a.Access, a.Fault = AccessClosed, rules[ruleStructureClosed].At("structure")
	default:
		a.Kind = 0
		return a.unknown(ruleStructureUnknown)
	}
	return a
}

func (a StructureAccess) unknown(why int) StructureAccess {
	a.Access, a.Evidence, a.Fault = AccessUnknown, rule.Policy, rules[why].At("structure")
	return a
}

// medicoSocial reports whether the kind is ESMS in the wide sense, in which
// the sources say who has access.
func medicoSocial(k rpps.StructureKind) bool {
	return k == rpps.ESMS || k == rpps.DAC || k == rpps.CRT
}
