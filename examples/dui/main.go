// Command dui plays the software of a resident's record (dossier de l'usager
// informatisé): it receives the userinfo of a Pro Santé Connect sign-in and
// says, for each type of document of the DMP, whether it is open to the person
// in each of their establishments, and why.
//
//	go run ./examples/dui
//	go run ./examples/dui -userinfo FILE -structure 00099701500011 -document 34112-3,80788-3
//	go run ./examples/dui -format json
//
// Without a file it shows a fictitious educator with two situations in two
// establishments.
//
// The circumstances are those of the flags, and otherwise the plain ones: the
// person does not oppose this professional; reading is asked about types in
// general, and the other actions about a document that the professional
// deposited. Exit code 0 for an answer, denials included; 2 when there is
// none.
package main

import (
	_ "embed"
	"errors"
	"io"
	"os"
	"time"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/examples/internal/cli"
	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/psc"
	"github.com/rppsplus/rppsplus/situation"
)

//go:embed userinfo.json
var example []byte

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, time.Now())) }

// options are the flags, read.
type options struct {
	userinfo, structure string
	documents           []string
	action              habilitation.Action
	facts               habilitation.Facts
	policy              habilitation.Policy
	at                  civil.Date
	lang                language.Tag
	json                bool
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer, now time.Time) int {
	f := cli.New("dui", stderr)
	o, err := parseFlags(f, args, now)
	f.Say = func(err error) string { return cli.Message(err, o.lang) }
	if err == nil {
		err = answer(o, stdin, stdout)
	}
	return f.Exit(0, err)
}

func parseFlags(f *cli.Flags, args []string, now time.Time) (o options, err error) {
	f.StringVar(&o.userinfo, "userinfo", "", "`FILE` with the userinfo of Pro Santé Connect, - for standard input; without it, a fictitious educator")
	f.Filled("userinfo")
	f.StringVar(&o.structure, "structure", "", "the establishment: SIRET, FINESS, technical `ID` or name; without it, all of the person's")
	documents := f.List("document", "`CODES` of types of documents, separated by commas; without it, every type of the matrix")
	action := f.Choice("action", "", "read", "deposit", "hide", "unhide", "delete")
	team := f.Bool("care-team", true, "the professional takes part in the care within the care team; false: outside it")
	consent := f.Bool("consent", true, "the person, informed, gave the consent that is due: the initial one in the care team, one for this consultation outside it")
	emergency := f.Bool("emergency", false, "emergency access: the person cannot express a will, is at immediate risk, and has not refused such access")
	access := f.Choice("role-access", "published: role columns as the matrix prints them; suspended: as not in operation", "published", "suspended")
	at := f.Day("at", "`DATE` of the sign-in and of the request, AAAA-MM-JJ (default today)", civil.OfTime(now))
	lang := f.Lang()
	format := f.Choice("format", "", "text", "json")
	f.NoFile()
	if err := f.Parse(args); err != nil {
		return o, err
	}
	o.at, o.lang, o.json, o.documents = *at, *lang, *format == "json", *documents
	o.action, _ = habilitation.ParseAction(*action)
	if *access == "suspended" {
		o.policy.RoleAccess = habilitation.RoleSuspended
	}
	if f.Stated("structure") && psc.ByText(o.structure).IsEmpty() {
		return o, errors.New("-structure: neither an identifier nor a name")
	}
	o.facts = facts(o.action, *team, *consent, *emergency)
	return o, nil
}

// facts states what the flags say, and the plain circumstances that the
// command documents.
func facts(action habilitation.Action, team, consent, emergency bool) habilitation.Facts {
	f := habilitation.NotOpposed
	switch {
	case team && consent:
		f |= habilitation.CareTeam | habilitation.InitialConsent | habilitation.Informed
	case team:
		f |= habilitation.CareTeam
	case consent:
		f |= habilitation.OutsideTeam | habilitation.ExplicitConsent | habilitation.Informed
	default:
		f |= habilitation.OutsideTeam
	}
	if emergency {
		f |= habilitation.BrisDeGlace | habilitation.Incapacity | habilitation.BrisDeGlaceNotRefused
	}
	switch action {
	case habilitation.Read:
		f |= habilitation.AnyDocument
	case habilitation.Hide, habilitation.Delete:
		f |= habilitation.Depositor | habilitation.Visible
	case habilitation.Unhide:
		f |= habilitation.Depositor | habilitation.HiddenByDepositor
	}
	return f
}

// asked is one situation about which the request is made.
type asked struct {
	situation int // index among the situations, -1 for none
	subject   habilitation.Subject
	decisions []decided
}

// decided is the answer for one type of document.
type decided struct {
	code string
	habilitation.Decision
}

func answer(o options, stdin io.Reader, stdout io.Writer) error {
	u, err := read(o, stdin)
	if err != nil {
		return err
	}
	m, err := habilitation.At(o.at)
	if err != nil {
		// No matrix for that day: the one there is says so in every decision.
		m = habilitation.CNAM20240925()
	}
	m = m.Under(o.policy)
	documents := o.documents
	if documents == nil {
		for r := range m.Rows() {
			documents = append(documents, r.Document.Code())
		}
	}
	var situations []situation.Situation
	position := make(map[int]int) // of an activity among the situations
	for i, s := range u.Situations() {
		position[i] = len(situations)
		situations = append(situations, s)
	}
	list := ask(u, position, o)
	for i := range list {
		for _, code := range documents {
			doc, err := habilitation.ParseDocumentType(code)
			if err != nil {
				doc = habilitation.UnknownDocument
			}
			list[i].decisions = append(list[i].decisions, decided{code, m.Decide(habilitation.Request{
				Subject: list[i].subject, Document: doc, Action: o.action, Facts: o.facts,
			})})
		}
	}
	if o.json {
		return writeJSON(stdout, o, m, u, situations, list)
	}
	return writeText(stdout, o, m, u, situations, list)
}

func read(o options, stdin io.Reader) (*psc.Userinfo, error) {
	in, _, err := cli.Open(o.userinfo, example, stdin)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return psc.Read(in, psc.Options{SignIn: o.at})
}

// ask returns the situations that the request is about: those of the
// establishment asked for, or all; one entry without a situation when there is
// none.
func ask(u *psc.Userinfo, position map[int]int, o options) []asked {
	q := psc.AnyStructure()
	if o.structure != "" {
		q = psc.ByText(o.structure)
	}
	sel := u.Select(q)
	if len(sel.Candidates) == 0 || !u.HasIdentity() {
		return []asked{{situation: -1, subject: u.Subject(q, o.policy)}}
	}
	candidates := sel.Candidates
	if sel.Found() && o.structure != "" {
		candidates = candidates[:1]
	}
	var out []asked
	for _, c := range candidates {
		a := asked{situation: position[c], subject: u.Subject(q.Chosen(c), o.policy)}
		if o.structure != "" {
			a.subject = u.Subject(q, o.policy) // says so when it is ambiguous
		}
		out = append(out, a)
	}
	return out
}

// profession returns the profession of the person: the first one stated.
func profession(u *psc.Userinfo) (roles.Profession, string) {
	for _, e := range u.Professional.Exercises {
		if e.Stated.Profession != "" {
			return e.Profession, e.Stated.Profession
		}
	}
	if len(u.SubjectRoles) > 0 {
		p, _ := roles.ParseProfession(u.SubjectRoles[0].Code)
		return p, u.SubjectRoles[0].Code
	}
	return 0, ""
}
