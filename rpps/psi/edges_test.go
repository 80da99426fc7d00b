package psi_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/psi"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// TestOutcomeText: the text of an outcome is its name, and unknown ones have none.
func TestOutcomeText(t *testing.T) {
	for o := psi.Created; o <= psi.Unavailable; o++ {
		b, err := o.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, o.String(), string(b))
	}
	for o, want := range map[psi.Outcome]string{0: "(not stated)", 200: "(no such value: 200)"} {
		b, err := o.MarshalText()
		assert.Equal(t, o == 0, err == nil)
		assert.Empty(t, b)
		assert.Equal(t, want, o.String())
	}
}

func TestRegisterTexts(t *testing.T) {
	assert.Equal(t, "several echoes", psi.RNIPPEchoes.String())
	assert.Equal(t, "(not stated)", psi.RNIPPResponse(0).String())
	assert.Equal(t, "unknown code 77", psi.RNIPPResponse(77).String())
	assert.Equal(t, "AO", psi.NameFormerOfficial.String())
	assert.Equal(t, "(not stated)", psi.NameStatus(0).String())
	assert.Equal(t, "(not stated)", psi.NameStatus(9).String())
}

// TestBodyTexts tell which blocks there are, and nothing of them.
func TestBodyTexts(t *testing.T) {
	assert.Equal(t, "Body(identity)", psi.Body{LastName: "SECRET"}.String())
	assert.Equal(t, "Body(identity, cardOrderPsi, cardOrderCps)", psi.Body{CardOrderPSI: &psi.CardOrderPSI{}, CardOrderCPS: &psi.CardOrderCPS{}}.String())
	assert.Equal(t, "CardOrderPSI(not stated)", psi.CardOrderPSI{}.String())
}

// TestOutcomes of shapes that no document shows, read by what they hold.
func TestOutcomes(t *testing.T) {
	for _, tt := range []struct {
		name   string
		status int
		body   string
		want   psi.Outcome
	}{
		{"an account in a block without a code, of several blocks", 207, `{"identity":{"id":"` + uuid + `"}}`, psi.Created},
		{"an error beside an account, without a code", 201, `{"identity":{"status":201,"id":"` + uuid + `","error":"x"}}`, 0},
		{"an unknown code beside an account", 201, `{"identity":{"status":201,"id":"` + uuid + `","code":"E99"}}`, 0},
		{"no code, no status of its own", 201, `{"identity":{"id":"` + uuid + `"}}`, psi.Created},
		{"the last status of the service", 207, `{"identity":{"status":599,"code":"E99"}}`, psi.Unavailable},
		{"no status of the service", 207, `{"identity":{"status":600,"code":"E99"}}`, 0},
		{"the first refusal", 207, `{"identity":{"status":400,"code":"E99"}}`, psi.Refused},
		{"the last refusal", 207, `{"identity":{"status":499,"code":"E99"}}`, psi.Refused},
		{"the first of the service", 207, `{"identity":{"status":500,"code":"E99"}}`, psi.Unavailable},
		{"no refusal", 207, `{"identity":{"status":399,"code":"E99"}}`, 0},
		{"nothing in it", 207, `{"identity":{}}`, 0},
		{"an error without a code", 207, `{"identity":{"id":"` + uuid + `","error":"x"}}`, 0},
		{"an unknown code, in conflict", 409, `{"identity":{"status":409,"code":"E99"}}`, psi.AlreadyExists},
		{"an unknown code, refused", 400, `{"identity":{"status":422,"code":"E99"}}`, psi.Refused},
		{"an unknown code, broken", 400, `{"identity":{"status":503,"code":"E99"}}`, psi.Unavailable},
	} {
		a, err := psi.ParseAnswer(tt.status, []byte(tt.body))
		require.NoError(t, err, tt.name)
		require.NotNil(t, a.Identity, tt.name)
		assert.Equal(t, tt.want, a.Identity.Outcome, tt.name)
	}
	// 424 is what another block did not allow.
	a, err := psi.ParseAnswer(207, []byte(`{"cardOrderCps":{"status":424,"code":"E99"},"activity":null}`))
	require.NoError(t, err)
	assert.Equal(t, psi.Dependent, a.CardCPS.Outcome)
	assert.Nil(t, a.Activity)
}

// TestActivityOutcomes: errors refuse, unless the status says that the service
// failed or another block did, or that it is done.
func TestActivityOutcomes(t *testing.T) {
	const errors = `"erreurs":[{"message":"texte nouveau"}]`
	for body, want := range map[string]psi.Outcome{
		`{"status":503,"code":"E99",` + errors + `}`: psi.Unavailable,
		`{"status":424,"code":"E99",` + errors + `}`: psi.Dependent,
		`{"status":422,"code":"E99",` + errors + `}`: psi.Refused,
		`{"status":200,"code":"E99",` + errors + `}`: 0,
		`{"status":201,` + errors + `}`:              0,
		`{` + errors + `}`:                           psi.Refused,
		`{"status":200,"code":"E99"}`:                0,
		`{"status":201}`:                             psi.Recorded,
		`{"status":202}`:                             0,
		`{"status":503,"code":"E99"}`:                psi.Unavailable,
	} {
		a, err := psi.ParseAnswer(207, []byte(`{"activity":`+body+`}`))
		require.NoError(t, err)
		assert.Equal(t, want, a.Activity.Outcome, body)
	}
}

// TestDone: created, updated, recorded and ordered are done, and no other.
func TestDone(t *testing.T) {
	done := []psi.Outcome{psi.Created, psi.Updated, psi.Recorded, psi.Ordered}
	for o := range 256 {
		assert.Equal(t, slices.Contains(done, psi.Outcome(o)), psi.Outcome(o).Done(), o)
	}
}

// TestNumbersWithoutName: a value above those that are named has no text.
func TestNumbersWithoutName(t *testing.T) {
	var functions, responses, statuses int
	for n := range 256 {
		f := psi.EmploymentFunction(n)
		b, err := f.MarshalText()
		assert.Equal(t, f.Label(), string(b), n)
		assert.Equal(t, n == 0 || f.Label() != "", err == nil, n)
		if f.Label() != "" {
			functions++
		}
		if psi.RNIPPResponse(n).Known() {
			responses++
		}
		if psi.NameStatus(n).String() != "(not stated)" {
			statuses++
		}
	}
	assert.Equal(t, int(psi.FunctionCertification), functions)
	assert.Equal(t, 7, responses)
	assert.Equal(t, 4, statuses)
}

// TestStatuses: three digits at most; what is no status is kept, and told.
func TestStatuses(t *testing.T) {
	for text, want := range map[string]int{
		`0`: 0, `1`: 1, `999`: 999, `"999"`: 999, `" 200 "`: 200, `1000`: -1, `-1`: -1, `2.5`: -1, `"x"`: -1, `true`: -1,
	} {
		a, err := psi.ParseAnswer(200, []byte(`{"status":`+text+`}`))
		require.NoError(t, err)
		assert.Equal(t, max(want, 0), a.Status, text)
		assert.Equal(t, want < 0, a.Faults.Has(psi.CodeAnswerType), text)
		assert.Equal(t, want < 0, a.Extra["/status"] != nil, text)
	}
}

// TestLengthOfAnswers: what is at the limit is read.
func TestLengthOfAnswers(t *testing.T) {
	text := []byte(`{"status":200}`)
	a, err := psi.AnswerOptions{MaxBytes: len(text)}.ParseAnswer(200, text)
	require.NoError(t, err)
	assert.Equal(t, 200, a.Status)
	_, err = psi.AnswerOptions{MaxBytes: len(text) - 1}.ParseAnswer(200, text)
	require.ErrorIs(t, err, psi.CodeAnswerTooLarge)
}

// TestPhonesWithoutPrefix: only what is clearly a French number is given the
// prefix of France; another is sent as it stands, and told.
func TestPhonesWithoutPrefix(t *testing.T) {
	for stated, want := range map[rpps.Private]string{
		"0639980012": "+33639980012", "639980012": "+33639980012", "33639980012": "+33639980012", "001234": "+1234", "+12345678": "+12345678",
		"+33012345": "+33012345", "+330639980012": "+33639980012", "+3306399800123": "+3306399800123", "+639980012": "+639980012",
		"00123": "", "012345": "", "06399800123": "", "1639980012": "", "63998001": "", "3363998001": "", "336399800123": "", "44639980012": "",
		"1234": "", "639980012345678": "", "39980012": "",
	} {
		r := marie()
		r.Contact.Phone = stated
		b, faults := psi.New(r, context(), psi.Options{})
		assert.Equal(t, want == "", faults.Has(psi.CodePhoneNoPrefix), string(stated))
		if b != nil && want != "" {
			assert.Equal(t, want, string(b.Phone), string(stated))
		}
	}
	// What the interface does not take at all is told by other rules.
	for _, stated := range []rpps.Private{"", "123", "6399800123456789", "06 39 98 00 12", "+", "6399800x2"} {
		r := marie()
		r.Contact.Phone = stated
		b, faults := psi.New(r, context(), psi.Options{})
		assert.False(t, faults.Has(psi.CodePhoneNoPrefix), string(stated))
		assert.Nil(t, b, string(stated))
	}
}

// TestEmptyAddress: a street, a postal code or a city is an address, if not a
// whole one.
func TestEmptyAddress(t *testing.T) {
	for name, c := range map[string]struct {
		card  psi.CardOrderPSI
		empty bool
	}{
		"nothing":         {psi.CardOrderPSI{Addressee: "ESSAI", Country: "FRANCE"}, true},
		"a street":        {psi.CardOrderPSI{StreetName: "RUE DE L'ESSAI"}, false},
		"a postal code":   {psi.CardOrderPSI{PostalCode: "75002"}, false},
		"a city":          {psi.CardOrderPSI{City: "PARIS"}, false},
		"all three":       {psi.CardOrderPSI{StreetName: "RUE DE L'ESSAI", PostalCode: "75002", City: "PARIS"}, false},
		"street and city": {psi.CardOrderPSI{StreetName: "RUE DE L'ESSAI", City: "PARIS"}, false},
		"code and city":   {psi.CardOrderPSI{PostalCode: "75002", City: "PARIS"}, false},
	} {
		_, faults := psi.New(marie(), context(), psi.Options{CardPSI: &c.card})
		assert.Equal(t, c.empty, faults.Has(psi.CodeAddressEmpty), name)
	}
}

// TestOddTraits: what is no text, date or number is kept, and nothing is made of
// it.
func TestOddTraits(t *testing.T) {
	a, err := psi.ParseAnswer(207, []byte(`{"identity":{"status":"","identityTraits":{"firstNames":["Zoé",{"x":1},"Anne"],"birthDate":""},`+
		`"rnippData":{"individu":{"identites":[null,5,{"statut":"AC","nom":"ESSAI","prenoms":{}}]}}}}`))
	require.NoError(t, err)
	i := a.Identity
	assert.Zero(t, i.Status)
	assert.Equal(t, rpps.Private("Zoé Anne"), i.Traits.FirstNames)
	assert.True(t, i.Traits.BirthDate.IsZero())
	assert.Empty(t, i.Traits.BirthDateText)
	require.Len(t, i.RNIPP.Person.Names, 1)
	assert.Equal(t, psi.NameFormerSpouse, i.RNIPP.Person.Names[0].Status)
	assert.Empty(t, i.RNIPP.Person.Names[0].FirstNames)
	for _, at := range []string{
		"/identity/status", "/identity/identityTraits/firstNames/1", "/identity/rnippData/individu/identites/1", "/identity/rnippData/individu/identites/2/prenoms",
	} {
		assert.Contains(t, a.Extra, at)
	}
}

// TestFoldedTexts: an activity error is known without its accents, and with more
// of them.
func TestFoldedTexts(t *testing.T) {
	for _, text := range []string{
		"paramètre obligatoire manquant codeProfession", "PARAMETRE OBLIGATOIRE MANQUANT : codeProfession",
		"pàrâmètrê öblïgâtôîrë mânqüànt codeProfession", "paramètre obligatoire manqûant códeProfession, çodeProfession",
	} {
		a, err := psi.ParseAnswer(400, []byte(`{"activity":{"erreurs":[{"message":"`+text+`"}]}}`))
		require.NoError(t, err)
		require.Len(t, a.Activity.Errors, 1, text)
		assert.Equal(t, psi.ErrorParameterMissing, a.Activity.Errors[0].Kind, text)
	}
}

// TestNothingStated: the zero value says that it is one.
func TestNothingStated(t *testing.T) {
	for _, c := range []struct {
		zero fmt.Stringer
		want string
	}{
		{psi.Instant(""), "(not stated)"},
		{psi.Instant("SECRET"), "(masked)"},
		{psi.CardOrderCPS{}, "CardOrderCPS(not stated)"},
		{psi.CardOrderCPS{ProfessionCode: "SECRET"}, "CardOrderCPS(masked)"},
		{psi.Options{}, "Options(issuer not stated, function (not stated))"},
	} {
		if got := c.zero.String(); got != c.want {
			t.Errorf("%T: %q, not %q", c.zero, got, c.want)
		}
	}
}

// TestOptionsBeyond: the last choice of an option is one, and the number after it is
// of another version, and refused.
func TestOptionsBeyond(t *testing.T) {
	for path, option := range map[string]func(o *psi.Options, beyond uint8){
		"issuerForm": func(o *psi.Options, beyond uint8) { o.IssuerForm = psi.IssuerBare + psi.IssuerForm(beyond) },
		"employment": func(o *psi.Options, beyond uint8) { o.Employment = psi.EmploymentLeftOut + psi.EmploymentBlock(beyond) },
		"activity":   func(o *psi.Options, beyond uint8) { o.Activity = psi.ActivityLeftOut + psi.ActivityBlock(beyond) },
		"functions":  func(o *psi.Options, beyond uint8) { o.Functions = psi.FunctionsOfSchema + psi.Functions(beyond) },
	} {
		for beyond := range uint8(2) {
			var o psi.Options
			option(&o, beyond)
			b, faults := psi.New(marie(), context(), o)
			told := slices.ContainsFunc(faults, func(f rule.Fault) bool { return f.Code() == psi.CodeOptionUnknown && f.Path() == path })
			assert.Equal(t, beyond > 0, told, path)
			assert.Equal(t, beyond > 0, b == nil, path)
		}
	}
}
