package explore

import (
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/rpps/workforce"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// MachinesQuestion asks for the life cycles; it has nothing to state.
type MachinesQuestion struct{}

// Machine is a life cycle: its table and its drawing.
type Machine struct {
	Name     string    `json:"name"`
	Title    string    `json:"title"`
	Version  string    `json:"version"`
	States   []State   `json:"states"`
	Moves    []Move    `json:"moves"`
	Refusals []Refusal `json:"refusals"`
	// Counts of the moves by how sure they are.
	Sourced  int     `json:"sourced"`
	Inferred int     `json:"inferred"`
	Chosen   int     `json:"chosen"`
	Drawing  Drawing `json:"drawing"`
	// Mermaid and Markdown are the library's own exports.
	Mermaid  string `json:"mermaid"`
	Markdown string `json:"markdown"`
}

// State is a state of a machine.
type State struct {
	Code     string `json:"code"`
	Title    string `json:"title"`
	Note     string `json:"note,omitempty"`
	Source   string `json:"source"`
	Evidence string `json:"evidence"`
	Final    bool   `json:"final,omitempty"`
}

// Move is one row of the table of a machine.
type Move struct {
	ID       string   `json:"id"`
	From     string   `json:"from"` // code of a state; empty before the beginning
	To       string   `json:"to"`
	FromName string   `json:"fromName"`
	ToName   string   `json:"toName"`
	On       string   `json:"on"`
	By       []string `json:"by"`
	If       []string `json:"if"`
	Then     []string `json:"then"`
	Note     string   `json:"note,omitempty"`
	Source   string   `json:"source"`
	Evidence string   `json:"evidence"`
	// Refused: off until a policy allows it.
	Refused bool `json:"refused,omitempty"`
	// Arrow is the number of the arrow in the drawing, from 1.
	Arrow int `json:"arrow"`
}

// Refusal is a pair of states and events refused on purpose.
type Refusal struct {
	From     []string `json:"from"`
	On       []string `json:"on"`
	Why      string   `json:"why"`
	Source   string   `json:"source"`
	Evidence string   `json:"evidence"`
}

// Machines returns the six life cycles, in the order in which a person meets
// them.
func Machines(MachinesQuestion) ([]Machine, error) {
	return []Machine{
		newMachine(registration.Cycle()), newMachine(rpps.CertificationCycle()), newMachine(situation.Cycle()),
		newMachine(gestionnaire.Cycle()), newMachine(workforce.Entry()), newMachine(workforce.Exit()),
	}, nil
}

func newMachine[S, E ~uint8](m *lifecycle.Machine[S, E]) Machine {
	fr := language.French
	out := Machine{
		Name: m.Name(), Title: m.Title().In(fr), Version: m.Version(), Refusals: []Refusal{},
		Mermaid: m.Mermaid(fr), Markdown: m.Markdown(fr),
	}
	for _, s := range m.States() {
		out.States = append(out.States, State{s.Code, s.Title.In(fr), s.Note.In(fr), sourceFR(s.Source), evidence(s.Evidence), s.Final})
	}
	state := func(s S) string {
		if i, ok := m.State(s); ok {
			return i.Title.In(fr)
		}
		return "avant tout commencement"
	}
	event := func(e E) string {
		i, _ := m.Event(e)
		return i.Title.In(fr)
	}
	for _, v := range m.Moves() {
		x := Move{
			ID: v.ID, From: m.StateCode(v.From), To: m.StateCode(v.To), FromName: state(v.From), ToName: state(v.To), On: event(v.On),
			By: []string{}, If: []string{}, Then: []string{}, Note: v.Note.In(fr), Source: sourceFR(v.Source), Evidence: evidence(v.Evidence),
			Refused: m.Refuses(v.ID),
		}
		for a := range v.By.All() {
			x.By = append(x.By, a.Title(fr))
		}
		for g := range v.If.All() {
			i, _ := m.Guard(g)
			x.If = append(x.If, i.Title.In(fr))
		}
		for e := range v.Then.All() {
			i, _ := m.Effect(e)
			text := i.Title.In(fr)
			if i.Unknown {
				text += " (suite inconnue)"
			}
			x.Then = append(x.Then, text)
		}
		switch v.Evidence {
		case rule.Sourced:
			out.Sourced++
		case rule.Inferred:
			out.Inferred++
		case rule.Policy:
			out.Chosen++
		}
		out.Moves = append(out.Moves, x)
	}
	for _, r := range m.Refusals() {
		x := Refusal{From: []string{}, On: []string{}, Why: r.Why.In(fr), Source: sourceFR(r.Source), Evidence: evidence(r.Evidence)}
		for _, s := range r.From {
			x.From = append(x.From, state(s))
		}
		for _, e := range r.On {
			x.On = append(x.On, event(e))
		}
		out.Refusals = append(out.Refusals, x)
	}
	out.number()
	out.Drawing = draw(&out)
	return out
}

// arrowKey is what one arrow of a drawing stands for: all moves between two
// states.
type arrowKey struct{ from, to string }

// number gives each pair of states its arrow, in the order in which a reader
// meets the states.
func (m *Machine) number() {
	place := map[string]int{"": 0}
	for i, s := range m.States {
		place[s.Code] = i + 1
	}
	var keys []arrowKey
	for _, v := range m.Moves {
		if k := (arrowKey{v.From, v.To}); !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	slices.SortStableFunc(keys, func(a, b arrowKey) int {
		if place[a.from] != place[b.from] {
			return place[a.from] - place[b.from]
		}
		return place[a.to] - place[b.to]
	})
	for i := range m.Moves {
		m.Moves[i].Arrow = slices.Index(keys, arrowKey{m.Moves[i].From, m.Moves[i].To}) + 1
	}
	slices.SortStableFunc(m.Moves, func(a, b Move) int { return a.Arrow - b.Arrow })
}

// frenchSources are the English words of the sources of the cycles, which the
// library keeps in one language. A test finds those that are missing.
var frenchSources = strings.NewReplacer(
	", legal obligations, after the arrêté on the RPPS", ", obligations légales, d'après l'arrêté sur le RPPS",
	", example of an entry process", ", exemple de processus d'entrée",
	", example of an exit process", ", exemple de processus de sortie",
	": the professional pre-registers themselves", " : le professionnel se préenregistre lui-même",
	": verify and validate", " : vérifier et valider",
	"training slides of 2025 on the RPPS+ portal", "diapositives de formation de 2025 sur le portail RPPS+",
	"ANS guide on the update of situations", "ANS, guide de mise à jour des situations",
	"ANS guide on updating a practice situation", "ANS, guide de mise à jour d'une situation d'exercice",
	"ANS guide for the professional who updates their own data", "ANS, guide du professionnel qui met à jour ses données",
	"ANS guide mesHabilitations", "ANS, guide mesHabilitations",
	"ANS, page of the RPPS+ portal", "ANS, page du portail RPPS+",
	"ANS FAQ of the RPPS+ portal", "ANS, FAQ du portail RPPS+",
	"conditions of use of the RPPS+ portal", "conditions d'utilisation du portail RPPS+",
	"no source says; choice of package ", "aucune source ne le dit ; choix du paquet ",
	"(entitled automatically); no source lists the acts one by one", "(habilité d'office) ; aucune source ne liste les actes un par un",
	"press of 2022 and 2023: ", "presse de 2022 et 2023 : ",
	"ANS, model of health objects", "ANS, modèle des objets de santé",
	"DSIH, article on the opening of mesHabilitations", "DSIH, article sur l'ouverture de mesHabilitations",
	"), press", "), presse",
	"(no end before the start)", "(pas de fin avant le début)",
	"(a role at each creation); no source describes a reopening", "(un rôle à chaque création) ; aucune source ne décrit une réouverture",
	", list of délégués", ", liste des délégués",
	" of e-santé", " d'e-santé",
	"; ", " ; ",
)

func sourceFR(s string) string { return frenchSources.Replace(s) }
