package cycles

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// Two employers and one person. All numbers are fictitious.
var (
	today  = civil.MustNew(2026, 11, 20)
	number = rpps.MustParseNumber("99700000013")

	home   = employer("00099701500011")
	clinic = employer("00099702300015")
	both   = []gestionnaire.Establishment{home, clinic}

	anna   = &gestionnaire.Actor{ID: rpps.PersonIDOf(rpps.MustParseNumber("99700000021")), Mandates: []gestionnaire.Mandate{mandate(home, gestionnaire.Gestionnaire)}}
	basile = &gestionnaire.Actor{ID: rpps.PersonIDOf(rpps.MustParseNumber("99700000039")), Mandates: []gestionnaire.Mandate{mandate(clinic, gestionnaire.Gestionnaire)}}
	// chloe is gestionnaire of both, and legal representative of the clinic.
	chloe = &gestionnaire.Actor{ID: rpps.PersonIDOf(rpps.MustParseNumber("99700000047")), Mandates: []gestionnaire.Mandate{
		mandate(home, gestionnaire.Gestionnaire), mandate(clinic, gestionnaire.Gestionnaire), mandate(clinic, gestionnaire.RepresentantLegal),
	}}
)

func employer(siret string) gestionnaire.Establishment {
	s := rpps.Structure{SIRET: rpps.MustParseSIRET(siret), Kind: rpps.ESMS, Sector: roles.SA17}
	return gestionnaire.Establishment{Structure: s, Contract: gestionnaire.Contract{SignedOn: civil.MustNew(2024, 2, 1), With: s}}
}

func mandate(e gestionnaire.Establishment, c gestionnaire.Capacity) gestionnaire.Mandate {
	from := civil.MustNew(2025, 9, 1)
	return gestionnaire.Mandate{
		Capacity: c, Structure: e.Structure, From: from, AppointedBy: gestionnaire.Mandataire,
		Training:        gestionnaire.Training{CompletedOn: from},
		Attestation:     gestionnaire.Attestation{SignedOn: from, SignedBy: gestionnaire.RepresentantLegal},
		Card:            gestionnaire.Card{Kind: gestionnaire.CPE, ExpiresOn: civil.MustNew(2030, 6, 30)},
		Contact:         rpps.Contact{Email: "rh@example.org"},
		TermsAcceptedOn: from,
	}
}

// ask is a request that nothing refuses, for a situation over some days.
func ask(e gestionnaire.Establishment, start, end civil.Date, n rpps.Number) *reg.Request {
	r := &reg.Request{
		Identity: rpps.CivilStatus{
			BirthName: "Lefèvre", FirstNames: []rpps.Private{"Zoë"}, Sex: rpps.Female,
			BirthDate: civil.MustNew(1988, 4, 12), BirthPlace: rpps.BirthPlace{Commune: "75056"},
		},
		Contact: rpps.Contact{Email: "zoe.lefevre@example.org", Phone: "0639981234"},
		Situation: situation.Situation{
			Structure: rpps.Structure{SIRET: e.Structure.SIRET}, Role: roles.RoleSocialLife,
			Function: roles.MetierAccompagnantEducatifSocial, Category: roles.CategoryCivil, Mode: roles.ModeSalarie,
			Start: start, End: end,
		},
		Information: reg.Information{On: civil.MustNew(2026, 11, 2)},
		LegalNotice: rpps.Yes,
		Search:      reg.Search{On: today, Found: reg.FoundNone},
		Number:      n,
	}
	if !n.IsZero() {
		r.Search.Found = reg.FoundOne
	}
	return r
}

// hand is who acts, in a capacity and for an employer.
type hand struct {
	name  string
	by    lifecycle.Actor
	who   *gestionnaire.Actor
	where gestionnaire.Establishment
}

func (h hand) does(a reg.Act) reg.Act {
	a.By, a.Caller, a.Employer, a.Compatible = h.by, h.who, h.where.Structure, rpps.Yes
	if h.who != nil {
		a.Establishments = both
	}
	return a
}

var (
	annaHome     = hand{"anna@home", gest, anna, home}
	basileClinic = hand{"basile@clinic", gest, basile, clinic}
	basileHome   = hand{"basile@home", gest, basile, home} // no mandate there
	chloeHome    = hand{"chloe@home", gest, chloe, home}
	chloeClinic  = hand{"chloe@clinic", legal, chloe, clinic}
	person       = hand{name: "person", by: pro}
	directory    = hand{name: "ans", by: ans}
	software     = hand{name: "system", by: system}
	calendar     = hand{name: "clock", by: clock}
	nobody       = hand{name: "nobody"}
)

// alphabet is what is tried: on which days, by whom, with which dates.
type alphabet struct {
	name  string
	days  []int // of acts, after today
	hands []hand
	ends  []int // of ends asked for, after the day of the act
	// spans are the starts and ends of situations, after the day of the act.
	spans [][2]int
	// items is how many requests and how many situations there may be.
	items int
	// foreseen: leave out what the second tables refuse whatever the facts,
	// and the walk has shown that the machines refuse too; but in a final state
	// everything is tried.
	foreseen bool
	// own: employers ask for their own structure only, and with the number
	// that is known.
	own bool
}

const noEnd = 1 << 20

func span(day civil.Date, s [2]int) (start, end civil.Date) {
	if s[1] != noEnd {
		end = day.AddDays(s[1])
	}
	return day.AddDays(s[0]), end
}

// act is an act with its name and the employer of the hand.
type act struct {
	reg.Act
	hand hand
	name string
}

func eventName(a reg.Act) string {
	if a.OnSituation != 0 {
		return a.OnSituation.String() + " (situation)"
	}
	return a.OnRequest.String()
}

var (
	ofRequests   = registrationTable()
	ofSituations = situationTable()
)

func (o *table[S, E]) foresees(from S, on E, by lifecycle.Actor) bool {
	return slices.ContainsFunc(o.rows, func(r row[S, E]) bool { return r.on == on && r.by.Has(by) && has(r.from, from) })
}

// acts returns everything that may be tried on a dossier; clocked gives the
// dossier after the moves of the clock that are due on a day.
func (x *alphabet) acts(d reg.Dossier, clocked func(civil.Date) reg.Dossier) []act {
	var out []act
	requests, situations := len(d.Requests()), len(d.Situations())
	for _, n := range x.days {
		day := today.AddDays(n)
		if day.Before(d.Day()) {
			continue
		}
		now := clocked(day)
		hasRequests, hasSituations := now.Requests(), now.Situations()
		add := func(h hand, what string, a reg.Act) {
			if x.foreseen && h.by != clock {
				request, held := reg.State(0), situation.State(0)
				switch {
				case a.OnRequest > reg.EventEnterManually:
					request = hasRequests[a.Item].State
				case a.OnSituation > situation.EventDeclare:
					held = hasSituations[a.Item].State
				}
				if a.OnRequest != 0 && !requestOver(request) && !ofRequests.foresees(request, a.OnRequest, h.by) ||
					a.OnSituation != 0 && !situationOver(held) && !ofSituations.foresees(held, a.OnSituation, h.by) {
					return
				}
			}
			a.Day = day
			out = append(out, act{h.does(a), h, fmt.Sprintf("+%d %s: %s item %d %s", n, h.name, eventName(a), a.Item, what)})
		}
		var asks []*reg.Request
		var names []string
		for _, s := range x.spans {
			start, end := span(day, s)
			for _, e := range both {
				for _, n := range []rpps.Number{{}, number} {
					asks = append(asks, ask(e, start, end, n))
					names = append(names, fmt.Sprintf("%s %s..%s number %v", e.Structure.SIRET, start, end, !n.IsZero()))
				}
			}
		}
		// One without a role, at each employer.
		for _, e := range both {
			r := ask(e, day.AddDays(-1), civil.Date{}, number)
			r.Situation.Role = 0
			asks, names = append(asks, r), append(names, fmt.Sprintf("%s from %s, no role", e.Structure.SIRET, r.Situation.Start))
		}
		sensible := func(h hand, r *reg.Request) bool {
			return !x.own || r.Number == now.Number() && (h.who == nil || r.Situation.Structure.SIRET == h.where.Structure.SIRET)
		}
		if requests < x.items {
			add(person, "empty", reg.Act{OnRequest: reg.EventStartPreRegistration})
		}
		for i, r := range asks {
			for _, h := range x.hands {
				if !sensible(h, r) {
					continue
				}
				if requests < x.items {
					if h.who == nil {
						add(h, names[i], reg.Act{OnRequest: reg.EventStartPreRegistration, Request: r})
					}
					add(h, names[i], reg.Act{OnRequest: reg.EventEnterManually, Request: r})
				}
				if situations < x.items && !r.Number.IsZero() {
					add(h, names[i], reg.Act{OnSituation: situation.EventCreate, Request: r})
					add(h, names[i], reg.Act{OnSituation: situation.EventDeclare, Request: r})
				}
			}
		}
		for item := range requests {
			for _, h := range x.hands {
				for i, r := range asks {
					if !sensible(h, r) {
						continue
					}
					add(h, names[i], reg.Act{OnRequest: reg.EventSubmit, Item: item, Request: r})
					add(h, names[i], reg.Act{OnRequest: reg.EventRegister, Item: item, Request: r})
					add(h, names[i], reg.Act{OnRequest: reg.EventValidate, Item: item, Request: r})
				}
				for on := reg.EventSubmit; on <= reg.EventECPSReady; on++ {
					add(h, "", reg.Act{OnRequest: on, Item: item, Reason: rpps.Yes, Number: number})
				}
			}
		}
		for item := range situations {
			for _, h := range x.hands {
				for i, r := range asks {
					if r.Number.IsZero() || !sensible(h, r) {
						continue
					}
					held := hasSituations[item].Situation
					same := *r // a modification leaves role and end as they are
					same.Situation.Role, same.Situation.End, same.Situation.EndReason = held.Role, held.End, held.EndReason
					add(h, names[i]+", end kept", reg.Act{OnSituation: situation.EventModify, Item: item, Request: &same})
					if !x.own {
						add(h, names[i], reg.Act{OnSituation: situation.EventModify, Item: item, Request: r})
					}
					add(h, names[i], reg.Act{OnSituation: situation.EventValidate, Item: item, Request: r})
				}
				for _, e := range x.ends {
					end := day.AddDays(e)
					add(h, end.String(), reg.Act{OnSituation: situation.EventSetEnd, Item: item, End: end})
					add(h, end.String(), reg.Act{OnSituation: situation.EventClose, Item: item, End: end, EndReason: roles.EndSalariedRetirement})
				}
				for on := situation.EventValidate; on <= situation.EventReopen; on++ {
					switch on {
					case situation.EventModify, situation.EventSetEnd, situation.EventClose:
						continue
					case situation.EventAmendRole:
						add(h, "none", reg.Act{OnSituation: on, Item: item})
						add(h, "social", reg.Act{OnSituation: on, Item: item, Role: roles.RoleSocialLife})
					}
					add(h, "", reg.Act{OnSituation: on, Item: item, Role: roles.RoleCoordination, DiedOn: day})
				}
			}
		}
	}
	return out
}

// key writes down all that a dossier shows, so that two of the same key answer
// alike. What it does not show, a death that it learned, is added by the caller.
func key(d reg.Dossier) string {
	var b strings.Builder
	fmt.Fprint(&b, d.Day(), !d.Number().IsZero())
	for _, r := range d.Requests() {
		s := r.Request.Situation
		fmt.Fprint(&b, "\nR", r.State, r.SentBack, r.Request.Method, r.Request.Search.Found, !r.Request.Number.IsZero(), s.Structure.SIRET, s.Role, s.Start, s.End)
	}
	for _, h := range d.Situations() {
		s := h.Situation
		fmt.Fprint(&b, "\nS", h.State, h.Request, s.Structure.SIRET, s.Role.Code(), s.Start, s.End, s.EndReason)
		for _, r := range h.Roles {
			fmt.Fprint(&b, r.From, r.Until, r.Role.Code())
		}
	}
	return b.String()
}

func requestOver(s reg.State) bool {
	return s == reg.Refused || s == reg.Cancelled || s == reg.Expired
}

func situationOver(s situation.State) bool {
	return s == situation.Closed || s == situation.Cancelled || s == situation.Refused
}

// accepted reports whether an employer has taken a situation for theirs.
func accepted(s situation.State) bool {
	return s == situation.Planned || s == situation.Active || s == situation.EndScheduled || s == situation.Closed
}

// standing says what is wrong with a dossier as it stands. It counts days by
// their ordinal, and asks the library for nothing but what the dossier shows.
// Once an employer has told a death, nothing planned begins.
func standing(d reg.Dossier, told bool) string {
	inProgress, identities := 0, 0
	for _, r := range d.Requests() {
		switch r.State {
		case reg.Draft, reg.AwaitingValidation:
			inProgress++
		case reg.Registered, reg.NumberSent, reg.Listed, reg.Published, reg.ECPSReady:
			if r.Request.Number.IsZero() {
				identities++
			}
		}
	}
	held := d.Situations()
	var days []civil.Date
	for i, h := range held {
		s := h.Situation
		if h.State == situation.Declared {
			inProgress++
		}
		if s.Start.IsZero() {
			return fmt.Sprint("situation ", i, " has no start")
		}
		if !s.End.IsZero() && s.End.Ordinal() < s.Start.Ordinal() {
			return fmt.Sprintf("situation %d ends on %s, before its start on %s", i, s.End, s.Start)
		}
		if accepted(h.State) {
			switch {
			case s.Role != roles.RoleSocialLife && s.Role != roles.RoleCoordination:
				return fmt.Sprintf("situation %d is %s without a role", i, h.State)
			case len(h.Roles) == 0, h.State != situation.Closed && h.Roles[len(h.Roles)-1].Role != s.Role:
				// One that was closed on a day before its last role began has
				// not held that role.
				return fmt.Sprintf("situation %d is %s and its history does not tell its role", i, h.State)
			case h.Roles[0].From != s.Start || h.Roles[len(h.Roles)-1].Until != s.End:
				return fmt.Sprintf("situation %d: the history of roles is not that of its days", i)
			}
		} else if len(h.Roles) != 0 {
			return fmt.Sprintf("situation %d is %s and has held a role", i, h.State)
		}
		if h.State == situation.Active && !s.End.IsZero() || h.State == situation.EndScheduled && s.End.IsZero() ||
			h.State == situation.Closed && s.End.IsZero() {
			return fmt.Sprintf("situation %d is %s, its end %s", i, h.State, s.End)
		}
		days = append(days, s.Start.AddDays(-1), s.Start, s.Start.AddDays(1))
		if !s.End.IsZero() {
			days = append(days, s.End.AddDays(-1), s.End, s.End.AddDays(1))
		}
	}
	if inProgress > 1 {
		return fmt.Sprint(inProgress, " requests in progress")
	}
	if identities > 1 {
		return "a second identity"
	}
	days = append(days, d.Day(), d.Day().AddDays(1), today.AddDays(-400), today.AddDays(400))
	slices.SortFunc(days, civil.Date.Compare)
	for _, day := range slices.Compact(days) {
		open := d.Open(day)
		for i, h := range held {
			s := h.Situation
			within := s.Start.Ordinal() <= day.Ordinal() && (s.End.IsZero() || day.Ordinal() <= s.End.Ordinal())
			if is := slices.Contains(open, i); is && (!accepted(h.State) || !within || told && h.State == situation.Planned) {
				return fmt.Sprintf("access on %s from situation %d, which is %s from %s to %s", day, i, h.State, s.Start, s.End)
			} else if !is && accepted(h.State) && within && (h.State != situation.Planned || !told && day.Ordinal() >= d.Day().Ordinal()) {
				return fmt.Sprintf("no access on %s from situation %d, which is %s from %s to %s", day, i, h.State, s.Start, s.End)
			}
		}
	}
	return ""
}

// passing says what is wrong with the way from one dossier to another; clocked
// is the first one after the moves of the clock that are due; told says that an
// employer had told a death before, died that the death is learned.
func passing(before, clocked, after reg.Dossier, a act, told, died bool) string {
	was, now := before.Requests(), after.Requests()
	held, holds, timed := before.Situations(), after.Situations(), clocked.Situations()
	if len(now) < len(was) || len(holds) < len(held) {
		return "something vanished"
	}
	if after.Day() != a.Day {
		return "the day of the act is not that of the dossier"
	}
	if !before.Number().IsZero() && after.Number() != before.Number() {
		return "the number changed"
	}
	for i, r := range was {
		if requestOver(r.State) && !reflect.DeepEqual(r, now[i]) {
			return fmt.Sprintf("request %d was %s", i, r.State)
		}
		if changed := !reflect.DeepEqual(r, now[i]); changed && a.hand.who != nil && r.Request.Situation.Structure.SIRET != a.hand.where.Structure.SIRET {
			return fmt.Sprintf("an employer changed request %d of another", i)
		}
	}
	for i, h := range held {
		if situationOver(h.State) && !reflect.DeepEqual(h, holds[i]) {
			return fmt.Sprintf("situation %d was %s", i, h.State)
		}
		if reflect.DeepEqual(timed[i], holds[i]) || a.hand.by == clock && reflect.DeepEqual(h, holds[i]) {
			continue
		}
		switch {
		case a.hand.who != nil && h.Situation.Structure.SIRET != a.hand.where.Structure.SIRET:
			return fmt.Sprintf("an employer changed situation %d of another", i)
		case a.hand.by == pro && h.State != situation.Declared:
			return fmt.Sprintf("the professional changed situation %d, which was %s", i, h.State)
		case a.hand.by == ans && a.OnSituation != situation.EventDeath, a.hand.by == 0:
			return fmt.Sprintf("situation %d changed at the hand of %s", i, a.hand.name)
		}
	}
	for i, h := range held {
		if told && !situationOver(h.State) && !situationOver(holds[i].State) && further(&h, &holds[i]) {
			return fmt.Sprintf("situation %d goes further after a death", i)
		}
	}
	// What is new is that of who acts.
	for i := len(was); i < len(now); i++ {
		if a.hand.who != nil && now[i].Request.Situation.Structure.SIRET != a.hand.where.Structure.SIRET {
			return "a request for the structure of another"
		}
	}
	for i := len(held); i < len(holds); i++ {
		switch {
		case a.hand.who != nil && holds[i].Situation.Structure.SIRET != a.hand.where.Structure.SIRET:
			return "a situation in the structure of another"
		case a.hand.who == nil && holds[i].State != situation.Declared:
			return "an accepted situation, and no employer acted"
		case died, told:
			return "a situation of somebody who has died"
		}
	}
	if a.hand == basileHome || a.hand.name == nobody.name {
		return "somebody without a right acted"
	}
	if !died || a.hand.by == clock {
		return ""
	}
	for _, h := range holds {
		if !situationOver(h.State) {
			return fmt.Sprintf("a situation is %s after a death", h.State)
		}
	}
	return ""
}

// further reports whether a situation that is not over has got a state of more
// rights, a place, a role or days that it had not.
func further(was, is *reg.Held) bool {
	s, n := &was.Situation, &is.Situation
	return is.State != was.State && (was.State != situation.Active || is.State != situation.EndScheduled) ||
		n.Role != s.Role || n.Start != s.Start || n.Structure.SIRET != s.Structure.SIRET ||
		!s.End.IsZero() && (n.End.IsZero() || n.End.Ordinal() > s.End.Ordinal())
}

// node is a dossier of the search, with how it was reached: whether a death was
// learned, or told by an employer.
type node struct {
	d          reg.Dossier
	died, told bool
	from       *node
	by         string
}

// deaths are died and told after an act.
func (n *node) deaths(a act) (died, told bool) {
	death := a.OnSituation == situation.EventDeath
	return n.died || death && lifecycle.By(system, ans, insee).Has(a.hand.by), n.told || death && a.hand.who != nil
}

func (n *node) story() string {
	if n == nil || n.by == "" {
		return ""
	}
	return n.from.story() + "\n\t" + n.by
}

// explored is what a search has seen.
type explored struct {
	dossiers, accepted, refused int
	sequences                   float64 // of accepted acts
	done                        bool    // nothing new is to be found
}

// explore tries every act of an alphabet on every dossier that can be reached,
// breadth first, until nothing is new or a depth is reached.
func explore(t *testing.T, x *alphabet, start reg.Dossier, depth int) (e explored) {
	t.Helper()
	seen := map[string]int{key(start): 0} // the place of each dossier
	edges := [][]int{nil}                 // from place to place, one an act
	layer := []*node{{d: start}}
	places := []int{0}
	for range depth {
		var next []*node
		var nextPlaces []int
		for li, n := range layer {
			before := key(n.d)
			days := map[civil.Date]reg.Dossier{}
			clocked := func(day civil.Date) reg.Dossier {
				c, ok := days[day]
				if !ok {
					var err error
					if c, _, err = n.d.Advance(day); err != nil {
						t.Fatalf("%v: %s", err, n.story())
					}
					days[day] = c
				}
				return c
			}
			for _, a := range x.acts(n.d, clocked) {
				after, out, err := n.d.Next(a.Act)
				if err != nil {
					e.refused++
					if out != nil || !reflect.DeepEqual(after, n.d) {
						t.Fatalf("a refused act changed the dossier: %s%s", a.name, n.story())
					}
					continue
				}
				e.accepted++
				// A death can be learned when nothing is left to close: it bars
				// what would begin.
				if len(out) == 0 && (a.OnSituation != situation.EventDeath || len(after.Open(a.DiedOn.AddDays(1))) > 0) {
					t.Fatalf("accepted, and nothing moved: %s%s", a.name, n.story())
				}
				died, told := n.deaths(a)
				if wrong := passing(n.d, clocked(a.Day), after, a, n.told, died); wrong != "" {
					t.Fatalf("%s: %s\n\tby\t%s%s", wrong, after, a.name, n.story())
				}
				k := key(after)
				if died {
					k += "\ndied"
				}
				if told {
					k += "\ntold"
				}
				place, ok := seen[k]
				if !ok {
					place = len(seen)
					seen[k] = place
					edges = append(edges, nil)
					if wrong := standing(after, told); wrong != "" {
						t.Fatalf("%s\n\tby\t%s%s\n%s", wrong, a.name, n.story(), k)
					}
					next = append(next, &node{after, died, told, n, a.name})
					nextPlaces = append(nextPlaces, place)
				}
				edges[places[li]] = append(edges[places[li]], place)
			}
			if key(n.d) != before {
				t.Fatalf("a dossier changed under its acts: %s", n.story())
			}
		}
		layer, places = next, nextPlaces
		if e.done = len(next) == 0; e.done {
			break
		}
	}
	e.dossiers = len(seen)
	// A sequence of n acts passes dossiers that were all tried.
	ways := map[int]float64{0: 1}
	for range depth {
		longer := map[int]float64{}
		for from, n := range ways {
			for _, to := range edges[from] {
				longer[to] += n
				e.sequences += n
			}
		}
		ways = longer
	}
	return e
}

// everyone are all hands: also those that have no right.
var everyone = []hand{annaHome, basileClinic, basileHome, chloeHome, chloeClinic, person, directory, software, calendar, nobody}

// TestDossierSearch searches all that two employers and one person may do.
func TestDossierSearch(t *testing.T) {
	known, err := reg.NewDossier(number, reg.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	// Much of everything, and few steps; little of it, and many steps.
	wide := &alphabet{
		"wide",
		[]int{0, 2, 6},
		everyone,
		[]int{-40, -1, 0, 1, 10},
		[][2]int{{-3, noEnd}, {0, 0}, {1, 4}, {3, 1}},
		3, false, false,
	}
	deep := &alphabet{
		"deep",
		[]int{0, 3},
		[]hand{annaHome, basileClinic, person, directory, software, calendar},
		[]int{-40, 0, 1},
		[][2]int{{-3, noEnd}, {1, 2}},
		2, true, false,
	}
	long := &alphabet{
		"long",
		[]int{0, 3},
		[]hand{annaHome, basileClinic, person, directory, calendar},
		[]int{0, 1},
		[][2]int{{-3, noEnd}},
		2, true, true,
	}
	for _, c := range []struct {
		x           *alphabet
		start       string
		from        reg.Dossier
		short, full int // depths
	}{
		{wide, "nobody knows the person", reg.Dossier{}, 1, 2},
		{wide, "the number is known", known, 1, 2},
		{deep, "nobody knows the person", reg.Dossier{}, 2, 3},
		{deep, "the number is known", known, 2, 3},
		{long, "nobody knows the person", reg.Dossier{}, 3, 5},
		{long, "the number is known", known, 2, 4},
	} {
		t.Run(c.x.name+", "+c.start, func(t *testing.T) {
			depth := c.full
			if testing.Short() {
				depth = c.short
			}
			began := time.Now()
			e := explore(t, c.x, c.from, depth)
			t.Logf("%s, %s: depth %d, %d dossiers, %d acts accepted and %d refused, %.0f sequences, exhausted %v, %v",
				c.x.name, c.start, depth, e.dossiers, e.accepted, e.refused, e.sequences, e.done, time.Since(began).Round(time.Millisecond))
		})
	}
}

// TestDossierWalk follows many acts, chosen by chance, further than a search
// can.
func TestDossierWalk(t *testing.T) {
	x := &alphabet{
		"walk",
		[]int{0, 2, 6, 9, 30},
		everyone,
		[]int{-40, -1, 0, 1, 10},
		[][2]int{{-3, noEnd}, {0, 0}, {1, 4}, {3, 1}},
		4, true, true,
	}
	walks := 100
	if testing.Short() {
		walks = 4
	}
	src := rand.New(rand.NewPCG(1, 2))
	accepted, longest := 0, 0
	for range walks {
		n := &node{}
		for steps := range 25 {
			now := *n
			acts := x.acts(now.d, func(day civil.Date) reg.Dossier {
				c, _, err := now.d.Advance(day)
				if err != nil {
					t.Fatal(err)
				}
				return c
			})
			moved := false
			for range 600 {
				a := acts[src.IntN(len(acts))]
				if later := a.Day.Ordinal() - now.d.Day().Ordinal(); !now.d.Day().IsZero() && later > 0 && src.IntN(3) != 0 || a.OnSituation == situation.EventDeath && src.IntN(10) != 0 {
					continue
				}
				after, out, err := now.d.Next(a.Act)
				if err != nil {
					if !reflect.DeepEqual(after, now.d) {
						t.Fatalf("a refused act changed the dossier: %s%s", a.name, n.story())
					}
					continue
				}
				if wrong := replayed(now.d, after, out); wrong != "" {
					t.Fatalf("%s\n\tby\t%s%s", wrong, a.name, n.story())
				}
				clocked, _, err := now.d.Advance(a.Day)
				if err != nil {
					t.Fatal(err)
				}
				died, told := now.deaths(a)
				if wrong := passing(now.d, clocked, after, a, now.told, died); wrong != "" {
					t.Fatalf("%s\n\tby\t%s%s", wrong, a.name, n.story())
				}
				from := *n
				n = &node{after, died, told, &from, a.name}
				if wrong := standing(after, told); wrong != "" {
					t.Fatalf("%s%s\n%s", wrong, n.story(), key(after))
				}
				moved = true
				accepted++
				longest = max(longest, steps+1)
				break
			}
			if !moved {
				break
			}
		}
	}
	t.Logf("%d walks, %d acts accepted, the longest walk of %d", walks, accepted, longest)
}

// replayed says what of an outcome the machines do not answer when they are asked what
// it says that they were asked, or does not lead to the dossier after it.
func replayed(before, after reg.Dossier, out reg.Outcome) string {
	requests, situations := map[int]reg.State{}, map[int]situation.State{}
	for i, r := range before.Requests() {
		requests[i] = r.State
	}
	for i, s := range before.Situations() {
		situations[i] = s.State
	}
	for _, c := range out {
		if c.OnRequest != 0 {
			step, err := reg.Cycle().Next(requests[c.Item], c.OnRequest, c.By, c.Facts)
			if err != nil || step != c.Request || c.OnSituation != 0 {
				return fmt.Sprint("not what the machine answers: ", c, err)
			}
			requests[c.Item] = step.To
			continue
		}
		step, err := situation.Cycle().Next(situations[c.Item], c.OnSituation, c.By, c.Facts)
		if err != nil || step != c.Situation {
			return fmt.Sprint("not what the machine answers: ", c, err)
		}
		situations[c.Item] = step.To
	}
	for i, r := range after.Requests() {
		if requests[i] != r.State {
			return fmt.Sprint("request ", i, " is ", r.State, " and not ", requests[i])
		}
	}
	for i, s := range after.Situations() {
		if situations[i] != s.State {
			return fmt.Sprint("situation ", i, " is ", s.State, " and not ", situations[i])
		}
	}
	return ""
}

// one plays acts on a dossier, all of which must be accepted.
func one(t *testing.T, d reg.Dossier, acts ...reg.Act) reg.Dossier {
	t.Helper()
	for _, a := range acts {
		var err error
		if d, _, err = d.Next(a); err != nil {
			t.Fatalf("%v: %v", a, err)
		}
	}
	return d
}

// TestRoleNeverHeld changes the role of a situation that has not begun, and
// then brings its start forward: the first role was held on no day.
func TestRoleNeverHeld(t *testing.T) {
	known, err := reg.NewDossier(number, reg.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	forward := ask(home, today.AddDays(-3), civil.Date{}, number)
	forward.Situation.Role = roles.RoleCoordination
	d := one(t, known,
		annaHome.does(reg.Act{OnSituation: situation.EventCreate, Day: today, Request: ask(home, today.AddDays(1), civil.Date{}, number)}),
		annaHome.does(reg.Act{OnSituation: situation.EventAmendRole, Day: today, Role: roles.RoleCoordination}),
		annaHome.does(reg.Act{OnSituation: situation.EventModify, Day: today, Request: forward}),
	)
	h := d.Situations()[0]
	for n := -3; n <= 3; n++ {
		day := today.AddDays(n)
		if c, ok := h.Roles.At(day); !ok || c.Role != roles.RoleCoordination {
			t.Errorf("on %s the history tells %v, of a situation that never had another role than %v once begun", day, c.Role, h.Situation.Role)
		}
	}
	// With an end today, the history loses the role in force altogether.
	d = one(t, d, annaHome.does(reg.Act{OnSituation: situation.EventSetEnd, Day: today, End: today}))
	h = d.Situations()[0]
	if c, ok := h.Roles.At(today); !slices.Equal(d.Open(today), []int{0}) || !ok || c.Role != h.Situation.Role {
		t.Errorf("open on %s under %v, and the history tells %v", today, h.Situation.Role, c.Role)
	}
}

// TestDeadBeforeStart learns, on the first day of a situation, of a death the
// day before: nothing is open on that day.
func TestDeadBeforeStart(t *testing.T) {
	known, err := reg.NewDossier(number, reg.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	create := annaHome.does(reg.Act{OnSituation: situation.EventCreate, Day: today, Request: ask(home, today, civil.Date{}, number)})
	for _, h := range []hand{software, annaHome} {
		d := one(t, known, create, h.does(reg.Act{OnSituation: situation.EventDeath, Day: today, DiedOn: today.AddDays(-1)}))
		if open := d.Open(today); len(open) != 0 {
			t.Errorf("death declared by %s: open on %s, the day after the death (%v)", h.name, today, d.Situations()[0].State)
		}
	}
}
