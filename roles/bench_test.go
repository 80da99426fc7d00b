package roles_test

import (
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// benchCodes are the codes of a working day: métiers, professions, functions.
var benchCodes = []string{"313", "328", "10", "60", "371", "FON-29", "93", "346"}

func BenchmarkParseProfession(b *testing.B) {
	b.Run("table", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			if _, err := roles.ParseProfession(benchCodes[i&7]); err != nil {
				b.Fatal(err)
			}
		}
	})
	// The plain way: a map from code to profession.
	b.Run("map", func(b *testing.B) {
		m := map[string]roles.Profession{}
		for p := range roles.Professions() {
			if _, taken := m[p.Code()]; !taken || p.List() == roles.ListR95 {
				m[p.Code()] = p
			}
		}
		b.ReportAllocs()
		b.ResetTimer()
		for i := 0; b.Loop(); i++ {
			if _, ok := m[benchCodes[i&7]]; !ok {
				b.Fatal("absent")
			}
		}
	})
}

func BenchmarkParseRole(b *testing.B) {
	codes := []string{"GENR08", "GENR11", "GENR13", "GENR99"}
	b.Run("table", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			if _, err := roles.ParseRole(codes[i&3]); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("map", func(b *testing.B) {
		m := map[string]roles.Role{}
		for _, c := range codes {
			r, err := roles.ParseRole(c)
			if err != nil {
				b.Fatal(err)
			}
			m[c] = r
		}
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			if _, ok := m[codes[i&3]]; !ok {
				b.Fatal("absent")
			}
		}
	})
}

func BenchmarkProfessionAt(b *testing.B) {
	day := date("2026-06-01")
	b.Run("table", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if roles.MetierAideSoignant.At(day) != roles.StatusValid {
				b.Fatal("not valid")
			}
		}
	})
	// The plain way: two dates by profession, in a map.
	b.Run("map", func(b *testing.B) {
		type span struct{ from, until civil.Date }
		m := map[roles.Profession]span{}
		for p := range roles.Professions() {
			m[p] = span{from: date("2020-01-01")}
		}
		b.ReportAllocs()
		for b.Loop() {
			s := m[roles.MetierAideSoignant]
			if day.Before(s.from) || !s.until.IsZero() && s.until.Before(day) {
				b.Fatal("not valid")
			}
		}
	})
}

func BenchmarkFindProfession(b *testing.B) {
	const label = "Educateur de jeunes enfants"
	b.Run("table", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := roles.FindProfession(label); err != nil {
				b.Fatal(err)
			}
		}
	})
	// The plain way: small letters in a map. It knows one spelling.
	b.Run("map", func(b *testing.B) {
		m := map[string]roles.Profession{}
		for p := range roles.Professions() {
			m[strings.ToLower(p.Label())] = p
		}
		b.ReportAllocs()
		for b.Loop() {
			if _, ok := m[strings.ToLower(label)]; !ok {
				b.Fatal("absent")
			}
		}
	})
}
