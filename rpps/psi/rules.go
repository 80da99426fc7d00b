package psi

import (
	"slices"

	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Codes of the rules of this package.
const (
	CodeTextUnusable      rule.Code = "PSI-TEXT-UNUSABLE"
	CodeNotSent           rule.Code = "PSI-NOT-SENT"
	CodePhonePrefix       rule.Code = "PSI-PHONE-PREFIX"
	CodePhoneNoPrefix     rule.Code = "PSI-PHONE-NO-PREFIX"
	CodeIssuerDefault     rule.Code = "PSI-ISSUER-DEFAULT"
	CodeIssuerOther       rule.Code = "PSI-ISSUER-OTHER"
	CodeIssuerKind        rule.Code = "PSI-ISSUER-KIND"
	CodeIssuerLetter      rule.Code = "PSI-ISSUER-LETTER"
	CodeEmploymentLeftOut rule.Code = "PSI-EMPLOYMENT-LEFT-OUT"
	CodeFunctionDefault   rule.Code = "PSI-FUNCTION-DEFAULT"
	CodeFunctionToday     rule.Code = "PSI-FUNCTION-TODAY"
	CodeFunctionKept      rule.Code = "PSI-FUNCTION-KEPT"
	CodeFunctionUnknown   rule.Code = "PSI-FUNCTION-UNKNOWN"
	CodeEmploymentEnd     rule.Code = "PSI-EMPLOYMENT-END"
	CodeMode              rule.Code = "PSI-MODE"
	CodeFINESSLetter      rule.Code = "PSI-FINESS-LETTER"
	CodeRPPSRangFirst     rule.Code = "PSI-RPPSRANG-FIRST"
	CodePersonUnknown     rule.Code = "PSI-PERSON-UNKNOWN"
	CodeCardSeveral       rule.Code = "PSI-CARD-SEVERAL"
	CodeCardPSINumber     rule.Code = "PSI-CARD-PSI-NUMBER"
	CodeAddressEmpty      rule.Code = "PSI-CARD-ADDRESS-EMPTY"
	CodeAddressAbroad     rule.Code = "PSI-CARD-ADDRESS-ABROAD"
	CodeAddressFrance     rule.Code = "PSI-CARD-ADDRESS-FRANCE"
	CodeCardCPSNumber     rule.Code = "PSI-CARD-CPS-NUMBER"
	CodeCardCPSProfession rule.Code = "PSI-CARD-CPS-PROFESSION"
	CodeCardCPSList       rule.Code = "PSI-CARD-CPS-LIST"
	CodeCardCPSCategory   rule.Code = "PSI-CARD-CPS-CATEGORY"
	CodeAnswerJSON        rule.Code = "PSI-ANSWER-JSON"
	CodeAnswerNotObject   rule.Code = "PSI-ANSWER-NOT-OBJECT"
	CodeAnswerTooLarge    rule.Code = "PSI-ANSWER-TOO-LARGE"
	CodeAnswerType        rule.Code = "PSI-ANSWER-TYPE"
	CodeAnswerTwice       rule.Code = "PSI-ANSWER-TWICE"
	CodeAnswerUndecided   rule.Code = "PSI-ANSWER-UNDECIDED"
	CodeRefusedForeseen   rule.Code = "PSI-REFUSED-FORESEEN"
	CodeRefusedPartly     rule.Code = "PSI-REFUSED-PARTLY"
	CodeRefusedUnknowable rule.Code = "PSI-REFUSED-UNKNOWABLE"
	CodeRefusedUnknown    rule.Code = "PSI-REFUSED-UNKNOWN"
	CodeRefusedDependency rule.Code = "PSI-REFUSED-DEPENDENCY"
	CodeAccountExists     rule.Code = "PSI-ACCOUNT-EXISTS"
	CodeNumbersSeveral    rule.Code = "PSI-NUMBERS-SEVERAL"
	CodeDivergence        rule.Code = "PSI-RNIPP-DIVERGENCE"
	CodeDeath             rule.Code = "PSI-RNIPP-DEATH"
	CodeOptionUnknown     rule.Code = "PSI-OPTION-UNKNOWN"
)

const (
	ruleText = iota
	ruleNotSent
	rulePhonePrefix
	rulePhoneNoPrefix
	ruleIssuerDefault
	ruleIssuerOther
	ruleIssuerKind
	ruleIssuerLetter
	ruleEmploymentLeftOut
	ruleFunctionDefault
	ruleFunctionToday
	ruleFunctionKept
	ruleFunctionUnknown
	ruleEmploymentEnd
	ruleMode
	ruleFINESSLetter
	ruleRPPSRangFirst
	rulePersonUnknown
	ruleCardSeveral
	ruleCardPSINumber
	ruleAddressEmpty
	ruleAddressAbroad
	ruleAddressFrance
	ruleCardCPSNumber
	ruleCardCPSProfession
	ruleCardCPSList
	ruleCardCPSCategory
	ruleAnswerJSON
	ruleAnswerNotObject
	ruleAnswerTooLarge
	ruleAnswerType
	ruleAnswerTwice
	ruleAnswerUndecided
	ruleRefusedForeseen
	ruleRefusedPartly
	ruleRefusedUnknowable
	ruleRefusedUnknown
	ruleRefusedDependency
	ruleAccountExists
	ruleNumbersSeveral
	ruleDivergence
	ruleDeath
	ruleOptionUnknown
)

// Sources cited more than once.
const (
	sourcePSI    = "Pro Santé Identité, OpenAPI v0.9.1 of 15 September 2026"
	sourceREADME = "Pro Santé Identité, README of v0.9.0"
)

var rules = [...]rule.Rule{
	ruleText: {
		Code: CodeTextUnusable, Area: rule.AreaPSI, Severity: rule.Error,
		Title: rule.Text{FR: "Texte inutilisable", EN: "Text of no use"},
		Message: rule.Text{
			FR: "le texte est fait de blancs, ou contient un caractère de commande ou un octet qui n'est pas de l'UTF-8",
			EN: "the text is made of blanks, or holds a control character or a byte that is not UTF-8",
		},
		Source: "RFC 8259; minLength of the free texts of " + sourcePSI, Evidence: rule.Policy,
	},
	ruleNotSent: {
		Code: CodeNotSent, Area: rule.AreaPSI, Severity: rule.Information,
		Title: rule.Text{FR: "Champ sans place dans l'interface", EN: "Field with no place in the interface"},
		Message: rule.Text{
			FR: "Pro Santé Identité n'a pas de champ pour cette donnée : elle n'est pas envoyée",
			EN: "Pro Santé Identité has no field for this: it is not sent",
		},
		Source: sourcePSI + ", RegisterIdentityRequestDto", Evidence: rule.Sourced,
	},
	rulePhonePrefix: {
		Code: CodePhonePrefix, Area: rule.AreaPSI, Severity: rule.Completion,
		Title: rule.Text{FR: "Indicatif ajouté", EN: "Prefix added"},
		Message: rule.Text{
			FR: "l'indicatif est mis devant le numéro : +33, ou celui du département d'outre-mer, sans le zéro de tête",
			EN: "the prefix is put before the number: +33, or that of the overseas department, without the leading zero",
		},
		Source: sourcePSI + ", phone; README", Evidence: rule.Sourced,
	},
	rulePhoneNoPrefix: {
		Code: CodePhoneNoPrefix, Area: rule.AreaPSI, Severity: rule.Error,
		Title: rule.Text{FR: "Indicatif absent", EN: "No prefix"},
		Message: rule.Text{
			FR: "le numéro n'a pas d'indicatif reconnaissable : écrivez-le avec + et l'indicatif du pays",
			EN: "the number has no prefix that can be told: write it with + and the code of the country",
		},
		Source: sourcePSI + ", « L'indicatif téléphonique est obligatoire pour un appelant ES »; the README adds +33 instead", Evidence: rule.Policy,
	},
	ruleIssuerDefault: {
		Code: CodeIssuerDefault, Area: rule.AreaPSI, Severity: rule.Completion,
		Title: rule.Text{FR: "Établissement émetteur déduit", EN: "Issuing establishment drawn from the situation"},
		Message: rule.Text{
			FR: "établissement émetteur non indiqué : celui de la situation est envoyé",
			EN: "issuing establishment not stated: that of the situation is sent",
		},
		Source: sourcePSI + ", issuingEstablishment; choice of the library", Evidence: rule.Policy,
	},
	ruleIssuerOther: {
		Code: CodeIssuerOther, Area: rule.AreaPSI, Severity: rule.Warning,
		Title: rule.Text{FR: "Émetteur autre que la structure", EN: "Issuer other than the structure"},
		Message: rule.Text{
			FR: "l'établissement émetteur n'est pas la structure de la situation : l'interface peut refuser",
			EN: "the issuing establishment is not the structure of the situation: the interface may refuse",
		},
		Source: sourcePSI + ", issuingEstablishment of activity: must be the structure of the call; a sample of the README has another", Evidence: rule.Sourced,
	},
	ruleIssuerKind: {
		Code: CodeIssuerKind, Area: rule.AreaPSI, Severity: rule.Error,
		Title: rule.Text{FR: "Type d'établissement émetteur", EN: "Kind of issuing establishment"},
		Message: rule.Text{
			FR: "l'établissement émetteur s'identifie par FINESS, SIRET ou RPPS-rang",
			EN: "the issuing establishment is identified by FINESS, SIRET or RPPS-rang",
		},
		Source: sourcePSI + ", issuingEstablishment and its examples", Evidence: rule.Sourced,
	},
	ruleIssuerLetter: {
		Code: CodeIssuerLetter, Area: rule.AreaPSI, Severity: rule.Warning,
		Title: rule.Text{FR: "Lettre dans l'établissement émetteur", EN: "Letter in the issuing establishment"},
		Message: rule.Text{
			FR: "l'interface attend des chiffres et ce FINESS contient une lettre : préférez le SIRET",
			EN: "the interface expects digits and this FINESS holds a letter: rather give the SIRET",
		},
		Source: sourcePSI + ", issuingEstablishment: « 9 ou 14 chiffres »; the schema does not enforce it", Evidence: rule.Inferred,
	},
	ruleEmploymentLeftOut: {
		Code: CodeEmploymentLeftOut, Area: rule.AreaPSI, Severity: rule.Warning,
		Title: rule.Text{FR: "Emploi non envoyé", EN: "Employment not sent"},
		Message: rule.Text{
			FR: "le bloc emploi est omis : le README de l'interface le dit obligatoire, son schéma non",
			EN: "the block employment is left out: the README of the interface says compulsory, its schema does not",
		},
		Source: "README and API_PSI_Exemples.md of ansforge/psc-psi-api against " + sourcePSI, Evidence: rule.Policy,
	},
	ruleFunctionDefault: {
		Code: CodeFunctionDefault, Area: rule.AreaPSI, Severity: rule.Completion,
		Title: rule.Text{FR: "Fonction de l'emploi déduite", EN: "Function of the employment filled in"},
		Message: rule.Text{
			FR: "fonction non indiquée : « Professionnel Soin » est envoyée, la seule acceptée à ce jour",
			EN: "function not stated: « Professionnel Soin » is sent, the only one accepted today",
		},
		Source: sourceREADME + ", employment", Evidence: rule.Sourced,
	},
	ruleFunctionToday: {
		Code: CodeFunctionToday, Area: rule.AreaPSI, Severity: rule.Error,
		Title: rule.Text{FR: "Fonction pas encore acceptée", EN: "Function not accepted yet"},
		Message: rule.Text{
			FR: "« Professionnel Soin » est la seule fonction acceptée à ce jour",
			EN: "« Professionnel Soin » is the only function accepted today",
		},
		Source: sourceREADME + ", employment; the examples of " + sourcePSI + " hold others: Options.Functions", Evidence: rule.Policy,
	},
	ruleFunctionKept: {
		Code: CodeFunctionKept, Area: rule.AreaPSI, Severity: rule.Warning,
		Title: rule.Text{FR: "Fonction peut-être refusée", EN: "Function that may be refused"},
		Message: rule.Text{
			FR: "cette fonction est au schéma, le README ne l'admet pas ; l'option choisie l'envoie",
			EN: "this function is in the schema, the README does not admit it; the chosen option sends it",
		},
		Source: sourceREADME + ", employment, against " + sourcePSI, Evidence: rule.Policy,
	},
	ruleFunctionUnknown: {
		Code: CodeFunctionUnknown, Area: rule.AreaPSI, Severity: rule.Error,
		Title: rule.Text{FR: "Fonction inconnue", EN: "Unknown function"},
		Message: rule.Text{
			FR: "la fonction de l'emploi est un des treize libellés de l'interface",
			EN: "the function of the employment is one of the thirteen labels of the interface",
		},
		Source: sourcePSI + ", employmentFunction", Evidence: rule.Sourced,
	},
	ruleEmploymentEnd: {
		Code: CodeEmploymentEnd, Area: rule.AreaPSI, Severity: rule.Error,
		Title: rule.Text{FR: "Fin d'emploi avant son début", EN: "Employment ends before it starts"},
		Message: rule.Text{
			FR: "la date de fin d'emploi est antérieure à la date de début",
			EN: "the end of the employment is before its start",
		},
		Source: sourcePSI + ", employmentEndDate", Evidence: rule.Sourced,
	},
	ruleMode: {
		Code: CodeMode, Area: rule.AreaPSI, Severity: rule.Error,
		Title: rule.Text{FR: "Mode d'exercice non pris", EN: "Practice mode not taken"},
		Message: rule.Text{
			FR: "Pro Santé Identité ne prend que les modes L, S et B",
			EN: "Pro Santé Identité takes the modes L, S and B only",
		},
		Source: sourcePSI + ", practiceMode; JDV_J117 also has I", Evidence: rule.Sourced,
	},
	ruleFINESSLetter: {
		Code: CodeFINESSLetter, Area: rule.AreaPSI, Severity: rule.Error,
		Title: rule.Text{FR: "FINESS de Corse refusé par l'interface", EN: "FINESS of Corsica refused by the interface"},
		Message: rule.Text{
			FR: "l'interface n'admet que des chiffres et refuse les FINESS 2A et 2B, qui existent : c'est un défaut de l'interface, donnez le SIRET",
			EN: "the interface takes digits only and refuses the FINESS 2A and 2B, which exist: a defect of the interface, give the SIRET",
		},
		Source: sourcePSI + ", pattern of numFINESSET: ^\\d{9}$", Evidence: rule.Sourced,
	},
	ruleRPPSRangFirst: {
		Code: CodeRPPSRangFirst, Area: rule.AreaPSI, Severity: rule.Error,
		Title: rule.Text{FR: "RPPS-rang refusé par l'interface", EN: "RPPS-rang refused by the interface"},
		Message: rule.Text{
			FR: "l'interface n'admet qu'un RPPS-rang qui commence par 1",
			EN: "the interface takes only an RPPS-rang that begins with 1",
		},
		Source: sourcePSI + ", pattern of rppsRank: ^1\\d{13}$", Evidence: rule.Sourced,
	},
	rulePersonUnknown: {
		Code: CodePersonUnknown, Area: rule.AreaPSI, Severity: rule.Warning,
		Title: rule.Text{FR: "Personne sans numéro RPPS connu", EN: "Person without a known RPPS number"},
		Message: rule.Text{
			FR: "l'activité est réservée à ceux qui ont un numéro RPPS et aucun n'est connu : l'identité peut être créée et l'activité refusée",
			EN: "the activity is for those who have an RPPS number and none is known: the identity may be created and the activity refused",
		},
		Source: sourceREADME + ", activity; " + sourcePSI + ", « L idPP n'existe pas au RPPS »", Evidence: rule.Sourced,
	},
	ruleCardSeveral: {
		Code: CodeCardSeveral, Area: rule.AreaPSI, Severity: rule.Error,
		Title: rule.Text{FR: "Deux cartes commandées", EN: "Two cards ordered"},
		Message: rule.Text{
			FR: "une demande commande une carte au plus : PSI ou CPS",
			EN: "a request orders one card at most: PSI or CPS",
		},
		Source: sourcePSI + ", cardOrderPsi", Evidence: rule.Sourced,
	},
	ruleCardPSINumber: {
		Code: CodeCardPSINumber, Area: rule.AreaPSI, Severity: rule.Warning,
		Title: rule.Text{FR: "Carte PSI pour une personne du RPPS", EN: "PSI card for a person of the RPPS"},
		Message: rule.Text{
			FR: "la personne a un numéro RPPS : le README prévoit pour elle une carte CPS",
			EN: "the person has an RPPS number: the README has a CPS card for them",
		},
		Source: sourceREADME + ", card blocks; the examples of " + sourcePSI + " order PSI cards for such persons", Evidence: rule.Policy,
	},
	ruleAddressEmpty: {
		Code: CodeAddressEmpty, Area: rule.AreaPSI, Severity: rule.Error,
		Title: rule.Text{FR: "Adresse de la carte absente", EN: "No address for the card"},
		Message: rule.Text{
			FR: "une carte PSI demande une adresse",
			EN: "a PSI card needs an address",
		},
		Source: sourcePSI + ", CardOrderPsiRequestDto", Evidence: rule.Sourced,
	},
	ruleAddressAbroad: {
		Code: CodeAddressAbroad, Area: rule.AreaPSI, Severity: rule.Error,
		Title: rule.Text{FR: "Adresse à l'étranger incomplète", EN: "Address abroad not complete"},
		Message: rule.Text{
			FR: "à l'étranger le champ {0} est obligatoire",
			EN: "abroad the field {0} is compulsory",
		},
		Source: sourcePSI + ", CardOrderPsiRequestDto", Evidence: rule.Sourced,
	},
	ruleAddressFrance: {
		Code: CodeAddressFrance, Area: rule.AreaPSI, Severity: rule.Warning,
		Title: rule.Text{FR: "Adresse en France incomplète", EN: "Address in France not complete"},
		Message: rule.Text{
			FR: "le champ {0} manque : l'adresse est vérifiée par géocodage et peut être refusée",
			EN: "the field {0} is missing: the address is verified by geocoding and may be refused",
		},
		Source: sourcePSI + ", CardOrderPsiRequestDto: the query of the geocoding names it", Evidence: rule.Inferred,
	},
	ruleCardCPSNumber: {
		Code: CodeCardCPSNumber, Area: rule.AreaPSI, Severity: rule.Error,
		Title: rule.Text{FR: "Carte CPS sans numéro RPPS", EN: "CPS card without an RPPS number"},
		Message: rule.Text{
			FR: "une carte CPS demande un identifiant de type RPPS (8)",
			EN: "a CPS card needs an identifier of type RPPS (8)",
		},
		Source: sourcePSI + ", identifier", Evidence: rule.Sourced,
	},
	ruleCardCPSProfession: {
		Code: CodeCardCPSProfession, Area: rule.AreaPSI, Severity: rule.Error,
		Title: rule.Text{FR: "Code profession de la carte CPS", EN: "Profession code of the CPS card"},
		Message: rule.Text{
			FR: "le code profession d'une carte CPS est fait de 2 chiffres",
			EN: "the profession code of a CPS card has 2 digits",
		},
		Source: sourcePSI + ", CardOrderCpsRequestDto", Evidence: rule.Sourced,
	},
	ruleCardCPSList: {
		Code: CodeCardCPSList, Area: rule.AreaPSI, Severity: rule.Warning,
		Title: rule.Text{FR: "Profession hors de la liste des cartes CPS", EN: "Profession out of the list of CPS cards"},
		Message: rule.Text{
			FR: "la profession {0} n'est pas de la liste TRE_G15, à laquelle l'interface renvoie : la commande peut être refusée",
			EN: "the profession {0} is not of the list TRE_G15, to which the interface refers: the order may be refused",
		},
		Source: sourcePSI + ", CardOrderCpsRequestDto; the values allowed are not published", Evidence: rule.Inferred,
	},
	ruleCardCPSCategory: {
		Code: CodeCardCPSCategory, Area: rule.AreaPSI, Severity: rule.Error,
		Title: rule.Text{FR: "Catégorie de la carte CPS", EN: "Category of the CPS card"},
		Message: rule.Text{
			FR: "la catégorie d'une carte CPS est C, E ou M",
			EN: "the category of a CPS card is C, E or M",
		},
		Source: sourcePSI + ", CardOrderCpsRequestDto", Evidence: rule.Sourced,
	},
	ruleAnswerJSON: {
		Code: CodeAnswerJSON, Area: rule.AreaPSI, Severity: rule.Error,
		Title: rule.Text{FR: "Réponse illisible", EN: "Answer not readable"},
		Message: rule.Text{
			FR: "la réponse n'est pas du JSON à partir de cet endroit",
			EN: "the answer is not JSON from this place on",
		},
		Source: "RFC 8259", Evidence: rule.Sourced,
	},
	ruleAnswerNotObject: {
		Code: CodeAnswerNotObject, Area: rule.AreaPSI, Severity: rule.Error,
		Title: rule.Text{FR: "Réponse d'une autre forme", EN: "Answer of another form"},
		Message: rule.Text{
			FR: "la réponse n'est pas un objet JSON",
			EN: "the answer is not a JSON object",
		},
		Source: sourcePSI + ", schemas of the answers", Evidence: rule.Sourced,
	},
	ruleAnswerTooLarge: {
		Code: CodeAnswerTooLarge, Area: rule.AreaPSI, Severity: rule.Error,
		Title: rule.Text{FR: "Réponse trop longue", EN: "Answer too long"},
		Message: rule.Text{
			FR: "la réponse dépasse {0} octets",
			EN: "the answer is longer than {0} bytes",
		},
		Source: "limit of the library", Evidence: rule.Policy,
	},
	ruleAnswerType: {
		Code: CodeAnswerType, Area: rule.AreaPSI, Severity: rule.Warning,
		Title: rule.Text{FR: "Type de valeur inattendu", EN: "Unexpected type of value"},
		Message: rule.Text{
			FR: "la valeur n'est pas du type attendu ici ; elle est gardée à part",
			EN: "the value is not of the type expected here; it is kept apart",
		},
		Source: sourcePSI + ", schemas of the answers", Evidence: rule.Sourced,
	},
	ruleAnswerTwice: {
		Code: CodeAnswerTwice, Area: rule.AreaPSI, Severity: rule.Warning,
		Title: rule.Text{FR: "Membre répété", EN: "Member repeated"},
		Message: rule.Text{
			FR: "un membre est écrit deux fois ; le dernier compte",
			EN: "a member is written twice; the last one counts",
		},
		Source: "RFC 8259, section 4", Evidence: rule.Sourced,
	},
	ruleAnswerUndecided: {
		Code: CodeAnswerUndecided, Area: rule.AreaPSI, Severity: rule.Error,
		Title: rule.Text{FR: "Issue inconnue", EN: "Outcome unknown"},
		Message: rule.Text{
			FR: "la réponse ne dit pas, ou dit de deux façons, ce qu'il en est advenu : à vérifier avant de tenir la demande pour faite ou de la renvoyer",
			EN: "the answer does not say, or says in two ways, what became of it: verify before the request is held to be done or sent again",
		},
		Source: "choice of the library; " + sourcePSI + ", status and code of each block", Evidence: rule.Policy,
	},
	ruleRefusedForeseen: {
		Code: CodeRefusedForeseen, Area: rule.AreaPSI, Severity: rule.Error,
		Title: rule.Text{FR: "Refus qu'une règle prévoit", EN: "Refusal that a rule foresees"},
		Message: rule.Text{
			FR: "refus {0}, que prévoit : {1}",
			EN: "refusal {0}, foreseen by: {1}",
		},
		Source: "table of the library", Evidence: rule.Policy,
	},
	ruleRefusedPartly: {
		Code: CodeRefusedPartly, Area: rule.AreaPSI, Severity: rule.Error,
		Title: rule.Text{FR: "Refus prévu en partie", EN: "Refusal foreseen in part"},
		Message: rule.Text{
			FR: "refus {0}, que prévoit en partie : {1} ; d'autres causes ne peuvent être connues d'avance",
			EN: "refusal {0}, foreseen in part by: {1}; other causes cannot be known before",
		},
		Source: "table of the library", Evidence: rule.Policy,
	},
	ruleRefusedUnknowable: {
		Code: CodeRefusedUnknowable, Area: rule.AreaPSI, Severity: rule.Error,
		Title: rule.Text{FR: "Refus que rien ne pouvait prévoir", EN: "Refusal that nothing could foresee"},
		Message: rule.Text{
			FR: "refus {0}, que rien ne pouvait prévoir : la table des refus en dit la raison",
			EN: "refusal {0}, that nothing could foresee: the table of refusals says why",
		},
		Source: "table of the library", Evidence: rule.Policy,
	},
	ruleRefusedUnknown: {
		Code: CodeRefusedUnknown, Area: rule.AreaPSI, Severity: rule.Error,
		Title: rule.Text{FR: "Refus non documenté", EN: "Refusal that is not documented"},
		Message: rule.Text{
			FR: "l'interface refuse, par un code ou un texte qu'elle ne documente pas",
			EN: "the interface refuses, by a code or a text that it does not document",
		},
		Source: "table of the library", Evidence: rule.Policy,
	},
	ruleRefusedDependency: {
		Code: CodeRefusedDependency, Area: rule.AreaPSI, Severity: rule.Information,
		Title: rule.Text{FR: "Suite d'un autre refus", EN: "Consequence of another refusal"},
		Message: rule.Text{
			FR: "non traité ({0}) à cause du refus d'un autre bloc",
			EN: "not handled ({0}) because another block was refused",
		},
		Source: sourcePSI + ", codes FAILED_DEPENDENCY", Evidence: rule.Sourced,
	},
	ruleAccountExists: {
		Code: CodeAccountExists, Area: rule.AreaPSI, Severity: rule.Information,
		Title: rule.Text{FR: "Compte PSI déjà existant", EN: "PSI account that exists already"},
		Message: rule.Text{
			FR: "le compte existe déjà ({0}) : il n'est pas créé, les autres blocs ont leur propre réponse",
			EN: "the account exists already ({0}): it is not created, the other blocks have their own answers",
		},
		Source: sourcePSI + ", 207 and 409", Evidence: rule.Sourced,
	},
	ruleNumbersSeveral: {
		Code: CodeNumbersSeveral, Area: rule.AreaPSI, Severity: rule.Warning,
		Title: rule.Text{FR: "Plusieurs numéros RPPS", EN: "Several RPPS numbers"},
		Message: rule.Text{
			FR: "{0} numéros RPPS ont été trouvés pour cette personne : demandez au support de l'ANS lequel garder",
			EN: "{0} RPPS numbers were found for this person: ask the support of the ANS which one to keep",
		},
		Source: sourcePSI + ", rppsIdentifiers; ANS FAQ of the portal", Evidence: rule.Sourced,
	},
	ruleDivergence: {
		Code: CodeDivergence, Area: rule.AreaPSI, Severity: rule.Warning,
		Title: rule.Text{FR: "Divergence avec le RNIPP", EN: "Divergence from the RNIPP"},
		Message: rule.Text{
			FR: "le RNIPP a une autre valeur pour ce trait",
			EN: "the RNIPP has another value for this trait",
		},
		Source: sourcePSI + ", rnippData.metadonnees.divergences", Evidence: rule.Sourced,
	},
	ruleDeath: {
		Code: CodeDeath, Area: rule.AreaPSI, Severity: rule.Warning,
		Title: rule.Text{FR: "Décès connu du RNIPP", EN: "Death known to the RNIPP"},
		Message: rule.Text{
			FR: "le RNIPP connaît un décès pour la personne qu'il a trouvée",
			EN: "the RNIPP knows of the death of the person that it found",
		},
		Source: sourcePSI + ", rnippData.individu.deces", Evidence: rule.Sourced,
	},
	ruleOptionUnknown: {
		Code: CodeOptionUnknown, Area: rule.AreaPSI, Severity: rule.Error,
		Title: rule.Text{FR: "Option inconnue", EN: "Unknown option"},
		Message: rule.Text{
			FR: "choix inconnu de la bibliothèque ; connus : {0}",
			EN: "a choice that the library does not know; known: {0}",
		},
		Source: "choices of the library", Evidence: rule.Policy,
	},
}

// Rules returns every rule of the package. The slice is the caller's.
func Rules() []rule.Rule { return slices.Clone(rules[:]) }
