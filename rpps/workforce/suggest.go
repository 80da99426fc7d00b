package workforce

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// RoleQuery is what is known for the choice of a role.
type RoleQuery struct {
	// Missions are what the person does. They decide.
	Missions Missions
	// Documents are the types of documents of the DMP that the work needs to
	// read.
	Documents []habilitation.DocumentType
	// Profession is the métier. It decides nothing; but one that has a column of its own
	// (préparateurs en pharmacie) reads with a role what both open, and a student's nothing.
	Profession roles.Profession
}

// Basis says what a suggestion rests on. The zero value is "not stated".
type Basis uint8

const (
	// ByMission: one of the missions stated is the definition of the role.
	ByMission Basis = iota + 1
	// ByDocuments: no mission is stated, and the role opens the documents. The
	// missions still have to be asked for.
	ByDocuments
	// ByProfession: no mission is stated, and the label of the métier speaks
	// for the role. The missions still have to be asked for.
	ByProfession
)

var basisNames = [...]string{"", "mission", "documents", "profession"}

// String returns the name, or "(not stated)".
func (b Basis) String() string { return enum.String(basisNames[:], b) }

// MarshalText returns the name, or the empty text when not stated.
func (b Basis) MarshalText() ([]byte, error) { return enum.Text(basisNames[:], b) }

// UnmarshalText is the inverse of MarshalText.
func (b *Basis) UnmarshalText(text []byte) error { return readName(b, basisNames[:], "basis", text) }

// Suggestion is a role that a person may be given, and why. The employer
// chooses.
type Suggestion struct {
	Role  roles.Role `json:"role"`
	Basis Basis      `json:"basis"`
	// Reads is the number of types of documents that the matrix opens to the
	// role, held with that métier: how far-reaching it is. It is 0 for a role
	// without a column.
	Reads int `json:"reads"`
	// Missing are the documents asked for that are not open to it.
	Missing []habilitation.DocumentType `json:"missing,omitempty"`
	// Notes say what the suggestion rests on and what to bear in mind, sorted.
	Notes rule.Faults `json:"notes"`
	// Evidence is that of the basis: sourced for a mission, policy for
	// documents, inferred for a métier.
	Evidence rule.Evidence `json:"evidence"`
}

// Covers reports whether every document asked for is open to the role.
func (s Suggestion) Covers() bool { return len(s.Missing) == 0 }

// SuggestRoles returns the roles to choose from, best first.
//
// When missions are stated they are the roles of these missions and no others:
// first those that open every document asked for, the one that opens the fewest
// types first; then the others, with what they lack. That a role would open
// more is no reason to leave the missions. [MissionOther] alone gives nothing.
//
// When none is stated, they are the roles that open every document asked for,
// in the same order; then the one for which the label of the métier speaks, if
// there is one. Both are marked: nothing is decided without the missions.
//
// Ties are broken by the number of documents lacking, then by code. A nil
// matrix opens nothing.
func SuggestRoles(q RoleQuery, m *habilitation.Matrix) []Suggestion {
	asked := distinct(q.Documents)
	var out []Suggestion
	if q.Missions != 0 {
		for mission := range q.Missions.All() {
			if r := mission.Role(); r != 0 {
				out = append(out, suggestion(r, ByMission, q.Profession, asked, m))
			}
		}
		sortSuggestions(out)
		return out
	}
	if len(asked) > 0 {
		for r := range roles.RPPSPlusRoles() {
			if s := suggestion(r, ByDocuments, q.Profession, asked, m); s.Covers() {
				out = append(out, s)
			}
		}
		sortSuggestions(out)
	}
	if r := labelled(q.Profession); r != 0 {
		i := slices.IndexFunc(out, func(s Suggestion) bool { return s.Role == r })
		if i < 0 {
			return append(out, suggestion(r, ByProfession, q.Profession, asked, m))
		}
		out[i].Notes.Add(rules[ruleByProfession].At("role").With(q.Profession.Code()))
		out[i].Notes.Sort()
	}
	return out
}

func sortSuggestions(s []Suggestion) {
	slices.SortFunc(s, func(a, b Suggestion) int {
		return cmp.Or(cmp.Compare(len(a.Missing), len(b.Missing)), cmp.Compare(a.Reads, b.Reads), cmp.Compare(a.Role, b.Role))
	})
}

// distinct returns the documents stated, each once, in their order.
func distinct(documents []habilitation.DocumentType) []habilitation.DocumentType {
	var out []habilitation.DocumentType
	for _, d := range documents {
		if !d.IsZero() && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out
}

func suggestion(r roles.Role, b Basis, p roles.Profession, asked []habilitation.DocumentType, m *habilitation.Matrix) Suggestion {
	s := Suggestion{Role: r, Basis: b}
	note := func(i int, args ...string) { s.Notes.Add(rules[i].At("role").With(args...)) }
	switch b {
	case ByMission:
		note(ruleByMission)
	case ByDocuments:
		note(ruleByDocuments)
	case ByProfession:
		note(ruleByProfession, p.Code())
	}
	s.Evidence = s.Notes[0].Rule().Evidence

	reach := reachOf(r, p, m)
	s.Reads, s.Missing = len(reach.Reads), reach.Missing(asked...)
	switch {
	case m == nil:
		note(ruleNoMatrix)
	case reach.Columns == 0:
		who := r.Code()
		if _, alone := m.ReachOfRole(r); alone {
			who += " (" + p.Code() + ")" // the métier of a student
		}
		note(ruleNoColumn, who)
	default:
		note(ruleColumns)
	}
	if len(s.Missing) > 0 {
		note(ruleNotCovered, strconv.Itoa(len(s.Missing)))
	}
	s.Notes.Sort()
	return s
}

// reachOf is the reach of a role, for somebody whose métier may have a column too.
func reachOf(r roles.Role, p roles.Profession, m *habilitation.Matrix) (reach habilitation.Reach) {
	if m == nil {
		return reach
	}
	who := habilitation.ParseCodes(roles.ProfessionARole.Code(), roles.CategoryCivil.Code(), p.Code(), r.Code())
	reach.Columns = m.ColumnsOf(habilitation.SubjectOfCodes(who, m.Version().From))
	if reach.Columns == 0 {
		return reach
	}
	for row := range m.Rows() {
		if row.Allowed&reach.Columns == reach.Columns {
			reach.Reads = append(reach.Reads, row.Document)
		}
	}
	return reach
}

// labelled returns the role for which the label of a métier speaks, zero when
// it does not. Few labels do: those of directions, receptions and the "autre
// professionnel" tell a place and not what the person does there, and the
// préparateurs belong to care and pharmacy (GENR01), which is none of the six.
func labelled(p roles.Profession) roles.Role {
	switch p {
	case roles.MetierCoordonnateurParcours:
		return roles.RoleCoordination
	case roles.MetierMoniteurEducateur, roles.MetierEducateurJeunesEnfants, roles.MetierEducateurSpecialise,
		roles.MetierEducateurTechniqueSpecialise, roles.MetierAccompagnantEducatifSocial:
		return roles.RoleSocialLife
	case roles.MetierAideSoignant:
		return roles.RoleCare
	case roles.MetierDirecteurEtablissement:
		return roles.RoleManagement
	case roles.MetierSecretaireMedicale:
		return roles.RoleMedicoAdministrative
	}
	return 0
}
