package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
	"github.com/rppsplus/rppsplus/situation/lifecycle/history"
)

// historyFile is a sealed history of a fictitious situation.
const historyFile = "testdata/history.jsonl"

// TestHistoryFile makes the file of the story of the situation: the events that
// were not refused.
func TestHistoryFile(t *testing.T) {
	text, err := stories.ReadFile("stories/situation.json")
	if err != nil {
		t.Fatal(err)
	}
	var story struct {
		Events []struct {
			At, Actor, Event string
			Facts            []string
		}
	}
	if err := json.Unmarshal(text, &story); err != nil {
		t.Fatal(err)
	}
	m := situation.Cycle()
	h, err := history.New(m, "situation-0042")
	if err != nil {
		t.Fatal(err)
	}
	random := rand.NewChaCha8([32]byte{4, 2})
	for _, e := range story.Events {
		day, err := time.Parse(time.DateOnly, e.At)
		if err != nil {
			t.Fatal(err)
		}
		at := day.Add(9 * time.Hour)
		id, err1 := history.NewID(at, random)
		by, err2 := lifecycle.ParseActor(e.Actor)
		on, err3 := m.ParseEvent(e.Event)
		facts, err4 := m.ParseFacts(e.Facts...)
		for _, err := range []error{err1, err2, err3, err4} {
			if err != nil {
				t.Fatal(err)
			}
		}
		_, _ = h.Append(id, at, by, on, facts) // a refusal leaves no trace
	}
	if h.Len() != 5 || h.State() != situation.Closed {
		t.Fatalf("%d events, %v", h.Len(), h.State())
	}
	golden.File(t, historyFile, string(h.AppendLines(nil)))
}

func sealed(t testing.TB) []byte {
	t.Helper()
	b, err := os.ReadFile(historyFile)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestHistory(t *testing.T) {
	h, err := history.Read(bytes.NewReader(sealed(t)), situation.Cycle())
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{}, {"-machine", "situation"}} {
		code, out, _ := call(t, string(sealed(t)), append(args, "-replay", "-", "-format", "json")...)
		a := decode(t, out)
		if code != 0 || a.Kind != "history" || a.Machine != "situation" || a.Subject != "situation-0042" || a.State != "closed" ||
			!a.Seal.Holds || a.Seal.Count != 5 || a.Seal.Head != h.Head().String() || len(a.Events) != 5 || a.Made != 5 {
			t.Errorf("code %d, %+v", code, a)
		}
		for n, e := range h.Events() {
			got := a.Events[n-1]
			if got.Move != e.Move || got.N != n || got.Line != n+1 || got.By != e.By.String() || !got.Accepted || len(got.Facts) != e.Facts.Len() {
				t.Errorf("%+v", got)
			}
		}
	}
	// The history of another machine than the one named.
	code, out, _ := call(t, string(sealed(t)), "-machine", "exit", "-replay", "-", "-format", "json")
	if a := decode(t, out); code != 1 || a.Seal.Line != 1 || a.Seal.Code != "HIS-MACHINE" || len(a.Events) != 0 {
		t.Errorf("code %d, %+v", code, a)
	}
	// A history without events.
	empty, _ := history.New(situation.Cycle(), "situation-0043")
	code, out, _ = call(t, string(empty.AppendLines(nil)), "-replay", "-")
	if code != 0 || !strings.Contains(out, "Le sceau tient : 0 événement, empreinte ") || !strings.Contains(out, "rien n'a commencé") {
		t.Errorf("code %d, %s", code, out)
	}
}

// TestHistoryFrom: the history of a situation that was there before is told from the state
// in which it begins.
func TestHistoryFrom(t *testing.T) {
	h, err := history.NewFrom(situation.Cycle(), "situation-0044", situation.EndScheduled)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC)
	id, err := history.NewID(at, rand.NewChaCha8([32]byte{}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Append(id, at, lifecycle.Clock, situation.EventDayAfterEnd, lifecycle.Holding(situation.GuardDatesInOrder, situation.GuardEndPassed)); err != nil {
		t.Fatal(err)
	}
	code, out, _ := call(t, string(h.AppendLines(nil)), "-replay", "-", "-format", "json")
	if a := decode(t, out); code != 0 || len(a.Events) != 1 || a.Events[0].From != "endScheduled" || a.State != "closed" {
		t.Errorf("code %d, %+v", code, a)
	}
	_, out, _ = call(t, string(h.AppendLines(nil)), "-replay", "-")
	if !strings.Contains(out, "en cours, fin fixée → fermée") {
		t.Error(out)
	}
}

// TestAltered changes every byte, one at a time: each change is found at its
// line, and what comes before that line is replayed.
func TestAltered(t *testing.T) {
	good := sealed(t)
	for i := range good {
		line := 1 + bytes.Count(good[:i], []byte("\n"))
		bad := bytes.Clone(good)
		bad[i] ^= 1
		code, out, errs := call(t, string(bad), "-replay", "-", "-format", "json")
		if code != 1 {
			t.Fatalf("byte %d, line %d: code %d, %s", i, line, code, errs)
		}
		a := decode(t, out)
		before := min(max(0, line-2), 5)
		if a.Seal.Holds || a.Seal.Line != line || !strings.HasPrefix(a.Seal.Code, "HIS-") || a.Seal.Message == "" ||
			len(a.Events) != before || a.Seal.Count != before {
			t.Fatalf("byte %d, line %d: %+v", i, line, a)
		}
	}
}

func TestBroken(t *testing.T) {
	lines := strings.SplitAfter(string(sealed(t)), "\n")
	lines = lines[:len(lines)-1]
	join := func(parts ...[]string) string {
		var b strings.Builder
		for _, p := range parts {
			b.WriteString(strings.Join(p, ""))
		}
		return b.String()
	}
	swapped := join(lines[:2], lines[3:4], lines[2:3], lines[4:])
	for name, tt := range map[string]struct {
		in     string
		line   int
		code   string
		before int
	}{
		"a line removed":   {join(lines[:3], lines[4:]), 4, "HIS-ORDER", 2},
		"a line doubled":   {join(lines[:4], lines[3:]), 5, "HIS-ORDER", 3},
		"lines swapped":    {swapped, 3, "HIS-ORDER", 1},
		"no seal":          {join(lines[:6]), 7, "HIS-CUT", 5},
		"the end cut":      {join(lines[:4]), 5, "HIS-CUT", 3},
		"cut, seal kept":   {join(lines[:4], lines[6:]), 5, "HIS-CUT", 3},
		"cut in a line":    {join(lines[:4]) + lines[4][:40], 5, "HIS-CUT", 3},
		"text after":       {join(lines) + "{}\n", 8, "HIS-TRAILING", 5},
		"another actor":    {strings.Replace(join(lines), `"by":"representantLegal"`, `"by":"mandataire"`, 1), 5, "HIS-ALTERED", 3},
		"a fact less":      {strings.Replace(join(lines), `"noRequest",`, ``, 1), 2, "HIS-ALTERED", 0},
		"another subject":  {strings.Replace(join(lines), `situation-0042`, `situation-0043`, 1), 1, "HIS-ALTERED", 0},
		"another version":  {strings.Replace(join(lines), `"version":"2026-11"`, `"version":"2026-12"`, 1), 1, "HIS-VERSION", 0},
		"another machine":  {strings.Replace(join(lines), `"machine":"situation"`, `"machine":"hr.exit"`, 1), 1, "HIS-ALTERED", 0},
		"no such machine":  {strings.Replace(join(lines), `"machine":"situation"`, `"machine":"door"`, 1), 1, "HIS-MACHINE", 0},
		"no header":        {join(lines[1:]), 1, "HIS-FORMAT", 0},
		"the seal alone":   {lines[6], 1, "HIS-FORMAT", 0},
		"CRLF":             {strings.ReplaceAll(join(lines), "\n", "\r\n"), 1, "HIS-ALTERED", 0},
		"a blank line":     {join(lines[:3]) + "\n" + join(lines[3:]), 4, "HIS-ALTERED", 2},
		"another head":     {join(lines[:6]) + `{"count":5,"head":"00"}` + "\n", 7, "HIS-ALTERED", 5},
		"header, no event": {lines[0], 2, "HIS-CUT", 0},
	} {
		code, out, errs := call(t, tt.in, "-replay", "-", "-format", "json")
		if code != 1 {
			t.Errorf("%s: code %d, %s", name, code, errs)
			continue
		}
		a := decode(t, out)
		if a.Seal.Holds || a.Seal.Line != tt.line || a.Seal.Code != tt.code || len(a.Events) != tt.before || a.Made != tt.before {
			t.Errorf("%s: %d events, %+v", name, len(a.Events), *a.Seal)
		}
		code, text, _ := call(t, tt.in, "-replay", "-", "-lang", "en")
		if want := fmt.Sprintf("The seal does not hold: line %d, ", tt.line); code != 1 || !strings.Contains(text, want) || !strings.Contains(text, tt.code) {
			t.Errorf("%s: code %d, %s", name, code, text)
		}
	}
}
