package gestionnaire

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Need is one of the conditions on which somebody may register. The zero value
// is "not stated".
type Need uint8

const (
	NeedAccess      Need = iota + 1 // the structure has access to the portal
	NeedContract                    // the contract of adhesion covers it
	NeedMandate                     // the mandate is in force and for it
	NeedTraining                    // the training is completed
	NeedAttestation                 // its attestation is signed by somebody who may
	NeedCard                        // a means to sign in is valid
	NeedContact                     // an e-mail or a telephone number is given
	NeedTerms                       // the terms of use are accepted
)

var needNames = [...]string{"", "access", "contract", "mandate", "training", "attestation", "card", "contact", "terms"}

// needWords name a condition in a message: the words of the field, as for a
// [Capacity].
var needWords = [...]string{
	"", "accès au portail", "contrat d'adhésion", "habilitation", "formation", "attestation", "carte CPx", "courriel ou téléphone",
	"conditions d'utilisation",
}

// String returns the name, or "(not stated)".
func (n Need) String() string { return enum.String(needNames[:], n) }

// MarshalText returns the name, or the empty text when not stated.
func (n Need) MarshalText() ([]byte, error) { return enum.Text(needNames[:], n) }

// UnmarshalText is the inverse of MarshalText.
func (n *Need) UnmarshalText(b []byte) error { return readName(n, needNames[:], "need", b) }

// Prerequisite is one condition, answered by itself. It prints with its date.
type Prerequisite struct {
	Need Need `json:"need"`
	// Required says whether it is asked of this mandate on this day.
	Required bool `json:"required"`
	// Met says whether it is fulfilled, asked or not.
	Met bool `json:"met"`
	// Since is the day from which it has been, where that has a date.
	Since civil.Date `json:"since,omitzero"`
	// Faults say what is missing in what is required, and warn of what was
	// met or waived on uncertain ground.
	Faults rule.Faults `json:"faults,omitempty"`
}

// Prerequisites answers for each condition by itself, in the order of the
// constants of [Need]. Paths of faults begin with "mandate", "establishment"
// or "day". A nil mandate or establishment counts as an empty one.
//
// Whether the capacity may register at all is not among them: see
// [Capacity.May].
func (p Policy) Prerequisites(m *Mandate, e *Establishment, day civil.Date) []Prerequisite {
	if m == nil {
		m = &Mandate{}
	}
	if e == nil {
		e = &Establishment{}
	}
	return p.prerequisites(m, e, day, "mandate")
}

func (p Policy) prerequisites(m *Mandate, e *Establishment, day civil.Date, path string) []Prerequisite {
	out := p.facts(m, e, day, path)
	strict := Policy{LastDay: p.LastDay}
	if p == strict {
		return out
	}
	// What only the policy lets pass is said.
	for i, hard := range strict.facts(m, e, day, path) {
		if err := hard.Faults.Err(); err != nil && out[i].Faults.Err() == nil {
			f, _ := rule.AsFault(err)
			out[i].Faults.Add(rules[rulePolicyWaived].At(f.Path()).With(needWords[hard.Need]))
		}
	}
	return out
}

// finding collects the faults of one prerequisite.
type finding struct {
	path   string
	faults rule.Faults
}

func (f *finding) add(r int, at string, args ...string) {
	f.faults.Add(rules[r].At(at).With(args...).Under(f.path))
}

// span adds the fault of a period; 0 stands for the rule of a case that cannot
// be, such as the end of what has none.
func (f *finding) span(s span, from, until string, unstated, reversed, later, ended int) {
	switch s {
	case spanUnstated:
		f.add(unstated, from)
	case spanReversed:
		f.add(reversed, until)
	case spanLater:
		f.add(later, from)
	case spanEnded:
		f.add(ended, until)
	case spanNoDay:
		f.faults.Add(rules[ruleDay].At("day"))
	}
}

// facts is Prerequisites without the warnings on the policy.
func (p Policy) facts(m *Mandate, e *Establishment, day civil.Date, path string) []Prerequisite {
	access := AccessOf(e.Structure, e.HospiConnect)
	manager := m.Capacity == Gestionnaire
	registers := manager || m.Capacity.entitled()
	trained := manager && p.asksTraining(m, access.Kind, day)
	card := registers && p.Card != CardNobody && (manager || p.Card != CardGestionnaires)

	var out []Prerequisite
	add := func(n Need, required bool, since civil.Date, f *finding) {
		r := Prerequisite{Need: n, Required: required, Met: f.faults.Err() == nil}
		if r.Met {
			r.Since = since
		}
		if required {
			f.faults.Sort()
			r.Faults = f.faults
		}
		out = append(out, r)
	}
	add(NeedAccess, true, civil.Date{}, accessFaults(access))
	add(NeedContract, p.Contract != ContractGestionnaires || !m.Capacity.entitled(), e.Contract.SignedOn, p.contract(e, day))
	add(NeedMandate, true, m.From, p.mandate(m, e, access.Kind, day, path))
	add(NeedTraining, trained, m.Training.CompletedOn, p.training(m, day, path))
	add(NeedAttestation, trained, m.Attestation.SignedOn, p.attestation(m, day, path))
	add(NeedCard, card, civil.Date{}, p.card(m, day, path))
	add(NeedContact, manager, civil.Date{}, contact(m, path))
	add(NeedTerms, manager, m.TermsAcceptedOn, p.terms(m, day, path))
	return out
}

// asksTraining reports whether a gestionnaire must be trained.
func (p Policy) asksTraining(m *Mandate, kind rpps.StructureKind, day civil.Date) bool {
	start := trainingFrom()
	switch {
	case day.Before(start):
		return false
	case p.Training == TrainingESMSOnly && (kind == rpps.Officine || kind == rpps.Hospital):
		return false
	case p.Existing == ExistingKept && m.From.Before(start):
		return false
	}
	return true
}

func accessFaults(a StructureAccess) *finding {
	f := &finding{path: "establishment"}
	switch {
	case a.Access != AccessOpen:
		f.faults.Add(a.Fault.Under(f.path))
		// An unknown access is a warning to those who ask about it alone; here it denies.
		if a.Fault.Severity() != rule.Error {
			f.add(ruleAccessUnproved, "structure")
		}
	case a.Evidence == rule.Inferred:
		f.add(ruleKindInferred, "structure")
	}
	return f
}

func (p Policy) contract(e *Establishment, day civil.Date) *finding {
	f, c := &finding{path: "establishment.contract"}, e.Contract
	f.span(p.span(c.SignedOn, c.EndedOn, day), "signedOn", "endedOn",
		ruleContractMissing, ruleContractDates, ruleContractLater, ruleContractEnded)
	if c == (Contract{}) {
		return f
	}
	switch cover(c.With, c.Reach, e.Structure) {
	case coverOther:
		f.add(ruleContractOther, "with")
	case coverUnproved:
		f.add(ruleContractUnproved, "with")
	case coverEntityUnproved:
		f.add(ruleContractEntity, "with")
	}
	return f
}

func (p Policy) mandate(m *Mandate, e *Establishment, kind rpps.StructureKind, day civil.Date, path string) *finding {
	f := &finding{path: path}
	f.span(p.span(m.From, m.Until, day), "from", "until",
		ruleMandateUndated, ruleMandateDates, ruleMandateLater, ruleMandateEnded)
	switch m.covers(e.Structure) {
	case coverOther:
		f.add(ruleMandateOther, "structure")
	case coverUnproved:
		f.add(ruleMandateUnproved, "structure")
	case coverEntityUnproved:
		f.add(ruleMandateEntity, "structure")
	}
	if m.Capacity == TitulaireOfficine && kind != rpps.Officine {
		f.add(ruleTitulaireOfficine, "capacity")
	}
	by := m.AppointedBy
	switch m.Capacity {
	case Gestionnaire:
		if !by.May(AppointGestionnaire).Allowed || by == TitulaireOfficine && kind != rpps.Officine {
			f.add(ruleAppointer, "appointedBy", by.word())
		}
	case Mandataire:
		// Nothing is asked of a mandataire, but what is stated must hold.
		if by != 0 && !by.May(AppointMandataire).Allowed {
			f.add(ruleMandataireAppointer, "appointedBy", by.word())
		}
	}
	return f
}

func (p Policy) training(m *Mandate, day civil.Date, path string) *finding {
	f := &finding{path: path}
	f.span(p.span(m.Training.CompletedOn, civil.Date{}, day), "training.completedOn", "",
		ruleTrainingMissing, 0, ruleTrainingLater, 0)
	return f
}

func (p Policy) attestation(m *Mandate, day civil.Date, path string) *finding {
	f, a := &finding{path: path}, m.Attestation
	f.span(p.span(a.SignedOn, civil.Date{}, day), "attestation.signedOn", "",
		ruleAttestationMissing, 0, ruleAttestationLater, 0)
	if a == (Attestation{}) {
		return f
	}
	if !a.SignedBy.May(SignAttestation).Allowed {
		f.add(ruleAttestationSigner, "attestation.signedBy", a.SignedBy.word())
	}
	if a.SignedOn.Before(m.Training.CompletedOn) {
		f.add(ruleAttestationEarly, "attestation.signedOn")
	}
	return f
}

func (p Policy) card(m *Mandate, day civil.Date, path string) *finding {
	f, c := &finding{path: path}, m.Card
	switch {
	case c.Kind == 0 || c.Kind > ECPS:
		f.add(ruleCardMissing, "card.kind")
		if c.ExpiresOn.IsZero() && c.OpposedOn.IsZero() {
			return f
		}
	case c.Kind == ECPS && p.ECPS != ECPSAccepted:
		f.add(ruleCardECPS, "card.kind")
	}
	switch {
	case c.ExpiresOn.IsZero():
		f.add(ruleCardUndated, "card.expiresOn")
	case day.IsZero():
		f.faults.Add(rules[ruleDay].At("day"))
	case p.over(c.ExpiresOn, day):
		f.add(ruleCardExpired, "card.expiresOn")
	}
	if !c.OpposedOn.IsZero() && !c.OpposedOn.After(day) {
		f.add(ruleCardOpposed, "card.opposedOn")
	}
	return f
}

func contact(m *Mandate, path string) *finding {
	f := &finding{path: path}
	if strings.TrimSpace(m.Contact.Email.Reveal()+m.Contact.Phone.Reveal()) == "" {
		f.add(ruleContact, "contact")
	}
	return f
}

func (p Policy) terms(m *Mandate, day civil.Date, path string) *finding {
	f := &finding{path: path}
	f.span(p.span(m.TermsAcceptedOn, civil.Date{}, day), "termsAcceptedOn", "",
		ruleTermsMissing, 0, ruleTermsLater, 0)
	return f
}

// Verdict is the answer of [MayRegister].
type Verdict struct {
	Allowed bool `json:"allowed"`
	// Mandate is the place of the mandate that allows, or of the one that
	// comes closest; -1 when there is none. It means nothing in a zero
	// Verdict, which denies.
	Mandate int `json:"mandate"`
	// Faults are all the reasons: those of that mandate, of the
	// establishment and of the question, sorted. At least one is an error
	// when not allowed; there may be warnings when allowed.
	Faults rule.Faults `json:"faults,omitempty"`
}

// MayRegister says whether somebody may register professionals for an
// establishment on a day, under the default policy.
func MayRegister(a *Actor, e *Establishment, day civil.Date) Verdict {
	return Policy{}.MayRegister(a, e, day)
}

// MayRegister says whether somebody may register professionals for an
// establishment on a day, by entering them or by validating what they entered.
//
// The first mandate that allows is taken. When none does, it is the closest:
// one that covers the establishment, then one in a capacity that may register,
// then the one with the fewest errors, then the first. Facts of two mandates
// never add up. A nil actor or establishment is denied.
func (p Policy) MayRegister(a *Actor, e *Establishment, day civil.Date) Verdict {
	v := Verdict{Mandate: -1}
	if day.IsZero() {
		v.Faults.Add(rules[ruleDay].At("day"))
	}
	if e == nil {
		v.Faults.Add(rules[ruleEstablishmentMissing].At("establishment"))
	}
	switch {
	case a == nil:
		v.Faults.Add(rules[ruleActorMissing].At("actor"))
	case len(a.Mandates) == 0:
		v.Faults.Add(rules[ruleMandateMissing].At("actor.mandates"))
	}
	if a != nil && !usable(a.ID) {
		v.Faults.Add(rules[ruleActorID].At("actor.id"))
	}
	switch {
	case e == nil:
	case a == nil || len(a.Mandates) == 0:
		// The establishment has its own reasons.
		for _, r := range p.prerequisites(&Mandate{}, e, day, "mandate")[:NeedContract] {
			v.Faults.Add(r.Faults...)
		}
	default:
		var best rule.Faults
		var rank [3]int
		for i := range a.Mandates {
			m := &a.Mandates[i]
			faults := p.judge(m, i, e, day)
			r := m.rank(e, faults)
			if v.Mandate < 0 || compareRanks(r, rank) < 0 {
				v.Mandate, best, rank = i, faults, r
			}
			if rank == ([3]int{}) {
				break // nothing comes closer than no error
			}
		}
		v.Faults.Add(best...)
	}
	v.Faults.Sort()
	v.Allowed = v.Mandate >= 0 && v.Faults.Err() == nil
	return v
}

// judge returns all faults of one mandate and of the establishment.
func (p Policy) judge(m *Mandate, i int, e *Establishment, day civil.Date) rule.Faults {
	path := "actor.mandates[" + strconv.Itoa(i) + "]"
	var faults rule.Faults
	switch {
	case m.Capacity == 0 || m.Capacity > EquipeRH:
		faults.Add(rules[ruleCapacityUnknown].At("capacity").Under(path))
	case !m.Capacity.May(Register).Allowed:
		faults.Add(rules[ruleCapacity].At("capacity").With(m.Capacity.word()).Under(path))
	}
	for _, r := range p.prerequisites(m, e, day, path) {
		faults.Add(r.Faults...)
	}
	return faults
}

// rank orders denied mandates by how close they come; smaller is closer.
func (m *Mandate) rank(e *Establishment, faults rule.Faults) [3]int {
	r := [3]int{1, 1, faults.Count(rule.Error)}
	if m.covers(e.Structure) == covered {
		r[0] = 0
	}
	if m.Capacity.May(Register).Allowed {
		r[1] = 0
	}
	return r
}

func compareRanks(a, b [3]int) int {
	return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]), cmp.Compare(a[2], b[2]))
}

// usable reports whether the identifier is of a kind that the portal takes.
func usable(id rpps.PersonID) bool {
	switch id.Kind() {
	case rpps.PersonRPPS, rpps.PersonFINESS, rpps.PersonSIRET:
		return true
	}
	return false
}
