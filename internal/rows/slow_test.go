package rows_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/rppsplus/rppsplus/internal/rows"
)

// foreign is what no text of Windows-1252 holds: signs for the letters of another
// character set.
var foreign = regexp.MustCompile(`[A-Za-z][‚ƒ„ˆ‰‹˜]|[A-Za-z][‡™][A-Za-z]|[a-z][ŠŽ]|[aeiouy]Œ|[A-Za-z][ŠŽŸ][a-z]`)

// got is all that a reader says of one record.
type got struct {
	line    int
	problem rows.Problem
	unended bool
	fields  []string
	places  [][2]int
}

// outcome is all that a reader says of an input.
type outcome struct {
	records   []got
	encoding  rows.Encoding
	separator byte
}

// slow reads a whole input with regular expressions, and with the libraries
// that the package does without.
func slow(t testing.TB, input string, o rows.Options) outcome {
	t.Helper()
	if o.Separators == "" {
		o.Separators = ";,\t"
	}
	if o.MaxRecord == 0 {
		o.MaxRecord = 1 << 20
	}
	if o.MaxLines == 0 {
		o.MaxLines = 16
	}
	if o.MaxFields == 0 {
		o.MaxFields = 4096
	}
	out := outcome{encoding: rows.UTF8}
	switch {
	case strings.HasPrefix(input, "\xEF\xBB\xBF"):
		input, out.encoding = input[3:], rows.UTF8BOM
	case strings.HasPrefix(input, "\xFF\xFE"):
		input, out.encoding = utf16(t, input[2:], unicode.LittleEndian), rows.UTF16LE
	case strings.HasPrefix(input, "\xFE\xFF"):
		input, out.encoding = utf16(t, input[2:], unicode.BigEndian), rows.UTF16BE
	}

	lines := slowLines(input)
	for i := 0; i < len(lines); {
		l := lines[i]
		if len(l.raw) > o.MaxRecord {
			out.records = append(out.records, got{line: i + 1, problem: rows.TooLong})
			i++
			continue
		}
		if m := regexp.MustCompile(`^(?i:sep)=([\t!#-/:-@\[-` + "`" + `{-~])$`).FindStringSubmatch(l.raw); i == 0 && m != nil {
			out.separator = m[1][0]
			i++
			continue
		}
		separators := o.Separators
		if out.separator != 0 {
			separators = string(out.separator)
		}
		if strings.Trim(l.raw, " \t\r"+separators) == "" {
			i++
			continue
		}
		// The lines that this record may have.
		window, size := 1, len(l.raw+l.end)
		for i+window < len(lines) && window < o.MaxLines && size+len(lines[i+window].raw) <= o.MaxRecord {
			size += len(lines[i+window].raw + lines[i+window].end)
			window++
		}
		if out.separator == 0 {
			out.separator = slowSeparator(lines[i:i+window], o)
		}
		rec, n := slowRecord(lines[i:i+window], out.separator, o.NoQuotes, o.MaxFields)
		rec.line = i + 1
		// Of what was refused nothing is said.
		rec.unended = rec.problem != rows.TooManyFields && lines[i+n-1].end == ""
		for k := range rec.places {
			rec.places[k][0] += i
		}
		out.records = append(out.records, rec)
		for _, l := range lines[i : i+n] {
			if l.latin {
				out.encoding = rows.Windows1252
			}
		}
		i += n
	}
	return out
}

func utf16(t testing.TB, s string, order unicode.Endianness) string {
	t.Helper()
	s, err := unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

type slowLine struct {
	raw, end string
	latin    bool
	text     string
}

func slowLines(input string) []slowLine {
	ends := regexp.MustCompile(`\r\n|\n`)
	if first := regexp.MustCompile(`\r\n|\n|\r`).FindString(input); first == "\r" {
		ends = regexp.MustCompile(`\r\n|\n|\r`)
	}
	var lines []slowLine
	for input != "" {
		l := slowLine{raw: input}
		if at := ends.FindStringIndex(input); at != nil {
			l.raw, l.end = input[:at[0]], input[at[0]:at[1]]
		} else if strings.HasSuffix(input, "\r") {
			l.raw, l.end = input[:len(input)-1], "\r"
		}
		input = input[len(l.raw)+len(l.end):]
		l.text = l.raw
		if !utf8.ValidString(l.raw) {
			l.latin = true
			l.text = ""
			for _, b := range []byte(l.raw) {
				l.text += string(windows1252(b))
			}
		}
		lines = append(lines, l)
	}
	return lines
}

// windows1252 is the table of x/text, which gives the five bytes that
// Microsoft's table leaves out the control characters of the same numbers.
func windows1252(b byte) rune {
	c := charmap.Windows1252.DecodeByte(b)
	if 0x80 <= c && c <= 0x9F {
		return utf8.RuneError
	}
	return c
}

func slowSeparator(window []slowLine, o rows.Options) byte {
	text := window[0].text
	if !o.NoQuotes {
		var all []string
		for _, l := range window {
			all = append(all, l.text)
		}
		text = strings.Join(all, "\n")
		// Quoted parts begin where a field may begin, with any candidate.
		set := "[" + regexp.QuoteMeta(o.Separators) + "]"
		if strings.ContainsAny(o.Separators, "-^]") {
			panic("not for a class of characters")
		}
		field := regexp.MustCompile(`^((?:` + set + `|[ \t\r])*)"(?:[^"]|"")*("|$)`)
		rest, outside := text, ""
		for rest != "" {
			if m := field.FindStringSubmatch(rest); m != nil {
				outside += m[1] + "x"
				rest = rest[len(m[0]):]
			}
			// Up to the next candidate, or the end of the line.
			n := strings.IndexAny(rest, o.Separators+"\n")
			if n < 0 {
				n = len(rest)
			}
			outside += rest[:n]
			rest = rest[n:]
			if strings.HasPrefix(rest, "\n") {
				break
			}
			// A candidate; the quoted field after it takes it along.
			if rest != "" && field.FindString(rest) == "" {
				outside += rest[:1]
				rest = rest[1:]
			}
		}
		text = outside
	}
	best, most := o.Separators[0], 0
	for _, c := range []byte(o.Separators) {
		if n := strings.Count(text, string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}

// slowRecord reads the record that begins a window of lines, and returns how
// many lines it takes.
func slowRecord(window []slowLine, separator byte, noQuotes bool, maxFields int) (got, int) {
	var texts []string
	for _, l := range window {
		texts = append(texts, l.text)
	}
	all := strings.Join(texts, "\n")

	sep := regexp.QuoteMeta(string(separator))
	blanks := strings.ReplaceAll(` \t\r`, map[bool]string{true: `\t`, false: `none`}[separator == '\t'], "")
	closed := regexp.MustCompile(`^[` + blanks + `]*"((?:[^"]|"")*)"[` + blanks + `]*(` + sep + `|\n|$)`)
	opened := regexp.MustCompile(`^[` + blanks + `]*"`)
	closedBadly := regexp.MustCompile(`^[` + blanks + `]*"(?:[^"\n]|"")*"(?:[^"]|$)`)
	plain := regexp.MustCompile(`^([^\n` + sep + `]*)(` + sep + `|\n|$)`)

	var rec got
	end := func(n int) (got, int) {
		if len(rec.fields) > maxFields {
			return got{problem: rows.TooManyFields}, n
		}
		return rec, n
	}
	for at := 0; ; {
		rest := all[at:]
		l := strings.Count(all[:at], "\n")
		before := all[strings.LastIndex(all[:at], "\n")+1 : at]
		column := len(before) + 1
		if window[l].latin {
			column = utf8.RuneCountInString(before) + 1
		}
		var m []string
		switch {
		case noQuotes || !opened.MatchString(rest):
			m = plain.FindStringSubmatch(rest)
		case closed.MatchString(rest):
			m = closed.FindStringSubmatch(rest)
			m[1] = strings.ReplaceAll(m[1], `""`, `"`)
		case closedBadly.MatchString(rest):
			rec.problem = rows.TextAfterQuote
			return end(l + 1)
		default:
			rec.problem = rows.QuoteNotClosed
			return end(l + 1)
		}
		rec.fields = append(rec.fields, m[1])
		rec.places = append(rec.places, [2]int{l + 1, column})
		at += len(m[0])
		if m[2] == string(separator) {
			continue
		}
		n := strings.Count(all[:at], "\n")
		if m[2] == "" {
			n++
		}
		for _, l := range window[:n] {
			if l.latin && (strings.ContainsRune(l.text, utf8.RuneError) || foreign.MatchString(l.text)) && rec.problem == 0 {
				rec.problem = rows.NotText
			}
			if strings.Contains(l.text, "\x00") {
				rec.problem = rows.NULByte
			}
		}
		return end(n)
	}
}
