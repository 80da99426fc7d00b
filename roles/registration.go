package roles

import (
	"github.com/rppsplus/rppsplus/internal/choice"
	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Channel is the door through which a professional enters the RPPS. The zero
// value is "not stated": the sources that were read do not say.
type Channel uint8

const (
	// ChannelRPPSPlus: the employer, on the RPPS+ portal.
	ChannelRPPSPlus Channel = iota + 1
	// ChannelOrder: the professional order.
	ChannelOrder
	// ChannelARS: the regional health agency, on the eRPPS portal.
	ChannelARS
	// ChannelArmedForces: the service de santé des armées.
	ChannelArmedForces
	// ChannelNone: not registrable as described.
	ChannelNone
)

var channelNames = [...]string{"", "rpps+", "order", "ars", "armed forces", "none"}

// String returns the name of the channel, or "(not stated)".
func (c Channel) String() string { return enum.String(channelNames[:], c) }

// MarshalText returns the name, or the empty text when not stated.
func (c Channel) MarshalText() ([]byte, error) { return enum.Text(channelNames[:], c) }

// UnmarshalText is the inverse of MarshalText.
func (c *Channel) UnmarshalText(b []byte) error {
	return unmarshalName(c, channelNames[:], "channel", b)
}

// Registration says who registers a professional, and why.
type Registration struct {
	Channel Channel `json:"channel"`
	// Authority names who registers, in French; empty for no channel.
	Authority string `json:"authority,omitempty"`
	// Source and Evidence say where the answer comes from.
	Source   string        `json:"source,omitempty"`
	Evidence rule.Evidence `json:"evidence"`
	// Note is what the reader of the answer should know; may be empty.
	Note rule.Text `json:"note"`
}

// RegistrationQuery is what must be known of a professional.
type RegistrationQuery struct {
	Profession Profession
	Category   Category
	// ArmedForces is a fact that the caller states: it does not follow from
	// the category.
	ArmedForces bool
	// At is the day of the registration.
	At civil.Date
}

// StudentPolicy says from when students are registered as professionals à
// rôle.
//
// The sources disagree. The portal lists students among its métiers
// (JDV_J121) and training material names them; the ANS answers (FAQ e-CPS of
// 18 November 2025,
// https://esante.gouv.fr/foire-aux-questions/produits-services/e-cps) that, interns in medicine, pharmacy and dentistry and
// midwifery students apart, the law does not let students into the RPPS yet.
type StudentPolicy struct {
	// RolesOpenFrom is the first day on which a student may be registered
	// on the RPPS+ portal; zero: never, the safe side and the default.
	RolesOpenFrom civil.Date `json:"rolesOpenFrom,omitzero"`
}

// UnmarshalJSON reads a policy from an object such as {"rolesOpenFrom": "2027-01-01"}.
// What is left out is the default. A key or a day that is none, a key that is there
// twice and null are a [rule.Fault] of [CodePolicyUnknown], and leave the default,
// which lets nobody in.
func (p *StudentPolicy) UnmarshalJSON(b []byte) error {
	return choice.Object(p, b, StudentPolicy{}, &rules[rulePolicyUnknown])
}

func (p StudentPolicy) open(day civil.Date) bool {
	return !p.RolesOpenFrom.IsZero() && !day.IsZero() && !day.Before(p.RolesOpenFrom)
}

// Authorities and sources of registrations, as they are shown.
const (
	authorityEmployer    = "Employeur, autorité d'enregistrement (portail RPPS+)"
	authorityARS         = "Agence régionale de santé"
	authorityArmedForces = "Service de santé des armées"

	sourceArrete   = "arrêté du 6 février 2009 modifié (RPPS)"
	sourceJ121     = "JDV_J121-RolePriseCharge-ENREG " + VersionJ121
	sourceFAQ      = "FAQ e-CPS de l'ANS, 18 novembre 2025"
	sourceStudents = sourceFAQ + ", contre " + sourceJ121
)

// RegistrationOf says through which channel a professional enters the RPPS.
// Where the sources do not say, the channel is zero and the note tells what is
// missing; where the code or the law leaves no door, it is [ChannelNone].
func RegistrationOf(q RegistrationQuery, p StudentPolicy) Registration {
	switch q.Profession.Kind() {
	case KindOrder, KindARS:
		return q.regulated()
	case KindRole:
		return q.role(p)
	case KindStudent:
		return q.student(p)
	case KindOther:
		ev, src := q.Profession.KindSource()
		note := noteActivity
		if q.Profession.List() == ListR21 {
			note = noteFunction
		}
		return Registration{Source: src, Evidence: ev, Note: note}
	}
	return Registration{Note: noteNoProfession}
}

// regulated answers for the professions that must be registered by their own
// texts, whatever the employer.
func (q RegistrationQuery) regulated() Registration {
	f := q.Profession.fact()
	r := Registration{Channel: ChannelOrder, Authority: f.authority, Source: f.source, Evidence: f.evidence}
	if f.kind == KindARS {
		r.Channel = ChannelARS
	}
	switch {
	case q.ArmedForces:
		r.Channel, r.Authority, r.Source = ChannelArmedForces, authorityArmedForces, sourceArrete
		switch {
		case q.Category == CategoryStudent:
			r.Evidence, r.Note = rule.Inferred, noteMilitaryStudent
		case q.Profession.List() != ListG15:
			r.Evidence, r.Note = rule.Inferred, noteMilitaryOther
		}
	case q.Category == CategoryStudent:
		return q.regulatedStudent()
	}
	// The profession is registered there under the code in force.
	if q.Profession.At(q.At) == StatusEnded && r.Note == (rule.Text{}) {
		r.Note = noteEndedRegulated
	}
	return r
}

// regulatedStudent answers for those who study a regulated profession.
func (q RegistrationQuery) regulatedStudent() Registration {
	switch q.Profession {
	case ProfessionMedecin, ProfessionChirurgienDentiste:
		return Registration{ChannelARS, authorityARS, sourceArrete, rule.Inferred, noteIntern}
	case ProfessionPharmacien, ProfessionSageFemme:
		return Registration{Source: sourceFAQ, Evidence: rule.Sourced, Note: noteStudentNoChannel}
	}
	return Registration{Channel: ChannelNone, Source: sourceFAQ + " ; " + sourceArrete, Evidence: rule.Policy, Note: noteRegulatedStudent}
}

// student answers for the student codes of TRE_R85.
func (q RegistrationQuery) student(p StudentPolicy) Registration {
	switch r := q.trade(); {
	case r.Channel == ChannelNone:
		return r
	case r.Channel == 0 && !p.RolesOpenFrom.IsZero():
		return r // the day decides, and is not stated
	case !p.open(q.At):
		return Registration{Channel: ChannelNone, Source: sourceStudents, Evidence: rule.Policy, Note: noteStudentClosed}
	}
	return Registration{ChannelRPPSPlus, authorityEmployer, sourceStudents, rule.Policy, noteStudentOpen}
}

// role answers for the métiers à rôle.
func (q RegistrationQuery) role(p StudentPolicy) Registration {
	if q.Category == CategoryStudent {
		return q.student(p)
	}
	return q.trade()
}

// trade answers for a code of KindRole or KindStudent by its value set and
// its dates.
func (q RegistrationQuery) trade() Registration {
	none := func(source string, ev rule.Evidence, note rule.Text) Registration {
		return Registration{Channel: ChannelNone, Source: source, Evidence: ev, Note: note}
	}
	c, v := q.Profession, q.Profession.Validity()
	list := c.List().Name() + " " + c.List().Version()
	bare := c == ProfessionARole
	switch status := c.At(q.At); {
	case status == StatusEnded:
		return none(list, rule.Policy, noteEnded(c, v.Until))
	case !c.InJ121() && !bare && c.List() == ListR85 && !v.Until.IsZero():
		// It may have been listed in an earlier version of the value set.
		return none(sourceJ121, rule.Policy, noteEndedNotListed(c))
	case !c.InJ121() && !bare:
		return none(sourceJ121, rule.Sourced, instead(noteNotListed, c))
	case status == StatusNotYet:
		return none(list, rule.Sourced, rule.Text{
			FR: "Code valide seulement à partir du " + v.From.French() + ".",
			EN: "The code is valid from " + v.From.String() + " only.",
		})
	case status == 0:
		return Registration{Source: sourceJ121, Evidence: rule.Sourced, Note: noteNoDate}
	case bare:
		return Registration{ChannelRPPSPlus, authorityEmployer, list, rule.Sourced, noteBareRole}
	}
	return Registration{Channel: ChannelRPPSPlus, Authority: authorityEmployer, Source: sourceJ121, Evidence: rule.Sourced}
}

// noteEnded says since when, and what to use instead.
func noteEnded(c Profession, until civil.Date) rule.Text {
	t := rule.Text{
		FR: "Code clos : plus valide depuis le " + until.French() + ".",
		EN: "The code has ended: no longer valid since " + until.String() + ".",
	}
	return instead(t, c)
}

func noteEndedNotListed(c Profession) rule.Text {
	return instead(rule.Text{
		FR: "Code absent de la version de JDV_J121 qui a été lue ; une version plus ancienne a pu le contenir.",
		EN: "The code is not in the version of JDV_J121 that was read; an earlier one may have had it.",
	}, c)
}

// instead adds the successor, or the counterpart, of an ended code.
func instead(t rule.Text, c Profession) rule.Text {
	if s, ok := c.Successor(); ok {
		t.FR += " Code à utiliser : " + s.Code() + " " + s.Label() + "."
		t.EN += " Code to use: " + s.Code() + " " + s.Label() + "."
	} else if s, ok := c.Counterpart(); ok {
		t.FR += " Même libellé dans TRE_R85 : " + s.Code() + "."
		t.EN += " Same label in TRE_R85: " + s.Code() + "."
	}
	return t
}

// Notes.
var (
	noteNoProfession = rule.Text{
		FR: "Profession non indiquée ou inconnue des nomenclatures.",
		EN: "The profession is not stated, or not in the nomenclatures.",
	}
	noteFunction = rule.Text{
		FR: "Fonction, et non profession : l'enregistrement dépend de la profession.",
		EN: "A function, not a profession: registration depends on the profession.",
	}
	noteActivity = rule.Text{
		FR: "Aucune source lue ne dit qui enregistre cette activité.",
		EN: "No source that was read says who registers this activity.",
	}
	noteNoDate = rule.Text{
		FR: "Date non indiquée : la validité du code ne peut être établie.",
		EN: "The date is not stated: whether the code is valid cannot be told.",
	}
	noteBareRole = rule.Text{
		FR: "Profession commune à tous les professionnels à rôle : le métier reste à indiquer.",
		EN: "The profession that all professionals à rôle share: the métier is still to be stated.",
	}
	noteNotListed = rule.Text{
		FR: "Code absent de la liste des métiers du portail RPPS+.",
		EN: "The code is not among the métiers of the RPPS+ portal.",
	}
	noteEndedRegulated = rule.Text{
		FR: "Code clos ; la profession s'enregistre sous son code en vigueur.",
		EN: "The code has ended; the profession is registered under the one in force.",
	}
	noteIntern = rule.Text{
		FR: "Interne : cité par l'arrêté auprès des professions enregistrées par les ARS.",
		EN: "Intern: named in the arrêté beside the professions that the ARS register.",
	}
	noteStudentNoChannel = rule.Text{
		FR: "Internes en pharmacie et étudiants en maïeutique sont admis au RPPS ; la source ne dit pas par qui.",
		EN: "Interns in pharmacy and midwifery students are admitted to the RPPS; the source does not say by whom.",
	}
	noteRegulatedStudent = rule.Text{
		FR: "Étudiant : pas encore admis au RPPS, sauf exercice provisoire autorisé ou réserve sanitaire.",
		EN: "Student: not admitted to the RPPS yet, unless authorised to practise temporarily or in the réserve sanitaire.",
	}
	noteStudentClosed = rule.Text{
		FR: "Étudiant : les sources se contredisent sur son admission ; fermé par défaut.",
		EN: "Student: the sources disagree on admission; closed by default.",
	}
	noteStudentOpen = rule.Text{
		FR: "Étudiant : admis par la politique choisie ; les sources se contredisent.",
		EN: "Student: admitted by the policy chosen; the sources disagree.",
	}
	noteMilitaryOther = rule.Text{
		FR: "L'arrêté cite les professionnels de santé militaires ; il ne dit pas que cette profession en soit.",
		EN: "The arrêté names military health professionals; it does not say that this profession is one.",
	}
	noteMilitaryStudent = rule.Text{
		FR: "L'arrêté cite les professionnels de santé militaires, sans parler de leurs étudiants.",
		EN: "The arrêté names military health professionals and is silent on their students.",
	}
)
