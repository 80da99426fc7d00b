package psc_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"testing/iotest"

	"github.com/rppsplus/rppsplus/rpps/psc"
)

// FuzzRead: a stream that comes byte by byte is read as the same text at once.
func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.json")
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b, 0)
	}
	f.Add([]byte(`{"sub":"x"}`), 4)
	f.Fuzz(func(t *testing.T, data []byte, limit int) {
		o := psc.Options{SignIn: signIn, MaxBytes: limit}
		want, wantErr := psc.Parse(data, o)
		got, err := psc.Read(iotest.OneByteReader(bytes.NewReader(data)), o)
		if fmt.Sprint(err) != fmt.Sprint(wantErr) {
			t.Fatalf("%v, at once %v", err, wantErr)
		}
		if err != nil {
			return
		}
		if limit > 0 && len(data) > limit {
			t.Fatal("beyond the limit")
		}
		if len(got.Activities) != len(want.Activities) || len(got.Faults) != len(want.Faults) || got.String() != want.String() {
			t.Fatalf("%v, at once %v", got, want)
		}
		for i := range got.Faults {
			if got.Faults[i].Error() != want.Faults[i].Error() {
				t.Fatalf("%v, at once %v", got.Faults[i], want.Faults[i])
			}
		}
	})
}
