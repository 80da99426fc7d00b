package browser

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

var shots = flag.String("shots", "", "write screenshots to this `folder`")

const root = "../../.."

// What all tests share: the page served by the program, and one browser.
var (
	address string
	browser context.Context
	axe     string
	folder  string // as explorer -out wrote it
	without string // why the page is not tested in a browser
)

// needsBrowser skips a test where the browser was left out on purpose.
func needsBrowser(t *testing.T) {
	t.Helper()
	if without != "" {
		t.Skip(without + ": the page is not tested in a browser")
	}
	if _, err := os.ReadFile(marker); err != nil {
		t.Fatal(err)
	}
}

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(run(m))
}

func run(m *testing.M) int {
	switch {
	case os.Getenv("EXPLORER_BROWSER") == "skip":
		without = "EXPLORER_BROWSER=skip"
	case testing.Short():
		without = "-short"
	}
	if without != "" {
		return m.Run()
	}
	chrome, err := findChrome()
	if err == nil {
		axe, err = readAxe()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err, "\nEXPLORER_BROWSER=skip go test ./... goes without these tests.")
		return 1
	}
	dir, err := os.MkdirTemp("", "explorer-browser")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	stop, err := startPage(dir)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer stop()

	options := []chromedp.ExecAllocatorOption{
		chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.ExecPath(chrome), chromedp.UserDataDir(filepath.Join(dir, "profile")),
		chromedp.WSURLReadTimeout(2 * time.Minute),
	}
	for _, name := range []string{
		"disable-quic", "disable-background-networking", "disable-component-update",
		"disable-sync", "disable-extensions", "disable-dev-shm-usage",
	} {
		options = append(options, chromedp.Flag(name, true))
	}
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	defer cancel()
	browser, cancel = chromedp.NewContext(ctx)
	defer cancel()
	if err := chromedp.Do(browser); err != nil {
		fmt.Fprintln(os.Stderr, "Chromium does not start:", err)
		return 1
	}
	code := m.Run()
	now := time.Now()
	if err := os.Chtimes(marker, now, now); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	return code
}

// marker is a file that each run reads and then touches. What the page is made
// of lies outside of this module, where the go command does not look before it
// repeats the outcome of an earlier run; it keeps none of a run that read a
// file that has just changed.
const marker = "node_modules/.package-lock.json"

func findChrome() (string, error) {
	if path := os.Getenv("CHROME"); path != "" {
		return path, nil
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("these tests need Chromium: apt-get install chromium (as root), or CHROME=/path/to/it; .ci/chromium does it on Debian")
}

func readAxe() (string, error) {
	text, err := os.ReadFile(filepath.Join("node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		return "", fmt.Errorf("these tests need axe-core: run npm ci in examples/explorer/browser (npm comes with Node.js)")
	}
	return string(text), nil
}

// startPage compiles the program as a user would, writes the folder, and
// serves the page on a free port.
func startPage(dir string) (stop func(), err error) {
	program := filepath.Join(dir, "explorer")
	build := exec.Command("go", "build", "-buildvcs=false", "-o", program, "./examples/explorer")
	build.Dir = root
	if text, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build: %w\n%s", err, text)
	}
	folder = filepath.Join(dir, "site")
	write := exec.Command(program, "-out", folder)
	write.Dir = root
	text, err := write.CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("explorer -out: %w\n%s", err, text)
	}
	fmt.Printf("%s", text)
	cmd := exec.Command(program, "-addr", "127.0.0.1:0")
	cmd.Dir = root
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	stop = func() {
		if cmd.Process.Signal(syscall.SIGTERM) != nil {
			_ = cmd.Process.Kill() // there are no signals on Windows
		}
		_ = cmd.Wait()
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err == nil {
		address = regexp.MustCompile(`http://[0-9.:]+/`).FindString(line)
	}
	if address == "" {
		stop()
		return nil, fmt.Errorf("explorer printed no address: %q, %v", line, err)
	}
	return stop, nil
}

// A tab is one tab of the browser with the page, watched.
type tab struct {
	*testing.T
	ctx context.Context

	mu       sync.Mutex
	requests []string
	odd      []string
}

// A size is that of a screen.
type size struct {
	width, height int64
	phone         bool
}

var (
	desktop = size{1440, 900, false}
	phone   = size{390, 844, true}
)

// open opens a view of the page in a tab of its own. When the test ends,
// nothing may have been asked of another origin, and nothing odd been said on
// the console.
func open(t *testing.T, view string, s size, dark bool) *tab {
	return openAt(t, address, view, s, dark)
}

func openAt(t *testing.T, origin, view string, s size, dark bool) *tab {
	t.Helper()
	return openAfter(t, origin, view, s, dark, "")
}

// openAfter runs a script before those of the page.
func openAfter(t *testing.T, origin, view string, s size, dark bool, script string) *tab {
	t.Helper()
	needsBrowser(t)
	ctx, cancel := chromedp.NewContext(browser)
	ctx, stop := context.WithTimeout(ctx, 3*time.Minute)
	p := &tab{T: t, ctx: ctx}
	t.Cleanup(func() {
		stop()
		cancel()
		p.mu.Lock()
		defer p.mu.Unlock()
		for _, url := range p.requests {
			// The icons of fields are the browser's own, in data: addresses.
			if !strings.HasPrefix(url, origin) && !strings.HasPrefix(url, "data:") && !strings.HasPrefix(url, "blob:"+strings.TrimSuffix(origin, "/")) {
				t.Errorf("the page asked for %s", url)
			}
		}
		for _, o := range p.odd {
			t.Errorf("the console says: %s", o)
		}
		if len(p.requests) < 4 {
			t.Errorf("only %d requests were seen", len(p.requests))
		}
	})
	if err := chromedp.Listen(ctx, p.watch); err != nil {
		t.Fatal(err)
	}
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	viewport := []chromedp.EmulateViewportOption{chromedp.EmulateScale(1)}
	if s.phone {
		viewport = append(viewport, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulatePortrait)
	}
	p.do(
		command(network.Enable, network.EnableParams{}), command(log.Enable, cdp.Empty{}),
		chromedp.EmulateViewport(s.width, s.height, viewport...),
		command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
		}}),
		command(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script}),
		chromedp.Navigate(origin+view),
	)
	p.wait(`document.documentElement.dataset.ready !== undefined || !document.getElementById("failure").hidden`)
	if failure := p.text("#failure"); failure != "" && p.isTrue(`!document.getElementById("failure").hidden`) {
		t.Fatalf("the page says: %s", failure)
	}
	return p
}

// watch keeps what the page asks for and what the console says.
func (p *tab) watch(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		p.requests = append(p.requests, e.Request.URL)
	case *runtime.EventExceptionThrown:
		text, _ := json.Marshal(e.ExceptionDetails)
		p.odd = append(p.odd, string(text))
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" || e.Type == "warning" {
			text, _ := json.Marshal(e.Args)
			p.odd = append(p.odd, string(text))
		}
	case *log.EventEntryAdded:
		p.odd = append(p.odd, e.Entry.Text+" "+e.Entry.URL)
	}
}

// command is a command of the protocol as a step.
func command[P, R any](c cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, c, params)
		return err
	})
}

func (p *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.Fatal(err)
	}
}

// eval evaluates an expression in the page.
func eval[T any](p *tab, expression string) T {
	p.Helper()
	out, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.Fatalf("%.300s: %v", expression, err)
	}
	return out
}

func (p *tab) isTrue(expression string) bool {
	p.Helper()
	return eval[bool](p, expression)
}

// wait waits until an expression is true.
func (p *tab) wait(expression string) {
	p.Helper()
	if _, err := chromedp.Run(p.ctx, chromedp.Poll[chromedp.Void](expression, chromedp.WithPollingTimeout(time.Minute), chromedp.WithPollingInterval(20*time.Millisecond))); err != nil {
		p.Fatalf("waited for %s: %v", expression, err)
	}
}

// text returns the text of the first element of a selector.
func (p *tab) text(selector string) string {
	p.Helper()
	return eval[string](p, `(document.querySelector(`+quote(selector)+`)?.textContent ?? "").trim().replace(/\s+/g, " ")`)
}

// set chooses a value in a field, as a person who changes it.
func (p *tab) set(selector, value string) {
	p.Helper()
	p.wait(`document.querySelector(` + quote(selector) + `) !== null`)
	if !p.isTrue(`(() => { const e = document.querySelector(` + quote(selector) + `); e.value = ` + quote(value) + `;
		e.dispatchEvent(new Event("input", {bubbles: true})); e.dispatchEvent(new Event("change", {bubbles: true})); return e.value === ` + quote(value) + `; })()`) {
		p.Fatalf("%s has no %q", selector, value)
	}
}

// press types a key in the element that has the focus.
func (p *tab) press(keys string, options ...chromedp.KeyOption) {
	p.Helper()
	p.do(chromedp.KeyEvent(keys, options...))
}

// shot writes a screenshot of what is on the screen, when asked for.
func (p *tab) shot(name string) {
	p.Helper()
	if *shots == "" {
		return
	}
	p.do(chromedp.Sleep(100 * time.Millisecond))
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*shots, name+".png"), png, 0o644); err != nil {
		p.Fatal(err)
	}
}

func quote(s string) string {
	text, _ := json.Marshal(s)
	return string(text)
}
