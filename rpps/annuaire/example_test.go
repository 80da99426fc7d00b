package annuaire_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"iter"
	"strings"
	"time"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// extraction is invented: four of the 56 columns, and a line too short.
const extraction = `Identification nationale PP|Nom d'exercice|Code profession|Code mode exercice|Identifiant technique de la structure|Code genre activité|
899700218896|"LES ÎLES" ESSAI|99|S|F990000010|GENR08|
899700218896|"LES ÎLES" ESSAI|99|B|F990000028|GENR10|
899700366240|DUPONT|
899700427885|EXEMPLE|60|S|F990000010|GENR01|
`

func ExampleReader_Records() {
	name, _ := annuaire.FileNameOf("PS_LibreAcces_Personne_activite_202608250827.txt")
	r, err := annuaire.NewReader(strings.NewReader(extraction), annuaire.Options{Day: name.Day})
	if err != nil {
		fmt.Println(err)
		return
	}
	for rec, err := range r.Records() {
		if fault, ok := annuaire.LineFault(err); ok {
			fmt.Println("refused:", fault.Message(language.English))
			continue
		}
		if err != nil {
			fmt.Println(err) // of the input
			return
		}
		s, _ := rec.Situation()
		fmt.Println(rec.Line(), s.Role, s.OpenAt(name.Day), "/", s.OpenAt(name.Day.AddDays(1)))
	}
	// Output:
	// 2 GENR08 open-by-presence / seen-other-day
	// 3 GENR10 open-by-presence / seen-other-day
	// refused: 2 fields for 6 columns: which one is missing cannot be told
	// 5 GENR01 open-by-presence / seen-other-day
}

func ExampleReader_Persons() {
	r, _ := annuaire.NewReader(strings.NewReader(extraction), annuaire.Options{})
	for p, err := range r.Persons(annuaire.GroupSorted) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(p.Lines, len(p.Situations), p.Professional.Number.IsTest())
	}
	// Output:
	// ANN-LINE-SHORT: line 4: 2 fields for 6 columns: which one is missing cannot be told
	// [2 3] 2 true
	// [5] 1 true
}

func ExampleChunks() {
	r, _ := annuaire.NewReader(strings.NewReader(extraction), annuaire.Options{})
	nurses := 0
	for n, err := range annuaire.Chunks(r, 2, func(records iter.Seq2[annuaire.Record, error]) (n int) {
		for rec, err := range records {
			if err == nil && string(rec.Bytes(annuaire.ColProfessionCode)) == "60" {
				n++
			}
		}
		return n
	}) {
		if err != nil {
			fmt.Println(err)
		}
		nurses += n
	}
	fmt.Println(nurses)
	// Output: 1
}

func ExampleParallel() {
	r, _ := annuaire.NewReader(strings.NewReader(extraction), annuaire.Options{})
	for role, err := range annuaire.Parallel(r, 0, func(rec annuaire.Record, err error) string {
		if err != nil {
			return err.Error()
		}
		return rec.Text(annuaire.ColRoleCode)
	}) {
		fmt.Println(role, err)
	}
	// Output:
	// GENR08 <nil>
	// GENR10 <nil>
	// ANN-LINE-SHORT: line 4: 2 fields for 6 columns: which one is missing cannot be told <nil>
	// GENR01 <nil>
}

func ExampleDiff() {
	tomorrow := strings.Replace(extraction, "GENR08", "GENR11", 1)
	house := annuaire.Establishment{FINESS: rpps.FINESS{}, Technical: rpps.MustParseTechnicalID("F990000010")}
	before, _ := annuaire.NewReader(strings.NewReader(extraction), annuaire.Options{})
	after, _ := annuaire.NewReader(strings.NewReader(tomorrow), annuaire.Options{})
	c, err := annuaire.Diff(before, after, annuaire.DiffOptions{Establishment: &house})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, x := range c.Changes {
		fmt.Println(x.Kind.Explain(language.English)+":", x.Before.Role, "to", x.After.Role)
	}
	fmt.Println("all lines read:", c.Complete())
	// Output:
	// role changed: GENR08 to GENR11
	// all lines read: false
}

func ExampleArchive() {
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	w, _ := z.Create("PS_LibreAcces_Personne_activite_202608250827.txt")
	fmt.Fprint(w, extraction)
	z.Close()

	a, err := annuaire.OpenArchive(bytes.NewReader(packed.Bytes()), int64(packed.Len()), annuaire.ArchiveOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	in, name, err := a.Open("PS_LibreAcces_Personne_activite_*.txt")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer in.Close()
	r, err := annuaire.NewReader(in, annuaire.Options{})
	fmt.Println(name, r.Layout(), len(r.Labels()), err)
	// Output: PS_LibreAcces_Personne_activite_202608250827.txt PS_LibreAcces_Personne_activite 6 <nil>
}

func ExampleFreshness() {
	name, _ := annuaire.FileNameOf("PS_LibreAcces_Personne_activite_202608250827.txt")
	today := civil.MustNew(2026, time.August, 26)
	fmt.Println(annuaire.Freshness{}.SeenOn(name, today))           // the file speaks for its own day
	fmt.Println(annuaire.Freshness{MaxDays: 1}.SeenOn(name, today)) // and for the day after
	// Output:
	// 2026-08-25
	// 2026-08-26
}

func ExampleToggles() {
	for t, err := range annuaire.Toggles(strings.NewReader("N° ADELI;N° RPPS\r\n;99700366240\r\n")) {
		fmt.Println(t.Line, t.RPPS, err)
	}
	// Output: 2 RPPS(masked) ANN-IDENTIFIER-KEPT: line 2: N° ADELI: the identifier (adeli) cannot be read (ID-ADELI-SHAPE); its text is kept
}

// One line in the terms of the library: who, where, as what, and what is odd.
func ExampleActivity() {
	r, _ := annuaire.NewReader(strings.NewReader(extraction), annuaire.Options{})
	for rec, err := range r.Records() {
		if err != nil {
			continue
		}
		a := rec.Activity()
		fmt.Println(a.Line, a.HasSituation, a.Situation.Role, a.Situation.Mode, len(a.Faults))
	}
	// Output:
	// 2 true GENR08 S 0
	// 3 true GENR10 B 0
	// 5 true GENR01 S 0
}

// A record is cut when a column of it is asked for.
func ExampleRecord() {
	r, _ := annuaire.NewReader(strings.NewReader(extraction), annuaire.Options{})
	for rec, err := range r.Records() {
		if err != nil {
			continue
		}
		fmt.Println(rec.Line(), rec.Text(annuaire.ColProfessionCode), rec.Has(annuaire.ColSectorCode), rec) // masked
		break
	}
	// Output: 2 99 false Record(line 2, layout PS_LibreAcces_Personne_activite)
}

// Columns are found by their label, whatever its case and accents.
func ExampleColumn() {
	c, ok := annuaire.ColumnOf("CODE GENRE ACTIVITE")
	fmt.Println(c.Label(), ok, c == annuaire.ColRoleCode)
	n := 0
	for range annuaire.Columns() {
		n++
	}
	fmt.Println(n > 56)
	// Output:
	// Code genre activité true true
	// true
}

// A layout is known by its columns; the name of the file may say it too.
func ExampleLayout() {
	for _, l := range []annuaire.Layout{annuaire.LayoutActivity, annuaire.LayoutMailbox} {
		fmt.Println(l, len(l.Columns()))
	}
	// Output:
	// PS_LibreAcces_Personne_activite 56
	// Extraction_Correspondance_MSSante 31
}

func ExampleFileName() {
	name, ok := annuaire.FileNameOf("PS_LibreAcces_Personne_activite_202608250827.txt")
	age, _ := name.Age(civil.MustNew(2026, 8, 27))
	fmt.Println(name.Layout, name.Day, name.Hour, age, ok)
	_, ok = annuaire.FileNameOf("staff.csv")
	fmt.Println(ok)
	// Output:
	// PS_LibreAcces_Personne_activite 2026-08-25 8 2 true
	// false
}

// The lines of one establishment; an establishment that is not stated has none.
func ExampleEstablishment() {
	r, _ := annuaire.NewReader(strings.NewReader(extraction), annuaire.Options{})
	house := annuaire.Establishment{Technical: rpps.MustParseTechnicalID("F990000010")}
	for rec, err := range r.Records() {
		if err == nil && house.Matches(rec) {
			fmt.Println(rec.Line(), annuaire.Establishment{}.Matches(rec))
		}
	}
	// Output:
	// 2 false
	// 5 false
}

// What was met on the way, read to the end.
func ExampleSummary() {
	text := strings.Replace(extraction, "EXEMPLE", "EXEMPL\xc9", 1)
	r, err := annuaire.NewReaderAt(strings.NewReader(text), int64(len(text)), annuaire.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for range r.Records() {
	}
	s := r.Summary()
	fmt.Println(s.Lines, s.Rejected, s.EightBit, s.FirstEightBit, s.Encoding())
	for _, f := range s.Faults() {
		fmt.Println(f.Code())
	}
	// Output:
	// 4 1 1 5 ISO-8859-1
	// ANN-ENCODING
}

// What changed between two days; a file with refused lines is not complete.
func ExampleComparison() {
	gone := extraction[:strings.Index(extraction, "899700427885")]
	before, _ := annuaire.NewReader(strings.NewReader(extraction), annuaire.Options{})
	after, _ := annuaire.NewReader(strings.NewReader(gone), annuaire.Options{})
	c, err := annuaire.Diff(before, after, annuaire.DiffOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, x := range c.Changes {
		fmt.Println(x.Kind, x.Kind == annuaire.PersonLeft)
	}
	fmt.Println(c.Persons, c.Unchanged, c.Complete(), len(c.BeforeFaults))
	// Output:
	// person-left true
	// situation-closed false
	// 2 1 false 1
}

// An address of the secure mail, and whose it is.
func ExampleRecord_Mailbox() {
	file := "Type de BAL|Adresse BAL|Type d'identifiant PP|Identifiant PP|Identification Nationale PP|Type identification structure|Identification Structure\n" +
		"PER|camille.exemple@example.org|8|99700366240|899700366240||\n"
	r, err := annuaire.NewReader(strings.NewReader(file), annuaire.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for rec, err := range r.Records() {
		if err != nil {
			fmt.Println(err)
			continue
		}
		m, faults := rec.Mailbox()
		fmt.Println(m.Type, m, m.Address.Canonical(), len(faults))
	}
	// Output: PER Mailbox(masked) camille.exemple@example.org 0
}

// An archive that the program has opened itself.
func ExampleArchiveOf() {
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	w, _ := z.Create("lisez-moi.txt")
	fmt.Fprint(w, "rien")
	z.Close()
	opened, _ := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
	a, err := annuaire.ArchiveOf(opened, annuaire.ArchiveOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, _, err = a.Open("PS_LibreAcces_*.txt")
	fmt.Println(err)
	// Output: ANN-ARCHIVE-NONE: no file of the archive matches the pattern; files: 1
}

// A diploma, an address of a structure: codes and texts as they were written.
func ExampleRecord_Diploma() {
	r, err := annuaire.NewReader(strings.NewReader("Identification nationale PP|Code type diplôme obtenu|Code diplôme obtenu|Libellé diplôme obtenu|\n899700366240|DE|DE09|Diplôme inventé|\n"), annuaire.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for rec, err := range r.Records() {
		if err == nil {
			fmt.Println(rec.Diploma().Code, rec.Diploma().Label, rec.Address())
		}
	}
	// Output: DE09 Diplôme inventé (not stated)
}

// A program that wants one kind of file, of no long lines, says so.
func ExampleOptions() {
	_, err := annuaire.NewReader(strings.NewReader(extraction), annuaire.Options{Layout: annuaire.LayoutToggle, MaxLine: 1 << 12})
	fmt.Println(err)
	// Output: ANN-LAYOUT-OTHER: line 1: the file is an extraction PS_LibreAcces_Personne_activite; expected: ADELI_RPPS
}
