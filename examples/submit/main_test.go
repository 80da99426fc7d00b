package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/rpps/psi"
)

func call(t *testing.T, in string, args ...string) (code int, out, errs string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = run(args, strings.NewReader(in), &stdout, &stderr, time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC))
	for _, private := range []string{"Brindejonc", "Lavandier", "ghjulia", "97411", "99700000013", "1979", "0639", "Autrement"} {
		if strings.Contains(stdout.String()+stderr.String(), private) {
			t.Errorf("%q is shown", private)
		}
	}
	return code, stdout.String(), stderr.String()
}

// TestGolden: the five outcomes, each with its trace.
func TestGolden(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		code, out, errs := call(t, "", "-lang", lang)
		if code != 1 || errs != "" {
			t.Fatalf("exit %d, %s", code, errs)
		}
		golden.File(t, "testdata/example-"+lang+".txt", out)
	}
}

// TestFile: a file of the caller plays no outcome but its own.
func TestFile(t *testing.T) {
	lines := strings.SplitAfter(string(example), "\n")
	code, out, errs := call(t, lines[0]+lines[1]+lines[3], "-")
	if code != 0 || errs != "" || !strings.Contains(out, "2 acceptés de bout en bout, 0 non") {
		t.Errorf("exit %d, %s\n%s", code, errs, out)
	}
	file := filepath.Join(t.TempDir(), "file.csv")
	if err := os.WriteFile(file, []byte(lines[0]+lines[6]), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, out, _ := call(t, "", file); code != 1 || !strings.Contains(out, "NOS-CODE-SUCCESSOR") {
		t.Errorf("exit %d\n%s", code, out)
	}
}

// TestRefused: why a file is refused is said in the language of the report.
func TestRefused(t *testing.T) {
	for lang, want := range map[string]string{"fr": "submit: REG-FILE-EMPTY : le fichier est vide\n", "en": "submit: REG-FILE-EMPTY: the file is empty\n"} {
		if code, out, errs := call(t, "", "-lang", lang, "-"); code != 2 || out != "" || errs != want {
			t.Errorf("%s: exit %d, %q, %q", lang, code, out, errs)
		}
	}
}

// TestOutcomeWords: what an answer does not say is said in the language of the report.
func TestOutcomeWords(t *testing.T) {
	s := session{lang: language.French}
	for o := range psi.Unavailable + 1 {
		if text := s.outcome(o); text == o.String() {
			t.Errorf("%v has no French word", o)
		}
	}
}

// TestColumns: a column that is left out of every body is told.
func TestColumns(t *testing.T) {
	lines := strings.SplitAfter(string(example), "\n")
	_, out, _ := call(t, strings.Replace(lines[0], "date_fin", "échéance", 1)+lines[1], "-")
	if !strings.Contains(out, "REG-COLUMN-UNKNOWN") {
		t.Error(out)
	}
}

// TestLine: what was found of a line that is sent is told, and not only what the
// interface says of it.
func TestLine(t *testing.T) {
	lines := strings.SplitAfter(string(example), "\n")
	wider := func(line, more string) string { return strings.TrimSuffix(line, "\n") + ";" + more + "\n" }
	code, out, _ := call(t, wider(lines[0], "")+wider(lines[1], "X"), "-")
	if code != 0 || !strings.Contains(out, "REG-LINE-UNNAMED") {
		t.Errorf("exit %d\n%s", code, out)
	}
}

// TestLostAnswer: a record whose answer cannot be read is neither done nor sent again,
// and those after it are told to be unsent.
func TestLostAnswer(t *testing.T) {
	posts := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		posts++
		w.WriteHeader(http.StatusBadGateway)
		_, _ = w.Write([]byte("<html>Bad Gateway</html>"))
	}))
	defer server.Close()
	var out bytes.Buffer
	s := session{out: &out, lang: language.French}
	refused, err := s.send(server.URL, []prepared{{2, new(psi.Body)}, {3, new(psi.Body)}})
	if posts != 1 || refused != 2 || err == nil {
		t.Errorf("%d posts, %d refused, %v", posts, refused, err)
	}
	if got := out.String(); !strings.Contains(got, "ligne 2 : pas de réponse lisible") || !strings.Contains(got, "ligne 3 : pas envoyée") {
		t.Error(got)
	}
}

// TestFailingService: an answer that is no one's, of a service that fails or lets nobody
// in, is the last one asked for; what it leaves open is told, and not as refused.
func TestFailingService(t *testing.T) {
	for _, tt := range []struct {
		status     int
		body, want string
	}{
		{503, "", "1 à vérifier avant tout nouvel envoi"},
		{500, `{"status":500,"error":"x","path":"/v1/identities"}`, "1 à vérifier avant tout nouvel envoi"},
		{401, `{"message":"x"}`, "HTTP 401"},
		{401, `{"status":401,"error":"x","path":"/v1/identities"}`, "HTTP 401"},
		{403, `{"error":"x"}`, "HTTP 403"},
		{429, "", "HTTP 429"},
		{429, `{"status":429,"error":"x"}`, "HTTP 429"},
	} {
		posts := 0
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			posts++
			w.WriteHeader(tt.status)
			_, _ = w.Write([]byte(tt.body))
		}))
		var out bytes.Buffer
		s := session{out: &out, lang: language.French}
		refused, err := s.send(server.URL, []prepared{{2, new(psi.Body)}, {3, new(psi.Body)}})
		server.Close()
		got := out.String()
		if posts != 1 || refused != 2 || err != nil || !strings.Contains(got, "ligne 3 : pas envoyée") || !strings.Contains(got, tt.want) ||
			strings.Contains(got, "vérifier avant tout") != (tt.status >= 500) {
			t.Errorf("%d: %d posts, %d refused, %v: %s", tt.status, posts, refused, err, got)
		}
	}
}

func TestCannotRun(t *testing.T) {
	for _, args := range [][]string{
		{"-lang", "de"}, {"-at", "hier"}, {"a", "b"}, {"no such file"}, {"-nothing"}, {t.TempDir()}, {"-"},
	} {
		code, out, errs := call(t, "%PDF-1.7", args...)
		if code != 2 || out != "" || errs == "" {
			t.Errorf("%v: exit %d, %q, %q", args, code, out, errs)
		}
	}
	if code, _, errs := call(t, "", "-h"); code != 0 || !strings.Contains(errs, "-at") {
		t.Errorf("exit %d, %s", code, errs)
	}
}
