package gestionnaire_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	ges "github.com/rppsplus/rppsplus/rpps/gestionnaire"
)

var markers = []string{"99700000013", "00099701500011", "000997015", "990000010", "example.org", "MARKER", "0639980012", "06 39", "1999-11-23", "1999"}

func TestPrivacy(t *testing.T) {
	then := civil.MustNew(1999, 11, 23)
	s := rpps.Structure{SIRET: siteA, SIREN: siteA.SIREN(), FINESS: finessA, LegalFINESS: finessA, Name: "MARKER", Kind: rpps.ESMS}
	m := ges.Mandate{
		Capacity: ges.Gestionnaire, Structure: s, From: then, Until: then, AppointedBy: ges.Mandataire,
		Training:    ges.Training{CompletedOn: then},
		Attestation: ges.Attestation{SignedOn: then, SignedBy: ges.Professionnel},
		Card:        ges.Card{Kind: ges.CPS, ExpiresOn: then, OpposedOn: then},
		Contact:     rpps.Contact{Email: "MARKER@example.org", Phone: "0639980012"}, TermsAcceptedOn: then,
	}
	a := ges.Actor{ID: actorID, Mandates: []ges.Mandate{m}}
	e := ges.Establishment{Structure: s, Contract: ges.Contract{SignedOn: then, EndedOn: then, With: s}}
	v := ges.MayRegister(&a, &e, day)
	if len(v.Faults) < 3 {
		t.Fatal(v)
	}
	markers := append([]string{fmt.Sprint(then.Ordinal()), fmt.Sprintf("%x", then.Ordinal())}, markers...)
	check := func(where, out string) {
		t.Helper()
		if out == "" {
			t.Errorf("%s: nothing", where)
		}
		for _, s := range markers {
			for _, form := range []string{s, fmt.Sprintf("%x", s), fmt.Sprintf("%X", s), strings.Trim(fmt.Sprint([]byte(s)), "[]")} {
				if strings.Contains(out, form) {
					t.Errorf("%s shows %s: %s", where, s, out)
				}
			}
		}
	}
	for _, x := range []any{
		a, &a, m, &m,
		[]ges.Mandate{m},
		e, &e, e.Contract, m.Training, m.Attestation, m.Card, v, v.Faults,
		ges.AccessOf(s, 0), errors.Join(v.Faults.Err()),
	} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%q", "%x", "%X", "%20v", "%.1s", "%z"} {
			check(fmt.Sprintf("%T under %s", x, verb), fmt.Sprintf(verb, x))
		}
	}
	for _, x := range []any{a, m, e, e.Contract, m.Training, m.Attestation, m.Card, v.Faults} {
		var b bytes.Buffer
		slog.New(slog.NewTextHandler(&b, nil)).Info("x", "x", x)
		slog.New(slog.NewJSONHandler(&b, nil)).Info("x", "x", x)
		check(fmt.Sprintf("slog of %T", x), dropTime(b.String()))
	}
	for x, want := range map[fmt.Stringer]string{
		m.Card: "Card(CPS)", m.Training: "Training(completed stated)", m.Attestation: "Attestation(signed stated, by professionnel)",
		e.Contract:     "Contract(signed stated, reach (not stated))",
		ges.Contract{}: "Contract(signed not stated, reach (not stated))",
	} {
		if x.String() != want {
			t.Errorf("%s, not %s", x, want)
		}
	}
}

// dropTime takes away the time of the log lines, whose digits are not ours.
func dropTime(s string) string {
	var out []string
	for line := range strings.Lines(s) {
		_, rest, _ := strings.Cut(line, "INFO")
		out = append(out, rest)
	}
	return strings.Join(out, "")
}
