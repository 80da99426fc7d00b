package psi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/internal/limit"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// MaxBytes is the limit on the length of an answer when [AnswerOptions] does not
// say. The longest documented one has 3 kB.
const MaxBytes = 1 << 20

// AnswerOptions says how much an answer may hold. The zero AnswerOptions is the
// default.
type AnswerOptions struct {
	// MaxBytes is the limit on the length; 0 means the constant.
	MaxBytes int
}

// Answer is an answer of the interface. A block that the answer does not hold
// is nil. It prints and logs masked.
type Answer struct {
	// HTTPStatus is the status of the response, Status the one in the body; 0
	// when not stated. Neither says what became of a block: see its Outcome. But
	// no block is held to be done beside a status other than a success, 400, 404 and
	// 409 (401, 403, 5xx, say), or an error at the top of the answer.
	HTTPStatus, Status int
	Timestamp          Instant
	// Path is the resource, as written.
	Path string

	Identity *IdentityResult
	Activity *ActivityResult
	CardPSI  *CardResult
	CardCPS  *CardResult

	// Faults is what was found odd in the shape of the answer, sorted. What
	// was refused is in [Answer.Trace].
	Faults rule.Faults
	// Extra are the members that the package does not know or could not read,
	// and what a member said before it said something else, as they stood, under
	// their JSON Pointer (RFC 6901).
	Extra map[string]json.RawMessage
}

// Outcome is what became of a block. The zero value is "not stated": the
// answer does not say.
type Outcome uint8

const (
	// Created: the account or the activity was created.
	Created Outcome = iota + 1
	// Updated: the activity was modified.
	Updated
	// Recorded: the activity was created or modified, the answer does not say
	// which: it has no code, and the documents swap the statuses.
	Recorded
	// Ordered: the card was ordered.
	Ordered
	// AlreadyExists: the account existed.
	AlreadyExists
	// Refused: not done.
	Refused
	// Dependent: not handled, because another block was refused.
	Dependent
	// Unavailable: not done, as the block tells, for a failure of the service.
	Unavailable
)

var outcomes = [...]string{"", "created", "updated", "recorded", "ordered", "already exists", "refused", "dependent", "unavailable"}

// String returns the name of the outcome, or "(not stated)".
func (o Outcome) String() string { return enum.String(outcomes[:], o) }

// MarshalText returns the name, or the empty text when not stated.
func (o Outcome) MarshalText() ([]byte, error) { return enum.Text(outcomes[:], o) }

// Done reports whether what was asked is there: created, updated, recorded,
// ordered.
func (o Outcome) Done() bool { return o >= Created && o <= Ordered }

// Instant is a date and time as the interface wrote it, in one of its shapes.
type Instant string

// String returns the text of an instant, and "(masked)" for any other text.
func (i Instant) String() string {
	if i == "" {
		return "(not stated)"
	}
	if _, _, ok := i.Time(); !ok {
		return "(masked)"
	}
	return string(i)
}

// Format implements [fmt.Formatter]: as String under every verb.
func (i Instant) Format(f fmt.State, _ rune) { mask(f, i) }

// LogValue implements [slog.LogValuer].
func (i Instant) LogValue() slog.Value { return slog.StringValue(i.String()) }

// Time reads the instant: T or a space between day and time, any number of
// decimals, with or without a zone. Without one it is read as UTC, and zoned
// is false. ok is false for any other text.
func (i Instant) Time() (t time.Time, zoned, ok bool) {
	s := string(i)
	for _, layout := range [...]string{"2006-01-02T15:04:05Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02 15:04:05Z0700"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true, true
		}
	}
	for _, layout := range [...]string{"2006-01-02T15:04:05", "2006-01-02 15:04:05"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, false, true
		}
	}
	return time.Time{}, false, false
}

// IdentityResult is the block identity.
type IdentityResult struct {
	Status int
	// Outcome follows from the code, else from the status. It is not stated where
	// one of them would tell that the account was created and another, or the same
	// member twice, says something else or nothing that can be read; where no
	// identifier of an account and no number stands beside it; and where the answer
	// as a whole is a failure of the service (5xx) without a code of the identity.
	Outcome Outcome
	Code    Code
	// PSI is the identifier of the account (id, or psiIdentifier of an
	// account that existed).
	PSI rpps.PersonID
	// PSIText is its text.
	PSIText rpps.Private
	// Numbers are the RPPS identifiers found for the person.
	Numbers []FoundNumber
	Traits  *Traits
	RNIPP   *RNIPP
	// Message and Error are texts of the server: they may hold anything.
	Message, Error rpps.Private
	Details        []Detail
	// Flat: the members stood at the top of the answer, as in versions before
	// 0.9.
	Flat bool
}

// FoundNumber is one RPPS identifier of an answer.
type FoundNumber struct {
	Text rpps.Private
	// ID is the text as a national identification, 8 and the number; zero when
	// it is none. Published test data have wrong keys, which ID.KeyValid tells.
	ID rpps.PersonID
	// Number is the RPPS number in it.
	Number rpps.Number
}

// Traits is the civil status as the interface returns it.
type Traits struct {
	LastName, FirstNames rpps.Private
	BirthDate            civil.Date
	// BirthDateText is the text of a date that is none.
	BirthDateText     rpps.Private
	Sex               rpps.Sex
	SexText           rpps.Private
	BirthLocationCode rpps.Private
	BirthPlace        rpps.Private
	// BirthCountryCode is in an example, not in the schema.
	BirthCountryCode     rpps.Private
	ProfessionalLastName rpps.Private
	FrenchNationality    rpps.Answer
}

// Detail is one element of detail: a field that was refused.
type Detail struct {
	Object, Field, Constraint rpps.Private
	// Message is a text of the server, Rejected the value: they stay private.
	Message, Rejected rpps.Private
}

// ActivityResult is the block activity.
type ActivityResult struct {
	Status int
	// Outcome follows from the code: the documents swap the statuses 200 and
	// 201. It is not stated where the code tells that it is done, and the status
	// or an error that it is not, and where the code is not known.
	Outcome Outcome
	Code    Code
	Message rpps.Private
	Errors  []ActivityError
}

// ActivityError is one element of erreurs, a text whose kind is recognised.
type ActivityError struct {
	Kind ActivityErrorKind
	// Parameter is the name of the parameter in the text, if one stands there.
	Parameter rpps.Private
	Text      rpps.Private
}

// CardResult is the block cardOrderPsi or cardOrderCps.
type CardResult struct {
	Status  int
	Outcome Outcome
	Code    Code
	Message rpps.Private
	// Addressee and Address are where the PSI card goes, corrected by the
	// interface.
	Addressee, Address rpps.Private
}

// ParseAnswer reads an answer with the status of the response. It fails, with
// a [rule.Fault], only on a body that is no JSON object ([CodeAnswerJSON],
// [CodeAnswerNotObject]) or is too long ([CodeAnswerTooLarge]); an empty body
// is an answer without blocks, of which a 503 has no other. The page of a proxy
// (502, 504) is such a body: see "No answer" in the package comment.
func ParseAnswer(status int, body []byte) (*Answer, error) {
	return AnswerOptions{}.ParseAnswer(status, body)
}

// ParseAnswer is the function [ParseAnswer] under limits of the caller.
func (o AnswerOptions) ParseAnswer(status int, body []byte) (*Answer, error) {
	a := &Answer{HTTPStatus: status}
	if len(bytes.TrimSpace(body)) == 0 {
		return a, nil
	}
	raw, err := check(body, limit.Or(o.MaxBytes, MaxBytes))
	if err != nil {
		return nil, err
	}
	r := &reader{}
	top := r.object("", raw)
	a.Status = top.number("status", maxStatus)
	a.Timestamp = Instant(top.text("timestamp"))
	a.Path = top.text("path")
	said := top // the object that says what became of the identity
	if top.has("identity") {
		said = top.block("identity")
		// One schema puts an identity in the identity.
		if said.has("identity") && !said.has("status") && !said.has("code") {
			outer := said
			said = outer.block("identity")
			outer.close()
			if outer.fails() {
				said.unsure = append(said.unsure, "error")
			}
		}
		a.Identity = said.identity()
	} else {
		for _, key := range [...]string{"code", "error", "detail", "id", "psiIdentifier", "rppsIdentifiers", "identityTraits", "rnippData", "dataRnipp"} {
			if top.has(key) {
				a.Identity = top.identity()
				a.Identity.Flat = true
				a.Identity.Status = a.Status
				break
			}
		}
	}
	if i := a.Identity; i != nil {
		i.Outcome = said.settled(i.outcome(status))
	}
	if o := top.block("activity"); o != nil {
		a.Activity = o.activity()
	}
	if o := top.block("cardOrderPsi"); o != nil {
		a.CardPSI = o.card()
	}
	if o := top.block("cardOrderCps"); o != nil {
		a.CardCPS = o.card()
	}
	top.close()
	if !besideDone(status) || !besideDone(a.Status) || top.fails() {
		a.doubt()
	}
	r.faults.Sort()
	a.Faults, a.Extra = r.faults, r.extra
	return a, nil
}

// besideDone reports whether a block may be done in an answer of a status: the
// documents have one only with a success, or where another block was refused. A caller
// who was turned away (401, 403), say, has nothing done.
func besideDone(status int) bool {
	switch status {
	case 0, 400, 404, 409:
		return true
	}
	return status/100 == 2
}

// doubt takes back what blocks tell to be done, in an answer that is another failure
// or an error as a whole: no document has one beside the other.
func (a *Answer) doubt() {
	if i := a.Identity; i != nil && i.Outcome.Done() {
		i.Outcome = 0
	}
	if r := a.Activity; r != nil && r.Outcome.Done() {
		r.Outcome = 0
	}
	for _, c := range [...]*CardResult{a.CardPSI, a.CardCPS} {
		if c != nil && c.Outcome.Done() {
			c.Outcome = 0
		}
	}
}

const maxStatus = 999

// identity reads the block identity, or the top of a flat answer. The caller
// closes a flat one.
func (o *object) identity() *IdentityResult {
	i := &IdentityResult{}
	if o.pointer != "" {
		i.Status = o.number("status", maxStatus)
		defer o.close()
	}
	i.Code = Code(o.text("code"))
	i.Message, i.Error = o.private("message"), o.private("error")
	if o.has("id") {
		i.PSIText = o.private("id")
	} else {
		i.PSIText = o.private("psiIdentifier")
	}
	i.PSI, _ = lenient().PersonID(strings.TrimSpace(string(i.PSIText)))
	for n, raw := range o.list("rppsIdentifiers") {
		text, ok := textOf(raw)
		if !ok {
			o.r.odd(element(o.at("rppsIdentifiers"), n), raw)
			continue
		}
		if text != "" {
			i.Numbers = append(i.Numbers, found(text))
		}
	}
	if t := o.object("identityTraits"); t != nil {
		i.Traits = t.traits()
	}
	key := "rnippData"
	if !o.has(key) {
		key = "dataRnipp" // so the schemas of version 0.4
	}
	if d := o.object(key); d != nil {
		i.RNIPP = d.rnipp()
	}
	for n, raw := range o.list("detail") {
		at := element(o.at("detail"), n)
		d := o.r.object(at, raw)
		if d == nil {
			o.unsure = append(o.unsure, "error")
			continue
		}
		rejected := rpps.Private("")
		if v := d.take("rejected"); v != nil {
			if s, ok := textOf(v); ok {
				rejected = rpps.Private(s)
			} else {
				rejected = rpps.Private(v)
			}
		}
		i.Details = append(i.Details, Detail{
			Object: d.private("object"), Field: d.private("field"), Constraint: d.private("constraint"),
			Message: d.private("message"), Rejected: rejected,
		})
		d.close()
	}
	return i
}

// lenient reads the numbers of test data, whose keys are wrong.
func lenient() rpps.Options { return rpps.Options{AcceptWrongKey: true} }

// found reads an RPPS identifier, with its 8 or, tolerated, without.
func found(text string) FoundNumber {
	f := FoundNumber{Text: rpps.Private(text)}
	text = strings.TrimSpace(text)
	if len(text) == 11 {
		if n, err := lenient().Number(text); err == nil {
			f.Number, f.ID = n, rpps.PersonIDOf(n)
			return f
		}
	}
	if id, err := lenient().PersonID(text); err == nil && id.Kind() == rpps.PersonRPPS {
		f.ID, f.Number = id, id.Number()
	}
	return f
}

func (i *IdentityResult) outcome(http int) Outcome {
	status := i.Status
	if status == 0 {
		status = http
	}
	account := strings.TrimSpace(string(i.PSIText)) != ""
	switch c := i.Code; {
	case c.accountExists():
		return AlreadyExists
	case c == InternalError:
		return Unavailable
	case strings.HasPrefix(string(c), "E04_U010_KO_"):
		return Refused
	case len(i.Details) > 0 && ofStatus(status) == 0:
		return 0 // fields that were refused, and no status that says so
	case c == "" && i.Error == "" && (account || len(i.Numbers) > 0) && (status == 200 || status == 201):
		return Created
	case c == "" && i.Error == "" && account && status == 207:
		return Created
	case status == 409:
		return AlreadyExists
	case i.Flat && status/100 == 5:
		return 0 // of what stands between, maybe: the request may have come through
	}
	return ofStatus(status)
}

// ofStatus is the outcome of a block that is not done; 0 for other statuses.
func ofStatus(status int) Outcome {
	switch {
	case status == 424:
		return Dependent
	case status/100 == 5:
		return Unavailable
	case status/100 == 4:
		return Refused
	}
	return 0
}

// notDone reports whether the status of a block is one of nothing that is done.
func notDone(status int) bool { return status != 0 && status/100 != 2 }

func (o *object) activity() *ActivityResult {
	a := &ActivityResult{Status: o.number("status", maxStatus), Code: Code(o.text("code")), Message: o.private("message")}
	for n, raw := range o.list("erreurs") {
		at := element(o.at("erreurs"), n)
		text := ""
		if s, ok := textOf(raw); ok {
			text = s
		} else if e := o.r.object(at, raw); e != nil {
			text = e.text("message")
			e.close()
		} else {
			o.unsure = append(o.unsure, "erreurs")
			continue
		}
		e := ActivityError{Text: rpps.Private(text)}
		e.Kind, e.Parameter = recognise(text)
		a.Errors = append(a.Errors, e)
	}
	o.close()
	defer func() { a.Outcome = o.settled(a.Outcome) }()
	switch a.Code {
	case ActivityCreated:
		a.Outcome = Created
	case ActivityUpdated:
		a.Outcome = Updated
	case ActivityFailedDependency:
		a.Outcome = Dependent
	case ActivityServiceUnavailable:
		a.Outcome = Unavailable
	case ActivityBadRequest, ActivityFailed:
		a.Outcome = Refused
	default:
		a.Outcome = ofStatus(a.Status)
		switch {
		case a.Outcome == 0 && len(a.Errors) > 0 && a.Status/100 != 2:
			a.Outcome = Refused
		case a.Code == "" && (a.Status == 200 || a.Status == 201):
			a.Outcome = Recorded
		}
	}
	if a.Outcome.Done() && notDone(a.Status) {
		a.Outcome = 0
	}
	return a
}

func (o *object) card() *CardResult {
	c := &CardResult{
		Status: o.number("status", maxStatus), Code: Code(o.text("code")), Message: o.private("message"),
		Addressee: o.private("addressee"), Address: o.private("shippingAddress"),
	}
	o.close()
	defer func() { c.Outcome = o.settled(c.Outcome) }()
	switch c.Code {
	case CardSuccessful:
		c.Outcome = Ordered
	case CardFailedDependency:
		c.Outcome = Dependent
	case CardServiceUnavailable:
		c.Outcome = Unavailable
	case CardAddressRefused, CardRefused, CardRefusedCPS:
		c.Outcome = Refused
	default:
		c.Outcome = ofStatus(c.Status)
		if c.Code == "" && (c.Status == 200 || c.Status == 201) {
			c.Outcome = Ordered
		}
	}
	if c.Outcome.Done() && notDone(c.Status) {
		c.Outcome = 0
	}
	return c
}

func (o *object) traits() *Traits {
	t := &Traits{
		LastName: o.private("lastName"), BirthLocationCode: o.private("birthLocationCode"),
		BirthPlace: o.private("birthPlace"), BirthCountryCode: o.private("birthCountryCode"),
		ProfessionalLastName: o.private("professionalLastName"),
		FrenchNationality:    o.answer("frenchNationality"),
	}
	t.FirstNames = rpps.Private(strings.Join(o.words("firstNames"), " "))
	t.BirthDate, t.BirthDateText = o.date("birthDate")
	t.Sex, t.SexText = o.sex("genderCode")
	o.close()
	return t
}

// words takes a text, or a list of texts as version of October 2025 had it.
func (o *object) words(key string) []string {
	m := o.find(key)
	if m == nil || isNull(m.Value) {
		o.take(key)
		return nil
	}
	if m.Value[0] != '[' {
		if s := o.text(key); s != "" {
			return []string{s}
		}
		return nil
	}
	var out []string
	for n, raw := range o.list(key) {
		s, ok := textOf(raw)
		if !ok {
			o.r.odd(element(o.at(key), n), raw)
			continue
		}
		out = append(out, s)
	}
	return out
}

// date takes a day; the text of what is no day stays.
func (o *object) date(key string) (civil.Date, rpps.Private) {
	s := o.text(key)
	if s == "" {
		return civil.Date{}, ""
	}
	d, err := civil.ParseISO(s)
	if err != nil {
		return civil.Date{}, rpps.Private(s)
	}
	return d, ""
}

// sex takes a sex; the text of what is none stays.
func (o *object) sex(key string) (rpps.Sex, rpps.Private) {
	s := o.text(key)
	sex, err := rpps.ParseSex(s)
	if err != nil {
		return 0, rpps.Private(s)
	}
	return sex, ""
}

// String tells the statuses and the outcomes, and nothing of the person.
func (a Answer) String() string {
	var b strings.Builder
	b.WriteString("Answer(" + strconv.Itoa(a.HTTPStatus))
	add := func(name string, o Outcome) { b.WriteString(", " + name + " " + o.String()) }
	if a.Identity != nil {
		add("identity", a.Identity.Outcome)
	}
	if a.Activity != nil {
		add("activity", a.Activity.Outcome)
	}
	if a.CardPSI != nil {
		add("cardOrderPsi", a.CardPSI.Outcome)
	}
	if a.CardCPS != nil {
		add("cardOrderCps", a.CardCPS.Outcome)
	}
	b.WriteString(")")
	return b.String()
}

// Format implements [fmt.Formatter]: masked under every verb.
func (a Answer) Format(f fmt.State, _ rune) { mask(f, a) }

// LogValue implements [slog.LogValuer].
func (a Answer) LogValue() slog.Value { return slog.StringValue(a.String()) }

// String tells the outcome, and nothing of the person.
func (i IdentityResult) String() string { return "IdentityResult(" + i.Outcome.String() + ")" }

// Format implements [fmt.Formatter]: masked under every verb.
func (i IdentityResult) Format(f fmt.State, _ rune) { mask(f, i) }

// LogValue implements [slog.LogValuer].
func (i IdentityResult) LogValue() slog.Value { return slog.StringValue(i.String()) }

// String tells nothing of the number.
func (n FoundNumber) String() string { return "FoundNumber(masked)" }

// Format implements [fmt.Formatter]: masked under every verb.
func (n FoundNumber) Format(f fmt.State, _ rune) { mask(f, n) }

// LogValue implements [slog.LogValuer].
func (n FoundNumber) LogValue() slog.Value { return slog.StringValue(n.String()) }

// String tells nothing of the person.
func (t Traits) String() string { return "Traits(masked)" }

// Format implements [fmt.Formatter]: masked under every verb.
func (t Traits) Format(f fmt.State, _ rune) { mask(f, t) }

// LogValue implements [slog.LogValuer].
func (t Traits) LogValue() slog.Value { return slog.StringValue(t.String()) }

// String names the path of the field in a request, and nothing else.
func (d Detail) String() string {
	if f := d.info(); f != nil {
		return "Detail(" + f.path + ")"
	}
	return "Detail(masked)"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (d Detail) Format(f fmt.State, _ rune) { mask(f, d) }

// LogValue implements [slog.LogValuer].
func (d Detail) LogValue() slog.Value { return slog.StringValue(d.String()) }

// String tells the outcome and the number of errors.
func (a ActivityResult) String() string {
	return "ActivityResult(" + a.Outcome.String() + ", " + strconv.Itoa(len(a.Errors)) + " errors)"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (a ActivityResult) Format(f fmt.State, _ rune) { mask(f, a) }

// LogValue implements [slog.LogValuer].
func (a ActivityResult) LogValue() slog.Value { return slog.StringValue(a.String()) }

// String tells the kind.
func (e ActivityError) String() string { return "ActivityError(" + e.Kind.String() + ")" }

// Format implements [fmt.Formatter]: masked under every verb.
func (e ActivityError) Format(f fmt.State, _ rune) { mask(f, e) }

// LogValue implements [slog.LogValuer].
func (e ActivityError) LogValue() slog.Value { return slog.StringValue(e.String()) }

// String tells the outcome, and nothing of the address.
func (c CardResult) String() string { return "CardResult(" + c.Outcome.String() + ")" }

// Format implements [fmt.Formatter]: masked under every verb.
func (c CardResult) Format(f fmt.State, _ rune) { mask(f, c) }

// LogValue implements [slog.LogValuer].
func (c CardResult) LogValue() slog.Value { return slog.StringValue(c.String()) }
