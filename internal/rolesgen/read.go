// Package rolesgen turns the data files of package roles into Go code.
//
// The data files are CSV with semicolons and a header. Generate reads them
// all, refuses what does not hold together, and writes only literals: package
// roles computes nothing when a program starts.
package rolesgen

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rppsplus/rppsplus/internal/rolesgen/fold"
)

// A key names a code in its list.
type key struct{ list, code string }

func (k key) String() string { return "TRE_" + k.list + " " + k.code }

// A list is a terminology or a value set of the NOS.
type list struct{ key, name, oid, version string }

// A code is a row of codes.csv with all that the other files say about it.
type code struct {
	key
	value        int
	label, short string
	from, until  time.Time // zero until: open
	name         string    // Go constant, may be empty
	more         []string
	sets         []string
	// Of professions only.
	kind, authority, evidence, source string
	successor, counterpart            int
}

// data is what the files say, checked.
type data struct {
	lists, sets []list
	codes       []*code
	byKey       map[key]*code
	errs        []error
}

func (d *data) fail(format string, args ...any) {
	d.errs = append(d.errs, fmt.Errorf("rolesgen: "+format, args...))
}

// rows reads a file whose header must be these columns, and calls f with each
// row. It stops at nothing: f reports through d.fail.
func (d *data) rows(dir fs.FS, name string, columns string, f func(r []string)) {
	file, err := dir.Open(name)
	if err != nil {
		d.errs = append(d.errs, err)
		return
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.Comma = ';'
	all, err := r.ReadAll()
	switch {
	case err != nil:
		d.fail("%s: %w", name, err)
	case len(all) == 0 || strings.Join(all[0], ";") != columns:
		d.fail("%s: the header must be %s", name, columns)
	default:
		for _, row := range all[1:] {
			f(row)
		}
	}
}

// professionLists holds the lists of professions in the order of the table.
var professionLists = []string{"R85", "G15", "R94", "R95", "R291", "R96", "R21"}

func isProfession(list string) bool { return slices.Contains(professionLists, list) }

// read reads and checks the data files.
func read(dir fs.FS) (*data, error) {
	d := &data{byKey: map[key]*code{}}
	d.readLists(dir)
	d.readCodes(dir)
	d.readMembers(dir)
	d.readLabels(dir)
	d.readKinds(dir)
	d.readLinks(dir)
	d.check()
	return d, errors.Join(d.errs...)
}

func (d *data) readLists(dir fs.FS) {
	into := func(file, what string, out *[]list) {
		d.rows(dir, file, what+";nom;oid;version", func(r []string) {
			l := list{r[0], r[1], r[2], r[3]}
			if slices.ContainsFunc(*out, func(o list) bool { return o.key == l.key || o.oid == l.oid }) {
				d.fail("%s: %s stands twice", file, l.key)
			}
			if !strings.Contains(l.name, "_"+l.key+"-") || l.oid == "" {
				d.fail("%s: %s has a name or an OID that cannot be its own", file, l.key)
			}
			if _, err := time.Parse("20060102150405", l.version); err != nil {
				d.fail("%s: %s: version is not a date and time: %w", file, l.key, err)
			}
			*out = append(*out, l)
		})
	}
	into("listes.csv", "liste", &d.lists)
	into("jeux.csv", "jeu", &d.sets)
}

func (d *data) readCodes(dir fs.FS) {
	names := map[string]bool{}
	values := map[string]bool{}
	d.rows(dir, "codes.csv", "liste;code;valeur;libelle;libelle_court;debut;fin;nom_go", func(r []string) {
		c := &code{key: key{r[0], r[1]}, label: r[3], short: r[4], name: r[7]}
		if !slices.ContainsFunc(d.lists, func(l list) bool { return l.key == c.list }) {
			d.fail("codes.csv: %v: no such list", c.key)
		}
		if d.byKey[c.key] != nil {
			d.fail("codes.csv: %v stands twice", c.key)
		}
		if c.code == "" || strings.TrimSpace(c.label) == "" {
			d.fail("codes.csv: %v: a code and a label are needed", c.key)
		}
		c.value, _ = strconv.Atoi(r[2])
		space := c.list
		if isProfession(c.list) {
			space = "profession"
		}
		if at := space + r[2]; values[at] {
			d.fail("codes.csv: %v: value %s is taken", c.key, r[2])
		} else {
			values[at] = true
		}
		if err := c.checkValue(); err != nil {
			d.fail("codes.csv: %v: %w", c.key, err)
		}
		if c.name != "" && names[c.name] {
			d.fail("codes.csv: %v: constant %s stands twice", c.key, c.name)
		}
		names[c.name] = true
		c.from = d.date(c.key, r[5])
		if r[6] != "" {
			if c.until = d.date(c.key, r[6]); c.until.Before(c.from) {
				d.fail("codes.csv: %v ends before it begins", c.key)
			}
		}
		d.codes = append(d.codes, c)
		d.byKey[c.key] = c
	})
}

func (d *data) date(k key, s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		d.fail("codes.csv: %v: bad date: %w", k, err)
	}
	return t
}

// Values of professions: the code itself, secondOffset more for a code that an
// earlier list has too, functionOffset more for the functions.
const (
	secondOffset   = 1000
	functionOffset = 2000
	functionAU     = functionOffset + 100
)

// checkValue holds the value of a code that contains a number to that number:
// the parsers of package roles count on it.
func (c *code) checkValue() error {
	digits, limit := c.code, 255
	switch c.list {
	case "R22":
		digits = strings.TrimPrefix(c.code, "GENR")
	case "R02":
		digits = strings.TrimPrefix(c.code, "SA")
	case "R24":
		digits = strings.TrimPrefix(c.code, "ACT-LIB-")
	case "R21":
		if c.code == "FON-AU" {
			digits = "100"
		} else {
			digits = strings.TrimPrefix(c.code, "FON-")
		}
		limit = functionAU
	default:
		limit = secondOffset + 999
	}
	if c.value < 1 || c.value > limit {
		return fmt.Errorf("value %d out of 1 to %d", c.value, limit)
	}
	if tableOf(c.list).Lettered {
		return nil
	}
	n, err := strconv.Atoi(digits)
	if c.list == "R21" {
		n += functionOffset
	}
	if err != nil || n != c.value && !(isProfession(c.list) && n+secondOffset == c.value) {
		return fmt.Errorf("value %d does not follow from the code: where the codes of a list hold no number, it is Lettered in tables of internal/rolesgen/write.go", c.value)
	}
	return nil
}

// tableOf returns the table of a list that is a Go type of its own, the zero
// table for the others.
func tableOf(list string) table {
	if i := slices.IndexFunc(tables, func(t table) bool { return t.List == "List"+list }); i >= 0 {
		return tables[i]
	}
	return table{}
}

// find returns the code of a row, or reports the file that names an absent
// one.
func (d *data) find(file string, list, c string) *code {
	out := d.byKey[key{list, c}]
	if out == nil {
		d.fail("%s: %v does not exist", file, key{list, c})
		return &code{}
	}
	return out
}

func (d *data) readMembers(dir fs.FS) {
	d.rows(dir, "jeux_membres.csv", "jeu;liste;code", func(r []string) {
		if !slices.ContainsFunc(d.sets, func(l list) bool { return l.key == r[0] }) {
			d.fail("jeux_membres.csv: no value set %s", r[0])
		}
		c := d.find("jeux_membres.csv", r[1], r[2])
		if slices.Contains(c.sets, r[0]) {
			d.fail("jeux_membres.csv: %v stands twice in %s", c.key, r[0])
		}
		c.sets = append(c.sets, r[0])
	})
}

func (d *data) readLabels(dir fs.FS) {
	d.rows(dir, "libelles.csv", "liste;code;libelle;origine", func(r []string) {
		c := d.find("libelles.csv", r[0], r[1])
		if r[2] == c.label || r[2] == c.short || slices.Contains(c.more, r[2]) {
			d.fail("libelles.csv: %v: label stands twice", c.key)
		}
		if r[3] == "" {
			d.fail("libelles.csv: %v: a label without its origin", c.key)
		}
		c.more = append(c.more, r[2])
	})
}

// kinds and evidences give the Go constant for the word of the data file.
var (
	kinds = map[string]string{
		"ordre": "KindOrder", "ars": "KindARS", "role": "KindRole",
		"etudiant": "KindStudent", "autre": "KindOther",
	}
	evidences = map[string]string{"sourcee": "rule.Sourced", "inferee": "rule.Inferred", "choix": "rule.Policy"}
)

func (d *data) readKinds(dir fs.FS) {
	d.rows(dir, "genres.csv", "liste;code;genre;autorite;preuve;source", func(r []string) {
		c := d.find("genres.csv", r[0], r[1])
		if c.kind != "" {
			d.fail("genres.csv: %v stands twice", c.key)
		}
		c.kind, c.authority, c.evidence, c.source = kinds[r[2]], r[3], evidences[r[4]], r[5]
		if c.kind == "" || c.evidence == "" || c.source == "" {
			d.fail("genres.csv: %v: unknown kind, unknown evidence or no source", c.key)
		}
		if registered := c.kind == "KindOrder" || c.kind == "KindARS"; registered != (c.authority != "") {
			d.fail("genres.csv: %v: an authority goes with ordre and ars, and only with them", c.key)
		}
	})
}

func (d *data) readLinks(dir fs.FS) {
	d.rows(dir, "liens.csv", "liste;code;lien;vers_liste;vers_code;preuve;source", func(r []string) {
		c, to := d.find("liens.csv", r[0], r[1]), d.find("liens.csv", r[3], r[4])
		target, evidence := &c.counterpart, "inferee"
		switch r[2] {
		case "successeur":
			target, evidence = &c.successor, "sourcee"
		case "meme_libelle":
		default:
			d.fail("liens.csv: %v: unknown link %s", c.key, r[2])
		}
		if *target != 0 {
			d.fail("liens.csv: %v: two links of the same kind", c.key)
		}
		if c.until.IsZero() || to.list != "R85" || r[5] != evidence || r[6] == "" {
			d.fail("liens.csv: %v: a link goes from an ended code to TRE_R85, %s is %s, with its source", c.key, r[2], evidence)
		}
		*target = to.value
	})
}

// check looks at what only the whole shows, and puts codes in table order.
func (d *data) check() {
	for _, l := range d.lists {
		if !isProfession(l.key) && tableOf(l.key).Type == "" {
			d.fail("listes.csv: %s has no Go type: give it one in tables of internal/rolesgen/write.go", l.key)
		}
	}
	for _, c := range d.codes {
		if isProfession(c.list) != (c.kind != "") {
			d.fail("genres.csv: %v: every profession has a kind, and nothing else", c.key)
		}
	}
	slices.SortStableFunc(d.codes, func(a, b *code) int {
		return cmp.Or(
			cmp.Compare(d.listOrder(a.list), d.listOrder(b.list)),
			func() int {
				if isProfession(a.list) {
					return cmp.Compare(a.value, b.value)
				}
				return cmp.Compare(a.code, b.code)
			}(),
		)
	})
}

func (d *data) listOrder(key string) int {
	if i := slices.Index(professionLists, key); i >= 0 {
		return i
	}
	return len(professionLists) + slices.IndexFunc(d.lists, func(l list) bool { return l.key == key })
}

// labels returns every label of a code: of the list, short, others.
func (c *code) labels() []string {
	out := []string{c.label}
	if c.short != "" && c.short != c.label {
		out = append(out, c.short)
	}
	return append(out, c.more...)
}

// keys returns the folded code and labels, each once.
func (c *code) keys() []string {
	var out []string
	for _, s := range append([]string{c.code}, c.labels()...) {
		if k := string(fold.Append(nil, s)); !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}
