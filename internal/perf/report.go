package perf

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"time"
)

// Schema is the format of docs/performance.json.
const Schema = "rppsplus-performance/1"

// Report is all that one run measured.
type Report struct {
	Schema     string      `json:"schema"`
	Mode       string      `json:"mode"` // quick or full
	Started    time.Time   `json:"started"`
	Ended      time.Time   `json:"ended"`
	Commit     string      `json:"commit"`
	Changed    bool        `json:"changed"` // files differed from the commit
	Machine    Machine     `json:"machine"`
	Peers      []Module    `json:"peers"`
	Benchmarks []Benchmark `json:"benchmarks"`
	Growth     []Growth    `json:"growth"`
	Sizes      []Size      `json:"sizes"`
	Init       []Init      `json:"init"`
	First      []First     `json:"first"`
	Directory  []Reading   `json:"directory"`
	SignIns    []SignIns   `json:"signIns"`
	// Done are the steps that were taken, for going on after a stop.
	Done []string `json:"done"`
}

// Machine says where it was measured.
type Machine struct {
	CPU    string `json:"cpu"`
	Cores  int    `json:"cores"`
	Memory int64  `json:"memory"` // bytes; 0 when not known
	OS     string `json:"os"`
	Go     string `json:"go"`
	// Load is the load average before and after; empty when not known.
	Load []string `json:"load"`
}

// Module is a peer of the nested module.
type Module struct {
	Path    string `json:"path"`
	Version string `json:"version"`
}

// Benchmark is what a benchmark gave: a value for each pass by unit, such as
// "ns/op".
type Benchmark struct {
	Package string               `json:"package"`
	Name    string               `json:"name"`
	Values  map[string][]float64 `json:"values"`
}

// Growth is the cost of one operation by its size.
type Growth struct {
	Name   string  `json:"name"`
	Points []Point `json:"points"`
}

// Point is the cost at one size: the smallest of some repetitions.
type Point struct {
	N     int     `json:"n"`
	NS    float64 `json:"ns"`
	Bytes float64 `json:"bytes"`
}

// Size is how large a program is.
type Size struct {
	Program        string `json:"program"`
	Bytes          int64  `json:"bytes"`
	Growth         int64  `json:"growth"`
	Stripped       int64  `json:"stripped"`
	StrippedGrowth int64  `json:"strippedGrowth"`
}

// Init is what a program does before main.
type Init struct {
	Program  string  `json:"program"`
	Packages int     `json:"packages"` // that have an init of any kind
	NS       float64 `json:"ns"`
	Bytes    int64   `json:"bytes"`
	Allocs   int64   `json:"allocs"`
	// Own is the part of the packages of this module.
	OwnNS    float64 `json:"ownNS"`
	OwnBytes int64   `json:"ownBytes"`
}

// First is the first decision of a process, and the second.
type First struct {
	NS     int64 `json:"ns"`
	Second int64 `json:"second"`
	// Heap is what is kept after the first decision and was not before.
	Heap int64 `json:"heap"`
}

// Reading is one way of reading a file, in a process of its own.
type Reading struct {
	What    string `json:"what"`
	Size    int    `json:"size"`  // lines of a file
	Lines   int    `json:"lines"` // read: of both files in a difference
	Bytes   int64  `json:"bytes"` // of the file or files
	Found   int    `json:"found"` // persons, changes or faults
	NS      int64  `json:"ns"`
	CPU     int64  `json:"cpu"`     // nanoseconds of all cores
	Alloc   int64  `json:"alloc"`   // bytes allocated in all
	Peak    int64  `json:"peak"`    // largest resident memory; 0 when not known
	Threads int    `json:"threads"` // GOMAXPROCS
}

// SignIns is one simulation.
type SignIns struct {
	Cores      int     `json:"cores"`
	Goroutines int     `json:"goroutines"`
	Rate       float64 `json:"rate"` // asked for, a second; 0 in a closed loop
	Label      string  `json:"label"`
	Seconds    float64 `json:"seconds"`
	Count      int     `json:"count"`
	Decisions  int     `json:"decisions"`
	Allowed    int     `json:"allowed"`
	// Latency of a sign-in in nanoseconds: from its arrival on, in an open loop.
	Mean float64 `json:"mean"`
	P50  int64   `json:"p50"`
	P90  int64   `json:"p90"`
	P99  int64   `json:"p99"`
	P999 int64   `json:"p999"`
	Max  int64   `json:"max"`
	// CPU are the nanoseconds of all cores that a sign-in takes.
	CPU float64 `json:"cpu"`
	// Alloc are the bytes of a sign-in, Heap what the heap held at most beyond
	// what it held before.
	Alloc float64 `json:"alloc"`
	Heap  int64   `json:"heap"`
	// GC is the share of the time of the cores that the collector took, by the
	// clock of the runtime: more than it used, on a busy machine. Lock is how
	// long goroutines waited for locks, in seconds, all together.
	GC   float64 `json:"gc"`
	Lock float64 `json:"lock"`
}

// Encode writes the report: a line for each member, and for each element of a
// list, so that a difference can be read.
func (r *Report) Encode() ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("{\n")
	v := reflect.ValueOf(*r)
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		fmt.Fprintf(&out, "%q: ", name)
		f := v.Field(i)
		if f.Kind() != reflect.Slice {
			if err := element(&out, f); err != nil {
				return nil, err
			}
		} else {
			out.WriteString("[")
			for j := range f.Len() {
				if j > 0 {
					out.WriteString(",")
				}
				out.WriteString("\n ")
				if err := element(&out, f.Index(j)); err != nil {
					return nil, err
				}
			}
			out.WriteString("]")
		}
		if i < v.NumField()-1 {
			out.WriteString(",")
		}
		out.WriteString("\n")
	}
	out.WriteString("}\n")
	return out.Bytes(), nil
}

func element(out *bytes.Buffer, v reflect.Value) error {
	text, err := json.Marshal(v.Interface())
	out.Write(text)
	return err
}

// Decode reads what Encode wrote, and nothing else.
func Decode(text []byte) (*Report, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	r := new(Report)
	if err := d.Decode(r); err != nil {
		return nil, err
	}
	if r.Schema != Schema {
		return nil, fmt.Errorf("schema %q, not %q", r.Schema, Schema)
	}
	return r, nil
}

// benchmark returns the values of a benchmark, nil when it was not run.
func (r *Report) benchmark(pkg, name string) *Benchmark {
	for i := range r.Benchmarks {
		if b := &r.Benchmarks[i]; b.Package == pkg && b.Name == name {
			return b
		}
	}
	return nil
}
