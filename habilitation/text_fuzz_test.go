package habilitation_test

import (
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/textfuzz"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// FuzzTexts: a code of a document type is that of the oracle, and nothing near it.
func FuzzTexts(f *testing.F) {
	var near []string
	for _, code := range theOracle().typeOrder {
		near = append(near, code, strings.ToLower(code), code[:len(code)/2]+"x"+code[len(code)/2:], code[:4]+"----"+code[len(code)-4:])
	}
	textfuzz.Run(f,
		textfuzz.Of(func(t testing.TB, code string) {
			d, err := habilitation.ParseDocumentType(code)
			if _, known := theOracle().types[code]; known != (err == nil) || known != (d != 0) || known && d.Code() != code {
				t.Errorf("%q: %v %v", code, d, err)
			}
		}, near...),
	)
}

// FuzzParseCodes: a subject of codes is decided as the codes are.
func FuzzParseCodes(f *testing.F) {
	for _, p := range everybody {
		f.Add(p.profession, p.category, p.function, p.role, "34112-3", uint8(1), uint32(team), int32(739539))
	}
	m := habilitation.CNAM20240925()
	f.Fuzz(func(t *testing.T, profession, category, function, role, doc string, action uint8, given uint32, ordinal int32) {
		var at civil.Date
		if ordinal > 0 {
			at = civil.MustNew(1, 1, 1).AddDays(int(ordinal - 1))
		}
		want := m.DecideCodes(habilitation.CodesRequest{
			Profession: profession, Category: category, Function: function, Role: role,
			Document: doc, Action: habilitation.Action(action), Facts: habilitation.Facts(given), At: at,
		})
		d, err := habilitation.ParseDocumentType(doc)
		if err != nil && doc != "" {
			d = habilitation.UnknownDocument
		}
		got := m.Decide(habilitation.Request{
			Subject:  habilitation.SubjectOfCodes(habilitation.ParseCodes(profession, category, function, role), at),
			Document: d, Action: habilitation.Action(action), Facts: habilitation.Facts(given),
		})
		if got.Allowed() != want.Allowed() || got.Explain(language.French) != want.Explain(language.French) {
			t.Fatalf("%s\n%s", got.Explain(language.French), want.Explain(language.French))
		}
	})
}
