package psi_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/rpps/psi"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// TestUndecided: a block is not done that names an error, a status of failure or
// a code of another beside what would tell that it is; and of a block that is
// neither done nor refused, and of an answer without one, Trace says so.
func TestUndecided(t *testing.T) {
	const detail = `"detail":[{"field":"birthDate","constraint":"Pattern"}]`
	outcome := func(a *psi.Answer) psi.Outcome {
		switch {
		case a.Identity != nil:
			return a.Identity.Outcome
		case a.Activity != nil:
			return a.Activity.Outcome
		case a.CardPSI != nil:
			return a.CardPSI.Outcome
		case a.CardCPS != nil:
			return a.CardCPS.Outcome
		}
		return 0
	}
	for _, c := range []struct {
		http int
		body string
		path string
	}{
		{200, ``, ""},
		{201, `{}`, ""},
		{207, `{"status":207}`, ""},
		{302, ``, ""},
		{201, `{"identity":{}}`, psi.PathAnswerIdentity},
		{201, `{"identity":{"message":"x"}}`, psi.PathAnswerIdentity},
		{201, `{"identity":{"status":201}}`, psi.PathAnswerIdentity},
		{201, `{"identity":{"status":201,"id":" ","rppsIdentifiers":[]}}`, psi.PathAnswerIdentity},
		{201, `{"identity":{"identity":{}}}`, psi.PathAnswerIdentity},
		{201, `{"status":201,"identityTraits":{}}`, psi.PathAnswerIdentity},
		{200, `{"rnippData":{}}`, psi.PathAnswerIdentity},
		{500, `{"status":500,"error":"x"}`, psi.PathAnswerIdentity}, // nobody says of what
		{504, `{"status":504,"error":"Gateway Timeout","path":"/v1/identities"}`, psi.PathAnswerIdentity},
		{503, `{"error":"x"}`, psi.PathAnswerIdentity},
		{503, ``, ""}, // it may have come through before what fails
		{504, `{"status":504,"path":"/v1/identities"}`, ""},
		{207, `{"activity":[]}`, psi.PathAnswerActivity},
		{201, `{"status":201,"identity":"created"}`, psi.PathAnswerIdentity},
		{207, `{"cardOrderPsi":true}`, psi.PathAnswerCard},
		{207, `{"cardOrderCps":[{"status":200}]}`, psi.PathAnswerCard},
		{207, `{"activity":{"status":400,"code":"E04_U010_ACTIVITY_BAD_REQUEST"},"activity":{"status":201,"code":"E04_U010_ACTIVITY_CREATED"}}`, psi.PathAnswerActivity},
		{201, `{"identity":{"status":400},"identity":{"status":201}}`, psi.PathAnswerIdentity},
		{201, `{"identity":{"identity":{"status":400},"identity":{"status":201}}}`, psi.PathAnswerIdentity},
		{207, `{"cardOrderPsi":{"status":400},"cardOrderPsi":{"status":200}}`, psi.PathAnswerCard},
		{207, `{"cardOrderCps":{"status":400},"cardOrderCps":{"status":200}}`, psi.PathAnswerCard},
		{207, `{"status":500,"activity":{"status":200,"code":"E04_U010_ACTIVITY_UPDATED"},"status":207}`, psi.PathAnswerActivity},
		{201, `{"identity":{"status":201,` + detail + `}}`, psi.PathAnswerIdentity},
		{201, `{"identity":{"status":201,"detail":[1]}}`, psi.PathAnswerIdentity},
		{201, `{"identity":{"status":201,"id":"1/x",` + detail + `}}`, psi.PathAnswerIdentity},
		{302, `{"identity":{"id":"1/x"}}`, psi.PathAnswerIdentity},
		{207, `{"identity":{"status":201,"code":"NEW"}}`, psi.PathAnswerIdentity},
		{207, `{"identity":{}}`, psi.PathAnswerIdentity},
		{207, `{"identity":{"id":" "}}`, psi.PathAnswerIdentity},
		{207, `{"activity":{}}`, psi.PathAnswerActivity},
		{207, `{"activity":{"status":201,"code":"NEW"}}`, psi.PathAnswerActivity},
		{207, `{"activity":{"status":400,"code":"E04_U010_ACTIVITY_CREATED"}}`, psi.PathAnswerActivity},
		{207, `{"activity":{"status":503,"code":"E04_U010_ACTIVITY_UPDATED"}}`, psi.PathAnswerActivity},
		{207, `{"activity":{"status":201,"code":"E04_U010_ACTIVITY_CREATED","erreurs":[{"message":"x"}]}}`, psi.PathAnswerActivity},
		{207, `{"activity":{"status":201,"code":"E04_U010_ACTIVITY_CREATED","erreurs":[["x"]]}}`, psi.PathAnswerActivity},
		{207, `{"activity":{"status":[201],"code":"E04_U010_ACTIVITY_CREATED"}}`, psi.PathAnswerActivity},
		{500, `{"identity":{"status":201,"psiIdentifier":"1/x"}}`, psi.PathAnswerIdentity},
		{503, `{"activity":{"status":201,"code":"E04_U010_ACTIVITY_CREATED"}}`, psi.PathAnswerActivity},
		{207, `{"status":500,"activity":{"status":200,"code":"E04_U010_ACTIVITY_UPDATED"}}`, psi.PathAnswerActivity},
		{502, `{"cardOrderPsi":{"status":200,"code":"E04_U010_CARD_ORDER_SUCCESSFUL"}}`, psi.PathAnswerCard},
		{500, `{"cardOrderCps":{"status":200}}`, psi.PathAnswerCard},
		{401, `{"activity":{"status":201,"code":"E04_U010_ACTIVITY_CREATED"}}`, psi.PathAnswerActivity},
		{403, `{"cardOrderPsi":{"status":200,"code":"E04_U010_CARD_ORDER_SUCCESSFUL"}}`, psi.PathAnswerCard},
		{429, `{"identity":{"status":201,"psiIdentifier":"1/x"}}`, psi.PathAnswerIdentity},
		{302, `{"activity":{"status":201,"code":"E04_U010_ACTIVITY_CREATED"}}`, psi.PathAnswerActivity},
		{207, `{"status":403,"activity":{"status":201,"code":"E04_U010_ACTIVITY_CREATED"}}`, psi.PathAnswerActivity},
		{207, `{"cardOrderPsi":{}}`, psi.PathAnswerCard},
		{207, `{"cardOrderPsi":{"status":200,"code":"NEW"}}`, psi.PathAnswerCard},
		{207, `{"cardOrderPsi":{"status":400,"code":"E04_U010_CARD_ORDER_SUCCESSFUL"}}`, psi.PathAnswerCard},
		// An error under the name that another block has for it, or of the whole.
		{207, `{"activity":{"status":201,"code":"E04_U010_ACTIVITY_CREATED","error":"x"}}`, psi.PathAnswerActivity},
		{207, `{"activity":{"status":201,"detail":[{"field":"x"}]}}`, psi.PathAnswerActivity},
		{207, `{"cardOrderPsi":{"status":200,"code":"E04_U010_CARD_ORDER_SUCCESSFUL","erreurs":[{"message":"x"}]}}`, psi.PathAnswerCard},
		{207, `{"cardOrderCps":{"status":200,"error":{"x":1}}}`, psi.PathAnswerCard},
		{201, `{"identity":{"status":201,"id":"1/x","erreurs":[{"champ":"nom","message":"x"}]}}`, psi.PathAnswerIdentity},
		{207, `{"error":"x","identity":{"status":201,"id":"1/x"}}`, psi.PathAnswerIdentity},
		{201, `{"identity":{"error":"x","identity":{"status":201,"id":"1/x"}}}`, psi.PathAnswerIdentity},
		{207, `{"activity":{"status":201,"erreurs":[{"message":"x"}]}}`, psi.PathAnswerActivity},
		{207, `{"activity":{"status":201,"code":"NEW","erreurs":[{"message":"x"}]}}`, psi.PathAnswerActivity},
		{207, `{"status":207,"error":"x","activity":{"status":201,"code":"E04_U010_ACTIVITY_CREATED"}}`, psi.PathAnswerActivity},
		// A status of something else than a success.
		{207, `{"activity":{"status":302,"code":"E04_U010_ACTIVITY_CREATED"}}`, psi.PathAnswerActivity},
		{207, `{"cardOrderCps":{"status":100,"code":"E04_U010_CARD_ORDER_SUCCESSFUL"}}`, psi.PathAnswerCard},
	} {
		a, err := psi.ParseAnswer(c.http, []byte(c.body))
		if err != nil {
			t.Fatal(err)
		}
		fs := a.Trace()
		if got := outcome(a); got != 0 || !fs.Has(psi.CodeAnswerUndecided) || fs.Err() == nil || fs[0].Path() != c.path {
			t.Errorf("%d %s: %v, %v", c.http, c.body, got, fs)
		}
	}
}

// TestNoErrorIsNone: a member for errors that holds none takes nothing back.
func TestNoErrorIsNone(t *testing.T) {
	for _, none := range []string{`"error":null`, `"error":""`, `"erreurs":[]`, `"erreurs":""`, `"erreurs":[ ]`, `"detail":[]`, `"detail":""`} {
		a, err := psi.ParseAnswer(207, []byte(`{`+none+`,"activity":{"status":201,"code":"E04_U010_ACTIVITY_CREATED",`+none+`},`+
			`"cardOrderCps":{"status":200,`+none+`},"identity":{"status":201,"id":"1/x",`+none+`}}`))
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Activity.Errors)+len(a.Identity.Details) > 0 || a.Activity.Outcome != psi.Created || a.CardCPS.Outcome != psi.Ordered || a.Identity.Outcome != psi.Created {
			t.Error(none, a)
		}
	}
}

// TestTraceOf: what was sent and has no block in the answer is undecided, unless the
// identity, without which nothing is done, was not taken.
func TestTraceOf(t *testing.T) {
	const identity, activity = `"identity":{"status":201,"id":"1/x"}`, `"activity":{"status":201,"code":"E04_U010_ACTIVITY_CREATED"}`
	all := &psi.Body{Activity: new(psi.Activity), CardOrderPSI: new(psi.CardOrderPSI), CardOrderCPS: new(psi.CardOrderCPS)}
	one := &psi.Body{Activity: new(psi.Activity)}
	foreign := &psi.Body{Activity: new(psi.Activity), CardOrderPSI: new(psi.CardOrderPSI), FrenchNationality: new(bool)}
	cardPSI, cardCPS := &psi.Body{CardOrderPSI: new(psi.CardOrderPSI)}, &psi.Body{CardOrderCPS: new(psi.CardOrderCPS)}
	const ordered = `{"status":200,"code":"E04_U010_CARD_ORDER_SUCCESSFUL"}`
	const undecided = psi.CodeAnswerUndecided
	for _, c := range []struct {
		http  int
		body  string
		sent  *psi.Body
		paths []string
	}{
		{207, `{` + identity + `,` + activity + `}`, one, nil},
		{201, `{` + identity + `}`, nil, nil},
		{201, `{` + identity + `}`, new(psi.Body), nil},
		{201, `{` + identity + `}`, one, []string{psi.PathAnswerActivity}},
		{207, `{` + identity + `,"activity":null}`, one, []string{psi.PathAnswerActivity}},
		{207, `{` + activity + `}`, one, []string{psi.PathAnswerIdentity}},
		{207, `{` + identity + `,` + activity + `}`, all, []string{psi.PathAnswerCard}},
		{207, `{` + identity + `}`, cardPSI, []string{psi.PathAnswerCard}},
		{207, `{` + identity + `}`, cardCPS, []string{psi.PathAnswerCard}},
		{207, `{` + identity + `,"cardOrderPsi":` + ordered + `}`, cardPSI, nil},
		{207, `{` + identity + `,"cardOrderCps":` + ordered + `}`, cardCPS, nil},
		{409, `{"status":409,"code":"E04_U010_KO_PSI_ACCOUNT_ALREADY_EXIST_AND_HAVE_ONE_RPPS_ID"}`, one, []string{psi.PathAnswerActivity}},
		{400, `{"status":400,"code":"E04_U010_KO_FORMAT_DATE"}`, all, nil},
		{500, `{"status":500,"code":"E04_U010_KO_INTERNAL_ERROR"}`, all, nil},
		{500, `{"status":500,"error":"x"}`, one, []string{psi.PathAnswerActivity, psi.PathAnswerIdentity}},
		{500, `{"status":500,"identity":{"status":500,"error":"x"}}`, all, nil},
		{503, ``, all, []string{""}},
		// The activity of a foreigner whom the RNIPP does not know may be created.
		{207, `{"identity":{"status":404,"code":"E04_U010_KO_RNIPP_NOT_FOUND"}}`, foreign, []string{psi.PathAnswerActivity}},
		{404, `{"identity":{"status":404,"code":"E04_U010_KO_RNIPP_NOT_FOUND"}}`, all, nil},
		{207, `{"identity":{"status":404,"error":"x"}}`, foreign, []string{psi.PathAnswerActivity}},
		{400, `{"identity":{"status":400,"code":"E04_U010_KO_RNIPP_FOUND_WITH_DIVERGENCES"}}`, foreign, []string{psi.PathAnswerActivity}},
		{400, `{"identity":{"status":400,"code":"E04_U010_KO_RNIPP_FOUND_WITH_DIVERGENCES"}}`, all, nil},
		{400, `{"identity":{"status":400,"code":"E04_U010_KO_RNIPP_SYNTAX_ERROR"}}`, foreign, nil},
	} {
		a, err := psi.ParseAnswer(c.http, []byte(c.body))
		if err != nil {
			t.Fatal(err)
		}
		var paths []string
		for _, f := range a.TraceOf(c.sent) {
			if f.Code() == undecided {
				paths = append(paths, f.Path())
			}
		}
		if !slices.Equal(paths, c.paths) {
			t.Errorf("%d %s: undecided %q, want %q", c.http, c.body, paths, c.paths)
		}
	}
}

// TestNilAnswer: no answer is not an answer that all was done.
func TestNilAnswer(t *testing.T) {
	var a *psi.Answer
	for _, fs := range []rule.Faults{a.Trace(), a.TraceOf(nil), a.TraceOf(&psi.Body{})} {
		if !fs.Has(psi.CodeAnswerUndecided) || fs.Err() == nil {
			t.Error(fs)
		}
	}
}

// TestTraceWords: what has no code is named by its status, in either language.
func TestTraceWords(t *testing.T) {
	const detail = `"detail":[{"field":"birthDate","constraint":"Pattern"}]`
	for _, c := range []struct {
		http      int
		body, has string
	}{
		{409, `{"status":409,"error":"x"}`, "409"},
		{409, `{"identity":{"error":"x"}}`, "409"},
		{207, `{"identity":{"status":409}}`, "409"},
		{424, ``, "424"},
		{207, `{"activity":{"status":424}}`, "424"},
		{207, `{"activity":{"status":503}}`, "503"},
		{207, `{"cardOrderPsi":{"status":424}}`, "424"},
		{207, `{"cardOrderCps":{"status":500}}`, "500"},
		{400, `{"identity":{"status":400,` + detail + `}}`, "400"},
		{400, `{"identity":{` + detail + `}}`, "400"},
	} {
		a, err := psi.ParseAnswer(c.http, []byte(c.body))
		if err != nil {
			t.Fatal(err)
		}
		found := a.Trace()
		if len(found) == 0 {
			t.Errorf("%d %s: nothing is told", c.http, c.body)
		}
		for _, f := range found {
			for _, tag := range []language.Tag{language.French, language.English} {
				if text := f.Message(tag); strings.Contains(text, "not stated") || !strings.Contains(text, c.has) {
					t.Errorf("%d %s: %s", c.http, c.body, text)
				}
			}
		}
	}
}
