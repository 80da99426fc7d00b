package annuaire

import (
	"cmp"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"log/slog"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/internal/limit"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// ChangeKind says what became of a person or a situation between two
// extractions. The zero ChangeKind is "not stated".
type ChangeKind uint8

const (
	// PersonAppeared: no line before. Their situations follow as opened.
	PersonAppeared ChangeKind = iota + 1
	// PersonLeft: no line any more. Their situations follow as closed.
	PersonLeft
	// NameChanged: the names of exercise on their lines are not the same; which
	// is not told here. A person may have one for each exercise.
	NameChanged
	// SituationOpened: a situation that answers to none before.
	SituationOpened
	// SituationClosed: a situation that answers to none after.
	SituationClosed
	// StructureChanged: the same situation in another structure, or in one that the
	// files name by numbers which do not prove it the same.
	StructureChanged
	// RoleChanged: another genre d'activité, in the same structure; as are all
	// below.
	RoleChanged
	// FunctionChanged: another métier or fonction.
	FunctionChanged
	ProfessionChanged    // another profession
	CategoryChanged      // another catégorie professionnelle
	ModeChanged          // another mode d'exercice
	SectorChanged        // another sector of the structure
	QualificationChanged // another savoir-faire

	changeCount
)

var changes = [changeCount]struct {
	name string
	text rule.Text
}{
	{"", rule.Text{FR: "non renseigné", EN: "not stated"}},
	{"person-appeared", rule.Text{FR: "arrivée dans l'extraction", EN: "appeared in the extraction"}},
	{"person-left", rule.Text{FR: "départ de l'extraction", EN: "left the extraction"}},
	{"name", rule.Text{FR: "nom d'exercice modifié", EN: "name of exercise changed"}},
	{"situation-opened", rule.Text{FR: "situation d'exercice ouverte", EN: "practice situation opened"}},
	{"situation-closed", rule.Text{FR: "situation d'exercice fermée", EN: "practice situation closed"}},
	{"structure", rule.Text{FR: "structure modifiée", EN: "structure changed"}},
	{"role", rule.Text{FR: "rôle modifié", EN: "role changed"}},
	{"function", rule.Text{FR: "fonction modifiée", EN: "function changed"}},
	{"profession", rule.Text{FR: "profession modifiée", EN: "profession changed"}},
	{"category", rule.Text{FR: "catégorie modifiée", EN: "category changed"}},
	{"mode", rule.Text{FR: "mode d'exercice modifié", EN: "practice mode changed"}},
	{"sector", rule.Text{FR: "secteur modifié", EN: "sector changed"}},
	{"qualification", rule.Text{FR: "savoir-faire modifié", EN: "qualification changed"}},
}

// String returns the name of the kind, such as "role", or "(not stated)".
func (k ChangeKind) String() string {
	if k > 0 && k < changeCount {
		return changes[k].name
	}
	return enum.Nameless(k)
}

// Explain returns the kind in words.
func (k ChangeKind) Explain(tag language.Tag) string {
	if k < changeCount {
		return changes[k].text.In(tag)
	}
	return changes[0].text.In(tag)
}

// MarshalText returns the name, or the empty text when not stated.
func (k ChangeKind) MarshalText() ([]byte, error) {
	if k >= changeCount {
		return nil, enum.ErrNoSuchValue
	}
	return []byte(changes[k].name), nil
}

// UnmarshalText is the inverse of MarshalText.
func (k *ChangeKind) UnmarshalText(b []byte) error {
	*k = 0
	if len(b) == 0 {
		return nil
	}
	for i := ChangeKind(1); i < changeCount; i++ {
		if changes[i].name == string(b) {
			*k = i
			return nil
		}
	}
	return rules[ruleChangeUnknown].At("kind")
}

// State is what is compared of a situation: codes as the file writes them,
// known or not. The zero State is none.
type State struct {
	// Structure is the first identifier of the structure that the line states:
	// technical identifier, FINESS, SIRET, former identifier, FINESS of the
	// legal entity, SIREN, raison sociale. StructureBy is its column. Before and
	// After may name one structure by two identifiers.
	Structure     rpps.Private `json:"structure,omitempty"`
	StructureBy   Column       `json:"-"`
	Sector        string       `json:"sector,omitempty"`
	Profession    string       `json:"profession,omitempty"`
	Category      string       `json:"category,omitempty"`
	Role          string       `json:"role,omitempty"`
	Function      string       `json:"function,omitempty"`
	Mode          string       `json:"mode,omitempty"`
	Qualification string       `json:"qualification,omitempty"`
}

// IsZero reports whether nothing is stated.
func (s State) IsZero() bool { return s == State{} }

// String tells whether a state is stated: an unknown code could be anything.
func (s State) String() string {
	if s.IsZero() {
		return "State(not stated)"
	}
	return "State(masked)"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (s State) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// LogValue implements [slog.LogValuer].
func (s State) LogValue() slog.Value { return slog.StringValue(s.String()) }

// Change is one difference between two extractions. It is comparable.
type Change struct {
	Kind   ChangeKind    `json:"kind"`
	Person rpps.PersonID `json:"person"`
	// Before and After are the situation; zero where there is none.
	Before State `json:"before,omitzero"`
	After  State `json:"after,omitzero"`
}

// String tells the kind, not who or where.
func (c Change) String() string { return "Change(" + c.Kind.String() + ")" }

// Format implements [fmt.Formatter]: masked under every verb.
func (c Change) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// LogValue implements [slog.LogValuer].
func (c Change) LogValue() slog.Value { return slog.StringValue(c.String()) }

// DiffOptions says what is compared. The zero DiffOptions is for everybody.
type DiffOptions struct {
	// Establishment narrows the comparison to the lines of one establishment:
	// who goes to work elsewhere has left. State all its numbers: a line with none
	// of them is another's. nil is for all; one without an identifier is refused.
	Establishment *Establishment
	// MaxFaults is how many refused lines of a file are kept; 0 means
	// [MaxDiffFaults].
	MaxFaults int
}

// String tells whether the comparison is narrowed.
func (o DiffOptions) String() string {
	if o.Establishment == nil {
		return "DiffOptions(everybody)"
	}
	return "DiffOptions(one establishment)"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (o DiffOptions) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, o.String()) }

// LogValue implements [slog.LogValuer].
func (o DiffOptions) LogValue() slog.Value { return slog.StringValue(o.String()) }

// Comparison is the outcome of [Diff].
type Comparison struct {
	// Changes are sorted by person (the text of the identification), then by
	// kind, then by state.
	Changes []Change
	// Persons counts those of both extractions together, Unchanged those of
	// them about whom there is nothing to tell.
	Persons   int
	Unchanged int
	// Before and After are what was met in the two files.
	Before, After Summary
	// Faults are those of the comparison: [CodeLayoutsDiffer] for a column
	// that only one file has. BeforeFaults and AfterFaults are the lines that
	// were refused, the first DiffOptions.MaxFaults of each: who stands on such a
	// line may look as if he had left or appeared.
	Faults, BeforeFaults, AfterFaults rule.Faults
	refused                           bool
}

// MaxDiffFaults is how many refused lines of a file a [Comparison] keeps, when
// [DiffOptions] does not say.
const MaxDiffFaults = 1000

// Complete reports whether no line of either file was refused and every column
// was compared, so that the changes are all that the two files tell. A file that
// ends too early, just after a line, cannot be told from a whole one: compare
// the numbers of lines in Before and After before acting on those who left.
func (c Comparison) Complete() bool { return !c.refused && len(c.Faults) == 0 }

// String tells how much was found, not what.
func (c Comparison) String() string {
	return "Comparison(persons " + strconv.Itoa(c.Persons) + ", changes " + strconv.Itoa(len(c.Changes)) + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (c Comparison) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// LogValue implements [slog.LogValuer].
func (c Comparison) LogValue() slog.Value { return slog.StringValue(c.String()) }

// fields of a situation, in the order in which changes of them are told.
const (
	fieldStructure = iota
	fieldRole
	fieldFunction
	fieldProfession
	fieldCategory
	fieldMode
	fieldSector
	fieldQualification
	fieldCount
)

var fieldColumns = [fieldCount]Column{
	fieldRole: ColRoleCode, fieldFunction: ColFunctionCode, fieldProfession: ColProfessionCode, fieldCategory: ColCategoryCode,
	fieldMode: ColModeCode, fieldSector: ColSectorCode, fieldQualification: ColQualificationCode,
}

var fieldKinds = [fieldCount]ChangeKind{
	StructureChanged, RoleChanged, FunctionChanged, ProfessionChanged, CategoryChanged, ModeChanged, SectorChanged, QualificationChanged,
}

// structureColumns are the identifiers of a structure, the best first.
var structureColumns = [...]Column{
	ColTechnicalID, ColFINESS, ColSIRET, ColFormerStructureID, ColLegalFINESS, ColSIREN, ColCorporateName,
}

// row is a situation in 36 bytes: its texts are numbers.
type row struct {
	person uint32
	field  [fieldCount]uint32
}

// exerciseOnly reports whether the line states a person and no situation.
func (w row) exerciseOnly() bool {
	return w.field[fieldStructure] == 0 && w.field[fieldRole] == 0 && w.field[fieldFunction] == 0 && w.field[fieldMode] == 0
}

// differ compares two extractions.
type differ struct {
	o       DiffOptions
	compare [columnCount]bool
	persons index
	texts   map[string]uint32
	list    []string
	scratch []byte
	names   [2]names
	sites   [2]sites
	met     [2]map[uint32]site // of the person at hand
	seed    maphash.Seed
}

// sites are what the lines of one side state of structures, by the number of their
// best identifier: the number of a text, 0 for none, and for the few of which lines
// state several, the others.
type sites struct {
	first  []uint32
	others map[uint32][]uint32
}

// maxSite is how many others of one structure are kept. Lines that agree differ by
// what they leave out.
const maxSite = 1 << (len(structureColumns) - 1)

func (s *sites) of(best uint32) uint32 {
	if int(best) < len(s.first) {
		return s.first[best]
	}
	return 0
}

func (s *sites) add(best, stated uint32) {
	for int(best) >= len(s.first) {
		s.first = append(s.first, 0)
	}
	switch others := s.others[best]; {
	case s.first[best] == 0:
		s.first[best] = stated
	case s.first[best] == stated || len(others) == maxSite || slices.Contains(others, stated):
	default:
		if s.others == nil {
			s.others = map[uint32][]uint32{}
		}
		s.others[best] = append(others, stated)
	}
}

// site is what all lines of one side state of a structure. ok is false where they
// contradict each other, or state what cannot be read.
type site struct {
	rpps.Structure
	ok bool
}

func (d *differ) site(side int, best uint32) site {
	p, there := d.met[side][best]
	if there {
		return p
	}
	first, others := d.sites[side].of(best), d.sites[side].others[best]
	p.ok = first != 0 && len(others) < maxSite && readSite(&p.Structure, d.list[first])
	for _, n := range others {
		p.ok = p.ok && readSite(&p.Structure, d.list[n])
	}
	d.met[side][best] = p
	return p
}

// readSite reads the letters of columns and their texts, between bars.
func readSite(s *rpps.Structure, text string) bool {
	for part := range strings.SplitSeq(text, "|") {
		if part == "" {
			continue
		}
		ok := false
		switch structureColumns[part[0]-'0'] {
		case ColTechnicalID:
			ok = complete(&s.Technical, part, lenient.TechnicalID)
		case ColFINESS:
			ok = complete(&s.FINESS, part, lenient.FINESS)
		case ColSIRET:
			ok = complete(&s.SIRET, part, lenient.SIRET)
		case ColFormerStructureID:
			ok = complete(&s.ID, part, lenient.StructureID)
			s.RPPSRang = s.ID.RPPSRang()
		case ColLegalFINESS:
			ok = complete(&s.LegalFINESS, part, lenient.FINESS)
		case ColSIREN:
			ok = complete(&s.SIREN, part, lenient.SIREN)
		}
		if !ok {
			return false
		}
	}
	return true
}

// complete reads an identifier behind the letter of its column, and reports whether
// it is the only one.
func complete[T comparable](have *T, part string, parse func(string) (T, error)) bool {
	id, err := parse(part[1:])
	if was := *have; err != nil || was != *new(T) && was != id {
		return false
	}
	*have = id
	return true
}

// names are the names of exercise of one side, as hashes: the first of each
// person, 0 for none, and for the few who have several the sum of the others.
// Sums do not depend on the order of the lines.
type names struct {
	first  []uint64
	others map[uint32]uint64
	seen   map[personName]bool
}

type personName struct {
	person uint32
	name   uint64
}

func (n *names) add(person uint32, name uint64) {
	for int(person) >= len(n.first) {
		n.first = append(n.first, 0)
	}
	switch key := (personName{person, name}); {
	case n.first[person] == 0:
		n.first[person] = name
	case n.first[person] == name || n.seen[key]:
	default:
		if n.seen == nil {
			n.others, n.seen = map[uint32]uint64{}, map[personName]bool{}
		}
		n.seen[key] = true
		n.others[person] += name
	}
}

// of returns a number for all names of a person, 0 for none.
func (n *names) of(person uint32) uint64 {
	if int(person) >= len(n.first) {
		return 0
	}
	return n.first[person] + n.others[person]
}

// Diff compares two extractions of activities, public or restricted, sorted or
// not, and says what changed from the one to the other. Columns that only one
// of them has are not compared. Lines that are the same count once.
//
// A structure is the same by that identifier, or when all that each file states of
// it makes it certainly the same place ([rpps.Structure.SamePlace]).
//
// Situations of a person that are the same before and after are set aside.
// What is left is paired within one structure, the most alike first, and each
// field that differs is a change; then across structures, where nothing else
// but the sector differs: the structure has changed. The rest has opened or
// closed. A person with more than a hundred situations left on either side is
// not paired. An exercise without a situation that comes or goes beside another
// one is not told.
//
// Memory: about 150 bytes a line of the two files, and the texts of codes and
// the identifiers of each structure once; with an establishment, that for its own
// lines only. Names are kept as a hash of 64 bits. The error is a fault
// ([CodeDiffUnfit], [CodeEstablishmentNil]) or that of an input. A reader of which
// lines were read already is refused: whoever stands on them would have left.
func Diff(before, after *Reader, o DiffOptions) (*Comparison, error) {
	activities := func(r *Reader) bool { return r.Layout() == LayoutActivity || r.Layout() == LayoutRestricted }
	if !activities(before) || !activities(after) {
		return nil, rules[ruleDiffUnfit].At("").With(before.Layout().String(), after.Layout().String())
	}
	if o.Establishment != nil && o.Establishment.IsZero() {
		return nil, rules[ruleEstablishmentNil].At("establishment")
	}
	if before == after || before.begun() || after.begun() {
		return nil, errBegun
	}
	d := &differ{
		o: o, texts: map[string]uint32{"": 0}, list: []string{""}, met: [2]map[uint32]site{{}, {}}, seed: maphash.MakeSeed(),
		persons: index{byNumber: map[uint64]uint32{}, byText: map[string]uint32{}},
	}
	out := new(Comparison)
	compared := append(slices.Clone(fieldColumns[fieldRole:]), structureColumns[:]...)
	compared = append(compared, ColExerciseFamilyName, ColExerciseGivenName)
	for _, c := range compared {
		d.compare[c] = before.Has(c) && after.Has(c)
		if before.Has(c) != after.Has(c) {
			out.Faults.Add(rules[ruleLayoutsDiffer].At(c.Label()).With(c.Label()))
		}
	}
	out.Faults.Sort()
	old, err := d.read(before, 0, &out.BeforeFaults, out)
	if err != nil {
		return nil, err
	}
	now, err := d.read(after, 1, &out.AfterFaults, out)
	if err != nil {
		return nil, err
	}
	out.Before, out.After = before.Summary(), after.Summary()
	d.walk(old, now, out)
	return out, nil
}

// errBegun is a mistake of the program, and no finding of the files.
var errBegun = errors.New("annuaire: persons, and the two readers of Diff, need a reader of which no line was read")

// halfway reports whether lines were read, and others may be left.
func (r *Reader) halfway() bool { return r.summary.Lines > 0 && r.done == nil }

// begun reports whether lines were read, or the end was met.
func (r *Reader) begun() bool { return r.summary.Lines > 0 || r.done != nil }

// read reads one side: its situations, each once, sorted by person.
func (d *differ) read(r *Reader, side int, faults *rule.Faults, out *Comparison) ([]row, error) {
	var rows []row
	var buf []byte
	refuse := func(err error) bool {
		f, ours := LineFault(err)
		if ours {
			out.refused = true
			if len(*faults) < limit.Or(d.o.MaxFaults, MaxDiffFaults) {
				faults.Add(f)
			}
		}
		return ours
	}
	for rec, err := range r.Records() {
		if err != nil {
			if !refuse(err) {
				return nil, err
			}
			continue
		}
		if e := d.o.Establishment; e != nil && !e.Matches(rec) {
			continue
		}
		key, err := personKey(rec, buf)
		if err != nil {
			refuse(err)
			continue
		}
		if rec.Repeated() {
			continue
		}
		w := row{person: d.persons.person(key)}
		for f, c := range fieldColumns {
			if c != 0 && d.compare[c] {
				w.field[f] = d.number(rec.Bytes(c))
			}
		}
		w.field[fieldStructure] = d.structure(side, rec)
		rows = append(rows, w)
		d.name(side, w.person, rec)
	}
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.person, b.person), slices.Compare(a.field[:], b.field[:]))
	})
	return slices.Compact(rows), nil
}

// number returns the number of a text, 0 for the empty one.
func (d *differ) number(text []byte) uint32 {
	if n, ok := d.texts[string(text)]; ok {
		return n
	}
	s := string(text)
	n := uint32(len(d.list))
	d.list = append(d.list, s)
	d.texts[s] = n
	return n
}

// structure returns the number of the best identifier of the structure, its column
// as a letter and its text, and keeps what else the line states of it.
func (d *differ) structure(side int, rec Record) (best uint32) {
	d.scratch = d.scratch[:0]
	for i, c := range structureColumns {
		if best != 0 && c == ColCorporateName {
			break // names prove nothing
		}
		if text := rec.Bytes(c); len(text) > 0 {
			from := len(d.scratch)
			d.scratch = append(append(d.scratch, byte('0'+i)), text...)
			if best == 0 && d.compare[c] {
				best = d.number(d.scratch[from:])
			}
			d.scratch = append(d.scratch, '|')
		}
	}
	if best == 0 {
		return 0
	}
	// Most lines state what the first did.
	if first := d.sites[side].of(best); first == 0 || d.list[first] != string(d.scratch) {
		d.sites[side].add(best, d.number(d.scratch))
	}
	return best
}

// same reports whether a row of before is of the structure of one of after: by its
// best identifier, or certainly by what else is stated of it.
func (d *differ) same(x, y row) bool {
	a, b := x.field[fieldStructure], y.field[fieldStructure]
	if a == b {
		return true
	}
	p, q := d.site(0, a), d.site(1, b)
	return p.ok && q.ok && p.Same(q.Structure)
}

// name keeps the name of exercise of a line.
func (d *differ) name(side int, person uint32, rec Record) {
	d.scratch = d.scratch[:0]
	letters := 0
	for _, c := range [...]Column{ColExerciseFamilyName, ColExerciseGivenName} {
		if d.compare[c] {
			text := rec.Bytes(c)
			letters += len(text)
			d.scratch = append(append(d.scratch, text...), '|')
		}
	}
	if letters > 0 {
		d.names[side].add(person, maphash.Bytes(d.seed, d.scratch)|1)
	}
}

// walk compares person by person.
func (d *differ) walk(old, now []row, out *Comparison) {
	out.Persons = d.persons.persons
	type found struct {
		person uint32
		Change
	}
	var all []found
	for len(old) > 0 || len(now) > 0 {
		person := uint32(1<<32 - 1)
		if len(old) > 0 {
			person = old[0].person
		}
		if len(now) > 0 {
			person = min(person, now[0].person)
		}
		a, b := of(old, person), of(now, person)
		old, now = old[len(a):], now[len(b):]
		n := len(all)
		tell := func(k ChangeKind, before, after State) {
			all = append(all, found{person, Change{Kind: k, Before: before, After: after}})
		}
		switch {
		case len(a) == 0:
			tell(PersonAppeared, State{}, State{})
		case len(b) == 0:
			tell(PersonLeft, State{}, State{})
		case d.names[0].of(person) != 0 && d.names[1].of(person) != 0 && d.names[0].of(person) != d.names[1].of(person):
			tell(NameChanged, State{}, State{})
		}
		if !slices.Equal(a, b) {
			d.pair(a, b, tell)
		}
		if len(all) == n {
			out.Unchanged++
		}
	}
	// Only those who changed are named.
	keys := make(map[uint32]string)
	for _, f := range all {
		keys[f.person] = ""
	}
	for number, p := range d.persons.byNumber {
		if _, ok := keys[p]; ok {
			keys[p] = digitsText(number)
		}
	}
	for text, p := range d.persons.byText {
		if _, ok := keys[p]; ok {
			keys[p] = text
		}
	}
	slices.SortFunc(all, func(a, b found) int {
		if a.person != b.person {
			return cmp.Compare(keys[a.person], keys[b.person])
		}
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), a.Before.compare(b.Before), a.After.compare(b.After))
	})
	out.Changes = make([]Change, len(all))
	ids := make(map[uint32]rpps.PersonID)
	for i, f := range all {
		id, ok := ids[f.person]
		if !ok {
			var err error
			if id, err = lenient.PersonID(keys[f.person]); err != nil {
				id = rpps.ForeignPersonID(keys[f.person])
			}
			ids[f.person] = id
		}
		f.Person = id
		out.Changes[i] = f.Change
	}
}

// digitsText is the inverse of digits.
func digitsText(n uint64) string { return strconv.FormatUint(n, 10)[1:] }

// of returns the rows of a person at the head of the list.
func of(rows []row, person uint32) []row {
	n := 0
	for n < len(rows) && rows[n].person == person {
		n++
	}
	return rows[:n]
}

// maxPairs bounds the situations that are paired: real persons have some.
const maxPairs = 100

// pair finds which situation of before became which of after.
func (d *differ) pair(before, after []row, tell func(ChangeKind, State, State)) {
	clear(d.met[0])
	clear(d.met[1])
	// Without a situation on one side, a line that states none is nothing.
	situations := func(rows []row) []row { return slices.DeleteFunc(slices.Clone(rows), row.exerciseOnly) }
	a, b := situations(before), situations(after)
	if len(a) == 0 && len(b) == 0 {
		a, b = slices.Clone(before), slices.Clone(after)
	}
	// Both are sorted: what is in both is set aside.
	left, right := a[:0:0], b[:0:0]
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case j == len(b) || i < len(a) && slices.Compare(a[i].field[:], b[j].field[:]) < 0:
			left = append(left, a[i])
			i++
		case i == len(a) || a[i].field != b[j].field:
			right = append(right, b[j])
			j++
		default:
			i, j = i+1, j+1
		}
	}
	// In the order of the texts: the numbers follow from the order of lines.
	byText := func(x, y row) int { return d.state(x).compare(d.state(y)) }
	slices.SortFunc(left, byText)
	slices.SortFunc(right, byText)
	if len(left) <= maxPairs && len(right) <= maxPairs {
		// So is what is there on the other day under another number of its place.
		left = slices.DeleteFunc(left, func(x row) bool {
			return slices.ContainsFunc(b, func(y row) bool { return distance(x, y) == 0 && d.same(x, y) })
		})
		right = slices.DeleteFunc(right, func(y row) bool {
			return slices.ContainsFunc(a, func(x row) bool { return distance(x, y) == 0 && d.same(x, y) })
		})
		left, right = d.match(left, right, tell, func(x, y row) (int, bool) {
			return distance(x, y), d.same(x, y)
		})
		left, right = d.match(left, right, tell, func(x, y row) (int, bool) {
			x.field[fieldStructure], x.field[fieldSector] = y.field[fieldStructure], y.field[fieldSector]
			return 0, x.field == y.field
		})
	}
	for _, w := range left {
		if !w.exerciseOnly() {
			tell(SituationClosed, d.state(w), State{})
		}
	}
	for _, w := range right {
		if !w.exerciseOnly() {
			tell(SituationOpened, State{}, d.state(w))
		}
	}
}

// match pairs what may be paired, the least distance first, tells what differs
// and returns what is left.
func (d *differ) match(left, right []row, tell func(ChangeKind, State, State), may func(x, y row) (int, bool)) (l, r []row) {
	type candidate struct{ distance, i, j int }
	var all []candidate
	for i, x := range left {
		for j, y := range right {
			if n, ok := may(x, y); ok {
				all = append(all, candidate{n, i, j})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(a.distance, b.distance) })
	goneL, goneR := make([]bool, len(left)), make([]bool, len(right))
	for _, c := range all {
		if goneL[c.i] || goneR[c.j] {
			continue
		}
		goneL[c.i], goneR[c.j] = true, true
		x, y := left[c.i], right[c.j]
		for f := range fieldCount {
			if x.field[f] != y.field[f] && (f != fieldStructure || !d.same(x, y)) {
				tell(fieldKinds[f], d.state(x), d.state(y))
			}
		}
	}
	rest := func(rows []row, gone []bool) []row {
		var out []row
		for i, w := range rows {
			if !gone[i] {
				out = append(out, w)
			}
		}
		return out
	}
	return rest(left, goneL), rest(right, goneR)
}

// distance counts the fields that differ, but for the structure.
func distance(x, y row) (n int) {
	for f := fieldRole; f < fieldCount; f++ {
		if x.field[f] != y.field[f] {
			n++
		}
	}
	return n
}

func (d *differ) state(w row) State {
	s := State{
		Role: d.list[w.field[fieldRole]], Function: d.list[w.field[fieldFunction]], Profession: d.list[w.field[fieldProfession]],
		Category: d.list[w.field[fieldCategory]], Mode: d.list[w.field[fieldMode]], Sector: d.list[w.field[fieldSector]],
		Qualification: d.list[w.field[fieldQualification]],
	}
	if key := d.list[w.field[fieldStructure]]; key != "" {
		s.Structure, s.StructureBy = rpps.Private(key[1:]), structureColumns[key[0]-'0']
	}
	return s
}

// compare orders states by their texts, the structure first.
func (s State) compare(t State) int {
	return cmp.Or(
		cmp.Compare(s.StructureBy, t.StructureBy), strings.Compare(string(s.Structure), string(t.Structure)),
		strings.Compare(s.Role, t.Role), strings.Compare(s.Function, t.Function), strings.Compare(s.Profession, t.Profession),
		strings.Compare(s.Category, t.Category), strings.Compare(s.Mode, t.Mode), strings.Compare(s.Sector, t.Sector),
		strings.Compare(s.Qualification, t.Qualification),
	)
}
