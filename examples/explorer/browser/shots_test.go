package browser

import (
	"os"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestShots takes the screenshots that a person looks at: -shots FOLDER.
func TestShots(t *testing.T) {
	if *shots == "" {
		t.Skip("no -shots")
	}
	if err := os.MkdirAll(*shots, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]size{"desktop": desktop, "phone": phone} {
		for mode, dark := range map[string]bool{"light": false, "dark": true} {
			p := open(t, "#/matrice", s, dark)
			p.shot(name + "-" + mode + "-matrice")
			p.do(chromedp.Focus(chromedp.CSS(`td[data-doc="34112-3"][data-col="nurse"]`)))
			p.press(kb.ArrowDown)
			p.shot(name + "-" + mode + "-focus")
			p.press(kb.Enter)
			p.shot(name + "-" + mode + "-decision")
			p.press(kb.Escape)
			p.set("#f-profession", "313")
			p.shot(name + "-" + mode + "-metier")
			p.set("#f-role", "GENR11")
			p.shot(name + "-" + mode + "-few")
			for _, v := range []string{"connexion", "comparer", "cycles"} {
				p.isTrue(`(location.hash = "#/` + v + `", true)`)
				p.shot(name + "-" + mode + "-" + v)
			}
			p.isTrue(`(location.hash = "#/cycles/situation", true)`)
			p.isTrue(`(document.querySelector(".drawing").scrollIntoView(), true)`)
			p.shot(name + "-" + mode + "-situation")
		}
	}
}
