package annuaire

import "github.com/rppsplus/rppsplus/rpps/rule"

// Codes of the rules on extractions.
const (
	CodeFileKind         rule.Code = "ANN-FILE-KIND"
	CodeFileEmpty        rule.Code = "ANN-FILE-EMPTY"
	CodeFileCR           rule.Code = "ANN-FILE-CR"
	CodeLayoutUnknown    rule.Code = "ANN-LAYOUT-UNKNOWN"
	CodeLayoutOther      rule.Code = "ANN-LAYOUT-OTHER"
	CodeColumnRequired   rule.Code = "ANN-COLUMN-REQUIRED"
	CodeColumnMissing    rule.Code = "ANN-COLUMN-MISSING"
	CodeColumnTwice      rule.Code = "ANN-COLUMN-TWICE"
	CodeColumnUnknown    rule.Code = "ANN-COLUMN-UNKNOWN"
	CodeLineLong         rule.Code = "ANN-LINE-LONG"
	CodeLineShort        rule.Code = "ANN-LINE-SHORT"
	CodeLineCut          rule.Code = "ANN-LINE-CUT"
	CodeLineOpen         rule.Code = "ANN-LINE-OPEN"
	CodeLineTooLong      rule.Code = "ANN-LINE-TOO-LONG"
	CodeLineNUL          rule.Code = "ANN-LINE-NUL"
	CodeLineNotText      rule.Code = "ANN-LINE-NOT-TEXT"
	CodeLineRepeated     rule.Code = "ANN-LINE-REPEATED"
	CodeEncoding         rule.Code = "ANN-ENCODING"
	CodePersonMissing    rule.Code = "ANN-PERSON-MISSING"
	CodePersonUnknown    rule.Code = "ANN-PERSON-UNKNOWN"
	CodePersonMismatch   rule.Code = "ANN-PERSON-MISMATCH"
	CodePersonDiffers    rule.Code = "ANN-PERSON-DIFFERS"
	CodePersonLacks      rule.Code = "ANN-PERSON-LACKS"
	CodeOrder            rule.Code = "ANN-ORDER"
	CodeTooMany          rule.Code = "ANN-TOO-MANY"
	CodeFileLarge        rule.Code = "ANN-FILE-LARGE"
	CodeIdentifierKept   rule.Code = "ANN-IDENTIFIER-KEPT"
	CodeIdentifierKey    rule.Code = "ANN-IDENTIFIER-KEY"
	CodeCodeUnknown      rule.Code = "ANN-CODE-UNKNOWN"
	CodeCodeInvalid      rule.Code = "ANN-CODE-INVALID"
	CodeRoleMissing      rule.Code = "ANN-ROLE-MISSING"
	CodeBirthDate        rule.Code = "ANN-BIRTH-DATE"
	CodeOtherID          rule.Code = "ANN-OTHER-ID"
	CodeArchiveDamaged   rule.Code = "ANN-ARCHIVE-DAMAGED"
	CodeArchiveLocked    rule.Code = "ANN-ARCHIVE-LOCKED"
	CodeArchiveNone      rule.Code = "ANN-ARCHIVE-NONE"
	CodeArchiveSeveral   rule.Code = "ANN-ARCHIVE-SEVERAL"
	CodeArchiveLimit     rule.Code = "ANN-ARCHIVE-LIMIT"
	CodeLayoutsDiffer    rule.Code = "ANN-LAYOUTS-DIFFER"
	CodeDiffUnfit        rule.Code = "ANN-DIFF-UNFIT"
	CodeChangeUnknown    rule.Code = "ANN-CHANGE-UNKNOWN"
	CodeEstablishmentNil rule.Code = "ANN-ESTABLISHMENT-NOT-STATED"
	CodeCloses           rule.Code = "ANN-CODE-CLOSES"
	CodeColumnEnd        rule.Code = "ANN-COLUMN-END"
)

const (
	ruleFileKind = iota
	ruleFileEmpty
	ruleFileCR
	ruleLayoutUnknown
	ruleLayoutOther
	ruleColumnRequired
	ruleColumnMissing
	ruleColumnTwice
	ruleColumnUnknown
	ruleColumnEnd
	ruleLineLong
	ruleLineShort
	ruleLineCut
	ruleLineOpen
	ruleLineTooLong
	ruleLineNUL
	ruleLineNotText
	ruleLineRepeated
	ruleEncoding
	rulePersonMissing
	rulePersonUnknown
	rulePersonMismatch
	rulePersonDiffers
	rulePersonLacks
	ruleOrder
	ruleTooMany
	ruleFileLarge
	ruleIdentifierKept
	ruleIdentifierKey
	ruleCodeUnknown
	ruleCodeInvalid
	ruleRoleMissing
	ruleBirthDate
	ruleOtherID
	ruleArchiveDamaged
	ruleArchiveLocked
	ruleArchiveNone
	ruleArchiveSeveral
	ruleArchiveLimit
	ruleLayoutsDiffer
	ruleDiffUnfit
	ruleChangeUnknown
	ruleEstablishmentNil
	ruleCloses
)

const (
	srcShape   = "headers of the published extractions, and public code that reads them"
	srcLibrary = "law of the library: nothing is lost in silence, and what can be read is read"
	srcLimit   = "limit of the library, adjustable by its options"
)

var rules = [...]rule.Rule{
	ruleFileKind: {
		Code: CodeFileKind, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "Pas une extraction", EN: "Not an extraction"},
		Message: rule.Text{FR: "le fichier n'est pas un texte délimité mais : {0} ; une archive ZIP s'ouvre d'abord", EN: "the file is not delimited text but: {0}; a ZIP archive is opened first (OpenArchive)"},
		Source:  srcShape, Evidence: rule.Sourced,
	},
	ruleFileEmpty: {
		Code: CodeFileEmpty, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "Fichier vide", EN: "Empty file"},
		Message: rule.Text{FR: "le fichier ne contient aucun texte", EN: "the file has no text"},
		Source:  srcShape, Evidence: rule.Sourced,
	},
	ruleFileCR: {
		Code: CodeFileCR, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "Fins de ligne CR", EN: "CR line ends"},
		Message: rule.Text{FR: "les lignes finissent par CR seul, si bien que le fichier n'en a qu'une ; attendu : LF ou CRLF", EN: "lines end with CR alone, so that the file has only one; expected: LF or CRLF"},
		Source:  srcShape, Evidence: rule.Inferred,
	},
	ruleLayoutUnknown: {
		Code: CodeLayoutUnknown, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "En-tête inconnu", EN: "Unknown header"},
		Message: rule.Text{FR: "la première ligne ne nomme pas les colonnes d'une extraction connue, séparées par « | »", EN: "the first line does not name the columns of a known extraction, separated by “|”"},
		Source:  srcShape, Evidence: rule.Sourced,
	},
	ruleLayoutOther: {
		Code: CodeLayoutOther, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "Autre extraction que celle attendue", EN: "Another extraction than the one expected"},
		Message: rule.Text{FR: "le fichier est une extraction {0} ; attendu : {1}", EN: "the file is an extraction {0}; expected: {1}"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleColumnRequired: {
		Code: CodeColumnRequired, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "Colonne indispensable absente", EN: "Column missing that is needed"},
		Message: rule.Text{FR: "la colonne « {0} » manque pour lire le fichier comme {1}", EN: "column \"{0}\" is missing to read the file as {1}"},
		Source:  srcShape, Evidence: rule.Inferred,
	},
	ruleColumnMissing: {
		Code: CodeColumnMissing, Area: rule.AreaExtraction, Severity: rule.Warning,
		Title:   rule.Text{FR: "Colonne absente", EN: "Column missing"},
		Message: rule.Text{FR: "la colonne « {0} » de {1} est absente : ce qu'elle dirait reste non renseigné", EN: "column \"{0}\" of {1} is missing: what it would say stays not stated"},
		Source:  srcShape, Evidence: rule.Sourced,
	},
	ruleColumnTwice: {
		Code: CodeColumnTwice, Area: rule.AreaExtraction, Severity: rule.Warning,
		Title:   rule.Text{FR: "Colonne en double", EN: "Column named twice"},
		Message: rule.Text{FR: "la colonne « {0} » figure deux fois : aucune des deux n'est lue", EN: "column \"{0}\" is there twice: neither is read"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleColumnUnknown: {
		Code: CodeColumnUnknown, Area: rule.AreaExtraction, Severity: rule.Information,
		Title:   rule.Text{FR: "Colonne inconnue", EN: "Unknown column"},
		Message: rule.Text{FR: "la colonne {0} n'est d'aucune extraction connue ; elle reste accessible par sa position", EN: "column {0} is of no known extraction; it can be reached by its position"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleColumnEnd: {
		Code: CodeColumnEnd, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "Fichier qui liste ce qui a pris fin", EN: "File that lists what has ended"},
		Message: rule.Text{FR: "la colonne {0} date ou motive une fin, et n'est pas lue : figurer dans ce fichier ne dit pas qu'une activité est ouverte", EN: "column {0} dates an end or gives its reason, and is not read: standing in this file does not say that an activity is open"},
		Source:  "extractions du RPPS par profil (Extraction_RPPS_Profil4_Activite), d'après du code public ; MOS de l'ANS : dateFinActivite, dateRadiation, dateDeces, dateFermeture", Evidence: rule.Inferred,
	},
	ruleLineLong: {
		Code: CodeLineLong, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "Ligne avec trop de champs", EN: "Line with too many fields"},
		Message: rule.Text{FR: "{0} champs pour {1} colonnes : on ne sait pas lequel est de trop", EN: "{0} fields for {1} columns: which one is in excess cannot be told"},
		Source:  srcShape, Evidence: rule.Sourced,
	},
	ruleLineShort: {
		Code: CodeLineShort, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "Ligne avec trop peu de champs", EN: "Line with too few fields"},
		Message: rule.Text{FR: "{0} champs pour {1} colonnes : on ne sait pas lequel manque", EN: "{0} fields for {1} columns: which one is missing cannot be told"},
		Source:  srcShape, Evidence: rule.Sourced,
	},
	ruleLineCut: {
		Code: CodeLineCut, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "Dernière ligne coupée", EN: "Last line cut"},
		Message: rule.Text{FR: "la dernière ligne n'a ni séparateur final ni fin de ligne : sa dernière valeur est peut-être coupée", EN: "the last line has neither final separator nor line end: its last value may be cut"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleLineOpen: {
		Code: CodeLineOpen, Area: rule.AreaExtraction, Severity: rule.Warning,
		Title:   rule.Text{FR: "Séparateur final absent", EN: "Final separator missing"},
		Message: rule.Text{FR: "la ligne a toutes ses valeurs mais ne finit pas par un séparateur comme l'en-tête", EN: "the line has all its values but does not end with a separator as the header does"},
		Source:  srcShape, Evidence: rule.Inferred,
	},
	ruleLineTooLong: {
		Code: CodeLineTooLong, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "Ligne démesurée", EN: "Line beyond measure"},
		Message: rule.Text{FR: "la ligne dépasse la limite de {0} octets", EN: "the line is longer than the limit of {0} bytes"},
		Source:  srcLimit, Evidence: rule.Policy,
	},
	ruleLineNUL: {
		Code: CodeLineNUL, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "Octet nul", EN: "NUL byte"},
		Message: rule.Text{FR: "la ligne contient un octet nul", EN: "there is a NUL byte in the line"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleLineNotText: {
		Code: CodeLineNotText, Area: rule.AreaExtraction, Severity: rule.Warning,
		Title:   rule.Text{FR: "Octets illisibles", EN: "Unreadable bytes"},
		Message: rule.Text{FR: "la ligne contient des octets qui ne sont d'aucun des jeux de caractères attendus", EN: "the line has bytes that are of none of the character sets expected"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleLineRepeated: {
		Code: CodeLineRepeated, Area: rule.AreaExtraction, Severity: rule.Warning,
		Title:   rule.Text{FR: "Ligne répétée", EN: "Line repeated"},
		Message: rule.Text{FR: "la ligne répète une autre ligne de la même personne", EN: "the line repeats another line of the same person"},
		Source:  srcShape, Evidence: rule.Sourced,
	},
	ruleEncoding: {
		Code: CodeEncoding, Area: rule.AreaExtraction, Severity: rule.Information,
		Title:   rule.Text{FR: "Texte sur 8 bits", EN: "8-bit text"},
		Message: rule.Text{FR: "à partir de cette ligne, des lignes ne sont pas en UTF-8 ; elles sont lues comme ISO-8859-1 (Windows-1252) ; nombre : {0}", EN: "from this line on there are lines that are not UTF-8; they are read as ISO-8859-1 (Windows-1252); number: {0}"},
		Source:  srcShape, Evidence: rule.Inferred,
	},
	rulePersonMissing: {
		Code: CodePersonMissing, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "Ligne sans personne", EN: "Line without a person"},
		Message: rule.Text{FR: "la ligne n'a aucun identifiant de personne", EN: "the line has no identifier of a person"},
		Source:  srcShape, Evidence: rule.Inferred,
	},
	rulePersonUnknown: {
		Code: CodePersonUnknown, Area: rule.AreaExtraction, Severity: rule.Warning,
		Title:   rule.Text{FR: "Identification de forme inconnue", EN: "Identification of an unknown form"},
		Message: rule.Text{FR: "l'identification nationale n'a pas la forme d'un IDNPS ; elle est gardée telle quelle", EN: "the national identification has not the form of an IDNPS; it is kept as it stands"},
		Source:  "Modèle des objets de santé (ANS), Professionnel.idNatPS", Evidence: rule.Sourced,
	},
	rulePersonMismatch: {
		Code: CodePersonMismatch, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "Deux identifications sur une ligne", EN: "Two identifications on one line"},
		Message: rule.Text{FR: "l'identification nationale n'est pas le type suivi de l'identifiant : on ne sait pas de qui parle la ligne", EN: "the national identification is not the type followed by the identifier: whom the line is about cannot be told"},
		Source:  "observed in published files: the two agree on every line", Evidence: rule.Inferred,
	},
	rulePersonDiffers: {
		Code: CodePersonDiffers, Area: rule.AreaExtraction, Severity: rule.Warning,
		Title:   rule.Text{FR: "Lignes d'une personne qui diffèrent", EN: "Lines of one person that differ"},
		Message: rule.Text{FR: "une autre ligne de la même personne dit autre chose ; la première compte", EN: "another line of the same person says something else; the first counts"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	rulePersonLacks: {
		Code: CodePersonLacks, Area: rule.AreaExtraction, Severity: rule.Warning,
		Title:   rule.Text{FR: "Ligne refusée d'une personne", EN: "Refused line of a person"},
		Message: rule.Text{FR: "cette ligne de la personne a été refusée : elle peut porter la médecine du travail ; un médecin n'est vu aucun jour", EN: "this line of the person was refused: it may carry médecine du travail; a doctor was seen on no day"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleOrder: {
		Code: CodeOrder, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "Fichier non trié par personne", EN: "File not sorted by person"},
		Message: rule.Text{FR: "cette personne vient après une autre qui devrait la suivre : ce groupe est peut-être la suite d'un groupe déjà rendu", EN: "this person comes after one that should follow: this group may be a second part of one already given"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleFileLarge: {
		Code: CodeFileLarge, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "Texte trop long pour la mémoire", EN: "Text too long for the memory"},
		Message: rule.Text{FR: "le flux a plus de {0} octets à garder en mémoire pour réunir les lignes de chaque personne ; donner un fichier", EN: "the stream has more than {0} bytes to keep in memory to put the lines of each person together; give a file"},
		Source:  srcLimit, Evidence: rule.Policy,
	},
	ruleTooMany: {
		Code: CodeTooMany, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "Trop de lignes pour une personne", EN: "Too many lines for one person"},
		Message: rule.Text{FR: "plus de {0} lignes pour une personne ; les suivantes ne sont pas gardées", EN: "more than {0} lines for one person; the ones after are not kept"},
		Source:  srcLimit, Evidence: rule.Policy,
	},
	ruleIdentifierKept: {
		Code: CodeIdentifierKept, Area: rule.AreaExtraction, Severity: rule.Warning,
		Title:   rule.Text{FR: "Identifiant inutilisable", EN: "Identifier that cannot be used"},
		Message: rule.Text{FR: "l'identifiant ({0}) n'est pas lisible ({1}) ; son texte est gardé", EN: "the identifier ({0}) cannot be read ({1}); its text is kept"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleIdentifierKey: {
		Code: CodeIdentifierKey, Area: rule.AreaExtraction, Severity: rule.Warning,
		Title:   rule.Text{FR: "Clé d'identifiant fausse", EN: "Wrong key of an identifier"},
		Message: rule.Text{FR: "la clé de contrôle de l'identifiant est fausse", EN: "the check digit of the identifier is wrong"},
		Source:  "the rule of each identifier: see package rpps", Evidence: rule.Sourced,
	},
	ruleCodeUnknown: {
		Code: CodeCodeUnknown, Area: rule.AreaExtraction, Severity: rule.Warning,
		Title:   rule.Text{FR: "Code inconnu", EN: "Unknown code"},
		Message: rule.Text{FR: "le code n'est pas dans la nomenclature {0} ; il est gardé et n'ouvre aucun droit", EN: "the code is not in the list {0}; it is kept and opens no right"},
		Source:  "nomenclatures of the ANS (NOS)", Evidence: rule.Sourced,
	},
	ruleCodeInvalid: {
		Code: CodeCodeInvalid, Area: rule.AreaExtraction, Severity: rule.Warning,
		Title:   rule.Text{FR: "Code hors de sa période", EN: "Code out of its period"},
		Message: rule.Text{FR: "le code {0} n'est pas valide au jour du fichier", EN: "code {0} is not valid on the day of the file"},
		Source:  "nomenclatures of the ANS (NOS)", Evidence: rule.Sourced,
	},
	ruleRoleMissing: {
		Code: CodeRoleMissing, Area: rule.AreaExtraction, Severity: rule.Warning,
		Title:   rule.Text{FR: "Rôle non renseigné", EN: "Role not stated"},
		Message: rule.Text{FR: "professionnel à rôle sans genre d'activité", EN: "role professional without a genre d'activité"},
		Source:  "a situation of a role professional has one role: portal RPPS+, training slides of 2025", Evidence: rule.Inferred,
	},
	ruleBirthDate: {
		Code: CodeBirthDate, Area: rule.AreaExtraction, Severity: rule.Warning,
		Title:   rule.Text{FR: "Date de naissance illisible", EN: "Unreadable date of birth"},
		Message: rule.Text{FR: "la date de naissance n'est pas un jour écrit JJ/MM/AAAA", EN: "the date of birth is not a day written DD/MM/YYYY"},
		Source:  srcShape, Evidence: rule.Sourced,
	},
	ruleOtherID: {
		Code: CodeOtherID, Area: rule.AreaExtraction, Severity: rule.Warning,
		Title:   rule.Text{FR: "Autre identifiant illisible", EN: "Other identifier unreadable"},
		Message: rule.Text{FR: "un autre identifiant n'a pas la forme identifiant,origine,qualité ; son texte est gardé", EN: "another identifier has not the form identifier,origin,quality; its text is kept"},
		Source:  srcShape, Evidence: rule.Inferred,
	},
	ruleArchiveDamaged: {
		Code: CodeArchiveDamaged, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "Archive illisible", EN: "Unreadable archive"},
		Message: rule.Text{FR: "l'archive ZIP ne se lit pas", EN: "the ZIP archive cannot be read"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleArchiveLocked: {
		Code: CodeArchiveLocked, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "Archive protégée", EN: "Archive with a password"},
		Message: rule.Text{FR: "le fichier de l'archive ZIP est chiffré par un mot de passe", EN: "the file of the ZIP archive is encrypted with a password"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleArchiveNone: {
		Code: CodeArchiveNone, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "Pas ce fichier dans l'archive", EN: "No such file in the archive"},
		Message: rule.Text{FR: "aucun fichier de l'archive ne répond au motif ; fichiers : {0}", EN: "no file of the archive matches the pattern; files: {0}"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleArchiveSeveral: {
		Code: CodeArchiveSeveral, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "Plusieurs fichiers dans l'archive", EN: "Several files in the archive"},
		Message: rule.Text{FR: "{0} fichiers de l'archive répondent au motif : préciser lequel", EN: "{0} files of the archive match the pattern: say which"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleArchiveLimit: {
		Code: CodeArchiveLimit, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "Archive démesurée", EN: "Archive beyond measure"},
		Message: rule.Text{FR: "le contenu de l'archive dépasse la limite ({0} : {1})", EN: "the content of the archive is beyond the limit ({0}: {1})"},
		Source:  srcLimit, Evidence: rule.Policy,
	},
	ruleLayoutsDiffer: {
		Code: CodeLayoutsDiffer, Area: rule.AreaExtraction, Severity: rule.Warning,
		Title:   rule.Text{FR: "Colonne dans une seule des deux extractions", EN: "Column in one of two extractions only"},
		Message: rule.Text{FR: "la colonne « {0} » n'est pas dans les deux extractions : elle n'est pas comparée", EN: "column \"{0}\" is not in both extractions: it is not compared"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleDiffUnfit: {
		Code: CodeDiffUnfit, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "Extractions non comparables", EN: "Extractions that cannot be compared"},
		Message: rule.Text{FR: "seules se comparent des extractions d'activités ; reçu : {0} et {1}", EN: "only extractions of activities can be compared; given: {0} and {1}"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleChangeUnknown: {
		Code: CodeChangeUnknown, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "Sorte de changement inconnue", EN: "Unknown kind of change"},
		Message: rule.Text{FR: "la sorte de changement n'est pas de la liste de la bibliothèque", EN: "the kind of change is not in the list of the library"},
		Source:  "list of package annuaire", Evidence: rule.Policy,
	},
	ruleEstablishmentNil: {
		Code: CodeEstablishmentNil, Area: rule.AreaExtraction, Severity: rule.Error,
		Title:   rule.Text{FR: "Établissement non renseigné", EN: "Establishment not stated"},
		Message: rule.Text{FR: "un établissement est demandé sans aucun identifiant : rien ne lui répond", EN: "an establishment is asked for without any identifier: nothing matches it"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleCloses: {
		Code: CodeCloses, Area: rule.AreaExtraction, Severity: rule.Warning,
		Title:   rule.Text{FR: "Code qui ferme, hors de sa place", EN: "Code that closes, out of its place"},
		Message: rule.Text{FR: "le code {0} ferme : il se trouve dans une autre colonne que la sienne, ou sur une autre ligne de la personne", EN: "the code {0} closes: it stands in another column than its own, or on another line of the person"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
}

// Rules returns every rule of the package.
func Rules() []rule.Rule { return append([]rule.Rule(nil), rules[:]...) }
