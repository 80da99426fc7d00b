package privacy

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

const documentName = root + "/docs/trust/privacy.md"

// writeDocument writes the tables of docs/trust/privacy.md, or compares them.
func writeDocument(t *testing.T, e *explorer, used [][]string) {
	t.Helper()
	have, err := os.ReadFile(documentName)
	if err != nil {
		t.Fatal(err)
	}
	a, err := exported()
	if err != nil {
		t.Fatal(err)
	}
	text := string(have)
	put := func(name, table string) {
		begin, end := "<!-- "+name+" -->\n", "<!-- end of "+name+" -->\n"
		before, rest, ok := strings.Cut(text, begin)
		_, after, ok2 := strings.Cut(rest, end)
		if !ok || !ok2 {
			t.Fatalf("%s has no place for %s", documentName, name)
		}
		text = before + begin + "\n" + table + "\n" + end + after
	}
	count := func(n int) int { return n / 1000 * 1000 }
	put("figures", fmt.Sprintf("| What | How many |\n|---|---|\n"+
		"| packages | %d |\n| exported functions, all called | %d |\n| exported methods, all called | %d |\n| exported types, all printed but interfaces | %d |\n"+
		"| canaries, and the forms that are searched | %d, %d |\n| calls, more than | %d |\n| values printed, more than | %d |\n| different errors and faults, more than | %d |\n",
		len(a.packages), len(a.functions), len(a.methods), len(a.types), len(words)+len(numbers)+1, len(patterns()),
		count(e.calls), count(e.prints), count(len(e.errs)/100*1000)/10))
	var b strings.Builder
	b.WriteString("| What shows it | Why |\n|---|---|\n")
	for i, x := range onPurpose {
		var names []string
		for _, n := range used[i] {
			names = append(names, "`"+n+"`")
		}
		slices.Sort(names)
		b.WriteString("| " + strings.Join(names, ", ") + " | " + x.reason + " |\n")
	}
	put("on purpose", b.String())
	b.Reset()
	b.WriteString("| Of | The texts are |\n|---|---|\n")
	for _, n := range keys(wordsOf) {
		b.WriteString("| `" + n + "` | " + wordsOf[n] + " |\n")
	}
	put("words", b.String())
	b.Reset()
	b.WriteString("| What you write | What is seen |\n|---|---|\n")
	for _, x := range theLimits {
		b.WriteString("| " + x.what + " | " + x.seen() + " |\n")
	}
	put("limits", b.String())
	golden(t, documentName, []byte(text))
}
