package roles_test

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// slow is the readable form of how labels are compared: words, without case,
// marks and punctuation.
func slow(s string) string {
	var plain strings.Builder
	for _, r := range norm.NFD.String(strings.ToValidUTF8(s, " ")) {
		if !unicode.In(r, unicode.M, unicode.Cf) {
			plain.WriteRune(unicode.ToLower(r))
		}
	}
	spelt := strings.NewReplacer("œ", "oe", "æ", "ae", "ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl").Replace(plain.String())
	words := strings.FieldsFunc(spelt, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.Join(words, " ")
}

// slowTexts is who is called so: what can be written for each profession.
var slowTexts = sync.OnceValue(func() map[string][]roles.Profession {
	m := map[string][]roles.Profession{}
	for p := range roles.Professions() {
		for _, l := range append(p.Labels(), p.Code()) {
			for _, both := range []string{"", " h f", " f h"} { // for both genders
				m[slow(l)+both] = append(m[slow(l)+both], p)
			}
		}
	}
	return m
})

// slowFind looks at every code and label.
func slowFind(text string) []roles.Profession {
	if text = strings.TrimSpace(text); strings.Contains(text, ":") {
		for p := range roles.Professions() {
			if text == p.List().Key()+":"+p.Code() {
				return []roles.Profession{p}
			}
		}
	}
	if len(text) > 1000 {
		return nil
	}
	key := slow(text)
	out := slices.Clone(slowTexts()[key])
	if len(out) == 0 { // one name, and then another, of the same
		words := strings.Fields(key)
		for i := 1; i < len(words); i++ {
			for _, p := range slowTexts()[strings.Join(words[:i], " ")] {
				if slices.Contains(slowTexts()[strings.Join(words[i:], " ")], p) {
					out = append(out, p)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b roles.Profession) int {
		return cmp.Or(slices.Compare(slowRank(a), slowRank(b)), cmp.Compare(a, b))
	})
	return slices.Compact(out)
}

// slowRank is the order of preference as the documentation states it.
func slowRank(p roles.Profession) []int {
	lists := []string{"TRE_R85", "TRE_G15", "TRE_R95", "TRE_R94", "TRE_R291", "TRE_R96", "TRE_R21"}
	return []int{
		btoi(!(p.InJ121() || p.InJ106())),
		btoi(!p.Validity().Until.IsZero()),
		slices.Index(lists, p.List().Key()),
	}
}

// trainingProfessions are the 32 entries of the slide "Métiers exercés par les
// professionnels à rôles", as they stand there.
var trainingProfessions = map[string]string{
	"Accompagnant éducatif et social": "328",
	"Aide à domicile":                 "372",
	"Aide à domicile qualifié(e)":     "371",
	"Aide médico-psychologique (AMP)": "323",
	"Aide-soignant":                   "313",
	"Animateur":                       "368",
	"Assistant médical":               "332",
	"Assistant familial":              "322",
	"Autre professionnel intervenant dans la direction des finances":                    "341",
	"Autre professionnel intervenant dans la direction des systèmes d'information":      "340",
	"Autre professionnel intervenant dans la direction et la qualité":                   "339",
	"Autre professionnel intervenant dans la logistique":                                "337",
	"Autre professionnel intervenant dans le social, éducatif, psychologie et culturel": "345",
	"Autre professionnel intervenant dans l'hôtellerie et la restauration":              "338",
	"Auxiliaire de puériculture":                                                        "315",
	"Auxiliaire de vie sociale":                                                         "318",
	"Conseiller en économie sociale et familiale":                                       "320",
	"Directeur d'établissement":                                                         "359",
	"Éducateur de jeunes enfants":                                                       "325",
	"Educateur en activité physique adaptée":                                            "361",
	"Éducateur spécialisé":                                                              "326",
	"Éducateur technique spécialisé":                                                    "327",
	"Etudiants":                                                                         "347 348 349 354 355 356 357 358",
	"Gestionnaire admissions / frais de séjour / traitement externe":                    "365",
	"Gestionnaire alertes et urgences sanitaires":                                       "335",
	"Mandataire judiciaire à la protection des majeurs (MJPM)":                          "307",
	"Médiateur familial":                                                                "321",
	"Moniteur éducateur":                                                                "324",
	"Préparateur en pharmacie hospitalière":                                             "316",
	"Responsable de secteur":                                                            "333",
	"Secrétaire médicale":                                                               "331",
	"Technicien de l’intervention sociale et familiale":                                 "319",
}

func TestTrainingLabels(t *testing.T) {
	if len(trainingProfessions) != 32 {
		t.Errorf("%d entries", len(trainingProfessions))
	}
	for label, codes := range trainingProfessions {
		for _, text := range []string{label, strings.ToUpper(label), strings.ReplaceAll(label, " / ", "/"), strings.ReplaceAll(label, "'", " ’ "), norm.NFD.String(label)} {
			p, err := roles.FindProfession(text)
			if strings.Contains(codes, " ") {
				if !errors.Is(err, roles.ProblemAmbiguous) || !errors.Is(err, roles.CodeAmbiguous) {
					t.Errorf("%q: %v %v", text, p, err)
				}
				all := strings.Trim(fmt.Sprint(roles.FindProfessions(text)), "[]")
				if all != codes {
					t.Errorf("%q: %s, want %s", text, all, codes)
				}
			} else if p.Code() != codes || p.List() != roles.ListR85 || err != nil {
				t.Errorf("%q: %v %v, want %s", text, p, err, codes)
			}
		}
	}
	for label, want := range map[string]roles.Role{
		"Coordination et Orientation":                                                    roles.RoleCoordination,
		"coordination et orientation":                                                    roles.RoleCoordination,
		"Administratif ou appui à l’organisation de l’accompagnement":                    roles.RoleAdministrative,
		"Accompagnement à la vie sociale, professionnelle et éducative":                  roles.RoleSocialLife,
		"Accompagnement social / médico-social au soin":                                  roles.RoleCare,
		"Accompagnement social/médico-social au soin":                                    roles.RoleCare,
		"ACCOMPAGNEMENT AU SOIN":                                                         roles.RoleCare,
		"Encadrement et organisation de l’accompagnement ":                               roles.RoleManagement,
		"Médico-Administratif":                                                           roles.RoleMedicoAdministrative,
		"medico administratif":                                                           roles.RoleMedicoAdministrative,
		"Activité médico-administrative":                                                 roles.RoleMedicoAdministrative,
		"Accompagnement social/médico-social à la vie sociale,professionnelle,éducative": roles.RoleSocialLife,
		"genr11": roles.RoleCare,
	} {
		if got, err := roles.FindRole(label); got != want || err != nil {
			t.Errorf("%q: %v %v, want %v", label, got, err, want)
		}
	}
}

func TestFindProfession(t *testing.T) {
	for text, want := range map[string]roles.Profession{
		"93":                                  roles.ProfessionPsychologue,
		"TRE_R95:93":                          roles.ProfessionPsychologue,
		" TRE_R85:313 ":                       roles.MetierAideSoignant,
		"psychologue":                         roles.ProfessionPsychologue,
		"AMP":                                 roles.MetierAideMedicoPsychologique,
		"MJPM":                                roles.MetierMandataireJudiciaire,
		"fon 29":                              roles.FonctionMedecinDuTravail,
		"Médecin du travail":                  roles.FonctionMedecinDuTravail,
		"sage femme":                          roles.ProfessionSageFemme,
		"ASSISTANT DENTAIRE":                  roles.ProfessionAssistantDentaire,
		"Secretaire medicale":                 roles.MetierSecretaireMedicale,
		"Préparateur en pharmacie (officine)": roles.MetierPreparateur,
		"Technicien d'études cliniques":       373,
		"Aide a domicile quali\ufb01é(e)":     roles.MetierAideADomicileQualifie,
		"Autre acteur mettant en œuvre la méthode MAIA": 311,
		"Acteur caractérisé par rôle":                   roles.ProfessionARole,
	} {
		if got, err := roles.FindProfession(text); got != want || err != nil {
			t.Errorf("%q: %v %v, want %v", text, got, err, want)
		}
	}
	both := roles.FindProfessions("93")
	if len(both) != 2 || both[0] != roles.ProfessionPsychologue || both[1].List() != roles.ListG15 {
		t.Errorf("93: %v", both)
	}
	for _, text := range []string{"TRE_R22:GENR08", "TRE_XX:10", "tre_r85:313", "1.2.250.1.71.1.2.7:10", "TRE_R85:10", ":", "aide"} {
		if got, err := roles.FindProfession(text); err == nil {
			t.Errorf("%q: %v", text, got)
		}
		if got := roles.FindProfessions(text); got != nil && text != "tre_r85:313" {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestSharedCode(t *testing.T) {
	old, err := roles.ParseProfessionIn(roles.ListG15, "93")
	if err != nil || old == roles.ProfessionPsychologue || old.Code() != "93" || old.String() != "93" {
		t.Fatal(old, err)
	}
	if b, _ := old.MarshalText(); string(b) != "TRE_G15:93" {
		t.Errorf("%s", b)
	}
	for p := range roles.Professions() {
		var back roles.Profession
		if err := back.UnmarshalText([]byte(p.List().Key() + ":" + p.Code())); back != p || err != nil {
			t.Errorf("%v after its list: %v %v", p, back, err)
		}
	}
	if _, err := roles.ParseProfession("TRE_G15:93"); err == nil {
		t.Error("ParseProfession takes a code after its list")
	}
}

// TestRank compares the order of preference of every two professions with the
// one that the documentation states.
func TestRank(t *testing.T) {
	for a := range roles.Professions() {
		for b := range roles.Professions() {
			if got, want := cmp.Compare(roles.Rank(a), roles.Rank(b)), slices.Compare(slowRank(a), slowRank(b)); got != want {
				t.Fatalf("%v %v before %v %v: %d, want %d", a.List(), a, b.List(), b, got, want)
			}
		}
	}
}

// A refusal proposes codes with a word beside each: who writes that word is understood.
func TestWordsOfMessagesAreRead(t *testing.T) {
	code := func(c interface{ Code() string }, err error) string {
		if err != nil {
			return err.Error()
		}
		return c.Code()
	}
	mode := func(s string) string { c, err := roles.FindPracticeMode(s); return code(c, err) }
	reason := func(s string) string { c, err := roles.FindEndReason(s); return code(c, err) }
	category := func(s string) string { c, err := roles.FindCategory(s); return code(c, err) }
	for _, c := range []struct {
		of   rule.Code
		find func(string) string
		want map[string]string // words as the message has them, and others of that label
	}{
		{roles.CodeModeUnknown, mode, map[string]string{
			"salarié": "S", "libéral, indépendant": "L", "bénévole": "B", "indirect": "I",
			"Libéral": "L", "Libérale": "L", "Libéral(e)": "L", "Indépendant": "L", "indépendante": "L",
		}},
		{roles.CodeEndReasonUnknown, reason, map[string]string{"autre": "AUT", "décès": "DCD", "départ à l'étranger": "ETR"}},
		{roles.CodeCategoryUnknown, category, map[string]string{"civil": "C", "étudiant": "E", "agent public": "M"}},
	} {
		message := ""
		for _, r := range roles.Rules() {
			if r.Code == c.of {
				message = r.Message.FR
			}
		}
		proposed := 0
		for text, want := range c.want {
			if strings.Contains(message, want+" ("+text+")") {
				proposed++
			}
			if got := c.find(text); got != want {
				t.Errorf("%s: %q is %s, not %s", c.of, text, got, want)
			}
		}
		if proposed < 3 {
			t.Errorf("%s: the message proposes %d of these words", c.of, proposed)
		}
	}
}
