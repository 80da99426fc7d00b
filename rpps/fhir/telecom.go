package fhir

import (
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/rppsplus/rppsplus/internal/jsontree"
	"github.com/rppsplus/rppsplus/rpps"
)

// Mailbox is an address of the secure mail MSSanté.
type Mailbox struct {
	Address rpps.MSSante
	// Kind is the code of the type of mailbox (TRE_R257: PER, ORG, APP, CAB);
	// public resources of persons leave it out.
	Kind string
	// Text is the address as written, when it is none.
	Text rpps.Private
}

// String tells the kind of the mailbox, not its address.
func (m Mailbox) String() string {
	switch m.Kind {
	case "":
		return "Mailbox(not stated)"
	case "PER", "ORG", "APP", "CAB":
		return "Mailbox(" + m.Kind + ")"
	}
	return "Mailbox(other)"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (m Mailbox) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, m.String()) }

// LogValue implements [slog.LogValuer].
func (m Mailbox) LogValue() slog.Value { return slog.StringValue(m.String()) }

// contact is what the telecom of a resource says, and where it stood; a place
// is one more than the index, 0 for none.
type contact struct {
	mailboxes          []Mailbox
	box, email, phone  int
	emailText, telText string
}

func (r *reader) telecom(v *jsontree.Value, path string) contact {
	var c contact
	for e := range r.each(v, path) {
		if e.v.Kind() != jsontree.Object {
			r.fault(ruleType, e.path)
			continue
		}
		if use, _ := e.v.Get("use").Text(); use == "old" {
			continue
		}
		system := r.text(e.v.Get("system"), e.path+".system")
		value := strings.TrimPrefix(r.text(e.v.Get("value"), e.path+".value"), "mailto:")
		if value == "" {
			continue
		}
		secure, kind := false, ""
		for x := range r.each(e.v.Get("extension"), e.path+".extension") {
			switch u, _ := x.v.Get("url").Text(); u {
			case extMailType:
				if c := x.v.Get("valueCoding"); c != nil {
					secure = r.coding(c, x.path+".valueCoding", 0).code == mssante
				}
			case extMailbox:
				secure = true
				for y := range r.each(x.v.Get("extension"), x.path+".extension") {
					if u, _ := y.v.Get("url").Text(); u == "type" {
						for _, c := range r.concept(y.v.Get("valueCodeableConcept"), y.path+".valueCodeableConcept") {
							kind = c.code
						}
					}
				}
			}
		}
		switch {
		case secure:
			m := Mailbox{Kind: kind}
			var err error
			if m.Address, err = lenient.MSSante(value); err != nil {
				m.Text = rpps.Private(value)
				r.fault(ruleIdentifierKept, e.path+".value", "mssante", string(rpps.CodeMSSanteShape))
			} else if c.box == 0 {
				c.box = e.i + 1
			}
			c.mailboxes = append(c.mailboxes, m)
		case system == "email" && c.email == 0:
			c.email, c.emailText = e.i+1, value
		case system == "phone" && c.phone == 0:
			c.phone, c.telText = e.i+1, value
		}
	}
	return c
}

// first returns the address of the first mailbox that has one.
func (c contact) first() rpps.MSSante {
	for _, m := range c.mailboxes {
		if !m.Address.IsZero() {
			return m.Address
		}
	}
	return rpps.MSSante{}
}
