package psiserver

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rppsplus/rppsplus/internal/golden"
)

func noon() time.Time { return time.Date(2026, 9, 15, 12, 0, 0, 0, time.UTC) }

// aline is who the requests of the tests register.
var aline = Traits{"D'ESSAI-PREMIÈRE", "Aline Zoé", "1990-02-28", "F", "33063"}

// post sends a body over the loopback.
func post(t *testing.T, url string, body []byte) (int, []byte) {
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, url+Path, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json; charset=UTF-8")
	req.Header.Set(Header, "key")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	out, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, out
}

// a scene is one request, after others, to a server that knows people.
type scene struct {
	name   string
	o      Options
	p      Person
	before [][]byte
	body   []byte
	status int
}

func foreigner(f form, edits ...edit) []byte {
	return f(append([]edit{{"frenchNationality", false}, {"identifier", "8" + rppsA}}, edits...)...)
}

var one = Person{RPPS: []string{rppsA}}

func having(p Person, f func(*Person)) Person { f(&p); return p }

var scenes = []scene{
	{"created-no-rpps", Options{}, Person{}, nil, request(edit{"professionalLastName", "ESSAI"}), 201},
	{"created-one-rpps", Options{}, one, nil, request(), 201},
	{"created-many-rpps", Options{}, Person{RPPS: []string{rppsA, rppsB}, Death: "2026-01-02"}, nil, request(), 201},
	{
		"created-abroad",
		Options{Others: func(Traits) Person { return Person{} }},
		Person{},
		nil,
		request(edit{"birthLocationCode", "99103"}, edit{"birthPlace", "OSLO"}), 201,
	},
	{"activity-created", Options{}, one, nil, withActivity(), 207},
	{"activity-created-swapped", Options{SwapActivityStatus: true}, one, nil, withActivity(), 207},
	{"activity-of-two", Options{}, Person{RPPS: []string{rppsA, rppsB}}, nil, withActivity(edit{"identifier", "8" + rppsB}), 207},
	{"activity-updated", Options{}, one, [][]byte{withActivity()}, withActivity(edit{"activity.activityEndDate", "2026-12-31"}), 207},
	{"activity-updated-swapped", Options{SwapActivityStatus: true}, one, [][]byte{withActivity()}, withActivity(), 207},
	{
		"activity-elsewhere",
		Options{},
		one,
		[][]byte{withActivity()},
		withActivity(edit{"activity.numSIRET", siretB}, edit{"activity.issuingEstablishment", siretB}), 207,
	},
	{"activity-refused", Options{}, one, nil, withActivity(edit{"activity.activityStartDate", "15/06/2026"}, edit{"activity.professionCode", nil}), 207},
	{"activity-unknown-person", Options{}, Person{}, nil, withActivity(), 207},
	{"activity-unknown-number", Options{}, one, nil, withActivity(edit{"identifier", "8" + rppsC}), 207},
	{"activity-one-of-two", Options{}, Person{RPPS: []string{rppsA, rppsB}}, nil, withActivity(), 207},
	{"activity-no-exercise", Options{}, Person{RPPS: []string{rppsA}, Exercises: []Exercise{{"99", "E"}}}, nil, withActivity(), 207},
	{"activity-habilitation", Options{Professions: []string{"60"}}, one, nil, withActivity(), 207},
	{"activity-matrix", Options{Compatible: func(_, _, _, _ string) bool { return false }}, one, nil, withActivity(), 207},
	{"activity-unavailable", Options{Outage: OutageActivity}, one, nil, withActivity(), 207},
	{"psi-card", Options{}, Person{}, nil, withPSI(edit{"cardOrderPsi.addressee", "Aline ESSAI"}), 207},
	{
		"psi-card-abroad",
		Options{Geocode: func(Address) bool { return false }},
		Person{},
		nil,
		withPSI(edit{"cardOrderPsi.addressee", "Aline ESSAI"}, edit{"cardOrderPsi.country", "NORVEGE"}), 207,
	},
	{"psi-card-address", Options{Geocode: func(Address) bool { return false }}, Person{}, nil, withPSI(), 207},
	{"psi-card-refused", Options{}, Person{NoCard: true}, nil, withPSI(), 207},
	{"psi-card-unavailable", Options{Outage: OutageCard}, Person{}, nil, withPSI(), 207},
	{"psi-card-after-activity", Options{}, one, nil, withPSI(edit{"activity", map[string]any{}}), 207},
	{"cps-card", Options{}, one, nil, withCPS(), 207},
	{"cps-card-refused", Options{}, having(one, func(p *Person) { p.NoCard = true }), nil, withCPS(), 207},
	{"cps-card-no-exercise", Options{}, having(one, func(p *Person) { p.Exercises = []Exercise{{"10", "C"}} }), nil, withCPS(), 207},
	{"cps-card-unknown-number", Options{}, one, nil, withCPS(edit{"identifier", "8" + rppsC}), 207},
	{"cps-card-profession", Options{}, one, nil, withCPS(edit{"cardOrderCps.professionCode", "99"}), 207},
	{"both-cards", Options{}, one, nil, withCPS(edit{"cardOrderPsi", map[string]any{"streetName": "RUE", "postalCode": "75002", "city": "PARIS"}}), 207},
	{"activity-and-card", Options{}, one, nil, withCPS(edit{"activity", map[string]any{
		"professionCode": "60", "professionalCategoryCode": "C", "activityStartDate": "2026-06-15", "function": "FON-33",
		"activityGenre": "GENR01", "practiceMode": "S", "issuingEstablishment": finessA, "numFINESSET": finessA,
	}}), 207},

	{"exists-no-rpps", Options{}, Person{Account: true}, nil, request(), 409},
	{"exists-one-rpps", Options{}, one, [][]byte{request()}, request(), 409},
	{"exists-many-rpps", Options{}, Person{Account: true, RPPS: []string{rppsA, rppsB}}, nil, request(), 409},
	{"exists-activity", Options{}, one, [][]byte{request()}, withActivity(), 207},
	{"exists-activity-refused", Options{}, one, [][]byte{request()}, withActivity(edit{"activity.activityGenre", "GENR02"}), 400},
	{"exists-activity-unavailable", Options{Outage: OutageActivity}, one, [][]byte{request()}, withActivity(), 207},
	{"exists-card", Options{}, one, [][]byte{request()}, withPSI(), 207},
	{"exists-no-rpps-card", Options{}, Person{Account: true}, nil, withPSI(), 207},
	{"exists-card-refused", Options{}, having(one, func(p *Person) { p.NoCard = true }), [][]byte{request()}, withCPS(), 409},

	{"not-found", Options{}, Person{RNIPP: 8, RPPS: []string{rppsA}}, nil, request(), 404},
	{"not-found-activity", Options{}, Person{RNIPP: 8, RPPS: []string{rppsA}}, nil, withActivity(), 404},
	{"not-found-card", Options{}, Person{RNIPP: 8, RPPS: []string{rppsA}}, nil, withPSI(), 404},
	{"not-found-foreign-activity", Options{}, Person{RNIPP: 8, RPPS: []string{rppsA}}, nil, foreigner(withActivity), 207},
	{
		"not-found-foreign-activity-refused",
		Options{},
		Person{RNIPP: 8, RPPS: []string{rppsA}},
		nil,
		foreigner(withActivity, edit{"activity.activityEndDate", "2026-06-14"}), 404,
	},

	{"divergences", Options{}, Person{RNIPP: 3, Official: Traits{LastName: "ESSAI", BirthDate: "1990-03-28"}}, nil, request(), 400},
	{"divergences-activity", Options{}, Person{RNIPP: 3, Official: Traits{FirstNames: "ALINE"}, RPPS: []string{rppsA}}, nil, foreigner(withActivity), 400},
	{"one-echo", Options{}, Person{RNIPP: 4}, nil, request(), 400},
	{"many-echoes", Options{}, Person{RNIPP: 6}, nil, request(), 400},
	{"usage-name", Options{}, Person{RNIPP: 7, Official: Traits{LastName: "NAISSANCE"}}, nil, request(), 400},
	{"syntax", Options{}, Person{}, nil, request(edit{"lastName", "ESSAI2"}), 400},
	{"syntax-rnipp", Options{}, Person{RNIPP: 9}, nil, request(), 400},
	{"mismatch", Options{}, one, nil, withPSI(edit{"identifier", "8" + rppsB}, edit{"activity", map[string]any{}}), 400},

	{"invalid-date", Options{}, Person{}, nil, request(edit{"birthDate", "01-01-2000"}), 400},
	{"invalid-all", Options{}, Person{}, nil, []byte(`{"frenchNationality":false}`), 400},
	{"invalid-formats", Options{}, Person{}, nil, request(edit{"genderCode", "X"}, edit{"birthLocationCode", "33"}, edit{"email", "x"}, edit{"phone", "x"}), 400},
	{"invalid-prefix", Options{}, Person{}, nil, request(edit{"phone", "+0639980012"}, edit{"birthLocationCode", "991"}, edit{"birthPlace", "OSLO"}), 400},
	{"invalid-no-prefix", Options{}, Person{}, nil, request(edit{"phone", "0639980012"}), 400},
	{"invalid-activity-card", Options{}, Person{}, nil, withPSI(edit{"email", nil}, edit{"activity", map[string]any{}}), 400},
	{"invalid-address", Options{}, Person{}, nil, withPSI(edit{"cardOrderPsi.city", nil}), 400},
	{"invalid-employment", Options{}, Person{}, nil, request(edit{"employment", nil}), 400},
	{"invalid-field", Options{}, Person{}, nil, request(edit{"country", "FR"}), 400},
	{"invalid-json", Options{}, Person{}, nil, []byte(`{`), 400},
	{"internal", Options{Outage: OutageInternal}, Person{}, nil, request(), 500},
}

// play sends the requests of a scene and returns the last answer.
func (c scene) play(t *testing.T) (int, []byte) {
	t.Helper()
	o := c.o
	o.Now = noon
	p := c.p
	p.Traits = aline
	o.People = []Person{p, {Traits: Traits{"AUTRE", "Jean", "1980-01-01", "M", "75056"}, RPPS: []string{rppsB}}}
	if slices.Contains(p.RPPS, rppsB) {
		o.People = o.People[:1]
	}
	s := httptest.NewServer(New(o))
	defer s.Close()
	for _, b := range c.before {
		if status, out := post(t, s.URL, b); status >= 300 {
			t.Fatalf("before: %d %s", status, out)
		}
	}
	return post(t, s.URL, c.body)
}

// TestAnswers compares whole answers.
func TestAnswers(t *testing.T) {
	names := map[string]bool{}
	for _, c := range scenes {
		names[c.name+".json"] = true
		t.Run(c.name, func(t *testing.T) {
			status, out := c.play(t)
			if status != c.status {
				t.Errorf("status %d, want %d: %s", status, c.status, out)
			}
			var b bytes.Buffer
			if err := json.Indent(&b, out, "", "  "); err != nil {
				t.Fatal(err)
			}
			golden.File(t, "testdata/"+c.name+".json", b.Bytes())
			var top struct{ Status int }
			if err := json.Unmarshal(out, &top); err != nil || top.Status != status {
				t.Errorf("the body says %d, the line %d", top.Status, status)
			}
		})
	}
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) != len(names) {
		t.Errorf("%d files for %d scenes: %v", len(files), len(names), err)
	}
}

// TestEveryCode checks that answers show every published code, no other, and
// every published text of an activity. The codes are written down a second
// time, as the OpenAPI document groups them.
func TestEveryCode(t *testing.T) {
	published := map[string]bool{}
	for prefix, names := range map[string]string{
		"KO_FORMAT_REQUIRED_FIELD_": "LAST_NAME FIRST_NAMES GENDER_CODE BIRTH_DATE BIRTH_PLACE EMAIL PHONE PHONE_PREFIX",
		"KO_FORMAT_":                "DATE GENDER EMAIL PHONE PHONE_PREFIX ADDRESS BIRTH_PLACE BIRTH_LOCATION_CODE IDENTIFIER",
		"KO_RNIPP_":                 "SYNTAX_ERROR FOUND_WITH_DIVERGENCES NOT_FOUND",
		"KO_IDENTITY_":              "MISMATCH_WITH_ID_INPUT",
		"KO_PSI_ACCOUNT_ALREADY_EXIST_AND_HAVE_": "ZERO_RPPS_ID ONE_RPPS_ID N_RPPS_ID " +
			"ONE_RPPS_ID_CARD_ORDER_REQUESTED_SUCCESSFUL",
		"ACTIVITY_":   "CREATED UPDATED FAILED_DEPENDENCY SERVICE_UNAVAILABLE BAD_REQUEST",
		"CARD_ORDER_": "ADDRESS_REFUSED SUCCESSFUL FAILED_DEPENDENCY REFUSED REFUSED_CPS SERVICE_UNAVAILABLE",
	} {
		for n := range strings.FieldsSeq(names) {
			published["E04_U010_"+prefix+n] = true
		}
	}
	shown := map[string]bool{}
	texts := map[string]bool{}
	code := regexp.MustCompile(`"(E04_[A-Z0-9_]*)"`)
	collect := func(out []byte) {
		for _, m := range code.FindAllSubmatch(out, -1) {
			shown[string(m[1])] = true
		}
		var a answer
		if err := json.Unmarshal(out, &a); err != nil {
			t.Fatal(err)
		}
		if a.Activity != nil {
			for _, e := range a.Activity.Errors {
				texts[e.Message] = true
			}
		}
	}
	for _, c := range scenes {
		_, out := c.play(t)
		collect(out)
	}
	for _, r := range rules {
		s := New(Options{Others: func(Traits) Person { return one }})
		out, err := json.Marshal(s.answer(r.form(append(slices.Clone(r.alsoNeeded), edit{r.path, r.bad})...)))
		if err != nil {
			t.Fatal(err)
		}
		collect(out)
	}
	for c := range published {
		if !shown[c] {
			t.Errorf("%s is never given", c)
		}
	}
	for c := range shown {
		if !published[c] {
			t.Errorf("%s is not published", c)
		}
	}
	for _, want := range []string{
		"Le format de la date doit être 'AAAA-MM-DD' (ex:2025-12-30) pour le champ : 'dateDebutActivite'",
		"l'habilitation appliqué ne permet pas d'utiliser ce codeProfession",
		"paramètre obligatoire manquant codeProfession",
		"paramètre codeProfession utilise une valeure non autorisée ou inconnue",
		"La catégorie professionnelle utilise une valeure non autorisée ou inconnue.",
		"La fonction utilise une valeure non autorisée ou inconnue.",
		"Le Role utilise une valeure non autorisée ou inconnue.",
		"Le modeExercice utilise une valeure non autorisée ou inconnue.",
		"Le motifFinActivite utilise une valeure non autorisée ou inconnue.",
		"L idPP n'existe pas au RPPS",
		"L exercice professionnel n'existe pas au RPPS pour cette profession et/ou cette catégorie professionnelle",
		"La dateFinActivite est antérieure à la date de début d'activité .",
		"La profession et le rôle saisis sont non compatibles avec le secteur d activité  de la structure vis à vis de la matrice DMP",
		"Le format du numéro SIRET n'est pas conforme, veuillez le modifier",
		"Le format du numéro FINESSET n'est pas conforme, veuillez le modifier",
		"Le format du numéro RPPS RANG n'est pas conforme, veuillez le modifier",
		"Nous avons détecté plusieurs identifiants structure (SIRET, FINESS, RPPS RANG), veuillez en utiliser qu'un seul",
	} {
		if !texts[want] {
			t.Errorf("%q is never given; given are %q", want, slices.Sorted(maps.Keys(texts)))
		}
	}
}

// TestCheckAndAnswer holds Check and the answers together: what Check
// refuses is refused, what it accepts of somebody known is done.
func TestCheckAndAnswer(t *testing.T) {
	for _, r := range rules {
		for _, v := range []any{r.good, r.bad} {
			body := r.form(append(slices.Clone(r.alsoNeeded), edit{r.path, v})...)
			s := New(Options{Others: func(Traits) Person { return one }})
			identity, activity, card := false, false, false
			for _, f := range s.Check(body) {
				activity = activity || f.Kind.Activity()
				card = card || f.Kind == KindCard
				identity = identity || !f.Kind.Activity() && f.Kind != KindCard
			}
			a := s.answer(body)
			if got := a.Identity.Status != 201; got != identity {
				t.Errorf("%s = %v: identity %d", r.path, v, a.Identity.Status)
			}
			if got := a.Activity.status() == 400; got != activity {
				t.Errorf("%s = %v: activity %+v", r.path, v, a.Activity)
			}
			if got := max(a.CardPSI.status(), a.CardCPS.status()) == 400; got != card {
				t.Errorf("%s = %v: cards %+v %+v", r.path, v, a.CardPSI, a.CardCPS)
			}
		}
	}
}

func TestHTTP(t *testing.T) {
	long := append(request(), bytes.Repeat([]byte(" "), maxBody)...)
	for name, c := range map[string]struct {
		method, path, key, kind string
		body                    []byte
		want                    int
	}{
		"accepted":    {"POST", Path, "secret", "application/json", request(), 201},
		"charset":     {"POST", Path, "secret", `Application/JSON; charset="utf-8"`, request(), 201},
		"method":      {"GET", Path, "secret", "", nil, 405},
		"put":         {"PUT", Path, "secret", "application/json", request(), 405},
		"path":        {"POST", "/v1/identities/", "secret", "application/json", request(), 404},
		"root":        {"GET", "/", "secret", "", nil, 404},
		"no key":      {"POST", Path, "", "application/json", request(), 401},
		"other key":   {"POST", Path, "secret2", "application/json", request(), 401},
		"no type":     {"POST", Path, "secret", "", request(), 415},
		"form":        {"POST", Path, "secret", "application/x-www-form-urlencoded", request(), 415},
		"latin":       {"POST", Path, "secret", "application/json; charset=iso-8859-1", request(), 415},
		"broken type": {"POST", Path, "secret", "application/json; charset", request(), 415},
		"too large":   {"POST", Path, "secret", "application/json", long, 413},
		"unavailable": {"POST", Path, "out", "application/json", request(), 503},
	} {
		t.Run(name, func(t *testing.T) {
			o := Options{APIKey: "secret", Others: func(Traits) Person { return Person{} }}
			if c.want == 503 {
				o.APIKey, o.Outage = c.key, OutageService
			}
			r := httptest.NewRequest(c.method, c.path, bytes.NewReader(c.body))
			r.Header.Set(Header, c.key)
			if c.kind != "" {
				r.Header.Set("Content-Type", c.kind)
			}
			w := httptest.NewRecorder()
			New(o).ServeHTTP(w, r)
			if w.Code != c.want {
				t.Errorf("status %d, want %d: %s", w.Code, c.want, w.Body)
			}
			if got := w.Header().Get("Allow"); (got == "POST") != (c.want == 405) {
				t.Errorf("Allow: %q", got)
			}
			var f failure
			err := json.Unmarshal(w.Body.Bytes(), &f)
			switch {
			case c.want == 503:
				if w.Body.Len() > 0 {
					t.Errorf("a body: %s", w.Body)
				}
			case err != nil, f.Status != c.want, w.Header().Get("Content-Type") != "application/json":
				t.Errorf("%v: %s", err, w.Body)
			case c.want >= 400 && (f.Error == "" || f.Path != c.path || f.Timestamp == ""):
				t.Errorf("body: %s", w.Body)
			}
		})
	}
	// Without a key of its own the server takes any, and wants one.
	for key, want := range map[string]int{"": 401, "any": 201} {
		r := httptest.NewRequest(http.MethodPost, Path, bytes.NewReader(request()))
		r.Header.Set(Header, key)
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		New(Options{Others: func(Traits) Person { return Person{} }}).ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("key %q: %d, want %d", key, w.Code, want)
		}
	}
}

// TestPeople checks who is known.
func TestPeople(t *testing.T) {
	upper := aline
	upper.LastName, upper.FirstNames = "d'essai-première", "ALINE ZOÉ"
	for name, c := range map[string]struct {
		o    Options
		want int
	}{
		"nobody":       {Options{}, 404},
		"somebody":     {Options{People: []Person{{Traits: upper}}}, 201},
		"another":      {Options{People: []Person{{Traits: Traits{"A", "B", "1990-02-28", "F", "33063"}}}}, 404},
		"others":       {Options{Others: func(t Traits) Person { return Person{Traits: t, Account: t == aline} }}, 409},
		"first of two": {Options{People: []Person{{Traits: aline, Account: true}, {Traits: upper}}}, 409},
		"before":       {Options{People: []Person{{Traits: aline}}, Others: func(Traits) Person { return Person{RNIPP: 9} }}, 201},
	} {
		if got := New(c.o).answer(request()).Status; got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
	// The same person has the same account on every server.
	a := New(Options{People: []Person{{Traits: aline}}}).answer(request()).Identity.ID
	b := New(Options{People: []Person{{Traits: aline, Account: true}}}).answer(request()).Identity.PSI
	if a != b || !regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(a) {
		t.Errorf("%q, %q", a, b)
	}
}

// TestAtOnce checks that of many equal requests at once one makes the account
// and one the activity.
func TestAtOnce(t *testing.T) {
	p := one
	p.Traits = aline
	s := httptest.NewServer(New(Options{People: []Person{p}}))
	defer s.Close()
	const n = 40
	answers := make([]answer, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			_, out := post(t, s.URL, withActivity())
			if err := json.Unmarshal(out, &answers[i]); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	accounts, activities := 0, 0
	for _, a := range answers {
		if a.Status != 207 {
			t.Errorf("%+v", a)
			continue
		}
		if a.Identity.Status == 201 {
			accounts++
		}
		if a.Activity.Code == codeActivityCreated {
			activities++
		}
	}
	if accounts != 1 || activities != 1 {
		t.Errorf("%d accounts, %d activities", accounts, activities)
	}
}
