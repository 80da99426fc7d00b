package habilitationtest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/evolution"
	"github.com/rppsplus/rppsplus/habilitation/matrixfile"
	"github.com/rppsplus/rppsplus/internal/rows"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Fingerprint returns the pin of a matrix: its version and a digest of all that
// decides. "cnam-2024-09-25 sha256:…" in 64 hexadecimal digits.
//
// The digest is the SHA-256 of these lines, fields separated by tabs: "version",
// ID, first day, day of the end; for each column, by key, "column", key, the
// codes of professions, interns, métiers and roles, each list sorted and joined
// by spaces, and "occupational" for a column that excludes the occupational
// doctor; for each row, by code, "row", code, and the keys of its open cells,
// sorted and joined by spaces. Labels and order have no part in it. A version ID
// or a key with blanks, quotes or signs that steer is written as a Go string.
func Fingerprint(m *habilitation.Matrix) string {
	if m == nil {
		m = new(habilitation.Matrix)
	}
	var lines []string
	v := m.Version()
	until := ""
	if !v.Until.IsZero() {
		until = v.Until.String()
	}
	var keys []string
	for _, c := range m.Columns() {
		c.Key = token(c.Key)
		keys = append(keys, c.Key)
		excluded := ""
		if c.ExcludesOccupational {
			excluded = "occupational"
		}
		lines = append(lines, strings.Join([]string{
			"column", c.Key, codes(c.Professions), codes(c.Interns), codes(c.Functions), codes(c.Roles), excluded,
		}, "\t"))
	}
	for r := range m.Rows() {
		var open []string
		for i, k := range keys {
			if r.Allowed.Has(i) {
				open = append(open, k)
			}
		}
		slices.Sort(open)
		lines = append(lines, strings.Join([]string{"row", r.Document.Code(), strings.Join(open, " ")}, "\t"))
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join([]string{"version", token(v.ID), v.From.String(), until}, "\t") + "\n" +
		strings.Join(lines, "\n") + "\n"))
	return v.ID + " sha256:" + hex.EncodeToString(sum[:])
}

// token is a text that no other can be taken for when several are joined.
func token(text string) string {
	if q := strconv.Quote(text); len(q) != len(text)+2 || strings.Contains(text, " ") {
		return q
	}
	return text
}

// codes are the text forms of codes, sorted.
func codes[C interface{ MarshalText() ([]byte, error) }](list []C) string {
	var out []string
	for _, c := range list {
		b, _ := c.MarshalText()
		out = append(out, string(b))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// Pin fails the test when the matrices that the library carries are not
// exactly those of the pins, each as [Fingerprint] gives it: the library was
// brought up to date, and rights of the product may have changed with it. It
// prints the pins of today, and what a new matrix changes against the one
// before it. Cells that change within one version are told by [PinFile].
func Pin(t T, pins ...string) {
	if h, ok := t.(framer); ok {
		h.Helper()
	}
	if text := comparePins(habilitation.Embedded(), pins); text != "" {
		t.Errorf("%s", text)
	}
}

// PinTimeline is [Pin] for matrices of your own. It fails also for a timeline
// without any: the pin would check nothing.
func PinTimeline(t T, timeline habilitation.Timeline, pins ...string) {
	if h, ok := t.(framer); ok {
		h.Helper()
	}
	if text := comparePins(timeline, pins); text != "" {
		t.Errorf("%s", text)
	}
}

// comparePins tells the difference; "" for none.
func comparePins(timeline habilitation.Timeline, pins []string) string {
	var b strings.Builder
	byID := map[string]string{}
	for _, p := range pins {
		id, digest, _ := strings.Cut(p, " sha256:")
		if _, twice := byID[id]; len(digest) != 2*sha256.Size || twice {
			b.WriteString("- épingle illisible ou en double (« version sha256:empreinte ») / pin unreadable or twice\n")
			continue
		}
		byID[id] = p
	}
	var before *habilitation.Matrix
	var today []string
	for m := range timeline.All() {
		id, now := m.Version().ID, Fingerprint(m)
		today = append(today, now)
		pinned, ok := byID[id]
		delete(byID, id)
		switch {
		case !ok:
			b.WriteString("- nouvelle matrice / new matrix: " + id + "\n")
			if before != nil {
				b.WriteString(indent(evolution.Diff(before, m).Text(language.French)))
			}
		case pinned != now:
			b.WriteString("- matrice modifiée sous le même nom ; PinFile dit quelles cases / matrix changed under the same name; PinFile tells which cells: " + id + "\n")
		}
		before = m
	}
	for _, p := range pins {
		if id, _, _ := strings.Cut(p, " sha256:"); byID[id] == p {
			b.WriteString("- matrice disparue / matrix gone: " + id + "\n")
		}
	}
	if len(today) == 0 && b.Len() == 0 {
		// It would hold whatever happens to the matrices.
		return "Aucune matrice à épingler : l'épingle ne vérifierait rien. / No matrix to pin: the pin would check nothing.\n"
	}
	if b.Len() == 0 {
		return ""
	}
	return "Les matrices ne sont plus celles qui ont été épinglées. / The matrices are no longer those that were pinned.\n" + b.String() +
		"Si vous l'acceptez, voici les épingles d'aujourd'hui / If you accept it, these are the pins of today:\n" + indent(strings.Join(today, "\n")+"\n")
}

func indent(text string) string {
	var b strings.Builder
	for l := range strings.Lines(text) {
		b.WriteString("    " + l)
	}
	return b.String()
}

// PinFile fails the test when a matrix decides otherwise than the copy in a
// file, and prints the difference: cells gained and lost, types and columns
// added, removed and renamed. [WriteCopy] writes such a copy, with the version
// and all that the columns stand for. Another file that package matrixfile loads
// does as well, such as that of "examples/matrix -format csv"; it holds the cells
// alone, and only they are compared. A column of it that the matrix no longer has
// must be one of the library's.
func PinFile(t T, m *habilitation.Matrix, fsys fs.FS, name string) {
	if h, ok := t.(framer); ok {
		h.Helper()
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		t.Errorf("%v", err)
		return
	}
	if m == nil {
		m = new(habilitation.Matrix)
	}
	kept, err := readKept(data, m)
	if err != nil {
		t.Errorf("%s", faultsText(name, err))
		return
	}
	was, now := Fingerprint(kept), Fingerprint(m)
	if was == now {
		return
	}
	// The copy does not carry the words on confidence, nor what other sources say.
	spec, v := kept.Spec(), m.Version()
	spec.Version.Confidence, spec.Version.Differences = v.Confidence, v.Differences
	if same, err := habilitation.New(spec); err == nil {
		kept = same
	}
	t.Errorf("%s", "La matrice n'est plus celle de la copie "+name+". / The matrix is no longer that of the copy "+name+".\n"+
		evolution.Diff(kept, m).Text(language.French)+
		"Épinglée / pinned : "+was+"\nAujourd'hui / today: "+now+"\n")
}

// readKept reads a copy of this package, or another file of a matrix. What the
// second leaves open is taken from the matrix that it is compared with.
func readKept(data []byte, m *habilitation.Matrix) (*habilitation.Matrix, error) {
	if bytes.HasPrefix(bytes.TrimPrefix(data, []byte("\ufeff")), []byte(copyHead)) {
		return ReadCopy(data)
	}
	v := m.Version()
	v.Differences = nil
	o := matrixfile.Options{Version: v, Base: m, Accept: matrixfile.AcceptAll}
	r, err := matrixfile.Load(bytes.NewReader(data), o)
	if err == nil {
		return r.Matrix, nil
	}
	// A column of the copy that is gone since is one of a matrix of the library.
	for e := range habilitation.Embedded().All() {
		for _, c := range e.Columns() {
			o.Columns = append(o.Columns, c)
		}
	}
	for _, c := range m.Columns() {
		o.Columns = append(o.Columns, c)
	}
	if r, again := matrixfile.Load(bytes.NewReader(data), o); again == nil {
		return r.Matrix, nil
	}
	return nil, err
}

// The first cells of the lines of a copy.
const (
	copyHead    = "copie d'une matrice d'habilitation"
	copyVersion = "version"
	copyColumn  = "colonne"
	copyRow     = "ligne"
	copyFields  = 4 // of a row, before its cells
)

// WriteCopy writes a copy of a matrix for [PinFile]: CSV in UTF-8 with
// semicolons, one line for the version, one for each column and one for each
// row, with X for an open cell. It is made for version control: a changed cell
// is a changed line. Types that the library does not know are left out, as they
// decide nothing.
func WriteCopy(w io.Writer, m *habilitation.Matrix) error {
	var b strings.Builder
	put := func(fields ...string) {
		for i, f := range fields {
			if i > 0 {
				b.WriteByte(';')
			}
			if f = oneLine(clean(f)); strings.ContainsAny(f, ";\"") {
				f = `"` + strings.ReplaceAll(f, `"`, `""`) + `"`
			}
			b.WriteString(f)
		}
		b.WriteByte('\n')
	}
	v := m.Version()
	put(copyHead, "1")
	put(copyVersion, v.ID, dayOrEmpty(v.From), dayOrEmpty(v.Until), dayOrEmpty(v.Published), v.Title, v.Source)
	n := 0
	for _, c := range m.Columns() {
		n++
		excluded := ""
		if c.ExcludesOccupational {
			excluded = "sauf médecin du travail"
		}
		put(copyColumn, c.Key, c.Label, c.Printed, codes(c.Professions), codes(c.Interns), codes(c.Functions), codes(c.Roles), excluded)
	}
	for r := range m.Rows() {
		fields := []string{copyRow, r.Class.Code(), r.Document.Code(), r.Label}
		for i := range n {
			x := ""
			if r.Allowed.Has(i) {
				x = "X"
			}
			fields = append(fields, x)
		}
		put(fields...)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func dayOrEmpty(d civil.Date) string {
	b, _ := d.MarshalText()
	return string(b)
}

// ReadCopy reads what [WriteCopy] wrote. The error is [rule.Faults]: of
// [CodeCopy], with the line, or of [habilitation.New].
func ReadCopy(data []byte) (*habilitation.Matrix, error) {
	var spec habilitation.Spec
	var faults rule.Faults
	head := false
	r := rows.NewReader(bytes.NewReader(data), rows.Options{Separators: ";"})
	var f []string
	for {
		rec, err := r.Next()
		if err != nil {
			break // the end: bytes in memory give no other error
		}
		f = rec.Strings(f[:0])
		ok := rec.Problem == 0
		switch {
		case !ok:
		case f[0] == copyHead:
			head = true
		case f[0] == copyVersion && len(f) == 7 && spec.Version.ID == "":
			ok = copyOfVersion(&spec.Version, f)
		case f[0] == copyColumn && len(f) == 9 && len(spec.Rows) == 0:
			ok = copyOfColumn(&spec, f)
		case f[0] == copyRow && len(f) == copyFields+len(spec.Columns) && len(spec.Columns) <= habilitation.MaxColumns:
			ok = copyOfRow(&spec, f)
		default:
			ok = false
		}
		if !ok || !head {
			faults.Add(rules[ruleCopy].At("").On(rule.Position{Line: rec.Line}))
			return nil, faults
		}
	}
	if !head {
		faults.Add(rules[ruleCopy].At(""))
		return nil, faults
	}
	return habilitation.New(spec)
}

func copyOfVersion(v *habilitation.Version, f []string) bool {
	// As WriteCopy writes: without blanks around.
	v.ID, v.Title, v.Source = oneLine(clean(f[1])), f[5], f[6]
	for i, d := range [...]*civil.Date{&v.From, &v.Until, &v.Published} {
		if d.UnmarshalText([]byte(f[2+i])) != nil {
			return false
		}
	}
	return true
}

func copyOfColumn(spec *habilitation.Spec, f []string) bool {
	c := habilitation.Column{Key: oneLine(clean(f[1])), Label: f[2], Printed: f[3], ExcludesOccupational: f[8] != ""}
	ok := parseCodes(f[4], &c.Professions) && parseCodes(f[5], &c.Interns) && parseCodes(f[6], &c.Functions)
	for code := range strings.FieldsSeq(f[7]) {
		r, err := roles.ParseRole(code)
		ok = ok && err == nil
		c.Roles = append(c.Roles, r)
	}
	spec.Columns = append(spec.Columns, c)
	return ok
}

func parseCodes(text string, dst *[]roles.Profession) bool {
	for code := range strings.FieldsSeq(text) {
		var p roles.Profession
		if p.UnmarshalText([]byte(code)) != nil {
			return false
		}
		*dst = append(*dst, p)
	}
	return true
}

func copyOfRow(spec *habilitation.Spec, f []string) bool {
	d, err := habilitation.ParseDocumentType(f[2])
	var class habilitation.DocumentClass
	if err != nil || class.UnmarshalText([]byte(f[1])) != nil {
		return false
	}
	r := habilitation.Row{Document: d, Label: f[3], Class: class}
	for i, x := range f[copyFields:] {
		switch x {
		case "X":
			r.Allowed |= 1 << i
		case "":
		default:
			return false
		}
	}
	spec.Rows = append(spec.Rows, r)
	return true
}
