package habilitationtest

import "github.com/rppsplus/rppsplus/rpps/rule"

// Codes of the rules on files of expectations and on profiles.
const (
	CodeFileEmpty       rule.Code = "EXPECT-FILE-EMPTY"
	CodeFileKind        rule.Code = "EXPECT-FILE-KIND"
	CodeFileLarge       rule.Code = "EXPECT-FILE-LARGE"
	CodeFileHeader      rule.Code = "EXPECT-FILE-HEADER"
	CodeColumnUnknown   rule.Code = "EXPECT-COLUMN-UNKNOWN"
	CodeColumnTwice     rule.Code = "EXPECT-COLUMN-TWICE"
	CodeColumnMissing   rule.Code = "EXPECT-COLUMN-MISSING"
	CodeLine            rule.Code = "EXPECT-LINE-UNREADABLE"
	CodeLineFields      rule.Code = "EXPECT-LINE-FIELDS"
	CodeNoLines         rule.Code = "EXPECT-NO-LINES"
	CodeTooMany         rule.Code = "EXPECT-TOO-MANY"
	CodeWho             rule.Code = "EXPECT-WHO-UNKNOWN"
	CodeWhoMissing      rule.Code = "EXPECT-WHO-MISSING"
	CodeDocument        rule.Code = "EXPECT-DOCUMENT-UNKNOWN"
	CodeDocumentSeveral rule.Code = "EXPECT-DOCUMENT-SEVERAL"
	CodeDocumentMissing rule.Code = "EXPECT-DOCUMENT-MISSING"
	CodeClass           rule.Code = "EXPECT-CLASS-UNKNOWN"
	CodeClassOther      rule.Code = "EXPECT-CLASS-OTHER"
	CodeAction          rule.Code = "EXPECT-ACTION-UNKNOWN"
	CodeWant            rule.Code = "EXPECT-ANSWER-UNKNOWN"
	CodeWantMissing     rule.Code = "EXPECT-ANSWER-MISSING"
	CodeFact            rule.Code = "EXPECT-FACT-UNKNOWN"
	CodeDate            rule.Code = "EXPECT-DATE-UNREADABLE"
	CodeReason          rule.Code = "EXPECT-REASON-UNKNOWN"
	CodeNotWritable     rule.Code = "EXPECT-NOT-WRITABLE"
	CodeProfileJSON     rule.Code = "EXPECT-PROFILE-JSON"
	CodeProfileMatrix   rule.Code = "EXPECT-PROFILE-MATRIX"
	CodeCopy            rule.Code = "EXPECT-COPY-UNREADABLE"
)

const (
	ruleFileEmpty = iota
	ruleFileKind
	ruleFileLarge
	ruleFileHeader
	ruleColumnUnknown
	ruleColumnTwice
	ruleColumnMissing
	ruleLine
	ruleLineFields
	ruleNoLines
	ruleTooMany
	ruleWho
	ruleWhoMissing
	ruleDocument
	ruleDocumentSeveral
	ruleDocumentMissing
	ruleClass
	ruleClassOther
	ruleAction
	ruleWant
	ruleWantMissing
	ruleFact
	ruleDate
	ruleReason
	ruleNotWritable
	ruleProfileJSON
	ruleProfileMatrix
	ruleCopy
)

const srcForm = "form of the files of package habilitationtest: docs/testkit.md"

// row is one rule of the package: all are errors, and forms of the library.
func row(code rule.Code, title, message rule.Text) rule.Rule {
	return rule.Rule{
		Code: code, Area: rule.AreaTest, Severity: rule.Error, Title: title, Message: message,
		Source: srcForm, Evidence: rule.Policy,
	}
}

var rules = [...]rule.Rule{
	ruleFileEmpty: row(CodeFileEmpty, rule.Text{FR: "Fichier vide", EN: "Empty file"},
		rule.Text{FR: "le fichier est vide", EN: "the file is empty"}),
	ruleFileKind: row(CodeFileKind, rule.Text{FR: "Autre sorte de fichier", EN: "Another kind of file"},
		rule.Text{FR: "ce n'est ni du CSV ni du Markdown ({0}) : enregistrez le tableau en CSV UTF-8", EN: "this is neither CSV nor Markdown ({0}): save the sheet as CSV in UTF-8"}),
	ruleFileLarge: row(CodeFileLarge, rule.Text{FR: "Fichier trop long", EN: "File too long"},
		rule.Text{FR: "le fichier dépasse {0} octets", EN: "the file is longer than {0} bytes"}),
	ruleFileHeader: row(CodeFileHeader, rule.Text{FR: "Pas de tableau d'attentes", EN: "No table of expectations"},
		rule.Text{FR: "aucun tableau dont la première ligne nomme les colonnes : il en faut au moins « document », « attendu » et qui demande", EN: "no table whose first line names the columns: at least “document”, “attendu” and who asks"}),
	ruleColumnUnknown: row(CodeColumnUnknown, rule.Text{FR: "Colonne inconnue", EN: "Unknown column"},
		rule.Text{FR: "le nom de la colonne {0} n'est pas connu ; une colonne à ignorer se nomme « # … »", EN: "the name of column {0} is not known; a column to be ignored is named “# …”"}),
	ruleColumnTwice: row(CodeColumnTwice, rule.Text{FR: "Colonne en double", EN: "Column twice"},
		rule.Text{FR: "deux colonnes ont le sens « {0} »", EN: "two columns mean “{0}”"}),
	ruleColumnMissing: row(CodeColumnMissing, rule.Text{FR: "Colonne absente", EN: "Column missing"},
		rule.Text{FR: "il manque la colonne « {0} »", EN: "the column “{0}” is missing"}),
	ruleLine: row(CodeLine, rule.Text{FR: "Ligne illisible", EN: "Unreadable line"},
		rule.Text{FR: "la ligne ne peut pas être lue : guillemet non fermé, texte après un guillemet, caractères qui n'en sont pas, ou longueur", EN: "the line cannot be read: a quote not closed, text after a quote, bytes that are no text, or its length"}),
	ruleLineFields: row(CodeLineFields, rule.Text{FR: "Cellules en trop", EN: "Too many cells"},
		rule.Text{FR: "la ligne a {0} cellules pour {1} colonnes", EN: "the line has {0} cells for {1} columns"}),
	ruleNoLines: row(CodeNoLines, rule.Text{FR: "Aucune attente", EN: "No expectation"},
		rule.Text{FR: "le tableau n'a aucune ligne d'attente", EN: "the table has no line with an expectation"}),
	ruleTooMany: row(CodeTooMany, rule.Text{FR: "Trop d'attentes", EN: "Too many expectations"},
		rule.Text{FR: "le fichier a plus de {0} attentes", EN: "the file has more than {0} expectations"}),
	ruleWho: row(CodeWho, rule.Text{FR: "Professionnel inconnu", EN: "Unknown professional"},
		rule.Text{FR: "ni un rôle ni une profession, par code ou libellé officiel", EN: "neither a role nor a profession, by code or official label"}),
	ruleWhoMissing: row(CodeWhoMissing, rule.Text{FR: "Professionnel absent", EN: "Professional missing"},
		rule.Text{FR: "la ligne ne dit pas qui demande", EN: "the line does not say who asks"}),
	ruleDocument: row(CodeDocument, rule.Text{FR: "Document inconnu", EN: "Unknown document"},
		rule.Text{FR: "ni le code ni le libellé d'un type de document ou d'une classe", EN: "neither the code nor the label of a type of document or of a class"}),
	ruleDocumentSeveral: row(CodeDocumentSeveral, rule.Text{FR: "Libellé de plusieurs documents", EN: "Label of several documents"},
		rule.Text{FR: "plusieurs types de documents ont ce libellé : donnez le code", EN: "several types of documents have this label: give the code"}),
	ruleDocumentMissing: row(CodeDocumentMissing, rule.Text{FR: "Document absent", EN: "Document missing"},
		rule.Text{FR: "la ligne ne dit pas quel document ni quelle classe", EN: "the line says neither which document nor which class"}),
	ruleClass: row(CodeClass, rule.Text{FR: "Classe inconnue", EN: "Unknown class"},
		rule.Text{FR: "ni le code ni le libellé d'une classe de documents", EN: "neither the code nor the label of a class of documents"}),
	ruleClassOther: row(CodeClassOther, rule.Text{FR: "Document d'une autre classe", EN: "Document of another class"},
		rule.Text{FR: "le document est de la classe {0}", EN: "the document is of the class {0}"}),
	ruleAction: row(CodeAction, rule.Text{FR: "Action inconnue", EN: "Unknown action"},
		rule.Text{FR: "lire, déposer, masquer, démasquer ou supprimer", EN: "lire, déposer, masquer, démasquer or supprimer (read, deposit, hide, unhide, delete)"}),
	ruleWant: row(CodeWant, rule.Text{FR: "Réponse attendue illisible", EN: "Unreadable answer"},
		rule.Text{FR: "autorisé ou refusé, oui ou non, X pour autorisé", EN: "autorisé or refusé, oui or non (allowed, denied, yes, no), X for allowed"}),
	ruleWantMissing: row(CodeWantMissing, rule.Text{FR: "Réponse attendue absente", EN: "Answer missing"},
		rule.Text{FR: "la ligne ne dit pas quelle réponse elle attend : une case vide n'est pas un refus", EN: "the line does not say which answer it expects: an empty cell is no denial"}),
	ruleFact: row(CodeFact, rule.Text{FR: "Circonstance inconnue", EN: "Unknown circumstance"},
		rule.Text{FR: "oui ou non, ou un des mots propres à cette colonne", EN: "oui or non (yes, no), or one of the words of this column"}),
	ruleDate: row(CodeDate, rule.Text{FR: "Date illisible", EN: "Unreadable date"},
		rule.Text{FR: "une date s'écrit 15/10/2025 ou 2025-10-15", EN: "a date is written 15/10/2025 or 2025-10-15"}),
	ruleReason: row(CodeReason, rule.Text{FR: "Motif inconnu", EN: "Unknown reason"},
		rule.Text{FR: "ni le code ni le titre d'un motif de décision", EN: "neither the code nor the title of a reason of a decision"}),
	ruleNotWritable: row(CodeNotWritable, rule.Text{FR: "Attente sans forme écrite", EN: "Expectation without a written form"},
		rule.Text{FR: "cette attente a un professionnel ou un document qu'un fichier ne peut pas dire", EN: "this expectation has a professional or a document that a file cannot tell"}),
	ruleProfileJSON: row(CodeProfileJSON, rule.Text{FR: "Profil illisible", EN: "Unreadable profile"},
		rule.Text{FR: "ce n'est pas un profil d'usage de la matrice", EN: "this is no profile of the use of a matrix"}),
	ruleProfileMatrix: row(CodeProfileMatrix, rule.Text{FR: "Profil d'une autre matrice", EN: "Profile of another matrix"},
		rule.Text{FR: "le profil est celui d'une autre matrice", EN: "the profile is that of another matrix"}),
	ruleCopy: row(CodeCopy, rule.Text{FR: "Copie de matrice illisible", EN: "Unreadable copy of a matrix"},
		rule.Text{FR: "la copie n'a pas la forme que cet outil écrit", EN: "the copy has not the form that this kit writes"}),
}

// Rules returns every rule of the package.
func Rules() []rule.Rule { return append([]rule.Rule(nil), rules[:]...) }
