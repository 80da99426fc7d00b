package habilitationtest

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/latin"
	"github.com/rppsplus/rppsplus/internal/namekey"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// column is what a column of a file is for. From firstFact on, one for each
// fact.
type column uint8

const (
	columnTitle column = iota + 1
	columnWho
	columnProfession
	columnCategory
	columnFunction
	columnRole
	columnDocument
	columnClass
	columnAction
	columnWant
	columnBecause
	columnDate
	columnNote
	columnFacts

	columnCare
	columnConsent
	columnOpposition
	columnEmergency
	columnRegulation
	columnHidden
	firstFact

	columnPerson  column = 254 // of a grid
	columnIgnored column = 255
)

// columnNames are the names under which columns are written; also the paths
// of faults.
var columnNames = [...]string{
	columnTitle: "intitulé", columnWho: "qui", columnProfession: "profession", columnCategory: "catégorie",
	columnFunction: "métier", columnRole: "rôle", columnDocument: "document", columnClass: "classe", columnAction: "action",
	columnWant: "attendu", columnBecause: "motif", columnDate: "date", columnNote: "remarque", columnFacts: "circonstances",
	columnCare: "équipe de soins", columnConsent: "consentement", columnOpposition: "opposition", columnEmergency: "urgence",
	columnRegulation: "régulation", columnHidden: "masqué",
}

func (c column) name() string {
	if c == columnPerson {
		return columnNames[columnWant]
	}
	if c >= firstFact {
		return habilitation.Facts(1 << (c - firstFact)).Explain(language.French)
	}
	return columnNames[c]
}

// headers are the folded names of the columns, each list separated by bars.
var headers = [...]string{
	columnTitle:      "intitule|titre|cas|cas d usage|scenario|attente|description|title|case",
	columnWho:        "qui|professionnel|profil|personne|utilisateur|demandeur|role ou profession|profession ou role|who|user",
	columnProfession: "profession",
	columnCategory:   "categorie|categorie professionnelle|category",
	columnFunction:   "metier|fonction|metier ou fonction|function",
	columnRole:       "role|role rpps|genre d activite|genre activite",
	columnDocument:   "document|documents|type de document|types de documents|type document|type|code document|code du document|document type",
	columnClass:      "classe|classe de document|classe de documents|categorie de document|categorie de documents|class",
	columnAction:     "action|droit|operation",
	columnWant:       "attendu|resultat|resultat attendu|reponse|reponse attendue|autorisation|autorise|acces|decision|expected|want|answer",
	columnBecause:    "motif|motifs|motif attendu|motifs attendus|raison|raisons|because|reason|reasons",
	columnDate:       "date|jour|le|day",
	columnNote:       "remarque|remarques|commentaire|commentaires|note|notes|comment|source",
	columnFacts:      "circonstances|circonstance|contexte|faits|facts|circumstances",
	columnCare:       "equipe de soins|dans l equipe de soins|membre de l equipe de soins|care team",
	columnConsent:    "consentement|consentement du patient|consentement de la personne|consent",
	columnOpposition: "opposition|opposition du patient|opposition de la personne|professionnel bloque",
	columnEmergency:  "urgence|bris de glace|acces en urgence|emergency",
	columnRegulation: "regulation|medecin regulateur|regulation samu",
	columnHidden:     "masque|document masque|masque aux professionnels|hidden",
}

// is reports whether a folded text is one of a list separated by bars.
func is(folded, list string) bool {
	for w := range strings.SplitSeq(list, "|") {
		if w == folded {
			return true
		}
	}
	return false
}

// columnOf returns the column that a header names, 0 for none.
func columnOf(header string) column {
	folded := namekey.Of(header)
	if folded == "" {
		return 0
	}
	for c := range headers {
		if headers[c] != "" && is(folded, headers[c]) {
			return column(c)
		}
	}
	if f := factOf(header); f != 0 {
		for i := range factCount {
			if f == 1<<i {
				return firstFact + column(i)
			}
		}
	}
	return 0
}

// rule returns the rule that a cell of the column breaks which cannot be read.
func (c column) rule() int {
	switch c {
	case columnWho, columnProfession, columnCategory, columnFunction, columnRole:
		return ruleWho
	case columnDocument:
		return ruleDocument
	case columnClass:
		return ruleClass
	case columnAction:
		return ruleAction
	case columnWant, columnPerson:
		return ruleWant
	case columnBecause:
		return ruleReason
	case columnDate:
		return ruleDate
	}
	return ruleFact
}

// isDoubted reports whether a text has a sign that takes back, doubts or restricts
// what stands beside it ("≠ 60", "oui ?", "X*", "X¹", a cross, a picture, what is
// struck out): words are compared without such signs.
func isDoubted(text string) bool {
	text, _ = cutTick(text)
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.No, r) }) {
		return true // the number of a footnote
	}
	text = norm.NFKD.String(text) // "≢" is a "≡" that is struck out
	return slices.ContainsFunc(strings.FieldsFunc(text, isSeparator), hasFootnote) || strings.ContainsFunc(text, func(r rune) bool {
		switch {
		case isSeparator(r):
			return false
		case r >= '\u0334' && r <= '\u0338', r == '\u20e0', strings.ContainsRune("?¿؟!†‡", r):
			return true
		}
		return unicode.In(r, unicode.Sm, unicode.So)
	})
}

// hasFootnote reports whether a part of a list has a star that neither begins it, as
// it does some codes of documents, nor emphasises it.
func hasFootnote(part string) bool {
	part = strings.TrimSpace(part)
	for len(part) > 2 && part[0] == '*' && part[len(part)-1] == '*' {
		part = strings.TrimSpace(part[1 : len(part)-1])
	}
	return strings.LastIndexByte(part, '*') > 0
}

// cutTick takes a mark of yes from the beginning or the end of a text. The letter X
// marks an open cell in the publications of the matrix; a cross of another kind may
// mean the opposite. A telephone writes a mark as a picture, with a sign behind it that
// nobody sees.
func cutTick(text string) (rest string, ticked bool) {
	text = strings.TrimSuffix(text, "\ufe0f")
	for _, mark := range [...]string{"✓", "✔", "☑", "✅"} {
		if rest, ok := strings.CutSuffix(text, mark); ok {
			return strings.TrimSpace(rest), true
		}
		if rest, ok := strings.CutPrefix(text, mark); ok {
			return strings.TrimSpace(strings.TrimPrefix(rest, "\ufe0f")), true
		}
	}
	return text, false
}

// foldAnswer folds the text of an answer; "" where another sign than a quotation mark,
// a final point or a hyphen within stands beside the words, such as "(X)" or "-oui":
// it may restrict them.
func foldAnswer(text string) string {
	words := strings.TrimSuffix(text, ".")
	if strings.HasPrefix(words, "-") || strings.HasSuffix(words, "-") || strings.ContainsFunc(words, func(r rune) bool {
		// Cf are marks that nobody sees.
		return !strings.ContainsRune(" -'\"", r) && !unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Pi, unicode.Pf, unicode.Cf)
	}) {
		return ""
	}
	return namekey.Of(text)
}

const factCount = 24

// factOf returns the fact that a text names: by the name of the library, or
// in French or English words.
func factOf(text string) habilitation.Facts {
	folded := namekey.Of(text)
	for i := range factCount {
		f := habilitation.Facts(1 << i)
		if namekey.Of(f.String()) == folded || namekey.Of(f.Explain(language.French)) == folded ||
			namekey.Of(f.Explain(language.English)) == folded {
			return f
		}
	}
	return 0
}

const (
	yesWords = "oui|o|x|yes|y|vrai|true|1"
	noWords  = "non|n|no|faux|false|0"
)

// yesNo reads oui or non, in the words and marks in use.
func yesNo(text string) (yes, ok bool) {
	words, ticked := cutTick(text)
	folded := foldAnswer(words)
	switch {
	case is(folded, yesWords), ticked && words == "":
		return true, true
	case is(folded, noWords) && !ticked:
		return false, true
	}
	return false, false
}

func parseWant(text string) Want {
	if yes, ok := yesNo(text); ok {
		return wantOf(yes)
	}
	words, ticked := cutTick(text)
	folded := foldAnswer(words)
	switch {
	case is(folded, "autorise|autorisee|autorises|permis|ouvert|ouverte|accepte|allowed|allow"):
		return Allowed
	case is(folded, "refuse|refusee|refuses|interdit|interdite|ferme|fermee|denied|deny") && !ticked:
		return Denied
	}
	return 0
}

var actionWords = [...]string{
	habilitation.Read:    "lire|lecture|consulter|consultation|read",
	habilitation.Deposit: "deposer|depot|alimenter|alimentation|deposit",
	habilitation.Hide:    "masquer|masquage|hide",
	habilitation.Unhide:  "demasquer|demasquage|unhide|show again",
	habilitation.Delete:  "supprimer|suppression|delete",
}

func parseAction(text string) habilitation.Action {
	folded := namekey.Of(text)
	for a, words := range actionWords {
		if is(folded, words) {
			return habilitation.Action(a)
		}
	}
	return 0
}

func parseDate(text string) civil.Date {
	d, err := civil.ParseISO(text)
	if err != nil {
		d, _ = civil.ParseFrench(text)
	}
	return d
}

// findPerson reads a role or a profession, by code or label.
func findPerson(text string) (Person, bool) {
	if r, err := roles.FindRole(text); err == nil {
		return Role(r), true
	}
	if p, err := roles.FindProfession(text); err == nil && isWho(p) {
		return Profession(p), true
	}
	return Person{}, false
}

// isWho reports whether a code says what somebody is: a fonction does not.
func isWho(p roles.Profession) bool {
	switch p.List() {
	case roles.ListG15, roles.ListR94, roles.ListR95, roles.ListR291, roles.ListR85:
		return true
	}
	return false
}

// isFunction reports whether a code is a métier or a fonction.
func isFunction(p roles.Profession) bool {
	return p.List() == roles.ListR85 || p.List() == roles.ListR21
}

func findClass(text string) habilitation.DocumentClass {
	folded := namekey.Of(text)
	for c := habilitation.ClassReport; c <= habilitation.ClassSignature; c++ {
		if c.Code() == strings.TrimSpace(text) || namekey.Of(c.Label()) == folded {
			return c
		}
	}
	return 0
}

// documentNames finds types of documents by the words for them.
type documentNames map[string][]habilitation.DocumentType

func newDocumentNames() documentNames {
	out := documentNames{}
	add := func(label string, d habilitation.DocumentType) {
		if k := namekey.Of(label); k != "" && !slices.Contains(out[k], d) {
			out[k] = append(out[k], d)
		}
	}
	for d := range habilitation.DocumentTypes() {
		add(d.Label(), d)
	}
	for m := range habilitation.Embedded().All() {
		for r := range m.Rows() {
			add(r.Label, r.Document)
		}
	}
	return out
}

// find reads a type by code or label, a class by its label or after the word
// "classe", or all. several: the label is that of more than one type, or of a
// class as well.
func (n documentNames) find(text string) (d Documents, several, ok bool) {
	text = strings.TrimSpace(text)
	if doc, err := habilitation.ParseDocumentType(text); err == nil {
		return Type(doc), false, true
	}
	folded := namekey.Of(text)
	if folded == "" {
		return Documents{}, false, false
	}
	if is(folded, "tous|tous les documents|tous les types|tous les types de documents|tout|all|every type") {
		return EveryType(), false, true
	}
	if found := n[folded]; len(found) > 0 {
		return Type(found[0]), len(found) > 1 || findClass(text) != 0, true
	}
	if class, ok := strings.CutPrefix(folded, "classe "); ok {
		if c := findClass(class); c != 0 {
			return Class(c), false, true
		}
	}
	if c := findClass(text); c != 0 && text != c.Code() {
		return Class(c), false, true
	}
	return Documents{}, false, false
}

// findReason reads a reason by its code, or by its title or message in a
// language.
func findReason(text string) habilitation.Reason {
	folded := namekey.Of(text)
	for r := range habilitation.Reasons() {
		ru := r.Rule()
		if latin.EqualFold(string(ru.Code), strings.TrimSpace(text)) || folded != "" &&
			(namekey.Of(ru.Title.FR) == folded || namekey.Of(ru.Title.EN) == folded ||
				namekey.Of(ru.Message.FR) == folded || namekey.Of(ru.Message.EN) == folded) {
			return r
		}
	}
	return 0
}

// exclusive are the groups of facts of which one at most may hold.
var exclusive = [...]habilitation.Facts{
	habilitation.CareTeam | habilitation.OutsideTeam,
	habilitation.NotOpposed | habilitation.Opposed,
	habilitation.BrisDeGlace | habilitation.Regulation,
	habilitation.BrisDeGlaceNotRefused | habilitation.BrisDeGlaceRefused,
	habilitation.RegulationNotRefused | habilitation.RegulationRefused,
	visibility,
}

const (
	visibility = habilitation.AnyDocument | habilitation.Visible | habilitation.HiddenByDepositor | habilitation.HiddenByPatient
	consents   = habilitation.InitialConsent | habilitation.ExplicitConsent | habilitation.Informed
	emergency  = habilitation.BrisDeGlace | habilitation.Incapacity
	breaking   = habilitation.BrisDeGlaceNotRefused | habilitation.BrisDeGlaceRefused
	regulating = habilitation.RegulationNotRefused | habilitation.RegulationRefused
)

// with returns the facts with one more, and without those that it excludes.
func with(f, fact habilitation.Facts) habilitation.Facts {
	for _, g := range exclusive {
		if g&fact != 0 {
			f &^= g
		}
	}
	return f | fact
}

// word is what a word in a column of facts takes away and adds.
type word struct {
	words       string
	minus, plus habilitation.Facts
}

// factWords are the words of the columns that stand for several facts.
var factWords = [...][]word{
	columnCare: {
		{yesWords, habilitation.OutsideTeam, habilitation.CareTeam},
		{noWords, habilitation.CareTeam, 0},
		{"hors equipe|hors equipe de soins|hors", habilitation.CareTeam, habilitation.OutsideTeam},
	},
	columnConsent: {
		{yesWords + "|initial|consentement initial", consents, habilitation.InitialConsent},
		{"explicite|a cette consultation|consentement a cette consultation", consents, habilitation.ExplicitConsent},
		{"expres|expres et informe", consents, habilitation.ExplicitConsent | habilitation.Informed},
		{"informe|informee|information|personne informee|patient informe", consents, habilitation.Informed},
		{noWords + "|aucun", consents, 0},
	},
	columnOpposition: {
		{yesWords, habilitation.NotOpposed, habilitation.Opposed},
		{noWords + "|aucune", habilitation.Opposed, habilitation.NotOpposed},
		{"non verifiee|non renseignee|inconnue|inconnu", habilitation.Opposed | habilitation.NotOpposed, 0},
	},
	columnEmergency: {
		{yesWords, habilitation.Regulation | breaking, emergency | habilitation.BrisDeGlaceNotRefused},
		{"refuse|refusee|refusee par la personne|refuse par le patient", habilitation.Regulation | breaking, emergency | habilitation.BrisDeGlaceRefused},
		{noWords, emergency | breaking, 0},
	},
	columnRegulation: {
		{yesWords, habilitation.BrisDeGlace | regulating, habilitation.Regulation | habilitation.RegulationNotRefused},
		{"refuse|refusee|refusee par la personne|refuse par le patient", habilitation.BrisDeGlace | regulating, habilitation.Regulation | habilitation.RegulationRefused},
		{noWords, habilitation.Regulation | regulating, 0},
	},
	columnHidden: {
		{noWords, visibility, habilitation.Visible},
		{yesWords + "|par la personne|par le patient|patient", visibility, habilitation.HiddenByPatient},
		{"par le deposant|par son deposant|deposant", visibility, habilitation.HiddenByDepositor},
		{"en general|type de document en general", visibility, habilitation.AnyDocument},
		{"non renseigne|inconnu", visibility, 0},
	},
}

// apply reads a cell of a column of facts.
func (c column) apply(f habilitation.Facts, text string) (habilitation.Facts, bool) {
	yes, known := yesNo(text)
	if c >= firstFact {
		fact := habilitation.Facts(1 << (c - firstFact))
		if yes {
			return with(f, fact), known
		}
		return f &^ fact, known
	}
	folded := foldAnswer(text)
	if known {
		// The marks that are no letters.
		folded = "non"
		if yes {
			folded = "oui"
		}
	}
	for _, w := range factWords[c] {
		if is(folded, w.words) {
			return f&^w.minus | w.plus, true
		}
	}
	return f, false
}

// holds reports whether facts still say what a column with this text does: no
// other column has taken it back.
func (c column) holds(f habilitation.Facts, text string) bool {
	if c >= firstFact {
		yes, known := yesNo(text)
		return !known || f.Has(1<<(c-firstFact)) == yes
	}
	stated, ok := c.apply(0, text)
	if ok && stated == 0 {
		left, _ := c.apply(habilitation.AllFacts, text)
		// Without consent a person may be informed all the same.
		return f&^left&^habilitation.Informed == 0
	}
	return !ok || f.Has(stated)
}

// parseFacts reads circumstances in full.
func parseFacts(text string) (habilitation.Facts, bool) {
	if is(namekey.Of(text), "aucune|aucune circonstance|none|neant") {
		return NoFacts, true
	}
	var out habilitation.Facts
	for _, f := range known(text, func(part string) (habilitation.Facts, bool) {
		f := factOf(part)
		return f, f != 0
	}) {
		if f == 0 {
			return 0, false
		}
		out |= f
	}
	return out, out != 0
}

// isSeparator reports whether a sign stands between the parts of a list.
func isSeparator(r rune) bool { return strings.ContainsRune(",;|/+\n", r) }

// maxParts is how many things one cell may list.
const maxParts = 32

// known reads a list separated by commas, semicolons, bars, strokes, plus signs
// or line ends, of things whose names may have such signs themselves: the
// longest run that is known counts. What is not known is the zero value.
func known[V any](text string, find func(string) (V, bool)) []V {
	var ends []int
	for i, c := range text {
		if isSeparator(c) {
			ends = append(ends, i)
		}
	}
	ends = append(ends, len(text))
	var zero V
	if len(ends) > maxParts {
		return []V{zero}
	}
	var out []V
	start := 0
next:
	for k := 0; k < len(ends); k++ {
		for j := len(ends) - 1; j >= k; j-- {
			if v, ok := find(strings.TrimSpace(text[start:ends[j]])); ok {
				out = append(out, v)
				start, k = min(ends[j]+1, len(text)), j
				continue next
			}
		}
		if strings.TrimSpace(text[start:ends[k]]) != "" {
			out = append(out, zero)
		}
		start = min(ends[k]+1, len(text))
	}
	return out
}
