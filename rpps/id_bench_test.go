package rpps_test

import (
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

func BenchmarkParsePersonID(b *testing.B) {
	for b.Loop() {
		keepPerson, keepErr = rpps.ParsePersonID("899700218896")
	}
}
