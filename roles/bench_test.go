package roles_test

import (
	"testing"

	"github.com/rppsplus/rppsplus/roles"
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
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := roles.ParseRole(codes[i&3]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkProfessionAt(b *testing.B) {
	day := date("2026-06-01")
	for b.Loop() {
		if roles.MetierAideSoignant.At(day) != roles.StatusValid {
			b.Fatal("not valid")
		}
	}
}

func BenchmarkFindProfession(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := roles.FindProfession("Éducateur de jeunes enfants"); err != nil {
			b.Fatal(err)
		}
	}
}
