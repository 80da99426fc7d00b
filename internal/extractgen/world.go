package extractgen

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// World is a population: persons, and what they do where.
type World struct {
	seed       uint64
	persons    []person
	situations []situation
	structures uint32
	trades     []coded // métiers à rôle in force

	labels map[string]string // of codes of sector, profession, role, mode
}

type coded struct{ code, label string }

// person: names are indices, a number is what stands between 997 and the key.
type person struct {
	number         uint32
	family, given  uint8
	woman          bool
	profession     uint8 // in professions
	student        bool
	first          uint32 // in situations
	count          uint8
	qualifications uint8
}

type situation struct {
	structure uint32
	role      uint8 // in roleCodes
	function  uint8 // in trades, +1; 0 none
	mode      uint8
}

var (
	families = []string{
		"MARTIN", "BERNARD", "PETIT-DURAND", "D'ALEMBERT", "LEFÈVRE", "N'DIAYE", "DE LA TOUR", "ŒUVRARD", "LE GOFF", "GARÇON",
		"HÉBERT", "NGUYEN", "DA SILVA", "BENOÎT", "MÜLLER", "L'HAŸ", "CASTAGNO-ROUX", "ÇELIK", "NOËL", "FONTAINE", "ROUSSEL", "VIDAL",
		"PICARD", "BA", "LAMBERT", "GAUTHIER", "PERRIN", "CHEVALIER", "MOREL", "FOURNIER",
	}
	women = []string{"MARIE", "CHLOÉ", "ZOË", "ANAÏS", "INÈS", "LÉA", "AGNÈS", "MARIE-THÉRÈSE", "HÉLÈNE", "CAMILLE"}
	men   = []string{"JEAN", "JEAN-BAPTISTE", "FRANÇOIS", "LOÏC", "GAËL", "ÉTIENNE", "BENOÎT", "RÉMI", "PAUL", "NOËL"}

	// professions: the last is that of a role professional.
	professions = []string{"10", "21", "40", "50", "60", "70", "80", "91", "94", "96", "41", "93", "99"}
	roleCodes   = []string{"", "GENR01", "GENR08", "GENR09", "GENR10", "GENR11", "GENR12", "GENR13"}
	modes       = []string{"S", "S", "L", "B"}

	// kinds of structures, and how they are identified.
	kinds = []struct {
		sector, name string
		by           byte // F FINESS, P pharmacy, S SIRET, R practice
	}{
		{"SA16", "FOYER DE VIE", 'F'},
		{"SA17", "EHPAD", 'F'},
		{"SA18", "SERVICE D'AIDE À LA FAMILLE", 'F'},
		{"SA41", "SAMSAH", 'F'},
		{"SA20", "MAISON D'ENFANTS", 'F'},
		{"SA21", "CENTRE DE RÉADAPTATION", 'F'},
		{"SA63", "DISPOSITIF D'APPUI À LA COORDINATION", 'S'},
		{"SA33", "PHARMACIE", 'P'},
		{"SA01", "CENTRE HOSPITALIER", 'F'},
		{"SA04", "CLINIQUE", 'F'},
		{"SA07", "CABINET DU DR", 'R'},
		{"SA08", "CABINET DE GROUPE", 'R'},
		{"SA09", "SELARL", 'S'},
		{"SA25", "LABORATOIRE", 'F'},
		{"SA05", "CENTRE DE SANTÉ", 'F'},
		{"SA52", "MAISON DE SANTÉ", 'S'},
	}
	places   = []string{"DES TILLEULS", "DU PARC", "DE L'ÉGLISE", "DES ÎLES", "SAINT-ÉLOI", "DU CHÂTEAU", "DE LA FORÊT", "DU LAC"}
	communes = []struct{ postal, code, name string }{
		{"42000", "42218", "Saint-Étienne"},
		{"35000", "35238", "Rennes"},
		{"2A000", "2A004", "Ajaccio"},
		{"97400", "97411", "Saint-Denis"},
		{"38000", "38185", "Grenoble"},
		{"68100", "68224", "Mulhouse"},
	}
)

const (
	firstRole  = 2  // of the six, in roleCodes
	roleTrade  = 12 // of a role professional, in professions
	students   = 40 // one person in so many
	noActivity = 25
	maxNumber  = 10_000_000
)

// NewWorld returns a population with about that many lines in an extraction of
// activities, at least one and at most some 17 million.
func NewWorld(seed uint64, lines int) *World {
	lines = max(1, lines)
	w := &World{seed: seed, labels: labels()}
	at := civil.MustParseISO("2026-08-25")
	for p := range roles.Professions() {
		if p.InJ121() && p.Kind() != roles.KindStudent && p.At(at) == roles.StatusValid {
			w.trades = append(w.trades, coded{p.Code(), p.Label()})
		}
	}
	// A multiple of the kinds, so that a move by so many keeps the kind.
	w.structures = uint32(len(kinds) * max(8, lines/5/len(kinds)))
	rng := rand.New(rand.NewPCG(seed, 1))
	step := uint32(max(1, min(7, maxNumber*4/(lines*5))))
	for n, number := 0, rng.Uint32N(step); n < lines && number < maxNumber; number += 1 + rng.Uint32N(step) {
		p := w.newPerson(rng, number)
		p.first = uint32(len(w.situations))
		for range p.count {
			w.situations = append(w.situations, w.newSituation(rng, p.profession))
		}
		w.persons = append(w.persons, p)
		n += max(1, int(p.count))
	}
	return w
}

func (w *World) newPerson(rng *rand.Rand, number uint32) person {
	p := person{
		number: number, family: uint8(rng.IntN(len(families))), given: uint8(rng.IntN(len(women))), woman: rng.IntN(2) == 0,
		student: rng.IntN(students) == 0, profession: uint8(rng.IntN(roleTrade)), qualifications: uint8(rng.IntN(3)),
	}
	if rng.IntN(3) == 0 {
		p.profession, p.student = roleTrade, false
	}
	switch r := rng.IntN(100); {
	case r < 100/noActivity:
	case r < 60:
		p.count = 1
	case r < 85:
		p.count = 2
	case r < 95:
		p.count = 3
	default:
		p.count = 4
	}
	return p
}

func (w *World) newSituation(rng *rand.Rand, profession uint8) situation {
	s := situation{structure: rng.Uint32N(w.structures), mode: uint8(rng.IntN(len(modes))), role: 1}
	if profession == roleTrade {
		s.role, s.function = uint8(firstRole+rng.IntN(6)), uint8(1+rng.IntN(len(w.trades)))
	}
	return s
}

// Persons returns how many persons there are.
func (w *World) Persons() int { return len(w.persons) }

// Situations returns how many situations there are.
func (w *World) Situations() int { return len(w.situations) }

func (w *World) of(p person) []situation { return w.situations[p.first : p.first+uint32(p.count)] }

func (p person) rpps() string { return withKey(fmt.Sprintf("997%07d", p.number)) }

// withKey appends the key of Luhn.
func withKey(digits string) string {
	sum := 0
	for i := range digits {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return digits + string(rune('0'+(10-sum%10)%10))
}

// place is a structure, written out.
type place struct {
	sector, sectorLabel, siret, siren, finess, legal, technical, former, name, trade string
	number, street, phone, email                                                     string
	commune                                                                          int
}

// structure writes out structure i: everything follows from its number.
func (w *World) structure(i uint32) place {
	k := kinds[i%uint32(len(kinds))]
	n := i / uint32(len(kinds))
	p := place{
		sector: k.sector, sectorLabel: w.labels[k.sector], name: k.name + " " + places[n%uint32(len(places))], trade: fmt.Sprintf("N° %d", i),
		number: fmt.Sprint(1 + i%180), street: places[(n+3)%uint32(len(places))], commune: int(i % uint32(len(communes))),
		phone: fmt.Sprintf("0199%06d", i%10_000), email: fmt.Sprintf("contact%d@example.org", i),
	}
	p.siren = withKey(fmt.Sprintf("000997%02d", i%100))
	p.siret = withKey(fmt.Sprintf("%s%04d", p.siren, 1+i/100%9999))
	p.finess = withKey(fmt.Sprintf("99%06d", i%900_000))
	p.legal = withKey(fmt.Sprintf("99%06d", 900_000+i%10_000))
	switch k.by {
	case 'F':
		p.technical, p.former = "F"+p.finess, "1"+p.finess
	case 'P':
		p.technical, p.former = fmt.Sprintf("F%s%02d%02d2015", p.finess, 1+i%28, 1+i%12), "1"+p.finess
	case 'S':
		p.technical, p.former, p.finess, p.legal = "C"+p.siret, "3"+p.siret, "", ""
	case 'R':
		rang := withKey(withKey(fmt.Sprintf("997%07d", i%maxNumber)) + "01")
		p.technical, p.former = "R"+rang, "4"+rang
		p.siret, p.siren, p.finess, p.legal = "", "", "", ""
	}
	return p
}

// Structure returns the technical identifier of structure i.
func (w *World) Structure(i uint32) string { return w.structure(i).technical }

// labels are those of the codes in use.
func labels() map[string]string {
	out := map[string]string{}
	for s := range roles.Sectors() {
		out[s.Code()] = s.Label()
	}
	for r := range roles.Roles() {
		out[r.Code()] = r.Label()
	}
	for p := range roles.Professions() {
		if slices.Contains(professions, p.Code()) {
			out[p.Code()] = p.Label()
		}
	}
	for m := range roles.PracticeModes() {
		out["mode "+m.Code()] = m.Label()
	}
	for c := range roles.Categories() {
		out["category "+c.Code()] = c.Label()
	}
	return out
}

// Change is one difference between two days. Kind is one of "person-appeared",
// "person-left", "name", "situation-opened", "situation-closed", "structure",
// "role", "function", "profession", "qualification", "mode". From and To are codes; of a
// structure, its technical identifier.
type Change struct {
	Kind, Person, Structure, From, To string
}

// NextDay returns the population of the next day, in which about that many
// persons changed, and the list of the changes, by person. Each change is of
// one kind, and leaves no doubt which situation became which: nobody has two
// situations in one structure, and nobody changes twice.
func (w *World) NextDay(seed uint64, changes int) (*World, []Change) {
	d := nextDay{
		World: &World{seed: w.seed, trades: w.trades, labels: w.labels, structures: w.structures},
		rng:   rand.New(rand.NewPCG(w.seed, seed+2)),
	}
	every := max(1, len(w.persons)/max(1, changes))
	for i, p := range w.persons {
		its := slices.Clone(w.of(p))
		if i%every == every-1 && distinct(its) && !d.change(&p, &its) {
			continue // who left
		}
		d.add(p, its)
		// Room for somebody new between two numbers.
		if i%every == 0 && p.number+1 < maxNumber && (i+1 == len(w.persons) || w.persons[i+1].number > p.number+1) {
			d.appear(p.number + 1)
		}
	}
	return d.World, d.list
}

// nextDay is the population of the next day in the making.
type nextDay struct {
	*World
	rng  *rand.Rand
	list []Change
}

func (d *nextDay) add(p person, its []situation) {
	p.first, p.count = uint32(len(d.situations)), uint8(len(its))
	d.situations = append(d.situations, its...)
	d.persons = append(d.persons, p)
}

// tell lists a change of a person, in the structure of a situation.
func (d *nextDay) tell(kind string, p *person, at situation, from, to string) {
	d.list = append(d.list, Change{kind, "8" + p.rpps(), d.Structure(at.structure), from, to})
}

// change makes a change of some kind in a person and their situations, where there is
// one to make. It is false for who left.
func (d *nextDay) change(p *person, its *[]situation) bool {
	kind, k := d.rng.IntN(9), 0
	if len(*its) > 0 {
		k = d.rng.IntN(len(*its))
	}
	switch {
	case kind == 0:
		d.list = append(d.list, Change{Kind: "person-left", Person: "8" + p.rpps()})
		for _, s := range *its {
			d.tell("situation-closed", p, s, "", "")
		}
		return false
	case kind == 1:
		p.family = (p.family + 1) % uint8(len(families))
		d.list = append(d.list, Change{Kind: "name", Person: "8" + p.rpps()})
	case kind == 2 && len(*its) < 4:
		d.open(p, its)
	case len(*its) == 0:
	case kind == 3:
		d.tell("situation-closed", p, (*its)[k], "", "")
		*its = slices.Delete(*its, k, k+1)
	case kind == 4:
		d.move(p, *its, k)
	case kind == 8:
		if p.profession != roleTrade && !p.student {
			d.retrain(p, *its)
		}
	default:
		d.amend(kind, p, &(*its)[k])
	}
	return true
}

// open gives a person one more situation, unless it is in a structure of theirs.
func (d *nextDay) open(p *person, its *[]situation) {
	s := d.newSituation(d.rng, p.profession)
	if with := append(slices.Clone(*its), s); distinct(with) {
		*its = with
		d.tell("situation-opened", p, s, "", "")
	}
}

// move takes a situation to another structure, unless it is one of theirs.
func (d *nextDay) move(p *person, its []situation, k int) {
	s := &its[k].structure
	old := *s
	*s = (old + uint32(len(kinds))*(1+d.rng.Uint32N(5))) % d.structures
	if *s == old || !distinct(its) {
		*s = old
		return
	}
	d.list = append(d.list, Change{"structure", "8" + p.rpps(), "", d.Structure(old), d.Structure(*s)})
}

// amend changes the role, the métier or the mode of a situation.
func (d *nextDay) amend(kind int, p *person, s *situation) {
	switch {
	case kind == 5 && p.profession == roleTrade:
		old := s.role
		s.role = firstRole + (old-firstRole+1+uint8(d.rng.IntN(5)))%6
		d.tell("role", p, *s, roleCodes[old], roleCodes[s.role])
	case kind == 6 && p.profession == roleTrade:
		old := s.function
		s.function = 1 + (old+uint8(d.rng.IntN(len(d.trades)-1)))%uint8(len(d.trades))
		if old != s.function {
			d.tell("function", p, *s, d.trades[old-1].code, d.trades[s.function-1].code)
		}
	case kind == 7:
		old := modes[s.mode]
		s.mode = uint8(slices.Index(modes, map[string]string{"S": "L", "L": "B", "B": "S"}[old]))
		d.tell("mode", p, *s, old, modes[s.mode])
	}
}

// retrain gives a person another profession.
func (d *nextDay) retrain(p *person, its []situation) {
	old := p.profession
	p.profession = (old + 1) % roleTrade
	for _, s := range its {
		d.tell("profession", p, s, professions[old], professions[p.profession])
		if before, after := qualification(old), qualification(p.profession); before != after {
			d.tell("qualification", p, s, before, after)
		}
	}
}

// appear adds somebody new.
func (d *nextDay) appear(number uint32) {
	p := d.newPerson(d.rng, number)
	d.list = append(d.list, Change{Kind: "person-appeared", Person: "8" + p.rpps()})
	var its []situation
	for range p.count {
		d.open(&p, &its)
	}
	d.add(p, its)
}

// qualification is the savoir-faire of a profession: doctors have one.
func qualification(profession uint8) string {
	if professions[profession] == "10" {
		return "SM54"
	}
	return ""
}

// distinct reports whether no two situations are in one structure.
func distinct(ss []situation) bool {
	for i := range ss {
		for j := range i {
			if ss[i].structure == ss[j].structure {
				return false
			}
		}
	}
	return true
}
