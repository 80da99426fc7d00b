// Command identify says what a number is, and whether it is right: RPPS,
// SIREN, SIRET, FINESS, RPPS-rang, ADELI, national identifiers of persons
// (IDNPS) and structures (IDNST), MSSanté addresses.
//
//	go run ./examples/identify 99700000013 00099701500011
//	go run ./examples/identify -kind siret -strict-laposte 35600000000030
//	go run ./examples/identify -format json - < FILE
//
// Without -kind it answers the most likely kind, valid ones first; several may
// fit, and all are listed as candidates. With - it reads one value a line.
// Without any value it shows a few examples. Exit code 0 when all are right, 1
// when one is not, 2 when it cannot run.
package main

import (
	"bufio"
	"encoding"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/examples/internal/cli"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// examples are shown when no value is given: invented numbers, the last with
// a wrong key.
var examples = []string{"99700000013", "899700000013", "000 997 015 00011", "990000010", "35600000009075", "99700000014"}

// maxLine is the longest line that is read, in bytes.
const maxLine = 1 << 20

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	f := cli.New("identify", stderr)
	kindName := f.String("kind", "", "the `KIND` to check against: rpps, siren, siret, finess, rppsrang, adeli, idnps, idnst, mssante; without it, the likely one")
	strict := f.Bool("strict-laposte", false, "La Poste: only the rule of the sum of digits for its other establishments")
	format := f.Choice("format", "", "text", "json")
	var kind rpps.Kind
	f.Check(func() (err error) {
		if f.Stated("kind") { // empty, it is not the likely one that is meant
			if kind, err = rpps.ParseKind(*kindName); err != nil {
				return errors.New("-kind: rpps, siren, siret, finess, rppsrang, adeli, idnps, idnst or mssante")
			}
		}
		return nil
	})
	if err := f.Parse(args); err != nil {
		return f.Exit(0, err)
	}
	out := bufio.NewWriter(stdout)
	fail := func(err error) int {
		_ = out.Flush() // what was read before stays answered
		return f.Exit(0, err)
	}
	options := rpps.Options{Separators: true, StrictLaPoste: *strict}
	right := true
	show := func(value string) error {
		a := identify(value, kind, options)
		right = right && a.Valid
		if *format == "json" {
			return cli.JSON(out, a, "")
		}
		_, err := fmt.Fprintln(out, a.text())
		return err
	}
	values := f.Args()
	demo := len(values) == 0
	if demo {
		values = examples
	}
	for _, v := range values {
		if v != "-" {
			if err := show(v); err != nil {
				return fail(err)
			}
			continue
		}
		lines := bufio.NewScanner(stdin)
		lines.Buffer(nil, maxLine)
		for first := true; lines.Scan(); first = false {
			text := lines.Text()
			if first {
				text = strings.TrimPrefix(text, "\ufeff")
			}
			if line := strings.TrimSpace(text); line != "" {
				if err := show(line); err != nil {
					return fail(err)
				}
			}
		}
		if err := lines.Err(); err != nil {
			return fail(err)
		}
	}
	if err := out.Flush(); err != nil {
		return fail(err)
	}
	if !right && !demo {
		return 1
	}
	return 0
}

// answer is what is said of one value; people script it, so its members stay.
type answer struct {
	Value string `json:"value"`
	// Kind is empty when the value looks like nothing known.
	Kind  string `json:"kind"`
	Valid bool   `json:"valid"`
	// Fault is empty, shape, key, unknown or reserved.
	Fault     string    `json:"fault"`
	Code      rule.Code `json:"code,omitempty"`
	Canonical string    `json:"canonical"`
	// Candidates are all the kinds that fit, when no kind was asked for.
	Candidates []string `json:"candidates,omitempty"`

	message string
}

func identify(value string, kind rpps.Kind, o rpps.Options) answer {
	a := answer{Value: value}
	if kind == 0 {
		guesses := rpps.Detect(value)
		for _, g := range guesses {
			if g.Problem == 0 {
				a.Candidates = append(a.Candidates, g.Kind.String())
			}
		}
		if len(guesses) == 0 {
			a.Fault = rpps.ProblemShape.Name()
			a.message = "aucune forme connue"
			return a
		}
		kind = guesses[0].Kind
	}
	a.Kind = kind.String()
	canonical, err := parse(value, kind, o)
	var pe *rpps.ParseError
	switch {
	case err == nil:
		a.Valid, a.Canonical = true, canonical
	case errors.As(err, &pe):
		fault := pe.Fault("")
		a.Fault, a.Code = pe.Problem.Name(), fault.Code()
		a.message = fault.Message(language.French)
		// A wrong key still has a canonical form.
		if loose := o; pe.Problem == rpps.ProblemKey || pe.Problem == rpps.ProblemUnknown {
			loose.AcceptWrongKey = true
			a.Canonical, _ = parse(value, kind, loose)
		}
	default:
		a.Fault, a.message = rpps.ProblemShape.Name(), err.Error()
	}
	return a
}

func parse(value string, kind rpps.Kind, o rpps.Options) (string, error) {
	switch kind {
	case rpps.KindRPPS:
		return canonical(o.Number(value))
	case rpps.KindSIREN:
		return canonical(o.SIREN(value))
	case rpps.KindSIRET:
		return canonical(o.SIRET(value))
	case rpps.KindFINESS:
		return canonical(o.FINESS(value))
	case rpps.KindRPPSRang:
		return canonical(o.RPPSRang(value))
	case rpps.KindADELI:
		return canonical(o.ADELI(value))
	case rpps.KindPersonID:
		return canonical(o.PersonID(value))
	case rpps.KindStructureID:
		return canonical(o.StructureID(value))
	case rpps.KindTechnicalID:
		return canonical(o.TechnicalID(value))
	case rpps.KindMSSante:
		return canonical(o.MSSante(value))
	case rpps.KindNIR:
		// A social security number is recognised, and never kept.
		return "", rpps.CheckNIR(value)
	}
	return "", errors.New("unknown kind")
}

func canonical[T encoding.TextMarshaler](v T, err error) (string, error) {
	if err != nil {
		return "", err
	}
	text, err := v.MarshalText()
	return string(text), err
}

func (a answer) text() string {
	kind := a.Kind
	if kind == "" {
		kind = "?"
	}
	switch {
	case a.Valid && len(a.Candidates) > 1:
		return fmt.Sprintf("%s : %s juste, %s (aussi possible : %s)", a.Value, kind, a.Canonical, strings.Join(a.Candidates[1:], ", "))
	case a.Valid:
		return fmt.Sprintf("%s : %s juste, %s", a.Value, kind, a.Canonical)
	}
	if a.Fault == rpps.ProblemUnknown.Name() {
		return fmt.Sprintf("%s : %s, ni juste ni faux : %s", a.Value, kind, a.message)
	}
	return fmt.Sprintf("%s : %s faux : %s", a.Value, kind, a.message)
}
