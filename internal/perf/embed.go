package perf

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// sizes asks internal/house/size how large programs are.
func (r *run) sizes(ctx context.Context) error {
	text, err := r.command(ctx, r.Top, nil, "go", "run", "./internal/house/size")
	if err != nil {
		return err
	}
	r.report.Sizes, err = parseSizes(text)
	return err
}

// sizeLine is a name, which may have blanks, and four numbers.
var sizeLine = regexp.MustCompile(`(?m)^(\S.*?) +(\d+) +(-?\d+) +(\d+) +(-?\d+)$`)

func parseSizes(text string) ([]Size, error) {
	var out []Size
	for _, m := range sizeLine.FindAllStringSubmatch(text, -1) {
		var n [4]int64
		for i := range n {
			v, err := strconv.ParseInt(m[i+2], 10, 64)
			if err != nil {
				return nil, err
			}
			n[i] = v
		}
		out = append(out, Size{m[1], n[0], n[1], n[2], n[3]})
	}
	if len(out) < 2 {
		return nil, fmt.Errorf("no sizes in %q", text)
	}
	return out, nil
}

// probes runs the two programs of probe: what they do before main, and what
// the first decision takes.
func (r *run) probes(ctx context.Context) error {
	r.report.Init, r.report.First = nil, nil
	for _, name := range []string{"without", "with"} {
		file := filepath.Join(r.dir, "probe-"+name)
		if runtime.GOOS == "windows" {
			file += ".exe"
		}
		if _, err := r.command(ctx, r.Top, nil, "go", "build", "-o", file, "./internal/perf/probe/"+name); err != nil {
			return err
		}
		text, err := r.command(ctx, r.dir, []string{"GODEBUG=inittrace=1"}, file)
		if err != nil {
			return err
		}
		init, err := parseInit(text)
		if err != nil {
			return err
		}
		init.Program = name
		r.report.Init = append(r.report.Init, init)
		if name == "without" {
			continue
		}
		for range r.size.firsts {
			text, err := r.command(ctx, r.dir, nil, file)
			if err != nil {
				return err
			}
			var f First
			var allowed bool
			if _, err := fmt.Sscanf(text, "first %d second %d kept %d %t", &f.NS, &f.Second, &f.Heap, &allowed); err != nil || !allowed {
				return fmt.Errorf("probe: %q: %w", text, err)
			}
			r.report.First = append(r.report.First, f)
		}
	}
	return nil
}

// initLine is what the runtime writes for a package.
var initLine = regexp.MustCompile(`(?m)^init (\S+) @\S+ ms, (\S+) ms clock, (\d+) bytes, (\d+) allocs$`)

func parseInit(text string) (Init, error) {
	var out Init
	for _, m := range initLine.FindAllStringSubmatch(text, -1) {
		ms, err := strconv.ParseFloat(m[2], 64)
		if err != nil {
			return Init{}, err
		}
		bytes, _ := strconv.ParseInt(m[3], 10, 64)
		allocs, _ := strconv.ParseInt(m[4], 10, 64)
		ns := ms * float64(time.Millisecond)
		out.Packages++
		out.NS, out.Bytes, out.Allocs = out.NS+ns, out.Bytes+bytes, out.Allocs+allocs
		if strings.HasPrefix(m[1], module) {
			out.OwnNS, out.OwnBytes = out.OwnNS+ns, out.OwnBytes+bytes
		}
	}
	if out.Packages == 0 {
		return Init{}, fmt.Errorf("no init in %q", text)
	}
	return out, nil
}

// peerNames are in the paths of the modules that are measured.
var peerNames = []string{"open-policy-agent/opa", "cedar-policy/cedar-go", "casbin/casbin"}

// peers are the modules of the engines, with their versions.
func (r *run) peers(ctx context.Context) error {
	text, err := r.command(ctx, filepath.Join(r.Top, engines), nil, "go", "mod", "edit", "-json")
	if err != nil {
		return err
	}
	var mod struct {
		Require []struct {
			Path, Version string
			Indirect      bool
		}
	}
	if err := json.Unmarshal([]byte(text), &mod); err != nil {
		return err
	}
	r.report.Peers = nil
	for _, m := range mod.Require {
		if !m.Indirect && slices.ContainsFunc(peerNames, func(name string) bool { return strings.Contains(m.Path, name) }) {
			r.report.Peers = append(r.report.Peers, Module{m.Path, m.Version})
		}
	}
	return nil
}
