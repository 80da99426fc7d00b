package habilitation

import (
	"github.com/rppsplus/rppsplus/internal/choice"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/situation"
)

// Policy holds what the sources leave open. The zero Policy is the default
// of every choice: the safe side, but for the columns of the roles, which apply
// as published, with a caveat, and for the dates of a situation
// ([situation.PresenceCounts], [situation.LastDayIncluded]). A number that is no
// choice counts as the one that opens less.
//
// A configuration states it as JSON ([Policy.UnmarshalJSON]), or choice by choice:
// each enumeration reads its names from text.
//
// It is given in two places: to [Policy.SubjectOf] when the subject is made, which reads
// Situation, RoleAccess and UnstatedCategory, and to [Matrix.Under] for the decisions.
// Of Situation and RoleAccess the stricter counts, so that one place is enough to close;
// UnstatedCategory, whose default closes, opens by the first place alone, and all the
// others by the second.
type Policy struct {
	// Situation is the reading of dates, and of sources without dates.
	Situation situation.Policy `json:"situation,omitzero"`

	// RoleAccess says whether the columns of the roles are in operation.
	RoleAccess RoleAccess `json:"roleAccess,omitzero"`

	// Occupational says what an occupational doctor may read.
	Occupational Occupational `json:"occupational,omitzero"`

	// Columns says how a person whom two columns name is read.
	Columns Columns `json:"columns,omitzero"`

	// UnstatedCategory allows a person whose category is not stated to be
	// held not to be a student. The default denies: students share the
	// profession codes and, interns apart, have no column.
	UnstatedCategory UnstatedCategory `json:"unstatedCategory,omitzero"`

	// EmergencyForInterns opens emergency access to interns (10, 21 and 40 in
	// category E, with the function FON-48 or FON-57, or without a category),
	// EmergencyForTechnicians to préparateurs en pharmacie (TRE_R85 316 and 317).
	// The law names health professionals; the default counts those of TRE_G15, in
	// their own right, and nobody else.
	EmergencyForInterns     bool `json:"emergencyForInterns,omitzero"`
	EmergencyForTechnicians bool `json:"emergencyForTechnicians,omitzero"`

	// StudentDeposits lets students other than interns deposit. The law speaks
	// of professionals who take part in the care.
	StudentDeposits bool `json:"studentDeposits,omitzero"`

	// HiddenAndInvisible lets a document be hidden from professionals and
	// invisible to the person at once, as a parameter of the DMP can.
	HiddenAndInvisible bool `json:"hiddenAndInvisible,omitzero"`
}

// UnmarshalJSON reads a policy from an object such as a configuration holds:
//
//	{"roleAccess": "suspended", "situation": {"lastDay": "excluded"}}
//
// What is left out is the default. A key or a choice that is not known, a key that is
// there twice and null are a [rule.Fault] of [CodePolicyUnknown], or of package
// situation, at their path: read loosely, a misspelt key would be the default, which may
// open. An error leaves the policy that opens least.
func (p *Policy) UnmarshalJSON(b []byte) error {
	return choice.Object(p, b, Policy{
		Situation:  situation.Policy{Presence: situation.PresenceIgnored, LastDay: situation.LastDayExcluded},
		RoleAccess: RoleSuspended,
	}, &rules[rulePolicyUnknown])
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
	// A role that no column names, such as GENR13, leaves none to somebody
	// whom a column names by the métier; GENR01, the activity of care and
	// pharmacy, does not.
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

var roleAccessNames = [...]string{"published", "suspended"}

// String returns the name of the choice, such as "published", the default.
func (r RoleAccess) String() string { return choice.String(roleAccessNames[:], r) }

// MarshalText returns the name of the choice.
func (r RoleAccess) MarshalText() ([]byte, error) { return choice.Text(roleAccessNames[:], r) }

// UnmarshalText reads the name of a choice, to the letter. The error is a [rule.Fault]
// of [CodePolicyUnknown], and leaves a number that is no choice: see [Policy].
func (r *RoleAccess) UnmarshalText(b []byte) error {
	return choice.Read(r, roleAccessNames[:], b, rules[rulePolicyUnknown].At("roleAccess"))
}

var occupationalNames = [...]string{"denied", "as-physician"}

// String returns the name of the choice, such as "denied", the default.
func (o Occupational) String() string { return choice.String(occupationalNames[:], o) }

// MarshalText returns the name of the choice.
func (o Occupational) MarshalText() ([]byte, error) { return choice.Text(occupationalNames[:], o) }

// UnmarshalText reads the name of a choice, to the letter. The error is a [rule.Fault]
// of [CodePolicyUnknown], and leaves a number that is no choice: see [Policy].
func (o *Occupational) UnmarshalText(b []byte) error {
	return choice.Read(o, occupationalNames[:], b, rules[rulePolicyUnknown].At("occupational"))
}

var columnsNames = [...]string{"all", "function-prevails"}

// String returns the name of the choice, such as "all", the default.
func (c Columns) String() string { return choice.String(columnsNames[:], c) }

// MarshalText returns the name of the choice.
func (c Columns) MarshalText() ([]byte, error) { return choice.Text(columnsNames[:], c) }

// UnmarshalText reads the name of a choice, to the letter. The error is a [rule.Fault]
// of [CodePolicyUnknown], and leaves a number that is no choice: see [Policy].
func (c *Columns) UnmarshalText(b []byte) error {
	return choice.Read(c, columnsNames[:], b, rules[rulePolicyUnknown].At("columns"))
}

var unstatedCategoryNames = [...]string{"must-be-stated", "assumed-civil"}

// String returns the name of the choice, such as "must-be-stated", the default.
func (u UnstatedCategory) String() string { return choice.String(unstatedCategoryNames[:], u) }

// MarshalText returns the name of the choice.
func (u UnstatedCategory) MarshalText() ([]byte, error) {
	return choice.Text(unstatedCategoryNames[:], u)
}

// UnmarshalText reads the name of a choice, to the letter. The error is a [rule.Fault]
// of [CodePolicyUnknown], and leaves a number that is no choice: see [Policy].
func (u *UnstatedCategory) UnmarshalText(b []byte) error {
	return choice.Read(u, unstatedCategoryNames[:], b, rules[rulePolicyUnknown].At("unstatedCategory"))
}

// isHealthProfessional reports whether a profession is one of TRE_G15, the
// list of the health professions.
func isHealthProfessional(p roles.Profession) bool { return p.List() == roles.ListG15 }
