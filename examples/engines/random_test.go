package engines

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

// random is how many questions at random each engine is asked.
var random = flag.Int("random", 3000, "random questions for each engine")

// spell writes a code as a source may: mostly as its list does.
func spell(r *rand.Rand, code string) string {
	if r.IntN(6) > 0 {
		return code
	}
	switch r.IntN(12) {
	case 0:
		return strings.ToLower(code)
	case 1:
		return " " + code
	case 2:
		return code + "\n"
	case 3:
		return code + "^1.2.250.1.71.1.2.7"
	case 4:
		return "\u00a0" + strings.ToLower(code) + " ^TRE"
	case 5:
		return "0" + code
	case 6:
		return code + code
	case 7:
		return "TRE_R21:" + code
	case 8:
		return strings.Replace(code, "0", "O", 1)
	case 9:
		return strings.Map(func(c rune) rune { // full width
			if c >= '!' && c <= '~' {
				return c + 0xfee0
			}
			return c
		}, code)
	case 10:
		return ""
	}
	return "(unknown)"
}

// stated is a situation whose texts a source gave, read by the library as it reads a
// text that no list has.
func stated(c export.SubjectCodes) situation.Situation {
	s := open(c.Profession, c.Category, c.Function, c.Role)
	s.Structure.Stated.Sector = c.Sector
	s.Structure.Sector, _ = roles.ParseSector(c.Sector)
	s.Qualification, s.RoleInferred = c.Qualification, c.RoleInferred
	switch c.Situation {
	case export.SituationOpen:
	case export.SituationEnded:
		s.End = civil.YMD(2021, 1, 1)
	case export.SituationNotStarted:
		s.Start = civil.YMD(2099, 1, 1)
	default:
		s.Start = civil.Date{}
	}
	return s
}

func randomCodes(r *rand.Rand) export.SubjectCodes {
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	return export.SubjectCodes{
		Profession:    spell(r, pick("10", "10", "21", "40", "50", "60", "69", "70", "93", "99", "99", "99", "316", "000")),
		Category:      spell(r, pick("C", "C", "C", "M", "F", "E", "E", "Z", "")),
		Function:      spell(r, pick("", "", "", "", "", "", "", "316", "317", "313", "314", "347", "318", "FON-19", "FON-28", "FON-29", "FON-47", "FON-48", "FON-52", "FON-57", "FON-AU", "SM25")),
		Role:          spell(r, pick("", "GENR08", "GENR09", "GENR10", "GENR11", "GENR12", "GENR10", "GENR11", "GENR13", "GENR01", "GENR04", "GENR05", "GENR77")),
		Sector:        spell(r, pick("", "", "", "", "SA07", "SA66", "SA47", "SA68", "SA43", "SA999")),
		Qualification: spell(r, pick("", "", "SM26", "SM25", "SCH35", "C41", "CAPA11")),
		Situation:     pick(slices.Concat(slices.Repeat([]string{"open"}, 12), []string{"ended", "not-started", "dates-unknown", "OPEN", ""})...),
		RoleInferred:  r.IntN(6) == 0,
	}
}

func randomFacts(r *rand.Rand) habilitation.Facts {
	switch r.IntN(4) {
	case 0:
		some := r.Uint32()
		return habilitation.Facts(some & r.Uint32()) // seldom without contradiction
	case 1, 2:
		return good ^ habilitation.Facts(r.IntN(3)/2)<<r.IntN(25)
	}
	f := habilitation.NotOpposed | habilitation.CareTeam
	for _, g := range [][]habilitation.Facts{consentFacts, oppositionFacts, emergencyFacts, sightFacts, depositFacts} {
		if r.IntN(3) > 0 {
			f |= g[r.IntN(len(g))]
		}
	}
	return f
}

func randomAction(r *rand.Rand) habilitation.Action {
	if r.IntN(2) == 0 {
		return habilitation.Read
	}
	return actions[r.IntN(len(actions))]
}

func randomDocument(r *rand.Rand) habilitation.DocumentType {
	if docs := documents(); r.IntN(2) == 0 {
		return docs[r.IntN(len(docs))]
	}
	return habilitation.MustParseDocumentType("34112-3")
}

// TestRandomCodes asks OPA by codes as a source may write them. What it allows, the
// library allows; where no sector is misspelt, which closes here, they say the same.
func TestRandomCodes(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 8))
	allowed, same := 0, 0
	for _, name := range []string{"default", "all of them at once", "occupational", "function prevails", "assumed civil", "student deposits"} {
		m := habilitation.CNAM20240925().Under(policies[name])
		module, data := regoFiles(t, m)
		q, err := rego.New(rego.Query("data.rppsplus.habilitation.decision"), rego.Module("habilitation.rego", module),
			rego.Store(inmem.NewFromObject(data))).PrepareForEval(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for range *random / 6 {
			codes := randomCodes(r)
			day := []civil.Date{today, today, beforeLaw, tooEarly}[r.IntN(4)]
			doc := randomDocument(r)
			request := habilitation.CodesRequest{Action: randomAction(r), Facts: randomFacts(r), At: day, Document: doc.Code()}
			if doc == habilitation.UnknownDocument {
				request.Document = []string{"34112-3 ", "34112_3", "sYNTH", "?"}[r.IntN(4)]
			}
			in := export.NewCodesInput(request)
			in.Codes = &codes
			rs, err := q.Eval(context.Background(), rego.EvalInput(in.OPA()))
			if err != nil || len(rs) != 1 {
				t.Fatalf("%+v: %v", in, err)
			}
			got := rs[0].Expressions[0].Value.(map[string]any)
			want := m.Decide(habilitation.Request{
				Subject: policies[name].SubjectOf(stated(codes), day), Document: doc, Action: request.Action, Facts: request.Facts,
			})
			if want.Allowed() {
				allowed++
			}
			if got["allow"] == true && !want.Allowed() {
				t.Errorf("OPA allows, the library does not: %v\n%s %s %s %s\n%v", name, plain(codes), day, doc, request.Facts, codesOf(want))
			}
			if _, err := roles.ParseSector(codes.Sector); err != nil && codes.Sector != "" {
				continue
			}
			same++
			var reasons []string
			for _, x := range got["reasons"].([]any) {
				reasons = append(reasons, x.(string))
			}
			if got["allow"] != want.Allowed() || !slices.Equal(reasons, codesOf(want)) {
				t.Errorf("%s: OPA %v %v, library %v %v\n%s %s %s %s %s", name, got["allow"], reasons, want.Allowed(), codesOf(want), plain(codes), day, doc, request.Action, request.Facts)
			}
			if t.Failed() {
				return
			}
		}
	}
	t.Logf("%d questions, %d allowed, %d compared with all reasons", *random/6*6, allowed, same)
	if allowed < *random/50 || same < *random/4 {
		t.Error("too little was compared")
	}
}

// TestRandomQuestions asks each engine about subjects that the library resolved.
func TestRandomQuestions(t *testing.T) {
	for name, load := range loaders {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(13, 21))
			for _, policy := range []string{"default", "all of them at once"} {
				p := policies[policy]
				m := habilitation.CNAM20240925().Under(p)
				n := compare(t, load(t, m), m, func(yield func(question) bool) {
					for range *random / 2 {
						codes := randomCodes(r)
						s := stated(codes)
						day := []civil.Date{today, today, today, beforeLaw, tooEarly, {}}[r.IntN(6)]
						who := person{plain(codes), p.SubjectOf(s, day), &s}
						q := habilitation.Request{Subject: who.subject, Document: randomDocument(r), Action: randomAction(r), Facts: randomFacts(r)}
						if r.IntN(6) == 0 { // mostly of another day than the subject
							q.Subject = q.Subject.On([]civil.Date{today, beforeLaw, tooEarly}[r.IntN(3)])
						}
						if !yield(question{who: who, r: q, reasons: true, policy: p}) {
							return
						}
					}
				}, true)
				t.Logf("%s: %+v", policy, n)
				if n.allowed == 0 {
					t.Error("nothing allowed")
				}
			}
		})
	}
}

// plain shows invented codes.
func plain(c export.SubjectCodes) string {
	type bare export.SubjectCodes
	return fmt.Sprintf("%#v", bare(c))
}
