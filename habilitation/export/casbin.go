package export

import (
	"bufio"
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// CasbinModel writes the model for Casbin v2: request, policy, matcher. It is
// the same for every matrix but for its head. The matcher finds a cell by a
// link between names, not by a rule for each cell. Errors as for [Rego].
//
// What Casbin cannot express, and the files therefore do not: reasons of a
// denial and caveats (EnforceEx names one ground of an authorisation), and the
// classification of codes (the subject is resolved by the library). A request
// in which something is missing is an error of Casbin, and not allowed.
func CasbinModel(w io.Writer, m *habilitation.Matrix) error {
	s, err := read(m)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	comment(b, "#", append(s.head("Rules of access to the DMP, for Casbin v2: the model. See the policy beside it."),
		"",
		"r.s (the subject) and r.f (the facts) are maps: the library builds them. Everything that is missing",
		"in a request is an error, and an error allows nothing.",
		"Not expressible, and left out: reasons of a denial, caveats, subjects by codes.",
	))
	b.WriteString(casbinModel)
	return b.Flush()
}

// CasbinPolicy writes the policy for [CasbinModel] as Casbin's CSV: a line p
// for each basis of each action, with the days on which it counts and the
// ground that it gives; a line g for each type that a set of columns opens; a
// line g2 for each known type, each choice of the policy, and each set of
// columns that rests on no role. Errors as for [Rego].
func CasbinPolicy(w io.Writer, m *habilitation.Matrix) error {
	s, err := read(m)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	comment(b, "#", s.head("Rules of access to the DMP, for Casbin v2: the policy. See the model beside it."))
	c := csv.NewWriter(b)
	line := func(fields ...string) { _ = c.Write(fields) } // the error stays with b

	from, until := dayText(s.version.From), dayText(s.version.Until)
	if until == "" {
		until = "9999-99-99"
	}
	type basis struct {
		by     string
		ground habilitation.Reason
	}
	grounds := func(action string, list ...basis) {
		for _, x := range list {
			last := until
			if x.by == "informed" {
				last = min(last, consentReform().String())
			}
			line("p", action, x.by, from, last, string(x.ground.Code()))
		}
	}
	consents := []basis{
		{"initial", habilitation.GroundInitialConsent},
		{"informed", habilitation.GroundInformed},
		{"explicit", habilitation.GroundExplicitConsent},
		{"express", habilitation.GroundExpressConsent},
	}
	grounds("read", append(slices.Clone(consents), basis{"emergency", habilitation.GroundEmergency}, basis{"regulation", habilitation.GroundRegulation})...)
	grounds("deposit", basis{"express", habilitation.GroundExpressConsent}, basis{"initial", habilitation.GroundDepositConsent},
		basis{"explicit", habilitation.GroundDepositConsent}, basis{"before", habilitation.GroundDepositInformed})
	grounds("hide", consents...)
	grounds("unhide", consents...)
	grounds("delete", basis{"depositor", habilitation.GroundDepositor})

	// The names of sets of columns, types and words never meet: each begins
	// with a word of its own, which the matcher writes. No line closes
	// anything, so that a line that is lost opens nothing.
	for _, ch := range s.choices {
		line("g2", "policy", ch.name+"="+ch.value)
	}
	roleColumns := habilitation.ColumnSet(0)
	for i, col := range s.columns {
		if len(col.Roles) > 0 {
			roleColumns |= 1 << i
		}
	}
	sets := s.sets()
	for _, set := range sets {
		if set&roleColumns == 0 {
			line("g2", "columns "+columnsName(s.keys(set)), "no-role")
		}
	}
	documents := s.documents()
	for _, d := range documents {
		line("g2", "type "+d.code, "known")
		if d.dmp {
			line("g2", "type "+d.code, "dmp")
		}
	}
	for _, set := range sets {
		for _, d := range documents {
			if d.row && d.readers&set == set {
				line("g", "columns "+columnsName(s.keys(set)), "type "+d.code)
			}
		}
	}
	c.Flush()
	return b.Flush()
}

// sets gives every set of columns that may name one subject, under whichever
// policy: by profession, as intern, by métier, by role, by métier and role, and
// without the columns that exclude the occupational doctor.
func (s *source) sets() []habilitation.ColumnSet {
	byProfession, byIntern := map[uint16]habilitation.ColumnSet{}, map[uint16]habilitation.ColumnSet{}
	byMetier, byRole := map[uint16]habilitation.ColumnSet{}, map[uint16]habilitation.ColumnSet{}
	var excluding habilitation.ColumnSet
	for i, c := range s.columns {
		one := habilitation.ColumnSet(1) << i
		for _, p := range c.Professions {
			byProfession[uint16(p)] |= one
		}
		for _, p := range c.Interns {
			byIntern[uint16(p)] |= one
		}
		for _, p := range c.Functions {
			byMetier[uint16(p)] |= one
		}
		for _, r := range c.Roles {
			byRole[uint16(r)] |= one
		}
		if c.ExcludesOccupational {
			excluding |= one
		}
	}
	var out []habilitation.ColumnSet
	add := func(set habilitation.ColumnSet) {
		for _, v := range [...]habilitation.ColumnSet{set, set &^ excluding} {
			if v != 0 {
				out = append(out, v)
			}
		}
	}
	for _, sets := range [...]map[uint16]habilitation.ColumnSet{byProfession, byIntern, byMetier, byRole} {
		for _, v := range sets {
			add(v)
		}
	}
	for _, f := range byMetier {
		for _, r := range byRole {
			add(f | r)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// columnsName names a set of columns in one word.
func columnsName(keys []string) string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = escape(k)
	}
	return strings.Join(out, "+")
}

// escape writes everything but letters, digits, "-", "_" and "." as %XX.
func escape(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_', c == '.':
			b.WriteByte(c)
		default:
			const hex = "0123456789ABCDEF"
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}

// Casbin returns the input as the four values of a request: the subject, the
// type of document, the action, the facts. Codes are not resolved: an input by
// codes has no subject here, and is denied. So is a day that is not written
// AAAA-MM-JJ: Casbin would compare it as text.
func (in Input) Casbin() []any {
	sub := map[string]any{"clear": false, "day": "", "columns": ""}
	if d, err := civil.ParseISO(in.Day); err == nil {
		sub["day"] = dayText(d)
	}
	traits := traitNames()
	for _, t := range traits {
		sub[underscored(t)] = false
	}
	if s := in.subject(); s != nil {
		stands := len(s.Problems) == 0
		for _, t := range s.Traits {
			if !slices.Contains(traits, t) {
				stands = false // a trait that the rules do not know
				continue
			}
			sub[underscored(t)] = true
		}
		sub["clear"], sub["columns"] = stands, columnsName(s.Columns)
	}
	facts := map[string]any{"unknown": false}
	names := factNames()
	for _, f := range names {
		facts[underscored(f)] = false
	}
	for _, f := range in.Facts {
		if !slices.Contains(names, f) {
			facts["unknown"] = true
			continue
		}
		facts[underscored(f)] = true
	}
	return []any{sub, in.Document, in.Action, facts}
}

func underscored(s string) string { return strings.ReplaceAll(s, "-", "_") }

// casbinModel is short on purpose: Casbin searches the text of the matcher for
// "eval(" at every call, which costs more than the matcher itself.
const casbinModel = `
[request_definition]
r = s, doc, act, f

[policy_definition]
p = act, by, from, until, ground

[role_definition]
g = _, _
g2 = _, _

[policy_effect]
e = some(where (p.eft == allow))

[matchers]
m = r.act == p.act && r.s.clear && r.s.day >= p.from && r.s.day < p.until && ( \
  p.by == 'emergency' && r.f.bris_de_glace && r.f.incapacity && r.f.bris_de_glace_not_refused && !r.f.bris_de_glace_refused && \
    (r.s.health_professional || r.s.intern && g2('policy', 'emergency-for-interns=yes') || r.s.technician && g2('policy', 'emergency-for-technicians=yes')) || \
  p.by == 'regulation' && r.f.regulation && r.s.physician && !r.s.no_regulation && r.f.regulation_not_refused && !r.f.regulation_refused || \
  p.by == 'depositor' || \
  (r.s.occupational || r.s.fire_brigade) && p.by == 'express' && r.f.explicit_consent && r.f.informed || \
  !r.s.occupational && !r.s.fire_brigade && ( \
    p.by == 'initial' && r.f.care_team && r.f.initial_consent || \
    p.by == 'informed' && r.f.care_team && !r.f.initial_consent && r.f.informed || \
    (r.f.care_team || r.f.outside_team) && ( \
      p.by == 'explicit' && r.f.explicit_consent || \
      p.by == 'before' && r.f.deposited_before && r.f.informed && !r.f.explicit_consent && !(r.f.care_team && r.f.initial_consent)))) && ( \
  p.act == 'delete' && r.f.depositor || r.f.not_opposed && ( \
    p.act == 'read' && g('columns ' + r.s.columns, 'type ' + r.doc) && \
      (g2('columns ' + r.s.columns, 'no-role') || !r.s.role_suspended && g2('policy', 'role-access=published')) && \
      (r.f.hidden_by_depositor || r.f.hidden_by_patient || r.f.visible || r.f.any_document) && \
      (!r.f.hidden_by_depositor && !r.f.hidden_by_patient || r.f.depositor || r.f.administrator_doctor && r.s.physician || \
        r.f.hidden_shown_in_emergency && (p.by == 'emergency' || p.by == 'regulation')) || \
    p.act == 'deposit' && g2('type ' + r.doc, 'dmp') && !r.f.deposit_refused && \
      (!r.s.student || r.s.intern || g2('policy', 'student-deposits=yes')) && \
      (!r.f.invisible_to_patient || !r.f.hidden_by_depositor && !r.f.hidden_by_patient || g2('policy', 'hidden-and-invisible=yes')) || \
    r.f.depositor && ( \
      p.act == 'hide' && (!r.f.invisible_to_patient || g2('policy', 'hidden-and-invisible=yes')) || \
      p.act == 'unhide' && !r.f.hidden_by_patient && (r.f.visible || r.f.any_document || r.f.hidden_by_depositor)))) && \
  g2('type ' + r.doc, 'known') && !r.f.unknown && !(r.f.care_team && r.f.outside_team) && !(r.f.not_opposed && r.f.opposed) && \
  !(r.f.bris_de_glace && r.f.regulation) && !(r.f.bris_de_glace_not_refused && r.f.bris_de_glace_refused) && \
  !(r.f.regulation_not_refused && r.f.regulation_refused) && !(r.f.hidden_by_depositor && r.f.hidden_by_patient) && \
  !(r.f.visible && (r.f.any_document || r.f.hidden_by_depositor || r.f.hidden_by_patient)) && \
  !(r.f.any_document && (r.f.hidden_by_depositor || r.f.hidden_by_patient))
`
