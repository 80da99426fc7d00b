package roles_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// kindByHand states the kinds again, from the texts rather than the data file.
func kindByHand(p roles.Profession) roles.Kind {
	in := func(codes string) bool { return slices.Contains(strings.Fields(codes), p.Code()) }
	switch p.List() {
	case roles.ListR85:
		if in("346 347 348 349 354 355 356 357 358") {
			return roles.KindStudent
		}
		return roles.KindRole
	case roles.ListG15:
		switch {
		case in("10 21 40 50 60 69 70 80"):
			return roles.KindOrder
		case in("35 36 37 38 39"):
			return roles.KindRole
		}
		return roles.KindARS
	case roles.ListR94:
		if in("41 200") { // assistant de service social, today and before
			return roles.KindARS
		}
		return roles.KindRole
	case roles.ListR95:
		if in("97 194") { // conseiller en génétique
			return roles.KindRole
		}
		return roles.KindARS
	case roles.ListR291:
		return roles.KindRole
	case roles.ListR96:
		switch {
		case in("405 406"): // radiophysicien, assistant dentaire
			return roles.KindARS
		case in("400 401 402 403 404"):
			return roles.KindRole
		}
	}
	return roles.KindOther
}

func TestKinds(t *testing.T) {
	for p := range roles.Professions() {
		if p.Kind() != kindByHand(p) {
			t.Errorf("%v %v %s: %v", p.List(), p, p.Label(), p.Kind())
		}
		if ev, src := p.KindSource(); ev == 0 || src == "" {
			t.Errorf("%v: a kind without a source", p)
		}
	}
	for _, p := range []roles.Profession{0, 7, 65535} {
		if ev, src := p.KindSource(); p.Kind() != 0 || ev != 0 || src != "" || p.List() != 0 || p.InJ121() || p.InJ106() || p.InJ108() {
			t.Errorf("Profession(%d) is of a kind", p)
		}
	}
}

// TestLinks derives the counterparts from the labels and compares.
func TestLinks(t *testing.T) {
	successors := map[string]string{}
	for p := range roles.Professions() {
		if s, ok := p.Successor(); ok {
			successors[p.Code()] = s.Code()
		}
		want, n := roles.Profession(0), 0
		regulatedList := p.List() == roles.ListR291 || p.List() == roles.ListR21
		if p.At(date("2026-01-01")) == roles.StatusEnded && !regulatedList {
			for o := range roles.Professions() {
				if o == p || o.List() != roles.ListR85 || !slices.Contains(o.Labels(), p.Label()) {
					continue
				}
				if n++; want == 0 || want.Validity().Until != (civil.Date{}) {
					want = o
				}
			}
		}
		if got, ok := p.Counterpart(); got != want || ok != (want != 0) {
			t.Errorf("%v %v: counterpart %v, want %v of %d", p.List(), p, got, want, n)
		}
	}
	if len(successors) != 2 || successors["318"] != "328" || successors["323"] != "328" {
		t.Errorf("successors %v", successors)
	}
}

// registrarByHand says who registers, written from the texts.
func registrarByHand(q roles.RegistrationQuery, open civil.Date) roles.Channel {
	p := q.Profession
	student := q.Category == roles.CategoryStudent
	switch kindByHand(p) {
	case roles.KindOrder, roles.KindARS:
		if q.ArmedForces {
			return roles.ChannelArmedForces
		}
		if student {
			switch p.Label() + " " + p.Code() {
			case "Médecin 10", "Chirurgien-Dentiste 40":
				return roles.ChannelARS
			case "Pharmacien 21", "Sage-Femme 50":
				return 0
			}
			return roles.ChannelNone
		}
		if kindByHand(p) == roles.KindOrder {
			return roles.ChannelOrder
		}
		return roles.ChannelARS
	case roles.KindRole, roles.KindStudent:
		if p.Code() != "99" && !p.InJ121() {
			return roles.ChannelNone
		}
		student = student || kindByHand(p) == roles.KindStudent
		if student && open.IsZero() {
			return roles.ChannelNone
		}
		if q.At.IsZero() {
			return 0
		}
		v := p.Validity()
		if q.At.Before(v.From) || !v.Until.IsZero() && !q.At.Before(v.Until) {
			return roles.ChannelNone
		}
		if student && q.At.Before(open) {
			return roles.ChannelNone
		}
		return roles.ChannelRPPSPlus
	}
	return 0
}

func TestRegistrationOf(t *testing.T) {
	categories := []roles.Category{0, roles.CategoryCivil, roles.CategoryStudent, roles.CategoryFonctionnaire, roles.CategoryAgentPublic}
	days := []civil.Date{{}, date("2019-01-01"), date("2025-12-21"), date("2025-12-22"), date("2026-11-01"), date("2026-11-02")}
	for p := range roles.Professions() {
		for _, c := range categories {
			for _, forces := range []bool{false, true} {
				for _, day := range days {
					for _, open := range []civil.Date{{}, date("2026-11-01")} {
						q := roles.RegistrationQuery{Profession: p, Category: c, ArmedForces: forces, At: day}
						got := roles.RegistrationOf(q, roles.StudentPolicy{RolesOpenFrom: open})
						if want := registrarByHand(q, open); got.Channel != want {
							t.Errorf("%v %v %+v open %v: %v, want %v", p.List(), p, q, open, got.Channel, want)
						}
						checkRegistration(t, q, got)
					}
				}
			}
		}
	}
	for _, p := range []roles.Profession{0, 65535} {
		r := roles.RegistrationOf(roles.RegistrationQuery{Profession: p, At: days[1]}, roles.StudentPolicy{})
		if r.Channel != 0 || r.Note.FR == "" || r.Authority != "" {
			t.Errorf("%+v", r)
		}
	}
}

// checkRegistration: an open door has a keeper, a closed or unknown one a
// reason; all have a source.
func checkRegistration(t *testing.T, q roles.RegistrationQuery, r roles.Registration) {
	t.Helper()
	opened := r.Channel != 0 && r.Channel != roles.ChannelNone
	if opened != (r.Authority != "") || !opened && r.Note.FR == "" || r.Source == "" || r.Evidence == 0 || (r.Note.FR == "") != (r.Note.EN == "") {
		t.Errorf("%+v: %+v", q, r)
	}
}

func TestRegistrationDetails(t *testing.T) {
	day := date("2026-06-01")
	of := func(p roles.Profession, c roles.Category, at civil.Date) roles.Registration {
		return roles.RegistrationOf(roles.RegistrationQuery{Profession: p, Category: c, At: at}, roles.StudentPolicy{})
	}
	if r := of(roles.ProfessionInfirmier, roles.CategoryCivil, day); r.Authority != "Ordre national des infirmiers" || r.Evidence != rule.Sourced {
		t.Errorf("%+v", r)
	}
	if r := of(roles.ProfessionAssistantServiceSocial, roles.CategoryCivil, day); r.Channel != roles.ChannelARS || r.Evidence != rule.Inferred {
		t.Errorf("%+v", r)
	}
	if r := of(roles.ProfessionMedecin, roles.CategoryStudent, day); r.Evidence != rule.Inferred {
		t.Errorf("%+v", r)
	}
	if r := of(roles.MetierEtudiantAideSoignant, roles.CategoryStudent, day); r.Evidence != rule.Policy {
		t.Errorf("%+v", r)
	}
	for p, in := range map[roles.Profession]string{
		roles.MetierAuxiliaireVieSociale: "328", // ended, successor named
		350:                              "372", // ended, same label
		42:                               "318", // ended code of another list
		171:                              "en vigueur",
		roles.ProfessionARole:            "métier",
		373:                              "portail",
		407:                              "Aucune source",
		roles.FonctionMedecinDuTravail:   "Fonction",
	} {
		if r := of(p, roles.CategoryCivil, day); !strings.Contains(r.Note.FR, in) {
			t.Errorf("%v: %+v", p, r)
		}
	}
	if r := of(roles.MetierAuxiliaireVieSociale, 0, date("2025-01-01")); !strings.Contains(r.Note.FR, "plus ancienne") || r.Evidence != rule.Policy {
		t.Errorf("%+v", r)
	}
	if r := of(roles.MetierPADHUEMedecin, 0, date("2026-05-04")); !strings.Contains(r.Note.EN, "2026-05-05") {
		t.Errorf("%+v", r)
	}
}

// TestOfStudents: the four fonctions by hand, the métiers by their kind. That a docteur
// junior is an intern stands in the definition of FON-57 (TRE_R21 of 20260223120000).
func TestOfStudents(t *testing.T) {
	for p := range roles.Professions() {
		want := kindByHand(p) == roles.KindStudent ||
			p.List() == roles.ListR21 && slices.Contains([]string{"FON-47", "FON-48", "FON-52", "FON-57"}, p.Code())
		if p.OfStudents() != want {
			t.Errorf("%v %s: %v", p.List(), p.Code(), !want)
		}
	}
	if roles.Profession(0).OfStudents() {
		t.Error("not stated")
	}
}

// TestRegistrars states who registers each profession, and how sure that is, apart from
// the data file: what is drawn from labels and from codes that ended is no source.
func TestRegistrars(t *testing.T) {
	orders := map[string]string{
		"10": "médecins", "21": "pharmaciens", "40": "chirurgiens-dentistes", "50": "sages-femmes", "60": "infirmiers", "69": "infirmiers",
		"70": "masseurs-kinésithérapeutes", "80": "pédicures-podologues",
	}
	sourced := map[roles.List]string{
		roles.ListR85:  "307 312-345 359-379",
		roles.ListG15:  "10 21 26 28 31 32 40 50 60 70 80 86 91 92 94-96 98",
		roles.ListR95:  "71-73 93",
		roles.ListR291: "99",
	}
	for p := range roles.Professions() {
		authority := ""
		switch kindByHand(p) {
		case roles.KindOrder:
			authority = "Ordre national des " + orders[p.Code()]
		case roles.KindARS:
			authority = "Agence régionale de santé"
		}
		r := roles.RegistrationOf(roles.RegistrationQuery{Profession: p, Category: roles.CategoryCivil, At: date("2026-06-01")}, roles.StudentPolicy{})
		if authority != "" && r.Authority != authority {
			t.Errorf("%v %v: %s", p.List(), p, r.Authority)
		}
		evidence := rule.Inferred
		if p.List() == roles.ListR21 || slices.Contains(span(sourced[p.List()]), p.Code()) {
			evidence = rule.Sourced
		}
		if ev, _ := p.KindSource(); ev != evidence {
			t.Errorf("%v %v: %v, want %v", p.List(), p, ev, evidence)
		}
	}
}

// TestOfOccupationalMedicine: two fonctions by hand, the second under its name until the
// décret n° 2020-647.
func TestOfOccupationalMedicine(t *testing.T) {
	for p := range roles.Professions() {
		want := p.List() == roles.ListR21 && (p.Code() == "FON-29" || p.Code() == "FON-28")
		if p.OfOccupationalMedicine() != want {
			t.Errorf("%v: %t", p, !want)
		}
	}
	if roles.Profession(0).OfOccupationalMedicine() {
		t.Error("no profession is none of occupational medicine")
	}
}

// TestOfOccupationalHealth: two sectors by hand.
func TestOfOccupationalHealth(t *testing.T) {
	for s := range roles.Sectors() {
		if want := s.Code() == "SA66" || s.Code() == "SA13"; s.OfOccupationalHealth() != want {
			t.Errorf("%v: %t", s, !want)
		}
	}
	if roles.Sector(0).OfOccupationalHealth() {
		t.Error("no sector is none of occupational health")
	}
}
