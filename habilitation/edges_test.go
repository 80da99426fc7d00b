package habilitation_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// TestNoMatrix opens nothing, by codes too.
func TestNoMatrix(t *testing.T) {
	var m *habilitation.Matrix
	d := m.DecideCodes(habilitation.CodesRequest{Profession: "60", Category: "C", Document: "34112-3", Action: habilitation.Read, Facts: team})
	assert.False(t, d.Allowed())
	s := habilitation.SubjectOfCodes(habilitation.ParseCodes("60", "C", "", ""), civil.MustNew(2026, 1, 15))
	for x := range m.Readable(habilitation.Request{Subject: s, Facts: team}) {
		t.Errorf("%v is readable", x)
	}
}

// TestTraitsStop when asked.
func TestTraitsStop(t *testing.T) {
	n := 0
	for range habilitation.Traits() {
		n++
		break
	}
	all := 0
	for code := range everybodyTraits() {
		for range code.Traits() {
			all++
		}
		for range code.Traits() {
			n++
			break
		}
	}
	assert.Greater(t, all, 0)
	assert.Greater(t, n, 1)
}

// everybodyTraits gives the subjects of the table of everybody.
func everybodyTraits() func(func(habilitation.Subject) bool) {
	return func(yield func(habilitation.Subject) bool) {
		for _, p := range everybody {
			if !yield(habilitation.SubjectOfCodes(habilitation.ParseCodes(p.profession, p.category, p.function, p.role), civil.MustNew(2026, 1, 15))) {
				return
			}
		}
	}
}

// TestNoChoice: a number that is no choice of a policy opens no more than any
// that is one.
func TestNoChoice(t *testing.T) {
	at := civil.MustNew(2026, 1, 15)
	for name, c := range map[string]struct {
		profession, category, function, role, document string
		policy                                         habilitation.Policy
	}{
		"role access":       {"99", "C", "326", "GENR10", "80788-3", habilitation.Policy{RoleAccess: 9}},
		"occupational":      {"10", "C", "FON-29", "", "34112-3", habilitation.Policy{Occupational: 9}},
		"unstated category": {"60", "", "", "", "34112-3", habilitation.Policy{UnstatedCategory: 9}},
		"columns":           {"99", "C", "316", "GENR09", "34112-3", habilitation.Policy{Columns: 9}},
	} {
		m := habilitation.CNAM20240925().Under(c.policy)
		ask := func(subject, matrix habilitation.Policy) bool {
			codes := habilitation.ParseCodes(c.profession, c.category, c.function, c.role)
			return m.Under(matrix).Decide(habilitation.Request{
				Subject: subject.SubjectOfCodes(codes, at), Document: habilitation.MustParseDocumentType(c.document), Action: habilitation.Read,
				Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.ExplicitConsent | habilitation.Informed | habilitation.NotOpposed | habilitation.Visible,
			}).Allowed()
		}
		assert.False(t, ask(c.policy, c.policy), name)
	}
	role := habilitation.CNAM20240925().Under(habilitation.Policy{RoleAccess: 9})
	assert.Empty(t, func() (out []habilitation.Reach) {
		for _, r := range role.RolesFor(habilitation.MustParseDocumentType("80788-3")) {
			if len(r.Roles) > 0 {
				out = append(out, r)
			}
		}
		return out
	}())
}

// TestFilterOfTypesInGeneral: what was asked of types says nothing of one document,
// which may be hidden.
func TestFilterOfTypesInGeneral(t *testing.T) {
	matrix := habilitation.CNAM20240925()
	base := habilitation.Request{
		Subject: habilitation.SubjectOfCodes(habilitation.ParseCodes("60", "C", "", ""), civil.MustNew(2026, 6, 1)),
		Action:  habilitation.Read,
		Facts:   habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.AnyDocument,
	}
	facts := []habilitation.Facts{0, habilitation.Visible, habilitation.HiddenByPatient, habilitation.AnyDocument}
	question := func(f habilitation.Facts, r *habilitation.Request) {
		r.Document = habilitation.MustParseDocumentType("34112-3")
		r.Facts |= f
	}
	assert.Equal(t, []habilitation.Facts{habilitation.Visible, habilitation.AnyDocument}, slices.Collect(habilitation.Filter(matrix, base, slices.Values(facts), question)))
	for d, f := range habilitation.DecideItems(matrix, base, slices.Values(facts), question) {
		assert.Equal(t, f == 0, d.Has(habilitation.VisibilityNotStated), f)
		assert.Equal(t, f == habilitation.HiddenByPatient, d.Has(habilitation.DocumentHidden), f)
	}
}

// TestFilterDocumentOfTheBase: an item whose type is not known is not judged by
// the type that another question left in the request.
func TestFilterDocumentOfTheBase(t *testing.T) {
	base := habilitation.Request{
		Subject:  habilitation.SubjectOfCodes(habilitation.ParseCodes("60", "C", "", ""), civil.MustNew(2026, 6, 1)),
		Document: habilitation.MustParseDocumentType("34112-3"), Action: habilitation.Read,
		Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
	}
	got := slices.Collect(habilitation.Filter(habilitation.CNAM20240925(), base, slices.Values([]string{"34112-3", "a local code"}), func(code string, r *habilitation.Request) {
		if d, err := habilitation.ParseDocumentType(code); err == nil {
			r.Document = d
		}
	}))
	assert.Equal(t, []string{"34112-3"}, got)
}
