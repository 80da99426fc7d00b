package registration_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	ges "github.com/rppsplus/rppsplus/rpps/gestionnaire"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

var stepDay = civil.MustNew(2026, 3, 10)

// stepWorld is a request that nothing is missing in, and who sends it.
type stepWorld struct {
	r    reg.Request
	c    reg.Context
	site *ges.Establishment
	who  *ges.Mandate
}

func newStepWorld(t testing.TB, change func(*stepWorld)) stepWorld {
	t.Helper()
	var w stepWorld
	for f, v := range map[reg.Field]string{
		reg.FieldBirthName: "Exemple", reg.FieldFirstNames: "Camille", reg.FieldSex: "F", reg.FieldBirthDate: "1990-02-03",
		reg.FieldBirthPlace: "75114", reg.FieldEmail: "camille@example.org", reg.FieldPhone: "0639980012",
		reg.FieldProfession: "313", reg.FieldCategory: "C", reg.FieldRole: "GENR11", reg.FieldMode: "S",
		reg.FieldSIRET: dupSiteA, reg.FieldStart: "2026-03-01", reg.FieldInformation: "2026-02-20",
	} {
		if err := w.r.Set(f, v); err != nil {
			t.Fatal(err)
		}
	}
	w.r.Search.Found = reg.FoundNone
	home := rpps.Structure{SIRET: rpps.MustParseSIRET(dupSiteA), Kind: rpps.ESMS}
	w.site = &ges.Establishment{Structure: home, Contract: ges.Contract{SignedOn: civil.MustNew(2024, 1, 8), With: home}}
	w.who = &ges.Mandate{
		Capacity: ges.Gestionnaire, Structure: home, From: civil.MustNew(2025, 6, 1), AppointedBy: ges.RepresentantLegal,
		Training:        ges.Training{CompletedOn: civil.MustNew(2025, 5, 10)},
		Attestation:     ges.Attestation{SignedOn: civil.MustNew(2025, 5, 12), SignedBy: ges.RepresentantLegal},
		Card:            ges.Card{Kind: ges.CPE, ExpiresOn: civil.MustNew(2028, 1, 1)},
		Contact:         rpps.Contact{Email: "rh@example.org"},
		TermsAcceptedOn: civil.MustNew(2025, 6, 1),
	}
	w.c.At = stepDay
	if change != nil {
		change(&w)
	}
	if w.site != nil {
		w.c.Establishments = []ges.Establishment{*w.site}
		if w.who != nil {
			w.c.Actor = &ges.Actor{ID: rpps.PersonIDOf(rpps.MustParseNumber(dupNumberB)), Mandates: []ges.Mandate{*w.who}}
		}
	}
	return w
}

func (w stepWorld) steps() []reg.Step { return reg.NextSteps(w.r, w.c) }

func tasksOf(steps []reg.Step) (out []reg.Task) {
	for _, s := range steps {
		out = append(out, s.Task)
	}
	return out
}

var (
	stepsIdentity = []reg.Task{reg.TaskMailNumber, reg.TaskGiveNumber, reg.TaskPublish, reg.TaskActivate}
	stepsEntered  = append([]reg.Task{reg.TaskEnter}, stepsIdentity...)
	stepsCreated  = []reg.Task{reg.TaskCreateSituation, reg.TaskNotify}
)

var stepCases = []struct {
	name   string
	change func(*stepWorld)
	// only: the whole list; else what comes before the entry.
	only, before []reg.Task
	// then is what follows, stepsEntered when not given.
	then []reg.Task
}{
	{name: "nothing missing"},
	{name: "nobody is said to send", change: func(w *stepWorld) { w.who = nil }},
	{
		name: "profession of an Order", change: func(w *stepWorld) {
			w.r.Situation.Function = roles.ProfessionMedecin
			w.r.Information = reg.Information{}
		},
		only: []reg.Task{reg.TaskOrder},
	},
	{
		name: "profession of the ARS", change: func(w *stepWorld) { setStep(w, reg.FieldProfession, "Psychologue") },
		only: []reg.Task{reg.TaskARS},
	},
	{
		name: "student", change: func(w *stepWorld) { setStep(w, reg.FieldProfession, "347"); setStep(w, reg.FieldCategory, "E") },
		only: []reg.Task{reg.TaskStudent},
	},
	{
		name: "structure without access", change: func(w *stepWorld) { w.site.Structure.Kind = rpps.Practice },
		only: []reg.Task{reg.TaskAccess},
	},
	{
		name: "hospital not retained", change: func(w *stepWorld) { w.site.Structure.Kind, w.site.HospiConnect = rpps.Hospital, rpps.No },
		only: []reg.Task{reg.TaskAccess},
	},
	{
		name: "hospital of which nothing is known", change: func(w *stepWorld) { w.site.Structure.Kind = rpps.Hospital },
		before: []reg.Task{reg.TaskStructure},
	},
	{name: "not informed", change: func(w *stepWorld) { w.r.Information = reg.Information{} }, before: []reg.Task{reg.TaskInform}},
	{name: "not informed of one thing", change: func(w *stepWorld) { w.r.Information.PublicData = rpps.No }, before: []reg.Task{reg.TaskInform}},
	{name: "no need", change: func(w *stepWorld) { w.r.NeedsHealthData = rpps.No }, before: []reg.Task{reg.TaskNeed}},
	{name: "no contract", change: func(w *stepWorld) { w.site.Contract = ges.Contract{} }, before: []reg.Task{reg.TaskContract}},
	{
		name: "contract under another SIRET", change: func(w *stepWorld) { w.site.Contract.With.SIRET = rpps.MustParseSIRET("00099702300015") },
		before: []reg.Task{reg.TaskContractAgain},
	},
	{
		name: "not trained", change: func(w *stepWorld) { w.who.Training, w.who.Attestation = ges.Training{}, ges.Attestation{} },
		before: []reg.Task{reg.TaskTraining, reg.TaskAttestation},
	},
	{name: "card expired", change: func(w *stepWorld) { w.who.Card.ExpiresOn = civil.MustNew(2026, 1, 1) }, before: []reg.Task{reg.TaskCard}},
	{name: "e-CPS for a card", change: func(w *stepWorld) { w.who.Card.Kind = ges.ECPS }, before: []reg.Task{reg.TaskCard}},
	{name: "card without its expiry", change: func(w *stepWorld) { w.who.Card.ExpiresOn = civil.Date{} }, before: []reg.Task{reg.TaskCaller}},
	{
		name: "appointed for another structure", change: func(w *stepWorld) { w.who.Structure.SIRET = rpps.MustParseSIRET(dupSiteB) },
		before: []reg.Task{reg.TaskAppoint},
	},
	{name: "human resources as such", change: func(w *stepWorld) { w.who.Capacity = ges.EquipeRH }, before: []reg.Task{reg.TaskAppoint}},
	{
		name: "human resources, of whom nothing else is known", change: func(w *stepWorld) {
			*w.who = ges.Mandate{Capacity: ges.EquipeRH, Structure: w.site.Structure, From: stepDay}
		},
		before: []reg.Task{reg.TaskTraining, reg.TaskCard, reg.TaskAttestation, reg.TaskAppoint},
	},
	{
		name: "human resources with an opposed card", change: func(w *stepWorld) { w.who.Capacity, w.who.Card.OpposedOn = ges.EquipeRH, stepDay },
		before: []reg.Task{reg.TaskCard, reg.TaskAppoint},
	},
	{
		name: "mandataire appointed by a gestionnaire", change: func(w *stepWorld) { w.who.Capacity, w.who.AppointedBy = ges.Mandataire, ges.Gestionnaire },
		before: []reg.Task{reg.TaskMandataire},
	},
	{name: "nothing but a person", change: func(w *stepWorld) {
		w.r.Information, w.site.Contract, *w.who = reg.Information{}, ges.Contract{}, ges.Mandate{Capacity: ges.Gestionnaire, Structure: w.site.Structure}
	}, before: []reg.Task{reg.TaskInform, reg.TaskContract, reg.TaskTraining, reg.TaskCard, reg.TaskAttestation, reg.TaskAppoint, reg.TaskCaller}},
	{name: "request in progress", change: func(w *stepWorld) { w.r.Pending = rpps.Yes }, before: []reg.Task{reg.TaskPending}},
	{name: "not searched", change: func(w *stepWorld) { w.r.Search = reg.Search{} }, before: []reg.Task{reg.TaskSearch}},
	{
		name: "several numbers", change: func(w *stepWorld) { w.r.Search.Found = reg.FoundSeveral },
		before: []reg.Task{reg.TaskSupport}, then: stepsCreated,
	},
	{
		name: "one number found, not given", change: func(w *stepWorld) { w.r.Search.Found = reg.FoundOne },
		before: []reg.Task{reg.TaskNumber}, then: stepsCreated,
	},
	{name: "number known", change: func(w *stepWorld) { setStep(w, reg.FieldNumber, dupNumberA); w.r.Search.Found = reg.FoundOne }, then: stepsCreated},
	{
		name: "number known and not found", change: func(w *stepWorld) { setStep(w, reg.FieldNumber, dupNumberA) },
		before: []reg.Task{reg.TaskSearch}, then: stepsCreated,
	},
	{name: "new identity for somebody who has a number", change: func(w *stepWorld) {
		setStep(w, reg.FieldNumber, dupNumberA)
		w.r.Purpose, w.r.Search.Found = reg.NewIdentity, reg.FoundOne
	}, before: []reg.Task{reg.TaskPurpose}, then: stepsCreated},
	{name: "home care not verified", change: func(w *stepWorld) { setStep(w, reg.FieldProfession, "371") }, before: []reg.Task{reg.TaskHomeCare}},
	{name: "home care verified", change: func(w *stepWorld) { setStep(w, reg.FieldProfession, "371"); w.r.HomeCare.Verified = rpps.Yes }},
	{name: "data missing, wrong and doubtful", change: func(w *stepWorld) {
		setStep(w, reg.FieldEmail, "")
		setStep(w, reg.FieldEnd, "2026-02-01")
		setStep(w, reg.FieldUsageName, "L’Exemple")
		setStep(w, reg.FieldExerciseName, "L’Exemple")
		setStep(w, reg.FieldPhone, "0100000000")
	}, before: []reg.Task{reg.TaskComplete, reg.TaskCorrect, reg.TaskReview}},
	{
		name: "pre-registration", change: func(w *stepWorld) { w.r.Method = reg.PreRegistration },
		then: append([]reg.Task{reg.TaskPreRegister, reg.TaskWatch, reg.TaskValidate}, stepsIdentity...),
	},
	{name: "situation stated by the person", change: func(w *stepWorld) {
		setStep(w, reg.FieldNumber, dupNumberA)
		w.r.Method, w.r.Search.Found = reg.PreRegistration, reg.FoundOne
	}, then: []reg.Task{reg.TaskDeclareSituation, reg.TaskWatch, reg.TaskValidate, reg.TaskNotify}},
}

func setStep(w *stepWorld, f reg.Field, v string) {
	if err := w.r.Set(f, v); err != nil {
		panic(err)
	}
}

func TestNextSteps(t *testing.T) {
	reached := map[reg.Task]bool{}
	for _, c := range stepCases {
		t.Run(c.name, func(t *testing.T) {
			w := newStepWorld(t, c.change)
			then := c.then
			if then == nil {
				then = stepsEntered
			}
			want := slices.Concat(c.before, then)
			if c.only != nil {
				want = c.only
			}
			got := tasksOf(w.steps())
			if !slices.Equal(got, want) {
				t.Errorf("%v\nwant %v\n%v", got, want, reg.Check(w.r, w.c))
			}
			for _, task := range got {
				reached[task] = true
			}
			checkSteps(t, w)
		})
	}
	for task := range reg.Tasks() {
		if !reached[task] {
			t.Errorf("no case reaches %q", task)
		}
	}
}

// checkSteps holds for every request.
func checkSteps(t *testing.T, w stepWorld) {
	t.Helper()
	steps := w.steps()
	faults := reg.Check(w.r, w.c)
	named := map[rule.Code]reg.Task{}
	for i, s := range steps {
		if s.Source == "" || s.Evidence == 0 || s.Title.FR == "" || s.Title.EN == "" || len(s.By) == 0 {
			t.Errorf("%q lacks something: %+v", s.Task, s)
		}
		if i > 0 && s.Task == reg.TaskInform {
			t.Errorf("informed after %q", steps[0].Task)
		}
		for _, tag := range []language.Tag{language.French, language.English} {
			text := s.Explain(tag)
			if !strings.HasSuffix(strings.SplitAfter(text, s.Title.In(tag))[0], s.Title.In(tag)) || strings.Contains(text, "{") ||
				strings.Contains(text, "(not stated)") || strings.HasPrefix(text, " ") {
				t.Errorf("%q", text)
			}
		}
		for _, code := range s.Codes {
			if by, twice := named[code]; twice {
				t.Errorf("%s is answered by %q and by %q", code, by, s.Task)
			}
			if !faults.Has(code) {
				t.Errorf("%q answers %s, which was not found", s.Task, code)
			}
			named[code] = s.Task
		}
	}
	alone := len(steps) == 1
	for _, f := range faults {
		if _, ok := named[f.Code()]; !ok && !alone && f.Severity() != rule.Completion {
			t.Errorf("nothing answers %v", f)
		}
	}
	order := tasksOf(steps)
	for _, pair := range [][2]reg.Task{
		{reg.TaskInform, reg.TaskEnter},
		{reg.TaskInform, reg.TaskPreRegister},
		{reg.TaskInform, reg.TaskCreateSituation},
		{reg.TaskTraining, reg.TaskAttestation},
		{reg.TaskSearch, reg.TaskEnter},
		{reg.TaskPreRegister, reg.TaskWatch},
		{reg.TaskWatch, reg.TaskValidate},
		{reg.TaskValidate, reg.TaskMailNumber},
		{reg.TaskMailNumber, reg.TaskGiveNumber},
		{reg.TaskMailNumber, reg.TaskActivate},
		{reg.TaskAppoint, reg.TaskEnter},
		{reg.TaskContract, reg.TaskAppoint},
	} {
		a, b := slices.Index(order, pair[0]), slices.Index(order, pair[1])
		if a >= 0 && b >= 0 && a > b {
			t.Errorf("%q comes after %q", pair[0], pair[1])
		}
	}
}

// TestNextStepsMixed puts the changes of several cases together.
func TestNextStepsMixed(t *testing.T) {
	g := rand.New(rand.NewPCG(3, 71))
	for range 500 {
		checkSteps(t, newStepWorld(t, func(w *stepWorld) {
			for range 1 + g.IntN(4) {
				if change := stepCases[g.IntN(len(stepCases))].change; change != nil && w.who != nil {
					change(w)
				}
			}
		}))
	}
	checkSteps(t, stepWorld{})
}

// TestNextStepsOfNobodyYet: who is to become a gestionnaire needs all that one needs, under
// the policy, though no finding says so of somebody without a capacity.
func TestNextStepsOfNobodyYet(t *testing.T) {
	entered := func(before ...reg.Task) []reg.Task { return slices.Concat(before, stepsEntered) }
	kept := ges.Policy{Existing: ges.ExistingKept}
	free := ges.Policy{Training: ges.TrainingESMSOnly, Card: ges.CardNobody}
	for _, c := range []struct {
		name string
		kind rpps.StructureKind
		p    ges.Policy
		want []reg.Task
	}{
		{"an ESMS", rpps.ESMS, ges.Policy{}, entered(reg.TaskTraining, reg.TaskCard, reg.TaskAttestation, reg.TaskAppoint)},
		{"appointed now", rpps.ESMS, kept, entered(reg.TaskTraining, reg.TaskCard, reg.TaskAttestation, reg.TaskAppoint)},
		{"a dispensary that needs neither", rpps.Officine, free, entered(reg.TaskAppoint)},
	} {
		w := newStepWorld(t, func(w *stepWorld) { w.site.Structure.Kind = c.kind; setStep(w, reg.FieldProfession, "317") })
		w.c.Actor.Mandates, w.c.Policy.Gestionnaire = nil, c.p
		if got := tasksOf(w.steps()); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v\nwant %v", c.name, got, c.want)
		}
		checkSteps(t, w)
	}
	// Training and card are the person's, whatever the mandate that states them.
	w := newStepWorld(t, nil)
	elsewhere := *w.who
	elsewhere.Structure = rpps.Structure{SIRET: rpps.MustParseSIRET("00099702300015"), Kind: rpps.ESMS}
	w.c.Actor.Mandates = []ges.Mandate{elsewhere, {Capacity: ges.EquipeRH, Structure: w.site.Structure, From: stepDay}}
	if got, want := tasksOf(w.steps()), entered(reg.TaskAttestation, reg.TaskAppoint); !slices.Equal(got, want) {
		t.Errorf("gestionnaire elsewhere: %v\nwant %v", got, want)
	}
	checkSteps(t, w)
}

func TestNextStepsDetails(t *testing.T) {
	find := func(t *testing.T, task reg.Task, change func(*stepWorld)) reg.Step {
		t.Helper()
		steps := newStepWorld(t, change).steps()
		i := slices.Index(tasksOf(steps), task)
		if i < 0 {
			t.Fatalf("no %q", task)
		}
		return steps[i]
	}
	if s := find(t, reg.TaskMailNumber, nil); s.Within != 24 || s.After != 0 {
		t.Errorf("mail: %+v", s)
	}
	if s := find(t, reg.TaskPublish, nil); s.Within != 24 {
		t.Errorf("publish: %+v", s)
	}
	if s := find(t, reg.TaskActivate, nil); s.Within != 0 || s.After != 48 {
		t.Errorf("e-CPS: %+v", s)
	}
	for _, s := range newStepWorld(t, nil).steps() {
		if (s.Within != 0 || s.After != 0) && !strings.Contains(s.Source, "FAQ") {
			t.Errorf("%q has a delay without its source", s.Task)
		}
	}
	order := find(t, reg.TaskOrder, func(w *stepWorld) { w.r.Situation.Function = roles.ProfessionMedecin })
	if !strings.Contains(order.Title.FR, "médecins") || !slices.Equal(order.Codes, []rule.Code{reg.CodeProfessionOrder}) {
		t.Errorf("order: %+v", order)
	}
	by := func(task reg.Task, change func(*stepWorld), want ...reg.Performer) {
		t.Helper()
		if s := find(t, task, change); !slices.Equal(s.By, want) {
			t.Errorf("%q: by %v, want %v", task, s.By, want)
		}
	}
	by(reg.TaskEnter, nil, reg.PerformerGestionnaire)
	by(reg.TaskEnter, func(w *stepWorld) { w.who.Capacity = ges.RepresentantLegal }, reg.PerformerRepresentantLegal)
	by(reg.TaskValidate, func(w *stepWorld) { w.who.Capacity, w.r.Method = ges.Mandataire, reg.PreRegistration }, reg.PerformerMandataire)
	by(reg.TaskEnter, func(w *stepWorld) { w.site.Structure.Kind, w.who.Capacity = rpps.Officine, ges.TitulaireOfficine }, reg.PerformerTitulaireOfficine)
	by(reg.TaskEnter, func(w *stepWorld) { w.site.Structure.Kind, w.who = rpps.Officine, nil }, reg.PerformerTitulaireOfficine, reg.PerformerGestionnaire)
	by(reg.TaskAppoint, func(w *stepWorld) { w.site.Structure.Kind, w.who.Contact = rpps.Officine, rpps.Contact{} },
		reg.PerformerTitulaireOfficine, reg.PerformerRepresentantLegal, reg.PerformerMandataire)
	by(reg.TaskComplete, func(w *stepWorld) { setStep(w, reg.FieldEmail, "") }, reg.PerformerEquipeRH, reg.PerformerGestionnaire)
	by(reg.TaskComplete, func(w *stepWorld) { setStep(w, reg.FieldEmail, ""); w.r.Method = reg.PreRegistration },
		reg.PerformerProfessionnel, reg.PerformerGestionnaire)

	// The steps are the caller's.
	s := find(t, reg.TaskCard, func(w *stepWorld) { w.who.Card = ges.Card{} })
	s.By[0], s.In[0] = 0, 0
	by(reg.TaskCard, func(w *stepWorld) { w.who.Card = ges.Card{} }, reg.PerformerMandataire, reg.PerformerRepresentantLegal)
}

// TestNextStepsEvidence: what a step claims, for each that may register and for
// both purposes.
func TestNextStepsEvidence(t *testing.T) {
	const entitled = "that they are entitled"
	// own is for a gestionnaire, other for somebody else that may register.
	check := func(task reg.Task, method reg.Method, situation bool, own, other rule.Evidence) {
		for _, capacity := range []ges.Capacity{ges.Gestionnaire, ges.Mandataire, ges.RepresentantLegal} {
			want := other
			if capacity == ges.Gestionnaire {
				want = own
			}
			steps := newStepWorld(t, func(w *stepWorld) {
				w.who.Capacity, w.r.Method = capacity, method
				if situation {
					setStep(w, reg.FieldNumber, dupNumberA)
					w.r.Search.Found = reg.FoundOne
				}
			}).steps()
			i := slices.Index(tasksOf(steps), task)
			if i < 0 {
				t.Errorf("%v, a situation %t: no %q", capacity, situation, task)
				continue
			}
			if s := steps[i]; s.Evidence != want || strings.Contains(s.Source, entitled) != (capacity != ges.Gestionnaire) {
				t.Errorf("%v, a situation %t, %q: %v, want %v, by %s", capacity, situation, task, s.Evidence, want, s.Source)
			}
		}
	}
	check(reg.TaskEnter, reg.Manual, false, rule.Sourced, rule.Sourced)
	check(reg.TaskCreateSituation, reg.Manual, true, rule.Sourced, rule.Inferred)
	// The sources describe the validation of a pre-registration.
	check(reg.TaskWatch, reg.PreRegistration, false, rule.Sourced, rule.Inferred)
	check(reg.TaskWatch, reg.PreRegistration, true, rule.Inferred, rule.Inferred)
	check(reg.TaskValidate, reg.PreRegistration, false, rule.Sourced, rule.Sourced)
	check(reg.TaskValidate, reg.PreRegistration, true, rule.Inferred, rule.Inferred)
}

// TestExplainNobody: a performer that is none is left out.
func TestExplainNobody(t *testing.T) {
	for p := range 256 {
		s := reg.Step{Task: reg.TaskEnter, By: []reg.Performer{reg.Performer(p)}, Title: rule.Text{FR: "x", EN: "x"}}
		if text := s.Explain(language.English); (p == 0 || p > int(reg.PerformerARS)) != (text == ": x") {
			t.Errorf("%d: %q", p, text)
		}
	}
}

// TestStepsPrivacy: no step tells anything about the person.
func TestStepsPrivacy(t *testing.T) {
	for _, c := range stepCases {
		steps := newStepWorld(t, c.change).steps()
		text, err := json.Marshal(steps)
		if err != nil {
			t.Fatal(err)
		}
		all := string(text) + fmt.Sprintf("%+v", steps)
		for _, secret := range []string{"Exemple", "Camille", "1990", "75114", "example.org", dupNumberA, dupNumberB, dupSiteA} {
			if strings.Contains(all, secret) {
				t.Errorf("%s: shows %s", c.name, secret)
			}
		}
	}
}

func TestStepEnums(t *testing.T) {
	walk[reg.Task](t, int(reg.TaskNotify))
	walk[reg.Performer](t, int(reg.PerformerARS))
	walk[reg.System](t, int(reg.SystemSupport))
	if n := len(slices.Collect(reg.Tasks())); n != int(reg.TaskNotify) {
		t.Errorf("%d tasks", n)
	}
	for c := range ges.Capacities() {
		var p reg.Performer
		if err := p.UnmarshalText([]byte(c.String())); err != nil || p == 0 {
			t.Errorf("no performer is named %q", c)
		}
	}
}

type stepEnum interface {
	~uint8
	fmt.Stringer
	MarshalText() ([]byte, error)
}

func walk[E stepEnum](t *testing.T, last int) {
	t.Helper()
	seen := map[string]bool{}
	for i := range 256 {
		text, err := E(i).MarshalText()
		if (err == nil) != (i <= last) {
			t.Fatalf("%T(%d): %v", E(i), i, err)
		}
		if known := i > 0 && i <= last; known != (len(text) > 0) || known != (E(i).String() == string(text)) || known && seen[string(text)] {
			t.Errorf("%T(%d): %q", E(i), i, text)
		}
		seen[string(text)] = true
		var back E
		if err := any(&back).(interface{ UnmarshalText([]byte) error }).UnmarshalText(text); err != nil || i <= last && back != E(i) {
			t.Errorf("%q reads as %v, %v", text, back, err)
		}
	}
	back := E(1)
	if err := any(&back).(interface{ UnmarshalText([]byte) error }).UnmarshalText([]byte("no such name")); err == nil || back != 0 {
		t.Errorf("%T: %v, %v", back, back, err)
	}
}
