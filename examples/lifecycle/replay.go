package main

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/examples/internal/cli"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
	"github.com/rppsplus/rppsplus/situation/lifecycle/history"
)

// stories has a fictitious script for each machine.
//
//go:embed stories/*.json
var stories embed.FS

const (
	kindScript  = "script"
	kindHistory = "history"
)

// maxSize is the size of the largest file that is replayed.
const maxSize = 16 << 20

// record is what a replay showed. Its JSON form is scripted, so its members
// stay.
type record struct {
	Machine string `json:"machine"`
	Version string `json:"version"`
	// Kind is script or history.
	Kind    string `json:"kind"`
	Title   string `json:"title,omitempty"`   // of a script
	Subject string `json:"subject,omitempty"` // of a history
	Events  []step `json:"events"`
	Made    int    `json:"made"`
	Refused int    `json:"refused"`
	// State is the code of the state reached, empty before the beginning.
	State string `json:"state"`
	Seal  *seal  `json:"seal,omitempty"` // of a history

	title, state string
}

func (r *record) add(p step) {
	if p.Accepted {
		r.Made++
	} else {
		r.Refused++
	}
	r.Events = append(r.Events, p)
}

// step is an event of a replay. What is unexported is the same in words.
type step struct {
	N        int             `json:"n"`
	Line     int             `json:"line"`
	At       string          `json:"at"`
	By       string          `json:"by"` // empty when unknown
	On       string          `json:"on"` // empty when unknown
	Facts    []string        `json:"facts"`
	Note     string          `json:"note,omitempty"`
	Accepted bool            `json:"accepted"`
	From     string          `json:"from"`
	To       string          `json:"to"` // From when it was refused
	Move     string          `json:"move,omitempty"`
	Evidence rule.Evidence   `json:"evidence,omitzero"`
	Source   string          `json:"source,omitempty"`
	Then     []string        `json:"then,omitempty"`
	Refusal  json.RawMessage `json:"refusal,omitempty"`
	// Unknown are the places of codes that the machine does not have.
	Unknown []place `json:"unknown,omitempty"`

	actor, event, from, to string
	effects                []string
	refusal                *refusal
	unknown                []unknown
}

// place is a place in a script.
type place struct {
	Line int    `json:"line"`
	Path string `json:"path"`
}

// refusal is a refusal in words.
type refusal struct {
	code      rule.Code
	message   string
	missing   [][]string // codes, one list for each move
	source    string
	evidence  rule.Evidence
	known     bool // the question is one of this machine
	actors    []string
	permitted []string
	otherwise []string
}

// seal says whether the seal of a history holds, and otherwise where it breaks.
type seal struct {
	Holds bool `json:"holds"`
	// Count and Head are to be kept elsewhere, for History.Verify.
	Count int    `json:"count"`
	Head  string `json:"head,omitempty"`

	Line    int       `json:"line,omitempty"`
	Code    rule.Code `json:"code,omitempty"`
	Path    string    `json:"path,omitempty"`
	Message string    `json:"message,omitempty"`
}

// replay replays the file and returns the exit code.
func replay(o options, stdin io.Reader, out *bytes.Buffer) (int, error) {
	data, err := load(o, stdin)
	if err != nil {
		return 0, err
	}
	r, err := replayed(o, data)
	if err != nil {
		return 0, err
	}
	if o.format == formatJSON {
		if err := cli.JSON(out, r, ""); err != nil {
			return 0, err
		}
	} else {
		printRecord(out, &r, o.lang)
	}
	if r.Refused > 0 || r.Seal != nil && !r.Seal.Holds {
		return 1, nil
	}
	return 0, nil
}

// load returns the content of the file.
func load(o options, stdin io.Reader) ([]byte, error) {
	in := stdin
	switch o.replay {
	case exampleName:
		return stories.ReadFile("stories/" + find(o.machine).flag + ".json")
	case "-":
	default:
		f, err := os.Open(o.replay)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		if info, err := f.Stat(); err == nil && info.IsDir() {
			return nil, &fs.PathError{Op: "read", Path: o.replay, Err: errors.New("is a directory")}
		}
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, maxSize+1))
	if err == nil && len(data) > maxSize {
		err = fmt.Errorf("-replay: more than %d bytes", maxSize)
	}
	return data, err
}

func replayed(o options, data []byte) (record, error) {
	var named *entry
	if o.machine != "" {
		named = find(o.machine)
	}
	if isHistory(data) {
		return replayHistory(o, named, data)
	}
	s, err := parseScript(data)
	if err != nil {
		return record{}, err
	}
	if named != nil && s.machine != named {
		return record{}, fmt.Errorf("-machine %s: %s", o.machine,
			cli.Word(o.lang, "le fichier rejoue le cycle "+s.machine.flag, "the file replays the cycle "+s.machine.flag))
	}
	m, err := s.machine.get().under(o.policy)
	if err != nil {
		return record{}, err
	}
	return m.play(s, o.lang), nil
}

// isHistory reports whether a file is meant as a sealed history. There are
// several signs, so that one that was altered is told as such.
func isHistory(data []byte) bool {
	text := bytes.TrimRight(data, "\n")
	last := text[bytes.LastIndexByte(text, '\n')+1:]
	_, second, _ := bytes.Cut(text, []byte("\n"))
	return bytes.HasPrefix(data, []byte(`{"format":"rppsplus-history/`)) ||
		bytes.HasPrefix(last, []byte(`{"count":`)) ||
		bytes.HasPrefix(second, []byte(`{"n":1,"id":`))
}

// replayHistory reads a history by the machine that its header names, unless
// the flag names one.
func replayHistory(o options, named *entry, data []byte) (record, error) {
	if named == nil {
		var header struct {
			Machine string `json:"machine"`
		}
		first, _, _ := bytes.Cut(data, []byte("\n"))
		if json.Unmarshal(first, &header) == nil {
			named = find(header.Machine)
		}
	}
	if named == nil {
		// Any machine tells that the header is not one of its own.
		named = find("situation")
	}
	m, err := named.get().under(o.policy)
	if err != nil {
		return record{}, err
	}
	return m.read(bytes.NewReader(data), o.lang)
}

// readSealed reads a history. When its seal does not hold, the history that it
// returns is that of the lines before, sealed anew, or nil.
func readSealed[S, E ~uint8](data []byte, m *lifecycle.Machine[S, E], lang language.Tag) (*history.History[S, E], seal, error) {
	h, err := history.Read(bytes.NewReader(data), m)
	if err == nil {
		return h, seal{Holds: true, Count: h.Len(), Head: h.Head().String()}, nil
	}
	broken, ok := errors.AsType[*history.Error](err)
	if !ok {
		return nil, seal{}, err
	}
	s := seal{Line: broken.Line(), Code: broken.Code(), Path: broken.Fault().Path(), Message: broken.Message(lang)}
	h, err = history.Read(bytes.NewReader(before(data, s.Line)), m)
	if err != nil {
		return nil, s, nil
	}
	s.Count = h.Len()
	return h, s, nil
}

// before returns the lines of a history before a line, with a seal: number and
// digest of the last event.
func before(data []byte, line int) []byte {
	lines := strings.SplitAfter(string(data), "\n")
	lines = lines[:min(max(line-1, 0), len(lines))]
	if len(lines) == 0 {
		return nil
	}
	last := lines[len(lines)-1]
	text := strings.Join(lines, "")
	if strings.HasPrefix(last, `{"count":`) {
		return []byte(text)
	}
	_, head, _ := strings.Cut(last, `"digest":`)
	return []byte(text + fmt.Sprintf(`{"count":%d,"head":%s`, len(lines)-1, head))
}
