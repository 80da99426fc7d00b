package registration

import (
	"slices"
	"strconv"

	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Codes of the rules of this package.
const (
	CodeWordUnknown            rule.Code = "REG-WORD-UNKNOWN"
	CodeTextLeft               rule.Code = "REG-TEXT-LEFT"
	CodeSexUnread              rule.Code = "REG-SEX-UNREAD"
	CodeAnswerUnread           rule.Code = "REG-ANSWER-UNREAD"
	CodeMethodUnread           rule.Code = "REG-METHOD-UNREAD"
	CodeKindUnread             rule.Code = "REG-KIND-UNREAD"
	CodeCertificationUnread    rule.Code = "REG-CERTIFICATION-UNREAD"
	CodeDateShape              rule.Code = "REG-DATE-SHAPE"
	CodeNoSuchDay              rule.Code = "REG-DATE-NO-SUCH-DAY"
	CodeDateSerial             rule.Code = "REG-DATE-SERIAL"
	CodeNumberRounded          rule.Code = "REG-NUMBER-ROUNDED"
	CodeNumberZeros            rule.Code = "REG-NUMBER-ZEROS"
	CodeNumberNIR              rule.Code = "REG-NUMBER-NIR"
	CodeNumberNone             rule.Code = "REG-NUMBER-NONE"
	CodeBirthNameMissing       rule.Code = "REG-BIRTHNAME-MISSING"
	CodeFirstNamesMissing      rule.Code = "REG-FIRSTNAMES-MISSING"
	CodeFirstNamesSeparator    rule.Code = "REG-FIRSTNAMES-SEPARATOR"
	CodeTextUnusable           rule.Code = "REG-TEXT-UNUSABLE"
	CodeFirstNamesLength       rule.Code = "REG-FIRSTNAMES-LENGTH"
	CodeNameTypography         rule.Code = "REG-NAME-TYPOGRAPHY"
	CodeNameNoLetter           rule.Code = "REG-NAME-NO-LETTER"
	CodeNameWords              rule.Code = "REG-NAME-WORDS"
	CodeNameUnusual            rule.Code = "REG-NAME-UNUSUAL"
	CodeSexMissing             rule.Code = "REG-SEX-MISSING"
	CodeBirthDateMissing       rule.Code = "REG-BIRTHDATE-MISSING"
	CodeBirthDateFuture        rule.Code = "REG-BIRTHDATE-FUTURE"
	CodeBirthDateAfterStart    rule.Code = "REG-BIRTHDATE-AFTER-START"
	CodeAgeUnusual             rule.Code = "REG-AGE-UNUSUAL"
	CodeBirthPlaceMissing      rule.Code = "REG-BIRTHPLACE-MISSING"
	CodeBirthPlaceLength       rule.Code = "REG-BIRTHPLACE-LENGTH"
	CodeBirthPlaceZeros        rule.Code = "REG-BIRTHPLACE-ZEROS"
	CodeBirthPlaceShape        rule.Code = "REG-BIRTHPLACE-SHAPE"
	CodeBirthPlaceTwo          rule.Code = "REG-BIRTHPLACE-TWO"
	CodeBirthPlaceFrance       rule.Code = "REG-BIRTHPLACE-FRANCE"
	CodeBirthPlaceDepartment   rule.Code = "REG-BIRTHPLACE-DEPARTMENT"
	CodeBirthPlacePostcode     rule.Code = "REG-BIRTHPLACE-POSTCODE"
	CodeBirthPlaceCountry      rule.Code = "REG-BIRTHPLACE-COUNTRY"
	CodeBirthTownMissing       rule.Code = "REG-BIRTHTOWN-MISSING"
	CodeNationalityAssumed     rule.Code = "REG-NATIONALITY-ASSUMED"
	CodeNationalityIdentifier  rule.Code = "REG-NATIONALITY-IDENTIFIER"
	CodeIdentifierKind         rule.Code = "REG-IDENTIFIER-KIND"
	CodeIdentifierInternal     rule.Code = "REG-IDENTIFIER-INTERNAL"
	CodeIdentifierOther        rule.Code = "REG-IDENTIFIER-OTHER"
	CodeCertificationMethod    rule.Code = "REG-CERTIFICATION-METHOD"
	CodeEmailMissing           rule.Code = "REG-EMAIL-MISSING"
	CodeEmailShape             rule.Code = "REG-EMAIL-SHAPE"
	CodeEmailUnusual           rule.Code = "REG-EMAIL-UNUSUAL"
	CodePhoneMissing           rule.Code = "REG-PHONE-MISSING"
	CodePhoneShape             rule.Code = "REG-PHONE-SHAPE"
	CodePhonePrefix            rule.Code = "REG-PHONE-PREFIX"
	CodePhoneLength            rule.Code = "REG-PHONE-LENGTH"
	CodePhoneZero              rule.Code = "REG-PHONE-ZERO"
	CodePhoneLandline          rule.Code = "REG-PHONE-LANDLINE"
	CodeProfessionMissing      rule.Code = "REG-PROFESSION-MISSING"
	CodeProfessionOrder        rule.Code = "REG-PROFESSION-ORDER"
	CodeProfessionARS          rule.Code = "REG-PROFESSION-ARS"
	CodeProfessionNotRole      rule.Code = "REG-PROFESSION-NOT-ROLE"
	CodeProfessionList         rule.Code = "REG-PROFESSION-LIST"
	CodeProfessionCounterpart  rule.Code = "REG-PROFESSION-COUNTERPART"
	CodeStudentClosed          rule.Code = "REG-STUDENT-CLOSED"
	CodeStudentCategory        rule.Code = "REG-STUDENT-CATEGORY"
	CodeCategoryMissing        rule.Code = "REG-CATEGORY-MISSING"
	CodeCategoryList           rule.Code = "REG-CATEGORY-LIST"
	CodeRoleMissing            rule.Code = "REG-ROLE-MISSING"
	CodeRoleList               rule.Code = "REG-ROLE-LIST"
	CodeRoleGenre              rule.Code = "REG-ROLE-GENRE"
	CodeRoleGenreKept          rule.Code = "REG-ROLE-GENRE-KEPT"
	CodeRoleNoColumn           rule.Code = "REG-ROLE-NO-COLUMN"
	CodeModeMissing            rule.Code = "REG-MODE-MISSING"
	CodeModeIndirect           rule.Code = "REG-MODE-INDIRECT"
	CodeLiberalDefault         rule.Code = "REG-LIBERAL-DEFAULT"
	CodeLiberalUnused          rule.Code = "REG-LIBERAL-UNUSED"
	CodeStructureMissing       rule.Code = "REG-STRUCTURE-MISSING"
	CodeStructureSeveral       rule.Code = "REG-STRUCTURE-SEVERAL"
	CodeStructureContradicted  rule.Code = "REG-STRUCTURE-CONTRADICTED"
	CodeFINESSLetter           rule.Code = "REG-FINESS-LETTER"
	CodeRPPSRangFirst          rule.Code = "REG-RPPSRANG-FIRST"
	CodeStartMissing           rule.Code = "REG-START-MISSING"
	CodeStartFar               rule.Code = "REG-START-FAR"
	CodeEndBeforeStart         rule.Code = "REG-END-BEFORE-START"
	CodeEndFar                 rule.Code = "REG-END-FAR"
	CodeEndPast                rule.Code = "REG-END-PAST"
	CodeEndReasonAlone         rule.Code = "REG-ENDREASON-ALONE"
	CodeEndReasonDeath         rule.Code = "REG-ENDREASON-DEATH"
	CodeCodeYounger            rule.Code = "REG-CODE-YOUNGER"
	CodeKeyWrong               rule.Code = "REG-KEY-WRONG"
	CodeStructureOther         rule.Code = "REG-STRUCTURE-OTHER"
	CodeCompatibilityRefused   rule.Code = "REG-COMPATIBILITY-REFUSED"
	CodeCompatibilityHospital  rule.Code = "REG-COMPATIBILITY-HOSPITAL"
	CodeCompatibilityOfficine  rule.Code = "REG-COMPATIBILITY-OFFICINE"
	CodeCompatibilityHomeCare  rule.Code = "REG-COMPATIBILITY-HOMECARE"
	CodeHomeCareUnverified     rule.Code = "REG-HOMECARE-UNVERIFIED"
	CodeHomeCareLevel          rule.Code = "REG-HOMECARE-LEVEL"
	CodeHomeCareExperience     rule.Code = "REG-HOMECARE-EXPERIENCE"
	CodeHomeCareCardEnded      rule.Code = "REG-HOMECARE-CARD-ENDED"
	CodeHomeCareCardRenewal    rule.Code = "REG-HOMECARE-CARD-RENEWAL"
	CodeInformationMissing     rule.Code = "REG-INFORMATION-MISSING"
	CodeInformationLate        rule.Code = "REG-INFORMATION-LATE"
	CodeInformationBeforeBirth rule.Code = "REG-INFORMATION-BEFORE-BIRTH"
	CodeInformationArticle13   rule.Code = "REG-INFORMATION-ARTICLE13"
	CodeInformationNoObjection rule.Code = "REG-INFORMATION-OBJECTION"
	CodeInformationPublicData  rule.Code = "REG-INFORMATION-PUBLICATION"
	CodeNeedNone               rule.Code = "REG-NEED-NONE"
	CodeNoticeRefused          rule.Code = "REG-NOTICE-REFUSED"
	CodeDayMissing             rule.Code = "REG-DAY-MISSING"
	CodePending                rule.Code = "REG-PENDING"
	CodePurposeIdentity        rule.Code = "REG-PURPOSE-IDENTITY"
	CodePurposeSituation       rule.Code = "REG-PURPOSE-SITUATION"
	CodeSearchSeveral          rule.Code = "REG-SEARCH-SEVERAL"
	CodeSearchNone             rule.Code = "REG-SEARCH-NONE"
	CodeCallerStructure        rule.Code = "REG-CALLER-STRUCTURE"
	CodeDupSituation           rule.Code = "REG-DUP-SITUATION"
	CodeDupPerson              rule.Code = "REG-DUP-PERSON"
	CodeDupPending             rule.Code = "REG-DUP-PENDING"
	CodeDupRefused             rule.Code = "REG-DUP-REFUSED"
	CodeDupNumber              rule.Code = "REG-DUP-NUMBER"
	CodeDupSpelling            rule.Code = "REG-DUP-SPELLING"
	CodeColumnMissing          rule.Code = "REG-COLUMN-MISSING"
	CodeFileEmpty              rule.Code = "REG-FILE-EMPTY"
	CodeFileKind               rule.Code = "REG-FILE-KIND"
	CodeFileSpreadsheet        rule.Code = "REG-FILE-SPREADSHEET"
	CodeFileHeader             rule.Code = "REG-FILE-HEADER"
	CodeColumnStructure        rule.Code = "REG-COLUMN-STRUCTURE"
	CodeColumnUnknown          rule.Code = "REG-COLUMN-UNKNOWN"
	CodeColumnTwice            rule.Code = "REG-COLUMN-TWICE"
	CodeColumnSame             rule.Code = "REG-COLUMN-SAME"
	CodeColumnConflict         rule.Code = "REG-COLUMN-CONFLICT"
	CodeLineFields             rule.Code = "REG-LINE-FIELDS"
	CodeLineShort              rule.Code = "REG-LINE-SHORT"
	CodeLineCut                rule.Code = "REG-LINE-CUT"
	CodeLineAbove              rule.Code = "REG-LINE-ABOVE"
	CodeLineHeader             rule.Code = "REG-LINE-HEADER"
	CodeLineTotal              rule.Code = "REG-LINE-TOTAL"
	CodeLineMoved              rule.Code = "REG-LINE-MOVED"
	CodeLineUnnamed            rule.Code = "REG-LINE-UNNAMED"
	CodeLineQuote              rule.Code = "REG-LINE-QUOTE"
	CodeLineNUL                rule.Code = "REG-LINE-NUL"
	CodeLineLong               rule.Code = "REG-LINE-LONG"
	CodeLineText               rule.Code = "REG-LINE-TEXT"
	CodePolicyUnknown          rule.Code = "REG-POLICY-UNKNOWN"
)

const (
	ruleWordUnknown = iota
	ruleTextLeft
	ruleSexUnread
	ruleAnswerUnread
	ruleMethodUnread
	ruleKindUnread
	ruleCertificationUnread
	ruleDateShape
	ruleNoSuchDay
	ruleDateSerial
	ruleNumberRounded
	ruleNumberZeros
	ruleNumberNIR
	ruleNumberNone
	ruleBirthNameMissing
	ruleFirstNamesMissing
	ruleFirstNamesSeparator
	ruleTextUnusable
	ruleFirstNamesLength
	ruleNameTypography
	ruleNameNoLetter
	ruleNameWords
	ruleNameUnusual
	ruleSexMissing
	ruleBirthDateMissing
	ruleBirthDateFuture
	ruleBirthDateAfterStart
	ruleAgeUnusual
	ruleBirthPlaceMissing
	ruleBirthPlaceLength
	ruleBirthPlaceZeros
	ruleBirthPlaceShape
	ruleBirthPlaceTwo
	ruleBirthPlaceFrance
	ruleBirthPlaceDepartment
	ruleBirthPlacePostcode
	ruleBirthPlaceCountry
	ruleBirthTownMissing
	ruleNationalityAssumed
	ruleNationalityIdentifier
	ruleIdentifierKind
	ruleIdentifierInternal
	ruleIdentifierOther
	ruleCertificationMethod
	ruleEmailMissing
	ruleEmailShape
	ruleEmailUnusual
	rulePhoneMissing
	rulePhoneShape
	rulePhonePrefix
	rulePhoneLength
	rulePhoneZero
	rulePhoneLandline
	ruleProfessionMissing
	ruleProfessionOrder
	ruleProfessionARS
	ruleProfessionNotRole
	ruleProfessionList
	ruleProfessionCounterpart
	ruleStudentClosed
	ruleStudentCategory
	ruleCategoryMissing
	ruleCategoryList
	ruleRoleMissing
	ruleRoleList
	ruleRoleGenre
	ruleRoleGenreKept
	ruleRoleNoColumn
	ruleModeMissing
	ruleModeIndirect
	ruleLiberalDefault
	ruleLiberalUnused
	ruleStructureMissing
	ruleStructureSeveral
	ruleStructureContradicted
	ruleFINESSLetter
	ruleRPPSRangFirst
	ruleStartMissing
	ruleStartFar
	ruleEndBeforeStart
	ruleEndFar
	ruleEndPast
	ruleEndReasonAlone
	ruleEndReasonDeath
	ruleCodeYounger
	ruleKeyWrong
	ruleStructureOther
	ruleCompatibilityRefused
	ruleCompatibilityHospital
	ruleCompatibilityOfficine
	ruleCompatibilityHomeCare
	ruleHomeCareUnverified
	ruleHomeCareLevel
	ruleHomeCareExperience
	ruleHomeCareCardEnded
	ruleHomeCareCardRenewal
	ruleInformationMissing
	ruleInformationLate
	ruleInformationBeforeBirth
	ruleInformationArticle13
	ruleInformationNoObjection
	ruleInformationPublicData
	ruleNeedNone
	ruleNoticeRefused
	ruleDayMissing
	rulePending
	rulePurposeIdentity
	rulePurposeSituation
	ruleSearchSeveral
	ruleSearchNone
	ruleCallerStructure
	ruleDupSituation
	ruleDupPerson
	ruleDupPending
	ruleDupRefused
	ruleDupNumber
	ruleDupSpelling
	ruleColumnMissing
	ruleFileEmpty
	ruleFileKind
	ruleFileSpreadsheet
	ruleFileHeader
	ruleColumnStructure
	ruleColumnUnknown
	ruleColumnTwice
	ruleColumnConflict
	ruleColumnSame
	ruleLineFields
	ruleLineShort
	ruleLineCut
	ruleLineAbove
	ruleLineHeader
	ruleLineTotal
	ruleLineMoved
	ruleLineUnnamed
	ruleLineQuote
	ruleLineNUL
	ruleLineLong
	ruleLineText
	rulePolicyUnknown
)

// Sources cited more than once.
const (
	sourcePSI      = "Pro Santé Identité, OpenAPI v0.9.1 of 15 September 2026"
	sourceGuide    = "ANS guide on the update of situations, https://esante.gouv.fr/guides/guides-rpps-plus/je-mets-a-jour-la-situation-exercice-d-un-professionnel"
	sourceSlides   = "training slides of 2025 on the RPPS+ portal"
	sourceArrete   = "arrêté du 6 février 2009 modifié (RPPS), https://legal.tricoteuses.fr/articles/LEGIARTI000046352497"
	sourceHomeCare = "ANS FAQ on the home-care card, https://esante.gouv.fr/faq/quelle-est-la-procedure-pour-doter-les-aides-domicile-qualifiees-dune-carte-professionnelle"
	sourceECPS     = "ANS FAQ e-CPS of 18 November 2025, https://esante.gouv.fr/foire-aux-questions/produits-services/e-cps"
)

var rules = [...]rule.Rule{
	ruleTextLeft: {
		Code: CodeTextLeft, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Texte non repris", EN: "Text not taken over"},
		Message: rule.Text{
			FR: "un texte de ce champ avait été gardé faute de pouvoir être lu, et il peut l'être : saisissez-le de nouveau, ou retirez-le",
			EN: "a text of this field was kept because it could not be read, and it can be: enter it again, or take it out",
		},
		Source: "what forms and spreadsheets hold", Evidence: rule.Policy,
	},
	ruleWordUnknown: {
		Code: CodeWordUnknown, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Mot inconnu", EN: "Unknown word"},
		Message: rule.Text{
			FR: "ce mot n'est pas de la liste de la bibliothèque",
			EN: "the word is not in the list of the library",
		},
		Source: "forms of the library", Evidence: rule.Policy,
	},
	ruleSexUnread: {
		Code: CodeSexUnread, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Sexe illisible", EN: "Sex not readable"},
		Message: rule.Text{
			FR: "le sexe s'écrit F, M ou I",
			EN: "the sex is written F, M or I",
		},
		Source: sourcePSI + ", genderCode", Evidence: rule.Sourced,
	},
	ruleAnswerUnread: {
		Code: CodeAnswerUnread, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Ni oui ni non", EN: "Neither yes nor no"},
		Message: rule.Text{
			FR: "répondez par oui ou par non",
			EN: "answer by yes or no (oui, non)",
		},
		Source: "what forms and spreadsheets hold", Evidence: rule.Policy,
	},
	ruleMethodUnread: {
		Code: CodeMethodUnread, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Méthode inconnue", EN: "Unknown method"},
		Message: rule.Text{
			FR: "la méthode est « manuelle » ou « pré-enregistrement »",
			EN: "the method is \"manual\" or \"pre-registration\"",
		},
		Source: sourceSlides, Evidence: rule.Sourced,
	},
	ruleKindUnread: {
		Code: CodeKindUnread, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Type de structure inconnu", EN: "Unknown kind of structure"},
		Message: rule.Text{
			FR: "le type est ESMS, DAC, CRT, officine, hôpital, cabinet, laboratoire ou autre",
			EN: "the kind is ESMS, DAC, CRT, officine, hospital, practice, laboratory or other",
		},
		Source: sourceSlides, Evidence: rule.Sourced,
	},
	ruleCertificationUnread: {
		Code: CodeCertificationUnread, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Statut d'état civil illisible", EN: "Status of the civil status not readable"},
		Message: rule.Text{
			FR: "le code n'est pas de la liste TRE_R31 : DI, AC, C, FC, FCP, NC, NCI ou AN",
			EN: "the code is not of the list TRE_R31: DI, AC, C, FC, FCP, NC, NCI or AN",
		},
		Source: "NOS TRE_R31-StatutEtatCivil", Evidence: rule.Sourced,
	},
	ruleDateShape: {
		Code: CodeDateShape, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Date mal écrite", EN: "Date badly written"},
		Message: rule.Text{
			FR: "une date s'écrit AAAA-MM-JJ ou JJ/MM/AAAA, l'année en quatre chiffres ; s'il n'y en a pas, laissez vide",
			EN: "a date is written AAAA-MM-JJ or JJ/MM/AAAA, the year with four digits; where there is none, leave it empty",
		},
		Source: sourcePSI + "; what forms and spreadsheets hold", Evidence: rule.Sourced,
	},
	ruleNoSuchDay: {
		Code: CodeNoSuchDay, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Date qui n'existe pas", EN: "Day that does not exist"},
		Message: rule.Text{
			FR: "ce jour n'existe pas au calendrier ; si le jour est écrit après le mois, corrigez toute la colonne",
			EN: "there is no such day in the calendar; if the day is written after the month, mend the whole column",
		},
		Source: "calendar", Evidence: rule.Sourced,
	},
	ruleDateSerial: {
		Code: CodeDateSerial, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Date devenue un nombre", EN: "Date turned into a number"},
		Message: rule.Text{
			FR: "le tableur a remplacé la date par son numéro de jour : remettez la colonne au format date",
			EN: "the spreadsheet has replaced the date by its serial number: set the column to dates",
		},
		Source: "what forms and spreadsheets hold", Evidence: rule.Policy,
	},
	ruleNumberRounded: {
		Code: CodeNumberRounded, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Numéro arrondi par le tableur", EN: "Number rounded by the spreadsheet"},
		Message: rule.Text{
			FR: "le tableur a arrondi ce numéro (notation E+) : mettez la colonne au format texte et ressaisissez-le",
			EN: "the spreadsheet has rounded this number (E+ notation): set the column to text and type it again",
		},
		Source: "what forms and spreadsheets hold", Evidence: rule.Policy,
	},
	ruleNumberZeros: {
		Code: CodeNumberZeros, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Zéros de tête perdus", EN: "Leading zeros lost"},
		Message: rule.Text{
			FR: "{0} chiffres au lieu de {1} : le tableur a pu supprimer les zéros de tête ; mettez la colonne au format texte et remettez-les",
			EN: "{0} digits instead of {1}: the spreadsheet may have dropped the leading zeros; set the column to text and put them back",
		},
		Source: "what forms and spreadsheets hold", Evidence: rule.Policy,
	},
	ruleNumberNIR: {
		Code: CodeNumberNIR, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Numéro de sécurité sociale", EN: "Social security number"},
		Message: rule.Text{
			FR: "c'est un numéro de sécurité sociale (NIR), et non un numéro RPPS : ôtez-le ; si la personne n'a pas de numéro RPPS, laissez vide",
			EN: "this is a social security number (NIR) and no RPPS number: take it away; if the person has no RPPS number, leave it empty",
		},
		Source: "what forms and spreadsheets hold", Evidence: rule.Policy,
	},
	ruleNumberNone: {
		Code: CodeNumberNone, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Pas un numéro", EN: "No number"},
		Message: rule.Text{
			FR: "ce n'est pas un numéro : si la personne n'a pas de numéro RPPS, laissez vide",
			EN: "this is no number: if the person has no RPPS number, leave it empty",
		},
		Source: "what forms and spreadsheets hold", Evidence: rule.Policy,
	},
	ruleBirthNameMissing: {
		Code: CodeBirthNameMissing, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Nom de naissance absent", EN: "No birth name"},
		Message: rule.Text{
			FR: "le nom de naissance est obligatoire",
			EN: "the birth name is compulsory",
		},
		Source: sourcePSI + ", lastName", Evidence: rule.Sourced,
	},
	ruleFirstNamesMissing: {
		Code: CodeFirstNamesMissing, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Prénoms absents", EN: "No first names"},
		Message: rule.Text{
			FR: "tous les prénoms de naissance sont obligatoires",
			EN: "all the first names of birth are compulsory",
		},
		Source: sourcePSI + ", firstNames", Evidence: rule.Sourced,
	},
	ruleFirstNamesSeparator: {
		Code: CodeFirstNamesSeparator, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Prénoms mal séparés", EN: "First names badly separated"},
		Message: rule.Text{
			FR: "séparez les prénoms par des espaces",
			EN: "separate the first names by spaces",
		},
		Source: sourcePSI + ", firstNames: separated by a space", Evidence: rule.Sourced,
	},
	ruleTextUnusable: {
		Code: CodeTextUnusable, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Texte inutilisable", EN: "Text not usable"},
		Message: rule.Text{
			FR: "le texte contient un caractère de commande, un octet illisible ou des accents abîmés (Ã© pour é) : enregistrez le fichier à nouveau, en CSV UTF-8",
			EN: "the text holds a control character, an unreadable byte or spoilt accents (Ã© for é): save the file again, as CSV UTF-8",
		},
		Source: "JSON and the alphabets of forms", Evidence: rule.Policy,
	},
	ruleFirstNamesLength: {
		Code: CodeFirstNamesLength, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Prénoms trop longs", EN: "First names too long"},
		Message: rule.Text{
			FR: "les prénoms réunis comptent 300 caractères au plus",
			EN: "the first names together have 300 characters at most",
		},
		Source: sourcePSI + ", pattern of firstNames", Evidence: rule.Sourced,
	},
	ruleNameTypography: {
		Code: CodeNameTypography, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Signe typographique dans un nom", EN: "Typographic sign in a name"},
		Message: rule.Text{
			FR: "remplacez l'apostrophe courbe, le tiret ou l'espace insécable par leur forme simple, et l'accent séparé par la lettre accentuée",
			EN: "replace the curly apostrophe, the dash or the no-break space by the plain one, and the separate accent by the accented letter",
		},
		Source: sourcePSI + ", pattern of lastName and firstNames", Evidence: rule.Sourced,
	},
	ruleNameNoLetter: {
		Code: CodeNameNoLetter, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Nom sans lettre", EN: "Name without a letter"},
		Message: rule.Text{
			FR: "ce nom ne contient aucune lettre",
			EN: "the name has no letter",
		},
		Source: "pattern of lastName, which takes a name without letters", Evidence: rule.Policy,
	},
	ruleNameWords: {
		Code: CodeNameWords, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Mot qui n'est pas d'un nom", EN: "Word that is of no name"},
		Message: rule.Text{
			FR: "une civilité, « née », « épouse » ou « veuve » semble écrite avec le nom, ou « néant » ou « idem » à sa place : ne laissez que le nom lui-même",
			EN: "a civility, « née », « épouse » or « veuve » seems to be written with the name, or « néant » or « idem » in its place: leave nothing but the name",
		},
		Source: "what forms and spreadsheets hold", Evidence: rule.Policy,
	},
	ruleNameUnusual: {
		Code: CodeNameUnusual, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Signe inattendu dans un nom", EN: "Unexpected sign in a name"},
		Message: rule.Text{
			FR: "ce nom contient un signe que le RNIPP ne connaît pas : vérifiez",
			EN: "the name holds a sign that the RNIPP does not know: look",
		},
		Source: "the pattern of the RNIPP is published for names of birth only", Evidence: rule.Inferred,
	},
	ruleSexMissing: {
		Code: CodeSexMissing, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Sexe absent", EN: "No sex"},
		Message: rule.Text{
			FR: "le sexe est obligatoire : F, M ou I",
			EN: "the sex is compulsory: F, M or I",
		},
		Source: sourcePSI + ", genderCode", Evidence: rule.Sourced,
	},
	ruleBirthDateMissing: {
		Code: CodeBirthDateMissing, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Date de naissance absente", EN: "No date of birth"},
		Message: rule.Text{
			FR: "la date de naissance est obligatoire",
			EN: "the date of birth is compulsory",
		},
		Source: sourcePSI + ", birthDate", Evidence: rule.Sourced,
	},
	ruleBirthDateFuture: {
		Code: CodeBirthDateFuture, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Naissance à venir", EN: "Birth to come"},
		Message: rule.Text{
			FR: "la date de naissance est postérieure au jour de la demande",
			EN: "the date of birth is after the day of the request",
		},
		Source: "calendar: the one who is registered is born", Evidence: rule.Inferred,
	},
	ruleBirthDateAfterStart: {
		Code: CodeBirthDateAfterStart, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Naissance après la prise de fonction", EN: "Birth after the start"},
		Message: rule.Text{
			FR: "la date de naissance doit précéder la prise de fonction",
			EN: "the date of birth must come before the start of the situation",
		},
		Source: "calendar: the one who works is born", Evidence: rule.Inferred,
	},
	ruleAgeUnusual: {
		Code: CodeAgeUnusual, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Âge inhabituel", EN: "Unusual age"},
		Message: rule.Text{
			FR: "âge inhabituel à la prise de fonction : vérifiez la date de naissance",
			EN: "unusual age at the start: look at the date of birth",
		},
		Source: "no source sets an age; code du travail L. 4153-1 sets 16 for work in general", Evidence: rule.Policy,
	},
	ruleBirthPlaceMissing: {
		Code: CodeBirthPlaceMissing, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Lieu de naissance absent", EN: "No place of birth"},
		Message: rule.Text{
			FR: "le code INSEE de la commune, ou du pays, de naissance est obligatoire",
			EN: "the INSEE code of the commune, or country, of birth is compulsory",
		},
		Source: sourcePSI + ", birthLocationCode", Evidence: rule.Sourced,
	},
	ruleBirthPlaceLength: {
		Code: CodeBirthPlaceLength, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Code du lieu de naissance de mauvaise longueur", EN: "Code of the place of birth of a wrong length"},
		Message: rule.Text{
			FR: "le code INSEE compte exactement 5 caractères, ici {0}",
			EN: "the INSEE code has exactly 5 characters, {0} here",
		},
		Source: sourcePSI + ", birthLocationCode", Evidence: rule.Sourced,
	},
	ruleBirthPlaceZeros: {
		Code: CodeBirthPlaceZeros, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Zéro de tête perdu dans le lieu de naissance", EN: "Leading zero lost in the place of birth"},
		Message: rule.Text{
			FR: "4 chiffres au lieu de 5 : le tableur a pu supprimer le zéro de tête (01 à 09)",
			EN: "4 digits instead of 5: the spreadsheet may have dropped the leading zero (01 to 09)",
		},
		Source: sourcePSI + ", birthLocationCode; what forms and spreadsheets hold", Evidence: rule.Sourced,
	},
	ruleBirthPlaceShape: {
		Code: CodeBirthPlaceShape, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Code du lieu de naissance mal formé", EN: "Code of the place of birth badly formed"},
		Message: rule.Text{
			FR: "donnez le code INSEE de la commune ou du pays, seul, et non son nom : 5 chiffres, ou 2A ou 2B et 3 chiffres en Corse",
			EN: "give the INSEE code of the commune or the country, alone, not its name: 5 digits, or 2A or 2B and 3 digits in Corsica",
		},
		Source: "INSEE, code officiel géographique", Evidence: rule.Sourced,
	},
	ruleBirthPlaceTwo: {
		Code: CodeBirthPlaceTwo, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Deux lieux de naissance", EN: "Two places of birth"},
		Message: rule.Text{
			FR: "une commune et un pays de naissance sont donnés : un seul code est possible",
			EN: "a commune and a country of birth are given: there is one code",
		},
		Source: sourcePSI + ", birthLocationCode: one code", Evidence: rule.Policy,
	},
	ruleBirthPlaceFrance: {
		Code: CodeBirthPlaceFrance, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Né en France sans commune", EN: "Born in France without a commune"},
		Message: rule.Text{
			FR: "99100 désigne la France (99000 dans l'annuaire) : donnez le code de la commune",
			EN: "99100 is France (99000 in the directory): give the code of the commune",
		},
		Source: sourcePSI + ", birthLocationCode (99100); NOS TRE_R20-Pays 20250328120000 (99000)", Evidence: rule.Sourced,
	},
	ruleBirthPlaceDepartment: {
		Code: CodeBirthPlaceDepartment, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Département de naissance inhabituel", EN: "Unusual department of birth"},
		Message: rule.Text{
			FR: "aucun département n'a ce numéro",
			EN: "no department has this number",
		},
		Source: "INSEE, code officiel géographique", Evidence: rule.Inferred,
	},
	ruleBirthPlacePostcode: {
		Code: CodeBirthPlacePostcode, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Code postal au lieu du code INSEE", EN: "Postcode instead of the INSEE code"},
		Message: rule.Text{
			FR: "aucune commune n'avait ce code à la naissance : c'est peut-être son code postal ; donnez le code INSEE",
			EN: "no commune had this code at the birth: it may be its postcode; give the INSEE code",
		},
		Source: "INSEE, code officiel géographique, communes and their movements since 1943 (no number 000; departments of Paris on 1 January 1968, of Corsica on 1 January 1976), read in the copy of github.com/datagouv/decoupage-administratif", Evidence: rule.Sourced,
	},
	ruleBirthPlaceCountry: {
		Code: CodeBirthPlaceCountry, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Pays de naissance inhabituel", EN: "Unusual country of birth"},
		Message: rule.Text{
			FR: "aucun pays n'a ce code : son troisième chiffre, celui du continent, va de 1 à 5 (99699 : l'Antarctique) ; cherchez le pays sur l'acte de naissance",
			EN: "no country has this code: its third digit, that of the continent, is 1 to 5 (99699: the Antarctic); look for the country on the birth certificate",
		},
		Source: "INSEE, code officiel géographique, as https://bcn.depp.education.fr/bcn/workspace/documentation/n/N_PAYS describes it; NOS TRE_R20-Pays 20250328120000 (99699)", Evidence: rule.Inferred,
	},
	ruleBirthTownMissing: {
		Code: CodeBirthTownMissing, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Ville étrangère de naissance absente", EN: "No foreign town of birth"},
		Message: rule.Text{
			FR: "née à l'étranger, la personne doit avoir une ville de naissance",
			EN: "a person born abroad must have a town of birth",
		},
		Source: sourcePSI + ", birthPlace", Evidence: rule.Sourced,
	},
	ruleNationalityAssumed: {
		Code: CodeNationalityAssumed, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Nationalité non indiquée", EN: "Nationality not stated"},
		Message: rule.Text{
			FR: "née à l'étranger et sans indication, la personne sera tenue pour française",
			EN: "born abroad and nothing stated: the person will be taken for French",
		},
		Source: sourcePSI + ", frenchNationality, true by default", Evidence: rule.Sourced,
	},
	ruleNationalityIdentifier: {
		Code: CodeNationalityIdentifier, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Identifiant absent", EN: "No identifier"},
		Message: rule.Text{
			FR: "une personne qui n'est pas de nationalité française doit avoir un identifiant (8, 3, 5 ou 6)",
			EN: "a person who is not French must have an identifier (8, 3, 5 or 6)",
		},
		Source: sourcePSI + ", identifier", Evidence: rule.Sourced,
	},
	ruleIdentifierKind: {
		Code: CodeIdentifierKind, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Type d'identifiant refusé", EN: "Kind of identifier refused"},
		Message: rule.Text{
			FR: "l'identifiant doit être de type RPPS (8), FINESS (3), SIRET (5) ou RPPS-rang (6)",
			EN: "the identifier must be of the type RPPS (8), FINESS (3), SIRET (5) or RPPS-rang (6)",
		},
		Source: sourcePSI + ", identifier", Evidence: rule.Sourced,
	},
	ruleIdentifierInternal: {
		Code: CodeIdentifierInternal, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Identifiant interne inhabituel", EN: "Unusual internal identifier"},
		Message: rule.Text{
			FR: "après la barre oblique, les identifiants connus ont 1 à 15 lettres ou chiffres",
			EN: "after the slash, known identifiers have 1 to 15 letters or digits",
		},
		Source: "public extractions of the Annuaire Santé: 1 to 15 letters or digits after the slash", Evidence: rule.Inferred,
	},
	ruleIdentifierOther: {
		Code: CodeIdentifierOther, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Deux numéros RPPS différents", EN: "Two different RPPS numbers"},
		Message: rule.Text{
			FR: "le numéro RPPS et l'identifiant désignent deux personnes",
			EN: "the RPPS number and the identifier name two persons",
		},
		Source: sourcePSI + ", identifier that does not match the traits", Evidence: rule.Sourced,
	},
	ruleCertificationMethod: {
		Code: CodeCertificationMethod, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Certification FranceConnect sans FranceConnect", EN: "Certified by FranceConnect without FranceConnect"},
		Message: rule.Text{
			FR: "le statut {0} vient d'un pré-enregistrement par FranceConnect, et la demande est manuelle",
			EN: "the status {0} comes from a pre-registration through FranceConnect, and the request is manual",
		},
		Source: "NOS TRE_R31, FC and FCP", Evidence: rule.Inferred,
	},
	ruleEmailMissing: {
		Code: CodeEmailMissing, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Adresse électronique absente", EN: "No e-mail address"},
		Message: rule.Text{
			FR: "l'adresse électronique est obligatoire pour un établissement ; elle sert à activer l'e-CPS",
			EN: "the e-mail address is compulsory for an establishment; the e-CPS is activated with it",
		},
		Source: sourcePSI + ", email of an establishment; " + sourceGuide, Evidence: rule.Sourced,
	},
	ruleEmailShape: {
		Code: CodeEmailShape, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Adresse électronique mal formée", EN: "E-mail address badly formed"},
		Message: rule.Text{
			FR: "donnez une seule adresse, de la forme nom@domaine.fr",
			EN: "give one address, of the form name@domain.fr",
		},
		Source: sourcePSI + ", email", Evidence: rule.Sourced,
	},
	ruleEmailUnusual: {
		Code: CodeEmailUnusual, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Adresse électronique inhabituelle", EN: "Unusual e-mail address"},
		Message: rule.Text{
			FR: "lettres accentuées, guillemets ou adresse numérique : vérifiez que l'adresse est acceptée",
			EN: "accented letters, quotes or a numeric address: see that the address is taken",
		},
		Source: sourcePSI + ", email: \"format: email\" and no more", Evidence: rule.Policy,
	},
	rulePhoneMissing: {
		Code: CodePhoneMissing, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Téléphone absent", EN: "No telephone number"},
		Message: rule.Text{
			FR: "le téléphone est obligatoire pour un établissement ; il sert à activer l'e-CPS",
			EN: "the telephone number is compulsory for an establishment; the e-CPS is activated with it",
		},
		Source: sourcePSI + ", phone of an establishment; " + sourceGuide, Evidence: rule.Sourced,
	},
	rulePhoneShape: {
		Code: CodePhoneShape, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Téléphone mal formé", EN: "Telephone number badly formed"},
		Message: rule.Text{
			FR: "donnez un seul numéro, sans rien d'autre : 4 à 15 chiffres, précédés ou non de +",
			EN: "give one number and nothing else: 4 to 15 digits, with or without + before",
		},
		Source: sourcePSI + ", pattern of phone", Evidence: rule.Sourced,
	},
	rulePhonePrefix: {
		Code: CodePhonePrefix, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Indicatif qui commence par 0", EN: "Country code that begins with 0"},
		Message: rule.Text{
			FR: "aucun indicatif de pays ne commence par 0",
			EN: "no country code begins with 0",
		},
		Source: "ITU-T E.164: no country code begins with 0", Evidence: rule.Inferred,
	},
	rulePhoneLength: {
		Code: CodePhoneLength, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Numéro français de mauvaise longueur", EN: "French number of a wrong length"},
		Message: rule.Text{
			FR: "un numéro français compte 10 chiffres, ou 9 après +33",
			EN: "a French number has 10 digits, or 9 after +33",
		},
		Source: "French numbering plan: 10 digits, or +33 and 9", Evidence: rule.Inferred,
	},
	rulePhoneZero: {
		Code: CodePhoneZero, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Zéro de tête perdu au téléphone", EN: "Leading zero lost in the telephone number"},
		Message: rule.Text{
			FR: "9 chiffres : le tableur a pu supprimer le zéro de tête",
			EN: "9 digits: the spreadsheet may have dropped the leading zero",
		},
		Source: "French numbering plan; what forms and spreadsheets hold", Evidence: rule.Inferred,
	},
	rulePhoneLandline: {
		Code: CodePhoneLandline, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Téléphone qui n'est pas un mobile", EN: "Telephone number that is not a mobile"},
		Message: rule.Text{
			FR: "l'e-CPS s'active sur un mobile : ce numéro n'en est pas un",
			EN: "the e-CPS is activated on a mobile: this number is none",
		},
		Source: sourceGuide + "; " + sourceECPS, Evidence: rule.Inferred,
	},
	ruleProfessionMissing: {
		Code: CodeProfessionMissing, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Métier absent", EN: "No métier"},
		Message: rule.Text{
			FR: "le métier est obligatoire : donnez son code (313) ou son libellé (Aide-soignant), de la liste JDV_J121",
			EN: "the métier is compulsory: give its code (313) or its label (Aide-soignant), of the list JDV_J121",
		},
		Source: sourcePSI + ", function; JDV_J121", Evidence: rule.Sourced,
	},
	ruleProfessionOrder: {
		Code: CodeProfessionOrder, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Profession d'un ordre", EN: "Profession of an Order"},
		Message: rule.Text{
			FR: "profession enregistrée par : {0}. Elle ne passe pas par le portail RPPS+",
			EN: "the profession is registered by: {0}. It does not go through the RPPS+ portal",
		},
		Source: sourceArrete, Evidence: rule.Sourced,
	},
	ruleProfessionARS: {
		Code: CodeProfessionARS, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Profession enregistrée par l'ARS", EN: "Profession registered by the ARS"},
		Message: rule.Text{
			FR: "profession enregistrée par l'ARS, sur le portail eRPPS : elle ne passe pas par le portail RPPS+",
			EN: "the profession is registered by the ARS, on the eRPPS portal: it does not go through the RPPS+ portal",
		},
		Source: sourceArrete, Evidence: rule.Sourced,
	},
	ruleProfessionNotRole: {
		Code: CodeProfessionNotRole, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Profession autre que 99", EN: "Profession other than 99"},
		Message: rule.Text{
			FR: "la profession d'une demande RPPS+ est 99, professionnel à rôle ; le métier se donne à part",
			EN: "the profession of an RPPS+ request is 99, professionnel à rôle; the métier is given apart",
		},
		Source: "JDV_J122-Profession-ENREG: 99 only", Evidence: rule.Sourced,
	},
	ruleProfessionList: {
		Code: CodeProfessionList, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Métier hors de la liste du portail", EN: "Métier not in the list of the portal"},
		Message: rule.Text{
			FR: "le code {0} n'est pas un métier du portail RPPS+ (JDV_J121)",
			EN: "the code {0} is no métier of the RPPS+ portal (JDV_J121)",
		},
		Source: "JDV_J121-RolePriseCharge-ENREG", Evidence: rule.Sourced,
	},
	ruleProfessionCounterpart: {
		Code: CodeProfessionCounterpart, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Métier hors de la liste du portail, sous un autre code", EN: "Métier not in the list of the portal, under another code"},
		Message: rule.Text{
			FR: "le code {0} n'est pas un métier du portail RPPS+ ; le code à utiliser est {1}",
			EN: "the code {0} is no métier of the RPPS+ portal; the code to use is {1}",
		},
		Source: "JDV_J121-RolePriseCharge-ENREG", Evidence: rule.Sourced,
	},
	ruleStudentClosed: {
		Code: CodeStudentClosed, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Étudiant", EN: "Student"},
		Message: rule.Text{
			FR: "les étudiants ne sont pas encore admis au RPPS par le portail RPPS+",
			EN: "students are not admitted to the RPPS through the RPPS+ portal yet",
		},
		Source: "JDV_J121 lists students; " + sourceECPS + ", says that the law does not let them in yet", Evidence: rule.Policy,
	},
	ruleStudentCategory: {
		Code: CodeStudentCategory, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Étudiant d'une autre catégorie", EN: "Student of another category"},
		Message: rule.Text{
			FR: "le métier est celui d'un étudiant et la catégorie n'est pas E",
			EN: "the métier is that of a student and the category is not E",
		},
		Source: "JDV_J118, JDV_J121", Evidence: rule.Inferred,
	},
	ruleCategoryMissing: {
		Code: CodeCategoryMissing, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Catégorie absente", EN: "No category"},
		Message: rule.Text{
			FR: "la catégorie professionnelle est obligatoire : C (civil), E (étudiant) ou M (agent public)",
			EN: "the category is compulsory: C (civil), E (étudiant) or M (agent public)",
		},
		Source: sourcePSI + ", professionalCategoryCode", Evidence: rule.Sourced,
	},
	ruleCategoryList: {
		Code: CodeCategoryList, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Catégorie hors de la liste du portail", EN: "Category not in the list of the portal"},
		Message: rule.Text{
			FR: "la catégorie est C (civil), E (étudiant) ou M (agent public)",
			EN: "the category is C (civil), E (étudiant) or M (agent public)",
		},
		Source: "JDV_J118-CategorieProfessionnelle-ENREG", Evidence: rule.Sourced,
	},
	ruleRoleMissing: {
		Code: CodeRoleMissing, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Rôle absent", EN: "No role"},
		Message: rule.Text{
			FR: "un rôle est à choisir à chaque création d'une situation, de GENR08 à GENR13",
			EN: "a role is to be chosen each time a situation is created, from GENR08 to GENR13",
		},
		Source: sourceSlides + "; " + sourcePSI + ", activityGenre", Evidence: rule.Sourced,
	},
	ruleRoleList: {
		Code: CodeRoleList, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Genre d'activité hors de la liste du portail", EN: "Genre d'activité not in the list of the portal"},
		Message: rule.Text{
			FR: "{0} n'est pas un genre d'activité du portail : choisissez de GENR08 à GENR13",
			EN: "{0} is no genre d'activité of the portal: choose from GENR08 to GENR13",
		},
		Source: "JDV_J116-GenreActivite-ENREG", Evidence: rule.Sourced,
	},
	ruleRoleGenre: {
		Code: CodeRoleGenre, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Genre qui n'est pas un des six rôles", EN: "Genre that is none of the six roles"},
		Message: rule.Text{
			FR: "{0} est admis par le portail, et n'est pas un des six rôles de RPPS+ : choisissez de GENR08 à GENR13",
			EN: "{0} is taken by the portal, and is none of the six roles of RPPS+: choose from GENR08 to GENR13",
		},
		Source: "JDV_J116 lists it; the " + sourceSlides + " know six roles", Evidence: rule.Policy,
	},
	ruleRoleGenreKept: {
		Code: CodeRoleGenreKept, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Genre qui n'est pas un des six rôles, accepté", EN: "Genre that is none of the six roles, accepted"},
		Message: rule.Text{
			FR: "{0} n'est pas un des six rôles de RPPS+ ; la politique choisie l'accepte",
			EN: "{0} is none of the six roles of RPPS+; the policy chosen accepts it",
		},
		Source: "JDV_J116 lists it; the " + sourceSlides + " know six roles", Evidence: rule.Policy,
	},
	ruleRoleNoColumn: {
		Code: CodeRoleNoColumn, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Rôle sans colonne dans la matrice", EN: "Role without a column in the matrix"},
		Message: rule.Text{
			FR: "{0} n'a pas de colonne dans la matrice du DMP : il n'ouvre aucun document",
			EN: "{0} has no column in the matrix of the DMP: it opens no document",
		},
		Source: "matrix of the CNAM of 25 September 2024", Evidence: rule.Sourced,
	},
	ruleModeMissing: {
		Code: CodeModeMissing, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Mode d'exercice absent", EN: "No practice mode"},
		Message: rule.Text{
			FR: "le mode d'exercice est obligatoire : S (salarié), L (libéral, indépendant) ou B (bénévole)",
			EN: "the practice mode is compulsory: S (salarié), L (libéral, indépendant) or B (bénévole)",
		},
		Source: sourcePSI + ", practiceMode", Evidence: rule.Sourced,
	},
	ruleModeIndirect: {
		Code: CodeModeIndirect, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Mode indirect", EN: "Indirect mode"},
		Message: rule.Text{
			FR: "le portail connaît le mode I, Pro Santé Identité ne le prend pas",
			EN: "the portal knows the mode I, Pro Santé Identité does not take it",
		},
		Source: "JDV_J117 lists I; " + sourcePSI + ", practiceMode does not", Evidence: rule.Sourced,
	},
	ruleLiberalDefault: {
		Code: CodeLiberalDefault, Area: rule.AreaRegistration, Severity: rule.Completion,
		Title: rule.Text{FR: "Type d'activité libérale complété", EN: "Type of liberal activity filled in"},
		Message: rule.Text{
			FR: "mode L sans type d'activité libérale : {0} est retenu, comme le fait le portail",
			EN: "mode L without a type of liberal activity: {0} is taken, as the portal does",
		},
		Source: "ASS_A24-ModeExercice-TypeActivite-ENREG", Evidence: rule.Sourced,
	},
	ruleLiberalUnused: {
		Code: CodeLiberalUnused, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Type d'activité libérale sans objet", EN: "Type of liberal activity without use"},
		Message: rule.Text{
			FR: "le type d'activité libérale ne vaut que pour le mode L : il ne sera pas envoyé",
			EN: "the type of liberal activity goes with the mode L only: it will not be sent",
		},
		Source: sourcePSI + ", liberalActivityTypeCode, with L", Evidence: rule.Sourced,
	},
	ruleStructureMissing: {
		Code: CodeStructureMissing, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Structure absente", EN: "No structure"},
		Message: rule.Text{
			FR: "un identifiant de structure est obligatoire : SIRET, FINESS ou RPPS-rang",
			EN: "an identifier of the structure is compulsory: SIRET, FINESS or RPPS-rang",
		},
		Source: sourcePSI + ", numFINESSET, numSIRET, rppsRank", Evidence: rule.Sourced,
	},
	ruleStructureSeveral: {
		Code: CodeStructureSeveral, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Plusieurs identifiants de structure", EN: "Several identifiers of the structure"},
		Message: rule.Text{
			FR: "donnez un seul identifiant de structure, et videz les autres : ici {0}",
			EN: "give one identifier of the structure and empty the others: {0} here",
		},
		Source: sourcePSI + ", numFINESSET, numSIRET, rppsRank", Evidence: rule.Sourced,
	},
	ruleStructureContradicted: {
		Code: CodeStructureContradicted, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Type ou secteur contredit", EN: "Kind or sector contradicted"},
		Message: rule.Text{
			FR: "le type ou le secteur indiqué n'est pas celui de l'établissement déclaré, qui est retenu",
			EN: "the kind or sector stated is not that of the establishment declared, which is taken",
		},
		Source: "what the caller declares of the establishment outweighs what a request says", Evidence: rule.Policy,
	},
	ruleFINESSLetter: {
		Code: CodeFINESSLetter, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "FINESS de Corse", EN: "FINESS of Corsica"},
		Message: rule.Text{
			FR: "Pro Santé Identité ne prend que neuf chiffres et refuse 2A et 2B : donnez le SIRET",
			EN: "Pro Santé Identité takes nine digits only and refuses 2A and 2B: give the SIRET",
		},
		Source: sourcePSI + ", numFINESSET: nine digits", Evidence: rule.Sourced,
	},
	ruleRPPSRangFirst: {
		Code: CodeRPPSRangFirst, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "RPPS-rang qui ne commence pas par 1", EN: "RPPS-rang that does not begin with 1"},
		Message: rule.Text{
			FR: "Pro Santé Identité ne prend que 14 chiffres commençant par 1 : donnez le SIRET",
			EN: "Pro Santé Identité takes 14 digits that begin with 1 only: give the SIRET",
		},
		Source: sourcePSI + ", pattern of rppsRank", Evidence: rule.Sourced,
	},
	ruleStartMissing: {
		Code: CodeStartMissing, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Prise de fonction absente", EN: "No start"},
		Message: rule.Text{
			FR: "la date de prise de fonction est obligatoire",
			EN: "the date of the start is compulsory",
		},
		Source: sourcePSI + ", activityStartDate; " + sourceGuide, Evidence: rule.Sourced,
	},
	ruleStartFar: {
		Code: CodeStartFar, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Prise de fonction lointaine", EN: "Start far ahead"},
		Message: rule.Text{
			FR: "la prise de fonction est dans plus d'un an : vérifiez l'année",
			EN: "the start is more than a year ahead: see whether the year is right",
		},
		Source: "what forms and spreadsheets hold", Evidence: rule.Policy,
	},
	ruleEndBeforeStart: {
		Code: CodeEndBeforeStart, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Fin avant le début", EN: "End before the start"},
		Message: rule.Text{
			FR: "la date de fin est antérieure à la date de prise de fonction",
			EN: "the end is before the start",
		},
		Source: sourcePSI + ", activityEndDate", Evidence: rule.Sourced,
	},
	ruleEndFar: {
		Code: CodeEndFar, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Fin qui n'en est pas une", EN: "End that is none"},
		Message: rule.Text{
			FR: "la fin est dans plus de cinquante ans : si elle veut dire « sans fin » (31/12/2099, 31/12/9999), laissez-la vide",
			EN: "the end is more than fifty years ahead: if it stands for \"no end\" (31/12/2099, 31/12/9999), leave it empty",
		},
		Source: "what forms and spreadsheets hold", Evidence: rule.Policy,
	},
	ruleEndPast: {
		Code: CodeEndPast, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Situation déjà terminée", EN: "Situation already ended"},
		Message: rule.Text{
			FR: "la date de fin est passée : cette situation n'ouvre aucun accès, et le dossier de la personne refuse de la créer ; n'envoyez la demande que pour fermer une situation qui existe",
			EN: "the end is past: this situation opens no access, and the dossier of the person refuses to create it; send the request only to close a situation that exists",
		},
		Source: "no source says", Evidence: rule.Policy,
	},
	ruleEndReasonAlone: {
		Code: CodeEndReasonAlone, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Motif de fin sans date de fin", EN: "End reason without an end"},
		Message: rule.Text{
			FR: "un motif de fin est donné sans date de fin : donnez-la, ou ôtez le motif ; le dossier de la personne refuse l'un sans l'autre",
			EN: "an end reason is given without an end: give it, or take the reason away; the dossier of the person refuses one without the other",
		},
		Source: sourcePSI + ", activityEndReason", Evidence: rule.Inferred,
	},
	ruleEndReasonDeath: {
		Code: CodeEndReasonDeath, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Décès qui n'est pas passé", EN: "Death that has not passed"},
		Message: rule.Text{
			FR: "le motif de fin est le décès et la date de fin n'est pas passée : vérifiez-les ; le dossier de la personne refuse de créer une situation finie par un décès",
			EN: "the end reason is the death, and the end has not passed: look at both; the dossier of the person refuses to create a situation that ended by a death",
		},
		Source: sourcePSI + ", activityEndReason; TRE_R25, DCD", Evidence: rule.Inferred,
	},
	ruleCodeYounger: {
		Code: CodeCodeYounger, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Code plus récent que la prise de fonction", EN: "Code younger than the start"},
		Message: rule.Text{
			FR: "ce code n'existe que depuis le {0}, après la prise de fonction",
			EN: "the code exists since {0} only, after the start",
		},
		Source: "NOS, dateValid; no source says against which day a code is judged", Evidence: rule.Policy,
	},
	ruleKeyWrong: {
		Code: CodeKeyWrong, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Clé fausse, acceptée", EN: "Wrong key, accepted"},
		Message: rule.Text{
			FR: "la clé de ce numéro est fausse ; la politique choisie l'accepte",
			EN: "the key of the number is wrong; the policy chosen accepts it",
		},
		Source: "the policy chosen", Evidence: rule.Policy,
	},
	ruleStructureOther: {
		Code: CodeStructureOther, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Structure inconnue de l'établissement", EN: "Structure unknown to the establishment"},
		Message: rule.Text{
			FR: "cette structure n'est pas de celles que l'appelant a déclarées",
			EN: "the structure is none of those that the caller declared",
		},
		Source: "identifiers of the establishment stated by the caller", Evidence: rule.Inferred,
	},
	ruleCompatibilityRefused: {
		Code: CodeCompatibilityRefused, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Profession, rôle et secteur incompatibles", EN: "Profession, role and sector not compatible"},
		Message: rule.Text{
			FR: "la table fournie refuse ce métier et ce rôle dans ce secteur",
			EN: "the table given refuses this métier and role in this sector",
		},
		Source: "the table of the caller; " + sourcePSI + ", activity error on the DMP matrix", Evidence: rule.Sourced,
	},
	ruleCompatibilityHospital: {
		Code: CodeCompatibilityHospital, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Préparateur hospitalier hors d'un hôpital", EN: "Hospital technician out of a hospital"},
		Message: rule.Text{
			FR: "le métier 316 est hospitalier et la structure n'est pas un hôpital",
			EN: "the métier 316 is of hospitals and the structure is none",
		},
		Source: "label of TRE_R85 316; " + sourcePSI + " weighs profession, role and sector by a table that is not public", Evidence: rule.Inferred,
	},
	ruleCompatibilityOfficine: {
		Code: CodeCompatibilityOfficine, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Métier inhabituel en officine", EN: "Unusual métier in a dispensary"},
		Message: rule.Text{
			FR: "une officine enregistre ses préparateurs (317), et le métier est {0}",
			EN: "a dispensary registers its préparateurs (317), and the métier is {0}",
		},
		Source: "pharmacy press of 2023 on the RPPS+ portal; " + sourcePSI + " weighs profession, role and sector by a table that is not public", Evidence: rule.Inferred,
	},
	ruleCompatibilityHomeCare: {
		Code: CodeCompatibilityHomeCare, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Aide à domicile hors d'un ESMS", EN: "Home care out of an ESMS"},
		Message: rule.Text{
			FR: "le métier {0} s'exerce à domicile et la structure n'est pas un ESMS",
			EN: "the métier {0} works at home and the structure is no ESMS",
		},
		Source: "labels of TRE_R85 371 and 372; " + sourcePSI + " weighs profession, role and sector by a table that is not public", Evidence: rule.Inferred,
	},
	ruleHomeCareUnverified: {
		Code: CodeHomeCareUnverified, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Éligibilité non vérifiée", EN: "Eligibility not verified"},
		Message: rule.Text{
			FR: "métier 371 : l'employeur doit déclarer avoir vérifié la certification ou l'expérience",
			EN: "métier 371: the employer must declare to have verified certification or experience",
		},
		Source: sourceHomeCare, Evidence: rule.Sourced,
	},
	ruleHomeCareLevel: {
		Code: CodeHomeCareLevel, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Certification de niveau insuffisant", EN: "Certification of too low a level"},
		Message: rule.Text{
			FR: "la certification doit être de niveau {0} au moins, ou l'expérience de trois ans en cinq ans",
			EN: "the certification must be of level {0} at least, or the experience of three years in five",
		},
		Source: "décret 2024-1246; arrêté du 6 mai 2025", Evidence: rule.Sourced,
	},
	ruleHomeCareExperience: {
		Code: CodeHomeCareExperience, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Expérience insuffisante", EN: "Too little experience"},
		Message: rule.Text{
			FR: "il faut {0} jours à mi-temps ou plus dans les cinq dernières années, les périodes indiquées en font moins",
			EN: "{0} days at half time or more are needed within the last five years, the periods stated make fewer",
		},
		Source: "décret 2024-1246: three years in five; the count of 3 x 365 days is a choice", Evidence: rule.Policy,
	},
	ruleHomeCareCardEnded: {
		Code: CodeHomeCareCardEnded, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Carte d'aide à domicile expirée", EN: "Home-care card expired"},
		Message: rule.Text{
			FR: "la carte a plus de cinq ans : elle n'est plus valide",
			EN: "the card is more than five years old: it is no longer valid",
		},
		Source: "Pôle services à la personne PACA, https://www.psppaca.fr/Demander-une-carte-professionnelle-pour-votre-aide-a-domicile", Evidence: rule.Policy,
	},
	ruleHomeCareCardRenewal: {
		Code: CodeHomeCareCardRenewal, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Carte d'aide à domicile à renouveler", EN: "Home-care card to be renewed"},
		Message: rule.Text{
			FR: "la carte expire dans moins de trois mois : son renouvellement peut être demandé",
			EN: "the card ends within three months: its renewal can be asked for",
		},
		Source: "Pôle services à la personne PACA, https://www.psppaca.fr/Demander-une-carte-professionnelle-pour-votre-aide-a-domicile", Evidence: rule.Policy,
	},
	ruleInformationMissing: {
		Code: CodeInformationMissing, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Information de la personne absente", EN: "Person not informed"},
		Message: rule.Text{
			FR: "la personne doit être informée avant l'enregistrement : donnez la date",
			EN: "the person must be informed before the registration: give the date",
		},
		Source: sourceSlides + "; GDPR, article 13", Evidence: rule.Sourced,
	},
	ruleInformationLate: {
		Code: CodeInformationLate, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Information après l'enregistrement", EN: "Person informed after the registration"},
		Message: rule.Text{
			FR: "la date d'information est postérieure au jour de la demande",
			EN: "the day of the information is after the day of the request",
		},
		Source: sourceSlides, Evidence: rule.Sourced,
	},
	ruleInformationBeforeBirth: {
		Code: CodeInformationBeforeBirth, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Information avant la naissance", EN: "Informed before birth"},
		Message: rule.Text{
			FR: "la date d'information précède la date de naissance",
			EN: "the day of the information is before the date of birth",
		},
		Source: "calendar: the one who is informed is born", Evidence: rule.Inferred,
	},
	ruleInformationArticle13: {
		Code: CodeInformationArticle13, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Information sur le traitement absente", EN: "Not informed of the processing"},
		Message: rule.Text{
			FR: "la personne doit être informée du traitement de ses données (RGPD, article 13)",
			EN: "the person must be informed of the processing of their data (GDPR, article 13)",
		},
		Source: sourceSlides + "; GDPR, article 13", Evidence: rule.Sourced,
	},
	ruleInformationNoObjection: {
		Code: CodeInformationNoObjection, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Information sur l'opposition absente", EN: "Not informed about objection"},
		Message: rule.Text{
			FR: "la personne doit savoir que le droit d'opposition ne s'applique pas",
			EN: "the person must know that the right to object does not apply",
		},
		Source: sourceSlides, Evidence: rule.Sourced,
	},
	ruleInformationPublicData: {
		Code: CodeInformationPublicData, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Information sur la publication absente", EN: "Not informed of the publication"},
		Message: rule.Text{
			FR: "la personne doit savoir que les données de sa situation d'exercice sont publiées",
			EN: "the person must know that the data of their situation are published",
		},
		Source: sourceSlides, Evidence: rule.Sourced,
	},
	ruleNeedNone: {
		Code: CodeNeedNone, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Pas de besoin d'accès", EN: "No need of access"},
		Message: rule.Text{
			FR: "l'enregistrement suppose un besoin d'accéder à des données de santé ou d'en échanger",
			EN: "registration supposes a need to access or exchange health data",
		},
		Source: sourceSlides, Evidence: rule.Sourced,
	},
	ruleNoticeRefused: {
		Code: CodeNoticeRefused, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Mentions légales refusées", EN: "Legal notice refused"},
		Message: rule.Text{
			FR: "les mentions légales du portail doivent être acceptées",
			EN: "the legal notice of the portal must be accepted",
		},
		Source: sourceGuide, Evidence: rule.Sourced,
	},
	ruleDayMissing: {
		Code: CodeDayMissing, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Jour de la demande absent", EN: "No day of the request"},
		Message: rule.Text{
			FR: "le jour de la demande n'est pas indiqué : rien ne peut être vérifié à une date",
			EN: "the day of the request is not stated: nothing can be checked at a date",
		},
		Source: "the library reads no clock", Evidence: rule.Policy,
	},
	rulePending: {
		Code: CodePending, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Demande déjà en cours", EN: "Request in progress"},
		Message: rule.Text{
			FR: "une demande est déjà en cours pour cette personne",
			EN: "a request is in progress for this person",
		},
		Source: sourceGuide, Evidence: rule.Sourced,
	},
	rulePurposeIdentity: {
		Code: CodePurposeIdentity, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Identité déjà créée", EN: "Identity already created"},
		Message: rule.Text{
			FR: "la personne a un numéro RPPS : demandez une nouvelle situation, et non une nouvelle identité",
			EN: "the person has an RPPS number: ask for a new situation, not for a new identity",
		},
		Source: sourceSlides + "; " + sourcePSI + ", 409", Evidence: rule.Sourced,
	},
	rulePurposeSituation: {
		Code: CodePurposeSituation, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Numéro RPPS absent", EN: "No RPPS number"},
		Message: rule.Text{
			FR: "une nouvelle situation demande le numéro RPPS de la personne",
			EN: "a new situation needs the RPPS number of the person",
		},
		Source: sourceSlides + "; " + sourceGuide, Evidence: rule.Sourced,
	},
	ruleSearchSeveral: {
		Code: CodeSearchSeveral, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Plusieurs numéros RPPS", EN: "Several RPPS numbers"},
		Message: rule.Text{
			FR: "plusieurs numéros existent pour cette personne : demandez au support de l'ANS lequel garder",
			EN: "several numbers exist for this person: ask the support of the ANS which one to keep",
		},
		Source: sourcePSI + "; ANS FAQ of the portal", Evidence: rule.Sourced,
	},
	ruleSearchNone: {
		Code: CodeSearchNone, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Numéro non retrouvé", EN: "Number not found"},
		Message: rule.Text{
			FR: "un numéro est indiqué et la recherche n'a rien trouvé",
			EN: "a number is stated and the search found none",
		},
		Source: sourceGuide, Evidence: rule.Sourced,
	},
	ruleCallerStructure: {
		Code: CodeCallerStructure, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Structure hors du périmètre", EN: "Structure out of reach"},
		Message: rule.Text{
			FR: "la structure n'est pas de celles pour lesquelles l'appelant agit",
			EN: "the structure is none of those for which the caller acts",
		},
		Source: sourceGuide, Evidence: rule.Sourced,
	},
	ruleDupSituation: {
		Code: CodeDupSituation, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Même personne, même structure", EN: "Same person, same structure"},
		Message: rule.Text{
			FR: "même personne et même structure qu'à la ligne {0} : gardez une des deux lignes",
			EN: "same person and structure as on line {0}: keep one of the two lines",
		},
		Source: sourceGuide + ": one request in progress at a time", Evidence: rule.Sourced,
	},
	ruleDupPerson: {
		Code: CodeDupPerson, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Même personne deux fois", EN: "Same person twice"},
		Message: rule.Text{
			FR: "même personne qu'à la ligne {0} : attendez son numéro RPPS pour la seconde situation",
			EN: "same person as on line {0}: wait for their RPPS number before the second situation",
		},
		Source: sourceSlides + "; " + sourcePSI + ", 409", Evidence: rule.Sourced,
	},
	ruleDupPending: {
		Code: CodeDupPending, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Deux demandes pour une personne", EN: "Two requests for one person"},
		Message: rule.Text{
			FR: "même personne qu'à la ligne {0} : envoyez une demande après l'autre",
			EN: "same person as on line {0}: send one request after the other",
		},
		Source: sourceGuide + ": one request in progress at a time", Evidence: rule.Sourced,
	},
	ruleDupRefused: {
		Code: CodeDupRefused, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Même personne qu'une ligne refusée", EN: "Same person as a line that is refused"},
		Message: rule.Text{
			FR: "même personne qu'à la ligne {0}, qui ne peut être envoyée en l'état",
			EN: "same person as on line {0}, which cannot be sent as it is",
		},
		Source: "the library: a line that cannot be sent refuses no other", Evidence: rule.Policy,
	},
	ruleDupNumber: {
		Code: CodeDupNumber, Area: rule.AreaRegistration, Severity: rule.Error,
		Title: rule.Text{FR: "Un numéro pour deux personnes", EN: "One number for two persons"},
		Message: rule.Text{
			FR: "le numéro RPPS est celui d'une autre personne, à la ligne {0}",
			EN: "the RPPS number is that of another person, on line {0}",
		},
		Source: "ANS: one number for one person, for life", Evidence: rule.Sourced,
	},
	ruleDupSpelling: {
		Code: CodeDupSpelling, Area: rule.AreaRegistration, Severity: rule.Warning,
		Title: rule.Text{FR: "Une personne sous deux écritures", EN: "One person under two spellings"},
		Message: rule.Text{
			FR: "peut-être la même personne qu'à la ligne {0}, écrite autrement ou avec d'autres données : vérifiez",
			EN: "maybe the same person as on line {0}, spelt another way or with other data: look",
		},
		Source: "names compared without accents, hyphens, particles and order", Evidence: rule.Inferred,
	},
	ruleColumnMissing: {
		Code: CodeColumnMissing, Area: rule.AreaFile, Severity: rule.Error,
		Title: rule.Text{FR: "Colonne absente", EN: "Column missing"},
		Message: rule.Text{
			FR: "la colonne {0} est absente",
			EN: "the column {0} is missing",
		},
		Source: "columns that " + sourcePSI + " or the portal ask for", Evidence: rule.Sourced,
	},
	ruleFileEmpty: {
		Code: CodeFileEmpty, Area: rule.AreaFile, Severity: rule.Error,
		Title: rule.Text{FR: "Fichier vide", EN: "Empty file"},
		Message: rule.Text{
			FR: "le fichier est vide",
			EN: "the file is empty",
		},
		Source: "what forms and spreadsheets hold", Evidence: rule.Policy,
	},
	ruleFileKind: {
		Code: CodeFileKind, Area: rule.AreaFile, Severity: rule.Error,
		Title: rule.Text{FR: "Fichier d'un autre type", EN: "File of another kind"},
		Message: rule.Text{
			FR: "ce n'est pas un fichier CSV, mais un fichier de type : {0} ; si un tableur l'ouvre, enregistrez-le de là en CSV",
			EN: "this is no CSV file, but a file of the kind: {0}; if a spreadsheet opens it, save it from there as CSV",
		},
		Source: "what forms and spreadsheets hold", Evidence: rule.Policy,
	},
	ruleFileSpreadsheet: {
		Code: CodeFileSpreadsheet, Area: rule.AreaFile, Severity: rule.Error,
		Title: rule.Text{FR: "Classeur de tableur", EN: "Spreadsheet workbook"},
		Message: rule.Text{
			FR: "c'est un classeur de tableur ou une archive : enregistrez la feuille au format CSV",
			EN: "this is a workbook or an archive: save the sheet as CSV",
		},
		Source: "what forms and spreadsheets hold", Evidence: rule.Policy,
	},
	ruleFileHeader: {
		Code: CodeFileHeader, Area: rule.AreaFile, Severity: rule.Error,
		Title: rule.Text{FR: "Noms des colonnes non trouvés", EN: "Names of the columns not found"},
		Message: rule.Text{
			FR: "les noms des colonnes ne sont pas trouvés : ils vont en tête du fichier, et personne au-dessus d'eux ; si les colonnes ne sont séparées ni par des points-virgules, ni par des virgules, ni par des tabulations, enregistrez à nouveau en CSV ; sinon, ce n'est pas un fichier d'enregistrements",
			EN: "the names of the columns are not found: they go to the head of the file, with nobody above them; if the columns are not separated by semicolons, commas or tabs, save it again as CSV; otherwise this is no file of registrations",
		},
		Source: "columns of the library", Evidence: rule.Policy,
	},
	ruleColumnStructure: {
		Code: CodeColumnStructure, Area: rule.AreaFile, Severity: rule.Error,
		Title: rule.Text{FR: "Colonne de la structure absente", EN: "No column for the structure"},
		Message: rule.Text{
			FR: "il faut l'une des colonnes siret, finess ou rpps_rang",
			EN: "one of the columns siret, finess, rpps_rang is needed",
		},
		Source: "columns that " + sourcePSI + " asks for", Evidence: rule.Sourced,
	},
	ruleColumnUnknown: {
		Code: CodeColumnUnknown, Area: rule.AreaFile, Severity: rule.Warning,
		Title: rule.Text{FR: "Colonne inconnue", EN: "Unknown column"},
		Message: rule.Text{
			FR: "la colonne n° {0} ({1} dans un tableur) n'est pas connue : elle est ignorée",
			EN: "column No {0} ({1} in a spreadsheet) is not known: it is left out",
		},
		Source: "columns of the library", Evidence: rule.Policy,
	},
	ruleColumnTwice: {
		Code: CodeColumnTwice, Area: rule.AreaFile, Severity: rule.Warning,
		Title: rule.Text{FR: "Colonne en double", EN: "Column twice"},
		Message: rule.Text{
			FR: "plusieurs colonnes du fichier sont lues comme {0} : gardez-en une, ou les mêmes valeurs dans toutes",
			EN: "several columns of the file are read as {0}: keep one, or the same values in all",
		},
		Source: "columns of the library", Evidence: rule.Policy,
	},
	ruleColumnConflict: {
		Code: CodeColumnConflict, Area: rule.AreaFile, Severity: rule.Error,
		Title: rule.Text{FR: "Deux valeurs pour une colonne", EN: "Two values for one column"},
		Message: rule.Text{
			FR: "plusieurs colonnes du fichier sont lues comme {0}, et leurs valeurs diffèrent : n'en gardez qu'une",
			EN: "several columns of the file are read as {0}, and their values differ: keep one",
		},
		Source: "columns of the library", Evidence: rule.Policy,
	},
	ruleColumnSame: {
		Code: CodeColumnSame, Area: rule.AreaFile, Severity: rule.Information,
		Title: rule.Text{FR: "Même contact de ligne en ligne", EN: "Same contact line after line"},
		Message: rule.Text{
			FR: "les deux personnes d'avant ont le même : chacun active son e-CPS avec son adresse électronique et son téléphone ; vérifiez toute la colonne",
			EN: "the two people before have the same one: everybody activates their e-CPS with their e-mail address and telephone; look at the whole column",
		},
		Source: sourceECPS, Evidence: rule.Inferred,
	},
	ruleLineFields: {
		Code: CodeLineFields, Area: rule.AreaFile, Severity: rule.Error,
		Title: rule.Text{FR: "Trop de champs", EN: "Too many fields"},
		Message: rule.Text{
			FR: "{0} champs pour {1} colonnes : un séparateur est de trop ; une cellule qui en contient un se met entre guillemets",
			EN: "{0} fields for {1} columns: a separator is in excess; a cell that holds one is put in quotes",
		},
		Source: "what forms and spreadsheets hold", Evidence: rule.Policy,
	},
	ruleLineShort: {
		Code: CodeLineShort, Area: rule.AreaFile, Severity: rule.Warning,
		Title: rule.Text{FR: "Ligne plus courte que les colonnes", EN: "Line shorter than the columns"},
		Message: rule.Text{
			FR: "{0} champs pour {1} colonnes : les dernières comptent comme vides ; vérifiez que la ligne n'est pas coupée",
			EN: "{0} fields for {1} columns: the last ones count as empty; see that the line is not cut",
		},
		Source: "what forms and spreadsheets hold", Evidence: rule.Policy,
	},
	ruleLineCut: {
		Code: CodeLineCut, Area: rule.AreaFile, Severity: rule.Error,
		Title: rule.Text{FR: "Fichier coupé", EN: "File cut"},
		Message: rule.Text{
			FR: "le fichier s'arrête au milieu de cette ligne, au champ {0} sur {1} : il est coupé ; enregistrez-le à nouveau",
			EN: "the file stops in the middle of this line, at field {0} of {1}: it is cut; save it again",
		},
		Source: "what forms and spreadsheets hold", Evidence: rule.Policy,
	},
	ruleLineAbove: {
		Code: CodeLineAbove, Area: rule.AreaFile, Severity: rule.Warning,
		Title: rule.Text{FR: "Texte au-dessus des noms des colonnes", EN: "Text above the names of the columns"},
		Message: rule.Text{
			FR: "les noms des colonnes sont à la ligne {0} : ce qui est au-dessus n'est pas lu ; vérifiez que ce n'est qu'un titre",
			EN: "the names of the columns are on line {0}: what is above them is not read; see that it is but a title",
		},
		Source: "what forms and spreadsheets hold", Evidence: rule.Policy,
	},
	ruleLineHeader: {
		Code: CodeLineHeader, Area: rule.AreaFile, Severity: rule.Error,
		Title: rule.Text{FR: "Noms des colonnes répétés", EN: "Names of the columns again"},
		Message: rule.Text{
			FR: "cette ligne répète les noms des colonnes : retirez-la",
			EN: "this line repeats the names of the columns: take it away",
		},
		Source: "what forms and spreadsheets hold", Evidence: rule.Policy,
	},
	ruleLineTotal: {
		Code: CodeLineTotal, Area: rule.AreaFile, Severity: rule.Error,
		Title: rule.Text{FR: "Ligne sans personne", EN: "Line of no person"},
		Message: rule.Text{
			FR: "cette ligne est un total, un titre ou un pied de page, ou presque tout y manque : retirez-la ou complétez-la",
			EN: "this line is a total, a title or a footer, or nearly all of it is missing: take it away or fill it in",
		},
		Source: "what forms and spreadsheets hold", Evidence: rule.Policy,
	},
	ruleLineMoved: {
		Code: CodeLineMoved, Area: rule.AreaFile, Severity: rule.Error,
		Title: rule.Text{FR: "Colonnes nommées autrement plus bas", EN: "Columns named otherwise further down"},
		Message: rule.Text{
			FR: "la ligne {0} nomme les colonnes autrement que la première : rien n'est lu à partir d'elle ; retirez ce qui est au-dessus, ou faites deux fichiers",
			EN: "line {0} names the columns otherwise than the first one: nothing is read from it on; take away what is above, or make two files",
		},
		Source: "what forms and spreadsheets hold", Evidence: rule.Policy,
	},
	ruleLineUnnamed: {
		Code: CodeLineUnnamed, Area: rule.AreaFile, Severity: rule.Warning,
		Title: rule.Text{FR: "Texte dans une colonne sans nom", EN: "Text in a column without a name"},
		Message: rule.Text{
			FR: "la colonne n° {0} ({1} dans un tableur) n'a pas de nom, et son texte n'est pas lu : vérifiez que les cellules de la ligne ne sont pas décalées",
			EN: "column No {0} ({1} in a spreadsheet) has no name, and its text is not read: see that the cells of the line have not moved",
		},
		Source: "what forms and spreadsheets hold", Evidence: rule.Policy,
	},
	ruleLineQuote: {
		Code: CodeLineQuote, Area: rule.AreaFile, Severity: rule.Error,
		Title: rule.Text{FR: "Guillemets mal fermés", EN: "Quotes badly closed"},
		Message: rule.Text{
			FR: "un champ commence par des guillemets qui ne se ferment pas",
			EN: "a field begins with quotes that do not close",
		},
		Source: "RFC 4180", Evidence: rule.Sourced,
	},
	ruleLineNUL: {
		Code: CodeLineNUL, Area: rule.AreaFile, Severity: rule.Error,
		Title: rule.Text{FR: "Octet nul", EN: "NUL byte"},
		Message: rule.Text{
			FR: "la ligne contient un octet nul : enregistrez le fichier à nouveau, en CSV UTF-8",
			EN: "the line holds a NUL byte: save the file again, as CSV UTF-8",
		},
		Source: "what forms and spreadsheets hold", Evidence: rule.Policy,
	},
	ruleLineLong: {
		Code: CodeLineLong, Area: rule.AreaFile, Severity: rule.Error,
		Title: rule.Text{FR: "Ligne trop longue", EN: "Line too long"},
		Message: rule.Text{
			FR: "la ligne dépasse {0} octets : des guillemets ne s'y ferment peut-être pas",
			EN: "the line is longer than {0} bytes: it may have quotes that do not close",
		},
		Source: "what forms and spreadsheets hold", Evidence: rule.Policy,
	},
	ruleLineText: {
		Code: CodeLineText, Area: rule.AreaFile, Severity: rule.Error,
		Title: rule.Text{FR: "Jeu de caractères non reconnu", EN: "Character set not recognised"},
		Message: rule.Text{
			FR: "les accents de cette ligne ne sont ni en UTF-8 ni en Windows-1252 (fichier d'un Mac ou de MS-DOS ?) : enregistrez tout le fichier à nouveau, en CSV UTF-8",
			EN: "the accents of this line are neither UTF-8 nor Windows-1252 (a file of a Mac or of MS-DOS?): save the whole file again, as CSV UTF-8",
		},
		Source: "what forms and spreadsheets hold", Evidence: rule.Policy,
	},
	rulePolicyUnknown: {
		Code: CodePolicyUnknown, Area: rule.AreaRegistration, Severity: rule.Error,
		Title:   rule.Text{FR: "Choix de politique inconnu", EN: "Unknown choice of a policy"},
		Message: rule.Text{FR: "clé ou choix inconnu de la bibliothèque, ou clé répétée ; connus : {0}", EN: "a key or a choice that the library does not know, or a key stated twice; known: {0}"},
		Source:  "choices of the library", Evidence: rule.Policy,
	},
}

// Rules returns every rule of the package. The slice is the caller's.
func Rules() []rule.Rule { return append(slices.Clone(rules[:]), cycleRuleList()...) }

func itoa(n int) string { return strconv.Itoa(n) }
