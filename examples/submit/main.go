// Command submit plays the whole way of a registration: it checks the records
// of a file, makes the body of each valid one, posts it to a server that
// behaves as Pro Santé Identité is described, and reads what comes back.
//
//	go run ./examples/submit
//	go run ./examples/submit -at 2026-11-22 FILE.csv
//
// The server is one of its own, on the loopback interface: nothing leaves the
// machine. It knows nobody but the people of the file, and for the file that
// the program carries it plays five outcomes: all is well, a person whom the
// RPPS does not know, a civil status that differs, an account that exists, and
// a profession that the sector of the structure refuses.
//
// Each refusal is traced to the rule that should have foreseen it, or told to be
// unknowable before sending. Exit code 0 when every record was taken, 1 when one
// was not, 2 when nothing could be done.
package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/examples/internal/cli"
	"github.com/rppsplus/rppsplus/internal/psiserver"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/psi"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

//go:embed registrations.csv
var example []byte

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, time.Now())) }

func run(args []string, stdin io.Reader, stdout, stderr io.Writer, now time.Time) int {
	f := cli.New("submit", stderr)
	at := f.Day("at", "`DATE` on which the requests are sent, AAAA-MM-JJ (default today)", civil.OfTime(now))
	lang := f.Lang()
	f.Say = func(err error) string { return cli.Message(err, *lang) }
	file := f.File()
	if err := f.Parse(args); err != nil {
		return f.Exit(0, err)
	}
	in, _, err := cli.Open(*file, example, stdin)
	if err != nil {
		return f.Exit(0, err)
	}
	defer in.Close()
	s := session{out: stdout, lang: *lang, context: registration.Context{At: *at}, plays: *file == ""}
	refused, err := s.submit(in)
	code := 0
	if refused > 0 {
		code = 1
	}
	return f.Exit(code, err)
}

// session is one run of the program.
type session struct {
	out     io.Writer
	lang    language.Tag
	context registration.Context
	plays   bool // the five outcomes
}

// prepared is a record that may be sent.
type prepared struct {
	line int
	body *psi.Body
}

// submit checks the file, sends what is valid, and returns how many records
// were not taken, here or there.
func (s *session) submit(in io.Reader) (refused int, err error) {
	r, err := registration.NewReader(in)
	if err != nil {
		return 0, err
	}
	s.say("1. Contrôle avant envoi", "1. Check before sending")
	s.faults(r.Header(), rule.Warning) // a column that is not known is read, and sent, on no line
	var ready []prepared
	records := 0
	for result, err := range r.Check(s.context, new(registration.Duplicates)) {
		if err != nil {
			return 0, err
		}
		records++
		var body *psi.Body
		faults := result.Faults
		if result.Valid() {
			// What the interface refuses beyond the rules of the portal.
			var limits rule.Faults
			body, limits = psi.New(result.Request, s.context, psi.Options{})
			for _, f := range limits {
				if f.Rule().Area == rule.AreaPSI { // the others are in faults
					faults.Add(f)
				}
			}
			faults.Sort()
		}
		if body == nil {
			s.say("   ligne %d : pas envoyée", "   line %d: not sent", result.Line)
			s.faults(faults, rule.Error)
			refused++
			continue
		}
		s.say("   ligne %d : prête", "   line %d: ready", result.Line)
		s.faults(faults, rule.Warning)
		ready = append(ready, prepared{result.Line, body})
	}

	address, stop, err := s.serve(ready)
	if err != nil {
		return 0, err
	}
	defer stop()
	s.say("\n2. Envoi et réponses", "\n2. Sending, and the answers")
	lost, err := s.send(address, ready)
	refused += lost
	if err != nil {
		return refused, err
	}
	s.say("\n%d enregistrements, %d acceptés de bout en bout, %d non.", "\n%d records, %d taken from end to end, %d not.",
		records, records-refused, refused)
	return refused, nil
}

// send posts the bodies, and returns how many were not taken. An answer that cannot be
// read, or is that of a service which answers nobody, is the last one asked for: of each
// one more it would be open, too, whether it arrived.
func (s *session) send(address string, ready []prepared) (refused int, err error) {
	open := 0
	defer func() {
		if open > 0 {
			s.say("   %d à vérifier avant tout nouvel envoi : la réponse ne dit pas ce qu'il en est advenu",
				"   %d to be looked up before anything is sent again: the answer does not say what became of it", open)
		}
	}()
	for i, p := range ready {
		answer, err := post(address, p.body)
		if err != nil {
			// It may have arrived: neither done nor to be sent again unseen.
			s.say("   ligne %d : pas de réponse lisible ; la demande est peut-être arrivée : chercher la personne avant de la renvoyer",
				"   line %d: no answer that can be read; the request may have arrived: search the person before it is sent again", p.line)
			return refused + 1 + s.unsent(ready[i+1:]), err
		}
		taken, decided := s.answer(p, answer)
		if !taken {
			refused++
		}
		if !decided {
			open++
		}
		if ofService(answer) {
			return refused + s.unsent(ready[i+1:]), nil
		}
	}
	return refused, nil
}

// ofService reports whether an answer is of no one's request: of a service that fails, or
// lets the caller in no longer, whatever it says of the identity.
func ofService(a *psi.Answer) bool {
	switch a.HTTPStatus {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests:
		return true
	}
	return a.HTTPStatus >= 500 || a.Identity == nil && a.Activity == nil
}

// unsent tells which records were not posted, and returns how many.
func (s *session) unsent(left []prepared) int {
	for _, p := range left {
		s.say("   ligne %d : pas envoyée", "   line %d: not sent", p.line)
	}
	return len(left)
}

// answer tells what became of a record: whether its activity exists now, and whether the
// answer says what became of all that was sent.
func (s *session) answer(p prepared, a *psi.Answer) (taken, decided bool) {
	identity, activity := psi.Outcome(0), psi.Outcome(0)
	if a.Identity != nil {
		identity = a.Identity.Outcome
	}
	if a.Activity != nil {
		activity = a.Activity.Outcome
	}
	s.say("   ligne %d : HTTP %d, identité : %s, situation : %s", "   line %d: HTTP %d, identity: %s, situation: %s",
		p.line, a.HTTPStatus, s.outcome(identity), s.outcome(activity))
	faults := a.TraceOf(p.body)
	s.faults(faults, rule.Information)
	return activity.Done(), !faults.Has(psi.CodeAnswerUndecided)
}

// outcome is what became of a block, in words.
func (s *session) outcome(o psi.Outcome) string {
	french := map[psi.Outcome]string{
		0: "non dite", psi.Created: "créée", psi.Updated: "modifiée", psi.Recorded: "enregistrée", psi.Ordered: "commandée",
		psi.AlreadyExists: "existait", psi.Refused: "refusée", psi.Dependent: "pas traitée", psi.Unavailable: "service indisponible",
	}
	if s.lang == language.French && french[o] != "" {
		return french[o]
	}
	return o.String()
}

// faults prints the findings of a severity, and the graver ones.
func (s *session) faults(fs rule.Faults, least rule.Severity) {
	for _, f := range fs {
		if f.Severity() <= least {
			fmt.Fprintf(s.out, "      %s [%s]\n", f.Message(s.lang), f.Code())
		}
	}
}

func (s *session) say(fr, en string, args ...any) {
	fmt.Fprintf(s.out, cli.Word(s.lang, fr, en)+"\n", args...)
}

// serve starts the server on the loopback interface, with the people of the
// records in its directories.
func (s *session) serve(ready []prepared) (address string, stop func(), err error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	refusedPlace := ""
	var people []psiserver.Person
	for i, p := range ready {
		person := psiserver.Person{Traits: psiserver.Traits{
			LastName: p.body.LastName.Reveal(), FirstNames: p.body.FirstNames.Reveal(), BirthDate: p.body.BirthDate.Reveal(),
			GenderCode: p.body.GenderCode.Reveal(), BirthLocationCode: p.body.BirthLocationCode.Reveal(),
		}}
		if id := p.body.Identifier.Reveal(); len(id) == 12 {
			person.RPPS = []string{id[1:]}
		}
		if s.plays {
			switch i {
			case 2:
				person.RNIPP, person.Official = 3, psiserver.Traits{LastName: "Autrement"}
			case 3:
				person.Account = true
			case 4:
				refusedPlace = p.body.Activity.NumSIRET.Reveal()
			}
		}
		people = append(people, person)
	}
	server := &http.Server{
		Handler: psiserver.New(psiserver.Options{
			APIKey: key, People: people,
			Compatible: func(_, _, _, place string) bool { return refusedPlace == "" || place != refusedPlace },
		}),
		ReadHeaderTimeout: 10 * time.Second,
	}
	go func() { _ = server.Serve(listener) }()
	return "http://" + listener.Addr().String() + psiserver.Path, func() { _ = server.Close() }, nil
}

// key is what the fake server lets in. A real key is a secret of the caller.
const key = "a key of the example"

// post sends a body and reads the answer. This is the part that belongs to the
// program: the library sends nothing.
func post(address string, body *psi.Body) (*psi.Answer, error) {
	text, err := body.MarshalJSON()
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequest(http.MethodPost, address, bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("ESANTE-API-KEY", key)
	client := http.Client{Timeout: 30 * time.Second}
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	received, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	if err != nil {
		return nil, err
	}
	return psi.ParseAnswer(response.StatusCode, received)
}
