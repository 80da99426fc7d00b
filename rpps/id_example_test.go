package rpps_test

import (
	"encoding/json"
	"errors"
	"fmt"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

func ExampleParseSIRET() {
	s, err := rpps.ParseSIRET("81024738700014")
	fmt.Println(s, s.SIREN(), s.NIC(), err)

	// The 14 digits satisfy Luhn, the SIREN in them does not.
	_, err = rpps.ParseSIRET("11122233344455")
	fmt.Println(err)
	fmt.Println(errors.Is(err, rpps.ProblemKey), errors.Is(err, rpps.CodeSIRETSIREN))
	// Output:
	// 81024738700014 810247387 00014 <nil>
	// rpps: siret: wrong key (siren)
	// true true
}

func ExampleSIRET() {
	var employer struct {
		SIRET rpps.SIRET `json:"siret"`
	}
	err := json.Unmarshal([]byte(`{"siret":"81024738700014"}`), &employer)
	fmt.Println(employer.SIRET, err)
	fmt.Println(rpps.SIRET{})
	// Output:
	// 81024738700014 <nil>
	// SIRET(not stated)
}

func ExampleSIREN() {
	s, err := rpps.ParseSIRENLenient("443 121 975")
	fmt.Println(s, err)
	// Output: 443121975 <nil>
}

func ExampleFINESS() {
	f := rpps.MustParseFINESS("2A0000014")
	fmt.Println(f, f.Department(), f.IsTest())
	// Output: 2A0000014 2A false
}

func ExampleNumber() {
	n := rpps.MustParseNumber("99700218896")
	fmt.Println(n, n.IsTest())
	fmt.Println(n.Canonical())
	fmt.Println(rpps.Number{})
	// Output:
	// RPPS(masked) true
	// 99700218896
	// RPPS(not stated)
}

func ExampleRPPSRang() {
	r := rpps.MustParseRPPSRang("99700366240007")
	fmt.Println(r, r.Number().Canonical(), r.Rank())
	// Output: RPPSRang(masked) 99700366240 0
}

func ExampleADELI() {
	a, err := rpps.ParseADELI("533100558")
	fmt.Println(a, a.Canonical(), err)
	// Output: ADELI(masked) 533100558 <nil>
}

func ExamplePersonID() {
	for _, s := range []string{"899700218896", "32A0000014/1453", "ANS20231122132732"} {
		p := rpps.MustParsePersonID(s)
		fmt.Println(p.Kind(), p, p.FINESS(), len(p.InternalID()))
	}
	// Output:
	// rpps IDNPS(masked) FINESS(not stated) 0
	// finess IDNPS(masked) 2A0000014 4
	// foreign IDNPS(masked) FINESS(not stated) 0
}

func ExamplePersonIDOf() {
	p := rpps.PersonIDOf(rpps.MustParseNumber("99700218896"))
	fmt.Println(p.Canonical())
	// Output: 899700218896
}

func ExampleForeignPersonID() {
	_, err := rpps.ParsePersonID("CARD-42")
	fmt.Println(err)
	p := rpps.ForeignPersonID("CARD-42")
	fmt.Println(p.Kind(), p.Canonical())
	// Output:
	// rpps: idnps: not known (prefix)
	// foreign CARD-42
}

func ExamplePersonIDKind() {
	k := rpps.MustParsePersonID("3750803447/1").Kind()
	fmt.Println(k, k == rpps.PersonFINESS)
	// Output: finess true
}

func ExampleStructureID() {
	s := rpps.StructureIDOfFINESS(rpps.MustParseFINESS("750803447"))
	fmt.Println(s, s.Kind())
	// A practice holds the number of its professional.
	fmt.Println(rpps.MustParseStructureID("499700366240007"))
	// Output:
	// 1750803447 finess
	// IDNST(masked)
}

func ExampleStructureIDKind() {
	k := rpps.MustParseStructureID("381024738700014").Kind()
	fmt.Println(k, k == rpps.StructureSIRET)
	// Output: siret true
}

func ExampleTechnicalID() {
	t := rpps.MustParseTechnicalID("F86078728201072015")
	fmt.Println(t.FINESS(), t.Date(), t)
	// Output: 860787282 2015-07-01 F86078728201072015
}

func ExampleTechnicalIDKind() {
	fmt.Println(rpps.MustParseTechnicalID("C81024738700014").Kind())
	// Output: siret
}

func ExampleMSSante() {
	m, err := rpps.ParseMSSante("camille.exemple@PRO.example.org")
	fmt.Println(m, m.Canonical(), err)
	// Output: MSSante(masked) camille.exemple@pro.example.org <nil>
}

func ExampleOptions() {
	// A number of an official example, whose key is wrong.
	n, err := rpps.Options{AcceptWrongKey: true}.Number("10102727017")
	fmt.Println(n.KeyValid(), err)

	// Two readings of the exception for La Poste.
	_, wide := rpps.Options{}.SIRET("35600000000014")
	_, narrow := rpps.Options{StrictLaPoste: true}.SIRET("35600000000014")
	fmt.Println(wide, narrow)
	// Output:
	// false <nil>
	// <nil> rpps: siret: wrong key (la-poste)
}

func ExampleParseError() {
	_, err := rpps.ParseNumberLenient("997 002 18 89x")
	if e, ok := errors.AsType[*rpps.ParseError](err); ok {
		fmt.Println(e.Kind, e.Problem.Name(), e.Offset, e.Control)
		fmt.Println(e.Fault("identity.rpps").Message(language.French))
	}
	// Output:
	// rpps shape 13 digit
	// un numéro RPPS compte 11 chiffres
}

func ExampleProblem() {
	_, err := rpps.ParseFINESS("1B0062023")
	fmt.Println(errors.Is(err, rpps.ProblemUnknown), errors.Is(err, rpps.ProblemKey))
	// Output: true false
}

func ExampleDetect() {
	for _, g := range rpps.Detect("443 121 975") {
		fmt.Println(g.Kind, g.Problem == 0)
	}
	// Output:
	// siren true
	// finess true
	// adeli true
}

func ExampleGuess() {
	g := rpps.Detect("99700218897")[0]
	fmt.Println(g.Kind, g.Problem.Name())
	// Output: rpps key
}

func ExampleKind() {
	k, err := rpps.ParseKind("finess")
	fmt.Println(k == rpps.KindFINESS, k, err)
	// Output: true finess <nil>
}

func ExampleCheckNIR() {
	if rpps.CheckNIR("295109912611193") == nil {
		fmt.Println("this is a social security number: give the RPPS number")
	}
	// Output: this is a social security number: give the RPPS number
}

// A fact that nobody stated is neither yes nor no.
func ExampleAnswer() {
	var consent rpps.Answer
	fmt.Println(consent, consent == rpps.No)
	fmt.Println(rpps.AnswerOf(true))
	// Output:
	// (not stated) false
	// yes
}

// The register of persons (RNIPP) answers by a code.
func ExampleCertificationEvent() {
	asked := rpps.CertificationDI
	for _, code := range []string{"2", "42"} {
		event, known := rpps.CertificationAnswer(code)
		if !known {
			fmt.Println(code, "is no answer")
			continue
		}
		facts := rpps.CertificationFacts(&rpps.CivilStatus{Certification: asked}, civil.MustNew(2026, 6, 1))
		step, err := rpps.CertificationCycle().Next(asked, event, lifecycle.INSEE, facts)
		fmt.Println(code, step.To, err)
	}
	// Output:
	// 2 C <nil>
	// 42 is no answer
}

// What the source wrote stays beside what could be read of it.
func ExampleStatedStructure() {
	s := rpps.Structure{
		Name:   "Structure d'essai",
		Stated: rpps.StatedStructure{SIRET: "732 829 320 00075"}, // a wrong key
	}
	_, err := rpps.ParseSIRETLenient(s.Stated.SIRET.Reveal())
	fmt.Println(s.SIRET.IsZero(), err)
	fmt.Println(s.Stated) // the number of a single practice is that of a person
	// Output:
	// true rpps: siret: wrong key (luhn)
	// (masked)
}

// A structure is known by one national identifier, made of what is known.
func ExampleStructureIDOfSIRET() {
	siret := rpps.MustParseSIRET("73282932000074")
	fmt.Println(rpps.StructureIDOfSIRET(siret))
	id, err := rpps.ParseStructureID("1990000010")
	fmt.Println(id.Kind(), err)
	// Output:
	// 373282932000074
	// finess <nil>
}

// What the portal is open to is asked by kind; a sector tells it, by inference.
func ExampleKindOfSector() {
	for _, s := range []roles.Sector{roles.SA01, roles.SA16, roles.Sector(0)} {
		kind, evidence := rpps.KindOfSector(s)
		fmt.Println(s, kind, evidence)
	}
	// Output:
	// SA01 hospital inferred
	// SA16 ESMS inferred
	// (not stated) (not stated) (not stated)
}

func ExampleParseNumber() {
	n, err := rpps.ParseNumber("99700366240")
	fmt.Println(n, n.Canonical(), err)
	_, err = rpps.ParseNumber("99700366241")
	fmt.Println(err)
	// Output:
	// RPPS(masked) 99700366240 <nil>
	// rpps: number: wrong key (luhn)
}

func ExampleParseSIREN() {
	n, err := rpps.ParseSIREN("732829320")
	fmt.Println(n, err)
	// Output: 732829320 <nil>
}

func ExampleParseTechnicalID() {
	id, err := rpps.ParseTechnicalID("C81024738700014")
	fmt.Println(id.Kind(), err)
	_, err = rpps.ParseTechnicalID("732829320")
	fmt.Println(err)
	// Output:
	// siret <nil>
	// rpps: technicalid: not known (prefix)
}
