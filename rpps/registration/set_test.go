package registration_test

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/internal/regsample"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// TestSetAccepts holds texts that people write, and what the value prints.
func TestSetAccepts(t *testing.T) {
	for f, forms := range map[reg.Field]map[string]string{
		reg.FieldSex: {
			"F": "F", "M": "M", "I": "I", "f": "F", "Mlle": "F", "Melle": "F", "Fém.": "F", "Masc.": "M", "Mademoiselle": "F", "m": "M", "Féminin": "F", "MASCULIN": "M", "Homme": "M", "femme": "F", "inconnu": "I",
		},
		reg.FieldBirthDate: {
			"1988-04-12": "1988-04-12", "12/04/1988": "1988-04-12", "29/02/1988": "1988-02-29", "1988-04-12 00:00:00": "1988-04-12",
			"12.04.1988": "1988-04-12", "12-04-1988": "1988-04-12", "1988/04/12": "1988-04-12", "1988-04-12T00:00:00Z": "1988-04-12", "1988-04-12T00:00:00.000Z": "1988-04-12",
		},
		reg.FieldStart: {
			"2027-01-04": "2027-01-04", "04/01/2027": "2027-01-04", "4/1/2027": "2027-01-04", "4/01/2027": "2027-01-04", "04/1/2027": "2027-01-04",
		},
		reg.FieldEnd:         {"2027-01-04": "2027-01-04", "04/01/2027": "2027-01-04"},
		reg.FieldInformation: {"2026-11-22": "2026-11-22", "22/11/2026": "2026-11-22"},
		reg.FieldFrenchNationality: {
			"oui": "yes", "non": "no", "Oui": "yes", "NON": "no", "yes": "yes", "no": "no", "o": "yes", "n": "no", "vrai": "yes", "FAUX": "no",
			"Française": "yes", "français": "yes", "FR": "yes", "Étrangère": "no", "etranger": "no",
		},
		reg.FieldHomeCare: {"oui": "yes", "non": "no", "Yes": "yes"},
		reg.FieldMethod: {
			"manual": "manual", "manuelle": "manual", "pre-registration": "pre-registration", "pré-enregistrement": "pre-registration",
			"PRÉ-ENREGISTREMENT": "pre-registration", "pré enregistrement": "pre-registration", "preenregistrement": "pre-registration",
		},
		reg.FieldStructureKind: {
			"ESMS": "ESMS", "esms": "ESMS", "DAC": "DAC", "CRT": "CRT", "officine": "officine", "Hôpital": "hospital",
			"hospital": "hospital", "cabinet": "practice", "practice": "practice", "laboratoire": "laboratory", "laboratory": "laboratory",
			"autre": "other", "other": "other",
		},
		reg.FieldCertification: {
			"DI": "DI", "AC": "AC", "C": "C", "FC": "FC", "FCP": "FCP", "NC": "NC", "NCI": "NCI", "AN": "AN", "fcp": "FCP",
		},
		reg.FieldNumber: {
			"99700000013": "99700000013", "997 0000 0013": "99700000013", "997\u00a000000013": "99700000013", "899700000013": "99700000013",
		},
		reg.FieldIdentifier: {
			"899700000013": "899700000013", "3990000010/AGENT1": "3990000010/AGENT1", "500099701500011/1": "500099701500011/1",
			"619999970007011/2": "619999970007011/2",
		},
		reg.FieldSIRET:    {"00099701500011": "00099701500011", "000 997 015 00011": "00099701500011", "000.997.015.00011": "00099701500011"},
		reg.FieldFINESS:   {"990000010": "990000010", "99 0000 010": "990000010", "2A0000006": "2A0000006", "2a0000006": "2A0000006"},
		reg.FieldRPPSRang: {"19999970007011": "19999970007011", "1999997000 7011": "19999970007011"},
		reg.FieldProfession: {
			"328": "328", "Accompagnant éducatif et social": "328", "ACCOMPAGNANT EDUCATIF ET SOCIAL": "328",
			"Aide-soignant": "313", "aide soignant": "313", "Auxiliaire de puericulture": "315", "Éducateur spécialisé": "326",
			"Technicien de l’intervention sociale et familiale": "319", "Secrétaire médicale": "331",
			"Aide-soignant H/F": "313", "AIDE SOIGNANTE (F/H)": "313", "Éducateur·rice spécialisé·e": "326", "Moniteur(trice) éducateur(trice) h/f": "324",
			"Aide à domicile": "372", "Préparateur en pharmacie": "317", "Auxiliaire de vie sociale": "318",
		},
		reg.FieldCategory: {"C": "C", "M": "M", "E": "E", "Civil": "C", "Agent public": "M", "étudiant": "E"},
		reg.FieldRole: {
			"GENR08": "GENR08", "genr08": "GENR08", "Coordination et Orientation": "GENR08",
			"Accompagnement social / médico-social au soin":                 "GENR11",
			"Accompagnement à la vie sociale, professionnelle et éducative": "GENR10",
			"Administratif ou appui à l’organisation de l’accompagnement":   "GENR09",
			"Encadrement et organisation de l'accompagnement":               "GENR12",
			"Médico-Administratif":                                          "GENR13", "Activité médico-administrative": "GENR13",
		},
		reg.FieldMode:            {"S": "S", "L": "L", "B": "B", "I": "I", "Salarié": "S", "salarie": "S", "BÉNÉVOLE": "B"},
		reg.FieldSector:          {"SA17": "SA17", "sa17": "SA17", "Etablissement pour personnes âgées": "SA17"},
		reg.FieldEndReason:       {"CHL": "CHL", "Changement de lieu d'exercice": "CHL", "decès": "DCD"},
		reg.FieldLiberalActivity: {"ACT-LIB-05": "ACT-LIB-05", "Cabinet primaire": "ACT-LIB-01"},
		reg.FieldEmail:           {"zoe@example.org": "zoe@example.org", "mailto:zoe@example.org": "zoe@example.org", "MAILTO: zoe@example.org": "zoe@example.org", "mailto:": "mailto:"},
		reg.FieldPhone: {
			"06 39 98 12 34": "0639981234", "06.39.98.12.34": "0639981234", "06-39-98-12-34": "0639981234",
			"+33 6 39 98 12 34": "+33639981234", "+33 (0)6 39 98 12 34": "+33639981234", "06\u202f39\u202f98\u202f12\u202f34": "0639981234",
		},
		reg.FieldBirthPlace: {"75056": "75056", "75 056": "75056", "75\u00a0056": "75056", "2A004": "2A004", "2a004": "2A004", "99134": "99134", "97411": "97411"},
	} {
		for in, want := range forms {
			for _, padded := range []string{in, "  " + in + "\t", "\u00a0" + in + "\u00a0\r\n"} {
				var q reg.Request
				if err := q.Set(f, padded); err != nil {
					t.Errorf("%s: %q: %v", f.Column(), padded, err)
					continue
				}
				if got, ok := printed(&q, f); !ok || got != want {
					t.Errorf("%s: %q gives %q, want %q", f.Column(), padded, got, want)
				}
			}
		}
	}
}

func TestSetRefuses(t *testing.T) {
	for f, forms := range map[reg.Field]map[string]rule.Code{
		reg.FieldSex: {"X": reg.CodeSexUnread, "FM": reg.CodeSexUnread, "3": reg.CodeSexUnread},
		reg.FieldBirthDate: {
			"29/02/1987": reg.CodeNoSuchDay, "1987-02-29": reg.CodeNoSuchDay, "31/04/1988": reg.CodeNoSuchDay, "04/13/1988": reg.CodeNoSuchDay,
			"0000-01-01": reg.CodeNoSuchDay, "12/04/88": reg.CodeDateShape, "12 avril 1988": reg.CodeDateShape, "19880412": reg.CodeDateShape,
			"32245": reg.CodeDateSerial, "1988": reg.CodeDateShape, "?": reg.CodeDateShape,
		},
		reg.FieldStart:             {"hier": reg.CodeDateShape, "46000": reg.CodeDateSerial, "30/02/2026": reg.CodeNoSuchDay},
		reg.FieldEnd:               {"indéterminé": reg.CodeDateShape},
		reg.FieldInformation:       {"oui": reg.CodeDateShape},
		reg.FieldFrenchNationality: {"peut-être": reg.CodeAnswerUnread, "Italie": reg.CodeAnswerUnread, "2": reg.CodeAnswerUnread},
		reg.FieldHomeCare:          {"bientôt": reg.CodeAnswerUnread},
		reg.FieldMethod:            {"fax": reg.CodeMethodUnread},
		reg.FieldStructureKind:     {"garage": reg.CodeKindUnread},
		reg.FieldCertification:     {"CERTIFIE": reg.CodeCertificationUnread},
		reg.FieldNumber: {
			"9970000000A": rpps.CodeRPPSShape, "9,97E+10": reg.CodeNumberRounded, "9.97E+10": reg.CodeNumberRounded,
			"295109912611193": reg.CodeNumberNIR, "2 95 10 99 126 111 93": reg.CodeNumberNIR, "2.95.10.99.126.111-93": reg.CodeNumberNIR,
			"295109912611194": rpps.CodeRPPSShape, "2951099126111": reg.CodeNumberNIR, "1 85 07 2A 004 001": reg.CodeNumberNIR, "1850133063001": reg.CodeNumberNIR, "2851233063001": reg.CodeNumberNIR, "1 85 07 2b 004 001": reg.CodeNumberNIR,
			"3951099126111": rpps.CodeRPPSShape, "2951399126111": rpps.CodeRPPSShape, "2950099126111": rpps.CodeRPPSShape,
			"29510991261110": rpps.CodeRPPSShape, "295102C004001": rpps.CodeRPPSShape, "295102A00400X": rpps.CodeRPPSShape, "A951099126111": rpps.CodeRPPSShape, "29X1099126111": rpps.CodeRPPSShape,
			"néant": reg.CodeNumberNone, "N/A": reg.CodeNumberNone, "en cours": reg.CodeNumberNone, "-": reg.CodeNumberNone, "?": reg.CodeNumberNone,
			"00000000000": rpps.CodeRPPSReserved, "12345": rpps.CodeRPPSShape, "999": rpps.CodeRPPSShape,
			// No RPPS number begins with a zero; nine digits are an ADELI number.
			"9970000001": rpps.CodeRPPSShape, "339970015": rpps.CodeRPPSShape,
		},
		reg.FieldIdentifier: {"abc": rpps.CodePersonIDUnknown, "8": rpps.CodePersonIDShape},
		reg.FieldSIRET: {
			"99701500011": reg.CodeNumberZeros, "9,97015E+10": reg.CodeNumberRounded, "9,97015E10": reg.CodeNumberRounded, "9.97015e13": reg.CodeNumberRounded, "000997015ABCDE": rpps.CodeSIRETShape,
			"00099701500000": rpps.CodeSIRETNIC,
		},
		reg.FieldFINESS:          {"99000001": reg.CodeNumberZeros, "99000001X": rpps.CodeFINESSShape, "9E000001": rpps.CodeFINESSShape, "000000000": rpps.CodeFINESSReserved},
		reg.FieldRPPSRang:        {"1999997000701X": rpps.CodeRPPSRangShape},
		reg.FieldProfession:      {"Astronaute": roles.CodeProfessionUnknown, "999": roles.CodeProfessionUnknown, "Etudiants": roles.CodeAmbiguous},
		reg.FieldCategory:        {"Z": roles.CodeCategoryUnknown},
		reg.FieldRole:            {"GENR55": roles.CodeRoleUnknown, "cuisinier": roles.CodeRoleUnknown},
		reg.FieldMode:            {"CDI": roles.CodeModeUnknown},
		reg.FieldSector:          {"SA99": roles.CodeSectorUnknown},
		reg.FieldEndReason:       {"démission": roles.CodeEndReasonUnknown},
		reg.FieldLiberalActivity: {"ACT-LIB-07": roles.CodeLiberalUnknown},
	} {
		for in, want := range forms {
			q := plain().Request()
			err := q.Set(f, " "+in+" ")
			if !errors.Is(err, want) {
				t.Errorf("%s: %q: %v, want %s", f.Column(), in, err, want)
				continue
			}
			// Kept, without the blanks, and said again by Check.
			if i := slices.IndexFunc(q.Unread, func(u reg.Unread) bool { return u.Field == f }); i < 0 || q.Unread[i].Text.Reveal() != in {
				t.Errorf("%s: %q is not kept: %v", f.Column(), in, q.Unread)
			}
			if got, _ := printed(&q, f); got != "" {
				t.Errorf("%s: %q leaves %q", f.Column(), in, got)
			}
			fs := reg.Check(q, reg.Context{At: today})
			if fault, _ := rule.AsFault(err); !slices.Contains(fs, fault) || fault.Path() != f.Path() {
				t.Errorf("%s: %q: Check does not say %v: %v", f.Column(), in, fault, fs)
			}
			// The field is stated: nothing calls it missing.
			for _, fault := range fs {
				if strings.HasSuffix(string(fault.Code()), "-MISSING") {
					t.Errorf("%s: %q: %v", f.Column(), in, fault)
				}
			}
			// The empty text makes it "not stated".
			if err := q.Set(f, ""); err != nil || len(q.Unread) != 0 {
				t.Errorf("%s: not emptied: %v, %v", f.Column(), err, q.Unread)
			}
		}
	}
}

func TestSetNoField(t *testing.T) {
	for _, f := range []reg.Field{0, reg.FieldMethod + 1, 255} {
		var q reg.Request
		if err := q.Set(f, "x"); !errors.Is(err, reg.CodeWordUnknown) {
			t.Errorf("field %d: %v", f, err)
		}
		want := fmt.Sprintf("(no such value: %d)", uint8(f))
		if f == 0 {
			want = "(not stated)"
		}
		if text, err := f.MarshalText(); f.Path() != "" || f.Column() != "" || f.String() != want || len(text) > 0 || (err == nil) != (f == 0) {
			t.Errorf("field %d: %q %q %v", f, f, text, err)
		}
	}
}

// TestWordsInDoubt: a sign that says that it is not so, or that nobody knows, is no
// answer.
func TestWordsInDoubt(t *testing.T) {
	for f, texts := range map[reg.Field][]string{
		reg.FieldHomeCare:          {"oui ?", "?", "oui？", "-1", "+1", "1 ?", "1-", "≠1", "non ?", "☐ oui", "[ ] oui", "( ) oui", "!oui", "≠ oui", "¬oui", "oui*", "(oui) non", "(oui", "oui)", "[oui", "oui]", "(oui]", "[oui)", "(", "]"},
		reg.FieldSex:               {"F ?", "M?", "-1", "2.", "M/F ?", "☐ F", "≠ F"},
		reg.FieldFrenchNationality: {"française ?", "-1", "fr?"},
		reg.FieldMethod:            {"manuelle ?"},
		reg.FieldRole:              {"GENR10 ?", "≠GENR10", "GENR10*", "☐ Coordination et orientation", "[ ] Coordination et orientation", "( ) Coordination et orientation"},
		reg.FieldMode:              {"S ?", "Salarié ?", "≠ Salarié", "☐ Bénévole"},
		reg.FieldCategory:          {"C ?", "☐ Civil"},
		reg.FieldProfession:        {"313 ?", "Aide-soignant ?", "≠ Aide-soignant"},
		reg.FieldEndReason:         {"Décès ?"},
		reg.FieldStructureKind:     {"ESMS ?"},
	} {
		for _, text := range texts {
			var q reg.Request
			if err := q.Set(f, text); err == nil || len(q.Unread) != 1 {
				t.Errorf("%s: %q is read", f, text)
			}
		}
	}
	for f, texts := range map[reg.Field][]string{
		reg.FieldHomeCare: {"OUI", " oui ", "1", "Oui.", "(oui)", "[x]", "0", "X"},
		reg.FieldSex:      {"F", "f.", "Mme", "1", " 2\u00a0"},
		reg.FieldRole:     {"Accompagnement social / médico-social au soin", "(Coordination et orientation)", "genr10", "Administratif ou appui à l`organisation de l’accompagnement social/médico-social"},
		reg.FieldMethod:   {"pré-enregistrement", "Pré‑enregistrement", "pre_registration"},
	} {
		for _, text := range texts {
			var q reg.Request
			if err := q.Set(f, text); err != nil || len(q.Unread) != 0 {
				t.Errorf("%s: %q is not read: %v", f, text, err)
			}
		}
	}
}

// TestWords: the words of the enumerations, and nothing else.
func TestWords(t *testing.T) {
	var p reg.Purpose
	var m reg.Method
	var s reg.Found
	var f reg.Field
	for _, to := range []interface{ UnmarshalText([]byte) error }{&p, &m, &s, &f} {
		if err := to.UnmarshalText([]byte("Zqxwv73")); !errors.Is(err, reg.CodeWordUnknown) || strings.Contains(err.Error(), "Zqxwv73") {
			t.Errorf("%T: %v", to, err)
		}
	}
	for _, want := range []reg.Purpose{0, reg.NewIdentity, reg.NewSituation} {
		if err := p.UnmarshalText([]byte(marshalled(want))); err != nil || p != want {
			t.Errorf("%s: back as %s, %v", want, p, err)
		}
	}
	for _, want := range []reg.Method{0, reg.Manual, reg.PreRegistration} {
		if err := m.UnmarshalText([]byte(marshalled(want))); err != nil || m != want {
			t.Errorf("%s: back as %s, %v", want, m, err)
		}
	}
	for _, want := range []reg.Found{0, reg.FoundNone, reg.FoundOne, reg.FoundSeveral} {
		if err := s.UnmarshalText([]byte(marshalled(want))); err != nil || s != want {
			t.Errorf("%s: back as %s, %v", want, s, err)
		}
	}
	for _, none := range []fmt.Stringer{reg.Purpose(0), reg.Method(0), reg.Found(0)} {
		if none.String() != "(not stated)" {
			t.Errorf("%T prints %s", none, none)
		}
	}
	for _, none := range []fmt.Stringer{reg.Purpose(9), reg.Method(9), reg.Found(9)} {
		if none.String() != "(no such value: 9)" {
			t.Errorf("%T prints %s", none, none)
		}
		if b, err := none.(encoding.TextMarshaler).MarshalText(); err == nil {
			t.Errorf("%T marshals as %q", none, b)
		}
	}
	for want := range reg.Fields() {
		b, _ := want.MarshalText()
		if err := f.UnmarshalText(b); err != nil || f != want {
			t.Errorf("%s: back as %s, %v", want, f, err)
		}
	}
}

// TestSetAgain: the last text counts.
func TestSetAgain(t *testing.T) {
	var q reg.Request
	steps := []struct {
		text, want string
		unread     int
	}{
		{"2026-09-01", "2026-09-01", 0},
		{"demain", "", 1},
		{"après-demain", "", 1},
		{"02/09/2026", "2026-09-02", 0},
		{"demain", "", 1},
		{" ", "", 0},
	}
	for _, s := range steps {
		_ = q.Set(reg.FieldStart, s.text)
		if got, _ := printed(&q, reg.FieldStart); got != s.want || len(q.Unread) != s.unread {
			t.Errorf("after %q: %q, %d unread", s.text, got, len(q.Unread))
		}
		if s.unread == 1 && q.Unread[0].Text.Reveal() != s.text {
			t.Errorf("after %q: kept another text", s.text)
		}
	}
	if !reflect.DeepEqual(q, reg.Request{}) {
		t.Errorf("the emptied request is not empty: %v", q.Unread)
	}
}

// TestNothingLost sets every field to a text that it keeps or reads, and
// finds each again.
func TestNothingLost(t *testing.T) {
	var q reg.Request
	const text = "Zqxwv-73"
	for f := range reg.Fields() {
		_ = q.Set(f, text)
	}
	b, err := json.Marshal(q)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for range reg.Fields() {
		n++
	}
	// The telephone drops the hyphen, and the names keep it.
	if got := strings.Count(string(b), text) + strings.Count(string(b), "Zqxwv73"); got != n {
		t.Errorf("%d of %d texts in %s", got, n, b)
	}
	unread := map[reg.Field]bool{}
	for _, u := range q.Unread {
		if unread[u.Field] {
			t.Errorf("%s: kept twice", u.Field)
		}
		unread[u.Field] = true
	}
	fs := reg.Check(q, reg.Context{At: today})
	for f := range unread {
		if !slices.ContainsFunc(fs, func(x rule.Fault) bool { return x.Path() == f.Path() && x.Severity() == rule.Error }) {
			t.Errorf("%s: unread, and Check is silent", f)
		}
	}
}

// TestCopies: a request is a value, and what is set in a copy stays there.
func TestCopies(t *testing.T) {
	broken := func() reg.Request {
		q := plain().Request()
		_ = q.Set(reg.FieldStart, "demain")
		_ = q.Set(reg.FieldEnd, "jamais")
		_ = q.Set(reg.FieldSex, "X")
		return q
	}
	t.Run("mended in a copy", func(t *testing.T) {
		q := broken()
		before := dump(t, q)
		c := q
		_ = c.Set(reg.FieldStart, "2026-09-01")
		if after := dump(t, q); after != before {
			t.Errorf("the original has changed:\n%s\n%s", before, after)
		}
	})
	t.Run("broken in two copies", func(t *testing.T) {
		q := broken()
		a, b := q, q
		_ = a.Set(reg.FieldRole, "danseur")
		_ = b.Set(reg.FieldMode, "debout")
		if !reg.Check(a, reg.Context{At: today}).Has(roles.CodeRoleUnknown) || !reg.Check(b, reg.Context{At: today}).Has(roles.CodeModeUnknown) {
			t.Error("one copy has the text of the other")
		}
	})
}

// TestUnreadByHand: a text in Unread that can be read does not fill the field,
// and does not hide that it is empty.
func TestUnreadByHand(t *testing.T) {
	for f, text := range map[reg.Field]string{
		reg.FieldSex: "F", reg.FieldBirthDate: "1988-04-12", reg.FieldProfession: "328", reg.FieldRole: "GENR08",
		reg.FieldMode: "S", reg.FieldCategory: "C", reg.FieldStart: "2026-09-01", reg.FieldInformation: "2026-08-25",
		reg.FieldSIRET: "00099701500011", reg.FieldBirthName: "Lefèvre", reg.FieldEmail: "zoe@example.org",
	} {
		row := plain()
		row[f] = ""
		q := row.Request()
		q.Unread = append(q.Unread, reg.Unread{Field: f, Text: rpps.Private(text)})
		if fs := reg.Check(q, reg.Context{At: today}); fs.Count(rule.Error) == 0 {
			t.Errorf("%s is empty, and the request is valid: %v", f, fs)
		}
	}
	// Nor is one lost that nobody asks for, as of a request that was kept before the
	// library could read it. Where the field is stated, or set again, that counts.
	for f, text := range map[reg.Field]string{
		reg.FieldEnd: "31/12/2027", reg.FieldFrenchNationality: "FRA", reg.FieldNumber: "99700000013",
		reg.FieldSector: "SA16", reg.FieldEndReason: "RS", reg.FieldIdentifier: "3990000010/AGENT1", reg.FieldUsageName: "Lefèvre",
	} {
		row := plain()
		row[f] = ""
		q := row.Request()
		q.Unread = append(q.Unread, reg.Unread{Field: f, Text: rpps.Private(text)})
		if fs := reg.Check(q, reg.Context{At: today}); fs.Count(rule.Error) != 1 || !fs.Has(reg.CodeTextLeft) {
			t.Errorf("%s: %v", f, fs)
		}
		other := row
		other[f] = text
		again := other.Request()
		again.Unread = q.Unread
		if fs := reg.Check(again, reg.Context{At: today}); fs.Has(reg.CodeTextLeft) {
			t.Errorf("%s, stated: %v", f, fs)
		}
		if err := again.Set(f, ""); err != nil || len(again.Unread) > 0 {
			t.Errorf("%s, stated and taken out: %v, %d", f, err, len(again.Unread))
		}
		blank := row.Request()
		blank.Unread = []reg.Unread{{Field: f, Text: " "}}
		if fs := reg.Check(blank, reg.Context{At: today}); fs.Has(reg.CodeTextLeft) {
			t.Errorf("%s, blanks: %v", f, fs)
		}
		if err := q.Set(f, ""); err != nil || len(q.Unread) > 0 {
			t.Errorf("%s, taken out: %v, %d", f, err, len(q.Unread))
		}
	}
}

// TestNoPersonalData: nothing that prints shows a text or a number of the
// person, whether it was read or not.
func TestNoPersonalData(t *testing.T) {
	secrets := []string{
		"Zqxwv", "Bnmty", "zoe", "0639981234", "06 39 98", "99700000013", "1988", "75056", "12/04", "2026-09-01", "00099701500011", "AGENT1",
	}
	row := plain()
	row[reg.FieldBirthName], row[reg.FieldFirstNames], row[reg.FieldUsageName] = "Zqxwv", "Bnmty", "Zqxwv"
	row[reg.FieldExerciseName], row[reg.FieldExerciseFirstName] = "Zqxwv", "Bnmty"
	row[reg.FieldNumber], row[reg.FieldIdentifier], row[reg.FieldBirthTown] = "99700000013", "3990000010/AGENT1", "Zqxwv"
	read := row.Request()
	if len(read.Unread) != 0 {
		t.Fatal("the sample cannot be read")
	}
	unread := reg.Request{}
	var errs []error
	for f := range reg.Fields() {
		errs = append(errs, unread.Set(f, "Zqxwv 1988 0639981234"))
	}
	if len(unread.Unread) < 20 {
		t.Fatalf("%d unread", len(unread.Unread))
	}

	look := func(what, out string) {
		t.Helper()
		if out == "" {
			t.Errorf("%s prints nothing", what)
		}
		for _, s := range secrets {
			if strings.Contains(out, s) {
				t.Errorf("%s shows %q: %s", what, s, out)
			}
		}
	}
	for name, q := range map[string]reg.Request{"read": read, "unread": unread} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
			look(name+" "+verb, fmt.Sprintf(verb, q))
			look(name+" pointer "+verb, fmt.Sprintf(verb, &q))
			look(name+" slice "+verb, fmt.Sprintf(verb, []reg.Request{q}))
			if len(q.Unread) > 0 {
				look(name+" unread "+verb, fmt.Sprintf(verb, q.Unread))
				look(name+" one unread "+verb, fmt.Sprintf(verb, q.Unread[0]))
				look(name+" pointer to one unread "+verb, fmt.Sprintf(verb, &q.Unread[0]))
			}
		}
		look(name+" String", q.String())
		var b bytes.Buffer
		for kind, log := range map[string]*slog.Logger{
			"text": slog.New(slog.NewTextHandler(&b, nil)), "json": slog.New(slog.NewJSONHandler(&b, nil)),
		} {
			b.Reset()
			log.Info("demande", "request", q, "pointer", &q)
			if len(q.Unread) > 0 {
				log.Info("illisible", "unread", q.Unread[0], "pointer", &q.Unread[0])
			}
			if b.Len() == 0 {
				t.Errorf("%s: nothing logged", kind)
			}
			out := b.String()
			// The time of the record is not that of the person.
			for line := range strings.Lines(out) {
				_, line, _ = strings.Cut(line, "level")
				look(name+" slog "+kind, line)
			}
		}
		fs := reg.Check(q, reg.Context{At: today})
		if len(fs) > 0 {
			look(name+" findings", fs.Error())
		}
		for _, f := range fs {
			j, err := f.MarshalJSON()
			if err != nil {
				t.Fatal(err)
			}
			look(name+" finding in JSON", string(j))
			look(name+" finding in English", f.Message(english))
		}
	}
	for _, err := range errs {
		if err != nil {
			look("error of Set", fmt.Sprintf("%v %+v %q", err, err, err))
		}
	}
}

// TestFindingsOfSamplesShowNothing looks for the texts of generated
// registrations in what is said of them.
func TestFindingsOfSamplesShowNothing(t *testing.T) {
	rng := seeded(8)
	ms := regsample.Mutations()
	private := []reg.Field{
		reg.FieldBirthName, reg.FieldBirthDate, reg.FieldBirthPlace, reg.FieldBirthTown, reg.FieldEmail, reg.FieldPhone,
		reg.FieldNumber, reg.FieldIdentifier, reg.FieldUsageName, reg.FieldSIRET, reg.FieldFINESS, reg.FieldRPPSRang,
		reg.FieldStart, reg.FieldEnd, reg.FieldInformation,
	}
	for range 2000 {
		row := regsample.Valid(rng, today)
		m := ms[rng.IntN(len(ms))]
		m.Apply(rng, &row)
		said := reg.Check(row.Request(), reg.Context{At: today}).Error()
		for _, f := range private {
			// The first day of a code, which a finding tells, may be that of a situation.
			said := strings.NewReplacer("since 2025-03-28", "", "since 2026-05-05", "", "since 2026-02-02", "", "since 2026-03-30", "",
				"since 2022-02-25", "", "since 2023-07-28", "", "since 2024-10-25", "").Replace(said)
			if s := strings.TrimSpace(row[f]); len(s) >= 5 && s != "99100" && strings.Contains(said, s) {
				t.Fatalf("%s: %s is shown: %s", m.Name, f.Column(), said)
			}
		}
	}
}
