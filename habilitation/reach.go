package habilitation

import (
	"cmp"
	"iter"
	"slices"

	"github.com/rppsplus/rppsplus/roles"
)

// Reach is a kind of people whom a matrix names, by the same columns, and what
// it opens to them: how far-reaching a role or a profession is.
//
// A cell is not a decision. Reach leaves out the general rules, and what may
// stand against a person (a situation that has ended, a code no longer valid on
// the day, a category not stated).
type Reach struct {
	// Columns are the columns that name them, Keys their keys. All must allow.
	Columns ColumnSet
	Keys    []string
	// Who they are: holders of these professions, interns of these, role
	// professionals with these métiers (and no role beside), role professionals
	// with these roles (and no such métier).
	Professions, Interns, Functions []roles.Profession
	Roles                           []roles.Role
	// Reads are the types open to them, in the order of the publication.
	Reads []DocumentType
	// Suspended: they are named by the column of a role, and the policy of the
	// matrix suspends these: every reading is denied, whatever Reads says.
	Suspended bool
}

// Missing returns the types of a list that are not open, in their order, each
// once.
func (r Reach) Missing(docs ...DocumentType) []DocumentType {
	var out []DocumentType
	for _, d := range docs {
		if !slices.Contains(r.Reads, d) && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out
}

// Beyond returns the types that are open beside those of a list, in the order of
// the publication: what least privilege would like to be short.
func (r Reach) Beyond(docs ...DocumentType) []DocumentType {
	var out []DocumentType
	for _, d := range r.Reads {
		if !slices.Contains(docs, d) {
			out = append(out, d)
		}
	}
	return out
}

// Reaches gives every kind of people whom the matrix names, in the order of the
// columns. Somebody who holds both a métier and a role that it names is of no
// kind here: ask [Matrix.ColumnsOf].
func (m *Matrix) Reaches() iter.Seq[Reach] {
	if m == nil {
		return func(func(Reach) bool) {}
	}
	var out []Reach
	at := func(place uint16) *Reach {
		columns, _ := m.columnsOf(Subject{key: uint32(place), flags: traitStated})
		i := slices.IndexFunc(out, func(r Reach) bool { return r.Columns == columns })
		if i < 0 {
			i = len(out)
			out = append(out, m.reach(columns))
		}
		return &out[i]
	}
	add := func(list *[]roles.Profession, p roles.Profession) {
		if !slices.Contains(*list, p) {
			*list = append(*list, p)
		}
	}
	for _, c := range m.columns {
		for _, p := range c.Professions {
			add(&at(uint16(p)).Professions, p)
		}
		for _, p := range c.Interns {
			add(&at(uint16(p)+studentBase).Interns, p)
		}
		for _, p := range c.Functions {
			add(&at(roleBase+metierIndex(p)<<roleBits).Functions, p)
		}
		for _, p := range c.Roles {
			r := at(roleBase + roleIndex(p))
			r.Roles = append(r.Roles, p) // one column a role
		}
	}
	return slices.Values(out)
}

func (m *Matrix) reach(columns ColumnSet) Reach {
	r := Reach{Columns: columns, Suspended: columns&m.roleColumns != 0 && m.policy.RoleAccess != RolePublished}
	for i, c := range m.columns {
		if columns.Has(i) {
			r.Keys = append(r.Keys, c.Key)
		}
	}
	for _, row := range m.rows {
		if row.Allowed&columns == columns {
			r.Reads = append(r.Reads, row.Document)
		}
	}
	return r
}

// ReachOfRole returns the reach of one role alone: of the role professionals with this
// role, and no métier that it names. ok is false when it has no column for it.
func (m *Matrix) ReachOfRole(r roles.Role) (reach Reach, ok bool) {
	if m == nil {
		return Reach{}, false
	}
	for i, c := range m.columns {
		if slices.Contains(c.Roles, r) {
			reach = m.reach(columnSet(i)) // one column a role
			reach.Roles = []roles.Role{r}
			return reach, true
		}
	}
	return Reach{}, false
}

// RolesFor returns the roles and the professions that read all of the types, the
// least far-reaching first: by the number of types open to them, then in the
// order of the columns. Nobody reads a type that the matrix has no row for, and
// nothing is returned when nothing is asked for, or when the policy suspends the
// only ones.
//
// Which role somebody holds is decided by what they do, not by what they would
// like to read: of the roles that fit the work, this says which opens least.
func (m *Matrix) RolesFor(docs ...DocumentType) []Reach {
	var out []Reach
	if len(docs) == 0 {
		return nil
	}
	for r := range m.Reaches() {
		if !r.Suspended && len(r.Missing(docs...)) == 0 {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b Reach) int { return cmp.Compare(len(a.Reads), len(b.Reads)) })
	return out
}
