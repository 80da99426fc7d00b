package perf

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"
)

// Render writes the page from a report, and needs nothing else: the same report
// gives the same page.
func Render(r *Report) ([]byte, error) {
	p := &page{r: r}
	p.head()
	p.bars()
	for _, s := range Sections() {
		p.section(s)
	}
	p.embedding()
	p.growth()
	p.directory()
	p.signIns()
	p.again()
	return p.out.Bytes(), nil
}

type page struct {
	r   *Report
	out bytes.Buffer
}

func (p *page) f(format string, args ...any) { fmt.Fprintf(&p.out, format, args...) }

// line writes a paragraph that ends.
func (p *page) para(format string, args ...any) { p.f(format+"\n\n", args...) }

// table writes a table; the cells of the first row are the heading.
func (p *page) table(rows [][]string) {
	for i, row := range rows {
		cells := make([]string, len(row))
		for j, c := range row {
			cells[j] = strings.ReplaceAll(c, "|", `\|`)
		}
		p.f("| %s |\n", strings.Join(cells, " | "))
		if i == 0 {
			p.f("|%s\n", strings.Repeat("---|", len(row)))
		}
	}
	p.f("\n")
}

func (p *page) head() {
	m := p.r.Machine
	p.f("# Performance\n\n")
	p.para("<!-- Written by go run ./internal/perf/cmd from docs/performance.json. Do not edit. -->")
	if p.r.Mode != "full" {
		p.para("**A trial, mode `%s`**: short times, few passes, small files. The figures say that the command works, and no more. "+
			"`go run ./internal/perf/cmd` makes the true ones.", p.r.Mode)
	}
	p.para("No figure of this page is typed by hand. “Times” is the time of a row divided by that of its baseline in the same pass: " +
		"the median of the passes, and the smallest and largest. Below 1 the row is faster than its baseline. " +
		"Only that compares; the time itself is a hint from one machine. A baseline does what one would write without the library, and mostly does less.")
	load := strings.Join(slices.DeleteFunc(slices.Clone(m.Load), func(s string) bool { return s == "" }), " at the start, ")
	if load != "" {
		load += " at the end"
	}
	changed := ""
	if p.r.Changed {
		changed = ", with changes that are not in it"
	}
	rows := [][]string{
		{"", ""},
		{"Mode", fmt.Sprintf("%s, %s", p.r.Mode, count(passes(p.r), "pass", "passes"))},
		{"Day", p.r.Started.Format("2006-01-02 15:04 MST") + ", " + p.r.Ended.Sub(p.r.Started).String()},
		{"Commit", p.r.Commit + changed},
		{"Machine", fmt.Sprintf("%s, %s, %s of memory, %s", m.CPU, count(m.Cores, "core", "cores"), size3(float64(m.Memory)), m.OS)},
		{"Load", load},
		{"Go", m.Go},
	}
	var peers []string
	for _, x := range p.r.Peers {
		peers = append(peers, x.Path+" "+x.Version)
	}
	p.table(append(rows, []string{"Peers", strings.Join(peers, ", ")}))
}

func passes(r *Report) int {
	n := 0
	for _, b := range r.Benchmarks {
		n = max(n, len(b.Values["ns/op"]))
	}
	return n
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(n) + " " + many
}

// measured is a row with its values.
type measured struct {
	Row
	b, base *Benchmark
}

func (r *Report) measured(row Row) measured {
	m := measured{Row: row, b: r.benchmark(row.Package, row.Name)}
	if row.Base != "" {
		m.base = r.benchmark(row.Package, row.Base)
	}
	return m
}

// value is the spread of a unit; ok is false when it was not measured.
func (m measured) value(unit string) (s Spread, ok bool) {
	if m.b == nil {
		return Spread{}, false
	}
	if unit == "times" {
		if m.base == nil {
			return Spread{}, false
		}
		rs := ratios(m.b.Values["ns/op"], m.base.Values["ns/op"])
		return spread(rs), len(rs) > 0
	}
	v := m.b.Values[unit]
	return spread(v), len(v) > 0
}

// held reports whether a bar is held; ok is false when it was not measured.
func (m measured) held(b Bar) (held, ok bool) {
	s, ok := m.value(b.Unit)
	return b.holds(s.Median), ok
}

func (b Bar) String() string {
	sign := "≤ "
	if b.AtLeast {
		sign = "≥ "
	}
	if b.Limit == 0 && b.Unit == "allocs/op" {
		return "0 allocs"
	}
	return sign + unit(b.Limit, b.Unit)
}

// unit writes a value with its unit.
func unit(v float64, u string) string {
	switch u {
	case "ns/op":
		return duration(v)
	case "times":
		return times(v)
	case "B/op":
		return size3(v)
	case "allocs/op":
		return three(v) + " allocs"
	}
	return three(v) + " " + u
}

// check is a bar beside what was measured.
type check struct {
	what  string
	bar   Bar
	value float64
	held  bool
}

func (b Bar) holds(v float64) bool {
	if b.AtLeast {
		return v >= b.Limit
	}
	return v <= b.Limit
}

// checks are all bars that could be looked at in this run.
func (r *Report) checks() []check {
	var out []check
	add := func(what string, b Bar, v float64) { out = append(out, check{what, b, v, b.holds(v)}) }
	for _, s := range Sections() {
		for _, row := range s.Rows {
			m := r.measured(row)
			for _, b := range row.Bars {
				if v, ok := m.value(b.Unit); ok {
					add(s.Title+", "+row.What, b, v.Median)
				}
			}
		}
	}
	for _, s := range r.Sizes {
		if s.Program == "decides" {
			add("A program that decides, growth stripped", atMost(1<<20, "B/op"), float64(s.StrippedGrowth))
		}
	}
	for _, i := range r.Init {
		add("Before main, memory of this module's packages", atMost(0, "B/op"), float64(i.OwnBytes))
	}
	var heap []float64
	for _, f := range r.First {
		heap = append(heap, float64(f.Heap))
	}
	if len(heap) > 0 {
		add("Kept on the heap after the first decision", atMost(32<<10, "B/op"), spread(heap).Median)
	}
	return out
}

// missed names what a reader should not overlook.
func (r *Report) missed() []string {
	var out []string
	for _, c := range r.checks() {
		if !c.held {
			out = append(out, fmt.Sprintf("%s: %s, bar %s", c.what, unit(c.value, c.bar.Unit), c.bar))
		}
	}
	for _, name := range r.tooFast() {
		out = append(out, "grows too fast, and nothing says why: "+name)
	}
	return out
}

func (p *page) bars() {
	all := p.r.checks()
	held := 0
	for _, c := range all {
		if c.held {
			held++
		}
	}
	p.f("## Bars\n\n")
	p.para("%d of the %d bars that the project sets itself are held in this run. Bars in nanoseconds were set on a machine of this kind, with nothing else to do.", held, len(all))
	missed := p.r.missed()
	if len(missed) == 0 {
		p.para("Nothing was missed.")
		return
	}
	for _, m := range missed {
		p.f("- missed: %s\n", m)
	}
	p.f("\n")
}

func (p *page) section(s Section) {
	p.f("## %s\n\n", s.Title)
	if s.Note != "" {
		p.para("%s", s.Note)
	}
	rows := [][]string{{"What", "Baseline", "Times", "Time", "Allocated", "Besides", "Bar", "Held"}}
	for _, row := range s.Rows {
		m := p.r.measured(row)
		cells := []string{row.What, row.Against, "", "", "", "", "", ""}
		if v, ok := m.value("times"); ok {
			cells[2] = "**" + times(v.Median) + "**"
			if v.Min != v.Max {
				cells[2] += fmt.Sprintf(" (%s to %s)", times(v.Min), times(v.Max))
			}
		}
		if v, ok := m.value("ns/op"); ok {
			cells[3] = duration(v.Median)
		} else {
			cells[3] = "not measured"
		}
		if v, ok := m.value("allocs/op"); ok {
			b, _ := m.value("B/op")
			cells[4] = fmt.Sprintf("%s × %s", size3(b.Median), three(v.Median))
			if v.Median == 0 {
				cells[4] = "0"
			}
		}
		var besides []string
		if v, ok := m.value("MB/s"); ok {
			besides = append(besides, three(v.Median)+" MB/s")
		}
		for _, u := range row.Also {
			if v, ok := m.value(u); ok {
				besides = append(besides, unit(v.Median, u))
			}
		}
		var bars, held []string
		for _, b := range row.Bars {
			bars = append(bars, b.String())
			switch h, ok := m.held(b); {
			case !ok:
				held = append(held, "not measured")
			case h:
				held = append(held, "yes")
			default:
				v, _ := m.value(b.Unit)
				held = append(held, "**no**: "+unit(v.Median, b.Unit))
			}
			if v, ok := m.value(b.Unit); ok && strings.Contains(b.Unit, "/") && !slices.Contains([]string{"ns/op", "B/op", "allocs/op", "MB/s"}, b.Unit) && !slices.Contains(row.Also, b.Unit) {
				besides = append(besides, unit(v.Median, b.Unit))
			}
		}
		slices.Sort(held)
		if held = slices.Compact(held); len(held) > 1 {
			held = slices.DeleteFunc(held, func(s string) bool { return s == "yes" })
		}
		cells[5], cells[6], cells[7] = strings.Join(besides, ", "), strings.Join(bars, ", "), strings.Join(held, ", ")
		rows = append(rows, cells)
	}
	// Columns that nobody fills are left out.
	for j := len(rows[0]) - 1; j > 3; j-- {
		empty := true
		for _, row := range rows[1:] {
			empty = empty && row[j] == ""
		}
		for i := range rows {
			if empty {
				rows[i] = slices.Delete(rows[i], j, j+1)
			}
		}
	}
	p.table(rows)
}

func (p *page) embedding() {
	p.f("## What it costs a program\n\n")
	p.para("Programs built by `go run ./internal/house/size`; growth is against an empty program.")
	rows := [][]string{{"Program", "Size", "Growth", "Stripped", "Growth, stripped"}}
	for _, s := range p.r.Sizes {
		rows = append(rows, []string{s.Program, size3(float64(s.Bytes)), size3(float64(s.Growth)), size3(float64(s.Stripped)), size3(float64(s.StrippedGrowth))})
	}
	p.table(rows)
	p.para("What happens before `main` (`GODEBUG=inittrace=1`), of an empty program and of one that links every package of the library. " +
		"“Own” is the part of this module's packages; the rest is the standard library that they use.")
	rows = [][]string{{"Program", "Packages with an init", "Time", "Memory", "Allocations", "Own time", "Own memory"}}
	for _, i := range p.r.Init {
		name := map[string]string{"without": "empty", "with": "links the whole library"}[i.Program]
		rows = append(rows, []string{name, grouped(i.Packages), duration(i.NS), size3(float64(i.Bytes)), grouped(int(i.Allocs)), duration(i.OwnNS), size3(float64(i.OwnBytes))})
	}
	p.table(rows)
	var first, second, heap []float64
	for _, f := range p.r.First {
		first, second, heap = append(first, float64(f.NS)), append(second, float64(f.Second)), append(heap, float64(f.Heap))
	}
	if len(first) > 0 {
		p.para("The first decision of a process builds the matrix: %s (%s to %s), and %s stay on the heap. The second one takes %s, mostly the clock. Medians of %d processes.",
			duration(spread(first).Median), duration(spread(first).Min), duration(spread(first).Max), size3(spread(heap).Median), duration(spread(second).Median), len(first))
	}
}

func (p *page) growth() {
	p.f("## Growth\n\n")
	p.para("Each operation at n, 10 n and 100 n: processor time, that of the collector with it, the smallest of some repetitions. The exponent is the slope of the logarithms: 1 is in proportion to the size, "+
		"2 would be a hundred times the time for ten times the size. Sorting adds a logarithm, 0.1 to 0.2. Small sizes pay what every call costs, which makes an exponent smaller; "+
		"large ones leave the caches, which makes it larger. Above %.2f (beyond the logarithm, where one is expected) it must be explained, or the command fails; above %.1f for what should not depend on the size.", maxExponent, maxConstant)
	rows := [][]string{{"Operation", "n", "Time", "Exponent", "Allocated", "Exponent", "Expected", ""}}
	for _, o := range Operations() {
		var g *Growth
		for i := range p.r.Growth {
			if p.r.Growth[i].Name == o.Name {
				g = &p.r.Growth[i]
			}
		}
		if g == nil {
			rows = append(rows, []string{o.Name, "", "not measured", "", "", "", o.Order, ""})
			continue
		}
		var ns, ts, bs []string
		for _, x := range g.Points {
			ns, ts, bs = append(ns, grouped(x.N)), append(ts, duration(x.NS)), append(bs, size3(x.Bytes))
		}
		e, be, remark := exponent(g.Points), "", o.Why
		if v := bytesExponent(g.Points); v != 0 {
			be = fmt.Sprintf("%.2f", v)
		}
		if e > o.limit() && remark == "" {
			remark = "**not explained**"
		}
		if e <= o.limit() {
			remark = "" // nothing to explain in this run
			if e > maxExponent {
				remark = fmt.Sprintf("n log n alone has %.2f at these sizes", o.sorting())
			}
		}
		rows = append(rows, []string{o.Name, strings.Join(ns, ", "), strings.Join(ts, ", "), fmt.Sprintf("**%.2f**", e), strings.Join(bs, ", "), be, o.Order, remark})
	}
	p.table(rows)
}

func (p *page) directory() {
	p.f("## The whole directory\n\n")
	p.para("Generated extractions of 56 columns with as many lines as said, and files of as many registrations with all their columns; each reading in a process of its own, whose largest resident memory is told. "+
		"“Processors” is the time of all cores together. “Times” is against the bare splitter, or for registrations against encoding/csv, of the same file. "+
		"“Found” are people, changes, or lines of which something is said. "+
		"National size is %s lines: those of the public extraction. “Extrapolated” continues the smaller sizes: the time by its exponent, the memory by a straight line.", grouped(directoryLines))
	rows := [][]string{{"Reading", "Lines", "Bytes", "Found", "Time", "Times", "Processors", "A line", "Allocated a line", "Peak memory"}}
	for _, t := range tasks() {
		var small []Point
		var memory []Point
		whole := false
		for _, x := range p.r.Directory {
			if x.What != t.name {
				continue
			}
			lines := float64(x.Lines)
			rows = append(rows, []string{
				t.what, grouped(x.Lines), size3(float64(x.Bytes)), grouped(x.Found), duration(float64(x.NS)), p.against(t.base, x), duration(float64(x.CPU)),
				duration(float64(x.NS) / lines), size3(float64(x.Alloc) / lines), size3(float64(x.Peak)),
			})
			if x.Size >= directoryLines {
				whole = true
				continue
			}
			small = append(small, Point{N: x.Size, NS: float64(x.NS)})
			memory = append(memory, Point{N: x.Size, NS: float64(x.Peak)})
		}
		if len(small) < 2 {
			continue
		}
		what := "extrapolated"
		if whole {
			what = "the same, extrapolated"
		}
		rows = append(rows, []string{"— " + what, grouped(directoryLines), "", "", duration(extend(small)), "", "", "", "", size3(straight(memory))})
	}
	p.table(rows)
}

// against compares a reading with that of a baseline of the same size.
func (p *page) against(base string, x Reading) string {
	for _, y := range p.r.Directory {
		if y.What == base && y.Size == x.Size && y.NS > 0 {
			return "**" + times(float64(x.NS)/float64(y.NS)) + "**"
		}
	}
	return ""
}

// extend continues a growth to the national size.
func extend(points []Point) float64 {
	last := points[len(points)-1]
	return last.NS * math.Pow(float64(directoryLines)/float64(last.N), exponent(points))
}

// straight continues a straight line through the first and the last point.
func straight(points []Point) float64 {
	a, b := points[0], points[len(points)-1]
	return b.NS + (b.NS-a.NS)/float64(b.N-a.N)*float64(directoryLines-b.N)
}

func (p *page) signIns() {
	p.f("## Every sign-in of the country\n\n")
	p.para("A sign-in is a userinfo of Pro Santé Connect with 1 to %d activities, read, the situation of the establishment chosen, and a record of %d documents filtered, each with its own facts: %d decisions. "+
		"%d different people and %d records, in turn. No network, no signature of the token, no record to fetch: what the library does, and no more.", Activities, Documents, Documents, userinfos, records)
	p.f("How many could there be?\n\n")
	capacity := 0.0 // a second of a core
	for _, s := range p.r.SignIns {
		if s.Rate == 0 && s.Cores == 1 && s.Goroutines == 1 && s.CPU > 0 {
			capacity = 1e9 / s.CPU
		}
	}
	rows := [][]string{{"Peak", "Sign-ins a second", "Cores that are busy with them", "Where from"}}
	for _, k := range Peaks() {
		cores := ""
		if capacity > 0 {
			cores = fmt.Sprintf("%.2f", k.Rate/capacity)
		}
		rows = append(rows, []string{k.Label, grouped(int(k.Rate)), cores, k.How})
	}
	p.table(rows)
	p.para("Closed loops: each goroutine begins the next sign-in when it has ended one. Where there are more goroutines than cores, the latency is mostly the wait for a turn. " +
		"Open loops: sign-ins arrive at times of chance at the rate asked for, whether or not the ones before have ended; the latency counts from the arrival, and the timers of the machine are in it.")
	rows = [][]string{{"Simulation", "Cores", "Goroutines", "Sign-ins a second", "Decisions a second", "p50", "p90", "p99", "p99.9", "Largest", "Processors, a sign-in", "A sign-in allocates", "Largest heap", "Collector", "Waits for locks"}}
	for _, s := range p.r.SignIns {
		label := "closed loop"
		if s.Rate > 0 {
			label = "open: " + s.Label
		}
		rows = append(rows, []string{
			label, grouped(s.Cores), grouped(s.Goroutines), grouped(int(float64(s.Count) / s.Seconds)), grouped(int(float64(s.Decisions) / s.Seconds)),
			duration(float64(s.P50)), duration(float64(s.P90)), duration(float64(s.P99)), duration(float64(s.P999)), duration(float64(s.Max)), duration(s.CPU),
			size3(s.Alloc), size3(float64(s.Heap)), fmt.Sprintf("%.1f %%", 100*s.GC), duration(s.Lock * float64(time.Second)),
		})
	}
	p.table(rows)
	p.breaks()
}

// breaks says what ends first, as far as the figures show it.
func (p *page) breaks() {
	var one, two, many *SignIns
	for i := range p.r.SignIns {
		switch s := &p.r.SignIns[i]; {
		case s.Rate > 0:
		case s.Cores == 1 && s.Goroutines == 1:
			one = s
		case s.Cores == 2 && s.Goroutines == 2:
			two = s
		case s.Goroutines > 2:
			many = s
		}
	}
	p.f("What ends first:\n\n")
	if one != nil && two != nil {
		p.f("- The processor. Two cores do %s as much as one. ", times(float64(two.Count)/two.Seconds/(float64(one.Count)/one.Seconds)))
		p.f("A sign-in takes %s of a core, of which the %d decisions are a part; the rest is the reading of the userinfo.\n", duration(one.CPU), Documents)
	}
	if many != nil {
		p.f("- The collector took %.1f %% of the time of the cores with %d goroutines, and the heap stayed below %s. A sign-in leaves nothing behind: memory grows with how many run at once, not with how many there were.\n",
			100*many.GC, many.Goroutines, size3(float64(many.Heap)))
		p.f("- Locks: goroutines waited %s in all, in %s. The library has none on this way; the matrix is built once and then only read, so there is nothing to wait for. What shows here is of the runtime.\n",
			duration(many.Lock*float64(time.Second)), duration(many.Seconds*float64(time.Second)))
	}
	p.f("- The directory is read in a stream. What is kept grows with the lines: the index of a file in any order, the difference of two days, the search for people on two lines. Their memory is in the table of the directory.\n\n")
	p.para("Limits of these figures: one machine, in one process, with invented data; the generated extraction follows the description of the files, and is no real one. " +
		"The rates are estimates, not measures of the national services, and nothing here says how fast those are. Beyond the national size the tables of growth say what to expect; no run was made there.")
}

func (p *page) again() {
	p.f("## Doing it again\n\n")
	p.f("```sh\ngo run ./internal/perf/cmd           # this page and its data, on a quiet machine\n" +
		"go run ./internal/perf/cmd -quick    # a trial\n" +
		"go run ./internal/perf/cmd -resume   # go on where a run was stopped\n" +
		"go run ./internal/perf/cmd -render   # the page again from docs/performance.json\n```\n\n")
	p.f("Benchmarks that are in no table:\n\n")
	for _, k := range slices.Sorted(maps.Keys(Excused)) {
		p.f("- `%s`: %s\n", k, Excused[k])
	}
}
