package habilitation

import (
	"iter"
	"math"
	"math/bits"
	"slices"
	"strconv"
	"sync"
	"unicode/utf8"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// Matrix is one version of the matrice d'habilitation: which subjects may
// read which types of documents. It is immutable and safe for concurrent use;
// [Matrix.Under] gives another value for another policy.
//
// The zero Matrix has no row and no column, and denies everything. A nil one is
// taken for it: [At] gives nil for a day without a matrix.
type Matrix struct {
	version Version
	columns []Column
	rows    []Row // in the order of the publication
	// unlisted are the rows of types that the tables do not know.
	unlisted []UnlistedRow

	policy Policy

	// allowed, differs and hasRow are indexed by DocumentType: bit c for
	// column c.
	allowed [documentCount]ColumnSet
	differs [documentCount]ColumnSet
	hasRow  [documentCount]bool
	// at gives, for the place of a subject, the index of its columns in sets,
	// where 0 is the empty set. setNotes are the caveats that go with a set.
	at       [places]uint8
	sets     [256]ColumnSet
	setNotes [256]uint32
	// byMetier are the columns found by métier, byRole those found by role.
	byMetier [1 << metierBits]ColumnSet
	byRole   [1 << roleBits]ColumnSet
	// roleColumns are the columns found by a role, noOccupational those whose
	// label excludes the occupational doctor.
	roleColumns    ColumnSet
	noOccupational ColumnSet
	// emergencyTraits are those that the policy lets have emergency access, beside
	// traitHealth.
	emergencyTraits uint32
	// from and span bound the days at which the matrix answers, as ordinals:
	// span days from the first one on.
	from int32
	span uint32
	// consents and sights are the rules on consent and on the document itself,
	// tabulated for the usual reading: see [Matrix.Decide].
	// plainSpan is span, or 0 for a policy that changes the usual reading.
	plainSpan uint32
	consents  [2 * consentCount]partial
	sights    [sightCount]partial
}

// MaxColumns is the largest number of columns of a matrix.
const MaxColumns = 64

// ColumnSet is a set of columns, by their index in the matrix.
type ColumnSet uint64

// Has reports whether column i is in the set.
func (s ColumnSet) Has(i int) bool { return i >= 0 && s>>i&1 != 0 }

// columnSet is the set of one column.
func columnSet(i int) ColumnSet { return 1 << i }

// Len returns how many columns are in the set.
func (s ColumnSet) Len() int { return bits.OnesCount64(uint64(s)) }

// All gives the indices of the set in the order of the matrix.
func (s ColumnSet) All() iter.Seq[int] {
	return func(yield func(int) bool) {
		for rest := s; rest != 0; rest &= rest - 1 {
			if !yield(bits.TrailingZeros64(uint64(rest))) {
				return
			}
		}
	}
}

// Version says which publication a matrix is, and how far to trust it.
type Version struct {
	// ID is a short stable name, such as "cnam-2024-09-25".
	ID string `json:"id"`
	// Title and Source are the publication's title and where it comes from.
	Title  string `json:"title"`
	Source string `json:"source"`
	// Published is the date of the publication, From the first day for which
	// the matrix answers, Until the first day for which it no longer does
	// (not stated: open).
	Published civil.Date `json:"published"`
	From      civil.Date `json:"from"`
	Until     civil.Date `json:"until,omitzero"`
	// Confidence says in words how sure the cells are.
	Confidence rule.Text `json:"confidence"`
	// Differences are the cells that another source gives otherwise.
	Differences []Difference `json:"differences,omitempty"`
}

// Difference is a cell that another source gives otherwise.
type Difference struct {
	Column   string       `json:"column"`
	Document DocumentType `json:"document"`
	// Here is the value of the matrix, There that of the other source; when
	// Doubtful, the other source does not name the cell, and may mean it.
	Here     bool   `json:"here"`
	There    bool   `json:"there"`
	Doubtful bool   `json:"doubtful,omitempty"`
	Source   string `json:"source"`
	Note     string `json:"note,omitempty"`
}

// Column is one column: a key, the label, the codes as the publication prints
// them, and the conditions that the library draws from them.
type Column struct {
	// Key is a short stable name: the role's code for a role. Heading is one in
	// French for people, which explanations in French show; the key where it is
	// empty.
	Key     string
	Heading string
	// Label says who the column is for, in French.
	Label string
	// Printed are the codes as the publication prints them.
	Printed string
	// Professions read the column by their profession; Interns, as students
	// of these professions; Functions, as role professionals with this métier;
	// Roles, as role professionals with this role.
	Professions []roles.Profession
	Interns     []roles.Profession
	Functions   []roles.Profession
	Roles       []roles.Role
	// ExcludesOccupational: the label excludes the occupational doctor.
	ExcludesOccupational bool
}

// Row is one row: a type of document, the label as printed, and the columns
// that may read it.
type Row struct {
	Document DocumentType
	Label    string
	Allowed  ColumnSet
	// Class is the class under which the publication prints the type; where
	// the spec states none, [New] takes that of the type. It opens nothing.
	Class DocumentClass
}

// UnlistedRow is a row whose type code the tables of the library do not know:
// a publication may name a type before the library does. A matrix carries such
// a row so that nothing of the publication is lost, and never decides by it:
// the code has no [DocumentType], and a request for it is denied as
// [DocumentUnknown].
type UnlistedRow struct {
	// Code and Label are as printed.
	Code, Label string
	// Class is zero when the publication prints none that is known.
	Class   DocumentClass
	Allowed ColumnSet
}

// Spec is what a matrix is made of. See [New].
type Spec struct {
	Version  Version
	Columns  []Column
	Rows     []Row
	Unlisted []UnlistedRow
}

// New returns a matrix made of a copy of the spec, under the default policy.
// It refuses, with [rule.Faults] of [CodeMatrixInvalid], what would make an
// answer doubtful: no version or date, no column, columns without a key or
// with the same one, two columns that the same role names, a row twice, a row
// of no known type, a class that does not exist, a cell beyond the columns, an
// unlisted row without a code or of a known type.
func New(spec Spec) (*Matrix, error) {
	v := spec.Version
	b := builder{m: &Matrix{version: v, from: v.From.Ordinal()}, keys: make(map[string]int, len(spec.Columns)), people: make(map[uint16]ColumnSet)}
	if v.ID == "" {
		b.bad("version.id", "missing")
	}
	span, path := answers(v.From, v.Until)
	if path != "" {
		b.bad(path, badDates)
	}
	b.m.span = span
	if n := len(spec.Columns); n == 0 || n > MaxColumns {
		b.bad("columns", "their number must lie between 1 and "+strconv.Itoa(MaxColumns))
		return b.matrix()
	}
	b.columns(spec.Columns)
	b.rows(spec.Rows)
	b.unlisted(spec.Unlisted)
	b.differences(v.Differences)
	return b.matrix()
}

// builder makes a matrix of a copy of what it is given.
type builder struct {
	m      *Matrix
	faults rule.Faults
	keys   map[string]int       // of the columns
	people map[uint16]ColumnSet // by profession, students beside
}

func (b *builder) bad(path, what string) {
	b.faults.Add(rules[ruleMatrixInvalid].At(path).With(what))
}

func (b *builder) columns(columns []Column) {
	b.m.columns = slices.Clone(columns)
	for i := range b.m.columns {
		b.column(i)
	}
	if !b.m.place(b.people) {
		b.bad("columns", "too many different sets of columns for one subject")
	}
}

func (b *builder) column(i int) {
	m, c, path := b.m, &b.m.columns[i], "columns["+strconv.Itoa(i)+"]"
	c.Professions, c.Interns = slices.Clone(c.Professions), slices.Clone(c.Interns)
	c.Functions, c.Roles = slices.Clone(c.Functions), slices.Clone(c.Roles)
	// Two keys that are no UTF-8 would be the same one in JSON.
	if _, twice := b.keys[c.Key]; c.Key == "" || twice || !utf8.ValidString(c.Key) {
		b.bad(path+".key", "missing, repeated or not UTF-8")
	}
	b.keys[c.Key] = i
	set := columnSet(i)
	name := func(field string, value, limit int, refused bool, add func()) {
		if value == 0 || value >= limit || refused {
			b.bad(path+"."+field, "a code that cannot name a column")
			return
		}
		add()
	}
	for _, p := range c.Professions {
		// 99 says only that the role decides: it opens nothing by itself.
		name("professions", int(p), studentBase, p == roles.ProfessionARole, func() { b.people[uint16(p)] |= set })
	}
	for _, p := range c.Interns {
		name("interns", int(p), studentBase, p == roles.ProfessionARole, func() { b.people[uint16(p)+studentBase] |= set })
	}
	for _, p := range c.Functions {
		name("functions", int(p), math.MaxInt, metierIndex(p) == 0, func() { m.byMetier[metierIndex(p)] |= set })
	}
	for _, r := range c.Roles {
		i := roleIndex(r)
		name("roles", int(i), len(m.byRole), m.byRole[i] != 0, func() { m.byRole[i] = set })
		m.roleColumns |= set
	}
	if c.ExcludesOccupational {
		m.noOccupational |= set
	}
}

func (b *builder) rows(rows []Row) {
	m := b.m
	m.rows = slices.Clone(rows)
	for i, r := range m.rows {
		path := "rows[" + strconv.Itoa(i) + "]"
		if r.Document.Code() == "" {
			b.bad(path+".document", "not a known type")
			continue
		}
		b.row(path, ".document", m.hasRow[r.Document], r.Allowed, r.Class)
		if r.Class == 0 {
			m.rows[i].Class = r.Document.Class()
		}
		m.hasRow[r.Document] = true
		m.allowed[r.Document] = r.Allowed
	}
}

func (b *builder) unlisted(rows []UnlistedRow) {
	b.m.unlisted = slices.Clone(rows)
	codes := make(map[string]bool, len(rows))
	for i, r := range rows {
		path := "unlisted[" + strconv.Itoa(i) + "]"
		if r.Code == "" || documentIndex(r.Code) != 0 {
			b.bad(path+".code", "missing, or a known type")
		} else {
			b.row(path, ".code", codes[r.Code], r.Allowed, r.Class)
		}
		codes[r.Code] = true
	}
}

// row checks what a row of a known type and one of an unknown type have alike.
func (b *builder) row(path, key string, twice bool, allowed ColumnSet, class DocumentClass) {
	switch {
	case twice:
		b.bad(path+key, "a second row of the same type")
	case b.m.beyond(allowed):
		b.bad(path+".allowed", "a cell beyond the last column")
	case class != 0 && class.Code() == "":
		b.bad(path+".class", "not a known class")
	}
}

func (b *builder) differences(cells []Difference) {
	b.m.version.Differences = slices.Clone(cells)
	for i, d := range cells {
		c, ok := b.keys[d.Column]
		if !ok || d.Document.Code() == "" {
			b.bad("version.differences["+strconv.Itoa(i)+"]", "not a cell of the matrix")
			continue
		}
		b.m.differs[d.Document] |= columnSet(c)
	}
}

// matrix returns what was made, under the default policy, or everything that is bad.
func (b *builder) matrix() (*Matrix, error) {
	if len(b.faults) > 0 {
		b.faults.Sort()
		return nil, b.faults
	}
	b.m.tabulate()
	b.m.apply(Policy{})
	return b.m, nil
}

// beyond reports whether a set names a column that the matrix has not.
func (m *Matrix) beyond(s ColumnSet) bool { return s>>len(m.columns) != 0 }

// place fills the table of places: people by profession, and role
// professionals by métier and role together. It reports whether all sets of
// columns found room.
func (m *Matrix) place(people map[uint16]ColumnSet) bool {
	for p, set := range people {
		m.set(p, set) // fewer than there is room for: two for each profession
	}
	ok := true
	for i, byMetier := range m.byMetier {
		for r, byRole := range m.byRole {
			if r != 0 && byRole == 0 && uint16(r) != roleIndex(roles.GENR01) {
				continue // a role that no column names: nothing proves a right under it
			}
			if set := byMetier | byRole; set != 0 {
				ok = m.set(roleBase+uint16(i)<<roleBits+uint16(r), set) && ok
			}
		}
	}
	return ok
}

func (m *Matrix) set(place uint16, s ColumnSet) bool {
	for i := 1; i < len(m.sets); i++ {
		if m.sets[i] == s || m.sets[i] == 0 {
			m.sets[i] = s
			m.at[place] = uint8(i)
			if s&m.roleColumns != 0 {
				m.setNotes[i] = note(CaveatRoleColumn)
			}
			return true
		}
	}
	return false
}

func (m *Matrix) apply(p Policy) {
	m.policy = p
	m.plainSpan = m.span
	if p.RoleAccess != RolePublished || p.Columns != AllColumns || p.Situation != (situation.Policy{}) {
		m.plainSpan = 0
	}
	m.emergencyTraits = 0
	if p.EmergencyForInterns {
		m.emergencyTraits |= traitIntern
	}
	if p.EmergencyForTechnicians {
		m.emergencyTraits |= traitTechnician
	}
}

// orZero is the matrix, or the zero one in the place of nil.
func (m *Matrix) orZero() *Matrix {
	if m == nil {
		return new(Matrix)
	}
	return m
}

// Under returns the same matrix under a policy. A subject that was made under a looser
// one is read under this one too ([Subject.Under]); what a policy opens for a subject, such
// as a category that is not stated, is given to [Policy.SubjectOf].
func (m *Matrix) Under(p Policy) *Matrix {
	out := *m.orZero()
	out.apply(p)
	return &out
}

// Policy returns the policy of the matrix.
func (m *Matrix) Policy() Policy { return m.orZero().policy }

// Version returns the version of the matrix.
func (m *Matrix) Version() Version {
	v := m.orZero().version
	v.Differences = slices.Clone(v.Differences)
	return v
}

// Covers reports whether the matrix answers for a day.
func (m *Matrix) Covers(day civil.Date) bool {
	// The day not stated lies below every first day; the zero Matrix spans none.
	return m != nil && uint32(day.Ordinal()-m.from) < m.span
}

// Spec returns what the matrix is made of, as a copy: to change a cell or a date
// and make another matrix with [New]. The policy is not in it.
func (m *Matrix) Spec() Spec {
	m = m.orZero()
	s := Spec{Version: m.Version(), Rows: slices.Clone(m.rows), Unlisted: slices.Clone(m.unlisted)}
	for _, c := range m.Columns() {
		s.Columns = append(s.Columns, c)
	}
	return s
}

// InForce returns the same matrix for other days: from the first one on, and
// until the day on which it no longer answers (not stated: open). It is for a
// caller who knows the day of effect of a publication, and to compare two
// matrices as if both answered on the same day. The error is a [rule.Fault] of
// [CodeMatrixInvalid] when the first day is not stated or not before the end.
func (m *Matrix) InForce(from, until civil.Date) (*Matrix, error) {
	span, path := answers(from, until)
	if path != "" {
		return nil, rules[ruleMatrixInvalid].At(path).With(badDates)
	}
	out := *m.orZero()
	out.version.From, out.version.Until = from, until
	out.from, out.span = from.Ordinal(), span
	out.apply(out.policy)
	return &out, nil
}

// badDates is what is wrong with the dates of a version.
const badDates = "missing, or not before version.until"

// answers returns the number of days between two dates; or the path of the date
// that is wrong.
func answers(from, until civil.Date) (span uint32, path string) {
	switch {
	case from.IsZero():
		return 0, "version.from"
	case until.IsZero():
		return math.MaxInt32, ""
	case !from.Before(until):
		return 0, "version.until"
	}
	return uint32(until.Ordinal() - from.Ordinal()), ""
}

// Columns gives the columns in the order of the publication.
func (m *Matrix) Columns() iter.Seq2[int, Column] {
	m = m.orZero()
	return func(yield func(int, Column) bool) {
		for i, c := range m.columns {
			c.Professions, c.Interns = slices.Clone(c.Professions), slices.Clone(c.Interns)
			c.Functions, c.Roles = slices.Clone(c.Functions), slices.Clone(c.Roles)
			if !yield(i, c) {
				return
			}
		}
	}
}

// Rows gives the rows in the order of the publication.
func (m *Matrix) Rows() iter.Seq[Row] { return slices.Values(m.orZero().rows) }

// Unlisted gives the rows of types that the library does not know, in the order
// of the publication. They are in no row of [Matrix.Rows] and decide nothing.
func (m *Matrix) Unlisted() iter.Seq[UnlistedRow] { return slices.Values(m.orZero().unlisted) }

// Cell is one cell: what the publication says, without any general rule.
type Cell struct {
	Row Row
	// Column is a copy that the cells of one loop share.
	Column  *Column
	Index   int // of the column
	Allowed bool
	// Differs: another source gives, or may give, another value.
	Differs bool
}

// Cells gives every cell, row by row.
func (m *Matrix) Cells() iter.Seq[Cell] {
	m = m.orZero()
	return func(yield func(Cell) bool) {
		columns := m.Spec().Columns
		for _, r := range m.rows {
			for i := range columns {
				if !yield(Cell{r, &columns[i], i, r.Allowed.Has(i), m.differs[r.Document].Has(i)}) {
					return
				}
			}
		}
	}
}

// Size returns the number of rows, columns and cells.
func (m *Matrix) Size() (rows, columns, cells int) {
	m = m.orZero()
	return len(m.rows), len(m.columns), len(m.rows) * len(m.columns)
}

// ColumnsOf returns the columns that name a subject, whatever its problems,
// under the policy of the matrix.
func (m *Matrix) ColumnsOf(s Subject) ColumnSet {
	set, _ := m.orZero().columnsOf(s)
	return set
}

// columnsOf returns the columns of the subject, and those found by métier.
func (m *Matrix) columnsOf(s Subject) (set, byMetier ColumnSet) {
	place := s.place()
	if place < places {
		set = m.sets[m.at[place]]
	}
	if place >= roleBase {
		byMetier = m.byMetier[(place-roleBase)>>roleBits&(1<<metierBits-1)]
		// A métier that is to be checked has only been guessed: it opens nothing alone.
		if byMetier != 0 && m.policy.Columns == FunctionPrevails && s.flags&traitMetier == 0 {
			set = byMetier
		}
	}
	if s.flags&traitOccupational != 0 && m.policy.Occupational != OccupationalAsPhysician {
		set &^= m.noOccupational
	}
	return set, byMetier
}

var (
	cnam20240925Once sync.Once
	cnam20240925Made *Matrix
)

// CNAM20240925 returns the matrix that the CNAM published under the date of
// 25 September 2024: 108 types of documents and 19 columns, 2,052 cells of
// reading. It is built at the first call.
//
// Source and confidence: see its [Version]. It answers from its date of
// publication on: no source gives a date of effect.
func CNAM20240925() *Matrix {
	cnam20240925Once.Do(func() { cnam20240925Made = made(cnam20240925()) })
	return cnam20240925Made
}

// made returns an embedded matrix.
func made(s Spec) *Matrix {
	m, err := New(s)
	if err != nil {
		panic(err) // the generated table is tested
	}
	return m
}
