package habilitationtest

import (
	"bytes"
	"encoding/json"
	"iter"
	"strings"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

// Userinfo builds what Pro Santé Connect would send for a fixture, as JSON.
// The shapes are those that public code and samples of 2021 to 2024 show: all
// members, those that are not stated as empty texts. Start it with
// [Person.Userinfo]; the methods return changed copies. The zero Userinfo is a
// sign-in without a professional identity.
type Userinfo struct {
	people []Person
	quirks Quirk
}

// Userinfo returns the sign-in of the person.
func (p Person) Userinfo() Userinfo { return Userinfo{people: []Person{p}} }

// Also returns the sign-in of the same person with one more situation: that of
// another fixture. The name and the number stay those of the first.
func (u Userinfo) Also(p Person) Userinfo {
	u.people = append(u.people[:len(u.people):len(u.people)], p)
	return u
}

// With returns the sign-in with quirks, those that it has included.
func (u Userinfo) With(q Quirk) Userinfo {
	u.quirks |= q
	return u
}

// SignedIn returns the person as a sign-in of Pro Santé Connect tells them on
// a day: without dates, seen that day.
func (p Person) SignedIn(day civil.Date) Person {
	s := &p.Situation
	s.Start, s.End, s.EndReason = civil.Date{}, civil.Date{}, 0
	s.SeenOn, s.Source = day, situation.SourceUserinfo
	return p
}

// Quirk is an oddity of real payloads, or a set of them.
type Quirk uint32

const (
	// Sparse: members that are not stated are missing instead of empty.
	Sparse Quirk = 1 << iota
	// Nulls: members that are not stated are null instead of empty.
	Nulls
	// Numbers: codes made of digits are JSON numbers.
	Numbers
	// Blanks: codes have blanks around.
	Blanks
	// OtherCase: otherIds and numeroFinessetablissementJuridique are written in
	// the other letter case that the sources have.
	OtherCase
	// Unknown: there are members that no source names.
	Unknown
	// Repeated: each activity stands twice.
	Repeated
	// OneNotList: a list of one is written without the list.
	OneNotList
	// Mark: the text begins with a byte order mark.
	Mark
	// GenreOnTop: the genre d'activité stands at the top level as well.
	GenreOnTop

	// GenreOnlyOnTop: the genre d'activité stands at the top level and in no
	// activity, so that it is drawn from there.
	GenreOnlyOnTop
	// NoGenre: no activity has a genre d'activité: no role is stated.
	NoGenre
	// NoFunction: there is no member codeRole: no métier is stated.
	NoFunction
	// NoCategory: the category is not stated.
	NoCategory
	// NoActivities: the exercise has no activities.
	NoActivities
	// NoRefPro: SubjectRefPro is missing; SubjectRole is all that is left.
	NoRefPro
	// NoIdentity: SubjectRefPro and SubjectRole are missing.
	NoIdentity

	quirksEnd
)

var quirkNames = [...]string{
	"sparse", "nulls", "numbers", "blanks", "other-case", "unknown", "repeated", "one-not-list", "mark", "genre-on-top",
	"genre-only-on-top", "no-genre", "no-function", "no-category", "no-activities", "no-refpro", "no-identity",
}

// Quirks gives every quirk, one at a time.
func Quirks() iter.Seq[Quirk] {
	return func(yield func(Quirk) bool) {
		for q := Sparse; q < quirksEnd; q <<= 1 {
			if !yield(q) {
				return
			}
		}
	}
}

// Harmless reports whether the quirks take nothing away that decides: the
// answers are those of the plain payload.
func (q Quirk) Harmless() bool { return q < GenreOnlyOnTop }

// String returns the names of the quirks, joined by "|".
func (q Quirk) String() string {
	var out []string
	for i, n := range quirkNames {
		if q&(1<<i) != 0 {
			out = append(out, n)
		}
	}
	if len(out) == 0 {
		return "(none)"
	}
	return strings.Join(out, "|")
}

// The value sets whose OID stands behind a code.
const (
	oidSubjectRole = "^1.2.250.1.213.1.1.5.5"
	oidSector      = "^1.2.250.1.71.4.2.4"
	oidLevel       = "^1.2.250.1.213.1.5.1.1.1"
)

// object is a JSON object whose members keep their order.
type object []member

type member struct {
	name  string
	value any
}

// MarshalJSON implements [json.Marshaler].
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(m.name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(m.value)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// JSON returns the payload. Package psc reads it.
func (u Userinfo) JSON() []byte {
	b, err := json.MarshalIndent(u.payload(), "", "  ")
	if err != nil {
		panic(err) // there is nothing in it that JSON cannot hold
	}
	if u.quirks&Mark != 0 {
		b = append([]byte("\ufeff"), b...)
	}
	return append(b, '\n')
}

// text adds a member that may be not stated.
func (u Userinfo) text(o *object, name, value string) {
	switch {
	case value != "":
		*o = append(*o, member{name, value})
	case u.quirks&Sparse != 0:
	case u.quirks&Nulls != 0:
		*o = append(*o, member{name, nil})
	default:
		*o = append(*o, member{name, ""})
	}
}

// code adds a member that is a code.
func (u Userinfo) code(o *object, name, value string) {
	switch {
	case u.quirks&Numbers != 0 && value != "" && strings.Trim(value, "0123456789") == "" && value[0] != '0':
		*o = append(*o, member{name, json.Number(value)})
	case u.quirks&Blanks != 0 && value != "":
		*o = append(*o, member{name, " " + value + " "})
	default:
		u.text(o, name, value)
	}
}

func (u Userinfo) list(values []any) any {
	if len(values) == 1 && u.quirks&OneNotList != 0 {
		return values[0]
	}
	return values
}

func (u Userinfo) either(name, other string) string {
	if u.quirks&OtherCase != 0 {
		return other
	}
	return name
}

func (u Userinfo) payload() object {
	if len(u.people) == 0 {
		u.people = []Person{Nobody(habilitation.IdentityMissing)}
	}
	first := u.people[0]
	id := "8" + first.Number().Canonical()
	people := u.people
	current := first.Situation.Structure
	switch first.nobody {
	case habilitation.StructureUnknown:
		// Somebody who works elsewhere.
		people = []Person{Profession(roles.ProfessionInfirmier).In(Establishment(99))}
	case habilitation.StructureAmbiguous:
		people = []Person{Role(roles.RoleCare), Role(roles.RoleSocialLife)}
	case 0:
	default:
		u.quirks |= NoIdentity
	}
	if first.nobody != 0 {
		current = Establishment(1)
	}

	var o object
	u.text(&o, "Secteur_Activite", current.Sector.Code()+oidSector)
	u.text(&o, "sub", "f:00000000-0000-4000-8000-000000000000:"+id)
	u.text(&o, "SubjectOrganization", current.Name.Reveal())
	u.text(&o, "Mode_Acces_Raison", "")
	u.text(&o, "preferred_username", id)
	u.text(&o, "given_name", "Camille")
	regulation := ""
	if first.noRegulation {
		regulation = "FAUX"
	}
	u.text(&o, "Acces_Regulation_Medicale", regulation)
	u.text(&o, "UITVersion", "1.0")
	u.text(&o, "Palier_Authentification", "APPPRIP3"+oidLevel)
	if role := &people[0].Situation; u.quirks&(GenreOnTop|GenreOnlyOnTop) != 0 {
		u.text(&o, "codeGenreActivite", orStated(role.Role.Code(), role.Stated.Role))
	}
	if u.quirks&(NoRefPro|NoIdentity) == 0 {
		o = append(o, member{"SubjectRefPro", u.refPro(people)})
	}
	u.text(&o, "SubjectOrganizationID", current.Technical.Canonical())
	if u.quirks&NoIdentity == 0 {
		var codes []any
		for _, p := range people {
			if c := orStated(p.Situation.Profession.Code(), p.Situation.Stated.Profession); c != "" {
				codes = append(codes, c+oidSubjectRole)
			}
		}
		o = append(o, member{"SubjectRole", u.list(codes)})
	}
	u.text(&o, "PSI_Locale", "1.2.250.1.213.1.3.1.1")
	var other object
	u.text(&other, "identifiant", id)
	u.text(&other, "origine", "RPPS")
	other = append(other, member{"qualite", 1})
	o = append(o, member{u.either("otherIds", "otherids"), u.list([]any{other})})
	u.text(&o, "SubjectNameID", id)
	u.text(&o, "family_name", "EXEMPLE")
	if u.quirks&Unknown != 0 {
		o = append(o, member{"membreInconnu", object{{"a", []any{1, "b"}}}})
	}
	return o
}

// refPro is the member SubjectRefPro: the situations under one exercise for
// each profession and category.
func (u Userinfo) refPro(people []Person) object {
	var o object
	u.text(&o, "codeCivilite", "MME")
	type exercise struct {
		profession, category, qualification string
		activities                          []any
	}
	var list []*exercise
next:
	for _, p := range people {
		s := &p.Situation
		e := &exercise{
			profession:    orStated(s.Profession.Code(), s.Stated.Profession),
			category:      orStated(s.Category.Code(), s.Stated.Category),
			qualification: s.Qualification,
		}
		activities := []any{u.activity(s)}
		if u.quirks&Repeated != 0 {
			activities = append(activities, u.activity(s))
		}
		for _, other := range list {
			if other.profession == e.profession && other.category == e.category && other.qualification == e.qualification {
				other.activities = append(other.activities, activities...)
				continue next
			}
		}
		e.activities = activities
		list = append(list, e)
	}
	var exercises []any
	for _, e := range list {
		var x object
		u.code(&x, "codeProfession", e.profession)
		if u.quirks&NoCategory != 0 {
			e.category = ""
		}
		u.code(&x, "codeCategorieProfessionnelle", e.category)
		u.text(&x, "codeCiviliteDexercice", "")
		u.text(&x, "nomDexercice", "EXEMPLE")
		u.text(&x, "prenomDexercice", "Camille")
		u.text(&x, "codeTypeSavoirFaire", "")
		u.code(&x, "codeSavoirFaire", e.qualification)
		if u.quirks&NoActivities == 0 {
			x = append(x, member{"activities", u.list(e.activities)})
		}
		exercises = append(exercises, x)
	}
	return append(o, member{"exercices", u.list(exercises)})
}

func (u Userinfo) activity(s *situation.Situation) object {
	var o object
	u.code(&o, "codeModeExercice", orStated(s.Mode.Code(), s.Stated.Mode))
	st := &s.Structure
	u.code(&o, "codeSecteurDactivite", orStated(st.Sector.Code(), st.Stated.Sector))
	u.text(&o, "codeSectionPharmacien", "")
	if u.quirks&NoFunction == 0 {
		u.code(&o, "codeRole", orStated(s.Function.Code(), s.Stated.Function))
	}
	if u.quirks&(NoGenre|GenreOnlyOnTop) == 0 {
		u.code(&o, "codeGenreActivite", orStated(s.Role.Code(), s.Stated.Role))
	}
	u.text(&o, "numeroSiretSite", st.SIRET.Canonical())
	u.text(&o, "numeroSirenSite", st.SIREN.Canonical())
	u.text(&o, "numeroFinessSite", st.FINESS.Canonical())
	u.text(&o, u.either("numeroFinessetablissementJuridique", "numeroFinessEtablissementJuridique"), st.LegalFINESS.Canonical())
	u.text(&o, "identifiantTechniqueDeLaStructure", st.Technical.Canonical())
	u.text(&o, "raisonSocialeSite", st.Name.Reveal())
	for _, name := range [...]string{
		"enseigneCommercialeSite", "complementDestinataire", "complementPointGeographique", "numeroVoie",
		"indiceRepetitionVoie", "codeTypeDeVoie", "libelleVoie", "mentionDistribution", "bureauCedex", "codePostal", "codeCommune",
		"codePays", "telephone", "telephone2", "telecopie", "adresseEMail", "codeDepartement",
	} {
		u.text(&o, name, "")
	}
	u.text(&o, "ancienIdentifiantDeLaStructure", st.ID.Canonical())
	u.text(&o, "autoriteDenregistrement", "")
	if u.quirks&Unknown != 0 {
		o = append(o, member{"membreInconnu", "x"})
	}
	return o
}
