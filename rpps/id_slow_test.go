package rpps_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rppsplus/rppsplus/rpps"
)

// A second reading of the identifiers, by regular expressions and schoolbook
// arithmetic: slow, and meant to be checked by eye. Each function returns the
// problem of a text, 0 when it is right.

const (
	right    = rpps.Problem(0)
	shape    = rpps.ProblemShape
	key      = rpps.ProblemKey
	unknown  = rpps.ProblemUnknown
	reserved = rpps.ProblemReserved
)

// slowLuhn writes the products down as text and adds up their digits.
func slowLuhn(s string) bool {
	var products strings.Builder
	for i := len(s) - 1; i >= 0; i-- {
		n := strings.IndexByte("0123456789", s[i])
		if n < 0 {
			n = 1 + strings.IndexByte("ABCDEF", s[i])
		}
		if (len(s)-1-i)%2 == 1 {
			n *= 2
		}
		products.WriteString(strconv.Itoa(n))
	}
	return slowSum(products.String())%10 == 0
}

func slowSum(s string) int {
	sum := 0
	for _, c := range s {
		n, _ := strconv.Atoi(string(c))
		sum += n
	}
	return sum
}

func onlyZeros(s string) bool { return strings.Count(s, "0") == len(s) }

var (
	reSIREN     = regexp.MustCompile(`^[0-9]{9}$`)
	reNumber    = regexp.MustCompile(`^[0-9]{11}$`)
	re14        = regexp.MustCompile(`^[0-9]{14}$`)
	reFINESS    = regexp.MustCompile(`^[0-9][0-9AB][0-9]{7}$`)
	reADELI     = regexp.MustCompile(`^[0-9][0-9A-F]{2}[0-9]{6}$`)
	reADELIRang = regexp.MustCompile(`^[0-9][0-9A-F]{2}[0-9]{8}$`)
	reNIR       = regexp.MustCompile(`^[0-9]{5}([0-9]{2}|2A|2B)[0-9]{8}$`)
	reEmployee  = regexp.MustCompile(`^([0-9A-F]+)/[!-~]{1,64}$`)
	reUUID      = regexp.MustCompile(`^(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
	reSandbox   = regexp.MustCompile(`^ANS[0-9]{14}$`)
	rePractice  = regexp.MustCompile(`^(R|REJ)[0-9]{1,14}$`)
	reAddr      = regexp.MustCompile("^([\\w!#$%&'*+/=?^`{|}~-]+\\.)*[\\w!#$%&'*+/=?^`{|}~-]+@" +
		`([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$`)
)

func slowPlain(re *regexp.Regexp, s string) rpps.Problem {
	switch {
	case !re.MatchString(s):
		return shape
	case onlyZeros(s):
		return reserved
	case !slowLuhn(s):
		return key
	}
	return right
}

func slowNumber(s string) rpps.Problem { return slowPlain(reNumber, s) }
func slowSIREN(s string) rpps.Problem  { return slowPlain(reSIREN, s) }
func slowADELI(s string) rpps.Problem  { return slowPlain(reADELI, s) }

func slowSIRET(s string, strict bool) rpps.Problem {
	if !re14.MatchString(s) {
		return shape
	}
	siren, nic := s[:9], s[9:]
	if onlyZeros(siren) || onlyZeros(nic) {
		return reserved
	}
	if siren == "356000000" {
		luhn, sum := slowLuhn(s), slowSum(s)%5 == 0
		ok := luhn || sum
		if strict {
			ok = sum
			if s == "35600000000048" {
				ok = luhn
			}
		}
		if !ok {
			return key
		}
		return right
	}
	if !slowLuhn(siren) || !slowLuhn(s) {
		return key
	}
	return right
}

func slowFINESS(s string) rpps.Problem {
	p := slowPlain(reFINESS, s)
	if p == key && (s[1] == 'A' || s[1] == 'B') && s[0] != '2' {
		return unknown
	}
	return p
}

func slowRPPSRang(s string) rpps.Problem {
	switch {
	case !re14.MatchString(s):
		return shape
	case onlyZeros(s[:11]):
		return reserved
	case !slowLuhn(s[:11]) || !slowLuhn(s):
		return key
	}
	return right
}

func slowADELIRang(s string) rpps.Problem {
	if !reADELIRang.MatchString(s) {
		return shape
	}
	return slowADELI(s[:9])
}

func slowNIR(s string) rpps.Problem {
	if !reNIR.MatchString(s) {
		return shape
	}
	if onlyZeros(s[:13]) {
		return reserved
	}
	number := s[:5] + map[string]string{"2A": "19", "2B": "18"}[s[5:7]]
	if len(number) == 5 {
		number += s[5:7]
	}
	number += s[7:13]
	n, _ := strconv.ParseInt(number, 10, 64)
	if k, _ := strconv.ParseInt(s[13:], 10, 64); k != 97-n%97 {
		return key
	}
	return right
}

func slowMSSante(s string) rpps.Problem {
	local, _, _ := strings.Cut(s, "@")
	if !reAddr.MatchString(s) || len(local) > 64 || len(s) > 254 {
		return shape
	}
	return right
}

func slowPersonID(s string) (rpps.PersonIDKind, rpps.Problem) {
	switch {
	case s == "":
		return 0, shape
	case reUUID.MatchString(s):
		if onlyZeros(strings.ReplaceAll(s, "-", "")) {
			return 0, reserved
		}
		return rpps.PersonPSI, right
	case reSandbox.MatchString(s):
		return rpps.PersonForeign, right
	case strings.HasPrefix(s, "10") && strings.Contains(s, "@"):
		return rpps.PersonMSSante, slowMSSante(s[2:])
	}
	part := func(check func(string) rpps.Problem) rpps.Problem {
		m := reEmployee.FindStringSubmatch(s[1:])
		if m == nil {
			return shape
		}
		return check(m[1])
	}
	siret := func(s string) rpps.Problem { return slowSIRET(s, false) }
	switch s[0] {
	case '0':
		return rpps.PersonADELI, slowADELI(s[1:])
	case '1':
		return rpps.PersonADELIRang, part(slowADELIRang)
	case '3':
		return rpps.PersonFINESS, part(slowFINESS)
	case '4':
		return rpps.PersonSIREN, part(slowSIREN)
	case '5':
		return rpps.PersonSIRET, part(siret)
	case '6':
		return rpps.PersonRPPSRang, part(slowRPPSRang)
	case '8':
		return rpps.PersonRPPS, slowNumber(s[1:])
	}
	return 0, unknown
}

func slowStructureID(s string) (rpps.StructureIDKind, rpps.Problem) {
	if s == "" {
		return 0, shape
	}
	switch s[0] {
	case '0':
		return rpps.StructureADELIRang, slowADELIRang(s[1:])
	case '1':
		return rpps.StructureFINESS, slowFINESS(s[1:])
	case '2':
		return rpps.StructureSIREN, slowSIREN(s[1:])
	case '3':
		return rpps.StructureSIRET, slowSIRET(s[1:], false)
	case '4':
		return rpps.StructureRPPSRang, slowRPPSRang(s[1:])
	}
	return 0, unknown
}

func slowTechnicalID(s string) (rpps.TechnicalIDKind, rpps.Problem) {
	switch {
	case s == "":
		return 0, shape
	case s[0] == 'F' && len(s) == 18:
		p := slowFINESS(s[1:10])
		day, err := time.Parse("02012006", s[10:])
		if err != nil || day.Year() == 0 {
			p = shape
		}
		return rpps.TechnicalFINESS, p
	case s[0] == 'F':
		return rpps.TechnicalFINESS, slowFINESS(s[1:])
	case s[0] == 'C' && len(s) == 12:
		return rpps.TechnicalADELIRang, slowADELIRang(s[1:])
	case s[0] == 'C':
		return rpps.TechnicalSIRET, slowSIRET(s[1:], false)
	case s[0] == 'R':
		m := rePractice.FindStringSubmatch(s)
		switch {
		case m == nil:
			return 0, shape
		case m[1] == "REJ":
			return rpps.TechnicalLegalEntity, right
		}
		return rpps.TechnicalPractice, right
	}
	return 0, unknown
}

var (
	slowSpaces = []string{" ", "\u00a0", "\u2009", "\u202f"}
	slowMarks  = []string{".", "-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014"}
)

// without drops the separators one after the other.
func without(s string, seps ...[]string) string {
	// Texts that are not UTF-8 are cut byte by byte as they are: a Replacer
	// works on bytes.
	var pairs []string
	for _, sep := range slices.Concat(seps...) {
		pairs = append(pairs, sep, "")
	}
	return strings.NewReplacer(pairs...).Replace(s)
}

// upperASCII is strings.ToUpper for a to z alone.
func upperASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'a' <= c && c <= 'z' {
			b[i] = c - 32
		}
	}
	return string(b)
}

func slowTrim(s string) string {
	for {
		t := s
		for _, sp := range slowSpaces {
			t = strings.TrimSuffix(strings.TrimPrefix(t, sp), sp)
		}
		if t == s {
			return s
		}
		s = t
	}
}

func slowDetect(s string) []rpps.Guess {
	bare := upperASCII(without(s, slowSpaces, slowMarks))
	spaceless := without(s, slowSpaces)
	_, idnps := slowPersonID(spaceless)
	_, idnst := slowStructureID(spaceless)
	_, technical := slowTechnicalID(spaceless)
	// An unknown prefix is no guess; the test numbers of FINESS are.
	if idnps == unknown && !strings.HasPrefix(spaceless, "3") {
		idnps = shape
	}
	if idnst == unknown && !strings.HasPrefix(spaceless, "1") {
		idnst = shape
	}
	if technical == unknown && !strings.HasPrefix(spaceless, "F") {
		technical = shape
	}
	all := []rpps.Guess{
		{Kind: rpps.KindRPPS, Problem: slowNumber(bare)},
		{Kind: rpps.KindSIREN, Problem: slowSIREN(bare)},
		{Kind: rpps.KindSIRET, Problem: slowSIRET(bare, false)},
		{Kind: rpps.KindFINESS, Problem: slowFINESS(bare)},
		{Kind: rpps.KindRPPSRang, Problem: slowRPPSRang(bare)},
		{Kind: rpps.KindADELI, Problem: slowADELI(bare)},
		{Kind: rpps.KindPersonID, Problem: idnps},
		{Kind: rpps.KindStructureID, Problem: idnst},
		{Kind: rpps.KindTechnicalID, Problem: technical},
		{Kind: rpps.KindMSSante, Problem: slowMSSante(slowTrim(s))},
		{Kind: rpps.KindNIR, Problem: slowNIR(bare)},
	}
	var out []rpps.Guess
	for _, p := range []rpps.Problem{right, unknown, key, reserved} {
		for _, g := range all {
			if g.Problem == p {
				out = append(out, g)
			}
		}
	}
	return out
}
