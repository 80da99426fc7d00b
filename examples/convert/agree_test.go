package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/rpps/services"
)

// The directory of the Annuaire Santé gives the same people in two forms: the lines of an
// extraction, and the resources of its API. Both are written here from one description.

type practice struct {
	site                 int // in sites
	mode, function, role string
}

type exercise struct {
	profession, category string
	skills               []string
	practices            []practice
}

type somebody struct {
	number    string
	exercises []exercise
}

// site is a place; a practice has neither SIRET nor FINESS.
type site struct{ technical, id, finess, legal, siret, sector string }

var (
	agreeNumbers = []string{"99700366240", "99700218896", "99700427885"}
	agreeSites   = []site{
		{"F990001216", "1990001216", "990001216", "999001217", "00099721300020", ""},
		{"F990000002", "1990000002", "990000002", "999000003", "00099700700018", ""},
		{"R99700000427010", "499700000427010", "", "", "", ""},
	}
	agreeProfessions = []string{"10", "10", "10", "21", "40", "50", "60", "60", "70", "80", "91", "41", "93", "99", "99"}
	agreeCategories  = []string{"C", "C", "C", "C", "M", "F", "E"}
	agreeSkills      = []string{"SM26", "SM54", "SM02", "SM25", "C41", "CAPA11"}
	agreeFunctions   = []string{"", "FON-AU", "FON-01", "FON-29", "FON-47", "FON-48", "FON-52"}
	agreeTrades      = []string{"", "313", "316", "317", "326", "331", "346", "999"}
	agreeRoles       = []string{"", "GENR01", "GENR08", "GENR09", "GENR10", "GENR11", "GENR12", "GENR13"}
	agreeSectors     = []string{"", "SA01", "SA07", "SA16", "SA43", "SA47", "SA66", "SA68", "SA99"}
)

func pick[T any](rng *rand.Rand, from []T) T { return from[rng.IntN(len(from))] }

// directory makes some people and places.
func directory(rng *rand.Rand) (people []somebody, sites []site) {
	sites = slices.Clone(agreeSites)
	for i := range sites {
		sites[i].sector = pick(rng, agreeSectors)
	}
	for _, number := range agreeNumbers {
		p := somebody{number: number}
		for range 1 + rng.IntN(2) {
			e := exercise{profession: pick(rng, agreeProfessions), category: pick(rng, agreeCategories)}
			if slices.ContainsFunc(p.exercises, func(x exercise) bool { return x.profession == e.profession }) {
				continue
			}
			if e.profession == "10" {
				e.skills = slices.Clone(agreeSkills)
				rng.Shuffle(len(e.skills), func(i, j int) { e.skills[i], e.skills[j] = e.skills[j], e.skills[i] })
				e.skills = e.skills[:rng.IntN(3)]
			}
			for range rng.IntN(3) {
				w := practice{rng.IntN(len(sites)), pick(rng, []string{"S", "L", "B"}), pick(rng, agreeFunctions), "GENR01"}
				if e.profession == "99" {
					w.function, w.role = pick(rng, agreeTrades), pick(rng, agreeRoles)
				}
				if !slices.Contains(e.practices, w) {
					e.practices = append(e.practices, w)
				}
			}
			p.exercises = append(p.exercises, e)
		}
		people = append(people, p)
	}
	return people, sites
}

// skillType is the code of TRE_R04, and the list of the savoir-faire.
func skillType(code string) (kind, list string) {
	switch {
	case strings.HasPrefix(code, "SM"):
		return "S", "TRE_R38-SpecialiteOrdinale"
	case strings.HasPrefix(code, "CAPA"):
		return "CAPA", "TRE_R43-CapaciteSavoirFaire"
	}
	return "C", "TRE_R39-Competence"
}

// extraction writes the lines: one for each activity and savoir-faire, and one for an
// exercise without an activity.
func extraction(people []somebody, sites []site) string {
	var columns []annuaire.Column
	var b strings.Builder
	for _, c := range annuaire.LayoutActivity.Columns() {
		columns = append(columns, c)
		b.WriteString(c.Label() + "|")
	}
	b.WriteByte('\n')
	for _, p := range people {
		for _, e := range p.exercises {
			for _, w := range append(e.practices[:len(e.practices):len(e.practices)], practice{site: -1})[:max(1, len(e.practices))] {
				for _, skill := range append(e.skills[:len(e.skills):len(e.skills)], "")[:max(1, len(e.skills))] {
					row := map[annuaire.Column]string{
						annuaire.ColPersonIDType: "8", annuaire.ColPersonID: p.number, annuaire.ColNationalID: "8" + p.number,
						annuaire.ColExerciseFamilyName: "EXEMPLE", annuaire.ColExerciseGivenName: "CAMILLE",
						annuaire.ColProfessionCode: e.profession, annuaire.ColCategoryCode: e.category,
					}
					if skill != "" {
						row[annuaire.ColQualificationTypeCode], _ = skillType(skill)
						row[annuaire.ColQualificationCode] = skill
					}
					if w.site >= 0 {
						at := sites[w.site]
						maps.Copy(row, map[annuaire.Column]string{
							annuaire.ColModeCode: w.mode, annuaire.ColFunctionCode: w.function, annuaire.ColRoleCode: w.role,
							annuaire.ColSIRET: at.siret, annuaire.ColFINESS: at.finess, annuaire.ColLegalFINESS: at.legal,
							annuaire.ColTechnicalID: at.technical, annuaire.ColFormerStructureID: at.id, annuaire.ColSectorCode: at.sector,
						})
					}
					for _, c := range columns {
						b.WriteString(row[c] + "|")
					}
					b.WriteByte('\n')
				}
			}
		}
	}
	return b.String()
}

type object = map[string]any

func coding(system, code string) object { return object{"system": system, "code": code} }

func nos(list string) string {
	return "https://mos.esante.gouv.fr/NOS/" + list + "/FHIR/" + strings.Replace(list, "_", "-", 1)
}

func identifier(kind, system, value string) object {
	return object{"use": "official", "system": system, "value": value, "type": object{"coding": []any{coding("https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203", kind)}}}
}

// resources writes them as the API does: a Practitioner for each exercise of somebody.
// Without dates they are those of the public profiles.
func resources(people []somebody, sites []site, dated bool) (all []object) {
	meta := func(kind string) object {
		level := "as-dp-"
		if dated {
			level = "as-dr-"
		}
		return object{"versionId": "1", "source": "https://annuaire.sante.fr", "profile": []any{
			"https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/" + level + strings.ToLower(kind),
		}}
	}
	resource := func(kind, id string, r object) {
		maps.Copy(r, object{"resourceType": kind, "id": id, "active": true, "language": "fr", "meta": meta(kind)})
		all = append(all, r)
	}
	listed := func(code string) string { // of a profession, a métier or a function
		p, err := roles.ParseProfession(code)
		if err != nil {
			return nos("TRE_R85-RolePriseCharge")
		}
		return p.List().URL()
	}
	for i, p := range people {
		for j, e := range p.exercises {
			who := fmt.Sprintf("003-%d-%d", i, j)
			held := []any{object{"code": object{"coding": []any{
				coding(listed(e.profession), e.profession), coding(nos("TRE_R09-CategorieProfessionnelle"), e.category),
			}}}}
			for _, s := range e.skills {
				kind, list := skillType(s)
				held = append(held, object{"code": object{"coding": []any{coding(nos("TRE_R04-TypeSavoirFaire"), kind), coding(nos(list), s)}}})
			}
			resource("Practitioner", who, object{
				"identifier": []any{
					identifier("IDNPS", "urn:oid:1.2.250.1.71.4.2.1", "8"+p.number), identifier("RPPS", "https://rpps.esante.gouv.fr", p.number),
				},
				"name":          []any{object{"use": "official", "family": "EXEMPLE", "given": []any{"CAMILLE"}}},
				"qualification": held,
			})
			for k, w := range e.practices {
				var codes []any
				for _, c := range []object{
					coding(nos("TRE_R22-GenreActivite"), w.role), coding(nos("TRE_R23-ModeExercice"), w.mode), coding(listed(w.function), w.function),
				} {
					if c["code"] != "" {
						codes = append(codes, object{"coding": []any{c}})
					}
				}
				r := object{
					"identifier":   []any{object{"system": "https://rpps.esante.gouv.fr", "value": fmt.Sprintf("10%d%d%d", i, j, k)}},
					"practitioner": object{"reference": "Practitioner/" + who},
					"organization": object{"reference": fmt.Sprintf("Organization/001-01-%d", w.site)},
					"code":         codes,
				}
				if dated {
					r["period"] = object{"start": "2020-01-01"}
				}
				resource("PractitionerRole", fmt.Sprintf("005-%d-%d-%d", i, j, k), r)
			}
		}
	}
	kind := func(code string) object {
		return object{"coding": []any{coding("https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-3307", code)}}
	}
	for i, at := range sites {
		ids := []any{identifier("IDNST", "urn:oid:1.2.250.1.71.4.2.2", at.id), identifier("RPPSRG", "https://rppsrang.esante.gouv.fr", at.technical)}
		o := object{}
		if at.finess != "" {
			ids = append(ids, identifier("FINEG", "https://finess.esante.gouv.fr", at.finess), identifier("SIRET", "https://sirene.fr", at.siret))
			o["partOf"] = object{"reference": fmt.Sprintf("Organization/001-02-%d", i)}
			resource("Organization", fmt.Sprintf("001-02-%d", i), object{
				"identifier": []any{identifier("FINEJ", "https://finess.esante.gouv.fr", at.legal)}, "type": []any{kind("LEGAL-ENTITY")},
			})
		}
		o["identifier"], o["type"] = ids, []any{kind("GEOGRAPHICAL-ENTITY")}
		if at.sector != "" {
			o["type"] = append(o["type"].([]any), object{"coding": []any{coding(nos("TRE_R02-SecteurActivite"), at.sector)}})
		}
		resource("Organization", fmt.Sprintf("001-01-%d", i), o)
	}
	return all
}

// pages are the answers to a search, of five entries each; an included place comes again on
// each page that needs it.
func pages(all []object) (out [][]byte) {
	const base = "https://gateway.api.esante.gouv.fr/fhir/v2/"
	for chunk := range slices.Chunk(all, 5) {
		chunk = append(chunk[:len(chunk):len(chunk)], all[len(all)-1])
		var entries []any
		for _, r := range chunk {
			entries = append(entries, object{"fullUrl": base + r["resourceType"].(string) + "/" + r["id"].(string), "resource": r})
		}
		text, _ := json.Marshal(object{"resourceType": "Bundle", "type": "searchset", "entry": entries, "link": []any{object{"relation": "next", "url": base + "_page?id=x"}}})
		out = append(out, text)
	}
	return out
}

var agreeDay = civil.YMD(2026, 1, 15)

// rights says what somebody may do. Many subjects are the same.
func rights(who habilitation.Subject, asked map[habilitation.Subject]string) string {
	if what, again := asked[who]; again {
		return what
	}
	m := habilitation.CNAM20240925()
	var b bytes.Buffer
	for _, f := range []habilitation.Facts{
		habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
		habilitation.OutsideTeam | habilitation.ExplicitConsent | habilitation.Informed | habilitation.NotOpposed | habilitation.Visible,
		habilitation.BrisDeGlace | habilitation.Incapacity | habilitation.BrisDeGlaceNotRefused | habilitation.NotOpposed | habilitation.Visible,
	} {
		for a := habilitation.Read; a <= habilitation.Delete; a++ {
			r := habilitation.Request{Subject: who, Action: a, Facts: f}
			for decision := range m.DecideEach(r, habilitation.DocumentTypes()) {
				if decision.Allowed() {
					fmt.Fprint(&b, a, f, decision.Document().Code(), " ")
				}
			}
		}
	}
	asked[who] = b.String()
	return asked[who]
}

// known is what a source tells of somebody: by place and activity what they may do, and
// which services they may use.
type known struct {
	rights   map[string]string
	services [2]services.Verdict
}

func knownOf(t *testing.T, p person, asked map[habilitation.Subject]string) known {
	t.Helper()
	k := known{rights: map[string]string{}}
	for _, s := range p.Situations {
		where := fmt.Sprint(
			s.Structure.Technical.Canonical(), s.Structure.FINESS.Canonical(), s.Structure.LegalFINESS.Canonical(), s.Structure.SIRET.Canonical(),
			" ", s.Structure.Sector.Code(), s.Structure.Stated.Sector, " ", s.Profession.Code(), s.Category.Code(), s.Mode.Code(),
			" ", s.Function.Code(), s.Stated.Function, " ", s.Role.Code(),
		)
		what := rights(habilitation.SubjectOf(s, agreeDay), asked)
		if old, again := k.rights[where]; again && old != what {
			t.Errorf("two answers for one situation")
		}
		k.rights[where] = what
	}
	who := services.Person{Professional: p.Professional, Situations: p.Situations}
	k.services = [2]services.Verdict{services.ECPS(who, agreeDay).Verdict, services.ProSanteConnect(who, agreeDay).Verdict}
	return k
}

// fromExtraction and fromResources read the two forms, by RPPS number.
func fromExtraction(t *testing.T, text string, asked map[habilitation.Subject]string) map[string]known {
	t.Helper()
	r, err := annuaire.NewReader(strings.NewReader(text), annuaire.Options{Day: agreeDay})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]known{}
	for p, err := range r.Persons(annuaire.GroupIndexed) {
		if err != nil {
			t.Fatal(err)
		}
		out[p.Professional.Number.Canonical()] = knownOf(t, person{Professional: p.Professional, Situations: p.Situations}, asked)
	}
	return out
}

func fromResources(t *testing.T, texts [][]byte, asked map[habilitation.Subject]string) map[string]known {
	t.Helper()
	set := new(fhir.Set)
	for _, text := range texts {
		r, err := fhir.Parse(text, fhir.Options{SeenOn: agreeDay})
		if err != nil {
			t.Fatal(err)
		}
		set.Add(r)
	}
	all := map[string]person{}
	for _, q := range set.People() { // several of one person
		n := q.Professional.Number.Canonical()
		p, again := all[n]
		if !again {
			p.Professional = q.Professional
		} else {
			p.Professional.Exercises = append(p.Professional.Exercises, q.Professional.Exercises...)
		}
		p.Situations = append(p.Situations, q.Situations...)
		all[n] = p
	}
	out := map[string]known{}
	for n, p := range all {
		out[n] = knownOf(t, p, asked)
	}
	return out
}

// TestOneAnswer: whether somebody is read in an extraction or in the resources of the API, they
// may do the same in the same places, and use the same services. Of resources without dates, as
// the public ones, all is the same but that nothing is open.
func TestOneAnswer(t *testing.T) {
	rounds := 1000
	if testing.Short() {
		rounds = 100
	}
	rng := rand.New(rand.NewPCG(2026, 11))
	asked := map[habilitation.Subject]string{}
	open, shut := 0, 0
	for round := range rounds {
		people, sites := directory(rng)
		want, got := fromExtraction(t, extraction(people, sites), asked), fromResources(t, pages(resources(people, sites, true)), asked)
		public := fromResources(t, pages(resources(people, sites, false)), asked)
		for _, p := range people {
			w, g, d := want[p.number], got[p.number], public[p.number]
			if !maps.Equal(w.rights, g.rights) || w.services != g.services {
				t.Fatalf("round %d: %+v\n%+v\nextraction %v\nresources %v", round, p, sites, short(w), short(g))
			}
			if !slices.Equal(slices.Sorted(maps.Keys(w.rights)), slices.Sorted(maps.Keys(d.rights))) {
				t.Fatalf("round %d: %+v\n%+v\nextraction %v\npublic %v", round, p, sites, short(w), short(d))
			}
			for _, r := range w.rights {
				if r != "" {
					open++
				} else {
					shut++
				}
			}
			for _, r := range d.rights {
				if r != "" {
					t.Fatalf("round %d: %+v: open by public resources", round, p)
				}
			}
		}
	}
	if open < rounds/2 || shut < rounds/2 {
		t.Errorf("%d situations open, %d shut: no test of either", open, shut)
	}
}

func short(k known) map[string]int {
	out := map[string]int{}
	for w, r := range k.rights {
		out[w] = len(r)
	}
	out["services "+k.services[0].String()+" "+k.services[1].String()] = 0
	return out
}
