package house

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/export"
	"github.com/rppsplus/rppsplus/habilitation/habilitationtest"
	"github.com/rppsplus/rppsplus/habilitation/matrixfile"
	"github.com/rppsplus/rppsplus/habilitation/trace"
	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/psc"
	"github.com/rppsplus/rppsplus/rpps/psi"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/rpps/services"
	"github.com/rppsplus/rppsplus/rpps/workforce"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
	"github.com/rppsplus/rppsplus/situation/lifecycle/history"
)

// books are the packages that have rules.
var books = map[string]func() []rule.Rule{
	"rpps":                          rpps.Rules,
	"rpps/psc":                      psc.Rules,
	"roles":                         roles.Rules,
	"situation":                     situation.Rules,
	"habilitation":                  habilitation.Rules,
	"habilitation/habilitationtest": habilitationtest.Rules,
	"habilitation/matrixfile":       matrixfile.Rules,
	"rpps/gestionnaire":             gestionnaire.Rules,
	"rpps/registration":             registration.Rules,
	"rpps/psi":                      psi.Rules,
	"rpps/workforce":                workforce.Rules,
	"situation/lifecycle":           lifecycle.Rules,
	"situation/lifecycle/history":   history.Rules,
	"rpps/annuaire":                 annuaire.Rules,
	"rpps/fhir":                     fhir.Rules,
	"habilitation/trace":            trace.Rules,
	"habilitation/export":           export.Rules,
	"rpps/services":                 services.Rules,
}

// An area is a part of the document.
type area struct {
	area   rule.Area
	fr, en string
}

// title returns the subject in both languages.
func (a area) title() string {
	if a.fr == a.en {
		return a.fr
	}
	return a.fr + " / " + a.en
}

// areas are the areas in the order of the document.
var areas = []area{
	{rule.AreaIdentifier, "Identifiants", "Identifiers"},
	{rule.AreaIdentity, "Identité", "Identity"},
	{rule.AreaNomenclature, "Nomenclatures", "Nomenclatures"},
	{rule.AreaUserinfo, "Pro Santé Connect", "Pro Santé Connect"},
	{rule.AreaSituation, "Situations d'exercice", "Practice situations"},
	{rule.AreaHabilitation, "Habilitations", "Access to the DMP"},
	{rule.AreaMatrix, "Fichiers de matrices", "Files of matrices"},
	{rule.AreaExport, "Exports de la matrice", "Exports of the matrix"},
	{rule.AreaGestionnaire, "Gestionnaires RPPS+", "Who may register whom"},
	{rule.AreaRegistration, "Demandes d'enregistrement", "Registration requests"},
	{rule.AreaFile, "Fichiers d'enregistrements", "Files of registrations"},
	{rule.AreaPSI, "Pro Santé Identité", "Pro Santé Identité"},
	{rule.AreaLifecycle, "Cycles de vie", "Life cycles"},
	{rule.AreaTest, "Tests de la matrice", "Tests against the matrix"},
	{rule.AreaServices, "Services nationaux", "National services"},
	{rule.AreaWorkforce, "Besoins et plans d'un établissement", "Needs and plans of an establishment"},
	{rule.AreaExtraction, "Extractions de l'Annuaire Santé", "Extractions of the Annuaire Santé"},
	{rule.AreaFHIR, "Ressources FHIR", "FHIR resources"},
	{rule.AreaTrace, "Trace des accès", "Trace of accesses"},
}

// placeForm is the form of the constant of the place of a rule in its table.
var placeForm = regexp.MustCompile(`^rule[A-Z]`)

// codeForm is the form of the code of a rule.
var codeForm = regexp.MustCompile(`^[A-Z]+(-[A-Z0-9]+)+$`)

// TestBooks checks that every package with rules is in the table of books:
// a package has rules when it makes a rule.Rule or names a rule.Code.
func TestBooks(t *testing.T) {
	known := map[string]string{}
	for path, rules := range books {
		for _, r := range rules() {
			known[string(r.Code)] = path
		}
	}
	found := 0
	for path, p := range packages(t) {
		if path == "rpps/rule" {
			continue
		}
		for _, f := range p.files {
			name := named(f, module+"/rpps/rule")
			if name == "" {
				continue
			}
			isRule := func(e ast.Expr, want string) bool {
				s, ok := e.(*ast.SelectorExpr)
				if !ok {
					return false
				}
				x, ok := s.X.(*ast.Ident)
				return ok && x.Name == name && s.Sel.Name == want
			}
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.CompositeLit:
					e := n.Type
					if a, ok := e.(*ast.ArrayType); ok {
						e = a.Elt
					} else if m, ok := e.(*ast.MapType); ok {
						e = m.Value
					}
					if isRule(e, "Rule") && len(n.Elts) > 0 {
						found++
						if books[path] == nil {
							t.Errorf("%s: %s makes rules and is not in books of internal/house/rules_test.go", p.position(n), path)
						}
					}
				case *ast.ValueSpec:
					for _, v := range n.Values {
						l, ok := v.(*ast.BasicLit)
						if !ok || n.Type == nil || !isRule(n.Type, "Code") {
							continue
						}
						found++
						code, _ := strconv.Unquote(l.Value)
						if known[code] != path {
							t.Errorf("%s: %s is the code of no rule of %s", p.position(n), code, path)
						}
					}
				}
				return true
			})
		}
	}
	if found < 100 {
		t.Errorf("the scan found %d places: it does not look where the rules are", found)
	}
}

// TestRulesGiven: a rule that stands in a table is given somewhere. The constant of
// its place, in habilitation the reason itself, is used beside its declaration and the
// key of the table.
func TestRulesGiven(t *testing.T) {
	found := 0
	for path := range books {
		declared, uses := map[string]string{}, map[string]int{}
		p := packages(t)[path]
		for _, f := range p.files {
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.GenDecl:
					if n.Tok == token.CONST {
						reasons := false // the type of the block
						for _, s := range n.Specs {
							if id, ok := s.(*ast.ValueSpec).Type.(*ast.Ident); ok {
								reasons = id.Name == "Reason"
							}
							for _, name := range s.(*ast.ValueSpec).Names {
								if placeForm.MatchString(name.Name) || reasons && name.IsExported() {
									declared[name.Name] = p.position(name)
								}
							}
						}
					}
				case *ast.Ident:
					uses[n.Name]++
				}
				return true
			})
		}
		found += len(declared)
		for name, at := range declared {
			if uses[name] < 3 {
				t.Errorf("%s: %s is declared and put in the table, and nothing gives it", at, name)
			}
		}
	}
	if found < 650 {
		t.Errorf("the scan found %d places of rules", found)
	}
}

// TestRules holds every rule to its form.
func TestRules(t *testing.T) {
	seen := map[rule.Code]string{}
	prefixes := map[string]string{}
	for _, path := range slices.Sorted(maps.Keys(books)) {
		rules := books[path]()
		if len(rules) == 0 {
			t.Errorf("%s has no rule", path)
		}
		for _, r := range rules {
			if other := seen[r.Code]; other != "" {
				t.Errorf("%s: %s is a rule of %s too", path, r.Code, other)
			}
			seen[r.Code] = path
			prefix, _, _ := strings.Cut(string(r.Code), "-")
			if other := prefixes[prefix]; other != "" && other != path {
				t.Errorf("%s: the codes %s-… belong to %s", path, prefix, other)
			}
			prefixes[prefix] = path
			for _, wrong := range faults(r) {
				t.Errorf("%s: %s: %s", path, r.Code, wrong)
			}
		}
	}
}

var placeholder = regexp.MustCompile(`\{[^}]*\}`)

// faults says what is wrong with the form of a rule.
func faults(r rule.Rule) []string {
	var out []string
	check := func(ok bool, wrong string) {
		if !ok {
			out = append(out, wrong)
		}
	}
	check(codeForm.MatchString(string(r.Code)), "form of the code")
	check(slices.ContainsFunc(areas, func(a area) bool { return a.area == r.Area }), "area not stated or not in areas of internal/house/rules_test.go")
	check(r.Severity >= rule.Error && r.Severity <= rule.Information, "severity not stated")
	check(r.Evidence >= rule.Sourced && r.Evidence <= rule.Policy, "evidence not stated")
	check(strings.TrimSpace(r.Source) != "", "no source")
	for what, text := range map[string]rule.Text{"title": r.Title, "message": r.Message} {
		check(text.FR != "" && text.EN != "", what+" missing in a language")
		check(text.FR != text.EN, what+" the same in both languages")
		for _, s := range []string{text.FR, text.EN} {
			check(s == strings.TrimSpace(s) && !strings.Contains(s, "\n"), what+" with spaces around or a line break")
		}
		fr, en := placeholder.FindAllString(text.FR, -1), placeholder.FindAllString(text.EN, -1)
		slices.Sort(fr)
		slices.Sort(en)
		// What a refused event lacks is told by the titles of a table, which are in
		// two languages: each has an argument of its own.
		check(slices.Equal(fr, en) || r.Code == lifecycle.CodeGuard && len(fr) == 1 && len(en) == 1, what+" with other arguments in French than in English")
		for _, p := range fr {
			check(what == "message" && (p == "{0}" || p == "{1}"), what+" with an argument that is not {0} or {1}")
		}
	}
	return out
}

// TestRuleFaults shows the check one rule without fault and spoils it.
func TestRuleFaults(t *testing.T) {
	good := rule.Rule{
		Code: "ABC-DEF-1", Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "a", EN: "b"}, Message: rule.Text{FR: "c {0}", EN: "d {0}"},
		Source: "s", Evidence: rule.Sourced,
	}
	if f := faults(good); len(f) > 0 {
		t.Fatal(f)
	}
	for i, spoil := range []func(*rule.Rule){
		func(r *rule.Rule) { r.Code = "ABC" },
		func(r *rule.Rule) { r.Code = "abc-def" },
		func(r *rule.Rule) { r.Code = "1BC-DEF" },
		func(r *rule.Rule) { r.Area = "" },
		func(r *rule.Rule) { r.Area = "elsewhere" },
		func(r *rule.Rule) { r.Severity = 0 },
		func(r *rule.Rule) { r.Severity = rule.Information + 1 },
		func(r *rule.Rule) { r.Evidence = 0 },
		func(r *rule.Rule) { r.Evidence = rule.Policy + 1 },
		func(r *rule.Rule) { r.Source = " " },
		func(r *rule.Rule) { r.Title.FR = "" },
		func(r *rule.Rule) { r.Title.EN = r.Title.FR },
		func(r *rule.Rule) { r.Title = rule.Text{FR: "a {0}", EN: "b {0}"} },
		func(r *rule.Rule) { r.Message.EN = "" },
		func(r *rule.Rule) { r.Message.EN = "d" },
		func(r *rule.Rule) { r.Message = rule.Text{FR: "c {2}", EN: "d {2}"} },
		func(r *rule.Rule) { r.Message.FR = " c {0}" },
	} {
		bad := good
		spoil(&bad)
		if len(faults(bad)) == 0 {
			t.Errorf("spoilt rule %d passes", i)
		}
	}
}

// TestSeverityNames holds the words that stand in the JSON of a fault.
func TestSeverityNames(t *testing.T) {
	for s, want := range map[rule.Severity]string{
		rule.Error: "error", rule.Warning: "warning", rule.Completion: "completion", rule.Information: "information",
	} {
		if got := s.String(); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
	for e, want := range map[rule.Evidence]string{rule.Sourced: "sourced", rule.Inferred: "inferred", rule.Policy: "policy"} {
		if got := e.String(); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

const updateCommand = "go test ./internal/house -run TestRulesDocument -update"

// TestRulesDocument compares docs/rules.md, the pages below docs/rules and
// docs/rules.json with the rules of the code, or writes them with -update. A
// page that no rule has any longer is found, or removed.
func TestRulesDocument(t *testing.T) {
	docs := filepath.Join(root, "docs")
	rules := all()
	pages := rulePages(rules)
	golden.File(t, filepath.Join(docs, "rules.json"), list(t))
	golden.File(t, filepath.Join(docs, "rules.md"), ruleIndex(rules))
	for name, page := range pages {
		golden.File(t, filepath.Join(docs, "rules", name), page)
	}
	there, err := os.ReadDir(filepath.Join(docs, "rules"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range there {
		if _, ok := pages[f.Name()]; ok {
			continue
		}
		if golden.Update() {
			if err := os.Remove(filepath.Join(docs, "rules", f.Name())); err != nil {
				t.Error(err)
			}
			continue
		}
		t.Errorf("docs/rules/%s is the page of no rule: run %s", f.Name(), updateCommand)
	}
}

// TestRuleAddresses holds the pages to the address that docs/rules.md and
// package rule promise for a code.
func TestRuleAddresses(t *testing.T) {
	rules := all()
	places := map[string]map[string]bool{}
	for name, page := range rulePages(rules) {
		places[name] = anchors(page)
	}
	for _, r := range rules {
		if name, place := ruleAddress(r.Code); !places[name][place] {
			t.Errorf("%s is not at docs/rules/%s#%s", r.Code, name, place)
		}
	}
}

// A listed rule is a rule with the package that has it.
type listed struct {
	Package string `json:"package"`
	rule.Rule
}

// area returns the area of the rule; TestRules tells when it is none of areas.
func (r listed) area() area {
	if i := slices.IndexFunc(areas, func(a area) bool { return a.area == r.Area }); i >= 0 {
		return areas[i]
	}
	return area{r.Area, string(r.Area), string(r.Area)}
}

// all returns every rule in the order of the document: areas, then codes.
func all() []listed {
	var out []listed
	for path, rules := range books {
		for _, r := range rules() {
			out = append(out, listed{path, r})
		}
	}
	place := func(r listed) int {
		return slices.IndexFunc(areas, func(a area) bool { return a.area == r.Area })
	}
	slices.SortFunc(out, func(a, b listed) int {
		if d := place(a) - place(b); d != 0 {
			return d
		}
		return strings.Compare(string(a.Code), string(b.Code))
	})
	return out
}

func list(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(map[string]any{"generated": updateCommand, "rules": all()}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// ruleAddress returns the page below docs/rules on which a code is, and its
// place there. Programs of others link by it: it stays as it is.
func ruleAddress(c rule.Code) (page, place string) {
	place = strings.ToLower(string(c))
	prefix, _, _ := strings.Cut(place, "-")
	return prefix + ".md", place
}

// The words for the marks of a rule, as the programs write them.
var (
	severityWords = [...]string{rule.Error: "erreur", rule.Warning: "à voir", rule.Completion: "complété", rule.Information: "pour information"}
	evidenceWords = [...]string{rule.Sourced: "sourcé", rule.Inferred: "déduit", rule.Policy: "choix"}
)

const generatedMark = "<!-- Generated by `" + updateCommand + "`. Do not edit. -->\n\n"

// ruleIndex is docs/rules.md: how to look up a code, and what the marks mean.
func ruleIndex(rules []listed) string {
	type row struct {
		page, prefix, path string
		subjects           []string
		count              int
	}
	var rows []*row
	for _, r := range rules {
		page, _ := ruleAddress(r.Code)
		i := slices.IndexFunc(rows, func(x *row) bool { return x.page == page })
		if i < 0 {
			i = len(rows)
			rows = append(rows, &row{page: page, prefix: strings.ToUpper(strings.TrimSuffix(page, ".md")), path: r.Package})
		}
		x := rows[i]
		if subject := r.area().title(); !slices.Contains(x.subjects, subject) {
			x.subjects = append(x.subjects, subject)
		}
		x.count++
	}

	var b strings.Builder
	b.WriteString(generatedMark)
	b.WriteString("# Règles de la bibliothèque / Rules of the library\n\n")
	b.WriteString("**Chercher un code.** Son début nomme sa page : `REG-END-PAST` est dans [REG](rules/reg.md#reg-end-past). Un code garde son sens pour toujours. Dans les messages, `{0}` et `{1}` tiennent la place des arguments de l'anomalie, qui ne sont jamais des données personnelles.\n\n")
	b.WriteString("**To look up a code.** Its beginning names its page. A code keeps its meaning for ever. In the messages `{0}` and `{1}` stand for the arguments of the fault, which are never personal data. For programs: all rules in [rules.json](rules.json); the address of a code is `docs/rules/` + its beginning + `.md#` + the code, in small letters: `docs/rules/reg.md#reg-end-past`.\n\n")
	fmt.Fprintf(&b, "| Début / beginning | Sujet / subject | Paquet / package | Règles / rules |\n|---|---|---|---|\n")
	for _, x := range rows {
		fmt.Fprintf(&b, "| [%s](rules/%s) | %s | `%s` | %d |\n", x.prefix, x.page, strings.Join(x.subjects, "; "), x.path, x.count)
	}
	fmt.Fprintf(&b, "| | | | %d |\n\n", len(rules))
	b.WriteString("| Gravité / severity | | |\n|---|---|---|\n")
	for _, m := range []struct {
		mark   rule.Severity
		fr, en string
	}{
		{rule.Error, "refusé", "refused"},
		{rule.Warning, "accepté, à regarder", "accepted, to be looked at"},
		{rule.Completion, "complété par la bibliothèque", "filled in by the library"},
		{rule.Information, "fondement d'une décision", "ground of a decision"},
	} {
		fmt.Fprintf(&b, "| %s `%s` | %s | %s |\n", severityWords[m.mark], m.mark, m.fr, m.en)
	}
	b.WriteString("\n| Preuve / evidence | | |\n|---|---|---|\n")
	for _, m := range []struct {
		mark   rule.Evidence
		fr, en string
	}{
		{rule.Sourced, "une source le dit", "a source says so"},
		{rule.Inferred, "déduit des sources", "drawn from sources"},
		{rule.Policy, "les sources se taisent ou se contredisent : la bibliothèque choisit le côté sûr", "sources are silent or disagree: the library takes the safe side"},
	} {
		fmt.Fprintf(&b, "| %s `%s` | %s | %s |\n", evidenceWords[m.mark], m.mark, m.fr, m.en)
	}
	return b.String()
}

// rulePages are the pages below docs/rules by their names, one for each
// beginning of codes.
func rulePages(rules []listed) map[string]string {
	plain := strings.NewReplacer("<", "&lt;", ">", "&gt;", "*", `\*`, "[", `\[`, "]", `\]`)
	pages := map[string]string{}
	last := map[string]rule.Area{}
	for _, r := range rules {
		name, _ := ruleAddress(r.Code)
		var b strings.Builder
		if pages[name] == "" {
			prefix := strings.ToUpper(strings.TrimSuffix(name, ".md"))
			fmt.Fprintf(&b, "%s# Règles %s / Rules %[2]s\n\n`%s` · [les autres règles, et ce que disent les marques / other rules, and what the marks say](../rules.md)\n", generatedMark, prefix, r.Package)
		}
		if last[name] != r.Area {
			last[name] = r.Area
			fmt.Fprintf(&b, "\n## %s\n", r.area().title())
		}
		fmt.Fprintf(&b, "\n### %s\n\n", r.Code)
		fmt.Fprintf(&b, "**%s** : %s\n\n", plain.Replace(r.Title.FR), plain.Replace(r.Message.FR))
		fmt.Fprintf(&b, "**%s**: %s\n\n", plain.Replace(r.Title.EN), plain.Replace(r.Message.EN))
		fmt.Fprintf(&b, "%s `%s` · %s `%s` · %s\n", severityWords[r.Severity], r.Severity, evidenceWords[r.Evidence], r.Evidence, plain.Replace(r.Source))
		pages[name] += b.String()
	}
	return pages
}
