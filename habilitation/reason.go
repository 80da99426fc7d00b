package habilitation

import (
	"iter"
	"math/bits"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Reason is one reason of a decision: a ground of a denial, a ground of an
// authorisation, or a caveat that goes with it. The order of the constants is
// the fixed order in which a decision gives its reasons.
type Reason uint8

// Reasons of a denial, in words by [Reason.Explain].
const (
	_ Reason = iota
	// Who asks.
	SubjectNotStated
	IdentityMissing
	StructureUnknown
	StructureAmbiguous
	SituationNotStarted
	SituationEnded
	SituationDatesUnknown
	SituationDatesReversed
	ProfessionNotStated
	ProfessionUnknown
	ProfessionNotYet
	ProfessionEnded
	CategoryNotStated
	CategoryUnknown
	RoleNotStated
	RoleUnknown
	RoleNotValid

	// The request as a whole.
	SubjectOtherDay
	DateNotStated
	MatrixNotInForce
	ActionNotStated
	FactsContradictory

	// What is asked for.
	DocumentNotStated
	DocumentUnknown
	DocumentNotDMP
	DocumentNoRow
	NoColumn
	OccupationalNoColumn
	CellDenied
	RoleAccessSuspended

	// Under which circumstances.
	CareNotStated
	InitialConsentMissing
	InformationMissing
	ExplicitConsentMissing
	ExpressConsentMissing
	ExpressInformationMissing
	EmergencyNotHealthProfessional
	EmergencyConditionsMissing
	EmergencyRefused
	EmergencyRefusalNotStated
	RegulationNotPhysician
	RegulationNotDeclared
	RegulationRefusedByPatient
	RegulationRefusalNotStated
	OppositionStated
	OppositionNotStated
	VisibilityNotStated
	DocumentHidden
	DepositConsentMissing
	DepositInformationMissing
	DepositRefusedByPatient
	StudentDeposit
	NotDepositor
	HiddenByPatientOnly
	HiddenAndInvisible
	denialsEnd
)

// Grounds of an authorisation, and caveats.
const (
	GroundCell Reason = 64 + iota
	GroundInitialConsent
	GroundInformed
	GroundExplicitConsent
	GroundExpressConsent
	GroundEmergency
	GroundRegulation
	GroundDepositConsent
	GroundDepositInformed
	GroundDepositor
	GroundAdministrator
	GroundHiddenInEmergency

	CaveatRoleColumn
	CaveatKnownDifference
	CaveatPresence
	CaveatMetier
	CaveatAnyDocument
	CaveatInvisibleToPatient
	CaveatEmergencyDuties
	CaveatOccupationalPolicy
	CaveatRoleInferred
	reasonsEnd
)

const (
	firstNote   = GroundCell
	firstCaveat = CaveatRoleColumn
	// The 17 reasons up to here come from the subject and share their bits with its
	// flags.
	lastSubjectReason = RoleNotValid
)

// Codes of the rules behind the reasons that callers most often look for.
// Every reason has its own: see [Reason.Code] and [Rules].
const (
	CodeDocumentNotStated rule.Code = "HAB-DOCUMENT-NOT-STATED"
	CodeDocumentUnknown   rule.Code = "HAB-DOCUMENT-UNKNOWN"
	CodeNoColumn          rule.Code = "HAB-NO-COLUMN"
	CodeCellDenied        rule.Code = "HAB-CELL-DENIED"
	CodeNoMatrix          rule.Code = "HAB-NO-MATRIX"
	CodeMatrixInvalid     rule.Code = "HAB-MATRIX-INVALID"
	CodeClassUnknown      rule.Code = "HAB-CLASS-UNKNOWN"
	CodeActionUnknown     rule.Code = "HAB-ACTION-UNKNOWN"
	CodeFactUnknown       rule.Code = "HAB-FACT-UNKNOWN"
	CodePolicyUnknown     rule.Code = "HAB-POLICY-UNKNOWN"
	CodeTimelineGap       rule.Code = "HAB-TIMELINE-GAP"
	CodeTimelineEnd       rule.Code = "HAB-TIMELINE-END"
	CodeTimelineOverlap   rule.Code = "HAB-TIMELINE-OVERLAP"
)

// Rules beside the reasons.
const (
	ruleNoMatrix = int(reasonsEnd) + iota
	ruleMatrixInvalid
	ruleClass
	ruleActionName
	ruleFactName
	ruleTimelineGap
	ruleTimelineEnd
	ruleTimelineOverlap
	rulePolicyUnknown
)

func (r Reason) rule() *rule.Rule {
	if int(r) < int(reasonsEnd) {
		return &rules[r]
	}
	return &rules[0]
}

// Rule returns the rule behind the reason.
func (r Reason) Rule() rule.Rule { return *r.rule() }

// Code returns the code of the rule.
func (r Reason) Code() rule.Code { return r.rule().Code }

// IsDenial reports whether the reason denies.
func (r Reason) IsDenial() bool { return r > 0 && r < denialsEnd }

// IsGround reports whether the reason grounds an authorisation.
func (r Reason) IsGround() bool { return r >= firstNote && r < firstCaveat }

// IsCaveat reports whether the reason is a caveat.
func (r Reason) IsCaveat() bool { return r >= firstCaveat && r < reasonsEnd }

// String returns the code of the rule.
func (r Reason) String() string {
	if c := r.Code(); c != "" {
		return string(c)
	}
	return enum.Nameless(r)
}

// Explain returns the reason as a sentence.
func (r Reason) Explain(tag language.Tag) string { return r.rule().Message.In(tag) }

// MarshalText returns the code of the rule, or the empty text for no reason.
func (r Reason) MarshalText() ([]byte, error) {
	c := r.Code()
	if c == "" && r != 0 {
		return nil, enum.ErrNoSuchValue
	}
	return []byte(c), nil
}

// Reasons gives every reason that a decision may have, in the fixed order.
func Reasons() iter.Seq[Reason] {
	return func(yield func(Reason) bool) {
		for r := Reason(1); r < reasonsEnd; r++ {
			if rules[r].Code != "" && !yield(r) {
				return
			}
		}
	}
}

// Rules returns every rule of the package.
func Rules() []rule.Rule {
	var out []rule.Rule
	for _, r := range rules {
		if r.Code != "" {
			out = append(out, r)
		}
	}
	return out
}

// reasonSet is a set of reasons: denials in one word (bit r of reason r),
// grounds and caveats in the other.
type reasonSet uint64

func bit(r Reason) reasonSet { return 1 << r }

// note is the bit of a ground or caveat.
func note(r Reason) uint32 { return 1 << (r - firstNote) }

// all gives the reasons of a set, of which first is that of the lowest bit.
func (s reasonSet) all(first Reason) iter.Seq[Reason] {
	return func(yield func(Reason) bool) { s.each(first, yield) }
}

// each is all, and reports whether it came to the end.
func (s reasonSet) each(first Reason, yield func(Reason) bool) bool {
	for v := uint64(s); v != 0; v &= v - 1 {
		if !yield(first + Reason(bits.TrailingZeros64(v))) {
			return false
		}
	}
	return true
}
