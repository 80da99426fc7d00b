package habilitation

import (
	"iter"

	"github.com/rppsplus/rppsplus/internal/enum"
)

// Trait is something about a [Subject] that the general rules look at, beside
// the columns that name it and what stands against it. The order of the
// constants is the fixed order of [Subject.Traits].
type Trait uint8

const (
	// TraitHealth: a profession of TRE_G15 in its own right, students apart.
	TraitHealth Trait = iota + 1
	// TraitIntern: an intern of 10, 21 or 40, or somebody who may be one.
	TraitIntern
	// TraitTechnician: a préparateur en pharmacie (TRE_R85 316 and 317).
	TraitTechnician
	// TraitPhysician: a doctor in their own right.
	TraitPhysician
	// TraitOccupational: an occupational doctor.
	TraitOccupational
	// TraitFireBrigade: a doctor of a fire and rescue service.
	TraitFireBrigade
	// TraitPresence: the situation is held to be open by presence.
	TraitPresence
	// TraitMetier: the métier or fonction is unknown or not valid that day.
	TraitMetier
	// TraitStudent: a student, interns included.
	TraitStudent
	// TraitNoRegulation: the sign-in is not one of an emergency call centre.
	TraitNoRegulation
	// TraitRoleSuspended: the policy of the subject suspends the role columns.
	TraitRoleSuspended
	// TraitRoleInferred: the role was drawn from elsewhere in the source.
	TraitRoleInferred
	traitsEnd
)

var traits = [...]struct {
	name string
	flag uint32
}{
	{"", 0},
	{"health-professional", traitHealth},
	{"intern", traitIntern},
	{"technician", traitTechnician},
	{"physician", traitPhysician},
	{"occupational", traitOccupational},
	{"fire-brigade", traitFireBrigade},
	{"open-by-presence", traitPresence},
	{"metier-to-check", traitMetier},
	{"student", traitStudent},
	{"no-regulation", traitNoRegulation},
	{"role-suspended", traitRoleSuspended},
	{"role-inferred", traitRoleInferred},
}

// Traits gives the traits of the subject, in the fixed order.
func (s Subject) Traits() iter.Seq[Trait] {
	return func(yield func(Trait) bool) {
		for t := Trait(1); t < traitsEnd; t++ {
			if s.flags&traits[t].flag != 0 && !yield(t) {
				return
			}
		}
	}
}

// Traits gives every trait that a subject may have, in the fixed order.
func Traits() iter.Seq[Trait] {
	return func(yield func(Trait) bool) {
		for t := Trait(1); t < traitsEnd; t++ {
			if !yield(t) {
				return
			}
		}
	}
}

// String returns the name of the trait, or "(not stated)".
func (t Trait) String() string {
	if t > 0 && t < traitsEnd {
		return traits[t].name
	}
	return enum.Nameless(t)
}

// MarshalText returns the name, or the empty text when not stated.
func (t Trait) MarshalText() ([]byte, error) {
	if t >= traitsEnd {
		return nil, enum.ErrNoSuchValue
	}
	return []byte(traits[t].name), nil
}
