package habilitation

import "github.com/rppsplus/rppsplus/rpps/rule"

// Sources quoted by more than one rule.
const (
	srcL1111I     = "CSP art. L. 1111-17 I"
	srcL1111III   = "CSP art. L. 1111-17 III"
	srcL1111IV    = "CSP art. L. 1111-17 IV"
	srcR46        = "CSP art. R. 1111-46"
	srcR47        = "CSP art. R. 1111-47"
	srcR49        = "CSP art. R. 1111-49"
	srcCE         = "Conseil d'État, 15 octobre 2025, n° 490409 ; CSP art. R. 1111-46"
	srcArrete     = "arrêté du 26 octobre 2023 (JO du 29 octobre 2023)"
	srcMatrix     = "Matrice d'habilitations des PS pour le DMP, CNAM, 25 septembre 2024"
	srcENS        = "application Mon espace santé, écrans de confidentialité et de consentement"
	srcLibrary    = "règle de la bibliothèque : ce qui n'est pas affirmé compte comme absent"
	srcDoubt      = "règle de la bibliothèque : une contradiction ne se devine pas"
	srcNOS        = "NOS de l'ANS, dates de validité des codes"
	srcDMPi       = "exigences d'homologation DMP (guide SEL-MP-037)"
	srcDMPiPublic = "exigences d'homologation DMP (EX_2.1-1050, EX_3.2-1025)"
)

// One row is one reason. Texts are sentences without an end point.
var rules = [...]rule.Rule{
	SubjectNotStated: {
		Code: "HAB-SUBJECT-NOT-STATED", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Demandeur non renseigné", EN: "Subject not stated"},
		Message: rule.Text{FR: "la demande ne dit pas qui accède", EN: "the request does not say who asks"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	IdentityMissing: {
		Code: "HAB-IDENTITY-MISSING", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Identité professionnelle absente", EN: "No professional identity"},
		Message: rule.Text{FR: "la personne connectée n'a pas d'identité professionnelle : ni profession ni situation d'exercice", EN: "the person who signed in has no professional identity: no profession and no practice situation"},
		Source:  srcArrete + " : les droits vont par profession et par rôle", Evidence: rule.Sourced,
	},
	StructureUnknown: {
		Code: "HAB-STRUCTURE-UNKNOWN", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Pas de situation dans cet établissement", EN: "No situation in this establishment"},
		Message: rule.Text{FR: "aucune situation d'exercice de la personne n'est rattachée à cet établissement", EN: "no practice situation of the person belongs to this establishment"},
		Source:  "supports de formation RPPS+ 2025 : le rôle est attribué à chaque situation d'exercice", Evidence: rule.Inferred,
	},
	StructureAmbiguous: {
		Code: "HAB-STRUCTURE-AMBIGUOUS", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Plusieurs situations possibles", EN: "Several situations possible"},
		Message: rule.Text{FR: "plusieurs situations d'exercice différentes correspondent à cet établissement : il faut en choisir une", EN: "several different practice situations match this establishment: one must be chosen"},
		Source:  "règle de la bibliothèque : une ambiguïté ne se devine pas", Evidence: rule.Policy,
	},
	SituationNotStarted: {
		Code: "HAB-SITUATION-NOT-STARTED", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Situation pas encore commencée", EN: "Situation not started"},
		Message: rule.Text{FR: "la situation d'exercice n'a pas commencé à cette date", EN: "the practice situation has not started on that date"},
		Source:  "guide RPPS+ de l'ANS : une situation a une date de début", Evidence: rule.Sourced,
	},
	SituationEnded: {
		Code: "HAB-SITUATION-ENDED", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Situation terminée", EN: "Situation ended"},
		Message: rule.Text{FR: "la situation d'exercice est terminée à cette date", EN: "the practice situation has ended on that date"},
		Source:  "guide RPPS+ de l'ANS ; presse pharmaceutique 2022-2023 : les droits s'arrêtent à la date de fin", Evidence: rule.Sourced,
	},
	SituationDatesUnknown: {
		Code: "HAB-SITUATION-DATES-UNKNOWN", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title: rule.Text{FR: "Dates de la situation inconnues", EN: "Dates of the situation unknown"},
		Message: rule.Text{
			FR: "rien ne prouve que la situation d'exercice est ouverte à cette date : ni ses dates, ni une source qui la donne ce jour-là (après minuit, se reconnecter)",
			EN: "nothing proves that the practice situation is open on that date: neither its dates nor a source that lists it on that day (after midnight, sign in again)",
		},
		Source: srcLibrary, Evidence: rule.Policy,
	},
	SituationDatesReversed: {
		Code: "HAB-SITUATION-DATES-REVERSED", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Dates de la situation inversées", EN: "Dates of the situation reversed"},
		Message: rule.Text{FR: "la fin de la situation d'exercice précède son début", EN: "the practice situation ends before it starts"},
		Source:  "API Pro Santé Identité : fin >= début", Evidence: rule.Sourced,
	},
	ProfessionNotStated: {
		Code: "HAB-PROFESSION-NOT-STATED", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Profession non renseignée", EN: "Profession not stated"},
		Message: rule.Text{FR: "la profession n'est pas renseignée", EN: "the profession is not stated"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ProfessionUnknown: {
		Code: "HAB-PROFESSION-UNKNOWN", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Profession inconnue", EN: "Unknown profession"},
		Message: rule.Text{FR: "la profession n'est pas établie : le code n'est d'aucune nomenclature de professions connue, ou la source se contredit", EN: "the profession is not established: the code is in no known nomenclature of professions, or the source contradicts itself"},
		Source:  srcNOS + " ; " + srcDoubt, Evidence: rule.Policy,
	},
	ProfessionNotYet: {
		Code: "HAB-PROFESSION-NOT-YET", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Code de profession pas encore valide", EN: "Profession code not valid yet"},
		Message: rule.Text{FR: "le code de profession n'est pas encore valide à cette date", EN: "the profession code is not valid yet on that date"},
		Source:  srcNOS, Evidence: rule.Sourced,
	},
	ProfessionEnded: {
		Code: "HAB-PROFESSION-ENDED", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Code de profession supprimé", EN: "Profession code ended"},
		Message: rule.Text{FR: "le code de profession n'est plus valide à cette date", EN: "the profession code is no longer valid on that date"},
		Source:  srcNOS, Evidence: rule.Sourced,
	},
	CategoryNotStated: {
		Code: "HAB-CATEGORY-NOT-STATED", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Catégorie professionnelle non renseignée", EN: "Professional category not stated"},
		Message: rule.Text{FR: "la catégorie n'est pas renseignée, et les étudiants de cette profession n'ont pas de colonne : rien ne prouve que le demandeur n'est pas étudiant", EN: "the category is not stated, and students of this profession have no column: nothing proves that the one who asks is no student"},
		Source:  srcMatrix + " : seuls les internes de 10, 21 et 40 sont nommés ; la catégorie E partage les codes de profession (JDV_J65)", Evidence: rule.Policy,
	},
	CategoryUnknown: {
		Code: "HAB-CATEGORY-UNKNOWN", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Catégorie inconnue", EN: "Unknown category"},
		Message: rule.Text{FR: "la catégorie professionnelle n'est pas établie, son code n'étant pas de la liste TRE_R09 ou la source se contredisant : rien ne prouve que le demandeur exerce, ni qu'il n'est pas étudiant", EN: "the professional category is not established, as its code is not in the list TRE_R09 or the source contradicts itself: nothing proves that the one who asks practises, or is no student"},
		Source:  srcMatrix + " ; NOS TRE_R09 ; " + srcDoubt, Evidence: rule.Policy,
	},
	RoleNotStated: {
		Code: "HAB-ROLE-NOT-STATED", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Rôle non renseigné", EN: "Role not stated"},
		Message: rule.Text{FR: "la situation d'un professionnel à rôle ne porte aucun rôle (genre d'activité)", EN: "the situation of a role professional carries no role (genre d'activité)"},
		Source:  "guide RPPS+ de l'ANS : le rôle définit les droits", Evidence: rule.Sourced,
	},
	RoleUnknown: {
		Code: "HAB-ROLE-UNKNOWN", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Rôle inconnu", EN: "Unknown role"},
		Message: rule.Text{FR: "le rôle (genre d'activité) n'est pas établi : le code n'est pas de la liste TRE_R22, ou la source se contredit, ou elle le donne hors de la situation d'exercice", EN: "the role (genre d'activité) is not established: the code is not in the list TRE_R22, or the source contradicts itself, or gives it outside the practice situation"},
		Source:  "NOS TRE_R22-GenreActivite ; " + srcDoubt, Evidence: rule.Policy,
	},
	RoleNotValid: {
		Code: "HAB-ROLE-NOT-VALID", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Rôle hors de sa période de validité", EN: "Role out of its validity"},
		Message: rule.Text{FR: "le code de genre d'activité n'est pas valide à cette date", EN: "the code of the genre d'activité is not valid on that date"},
		Source:  "NOS TRE_R22-GenreActivite", Evidence: rule.Sourced,
	},
	SubjectOtherDay: {
		Code: "HAB-SUBJECT-OTHER-DAY", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title: rule.Text{FR: "Demandeur d'un autre jour", EN: "Subject of another day"},
		Message: rule.Text{
			FR: "le demandeur n'a pas été établi pour le jour de la demande : relisez sa situation à ce jour",
			EN: "the subject was not made for the day of the request: look at their situation on that day",
		},
		Source: "règle de la bibliothèque : une situation ouverte un jour peut être close le lendemain", Evidence: rule.Policy,
	},
	DateNotStated: {
		Code: "HAB-DATE-NOT-STATED", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Date non renseignée", EN: "Date not stated"},
		Message: rule.Text{FR: "la demande ne dit pas à quelle date", EN: "the request does not say at which date"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	MatrixNotInForce: {
		Code: "HAB-MATRIX-NOT-IN-FORCE", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Matrice hors de sa période", EN: "Matrix out of its period"},
		Message: rule.Text{FR: "cette matrice ne vaut pas à cette date", EN: "this matrix does not hold on that date"},
		Source:  "règle de la bibliothèque : toute validité a une date", Evidence: rule.Policy,
	},
	ActionNotStated: {
		Code: "HAB-ACTION-NOT-STATED", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Action non renseignée", EN: "Action not stated"},
		Message: rule.Text{FR: "la demande ne dit pas ce que le professionnel veut faire", EN: "the request does not say what the professional wants to do"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	FactsContradictory: {
		Code: "HAB-FACTS-CONTRADICTORY", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Circonstances contradictoires", EN: "Contradictory circumstances"},
		Message: rule.Text{FR: "des circonstances qui s'excluent sont affirmées ensemble", EN: "circumstances that exclude each other are stated together"},
		Source:  "règle de la bibliothèque : des affirmations contradictoires ne prouvent rien", Evidence: rule.Policy,
	},
	DocumentNotStated: {
		Code: CodeDocumentNotStated, Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Type de document non renseigné", EN: "Document type not stated"},
		Message: rule.Text{FR: "la demande ne dit pas quel type de document", EN: "the request does not say which type of document"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	DocumentUnknown: {
		Code: CodeDocumentUnknown, Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Type de document inconnu", EN: "Unknown document type"},
		Message: rule.Text{FR: "le code du type de document n'est ni dans JDV_J66 ni dans JDV_J07", EN: "the code of the document type is neither in JDV_J66 nor in JDV_J07"},
		Source:  "NOS JDV_J66-TypeCode-DMP, JDV_J07-XdsTypeCode-CISIS", Evidence: rule.Sourced,
	},
	DocumentNotDMP: {
		Code: "HAB-DOCUMENT-NOT-DMP", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Type que le DMP n'accueille pas", EN: "Type that the DMP does not take"},
		Message: rule.Text{FR: "ce type de document ne fait pas partie des types accueillis par le DMP (JDV_J66)", EN: "this type of document is not among those the DMP takes (JDV_J66)"},
		Source:  "NOS JDV_J66-TypeCode-DMP", Evidence: rule.Sourced,
	},
	DocumentNoRow: {
		Code: "HAB-DOCUMENT-NO-ROW", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Type absent de la matrice", EN: "Type without a row"},
		Message: rule.Text{FR: "la matrice n'a pas de ligne pour ce type de document : aucun droit ne peut être prouvé", EN: "the matrix has no row for this type of document: no right can be proved"},
		Source:  srcMatrix, Evidence: rule.Sourced,
	},
	NoColumn: {
		Code: CodeNoColumn, Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Pas de colonne dans la matrice", EN: "No column in the matrix"},
		Message: rule.Text{FR: "la matrice n'a pas de colonne pour cette profession, cette fonction ou ce rôle : aucun droit ne peut être prouvé", EN: "the matrix has no column for this profession, function or role: no right can be proved"},
		Source:  srcMatrix, Evidence: rule.Sourced,
	},
	OccupationalNoColumn: {
		Code: "HAB-OCCUPATIONAL-NO-COLUMN", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Médecin du travail sans colonne", EN: "Occupational doctor without a column"},
		Message: rule.Text{FR: "le libellé de la colonne des médecins exclut le médecin du travail : la loi lui ouvre le DMP avec le consentement exprès, mais aucune ligne de la matrice ne dit pour quels types", EN: "the label of the physicians' column excludes the occupational doctor: the law opens the DMP to them with express consent, but no row of the matrix says for which types"},
		Source:  srcMatrix + " ; " + srcL1111IV, Evidence: rule.Policy,
	},
	CellDenied: {
		Code: CodeCellDenied, Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Refusé par la matrice", EN: "Denied by the matrix"},
		Message: rule.Text{FR: "la matrice n'ouvre pas ce type de document à cette profession ou à ce rôle", EN: "the matrix does not open this type of document to this profession or role"},
		Source:  srcMatrix, Evidence: rule.Sourced,
	},
	RoleAccessSuspended: {
		Code: "HAB-ROLE-ACCESS-SUSPENDED", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Accès des rôles suspendu", EN: "Access of the roles suspended"},
		Message: rule.Text{FR: "les colonnes des professionnels à rôle sont considérées comme non mises en service (choix de l'appelant)", EN: "the columns of the role professionals are held not to be in operation (choice of the caller)"},
		Source:  "polecapneuro.sante-idf.fr : matrice non effective pour les professions à rôle ; Sénat, question 02144, 3 avril 2025", Evidence: rule.Policy,
	},
	CareNotStated: {
		Code: "HAB-CARE-NOT-STATED", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Prise en charge non affirmée", EN: "Care not stated"},
		Message: rule.Text{FR: "rien ne dit que le professionnel prend effectivement en charge la personne", EN: "nothing says that the professional takes part in the care of the person"},
		Source:  srcL1111III + " ; " + srcArrete, Evidence: rule.Sourced,
	},
	InitialConsentMissing: {
		Code: "HAB-CONSENT-INITIAL-MISSING", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Consentement initial absent", EN: "Initial consent missing"},
		Message: rule.Text{FR: "le consentement initial de la personne, qui couvre l'équipe de soins, n'est pas affirmé", EN: "the initial consent of the person, which covers the care team, is not stated"},
		Source:  srcCE, Evidence: rule.Sourced,
	},
	InformationMissing: {
		Code: "HAB-INFORMATION-MISSING", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Information de la personne absente", EN: "Information of the person missing"},
		Message: rule.Text{FR: "rien ne dit que la personne a été informée de l'accès de l'équipe de soins", EN: "nothing says that the person was informed of the access by the care team"},
		Source:  srcArrete + ", avant son annulation partielle du 15 octobre 2025", Evidence: rule.Sourced,
	},
	ExplicitConsentMissing: {
		Code: "HAB-CONSENT-EXPLICIT-MISSING", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Consentement à cette consultation absent", EN: "Consent to this consultation missing"},
		Message: rule.Text{FR: "hors de l'équipe de soins, il faut le consentement explicite de la personne à chaque consultation, et il n'est pas affirmé", EN: "outside the care team, the explicit consent of the person is needed at each consultation, and it is not stated"},
		Source:  srcArrete + " ; " + srcR46, Evidence: rule.Sourced,
	},
	ExpressConsentMissing: {
		Code: "HAB-CONSENT-EXPRESS-MISSING", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Consentement exprès absent", EN: "Express consent missing"},
		Message: rule.Text{FR: "le médecin du travail ou sapeur-pompier n'accède qu'avec le consentement exprès de la personne, et il n'est pas affirmé", EN: "the occupational or fire-brigade doctor has access only with the express consent of the person, and it is not stated"},
		Source:  srcL1111IV + " et V", Evidence: rule.Sourced,
	},
	ExpressInformationMissing: {
		Code: "HAB-EXPRESS-INFORMATION-MISSING", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Information sur les restrictions absente", EN: "Information on restrictions missing"},
		Message: rule.Text{FR: "le consentement exprès suppose que la personne a été informée de ses moyens de restreindre l'accès, et rien ne le dit", EN: "express consent supposes that the person was informed of the ways to restrict access, and nothing says so"},
		Source:  srcL1111IV + " et V", Evidence: rule.Sourced,
	},
	EmergencyNotHealthProfessional: {
		Code: "HAB-EMERGENCY-NOT-HEALTH-PROFESSIONAL", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Urgence réservée aux professionnels de santé", EN: "Emergency access is for health professionals"},
		Message: rule.Text{FR: "l'accès en urgence (bris de glace) n'est ouvert qu'aux professionnels de santé, et rien ne prouve que le demandeur en soit un de plein exercice", EN: "emergency access is open to health professionals only, and nothing proves that the one who asks is one in their own right"},
		Source:  srcL1111I, Evidence: rule.Sourced,
	},
	EmergencyConditionsMissing: {
		Code: "HAB-EMERGENCY-CONDITIONS-MISSING", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Conditions de l'urgence non affirmées", EN: "Conditions of emergency not stated"},
		Message: rule.Text{FR: "rien ne dit que la personne est hors d'état d'exprimer sa volonté et que sa santé court un risque immédiat", EN: "nothing says that the person cannot express a will and that their health is at immediate risk"},
		Source:  srcL1111I, Evidence: rule.Sourced,
	},
	EmergencyRefused: {
		Code: "HAB-EMERGENCY-REFUSED", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Urgence refusée d'avance par la personne", EN: "Emergency access refused beforehand"},
		Message: rule.Text{FR: "la personne s'est opposée d'avance à l'accès en urgence", EN: "the person has opposed emergency access beforehand"},
		Source:  srcL1111I, Evidence: rule.Sourced,
	},
	EmergencyRefusalNotStated: {
		Code: "HAB-EMERGENCY-REFUSAL-NOT-STATED", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Choix de la personne sur l'urgence non vérifié", EN: "Choice on emergency not checked"},
		Message: rule.Text{FR: "rien ne dit que la personne ne s'est pas opposée à l'accès en urgence", EN: "nothing says that the person has not opposed emergency access"},
		Source:  srcL1111I + " ; " + srcLibrary, Evidence: rule.Policy,
	},
	RegulationNotPhysician: {
		Code: "HAB-REGULATION-NOT-PHYSICIAN", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Régulation réservée au médecin régulateur", EN: "Regulation is for the regulating doctor"},
		Message: rule.Text{FR: "l'accès du centre de régulation n'est ouvert qu'au médecin régulateur, et rien ne prouve que le demandeur soit un médecin de plein exercice", EN: "the access of the call centre is open to the regulating doctor only, and nothing proves that the one who asks is a doctor in their own right"},
		Source:  srcL1111I, Evidence: rule.Sourced,
	},
	RegulationNotDeclared: {
		Code: "HAB-REGULATION-NOT-DECLARED", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Connexion hors régulation", EN: "Sign-in outside regulation"},
		Message: rule.Text{FR: "la connexion dit que le demandeur n'agit pas au titre de la régulation médicale", EN: "the sign-in says that the one who asks is not acting for a medical call centre"},
		Source:  "Pro Santé Connect, Acces_Regulation_Medicale", Evidence: rule.Inferred,
	},
	RegulationRefusedByPatient: {
		Code: "HAB-REGULATION-REFUSED", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Régulation refusée d'avance par la personne", EN: "Regulation access refused beforehand"},
		Message: rule.Text{FR: "la personne s'est opposée d'avance à l'accès du centre de régulation", EN: "the person has opposed access by the call centre beforehand"},
		Source:  srcL1111I, Evidence: rule.Sourced,
	},
	RegulationRefusalNotStated: {
		Code: "HAB-REGULATION-REFUSAL-NOT-STATED", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Choix de la personne sur la régulation non vérifié", EN: "Choice on regulation not checked"},
		Message: rule.Text{FR: "rien ne dit que la personne ne s'est pas opposée à l'accès du centre de régulation", EN: "nothing says that the person has not opposed access by the call centre"},
		Source:  srcL1111I + " ; " + srcLibrary, Evidence: rule.Policy,
	},
	OppositionStated: {
		Code: "HAB-OPPOSED", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Opposition de la personne", EN: "Opposition of the person"},
		Message: rule.Text{FR: "la personne s'oppose à l'accès de ce professionnel", EN: "the person opposes access by this professional"},
		Source:  srcArrete + " ; " + srcENS + " (professionnel bloqué)", Evidence: rule.Sourced,
	},
	OppositionNotStated: {
		Code: "HAB-OPPOSITION-NOT-STATED", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Opposition non vérifiée", EN: "Opposition not checked"},
		Message: rule.Text{FR: "rien ne dit que la personne ne s'oppose pas à ce professionnel", EN: "nothing says that the person does not oppose this professional"},
		Source:  srcArrete + " ; " + srcLibrary, Evidence: rule.Policy,
	},
	VisibilityNotStated: {
		Code: "HAB-VISIBILITY-NOT-STATED", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Visibilité du document non renseignée", EN: "Visibility of the document not stated"},
		Message: rule.Text{FR: "rien ne dit si le document est visible ou masqué, ni que la question porte sur le type en général", EN: "nothing says whether the document is visible or hidden, nor that the question is about the type in general"},
		Source:  srcR49 + " ; " + srcLibrary, Evidence: rule.Policy,
	},
	DocumentHidden: {
		Code: "HAB-DOCUMENT-HIDDEN", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Document masqué", EN: "Document hidden"},
		Message: rule.Text{FR: "le document est masqué aux professionnels ; son déposant et le médecin administrateur le voient, un accès en urgence aussi si la personne l'a choisi", EN: "the document is hidden from professionals; its depositor and the administrator doctor see it, and so does an emergency access if the person chose so"},
		Source:  srcR49 + " ; " + srcENS, Evidence: rule.Sourced,
	},
	DepositConsentMissing: {
		Code: "HAB-DEPOSIT-CONSENT-MISSING", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Consentement au premier dépôt absent", EN: "Consent to the first deposit missing"},
		Message: rule.Text{FR: "le premier dépôt d'un professionnel suppose le consentement de la personne préalablement informée, et il n'est pas affirmé", EN: "the first deposit by a professional supposes the consent of the person, informed beforehand, and it is not stated"},
		Source:  srcL1111III, Evidence: rule.Sourced,
	},
	DepositInformationMissing: {
		Code: "HAB-DEPOSIT-INFORMATION-MISSING", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Information du dépôt absente", EN: "Information of the deposit missing"},
		Message: rule.Text{FR: "un dépôt ultérieur par le même professionnel suppose que la personne en est informée, et rien ne le dit", EN: "a later deposit by the same professional supposes that the person is informed, and nothing says so"},
		Source:  srcL1111III, Evidence: rule.Sourced,
	},
	DepositRefusedByPatient: {
		Code: "HAB-DEPOSIT-REFUSED", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Dépôt refusé pour motif légitime", EN: "Deposit refused for a legitimate reason"},
		Message: rule.Text{FR: "la personne refuse le dépôt pour un motif légitime", EN: "the person refuses the deposit for a legitimate reason"},
		Source:  srcR47, Evidence: rule.Sourced,
	},
	StudentDeposit: {
		Code: "HAB-STUDENT-DEPOSIT", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Dépôt par un étudiant", EN: "Deposit by a student"},
		Message: rule.Text{FR: "la loi ouvre le dépôt au professionnel qui participe à la prise en charge ; rien ne prouve qu'un étudiant, hors interne, en soit un", EN: "the law opens deposits to professionals who take part in the care; nothing proves that a student, interns apart, is one"},
		Source:  srcL1111III, Evidence: rule.Policy,
	},
	NotDepositor: {
		Code: "HAB-NOT-DEPOSITOR", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Pas le déposant du document", EN: "Not the depositor of the document"},
		Message: rule.Text{FR: "seul l'auteur du document, qui l'a déposé, peut le masquer, le démasquer ou le supprimer", EN: "only the author who deposited the document may hide it, show it again or delete it"},
		Source:  "note publique d'un développeur sur le DMP (suppression) ; " + srcENS + " ; " + srcDMPiPublic, Evidence: rule.Inferred,
	},
	HiddenByPatientOnly: {
		Code: "HAB-HIDDEN-BY-PATIENT", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Masqué par la personne elle-même", EN: "Hidden by the person"},
		Message: rule.Text{FR: "la personne a masqué ce document : elle seule peut le rendre visible", EN: "the person hid this document: only they can show it again"},
		Source:  srcR49, Evidence: rule.Inferred,
	},
	HiddenAndInvisible: {
		Code: "HAB-HIDDEN-AND-INVISIBLE", Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Masqué et invisible à la fois", EN: "Hidden and invisible at once"},
		Message: rule.Text{FR: "un document n'est pas à la fois masqué aux professionnels et invisible à la personne, sauf si un paramètre du DMP le permet", EN: "a document is not both hidden from professionals and invisible to the person, unless a parameter of the DMP allows it"},
		Source:  srcDMPiPublic, Evidence: rule.Sourced,
	},

	GroundCell: {
		Code: "HAB-GROUND-CELL", Area: rule.AreaHabilitation, Severity: rule.Information,
		Title:   rule.Text{FR: "Ouvert par la matrice", EN: "Open in the matrix"},
		Message: rule.Text{FR: "la matrice ouvre ce type de document à cette profession ou à ce rôle", EN: "the matrix opens this type of document to this profession or role"},
		Source:  srcMatrix, Evidence: rule.Sourced,
	},
	GroundInitialConsent: {
		Code: "HAB-GROUND-INITIAL-CONSENT", Area: rule.AreaHabilitation, Severity: rule.Information,
		Title:   rule.Text{FR: "Consentement initial, équipe de soins", EN: "Initial consent, care team"},
		Message: rule.Text{FR: "le consentement initial de la personne couvre toute l'équipe de soins", EN: "the initial consent of the person covers the whole care team"},
		Source:  srcCE, Evidence: rule.Sourced,
	},
	GroundInformed: {
		Code: "HAB-GROUND-INFORMED", Area: rule.AreaHabilitation, Severity: rule.Information,
		Title:   rule.Text{FR: "Personne informée et non opposée", EN: "Person informed and not opposed"},
		Message: rule.Text{FR: "avant le 15 octobre 2025, l'équipe de soins accédait si la personne, informée, ne s'opposait pas", EN: "before 15 October 2025 the care team had access if the person was informed and did not object"},
		Source:  srcArrete, Evidence: rule.Sourced,
	},
	GroundExplicitConsent: {
		Code: "HAB-GROUND-EXPLICIT-CONSENT", Area: rule.AreaHabilitation, Severity: rule.Information,
		Title:   rule.Text{FR: "Consentement à cette consultation", EN: "Consent to this consultation"},
		Message: rule.Text{FR: "la personne a consenti à cette consultation", EN: "the person consented to this consultation"},
		Source:  srcR46 + " ; " + srcArrete, Evidence: rule.Sourced,
	},
	GroundExpressConsent: {
		Code: "HAB-GROUND-EXPRESS-CONSENT", Area: rule.AreaHabilitation, Severity: rule.Information,
		Title:   rule.Text{FR: "Consentement exprès", EN: "Express consent"},
		Message: rule.Text{FR: "la personne, informée de ses moyens de restreindre l'accès, y a consenti expressément", EN: "the person, informed of the ways to restrict access, consented expressly"},
		Source:  srcL1111IV + " et V", Evidence: rule.Sourced,
	},
	GroundEmergency: {
		Code: "HAB-GROUND-EMERGENCY", Area: rule.AreaHabilitation, Severity: rule.Information,
		Title:   rule.Text{FR: "Accès en urgence", EN: "Emergency access"},
		Message: rule.Text{FR: "personne hors d'état d'exprimer sa volonté, risque immédiat, pas d'opposition antérieure", EN: "person unable to express a will, immediate risk, no prior opposition"},
		Source:  srcL1111I, Evidence: rule.Sourced,
	},
	GroundRegulation: {
		Code: "HAB-GROUND-REGULATION", Area: rule.AreaHabilitation, Severity: rule.Information,
		Title:   rule.Text{FR: "Médecin régulateur", EN: "Regulating doctor"},
		Message: rule.Text{FR: "médecin régulateur qui reçoit un appel concernant la personne, pas d'opposition antérieure", EN: "regulating doctor who received a call about the person, no prior opposition"},
		Source:  srcL1111I, Evidence: rule.Sourced,
	},
	GroundDepositConsent: {
		Code: "HAB-GROUND-DEPOSIT-CONSENT", Area: rule.AreaHabilitation, Severity: rule.Information,
		Title:   rule.Text{FR: "Dépôt consenti", EN: "Deposit consented to"},
		Message: rule.Text{FR: "professionnel participant à la prise en charge, avec le consentement de la personne informée", EN: "professional taking part in the care, with the consent of the informed person"},
		Source:  srcL1111III, Evidence: rule.Sourced,
	},
	GroundDepositInformed: {
		Code: "HAB-GROUND-DEPOSIT-INFORMED", Area: rule.AreaHabilitation, Severity: rule.Information,
		Title:   rule.Text{FR: "Dépôt ultérieur, personne informée", EN: "Later deposit, person informed"},
		Message: rule.Text{FR: "dépôt ultérieur par le même professionnel : l'information de la personne suffit", EN: "later deposit by the same professional: information of the person suffices"},
		Source:  srcL1111III, Evidence: rule.Sourced,
	},
	GroundDepositor: {
		Code: "HAB-GROUND-DEPOSITOR", Area: rule.AreaHabilitation, Severity: rule.Information,
		Title:   rule.Text{FR: "Auteur du document", EN: "Author of the document"},
		Message: rule.Text{FR: "le professionnel a lui-même déposé le document", EN: "the professional deposited the document"},
		Source:  srcR49 + " ; " + srcDMPi, Evidence: rule.Sourced,
	},
	GroundAdministrator: {
		Code: "HAB-GROUND-ADMINISTRATOR", Area: rule.AreaHabilitation, Severity: rule.Information,
		Title:   rule.Text{FR: "Médecin administrateur", EN: "Administrator doctor"},
		Message: rule.Text{FR: "le médecin administrateur désigné par la personne voit les documents masqués", EN: "the administrator doctor named by the person sees hidden documents"},
		Source:  srcENS, Evidence: rule.Sourced,
	},
	GroundHiddenInEmergency: {
		Code: "HAB-GROUND-HIDDEN-IN-EMERGENCY", Area: rule.AreaHabilitation, Severity: rule.Information,
		Title:   rule.Text{FR: "Documents masqués visibles en urgence", EN: "Hidden documents shown in an emergency"},
		Message: rule.Text{FR: "la personne a choisi que ses documents masqués soient visibles en urgence", EN: "the person chose that hidden documents are visible in an emergency"},
		Source:  srcENS, Evidence: rule.Sourced,
	},

	CaveatRoleColumn: {
		Code: "HAB-CAVEAT-ROLE-COLUMN", Area: rule.AreaHabilitation, Severity: rule.Warning,
		Title:   rule.Text{FR: "Colonne de rôle : mise en service non prouvée", EN: "Role column: not proven operational"},
		Message: rule.Text{FR: "la matrice publie les colonnes des rôles, mais aucune source ne prouve que le service national les applique", EN: "the matrix publishes the columns of the roles, but no source proves that the national service applies them"},
		Source:  "polecapneuro.sante-idf.fr ; Sénat, question 02144, 3 avril 2025", Evidence: rule.Policy,
	},
	CaveatKnownDifference: {
		Code: "HAB-CAVEAT-KNOWN-DIFFERENCE", Area: rule.AreaHabilitation, Severity: rule.Warning,
		Title:   rule.Text{FR: "Case contredite ou douteuse", EN: "Cell contradicted or doubtful"},
		Message: rule.Text{FR: "une autre source donne, ou pourrait donner, une autre valeur pour cette case ; voir les différences connues de la matrice", EN: "another source gives, or may give, another value for this cell; see the known differences of the matrix"},
		Source:  "presse sur l'arrêté du 26 octobre 2023", Evidence: rule.Inferred,
	},
	CaveatPresence: {
		Code: "HAB-CAVEAT-PRESENCE", Area: rule.AreaHabilitation, Severity: rule.Warning,
		Title:   rule.Text{FR: "Situation ouverte par présence", EN: "Situation open by presence"},
		Message: rule.Text{FR: "la source ne donne pas de dates : la situation est tenue pour ouverte parce qu'elle y figurait ce jour-là", EN: "the source gives no dates: the situation is held to be open because it was listed on that day"},
		Source:  "Pro Santé Connect : le userinfo ne porte pas de dates ; il est alimenté chaque jour par l'extraction du RPPS", Evidence: rule.Policy,
	},
	CaveatMetier: {
		Code: "HAB-CAVEAT-METIER", Area: rule.AreaHabilitation, Severity: rule.Warning,
		Title:   rule.Text{FR: "Métier à vérifier", EN: "Métier to be checked"},
		Message: rule.Text{FR: "le code de métier ou de fonction est inconnu ou n'est pas valide à cette date ; il n'ouvre rien", EN: "the code of the métier or fonction is unknown or not valid on that date; it opens nothing"},
		Source:  "guide RPPS+ de l'ANS : la profession d'un professionnel à rôle est indicative ; NOS TRE_R85, TRE_R21", Evidence: rule.Sourced,
	},
	CaveatAnyDocument: {
		Code: "HAB-CAVEAT-ANY-DOCUMENT", Area: rule.AreaHabilitation, Severity: rule.Warning,
		Title:   rule.Text{FR: "Réponse pour le type, documents masqués exceptés", EN: "Answer for the type, hidden documents excepted"},
		Message: rule.Text{FR: "la réponse vaut pour le type en général ; un document masqué a ses propres règles", EN: "the answer is for the type in general; a hidden document has rules of its own"},
		Source:  srcR49, Evidence: rule.Sourced,
	},
	CaveatInvisibleToPatient: {
		Code: "HAB-CAVEAT-INVISIBLE-TO-PATIENT", Area: rule.AreaHabilitation, Severity: rule.Warning,
		Title:   rule.Text{FR: "Document invisible à la personne", EN: "Document invisible to the person"},
		Message: rule.Text{FR: "le document n'est pas encore visible pour la personne : il attend une consultation d'annonce", EN: "the document is not visible to the person yet: it awaits an announcement consultation"},
		Source:  "CSP art. R. 1111-53", Evidence: rule.Sourced,
	},
	CaveatEmergencyDuties: {
		Code: "HAB-CAVEAT-EMERGENCY-DUTIES", Area: rule.AreaHabilitation, Severity: rule.Warning,
		Title:   rule.Text{FR: "Devoirs de l'accès en urgence", EN: "Duties of emergency access"},
		Message: rule.Text{FR: "quand il a lieu, l'accès en urgence s'affiche pendant toute sa durée ; le bris de glace doit être motivé ; la personne et son médecin traitant en sont avertis", EN: "when it takes place, emergency access stays displayed as long as it lasts; bris de glace gives a reason; the person and the treating doctor are told"},
		Source:  "CSP art. R. 1111-48 ; exigences d'homologation DMP (EX_0.3-1050)", Evidence: rule.Sourced,
	},
	CaveatOccupationalPolicy: {
		Code: "HAB-CAVEAT-OCCUPATIONAL-POLICY", Area: rule.AreaHabilitation, Severity: rule.Warning,
		Title:   rule.Text{FR: "Médecin du travail lu dans la colonne des médecins", EN: "Occupational doctor read in the physicians' column"},
		Message: rule.Text{FR: "l'appelant a choisi de lire la colonne des médecins pour le médecin du travail, que son libellé exclut", EN: "the caller chose to read the physicians' column for the occupational doctor, whom its label excludes"},
		Source:  srcMatrix + " ; " + srcL1111IV, Evidence: rule.Policy,
	},

	CaveatRoleInferred: {
		Code: "HAB-CAVEAT-ROLE-INFERRED", Area: rule.AreaHabilitation, Severity: rule.Warning,
		Title:   rule.Text{FR: "Rôle déduit", EN: "Role inferred"},
		Message: rule.Text{FR: "la source ne donne pas de rôle pour cette situation ; celui du premier niveau a été retenu, le seul possible", EN: "the source gives no role for this situation; that of the top level was taken, the only one possible"},
		Source:  "Pro Santé Connect, codeGenreActivite du premier niveau", Evidence: rule.Inferred,
	},

	ruleNoMatrix: {
		Code: CodeNoMatrix, Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Pas de matrice à cette date", EN: "No matrix at this date"},
		Message: rule.Text{FR: "aucune matrice connue ne vaut ce jour-là", EN: "no known matrix answers for that day"},
		Source:  "règle de la bibliothèque : toute validité a une date", Evidence: rule.Policy,
	},
	ruleMatrixInvalid: {
		Code: CodeMatrixInvalid, Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Matrice incohérente", EN: "Inconsistent matrix"},
		Message: rule.Text{FR: "la matrice ne peut pas être construite : {0}", EN: "the matrix cannot be built: {0}"},
		Source:  "forme d'une matrice", Evidence: rule.Policy,
	},
	ruleClass: {
		Code: CodeClassUnknown, Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Classe de document inconnue", EN: "Unknown class of document"},
		Message: rule.Text{FR: "le code de classe n'est pas dans JDV_J57", EN: "the class code is not in JDV_J57"},
		Source:  "NOS JDV_J57-ClassCode-DMP", Evidence: rule.Sourced,
	},
	ruleActionName: {
		Code: CodeActionUnknown, Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Action inconnue", EN: "Unknown action"},
		Message: rule.Text{FR: "l'action n'est ni read, ni deposit, ni hide, ni unhide, ni delete", EN: "the action is none of read, deposit, hide, unhide, delete"},
		Source:  "actions de la bibliothèque", Evidence: rule.Policy,
	},
	ruleFactName: {
		Code: CodeFactUnknown, Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Circonstance inconnue", EN: "Unknown fact"},
		Message: rule.Text{FR: "le nom d'une circonstance n'est pas de la liste de la bibliothèque", EN: "the name of a fact is not in the list of the library"},
		Source:  "circonstances de la bibliothèque", Evidence: rule.Policy,
	},
	rulePolicyUnknown: {
		Code: CodePolicyUnknown, Area: rule.AreaHabilitation, Severity: rule.Error,
		Title:   rule.Text{FR: "Choix de politique inconnu", EN: "Unknown choice of a policy"},
		Message: rule.Text{FR: "clé ou choix inconnu de la bibliothèque, ou clé répétée ; connus : {0}", EN: "a key or a choice that the library does not know, or a key stated twice; known: {0}"},
		Source:  "choix de la bibliothèque", Evidence: rule.Policy,
	},
	ruleTimelineGap: {
		Code: CodeTimelineGap, Area: rule.AreaHabilitation, Severity: rule.Warning,
		Title:   rule.Text{FR: "Jours sans matrice", EN: "Days without a matrix"},
		Message: rule.Text{FR: "du {0} au {1} exclu, aucune matrice ne répond : tout est refusé", EN: "from {0} until {1}, no matrix answers: everything is denied"},
		Source:  "règle de la bibliothèque : toute validité a une date", Evidence: rule.Policy,
	},
	ruleTimelineEnd: {
		Code: CodeTimelineEnd, Area: rule.AreaHabilitation, Severity: rule.Warning,
		Title:   rule.Text{FR: "Fin sans suite", EN: "An end and nothing after"},
		Message: rule.Text{FR: "à partir du {0}, aucune matrice ne répond : tout est refusé", EN: "from {0} on, no matrix answers: everything is denied"},
		Source:  "règle de la bibliothèque : toute validité a une date", Evidence: rule.Policy,
	},
	ruleTimelineOverlap: {
		Code: CodeTimelineOverlap, Area: rule.AreaHabilitation, Severity: rule.Warning,
		Title:   rule.Text{FR: "Matrices qui se chevauchent", EN: "Matrices that overlap"},
		Message: rule.Text{FR: "la matrice {0} répond seule à partir du {1}, avant la fin annoncée de celle-ci", EN: "matrix {0} answers alone from {1} on, before the end that this one states"},
		Source:  "règle de la bibliothèque : la matrice qui a commencé en dernier répond", Evidence: rule.Policy,
	},
}
