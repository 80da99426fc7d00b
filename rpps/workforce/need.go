package workforce

import (
	"iter"
	"math/bits"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Need is a reason to be registered: something that the work asks for and that
// the registration gives. The zero value is "not stated".
//
// Source: training slides of 2025 on the RPPS+ portal, which list these
// ("DMP, Via trajectoire, SPICO, …" is open, hence [NeedOtherService]).
type Need uint8

const (
	// NeedDMP: the shared medical record.
	NeedDMP Need = iota + 1
	// NeedDUI: the establishment's software of residents' records (DUI Ségur).
	NeedDUI
	// NeedViaTrajectoire: the orientation service ViaTrajectoire.
	NeedViaTrajectoire
	// NeedSPICO: the coordination service of the region Occitanie
	// (https://www.esante-occitanie.fr/faq-assistance/faq-spico).
	NeedSPICO
	// NeedOtherService: another digital health service.
	NeedOtherService
	// NeedMSSante: a secure mailbox in the person's own name.
	NeedMSSante
	// NeedNumber: to be listed in the RPPS and to hold a number.
	NeedNumber
	// NeedECPS: a means of electronic identification that conforms to the
	// référentiel d'identification électronique.
	NeedECPS
	// NeedProSanteConnect: to sign in through Pro Santé Connect.
	NeedProSanteConnect
)

var needNames = [...]string{
	"", "dmp", "dui", "viaTrajectoire", "spico", "otherService", "mssante", "number", "ecps", "proSanteConnect",
}

var needTitles = [...]rule.Text{
	{},
	NeedDMP:             {FR: "DMP", EN: "DMP (shared medical record)"},
	NeedDUI:             {FR: "DUI Ségur", EN: "DUI (software of residents' records)"},
	NeedViaTrajectoire:  {FR: "ViaTrajectoire", EN: "ViaTrajectoire"},
	NeedSPICO:           {FR: "SPICO (coordination en Occitanie)", EN: "SPICO (coordination in Occitanie)"},
	NeedOtherService:    {FR: "autre service numérique en santé", EN: "another digital health service"},
	NeedMSSante:         {FR: "messagerie MSSanté nominative", EN: "MSSanté mailbox in one's own name"},
	NeedNumber:          {FR: "numéro RPPS", EN: "RPPS number"},
	NeedECPS:            {FR: "e-CPS (identification électronique)", EN: "e-CPS (electronic identification)"},
	NeedProSanteConnect: {FR: "connexion par Pro Santé Connect", EN: "signing in through Pro Santé Connect"},
}

// String returns the name, or "(not stated)".
func (n Need) String() string { return enum.String(needNames[:], n) }

// Title returns the need in words; empty when not stated.
func (n Need) Title(tag language.Tag) string { return title(needTitles[:], n, tag) }

// MarshalText returns the name, or the empty text when not stated.
func (n Need) MarshalText() ([]byte, error) { return enum.Text(needNames[:], n) }

// UnmarshalText is the inverse of MarshalText.
func (n *Need) UnmarshalText(b []byte) error { return readName(n, needNames[:], "need", b) }

// AllNeeds returns every need, in the order of the constants.
func AllNeeds() iter.Seq[Need] {
	return setAll[Need](1<<(NeedProSanteConnect+1) - 2)
}

// Needs is a set of needs. The zero value is none stated.
type Needs uint16

// Needing returns the set of these needs.
func Needing(needs ...Need) Needs { return Needs(setOf(needs, needNames[:])) }

// Has reports whether the need is in the set.
func (s Needs) Has(n Need) bool { return setHas(uint16(s), n) }

// Len returns how many needs are in the set.
func (s Needs) Len() int { return bits.OnesCount16(uint16(s)) }

// stated reports whether one of the needs is one of the list.
func (s Needs) stated() bool { return inList(uint16(s), needNames[:]) != 0 }

// All returns the needs of the set in the order of the constants.
func (s Needs) All() iter.Seq[Need] { return setAll[Need](uint16(s)) }

// String returns the names joined by "|".
func (s Needs) String() string { return setText(uint16(s), needNames[:]) }

// MarshalText returns the names joined by "|"; of what is no need, an error.
func (s Needs) MarshalText() ([]byte, error) { return setMarshal(uint16(s), needNames[:]) }

// UnmarshalText is the inverse of MarshalText. An unknown name is an error: a
// need must not be lost.
func (s *Needs) UnmarshalText(b []byte) error {
	v, err := setRead(needNames[:], "needs", b)
	*s = Needs(v)
	return err
}

// Mission is what a person does in the structure, in the terms in which the
// roles are defined. It is not the profession: two persons of one métier may
// have different missions, and one person several. The zero value is "not
// stated".
type Mission uint8

const (
	// MissionCoordination: coordination and orientation of the persons
	// accompanied, in the health, social or medico-social sector.
	MissionCoordination Mission = iota + 1
	// MissionAdministrative: administrative work, or support to the
	// organisation of the accompaniment.
	MissionAdministrative
	// MissionSocialLife: accompaniment in social, working and educational
	// life.
	MissionSocialLife
	// MissionCare: accompaniment in care.
	MissionCare
	// MissionManagement: management and organisation of the accompaniment.
	MissionManagement
	// MissionMedicoAdministrative: medico-administrative work.
	MissionMedicoAdministrative
	// MissionOther: stated to be none of the six.
	MissionOther
)

var missionNames = [...]string{
	"", "coordination", "administrative", "socialLife", "care", "management", "medicoAdministrative", "other",
}

var missionRoles = [...]roles.Role{
	0,
	MissionCoordination:         roles.RoleCoordination,
	MissionAdministrative:       roles.RoleAdministrative,
	MissionSocialLife:           roles.RoleSocialLife,
	MissionCare:                 roles.RoleCare,
	MissionManagement:           roles.RoleManagement,
	MissionMedicoAdministrative: roles.RoleMedicoAdministrative,
	MissionOther:                0,
}

// A definition is what the nomenclature says of a role, told as what somebody
// does.
var definitions = [...]rule.Text{
	{},
	MissionCoordination: {
		FR: "La personne coordonne et oriente, dans le secteur sanitaire, social ou médico-social.",
		EN: "The person coordinates and orients, in the health, social or medico-social sector.",
	},
	MissionAdministrative: {
		FR: "La personne fait un travail administratif, ou appuie l'organisation de l'accompagnement, dans le secteur social ou médico-social.",
		EN: "The person does administrative work, or supports the organisation of the accompaniment, in the social or medico-social sector.",
	},
	MissionSocialLife: {
		FR: "La personne accompagne à la vie sociale, professionnelle et éducative, dans le secteur social ou médico-social.",
		EN: "The person accompanies people in their social, working and educational life, in the social or medico-social sector.",
	},
	MissionCare: {
		FR: "La personne accompagne au soin, dans le secteur social ou médico-social.",
		EN: "The person accompanies people in care, in the social or medico-social sector.",
	},
	MissionManagement: {
		FR: "La personne encadre et organise l'accompagnement, dans le secteur social ou médico-social.",
		EN: "The person manages and organises the accompaniment, in the social or medico-social sector.",
	},
	MissionMedicoAdministrative: {
		FR: "La personne a une activité médico-administrative : la nomenclature donne ce libellé, sans définition.",
		EN: "The person does medico-administrative work: the nomenclature gives the label and no definition.",
	},
	MissionOther: {
		FR: "La personne fait autre chose qu'aucun des six rôles ne décrit.",
		EN: "The person does something that none of the six roles describes.",
	},
}

// String returns the name, or "(not stated)".
func (m Mission) String() string { return enum.String(missionNames[:], m) }

// MarshalText returns the name, or the empty text when not stated.
func (m Mission) MarshalText() ([]byte, error) { return enum.Text(missionNames[:], m) }

// UnmarshalText is the inverse of MarshalText.
func (m *Mission) UnmarshalText(b []byte) error { return readName(m, missionNames[:], "mission", b) }

// Role returns the role that the mission defines; zero for [MissionOther] and
// when not stated.
func (m Mission) Role() roles.Role {
	if int(m) < len(missionRoles) {
		return missionRoles[m]
	}
	return 0
}

// Definition says in a sentence what somebody with this mission does; empty
// when not stated.
func (m Mission) Definition(tag language.Tag) string {
	if int(m) < len(definitions) {
		return definitions[m].In(tag)
	}
	return ""
}

// Source says where the definition comes from; empty when not stated and for
// [MissionOther].
func (m Mission) Source() string {
	if m.Role() == 0 {
		return ""
	}
	return sourceR22
}

// MissionOf returns the mission that a role is defined by; zero for a code
// that is none of the six roles.
func MissionOf(r roles.Role) Mission {
	for m := MissionCoordination; m < MissionOther; m++ {
		if missionRoles[m] == r {
			return m
		}
	}
	return 0
}

// AllMissions returns the six missions and [MissionOther], in the order of the
// constants.
func AllMissions() iter.Seq[Mission] { return setAll[Mission](1<<(MissionOther+1) - 2) }

// Missions is a set of missions. The zero value is none stated, which is not
// "none of the six": that is [MissionOther].
type Missions uint16

// Doing returns the set of these missions.
func Doing(missions ...Mission) Missions { return Missions(setOf(missions, missionNames[:])) }

// Has reports whether the mission is in the set.
func (s Missions) Has(m Mission) bool { return setHas(uint16(s), m) }

// Len returns how many missions are in the set.
func (s Missions) Len() int { return bits.OnesCount16(uint16(s)) }

// All returns the missions of the set in the order of the constants.
func (s Missions) All() iter.Seq[Mission] { return setAll[Mission](uint16(s)) }

// String returns the names joined by "|".
func (s Missions) String() string { return setText(uint16(s), missionNames[:]) }

// MarshalText returns the names joined by "|"; of what is no mission, an error.
func (s Missions) MarshalText() ([]byte, error) { return setMarshal(uint16(s), missionNames[:]) }

// UnmarshalText is the inverse of MarshalText. An unknown name is an error: a
// mission must not be lost.
func (s *Missions) UnmarshalText(b []byte) error {
	v, err := setRead(missionNames[:], "missions", b)
	*s = Missions(v)
	return err
}

// hasRole reports whether one of the missions is one of the six.
func (s Missions) hasRole() bool { return inList(uint16(s), missionNames[:])&^(1<<MissionOther) != 0 }
