package habilitation_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

// A subject that is asked the day for which it was made is the same; on any other day
// it is denied, whoever it is, whatever for.
func TestSubjectOfAnotherDay(t *testing.T) {
	days := []civil.Date{
		{}, civil.YMD(2024, 9, 24), civil.YMD(2025, 10, 14), civil.YMD(2025, 10, 15), civil.YMD(2026, 6, 1), civil.YMD(2026, 6, 2),
	}
	circumstances := []habilitation.Facts{0, team, rupture, call, team | habilitation.Depositor, habilitation.Depositor, team | habilitation.ExplicitConsent | habilitation.Informed}
	m, same, other, allowed := habilitation.CNAM20240925(), 0, 0, 0
	for _, p := range everybody {
		for _, day := range days {
			s := habilitation.Subject{}
			if day.IsZero() {
				s = subjectOf(p, "", habilitation.Policy{})
			} else {
				s = subjectOf(p, day.String(), habilitation.Policy{})
			}
			for _, doc := range []string{"11502-2", "89601-9", "80788-3"} {
				for _, a := range allActions {
					for _, f := range circumstances {
						r := habilitation.Request{Subject: s, Document: documentOf(doc), Action: a, Facts: f}
						want := m.Decide(r)
						for _, at := range days {
							r.Subject = s.On(at)
							got := m.Decide(r)
							if at == s.At() || s.IsZero() {
								same++
								if got != want {
									t.Fatalf("%+v on %s, %v %s, %v: %v with its day, %v without", p, day, a, doc, f, got, want)
								}
								continue
							}
							other++
							if want.Allowed() {
								allowed++
							}
							if got.Allowed() || !got.Has(habilitation.SubjectOtherDay) || got.At() != at || r.Subject.On(s.At()) == s {
								t.Fatalf("%+v of %s, asked on %s: %v", p, day, at, got)
							}
							for r := range want.Denials() {
								if who := r < habilitation.SubjectOtherDay; who && !got.Has(r) {
									t.Fatalf("%+v of %s, asked on %s: %v is lost", p, day, at, r)
								}
							}
						}
					}
				}
			}
		}
	}
	require.Greater(t, allowed, 1000, "the walk meets authorisations that the day takes away")
	t.Logf("%d requests of the day of their subject, %d of another, of which %d were open on its own", same, other, allowed)
}

// What the day of the question decides beside: the matrix, the consent that is due, and
// the day of the decision.
func TestSubjectOn(t *testing.T) {
	wednesday, thursday := civil.YMD(2026, 6, 3), civil.YMD(2026, 6, 4)
	s := situation.Situation{Profession: roles.ProfessionInfirmier, Category: roles.CategoryCivil, Start: civil.YMD(2020, 1, 1), End: wednesday}
	kept := habilitation.SubjectOf(s, wednesday)
	r := habilitation.Request{Subject: kept.On(wednesday), Document: documentOf("34112-3"), Action: habilitation.Read, Facts: team}
	m := habilitation.CNAM20240925()
	require.True(t, m.Decide(r).Allowed())

	r.Subject = kept.On(thursday)
	assert.Equal(t, []habilitation.Reason{habilitation.SubjectOtherDay}, slices.Collect(r.Subject.Problems()))
	d := m.Decide(r)
	assert.Equal(t, []habilitation.Reason{habilitation.SubjectOtherDay}, slices.Collect(d.Denials()))
	assert.Equal(t, thursday, d.At())
	assert.Contains(t, d.Explain(language.French), "n'a pas été établi pour le jour de la demande")
	assert.Empty(t, slices.Collect(m.Readable(r)))
	for range habilitation.Filter(m, r, slices.Values([]string{"34112-3"}), func(string, *habilitation.Request) {}) {
		t.Error("an item for a subject of yesterday")
	}

	// Made anew, the subject says what happened meanwhile.
	r.Subject = habilitation.SubjectOf(s, thursday)
	assert.Equal(t, []habilitation.Reason{habilitation.SituationEnded}, slices.Collect(m.Decide(r).Denials()))

	// A subject that knows no day is of none.
	r.Subject = habilitation.NoSubject(habilitation.StructureUnknown, civil.Date{}).On(thursday)
	assert.Equal(t, []habilitation.Reason{habilitation.StructureUnknown, habilitation.SubjectOtherDay}, slices.Collect(m.Decide(r).Denials()))

	// What stands against it stays, and once it is of another day it stays so.
	r.Subject = habilitation.SubjectOf(s, thursday).On(wednesday).On(thursday).Under(habilitation.Policy{RoleAccess: habilitation.RoleSuspended})
	assert.Equal(t, []habilitation.Reason{habilitation.SituationEnded, habilitation.SubjectOtherDay}, slices.Collect(m.Decide(r).Denials()))
	assert.Equal(t, habilitation.Subject{}, habilitation.Subject{}.On(thursday))

	// The matrix of the timeline is that of the day of the question.
	before := civil.YMD(2024, 9, 24)
	v := habilitation.Embedded()
	got := v.Decide(habilitation.Request{Subject: kept.On(before), Document: r.Document, Action: habilitation.Read, Facts: team})
	assert.True(t, got.Has(habilitation.MatrixNotInForce))
	assert.True(t, got.Has(habilitation.SubjectOtherDay))
}
