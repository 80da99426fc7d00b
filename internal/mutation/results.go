package main

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
)

// A result is what one run of a package gave.
type result struct {
	Package  string `json:"package"`
	Date     string `json:"date"`
	Go       string `json:"go"`
	Gremlins string `json:"gremlins"`
	Commit   string `json:"commit"`
	// Covered are the mutants that gremlins sees covered; Outside are the others,
	// which are run too.
	Covered   counts     `json:"covered"`
	Outside   counts     `json:"outside"`
	Survivors []survivor `json:"survivors"`
}

type counts struct {
	Killed    int `json:"killed"`
	Lived     int `json:"lived"`
	TimedOut  int `json:"timedOut"`
	NotViable int `json:"notViable"`
}

// A survivor is a mutant that no test saw.
type survivor struct {
	File       string `json:"file"`
	Line       int    `json:"line"`
	Mutator    string `json:"mutator"`
	Occurrence int    `json:"occurrence"`
	Source     string `json:"source"`
	Covered    bool   `json:"covered"`
}

func summarise(pkg string, mutants []mutant) result {
	r := result{Package: pkg, Survivors: []survivor{}}
	for _, m := range mutants {
		c := &r.Outside
		if m.covered {
			c = &r.Covered
		}
		switch m.status {
		case killed:
			c.Killed++
		case timedOut:
			c.TimedOut++
		case notViable:
			c.NotViable++
		case lived:
			c.Lived++
			r.Survivors = append(r.Survivors, m.survivor())
		}
	}
	return r
}

// survivor is the mutant as it is kept when it lives.
func (m *mutant) survivor() survivor {
	return survivor{m.file, m.line, m.mutator, m.occurrence, m.source, m.covered}
}

// efficacy is the part of the covered mutants that was killed, in percent; as
// in gremlins, those that timed out or do not compile are no part of it.
func (r result) efficacy() float64 { return percent(r.Covered.Killed, r.Covered.Lived) }

// String tells the counts.
func (r result) String() string {
	return fmt.Sprintf("%d killed, %d lived, %d timed out, %d do not compile (%.2f %%); not covered by gremlins' count: %d killed, %d lived, %d timed out, %d do not compile",
		r.Covered.Killed, r.Covered.Lived, r.Covered.TimedOut, r.Covered.NotViable, r.efficacy(),
		r.Outside.Killed, r.Outside.Lived, r.Outside.TimedOut, r.Outside.NotViable)
}

func percent(killed, lived int) float64 {
	if killed+lived == 0 {
		return 0
	}
	return 100 * float64(killed) / float64(killed+lived)
}

// has reports whether a mutant lived, wherever its line stands now.
func (r result) has(s survivor) bool {
	return slices.ContainsFunc(r.Survivors, func(x survivor) bool {
		x.Line, x.Covered = s.Line, s.Covered
		return x == s
	})
}

// after returns the result with what became of its survivors when they were run
// again. Those that are there no more, because the code is another, are no survivors.
func (r result) after(again result) result {
	covered := 0
	for _, s := range r.Survivors {
		if s.Covered {
			covered++
		}
	}
	r.Covered.Lived -= covered
	r.Outside.Lived -= len(r.Survivors) - covered
	r.Covered, r.Outside = r.Covered.plus(again.Covered), r.Outside.plus(again.Outside)
	r.Survivors = again.Survivors
	return r
}

// results are sorted by package.
type results []result

// with returns the results with r in the place of what was known of its
// package.
func (rs results) with(r result) results {
	out := slices.DeleteFunc(slices.Clone(rs), func(x result) bool { return x.Package == r.Package })
	out = append(out, r)
	slices.SortFunc(out, func(a, b result) int { return cmp.Compare(a.Package, b.Package) })
	return out
}

// of returns the result of a package, a zero one for none.
func (rs results) of(pkg string) result {
	for _, r := range rs {
		if r.Package == pkg {
			return r
		}
	}
	return result{Package: pkg}
}

// readResults reads the results that are kept; none is no error.
func readResults(path string) (results, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out results
	if err := json.Unmarshal(data, &out); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return out, nil
}

func writeResults(path string, rs results) error {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(rs); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(b.String()), 0o644)
}

// An explanation says why no test can see some survivors: those of a line of
// this text, wherever it stands in the file.
type explanation struct {
	pkg, file, mutator, source string
	occurrence                 int // 0 for every operator of the line
	reason                     string
}

var explanationColumns = []string{"package", "file", "mutator", "source", "occurrence", "reason"}

func readExplanations(path string) ([]explanation, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	out, err := parseExplanations(string(data))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return out, nil
}

func parseExplanations(text string) ([]explanation, error) {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 || !slices.Equal(rows[0], explanationColumns) {
		return nil, fmt.Errorf("the first line must be %s", strings.Join(explanationColumns, ","))
	}
	var out []explanation
	for i, row := range rows[1:] {
		e := explanation{pkg: row[0], file: row[1], mutator: row[2], source: row[3], reason: row[5]}
		if row[4] != "" {
			if e.occurrence, err = strconv.Atoi(row[4]); err != nil || e.occurrence < 1 {
				return nil, fmt.Errorf("row %d: occurrence is empty or a number from 1", i+1)
			}
		}
		if _, known := mutators[e.mutator]; !known || strings.TrimSpace(e.reason) == "" || e.source == "" {
			return nil, fmt.Errorf("row %d: a mutator of gremlins, a source line and a reason are wanted", i+1)
		}
		out = append(out, e)
	}
	return out, nil
}

func (e explanation) fits(pkg string, s survivor) bool {
	return e.pkg == pkg && e.file == s.File && e.mutator == s.Mutator && e.source == s.Source &&
		(e.occurrence == 0 || e.occurrence == s.Occurrence)
}

// used reports whether a result has a survivor that e explains.
func (e explanation) used(r result) bool {
	return slices.ContainsFunc(r.Survivors, func(s survivor) bool { return e.fits(r.Package, s) })
}

// explain returns the reason for a survivor, or "".
func explain(es []explanation, pkg string, s survivor) string {
	for _, e := range es {
		if e.fits(pkg, s) {
			return e.reason
		}
	}
	return ""
}
