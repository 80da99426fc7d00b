package textfuzz_test

import (
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/textfuzz"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/psi"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/rpps/services"
	"github.com/rppsplus/rppsplus/rpps/workforce"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
	"github.com/rppsplus/rppsplus/situation/lifecycle/history"
)

// FuzzValues: every value of the library that has a text, and every policy, reads
// what it writes, from text and from SQL, and nothing else. Readers with an oracle
// of their own have a target beside them.
func FuzzValues(f *testing.F) {
	checks := append(codeLists(), enumerations()...)
	checks = append(checks, choices()...)
	checks = append(checks, policies()...)
	textfuzz.Run(f, append(checks, sets(f)...)...)
}

func codeLists() []textfuzz.Check {
	var near []string
	for d := range habilitation.DocumentTypes() {
		code := d.Code()
		near = append(near, strings.ToLower(code), code[:len(code)/2]+"x"+code[len(code)/2:])
	}
	return []textfuzz.Check{
		textfuzz.Enum[roles.Kind](), textfuzz.Enum[roles.Status](), textfuzz.Enum[roles.List](), textfuzz.Enum[roles.Channel](),
		textfuzz.Enum[roles.Role](), textfuzz.Scan[roles.Role]("x"),
		textfuzz.Enum[roles.Category](), textfuzz.Scan[roles.Category]("x"),
		textfuzz.Enum[roles.PracticeMode](), textfuzz.Scan[roles.PracticeMode]("x"),
		textfuzz.Enum[roles.Sector](), textfuzz.Scan[roles.Sector]("x"),
		textfuzz.Enum[roles.LiberalActivity](), textfuzz.Scan[roles.LiberalActivity]("x"),
		textfuzz.Enum[roles.EndReason](), textfuzz.Scan[roles.EndReason]("x"),
		// Reads a list before the code, where it writes none.
		textfuzz.RoundTrip[roles.Profession]("60", "R85:313", "G15:93", "R85:", ":60", "X:60"), textfuzz.Scan[roles.Profession]("x"),
		textfuzz.Enum[habilitation.DocumentType](), textfuzz.Scan[habilitation.DocumentType](near...),
		textfuzz.Enum[habilitation.DocumentClass](), textfuzz.Parse(habilitation.ParseDocumentClass),
	}
}

func enumerations() []textfuzz.Check {
	return []textfuzz.Check{
		textfuzz.Enum[rule.Severity](), textfuzz.Enum[rule.Evidence](),

		textfuzz.Enum[rpps.Answer](),
		textfuzz.Enum[rpps.Kind](), textfuzz.Parse(rpps.ParseKind),
		textfuzz.Enum[rpps.Sex](), textfuzz.Parse(rpps.ParseSex),
		textfuzz.Enum[rpps.Certification](), textfuzz.Parse(rpps.ParseCertification),
		textfuzz.Enum[rpps.PersonIDKind](), textfuzz.Enum[rpps.StructureIDKind](), textfuzz.Enum[rpps.TechnicalIDKind](),
		textfuzz.Enum[rpps.StructureKind](),

		textfuzz.Enum[annuaire.ChangeKind](), textfuzz.Enum[annuaire.Layout](),

		textfuzz.Enum[gestionnaire.Access](), textfuzz.Enum[gestionnaire.Capacity](), textfuzz.Enum[gestionnaire.Right](),
		textfuzz.Enum[gestionnaire.State](), textfuzz.Enum[gestionnaire.Event](), textfuzz.Enum[gestionnaire.Need](),
		textfuzz.Enum[gestionnaire.Reach](), textfuzz.Enum[gestionnaire.CardKind](),

		textfuzz.Enum[psi.EmploymentFunction](),

		textfuzz.Enum[registration.State](), textfuzz.Enum[registration.Event](), textfuzz.Enum[registration.Field](),
		textfuzz.Enum[registration.WorkKind](), textfuzz.Enum[registration.Purpose](), textfuzz.Enum[registration.Method](),
		textfuzz.Enum[registration.Found](), textfuzz.Enum[registration.Task](), textfuzz.Enum[registration.Performer](),
		textfuzz.Enum[registration.System](),

		textfuzz.Enum[services.Mailbox](), textfuzz.Parse(services.ParseMailbox),

		textfuzz.Enum[workforce.Need](), textfuzz.Enum[workforce.Mission](), textfuzz.Enum[workforce.Verdict](),
		textfuzz.Enum[workforce.Basis](), textfuzz.Enum[workforce.System](), textfuzz.Enum[workforce.Strategy](),

		textfuzz.Enum[situation.State](), textfuzz.Enum[situation.Event](), textfuzz.Enum[situation.How](), textfuzz.Enum[situation.Source](),
		textfuzz.Enum[situation.Openness](),

		textfuzz.Enum[lifecycle.Actor](),

		textfuzz.Enum[habilitation.Action](), textfuzz.Parse(habilitation.ParseAction),
	}
}

func choices() []textfuzz.Check {
	return []textfuzz.Check{
		textfuzz.Choice[gestionnaire.TrainingScope](), textfuzz.Choice[gestionnaire.Existing](), textfuzz.Choice[gestionnaire.ContractScope](),
		textfuzz.Choice[gestionnaire.CardScope](), textfuzz.Choice[gestionnaire.ECPSUse](), textfuzz.Choice[gestionnaire.LastDay](),
		textfuzz.Choice[psi.IssuerForm](), textfuzz.Choice[psi.EmploymentBlock](), textfuzz.Choice[psi.ActivityBlock](), textfuzz.Choice[psi.Functions](),
		textfuzz.Choice[registration.Genres](), textfuzz.Choice[registration.Codes](), textfuzz.Choice[registration.Keys](),
		textfuzz.Choice[situation.Presence](), textfuzz.Choice[situation.LastDay](),
		textfuzz.Choice[habilitation.RoleAccess](), textfuzz.Choice[habilitation.Occupational](),
		textfuzz.Choice[habilitation.Columns](), textfuzz.Choice[habilitation.UnstatedCategory](),
	}
}

// policies are given with the one that is closed. Their types are written out for
// the list of what is fuzzed, which reads the source.
func policies() []textfuzz.Check {
	closed := situation.Policy{Presence: situation.PresenceIgnored, LastDay: situation.LastDayExcluded}
	return []textfuzz.Check{
		textfuzz.Policy[roles.StudentPolicy](roles.StudentPolicy{}, `{"rolesOpenFrom":"2027-01-01"}`),
		textfuzz.Policy[gestionnaire.Policy](
			gestionnaire.Policy{LastDay: gestionnaire.LastDayExcluded},
			`{"training":"esms-only","existing":"kept","contract":"gestionnaires","card":"nobody","ecps":"accepted","lastDay":"included"}`,
		),
		textfuzz.Policy[registration.Policy](
			registration.Policy{Codes: registration.CodesOnStart, Gestionnaire: gestionnaire.Policy{LastDay: gestionnaire.LastDayExcluded}},
			`{"genres":"portal","codes":"on-start","keys":"warned","minAge":17,"students":{"rolesOpenFrom":"2027-01-01"}}`,
		),
		textfuzz.Policy[services.Policy](services.Policy{Situation: closed}, `{"situation":{"lastDay":"excluded"},"students":{"rolesOpenFrom":"2027-01-01"}}`),
		textfuzz.Policy[situation.Policy](closed, `{"presence":"counts","lastDay":"excluded"}`),
		textfuzz.Policy[lifecycle.Policy](lifecycle.Policy{Weakest: 255}, `{"weakest":"sourced","refuse":["SIT-30"],"allow":["CER-20"]}`),
		textfuzz.Policy[habilitation.Policy](
			habilitation.Policy{Situation: closed, RoleAccess: habilitation.RoleSuspended},
			`{"roleAccess":"suspended","situation":{"lastDay":"excluded"}}`, `{"studentDeposits":true,"roleAcces":"suspended"}`,
		),
	}
}

// sets are those whose texts are many, or name several values.
func sets(f *testing.F) []textfuzz.Check {
	f.Helper()
	digits := strings.Repeat("0123456789abcdef", 4)
	var needs, missions []string
	// add adds a value of a set, alone and after the first.
	add := func(list []string, b []byte, err error) []string {
		f.Helper()
		switch {
		case err != nil || len(b) == 0:
			return list
		case len(list) == 0:
			return []string{string(b)}
		}
		return append(list, string(b), list[0]+" | "+string(b), string(b)+"|"+list[0])
	}
	for n := range workforce.AllNeeds() {
		b, err := n.MarshalText()
		needs = add(needs, b, err)
	}
	for m := range 255 {
		b, err := workforce.Mission(m + 1).MarshalText()
		missions = add(missions, b, err)
	}
	if len(needs) < 4 || len(missions) < 16 {
		f.Fatalf("%d needs, %d missions", len(needs), len(missions))
	}
	return []textfuzz.Check{
		textfuzz.RoundTrip[habilitation.Facts]("care-team|visible", "care-team", "care-team||visible"),
		textfuzz.RoundTrip[workforce.Needs](needs...), textfuzz.RoundTrip[workforce.Missions](missions...),
		textfuzz.RoundTrip[situation.ID]("directory:1", "x"),
		textfuzz.RoundTrip[history.Digest](digits, strings.ToUpper(digits), digits[1:], digits[1:]+"g"),
		// From SQL it takes a time too: rpps/civil has the oracle.
		textfuzz.RoundTrip[civil.Date](
			"2024-02-29", "2023-02-29", "0001-01-01", "9999-12-31", "0000-01-01", "2024-2-9", "２024-02-29", "29/02/2024", "31/12/9999",
			"-001-01-01", `"2024-02-29"`, "2024-02-29T00:00:00Z", "2024-02-29 00:00:00.5 +0100 CET",
		),
	}
}
