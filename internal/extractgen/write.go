package extractgen

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
)

// Layout is a kind of file.
type Layout int

// The layouts, with how many columns they have.
const (
	Activity56 Layout = iota + 1
	Activity48
	Restricted49
	Restricted50
	Restricted51
	Qualification13
	Diploma13
	Mailbox31
)

// Traps are what real files have set, each once or more in a file.
type Traps uint

const (
	TrapQuotes   Traps = 1 << iota // a field that begins with a quote, and is not closed
	TrapShort                      // a line without one of its fields
	TrapLong                       // a line with a field more
	TrapOverLong                   // a line of 200,000 bytes
	TrapNUL                        // a NUL in a line
	TrapEightBit                   // a line in ISO-8859-1
	TrapRepeated                   // a line that is there twice
	TrapBlank                      // empty lines
	TrapKey                        // a wrong key
	TrapCode                       // a code of no list
	TrapNoPerson                   // a line without a person
	TrapJunk                       // identifiers that are none
	TrapLastCut                    // a last line cut within its last fields
	AllTraps     = TrapLastCut<<1 - 1
)

// Options say how a file is written.
type Options struct {
	Layout Layout
	// Traps are set; the lines that a reader must refuse are in addition to
	// those of the world.
	Traps Traps
	// Latin1 writes ISO-8859-1, as far as it goes; BOM, CRLF and NoEnd are what
	// they say.
	Latin1, BOM, CRLF, NoEnd bool
	// Moved puts the columns in another order; Added adds columns.
	Moved, Added bool
	// Shuffled puts the persons in another order, and the lines of one apart.
	Shuffled bool
}

// Planted is a line with a trap.
type Planted struct {
	Line int
	Trap Traps
}

// Report is what was written.
type Report struct {
	// Lines counts those after the header that are not empty.
	Lines   int
	Persons int
	Planted []Planted
}

// headers are the labels of the layouts. A header ends with a separator, but
// for that of the mailboxes.
var headers = map[Layout]string{
	Activity56: `Type d'identifiant PP|Identifiant PP|Identification nationale PP|Code civilité d'exercice|Libellé civilité d'exercice|Code civilité|Libellé civilité|Nom d'exercice|Prénom d'exercice|Code profession|Libellé profession|Code catégorie professionnelle|Libellé catégorie professionnelle|Code type savoir-faire|Libellé type savoir-faire|Code savoir-faire|Libellé savoir-faire|Code mode exercice|Libellé mode exercice|` +
		`Numéro SIRET site|Numéro SIREN site|Numéro FINESS site|Numéro FINESS établissement juridique|Identifiant technique de la structure|Raison sociale site|Enseigne commerciale site|Complément destinataire (coord. structure)|Complément point géographique (coord. structure)|Numéro Voie (coord. structure)|Indice répétition voie (coord. structure)|Code type de voie (coord. structure)|Libellé type de voie (coord. structure)|Libellé Voie (coord. structure)|Mention distribution (coord. structure)|Bureau cedex (coord. structure)|Code postal (coord. structure)|Code commune (coord. structure)|Libellé commune (coord. structure)|Code pays (coord. structure)|Libellé pays (coord. structure)|Téléphone (coord. structure)|Téléphone 2 (coord. structure)|Télécopie (coord. structure)|Adresse e-mail (coord. structure)|` +
		`Code Département (structure)|Libellé Département (structure)|Ancien identifiant de la structure|Autorité d'enregistrement|Code secteur d'activité|Libellé secteur d'activité|Code section tableau pharmaciens|Libellé section tableau pharmaciens|Code rôle|Libellé rôle|Code genre activité|Libellé genre activité|`,
	Restricted51: `Type d'identifiant PP|Identifiant PP|Identification nationale PP|Nom de famille|Prénoms|Date de naissance|Code commune de naissance|Code pays de naissance|Lieu de naissance|Code sexe|Téléphone (coord. correspondance)|Adresse e-mail (coord. correspondance)|Code civilité|Code profession|Code catégorie professionnelle|Code civilité d'exercice|Nom d'exercice|Prénom d'exercice|Code type savoir-faire|Code savoir-faire|Code mode exercice|Code secteur d'activité|Code section tableau pharmaciens|Code rôle|` +
		`Numéro SIRET site|Numéro SIREN site|Numéro FINESS site|Numéro FINESS établissement juridique|Identifiant technique de la structure|Raison sociale site|Enseigne commerciale site|Complément destinataire (coord. structure)|Complément point géographique (coord. structure)|Numéro Voie (coord. structure)|Indice répétition voie (coord. structure)|Code type de voie (coord. structure)|Libellé Voie (coord. structure)|Mention distribution (coord. structure)|Bureau cedex (coord. structure)|Code postal (coord. structure)|Code commune (coord. structure)|Code pays (coord. structure)|Téléphone (coord. structure)|Téléphone 2 (coord. structure)|Télécopie (coord. structure)|Adresse e-mail (coord. structure)|Code département (coord. structure)|` +
		`Ancien identifiant de la structure|Autorité d'enregistrement|Autres identifiants|Code genre d'activité|`,
	Qualification13: `Type d'identifiant PP|Identifiant PP|Identification nationale PP|Nom d'exercice|Prénom d'exercice|Code profession|Libellé profession|Code catégorie professionnelle|Libellé catégorie professionnelle|Code type savoir-faire|Libellé type savoir-faire|Code savoir-faire|Libellé savoir-faire|`,
	Diploma13:       `Type d'identifiant PP|Identifiant PP|Identification nationale PP|Nom d'exercice|Prénom d'exercice|Code type diplôme obtenu|Libellé type diplôme obtenu|Code diplôme obtenu|Libellé diplôme obtenu|Code type autorisation|Libellé type autorisation|Code discipline autorisation|Libellé discipline autorisation|`,
	Mailbox31: `Type de BAL|Adresse BAL|Type Identifiant PP|Identifiant PP|Identification nationale PP|Type identifiant structure|Identification Structure|Service de rattachement|Civilité d'exercice|Nom d'exercice|Prénom d'exercice|Catégorie profession|Libellé de catégorie profession|Code Profession|Libellé Profession|Code savoir-faire|Libellé savoir-faire|Dématérialisation|Raison Sociale structure BAL|Enseigne commerciale structure BAL|` +
		`L2COMPLEMENTLOCALISATION structure BAL|L3COMPLEMENTDISTRIBUTION structure BAL|L4NUMEROVOIE structure BAL|L4COMPLEMENTNUMEROVOIE structure BAL|NL4TYPEVOIE structure BAL|L4LIBELLEVOIE structure BAL|L5LIEUDITMENTION structure BAL|L6LIGNEACHEMINEMENT structure BAL|Code postal structure BAL|Département structure BAL|Pays structure BAL`,
}

// Labels returns the labels of a layout.
func (l Layout) Labels() []string {
	of := func(l Layout) []string { return strings.Split(strings.TrimSuffix(headers[l], "|"), "|") }
	switch l {
	case Activity48:
		return of(Activity56)[:48]
	case Restricted49:
		return of(Restricted51)[:49]
	case Restricted50:
		return append(of(Restricted51)[:49:49], "Code genre activité")
	}
	return of(l)
}

// at is what a line is made of.
type at struct {
	w    *World
	p    person
	s    *situation // nil for none
	to   place
	rpps string
	n    int // which of the lines of the person
}

// fill writes the value of a column, found by its label.
type fill func(b []byte, a *at) []byte

func text(s string) fill { return func(b []byte, _ *at) []byte { return append(b, s...) } }

func ofPlace(get func(*place) string) fill {
	return func(b []byte, a *at) []byte {
		if a.s == nil {
			return b
		}
		return append(b, get(&a.to)...)
	}
}

func ofSituation(get func(*at) string) fill {
	return func(b []byte, a *at) []byte {
		if a.s == nil {
			return b
		}
		return append(b, get(a)...)
	}
}

func of(get func(*at) string) fill {
	return func(b []byte, a *at) []byte { return append(b, get(a)...) }
}

// qualified gives doctors a speciality.
func qualified(s string) fill {
	return func(b []byte, a *at) []byte {
		if professions[a.p.profession] == "10" {
			return append(b, s...)
		}
		return b
	}
}

func (a *at) given() string {
	if a.p.woman {
		return women[a.p.given]
	}
	return men[a.p.given]
}

func (a *at) category() string {
	if a.p.student {
		return "E"
	}
	return "C"
}

func (a *at) function() string {
	if a.s.function == 0 {
		return ""
	}
	return a.w.trades[a.s.function-1].code
}

// fills are the columns of all layouts, by label.
var fills = map[string]fill{
	"Type d'identifiant PP": text("8"), "Type Identifiant PP": text("8"),
	"Identifiant PP":              of(func(a *at) string { return a.rpps }),
	"Identification nationale PP": func(b []byte, a *at) []byte { return append(append(b, '8'), a.rpps...) },
	"Code civilité d'exercice": of(func(a *at) string {
		if professions[a.p.profession] == "10" {
			return "DR"
		}
		return ""
	}),
	"Libellé civilité d'exercice": of(func(a *at) string {
		if professions[a.p.profession] == "10" {
			return "Docteur"
		}
		return ""
	}),
	"Code civilité": of(func(a *at) string {
		if a.p.woman {
			return "MME"
		}
		return "M"
	}),
	"Libellé civilité": of(func(a *at) string {
		if a.p.woman {
			return "Madame"
		}
		return "Monsieur"
	}),
	"Nom d'exercice":                    of(func(a *at) string { return families[a.p.family] }),
	"Prénom d'exercice":                 of((*at).given),
	"Code profession":                   of(func(a *at) string { return professions[a.p.profession] }),
	"Libellé profession":                of(func(a *at) string { return a.w.labels[professions[a.p.profession]] }),
	"Code catégorie professionnelle":    of((*at).category),
	"Libellé catégorie professionnelle": of(func(a *at) string { return a.w.labels["category "+a.category()] }),
	"Code type savoir-faire":            qualified("S"),
	"Libellé type savoir-faire":         qualified("Spécialité ordinale"),
	"Code savoir-faire":                 qualified("SM54"),
	"Libellé savoir-faire":              qualified("Médecine générale"),
	"Code mode exercice":                ofSituation(func(a *at) string { return modes[a.s.mode] }),
	"Libellé mode exercice":             ofSituation(func(a *at) string { return a.w.labels["mode "+modes[a.s.mode]] }),

	"Numéro SIRET site":                       ofPlace(func(p *place) string { return p.siret }),
	"Numéro SIREN site":                       ofPlace(func(p *place) string { return p.siren }),
	"Numéro FINESS site":                      ofPlace(func(p *place) string { return p.finess }),
	"Numéro FINESS établissement juridique":   ofPlace(func(p *place) string { return p.legal }),
	"Identifiant technique de la structure":   ofPlace(func(p *place) string { return p.technical }),
	"Raison sociale site":                     ofPlace(func(p *place) string { return p.name }),
	"Enseigne commerciale site":               ofPlace(func(p *place) string { return p.trade }),
	"Numéro Voie (coord. structure)":          ofPlace(func(p *place) string { return p.number }),
	"Code type de voie (coord. structure)":    ofPlace(func(*place) string { return "R" }),
	"Libellé type de voie (coord. structure)": ofPlace(func(*place) string { return "Rue" }),
	"Libellé Voie (coord. structure)":         ofPlace(func(p *place) string { return p.street }),
	"Bureau cedex (coord. structure)": ofPlace(func(p *place) string {
		return communes[p.commune].postal + " " + communes[p.commune].name
	}),
	"Code postal (coord. structure)":     ofPlace(func(p *place) string { return communes[p.commune].postal }),
	"Code commune (coord. structure)":    ofPlace(func(p *place) string { return communes[p.commune].code }),
	"Libellé commune (coord. structure)": ofPlace(func(p *place) string { return communes[p.commune].name }),
	"Code pays (coord. structure)":       ofPlace(func(*place) string { return "99000" }),
	"Libellé pays (coord. structure)":    ofPlace(func(*place) string { return "France" }),
	"Téléphone (coord. structure)":       ofPlace(func(p *place) string { return p.phone }),
	"Adresse e-mail (coord. structure)":  ofPlace(func(p *place) string { return p.email }),
	"Ancien identifiant de la structure": ofPlace(func(p *place) string { return p.former }),
	"Autorité d'enregistrement":          ofSituation(func(*at) string { return "ARS/ARS/ARS" }),
	"Code secteur d'activité":            ofPlace(func(p *place) string { return p.sector }),
	"Libellé secteur d'activité":         ofPlace(func(p *place) string { return p.sectorLabel }),
	"Code section tableau pharmaciens": ofSituation(func(a *at) string {
		if professions[a.p.profession] == "21" {
			return "A"
		}
		return ""
	}),
	"Code rôle": ofSituation((*at).function),
	"Libellé rôle": ofSituation(func(a *at) string {
		if a.s.function == 0 {
			return ""
		}
		return a.w.trades[a.s.function-1].label
	}),
	"Code genre activité":    ofSituation(func(a *at) string { return roleCodes[a.s.role] }),
	"Code genre d'activité":  ofSituation(func(a *at) string { return roleCodes[a.s.role] }),
	"Libellé genre activité": ofSituation(func(a *at) string { return a.w.labels[roleCodes[a.s.role]] }),

	"Nom de famille": of(func(a *at) string { return families[a.p.family] }),
	"Prénoms":        of(func(a *at) string { return a.given() + "'CLAUDE'" }),
	"Date de naissance": of(func(a *at) string {
		return fmt.Sprintf("%02d/%02d/%d", 1+a.p.number%28, 1+a.p.number%12, 1960+a.p.number%40)
	}),
	"Code commune de naissance": text("42218"), "Code pays de naissance": text("99000"), "Lieu de naissance": text("Saint-Étienne"),
	"Code sexe": of(func(a *at) string {
		if a.p.woman {
			return "F"
		}
		return "M"
	}),
	"Téléphone (coord. correspondance)":      of(func(a *at) string { return fmt.Sprintf("063998%04d", a.p.number%10_000) }),
	"Adresse e-mail (coord. correspondance)": of(func(a *at) string { return fmt.Sprintf("personne%d@example.org", a.p.number) }),
	"Autres identifiants":                    of(func(a *at) string { return "8" + a.rpps + ",RPPS,1" }),

	"Code type diplôme obtenu": text("DE"), "Libellé type diplôme obtenu": text("Diplôme d'État français"),
	"Code diplôme obtenu": of(func(a *at) string { return fmt.Sprintf("DE%02d", a.p.profession) }), "Libellé diplôme obtenu": text("Diplôme d'État"),

	"Type de BAL":                        text("PER"),
	"Adresse BAL":                        of(func(a *at) string { return fmt.Sprintf("personne%d.%d@essai.example.org", a.p.number, a.n) }),
	"Type identifiant structure":         ofPlace(func(p *place) string { return p.former[:1] }),
	"Identification Structure":           ofPlace(func(p *place) string { return p.former }),
	"Civilité d'exercice":                text(""),
	"Catégorie profession":               of((*at).category),
	"Code Profession":                    of(func(a *at) string { return professions[a.p.profession] }),
	"Libellé Profession":                 of(func(a *at) string { return a.w.labels[professions[a.p.profession]] }),
	"Dématérialisation":                  text("O"),
	"Raison Sociale structure BAL":       ofPlace(func(p *place) string { return p.name }),
	"Enseigne commerciale structure BAL": ofPlace(func(p *place) string { return p.trade }),
	"L4NUMEROVOIE structure BAL":         ofPlace(func(p *place) string { return p.number }),
	"L4LIBELLEVOIE structure BAL":        ofPlace(func(p *place) string { return p.street }),
	"Code postal structure BAL":          ofPlace(func(p *place) string { return communes[p.commune].postal }),
	"Pays structure BAL":                 ofPlace(func(*place) string { return "France" }),
}

// writer writes the lines of one file.
type writer struct {
	out    *bufio.Writer
	o      Options
	labels []string
	fills  []fill
	closed bool
	report Report
	number int
	last   []byte
}

// Write writes the extraction of a population.
func (w *World) Write(to io.Writer, o Options) (Report, error) {
	f := &writer{out: bufio.NewWriterSize(to, 1<<16), o: o, labels: o.Layout.Labels(), closed: o.Layout != Mailbox31}
	if o.Layout == 0 || len(f.labels) < 2 {
		return Report{}, fmt.Errorf("extractgen: layout %d does not exist", o.Layout)
	}
	rng := rand.New(rand.NewPCG(w.seed, 3))
	if o.Added {
		f.labels = slices.Insert(f.labels, len(f.labels)/2, "Colonne nouvelle")
	}
	if o.Moved {
		rng.Shuffle(len(f.labels), func(i, j int) { f.labels[i], f.labels[j] = f.labels[j], f.labels[i] })
	}
	for _, l := range f.labels {
		f.fills = append(f.fills, fills[l])
	}
	if o.BOM {
		f.out.WriteString("\uFEFF")
	}
	f.line([]byte(strings.Join(f.labels, "|") + map[bool]string{true: "|"}[f.closed]))
	f.report.Lines = 0
	order := make([]uint64, 0)
	if o.Shuffled {
		for i, p := range w.persons {
			for k := range f.of(p) {
				order = append(order, uint64(i)<<8|uint64(k))
			}
		}
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, n := range order {
			f.one(w, int(n>>8), int(n&255))
		}
	} else {
		for i, p := range w.persons {
			for k := range f.of(p) {
				f.one(w, i, k)
			}
		}
	}
	f.traps(w)
	if f.o.NoEnd || f.o.Traps&TrapLastCut != 0 {
		f.last = bytes.TrimRight(f.last, "\r\n")
	}
	f.out.Write(f.last)
	f.report.Persons = len(w.persons)
	return f.report, f.out.Flush()
}

// of returns how many lines a person has: one for each situation, or one.
func (f *writer) of(p person) int {
	if f.o.Layout == Qualification13 || f.o.Layout == Diploma13 {
		return 1
	}
	return max(1, int(p.count))
}

// one writes line k of person i.
func (f *writer) one(w *World, i, k int) {
	f.line(f.text(w, i, k))
}

// text is the line of situation k of person i.
func (f *writer) text(w *World, i, k int) []byte {
	p := w.persons[i]
	a := at{w: w, p: p, rpps: p.rpps(), n: k}
	if k < int(p.count) {
		a.s = &w.of(p)[k]
		a.to = w.structure(a.s.structure)
	}
	var b []byte
	for i, fill := range f.fills {
		if i > 0 {
			b = append(b, '|')
		}
		if fill != nil {
			b = fill(b, &a)
		}
	}
	if f.closed {
		b = append(b, '|')
	}
	return b
}

// line writes a line; the last one waits, for its end may be left out.
func (f *writer) line(b []byte) {
	f.out.Write(f.last)
	if f.o.Latin1 {
		b = latin1(b)
	}
	f.last = append(f.last[:0], b...)
	if f.o.CRLF {
		f.last = append(f.last, '\r')
	}
	f.last = append(f.last, '\n')
	f.number++
	if len(b) > 0 {
		f.report.Lines++
	}
}

// latin1 writes the letters of U+0080 to U+00FF in one byte, Œ as OE and Ÿ as Y.
func latin1(b []byte) []byte {
	var out []byte
	for _, r := range string(b) {
		switch {
		case r == 'Œ':
			out = append(out, "OE"...)
		case r == 'Ÿ':
			out = append(out, 'Y')
		case r < 0x100:
			out = append(out, byte(r))
		default:
			out = append(out, '?')
		}
	}
	return out
}

// traps are set after the lines of the world, each on a person whose number is
// beyond those of the world, so that the order is kept.
func (f *writer) traps(w *World) {
	set := func(t Traps, b []byte) {
		if f.o.Traps&t != 0 {
			f.line(b)
			f.report.Planted = append(f.report.Planted, Planted{f.number, t})
		}
	}
	n := 0
	fresh := func() []string {
		// Numbers beyond those of the world.
		n++
		p := w.persons[len(w.persons)-1]
		p.number += uint32(n)
		p.count = min(p.count, 1)
		q := World{labels: w.labels, trades: w.trades, structures: w.structures, persons: []person{p}, situations: w.situations}
		text := f.text(&q, 0, 0)
		if f.closed {
			text = text[:len(text)-1]
		}
		return strings.Split(string(text), "|")
	}
	join := func(fields []string) []byte {
		return []byte(strings.Join(fields, "|") + map[bool]string{true: "|"}[f.closed])
	}
	with := func(label, value string) []byte {
		fields := fresh()
		if i := slices.Index(f.labels, label); i >= 0 {
			fields[i] = value
		}
		return join(fields)
	}
	name := "Nom d'exercice"
	set(TrapQuotes, with(name, `"LE DÔME" DUBOIS`))
	set(TrapQuotes, with(name, `"LE PHARE`))
	fields := fresh()
	set(TrapShort, join(append(fields[:5:5], fields[6:]...)))
	set(TrapLong, join(append(fresh(), "DE TROP")))
	set(TrapOverLong, with(name, strings.Repeat("A", 200_000)))
	set(TrapNUL, with(name, "NUL\x00"))
	if !f.o.Latin1 {
		set(TrapEightBit, latin1(with(name, "HÉBERT")))
	}
	if f.o.Traps&TrapRepeated != 0 {
		again := with(name, "REPETE")
		f.line(again)
		set(TrapRepeated, again)
	}
	if f.o.Traps&TrapBlank != 0 {
		f.line(nil)
		f.line([]byte(nil))
	}
	set(TrapKey, with("Numéro SIRET site", "00099701500012"))
	set(TrapCode, with("Code profession", "ZZ"))
	set(TrapJunk, with("Numéro FINESS site", "111"))
	none := fresh()
	for _, l := range []string{"Type d'identifiant PP", "Type Identifiant PP", "Identifiant PP", "Identification nationale PP"} {
		if i := slices.Index(f.labels, l); i >= 0 {
			none[i] = ""
		}
	}
	set(TrapNoPerson, join(none))
	cut := join(fresh())
	set(TrapLastCut, cut[:len(cut)-2])
}
