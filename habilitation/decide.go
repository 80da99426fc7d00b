package habilitation

import (
	"fmt"
	"io"
	"iter"
	"log/slog"

	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Request is one question: may this subject do this with this type of
// document, under these circumstances, on this day? What is not stated counts
// as missing. The day is that of the subject: of one that is kept ask
// [Subject.On] the day on which it is asked.
type Request struct {
	Subject  Subject
	Document DocumentType
	Action   Action
	Facts    Facts
}

// Decision is the answer to a [Request]: allowed or denied, all the reasons,
// and what it was drawn from. It is a small comparable value. The zero
// Decision denies.
type Decision struct {
	// Four words, so that a decision travels in registers.
	matrix  *Matrix
	denials reasonSet
	who     asker
	what    question
}

type asker struct {
	key   uint32
	notes uint32
}

type question struct {
	at       civil.Date
	document DocumentType
	action   Action
}

// Two traits of the subject stay with a decision, above its notes: its
// columns and its text depend on them.
const (
	occupationalNote = 1 << 31
	studentNote      = 1 << 30
)

// CodesRequest is a [Request] by codes, as text. See [Matrix.DecideCodes].
type CodesRequest struct {
	Profession, Category, Function, Role string
	Document                             string
	Action                               Action
	Facts                                Facts
	At                                   civil.Date
}

// String tells the action and the day: a program may give anything in the place of a code.
func (r CodesRequest) String() string {
	return "CodesRequest(" + r.Action.String() + ", on " + r.At.String() + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (r CodesRequest) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, r.String()) }

// LogValue implements [slog.LogValuer].
func (r CodesRequest) LogValue() slog.Value { return slog.StringValue(r.String()) }

// DecideCodes is [Matrix.Decide] for codes as text, for callers who hold
// nothing else; the situation is taken to be open. Codes that no list knows
// are reasons of the denial. Codes say neither sector nor qualification, by
// which an occupational doctor may be known: prefer [SubjectOf].
func (m *Matrix) DecideCodes(r CodesRequest) Decision {
	m = m.orZero()
	doc := documentIndex(r.Document)
	if doc == 0 && r.Document != "" {
		doc = UnknownDocument
	}
	return m.Decide(Request{
		Subject:  m.policy.subject(ParseCodes(r.Profession, r.Category, r.Function, r.Role), r.At),
		Document: doc, Action: r.Action, Facts: r.Facts,
	})
}

// Decide answers a request under the matrix, its policy and the general rules
// of the DMP. It always answers, collects every reason, and allocates nothing.
//
// # Reading
//
// Reading needs all of: a subject against whom nothing stands; a cell of the
// matrix that allows, in every column that names the subject; a basis among
// consent, emergency and regulation; no opposition to this professional; and
// a document that is stated to be visible, or hidden but open to them (its
// depositor, administrator doctor, choice of the person for emergencies), or
// none in particular ([AnyDocument]).
//
// The basis of the care team is the initial consent since 15 October 2025,
// and was information without opposition before; outside the team, and for
// everybody if it is given, it is the consent to this very consultation. An
// occupational doctor and one of fire and rescue need express consent and
// information instead, to deposit and to hide too.
//
// # Depositing
//
// Any professional who takes part in the care may deposit, with the consent
// of the informed person the first time and their information afterwards,
// unless the person refuses the deposit or opposes this professional; no
// source gives a matrix of deposits by type, and none is invented.
//
// # Hiding, showing again, deleting
//
// Only the depositor; hiding and showing again also need a consent and no
// opposition, deleting does not.
func (m *Matrix) Decide(r Request) Decision {
	m = m.orZero()
	// The usual reading: nothing against the subject, no emergency. All its
	// rules are two table look-ups and the cell; everything else goes the
	// long way, and a test compares both over all circumstances.
	s, doc := r.Subject, r.Document
	if uint32(r.Action^Read)|uint32(r.Facts&^plainFacts)|(s.flags^traitStated)&(notPlain|traitStated) == 0 &&
		uint32(s.at.Ordinal()-m.from) < m.plainSpan && doc < documentCount && s.place() < places {
		set := m.at[s.place()]
		columns, allowed := m.sets[set], m.allowed[doc]
		// A row that is empty, or that another source contradicts, is rare.
		if columns != 0 && allowed != 0 && m.differs[doc]&columns == 0 {
			c := &m.consents[uint32(r.Facts&consentFacts)|before(s.at)]
			v := &m.sights[r.Facts>>sightShift&(sightFacts>>sightShift)]
			// No branch on the cell: half of all cells are closed.
			cell := reasonSet(0)
			if allowed&columns != columns {
				cell = bit(CellDenied)
			}
			return Decision{
				m, c.deny | v.deny | cell,
				asker{s.key, c.notes | v.notes | m.setNotes[set] | s.flags>>noteShift&(note(CaveatPresence)|note(CaveatMetier))},
				question{s.at, doc, Read},
			}
		}
	}
	return m.decide(r)
}

// consentReform is the ordinal of 15 October 2025, the day of the decision of
// the Conseil d'État: from it on the access of the care team rests on the
// initial consent of the patient.
const consentReform = 739539

// before returns consentCount for a day before the reform, 0 from it on.
func before(at civil.Date) uint32 {
	return uint32(at.Ordinal()-consentReform) >> 31 * uint32(consentCount)
}

// Facts that the usual reading is decided from, by table: those of consent
// and opposition, and those of the document. See [Matrix.Decide].
const (
	consentFacts = CareTeam | OutsideTeam | InitialConsent | ExplicitConsent | Informed | NotOpposed | Opposed
	sightFacts   = visibility | InvisibleToPatient | Depositor
	// Facts about deposits have no bearing on reading.
	plainFacts = consentFacts | sightFacts | DepositedBefore | DepositRefused

	consentCount = int(consentFacts) + 1
	sightShift   = 15
	sightCount   = int(sightFacts>>sightShift) + 1

	// notPlain are the flags of a subject that need the long way.
	notPlain = reasonFlags | traitOccupational | traitFireBrigade | traitStudent | traitRoleSuspended | traitRoleInferred

	// The traits of presence and métier stand in the order of their caveats,
	// this far above them.
	noteShift = 10
)

// These fail to compile when the bits above move.
const (
	_ = -uint32(traitPresence>>noteShift ^ 1<<(CaveatPresence-firstNote))
	_ = -uint32(traitMetier>>noteShift ^ 1<<(CaveatMetier-firstNote))
	_ = -uint32(AnyDocument ^ 1<<sightShift)
)

// partial is what one group of facts adds to a decision.
type partial struct {
	deny  reasonSet
	notes uint32
}

// tabulate fills the tables of the usual reading from the functions of the
// long way.
func (m *Matrix) tabulate() {
	for i := range consentCount {
		f := Facts(i)
		for _, at := range [...]civil.Date{civil.YMD(2025, 10, 14), civil.YMD(2025, 10, 15)} {
			basis, missing := m.consent(f, 0, at)
			deny := opposition(f)
			if basis == 0 {
				deny |= missing
			}
			if f.contradictory() {
				deny |= bit(FactsContradictory)
			}
			// A ground of the cell counts only where nothing denies.
			m.consents[uint32(i)|before(at)] = partial{deny, basis | note(GroundCell)}
		}
	}
	for i := range m.sights {
		f := Facts(i) << sightShift
		deny, notes := m.sight(f, 0, 0)
		if f.contradictory() {
			deny |= bit(FactsContradictory)
		}
		m.sights[i] = partial{deny, notes}
	}
}

// decide is [Matrix.Decide] for every request.
func (m *Matrix) decide(r Request) Decision {
	r.Subject = r.Subject.Under(m.policy)
	f, flags := r.Facts, r.Subject.flags
	if flags&traitStated == 0 {
		flags |= 1 << SubjectNotStated
	}
	deny := subjectReasons(flags)
	var notes uint32

	at := r.Subject.at
	switch {
	case at.IsZero():
		deny |= bit(DateNotStated)
	case !m.Covers(at):
		deny |= bit(MatrixNotInForce)
	}
	if f.contradictory() {
		deny |= bit(FactsContradictory)
	}
	columns, byMetier := m.columnsOf(r.Subject)
	if byMetier != 0 {
		deny &^= bit(RoleNotStated)
	}
	doc := r.Document
	if doc-1 >= documentCount-1 { // 0 wraps round
		if doc == 0 {
			deny |= bit(DocumentNotStated)
		} else {
			deny |= bit(DocumentUnknown)
		}
		doc = 0
	}

	switch r.Action {
	case Read:
		d, n := m.read(f, flags, at, columns, doc)
		// A column cannot be missed by somebody who is not known.
		const unknownWho = 1<<SubjectNotStated | 1<<IdentityMissing | 1<<StructureUnknown | 1<<StructureAmbiguous |
			1<<ProfessionNotStated | 1<<ProfessionUnknown | 1<<RoleNotStated | 1<<RoleUnknown
		if deny&unknownWho != 0 {
			d &^= bit(NoColumn)
		}
		deny |= d
		notes = n
	case Deposit:
		d, n := m.deposit(f, flags, doc)
		deny |= d
		notes = n
	case Hide, Unhide:
		d, n := m.hide(r.Action, f, flags, at)
		deny |= d
		notes = n
	case Delete:
		if f&Depositor == 0 {
			deny |= bit(NotDepositor)
		} else {
			notes = note(GroundDepositor)
		}
	default:
		deny |= bit(ActionNotStated)
	}
	if flags&traitPresence != 0 {
		notes |= note(CaveatPresence)
	}
	if flags&traitMetier != 0 {
		notes |= note(CaveatMetier)
	}
	if flags&traitRoleInferred != 0 {
		notes |= note(CaveatRoleInferred)
	}
	if flags&traitOccupational != 0 {
		notes |= occupationalNote
	}
	if flags&traitStudent != 0 {
		notes |= studentNote
	}
	return Decision{m, deny, asker{r.Subject.key, notes}, question{at, r.Document, r.Action}}
}

const (
	inCare      = CareTeam | OutsideTeam
	visibility  = AnyDocument | Visible | HiddenByDepositor | HiddenByPatient
	hiddenFacts = HiddenByDepositor | HiddenByPatient
)

func (m *Matrix) read(f Facts, flags uint32, at civil.Date, columns ColumnSet, doc DocumentType) (deny reasonSet, notes uint32) {
	// The cell.
	allowed := m.allowed[doc]
	switch {
	case columns == 0:
		if flags&traitOccupational != 0 {
			deny = bit(OccupationalNoColumn)
		} else {
			deny = bit(NoColumn)
		}
		if doc != 0 && !m.hasRow[doc] {
			deny |= bit(DocumentNoRow)
		}
	case allowed&columns == columns:
		notes = note(GroundCell)
	case doc == 0:
	case !m.hasRow[doc]:
		deny = bit(DocumentNoRow)
	default:
		deny = bit(CellDenied)
	}
	if columns&m.roleColumns != 0 {
		notes |= note(CaveatRoleColumn)
		if flags&traitRoleSuspended != 0 {
			deny |= bit(RoleAccessSuspended)
		}
	}
	if m.differs[doc]&columns != 0 {
		notes |= note(CaveatKnownDifference)
	}
	if flags&traitOccupational != 0 && columns != 0 {
		notes |= note(CaveatOccupationalPolicy)
	}

	// The basis: any one suffices, and the reasons of all are given when none
	// does.
	basis, missing := m.consent(f, flags, at)
	urgent, lack := m.emergency(f, flags)
	basis |= urgent
	missing |= lack
	notes |= basis
	if basis == 0 {
		deny |= missing
	}
	deny |= opposition(f)

	d, n := m.sight(f, flags, basis)
	return deny | d, notes | n
}

// sight says whether the document itself can be seen, once there is a basis.
func (m *Matrix) sight(f Facts, flags, basis uint32) (deny reasonSet, notes uint32) {
	switch {
	case f&hiddenFacts != 0:
		if f&Depositor != 0 {
			notes |= note(GroundDepositor)
		}
		if f&AdministratorDoctor != 0 && flags&traitPhysician != 0 {
			notes |= note(GroundAdministrator)
		}
		if f&HiddenShownInEmergency != 0 && basis&(note(GroundEmergency)|note(GroundRegulation)) != 0 {
			notes |= note(GroundHiddenInEmergency)
		}
		if notes == 0 {
			deny |= bit(DocumentHidden)
		}
	case f&AnyDocument != 0:
		notes |= note(CaveatAnyDocument)
	case f&Visible == 0:
		deny |= bit(VisibilityNotStated)
	}
	if f&InvisibleToPatient != 0 {
		notes |= note(CaveatInvisibleToPatient)
	}
	return deny, notes
}

// consent gives the consents that open access, and what is missing for the
// one that is due.
func (m *Matrix) consent(f Facts, flags uint32, at civil.Date) (basis uint32, missing reasonSet) {
	if flags&(traitOccupational|traitFireBrigade) != 0 {
		if f.Has(ExplicitConsent | Informed) {
			return note(GroundExpressConsent), 0
		}
		if f&ExplicitConsent == 0 {
			missing |= bit(ExpressConsentMissing)
		}
		if f&Informed == 0 {
			missing |= bit(ExpressInformationMissing)
		}
		return 0, missing
	}
	if f&inCare == 0 {
		return 0, bit(CareNotStated)
	}
	if f&ExplicitConsent != 0 {
		basis = note(GroundExplicitConsent)
	} else if f&OutsideTeam != 0 {
		missing |= bit(ExplicitConsentMissing)
	}
	if f&CareTeam != 0 {
		switch {
		case f&InitialConsent != 0:
			basis |= note(GroundInitialConsent)
		case at.Ordinal() >= consentReform:
			missing |= bit(InitialConsentMissing)
		case f&Informed != 0:
			// Opposition is asked for in any case.
			basis |= note(GroundInformed)
		default:
			missing |= bit(InformationMissing)
		}
	}
	return basis, missing
}

// emergency gives the basis of emergency access or regulation, and what is
// missing for it; nothing where neither is asked for.
func (m *Matrix) emergency(f Facts, flags uint32) (basis uint32, missing reasonSet) {
	if f&BrisDeGlace != 0 {
		if flags&(traitHealth|m.emergencyTraits) == 0 {
			missing |= bit(EmergencyNotHealthProfessional)
		}
		if f&Incapacity == 0 {
			missing |= bit(EmergencyConditionsMissing)
		}
		switch {
		case f&BrisDeGlaceRefused != 0:
			missing |= bit(EmergencyRefused)
		case f&BrisDeGlaceNotRefused == 0:
			missing |= bit(EmergencyRefusalNotStated)
		}
		if missing == 0 {
			basis = note(GroundEmergency)
		}
	}
	if f&Regulation != 0 {
		var lack reasonSet
		if flags&traitPhysician == 0 {
			lack |= bit(RegulationNotPhysician)
		}
		if flags&traitNoRegulation != 0 {
			lack |= bit(RegulationNotDeclared)
		}
		switch {
		case f&RegulationRefused != 0:
			lack |= bit(RegulationRefusedByPatient)
		case f&RegulationNotRefused == 0:
			lack |= bit(RegulationRefusalNotStated)
		}
		if lack == 0 {
			basis |= note(GroundRegulation)
		}
		missing |= lack
	}
	if basis != 0 {
		basis |= note(CaveatEmergencyDuties)
	}
	return basis, missing
}

func opposition(f Facts) reasonSet {
	switch {
	case f&Opposed != 0:
		return bit(OppositionStated)
	case f&NotOpposed == 0:
		return bit(OppositionNotStated)
	}
	return 0
}

func (m *Matrix) deposit(f Facts, flags uint32, doc DocumentType) (deny reasonSet, notes uint32) {
	if doc != 0 && documents[doc].in&inJ66 == 0 {
		deny |= bit(DocumentNotDMP)
	}
	switch {
	case flags&(traitOccupational|traitFireBrigade) != 0:
		if f.Has(ExplicitConsent | Informed) {
			notes |= note(GroundExpressConsent)
		} else {
			if f&ExplicitConsent == 0 {
				deny |= bit(ExpressConsentMissing)
			}
			if f&Informed == 0 {
				deny |= bit(ExpressInformationMissing)
			}
		}
	case f&inCare == 0:
		deny |= bit(CareNotStated)
	case f&ExplicitConsent != 0, f.Has(CareTeam | InitialConsent):
		notes |= note(GroundDepositConsent)
	case f&DepositedBefore == 0:
		deny |= bit(DepositConsentMissing)
	case f&Informed != 0:
		notes |= note(GroundDepositInformed)
	default:
		deny |= bit(DepositInformationMissing)
	}
	if flags&traitStudent != 0 && flags&traitIntern == 0 && !m.policy.StudentDeposits {
		deny |= bit(StudentDeposit)
	}
	if f&DepositRefused != 0 {
		deny |= bit(DepositRefusedByPatient)
	}
	deny |= opposition(f) | m.hiddenAndInvisible(f)
	if f&InvisibleToPatient != 0 {
		notes |= note(CaveatInvisibleToPatient)
	}
	return deny, notes
}

func (m *Matrix) hiddenAndInvisible(f Facts) reasonSet {
	if f&hiddenFacts != 0 && f&InvisibleToPatient != 0 && !m.policy.HiddenAndInvisible {
		return bit(HiddenAndInvisible)
	}
	return 0
}

func (m *Matrix) hide(a Action, f Facts, flags uint32, at civil.Date) (deny reasonSet, notes uint32) {
	if f&Depositor == 0 {
		deny |= bit(NotDepositor)
	} else {
		notes |= note(GroundDepositor)
	}
	basis, missing := m.consent(f, flags, at)
	notes |= basis
	if basis == 0 {
		deny |= missing
	}
	deny |= opposition(f)
	if a == Hide {
		// Hidden is what the document would become.
		if f&InvisibleToPatient != 0 && !m.policy.HiddenAndInvisible {
			deny |= bit(HiddenAndInvisible)
		}
		return deny, notes
	}
	switch {
	case f&HiddenByPatient != 0:
		deny |= bit(HiddenByPatientOnly)
	case f&visibility == 0:
		deny |= bit(VisibilityNotStated)
	case f&AnyDocument != 0:
		notes |= note(CaveatAnyDocument)
	}
	return deny, notes
}

// Allowed reports whether the request is allowed.
func (d Decision) Allowed() bool { return d.matrix != nil && d.denials == 0 }

// against is the set of the denials.
func (d Decision) against() reasonSet {
	if d.matrix == nil {
		return bit(SubjectNotStated)
	}
	return d.denials
}

// grounds are the notes that are no caveats.
const grounds = uint32(1)<<(firstCaveat-firstNote) - 1

// counted is the set of the grounds and caveats. A ground counts only in a
// decision that allows.
func (d Decision) counted() uint32 {
	notes := d.who.notes &^ (occupationalNote | studentNote)
	if !d.Allowed() {
		notes &^= grounds
	}
	return notes
}

// Has reports whether the reason is one of the decision's. A ground counts
// only in a decision that allows.
func (d Decision) Has(r Reason) bool {
	if r.IsDenial() {
		return d.against()&bit(r) != 0
	}
	return d.counted()&note(r) != 0 // no bit for what is no reason
}

// Reasons gives the reasons in the fixed order: the grounds of a denial or of
// an authorisation, then the caveats.
func (d Decision) Reasons() iter.Seq[Reason] {
	return func(yield func(Reason) bool) {
		if d.against().each(0, yield) {
			reasonSet(d.counted()).each(firstNote, yield)
		}
	}
}

// Denials gives the reasons of a denial.
func (d Decision) Denials() iter.Seq[Reason] { return d.against().all(0) }

// Grounds gives what an authorisation rests on; nothing for a denial.
func (d Decision) Grounds() iter.Seq[Reason] { return reasonSet(d.counted() & grounds).all(firstNote) }

// Caveats gives the caveats.
func (d Decision) Caveats() iter.Seq[Reason] { return reasonSet(d.counted() &^ grounds).all(firstNote) }

// Codes gives the codes of the rules behind the reasons, in the same order.
func (d Decision) Codes() []rule.Code {
	var out []rule.Code
	for r := range d.Reasons() {
		out = append(out, r.Code())
	}
	return out
}

// Matrix returns the matrix of the decision; nil for the zero Decision.
func (d Decision) Matrix() *Matrix { return d.matrix }

// Document returns the type of document that was asked for.
func (d Decision) Document() DocumentType { return d.what.document }

// Action returns what was asked for.
func (d Decision) Action() Action { return d.what.action }

// At returns the day of the decision.
func (d Decision) At() civil.Date { return d.what.at }

// Subject returns who asked, for reading the codes and the day. What stood
// against them is among the reasons of the decision; of the traits it has those of a
// student, of an occupational doctor and of a métier to check alone, and a request made
// with it is denied as [SubjectNotStated].
func (d Decision) Subject() Subject {
	s := Subject{key: d.who.key, flags: traitStated | 1<<SubjectNotStated, at: d.what.at}
	if d.matrix == nil {
		return Subject{}
	}
	if d.who.notes&occupationalNote != 0 {
		s.flags |= traitOccupational
	}
	if d.who.notes&studentNote != 0 {
		s.flags |= traitStudent
	}
	if d.who.notes&note(CaveatMetier) != 0 {
		s.flags |= traitMetier
	}
	return s
}

// Cells returns the columns of the matrix that name the subject, and whether
// the row of the document allows all of them. ok is false when there is no
// such row or no such column.
func (d Decision) Cells() (columns ColumnSet, allowed, ok bool) {
	if d.matrix == nil {
		return 0, false, false
	}
	doc := d.what.document
	columns = d.matrix.ColumnsOf(d.Subject())
	if doc >= documentCount || !d.matrix.hasRow[doc] || columns == 0 {
		return columns, false, false
	}
	return columns, d.matrix.allowed[doc]&columns == columns, true
}
