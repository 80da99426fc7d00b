package habilitationtest

import (
	"iter"
	"slices"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
)

// Questions generates requests in bulk. At must be stated, or else all is
// denied; the zero value of everything else is ordinary.
type Questions struct {
	// Matrix gives the rows and the policy; nil is the embedded matrix for the
	// day, or the last one when none answers, so that a loop is never empty for
	// that.
	Matrix *habilitation.Matrix
	// At is the day of the questions, Facts the circumstances: zero is
	// [Ordinary], [NoFacts] is none.
	At    civil.Date
	Facts habilitation.Facts
	// Action is reading when not stated.
	Action habilitation.Action
	// People are those who ask: nil is everybody of [Professionals].
	People []Person
}

// All gives one request for each person and each row of the matrix, in the
// order of the people, then of the rows.
func (q Questions) All() iter.Seq[Case] {
	return q.each(func(Person) bool { return true }, func(habilitation.DocumentType) bool { return true })
}

// OfRole gives the requests of those who hold a role.
func (q Questions) OfRole(r roles.Role) iter.Seq[Case] {
	return q.each(func(p Person) bool { return p.Situation.Role == r }, func(habilitation.DocumentType) bool { return true })
}

// OfClass gives the requests about the types of a class.
func (q Questions) OfClass(c habilitation.DocumentClass) iter.Seq[Case] {
	return q.each(func(Person) bool { return true }, func(d habilitation.DocumentType) bool { return d.Class() == c })
}

func (q Questions) each(who func(Person) bool, what func(habilitation.DocumentType) bool) iter.Seq[Case] {
	return func(yield func(Case) bool) {
		m := q.Matrix
		if m == nil {
			var err error
			if m, err = habilitation.At(q.At); err != nil {
				for m = range habilitation.Embedded().All() {
					continue
				}
			}
		}
		table := Table{Facts: q.Facts, At: q.At}
		people := Professionals()
		if q.People != nil {
			people = slices.Values(q.People)
		}
		for p := range people {
			if !who(p) {
				continue
			}
			for c := range table.Cases(Expectation{Who: p, What: EveryType(), Action: q.Action}, m) {
				if what(c.Request.Document) && !yield(c) {
					return
				}
			}
		}
	}
}

// TableOf writes down what a decider answers to cases, as expectations: a
// first table for an analyst to read and correct, or a record of what a
// product does today. It expects nothing by itself: what is wrong today is
// then expected to be. Ordinary circumstances are left out, and a denial that
// [Check] would call vacuous names its reasons. Each line has the day of its
// question: take it away (Expectation.At, or the column date of the file) where
// Table.At is to decide, as for the matrix of a later day. A subject of another day
// ([habilitation.Subject.On]) cannot be written: [Check] asks with one of that day.
func TableOf(d Decider, cases iter.Seq[Case]) Table {
	var t Table
	for c := range cases {
		facts := c.Request.Facts
		switch facts {
		case 0:
			facts = NoFacts
		case Ordinary:
			facts = 0 // left out, as an analyst would
		}
		got := d.Decide(c.Request)
		t.Lines = append(t.Lines, Expectation{
			Who: c.Who, What: Type(c.Request.Document), Action: c.Request.Action, Facts: facts, At: c.Request.Subject.At(),
			Want: wantOf(got.Allowed()), Because: slices.Collect(vacuousIn(got, c.Request.Facts)),
		})
	}
	return t
}

// EdgeCases gives the edges of the general rules, with the answer and the
// reasons that each must have with the matrix of the CNAM of 25 September 2024
// under the default policy: who asks, consent, emergency, opposition, hidden
// documents, deposit, deletion, categories not stated, people whom two columns
// name, codes that shut a doctor out, the days about 15 October 2025, the day before the matrix. Together
// they meet every reason but those of a policy that is not the default, and
// those of a question without a day or a document, or with a subject of another day. Titles are in
// French, or in English for a tag of English.
//
// Collect them into a [Table] for [Check], or take from them what a product
// must show.
func EdgeCases(tag language.Tag) iter.Seq[Expectation] {
	return func(yield func(Expectation) bool) {
		for _, e := range edgeCases() {
			e.line.Title = e.title.In(tag)
			if e.line.At.IsZero() {
				e.line.At = civil.YMD(2026, 6, 1)
			}
			if e.line.What.IsZero() {
				e.line.What = TypeCode("34112-3")
			}
			e.line.Want = wantOf(!slices.ContainsFunc(e.line.Because, habilitation.Reason.IsDenial))
			if !yield(e.line) {
				return
			}
		}
	}
}

type edge struct {
	title rule.Text
	line  Expectation
}

// edgeCases lists the lines in the order of the reasons.
func edgeCases() []edge {
	const (
		care      = habilitation.CareTeam
		outside   = habilitation.OutsideTeam
		fine      = habilitation.NotOpposed | habilitation.Visible
		initial   = care | habilitation.InitialConsent | habilitation.NotOpposed
		breakGlas = habilitation.BrisDeGlace | habilitation.Incapacity | habilitation.BrisDeGlaceNotRefused
		express   = habilitation.ExplicitConsent | habilitation.Informed
	)
	var (
		doctor       = Profession(roles.ProfessionMedecin)
		nurse        = Profession(roles.ProfessionInfirmier)
		carer        = Role(roles.RoleCare)
		occupational = doctor.As(roles.FonctionMedecinDuTravail)
		fire         = doctor
		doctorsOnly  = TypeCode("89601-9")
		shared       = TypeCode("80788-3")

		// The days around which the rules on consent turn: Conseil d'État, 15
		// October 2025, no. 490409.
		lastOfInformation = civil.YMD(2025, 10, 14)
		firstOfConsent    = civil.YMD(2025, 10, 15)
	)
	fire.Situation.Structure.Sector = roles.SA68
	change := func(p Person, f func(*situation.Situation)) Person {
		f(&p.Situation)
		return p
	}
	l := func(fr, en string, who Person, facts habilitation.Facts, because ...habilitation.Reason) edge {
		return edge{rule.Text{FR: fr, EN: en}, Expectation{Who: who, Facts: facts, Because: because}}
	}
	on := func(e edge, d civil.Date) edge { e.line.At = d; return e }
	of := func(e edge, d Documents) edge { e.line.What = d; return e }
	to := func(a habilitation.Action, e edge) edge { e.line.Action = a; return e }
	return []edge{
		// Who asks.
		l("connexion sans identité professionnelle", "sign-in without a professional identity", Nobody(habilitation.IdentityMissing), Ordinary, habilitation.IdentityMissing),
		l("aucune situation dans l'établissement", "no situation in the establishment", Nobody(habilitation.StructureUnknown), Ordinary, habilitation.StructureUnknown),
		l("deux situations différentes dans l'établissement", "two different situations in the establishment", Nobody(habilitation.StructureAmbiguous), Ordinary, habilitation.StructureAmbiguous),
		l("demandeur non renseigné", "nobody asks", Nobody(habilitation.SubjectNotStated), Ordinary, habilitation.SubjectNotStated),
		l("situation qui commence demain", "situation that starts tomorrow", change(nurse, func(s *situation.Situation) { s.Start = civil.YMD(2026, 6, 2) }), Ordinary, habilitation.SituationNotStarted),
		l("situation qui commence aujourd'hui", "situation that starts today", change(nurse, func(s *situation.Situation) { s.Start = civil.YMD(2026, 6, 1) }), Ordinary, habilitation.GroundCell, habilitation.GroundInitialConsent),
		l("situation terminée hier", "situation that ended yesterday", change(nurse, func(s *situation.Situation) { s.End = civil.YMD(2026, 5, 31) }), Ordinary, habilitation.SituationEnded),
		l("dernier jour de la situation", "last day of the situation", change(nurse, func(s *situation.Situation) { s.End = civil.YMD(2026, 6, 1) }), Ordinary, habilitation.GroundCell),
		l("situation sans date", "situation without dates", change(nurse, func(s *situation.Situation) { s.Start = civil.Date{} }), Ordinary, habilitation.SituationDatesUnknown),
		l("situation sans date, vue le jour même par Pro Santé Connect", "situation without dates, seen that day by Pro Santé Connect", change(nurse, func(s *situation.Situation) {
			s.Start, s.SeenOn, s.Source = civil.Date{}, civil.YMD(2026, 6, 1), situation.SourceUserinfo
		}), Ordinary, habilitation.GroundCell, habilitation.CaveatPresence),
		l("situation sans date, vue la veille", "situation without dates, seen the day before", change(nurse, func(s *situation.Situation) {
			s.Start, s.SeenOn, s.Source = civil.Date{}, civil.YMD(2026, 5, 31), situation.SourceUserinfo
		}), Ordinary, habilitation.SituationDatesUnknown),
		l("fin de la situation avant son début", "situation that ends before it starts", change(nurse, func(s *situation.Situation) { s.End = civil.YMD(2019, 1, 1) }), Ordinary, habilitation.SituationDatesReversed),
		l("profession non renseignée", "profession not stated", change(nurse, func(s *situation.Situation) { s.Profession = 0 }), Ordinary, habilitation.ProfessionNotStated),
		l("profession de code inconnu", "profession of an unknown code", change(nurse, func(s *situation.Situation) { s.Profession, s.Stated.Profession = 0, "00" }), Ordinary, habilitation.ProfessionUnknown),
		on(l("code de profession pas encore valide", "profession code not valid yet", Profession(roles.ProfessionPsychologue), Ordinary, habilitation.ProfessionNotYet, habilitation.SituationNotStarted, habilitation.MatrixNotInForce), civil.YMD(2020, 5, 28)),
		l("code de profession supprimé (aide-soignant, 35)", "profession code that ended (aide-soignant, 35)", Profession(endedAideSoignant()), Ordinary, habilitation.ProfessionEnded),
		l("infirmier de catégorie non renseignée", "nurse of a category not stated", change(nurse, func(s *situation.Situation) { s.Category = 0 }), Ordinary, habilitation.CategoryNotStated),
		l("médecin de catégorie non renseignée : ses internes lisent la même colonne", "doctor of a category not stated: interns read the same column", change(doctor, func(s *situation.Situation) { s.Category = 0 }), Ordinary, habilitation.GroundCell),
		l("infirmier de catégorie inconnue", "nurse of an unknown category", change(nurse, func(s *situation.Situation) { s.Category, s.Stated.Category = 0, "?" }), Ordinary, habilitation.CategoryUnknown),
		l("médecin de catégorie inconnue", "doctor of an unknown category", change(doctor, func(s *situation.Situation) { s.Category, s.Stated.Category = 0, "R" }), Ordinary, habilitation.CategoryUnknown),
		l("professionnel à rôle sans rôle", "role professional without a role", Profession(roles.MetierAideSoignant), Ordinary, habilitation.RoleNotStated),
		l("rôle de code inconnu", "role of an unknown code", change(carer, func(s *situation.Situation) { s.Role, s.Stated.Role = 0, "GENR77" }), Ordinary, habilitation.RoleUnknown),
		l("rôle dont le code a pris fin (GENR05)", "role whose code has ended (GENR05)", Role(roles.GENR05), Ordinary, habilitation.RoleNotValid),
		l("interne en médecine", "intern in medicine", doctor.Student(), Ordinary, habilitation.GroundCell),
		l("externe en médecine", "extern in medicine", doctor.Student().As(roles.MetierExterneMedecine), Ordinary, habilitation.NoColumn),
		l("étudiant infirmier", "student nurse", nurse.Student(), Ordinary, habilitation.NoColumn),
		l("psychologue : pas de colonne", "psychologist: no column", Profession(roles.ProfessionPsychologue), Ordinary, habilitation.NoColumn),
		l("rôle médico-administratif (GENR13) : pas de colonne", "medico-administrative role (GENR13): no column", Role(roles.RoleMedicoAdministrative), Ordinary, habilitation.NoColumn),
		l("médecin du travail", "occupational doctor", occupational, Ordinary|express, habilitation.OccupationalNoColumn),
		l("médecin du travail, connu par le secteur (SA66)", "occupational doctor, known by the sector (SA66)", change(doctor, func(s *situation.Situation) { s.Structure.Sector = roles.SA66 }), Ordinary|express, habilitation.OccupationalNoColumn),
		l("médecin du travail, connu par le savoir-faire (SM25)", "occupational doctor, known by the savoir-faire (SM25)", change(doctor, func(s *situation.Situation) { s.Qualification = "SM25" }), Ordinary|express, habilitation.OccupationalNoColumn),
		l("médecin, activité non soignante (GENR04)", "doctor in an activity that is no care (GENR04)", change(doctor, func(s *situation.Situation) { s.Role = roles.GENR04 }), Ordinary, habilitation.NoColumn),
		l("praticien conseil", "doctor who controls (praticien conseil)", doctor.As(roles.FonctionPraticienConseil), Ordinary, habilitation.NoColumn),
		l("préparateur sans rôle : la colonne des pharmaciens", "préparateur without a role: the column of pharmacists", Profession(roles.MetierPreparateur), Ordinary, habilitation.GroundCell),
		l("préparateur de rôle GENR11 : deux colonnes, toutes doivent ouvrir", "préparateur with role GENR11: two columns, all must open", carer.As(roles.MetierPreparateur), Ordinary, habilitation.CellDenied),
		l("préparateur de rôle GENR13 : ce rôle sans colonne ferme", "préparateur with role GENR13: a role without a column closes", Role(roles.RoleMedicoAdministrative).As(roles.MetierPreparateur), Ordinary, habilitation.NoColumn),
		l("préparateur d'activité de soin et de pharmacie (GENR01)", "préparateur with the activity of care and pharmacy (GENR01)", Role(roles.GENR01).As(roles.MetierPreparateur), Ordinary, habilitation.GroundCell),
		of(l("métier que la matrice ne lit pas, rôle d'accompagnement", "métier unknown to the matrix, role of support", change(Role(roles.RoleSocialLife), func(s *situation.Situation) { s.Stated.Function = "999" }), Ordinary, habilitation.GroundCell, habilitation.CaveatMetier, habilitation.CaveatRoleColumn), shared),
		of(l("rôle tiré d'ailleurs dans la source", "role drawn from elsewhere in the source", change(Role(roles.RoleSocialLife), func(s *situation.Situation) { s.RoleInferred = true }), Ordinary, habilitation.GroundCell, habilitation.CaveatRoleInferred), shared),

		// What is asked, and when.
		on(l("la veille de la matrice", "the day before the matrix", nurse, Ordinary, habilitation.MatrixNotInForce), civil.YMD(2024, 9, 24)),
		of(l("type de document inconnu", "unknown type of document", nurse, Ordinary, habilitation.DocumentUnknown), Type(habilitation.UnknownDocument)),
		of(l("type que le DMP n'accueille pas", "type that the DMP does not take", nurse, Ordinary, habilitation.DocumentNoRow), TypeCode("EXPORT_DUI")),
		to(habilitation.Deposit, of(l("dépôt d'un type que le DMP n'accueille pas", "deposit of a type that the DMP does not take", nurse, initial, habilitation.DocumentNotDMP), TypeCode("EXPORT_DUI"))),
		of(l("type que la matrice n'ouvre qu'aux médecins", "type that the matrix opens to doctors only", nurse, Ordinary, habilitation.CellDenied), doctorsOnly),
		of(l("le même type, par un médecin", "the same type, by a doctor", doctor, Ordinary, habilitation.GroundCell), doctorsOnly),
		of(l("case qu'une autre source donne autrement", "cell that another source gives otherwise", doctor, Ordinary, habilitation.GroundCell, habilitation.CaveatKnownDifference), TypeCode("ATTEST-RESID")),
		to(habilitation.Action(99), l("action qui n'existe pas", "action that does not exist", nurse, Ordinary, habilitation.ActionNotStated)),
		l("circonstances contradictoires : visible et masqué", "contradictory circumstances: visible and hidden", nurse, Ordinary|habilitation.HiddenByPatient, habilitation.FactsContradictory),

		// Consent.
		l("prise en charge non affirmée", "care not stated", nurse, habilitation.InitialConsent|fine, habilitation.CareNotStated),
		l("équipe de soins sans consentement initial", "care team without initial consent", nurse, care|fine, habilitation.InitialConsentMissing),
		on(l("14 octobre 2025 : informé sans opposition suffit encore", "14 October 2025: informed without opposition still suffices", nurse, care|habilitation.Informed|fine, habilitation.GroundInformed), lastOfInformation),
		on(l("15 octobre 2025 : informé sans opposition ne suffit plus", "15 October 2025: informed without opposition no longer suffices", nurse, care|habilitation.Informed|fine, habilitation.InitialConsentMissing), firstOfConsent),
		on(l("14 octobre 2025 : ni consentement ni information", "14 October 2025: neither consent nor information", nurse, care|fine, habilitation.InformationMissing), lastOfInformation),
		on(l("15 octobre 2025 : consentement initial", "15 October 2025: initial consent", nurse, Ordinary, habilitation.GroundInitialConsent), firstOfConsent),
		l("hors équipe de soins, avec le seul consentement initial", "outside the care team, with the initial consent alone", nurse, outside|habilitation.InitialConsent|fine, habilitation.ExplicitConsentMissing),
		l("hors équipe de soins, consentement à cette consultation", "outside the care team, consent to this consultation", nurse, outside|habilitation.ExplicitConsent|fine, habilitation.GroundExplicitConsent),
		l("médecin de sapeurs-pompiers sans consentement exprès", "fire-brigade doctor without express consent", fire, care|habilitation.InitialConsent|fine, habilitation.ExpressConsentMissing, habilitation.ExpressInformationMissing),
		l("médecin de sapeurs-pompiers, consentement exprès et information", "fire-brigade doctor, express consent and information", fire, care|express|fine, habilitation.GroundExpressConsent),
		l("opposition à ce professionnel", "opposition to this professional", nurse, care|habilitation.InitialConsent|habilitation.Opposed|habilitation.Visible, habilitation.OppositionStated),
		l("opposition non vérifiée", "opposition not checked", nurse, care|habilitation.InitialConsent|habilitation.Visible, habilitation.OppositionNotStated),

		// Emergency.
		l("bris de glace par un infirmier", "emergency access by a nurse", nurse, breakGlas|fine, habilitation.GroundEmergency, habilitation.CaveatEmergencyDuties),
		of(l("bris de glace par un professionnel à rôle", "emergency access by a role professional", Role(roles.RoleSocialLife), breakGlas|fine, habilitation.EmergencyNotHealthProfessional), shared),
		l("bris de glace par un interne", "emergency access by an intern", doctor.Student(), breakGlas|fine, habilitation.EmergencyNotHealthProfessional),
		l("bris de glace par un docteur junior, qui est un interne", "emergency access by a docteur junior, who is an intern", doctor.As(roles.FonctionDocteurJunior), breakGlas|fine, habilitation.EmergencyNotHealthProfessional),
		l("bris de glace sans péril affirmé", "emergency access without a stated danger", nurse, breakGlas&^habilitation.Incapacity|fine, habilitation.EmergencyConditionsMissing),
		l("bris de glace refusé par la personne", "emergency access refused by the person", nurse, habilitation.BrisDeGlace|habilitation.Incapacity|habilitation.BrisDeGlaceRefused|fine, habilitation.EmergencyRefused),
		l("refus du bris de glace non vérifié", "refusal of emergency access not checked", nurse, habilitation.BrisDeGlace|habilitation.Incapacity|fine, habilitation.EmergencyRefusalNotStated),
		of(l("le bris de glace n'ouvre pas une case fermée", "emergency access opens no closed cell", nurse, breakGlas|fine, habilitation.CellDenied), doctorsOnly),
		l("régulation par un médecin", "regulation by a doctor", doctor, habilitation.Regulation|habilitation.RegulationNotRefused|fine, habilitation.GroundRegulation),
		l("régulation par un infirmier", "regulation by a nurse", nurse, habilitation.Regulation|habilitation.RegulationNotRefused|fine, habilitation.RegulationNotPhysician),
		l("régulation, connexion qui dit le contraire", "regulation, sign-in that says otherwise", doctor.WithoutRegulation(), habilitation.Regulation|habilitation.RegulationNotRefused|fine, habilitation.RegulationNotDeclared),
		l("régulation refusée par la personne", "regulation refused by the person", doctor, habilitation.Regulation|habilitation.RegulationRefused|fine, habilitation.RegulationRefusedByPatient),
		l("refus de la régulation non vérifié", "refusal of regulation not checked", doctor, habilitation.Regulation|fine, habilitation.RegulationRefusalNotStated),

		// The document itself.
		l("visibilité du document non renseignée", "visibility of the document not stated", nurse, initial, habilitation.VisibilityNotStated),
		l("type de document en général", "type of document in general", nurse, initial|habilitation.AnyDocument, habilitation.GroundCell, habilitation.CaveatAnyDocument),
		l("document masqué par la personne", "document hidden by the person", nurse, initial|habilitation.HiddenByPatient, habilitation.DocumentHidden),
		l("document masqué, lu par son déposant", "hidden document, read by its depositor", nurse, initial|habilitation.HiddenByPatient|habilitation.Depositor, habilitation.GroundDepositor),
		l("document masqué, lu par le médecin administrateur", "hidden document, read by the administrator doctor", doctor, initial|habilitation.HiddenByDepositor|habilitation.AdministratorDoctor, habilitation.GroundAdministrator),
		l("document masqué que la personne montre en urgence", "hidden document that the person shows in an emergency", nurse, breakGlas|habilitation.NotOpposed|habilitation.HiddenByPatient|habilitation.HiddenShownInEmergency, habilitation.GroundHiddenInEmergency),
		l("document invisible à la personne", "document invisible to the person", nurse, Ordinary|habilitation.InvisibleToPatient, habilitation.GroundCell, habilitation.CaveatInvisibleToPatient),

		// Deposit, hiding, deletion.
		to(habilitation.Deposit, of(l("dépôt d'un type que la matrice ne laisse pas lire", "deposit of a type that the matrix does not open", nurse, initial, habilitation.GroundDepositConsent), doctorsOnly)),
		to(habilitation.Deposit, l("premier dépôt sans consentement", "first deposit without consent", nurse, care|habilitation.NotOpposed, habilitation.DepositConsentMissing)),
		to(habilitation.Deposit, l("dépôt suivant, personne informée", "later deposit, person informed", nurse, care|habilitation.DepositedBefore|habilitation.Informed|habilitation.NotOpposed, habilitation.GroundDepositInformed)),
		to(habilitation.Deposit, l("dépôt suivant sans information", "later deposit without information", nurse, care|habilitation.DepositedBefore|habilitation.NotOpposed, habilitation.DepositInformationMissing)),
		to(habilitation.Deposit, l("dépôt refusé pour motif légitime", "deposit refused for a legitimate reason", nurse, initial|habilitation.DepositRefused, habilitation.DepositRefusedByPatient)),
		to(habilitation.Deposit, l("dépôt par un étudiant infirmier", "deposit by a student nurse", nurse.Student(), initial, habilitation.StudentDeposit)),
		to(habilitation.Deposit, l("dépôt par un psychologue : pas besoin de colonne", "deposit by a psychologist: no column needed", Profession(roles.ProfessionPsychologue), initial, habilitation.GroundDepositConsent)),
		to(habilitation.Deposit, l("dépôt masqué et invisible à la fois", "deposit hidden and invisible at once", nurse, initial|habilitation.HiddenByDepositor|habilitation.InvisibleToPatient, habilitation.HiddenAndInvisible)),
		to(habilitation.Hide, l("masquer le document d'un autre", "hide the document of another", nurse, initial|habilitation.Visible, habilitation.NotDepositor)),
		to(habilitation.Hide, l("masquer son propre document", "hide one's own document", nurse, initial|habilitation.Visible|habilitation.Depositor, habilitation.GroundDepositor)),
		to(habilitation.Unhide, l("démasquer ce que la personne a masqué", "show again what the person hid", nurse, initial|habilitation.HiddenByPatient|habilitation.Depositor, habilitation.HiddenByPatientOnly)),
		to(habilitation.Unhide, l("démasquer ce qu'on a masqué", "show again what one hid", nurse, initial|habilitation.HiddenByDepositor|habilitation.Depositor, habilitation.GroundDepositor)),
		to(habilitation.Delete, l("supprimer le document d'un autre", "delete the document of another", doctor, Ordinary, habilitation.NotDepositor)),
		to(habilitation.Delete, l("supprimer son propre document, sans consentement", "delete one's own document, without consent", nurse, habilitation.Depositor, habilitation.GroundDepositor)),
	}
}

// endedAideSoignant is TRE_G15 35, which ended in December 2024.
func endedAideSoignant() roles.Profession {
	p, _ := roles.ParseProfessionIn(roles.ListG15, "35")
	return p
}
