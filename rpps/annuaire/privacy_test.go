package annuaire_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/extractgen"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// secret stands in every field, so that any leak shows.
const secret = "SECRET"

func secretLine(t testing.TB, layout extractgen.Layout) (string, annuaire.Record) {
	t.Helper()
	values := map[string]string{}
	for i, l := range layout.Labels() {
		switch values[l] = fmt.Sprintf("%s%d", secret, i); l {
		case "Type d'identifiant PP", "Type Identifiant PP":
			values[l] = "8"
		case "Identifiant PP":
			values[l] = secret
		case "Identification nationale PP":
			values[l] = "8" + secret
		}
	}
	text := header(layout) + line(layout, values)
	for rec, err := range reader(t, []byte(text)).Records() {
		require.NoError(t, err)
		return text, rec.Clone()
	}
	t.Fatal("no line")
	return "", annuaire.Record{}
}

// shows prints a value in every way that programs print values.
func shows(v any) string {
	var b bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%X", "%c"} {
		fmt.Fprintf(&b, verb+"\n", v)
	}
	fmt.Fprintln(&b, v)
	slog.New(slog.NewTextHandler(&b, nil)).Info("x", "v", v)
	slog.New(slog.NewJSONHandler(&b, nil)).Info("x", slog.Any("v", v))
	return b.String()
}

func TestNothingOfAPersonIsPrinted(t *testing.T) {
	for _, layout := range []extractgen.Layout{extractgen.Activity56, extractgen.Restricted51, extractgen.Mailbox31, extractgen.Diploma13} {
		text, rec := secretLine(t, layout)
		a := rec.Activity()
		m, mfs := rec.Mailbox()
		st, sfs := rec.Structure()
		printed := []any{rec, &rec, a, &a, m, st, rec.Address(), a.Faults, mfs, sfs}
		for p, err := range reader(t, []byte(text)).Persons(annuaire.GroupIndexed) {
			printed = append(printed, p, *p, err)
		}
		if layout == extractgen.Activity56 || layout == extractgen.Restricted51 {
			c := diff(t, []byte(text), []byte(header(layout)), annuaire.DiffOptions{})
			printed = append(printed, c, *c)
			assert.NotContains(t, fmt.Sprintf("%v %+v %#v", c.Changes, c.Changes, c.Changes), secret)
			for _, x := range c.Changes {
				printed = append(printed, x, x.Before)
			}
			require.NotEmpty(t, c.Changes)
		}
		for _, v := range printed {
			if out := shows(v); strings.Contains(out, secret) {
				t.Errorf("%T shows what it says: %s", v, out)
			}
		}
		for _, fs := range []rule.Faults{a.Faults, mfs, sfs} {
			for _, f := range fs {
				j, err := json.Marshal(f)
				require.NoError(t, err)
				assert.NotContains(t, string(j)+f.Error()+f.Message(language.English)+f.Path(), secret)
				assert.NotContains(t, f.Message(language.French), "{")
			}
		}
		require.NotEmpty(t, a.Faults)
		j, err := json.Marshal(rec)
		require.NoError(t, err)
		assert.Equal(t, `{"line":2}`, string(j))
	}
	for x := range annuaire.Toggles(strings.NewReader("N° ADELI;N° RPPS\nSECRET1;SECRET2\n")) {
		assert.NotContains(t, shows(x), secret)
	}
}

// A file without a header has a person in its first line: no fault of the
// header shows a label.
func TestLabelsAreNotShown(t *testing.T) {
	head := strings.TrimSuffix(header(extractgen.Activity56), "\n") + "SECRET|\n"
	r := reader(t, []byte(head))
	require.NotEmpty(t, r.Header())
	assert.NotContains(t, shows(r.Header()), secret)
	assert.NotContains(t, shows(r.Summary()), secret)
	_, err := annuaire.NewReader(strings.NewReader("8|SECRET|\n"), annuaire.Options{})
	require.Error(t, err)
	assert.NotContains(t, shows(err), secret)
	// Refused lines.
	r = reader(t, []byte(header(extractgen.Activity56)+"8|SECRET|\n"+strings.Repeat("SECRET|", 60)+"\nSECRET\x00\n"+strings.Repeat("SECRET", 20_000)+"\n"))
	n := 0
	for rec, err := range r.Records() {
		require.Error(t, err)
		assert.NotContains(t, shows(err), secret)
		assert.NotContains(t, shows(rec), secret)
		n++
	}
	assert.Equal(t, 4, n)
}

func TestShowsCanFail(t *testing.T) {
	assert.Contains(t, shows(struct{ Name string }{secret}), secret)
}
