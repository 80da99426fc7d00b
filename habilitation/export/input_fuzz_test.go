package export_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation/export"
)

// inputKeys are the keys of a question, apart from the code that reads them.
var inputKeys = map[string][]string{
	"":        {"subject", "codes", "day", "document", "action", "facts"},
	"subject": {"columns", "problems", "traits"},
	"codes":   {"profession", "category", "function", "role", "sector", "qualification", "situation", "role_inferred", "no_regulation"},
}

// FuzzInput: a question that is read has known keys only, and is written and
// read again as the same; its parts are read alone as in it.
func FuzzInput(f *testing.F) {
	for _, s := range []string{
		`{"subject":{"columns":["nurse"],"problems":[],"traits":["care"]},"day":"2026-01-15","document":"34112-3","action":"read","facts":["visible"]}`,
		`{"codes":{"profession":"60","category":"C","situation":"open"},"day":"2026-01-15","document":"34112-3","action":"read","facts":[]}`,
		`{"codes":null,"subject":null,"day":"","document":"","action":"","facts":[]}`,
		`{"subject":{"columns":[]},"day":"x"}`, `{"Day":"x"}`, `null`, `{"day":1}`, `{"facts":null}`, `{} {}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var in, again export.Input
		err := json.Unmarshal(text, &in)
		var plain map[string]json.RawMessage
		if err != nil || json.Unmarshal(text, &plain) != nil || plain == nil {
			return
		}
		for key := range plain {
			if !slices.Contains(inputKeys[""], key) {
				t.Fatalf("key %q is read", key)
			}
		}
		var subject export.ResolvedSubject
		var codes export.SubjectCodes
		for key, to := range map[string]any{"subject": &subject, "codes": &codes} {
			part, ok := plain[key]
			if !ok || string(bytes.TrimSpace(part)) == "null" {
				continue
			}
			if err := json.Unmarshal(part, to); err != nil {
				t.Fatalf("%s is refused alone: %v", key, err)
			}
			var keys map[string]json.RawMessage
			if json.Unmarshal(part, &keys) != nil {
				t.Fatalf("%s is no object", key)
			}
			for k := range keys {
				if !slices.Contains(inputKeys[key], k) {
					t.Fatalf("key %q of %s is read", k, key)
				}
			}
		}
		if in.Subject != nil && !reflect.DeepEqual(*in.Subject, subject) || in.Codes != nil && !reflect.DeepEqual(*in.Codes, codes) {
			t.Fatalf("%+v %+v, alone %+v %+v", in.Subject, in.Codes, subject, codes)
		}
		b, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, &again); err != nil || !reflect.DeepEqual(in, again) {
			t.Fatalf("%s: %v", b, err)
		}
		if json.Unmarshal(append(text, '1'), &again) == nil {
			t.Fatal("what follows is passed over")
		}
	})
}
