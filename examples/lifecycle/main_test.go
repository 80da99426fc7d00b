package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/golden"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/workforce"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

func call(t testing.TB, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(args, strings.NewReader(stdin), &out, &errs)
	if code == 2 && out.Len() > 0 {
		t.Errorf("%v: code 2 and %d bytes on the standard output", args, out.Len())
	}
	if code != 2 && errs.Len() > 0 && !slices.Contains(args, "-h") {
		t.Errorf("%v: code %d and %q on the standard error", args, code, errs.String())
	}
	return code, out.String(), errs.String()
}

func TestGolden(t *testing.T) {
	for name, tt := range map[string]struct {
		code int
		args []string
	}{
		"liste.txt":             {0, nil},
		"liste-en.txt":          {0, []string{"-lang", "en"}},
		"liste.json":            {0, []string{"-format", "json"}},
		"court.mmd":             {0, []string{"-short", "-format", "mermaid"}},
		"court-en.txt":          {0, []string{"-short", "-lang", "en"}},
		"exit-en.md":            {0, []string{"-machine", "exit", "-format", "markdown", "-lang", "en"}},
		"exit-strict.txt":       {0, []string{"-machine", "exit", "-strict"}},
		"request.txt":           {1, []string{"-machine", "request", "-replay", "example"}},
		"certification.txt":     {1, []string{"-machine", "certification", "-replay", "example"}},
		"situation.txt":         {1, []string{"-machine", "situation", "-replay", "example"}},
		"gestionnaire.txt":      {1, []string{"-machine", "gestionnaire", "-replay", "example"}},
		"entry.txt":             {1, []string{"-machine", "entry", "-replay", "example"}},
		"exit.txt":              {1, []string{"-machine", "exit", "-replay", "example"}},
		"situation-en.txt":      {1, []string{"-replay", "example", "-lang", "en"}},
		"request-en.txt":        {1, []string{"-machine", "request", "-replay", "example", "-lang", "en"}},
		"situation.json":        {1, []string{"-replay", "example", "-format", "json"}},
		"situation-strict.txt":  {1, []string{"-replay", "example", "-strict"}},
		"inconnus.txt":          {1, []string{"-replay", "testdata/unknown.json"}},
		"history.txt":           {0, []string{"-replay", historyFile}},
		"history-en.txt":        {0, []string{"-replay", historyFile, "-lang", "en"}},
		"history.json":          {0, []string{"-replay", historyFile, "-format", "json"}},
		"history-strict-en.txt": {1, []string{"-replay", historyFile, "-strict", "-lang", "en"}},
	} {
		t.Run(name, func(t *testing.T) {
			code, out, errs := call(t, "", tt.args...)
			if code != tt.code {
				t.Fatalf("code %d, %s", code, errs)
			}
			if strings.HasSuffix(name, ".json") {
				out = indented(t, out)
			}
			golden.File(t, filepath.Join("testdata", name), out)
		})
	}
}

// indented returns one document of JSON, indented.
func indented(t testing.TB, text string) string {
	t.Helper()
	if strings.Count(text, "\n") != 1 || !strings.HasSuffix(text, "\n") {
		t.Fatal("not one document on one line")
	}
	var b bytes.Buffer
	if err := json.Indent(&b, []byte(text), "", "  "); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// drawn is what the library draws, asked without this program.
func drawn[S, E ~uint8](m *lifecycle.Machine[S, E], lang language.Tag) map[string]string {
	text, err := m.MarshalJSON()
	if err != nil {
		text = nil
	}
	return map[string]string{
		"text": m.Text(lang), "mermaid": m.Mermaid(lang), "dot": m.DOT(lang), "json": string(text) + "\n",
	}
}

func drawings(lang language.Tag) map[string]map[string]string {
	return map[string]map[string]string{
		"request":       drawn(registration.Cycle(), lang),
		"certification": drawn(rpps.CertificationCycle(), lang),
		"situation":     drawn(situation.Cycle(), lang),
		"gestionnaire":  drawn(gestionnaire.Cycle(), lang),
		"entry":         drawn(workforce.Entry(), lang),
		"exit":          drawn(workforce.Exit(), lang),
	}
}

// TestDrawings: every machine, format and language is what the library draws;
// the goldens of the machines are in their packages.
func TestDrawings(t *testing.T) {
	for name, lang := range map[string]language.Tag{"fr": language.French, "en": language.English} {
		for machine, formats := range drawings(lang) {
			for format, want := range formats {
				code, out, _ := call(t, "", "-machine", machine, "-format", format, "-lang", name)
				if code != 0 || out != want || len(want) < 500 {
					t.Errorf("%s %s %s: code %d, %d bytes, want %d", machine, format, name, code, len(out), len(want))
				}
			}
			if _, out, _ := call(t, "", "-machine", machine, "-lang", name); out != formats["text"] {
				t.Errorf("%s: the format is not text by default", machine)
			}
		}
	}
	if len(machines) != 6 || !slices.Equal(machineNames(), []string{"request", "certification", "situation", "gestionnaire", "entry", "exit"}) {
		t.Errorf("%v", machineNames())
	}
	for _, format := range []string{"mermaid", "dot"} {
		_, one, _ := call(t, "", "-format", format)
		if _, out, _ := call(t, "", "-format", format, "-machine", "situation"); out != one {
			t.Errorf("%s is not the situation by default", format)
		}
	}
	if _, byName, _ := call(t, "", "-machine", "hr.exit"); byName != drawings(language.French)["exit"]["text"] {
		t.Error("hr.exit is not exit")
	}
}

// TestShort: the short drawing has the states and the arrows of the machine that
// something leads to, and nothing that Mermaid would take for its own.
func TestShort(t *testing.T) {
	arrow := regexp.MustCompile(`^    (\[\*\]|s_[A-Za-z0-9]+) --> (\[\*\]|s_[A-Za-z0-9]+)( : [^:;"]+)?$`)
	entity := regexp.MustCompile(`#\d+;`)
	for i := range machines {
		for _, lang := range []string{"fr", "en"} {
			args := []string{"-machine", machines[i].flag, "-format", "mermaid", "-lang", lang}
			if ids := off(t, machines[i].flag); ids != "" {
				args = append(args, "-refuse", ids)
			}
			_, full, _ := call(t, "", args...)
			_, short, _ := call(t, "", "-machine", machines[i].flag, "-format", "mermaid", "-lang", lang, "-short")
			ends := func(text string) []string {
				var out []string
				for line := range strings.Lines(text) {
					line = strings.TrimSuffix(line, "\n")
					if !strings.Contains(line, " --> ") || strings.Contains(line, "politique") || strings.Contains(line, "by policy") {
						continue
					}
					end, _, _ := strings.Cut(line, " : ")
					out = append(out, end)
				}
				// No end of a state to which nothing leads.
				all := strings.Join(out, "\n") + "\n"
				out = slices.DeleteFunc(out, func(end string) bool {
					state, final := strings.CutSuffix(end, " --> [*]")
					return final && !strings.Contains(all, "--> "+strings.TrimSpace(state)+"\n")
				})
				slices.Sort(out)
				return slices.Compact(out)
			}
			if name := machines[i].flag; name == "request" && (!strings.Contains(full, "s_expired") || strings.Contains(short, "s_expired")) {
				t.Error("the short drawing has a state to which nothing leads")
			}
			if !slices.Equal(ends(full), ends(short)) {
				t.Errorf("%s: the arrows of the short drawing are others", machines[i].flag)
			}
			for line := range strings.Lines(short) {
				line = strings.TrimSuffix(line, "\n")
				if strings.Contains(line, " --> ") && !arrow.MatchString(entity.ReplaceAllString(line, "")) {
					t.Errorf("%s: %q", machines[i].flag, line)
				}
			}
		}
	}
}

// TestSketch: the order of the moves in the table makes no difference to how
// sure an arrow is said to be.
func TestSketch(t *testing.T) {
	spec := situation.Cycle().Spec()
	slices.Reverse(spec.Moves)
	reversed, err := lifecycle.New(spec)
	if err != nil {
		t.Fatal(err)
	}
	lines := func(m machine) []string {
		var b strings.Builder
		printSketch(&b, m, language.French)
		out := strings.Split(b.String(), "\n")
		slices.Sort(out)
		return out
	}
	if a, b := lines(wrap(situation.Cycle())), lines(wrap(reversed)); !slices.Equal(a, b) {
		t.Errorf("%q\n%q", a, b)
	}
}

// off are the moves that are off by default.
func off(t *testing.T, machine string) string {
	t.Helper()
	_, out, _ := call(t, "", "-machine", machine, "-format", "json")
	var v struct {
		Moves []struct {
			ID  string
			Off bool
		}
	}
	if err := json.Unmarshal([]byte(out), &v); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, m := range v.Moves {
		if m.Off {
			ids = append(ids, m.ID)
		}
	}
	return strings.Join(ids, ",")
}

func TestPolicy(t *testing.T) {
	type table struct {
		Moves []struct {
			ID, Evidence string
			Refused      bool
		}
	}
	read := func(args ...string) (v table) {
		t.Helper()
		code, out, errs := call(t, "", append(args, "-format", "json")...)
		if err := json.Unmarshal([]byte(out), &v); err != nil || code != 0 {
			t.Fatalf("%v: code %d, %v, %s", args, code, err, errs)
		}
		return v
	}
	refused := func(v table) string {
		var ids []string
		for _, m := range v.Moves {
			if m.Refused {
				ids = append(ids, m.ID)
			}
		}
		return strings.Join(ids, " ")
	}
	for i := range machines {
		for _, m := range read("-machine", machines[i].flag, "-strict").Moves {
			if m.Refused != (m.Evidence != "sourced") {
				t.Errorf("-strict: %s is %s, refused %v", m.ID, m.Evidence, m.Refused)
			}
		}
	}
	if got := refused(read("-machine", "certification")); got != "CER-20 CER-21 CER-22" {
		t.Errorf("off by default: %s", got)
	}
	if got := refused(read("-machine", "certification", "-allow", "CER-20, CER-22", "-refuse", "CER-1")); got != "CER-1 CER-21" {
		t.Errorf("refused: %s", got)
	}
	// What is allowed then happens in the story, and what is refused does not.
	refusals := func(args ...string) int {
		_, out, _ := call(t, "", append(args, "-machine", "certification", "-replay", "example", "-format", "json")...)
		return decode(t, out).Refused
	}
	if a, b, c := refusals(), refusals("-allow", "CER-20"), refusals("-strict"); b != a-1 || c != 10 {
		t.Errorf("%d, %d and %d refusals", a, b, c)
	}
}

// answer is the documented form of a replay, read by other eyes than those
// that write it.
type answer struct {
	Machine, Version, Kind, Title, Subject, State string
	Made, Refused                                 int
	Events                                        []struct {
		N, Line          int
		At, By, On, Note string
		Facts            []string
		Accepted         bool
		From, To         string
		Move, Evidence   string
		Source           string
		Then             []string
		Refusal          *struct {
			Code, Machine, Version, From, On, By string
			Facts, Contradiction                 []string
			Missing                              [][]string
			Actors, Moves, Permitted             []string
			Source, Evidence, Message            string
		}
		Unknown []struct {
			Line int
			Path string
		}
	}
	Seal *struct {
		Holds               bool
		Count               int
		Head                string
		Line                int
		Code, Path, Message string
	}
}

func decode(t testing.TB, text string) (a answer) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&a); err != nil {
		t.Fatalf("%v: %.200s", err, text)
	}
	if d.More() {
		t.Fatal("more than one document")
	}
	return a
}

// TestStories: the stories know all codes, move as they should, and show every
// kind of refusal that a history can meet.
func TestStories(t *testing.T) {
	kinds := map[string]bool{}
	for machine, want := range map[string]string{
		"request":       "REQ-1 LIF-GUARD REQ-3 REQ-9 REQ-3 LIF-GUARD REQ-6 REQ-15 REQ-18 LIF-REFUSED REQ-19",
		"certification": "LIF-GUARD CER-1 CER-5 LIF-REFUSED CER-14 CER-9 LIF-ACTOR CER-13 CER-23 LIF-POLICY",
		"situation":     "LIF-GUARD SIT-2 LIF-GUARD SIT-20 SIT-23 SIT-24 LIF-ACTOR SIT-32 LIF-REFUSED",
		"gestionnaire":  "GES-1 LIF-GUARD GES-5 GES-9 GES-11 LIF-ACTOR GES-17 LIF-REFUSED GES-3",
		"entry":         "ENT-1 ENT-2 LIF-REFUSED ENT-4 LIF-CONTRADICTION ENT-5 LIF-ACTOR ENT-8 ENT-10 ENT-11",
		"exit":          "EXI-1 EXI-2 LIF-GUARD EXI-3 LIF-UNDEFINED EXI-9",
	} {
		code, out, _ := call(t, "", "-machine", machine, "-replay", "example", "-format", "json")
		a := decode(t, out)
		var got []string
		state := ""
		for i, e := range a.Events {
			if e.N != i+1 || e.From != state || e.Accepted == (e.Refusal != nil) || !e.Accepted && e.To != e.From || len(e.Unknown) > 0 {
				t.Errorf("%s: %+v", machine, e)
			}
			state = e.To
			if !e.Accepted {
				kinds[e.Refusal.Code] = true
				got = append(got, e.Refusal.Code)
				continue
			}
			if e.Evidence == "" || e.Source == "" {
				t.Errorf("%s: %s without evidence or source", machine, e.Move)
			}
			got = append(got, e.Move)
		}
		if code != 1 || strings.Join(got, " ") != want || a.State != state || a.Made+a.Refused != len(a.Events) || a.Kind != "script" {
			t.Errorf("%s: code %d, %v", machine, code, got)
		}
	}
	for _, k := range []string{"LIF-GUARD", "LIF-ACTOR", "LIF-REFUSED", "LIF-UNDEFINED", "LIF-POLICY", "LIF-CONTRADICTION"} {
		if !kinds[k] {
			t.Errorf("no story shows %s", k)
		}
	}
	// The same from a file and from the standard input.
	text, err := stories.ReadFile("stories/exit.json")
	if err != nil {
		t.Fatal(err)
	}
	_, want, _ := call(t, "", "-machine", "exit", "-replay", "example")
	_, file, _ := call(t, "", "-replay", "stories/exit.json")
	_, stdin, _ := call(t, "\ufeff"+strings.ReplaceAll(string(text), "\n", "\r\n"), "-replay", "-")
	if file != want || stdin != want {
		t.Error("the file, the standard input and the example differ")
	}
}

// TestScript writes scripts as a person would.
func TestScript(t *testing.T) {
	// Accepted: exit code 0. A title and a note in one language, by both names.
	in := `{"machine":"hr.exit","version":"2026-11","title":"Essai","events":[{"at":"2026-09-01","actor":"direction","event":"record","note":"vu"}]}`
	code, out, _ := call(t, in, "-replay", "-", "-lang", "en")
	if code != 0 || !strings.Contains(out, "\nEssai\n") || !strings.Contains(out, "“vu”") || !strings.HasSuffix(out, "\nState reached: departure recorded. 1 move (1 sourced), 0 refusals.\n") {
		t.Errorf("code %d, %s", code, out)
	}
	code, out, _ = call(t, `{"machine":"exit","events":[]}`, "-replay", "-")
	if code != 0 || !strings.HasSuffix(out, "État atteint : rien n'a commencé. 0 passage, 0 refus.\n") {
		t.Errorf("code %d, %s", code, out)
	}
	_, out, _ = call(t, `{"machine":"exit","events":[]}`, "-replay", "-", "-format", "json")
	if a := decode(t, out); a.Events == nil || a.State != "" {
		t.Errorf("%s", out)
	}
}

func TestUnknownCodes(t *testing.T) {
	in := `{"machine": "exit", "events": [
  {"at": "2026-09-01", "actor": "direction", "event": "record", "facts": ["entitled", "Brindejonc"]},
  {"at": "2026-09-01", "actor": "Brindejonc", "event": "record"},
  {"at": "2026-09-01", "actor": "direction", "event": "Brindejonc"},
  {"at": "2026-09-01", "actor": "direction", "event": "record"}
]}`
	code, out, _ := call(t, in, "-replay", "-", "-format", "json")
	a := decode(t, out)
	var got []string
	for _, e := range a.Events {
		if e.Refusal != nil {
			got = append(got, e.Refusal.Code, e.Unknown[0].Path)
			if len(e.Unknown) != 1 || e.Unknown[0].Line != e.Line {
				t.Errorf("%+v", e)
			}
		}
	}
	if want := []string{"LIF-FACT-UNKNOWN", "events[0].facts[1]", "LIF-ACTOR-UNKNOWN", "events[1].actor", "LIF-EVENT-UNKNOWN", "events[2].event"}; !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	if code != 1 || a.State != "recorded" || a.Made != 1 || a.Events[0].Line != 2 || a.Events[3].Line != 5 {
		t.Errorf("code %d, %+v", code, a)
	}
	_, text, _ := call(t, in, "-replay", "-")
	if strings.Contains(text+out, "Brindejonc") {
		t.Error("a value is repeated")
	}
	if !strings.Contains(text, "ligne 2, events[0].facts[1] : code inconnu ; sont connus : orderOrARS,") {
		t.Errorf("%s", text)
	}
}

// TestForm: what is wrong with the form of a script is told with line and
// field, all of it, without what stands there.
func TestForm(t *testing.T) {
	ok := `{"at":"2026-09-01","actor":"direction","event":"record"}`
	for in, want := range map[string]string{
		"":                   "the file is empty",
		" \n\t ":             "the file is empty",
		`{"machine":"exit"}`: "line 1: events: member missing",
		`{"events":[]}`:      "line 1: machine: member missing",
		`[]`:                 "line 1: an object is expected",
		`"Brindejonc"`:       "line 1: an object is expected",
		`null`:               "line 1: an object is expected",
		"{\n\"machine\":\"Brindejonc\",\n\"events\":[]}":            "line 2: machine: unknown cycle; known are: request, certification, situation, gestionnaire, entry, exit",
		`{"machine":7,"events":[]}`:                                 "line 1: machine: a text is expected|line 1: machine: unknown cycle; known are: request, certification, situation, gestionnaire, entry, exit",
		`{"machine":"exit","events":{}}`:                            "line 1: events: a list is expected",
		`{"machine":"exit","events":[7]}`:                           "line 1: events[0]: an object is expected",
		`{"machine":"exit","version":"2025-01","events":[]}`:        "line 1: version: the cycle is of version 2026-11",
		"{\"machine\":\"exit\",\n\"subject\":1,\"events\":[]}":      "line 2: subject: unknown member; expected: machine, events, version, title",
		"{\"machine\":\"exit\",\"machine\":\"exit\",\"events\":[]}": "line 1: machine: member there twice",
		"{\"machine\":\"exit\",\"Mme Brindejonc\":1,\"events\":[]}": "line 1: ?: unknown member; expected: machine, events, version, title",
		"{\"machine\":\"exit\",\"events\":[\n" + ok + ",\n{\"at\":\"2026-08-31\",\"actor\":\"equipeRH\",\"event\":\"start\"}]}":    "line 3: events[1].at: the date lies before that of the event before",
		"{\"machine\":\"exit\",\"events\":[\n{\"at\":\"01/09/2026\",\"actor\":\"direction\",\"event\":\"record\"}]}":               "line 2: events[0].at: a date is expected, YYYY-MM-DD",
		"{\"machine\":\"exit\",\"events\":[\n{\"at\":\"\",\"actor\":\"direction\",\"event\":\"record\"}]}":                         "line 2: events[0].at: a date is expected, YYYY-MM-DD",
		"{\"machine\":\"exit\",\"events\":[\n{\"at\":20260901,\"actor\":null,\"event\":[]}]}":                                      "line 2: events[0].at: a text is expected|line 2: events[0].actor: a text is expected|line 2: events[0].event: a text is expected",
		"{\"machine\":\"exit\",\"events\":[{\"fact\":[]}]}":                                                                        "line 1: events[0].fact: unknown member; expected: at, actor, event, facts, note|line 1: events[0].at: member missing|line 1: events[0].actor: member missing|line 1: events[0].event: member missing",
		"{\"machine\":\"exit\",\"events\":[{\"at\":\"2026-09-01\",\"actor\":\"direction\",\"event\":\"record\",\"facts\":\"x\"}]}": "line 1: events[0].facts: a list is expected",
		"{\"machine\":\"exit\",\"events\":[{\"at\":\"2026-09-01\",\"actor\":\"direction\",\"event\":\"record\",\"facts\":[\n1]}]}": "line 2: events[0].facts[0]: a text is expected",
		"{\"machine\":\"exit\",\"title\":\"a\\u001b[31m\",\"events\":[]}":                                                          "line 1: title: the text has a character that is not printed",
		"{\"machine\":\"exit\",\"title\":{\"fr\":\"a\"},\"events\":[]}":                                                            "line 1: title.en: member missing",
		"{\"machine\":\"exit\",\n\"events\":[}":                                                                                    "line 2: this is neither a well-formed JSON document nor a sealed history",
		"{\"machine\":\"exit\",\"events\":[]}\n{}":                                                                                 "line 2: this is neither a well-formed JSON document nor a sealed history",
		"%PDF-1.7 Brindejonc":                  "line 1: this is neither a well-formed JSON document nor a sealed history",
		"machine;events\nexit;record\n":        "line 1: this is neither a well-formed JSON document nor a sealed history",
		"{\n\"title\":\"Ga\xebl Brindejonc\"}": "line 2: the text is not in UTF-8",
		strings.Repeat("[", 20_000):            "line 1: this is neither a well-formed JSON document nor a sealed history",
	} {
		code, _, errs := call(t, in, "-replay", "-", "-lang", "en")
		want = "lifecycle: " + strings.ReplaceAll(want, "|", "\nlifecycle: ") + "\n"
		if code != 2 || errs != want {
			t.Errorf("%.60q: code %d\n%swant\n%s", in, code, errs, want)
		}
		_, _, fr := call(t, in, "-replay", "-", "-format", "json")
		if strings.Count(fr, "\n") != strings.Count(errs, "\n") || fr == errs || strings.Contains(fr+errs, "Brindejonc") {
			t.Errorf("%.60q: %q", in, fr)
		}
		_, err := parseScript([]byte(in))
		if fs, ok := errors.AsType[scriptFaults](err); !ok || len(fs) != strings.Count(errs, "\n") || fs.Error() == "" {
			t.Errorf("%.60q: %v", in, err)
		}
	}
}

func TestCannotRun(t *testing.T) {
	dir := t.TempDir()
	large := filepath.Join(dir, "large.json")
	if err := os.WriteFile(large, bytes.Repeat([]byte(" "), maxSize+1), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		says string
		args []string
	}{
		{"-machine: request|", []string{"-machine", "demande"}},
		{"-machine: empty", []string{"-machine", ""}},
		{"-replay: empty", []string{"-replay", ""}},
		{"-format: ", []string{"-format", "svg"}},
		{"-lang: ", []string{"-lang", "de"}},
		{"-replay: ", []string{"-replay", "example", "-format", "dot"}},
		{"-short: ", []string{"-short", "-format", "json"}},
		{"-short: ", []string{"-short", "-replay", "example"}},
		{"only flags", []string{"situation"}},
		{"only flags", []string{"-replay", "example", "stories/exit.json"}},
		{"name the machine", []string{"-allow", "CER-20"}},
		{"-refuse: empty", []string{"-machine", "certification", "-refuse", ","}},
		{`n'a pas de passage "CER-99"`, []string{"-machine", "certification", "-refuse", "CER-99"}},
		{`has no move "CER-99"`, []string{"-machine", "certification", "-replay", "example", "-allow", "CER-99", "-lang", "en"}},
		{"CER-1 est déjà permis", []string{"-machine", "certification", "-allow", "CER-1"}},
		{"CER-20 is permitted already, or", []string{"-machine", "certification", "-allow", "CER-20", "-refuse", "CER-20", "-lang", "en"}},
		{"is a directory", []string{"-replay", dir}},
		{"no such file", []string{"-replay", filepath.Join(dir, "none")}},
		{"more than 16777216 bytes", []string{"-replay", large}},
		{"le fichier rejoue le cycle exit", []string{"-machine", "situation", "-replay", "stories/exit.json"}},
		{"not defined", []string{"-nothing"}},
	} {
		code, _, errs := call(t, "", tt.args...)
		if code != 2 || !strings.Contains(errs, tt.says) {
			t.Errorf("%v: code %d, %q", tt.args, code, errs)
		}
		if tt.args[0] != "-nothing" && (strings.Count(errs, "\n") != 1 || !strings.HasPrefix(errs, "lifecycle: ")) {
			t.Errorf("%v: %q", tt.args, errs)
		}
	}
	if code, out, errs := call(t, "", "-h"); code != 0 || out != "" || !strings.Contains(errs, "-replay FILE") {
		t.Errorf("help: code %d, %q, %q", code, out, errs)
	}
	var out, errs bytes.Buffer
	if code := run([]string{"-replay", "-"}, iotest.ErrReader(errors.New("unplugged")), &out, &errs); code != 2 || out.Len() > 0 || !strings.Contains(errs.String(), "unplugged") {
		t.Errorf("code %d, %q", code, errs.String())
	}
	errs.Reset()
	if code := run(nil, nil, failing{}, &errs); code != 2 || !strings.Contains(errs.String(), "disk full") {
		t.Errorf("code %d, %q", code, errs.String())
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("disk full") }

// TestLanguages: no French in the English texts, and each language has its own
// punctuation.
func TestLanguages(t *testing.T) {
	calls := [][]string{{}, {"-short"}, {"-strict"}, {"-replay", historyFile}, {"-replay", "testdata/unknown.json"}}
	for i := range machines {
		m := machines[i].flag
		calls = append(calls, []string{"-machine", m, "-replay", "example"}, []string{"-machine", m, "-replay", "example", "-strict"}, []string{"-machine", m, "-short"})
	}
	french := regexp.MustCompile(`\b(le|les|du|ligne|refusé|REFUSÉ|sourcé|déduit|passages|puis|acteur|faits|État|rien)\b|[«»]| [:;?]`)
	for _, args := range calls {
		_, fr, _ := call(t, "", args...)
		_, en, _ := call(t, "", append(slices.Clone(args), "-lang", "en")...)
		if found := french.FindString(en); found != "" {
			t.Errorf("%v: %q in the English text", args, found)
		}
		if found := regexp.MustCompile(`[\pL»]:( |\n)|\b(then|who may|sourced|inferred)\b`).FindString(fr); found != "" {
			t.Errorf("%v: %q in the French text", args, found)
		}
		if fr == en || strings.Count(fr, "\n\n") != strings.Count(en, "\n\n") {
			t.Errorf("%v: not the same in both languages", args)
		}
	}
}

func TestParagraph(t *testing.T) {
	var b strings.Builder
	paragraph(&b, "    ", strings.Repeat("mot « cité » : suite ; fin ? ", 40))
	paragraph(&b, "", strings.Repeat("x", 150)+" y")
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	for _, line := range lines {
		if utf8.RuneCountInString(line) > width && !strings.HasPrefix(line, "xxx") {
			t.Errorf("too long: %q", line)
		}
		if regexp.MustCompile(`^ *[»:;?]|« *$`).MatchString(line) {
			t.Errorf("torn: %q", line)
		}
	}
	if got := strings.Join(strings.Fields(b.String()), " "); got != strings.Repeat("mot « cité » : suite ; fin ? ", 40)+strings.Repeat("x", 150)+" y" {
		t.Error("the words are others")
	}
	if len(lines) < 10 || lines[len(lines)-1] != "y" {
		t.Errorf("%d lines", len(lines))
	}
}

const (
	documentFile = "../../docs/cycles.md"
	pagesDir     = "../../docs/cycles" // and the drawings
)

func TestDocument(t *testing.T) {
	golden.File(t, documentFile, document())
	for machine, formats := range drawings(language.French) {
		golden.File(t, filepath.Join(pagesDir, machine+".mmd"), formats["mermaid"])
	}
	for i := range machines {
		golden.File(t, filepath.Join(pagesDir, machines[i].flag+".md"), page(&machines[i]))
	}
	entries, err := os.ReadDir(pagesDir)
	if err != nil || len(entries) != 2*len(machines) {
		t.Errorf("%d drawings and pages, %v", len(entries), err)
	}
}

// address finds that of a move.
var address = regexp.MustCompile(`<a id="([^"]*)"></a>`)

// TestDocumentComplete reads the pages: every move is there at its address, and every
// row of moves and refusals has an evidence mark and a source.
func TestDocumentComplete(t *testing.T) {
	var text strings.Builder
	for i := range machines {
		b, err := os.ReadFile(filepath.Join(pagesDir, machines[i].flag+".md"))
		if err != nil {
			t.Fatal(err)
		}
		_, sections, ok := bytes.Cut(b, []byte("\n## "))
		if !ok {
			t.Fatalf("%s has no section", machines[i].flag)
		}
		text.WriteString("\n## " + string(sections))
	}
	marks := []string{"sourcé", "déduit", "choix de la bibliothèque"}
	ids := map[string]bool{}
	moves, refusals := 0, 0
	for line := range strings.Lines(text.String()) {
		at := address.FindStringSubmatch(line)
		line = address.ReplaceAllString(line, "")
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		switch {
		case !strings.HasPrefix(line, "| ") || cells[0] == "ID" || cells[0] == "Dans":
		case len(cells) == 9:
			ids[cells[0]] = true
			moves++
			if at == nil || at[1] != strings.ToLower(cells[0]) {
				t.Errorf("without its address: %.80s", line)
			}
			if !slices.Contains(marks, strings.TrimSuffix(cells[7], ", écarté")) || cells[8] == "" {
				t.Errorf("without evidence or source: %.80s", line)
			}
		case len(cells) == 5:
			refusals++
			if !slices.Contains(marks, cells[3]) || cells[4] == "" || cells[2] == "" {
				t.Errorf("without reason, evidence or source: %.80s", line)
			}
		}
	}
	want := 0
	for i := range machines {
		var v struct{ Moves []struct{ ID string } }
		b, err := machines[i].get().MarshalJSON()
		if err := errors.Join(err, json.Unmarshal(b, &v)); err != nil {
			t.Fatal(err)
		}
		for _, m := range v.Moves {
			want++
			if !ids[m.ID] {
				t.Errorf("%s is not in the document", m.ID)
			}
		}
	}
	if moves != want || refusals < 20 {
		t.Errorf("%d rows of moves, want %d; %d refusals", moves, want, refusals)
	}
	// The program prints the same sections.
	_, out, _ := call(t, "", "-format", "markdown")
	if address.ReplaceAllString(text.String(), "") != "\n"+out {
		t.Error("-format markdown prints other sections")
	}
}
