package annuaire

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"strconv"
	"strings"

	"github.com/rppsplus/rppsplus/internal/latin"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// Activity is all that one line says, in the terms of the library.
type Activity struct {
	// Line is the number of the line.
	Line int
	// Professional is the person, with the exercise of this line.
	Professional rpps.Professional
	// Situation is the activity. It has no start and no end: see the comment of
	// the package. It does not know the other lines of the person: see
	// [Record.Situation].
	Situation situation.Situation
	// HasSituation is false for a line that states neither a structure nor how
	// the person practises: a person of the register without an activity. It is
	// false in files that list something else: diplomas, mailboxes; and for a line
	// that was refused or names two persons ([CodePersonMismatch]). The situation
	// of such a line was seen on no day.
	HasSituation bool
	// PharmacistSection is the section of the Ordre des pharmaciens (A to H).
	PharmacistSection string
	// Authority is the triple of registration authorities, as written.
	Authority string
	// Faults is everything odd in the line, sorted; the path is the label of
	// the column.
	Faults rule.Faults
}

// String tells the line and the codes, not who or where.
func (a Activity) String() string {
	return "Activity(line " + strconv.Itoa(a.Line) + ", " + a.Situation.String() + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (a Activity) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, a.String()) }

// LogValue implements [slog.LogValuer].
func (a Activity) LogValue() slog.Value {
	return slog.GroupValue(slog.Int("line", a.Line), slog.Any("situation", a.Situation.LogValue()))
}

// Clone returns an activity that shares no memory with one that
// [Record.Read] will fill again.
func (a Activity) Clone() Activity {
	a.Professional = clone(a.Professional)
	a.Faults = append(rule.Faults(nil), a.Faults...)
	return a
}

func clone(p rpps.Professional) rpps.Professional {
	p.Exercises = append([]rpps.Exercise(nil), p.Exercises...)
	p.OtherIDs = append([]rpps.OtherID(nil), p.OtherIDs...)
	p.CivilStatus.FirstNames = append([]rpps.Private(nil), p.CivilStatus.FirstNames...)
	return p
}

// values is a record of which all fields are at hand as strings.
type values struct {
	text   string // of the line: one allocation for all that is kept of it
	ends   []int32
	shifts []int32 // by run of columns, how far its text has moved
	h      *header
	line   int
	nobody bool // the line was refused, or names two persons
	faults *rule.Faults
}

// values cuts the whole line. The text of columns that are not kept is there
// only with whole.
func (rec Record) values(fs *rule.Faults, whole bool) values {
	v := values{h: rec.h, line: rec.line, nobody: rec.flags&flagRefused != 0, faults: fs}
	if rec.h == nil {
		return v
	}
	if rec.flags&flagRefused == 0 && rec.c.n < len(rec.h.labels) {
		rec.c.n = cutAll(rec.text, rec.c.ends[1:])
	}
	// The last field may have no separator after it, and a line that was
	// refused too few fields or too many.
	rec.Field(len(rec.h.labels) - 1)
	c := rec.c
	v.ends, v.shifts = c.ends, c.shifts
	if whole || rec.flags&flagRefused != 0 {
		clear(c.shifts)
		v.text = string(rec.text)
		return v
	}
	c.kept = c.kept[:0]
	for i, run := range rec.h.runs {
		from := v.ends[run.from] + 1
		c.shifts[i] = from - int32(len(c.kept))
		c.kept = append(c.kept, rec.text[from:v.ends[run.to]]...)
	}
	v.text = string(c.kept)
	return v
}

// unkept reports whether only an address, a diploma or a label has the column:
// its text is not kept with the rest of a line, of which it is the longer part.
func unkept(c Column) bool {
	switch c {
	case ColExerciseCivilityLabel, ColCivilityLabel, ColProfessionLabel, ColCategoryLabel, ColQualificationTypeLabel, ColQualificationLabel,
		ColModeLabel, ColSectorLabel, ColSectionLabel, ColFunctionLabel, ColRoleLabel, ColExerciseCivility, ColLine2, ColLine3:
		return true
	}
	return c >= ColRecipient && c <= ColDepartmentLabel || c >= ColDiplomaTypeCode && c <= ColDisciplineLabel
}

// findRuns finds the columns that are kept, those beside each other together.
// A run goes from after ends[from] to ends[to].
func (h *header) findRuns() {
	kept := make([]bool, len(h.labels)+1)
	for c, k := range h.at {
		if !unkept(Column(c)) {
			kept[k] = k > 0
		}
	}
	h.runOf = make([]uint8, len(kept))
	for k := 1; k < len(kept); k++ {
		switch {
		case !kept[k]:
			continue
		case kept[k-1]:
			h.runs[len(h.runs)-1].to = k
		default:
			h.runs = append(h.runs, place{k - 1, k})
		}
		h.runOf[k] = uint8(len(h.runs) - 1)
	}
}

// get returns the value of a column.
func (v *values) get(c Column) string {
	k := v.h.at[c]
	if k == 0 {
		return ""
	}
	start, end := int(v.ends[k-1])+1, int(v.ends[k])
	if start >= end {
		return ""
	}
	shift := int(v.shifts[v.h.runOf[k]])
	start, end = start-shift, end-shift
	s := v.text[start:end]
	if s[0] <= ' ' || s[len(s)-1] <= ' ' {
		return trim(s)
	}
	return s
}

func (v *values) bound(c Column) bool { return v.h.at[c] != 0 }

func (v *values) fault(n int, c Column, args ...string) {
	v.faults.Add(rules[n].At(c.labelIn(v.h.layout)).With(args...).On(rule.Position{Line: v.line}))
}

// Identifiers are read exactly first, which is the quick way; then with the
// separators that people write. A wrong key is told, not refused.
var (
	exact   = rpps.Options{AcceptWrongKey: true}
	lenient = rpps.Options{AcceptWrongKey: true, Separators: true}
)

type keyed interface {
	KeyValid() bool
	comparable
}

// identifier reads an identifier of a structure. One that cannot be used is a
// fault, and its text is returned beside the zero value.
func identifier[T keyed](v *values, c Column, parse func(rpps.Options, string) (T, error)) (id T, kept rpps.Private) {
	text := v.get(c)
	if text == "" {
		return id, ""
	}
	id, err := parse(rpps.Options{}, text)
	if err == nil {
		return id, "" // with a right key
	}
	if id, err = parse(lenient, text); err != nil {
		var args []string
		if pe, ok := errors.AsType[*rpps.ParseError](err); ok {
			args = []string{pe.Kind.String(), string(pe.Fault("").Code())}
		}
		v.fault(ruleIdentifierKept, c, args...)
		return id, rpps.Private(text)
	}
	if !id.KeyValid() {
		v.fault(ruleIdentifierKey, c)
	}
	return id, ""
}

// coded are the code types, which are small numbers.
type coded interface {
	roles.Coded
	~uint8 | ~uint16
}

// code reads a code of a list; the empty text is "not stated", an unknown code
// is a fault and leaves the zero value.
func code[T coded](v *values, c Column, text string, parse func(string) (T, error)) T {
	var zero T
	if text == "" {
		return zero
	}
	id, err := parse(text)
	if err != nil {
		list := ""
		if pe, ok := errors.AsType[*roles.ParseError](err); ok {
			list = pe.List.String()
			if pe.List == 0 {
				list = listsOf(c)
			}
		}
		v.fault(ruleCodeUnknown, c, list)
		return zero
	}
	if out := v.h.out[c]; int(id) < len(out) && out[id] {
		v.fault(ruleCodeInvalid, c, id.Code())
	}
	return id
}

// listsOf are the lists of a column whose codes are of several.
func listsOf(c Column) string {
	if c == ColFunctionCode {
		return "TRE_R85, TRE_R21, TRE_R96"
	}
	return "TRE_G15, TRE_R94, TRE_R95, TRE_R291"
}

// outOf returns which codes of a list are not valid on a day: asked once for a
// file, not on each line.
func outOf[T coded](all iter.Seq[T], day civil.Date) (out []bool) {
	if day.IsZero() {
		return nil
	}
	for c := range all {
		if c.Validity().At(day) == roles.StatusValid {
			continue
		}
		for len(out) <= int(c) {
			out = append(out, false)
		}
		out[c] = true
	}
	return out
}

// professional fills p, whose lists are used again.
func (v *values) professional(p *rpps.Professional) {
	exercises, others, names := p.Exercises[:0], p.OtherIDs[:0], p.CivilStatus.FirstNames[:0]
	*p = rpps.Professional{}
	p.Exercises, p.OtherIDs, p.CivilStatus.FirstNames = exercises, others, names
	if v.h == nil {
		return
	}
	p.ID = v.personID()
	p.Number = p.ID.Number()
	p.Civility, p.ExerciseCivility = v.get(ColCivilityCode), v.get(ColExerciseCivilityCode)
	p.ExerciseName = rpps.Name{Family: rpps.Private(v.get(ColExerciseFamilyName)), Given: rpps.Private(v.get(ColExerciseGivenName))}
	if v.h.layout == LayoutRestricted {
		v.civilStatus(p)
	}
	if v.h.layout == LayoutMailbox {
		if v.get(ColMailboxType) == mailboxPerson {
			p.Contact.MSSante, _ = v.mailbox()
		}
	}
	if e := v.exercise(); e != (rpps.Exercise{}) {
		p.Exercises = append(p.Exercises, e)
	}
}

func (v *values) exercise() rpps.Exercise {
	e := rpps.Exercise{
		Stated:            rpps.StatedExercise{Profession: v.get(ColProfessionCode), Category: v.get(ColCategoryCode)},
		QualificationType: v.get(ColQualificationTypeCode), Qualification: v.get(ColQualificationCode),
	}
	e.Profession = code(v, ColProfessionCode, e.Stated.Profession, roles.ParseProfession)
	e.Category = code(v, ColCategoryCode, e.Stated.Category, roles.ParseCategory)
	return e
}

// personID reads the national identification, or puts it together.
func (v *values) personID() rpps.PersonID {
	national, kind, bare := v.get(ColNationalID), v.get(ColPersonIDType), v.get(ColPersonID)
	if !agree(national, kind, bare) {
		v.fault(rulePersonMismatch, ColNationalID)
		v.nobody = true
		return rpps.PersonID{}
	}
	text := national
	if text == "" {
		if bare == "" {
			return rpps.PersonID{}
		}
		text = kind + bare
	}
	id, err := exact.PersonID(text)
	if err != nil {
		id, err = lenient.PersonID(text)
	}
	if err != nil {
		v.fault(rulePersonUnknown, ColNationalID)
		return rpps.ForeignPersonID(text)
	}
	if !id.KeyValid() && id.Kind() != rpps.PersonForeign {
		v.fault(ruleIdentifierKey, ColNationalID)
	}
	return id
}

func (v *values) civilStatus(p *rpps.Professional) {
	c := &p.CivilStatus
	c.BirthName = rpps.Private(v.get(ColBirthName))
	// "Jon'Aegon'": each of at most three is followed by an apostrophe.
	for rest := v.get(ColFirstNames); rest != ""; {
		name, after, _ := strings.Cut(rest, "'")
		if name = trim(name); name != "" {
			c.FirstNames = append(c.FirstNames, rpps.Private(name))
		}
		rest = after
	}
	if text := v.get(ColBirthDate); text != "" {
		day, err := civil.ParseFrench(text)
		if err != nil {
			v.fault(ruleBirthDate, ColBirthDate)
		}
		c.BirthDate = day
	}
	c.BirthPlace = rpps.BirthPlace{
		Commune: rpps.Private(v.get(ColBirthCommuneCode)), Country: rpps.Private(v.get(ColBirthCountryCode)), Town: rpps.Private(v.get(ColBirthPlace)),
	}
	if text := v.get(ColSexCode); text != "" {
		sex, err := rpps.ParseSex(text)
		if err != nil {
			v.fault(ruleCodeUnknown, ColSexCode, "F, M, I")
		}
		c.Sex = sex
	}
	p.Contact.Phone, p.Contact.Email = rpps.Private(v.get(ColPersonPhone)), rpps.Private(v.get(ColPersonEmail))
	if text := v.get(ColOtherIDs); text != "" {
		v.otherIDs(p, text)
	}
}

// otherIDs reads "identifier,origin,quality". Only one was ever seen in a
// field, so that what would separate two is not known: anything else is kept
// whole.
func (v *values) otherIDs(p *rpps.Professional, text string) {
	id, rest, _ := strings.Cut(text, ",")
	origin, quality, _ := strings.Cut(rest, ",")
	n, err := strconv.Atoi(quality)
	if err != nil || id == "" || origin == "" {
		v.fault(ruleOtherID, ColOtherIDs)
		p.OtherIDs = append(p.OtherIDs, rpps.OtherID{Text: rpps.Private(text)})
		return
	}
	o := rpps.OtherID{Text: rpps.Private(id), Origin: origin, Quality: n}
	if parsed, err := lenient.PersonID(id); err == nil {
		o.ID = parsed
		// A number of somebody else in a line is a question, not an answer.
		if p.ID.IsZero() && !v.nobody && latin.EqualFold(origin, "RPPS") {
			p.Number = parsed.Number()
		}
	}
	p.OtherIDs = append(p.OtherIDs, o)
}

// structure fills st, which is empty.
func (v *values) structure(st *rpps.Structure) {
	if v.h == nil {
		return
	}
	st.SIRET, st.Stated.SIRET = identifier(v, ColSIRET, rpps.Options.SIRET)
	st.SIREN, st.Stated.SIREN = identifier(v, ColSIREN, rpps.Options.SIREN)
	st.FINESS, st.Stated.FINESS = identifier(v, ColFINESS, rpps.Options.FINESS)
	st.LegalFINESS, st.Stated.LegalFINESS = identifier(v, ColLegalFINESS, rpps.Options.FINESS)
	st.Technical, st.Stated.Technical = identifier(v, ColTechnicalID, rpps.Options.TechnicalID)
	st.ID, st.Stated.ID = identifier(v, ColFormerStructureID, rpps.Options.StructureID)
	if v.h.layout == LayoutMailbox {
		v.mailboxStructure(st)
	}
	st.RPPSRang = st.ID.RPPSRang()
	st.Name, st.TradeName = rpps.Private(v.get(ColCorporateName)), rpps.Private(v.get(ColTradeName))
	st.Stated.Sector = v.get(ColSectorCode)
	st.Sector = code(v, ColSectorCode, st.Stated.Sector, roles.ParseSector)
	st.Kind, _ = rpps.KindOfSector(st.Sector)
}

// situation fills s, for an exercise that was read before. It reports whether
// the line states one.
func (v *values) situation(s *situation.Situation, e rpps.Exercise) bool {
	*s = situation.Situation{}
	if v.h == nil {
		return false
	}
	v.structure(&s.Structure)
	s.Source = situation.SourceExtraction
	s.Profession, s.Category, s.Qualification = e.Profession, e.Category, e.Qualification
	s.Stated = situation.Stated{
		Profession: e.Stated.Profession, Category: e.Stated.Category,
		Role: v.get(ColRoleCode), Function: v.get(ColFunctionCode), Mode: v.get(ColModeCode),
	}
	s.Role = code(v, ColRoleCode, s.Stated.Role, roles.ParseRole)
	s.Function = code(v, ColFunctionCode, s.Stated.Function, roles.ParseProfession)
	s.Mode = code(v, ColModeCode, s.Stated.Mode, roles.ParsePracticeMode)
	activities := v.h.layout == LayoutActivity || v.h.layout == LayoutRestricted
	states := activities && !v.nobody && (s.Stated.Role != "" || s.Stated.Function != "" || s.Stated.Mode != "" || !s.Structure.IsZero())
	if states {
		s.SeenOn = v.h.o.Day
	}
	// A file without the column says it once, in its header.
	if states && s.Profession == roles.ProfessionARole && s.Stated.Role == "" && v.bound(ColRoleCode) {
		v.fault(ruleRoleMissing, ColRoleCode)
	}
	if s.Profession == roles.ProfessionARole && !v.bound(ColRoleCode) {
		s.Stated.Role = unread // none is not what the file says
	}
	v.close(s, e.QualificationType)
	return states
}

// Read fills a with all that the line says, and checks it. The lists of a are
// used again, so that one Activity serves for a whole file with one allocation
// for each line; [Activity.Clone] makes one that stays. The texts are valid for
// ever. For a refused line the fields are where they stand, and belong to
// nobody.
func (rec Record) Read(a *Activity) {
	a.Line = rec.line
	a.Faults = a.Faults[:0]
	v := rec.values(&a.Faults, false)
	v.professional(&a.Professional)
	var e rpps.Exercise
	if len(a.Professional.Exercises) > 0 {
		e = a.Professional.Exercises[0]
	}
	a.HasSituation = v.situation(&a.Situation, e)
	a.PharmacistSection, a.Authority = "", ""
	if rec.h != nil {
		a.PharmacistSection, a.Authority = v.get(ColSectionCode), v.get(ColAuthority)
	}
	if rec.flags&flagsOdd != 0 {
		a.Faults.Add(rec.Faults()...)
	}
	a.Faults.Sort()
}

// Activity returns all that the line says, with memory of its own.
func (rec Record) Activity() Activity {
	var a Activity
	rec.Read(&a)
	return a
}

// Professional returns the person of the line, with the exercise that it
// states, and what is odd about them, sorted.
func (rec Record) Professional() (rpps.Professional, rule.Faults) {
	var p rpps.Professional
	var fs rule.Faults
	v := rec.values(&fs, false)
	v.professional(&p)
	fs.Sort()
	return p, fs
}

// Structure returns the structure of the line, and what is odd about it,
// sorted. The zero structure is "not stated".
func (rec Record) Structure() (rpps.Structure, rule.Faults) {
	var st rpps.Structure
	var fs rule.Faults
	v := rec.values(&fs, false)
	v.structure(&st)
	fs.Sort()
	return st, fs
}

// Situation returns the activity of the line, and what is odd about it,
// sorted. It has no dates, and was seen on [Options.Day]: see the comment of
// the package. That of a line that was refused, names two persons or states no
// activity was seen on no day: see [Activity.HasSituation].
//
// One line does not know the others of the person. Médecine du travail on another line
// shuts a doctor out of this situation too: where rights are decided, read
// [Reader.Persons].
func (rec Record) Situation() (situation.Situation, rule.Faults) {
	var s situation.Situation
	var fs rule.Faults
	v := rec.values(&fs, false)
	if rec.h != nil {
		if !agree(v.get(ColNationalID), v.get(ColPersonIDType), v.get(ColPersonID)) {
			v.fault(rulePersonMismatch, ColNationalID)
			v.nobody = true
		}
		v.situation(&s, v.exercise())
	}
	fs.Sort()
	return s, fs
}

// Address is the correspondence address of a structure.
type Address struct {
	Recipient, GeographicComplement, StreetNumber, RepetitionIndex, StreetTypeCode, StreetType, Street, Mention,
	Office, PostalCode, CommuneCode, Commune, CountryCode, Country, Phone, Phone2, Fax, Email, DepartmentCode, Department rpps.Private
}

// String tells whether the address is stated.
func (a Address) String() string {
	if a == (Address{}) {
		return "(not stated)"
	}
	return "(masked)"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (a Address) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, a.String()) }

// LogValue implements [slog.LogValuer].
func (a Address) LogValue() slog.Value { return slog.StringValue(a.String()) }

// Address returns the address of the structure.
func (rec Record) Address() Address {
	var a Address
	if rec.h == nil {
		return a
	}
	v := rec.values(nil, true)
	for _, f := range [...]struct {
		c  Column
		to *rpps.Private
	}{
		{ColRecipient, &a.Recipient},
		{ColGeographicComplement, &a.GeographicComplement},
		{ColStreetNumber, &a.StreetNumber},
		{ColRepetitionIndex, &a.RepetitionIndex},
		{ColStreetTypeCode, &a.StreetTypeCode},
		{ColStreetTypeLabel, &a.StreetType},
		{ColStreet, &a.Street},
		{ColMention, &a.Mention},
		{ColOffice, &a.Office},
		{ColPostalCode, &a.PostalCode},
		{ColCommuneCode, &a.CommuneCode},
		{ColCommuneLabel, &a.Commune},
		{ColCountryCode, &a.CountryCode},
		{ColCountryLabel, &a.Country},
		{ColPhone, &a.Phone},
		{ColPhone2, &a.Phone2},
		{ColFax, &a.Fax},
		{ColEmail, &a.Email},
		{ColDepartmentCode, &a.DepartmentCode},
		{ColDepartmentLabel, &a.Department},
	} {
		*f.to = rpps.Private(v.get(f.c))
	}
	return a
}
