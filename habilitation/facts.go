package habilitation

import (
	"fmt"
	"math/bits"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Action is what the professional wants to do with a document of the DMP.
type Action uint8

const (
	Read    Action = iota + 1 // consult the document
	Deposit                   // add a document (alimentation)
	Hide                      // mask the document from professionals
	Unhide                    // show a masked document again
	Delete                    // remove the document
)

var actionNames = [...]string{"", "read", "deposit", "hide", "unhide", "delete"}

// String returns the name of the action, or "(not stated)".
func (a Action) String() string { return enum.String(actionNames[:], a) }

// ParseAction reads the name of an action, to the letter. The error is a
// [rule.Fault] of [CodeActionUnknown] at the path "action".
func ParseAction(name string) (Action, error) {
	for i, n := range actionNames[1:] {
		if n == name {
			return Action(i + 1), nil
		}
	}
	return 0, rules[ruleActionName].At("action")
}

// MarshalText returns the name, or the empty text when not stated.
func (a Action) MarshalText() ([]byte, error) { return enum.Text(actionNames[:], a) }

// UnmarshalText is the inverse of MarshalText.
func (a *Action) UnmarshalText(b []byte) error {
	if enum.Read(a, actionNames[:], b) {
		return nil
	}
	return rules[ruleActionName].At("action")
}

// Facts are the circumstances of a request, each stated or not. What is not
// stated counts as missing: no consent without a stated consent, and no
// absence of opposition without a statement that there is none. Facts that
// exclude each other deny everything: CareTeam and OutsideTeam, what was said
// and its contrary, BrisDeGlace and Regulation, and any two of AnyDocument,
// Visible, HiddenByDepositor and HiddenByPatient.
//
// Combine them with |:
//
//	habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed
type Facts uint32

const (
	// CareTeam: the professional takes part in the care of the person within
	// the care team (équipe de soins, CSP L. 1110-12).
	CareTeam Facts = 1 << iota
	// OutsideTeam: the professional takes part in the care without belonging
	// to the care team (CSP L. 1110-4 III).
	OutsideTeam

	// InitialConsent: the person, informed beforehand, gave the initial
	// consent that covers the whole care team.
	InitialConsent
	// ExplicitConsent: the person, informed beforehand, consented to this
	// very consultation (or this very deposit).
	ExplicitConsent
	// Informed: the person was informed: of the access by the care team, of
	// a later deposit, of the ways to restrict access.
	Informed

	// NotOpposed: it was checked that the person does not oppose this
	// professional.
	NotOpposed
	// Opposed: the person opposes this professional (professionnel bloqué).
	Opposed

	// BrisDeGlace: emergency access is asked for.
	BrisDeGlace
	// Regulation: the professional is the doctor of the emergency call centre
	// (SAMU, Centre 15) who received a call about the person.
	Regulation
	// Incapacity: the person cannot express a will, and the situation is an
	// immediate risk to their health.
	Incapacity
	// BrisDeGlaceNotRefused: it was checked that the person has not refused
	// emergency access beforehand.
	BrisDeGlaceNotRefused
	// BrisDeGlaceRefused: the person has refused emergency access.
	BrisDeGlaceRefused
	// RegulationNotRefused: it was checked that the person has not refused
	// access by the emergency call centre beforehand.
	RegulationNotRefused
	// RegulationRefused: the person has refused access by the call centre.
	RegulationRefused
	// HiddenShownInEmergency: the person chose that professionals see hidden
	// documents in an emergency.
	HiddenShownInEmergency

	// AnyDocument: the question is about a type of document in general, not
	// about one document. Hidden documents are then set apart by a caveat.
	AnyDocument
	// Visible: the document is visible to professionals.
	Visible
	// HiddenByDepositor: the depositor hid the document from professionals.
	HiddenByDepositor
	// HiddenByPatient: the person hid the document from professionals.
	HiddenByPatient
	// InvisibleToPatient: the document is not visible to the person, until
	// an announcement consultation.
	InvisibleToPatient

	// Depositor: the professional deposited the document, as its author. Two
	// numbers that are not stated are equal, and no author.
	Depositor
	// DepositedBefore: the professional has already deposited documents in
	// this DMP with the person's consent.
	DepositedBefore
	// DepositRefused: the person refuses the deposit for a legitimate reason.
	DepositRefused
	// AdministratorDoctor: the person named this doctor administrator of the
	// DMP (médecin administrateur). It counts for a doctor in their own right: see
	// [TraitPhysician].
	AdministratorDoctor

	factsEnd
)

// AllFacts has every fact that exists.
const AllFacts = factsEnd - 1

var factNames = [...]string{
	"care-team", "outside-team", "initial-consent", "explicit-consent", "informed",
	"not-opposed", "opposed", "bris-de-glace", "regulation", "incapacity",
	"bris-de-glace-not-refused", "bris-de-glace-refused", "regulation-not-refused", "regulation-refused",
	"hidden-shown-in-emergency", "any-document", "visible", "hidden-by-depositor", "hidden-by-patient",
	"invisible-to-patient", "depositor", "deposited-before", "deposit-refused", "administrator-doctor",
}

var factTexts = [...]rule.Text{
	{FR: "équipe de soins", EN: "care team"},
	{FR: "prise en charge hors équipe de soins", EN: "care outside the team"},
	{FR: "consentement initial", EN: "initial consent"},
	{FR: "consentement à cette consultation", EN: "consent to this consultation"},
	{FR: "personne informée", EN: "person informed"},
	{FR: "pas d'opposition à ce professionnel", EN: "no opposition to this professional"},
	{FR: "opposition à ce professionnel", EN: "opposition to this professional"},
	{FR: "bris de glace", EN: "emergency access (bris de glace)"},
	{FR: "médecin régulateur", EN: "regulating doctor"},
	{FR: "personne hors d'état d'exprimer sa volonté, risque immédiat", EN: "person unable to express a will, immediate risk"},
	{FR: "bris de glace non refusé", EN: "emergency access not refused"},
	{FR: "bris de glace refusé", EN: "emergency access refused"},
	{FR: "régulation non refusée", EN: "regulation not refused"},
	{FR: "régulation refusée", EN: "regulation refused"},
	{FR: "documents masqués visibles en urgence", EN: "hidden documents shown in an emergency"},
	{FR: "type de document en général", EN: "type of document in general"},
	{FR: "document visible", EN: "document visible"},
	{FR: "document masqué par son déposant", EN: "document hidden by its depositor"},
	{FR: "document masqué par la personne", EN: "document hidden by the person"},
	{FR: "document invisible à la personne", EN: "document invisible to the person"},
	{FR: "déposant du document", EN: "depositor of the document"},
	{FR: "a déjà déposé dans ce DMP", EN: "has already deposited in this DMP"},
	{FR: "dépôt refusé pour motif légitime", EN: "deposit refused for a legitimate reason"},
	{FR: "médecin administrateur", EN: "administrator doctor"},
}

// Explain returns the facts stated, in words; empty when none is.
func (f Facts) Explain(tag language.Tag) string {
	var out []string
	for i, t := range factTexts {
		if f&(1<<i) != 0 {
			out = append(out, t.In(tag))
		}
	}
	return strings.Join(out, ", ")
}

// contradictory reports whether two facts exclude each other.
func (f Facts) contradictory() bool {
	// Pairs side by side in the bit order: both set leaves a one. The last
	// group has four members, of which one at most may be set.
	const pairs = CareTeam | NotOpposed | BrisDeGlace | BrisDeGlaceNotRefused | RegulationNotRefused
	v := f & (AnyDocument | Visible | HiddenByDepositor | HiddenByPatient)
	return f&(f>>1)&pairs|v&(v-1)|f&^AllFacts != 0
}

// Has reports whether all the facts of g are stated in f.
func (f Facts) Has(g Facts) bool { return f&g == g }

// String returns the names of the facts stated, joined by "|".
func (f Facts) String() string {
	if f == 0 {
		return "(none stated)"
	}
	b, _ := f.MarshalText()
	return string(b)
}

// MarshalText returns the names of the facts joined by "|".
func (f Facts) MarshalText() ([]byte, error) {
	names := make([]string, 0, bits.OnesCount32(uint32(f)))
	for i, n := range factNames {
		if f&(1<<i) != 0 {
			names = append(names, n)
		}
	}
	if rest := f &^ AllFacts; rest != 0 {
		names = append(names, fmt.Sprintf("%#x", uint32(rest)))
	}
	return []byte(strings.Join(names, "|")), nil
}

// UnmarshalText is the inverse of MarshalText; spaces around a name do not
// matter. An unknown name is an error: a fact that is not understood must not be
// lost.
func (f *Facts) UnmarshalText(b []byte) error {
	*f = 0
	if len(b) == 0 {
		return nil
	}
	var out Facts
next:
	for name := range strings.SplitSeq(string(b), "|") {
		for i, n := range factNames {
			if n == strings.Trim(name, " \t") {
				out |= 1 << i
				continue next
			}
		}
		return rules[ruleFactName].At("facts")
	}
	*f = out
	return nil
}
