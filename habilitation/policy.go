package habilitation

import (
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/situation"
)

// Policy holds what the sources leave open. The zero Policy is the default
// of every choice: the safe side, but for the columns of the roles, which apply
// as published, with a caveat, and for presence ([situation.PresenceCounts]). A
// number that is no choice counts as the one that opens less.
//
// Give the same policy twice: to [Policy.SubjectOf] when the subject is made,
// which reads Situation, UnstatedCategory and RoleAccess, and to [Matrix.Under]
// for the decisions, which reads all the others and RoleAccess. Access of the
// roles is suspended when either says so.
type Policy struct {
	// Situation is the reading of dates, and of sources without dates.
	Situation situation.Policy

	// RoleAccess says whether the columns of the roles are in operation.
	RoleAccess RoleAccess

	// Occupational says what an occupational doctor may read.
	Occupational Occupational

	// Columns says how a person whom two columns name is read.
	Columns Columns

	// UnstatedCategory allows a person whose category is not stated to be
	// held not to be a student. The default denies: students share the
	// profession codes and, interns apart, have no column.
	UnstatedCategory UnstatedCategory

	// EmergencyForInterns opens emergency access to interns (10, 21 and 40 in
	// category E or with the function FON-48), EmergencyForTechnicians to
	// préparateurs en pharmacie (TRE_R85 316 and 317). The law names health
	// professionals; the default counts those of TRE_G15, in their own right,
	// and nobody else.
	EmergencyForInterns     bool
	EmergencyForTechnicians bool

	// StudentDeposits lets students other than interns deposit. The law speaks
	// of professionals who take part in the care.
	StudentDeposits bool

	// HiddenAndInvisible lets a document be hidden from professionals and
	// invisible to the person at once, as a parameter of the DMP can.
	HiddenAndInvisible bool
}

// RoleAccess says whether the columns of the roles are in operation at the
// national service. The matrix publishes them; a regional page says that it
// has not been effective for role professions since 2023, and no source says
// that access was switched on.
type RoleAccess uint8

const (
	// RolePublished applies the columns as published, with a caveat in the
	// decision. The default.
	RolePublished RoleAccess = iota
	// RoleSuspended denies every reading that rests on a role column.
	RoleSuspended
)

// Occupational says what an occupational doctor (médecin du travail) may
// read. The law gives access with express consent (CSP L. 1111-17 IV), but the
// label of the physicians' column excludes them and no column is theirs.
type Occupational uint8

const (
	// OccupationalDenied: no column, no reading. The default. Deposits with
	// express consent are open: they need no column.
	OccupationalDenied Occupational = iota
	// OccupationalAsPhysician reads the physicians' column, with express
	// consent and information, and a caveat.
	OccupationalAsPhysician
)

// Columns says how the matrix is read for a person whom two columns name,
// such as a préparateur (99 with TRE_R85 316) who also holds a role.
type Columns uint8

const (
	// AllColumns: every column that names the person must allow. The default.
	AllColumns Columns = iota
	// FunctionPrevails: a column found by the métier stands alone, and the
	// role's column is not read.
	FunctionPrevails
)

// UnstatedCategory says how a missing category is read.
type UnstatedCategory uint8

const (
	// CategoryMustBeStated: without it nothing proves that the person is not
	// a student. The default.
	CategoryMustBeStated UnstatedCategory = iota
	// CategoryAssumedCivil: a missing category is read as "not a student".
	CategoryAssumedCivil
)

// isHealthProfessional reports whether a profession is one of TRE_G15, the
// list of the health professions.
func isHealthProfessional(p roles.Profession) bool { return p.List() == roles.ListG15 }
