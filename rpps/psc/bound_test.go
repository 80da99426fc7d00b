package psc_test

import (
	"cmp"
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/psc"
)

// TestNothingBeyondOneActivity: whatever else a payload says, what is open in an
// establishment is open by the codes of one activity of the payload, which has a number
// of the establishment and none that contradicts it. The rest may close, and never opens.
func TestNothingBeyondOneActivity(t *testing.T) {
	const (
		siret, otherSIRET   = "00099701500011", "00099701500029" // of one SIREN
		finess, otherFINESS = "990000010", "990000028"
	)
	m := habilitation.CNAM20240925()
	here := rpps.Structure{SIRET: rpps.MustParseSIRET(siret), FINESS: rpps.MustParseFINESS(finess)}
	docs := []habilitation.DocumentType{
		habilitation.MustParseDocumentType("34112-3"), habilitation.MustParseDocumentType("80788-3"),
		habilitation.MustParseDocumentType("PRESC-INF"), habilitation.MustParseDocumentType("ATTEST-RESID"),
	}
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(of ...string) string { return of[r.IntN(len(of))] }

	// A number that is another one of its kind, or cannot be read, contradicts.
	isHere := func(a map[string]any) bool {
		hit, miss := false, false
		see := func(text, number string) {
			hit, miss = hit || text == number, miss || text != "" && text != number
		}
		see(a["numeroSiretSite"].(string), siret)
		see(a["numeroFinessSite"].(string), finess)
		switch id := a["identifiantTechniqueDeLaStructure"].(string); {
		case strings.HasPrefix(id, "F"):
			see(id[1:], finess)
		case strings.HasPrefix(id, "C"):
			see(id[1:], siret)
		}
		return hit && !miss
	}

	open, closed := 0, 0
	for range 5_000 {
		var exercises []any
		explained := make([]bool, len(docs))
		top := pick("", "", "GENR10", "GENR11", "GENR13")
		for range 1 + r.IntN(2) {
			profession, category := pick("99", "99", "60", "10", "21", "41", "93", ""), pick("C", "C", "M", "E", "", "X")
			activities := []any{}
			for range r.IntN(4) {
				a := map[string]any{
					"codeModeExercice": pick("S", "L", ""), "codeSecteurDactivite": pick("", "SA16", "SA66", "SA47"),
					"codeRole": pick("", "313", "316", "317", "347", "FON-29", "FON-48", "999"), "codeGenreActivite": pick("GENR08", "GENR09", "GENR10", "GENR11", "GENR13", "GENR01", "GENR77", ""),
					"numeroSiretSite": pick(siret, siret, otherSIRET, "", "", "000"), "numeroFinessSite": pick(finess, finess, otherFINESS, "", "", "7500"),
					"identifiantTechniqueDeLaStructure": pick("", "", "F"+finess, "F"+otherFINESS, "C"+siret, "C"+otherSIRET, "R95141"),
				}
				activities = append(activities, a)
				if !isHere(a) {
					continue
				}
				role := a["codeGenreActivite"].(string)
				for _, role := range []string{role, cmp.Or(role, top)} { // the one of the top stands for none
					for i, doc := range docs {
						d := m.DecideCodes(habilitation.CodesRequest{
							Profession: profession, Category: category, Function: a["codeRole"].(string), Role: role,
							Document: doc.Code(), Action: habilitation.Read, Facts: careTeam, At: signIn,
						})
						explained[i] = explained[i] || d.Allowed()
					}
				}
			}
			exercises = append(exercises, map[string]any{
				"codeProfession": profession, "codeCategorieProfessionnelle": category,
				"codeSavoirFaire": pick("", "SM26", "SM25"), "activities": activities,
			})
		}
		payload := map[string]any{"SubjectNameID": "899700366240", "SubjectRefPro": map[string]any{"exercices": exercises}}
		if top != "" {
			payload["codeGenreActivite"] = top
		}
		if r.IntN(3) == 0 {
			payload["SubjectRole"] = []string{pick("10", "99", "60", "GENR11", "FON-29", "347") + "^1.2.250.1.213.1.1.5.5"}
		}
		text, err := json.Marshal(payload)
		if err != nil {
			t.Fatal(err)
		}
		u, err := psc.Parse(text, psc.Options{SignIn: signIn})
		if err != nil {
			t.Fatal(err)
		}
		s := u.Subject(psc.ByStructure(here), habilitation.Policy{})
		for i, doc := range docs {
			d := m.Decide(habilitation.Request{Subject: s, Document: doc, Action: habilitation.Read, Facts: careTeam})
			switch {
			case !d.Allowed():
				closed++
			case !explained[i]:
				t.Fatalf("%s is open by no activity: %v\n%s", doc, d, text)
			default:
				open++
			}
		}
	}
	if open < 500 || closed < 500 {
		t.Errorf("open %d, closed %d: little was tried", open, closed)
	}
}
