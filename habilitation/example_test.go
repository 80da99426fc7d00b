package habilitation_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// A nurse of the care team wants to read a hospital report.
func Example() {
	today := civil.MustNew(2026, 6, 1)
	matrix, err := habilitation.At(today)
	if err != nil {
		fmt.Println(err)
		return
	}
	nurse := situation.Situation{
		Profession: roles.ProfessionInfirmier,
		Category:   roles.CategoryCivil,
		Start:      civil.MustNew(2020, 9, 1),
	}
	decision := matrix.Decide(habilitation.Request{
		Subject:  habilitation.SubjectOf(nurse, today),
		Document: habilitation.MustParseDocumentType("34112-3"),
		Action:   habilitation.Read,
		Facts:    habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
	})
	fmt.Println(decision.Allowed())
	// Output: true
}

func ExampleMatrix_Decide() {
	coordinator := habilitation.SubjectOfCodes(habilitation.ParseCodes("99", "C", "", "GENR08"), civil.MustNew(2026, 6, 1))
	decision := habilitation.CNAM20240925().Decide(habilitation.Request{
		Subject:  coordinator,
		Document: habilitation.MustParseDocumentType("34112-3"),
		Action:   habilitation.Read,
		Facts:    habilitation.CareTeam | habilitation.NotOpposed | habilitation.Visible,
	})
	// All the reasons, in a fixed order.
	for reason := range decision.Denials() {
		fmt.Println(reason, "-", reason.Explain(language.English))
	}
	// Output:
	// HAB-CELL-DENIED - the matrix does not open this type of document to this profession or role
	// HAB-CONSENT-INITIAL-MISSING - the initial consent of the person, which covers the care team, is not stated
}

func ExampleMatrix_DecideCodes() {
	decision := habilitation.CNAM20240925().DecideCodes(habilitation.CodesRequest{
		Profession: "60", Category: "C", Document: "89601-9", Action: habilitation.Read,
		Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
		At:    civil.MustNew(2026, 6, 1),
	})
	fmt.Println(decision)
	// Output: denied HAB-CELL-DENIED
}

func ExampleMatrix_DecideAll() {
	today := civil.MustNew(2026, 6, 1)
	r := habilitation.Request{
		Subject: habilitation.SubjectOfCodes(habilitation.ParseCodes("50", "C", "", ""), today),
		Action:  habilitation.Read,
		Facts:   habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
	}
	pregnancy, optics := r, r
	pregnancy.Document = habilitation.MustParseDocumentType("89233-1")
	optics.Document = habilitation.MustParseDocumentType("89601-9")
	for _, d := range habilitation.CNAM20240925().DecideAll(nil, pregnancy, optics) {
		fmt.Println(d.Document().Label(), d.Allowed())
	}
	// Output:
	// CR de grossesse true
	// Certificat médical false
}

func ExampleMatrix_DecideEach() {
	r := habilitation.Request{
		Subject: habilitation.SubjectOfCodes(habilitation.ParseCodes("40", "C", "", ""), civil.MustNew(2026, 6, 1)),
		Action:  habilitation.Read,
		Facts:   habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
	}
	docs := slices.Values([]habilitation.DocumentType{
		habilitation.MustParseDocumentType("11502-2"), habilitation.MustParseDocumentType("68599-0"),
	})
	for decision := range habilitation.CNAM20240925().DecideEach(r, docs) {
		fmt.Println(decision.Document(), decision)
	}
	// Output:
	// 11502-2 allowed HAB-GROUND-CELL HAB-GROUND-INITIAL-CONSENT
	// 68599-0 denied HAB-CELL-DENIED
}

func ExampleMatrix_Readable() {
	support := habilitation.SubjectOfCodes(habilitation.ParseCodes("99", "C", "", "GENR09"), civil.MustNew(2026, 6, 1))
	facts := habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed
	for doc := range habilitation.CNAM20240925().Readable(habilitation.Request{Subject: support, Facts: facts}) {
		fmt.Println(doc, doc.Label())
	}
	// Output:
	// 83981-1 Lettre de liaison à la sortie d'une structure sociale ou médico-sociale
	// 88348-8 Lettre de liaison d'entrée en structure sociale ou médico-sociale
	// 80788-3 Projet personnalisé d'accompagnement
	// DOCPAT09 Document administratif déposé par le patient
	// 86531-1 Attestation de sortie
}

func ExampleFilter() {
	type document struct {
		title  string
		code   string
		hidden bool
	}
	documents := slices.Values([]document{
		{"Séjour de mars", "34112-3", false},
		{"Séjour de mai", "34112-3", true},
		{"Certificat", "89601-9", false},
	})
	base := habilitation.Request{
		Subject: habilitation.SubjectOfCodes(habilitation.ParseCodes("60", "C", "", ""), civil.MustNew(2026, 6, 1)),
		Action:  habilitation.Read,
		Facts:   habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed,
	}
	question := func(d document, r *habilitation.Request) {
		r.Document = habilitation.MustParseDocumentType(d.code)
		if d.hidden {
			r.Facts |= habilitation.HiddenByPatient
		} else {
			r.Facts |= habilitation.Visible
		}
	}
	for d := range habilitation.Filter(habilitation.CNAM20240925(), base, documents, question) {
		fmt.Println(d.title)
	}
	// Output: Séjour de mars
}

func ExampleDecideItems() {
	type document struct {
		title, code string // of any list: a local code is denied, not dropped
	}
	documents := slices.Values([]document{{"Séjour de mars", "34112-3"}, {"Certificat", "89601-9"}, {"Note", "LOCAL-12"}})
	base := habilitation.Request{
		Subject: habilitation.SubjectOfCodes(habilitation.ParseCodes("60", "C", "", ""), civil.MustNew(2026, 6, 1)),
		Action:  habilitation.Read,
		Facts:   habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
	}
	question := func(d document, r *habilitation.Request) {
		var err error
		if r.Document, err = habilitation.ParseDocumentType(d.code); err != nil {
			r.Document = habilitation.UnknownDocument
		}
	}
	for decision, d := range habilitation.DecideItems(habilitation.CNAM20240925(), base, documents, question) {
		if decision.Allowed() {
			fmt.Println(d.title)
		}
		for why := range decision.Denials() {
			fmt.Println(d.title+" :", why.Explain(language.French))
		}
	}
	// Output:
	// Séjour de mars
	// Certificat : la matrice n'ouvre pas ce type de document à cette profession ou à ce rôle
	// Note : le code du type de document n'est ni dans JDV_J66 ni dans JDV_J07
}

// A program that takes a Decider runs on several matrices, each for its days, and its
// tests on the recorder of package habilitationtest.
func ExampleDecider() {
	var by habilitation.Decider = habilitation.Embedded()
	for _, day := range []civil.Date{civil.MustNew(2024, 9, 24), civil.MustNew(2026, 6, 1)} {
		decision := by.Decide(habilitation.Request{
			Subject:  habilitation.SubjectOfCodes(habilitation.ParseCodes("60", "C", "", ""), day),
			Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Deposit,
			Facts: habilitation.CareTeam | habilitation.ExplicitConsent | habilitation.NotOpposed,
		})
		fmt.Println(day, decision)
	}
	// Output:
	// 2024-09-24 denied HAB-MATRIX-NOT-IN-FORCE
	// 2026-06-01 allowed HAB-GROUND-DEPOSIT-CONSENT
}

func ExampleTimeline_At() {
	for _, day := range []civil.Date{civil.MustNew(2024, 9, 24), civil.MustNew(2024, 9, 25)} {
		matrix, err := habilitation.Embedded().At(day)
		if err != nil {
			fmt.Println(day, err)
			continue
		}
		fmt.Println(day, matrix.Version().ID)
	}
	// Output:
	// 2024-09-24 HAB-NO-MATRIX: at: no known matrix answers for that day
	// 2024-09-25 cnam-2024-09-25
}

func ExampleTimeline_With() {
	spec := habilitation.Spec{
		Version: habilitation.Version{ID: "trial", From: civil.MustNew(2030, 1, 1)},
		Columns: []habilitation.Column{{Key: "nurse", Professions: []roles.Profession{roles.ProfessionInfirmier}}},
		Rows:    []habilitation.Row{{Document: habilitation.MustParseDocumentType("34112-3"), Allowed: 1}},
	}
	trial, err := habilitation.New(spec)
	if err != nil {
		fmt.Println(err)
		return
	}
	for m := range habilitation.Embedded().With(trial).All() {
		fmt.Println(m.Version().ID, m.Version().From)
	}
	// Output:
	// cnam-2024-09-25 2024-09-25
	// trial 2030-01-01
}

func ExampleNew() {
	_, err := habilitation.New(habilitation.Spec{Version: habilitation.Version{ID: "empty", From: civil.MustNew(2030, 1, 1)}})
	fmt.Println(err)
	// Output: HAB-MATRIX-INVALID: columns: the matrix cannot be built: their number must lie between 1 and 64
}

func ExampleDecision_Explain() {
	aide := habilitation.SubjectOfCodes(habilitation.ParseCodes("99", "C", "313", "GENR11"), civil.MustNew(2026, 6, 1))
	decision := habilitation.CNAM20240925().Decide(habilitation.Request{
		Subject:  aide,
		Document: habilitation.MustParseDocumentType("34112-3"),
		Action:   habilitation.Read,
		Facts:    habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
	})
	fmt.Println(decision.Explain(language.French))
	// Output:
	// Refusé : lire « CR hospitalier (séjour) » (34112-3), par Acteur participant au système de santé caractérisé par rôle (99), Aide-soignant (313), rôle Accompagnement social/médico-social au soin (GENR11), le 01/06/2026
	// - la matrice n'ouvre pas ce type de document à cette profession ou à ce rôle [HAB-CELL-DENIED] (Matrice d'habilitations des PS pour le DMP, CNAM, 25 septembre 2024)
	// - réserve : la matrice publie les colonnes des rôles, mais aucune source ne prouve que le service national les applique [HAB-CAVEAT-ROLE-COLUMN] (polecapneuro.sante-idf.fr ; Sénat, question 02144, 3 avril 2025)
	// Matrice cnam-2024-09-25, case 34112-3 × Rôle accompagnement au soin : fermée
}

func ExampleDecision_MarshalJSON() {
	decision := habilitation.CNAM20240925().DecideCodes(habilitation.CodesRequest{
		Profession: "93", Category: "C", Document: "83901-9", Action: habilitation.Read,
		Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
		At:    civil.MustNew(2026, 6, 1),
	})
	text, _ := json.Marshal(decision)
	fmt.Println(string(text))
	// Output: {"document":"83901-9","action":"read","at":"2026-06-01","allowed":false,"reasons":["HAB-NO-COLUMN"],"matrix":"cnam-2024-09-25","source":"Matrice cnam-2024-09-25"}
}

func ExampleDecision_LogValue() {
	log := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
	log.Info("dmp", "decision", habilitation.CNAM20240925().DecideCodes(habilitation.CodesRequest{
		Profession: "60", Category: "C", Document: "34112-3", Action: habilitation.Delete, At: civil.MustNew(2026, 6, 1),
	}))
	// Output: level=INFO msg=dmp decision.allowed=false decision.document=34112-3 decision.action=delete decision.at=2026-06-01 decision.reasons=HAB-NOT-DEPOSITOR decision.matrix=cnam-2024-09-25
}

// The sources leave choices open; each has a safe default and can be switched.
func ExamplePolicy() {
	policy := habilitation.Policy{RoleAccess: habilitation.RoleSuspended}
	today := civil.MustNew(2026, 6, 1)
	codes := habilitation.ParseCodes("99", "C", "", "GENR11")
	r := habilitation.Request{
		Subject:  habilitation.SubjectOfCodes(codes, today),
		Document: habilitation.MustParseDocumentType("18776-5"),
		Action:   habilitation.Read,
		Facts:    habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
	}
	published := habilitation.CNAM20240925()
	fmt.Println(published.Decide(r))
	// What closes counts, whether it is given for the matrix or for the subject.
	fmt.Println(published.Under(policy).Decide(r))
	// Output:
	// allowed HAB-GROUND-CELL HAB-GROUND-INITIAL-CONSENT HAB-CAVEAT-ROLE-COLUMN
	// denied HAB-ROLE-ACCESS-SUSPENDED HAB-CAVEAT-ROLE-COLUMN
}

func ExampleSubjectOf() {
	s := situation.Situation{
		Profession: roles.ProfessionARole, Role: roles.GENR11, Category: roles.CategoryCivil,
		Start: civil.MustNew(2024, 1, 1), End: civil.MustNew(2025, 12, 31),
	}
	for _, day := range []civil.Date{civil.MustNew(2025, 12, 31), civil.MustNew(2026, 1, 1)} {
		subject := habilitation.SubjectOf(s, day)
		fmt.Println(subject, slices.Collect(subject.Problems()))
	}
	// Output:
	// profession 99, role GENR11, on 2025-12-31 []
	// profession 99, role GENR11, on 2026-01-01 [HAB-SITUATION-ENDED]
}

func ExampleNoSubject() {
	// The userinfo carried no professional identity.
	s := habilitation.NoSubject(habilitation.IdentityMissing, civil.MustNew(2026, 6, 1))
	fmt.Println(slices.Collect(s.Problems()))
	// Output: [HAB-IDENTITY-MISSING]
}

func ExampleSubject_zero() {
	var s habilitation.Subject
	fmt.Println(s, s.IsZero(), slices.Collect(s.Problems()))
	// Output: (not stated) true [HAB-SUBJECT-NOT-STATED]
}

func ExampleParseCodes() {
	// A préparateur en pharmacie reads the column of the pharmacists by his métier.
	c := habilitation.ParseCodes("99", "C", "316", "")
	s := habilitation.SubjectOfCodes(c, civil.MustNew(2026, 6, 1))
	columns := habilitation.CNAM20240925().ColumnsOf(s)
	for i, column := range habilitation.CNAM20240925().Columns() {
		if columns.Has(i) {
			fmt.Println(column.Key)
		}
	}
	// Output: pharmacist-dispensing
}

func ExampleMatrix_Cells() {
	for cell := range habilitation.CNAM20240925().Cells() {
		if cell.Differs && cell.Column.Key == "physician" {
			fmt.Println(cell.Row.Document, cell.Allowed)
		}
	}
	// Output: ATTEST-RESID true
}

func ExampleMatrix_Rows() {
	for row := range habilitation.CNAM20240925().Rows() {
		fmt.Println(row.Document, row.Label)
		break
	}
	// Output: DOCPAT03 CR déposé par le patient
}

func ExampleVersion() {
	v := habilitation.CNAM20240925().Version()
	fmt.Println(v.ID, v.From, len(v.Differences))
	fmt.Println(v.Differences[0].Column, v.Differences[0].Document, v.Differences[0].Here, v.Differences[0].There)
	// Output:
	// cnam-2024-09-25 2024-09-25 10
	// physician ATTEST-RESID true false
}

func ExampleParseDocumentType() {
	d, err := habilitation.ParseDocumentType("11502-2")
	fmt.Println(d, d.System(), d.Class(), d.Class().Label(), err)
	_, err = habilitation.ParseDocumentType("11502")
	fmt.Println(err)
	// Output:
	// 11502-2 LOINC 10 Compte rendu <nil>
	// HAB-DOCUMENT-UNKNOWN: document: the code of the document type is neither in JDV_J66 nor in JDV_J07
}

func ExampleParseDocumentClass() {
	c, err := habilitation.ParseDocumentClass("42")
	fmt.Println(c.Label(), err)
	// Output: Prescription <nil>
}

func ExampleFacts() {
	facts := habilitation.CareTeam | habilitation.NotOpposed
	fmt.Println(facts, facts.Has(habilitation.CareTeam))
	err := facts.UnmarshalText([]byte("care-team|a wish"))
	fmt.Println(facts, err)
	// Output:
	// care-team|not-opposed true
	// (none stated) HAB-FACT-UNKNOWN: facts: the name of a fact is not in the list of the library
}

func ExampleAction() {
	a, err := habilitation.ParseAction("deposit")
	fmt.Println(a, err, habilitation.Action(0))
	_, err = habilitation.ParseAction("print")
	fmt.Println(errors.Is(err, habilitation.CodeActionUnknown))
	// Output:
	// deposit <nil> (not stated)
	// true
}

func ExampleReason() {
	r := habilitation.DocumentHidden
	fmt.Println(r.Code(), r.IsDenial(), r.Rule().Evidence)
	fmt.Println(r.Explain(language.French))
	// Output:
	// HAB-DOCUMENT-HIDDEN true sourced
	// le document est masqué aux professionnels ; son déposant et le médecin administrateur le voient, un accès en urgence aussi si la personne l'a choisi
}

func ExampleMatrix_RolesFor() {
	matrix := habilitation.CNAM20240925()
	liaison := habilitation.MustParseDocumentType("83981-1") // lettre de liaison d'une structure médico-sociale
	project := habilitation.MustParseDocumentType("80788-3") // projet personnalisé d'accompagnement
	for _, r := range matrix.RolesFor(liaison, project)[:3] {
		fmt.Println(r.Keys, "lit", len(r.Reads), "types, dont", len(r.Beyond(liaison, project)), "de plus")
	}
	// Output:
	// [GENR09] lit 5 types, dont 3 de plus
	// [social-worker] lit 9 types, dont 7 de plus
	// [GENR10] lit 9 types, dont 7 de plus
}

func ExampleTimeline_Next() {
	// The matrix of tomorrow, here the one of today under another name.
	spec := habilitation.CNAM20240925().Spec()
	spec.Version.ID, spec.Version.From = "demain", civil.MustNew(2030, 1, 1)
	tomorrow, err := habilitation.New(spec)
	if err != nil {
		fmt.Println(err)
		return
	}
	timeline := habilitation.Embedded().With(tomorrow)
	next, ok := timeline.Next(civil.MustNew(2026, 6, 1))
	fmt.Println(ok, next.From, next.Matrix.Version().ID)
	// Output: true 2030-01-01 demain
}

// Codes from a file or from the configuration of a program: unknown ones are
// kept as such, and deny.
func ExampleCodes() {
	today := civil.MustNew(2026, 6, 1)
	for _, role := range []string{"GENR11", "GENR77"} {
		subject := habilitation.SubjectOfCodes(habilitation.ParseCodes("99", "C", "", role), today)
		fmt.Println(role, slices.Collect(subject.Problems()))
	}
	// Output:
	// GENR11 []
	// GENR77 [HAB-ROLE-UNKNOWN]
}

func ExampleDocumentType() {
	for d := range habilitation.DocumentTypes() {
		if d.Class() == habilitation.ClassImaging && !d.InJ66() {
			fmt.Println(d, d.System(), d.Label()) // of the CI-SIS, and not taken by the DMP
		}
	}
	var d habilitation.DocumentType
	err := d.UnmarshalText([]byte("80788-3"))
	fmt.Println(d.Label(), err)
	// Output:
	// *DICOM DICOM Objets d'imagerie au format DICOM (le code réel est celui de la procédure)
	// Projet personnalisé d'accompagnement <nil>
}

func ExampleDocumentClass() {
	count := map[habilitation.DocumentClass]int{}
	for row := range habilitation.CNAM20240925().Rows() {
		count[row.Document.Class()]++
	}
	fmt.Println(habilitation.ClassReport, habilitation.ClassReport.Label(), count[habilitation.ClassReport])
	// Output: 10 Compte rendu 37
}

// Which columns of the publication name somebody: none, one, or two.
func ExampleColumnSet() {
	matrix := habilitation.CNAM20240925()
	both := habilitation.SubjectOfCodes(habilitation.ParseCodes("99", "C", "317", "GENR10"), civil.MustNew(2026, 6, 1))
	columns := matrix.ColumnsOf(both)
	for i, c := range matrix.Columns() {
		if columns.Has(i) {
			fmt.Println(c.Key, "-", c.Label)
		}
	}
	// Output:
	// pharmacist-dispensing - Pharmaciens d'officine et de pharmacie à usage intérieur, internes, préparateurs en pharmacie
	// GENR10 - Professionnels à rôle : accompagnement à la vie sociale, professionnelle et éducative
}

// How far a role reaches, and what it opens beyond a need.
func ExampleReach() {
	matrix := habilitation.CNAM20240925()
	need := habilitation.MustParseDocumentType("80788-3")
	for _, role := range []roles.Role{roles.GENR09, roles.GENR11} {
		reach, ok := matrix.ReachOfRole(role)
		fmt.Println(role, ok, "reads", len(reach.Reads), "missing", reach.Missing(need), "beyond", len(reach.Beyond(need)))
	}
	// Output:
	// GENR09 true reads 5 missing [] beyond 4
	// GENR11 true reads 26 missing [] beyond 25
}

// A publication may name a type before the library does: it is carried, and
// denied.
func ExampleUnlistedRow() {
	spec := habilitation.CNAM20240925().Spec()
	spec.Version.ID = "fictif"
	spec.Unlisted = []habilitation.UnlistedRow{{Code: "99999-0", Label: "Type inventé", Allowed: 1}}
	m, err := habilitation.New(spec)
	if err != nil {
		fmt.Println(err)
		return
	}
	for row := range m.Unlisted() {
		fmt.Println(row.Code, row.Label)
	}
	fmt.Println(m.DecideCodes(habilitation.CodesRequest{
		Profession: "10", Category: "C", Document: "99999-0", Action: habilitation.Read, At: civil.MustNew(2026, 6, 1),
	}))
	// Output:
	// 99999-0 Type inventé
	// denied HAB-DOCUMENT-UNKNOWN HAB-CARE-NOT-STATED HAB-OPPOSITION-NOT-STATED HAB-VISIBILITY-NOT-STATED
}

// A configuration states the choices by name; one that is misspelt is refused, and
// leaves the policy that opens least.
func ExamplePolicy_UnmarshalJSON() {
	var p habilitation.Policy
	err := json.Unmarshal([]byte(`{"roleAccess": "published", "situation": {"lastDay": "excluded"}}`), &p)
	fmt.Println(p.RoleAccess, p.Situation.LastDay, p.Columns, err)
	err = json.Unmarshal([]byte(`{"roleAccess": "publised"}`), &p)
	fmt.Println(p.RoleAccess, err)
	// Output:
	// published excluded all <nil>
	// suspended HAB-POLICY-UNKNOWN: roleAccess: a key or a choice that the library does not know, or a key stated twice; known: published, suspended
}

// Each choice that the sources leave open has a type of its own.
func ExamplePolicy_choices() {
	open := habilitation.Policy{
		Columns:          habilitation.FunctionPrevails,
		Occupational:     habilitation.OccupationalAsPhysician,
		UnstatedCategory: habilitation.CategoryAssumedCivil,
	}
	today := civil.MustNew(2026, 6, 1)
	nurse := habilitation.ParseCodes("60", "", "", "") // no category stated
	for _, p := range []habilitation.Policy{{}, open} {
		fmt.Println(slices.Collect(p.SubjectOfCodes(nurse, today).Problems()))
	}
	// Output:
	// [HAB-CATEGORY-NOT-STATED]
	// []
}

// Every reason that a decision can give, with where it comes from.
func ExampleReasons() {
	count := map[rule.Evidence]int{}
	for r := range habilitation.Reasons() {
		count[r.Rule().Evidence]++
	}
	fmt.Println("said by a source:", count[rule.Sourced] > 0, "- chosen by the library:", count[rule.Policy] > 0)
	fmt.Println(habilitation.DocumentHidden.Rule().Source)
	// Output:
	// said by a source: true - chosen by the library: true
	// CSP art. R. 1111-49 ; application Mon espace santé, écrans de confidentialité et de consentement
}

// What the general rules look at in a person, beside their columns.
func ExampleTraits() {
	doctor := habilitation.SubjectOf(situation.Situation{
		Profession: roles.ProfessionMedecin, Category: roles.CategoryCivil,
		Qualification: "SM25", // médecine du travail
		Start:         civil.MustNew(2020, 1, 6),
	}, civil.MustNew(2026, 6, 1))
	fmt.Println(slices.Collect(doctor.Traits()))
	fmt.Println(len(slices.Collect(habilitation.Traits())), "traits in all")
	// Output:
	// [health-professional physician occupational]
	// 12 traits in all
}

// An authorisation may rest on something that no source proves: its caveats are to be
// kept with it.
func ExampleDecision_Caveats() {
	carer := habilitation.ParseCodes("99", "C", "313", "GENR11")
	d := habilitation.CNAM20240925().Decide(habilitation.Request{
		Subject:  habilitation.SubjectOfCodes(carer, civil.MustNew(2026, 6, 1)),
		Document: habilitation.MustParseDocumentType("11488-4"),
		Action:   habilitation.Read,
		Facts:    habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.AnyDocument,
	})
	fmt.Println(d.Allowed())
	for r := range d.Caveats() {
		fmt.Println(r, r.Rule().Evidence)
	}
	// Output:
	// true
	// HAB-CAVEAT-ROLE-COLUMN policy
	// HAB-CAVEAT-ANY-DOCUMENT sourced
}

// What a program may ask about a subject, beside its decisions.
func ExampleSubject() {
	today := civil.MustNew(2026, 6, 1)
	for _, c := range []habilitation.Codes{
		habilitation.ParseCodes("60", "C", "", ""), habilitation.ParseCodes("10", "E", "", ""), habilitation.ParseCodes("10", "C", "FON-29", ""),
	} {
		s := habilitation.SubjectOfCodes(c, today)
		fmt.Println(s.Profession(), s.IsHealthProfessional(), s.IsStudent(), s.IsOccupationalDoctor())
	}
	// Output:
	// 60 true false false
	// 10 false true false
	// 10 true false true
}

// A server keeps the subject of a session, and asks it the day of each question.
func ExampleSubject_On() {
	situation := situation.Situation{Profession: roles.ProfessionInfirmier, Category: roles.CategoryCivil, Start: civil.MustNew(2020, 9, 1)}
	kept := habilitation.SubjectOf(situation, civil.MustNew(2026, 6, 1))

	read := habilitation.Request{
		Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read,
		Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
	}
	for _, today := range []civil.Date{civil.MustNew(2026, 6, 1), civil.MustNew(2026, 6, 2)} {
		read.Subject = kept.On(today)
		decision := habilitation.Embedded().Decide(read)
		fmt.Println(today, decision.Allowed())
	}
	// Output:
	// 2026-06-01 true
	// 2026-06-02 false
}
