package cli_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/examples/internal/cli"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

var today = civil.MustNew(2026, 6, 1)

// parsed is what the flags of a small program say.
type parsed struct {
	lang   language.Tag
	form   string
	day    civil.Date
	file   string
	code   int
	stderr string
}

func parse(args ...string) (p parsed) {
	var errs bytes.Buffer
	f := cli.New("small", &errs)
	lang, form, day, file := f.Lang(), f.Choice("form", "", "text", "json", "md"), f.Day("at", "`DATE` of it", today), f.File()
	err := f.Parse(args)
	p = parsed{*lang, *form, *day, *file, f.Exit(0, err), errs.String()}
	return p
}

func TestFlags(t *testing.T) {
	for _, tt := range []struct {
		args []string
		want parsed
	}{
		{nil, parsed{lang: language.French, form: "text", day: today}},
		{[]string{"-lang", "en", "-form", "md", "-at", "2027-02-03", "x"}, parsed{lang: language.English, form: "md", day: civil.MustNew(2027, 2, 3), file: "x"}},
		{[]string{"-at", "", "-"}, parsed{lang: language.French, form: "text", day: today, file: "-"}},
	} {
		assert.Equal(t, tt.want, parse(tt.args...), tt.args)
	}
	for _, tt := range []struct {
		args []string
		says string
	}{
		{[]string{"-lang", "de"}, "small: -lang: fr or en\n"},
		{[]string{"-form", "xml"}, "small: -form: text, json or md\n"},
		{[]string{"-form", ""}, "small: -form: text, json or md\n"},
		{[]string{"-at", "2026-02-30"}, "small: -at: "},
		{[]string{"a", "b"}, "small: one file at most; flags come before it\n"},
		{[]string{""}, "small: the name of the file is empty\n"},
		{[]string{"-nothing"}, "flag provided but not defined: -nothing\nUsage of small:\n"},
	} {
		p := parse(tt.args...)
		assert.Equal(t, 2, p.code, tt.args)
		assert.True(t, strings.HasPrefix(p.stderr, tt.says), "%q", p.stderr)
		assert.Equal(t, 1, strings.Count(p.stderr, tt.says), "said once")
	}
	p := parse("-h")
	assert.Zero(t, p.code)
	assert.Contains(t, p.stderr, "text, json or md")
}

func TestExit(t *testing.T) {
	var errs bytes.Buffer
	f := cli.New("small", &errs)
	f.NoFile()
	assert.Equal(t, 1, f.Exit(1, f.Parse(nil)))
	assert.Empty(t, errs.String())
	assert.Equal(t, 2, f.Exit(1, f.Parse([]string{"x"})))
	assert.Equal(t, "small: unexpected argument after the flags\n", errs.String())
	errs.Reset()
	f.Say = func(error) string { return "two\nlines" }
	assert.Equal(t, 2, f.Exit(0, io.ErrUnexpectedEOF))
	assert.Equal(t, "small: two\nsmall: lines\n", errs.String())
}

func TestOpen(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x")
	require.NoError(t, os.WriteFile(file, []byte("of the file"), 0o600))
	for _, tt := range []struct {
		name, text string
		size       int64
	}{{"", "example", 7}, {"-", "standard input", 0}, {file, "of the file", 11}} {
		in, size, err := cli.Open(tt.name, []byte("example"), strings.NewReader("standard input"))
		require.NoError(t, err)
		b, err := io.ReadAll(in)
		require.NoError(t, err)
		require.NoError(t, in.Close())
		assert.Equal(t, tt.text, string(b))
		assert.Equal(t, tt.size, size)
	}
	for _, name := range []string{"no such file", t.TempDir()} {
		_, _, err := cli.Open(name, nil, nil)
		assert.ErrorContains(t, err, name)
	}
}

// TestList: a list that is stated and empty is not all.
func TestList(t *testing.T) {
	for _, tt := range []struct {
		args []string
		want []string
		says string
	}{
		{nil, nil, ""},
		{[]string{"-codes", " a ,, b c,"}, []string{"a", "b c"}, ""},
		{[]string{"-codes", ""}, nil, "-codes: empty"},
		{[]string{"-codes", " , "}, nil, "-codes: empty"},
	} {
		f := cli.New("small", io.Discard)
		codes := f.List("codes", "`CODES`")
		err := f.Parse(tt.args)
		assert.Equal(t, tt.want, *codes)
		if tt.says == "" {
			assert.NoError(t, err)
		} else {
			assert.EqualError(t, err, tt.says)
		}
	}
}

// TestFilled: a text that a script forgot to set is not one that was left out.
func TestFilled(t *testing.T) {
	for want, args := range map[string][]string{"": nil, "-in: empty": {"-in", ""}, "-out: empty": {"-in", "x", "-out="}} {
		f := cli.New("small", io.Discard)
		f.String("in", "", "")
		f.String("out", "", "")
		f.Filled("in", "out")
		if err := f.Parse(args); want == "" {
			assert.NoError(t, err)
		} else {
			assert.EqualError(t, err, want)
		}
	}
}

func TestTexts(t *testing.T) {
	assert.Equal(t, "oui : ", cli.Word(language.French, "oui", "yes")+cli.Colon(language.French))
	assert.Equal(t, "yes: ", cli.Word(language.English, "oui", "yes")+cli.Colon(language.English))

	r := rule.Rule{Code: "X-Y", Severity: rule.Error, Message: rule.Text{FR: "faux", EN: "wrong"}}
	fault := r.At("p").On(rule.Position{Line: 3})
	assert.Equal(t, "ligne 3 : X-Y : faux", cli.Message(fault, language.French))
	assert.Equal(t, "X-Y: wrong", cli.Message(r.At("p"), language.English))
	assert.Equal(t, "line 3: X-Y: wrong (and 1 more)", cli.Message(rule.Faults{fault, r.At("q")}, language.English))
	assert.Equal(t, "a b", cli.Message(errors.New("a\nb"), language.French))
}

func TestProgress(t *testing.T) {
	var out bytes.Buffer
	read := int64(0)
	p := cli.Progress{Out: &out, Size: 10, Read: func() int64 { return read }, Noun: "things"}
	p.Clear()
	p.Show(1)
	assert.Empty(t, out.String())
	read = 4
	p.Show(cli.Every)
	assert.Equal(t, "\r20000 things, 40 % ", out.String())
	out.Reset()
	read = 40 // a file that grows
	p.Show(2 * cli.Every)
	assert.Equal(t, "\r40000 things, 100 % ", out.String())
	out.Reset()
	p.Clear()
	p.Clear()
	assert.Equal(t, "\r"+strings.Repeat(" ", 40)+"\r", out.String())

	var nothing cli.Progress
	nothing.Show(cli.Every)
	nothing.Clear()

	file, err := os.Create(filepath.Join(t.TempDir(), "x"))
	require.NoError(t, err)
	assert.Nil(t, cli.Terminal(file))
	require.NoError(t, file.Close())
	assert.Nil(t, cli.Terminal(file))
}
