// Package testkit is a small piece of a DUI (dossier usager informatisé): what
// the file of a resident shows of the DMP to the professional who signed in.
//
// It is here for its tests, which use package habilitationtest as those of a
// product do; docs/testkit.md walks through them. The package itself knows
// nothing of the kit: a product takes a Decider where a matrix goes, and its tests
// put a recorder there. It is a package of this module, and not a module of its own,
// so that "go test ./..." runs it; in a module of yours the kit brings nothing into
// go.mod that the library does not, and nothing into your program.
package testkit

import (
	"slices"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/psc"
)

// Dossier answers what the file of a resident shows.
type Dossier struct {
	matrix habilitation.Decider
	policy habilitation.Policy
	house  psc.Selector
}

// New returns the files of an establishment.
func New(m habilitation.Decider, p habilitation.Policy, house psc.Selector) *Dossier {
	return &Dossier{m, p, house}
}

// User is the professional who signed in: no subject, which is of one day.
type User struct{ info *psc.Userinfo }

// SignIn reads what Pro Santé Connect says of the user, on the day of the
// sign-in.
func (d *Dossier) SignIn(userinfo []byte, today civil.Date) (User, error) {
	u, err := psc.Parse(userinfo, psc.Options{SignIn: today})
	if err != nil {
		return User{}, err
	}
	return User{u}, nil
}

// Resident is the person whose file it is.
type Resident struct {
	// Consent: the initial consent was given, and is kept.
	Consent bool
	// Team are the professionals who take care of the person, Opposed those
	// whom the person does not want to see the file.
	Team, Opposed []rpps.Number
	Documents     []Document
}

// Document is a document of the DMP, as the file lists it.
type Document struct {
	Title string
	Type  habilitation.DocumentType
	// Hidden: masked to professionals by the person. Author deposited it.
	Hidden bool
	Author rpps.Number
}

// Line is one document of the file, as the user sees it.
type Line struct {
	Title string
	Shown bool
	// Why says in French why it is not shown.
	Why []string
}

// Show returns the documents of the resident, with those that the user may not
// read today marked.
func (d *Dossier) Show(u User, r Resident, today civil.Date) []Line {
	subject := u.info.SubjectAt(d.house, today, d.policy)
	var me rpps.Number
	if u.info != nil {
		me = u.info.Professional.Number
	}
	var out []Line
	for _, doc := range r.Documents {
		decision := d.matrix.Decide(habilitation.Request{
			Subject: subject, Document: doc.Type, Action: habilitation.Read, Facts: facts(me, r, doc),
		})
		line := Line{Title: doc.Title, Shown: decision.Allowed()}
		for reason := range decision.Denials() {
			line.Why = append(line.Why, reason.Explain(language.French))
		}
		out = append(out, line)
	}
	return out
}

// facts says what is known of the user, the resident and the document.
func facts(me rpps.Number, r Resident, doc Document) habilitation.Facts {
	var facts habilitation.Facts
	if !me.IsZero() { // or else the user is in no list, and not the author whom nobody stated
		facts = habilitation.NotOpposed
		if slices.Contains(r.Opposed, me) {
			facts = habilitation.Opposed
		}
		if slices.Contains(r.Team, me) {
			facts |= habilitation.CareTeam
		}
		if doc.Author == me {
			facts |= habilitation.Depositor
		}
	}
	if r.Consent {
		facts |= habilitation.InitialConsent
	}
	if doc.Hidden {
		facts |= habilitation.HiddenByPatient
	} else {
		facts |= habilitation.Visible
	}
	return facts
}
