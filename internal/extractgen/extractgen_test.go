package extractgen_test

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/internal/extractgen"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
)

func write(t *testing.T, w *extractgen.World, o extractgen.Options) (string, extractgen.Report) {
	t.Helper()
	var b bytes.Buffer
	report, err := w.Write(&b, o)
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), report
}

// The same seed makes the same bytes; another, others.
func TestSeed(t *testing.T) {
	o := extractgen.Options{Layout: extractgen.Activity56, Traps: extractgen.AllTraps}
	a, _ := write(t, extractgen.NewWorld(1, 500), o)
	b, _ := write(t, extractgen.NewWorld(1, 500), o)
	c, _ := write(t, extractgen.NewWorld(2, 500), o)
	if a != b || a == c {
		t.Error("a file does not follow from its seed")
	}
}

// Numbers are those that belong to nobody, with right keys; all six roles and
// every kind of structure occur; lines are sorted by person.
func TestWorld(t *testing.T) {
	w := extractgen.NewWorld(3, 5000)
	text, report := write(t, w, extractgen.Options{Layout: extractgen.Activity56})
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")[1:]
	if len(lines) != report.Lines || len(lines) < 5000 || report.Persons != w.Persons() {
		t.Errorf("%d lines, %+v", len(lines), report)
	}
	at := func(label string) int { return slices.Index(extractgen.Activity56.Labels(), label) }
	var ids []string
	seen := map[string]bool{}
	for _, l := range lines {
		f := strings.Split(l, "|")
		if len(f) != 57 {
			t.Fatalf("%d fields", len(f))
		}
		ids = append(ids, f[2])
		if id, err := rpps.ParsePersonID(f[2]); err != nil || !id.Number().IsTest() {
			t.Errorf("person: %v", err)
		}
		for label, parse := range map[string]func(string) error{
			"Numéro SIRET site":                     func(s string) error { _, err := rpps.ParseSIRET(s); return err },
			"Numéro SIREN site":                     func(s string) error { _, err := rpps.ParseSIREN(s); return err },
			"Numéro FINESS site":                    func(s string) error { _, err := rpps.ParseFINESS(s); return err },
			"Numéro FINESS établissement juridique": func(s string) error { _, err := rpps.ParseFINESS(s); return err },
			"Identifiant technique de la structure": func(s string) error { _, err := rpps.ParseTechnicalID(s); return err },
			"Ancien identifiant de la structure":    func(s string) error { _, err := rpps.ParseStructureID(s); return err },
			"Code profession":                       func(s string) error { _, err := roles.ParseProfession(s); return err },
			"Code rôle":                             func(s string) error { _, err := roles.ParseProfession(s); return err },
			"Code genre activité":                   func(s string) error { _, err := roles.ParseRole(s); return err },
			"Code secteur d'activité":               func(s string) error { _, err := roles.ParseSector(s); return err },
		} {
			if s := f[at(label)]; s != "" {
				if err := parse(s); err != nil {
					t.Errorf("%s: %v", label, err)
				}
			}
		}
		seen["role "+f[at("Code genre activité")]] = true
		sector, _ := roles.ParseSector(f[at("Code secteur d'activité")])
		kind, _ := rpps.KindOfSector(sector)
		seen["kind "+kind.String()] = true
		seen["mode "+f[at("Code mode exercice")]] = true
	}
	if !slices.IsSorted(ids) {
		t.Error("the lines are not sorted by person")
	}
	for r := range roles.RPPSPlusRoles() {
		if !seen["role "+r.Code()] {
			t.Errorf("no role %s", r.Code())
		}
	}
	for _, k := range []rpps.StructureKind{rpps.ESMS, rpps.Officine, rpps.Hospital, rpps.Practice, rpps.Laboratory} {
		if !seen["kind "+k.String()] {
			t.Errorf("no structure of kind %v", k)
		}
	}
	for _, m := range []string{"S", "L", "B", ""} {
		if !seen["mode "+m] {
			t.Errorf("no mode %q", m)
		}
	}
}

// Each trap is set, on the line that the report says.
func TestTraps(t *testing.T) {
	w := extractgen.NewWorld(4, 100)
	text, report := write(t, w, extractgen.Options{Layout: extractgen.Activity56, Traps: extractgen.AllTraps})
	lines := strings.Split(text, "\n")
	set := extractgen.Traps(0)
	for _, p := range report.Planted {
		set |= p.Trap
		l := lines[p.Line-1]
		ok := true
		switch p.Trap {
		case extractgen.TrapQuotes:
			ok = strings.Contains(l, `|"LE `)
		case extractgen.TrapShort:
			ok = strings.Count(l, "|") == 55
		case extractgen.TrapLong:
			ok = strings.Count(l, "|") == 57
		case extractgen.TrapNUL:
			ok = strings.Contains(l, "\x00")
		case extractgen.TrapOverLong:
			ok = len(l) > 200_000
		case extractgen.TrapEightBit:
			ok = strings.Contains(l, "H\xC9BERT")
		case extractgen.TrapRepeated:
			ok = l == lines[p.Line-2]
		case extractgen.TrapNoPerson:
			ok = strings.HasPrefix(l, "|||")
		case extractgen.TrapLastCut:
			ok = p.Line == len(lines)
		}
		if !ok {
			t.Errorf("trap %d is not on line %d", p.Trap, p.Line)
		}
	}
	if set != extractgen.AllTraps&^extractgen.TrapBlank || !strings.Contains(text, "\n\n\n") {
		t.Errorf("traps %b", set)
	}
}

func TestNextDay(t *testing.T) {
	w := extractgen.NewWorld(5, 2000)
	next, list := w.NextDay(1, 200)
	if len(list) < 100 {
		t.Errorf("%d changes", len(list))
	}
	again, same := w.NextDay(1, 200)
	if !slices.Equal(list, same) || again.Persons() != next.Persons() {
		t.Error("the next day does not follow from the seed")
	}
	if _, err := w.Write(new(bytes.Buffer), extractgen.Options{}); err == nil {
		t.Error("a file without a layout")
	}
}

// TestSmallestWorld: a world has at least one line, whatever is asked for.
func TestSmallestWorld(t *testing.T) {
	for _, lines := range []int{-5, 0, 1} {
		report, err := extractgen.NewWorld(1, lines).Write(io.Discard, extractgen.Options{Layout: extractgen.Activity56})
		if err != nil || report.Lines < 1 || report.Persons != 1 {
			t.Errorf("%d: %d lines, %d persons, %v", lines, report.Lines, report.Persons, err)
		}
	}
}
