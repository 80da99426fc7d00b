package fhir

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rppsplus/rppsplus/internal/closing"
	"github.com/rppsplus/rppsplus/internal/jsontree"
	"github.com/rppsplus/rppsplus/internal/limit"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Limits of [Options] when they are 0. A resource of the directory has about
// 6 kB, 200 values and 12 levels.
const (
	// MaxBytes is the limit on the length of one text given to [Parse].
	MaxBytes = 16 << 20
	// MaxLine is the limit on one line given to [Lines], in bytes.
	MaxLine = 1 << 20
	// MaxDepth is the limit on objects and arrays inside one another.
	MaxDepth = 64
	// MaxValues is the limit on the values of one text, or of one line.
	MaxValues = 1 << 20
	// MaxFaults is how many faults of one resource are told, apart from those
	// of the resources in it.
	MaxFaults = 1000
	// MaxNested is how many resources are read one inside the other, in entries
	// and contained; what is deeper is kept and not read.
	MaxNested = 4
)

// Options adjusts the reading. The zero Options is the default.
type Options struct {
	// SeenOn is the day on which the source gave the resource; it becomes
	// SeenOn of the situations. It opens nothing: see the package comment.
	SeenOn civil.Date
	// The limits; 0 means the constant of the same name. MaxBytes is for
	// [Parse] and [Read], MaxLine for [Lines]. A level of nesting costs stack:
	// more than 1,000 levels are taken for 1,000.
	MaxBytes, MaxLine, MaxDepth, MaxValues, MaxFaults, MaxNested int

	nested int // resources around the one that is read
}

func (o Options) filled() Options {
	o.MaxBytes = limit.Or(o.MaxBytes, MaxBytes)
	o.MaxLine = limit.Or(o.MaxLine, MaxLine)
	o.MaxDepth = limit.Depth(o.MaxDepth, MaxDepth)
	o.MaxValues = limit.Or(o.MaxValues, MaxValues)
	o.MaxFaults = limit.Or(o.MaxFaults, MaxFaults)
	o.MaxNested = limit.Or(o.MaxNested, MaxNested)
	return o
}

// Resource is one resource: a [*Practitioner], [*PractitionerRole],
// [*Organization], [*Bundle] or, for every other type, [*Other]. While nobody
// changes its fields, several goroutines may read it and write it out at once.
// It is read, or made by [New]: of another nothing is written (CodeNotCarried).
type Resource interface {
	// Common returns what all resources have.
	Common() *Base
	json.Marshaler
}

// Base is what all resources have.
type Base struct {
	// Type is the resourceType, ID the logical id.
	Type string
	ID   rpps.Private
	// Active tells resources that were deleted; most types have it. It is
	// written back.
	Active rpps.Answer
	// Profiles are the addresses in meta.profile, as written.
	Profiles []string
	// LastUpdated is meta.lastUpdated, as written.
	LastUpdated string
	// Provenance is the extension as-ext-data-trace.
	Provenance Provenance
	// Faults is everything that was found odd, sorted. Paths begin below the
	// resource.
	Faults rule.Faults

	tree      *jsontree.Value
	active    rpps.Answer // as read
	modified  bool        // by a modifier that is not understood, or only a part is there
	conflict  bool        // codes contradict each other
	contained map[string]Resource
	closings  []closer // codes that shut out, and that no field carries
}

// Provenance says where the directory has a resource from.
type Provenance struct {
	// Authority is the code of the registration authority (TRE_R60).
	Authority string
	// System is RPPS, FINESS, MSS or CG.
	System string
	// Updated is the day of the change at the authority.
	Updated civil.Date
}

// String tells whether something is stated: a resource may hold anything in the
// place of the codes and of the day.
func (p Provenance) String() string {
	if p == (Provenance{}) {
		return "Provenance(not stated)"
	}
	return "Provenance(masked)"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (p Provenance) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, p.String()) }

// LogValue implements [slog.LogValuer].
func (p Provenance) LogValue() slog.Value { return slog.StringValue(p.String()) }

// Common returns b.
func (b *Base) Common() *Base { return b }

// IsPublic reports whether the resource claims a public profile (DP) of the
// Annuaire Santé.
func (b *Base) IsPublic() bool { return b.claims("/annuaire/StructureDefinition/as-dp-") }

// IsTDDUI reports whether the resource claims a profile of the transfer of DUI
// data.
func (b *Base) IsTDDUI() bool { return b.claims("/tddui/StructureDefinition/") }

func (b *Base) claims(part string) bool {
	return slices.ContainsFunc(b.Profiles, func(p string) bool { return strings.Contains(p, part) })
}

// doubtful reports whether nothing may rest on the resource, and why.
func (b *Base) doubtful() bool { return b.Active == rpps.No || b.modified || b.conflict }

// JSON returns the text of the resource as it was read: what was changed since
// is not in it. See MarshalJSON of each type for what is written.
func (b *Base) JSON() json.RawMessage {
	if b.tree == nil {
		return nil
	}
	return b.tree.Append(nil)
}

// Unread returns the names of the elements at the top of the resource that the
// package keeps and does not read, in the order of the text; "(other)" stands
// for each name that FHIR does not give to the type.
func (b *Base) Unread() []string {
	var out []string
	for i := range b.tree.Len() {
		name := b.tree.At(i).Key()
		known, read := false, false
		for _, e := range elements {
			if e.name == name && (e.types == "" || strings.Contains(e.types, b.Type+" ")) {
				known, read = true, e.read
			}
		}
		switch {
		case read:
		case known:
			out = append(out, name)
		default:
			out = append(out, "(other)")
		}
	}
	return out
}

// elements are the elements at the top of the types that are read, with the
// types that have them; none for all. An element that is read may hold more
// than what is read of it: addresses of a telecom, say.
var elements = [...]struct {
	name, types string
	read        bool
}{
	{"resourceType", "", true},
	{"id", "", true},
	{"meta", "", true},
	{"implicitRules", "", true},
	{"contained", "", true},
	{"modifierExtension", "", true},
	{"language", "", false},
	{"text", "", false},
	{"extension", "", false},
	{"identifier", "Practitioner PractitionerRole Organization ", true},
	{"active", "Practitioner PractitionerRole Organization ", true},
	{"telecom", "Practitioner PractitionerRole Organization ", true},
	{"name", "Practitioner Organization ", true},
	{"gender", "Practitioner ", true},
	{"birthDate", "Practitioner ", true},
	{"qualification", "Practitioner ", true},
	{"communication", "Practitioner ", true},
	{"address", "Practitioner Organization ", false},
	{"photo", "Practitioner ", false},
	{"period", "PractitionerRole ", true},
	{"practitioner", "PractitionerRole ", true},
	{"organization", "PractitionerRole ", true},
	{"code", "PractitionerRole ", true},
	{"specialty", "PractitionerRole ", true},
	{"location", "PractitionerRole ", false},
	{"healthcareService", "PractitionerRole ", false},
	{"availableTime", "PractitionerRole ", false},
	{"notAvailable", "PractitionerRole ", false},
	{"availabilityExceptions", "PractitionerRole ", false},
	{"endpoint", "PractitionerRole Organization ", false},
	{"type", "Organization ", true},
	{"alias", "Organization ", true},
	{"partOf", "Organization ", true},
	{"contact", "Organization ", false},
}

// String tells the type, never who or what.
func (b Base) String() string {
	if b.Type == "" {
		return "Resource(not stated)"
	}
	return "Resource(" + printable(b.Type) + ", faults " + strconv.Itoa(len(b.Faults)) + ")"
}

// printable returns a type of the directory or of the exchange with it, and
// else says that it is none: the text comes from outside and may be a name.
func printable(t string) string {
	switch t {
	case "Practitioner", "PractitionerRole", "Organization", "Bundle", "HealthcareService", "Device", "Location", "Endpoint", "Basic",
		"AuditEvent", "OperationOutcome", "CapabilityStatement", "Parameters", "Patient", "Provenance", "Subscription":
		return t
	}
	return "other"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (b Base) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, b.String()) }

// LogValue implements [slog.LogValuer]: the type and the codes of the faults.
func (b Base) LogValue() slog.Value {
	codes := make([]string, len(b.Faults))
	for i, f := range b.Faults {
		codes[i] = string(f.Code())
	}
	return slog.GroupValue(slog.String("type", printable(b.Type)), slog.String("faults", strings.Join(codes, " ")))
}

// Other is a resource of a type that the package does not read: it is kept.
type Other struct{ Base }

// MarshalJSON returns the resource as it was read.
func (o Other) MarshalJSON() ([]byte, error) { return o.write() }

// Read is [Parse] for a stream. It reads no more than the limit and one byte.
func Read(r io.Reader, o Options) (Resource, error) {
	data, err := limit.Read(r, o.filled().MaxBytes)
	if err != nil {
		return nil, err
	}
	return Parse(data, o)
}

// Parse reads one resource, a Bundle with all that is in it. It fails, with a
// [rule.Fault], only on a text that is no resource ([CodeJSON],
// [CodeEncoding], [CodeNotResource]), that has a member twice
// ([CodeMemberTwice]) or that is beyond a limit ([CodeTooLarge],
// [CodeTooDeep], [CodeTooMany]); everything else is in the Faults of the
// resource.
func Parse(data []byte, o Options) (Resource, error) {
	o = o.filled()
	tree, bad := jsontree.Parse(data, jsontree.Limits{Bytes: o.MaxBytes, Depth: o.MaxDepth, Values: o.MaxValues})
	if bad != nil {
		return nil, o.refusal(bad)
	}
	r := newResource(tree, o)
	if r == nil {
		return nil, rules[ruleNotResource].At("")
	}
	return r, nil
}

// refusal is the fault of a text that could not be read.
func (o Options) refusal(bad *jsontree.Error) rule.Fault {
	var f rule.Fault
	switch bad.Problem {
	case jsontree.Encoding:
		f = rules[ruleEncoding].At("")
	case jsontree.Twice:
		f = rules[ruleMemberTwice].At("")
	case jsontree.TooLong:
		f = rules[ruleTooLarge].At("").With(strconv.Itoa(o.MaxBytes))
	case jsontree.TooDeep:
		f = rules[ruleTooDeep].At("").With(strconv.Itoa(o.MaxDepth))
	case jsontree.TooMany:
		f = rules[ruleTooMany].At("").With(strconv.Itoa(o.MaxValues))
	default:
		f = rules[ruleJSON].At("")
	}
	return f.On(rule.Position{Line: bad.Line, Column: bad.Column})
}

// newResource reads a resource from its tree, under options that are filled;
// nil when it is none.
func newResource(tree *jsontree.Value, o Options) Resource {
	kind, ok := tree.Get("resourceType").Text()
	if !ok || kind == "" || o.nested > o.MaxNested {
		return nil
	}
	o.nested++
	base := Base{Type: kind, tree: tree}
	rd := &reader{seenOn: o.SeenOn, maxFaults: o.MaxFaults}
	rd.base(&base, tree, o)
	var out Resource
	switch kind {
	case "Practitioner":
		p := &Practitioner{Base: base}
		rd.practitioner(p)
		out = p
	case "PractitionerRole":
		p := &PractitionerRole{Base: base}
		rd.role(p)
		out = p
	case "Organization":
		p := &Organization{Base: base}
		rd.organization(p)
		out = p
	case "Bundle":
		p := &Bundle{Base: base}
		rd.bundle(p, o)
		out = p
	default:
		if kind == "Person" {
			rd.links(tree)
		}
		out = &Other{base}
	}
	b := out.Common()
	b.conflict = b.conflict || rd.doubt
	b.closings = closings(out)
	b.Faults = rd.faults
	b.Faults.Sort()
	return out
}

// base reads what all resources have.
func (r *reader) base(b *Base, v *jsontree.Value, o Options) {
	b.ID = rpps.Private(r.text(v.Get("id"), "id"))
	if a := v.Get("active"); a != nil {
		if yes, ok := a.Bool(); ok {
			b.Active = rpps.AnswerOf(yes)
		} else {
			r.fault(ruleType, "active")
			b.Active = rpps.No // stated, and not to be a yes
		}
	}
	if b.Active == 0 && v.Get("_active") != nil { // withheld: not to be a yes
		r.fault(ruleType, "active")
		b.Active = rpps.No
	}
	b.active = b.Active
	if v.Get("implicitRules") != nil || v.Get("_implicitRules") != nil {
		b.modified = true
		r.fault(ruleModifier, "implicitRules")
	}
	if r.modifiers(v, "", true, true) {
		b.modified = true
	}
	r.extensions(v, "")
	meta := v.Get("meta")
	b.LastUpdated = r.text(meta.Get("lastUpdated"), "meta.lastUpdated")
	for _, list := range [...]string{"tag", "security"} { // where servers write it
		for e := range r.each(meta.Get(list), "meta."+list) {
			if code, _ := e.v.Get("code").Text(); closing.Spelt(code) == "SUBSETTED" {
				b.modified = true // what was left out may be what shuts out
				r.fault(ruleSubsetted, e.path)
			}
		}
	}
	for e := range r.each(meta.Get("profile"), "meta.profile") {
		b.Profiles = append(b.Profiles, r.text(e.v, e.path))
	}
	for e := range r.each(meta.Get("extension"), "meta.extension") {
		if address(e.v) != extTrace {
			continue
		}
		for e := range r.each(e.v.Get("extension"), e.path+".extension") {
			switch u, _ := e.v.Get("url").Text(); u {
			case "autorite-enregistrement":
				for _, c := range r.concept(e.v.Get("valueCodeableConcept"), e.path+".valueCodeableConcept") {
					b.Provenance.Authority = c.code
				}
			case "systeme-information":
				b.Provenance.System = r.text(e.v.Get("valueCode"), e.path+".valueCode")
			case "date-maj-ae":
				b.Provenance.Updated, _ = r.day(e.v.Get("valueDate"), e.path+".valueDate")
			}
		}
	}
	for e := range r.each(v.Get("contained"), "contained") {
		sub := newResource(e.v, o)
		if sub == nil {
			r.fault(ruleNotResource, e.path)
			continue
		}
		c := sub.Common()
		for _, f := range c.Faults {
			r.faults.Add(f.Under(e.path))
		}
		if b.contained == nil {
			b.contained = make(map[string]Resource)
		}
		name := "#" + c.ID.Reveal()
		if _, twice := b.contained[name]; twice {
			sub = nil // which one is meant is not known
		}
		b.contained[name] = sub
	}
}

// elementMeant returns the element that is read and that a name has in other letters,
// between blanks, or with the underscore that only simple elements have, such as "Active":
// what it says may shut out, and is not read. top: of a resource, where code and type are
// not simple.
func elementMeant(name string, top bool) string {
	for _, e := range elementsRead {
		if name == e {
			return "" // nearly always
		}
	}
	bare, beside := strings.CutPrefix(strings.TrimSpace(name), "_")
	ascii := !strings.ContainsFunc(bare, func(r rune) bool { return r >= utf8.RuneSelf })
	for i, e := range elementsRead {
		switch {
		case ascii && len(bare) != len(e) || !strings.EqualFold(bare, e):
		case beside && name == "_"+e && i < simpleOnes && (!top || e != "code" && e != "type"):
			return ""
		default:
			return e
		}
	}
	return ""
}

// elementsRead are the elements that are read, at the top and within: first those that are
// simple, beside which another one with an underscore may say why there is no value.
var elementsRead = [...]string{
	"url", "system", "code", "reference", "start", "end", "value", "use", "id", "type", "active", "valueCode", "valueDateTime", "valueDate", "valueBoolean",
	"valueString", "name", "alias", "gender", "birthDate", "deceasedBoolean", "deceasedDateTime", "implicitRules", "lastUpdated", "method",
	"extension", "coding", "valueCodeableConcept", "valuePeriod", "valueCoding", "period", "identifier", "qualification", "practitioner", "organization",
	"specialty", "partOf", "link", "target", "telecom", "communication", "resourceType", "meta", "tag", "security", "contained", "modifierExtension", "entry", "request",
}

const simpleOnes = 25

// extensions tells of each extension at the top of a resource, or in one, that is no
// object or has no address: it may be what shuts the person out.
func (r *reader) extensions(v *jsontree.Value, path string) {
	all := v.Get("extension")
	if all == nil || all.Kind() == jsontree.Null {
		return
	}
	path = join(path, "extension")
	for x := range r.each(all, path) {
		switch {
		case x.v.Kind() != jsontree.Object:
			r.fault(ruleType, x.path)
		case address(x.v) == "":
			r.fault(ruleType, x.path+".url")
		default:
			r.extensions(x.v, x.path)
		}
	}
}

// modifiers reports whether a modifier extension stands anywhere in a
// resource or an entry, or an element in other letters ([elementMeant]), the
// resources in it set apart. The names on the way may
// be of any text and length: below one that is not known, path is empty.
func (r *reader) modifiers(v *jsontree.Value, path string, known, top bool) bool {
	found := false
	for i := range v.Len() {
		k := v.At(i)
		name := k.Key()
		if v.Kind() == jsontree.Object {
			if e := elementMeant(name, top); e != "" {
				r.fault(ruleModifier, join(path, e))
				found = true
			}
		}
		if k.Kind() < jsontree.Array {
			// Of another type than it should be, it says something all the same.
			if name == "modifierExtension" && k.Kind() != jsontree.Null {
				r.fault(ruleModifier, join(path, name))
				found = true
			}
			continue
		}
		if v.Kind() == jsontree.Array {
			at := path
			if known {
				at += "[" + strconv.Itoa(i) + "]"
			}
			found = r.modifiers(k, at, known, false) || found
			continue
		}
		if top && (name == "contained" || name == "text" || name == "entry" || name == "resource") {
			continue
		}
		if name == "modifierExtension" && k.Len() > 0 {
			r.fault(ruleModifier, join(path, name))
			found = true
			continue
		}
		if known && isElement(name) {
			found = r.modifiers(k, join(path, name), true, false) || found
		} else {
			found = r.modifiers(k, "", false, false) || found
		}
	}
	return found
}

// isElement reports whether a name is that of an element that the package
// reads: it may stand in a path.
func isElement(name string) bool {
	switch name {
	case "entry", "link", "search", "request", "response", "identifier", "name", "telecom", "address", "qualification", "code", "coding", "period", "practitioner",
		"organization", "type", "partOf", "meta", "extension", "contact":
		return true
	}
	return false
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// write returns the text of a resource whose only change may be Active.
func (b *Base) write() ([]byte, error) {
	if b.tree == nil {
		return withoutText(*b)
	}
	if b.Active == b.active {
		return b.tree.Append(nil), nil
	}
	t := b.tree.Clone()
	b.writeActive(t)
	return t.Append(nil), nil
}

// writeActive writes what Active has become.
func (b *Base) writeActive(t *jsontree.Value) {
	t.Put(nil, "_active") // why it was withheld
	switch {
	case b.Active == 0:
		t.Put(nil, "active")
	default:
		t.Put(jsontree.Boolean(b.Active == rpps.Yes), "active")
	}
}

// withoutText returns what is written of a resource that was neither read nor made by
// [New]: null of an empty one. What a program has put into it has no place.
func withoutText(r any) ([]byte, error) {
	if reflect.ValueOf(r).IsZero() {
		return []byte("null"), nil
	}
	return nil, rule.Faults{rules[ruleNotCarried].At("")}
}

// Line returns the text of a resource on one line, for NDJSON, without the end
// of the line. What was changed since the reading is in it; the error is that
// of MarshalJSON.
func Line(r Resource) ([]byte, error) {
	text, err := r.MarshalJSON()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := json.Compact(&b, text); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// decode reads a resource of one type into a value.
func decode[T any](text []byte, to *T) error {
	if string(text) == "null" { // as encoding/json asks for
		return nil
	}
	r, err := Parse(text, Options{})
	if err != nil {
		return err
	}
	v, ok := r.(interface{ value() any }).value().(T)
	if !ok {
		return rules[ruleNotResource].At("resourceType")
	}
	*to = v
	return nil
}

func (p *Practitioner) value() any     { return *p }
func (p *PractitionerRole) value() any { return *p }
func (p *Organization) value() any     { return *p }
func (b *Bundle) value() any           { return *b }
func (o *Other) value() any            { return *o }

// UnmarshalJSON is [Parse] for a resource of this type.
func (p *Practitioner) UnmarshalJSON(text []byte) error { return decode(text, p) }

// UnmarshalJSON is [Parse] for a resource of this type.
func (p *PractitionerRole) UnmarshalJSON(text []byte) error { return decode(text, p) }

// UnmarshalJSON is [Parse] for a resource of this type.
func (p *Organization) UnmarshalJSON(text []byte) error { return decode(text, p) }

// UnmarshalJSON is [Parse] for a Bundle.
func (b *Bundle) UnmarshalJSON(text []byte) error { return decode(text, b) }

// UnmarshalJSON is [Parse] for a resource of a type that is not read.
func (o *Other) UnmarshalJSON(text []byte) error { return decode(text, o) }
