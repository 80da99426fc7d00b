package psiserver

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Numbers that nobody has: RPPS numbers that start with 997, a FINESS and
// SIRETs with keys that are right.
const (
	rppsA, rppsB, rppsC = "99700000013", "99700000021", "99700000039"
	siretA, siretB      = "00099701500011", "00099702300015"
	finessA             = "990000010"
	rankA               = "10000000000003" // shape only: those of test numbers do not start with 1
)

// an edit sets a field of a request by its path, or takes it away for nil.
type edit struct {
	path  string
	value any
}

// null is JSON null, where nil takes the field away.
var null = json.RawMessage("null")

// request is a request that is accepted, with edits: somebody with a role,
// registered by an establishment, and nothing more than must be.
func request(edits ...edit) []byte {
	return build(map[string]any{
		"lastName": "D'ESSAI-PREMIÈRE", "firstNames": "Aline Zoé", "birthDate": "1990-02-28", "genderCode": "F",
		"birthLocationCode": "33063", "email": "aline@example.org", "phone": "+33639980012",
		"employment": map[string]any{"function": "Professionnel Soin", "issuingEstablishment": finessA},
	}, edits...)
}

// withActivity is an accepted request with an activity.
func withActivity(edits ...edit) []byte {
	return request(append([]edit{{"activity", map[string]any{
		"professionCode": "99", "professionalCategoryCode": "C", "activityStartDate": "2026-06-15", "function": "313",
		"activityGenre": "GENR11", "practiceMode": "S", "issuingEstablishment": siretA, "numSIRET": siretA,
	}}}, edits...)...)
}

// withPSI is an accepted request with a PSI card.
func withPSI(edits ...edit) []byte {
	return request(append([]edit{{"cardOrderPsi", map[string]any{
		"streetNumber": "10", "streetName": "RUE DE LA PAIX", "postalCode": "75002", "city": "PARIS",
	}}}, edits...)...)
}

// withCPS is an accepted request with a CPS card.
func withCPS(edits ...edit) []byte {
	return request(append([]edit{
		{"identifier", "8" + rppsA},
		{"cardOrderCps", map[string]any{"professionCode": "60", "professionalCategoryCode": "C"}},
	}, edits...)...)
}

func build(o map[string]any, edits ...edit) []byte {
	for _, e := range edits {
		at, name := o, e.path
		if block, field, below := strings.Cut(e.path, "."); below {
			at, name = o[block].(map[string]any), field
		}
		if e.value == nil {
			delete(at, name)
		} else {
			at[name] = e.value
		}
	}
	b, err := json.Marshal(o)
	if err != nil {
		panic(err)
	}
	return b
}

// told is what a table says of refusals: kind, code and field.
func told(rs []Refusal) string {
	var out []string
	for _, r := range rs {
		out = append(out, fmt.Sprintf("%s|%s|%s", r.Kind, r.Code, r.Field))
	}
	return strings.Join(out, " + ")
}

type form func(...edit) []byte

// rule is a value that is accepted, and its neighbour that is not.
type rule struct {
	form       form
	path       string
	good, bad  any
	kind       Kind
	code       string
	field      string // path unless stated
	alsoNeeded []edit // for both
}

var rules = []rule{
	{request, "lastName", "Œuf", nil, KindIdentity, codeLastName, "", nil},
	{request, "lastName", "A", " ", KindIdentity, codeLastName, "", nil},
	{request, "lastName", "A", "", KindIdentity, codeLastName, "", nil},
	{request, "lastName", "A", null, KindBody, "", "", nil},
	{request, "lastName", strings.Repeat("é", 300), strings.Repeat("é", 301), KindIdentity, codeSyntax, "", nil},
	{request, "lastName", "D'ESSAI", "D’ESSAI", KindIdentity, codeSyntax, "", nil},
	{request, "lastName", "ÇŸ", "ÑA", KindIdentity, codeSyntax, "", nil},
	{request, "lastName", "Essai", "Essai2", KindIdentity, codeSyntax, "", nil},
	{request, "lastName", "Essai", "Essai\n", KindIdentity, codeSyntax, "", nil},
	{request, "firstNames", "Zoé", nil, KindIdentity, codeFirstNames, "", nil},
	{request, "firstNames", "Zoé Aline", "Zoé, Aline", KindIdentity, codeSyntax, "", nil},
	{request, "birthDate", "2000-02-29", nil, KindIdentity, codeBirthDate, "", nil},
	{request, "birthDate", "2000-02-29", "1900-02-29", KindIdentity, codeBadDate, "", nil},
	{request, "birthDate", "2000-01-01", "2000-1-1", KindIdentity, codeBadDate, "", nil},
	{request, "birthDate", "2000-01-01", "2000-00-00", KindIdentity, codeBadDate, "", nil},
	{request, "birthDate", "0001-01-01", "0000-01-01", KindIdentity, codeBadDate, "", nil},
	{request, "birthDate", "2000-01-01", "2000-01-01T00:00:00Z", KindIdentity, codeBadDate, "", nil},
	{request, "birthDate", "2000-01-01", "01-01-2000", KindIdentity, codeBadDate, "", nil},
	{request, "genderCode", "I", nil, KindIdentity, codeGender, "", nil},
	{request, "genderCode", "M", "m", KindIdentity, codeBadGender, "", nil},
	{request, "genderCode", "M", "M F", KindIdentity, codeBadGender, "", nil},
	{request, "birthLocationCode", "97416", nil, KindIdentity, codeBirthPlace, "", nil},
	{request, "birthLocationCode", "2A004", "2C004", KindIdentity, codeBadCommune, "", nil},
	{request, "birthLocationCode", "01004", "1004", KindIdentity, codeBadCommune, "", nil},
	{request, "birthLocationCode", "99103", "991030", KindIdentity, codeBadCountry, "", []edit{{"birthPlace", "OSLO"}}},
	{request, "birthLocationCode", "33063", "99103", KindIdentity, codeBirthPlace, "birthPlace", nil},
	{request, "birthPlace", "Bordeaux", " ", KindIdentity, codeBirthPlace, "", nil},
	{request, "professionalLastName", "Ñ", "", KindIdentity, "", "", nil},
	{request, "frenchNationality", true, false, KindIdentity, codeIdentifier, "identifier", nil},
	{request, "frenchNationality", false, "false", KindBody, "", "", []edit{{"identifier", "8" + rppsA}}},
	{request, "frenchNationality", true, null, KindBody, "", "", nil},
	{request, "email", "a.b+c@exa-mple.org", nil, KindIdentity, codeEmail, "", nil},
	{request, "email", "a@example.org", "", KindIdentity, codeEmail, "", nil},
	{request, "email", "a@example.org", "a@example", KindIdentity, codeBadEmail, "", nil},
	{request, "email", "a.b@example.org", "a..b@example.org", KindIdentity, codeBadEmail, "", nil},
	{request, "email", "a@b.example.org", "a@-b.example.org", KindIdentity, codeBadEmail, "", nil},
	{request, "email", "a@example.org", "A <a@example.org>", KindIdentity, codeBadEmail, "", nil},
	{request, "email", strings.Repeat("a", 64) + "@example.org", strings.Repeat("a", 65) + "@example.org", KindIdentity, codeBadEmail, "", nil},
	{request, "phone", "+4740612345", nil, KindIdentity, codePhone, "", nil},
	{request, "phone", "+1234", "", KindIdentity, codePhone, "", nil},
	{request, "phone", "+1234", "+123", KindIdentity, codeBadPhone, "", nil},
	{request, "phone", "+123456789012345", "+1234567890123456", KindIdentity, codeBadPhone, "", nil},
	{request, "phone", "+33639980012", "+33 6 39 98 00 12", KindIdentity, codeBadPhone, "", nil},
	{request, "phone", "+33639980012", "0639980012", KindIdentity, codePhonePrefix, "", nil},
	{request, "phone", "+330639980012", "+0639980012", KindIdentity, codeBadPrefix, "", nil},
	{request, "identifier", "8" + rppsA, "8" + rppsA + "0", KindIdentity, codeIdentifier, "", nil},
	{request, "identifier", "8" + rppsA, rppsA, KindIdentity, codeIdentifier, "", nil},
	{request, "identifier", "3" + finessA + "/1", "3" + finessA, KindIdentity, codeIdentifier, "", nil},
	{request, "identifier", "32A0000014/a1B", "32C0000014/a1B", KindIdentity, codeIdentifier, "", nil},
	{request, "identifier", "5" + siretA + "/1000", "5" + siretA + "/", KindIdentity, codeIdentifier, "", nil},
	{request, "identifier", "5" + siretA + "/123456789012345", "5" + siretA + "/1234567890123456", KindIdentity, codeIdentifier, "", nil},
	{request, "identifier", "6" + rankA + "/1", "62" + rankA[1:] + "/1", KindIdentity, codeIdentifier, "", nil},
	{request, "identifier", "6" + rankA + "/1", "0123456789", KindIdentity, codeIdentifier, "", nil},
	{request, "identifier", "8" + rppsA, "", KindIdentity, codeIdentifier, "", nil},

	{request, "employment.function", "Professionnel Soin", nil, KindEmployment, "", "", nil},
	{request, "employment.function", "Professionnel Soin", "Professionnel soin", KindEmployment, "", "", nil},
	{request, "employment.function", "Professionnel Soin", "Mandataire", KindEmployment, "", "", nil},
	{request, "employment.issuingEstablishment", siretB, nil, KindEmployment, "", "", nil},
	{request, "employment.issuingEstablishment", finessA, "99000001", KindEmployment, "", "", nil},
	{request, "employment.issuingEstablishment", "1" + finessA, "2" + finessA, KindEmployment, "", "", nil},
	{request, "employment.issuingEstablishment", "3" + siretA, "5" + siretA, KindEmployment, "", "", nil},
	{request, "employment.issuingEstablishment", "4" + rankA, "2A0000014", KindEmployment, "", "", nil},
	{request, "employment.employmentStartDate", "2026-01-31", "2026-01-32", KindEmployment, codeBadDate, "", nil},
	{request, "employment.employmentStartDate", "2026-01-31", "", KindEmployment, codeBadDate, "", nil},
	{request, "employment.employmentEndDate", "2026-01-31", "2026-01-30", KindEmployment, codeBadDate, "", []edit{{"employment.employmentStartDate", "2026-01-31"}}},
	{request, "employment.employmentEndDate", "2026-01-31", "31/01/2026", KindEmployment, codeBadDate, "", nil},

	{withActivity, "activity.professionCode", "99", nil, KindMissing, codeActivityBad, "", nil},
	{withActivity, "activity.professionCode", "99", "", KindMissing, codeActivityBad, "", nil},
	{withActivity, "activity.professionCode", "60", "69", KindValue, codeActivityBad, "", []edit{{"activity.function", "FON-33"}}},
	{withActivity, "activity.professionCode", "93", "35", KindValue, codeActivityBad, "", []edit{{"activity.function", "FON-33"}}},
	{withActivity, "activity.professionCode", "99", "099", KindValue, codeActivityBad, "", nil},
	{withActivity, "activity.professionalCategoryCode", "M", "A", KindValue, codeActivityBad, "", nil},
	{withActivity, "activity.professionalCategoryCode", "E", nil, KindMissing, codeActivityBad, "", nil},
	{withActivity, "activity.activityStartDate", "2026-02-28", "2026-02-29", KindDate, codeActivityBad, "", nil},
	{withActivity, "activity.activityStartDate", "2026-02-28", nil, KindMissing, codeActivityBad, "", nil},
	{withActivity, "activity.activityEndDate", "2026-06-15", "2026-06-14", KindEndFirst, codeActivityBad, "", nil},
	{withActivity, "activity.activityEndDate", "2027-06-15", "2027-6-15", KindDate, codeActivityBad, "", nil},
	{withActivity, "activity.activityEndDate", "2027-06-15", "", KindDate, codeActivityBad, "", nil},
	{withActivity, "activity.function", "379", "346", KindValue, codeActivityBad, "", nil},
	{withActivity, "activity.function", "307", "300", KindValue, codeActivityBad, "", nil},
	{withActivity, "activity.function", "313", "FON-33", KindValue, codeActivityBad, "", nil},
	{withActivity, "activity.function", "313", nil, KindMissing, codeActivityBad, "", nil},
	{withActivity, "activity.function", "FON-63", "313", KindValue, codeActivityBad, "", []edit{{"activity.professionCode", "60"}}},
	{withActivity, "activity.function", "FON-17", "FON-16", KindValue, codeActivityBad, "", []edit{{"activity.professionCode", "60"}}},
	{withActivity, "activity.function", "FON-01", "FON-AU", KindValue, codeActivityBad, "", []edit{{"activity.professionCode", "60"}}},
	{withActivity, "activity.activityGenre", "GENR08", "GENR02", KindValue, codeActivityBad, "", nil},
	{withActivity, "activity.activityGenre", "GENR99", "GENR9", KindValue, codeActivityBad, "", nil},
	{withActivity, "activity.activityGenre", "GENR99", nil, KindMissing, codeActivityBad, "", nil},
	{withActivity, "activity.practiceMode", "B", "I", KindValue, codeActivityBad, "", nil},
	{withActivity, "activity.practiceMode", "S", "L", KindMissing, codeActivityBad, "activity.liberalActivityTypeCode", nil},
	{withActivity, "activity.practiceMode", "L", "S", KindValue, codeActivityBad, "activity.liberalActivityTypeCode", []edit{{"activity.liberalActivityTypeCode", "ACT-LIB-05"}}},
	{withActivity, "activity.practiceMode", "S", nil, KindMissing, codeActivityBad, "", nil},
	{withActivity, "activity.liberalActivityTypeCode", "ACT-LIB-06", "ACT-LIB-07", KindValue, codeActivityBad, "", []edit{{"activity.practiceMode", "L"}}},
	{withActivity, "activity.activityEndReason", "RS", "RX", KindValue, codeActivityBad, "", nil},
	{withActivity, "activity.activityEndReason", "AUT", "", KindValue, codeActivityBad, "", nil},
	{withActivity, "activity.issuingEstablishment", "3" + siretA, nil, KindMissing, codeActivityBad, "", nil},
	{withActivity, "activity.issuingEstablishment", siretA, siretB, KindValue, codeActivityBad, "", nil},
	{withActivity, "activity.issuingEstablishment", "3" + siretA, "4" + siretA, KindValue, codeActivityBad, "", nil},
	{withActivity, "activity.issuingEstablishment", "1" + finessA, "00097" + finessA, KindValue, codeActivityBad, "", []edit{{"activity.numSIRET", nil}, {"activity.numFINESSET", finessA}}},
	{withActivity, "activity.numSIRET", siretA, nil, KindMissing, codeActivityBad, "", nil},
	{withActivity, "activity.numSIRET", siretA, null, KindMissing, codeActivityBad, "", nil},
	{withActivity, "activity.numSIRET", siretA, siretA[1:], KindSIRET, codeActivityBad, "", nil},
	{withActivity, "activity.numSIRET", siretA, true, KindBody, "", "", nil},
	{withActivity, "activity.numFINESSET", null, "", KindFINESS, codeActivityBad, "", nil},
	{withActivity, "activity.numFINESSET", finessA, "2A0000014", KindFINESS, codeActivityBad, "", []edit{{"activity.numSIRET", nil}, {"activity.issuingEstablishment", finessA}}},
	{withActivity, "activity.rppsRank", rankA, "2" + rankA[1:], KindRank, codeActivityBad, "", []edit{{"activity.numSIRET", nil}, {"activity.issuingEstablishment", rankA}}},
	{withActivity, "activity.rppsRank", null, rankA, KindManyPlaces, codeActivityBad, "", nil},

	{withPSI, "cardOrderPsi.streetName", "RUE", nil, KindIdentity, codeBadAddress, "", nil},
	{withPSI, "cardOrderPsi.city", "PARIS", " ", KindIdentity, codeBadAddress, "", nil},
	{withPSI, "cardOrderPsi.postalCode", "01000", "1000", KindIdentity, codeBadAddress, "", nil},
	{withPSI, "cardOrderPsi.country", "FRANCE", "NORVEGE", KindIdentity, codeBadAddress, "cardOrderPsi.addressee", nil},
	{withPSI, "cardOrderPsi.postalCode", "0373", nil, KindIdentity, codeBadAddress, "", []edit{{"cardOrderPsi.country", "NORVEGE"}, {"cardOrderPsi.addressee", "A"}}},
	{withCPS, "cardOrderCps.professionCode", "10", "99", KindCard, codeCardRefusedCPS, "", nil},
	{withCPS, "cardOrderCps.professionCode", "69", "35", KindCard, codeCardRefusedCPS, "", nil},
	{withCPS, "cardOrderCps.professionCode", "98", nil, KindCard, codeCardRefusedCPS, "", nil},
	{withCPS, "cardOrderCps.professionalCategoryCode", "E", "X", KindCard, codeCardRefusedCPS, "", nil},
	{withCPS, "identifier", "8" + rppsA, nil, KindIdentity, codeIdentifier, "", nil},
	{withCPS, "identifier", "8" + rppsA, "3" + finessA + "/1", KindIdentity, codeIdentifier, "", nil},

	{request, "employment", map[string]any{"function": "Professionnel Soin", "issuingEstablishment": siretA}, nil, KindEmployment, "", "", nil},
	{request, "employment", map[string]any{"function": "Professionnel Soin", "issuingEstablishment": siretA}, []any{}, KindBody, "", "", nil},
	{request, "phone", "+33639980012", int64(33639980012), KindBody, "", "", nil},
	{withActivity, "activity.function", "313", 313, KindBody, "", "", nil},
	{withActivity, "activity.activityEndDate", "2027-01-01", null, KindBody, "", "", nil},
	{request, "birthPlace", "Bordeaux", map[string]any{}, KindBody, "", "", nil},
	{request, "nationality", nil, "FR", KindBody, "", "", nil},
	{request, "lastname", nil, "A", KindBody, "", "", nil},
	{withActivity, "activity.role", nil, "GENR11", KindBody, "", "", nil},
}

func TestRules(t *testing.T) {
	s := New(Options{})
	for i, r := range rules {
		field := r.field
		if field == "" {
			field = r.path
		}
		t.Run(fmt.Sprintf("%d %s", i, field), func(t *testing.T) {
			if got := s.Check(r.form(append(slices.Clone(r.alsoNeeded), edit{r.path, r.good})...)); len(got) > 0 {
				t.Errorf("accepted neighbour is refused: %s", told(got))
			}
			got := s.Check(r.form(append(slices.Clone(r.alsoNeeded), edit{r.path, r.bad})...))
			if want := fmt.Sprintf("%s|%s|%s", r.kind, r.code, field); told(got) != want {
				t.Errorf("got  %s\nwant %s", told(got), want)
			}
			if len(got) > 0 && got[0].Message == "" {
				t.Error("no message")
			}
		})
	}
}

// TestReadings walks the options: the same body is refused under some and
// accepted under others.
func TestReadings(t *testing.T) {
	activity := func(kind Kind, field string) string { return fmt.Sprintf("%s|%s|%s", kind, codeActivityBad, field) }
	id := edit{"identifier", "8" + rppsA}
	for name, c := range map[string]struct {
		body    []byte
		refuses Options
		want    string
		accepts []Options
	}{
		"no email, no phone": {
			request(edit{"email", nil}, edit{"phone", nil}, id),
			Options{},
			"identity|" + codeEmail + "|email + identity|" + codePhone + "|phone",
			[]Options{{CallerIsRPPS: true}},
		},
		"no identifier": {
			request(), Options{CallerIsRPPS: true}, "identity|" + codeIdentifier + "|identifier", []Options{{}},
		},
		"identifier of an employee": {
			request(edit{"identifier", "3" + finessA + "/1"}),
			Options{CallerIsRPPS: true},
			"identity|" + codeIdentifier + "|identifier",
			[]Options{{}},
		},
		"no employment": {
			request(edit{"employment", nil}), Options{}, "employment||employment", []Options{{EmploymentOptional: true}},
		},
		"another function": {
			request(edit{"employment.function", "Mandataire"}),
			Options{},
			"employment||employment.function",
			[]Options{{AnyEmployment: true}},
		},
		"no prefix": {
			request(edit{"phone", "0639980012"}, id),
			Options{},
			"identity|" + codePhonePrefix + "|phone",
			[]Options{{PhonePrefixOptional: true}, {CallerIsRPPS: true}},
		},
		"empty places": {
			withActivity(edit{"activity.numFINESSET", ""}, edit{"activity.rppsRank", ""}),
			Options{},
			activity(KindFINESS, "activity.numFINESSET") + " + " + activity(KindRank, "activity.rppsRank"),
			[]Options{{EmptyIsAbsent: true}},
		},
		"empty identifier": {
			request(edit{"identifier", ""}),
			Options{},
			"identity|" + codeIdentifier + "|identifier",
			[]Options{{EmptyIsAbsent: true}},
		},
		"another issuer": {
			withActivity(edit{"activity.issuingEstablishment", siretB}),
			Options{},
			activity(KindValue, "activity.issuingEstablishment"),
			[]Options{{IssuerMayDiffer: true}},
		},
		"issuer with type": {
			request(edit{"employment.issuingEstablishment", "1" + finessA}),
			Options{Issuer: IssuerBare},
			"employment||employment.issuingEstablishment",
			[]Options{{}, {Issuer: IssuerPrefixed}},
		},
		"issuer without type": {
			request(),
			Options{Issuer: IssuerPrefixed},
			"employment||employment.issuingEstablishment",
			[]Options{{}, {Issuer: IssuerBare}},
		},
		"unknown field": {
			request(edit{"country", "FR"}), Options{}, "body||country", []Options{{IgnoreUnknown: true}},
		},
		"habilitation": {
			withActivity(),
			Options{Professions: []string{"60"}},
			activity(KindHabilitation, "activity.professionCode"),
			[]Options{{}, {Professions: []string{"60", "99"}}},
		},
		"habilitation for nothing": {
			withActivity(), Options{Professions: []string{}}, activity(KindHabilitation, "activity.professionCode"), nil,
		},
		"matrix": {
			withActivity(),
			Options{Compatible: func(_, _, _, _ string) bool { return false }},
			activity(KindMatrix, "activity.activityGenre"),
			[]Options{{}, {Compatible: func(p, f, r, s string) bool {
				return p == "99" && f == "313" && r == "GENR11" && s == siretA
			}}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := told(New(c.refuses).Check(c.body)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			for _, o := range c.accepts {
				if got := told(New(o).Check(c.body)); got != "" {
					t.Errorf("%+v refuses: %s", o, got)
				}
			}
		})
	}
}

// TestMatrixAsked checks that the matrix is asked about codes that exist only.
func TestMatrixAsked(t *testing.T) {
	asked := 0
	s := New(Options{Compatible: func(_, _, _, _ string) bool { asked++; return true }})
	s.Check(withActivity())
	if asked != 1 {
		t.Fatalf("asked %d times", asked)
	}
	for _, e := range []edit{
		{"activity.professionCode", "98x"},
		{"activity.function", "346"},
		{"activity.activityGenre", "GENR02"},
		{"activity.numSIRET", "1"},
		{"activity.rppsRank", rankA},
		{"activity.function", nil},
	} {
		s.Check(withActivity(e))
	}
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
}

// TestManyAtOnce checks that one refusal hides no other.
func TestManyAtOnce(t *testing.T) {
	got := told(New(Options{}).Check([]byte(`{"activity":{},"cardOrderPsi":{},"cardOrderCps":{},"frenchNationality":false}`)))
	want := strings.Join([]string{
		"identity|" + codeLastName + "|lastName", "identity|" + codeFirstNames + "|firstNames",
		"identity|" + codeBirthDate + "|birthDate", "identity|" + codeGender + "|genderCode",
		"identity|" + codeBirthPlace + "|birthLocationCode", "identity|" + codeEmail + "|email",
		"identity|" + codePhone + "|phone", "identity|" + codeIdentifier + "|identifier", "employment||employment",
		"activity parameter missing|" + codeActivityBad + "|activity.professionCode",
		"activity parameter missing|" + codeActivityBad + "|activity.professionalCategoryCode",
		"activity parameter missing|" + codeActivityBad + "|activity.activityStartDate",
		"activity parameter missing|" + codeActivityBad + "|activity.function",
		"activity parameter missing|" + codeActivityBad + "|activity.activityGenre",
		"activity parameter missing|" + codeActivityBad + "|activity.practiceMode",
		"activity parameter missing|" + codeActivityBad + "|activity.numSIRET",
		"activity parameter missing|" + codeActivityBad + "|activity.issuingEstablishment",
		"card|" + codeCardRefused + "|cardOrderPsi", "card|" + codeCardRefusedCPS + "|cardOrderCps",
		"identity|" + codeBadAddress + "|cardOrderPsi.streetName", "identity|" + codeBadAddress + "|cardOrderPsi.postalCode",
		"identity|" + codeBadAddress + "|cardOrderPsi.city",
		"card|" + codeCardRefusedCPS + "|cardOrderCps.professionCode",
		"card|" + codeCardRefusedCPS + "|cardOrderCps.professionalCategoryCode",
	}, " + ")
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestBodies(t *testing.T) {
	good := string(request())
	s := New(Options{})
	for name, c := range map[string]struct{ body, want string }{
		"nothing":         {"", "body||"},
		"no object":       {"[" + good + "]", "body||"},
		"null":            {"null", "body||"},
		"cut":             {good[:len(good)-1], "body||"},
		"two":             {good + good, "body||"},
		"something after": {good + " x", "body||"},
		"byte order mark": {"\ufeff" + good, "body||"},
		"not UTF-8":       {strings.Replace(good, "Zo", "\xff", 1), "body||"},
		"too deep":        {`{"a":` + strings.Repeat("[", 1e5) + strings.Repeat("]", 1e5) + `}`, "body||"},
		"too large":       {good + strings.Repeat(" ", maxBody+1-len(good)), "body||"},
		"as large":        {good + strings.Repeat(" ", maxBody-len(good)), ""},
		"spaces":          {" \n" + good + "\n", ""},
		"key twice":       {`{"phone":"+1",` + good[1:], "body||phone"},
		"key below twice": {strings.Replace(good, `"function"`, `"function":"","function"`, 1), "body||employment.function"},
		"escaped key":     {strings.Replace(good, `"phone"`, `"\u0070hone"`, 1), ""},
		"comma":           {strings.Replace(good, ",", ",,", 1), "body||"},
	} {
		if got := told(s.Check([]byte(c.body))); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

// TestTables checks what a slip of the hand would break: the sizes of the
// published sets, order, and that the patterns let the codes pass.
func TestTables(t *testing.T) {
	for _, c := range []struct {
		name, set string
		n         int
		ok        func(string) bool
	}{
		{"J106", professions, 29, patternProfession.MatchString},
		{"G15", cardProfessions, 24, patternProfession.MatchString},
		{"J118", categories, 3, nil},
		{"J121", roleFunctions, 60, patternFunction.MatchString},
		{"R21", functions, 42, patternFunction.MatchString},
		{"J116", genres, 8, patternGenre.MatchString},
		{"J117", modes, 3, nil},
		{"J119", liberalTypes, 6, patternLiberalType.MatchString},
		{"R25", endReasons, 9, nil},
	} {
		codes := strings.Fields(c.set)
		if len(codes) != c.n {
			t.Errorf("%s has %d codes, want %d", c.name, len(codes), c.n)
		}
		seen := map[string]bool{}
		for _, code := range codes {
			if seen[code] || c.ok != nil && !c.ok(code) || !in(c.set, code) {
				t.Errorf("%s: %s", c.name, code)
			}
			seen[code] = true
		}
	}
	if in(genres, "GENR01 GENR08") || in(genres, "") || in(genres, "GENR0") {
		t.Error("a part of the table is no code")
	}
	s := New(Options{AnyEmployment: true})
	for _, f := range employmentFunctions {
		if got := s.Check(request(edit{"employment.function", f})); len(got) > 0 {
			t.Errorf("%s: %s", f, told(got))
		}
	}
}

func TestKinds(t *testing.T) {
	seen := map[string]Kind{}
	for k := KindBody; k <= KindManyPlaces; k++ {
		if other, again := seen[k.String()]; again || k.String() == "" {
			t.Errorf("%d and %d are both %q", k, other, k)
		}
		seen[k.String()] = k
		if k.Activity() != strings.HasPrefix(k.String(), "activity ") {
			t.Errorf("%s", k)
		}
	}
	if Kind(0).String() != "Kind(0)" || Kind(99).String() != "Kind(99)" || Kind(0).Activity() || Kind(99).Activity() {
		t.Error("no kinds")
	}
	if s := (Refusal{Kind: KindIdentity, Field: "phone", Rejected: "secret"}).String(); strings.Contains(s, "secret") {
		t.Errorf("%s shows the value", s)
	}
}

func FuzzCheck(f *testing.F) {
	for _, b := range [][]byte{request(), withActivity(), withPSI(), withCPS(), nil, []byte(`{"activity":{"a":[{}]}}`)} {
		f.Add(b)
	}
	servers := []*Server{
		New(Options{}), New(Options{CallerIsRPPS: true, EmploymentOptional: true, EmptyIsAbsent: true, IgnoreUnknown: true}),
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, s := range servers {
			got := s.Check(body)
			// What is accepted is an object for another decoder too.
			var v map[string]any
			if err := json.Unmarshal(body, &v); err != nil && len(got) == 0 {
				t.Errorf("accepted: %v", err)
			}
			for _, r := range got {
				if r.Message == "" || r.Kind.String() == "" {
					t.Errorf("%+v", r)
				}
			}
			a := New(Options{Others: func(Traits) Person { return Person{RPPS: []string{rppsA}} }}).answer(body)
			if a.Identity == nil || a.Status < 200 || a.Status > 599 {
				t.Errorf("%+v", a)
			}
		}
	})
}
