package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/evolution"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// maxTable is the size of the largest file of a staff or of columns.
const maxTable = 64 << 20

// line is a line of a table, its fields in the order of the names asked for.
type line struct {
	number int
	fields []string
}

// readTable reads the lines below a header that has these names and no other, in any
// order, in UTF-8.
func readTable(path string, names ...string) ([]line, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxTable+1))
	if err != nil {
		return nil, err
	}
	if len(b) > maxTable {
		return nil, fmt.Errorf("more than %d bytes", maxTable)
	}
	if b = bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF")); !utf8.Valid(b) {
		return nil, errors.New("not UTF-8: save it as CSV UTF-8")
	}
	r := csv.NewReader(bytes.NewReader(b))
	r.FieldsPerRecord = len(names)
	if head, _, _ := bytes.Cut(b, []byte("\n")); bytes.IndexByte(head, ';') >= 0 {
		r.Comma = ';'
	}
	place := make([]int, len(names))
	var out []line
	for n := 0; ; n++ {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		for i := range fields {
			fields[i] = strings.TrimSpace(fields[i])
		}
		if n == 0 {
			for i, name := range names {
				if place[i] = slices.IndexFunc(fields, func(f string) bool { return strings.EqualFold(f, name) }); place[i] < 0 {
					return nil, fmt.Errorf("no column %q", name)
				}
			}
			continue
		}
		l := line{fields: make([]string, len(names))}
		l.number, _ = r.FieldPos(0)
		for i, p := range place {
			l.fields[i] = fields[p]
		}
		out = append(out, l)
	}
	if out == nil {
		return nil, errors.New("no line")
	}
	return out, nil
}

// codes reads codes. One that no list knows is an error: its holders would be told
// untouched.
func codes[T any](l line, name string, texts []string, parse func(string) (T, error)) ([]T, error) {
	var out []T
	for _, code := range texts {
		v, err := parse(code)
		if err != nil {
			return nil, fmt.Errorf("line %d: %s: a code that no list knows", l.number, name)
		}
		out = append(out, v)
	}
	return out, nil
}

// readStaff reads lines of the columns clé, profession, catégorie, métier and rôle.
// The key is the caller's own; nothing else of a person is read.
func readStaff(path string, p habilitation.Policy, day civil.Date) ([]evolution.Member, error) {
	lines, err := readTable(path, "clé", "profession", "catégorie", "métier", "rôle")
	if err != nil {
		return nil, err
	}
	var out []evolution.Member
	for _, l := range lines {
		f := l.fields
		one := func(i int) []string { return slices.DeleteFunc([]string{f[i]}, func(s string) bool { return s == "" }) }
		_, e1 := codes(l, "profession", one(1), roles.ParseProfession)
		_, e2 := codes(l, "catégorie", one(2), roles.ParseCategory)
		_, e3 := codes(l, "métier", one(3), roles.ParseProfession)
		_, e4 := codes(l, "rôle", one(4), roles.ParseRole)
		if err := errors.Join(e1, e2, e3, e4); err != nil {
			return nil, err
		}
		out = append(out, evolution.Member{Key: f[0], Subject: p.SubjectOfCodes(habilitation.ParseCodes(f[1], f[2], f[3], f[4]), day)})
	}
	return out, nil
}

// readColumns reads columns in the form of the data files of package habilitation.
func readColumns(path string) ([]habilitation.Column, error) {
	lines, err := readTable(path, "clé", "intitulé", "libellé", "codes imprimés", "professions", "internes", "métiers", "rôles", "sauf médecin du travail")
	if err != nil {
		return nil, err
	}
	var out []habilitation.Column
	for _, l := range lines {
		f := l.fields
		c := habilitation.Column{Key: f[0], Heading: f[1], Label: f[2], Printed: f[3], ExcludesOccupational: f[8] == "oui"}
		var e1, e2, e3, e4 error
		c.Professions, e1 = codes(l, "professions", strings.Fields(f[4]), roles.ParseProfession)
		c.Interns, e2 = codes(l, "internes", strings.Fields(f[5]), roles.ParseProfession)
		c.Functions, e3 = codes(l, "métiers", strings.Fields(f[6]), roles.ParseProfession)
		c.Roles, e4 = codes(l, "rôles", strings.Fields(f[7]), roles.ParseRole)
		if err := errors.Join(e1, e2, e3, e4); err != nil {
			return nil, err
		}
		switch {
		case c.Key == "" || slices.ContainsFunc(out, func(o habilitation.Column) bool { return o.Key == c.Key }):
			return nil, fmt.Errorf("line %d: clé: empty, or twice", l.number)
		case len(c.Professions)+len(c.Interns)+len(c.Functions)+len(c.Roles) == 0:
			return nil, fmt.Errorf("line %d: the column names nobody", l.number)
		case f[8] != "" && !c.ExcludesOccupational:
			return nil, fmt.Errorf("line %d: sauf médecin du travail: oui or empty", l.number)
		}
		out = append(out, c)
	}
	return out, nil
}
