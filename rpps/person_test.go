package rpps_test

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// The person and the place that the tests on persons tell of. Nobody bears
// these names, numbers and addresses.
func personFull() rpps.Professional {
	return rpps.Professional{
		ID:     rpps.MustParsePersonID("899700007778"),
		Number: rpps.MustParseNumber("99700007778"),
		CivilStatus: rpps.CivilStatus{
			BirthName: "MARKERbirth", FirstNames: []rpps.Private{"MARKERfirst", "MARKERsecond"}, UsageName: "MARKERusage",
			Sex: rpps.Female, BirthDate: civil.MustNew(1987, 11, 23),
			BirthPlace:    rpps.BirthPlace{Commune: "MARKERcommune", Country: "99777", Town: "MARKERtown"},
			Certification: rpps.CertificationC,
		},
		Civility: "MARKERcivility", ExerciseCivility: "MARKERexercisecivility",
		ExerciseName: rpps.Name{Family: "MARKERfamily", Given: "MARKERgiven"},
		Contact: rpps.Contact{
			Email: "MARKERmail@example.org", Phone: "0639980077",
			MSSante: rpps.MustParseMSSante("MARKERsecure@pro.example.org"),
		},
		Languages: []string{"MARKERlanguage"},
		Exercises: []rpps.Exercise{
			{Profession: roles.ProfessionInfirmier, Category: roles.CategoryCivil, QualificationType: "S", Qualification: "SM26"},
			{Stated: rpps.StatedExercise{Profession: "MARKERprofession", Category: "MARKERcategory"}},
		},
		OtherIDs: []rpps.OtherID{
			{ID: rpps.MustParsePersonID("0533100558"), Text: "0533100558", Origin: "ADELI", Quality: 1},
			{ID: rpps.MustParsePersonID("7a0e5b0a-6d0c-4c1e-9a53-0d2f6f3a1c9e"), Text: "7a0e5b0a-6d0c-4c1e-9a53-0d2f6f3a1c9e", Origin: "PSI"},
			{Text: "MARKERother", Origin: "EDIT"},
		},
	}
}

func structureFull() rpps.Structure {
	return rpps.Structure{
		SIRET: rpps.MustParseSIRET("99900077100017"), SIREN: rpps.MustParseSIREN("999000771"),
		FINESS: rpps.MustParseFINESS("990007775"), LegalFINESS: rpps.MustParseFINESS("990008880"),
		RPPSRang:  rpps.MustParseRPPSRang("99700007778019"),
		ID:        rpps.MustParseStructureID("499700007778019"),
		Technical: rpps.MustParseTechnicalID("R10100000249227"),
		Name:      "MARKERname", TradeName: "MARKERtrade",
		Kind: rpps.Practice, Sector: roles.SA07,
		Stated: rpps.StatedStructure{
			SIRET: "MARKERsiret", SIREN: "MARKERsiren", FINESS: "MARKERfiness", LegalFINESS: "MARKERlegal",
			ID: "MARKERid", Technical: "MARKERtechnical", Sector: "MARKERsector",
		},
	}
}

// The encodings that a caller asks for hold the texts themselves.
func TestPersonJSON(t *testing.T) {
	const person = `{"id":"899700007778","rpps":"99700007778",` +
		`"civilStatus":{"birthName":"MARKERbirth","firstNames":["MARKERfirst","MARKERsecond"],"usageName":"MARKERusage","sex":"F","birthDate":"1987-11-23",` +
		`"birthPlace":{"commune":"MARKERcommune","country":"99777","town":"MARKERtown"},"certification":"C"},` +
		`"civility":"MARKERcivility","exerciseCivility":"MARKERexercisecivility","exerciseName":{"family":"MARKERfamily","given":"MARKERgiven"},` +
		`"contact":{"email":"MARKERmail@example.org","phone":"0639980077","mssante":"MARKERsecure@pro.example.org"},"languages":["MARKERlanguage"],` +
		`"exercises":[{"profession":"60","category":"C","qualificationType":"S","qualification":"SM26"},{"stated":{"profession":"MARKERprofession","category":"MARKERcategory"}}],` +
		`"otherIds":[{"id":"0533100558","text":"0533100558","origin":"ADELI","quality":1},` +
		`{"id":"7a0e5b0a-6d0c-4c1e-9a53-0d2f6f3a1c9e","text":"7a0e5b0a-6d0c-4c1e-9a53-0d2f6f3a1c9e","origin":"PSI"},{"text":"MARKERother","origin":"EDIT"}]}`
	const structure = `{"siret":"99900077100017","siren":"999000771","finess":"990007775","finessJuridique":"990008880","rppsRang":"99700007778019",` +
		`"id":"499700007778019","technicalId":"R10100000249227","name":"MARKERname","tradeName":"MARKERtrade","kind":"practice","sector":"SA07",` +
		`"stated":{"siret":"MARKERsiret","siren":"MARKERsiren","finess":"MARKERfiness","finessJuridique":"MARKERlegal","id":"MARKERid","technicalId":"MARKERtechnical","sector":"MARKERsector"}}`

	p := personFull()
	b, err := json.Marshal(p)
	if err != nil || string(b) != person {
		t.Errorf("person\n%s, %v, want\n%s", b, err, person)
	}
	var backP rpps.Professional
	if err := json.Unmarshal(b, &backP); err != nil || !reflect.DeepEqual(backP, p) {
		t.Errorf("the person comes back different, %v", err)
	}
	s := structureFull()
	b, err = json.Marshal(s)
	if err != nil || string(b) != structure {
		t.Errorf("structure\n%s, %v, want\n%s", b, err, structure)
	}
	var backS rpps.Structure
	if err := json.Unmarshal(b, &backS); err != nil || backS != s {
		t.Errorf("the structure comes back different, %v", err)
	}
	// Nothing stated is an empty object, and not a person of empty texts.
	for _, v := range []any{rpps.Professional{}, rpps.CivilStatus{}, rpps.Contact{}, rpps.Name{}, rpps.BirthPlace{}, rpps.Exercise{}, rpps.OtherID{}, rpps.Structure{}, rpps.StatedStructure{}} {
		if b, err := json.Marshal(v); err != nil || string(b) != `{}` {
			t.Errorf("%T: %s, %v", v, b, err)
		}
	}
	for _, bad := range []string{
		`{"id":"99700007778"}`, `{"rpps":"99700007777"}`, `{"civilStatus":{"sex":"X"}}`, `{"civilStatus":{"certification":"c"}}`,
		`{"civilStatus":{"birthDate":"23/11/1987"}}`, `{"contact":{"mssante":"x"}}`, `{"exercises":[{"profession":"0"}]}`,
	} {
		var p rpps.Professional
		if err := json.Unmarshal([]byte(bad), &p); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
	var q rpps.Structure
	if err := json.Unmarshal([]byte(`{"kind":"EHPAD"}`), &q); !errors.Is(err, rpps.CodeStructureKind) {
		t.Errorf("an unknown kind: %v", err)
	}
}

// A part is stated as soon as one of its fields is.
func TestPersonIsZero(t *testing.T) {
	for _, v := range []interface{ IsZero() bool }{rpps.Name{}, rpps.CivilStatus{}, rpps.BirthPlace{}, rpps.Contact{}, rpps.Structure{}, rpps.StatedStructure{}} {
		if !v.IsZero() {
			t.Errorf("%T: zero is stated", v)
		}
	}
	everyField(t, rpps.Name{Family: "x", Given: "x"})
	everyField(t, personFull().CivilStatus)
	everyField(t, personFull().CivilStatus.BirthPlace)
	everyField(t, personFull().Contact)
	everyField(t, structureFull())
	everyField(t, structureFull().Stated)
	if (rpps.CivilStatus{FirstNames: []rpps.Private{}}).IsZero() != true {
		t.Error("no first name is one")
	}
}

// everyField checks that the value is stated by each field of full alone.
func everyField[T interface{ IsZero() bool }](t *testing.T, full T) {
	t.Helper()
	all := reflect.ValueOf(full)
	for i := range all.NumField() {
		var one T
		reflect.ValueOf(&one).Elem().Field(i).Set(all.Field(i))
		if all.Field(i).IsZero() || one.IsZero() {
			t.Errorf("%T: field %s says nothing", full, all.Type().Field(i).Name)
		}
	}
}

const slowName = `^[-' A-Za-zÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÆŒàâäçéèêëîïôöùûüÿæœ]{1,300}$`

var reName = regexp.MustCompile(slowName)

// checkName checks CheckName against the pattern of the register.
func checkName(t testing.TB, s string) {
	t.Helper()
	err := rpps.CheckName("identity.birthName", s)
	if (err == nil) != reName.MatchString(s) {
		t.Fatalf("%+q: %v", s, err)
	}
	if err == nil {
		return
	}
	f, ok := rule.AsFault(err)
	if !ok || f.Path() != "identity.birthName" {
		t.Fatalf("%+q: %v", s, err)
	}
	column := f.Position().Column
	if n := len([]rune(s)); (n == 0 || n > rpps.MaxNameLength) != errors.Is(err, rpps.CodeNameLength) {
		t.Fatalf("%d characters: %v", n, err)
	}
	if errors.Is(err, rpps.CodeNameLength) {
		if column != 0 {
			t.Fatalf("%+q: a length at column %d", s, column)
		}
		return
	}
	// What stands before the column is right, what stands there is not.
	if !errors.Is(err, rpps.CodeNameAlphabet) || column < 1 || column > len(s) {
		t.Fatalf("%+q: %v", s, err)
	}
	before, from := s[:column-1], s[column-1:]
	if before != "" && !reName.MatchString(before) || reName.MatchString(string([]rune(from)[:1])) {
		t.Fatalf("%+q: column %d", s, column)
	}
}

func TestCheckName(t *testing.T) {
	for _, c := range []struct {
		name   string
		code   rule.Code
		column int
	}{
		{"Exemple", "", 0},
		{"D'Exemple-Œuvrard Éléonore", "", 0},
		{"LÆTITIA ŸSEULT", "", 0},
		{"-", "", 0},
		{" ", "", 0},
		{"", rpps.CodeNameLength, 0},
		{"D’Exemple", rpps.CodeNameAlphabet, 2},
		{"He\u0301lène", rpps.CodeNameAlphabet, 3},
		{"Éa1", rpps.CodeNameAlphabet, 4},
		{"Nuñez", rpps.CodeNameAlphabet, 3},
		{"Exemple\u00a0Deux", rpps.CodeNameAlphabet, 8},
		{"Exemple\u2010Deux", rpps.CodeNameAlphabet, 8},
		{"Exemple\n", rpps.CodeNameAlphabet, 8},
		{"M. Exemple", rpps.CodeNameAlphabet, 2},
		{"Exemple_", rpps.CodeNameAlphabet, 8},
		{"ﬁls", rpps.CodeNameAlphabet, 1},
		{"\xff", rpps.CodeNameAlphabet, 1},
		{"Exempl\xe9", rpps.CodeNameAlphabet, 7},
		{"\ufffd", rpps.CodeNameAlphabet, 1},
		{strings.Repeat("a", 300), "", 0},
		{strings.Repeat("é", 300), "", 0},
		{strings.Repeat("Œ", 300), "", 0},
		{strings.Repeat("a", 301), rpps.CodeNameLength, 0},
		{strings.Repeat("é", 301), rpps.CodeNameLength, 0},
		{strings.Repeat("1", 301), rpps.CodeNameLength, 0},
		{strings.Repeat("a", 299) + "1", rpps.CodeNameAlphabet, 300},
	} {
		err := rpps.CheckName("lastName", c.name)
		f, _ := rule.AsFault(err)
		if (err == nil) != (c.code == "") || f.Code() != c.code || f.Position() != (rule.Position{Column: c.column}) {
			t.Errorf("%+q: %v, want %s at %d", c.name, err, c.code, c.column)
		}
		if err != nil && len(c.name) > 2 && strings.Contains(err.Error(), c.name) {
			t.Errorf("the error shows the name: %v", err)
		}
	}
	// Every character there is, alone and after others.
	last := rune(0x10FFFF)
	if testing.Short() {
		last = 0x2FFF
	}
	for r := rune(0); r <= last; r++ {
		s := string(r)
		if r == 0xD800 {
			r = 0xDFFF
		}
		checkName(t, s)
		if r < 0x2FFF {
			checkName(t, "É"+s+"a")
		}
	}
}

func TestSex(t *testing.T) {
	for s, want := range map[rpps.Sex]string{rpps.Female: "F", rpps.Male: "M", rpps.UnknownSex: "I"} {
		if got, err := rpps.ParseSex(want); err != nil || got != s || s.Code() != want || s.String() != want {
			t.Errorf("%s: %v, %v", want, got, err)
		}
		textRound(t, s, want)
	}
	for s, want := range map[rpps.Sex]string{0: "(not stated)", 4: "(no such value: 4)", 255: "(no such value: 255)"} {
		if s.Code() != "" || s.String() != want {
			t.Errorf("%d: %q", uint8(s), s.Code())
		}
	}
	for _, text := range []string{"f", "H", "1", "FM", "Femme", "U", "(not stated)", " "} {
		if got, err := rpps.ParseSex(text); !errors.Is(err, rpps.CodeSex) || got != 0 {
			t.Errorf("%q: %v", text, got)
		}
		s := rpps.Male
		if err := s.UnmarshalText([]byte(text)); !errors.Is(err, rpps.CodeSex) || s != 0 {
			t.Errorf("%q: %v, %v", text, s, err)
		}
	}
	if got, err := rpps.ParseSex(""); !errors.Is(err, rpps.CodeSex) || got != 0 {
		t.Errorf("the empty code is %v", got)
	}
}

// textRound checks the text of a value, that it comes back, and that the empty
// text is zero.
func textRound[T interface {
	comparable
	encoding.TextMarshaler
}, P interface {
	*T
	encoding.TextUnmarshaler
}](t *testing.T, v T, want string) {
	t.Helper()
	b, err := v.MarshalText()
	if err != nil || b == nil || string(b) != want {
		t.Errorf("%v: text %q, %v", v, b, err)
	}
	back, zero := v, *new(T)
	if err := P(&back).UnmarshalText(nil); err != nil || back != zero {
		t.Errorf("%v: the empty text leaves %v, %v", v, back, err)
	}
	if err := P(&back).UnmarshalText(b); err != nil || back != v {
		t.Errorf("%v: comes back as %v, %v", v, back, err)
	}
	if b, err := zero.MarshalText(); err != nil || b == nil || len(b) != 0 {
		t.Errorf("zero: text %q, %v", b, err)
	}
}

// The table is that of TRE_R31 in its version 20250131120000.
func TestCertification(t *testing.T) {
	rows := []struct {
		c           rpps.Certification
		code, label string
		from        string
		certified   bool
	}{
		{rpps.CertificationDI, "DI", "Demande de certification normale", "2007-07-25", false},
		{rpps.CertificationAC, "AC", "Demande de certification forcée par le guichet", "2007-07-25", false},
		{rpps.CertificationC, "C", "Certifié INSEE", "2007-07-25", true},
		{rpps.CertificationFC, "FC", "Certifié par FranceConnect", "2021-11-26", true},
		{rpps.CertificationFCP, "FCP", "Certifié par FranceConnect+", "2025-01-31", true},
		{rpps.CertificationNC, "NC", "Non certifiable", "2007-07-25", false},
		{rpps.CertificationNCI, "NCI", "Non certifié INSEE, Immatriculation en cours", "2007-07-25", false},
		{rpps.CertificationAN, "AN", "Demande annulée", "2007-07-25", false},
	}
	if rpps.VersionR31 != "20250131120000" {
		t.Errorf("version %s", rpps.VersionR31)
	}
	for i, r := range rows {
		if int(r.c) != i+1 || r.c.Code() != r.code || r.c.String() != r.code || r.c.Label() != r.label ||
			r.c.ValidFrom() != civil.MustParseISO(r.from) || r.c.IsCertified() != r.certified {
			t.Errorf("%s: %d %s %s %v %t", r.code, r.c, r.c, r.c.Label(), r.c.ValidFrom(), r.c.IsCertified())
		}
		if got, err := rpps.ParseCertification(r.code); err != nil || got != r.c {
			t.Errorf("%s: %v, %v", r.code, got, err)
		}
		textRound(t, r.c, r.code)
	}
	for c, want := range map[rpps.Certification]string{0: "(not stated)", 9: "(no such value: 9)", 255: "(no such value: 255)"} {
		if c.Code() != "" || c.Label() != "" || c.String() != want || !c.ValidFrom().IsZero() || c.IsCertified() {
			t.Errorf("%d: %s %v", uint8(c), c, c.ValidFrom())
		}
	}
	for _, text := range []string{"c", "CF", "Certifié INSEE", "NCI ", "(not stated)", "0"} {
		if got, err := rpps.ParseCertification(text); !errors.Is(err, rpps.CodeCertification) || got != 0 {
			t.Errorf("%q: %v", text, got)
		}
		c := rpps.CertificationC
		if err := c.UnmarshalText([]byte(text)); !errors.Is(err, rpps.CodeCertification) || c != 0 {
			t.Errorf("%q: %v, %v", text, c, err)
		}
	}
	if got, err := rpps.ParseCertification(""); !errors.Is(err, rpps.CodeCertification) || got != 0 {
		t.Errorf("the empty code is %v", got)
	}
}

func TestStructureKind(t *testing.T) {
	for i, name := range []string{"ESMS", "DAC", "CRT", "officine", "hospital", "practice", "laboratory", "other"} {
		k := rpps.StructureKind(i + 1)
		if k.String() != name {
			t.Errorf("%s: %s", name, k)
		}
		textRound(t, k, name)
	}
	if rpps.OtherStructure != 8 {
		t.Errorf("the last kind is %d", rpps.OtherStructure)
	}
	for k, want := range map[rpps.StructureKind]string{0: "(not stated)", 9: "(no such value: 9)", 255: "(no such value: 255)"} {
		if b, err := k.MarshalText(); (err == nil) != (k == 0) || len(b) != 0 || k.String() != want {
			t.Errorf("%d: %s %q, %v", uint8(k), k, b, err)
		}
	}
	for _, text := range []string{"esms", "EHPAD", "(not stated)", " ", "Officine"} {
		k := rpps.DAC
		if err := k.UnmarshalText([]byte(text)); !errors.Is(err, rpps.CodeStructureKind) || k != 0 {
			t.Errorf("%q: %v, %v", text, k, err)
		}
	}
}

// Every sector of TRE_R02: what its label decides, and that the others are
// left open.
func TestKindOfSector(t *testing.T) {
	decided := map[string]rpps.StructureKind{
		"Etablissement pour personnes handicapées":                                   rpps.ESMS,
		"Etablissement pour personnes âgées":                                         rpps.ESMS,
		"Etablissement aide à la famille":                                            rpps.ESMS,
		"Etablissement pour la protection de l'enfance":                              rpps.ESMS,
		"Etablissement d'hébergement et de réadaptation":                             rpps.ESMS,
		"Autre établissement du domaine social ou médico-social":                     rpps.ESMS,
		"Pharmacie d'officine":                                                       rpps.Officine,
		"Pharmacie minière":                                                          rpps.Officine,
		"Pharmacie mutualiste":                                                       rpps.Officine,
		"Antenne de pharmacie":                                                       rpps.Officine,
		"Etablissement public de santé":                                              rpps.Hospital,
		"Hôpital militaire du Service de santé des armées":                           rpps.Hospital,
		"Etablissement privé PSPH":                                                   rpps.Hospital,
		"Etablissement privé non PSPH":                                               rpps.Hospital,
		"Centre anti-cancer":                                                         rpps.Hospital,
		"Cabinet individuel":                                                         rpps.Practice,
		"Cabinet de groupe":                                                          rpps.Practice,
		"Exercice en société":                                                        rpps.Practice,
		"Laboratoire de biologie médicale":                                           rpps.Laboratory,
		"Laboratoire d'analyses et de biologie médicale":                             rpps.Laboratory,
		"Labo de biologie médicale hors catégorie standard":                          rpps.Laboratory,
		"Structures de coordination et d'orientation":                                0,
		"Secteur privé, praticien hospitalier temps plein":                           0,
		"Siège administratif d'un établissement de santé":                            0,
		"Autre établissement sanitaire":                                              0,
		"Laboratoire pharmaceutique préparant délivrant allergènes":                  0,
		"Etablissements scolaires, universitaires et de formation hors champ FINESS": 0,
	}
	sectors := 0
	for s := range roles.Sectors() {
		sectors++
		want, named := decided[s.Label()]
		delete(decided, s.Label())
		k, evidence := rpps.KindOfSector(s)
		if k != want {
			t.Errorf("%s %s (%t): %v, want %v", s, s.Label(), named, k, want)
		}
		if (k == 0) != (evidence == 0) || k != 0 && evidence != rule.Inferred {
			t.Errorf("%s: %v with evidence %v", s, k, evidence)
		}
	}
	if len(decided) > 0 || sectors < 69 {
		t.Errorf("%d sectors; no sector has the labels %v", sectors, decided)
	}
	for _, s := range []roles.Sector{0, 255} {
		if k, e := rpps.KindOfSector(s); k != 0 || e != 0 {
			t.Errorf("%d: %v %v", uint8(s), k, e)
		}
	}
}

// The best identifier goes first; take it away and the next one comes.
func TestStructureCanonical(t *testing.T) {
	s := structureFull()
	for _, c := range []struct {
		want string
		drop func()
	}{
		{"99900077100017", func() { s.SIRET = rpps.SIRET{} }},
		{"990007775", func() { s.FINESS = rpps.FINESS{} }},
		{"R10100000249227", func() { s.Technical = rpps.TechnicalID{} }},
		{"499700007778019", func() { s.ID = rpps.StructureID{} }},
		{"99700007778019", func() { s.RPPSRang = rpps.RPPSRang{} }},
		{"999000771", func() { s.SIREN = rpps.SIREN{} }},
		{"990008880", func() { s.LegalFINESS = rpps.FINESS{} }},
		{"MARKERsiret", func() { s.Stated.SIRET = "" }},
		{"MARKERfiness", func() { s.Stated.FINESS = "" }},
		{"MARKERtechnical", func() { s.Stated.Technical = "" }},
		{"MARKERid", func() { s.Stated.ID = "" }},
		{"MARKERsiren", func() { s.Stated.SIREN = "" }},
		{"MARKERlegal", func() { s.Stated.LegalFINESS = "" }},
	} {
		if got := s.Canonical(); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
		if !strings.Contains(s.String(), "identifier stated") {
			t.Errorf("%s: %s", c.want, s)
		}
		c.drop()
	}
	if s.Canonical() != "" || s.Name == "" || s.String() != "Structure(kind practice, sector SA07, identifier not stated)" {
		t.Errorf("without identifiers: %q, %s", s.Canonical(), s)
	}
}

func TestStructureSame(t *testing.T) {
	const yes, no, ask = rpps.Yes, rpps.No, rpps.Answer(0)
	var (
		siret, otherSIRET   = rpps.MustParseSIRET("99900077100017"), rpps.MustParseSIRET("99900077100025")
		finess, otherFINESS = rpps.MustParseFINESS("990007775"), rpps.MustParseFINESS("990008880")
		siren               = rpps.MustParseSIREN("999000771")
		rang                = rpps.MustParseRPPSRang("99700007778019")
		id                  = rpps.MustParseStructureID
		technical           = rpps.MustParseTechnicalID
	)
	type structure = rpps.Structure
	for _, c := range []struct {
		name string
		a, b structure
		want rpps.Answer
	}{
		{"nothing stated", structure{}, structure{}, ask},
		{"names and kinds", structure{Name: "Exemple", TradeName: "E", Kind: rpps.ESMS, Sector: roles.SA17}, structure{Name: "Exemple", TradeName: "E", Kind: rpps.ESMS, Sector: roles.SA17}, ask},
		{"SIRET", structure{SIRET: siret}, structure{SIRET: siret}, yes},
		{"SIRET, other names", structure{SIRET: siret, Name: "A"}, structure{SIRET: siret, Name: "B"}, yes},
		{"SIRET, and a FINESS on one side", structure{SIRET: siret, FINESS: finess}, structure{SIRET: siret}, yes},
		{"two sites of one legal unit", structure{SIRET: siret, SIREN: siren}, structure{SIRET: otherSIRET, SIREN: siren}, no},
		{"SIREN alone", structure{SIREN: siren}, structure{SIREN: siren}, ask},
		{"SIREN as IDNST", structure{ID: id("2999000771")}, structure{ID: id("2999000771")}, ask},
		{"SIREN as IDNST, and SIRET", structure{ID: id("2999000771"), SIRET: siret}, structure{ID: id("2999000771"), SIRET: siret}, yes},
		{"FINESS", structure{FINESS: finess}, structure{FINESS: finess}, yes},
		{"FINESS of the legal entity alone", structure{LegalFINESS: finess}, structure{LegalFINESS: finess}, ask},
		{"FINESS of the legal entity as that of a site", structure{LegalFINESS: finess}, structure{FINESS: finess}, ask},
		{"FINESS of the legal entity, and its IDNST, as that of a site", structure{LegalFINESS: finess, ID: id("1990007775")}, structure{FINESS: finess}, ask},
		{"SIRET, and another FINESS", structure{SIRET: siret, FINESS: finess}, structure{SIRET: siret, FINESS: otherFINESS}, ask},
		{"FINESS, and another SIRET", structure{SIRET: siret, FINESS: finess}, structure{SIRET: otherSIRET, FINESS: finess}, ask},
		{"different identifiers", structure{SIRET: siret}, structure{FINESS: finess}, ask},
		{"technical", structure{Technical: technical("F990007775")}, structure{Technical: technical("F990007775")}, yes},
		{"technical, another", structure{Technical: technical("F990007775")}, structure{Technical: technical("F990008880")}, ask},
		{"technical of a practice", structure{Technical: technical("R10100000249227")}, structure{Technical: technical("R10100000249227")}, yes},
		{"technical of the legal entity of a practice", structure{Technical: technical("REJ1000777")}, structure{Technical: technical("REJ1000777")}, ask},
		{"SIRET, and another legal entity", structure{SIRET: siret, Technical: technical("REJ1000777")}, structure{SIRET: siret, Technical: technical("REJ1000778")}, ask},
		{"IDNST", structure{ID: id("1990007775")}, structure{ID: id("1990007775")}, yes},
		{"IDNST, another", structure{ID: id("1990007775"), SIRET: siret}, structure{ID: id("1990008880"), SIRET: siret}, ask},
		{"SIRET, and another SIREN", structure{SIRET: siret, SIREN: siren}, structure{SIRET: siret, SIREN: rpps.MustParseSIREN("356000000")}, ask},
		{"SIRET, and a SIREN that is not its own", structure{SIRET: siret}, structure{SIRET: siret, SIREN: rpps.MustParseSIREN("356000000")}, ask},
		{"SIRET, and another FINESS of the legal entity", structure{SIRET: siret, LegalFINESS: finess}, structure{SIRET: siret, LegalFINESS: otherFINESS}, ask},
		{"FINESS, and another SIRET inside", structure{FINESS: finess, SIRET: siret}, structure{FINESS: finess, Technical: technical("C99900077100025")}, ask},
		{"FINESS, and another SIRET as IDNST", structure{FINESS: finess, SIRET: siret}, structure{FINESS: finess, ID: id("399900077100025")}, ask},
		{"SIRET, and another FINESS inside", structure{SIRET: siret, FINESS: finess}, structure{SIRET: siret, Technical: technical("F990008880")}, ask},
		{"SIRET, and that of the legal entity inside", structure{SIRET: siret, FINESS: finess, LegalFINESS: otherFINESS}, structure{SIRET: siret, Technical: technical("F990008880")}, yes},
		{"IDNST of the legal entity", structure{ID: id("1990007775"), LegalFINESS: finess}, structure{ID: id("1990007775")}, ask},
		{"technical of a legal entity", structure{Technical: technical("F990007775"), LegalFINESS: finess}, structure{Technical: technical("F990007775")}, ask},
		{"IDNST of a site and of the legal entity", structure{ID: id("1990007775"), FINESS: finess, LegalFINESS: finess}, structure{ID: id("1990007775")}, yes},
		{"the same SIRET inside", structure{SIRET: siret}, structure{Technical: technical("C99900077100017")}, yes},
		{"RPPS-rang", structure{RPPSRang: rang}, structure{RPPSRang: rang}, yes},
		{"the same texts", structure{Stated: rpps.StatedStructure{SIRET: "1"}}, structure{Stated: rpps.StatedStructure{SIRET: "1"}}, ask},
		{"all", structureFull(), structureFull(), yes},
		{"another SIRET", structure{SIRET: siret}, structure{SIRET: otherSIRET}, no},
		{"another FINESS", structure{FINESS: finess}, structure{FINESS: otherFINESS}, no},
		{"another SIRET in the IDNST", structure{SIRET: siret}, structure{ID: id("399900077100025")}, no},
		{"the same SIRET in the IDNST", structure{ID: id("399900077100017")}, structure{SIRET: siret}, yes},
		{"the same SIRET in two identifiers", structure{ID: id("399900077100017")}, structure{Technical: technical("C99900077100017")}, yes},
		{"another SIREN", structure{SIREN: siren}, structure{SIREN: rpps.MustParseSIREN("356000000")}, no},
		{"another SIREN inside", structure{ID: id("2999000771")}, structure{SIRET: rpps.MustParseSIRET("35600000000048")}, no},
		{"another FINESS of the legal entity", structure{LegalFINESS: finess}, structure{LegalFINESS: otherFINESS}, no},
		{"the FINESS inside", structure{FINESS: finess}, structure{Technical: technical("F990007775")}, yes},
		{"the FINESS in the IDNST", structure{FINESS: finess}, structure{ID: id("1990007775")}, yes},
		{"another FINESS inside, of the entity perhaps", structure{FINESS: finess}, structure{Technical: technical("F990008880")}, ask},
		{"another FINESS in the IDNST, of the entity perhaps", structure{FINESS: finess}, structure{ID: id("1990008880")}, ask},
		{"SIRET, and another FINESS in the IDNST, of the entity perhaps", structure{SIRET: siret, FINESS: finess}, structure{SIRET: siret, ID: id("1990008880")}, yes},
		{"SIRET, one FINESS inside and another in the IDNST", structure{SIRET: siret, Technical: technical("F990007775")}, structure{SIRET: siret, ID: id("1990008880")}, yes},
		{"a pharmacy, and its date", structure{Technical: technical("F990007775")}, structure{Technical: technical("F99000777501012020")}, ask},
		{"another practice", structure{Technical: technical("R10100000249227")}, structure{Technical: technical("R10100000249228")}, no},
		{"a practice with a zero more", structure{Technical: technical("R95141")}, structure{Technical: technical("R095141")}, no},
		{"another legal entity of a practice", structure{Technical: technical("REJ1000777")}, structure{Technical: technical("REJ1000778")}, no},
		{"another RPPS-rang", structure{RPPSRang: rang}, structure{RPPSRang: rpps.MustParseRPPSRang("99700000013000")}, no},
		{"the RPPS-rang in the IDNST", structure{RPPSRang: rang}, structure{ID: id("499700007778019")}, yes},
		{"an ADELI-rang in two identifiers", structure{ID: id("053310055801")}, structure{Technical: technical("C53310055801")}, yes},
	} {
		if got, back := c.a.SamePlace(c.b), c.b.SamePlace(c.a); got != c.want || back != got || c.a.Same(c.b) != (got == yes) {
			t.Errorf("%s: %v, %v", c.name, got, back)
		}
	}
}

// TestStructureLaws: of any two structures, whatever they state.
func TestStructureLaws(t *testing.T) {
	all := structuresOfParts()
	for i, a := range all {
		for _, b := range all[i:] {
			same, entity := a.SamePlace(b), a.SameEntity(b)
			if b.SamePlace(a) != same || b.SameEntity(a) != entity {
				t.Fatalf("not both ways: %+v, %+v", a.Canonical(), b.Canonical())
			}
			if same == rpps.Yes && entity == rpps.No {
				t.Fatalf("one place of two entities: %+v, %+v", a.Canonical(), b.Canonical())
			}
			with := a.CompletedBy(b)
			if same != rpps.Yes && with != a {
				t.Fatalf("completed by another: %+v, %+v", a.Canonical(), b.Canonical())
			}
			// What is known more of one place takes no certainty away.
			if same == rpps.Yes && a.Same(a) && b.Same(b) && !with.Same(b) {
				t.Fatalf("completed, it is another: %+v, %+v", a.Canonical(), b.Canonical())
			}
		}
	}
}

// structuresOfParts returns structures of two places of one legal entity and one
// of another, with any of their numbers stated.
func structuresOfParts() []rpps.Structure {
	type place struct{ siret, finess, legal, technical, id string }
	var out []rpps.Structure
	for _, p := range []place{
		{"99900077100017", "990007775", "990000036", "F990007775", "1990007775"},
		{"99900077100025", "990008880", "990000036", "C99900077100025", "399900077100025"},
		{"35600000000048", "990000010", "990000028", "F990000028", "2356000000"},
	} {
		for parts := range 1 << 5 {
			var s rpps.Structure
			if parts&1 != 0 {
				s.SIRET = rpps.MustParseSIRET(p.siret)
			}
			if parts&2 != 0 {
				s.FINESS = rpps.MustParseFINESS(p.finess)
			}
			if parts&4 != 0 {
				s.LegalFINESS = rpps.MustParseFINESS(p.legal)
			}
			if parts&8 != 0 {
				s.Technical = rpps.MustParseTechnicalID(p.technical)
			}
			if parts&16 != 0 {
				s.ID = rpps.MustParseStructureID(p.id)
			}
			out = append(out, s)
		}
	}
	return out
}

func TestStructureSameEntity(t *testing.T) {
	siret, other := rpps.MustParseSIRET("99900077100017"), rpps.MustParseSIRET("35600000000048")
	legal, otherLegal := rpps.MustParseFINESS("990007775"), rpps.MustParseFINESS("990008880")
	id, technical := rpps.MustParseStructureID, rpps.MustParseTechnicalID
	type structure = rpps.Structure
	for _, c := range []struct {
		name string
		a, b structure
		want rpps.Answer
	}{
		{"nothing", structure{}, structure{}, 0},
		{"SIREN", structure{SIREN: siret.SIREN()}, structure{SIRET: siret}, rpps.Yes},
		{"another SIREN", structure{SIREN: siret.SIREN()}, structure{SIRET: other}, rpps.No},
		{"two sites", structure{SIRET: siret}, structure{SIRET: rpps.MustParseSIRET("99900077100025")}, rpps.Yes},
		{"IDNST", structure{ID: id("2999000771")}, structure{ID: id("399900077100025")}, rpps.Yes},
		{"SIRET inside", structure{Technical: technical("C99900077100017")}, structure{SIRET: siret}, rpps.Yes},
		{"FINESS", structure{LegalFINESS: legal}, structure{LegalFINESS: legal}, rpps.Yes},
		{"another FINESS", structure{LegalFINESS: legal}, structure{LegalFINESS: otherLegal}, rpps.No},
		{"SIREN, and another FINESS", structure{SIRET: siret, LegalFINESS: legal}, structure{SIRET: siret, LegalFINESS: otherLegal}, 0},
		{"FINESS of sites", structure{FINESS: legal}, structure{FINESS: legal}, 0},
		{"FINESS of a site", structure{FINESS: legal}, structure{LegalFINESS: legal}, 0},
		{"legal entity of a practice, a number that nothing documents", structure{Technical: technical("REJ1000")}, structure{Technical: technical("REJ1000")}, 0},
	} {
		if got, back := c.a.SameEntity(c.b), c.b.SameEntity(c.a); got != c.want || back != got {
			t.Errorf("%s: %v, %v", c.name, got, back)
		}
	}
}

func TestStructureSameAllocs(t *testing.T) {
	a, b := structureFull(), structureFull()
	if n := testing.AllocsPerRun(100, func() { _, _ = a.SamePlace(b), a.SameEntity(b) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestPersonRules(t *testing.T) {
	code := regexp.MustCompile(`^(ID|PER|STR)(-[A-Z]+)+$`)
	areas := map[string]rule.Area{"ID": rule.AreaIdentifier, "PER": rule.AreaIdentity, "STR": rule.AreaSituation}
	seen := map[rule.Code]bool{}
	rules := rpps.Rules()
	for _, r := range rules {
		if !code.MatchString(string(r.Code)) || seen[r.Code] {
			t.Errorf("code %s: form, or twice", r.Code)
		}
		seen[r.Code] = true
		if prefix, _, _ := strings.Cut(string(r.Code), "-"); r.Area != areas[prefix] {
			t.Errorf("%s: area %s", r.Code, r.Area)
		}
		if r.Severity != rule.Error || r.Evidence == 0 || r.Source == "" ||
			r.Title.FR == "" || r.Title.EN == "" || r.Message.FR == "" || r.Message.EN == "" {
			t.Errorf("%s: something is not stated", r.Code)
		}
		for _, s := range []string{r.Title.FR, r.Title.EN, r.Message.FR, r.Message.EN, r.Source} {
			if strings.TrimSpace(s) != s || strings.HasSuffix(s, ".") || strings.Contains(s, "  ") {
				t.Errorf("%s: the text %q", r.Code, s)
			}
		}
	}
	for _, c := range []rule.Code{rpps.CodeSex, rpps.CodeCertification, rpps.CodeNameAlphabet, rpps.CodeNameLength, rpps.CodeStructureKind, rpps.CodeAnswer} {
		if !seen[c] {
			t.Errorf("%s is in no rule", c)
		}
	}
	if len(rules) != len(rpps.IdentifierRules())+6 {
		t.Errorf("%d rules", len(rules))
	}
	for i := range rules {
		rules[i].Code = "changed"
	}
	for _, r := range rpps.Rules() {
		if r.Code == "changed" {
			t.Fatal("the tables can be changed from outside")
		}
	}
}

func TestPersonNoAllocs(t *testing.T) {
	s := structureFull()
	for name, f := range map[string]func(){
		"CheckName":          func() { _ = rpps.CheckName("p", "D'Exemple-Œuvrard Éléonore") },
		"ParseSex":           func() { _, _ = rpps.ParseSex("F") },
		"ParseCertification": func() { _, _ = rpps.ParseCertification("FCP") },
		"KindOfSector":       func() { _, _ = rpps.KindOfSector(roles.SA17) },
		"IsZero":             func() { _ = s.IsZero() },
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

func ExampleProfessional() {
	p := rpps.Professional{
		Number:       rpps.MustParseNumber("99700007778"),
		ExerciseName: rpps.Name{Family: "Exemple", Given: "Camille"},
		Exercises:    []rpps.Exercise{{Profession: roles.ProfessionInfirmier, Category: roles.CategoryCivil}},
	}
	p.ID = rpps.PersonIDOf(p.Number)
	fmt.Println(p)
	fmt.Println(p.ExerciseName, p.ExerciseName.Given.Reveal())
	// Output:
	// Professional(id stated, name stated, exercises 1)
	// (masked) Camille
}

func ExamplePrivate() {
	name := rpps.Private("Exemple")
	fmt.Printf("%v %s %#v %v\n", name, name, name, rpps.Private(""))
	fmt.Println(name.Reveal(), name == "Exemple")
	// Output:
	// (masked) (masked) (masked) (not stated)
	// Exemple true
}

func ExampleName() {
	b, _ := json.Marshal(rpps.Name{Family: "Exemple", Given: "Camille"})
	fmt.Println(string(b))
	// Output: {"family":"Exemple","given":"Camille"}
}

func ExampleCivilStatus() {
	c := rpps.CivilStatus{
		BirthName: "Exemple", FirstNames: []rpps.Private{"Camille", "Dominique"}, Sex: rpps.UnknownSex,
		BirthDate: civil.MustNew(1987, 11, 23), Certification: rpps.CertificationC,
	}
	fmt.Println(c, rpps.CivilStatus{})
	// Output: CivilStatus(masked, certification C) (not stated)
}

func ExampleBirthPlace() {
	abroad := rpps.BirthPlace{Country: "99131", Town: "Bruxelles"}
	fmt.Println(abroad, abroad.IsZero())
	// Output: (masked) false
}

func ExampleContact() {
	fmt.Println(rpps.Contact{Phone: "0639980077"}, rpps.Contact{})
	// Output: (masked) (not stated)
}

func ExampleOtherID() {
	fmt.Println(rpps.OtherID{Text: "0533100558", Origin: "ADELI"})
	// Output: OtherID(masked)
}

func ExampleExercise() {
	// A code of no list is kept beside the typed field.
	e := rpps.Exercise{Stated: rpps.StatedExercise{Profession: "777"}}
	fmt.Println(e.Profession.IsZero(), e.Stated.Profession)
	// Output: true 777
}

func ExampleSex() {
	s, err := rpps.ParseSex("I")
	fmt.Println(s, err, s == rpps.UnknownSex, rpps.Sex(0))
	_, err = rpps.ParseSex("H")
	fmt.Println(errors.Is(err, rpps.CodeSex))
	// Output:
	// I <nil> true (not stated)
	// true
}

func ExampleCertification() {
	c, _ := rpps.ParseCertification("FCP")
	fmt.Println(c.Label(), c.ValidFrom(), c.IsCertified())
	// Output: Certifié par FranceConnect+ 2025-01-31 true
}

func ExampleCheckName() {
	for _, name := range []string{"D'Exemple", "D’Exemple", ""} {
		fmt.Println(rpps.CheckName("identity.birthName", name))
	}
	// Output:
	// <nil>
	// PER-NAME-ALPHABET: identity.birthName: column 2: a name holds only letters of French, with accents and ligatures, the straight apostrophe, the hyphen and the space
	// PER-NAME-LENGTH: identity.birthName: a name has 1 to 300 characters
}

func ExampleStructure() {
	ours := rpps.Structure{SIRET: rpps.MustParseSIRET("99900077100017"), Name: "EHPAD de l'Exemple", Sector: roles.SA17}
	theirs := rpps.Structure{SIRET: rpps.MustParseSIRET("99900077100017"), FINESS: rpps.MustParseFINESS("990007775")}
	fmt.Println(ours)
	fmt.Println(ours.Same(theirs), ours.Canonical())
	// Output:
	// Structure(kind (not stated), sector SA17, identifier stated)
	// true 99900077100017
}

// A place that one source writes by its FINESS and another by its SIRET is found by
// what is known of it.
func ExampleStructure_SamePlace() {
	finess := rpps.Structure{FINESS: rpps.MustParseFINESS("990007775")}
	siret := rpps.Structure{SIRET: rpps.MustParseSIRET("99900077100017")}
	known := rpps.Structure{FINESS: finess.FINESS, SIRET: siret.SIRET}
	sister := rpps.Structure{SIRET: rpps.MustParseSIRET("99900077100025")}
	fmt.Println(finess.SamePlace(siret))
	fmt.Println(finess.CompletedBy(known).SamePlace(siret))
	fmt.Println(siret.SamePlace(sister), siret.SameEntity(sister))
	// Output:
	// (not stated)
	// yes
	// no yes
}

func ExampleStructureKind() {
	k, evidence := rpps.KindOfSector(roles.SA17)
	fmt.Println(k, evidence)
	k, evidence = rpps.KindOfSector(roles.SA63)
	fmt.Println(k, evidence)
	// Output:
	// ESMS inferred
	// (not stated) (not stated)
}

func TestAnswer(t *testing.T) {
	for a, want := range map[rpps.Answer]string{0: "", rpps.Yes: "yes", rpps.No: "no"} {
		text, err := a.MarshalText()
		if err != nil || string(text) != want {
			t.Errorf("%v: %q, %v", a, text, err)
		}
		back := rpps.Yes
		if err := back.UnmarshalText(text); err != nil || back != a {
			t.Errorf("%q reads back as %v, %v", text, back, err)
		}
	}
	if rpps.AnswerOf(true) != rpps.Yes || rpps.AnswerOf(false) != rpps.No {
		t.Error("AnswerOf")
	}
	if rpps.Answer(0).String() != "(not stated)" || rpps.Answer(9).String() != "(no such value: 9)" || rpps.No.String() != "no" {
		t.Error("String")
	}
	a := rpps.Yes
	if err := a.UnmarshalText([]byte("oui")); !errors.Is(err, rpps.CodeAnswer) || a != 0 {
		t.Errorf("%v, %v", a, err)
	}
}

// TestNameAlphabet walks all of Unicode against the published alphabet.
func TestNameAlphabet(t *testing.T) {
	const letters = "-' ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÆŒàâäçéèêëîïôöùûüÿæœ"
	for r := rune(0); r <= 0x10FFFF; r++ {
		name := "a" + string(r)
		if got, want := rpps.CheckName("name", name) == nil, strings.Contains(letters, name[1:]); got != want {
			t.Fatalf("%U: %t, want %t", r, got, want)
		}
	}
}
