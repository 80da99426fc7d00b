package export

import (
	"bufio"
	"encoding/json"
	"io"
	"strings"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/plainjson"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// CedarSchema writes the schema of the entities and actions, in Cedar's own
// syntax. Errors as for [Rego].
func CedarSchema(w io.Writer, m *habilitation.Matrix) error {
	s, err := read(m)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	comment(b, "//", s.head("Schema of the access to the DMP, for Cedar."))
	b.WriteString(cedarSchema)
	return b.Flush()
}

// CedarPolicies writes the policies: one permit for each of the five actions,
// whatever the matrix. What is open is data, in [CedarEntities]. They suffice
// to decide; [CedarReasons] beside them say why not. Errors as for [Rego].
func CedarPolicies(w io.Writer, m *habilitation.Matrix) error {
	s, err := read(m)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	comment(b, "//", append(s.head("Rules of access to the DMP, for Cedar: what is allowed."),
		"",
		"Principal: Dmp::Professional, a subject resolved by the library for its day.",
		"Resource: Dmp::DocumentType, by type code. Context: the facts that are stated.",
		"A condition that cannot be evaluated permits nothing.",
		"Not said here: grounds and caveats of an authorisation.",
	))
	for _, p := range cedarPermits() {
		b.WriteString("\n@id(\"" + p.id + "\")\npermit (\n  principal is Dmp::Professional,\n  action == Dmp::Action::\"" +
			p.id + "\",\n  resource is Dmp::DocumentType\n)\nwhen {\n  " + strings.Join(p.when, " &&\n  ") + "\n};\n")
	}
	return b.Flush()
}

// CedarReasons writes one forbid for each reason of a denial, with the code of
// its rule as id. Loaded beside [CedarPolicies], they change no decision: what
// they forbid, no policy permits. Of a denial the diagnostics then name every
// reason, in no order. Errors as for [Rego].
func CedarReasons(w io.Writer, m *habilitation.Matrix) error {
	s, err := read(m)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	comment(b, "//", append(s.head("Rules of access to the DMP, for Cedar: why something is denied."),
		"",
		"To be loaded beside the policies, each under its @id. Never alone: they permit nothing.",
	))
	for _, p := range cedarForbids() {
		b.WriteString("\n@id(\"" + p.id + "\")\nforbid (principal, " + p.scope() + ", resource)\nwhen {\n  " + strings.Join(p.when, " &&\n  ") + "\n};\n")
	}
	return b.Flush()
}

// CedarEntities writes the entities in Cedar's JSON: the parameters of the
// rules (dates, policy), and every type of document with the columns that may
// read it. The professional who asks is an entity of the question: see
// [Input.Cedar]. Errors as for [Rego].
func CedarEntities(w io.Writer, m *habilitation.Matrix) error {
	s, err := read(m)
	if err != nil {
		return err
	}
	p := s.policy
	until := int64(99999999)
	if !s.version.Until.IsZero() {
		until = cedarDay(s.version.Until)
	}
	provenance, err := plainjson.Marshal(s.provenance())
	if err != nil {
		return err
	}
	entities := []CedarEntity{{
		UID: CedarUID{"Dmp::Rules", "current"},
		Attrs: map[string]any{
			"provenance": string(provenance), "matrix": s.version.ID,
			"from": cedarDay(s.version.From), "until": until, "consentReform": cedarDay(consentReform()),
			"roleSuspended": p.RoleAccess == habilitation.RoleSuspended, "roleColumns": s.roleColumns(),
			"emergencyForInterns": p.EmergencyForInterns, "emergencyForTechnicians": p.EmergencyForTechnicians,
			"studentDeposits": p.StudentDeposits, "hiddenAndInvisible": p.HiddenAndInvisible,
			"facts": factNames(), "traits": traitNames(),
		},
		Parents: []CedarUID{},
	}}
	for _, d := range s.documents() {
		entities = append(entities, CedarEntity{
			UID:     CedarUID{"Dmp::DocumentType", d.code},
			Attrs:   map[string]any{"dmp": d.dmp, "row": d.row, "readers": s.keys(d.readers)},
			Parents: []CedarUID{},
		})
	}
	b := bufio.NewWriter(w)
	b.WriteString("[\n")
	for i, e := range entities {
		text, err := plainjson.Marshal(e)
		if err != nil {
			return err
		}
		b.WriteString("  ")
		b.Write(text)
		if i < len(entities)-1 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	b.WriteString("]\n")
	return b.Flush()
}

// CedarUID names an entity, as Cedar writes it in JSON.
type CedarUID struct {
	Type string `json:"type"`
	ID   string `json:"id"`
}

// CedarEntity is an entity, as Cedar reads it in JSON.
type CedarEntity struct {
	UID     CedarUID       `json:"uid"`
	Attrs   map[string]any `json:"attrs"`
	Parents []CedarUID     `json:"parents"`
}

// CedarQuestion is a question to Cedar: the request, and the entity of the
// professional, to be added to those of [CedarEntities].
type CedarQuestion struct {
	Principal    CedarUID       `json:"principal"`
	Action       CedarUID       `json:"action"`
	Resource     CedarUID       `json:"resource"`
	Context      map[string]any `json:"context"`
	Professional CedarEntity    `json:"professional"`
}

// Cedar returns the input as a question to Cedar. id names the professional, by
// any identifier of the caller: the rules do not read it. Codes are not
// resolved: an input by codes has no subject here, and is denied.
func (in Input) Cedar(id string) CedarQuestion {
	q := CedarQuestion{
		Principal: CedarUID{"Dmp::Professional", id},
		Action:    CedarUID{"Dmp::Action", in.Action},
		Resource:  CedarUID{"Dmp::DocumentType", in.Document},
		Context:   map[string]any{"facts": anys(in.Facts)},
	}
	var day int64
	if d, err := civil.ParseISO(in.Day); err == nil {
		day = cedarDay(d)
	}
	s := in.subject()
	if s == nil {
		s = &ResolvedSubject{Problems: []string{string(habilitation.SubjectNotStated.Code())}}
	}
	q.Professional = CedarEntity{
		UID: q.Principal,
		Attrs: map[string]any{
			"columns": anys(s.Columns), "problems": anys(s.Problems), "traits": anys(s.Traits), "day": json.Number(itoa(day)),
		},
		Parents: []CedarUID{},
	}
	return q
}

// cedarDay writes a day as the integer AAAAMMJJ; 0 is "not stated".
func cedarDay(d civil.Date) int64 {
	if d.IsZero() {
		return 0
	}
	return int64(d.Year())*10000 + int64(d.Month())*100 + int64(d.Day())
}

const cedarSchema = `
namespace Dmp {
  // The one entity "current": parameters of the rules. Days are AAAAMMJJ.
  entity Rules = {
    provenance: String,
    matrix: String,
    from: Long,
    until: Long,
    consentReform: Long,
    roleSuspended: Bool,
    roleColumns: Set<String>,
    emergencyForInterns: Bool,
    emergencyForTechnicians: Bool,
    studentDeposits: Bool,
    hiddenAndInvisible: Bool,
    facts: Set<String>,
    traits: Set<String>,
  };

  // A type of document, by its code.
  entity DocumentType = {
    dmp: Bool,
    row: Bool,
    readers: Set<String>,
  };

  // Who asks, resolved for a day (0: not stated).
  entity Professional = {
    columns: Set<String>,
    problems: Set<String>,
    traits: Set<String>,
    day: Long,
  };

  action "read", "deposit", "hide", "unhide", "delete" appliesTo {
    principal: [Professional],
    resource: [DocumentType],
    context: { facts: Set<String> },
  };
}
`

// Fragments of the conditions. Each is a whole expression in brackets.
const (
	cedarRules = `Dmp::Rules::"current"`

	cedarExpress = `(principal.traits.contains("occupational") || principal.traits.contains("fire-brigade"))`
	cedarInCare  = `(context.facts.contains("care-team") || context.facts.contains("outside-team"))`
	cedarBefore  = `(principal.day < ` + cedarRules + `.consentReform)`

	cedarConsent = `(if ` + cedarExpress + `
    then context.facts.contains("explicit-consent") && context.facts.contains("informed")
    else (` + cedarInCare + ` && context.facts.contains("explicit-consent")) ||
      (context.facts.contains("care-team") && (context.facts.contains("initial-consent") ||
        (` + cedarBefore + ` && context.facts.contains("informed")))))`

	cedarMayBreak = `(principal.traits.contains("health-professional") ||
      (principal.traits.contains("intern") && ` + cedarRules + `.emergencyForInterns) ||
      (principal.traits.contains("technician") && ` + cedarRules + `.emergencyForTechnicians))`
	cedarBreak = `(context.facts.contains("bris-de-glace") && ` + cedarMayBreak + ` &&
      context.facts.contains("incapacity") && context.facts.contains("bris-de-glace-not-refused") &&
      !context.facts.contains("bris-de-glace-refused"))`
	cedarRegulation = `(context.facts.contains("regulation") && principal.traits.contains("physician") &&
      !principal.traits.contains("no-regulation") && context.facts.contains("regulation-not-refused") &&
      !context.facts.contains("regulation-refused"))`
	cedarEmergency = `(` + cedarBreak + ` ||
      ` + cedarRegulation + `)`
	cedarBasis = `(` + cedarConsent + ` || ` + cedarEmergency + `)`

	cedarHidden = `context.facts.containsAny(["hidden-by-depositor", "hidden-by-patient"])`
	cedarSeen   = `(context.facts.contains("depositor") ||
      (context.facts.contains("administrator-doctor") && principal.traits.contains("physician")) ||
      (context.facts.contains("hidden-shown-in-emergency") && ` + cedarEmergency + `))`
	cedarStatedSight = `context.facts.containsAny(["any-document", "visible", "hidden-by-depositor", "hidden-by-patient"])`

	cedarInForce       = `(principal.day >= ` + cedarRules + `.from && principal.day < ` + cedarRules + `.until)`
	cedarContradictory = `(!` + cedarRules + `.facts.containsAll(context.facts) ||
    context.facts.containsAll(["care-team", "outside-team"]) ||
    context.facts.containsAll(["not-opposed", "opposed"]) ||
    context.facts.containsAll(["bris-de-glace", "regulation"]) ||
    context.facts.containsAll(["bris-de-glace-not-refused", "bris-de-glace-refused"]) ||
    context.facts.containsAll(["regulation-not-refused", "regulation-refused"]) ||
    context.facts.containsAll(["hidden-by-depositor", "hidden-by-patient"]) ||
    (context.facts.contains("any-document") && context.facts.containsAny(["visible", "hidden-by-depositor", "hidden-by-patient"])) ||
    (context.facts.contains("visible") && context.facts.containsAny(["hidden-by-depositor", "hidden-by-patient"])))`
	cedarDepositConsented = `(context.facts.contains("explicit-consent") ||
    (context.facts.contains("care-team") && context.facts.contains("initial-consent")))`
	cedarStudentBarred = `(principal.traits.contains("student") && !principal.traits.contains("intern") && !` + cedarRules + `.studentDeposits)`
)

func cedarFact(name string) string  { return `context.facts.contains("` + name + `")` }
func cedarTrait(name string) string { return `principal.traits.contains("` + name + `")` }

// A cedarPolicy is one policy: an id, the actions, the conditions.
type cedarPolicy struct {
	id      string
	actions []string
	when    []string
}

func (p cedarPolicy) scope() string {
	switch len(p.actions) {
	case 0:
		return "action"
	case 1:
		return `action == Dmp::Action::"` + p.actions[0] + `"`
	}
	return `action in [Dmp::Action::"` + strings.Join(p.actions, `", Dmp::Action::"`) + `"]`
}

// cedarPermits are the permits, each with all that must hold.
func cedarPermits() []cedarPolicy {
	standing := []string{
		`principal.problems.isEmpty()`,
		cedarRules + `.traits.containsAll(principal.traits)`,
		cedarInForce,
	}
	permit := func(action string, when ...string) cedarPolicy {
		all := append([]string{}, standing...)
		all = append(all, when...)
		return cedarPolicy{id: action, when: append(all, "!"+cedarContradictory)}
	}
	notOpposed := []string{cedarFact("not-opposed"), "!" + cedarFact("opposed")}
	with := func(lists ...[]string) []string {
		var out []string
		for _, l := range lists {
			out = append(out, l...)
		}
		return out
	}
	return []cedarPolicy{
		permit("read", with([]string{
			`!principal.columns.isEmpty()`, `resource.row`, `resource.readers.containsAll(principal.columns)`,
			`!(` + cedarRules + `.roleColumns.containsAny(principal.columns) && (` + cedarRules + `.roleSuspended || ` + cedarTrait("role-suspended") + `))`,
		}, notOpposed, []string{
			cedarBasis,
			`(if ` + cedarHidden + `
    then ` + cedarSeen + `
    else context.facts.containsAny(["any-document", "visible"]))`,
		})...),
		permit("deposit", with([]string{`resource.dmp`}, notOpposed, []string{
			"!" + cedarFact("deposit-refused"),
			`(if ` + cedarExpress + `
    then context.facts.contains("explicit-consent") && context.facts.contains("informed")
    else ` + cedarInCare + ` && (` + cedarDepositConsented + ` ||
      (context.facts.contains("deposited-before") && context.facts.contains("informed"))))`,
			"!" + cedarStudentBarred,
			`!(` + cedarHidden + ` && ` + cedarFact("invisible-to-patient") + ` && !` + cedarRules + `.hiddenAndInvisible)`,
		})...),
		permit("hide", with([]string{`(resource has row)`, cedarFact("depositor")}, notOpposed, []string{
			cedarConsent,
			`!(` + cedarFact("invisible-to-patient") + ` && !` + cedarRules + `.hiddenAndInvisible)`,
		})...),
		permit("unhide", with([]string{`(resource has row)`, cedarFact("depositor")}, notOpposed, []string{
			cedarConsent, "!" + cedarFact("hidden-by-patient"), cedarStatedSight,
		})...),
		permit("delete", `(resource has row)`, cedarFact("depositor")),
	}
}

// unknownWho are the reasons that leave open whether a column is missing.
func unknownWho() []string {
	var out []string
	for _, r := range []habilitation.Reason{
		habilitation.SubjectNotStated, habilitation.IdentityMissing, habilitation.StructureUnknown, habilitation.StructureAmbiguous,
		habilitation.ProfessionNotStated, habilitation.ProfessionUnknown, habilitation.RoleNotStated, habilitation.RoleUnknown,
	} {
		out = append(out, string(r.Code()))
	}
	return out
}

// cedarForbids are the reasons of a denial, in the order of the library.
func cedarForbids() []cedarPolicy {
	var out []cedarPolicy
	forbid := func(r habilitation.Reason, actions string, when ...string) {
		out = append(out, cedarPolicy{string(r.Code()), strings.Fields(actions), when})
	}
	const known = `principal has problems`
	forbid(habilitation.SubjectNotStated, "", `(!(`+known+`) || principal.problems.contains("`+string(habilitation.SubjectNotStated.Code())+`") ||
    !`+cedarRules+`.traits.containsAll(principal.traits))`)
	for _, r := range subjectReasons()[1:] {
		forbid(r, "", known, `principal.problems.contains("`+string(r.Code())+`")`)
	}
	forbid(habilitation.DateNotStated, "", known, `principal.day == 0`)
	forbid(habilitation.MatrixNotInForce, "", known, `principal.day != 0`, "!"+cedarInForce)
	forbid(habilitation.ActionNotStated, "", `!(action in [Dmp::Action::"read", Dmp::Action::"deposit", Dmp::Action::"hide", Dmp::Action::"unhide", Dmp::Action::"delete"])`)
	forbid(habilitation.FactsContradictory, "", cedarContradictory)
	forbid(habilitation.DocumentNotStated, "", `resource == Dmp::DocumentType::""`)
	forbid(habilitation.DocumentUnknown, "", `resource != Dmp::DocumentType::""`, `!(resource has row)`)
	forbid(habilitation.DocumentNotDMP, "deposit", `resource has dmp`, `!resource.dmp`)
	forbid(habilitation.DocumentNoRow, "read", `resource has row`, `!resource.row`)
	forbid(habilitation.NoColumn, "read", `principal.columns.isEmpty()`, "!"+cedarTrait("occupational"),
		`!principal.problems.containsAny(["`+strings.Join(unknownWho(), `", "`)+`"])`)
	forbid(habilitation.OccupationalNoColumn, "read", `principal.columns.isEmpty()`, cedarTrait("occupational"))
	forbid(habilitation.CellDenied, "read", `!principal.columns.isEmpty()`, `resource has row`, `resource.row`, `!resource.readers.containsAll(principal.columns)`)
	forbid(habilitation.RoleAccessSuspended, "read", cedarRules+`.roleColumns.containsAny(principal.columns)`,
		`(`+cedarRules+`.roleSuspended || `+cedarTrait("role-suspended")+`)`)

	// What is missing is said when no basis opens the access.
	const noBasis = `!(if action == Dmp::Action::"read" then ` + cedarBasis + ` else ` + cedarConsent + `)`
	const all, three = "read deposit hide unhide", "read hide unhide"
	forbid(habilitation.CareNotStated, all, "!"+cedarExpress, "!"+cedarInCare, noBasis)
	forbid(habilitation.InitialConsentMissing, three, "!"+cedarExpress, cedarFact("care-team"), "!"+cedarFact("initial-consent"), "!"+cedarBefore, noBasis)
	forbid(habilitation.InformationMissing, three, "!"+cedarExpress, cedarFact("care-team"), "!"+cedarFact("initial-consent"), cedarBefore, "!"+cedarFact("informed"), noBasis)
	forbid(habilitation.ExplicitConsentMissing, three, "!"+cedarExpress, cedarFact("outside-team"), "!"+cedarFact("explicit-consent"), noBasis)
	forbid(habilitation.ExpressConsentMissing, all, cedarExpress, "!"+cedarFact("explicit-consent"), noBasis)
	forbid(habilitation.ExpressInformationMissing, all, cedarExpress, "!"+cedarFact("informed"), noBasis)
	forbid(habilitation.EmergencyNotHealthProfessional, "read", cedarFact("bris-de-glace"), "!"+cedarMayBreak, noBasis)
	forbid(habilitation.EmergencyConditionsMissing, "read", cedarFact("bris-de-glace"), "!"+cedarFact("incapacity"), noBasis)
	forbid(habilitation.EmergencyRefused, "read", cedarFact("bris-de-glace"), cedarFact("bris-de-glace-refused"), noBasis)
	forbid(habilitation.EmergencyRefusalNotStated, "read", cedarFact("bris-de-glace"), "!"+cedarFact("bris-de-glace-refused"), "!"+cedarFact("bris-de-glace-not-refused"), noBasis)
	forbid(habilitation.RegulationNotPhysician, "read", cedarFact("regulation"), "!"+cedarTrait("physician"), noBasis)
	forbid(habilitation.RegulationNotDeclared, "read", cedarFact("regulation"), cedarTrait("no-regulation"), noBasis)
	forbid(habilitation.RegulationRefusedByPatient, "read", cedarFact("regulation"), cedarFact("regulation-refused"), noBasis)
	forbid(habilitation.RegulationRefusalNotStated, "read", cedarFact("regulation"), "!"+cedarFact("regulation-refused"), "!"+cedarFact("regulation-not-refused"), noBasis)

	forbid(habilitation.OppositionStated, all, cedarFact("opposed"))
	forbid(habilitation.OppositionNotStated, all, "!"+cedarFact("opposed"), "!"+cedarFact("not-opposed"))
	forbid(habilitation.VisibilityNotStated, "read unhide", "!"+cedarStatedSight)
	forbid(habilitation.DocumentHidden, "read", cedarHidden, "!"+cedarSeen)
	usual := []string{"!" + cedarExpress, cedarInCare, "!" + cedarDepositConsented}
	forbid(habilitation.DepositConsentMissing, "deposit", append(usual[:3:3], "!"+cedarFact("deposited-before"))...)
	forbid(habilitation.DepositInformationMissing, "deposit", append(usual[:3:3], cedarFact("deposited-before"), "!"+cedarFact("informed"))...)
	forbid(habilitation.DepositRefusedByPatient, "deposit", cedarFact("deposit-refused"))
	forbid(habilitation.StudentDeposit, "deposit", cedarStudentBarred)
	forbid(habilitation.NotDepositor, "hide unhide delete", "!"+cedarFact("depositor"))
	forbid(habilitation.HiddenByPatientOnly, "unhide", cedarFact("hidden-by-patient"))
	forbid(habilitation.HiddenAndInvisible, "deposit hide", `(action == Dmp::Action::"hide" || `+cedarHidden+`)`,
		cedarFact("invisible-to-patient"), "!"+cedarRules+`.hiddenAndInvisible`)
	return out
}
