package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/rpps/psc"
	"github.com/rppsplus/rppsplus/rpps/psi"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// person is what every format is read into.
type person struct {
	Professional rpps.Professional     `json:"professional,omitzero"`
	Situations   []situation.Situation `json:"situations,omitempty"`

	french rpps.Answer // nationality, which the model of a professional has not
}

func at(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }

// readUserinfo reads a userinfo: one person.
func readUserinfo(c *conversion, in io.Reader, yield func(person) error) error {
	u, err := psc.Read(in, psc.Options{SignIn: c.day})
	if err != nil {
		return err
	}
	c.faults("", u.Faults...)
	for _, a := range u.Activities {
		if a.Address != (psc.Address{}) {
			c.lost(a.Path + ".(coord. structure)")
		}
		if a.PharmacistSection != "" {
			c.lost(a.Path + ".codeSectionPharmacien")
		}
		if a.Authority != "" {
			c.lost(a.Path + ".autoriteDenregistrement")
		}
		if len(a.Extra) > 0 {
			c.lost(a.Path + ".*")
		}
	}
	for _, e := range u.ExerciseExtra {
		if len(e) > 0 {
			c.lost("SubjectRefPro.exercices.*")
		}
	}
	if len(u.RefProExtra) > 0 {
		c.lost("SubjectRefPro.*")
	}
	if len(u.Extra) > 0 {
		c.lost("*")
	}
	out := person{Professional: u.Professional}
	for _, s := range u.Situations() {
		out.Situations = append(out.Situations, s)
	}
	return yield(out)
}

// readExtraction reads an extraction of the Annuaire Santé, in the order of its
// lines.
func readExtraction(c *conversion, in io.Reader, yield func(person) error) error {
	day := c.day
	if n, ok := annuaire.FileNameOf(filepath.Base(c.name)); ok && !n.Day.IsZero() {
		day = n.Day
	}
	r, err := annuaire.NewReader(in, annuaire.Options{Day: day})
	if err != nil {
		return err
	}
	c.faults("", r.Header()...)
	for col := range annuaire.Columns() {
		if r.Has(col) && !inModel(col) {
			c.lost(col.Label())
		}
	}
	for p, err := range r.Persons(annuaire.GroupIndexed) {
		if err != nil {
			f, ok := rule.AsFault(err)
			if !ok {
				return err
			}
			c.faults("", f)
		}
		if p == nil {
			continue
		}
		c.faults("", p.Faults...)
		if err := yield(person{Professional: p.Professional, Situations: p.Situations}); err != nil {
			return err
		}
	}
	return nil
}

// inModel reports whether a column has a place in the model. Labels of codes
// have none, and need none.
func inModel(c annuaire.Column) bool {
	switch {
	case c >= annuaire.ColRecipient && c <= annuaire.ColDepartmentLabel:
		return false
	case c == annuaire.ColAuthority, c == annuaire.ColSectionCode:
		return false
	case c >= annuaire.ColDiplomaTypeCode && c <= annuaire.ColDisciplineLabel:
		return false
	}
	return true
}

// readFHIR reads one resource, or NDJSON: then the first line is a resource and
// something follows, or the first line is broken and the second is one.
func readFHIR(c *conversion, in io.Reader, yield func(person) error) error {
	b := bufio.NewReaderSize(in, fhir.MaxLine+1)
	start, _ := b.Peek(fhir.MaxLine + 1)
	set := new(fhir.Set)
	first, rest, more := bytes.Cut(bytes.TrimLeft(start, " \t\r\n\ufeff"), []byte("\n"))
	_, err := fhir.Parse(first, fhir.Options{})
	if err != nil {
		second, _, _ := bytes.Cut(rest, []byte("\n"))
		_, err = fhir.Parse(second, fhir.Options{})
	}
	if more && err == nil && len(bytes.TrimSpace(rest)) > 0 {
		for r, err := range set.AddLines(b, fhir.Options{SeenOn: c.day}) {
			if err != nil {
				f, ok := rule.AsFault(err)
				if !ok {
					return err
				}
				c.faults("", f)
				continue
			}
			c.resource("", r)
		}
	} else {
		r, err := fhir.Read(b, fhir.Options{SeenOn: c.day})
		if err != nil {
			return err
		}
		c.resource("", r)
		set.Add(r)
	}
	for _, p := range set.People() {
		c.faults("", p.Faults...)
		if err := yield(person{Professional: p.Professional, Situations: p.Situations}); err != nil {
			return err
		}
	}
	return nil
}

// resource tells what was odd in a resource, and what of it the model has no
// place for.
func (c *conversion) resource(path string, r fhir.Resource) {
	if path == "" {
		c.faults("", r.Common().Faults...)
	}
	switch r := r.(type) {
	case *fhir.Bundle:
		for i, e := range r.Entries {
			if e.Resource != nil {
				c.resource(at(path+"entry", i)+".resource", e.Resource)
			}
		}
	case *fhir.Other:
		c.lost(path)
	default:
		for _, name := range r.Common().Unread() {
			if path != "" {
				name = path + "." + name
			}
			c.lost(name)
		}
	}
}

// readPSI reads bodies of Pro Santé Identité: one JSON object after the other.
func readPSI(c *conversion, in io.Reader, yield func(person) error) error {
	b := &bounded{in: in}
	d := json.NewDecoder(b)
	for i := 0; ; i++ {
		var text json.RawMessage
		var body psi.Body
		b.left = maxBody
		err := d.Decode(&text)
		if errors.Is(err, errBody) {
			return fmt.Errorf("%s: %s", at("bodies", i), c.word("plus d'un mégaoctet", "more than a megabyte"))
		}
		if err == nil {
			if text[0] != '{' {
				return fmt.Errorf("%s: %s", at("bodies", i), c.word("un corps est un objet JSON", "a body is a JSON object"))
			}
			err = json.Unmarshal(text, &body)
		}
		switch {
		case errors.Is(err, io.EOF) && i > 0:
			return nil
		case err != nil:
			var syntax *json.SyntaxError
			if errors.As(err, &syntax) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
				return errors.New(c.word("l'entrée n'est pas du JSON", "the input is not JSON"))
			}
			if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok { // its text would show the value
				return fmt.Errorf("%s.%s: %s", at("bodies", i), wrong.Field, c.word("type de valeur inattendu", "unexpected type of value"))
			}
			return err
		}
		if reflect.ValueOf(body).IsZero() {
			return fmt.Errorf("%s: %s", at("bodies", i), c.word("aucun membre d'un corps de Pro Santé Identité", "no member of a body of Pro Santé Identité"))
		}
		r := bodyReader{c: c, path: at("bodies", i)}
		strict := json.NewDecoder(bytes.NewReader(text))
		strict.DisallowUnknownFields()
		if strict.Decode(new(psi.Body)) != nil { // it was read before: a member that is not known
			c.lost(r.path + ".*")
		}
		if err := yield(r.read(&body)); err != nil {
			return err
		}
	}
}

// maxBody is how much is read for one body, which has some kilobytes.
const maxBody = 1 << 20

var errBody = errors.New("a body is too long")

// bounded reads as much as is left.
type bounded struct {
	in   io.Reader
	left int
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errBody
	}
	n, err := b.in.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}

type bodyReader struct {
	c    *conversion
	path string
}

// unread tells that a text is of no use.
func (r *bodyReader) unread(name string, code rule.Code) {
	r.c.tell(note{
		Path: r.path + "." + name, Code: string(code), Severity: rule.Error,
		Message: r.c.word("n'est pas lisible et n'est pas pris", "cannot be read and is not taken"),
	})
}

func readText[T any](r *bodyReader, name, text string, parse func(string) (T, error)) (v T) {
	if text == "" {
		return v
	}
	v, err := parse(text)
	if err != nil {
		code := rule.Code(codeUnreadable)
		var id *rpps.ParseError
		var nos *roles.ParseError
		switch f, ok := rule.AsFault(err); {
		case ok:
			code = f.Code()
		case errors.As(err, &id):
			code = id.Fault("").Code()
		case errors.As(err, &nos):
			code = nos.Fault("").Code()
		}
		r.unread(name, code)
	}
	return v
}

func (r *bodyReader) read(b *psi.Body) person {
	p := person{}
	q := &p.Professional
	s := &q.CivilStatus
	s.BirthName = b.LastName
	for name := range strings.FieldsSeq(b.FirstNames.Reveal()) {
		s.FirstNames = append(s.FirstNames, rpps.Private(name))
	}
	s.BirthDate = readText(r, "birthDate", b.BirthDate.Reveal(), civil.ParseISO)
	if code := b.GenderCode.Reveal(); code != "" {
		var err error
		if s.Sex, err = rpps.ParseSex(code); err != nil {
			r.unread("genderCode", rpps.CodeSex)
		}
	}
	if code := b.BirthLocationCode; strings.HasPrefix(code.Reveal(), "99") {
		s.BirthPlace = rpps.BirthPlace{Country: code, Town: b.BirthPlace}
	} else {
		s.BirthPlace = rpps.BirthPlace{Commune: code, Town: b.BirthPlace}
	}
	if b.FrenchNationality != nil {
		p.french = rpps.AnswerOf(*b.FrenchNationality)
	}
	q.ExerciseName.Family = b.ProfessionalLastName
	q.Contact = rpps.Contact{Email: b.Email, Phone: b.Phone}
	q.ID = readText(r, "identifier", b.Identifier.Reveal(), rpps.ParsePersonIDLenient)
	q.Number = q.ID.Number()
	if a := b.Activity; a != nil {
		s := r.activity(a)
		q.Exercises = []rpps.Exercise{{
			Profession: s.Profession, Category: s.Category,
			Stated: rpps.StatedExercise{Profession: a.ProfessionCode, Category: a.ProfessionalCategoryCode},
		}}
		// Without the end that it states, it would be written as one that goes on.
		if s.End.IsZero() && (a.ActivityEndDate != "" || a.ActivityEndReason != "" && s.EndReason == 0) {
			r.c.lost(r.path + ".activity")
		} else {
			p.Situations = append(p.Situations, s)
		}
	}
	if b.Employment != nil {
		r.c.lost(r.path + ".employment")
	}
	if b.CardOrderPSI != nil {
		r.c.lost(r.path + ".cardOrderPsi")
	}
	if b.CardOrderCPS != nil {
		r.c.lost(r.path + ".cardOrderCps")
	}
	if r.c.to != "psi" && p.french != 0 {
		r.c.lost(r.path + ".frenchNationality")
	}
	return p
}

func (r *bodyReader) activity(a *psi.Activity) situation.Situation {
	s := situation.Situation{
		Source: situation.SourceEmployer,
		Stated: situation.Stated{
			Role: a.ActivityGenre, Profession: a.ProfessionCode, Function: a.Function, Category: a.ProfessionalCategoryCode, Mode: a.PracticeMode,
		},
	}
	s.Profession = readText(r, "activity.professionCode", a.ProfessionCode, roles.ParseProfession)
	s.Category = readText(r, "activity.professionalCategoryCode", a.ProfessionalCategoryCode, roles.ParseCategory)
	s.Function = readText(r, "activity.function", a.Function, roles.ParseProfession)
	s.Role = readText(r, "activity.activityGenre", a.ActivityGenre, roles.ParseRole)
	s.Mode = readText(r, "activity.practiceMode", a.PracticeMode, roles.ParsePracticeMode)
	s.LiberalActivity = readText(r, "activity.liberalActivityTypeCode", a.LiberalActivityTypeCode, roles.ParseLiberalActivity)
	s.Start = readText(r, "activity.activityStartDate", a.ActivityStartDate.Reveal(), civil.ParseISO)
	s.End = readText(r, "activity.activityEndDate", a.ActivityEndDate.Reveal(), civil.ParseISO)
	s.EndReason = readText(r, "activity.activityEndReason", a.ActivityEndReason.Reveal(), roles.ParseEndReason)
	s.Structure.FINESS = readText(r, "activity.numFINESSET", a.NumFINESSET.Reveal(), rpps.ParseFINESSLenient)
	s.Structure.SIRET = readText(r, "activity.numSIRET", a.NumSIRET.Reveal(), rpps.ParseSIRETLenient)
	s.Structure.RPPSRang = readText(r, "activity.rppsRank", a.RPPSRank.Reveal(), rpps.ParseRPPSRangLenient)
	return s
}
