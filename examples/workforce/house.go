package main

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/workforce"
	"github.com/rppsplus/rppsplus/situation"
)

//go:embed staff.csv
var staffFile string

// perDay is how many registrations a gestionnaire of this house does in a day.
// It is the house's own estimate: no source gives one.
const perDay = 4

// The sites, in the order of house.sites.
const (
	foyer = iota
	residence
)

// person is one line of staff.csv, and what becomes of them.
type person struct {
	workforce.Staff
	post   string
	site   int
	role   roles.Role         // what the employer chooses when asked
	leaves civil.Date         // last day, zero: stays
	reason roles.EndReason    // of the departure
	ready  civil.Date         // day on which the file of the request is complete
	states []situation.State  // of the situations, one each
	gone   bool               // the departure is done
	search registration.Found // what a search in the directory would find
}

type house struct {
	sites         []gestionnaire.Establishment
	gestionnaires []gestionnaire.Actor
	people        []*person
	numbers       int // RPPS numbers that the fictitious ANS has given out
}

// newHouse is the establishment as it stands on the first day.
func newHouse(at civil.Date) (*house, error) {
	h := &house{}
	for _, siret := range []string{"00099701500011", "00099701500029"} {
		place := rpps.Structure{SIRET: rpps.MustParseSIRET(siret), Kind: rpps.ESMS}
		h.sites = append(h.sites, gestionnaire.Establishment{
			Structure: place,
			Contract:  gestionnaire.Contract{SignedOn: at.AddDays(-400), With: place},
		})
	}
	// The second gestionnaire begins two weeks late; the third follows them
	// when they leave.
	h.gestionnaires = []gestionnaire.Actor{
		h.gestionnaire(foyer, at.AddDays(-90)),
		h.gestionnaire(residence, at.AddDays(14)),
		h.gestionnaire(residence, at.AddDays(200)),
	}
	reader := csv.NewReader(strings.NewReader(staffFile))
	reader.Comma = ';'
	lines, err := reader.ReadAll()
	if err != nil {
		return nil, err
	}
	for i, line := range lines[1:] {
		p, err := h.read(i, line, at)
		if err != nil {
			return nil, fmt.Errorf("staff.csv, line %d: %w", i+2, err)
		}
		h.people = append(h.people, p)
	}
	return h, nil
}

// gestionnaire is somebody trained, attested and with a card, appointed for a
// site from a day on.
func (h *house) gestionnaire(site int, from civil.Date) gestionnaire.Actor {
	return gestionnaire.Actor{
		ID: rpps.PersonIDOf(h.nextNumber()),
		Mandates: []gestionnaire.Mandate{{
			Capacity: gestionnaire.Gestionnaire, Structure: h.sites[site].Structure, From: from,
			AppointedBy:     gestionnaire.RepresentantLegal,
			Training:        gestionnaire.Training{CompletedOn: from.AddDays(-7)},
			Attestation:     gestionnaire.Attestation{SignedOn: from.AddDays(-1), SignedBy: gestionnaire.RepresentantLegal},
			Card:            gestionnaire.Card{Kind: gestionnaire.CPE, ExpiresOn: from.AddYears(3)},
			Contact:         rpps.Contact{Email: "rh@example.org"},
			TermsAcceptedOn: from,
		}},
	}
}

// nextNumber is the RPPS number that the fictitious ANS gives: the numbers that
// begin with 997 are kept for fictions, and the last digit is the key.
func (h *house) nextNumber() rpps.Number {
	h.numbers++
	for key := range 10 {
		if n, err := rpps.ParseNumber(fmt.Sprintf("9970000%03d%d", h.numbers, key)); err == nil {
			return n
		}
	}
	return rpps.Number{}
}

// read is one line of staff.csv. Its columns: ref, poste, metier, categorie,
// mode, site, arrivee, fin, depart, motif, besoins, missions, documents, role,
// deja, dossier, gestionnaire.
func (h *house) read(i int, line []string, at civil.Date) (*person, error) {
	p := &person{post: line[1], ready: at.AddDays(-30), search: registration.FoundNone}
	p.Ref = line[0]
	var err error
	check := func(e error) {
		if err == nil {
			err = e
		}
	}
	optional := func(text string, read func(string) error) {
		if text != "" {
			check(read(text))
		}
	}
	optional(line[2], func(s string) (e error) { p.Profession, e = roles.FindProfession(s); return })
	optional(line[3], func(s string) (e error) { p.Category, e = roles.ParseCategory(s); return })
	optional(line[4], func(s string) (e error) { p.Mode, e = roles.ParsePracticeMode(s); return })
	p.site = slices.Index([]string{"foyer", "residence"}, line[5])
	if p.site < 0 {
		return nil, fmt.Errorf("site %q", line[5])
	}
	p.Structure = h.sites[p.site].Structure
	days := func(s string, to *civil.Date) {
		optional(s, func(s string) error {
			n, e := strconv.Atoi(s)
			*to = at.AddDays(n)
			return e
		})
	}
	days(line[6], &p.Start)
	days(line[7], &p.End) // the end of the contract, known from the start
	days(line[8], &p.leaves)
	if p.leaves.IsZero() {
		p.leaves = p.End
	}
	optional(line[9], func(s string) (e error) { p.reason, e = roles.ParseEndReason(s); return })
	if line[10] == "aucun" {
		p.NeedsHealthData = rpps.No
	} else {
		check(p.Needs.UnmarshalText([]byte(line[10])))
	}
	check(p.Missions.UnmarshalText([]byte(line[11])))
	for code := range strings.SplitSeq(line[12], "|") {
		optional(code, func(s string) error {
			d, e := habilitation.ParseDocumentType(s)
			p.Documents = append(p.Documents, d)
			return e
		})
	}
	optional(line[13], func(s string) (e error) { p.role, e = roles.ParseRole(s); return })
	p.Gestionnaire = rpps.AnswerOf(line[16] != "")

	switch line[14] {
	case "": // unknown to the RPPS
	case "numero":
		p.Number, p.search = h.nextNumber(), registration.FoundOne
	case "ici", "ailleurs":
		p.Number, p.search = h.nextNumber(), registration.FoundOne
		s := situation.Situation{
			Structure: p.Structure, Profession: roles.ProfessionARole, Function: p.Profession, Role: p.role,
			Category: p.Category, Mode: p.Mode, Start: p.Start, Source: situation.SourceEmployer,
		}
		if line[14] == "ailleurs" {
			s.Structure = rpps.Structure{SIRET: rpps.MustParseSIRET("00099702300015"), Kind: rpps.ESMS}
		}
		state, _ := s.StateAt(at)
		p.Situations, p.states = append(p.Situations, s), append(p.states, state)
	default:
		return nil, fmt.Errorf("deja %q", line[14])
	}
	if line[15] != "" {
		p.ready = at.AddDays(45) // the file is completed in the second month
	}
	if p.Start.After(at) {
		p.ready = p.Start // a newcomer brings the file along
	}
	p.Request = invent(i, p, line[15])
	return p, err
}

// invent stands for the file that human resources hold of a person: civil
// status, contact data, and that they were informed. What it lacks in this
// story is completed on the day p.ready.
func invent(i int, p *person, lacks string) *registration.Request {
	letters := string(rune('A'+i/26)) + string(rune('A'+i%26))
	r := &registration.Request{
		Identity: rpps.CivilStatus{
			BirthName: rpps.Private("FICTIF " + letters), FirstNames: []rpps.Private{"Camille"}, Sex: rpps.Female,
			BirthDate: civil.MustNew(1965+i%35, 5, 1+i%28), BirthPlace: rpps.BirthPlace{Commune: "31555"},
		},
		FrenchNationality: rpps.Yes,
		Contact: rpps.Contact{
			Email: rpps.Private(strings.ToLower(p.Ref) + "@example.org"),
			Phone: rpps.Private(fmt.Sprintf("06399800%02d", i)),
		},
		Information: registration.Information{On: p.ready},
		Search:      registration.Search{On: p.ready, Found: p.search},
	}
	switch lacks {
	case "incomplet":
		r.Contact = rpps.Contact{}
	case "non informe":
		r.Information = registration.Information{}
	}
	return r
}

// complete fills in what the file lacked, and the role that the employer has
// chosen.
func (p *person) complete(i int, day civil.Date) {
	if p.ready == day {
		role := p.Request.Situation.Role
		p.Request = invent(i, p, "")
		p.Request.Situation.Role = role
	}
}

// present returns those who work here on a day, with or without the roles that
// the employer has chosen for them.
func (h *house) present(day civil.Date, withRoles bool) []workforce.Staff {
	var out []workforce.Staff
	for _, p := range h.people {
		if p.gone || p.Start.After(day) {
			continue
		}
		s := p.Staff
		r := *p.Request
		r.Situation.Role = 0
		if withRoles {
			r.Situation.Role = p.role
		}
		s.Request = &r
		out = append(out, s)
	}
	return out
}

func (h *house) context(day civil.Date) workforce.Context {
	return workforce.Context{At: day, Establishments: h.sites}
}

func (h *house) planOptions(strategy workforce.Strategy, from civil.Date) workforce.PlanOptions {
	return workforce.PlanOptions{
		Strategy: strategy, PerDay: perDay, Start: from, Holidays: closedDays(from),
		Gestionnaires: h.gestionnaires, Establishments: h.sites,
		// Care first, then coordination; the other roles by their number.
		Order: []string{"GENR11", "GENR08"},
	}
}

// closedDays are the days on which the offices of this house are closed, this
// year and the next. The library knows no calendar of holidays.
func closedDays(from civil.Date) []civil.Date {
	var out []civil.Date
	for _, y := range []int{from.Year(), from.Year() + 1} {
		out = append(out, civil.MustNew(y, 1, 1), civil.MustNew(y, 5, 1), civil.MustNew(y, 12, 25))
	}
	return out
}

// find returns a person by their reference, nil for none.
func (h *house) find(ref string) *person {
	for _, p := range h.people {
		if p.Ref == ref {
			return p
		}
	}
	return nil
}
