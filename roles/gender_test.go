package roles_test

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/roles"
)

// TestFeminineForms: a métier is found by the words of staff files, and each form of
// a label names what the label names.
func TestFeminineForms(t *testing.T) {
	for text, want := range map[string]string{
		"AIDE SOIGNANTE": "313", "Aide-soignant(e)": "313", "aide soignant/e": "313",
		"Éducatrice spécialisée": "326", "EDUCATEUR(TRICE) SPECIALISE(E)": "326", "Educateur/trice spécialisé/e": "326",
		"Préparatrice en pharmacie": "317", "Infirmière": "60", "INFIRMIER(E)": "60", "Infirmier/ère": "60", "Assistante maternelle": "351",
		"313 - Aide-soignant": "313", "Aide-soignante (313)": "313", "Infirmier / Infirmière": "60", "TRE_R85 313": "", "314 - Aide-soignant": "",
		"Infirmier / Aide-soignante": "", "60 60": "60", "Assistante familiale / Assistant familial": "322",
		"Éducateur·rice spécialisé·e": "326", "Moniteur.rice éducateur.rice": "324", "Aide-soignant·e": "313", "Infirmier·ère": "60",
		// The mark of both genders, as job offers and staff files have it.
		"Aide-soignant H/F": "313", "AIDE SOIGNANT (F/H)": "313", "Psychologue h/f": "93", "Infirmière F/H": "60", "313 - Aide-soignant H/F": "313",
		"Aide-soignant (H/F) - 313": "313", "Éducateur·rice spécialisé·e (H/F)": "326", "Etudiants H/F": "", "H/F": "", "F/H Aide-soignant": "",
		"314 - Aide-soignant H/F": "", "Aide-soignant H": "", "Aide-soignant H/H": "", "Aide-soignant ou infirmier H/F": "",
		"Secrétaire assistant médico-administratif": "331", "Aide à domicile qualifiée": "371", "Étudiante infirmière": "346",
	} {
		if p, err := roles.FindProfession(text); p.Code() != want || (err == nil) != (want != "") {
			t.Errorf("%s: %v, %v, want %s", text, p, err, want)
		}
	}

	for _, text := range []string{"Salariée", "SALARIÉ(E)", "salarié·e"} {
		if m, err := roles.FindPracticeMode(text); m.Code() != "S" || err != nil {
			t.Errorf("%s: %v, %v", text, m, err)
		}
	}
	for text, want := range map[string]string{"Civile": "C", "Civil(e)": "C", "Étudiante": "E", "Étudiant·e": "E"} {
		if c, err := roles.FindCategory(text); c.Code() != want || err != nil {
			t.Errorf("%s: %v, %v", text, c, err)
		}
	}
	if got, want := roles.FindProfessions("Etudiants H/F"), roles.FindProfessions("Etudiants"); len(want) < 2 || !slices.Equal(got, want) {
		t.Errorf("a mark makes %v of %v", got, want)
	}

	f, err := os.Open("data/libelles.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := csv.NewReader(f)
	lines.Comma = ';'
	all, err := lines.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	gendered := map[roles.Profession]bool{}
	for _, l := range all {
		if !strings.HasPrefix(l[3], "forme feminine") && l[3] != "double forme" || l[0] == "R09" || l[0] == "R23" {
			continue
		}
		own, err := roles.FindProfession("TRE_" + l[0] + ":" + l[1])
		if err != nil {
			t.Fatal(l, err)
		}
		gendered[own] = true
		got, label := roles.FindProfessions(l[2]), roles.FindProfessions(own.Label())
		if !slices.Contains(got, own) || got[0] != label[0] {
			t.Errorf("%v: %v, and its label %v", l, got, label)
		}
	}

	// Of the métiers that an employer may register, these are of both genders.
	both := strings.Fields("307 315 333 335 354 355 356 357 365 366 372 376 378")
	for p := range roles.Professions() {
		if p.InJ121() && gendered[p] == slices.Contains(both, p.Code()) {
			t.Errorf("%s %s: no feminine form, or one of both genders", p.Code(), p.Label())
		}
	}
}
