package psi

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Code is a code of an answer. A code that is not listed here stays as it is,
// and may then hold anything: see [Code.Known].
type Code string

// The documented codes; those that only versions before 0.9 have say so in
// [Table].
const (
	RequiredLastName           Code = "E04_U010_KO_FORMAT_REQUIRED_FIELD_LAST_NAME"                                                // the name is compulsory
	RequiredFirstNames         Code = "E04_U010_KO_FORMAT_REQUIRED_FIELD_FIRST_NAMES"                                              // the first name is compulsory
	RequiredGenderCode         Code = "E04_U010_KO_FORMAT_REQUIRED_FIELD_GENDER_CODE"                                              // the sex is compulsory
	RequiredBirthDate          Code = "E04_U010_KO_FORMAT_REQUIRED_FIELD_BIRTH_DATE"                                               // the date of birth is compulsory
	RequiredBirthPlace         Code = "E04_U010_KO_FORMAT_REQUIRED_FIELD_BIRTH_PLACE"                                              // the place of birth is compulsory
	RequiredEmail              Code = "E04_U010_KO_FORMAT_REQUIRED_FIELD_EMAIL"                                                    // the e-mail address is compulsory for an establishment
	RequiredPhone              Code = "E04_U010_KO_FORMAT_REQUIRED_FIELD_PHONE"                                                    // the telephone number is compulsory for an establishment
	RequiredPhonePrefix        Code = "E04_U010_KO_FORMAT_REQUIRED_FIELD_PHONE_PREFIX"                                             // the prefix is compulsory for an establishment
	FormatDate                 Code = "E04_U010_KO_FORMAT_DATE"                                                                    // date badly written
	FormatGender               Code = "E04_U010_KO_FORMAT_GENDER"                                                                  // code of the sex not valid
	FormatEmail                Code = "E04_U010_KO_FORMAT_EMAIL"                                                                   // e-mail address not valid
	FormatPhone                Code = "E04_U010_KO_FORMAT_PHONE"                                                                   // telephone number not valid
	FormatPhonePrefix          Code = "E04_U010_KO_FORMAT_PHONE_PREFIX"                                                            // prefix not valid
	FormatAddress              Code = "E04_U010_KO_FORMAT_ADDRESS"                                                                 // address of no use
	FormatBirthPlace           Code = "E04_U010_KO_FORMAT_BIRTH_PLACE"                                                             // code of the commune of birth not valid
	FormatBirthLocationCode    Code = "E04_U010_KO_FORMAT_BIRTH_LOCATION_CODE"                                                     // code of the country of birth not valid
	FormatIdentifier           Code = "E04_U010_KO_FORMAT_IDENTIFIER"                                                              // identifier of another type than RPPS, FINESS, SIRET or RPPS-rang
	RNIPPSyntaxError           Code = "E04_U010_KO_RNIPP_SYNTAX_ERROR"                                                             // the RNIPP rejects the civil status for its syntax
	RNIPPDivergences           Code = "E04_U010_KO_RNIPP_FOUND_WITH_DIVERGENCES"                                                   // the RNIPP found a person whose civil status differs
	RNIPPNotFound              Code = "E04_U010_KO_RNIPP_NOT_FOUND"                                                                // the person does not exist in the RNIPP
	IdentityMismatch           Code = "E04_U010_KO_IDENTITY_MISMATCH_WITH_ID_INPUT"                                                // the identifier is that of another person
	AccountExistsOne           Code = "E04_U010_KO_PSI_ACCOUNT_ALREADY_EXIST_AND_HAVE_ONE_RPPS_ID"                                 // the PSI account exists already, with one RPPS number
	AccountExistsNone          Code = "E04_U010_KO_PSI_ACCOUNT_ALREADY_EXIST_AND_HAVE_ZERO_RPPS_ID"                                // the PSI account exists already, without an RPPS number (version 0.4)
	AccountExistsSeveral       Code = "E04_U010_KO_PSI_ACCOUNT_ALREADY_EXIST_AND_HAVE_N_RPPS_ID"                                   // the PSI account exists already, with several RPPS numbers (version 0.4)
	AccountExistsCard          Code = "E04_U010_KO_PSI_ACCOUNT_ALREADY_EXIST_AND_HAVE_ONE_RPPS_ID_CARD_ORDER_REQUESTED_SUCCESSFUL" // the PSI account exists already and the card is ordered
	InternalError              Code = "E04_U010_KO_INTERNAL_ERROR"                                                                 // internal error (version 0.4)
	ActivityFailedDependency   Code = "E04_U010_ACTIVITY_FAILED_DEPENDENCY"                                                        // the activity is not handled because the identity failed
	ActivityServiceUnavailable Code = "E04_U010_ACTIVITY_SERVICE_UNAVAILABLE"                                                      // the service of activities is not available
	ActivityBadRequest         Code = "E04_U010_ACTIVITY_BAD_REQUEST"                                                              // the activity is refused
	ActivityFailed             Code = "E04_U010_ACTIVITY_FAILED"                                                                   // the creation of the activity failed
	CardAddressRefused         Code = "E04_U010_CARD_ORDER_ADDRESS_REFUSED"                                                        // card refused for its address
	CardFailedDependency       Code = "E04_U010_CARD_ORDER_FAILED_DEPENDENCY"                                                      // the card is not handled because another block failed
	CardRefused                Code = "E04_U010_CARD_ORDER_REFUSED"                                                                // card refused
	CardRefusedCPS             Code = "E04_U010_CARD_ORDER_REFUSED_CPS"                                                            // CPS card refused
	CardServiceUnavailable     Code = "E04_U010_CARD_ORDER_SERVICE_UNAVAILABLE"                                                    // the card service is not available
	ActivityCreated            Code = "E04_U010_ACTIVITY_CREATED"                                                                  // the activity was created
	ActivityUpdated            Code = "E04_U010_ACTIVITY_UPDATED"                                                                  // the activity was modified
	CardSuccessful             Code = "E04_U010_CARD_ORDER_SUCCESSFUL"                                                             // the card was ordered
)

// Known reports whether the code is documented.
func (c Code) Known() bool {
	switch c {
	case ActivityCreated, ActivityUpdated, CardSuccessful:
		return true
	}
	return c.row() != nil
}

// String returns the code when it is documented, else "(unknown)": the text of
// a server does not go into logs.
func (c Code) String() string {
	switch {
	case c == "":
		return notStated
	case c.Known():
		return string(c)
	}
	return "(unknown)"
}

// Format implements [fmt.Formatter]: as String under every verb.
func (c Code) Format(f fmt.State, _ rune) { mask(f, c) }

// LogValue implements [slog.LogValuer].
func (c Code) LogValue() slog.Value { return slog.StringValue(c.String()) }

func (c Code) accountExists() bool {
	return strings.HasPrefix(string(c), "E04_U010_KO_PSI_ACCOUNT_ALREADY_EXIST")
}

// ActivityErrorKind is what a text of erreurs says. The zero value is a text
// that is not documented.
type ActivityErrorKind uint8

// The documented kinds.
const (
	ErrorDateFormat       ActivityErrorKind = iota + 1 // date badly written
	ErrorHabilitation                                  // the habilitation of the caller does not allow this profession code
	ErrorParameterMissing                              // a compulsory parameter is missing
	ErrorCategory                                      // category unknown or not allowed
	ErrorFunction                                      // function (métier) unknown or not allowed
	ErrorRole                                          // role (genre d'activité) unknown or not allowed
	ErrorMode                                          // practice mode unknown or not allowed
	ErrorEndReason                                     // reason of the end unknown or not allowed
	ErrorParameterValue                                // a parameter has a value that is unknown or not allowed
	ErrorPersonUnknown                                 // the person does not exist in the RPPS
	ErrorExerciseUnknown                               // no professional exercise in the RPPS for this profession and category
	ErrorEndBeforeStart                                // end before start
	ErrorSector                                        // profession and role not compatible with the sector of the structure, by the matrix of the DMP
	ErrorSIRET                                         // SIRET badly formed
	ErrorFINESS                                        // FINESS badly formed
	ErrorRPPSRang                                      // RPPS-rang badly formed
	ErrorStructureSeveral                              // several structure identifiers
)

// String returns the name of the kind in English words, or "(unknown)".
func (k ActivityErrorKind) String() string {
	if k > 0 && int(k) <= len(kindRows) {
		return kindRows[k-1].name
	}
	return "(unknown)"
}

// quoted is the meaning of the kind as the people read it who get the texts of
// the interface: in French, in a message of either language.
func (k ActivityErrorKind) quoted() string {
	if r := k.row(); r != nil {
		return "« " + r.meaning.FR + " »"
	}
	return k.String()
}

// Foresight says which rules of the library foresee a refusal, and what nobody
// can know before. Most refusals have one of the two, some have both: then the
// rules find the causes that can be seen in a request.
type Foresight struct {
	Rules      []rule.Code
	Unknowable rule.Text
}

// Row is a row of [Table]: a code of the interface, or a kind of error of an
// activity.
type Row struct {
	Code Code
	Kind ActivityErrorKind
	// Meaning says the refusal in words.
	Meaning rule.Text
	// Path is the path in a request, or of a block of the answer ("answer.…").
	Path string
	Foresight
}

// Table returns every refusal that the interface documents, and the rules that
// foresee it or why none can. The slice is the caller's.
func Table() []Row {
	var out []Row
	for i := range codeRows {
		r := &codeRows[i]
		out = append(out, Row{Code: r.code, Meaning: r.meaning, Path: r.path, Foresight: r.foresight()})
	}
	for i := range kindRows {
		r := &kindRows[i].row
		out = append(out, Row{Kind: ActivityErrorKind(i + 1), Meaning: r.meaning, Path: r.path, Foresight: r.foresight()})
	}
	return out
}

// ForeseenBy returns which rules foresee the refusal; nothing for a code that
// is no refusal or is not known.
func (c Code) ForeseenBy() Foresight { return c.row().foresight() }

// ForeseenBy returns which rules foresee the error; nothing for a text that is
// not documented.
func (k ActivityErrorKind) ForeseenBy() Foresight { return k.row().foresight() }

// row is a row of the table. Its slices are shared: foresight copies them.
type row struct {
	code       Code
	meaning    rule.Text
	path       string
	rules      []rule.Code
	unknowable rule.Text
}

func (r *row) foresight() Foresight {
	if r == nil {
		return Foresight{}
	}
	return Foresight{slices.Clone(r.rules), r.unknowable}
}

func (c Code) row() *row {
	for i := range codeRows {
		if codeRows[i].code == c {
			return &codeRows[i]
		}
	}
	return nil
}

func (k ActivityErrorKind) row() *row {
	if k > 0 && int(k) <= len(kindRows) {
		return &kindRows[k-1].row
	}
	return nil
}

// kindRow is a row on a kind of error: parts are what its text holds, folded.
type kindRow struct {
	name  string
	parts []string
	row   row
}

var codeRows = [...]row{
	{
		code:    RequiredLastName,
		meaning: rule.Text{FR: "Le nom est obligatoire", EN: "The name is compulsory"},
		path:    "identity.birthName",
		rules:   []rule.Code{registration.CodeBirthNameMissing},
	},
	{
		code:    RequiredFirstNames,
		meaning: rule.Text{FR: "Le prénom est obligatoire", EN: "The first name is compulsory"},
		path:    "identity.firstNames",
		rules:   []rule.Code{registration.CodeFirstNamesMissing},
	},
	{
		code:    RequiredGenderCode,
		meaning: rule.Text{FR: "Le genre est obligatoire", EN: "The sex is compulsory"},
		path:    "identity.sex",
		rules:   []rule.Code{registration.CodeSexMissing},
	},
	{
		code:    RequiredBirthDate,
		meaning: rule.Text{FR: "La date de naissance est obligatoire", EN: "The date of birth is compulsory"},
		path:    "identity.birthDate",
		rules:   []rule.Code{registration.CodeBirthDateMissing},
	},
	{
		code:    RequiredBirthPlace,
		meaning: rule.Text{FR: "Le lieu de naissance est obligatoire", EN: "The place of birth is compulsory"},
		path:    "identity.birthPlace",
		rules:   []rule.Code{registration.CodeBirthPlaceMissing, registration.CodeBirthTownMissing},
	},
	{
		code:    RequiredEmail,
		meaning: rule.Text{FR: "L'adresse électronique est obligatoire pour un établissement", EN: "The e-mail address is compulsory for an establishment"},
		path:    "contact.email",
		rules:   []rule.Code{registration.CodeEmailMissing},
	},
	{
		code:    RequiredPhone,
		meaning: rule.Text{FR: "Le téléphone est obligatoire pour un établissement", EN: "The telephone number is compulsory for an establishment"},
		path:    "contact.phone",
		rules:   []rule.Code{registration.CodePhoneMissing},
	},
	{
		code:    RequiredPhonePrefix,
		meaning: rule.Text{FR: "L'indicatif est obligatoire pour un établissement", EN: "The prefix is compulsory for an establishment"},
		path:    "contact.phone",
		rules:   []rule.Code{CodePhonePrefix, CodePhoneNoPrefix},
	},
	{
		code:    FormatDate,
		meaning: rule.Text{FR: "Date mal écrite", EN: "Date badly written"},
		path:    "identity.birthDate",
		rules:   []rule.Code{registration.CodeDateShape, registration.CodeNoSuchDay, registration.CodeDateSerial},
	},
	{
		code:    FormatGender,
		meaning: rule.Text{FR: "Code du sexe invalide", EN: "Code of the sex not valid"},
		path:    "identity.sex",
		rules:   []rule.Code{registration.CodeSexUnread},
	},
	{
		code:    FormatEmail,
		meaning: rule.Text{FR: "Adresse électronique invalide", EN: "E-mail address not valid"},
		path:    "contact.email",
		rules:   []rule.Code{registration.CodeEmailShape},
	},
	{
		code:    FormatPhone,
		meaning: rule.Text{FR: "Téléphone invalide", EN: "Telephone number not valid"},
		path:    "contact.phone",
		rules:   []rule.Code{registration.CodePhoneShape, registration.CodePhoneLength, registration.CodeNumberRounded},
	},
	{
		code:       FormatPhonePrefix,
		meaning:    rule.Text{FR: "Indicatif invalide", EN: "Prefix not valid"},
		path:       "contact.phone",
		rules:      []rule.Code{registration.CodePhonePrefix},
		unknowable: rule.Text{FR: "le service peut tenir une liste des indicatifs, qui n'est pas publiée", EN: "the service may hold a list of prefixes, which is not published"},
	},
	{
		code:       FormatAddress,
		meaning:    rule.Text{FR: "Adresse inutilisable", EN: "Address of no use"},
		path:       "card.psi",
		rules:      []rule.Code{CodeAddressEmpty, CodeAddressAbroad, CodeAddressFrance, CodeTextUnusable},
		unknowable: rule.Text{FR: "seul le géocodage du service dit si une adresse existe", EN: "only the geocoding of the service says whether an address exists"},
	},
	{
		code:       FormatBirthPlace,
		meaning:    rule.Text{FR: "Code de la commune de naissance invalide", EN: "Code of the commune of birth not valid"},
		path:       "identity.birthPlace",
		rules:      []rule.Code{registration.CodeBirthPlaceLength, registration.CodeBirthPlaceZeros, registration.CodeBirthPlaceShape, registration.CodeBirthPlaceFrance, registration.CodeBirthPlaceDepartment, registration.CodeBirthPlacePostcode},
		unknowable: rule.Text{FR: "le service peut confronter le code à une liste de l'INSEE à une date", EN: "the service may hold the code against a list of INSEE at a date"},
	},
	{
		code:       FormatBirthLocationCode,
		meaning:    rule.Text{FR: "Code du pays de naissance invalide", EN: "Code of the country of birth not valid"},
		path:       "identity.birthPlace",
		rules:      []rule.Code{registration.CodeBirthPlaceLength, registration.CodeBirthPlaceZeros, registration.CodeBirthPlaceShape, registration.CodeBirthPlaceFrance, registration.CodeBirthPlaceCountry},
		unknowable: rule.Text{FR: "le service peut confronter le code à une liste de l'INSEE à une date", EN: "the service may hold the code against a list of INSEE at a date"},
	},
	{
		code:    FormatIdentifier,
		meaning: rule.Text{FR: "Identifiant d'un autre type que RPPS, FINESS, SIRET ou RPPS-rang", EN: "Identifier of another type than RPPS, FINESS, SIRET or RPPS-rang"},
		path:    "identity.identifier",
		rules:   []rule.Code{registration.CodeIdentifierKind, registration.CodeNationalityIdentifier, CodeCardCPSNumber, rpps.CodePersonIDUnknown, rpps.CodePersonIDShape},
	},
	{
		code:       RNIPPSyntaxError,
		meaning:    rule.Text{FR: "Le RNIPP rejette l'état civil pour sa syntaxe", EN: "The RNIPP rejects the civil status for its syntax"},
		path:       "identity",
		rules:      []rule.Code{registration.CodeNameTypography, registration.CodeNameNoLetter, registration.CodeFirstNamesLength, rpps.CodeNameAlphabet, rpps.CodeNameLength},
		unknowable: rule.Text{FR: "le RNIPP a ses propres contrôles, dont seul l'alphabet des noms est publié", EN: "the RNIPP has checks of its own, of which only the alphabet of names is published"},
	},
	{
		code:       RNIPPDivergences,
		meaning:    rule.Text{FR: "Le RNIPP a trouvé une personne dont l'état civil diverge", EN: "The RNIPP found a person whose civil status differs"},
		path:       "identity",
		unknowable: rule.Text{FR: "seul le RNIPP connaît l'état civil de la personne", EN: "only the RNIPP knows the civil status of the person"},
	},
	{
		code:       RNIPPNotFound,
		meaning:    rule.Text{FR: "La personne n'existe pas au RNIPP", EN: "The person does not exist in the RNIPP"},
		path:       "identity",
		unknowable: rule.Text{FR: "seul le RNIPP connaît l'état civil de la personne", EN: "only the RNIPP knows the civil status of the person"},
	},
	{
		code:       IdentityMismatch,
		meaning:    rule.Text{FR: "L'identifiant est celui d'une autre personne", EN: "The identifier is that of another person"},
		path:       "identity.identifier",
		rules:      []rule.Code{registration.CodeIdentifierOther},
		unknowable: rule.Text{FR: "seuls les répertoires savent à qui appartient un identifiant", EN: "only the registers know whose identifier it is"},
	},
	{
		code:       AccountExistsOne,
		meaning:    rule.Text{FR: "Le compte PSI existe déjà, avec un numéro RPPS", EN: "The PSI account exists already, with one RPPS number"},
		path:       "answer.identity",
		unknowable: rule.Text{FR: "aucune recherche publique ne dit si un compte PSI existe", EN: "no public search tells whether a PSI account exists"},
	},
	{
		code:       AccountExistsNone,
		meaning:    rule.Text{FR: "Le compte PSI existe déjà, sans numéro RPPS (version 0.4)", EN: "The PSI account exists already, without an RPPS number (version 0.4)"},
		path:       "answer.identity",
		unknowable: rule.Text{FR: "aucune recherche publique ne dit si un compte PSI existe", EN: "no public search tells whether a PSI account exists"},
	},
	{
		code:       AccountExistsSeveral,
		meaning:    rule.Text{FR: "Le compte PSI existe déjà, avec plusieurs numéros RPPS (version 0.4)", EN: "The PSI account exists already, with several RPPS numbers (version 0.4)"},
		path:       "answer.identity",
		rules:      []rule.Code{registration.CodeSearchSeveral},
		unknowable: rule.Text{FR: "les numéros d'une personne ne sont connus que d'une recherche à l'annuaire, si elle a été faite", EN: "the numbers of a person are known only by a search in the directory, if it was made"},
	},
	{
		code:       AccountExistsCard,
		meaning:    rule.Text{FR: "Le compte PSI existe déjà et la carte est commandée", EN: "The PSI account exists already and the card is ordered"},
		path:       "answer.identity",
		unknowable: rule.Text{FR: "aucune recherche publique ne dit si un compte PSI existe", EN: "no public search tells whether a PSI account exists"},
	},
	{
		code:       InternalError,
		meaning:    rule.Text{FR: "Erreur interne (version 0.4)", EN: "Internal error (version 0.4)"},
		path:       "answer.identity",
		unknowable: rule.Text{FR: "panne du service", EN: "failure of the service"},
	},
	{
		code:       ActivityFailedDependency,
		meaning:    rule.Text{FR: "L'activité n'est pas traitée, l'identité ayant échoué", EN: "The activity is not handled because the identity failed"},
		path:       "answer.activity",
		unknowable: rule.Text{FR: "suite du refus d'un autre bloc, qui a sa propre ligne", EN: "consequence of the refusal of another block, which has its own row"},
	},
	{
		code:       ActivityServiceUnavailable,
		meaning:    rule.Text{FR: "Le service des activités est indisponible", EN: "The service of activities is not available"},
		path:       "answer.activity",
		unknowable: rule.Text{FR: "panne du service", EN: "failure of the service"},
	},
	{
		code:       ActivityBadRequest,
		meaning:    rule.Text{FR: "L'activité est refusée", EN: "The activity is refused"},
		path:       "answer.activity",
		unknowable: rule.Text{FR: "le code n'en dit pas plus : chaque erreur du bloc a sa ligne", EN: "the code says no more: each error of the block has its own row"},
	},
	{
		code:       ActivityFailed,
		meaning:    rule.Text{FR: "La création de l'activité a échoué", EN: "The creation of the activity failed"},
		path:       "answer.activity",
		unknowable: rule.Text{FR: "code d'un exemple, dont la cause n'est pas documentée", EN: "code of an example, whose cause is not documented"},
	},
	{
		code:       CardAddressRefused,
		meaning:    rule.Text{FR: "Carte refusée pour son adresse", EN: "Card refused for its address"},
		path:       "card.psi",
		rules:      []rule.Code{CodeAddressEmpty, CodeAddressAbroad, CodeAddressFrance, CodeTextUnusable},
		unknowable: rule.Text{FR: "seul le géocodage du service dit si une adresse existe", EN: "only the geocoding of the service says whether an address exists"},
	},
	{
		code:       CardFailedDependency,
		meaning:    rule.Text{FR: "La carte n'est pas traitée, un autre bloc ayant échoué", EN: "The card is not handled because another block failed"},
		path:       "answer.card",
		unknowable: rule.Text{FR: "suite du refus d'un autre bloc, qui a sa propre ligne", EN: "consequence of the refusal of another block, which has its own row"},
	},
	{
		code:       CardRefused,
		meaning:    rule.Text{FR: "Carte refusée", EN: "Card refused"},
		path:       "card",
		rules:      []rule.Code{CodeAddressEmpty, CodeAddressAbroad, CodeAddressFrance, CodeCardPSINumber},
		unknowable: rule.Text{FR: "le service des cartes ne publie pas ses motifs", EN: "the card service does not publish its reasons"},
	},
	{
		code:       CardRefusedCPS,
		meaning:    rule.Text{FR: "Carte CPS refusée", EN: "CPS card refused"},
		path:       "card.cps",
		rules:      []rule.Code{CodeCardCPSNumber, CodeCardCPSProfession, CodeCardCPSList, CodeCardCPSCategory},
		unknowable: rule.Text{FR: "le service des cartes ne publie pas ses motifs", EN: "the card service does not publish its reasons"},
	},
	{
		code:       CardServiceUnavailable,
		meaning:    rule.Text{FR: "Le service des cartes est indisponible", EN: "The card service is not available"},
		path:       "answer.card",
		unknowable: rule.Text{FR: "panne du service", EN: "failure of the service"},
	},
}

var kindRows = [...]kindRow{
	ErrorDateFormat - 1: {name: "date format", parts: []string{"leformatdeladate"}, row: row{
		meaning: rule.Text{FR: "Le format de la date doit être 'AAAA-MM-DD'", EN: "Date badly written"},
		path:    "situation",
		rules:   []rule.Code{registration.CodeDateShape, registration.CodeNoSuchDay, registration.CodeDateSerial},
	}},
	ErrorHabilitation - 1: {name: "habilitation", parts: []string{"habilitation", "nepermetpasdutiliser"}, row: row{
		meaning:    rule.Text{FR: "L'habilitation ne permet pas ce code profession", EN: "The habilitation of the caller does not allow this profession code"},
		path:       "situation.profession",
		unknowable: rule.Text{FR: "l'habilitation de l'appelant auprès de l'interface n'est pas publiée", EN: "what the interface allows to the caller is not published"},
	}},
	ErrorParameterMissing - 1: {name: "parameter missing", parts: []string{"parametreobligatoiremanquant"}, row: row{
		meaning:    rule.Text{FR: "Paramètre obligatoire manquant", EN: "A compulsory parameter is missing"},
		path:       "situation",
		rules:      []rule.Code{registration.CodeProfessionMissing, registration.CodeCategoryMissing, registration.CodeStartMissing, registration.CodeRoleMissing, registration.CodeModeMissing, registration.CodeStructureMissing},
		unknowable: rule.Text{FR: "le texte peut nommer un paramètre que le schéma ne dit pas obligatoire", EN: "the text may name a parameter that the schema does not call compulsory"},
	}},
	ErrorCategory - 1: {name: "category", parts: []string{"categorieprofessionnelleutiliseunevaleurnonautorisee"}, row: row{
		meaning: rule.Text{FR: "Catégorie professionnelle inconnue ou non autorisée", EN: "Category unknown or not allowed"},
		path:    "situation.category",
		rules:   []rule.Code{registration.CodeCategoryList, roles.CodeCategoryUnknown, roles.CodeEnded},
	}},
	ErrorFunction - 1: {name: "function", parts: []string{"lafonctionutiliseunevaleurnonautorisee"}, row: row{
		meaning: rule.Text{FR: "Fonction (métier) inconnue ou non autorisée", EN: "Function (métier) unknown or not allowed"},
		path:    "situation.profession",
		rules:   []rule.Code{registration.CodeProfessionList, registration.CodeProfessionCounterpart, registration.CodeProfessionOrder, registration.CodeProfessionARS, roles.CodeProfessionUnknown, roles.CodeEnded, roles.CodeSuccessor},
	}},
	ErrorRole - 1: {name: "role", parts: []string{"leroleutiliseunevaleurnonautorisee"}, row: row{
		meaning: rule.Text{FR: "Rôle (genre d'activité) inconnu ou non autorisé", EN: "Role (genre d'activité) unknown or not allowed"},
		path:    "situation.role",
		rules:   []rule.Code{registration.CodeRoleList, registration.CodeRoleGenre, roles.CodeRoleUnknown},
	}},
	ErrorMode - 1: {name: "mode", parts: []string{"modeexerciceutiliseunevaleurnonautorisee"}, row: row{
		meaning: rule.Text{FR: "Mode d'exercice inconnu ou non autorisé", EN: "Practice mode unknown or not allowed"},
		path:    "situation.mode",
		rules:   []rule.Code{CodeMode, registration.CodeModeIndirect, roles.CodeModeUnknown},
	}},
	ErrorEndReason - 1: {name: "end reason", parts: []string{"motiffinactiviteutiliseunevaleurnonautorisee"}, row: row{
		meaning: rule.Text{FR: "Motif de fin inconnu ou non autorisé", EN: "Reason of the end unknown or not allowed"},
		path:    "situation.endReason",
		rules:   []rule.Code{roles.CodeEndReasonUnknown},
	}},
	ErrorParameterValue - 1: {name: "parameter value", parts: []string{"parametre", "utiliseunevaleurnonautorisee"}, row: row{
		meaning:    rule.Text{FR: "Paramètre à la valeur inconnue ou non autorisée", EN: "A parameter has a value that is unknown or not allowed"},
		path:       "situation",
		rules:      []rule.Code{registration.CodeCategoryList, registration.CodeProfessionList, registration.CodeRoleList, CodeMode, roles.CodeLiberalUnknown},
		unknowable: rule.Text{FR: "le texte ne dit pas toujours quel paramètre, ni quelles valeurs le service admet", EN: "the text does not always say which parameter, nor which values the service admits"},
	}},
	ErrorPersonUnknown - 1: {name: "person unknown", parts: []string{"idppnexistepas"}, row: row{
		meaning:    rule.Text{FR: "La personne n'existe pas au RPPS", EN: "The person does not exist in the RPPS"},
		path:       "identity.rpps",
		rules:      []rule.Code{CodePersonUnknown, registration.CodePurposeSituation, registration.CodeSearchNone, registration.CodeNumberNIR, registration.CodeNumberNone, rpps.CodeRPPSShape, rpps.CodeRPPSKey},
		unknowable: rule.Text{FR: "seul le RPPS sait quels numéros il connaît", EN: "only the RPPS knows which numbers it has"},
	}},
	ErrorExerciseUnknown - 1: {name: "exercise unknown", parts: []string{"exerciceprofessionnelnexistepas"}, row: row{
		meaning:    rule.Text{FR: "Pas d'exercice professionnel au RPPS pour cette profession et cette catégorie", EN: "No professional exercise in the RPPS for this profession and category"},
		path:       "situation.category",
		unknowable: rule.Text{FR: "seul le RPPS connaît les exercices professionnels de la personne", EN: "only the RPPS knows the professional exercises of the person"},
	}},
	ErrorEndBeforeStart - 1: {name: "end before start", parts: []string{"datefinactiviteestanterieure"}, row: row{
		meaning: rule.Text{FR: "Fin antérieure au début", EN: "End before start"},
		path:    "situation.end",
		rules:   []rule.Code{registration.CodeEndBeforeStart},
	}},
	ErrorSector - 1: {name: "sector", parts: []string{"noncompatible", "matricedmp"}, row: row{
		meaning:    rule.Text{FR: "Profession et rôle non compatibles avec le secteur de la structure, selon la matrice du DMP", EN: "Profession and role not compatible with the sector of the structure, by the matrix of the DMP"},
		path:       "situation.structure",
		rules:      []rule.Code{registration.CodeCompatibilityRefused, registration.CodeCompatibilityHospital, registration.CodeCompatibilityOfficine, registration.CodeCompatibilityHomeCare},
		unknowable: rule.Text{FR: "la table du DMP par secteur d'activité n'est pas publiée", EN: "the table of the DMP by sector of activity is not published"},
	}},
	ErrorSIRET - 1: {name: "siret", parts: []string{"leformatdunumerosiret"}, row: row{
		meaning: rule.Text{FR: "SIRET mal formé", EN: "SIRET badly formed"},
		path:    "situation.siret",
		rules:   []rule.Code{registration.CodeNumberZeros, registration.CodeNumberRounded, rpps.CodeSIRETShape, rpps.CodeSIRETKey, rpps.CodeSIRETSIREN},
	}},
	ErrorFINESS - 1: {name: "finess", parts: []string{"leformatdunumerofiness"}, row: row{
		meaning: rule.Text{FR: "FINESS mal formé", EN: "FINESS badly formed"},
		path:    "situation.finess",
		rules:   []rule.Code{CodeFINESSLetter, rpps.CodeFINESSShape, rpps.CodeFINESSKey},
	}},
	ErrorRPPSRang - 1: {name: "rpps-rang", parts: []string{"leformatdunumerorppsrang"}, row: row{
		meaning: rule.Text{FR: "RPPS-rang mal formé", EN: "RPPS-rang badly formed"},
		path:    "situation.rppsRang",
		rules:   []rule.Code{CodeRPPSRangFirst, rpps.CodeRPPSRangShape, rpps.CodeRPPSRangKey, rpps.CodeRPPSRangRPPS},
	}},
	ErrorStructureSeveral - 1: {name: "several structures", parts: []string{"plusieursidentifiantsstructure"}, row: row{
		meaning: rule.Text{FR: "Plusieurs identifiants de structure", EN: "Several structure identifiers"},
		path:    "situation.structure",
		rules:   []rule.Code{registration.CodeStructureSeveral},
	}},
}
