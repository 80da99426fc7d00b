// The program of docs/guide.md on a sign-in that lasts: a test of internal/house
// compares the two texts.
package readme_test

import (
	"fmt"
	"time"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/trace"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/psc"
	"github.com/rppsplus/rppsplus/situation"
)

// Document is a document of a file, as the product knows it.
type Document struct {
	ID, Type string
	Hidden   bool
	Author   rpps.PersonID // zero where nobody knows
}

// Open decides on one document, now, for who signed in, and gives the line of the
// trace. facts are those of the resident: care, consent, opposition.
func Open(u *psc.Userinfo, here psc.Selector, doc Document, facts habilitation.Facts, zone *time.Location, now time.Time) (habilitation.Decision, trace.Record) {
	today := civil.OfTime(now.In(zone)) // the day where the establishment is
	me := u.Professional.ID
	if doc.Hidden {
		facts |= habilitation.HiddenByPatient
	} else {
		facts |= habilitation.Visible
	}
	if !me.IsZero() && doc.Author == me { // two that are not stated are equal
		facts |= habilitation.Depositor
	}
	of, err := habilitation.ParseDocumentType(doc.Type)
	if err != nil {
		of = habilitation.UnknownDocument // denied, and the reason says so
	}
	decision := habilitation.Embedded().Decide(habilitation.Request{
		Subject:  u.SubjectAt(here, today, habilitation.Policy{}), // made anew: it is of one day
		Document: of, Action: habilitation.Read, Facts: facts,
	})
	var s situation.Situation // none, where none was found
	if found := u.Select(here); found.Found() {
		s = u.Activities[found.Index].Situation
	}
	line := trace.Of(decision, s, facts) // those of the request, completed
	line.At, line.Who, line.DocumentID = now, me, rpps.Private(doc.ID)
	return decision, line
}

// An educator signs in for the night. After midnight nothing says any more that the
// situation is open: they sign in again.
func ExampleOpen() {
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		fmt.Println(err)
		return
	}
	now := time.Date(2026, 6, 1, 21, 0, 0, 0, zone)
	u, err := psc.Parse(userinfo(), psc.Options{SignIn: civil.OfTime(now.In(zone))})
	if err != nil {
		fmt.Println(err)
		return
	}
	here := psc.ByStructure(rpps.Structure{SIRET: rpps.MustParseSIRET("00099701500011"), FINESS: rpps.MustParseFINESS("990000010")})
	resident := habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed
	for _, at := range []time.Time{now, now.Add(4 * time.Hour)} {
		decision, line := Open(u, here, Document{ID: "d-1", Type: "80788-3"}, resident, zone, at.UTC())
		line.Patient = "r-12"
		fmt.Println(decision.Allowed(), line.Day, len(line.Check()))
		for r := range decision.Denials() {
			fmt.Println(r.Explain(language.French))
		}
	}
	// Output:
	// true 2026-06-01 0
	// false 2026-06-02 0
	// rien ne prouve que la situation d'exercice est ouverte à cette date : ni ses dates, ni une source qui la donne ce jour-là (après minuit, se reconnecter)
}
