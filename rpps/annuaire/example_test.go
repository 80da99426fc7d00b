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
	// 2 GENR08 without dates, but listed by its source on that day / dates unknown
	// 3 GENR10 without dates, but listed by its source on that day / dates unknown
	// refused: 2 fields for 6 columns: which one is missing cannot be told
	// 5 GENR01 without dates, but listed by its source on that day / dates unknown
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
