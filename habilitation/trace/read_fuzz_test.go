package trace_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"
	"testing/iotest"

	"github.com/rppsplus/rppsplus/habilitation/trace"
)

// FuzzRead: each line is read as Parse reads it alone, and as encoding/json
// gives it to a record.
func FuzzRead(f *testing.F) {
	line := string(full(careTeam).AppendLine(nil))
	f.Add([]byte(line + "\n\r\n" + line + "\n"))
	f.Add([]byte("\n{\"schema\":\"rppsplus-trace/1\"}\r\n[]\n" + line[:40]))
	f.Fuzz(func(t *testing.T, text []byte) {
		type read struct {
			number      int
			line, fault string
		}
		var want, got []read
		for i, part := range bytes.Split(text, []byte("\n")) {
			if len(part) > trace.MaxLineBytes || len(bytes.TrimSpace(part)) == 0 {
				continue
			}
			part = bytes.TrimSpace(part)
			r, faults := trace.Parse(part)
			want = append(want, read{i + 1, string(r.AppendLine(nil)), faultsOf(faults.Err())})
			var v trace.Record
			if err := json.Unmarshal(part, &v); (err == nil) != (faults.Err() == nil && json.Valid(part)) {
				t.Fatalf("line %d: encoding/json says %v, Parse %v", i+1, err, faults.Err())
			}
		}
		for l, err := range trace.Read(iotest.OneByteReader(bytes.NewReader(text))) {
			if len(bytes.Split(text, []byte("\n"))[l.Number-1]) > trace.MaxLineBytes {
				continue
			}
			got = append(got, read{l.Number, string(l.Record.AppendLine(nil)), faultsOf(err)})
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%q:\n%v\n%v", text, got, want)
		}
	})
}

// faultsOf tells whether there is an error; its text has the number of the line.
func faultsOf(err error) string {
	if err == nil {
		return ""
	}
	return "refused"
}
