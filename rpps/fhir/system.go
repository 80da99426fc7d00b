package fhir

import (
	"slices"
	"strings"

	"github.com/rppsplus/rppsplus/internal/latin"
	"github.com/rppsplus/rppsplus/roles"
)

// Systems of identifiers. The first of each is the one of the guide in force.
const (
	SystemIDNPS     = "urn:oid:1.2.250.1.71.4.2.1"
	SystemRPPS      = "https://rpps.esante.gouv.fr"
	SystemIDNST     = "urn:oid:1.2.250.1.71.4.2.2"
	SystemFINESS    = "https://finess.esante.gouv.fr"
	SystemSIRENE    = "https://sirene.fr"
	SystemRPPSRang  = "https://rppsrang.esante.gouv.fr"
	SystemSituation = "https://annuaire.sante.fr" // situations, in the restricted examples

	// SystemIdentifierType is the list of the codes of Identifier.type.
	SystemIdentifierType = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203"
)

// Canonical URLs of the profiles, extensions and lists that are read and
// written.
const (
	annuaire = "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/"
	tddui    = "https://interop.esante.gouv.fr/ig/fhir/tddui/StructureDefinition/"
	frCore   = "https://hl7.fr/ig/fhir/core/StructureDefinition/"

	extMailType     = frCore + "fr-core-contact-point-email-type"
	extMailbox      = annuaire + "as-ext-mailbox-mss-metadata"
	extTypes        = annuaire + "as-ext-organization-types"
	extTrace        = annuaire + "as-ext-data-trace"
	extTimed        = annuaire + "as-ext-codeableconcept-timed-metadata"
	extPeriod       = "http://hl7.org/fhir/StructureDefinition/organization-period"
	extProfession   = tddui + "tddui-profession"
	extExerciseMode = tddui + "tddui-exercise-mode"

	systemOrgType = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-3307"
	legalEntity   = "LEGAL-ENTITY"
	geographical  = "GEOGRAPHICAL-ENTITY"
	mssante       = "MSSANTE"
)

// slot is what an identifier is.
type slot uint8

const (
	slotNone slot = iota
	slotIDNPS
	slotRPPS
	slotIDNST
	slotFINESS
	slotLegalFINESS
	slotAnyFINESS // legal entity or site: not said
	slotSIREN
	slotSIRET
	slotSIRENE // SIREN or SIRET, by length
	slotRPPSRang
	slotSituation
)

// systems are the systems of identifiers, former ones too.
var systems = [...]struct {
	uri    string
	slot   slot
	former bool
}{
	{SystemIDNPS, slotIDNPS, false},
	{SystemRPPS, slotRPPS, false},
	{"http://rpps.fr", slotRPPS, true},
	{SystemIDNST, slotIDNST, false},
	{SystemFINESS, slotAnyFINESS, false},
	{"http://finess.sante.gouv.fr", slotAnyFINESS, true},
	{SystemSIRENE, slotSIRENE, false},
	{SystemRPPSRang, slotRPPSRang, false},
	{SystemSituation, slotSituation, false},
}

// types are the codes of Identifier.type.
var types = [...]struct {
	code string
	slot slot
}{
	{"IDNPS", slotIDNPS},
	{"RPPS", slotRPPS},
	{"IDNST", slotIDNST},
	{"FINEG", slotFINESS},
	{"FINEJ", slotLegalFINESS},
	{"SIREN", slotSIREN},
	{"SIRET", slotSIRET},
	{"RPPSRG", slotRPPSRang},
}

// slotOf says what an identifier is, by its system, else by the code of its
// type.
func slotOf(system, code string) (s slot, former, known bool) {
	byType := slotNone
	for _, t := range types {
		if t.code == code {
			byType = t.slot
		}
	}
	for _, sys := range systems {
		if sys.uri != strings.TrimSuffix(system, "/") {
			continue
		}
		s = sys.slot
		switch {
		case s == slotAnyFINESS && (byType == slotFINESS || byType == slotLegalFINESS):
			s = byType
		case s == slotSIRENE && (byType == slotSIREN || byType == slotSIRET):
			s = byType
		}
		return s, sys.former, true
	}
	return byType, false, false
}

// isSystem reports whether a value is the address of a system: a mistake that
// a published example has.
func isSystem(value, system string) bool {
	if value == system {
		return true
	}
	for _, s := range systems {
		if s.uri == value {
			return true
		}
	}
	return false
}

// lists are the lists of package roles that are read here.
var lists = [...]roles.List{
	roles.ListR85, roles.ListG15, roles.ListR94, roles.ListR95, roles.ListR291, roles.ListR96, roles.ListR21,
	roles.ListR22, roles.ListR09, roles.ListR23, roles.ListR02, roles.ListR24,
}

// key returns the key of the list that a system names, such as "TRE_R38";
// empty when it names none. exact is false when the address is not that of the
// guide, for the lists that the library holds.
func key(system string) (k string, exact bool) {
	k = named(system)
	if k == "" { // an OID, perhaps
		l, ok := roles.ListOf(system)
		return l.Key(), ok
	}
	l := listOfKey(k)
	return k, l == 0 || slices.Contains([]string{l.URL(), l.Name(), l.Key()}, system)
}

// named returns the key of the first list that a text names, as "TRE_R22…" or
// "tre-r22…"; empty when it names none. Faults show the key: more than three
// digits may be the number of somebody.
func named(text string) string {
	for ; len(text) > 5; text = text[1:] {
		if !latin.EqualFold(text[:3], "TRE") || text[3] != '_' && text[3] != '-' {
			continue
		}
		digits := len(text[5:]) - len(strings.TrimLeft(text[5:], "0123456789"))
		if c := text[4] | 0x20; c < 'a' || c > 'z' || digits == 0 || digits > 3 {
			continue
		}
		return strings.Replace(latin.Upper(text[:5+digits]), "-", "_", 1)
	}
	return ""
}

func listOfKey(k string) roles.List {
	for _, l := range lists {
		if l.Key() == k {
			return l
		}
	}
	return 0
}

// nos returns the address of a list of the NOS by its name.
func nos(name string) string {
	return "https://mos.esante.gouv.fr/NOS/" + name + "/FHIR/" + strings.Replace(name, "TRE_", "TRE-", 1)
}

// skillLists are the lists of savoir-faire, by the code of their type
// (TRE_R04): the guide names the lists, and their names the types.
var skillLists = [...]struct{ kind, list string }{
	{"S", "TRE_R38-SpecialiteOrdinale"},
	{"C", "TRE_R39-Competence"},
	{"CEX", "TRE_R40-CompetenceExclusive"},
	{"DNQ", "TRE_R42-DESCnonQualifiant"},
	{"CAPA", "TRE_R43-CapaciteSavoirFaire"},
	{"PAC", "TRE_R44-QualificationPAC"},
	{"FQ", "TRE_R45-FonctionQualifiee"},
	{"DEC", "TRE_R97-DroitExerciceCompl"},
}

const keySkillType = "TRE_R04"

// skillSystem returns the list of a type of savoir-faire; empty when unknown.
func skillSystem(kind string) string {
	for _, s := range skillLists {
		if s.kind == kind {
			return nos(s.list)
		}
	}
	return ""
}

// isSkillList reports whether a list is one of savoir-faire: of those above,
// TRE_R41, whose type no source names, or TRE_R01, which joins them all and which
// JDV_J65 names.
func isSkillList(k string) bool {
	if k == "TRE_R01" || k == "TRE_R41" {
		return true
	}
	for _, s := range skillLists {
		if strings.HasPrefix(s.list, k+"-") {
			return true
		}
	}
	return false
}
