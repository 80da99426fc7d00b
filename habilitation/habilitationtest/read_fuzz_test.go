package habilitationtest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"

	kit "github.com/rppsplus/rppsplus/habilitation/habilitationtest"
)

// FuzzRead: a stream and a file are read as Parse reads the text at once.
func FuzzRead(f *testing.F) {
	f.Add("x.csv", usual)
	f.Add("x.md", "qui|document|attendu\n-|-|-\n60|34112-3|oui\n")
	f.Add("x.markdown", "| qui | document |\n")
	f.Fuzz(func(t *testing.T, name, text string) {
		want, wantErr := kit.Parse(name, []byte(text))
		got, err := kit.Read(name, iotest.HalfReader(strings.NewReader(text)))
		if fmt.Sprint(err) != fmt.Sprint(wantErr) || !reflect.DeepEqual(got, want) {
			t.Fatalf("a stream: %v, at once %v", err, wantErr)
		}
		file := "x.csv"
		if strings.HasSuffix(name, ".md") {
			file = "x.md"
		}
		want, wantErr = kit.Parse(file, []byte(text))
		s := &silent{}
		got = kit.Load(s, fstest.MapFS{file: {Data: []byte(text)}}, file)
		if s.failed != (wantErr != nil) || !reflect.DeepEqual(got, want) && wantErr == nil {
			t.Fatalf("a file: failed %v, at once %v", s.failed, wantErr)
		}
	})
}

// silent is a test that only notes its failure.
type silent struct{ failed bool }

func (s *silent) Errorf(string, ...any) { s.failed = true }

// FuzzReadProfile: what is read is JSON and nothing after it, and is written
// and read again as the same.
func FuzzReadProfile(f *testing.F) {
	f.Add([]byte(`{"pin":"x","answers":2,"allowed":1,"cells":[{"document":"34112-3","column":"nurse","count":2}],"reasons":[{"code":"HAB-X","count":1}]}`))
	f.Add([]byte(`{"pin":"x"} {}`))
	f.Add([]byte(`{"pin":"x"}}`))
	f.Add([]byte(`{"pin":"x"}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := kit.ReadProfile(bytes.NewReader(data))
		if err != nil {
			return
		}
		if !json.Valid(data) {
			t.Fatalf("%q is no JSON and is read", data)
		}
		var b bytes.Buffer
		if err := p.Write(&b); err != nil {
			t.Fatal(err)
		}
		back, err := kit.ReadProfile(&b)
		if err != nil || fmt.Sprint(back) != fmt.Sprint(p) {
			t.Fatalf("%v: %+v, not %+v", err, back, p)
		}
	})
}
