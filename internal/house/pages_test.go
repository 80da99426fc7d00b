package house

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/rpps/workforce"
)

// Pages for people hold five kinds of text that the code knows better. Each is
// compared with the code here:
//
//   - a table between <!-- NAME --> and <!-- / -->, made by a function of
//     tables;
//   - what a command prints: a block of console that begins with
//     "$ go run ./examples/…", with […] where lines are left out;
//   - a drawing in Mermaid under <!-- go run ./examples/… -->, which prints it;
//   - Go code under <!-- FILE: NAME -->, a function of that file;
//   - names of Go (`roles.Role`) and codes of rules, which must be there.
//
// -update writes the first four:
//
//	go test ./internal/house -run TestPages -update

// pages are the files with such texts.
func pages(t *testing.T) []string {
	t.Helper()
	out := []string{"README.md", "docs/README.md", "docs/guide.md"}
	french, err := filepath.Glob(filepath.Join(root, "docs", "fr", "*.md"))
	if err != nil || len(french) < 5 {
		t.Fatalf("%d pages in French, %v", len(french), err)
	}
	for _, f := range french {
		out = append(out, "docs/fr/"+filepath.Base(f))
	}
	return out
}

var (
	tableBlock   = regexp.MustCompile(`(?s)<!-- ([\p{L}-]+) -->\n(.*?)<!-- / -->\n`)
	consoleBlock = regexp.MustCompile("(?s)```console\n(\\$ go run \\./examples/.*?)```\n")
	drawingBlock = regexp.MustCompile("(?s)<!-- (go run \\./examples/[^\n]*) -->\n```mermaid\n(.*?)```\n")
	codeBlock    = regexp.MustCompile("(?s)<!-- (\\S+\\.go): (\\w+) -->\n```go\n(.*?)```\n")
)

// pageDay is the day of the tables that depend on one.
var pageDay = civil.MustNew(2026, 11, 26)

// TestPages compares the pages with the code, or writes them with -update.
func TestPages(t *testing.T) {
	used := map[string]bool{}
	built := map[string]string{} // programs
	commands, functions, drawings := 0, 0, 0
	for _, page := range pages(t) {
		file := filepath.Join(root, page)
		b, err := os.ReadFile(file)
		if err != nil {
			t.Error(err)
			continue
		}
		text := string(b)
		want := tableBlock.ReplaceAllStringFunc(text, func(block string) string {
			m := tableBlock.FindStringSubmatch(block)
			f := tables[m[1]]
			if f == nil {
				t.Errorf("%s: no table %q", page, m[1])
				return block
			}
			used[m[1]] = true
			return "<!-- " + m[1] + " -->\n" + f() + "<!-- / -->\n"
		})
		want = codeBlock.ReplaceAllStringFunc(want, func(block string) string {
			m := codeBlock.FindStringSubmatch(block)
			functions++
			return "<!-- " + m[1] + ": " + m[2] + " -->\n```go\n" + function(t, m[1], m[2]) + "```\n"
		})
		if !testing.Short() {
			want = consoleBlock.ReplaceAllStringFunc(want, func(block string) string {
				m := consoleBlock.FindStringSubmatch(block)
				commands++
				return "```console\n" + console(t, built, m[1]) + "```\n"
			})
			want = drawingBlock.ReplaceAllStringFunc(want, func(block string) string {
				m := drawingBlock.FindStringSubmatch(block)
				drawings++
				return "<!-- " + m[1] + " -->\n```mermaid\n" + runExample(t, built, m[1]) + "```\n"
			})
		}
		switch {
		case want == text:
		case golden.Update():
			if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
				t.Error(err)
			}
		default:
			t.Errorf("%s is stale: run go test ./internal/house -run TestPages -update\n%s", page, firstDifference(text, want))
		}
	}
	for name := range tables {
		if !used[name] {
			t.Errorf("the table %q is on no page", name)
		}
	}
	if functions < 3 || (commands < 3 || drawings < 1) && !testing.Short() {
		t.Errorf("%d functions, %d commands and %d drawings found", functions, commands, drawings)
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d:\n  is      %s\n  must be %s", i+1, g[i], w[i])
		}
	}
	return "one is the beginning of the other"
}

// console runs the commands of a block and returns the block as it must be.
// Where it leaves lines out, […], the lines around must follow in the output.
func console(t *testing.T, built map[string]string, block string) string {
	t.Helper()
	var out strings.Builder
	for _, part := range regexp.MustCompile(`(?m)^\$ `).Split(block, -1)[1:] {
		command, shown, _ := strings.Cut(part, "\n")
		real := runExample(t, built, command)
		if strings.Contains(shown, "[…]\n") && holds(real, shown) {
			real = shown
		}
		out.WriteString("$ " + command + "\n" + real)
	}
	return out.String()
}

// holds reports whether an output is what an excerpt shows.
func holds(output, excerpt string) bool {
	rest := output
	for i, piece := range strings.Split(excerpt, "[…]\n") {
		at := strings.Index(rest, piece)
		if at < 0 || i == 0 && at > 0 {
			return false
		}
		rest = rest[at+len(piece):]
	}
	return rest == "" || strings.HasSuffix(excerpt, "[…]\n")
}

// runExample runs "go run ./examples/NAME ARGUMENTS" and returns what it
// prints, with the exit code when it is not 0. built are the programs that are
// there already.
func runExample(t *testing.T, built map[string]string, command string) string {
	t.Helper()
	fields := strings.Fields(command)
	if len(fields) < 3 || fields[0] != "go" || fields[1] != "run" {
		t.Errorf("%q is no go run", command)
		return ""
	}
	program := built[fields[2]]
	if program == "" {
		program = filepath.Join(t.TempDir(), "example")
		if runtime.GOOS == "windows" {
			program += ".exe"
		}
		build := exec.Command("go", "build", "-buildvcs=false", "-o", program, fields[2])
		build.Dir = root
		if text, err := build.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", command, err, text)
			return ""
		}
		built[fields[2]] = program
	}
	run := exec.Command(program, fields[3:]...)
	run.Dir = root
	var out bytes.Buffer
	run.Stdout = &out
	err := run.Run()
	text := out.String()
	if _, ok := err.(*exec.ExitError); ok {
		text += fmt.Sprintf("exit status %d\n", run.ProcessState.ExitCode())
	} else if err != nil {
		t.Errorf("%s: %v", command, err)
	}
	return text
}

// function returns the text of a function of a file, with its comment.
func function(t *testing.T, file, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, file))
	if err != nil {
		t.Error(err)
		return ""
	}
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, file, text, parser.ParseComments)
	if err != nil {
		t.Error(err)
		return ""
	}
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Name.Name == name {
			from := fn.Pos()
			if fn.Doc != nil {
				from = fn.Doc.Pos()
			}
			return string(text[fset.Position(from).Offset:fset.Position(fn.End()).Offset]) + "\n"
		}
	}
	t.Errorf("%s has no function %s", file, name)
	return ""
}

// tables are the tables of the pages.
var tables = map[string]func() string{
	"six-rôles":    sixRoles,
	"métiers":      metiers,
	"inscription":  channels,
	"structures":   structures,
	"colonnes":     columns,
	"gravités":     severities,
	"preuves":      evidences,
	"sources":      func() string { return sources(language.French) },
	"law":          func() string { return sources(language.English) },
	"circonstance": facts,
}

// table writes rows as Markdown; the first is the header.
func table(rows ...[]string) string {
	var b strings.Builder
	for i, r := range rows {
		b.WriteString("| " + strings.Join(r, " | ") + " |\n")
		if i == 0 {
			b.WriteString(strings.Repeat("|---", len(r)) + "|\n")
		}
	}
	return b.String()
}

func sixRoles() string {
	matrix := habilitation.CNAM20240925()
	all, _, _ := matrix.Size()
	rows := [][]string{{"Code", "Libellé officiel", "Pour qui", "Types de documents lus, sur " + fmt.Sprint(all)}}
	for r := range roles.RPPSPlusRoles() {
		reads := "aucun : pas de colonne dans la matrice"
		if reach, ok := matrix.ReachOfRole(r); ok && len(reach.Reads) > 0 {
			reads = fmt.Sprint(len(reach.Reads))
		}
		rows = append(rows, []string{r.Code(), r.Label(), workforce.MissionOf(r).Definition(language.French), reads})
	}
	return table(rows...)
}

func metiers() string {
	rows := [][]string{{"Code", "Métier"}}
	for p := range roles.Professions() {
		if channelOf(p) == roles.ChannelRPPSPlus && p.List() == roles.ListR85 {
			rows = append(rows, []string{p.Code(), p.Label()})
		}
	}
	return fmt.Sprintf("Au %s, %d métiers :\n\n", pageDay.French(), len(rows)-1) + table(rows...)
}

func channelOf(p roles.Profession) roles.Channel {
	category := roles.CategoryCivil
	if p.Kind() == roles.KindStudent {
		category = roles.CategoryStudent
	}
	return roles.RegistrationOf(roles.RegistrationQuery{Profession: p, Category: category, At: pageDay}, roles.StudentPolicy{}).Channel
}

func channels() string {
	words := []struct {
		channel roles.Channel
		who     string
	}{
		{roles.ChannelRPPSPlus, "l'employeur, sur le portail RPPS+"},
		{roles.ChannelOrder, "l'ordre professionnel"},
		{roles.ChannelARS, "l'agence régionale de santé (portail eRPPS)"},
		{roles.ChannelNone, "personne : hors de la liste du portail, ou étudiant que le cadre légal n'admet pas encore"},
		{0, "les sources lues ne le disent pas"},
	}
	rows := [][]string{{"Enregistré par", "Codes valides", "Par exemple"}}
	for _, w := range words {
		var labels []string
		for p := range roles.Professions() {
			// Functions stand in lists of their own: they are held beside a profession.
			function := p.List() == roles.ListR21 || p.List() == roles.ListR96
			if !function && p.At(pageDay) == roles.StatusValid && channelOf(p) == w.channel {
				labels = append(labels, p.Label())
			}
		}
		var some []string // five, from all over the list
		for i := range min(5, len(labels)) {
			some = append(some, labels[i*len(labels)/5])
		}
		if len(labels) > 0 {
			rows = append(rows, []string{w.who, fmt.Sprint(len(labels)), strings.Join(some, ", ")})
		}
	}
	return table(rows...)
}

func structures() string {
	words := map[gestionnaire.Access]string{
		gestionnaire.AccessOpen: "oui", gestionnaire.AccessClosed: "non", gestionnaire.AccessUnknown: "pas connu",
	}
	rows := [][]string{{"Type de structure", "Portail RPPS+ ouvert", "Pourquoi"}}
	add := func(name string, kind rpps.StructureKind, hospiConnect rpps.Answer) {
		a := gestionnaire.AccessOf(rpps.Structure{Kind: kind}, hospiConnect)
		why := a.Fault.Message(language.French)
		if a.Access == gestionnaire.AccessOpen {
			why = ""
		}
		rows = append(rows, []string{name, words[a.Access], why})
	}
	add("ESMS, établissement ou service social ou médico-social", rpps.ESMS, 0)
	add("DAC, dispositif d'appui à la coordination", rpps.DAC, 0)
	add("CRT, centre de ressources territorial", rpps.CRT, 0)
	add("officine", rpps.Officine, 0)
	add("établissement de santé retenu pour HospiConnect", rpps.Hospital, rpps.Yes)
	add("établissement de santé non retenu", rpps.Hospital, rpps.No)
	add("établissement de santé, sans que ce soit dit", rpps.Hospital, 0)
	add("cabinet ou société de libéraux", rpps.Practice, 0)
	add("laboratoire de biologie médicale", rpps.Laboratory, 0)
	add("autre", rpps.OtherStructure, 0)
	return table(rows...)
}

// needed are the columns that a file must have.
func needed() map[string]bool {
	out := map[string]bool{}
	r, err := registration.NewReader(strings.NewReader("identifiant\n"))
	if err != nil {
		return out
	}
	for _, f := range r.Header() {
		out[f.Path()] = true
	}
	return out
}

func columns() string {
	need := needed()
	var must, one, may []string
	for f := range registration.Fields() {
		name := "`" + f.Column() + "`"
		switch {
		case need[f.Path()] || need[f.Column()]:
			must = append(must, name)
		case f == registration.FieldSIRET, f == registration.FieldFINESS, f == registration.FieldRPPSRang:
			one = append(one, name)
		default:
			may = append(may, name)
		}
	}
	return table([]string{"Colonnes", "Noms"},
		[]string{"attendues dans tout fichier", strings.Join(must, " ")},
		[]string{"la structure, par un seul numéro sur chaque ligne", strings.Join(one, " ")},
		[]string{"selon les cas", strings.Join(may, " ")})
}

func severities() string {
	return table([]string{"Ce que le programme écrit", "Dans le JSON", "Ce que cela veut dire"},
		[]string{"`ERREUR`", "`" + rule.Error.String() + "`", "la demande serait refusée : à corriger avant l'envoi"},
		[]string{"`à voir`", "`" + rule.Warning.String() + "`", "la demande passerait ; quelqu'un doit regarder"},
		[]string{"`complété`", "`" + rule.Completion.String() + "`", "une valeur laissée vide est remplie par une règle connue, qui est nommée"},
		[]string{"`à savoir`", "`" + rule.Information.String() + "`", "rien n'est refusé ni douteux pour la ligne ; utile pour tout le fichier"})
}

func evidences() string {
	return table([]string{"Preuve", "Dans le JSON", "Ce que cela veut dire"},
		[]string{"sourcé", "`" + rule.Sourced.String() + "`", "une source officielle ou première le dit ; elle est nommée"},
		[]string{"déduit", "`" + rule.Inferred.String() + "`", "tiré de sources qui ne le disent pas en toutes lettres"},
		[]string{"choix", "`" + rule.Policy.String() + "`", "les sources se taisent ou se contredisent : la bibliothèque choisit, du côté qui refuse sauf mention, et un réglage permet l'autre choix quand il est raisonnable"})
}

func facts() string {
	rows := [][]string{{"Circonstance", "Nom dans les programmes"}}
	for f := habilitation.Facts(1); f <= habilitation.AllFacts; f <<= 1 {
		rows = append(rows, []string{f.Explain(language.French), "`" + f.String() + "`"})
	}
	return table(rows...)
}

// A source is a source of law or of a format, and its state.
type source struct {
	name     rule.Text
	state    rule.Text // in force, published, a draft
	read     rule.Text // how it was read
	doubtful rule.Text // what is doubtful about it
}

var sourceList = []source{
	{
		name:     rule.Text{FR: "Code de la santé publique, L. 1110-12, L. 1111-17, L. 1111-18, R. 1111-46 à R. 1111-49", EN: "Code de la santé publique, L. 1110-12, L. 1111-17, L. 1111-18, R. 1111-46 to R. 1111-49"},
		state:    rule.Text{FR: "en vigueur", EN: "in force"},
		read:     rule.Text{FR: "copies publiques des articles ; chaque règle nomme le sien", EN: "public copies of the articles; each rule names its own"},
		doubtful: rule.Text{FR: "l'opposition empêche-t-elle de déposer ? masquer demande-t-il un fondement d'accès ?", EN: "whether opposition bars a deposit, and hiding needs a basis of access"},
	},
	{
		name:     rule.Text{FR: "Conseil d'État, 15 octobre 2025, n° 490409", EN: "Conseil d'État, decision of 15 October 2025, no. 490409"},
		state:    rule.Text{FR: "rendue : consentement initial exigé dès ce jour, information sans opposition avant", EN: "given: initial consent is asked for from that day on, information without opposition before"},
		read:     rule.Text{FR: "analyses de juristes et presse", EN: "notes of lawyers, press"},
		doubtful: rule.Text{FR: "aucun nouvel arrêté n'a été trouvé depuis", EN: "no new order was found since"},
	},
	{
		name:     rule.Text{FR: "Arrêté du 26 octobre 2023 (matrice en annexe, 87 types)", EN: "Arrêté of 26 October 2023 (matrix in its annex, 87 types)"},
		state:    rule.Text{FR: "annulé en partie le 15 octobre 2025", EN: "annulled in part on 15 October 2025"},
		read:     rule.Text{FR: "**le tableau n'a pas été trouvé** ; 25 cases connues par la presse", EN: "**its table was not found**; 25 cells are known from the press"},
		doubtful: rule.Text{FR: "24 des 25 cases disent comme la publication de la CNAM ; un nouvel arrêté a été annoncé le 3 avril 2025", EN: "24 of the 25 agree with the CNAM sheet; a new order was announced on 3 April 2025"},
	},
	{
		name:     rule.Text{FR: "CNAM, Matrice d'habilitations des PS pour le DMP, 25 septembre 2024 (108 types)", EN: "CNAM sheet, 25 September 2024 (108 types): the matrix that decides here"},
		state:    rule.Text{FR: "publiée ; date d'effet inconnue", EN: "published; its day of effect is not known"},
		read:     rule.Text{FR: "**copie** : une conversion publique, lue deux fois", EN: "**a copy**: a public conversion, read twice"},
		doubtful: rule.Text{FR: "titre, numéro de version et notes (a) à (e) manquent ; rien ne prouve que les colonnes des rôles sont appliquées", EN: "title, version number and footnotes are missing; nothing proves that the columns of the roles are in operation"},
	},
	{
		name:     rule.Text{FR: "Arrêté du 6 février 2009 modifié (RPPS)", EN: "Arrêté of 6 February 2009 as amended (RPPS)"},
		state:    rule.Text{FR: "en vigueur, modifié", EN: "in force, amended"},
		read:     rule.Text{FR: "version de 2022, coupée dans l'article 2", EN: "version of 2022, cut within article 2"},
		doubtful: rule.Text{FR: "étudiants : le cadre ne les admet pas encore, les listes les nomment", EN: "students: the law lets them in not yet, the lists name them"},
	},
	{
		name:     rule.Text{FR: "Portail RPPS+ : guides de l'ANS, supports de formation du printemps 2025", EN: "RPPS+ portal: guides of the ANS, training slides of spring 2025"},
		state:    rule.Text{FR: "publiés", EN: "published"},
		read:     rule.Text{FR: "plusieurs pages coupées (« Fermer la situation »)", EN: "several pages cut (how to close a situation)"},
		doubtful: rule.Text{FR: "les libellés des états d'une demande ne sont pas publiés", EN: "the labels of the states of a request are not published"},
	},
	{
		name:     rule.Text{FR: "Nomenclatures (NOS) de l'ANS", EN: "Nomenclatures (NOS) of the ANS"},
		state:    rule.Text{FR: "en vigueur, datées code par code", EN: "in force, each code with its dates"},
		read:     rule.Text{FR: "transcrites, comparées quand une seconde copie existe", EN: "transcribed, compared where a second copy exists"},
		doubtful: rule.Text{FR: "le dernier jour d'un code : refusé", EN: "the last day of a code: denied"},
	},
	{
		name:     rule.Text{FR: "Pro Santé Identité, v0.9.1 du 15 septembre 2026", EN: "Pro Santé Identité, v0.9.1 of 15 September 2026"},
		state:    rule.Text{FR: "publié, avant la version 1", EN: "published, before version 1"},
		read:     rule.Text{FR: "schéma, README et exemples", EN: "schema, README, examples"},
		doubtful: rule.Text{FR: "les trois se contredisent ; une table de refus n'est pas publique", EN: "the three contradict one another; one table of refusals is not public"},
	},
	{
		name:     rule.Text{FR: "Pro Santé Connect (userinfo)", EN: "Pro Santé Connect (userinfo)"},
		state:    rule.Text{FR: "en service", EN: "in service"},
		read:     rule.Text{FR: "code public et exemples, 2021 à 2024", EN: "public code and samples, 2021 to 2024"},
		doubtful: rule.Text{FR: "aucun exemple public de professionnel à rôle", EN: "no public sample of a role professional"},
	},
	{
		name:     rule.Text{FR: "Annuaire Santé, extractions", EN: "Annuaire Santé, extractions"},
		state:    rule.Text{FR: "publiées chaque jour", EN: "published every day"},
		read:     rule.Text{FR: "en-têtes des fichiers de 2026, code public", EN: "headers of the files of 2026, public code"},
		doubtful: rule.Text{FR: "aucune date d'activité", EN: "no date of an activity"},
	},
	{
		name:     rule.Text{FR: "FHIR : guide de l'Annuaire Santé 1.2.0-snapshot-2, TDDUI", EN: "FHIR: guide of the Annuaire Santé 1.2.0-snapshot-2, TDDUI"},
		state:    rule.Text{FR: "versions de travail", EN: "working versions"},
		read:     rule.Text{FR: "profils, extensions et exemples", EN: "profiles, extensions, examples"},
		doubtful: rule.Text{FR: "les exemples publiés ont des défauts : [liste](../fhir.md)", EN: "published examples have defects: [list](docs/fhir.md)"},
	},
}

func sources(tag language.Tag) string {
	head := []string{"Source", "État", "Comment elle a été lue", "Ce qui est douteux"}
	if tag == language.English {
		head = []string{"Source", "State", "How it was read", "What is doubtful"}
	}
	rows := [][]string{head}
	for _, s := range sourceList {
		rows = append(rows, []string{s.name.In(tag), s.state.In(tag), s.read.In(tag), s.doubtful.In(tag)})
	}
	return table(rows...)
}

// TestMatricesAreSources: each matrix that the library carries is a source, by its day
// and the number of its types.
func TestMatricesAreSources(t *testing.T) {
	for m := range habilitation.Embedded().All() {
		v, types := m.Version(), len(slices.Collect(m.Rows()))
		day := fmt.Sprintf("%d %s %d (%d types)", v.Published.Day(), v.Published.Month(), v.Published.Year(), types)
		if !slices.ContainsFunc(sourceList, func(s source) bool { return strings.Contains(s.name.EN, day) }) {
			t.Errorf("%s: no source of sourceList in pages_test.go names %q", v.ID, day)
		}
	}
}

// TestHolds shows the comparison of excerpts what it must refuse.
func TestHolds(t *testing.T) {
	for excerpt, want := range map[string]bool{
		"a\nb\nc\n":           true,
		"a\n[…]\nc\n":         true,
		"a\n[…]\n":            true,
		"[…]\nc\n":            true,
		"a\n[…]\nd\n":         false,
		"b\n[…]\n":            false,
		"a\n[…]\nb\n":         false,
		"a\n[…]\nc\n[…]\n":    true,
		"a\nb\n":              false,
		"c\n[…]\na\n[…]\n":    false,
		"[…]\nc\n[…]\nb\n":    false,
		"a\n[…]\nb\n[…]\nc\n": true,
	} {
		if holds("a\nb\nc\n", excerpt) != want {
			t.Errorf("%q: %v", excerpt, !want)
		}
	}
}

var (
	inCode   = regexp.MustCompile("`([^`\n]+)`")
	goName   = regexp.MustCompile(`\b([a-z]+)\.([A-Z]\w*)(?:\.([A-Z]\w*))?`)
	ruleCode = regexp.MustCompile(`\b[A-Z]{3,8}(?:-[A-Z0-9]+)+(?:-…|\b)`)
)

// TestNames holds the documents to names and codes that are there.
func TestNames(t *testing.T) {
	l := &linker{packages: packages(t), exported: map[string]map[string]bool{}}
	byName := map[string]string{"kit": "habilitation/habilitationtest"}
	for path := range rooms {
		byName[path[strings.LastIndexByte(path, '/')+1:]] = path
	}
	codes := map[string]bool{}
	prefixes := map[string]bool{}
	for _, r := range all() {
		codes[string(r.Code)] = true
		prefix, _, _ := strings.Cut(string(r.Code), "-")
		prefixes[prefix] = true
	}
	found := 0
	for _, file := range documents(t) {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := string(b)
		for _, span := range spans(text) {
			for _, m := range goName.FindAllStringSubmatch(span, -1) {
				path, ours := byName[m[1]]
				if !ours {
					continue
				}
				found++
				names := l.names(module + "/" + path)
				if !names[m[2]] || m[3] != "" && !names[m[2]+"."+m[3]] && !l.anyMethod(path, m[3]) {
					t.Errorf("%s: %s is not there", filepath.Base(file), m[0])
				}
			}
			for _, code := range ruleCode.FindAllString(span, -1) {
				prefix, _, _ := strings.Cut(code, "-")
				if prefixes[prefix] && !codes[code] && !strings.HasSuffix(code, "…") && !moveID.MatchString(code) {
					t.Errorf("%s: no rule %s", filepath.Base(file), code)
				}
			}
		}
	}
	if found < 200 {
		t.Errorf("%d names found: the scan does not look where they are", found)
	}
}

// moveID is the form of the moves of life cycles, whose names are like codes.
var moveID = regexp.MustCompile(`^[A-Z]{3}-\d+[a-z]?$`)

// anyMethod reports whether a type of a package has a method or a field: for a
// constant followed by a method.
func (l *linker) anyMethod(path, name string) bool {
	for n := range l.names(module + "/" + path) {
		if strings.HasSuffix(n, "."+name) {
			return true
		}
	}
	return false
}

// spans returns the code of a Markdown text: blocks of Go, and what stands
// between backquotes.
func spans(text string) []string {
	var out []string
	var prose strings.Builder
	lang, fenced := "", false
	for line := range strings.Lines(text) {
		if mark, ok := strings.CutPrefix(strings.TrimSpace(line), "```"); ok {
			fenced, lang = !fenced, mark
			continue
		}
		switch {
		case fenced && lang == "go":
			out = append(out, line)
		case !fenced:
			prose.WriteString(line)
		}
	}
	for _, m := range inCode.FindAllStringSubmatch(prose.String(), -1) {
		out = append(out, m[1])
	}
	return out
}

var goRun = regexp.MustCompile(`go run (\./[\w./-]+)([^\n` + "`" + `#|(]*)`)

// TestCommands holds the commands of all documents to programs that are there,
// and their flags to flags that these programs have.
func TestCommands(t *testing.T) {
	found, flags := 0, 0
	sources := map[string]string{}
	for _, file := range documents(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range goRun.FindAllStringSubmatch(string(text), -1) {
			dir := strings.TrimPrefix(m[1], "./")
			p := packages(t)[dir]
			if p == nil || p.name != "main" {
				t.Errorf("%s: %s is no program", filepath.Base(file), m[1])
				continue
			}
			found++
			if sources[dir] == "" {
				// The program, and what it shares with others.
				folders := []string{dir}
				for imported := range p.imports() {
					if below, ours := strings.CutPrefix(imported, module+"/"); ours && (strings.HasPrefix(below, "internal/") || isExample(below)) {
						folders = append(folders, below)
					}
				}
				for _, folder := range folders {
					names, _ := filepath.Glob(filepath.Join(root, filepath.FromSlash(folder), "*.go"))
					for _, name := range names {
						b, err := os.ReadFile(name)
						if err != nil {
							t.Fatal(err)
						}
						sources[dir] += string(b)
					}
				}
			}
			for _, f := range regexp.MustCompile(` \[?-([a-z][a-z-]*)`).FindAllStringSubmatch(m[2], -1) {
				flags++
				if !strings.Contains(sources[dir], `"`+f[1]+`"`) {
					t.Errorf("%s: %s has no flag -%s", filepath.Base(file), m[1], f[1])
				}
			}
		}
	}
	if found < 40 || flags < 30 {
		t.Errorf("%d commands and %d flags found: the scan does not look where they are", found, flags)
	}
}

// TestDoubts holds the page of doubts in French to the list of SYNC.md: a
// switch that it names is one of those.
func TestDoubts(t *testing.T) {
	sync, err := os.ReadFile(filepath.Join(root, "SYNC.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, doubts, ok := strings.Cut(string(sync), "\n## Doubts\n")
	french, err := os.ReadFile(filepath.Join(root, "docs", "fr", "sources.md"))
	if err != nil || !ok {
		t.Fatal(err, ok)
	}
	_, table, ok := strings.Cut(string(french), "| La question |")
	table, _, _ = strings.Cut(table, "\n\n")
	names := goName.FindAllStringSubmatch(table, -1)
	if !ok || len(names) < 10 {
		t.Fatalf("%d switches found", len(names))
	}
	for _, m := range names {
		if !strings.Contains(doubts, m[2]) {
			t.Errorf("docs/fr/sources.md: %s is no switch of the doubts in SYNC.md", m[0])
		}
	}
}

// documents are the Markdown files that speak of the code.
func documents(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, pattern := range []string{"*.md", "docs/*.md", "docs/fr/*.md", "docs/rules/*.md", "examples/*/README.md"} {
		names, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, names...)
	}
	return out
}
