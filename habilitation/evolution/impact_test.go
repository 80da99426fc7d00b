package evolution_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/evolution"
	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/situation"
)

var on = civil.MustNew(2030, 1, 1)

func member(key, profession, category, function, role string) evolution.Member {
	return evolution.Member{Key: key, Subject: habilitation.SubjectOfCodes(habilitation.ParseCodes(profession, category, function, role), on)}
}

func staff() []evolution.Member {
	return []evolution.Member{
		member("p1", "60", "C", "", ""),       // unchanged but for the type that goes
		member("p2", "69", "C", "", ""),       // the column no longer names them
		member("p3", "99", "C", "", "GENR11"), // gains two, if the columns of roles operate
		member("p4", "99", "C", "", "GENR13"), // a column at last
		member("p5", "50", "C", "", ""),       // loses a cell and a type
		member("p6", "93", "C", "", ""),       // never a column
		member("p7", "99", "C", "", "GENR09"), // nothing changes
		member("p8", "99", "C", "316", "GENR11"),
		{Key: "p9"},
	}
}

// kept are the codes of changes, with what they rest on.
func kept(list []evolution.TypeChange) []string {
	var out []string
	for _, x := range list {
		s := x.Document.Code()
		if x.On != 0 {
			s += " " + x.On.String()
		}
		out = append(out, s)
	}
	return out
}

func TestImpact(t *testing.T) {
	c := evolution.Diff(habilitation.CNAM20240925(), tomorrow(t))
	e := evolution.Impact(c, staff())
	require.Len(t, e.Members, 9)
	type row struct {
		key           string
		before, after int
		gains, losses []string
	}
	var got []row
	for _, m := range e.Members {
		losses := kept(m.Losses)
		if len(losses) > 5 {
			losses = []string{fmt.Sprint(len(losses))}
		}
		got = append(got, row{m.Key, m.Before, m.After, kept(m.Gains), losses})
	}
	assert.Equal(t, []row{
		{"p1", 78, 77, nil, []string{"15508-5"}},
		{"p2", 78, 0, nil, []string{"78"}},
		{"p3", 26, 28, []string{"11502-2 role-access", "34112-3 role-access"}, nil},
		{"p4", 0, 1, []string{"34112-3 role-access"}, nil},
		{"p5", 75, 73, nil, []string{"89233-1", "15508-5"}},
		{"p6", 0, 0, nil, nil},
		{"p7", 5, 5, nil, nil},
		// Two columns name them and both must allow: that of the préparateur did.
		{"p8", 22, 24, []string{"11502-2 role-access|columns", "34112-3 role-access|columns"}, nil},
		{"p9", 0, 0, nil, nil},
	}, got)
	assert.Equal(t, []habilitation.Reason{habilitation.NoColumn}, e.Members[1].Denied)
	assert.Equal(t, []habilitation.Reason{habilitation.NoColumn}, e.Members[5].Denied)
	assert.Nil(t, e.Members[0].Denied)
	assert.Equal(t, []string{"FICTIF-1"}, e.Unlisted)
	assert.Len(t, e.Touched(), 6)
	assert.True(t, e.At.IsZero(), "the last is of no day")
	assert.Equal(t, on, evolution.Impact(c, staff()[:3]).At)

	golden.File(t, "testdata/impact.fr.txt", e.Text(language.French))
	golden.File(t, "testdata/impact.en.md", e.Markdown(language.English))
	golden.File(t, "testdata/impact.fr.html", e.HTML(language.French))
	b, err := json.MarshalIndent(e, "", " ")
	require.NoError(t, err)
	golden.File(t, "testdata/impact.json", string(b)+"\n")
}

// TestImpactByHand compares with decisions taken one by one, over all codes.
func TestImpactByHand(t *testing.T) {
	old, new := habilitation.CNAM20240925(), tomorrow(t)
	c := evolution.Diff(old, new)
	var people []evolution.Member
	for p := range roles.Professions() {
		for _, category := range []string{"C", "E"} {
			people = append(people, member("x", p.Code(), category, "", ""))
		}
		for r := range roles.RPPSPlusRoles() {
			if p.List() == roles.ListR85 {
				people = append(people, member("x", "99", "C", p.Code(), r.Code()))
			}
		}
	}
	require.Greater(t, len(people), 500)
	facts := habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible
	for i, e := range evolution.Impact(c, people).Members {
		var gains, losses []habilitation.DocumentType
		for d := range habilitation.DocumentTypes() {
			r := habilitation.Request{Subject: people[i].Subject, Document: d, Action: habilitation.Read, Facts: facts}
			was, is := old.Decide(r).Allowed(), new.Decide(r).Allowed()
			switch {
			case is && !was:
				gains = append(gains, d)
			case was && !is:
				losses = append(losses, d)
			}
		}
		bare := func(list []evolution.TypeChange) (out []habilitation.DocumentType) {
			for _, x := range list {
				out = append(out, x.Document)
			}
			slices.Sort(out)
			return out
		}
		require.Equal(t, gains, bare(e.Gains), people[i].Subject.String())
		require.Equal(t, losses, bare(e.Losses), people[i].Subject.String())
	}
}

func TestImpactOfOccupationalDoctors(t *testing.T) {
	s := habilitation.CNAM20240925().Spec()
	toggle(&s, "ATTEST-RESID", "physician")
	new := build(t, s)
	doctor := evolution.Member{Key: "d", Subject: habilitation.SubjectOfCodes(habilitation.ParseCodes("10", "C", "FON-29", ""), on)}
	c := evolution.Diff(habilitation.CNAM20240925(), new)
	assert.False(t, evolution.Impact(c, []evolution.Member{doctor}).Members[0].Changed())
	p := habilitation.Policy{Occupational: habilitation.OccupationalAsPhysician}
	c = evolution.Diff(habilitation.CNAM20240925().Under(p), new.Under(p))
	assert.Equal(t, []string{"ATTEST-RESID occupational"}, kept(evolution.Impact(c, []evolution.Member{doctor}).Members[0].Losses))
}

// A matrix that begins after the day of the staff, or has ended, is asked all the
// same: only the matrix differs.
func TestImpactOutsideTheDays(t *testing.T) {
	old, err := habilitation.CNAM20240925().InForce(civil.MustNew(2024, 9, 25), civil.MustNew(2025, 1, 1))
	require.NoError(t, err)
	new, err := tomorrow(t).InForce(civil.MustNew(2040, 1, 1), civil.Date{})
	require.NoError(t, err)
	a := evolution.Impact(evolution.Diff(old, new), staff()).Members
	b := evolution.Impact(evolution.Diff(habilitation.CNAM20240925(), tomorrow(t)), staff()).Members
	assert.Equal(t, b, a)
	var none evolution.Changes
	assert.Empty(t, evolution.Impact(none, staff()).Touched())
	assert.Empty(t, evolution.Impact(evolution.Diff(nil, nil), staff()).Touched())
}

func TestMembers(t *testing.T) {
	open := situation.Situation{Profession: roles.ProfessionInfirmier, Category: roles.CategoryCivil, Start: civil.MustNew(2020, 1, 1)}
	ended := open
	ended.End = civil.MustNew(2021, 1, 1)
	ms := evolution.Members("poste-7", on, habilitation.Policy{}, open, ended)
	require.Len(t, ms, 2)
	assert.Equal(t, "poste-7", ms[1].Key)
	e := evolution.Impact(evolution.Diff(habilitation.CNAM20240925(), tomorrow(t)), ms)
	assert.True(t, e.Members[0].Changed())
	assert.False(t, e.Members[1].Changed())
	assert.Contains(t, e.Members[1].Denied, habilitation.SituationEnded)
	touched, none, ok := strings.Cut(e.Text(language.French), "Ne lisent rien")
	assert.True(t, ok)
	assert.NotContains(t, touched, "SITUATION")
	assert.Contains(t, none, "HAB-SITUATION-ENDED")
}

// TestMembersOfASignIn: a situation that was seen without dates is not compared on a
// later day, and the report does not count it as untouched in silence.
func TestMembersOfASignIn(t *testing.T) {
	today := on.AddDays(-30)
	seen := situation.Situation{
		Profession: roles.ProfessionInfirmier, Category: roles.CategoryCivil, Source: situation.SourceUserinfo, SeenOn: today,
	}
	c := evolution.Diff(habilitation.CNAM20240925(), tomorrow(t))
	e := evolution.Impact(c, evolution.Members("poste-7", on, habilitation.Policy{}, seen))
	assert.Empty(t, e.Touched())
	assert.Contains(t, e.Text(language.French), "qui ne sont pas comparées : 1.")
	assert.Contains(t, e.Text(language.English), "which are not compared: 1.")
	// On the day on which it was seen, both matrices count as in force.
	e = evolution.Impact(c, evolution.Members("poste-7", today, habilitation.Policy{}, seen))
	assert.Len(t, e.Touched(), 1)
	assert.NotContains(t, e.Text(language.English), "not compared")
}

func TestPreview(t *testing.T) {
	old, err := habilitation.CNAM20240925().InForce(civil.MustNew(2024, 9, 25), civil.MustNew(2029, 6, 1))
	require.NoError(t, err)
	line := habilitation.Timeline{}.With(old, tomorrow(t))
	c, gap := evolution.Preview(line, civil.MustNew(2026, 1, 1), on)
	assert.False(t, gap)
	assert.Equal(t, "fictif-2030", c.New.ID)
	assert.Len(t, c.Cells, 3)
	c, gap = evolution.Preview(line, civil.MustNew(2026, 1, 1), civil.MustNew(2029, 12, 31))
	assert.True(t, gap)
	assert.Len(t, c.Documents, 108)

	day, c, ok := evolution.Next(line, civil.MustNew(2026, 1, 1))
	assert.True(t, ok)
	assert.Equal(t, civil.MustNew(2029, 6, 1), day)
	assert.Empty(t, c.New.ID, "a day without a matrix")
	day, c, ok = evolution.Next(line, day)
	assert.True(t, ok)
	assert.Equal(t, on, day)
	assert.Equal(t, "fictif-2030", c.New.ID)
	_, _, ok = evolution.Next(line, day)
	assert.False(t, ok)
}

func TestDependence(t *testing.T) {
	assert.Equal(t, "(none)", evolution.Dependence(0).String())
	assert.Equal(t, "role-access|occupational|columns", (evolution.OnRoleAccess | evolution.OnOccupational | evolution.OnColumns).String())
}

// TestNextOfAnOpenMatrix: that the next one ends the one before is no change of the
// publication.
func TestNextOfAnOpenMatrix(t *testing.T) {
	day, c, ok := evolution.Next(habilitation.Timeline{}.With(habilitation.CNAM20240925(), tomorrow(t)), civil.MustNew(2026, 1, 1))
	assert.True(t, ok)
	assert.Equal(t, on, day)
	assert.Len(t, c.Cells, 3)
	assert.Equal(t, habilitation.CNAM20240925().Version(), c.Old)
}
