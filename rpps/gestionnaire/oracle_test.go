package gestionnaire_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	ges "github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// The walks below put a world together from one state of each dimension. The
// oracle never looks at the world: it knows of each state which codes it must
// give, and adds them up as the documentation says.

var (
	day     = civil.MustNew(2026, 3, 10)
	siteA   = rpps.MustParseSIRET("00099701500011")
	siteB   = rpps.MustParseSIRET("00099701500029") // same SIREN
	siteC   = rpps.MustParseSIRET("00099702300015") // another SIREN
	finessA = rpps.MustParseFINESS("990000010")
	finessB = rpps.MustParseFINESS("990000028")
)

type world struct {
	m ges.Mandate
	e ges.Establishment
}

// state is one value of a dimension.
type state struct {
	name string
	set  func(*world)
	want []rule.Code
	// lastDay: the code in want is given under LastDayExcluded only.
	lastDay bool
}

// The dimensions, in the order in which worlds are put together.
const (
	dimKind = iota
	dimContract
	dimDates
	dimCover
	dimAppointer
	dimTraining
	dimAttestation
	dimCard
	dimContact
	dimTerms
	dims
)

var (
	trainedOn = civil.MustNew(2025, 5, 10)
	signedOn  = civil.MustNew(2025, 5, 12)
)

func kind(k rpps.StructureKind, s roles.Sector, hc rpps.Answer) func(*world) {
	return func(w *world) {
		w.e.Structure = rpps.Structure{SIRET: siteA, Kind: k, Sector: s}
		w.e.HospiConnect = hc
	}
}

func contractWith(change func(*ges.Contract)) func(*world) {
	return func(w *world) {
		w.e.Contract = ges.Contract{SignedOn: civil.MustNew(2023, 1, 2), With: rpps.Structure{SIRET: siteA}}
		change(&w.e.Contract)
	}
}

func cardWith(k ges.CardKind, expires, opposed civil.Date) func(*world) {
	return func(w *world) { w.m.Card = ges.Card{Kind: k, ExpiresOn: expires, OpposedOn: opposed} }
}

func dated(from, until civil.Date) func(*world) {
	return func(w *world) { w.m.From, w.m.Until = from, until }
}

func coverOf(s rpps.Structure, r ges.Reach) func(*world) {
	return func(w *world) { w.m.Structure, w.m.Reach = s, r }
}

var states = [dims][]state{
	dimKind: {
		{"esms", kind(rpps.ESMS, 0, 0), nil, false},
		{"officine", kind(rpps.Officine, 0, 0), nil, false},
		{"practice", kind(rpps.Practice, 0, 0), codes(ges.CodeStructureClosed), false},
		{"hospital yes", kind(rpps.Hospital, 0, rpps.Yes), nil, false},
		{"unknown", kind(0, 0, 0), codes(ges.CodeStructureUnknown, ges.CodeAccessUnproved), false},
		{"hospital no", kind(rpps.Hospital, 0, rpps.No), codes(ges.CodeStructureHospiConnect), false},
		{"hospital", kind(rpps.Hospital, 0, 0), codes(ges.CodeHospiConnectUnknown, ges.CodeAccessUnproved), false},
		{"dac", kind(rpps.DAC, 0, 0), nil, false},
		{"crt in esms", kind(rpps.CRT, roles.SA20, 0), nil, false},
		{"laboratory", kind(rpps.Laboratory, 0, 0), codes(ges.CodeStructureClosed), false},
		{"other", kind(rpps.OtherStructure, 0, rpps.Yes), codes(ges.CodeStructureClosed), false},
		{"contradiction", kind(rpps.ESMS, roles.SA07, 0), codes(ges.CodeStructureKinds, ges.CodeAccessUnproved), false},
		{"sector officine", kind(0, roles.SA33, 0), codes(ges.CodeStructureKindInferred), false},
		{"sector practice", kind(0, roles.SA07, 0), codes(ges.CodeStructureClosed), false},
		{"no such kind", kind(99, 0, 0), codes(ges.CodeStructureUnknown, ges.CodeAccessUnproved), false},
	},
	dimContract: {
		{"signed", contractWith(func(*ges.Contract) {}), nil, false},
		{"none", func(w *world) { w.e.Contract = ges.Contract{} }, codes(ges.CodeContractMissing), false},
		{"later", contractWith(func(c *ges.Contract) { c.SignedOn = day.AddDays(1) }), codes(ges.CodeContractLater), false},
		{"ended", contractWith(func(c *ges.Contract) { c.EndedOn = day.AddDays(-1) }), codes(ges.CodeContractEnded), false},
		{"last day", contractWith(func(c *ges.Contract) { c.EndedOn = day }), codes(ges.CodeContractEnded), true},
		{"reversed", contractWith(func(c *ges.Contract) { c.EndedOn = c.SignedOn.AddDays(-1) }), codes(ges.CodeContractDates), false},
		{"other SIRET", contractWith(func(c *ges.Contract) { c.With.SIRET = siteB }), codes(ges.CodeContractOther), false},
		{"entity", contractWith(func(c *ges.Contract) { c.With.SIRET, c.Reach = siteB, ges.ReachLegalEntity }), nil, false},
		{"other entity", contractWith(func(c *ges.Contract) { c.With.SIRET, c.Reach = siteC, ges.ReachLegalEntity }), codes(ges.CodeContractOther), false},
		{"entity unproved", contractWith(func(c *ges.Contract) {
			c.With, c.Reach = rpps.Structure{LegalFINESS: finessB}, ges.ReachLegalEntity
		}), codes(ges.CodeContractEntityUnproved), false},
		{"no identifier", contractWith(func(c *ges.Contract) { c.With = rpps.Structure{} }), codes(ges.CodeContractUnproved), false},
		{"not signed", contractWith(func(c *ges.Contract) { c.SignedOn = civil.Date{} }), codes(ges.CodeContractMissing), false},
	},
	dimDates: {
		{"open", dated(civil.MustNew(2025, 6, 1), civil.Date{}), nil, false},
		{"later", dated(day.AddDays(1), civil.Date{}), codes(ges.CodeMandateLater), false},
		{"ended", dated(civil.MustNew(2025, 6, 1), day.AddDays(-1)), codes(ges.CodeMandateEnded), false},
		{"last day", dated(civil.MustNew(2025, 6, 1), day), codes(ges.CodeMandateEnded), true},
		{"old", dated(civil.MustNew(2025, 3, 31), day.AddDays(1)), nil, false},
		{"first day of training", dated(civil.MustNew(2025, 4, 1), day.AddDays(1)), nil, false},
		{"undated", dated(civil.Date{}, civil.Date{}), codes(ges.CodeMandateUndated), false},
		{"reversed", dated(civil.MustNew(2025, 6, 2), civil.MustNew(2025, 6, 1)), codes(ges.CodeMandateDates), false},
		{"today", dated(day, civil.Date{}), nil, false},
	},
	dimCover: {
		{"site", coverOf(rpps.Structure{SIRET: siteA}, 0), nil, false},
		{"other site", coverOf(rpps.Structure{SIRET: siteB}, ges.ReachSite), codes(ges.CodeMandateOther), false},
		{"no identifier", coverOf(rpps.Structure{}, 0), codes(ges.CodeMandateUnproved), false},
		{"entity", coverOf(rpps.Structure{SIREN: siteA.SIREN()}, ges.ReachLegalEntity), nil, false},
		{"entity without reach", coverOf(rpps.Structure{SIREN: siteA.SIREN()}, 0), codes(ges.CodeMandateUnproved), false},
		{"other entity", coverOf(rpps.Structure{SIRET: siteC}, ges.ReachLegalEntity), codes(ges.CodeMandateOther), false},
		{"entity unproved", coverOf(rpps.Structure{FINESS: finessA}, ges.ReachLegalEntity), codes(ges.CodeMandateEntityUnproved), false},
	},
	dimAppointer: {
		{"RL", func(w *world) { w.m.AppointedBy = ges.RepresentantLegal }, nil, false},
		{"not stated", func(w *world) { w.m.AppointedBy = 0 }, nil, false},
		{"mandataire", func(w *world) { w.m.AppointedBy = ges.Mandataire }, nil, false},
		{"titulaire", func(w *world) { w.m.AppointedBy = ges.TitulaireOfficine }, nil, false},
		{"gestionnaire", func(w *world) { w.m.AppointedBy = ges.Gestionnaire }, nil, false},
		{"HR", func(w *world) { w.m.AppointedBy = ges.EquipeRH }, nil, false},
	},
	dimTraining: {
		{"done", func(w *world) { w.m.Training.CompletedOn = trainedOn }, nil, false},
		{"none", func(w *world) { w.m.Training.CompletedOn = civil.Date{} }, codes(ges.CodeTrainingMissing), false},
		{"later", func(w *world) { w.m.Training.CompletedOn = day.AddDays(1) }, codes(ges.CodeTrainingLater), false},
		{"same day as attested", func(w *world) { w.m.Training.CompletedOn = signedOn }, nil, false},
	},
	dimAttestation: {
		{"signed by RL", func(w *world) { w.m.Attestation = ges.Attestation{SignedOn: signedOn, SignedBy: ges.RepresentantLegal} }, nil, false},
		{"none", func(w *world) { w.m.Attestation = ges.Attestation{} }, codes(ges.CodeAttestationMissing), false},
		{"signed by titulaire", func(w *world) { w.m.Attestation = ges.Attestation{SignedOn: signedOn, SignedBy: ges.TitulaireOfficine} }, codes(ges.CodeAttestationSigner), false},
		{"signed by mandataire", func(w *world) { w.m.Attestation = ges.Attestation{SignedOn: signedOn, SignedBy: ges.Mandataire} }, nil, false},
		{"signed by gestionnaire", func(w *world) { w.m.Attestation = ges.Attestation{SignedOn: signedOn, SignedBy: ges.Gestionnaire} }, codes(ges.CodeAttestationSigner), false},
		{"signed by nobody", func(w *world) { w.m.Attestation = ges.Attestation{SignedOn: signedOn} }, codes(ges.CodeAttestationSigner), false},
		{"undated", func(w *world) { w.m.Attestation = ges.Attestation{SignedBy: ges.Mandataire} }, codes(ges.CodeAttestationMissing), false},
		{"later", func(w *world) {
			w.m.Attestation = ges.Attestation{SignedOn: day.AddDays(1), SignedBy: ges.Mandataire}
		}, codes(ges.CodeAttestationLater), false},
	},
	dimCard: {
		{"CPS", cardWith(ges.CPS, day.AddYears(1), civil.Date{}), nil, false},
		{"none", cardWith(0, civil.Date{}, civil.Date{}), codes(ges.CodeCardMissing), false},
		{"expired", cardWith(ges.CPE, day.AddDays(-1), civil.Date{}), codes(ges.CodeCardExpired), false},
		{"e-CPS", cardWith(ges.ECPS, day.AddYears(1), civil.Date{}), codes(ges.CodeCardECPS), false},
		{"last day", cardWith(ges.CPA, day, civil.Date{}), codes(ges.CodeCardExpired), true},
		{"undated", cardWith(ges.CPF, civil.Date{}, civil.Date{}), codes(ges.CodeCardUndated), false},
		{"opposed", cardWith(ges.CPS, day.AddYears(1), day), codes(ges.CodeCardOpposed), false},
		{"opposed tomorrow", cardWith(ges.CPS, day.AddYears(1), day.AddDays(1)), nil, false},
		{"e-CPS expired and opposed", cardWith(ges.ECPS, day.AddDays(-9), day.AddDays(-9)), codes(ges.CodeCardECPS, ges.CodeCardExpired, ges.CodeCardOpposed), false},
		{"no such kind", cardWith(77, day.AddYears(1), civil.Date{}), codes(ges.CodeCardMissing), false},
		{"no kind, expired", cardWith(0, day.AddDays(-1), civil.Date{}), codes(ges.CodeCardMissing, ges.CodeCardExpired), false},
		{"no kind, opposed", cardWith(0, civil.Date{}, day), codes(ges.CodeCardMissing, ges.CodeCardUndated, ges.CodeCardOpposed), false},
	},
	dimContact: {
		{"mail", func(w *world) { w.m.Contact = rpps.Contact{Email: "g@example.org"} }, nil, false},
		{"none", func(w *world) { w.m.Contact = rpps.Contact{} }, codes(ges.CodeContact), false},
		{"phone", func(w *world) { w.m.Contact = rpps.Contact{Phone: "06 39 98 00 12"} }, nil, false},
		{"blank", func(w *world) { w.m.Contact = rpps.Contact{Email: " "} }, codes(ges.CodeContact), false},
	},
	dimTerms: {
		{"accepted", func(w *world) { w.m.TermsAcceptedOn = signedOn }, nil, false},
		{"no", func(w *world) { w.m.TermsAcceptedOn = civil.Date{} }, codes(ges.CodeTermsMissing), false},
		{"later", func(w *world) { w.m.TermsAcceptedOn = day.AddDays(1) }, codes(ges.CodeTermsLater), false},
	},
}

func codes(c ...rule.Code) []rule.Code { return c }

// set is a set of codes, one bit a rule.
type set uint64

var bits = func() map[rule.Code]set {
	m := map[rule.Code]set{}
	for i, r := range ges.Rules() {
		m[r.Code] = 1 << i
	}
	return m
}()

func (s *set) add(c ...rule.Code) {
	for _, c := range c {
		if bits[c] == 0 {
			panic(c)
		}
		*s |= bits[c]
	}
}

func (s set) String() string {
	var out strings.Builder
	for _, r := range ges.Rules() {
		if s&bits[r.Code] != 0 {
			out.WriteString(" " + string(r.Code))
		}
	}
	return out.String()
}

// warnings are written down, not read from the rules.
var warnings = func() (s set) {
	s.add(ges.CodeHospiConnectUnknown, ges.CodeStructureUnknown, ges.CodeStructureKinds,
		ges.CodeStructureKindInferred, ges.CodePolicyWaived)
	return s
}()

// oracle says which codes a world must give.
func oracle(p ges.Policy, c ges.Capacity, pick [dims]int) (want set) {
	at := func(dim int) state { return states[dim][pick[dim]] }
	own := func(dim int) (s set) {
		if st := at(dim); !st.lastDay || p.LastDay == ges.LastDayExcluded {
			s.add(st.want...)
		}
		return s
	}
	need := func(required, requiredByDefault bool, relaxed, strict set) {
		if required {
			want |= relaxed
		}
		if requiredByDefault && strict != 0 && (!required || relaxed == 0) {
			want.add(ges.CodePolicyWaived)
		}
	}
	automatic := c == ges.RepresentantLegal || c == ges.Mandataire || c == ges.TitulaireOfficine
	manager := c == ges.Gestionnaire
	structure := at(dimKind).name
	officine := structure == "officine" || structure == "sector officine"
	hospital := structure == "hospital" || structure == "hospital yes" || structure == "hospital no"

	switch {
	case c == 0 || c > ges.EquipeRH:
		want.add(ges.CodeCapacityUnknown)
	case !automatic && !manager:
		want.add(ges.CodeCapacity)
	}
	want |= own(dimKind)
	need(p.Contract == ges.ContractEveryone || !automatic, true, own(dimContract), own(dimContract))

	want |= own(dimDates)
	byTitulaire := c == ges.TitulaireOfficine || manager && at(dimAppointer).name == "titulaire"
	switch {
	case byTitulaire && at(dimCover).name == "entity", byTitulaire && at(dimCover).name == "entity unproved":
		want.add(ges.CodeMandateUnproved) // no reach for a titulaire, and none to give
	default:
		want |= own(dimCover)
	}
	if c == ges.TitulaireOfficine && !officine {
		want.add(ges.CodeTitulaireOfficine)
	}
	switch by := at(dimAppointer).name; {
	case manager && by != "RL" && by != "mandataire" && (by != "titulaire" || !officine):
		want.add(ges.CodeAppointer)
	case c == ges.Mandataire && by != "RL" && by != "not stated":
		want.add(ges.CodeMandataireAppointer)
	}

	old := at(dimDates).name == "old"
	asked := manager && !(p.Training == ges.TrainingESMSOnly && (officine || hospital)) && !(p.Existing == ges.ExistingKept && old)
	need(asked, manager, own(dimTraining), own(dimTraining))
	attestation := own(dimAttestation)
	signedThen := at(dimAttestation).name != "none" && at(dimAttestation).name != "undated" && at(dimAttestation).name != "later"
	if signedThen && at(dimTraining).name == "later" {
		attestation.add(ges.CodeAttestationEarly)
	}
	need(asked, manager, attestation, attestation)

	strictCard, card := own(dimCard), own(dimCard)
	if p.ECPS == ges.ECPSAccepted {
		card &^= bits[ges.CodeCardECPS]
	}
	need(p.Card == ges.CardEveryone && (manager || automatic) || p.Card == ges.CardGestionnaires && manager,
		manager || automatic, card, strictCard)
	need(manager, manager, own(dimContact), own(dimContact))
	need(manager, manager, own(dimTerms), own(dimTerms))
	return want
}

var actorID = rpps.PersonIDOf(rpps.MustParseNumber("99700000013"))

// checkWorld asks the library and the oracle, and returns the verdict.
func checkWorld(t *testing.T, p ges.Policy, c ges.Capacity, pick [dims]int) ges.Verdict {
	var w world
	for d := range dims {
		states[d][pick[d]].set(&w)
	}
	w.m.Capacity = c
	actor := ges.Actor{ID: actorID, Mandates: []ges.Mandate{w.m}}
	v := p.MayRegister(&actor, &w.e, day)
	var got set
	for _, f := range v.Faults {
		got.add(f.Code())
	}
	want := oracle(p, c, pick)
	if got != want || v.Allowed != (want&^warnings == 0) || v.Allowed != (v.Faults.Err() == nil) || v.Mandate != 0 {
		var names strings.Builder
		for d := range dims {
			names.WriteString(" / " + states[d][pick[d]].name)
		}
		t.Fatalf("%+v %v%s\n got %v%v\nwant %v%v", p, c, names.String(), v.Allowed, got, want&^warnings == 0, want)
	}
	return v
}

func policies() (out []ges.Policy) {
	for i := range 96 {
		out = append(out, ges.Policy{
			Training: ges.TrainingScope(i & 1), Existing: ges.Existing(i >> 1 & 1), Contract: ges.ContractScope(i >> 2 & 1),
			ECPS: ges.ECPSUse(i >> 3 & 1), LastDay: ges.LastDay(i >> 4 & 1), Card: ges.CardScope(i >> 5),
		})
	}
	return out
}

// capacities are all, and two that do not exist.
func capacities() []ges.Capacity {
	out := []ges.Capacity{0, ges.EquipeRH + 1}
	for c := range ges.Capacities() {
		out = append(out, c)
	}
	return out
}

// Every combination of the first states of every dimension at once, for every
// capacity, under the default policy and the most lenient ones.
func TestMayRegisterEveryCombination(t *testing.T) {
	depth := [dims]int{dimKind: 4, dimContract: 2, dimDates: 3, dimCover: 2, dimAppointer: 2, dimTraining: 2, dimAttestation: 3, dimCard: 3, dimContact: 2, dimTerms: 2}
	ps := []ges.Policy{
		{},
		{Training: ges.TrainingESMSOnly, Contract: ges.ContractGestionnaires, Card: ges.CardGestionnaires},
		{Training: ges.TrainingESMSOnly, Existing: ges.ExistingKept, Contract: ges.ContractGestionnaires, Card: ges.CardNobody, ECPS: ges.ECPSAccepted},
	}
	if testing.Short() {
		ps = ps[:1]
	}
	allowed, denied := 0, 0
	for _, p := range ps {
		for _, c := range capacities() {
			var pick [dims]int
			for ok := true; ok; ok = next(&pick, depth) {
				if checkWorld(t, p, c, pick).Allowed {
					allowed++
				} else {
					denied++
				}
			}
		}
	}
	if allowed < 10 || denied < 10000 {
		t.Errorf("%d allowed, %d denied", allowed, denied)
	}
}

// next counts through the combinations.
func next(pick *[dims]int, depth [dims]int) bool {
	for d := range dims {
		if pick[d]++; pick[d] < depth[d] {
			return true
		}
		pick[d] = 0
	}
	return false
}

// Every pair of states of two dimensions, the others met: for a gestionnaire
// under every policy, for those entitled automatically under every one but
// those on training, for the others under the default one.
func TestMayRegisterEveryPair(t *testing.T) {
	ps := policies()
	if testing.Short() {
		ps = ps[:4]
	}
	var seen set
	check := func(c ges.Capacity, pick [dims]int) {
		under := ps
		if !c.May(ges.Register).Allowed {
			under = ps[:1]
		}
		for _, p := range under {
			if c != ges.Gestionnaire && (p.Training != 0 || p.Existing != 0) {
				continue
			}
			for _, f := range checkWorld(t, p, c, pick).Faults {
				seen.add(f.Code())
			}
		}
	}
	for _, c := range capacities() {
		check(c, [dims]int{})
		for a := range dims {
			for i := 1; i < len(states[a]); i++ {
				var pick [dims]int
				pick[a] = i
				check(c, pick)
				for b := range a {
					for pick[b] = 1; pick[b] < len(states[b]); pick[b]++ {
						check(c, pick)
					}
					pick[b] = 0
				}
			}
		}
	}
	if testing.Short() {
		return
	}
	// What the walk cannot reach is in TestMayRegisterQuestion and TestText.
	var elsewhere set
	elsewhere.add(ges.CodeNameUnknown, ges.CodePolicyUnknown, ges.CodeDay, ges.CodeActorMissing, ges.CodeActorID, ges.CodeEstablishmentMissing, ges.CodeMandateMissing)
	if seen&elsewhere != 0 || seen|elsewhere != 1<<len(ges.Rules())-1 {
		t.Errorf("codes not seen:%v", (1<<len(ges.Rules())-1)&^(seen|elsewhere))
	}
}

// On days before April 2025 no training was asked.
func TestTrainingBegins(t *testing.T) {
	var w world
	for d := range dims {
		states[d][0].set(&w)
	}
	w.m.Capacity, w.m.From, w.m.Training, w.m.Attestation = ges.Gestionnaire, civil.MustNew(2024, 1, 1), ges.Training{}, ges.Attestation{}
	w.m.TermsAcceptedOn = civil.MustNew(2024, 1, 1)
	actor := ges.Actor{ID: actorID, Mandates: []ges.Mandate{w.m}}
	for asked, want := range map[civil.Date]string{
		civil.MustNew(2025, 3, 31): "true []",
		civil.MustNew(2025, 4, 1):  "false [GES-ATTESTATION-MISSING GES-TRAINING-MISSING]",
	} {
		v := ges.MayRegister(&actor, &w.e, asked)
		var got []rule.Code
		for _, f := range v.Faults {
			got = append(got, f.Code())
		}
		if s := fmt.Sprint(v.Allowed, got); s != want {
			t.Errorf("%v: %s", asked, s)
		}
	}
}
