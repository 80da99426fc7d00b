package psi_test

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/psi"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

var today = civil.MustParseISO("2026-11-22")

// marie is an invented person, with a test number, whom an invented
// establishment declares.
func marie() registration.Request {
	var r registration.Request
	r.Purpose = registration.NewSituation
	r.Identity = rpps.CivilStatus{
		BirthName: "D'ESSAI-FICTIF", FirstNames: []rpps.Private{"Zoé", "Anne-Marie"}, Sex: rpps.Female,
		BirthDate: civil.MustParseISO("1990-02-15"), BirthPlace: rpps.BirthPlace{Commune: "2A004"},
	}
	r.Number = rpps.MustParseNumber("99700000013")
	r.Contact = rpps.Contact{Email: "zoe@example.org", Phone: "+33639980012"}
	s := &r.Situation
	s.Function, s.Role, s.Category, s.Mode = roles.MetierAideSoignant, roles.GENR11, roles.CategoryCivil, roles.ModeSalarie
	s.Structure.SIRET = rpps.MustParseSIRET("00099701500011")
	s.Structure.Kind = rpps.ESMS
	s.Start = civil.MustParseISO("2026-12-01")
	r.Information.On = civil.MustParseISO("2026-11-20")
	return r
}

func context() registration.Context { return registration.Context{At: today} }

// foreign is an invented person born abroad and not French.
func foreign() registration.Request {
	r := marie()
	r.Identity.BirthPlace = rpps.BirthPlace{Country: "99131", Town: "VILLE <D'ESSAI> & CIE"}
	r.FrenchNationality = rpps.No
	r.ExerciseName.Family = "ESSAI"
	r.Identifier = rpps.MustParsePersonID("500099701500011/LOCAL1")
	r.Situation.End = civil.MustParseISO("2027-06-30")
	r.Situation.EndReason = roles.EndOther
	return r
}

// TestBody holds bodies to texts that are written down.
func TestBody(t *testing.T) {
	liberal := func() registration.Request {
		r := marie()
		r.Situation.Mode = roles.ModeLiberal
		r.Situation.Structure.SIRET = rpps.SIRET{}
		r.Situation.Structure.RPPSRang = rpps.MustParseRPPSRang("10100997245002")
		r.Contact.Phone = "0639980012"
		return r
	}
	finess := func() registration.Request {
		r := marie()
		r.Situation.Structure.SIRET = rpps.SIRET{}
		r.Situation.Structure.FINESS = rpps.MustParseFINESS("990000010")
		return r
	}
	const identity = `{"lastName":"D'ESSAI-FICTIF","firstNames":"Zoé Anne-Marie","birthDate":"1990-02-15","genderCode":"F",`
	const french = identity + `"birthLocationCode":"2A004","email":"zoe@example.org","phone":"+33639980012","identifier":"899700000013",`
	for _, tt := range []struct {
		name    string
		request registration.Request
		options psi.Options
		want    string
		faults  []rule.Code
	}{
		{
			"siret", marie(),
			psi.Options{},
			french + `"employment":{"function":"Professionnel Soin","issuingEstablishment":"300099701500011"},` +
				`"activity":{"professionCode":"99","professionalCategoryCode":"C","activityStartDate":"2026-12-01","function":"313","activityGenre":"GENR11","practiceMode":"S",` +
				`"issuingEstablishment":"00099701500011","numSIRET":"00099701500011"}}`,
			[]rule.Code{psi.CodeFunctionDefault, psi.CodeIssuerDefault},
		},
		{
			"finess, everything stated", finess(),
			psi.Options{
				Issuer: rpps.StructureIDOfSIRET(rpps.MustParseSIRET("00099701500011")), IssuerForm: psi.IssuerPrefixed, Function: psi.FunctionCare,
				EmploymentStart: civil.MustParseISO("2026-11-01"), EmploymentEnd: civil.MustParseISO("2027-11-01"),
			},
			french + `"employment":{"function":"Professionnel Soin","issuingEstablishment":"300099701500011","employmentStartDate":"2026-11-01","employmentEndDate":"2027-11-01"},` +
				`"activity":{"professionCode":"99","professionalCategoryCode":"C","activityStartDate":"2026-12-01","function":"313","activityGenre":"GENR11","practiceMode":"S",` +
				`"issuingEstablishment":"300099701500011","numFINESSET":"990000010"}}`,
			[]rule.Code{psi.CodeIssuerOther},
		},
		{
			"rpps-rang, liberal, bare issuer", liberal(),
			psi.Options{Function: psi.FunctionCare, IssuerForm: psi.IssuerBare},
			french + `"employment":{"function":"Professionnel Soin","issuingEstablishment":"10100997245002"},` +
				`"activity":{"professionCode":"99","professionalCategoryCode":"C","activityStartDate":"2026-12-01","function":"313","activityGenre":"GENR11","practiceMode":"L","liberalActivityTypeCode":"ACT-LIB-05",` +
				`"issuingEstablishment":"10100997245002","rppsRank":"10100997245002"}}`,
			[]rule.Code{psi.CodeIssuerDefault, psi.CodePhonePrefix, registration.CodeLiberalDefault},
		},
		{
			"finess, issuer from the situation", finess(),
			psi.Options{Function: psi.FunctionCare},
			french + `"employment":{"function":"Professionnel Soin","issuingEstablishment":"1990000010"},` +
				`"activity":{"professionCode":"99","professionalCategoryCode":"C","activityStartDate":"2026-12-01","function":"313","activityGenre":"GENR11","practiceMode":"S",` +
				`"issuingEstablishment":"990000010","numFINESSET":"990000010"}}`,
			[]rule.Code{psi.CodeIssuerDefault},
		},
		{
			"foreign, CPS card", foreign(),
			psi.Options{Function: psi.FunctionCare, CardCPS: &psi.CardCPS{}},
			identity + `"frenchNationality":false,"birthLocationCode":"99131","birthPlace":"VILLE <D'ESSAI> & CIE","professionalLastName":"ESSAI",` +
				`"email":"zoe@example.org","phone":"+33639980012","identifier":"899700000013",` +
				`"employment":{"function":"Professionnel Soin","issuingEstablishment":"300099701500011"},` +
				`"activity":{"professionCode":"99","professionalCategoryCode":"C","activityStartDate":"2026-12-01","activityEndDate":"2027-06-30","function":"313","activityGenre":"GENR11","practiceMode":"S","activityEndReason":"AUT",` +
				`"issuingEstablishment":"00099701500011","numSIRET":"00099701500011"},"cardOrderCps":{"professionCode":"99","professionalCategoryCode":"C"}}`,
			[]rule.Code{psi.CodeCardCPSList, psi.CodeIssuerDefault},
		},
		{
			"foreign, identity and PSI card alone", foreign(),
			psi.Options{
				Employment: psi.EmploymentLeftOut, Activity: psi.ActivityLeftOut,
				CardPSI: &psi.CardOrderPSI{Addressee: "ESSAI Zoé", StreetName: "RUE DE L'ESSAI", PostalCode: "0373", City: "OSLO", Country: "NORVEGE"},
			},
			identity + `"frenchNationality":false,"birthLocationCode":"99131","birthPlace":"VILLE <D'ESSAI> & CIE","professionalLastName":"ESSAI",` +
				`"email":"zoe@example.org","phone":"+33639980012","identifier":"500099701500011/LOCAL1",` +
				`"cardOrderPsi":{"addressee":"ESSAI Zoé","streetName":"RUE DE L'ESSAI","postalCode":"0373","city":"OSLO","country":"NORVEGE"}}`,
			[]rule.Code{psi.CodeCardPSINumber, psi.CodeEmploymentLeftOut},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b, faults := psi.New(tt.request, context(), tt.options)
			if b == nil {
				t.Fatal(faults)
			}
			if codes := codesOf(faults); !slices.Equal(codes, slices.Sorted(slices.Values(tt.faults))) {
				t.Errorf("faults %v, want %v", codes, tt.faults)
			}
			got, err := b.MarshalJSON()
			if err != nil || string(got) != tt.want {
				t.Errorf("%v\n got %s\nwant %s", err, got, tt.want)
			}
			conforms(t, got)
			// What is sent can be read back, and json.Marshal means the same.
			var back psi.Body
			if err := json.Unmarshal(got, &back); err != nil {
				t.Fatal(err)
			}
			again, _ := back.AppendJSON([]byte("x"))
			if string(again) != "x"+tt.want {
				t.Errorf("read back %s", again)
			}
			other, err := json.Marshal(b)
			if err != nil || !json.Valid(other) {
				t.Errorf("json.Marshal: %v", err)
			}
		})
	}
}

func codesOf(fs rule.Faults) []rule.Code {
	var out []rule.Code
	for _, f := range fs {
		out = append(out, f.Code())
	}
	slices.Sort(out)
	return out
}

// schema is the request of the OpenAPI document: each member by its path, its
// pattern, and whether it is required.
var schema = map[string]string{
	"lastName": "", "firstNames": "", "birthDate": `^\d{4}-\d{2}-\d{2}$`, "genderCode": `^[MFI]$`, "frenchNationality": "",
	"birthLocationCode": `^.{5}$`, "birthPlace": `^.+$`, "professionalLastName": `^.+$`, "email": `^.+@.+$`,
	"phone": `^\+?[0-9]{4,15}$`, "identifier": "",
	"activity.professionCode": `^\d{2}$`, "activity.professionalCategoryCode": `^[CEM]$`,
	"activity.activityStartDate": `^\d{4}(-\d{2})(-\d{2})$`, "activity.activityEndDate": `^\d{4}(-\d{2})(-\d{2})$`,
	"activity.function": `^(\d{3}|FON-\d{2})$`, "activity.activityGenre": `^GENR\d{2}$`, "activity.practiceMode": `^[LSB]$`,
	"activity.liberalActivityTypeCode": `^ACT-LIB-\d{2}$`, "activity.activityEndReason": `^(AUT|CHA|CHL|CHP|DCD|ETR|RH|RL|RS)$`,
	"activity.issuingEstablishment": `^.{2,30}$`, "activity.numFINESSET": `^\d{9}$`, "activity.numSIRET": `^\d{14}$`, "activity.rppsRank": `^1\d{13}$`,
	"cardOrderPsi.addressee": "", "cardOrderPsi.streetNumber": "", "cardOrderPsi.streetName": "", "cardOrderPsi.additionalAddress": "",
	"cardOrderPsi.postalCode": "", "cardOrderPsi.city": "", "cardOrderPsi.country": "",
	"cardOrderCps.professionCode": `^\d{2}$`, "cardOrderCps.professionalCategoryCode": `^[CEM]$`,
	"employment.function": "", "employment.issuingEstablishment": `^.{2,30}$`,
	"employment.employmentStartDate": `^\d{4}(-\d{2})(-\d{2})$`, "employment.employmentEndDate": `^\d{4}(-\d{2})(-\d{2})$`,
}

var required = []string{
	"lastName", "firstNames", "birthDate", "birthLocationCode", "genderCode",
	"activity.professionCode", "activity.professionalCategoryCode", "activity.activityStartDate", "activity.function",
	"activity.activityGenre", "activity.practiceMode", "activity.issuingEstablishment",
	"cardOrderCps.professionCode", "cardOrderCps.professionalCategoryCode",
	"employment.function", "employment.issuingEstablishment",
}

var compiled = map[string]*regexp.Regexp{}

func patterns(p string) *regexp.Regexp {
	if compiled[p] == nil {
		compiled[p] = regexp.MustCompile(p)
	}
	return compiled[p]
}

// conforms holds a body to the schema.
func conforms(t *testing.T, body []byte) {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal(body, &m); err != nil {
		t.Fatal(err)
	}
	flat := flatten("", m)
	for path, v := range flat {
		pattern, ok := schema[path]
		if !ok {
			t.Errorf("member %s is not of the interface", path)
			continue
		}
		if s, isText := v.(string); isText && (s == "" || !patterns(pattern).MatchString(s)) {
			t.Errorf("member %s does not match %s", path, pattern)
		}
	}
	for _, path := range required {
		block, _, nested := strings.Cut(path, ".")
		if _, there := m[block]; nested && !there {
			continue
		}
		if _, ok := flat[path]; !ok {
			t.Errorf("member %s is missing", path)
		}
	}
	keys := 0
	for _, k := range []string{"numFINESSET", "numSIRET", "rppsRank"} {
		if _, ok := flat["activity."+k]; ok {
			keys++
		}
	}
	if _, ok := m["activity"]; ok && keys != 1 {
		t.Errorf("%d structures", keys)
	}
}

func flatten(prefix string, m map[string]any) map[string]any {
	out := map[string]any{}
	for k, v := range m {
		if o, ok := v.(map[string]any); ok {
			maps.Copy(out, flatten(prefix+k+".", o))
			continue
		}
		out[prefix+k] = v
	}
	return out
}

// TestMembers compares the names of the body with those of the document.
func TestMembers(t *testing.T) {
	yes := true
	all := psi.Body{
		LastName: "x", FirstNames: "x", BirthDate: "x", GenderCode: "x", FrenchNationality: &yes, BirthLocationCode: "x",
		BirthPlace: "x", ProfessionalLastName: "x", Email: "x", Phone: "x", Identifier: "x",
		Employment:   &psi.Employment{"x", "x", "x", "x"},
		Activity:     &psi.Activity{"x", "x", "x", "x", "x", "x", "x", "x", "x", "x", "x", "x", "x"},
		CardOrderPSI: &psi.CardOrderPSI{"x", "x", "x", "x", "x", "x", "x"},
		CardOrderCPS: &psi.CardOrderCPS{"x", "x"},
	}
	b, err := all.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	got, want := slices.Sorted(maps.Keys(flatten("", m))), slices.Sorted(maps.Keys(schema))
	if !slices.Equal(got, want) {
		t.Errorf("members\n%v\nwant\n%v", got, want)
	}
}

// TestConforms makes the body of every valid combination of codes, and holds
// each to the schema.
func TestConforms(t *testing.T) {
	structures := []rpps.Structure{
		{SIRET: rpps.MustParseSIRET("00099701500011")},
		{FINESS: rpps.MustParseFINESS("990000010")},
		{FINESS: rpps.MustParseFINESS("2A0000014")},
		{RPPSRang: rpps.MustParseRPPSRang("10100997245002")},
		{RPPSRang: rpps.MustParseRPPSRang("99700000013000")},
	}
	made, refused := 0, 0
	for p := range roles.Professions() {
		if !p.InJ121() {
			continue
		}
		for role := range roles.Roles() {
			for i, s := range structures {
				for mode := range roles.PracticeModes() {
					r := marie()
					r.Situation.Function, r.Situation.Role, r.Situation.Mode, r.Situation.Structure = p, role, mode, s
					r.HomeCare.Verified = rpps.Yes
					b, faults := psi.New(r, context(), psi.Options{IssuerForm: psi.IssuerForm(i % 3)})
					if b == nil {
						refused++
						if faults.Err() == nil {
							t.Fatal("no body and no error")
						}
						continue
					}
					made++
					text, err := b.MarshalJSON()
					if err != nil {
						t.Fatal(err)
					}
					conforms(t, text)
				}
			}
		}
	}
	if made < 1000 || refused < 1000 {
		t.Errorf("%d made, %d refused", made, refused)
	}
}

// TestPhone checks what is sent for what is stated.
func TestPhone(t *testing.T) {
	for stated, want := range map[rpps.Private]string{
		"0639980012": "+33639980012", "+33639980012": "+33639980012", "0033639980012": "+33639980012",
		"639980012": "+33639980012", "+4740612345": "+4740612345", "004740612345": "+4740612345",
		"33639980012": "+33639980012", "+330639980012": "+33639980012", "00330639980012": "+33639980012",
		"0692980012": "+262692980012", "690980012": "+590690980012", "0694980012": "+594694980012", "0697980012": "+596697980012",
		"+33692980012": "+262692980012", "0033692980012": "+262692980012", "+330692980012": "+262692980012", "33692980012": "+262692980012",
		// Mayotte, beside what is kept for fiction; landlines, which Check warns of.
		"0639010012": "+262639010012", "0269980012": "+262269980012", "0262980012": "+262262980012", "0263980012": "+262263980012",
		"0590980012": "+590590980012", "0594980012": "+594594980012", "0596980012": "+596596980012",
		"0709000012": "+590709000012", "0709100012": "+596709100012", "0709200012": "+262709200012", "0709300012": "+594709300012",
		"0709330012": "+594709330012", "0709350012": "+262709350012", "+33709370012": "+262709370012", "0738000012": "+33738000012",
		// The newer blocks of landlines overseas, and what is beside them in the plan.
		"0598700012": "+590598700012", "0598800012": "+594598800012", "0598900012": "+596598900012", "+33598900012": "+596598900012",
		"0268800012": "+262268800012", "0268900012": "+262268900012", "0598600012": "+33598600012", "0268700012": "+33268700012",
		"0708400012": "+508708400012", "0708560012": "+508708560012", "0708600012": "+33708600012",
	} {
		r := marie()
		r.Contact.Phone = stated
		b, faults := psi.New(r, context(), psi.Options{})
		if b == nil {
			t.Errorf("%s: %v", string(stated), faults)
			continue
		}
		if string(b.Phone) != want {
			t.Errorf("%s is sent as %s, want %s", string(stated), string(b.Phone), want)
		}
		if added := want != string(stated) && want != "+"+strings.TrimPrefix(string(stated), "00") || stated == "33639980012"; faults.Has(psi.CodePhonePrefix) != added {
			t.Errorf("%s: %v", string(stated), faults)
		}
	}
}

// TestLimits breaks each rule of the package once, and checks path, severity
// and that a body comes with everything but an error.
func TestLimits(t *testing.T) {
	for code, c := range cases() {
		if !strings.HasPrefix(string(code), "PSI-") {
			continue
		}
		b, faults := psi.New(c.request, c.context, c.options)
		if (b == nil) != (faults.Count(rule.Error) > 0) {
			t.Errorf("%s: body %v with %v", code, b != nil, faults)
		}
		f := faults[slices.IndexFunc(faults, func(f rule.Fault) bool { return f.Code() == code })]
		if f.Path() != c.path {
			t.Errorf("%s is at %s, want %s", code, f.Path(), c.path)
		}
		if f.Severity() == rule.Error && b != nil {
			t.Errorf("%s does not keep the body back", code)
		}
	}
	// A request without fault of the package has none.
	if _, faults := psi.New(marie(), context(), psi.Options{Function: psi.FunctionCare, Issuer: rpps.StructureIDOfSIRET(rpps.MustParseSIRET("00099701500011"))}); faults != nil {
		t.Error(faults)
	}
	// Every rule on requests has its case.
	answers := []rule.Code{
		psi.CodeAnswerJSON, psi.CodeAnswerNotObject, psi.CodeAnswerTooLarge, psi.CodeAnswerType, psi.CodeAnswerTwice, psi.CodeAnswerUndecided,
		psi.CodeRefusedForeseen, psi.CodeRefusedPartly, psi.CodeRefusedUnknowable, psi.CodeRefusedUnknown, psi.CodeRefusedDependency,
		psi.CodeAccountExists, psi.CodeNumbersSeveral, psi.CodeDivergence, psi.CodeDeath,
	}
	for _, r := range psi.Rules() {
		if _, ok := cases()[r.Code]; !ok && !slices.Contains(answers, r.Code) {
			t.Errorf("%s has no case", r.Code)
		}
	}
}

// TestLeftOut checks that what is not sent is not asked.
func TestLeftOut(t *testing.T) {
	r := marie()
	r.Situation.Structure = rpps.Structure{FINESS: rpps.MustParseFINESS("2A0000014")}
	r.Situation.Mode = roles.ModeIndirect
	b, faults := psi.New(r, context(), psi.Options{Activity: psi.ActivityLeftOut, IssuerForm: psi.IssuerBare})
	if b == nil || b.Activity != nil {
		t.Fatal(faults)
	}
	if string(b.Employment.IssuingEstablishment) != "2A0000014" || !faults.Has(psi.CodeIssuerLetter) {
		t.Error(faults)
	}
	// The type of liberal activity goes with mode L only.
	r = marie()
	r.Situation.LiberalActivity = roles.LiberalCabinetPrimaire
	if b, faults := psi.New(r, context(), psi.Options{}); b == nil || b.Activity.LiberalActivityTypeCode != "" {
		t.Error(faults)
	}
	// Nothing is written into the request or the options of the caller.
	o := psi.Options{CardPSI: &psi.CardOrderPSI{City: "X"}}
	b, _ = psi.New(marie(), context(), o)
	b.CardOrderPSI.City = "Y"
	if o.CardPSI.City != "X" {
		t.Error("the body shares the address of the caller")
	}
}

// TestBlanksAround: what stands around a text is not sent, nor a text of blanks.
func TestBlanksAround(t *testing.T) {
	r := foreign()
	r.Identity.BirthPlace.Town, r.ExerciseName.Family = " VILLE ", "  "
	b, faults := psi.New(r, context(), psi.Options{})
	if b == nil {
		t.Fatal(faults)
	}
	if b.BirthPlace != "VILLE" || b.ProfessionalLastName != "" {
		t.Errorf("%q, %q", string(b.BirthPlace), string(b.ProfessionalLastName))
	}
}

// TestFrance: an address that is one in France here is one to the interface too,
// which compares the country with FRANCE.
func TestFrance(t *testing.T) {
	for country, want := range map[rpps.Private]rpps.Private{"": "", "FRANCE": "FRANCE", "France ": "FRANCE", "NORVEGE": "NORVEGE"} {
		o := psi.Options{CardPSI: &psi.CardOrderPSI{Addressee: "ESSAI Zoé", StreetName: "RUE", PostalCode: "75002", City: "PARIS", Country: country}}
		b, faults := psi.New(marie(), context(), o)
		if b == nil {
			t.Fatal(faults)
		}
		if b.CardOrderPSI.Country != want || o.CardPSI.Country != country {
			t.Errorf("%q is sent as %q", string(country), string(b.CardOrderPSI.Country))
		}
	}
}

func TestFunctions(t *testing.T) {
	for f := psi.FunctionLegalRepresentative; f <= psi.FunctionCertification; f++ {
		text, _ := f.MarshalText()
		var back psi.EmploymentFunction
		if err := back.UnmarshalText(text); err != nil || back != f || f.String() != string(text) || len(text) == 0 {
			t.Errorf("%d: %q %v", f, text, err)
		}
	}
	var f psi.EmploymentFunction = 3
	err := f.UnmarshalText([]byte("ZZMARQUE"))
	if fault, ok := rule.AsFault(err); !ok || fault.Code() != psi.CodeFunctionUnknown || f != 0 || strings.Contains(err.Error(), "ZZ") {
		t.Error(err)
	}
	for f, want := range map[psi.EmploymentFunction]string{0: "(not stated)", 99: "(no such value: 99)", 255: "(no such value: 255)"} {
		if text, err := f.MarshalText(); f.String() != want || len(text) > 0 || (err == nil) != (f == 0) {
			t.Errorf("%d: %q %q %v", uint8(f), f, text, err)
		}
	}
}
