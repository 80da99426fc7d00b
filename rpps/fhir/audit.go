package fhir

import (
	"strings"
	"time"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/trace"
	"github.com/rppsplus/rppsplus/internal/jsontree"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// AuditOptions is what an AuditEvent needs beyond the record of a decision:
// the system that keeps the trace, and the name spaces of the references that
// the caller gives.
type AuditOptions struct {
	// ObserverSystem and Observer identify the software that makes the event,
	// such as "urn:ietf:rfc:3986" and "urn:uuid:…"; ObserverName is shown.
	// Observer or ObserverName is needed.
	ObserverSystem, Observer, ObserverName string
	// PatientSystem and DocumentSystem are the systems of the identifiers
	// Record.Patient and Record.DocumentID; empty, they are left out.
	PatientSystem, DocumentSystem string
}

const (
	systemDCM        = "http://dicom.nema.org/resources/ontology/DCM"
	systemEntityType = "http://terminology.hl7.org/CodeSystem/audit-entity-type"
	systemObjectRole = "http://terminology.hl7.org/CodeSystem/object-role"
	systemActReason  = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
)

// AuditEvent makes the AuditEvent (FHIR R4) of an access that was decided on:
//
//   - type is DCM 110110, Patient Record; action C (deposit), R (read), U (hide,
//     unhide) or D (delete);
//   - outcome is 0 for an access that took place, also against a denial; 4 for a
//     denial, 8 for an access that was allowed and did not take place, and left
//     out, with a fault, when Record.Done does not say; outcomeDesc are the
//     codes of the reasons;
//   - purposeOfEvent is BTG for bris de glace, ETREAT for the regulation, TREAT
//     when care is stated, with the motive as its text;
//   - the first agent is the professional: IDNPS (a PSI or a test identity has
//     no system), role (TRE_R22), profession
//     and function; the second the structure (IDNST);
//   - the entities are the holder of the record, and the document with its type
//     code, the action, the outcome of the decision (allowed, denied), the facts,
//     the day and the version of the matrix as details.
//
// What the record does not state is left out. Without what FHIR asks for
// (time, professional, action, outcome, observer) the event is nil and the
// faults are of [CodeAuditMissing]; a code that no list knows has no place in
// it ([CodeNotCarried]).
//
// Modelled on the Audit Trail Consumption of the Swiss patient record (CH ATC):
// who, under which role, for which structure, on which document, and whether it
// was an emergency. It is within what the French profile asks for (TDEAuditEvent of
// ans.fhir.fr.tde, 2.0.0): period.start, which is the time of the record, two agents at
// most, each with a who. It claims no profile.
func AuditEvent(r trace.Record, o AuditOptions) (*Other, rule.Faults) {
	var fs rule.Faults
	for _, t := range [...]struct {
		missing bool
		path    string
	}{
		{r.At.IsZero(), "recorded"},
		{r.Who.IsZero(), "agent[0].who"},
		{r.Action < habilitation.Read || r.Action > habilitation.Delete, "action"},
		{r.Allowed != rpps.Yes && r.Allowed != rpps.No, "outcome"},
		{o.Observer == "" && o.ObserverName == "", "source.observer"},
	} {
		if t.missing {
			fs.Add(rules[ruleAuditMissing].At(t.path))
		}
	}
	if len(fs) > 0 {
		fs.Sort()
		return nil, fs
	}
	var codes []string
	for _, c := range r.Reasons {
		codes = append(codes, string(c))
	}
	var observerID *jsontree.Value
	if o.Observer != "" {
		observerID = obj("system", o.ObserverSystem, "value", o.Observer)
	}
	event := obj(
		"resourceType", "AuditEvent",
		"id", auditID(r.ID, &fs),
		"type", obj("system", systemDCM, "code", "110110", "display", "Patient Record"),
		"action", actionCode(r.Action),
		"period", obj("start", r.At.Format(time.RFC3339Nano)),
		"recorded", r.At.Format(time.RFC3339Nano),
		"outcome", outcome(r, &fs),
		"outcomeDesc", strings.Join(codes, " "),
		"purposeOfEvent", purpose(r),
		"agent", jsontree.Arr(agents(r, &fs)...),
		"source", obj("observer", obj("identifier", observerID, "display", o.ObserverName)),
		"entity", entities(r, o),
	)
	if r.Category != "" {
		fs.Add(rules[ruleNotCarried].At("category"))
	}
	if r.Situation != "" {
		fs.Add(rules[ruleNotCarried].At("situation"))
	}
	for range r.Extra {
		fs.Add(rules[ruleNotCarried].At("extra"))
	}
	fs.Sort()
	out, _ := newResource(event, Options{}).(*Other)
	return out, fs
}

// outcome is that of the access, not of the decision.
func outcome(r trace.Record, fs *rule.Faults) string {
	switch {
	case r.Done == rpps.Yes: // also against a denial: the access took place
		return "0"
	case r.Allowed != rpps.Yes:
		return "4"
	case r.Done == rpps.No:
		return "8"
	}
	fs.Add(rules[ruleRequired].At("outcome")) // what became of it is not known
	return ""
}

// agents are the professional and the structure.
func agents(r trace.Record, fs *rule.Faults) []*jsontree.Value {
	var roleCodings []*jsontree.Value
	if r.Role != "" {
		if v, err := roles.ParseRole(r.Role); err == nil {
			roleCodings = append(roleCodings, conceptOf(codingOf(roles.ListR22.URL(), v.Code())))
		} else {
			fs.Add(rules[ruleNotCarried].At("role"))
		}
	}
	for _, t := range [...]struct{ path, code string }{{"profession", r.Profession}, {"function", r.Function}} {
		if t.code == "" {
			continue
		}
		if v, err := roles.ParseProfession(t.code); err == nil {
			roleCodings = append(roleCodings, conceptOf(codingOf(v.List().URL(), v.Code())))
		} else {
			fs.Add(rules[ruleNotCarried].At(t.path))
		}
	}
	identifier := obj("value", r.Who.Canonical())
	if k := r.Who.Kind(); k != rpps.PersonPSI && k != rpps.PersonForeign {
		identifier = obj("type", conceptOf(codingOf(SystemIdentifierType, "IDNPS")), "system", SystemIDNPS, "value", r.Who.Canonical())
	}
	who := obj(
		"role", jsontree.Arr(roleCodings...),
		"who", obj("identifier", identifier),
		"name", r.Name.Reveal(),
		"requestor", jsontree.Boolean(true),
	)
	out := []*jsontree.Value{who}
	if r.Structure != "" {
		out = append(out, obj(
			"who", obj("identifier", obj("type", conceptOf(codingOf(SystemIdentifierType, "IDNST")), "system", SystemIDNST, "value", r.Structure.Reveal())),
			"requestor", jsontree.Boolean(false),
		))
	}
	return out
}

// auditID is an id of FHIR: 1 to 64 letters, digits, hyphens and dots.
func auditID(id string, fs *rule.Faults) string {
	if len(id) > 64 || strings.Trim(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.") != "" {
		fs.Add(rules[ruleNotCarried].At("id"))
		return ""
	}
	return id
}

func actionCode(a habilitation.Action) string {
	switch a {
	case habilitation.Read:
		return "R"
	case habilitation.Deposit:
		return "C"
	case habilitation.Delete:
		return "D"
	}
	return "U"
}

// purpose is the purpose of the event; nil when none is stated.
func purpose(r trace.Record) *jsontree.Value {
	var codings []*jsontree.Value
	add := func(facts habilitation.Facts, code string) {
		if r.Facts&facts != 0 {
			codings = append(codings, codingOf(systemActReason, code))
		}
	}
	add(habilitation.BrisDeGlace, "BTG")
	add(habilitation.Regulation, "ETREAT")
	if codings == nil {
		add(habilitation.CareTeam|habilitation.OutsideTeam, "TREAT")
	}
	if codings == nil && r.Motive == "" {
		return nil
	}
	return jsontree.Arr(obj("coding", jsontree.Arr(codings...), "text", r.Motive.Reveal()))
}

func entities(r trace.Record, o AuditOptions) *jsontree.Value {
	var patient *jsontree.Value
	if r.Patient != "" {
		patient = obj(
			"what", obj("identifier", obj("system", o.PatientSystem, "value", r.Patient.Reveal())),
			"type", obj("system", systemEntityType, "code", "1", "display", "Person"),
			"role", obj("system", systemObjectRole, "code", "1", "display", "Patient"),
		)
	}
	var what *jsontree.Value
	if r.DocumentID != "" {
		what = obj("identifier", obj("system", o.DocumentSystem, "value", r.DocumentID.Reveal()))
	}
	var details []*jsontree.Value
	decided := "denied"
	if r.Allowed == rpps.Yes {
		decided = "allowed"
	}
	facts := ""
	if r.Facts != 0 {
		facts = r.Facts.String()
	}
	for _, d := range [...]struct{ name, value string }{
		{"typeCode", r.Document}, {"action", r.Action.String()}, {"outcome", decided}, {"facts", facts}, {"day", iso(r.Day)}, {"matrix", r.Matrix},
	} {
		if d.value != "" {
			details = append(details, obj("type", d.name, "valueString", d.value))
		}
	}
	return jsontree.Arr(patient, obj(
		"what", what,
		"type", obj("system", systemEntityType, "code", "2", "display", "System Object"),
		"role", obj("system", systemObjectRole, "code", "3", "display", "Report"),
		"detail", jsontree.Arr(details...),
	))
}
