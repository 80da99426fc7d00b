package habilitation_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

const (
	team    = habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible
	rupture = habilitation.BrisDeGlace | habilitation.Incapacity | habilitation.BrisDeGlaceNotRefused | habilitation.NotOpposed | habilitation.Visible
	call    = habilitation.Regulation | habilitation.RegulationNotRefused | habilitation.NotOpposed | habilitation.Visible
)

var (
	before = civil.MustNew(2025, 10, 14)
	since  = civil.MustNew(2025, 10, 15)
	nurse  = open(person{profession: "60", category: "C"})
	doctor = open(person{profession: "10", category: "C"})
)

// The general rules, one sentence each. want is the reason that must be there;
// an allowed case names a ground or a caveat.
func TestGeneralRules(t *testing.T) {
	const report = "34112-3" // CR hospitalier: open to nurses
	type rule struct {
		name    string
		who     person
		doc     string
		action  habilitation.Action
		facts   habilitation.Facts
		at      civil.Date
		policy  habilitation.Policy
		allowed bool
		want    habilitation.Reason
	}
	role := func(r string) person { return open(person{profession: "99", category: "C", role: r}) }
	for _, c := range []rule{
		{name: "a nurse of the care team reads with the initial consent", facts: team, allowed: true, want: habilitation.GroundInitialConsent},
		{name: "the matrix opens the type", facts: team, allowed: true, want: habilitation.GroundCell},
		{name: "nothing stated, nothing read", facts: 0, want: habilitation.CareNotStated},
		{name: "who does not take part in the care does not read, whatever the consent", facts: team&^habilitation.CareTeam | habilitation.ExplicitConsent, want: habilitation.CareNotStated},
		{name: "since 15 October 2025 information without opposition is not enough", facts: team&^habilitation.InitialConsent | habilitation.Informed, want: habilitation.InitialConsentMissing},
		{name: "before 15 October 2025 it was enough", at: before, facts: team&^habilitation.InitialConsent | habilitation.Informed, allowed: true, want: habilitation.GroundInformed},
		{name: "before 15 October 2025 the person had to be informed", at: before, facts: team &^ habilitation.InitialConsent, want: habilitation.InformationMissing},
		{name: "the initial consent was enough before as well", at: before, facts: team, allowed: true, want: habilitation.GroundInitialConsent},
		{name: "outside the team the consent is to each consultation", facts: team&^habilitation.CareTeam | habilitation.OutsideTeam, want: habilitation.ExplicitConsentMissing},
		{name: "outside the team with the consent to this consultation", facts: habilitation.OutsideTeam | habilitation.ExplicitConsent | habilitation.NotOpposed | habilitation.Visible, allowed: true, want: habilitation.GroundExplicitConsent},
		{name: "a blocked professional reads nothing", facts: team&^habilitation.NotOpposed | habilitation.Opposed, want: habilitation.OppositionStated},
		{name: "opposition must have been checked", facts: team &^ habilitation.NotOpposed, want: habilitation.OppositionNotStated},
		{name: "facts that exclude each other deny", facts: team | habilitation.Opposed, want: habilitation.FactsContradictory},
		{name: "facts that nobody knows deny", facts: team | 1<<31, want: habilitation.FactsContradictory},

		{name: "an occupational doctor has no column", who: open(person{profession: "10", category: "C", function: "FON-29"}), facts: team | habilitation.ExplicitConsent | habilitation.Informed, want: habilitation.OccupationalNoColumn},
		{name: "an occupational doctor by the sector has none either", who: open(person{profession: "10", category: "C", sector: "SA66"}), facts: team | habilitation.ExplicitConsent | habilitation.Informed, want: habilitation.OccupationalNoColumn},
		{name: "an occupational doctor by the specialty has none either", who: open(person{profession: "10", category: "C", qualification: "SM25"}), facts: team | habilitation.ExplicitConsent | habilitation.Informed, want: habilitation.OccupationalNoColumn},
		{name: "an occupational doctor by the certificate has none either", who: open(person{profession: "10", category: "C", qualification: "SCH35"}), facts: team | habilitation.ExplicitConsent | habilitation.Informed, want: habilitation.OccupationalNoColumn},
		{name: "an occupational doctor by the competence has none either", who: open(person{profession: "10", category: "C", qualification: "C41"}), facts: team | habilitation.ExplicitConsent | habilitation.Informed, want: habilitation.OccupationalNoColumn},
		{name: "an occupational doctor by the capacity has none either", who: open(person{profession: "10", category: "C", qualification: "CAPA11"}), facts: team | habilitation.ExplicitConsent | habilitation.Informed, want: habilitation.OccupationalNoColumn},
		{name: "another specialty is no matter", who: open(person{profession: "10", category: "C", qualification: "SM26"}), facts: team, allowed: true, want: habilitation.GroundCell},
		{name: "an occupational doctor is one by a long s too", who: open(person{profession: "10", category: "C", qualification: "ſm25"}), facts: team | habilitation.ExplicitConsent | habilitation.Informed, want: habilitation.OccupationalNoColumn},
		{name: "an occupational doctor is one in small letters too", who: open(person{profession: "10", category: "C", qualification: " sm25"}), facts: team | habilitation.ExplicitConsent | habilitation.Informed, want: habilitation.OccupationalNoColumn},
		{name: "as one of several", who: open(person{profession: "10", category: "C", qualification: "SM26,SM25"}), facts: team | habilitation.ExplicitConsent | habilitation.Informed, want: habilitation.OccupationalNoColumn},
		{name: "as one of several, behind a point", who: open(person{profession: "10", category: "C", qualification: "SM26.SM25"}), facts: team | habilitation.ExplicitConsent | habilitation.Informed, want: habilitation.OccupationalNoColumn},
		{name: "beside the label", who: open(person{profession: "10", category: "C", qualification: "SM25 - Médecine du travail"}), facts: team | habilitation.ExplicitConsent | habilitation.Informed, want: habilitation.OccupationalNoColumn},
		{name: "nor has a médecin de prévention, as they were called", who: open(person{profession: "10", category: "C", function: "FON-28"}), facts: team | habilitation.ExplicitConsent | habilitation.Informed, want: habilitation.OccupationalNoColumn},
		{name: "nor one among other functions", who: open(person{profession: "10", category: "C", function: "FON-28, FON-01"}), facts: team, want: habilitation.OccupationalNoColumn},
		{name: "in wide letters", who: open(person{profession: "10", category: "C", qualification: "ＳＭ２５"}), facts: team | habilitation.ExplicitConsent | habilitation.Informed, want: habilitation.OccupationalNoColumn},
		{name: "by one of several functions, of which another is that of an intern", who: open(person{profession: "10", category: "C", function: "FON-48;FON-29"}), facts: team, want: habilitation.OccupationalNoColumn},
		{name: "of several functions, the one that has no column", who: open(person{profession: "10", category: "C", function: "FON-48, FON-47"}), facts: team, want: habilitation.NoColumn},
		{name: "nor has a doctor of a company", who: open(person{profession: "10", category: "C", sector: "SA13"}), facts: team | habilitation.ExplicitConsent | habilitation.Informed, want: habilitation.OccupationalNoColumn},
		{name: "a nurse of a company has their column", who: open(person{profession: "60", category: "C", sector: "SA13"}), facts: team, allowed: true, want: habilitation.GroundCell},
		{name: "by a sector of a company and one of fire and rescue", who: open(person{profession: "10", category: "C", sector: "SA47;sa13"}), facts: team, want: habilitation.OccupationalNoColumn},
		{name: "by one of several sectors", who: open(person{profession: "10", category: "C", sector: "SA47;SA66"}), facts: team, want: habilitation.OccupationalNoColumn},
		{name: "by a function between blanks", who: open(person{profession: "10", category: "C", function: " FON-29"}), facts: team, want: habilitation.OccupationalNoColumn},
		{name: "by a function with the hyphen of a printer", who: open(person{profession: "10", category: "C", function: "FON\u201129"}), facts: team, want: habilitation.OccupationalNoColumn},
		{name: "by a function that a blank without width has in the place of its hyphen", who: open(person{profession: "10", category: "C", function: "FON\u200b29"}), facts: team, want: habilitation.OccupationalNoColumn},
		{name: "by a sector with its list behind it", who: open(person{profession: "10", category: "C", sector: "SA66^1.2.250.1.71.4.2.4"}), facts: team, want: habilitation.OccupationalNoColumn},
		{name: "and a fire brigade's doctor likewise", who: open(person{profession: "10", category: "C", sector: "sa68"}), facts: team, want: habilitation.ExpressConsentMissing},
		{name: "parted, behind a mark of the order of bytes", who: open(person{profession: "10", category: "C", sector: "\ufeffSA\u200b 68"}), facts: team, want: habilitation.ExpressConsentMissing},
		{name: "a student's métier closes between blanks too", who: open(person{profession: "99", category: "C", function: "347 ", role: "GENR11"}), facts: team, want: habilitation.NoColumn},
		{name: "in wide digits", who: open(person{profession: "99", category: "C", function: "３４７", role: "GENR11"}), facts: team, want: habilitation.NoColumn},
		{name: "nor is that one of a nurse", who: open(person{profession: "60", category: "C", qualification: "SM25"}), facts: team, allowed: true, want: habilitation.GroundInitialConsent},
		{name: "an occupational doctor deposits with express consent", who: open(person{profession: "10", category: "C", function: "FON-29"}), action: habilitation.Deposit, facts: habilitation.ExplicitConsent | habilitation.Informed | habilitation.NotOpposed, allowed: true, want: habilitation.GroundExpressConsent},
		{name: "an occupational doctor read as a physician, by choice", who: open(person{profession: "10", category: "C", function: "FON-29"}), policy: habilitation.Policy{Occupational: habilitation.OccupationalAsPhysician}, facts: habilitation.ExplicitConsent | habilitation.Informed | habilitation.NotOpposed | habilitation.Visible, allowed: true, want: habilitation.CaveatOccupationalPolicy},
		{name: "a doctor whose activity is no care, by the definition of GENR04, does not read", who: open(person{profession: "10", category: "C", role: "GENR04"}), facts: team, want: habilitation.NoColumn},
		{name: "nor in an emergency", who: open(person{profession: "10", category: "C", role: "GENR04"}), facts: rupture, want: habilitation.NoColumn},
		{name: "nor a nurse under GENR05, which has ended", who: open(person{profession: "60", category: "C", role: "GENR05"}), facts: team, want: habilitation.NoColumn},
		{name: "in small letters too, or beside another", who: open(person{profession: "60", category: "C", role: "GENR01; genr04"}), facts: team, want: habilitation.NoColumn},
		{name: "nor an intern", who: open(person{profession: "10", category: "E", role: "GENR04"}), facts: team, want: habilitation.NoColumn},
		{name: "a doctor who stands in reads", who: open(person{profession: "10", category: "C", role: "GENR03"}), facts: team, allowed: true, want: habilitation.GroundCell},
		{name: "a role that is not known closes nothing to a doctor", who: open(person{profession: "10", category: "C", role: "GENR77"}), facts: team, allowed: true, want: habilitation.GroundCell},
		{name: "a praticien conseil does not read", who: open(person{profession: "10", category: "C", function: "FON-19", role: "GENR01"}), facts: team, want: habilitation.NoColumn},
		{name: "nor beside another function", who: open(person{profession: "40", category: "C", function: "FON-33, fon-19"}), facts: team, want: habilitation.NoColumn},
		{name: "nor under a role", who: open(person{profession: "99", category: "C", function: "FON-19", role: "GENR11"}), doc: "18776-5", facts: team, want: habilitation.NoColumn},
		{name: "nor an occupational doctor read as a physician, by choice", who: open(person{profession: "10", category: "C", qualification: "SM25", role: "GENR04"}), policy: habilitation.Policy{Occupational: habilitation.OccupationalAsPhysician}, facts: team | habilitation.ExplicitConsent | habilitation.Informed, want: habilitation.OccupationalNoColumn},
		{name: "who coordinates in an EHPAD takes part in the care", who: open(person{profession: "10", category: "C", function: "FON-63"}), facts: team, allowed: true, want: habilitation.GroundCell},
		{name: "a fire-brigade doctor needs the express consent", who: open(person{profession: "10", category: "C", sector: "SA68"}), facts: team, want: habilitation.ExpressConsentMissing},
		{name: "a fire-brigade doctor informs of the restrictions", who: open(person{profession: "10", category: "C", sector: "SA47"}), facts: team | habilitation.ExplicitConsent, want: habilitation.ExpressInformationMissing},
		{name: "a fire-brigade doctor with express consent reads", who: open(person{profession: "10", category: "C", sector: "SA47"}), facts: team | habilitation.ExplicitConsent | habilitation.Informed, allowed: true, want: habilitation.GroundExpressConsent},

		{name: "a health professional breaks the glass", facts: rupture, allowed: true, want: habilitation.GroundEmergency},
		{name: "emergency access has duties", facts: rupture, allowed: true, want: habilitation.CaveatEmergencyDuties},
		{name: "emergency needs incapacity and immediate risk", facts: rupture &^ habilitation.Incapacity, want: habilitation.EmergencyConditionsMissing},
		{name: "emergency refused beforehand stays closed", facts: rupture&^habilitation.BrisDeGlaceNotRefused | habilitation.BrisDeGlaceRefused, want: habilitation.EmergencyRefused},
		{name: "the choice on emergency must have been checked", facts: rupture &^ habilitation.BrisDeGlaceNotRefused, want: habilitation.EmergencyRefusalNotStated},
		{name: "the refusal of regulation does not refuse the bris de glace", facts: rupture | habilitation.RegulationRefused, allowed: true, want: habilitation.GroundEmergency},
		{name: "a role professional does not break the glass", who: role("GENR11"), doc: "18776-5", facts: rupture, want: habilitation.EmergencyNotHealthProfessional},
		{name: "an intern does not break the glass by default", who: open(person{profession: "10", category: "E"}), facts: rupture, want: habilitation.EmergencyNotHealthProfessional},
		{name: "an intern does, if the caller chose so", who: open(person{profession: "10", category: "E"}), facts: rupture, policy: habilitation.Policy{EmergencyForInterns: true}, allowed: true, want: habilitation.GroundEmergency},
		{name: "a doctor of no stated category may be an intern: no emergency", who: open(person{profession: "10"}), facts: rupture, want: habilitation.EmergencyNotHealthProfessional},
		{name: "a préparateur does not break the glass by default", who: open(person{profession: "99", category: "C", function: "316"}), facts: rupture, want: habilitation.EmergencyNotHealthProfessional},
		{name: "a préparateur does, if the caller chose so", who: open(person{profession: "99", category: "C", function: "316"}), doc: "57833-6", facts: rupture, policy: habilitation.Policy{EmergencyForTechnicians: true}, allowed: true, want: habilitation.GroundEmergency},
		{name: "an intern by function does not break the glass by default", who: open(person{profession: "10", category: "C", function: "FON-48"}), facts: rupture, want: habilitation.EmergencyNotHealthProfessional},
		{name: "an intern by function does, if the caller chose so", who: open(person{profession: "10", category: "C", function: "FON-48"}), facts: rupture, policy: habilitation.Policy{EmergencyForInterns: true}, allowed: true, want: habilitation.GroundEmergency},
		{name: "a docteur junior, who is an intern, does not break the glass by default", who: open(person{profession: "10", category: "C", function: "FON-57"}), facts: rupture, want: habilitation.EmergencyNotHealthProfessional},
		{name: "a docteur junior does, if the caller chose so", who: open(person{profession: "10", category: "C", function: "FON-57"}), facts: rupture, policy: habilitation.Policy{EmergencyForInterns: true}, allowed: true, want: habilitation.GroundEmergency},
		{name: "a docteur junior does not regulate", who: open(person{profession: "10", category: "C", function: "FON-57"}), facts: call, want: habilitation.RegulationNotPhysician},
		{name: "a docteur junior reads as a physician", who: open(person{profession: "10", category: "C", function: "FON-57"}), facts: team, allowed: true, want: habilitation.GroundCell},
		{name: "a docteur junior of a profession without interns does not read", who: open(person{profession: "50", category: "C", function: "FON-57"}), facts: team, want: habilitation.NoColumn},
		{name: "of two functions, a docteur junior and a student who stands in, the one that has no column", who: open(person{profession: "10", category: "C", function: "FON-57, FON-47"}), facts: team, want: habilitation.NoColumn},
		{name: "a student who stands in for a doctor is no intern", who: open(person{profession: "10", category: "C", function: "FON-47"}), facts: rupture, policy: habilitation.Policy{EmergencyForInterns: true}, want: habilitation.EmergencyNotHealthProfessional},
		{name: "emergency does not change the matrix", facts: rupture, doc: "89601-9", want: habilitation.CellDenied},
		{name: "an emergency refused does not close what consent opens", facts: team | habilitation.BrisDeGlace | habilitation.BrisDeGlaceRefused, allowed: true, want: habilitation.GroundInitialConsent},
		{name: "the regulating doctor reads", who: doctor, facts: call, allowed: true, want: habilitation.GroundRegulation},
		{name: "only a doctor regulates", facts: call, want: habilitation.RegulationNotPhysician},
		{name: "an intern does not regulate", who: open(person{profession: "10", category: "E"}), facts: call, want: habilitation.RegulationNotPhysician},
		{name: "an intern by function does not regulate", who: open(person{profession: "10", category: "C", function: "FON-48"}), facts: call, want: habilitation.RegulationNotPhysician},
		{name: "a doctor whose sign-in is not for regulation does not regulate", who: person{profession: "10", category: "C", situation: "open", noRegulation: true}, facts: call, want: habilitation.RegulationNotDeclared},
		{name: "the same doctor reads with the consent", who: person{profession: "10", category: "C", situation: "open", noRegulation: true}, facts: team, allowed: true, want: habilitation.GroundInitialConsent},
		{name: "a call that is not declared does not close what consent opens", who: person{profession: "10", category: "C", situation: "open", noRegulation: true}, facts: team | habilitation.Regulation | habilitation.RegulationNotRefused, allowed: true, want: habilitation.GroundInitialConsent},
		{name: "the same doctor breaks the glass", who: person{profession: "10", category: "C", situation: "open", noRegulation: true}, facts: rupture, allowed: true, want: habilitation.GroundEmergency},
		{name: "what is hidden and shown in an emergency needs a declared call", who: person{profession: "10", category: "C", situation: "open", noRegulation: true}, facts: call&^habilitation.Visible | habilitation.HiddenByPatient | habilitation.HiddenShownInEmergency, want: habilitation.DocumentHidden},
		{name: "a doctor of no stated category does not regulate", who: open(person{profession: "10"}), facts: call, want: habilitation.RegulationNotPhysician},
		{name: "regulation refused stays closed", who: doctor, facts: call&^habilitation.RegulationNotRefused | habilitation.RegulationRefused, want: habilitation.RegulationRefusedByPatient},
		{name: "the choice on regulation must have been checked", who: doctor, facts: call&^habilitation.RegulationNotRefused | habilitation.BrisDeGlaceNotRefused, want: habilitation.RegulationRefusalNotStated},

		{name: "a hidden document stays closed", facts: team&^habilitation.Visible | habilitation.HiddenByPatient, want: habilitation.DocumentHidden},
		{name: "its depositor still sees it", facts: team&^habilitation.Visible | habilitation.HiddenByPatient | habilitation.Depositor, allowed: true, want: habilitation.GroundDepositor},
		{name: "the administrator doctor sees it", who: doctor, facts: team&^habilitation.Visible | habilitation.HiddenByPatient | habilitation.AdministratorDoctor, allowed: true, want: habilitation.GroundAdministrator},
		{name: "only a doctor is the administrator doctor", facts: team&^habilitation.Visible | habilitation.HiddenByPatient | habilitation.AdministratorDoctor, want: habilitation.DocumentHidden},
		{name: "hidden documents open in an emergency if the person chose so", facts: rupture&^habilitation.Visible | habilitation.HiddenByPatient | habilitation.HiddenShownInEmergency, allowed: true, want: habilitation.GroundHiddenInEmergency},
		{name: "that choice opens nothing without an emergency", facts: team&^habilitation.Visible | habilitation.HiddenByPatient | habilitation.HiddenShownInEmergency, want: habilitation.DocumentHidden},
		{name: "the visibility of the document must be stated", facts: team &^ habilitation.Visible, want: habilitation.VisibilityNotStated},
		{name: "a question about the type in general is answered with a caveat", facts: team&^habilitation.Visible | habilitation.AnyDocument, allowed: true, want: habilitation.CaveatAnyDocument},
		{name: "a document that the person does not see yet is said to be so", facts: team | habilitation.InvisibleToPatient, allowed: true, want: habilitation.CaveatInvisibleToPatient},

		{name: "the first deposit needs consent", action: habilitation.Deposit, facts: habilitation.CareTeam | habilitation.Informed | habilitation.NotOpposed, want: habilitation.DepositConsentMissing},
		{name: "the first deposit with consent", action: habilitation.Deposit, facts: team, allowed: true, want: habilitation.GroundDepositConsent},
		{name: "later deposits need information only", action: habilitation.Deposit, facts: habilitation.CareTeam | habilitation.DepositedBefore | habilitation.Informed | habilitation.NotOpposed, allowed: true, want: habilitation.GroundDepositInformed},
		{name: "later deposits need information", action: habilitation.Deposit, facts: habilitation.CareTeam | habilitation.DepositedBefore | habilitation.NotOpposed, want: habilitation.DepositInformationMissing},
		{name: "a legitimate reason stops a deposit", action: habilitation.Deposit, facts: team | habilitation.DepositRefused, want: habilitation.DepositRefusedByPatient},
		{name: "who does not take part in the care does not deposit", action: habilitation.Deposit, facts: habilitation.ExplicitConsent | habilitation.NotOpposed, want: habilitation.CareNotStated},
		{name: "a deposit needs no column", who: open(person{profession: "93", category: "C"}), action: habilitation.Deposit, facts: team, allowed: true, want: habilitation.GroundDepositConsent},
		{name: "a deposit needs no cell", action: habilitation.Deposit, doc: "89601-9", facts: team, allowed: true, want: habilitation.GroundDepositConsent},
		{name: "a student nurse does not deposit", who: open(person{profession: "60", category: "E"}), action: habilitation.Deposit, facts: team, want: habilitation.StudentDeposit},
		{name: "a student nurse deposits, if the caller chose so", who: open(person{profession: "60", category: "E"}), action: habilitation.Deposit, facts: team, policy: habilitation.Policy{StudentDeposits: true}, allowed: true, want: habilitation.GroundDepositConsent},
		{name: "an intern deposits", who: open(person{profession: "10", category: "E"}), action: habilitation.Deposit, facts: team, allowed: true, want: habilitation.GroundDepositConsent},
		{name: "an intern by function deposits", who: open(person{profession: "21", category: "C", function: "FON-48"}), action: habilitation.Deposit, facts: team, allowed: true, want: habilitation.GroundDepositConsent},
		{name: "an intern of a profession without interns does not", who: open(person{profession: "60", category: "C", function: "FON-48"}), action: habilitation.Deposit, facts: team, want: habilitation.StudentDeposit},
		{name: "an extern does not deposit", who: open(person{profession: "10", category: "E", function: "354"}), action: habilitation.Deposit, facts: team, want: habilitation.StudentDeposit},
		{name: "a student who stands in does not deposit", who: open(person{profession: "10", category: "C", function: "FON-47"}), action: habilitation.Deposit, facts: team, want: habilitation.StudentDeposit},
		{name: "a student of the army does not deposit", who: open(person{profession: "10", category: "E", function: "FON-52"}), action: habilitation.Deposit, facts: team, want: habilitation.StudentDeposit},
		{name: "a student of a role profession does not deposit", who: open(person{profession: "99", category: "E", role: "GENR11"}), action: habilitation.Deposit, facts: team, want: habilitation.StudentDeposit},
		{name: "a student deletes what they deposited", who: open(person{profession: "60", category: "E"}), action: habilitation.Delete, facts: habilitation.Depositor, allowed: true, want: habilitation.GroundDepositor},
		{name: "the DMP takes no type out of J66", action: habilitation.Deposit, doc: "PIECE-IDENTITE", facts: team, want: habilitation.DocumentNotDMP},
		{name: "not hidden and invisible at once", action: habilitation.Deposit, facts: team&^habilitation.Visible | habilitation.HiddenByDepositor | habilitation.InvisibleToPatient, want: habilitation.HiddenAndInvisible},
		{name: "hidden and invisible if the parameter says so", action: habilitation.Deposit, facts: team&^habilitation.Visible | habilitation.HiddenByDepositor | habilitation.InvisibleToPatient, policy: habilitation.Policy{HiddenAndInvisible: true}, allowed: true, want: habilitation.CaveatInvisibleToPatient},

		{name: "only the depositor hides", action: habilitation.Hide, facts: team, want: habilitation.NotDepositor},
		{name: "the depositor hides", action: habilitation.Hide, facts: team | habilitation.Depositor, allowed: true, want: habilitation.GroundDepositor},
		{name: "hiding needs a consent", action: habilitation.Hide, facts: team&^habilitation.InitialConsent | habilitation.Depositor, want: habilitation.InitialConsentMissing},
		{name: "what the person does not see is not hidden from professionals as well", action: habilitation.Hide, facts: team | habilitation.Depositor | habilitation.InvisibleToPatient, want: habilitation.HiddenAndInvisible},
		{name: "the depositor shows again", action: habilitation.Unhide, facts: team&^habilitation.Visible | habilitation.HiddenByDepositor | habilitation.Depositor, allowed: true, want: habilitation.GroundDepositor},
		{name: "what the person hid they alone show again", action: habilitation.Unhide, facts: team&^habilitation.Visible | habilitation.HiddenByPatient | habilitation.Depositor, want: habilitation.HiddenByPatientOnly},
		{name: "the author deletes without authorisation", action: habilitation.Delete, facts: habilitation.Depositor, allowed: true, want: habilitation.GroundDepositor},
		{name: "nobody else deletes", action: habilitation.Delete, facts: team, want: habilitation.NotDepositor},

		{name: "GENR13 has no column", who: role("GENR13"), facts: team, want: habilitation.NoColumn},
		{name: "a psychologist has no column", who: open(person{profession: "93", category: "C"}), facts: team, want: habilitation.NoColumn},
		{name: "an aide-soignant of TRE_G15 has ended", who: open(person{profession: "35", category: "C"}), facts: team, want: habilitation.ProfessionEnded},
		{name: "an aide-soignant reads through his role", who: open(person{profession: "99", category: "C", function: "313", role: "GENR11"}), doc: "18776-5", facts: team, allowed: true, want: habilitation.CaveatRoleColumn},
		{name: "role access suspended by the caller", who: role("GENR11"), doc: "18776-5", facts: team, policy: habilitation.Policy{RoleAccess: habilitation.RoleSuspended}, want: habilitation.RoleAccessSuspended},
		{name: "a role professional without a role", who: role(""), facts: team, want: habilitation.RoleNotStated},
		{name: "a préparateur needs no role", who: open(person{profession: "99", category: "C", function: "316"}), doc: "57833-6", facts: team, allowed: true, want: habilitation.GroundCell},
		{name: "a préparateur in another spelling opens no more beside a role", who: open(person{profession: "99", category: "C", function: "316^1.2.250.1.213.1.6.1.4", role: "GENR09"}), doc: "57833-6", facts: team, want: habilitation.CellDenied},
		{name: "nor beside a label", who: open(person{profession: "99", category: "C", function: "317 - Préparateur", role: "GENR08"}), doc: "57833-6", facts: team, want: habilitation.CellDenied},
		{name: "nor does he without a role", who: open(person{profession: "99", category: "C", function: "316^1.2.250.1.213.1.6.1.4"}), doc: "57833-6", facts: team, want: habilitation.RoleNotStated},
		{name: "nor beside the activity of care", who: open(person{profession: "99", category: "C", function: "316^1.2.250.1.213.1.6.1.4", role: "GENR01"}), doc: "57833-6", facts: team, want: habilitation.NoColumn},
		{name: "another métier in another spelling leaves the role", who: open(person{profession: "99", category: "C", function: "313^1.2.250.1.213.1.6.1.4", role: "GENR11"}), doc: "57833-6", facts: team, allowed: true, want: habilitation.GroundCell},
		{name: "a préparateur with a role is read in both columns", who: open(person{profession: "99", category: "C", function: "316", role: "GENR09"}), doc: "57833-6", facts: team, want: habilitation.CellDenied},
		{name: "the métier prevails, if the caller chose so", who: open(person{profession: "99", category: "C", function: "316", role: "GENR09"}), doc: "57833-6", facts: team, policy: habilitation.Policy{Columns: habilitation.FunctionPrevails}, allowed: true, want: habilitation.GroundCell},
		{name: "but not where it is written otherwise", who: open(person{profession: "99", category: "C", function: "316 - Préparateur", role: "GENR09"}), doc: "57833-6", facts: team, policy: habilitation.Policy{Columns: habilitation.FunctionPrevails}, want: habilitation.CellDenied},
		{name: "nor beside another function", who: open(person{profession: "99", category: "C", function: "FON-29, 316", role: "GENR13"}), doc: "57833-6", facts: team, policy: habilitation.Policy{Columns: habilitation.FunctionPrevails}, want: habilitation.NoColumn},
		{name: "an intern in medicine reads as a physician", who: open(person{profession: "10", category: "E"}), facts: team, allowed: true, want: habilitation.GroundCell},
		{name: "an extern in medicine does not", who: open(person{profession: "10", category: "E", function: "354"}), facts: team, want: habilitation.NoColumn},
		{name: "an intern by function reads as a physician", who: open(person{profession: "10", category: "C", function: "FON-48"}), facts: team, allowed: true, want: habilitation.GroundCell},
		{name: "an intern by function of a profession without interns does not read", who: open(person{profession: "60", category: "C", function: "FON-48"}), facts: team, want: habilitation.NoColumn},
		{name: "a student who stands in has no column", who: open(person{profession: "10", category: "C", function: "FON-47"}), facts: team, want: habilitation.NoColumn},
		{name: "a student of the army has no column", who: open(person{profession: "40", category: "C", function: "FON-52"}), facts: team, want: habilitation.NoColumn},
		{name: "a category that has no code is unknown", who: open(person{profession: "60", category: noCode}), facts: team, want: habilitation.CategoryUnknown},
		{name: "and proves no doctor", who: open(person{profession: "10", category: noCode}), facts: rupture, want: habilitation.EmergencyNotHealthProfessional},
		{name: "a métier is no profession", who: open(person{profession: "316", category: "C"}), facts: team, want: habilitation.ProfessionUnknown},
		{name: "a function is no profession", who: open(person{profession: "FON-29", category: "C"}), facts: team, want: habilitation.ProfessionUnknown},
		{name: "nor does it deposit", who: open(person{profession: "FON-29", category: "C"}), action: habilitation.Deposit, facts: team, want: habilitation.ProfessionUnknown},
		{name: "an ended métier is no profession", who: open(person{profession: "318", category: "C"}), facts: team, want: habilitation.ProfessionUnknown},
		{name: "and has ended", at: civil.MustNew(2026, 6, 1), who: open(person{profession: "318", category: "C"}), facts: team, want: habilitation.ProfessionEnded},
		{name: "a student nurse has no column", who: open(person{profession: "60", category: "E"}), facts: team, want: habilitation.NoColumn},
		{name: "a nurse of no stated category may be a student", who: open(person{profession: "60"}), facts: team, want: habilitation.CategoryNotStated},
		{name: "assumed not to be, if the caller chose so", who: open(person{profession: "60"}), facts: team, policy: habilitation.Policy{UnstatedCategory: habilitation.CategoryAssumedCivil}, allowed: true, want: habilitation.GroundCell},
		{name: "an ended situation reads nothing", who: person{profession: "60", category: "C", situation: "ended"}, facts: team, want: habilitation.SituationEnded},
		{name: "a situation seen that day is open, with a caveat", who: person{profession: "60", category: "C", situation: "presence"}, facts: team, allowed: true, want: habilitation.CaveatPresence},
		{name: "an extraction counts as well", who: person{profession: "60", category: "C", situation: "presence-extraction"}, facts: team, allowed: true, want: habilitation.CaveatPresence},
		{name: "the directory lists closed situations too", who: person{profession: "60", category: "C", situation: "presence-fhir"}, facts: team, want: habilitation.SituationDatesUnknown},
		{name: "so may an employer", who: person{profession: "60", category: "C", situation: "presence-employer"}, facts: team, want: habilitation.SituationDatesUnknown},
		{name: "seen by nobody knows whom", who: person{profession: "60", category: "C", situation: "presence-unsaid"}, facts: team, want: habilitation.SituationDatesUnknown},
		{name: "a role that was drawn from elsewhere is said to be so", who: open(person{profession: "99", category: "C", role: "GENR11", roleInferred: true}), doc: "18776-5", facts: team, allowed: true, want: habilitation.CaveatRoleInferred},
		{name: "on a deposit too", who: open(person{profession: "99", category: "C", role: "GENR11", roleInferred: true}), action: habilitation.Deposit, facts: team, allowed: true, want: habilitation.CaveatRoleInferred},
		{name: "and on a deletion", who: open(person{profession: "99", category: "C", role: "GENR11", roleInferred: true}), action: habilitation.Delete, facts: habilitation.Depositor, allowed: true, want: habilitation.CaveatRoleInferred},
		{name: "a cell that another source may mean otherwise", who: role("GENR08"), doc: "57832-8", facts: team, allowed: true, want: habilitation.CaveatKnownDifference},
		{name: "no matrix before its publication", at: civil.MustNew(2024, 9, 24), facts: team, want: habilitation.MatrixNotInForce},
		{name: "a type without a row", doc: "E1762", facts: team, want: habilitation.DocumentNoRow},
		{name: "a type of J07 alone", doc: "51851-4", facts: team, want: habilitation.DocumentNoRow},
		{name: "an unknown type", doc: "00000-0", facts: team, want: habilitation.DocumentUnknown},
		{name: "another source contradicts the cell", who: doctor, doc: "ATTEST-RESID", facts: team, allowed: true, want: habilitation.CaveatKnownDifference},
		{name: "an action that is none", action: 9, facts: team, want: habilitation.ActionNotStated},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.who == (person{}) {
				c.who = nurse
			}
			if c.doc == "" {
				c.doc = report
			}
			if c.action == 0 {
				c.action = habilitation.Read
			}
			if c.at.IsZero() {
				c.at = since
			}
			d := habilitation.CNAM20240925().Under(c.policy).Decide(habilitation.Request{
				Subject: subjectOf(c.who, c.at.String(), c.policy), Document: documentOf(c.doc), Action: c.action, Facts: c.facts,
			})
			assert.Equal(t, c.allowed, d.Allowed(), "%v", d)
			assert.True(t, d.Has(c.want), "%v does not have %v", d, c.want)
			assert.Equal(t, c.allowed, !c.want.IsDenial())
		})
	}
}

// Cells that other sources describe (about the arrêté of 2023).
func TestCellsStatedByOtherSources(t *testing.T) {
	for who, cells := range map[string]struct{ open, closed string }{
		"nurse":          {"83981-1 DOCPAT06 47420-5 11502-2 15507-7 56445-0 PROT_ALD", "75496-0 68599-0 83901-9 68817-6 89601-9"},
		"dental-surgeon": {"", "80788-3 75496-0 83981-1 83901-9 68599-0"},
		"GENR08": {
			"57832-8 75468-9 55115-0 PRESC-BIO PRESC-KINE PRESC-INF PRESC-PEDI PRESC-ORTHOPHO PRESC-ORTHOPTIE",
			"15507-7 BIL_AUTO 34794-8 34112-3 11506-3 89601-9 CERT_DECL 57828-6 57833-6 PRESC-AAT 61357-0",
		},
		"physician": {"ATTEST-RESID", ""},
	} {
		for code := range strings.FieldsSeq(cells.open) {
			assert.True(t, cell(t, who, code), "%s × %s", who, code)
		}
		for code := range strings.FieldsSeq(cells.closed) {
			assert.False(t, cell(t, who, code), "%s × %s", who, code)
		}
	}
	// The one difference with a named cell, and the nine with "prescriptions".
	assert.Len(t, habilitation.CNAM20240925().Version().Differences, 10)
	for _, d := range habilitation.CNAM20240925().Version().Differences {
		assert.Equal(t, d.Column == "GENR08", d.Doubtful, "%s × %s", d.Column, d.Document)
		assert.Equal(t, cell(t, d.Column, d.Document.Code()), d.Here)
		assert.NotEqual(t, d.Here, d.There)
	}
	n := 0
	for c := range habilitation.CNAM20240925().Cells() {
		if c.Differs {
			n++
			assert.True(t, c.Allowed)
		}
	}
	assert.Equal(t, 10, n)
}

func cell(t *testing.T, column, code string) bool {
	t.Helper()
	for c := range habilitation.CNAM20240925().Cells() {
		if c.Column.Key == column && c.Row.Document.Code() == code {
			return c.Allowed
		}
	}
	require.Fail(t, "no such cell", "%s × %s", column, code)
	return false
}

func TestTheMatrixInNumbers(t *testing.T) {
	m := habilitation.CNAM20240925()
	rows, columns, cells := m.Size()
	assert.Equal(t, []int{108, 19, 2052}, []int{rows, columns, cells})

	counts, total := make([]int, columns), 0
	for c := range m.Cells() {
		if c.Allowed {
			counts[c.Index]++
			total++
		}
	}
	assert.Equal(t, []int{108, 78, 78, 74, 75, 78, 76, 70, 61, 49, 19, 12, 38, 34, 9, 5, 9, 26, 13}, counts)
	assert.Equal(t, 912, total)

	var keys []string
	for _, c := range m.Columns() {
		keys = append(keys, c.Key)
	}
	assert.Equal(t, strings.Fields("physician pharmacist-biologist pharmacist-dispensing dental-surgeon midwife nurse physiotherapist "+
		"podiatrist speech-therapist ergo-psychomot-orthoptist-dietitian audio-prosthetics optician radiographer GENR08 social-worker "+
		"GENR09 GENR10 GENR11 GENR12"), keys)

	var alone []string
	o := theOracle()
	i := 0
	for r := range m.Rows() {
		assert.Equal(t, r.Allowed.Has(1), r.Allowed.Has(2), "the two columns of pharmacists differ on %v", r.Document)
		assert.Equal(t, o.rowOrder[i], r.Document.Code())
		assert.Equal(t, o.rowClass[r.Document.Code()], r.Document.Class().Code())
		assert.NotEmpty(t, r.Label)
		if r.Allowed == 1 {
			alone = append(alone, r.Document.Code())
		}
		i++
	}
	want := strings.Fields("34875-5 34120-6 75496-0 28653-4 96349-6 59283-2 29274-8 78341-5 60280-5 57057-2 57075-4 89235-6 78489-2 " +
		"57055-6 PRESC-AAT 80771-9 83869-8 89601-9 101881-1 59284-0")
	assert.ElementsMatch(t, want, alone)
	assert.Len(t, alone, 20)
}

// Every cell of the file is the cell of the library, and its answer.
func TestEveryCell(t *testing.T) {
	o := theOracle()
	for c := range habilitation.CNAM20240925().Cells() {
		require.Equal(t, o.cells[c.Row.Document.Code()][c.Index], c.Allowed, "%s × %s", c.Row.Document.Code(), c.Column.Key)
	}
}

func TestDocumentTypes(t *testing.T) {
	o := theOracle()
	var newest *habilitation.Matrix
	for m := range habilitation.Embedded().All() {
		newest = m
	}
	hasRow := map[string]bool{}
	for r := range newest.Rows() {
		hasRow[r.Document.Code()] = true
	}
	var listed []string
	for d := range habilitation.DocumentTypes() {
		code := d.Code()
		listed = append(listed, code)
		tp := o.types[code]
		assert.Equal(t, strings.Contains(tp.lists, "J66"), d.InJ66(), code)
		assert.Equal(t, strings.Contains(tp.lists, "J07"), d.InJ07(), code)
		assert.Equal(t, tp.class, d.Class().Code(), code)
		assert.NotEmpty(t, d.Label(), code)
		assert.NotEqual(t, "(not stated)", d.System().String(), code)
		assert.Equal(t, code == "*DICOM" || d.InJ66() && code != "E1762", hasRow[code], code)

		got, err := habilitation.ParseDocumentType(code)
		require.NoError(t, err)
		assert.Equal(t, d, got)
		assert.Equal(t, d, habilitation.MustParseDocumentType(code))
		text, err := d.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, code, string(text))
		appended, err := d.AppendText([]byte("x"))
		require.NoError(t, err)
		assert.Equal(t, "x"+code, string(appended))
		var back habilitation.DocumentType = 1
		require.NoError(t, back.UnmarshalText(text))
		assert.Equal(t, d, back)
		v, err := d.Value()
		require.NoError(t, err)
		require.NoError(t, back.Scan(v))
		assert.Equal(t, d, back)
		require.NoError(t, back.Scan([]byte(code)))
		assert.Equal(t, d, back)
		for _, near := range []string{strings.ToLower(code) + " ", " " + code, code + "0", code[1:], code[:len(code)-1], code + code} {
			if _, known := o.types[near]; !known {
				_, err := habilitation.ParseDocumentType(near)
				assert.ErrorIs(t, err, habilitation.CodeDocumentUnknown, near)
			}
		}
	}
	assert.Len(t, listed, 124)
	assert.Equal(t, o.typeOrder, listed)

	assert.Equal(t, habilitation.CodeDICOM, habilitation.DICOM.Code())
	var zero habilitation.DocumentType
	assert.True(t, zero.IsZero())
	assert.Equal(t, "(not stated)", zero.String())
	assert.Equal(t, "(unknown)", habilitation.UnknownDocument.String())
	for _, d := range []habilitation.DocumentType{zero, habilitation.UnknownDocument, 125} {
		text, err := d.MarshalText()
		require.NoError(t, err)
		assert.Empty(t, text)
		v, err := d.Value()
		require.NoError(t, err)
		assert.Nil(t, v)
		assert.Empty(t, d.Label())
		assert.Equal(t, d == 0, d.String() == "(not stated)")
		assert.Equal(t, d != 0, d.String() == "(unknown)")
		assert.Equal(t, "(not stated)", d.Class().String())
		assert.Equal(t, "(not stated)", d.System().String())
		assert.False(t, d.InJ66() || d.InJ07())
	}
	d := habilitation.DocumentType(3)
	require.NoError(t, d.Scan(nil))
	assert.True(t, d.IsZero())
	d = 3
	require.NoError(t, d.UnmarshalText(nil))
	assert.True(t, d.IsZero())
	d = 3
	assert.ErrorIs(t, d.Scan(12), habilitation.CodeDocumentUnknown)
	assert.True(t, d.IsZero())
	d = 3
	assert.ErrorIs(t, d.UnmarshalText([]byte("nope")), habilitation.CodeDocumentUnknown)
	assert.True(t, d.IsZero(), "a code that is not known leaves no stale value")
	_, err := habilitation.ParseDocumentType("")
	assert.ErrorIs(t, err, habilitation.CodeDocumentNotStated)
	assert.Panics(t, func() { habilitation.MustParseDocumentType("nope") })
	for _, s := range []habilitation.System{0, habilitation.SystemDICOM + 1, 99} {
		assert.Equal(t, "(not stated)", s.String())
	}
	assert.Equal(t, "DICOM", habilitation.SystemDICOM.String())
}

// TestListsOfTypes states the lists of the types, apart from the data file: a type that the
// DMP does not take is not deposited. JDV_J66 of 27 September 2024 has the types of the rows
// and E1762; JDV_J07 of 29 June 2026 has these and fifteen more.
func TestListsOfTypes(t *testing.T) {
	wider := strings.Fields("PIECE-IDENTITE FEUILLE-DE-STYLE FICHE-CONTACTS EXPORT_DUI 34876-3 34895-3 51851-4 55751-2 56446-8 68814-3 " +
		"83963-9 84067-8 96163-1 97694-4 100967-9")
	j66, j07 := 0, 0
	for d := range habilitation.DocumentTypes() {
		dicom, more := d == habilitation.DICOM, slices.Contains(wider, d.Code())
		assert.Equal(t, !dicom && !more, d.InJ66(), d.Code())
		assert.Equal(t, !dicom, d.InJ07(), d.Code())
		assert.Equal(t, more, d.Class() == 0, d.Code())
		assert.Equal(t, d.Code() == "E1762", d.Class() == habilitation.ClassSignature, d.Code())
		if d.InJ66() {
			j66++
		}
		if d.InJ07() {
			j07++
		}
		deposit := habilitation.CNAM20240925().Decide(habilitation.Request{
			Subject: subjectOf(nurse, since.String(), habilitation.Policy{}), Document: d, Action: habilitation.Deposit, Facts: team,
		})
		assert.Equal(t, dicom || more, deposit.Has(habilitation.DocumentNotDMP), d.Code())
	}
	assert.Equal(t, []int{108, 123}, []int{j66, j07})
}

// By codes, a document that is not stated and one of no list are two reasons.
func TestDecideCodesTellsDocumentsApart(t *testing.T) {
	for doc, want := range map[string]habilitation.Reason{"": habilitation.DocumentNotStated, "00000-0": habilitation.DocumentUnknown, "x": habilitation.DocumentUnknown} {
		d := habilitation.CNAM20240925().DecideCodes(habilitation.CodesRequest{
			Profession: "60", Category: "C", Document: doc, Action: habilitation.Read, Facts: team, At: since,
		})
		assert.Equal(t, []habilitation.Reason{want}, slices.Collect(d.Denials()), "%q", doc)
	}
}

func TestDocumentClasses(t *testing.T) {
	for c := habilitation.ClassReport; c <= habilitation.ClassSignature; c++ {
		got, err := habilitation.ParseDocumentClass(c.Code())
		require.NoError(t, err)
		assert.Equal(t, c, got)
		text, _ := c.MarshalText()
		var back habilitation.DocumentClass
		require.NoError(t, back.UnmarshalText(text))
		assert.Equal(t, c, back)
		assert.NotEmpty(t, c.Label())
		assert.Equal(t, c.Code(), c.String())
	}
	_, err := habilitation.ParseDocumentClass("")
	assert.ErrorIs(t, err, habilitation.CodeClassUnknown)
	c := habilitation.ClassReport
	assert.ErrorIs(t, c.UnmarshalText([]byte("99")), habilitation.CodeClassUnknown)
	assert.Zero(t, c)
	c = habilitation.ClassReport
	require.NoError(t, c.UnmarshalText(nil))
	assert.Zero(t, c)
	for _, c := range []habilitation.DocumentClass{0, habilitation.ClassSignature + 1, 99} {
		assert.Empty(t, c.Code()+c.Label(), "%d", uint8(c))
		assert.Equal(t, "(not stated)", c.String())
		assert.Equal(t, c == 0, c.IsZero())
	}
}

func TestActionsAndFactsAsText(t *testing.T) {
	for _, a := range allActions {
		assert.Equal(t, nameOf(a), a.String())
		text, err := a.MarshalText()
		require.NoError(t, err)
		var back habilitation.Action
		require.NoError(t, back.UnmarshalText(text))
		assert.Equal(t, a, back)
		got, err := habilitation.ParseAction(a.String())
		require.NoError(t, err)
		assert.Equal(t, a, got)
	}
	for a, want := range map[habilitation.Action]string{0: "(not stated)", 6: "(no such value: 6)", 255: "(no such value: 255)"} {
		assert.Equal(t, want, a.String())
		text, err := a.MarshalText()
		assert.Empty(t, text)
		assert.Equal(t, a == 0, err == nil)
	}
	got, err := habilitation.ParseAction("")
	assert.Zero(t, got)
	assert.ErrorIs(t, err, habilitation.CodeActionUnknown)
	a := habilitation.Read
	assert.ErrorIs(t, a.UnmarshalText([]byte("READ")), habilitation.CodeActionUnknown)
	assert.Zero(t, a)
	a = habilitation.Read
	require.NoError(t, a.UnmarshalText(nil))
	assert.Zero(t, a)

	assert.Equal(t, "(none stated)", habilitation.Facts(0).String())
	assert.Equal(t, "care-team|not-opposed", (habilitation.CareTeam | habilitation.NotOpposed).String())
	assert.Equal(t, "informed|0x80000000", (habilitation.Informed | 1<<31).String())
	f := habilitation.CareTeam
	assert.ErrorIs(t, f.UnmarshalText([]byte("care-team|love")), habilitation.CodeFactUnknown)
	assert.Zero(t, f, "a fact that is not understood leaves none")
	require.NoError(t, f.UnmarshalText([]byte("care-team | visible")))
	assert.Equal(t, habilitation.CareTeam|habilitation.Visible, f)
	require.NoError(t, f.UnmarshalText(nil))
	assert.Zero(t, f)
	assert.True(t, habilitation.AllFacts.Has(team))
	assert.False(t, team.Has(habilitation.CareTeam|habilitation.Opposed))
}
