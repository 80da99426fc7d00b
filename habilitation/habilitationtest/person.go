package habilitationtest

import (
	"iter"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// Person is an invented professional in one practice situation. It is a
// comparable value; its methods return changed copies. The zero Person is
// nobody, and is denied everything.
//
// All numbers are test numbers: RPPS numbers that begin with 997, structures
// whose SIREN begins with 000997.
type Person struct {
	// Situation is where and as what the person practises. A fixture is open
	// since 2020 at the first [Establishment], and its category is stated.
	Situation situation.Situation

	nobody       habilitation.Reason
	noRegulation bool
}

func person(p roles.Profession) Person {
	return Person{Situation: situation.Situation{
		Structure: Establishment(1), Profession: p, Category: roles.CategoryCivil, Mode: roles.ModeSalarie,
		Start: civil.YMD(2020, 9, 1), Source: situation.SourceEmployer,
	}}
}

// Profession returns somebody of a profession: [roles.ProfessionInfirmier], or
// 99 without a role. A métier à rôle (TRE_R85) gives a role professional of
// that métier who holds no role, and is therefore denied.
func Profession(p roles.Profession) Person {
	if p.List() == roles.ListR85 {
		return person(roles.ProfessionARole).As(p)
	}
	return person(p)
}

// Role returns a role professional (99) who holds a role.
func Role(r roles.Role) Person {
	out := person(roles.ProfessionARole)
	out.Situation.Role = r
	return out
}

// Nobody returns a sign-in that has no subject, for one of the reasons
// [habilitation.IdentityMissing], [habilitation.StructureUnknown] and
// [habilitation.StructureAmbiguous].
func Nobody(r habilitation.Reason) Person { return Person{nobody: r} }

// As returns the person with a métier (TRE_R85) or a fonction (TRE_R21).
func (p Person) As(function roles.Profession) Person {
	p.Situation.Function = function
	return p
}

// Student returns the person as a student (category E): an intern, if the
// profession has interns.
func (p Person) Student() Person {
	p.Situation.Category = roles.CategoryStudent
	return p
}

// In returns the person at another establishment.
func (p Person) In(s rpps.Structure) Person {
	p.Situation.Structure = s
	return p
}

// WithoutRegulation returns the person signed in for something else than the
// regulation of emergency calls.
func (p Person) WithoutRegulation() Person {
	p.noRegulation = true
	return p
}

// IsZero reports whether nobody is stated.
func (p Person) IsZero() bool { return p == Person{} }

// Subject returns who asks, on a day and under a policy.
func (p Person) Subject(day civil.Date, policy habilitation.Policy) habilitation.Subject {
	var s habilitation.Subject
	switch {
	case p.nobody != 0:
		s = habilitation.NoSubject(p.nobody, day)
	case p.IsZero():
	default:
		s = policy.SubjectOf(p.Situation, day)
	}
	if p.noRegulation {
		return s.WithoutRegulation()
	}
	return s
}

// Number returns the RPPS number of the person, which follows from their
// codes.
func (p Person) Number() rpps.Number {
	// FNV-1a, over what tells fixtures apart.
	h := uint64(14695981039346656037)
	for _, c := range []byte(p.codes()) {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return Number(int(h % 10_000_000))
}

// codes are the codes of the person, as one text.
func (p Person) codes() string {
	s := &p.Situation
	return strings.Join([]string{
		orStated(s.Profession.Code(), s.Stated.Profession), orStated(s.Category.Code(), s.Stated.Category),
		orStated(s.Function.Code(), s.Stated.Function), orStated(s.Role.Code(), s.Stated.Role),
	}, "/")
}

func orStated(code, stated string) string {
	if code == "" {
		return stated
	}
	return code
}

// Professional returns the person as the directory knows them: number,
// invented name, exercise.
func (p Person) Professional() rpps.Professional {
	n := p.Number()
	id := rpps.MustParsePersonID("8" + n.Canonical())
	s := &p.Situation
	return rpps.Professional{
		ID: id, Number: n, Civility: "MME", ExerciseName: rpps.Name{Family: "EXEMPLE", Given: "Camille"},
		Exercises: []rpps.Exercise{{
			Profession: s.Profession, Category: s.Category,
			Stated: rpps.StatedExercise{
				Profession: orStated(s.Profession.Code(), s.Stated.Profession),
				Category:   orStated(s.Category.Code(), s.Stated.Category),
			},
			Qualification: s.Qualification,
		}},
		OtherIDs: []rpps.OtherID{{ID: id, Text: rpps.Private(id.Canonical()), Origin: "RPPS", Quality: 1}},
	}
}

// String says in French who the person is: see [Person.Text].
func (p Person) String() string { return p.Text(language.French) }

// Text says who the person is, by labels and codes.
func (p Person) Text(tag language.Tag) string {
	switch {
	case p.nobody != 0:
		return rule.Text{FR: "personne : ", EN: "nobody: "}.In(tag) + p.nobody.Explain(tag)
	case p == Person{}, p == Person{noRegulation: true}:
		return rule.Text{FR: "personne n'est nommé", EN: "nobody is named"}.In(tag)
	}
	s := &p.Situation
	var parts []string
	add := func(label, code, stated, unknown string) {
		switch {
		case code != "":
			parts = append(parts, label+" ("+code+")")
		case stated != "":
			parts = append(parts, unknown)
		}
	}
	if s.Profession == roles.ProfessionARole {
		add(rule.Text{FR: "professionnel à rôle", EN: "role professional"}.In(tag), "99", "", "")
		if s.Role == 0 && s.Stated.Role == "" {
			parts = append(parts, rule.Text{FR: "sans rôle", EN: "without a role"}.In(tag))
		}
	} else {
		add(s.Profession.Label(), s.Profession.Code(), s.Stated.Profession,
			rule.Text{FR: "profession de code inconnu", EN: "profession of an unknown code"}.In(tag))
		if s.Profession == 0 && s.Stated.Profession == "" {
			parts = append(parts, rule.Text{FR: "profession non renseignée", EN: "profession not stated"}.In(tag))
		}
	}
	if s.Category == roles.CategoryStudent {
		parts = append(parts, rule.Text{FR: "étudiant", EN: "student"}.In(tag))
	} else if s.Category == 0 {
		parts = append(parts, rule.Text{FR: "catégorie non renseignée", EN: "category not stated"}.In(tag))
	}
	add(s.Function.Label(), s.Function.Code(), s.Stated.Function,
		rule.Text{FR: "métier de code inconnu", EN: "métier of an unknown code"}.In(tag))
	add(rule.Text{FR: "rôle ", EN: "role "}.In(tag)+s.Role.Label(), s.Role.Code(), s.Stated.Role,
		rule.Text{FR: "rôle de code inconnu", EN: "role of an unknown code"}.In(tag))
	if s.Qualification != "" {
		// Which one is a text of the caller's, and shown nowhere.
		parts = append(parts, rule.Text{FR: "avec un savoir-faire", EN: "with a savoir-faire"}.In(tag))
	}
	if sector := s.Structure.Sector; sector != 0 && sector != fixtureSector {
		parts = append(parts, rule.Text{FR: "secteur ", EN: "sector "}.In(tag)+sector.Label()+" ("+sector.Code()+")")
	}
	if p.noRegulation {
		parts = append(parts, rule.Text{FR: "connexion hors régulation", EN: "signed in outside regulation"}.In(tag))
	}
	return strings.Join(parts, ", ")
}

// Professionals gives one fixture of everybody whom a matrix or the law tells
// apart: each profession of TRE_G15, TRE_R94 and TRE_R95 that has not ended,
// interns, the préparateurs, the six roles, and people without a column.
func Professionals() iter.Seq[Person] {
	noCare := Profession(roles.ProfessionMedecin)
	noCare.Situation.Role = roles.GENR04
	return func(yield func(Person) bool) {
		for _, list := range [...]roles.List{roles.ListG15, roles.ListR94, roles.ListR95} {
			for p := range roles.Professions() {
				if p.List() == list && p.Validity().Until.IsZero() && !yield(Profession(p)) {
					return
				}
			}
		}
		for r := range roles.RPPSPlusRoles() {
			if !yield(Role(r)) {
				return
			}
		}
		for _, p := range [...]Person{
			Profession(roles.ProfessionMedecin).Student(),
			Profession(roles.ProfessionPharmacien).Student(),
			Profession(roles.ProfessionChirurgienDentiste).Student(),
			Profession(roles.MetierPreparateurHospitalier),
			Profession(roles.MetierPreparateur),
			Role(roles.RoleCare).As(roles.MetierPreparateur),
			Role(roles.RoleCare).As(roles.MetierAideSoignant),
			Role(roles.RoleSocialLife).As(roles.MetierEducateurSpecialise),
			// Without a column.
			Profession(roles.MetierAideSoignant),
			Profession(roles.ProfessionARole),
			Profession(roles.ProfessionInfirmier).Student(),
			Role(roles.RoleCare).Student(),
			Role(roles.RoleMedicoAdministrative).As(roles.MetierSecretaireMedicale),
			Profession(roles.ProfessionMedecin).As(roles.FonctionMedecinDuTravail),
			Profession(roles.ProfessionMedecin).As(roles.FonctionPraticienConseil),
			noCare,
		} {
			if !yield(p) {
				return
			}
		}
	}
}

// Number returns the invented RPPS number of index i, from 0 to 9,999,999: 997,
// the index, and a right key.
func Number(i int) rpps.Number {
	return rpps.MustParseNumber(withKey("997" + digits(i, 7)))
}

// fixtureSector is that of every establishment: of none of those that decide.
const fixtureSector = roles.SA16

// Establishment returns the invented establishment of index i, from 1 to 99,
// with a SIRET, a SIREN, FINESS numbers, a technical identifier and a name.
func Establishment(i int) rpps.Structure {
	siren := withKey("000997" + digits(i, 2))
	finess := withKey("9900" + digits(i, 4))
	s := rpps.Structure{
		SIRET: rpps.MustParseSIRET(withKey(siren + "0001")), SIREN: rpps.MustParseSIREN(siren),
		FINESS: rpps.MustParseFINESS(finess), LegalFINESS: rpps.MustParseFINESS(withKey("9901" + digits(i, 4))),
		Technical: rpps.MustParseTechnicalID("F" + finess), ID: rpps.MustParseStructureID("1" + finess),
		Name: rpps.Private("ETABLISSEMENT " + strconv.Itoa(i) + " (FICTIF)"), Sector: fixtureSector,
	}
	s.Kind, _ = rpps.KindOfSector(s.Sector)
	return s
}

// digits writes i in n digits; the last ones, if it has more.
func digits(i, n int) string {
	text := strings.Repeat("0", n) + strconv.Itoa(max(i, 0))
	return text[len(text)-n:]
}

// withKey adds the Luhn key to digits.
func withKey(text string) string {
	sum := 0
	for i := range len(text) {
		d := int(text[len(text)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d >= 10 {
				d -= 9
			}
		}
		sum += d
	}
	return text + strconv.Itoa((10-sum%10)%10)
}
