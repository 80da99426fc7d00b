package habilitation_test

import (
	"cmp"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/latin"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// The oracle is a second implementation of a decision: slow, on plain texts
// and booleans, written from the description of the matrix and of the general
// rules and from the documented policies. It shares no table with the library:
// cells, columns, types of documents and the validity of codes come from the
// data files, read at test time.

// person is who asks, in plain codes.
type person struct {
	// nobody is the code of the reason for which there is no subject at all.
	nobody string
	// Codes as the lists write them, empty when not stated.
	profession, category, function, role, sector string
	// qualification is the code of savoir-faire of the exercise.
	qualification string
	// roleInferred: the source gives no role for the situation itself.
	roleInferred bool
	// noRegulation: the sign-in says that regulation is not the purpose.
	noRegulation bool
	// situation: "open", "not-started", "ended", "unknown", "reversed", or
	// listed that day without dates by a source: "presence" (userinfo),
	// "presence-extraction", "presence-fhir", "presence-employer",
	// "presence-unsaid" (no source stated).
	situation string
}

// noCode is the category of a value of package roles that has no code.
const noCode = "value 77"

// facts are the circumstances as plain booleans.
type facts struct {
	careTeam, outsideTeam                      bool
	initialConsent, explicitConsent, informed  bool
	notOpposed, opposed                        bool
	brisDeGlace, regulation, incapacity        bool
	brisDeGlaceNotRefused, brisDeGlaceRefused  bool
	regulationNotRefused, regulationRefused    bool
	hiddenShownInEmergency                     bool
	anyDocument, visible                       bool
	hiddenByDepositor, hiddenByPatient         bool
	invisibleToPatient                         bool
	depositor, depositedBefore, depositRefused bool
	administratorDoctor                        bool
	unknownFact                                bool
}

func plain(f habilitation.Facts) facts {
	has := f.Has
	return facts{
		careTeam: has(habilitation.CareTeam), outsideTeam: has(habilitation.OutsideTeam),
		initialConsent: has(habilitation.InitialConsent), explicitConsent: has(habilitation.ExplicitConsent),
		informed: has(habilitation.Informed), notOpposed: has(habilitation.NotOpposed), opposed: has(habilitation.Opposed),
		brisDeGlace: has(habilitation.BrisDeGlace), regulation: has(habilitation.Regulation),
		incapacity:            has(habilitation.Incapacity),
		brisDeGlaceNotRefused: has(habilitation.BrisDeGlaceNotRefused), brisDeGlaceRefused: has(habilitation.BrisDeGlaceRefused),
		regulationNotRefused: has(habilitation.RegulationNotRefused), regulationRefused: has(habilitation.RegulationRefused),
		hiddenShownInEmergency: has(habilitation.HiddenShownInEmergency),
		anyDocument:            has(habilitation.AnyDocument), visible: has(habilitation.Visible),
		hiddenByDepositor: has(habilitation.HiddenByDepositor), hiddenByPatient: has(habilitation.HiddenByPatient),
		invisibleToPatient: has(habilitation.InvisibleToPatient), depositor: has(habilitation.Depositor),
		depositedBefore: has(habilitation.DepositedBefore), depositRefused: has(habilitation.DepositRefused),
		administratorDoctor: has(habilitation.AdministratorDoctor),
		unknownFact:         f&^habilitation.AllFacts != 0,
	}
}

// options are the documented policies, one boolean for each departure from the
// default.
type options struct {
	roleSuspended, occupationalAsPhysician, functionPrevails, assumedCivil bool
	emergencyInterns, emergencyTechnicians, hiddenAndInvisible             bool
	studentDeposits                                                        bool
}

// codes is a set of rule codes, in the order in which they were first met.
type codes struct{ lo, hi uint64 }

// codeBits numbers the codes, so that a set of them is two words.
var codeBits = func() map[string]uint {
	out := map[string]uint{}
	for r := range habilitation.Reasons() {
		out[string(r.Code())] = uint(r)
	}
	return out
}()

func (c *codes) add(code string) {
	i, ok := codeBits[code]
	if !ok {
		panic("the oracle gives a code that the library does not have: " + code)
	}
	if i < 64 {
		c.lo |= 1 << i
	} else {
		c.hi |= 1 << (i - 64)
	}
}

func (c codes) or(d codes) codes { return codes{c.lo | d.lo, c.hi | d.hi} }

func (c codes) list() []string {
	var out []string
	for r := range habilitation.Reasons() {
		if r < 64 && c.lo>>r&1 != 0 || r >= 64 && c.hi>>(r-64)&1 != 0 {
			out = append(out, string(r.Code()))
		}
	}
	return out
}

// verdict is the answer of the oracle: denials, grounds and caveats apart.
type verdict struct{ denials, grounds, caveats codes }

func (v *verdict) deny(code string)   { v.denials.add(code) }
func (v *verdict) ground(code string) { v.grounds.add(code) }
func (v *verdict) caveat(code string) { v.caveats.add(code) }

func (v *verdict) join(w verdict) {
	v.denials, v.grounds, v.caveats = v.denials.or(w.denials), v.grounds.or(w.grounds), v.caveats.or(w.caveats)
}

func (v verdict) allowed() bool { return v.denials == codes{} }

// all gives every code of the answer: grounds count only when allowed.
func (v verdict) all() codes {
	if v.allowed() {
		return v.grounds.or(v.caveats)
	}
	return v.denials.or(v.caveats)
}

// column is one line of the columns file.
type column struct {
	key                                    string
	professions, interns, functions, roles []string
	excludesOccupational                   bool
}

// docType is one line of the types file.
type docType struct{ class, lists string }

// codeEntry is one code of the lists: from, until (empty: open), kind.
type codeEntry struct{ list, from, until, kind string }

type oracle struct {
	columns     []column
	cells       map[string][]bool // by type code
	rowOrder    []string
	rowClass    map[string]string
	types       map[string]docType
	typeOrder   []string
	professions map[string]codeEntry
	roles       map[string]codeEntry
	categories  map[string]codeEntry
	differs     map[[2]string]bool // column key, type code
}

func readCSV(t testing.TB, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// TestEmbedded reads every file of a matrix cell by cell, apart from the
// generator, and finds its matrix among the embedded ones, oldest first.
func TestEmbedded(t *testing.T) {
	files, err := filepath.Glob("data/matrice-*.csv")
	if err != nil || len(files) == 0 {
		t.Fatal("no matrix", err)
	}
	byID := map[string]*habilitation.Matrix{}
	var last civil.Date
	for m := range habilitation.Embedded().All() {
		v := m.Version()
		if byID[v.ID] != nil || v.From.Before(last) {
			t.Errorf("%s: twice in Embedded of timeline.go, or older than the one before", v.ID)
		}
		byID[v.ID], last = m, v.From
	}
	if len(byID) != len(files) {
		t.Errorf("%d matrices in Embedded of timeline.go, %d files in data", len(byID), len(files))
	}
	for _, file := range files {
		id := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(file), "matrice-"), ".csv")
		m := byID[id]
		if m == nil {
			t.Errorf("%s: no matrix with the ID %s in Embedded of timeline.go", file, id)
			continue
		}
		spec := m.Spec()
		columns, rows := readCSV(t, "data/colonnes-"+id+".csv"), readCSV(t, file)
		if len(spec.Columns) != len(columns) || len(spec.Rows) != len(rows) {
			t.Errorf("%s: %d columns and %d rows, the files have %d and %d", id, len(spec.Columns), len(spec.Rows), len(columns), len(rows))
			continue
		}
		for j, c := range columns {
			if spec.Columns[j].Key != c[0] {
				t.Errorf("%s: column %d is %s, the file says %s", id, j+1, spec.Columns[j].Key, c[0])
			}
		}
		for i, r := range rows {
			if spec.Rows[i].Document.Code() != r[1] || spec.Rows[i].Label != r[2] {
				t.Errorf("%s: row %d is not %s", id, i+1, r[1])
			}
			for j := range columns {
				if open := spec.Rows[i].Allowed>>j&1 == 1; open != (r[3+j] == "oui") {
					t.Errorf("%s: %s, %s: %v, the file says %s", id, r[1], columns[j][0], open, r[3+j])
				}
			}
		}
	}
}

func newOracle(t testing.TB) *oracle {
	t.Helper()
	o := &oracle{
		cells: map[string][]bool{}, types: map[string]docType{}, professions: map[string]codeEntry{}, roles: map[string]codeEntry{},
		categories: map[string]codeEntry{}, differs: map[[2]string]bool{}, rowClass: map[string]string{},
	}
	for _, r := range readCSV(t, "data/colonnes-cnam-2024-09-25.csv") {
		o.columns = append(o.columns, column{
			r[0], strings.Fields(r[4]), strings.Fields(r[5]), strings.Fields(r[6]), strings.Fields(r[7]), r[8] == "oui",
		})
	}
	for _, r := range readCSV(t, "data/matrice-cnam-2024-09-25.csv") {
		row := make([]bool, len(o.columns))
		for i := range row {
			row[i] = r[3+i] == "oui"
		}
		o.cells[r[1]], o.rowClass[r[1]] = row, r[0]
		o.rowOrder = append(o.rowOrder, r[1])
	}
	for _, r := range readCSV(t, "data/types-documents.csv") {
		o.types[r[0]] = docType{r[3], r[4]}
		o.typeOrder = append(o.typeOrder, r[0])
	}
	student := map[string]bool{}
	for _, r := range readCSV(t, "../roles/data/genres.csv") {
		student[r[0]+r[1]] = r[2] == "etudiant"
	}
	for _, r := range readCSV(t, "../roles/data/codes.csv") {
		e := codeEntry{list: r[0], from: r[5], until: r[6]}
		if student[r[0]+r[1]] {
			e.kind = "student"
		}
		switch r[0] {
		case "R22":
			o.roles[r[1]] = e
		case "R09":
			o.categories[r[1]] = e
		case "R85", "G15", "R94", "R95", "R291", "R96", "R21":
			// 93 is in two lists; the psychologist of the protected titles is
			// the valid one.
			if r[1] != "93" || r[0] == "R95" {
				o.professions[r[1]] = e
			}
		}
	}
	// The cells that the press describes otherwise: physicians and the
	// attestation de résidence; the prescriptions that the matrix opens to the
	// coordinators (the page says "prescriptions" without detail).
	o.differs[[2]string{"physician", "ATTEST-RESID"}] = true
	for _, d := range []string{
		"57832-8", "75468-9", "55115-0", "PRESC-BIO", "PRESC-KINE", "PRESC-INF", "PRESC-PEDI", "PRESC-ORTHOPHO", "PRESC-ORTHOPTIE",
	} {
		o.differs[[2]string{"GENR08", d}] = true
	}
	return o
}

// The days that change an answer.
const (
	dayOfMatrix  = "2024-09-25" // publication of the matrix
	dayOfConsent = "2025-10-15" // the Conseil d'État asks for the initial consent
)

// valid says how a code stands on a day: "" valid, "not-yet", "ended". A code
// is no longer valid on its end date.
func (e codeEntry) valid(day string) string {
	switch {
	case day == "":
		return ""
	case day < e.from:
		return "not-yet"
	case e.until != "" && day >= e.until:
		return "ended"
	}
	return ""
}

// standing is what the oracle knows of a person before it looks at a document.
type standing struct {
	verdict
	columns                                     []int
	byFunction                                  bool
	roleColumn                                  bool
	health, student, intern, technician, doctor bool
	occupational, fireBrigade                   bool
	needsRole                                   bool // a role professional whose role is not stated
	metier                                      bool
	presence                                    bool
	noRegulation                                bool
	day                                         string
}

// who says what stands against a person whatever they ask for, and which
// columns name them.
func (o *oracle) who(p person, day string, opt options) standing {
	if p.nobody == "HAB-SUBJECT-NOT-STATED" {
		day = "" // the zero subject carries no day
	}
	// A code that closes does so in small letters too, between blanks, with its list
	// behind it, and among others or beside a label: of functions that of a student
	// counts, an intern's last; the occupational doctor stays one beside it.
	beside, noCare, meant := false, false, "" // a préparateur: closes beside a role, and opens nothing
	for w := range latin.Words(p.function) {
		noCare = noCare || w == "FON-19" // praticien conseil
	}
	for w := range latin.Words(p.role) {
		// An activity that is no care, by its definition; a role professional's opens
		// by the columns of the roles alone.
		noCare = noCare || (w == "GENR04" || w == "GENR05") && p.profession != "99"
	}
	if _, known := o.professions[p.function]; !known {
		student, doctor := "", ""
		for w := range latin.Words(p.function) {
			switch {
			case w == "FON-29" || w == "FON-28":
				doctor, beside = w, true
			case (w == "FON-47" || w == "FON-48" || w == "FON-57" || w == "FON-52" || o.professions[w].kind == "student") && (student == "" || student == "FON-48" || student == "FON-57"):
				student = w
			case w == "316" || w == "317":
				meant = w
			}
		}
		p.function = cmp.Or(student, doctor, p.function)
	}
	for w := range latin.Words(p.sector) {
		if w == "SA66" || w == "SA13" || (w == "SA47" || w == "SA68") && p.sector != "SA66" && p.sector != "SA13" {
			p.sector = w
		}
	}
	for w := range latin.Words(p.qualification) {
		if slices.Contains([]string{"SM25", "SCH35", "C41", "CAPA11"}, w) {
			p.qualification = w
		}
	}
	s := standing{day: day}
	// Law of the house: nothing is decided without a date.
	if day == "" {
		s.deny("HAB-DATE-NOT-STATED")
	} else if day < dayOfMatrix {
		// The matrix answers from its publication on.
		s.deny("HAB-MATRIX-NOT-IN-FORCE")
	}
	// The zero subject stays zero: there is no sign-in to speak of.
	s.noRegulation = p.noRegulation && p.nobody != "HAB-SUBJECT-NOT-STATED"
	if p.nobody != "" {
		s.deny(p.nobody)
		return s
	}

	// The practice situation must be open on the day. A source without dates
	// that lists the person that very day counts, with a caveat, when it is
	// one that drops closed situations: Pro Santé Connect or the extraction.
	stated := p.situation
	if day == "" {
		stated = "unknown" // nothing is open on no day
	}
	switch stated {
	case "open":
	case "presence", "presence-extraction":
		s.presence = true
	case "not-started":
		s.deny("HAB-SITUATION-NOT-STARTED")
	case "ended":
		s.deny("HAB-SITUATION-ENDED")
	case "reversed":
		s.deny("HAB-SITUATION-DATES-REVERSED")
	default:
		s.deny("HAB-SITUATION-DATES-UNKNOWN")
	}

	// Profession: stated, of a list of professions, valid on the day. A métier,
	// a function or another code is no profession, whatever its dates.
	prof, profKnown := o.professions[p.profession]
	if p.profession != "" && !slices.Contains([]string{"G15", "R94", "R95", "R291"}, prof.list) {
		s.deny("HAB-PROFESSION-UNKNOWN")
	}
	switch {
	case p.profession == "":
		s.deny("HAB-PROFESSION-NOT-STATED")
	case !profKnown:
	case prof.valid(day) == "not-yet":
		s.deny("HAB-PROFESSION-NOT-YET")
	case prof.valid(day) == "ended":
		s.deny("HAB-PROFESSION-ENDED")
	}
	roleProfessional := p.profession == "99"

	// Métier or fonction: unknown or out of its dates, it opens nothing and is
	// said to be so.
	fn, fnKnown := o.professions[p.function]
	fnValid := p.function != "" && fnKnown && day != "" && fn.valid(day) == ""
	s.metier = p.function != "" && !fnValid

	// Students share the profession codes (category E), or show by a métier
	// of the students, or by a function: FON-48 (interne), FON-57 (docteur
	// junior, an intern by its definition), FON-47 (étudiant remplaçant), FON-52 (étudiant militaire), whatever its dates. Only the
	// interns of 10, 21 and 40 have a column; the métiers of the students
	// (externs), FON-47 and FON-52 have none.
	extern := fnKnown && fn.kind == "student" || p.function == "FON-47" || p.function == "FON-52"
	s.student = p.category == "E" || p.function == "FON-48" || p.function == "FON-57" || extern
	internsHaveColumn := slices.ContainsFunc(o.columns, func(c column) bool { return slices.Contains(c.interns, p.profession) })
	s.intern = s.student && internsHaveColumn && !extern
	_, categoryKnown := o.categories[p.category]
	if profKnown && !internsHaveColumn && p.category == "" && !opt.assumedCivil {
		s.deny("HAB-CATEGORY-NOT-STATED")
	}
	if profKnown && p.category != "" && !categoryKnown {
		s.deny("HAB-CATEGORY-UNKNOWN") // whatever it says, it is not read
	}

	// Role: a role professional has one, of the list, valid on the day.
	role, roleKnown := o.roles[p.role]
	if roleProfessional {
		switch {
		case p.role == "":
			s.needsRole = true
		case !roleKnown:
			s.deny("HAB-ROLE-UNKNOWN")
		case day == "" || role.valid(day) != "":
			// Without a date nothing proves that the code is valid.
			s.deny("HAB-ROLE-NOT-VALID")
		}
	}

	// Columns (table of the subjects). A student is named by nothing but a
	// column of interns; a role professional by métier and by role, never by 99.
	var byFunction, byRole []int
	for i, c := range o.columns {
		switch {
		case s.student:
			if s.intern && slices.Contains(c.interns, p.profession) {
				s.columns = append(s.columns, i)
			}
		case roleProfessional:
			if fnValid && slices.Contains(c.functions, p.function) {
				byFunction = append(byFunction, i)
			}
			if p.role != "" && slices.Contains(c.roles, p.role) {
				byRole = append(byRole, i)
			}
		case p.profession != "" && slices.Contains(c.professions, p.profession):
			s.columns = append(s.columns, i)
		}
	}
	if roleProfessional && !s.student {
		guessed := meant != "" && roleKnown && p.role != "GENR01"
		if guessed {
			s.metier = true
			for i, c := range o.columns {
				if slices.Contains(c.functions, meant) {
					byFunction = append(byFunction, i)
				}
			}
		}
		s.byFunction = len(byFunction) > 0
		prevails := opt.functionPrevails && !guessed
		if s.byFunction && prevails {
			byRole = nil
		}
		s.columns = append(byFunction, byRole...)
		if roleKnown && p.role != "GENR01" && len(byRole) == 0 && !prevails {
			s.columns = nil // the role has no column, and the métier lends it none
		}
		slices.Sort(s.columns)
		s.roleColumn = len(byRole) > 0
		s.technician = fnValid && (p.function == "316" || p.function == "317")
	}
	if noCare {
		s.columns, s.roleColumn = nil, false
	}
	if s.needsRole && !s.byFunction {
		// A préparateur is named by his métier: no role is needed.
		s.deny("HAB-ROLE-NOT-STATED")
	}

	// The occupational doctor is excluded by the label of the physicians'
	// column, and known by the fonction FON-29 or FON-28, the sector SA66 or SA13, or the
	// savoir-faire SM25, SCH35, C41 or CAPA11; the fire-brigade doctor by SA47 or SA68.
	if p.profession == "10" {
		s.occupational = beside || p.function == "FON-29" || p.function == "FON-28" || p.sector == "SA66" || p.sector == "SA13" || slices.Contains([]string{"SM25", "SCH35", "C41", "CAPA11"}, p.qualification)
		s.fireBrigade = !s.occupational && (p.sector == "SA47" || p.sector == "SA68")
		if s.occupational && !opt.occupationalAsPhysician {
			s.columns = slices.DeleteFunc(s.columns, func(i int) bool { return o.columns[i].excludesOccupational })
		}
	}

	// The law on emergencies names health professionals: the professions of
	// TRE_G15 in their own right, students apart.
	s.health = profKnown && prof.list == "G15" && !s.student
	s.doctor = p.profession == "10" && !s.student
	// Nothing proves that somebody without a known category is no student.
	if !s.student && (p.category == "" && !opt.assumedCivil || p.category != "" && !categoryKnown) {
		s.health, s.doctor = false, false
		s.intern = internsHaveColumn // an intern at least
	}
	if s.presence {
		s.caveat("HAB-CAVEAT-PRESENCE")
	}
	if s.metier {
		s.caveat("HAB-CAVEAT-METIER")
	}
	if p.roleInferred {
		s.caveat("HAB-CAVEAT-ROLE-INFERRED")
	}
	return s
}

// unknownWho: of somebody who is not known, it cannot be said that a column is
// missing.
func (s standing) unknownWho() bool {
	for _, code := range []string{
		"HAB-SUBJECT-NOT-STATED", "HAB-IDENTITY-MISSING", "HAB-STRUCTURE-UNKNOWN", "HAB-STRUCTURE-AMBIGUOUS",
		"HAB-PROFESSION-NOT-STATED", "HAB-PROFESSION-UNKNOWN", "HAB-ROLE-NOT-STATED", "HAB-ROLE-UNKNOWN",
	} {
		var one codes
		one.add(code)
		if s.denials.lo&one.lo != 0 {
			return true
		}
	}
	return false
}

// document says what the matrix says of a person reading a type of document.
func (o *oracle) document(s standing, doc string, opt options) verdict {
	var v verdict
	_, known := o.types[doc]
	row, hasRow := o.cells[doc]
	if known && !hasRow {
		// The types of J07 alone and E1762 have no cell anywhere.
		v.deny("HAB-DOCUMENT-NO-ROW")
	}
	switch {
	case len(s.columns) > 0:
		if hasRow {
			open := true
			for _, i := range s.columns {
				open = open && row[i]
				if o.differs[[2]string{o.columns[i].key, doc}] {
					v.caveat("HAB-CAVEAT-KNOWN-DIFFERENCE")
				}
			}
			if open {
				v.ground("HAB-GROUND-CELL")
			} else {
				v.deny("HAB-CELL-DENIED")
			}
		}
		if s.roleColumn {
			// Published, not proven operational.
			v.caveat("HAB-CAVEAT-ROLE-COLUMN")
			if opt.roleSuspended {
				v.deny("HAB-ROLE-ACCESS-SUSPENDED")
			}
		}
		if s.occupational {
			v.caveat("HAB-CAVEAT-OCCUPATIONAL-POLICY")
		}
	case s.occupational:
		v.deny("HAB-OCCUPATIONAL-NO-COLUMN")
	case !s.unknownWho():
		v.deny("HAB-NO-COLUMN")
	}
	return v
}

// contradictory: facts that exclude each other are stated together, or a fact
// that nobody knows.
func (f facts) contradictory() bool {
	visibilities := 0
	for _, b := range []bool{f.anyDocument, f.visible, f.hiddenByDepositor, f.hiddenByPatient} {
		if b {
			visibilities++
		}
	}
	return f.unknownFact || visibilities > 1 || f.careTeam && f.outsideTeam || f.opposed && f.notOpposed ||
		f.brisDeGlace && f.regulation || f.brisDeGlaceNotRefused && f.brisDeGlaceRefused ||
		f.regulationNotRefused && f.regulationRefused
}

// consent says which consent opens the access, and what is missing for it.
func (s standing) consent(f facts) (consent, missing verdict) {
	if s.occupational || s.fireBrigade {
		// L. 1111-17 IV and V: express consent, and prior information on the
		// ways to restrict access.
		if f.explicitConsent && f.informed {
			consent.ground("HAB-GROUND-EXPRESS-CONSENT")
		}
		if !f.explicitConsent {
			missing.deny("HAB-CONSENT-EXPRESS-MISSING")
		}
		if !f.informed {
			missing.deny("HAB-EXPRESS-INFORMATION-MISSING")
		}
		return consent, missing
	}
	// Only professionals who take part in the care.
	if !f.careTeam && !f.outsideTeam {
		missing.deny("HAB-CARE-NOT-STATED")
		return consent, missing
	}
	// Consent to this very consultation serves everybody who takes part in the
	// care, and is the only basis outside the team (R. 1111-46).
	if f.explicitConsent {
		consent.ground("HAB-GROUND-EXPLICIT-CONSENT")
	}
	if f.outsideTeam && !f.explicitConsent {
		missing.deny("HAB-CONSENT-EXPLICIT-MISSING")
	}
	if f.careTeam {
		switch {
		case f.initialConsent:
			// By its definition given by an informed person: it is more than
			// what the arrêté asked for before the reform.
			consent.ground("HAB-GROUND-INITIAL-CONSENT")
		case s.day >= dayOfConsent:
			missing.deny("HAB-CONSENT-INITIAL-MISSING")
		case f.informed:
			// Arrêté of 2023: informed, and not opposed.
			consent.ground("HAB-GROUND-INFORMED")
		default:
			missing.deny("HAB-INFORMATION-MISSING")
		}
	}
	return consent, missing
}

// urgency says whether emergency access or regulation opens the access, and
// what is missing for it: L. 1111-17 I, two separate choices of the patient.
func (s standing) urgency(f facts, opt options) (opens, missing verdict) {
	if f.brisDeGlace {
		var lack verdict
		if !s.health && !(opt.emergencyInterns && s.intern) && !(opt.emergencyTechnicians && s.technician) {
			lack.deny("HAB-EMERGENCY-NOT-HEALTH-PROFESSIONAL")
		}
		if !f.incapacity {
			lack.deny("HAB-EMERGENCY-CONDITIONS-MISSING")
		}
		if f.brisDeGlaceRefused {
			lack.deny("HAB-EMERGENCY-REFUSED")
		} else if !f.brisDeGlaceNotRefused {
			lack.deny("HAB-EMERGENCY-REFUSAL-NOT-STATED")
		}
		if lack.allowed() {
			opens.ground("HAB-GROUND-EMERGENCY")
		}
		missing.join(lack)
	}
	if f.regulation {
		var lack verdict
		if !s.doctor {
			lack.deny("HAB-REGULATION-NOT-PHYSICIAN")
		}
		if s.noRegulation {
			lack.deny("HAB-REGULATION-NOT-DECLARED")
		}
		if f.regulationRefused {
			lack.deny("HAB-REGULATION-REFUSED")
		} else if !f.regulationNotRefused {
			lack.deny("HAB-REGULATION-REFUSAL-NOT-STATED")
		}
		if lack.allowed() {
			opens.ground("HAB-GROUND-REGULATION")
		}
		missing.join(lack)
	}
	if opens.grounds != (codes{}) {
		// R. 1111-48: the person and the treating doctor are told.
		opens.caveat("HAB-CAVEAT-EMERGENCY-DUTIES")
	}
	return opens, missing
}

// opposition: the professional may be blocked by the patient, and it must have
// been checked that they are not.
func (f facts) opposition(v *verdict) {
	if f.opposed {
		v.deny("HAB-OPPOSED")
	} else if !f.notOpposed {
		v.deny("HAB-OPPOSITION-NOT-STATED")
	}
}

// circumstances says what consent, emergency, opposition and the document
// itself say of an action.
func (o *oracle) circumstances(s standing, doc, action string, f facts, opt options) verdict {
	var v verdict
	if f.contradictory() {
		v.deny("HAB-FACTS-CONTRADICTORY")
	}
	switch action {
	case "read":
		// Any one basis opens; when none does, all that is missing is said.
		consent, missing := s.consent(f)
		urgency, lack := s.urgency(f, opt)
		v.join(consent)
		v.join(urgency)
		if consent.grounds == (codes{}) && urgency.grounds == (codes{}) {
			v.join(missing)
			v.join(lack)
		}
		f.opposition(&v)
		switch {
		case f.hiddenByDepositor || f.hiddenByPatient:
			// R. 1111-49 and Mon espace santé: a hidden document is seen by its
			// depositor, by the administrator doctor, and in an emergency if
			// the patient chose so.
			seen := false
			if f.depositor {
				v.ground("HAB-GROUND-DEPOSITOR")
				seen = true
			}
			if f.administratorDoctor && s.doctor {
				v.ground("HAB-GROUND-ADMINISTRATOR")
				seen = true
			}
			if f.hiddenShownInEmergency && urgency.grounds != (codes{}) {
				v.ground("HAB-GROUND-HIDDEN-IN-EMERGENCY")
				seen = true
			}
			if !seen {
				v.deny("HAB-DOCUMENT-HIDDEN")
			}
		case f.anyDocument:
			v.caveat("HAB-CAVEAT-ANY-DOCUMENT")
		case !f.visible:
			v.deny("HAB-VISIBILITY-NOT-STATED")
		}
		if f.invisibleToPatient {
			v.caveat("HAB-CAVEAT-INVISIBLE-TO-PATIENT")
		}
	case "deposit":
		// L. 1111-17 III: consent the first time, information afterwards.
		// R. 1111-47: a refusal needs a legitimate reason.
		// The initial consent covers the care team and nobody else.
		consent := f.careTeam && f.initialConsent || f.explicitConsent
		_, hasType := o.types[doc]
		if hasType && !strings.Contains(o.types[doc].lists, "J66") {
			// The DMP takes the types of J66 only.
			v.deny("HAB-DOCUMENT-NOT-DMP")
		}
		switch {
		case s.occupational || s.fireBrigade:
			if f.explicitConsent && f.informed {
				v.ground("HAB-GROUND-EXPRESS-CONSENT")
			}
			if !f.explicitConsent {
				v.deny("HAB-CONSENT-EXPRESS-MISSING")
			}
			if !f.informed {
				v.deny("HAB-EXPRESS-INFORMATION-MISSING")
			}
		case !f.careTeam && !f.outsideTeam:
			v.deny("HAB-CARE-NOT-STATED")
		case consent:
			v.ground("HAB-GROUND-DEPOSIT-CONSENT")
		case !f.depositedBefore:
			v.deny("HAB-DEPOSIT-CONSENT-MISSING")
		case f.informed:
			v.ground("HAB-GROUND-DEPOSIT-INFORMED")
		default:
			v.deny("HAB-DEPOSIT-INFORMATION-MISSING")
		}
		// A professional whom the patient blocked deposits nothing: the safe
		// reading, no source says it.
		f.opposition(&v)
		if f.depositRefused {
			v.deny("HAB-DEPOSIT-REFUSED")
		}
		// The law speaks of professionals who take part in the care: interns
		// are counted, other students are not.
		if s.student && !s.intern && !opt.studentDeposits {
			v.deny("HAB-STUDENT-DEPOSIT")
		}
		if f.invisibleToPatient && (f.hiddenByDepositor || f.hiddenByPatient) && !opt.hiddenAndInvisible {
			v.deny("HAB-HIDDEN-AND-INVISIBLE")
		}
		if f.invisibleToPatient {
			v.caveat("HAB-CAVEAT-INVISIBLE-TO-PATIENT")
		}
	case "hide", "unhide", "delete":
		// Only the author deletes; the depositor sets the visibility.
		if f.depositor {
			v.ground("HAB-GROUND-DEPOSITOR")
		} else {
			v.deny("HAB-NOT-DEPOSITOR")
		}
		if action == "delete" {
			break // no authorisation is needed to delete
		}
		// Setting the visibility is an act of every day: consent, no emergency.
		consent, missing := s.consent(f)
		v.join(consent)
		if consent.grounds == (codes{}) {
			v.join(missing)
		}
		f.opposition(&v)
		if action == "hide" && f.invisibleToPatient && !opt.hiddenAndInvisible {
			v.deny("HAB-HIDDEN-AND-INVISIBLE")
		}
		if action == "unhide" {
			switch {
			case f.hiddenByPatient:
				// What the person hid, they alone show again.
				v.deny("HAB-HIDDEN-BY-PATIENT")
			case f.anyDocument:
				v.caveat("HAB-CAVEAT-ANY-DOCUMENT")
			case !f.visible && !f.hiddenByDepositor:
				v.deny("HAB-VISIBILITY-NOT-STATED")
			}
		}
	default:
		v.deny("HAB-ACTION-NOT-STATED")
	}
	return v
}

// decide is the whole answer.
func (o *oracle) decide(p person, doc, action string, day string, f facts, opt options) verdict {
	s := o.who(p, day, opt)
	v := o.base(s, doc, action, opt)
	v.join(o.circumstances(s, doc, action, f, opt))
	return v
}

// base is the answer as far as it does not depend on the circumstances.
func (o *oracle) base(s standing, doc, action string, opt options) verdict {
	v := s.verdict
	if _, known := o.types[doc]; doc == "" {
		v.deny("HAB-DOCUMENT-NOT-STATED")
	} else if !known {
		v.deny("HAB-DOCUMENT-UNKNOWN")
	}
	if action == "read" {
		v.join(o.document(s, doc, opt))
	}
	return v
}
