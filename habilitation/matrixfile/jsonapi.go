package matrixfile

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"html"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Fields of the documents, as the public code of the application names them.
const (
	fieldOpen       = "field_consultation_document"
	fieldType       = "field_type_de_document"
	fieldCode       = "field_code_loinc"
	fieldClass      = "field_categorie_de_document"
	fieldClassCode  = "field_code_categorie_document"
	fieldProfession = "field_code_profession"
	fieldName       = "name"
)

// node is a value of JSON with its place.
type node struct {
	kind byte // '{', '[', 's', 'n' number, 'b', '0' null
	text string
	yes  bool
	keys []string
	kids []*node
	at   int
}

// get returns a field of an object, nil when there is none.
func (n *node) get(key string) *node {
	if n == nil || n.kind != '{' {
		return nil
	}
	if i := slices.Index(n.keys, key); i >= 0 {
		return n.kids[i]
	}
	return nil
}

// attribute returns a field of a resource: its own, as with jsonapi_include, or
// one of its attributes. Both are one too many.
func (d *document) attribute(n *node, key, path string) *node {
	own, below := n.get(key), n.get("attributes").get(key)
	switch {
	case own == nil:
		return below
	case below != nil:
		d.fault(ruleKeyTwice, d.position(below.at), path+"."+key, known(key))
	}
	return own
}

// scalar returns the text of a string or a number.
func (n *node) scalar() string {
	if n != nil && (n.kind == 's' || n.kind == 'n') {
		return strings.TrimSpace(n.text)
	}
	return ""
}

// printed returns the text of a name as it is shown: the site writes it in HTML, as the
// public code reads it.
func (n *node) printed() string { return strings.TrimSpace(html.UnescapeString(n.scalar())) }

// document reads JSON with the places of all values.
type document struct {
	*loader
	b     []byte
	dec   *json.Decoder
	lines []int // where lines begin
	nodes int
}

// errLarge is beyond the bounds; the fault has been told.
const errLarge = CodeLarge

func (d *document) position(at int) rule.Position {
	i, found := slices.BinarySearch(d.lines, at)
	if !found {
		i--
	}
	return rule.Position{Line: i + 1, Column: at - d.lines[i] + 1}
}

// start returns where the value begins that follows what was read.
func (d *document) start() int {
	at := int(d.dec.InputOffset())
	for at < len(d.b) && strings.IndexByte(" \t\r\n,:", d.b[at]) >= 0 {
		at++
	}
	return at
}

func (d *document) value(depth int) (*node, error) {
	at := d.start()
	tok, err := d.dec.Token()
	if err != nil {
		return nil, err
	}
	if d.nodes++; d.nodes > d.o.MaxValues {
		d.fault(ruleLarge, d.position(at), "", strconv.Itoa(d.o.MaxValues))
		return nil, errLarge
	}
	if depth > d.o.MaxDepth {
		d.fault(ruleSyntax, d.position(at), "")
		return nil, errLarge
	}
	n := &node{at: at}
	var seen map[string]bool // of an object with many keys
	switch v := tok.(type) {
	case json.Delim:
		n.kind = byte(v)
		for d.dec.More() {
			if v == '{' {
				at := d.start()
				key, err := d.dec.Token()
				if err != nil {
					return nil, err
				}
				name, _ := key.(string)
				if len(n.keys) == 24 {
					seen = make(map[string]bool, 48)
					for _, k := range n.keys {
						seen[k] = true
					}
				}
				if seen[name] || seen == nil && slices.Contains(n.keys, name) {
					d.fault(ruleKeyTwice, d.position(at), "", known(name))
				}
				if seen != nil {
					seen[name] = true
				}
				n.keys = append(n.keys, name)
			}
			kid, err := d.value(depth + 1)
			if err != nil {
				return nil, err
			}
			n.kids = append(n.kids, kid)
		}
		_, err := d.dec.Token()
		return n, err
	case string:
		n.kind, n.text = 's', v
	case json.Number:
		n.kind, n.text = 'n', v.String()
	case bool:
		n.kind, n.yes = 'b', v
	default:
		n.kind = '0'
	}
	return n, nil
}

// known returns the name of a field that the format has, and no other text of
// the file.
func known(name string) string {
	switch name {
	case fieldOpen, fieldType, fieldCode, fieldClass, fieldClassCode, fieldProfession, fieldName, "data", "included", "attributes", "relationships", "type", "id":
		return name
	}
	return "…"
}

func (l *loader) jsonapi(b []byte) {
	// Once for all: to look for the end behind each document, however many
	// blanks there are, would take the square of the time.
	b = bytes.TrimRightFunc(bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF")), unicode.IsSpace)
	d := &document{loader: l, b: b, dec: json.NewDecoder(bytes.NewReader(b)), lines: []int{0}}
	d.dec.UseNumber()
	for i, c := range b {
		if c == '\n' {
			d.lines = append(d.lines, i+1)
		}
	}
	if !utf8.Valid(b) {
		at := 0
		for r, n := utf8.DecodeRune(b); r != utf8.RuneError || n > 1; r, n = utf8.DecodeRune(b[at:]) {
			at += n
		}
		l.fault(ruleSyntax, d.position(at), "")
		return
	}
	rows := &cells{document: d, byCode: map[string]int{}, told: map[string]bool{}, stated: map[string]bool{}}
	for n := 0; int(d.dec.InputOffset()) < len(b); n++ {
		from := int(d.dec.InputOffset())
		doc, err := d.value(0)
		if err == errLarge {
			return
		}
		if err != nil {
			at := int(d.dec.InputOffset())
			// The offset of a Decoder leaves out what lies between values, and is
			// not that of every Go.
			if syntax, ok := errors.AsType[*json.SyntaxError](json.Unmarshal(b[from:], new(json.RawMessage))); ok {
				at = from + int(syntax.Offset) - 1
				if syntax.Error() == "unexpected end of JSON input" {
					at = len(b)
				}
			}
			l.fault(ruleSyntax, d.position(at), "")
			return
		}
		path := ""
		if n > 0 {
			path = "documents[" + strconv.Itoa(n) + "]."
		}
		if doc.kind == '[' {
			for i, one := range doc.kids {
				rows.read(one, path+"documents["+strconv.Itoa(i)+"].")
			}
			continue
		}
		rows.read(doc, path)
	}
	rows.narrow()
	for _, r := range l.records {
		for c := range l.columns {
			if l.present.Has(c) && !r.set.Has(c) {
				l.fault(ruleCellMissing, r.pos, r.path, l.columns[c].Key)
			}
		}
	}
}

// cells gathers the cells of all documents into rows.
type cells struct {
	*document
	byCode map[string]int // index in records
	told   map[string]bool
	stated map[string]bool        // codes of professions with a record
	whole  habilitation.ColumnSet // columns named by the caller's word, key or role
}

func (c *cells) read(doc *node, path string) {
	shape := func(n *node, what string) {
		at := 0
		if n != nil {
			at = n.at
		}
		c.fault(ruleShape, c.position(at), path+what, what)
	}
	data := doc.get("data")
	if data == nil {
		shape(doc, "data")
		return
	}
	if next := doc.get("links").get("next"); next != nil && next.kind != '0' {
		c.fault(rulePage, c.position(next.at), path+"links.next")
	}
	included := map[[2]string]*node{}
	if in := doc.get("included"); in != nil {
		for _, r := range in.kids {
			key := [2]string{r.get("type").scalar(), r.get("id").scalar()}
			if included[key] != nil || key[0] == "" || key[1] == "" {
				shape(r, "included") // one resource, said twice, or that nothing can refer to
			}
			included[key] = r
		}
	}
	records := []*node{data}
	switch data.kind {
	case '[':
		records = data.kids
	case '{':
	default:
		shape(data, "data")
		return
	}
	for i, r := range records {
		at := path + "data[" + strconv.Itoa(i) + "]"
		if r.kind != '{' {
			c.fault(ruleShape, c.position(r.at), at, "data")
			continue
		}
		c.cell(r, included, at)
	}
}

// related returns what a resource refers to: the thing itself, one in a list, or
// one of the included by its type and identifier.
func related(r *node, key string, included map[[2]string]*node) *node {
	v := r.get(key)
	if v == nil {
		v = r.get("relationships").get(key)
	}
	if d := v.get("data"); d != nil {
		v = d
	}
	if v != nil && v.kind == '[' {
		if len(v.kids) != 1 {
			return nil
		}
		v = v.kids[0]
	}
	if full := included[[2]string{v.get("type").scalar(), v.get("id").scalar()}]; full != nil {
		return full
	}
	return v
}

func (c *cells) cell(r *node, included map[[2]string]*node, path string) {
	at := c.position(r.at)
	missing := func(field string) { c.fault(ruleShape, at, path+"."+field, field) }

	// A related resource, or the code in its place.
	of := func(relation, field string) (thing *node, code *node) {
		thing = related(r, relation, included)
		if code = c.attribute(thing, field, path); code == nil {
			code = c.attribute(r, field, path)
		}
		if code.scalar() == "" && thing.scalar() != "" {
			code = thing
		}
		return thing, code
	}
	kind, code := of(fieldType, fieldCode)
	label := c.attribute(kind, fieldName, path)
	class, classCode := of(fieldClass, fieldClassCode)
	term, profession := of(fieldProfession, fieldProfession)
	if code.scalar() == "" {
		missing(fieldCode)
		return
	}
	if profession.scalar() == "" {
		missing(fieldProfession)
		return
	}
	columns, whole, fault := c.columnsOf(profession, c.attribute(term, fieldName, path))
	if fault >= 0 {
		if !c.told[profession.scalar()] {
			c.told[profession.scalar()] = true
			var args []string
			if fault == ruleColumnConflict {
				args = c.keys(columns)
			}
			c.fault(fault, c.position(profession.at), path+"."+fieldProfession, args...)
		}
		return
	}
	c.present |= columns
	if whole {
		c.whole |= columns
	} else {
		c.stated[profession.scalar()] = true
	}

	row := c.row(code, label, path)
	text := classCode.scalar()
	if named := c.attribute(class, fieldName, path).printed(); named != "" && classCode != nil && classCode.kind == 'n' {
		known, _ := readClass(named) // the site numbers its categories too
		text = known.Code()
	}
	if text != "" {
		c.class(row, text, c.position(classCode.at), path+"."+fieldClassCode)
	}
	m, where := c.opens(r, path)
	for k := range c.columns {
		if !columns.Has(k) {
			continue
		}
		if row.set.Has(k) && (m == isYes || m == isNo) && row.open.Has(k) != (m == isYes) {
			c.fault(ruleCellConflict, where, path, c.columns[k].Key)
			continue
		}
		c.loader.cell(row, k, m, where)
		row.set |= 1 << k // told, be it by a fault
	}
}

// row returns the row of a code, which is made at its first cell.
func (c *cells) row(code, label *node, path string) *record {
	i, again := c.byCode[code.scalar()]
	if !again {
		i = len(c.records)
		c.byCode[code.scalar()] = i
		row := record{pos: c.position(code.at), path: path, code: code.scalar()}
		row.document, _ = habilitation.ParseDocumentType(row.code)
		c.records = append(c.records, row)
	}
	row := &c.records[i]
	switch text := label.printed(); {
	case row.label == "":
		row.label = text
	case text != "" && fold(text) != fold(row.label):
		// The codes of one of the documents may have slipped by a row.
		c.fault(ruleLabelConflict, c.position(label.at), path+"."+fieldName)
	}
	return row
}

// opens reads whether a cell is open.
func (c *cells) opens(r *node, path string) (mark, rule.Position) {
	open := c.attribute(r, fieldOpen, path)
	if open == nil {
		return isBlank, c.position(r.at)
	}
	at := c.position(open.at)
	switch open.kind {
	case '0':
		return isBlank, at
	case 'b':
		if open.yes {
			return isYes, at
		}
		return isNo, at
	}
	m := readMark(cmp.Or(open.scalar(), "?"), false)
	if m == isYes || m == isNo {
		c.fault(ruleValue, at, path+"."+fieldOpen, fieldOpen)
	}
	return m, at
}

// columnsOf returns the columns that the code and the name of a profession name, or
// the rule that they break: what the caller says, a key or the code of a role (whole), or
// every column of that profession or métier, and of these the one that the name says. The
// site numbers its professions, and nothing published says by which list: a number alone
// names none, nor does a text of digits beside a name that is not the one of that code.
func (c *cells) columnsOf(code, name *node) (columns habilitation.ColumnSet, whole bool, fault int) {
	text := code.scalar()
	if i, ok := c.names.find(text); ok {
		columns, whole = 1<<i, true
	} else {
		for i, col := range c.columns {
			for _, p := range slices.Concat(col.Professions, col.Functions) {
				if p.Code() == text {
					columns |= 1 << i
				}
			}
		}
	}
	named, ok := c.names.find(name.printed())
	switch {
	case columns == 0 && !(ok && code.kind == 'n'):
		return 0, false, ruleColumnCode
	case !ok && !whole && (code.kind == 'n' || otherName(text, name.printed())):
		return 0, false, ruleProfessionNumber
	case ok && columns != 0 && !columns.Has(named):
		return 1 << named, false, ruleColumnConflict
	case ok: // of the columns of a code the one that is named
		return 1 << named, whole || columns == 0, -1
	}
	return columns, whole, -1
}

// otherName reports whether the name of a profession is not that of its code: the code,
// be it written as a text, may then be a number of the site's own.
func otherName(code, name string) bool {
	p, err := roles.FindProfession(name)
	return name != "" && (err != nil || p.Code() != code)
}

// keys returns the keys of columns.
func (c *cells) keys(columns habilitation.ColumnSet) (keys []string) {
	for i, col := range c.columns {
		if columns.Has(i) {
			keys = append(keys, col.Key)
		}
	}
	return keys
}

// narrow takes out of the columns the professions, métiers and roles of which no
// record speaks: the cells are those of the others.
func (c *cells) narrow() {
	for i := range c.columns {
		if !c.present.Has(i) || c.whole.Has(i) {
			continue
		}
		col := &c.columns[i]
		spoken := func(p roles.Profession) bool { return c.stated[p.Code()] }
		silent := func(code string) {
			c.ask(MissingColumns, ruleProfessionMissing, rule.Position{}, "columns", col.Key, code)
		}
		kept := func(all []roles.Profession) (out []roles.Profession) {
			for _, p := range all {
				if spoken(p) {
					out = append(out, p)
				} else {
					silent(p.Code())
				}
			}
			return out
		}
		var interns []roles.Profession
		for _, p := range col.Interns {
			if spoken(p) || !slices.Contains(col.Professions, p) {
				interns = append(interns, p)
			}
		}
		col.Interns = interns
		col.Professions, col.Functions = kept(col.Professions), kept(col.Functions)
		for _, r := range col.Roles {
			silent(r.Code())
		}
		col.Roles = nil
	}
}
