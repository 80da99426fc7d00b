package psiserver

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Path is the only one that the server knows, and Header that of the key.
const (
	Path   = "/v1/identities"
	Header = "ESANTE-API-KEY"
)

// A Server is the interface, as an http.Handler. It remembers the accounts
// and activities that it makes. It may be used by several goroutines at once.
type Server struct {
	o      Options
	people map[string]Person
	owner  map[string]string // key of the person who has an RPPS number

	mu         sync.Mutex
	accounts   map[string]bool
	activities map[string]bool
}

// New returns a server that has seen no request.
func New(o Options) *Server {
	s := &Server{
		o: o, people: map[string]Person{}, owner: map[string]string{},
		accounts: map[string]bool{}, activities: map[string]bool{},
	}
	for _, p := range o.People {
		k := p.key()
		if _, again := s.people[k]; again {
			continue
		}
		s.people[k] = p
		for _, n := range p.RPPS {
			s.owner[n] = k
		}
	}
	return s
}

// ServeHTTP answers one request. The bodies of 401, 404 for another path,
// 405, 413 and 415 are not published: they have the shape of that of 500.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	fail := func(status int, text string) {
		s.write(w, status, failure{s.now(), status, text, r.URL.Path})
	}
	key := r.Header.Get(Header)
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case r.URL.Path != Path:
		fail(http.StatusNotFound, "unknown path")
		return
	case r.Method != http.MethodPost:
		w.Header().Set("Allow", http.MethodPost)
		fail(http.StatusMethodNotAllowed, "POST only")
		return
	case key == "" || s.o.APIKey != "" && subtle.ConstantTimeCompare([]byte(key), []byte(s.o.APIKey)) == 0:
		fail(http.StatusUnauthorized, "unknown key")
		return
	case err != nil, kind != "application/json", !strings.EqualFold(params["charset"], "utf-8") && params["charset"] != "":
		fail(http.StatusUnsupportedMediaType, "application/json only")
		return
	case s.o.Outage&OutageService != 0:
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	case s.o.Outage&OutageInternal != 0:
		fail(http.StatusInternalServerError, textInternal)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if big := (*http.MaxBytesError)(nil); errors.As(err, &big) {
		fail(http.StatusRequestEntityTooLarge, "too large")
		return
	} else if err != nil {
		fail(http.StatusBadRequest, "not read")
		return
	}
	a := s.answer(body)
	if a.Status >= 400 {
		a.Timestamp, a.Path = s.now(), Path
	}
	s.write(w, a.Status, a)
}

func (s *Server) now() string {
	now := time.Now
	if s.o.Now != nil {
		now = s.o.Now
	}
	return now().Format(time.RFC3339Nano)
}

func (s *Server) write(w http.ResponseWriter, status int, v any) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // only texts and numbers are written
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // it fails for a client that has gone
}

// answer handles a body.
func (s *Server) answer(body []byte) *answer {
	c := check(&s.o, body)
	t := transaction{s: s, checked: c}
	for _, r := range c.refusals {
		switch {
		case r.Kind.Activity():
			t.activityRefusals = append(t.activityRefusals, r)
		case r.Kind == KindCard:
			t.cardRefusals = append(t.cardRefusals, r)
		case r.Code == codeSyntax:
			t.syntax = true
		default:
			t.invalid = append(t.invalid, r)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	a := &answer{}
	a.Identity = t.identity()
	a.Activity = t.activity(a.Identity)
	a.CardPSI = t.card(a, "cardOrderPsi")
	a.CardCPS = t.card(a, "cardOrderCps")
	a.Status = a.Identity.Status
	activity, card := a.Activity.status(), max(a.CardPSI.status(), a.CardCPS.status())
	switch a.Identity.Status {
	case http.StatusCreated:
		if activity != 0 || card != 0 {
			a.Status = http.StatusMultiStatus
		}
	case http.StatusConflict:
		// An account that exists goes with an activity that is refused into
		// 400, and with a card that is refused into 409.
		switch {
		case activity == http.StatusBadRequest:
			a.Status = http.StatusBadRequest
		case activity != 0, ordered(card):
			a.Status = http.StatusMultiStatus
		}
		if ordered(card) && a.Identity.Code == codeExistsOne {
			// Published for one RPPS number only.
			a.Identity.Code = codeExistsCarded
			a.Identity.Error += " " + textCardOrdered + "."
		}
	case http.StatusNotFound:
		if activity == http.StatusOK || activity == http.StatusCreated {
			a.Status = http.StatusMultiStatus
		}
	}
	return a
}

func ordered(status int) bool { return status == http.StatusOK || status == http.StatusCreated }

// A transaction is one request on its way.
type transaction struct {
	s *Server
	*checked
	invalid, activityRefusals, cardRefusals []Refusal
	syntax                                  bool

	traits Traits
	key    string
	person Person
}

func (t *transaction) field(name string) string {
	v, _ := t.body[name].(string)
	return v
}

// identity finds or makes the account: the account is looked for before the
// RNIPP is asked.
func (t *transaction) identity() *identity {
	bad := func(code, text string) *identity {
		return &identity{Status: http.StatusBadRequest, Code: code, Error: text}
	}
	if len(t.invalid) > 0 {
		i := bad("", textInvalid)
		for _, r := range t.invalid {
			if i.Code == "" {
				i.Code = r.Code
			}
			i.Detail = append(i.Detail, detail{"registerIdentityRequestDto", r.Field, r.Message, r.Rejected, r.Constraint})
		}
		return i
	}
	if t.syntax {
		i := bad(codeSyntax, textSyntax)
		i.RNIPP = rnipp{Metadata: t.metadata(9)}
		return i
	}
	t.find()
	if n, typed := strings.CutPrefix(t.field("identifier"), "8"); typed {
		if k, known := t.s.owner[n]; known && k != t.key {
			return bad(codeMismatch, textMismatch)
		}
	}
	if t.person.Account || t.s.accounts[t.key] {
		i := &identity{
			Status: http.StatusConflict, PSI: uuid(t.key), RPPS: t.numbers(), Code: codeExistsOne, Error: textExists,
		}
		switch len(t.person.RPPS) {
		case 0:
			i.Code = codeExistsNone
		case 1:
		default:
			i.Code = codeExistsMany
		}
		return i
	}
	switch t.person.RNIPP {
	case 2:
		t.s.accounts[t.key] = true
		i := &identity{
			Status: http.StatusCreated, ID: uuid(t.key), RPPS: t.numbers(), Traits: t.found(), Message: textCreated,
			RNIPP: rnipp{Metadata: t.metadata(2), Individual: t.individual()}.whole(),
		}
		switch len(t.person.RPPS) {
		case 0:
			i.Message += textNoRPPS
		case 1:
		default:
			i.Message += textManyRPPS
		}
		return i
	case 8:
		return &identity{
			Status: http.StatusNotFound, RPPS: t.numbers(), Code: codeNotFound, Error: textNotFound,
			RNIPP: rnipp{Metadata: t.metadata(8)}.whole(),
		}
	case 9:
		i := bad(codeSyntax, textSyntax)
		i.RNIPP = rnipp{Metadata: t.metadata(9)}
		return i
	}
	// One code is published for all that is neither 2, 8 nor 9.
	i := bad(codeDivergences, textDivergences)
	r := rnipp{Metadata: t.metadata(t.person.RNIPP)}
	if t.person.RNIPP == 3 || t.person.RNIPP == 7 {
		r.Individual = t.individual()
	}
	i.RNIPP = r.whole()
	return i
}

// find looks the person up.
func (t *transaction) find() {
	t.traits = Traits{
		t.field("lastName"), t.field("firstNames"), t.field("birthDate"), t.field("genderCode"), t.field("birthLocationCode"),
	}
	t.key = t.traits.key()
	p, known := t.s.people[t.key]
	switch {
	case known:
	case t.o.Others != nil:
		p = t.o.Others(t.traits)
	default:
		p.RNIPP = 8
	}
	p.Traits = t.traits
	if p.RNIPP == 0 {
		p.RNIPP = 2
	}
	o := &p.Official
	for _, f := range [...]struct {
		official *string
		sent     string
	}{
		{&o.LastName, t.traits.LastName},
		{&o.FirstNames, t.traits.FirstNames},
		{&o.BirthDate, t.traits.BirthDate},
		{&o.GenderCode, t.traits.GenderCode},
		{&o.BirthLocationCode, t.traits.BirthLocationCode},
	} {
		if *f.official == "" {
			*f.official = f.sent
		}
	}
	t.person = p
}

// numbers are the RPPS numbers with their type, never nil.
func (t *transaction) numbers() []string {
	out := make([]string, 0, len(t.person.RPPS))
	for _, n := range t.person.RPPS {
		out = append(out, "8"+n)
	}
	return out
}

func (t *transaction) foreign() bool {
	french, stated := t.body["frenchNationality"].(bool)
	return stated && !french
}

// found are the traits as the RNIPP has them.
func (t *transaction) found() *traits {
	o := t.person.Official
	return &traits{
		o.LastName, o.FirstNames, o.BirthDate, o.GenderCode, !t.foreign(), o.BirthLocationCode, t.field("birthPlace"),
		t.field("professionalLastName"),
	}
}

func (t *transaction) metadata(code int) metadata {
	m := metadata{Date: t.s.now(), Code: code}
	if code == 3 {
		o, s := t.person.Official, t.traits
		m.Divergences = divergences{
			!strings.EqualFold(o.LastName, s.LastName), !strings.EqualFold(o.FirstNames, s.FirstNames),
			o.GenderCode != s.GenderCode, o.BirthDate != s.BirthDate, o.BirthLocationCode != s.BirthLocationCode,
		}
	}
	status := ""
	switch code {
	case 2, 3:
		status = "O"
	case 7:
		status = "C"
	default:
		return m
	}
	m.NameStatus = &status
	return m
}

func (t *transaction) individual() *individual {
	o := t.person.Official
	i := &individual{
		Names: []name{{"O", o.LastName, strings.Fields(o.FirstNames)}},
		Sex:   o.GenderCode,
		Birth: event{Date: o.BirthDate, Place: place{Code: o.BirthLocationCode}},
	}
	if strings.HasPrefix(o.BirthLocationCode, "99") {
		i.Birth.Place.Town = t.field("birthPlace")
	}
	if t.person.Death != "" {
		i.Death = &event{Date: t.person.Death}
	}
	return i
}

// activity registers the activity: for an account that is there, and for a
// foreigner whom the RNIPP does not know.
func (t *transaction) activity(i *identity) *activity {
	o, ok := t.block("activity")
	switch {
	case !ok:
		return nil
	case i.Status == http.StatusBadRequest, i.Status == http.StatusNotFound && !t.foreign():
		return &activity{Status: http.StatusFailedDependency, Code: codeActivityDependency, Message: textActivityDependency}
	case t.o.Outage&OutageActivity != 0:
		return &activity{Status: http.StatusServiceUnavailable, Code: codeActivityUnavailable, Message: textUnavailable}
	}
	get := func(name string) string { v, _ := o[name].(string); return v }
	bad := &activity{Status: http.StatusBadRequest, Code: codeActivityBad}
	for _, r := range t.activityRefusals {
		bad.Errors = append(bad.Errors, message{r.Message})
	}
	if len(bad.Errors) > 0 {
		return bad
	}
	number, known := t.number()
	exercise := Exercise{get("professionCode"), get("professionalCategoryCode")}
	switch {
	case !known:
		bad.Errors = append(bad.Errors, message{errPerson})
		return bad
	case t.person.Exercises != nil && !slices.Contains(t.person.Exercises, exercise):
		bad.Errors = append(bad.Errors, message{errExercise})
		return bad
	}
	// No document says what makes an activity the same: here it is who does
	// what and where.
	k := strings.Join([]string{
		number, exercise.Profession, exercise.Category, get("function"), get("activityGenre"),
		get("numFINESSET"), get("numSIRET"), get("rppsRank"),
	}, "\x00")
	created, updated := http.StatusCreated, http.StatusOK
	if t.o.SwapActivityStatus {
		created, updated = updated, created
	}
	if t.s.activities[k] {
		return &activity{Status: updated, Code: codeActivityUpdated, Message: textActivityUpdated}
	}
	t.s.activities[k] = true
	return &activity{Status: created, Code: codeActivityCreated, Message: textActivityCreated}
}

// number is the RPPS number that the request is for: the identifier of type 8
// if it is of the person, the only number of the person without one. What
// the interface does with several is not published.
func (t *transaction) number() (string, bool) {
	if id := t.field("identifier"); patternRPPS.MatchString(id) {
		return id[1:], slices.Contains(t.person.RPPS, id[1:])
	}
	if len(t.person.RPPS) == 1 {
		return t.person.RPPS[0], true
	}
	return "", false
}

// card orders a card, once the account is there and no activity was refused.
func (t *transaction) card(a *answer, name string) *card {
	o, ok := t.block(name)
	if !ok {
		return nil
	}
	cps := name == "cardOrderCps"
	out := func(status int, code, text string) *card {
		c := &card{Status: status, Code: code, Message: text}
		if !cps && text != textCardAfter {
			a := addressOf(o)
			c.Addressee, c.Address = a.Addressee, a.line()
		}
		return c
	}
	switch s := a.Identity.Status; {
	case s != http.StatusCreated && s != http.StatusConflict:
		return out(http.StatusFailedDependency, codeCardDependency, textCardDependency)
	case a.Activity.status() >= 400:
		return out(http.StatusFailedDependency, codeCardDependency, textCardAfter)
	case t.o.Outage&OutageCard != 0:
		return out(http.StatusServiceUnavailable, codeCardUnavailable, textUnavailable)
	}
	for _, r := range t.cardRefusals {
		if r.Field == name || strings.HasPrefix(r.Field, name+".") {
			return out(http.StatusBadRequest, r.Code, r.Message)
		}
	}
	if cps {
		_, known := t.number()
		e := Exercise{}
		e.Profession, _ = o["professionCode"].(string)
		e.Category, _ = o["professionalCategoryCode"].(string)
		// The one example of this refusal has the code without _CPS.
		if t.person.NoCard || !known || t.person.Exercises != nil && !slices.Contains(t.person.Exercises, e) {
			return out(http.StatusBadRequest, codeCardRefusedCPS, textCardRefusedCPS)
		}
	} else {
		address := addressOf(o)
		switch {
		case t.person.NoCard:
			return out(http.StatusBadRequest, codeCardRefused, textCardRefused)
		case !address.foreign() && t.o.Geocode != nil && !t.o.Geocode(address):
			return out(http.StatusBadRequest, codeCardAddress, textCardAddress)
		}
	}
	// 200 for an account that was there, as the OpenAPI document shows;
	// another example has 200 for a new account too.
	status := http.StatusCreated
	if a.Identity.Status == http.StatusConflict {
		status = http.StatusOK
	}
	return out(status, codeCardOrdered, textCardOrdered)
}

// uuid derives the identifier of an account from who it is for.
func uuid(key string) string {
	h := sha256.Sum256([]byte(key))
	h[6] = h[6]&0x0f | 0x80 // version 8: made by a rule of its own
	h[8] = h[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", h[0:4], h[4:6], h[6:8], h[8:10], h[10:16])
}
