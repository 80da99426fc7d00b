package explore

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Drawing is a machine laid out on a plane: y grows downwards, units are those
// of the text at 13 pixels. States stand in layers, from the beginning down.
type Drawing struct {
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
	// Start is where the point before the beginning stands.
	Start  Point   `json:"start"`
	Boxes  []Box   `json:"boxes"`
	Arrows []Arrow `json:"arrows"`
}

// Point is a place of the plane.
type Point struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// Box is a state: its corner, its size, its title in lines.
type Box struct {
	Code  string   `json:"code"`
	X     float64  `json:"x"`
	Y     float64  `json:"y"`
	W     float64  `json:"w"`
	H     float64  `json:"h"`
	Lines []string `json:"lines"`
	Final bool     `json:"final,omitempty"`
}

// Arrow stands for all moves from a state to a state.
type Arrow struct {
	// N is the number shown on the arrow.
	N    int    `json:"n"`
	From string `json:"from"`
	To   string `json:"to"`
	// Path is the line, in the terms of SVG; At where the number stands.
	Path string `json:"path"`
	At   Point  `json:"at"`
	// Evidence is the surest of the moves. Refused: every one is off.
	Evidence string `json:"evidence"`
	Refused  bool   `json:"refused,omitempty"`
	// Label says the moves in words.
	Label string `json:"label"`

	points []Point
}

// Sizes of the drawing.
const (
	lineHeight  = 17
	letterWidth = 7.1
	lineLetters = 20
	boxPadding  = 12
	gapX        = 34.0
	gapY        = 78.0
	margin      = 24.0
	badge       = 11.0 // radius of the number on an arrow
	thin        = 26.0 // width kept for an arrow that passes a layer
	loopWidth   = 34.0
)

// node is a state, the beginning, or a place where an arrow passes a layer.
type node struct {
	code     string
	lines    []string
	w, h     float64
	x, y     float64 // of the middle
	layer    int
	passing  bool
	loop     bool
	final    bool
	up, down []int // neighbours in the layers above and below
}

// chain is an arrow as the nodes it runs through, from the higher layer to the
// lower; reversed when the arrow points upwards.
type chain struct {
	arrow    int
	nodes    []int
	reversed bool
}

// draw lays a machine out: layers by the longest way from the beginning, an
// order with few crossings, places near those of the neighbours.
func draw(m *Machine) Drawing {
	l := &layout{machine: m}
	l.collect()
	l.layers()
	l.chains()
	l.order()
	l.place()
	return l.finish()
}

type layout struct {
	machine *Machine
	arrows  []Arrow
	nodes   []node
	index   map[string]int
	chain   []chain
	rows    [][]int
}

func (l *layout) collect() {
	l.index = map[string]int{"": 0}
	l.nodes = []node{{w: 16, h: 16}}
	for _, s := range l.machine.States {
		lines := wrap(s.Title, lineLetters)
		width := 0
		for _, line := range lines {
			width = max(width, utf8.RuneCountInString(line))
		}
		l.index[s.Code] = len(l.nodes)
		l.nodes = append(l.nodes, node{
			code: s.Code, lines: lines, final: s.Final,
			w: math.Ceil(max(96, float64(width)*letterWidth+2*boxPadding)), h: float64(len(lines)*lineHeight + 2*boxPadding - 4),
		})
	}
	for _, v := range l.machine.Moves {
		i := slices.IndexFunc(l.arrows, func(a Arrow) bool { return a.N == v.Arrow })
		if i < 0 {
			i = len(l.arrows)
			l.arrows = append(l.arrows, Arrow{N: v.Arrow, From: v.From, To: v.To, Evidence: v.Evidence, Refused: true, Label: fmt.Sprintf("%d. De « %s » à « %s » : ", v.Arrow, v.FromName, v.ToName)})
		}
		a := &l.arrows[i]
		part := v.On + " (" + v.Evidence
		if v.Refused {
			part += ", écarté par défaut"
		} else if a.Refused || surer(v.Evidence, a.Evidence) {
			a.Evidence, a.Refused = v.Evidence, false
		}
		part += ")"
		if !strings.Contains(a.Label, part) {
			if !strings.HasSuffix(a.Label, " : ") {
				a.Label += " ; "
			}
			a.Label += part
		}
		if v.From == v.To {
			l.nodes[l.index[v.From]].loop = true
		}
	}
}

// surer reports whether an evidence mark is stronger than another.
func surer(a, b string) bool {
	order := []string{"sourcé", "déduit", "choix de la bibliothèque"}
	return slices.Index(order, a) < slices.Index(order, b)
}

// layers gives each state its layer: the longest way from the beginning along
// arrows that do not close a circle.
func (l *layout) layers() {
	out := make([][]int, len(l.nodes))
	for _, a := range l.arrows {
		if from, to := l.index[a.From], l.index[a.To]; from != to {
			out[from] = append(out[from], to)
		}
	}
	const fresh, open, done = 0, 1, 2
	mark := make([]int, len(l.nodes))
	var after []int
	var back [][2]int
	var visit func(int)
	visit = func(at int) {
		mark[at] = open
		for _, to := range out[at] {
			switch mark[to] {
			case fresh:
				visit(to)
			case open:
				back = append(back, [2]int{at, to})
			}
		}
		mark[at] = done
		after = append(after, at)
	}
	for i := range l.nodes {
		if mark[i] == fresh {
			visit(i)
		}
	}
	slices.Reverse(after)
	for _, at := range after {
		for _, to := range out[at] {
			if !slices.Contains(back, [2]int{at, to}) {
				l.nodes[to].layer = max(l.nodes[to].layer, l.nodes[at].layer+1)
			}
		}
	}
}

// chains lets each arrow pass the layers between its ends.
func (l *layout) chains() {
	for i, a := range l.arrows {
		from, to := l.index[a.From], l.index[a.To]
		if from == to {
			continue
		}
		c := chain{arrow: i}
		if l.nodes[from].layer > l.nodes[to].layer {
			from, to, c.reversed = to, from, true
		}
		c.nodes = []int{from}
		for layer := l.nodes[from].layer + 1; layer < l.nodes[to].layer; layer++ {
			c.nodes = append(c.nodes, len(l.nodes))
			l.nodes = append(l.nodes, node{w: thin, layer: layer, passing: true})
		}
		c.nodes = append(c.nodes, to)
		for j := 1; j < len(c.nodes); j++ {
			above, below := c.nodes[j-1], c.nodes[j]
			l.nodes[above].down = append(l.nodes[above].down, below)
			l.nodes[below].up = append(l.nodes[below].up, above)
		}
		l.chain = append(l.chain, c)
	}
	for i, n := range l.nodes {
		for len(l.rows) <= n.layer {
			l.rows = append(l.rows, nil)
		}
		l.rows[n.layer] = append(l.rows[n.layer], i)
	}
}

// order sorts each layer by the middle of the neighbours, to and fro, and
// keeps the order with the fewest crossings.
func (l *layout) order() {
	best, least := cloneRows(l.rows), l.crossings()
	for sweep := range 24 {
		down := sweep%2 == 0
		for i := range l.rows {
			row := l.rows[i]
			if !down {
				row = l.rows[len(l.rows)-1-i]
			}
			at := l.positions()
			middle := func(n int) float64 {
				near := l.nodes[n].up
				if !down {
					near = l.nodes[n].down
				}
				if len(near) == 0 {
					return at[n]
				}
				sum := 0.0
				for _, o := range near {
					sum += at[o]
				}
				return sum / float64(len(near))
			}
			slices.SortStableFunc(row, func(a, b int) int { return cmp.Compare(middle(a), middle(b)) })
		}
		if c := l.crossings(); c < least {
			best, least = cloneRows(l.rows), c
		}
	}
	l.rows = best
	// Neighbours change places as long as that helps.
	for improved := true; improved; {
		improved = false
		for _, row := range l.rows {
			for i := 1; i < len(row); i++ {
				row[i-1], row[i] = row[i], row[i-1]
				if c := l.crossings(); c < least {
					least, improved = c, true
				} else {
					row[i-1], row[i] = row[i], row[i-1]
				}
			}
		}
	}
}

func cloneRows(rows [][]int) [][]int {
	out := make([][]int, len(rows))
	for i := range rows {
		out[i] = slices.Clone(rows[i])
	}
	return out
}

// positions returns the place of each node in its layer, spread over the same
// width for all layers.
func (l *layout) positions() []float64 {
	at := make([]float64, len(l.nodes))
	for _, row := range l.rows {
		for i, n := range row {
			at[n] = (float64(i) + 1) / float64(len(row)+1)
		}
	}
	return at
}

func (l *layout) crossings() int {
	at := l.positions()
	count := 0
	for _, row := range l.rows {
		var lines [][2]float64
		for _, n := range row {
			for _, o := range l.nodes[n].down {
				lines = append(lines, [2]float64{at[n], at[o]})
			}
		}
		for i, a := range lines {
			for _, b := range lines[:i] {
				if (a[0]-b[0])*(a[1]-b[1]) < 0 {
					count++
				}
			}
		}
	}
	return count
}

func (l *layout) width(n int) float64 {
	if l.nodes[n].loop {
		return l.nodes[n].w + 2*loopWidth // on both sides, so that it stays in the middle
	}
	return l.nodes[n].w
}

// place gives the nodes their places: each near the middle of its neighbours,
// in the order of the layer and without touching.
func (l *layout) place() {
	y := margin
	for _, row := range l.rows {
		high := 0.0
		for _, n := range row {
			high = max(high, l.nodes[n].h)
		}
		x := 0.0
		for _, n := range row {
			l.nodes[n].x, l.nodes[n].y = x+l.width(n)/2, y+high/2
			x += l.width(n) + gapX
		}
		for _, n := range row {
			l.nodes[n].x -= (x - gapX) / 2
			if l.nodes[n].passing {
				l.nodes[n].h = high
			}
		}
		y += high + gapY
	}
	for sweep := range 60 {
		for i := range l.rows {
			row := l.rows[i]
			if sweep%2 == 1 {
				row = l.rows[len(l.rows)-1-i]
			}
			wish := make([]float64, len(row))
			for j, n := range row {
				near := slices.Concat(l.nodes[n].up, l.nodes[n].down)
				sum, weight := 0.0, 0.0
				for _, o := range near {
					w := 1.0
					if l.nodes[n].passing && l.nodes[o].passing {
						w = 4 // long arrows run straight
					}
					sum, weight = sum+w*l.nodes[o].x, weight+w
				}
				wish[j] = l.nodes[n].x
				if weight > 0 {
					wish[j] = sum / weight
				}
			}
			l.settle(row, wish)
		}
	}
}

// settle moves the nodes of a row to the places wished for as far as order and
// distance allow: blocks that would touch are joined and moved as one.
func (l *layout) settle(row []int, wish []float64) {
	type block struct {
		nodes []int // of the row
		off   []float64
		sum   float64
		at    float64
	}
	var blocks []block
	distance := func(a, b int) float64 { return (l.width(row[a])+l.width(row[b]))/2 + gapX }
	for j := range row {
		b := block{[]int{j}, []float64{0}, wish[j], wish[j]}
		for len(blocks) > 0 {
			p := blocks[len(blocks)-1]
			lastOff := p.off[len(p.off)-1]
			need := lastOff + distance(p.nodes[len(p.nodes)-1], b.nodes[0])
			if p.at+need <= b.at {
				break
			}
			for k := range b.nodes {
				p.nodes = append(p.nodes, b.nodes[k])
				p.off = append(p.off, need+b.off[k])
				p.sum += wish[b.nodes[k]] - (need + b.off[k])
			}
			p.at = p.sum / float64(len(p.nodes))
			blocks = blocks[:len(blocks)-1]
			b = p
		}
		blocks = append(blocks, b)
	}
	for _, b := range blocks {
		for k, j := range b.nodes {
			l.nodes[row[j]].x = b.at + b.off[k]
		}
	}
}

// finish draws boxes, arrows and numbers, and moves all into view.
func (l *layout) finish() Drawing {
	left, right, bottom := math.Inf(1), math.Inf(-1), 0.0
	for i := range l.nodes {
		n := &l.nodes[i]
		left, right, bottom = min(left, n.x-l.width(i)/2), max(right, n.x+l.width(i)/2), max(bottom, n.y+n.h/2)
	}
	for i := range l.nodes {
		l.nodes[i].x = math.Round(l.nodes[i].x - left + margin)
		l.nodes[i].y = math.Round(l.nodes[i].y)
	}
	d := Drawing{Width: math.Ceil(right - left + 2*margin), Height: math.Ceil(bottom + margin), Start: Point{l.nodes[0].x, l.nodes[0].y}}
	for _, n := range l.nodes[1:] {
		if !n.passing {
			d.Boxes = append(d.Boxes, Box{n.code, n.x - n.w/2, n.y - n.h/2, n.w, n.h, n.lines, n.final})
		}
	}
	ports := l.ports()
	for c, ch := range l.chain {
		a := &l.arrows[ch.arrow]
		var points []Point
		for j, n := range ch.nodes {
			at := l.nodes[n]
			switch {
			case j == 0:
				points = append(points, Point{ports[[2]int{c, 0}], at.y + at.h/2})
			case j == len(ch.nodes)-1:
				points = append(points, Point{ports[[2]int{c, 1}], at.y - at.h/2})
			default:
				points = append(points, Point{at.x, at.y - at.h/2}, Point{at.x, at.y + at.h/2})
			}
		}
		if ch.reversed {
			slices.Reverse(points)
		}
		a.points = points
		a.Path, a.points = curve(points)
	}
	for i := range l.arrows {
		a := &l.arrows[i]
		if a.From == a.To {
			n := l.nodes[l.index[a.From]]
			x, y := n.x+n.w/2, n.y
			a.Path = fmt.Sprintf("M%g %g C%g %g %g %g %g %g", x, y-9, x+loopWidth, y-16, x+loopWidth, y+16, x+1, y+9)
			a.points = []Point{{x + loopWidth*0.76, y}}
		}
	}
	l.numbers(d.Boxes)
	d.Arrows = l.arrows
	slices.SortFunc(d.Arrows, func(a, b Arrow) int { return a.N - b.N })
	return d
}

// ports spreads the ends of arrows over the lower and the upper side of a
// state, in the order of where they go: the key is chain and end (0 upper).
func (l *layout) ports() map[[2]int]float64 {
	type end struct {
		key   [2]int
		other float64
	}
	sides := map[[2]int][]end{} // node, and 0 for its lower side
	for c, ch := range l.chain {
		n := len(ch.nodes)
		sides[[2]int{ch.nodes[0], 0}] = append(sides[[2]int{ch.nodes[0], 0}], end{[2]int{c, 0}, l.nodes[ch.nodes[1]].x})
		sides[[2]int{ch.nodes[n-1], 1}] = append(sides[[2]int{ch.nodes[n-1], 1}], end{[2]int{c, 1}, l.nodes[ch.nodes[n-2]].x})
	}
	out := map[[2]int]float64{}
	for side, ends := range sides {
		slices.SortStableFunc(ends, func(a, b end) int {
			return cmp.Or(cmp.Compare(a.other, b.other), cmp.Compare(a.key[0], b.key[0]))
		})
		n := l.nodes[side[0]]
		span := min(n.w-28, float64(len(ends)-1)*26)
		for i, e := range ends {
			x := n.x
			if len(ends) > 1 && side[0] != 0 {
				x += -span/2 + span*float64(i)/float64(len(ends)-1)
			}
			out[e.key] = math.Round(x)
		}
	}
	return out
}

// curve draws a line through the points that leaves and enters upright, and
// returns places along it.
func curve(points []Point) (path string, along []Point) {
	var b strings.Builder
	fmt.Fprintf(&b, "M%g %g", points[0].X, points[0].Y)
	for i := 1; i < len(points); i++ {
		p, q := points[i-1], points[i]
		if p.X == q.X {
			fmt.Fprintf(&b, " L%g %g", q.X, q.Y)
			for t := 0.1; t < 0.95; t += 0.05 {
				along = append(along, Point{p.X, p.Y + t*(q.Y-p.Y)})
			}
			continue
		}
		middle := (p.Y + q.Y) / 2
		fmt.Fprintf(&b, " C%g %g %g %g %g %g", p.X, middle, q.X, middle, q.X, q.Y)
		for t := 0.1; t < 0.95; t += 0.05 {
			u := 1 - t
			along = append(along, Point{
				u*u*u*p.X + 3*u*u*t*p.X + 3*u*t*t*q.X + t*t*t*q.X,
				u*u*u*p.Y + 3*u*u*t*middle + 3*u*t*t*middle + t*t*t*q.Y,
			})
		}
	}
	return b.String(), along
}

// numbers finds a place for each number along its arrow, clear of boxes and of
// the other numbers and as far as may be from the other arrows.
func (l *layout) numbers(boxes []Box) {
	var taken []Point
	for i := range l.arrows {
		a := &l.arrows[i]
		best, score := a.points[len(a.points)/2], math.Inf(-1)
		for j, p := range a.points {
			s := -math.Abs(float64(j)/float64(len(a.points))-0.5) * 10
			for _, o := range taken {
				if d := math.Hypot(o.X-p.X, o.Y-p.Y); d < 2*badge+3 {
					s -= 400 * (2*badge + 3 - d)
				}
			}
			for _, b := range boxes {
				if p.X > b.X-badge && p.X < b.X+b.W+badge && p.Y > b.Y-badge && p.Y < b.Y+b.H+badge && a.From != a.To {
					s -= 1000
				}
			}
			for k := range l.arrows {
				if k == i {
					continue
				}
				for _, o := range l.arrows[k].points {
					if d := math.Hypot(o.X-p.X, o.Y-p.Y); d < 2*badge {
						s -= (2*badge - d) / 2
					}
				}
			}
			if s > score {
				best, score = p, s
			}
		}
		a.At = Point{math.Round(best.X*10) / 10, math.Round(best.Y*10) / 10}
		taken = append(taken, best)
	}
}

// wrap breaks a text at spaces into lines of about so many letters.
func wrap(s string, letters int) []string {
	var lines []string
	for word := range strings.FieldsSeq(s) {
		last := len(lines) - 1
		if last >= 0 && utf8.RuneCountInString(lines[last])+1+utf8.RuneCountInString(word) <= letters {
			lines[last] += " " + word
			continue
		}
		lines = append(lines, word)
	}
	return lines
}
