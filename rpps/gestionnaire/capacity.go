package gestionnaire

import (
	"iter"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Capacity is the quality in which somebody acts. The zero value is "not
// stated" and may do nothing.
type Capacity uint8

const (
	// AutoriteEnregistrement is the registration authority: the employer, a
	// legal person. Natural persons act for it.
	AutoriteEnregistrement Capacity = iota + 1
	// RepresentantLegal is the legal representative, who engages the
	// structure.
	RepresentantLegal
	// Mandataire is somebody whom the legal representative has appointed.
	Mandataire
	// TitulaireOfficine is the pharmacist who holds a dispensary.
	TitulaireOfficine
	// Gestionnaire is a gestionnaire RPPS+: a natural person attached to a
	// registration authority.
	Gestionnaire
	// Professionnel is the person who is or will be registered.
	Professionnel
	// EquipeRH is a member of the human resources team, as such.
	EquipeRH
)

var capacityNames = [...]string{
	"", "autorité d'enregistrement", "représentant légal", "mandataire", "titulaire d'officine",
	"gestionnaire", "professionnel", "équipe RH",
}

// String returns the French name, or "(not stated)".
func (c Capacity) String() string { return enum.String(capacityNames[:], c) }

// word names the capacity in a message, which is read in French too.
func (c Capacity) word() string {
	if c == 0 {
		return "qualité non indiquée"
	}
	return c.String()
}

// MarshalText returns the French name, or the empty text when not stated.
func (c Capacity) MarshalText() ([]byte, error) { return enum.Text(capacityNames[:], c) }

// UnmarshalText is the inverse of MarshalText.
func (c *Capacity) UnmarshalText(b []byte) error {
	return readName(c, capacityNames[:], "capacity", b)
}

// Capacities gives every capacity, in the order of the constants.
func Capacities() iter.Seq[Capacity] {
	return func(yield func(Capacity) bool) {
		for c := AutoriteEnregistrement; c <= EquipeRH && yield(c); c++ {
		}
	}
}

// entitled reports whether the capacity opens the portal by itself, without
// an appointment as gestionnaire.
func (c Capacity) entitled() bool {
	return c == RepresentantLegal || c == Mandataire || c == TitulaireOfficine
}

// Right is something that somebody may do. The zero value is "not stated" and
// nobody's.
type Right uint8

const (
	Register              Right = iota + 1 // enter a professional on the portal, end to end
	Validate                               // check and validate what a professional pre-registered
	PreRegister                            // pre-register oneself, with FranceConnect
	CreateSituation                        // add a practice situation to somebody who has a number
	DeclareSituation                       // state or update one's own practice situation
	ModifySituation                        // modify a practice situation of the structure
	CloseSituation                         // close a practice situation of the structure
	UpdateOwnContact                       // change one's own correspondence address
	UpdateOwnExerciseName                  // change the name under which one practises
	ChangeCivilStatus                      // change the civil status of somebody registered
	AppointMandataire                      // appoint a mandataire
	AppointGestionnaire                    // appoint a gestionnaire RPPS+
	RemoveGestionnaire                     // take the appointment back
	ViewGestionnaires                      // see who is gestionnaire of the structure
	SignContract                           // sign the contract of adhesion for the structure
	SignAttestation                        // sign the training attestation of a gestionnaire
	OrderCards                             // order the cards of the structure
	CollectData                            // gather the papers and data of the person
	CheckOrderOrARS                        // check the registration of a regulated profession
	InformProfessional                     // inform the person before registration (GDPR, article 13)
)

var rightNames = [...]string{
	"", "register", "validate", "pre-register", "create situation", "declare situation", "modify situation",
	"close situation", "update own contact", "update own exercise name", "change civil status",
	"appoint mandataire", "appoint gestionnaire", "remove gestionnaire", "view gestionnaires", "sign contract",
	"sign attestation", "order cards", "collect data", "check order or ARS", "inform professional",
}

// String returns the name, or "(not stated)".
func (r Right) String() string { return enum.String(rightNames[:], r) }

// MarshalText returns the name, or the empty text when not stated.
func (r Right) MarshalText() ([]byte, error) { return enum.Text(rightNames[:], r) }

// UnmarshalText is the inverse of MarshalText.
func (r *Right) UnmarshalText(b []byte) error { return readName(r, rightNames[:], "right", b) }

// Rights gives every right, in the order of the constants.
func Rights() iter.Seq[Right] {
	return func(yield func(Right) bool) {
		for r := Register; r <= InformProfessional && yield(r); r++ {
		}
	}
}

// Grant says whether a capacity has a right, and how that is known.
type Grant struct {
	Allowed bool `json:"allowed"`
	// Source says where the answer comes from; empty when no source speaks.
	Source   string        `json:"source,omitempty"`
	Evidence rule.Evidence `json:"evidence"`
	// Note is what the reader of the answer should know; may be empty.
	Note rule.Text `json:"note"`
}

// May says whether a capacity has a right, whatever the structure: what binds
// the structure, the day and the person is for [MayRegister]. Where no source
// gives the right, the answer is no, with evidence [rule.Policy].
//
// One person may act in several capacities: a gestionnaire updates their own
// address as a professional.
func (c Capacity) May(r Right) Grant {
	if c == 0 || r == 0 || int(c) >= len(grants) || r > InformProfessional {
		return Grant{Evidence: rule.Policy, Note: notes[noteNotStated]}
	}
	g := grants[c][r]
	if g.evidence == 0 {
		return Grant{Evidence: rule.Policy, Note: notes[noteSilence]}
	}
	return Grant{Allowed: g.allowed, Source: g.source, Evidence: g.evidence, Note: notes[g.note]}
}

type grantRow struct {
	allowed  bool
	source   string
	evidence rule.Evidence
	note     uint8
}

// grants has a row for each capacity; an empty cell is a right that no source
// gives.
var grants = [...][InformProfessional + 1]grantRow{
	AutoriteEnregistrement: {
		Register:           {false, sourceCGU, rule.Inferred, noteLegalPerson},
		Validate:           {false, sourceCGU, rule.Inferred, noteLegalPerson},
		CreateSituation:    {false, sourceCGU, rule.Inferred, noteLegalPerson},
		ModifySituation:    {false, sourceCGU, rule.Inferred, noteLegalPerson},
		CloseSituation:     {false, sourceCGU, rule.Inferred, noteLegalPerson},
		SignContract:       {false, sourceCGU, rule.Inferred, noteLegalPerson},
		CollectData:        {true, sourceCGU + "; " + sourceSlides, rule.Sourced, noteDuty},
		InformProfessional: {true, sourceSlides, rule.Sourced, noteDuty},
	},
	RepresentantLegal: {
		Register:            {true, sourcePortal, rule.Sourced, noteAutomatic},
		Validate:            {true, sourcePortal, rule.Sourced, noteAutomatic},
		CreateSituation:     {true, sourcePortal, rule.Inferred, noteAutomaticActs},
		ModifySituation:     {true, sourcePortal, rule.Inferred, noteAutomaticActs},
		CloseSituation:      {true, sourcePortal, rule.Inferred, noteAutomaticActs},
		AppointMandataire:   {true, sourceOCC + "; " + sourceBZH, rule.Sourced, noteNone},
		AppointGestionnaire: {true, sourcePMH, rule.Sourced, noteNone},
		RemoveGestionnaire:  {true, sourceDSIH, rule.Inferred, notePress},
		ViewGestionnaires:   {true, sourceDSIH, rule.Inferred, notePress},
		SignContract:        {true, sourcePortal + "; " + sourceOCC, rule.Inferred, noteEngages},
		SignAttestation:     {true, sourceSlides, rule.Sourced, noteNone},
		OrderCards:          {true, sourceOCC, rule.Inferred, noteOrderFromRL},
		InformProfessional:  {true, sourceSlides, rule.Inferred, noteDutyDone},
	},
	Mandataire: {
		Register:            {true, sourcePortal, rule.Sourced, noteAutomatic},
		Validate:            {true, sourcePortal, rule.Sourced, noteAutomatic},
		CreateSituation:     {true, sourcePortal, rule.Inferred, noteAutomaticActs},
		ModifySituation:     {true, sourcePortal, rule.Inferred, noteAutomaticActs},
		CloseSituation:      {true, sourcePortal, rule.Inferred, noteAutomaticActs},
		AppointGestionnaire: {true, sourcePMH, rule.Sourced, noteNone},
		RemoveGestionnaire:  {true, sourceDSIH, rule.Inferred, notePress},
		ViewGestionnaires:   {true, sourceDSIH, rule.Inferred, notePress},
		SignAttestation:     {true, sourceSlides, rule.Sourced, noteNone},
		OrderCards:          {true, sourceOCC, rule.Sourced, noteNone},
		InformProfessional:  {true, sourceSlides, rule.Inferred, noteDutyDone},
	},
	TitulaireOfficine: {
		Register:            {true, sourcePortal, rule.Sourced, noteOwnPharmacy},
		Validate:            {true, sourcePortal, rule.Sourced, noteOwnPharmacy},
		CreateSituation:     {true, sourcePortal, rule.Inferred, noteAutomaticActs},
		ModifySituation:     {true, sourcePortal, rule.Inferred, noteAutomaticActs},
		CloseSituation:      {true, sourcePortal, rule.Inferred, noteAutomaticActs},
		AppointGestionnaire: {true, sourceDSIH, rule.Inferred, notePress},
		RemoveGestionnaire:  {true, sourceDSIH, rule.Inferred, notePress},
		ViewGestionnaires:   {true, sourceDSIH, rule.Inferred, notePress},
		InformProfessional:  {true, sourceSlides, rule.Inferred, noteDutyDone},
	},
	Gestionnaire: {
		Register:           {true, sourceCGU + "; " + sourceSlides, rule.Sourced, notePrerequisites},
		Validate:           {true, sourceCGU + "; " + sourceSlides, rule.Sourced, notePrerequisites},
		CreateSituation:    {true, sourceSlides, rule.Sourced, notePrerequisites},
		ModifySituation:    {true, sourceMAJ, rule.Sourced, notePrerequisites},
		CloseSituation:     {true, sourceMAJ + "; " + sourceSlides, rule.Sourced, notePrerequisites},
		ChangeCivilStatus:  {false, sourceMAJ, rule.Sourced, noteCivilStatusShown},
		CollectData:        {true, sourceSlides, rule.Sourced, noteNone},
		InformProfessional: {true, sourceSlides, rule.Inferred, noteDutyDone},
	},
	Professionnel: {
		Register:              {false, sourceSlides, rule.Inferred, noteByAnother},
		Validate:              {false, sourceSlides, rule.Inferred, noteByAnother},
		PreRegister:           {true, sourcePortal + "; " + sourceSlides, rule.Sourced, noteThenValidated},
		DeclareSituation:      {true, sourceSELF + "; " + sourceSlides, rule.Sourced, noteNone},
		UpdateOwnContact:      {true, sourceSELF, rule.Sourced, noteNone},
		UpdateOwnExerciseName: {true, sourceSELF, rule.Sourced, noteNone},
		ChangeCivilStatus:     {false, sourceSELF, rule.Sourced, noteCivilStatus},
	},
	EquipeRH: {
		Register:           {false, sourceSlides, rule.Inferred, noteDeclareHR},
		Validate:           {false, sourceSlides, rule.Inferred, noteDeclareHR},
		CreateSituation:    {false, sourceSlides, rule.Inferred, noteDeclareHR},
		ModifySituation:    {false, sourceSlides, rule.Inferred, noteDeclareHR},
		CloseSituation:     {false, sourceSlides, rule.Inferred, noteDeclareHR},
		CollectData:        {true, sourceSlides, rule.Sourced, noteNone},
		CheckOrderOrARS:    {true, sourceSlides, rule.Sourced, noteNone},
		InformProfessional: {true, sourceSlides, rule.Inferred, noteDutyDone},
	},
}

const (
	noteNone = iota
	noteNotStated
	noteSilence
	noteLegalPerson
	noteDuty
	noteDutyDone
	noteAutomatic
	noteAutomaticActs
	noteOwnPharmacy
	noteEngages
	noteOrderFromRL
	notePress
	notePrerequisites
	noteCivilStatus
	noteCivilStatusShown
	noteByAnother
	noteThenValidated
	noteDeclareHR
)

var notes = [...]rule.Text{
	noteNotStated: {
		FR: "Qualité ou droit non indiqué.",
		EN: "The capacity or the right is not stated.",
	},
	noteSilence: {
		FR: "Aucune source ne donne ce droit.",
		EN: "No source gives this right.",
	},
	noteLegalPerson: {
		FR: "Personne morale : des personnes physiques habilitées agissent pour elle.",
		EN: "A legal person: entitled natural persons act for it.",
	},
	noteDuty: {
		FR: "Obligation de l'autorité d'enregistrement.",
		EN: "A duty of the registration authority.",
	},
	noteDutyDone: {
		FR: "Obligation de l'autorité d'enregistrement, personne morale ; que cette qualité s'en charge pour elle est déduit.",
		EN: "A duty of the registration authority, a legal person; that this capacity does it for them is inferred.",
	},
	noteAutomatic: {
		FR: "Habilitation automatique, pour sa structure.",
		EN: "Entitled automatically, for their own structure.",
	},
	noteAutomaticActs: {
		FR: "Habilitation automatique au portail ; aucune source ne détaille les actes un par un.",
		EN: "Entitled to the portal automatically; no source lists the acts one by one.",
	},
	noteOwnPharmacy: {
		FR: "Habilitation automatique, pour sa seule officine.",
		EN: "Entitled automatically, for their own pharmacy only.",
	},
	noteEngages: {
		FR: "Le représentant légal engage la structure, qui doit avoir signé le contrat.",
		EN: "The legal representative engages the structure, which must have signed the contract.",
	},
	noteOrderFromRL: {
		FR: "Le mandataire commande des cartes au nom du représentant légal.",
		EN: "The mandataire orders cards on behalf of the legal representative.",
	},
	notePress: {
		FR: "Selon un article de presse spécialisée ; aucun texte officiel lu.",
		EN: "According to an article of the trade press; no official text was read.",
	},
	notePrerequisites: {
		FR: "Sous réserve des prérequis du gestionnaire, et pour sa structure seulement.",
		EN: "Once the prerequisites of a gestionnaire are met, and for their structure only.",
	},
	noteCivilStatus: {
		FR: "Le professionnel ne peut pas modifier son état civil.",
		EN: "The professional cannot change their civil status.",
	},
	noteCivilStatusShown: {
		FR: "L'état civil est affiché lors de la mise à jour, sans être modifiable.",
		EN: "The civil status is shown during an update and cannot be edited.",
	},
	noteByAnother: {
		FR: "Un gestionnaire enregistre, ou vérifie et valide ce que le professionnel a saisi.",
		EN: "A gestionnaire registers, or checks and validates what the professional has entered.",
	},
	noteThenValidated: {
		FR: "À vérifier et valider ensuite ; le gestionnaire n'en est pas averti.",
		EN: "To be checked and validated afterwards; the gestionnaire is not notified.",
	},
	noteDeclareHR: {
		FR: "Un membre de l'équipe RH doit être déclaré gestionnaire RPPS+.",
		EN: "A member of the HR team must be declared gestionnaire RPPS+.",
	},
}
