package annuaire

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"iter"
	"log/slog"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// Person is a professional with all that the file says of them.
type Person struct {
	// Professional has every exercise of the lines, each once, in their order.
	Professional rpps.Professional
	// Situations are the activities, each once, in the order of the lines. A
	// second savoir-faire of an exercise makes a second line of the same
	// activity, and so a second situation; but that of médecine du travail, which
	// shuts out, is that of all ([CodeCloses]). A line that was refused may be the one
	// with it: a doctor of whom one was is open on no day ([CodePersonLacks]).
	Situations []situation.Situation
	// Lines are the numbers of the lines.
	Lines []int
	// Faults is everything odd in them, sorted. A line that repeats another of
	// the person is told and adds nothing.
	Faults rule.Faults
}

// String tells how much is there, not who.
func (p Person) String() string {
	return "Person(lines " + strconv.Itoa(len(p.Lines)) + ", situations " + strconv.Itoa(len(p.Situations)) +
		", faults " + strconv.Itoa(len(p.Faults)) + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (p Person) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, p.String()) }

// LogValue implements [slog.LogValuer].
func (p Person) LogValue() slog.Value { return slog.StringValue(p.String()) }

// Grouping says how the lines of a person are found. The zero Grouping is
// [GroupIndexed], which is right for every file.
type Grouping uint8

const (
	// GroupIndexed reads the whole file before it gives the first person, and
	// then the persons in the order in which they first occur. It writes
	// nothing to disk. What it holds in memory is about 40 bytes a person and
	// 32 a line; and the text of the file too, unless the reader comes from
	// [NewReaderAt]; [Options] bounds it.
	GroupIndexed Grouping = iota
	// GroupSorted holds one person at a time. It is for files sorted by
	// national identification, byte by byte and ascending. A group whose
	// person should have come earlier may be a second part of a person already
	// given: it comes with an error, a fault with [CodeOrder], and never as if
	// it were another person. The published files have been seen sorted and
	// nobody promises it.
	GroupSorted
)

// Persons yields the persons of the file. An error with a nil
// person is about a line that was refused, has no person
// ([CodePersonMissing]) or two ([CodePersonMismatch]), and the rest goes on; with a person, about the whole
// group ([CodeOrder]). An error that is no [LineFault] is that of the input,
// and the last; in order, the person before it may lack lines. Persons are the
// caller's to keep. A loop that ends early leaves the reader at its end: the lines
// read ahead would be missing from the persons of another loop. So would those that
// were read before: of such a reader there is an error, and no person.
func (r *Reader) Persons(g Grouping) iter.Seq2[*Person, error] {
	return func(yield func(*Person, error) bool) {
		if r.halfway() {
			yield(nil, errBegun)
			return
		}
		if g == GroupSorted {
			r.sortedPersons(yield)
		} else {
			r.indexedPersons(yield)
		}
		if r.done == nil {
			r.done = io.EOF
		}
	}
}

func (r *Reader) sortedPersons(yield func(*Person, error) bool) {
	var g grouper
	for rec, err := range r.Records() {
		if r.done != nil { // the error of the input comes last
			if g.end(yield) {
				yield(nil, err)
			}
			return
		}
		if !g.line(rec, err, yield) {
			return
		}
	}
	g.end(yield)
}

// personKey returns what tells persons apart: the national identification, or
// type and identifier. Its memory is that of the record, or buf. Without a key
// there is the fault of the line, and nothing for the mailbox of a structure.
func personKey(rec Record, buf []byte) (key []byte, err error) {
	national, kind, bare := rec.Bytes(ColNationalID), rec.Bytes(ColPersonIDType), rec.Bytes(ColPersonID)
	switch {
	case !agree(national, kind, bare):
		return nil, rules[rulePersonMismatch].At(ColNationalID.Label()).On(rule.Position{Line: rec.line})
	case len(national) > 0:
		return keyOf(national), nil
	case len(bare) > 0:
		return keyOf(append(append(buf[:0], kind...), bare...)), nil
	case rec.Layout() == LayoutMailbox:
		return nil, nil
	}
	return nil, rules[rulePersonMissing].At(ColNationalID.Label()).On(rule.Position{Line: rec.line})
}

// longestKey is how long the identification of a refused line is at most: it may be any
// text.
const longestKey = 64

// refusedOf returns the keys of those whom a line may be of that was refused, as far as
// they can be read: of the person that it names, or of both; and of whoever's number stands
// in a field. Those of a line that is too short, or too long, may have moved, or be joined.
// A key may be there twice.
func refusedOf(rec Record) (keys [][]byte) {
	for _, k := range [...][]byte{rec.Bytes(ColNationalID), slices.Concat(rec.Bytes(ColPersonIDType), rec.Bytes(ColPersonID))} {
		if 0 < len(k) && len(k) <= longestKey {
			keys = append(keys, keyOf(k))
		}
	}
	for field := range bytes.SplitSeq(rec.Raw(), barText) {
		if len(field) < numberLength {
			continue
		}
		if k, ok := numberIn(field); ok {
			keys = append(keys, k)
			continue
		}
		for i := 0; i < len(field); i++ {
			run := field[i:]
			if end := bytes.IndexFunc(run, notDigit); end >= 0 {
				run = run[:end]
			}
			for _, part := range joined(run, i > 0 && unicode.IsLetter(rune(field[i-1]))) {
				if k, ok := numberIn(part); ok {
					keys = append(keys, k)
				}
			}
			i += len(run)
		}
	}
	return keys
}

// joined returns the parts of a run of digits that may be a number of somebody, and the
// rest of what a lost separator joined to it. In the technical identifier of a practice,
// behind its letter, stands the number of who owns it.
func joined(run []byte, lettered bool) [][]byte {
	switch n := len(run); {
	case n < numberLength, lettered && n <= len("99700366240012"):
		return nil
	case n <= 1+numberLength:
		return [][]byte{run}
	case lettered:
		return [][]byte{run[n-numberLength:]}
	default:
		return [][]byte{run[:numberLength], run[:1+numberLength], run[n-numberLength:]}
	}
}

// numberLength is how many digits a number of the RPPS has.
const numberLength = len("99700366240")

// keyOf returns an identification as it is compared: one that stands for a number of the
// RPPS is that number, however it is written.
func keyOf(text []byte) []byte {
	if len(text) == 1+numberLength && text[0] == '8' && !bytes.ContainsFunc(text, notDigit) {
		return text // nearly always
	}
	if k, ok := numberIn(text); ok {
		return k
	}
	return text
}

func notDigit(r rune) bool { return r < '0' || r > '9' }

// numberIn returns the identification of somebody by a number of the RPPS that has its key:
// with or without the 8 before it, and whatever stands between and around its digits, but
// for letters and what joins an identifier of something else.
func numberIn(text []byte) (key []byte, ok bool) {
	const wide = '０' - '0'
	var number []byte
	for _, r := range string(text) {
		switch {
		case '0' <= r && r <= '9':
		case '0'+wide <= r && r <= '9'+wide:
			r -= wide
		case unicode.IsLetter(r), unicode.IsNumber(r), strings.ContainsRune("/@_,;", r):
			return nil, false
		default:
			continue
		}
		if number = append(number, byte(r)); len(number) > 1+numberLength {
			return nil, false
		}
	}
	if len(number) == 1+numberLength && number[0] == '8' {
		number = number[1:]
	}
	n, err := rpps.Options{}.Number(string(number))
	if err != nil {
		return nil, false
	}
	return []byte(rpps.PersonIDOf(n).Canonical()), true
}

// agree reports whether a national identification is the type followed by the
// identifier, as far as they are stated: without the type it ends with the identifier.
func agree[T ~string | ~[]byte](national, kind, bare T) bool {
	if len(kind) == 0 {
		return len(national) == 0 || strings.HasSuffix(string(national), string(bare))
	}
	return len(national) == 0 || len(bare) == 0 ||
		len(national) == len(kind)+len(bare) && string(national[:len(kind)]) == string(kind) && string(national[len(kind):]) == string(bare)
}

// grouper puts together lines that follow each other.
type grouper struct {
	b      builder
	key    []byte // of the person at hand
	most   []byte // the greatest so far
	buf    []byte
	bad    bool // the person at hand is out of order
	number int  // of its first line

	// lacking are the persons of whom a line was refused, with its number; all stands for
	// everybody, where they are too many.
	lacking map[string]int
	all     int
}

// refuse notes a line that was refused: it may be of the person at hand, or of one to come.
func (g *grouper) refuse(rec Record) {
	if g.all != 0 {
		return
	}
	if g.lacking == nil {
		g.lacking = make(map[string]int)
	}
	for _, k := range refusedOf(rec) {
		if _, known := g.lacking[string(k)]; !known {
			g.lacking[string(k)] = rec.line
		}
	}
	if len(g.lacking) <= mostLacking {
		return
	}
	// Without those who came: half of them, so that this is seldom done.
	maps.DeleteFunc(g.lacking, func(k string, _ int) bool { return k < string(g.key) })
	if len(g.lacking) > mostLacking/2 {
		g.all = rec.line
	}
}

// mostLacking is how many persons to come are remembered of whom a line was refused.
const mostLacking = 10_000

// line takes the next line. It reports whether to go on.
func (g *grouper) line(rec Record, err error, yield func(*Person, error) bool) bool {
	var key []byte
	if err == nil {
		key, err = personKey(rec, g.buf)
	}
	if err != nil {
		g.refuse(rec)
		return yield(nil, err)
	}
	if len(key) == 0 {
		return true
	}
	if g.b.p == nil || !bytes.Equal(key, g.key) {
		if !g.end(yield) {
			return false
		}
		g.begin(key, rec.line)
		g.b.start()
	}
	g.b.add(rec)
	return true
}

// begin notes whether the person of a key comes in its order.
func (g *grouper) begin(key []byte, number int) {
	g.key = append(g.key[:0], key...)
	g.number = number
	g.bad = g.most != nil && bytes.Compare(key, g.most) <= 0
	if !g.bad {
		g.most = append(g.most[:0], key...)
	}
}

// end gives the person at hand, if there is one.
func (g *grouper) end(yield func(*Person, error) bool) bool {
	p := g.b.finish()
	if p == nil {
		return true
	}
	doubt(p, cmp.Or(g.lacking[string(g.key)], g.all))
	if g.bad {
		return yield(p, rules[ruleOrder].At(ColNationalID.Label()).On(rule.Position{Line: g.number}))
	}
	return yield(p, nil)
}

// builder makes a person of lines.
type builder struct {
	p    *Person
	a    Activity
	seen map[situation.Situation]bool // from the ninth situation on
	over bool

	skill, looked string // of médecine du travail; the last savoir-faire looked at

	// texts are hashes of the lines, for those that are the same.
	texts map[uint64]bool
	few   []uint64
	seed  maphash.Seed
}

func (b *builder) start() {
	if b.seed == (maphash.Seed{}) {
		b.seed = maphash.MakeSeed()
	}
	b.p, b.seen, b.over, b.texts, b.few = new(Person), nil, false, nil, b.few[:0]
	b.skill, b.looked = "", ""
}

func (b *builder) finish() *Person {
	p := b.p
	if p != nil {
		if b.skill != "" {
			b.close(p)
		}
		p.Faults.Sort()
	}
	b.p, b.skill = nil, ""
	return p
}

func (b *builder) add(rec Record) {
	p := b.p
	if most := rec.h.o.MaxPersonLines; len(p.Lines) == most {
		if !b.over {
			b.over = true
			p.Faults.Add(rules[ruleTooMany].At("").With(strconv.Itoa(most)).On(rule.Position{Line: rec.line}))
		}
		b.occupational(rec.Text(ColQualificationCode))
		return
	}
	rec.Read(&b.a)
	a := &b.a
	first := len(p.Lines) == 0
	p.Lines = append(p.Lines, rec.line)
	p.Faults.Add(a.Faults...)
	if again := b.again(rec.text); again && !rec.Repeated() {
		// It is not next to the line that it repeats.
		p.Faults.Add(rules[ruleLineRepeated].At("").On(rule.Position{Line: rec.line}))
	}
	if first {
		p.Professional = clone(a.Professional)
	} else {
		b.merge(a)
	}
	for _, e := range a.Professional.Exercises {
		b.occupational(e.Qualification)
	}
	b.occupational(a.Situation.Qualification)
	if a.HasSituation && b.isNew(a.Situation) {
		p.Situations = append(p.Situations, a.Situation)
	}
}

// few is how many things are compared one by one.
const few = 8

// again reports whether the person has had a line with that text.
func (b *builder) again(text []byte) bool {
	h := maphash.Bytes(b.seed, text)
	if b.texts == nil {
		if slices.Contains(b.few, h) {
			return true
		}
		if b.few = append(b.few, h); len(b.few) <= few {
			return false
		}
		b.texts = make(map[uint64]bool)
		for _, h := range b.few {
			b.texts[h] = true
		}
		return false
	}
	again := b.texts[h]
	b.texts[h] = true
	return again
}

// isNew reports whether the person has not that situation yet.
func (b *builder) isNew(s situation.Situation) bool {
	have := b.p.Situations
	if b.seen == nil {
		if len(have) < few {
			return !slices.Contains(have, s)
		}
		b.seen = make(map[situation.Situation]bool)
		for _, s := range have {
			b.seen[s] = true
		}
	}
	again := b.seen[s]
	b.seen[s] = true
	return !again
}

// merge adds what another line says of the person. Where lines differ the
// first counts; what it leaves open is filled in.
func (b *builder) merge(a *Activity) {
	p, q := &b.p.Professional, &a.Professional
	differs := func(c Column) {
		b.p.Faults.Add(rules[rulePersonDiffers].At(c.Label()).On(rule.Position{Line: a.Line}))
	}
	fill(&p.Civility, q.Civility, ColCivilityCode, differs)
	fill(&p.ExerciseCivility, q.ExerciseCivility, ColExerciseCivilityCode, differs)
	fill(&p.ExerciseName.Family, q.ExerciseName.Family, ColExerciseFamilyName, differs)
	fill(&p.ExerciseName.Given, q.ExerciseName.Given, ColExerciseGivenName, differs)
	fill(&p.CivilStatus.BirthName, q.CivilStatus.BirthName, ColBirthName, differs)
	fill(&p.CivilStatus.BirthDate, q.CivilStatus.BirthDate, ColBirthDate, differs)
	fill(&p.CivilStatus.Sex, q.CivilStatus.Sex, ColSexCode, differs)
	fill(&p.CivilStatus.BirthPlace.Commune, q.CivilStatus.BirthPlace.Commune, ColBirthCommuneCode, differs)
	fill(&p.CivilStatus.BirthPlace.Country, q.CivilStatus.BirthPlace.Country, ColBirthCountryCode, differs)
	fill(&p.CivilStatus.BirthPlace.Town, q.CivilStatus.BirthPlace.Town, ColBirthPlace, differs)
	fill(&p.Contact.Phone, q.Contact.Phone, ColPersonPhone, differs)
	fill(&p.Contact.Email, q.Contact.Email, ColPersonEmail, differs)
	fill(&p.Contact.MSSante, q.Contact.MSSante, ColMailboxAddress, differs)
	switch have, other := p.CivilStatus.FirstNames, q.CivilStatus.FirstNames; {
	case len(have) == 0:
		p.CivilStatus.FirstNames = slices.Clone(other)
	case len(other) > 0 && !slices.Equal(have, other):
		differs(ColFirstNames)
	}
	for _, o := range q.OtherIDs {
		if !slices.Contains(p.OtherIDs, o) {
			p.OtherIDs = append(p.OtherIDs, o)
		}
	}
	for _, e := range q.Exercises {
		if !slices.Contains(p.Exercises, e) {
			p.Exercises = append(p.Exercises, e)
		}
	}
}

// fill takes a value where none is stated, and tells one that differs.
func fill[T comparable](to *T, from T, c Column, differs func(Column)) {
	var zero T
	switch {
	case from == zero || from == *to:
	case *to == zero:
		*to = from
	default:
		differs(c)
	}
}

// index is where the lines of all persons are.
type index struct {
	entries []entry
	persons int
	lacking map[uint32]int // persons of whom a line was refused: its number

	byNumber map[uint64]uint32 // of persons whose key is a number
	byText   map[string]uint32

	text  io.ReaderAt
	store *store // text, when it is in memory
}

// entry is one line: 16 bytes.
type entry struct {
	at     int64
	person uint32
	line   uint32
}

// person returns the number of a person, from 0 in the order in which they
// occur. Most keys are 12 digits, and fit into a number.
func (x *index) person(key []byte) uint32 {
	if n, found := x.find(key); found {
		return n
	}
	if number, ok := digits(key); ok {
		x.byNumber[number] = uint32(x.persons)
	} else {
		x.byText[string(key)] = uint32(x.persons)
	}
	x.persons++
	return uint32(x.persons - 1)
}

func (x *index) find(key []byte) (n uint32, found bool) {
	if number, ok := digits(key); ok {
		n, found = x.byNumber[number]
		return n, found
	}
	n, found = x.byText[string(key)]
	return n, found
}

// digits packs a key of 1 to 18 digits, leading zeros counted.
func digits(key []byte) (uint64, bool) {
	if len(key) > 18 {
		return 0, false
	}
	n := uint64(1)
	for _, c := range key {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + uint64(c-'0')
	}
	return n, true
}

func (r *Reader) tooLarge(line int) {
	f := rules[ruleFileLarge].At("").With(strconv.FormatInt(r.h.o.MaxBytes, 10))
	r.done = fmt.Errorf("annuaire: line %d: %w", line, f)
}

func (r *Reader) indexedPersons(yield func(*Person, error) bool) {
	x := index{byNumber: map[uint64]uint32{}, byText: map[string]uint32{}, text: r.src}
	if x.text == nil {
		x.store = new(store)
		x.text = x.store
	}
	var buf, key []byte
	longest, held := 0, int64(0)
	lacking := make(map[string]int)
	for {
		rec, err := r.next()
		if err == io.EOF {
			break
		}
		if err == nil {
			key, err = personKey(rec, buf)
		}
		if err != nil {
			if !yield(nil, err) || r.done != nil {
				return
			}
			for _, k := range refusedOf(rec) {
				if _, known := lacking[string(k)]; known {
					continue
				}
				lacking[string(k)] = rec.line
				if held += 4 * longestKey; held > r.h.o.MaxBytes { // with what the map takes
					r.tooLarge(rec.line)
					yield(nil, r.done)
					return
				}
			}
			continue
		}
		if len(key) == 0 {
			continue
		}
		l := &r.in.now
		e := entry{at: l.at, person: x.person(key), line: uint32(rec.line)}
		if x.store != nil {
			if held += int64(len(l.text)); held > r.h.o.MaxBytes {
				r.tooLarge(rec.line)
				yield(nil, r.done)
				return
			}
			e.at = x.store.add(l.text)
		}
		longest = max(longest, len(l.text))
		x.entries = append(x.entries, e)
	}
	x.lacking = make(map[uint32]int)
	for k, line := range lacking {
		if n, found := x.find([]byte(k)); found {
			x.lacking[n] = line
		}
	}
	x.byNumber, x.byText = nil, nil
	x.sort()
	r.assemble(&x, longest, yield)
}

// sort puts the lines of each person together, in their order: by counting,
// which costs one pass.
func (x *index) sort() {
	if slices.IsSortedFunc(x.entries, func(a, b entry) int { return cmp.Compare(a.person, b.person) }) {
		return
	}
	next := make([]uint32, x.persons+1)
	for _, e := range x.entries {
		next[e.person+1]++
	}
	for i := 1; i < len(next); i++ {
		next[i] += next[i-1]
	}
	out := make([]entry, len(x.entries))
	for _, e := range x.entries {
		out[next[e.person]] = e
		next[e.person]++
	}
	x.entries = out
}

// assemble reads the lines of the index again, person by person.
func (r *Reader) assemble(x *index, longest int, yield func(*Person, error) bool) {
	var b builder
	var again Summary
	w := window{src: x.text, file: x.store == nil, need: longest + 2}
	d := newDecoder(r.h)
	var key, buf []byte
	changed := errors.New("the file has changed between the two passes")
	for i, e := range x.entries {
		if i == 0 || e.person != x.entries[i-1].person {
			if p := b.finish(); p != nil {
				doubt(p, x.lacking[x.entries[i-1].person])
				if !yield(p, nil) {
					return
				}
			}
			b.start()
		}
		text, err := w.line(e.at)
		var rec Record
		if err == nil {
			// The person knows the lines that are the same, next to it or not.
			rec = d.record(&line{text: text, number: int(e.line), ended: true}, false, &again)
			k, _ := personKey(rec, buf)
			if d.flaw >= 0 || len(k) == 0 || len(b.p.Lines) > 0 && !bytes.Equal(k, key) {
				err = changed
			}
			key = append(key[:0], k...)
		}
		if err != nil {
			r.done = fmt.Errorf("annuaire: line %d: %w", e.line, err)
			yield(nil, r.done)
			return
		}
		b.add(rec)
	}
	if p := b.finish(); p != nil {
		doubt(p, x.lacking[x.entries[len(x.entries)-1].person])
		yield(p, nil)
	}
}

// window reads lines at any place: in large pieces where they follow each
// other, as those of a file that is nearly sorted do, and one by one where not.
type window struct {
	src  io.ReaderAt
	file bool // lines end as in the file, and not as in a store
	need int  // the longest line, with its end
	buf  []byte
	at   int64
	n    int // bytes of buf that were read
	more bool
}

func (w *window) line(at int64) ([]byte, error) {
	if w.buf == nil {
		w.buf = make([]byte, max(64<<10, w.need))
	}
	for again := false; ; again = true {
		if from := at - w.at; at >= w.at && from < int64(w.n) {
			text, _, whole := bytes.Cut(w.buf[from:w.n], []byte("\n"))
			// Without its end here, it is the last, or it goes on.
			if whole || !w.more {
				if n := len(text); w.file && n > 0 && text[n-1] == '\r' {
					text = text[:n-1]
				}
				return text, nil
			}
		}
		if again {
			return nil, io.ErrUnexpectedEOF // the file is no longer what it was
		}
		size := w.need
		if at >= w.at && at <= w.at+int64(w.n) {
			size = len(w.buf)
		}
		n, err := w.src.ReadAt(w.buf[:size], at)
		if n == 0 {
			if err == nil || err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return nil, err
		}
		w.at, w.n, w.more = at, n, err == nil
	}
}

// store keeps the text of lines in pieces, so that growing copies nothing. No
// line is cut by the end of a piece.
type store struct{ pieces [][]byte }

const pieceBits = 20

// add keeps a line, and returns where.
func (s *store) add(text []byte) int64 {
	last := len(s.pieces) - 1
	if last < 0 || len(s.pieces[last])+len(text)+1 > cap(s.pieces[last]) {
		s.pieces = append(s.pieces, make([]byte, 0, max(1<<pieceBits, len(text)+1)))
		last++
	}
	at := len(s.pieces[last])
	s.pieces[last] = append(append(s.pieces[last], text...), '\n')
	return int64(last)<<31 | int64(at)
}

// ReadAt implements [io.ReaderAt] for the places that add returns.
func (s *store) ReadAt(p []byte, at int64) (int, error) {
	n := copy(p, s.pieces[at>>31][at&(1<<31-1):])
	return n, nil
}
