package rows_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/rppsplus/rppsplus/internal/rows"
)

// read reads to the end, by both views of a record.
func read(t testing.TB, src io.Reader, o rows.Options) (outcome, error) {
	t.Helper()
	r := rows.NewReader(src, o)
	var out outcome
	for {
		rec, err := r.Next()
		if err != nil {
			out.encoding, out.separator = r.Encoding(), r.Separator()
			if again, err2 := r.Next(); err2 == nil || err2.Error() != err.Error() || again.Len() != 0 {
				t.Fatalf("after %v: %v", err, err2)
			}
			return out, err
		}
		g := got{line: rec.Line, problem: rec.Problem, unended: rec.Unended, fields: rec.Strings(nil)}
		for i := range rec.Len() {
			if string(rec.Field(i)) != g.fields[i] {
				t.Fatalf("line %d, field %d: %q and %q", rec.Line, i, rec.Field(i), g.fields[i])
			}
			line, column := rec.Place(i)
			g.places = append(g.places, [2]int{line, column})
		}
		out.records = append(out.records, g)
	}
}

func readString(t testing.TB, s string, o rows.Options) outcome {
	t.Helper()
	out, err := read(t, strings.NewReader(s), o)
	if err != io.EOF {
		t.Fatal(err)
	}
	return out
}

// show writes records as "line|field|field", with a problem before the fields.
func show(out outcome) []string {
	var all []string
	for _, g := range out.records {
		var s strings.Builder
		s.WriteString(fmt.Sprint(g.line))
		if g.problem != 0 {
			s.WriteString("!" + g.problem.String())
		}
		for _, f := range g.fields {
			s.WriteString("|" + f)
		}
		all = append(all, s.String())
	}
	return all
}

func TestRecords(t *testing.T) {
	t.Parallel()
	small := rows.Options{MaxRecord: 10}
	pipe := rows.Options{Separators: "|", NoQuotes: true}
	for _, c := range []struct {
		name, in string
		o        rows.Options
		want     []string
	}{
		{"nothing", "", rows.Options{}, nil},
		{"BOM alone", "\xEF\xBB\xBF", rows.Options{}, nil},
		{"fields", "a;b;c\n1;2;3;\n1;2;3\n", rows.Options{MaxFields: 3}, []string{"1|a|b|c", "2!too many fields", "3|1|2|3"}},
		{"quoted fields", "a;b\n\"1\";2;\"3\"\n\"1\n1\";\"2\n2\";\"3\n3\";4\n5;6\n", rows.Options{MaxFields: 2}, []string{"1|a|b", "2!too many fields", "3!too many fields", "7|5|6"}},
		{"fields to the end", "a;b\n1;2;3;\"x\n5;6\"\n7;8\n\"1\";2;3;4;\"y\n5;6\"\n9;0\n", rows.Options{MaxFields: 2}, []string{"1|a|b", "2!too many fields", "4|7|8", "5!too many fields", "7|9|0"}},
		{"no end", "a;b\nc;d", rows.Options{}, []string{"1|a|b", "2|c|d"}},
		{"LF", "a;b\nc;d\n", rows.Options{}, []string{"1|a|b", "2|c|d"}},
		{"CRLF", "a;b\r\nc;d\r\n", rows.Options{}, []string{"1|a|b", "2|c|d"}},
		{"CR", "a;b\rc;d\r", rows.Options{}, []string{"1|a|b", "2|c|d"}},
		{"CR, no end", "a;b\rc;d", rows.Options{}, []string{"1|a|b", "2|c|d"}},
		{"CR, then others", "a;b\rc;d\ne\r\nf", rows.Options{}, []string{"1|a|b", "2|c|d", "3|e", "4|f"}},
		{"CR, empty lines", "\ra\r\r\rb", rows.Options{}, []string{"2|a", "5|b"}},
		{"CR in a line", "a;b\nc\rd;e\n", rows.Options{}, []string{"1|a|b", "2|c\rd|e"}},
		{"CR at the very end", "a;b\nc;d\r", rows.Options{}, []string{"1|a|b", "2|c|d"}},
		{"CR CR LF", "a;b\n\"c\";\"d\"\r\r\n\r\r\ne;f\r\r\n", rows.Options{}, []string{"1|a|b", "2|c|d", "4|e|f\r"}},
		{"other line ends are text", "a\u0085b;\u2028\nc\vd;\fe\n", rows.Options{}, []string{"1|a\u0085b|\u2028", "2|c\vd|\fe"}},
		{"BOM", "\xEF\xBB\xBFa;b\n", rows.Options{}, []string{"1|a|b"}},
		{"empty lines", "\n\na;b\n \n\t\n;\n ; \nc;\n;d\n;;;;\r\n", rows.Options{}, []string{"3|a|b", "8|c|", "9||d"}},
		{"empty, separator not known", ";;,\n,\na,b\n;\n,\n", rows.Options{}, []string{"3|a|b", "4|;"}},
		{"comma", "a,b;c,d\n1;2,3", rows.Options{}, []string{"1|a|b;c|d", "2|1;2|3"}},
		{"tab", "a\tb\n\"1\"\t\t\" 2 \"\t\n", rows.Options{}, []string{"1|a|b", "2|1|| 2 |"}},
		{"tie", "a,b;c\n", rows.Options{}, []string{"1|a,b|c"}},
		{"tie, other order", "a,b;c\n", rows.Options{Separators: ",;"}, []string{"1|a|b;c"}},
		{"one column", "a\nb;c\n", rows.Options{}, []string{"1|a", "2|b|c"}},
		{"separators in quotes", "\"a,b,c\";\"d\"\"e,f\"; \",,\"\n1,2;3\n", rows.Options{}, []string{`1|a,b,c|d"e,f|,,`, "2|1,2|3"}},
		{"separators after lone quotes", "5\",a,b;c\n1\n", rows.Options{}, []string{`1|5"|a|b;c`, "2|1"}},
		{"header of several lines", "\"a\nb,c,\";\"d\"\n1;2\n", rows.Options{}, []string{"1|a\nb,c,|d", "3|1|2"}},
		{"header not closed", "\"a;b,c\nd,e,f\n", rows.Options{}, []string{"1!quote not closed", "2|d,e,f"}},
		{"header of too many lines", "\"a\nb\n\",c,d\n1;2\n", rows.Options{MaxLines: 2}, []string{"1!quote not closed", "2|b", "3!quote not closed", "4|1|2"}},
		{"header of too many bytes", "\"a2345\n789\",,\n1;2\n", small, []string{"1!quote not closed", "2|789\",,", "3|1|2"}},
		{"header of as many bytes", "\"a\nb\",c\n1,2\n", rows.Options{MaxRecord: 7}, []string{"1|a\nb|c", "3|1|2"}},
		{"header of as many lines", "\"a\nb\",c\n1,2\n", rows.Options{MaxLines: 2}, []string{"1|a\nb|c", "3|1|2"}},
		{"as many lines as by default", "a;b\n\"" + strings.Repeat("\n", 15) + "\";1\n", rows.Options{}, []string{"1|a|b", "2|" + strings.Repeat("\n", 15) + "|1"}},
		{"more lines than by default", "a;b\n\"1" + strings.Repeat("\n", 16) + "\";1\n", rows.Options{}, []string{"1|a|b", "2!quote not closed", "18!quote not closed"}},
		{"separators in quotes, after others", "a;b;\"cde\";f\n\"g;\";h\ni;\"j;k;\";\"l;\"\n", rows.Options{}, []string{"1|a|b|cde|f", "2|g;|h", "3|i|j;k;|l;"}},
		{"NUL before quotes", "a;b\n\x00;\"1\"\"2\"\n", rows.Options{}, []string{"1|a|b", "2!NUL byte|\x00|1\"2"}},
		{"too long to the end", "a;b\n1;2\n12345678901234", small, []string{"1|a|b", "2|1|2", "3!line too long"}},
		{"sep", "sep=;\na,b,c;d\n", rows.Options{}, []string{"2|a,b,c|d"}},
		{"SEP", "\xEF\xBB\xBFSEP=\t\r\na,b,c\td\r\n", rows.Options{}, []string{"2|a,b,c|d"}},
		{"sep of its own", "sep=|\n;;\na,b|c\n", rows.Options{}, []string{"2|;;", "3|a,b|c"}},
		{"sep alone", "sep=,", rows.Options{}, nil},
		{"sep on line 2", "\nsep=,\n", rows.Options{}, []string{"2|sep=|"}},
		{"sep of nothing", "sep=\nsep=a\n", rows.Options{}, []string{"1|sep=", "2|sep=a"}},
		{"sep of a quote", "sep=\"\n", rows.Options{}, []string{`1|sep="`}},
		{"sep of a letter", "sep=é\n", rows.Options{}, []string{`1|sep=é`}},
		{"quotes", `"a";"b ""c""";"";""""` + "\n", rows.Options{}, []string{`1|a|b "c"||"`}},
		{"quotes of nothing", "a;b\n\"\";\"\"\n", rows.Options{}, []string{"1|a|b", "2||"}},
		{"blanks around quotes", "a;b\n \"1\" ;\t\"2\"\t\n", rows.Options{}, []string{"1|a|b", "2|1|2"}},
		{"blanks stay elsewhere", "a ; b\n", rows.Options{}, []string{"1|a | b"}},
		{"quotes in text", "a;b\n5\" pipe;L\"Hermitage\"\n", rows.Options{}, []string{"1|a|b", `2|5" pipe|L"Hermitage"`}},
		{"text after quotes", "a;b\n1;\"2\"3;4\n5;6\n", rows.Options{}, []string{"1|a|b", "2!text after a closing quote|1", "3|5|6"}},
		{"text after quotes, one line", `"a" "b"`, rows.Options{}, []string{"1!text after a closing quote"}},
		{"several lines", "a;b\r\n1;\"2\r\n\r\n;\"\"3\"\r\n4;5\r\n", rows.Options{}, []string{"1|a|b", "2|1|2\n\n;\"3", "5|4|5"}},
		{"several lines, CR", "a;b\r1;\"2\r3\"\r4;5\r", rows.Options{}, []string{"1|a|b", "2|1|2\n3", "4|4|5"}},
		{"several lines, twice", "a;b\n\"1\n2\";\"3\n4\"\n5;6", rows.Options{}, []string{"1|a|b", "2|1\n2|3\n4", "5|5|6"}},
		{"not closed", "a;b\n\"Dupont;Marie\n\"Martin\";\"Jean\"\n", rows.Options{}, []string{"1|a|b", "2!quote not closed", "3|Martin|Jean"}},
		{"not closed, second column", "a;b\n1;\"Dupont\n2;\"Martin\"\n", rows.Options{}, []string{"1|a|b", "2!quote not closed|1", "3|2|Martin"}},
		{"not closed at the end", "a;b\n1;\"", rows.Options{}, []string{"1|a|b", "2!quote not closed|1"}},
		{"not closed after lines that are", "a;b\n\"1\n2\";\"3\n4;5\n", rows.Options{}, []string{"1|a|b", "2!quote not closed|1\n2", "4|4|5"}},
		{"text after quotes after lines", "a;b\n\"1\n2\";\"3\"x\n4;5\n", rows.Options{}, []string{"1|a|b", "2!text after a closing quote|1\n2", "4|4|5"}},
		{"lines that fit", "a;b\n1;\"2\n3\"\n", rows.Options{MaxLines: 2}, []string{"1|a|b", "2|1|2\n3"}},
		{"lines that do not", "a;b\n1;\"2\n3\n4\"\n", rows.Options{MaxLines: 2}, []string{"1|a|b", "2!quote not closed|1", "3|3", "4|4\""}},
		{"one line only", "a;b\n\"1\n2\"\n", rows.Options{MaxLines: 1}, []string{"1|a|b", "2!quote not closed", "3|2\""}},
		{"bytes that fit", "a\n\"234\r\n789\"\n\"2\n", small, []string{"1|a", "2|234\n789", "4!quote not closed"}},
		{"bytes that do not", "a\n\"234\r\n789X\"\nb\n", small, []string{"1|a", "2!quote not closed", "3|789X\"", "4|b"}},
		{"long", "a;b\n123456;890\n123456;8901\nc;d\n", small, []string{"1|a|b", "2|123456|890", "3!line too long", "4|c|d"}},
		{"long, CRLF", "a;b\r\n123456;890\r\n123456;8901\r\n\r\nc;d\r\n", small, []string{"1|a|b", "2|123456|890", "3!line too long", "5|c|d"}},
		{"long at the end", "a;b\n123456;890", small, []string{"1|a|b", "2|123456|890"}},
		{"too long at the end", "a;b\n123456;8901", small, []string{"1|a|b", "2!line too long"}},
		{"long at first", "12345678901\na;b\n", small, []string{"1!line too long", "2|a|b"}},
		{"long at first, CR", "12345678901\ra,b\rc", small, []string{"1!line too long", "2|a|b", "3|c"}},
		{"long blanks", "a\n           \nb\n", small, []string{"1|a", "2!line too long", "3|b"}},
		{"no such limits", "a", rows.Options{MaxRecord: 1 << 30, MaxLines: -1}, []string{"1|a"}},
		{"NUL", "a;b\n1;\x002\n\"\x00\n3\";4\n5;6\n", rows.Options{}, []string{"1|a|b", "2!NUL byte|1|\x002", "3!NUL byte|\x00\n3|4", "5|5|6"}},
		{"NUL at first", "\x00\n\x00\na;b\n", rows.Options{}, []string{"1!NUL byte|\x00", "2!NUL byte|\x00", "3|a|b"}},
		{"NUL behind an open quote", "a;b\n1;\"2\n\x00;3\n", rows.Options{}, []string{"1|a|b", "2!quote not closed|1", "3!NUL byte|\x00|3"}},
		{"Windows-1252", "pr\xE9nom;\x80\n\"\x8Cuf\";\xFF\n", rows.Options{}, []string{"1|prénom|€", "2|Œuf|ÿ"}},
		{"each line for itself", "é;\xE9\n\"é\n\xE9\";é\n", rows.Options{}, []string{"1|Ã©|é", "2|é\né|Ã©"}},
		{"undefined", "a;b\n\x81\x8D;\x8F\x90\x9D\n\xEF\xBF\xBD;1\n", rows.Options{}, []string{"1|a|b", "2!bytes that are no text|\uFFFD\uFFFD|\uFFFD\uFFFD\uFFFD", "3|\uFFFD|1"}},
		{"Macintosh", "a;b\nZo\x8E;H\x8El\n\x83ric;N\x83E\nM\x9Fller;\xE9\nBeta;\"l\x88\nb\"\nFran\x8Dois;1\n", rows.Options{}, []string{
			"1|a|b", "2!bytes that are no text|ZoŽ|HŽl", "3!bytes that are no text|ƒric|NƒE", "4!bytes that are no text|MŸller|é",
			"5!bytes that are no text|Beta|lˆ\nb", "7!bytes that are no text|Fran\uFFFDois|1",
		}},
		{"MS-DOS", "a;b\nZo\x82;1\nH\x8Al;1\nFran\x87ois;1\nBeno\x8Ct;1\n", rows.Options{}, []string{
			"1|a|b", "2!bytes that are no text|Zo‚|1", "3!bytes that are no text|HŠl|1", "4!bytes that are no text|Fran‡ois|1",
			"5!bytes that are no text|BenoŒt|1",
		}},
		{"signs of Windows-1252", "a;b\nL'HA\x9F;\x8Eana\nD\x92A \x93b\x94;c\x85\nx\x99;12\x89\nB\x9Cuf;Toma\x9A\n\x82a\x91;\x95 b\nx\x87;D\x8EENAN\nC\x8Cur;e\x95s\n", rows.Options{}, []string{
			"1|a|b", "2|L'HAŸ|Žana", "3|D’A “b”|c…", "4|x™|12‰", "5|Bœuf|Tomaš", "6|‚a‘|• b", "7|x‡|DŽENAN", "8|CŒur|e•s",
		}},
		{"undefined, and NUL", "a\n\x81\x00\n", rows.Options{}, []string{"1|a", "2!NUL byte|\uFFFD\x00"}},
		{"UTF-16LE", "\xFF\xFEa\x00\t\x00\xE9\x00\r\x00\n\x003\xD8\x60\xDC\t\x00\x13\x20", rows.Options{}, []string{"1|a|é", "2|\U0001CC60|–"}},
		{"UTF-16BE", "\xFE\xFF\x00a\x00;\x00\xE9\x00\n\x00b", rows.Options{}, []string{"1|a|é", "2|b"}},
		{"UTF-16, half a pair and half a unit", "\xFF\xFEa\x00;\x00\x00\xD8\n\x00b\x00c", rows.Options{}, []string{"1|a|\uFFFD", "2|b\uFFFD"}},
		{"UTF-16 of nothing", "\xFF\xFE", rows.Options{}, nil},
		{"UTF-16 without a mark", "a\x00;\x00\n\x00", rows.Options{}, []string{"1!NUL byte|a\x00|\x00", "2!NUL byte|\x00"}},
		{"pipes", "a|b|c\n\"1|2\"\"|\"3\n|x;y,z|\n||\n", pipe, []string{"1|a|b|c", `2|"1|2""|"3`, "3||x;y,z|"}},
		{"pipes, Windows-1252", "a|b\n\"\xE9|\"\n", pipe, []string{"1|a|b", `2|"é|"`}},
		{"one candidate", "a;b\n1|2\n", pipe, []string{"1|a;b", "2|1|2"}},
		{"no quotes, several candidates", "\"a,b\";c;d\n", rows.Options{NoQuotes: true}, []string{"1|\"a,b\"|c|d"}},
		{"no quotes, later", "a;\"b,c,d\n", rows.Options{NoQuotes: true}, []string{"1|a;\"b|c|d"}},
	} {
		got := readString(t, c.in, c.o)
		if s := show(got); !slices.Equal(s, c.want) {
			t.Errorf("%s: %q, want %q", c.name, s, c.want)
		}
		if want := slow(t, c.in, c.o); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v; the slow reader: %+v", c.name, got, want)
		}
		if bytewise, err := read(t, iotest.OneByteReader(strings.NewReader(c.in)), c.o); err != io.EOF || !reflect.DeepEqual(got, bytewise) {
			t.Errorf("%s: byte by byte %+v, %v", c.name, bytewise, err)
		}
	}
}

func TestPlaces(t *testing.T) {
	t.Parallel()
	out := readString(t, "\xEF\xBB\xBFé;b\n\nx; \"1\n2\" ;3;\"4\n5\";\n\xE9;\"\xE9\";1\n", rows.Options{})
	want := [][][2]int{
		{{1, 1}, {1, 4}},
		{{3, 1}, {3, 3}, {4, 5}, {4, 7}, {5, 4}},
		{{6, 1}, {6, 3}, {6, 7}},
	}
	for i, w := range want {
		if got := out.records[i].places; !reflect.DeepEqual(got, w) {
			t.Errorf("record %d: %v, want %v", i, got, w)
		}
	}
}

func TestFoundOut(t *testing.T) {
	t.Parallel()
	r := rows.NewReader(strings.NewReader(""), rows.Options{})
	if r.Encoding() != 0 || r.Separator() != 0 {
		t.Errorf("at first: %v, %q", r.Encoding(), r.Separator())
	}
	for _, c := range []struct {
		in   string
		want rows.Encoding
		sep  byte
	}{
		{"", rows.UTF8, 0},
		{"\xEF\xBB", rows.Windows1252, ';'},
		{"\n;;\n", rows.UTF8, 0},
		{"a", rows.UTF8, ';'},
		{"é,", rows.UTF8, ','},
		{"\xEF\xBB\xBFa\tb", rows.UTF8BOM, '\t'},
		{"\xEF\xBB\xBFa\tb\n\xE9", rows.Windows1252, '\t'},
		{"a\n\"\xE9\"", rows.Windows1252, ';'},
		{"\xFF\xFEa\x00", rows.UTF16LE, ';'},
		{"\xFE\xFF\x00a\x00,", rows.UTF16BE, ','},
		{"sep=!", rows.UTF8, '!'},
		// What stands in quotes does not count, also behind a quote in them and on
		// the lines after.
		{`"ab","cd",e`, rows.UTF8, ','},
		{`"",";;;",a`, rows.UTF8, ','},
		{`"a"";;;b",c`, rows.UTF8, ','},
		{`"a""";";;",b,c,d`, rows.UTF8, ','},
		{"\"a;;\nb;;\",c", rows.UTF8, ','},
		{"\"a\nb\nc\",d", rows.UTF8, ','},
	} {
		if out := readString(t, c.in, rows.Options{}); out.encoding != c.want || out.separator != c.sep {
			t.Errorf("%q: %v, %q", c.in, out.encoding, out.separator)
		}
	}
}

// TestStatedSeparator: which bytes a line "sep=" may state.
func TestStatedSeparator(t *testing.T) {
	t.Parallel()
	const may = "\t!#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
	for b := range 256 {
		if b == '\n' || b == '\r' {
			continue
		}
		out := readString(t, "sep="+string([]byte{byte(b)})+"\na\n", rows.Options{})
		want, records := byte(';'), 2
		if strings.IndexByte(may, byte(b)) >= 0 {
			want, records = byte(b), 1
		}
		if out.separator != want || len(out.records) != records {
			t.Errorf("%q: %q, %d records", rune(b), out.separator, len(out.records))
		}
	}
}

// Every byte that is not ASCII, against the table of x/text.
func TestWindows1252(t *testing.T) {
	t.Parallel()
	undefined := 0
	for b := 0x80; b <= 0xFF; b++ {
		out := readString(t, "a\n"+string([]byte{byte(b)})+"\n", rows.Options{})
		want := got{line: 2, fields: []string{string(windows1252(byte(b)))}, places: [][2]int{{2, 1}}}
		if want.fields[0] == "\uFFFD" {
			undefined++
			want.problem = rows.NotText
		}
		if !reflect.DeepEqual(out.records[1], want) {
			t.Errorf("%X: %+v, want %+v", b, out.records[1], want)
		}
	}
	if undefined != 5 {
		t.Errorf("%d bytes mean nothing", undefined)
	}
	if charmap.Windows1252.DecodeByte(0x9F) != 'Ÿ' {
		t.Error("the table is another one")
	}
}

// TestForeign: every byte that Windows-1252 has for a sign, between letters and not.
func TestForeign(t *testing.T) {
	t.Parallel()
	refused := 0
	around := []string{"", "a", "z", "A", "Z", "1", " ", "@", "[", "`", "{", "-", "\xE9", "\x9C"}
	for b := 0x80; b <= 0x9F; b++ {
		for _, before := range around {
			for _, after := range around {
				in := "\xE9\n" + before + string([]byte{byte(b)}) + after + ";\n"
				got, want := readString(t, in, rows.Options{}), slow(t, in, rows.Options{})
				if !reflect.DeepEqual(got, want) {
					t.Errorf("%q: %+v, want %+v", in, got, want)
				}
				if len(got.records) > 1 && got.records[1].problem == rows.NotText {
					refused++
				}
			}
		}
	}
	if refused < 1000 || refused > 3000 {
		t.Errorf("%d lines are refused", refused)
	}
}

// TestValidUTF8: the quick way finds the same as package utf8, wherever a
// character stands.
func TestValidUTF8(t *testing.T) {
	parts := []string{
		"", "é", "\u0080", "\u07ff", "ÿ", "’", "\u0800", "\ufffd", "\U0001F600", "\U0010FFFF", "\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2", "\xc3", "\xdf", "\xe2\x82", "\xed\xa0\x80",
		"\xf0\x9f\x98", "\xf5\x80\x80\x80", "\xff", "é\xff", "éé", "é\xc3", "\xc3é", "\xc3(",
	}
	for _, part := range parts {
		for before := range 18 {
			for after := range 10 {
				text := strings.Repeat("a", before) + part + strings.Repeat("b", after)
				if got := rows.ValidUTF8([]byte(text)); got != utf8.ValidString(text) {
					t.Errorf("%q: %v", text, got)
				}
			}
		}
	}
}

func TestErrorsOfTheReader(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	const in = "a;b\n1;2\n3;\"4\n5;6\n7;8"
	// What the lines give that are whole.
	want := []string{"1|a|b", "2|1|2", "3!quote not closed|3", "4|5|6"}
	for name, src := range map[string]io.Reader{
		"after":     io.MultiReader(strings.NewReader(in), iotest.ErrReader(broken)),
		"with":      &withError{strings.NewReader(in), broken},
		"byte-wise": iotest.OneByteReader(io.MultiReader(strings.NewReader(in), iotest.ErrReader(broken))),
	} {
		out, err := read(t, src, rows.Options{})
		if got := show(out); !errors.Is(err, broken) || err.Error() != "rows: line 5: broken" || !slices.Equal(got, want) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}

	// A short input that the order of bytes is read from.
	for _, in := range []string{"", "a", "\xFF\xFE", "\xFF\xFEa", "\xFE\xFF\x00a"} {
		for _, src := range []io.Reader{io.MultiReader(strings.NewReader(in), iotest.ErrReader(broken)), &withError{strings.NewReader(in), broken}} {
			if out, err := read(t, src, rows.Options{}); !errors.Is(err, broken) || out.records != nil {
				t.Errorf("%q: %+v, %v", in, out, err)
			}
		}
	}
	if out, err := read(t, iotest.DataErrReader(strings.NewReader("\xFE\xFF\x00a")), rows.Options{}); err != io.EOF || len(out.records) != 1 {
		t.Errorf("%+v, %v", out, err)
	}

	// It is not read on after an error.
	out, err := read(t, iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader("a\nb\n"))), rows.Options{})
	if !errors.Is(err, iotest.ErrTimeout) || out.records != nil {
		t.Errorf("%+v, %v", out, err)
	}
	// In the middle of a line too long to be kept.
	long := io.MultiReader(strings.NewReader("a\n"+strings.Repeat("x", 100)), iotest.ErrReader(broken))
	out, err = read(t, long, rows.Options{MaxRecord: 10})
	if got := show(out); !errors.Is(err, broken) || err.Error() != "rows: line 2: broken" || !slices.Equal(got, []string{"1|a", "2!line too long"}) {
		t.Errorf("%q, %v", got, err)
	}
	// A reader that never reads.
	if _, err := read(t, idle{}, rows.Options{}); !errors.Is(err, io.ErrNoProgress) {
		t.Error(err)
	}
}

type idle struct{}

func (idle) Read([]byte) (int, error) { return 0, nil }

// withError gives all it has together with its error.
type withError struct {
	r   *strings.Reader
	err error
}

func (w *withError) Read(p []byte) (int, error) {
	n, _ := w.r.Read(p)
	if w.r.Len() > 0 {
		return n, nil
	}
	return n, w.err
}

// counting gives one byte at a time and counts them.
type counting struct {
	r io.Reader
	n int
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.r.Read(p[:1])
	c.n += n
	return n, err
}

// No record looks farther than its limits: so the work is linear, however
// many quotes are open.
func TestLooksAheadWithinLimits(t *testing.T) {
	t.Parallel()
	const line = "1;\"Dupont;Marie;06 39 98 00 12\n"
	for _, c := range []struct {
		o     rows.Options
		lines int
	}{
		{rows.Options{}, 16},
		{rows.Options{MaxLines: 3}, 3},
		{rows.Options{MaxRecord: 10 * len(line)}, 11},
		{rows.Options{MaxRecord: len(line)}, 2},
	} {
		const n = 2000
		// The second half closes, and is followed by text.
		src := &counting{r: strings.NewReader("a;b\n" + strings.Repeat(line, n) + strings.Repeat("\"\n\"x\n", n/2))}
		r := rows.NewReader(src, c.o)
		if _, err := r.Next(); err != nil {
			t.Fatal(err)
		}
		for i := range n - 20 {
			rec, err := r.Next()
			if err != nil || rec.Problem != rows.QuoteNotClosed || rec.Line != i+2 || rec.Len() != 1 {
				t.Fatalf("record %d: %+v, %v", i, rec, err)
			}
			if limit := len("a;b\n") + (i+c.lines)*len(line); src.n > limit {
				t.Fatalf("%+v: record %d has read %d bytes, more than %d", c.o, i, src.n, limit)
			}
		}
	}
}

// endless gives one line of n bytes, and lines around it.
func endless(head string, n int, tail string) io.Reader {
	return io.MultiReader(strings.NewReader(head), io.LimitReader(letters{}, int64(n)), strings.NewReader(tail))
}

type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func TestMemoryIsBounded(t *testing.T) {
	const size = 64 << 20
	for name, head := range map[string]string{"long": "a;b\n", "quoted": "a;b\n1;\"", "first": "", "CR": "a;b\r"} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		out, err := read(t, endless(head, size, "\r\n1;2\r\n"), rows.Options{})
		runtime.ReadMemStats(&after)
		last := out.records[len(out.records)-2:]
		if err != io.EOF || last[0].problem != rows.TooLong || last[1].line != last[0].line+1 || len(last[1].fields) != 2 {
			t.Errorf("%s: %+v, %v", name, last, err)
		}
		if grown := after.TotalAlloc - before.TotalAlloc; grown > 8<<20 {
			t.Errorf("%s: %d bytes allocated", name, grown)
		}
	}
	// Lines that stay below the limit, each with a quote that looks ahead.
	var before, after runtime.MemStats
	long := "\"" + strings.Repeat("x", 200_000) + "\n"
	in := strings.NewReader(strings.Repeat(long, 200))
	runtime.ReadMemStats(&before)
	r := rows.NewReader(in, rows.Options{})
	n := 0
	for ; ; n++ {
		if _, err := r.Next(); err != nil {
			break
		}
	}
	runtime.ReadMemStats(&after)
	if grown := after.TotalAlloc - before.TotalAlloc; n != 200 || grown > 12<<20 {
		t.Errorf("%d records, %d bytes allocated", n, grown)
	}
}

// Lines beyond the buffer, in pieces of all sizes.
func TestChunks(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("a;b;c\r\n")
	for i := range 400 {
		fmt.Fprintf(&b, "%d;\"%s\r\n%s\";%s\r\n", i, strings.Repeat("é", i*7%900), strings.Repeat("\"\"", i%5), strings.Repeat("x", i*i%3000))
		if i%50 == 0 {
			fmt.Fprintf(&b, "%d;\"open;%s\r\n", i, strings.Repeat("y", 40_000))
		}
	}
	want := readString(t, b.String(), rows.Options{})
	if len(want.records) != 409 || !reflect.DeepEqual(want, slow(t, b.String(), rows.Options{})) {
		t.Fatalf("%d records, or not as the slow reader", len(want.records))
	}
	for name, wrap := range map[string]func(io.Reader) io.Reader{
		"one":  iotest.OneByteReader,
		"half": iotest.HalfReader,
		"data": iotest.DataErrReader,
	} {
		if out, err := read(t, wrap(strings.NewReader(b.String())), rows.Options{}); err != io.EOF || !reflect.DeepEqual(out, want) {
			t.Errorf("%s: differs, %v", name, err)
		}
	}
	if out, err := read(t, iotest.OneByteReader(iotest.ErrReader(io.EOF)), rows.Options{}); err != io.EOF || out.records != nil {
		t.Errorf("%+v, %v", out, err)
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	count := func(n int, name func(i int) string) {
		for i := range n {
			if s := name(i); s == "" || seen[s] || strings.HasPrefix(s, "unknown") {
				t.Errorf("%d: %q", i, s)
			} else {
				seen[s] = true
			}
		}
		if s := name(n); !strings.HasPrefix(s, "unknown") {
			t.Errorf("%d: %q", n, s)
		}
	}
	count(int(rows.TooManyFields)+1, func(i int) string { return rows.Problem(i).String() })
	count(int(rows.UTF16BE)+1, func(i int) string { return rows.Encoding(i).String() })
	count(int(rows.Binary)+1, func(i int) string { return rows.Kind(i).String() })
}

func TestSniff(t *testing.T) {
	t.Parallel()
	noise := make([]byte, 512)
	for i, x := 0, uint32(1); i < len(noise); i++ {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	for _, c := range []struct {
		in   string
		want rows.Kind
	}{
		{"", rows.Empty},
		{" \r\n\t\n", rows.Empty},
		{"\xEF\xBB\xBF", rows.Empty},
		{"a", rows.Text},
		{"nom;prénom\nDupont;Marie\n", rows.Text},
		{"\xEF\xBB\xBFnom;pr\xE9nom\n", rows.Text},
		{"\xFF\xFEa\x00;\x00", rows.Text},
		{"\xFE\xFF\x00a\x00;", rows.Text},
		{"a\x00;\x00b\x00", rows.Binary},
		{"%PDF-1.7\n", rows.PDF},
		{"%PD", rows.Text},
		{"PK\x03\x04\x14\x00", rows.Zip},
		{"PK;x\n", rows.Text},
		{"\x1F\x8B\x08\x00", rows.Gzip},
		{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", rows.OLE},
		{"\x89PNG\r\n\x1A\n", rows.Image},
		{"\xFF\xD8\xFF\xE0", rows.Image},
		{"<?xml version=\"1.0\"?>", rows.Markup},
		{"\xEF\xBB\xBF \n<!DOCTYPE html>", rows.Markup},
		{"<HTML>", rows.Markup},
		{"<html", rows.Markup},
		{"<htm", rows.Text},
		{"<5;x\n", rows.Text},
		{`{"nom": 1}`, rows.JSON},
		{"\xEF\xBB\xBF[\n  {", rows.JSON},
		{"[]", rows.JSON},
		{"{ }", rows.JSON},
		{`["nom"]`, rows.JSON},
		{"[[", rows.JSON},
		{"[", rows.Text},
		{"{\n", rows.Text},
		{"[Nom];[Prénom]\n", rows.Text},
		{"{nom};x\n", rows.Text},
		{"nom;pr\x00nom;date de naissance\n", rows.Text},
		{"nom\x01\x02\x03", rows.Binary},
		{"a\tb\vc\fd\r\n", rows.Text},
		{strings.Repeat("a", 15) + "\x01", rows.Text},
		{strings.Repeat("a", 14) + "\x01", rows.Binary},
		{string(noise), rows.Binary},
		{strings.Repeat("a", 512) + strings.Repeat("\x00", 512), rows.Text},
	} {
		if got := rows.Sniff([]byte(c.in)); got != c.want {
			t.Errorf("%.40q: %v, want %v", c.in, got, c.want)
		}
	}
}

func seeds(f *testing.F) {
	for _, s := range []string{
		"a;b\n\"Dupont;Marie\n\"Martin\";\"Jean\"\n", "a,b\r\n\"1\r\n2\" ,\"\"\"\"\r\n", "a\tb\r\"\rx\"\r\"y\"z\t",
		"sep=|\n\xE9|\"\x81\x00\n\"|", "\xEF\xBB\xBF\"a\nb\";c", "\xFF\xFEa\x00;\x00\n\x00", "\xFE\xFF\x00\"\x00\n", "12345678901234567890\n1;2\n;;\n",
		"\"a\"\"\n\n\";\"b\n\n\n\";\"c\n", "\r\r\n\"\r\r\n\"\r",
		"1234567\xC3\xA9\xED\xA0\x80;é’\U0001F600\n12345678\xC3;\xC2\n",
	} {
		f.Add(s, uint8(0), uint8(0), false)
		f.Add(s, uint8(12), uint8(3), false)
		f.Add(s, uint8(0), uint8(0), true)
	}
}

func FuzzReader(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, in string, maxRecord, maxLines uint8, noQuotes bool) {
		if len(in) > 400 {
			return
		}
		// Of the size of the input, so that seeds need no other argument.
		o := rows.Options{MaxRecord: int(maxRecord), MaxLines: int(maxLines), NoQuotes: noQuotes, MaxFields: len(in) % 7}
		got := readString(t, in, o)
		if want := slow(t, in, o); !reflect.DeepEqual(got, want) {
			t.Errorf("%q, %+v:\n%+v\nslow reader:\n%+v", in, o, got, want)
		}
		if bytewise, err := read(t, iotest.OneByteReader(strings.NewReader(in)), o); err != io.EOF || !reflect.DeepEqual(got, bytewise) {
			t.Errorf("%q, %+v: byte by byte %+v, %v", in, o, bytewise, err)
		}
		againstCSV(t, in)
		rows.Sniff([]byte(in))
	})
}

// againstCSV: what encoding/csv accepts, it and we read alike.
func againstCSV(t *testing.T, in string) (compared bool) {
	alone := strings.ReplaceAll(in, "\r\n", "")
	if strings.ContainsAny(alone, "\r\x00") || strings.ToValidUTF8(in, "") != in ||
		strings.HasPrefix(in, "\uFEFF") || strings.HasPrefix(strings.ToLower(in), "sep=") {
		return false
	}
	std := csv.NewReader(strings.NewReader(in))
	std.Comma, std.FieldsPerRecord = ';', -1
	var want []got
	for {
		fields, err := std.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return false
		}
		g := got{fields: fields}
		for i := range fields {
			line, column := std.FieldPos(i)
			g.places = append(g.places, [2]int{line, column})
		}
		g.line = g.places[0][0]
		want = append(want, g)
	}
	out := readString(t, in, rows.Options{Separators: ";", MaxLines: 1 << 20})
	// It takes lines without text for records.
	empty := func(g got) bool { return strings.Trim(strings.Join(g.fields, ""), " \t\n") == "" }
	records := slices.DeleteFunc(out.records, empty)
	for i := range records {
		records[i].unended = false // nor does it tell how the input ends
	}
	want = slices.DeleteFunc(want, empty)
	if len(records) != len(want) || len(want) > 0 && !reflect.DeepEqual(records, want) {
		t.Errorf("%q: %+v, encoding/csv: %+v", in, records, want)
	}
	return true
}

func TestAgainstCSV(t *testing.T) {
	t.Parallel()
	pieces := []string{"a", "é", ";", ";", "\"", "\"\"", "\n", "\r\n", " ", "\"x;y\"", "\"\n\""}
	compared := 0
	x := uint32(1)
	for range 20_000 {
		var b strings.Builder
		for range 12 {
			x = x*1664525 + 1013904223
			b.WriteString(pieces[x>>16%uint32(len(pieces))])
		}
		if againstCSV(t, b.String()) {
			compared++
		}
	}
	if compared < 1000 {
		t.Errorf("only %d inputs compared", compared)
	}
}

// registrations are invented: 26 columns, some 260 bytes a line.
func registrations(n int, quotes bool) []byte {
	var b bytes.Buffer
	b.WriteString("identifiant;civilite;nom;nom_naissance;prenom;autres_prenoms;date_naissance;lieu;pays;telephone;mobile;courriel;" +
		"profession;categorie;savoir_faire;mode;secteur;raison_sociale;finess;siret;adresse;complement;code_postal;commune;debut;fin\n")
	for i := range n {
		company := "Cabinet des Tilleuls"
		if quotes {
			company = `"Cabinet ""Les Tilleuls"""`
		}
		fmt.Fprintf(&b, "TEST%07d;MME;Exemple-Dupont;Exemple;Marie-Claude;Anne, Louise;1984-05-%02d;Saint-Étienne;FR;06 39 98 00 %02d;06 39 98 00 %02d;"+
			"marie.exemple%d@example.org;10;C;SM54;L;SA07;%s;;;12 rue de l'Église;Bâtiment B;42000;Saint-Étienne;2024-01-01;\n",
			i, 1+i%28, i%100, (i+1)%100, i, company)
	}
	return b.Bytes()
}

func TestAllocations(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector allocates")
	}
	for _, quotes := range []bool{false, true} {
		const n = 5000
		r := rows.NewReader(bytes.NewReader(registrations(n+10, quotes)), rows.Options{})
		var fields []string
		next := func(strings bool) func() {
			return func() {
				rec, err := r.Next()
				if err != nil || rec.Len() != 26 || rec.Problem != 0 || len(rec.Field(11)) == 0 {
					t.Fatalf("%+v, %v", rec, err)
				}
				if strings {
					fields = rec.Strings(fields[:0])
				}
			}
		}
		next(true)()
		if a := testing.AllocsPerRun(n/2, next(false)); a != 0 {
			t.Errorf("quotes %v: %v allocations for a record", quotes, a)
		}
		if a := testing.AllocsPerRun(n/2-10, next(true)); a != 1 {
			t.Errorf("quotes %v: %v allocations for a record and its strings", quotes, a)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	for _, quotes := range []bool{false, true} {
		in := registrations(1000, quotes)
		name := map[bool]string{false: "plain", true: "quoted"}[quotes]
		run := func(how string, read func() int) {
			b.Run(name+"/"+how, func(b *testing.B) {
				b.SetBytes(int64(len(in)))
				b.ReportAllocs()
				for b.Loop() {
					if n := read(); n != 1001 {
						b.Fatal(n)
					}
				}
			})
		}
		of := func(strings bool) func() int {
			return func() int {
				r := rows.NewReader(bytes.NewReader(in), rows.Options{})
				var fields []string
				for n := 0; ; n++ {
					rec, err := r.Next()
					if err != nil {
						return n
					}
					if strings {
						fields = rec.Strings(fields[:0])
					}
				}
			}
		}
		csvOf := func(reuse bool) func() int {
			return func() int {
				r := csv.NewReader(bytes.NewReader(in))
				r.Comma, r.ReuseRecord = ';', reuse
				for n := 0; ; n++ {
					if _, err := r.Read(); err != nil {
						return n
					}
				}
			}
		}
		run("bytes", of(false))
		run("strings", of(true))
		run("csv", csvOf(false))
		run("csv-reuse", csvOf(true))
	}
}

// TestTitle: a title does not decide on the separator, but for what the input states.
func TestTitle(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want []string
	}{
		{"A, b\nx;y\n", []string{"A| b", "x|y"}},
		{"A\nx\ty\n", []string{"A", "x|y"}},
		{"sep=;\nA, b, c\nx;y\n", []string{"A, b, c", "x|y"}},
		{"A;b\n,,,\nx,y\n", []string{"A|b", "x|y"}},
	} {
		r := rows.NewReader(strings.NewReader(tt.in), rows.Options{})
		r.Title() // of nothing yet
		for i, want := range tt.want {
			rec, err := r.Next()
			if got := strings.Join(rec.Strings(nil), "|"); err != nil || got != want {
				t.Errorf("%q: record %d: %q, %v, want %q", tt.in, i, got, err, want)
			}
			r.Title()
		}
	}
}
