package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/plainjson"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// consentReform returns the day from which the access of the care team rests on the
// initial consent (Conseil d'État, 15 October 2025). A test holds it against
// the library.
func consentReform() civil.Date { return civil.YMD(2025, 10, 15) }

// source is a matrix made ready for the writers.
type source struct {
	m       *habilitation.Matrix
	version habilitation.Version
	policy  habilitation.Policy
	choices []choice
	columns []habilitation.Column
}

// read refuses what has no version: the zero Matrix, or none.
func read(m *habilitation.Matrix) (*source, error) {
	if m == nil || m.Version().ID == "" {
		return nil, rules[ruleNoMatrix].At("matrix")
	}
	s := &source{m: m, version: m.Version(), policy: m.Policy()}
	var err error
	if s.choices, err = choices(s.policy); err != nil {
		return nil, err
	}
	for _, c := range m.Columns() {
		s.columns = append(s.columns, c)
	}
	return s, nil
}

func (s *source) keys(set habilitation.ColumnSet) []string {
	out := []string{}
	for i, c := range s.columns {
		if set.Has(i) {
			out = append(out, c.Key)
		}
	}
	return out
}

// codesThat returns the codes of a list of which something is so, as a set.
func codesThat[C interface{ Code() string }](list iter.Seq[C], is func(C) bool) map[string]bool {
	out := map[string]bool{}
	for c := range list {
		if is(c) {
			out[c.Code()] = true
		}
	}
	return out
}

// where gives the keys of the columns for which f holds.
func (s *source) where(f func(*habilitation.Column) bool) []string {
	out := []string{}
	for i := range s.columns {
		if f(&s.columns[i]) {
			out = append(out, s.columns[i].Key)
		}
	}
	return out
}

func (s *source) roleColumns() []string {
	return s.where(func(c *habilitation.Column) bool { return len(c.Roles) > 0 })
}

// document is one type of document: all that the library knows, rows or not.
type document struct {
	code    string
	dmp     bool // JDV_J66
	row     bool
	readers habilitation.ColumnSet
	differs habilitation.ColumnSet
}

func (s *source) documents() []document {
	rows := map[habilitation.DocumentType]habilitation.ColumnSet{}
	differs := map[habilitation.DocumentType]habilitation.ColumnSet{}
	for r := range s.m.Rows() {
		rows[r.Document] = r.Allowed
	}
	for _, d := range s.version.Differences {
		for i, c := range s.columns {
			if c.Key == d.Column {
				differs[d.Document] |= 1 << i
			}
		}
	}
	var out []document
	for d := range habilitation.DocumentTypes() {
		readers, row := rows[d]
		out = append(out, document{d.Code(), d.InJ66(), row, readers, differs[d]})
	}
	return out
}

// Text of a day for an engine: AAAA-MM-JJ, empty when not stated.
func dayText(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// window is the validity of a code.
type window struct {
	From  string `json:"from"`
	Until string `json:"until,omitempty"`
}

func windowOf(v roles.Validity) window { return window{dayText(v.From), dayText(v.Until)} }

// professionData is what the classification asks of a code of profession,
// métier or function.
type professionData struct {
	window
	// Profession: of a list of professions (TRE_G15, R94, R95, R291).
	Profession bool `json:"profession,omitempty"`
	Health     bool `json:"health,omitempty"`
	// Student: the métier is a student's. Extern: the function says student
	// whatever its dates. Intern: FON-48, FON-57.
	Student bool `json:"student,omitempty"`
	Extern  bool `json:"extern,omitempty"`
	Intern  bool `json:"intern,omitempty"`
	// HasInterns: interns share the rights of the profession.
	HasInterns   bool `json:"has_interns,omitempty"`
	Physician    bool `json:"physician,omitempty"`
	ByRole       bool `json:"by_role,omitempty"`
	Technician   bool `json:"technician,omitempty"`
	Occupational bool `json:"occupational,omitempty"`
	// Columns by profession, for interns, and by métier.
	Columns       []string `json:"columns,omitempty"`
	InternColumns []string `json:"intern_columns,omitempty"`
	MetierColumns []string `json:"metier_columns,omitempty"`
}

type roleData struct {
	window
	// Care: GENR01, which closes no column of a métier.
	Care    bool     `json:"care,omitempty"`
	Columns []string `json:"columns,omitempty"`
}

type categoryData struct {
	Student bool `json:"student,omitempty"`
}

// subjects is the classification of subjects as data: from codes to columns.
func (s *source) subjects() tree {
	var professions, categories, roleCodes tree
	for p := range roles.Professions() {
		key, _ := p.MarshalText()
		list := p.List()
		d := professionData{
			window:       windowOf(p.Validity()),
			Profession:   list == roles.ListG15 || list == roles.ListR94 || list == roles.ListR95 || list == roles.ListR291,
			Health:       list == roles.ListG15,
			Student:      p.Kind() == roles.KindStudent,
			Extern:       p == roles.FonctionEtudiantRemplacant || p == roles.FonctionEtudiantMilitaire,
			Intern:       p == roles.FonctionInterne || p == roles.FonctionDocteurJunior,
			HasInterns:   p == roles.ProfessionMedecin || p == roles.ProfessionPharmacien || p == roles.ProfessionChirurgienDentiste,
			Physician:    p == roles.ProfessionMedecin,
			ByRole:       p == roles.ProfessionARole,
			Technician:   p == roles.MetierPreparateurHospitalier || p == roles.MetierPreparateur,
			Occupational: p.OfOccupationalMedicine(),
		}
		d.Columns = s.where(func(c *habilitation.Column) bool { return slices.Contains(c.Professions, p) })
		d.InternColumns = s.where(func(c *habilitation.Column) bool { return slices.Contains(c.Interns, p) })
		d.MetierColumns = s.where(func(c *habilitation.Column) bool { return slices.Contains(c.Functions, p) })
		professions = append(professions, pair{string(key), d})
	}
	for c := range roles.Categories() {
		categories = append(categories, pair{c.Code(), categoryData{c == roles.CategoryStudent}})
	}
	for r := range roles.Roles() {
		roleCodes = append(roleCodes, pair{r.Code(), roleData{
			windowOf(r.Validity()), r == roles.GENR01,
			s.where(func(c *habilitation.Column) bool { return slices.Contains(c.Roles, r) }),
		}})
	}
	sectors := map[string]bool{}
	for x := range roles.Sectors() {
		sectors[x.Code()] = true
	}
	return tree{
		{"professions", professions},
		{"categories", categories},
		{"roles", roleCodes},
		{"sectors", sectors},
		{"occupational_sectors", codesThat(roles.Sectors(), roles.Sector.OfOccupationalHealth)},
		{"fire_brigade_sectors", map[string]bool{roles.SA47.Code(): true, roles.SA68.Code(): true}},
		{"occupational_qualifications", map[string]bool{"SM25": true, "SCH35": true, "C41": true, "CAPA11": true}},
		{"outside_care_functions", codesThat(roles.Professions(), roles.Profession.OutsideCare)},
		{"outside_care_roles", codesThat(roles.Roles(), roles.Role.OutsideCare)},
		{"situations", map[string]string{
			SituationOpen: "", SituationByPresence: "", SituationNotStarted: string(habilitation.SituationNotStarted.Code()),
			SituationEnded: string(habilitation.SituationEnded.Code()), SituationDatesReversed: string(habilitation.SituationDatesReversed.Code()),
			SituationDatesUnknown: string(habilitation.SituationDatesUnknown.Code()),
		}},
	}
}

func set(keys []string) map[string]bool {
	out := map[string]bool{}
	for _, k := range keys {
		out[k] = true
	}
	return out
}

// policyData is the policy as data: yes and no for what has two sides.
func (s *source) policyData() tree {
	var out tree
	for _, c := range s.choices {
		out = append(out, pair{strings.ReplaceAll(c.name, "-", "_"), c.value})
	}
	return out
}

// factNames are the names of all facts, in the order of the library.
func factNames() []string {
	b, _ := habilitation.AllFacts.MarshalText()
	return strings.Split(string(b), "|")
}

func traitNames() []string {
	var out []string
	for t := range habilitation.Traits() {
		out = append(out, t.String())
	}
	return out
}

// subjectReasons are the reasons that a subject brings with it.
func subjectReasons() []habilitation.Reason {
	var out []habilitation.Reason
	for r := range habilitation.Reasons() {
		if r < habilitation.DateNotStated {
			out = append(out, r)
		}
	}
	return out
}

// provenance is what every export carries.
type provenance struct {
	Matrix habilitation.Version `json:"matrix"`
	Policy tree                 `json:"policy"`
	Lists  tree                 `json:"lists"`
	Notice string               `json:"notice"`
}

const notice = "not an official document: facts published by the CNAM and lists of the ANS, in the form of the rppsplus project"

func (s *source) provenance() provenance {
	return provenance{s.version, s.policyData(), tree{
		{"JDV_J66", habilitation.VersionJ66},
		{"JDV_J07", habilitation.VersionJ07},
		{"TRE_R85", roles.VersionR85},
		{"TRE_G15", roles.VersionG15},
		{"TRE_R94", roles.VersionR94},
		{"TRE_R95", roles.VersionR95},
		{"TRE_R291", roles.VersionR291},
		{"TRE_R21", roles.VersionR21},
		{"TRE_R22", roles.VersionR22},
		{"TRE_R09", roles.VersionR09},
		{"TRE_R02", roles.VersionR02},
	}, notice}
}

// Provenance writes as JSON what every export says of itself: the version of
// the matrix with its source, dates and confidence, the policy in force, and
// the versions of the code lists. It goes beside the CSV, which has no room
// for it. The error is one of w, or a fault of [CodeNoMatrix] or
// [CodePolicyUnknown].
func Provenance(w io.Writer, m *habilitation.Matrix) error {
	s, err := read(m)
	if err != nil {
		return err
	}
	b, err := plainjson.Marshal(s.provenance())
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := json.Indent(&out, b, "", "  "); err != nil {
		return err
	}
	out.WriteByte('\n')
	_, err = w.Write(out.Bytes())
	return err
}

// head is the provenance as lines of a comment.
func (s *source) head(what string) []string {
	v := s.version
	until := "no end stated"
	if !v.Until.IsZero() {
		until = "until " + v.Until.String() + ", that day excluded"
	}
	var policy []string
	for _, c := range s.choices {
		policy = append(policy, c.name+"="+c.value)
	}
	lines := []string{
		what,
		"Matrix: " + v.ID + ", " + v.Title,
		"Source: " + v.Source,
		"Published: " + dayText(v.Published) + "; answers from " + dayText(v.From) + ", " + until,
		"Confidence: " + v.Confidence.EN,
		"Policy: " + strings.Join(policy, " "),
		"Notice: " + notice,
	}
	for i, l := range lines {
		lines[i] = oneLine(l)
	}
	return lines
}

// oneLine keeps a text from ending its comment, and from steering what shows it:
// controls, and what turns the direction of writing.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Cf, r):
			return -1
		case unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp):
			return '\n'
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' }), " ")
}

// comment writes lines of a comment; long ones in parts, since a reader may
// take what is beyond its buffer for a line of its own (Casbin: 4096 bytes).
func comment(w *bufio.Writer, mark string, lines []string) {
	const most = 1000
	for _, l := range lines {
		for len(l) > most {
			n := most
			for !utf8.RuneStart(l[n]) {
				n--
			}
			w.WriteString(strings.TrimRight(mark+" "+l[:n], " ") + "\n")
			l = l[n:]
		}
		w.WriteString(strings.TrimRight(mark+" "+l, " ") + "\n")
	}
}

// A tree is a JSON object in a fixed order; written one entry a line down to
// the entries that hold no tree.
type tree []pair

type pair struct {
	key   string
	value any
}

// MarshalJSON keeps the order.
func (t tree) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, p := range t {
		if i > 0 {
			b.WriteByte(',')
		}
		for j, v := range [...]any{p.key, p.value} {
			if j > 0 {
				b.WriteByte(':')
			}
			text, err := plainjson.Marshal(v)
			if err != nil {
				return nil, err
			}
			b.Write(text)
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func (t tree) write(w *bufio.Writer, indent string) error {
	w.WriteString("{\n")
	for i, p := range t {
		key, err := plainjson.Marshal(p.key)
		if err != nil {
			return err
		}
		w.WriteString(indent + "  ")
		w.Write(key)
		w.WriteString(": ")
		if sub, ok := p.value.(tree); ok {
			if err := sub.write(w, indent+"  "); err != nil {
				return err
			}
		} else {
			text, err := plainjson.Marshal(p.value)
			if err != nil {
				return err
			}
			w.Write(text)
		}
		if i < len(t)-1 {
			w.WriteByte(',')
		}
		w.WriteByte('\n')
	}
	w.WriteString(indent + "}")
	return nil
}
