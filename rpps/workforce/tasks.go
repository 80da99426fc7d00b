package workforce

import (
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// System is where a task is done. The slides name the RPPS+ portal, the mail,
// the eRPPS portal and that of the orders; the others are inferred. The zero
// value is "not stated".
type System uint8

const (
	// SystemHR: the HR file of the structure.
	SystemHR System = iota + 1
	// SystemRPPSPlus: the RPPS+ portal.
	SystemRPPSPlus
	// SystemDirectory: the public directory (Annuaire Santé).
	SystemDirectory
	// SystemOrder: the portal of a professional order.
	SystemOrder
	// SystemERPPS: the eRPPS portal of the professions that the ARS registers.
	SystemERPPS
	// SystemMesHabilitations: the portal mesHabilitations.
	SystemMesHabilitations
	// SystemMail: the mail of the person.
	SystemMail
)

var systemNames = [...]string{"", "hr", "rppsPlus", "directory", "order", "eRPPS", "mesHabilitations", "mail"}

var systemTitles = [...]rule.Text{
	{},
	SystemHR:               {FR: "dossier RH", EN: "HR file"},
	SystemRPPSPlus:         {FR: "portail RPPS+", EN: "RPPS+ portal"},
	SystemDirectory:        {FR: "Annuaire Santé", EN: "public directory (Annuaire Santé)"},
	SystemOrder:            {FR: "portail de l'ordre", EN: "portal of the order"},
	SystemERPPS:            {FR: "portail eRPPS", EN: "eRPPS portal"},
	SystemMesHabilitations: {FR: "portail mesHabilitations", EN: "mesHabilitations portal"},
	SystemMail:             {FR: "messagerie", EN: "mail"},
}

// String returns the name, or "(not stated)".
func (s System) String() string { return enum.String(systemNames[:], s) }

// Title returns the system in words; empty when not stated.
func (s System) Title(tag language.Tag) string { return title(systemTitles[:], s, tag) }

// MarshalText returns the name, or the empty text when not stated.
func (s System) MarshalText() ([]byte, error) { return enum.Text(systemNames[:], s) }

// UnmarshalText is the inverse of MarshalText.
func (s *System) UnmarshalText(b []byte) error { return readName(s, systemNames[:], "system", b) }

// Task is one step of an arrival or a departure: a box of the slides, or a
// diamond.
type Task struct {
	// Code is that of the event of the machine, or of the question.
	Code string `json:"code"`
	// Question tells a diamond from a box; Answer is its answer, not stated
	// when it is not known.
	Question bool        `json:"question,omitempty"`
	Answer   rpps.Answer `json:"answer,omitzero"`

	Actor  lifecycle.Actor `json:"actor"`
	System System          `json:"system,omitzero"`
	Title  rule.Text       `json:"title"`
	Note   rule.Text       `json:"note,omitzero"`
	// Situation is the index of the situation to close; -1 for other tasks.
	Situation int `json:"situation"`
	// Move is the ID of the move in the machine; empty for a question.
	Move string `json:"move,omitempty"`
	// Source says where the step comes from, and Evidence how sure it is.
	Source   string        `json:"source"`
	Evidence rule.Evidence `json:"evidence"`
}

// Text returns the task on one line.
func (t Task) Text(tag language.Tag) string {
	out := t.Title.In(tag)
	if t.Question {
		word := words(tag)
		switch t.Answer {
		case rpps.Yes:
			out += " " + word.yes
		case rpps.No:
			out += " " + word.no
		default:
			out += " " + word.unknown
		}
	}
	by := t.Actor.Title(tag)
	if s := t.System.Title(tag); s != "" {
		by += ", " + s
	}
	return out + " (" + by + ")"
}

// walker follows a machine and writes down its steps.
type walker[S, E ~uint8] struct {
	m     *lifecycle.Machine[S, E]
	state S
	facts lifecycle.Facts
	tasks []Task
}

// step takes a move of the machine. What the machine refuses is no task.
func (w *walker[S, E]) step(on E, by lifecycle.Actor, where System) *Task {
	next, err := w.m.Next(w.state, on, by, w.facts)
	if err != nil {
		return nil
	}
	w.state = next.To
	event, _ := w.m.Event(on)
	move, _ := w.m.Move(next.Move)
	w.tasks = append(w.tasks, Task{
		Code: event.Code, Actor: by, System: where, Title: event.Title, Note: move.Note,
		Situation: -1, Move: move.ID, Source: move.Source, Evidence: move.Evidence,
	})
	return &w.tasks[len(w.tasks)-1]
}

// ask writes down a question and its answer, which states one of two guards.
func (w *walker[S, E]) ask(code string, title rule.Text, by lifecycle.Actor, where System, source string, a rpps.Answer, yes, no lifecycle.Guard) {
	switch a {
	case rpps.Yes:
		w.facts = w.facts.With(yes)
	case rpps.No:
		w.facts = w.facts.With(no)
	}
	w.tasks = append(w.tasks, Task{
		Code: code, Question: true, Answer: a, Actor: by, System: where, Title: title,
		Situation: -1, Source: source, Evidence: rule.Sourced,
	})
}

// askHere writes down the question whether a situation is in the structure, which
// the slides do not draw.
func (w *walker[S, E]) askHere(a rpps.Answer, note rule.Text) {
	w.tasks = append(w.tasks, Task{
		Code: "situationHere", Question: true, Answer: a, Actor: lifecycle.EquipeRH, System: SystemDirectory, Title: titleHere,
		Note: note, Situation: -1, Source: sourceMAJ, Evidence: rule.Inferred,
	})
}

// askToRegister writes down whether the person is to be registered at all, where [Assess]
// does not say yes, and reports that it did.
func (w *walker[S, E]) askToRegister(s *Staff, c Context) bool {
	x := assessor{c: c, s: s, f: Finding{Role: s.chosen(), Structure: c.structureOf(s)}}
	x.f.Establishment = c.establishmentOf(x.f.Structure)
	for _, question := range [...]func(){x.contract, x.structure, x.need, x.mission} {
		if question(); x.f.Verdict != 0 {
			break
		}
	}
	t := Task{
		Code: "toRegister", Question: true, Actor: lifecycle.EquipeRH, System: SystemHR, Title: titleToRegister,
		Situation: -1, Source: sourceSlides + ", why to register", Evidence: rule.Inferred,
	}
	switch x.f.Verdict {
	case 0:
		return false
	case NotNeeded, NotEligible:
		t.Answer = rpps.No
	}
	why := func(tag language.Tag, between string) string {
		var out []string
		for _, f := range x.f.Why {
			out = append(out, f.Message(tag))
		}
		return strings.Join(out, between)
	}
	t.Note = rule.Text{FR: why(language.French, " ; "), EN: why(language.English, "; ")}
	w.tasks = append(w.tasks, t)
	return true
}

// askGestionnaire writes down the question whether a leaver has a habilitation to
// lose, which the slides do not draw either.
func (w *walker[S, E]) askGestionnaire() {
	w.tasks = append(w.tasks, Task{
		Code: "gestionnaire", Question: true, Actor: lifecycle.RepresentantLegal, System: SystemMesHabilitations, Title: titleGestionnaire,
		Note: noteGestionnaire, Situation: -1, Source: sourceDSIH, Evidence: rule.Inferred,
	})
}

func (w *walker[S, E]) noteLast(t rule.Text) {
	w.tasks[len(w.tasks)-1].Note = t
}

var (
	titleOrder  = rule.Text{FR: "professionnel à ordre ou ARS ?", EN: "profession of an order or of the ARS?"}
	titleNumber = rule.Text{FR: "numéro RPPS préexistant ?", EN: "RPPS number already?"}
	titleHere   = rule.Text{FR: "une situation ouverte dans cette structure ?", EN: "a situation open in this structure?"}

	titleToRegister   = rule.Text{FR: "à enregistrer sur le portail RPPS+ ?", EN: "to be registered on the RPPS+ portal?"}
	titleGestionnaire = rule.Text{FR: "gestionnaire RPPS+ de cette structure ?", EN: "gestionnaire RPPS+ of this structure?"}
	noteGestionnaire  = rule.Text{
		FR: "Rien ne le dit. Si oui, retirer d'abord cette habilitation ; un autre clôt la situation.",
		EN: "Nothing says so. If yes, take that habilitation back first; somebody else closes the situation.",
	}
	noteHere = rule.Text{
		FR: "Une situation est connue, sans qu'un identifiant dise si elle est dans cette structure.",
		EN: "A situation is known, and no identifier tells whether it is in this structure.",
	}
	noteUntold = rule.Text{
		FR: "Une situation est connue dans cette structure, sans profession ni métier qui disent si c'est celle d'un professionnel à rôle.",
		EN: "A situation is known in this structure, and neither a profession nor a métier tells whether it is one of a role professional.",
	}
	noteNoneKnown = rule.Text{
		FR: "Aucune situation n'est connue, et rien ne dit que l'annuaire a été consulté ce jour-là.",
		EN: "No situation is known, and nothing says that the directory was looked up that day.",
	}
	noteUndated = rule.Text{
		FR: "Une situation est connue dans cette structure, sans que ses dates disent si elle est ouverte.",
		EN: "A situation is known in this structure, and its dates do not tell whether it is open.",
	}
	noteThere = rule.Text{
		FR: "La personne y est, ou y sera : rien n'est à créer ; si le métier ou le rôle changent, modifiez cette situation.",
		EN: "The person is there, or will be: nothing is to be created; where métier or role change, modify this situation.",
	}
	noteSearch = rule.Text{
		FR: "Chercher la personne dans l'annuaire avant de créer une identité.",
		EN: "Look the person up in the directory before an identity is created.",
	}
	noteSeveral = rule.Text{
		FR: "Plusieurs numéros pour une personne : à signaler à l'ANS avant d'aller plus loin.",
		EN: "Several numbers for one person: tell the ANS before going on.",
	}
	noteOther = rule.Text{
		FR: "Deux numéros RPPS différents sont indiqués : à vérifier avant d'aller plus loin.",
		EN: "Two different RPPS numbers are stated: see which before going on.",
	}
	noteOwnPerson = rule.Text{
		FR: "Par un autre que la personne qui part.",
		EN: "By somebody else than the leaver.",
	}
	noteCancel = rule.Text{
		FR: "Elle n'a pas commencé : elle s'annule, elle ne se ferme pas.",
		EN: "It has not begun: it is cancelled, not closed.",
	}
)

// orderOrARS answers the first diamond; the zero answer when it is not known.
func orderOrARS(r roles.Registration) rpps.Answer {
	switch r.Channel {
	case roles.ChannelOrder, roles.ChannelARS, roles.ChannelArmedForces:
		return rpps.Yes
	case roles.ChannelRPPSPlus, roles.ChannelNone:
		return rpps.No
	}
	return 0
}

// EntryTasks returns the tasks of the arrival of a person, in order: the path
// of [Entry] that they take, with the answers to its diamonds. It follows the
// method of the request prepared, manual when none is stated. Where an answer
// is not known, as before a search in the directory, or the métier cannot be
// registered, it ends there and says why. So does it for somebody who has a situation
// in the structure, or perhaps has, for a second one would register them twice; and for
// somebody whom [Assess] does not find to be registered, by what their contract, their
// structure, their needs and their missions say.
//
// That the role will be chosen, and that those who act are entitled, is taken
// for granted: see [Assess] and [MakePlan].
func EntryTasks(s *Staff, c Context) []Task {
	w := walker[EntryState, EntryEvent]{m: Entry(), facts: lifecycle.Holding(GuardRole, GuardEntitled)}
	r := c.registrationOf(s)
	w.step(EntryValidateHire, lifecycle.Direction, SystemHR)
	w.step(EntryBuildFile, lifecycle.EquipeRH, SystemHR)
	w.ask("orderOrARS", titleOrder, lifecycle.EquipeRH, SystemHR, sourceEntry, orderOrARS(r), GuardOrderOrARS, GuardNotOrderOrARS)
	switch r.Channel {
	case roles.ChannelRPPSPlus:
	case roles.ChannelOrder, roles.ChannelARS, roles.ChannelArmedForces:
		w.step(EntryCheckOrder, lifecycle.EquipeRH, SystemDirectory)
		return w.tasks
	default:
		w.noteLast(r.Note)
		return w.tasks
	}
	switch known := c.situations(s, c.structureOf(s)); {
	case known.open, known.planned:
		w.askHere(rpps.Yes, noteThere)
		return w.tasks
	case known.doubtful:
		w.askHere(0, noteUndated)
		return w.tasks
	case known.untold:
		w.askHere(0, noteUntold)
		return w.tasks
	case known.astray:
		w.askHere(0, noteHere)
		return w.tasks
	}
	if w.askToRegister(s, c) {
		return w.tasks
	}
	w.step(EntryInform, lifecycle.EquipeRH, SystemHR)

	var prepared registration.Request
	if s.Request != nil {
		prepared = *s.Request
	}
	found := prepared.Search.Found
	n, one := s.number()
	known := !n.IsZero() || len(s.Situations) > 0 || found == registration.FoundOne
	answer := rpps.Answer(0)
	switch {
	case found == registration.FoundSeveral, !one:
	case known:
		answer = rpps.Yes
	case s.foundNone(c) && prepared.Purpose != registration.NewSituation:
		answer = rpps.No
	}
	w.ask("number", titleNumber, lifecycle.Gestionnaire, SystemRPPSPlus, sourceEntry, answer, GuardNumber, GuardNoNumber)
	self := prepared.Method == registration.PreRegistration
	switch {
	case found == registration.FoundSeveral:
		w.noteLast(noteSeveral)
		return w.tasks
	case !one:
		w.noteLast(noteOther)
		return w.tasks
	case answer == 0:
		w.noteLast(noteSearch)
		return w.tasks
	case known && self:
		w.step(EntryDeclareSituation, lifecycle.Professional, SystemRPPSPlus)
		w.step(EntryValidateSituation, lifecycle.Gestionnaire, SystemRPPSPlus)
		return w.tasks
	case known:
		w.step(EntryCreateSituation, lifecycle.Gestionnaire, SystemRPPSPlus)
		return w.tasks
	}
	if self {
		w.step(EntryPreRegister, lifecycle.Professional, SystemRPPSPlus)
		w.step(EntryValidate, lifecycle.Gestionnaire, SystemRPPSPlus)
	} else {
		w.step(EntryRegister, lifecycle.Gestionnaire, SystemRPPSPlus)
	}
	w.step(EntryReceiveNumber, lifecycle.Professional, SystemMail)
	w.step(EntryGiveNumber, lifecycle.Professional, SystemHR)
	return w.tasks
}

// ExitTasks returns the tasks of the departure of a person from their
// structure, in order: the path of [Exit] that they take. Only the situations
// in this structure are closed, one task each; those elsewhere stay. When it is
// not known whether a situation is in this structure, the last task asks: also of
// somebody of whom none is known and no search of the day has found that they are not
// in the RPPS. A leaver who is gestionnaire of the structure loses that habilitation
// first; where nobody says whether they are, a task asks, and the others follow all the same.
func ExitTasks(s *Staff, c Context) []Task {
	w := walker[ExitState, ExitEvent]{m: Exit(), facts: lifecycle.Holding(GuardCloserEntitled)}
	r := c.registrationOf(s)
	w.step(ExitRecord, lifecycle.Direction, SystemHR)
	w.step(ExitStart, lifecycle.EquipeRH, SystemHR)
	switch s.Gestionnaire {
	case rpps.Yes:
		w.facts = w.facts.With(GuardLeaverGestionnaire)
		w.step(ExitCloseHabilitation, lifecycle.RepresentantLegal, SystemMesHabilitations)
	case rpps.No:
		w.facts = w.facts.With(GuardLeaverNotGestionnaire)
	default:
		w.askGestionnaire()
		w.facts = w.facts.With(GuardLeaverNotGestionnaire) // the rest is due whatever the answer
	}
	w.ask("orderOrARS", titleOrder, lifecycle.EquipeRH, SystemHR, sourceExit, orderOrARS(r), GuardLeaverOrderOrARS, GuardLeaverNotOrderOrARS)
	here, perhaps := SituationsHere(s, c), perhapsHere(s, c)
	look := func() []Task {
		if perhaps {
			w.askHere(0, noteHere)
		}
		return w.tasks
	}
	before := w.state
	reminded := true
	switch r.Channel {
	case roles.ChannelOrder:
		w.step(ExitRemind, lifecycle.EquipeRH, SystemOrder)
	case roles.ChannelARS:
		w.step(ExitRemind, lifecycle.EquipeRH, SystemERPPS)
	case roles.ChannelArmedForces:
		w.step(ExitRemind, lifecycle.EquipeRH, 0)
	case 0:
		w.noteLast(r.Note)
	default:
		reminded = false
	}
	if reminded {
		if len(here) == 0 {
			return look()
		}
		// A situation à rôle that is open here is the employer's to close,
		// whatever the profession of today.
		w.state = before
		w.facts = w.facts.Without(GuardLeaverOrderOrARS).With(GuardLeaverNotOrderOrARS)
	}
	if len(here) == 0 && perhaps {
		return look()
	}
	// What an earlier search found says nothing of what was registered since.
	today := s.foundNone(c) && !c.At.IsZero() && s.Request.Search.On == c.At
	if len(s.Situations) == 0 && !today {
		w.askHere(0, noteNoneKnown)
		return w.tasks
	}
	if len(here) == 0 {
		w.facts = w.facts.With(GuardNoSituationHere)
		w.step(ExitNothingToClose, lifecycle.EquipeRH, SystemDirectory)
		return w.tasks
	}
	w.facts = w.facts.With(GuardSituationHere)
	before = w.state
	for _, i := range here {
		w.state = before
		if t := w.step(ExitCloseSituation, lifecycle.Gestionnaire, SystemRPPSPlus); t != nil {
			t.Situation = i
			if s.Gestionnaire == rpps.Yes {
				t.Note = noteOwnPerson
			}
			if c.Situation.OpenAt(&s.Situations[i], c.At) == situation.NotStarted {
				// situation.Cycle closes none that has not begun.
				t.Note = rule.Text{FR: strings.TrimSpace(t.Note.FR + " " + noteCancel.FR), EN: strings.TrimSpace(t.Note.EN + " " + noteCancel.EN)}
			}
		}
	}
	return look()
}
