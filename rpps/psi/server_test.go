package psi_test

import (
	"bytes"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/internal/psiserver"
	"github.com/rppsplus/rppsplus/internal/regsample"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/psi"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// generated is how many requests the server is asked about.
func generated() int {
	if testing.Short() {
		return 10_000
	}
	return 170_000 // of which 100,000 make a body
}

// TestNothingAcceptedIsRefused holds the checks against a server that was
// written apart, from the description of the interface: whatever New makes a
// body of, valid or broken on the way, the server takes.
func TestNothingAcceptedIsRefused(t *testing.T) {
	day := civil.MustNew(2026, 11, 22)
	server := psiserver.New(psiserver.Options{})
	rng := rand.New(rand.NewPCG(3, 14))
	mutations := regsample.Mutations()
	sent, narrow, broken := 0, map[rule.Code]int{}, 0
	for range generated() {
		row := regsample.Valid(rng, day)
		// Two in five are broken in one or two ways: what Check lets through
		// all the same must not be refused.
		for range max(0, rng.IntN(5)-2) {
			mutations[rng.IntN(len(mutations))].Apply(rng, &row)
		}
		r := row.Request()
		c := registration.Context{At: day}
		body, faults := psi.New(r, c, psi.Options{})
		if body == nil {
			if registration.Check(r, c).Err() != nil {
				broken++
			}
			for _, f := range faults {
				if f.Severity() == rule.Error && strings.HasPrefix(string(f.Code()), "PSI-") {
					narrow[f.Code()]++
				}
			}
			if faults.Err() == nil {
				t.Fatal("no body and no error")
			}
			continue
		}
		text, err := body.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		if refusals := server.Check(text); len(refusals) > 0 {
			t.Fatalf("accepted, and refused by the server: %v\n%s", refusals, text)
		}
		sent++
	}
	t.Logf("%d bodies accepted; %d requests refused by Check; refused as the interface is narrower: %v", sent, broken, narrow)
	if sent < generated()/2 || broken < generated()/20 {
		t.Error("too few of a kind for the test to tell anything")
	}
	// The other way round: what only the interface refuses is known by name.
	for code := range narrow {
		switch code {
		case psi.CodeMode, psi.CodeFINESSLetter, psi.CodeRPPSRangFirst, psi.CodeTextUnusable:
		default:
			t.Errorf("%s refuses valid requests: is that so?", code)
		}
	}
}

// TestNarrowerIsTrue: what New refuses beyond Check, the server refuses too.
func TestNarrowerIsTrue(t *testing.T) {
	day := civil.MustNew(2026, 11, 22)
	server := psiserver.New(psiserver.Options{})
	rng := rand.New(rand.NewPCG(1, 5))
	row := regsample.Valid(rng, day)
	for _, f := range []registration.Field{registration.FieldSIRET, registration.FieldFINESS, registration.FieldRPPSRang} {
		row[f] = ""
	}
	row[registration.FieldSIRET] = regsample.SIRET(rng)
	body, faults := psi.New(row.Request(), registration.Context{At: day}, psi.Options{})
	if body == nil {
		t.Fatal(faults)
	}
	good, _ := body.MarshalJSON()
	if refusals := server.Check(good); len(refusals) > 0 {
		t.Fatal(refusals)
	}
	for name, change := range map[string][2]string{
		"mode I":            {`"practiceMode":"` + body.Activity.PracticeMode + `"`, `"practiceMode":"I"`},
		"FINESS of Corsica": {`"numSIRET":"` + body.Activity.NumSIRET.Reveal() + `"`, `"numFINESSET":"2A0000006"`},
		"RPPS-rang":         {`"numSIRET":"` + body.Activity.NumSIRET.Reveal() + `"`, `"rppsRank":"99700000013018"`},
		"no structure":      {`,"numSIRET":"` + body.Activity.NumSIRET.Reveal() + `"`, ``},
		"no number +33":     {`"phone":"+33`, `"phone":"0`},
	} {
		bad := strings.Replace(string(good), change[0], change[1], 1)
		if bad == string(good) {
			t.Errorf("%s: the body did not change", name)
			continue
		}
		if len(server.Check([]byte(bad))) == 0 {
			t.Errorf("%s: the server takes it", name)
		}
	}
}

// TestRoundTrip posts bodies to the server and reads its answers: each outcome
// of the interface comes back typed, and each refusal is traced.
func TestRoundTrip(t *testing.T) {
	day := civil.MustNew(2026, 11, 22)
	rng := rand.New(rand.NewPCG(2, 7))
	make := func(number string) (registration.Request, psiserver.Traits, []byte) {
		row := regsample.Valid(rng, day)
		row[registration.FieldNumber], row[registration.FieldIdentifier] = number, ""
		row[registration.FieldFrenchNationality], row[registration.FieldMode] = "oui", "S"
		row[registration.FieldFINESS], row[registration.FieldRPPSRang] = "", ""
		row[registration.FieldSIRET] = regsample.SIRET(rng)
		r := row.Request()
		body, faults := psi.New(r, registration.Context{At: day}, psi.Options{})
		if body == nil {
			t.Fatal(faults)
		}
		text, err := body.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		return r, psiserver.Traits{
			LastName: body.LastName.Reveal(), FirstNames: body.FirstNames.Reveal(), BirthDate: body.BirthDate.Reveal(),
			GenderCode: body.GenderCode.Reveal(), BirthLocationCode: body.BirthLocationCode.Reveal(),
		}, text
	}
	number := regsample.Number(rng)
	_, known, knownBody := make(number)
	_, nobody, nobodyBody := make("")
	_, divergent, divergentBody := make("")
	_, account, accountBody := make("")
	other := regsample.Number(rng)
	_, sector, sectorBody := make(other)
	_, _, unknownBody := make("")
	server := httptest.NewServer(psiserver.New(psiserver.Options{
		People: []psiserver.Person{
			{Traits: known, RPPS: []string{number}},
			{Traits: nobody},
			{Traits: divergent, RNIPP: 3, Official: psiserver.Traits{LastName: "Autrement"}},
			{Traits: account, Account: true},
			{Traits: sector, RPPS: []string{other}},
		},
		Compatible: func(_, _, _, structure string) bool { return !bytes.Contains(sectorBody, []byte(structure)) },
	}))
	defer server.Close()
	post := func(body []byte) *psi.Answer {
		request, err := http.NewRequest(http.MethodPost, server.URL+psiserver.Path, bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set(psiserver.Header, "a key")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		text, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		a, err := psi.ParseAnswer(response.StatusCode, text)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	for _, tt := range []struct {
		name               string
		body               []byte
		http               int
		identity, activity psi.Outcome
		trace              []rule.Code
	}{
		{"all is well", knownBody, 207, psi.Created, psi.Created, nil},
		{"again", knownBody, 207, psi.AlreadyExists, psi.Updated, []rule.Code{psi.CodeAccountExists}},
		{"unknown to the RPPS", nobodyBody, 207, psi.Created, psi.Refused, []rule.Code{psi.CodeRefusedPartly}},
		{"divergence", divergentBody, 400, psi.Refused, psi.Dependent, []rule.Code{psi.CodeRefusedDependency, psi.CodeRefusedUnknowable, psi.CodeDivergence}},
		{"account", accountBody, 400, psi.AlreadyExists, psi.Refused, []rule.Code{psi.CodeAccountExists, psi.CodeRefusedPartly}},
		{"sector", sectorBody, 207, psi.Created, psi.Refused, []rule.Code{psi.CodeRefusedPartly}},
		{"unknown to the RNIPP", unknownBody, 404, psi.Refused, psi.Dependent, []rule.Code{psi.CodeRefusedDependency, psi.CodeRefusedUnknowable}},
	} {
		a := post(tt.body)
		if a.HTTPStatus != tt.http || a.Identity == nil || a.Activity == nil {
			t.Errorf("%s: status %d, identity %v, activity %v", tt.name, a.HTTPStatus, a.Identity, a.Activity)
			continue
		}
		if a.Identity.Outcome != tt.identity || a.Activity.Outcome != tt.activity {
			t.Errorf("%s: identity %s, activity %s", tt.name, a.Identity.Outcome, a.Activity.Outcome)
		}
		codes := map[rule.Code]bool{}
		for _, f := range a.Trace() {
			codes[f.Code()] = true
		}
		if got := slices.Sorted(maps.Keys(codes)); !slices.Equal(got, tt.trace) {
			t.Errorf("%s: trace %v, want %v", tt.name, got, tt.trace)
		}
		if len(a.Faults) > 0 || len(a.Extra) > 0 {
			t.Errorf("%s: faults %v, extra %d", tt.name, a.Faults, len(a.Extra))
		}
	}
}
