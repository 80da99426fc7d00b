package habilitationtest

import "github.com/rppsplus/rppsplus/rpps/rule"

// Codes of the rules on files of expectations and on profiles.
const (
	CodeFileEmpty       rule.Code = "EXPECT-FILE-EMPTY"
	CodeFileKind        rule.Code = "EXPECT-FILE-KIND"
	CodeFileLarge       rule.Code = "EXPECT-FILE-LARGE"
	CodeFileHeader      rule.Code = "EXPECT-FILE-HEADER"
	CodeDashes          rule.Code = "EXPECT-DASHES-MISSING"
	CodeOutside         rule.Code = "EXPECT-ROW-OUTSIDE"
	CodeFence           rule.Code = "EXPECT-FENCE-OPEN"
	CodeTableHTML       rule.Code = "EXPECT-TABLE-HTML"
	CodeColumnUnknown   rule.Code = "EXPECT-COLUMN-UNKNOWN"
	CodeColumnTwice     rule.Code = "EXPECT-COLUMN-TWICE"
	CodeColumnMissing   rule.Code = "EXPECT-COLUMN-MISSING"
	CodeLine            rule.Code = "EXPECT-LINE-UNREADABLE"
	CodeLineFields      rule.Code = "EXPECT-LINE-FIELDS"
	CodeNoLines         rule.Code = "EXPECT-NO-LINES"
	CodeTooMany         rule.Code = "EXPECT-TOO-MANY"
	CodeWho             rule.Code = "EXPECT-WHO-UNKNOWN"
	CodeWhoMissing      rule.Code = "EXPECT-WHO-MISSING"
	CodeWhoAgainst      rule.Code = "EXPECT-WHO-CONTRADICTED"
	CodeDocument        rule.Code = "EXPECT-DOCUMENT-UNKNOWN"
	CodeDocumentSeveral rule.Code = "EXPECT-DOCUMENT-SEVERAL"
	CodeDocumentMissing rule.Code = "EXPECT-DOCUMENT-MISSING"
	CodeClass           rule.Code = "EXPECT-CLASS-UNKNOWN"
	CodeClassOther      rule.Code = "EXPECT-CLASS-OTHER"
	CodeAction          rule.Code = "EXPECT-ACTION-UNKNOWN"
	CodeWant            rule.Code = "EXPECT-ANSWER-UNKNOWN"
	CodeWantMissing     rule.Code = "EXPECT-ANSWER-MISSING"
	CodeFact            rule.Code = "EXPECT-FACT-UNKNOWN"
	CodeFactAgainst     rule.Code = "EXPECT-FACT-CONTRADICTED"
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
	ruleDashes
	ruleOutside
	ruleFence
	ruleTableHTML
	ruleColumnUnknown
	ruleColumnTwice
	ruleColumnMissing
	ruleLine
	ruleLineFields
	ruleNoLines
	ruleTooMany
	ruleWho
	ruleWhoMissing
	ruleWhoAgainst
	ruleDocument
	ruleDocumentSeveral
	ruleDocumentMissing
	ruleClass
	ruleClassOther
	ruleAction
	ruleWant
	ruleWantMissing
	ruleFact
	ruleFactAgainst
	ruleDate
	ruleReason
	ruleNotWritable
	ruleProfileJSON
	ruleProfileMatrix
	ruleCopy
)

const srcForm = "form of the files of package habilitationtest: docs/testkit.md"

var rules = [...]rule.Rule{
	ruleFileEmpty: {
		Code: CodeFileEmpty, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Fichier vide", EN: "Empty file"},
		Message: rule.Text{FR: "le fichier est vide", EN: "the file is empty"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleFileKind: {
		Code: CodeFileKind, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Autre sorte de fichier", EN: "Another kind of file"},
		Message: rule.Text{FR: "ce n'est ni du CSV ni du Markdown ({0}) : enregistrez le tableau en CSV UTF-8", EN: "this is neither CSV nor Markdown ({0}): save the sheet as CSV in UTF-8"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleFileLarge: {
		Code: CodeFileLarge, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Fichier trop long", EN: "File too long"},
		Message: rule.Text{FR: "le fichier dépasse {0} octets", EN: "the file is longer than {0} bytes"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleFileHeader: {
		Code: CodeFileHeader, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Pas de tableau d'attentes", EN: "No table of expectations"},
		Message: rule.Text{FR: "aucun tableau dont la première ligne nomme les colonnes : il en faut au moins « document », « attendu » et qui demande", EN: "no table whose first line names the columns: at least “document”, “attendu” and who asks"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleDashes: {
		Code: CodeDashes, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Tableau sans ligne de tirets", EN: "Table without a line of dashes"},
		Message: rule.Text{FR: "sous les noms des colonnes il manque la ligne de tirets sans laquelle Markdown ne voit pas de tableau", EN: "the line of dashes is missing below the names of the columns, without which Markdown sees no table"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleOutside: {
		Code: CodeOutside, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Ligne hors d'un tableau", EN: "Row outside a table"},
		Message: rule.Text{FR: "la ligne a des barres et n'est d'aucun tableau, une ligne de texte l'en sépare ou elle est dans un bloc de code : reprenez les noms des colonnes, hors du bloc", EN: "the line has bars and is in no table, a line of text stands between or it is in a block of code: write the names of the columns again, outside the block"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleFence: {
		Code: CodeFence, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Bloc de code ou commentaire non fermé", EN: "Code block or comment not closed"},
		Message: rule.Text{FR: "un bloc de code ou un commentaire HTML commence ici et ne finit pas : les tableaux qui suivent ne sont pas lus", EN: "a code block or a comment of HTML begins here and does not end: the tables after it are not read"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleTableHTML: {
		Code: CodeTableHTML, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Tableau en HTML", EN: "Table in HTML"},
		Message: rule.Text{FR: "un tableau d'attentes est écrit en HTML et n'est pas lu : écrivez-le en Markdown, avec des barres", EN: "a table of expectations is written in HTML and is not read: write it in Markdown, with bars"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleColumnUnknown: {
		Code: CodeColumnUnknown, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Colonne inconnue", EN: "Unknown column"},
		Message: rule.Text{FR: "le nom de la colonne {0} n'est pas connu ; une colonne à ignorer se nomme « # … »", EN: "the name of column {0} is not known; a column to be ignored is named “# …”"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleColumnTwice: {
		Code: CodeColumnTwice, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Colonne en double", EN: "Column twice"},
		Message: rule.Text{FR: "deux colonnes ont le sens « {0} »", EN: "two columns mean “{0}”"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleColumnMissing: {
		Code: CodeColumnMissing, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Colonne absente", EN: "Column missing"},
		Message: rule.Text{FR: "il manque la colonne « {0} »", EN: "the column “{0}” is missing"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleLine: {
		Code: CodeLine, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Ligne illisible", EN: "Unreadable line"},
		Message: rule.Text{FR: "la ligne ne peut pas être lue : guillemet non fermé, texte après un guillemet, caractères qui n'en sont pas, longueur, ou tirets sous elle au milieu d'un tableau", EN: "the line cannot be read: a quote not closed, text after a quote, bytes that are no text, its length, or dashes below it in the middle of a table"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleLineFields: {
		Code: CodeLineFields, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Cellules en trop", EN: "Too many cells"},
		Message: rule.Text{FR: "la ligne a {0} cellules pour {1} colonnes", EN: "the line has {0} cells for {1} columns"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleNoLines: {
		Code: CodeNoLines, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Aucune attente", EN: "No expectation"},
		Message: rule.Text{FR: "le tableau n'a aucune ligne d'attente", EN: "the table has no line with an expectation"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleTooMany: {
		Code: CodeTooMany, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Trop d'attentes", EN: "Too many expectations"},
		Message: rule.Text{FR: "le fichier a plus de {0} lignes ou attentes", EN: "the file has more than {0} lines or expectations"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleWho: {
		Code: CodeWho, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Professionnel inconnu", EN: "Unknown professional"},
		Message: rule.Text{FR: "ni un rôle ni une profession, par code ou libellé officiel", EN: "neither a role nor a profession, by code or official label"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleWhoMissing: {
		Code: CodeWhoMissing, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Professionnel absent", EN: "Professional missing"},
		Message: rule.Text{FR: "la ligne ne dit pas qui demande", EN: "the line does not say who asks"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleWhoAgainst: {
		Code: CodeWhoAgainst, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Professionnel contredit", EN: "Professional contradicted"},
		Message: rule.Text{FR: "une autre colonne de la ligne dit un autre rôle ou un autre métier, ou une profession pour laquelle il ne compte pas", EN: "another column of the line says another role or another métier, or a profession for which it does not count"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleDocument: {
		Code: CodeDocument, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Document inconnu", EN: "Unknown document"},
		Message: rule.Text{FR: "ni le code ni le libellé d'un type de document ou d'une classe", EN: "neither the code nor the label of a type of document or of a class"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleDocumentSeveral: {
		Code: CodeDocumentSeveral, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Libellé de plusieurs documents", EN: "Label of several documents"},
		Message: rule.Text{FR: "plusieurs types de documents, ou un type et une classe, ont ce libellé : donnez le code, ou écrivez « classe » devant", EN: "several types of documents, or a type and a class, have this label: give the code, or write \"classe\" before it"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleDocumentMissing: {
		Code: CodeDocumentMissing, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Document absent", EN: "Document missing"},
		Message: rule.Text{FR: "la ligne ne dit pas quel document ni quelle classe", EN: "the line says neither which document nor which class"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleClass: {
		Code: CodeClass, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Classe inconnue", EN: "Unknown class"},
		Message: rule.Text{FR: "ni le code ni le libellé d'une classe de documents", EN: "neither the code nor the label of a class of documents"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleClassOther: {
		Code: CodeClassOther, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Document d'une autre classe", EN: "Document of another class"},
		Message: rule.Text{FR: "le document est de la classe {0}", EN: "the document is of the class {0}"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleAction: {
		Code: CodeAction, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Action inconnue", EN: "Unknown action"},
		Message: rule.Text{FR: "lire, déposer, masquer, démasquer ou supprimer", EN: "lire, déposer, masquer, démasquer or supprimer (read, deposit, hide, unhide, delete)"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleWant: {
		Code: CodeWant, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Réponse attendue illisible", EN: "Unreadable answer"},
		Message: rule.Text{FR: "autorisé ou refusé, oui ou non, X pour autorisé ; sans autre signe", EN: "autorisé or refusé, oui or non (allowed, denied, yes, no), X for allowed; no other sign"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleWantMissing: {
		Code: CodeWantMissing, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Réponse attendue absente", EN: "Answer missing"},
		Message: rule.Text{FR: "la ligne ne dit pas quelle réponse elle attend : une case vide n'est pas un refus", EN: "the line does not say which answer it expects: an empty cell is no denial"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleFact: {
		Code: CodeFact, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Circonstance inconnue", EN: "Unknown circumstance"},
		Message: rule.Text{FR: "oui ou non, ou un des mots propres à cette colonne", EN: "oui or non (yes, no), or one of the words of this column"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleFactAgainst: {
		Code: CodeFactAgainst, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Circonstance contredite", EN: "Circumstance contradicted"},
		Message: rule.Text{FR: "une autre colonne de la ligne dit le contraire ; une contradiction voulue s'écrit dans « circonstances »", EN: "another column of the line says the contrary; write a contradiction that is meant under \"circonstances\""},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleDate: {
		Code: CodeDate, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Date illisible", EN: "Unreadable date"},
		Message: rule.Text{FR: "une date s'écrit 15/10/2025 ou 2025-10-15", EN: "a date is written 15/10/2025 or 2025-10-15"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleReason: {
		Code: CodeReason, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Motif inconnu", EN: "Unknown reason"},
		Message: rule.Text{FR: "ni le code ni le titre d'un motif de décision", EN: "neither the code nor the title of a reason of a decision"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleNotWritable: {
		Code: CodeNotWritable, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Attente sans forme écrite", EN: "Expectation without a written form"},
		Message: rule.Text{FR: "cette attente a un professionnel ou un document qu'un fichier ne peut pas dire", EN: "this expectation has a professional or a document that a file cannot tell"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleProfileJSON: {
		Code: CodeProfileJSON, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Profil illisible", EN: "Unreadable profile"},
		Message: rule.Text{FR: "ce n'est pas un profil d'usage de la matrice", EN: "this is no profile of the use of a matrix"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleProfileMatrix: {
		Code: CodeProfileMatrix, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Profil d'une autre matrice", EN: "Profile of another matrix"},
		Message: rule.Text{FR: "le profil est celui d'une autre matrice", EN: "the profile is that of another matrix"},
		Source:  srcForm, Evidence: rule.Policy,
	},
	ruleCopy: {
		Code: CodeCopy, Area: rule.AreaTest, Severity: rule.Error,
		Title:   rule.Text{FR: "Copie de matrice illisible", EN: "Unreadable copy of a matrix"},
		Message: rule.Text{FR: "la copie n'a pas la forme que cet outil écrit", EN: "the copy has not the form that this kit writes"},
		Source:  srcForm, Evidence: rule.Policy,
	},
}

// Rules returns every rule of the package.
func Rules() []rule.Rule { return append([]rule.Rule(nil), rules[:]...) }
