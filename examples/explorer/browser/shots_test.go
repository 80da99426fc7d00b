package browser

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
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
	// The picture of docs/explorer.md, in few colours: copy it to docs.
	p := open(t, "#/matrice", size{1600, 900, false}, false)
	p.do(chromedp.Click(chromedp.CSS(`td[data-doc="80788-3"][data-col="GENR10"]`)))
	p.shot("explorer")
	path := filepath.Join(*shots, "explorer.png")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, fewColours(t, text), 0o644); err != nil {
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
			p.isTrue(`(document.querySelector(".moves").scrollIntoView(), true)`)
			p.shot(name + "-" + mode + "-moves")
			p.isTrue(`(location.hash = "#/connexion", document.querySelector(".classes details").open = true, document.querySelector(".classes").scrollIntoView(), true)`)
			p.shot(name + "-" + mode + "-types")
		}
	}
}

// fewColours writes a picture anew with the 256 colours that it has most of.
func fewColours(t *testing.T, text []byte) []byte {
	t.Helper()
	from, err := png.Decode(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	// Near colours count as one.
	count := map[color.RGBA]int{}
	near := func(c color.Color) color.RGBA {
		r, g, b, _ := c.RGBA()
		return color.RGBA{uint8(r>>8) | 3, uint8(g>>8) | 3, uint8(b>>8) | 3, 255}
	}
	area := from.Bounds()
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			count[near(from.At(x, y))]++
		}
	}
	var colours color.Palette
	for c := range count {
		colours = append(colours, c)
	}
	slices.SortFunc(colours, func(a, b color.Color) int {
		x, y := a.(color.RGBA), b.(color.RGBA)
		return cmp.Or(count[y]-count[x], cmp.Compare(x.R, y.R), cmp.Compare(x.G, y.G), cmp.Compare(x.B, y.B))
	})
	colours = colours[:min(len(colours), 256)]
	to := image.NewPaletted(area, colours)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			to.Set(x, y, near(from.At(x, y)))
		}
	}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, to); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
