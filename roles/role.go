package roles

import "iter"

// Role is the genre d'activité (TRE_R22). Six of its codes are the roles of
// RPPS+, from which rights on the DMP follow; see [Role.IsRPPSPlus]. The zero
// value is "not stated".
type Role uint8

// The six roles of RPPS+.
const (
	RoleCoordination         = GENR08 // coordination et orientation
	RoleAdministrative       = GENR09 // administratif ou appui à l'organisation
	RoleSocialLife           = GENR10 // vie sociale, professionnelle, éducative
	RoleCare                 = GENR11 // accompagnement au soin
	RoleManagement           = GENR12 // encadrement et organisation
	RoleMedicoAdministrative = GENR13 // médico-administratif
)

// IsRPPSPlus reports whether the role is one of the six of RPPS+.
func (c Role) IsRPPSPlus() bool { return c >= RoleCoordination && c <= RoleMedicoAdministrative }

// InJ116 reports whether the role is in JDV_J116, the genres d'activité that
// the registration portal accepts: the six, GENR01 and GENR99.
func (c Role) InJ116() bool { return roleTable.get(uint16(c)).sets&inJ116 != 0 }

// RPPSPlusRoles returns the six roles of RPPS+ in the order of their codes.
func RPPSPlusRoles() iter.Seq[Role] {
	return func(yield func(Role) bool) {
		for r := RoleCoordination; r <= RoleMedicoAdministrative; r++ {
			if !yield(r) {
				return
			}
		}
	}
}

// ParseRole reads an official code, to the letter: "GENR11". The error is a
// *[ParseError].
func ParseRole(code string) (Role, error) {
	if len(code) == 6 && code[:4] == "GENR" {
		tens, units := uint(code[4]-'0'), uint(code[5]-'0')
		if n := tens*10 + units; tens <= 9 && units <= 9 && n < uint(len(roleAt)) && roleAt[n] != 0 {
			return Role(n), nil
		}
	}
	return 0, unknown(ListR22, code)
}

// FindRole reads an official code or any label in use: of the list, of the
// portal, of the training slides; or two of them, one after the other, that name
// the same ("GENR10 - Accompagnement à la vie sociale…"). Case, accents, punctuation
// and spacing do not matter. The error is a *[ParseError].
func FindRole(text string) (Role, error) {
	v, err := roleTable.find(text)
	return Role(v), err
}
