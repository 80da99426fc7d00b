package choice_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/rppsplus/rppsplus/internal/choice"
	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

type size uint8

var sizes = []string{"small", "large"}

var unknown = rule.Rule{Code: "TEST-UNKNOWN", Message: rule.Text{EN: "known: {0}"}}

func (s size) MarshalText() ([]byte, error) { return choice.Text(sizes, s) }
func (s *size) UnmarshalText(text []byte) error {
	return choice.Read(s, sizes, text, unknown.At("size"))
}

type inner struct {
	Size size `json:"size,omitzero"`
}

func (p *inner) UnmarshalJSON(b []byte) error { return choice.Object(p, b, inner{1}, &unknown) }

type policy struct {
	Size  size          `json:"size,omitzero"`
	Inner inner         `json:"inner,omitzero"`
	Count int           `json:"count,omitzero"`
	Open  bool          `json:"open,omitzero"`
	Day   civil.Date    `json:"day,omitzero"`
	Weak  rule.Evidence `json:"weak,omitzero"`
	List  []string      `json:"list,omitempty"`
}

// TestEvery walks every number that an enumeration can hold.
func TestEvery(t *testing.T) {
	for n := range 256 {
		v := size(n)
		text, err := choice.Text(sizes, v)
		if n >= len(sizes) {
			assert.Equal(t, enum.Nameless(v), choice.String(sizes, v))
			assert.ErrorIs(t, err, enum.ErrNoSuchValue)
			assert.Nil(t, text)
			continue
		}
		assert.NoError(t, err)
		assert.Equal(t, sizes[n], string(text))
		assert.Equal(t, sizes[n], choice.String(sizes, v))
		back := size(9)
		assert.NoError(t, back.UnmarshalText(text))
		assert.Equal(t, v, back)
	}
	for _, text := range []string{"", "Small", "small ", "smal", "0", enum.NotStated} {
		back := size(1)
		assert.EqualError(t, back.UnmarshalText([]byte(text)), "TEST-UNKNOWN: size: known: small, large")
		assert.Equal(t, size(255), back, text)
	}
}

func TestObject(t *testing.T) {
	closed := policy{Size: 1}
	const keys = "size, inner, count, open, day, weak, list"
	for text, want := range map[string]string{
		`{}`: "",
		` {"size":"large", "inner":{"size":"large"}, "count":3, "open":true, "day":"2026-01-31", "weak":"sourced", "list":["x"]} `: "",
		``:                          "TEST-UNKNOWN: known: " + keys,
		`{`:                         "TEST-UNKNOWN: known: " + keys,
		`{"size":"small"} {}`:       "TEST-UNKNOWN: known: " + keys,
		`null`:                      "TEST-UNKNOWN: known: " + keys,
		`[]`:                        "TEST-UNKNOWN: known: " + keys,
		`{"Size":"small"}`:          "TEST-UNKNOWN: known: " + keys,
		`{"open":true,"open":true}`: "TEST-UNKNOWN: known: " + keys,
		`{"size":"tall"}`:           "TEST-UNKNOWN: size: known: small, large",
		`{"size":""}`:               "TEST-UNKNOWN: size: known: small, large",
		`{"size":null}`:             "TEST-UNKNOWN: size: known: small, large",
		`{"size":0}`:                "TEST-UNKNOWN: size: known: small, large",
		`{"inner":{"size":"tall"}}`: "TEST-UNKNOWN: inner.size: known: small, large",
		`{"inner":{"tall":"size"}}`: "TEST-UNKNOWN: inner: known: size",
		`{"inner":null}`:            "TEST-UNKNOWN: inner: known: size",
		`{"inner":""}`:              "TEST-UNKNOWN: inner: known: size",
		`{"count":null}`:            "TEST-UNKNOWN: count: known: 0, 1, 2…",
		`{"count":-1}`:              "TEST-UNKNOWN: count: known: 0, 1, 2…",
		`{"count":1.5}`:             "TEST-UNKNOWN: count: known: 0, 1, 2…",
		`{"open":"true"}`:           "TEST-UNKNOWN: open: known: true, false",
		`{"day":""}`:                "TEST-UNKNOWN: day: known: AAAA-MM-JJ",
		`{"day":"31/01/2026"}`:      "TEST-UNKNOWN: day: known: AAAA-MM-JJ",
		`{"weak":""}`:               "TEST-UNKNOWN: weak: known: sourced, inferred, policy",
		`{"weak":"certain"}`:        "TEST-UNKNOWN: weak: known: sourced, inferred, policy",
		`{"list":null}`:             `TEST-UNKNOWN: list: known: ["…"]`,
		`{"list":["x",null]}`:       `TEST-UNKNOWN: list: known: ["…"]`,
		`{"list":[""]}`:             `TEST-UNKNOWN: list: known: ["…"]`,
		`{"list":"x"}`:              `TEST-UNKNOWN: list: known: ["…"]`,
	} {
		got := policy{Count: 9}
		err := choice.Object(&got, []byte(text), closed, &unknown)
		if want != "" {
			assert.EqualError(t, err, want, text)
			assert.ErrorIs(t, err, unknown.Code)
			assert.Equal(t, closed, got, text)
			continue
		}
		assert.NoError(t, err, text)
		b, err := json.Marshal(got)
		assert.NoError(t, err)
		assert.JSONEq(t, text, string(b))
	}
}
