package rpps

import (
	"cmp"
	"errors"
	"slices"
)

// Guess is one reading of a text: a kind, and what is wrong with the text as
// that kind. Problem 0 means that the text is valid.
type Guess struct {
	Kind    Kind
	Problem Problem
}

// Detect returns all that a text may be, read with Options.Separators: first
// the kinds for which it is valid, then those whose key rule is not known, whose
// key is wrong, and whose number is reserved; in each group in the order of the
// [Kind] constants. Nine digits can be a [SIREN], a [FINESS] and an
// [ADELI] number at once. A text that has the shape of nothing gives nil.
func Detect(s string) []Guess {
	var out []Guess
	for k := KindRPPS; k <= KindNIR; k++ {
		err := check(k, s)
		if err == nil {
			out = append(out, Guess{Kind: k})
			continue
		}
		var e *ParseError
		if errors.As(err, &e) && e.Problem != ProblemShape && e.Control != controlPrefix {
			out = append(out, Guess{k, e.Problem})
		}
	}
	slices.SortStableFunc(out, func(a, b Guess) int { return cmp.Compare(likely[a.Problem], likely[b.Problem]) })
	return out
}

// likely orders the guesses: a test number of the ANS, of which nothing is known, is
// rather that than the number of another kind with a wrong key.
var likely = [...]uint8{0: 0, ProblemUnknown: 1, ProblemKey: 2, ProblemReserved: 3}

// check parses s as a kind and drops the value.
func check(k Kind, s string) error {
	o := Options{Separators: true}
	var err error
	switch k {
	case KindRPPS:
		_, err = o.Number(s)
	case KindSIREN:
		_, err = o.SIREN(s)
	case KindSIRET:
		_, err = o.SIRET(s)
	case KindFINESS:
		_, err = o.FINESS(s)
	case KindRPPSRang:
		_, err = o.RPPSRang(s)
	case KindADELI:
		_, err = o.ADELI(s)
	case KindPersonID:
		_, err = o.PersonID(s)
	case KindStructureID:
		_, err = o.StructureID(s)
	case KindTechnicalID:
		_, err = o.TechnicalID(s)
	case KindMSSante:
		_, err = o.MSSante(s)
	case KindNIR:
		if _, e := o.parse(formNIR, s); e != nil {
			err = e
		}
	}
	return err
}
