package matrixfile

import (
	"slices"

	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Codes of the rules of this package.
const (
	CodeVersion          rule.Code = "MAT-VERSION-NOT-STATED"
	CodeKind             rule.Code = "MAT-FILE-KIND"
	CodeLarge            rule.Code = "MAT-FILE-TOO-LARGE"
	CodeEmpty            rule.Code = "MAT-FILE-EMPTY"
	CodeRecord           rule.Code = "MAT-LINE-BROKEN"
	CodeRecordLong       rule.Code = "MAT-LINE-LONG"
	CodeRecordText       rule.Code = "MAT-LINE-TEXT"
	CodeEncoding         rule.Code = "MAT-ENCODING"
	CodeHeader           rule.Code = "MAT-HEADER"
	CodeColumnUnknown    rule.Code = "MAT-COLUMN-UNKNOWN"
	CodeColumnTwice      rule.Code = "MAT-COLUMN-TWICE"
	CodeColumnConflict   rule.Code = "MAT-COLUMN-CONFLICT"
	CodeColumnMissing    rule.Code = "MAT-COLUMN-MISSING"
	CodeFields           rule.Code = "MAT-LINE-FIELDS"
	CodeCodeMissing      rule.Code = "MAT-CODE-MISSING"
	CodeCodeRepaired     rule.Code = "MAT-CODE-REPAIRED"
	CodeCodeAmbiguous    rule.Code = "MAT-CODE-AMBIGUOUS"
	CodeTypeTwice        rule.Code = "MAT-TYPE-TWICE"
	CodeUnlisted         rule.Code = "MAT-TYPE-UNKNOWN"
	CodeMissing          rule.Code = "MAT-TYPE-MISSING"
	CodeClassUnknown     rule.Code = "MAT-CLASS-UNKNOWN"
	CodeClassConflict    rule.Code = "MAT-CLASS-CONFLICT"
	CodeClassDiffers     rule.Code = "MAT-CLASS-DIFFERS"
	CodeClassFilled      rule.Code = "MAT-CLASS-FILLED"
	CodeLabelOther       rule.Code = "MAT-LABEL-OF-ANOTHER"
	CodeLabelConflict    rule.Code = "MAT-LABEL-CONFLICT"
	CodeLabelRepaired    rule.Code = "MAT-LABEL-REPAIRED"
	CodeLabelHyphen      rule.Code = "MAT-LABEL-HYPHEN"
	CodeFootnote         rule.Code = "MAT-FOOTNOTE"
	CodeCellFootnote     rule.Code = "MAT-CELL-FOOTNOTE"
	CodeCellBlank        rule.Code = "MAT-CELL-BLANK"
	CodeCellBlanks       rule.Code = "MAT-CELLS-BLANK"
	CodeCellNo           rule.Code = "MAT-CELLS-BLANK-NO"
	CodeCellUnreadable   rule.Code = "MAT-CELL-UNREADABLE"
	CodeCellConflict     rule.Code = "MAT-CELL-CONFLICT"
	CodeCellMissing      rule.Code = "MAT-CELL-MISSING"
	CodeIgnored          rule.Code = "MAT-LINE-IGNORED"
	CodeClosed           rule.Code = "MAT-ROW-CLOSED"
	CodeAccept           rule.Code = "MAT-TO-ACCEPT"
	CodeSyntax           rule.Code = "MAT-JSON-SYNTAX"
	CodeShape            rule.Code = "MAT-JSON-SHAPE"
	CodeKeyTwice         rule.Code = "MAT-JSON-KEY-TWICE"
	CodePage             rule.Code = "MAT-JSON-PAGE"
	CodeValue            rule.Code = "MAT-JSON-VALUE"
	CodeColumnCode       rule.Code = "MAT-COLUMN-CODE"
	CodeProfessionNumber rule.Code = "MAT-PROFESSION-NUMBER"
	CodeProfession       rule.Code = "MAT-PROFESSION-MISSING"
	CodeInvalid          rule.Code = "MAT-INVALID"
)

const (
	ruleVersion = iota
	ruleKind
	ruleLarge
	ruleEmpty
	ruleRecord
	ruleRecordLong
	ruleRecordText
	ruleEncoding
	ruleHeader
	ruleColumnUnknown
	ruleColumnTwice
	ruleColumnConflict
	ruleColumnMissing
	ruleFields
	ruleCodeMissing
	ruleCodeRepaired
	ruleCodeAmbiguous
	ruleTypeTwice
	ruleUnlisted
	ruleMissing
	ruleClassUnknown
	ruleClassConflict
	ruleClassDiffers
	ruleClassFilled
	ruleLabelOther
	ruleLabelConflict
	ruleLabelRepaired
	ruleLabelHyphen
	ruleFootnote
	ruleCellFootnote
	ruleCellBlank
	ruleCellBlanks
	ruleCellNo
	ruleCellUnreadable
	ruleCellConflict
	ruleCellMissing
	ruleIgnored
	ruleClosed
	ruleAccept
	ruleSyntax
	ruleShape
	ruleKeyTwice
	rulePage
	ruleValue
	ruleColumnCode
	ruleProfessionNumber
	ruleProfessionMissing
	ruleInvalid
)

// srcLibrary: how a file is read is a choice of the library, on the side that
// refuses.
const srcLibrary = "règle de la bibliothèque : un fichier douteux est refusé, une réparation est dite"

var rules = [...]rule.Rule{
	ruleVersion: {
		Code: CodeVersion, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Version non renseignée", EN: "Version not stated"},
		Message: rule.Text{FR: "{0} n'est pas renseigné : l'appelant dit d'où vient la matrice, de quel jour elle vaut et ce qu'elle vaut", EN: "{0} is not stated: the caller says where the matrix comes from, from which day it holds and how sure it is"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleKind: {
		Code: CodeKind, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Fichier d'une autre nature", EN: "File of another kind"},
		Message: rule.Text{FR: "ce n'est pas un texte de cette forme ({0}) ; un tableur s'enregistre d'abord en CSV", EN: "this is no text of that form ({0}); save a spreadsheet as CSV first"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleLarge: {
		Code: CodeLarge, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Fichier trop grand", EN: "File too large"},
		Message: rule.Text{FR: "le fichier dépasse {0}", EN: "the file exceeds {0}"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleEmpty: {
		Code: CodeEmpty, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Aucune ligne de la matrice", EN: "No row of the matrix"},
		Message: rule.Text{FR: "le fichier n'a aucune ligne dont le code de type soit connu", EN: "the file has no row whose type code is known"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleRecord: {
		Code: CodeRecord, Area: rule.AreaMatrix, Severity: rule.Error,
		Title: rule.Text{FR: "Ligne illisible", EN: "Broken line"},
		Message: rule.Text{
			FR: "la ligne ne peut pas être lue : un guillemet n'y est pas fermé, ou un texte suit le guillemet fermant",
			EN: "the line cannot be read: a quote is not closed, or text follows the closing quote",
		},
		Source: srcLibrary, Evidence: rule.Policy,
	},
	ruleRecordLong: {
		Code: CodeRecordLong, Area: rule.AreaMatrix, Severity: rule.Error,
		Title: rule.Text{FR: "Ligne trop longue", EN: "Line too long"},
		Message: rule.Text{
			FR: "la ligne dépasse {0} octets : des guillemets ne s'y ferment peut-être pas",
			EN: "the line is longer than {0} bytes: it may have quotes that do not close",
		},
		Source: srcLibrary, Evidence: rule.Policy,
	},
	ruleRecordText: {
		Code: CodeRecordText, Area: rule.AreaMatrix, Severity: rule.Error,
		Title: rule.Text{FR: "Octets qui ne sont pas du texte", EN: "Bytes that are no text"},
		Message: rule.Text{
			FR: "la ligne contient un octet nul, ou des octets qui ne sont ni de l'UTF-8 ni du Windows-1252 : enregistrez le fichier à nouveau, en CSV UTF-8",
			EN: "the line holds a NUL byte, or bytes that are neither UTF-8 nor Windows-1252: save the file again, as CSV UTF-8",
		},
		Source: srcLibrary, Evidence: rule.Policy,
	},
	ruleEncoding: {
		Code: CodeEncoding, Area: rule.AreaMatrix, Severity: rule.Completion,
		Title:   rule.Text{FR: "Encodage deviné", EN: "Encoding found out"},
		Message: rule.Text{FR: "le fichier a été lu comme du {0}", EN: "the file was read as {0}"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleHeader: {
		Code: CodeHeader, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "En-tête non reconnu", EN: "Header not recognised"},
		Message: rule.Text{FR: "l'en-tête n'a pas de colonne pour {0}", EN: "the header has no column for {0}"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleColumnUnknown: {
		Code: CodeColumnUnknown, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Colonne inconnue", EN: "Unknown column"},
		Message: rule.Text{FR: "l'intitulé ne désigne aucune colonne connue : dites laquelle, ou ce qu'est la nouvelle", EN: "the heading names no known column: say which, or what the new one is"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleColumnTwice: {
		Code: CodeColumnTwice, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Colonne en double", EN: "Column twice"},
		Message: rule.Text{FR: "la colonne {0} est là deux fois", EN: "column {0} is there twice"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleColumnConflict: {
		Code: CodeColumnConflict, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Libellé et codes se contredisent", EN: "Label and codes disagree"},
		Message: rule.Text{FR: "l'intitulé désigne la colonne {0}, et les codes imprimés ne sont pas les siens", EN: "the heading names column {0}, and the codes printed are not its own"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleColumnMissing: {
		Code: CodeColumnMissing, Area: rule.AreaMatrix, Severity: rule.Warning,
		Title:   rule.Text{FR: "Colonne absente", EN: "Column missing"},
		Message: rule.Text{FR: "la colonne {0} n'est pas dans le fichier : ceux de ses professionnels que nulle autre ne nomme ne liraient plus rien", EN: "column {0} is not in the file: those of its professionals whom no other names would read nothing any more"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleFields: {
		Code: CodeFields, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Nombre de champs", EN: "Number of fields"},
		Message: rule.Text{FR: "la ligne a {0} champs, l'en-tête {1}", EN: "the line has {0} fields, the header {1}"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleCodeMissing: {
		Code: CodeCodeMissing, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Ligne sans code", EN: "Row without a code"},
		Message: rule.Text{FR: "la ligne a des cases et pas de code de type", EN: "the row has cells and no type code"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleCodeRepaired: {
		Code: CodeCodeRepaired, Area: rule.AreaMatrix, Severity: rule.Completion,
		Title:   rule.Text{FR: "Code recollé", EN: "Code put together"},
		Message: rule.Text{FR: "le code {0} était coupé par un blanc, un saut de ligne ou un trait d'union", EN: "code {0} was cut by a blank, a line break or a hyphen"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleCodeAmbiguous: {
		Code: CodeCodeAmbiguous, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Code coupé, deux lectures", EN: "Code cut, two readings"},
		Message: rule.Text{FR: "le code coupé se lit {0} ou {1}", EN: "the code that was cut reads {0} or {1}"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleTypeTwice: {
		Code: CodeTypeTwice, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Type en double", EN: "Type twice"},
		Message: rule.Text{FR: "ce type a déjà une ligne, ligne {0}", EN: "this type already has a row, on line {0}"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleUnlisted: {
		Code: CodeUnlisted, Area: rule.AreaMatrix, Severity: rule.Warning,
		Title:   rule.Text{FR: "Type inconnu de la bibliothèque", EN: "Type unknown to the library"},
		Message: rule.Text{FR: "la bibliothèque ne connaît pas ce type : elle le porte et le refuse, quoi que disent ses cases", EN: "the library does not know this type: it carries and denies it, whatever its cells say"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleMissing: {
		Code: CodeMissing, Area: rule.AreaMatrix, Severity: rule.Warning,
		Title:   rule.Text{FR: "Type absent", EN: "Type missing"},
		Message: rule.Text{FR: "le type {0} de la matrice de référence n'a pas de ligne : personne ne le lirait plus", EN: "type {0} of the reference matrix has no row: nobody would read it any more"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleClassUnknown: {
		Code: CodeClassUnknown, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Classe inconnue", EN: "Unknown class"},
		Message: rule.Text{FR: "la classe n'est ni un code ni un libellé de JDV_J57", EN: "the class is neither a code nor a label of JDV_J57"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleClassConflict: {
		Code: CodeClassConflict, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Classe dite deux fois", EN: "Class stated twice"},
		Message: rule.Text{FR: "le code et le libellé de la classe se contredisent", EN: "code and label of the class disagree"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleClassDiffers: {
		Code: CodeClassDiffers, Area: rule.AreaMatrix, Severity: rule.Warning,
		Title:   rule.Text{FR: "Autre classe", EN: "Another class"},
		Message: rule.Text{FR: "le type est rangé en {0}, la bibliothèque le range en {1}", EN: "the type is classed {0}, the library classes it {1}"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleClassFilled: {
		Code: CodeClassFilled, Area: rule.AreaMatrix, Severity: rule.Completion,
		Title:   rule.Text{FR: "Classe reprise de la ligne du dessus", EN: "Class taken from the row above"},
		Message: rule.Text{FR: "{0} lignes sans classe (cellules fusionnées) ont pris celle du dessus", EN: "{0} rows without a class (merged cells) took the one above"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleLabelOther: {
		Code: CodeLabelOther, Area: rule.AreaMatrix, Severity: rule.Warning,
		Title:   rule.Text{FR: "Libellé d'un autre type", EN: "Label of another type"},
		Message: rule.Text{FR: "le libellé est celui du type {0} : les codes ont peut-être glissé d'une ligne", EN: "the label is that of type {0}: the codes may have slipped by a row"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleLabelConflict: {
		Code: CodeLabelConflict, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Deux libellés pour un type", EN: "Two labels for a type"},
		Message: rule.Text{FR: "ce type portait un autre libellé plus haut : les codes ont peut-être glissé d'une ligne", EN: "this type had another label above: the codes may have slipped by a row"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleLabelRepaired: {
		Code: CodeLabelRepaired, Area: rule.AreaMatrix, Severity: rule.Completion,
		Title:   rule.Text{FR: "Libellé recollé", EN: "Label put together"},
		Message: rule.Text{FR: "le libellé était coupé par un saut de ligne ou un trait d'union", EN: "the label was cut by a line break or a hyphen"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleLabelHyphen: {
		Code: CodeLabelHyphen, Area: rule.AreaMatrix, Severity: rule.Warning,
		Title:   rule.Text{FR: "Trait d'union douteux", EN: "Doubtful hyphen"},
		Message: rule.Text{FR: "le libellé est coupé après un trait d'union, et rien ne dit s'il en fait partie : il est gardé", EN: "the label is cut after a hyphen, and nothing says whether it is part of it: it is kept"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleFootnote: {
		Code: CodeFootnote, Area: rule.AreaMatrix, Severity: rule.Warning,
		Title:   rule.Text{FR: "Appel de note", EN: "Footnote mark"},
		Message: rule.Text{FR: "un appel de note a été retiré ({0}) : lisez la note, elle peut restreindre", EN: "a footnote mark was taken off ({0}): read the note, it may restrict"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleCellFootnote: {
		Code: CodeCellFootnote, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Case avec un appel de note", EN: "Cell with a footnote mark"},
		Message: rule.Text{FR: "la case de la colonne {0} porte un appel de note : elle n'est ni oui ni non", EN: "the cell of column {0} carries a footnote mark: it is neither yes nor no"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleCellBlank: {
		Code: CodeCellBlank, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Case vide", EN: "Blank cell"},
		Message: rule.Text{FR: "la case de la colonne {0} est vide : ni oui ni non", EN: "the cell of column {0} is blank: neither yes nor no"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleCellBlanks: {
		Code: CodeCellBlanks, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Cases vides", EN: "Blank cells"},
		Message: rule.Text{FR: "{0} cases sont vides : dites que cette publication laisse vides les cases fermées, si c'est le cas", EN: "{0} cells are blank: say that this publication leaves closed cells blank, if it does"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleCellNo: {
		Code: CodeCellNo, Area: rule.AreaMatrix, Severity: rule.Completion,
		Title:   rule.Text{FR: "Cases vides lues non", EN: "Blank cells read as no"},
		Message: rule.Text{FR: "{0} cases vides ont été lues non, comme l'appelant l'a dit", EN: "{0} blank cells were read as no, as the caller said"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleCellUnreadable: {
		Code: CodeCellUnreadable, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Case illisible", EN: "Unreadable cell"},
		Message: rule.Text{FR: "la case de la colonne {0} n'est ni oui ni non", EN: "the cell of column {0} is neither yes nor no"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleCellConflict: {
		Code: CodeCellConflict, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Case dite deux fois", EN: "Cell stated twice"},
		Message: rule.Text{FR: "la case de la colonne {0} est dite ouverte et fermée", EN: "the cell of column {0} is stated both open and closed"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleCellMissing: {
		Code: CodeCellMissing, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Case absente", EN: "Cell missing"},
		Message: rule.Text{FR: "le type n'a pas de case pour la colonne {0}", EN: "the type has no cell for column {0}"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleIgnored: {
		Code: CodeIgnored, Area: rule.AreaMatrix, Severity: rule.Completion,
		Title:   rule.Text{FR: "Ligne hors du tableau", EN: "Line outside the table"},
		Message: rule.Text{FR: "la ligne n'est pas de la matrice (titre, section, note, en-tête répété) : elle n'a pas été lue", EN: "the line is no row of the matrix (title, section, note, header again): it was not read"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleClosed: {
		Code: CodeClosed, Area: rule.AreaMatrix, Severity: rule.Warning,
		Title:   rule.Text{FR: "Ligne toute fermée", EN: "Row wholly closed"},
		Message: rule.Text{FR: "aucune colonne ne lit ce type : ligne perdue, ou type fermé à tous", EN: "no column reads this type: a row that was lost, or a type closed to all"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleAccept: {
		Code: CodeAccept, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "À accepter expressément", EN: "To be accepted expressly"},
		Message: rule.Text{FR: "{0} : à regarder un à un, puis à accepter ({1})", EN: "{0}: look at each, then accept ({1})"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleSyntax: {
		Code: CodeSyntax, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "JSON illisible", EN: "Unreadable JSON"},
		Message: rule.Text{FR: "le document n'est pas du JSON, ou s'arrête avant sa fin", EN: "the document is no JSON, or stops before its end"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleShape: {
		Code: CodeShape, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Document d'une autre forme", EN: "Document of another shape"},
		Message: rule.Text{FR: "{0} manque ou n'est pas de la forme attendue", EN: "{0} is missing or not of the shape expected"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleKeyTwice: {
		Code: CodeKeyTwice, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Champ en double", EN: "Field twice"},
		Message: rule.Text{FR: "le champ {0} est là deux fois", EN: "field {0} is there twice"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	rulePage: {
		Code: CodePage, Area: rule.AreaMatrix, Severity: rule.Warning,
		Title:   rule.Text{FR: "Document en plusieurs pages", EN: "Document in several pages"},
		Message: rule.Text{FR: "le document annonce une page suivante : il faut les donner toutes", EN: "the document announces a next page: give them all"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleValue: {
		Code: CodeValue, Area: rule.AreaMatrix, Severity: rule.Completion,
		Title:   rule.Text{FR: "Valeur convertie", EN: "Value converted"},
		Message: rule.Text{FR: "{0} n'était pas un booléen et a été lu comme tel", EN: "{0} was no boolean and was read as one"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleColumnCode: {
		Code: CodeColumnCode, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Code de profession sans colonne", EN: "Profession code without a column"},
		Message: rule.Text{FR: "le code de profession ne désigne aucune colonne connue : dites laquelle", EN: "the profession code names no known column: say which"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleProfessionNumber: {
		Code: CodeProfessionNumber, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Numéro de profession", EN: "Number of a profession"},
		Message: rule.Text{FR: "la profession n'a qu'un numéro, seul ou à côté d'un autre nom, et rien de publié ne dit que c'est le code d'une nomenclature : dites la colonne de chaque numéro", EN: "the profession has a number only, alone or beside another name, and nothing published says that it is a code of a list: say the column of each number"},
		Source:  "code public de Mon espace santé (assurance-maladie-mesdmp/ens-mobile, f206a1d) : field_code_profession est un entier, les données de démonstration comptent depuis 1", Evidence: rule.Policy,
	},
	ruleProfessionMissing: {
		Code: CodeProfession, Area: rule.AreaMatrix, Severity: rule.Warning,
		Title:   rule.Text{FR: "Profession absente", EN: "Profession missing"},
		Message: rule.Text{FR: "la profession {1} de la colonne {0} n'est pas dans le fichier : elle ne lirait plus rien", EN: "profession {1} of column {0} is not in the file: it would read nothing any more"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
	ruleInvalid: {
		Code: CodeInvalid, Area: rule.AreaMatrix, Severity: rule.Error,
		Title:   rule.Text{FR: "Matrice incohérente", EN: "Inconsistent matrix"},
		Message: rule.Text{FR: "la matrice lue ne peut pas être construite ({0})", EN: "the matrix read cannot be built ({0})"},
		Source:  srcLibrary, Evidence: rule.Policy,
	},
}

// Rules returns every rule of the package.
func Rules() []rule.Rule { return slices.Clone(rules[:]) }
