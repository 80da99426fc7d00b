package cycles

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/psc"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// The days of the play, counted from the first; a date that is not stated is 0.
const (
	firstDay, lastDay = 100, 850
	handover, merger  = 300, 550 // another gestionnaire; another SIRET
	bothSIRETs        = 30       // days for which the old one is still bound
)

func dated(d int) civil.Date {
	if d == 0 {
		return civil.Date{}
	}
	return civil.MustNew(2025, 7, 1).AddDays(d - firstDay)
}

const homeSIRET, mergedSIRET, otherSIRET, homeFINESS = "00099701500011", "00099702300015", "00099703100018", "990000010"

// stage is what was decided of a contract, as the model knows it.
type stage int

const (
	taken stage = iota
	undecided
	shut  // by hand, or by a death
	gone  // refused or given up
	stuck // taken, and a death was told before it began
)

// contract is a situation in the model: days, and who holds which role from when.
type contract struct {
	place, metier string
	start, end    int
	roles         [][2]int // from, role
	stage         stage
	died          int
}

func (c *contract) role(day int) (role int) {
	for _, r := range c.roles {
		if r[0] <= day {
			role = r[1]
		}
	}
	return role
}

func (c *contract) lastRole() int { return c.roles[len(c.roles)-1][1] }

// member is somebody of the staff, in the model and in the library.
type member struct {
	number     rpps.Number
	dossier    reg.Dossier
	contracts  []*contract
	died, told int
	excluded   bool // the last day does not count
}

// last is the last day of an end, 0 for none.
func (m *member) last(end int) int {
	if m.excluded && end != 0 {
		return end - 1
	}
	return end
}

func (m *member) passed(end, day int) bool { return end != 0 && m.last(end) < day }

func (m *member) over(c *contract, day int) bool {
	return c.stage == shut || c.stage == gone || c.stage == taken && c.start <= day && m.passed(c.end, day)
}

func (m *member) open(c *contract, day int) bool {
	return (c.stage == taken || c.stage == shut) && c.start <= day && !m.passed(c.end, day) &&
		(m.died == 0 || day <= m.died) && (c.died == 0 || day <= c.died)
}

func (m *member) pending() bool {
	return slices.ContainsFunc(m.contracts, func(c *contract) bool { return c.stage == undecided })
}

// twin reports whether a contract would be the same work as another one on a day of both.
func (m *member) twin(c *contract, place string, start, end, role, day int) bool {
	none := func(start, end int) bool { return end != 0 && m.last(end) < start }
	return slices.ContainsFunc(m.contracts, func(x *contract) bool {
		return x != c && x.place == place && x.metier == c.metier && x.lastRole() == role && !m.over(x, day) &&
			!none(start, end) && !none(x.start, x.end) &&
			(x.end == 0 || m.last(x.end) >= start) && (end == 0 || m.last(end) >= x.start)
	})
}

// dies ends what goes on, and takes away what has not begun.
func (m *member) dies(c *contract, died, day int) {
	switch {
	case m.over(c, day):
	case c.stage != taken || c.start > day:
		c.stage = gone
	default:
		if c.end == 0 || c.end > died {
			c.end = max(died, c.start)
		}
		c.stage = shut
	}
}

// employerSpan is one who acts for a place, from a day until another.
type employerSpan struct {
	who, place  string
	from, until int
}

var (
	mandates  = []employerSpan{{"anna", homeSIRET, 50, handover}, {"zoé", homeSIRET, handover + 1, merger + bothSIRETs}, {"zoé", mergedSIRET, merger, 0}, {"elsewhere", otherSIRET, 50, 0}}
	contracts = []employerSpan{{"", homeSIRET, 40, merger + bothSIRETs}, {"", mergedSIRET, merger, 0}, {"", otherSIRET, 40, 0}}
)

func during(list []employerSpan, who, place string, day int) bool {
	return slices.ContainsFunc(list, func(s employerSpan) bool {
		return s.who == who && s.place == place && s.from <= day && (s.until == 0 || day <= s.until)
	})
}

// years is the play.
type years struct {
	rnd    *rand.Rand
	staff  []*member
	places map[string]gestionnaire.Establishment
	all    []gestionnaire.Establishment
	actors map[string]*gestionnaire.Actor
}

func newYears(t *testing.T, seed uint64) *years {
	y := &years{rnd: rand.New(rand.NewPCG(seed, 7)), places: map[string]gestionnaire.Establishment{}, actors: map[string]*gestionnaire.Actor{}}
	for _, c := range contracts {
		e := employer(c.place)
		e.Contract = gestionnaire.Contract{SignedOn: dated(c.from), EndedOn: dated(c.until), With: e.Structure}
		y.places[c.place], y.all = e, append(y.all, e)
	}
	numbers := map[string]string{"anna": "99700000021", "zoé": "99700000039", "elsewhere": "99700000047"}
	for _, s := range mandates {
		if y.actors[s.who] == nil {
			y.actors[s.who] = &gestionnaire.Actor{ID: rpps.PersonIDOf(rpps.MustParseNumber(numbers[s.who]))}
		}
		m := mandate(y.places[s.place], gestionnaire.Gestionnaire)
		m.From, m.Until = dated(s.from), dated(s.until)
		m.Training.CompletedOn, m.Attestation.SignedOn, m.TermsAcceptedOn = m.From, m.From, m.From
		y.actors[s.who].Mandates = append(y.actors[s.who].Mandates, m)
	}
	for i := range 8 {
		m := &member{excluded: i%3 == 2}
		for key := 0; m.number.IsZero(); key++ {
			m.number, _ = rpps.ParseNumber(fmt.Sprintf("997100%04d%d", i, key))
		}
		var s reg.Settings
		if m.excluded {
			s.Dates.LastDay = situation.LastDayExcluded
		}
		var err error
		if m.dossier, err = reg.NewDossier(m.number, s); err != nil {
			t.Fatal(err)
		}
		y.staff = append(y.staff, m)
	}
	return y
}

func genre(role int) roles.Role {
	r, _ := roles.ParseRole(fmt.Sprintf("GENR%02d", role))
	return r
}

func (y *years) request(m *member, c *contract, place string, day int) *reg.Request {
	r := ask(y.places[place], dated(c.start), dated(c.end), m.number)
	r.Situation.Role = genre(c.lastRole())
	r.Situation.Function, _ = roles.ParseProfession(c.metier)
	r.Information.On, r.Search.On = dated(min(day, c.start)-5), dated(day)
	return r
}

// act is something that somebody tries, whether it must be accepted, and what of the
// model it changes.
func (y *years) act(m *member, day int) (a reg.Act, want bool, then func()) {
	a = reg.Act{Day: dated(day), By: lifecycle.Gestionnaire, Establishments: y.all, Compatible: rpps.Yes}
	s := mandates[y.rnd.IntN(len(mandates))]
	place := s.place
	if y.rnd.IntN(6) == 0 {
		place = contracts[y.rnd.IntN(len(contracts))].place
	}
	a.Caller, a.Employer = y.actors[s.who], y.places[place].Structure
	may := during(mandates, s.who, place, day) && during(contracts, "", place, day)

	kind := y.rnd.IntN(12)
	if kind < 4 || len(m.contracts) == 0 {
		c := &contract{place: place, metier: []string{"313", "326", "316"}[y.rnd.IntN(3)], start: day - 20 + y.rnd.IntN(60)}
		if y.rnd.IntN(2) == 0 {
			c.end = c.start - 3 + y.rnd.IntN(120)
		}
		c.roles = [][2]int{{c.start, 8 + y.rnd.IntN(6)}}
		a.OnSituation, a.Request = situation.EventCreate, y.request(m, c, place, day)
		want = may && !(c.start <= day && m.passed(c.end, day))
		if kind == 3 {
			a.OnSituation, a.By, a.Caller, c.stage, want = situation.EventDeclare, lifecycle.Professional, nil, undecided, true
		}
		want = want && m.died == 0 && m.told == 0 && !m.pending() && (c.end == 0 || c.end >= c.start) &&
			!m.twin(c, place, c.start, c.end, c.lastRole(), day)
		return a, want, func() { m.contracts = append(m.contracts, c) }
	}

	a.Item = y.rnd.IntN(len(m.contracts))
	if kind == 4 {
		a.Item = max(0, slices.IndexFunc(m.contracts, func(c *contract) bool { return c.stage == undecided }))
	}
	c := m.contracts[a.Item]
	mine := may && c.place == place && m.died == 0 && !m.over(c, day)
	edit := mine && c.stage == taken && !m.pending()
	planned := mine && !m.pending() && (c.stage == taken || c.stage == stuck) && c.start > day
	alive, begun := m.told == 0, c.start <= day
	switch kind {
	case 4:
		a.OnSituation = situation.EventValidate
		want = mine && c.stage == undecided && alive && !(begun && m.passed(c.end, day)) && !m.twin(c, c.place, c.start, c.end, c.lastRole(), day)
		then = func() { c.stage = taken }
	case 5:
		a.OnSituation, want = situation.EventRefuse, mine && c.stage == undecided
		then = func() { c.stage = gone }
	case 6:
		end := day - 2 + y.rnd.IntN(90)
		later := c.end != 0 && end > c.end
		a.OnSituation, a.End = situation.EventSetEnd, dated(end)
		want = (edit || planned) && end >= c.start && end >= day && !(later && (!alive || m.twin(c, c.place, c.start, end, c.lastRole(), day)))
		then = func() { c.end = end }
	case 7:
		a.OnSituation = situation.EventClearEnd
		want = (edit || planned) && alive && c.end != 0 && !m.passed(c.end, day) && !m.twin(c, c.place, c.start, 0, c.lastRole(), day)
		then = func() { c.end = 0 }
	case 8:
		end := day - 10 + y.rnd.IntN(14)
		a.OnSituation, a.End = situation.EventClose, dated(end)
		want = edit && begun && end >= c.start && (end <= day || c.end == 0 || end <= c.end)
		then = func() {
			if c.end = end; end <= day {
				c.stage = shut
			}
		}
	case 9:
		role := 8 + y.rnd.IntN(6)
		a.OnSituation, a.Role = situation.EventAmendRole, genre(role)
		want = (edit || planned) && alive && role != c.lastRole() && (c.end == 0 || m.last(c.end) >= max(c.start, day)) && !m.twin(c, c.place, c.start, c.end, role, day)
		then = func() {
			if day <= c.start {
				c.roles = nil
			}
			c.roles = append(c.roles, [2]int{max(day, c.start), role})
		}
	case 10:
		a.OnSituation, want = situation.EventCancel, planned
		then = func() { c.stage = gone }
		if y.rnd.IntN(3) == 0 {
			a.By, a.Caller, want = lifecycle.Professional, nil, c.stage == undecided && m.died == 0
		}
	case 11:
		died := day - y.rnd.IntN(10)
		a.OnSituation, a.DiedOn, want = situation.EventDeath, dated(died), mine
		then = func() {
			m.told = day
			if m.dies(c, died, day); c.stage == shut {
				c.died = died
			}
			for _, x := range m.contracts {
				if x.stage == taken && x.start > day {
					x.stage = stuck
				}
			}
		}
		switch y.rnd.IntN(12) {
		case 0:
			a.By, a.Caller, want = lifecycle.INSEE, nil, m.died == 0
			then = func() {
				m.died = died
				for _, x := range m.contracts {
					m.dies(x, died, day)
				}
			}
		case 1:
		default:
			return reg.Act{Day: dated(day)}, false, nil // deaths are rare: an act of nobody
		}
	}
	return a, want, then
}

// next makes an act, which must be accepted or refused as the model says.
func (y *years) next(t *testing.T, m *member, a reg.Act, want bool, then func()) {
	t.Helper()
	n, _, err := m.dossier.Next(a)
	if (err == nil) != want {
		t.Fatalf("%s on %s of %d: %v, and the model says %v\n%s", a, a.Day, a.Item, err, want, y.tell(m))
	}
	if m.dossier = n; err == nil {
		then()
	}
}

func (y *years) tell(m *member) string {
	var b strings.Builder
	for i, h := range m.dossier.Situations() {
		s := h.Situation
		fmt.Fprintf(&b, "%d: %s %s..%s %s, %+v\n", i, h.State, s.Start, s.End, s.Role.Code(), *m.contracts[i])
	}
	return b.String()
}

// merge moves what goes on to the new SIRET: by who has a mandate for both places.
func (y *years) merge(t *testing.T, m *member) {
	for i, c := range m.contracts {
		if c.place != homeSIRET {
			continue
		}
		a := reg.Act{
			OnSituation: situation.EventModify, Item: i, Day: dated(merger), By: lifecycle.Gestionnaire, Employer: y.places[homeSIRET].Structure,
			Establishments: y.all, Compatible: rpps.Yes, Request: y.request(m, c, mergedSIRET, merger),
		}
		h := m.dossier.Situations()[i].Situation
		a.Request.Situation.End, a.Request.Situation.EndReason = h.End, h.EndReason
		a.Caller = y.actors["anna"]
		y.next(t, m, a, false, nil)
		a.Caller = y.actors["zoé"]
		can := c.stage == taken && !m.over(c, merger) && m.died == 0 && m.told == 0 && !m.pending() &&
			!m.twin(c, mergedSIRET, c.start, c.end, c.lastRole(), merger)
		y.next(t, m, a, can, func() { c.place = mergedSIRET })
	}
}

// held compares what the dossier holds to be open on a day with the model.
func (y *years) held(t *testing.T, m *member, today, day int) {
	t.Helper()
	var want []int
	for i, c := range m.contracts {
		if m.open(c, day) {
			want = append(want, i)
		}
	}
	got := m.dossier.Open(dated(day))
	if !slices.Equal(got, want) {
		t.Fatalf("on %s, open on %s: %v, and the model says %v\n%s", dated(today), dated(day), got, want, y.tell(m))
	}
	for _, i := range got {
		if r, ok := m.dossier.Situations()[i].Roles.At(dated(day)); !ok || r.Role != genre(m.contracts[i].role(day)) {
			t.Fatalf("on %s, item %d on %s: %v, and the model says %d\n%s", dated(today), i, dated(day), r.Role, m.contracts[i].role(day), y.tell(m))
		}
	}
}

// publishedMatrix is the published table: which types the column of a heading opens.
func publishedMatrix(t *testing.T) (types []string, opens map[string]map[string]bool) {
	f, err := os.Open("../../habilitation/data/matrice-cnam-2024-09-25.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	opens = map[string]map[string]bool{}
	for _, row := range rows[1:] {
		types = append(types, row[1])
		for i, cell := range row[3:] {
			heading := rows[0][3+i]
			if opens[heading] == nil {
				opens[heading] = map[string]bool{}
			}
			opens[heading][row[1]] = cell == "oui"
		}
	}
	return types, opens
}

// headings of the columns of the roles; GENR13 has none.
var headings = map[int]string{
	8: "Rôle coordination et orientation", 9: "Rôle administratif et appui", 10: "Rôle vie sociale, professionnelle, éducative",
	11: "Rôle accompagnement au soin", 12: "Rôle encadrement et organisation",
}

// signIn compares what somebody reads after a sign-in with the model. The directory may
// be late by some days, and say the places as they were.
func (y *years) signIn(t *testing.T, m *member, day int, types []string, opens map[string]map[string]bool) (read int) {
	type right struct {
		role   int
		metier string
	}
	late, siret := day-y.rnd.IntN(3), homeSIRET
	if day >= merger {
		siret = mergedSIRET
	}
	rights := map[right]bool{}
	var activities []map[string]string
	for _, c := range m.contracts {
		if !m.open(c, late) {
			continue
		}
		place := c.place
		if place == mergedSIRET && late < merger {
			place = homeSIRET
		}
		a := map[string]string{
			"codeModeExercice": "S", "codeSecteurDactivite": "SA17", "codeRole": c.metier, "codeGenreActivite": genre(c.role(late)).Code(), "numeroSiretSite": place,
		}
		if place != otherSIRET {
			a["numeroFinessSite"] = homeFINESS
		}
		activities = append(activities, a)
		if place == siret {
			rights[right{c.role(late), c.metier}] = true
		}
	}
	text, err := json.Marshal(map[string]any{"SubjectNameID": "8" + m.number.Canonical(), "SubjectRefPro": map[string]any{"exercices": []any{map[string]any{
		"codeProfession": "99", "codeCategorieProfessionnelle": "C", "activities": activities,
	}}}})
	if err != nil {
		t.Fatal(err)
	}
	u, err := psc.Parse(text, psc.Options{SignIn: dated(day)})
	if err != nil {
		t.Fatal(err)
	}
	here := rpps.Structure{SIRET: rpps.MustParseSIRET(siret)}
	if y.rnd.IntN(2) == 0 {
		here.FINESS = rpps.MustParseFINESS(homeFINESS)
	}
	q := habilitation.Request{
		Subject: u.Subject(psc.ByStructure(here), habilitation.Policy{}), Action: habilitation.Read,
		Facts: habilitation.CareTeam | habilitation.Informed | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
	}
	for range 12 {
		code := types[y.rnd.IntN(len(types))]
		want := len(rights) == 1 // of several, nobody knows which is meant
		for r := range rights {
			want = want && opens[headings[r.role]][code] && (r.metier != "316" || opens["Pharmaciens officine et PUI"][code])
		}
		if q.Document, err = habilitation.ParseDocumentType(code); err != nil {
			t.Fatal(err)
		}
		if d := habilitation.CNAM20240925().Decide(q); d.Allowed() != want {
			t.Fatalf("%s on %s, late by %d: %v, and the model says %v of %v\n%s\n%s", code, dated(day), day-late, d.Codes(), want, rights, text, y.tell(m))
		}
		tomorrow := q
		tomorrow.Subject = q.Subject.On(dated(day + 1))
		if habilitation.CNAM20240925().Decide(tomorrow).Allowed() {
			t.Fatalf("%s, of a sign-in of the day before", code)
		}
		if want {
			read++
		}
	}
	return read
}

// TestYears lives two years of an establishment, day by day: hires, roles, ends, deaths,
// another gestionnaire, a merger by which its SIRET changes, sign-ins. A model of days and
// lists says which acts are accepted, what is open, today and on a day before, and what
// is read.
func TestYears(t *testing.T) {
	types, opens := publishedMatrix(t)
	seeds := uint64(2)
	if testing.Short() {
		seeds = 1
	}
	made, read := 0, 0
	for seed := range seeds {
		y := newYears(t, seed)
		for day := firstDay; day < lastDay; day++ {
			for _, m := range y.staff {
				if day == merger {
					y.merge(t, m)
				}
				if y.rnd.IntN(4) == 0 {
					a, want, then := y.act(m, day)
					y.next(t, m, a, want, then)
					if want {
						made++
					}
				}
				switch y.rnd.IntN(4) {
				case 0:
					y.held(t, m, day, day)
				case 1:
					y.held(t, m, day, day-y.rnd.IntN(200))
				case 2:
					read += y.signIn(t, m, day, types, opens)
				}
			}
		}
	}
	if made < 30*int(seeds) || read < 50*int(seeds) {
		t.Errorf("%d acts accepted, %d documents read", made, read)
	}
	t.Logf("%d acts accepted, %d documents read", made, read)
}
