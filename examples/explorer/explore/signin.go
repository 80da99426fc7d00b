package explore

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/psc"
)

// SignIn is the form that plays a sign-in: the person, the place, and the
// circumstances, each by the code of its list. What is empty is not stated.
type SignIn struct {
	Profession string `json:"profession"`
	Category   string `json:"category"`
	Function   string `json:"function"`
	Role       string `json:"role"`
	// SecondRole, of a second situation, at the second structure; empty: there
	// is none.
	SecondRole string `json:"secondRole"`
	// Structure is the establishment whose software asks: a code of
	// Page.Structures; empty for none in particular.
	Structure string `json:"structure"`
	Day       string `json:"day"`
	Action    string `json:"action"`

	Care       string `json:"care"`
	Consent    string `json:"consent"`
	Opposition string `json:"opposition"`
	Emergency  string `json:"emergency"`
	Document   string `json:"document"`
	// HiddenShown: the person lets hidden documents be seen in an emergency.
	HiddenShown bool `json:"hiddenShown"`
	// Depositor: the professional deposited the document. DepositedBefore:
	// others in this DMP.
	Depositor       bool `json:"depositor"`
	DepositedBefore bool `json:"depositedBefore"`
	Administrator   bool `json:"administrator"`

	// RoleAccess is published or suspended.
	RoleAccess string `json:"roleAccess"`
}

// structures are the establishments of the play: fictitious, in numbers that
// no real one has.
var structures = []Choice{
	{"tilleuls", "IME Les Tilleuls (fictif)"},
	{"parc", "SESSAD du Parc (fictif)"},
	{"ailleurs", "Un autre établissement"},
}

type place struct{ siret, siren, finess, entity, technical, name string }

var places = map[string]place{
	"tilleuls": {"00099701500011", "000997015", "990000010", "990000036", "F990000010", "IME LES TILLEULS (FICTIF)"},
	"parc":     {"00099702300015", "000997023", "990000028", "990000044", "F990000028", "SESSAD DU PARC (FICTIF)"},
	"ailleurs": {siret: "00099703100010"},
}

// circumstance is one choice of the form and the facts that it states.
type circumstance struct {
	code, label string
	facts       habilitation.Facts
}

const (
	broken    = habilitation.BrisDeGlace | habilitation.Incapacity
	regulated = habilitation.Regulation
)

var lists = []struct {
	name    string
	choices []circumstance
	of      func(*SignIn) *string
}{
	{"care", []circumstance{
		{"team", "Dans l'équipe de soins", habilitation.CareTeam},
		{"outside", "Hors équipe de soins", habilitation.OutsideTeam},
		{"", "Non précisé", 0},
	}, func(s *SignIn) *string { return &s.Care }},
	{"consent", []circumstance{
		{"initial", "Consentement initial, personne informée", habilitation.InitialConsent | habilitation.Informed},
		{"explicit", "Consentement à cet accès précis, personne informée", habilitation.ExplicitConsent | habilitation.Informed},
		{"informed", "Personne informée, sans consentement", habilitation.Informed},
		{"", "Aucun consentement connu", 0},
	}, func(s *SignIn) *string { return &s.Consent }},
	{"opposition", []circumstance{
		{"none", "Vérifié : la personne ne s'oppose pas", habilitation.NotOpposed},
		{"opposed", "La personne s'oppose à ce professionnel", habilitation.Opposed},
		{"", "Non vérifié", 0},
	}, func(s *SignIn) *string { return &s.Opposition }},
	{"emergency", []circumstance{
		{"", "Pas d'urgence", 0},
		{"bris", "Bris de glace, non refusé d'avance", broken | habilitation.BrisDeGlaceNotRefused},
		{"bris-refused", "Bris de glace, refusé d'avance", broken | habilitation.BrisDeGlaceRefused},
		{"bris-unchecked", "Bris de glace, refus non vérifié", broken},
		{"regulation", "Régulation médicale (SAMU), non refusée", regulated | habilitation.RegulationNotRefused},
		{"regulation-refused", "Régulation médicale (SAMU), refusée d'avance", regulated | habilitation.RegulationRefused},
	}, func(s *SignIn) *string { return &s.Emergency }},
	{"document", []circumstance{
		{"any", "Le type en général", habilitation.AnyDocument},
		{"visible", "Un document visible", habilitation.Visible},
		{"hidden-patient", "Un document masqué par la personne", habilitation.HiddenByPatient},
		{"hidden-depositor", "Un document masqué par son déposant", habilitation.HiddenByDepositor},
		{"", "Non précisé", 0},
	}, func(s *SignIn) *string { return &s.Document }},
}

// actions in the order of the library.
var actions = []Choice{
	{"read", "Lire"}, {"deposit", "Déposer"}, {"hide", "Masquer"}, {"unhide", "Démasquer"}, {"delete", "Supprimer"},
}

// circumstances returns the lists for the page.
func circumstances() map[string][]Choice {
	out := map[string][]Choice{"action": actions, "roleAccess": {
		{"published", "Telles que publiées (avec réserve)"}, {"suspended", "Suspendues : aucun droit par un rôle"},
	}}
	for _, l := range lists {
		for _, c := range l.choices {
			out[l.name] = append(out[l.name], Choice{c.code, c.label})
		}
	}
	return out
}

var errForm = errors.New("le formulaire porte un choix qui n'existe pas")

// facts states what the form says, and nothing else.
func (s *SignIn) facts() (habilitation.Facts, error) {
	var f habilitation.Facts
	for _, l := range lists {
		code := *l.of(s)
		i := slices.IndexFunc(l.choices, func(c circumstance) bool { return c.code == code })
		if i < 0 {
			return 0, errForm
		}
		f |= l.choices[i].facts
	}
	for fact, stated := range map[habilitation.Facts]bool{
		habilitation.HiddenShownInEmergency: s.HiddenShown, habilitation.Depositor: s.Depositor,
		habilitation.DepositedBefore: s.DepositedBefore, habilitation.AdministratorDoctor: s.Administrator,
	} {
		if stated {
			f |= fact
		}
	}
	return f, nil
}

// userinfo and what follows are the members of a userinfo of Pro Santé Connect
// that the play fills in.
type userinfo struct {
	Sub            string    `json:"sub"`
	NameID         string    `json:"SubjectNameID"`
	FamilyName     string    `json:"family_name"`
	GivenName      string    `json:"given_name"`
	Organization   string    `json:"SubjectOrganization"`
	OrganizationID string    `json:"SubjectOrganizationID"`
	Sector         string    `json:"Secteur_Activite"`
	Role           []string  `json:"SubjectRole"`
	Regulation     string    `json:"Acces_Regulation_Medicale"`
	RefPro         reference `json:"SubjectRefPro"`
}

type reference struct {
	Civility  string     `json:"codeCivilite"`
	Exercises []exercise `json:"exercices"`
}

type exercise struct {
	Profession string     `json:"codeProfession"`
	Category   string     `json:"codeCategorieProfessionnelle"`
	Name       string     `json:"nomDexercice"`
	GivenName  string     `json:"prenomDexercice"`
	Activities []activity `json:"activities"`
}

type activity struct {
	Mode      string `json:"codeModeExercice"`
	Sector    string `json:"codeSecteurDactivite"`
	Function  string `json:"codeRole"`
	Genre     string `json:"codeGenreActivite"`
	SIRET     string `json:"numeroSiretSite"`
	SIREN     string `json:"numeroSirenSite"`
	FINESS    string `json:"numeroFinessSite"`
	Entity    string `json:"numeroFinessetablissementJuridique"`
	Technical string `json:"identifiantTechniqueDeLaStructure"`
	Name      string `json:"raisonSocialeSite"`
}

// number is an IDNPS of nobody: its RPPS number is of a range that is not
// attributed.
const number = "899700000013"

// Userinfo returns the payload that Pro Santé Connect would send for the form:
// an invented person, in invented establishments.
func (s *SignIn) Userinfo() []byte {
	at := func(key, role string) activity {
		p := places[key]
		return activity{
			Mode: "S", Sector: "SA16", Function: s.Function, Genre: role, SIRET: p.siret, SIREN: p.siren, FINESS: p.finess,
			Entity: p.entity, Technical: p.technical, Name: p.name,
		}
	}
	home := places["tilleuls"]
	u := userinfo{
		Sub: "f:00000000-0000-4000-8000-000000000000:" + number, NameID: number, FamilyName: "EXEMPLE", GivenName: "Camille",
		Organization: home.name, OrganizationID: home.technical, Sector: "SA16^1.2.250.1.71.4.2.4", Role: []string{}, Regulation: "FAUX",
		RefPro: reference{Civility: "MME", Exercises: []exercise{{
			Profession: s.Profession, Category: s.Category, Name: "EXEMPLE", GivenName: "Camille",
			Activities: []activity{at("tilleuls", s.Role)},
		}}},
	}
	if s.Profession != "" {
		u.Role = append(u.Role, s.Profession+"^1.2.250.1.213.1.1.5.5")
	}
	if s.SecondRole != "" {
		e := &u.RefPro.Exercises[0]
		e.Activities = append(e.Activities, at("parc", s.SecondRole))
	}
	if s.Emergency == "regulation" || s.Emergency == "regulation-refused" {
		u.Regulation = "VRAI"
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	_ = e.Encode(u)
	return b.Bytes()
}

// played is a sign-in as the library reads it.
type played struct {
	matrix  *habilitation.Matrix
	info    *psc.Userinfo
	request habilitation.Request
	day     civil.Date
	policy  habilitation.Policy
	found   psc.Selection
}

func (s *SignIn) play() (*played, error) {
	day, err := parseDay(s.Day)
	if err != nil {
		return nil, err
	}
	facts, err := s.facts()
	if err != nil {
		return nil, err
	}
	action, err := habilitation.ParseAction(s.Action)
	if err != nil {
		return nil, errForm
	}
	p := &played{day: day}
	switch s.RoleAccess {
	case "published":
	case "suspended":
		p.policy.RoleAccess = habilitation.RoleSuspended
	default:
		return nil, errForm
	}
	structure := psc.AnyStructure()
	if s.Structure != "" {
		place, ok := places[s.Structure]
		if !ok {
			return nil, errForm
		}
		structure = psc.ByText(place.siret)
	}
	if p.info, err = psc.Parse(s.Userinfo(), psc.Options{SignIn: day}); err != nil {
		return nil, err
	}
	p.found = p.info.Select(structure)
	p.matrix = matrixFor(day).Under(p.policy)
	p.request = habilitation.Request{Subject: p.info.Subject(structure, p.policy), Action: action, Facts: facts}
	return p, nil
}

// Played is what a sign-in opens.
type Played struct {
	// Userinfo is the payload that was read.
	Userinfo string `json:"userinfo"`
	// Faults are what was found odd in it.
	Faults []Fault `json:"faults"`
	// Situation is the situation that was found, or why there is none.
	Situation string `json:"situation"`
	// Facts are the circumstances, in words.
	Facts string `json:"facts"`
	// Columns are those that name the person.
	Columns []string `json:"columns"`
	Covered bool     `json:"covered"`
	Open    int      `json:"open"`
	// Rows has an answer for each type of the matrix, in its order; Reasons
	// every reason that was given, with for how many types.
	Rows     []PlayedRow `json:"rows"`
	Reasons  []Reason    `json:"reasons"`
	Markdown string      `json:"markdown"`
}

// PlayedRow is the answer for one type.
type PlayedRow struct {
	Document
	Allowed bool `json:"allowed"`
	// Codes are the codes of the reasons.
	Codes []string `json:"codes"`
}

// Fault is something odd in an input.
type Fault struct {
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Path     string `json:"path"`
	Line     int    `json:"line,omitempty"`
	Text     string `json:"text"`
}

// Play plays a sign-in: the userinfo is parsed, the situation chosen, and
// every type of the matrix decided, all by the library.
func Play(s SignIn) (*Played, error) {
	p, err := s.play()
	if err != nil {
		return nil, err
	}
	out := &Played{
		Userinfo: string(s.Userinfo()), Faults: []Fault{}, Situation: p.situation(), Facts: p.request.Facts.Explain(language.French),
		Columns: []string{}, Covered: p.matrix.Covers(p.day), Rows: []PlayedRow{}, Reasons: []Reason{},
	}
	for _, f := range p.info.Faults {
		out.Faults = append(out.Faults, Fault{string(f.Code()), f.Severity().String(), f.Path(), 0, f.Message(language.French)})
	}
	set := p.matrix.ColumnsOf(p.request.Subject)
	for i, c := range p.matrix.Columns() {
		if set.Has(i) {
			out.Columns = append(out.Columns, newColumn(c).Short)
		}
	}
	count := map[habilitation.Reason]int{}
	for row := range p.matrix.Rows() {
		r := p.request
		r.Document = row.Document
		d := p.matrix.Decide(r)
		x := PlayedRow{Document: documentOf(row), Allowed: d.Allowed(), Codes: []string{}}
		for reason := range d.Reasons() {
			count[reason]++
			x.Codes = append(x.Codes, string(reason.Code()))
		}
		if x.Allowed {
			out.Open++
		}
		out.Rows = append(out.Rows, x)
	}
	for r := range habilitation.Reasons() {
		if count[r] > 0 {
			x := newReason(r)
			x.Count = count[r]
			out.Reasons = append(out.Reasons, x)
		}
	}
	out.Markdown = playedMarkdown(&s, out, p)
	return out, nil
}

// situation says in words which situation the answer is for.
func (p *played) situation() string {
	if !p.found.Found() {
		if err := p.found.Err(); err != nil {
			return message(err)
		}
		return ""
	}
	s := p.info.Activities[p.found.Index].Situation
	name := s.Structure.Name.Reveal()
	return name + " : " + p.policy.Situation.OpenAt(&s, p.day).Explain(language.French)
}

// PlayQuestion asks for the decision on one type under a sign-in.
type PlayQuestion struct {
	SignIn SignIn `json:"signin"`
	Type   string `json:"type"`
}

// ExplainPlay explains the decision on one type under a sign-in.
func ExplainPlay(q PlayQuestion) (*Decision, error) {
	p, err := q.SignIn.play()
	if err != nil {
		return nil, err
	}
	doc, err := habilitation.ParseDocumentType(q.Type)
	if err != nil {
		return nil, err
	}
	p.request.Document = doc
	out := newDecision(p.matrix.Decide(p.request))
	return &out, nil
}
