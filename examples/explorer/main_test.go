package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// fake is the page with a program that is none.
func fake(t *testing.T) site {
	t.Helper()
	s, err := assemble(bytes.Repeat([]byte("wasm"), 1000), []byte("glue"), []byte("notice"))
	require.NoError(t, err)
	return s
}

func TestServed(t *testing.T) {
	s := fake(t)
	get := func(method, path string, header ...string) *http.Response {
		t.Helper()
		r := httptest.NewRequest(method, path, nil)
		for i := 0; i < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w.Result()
	}
	for path, kind := range map[string]string{
		"/": "text/html; charset=utf-8", "/index.html": "text/html; charset=utf-8", "/app.js": "text/javascript; charset=utf-8",
		"/wasm_exec.js": "text/javascript; charset=utf-8", "/style.css": "text/css; charset=utf-8", "/icon.svg": "image/svg+xml", "/NOTICE.txt": "text/plain; charset=utf-8",
		"/explorer.wasm": "application/wasm", "/explorer.wasm.gz": "application/gzip",
	} {
		plain := get("GET", path)
		require.Equal(t, 200, plain.StatusCode, path)
		require.Equal(t, kind, plain.Header.Get("Content-Type"), path)
		require.Empty(t, plain.Header.Get("Content-Encoding"), path)
		require.Equal(t, "nosniff", plain.Header.Get("X-Content-Type-Options"))
		require.Equal(t, policy, plain.Header.Get("Content-Security-Policy"))
		text, err := io.ReadAll(plain.Body)
		require.NoError(t, err)
		require.NotEmpty(t, text)

		packed := get("GET", path, "Accept-Encoding", "br, gzip;q=0.5")
		if path == "/explorer.wasm.gz" {
			require.Empty(t, packed.Header.Get("Content-Encoding"), "packed twice")
		} else {
			require.Equal(t, "gzip", packed.Header.Get("Content-Encoding"), path)
			require.Equal(t, "Accept-Encoding", packed.Header.Get("Vary"))
			r, err := gzip.NewReader(packed.Body)
			require.NoError(t, err)
			same, err := io.ReadAll(r)
			require.NoError(t, err)
			require.Equal(t, string(text), string(same), path)
			require.NotEqual(t, plain.Header.Get("ETag"), packed.Header.Get("ETag"))
		}
		head := get("HEAD", path)
		require.Equal(t, plain.ContentLength, head.ContentLength)
		nothing, _ := io.ReadAll(head.Body)
		require.Empty(t, nothing)
		again := get("GET", path, "If-None-Match", plain.Header.Get("ETag"))
		require.Equal(t, http.StatusNotModified, again.StatusCode)
	}
	// The packed program is the program.
	r, err := gzip.NewReader(get("GET", "/explorer.wasm.gz").Body)
	require.NoError(t, err)
	text, err := io.ReadAll(r)
	require.NoError(t, err)
	require.Equal(t, string(s[wasmName].text), string(text))

	for _, path := range []string{"/none", "/../main.go", "/static/index.html", "/index.html/", "//"} {
		require.Equal(t, http.StatusNotFound, get("GET", path).StatusCode, path)
	}
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS"} {
		require.Equal(t, http.StatusMethodNotAllowed, get(method, "/").StatusCode)
	}
	for header, want := range map[string]bool{
		"gzip": true, "GZIP": true, "deflate, gzip": true, "gzip; q=0": false, "gzip;q=0.0": false, "gzip;q=1": true, "": false, "br": false,
		"x-gzip": false, "gzip;q=x": false, "*": false,
	} {
		require.Equal(t, want, acceptsGzip(header), header)
	}
}

// TestPageIsClosed: the page itself forbids what the header forbids, for
// servers that set no header, and names no address of elsewhere.
func TestPageIsClosed(t *testing.T) {
	s := fake(t)
	page := string(s["index.html"].text)
	meta := regexp.MustCompile(`http-equiv="Content-Security-Policy" content="([^"]+)"`).FindStringSubmatch(page)
	require.NotNil(t, meta)
	require.Equal(t, policy, meta[1]+"; frame-ancestors 'none'")
	require.Less(t, strings.Index(page, meta[0]), strings.Index(page, "<link"), "the policy must come before what it governs")
	for _, name := range []string{"index.html", "app.js", "style.css", "icon.svg"} {
		for _, url := range regexp.MustCompile(`(https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\s"']*`).FindAllString(string(s[name].text), -1) {
			require.Equal(t, "http://www.w3.org/2000/svg", url, name)
		}
	}
	// No program and no style in the page, which the policy would refuse.
	require.NotRegexp(t, `<script(>| [^>]*>[^<])|<style|style="|\son[a-z]+="`, page)
	require.NotRegexp(t, `innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|localStorage|sessionStorage|document\.cookie|sendBeacon|XMLHttpRequest|WebSocket`, string(s["app.js"].text))
}

func TestFolder(t *testing.T) {
	s := fake(t)
	dir := filepath.Join(t.TempDir(), "a", "site")
	require.NoError(t, s.writeTo(dir))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "kept.txt"), nil, 0o600))
	require.NoError(t, s.writeTo(dir), "again")
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, len(s)+1)
	for name, f := range s {
		text, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		require.Equal(t, string(f.text), string(text))
	}
	require.Error(t, s.writeTo(filepath.Join(dir, "kept.txt")))
}

func TestRefused(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer taken.Close()
	for _, args := range [][]string{
		{"extra"}, {"-nothing"}, {"-addr", "127.0.0.1"}, {"-addr", "127.0.0.1:x"}, {"-addr", taken.Addr().String()}, {"-addr", ""},
	} {
		var out, errs bytes.Buffer
		require.Equal(t, 2, run(context.Background(), args, &out, &errs), args)
		require.Empty(t, out.String())
		require.NotEmpty(t, errs.String())
	}
	var out, errs bytes.Buffer
	require.Equal(t, 0, run(context.Background(), []string{"-h"}, &out, &errs))
	require.Contains(t, errs.String(), "-out")

	// Without the go command it says so.
	t.Setenv("PATH", t.TempDir())
	errs.Reset()
	require.Equal(t, 2, run(context.Background(), []string{"-out", t.TempDir()}, &out, &errs))
	require.Contains(t, errs.String(), "the go command is needed")
}

// TestRun compiles the page, serves it, and ends when told.
func TestRun(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles to WebAssembly")
	}
	// So that the go command sees what this test depends on.
	_, err := os.ReadFile(filepath.Join("wasm", "main.go"))
	require.NoError(t, err)
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	r, w := io.Pipe()
	done := make(chan int, 1)
	var errs bytes.Buffer
	go func() {
		done <- run(ctx, []string{"-addr", ":0"}, w, &errs)
		w.Close()
	}()
	line := make([]byte, 400)
	n, err := r.Read(line)
	if err != nil {
		t.Fatalf("%v: exit %d, %s", err, <-done, &errs)
	}
	address := regexp.MustCompile(`http://127\.0\.0\.1:[0-9]+/`).FindString(string(line[:n]))
	require.NotEmpty(t, address, "%s", line[:n])
	go func() { _, _ = io.Copy(io.Discard, r) }()
	answer, err := http.Get(address + "explorer.wasm")
	require.NoError(t, err)
	text, err := io.ReadAll(answer.Body)
	answer.Body.Close()
	require.NoError(t, err)
	require.Equal(t, "\x00asm", string(text[:4]))
	// All that a browser loads, compressed: the promise is 2.5 MB.
	here, err := os.Getwd()
	require.NoError(t, err)
	require.False(t, bytes.Contains(text, []byte(here)), "a path of this machine")
	weight := len(pack(text))
	for _, name := range []string{"", "app.js", "style.css", "icon.svg", "wasm_exec.js"} {
		answer, err := http.Get(address + name)
		require.NoError(t, err)
		text, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		require.NoError(t, err)
		weight += len(pack(text))
	}
	t.Logf("%d bytes compressed", weight)
	require.Less(t, weight, 2_500_000)
	answer, err = http.Get(address + noticeName)
	require.NoError(t, err)
	text, err = io.ReadAll(answer.Body)
	answer.Body.Close()
	require.NoError(t, err)
	for _, owner := range []string{"LOINC is\ncopyright", "Licence Ouverte", "Apache License", "The Go Authors"} {
		require.Contains(t, string(text), owner)
	}
	stop()
	select {
	case code := <-done:
		require.Zero(t, code)
	case <-time.After(20 * time.Second):
		t.Fatal("it does not end")
	}
}
