package history_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/uuid"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
	"github.com/rppsplus/rppsplus/situation/lifecycle/history"
)

// The sample is an invented machine: a door that is opened, closed, and one
// day walled up.
type (
	state uint8
	event uint8
)

const (
	closed state = iota + 1
	ajar
	walled
)

const (
	build event = iota + 1
	turn
	wall
)

const (
	key lifecycle.Guard = iota + 1
	light
	never
)

type (
	machine = lifecycle.Machine[state, event]
	hist    = history.History[state, event]
)

func table() lifecycle.Spec[state, event] {
	txt := func(s string) rule.Text { return rule.Text{FR: s + " (fr)", EN: s} }
	const src = "tests"
	return lifecycle.Spec[state, event]{
		Name: "door", Version: "1", Title: txt("door"),
		States: []lifecycle.StateInfo[state]{
			{State: closed, Code: "closed", Title: txt("closed"), Source: src, Evidence: rule.Sourced},
			{State: ajar, Code: "ajar", Title: txt("ajar"), Source: src, Evidence: rule.Sourced},
			{State: walled, Code: "walled", Title: txt("walled"), Source: src, Evidence: rule.Sourced, Final: true},
		},
		Events: []lifecycle.EventInfo[event]{
			{Event: build, Code: "build", Title: txt("build"), Source: src, Evidence: rule.Sourced},
			{Event: turn, Code: "turn", Title: txt("turn"), Source: src, Evidence: rule.Sourced},
			{Event: wall, Code: "wall", Title: txt("wall"), Source: src, Evidence: rule.Sourced},
		},
		Guards: []lifecycle.GuardInfo{
			{Guard: key, Code: "key", Title: txt("key"), Source: src, Evidence: rule.Sourced},
			{Guard: light, Code: "light", Title: txt("light"), Source: src, Evidence: rule.Sourced},
			{Guard: never, Code: "never", Title: txt("never"), Source: src, Evidence: rule.Sourced},
		},
		Moves: []lifecycle.Move[state, event]{
			{ID: "D-1", On: build, By: lifecycle.By(lifecycle.Direction), To: closed, Source: src, Evidence: rule.Sourced},
			{ID: "D-2", From: closed, On: turn, By: lifecycle.By(lifecycle.Direction, lifecycle.EquipeRH), If: lifecycle.Holding(key), To: ajar, Source: src, Evidence: rule.Sourced},
			{ID: "D-3", From: ajar, On: turn, By: lifecycle.By(lifecycle.Direction, lifecycle.EquipeRH), To: closed, Source: src, Evidence: rule.Inferred},
			{ID: "D-4", From: closed, On: wall, By: lifecycle.By(lifecycle.Direction), If: lifecycle.Holding(light), To: walled, Source: src, Evidence: rule.Sourced},
			{ID: "D-5", From: ajar, On: wall, By: lifecycle.By(lifecycle.Direction), If: lifecycle.Holding(never), To: walled, Source: src, Evidence: rule.Sourced},
		},
		Unforeseen: []lifecycle.Pairs[state, event]{{From: []state{closed, ajar}, On: []event{build}}},
	}
}

func door(t testing.TB, change ...func(*lifecycle.Spec[state, event])) *machine {
	t.Helper()
	s := table()
	for _, c := range change {
		c(&s)
	}
	m, err := lifecycle.New(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

var start = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)

func newID(t testing.TB, at time.Time, r io.Reader) uuid.UUID {
	t.Helper()
	id, err := history.NewID(at, r)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func newHistory(t testing.TB, m *machine, subject string) *hist {
	t.Helper()
	h, err := history.New(m, subject)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// grow appends n moves chosen by chance, and returns how many refusals it met.
func grow(t testing.TB, h *hist, r *rand.Rand, at time.Time, n int) (refused int) {
	t.Helper()
	for h.Len() < n && h.State() != walled {
		at = at.Add(time.Duration(r.Intn(3)) * time.Millisecond)
		before, head := h.Len(), h.Head()
		on := event(r.Intn(4))
		if on == wall && r.Intn(4) > 0 {
			on = turn
		}
		_, err := h.Append(newID(t, at, r), at, lifecycle.Actor(r.Intn(16)), on, lifecycle.Facts(r.Intn(8)<<1))
		if err == nil {
			continue
		}
		refused++
		if _, ok := errors.AsType[*lifecycle.Refusal[state, event]](err); !ok || h.Len() != before || h.Head() != head {
			t.Fatalf("%v; %d events", err, h.Len())
		}
	}
	return refused
}

func sample(t testing.TB, seed int64, n int) *hist {
	t.Helper()
	h := newHistory(t, door(t), "request-42")
	r := rand.New(rand.NewSource(seed))
	for h.Len() < n {
		h = newHistory(t, door(t), "request-42")
		grow(t, h, r, start, n)
	}
	return h
}

// begun is the history of a door that was there before.
func begun(t testing.TB, n int) *hist {
	t.Helper()
	r := rand.New(rand.NewSource(9))
	for {
		h, err := history.NewFrom(door(t), "request-42", ajar)
		if err != nil {
			t.Fatal(err)
		}
		if grow(t, h, r, start, n); h.Len() == n {
			return h
		}
	}
}

// TestNewFrom: a history may begin in a state, which the file and the digests hold.
func TestNewFrom(t *testing.T) {
	m := door(t)
	h := begun(t, 0)
	if h.State() != ajar || h.StateAt(start) != ajar || h.Head() == newHistory(t, m, "request-42").Head() {
		t.Error(h.State(), h.StateAt(start))
	}
	h = begun(t, 3)
	text := h.AppendLines(nil)
	if !bytes.Contains(text, []byte(`"subject":"request-42","from":"ajar","digest":`)) || bytes.Contains(sample(t, 1, 1).AppendLines(nil), []byte("from")) {
		t.Errorf("%s", text)
	}
	back, err := history.Read(bytes.NewReader(text), m)
	if err != nil || !same(h, back) || back.StateAt(start.Add(-time.Hour)) != ajar {
		t.Errorf("%v: %v", back, err)
	}
	if both, err := history.Merge(begun(t, 0), h); err != nil || !same(both, h) {
		t.Error(both, err)
	}
	// From elsewhere: another history.
	for _, from := range []state{0, closed} {
		other, err := history.NewFrom(m, "request-42", from)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := history.Merge(other, h); !errors.Is(err, history.CodeStart) {
			t.Errorf("from %d: %v", from, err)
		}
	}
	if _, err := history.NewFrom(m, "request-42", state(9)); !errors.Is(err, history.CodeStart) {
		t.Error(err)
	}
	if plain, err := history.NewFrom(m, "request-42", 0); err != nil || !same(plain, newHistory(t, m, "request-42")) {
		t.Error(plain, err)
	}
	for was, code := range map[string]rule.Code{`"from":"nowhere"`: history.CodeStart, `"from":""`: history.CodeAltered, `"from":"closed"`: history.CodeAltered} {
		_, err := history.Read(bytes.NewReader(bytes.Replace(text, []byte(`"from":"ajar"`), []byte(was), 1)), m)
		if e, ok := errors.AsType[*history.Error](err); !ok || e.Code() != code || e.Line() != 1 {
			t.Errorf("%s: %v", was, err)
		}
	}
}

func same(a, b *hist) bool {
	if a.Len() != b.Len() || a.State() != b.State() || a.Head() != b.Head() || a.Subject() != b.Subject() {
		return false
	}
	var x, y []history.Event[state, event]
	for _, e := range a.Events() {
		x = append(x, e)
	}
	for _, e := range b.Events() {
		y = append(y, e)
	}
	return slices.Equal(x, y)
}

func TestRoundTrip(t *testing.T) {
	m := door(t)
	refused, longest := 0, 0
	for seed := range int64(200) {
		r := rand.New(rand.NewSource(seed))
		h := newHistory(t, m, fmt.Sprintf("subject_%d", seed))
		refused += grow(t, h, r, start, r.Intn(40))
		longest = max(longest, h.Len())
		var b bytes.Buffer
		n, err := h.WriteTo(&b)
		if err != nil || int(n) != b.Len() || b.String() != string(h.AppendLines(nil)) {
			t.Fatal(n, err)
		}
		back, err := history.Read(iotest.OneByteReader(&b), m)
		if err != nil || !same(h, back) || back.Machine() != m {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
	if refused < 100 || longest < 20 {
		t.Error(refused, longest)
	}
}

// TestForm holds the bytes of the format: a change here is another format. The
// digests were computed apart from this package.
func TestForm(t *testing.T) {
	h := newHistory(t, door(t), "request-42")
	r := strings.NewReader(strings.Repeat("0123456789", 5))
	paris := time.FixedZone("", 3600)
	for i, e := range []struct {
		on    event
		facts lifecycle.Facts
	}{{build, 0}, {turn, lifecycle.Holding(key, light)}} {
		at := start.Add(time.Duration(i)*time.Hour + 5*time.Millisecond + 999*time.Microsecond).In(paris)
		if _, err := h.Append(newID(t, at, r), at, lifecycle.Direction, e.on, e.facts); err != nil {
			t.Fatal(err)
		}
	}
	const want = `{"format":"rppsplus-history/1","machine":"door","version":"1","subject":"request-42","digest":"1d0fbc1a09f88462f7850f2b0969884978f5c60155a32dc635b0a1e9250171fa"}
{"n":1,"id":"01a202b2-c505-7031-b233-343536373839","at":"2026-11-22T10:00:00.005Z","by":"direction","on":"build","facts":[],"to":"closed","move":"D-1","digest":"a2645e5b45b381da94b33dd7b819a7ca98a479189f1fb9b8b66c0fa871cf9010"}
{"n":2,"id":"01a202e9-b385-7031-b233-343536373839","at":"2026-11-22T11:00:00.005Z","by":"direction","on":"turn","facts":["key","light"],"to":"ajar","move":"D-2","digest":"1f48ce43ca4996e54da07d356709899682b86f26d7bd1a6c3cb4c89017582df9"}
{"count":2,"head":"1f48ce43ca4996e54da07d356709899682b86f26d7bd1a6c3cb4c89017582df9"}
`
	if got := string(h.AppendLines(nil)); got != want {
		t.Errorf("%s", got)
	}
}

// changed returns the line (from 1) and place of the first byte in which the
// texts differ.
func changed(a, b []byte) int {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return 1 + bytes.Count(a[:i], []byte("\n"))
}

// TestEveryByte changes, drops and inserts every byte of histories: each must
// be found, on its line.
func TestEveryByte(t *testing.T) {
	m := door(t)
	all := []*hist{sample(t, 3, 0), sample(t, 3, 1), begun(t, 0), sample(t, 3, 4), begun(t, 3)}
	if testing.Short() {
		all = all[:3]
	}
	for _, h := range all {
		n, want := h.Len(), h.AppendLines(nil)
		tried := 0
		try := func(got []byte) {
			t.Helper()
			if bytes.Equal(got, want) {
				return
			}
			tried++
			_, err := history.Read(bytes.NewReader(got), m)
			e, ok := errors.AsType[*history.Error](err)
			if !ok || e.Line() != changed(want, got) {
				t.Fatalf("%d events, line %d: %v\n%s", n, changed(want, got), err, got)
			}
		}
		for i := range want {
			for _, c := range []byte{want[i] ^ 1, want[i] ^ 2, want[i] ^ 0x20, want[i] ^ 0x80, want[i] + 1, want[i] - 1, '0', '9', 'a', 'f', ' ', '\n', '\r', '\t', '"', ',', '}', '\\', 0} {
				got := bytes.Clone(want)
				got[i] = c
				try(got)
				try(slices.Insert(bytes.Clone(want), i, c))
			}
			try(slices.Delete(bytes.Clone(want), i, i+1))
			try(want[:i])
		}
		for _, c := range []string{" ", "\n", "x", "\x00", "{}\n", string(want)} {
			try(append(bytes.Clone(want), c...))
		}
		if tried < 30*len(want) {
			t.Error(tried)
		}
	}
}

// TestEveryLine moves, drops and doubles every line.
func TestEveryLine(t *testing.T) {
	m := door(t)
	text := sample(t, 5, 6).AppendLines(nil)
	lines := bytes.SplitAfter(text, []byte("\n"))
	lines = lines[:len(lines)-1]
	if len(lines) != 8 {
		t.Fatal(len(lines))
	}
	check := func(what string, line int, codes []rule.Code, got [][]byte) {
		t.Helper()
		_, err := history.Read(bytes.NewReader(bytes.Join(got, nil)), m)
		e, ok := errors.AsType[*history.Error](err)
		if !ok || e.Line() != line || !slices.Contains(codes, e.Code()) {
			t.Errorf("%s: want line %d %v; %v", what, line, codes, err)
		}
	}
	last := len(lines) - 1
	for i := range lines {
		// What a line is when it stands in the place of another.
		dropped := []rule.Code{history.CodeOrder}
		doubled := []rule.Code{history.CodeOrder}
		switch i {
		case 0:
			dropped, doubled = []rule.Code{history.CodeFormat}, []rule.Code{history.CodeAltered}
		case last - 1:
			dropped = []rule.Code{history.CodeAltered, history.CodeCut}
		case last:
			dropped, doubled = []rule.Code{history.CodeCut}, []rule.Code{history.CodeTrailing}
		}
		check(fmt.Sprintf("line %d dropped", i+1), i+1, dropped, slices.Delete(slices.Clone(lines), i, i+1))
		check(fmt.Sprintf("line %d doubled", i+1), i+2, doubled, slices.Insert(slices.Clone(lines), i, lines[i]))
		for j := range i {
			got := slices.Clone(lines)
			got[i], got[j] = got[j], got[i]
			codes := []rule.Code{history.CodeOrder}
			switch {
			case j == 0:
				codes = []rule.Code{history.CodeFormat}
			case i == last:
				codes = []rule.Code{history.CodeAltered, history.CodeCut}
			}
			check(fmt.Sprintf("lines %d and %d swapped", j+1, i+1), j+1, codes, got)
		}
	}
}

// forge writes a file whose digests are right though its moves may be wrong:
// a history of a more liberal machine.
func forge(t *testing.T, change func(*lifecycle.Spec[state, event]), do func(h *hist)) string {
	t.Helper()
	h := newHistory(t, door(t, change), "request-42")
	do(h)
	return string(h.AppendLines(nil))
}

func TestForged(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	add := func(h *hist, at time.Time, by lifecycle.Actor, on event, facts lifecycle.Facts) {
		t.Helper()
		if _, err := h.Append(newID(t, at, r), at, by, on, facts); err != nil {
			t.Fatal(err)
		}
	}
	m := door(t)
	other := door(t, func(s *lifecycle.Spec[state, event]) { s.Name = "window" })
	newer := door(t, func(s *lifecycle.Spec[state, event]) { s.Version = "2" })
	good := string(sample(t, 3, 3).AppendLines(nil))
	long := strings.Repeat("x", 9000)
	for _, c := range []struct {
		name, text string
		m          *machine
		code       rule.Code
		line       int
	}{
		{"an actor who may not", forge(t, func(s *lifecycle.Spec[state, event]) { s.Moves[0].By = lifecycle.By(lifecycle.ANS) },
			func(h *hist) { add(h, start, lifecycle.ANS, build, 0) }), m, history.CodeRefused, 2},
		{"a guard that fails", forge(t, func(s *lifecycle.Spec[state, event]) {
			s.Moves[1].If, s.Moves[3].If = 0, lifecycle.Holding(key, light)
		}, func(h *hist) {
			add(h, start, lifecycle.Direction, build, 0)
			add(h, start, lifecycle.EquipeRH, turn, 0)
		}), m, history.CodeRefused, 3},
		{"another state", forge(t, func(s *lifecycle.Spec[state, event]) { s.Moves[2].To = walled }, func(h *hist) {
			add(h, start, lifecycle.Direction, build, 0)
			add(h, start, lifecycle.EquipeRH, turn, lifecycle.Holding(key))
			add(h, start, lifecycle.EquipeRH, turn, 0)
		}), m, history.CodeState, 4},
		{"another move", forge(t, func(s *lifecycle.Spec[state, event]) { s.Moves[0].ID = "D-9" },
			func(h *hist) { add(h, start, lifecycle.Direction, build, 0) }), m, history.CodeState, 2},
		{"other machine", good, other, history.CodeMachine, 1},
		{"other version", good, newer, history.CodeVersion, 1},
		{"other format", strings.Replace(good, "history/1", "history/2", 1), m, history.CodeFormat, 1},
		{"other subject", strings.Replace(good, "request-42", "request-43", 1), m, history.CodeAltered, 1},
		{"subject with a space", strings.Replace(good, "request-42", "request 42", 1), m, history.CodeSubject, 1},
		{"empty", "", m, history.CodeFormat, 1},
		{"no line feed", `{"format":"rppsplus-history/1"}`, m, history.CodeCut, 1},
		{"long line", long, m, history.CodeAltered, 1},
		{"long event", good[:strings.Index(good, "\n")+1] + long, m, history.CodeAltered, 2},
		{"count too high", strings.Replace(good, `"count":3`, `"count":4`, 1), m, history.CodeCut, 5},
		{"count too low", strings.Replace(good, `"count":3`, `"count":2`, 1), m, history.CodeAltered, 5},
		{"text after the end", good + "\n", m, history.CodeTrailing, 6},
	} {
		_, err := history.Read(strings.NewReader(c.text), c.m)
		e, ok := errors.AsType[*history.Error](err)
		if !ok || e.Code() != c.code || e.Line() != c.line || !errors.Is(err, c.code) {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if f, ok := rule.AsFault(err); !ok || f != e.Fault() {
			t.Errorf("%s: fault %v", c.name, f)
		}
		refusal, ok := errors.AsType[*lifecycle.Refusal[state, event]](err)
		if ok != (c.code == history.CodeRefused) || ok && !strings.Contains(e.Message(language.French), refusal.Message(language.French)) || ok && !errors.Is(err, refusal.Code()) {
			t.Errorf("%s: %v", c.name, e.Message(language.French))
		}
		if e.Message(language.English) == e.Message(language.French) {
			t.Errorf("%s: one language", c.name)
		}
	}
}

// raw is an event as somebody would forge it who knows the format: written
// with the right digests, whatever it says.
type raw struct{ id, at, by, on, facts, to, move string }

// rawFile writes a file without the package.
func rawFile(events ...raw) string {
	number := func(b []byte, n int64) []byte { return binary.BigEndian.AppendUint64(b, uint64(n)) }
	text := func(b []byte, s string) []byte { return append(number(b, int64(len(s))), s...) }
	b := number(text(nil, "rppsplus history"), 1)
	head := sha256.Sum256(text(text(text(b, "door"), "1"), "request-42"))
	var out strings.Builder
	fmt.Fprintf(&out, `{"format":"rppsplus-history/1","machine":"door","version":"1","subject":"request-42","digest":"%x"}`+"\n", head)
	for i, e := range events {
		id := uuid.MustParse(e.id)
		at, err := time.Parse(time.RFC3339, e.at)
		if err != nil {
			panic(err)
		}
		b := number(text(nil, string(head[:])), int64(i+1))
		b = number(text(b, string(id[:])), at.UnixMilli())
		b = text(text(b, e.by), e.on)
		facts := strings.Fields(e.facts)
		b = number(b, int64(len(facts)))
		for _, f := range facts {
			b = text(b, f)
		}
		head = sha256.Sum256(text(text(b, e.to), e.move))
		quoted := ""
		if len(facts) > 0 {
			quoted = `"` + strings.Join(facts, `","`) + `"`
		}
		fmt.Fprintf(&out, `{"n":%d,"id":"%s","at":"%s","by":"%s","on":"%s","facts":[%s],"to":"%s","move":"%s","digest":"%x"}`+"\n",
			i+1, e.id, e.at, e.by, e.on, quoted, e.to, e.move, head)
	}
	fmt.Fprintf(&out, `{"count":%d,"head":"%x"}`+"\n", len(events), head)
	return out.String()
}

func TestRaw(t *testing.T) {
	const (
		id1, id2, id3 = "01a202b2-c505-7031-b233-343536373839", "01a202b2-c505-7031-8233-343536373839", "01a202b2-c506-7031-b233-343536373839"
		before, v4    = "01a202b2-c504-7031-b233-343536373839", "01a202b2-c505-4031-b233-343536373839"
		t1, t2        = "2026-11-22T10:00:00.005Z", "2026-11-22T10:00:00.006Z"
	)
	first := raw{id1, t1, "direction", "build", "", "closed", "D-1"}
	second := raw{id2, t1, "direction", "turn", "key light", "ajar", "D-2"}
	third := raw{id3, t2, "direction", "turn", "", "closed", "D-3"}
	with := func(e raw, change func(*raw)) raw { change(&e); return e }
	for _, c := range []struct {
		name   string
		events []raw
		code   rule.Code
		text   string
	}{
		{"none", nil, "", ""},
		{"three", []raw{first, second, third}, "", ""},
		{
			"not v7",
			[]raw{with(first, func(e *raw) { e.id = v4 })},
			history.CodeID,
			"HIS-ID: line 2: events[0].id: The identifier is not a UUID of version 7, is repeated, or lies before that of the previous event.",
		},
		{"repeated", []raw{first, with(second, func(e *raw) { e.id = id1 })}, history.CodeID, ""},
		{"ID goes back", []raw{first, with(second, func(e *raw) { e.id = before })}, history.CodeID, ""},
		{"time goes back", []raw{first, with(second, func(e *raw) { e.at = "2026-11-22T10:00:00.004Z" })}, history.CodeTime, ""},
		{"time before 1970", []raw{with(first, func(e *raw) { e.at = "1969-11-22T10:00:00.004Z" })}, history.CodeAltered, ""},
		{"time in microseconds", []raw{with(first, func(e *raw) { e.at = "2026-11-22T10:00:00.004000Z" })}, history.CodeAltered, ""},
		{"time elsewhere", []raw{with(first, func(e *raw) { e.at = "2026-11-22T11:00:00.005+01:00" })}, history.CodeAltered, ""},
		{"ID in capitals", []raw{with(first, func(e *raw) { e.id = strings.ToUpper(id1) })}, history.CodeAltered, ""},
		{"unknown actor", []raw{with(first, func(e *raw) { e.by = "nobody" })}, history.CodeAltered, ""},
		{"no actor", []raw{with(first, func(e *raw) { e.by = "" })}, history.CodeAltered, ""},
		{"unknown event", []raw{with(first, func(e *raw) { e.on = "paint" })}, history.CodeAltered, ""},
		{"unknown fact", []raw{with(first, func(e *raw) { e.facts = "rain" })}, history.CodeAltered, ""},
		{"unknown state", []raw{with(first, func(e *raw) { e.to = "gone" })}, history.CodeAltered, ""},
		{"no state", []raw{with(first, func(e *raw) { e.to = "" })}, history.CodeState, ""},
		{
			"other state",
			[]raw{with(first, func(e *raw) { e.to = "ajar" })},
			history.CodeState,
			"HIS-STATE: line 2: events[0]: The event leads to another state, or by another move, than what is written.",
		},
		{"other move", []raw{with(first, func(e *raw) { e.move = "D-2" })}, history.CodeState, ""},
		{"move with a quote", []raw{with(first, func(e *raw) { e.move = `\u0044-1` })}, history.CodeAltered, ""},
		{"facts in another order", []raw{first, with(second, func(e *raw) { e.facts = "light key" })}, history.CodeAltered, ""},
		{"a fact twice", []raw{first, with(second, func(e *raw) { e.facts = "key key light" })}, history.CodeAltered, ""},
		{
			"a fact less",
			[]raw{first, with(second, func(e *raw) { e.facts = "light" })},
			history.CodeRefused,
			"HIS-REFUSED: line 3: events[1]: The life cycle refuses this event (LIF-GUARD). LIF-GUARD: door.closed.turn: The event is not possible. Not stated: key (key).",
		},
		{"an actor who may not", []raw{with(first, func(e *raw) { e.by = "ans" })}, history.CodeRefused, ""},
	} {
		text := rawFile(c.events...)
		h, err := history.Read(strings.NewReader(text), door(t))
		if c.code == "" {
			if err != nil || string(h.AppendLines(nil)) != text {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		e, ok := errors.AsType[*history.Error](err)
		if !ok || e.Code() != c.code || e.Line() != 1+len(c.events) || c.text != "" && e.Error() != c.text {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestReadErrors(t *testing.T) {
	m, boom := door(t), errors.New("boom")
	text := sample(t, 3, 2).AppendLines(nil)
	for _, n := range []int{0, 10, bytes.IndexByte(text, '\n') + 1, len(text) - 3, len(text)} {
		_, err := history.Read(io.MultiReader(bytes.NewReader(text[:n]), iotest.ErrReader(boom)), m)
		if _, ours := errors.AsType[*history.Error](err); ours || !errors.Is(err, boom) {
			t.Error(n, err)
		}
	}
}

func TestAppend(t *testing.T) {
	r := rand.New(rand.NewSource(9))
	h := newHistory(t, door(t), "x")
	ok := func(id uuid.UUID, at time.Time, on event, facts lifecycle.Facts) {
		t.Helper()
		if _, err := h.Append(id, at, lifecycle.Direction, on, facts); err != nil {
			t.Fatal(err)
		}
	}
	no := func(code rule.Code, id uuid.UUID, at time.Time) {
		t.Helper()
		n, head := h.Len(), h.Head()
		_, err := h.Append(id, at, lifecycle.Direction, turn, lifecycle.Holding(key))
		e, is := errors.AsType[*history.Error](err)
		if !is || e.Code() != code || e.Line() != 0 || h.Len() != n || h.Head() != head {
			t.Error(code, err)
		}
	}
	later := start.Add(time.Minute)
	a, b, c := newID(t, start, r), newID(t, start, r), newID(t, later, r)
	ok(a, start, build, 0)
	no(history.CodeID, a, start)
	ok(b, start, turn, lifecycle.Holding(key))
	no(history.CodeID, a, start) // not the last, of the same millisecond
	no(history.CodeTime, newID(t, start, r), start.Add(-time.Millisecond))
	no(history.CodeTime, c, time.Time{})
	no(history.CodeTime, c, time.Date(1969, 12, 31, 23, 59, 59, 0, time.UTC))
	no(history.CodeTime, c, time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC))
	ok(c, later.Add(time.Hour), turn, 0)
	no(history.CodeID, newID(t, start, r), later.Add(time.Hour))
	no(history.CodeID, uuid.UUID{}, later.Add(time.Hour))
	v4 := newID(t, later, r)
	v4[6] = v4[6]&0x0f | 0x40
	no(history.CodeID, v4, later.Add(time.Hour))
	microsoft := newID(t, later, r)
	microsoft[8] = 0xc0
	no(history.CodeID, microsoft, later.Add(time.Hour))

	for at, want := range map[time.Time]state{start.Add(-1): 0, start: ajar, later: ajar, later.Add(time.Hour): closed, later.Add(time.Hour * 2): closed} {
		if got := h.StateAt(at); got != want {
			t.Error(at, got)
		}
	}
	n := 0
	for i, e := range h.Events() {
		if n++; i != n || e.Move == "" || e.At.Location() != time.UTC {
			t.Error(i, e)
		}
	}
	for range h.Events() {
		break
	}
}

// TestMoment: the IDs of one millisecond stand in any order, each once, however many
// they are; and one history does not remember those of another.
func TestMoment(t *testing.T) {
	const many = 5_000
	r := rand.New(rand.NewSource(27))
	m := door(t)
	h := newHistory(t, m, "x")
	add := func(h *hist, id uuid.UUID) error {
		on := turn
		if h.Len() == 0 {
			on = build
		}
		_, err := h.Append(id, start, lifecycle.Direction, on, lifecycle.Holding(key))
		return err
	}
	ids := make([]uuid.UUID, many)
	for i := range ids {
		ids[i] = newID(t, start, r)
		if err := add(h, ids[i]); err != nil {
			t.Fatal(i, err)
		}
	}
	again := func(h *hist) {
		t.Helper()
		for _, i := range []int{0, 1, 2, many / 2, many - 2, many - 1} {
			if err := add(h, ids[i]); !errors.Is(err, history.CodeID) {
				t.Error(i, err)
			}
		}
	}
	again(h)
	read, err := history.Read(bytes.NewReader(h.AppendLines(nil)), m)
	if err != nil || read.Len() != many {
		t.Fatal(read, err)
	}
	again(read)
	merged, err := history.Merge(h, read)
	if err != nil {
		t.Fatal(err)
	}
	one := newID(t, start, r)
	for _, h := range []*hist{merged, h, read} {
		if err := add(h, one); err != nil {
			t.Error(err)
		}
		again(h)
	}
	after := newID(t, start.Add(time.Millisecond), r)
	if err := add(h, after); err != nil {
		t.Error(err)
	}
	if err := add(h, after); !errors.Is(err, history.CodeID) {
		t.Error(err)
	}
	again(h)
}

func TestNewID(t *testing.T) {
	at := time.UnixMilli(0x017F22E279B0).UTC() // the time of the example of RFC 9562, A.6
	id, err := history.NewID(at, bytes.NewReader([]byte{0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f}))
	if err != nil || id.String() != "017f22e2-79b0-7cc3-98c4-dc0c0c07398f" || id.Version() != 7 || id.Variant() != uuid.RFC4122 {
		t.Error(id, err)
	}
	if _, err := history.NewID(at, strings.NewReader("short")); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error(err)
	}
	if _, err := history.NewID(time.Time{}, strings.NewReader("0123456789")); !errors.Is(err, history.CodeTime) {
		t.Error(err)
	}
}

func TestNew(t *testing.T) {
	m := door(t)
	for _, s := range []string{"", " ", "a b", "é", "-a", "a-", `a"b`, "a/b", strings.Repeat("a", 65)} {
		if _, err := history.New(m, s); !errors.Is(err, history.CodeSubject) {
			t.Errorf("%q: %v", s, err)
		}
	}
	if _, err := history.New(new(machine), "a"); !errors.Is(err, history.CodeMachine) {
		t.Error(err)
	}
	// The beginning depends on everything in it, and on where fields end.
	seen := map[history.Digest]string{}
	for _, c := range [][3]string{{"door", "1", "a"}, {"door", "1", "b"}, {"door", "2", "a"}, {"doo", "r1", "a"}, {"door", "1a", "a"}, {"door1", "a", "a"}} {
		h := newHistory(t, door(t, func(s *lifecycle.Spec[state, event]) { s.Name, s.Version = c[0], c[1] }), c[2])
		if seen[h.Head()] != "" {
			t.Error(c, seen[h.Head()])
		}
		seen[h.Head()] = c[2]
		if h.State() != 0 || h.Len() != 0 || h.Verify(h.Head(), 0) != nil {
			t.Error(c)
		}
	}
}

func TestVerify(t *testing.T) {
	h := sample(t, 4, 5)
	heads := []history.Digest{newHistory(t, h.Machine(), h.Subject()).Head()}
	for _, e := range h.Events() {
		heads = append(heads, e.Digest)
	}
	for n, head := range heads {
		if err := h.Verify(head, n); err != nil {
			t.Error(n, err)
		}
		if err := h.Verify(head, (n+1)%len(heads)); !errors.Is(err, history.CodeHead) {
			t.Error(n, err)
		}
		if err := h.Verify(head, len(heads)+n); !errors.Is(err, history.CodeCut) {
			t.Error(n, err)
		}
	}
	if err := h.Verify(h.Head(), -1); !errors.Is(err, history.CodeCut) {
		t.Error(err)
	}
}

func TestMerge(t *testing.T) {
	m := door(t)
	r := rand.New(rand.NewSource(2))
	branch := func(h *hist, at time.Time, facts lifecycle.Facts) *hist {
		t.Helper()
		out, err := history.Read(bytes.NewReader(h.AppendLines(nil)), m)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := out.Append(newID(t, at, r), at, lifecycle.Direction, turn, facts); err != nil {
			t.Fatal(err)
		}
		return out
	}
	empty := newHistory(t, m, "s")
	one := newHistory(t, m, "s")
	if _, err := one.Append(newID(t, start, r), start, lifecycle.Direction, build, 0); err != nil {
		t.Fatal(err)
	}
	two := branch(one, start, lifecycle.Holding(key))
	fork := branch(one, start, lifecycle.Holding(key, light))
	three := branch(two, start.Add(time.Hour), 0)
	elsewhere := newHistory(t, m, "other")
	newer := newHistory(t, door(t, func(s *lifecycle.Spec[state, event]) { s.Version = "2" }), "s")
	window := newHistory(t, door(t, func(s *lifecycle.Spec[state, event]) { s.Name = "window" }), "s")
	strictM, err := m.Under(lifecycle.Policy{Weakest: rule.Sourced})
	if err != nil {
		t.Fatal(err)
	}
	strict := newHistory(t, strictM, "s")
	for _, c := range []struct {
		name string
		a, b *hist
		want *hist
		code rule.Code
	}{
		{"empty", empty, empty, empty, ""},
		{"the same", two, two, two, ""},
		{"a continues", three, one, three, ""},
		{"b continues", one, three, three, ""},
		{"all of b", empty, three, three, ""},
		{"fork", two, fork, nil, history.CodeConflict},
		{"fork later", three, fork, nil, history.CodeConflict},
		{"other subject", one, elsewhere, nil, history.CodeSubject},
		{"other version", one, newer, nil, history.CodeVersion},
		{"other machine", one, window, nil, history.CodeMachine},
		{"a stricter machine", strict, three, nil, history.CodeRefused},
		{"a stricter machine that takes it", strict, two, two, ""},
	} {
		got, err := history.Merge(c.a, c.b)
		if c.code != "" {
			if got != nil || !errors.Is(err, c.code) {
				t.Errorf("%s: %v", c.name, err)
			}
		} else if err != nil || !same(got, c.want) || got == c.a || got == c.b || got.Machine() != c.a.Machine() {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	_, err = history.Merge(three, fork)
	x, ok := errors.AsType[*history.Conflict[state, event]](err)
	if !ok || x.Index != 2 || x.A.Facts != lifecycle.Holding(key) || x.B.Facts != lifecycle.Holding(key, light) || x.Error() == "" {
		t.Error(err)
	}
	if f, ok := rule.AsFault(err); !ok || f != x.Fault() {
		t.Error(f)
	}
	// The result is its own.
	got, _ := history.Merge(one, two)
	before := two.Head()
	if _, err := got.Append(newID(t, start, r), start, lifecycle.Direction, turn, 0); err != nil || two.Head() != before || two.Len() != 2 || one.Len() != 1 {
		t.Error(err)
	}
}

// TestMergeShares appends to a history and to what came of it.
func TestMergeShares(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	for n := 1; n < 12; n++ {
		h := sample(t, 7, n)
		if h.State() == walled {
			t.Fatal("nothing can follow")
		}
		got, err := history.Merge(h, h)
		if err != nil {
			t.Fatal(err)
		}
		at := start.Add(time.Hour)
		for _, x := range []*hist{h, got} {
			if _, err := x.Append(newID(t, at, r), at, lifecycle.Direction, turn, lifecycle.Holding(key)); err != nil {
				t.Fatal(err)
			}
		}
		if h.Head() == got.Head() {
			t.Fatalf("%d events: one was written over the other", n)
		}
	}
}

// TestMaxEvents: a history that goes on beyond the limit is refused at the event
// that is one too many.
func TestMaxEvents(t *testing.T) {
	h := sample(t, 4, 5)
	text, n := h.AppendLines(nil), h.Len()
	for most, line := range map[int]int{n - 1: n + 1, n: 0, n + 1: 0, 0: 0, 1: 3} {
		got, err := history.ReadWith(bytes.NewReader(text), h.Machine(), history.ReadOptions{MaxEvents: most})
		if line == 0 {
			if err != nil || !same(got, h) {
				t.Errorf("%d: %v", most, err)
			}
			continue
		}
		e, ok := errors.AsType[*history.Error](err)
		if !ok || e.Code() != history.CodeTooMany || e.Line() != line || got != nil {
			t.Errorf("%d: %v", most, err)
		}
	}
}

func TestDigest(t *testing.T) {
	d := sample(t, 1, 1).Head()
	b, err := d.MarshalText()
	var back history.Digest
	if err != nil || back.UnmarshalText(b) != nil || back != d || string(b) != d.String() || len(b) != 64 {
		t.Error(back, err)
	}
	for _, s := range []string{"", "00", strings.Repeat("AA", 32), strings.Repeat("zz", 32), strings.Repeat("a", 65)} {
		back = d
		if err := back.UnmarshalText([]byte(s)); err == nil || back != (history.Digest{}) {
			t.Error(s, err)
		}
	}
}

func TestRules(t *testing.T) {
	list := history.Rules()
	list[0].Code = ""
	for _, r := range history.Rules() {
		if !strings.HasPrefix(string(r.Code), "HIS-") || r.Area != rule.AreaLifecycle || r.Evidence == 0 {
			t.Errorf("%+v", r)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, n := range []int{0, 1, 3} {
		f.Add(sample(f, 3, n).AppendLines(nil))
	}
	f.Add(begun(f, 3).AppendLines(nil))
	f.Add([]byte("{}\n"))
	m := door(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		h, err := history.Read(bytes.NewReader(text), m)
		if err != nil {
			if h != nil {
				t.Error("a history and an error")
			}
			return
		}
		if got := h.AppendLines(nil); !bytes.Equal(got, text) {
			t.Errorf("%q is written as %q", text, got)
		}
		again, err := history.NewFrom(m, h.Subject(), h.StateAt(time.Time{}))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range h.Events() {
			if _, err := again.Append(e.ID, e.At, e.By, e.On, e.Facts); err != nil {
				t.Fatal(err)
			}
		}
		if !same(h, again) {
			t.Errorf("%q is not what its events make", text)
		}
		_, err = history.ReadWith(bytes.NewReader(text), m, history.ReadOptions{MaxEvents: 2})
		if (err != nil) != (h.Len() > 2) || err != nil && !errors.Is(err, history.CodeTooMany) {
			t.Errorf("%d events under a limit of 2: %v", h.Len(), err)
		}
	})
}

func BenchmarkAppend(b *testing.B) {
	r := rand.New(rand.NewSource(1))
	h := newHistory(b, door(b), "x")
	if _, err := h.Append(newID(b, start, r), start, lifecycle.Direction, build, 0); err != nil {
		b.Fatal(err)
	}
	at := start
	b.ReportAllocs()
	for b.Loop() {
		at = at.Add(time.Millisecond)
		id, _ := history.NewID(at, r)
		if _, err := h.Append(id, at, lifecycle.Direction, turn, lifecycle.Holding(key)); err != nil {
			b.Fatal(err)
		}
	}
}

// plainEvent is a line of a chain as one writes it by hand: encoding/json, and
// the digest of the line before.
type plainEvent struct {
	ID, At, By, On, From, To string
	Facts                    []string
	Before                   []byte
}

func BenchmarkBaselineAppend(b *testing.B) {
	r := rand.New(rand.NewSource(1))
	var chain []plainEvent
	var last [sha256.Size]byte
	at := start
	b.ReportAllocs()
	for b.Loop() {
		at = at.Add(time.Millisecond)
		id, _ := history.NewID(at, r)
		e := plainEvent{id.String(), at.Format(time.RFC3339Nano), "direction", "turn", "ajar", "closed", []string{"key"}, last[:]}
		line, err := json.Marshal(e)
		if err != nil {
			b.Fatal(err)
		}
		last = sha256.Sum256(line)
		chain = append(chain, e)
	}
	if len(chain) != b.N {
		b.Fatal(len(chain))
	}
}

func BenchmarkRead(b *testing.B) {
	text := sample(b, 11, 8).AppendLines(nil)
	m := door(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := history.Read(bytes.NewReader(text), m); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBaselineRead reads the same lines with encoding/json and takes a
// digest of each; no move is checked.
func BenchmarkBaselineRead(b *testing.B) {
	text := sample(b, 11, 8).AppendLines(nil)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for line := range bytes.Lines(text) {
			var v map[string]any
			if err := json.Unmarshal(line, &v); err != nil {
				b.Fatal(err)
			}
			_ = sha256.Sum256(line)
		}
	}
}

// TestHistoryOfNothing: the zero value says that it is one.
func TestHistoryOfNothing(t *testing.T) {
	if got := (history.History[state, event]{}).String(); got != "History(not stated)" {
		t.Error(got)
	}
}
