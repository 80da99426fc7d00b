package history_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/situation/lifecycle"
	"github.com/rppsplus/rppsplus/situation/lifecycle/history"
)

// randomness stands for crypto/rand.Reader, so that the output is always the
// same.
func randomness() *strings.Reader { return strings.NewReader(strings.Repeat("0123456789", 100)) }

func doors() *lifecycle.Machine[state, event] { return doorMachine.Get(table) }

var doorMachine lifecycle.Lazy[state, event]

func openedDoor() *history.History[state, event] {
	h, err := history.New(doors(), "request-42")
	if err != nil {
		panic(err)
	}
	random := randomness()
	for i, on := range []event{build, turn} {
		at := time.Date(2026, 11, 22, 10, i, 0, 0, time.UTC)
		id, err := history.NewID(at, random)
		if err != nil {
			panic(err)
		}
		if _, err := h.Append(id, at, lifecycle.Direction, on, lifecycle.Holding(key)); err != nil {
			panic(err)
		}
	}
	return h
}

func ExampleHistory() {
	h := openedDoor()
	for n, e := range h.Events() {
		fmt.Println(n, e.At.Format(time.TimeOnly), e.By, e.Move, doors().StateCode(e.To))
	}
	_, err := h.Append(newExampleID(), time.Date(2026, 11, 22, 11, 0, 0, 0, time.UTC), lifecycle.Direction, wall, 0)
	fmt.Println(err)
	fmt.Println(h.Len(), doors().StateCode(h.State()))
	// Output:
	// 1 10:00:00 direction D-1 closed
	// 2 10:01:00 direction D-2 ajar
	// LIF-GUARD: door.ajar.wall: The event is not possible. Not stated: never (never).
	// 2 ajar
}

func newExampleID() (id [16]byte) {
	id, _ = history.NewID(time.Date(2026, 11, 22, 11, 0, 0, 0, time.UTC), randomness())
	return id
}

func ExampleHistory_WriteTo() {
	h, _ := history.New(doors(), "request-42")
	if _, err := h.WriteTo(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {"format":"rppsplus-history/1","machine":"door","version":"1","subject":"request-42","digest":"1d0fbc1a09f88462f7850f2b0969884978f5c60155a32dc635b0a1e9250171fa"}
	// {"count":0,"head":"1d0fbc1a09f88462f7850f2b0969884978f5c60155a32dc635b0a1e9250171fa"}
}

func ExampleRead() {
	file := openedDoor().AppendLines(nil)
	h, err := history.Read(bytes.NewReader(file), doors())
	fmt.Println(h.Len(), err)

	// Somebody changes who opened the door.
	file = bytes.Replace(file, []byte(`"by":"direction","on":"turn"`), []byte(`"by":"equipeRH","on":"turn"`), 1)
	_, err = history.Read(bytes.NewReader(file), doors())
	fmt.Println(err)
	// Output:
	// 2 <nil>
	// HIS-ALTERED: line 3: events[1]: The line is not the one that was written.
}

func ExampleHistory_Verify() {
	h := openedDoor()
	head, n := h.Head(), h.Len() // to be kept elsewhere

	cut, _ := history.New(doors(), "request-42") // sealed, but without its events
	fmt.Println(h.Verify(head, n))
	fmt.Println(cut.Verify(head, n))
	// Output:
	// <nil>
	// HIS-CUT: events: Events or the closing line are missing at the end.
}

func ExampleNewFrom() {
	h, err := history.NewFrom(doors(), "door-8", closed)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(doors().StateCode(h.State()), h.Len())
	fmt.Print(strings.Split(string(h.AppendLines(nil)), `,"digest"`)[0], "\n")
	// Output:
	// closed 0
	// {"format":"rppsplus-history/1","machine":"door","version":"1","subject":"door-8","from":"closed"
}

func ExampleMerge() {
	long, short := openedDoor(), openedDoor()
	at := time.Date(2026, 11, 22, 11, 0, 0, 0, time.UTC)
	if _, err := long.Append(newExampleID(), at, lifecycle.EquipeRH, turn, 0); err != nil {
		fmt.Println(err)
	}
	merged, err := history.Merge(short, long)
	fmt.Println(merged.Len(), err)

	if _, err := short.Append(newExampleID(), at, lifecycle.Direction, turn, 0); err != nil {
		fmt.Println(err)
	}
	_, err = history.Merge(short, long)
	fmt.Println(err)
	fmt.Println(errors.Is(err, history.CodeConflict))
	// Output:
	// 3 <nil>
	// HIS-CONFLICT: events: The two histories diverge at event 3.
	// true
}

func ExampleNewID() {
	at := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	id, err := history.NewID(at, randomness())
	fmt.Println(id, err)
	// Output: 01a202b2-c500-7031-b233-343536373839 <nil>
}

// Two copies of one history went on apart: somebody must look.
func ExampleConflict() {
	a, b := openedDoor(), openedDoor()
	at := time.Date(2026, 11, 22, 11, 0, 0, 0, time.UTC)
	_, _ = a.Append(newExampleID(), at, lifecycle.EquipeRH, turn, 0)
	_, _ = b.Append(newExampleID(), at, lifecycle.Direction, turn, 0)
	_, err := history.Merge(a, b)
	if c, ok := errors.AsType[*history.Conflict[state, event]](err); ok {
		fmt.Println("event", c.Index, "by", c.A.By, "or by", c.B.By)
		fmt.Println(c.A.Digest == c.B.Digest)
	}
	// Output:
	// event 3 by equipeRH or by direction
	// false
}

// The error says which line, and nothing of what stands there.
func ExampleError() {
	file := openedDoor().AppendLines(nil)
	file = bytes.Replace(file, []byte("10:01:00"), []byte("10:02:00"), 1)
	_, err := history.Read(bytes.NewReader(file), doors())
	if e, ok := errors.AsType[*history.Error](err); ok {
		fmt.Println(e.Code(), "line", e.Line())
		fmt.Println(e.Message(language.French))
	}
	// Output:
	// HIS-ALTERED line 3
	// La ligne n'est pas celle qui a été écrite.
}

// A server that takes histories from others says how long one may be.
func ExampleReadWith() {
	file := openedDoor().AppendLines(nil)
	_, err := history.ReadWith(bytes.NewReader(file), doors(), history.ReadOptions{MaxEvents: 1})
	fmt.Println(errors.Is(err, history.CodeTooMany))
	// Output: true
}
