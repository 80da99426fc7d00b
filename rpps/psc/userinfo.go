package psc

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"slices"
	"strconv"
	"strings"

	"github.com/rppsplus/rppsplus/internal/closing"
	"github.com/rppsplus/rppsplus/internal/latin"
	"github.com/rppsplus/rppsplus/internal/limit"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// Limits of [Options] when they are 0.
const (
	// MaxBytes is the limit on the length of a userinfo. The longest sample has
	// 7 kB for five activities.
	MaxBytes = 1 << 18
	// MaxElements is the limit on the elements of all lists of a payload
	// together: exercises, activities, other identifiers, roles. What is beyond
	// is left out, with a fault; a person who has that much is denied nothing
	// but what stands there, and by what shuts out there.
	MaxElements = 512
)

// Options adjusts [Parse]. The zero Options is the default.
type Options struct {
	// SignIn is the day of the sign-in, on which the activities listed were
	// seen. Not stated, their presence proves nothing. A userinfo that was kept
	// has the day on which it was received: by the day of each request somebody
	// who has left would be there for ever.
	SignIn civil.Date
	// MaxBytes is the limit on the length, MaxElements that on the elements of
	// lists; 0 means the constant.
	MaxBytes, MaxElements int
}

// Userinfo is what Pro Santé Connect says of the person who signed in. While
// nobody changes its fields, several goroutines may use it at once. A nil one, which
// [Parse] gives with an error, says nothing: its subject is denied everything.
//
// A store of sessions keeps the text that was received and its day, to be parsed
// again: what is read back from the JSON of a Userinfo is denied, or no Userinfo.
type Userinfo struct {
	// Sub is the subject of OpenID Connect, NameID the SubjectNameID as
	// written: usually the IDNPS.
	Sub               rpps.Private
	NameID            rpps.Private
	PreferredUsername rpps.Private
	// Organization and OrganizationID are the name and the technical
	// identifier of the structure that Pro Santé Connect holds for current;
	// often empty.
	Organization   rpps.Private
	OrganizationID rpps.Private
	// Sector is the code of Secteur_Activite, without its OID.
	Sector string
	// Genre is the genre d'activité of the top level, GenreText its text.
	Genre     roles.Role
	GenreText string
	// SubjectRoles are the codes of SubjectRole with the OID of their value
	// set. The activities decide; what these say alone opens nothing, and closes if
	// it is occupational medicine, a student or a role ([CodeSubjectCloses]).
	SubjectRoles []SubjectRole
	// AuthMode is how the person signed in (CARD…), AuthLevel the code of the
	// Palier_Authentification.
	AuthMode  string
	AuthLevel string
	// Regulation is Acces_Regulation_Medicale; No too where what stands there is
	// neither yes nor no, or both.
	Regulation   rpps.Answer
	AccessReason string
	PSILocale    string
	UITVersion   string

	// Professional is the person, in the terms of the library.
	Professional rpps.Professional
	// Activities are the practice situations, in the order of the payload.
	Activities []Activity

	// Faults is everything that was found odd, sorted.
	Faults rule.Faults

	// Extra are the members that the package does not know, as they stood, and
	// under their path the elements of an unexpected type.
	Extra map[string]json.RawMessage
	// RefProExtra are those of SubjectRefPro, and ExerciseExtra those of each
	// exercise.
	RefProExtra   map[string]json.RawMessage
	ExerciseExtra []map[string]json.RawMessage

	signIn civil.Date
	strays map[string]json.RawMessage

	rolesAt  []string // paths of SubjectRoles: a list may have elements that are none
	elements int      // of lists, that may still be read
	lacking  bool     // elements of lists were left out
	adeli    bool     // nothing but an ADELI number tells who it is
	closings []closer // each once
	noted    map[closer]bool
}

// SubjectRole is one element of the list SubjectRole of a userinfo: a code of the value set whose OID
// stands behind it, usually 1.2.250.1.213.1.1.5.5 (JDV_J65-SubjectRole-DMP).
// That OID names a value set that pools several lists, not the list of the
// code.
type SubjectRole struct{ Code, ValueSet string }

// String tells whether a code is stated: a payload may hold anything in its place.
func (s SubjectRole) String() string {
	if s == (SubjectRole{}) {
		return "(not stated)"
	}
	return "(masked)"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (s SubjectRole) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// LogValue implements [slog.LogValuer].
func (s SubjectRole) LogValue() slog.Value { return slog.StringValue(s.String()) }

// Activity is one activity of the payload.
type Activity struct {
	// Situation is the activity in the terms of the library.
	Situation situation.Situation
	// Exercise is the index of its exercise in Professional.Exercises.
	Exercise int
	// Path is the path of the activity in the payload.
	Path string
	// PharmacistSection is the section of the Ordre des pharmaciens (A to H).
	PharmacistSection string
	// Authority is the triple of registration authorities, as written.
	Authority string
	Address   Address
	// Extra are the members that the package does not know.
	Extra map[string]json.RawMessage

	repeats int // index of the same activity above, or -1
}

// Address is the correspondence address of a structure.
type Address struct {
	Recipient, GeographicComplement, StreetNumber, RepetitionIndex, StreetType, Street, Mention,
	Office, PostalCode, Commune, Country, Phone, Phone2, Fax, Email, Department rpps.Private
}

// String tells whether the address is stated.
func (a Address) String() string {
	if a == (Address{}) {
		return "(not stated)"
	}
	return "(masked)"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (a Address) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, a.String()) }

// LogValue implements [slog.LogValuer].
func (a Address) LogValue() slog.Value { return slog.StringValue(a.String()) }

// Read is [Parse] for a stream. It reads no more than the limit and one byte.
func Read(r io.Reader, o Options) (*Userinfo, error) {
	data, err := limit.Read(r, limit.Or(o.MaxBytes, MaxBytes))
	if err != nil {
		return nil, err
	}
	return Parse(data, o)
}

// Parse reads a userinfo. It fails, with a [rule.Fault], only on a text that
// is no JSON object ([CodeJSON], [CodeNotObject]) or is too long
// ([CodeTooLarge]); everything else is in Faults.
func Parse(data []byte, o Options) (*Userinfo, error) {
	if most := limit.Or(o.MaxBytes, MaxBytes); len(data) > most {
		return nil, rules[ruleTooLarge].At("").With(strconv.Itoa(most))
	}
	raw, err := check(data)
	if err != nil {
		return nil, err
	}
	u := &Userinfo{signIn: o.SignIn, elements: limit.Or(o.MaxElements, MaxElements)}
	top := u.readObject("", raw)
	u.Sub = private(top.text("sub"))
	u.PreferredUsername = private(top.text("preferred_username"))
	u.Organization = private(top.sure("SubjectOrganization"))
	u.OrganizationID = private(top.sure("SubjectOrganizationID"))
	u.Sector, _, _ = strings.Cut(top.text("Secteur_Activite"), "^")
	for _, m := range top.members {
		if name := "Secteur_Activite"; latin.EqualFold(m.Name, name) {
			u.look(name, name, "", m.Value)
		}
	}
	u.AuthMode = top.text("authMode")
	u.AuthLevel, _, _ = strings.Cut(top.text("Palier_Authentification"), "^")
	u.AccessReason = top.text("Mode_Acces_Raison")
	u.PSILocale = top.text("PSI_Locale")
	u.UITVersion = top.text("UITVersion")
	regulation, believed := top.believed("Acces_Regulation_Medicale")
	switch v := latin.Upper(top.text("Acces_Regulation_Medicale")); {
	case !believed, holds(regulation):
		// Said both ways, or in no way that is known: no call centre is proved.
		u.Regulation = rpps.No
	case v == "VRAI", v == "TRUE":
		u.Regulation = rpps.Yes
	case v == "FAUX", v == "FALSE":
		u.Regulation = rpps.No
	case v != "":
		u.unknown("Acces_Regulation_Medicale", "VRAI, FAUX")
		u.Regulation = rpps.No
	}
	if _, ok := top.believed("codeGenreActivite"); !ok {
		u.GenreText = contradiction
		for _, m := range top.members {
			if name := "codeGenreActivite"; latin.EqualFold(m.Name, name) {
				u.look(name, name, "", m.Value)
			}
		}
	} else if u.GenreText = top.text("codeGenreActivite"); u.GenreText != "" {
		u.Genre = code(u, "codeGenreActivite", u.GenreText, roles.ParseRole)
	}
	for i, raw := range top.list("SubjectRole") {
		var s string
		if json.Unmarshal(raw, &s) != nil {
			u.stray(element("SubjectRole", i), raw)
			continue
		}
		c, set, _ := strings.Cut(strings.TrimSpace(s), "^")
		if c != "" {
			u.SubjectRoles = append(u.SubjectRoles, SubjectRole{c, set})
			u.rolesAt = append(u.rolesAt, element("SubjectRole", i))
		}
	}
	u.lookAtRoles(top)
	u.readPerson(top)
	if ref, ok := top.believed("SubjectRefPro"); ok {
		u.readRefPro(u.readObject("SubjectRefPro", ref))
	}
	// Stated by some payloads at the top and by others in SubjectRefPro.
	if c := top.text("codeCivilite"); c != "" {
		u.Professional.Civility = c
	}
	if n := &u.Professional.ExerciseName; n.IsZero() {
		*n = rpps.Name{Family: private(top.text("family_name")), Given: private(top.text("given_name"))}
	} else {
		top.take("family_name")
		top.take("given_name")
	}
	top.take("email_verified")
	u.Extra = top.rest()
	top.close()
	for path, raw := range u.strays {
		if u.Extra == nil {
			u.Extra = u.strays
			break
		}
		u.Extra[path] = raw
	}
	u.review()
	return u, nil
}

// readPerson reads the identifiers of the person.
func (u *Userinfo) readPerson(top *object) {
	p := &u.Professional
	u.NameID = private(top.sure("SubjectNameID"))
	p.ID = u.personID("SubjectNameID", u.NameID.Reveal())
	p.Number = p.ID.Number()
	adeli := ""
	if p.ID.Kind() == rpps.PersonADELI {
		adeli = "SubjectNameID"
	}
	for i, raw := range top.list("otherIds") {
		path := element("otherIds", i)
		o := u.readObject(path, raw)
		id := rpps.OtherID{Text: private(o.text("identifiant")), Origin: o.text("origine")}
		if q := o.text("qualite"); q != "" {
			n, err := strconv.Atoi(q)
			if err != nil {
				u.fault(ruleType, path+".qualite")
			}
			id.Quality = n
		}
		if id.Text != "" {
			id.ID = u.personID(path+".identifiant", id.Text.Reveal())
			if p.Number.IsZero() && !o.conflict && latin.EqualFold(id.Origin, "RPPS") {
				p.Number = id.ID.Number()
			}
		}
		if adeli == "" && (id.ID.Kind() == rpps.PersonADELI || latin.EqualFold(id.Origin, "ADELI")) {
			adeli = path + ".identifiant"
		}
		if id != (rpps.OtherID{}) {
			p.OtherIDs = append(p.OtherIDs, id)
		}
	}
	// A number of the RPPS stands in an account while the extraction has it.
	if !p.Number.IsZero() {
		return
	}
	// What is said twice, beyond the limit, or in another form than is due may be the
	// ADELI number.
	for _, m := range top.members {
		for _, name := range [...]string{"SubjectNameID", "otherIds"} {
			if adeli == "" && latin.EqualFold(m.Name, name) && namesADELI(m.Value) {
				adeli = name
			}
		}
	}
	if adeli != "" {
		u.fault(ruleADELI, adeli)
		u.adeli = true
	}
}

// namesADELI reports whether a text or a number anywhere in a value is an identifier of
// ADELI, or names that directory.
func namesADELI(raw json.RawMessage) bool {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	for {
		t, err := d.Token()
		if err != nil {
			return false // the text was checked before: it is the end
		}
		text, ok := t.(string)
		if n, number := t.(json.Number); number {
			text, ok = n.String(), true
		}
		if !ok {
			continue
		}
		if id, err := lenient.PersonID(text); err == nil {
			if id.Kind() == rpps.PersonADELI {
				return true
			}
			continue // of another kind, with a number of the employer's own perhaps
		}
		if strings.Contains(latin.Upper(text), "ADELI") {
			return true
		}
		for word := range latin.Words(text) { // beside something else
			if id, _ := lenient.PersonID(word); id.Kind() == rpps.PersonADELI {
				return true
			}
		}
	}
}

// personID reads an IDNPS, a PSI UUID or a test identifier; a text of no known
// form is kept as foreign.
func (u *Userinfo) personID(path, text string) rpps.PersonID {
	if text == "" {
		return rpps.PersonID{}
	}
	id, err := lenient.PersonID(text)
	if err != nil {
		u.fault(ruleNameID, path)
		return rpps.ForeignPersonID(text)
	}
	if !id.KeyValid() {
		u.Faults.Add(rules[ruleIdentifierKey].At(path).With("idnps"))
	}
	return id
}

func (u *Userinfo) readRefPro(o *object) {
	p := &u.Professional
	p.Civility = o.text("codeCivilite")
	for i, raw := range o.list("exercices") {
		if raw[0] != '{' && string(raw) != "null" {
			u.lacking = true
		}
		u.readExercise(i, u.readObject(element(o.at("exercices"), i), raw))
	}
	u.RefProExtra = o.rest()
	o.close()
}

func (u *Userinfo) readExercise(i int, o *object) {
	e := rpps.Exercise{
		Stated:            rpps.StatedExercise{Profession: o.coded("codeProfession"), Category: o.coded("codeCategorieProfessionnelle")},
		QualificationType: o.text("codeTypeSavoirFaire"), Qualification: o.coded("codeSavoirFaire"),
	}
	e.Profession = code(u, o.at("codeProfession"), e.Stated.Profession, roles.ParseProfession)
	e.Category = code(u, o.at("codeCategorieProfessionnelle"), e.Stated.Category, roles.ParseCategory)
	u.current(o.at("codeProfession"), e.Profession)

	p := &u.Professional
	name := rpps.Name{Family: private(o.text("nomDexercice")), Given: private(o.text("prenomDexercice"))}
	if p.ExerciseName.IsZero() {
		p.ExerciseName = name
	}
	if c := o.text("codeCiviliteDexercice"); p.ExerciseCivility == "" {
		p.ExerciseCivility = c
	}
	if o.conflict {
		// Which profession or category is meant is not known: none is.
		e.Stated.Profession, e.Profession = contradiction, 0
	}
	p.Exercises = append(p.Exercises, e)
	activities := o.list("activities")
	if len(activities) == 0 {
		u.fault(ruleActivityMissing, o.path)
	}
	for j, raw := range activities {
		if raw[0] != '{' {
			u.stray(element(o.at("activities"), j), raw)
			u.lacking = u.lacking || string(raw) != "null"
			continue // no activity
		}
		u.readActivity(i, e, u.readObject(element(o.at("activities"), j), raw))
	}
	u.ExerciseExtra = append(u.ExerciseExtra, o.rest())
	u.lookAt(o, "codeSavoirFaire", e.Qualification, closing.Skill)
	u.lookAt(o, "codeTypeSavoirFaire", e.QualificationType, 0)
	o.close()
}

func (u *Userinfo) readActivity(exercise int, e rpps.Exercise, o *object) {
	a := Activity{Exercise: exercise, Path: o.path, repeats: -1}
	s := &a.Situation
	s.Source, s.SeenOn = situation.SourceUserinfo, u.signIn
	if u.adeli {
		s.SeenOn = civil.Date{} // told once, by readPerson
	}
	s.Profession, s.Category = e.Profession, e.Category
	s.Stated = situation.Stated{
		Profession: e.Stated.Profession, Category: e.Stated.Category,
		Role: o.coded("codeGenreActivite"), Function: o.coded("codeRole"), Mode: o.text("codeModeExercice"),
	}
	s.Qualification = e.Qualification
	s.Role = code(u, o.at("codeGenreActivite"), s.Stated.Role, roles.ParseRole)
	s.Function = code(u, o.at("codeRole"), s.Stated.Function, roles.ParseProfession)
	s.Mode = code(u, o.at("codeModeExercice"), s.Stated.Mode, roles.ParsePracticeMode)
	u.current(o.at("codeGenreActivite"), s.Role)
	u.current(o.at("codeRole"), s.Function)

	st := &s.Structure
	st.Stated.Sector = o.coded("codeSecteurDactivite")
	st.Sector = code(u, o.at("codeSecteurDactivite"), st.Stated.Sector, roles.ParseSector)
	st.Kind, _ = rpps.KindOfSector(st.Sector)
	st.SIRET, st.Stated.SIRET = identifier(u, o, "numeroSiretSite", lenient.SIRET)
	st.SIREN, st.Stated.SIREN = identifier(u, o, "numeroSirenSite", lenient.SIREN)
	st.FINESS, st.Stated.FINESS = identifier(u, o, "numeroFinessSite", lenient.FINESS)
	st.LegalFINESS, st.Stated.LegalFINESS = identifier(u, o, "numeroFinessetablissementJuridique", lenient.FINESS)
	st.Technical, st.Stated.Technical = identifier(u, o, "identifiantTechniqueDeLaStructure", lenient.TechnicalID)
	st.ID, st.Stated.ID = identifier(u, o, "ancienIdentifiantDeLaStructure", lenient.StructureID)
	st.RPPSRang = st.ID.RPPSRang()
	st.Name, st.TradeName = private(o.text("raisonSocialeSite")), private(o.text("enseigneCommercialeSite"))

	if s.Stated.Role == "" && s.Stated.Function == "" && s.Stated.Mode == "" && st.IsZero() {
		// Who has no activity is listed with an empty one: none was seen.
		u.fault(ruleActivityMissing, o.path)
		s.SeenOn = civil.Date{}
	}

	a.PharmacistSection = o.text("codeSectionPharmacien")
	a.Authority = o.text("autoriteDenregistrement")
	for _, f := range [...]struct {
		name string
		to   *rpps.Private
	}{
		{"complementDestinataire", &a.Address.Recipient},
		{"complementPointGeographique", &a.Address.GeographicComplement},
		{"numeroVoie", &a.Address.StreetNumber},
		{"indiceRepetitionVoie", &a.Address.RepetitionIndex},
		{"codeTypeDeVoie", &a.Address.StreetType},
		{"libelleVoie", &a.Address.Street},
		{"mentionDistribution", &a.Address.Mention},
		{"bureauCedex", &a.Address.Office},
		{"codePostal", &a.Address.PostalCode},
		{"codeCommune", &a.Address.Commune},
		{"codePays", &a.Address.Country},
		{"telephone", &a.Address.Phone},
		{"telephone2", &a.Address.Phone2},
		{"telecopie", &a.Address.Fax},
		{"adresseEMail", &a.Address.Email},
		{"codeDepartement", &a.Address.Department},
	} {
		*f.to = private(o.text(f.name))
	}
	if o.conflict {
		s.Stated.Profession, s.Profession = contradiction, 0
	}
	a.Extra = o.rest()
	u.lookAt(o, "codeRole", s.Stated.Function, closing.Function)
	u.lookAt(o, "codeGenreActivite", s.Stated.Role, closing.Role)
	u.lookAt(o, "codeModeExercice", s.Stated.Mode, 0)
	u.lookAt(o, "codeSecteurDactivite", st.Stated.Sector, closing.Sector)
	u.lookAt(o, "codeSectionPharmacien", a.PharmacistSection, 0)
	o.close()
	u.Activities = append(u.Activities, a)
}

// review looks at the payload as a whole, once everything is read.
func (u *Userinfo) review() {
	if !u.HasIdentity() {
		u.fault(ruleIdentityMissing, "SubjectRefPro")
	}
	u.compareRoles()
	if u.signIn.IsZero() && len(u.Activities) > 0 {
		u.fault(ruleSignInUnknown, "")
	}
	u.spreadGenre()
	u.close()
	seen := make(map[situation.Situation]int, len(u.Activities))
	for i := range u.Activities {
		a := &u.Activities[i]
		if s := &a.Situation; s.Profession == roles.ProfessionARole && s.Stated.Role == "" {
			u.fault(ruleRoleMissing, a.Path+".codeGenreActivite")
		}
		if j, again := seen[a.Situation]; again {
			a.repeats = j
			u.fault(ruleActivityRepeated, a.Path)
		} else {
			seen[a.Situation] = i
		}
	}
	u.Faults.Sort()
}

// compareRoles reports a profession of SubjectRole that no exercise has. The
// exercises decide: they carry the category and the places.
func (u *Userinfo) compareRoles() {
	if len(u.Professional.Exercises) == 0 {
		return
	}
	for i, r := range u.SubjectRoles {
		p, err := roles.ParseProfession(r.Code)
		if err != nil || !p.InJ106() {
			continue
		}
		if !slices.ContainsFunc(u.Professional.Exercises, func(e rpps.Exercise) bool { return e.Stated.Profession == r.Code }) {
			u.fault(ruleSubjectRole, u.rolesAt[i])
		}
	}
}

// spreadGenre gives the genre of the top level to the one activity that it can
// mean, if that one has none: the only activity of the payload, or the only
// one that bears the technical identifier of the current structure. Where
// something was left out, it may be that of what is missing.
func (u *Userinfo) spreadGenre() {
	if u.GenreText == "" || len(u.Activities) == 0 || u.lacking {
		return
	}
	target := -1
	for i := range u.Activities {
		st := &u.Activities[i].Situation.Structure
		current := u.OrganizationID != "" && (st.Technical.Canonical() == u.OrganizationID.Reveal() || st.Stated.Technical == u.OrganizationID)
		switch {
		case len(u.Activities) == 1:
			target = i
		case current && target >= 0:
			return // two could be meant
		case current:
			target = i
		}
		if u.Activities[i].Situation.Stated.Role == u.GenreText {
			return // it is that of an activity: nothing to add
		}
	}
	if target >= 0 {
		if s := &u.Activities[target].Situation; s.Stated.Role == "" && s.Stated.Profession != contradiction {
			s.Role, s.Stated.Role, s.RoleInferred = u.Genre, u.GenreText, true
			u.fault(ruleGenreTopLevel, u.Activities[target].Path+".codeGenreActivite")
			return
		}
	}
	for i := range u.Activities {
		if u.Activities[i].Situation.Stated.Role == "" {
			return // it may be that of an activity without one
		}
	}
	u.fault(ruleGenreConflict, "codeGenreActivite")
}

// HasIdentity reports whether the payload carries a professional identity: an
// exercise with a profession, or a code in SubjectRole.
func (u *Userinfo) HasIdentity() bool {
	if u == nil {
		return false
	}
	for _, e := range u.Professional.Exercises {
		if e.Stated.Profession != "" {
			return true
		}
	}
	return len(u.SubjectRoles) > 0
}

// SignIn returns the day of the sign-in, as given to [Parse].
func (u *Userinfo) SignIn() civil.Date {
	if u == nil {
		return civil.Date{}
	}
	return u.signIn
}

// Situations gives the practice situations in the order of the payload, without
// those that repeat another, each with its index in Activities: that of
// [Selection], and what [Selector.Chosen] takes. Who asks is [Userinfo.SubjectAt],
// which knows what stands beside the situations too.
func (u *Userinfo) Situations() iter.Seq2[int, situation.Situation] {
	return func(yield func(int, situation.Situation) bool) {
		if u == nil {
			return
		}
		for i, a := range u.Activities {
			if a.repeats < 0 && !yield(i, a.Situation) {
				return
			}
		}
	}
}

// lenient is how identifiers of payloads are read: spaces do not matter and a
// wrong key is told, not refused.
var lenient = rpps.Options{Separators: true, AcceptWrongKey: true}

// identifier reads an identifier of a structure. One that cannot be used is a
// fault, and its text is returned beside the zero value.
func identifier[T interface {
	KeyValid() bool
	comparable
}](u *Userinfo, o *object, name string, parse func(string) (T, error)) (id T, kept rpps.Private) {
	text := o.text(name)
	if text == "" {
		return id, ""
	}
	id, err := parse(text)
	switch {
	case err != nil:
		kept := rules[ruleIdentifierKept].At(o.at(name))
		var pe *rpps.ParseError
		if errors.As(err, &pe) {
			kept = kept.With(pe.Kind.String(), string(pe.Fault("").Code()))
		}
		u.Faults.Add(kept)
		return id, private(text)
	case !id.KeyValid():
		u.Faults.Add(rules[ruleIdentifierKey].At(o.at(name)).With(name))
	}
	return id, ""
}

// code reads a code of a list; the empty text is "not stated", an unknown code
// is a fault and leaves the zero value.
func code[T any](u *Userinfo, path, text string, parse func(string) (T, error)) T {
	var zero T
	if text == "" {
		return zero
	}
	v, err := parse(text)
	if err != nil {
		list := ""
		if pe, ok := errors.AsType[*roles.ParseError](err); ok {
			list = listOf(pe.List, path)
		}
		u.unknown(path, list)
		return zero
	}
	return v
}

// listOf names the list of a code, or the lists where a member takes codes of
// several.
func listOf(l roles.List, path string) string {
	switch {
	case l != 0:
		return l.String()
	case strings.HasSuffix(path, "codeRole"):
		return "TRE_R85, TRE_R21, TRE_R96"
	}
	return "TRE_G15, TRE_R94, TRE_R95, TRE_R291"
}

func (u *Userinfo) unknown(path, list string) {
	u.Faults.Add(rules[ruleCodeUnknown].At(path).With(list))
}

// current reports a code that is not valid on the day of the sign-in.
func (u *Userinfo) current(path string, c roles.Coded) {
	if c.IsZero() || u.signIn.IsZero() || c.Validity().At(u.signIn) == roles.StatusValid {
		return
	}
	u.Faults.Add(rules[ruleCodeInvalid].At(path).With(c.Code()))
}

// contradiction stands for a code that two members of one name give otherwise:
// it is in no list, so that it opens nothing.
const contradiction = "(contradiction)"

func (u *Userinfo) fault(n int, path string) { u.Faults.Add(rules[n].At(path)) }

func private(s string) rpps.Private { return rpps.Private(s) }

// String tells how much was read, never what it says.
func (u *Userinfo) String() string {
	if u == nil {
		return "Userinfo(nil)"
	}
	return fmt.Sprintf("Userinfo(exercises %d, activities %d, faults %d)",
		len(u.Professional.Exercises), len(u.Activities), len(u.Faults))
}

// Format implements [fmt.Formatter]: masked under every verb.
func (u Userinfo) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, u.String()) }

// LogValue implements [slog.LogValuer]: counts and codes of faults.
func (u Userinfo) LogValue() slog.Value {
	codes := make([]string, len(u.Faults))
	for i, f := range u.Faults {
		codes[i] = string(f.Code())
	}
	return slog.GroupValue(
		slog.Int("exercises", len(u.Professional.Exercises)),
		slog.Int("activities", len(u.Activities)),
		slog.String("faults", strings.Join(codes, " ")),
	)
}

// String tells the codes of the activity.
func (a Activity) String() string { return "Activity(" + a.Situation.String() + ")" }

// Format implements [fmt.Formatter]: masked under every verb.
func (a Activity) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, a.String()) }

// LogValue implements [slog.LogValuer].
func (a Activity) LogValue() slog.Value { return a.Situation.LogValue() }
