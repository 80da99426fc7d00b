package lifecycle

import (
	"iter"
	"math/bits"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Actor is who makes a move. One list serves all machines, so that programs
// map their users to it once. The zero value is "not stated" and makes no
// move.
type Actor uint8

const (
	// Professional: the person whose registration or situation it is.
	Professional Actor = iota + 1
	// Gestionnaire: a gestionnaire RPPS+ of the structure.
	Gestionnaire
	// RepresentantLegal: the legal representative of the structure.
	RepresentantLegal
	// Mandataire: whom the legal representative gave a mandate.
	Mandataire
	// TitulaireOfficine: the owner of a pharmacy, for that pharmacy.
	TitulaireOfficine
	// EquipeRH: the human resources of the structure.
	EquipeRH
	// Direction: the management of the structure.
	Direction
	// Candidate: the person to become a gestionnaire.
	Candidate
	// Ordre: a professional order.
	Ordre
	// ARS: a regional health agency.
	ARS
	// ANS: the Agence du numérique en santé, which keeps the directory.
	ANS
	// INSEE: the institute that certifies civil status.
	INSEE
	// Clock: nobody; a day was reached.
	Clock
	// System: nobody; the software draws a consequence of a fact it learned.
	System

	actorEnd
)

var actorCodes = [...]string{
	"",
	Professional:      "professional",
	Gestionnaire:      "gestionnaire",
	RepresentantLegal: "representantLegal",
	Mandataire:        "mandataire",
	TitulaireOfficine: "titulaireOfficine",
	EquipeRH:          "equipeRH",
	Direction:         "direction",
	Candidate:         "candidate",
	Ordre:             "ordre",
	ARS:               "ars",
	ANS:               "ans",
	INSEE:             "insee",
	Clock:             "clock",
	System:            "system",
}

var actorTitles = [...]rule.Text{
	{FR: "non renseigné", EN: "not stated"},
	Professional:      {FR: "professionnel", EN: "professional"},
	Gestionnaire:      {FR: "gestionnaire RPPS+", EN: "RPPS+ gestionnaire"},
	RepresentantLegal: {FR: "représentant légal", EN: "legal representative"},
	Mandataire:        {FR: "mandataire", EN: "mandataire"},
	TitulaireOfficine: {FR: "titulaire d'officine", EN: "pharmacy owner"},
	EquipeRH:          {FR: "équipe RH", EN: "HR team"},
	Direction:         {FR: "direction", EN: "management"},
	Candidate:         {FR: "candidat gestionnaire", EN: "candidate gestionnaire"},
	Ordre:             {FR: "ordre professionnel", EN: "professional order"},
	ARS:               {FR: "agence régionale de santé", EN: "regional health agency"},
	ANS:               {FR: "ANS", EN: "ANS"},
	INSEE:             {FR: "Insee", EN: "Insee"},
	Clock:             {FR: "passage du temps", EN: "passage of time"},
	System:            {FR: "système", EN: "system"},
}

// AllActors returns the actors in the order of their list.
func AllActors() iter.Seq[Actor] { return allActors.All() }

const allActors = Actors(1<<actorEnd - 2)

// known reports whether the actor is one of the list.
func (a Actor) known() bool { return a > 0 && a < actorEnd }

// ParseActor returns the actor of a code such as "gestionnaire". The error is
// a [rule.Fault].
func ParseActor(code string) (Actor, error) {
	for i, c := range actorCodes[1:] {
		if c == code {
			return Actor(i + 1), nil
		}
	}
	return 0, rules[ruleActorUnknown].At("actor")
}

// String returns the code of the actor, or "(not stated)".
func (a Actor) String() string {
	return enum.String(actorCodes[:], a)
}

// Title returns the actor in words.
func (a Actor) Title(tag language.Tag) string {
	if int(a) < len(actorTitles) {
		return actorTitles[a].In(tag)
	}
	return a.String()
}

// MarshalText returns the code, or the empty text when not stated.
func (a Actor) MarshalText() ([]byte, error) {
	return enum.Text(actorCodes[:], a)
}

// UnmarshalText is the inverse of MarshalText. A refusal leaves "not stated".
func (a *Actor) UnmarshalText(b []byte) error {
	*a = 0
	if len(b) == 0 {
		return nil
	}
	v, err := ParseActor(string(b))
	*a = v
	return err
}

// Actors is a set of actors.
type Actors uint32

// By returns the set of these actors. An actor that does not exist spoils the
// set, and [New] refuses the table.
func By(actors ...Actor) Actors {
	var s Actors
	for _, a := range actors {
		if !a.known() {
			a = 0
		}
		s |= 1 << a
	}
	return s
}

// Has reports whether the actor is in the set.
func (s Actors) Has(a Actor) bool { return a.known() && s&(1<<a) != 0 }

// Len returns how many actors are in the set.
func (s Actors) Len() int { return bits.OnesCount32(uint32(s & allActors)) }

// All returns the actors of the set in the order of their list.
func (s Actors) All() iter.Seq[Actor] { return each[Actor](uint64(s & allActors)) }

// String returns the codes of the actors, separated by commas.
func (s Actors) String() string {
	var b strings.Builder
	for a := range s.All() {
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		b.WriteString(actorCodes[a])
	}
	return b.String()
}
