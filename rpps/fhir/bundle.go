package fhir

import (
	"cmp"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"

	"github.com/rppsplus/rppsplus/internal/jsontree"
	"github.com/rppsplus/rppsplus/rpps"
)

// Bundle is a resource Bundle of any type: the answer to a search, a
// collection, a transaction. Entries inside entries are read as well.
type Bundle struct {
	Base
	// Kind is Bundle.type: searchset, collection, transaction…
	Kind string
	// Next is the address of the next page of a search.
	Next rpps.Private
	// Entries are the entries in their order. A resource in them that was
	// changed is written back with the Bundle.
	Entries []Entry

	were []Resource // as read
}

// Entry is one entry of a Bundle.
type Entry struct {
	// FullURL is the address of the resource: what references point to.
	FullURL rpps.Private
	// Method is request.method of a transaction: POST, PUT, DELETE…
	Method string
	// Resource is nil when the entry has none, or one that is no resource.
	Resource Resource
}

// String tells whether there is a resource, and of which type.
func (e Entry) String() string {
	if e.Resource == nil {
		return "Entry(without a resource)"
	}
	return "Entry(" + e.Resource.Common().String() + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (e Entry) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, e.String()) }

// LogValue implements [slog.LogValuer].
func (e Entry) LogValue() slog.Value { return slog.StringValue(e.String()) }

func (r *reader) bundle(b *Bundle, o Options) {
	v := b.tree
	b.Kind = r.text(v.Get("type"), "type")
	for e := range r.each(v.Get("link"), "link") {
		if rel, _ := e.v.Get("relation").Text(); rel == "next" {
			b.Next = rpps.Private(r.text(e.v.Get("url"), e.path+".url"))
		}
	}
	entries := v.Get("entry")
	if entries != nil && entries.Kind() != jsontree.Array {
		r.fault(ruleType, "entry")
		return
	}
	for i := range entries.Len() {
		e, path := entries.At(i), at("entry", i)
		entry := Entry{
			FullURL: rpps.Private(r.text(e.Get("fullUrl"), path+".fullUrl")),
			Method:  r.text(e.Get("request").Get("method"), path+".request.method"),
		}
		if res := e.Get("resource"); res != nil {
			entry.Resource = newResource(res, o)
			if entry.Resource == nil {
				r.fault(ruleNotResource, path+".resource")
			} else {
				if r.modifiers(e, path, true, true) || b.modified {
					modify(entry.Resource)
				}
				for _, f := range entry.Resource.Common().Faults {
					r.faults.Add(f.Under(path + ".resource"))
				}
			}
		}
		b.Entries = append(b.Entries, entry)
		b.were = append(b.were, entry.Resource)
	}
}

// modify tells a resource, and all that is in it, that a modifier of what holds
// it is not understood.
func modify(r Resource) {
	r.Common().modified = true
	if p, ok := r.(*PractitionerRole); ok {
		p.shut()
	}
	if b, ok := r.(*Bundle); ok {
		for _, e := range b.Entries {
			if e.Resource != nil {
				modify(e.Resource)
			}
		}
	}
}

// String tells the type and how many entries there are.
func (b Bundle) String() string {
	return "Bundle(" + strconv.Itoa(len(b.Entries)) + " entries, faults " + strconv.Itoa(len(b.Faults)) + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (b Bundle) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, b.String()) }

// LogValue implements [slog.LogValuer].
func (b Bundle) LogValue() slog.Value { return b.Base.LogValue() }

// MarshalJSON returns the Bundle with what was changed in the resources of its
// entries, and with the entries that were added at the end; in a transaction
// they have the request of their Method, POST if it is not stated, and any other
// needs the id of the resource. Entries cannot be taken out, nor given another
// address or method: that is an error of [CodeNotCarried], as is a change that a
// resource cannot carry.
func (b Bundle) MarshalJSON() ([]byte, error) {
	if b.tree == nil {
		return withoutText(b)
	}
	w := writer{tree: b.tree}
	if len(b.Entries) < len(b.were) {
		w.no("entry")
	}
	for i, e := range b.Entries {
		if i < len(b.were) {
			was := b.tree.Get("entry").At(i)
			if !says(was.Get("fullUrl"), e.FullURL.Reveal()) {
				w.no(at("entry", i) + ".fullUrl")
			}
			if !says(was.Get("request").Get("method"), e.Method) {
				w.no(at("entry", i) + ".request.method")
			}
			if e.Resource == nil && b.were[i] != nil {
				w.no(at("entry", i))
			}
		} else if e.Resource == nil {
			w.no(at("entry", i))
		}
		if e.Resource == nil {
			continue
		}
		if i < len(b.were) && b.were[i] == nil {
			w.no(at("entry", i)) // what is there is kept
			continue
		}
		text, err := e.Resource.MarshalJSON()
		if err != nil {
			return nil, err
		}
		if i < len(b.were) {
			if was := b.tree.Get("entry").At(i).Get("resource"); string(text) != string(was.Append(nil)) {
				w.put("entry", parsed(text), "entry", i, "resource")
			}
			continue
		}
		if string(text) == "null" { // an empty resource is none
			w.no(at("entry", i))
			continue
		}
		added := obj("fullUrl", e.FullURL.Reveal(), "resource", parsed(text))
		if b.Kind == "transaction" || b.Kind == "batch" { // which ask for it
			r, method := e.Resource.Common(), cmp.Or(e.Method, "POST")
			url := r.Type
			switch {
			case method == "POST":
			case r.ID == "": // of which one is not said: of all, a server may read
				w.no(at("entry", i) + ".request.url")
				continue
			default:
				url += "/" + r.ID.Reveal()
			}
			added.Put(jsontree.Str(method), "request", "method")
			added.Put(jsontree.Str(url), "request", "url")
		}
		w.put("entry", added, "entry", i)
	}
	return w.done(&b.Base)
}

// says reports whether a text is what was read of a value.
func says(v *jsontree.Value, text string) bool {
	s, _ := v.Text()
	return strings.TrimSpace(s) == text
}

// parsed reads a text that this package wrote.
func parsed(text []byte) *jsontree.Value {
	v, bad := jsontree.Parse(text, jsontree.Limits{})
	if bad != nil {
		return nil
	}
	return v
}
