package rpps_test

import (
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/rpps"
)

// The baselines do the least that the answer needs: digits, Luhn, a number.
// They know no reserved number, no La Poste and no reason of a refusal.

func bareLuhn(s string) bool {
	sum, double := 0, false
	for i := len(s) - 1; i >= 0; i-- {
		d := int(s[i] - '0')
		if d > 9 {
			return false
		}
		if double {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
		double = !double
	}
	return sum%10 == 0
}

var doubled = [10]int{0, 2, 4, 6, 8, 1, 3, 5, 7, 9}

// bareSIRET is both sums of Luhn, of the 14 digits and of the first 9, and the
// number, in one pass.
func bareSIRET(s string) (n uint64, ok bool) {
	if len(s) != 14 {
		return 0, false
	}
	all, siren := 0, 0
	for i := range 14 {
		d := int(s[i] - '0')
		if d > 9 {
			return 0, false
		}
		n = n*10 + uint64(d)
		if i&1 == 0 {
			all += doubled[d]
		} else {
			all += d
		}
		if i < 9 {
			if i&1 == 1 {
				siren += doubled[d]
			} else {
				siren += d
			}
		}
	}
	return n, all%10 == 0 && siren%10 == 0
}

func bareDigits(s string) (n uint64) {
	for i := range len(s) {
		n = n*10 + uint64(s[i]-'0')
	}
	return n
}

var (
	keepUint64 uint64
	keepNumber rpps.Number
	keepSIRET  rpps.SIRET
	keepFINESS rpps.FINESS
	keepPerson rpps.PersonID
	keepErr    error
)

func BenchmarkParseSIRET(b *testing.B) {
	const s = "81024738700014"
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			keepSIRET, keepErr = rpps.ParseSIRET(s)
		}
	})
	b.Run("baseline", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			keepUint64, _ = bareSIRET(s)
		}
	})
	b.Run("lenient", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			keepSIRET, keepErr = rpps.ParseSIRETLenient("810 247 387 00014")
		}
	})
	b.Run("refused", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			keepSIRET, keepErr = rpps.ParseSIRET("81024738700015")
		}
	})
}

func BenchmarkParseNumber(b *testing.B) {
	const s = "99700218896"
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			keepNumber, keepErr = rpps.ParseNumber(s)
		}
	})
	b.Run("baseline", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if len(s) == 11 && bareLuhn(s) {
				keepUint64 = bareDigits(s)
			}
		}
	})
}

func BenchmarkParseFINESS(b *testing.B) {
	const s = "750803447"
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			keepFINESS, keepErr = rpps.ParseFINESS(s)
		}
	})
	b.Run("baseline", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if len(s) == 9 && bareLuhn(s) {
				keepUint64 = bareDigits(s)
			}
		}
	})
}

// parsers are those of the library. digits are what the baseline sums up; it
// has none for an address.
var parsers = []struct {
	name, valid, refused string
	parse                func(string) error
	digits               func(string) string
}{
	{"RPPS", "99700218896", "99700218897", func(s string) (err error) { keepNumber, err = rpps.ParseNumber(s); return err }, whole},
	{"SIREN", "732829320", "732829321", func(s string) (err error) { keepSIREN, err = rpps.ParseSIREN(s); return err }, whole},
	{"SIRET", "81024738700014", "81024738700015", func(s string) (err error) { keepSIRET, err = rpps.ParseSIRET(s); return err }, whole},
	{"FINESS", "750803447", "750803448", func(s string) (err error) { keepFINESS, err = rpps.ParseFINESS(s); return err }, whole},
	{"RPPS-rang", "99700366240007", "99700366240008", func(s string) (err error) { keepRang, err = rpps.ParseRPPSRang(s); return err }, whole},
	{"ADELI", "000000018", "000000019", func(s string) (err error) { keepADELI, err = rpps.ParseADELI(s); return err }, whole},
	{"PersonID", "899700218896", "899700218897", func(s string) (err error) { keepPerson, err = rpps.ParsePersonID(s); return err }, afterFirst},
	{"StructureID", "1750803447", "1750803448", func(s string) (err error) { keepStructure, err = rpps.ParseStructureID(s); return err }, afterFirst},
	{"TechnicalID", "R10100000000001", "X10100000000001", func(s string) (err error) { keepTechnical, err = rpps.ParseTechnicalID(s); return err }, afterFirst},
	{"MSSante", "camille@pro.mssante.example.org", "camille.pro.mssante.example.org", func(s string) (err error) { keepMailbox, err = rpps.ParseMSSante(s); return err }, nil},
}

func whole(s string) string      { return s }
func afterFirst(s string) string { return s[1:] }

var (
	keepSIREN     rpps.SIREN
	keepRang      rpps.RPPSRang
	keepADELI     rpps.ADELI
	keepStructure rpps.StructureID
	keepTechnical rpps.TechnicalID
	keepMailbox   rpps.MSSante
)

// BenchmarkParse asks each parser for a number that it takes and for one that
// it refuses, and a bare loop over the digits (an address: a cut at the @) for
// the first.
func BenchmarkParse(b *testing.B) {
	for _, p := range parsers {
		b.Run(p.name+"/valid", func(b *testing.B) {
			if err := p.parse(p.valid); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				keepErr = p.parse(p.valid)
			}
		})
		b.Run(p.name+"/refused", func(b *testing.B) {
			if err := p.parse(p.refused); err == nil {
				b.Fatal("accepted")
			}
			b.ReportAllocs()
			for b.Loop() {
				keepErr = p.parse(p.refused)
			}
		})
		b.Run(p.name+"/baseline", func(b *testing.B) {
			bare := func(s string) error {
				if s = p.digits(s); bareLuhn(s) {
					keepUint64 = bareDigits(s)
				}
				return nil
			}
			if p.digits == nil {
				bare = func(s string) error {
					if local, domain, ok := strings.Cut(s, "@"); ok {
						keepMailText = strings.ToLower(domain)[:1] + local[:1]
					}
					return nil
				}
			}
			b.ReportAllocs()
			for b.Loop() {
				keepErr = bare(p.valid)
			}
		})
	}
}

var keepMailText string
