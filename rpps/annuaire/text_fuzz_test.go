package annuaire_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rppsplus/rppsplus/internal/textfuzz"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// FuzzTexts: a line is cut at its bars; a name of a file tells its time.
func FuzzTexts(f *testing.F) {
	textfuzz.Run(f,
		textfuzz.Of(cutsAtBars, "a|b||é|12345678|", "||||||||||||||||", "|\xFC|\x7B\x7D|\x80\xC3\xA9", "1234567\xC3\xA9\xED\xA0\x80"),
		textfuzz.Of(namesItsTime,
			"PS_LibreAcces_Personne_activite_202608250827.txt", `C:\x\ps_libreacces_dipl_autexerc_202608250827.zip`,
			"a/202608250827", "x_202602290000.txt", "x_202402292359.tar.gz", "x_202608252400", "_000101010000", "x_99991231235９", ".x_202608250827", "x_2026082508270", "x_20260825082:"),
		textfuzz.Of(func(_ testing.TB, text string) {
			for x := range annuaire.Toggles(strings.NewReader(text)) {
				_ = x.String()
			}
		}, "N\xB0 ADELI;N\xB0 RPPS\r\n1;2\r\n"),
	)
}

func cutsAtBars(t testing.TB, text string) {
	t.Helper()
	var want []int32
	for i, c := range []byte(text) {
		if c == '|' {
			want = append(want, int32(i))
		}
	}
	if got := annuaire.CutAll([]byte(text)); !slices.Equal(got, want) {
		t.Errorf("%q: %v, not %v", text, got, want)
	}
}

var stamped = regexp.MustCompile(`^(?:[^.]*_)?([0-9]{12})$`)

// namesItsTime compares with a regular expression and package time.
func namesItsTime(t testing.TB, name string) {
	t.Helper()
	got, ok := annuaire.FileNameOf(name)
	plain, _, _ := strings.Cut(path.Base(strings.ReplaceAll(name, `\`, "/")), ".")
	m := stamped.FindStringSubmatch(strings.ReplaceAll(plain, "\n", "_n"))
	var want string
	if m != nil && !strings.HasPrefix(m[1], "0000") {
		if at, err := time.Parse("200601021504", m[1]); err == nil {
			want = at.Format("2006-01-02 15:04")
		}
	}
	if ok != (want != "") || !ok && !got.IsZero() {
		t.Fatalf("%q: %+v %v, want %q", name, got, ok, want)
	}
	if ok && fmt.Sprintf("%s %02d:%02d", got.Day, got.Hour, got.Minute) != want {
		t.Fatalf("%q: %+v, want %q", name, got, want)
	}
}

// FuzzArchive compares with package zip: the same names, the same bytes up to
// the limit, or a fault and nothing else.
func FuzzArchive(f *testing.F) {
	pack := func(method uint16, files ...string) []byte {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for i, text := range files {
			name := "PS_LibreAcces_Personne_activite_2026082508" + strconv.Itoa(20+i) + ".txt"
			if i > 0 {
				name = "PS_LibreAcces_SavoirFaire_2026082508" + strconv.Itoa(20+i) + ".txt"
			}
			out, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: method})
			if err != nil {
				f.Fatal(err)
			}
			if _, err := io.WriteString(out, text); err != nil {
				f.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			f.Fatal(err)
		}
		return b.Bytes()
	}
	f.Add(pack(zip.Store, "a|b\n"), "", int64(0))
	f.Add(pack(zip.Deflate, strings.Repeat("a|b\n", 500), "x"), "*savoirfaire*", int64(100))
	f.Add(pack(zip.Deflate), "[", int64(10))
	f.Fuzz(func(t *testing.T, data []byte, pattern string, limit int64) {
		limit %= 1 << 20
		a, err := annuaire.OpenArchive(bytes.NewReader(data), int64(len(data)), annuaire.ArchiveOptions{MaxUnpacked: limit})
		slow, slowErr := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			if f, ok := rule.AsFault(err); !ok || f.Code() != annuaire.CodeArchiveDamaged && f.Code() != annuaire.CodeArchiveLimit || a != nil {
				t.Fatalf("%v", err)
			}
			if slowErr == nil && len(slow.File) <= 256 {
				t.Fatal("an archive is refused")
			}
			return
		}
		names := map[string]*zip.File{}
		for _, file := range slow.File {
			names[path.Base(strings.ReplaceAll(file.Name, `\`, "/"))] = file
		}
		for _, n := range a.Names() {
			if names[n] == nil {
				t.Fatalf("file %q is in no archive", n)
			}
		}
		in, name, err := a.Open(pattern)
		if err != nil {
			if _, ok := rule.AsFault(err); !ok && err != path.ErrBadPattern {
				t.Fatalf("%v", err)
			}
			return
		}
		defer in.Close()
		if limit <= 0 {
			limit = annuaire.MaxUnpacked
		}
		got, err := io.ReadAll(io.LimitReader(in, 4<<20))
		if err != nil {
			if _, ok := rule.AsFault(err); !ok {
				t.Fatalf("%v", err)
			}
		}
		if int64(len(got)) > limit {
			t.Fatalf("%d bytes, beyond %d", len(got), limit)
		}
		if len(names) != len(slow.File) { // several of one name: which, is not told
			return
		}
		stream, slowErr := names[name].Open()
		if slowErr != nil {
			t.Fatalf("opens what package zip does not: %v", slowErr)
		}
		want, slowErr := io.ReadAll(io.LimitReader(stream, 4<<20))
		// Of a file that is not as the list says, package zip gives more or less by the
		// size of what is read at once.
		if slowErr == nil && (!bytes.HasPrefix(want, got) || err == nil && len(got) != len(want)) || slowErr != nil && err == nil {
			t.Fatalf("%d bytes %v, package zip %d %v", len(got), err, len(want), slowErr)
		}
	})
}
