package gestionnaire

import (
	"github.com/rppsplus/rppsplus/internal/choice"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// Policy holds what the sources leave open. Its zero value is the safe side of
// every choice but [LastDayIncluded]. A number that is no choice counts as the
// one that lets less pass.
type Policy struct {
	Training TrainingScope `json:"training,omitzero"`
	Existing Existing      `json:"existing,omitzero"`
	Contract ContractScope `json:"contract,omitzero"`
	Card     CardScope     `json:"card,omitzero"`
	ECPS     ECPSUse       `json:"ecps,omitzero"`
	LastDay  LastDay       `json:"lastDay,omitzero"`
}

// UnmarshalJSON reads a policy from an object such as {"card": "gestionnaires"}. What is
// left out is the default. A key or a choice that is not known, a key that is there
// twice and null are a [rule.Fault] of [CodePolicyUnknown], and leave the policy that
// lets least pass.
func (p *Policy) UnmarshalJSON(b []byte) error {
	return choice.Object(p, b, Policy{LastDay: LastDayExcluded}, &rules[rulePolicyUnknown])
}

// TrainingScope says of whom the training and its attestation are asked, from
// the start of April 2025 on. The training slides of 2025 ask every
// gestionnaire, the ANS guide on updating a situation those of ESMS only.
type TrainingScope uint8

const (
	// TrainingEveryone asks every gestionnaire. The default.
	TrainingEveryone TrainingScope = iota
	// TrainingESMSOnly asks all but those of a dispensary or a hospital: DAC
	// and CRT count as ESMS, and so does a structure of no known kind.
	TrainingESMSOnly
)

// Existing says what becomes of gestionnaires appointed before April 2025. The
// training slides of 2025 say that the new process concerns them too, and not
// what happens to those who have not followed it.
type Existing uint8

const (
	// ExistingTrained asks them for the training as the others. The default.
	ExistingTrained Existing = iota
	// ExistingKept lets them keep their right without it.
	ExistingKept
)

// ContractScope says for whom the contract is a condition. The sources state it
// of the structure that appoints gestionnaires; none says whether it binds those
// who are entitled automatically, such as the titulaire of a pharmacy.
type ContractScope uint8

const (
	// ContractEveryone asks for the contract whoever registers. The default.
	ContractEveryone ContractScope = iota
	// ContractGestionnaires asks for it when a gestionnaire registers.
	ContractGestionnaires
)

// CardScope says who must hold a CPx card. The ANS guide and e-santé Pays de
// la Loire ask it of gestionnaires; no source that was read says with what the
// others sign in.
type CardScope uint8

const (
	// CardEveryone asks all who register. The default.
	CardEveryone CardScope = iota
	// CardGestionnaires asks gestionnaires.
	CardGestionnaires
	// CardNobody asks nobody: for callers who control the sign-in themselves.
	CardNobody
)

// ECPSUse says whether an e-CPS may stand in the place of a card. The guides
// name the card for those who register, and the e-CPS for the professional
// who updates their own data.
type ECPSUse uint8

const (
	// ECPSRefused asks for a card. The default.
	ECPSRefused ECPSUse = iota
	// ECPSAccepted takes an e-CPS as a card.
	ECPSAccepted
)

// LastDay says how the end of a mandate, of a contract and of a card is read.
type LastDay uint8

const (
	// LastDayIncluded: still valid on that day. The default, as for practice
	// situations: no source says, and contracts and cards end with their
	// last day.
	LastDayIncluded LastDay = iota
	// LastDayExcluded: no longer valid on that day.
	LastDayExcluded
)

var trainingNames = [...]string{"everyone", "esms-only"}

// String returns the name of the choice, such as "everyone", the default.
func (t TrainingScope) String() string { return choice.String(trainingNames[:], t) }

// MarshalText returns the name of the choice.
func (t TrainingScope) MarshalText() ([]byte, error) { return choice.Text(trainingNames[:], t) }

// UnmarshalText reads the name of a choice, to the letter. The error is a [rule.Fault]
// of [CodePolicyUnknown], and leaves a number that is no choice: see [Policy].
func (t *TrainingScope) UnmarshalText(b []byte) error {
	return choice.Read(t, trainingNames[:], b, rules[rulePolicyUnknown].At("training"))
}

var existingNames = [...]string{"trained", "kept"}

// String returns the name of the choice, such as "trained", the default.
func (e Existing) String() string { return choice.String(existingNames[:], e) }

// MarshalText returns the name of the choice.
func (e Existing) MarshalText() ([]byte, error) { return choice.Text(existingNames[:], e) }

// UnmarshalText reads the name of a choice, to the letter. The error is a [rule.Fault]
// of [CodePolicyUnknown], and leaves a number that is no choice: see [Policy].
func (e *Existing) UnmarshalText(b []byte) error {
	return choice.Read(e, existingNames[:], b, rules[rulePolicyUnknown].At("existing"))
}

var contractNames = [...]string{"everyone", "gestionnaires"}

// String returns the name of the choice, such as "everyone", the default.
func (c ContractScope) String() string { return choice.String(contractNames[:], c) }

// MarshalText returns the name of the choice.
func (c ContractScope) MarshalText() ([]byte, error) { return choice.Text(contractNames[:], c) }

// UnmarshalText reads the name of a choice, to the letter. The error is a [rule.Fault]
// of [CodePolicyUnknown], and leaves a number that is no choice: see [Policy].
func (c *ContractScope) UnmarshalText(b []byte) error {
	return choice.Read(c, contractNames[:], b, rules[rulePolicyUnknown].At("contract"))
}

var cardScopeNames = [...]string{"everyone", "gestionnaires", "nobody"}

// String returns the name of the choice, such as "everyone", the default.
func (c CardScope) String() string { return choice.String(cardScopeNames[:], c) }

// MarshalText returns the name of the choice.
func (c CardScope) MarshalText() ([]byte, error) { return choice.Text(cardScopeNames[:], c) }

// UnmarshalText reads the name of a choice, to the letter. The error is a [rule.Fault]
// of [CodePolicyUnknown], and leaves a number that is no choice: see [Policy].
func (c *CardScope) UnmarshalText(b []byte) error {
	return choice.Read(c, cardScopeNames[:], b, rules[rulePolicyUnknown].At("card"))
}

var ecpsNames = [...]string{"refused", "accepted"}

// String returns the name of the choice, such as "refused", the default.
func (e ECPSUse) String() string { return choice.String(ecpsNames[:], e) }

// MarshalText returns the name of the choice.
func (e ECPSUse) MarshalText() ([]byte, error) { return choice.Text(ecpsNames[:], e) }

// UnmarshalText reads the name of a choice, to the letter. The error is a [rule.Fault]
// of [CodePolicyUnknown], and leaves a number that is no choice: see [Policy].
func (e *ECPSUse) UnmarshalText(b []byte) error {
	return choice.Read(e, ecpsNames[:], b, rules[rulePolicyUnknown].At("ecps"))
}

var lastDayNames = [...]string{"included", "excluded"}

// String returns the name of the choice, such as "included", the default.
func (l LastDay) String() string { return choice.String(lastDayNames[:], l) }

// MarshalText returns the name of the choice.
func (l LastDay) MarshalText() ([]byte, error) { return choice.Text(lastDayNames[:], l) }

// UnmarshalText reads the name of a choice, to the letter. The error is a [rule.Fault]
// of [CodePolicyUnknown], and leaves a number that is no choice: see [Policy].
func (l *LastDay) UnmarshalText(b []byte) error {
	return choice.Read(l, lastDayNames[:], b, rules[rulePolicyUnknown].At("lastDay"))
}

// trainingFrom returns the day from which training is asked. The slides say
// "the start of April 2025"; the first is the safe reading.
func trainingFrom() civil.Date { return civil.YMD(2025, 4, 1) }

// span is a period seen from a day.
type span uint8

const (
	spanIn       span = iota + 1 // the day lies in it
	spanUnstated                 // no start
	spanReversed                 // end before start
	spanLater                    // not begun
	spanEnded                    // over
	spanNoDay                    // the day is not stated
)

func (p Policy) span(from, until, day civil.Date) span {
	switch {
	case from.IsZero():
		return spanUnstated
	case until.Before(from):
		return spanReversed
	case day.IsZero():
		return spanNoDay
	case from.After(day):
		return spanLater
	case p.over(until, day):
		return spanEnded
	}
	return spanIn
}

// over reports whether a last day is behind; never when it is not stated.
func (p Policy) over(last, day civil.Date) bool {
	return last.Before(day) || p.LastDay != LastDayIncluded && !day.IsZero() && last == day
}
