package annuaire

import (
	"strings"

	"github.com/rppsplus/rppsplus/internal/closing"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// Codes that are in no list, so that they open nothing.
const (
	// unread stands for the role in a file without the column, or with two.
	unread = "(no column)"
	// contradiction stands for a profession when two columns contradict each other.
	contradiction = "(contradiction)"
)

// occupationalMedicine is the savoir-faire "Médecine du travail".
const occupationalMedicine = "SM25"

// close counts what shuts somebody out in a column in which it is not read: no code
// of that column is written so, and a line that was moved by a field is.
func (v *values) close(s *situation.Situation, qualificationType string) {
	odd := func(stated string, known bool) bool { return stated != "" && !known }
	// A quick look: nearly every line has codes of their lists.
	q := s.Qualification
	if !odd(s.Stated.Function, s.Function != 0) && !odd(s.Stated.Role, s.Role != 0) && !odd(s.Stated.Mode, s.Mode != 0) &&
		!odd(s.Structure.Stated.Sector, s.Structure.Sector != 0) && !strings.ContainsAny(qualificationType, "0123456789") &&
		(q == "" || ownSkill(q)) {
		return
	}
	for _, f := range [...]struct {
		c    Column
		text string
		due  closing.As
	}{
		{ColFunctionCode, s.Stated.Function, closing.Function},
		{ColRoleCode, s.Stated.Role, closing.Role},
		{ColModeCode, s.Stated.Mode, 0},
		{ColSectorCode, s.Structure.Stated.Sector, closing.Sector},
		{ColQualificationTypeCode, qualificationType, 0},
		{ColQualificationCode, q, closing.Skill},
	} {
		closing.Each(f.text, func(as closing.As, code string) {
			if as == f.due || as == closing.Function && code[0] <= '9' && f.c != ColRoleCode {
				return // in its place, or a number that means something else there
			}
			t, free, changed := closing.Add(*s, as, code)
			switch {
			case !changed:
				return
			case !free:
				t = *s
				t.Stated.Profession, t.Profession = contradiction, 0
			}
			*s = t
			v.fault(ruleCloses, f.c, code)
		})
	}
}

// ownSkill reports whether a text is one code, of which nothing shuts out but by a
// savoir-faire: sectors and functions begin with S, F, G or 3, and have four
// characters at least.
func ownSkill(q string) bool {
	letter := func(c byte) bool { return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' }
	return 1 < len(q) && len(q) <= len("CAPA11") && letter(q[0]) && letter(q[1]) &&
		(!strings.ContainsAny(q[:1], "fFgGsS3") || q[1] == 'M' || q[1] == 'C')
}

// occupational notes a savoir-faire of médecine du travail on any line of the person,
// also on one that is beyond the limit.
func (b *builder) occupational(code string) {
	if code == "" || code == b.looked {
		return
	}
	b.looked = code
	if b.skill == "" {
		b.skill = closing.Occupational(code)
	}
}

// doubt tells that a line of a person was refused, if one was. It may be the one with
// médecine du travail: whom that would shut out was seen on no day.
func doubt(p *Person, line int) {
	if line == 0 {
		return
	}
	p.Faults.Add(rules[rulePersonLacks].At("").On(rule.Position{Line: line}))
	p.Faults.Sort()
	for i, s := range p.Situations {
		if _, _, more := closing.Add(s, closing.Skill, occupationalMedicine); more {
			p.Situations[i].SeenOn = civil.Date{}
		}
	}
}

// close gives every situation of the person that savoir-faire: the lines of another
// one are of the same doctor.
func (b *builder) close(p *Person) {
	changed := false
	for i, s := range p.Situations {
		if t, _, more := closing.Add(s, closing.Skill, b.skill); more {
			p.Situations[i], changed = t, true
		}
	}
	if !changed {
		return
	}
	p.Faults.Add(rules[ruleCloses].At(ColQualificationCode.Label()).With(b.skill).On(rule.Position{Line: p.Lines[0]}))
	seen, out := make(map[situation.Situation]bool), p.Situations[:0]
	for _, s := range p.Situations {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	p.Situations = out
}
