package privacy

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/rpps/rule"
)

// TestPolicies: every policy of the library reads a configuration in one way, to the
// letter, and what is not understood is never the default, which may open.
func TestPolicies(t *testing.T) {
	n := 0
	for _, p := range types {
		if p.Kind() == reflect.Struct && strings.HasSuffix(p.Name(), "Policy") {
			n++
			t.Run(p.String(), func(t *testing.T) { checkPolicy(t, p) })
		}
	}
	if n < 7 {
		t.Errorf("%d policies were found", n)
	}
}

func checkPolicy(t *testing.T, p reflect.Type) {
	zero := reflect.Zero(p).Interface()
	if b, err := json.Marshal(zero); err != nil || string(b) != "{}" {
		t.Errorf("the default is written as %s, %v", b, err)
	}
	// closed is what a refusal leaves.
	closed := read(t, p, `{"":1}`, false)
	refused := func(text, path string) {
		t.Helper()
		to := reflect.New(p)
		err := json.Unmarshal([]byte(text), to.Interface())
		f, ok := rule.AsFault(err)
		switch {
		case !ok || !strings.HasSuffix(string(f.Code()), "-POLICY-UNKNOWN"):
			t.Errorf("%s: %v", text, err)
		case f.Path() != path:
			t.Errorf("%s: the place is %q, not %q", text, f.Path(), path)
		case !reflect.DeepEqual(to.Elem().Interface(), closed):
			t.Errorf("%s leaves %+v", text, to.Elem())
		}
	}
	for _, text := range []string{`null`, `[]`, `"x"`, `1`, `{"":{}}`} {
		refused(text, "")
	}
	for f := range p.Fields() {
		key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if key == "" {
			t.Errorf("%s has no key", f.Name)
			continue
		}
		for _, v := range []string{`null`, `""`, `"?"`, `[7]`, `-1.5`} {
			refused(fmt.Sprintf(`{%q:%s}`, key, v), key)
		}
		for _, v := range valid(t, f.Type) {
			if one := read(t, p, fmt.Sprintf(`{%q:%s}`, key, v), true); one == nil {
				continue
			}
			refused(fmt.Sprintf(`{%q:%s,%q:%s}`, key, v, key, v), "")
			refused(fmt.Sprintf(`{%q:%s}`, strings.ToUpper(key), v), "")
			refused(fmt.Sprintf(`{%q:%s}`, key+" ", v), "")
		}
	}
	if got := read(t, p, `{}`, true); !reflect.DeepEqual(got, zero) {
		t.Errorf("{} is read as %+v", got)
	}
}

// read reads a policy over one that a refusal has left.
func read(t *testing.T, p reflect.Type, text string, ok bool) any {
	t.Helper()
	to := reflect.New(p)
	_ = json.Unmarshal([]byte(`{"":1}`), to.Interface())
	if err := json.Unmarshal([]byte(text), to.Interface()); (err == nil) != ok {
		t.Errorf("%s: %v", text, err)
		return nil
	}
	return to.Elem().Interface()
}

// valid returns the JSON of values of a field: of an enumeration, all.
func valid(t *testing.T, f reflect.Type) (texts []string) {
	switch f.Kind() {
	case reflect.Bool:
		return []string{"true", "false"}
	case reflect.Int:
		return []string{"0", "17"}
	case reflect.Slice:
		return []string{`[]`, `["SIT-30"]`}
	case reflect.Uint8:
		v := reflect.New(f).Elem()
		for n := range uint64(255) {
			v.SetUint(n)
			if text, err := v.Interface().(encoding.TextMarshaler).MarshalText(); err == nil && len(text) > 0 {
				texts = append(texts, `"`+string(text)+`"`)
			}
		}
		if len(texts) < 2 {
			t.Errorf("%s has the choices %v", f, texts)
		}
		return texts
	}
	if strings.HasSuffix(f.Name(), "Policy") {
		return []string{`{}`}
	}
	return []string{`"2027-01-01"`} // a day
}
