package psi_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/psi"
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
