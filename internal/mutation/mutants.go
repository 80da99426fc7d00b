package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"go/scanner"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A status is how a mutant ended.
type status string

const (
	killed     status = "killed"
	lived      status = "lived"
	timedOut   status = "timed out"
	notViable  status = "not viable" // it does not compile
	notStarted status = ""
)

// A mutant is one operator of the source replaced by another.
type mutant struct {
	file       string // name in the folder of the package
	line       int
	column     int // in bytes, from 1
	mutator    string
	covered    bool   // gremlins saw the line covered
	source     string // the line, without the blanks around it
	occurrence int    // which of the operators of the line that the mutator can change, from 1
	text       []byte // the file with the mutant in it
	number     int    // in the package that holds its mutants, from 1; 0 when it must be compiled alone
	status     status
}

// mutators says what each replaces by what. The names are those of gremlins;
// the two of loops are not among them, for a loop that does not end costs most.
var mutators = map[string]map[token.Token]token.Token{
	"ARITHMETIC_BASE": {
		token.ADD: token.SUB, token.SUB: token.ADD, token.MUL: token.QUO, token.QUO: token.MUL, token.REM: token.MUL,
	},
	"CONDITIONALS_BOUNDARY": {
		token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR,
	},
	"CONDITIONALS_NEGATION": {
		token.EQL: token.NEQ, token.NEQ: token.EQL, token.LSS: token.GEQ, token.GEQ: token.LSS, token.GTR: token.LEQ, token.LEQ: token.GTR,
	},
	"INCREMENT_DECREMENT": {token.INC: token.DEC, token.DEC: token.INC},
	"INVERT_NEGATIVES":    {token.SUB: token.ADD},
	"INVERT_LOGICAL":      {token.LAND: token.LOR, token.LOR: token.LAND},
}

// listing is what gremlins writes.
type listing struct {
	Files []struct {
		Name      string `json:"file_name"`
		Mutations []struct {
			Type   string `json:"type"`
			Status string `json:"status"`
			Line   int    `json:"line"`
			Column int    `json:"column"`
		} `json:"mutations"`
	} `json:"files"`
}

// readListing reads the mutants of the package in dir, in the order of the
// source. Those of packages below it are passed over.
func readListing(path, dir string) ([]mutant, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var l listing
	if err := json.Unmarshal(data, &l); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var out []mutant
	for _, f := range l.Files {
		if strings.Contains(f.Name, "/") {
			continue
		}
		source, err := os.ReadFile(filepath.Join(dir, f.Name))
		if err != nil {
			return nil, err
		}
		lines := bytes.Split(source, []byte("\n"))
		operators := operatorsOf(source)
		for _, m := range f.Mutations {
			if m.Line < 1 || m.Line > len(lines) {
				return nil, fmt.Errorf("%s: %s has no line %d", path, f.Name, m.Line)
			}
			x := mutant{file: f.Name, line: m.Line, column: m.Column, mutator: m.Type, source: string(bytes.TrimSpace(lines[m.Line-1]))}
			switch m.Status {
			case "RUNNABLE":
				x.covered = true
			case "NOT COVERED":
			default:
				return nil, fmt.Errorf("%s: status %q: not the listing of a dry run", path, m.Status)
			}
			if x.text, err = mutate(source, operators, x); err != nil {
				return nil, fmt.Errorf("%s:%d:%d: %w", f.Name, m.Line, m.Column, err)
			}
			out = append(out, x)
		}
	}
	slices.SortFunc(out, func(a, b mutant) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.line, b.line), cmp.Compare(a.mutator, b.mutator), cmp.Compare(a.column, b.column))
	})
	for i := range out {
		out[i].occurrence = 1
		if i > 0 {
			if p := out[i-1]; p.file == out[i].file && p.line == out[i].line && p.mutator == out[i].mutator {
				out[i].occurrence = p.occurrence + 1
			}
		}
	}
	return out, nil
}

// place is a line and a column, from 1.
type place struct{ line, column int }

type operator struct {
	token  token.Token
	offset int
}

// operatorsOf returns the operators of a source by their places.
func operatorsOf(source []byte) map[place]operator {
	out := map[place]operator{}
	set := token.NewFileSet()
	file := set.AddFile("", set.Base(), len(source))
	var s scanner.Scanner
	s.Init(file, source, nil, 0)
	for {
		pos, tok, _ := s.Scan()
		if tok == token.EOF {
			return out
		}
		if tok.IsOperator() {
			p := file.PositionFor(pos, false)
			out[place{p.Line, p.Column}] = operator{tok, p.Offset}
		}
	}
}

// mutate returns the source with the mutant in it.
func mutate(source []byte, operators map[place]operator, m mutant) ([]byte, error) {
	replace, known := mutators[m.mutator]
	if !known {
		return nil, fmt.Errorf("mutator %s is not known here", m.mutator)
	}
	o, found := operators[place{m.line, m.column}]
	by, can := replace[o.token]
	if !found || !can {
		return nil, fmt.Errorf("%s finds no operator: the listing is of another source", m.mutator)
	}
	return slices.Concat(source[:o.offset], []byte(by.String()), source[o.offset+len(o.token.String()):]), nil
}
