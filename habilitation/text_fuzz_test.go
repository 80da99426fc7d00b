package habilitation_test

import (
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/textfuzz"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// FuzzTexts: every enumeration reads what it writes, from text and from SQL, and
// nothing else.
func FuzzTexts(f *testing.F) {
	textfuzz.Run(f,
		textfuzz.Enum[habilitation.Action](), textfuzz.Enum[habilitation.DocumentClass](), textfuzz.Enum[habilitation.DocumentType](),
		textfuzz.Choice[habilitation.RoleAccess](), textfuzz.Choice[habilitation.Occupational](),
		textfuzz.Choice[habilitation.Columns](), textfuzz.Choice[habilitation.UnstatedCategory](),
		textfuzz.Policy[habilitation.Policy](closed, `{"roleAccess":"suspended","situation":{"lastDay":"excluded"}}`, `{"studentDeposits":true,"roleAcces":"suspended"}`),
		textfuzz.Scan[habilitation.DocumentType]("34112-3"),
	)
}

// FuzzWords: the readers of classes and actions against a walk of the values.
func FuzzWords(f *testing.F) {
	for v := range 60 {
		f.Add(habilitation.DocumentClass(v).Code())
		f.Add(habilitation.Action(v).String())
	}
	f.Fuzz(func(t *testing.T, text string) {
		var class habilitation.DocumentClass
		var action habilitation.Action
		for v := range 255 {
			if text != "" && habilitation.DocumentClass(v+1).Code() == text {
				class = habilitation.DocumentClass(v + 1)
			}
			if b, err := habilitation.Action(v + 1).MarshalText(); err == nil && len(b) > 0 && string(b) == text {
				action = habilitation.Action(v + 1)
			}
		}
		if got, err := habilitation.ParseDocumentClass(text); got != class || (err == nil) != (class != 0) {
			t.Errorf("%q: %v %v, want %v", text, got, err, class)
		}
		if got, err := habilitation.ParseAction(text); got != action || (err == nil) != (action != 0) {
			t.Errorf("%q: %v %v, want %v", text, got, err, action)
		}
	})
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
