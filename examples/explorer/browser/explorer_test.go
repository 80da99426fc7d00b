package browser

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/psc"
	"github.com/rppsplus/rppsplus/situation"
)

// TestLoad measures how the page loads. The bounds are wide: the figures are
// for reading, and weight is the one that does not depend on the machine.
func TestLoad(t *testing.T) {
	p := open(t, "#/matrice", desktop, false)
	ready, err := strconv.Atoi(eval[string](p, "document.documentElement.dataset.ready"))
	if err != nil {
		t.Fatal(err)
	}
	type resource struct {
		Name    string
		Encoded int
	}
	loaded := eval[[]resource](p, `[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].map(e => ({Name: e.name.split("/").pop(), Encoded: e.encodedBodySize}))`)
	total := 0
	for _, r := range loaded {
		total += r.Encoded
	}
	t.Logf("ready after %d ms; %d bytes over the wire in %d files", ready, total, len(loaded))
	if total > 2_500_000 || total < 500_000 {
		t.Errorf("%d bytes: %v", total, loaded)
	}
	if ready > 20_000 {
		t.Errorf("%d ms", ready)
	}
	if got := p.text("#count"); got != "108 types × 19 colonnes : 912 cases ouvertes sur 2 052" {
		t.Errorf("%q", got)
	}
}

// cell is what the page shows and answers for a cell.
type cell struct {
	Doc, Col, Label, Text string
	Open                  bool
	Answer                struct {
		Published bool
		Decision  struct {
			Allowed bool
			Text    string
		}
		Who struct{ Profession, Category, Function, Role string }
	}
}

// TestEveryCell compares all cells, as they are shown and as they are
// explained by the program in the page, with the library.
func TestEveryCell(t *testing.T) {
	p := open(t, "#/matrice", desktop, false)
	const day = "2026-06-01"
	cells := eval[[]cell](p, `[...document.querySelectorAll("#grid td")].map(td => ({
		Doc: td.dataset.doc, Col: td.dataset.col, Label: td.getAttribute("aria-label"), Text: td.textContent, Open: td.classList.contains("open"),
		Answer: JSON.parse(explore("cell", JSON.stringify({document: td.dataset.doc, column: td.dataset.col, who: 0, day: "`+day+`"}))).answer,
	}))`)
	m := habilitation.CNAM20240925()
	i, opened := 0, 0
	for c := range m.Cells() {
		if i >= len(cells) {
			t.Fatalf("%d cells are shown", len(cells))
		}
		got := cells[i]
		where := c.Row.Document.Code() + " × " + c.Column.Key
		if got.Doc+" × "+got.Col != where {
			t.Fatalf("%s × %s stands where %s should", got.Doc, got.Col, where)
		}
		says := "Fermé"
		if c.Allowed {
			says = "Ouvert"
			opened++
		}
		if got.Open != c.Allowed || (got.Text == "✓") != c.Allowed || !strings.HasPrefix(got.Label, says) {
			t.Errorf("%s is shown as %v, %q, %q", where, got.Open, got.Text, got.Label)
		}
		w := got.Answer.Who
		d := m.Decide(habilitation.Request{
			Subject:  habilitation.SubjectOfCodes(habilitation.ParseCodes(w.Profession, w.Category, w.Function, w.Role), civil.MustParseISO(day)),
			Document: c.Row.Document, Action: habilitation.Read,
			Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.Informed | habilitation.NotOpposed | habilitation.AnyDocument,
		})
		if got.Answer.Published != c.Allowed || got.Answer.Decision.Allowed != d.Allowed() || d.Allowed() != c.Allowed || got.Answer.Decision.Text != d.Explain(language.French) {
			t.Errorf("%s is answered by %+v", where, got.Answer)
		}
		i++
	}
	if i != 2052 || len(cells) != i || opened != 912 {
		t.Errorf("%d cells compared, %d shown, %d open", i, len(cells), opened)
	}
}

func TestFilters(t *testing.T) {
	p := open(t, "#/matrice", desktop, false)
	count := func(want string) {
		t.Helper()
		if got := p.text("#count"); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
	columns := func() string {
		return eval[string](p, `[...document.querySelectorAll("#grid thead th")].slice(1).map(th => th.dataset.col).join(" ")`)
	}
	p.set("#f-profession", "60")
	count("108 types × 1 colonne : 78 cases ouvertes sur 108")
	if columns() != "nurse" || !strings.Contains(p.text("#person"), "Lit par la colonne « Infirmiers »") {
		t.Errorf("%q, %q", columns(), p.text("#person"))
	}
	if !p.isTrue(`document.querySelector("#f-role").disabled`) {
		t.Error("a role would say nothing about a nurse")
	}
	p.set("#f-show", "0")
	count("30 types × 1 colonne : 0 case ouverte sur 30")
	p.set("#f-show", "1")
	count("78 types × 1 colonne : 78 cases ouvertes sur 78")
	p.set("#f-document", "class:43")
	p.set("#f-text", "DISPENSATION")
	if n := eval[int](p, `document.querySelectorAll("#grid td").length`); n == 0 || n > 6 {
		t.Errorf("%d cells of class 43", n)
	}
	p.do(chromedp.Click(chromedp.CSS("#b-reset")))
	count("108 types × 19 colonnes : 912 cases ouvertes sur 2 052")

	// A pharmacist has two columns, and a psychologist none.
	p.set("#f-profession", "21")
	if columns() != "pharmacist-biologist pharmacist-dispensing" {
		t.Error(columns())
	}
	p.set("#f-profession", "93")
	if got := p.text("#person"); !strings.Contains(got, "Aucune colonne") || !strings.Contains(got, "HAB-NO-COLUMN") || !p.isTrue(`document.getElementById("scroll").hidden`) {
		t.Errorf("%q", got)
	}
	// A role professional reads by the role, not by the métier.
	p.set("#f-profession", "313")
	if got := p.text("#person"); !strings.Contains(got, "choisissez aussi un rôle") {
		t.Errorf("%q", got)
	}
	count("Aucune case à montrer : aucune colonne ne nomme cette personne.")
	if p.isTrue(`document.getElementById("b-markdown").checkVisibility() || document.getElementById("b-csv").checkVisibility()`) {
		t.Error("a table without columns can be copied")
	}
	p.set("#f-role", "GENR11")
	count("108 types × 1 colonne : 26 cases ouvertes sur 108")
	p.set("#f-role", "GENR13")
	if got := p.text("#person"); !strings.Contains(got, "HAB-NO-COLUMN") {
		t.Errorf("%q", got)
	}
	p.set("#f-profession", "")
	p.set("#f-role", "")
	p.set("#f-document", "type:*DICOM")
	count("1 type × 19 colonnes : " + dicom() + " sur 19")
	p.set("#f-document", "")
	for text, want := range map[string]string{
		// Accents and case do not matter, and codes count.
		"projet personnalise": "80788-3", "80788": "80788-3",
	} {
		p.set("#f-text", text)
		if got := eval[string](p, `document.querySelector("#grid td").dataset.doc`); got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
	p.set("#f-text", "aucun document de ce nom")
	if !p.isTrue(`!document.getElementById("empty").hidden`) {
		t.Error("an empty grid says nothing")
	}
}

// dicom says how many columns read imaging objects.
func dicom() string {
	n := 0
	for c := range habilitation.CNAM20240925().Cells() {
		if c.Row.Document == habilitation.DICOM && c.Allowed {
			n++
		}
	}
	return fmt.Sprintf("%d cases ouvertes", n)
}

func TestClick(t *testing.T) {
	p := open(t, "#/matrice", desktop, false)
	p.do(chromedp.Click(chromedp.CSS(`td[data-doc="80788-3"][data-col="GENR10"]`)))
	p.wait(`document.getElementById("decision").open`)
	if got := p.text("#decision"); !strings.Contains(got, "Projet personnalisé d'accompagnement") || !strings.Contains(got, "HAB-GROUND-CELL") ||
		!strings.Contains(got, "HAB-CAVEAT-ROLE-COLUMN") || !strings.Contains(got, "case 80788-3 × Rôle vie sociale, professionnelle, éducative : ouverte") || p.text("#decision-verdict") != "✓ Ouvert" {
		t.Errorf("%q", got)
	}
	if got := eval[string](p, "location.hash"); got != "#/matrice/80788-3/GENR10" {
		t.Error(got)
	}
	// Out of the dialog the focus is where it was.
	p.do(chromedp.Click(chromedp.CSS("#decision-close")))
	if !p.isTrue(`!document.getElementById("decision").open && document.activeElement.dataset.doc === "80788-3"`) {
		t.Error("the focus is lost")
	}
	// Another source says otherwise; another person of the column.
	p.do(chromedp.Click(chromedp.CSS(`td[data-doc="ATTEST-RESID"][data-col="physician"]`)))
	if got := p.text("#decision"); !strings.Contains(got, "Une autre source donne cette case fermée") || !strings.Contains(got, "information-dentaire.fr") {
		t.Errorf("%q", got)
	}
	p.set("#decision-who", "1")
	if got := p.text("#decision-text"); !strings.Contains(got, "étudiant") {
		t.Errorf("%q", got)
	}
	// The circumstances can be changed.
	p.do(chromedp.Click(chromedp.CSS(`#decision .link`)))
	p.wait(`location.hash === "#/connexion" && document.activeElement.name === "profession"`)
	if p.text("#opened-count") != "108" {
		t.Errorf("an intern: %q", p.text("#opened"))
	}
	// A link to a cell opens it.
	q := open(t, "#/matrice/%2ADICOM/nurse", desktop, false)
	q.wait(`document.getElementById("decision").open`)
	if got := q.text("#decision-sub"); !strings.Contains(got, "*DICOM") {
		t.Error(got)
	}
}

// TestKeyboard goes from the address bar to an explanation and through the
// views without a mouse.
func TestKeyboard(t *testing.T) {
	p := open(t, "#/matrice", desktop, false)
	focus := func() string {
		return eval[string](p, `(() => { const e = document.activeElement; return e.id || e.getAttribute("href") || e.dataset.doc || e.name || e.tagName; })()`)
	}
	var order []string
	for range 40 {
		p.press(kb.Tab)
		order = append(order, focus())
		if p.isTrue(`document.activeElement.tagName === "TD"`) {
			break
		}
	}
	want := "#main #/matrice #/connexion #/comparer #/cycles SUMMARY f-profession f-role f-document f-text f-show b-markdown b-csv DOCPAT03"
	if got := strings.Join(order, " "); got != want {
		t.Fatalf("the way of the tab key: %s", got)
	}
	// One stop in the grid; the arrows do the rest.
	for _, k := range []struct {
		key      string
		modifier chromedp.Modifier
		doc, col string
	}{
		{kb.ArrowDown, 0, "DOCPAT05", "physician"},
		{kb.ArrowRight, 0, "DOCPAT05", "pharmacist-biologist"},
		{kb.End, 0, "DOCPAT05", "GENR12"},
		{kb.ArrowRight, 0, "DOCPAT05", "GENR12"},
		{kb.Home, 0, "DOCPAT05", "physician"},
		{kb.ArrowUp, 0, "DOCPAT03", "physician"},
		{kb.ArrowUp, 0, "DOCPAT03", "physician"},
		{kb.End, kb.ModifierCtrl, lastDocument(), "GENR12"},
		{kb.PageUp, 0, "", "GENR12"},
		{kb.Home, kb.ModifierCtrl, "DOCPAT03", "physician"},
		{kb.ArrowLeft, 0, "DOCPAT03", "physician"},
		{kb.PageDown, 0, "", "physician"},
	} {
		p.press(k.key, chromedp.KeyModifiers(k.modifier))
		doc, col := eval[string](p, `document.activeElement.dataset.doc ?? ""`), eval[string](p, `document.activeElement.dataset.col ?? ""`)
		if k.doc != "" && doc != k.doc || col != k.col {
			t.Fatalf("after %q the focus is at %s × %s", k.key, doc, col)
		}
	}
	if n := eval[int](p, `document.querySelectorAll('#grid td[tabindex="0"]').length`); n != 1 {
		t.Errorf("%d stops in the grid", n)
	}
	// What has the focus is not below the sticky head and labels.
	for range 6 {
		p.press(kb.ArrowUp)
	}
	if !p.isTrue(`(() => { const r = document.activeElement.getBoundingClientRect(); return document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2) === document.activeElement; })()`) {
		t.Error("the cell with the focus is covered")
	}
	where := eval[string](p, "document.activeElement.dataset.doc")
	p.press(kb.Enter)
	p.wait(`document.getElementById("decision").open`)
	if p.text("#decision-verdict") == "" || !p.isTrue(`document.getElementById("decision").contains(document.activeElement)`) {
		t.Error("the dialog has no focus")
	}
	p.press(kb.Tab)
	if !p.isTrue(`document.getElementById("decision").contains(document.activeElement)`) {
		t.Errorf("tab leaves the dialog for %s", focus())
	}
	p.press(kb.Escape)
	p.wait(`!document.getElementById("decision").open`)
	if focus() != where {
		t.Errorf("after Escape the focus is at %s, not %s", focus(), where)
	}
	p.press(" ")
	p.wait(`document.getElementById("decision").open`)
	p.press(kb.Escape)

	// The other views.
	p.do(chromedp.Focus(chromedp.CSS(`nav a[href="#/connexion"]`)))
	p.press(kb.Enter)
	p.wait(`!document.getElementById("view-connexion").hidden`)
	if got := eval[string](p, "document.title"); !strings.HasPrefix(got, "Connexion") {
		t.Error(got)
	}
	p.do(chromedp.Focus(chromedp.CSS(`#signin select[name=roleAccess]`)))
	p.press(kb.ArrowDown)
	p.wait(`document.getElementById("opened-count").textContent === "0"`)
	p.do(chromedp.Focus(chromedp.CSS(`nav a[href="#/cycles"]`)))
	p.press(kb.Enter)
	p.wait(`document.querySelector(".box") !== null`)
	p.do(chromedp.Focus(chromedp.CSS(`.box[data-state="draft"]`)))
	p.press(kb.Enter)
	if !p.isTrue(`document.querySelector('.box[data-state="draft"]').getAttribute("aria-pressed") === "true" && document.querySelectorAll(".arrow.on").length > 2`) {
		t.Error("a state cannot be chosen by the keyboard")
	}
}

func lastDocument() string {
	last := ""
	for r := range habilitation.CNAM20240925().Rows() {
		last = r.Document.Code()
	}
	return last
}

// TestPhone uses the page with a finger on a small screen.
func TestPhone(t *testing.T) {
	p := open(t, "#/matrice", phone, false)
	for _, view := range []string{"matrice", "connexion", "comparer", "cycles"} {
		p.isTrue(`(location.hash = "#/` + view + `", true)`)
		p.wait(`!document.getElementById("view-` + view + `").hidden`)
		if wide := eval[int](p, "document.documentElement.scrollWidth"); wide > 390 {
			t.Errorf("%s is %d wide", view, wide)
		}
		small := eval[[]string](p, `[...document.querySelectorAll("main button:not(.link), main select, main input:not([type=checkbox]), #grid td")].filter(e => e.checkVisibility()).map(e => [e, e.getBoundingClientRect()]).filter(([e, r]) => r.height < 28 || r.width < 28).map(([e, r]) => e.outerHTML.slice(0, 80) + r.width + "×" + r.height).slice(0, 5)`)
		if len(small) > 0 {
			t.Errorf("%s: too small for a finger: %q", view, small)
		}
	}
	p.isTrue(`(location.hash = "#/matrice", true)`)
	p.set("#f-role", "GENR11")
	p.do(chromedp.Tap(chromedp.CSS(`td[data-doc="11488-4"]`)))
	p.wait(`document.getElementById("decision").open`)
	// Whoever hears the page hears the verdict, though the title has the focus.
	if !p.isTrue(`document.getElementById("decision").getAttribute("aria-describedby").split(" ").includes("decision-verdict")`) {
		t.Error("the verdict is not said")
	}
	if got := p.text("#decision-verdict"); got != "✓ Ouvert" {
		t.Error(got)
	}
	box := eval[[]float64](p, `(() => { const r = document.getElementById("decision").getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; })()`)
	if box[0] < 0 || box[1] < 0 || box[2] > 390 || box[3] > 844 {
		t.Errorf("the dialog stands at %v", box)
	}
	p.do(chromedp.Tap(chromedp.CSS("#decision-close")))
	p.wait(`!document.getElementById("decision").open`)
	p.isTrue(`(location.hash = "#/connexion", true)`)
	p.wait(`document.getElementById("peek").checkVisibility()`)
	if got := p.text("#peek"); !strings.HasPrefix(got, "9 types ouverts sur 108") {
		t.Error(got)
	}
	// It lies over no result.
	const seen = `getComputedStyle(document.getElementById("peek")).visibility`
	p.wait(seen + ` === "visible"`)
	p.do(chromedp.Click(chromedp.CSS("#peek button")))
	p.wait(seen + ` === "hidden"`)
	p.isTrue(`(window.scrollTo(0, 0), true)`)
	p.wait(seen + ` === "visible"`)
}

// TestOldClock: on a day for which the matrix does not answer, the page says at
// its head that every decision is a refusal, and a decision is one.
func TestOldClock(t *testing.T) {
	p := openAfter(t, address, "#/matrice", desktop, false, `(() => {
		const Real = Date;
		window.Date = class extends Real { constructor(...a) { if (a.length) super(...a); else super(2024, 8, 24, 12); } };
	})()`)
	if got := p.text("#caveat-short"); !strings.Contains(got, "toute décision est un refus") {
		t.Errorf("%q", got)
	}
	p.do(chromedp.Click(chromedp.CSS(`td[data-doc="34112-3"][data-col="nurse"]`)))
	p.wait(`document.getElementById("decision").open`)
	if got := p.text("#decision-verdict"); got != "✗ Fermé" {
		t.Error(got)
	}
}

// TestSignIn changes the form and compares what opens with psc.Parse and
// Decide, on the userinfo that the page shows.
func TestSignIn(t *testing.T) {
	p := open(t, "#/connexion", desktop, false)
	p.set(`[name=day]`, "2026-06-01")
	check := func(q psc.Selector, facts habilitation.Facts) {
		t.Helper()
		u, err := psc.Parse([]byte(eval[string](p, `document.querySelector("#opened-userinfo pre").textContent`)), psc.Options{SignIn: civil.YMD(2026, 6, 1)})
		if err != nil {
			t.Fatal(err)
		}
		want := []string{}
		m := habilitation.CNAM20240925()
		for r := range m.Rows() {
			if m.Decide(habilitation.Request{Subject: u.Subject(q, habilitation.Policy{}), Document: r.Document, Action: habilitation.Read, Facts: facts}).Allowed() {
				want = append(want, r.Document.Code())
			}
		}
		got := eval[[]string](p, `[...document.querySelectorAll("#opened [data-type]")].filter(b => b.querySelector(".yes")).map(b => b.dataset.type)`)
		if !slices.Equal(got, want) || p.text("#opened-count") != strconv.Itoa(len(want)) {
			t.Errorf("%s: %d, not %d", p.text("#opened-situation"), len(got), len(want))
		}
	}
	home := psc.ByText("00099701500011")
	plain := habilitation.CareTeam | habilitation.InitialConsent | habilitation.Informed | habilitation.NotOpposed | habilitation.AnyDocument
	check(home, plain)
	for _, role := range []string{"GENR08", "GENR09", "GENR10", "GENR11", "GENR12", "GENR13", ""} {
		p.set(`[name=role]`, role)
		check(home, plain)
	}
	p.set(`[name=role]`, "GENR10")
	p.set(`[name=secondRole]`, "GENR08")
	check(home, plain)
	p.set(`[name=structure]`, "parc")
	check(psc.ByText("00099702300015"), plain)
	p.set(`[name=structure]`, "")
	check(psc.AnyStructure(), plain)
	if !strings.Contains(p.text("#opened-reasons"), "HAB-STRUCTURE") {
		t.Errorf("two situations: %q", p.text("#opened-reasons"))
	}
	p.set(`[name=structure]`, "tilleuls")
	p.set(`[name=consent]`, "")
	check(home, plain&^(habilitation.InitialConsent|habilitation.Informed))
	p.set(`[name=profession]`, "10")
	// What a physician is not asked is not said: neither role.
	if got := p.text("#opened-userinfo pre"); strings.Contains(got, "GENR") || !strings.Contains(got, `"codeProfession": "10"`) {
		t.Errorf("%q", got)
	}
	p.set(`[name=care]`, "")
	p.set(`[name=emergency]`, "bris")
	check(home, habilitation.NotOpposed|habilitation.AnyDocument|habilitation.BrisDeGlace|habilitation.Incapacity|habilitation.BrisDeGlaceNotRefused)
	p.set(`[name=opposition]`, "opposed")
	check(home, habilitation.Opposed|habilitation.AnyDocument|habilitation.BrisDeGlace|habilitation.Incapacity|habilitation.BrisDeGlaceNotRefused)
	if !strings.Contains(p.text("#opened-reasons"), "HAB-OPPOSED") {
		t.Error("the opposition is not told")
	}
	// Each type is explained.
	p.isTrue(`(document.querySelector("#opened .classes details").open = true)`)
	p.do(chromedp.Click(chromedp.CSS(`#opened [data-type]`)))
	p.wait(`document.getElementById("decision").open`)
	if got := p.text("#decision"); !strings.Contains(got, "HAB-OPPOSED") {
		t.Errorf("%q", got)
	}
}

// TestMachines: six cycles, every move with its mark, every state drawn.
func TestMachines(t *testing.T) {
	p := open(t, "#/cycles/situation", desktop, false)
	got := eval[[]string](p, `[...document.querySelectorAll("#machine [data-move]")].map(tr => tr.dataset.move + " " + tr.querySelector(".mark").textContent).sort()`)
	var want []string
	for _, v := range situation.Cycle().Moves() {
		want = append(want, v.ID+" "+map[string]string{"sourced": "sourcé", "inferred": "déduit", "policy": "choix de la bibliothèque"}[v.Evidence.String()])
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%d moves, not %d", len(got), len(want))
	}
	if n := eval[int](p, `document.querySelectorAll("#machine .box").length`); n != len(situation.Cycle().States()) {
		t.Errorf("%d states are drawn", n)
	}
	names := eval[[]string](p, `[...document.querySelectorAll("#machine-list button")].map(b => b.dataset.machine)`)
	if len(names) != 6 {
		t.Fatalf("%v", names)
	}
	for _, name := range names {
		p.do(chromedp.Click(chromedp.CSS(`#machine-list [data-machine="` + name + `"]`)))
		if !p.isTrue(`document.querySelector("#machine-list [aria-pressed=true]").dataset.machine === ` + quote(name) + ` && location.hash === "#/cycles/" + ` + quote(name)) {
			t.Errorf("%s is not shown", name)
		}
		// No title of a state runs out of its box, in whichever font.
		over := eval[[]string](p, `[...document.querySelectorAll("#machine .box")].filter(g => { const r = g.querySelector("rect").getBBox(); return [...g.querySelectorAll("text")].some(t => t.getBBox().width > r.width - 6); }).map(g => g.dataset.state)`)
		if len(over) > 0 {
			t.Errorf("%s: titles run out of %v", name, over)
		}
		p.shot("machine-" + name)
	}
}

// TestCopy copies and saves what is shown.
func TestCopy(t *testing.T) {
	p := open(t, "#/matrice", desktop, false)
	p.set("#f-role", "GENR10")
	p.set("#f-text", "projet personnalise")
	p.isTrue(`(navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }, true)`)
	p.do(chromedp.Click(chromedp.CSS("#b-markdown")))
	p.wait(`window.copied !== undefined`)
	if got := eval[string](p, "window.copied"); !strings.Contains(got, "| Vie sociale et éducative |") || !strings.Contains(got, "`80788-3`") || strings.Count(got, "\n| ") != 2 {
		t.Errorf("%q", got)
	}
	// Where the clipboard is closed, the text is shown.
	p.isTrue(`(navigator.clipboard.writeText = () => Promise.reject(new Error("closed")), true)`)
	p.do(chromedp.Click(chromedp.CSS("#b-markdown")))
	p.wait(`document.getElementById("copy").open && document.getElementById("copy-text").value.includes("80788-3")`)
	p.accessible("copy")
	p.press(kb.Escape)

	p.do(chromedp.Click(chromedp.CSS("#b-csv"))) // the policy of the page lets it be saved
	p.isTrue(`(URL.createObjectURL = blob => { blob.text().then(t => { window.saved = t; }); return "#/matrice"; }, true)`)
	p.set("#f-role", "")
	p.set("#f-text", "")
	p.do(chromedp.Click(chromedp.CSS("#b-csv")))
	p.wait(`window.saved !== undefined`)
	rows, err := csv.NewReader(strings.NewReader(eval[string](p, "window.saved"))).ReadAll()
	if err != nil || len(rows) != 109 || len(rows[0]) != 23 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

// TestNothingLeaves: the page cannot send anything, even if it tried.
func TestNothingLeaves(t *testing.T) {
	reached := false
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		reached = true
		w.Header().Set("Access-Control-Allow-Origin", "*")
	}))
	defer other.Close()
	for name, origin := range map[string]string{"served": address, "folder": plainServer(t)} {
		p := openAt(t, origin, "#/connexion", desktop, false)
		blocked := eval[[]string](p, `(async () => {
			// Each policy tells, that of the header and that of the page.
			const out = new Set(), seen = new Promise(r => { document.addEventListener("securitypolicyviolation", e => { out.add(e.effectiveDirective); if (out.size === 3) setTimeout(r, 200); }); setTimeout(r, 5000); });
			fetch("`+other.URL+`").catch(() => {});
			new Image().src = "`+other.URL+`/a.png";
			const s = document.createElement("script"); s.src = "`+other.URL+`/a.js"; document.head.append(s);
			navigator.sendBeacon("`+other.URL+`", "x");
			await seen;
			return [...out].sort();
		})()`)
		if got := strings.Join(blocked, " "); got != "connect-src img-src script-src-elem" {
			t.Errorf("%s: blocked: %s", name, got)
		}
		// Later, and not within this evaluation, which is let off the policy.
		if p.isTrue(`new Promise(r => setTimeout(() => { try { r(new Function("return true")()); } catch { r(false); } }))`) {
			t.Errorf("%s: text runs as a program", name)
		}
		if reached {
			t.Errorf("%s: another origin was reached", name)
		}
		// What is kept in the browser: nothing.
		if got := eval[string](p, `document.cookie + Object.keys(localStorage).join() + Object.keys(sessionStorage).join()`); got != "" {
			t.Errorf("%s: kept: %q", name, got)
		}
		// The attempts were this test's.
		p.mu.Lock()
		p.odd = nil
		p.requests = slices.DeleteFunc(p.requests, func(url string) bool { return strings.HasPrefix(url, other.URL) })
		p.mu.Unlock()
	}
}

// plainServer serves the written folder as the simplest server would, below a
// path: no compression, no headers.
func plainServer(t *testing.T) string {
	s := httptest.NewServer(http.StripPrefix("/outils/matrice", http.FileServer(http.Dir(folder))))
	t.Cleanup(s.Close)
	return s.URL + "/outils/matrice/"
}

// TestFolder: the written folder works on any server, and says why where it
// cannot.
func TestFolder(t *testing.T) {
	p := openAt(t, plainServer(t), "#/matrice", desktop, false)
	if n := eval[int](p, `document.querySelectorAll("#grid td").length`); n != 2052 {
		t.Errorf("%d cells", n)
	}
	// A server that names the packing of the packed file.
	files := http.FileServer(http.Dir(folder))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, ".gz") {
			w.Header().Set("Content-Encoding", "gzip")
		}
		files.ServeHTTP(w, r)
	}))
	defer s.Close()
	p = openAt(t, s.URL+"/", "#/matrice", desktop, false)
	if n := eval[int](p, `document.querySelectorAll("#grid td").length`); n != 2052 {
		t.Errorf("%d cells", n)
	}
}

// TestFailures: what goes wrong is said on the page.
func TestFailures(t *testing.T) {
	needsBrowser(t)
	for name, url := range map[string]string{
		"no program": func() string {
			files := http.FileServer(http.Dir(folder))
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.Contains(r.URL.Path, "wasm.gz") {
					http.NotFound(w, r)
					return
				}
				files.ServeHTTP(w, r)
			}))
			t.Cleanup(s.Close)
			return s.URL + "/"
		}(),
		"a file": "file://" + filepath.ToSlash(folder) + "/index.html",
	} {
		ctx, cancel := chromedp.NewContext(browser)
		p := &tab{T: t, ctx: ctx}
		p.do(chromedp.Navigate(url))
		p.wait(`!document.getElementById("failure").hidden`)
		want := map[string]string{"no program": "explorer.wasm.gz : réponse 404", "a file": "Servez le dossier par un serveur web"}[name]
		if got := p.text("#failure"); !strings.Contains(got, want) {
			t.Errorf("%s: %q", name, got)
		}
		cancel()
	}
}

// TestCaveat: what the page says of its trust is what the matrix says.
func TestCaveat(t *testing.T) {
	p := open(t, "#/matrice", desktop, false)
	v := habilitation.CNAM20240925().Version()
	if got := p.text("#caveat"); !strings.Contains(got, v.Published.French()) || !strings.Contains(got, v.ID) || !strings.Contains(got, v.Confidence.FR) ||
		!strings.Contains(got, v.Source) || !strings.Contains(got, "sans preuve") || !strings.Contains(got, "Aucune donnée ne quitte cette page") {
		t.Errorf("%q", got)
	}
	for _, view := range []string{"connexion", "comparer", "cycles"} {
		p.isTrue(`(location.hash = "#/` + view + `", true)`)
		p.wait(`!document.getElementById("view-` + view + `").hidden`)
		if !p.isTrue(`document.getElementById("caveat-short").checkVisibility()`) {
			t.Errorf("no caveat at %s", view)
		}
	}
}

// TestPicture keeps what the picture of docs/explorer.md shows true; it does not
// compare pixels.
func TestPicture(t *testing.T) {
	info, err := os.Stat(filepath.Join(root, "docs", "explorer.png"))
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > 200_000 {
		t.Errorf("%d bytes", info.Size())
	}
	p := open(t, "#/matrice/80788-3/GENR10", size{1600, 900, false}, false)
	p.wait(`document.getElementById("decision").open`)
	for selector, want := range map[string]string{
		".brand strong": "Matrice d'habilitation du DMP", "#h-matrice": "Qui peut lire quoi ?", "#count": "108 types × 19 colonnes : 912 cases ouvertes sur 2 052",
		"#caveat-short":     "Matrice de la CNAM publiée le 25/09/2024. Colonnes des rôles : publiées, sans preuve qu'elles soient appliquées.",
		"#decision-verdict": "✓ Ouvert", "#decision-title": "Projet personnalisé d'accompagnement",
		"#decision-sub": "80788-3 · Plan de soins, protocole de soins · colonne Vie sociale et éducative", "#decision-source": "Matrice cnam-2024-09-25, case 80788-3 × Rôle vie sociale, professionnelle, éducative : ouverte",
	} {
		if got := p.text(selector); got != want {
			t.Errorf("%s: %q", selector, got)
		}
	}
	codes := eval[[]string](p, `[...document.querySelectorAll("#decision .reasons code")].map(c => c.textContent)`)
	if got := strings.Join(codes, " "); got != "HAB-GROUND-CELL HAB-GROUND-INITIAL-CONSENT HAB-CAVEAT-ROLE-COLUMN HAB-CAVEAT-ANY-DOCUMENT" {
		t.Error(got)
	}
}

// accessible runs the accessibility engine on what is shown.
func (p *tab) accessible(what string) {
	p.Helper()
	if !p.isTrue("window.axe !== undefined") {
		p.do(chromedp.Evaluate[chromedp.Void](axe))
	}
	type violation struct {
		ID, Impact, Help string
		Nodes            []struct {
			HTML           string
			FailureSummary string
		}
	}
	result := eval[struct {
		Violations, Incomplete []violation
		Passes                 int
	}](p, `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r => ({
		violations: r.violations.map(v => ({...v, nodes: v.nodes.slice(0, 3)})), incomplete: r.incomplete.map(v => ({...v, nodes: v.nodes.slice(0, 3)})), passes: r.passes.length}))`)
	for _, v := range result.Violations {
		text, _ := json.Marshal(v.Nodes)
		p.Errorf("%s: %s (%s): %s\n%s", what, v.ID, v.Impact, v.Help, text)
	}
	for _, v := range result.Incomplete {
		text, _ := json.Marshal(v.Nodes)
		p.Logf("%s: to be looked at: %s: %s\n%.600s", what, v.ID, v.Help, text)
	}
	if result.Passes < 15 {
		p.Errorf("%s: only %d rules applied", what, result.Passes)
	}
}

// TestAccessible runs the engine on every view, in both modes, on both screens.
func TestAccessible(t *testing.T) {
	for mode, dark := range map[string]bool{"light": false, "dark": true} {
		for screen, s := range map[string]size{"desktop": desktop, "phone": phone} {
			t.Run(screen+" "+mode, func(t *testing.T) {
				p := open(t, "#/matrice", s, dark)
				p.isTrue(`(document.getElementById("caveat").open = true)`)
				// The engine looks at every cell; a class is as good as eleven.
				if s.phone {
					p.set("#f-document", "class:52")
				}
				p.accessible("grid")
				p.isTrue(`(document.querySelector("#grid td").click(), true)`)
				p.isTrue(`(document.querySelector("#decision details").open = true)`)
				p.accessible("decision")
				p.press(kb.Escape)
				p.set("#f-profession", "93")
				p.accessible("nobody's column")
				p.set("#f-profession", "60")
				p.set("#f-document", "class:90")
				p.accessible("one column")
				p.isTrue(`(location.hash = "#/connexion", true)`)
				p.isTrue(`(document.querySelectorAll("#opened details").forEach(d => { d.open = true; }), true)`)
				p.accessible("sign-in")
				p.isTrue(`(location.hash = "#/comparer", true)`)
				p.accessible("comparison, empty")
				p.isTrue(`(location.hash = "#/cycles/request", true)`)
				p.wait(`document.querySelector(".box") !== null`)
				p.isTrue(`(document.querySelector(".box").dispatchEvent(new MouseEvent("click", {bubbles: true})), document.querySelectorAll("#machine details").forEach(d => { d.open = true; }), true)`)
				p.accessible("machine")
			})
		}
	}
	// The engine can fail.
	p := open(t, "#/matrice", desktop, false)
	p.isTrue(`(document.getElementById("f-role").parentElement.replaceWith(document.getElementById("f-role")), true)`)
	p.do(chromedp.Evaluate[chromedp.Void](axe))
	if n := eval[int](p, `axe.run(document.getElementById("filters")).then(r => r.violations.length)`); n == 0 {
		t.Error("a field without a label was not seen")
	}
}

// TestCompare compares the embedded matrix with files from the disk.
func TestCompare(t *testing.T) {
	p := open(t, "#/comparer", desktop, false)
	text := eval[string](p, `JSON.parse(explore("csv", JSON.stringify({day: "2026-06-01", columns: null, documents: null}))).answer.text`)
	choose := func(name, text string) {
		t.Helper()
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		p.isTrue(`(document.getElementById("compared").replaceChildren(), true)`)
		p.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{path}))
		p.wait(`document.getElementById("compared-title") !== null`)
	}
	choose("pareille.csv", text)
	if got := p.text("#compared-title"); got != "Aucune différence entre cnam-2024-09-25 et pareille.csv" {
		t.Errorf("%q", got)
	}

	// One cell changes: physicians no longer read the first type.
	changed := strings.Replace(text, "DOCPAT03,CR déposé par le patient,1,", "DOCPAT03,CR déposé par le patient,0,", 1)
	if changed == text {
		t.Fatal("nothing was changed")
	}
	choose("demain.csv", changed)
	if got := p.text("#compared-cells tbody"); got != "CR déposé par le patient DOCPAT03Médecins✗ fermée" {
		t.Errorf("%q", got)
	}
	if got := p.text("#compared .tiles"); !strings.Contains(got, "0cases ouvertes") || !strings.Contains(got, "1cases fermées") || !strings.HasSuffix(got, "052cases comparées") {
		t.Errorf("%q", got)
	}
	p.accessible("comparison")
	p.shot("comparison")
	p.isTrue(`(navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }, true)`)
	p.do(chromedp.Click(chromedp.CSS("#compared .actions button")))
	p.wait(`window.copied !== undefined`)
	if got := eval[string](p, "window.copied"); !strings.Contains(got, "DOCPAT03") {
		t.Errorf("%q", got)
	}

	// A sheet with blank cells: refused, then read when blanks mean no.
	sheet, err := os.ReadFile(filepath.Join(root, "habilitation", "matrixfile", "testdata", "publication-fictive.csv"))
	if err != nil {
		t.Fatal(err)
	}
	choose("publication.csv", string(sheet))
	if got := p.text("#compared"); !strings.Contains(got, "refusé") || !strings.Contains(got, "cochez la case") || !strings.Contains(got, "MAT-") {
		t.Errorf("%q", got)
	}
	p.accessible("refused file")
	p.do(chromedp.Click(chromedp.CSS("#blanks")))
	p.wait(`document.querySelector("#compared .tiles") !== null`)
	if got := p.text("#compared-title"); !strings.Contains(got, "publication.csv") {
		t.Errorf("%q", got)
	}
	// The browser asked for nothing: the file stayed here.
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := len(p.requests); n > 8 {
		t.Errorf("%d requests: %v", n, p.requests)
	}
}

// TestHostileFile: no text of a file becomes part of the page, and a file that
// changed is chosen again.
func TestHostileFile(t *testing.T) {
	p := open(t, "#/comparer", desktop, false)
	text := eval[string](p, `JSON.parse(explore("csv", JSON.stringify({day: "2026-06-01", columns: null, documents: null}))).answer.text`)
	const evil = `<img src=x onerror=hit()><svg onload=hit()></b>`
	changed := strings.Replace(text, "DOCPAT03,CR déposé par le patient,1,", "DOCPAT03,"+evil+",0,", 1)
	lines := strings.Split(strings.TrimSpace(changed), "\n")
	changed += strings.Replace(lines[1], "DOCPAT03", "x-"+evil, 1) + "\n"
	p.isTrue(`(window.hits = 0, window.hit = () => { window.hits++; }, true)`)
	path := filepath.Join(t.TempDir(), "<img src=x onerror=hit()>.csv")
	for _, text := range []string{changed, text, changed} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		p.isTrue(`(document.getElementById("compared").replaceChildren(), document.getElementById("file").dispatchEvent(new MouseEvent("click", {cancelable: true})), true)`)
		// Else the browser would tell nobody that the same name was chosen again.
		if got := eval[string](p, `document.getElementById("file").value`); got != "" {
			t.Errorf("%q is chosen still", got)
		}
		p.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{path}))
		p.wait(`document.getElementById("compared-title") !== null`)
	}
	if n := eval[int](p, `document.querySelectorAll("#compared img, #compared svg").length + window.hits`); n != 0 {
		t.Errorf("%d elements of the file are in the page", n)
	}
	// The title names the file, so that its text was shown at least.
	if got := p.text("#compared"); !strings.Contains(got, "<img src=x onerror=hit()>") {
		t.Errorf("%q", got)
	}
	// A file that changed under the page.
	if err := os.WriteFile(path, []byte(text+"\n\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.do(chromedp.Click(chromedp.CSS("#blanks")))
	p.wait(`document.getElementById("compared").textContent.includes("Choisissez-le de nouveau")`)
}
