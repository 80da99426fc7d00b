package roles

import (
	"strings"

	"github.com/rppsplus/rppsplus/internal/enum"
)

// List is a terminology of the NOS that this package holds. The zero value is
// "not stated".
type List uint8

const (
	ListR85  List = iota + 1 // métiers à rôle: named RolePriseCharge
	ListG15                  // health professions
	ListR94                  // social professions
	ListR95                  // protected titles
	ListR291                 // other professions
	ListR96                  // other functions of the health sector
	ListR21                  // functions
	ListR22                  // genres d'activité: the roles
	ListR09                  // professional categories
	ListR23                  // practice modes
	ListR02                  // sectors
	ListR24                  // types of liberal activity
	ListR25                  // reasons of an end
)

// listFacts describes a list.
type listFacts struct{ oid, version string }

func (l List) facts() listFacts {
	if int(l) < len(lists) {
		return lists[l]
	}
	return listFacts{}
}

// Name returns the name that the ANS gives the list, such as
// "TRE_R85-RolePriseCharge"; empty when not stated.
func (l List) Name() string {
	if int(l) < len(listNames) {
		return listNames[l]
	}
	return ""
}

// Key returns the part of the name that identifies the list: "TRE_R85".
func (l List) Key() string {
	key, _, _ := strings.Cut(l.Name(), "-")
	return key
}

// OID returns the object identifier of the list, without "urn:oid:".
func (l List) OID() string { return l.facts().oid }

// Version returns the version that this package holds.
func (l List) Version() string { return l.facts().version }

// URL returns the canonical URL of the list in FHIR.
func (l List) URL() string {
	name := l.Name()
	if name == "" {
		return ""
	}
	return "https://mos.esante.gouv.fr/NOS/" + name + "/FHIR/" + strings.ReplaceAll(name, "_", "-")
}

// String returns the name, or "(not stated)".
func (l List) String() string { return enum.String(listNames[:], l) }

// MarshalText returns the name, or the empty text when not stated.
func (l List) MarshalText() ([]byte, error) { return enum.Text(listNames[:], l) }

// UnmarshalText is the inverse of MarshalText.
func (l *List) UnmarshalText(b []byte) error { return unmarshalName(l, listNames[:], "list", b) }

// ListOf returns the list with this name, key, OID (bare or as urn:oid:) or
// canonical URL: whatever a format writes to say from where a code comes. ok
// is false for any other text.
func ListOf(id string) (l List, ok bool) {
	id = strings.TrimPrefix(id, "urn:oid:")
	for l := ListR85; int(l) < len(lists); l++ {
		if id == l.OID() || id == l.Name() || id == l.Key() || id == l.URL() {
			return l, true
		}
	}
	return 0, false
}
