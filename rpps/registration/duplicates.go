package registration

import (
	"bytes"
	"fmt"
	"hash/maphash"
	"io"
	"log/slog"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/rppsplus/rppsplus/internal/latin"
	"github.com/rppsplus/rppsplus/internal/namekey"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Duplicates is an index of requests already seen: it tells when a request is
// for a person, or a person and a structure, of an earlier one. The zero value
// is ready. It is not safe for concurrent use, and must not be copied after
// the first [Duplicates.Add].
//
// # The same person
//
// Two requests are for the same person when they state the same RPPS number
// and nothing says otherwise: names, where both state them, have the same key,
// and birth dates, where both state them, are equal. Two different numbers are
// two persons.
//
// Without two numbers to compare, they are for the same person when birth name
// and first name are spelt the same, birth dates are stated and equal, and
// nothing contradicts: birth places, sexes F and M, second and third first
// names, where both state them. Spelt the same means equal whatever the case,
// the blanks and the encoding of accents; accents and hyphens matter.
//
// # Another spelling
//
// Names have the same key when they are made of the same words, in any order,
// so also with birth name and first name in each other's column. Words are
// taken without accents and marks, as names.Key does, and without particles
// (de, du, des, d', la, le, van, von, dos…), unless nothing else is left; de,
// des, du, la and le also where they are written together with what follows
// ("Lefevre" and "Le Fèvre", so "Leroy" and "Roy" too). Of the first names the
// first one counts, for many people give but that one, and "Jean Paul" is also
// read as "Jean-Paul". The key is for doubt: the same key and the same birth
// date, without the certainty above, is a warning.
//
// Not recognised: other words written together, usage names, slips of the
// keyboard.
//
// # What is kept
//
// No text about a person: 64-bit hashes of names, 32-bit hashes of what is
// compared only between requests that already share a name or a number, the
// RPPS number in its masked type, the birth date disguised, and the dates of
// the situation. The hashes have a seed of their own in each index and mean
// nothing outside it. Two different names get the same hash once in 10^19
// pairs, two places or structures once in four billion: the finding is then
// wrong, which a program cannot see and a person who looks at both lines does.
type Duplicates struct {
	seed    maphash.Seed
	count   int
	records [][]dupRecord // blocks of dupBlock: growing copies nothing

	// Heads of lists of records, newest first: 1 and up.
	numbers map[rpps.Number]int32
	names   map[uint64]int32 // by dupRecord.name and birth
	joined  map[uint64]int32 // by dupRecord.joined and birth
}

// dupBlock is the number of records in a block.
const dupBlock = 256

// dupRecord is what is kept of a request. A zero hash is "not stated".
type dupRecord struct {
	line   int
	number rpps.Number
	// name and joined are the keys: with the first name, and with the first
	// two as one compound name, when that may be meant. spelling is for
	// birth name and first name.
	name, joined, spelling uint64
	birth                  uint32
	// more are the keys of the second and of the third first name.
	more        [2]uint32
	place, town uint32
	// sites are the identifiers of a place.
	sites      [5]uint32
	start, end civil.Date
	work       [3]uint16 // métier, role, mode
	sex        rpps.Sex
	entity     [2]bool // technical identifier, IDNST: of a legal entity
	refused    bool    // will not be sent

	nextNumber, nextName, nextJoined int32
}

// Len returns how many requests were added.
func (d *Duplicates) Len() int { return d.count }

// Add compares a request with those added before, and remembers it under its
// line. Each fault is on the line of the given request and has the other line
// as its argument; among several other lines it names the one that was added
// first, so that there is one fault a rule at most:
//
//   - [CodeDupSituation]: the same person, in the same structure (an identifier
//     of a site shared, and no other one of the same kind: less is needed than
//     for [rpps.Structure.Same]), for the same work (métier, role, mode), over
//     periods that meet. A period without an end is open; dates that are not
//     stated, or reversed, exclude nothing.
//   - [CodeDupPerson]: the same person otherwise; [CodeDupPending], a warning,
//     when both requests state the number, so that one may follow the other.
//   - [CodeDupNumber]: the same number for another person.
//   - [CodeDupSpelling], a warning: the same names by their key and the same
//     birth date, and not certainly the same person, or not spelt the same.
//
// A field that is not stated matches nothing, so a request without birth date
// or names is compared by its number only. A nil request counts as empty. The
// time of a call grows with the number of different requests for that person,
// and is bounded: beyond the last 2,000 of them, earlier ones are not found.
func (d *Duplicates) Add(line int, r *Request) rule.Faults { return d.add(line, r, false) }

// AddRefused is [Duplicates.Add] for a request that will not be sent as it is:
// it refuses no later one, for which there is [CodeDupRefused] at most, a
// warning.
func (d *Duplicates) AddRefused(line int, r *Request) rule.Faults { return d.add(line, r, true) }

// Find returns the line of the first request added before that is for the same
// person, as above and never by another spelling only; ok is false when there is
// none. It remembers nothing.
func (d *Duplicates) Find(r *Request) (line int, ok bool) {
	if r == nil || d.numbers == nil {
		return 0, false
	}
	n := d.record(0, r)
	s := d.look(&n)
	return s.personLine, s.person != 0
}

func (d *Duplicates) add(line int, r *Request, refused bool) rule.Faults {
	d.count++
	if r == nil {
		return nil
	}
	if d.numbers == nil {
		d.seed = maphash.MakeSeed()
		d.numbers, d.names, d.joined = map[rpps.Number]int32{}, map[uint64]int32{}, map[uint64]int32{}
	}
	n := d.record(line, r)
	n.refused = refused
	s := d.look(&n)
	if !s.known {
		d.keep(&n)
	}
	return s.faults()
}

// look compares a record with those that may be of the same person, and links it
// before them.
func (d *Duplicates) look(n *dupRecord) search {
	s := search{d: d, new: n}
	if !n.number.IsZero() {
		n.nextNumber = d.numbers[n.number]
		s.walk(n.nextNumber, func(o *dupRecord) int32 { return o.nextNumber })
	}
	if n.birth != 0 && n.name != 0 {
		n.nextName = d.names[n.at(n.name)]
		s.walk(n.nextName, func(o *dupRecord) int32 { return o.nextName })
		s.walk(d.joined[n.at(n.name)], func(o *dupRecord) int32 { return o.nextJoined })
		if n.joined != 0 {
			s.walk(d.names[n.at(n.joined)], func(o *dupRecord) int32 { return o.nextName })
		}
	}
	return s
}

// keep remembers a record that something can be compared with.
func (d *Duplicates) keep(n *dupRecord) {
	named := n.birth != 0 && n.name != 0
	if n.number.IsZero() && !named {
		return
	}
	last := len(d.records) - 1
	if last < 0 || len(d.records[last]) == dupBlock {
		d.records = append(d.records, make([]dupRecord, 0, dupBlock))
		last++
	}
	i := int32(last*dupBlock + len(d.records[last]) + 1)
	if !n.number.IsZero() {
		d.numbers[n.number] = i
	}
	if named {
		d.names[n.at(n.name)] = i
		if n.joined != 0 {
			at := n.at(n.joined)
			n.nextJoined, d.joined[at] = d.joined[at], i
		}
	}
	d.records[last] = append(d.records[last], *n)
}

// at returns the place of a key with the birth date in the tables.
func (n *dupRecord) at(key uint64) uint64 { return key ^ uint64(n.birth)*0x9E3779B97F4A7C15 }

// search collects the first record of each kind.
type search struct {
	d   *Duplicates
	new *dupRecord
	// first is the place of the record for each kind, 0 for none.
	first [dupKinds]int32
	line  [dupKinds]int
	// person is the place of the first record of the same person.
	person     int32
	personLine int
	// known: an earlier record is the same in everything that is compared,
	// and answers for this one.
	known bool
}

// The kinds of findings, in the order of their rules.
const (
	dupSituation = iota
	dupPerson
	dupPending
	dupNumber
	dupSpelling
	dupRefused
	dupKinds

	// errors are the kinds that refuse a request.
	dupErrors = 1<<dupSituation | 1<<dupPerson | 1<<dupNumber
	// dupSame are those of one person.
	dupSame = 1<<dupSituation | 1<<dupPerson | 1<<dupPending
)

// maxWalk bounds how many earlier requests one is compared with: a file in
// which one person is on every line would take a time that grows with its
// square.
const maxWalk = 2000

func (s *search) walk(i int32, next func(*dupRecord) int32) {
	for range maxWalk {
		if i == 0 {
			return
		}
		o := &s.d.records[(i-1)/dupBlock][(i-1)%dupBlock]
		kinds := s.new.compare(o)
		if kinds&dupSame != 0 && (s.person == 0 || i < s.person) {
			s.person, s.personLine = i, o.line
		}
		if o.refused && kinds&dupErrors != 0 {
			kinds = kinds&^dupErrors | 1<<dupRefused
		}
		for k := range dupKinds {
			if kinds&(1<<k) != 0 && (s.first[k] == 0 || i < s.first[k]) {
				s.first[k], s.line[k] = i, o.line
			}
		}
		s.known = s.known || s.new.same(o)
		i = next(o)
	}
}

func (s *search) faults() rule.Faults {
	var out rule.Faults
	for k, at := range [dupKinds]struct {
		rule int
		path string
	}{
		dupSituation: {ruleDupSituation, PathRequest},
		dupPerson:    {ruleDupPerson, PathRequest},
		dupPending:   {ruleDupPending, PathRequest},
		dupNumber:    {ruleDupNumber, FieldNumber.Path()},
		dupSpelling:  {ruleDupSpelling, FieldBirthName.Path()},
		dupRefused:   {ruleDupRefused, PathRequest},
	} {
		if s.first[k] != 0 {
			f := rules[at.rule].At(at.path).With(itoa(s.line[k]))
			out.Add(f.On(rule.Position{Line: s.new.line}))
		}
	}
	out.Sort()
	return out
}

// same reports whether two records are equal but for their lines.
func (n *dupRecord) same(o *dupRecord) bool {
	c := *o
	c.line, c.nextNumber, c.nextName, c.nextJoined = n.line, n.nextNumber, n.nextName, n.nextJoined
	return c == *n
}

// compare returns the kinds of findings between two records, as bits.
func (n *dupRecord) compare(o *dupRecord) (kinds uint) {
	numbers := !n.number.IsZero() && !o.number.IsZero()
	sameNumber := numbers && n.number == o.number
	names := n.name != 0 && o.name != 0
	sameKey := names && (n.name == o.name || n.name == o.joined || n.joined == o.name)
	dates := n.birth != 0 && o.birth != 0
	sameDate := dates && n.birth == o.birth

	if sameNumber && (names && !sameKey || dates && !sameDate) {
		return 1 << dupNumber
	}
	likely := sameKey && sameDate
	alike := likely && n.spelling == o.spelling && !n.contradicts(o)
	switch {
	case sameNumber, alike && !numbers:
		switch {
		case n.sameSite(o) && n.meets(o) && n.sameWork(o):
			kinds = 1 << dupSituation
		case sameNumber:
			kinds = 1 << dupPending
		default:
			kinds = 1 << dupPerson
		}
		if likely && !alike {
			kinds |= 1 << dupSpelling
		}
	case likely:
		kinds = 1 << dupSpelling
	}
	return kinds
}

// contradicts reports whether something that both state differs.
func (n *dupRecord) contradicts(o *dupRecord) bool {
	differ := func(a, b uint32) bool { return a != 0 && b != 0 && a != b }
	return differ(n.place, o.place) || differ(n.town, o.town) ||
		differ(n.more[0], o.more[0]) || differ(n.more[1], o.more[1]) ||
		n.sex == rpps.Female && o.sex == rpps.Male || n.sex == rpps.Male && o.sex == rpps.Female
}

// sameWork reports whether métier, role and mode do not differ: somebody can
// have two activities in one structure.
func (n *dupRecord) sameWork(o *dupRecord) bool {
	for i, w := range n.work {
		if w != 0 && o.work[i] != 0 && w != o.work[i] {
			return false
		}
	}
	return true
}

// sameSite reports whether two records share an identifier of a site, and differ in
// none. [rpps.Structure.Same] asks for more: what it leaves open is no other place
// here, where that would let a request through.
func (n *dupRecord) sameSite(o *dupRecord) bool {
	shared := false
	for i, id := range n.sites {
		switch {
		case id == 0 || o.sites[i] == 0:
		case id != o.sites[i]:
			return false
		case i < siteTechnical || !n.entity[i-siteTechnical]:
			shared = true
		}
	}
	return shared
}

// siteTechnical is the place of the technical identifier in sites; the IDNST
// comes after it.
const siteTechnical = 3

func (n *dupRecord) meets(o *dupRecord) bool {
	return !n.end.Before(o.start) && !o.end.Before(n.start)
}

// record draws from a request what is compared.
func (d *Duplicates) record(line int, r *Request) dupRecord {
	id, s := &r.Identity, &r.Situation
	n := dupRecord{line: line, number: r.KnownNumber(), sex: id.Sex}
	d.nameOf(&n, id)
	if !id.BirthDate.IsZero() {
		// Dates are few and easily guessed from a hash: it would hide no more,
		// and could collide. The high bit keeps it from being zero.
		n.birth = uint32(id.BirthDate.Ordinal()) ^ d.short([]byte("birth")) | 1<<31
	}
	code := id.BirthPlace.Country
	if code == "" {
		code = id.BirthPlace.Commune
	}
	place := trim(string(code))
	n.place = d.short([]byte(strings.ToUpper(place)))
	var buf [nameSize]byte
	if place == "" || strings.HasPrefix(place, "99") { // of a commune the code tells more
		n.town = d.short(appendKey(buf[:0], []byte(id.BirthPlace.Town)))
	}

	p := &s.Structure
	site := func(text []byte, _ error) uint32 { return d.short(text) }
	n.sites = [5]uint32{
		site(p.SIRET.AppendText(buf[:0])), site(p.FINESS.AppendText(buf[:0])), site(p.RPPSRang.AppendText(buf[:0])),
		siteTechnical: site(p.Technical.AppendText(buf[:0])), site(p.ID.AppendText(buf[:0])),
	}
	n.entity = [2]bool{p.Technical.Kind() == rpps.TechnicalLegalEntity, p.ID.Kind() == rpps.StructureSIREN}
	if !s.End.Before(s.Start) {
		n.start, n.end = s.Start, s.End
	}
	n.work = [3]uint16{uint16(s.Function), uint16(s.Role), uint16(s.Mode)}
	return n
}

// nameSize is the size of the buffers for names. They are on the stack, and none
// is kept between calls, for it would hold a name; a longer name costs memory
// that is free again after the call.
const nameSize = 128

// nameOf sets the hashes of the names, when birth name and first name are
// both stated.
func (d *Duplicates) nameOf(n *dupRecord, id *rpps.CivilStatus) {
	var familyBuf, givenBuf, keyBuf [nameSize]byte
	family := appendSpelling(familyBuf[:0], string(id.BirthName))
	key := appendKey(keyBuf[:0], family)
	names, count := d.bag(key)
	given := givenBuf[:0] // with a blank after each word
	for _, name := range id.FirstNames {
		if longer := appendSpelling(given, string(name)); len(longer) > len(given) {
			given = append(longer, ' ')
		}
	}
	if count == 0 || len(given) == 0 {
		return
	}
	// A first name that is but a particle goes with what follows it: "Le Goff"
	// in the column of the first names.
	word, rest := cut(given)
	key = appendKey(key[:0], word)
	for len(rest) > 0 && allParticles(key) {
		word, rest = cut(rest)
		key = appendKey(key[:0], word)
	}
	first := given[:len(given)-len(rest)-1]
	if len(first) > len(word) {
		key = appendKey(key[:0], first)
	}
	own, count := d.bag(key)
	if count == 0 {
		return // signs and no letter
	}
	n.name = max(1, names+own)
	n.spelling = d.long(append(append(family, 0), first...))
	key = append(key, ' ')
	for i, after := 0, len(key); i < len(n.more) && len(rest) > 0; i++ {
		word, rest = cut(rest)
		key = appendKey(key[:after], word)
		n.more[i] = d.short(key[after:])
		if i == 0 && count == 1 {
			own, _ := d.bag(key)
			if joined := max(1, names+own); joined != n.name {
				n.joined = joined
			}
		}
	}
}

// cut returns the first word of a text and what follows its blank.
func cut(text []byte) (word, rest []byte) {
	word, rest, _ = bytes.Cut(text, []byte{' '})
	return word, rest
}

// appendSpelling appends a name in one of its cases, with single blanks,
// composed.
func appendSpelling(dst []byte, name string) []byte {
	if out, ok := appendFrench(dst, name); ok {
		return out
	}
	return append(dst, spelling(name)...)
}

// spelling is appendSpelling for any name, by the tables of Unicode.
func spelling(name string) string {
	name = strings.Map(foldCase, norm.NFC.String(trim(name)))
	if strings.IndexFunc(name, unicode.IsSpace) < 0 {
		return name
	}
	return strings.Join(strings.Fields(name), " ")
}

// foldCase returns the same letter for all that differ only in case, as
// strings.EqualFold sees it.
func foldCase(r rune) rune {
	if r < 0x80 {
		if 'a' <= r && r <= 'z' {
			r -= 'a' - 'A'
		}
		return r
	}
	least := r
	for o := unicode.SimpleFold(r); o != r; o = unicode.SimpleFold(o) {
		least = min(least, o)
	}
	return least
}

// appendFrench is appendSpelling for the letters of French: nearly all names
// are made of them, normalisation leaves them as they are, and their cases need
// no table. ok is false, and dst as it was, when there is another character.
func appendFrench(dst []byte, name string) (out []byte, ok bool) {
	start, gap := len(dst), false
	for _, r := range name {
		switch {
		case r == ' ', '\t' <= r && r <= '\r':
			gap = len(dst) > start
			continue
		case 'a' <= r && r <= 'z', 'à' <= r && r <= 'þ' && r != '÷':
			r -= 'a' - 'A'
		case r == 'œ':
			r = 'Œ'
		case r == 'Ÿ':
			r = 'ÿ' // the one of the two that foldCase takes
		case r < 0x80, 'À' <= r && r <= 'Þ', r == 'Œ', r == 'ÿ', r == '’':
		default:
			return dst[:start], false
		}
		if gap {
			dst, gap = append(dst, ' '), false
		}
		dst = utf8.AppendRune(dst, r)
	}
	return dst, true
}

// appendKey appends namekey.Of, without its string for the letters of French.
func appendKey(dst, name []byte) []byte {
	if out, ok := latin.Append(dst, string(name)); ok {
		return out
	}
	return append(dst, namekey.Of(string(name))...)
}

// bag returns a hash of the words of a key and their number: without its
// particles, or with them when it is made of nothing else. The hash is the sum
// of those of the words, which has no order, and adds up with other words.
func (d *Duplicates) bag(key []byte) (sum uint64, count int) {
	var particles uint64
	var small int
	for len(key) > 0 {
		var word []byte
		if word, key = cut(key); isParticle(word) {
			particles += d.long(word)
			small++
		} else {
			sum += d.long(apart(word))
			count++
		}
	}
	if count == 0 {
		return particles, small
	}
	return sum, count
}

// apart returns a word without the particles of French that are written together with
// it: fevre of lefevre, croix of delacroix. Three letters stay.
func apart(word []byte) []byte {
	for len(word) > 4 && (word[0] == 'd' || word[0] == 'l') {
		n := 0
		switch string(word[:2]) {
		case "de":
			if n = 2; word[2] == 's' && len(word) > 5 {
				n = 3
			}
		case "du", "la", "le":
			n = 2
		default:
			return word
		}
		word = word[n:]
	}
	return word
}

func allParticles(key []byte) bool {
	word, rest := cut(key)
	for len(rest) > 0 && isParticle(word) {
		word, rest = cut(rest)
	}
	return isParticle(word)
}

// isParticle reports the words that are put in and left out of family names:
// the French ones, and those of the neighbouring languages that names in
// France are often made of.
func isParticle(word []byte) bool {
	switch string(word) {
	case "d", "de", "des", "du", "l", "la", "le", "les",
		"van", "von", "der", "den", "zu",
		"da", "das", "do", "dos", "di", "del", "della", "el":
		return true
	}
	return false
}

// long returns the hash of a text; never zero but for the empty one.
func (d *Duplicates) long(text []byte) uint64 {
	if len(text) == 0 {
		return 0
	}
	return max(1, maphash.Bytes(d.seed, text))
}

// short is long for what is compared between few.
func (d *Duplicates) short(text []byte) uint32 {
	if len(text) == 0 {
		return 0
	}
	return max(1, uint32(maphash.Bytes(d.seed, text)))
}

// String tells how many requests were added.
func (d Duplicates) String() string { return "Duplicates(" + itoa(d.count) + " requests)" }

// Format implements [fmt.Formatter]: masked under every verb.
func (d Duplicates) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, d.String()) }

// LogValue implements [slog.LogValuer].
func (d Duplicates) LogValue() slog.Value { return slog.StringValue(d.String()) }
