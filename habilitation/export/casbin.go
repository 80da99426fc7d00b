package export

import (
	"bufio"
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/rppsplus/rppsplus/habilitation"
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
		"r.sub and r.facts are maps: the library builds them. Everything that is missing",
		"in a request is an error, and an error allows nothing.",
		"Not expressible, and left out: reasons of a denial, caveats, subjects by codes.",
	))
	b.WriteString(casbinModel)
	return b.Flush()
}

// CasbinPolicy writes the policy for [CasbinModel] as Casbin's CSV: a line p
// for each ground of each action with the days on which it counts, a line g for
// each open cell, a line g2 for each known type, for each choice of the policy
// that is on, and for each set of columns that rests on a role. Errors as for
// [Rego].
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
	grounds := func(action string, rs ...habilitation.Reason) {
		for _, r := range rs {
			last := until
			if r == habilitation.GroundInformed {
				last = min(last, consentReform().String())
			}
			line("p", action, string(r.Code()), from, last)
		}
	}
	consents := []habilitation.Reason{
		habilitation.GroundInitialConsent, habilitation.GroundInformed, habilitation.GroundExplicitConsent, habilitation.GroundExpressConsent,
	}
	grounds("read", append(slices.Clone(consents), habilitation.GroundEmergency, habilitation.GroundRegulation)...)
	grounds("deposit", habilitation.GroundExpressConsent, habilitation.GroundDepositConsent, habilitation.GroundDepositInformed)
	grounds("hide", consents...)
	grounds("unhide", consents...)
	grounds("delete", habilitation.GroundDepositor)

	// The names of sets of columns, types and words never meet: each begins
	// with a word of its own, which the matcher writes.
	for _, ch := range s.choices {
		if ch.on {
			line("g2", "policy", ch.name+"="+ch.value)
		}
	}
	roleColumns := habilitation.ColumnSet(0)
	for i, col := range s.columns {
		if len(col.Roles) > 0 {
			roleColumns |= 1 << i
		}
	}
	sets := s.sets()
	for _, set := range sets {
		if set&roleColumns != 0 {
			line("g2", "columns "+columnsName(s.keys(set)), "role")
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
	var byProfession, byIntern = map[uint16]habilitation.ColumnSet{}, map[uint16]habilitation.ColumnSet{}
	var byMetier, byRole = map[uint16]habilitation.ColumnSet{}, map[uint16]habilitation.ColumnSet{}
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
// codes has no subject here, and is denied.
func (in Input) Casbin() []any {
	sub := map[string]any{"clear": false, "day": in.Day, "columns": ""}
	for _, t := range traitNames() {
		sub[underscored(t)] = false
	}
	if s := in.Subject; s != nil {
		sub["clear"] = len(s.Problems) == 0
		sub["columns"] = columnsName(s.Columns)
		for _, t := range s.Traits {
			if _, ok := sub[underscored(t)]; !ok {
				sub["clear"] = false // a trait that the rules do not know
				continue
			}
			sub[underscored(t)] = true
		}
	}
	facts := map[string]any{"unknown": false}
	for _, f := range factNames() {
		facts[underscored(f)] = false
	}
	for _, f := range in.Facts {
		if _, ok := facts[underscored(f)]; !ok || f == "unknown" || strings.Contains(f, "_") {
			facts["unknown"] = true
			continue
		}
		facts[underscored(f)] = true
	}
	return []any{sub, in.Document, in.Action, facts}
}

func underscored(s string) string { return strings.ReplaceAll(s, "-", "_") }

const casbinModel = `
[request_definition]
r = sub, doc, act, facts

[policy_definition]
p = act, ground, from, until

[role_definition]
g = _, _
g2 = _, _

[policy_effect]
e = some(where (p.eft == allow))

[matchers]
m = r.act == p.act && r.sub.clear && r.sub.day >= p.from && r.sub.day < p.until && \
  ( \
    p.ground == 'HAB-GROUND-INITIAL-CONSENT' && !r.sub.occupational && !r.sub.fire_brigade && r.facts.care_team && r.facts.initial_consent || \
    p.ground == 'HAB-GROUND-INFORMED' && !r.sub.occupational && !r.sub.fire_brigade && r.facts.care_team && !r.facts.initial_consent && r.facts.informed || \
    p.ground == 'HAB-GROUND-EXPLICIT-CONSENT' && !r.sub.occupational && !r.sub.fire_brigade && (r.facts.care_team || r.facts.outside_team) && r.facts.explicit_consent || \
    p.ground == 'HAB-GROUND-EXPRESS-CONSENT' && (r.sub.occupational || r.sub.fire_brigade) && r.facts.explicit_consent && r.facts.informed || \
    p.ground == 'HAB-GROUND-EMERGENCY' && (r.facts.bris_de_glace && r.facts.incapacity && r.facts.bris_de_glace_not_refused && !r.facts.bris_de_glace_refused && \
      (r.sub.health_professional || r.sub.intern && g2('policy', 'emergency-for-interns=yes') || r.sub.technician && g2('policy', 'emergency-for-technicians=yes'))) || \
    p.ground == 'HAB-GROUND-REGULATION' && (r.facts.regulation && r.sub.physician && !r.sub.no_regulation && r.facts.regulation_not_refused && !r.facts.regulation_refused) || \
    p.ground == 'HAB-GROUND-DEPOSIT-CONSENT' && !r.sub.occupational && !r.sub.fire_brigade && \
      ((r.facts.care_team || r.facts.outside_team) && r.facts.explicit_consent || r.facts.care_team && r.facts.initial_consent) || \
    p.ground == 'HAB-GROUND-DEPOSIT-INFORMED' && !r.sub.occupational && !r.sub.fire_brigade && (r.facts.care_team || r.facts.outside_team) && \
      !r.facts.explicit_consent && !(r.facts.care_team && r.facts.initial_consent) && r.facts.deposited_before && r.facts.informed || \
    p.ground == 'HAB-GROUND-DEPOSITOR' && r.facts.depositor \
  ) && ( \
    p.act == 'read' && g('columns ' + r.sub.columns, 'type ' + r.doc) && r.facts.not_opposed && \
      !((r.sub.role_suspended || g2('policy', 'role-access=suspended')) && g2('columns ' + r.sub.columns, 'role')) && \
      ( \
        (r.facts.hidden_by_depositor || r.facts.hidden_by_patient) && \
          (r.facts.depositor || r.facts.administrator_doctor && r.sub.physician || \
            r.facts.hidden_shown_in_emergency && ((r.facts.bris_de_glace && r.facts.incapacity && r.facts.bris_de_glace_not_refused && !r.facts.bris_de_glace_refused && \
      (r.sub.health_professional || r.sub.intern && g2('policy', 'emergency-for-interns=yes') || r.sub.technician && g2('policy', 'emergency-for-technicians=yes'))) || (r.facts.regulation && r.sub.physician && !r.sub.no_regulation && r.facts.regulation_not_refused && !r.facts.regulation_refused))) || \
        !r.facts.hidden_by_depositor && !r.facts.hidden_by_patient && (r.facts.visible || r.facts.any_document) \
      ) || \
    p.act == 'deposit' && g2('type ' + r.doc, 'dmp') && r.facts.not_opposed && !r.facts.deposit_refused && \
      (!r.sub.student || r.sub.intern || g2('policy', 'student-deposits=yes')) && \
      (!r.facts.invisible_to_patient || !r.facts.hidden_by_depositor && !r.facts.hidden_by_patient || g2('policy', 'hidden-and-invisible=yes')) || \
    p.act == 'hide' && r.facts.depositor && r.facts.not_opposed && \
      (!r.facts.invisible_to_patient || g2('policy', 'hidden-and-invisible=yes')) || \
    p.act == 'unhide' && r.facts.depositor && r.facts.not_opposed && !r.facts.hidden_by_patient && \
      (r.facts.visible || r.facts.any_document || r.facts.hidden_by_depositor) || \
    p.act == 'delete' \
  ) && g2('type ' + r.doc, 'known') && !r.facts.unknown && \
  !(r.facts.care_team && r.facts.outside_team) && !(r.facts.not_opposed && r.facts.opposed) && \
  !(r.facts.bris_de_glace && r.facts.regulation) && !(r.facts.bris_de_glace_not_refused && r.facts.bris_de_glace_refused) && \
  !(r.facts.regulation_not_refused && r.facts.regulation_refused) && \
  !(r.facts.hidden_by_depositor && r.facts.hidden_by_patient) && \
  !(r.facts.visible && (r.facts.any_document || r.facts.hidden_by_depositor || r.facts.hidden_by_patient)) && \
  !(r.facts.any_document && (r.facts.hidden_by_depositor || r.facts.hidden_by_patient))
`
