package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

//go:embed static
var static embed.FS

// program is the package that is compiled to WebAssembly.
const program = "github.com/rppsplus/rppsplus/examples/explorer/wasm"

// A file is one file of the page, plain and compressed.
type file struct {
	text, gzip []byte
	kind, tag  string
}

// A site is the page: its files by name.
type site map[string]file

// kinds are the media types of the files; guessed ones depend on the machine.
var kinds = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".svg": "image/svg+xml", ".wasm": "application/wasm", ".gz": "application/gzip", ".txt": "text/plain; charset=utf-8",
}

const (
	wasmName = "explorer.wasm"
	// Many web servers do not compress WebAssembly. The page asks for this one
	// and unpacks it, and takes the other where the browser cannot.
	packedName = wasmName + ".gz"
	noticeName = "NOTICE.txt"
)

// build compiles the program and returns the page.
func build(ctx context.Context, stderr io.Writer) (site, error) {
	dir, err := os.MkdirTemp("", "explorer")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if _, err := exec.LookPath("go"); err != nil {
		return nil, errors.New("the go command is needed to compile the page, and it is not in the PATH")
	}
	fmt.Fprintln(stderr, "Compilation de la bibliothèque en WebAssembly (la première fois, une minute ou deux)…")
	target := filepath.Join(dir, wasmName)
	// Flags of the environment could be for another target.
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", target, program)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0", "GOFLAGS=", "GOWASM=")
	if text, err := cmd.CombinedOutput(); err != nil {
		if ctx.Err() != nil {
			return nil, errors.New("interrupted")
		}
		return nil, fmt.Errorf("go build: %w\n%srun this in a checkout of the module", err, text)
	}
	wasm, err := os.ReadFile(target)
	if err != nil {
		return nil, err
	}
	tell := func(args ...string) (string, error) {
		cmd := exec.CommandContext(ctx, "go", args...)
		cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOFLAGS=")
		text, err := cmd.Output()
		if err != nil {
			return "", fmt.Errorf("go %s: %w", strings.Join(args, " "), err)
		}
		return strings.TrimSpace(string(text)), nil
	}
	root, err := tell("env", "GOROOT")
	if err != nil {
		return nil, err
	}
	// The support file must be that of the toolchain that compiled.
	glue, err := os.ReadFile(filepath.Join(root, "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return nil, fmt.Errorf("the Go installation lacks lib/wasm/wasm_exec.js: %w", err)
	}
	module, err := tell("list", "-f", "{{.Module.Dir}}", program)
	if err != nil {
		return nil, err
	}
	notice, err := notices(module, root)
	if err != nil {
		return nil, err
	}
	return assemble(wasm, glue, notice)
}

// notices are what must go with the page wherever it goes: the notices of the
// project, which name the owners of its data, its licence, and that of Go,
// whose runtime is in the program.
func notices(module, root string) ([]byte, error) {
	var b bytes.Buffer
	for _, name := range []string{"NOTICE", "LICENSE"} {
		text, err := os.ReadFile(filepath.Join(module, name))
		if err != nil {
			return nil, err
		}
		b.Write(text)
		b.WriteString("\n------------------------------------------------------------------------------\n")
	}
	b.WriteString("Go: the runtime in explorer.wasm, and wasm_exec.js\n\n")
	text, err := os.ReadFile(filepath.Join(root, "LICENSE"))
	if err != nil { // some distributions keep it elsewhere
		text = []byte("Copyright 2009 The Go Authors, under the BSD 3-clause licence: https://go.dev/LICENSE\n")
	}
	b.Write(text)
	return b.Bytes(), nil
}

// assemble puts the page together.
func assemble(wasm, glue, notice []byte) (site, error) {
	files := map[string][]byte{wasmName: wasm, "wasm_exec.js": glue, noticeName: notice}
	folder, err := fs.Sub(static, "static")
	if err != nil {
		return nil, err
	}
	err = fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[name], err = fs.ReadFile(folder, name)
		return err
	})
	if err != nil {
		return nil, err
	}
	s := site{}
	for name, text := range files {
		kind, ok := kinds[path.Ext(name)]
		if !ok {
			return nil, fmt.Errorf("%s: no media type", name)
		}
		s[name] = newFile(text, pack(text), kind)
	}
	s[packedName] = newFile(s[wasmName].gzip, nil, kinds[".gz"])
	return s, nil
}

func newFile(text, packed []byte, kind string) file {
	sum := sha256.Sum256(text)
	return file{text: text, gzip: packed, kind: kind, tag: `"` + hex.EncodeToString(sum[:8]) + `"`}
}

func pack(text []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	_, _ = w.Write(text)
	_ = w.Close()
	return b.Bytes()
}

// compressed returns how many bytes a browser loads: every file of the page
// once, compressed.
func (s site) compressed() int {
	n := 0
	for name, f := range s {
		if name != packedName && name != noticeName {
			n += len(f.gzip)
		}
	}
	return n
}

// writeTo writes the folder. Files of other names that stand there are left
// alone.
func (s site) writeTo(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(s)) {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), s[name].text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// policy is what the page may do: load its own files, run its own program, and
// nothing else. The page carries the same in its head, for other web servers;
// frame-ancestors works in a header only.
const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// ServeHTTP serves the files of the page.
func (s site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	for name, value := range map[string]string{
		"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
		"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin", "X-Frame-Options": "DENY",
		"Permissions-Policy": "camera=(), geolocation=(), microphone=()", "Cache-Control": "no-cache",
	} {
		h.Set(name, value)
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "GET ou HEAD seulement", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" {
		name = "index.html"
	}
	f, ok := s[name]
	if !ok {
		http.Error(w, "pas de tel fichier", http.StatusNotFound)
		return
	}
	h.Set("Content-Type", f.kind)
	h.Set("ETag", f.tag)
	text := f.text
	if f.gzip != nil {
		h.Set("Vary", "Accept-Encoding")
		if acceptsGzip(r.Header.Get("Accept-Encoding")) {
			h.Set("Content-Encoding", "gzip")
			h.Set("ETag", strings.TrimSuffix(f.tag, `"`)+`-gz"`)
			text = f.gzip
		}
	}
	if match := r.Header.Get("If-None-Match"); match != "" && strings.Contains(match, h.Get("ETag")) {
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Length", strconv.Itoa(len(text)))
	if r.Method == http.MethodHead {
		return
	}
	_, _ = w.Write(text) // the browser went away
}

// acceptsGzip reads Accept-Encoding: gzip is named, and not with q=0.
func acceptsGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		coding, parameters, _ := strings.Cut(part, ";")
		if !strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			continue
		}
		q, ok := strings.CutPrefix(strings.ReplaceAll(strings.ToLower(parameters), " ", ""), "q=")
		value, err := strconv.ParseFloat(q, 64)
		return !ok || err == nil && value > 0
	}
	return false
}
