package rpps

import (
	"fmt"
	"io"
)

// Digits are packed four bits each, the first character in the highest
// place; letters A to F are 10 to 15. A packed number orders as its text,
// and zero is all zeros, which no register gives: it can mean "not stated".

// form is the shape of a run of digits with its key.
type form uint8

const (
	formRPPS form = iota + 1
	formSIREN
	formSIRET
	formFINESS
	formRPPSRang
	formADELI
	formADELIRang
	formNIR
)

var formWidths = [...]uint8{
	formRPPS: 11, formSIREN: 9, formSIRET: 14, formFINESS: 9,
	formRPPSRang: 14, formADELI: 9, formADELIRang: 11, formNIR: 15,
}

var formKinds = [...]Kind{
	formRPPS: KindRPPS, formSIREN: KindSIREN, formSIRET: KindSIRET, formFINESS: KindFINESS,
	formRPPSRang: KindRPPSRang, formADELI: KindADELI, formADELIRang: KindADELI, formNIR: KindNIR,
}

func (f form) width() int { return int(formWidths[f]) }

// letter returns the packed value of the letter c at index i after the
// digits v, or 0 when the form has no such letter there.
func (f form) letter(i int, c byte, v uint64) uint64 {
	if c < 'A' || c > 'F' {
		return 0
	}
	var ok bool
	switch f {
	case formFINESS:
		ok = i == 1 && c <= 'B'
	case formADELI, formADELIRang:
		ok = i == 1 || i == 2
	case formNIR:
		ok = i == 6 && c <= 'B' && v&0xF == 2
	}
	if !ok {
		return 0
	}
	return uint64(c-'A') + 10
}

// read packs the text of a form: its shape only.
func (o Options) read(f form, s string) (uint64, *ParseError) {
	if o.Separators {
		return readLenient(f, s)
	}
	width := f.width()
	v, i := pack8(s)
	for ; i < len(s) && i < width; i++ {
		d := uint64(s[i]) - '0'
		if d > 9 {
			if d = f.letter(i, s[i], v); d == 0 {
				return 0, &ParseError{formKinds[f], ProblemShape, i, "digit"}
			}
		}
		v = v<<4 | d
	}
	if len(s) != width {
		return 0, &ParseError{formKinds[f], ProblemShape, min(len(s), width), "length"}
	}
	return v, nil
}

// pack8 packs the first eight bytes of s at once when they are digits, and
// returns how many it packed, 8 or 0. Every form is longer.
func pack8(s string) (uint64, int) {
	if len(s) < 8 {
		return 0, 0
	}
	x := uint64(s[0])<<56 | uint64(s[1])<<48 | uint64(s[2])<<40 | uint64(s[3])<<32 |
		uint64(s[4])<<24 | uint64(s[5])<<16 | uint64(s[6])<<8 | uint64(s[7])
	x ^= '0' * eachByte
	// A digit is now 0 to 9 and stays below 128 when 118 is added.
	if (x|(x+(128-10)*eachByte))&(128*eachByte) != 0 {
		return 0, 0
	}
	x = (x | x>>4) & 0x00FF00FF00FF00FF
	x = (x | x>>8) & 0x0000FFFF0000FFFF
	x = (x | x>>16) & 0x00000000FFFFFFFF
	return x, 8
}

// readLenient is read that steps over separators and takes small letters.
func readLenient(f form, s string) (uint64, *ParseError) {
	// Most are written without separators.
	if len(s) == f.width() {
		if v, err := (Options{}).read(f, s); err == nil {
			return v, nil
		}
	}
	var v uint64
	n := 0
	for i := 0; i < len(s); {
		if w := separator(s[i:], true); w > 0 {
			i += w
			continue
		}
		if n == f.width() {
			return 0, &ParseError{formKinds[f], ProblemShape, i, "length"}
		}
		c := s[i]
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		d := uint64(c) - '0'
		if d > 9 {
			if d = f.letter(n, c, v); d == 0 {
				return 0, &ParseError{formKinds[f], ProblemShape, i, "digit"}
			}
		}
		v = v<<4 | d
		n++
		i++
	}
	if n < f.width() {
		return 0, &ParseError{formKinds[f], ProblemShape, len(s), "length"}
	}
	return v, nil
}

// separator returns the length of the separator at the head of s, or 0:
// space, U+00A0, U+2009, U+202F; with marks, also dot, hyphen and the dashes
// U+2010 to U+2014.
func separator(s string, marks bool) int {
	switch s[0] {
	case ' ':
		return 1
	case '.', '-':
		if marks {
			return 1
		}
	case 0xC2:
		if len(s) > 1 && s[1] == 0xA0 {
			return 2
		}
	case 0xE2:
		if len(s) > 2 && s[1] == 0x80 {
			if c := s[2]; c == 0x89 || c == 0xAF || marks && 0x90 <= c && c <= 0x94 {
				return 3
			}
		}
	}
	return 0
}

// dropSpaces returns s without its spaces; without a copy when there is none.
func dropSpaces(s string) string {
	for i := 0; i < len(s); i++ {
		if separator(s[i:], false) > 0 {
			b := append(make([]byte, 0, len(s)), s[:i]...)
			for i < len(s) {
				if w := separator(s[i:], false); w > 0 {
					i += w
					continue
				}
				b = append(b, s[i])
				i++
			}
			return string(b)
		}
	}
	return s
}

// withSpaces moves the offset of e from the text without spaces, n bytes, to
// s.
func (e *ParseError) withSpaces(s string, n int) *ParseError {
	if e.Offset < 0 || n == len(s) {
		return e
	}
	i := 0
	for kept := 0; i < len(s); {
		if w := separator(s[i:], false); w > 0 {
			i += w
			continue
		}
		if kept == e.Offset {
			break
		}
		kept++
		i++
	}
	e.Offset = i
	return e
}

// parse reads a form and judges its key under the options.
func (o Options) parse(f form, s string) (uint64, *ParseError) {
	v, err := o.read(f, s)
	if err != nil {
		return 0, err
	}
	if p, control := verdict(f, v, o.StrictLaPoste); p != 0 && !o.excuses(p, control) {
		return 0, &ParseError{formKinds[f], p, -1, control}
	}
	return v, nil
}

// excuses reports whether the options let a failed check through. An
// unknown prefix is not a key: only the test number of FINESS is excused.
func (o Options) excuses(p Problem, control string) bool {
	return o.AcceptWrongKey && (p == ProblemKey || p == ProblemUnknown && control == controlTest)
}

// Controls that the code branches on.
const (
	controlTest   = "test-number"
	controlPrefix = "prefix"
)

// verdict checks what follows the shape: numbers never given, and keys.
func verdict(f form, v uint64, strictLaPoste bool) (p Problem, control string) {
	if v == 0 {
		return ProblemReserved, "zero"
	}
	switch f {
	case formSIRET:
		return verdictSIRET(v, strictLaPoste)
	case formFINESS:
		if luhn(v) == 0 {
			return 0, ""
		}
		if isTestFINESS(v) {
			return ProblemUnknown, controlTest
		}
		return ProblemKey, "luhn"
	case formRPPSRang:
		switch part := v >> 12; {
		case part == 0:
			return ProblemReserved, "rpps"
		case luhn(part) != 0:
			return ProblemKey, "rpps"
		}
	case formADELIRang:
		// The rank has no key of its own.
		if v >>= 8; v == 0 {
			return ProblemReserved, "zero"
		}
	case formNIR:
		return verdictNIR(v)
	}
	if luhn(v) != 0 {
		return ProblemKey, "luhn"
	}
	return 0, ""
}

const (
	lowNibbles = 0x0F0F0F0F0F0F0F0F
	eachByte   = 0x0101010101010101
)

// luhn returns the Luhn sum of packed digits modulo 10, 0 when the key is
// right. A letter counts as its rank in the alphabet.
func luhn(v uint64) uint64 {
	single := cut9(v & lowNibbles)
	double := cut9(v >> 4 & lowNibbles)
	return (single + cut9(double*2)) * eachByte >> 56 % 10
}

// cut9 takes 9 from each byte that is 10 or more. It serves Luhn twice: the
// digits of 10 to 18 add up to 1 to 9, and the letters A to F count 1 to 6.
// Bytes are below 128-118, so that none runs over into its neighbour.
func cut9(x uint64) uint64 {
	return x - 9*((x+(128-10)*eachByte)>>7&eachByte)
}

// digitSum adds up packed digits.
func digitSum(v uint64) uint64 {
	return (v&lowNibbles + v>>4&lowNibbles) * eachByte >> 56
}

const packedDigits = "0123456789ABCDEF"

// appendPacked appends n packed digits.
func appendPacked(b []byte, v uint64, n int) []byte {
	for n--; n >= 0; n-- {
		b = append(b, packedDigits[v>>(4*n)&0xF])
	}
	return b
}

// packedText returns n packed digits as text, "" for zero.
func packedText(v uint64, n int) string {
	if v == 0 {
		return ""
	}
	return string(appendPacked(make([]byte, 0, 16), v, n))
}

// cloak and uncloak keep the numbers of persons in memory multiplied by an
// odd constant. It is no cipher: it is for printers that look into fields
// without calling methods, such as fmt on an unexported field or the diff of
// a test, which must not show a number. Zero stays zero.
func cloak(v uint64) uint64   { return v * 0x9E3779B97F4A7C15 }
func uncloak(v uint64) uint64 { return v * 0xF1DE83E19937733D }

// printAs is the Format method of values that have one text: %s, %v and %q
// as for a string, and the bare text for other verbs, so that none of them
// reaches the fields.
func printAs(f fmt.State, verb rune, s string) {
	switch verb {
	case 's', 'v', 'q':
		_, _ = fmt.Fprintf(f, fmt.FormatString(f, verb), s)
	default:
		_, _ = io.WriteString(f, s)
	}
}

// scanned returns the text of a database value, "" for NULL.
func scanned(k Kind, src any) (string, error) {
	switch v := src.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case []byte:
		return string(v), nil
	}
	return "", &ParseError{k, ProblemShape, -1, "type"}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
