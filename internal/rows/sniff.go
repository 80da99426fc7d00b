package rows

import "bytes"

// Kind is what a file seems to be.
type Kind uint8

const (
	// Text: nothing says that it is something else.
	Text Kind = iota + 1
	// Empty: no bytes, or only blanks.
	Empty
	// PDF is a PDF document.
	PDF
	// Gzip is a file compressed with gzip.
	Gzip
	// Zip is a ZIP archive; files of today's spreadsheets (xlsx, ods) are too.
	Zip
	// OLE is a file of an office program of before 2007 (xls), or an encrypted
	// one of today.
	OLE
	// Image is a PNG or JPEG image.
	Image
	// Markup is HTML or XML. Some programs call it a spreadsheet.
	Markup
	// JSON is an object or an array.
	JSON
	// Binary is something else that is no text; UTF-16 without a byte order
	// mark too.
	Binary
)

// String returns the name of the kind in words that messages in French and in
// English share.
func (k Kind) String() string {
	switch k {
	case 0:
		return "not stated"
	case Text:
		return "TXT/CSV"
	case Empty:
		return "empty"
	case PDF:
		return "PDF"
	case Gzip:
		return "gzip"
	case Zip:
		return "ZIP"
	case OLE:
		return "OLE"
	case Image:
		return "image (PNG/JPEG)"
	case Markup:
		return "HTML/XML"
	case JSON:
		return "JSON"
	case Binary:
		return "0101…"
	}
	return "unknown kind"
}

// Sniff tells from the first 512 bytes of a file, or fewer, what it surely is
// instead of delimited text. It is for clear messages: a [Reader] does not use
// it, and reads anything.
func Sniff(head []byte) Kind {
	head = head[:min(len(head), 512)]
	switch {
	case starts(head, "%PDF"):
		return PDF
	case starts(head, "\x1F\x8B"):
		return Gzip
	case starts(head, "PK\x03\x04"):
		return Zip
	case starts(head, "\xD0\xCF\x11\xE0"):
		return OLE
	case starts(head, "\x89PNG"), starts(head, "\xFF\xD8\xFF"):
		return Image
	case starts(head, "\xFF\xFE"), starts(head, "\xFE\xFF"):
		return Text
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")), " \t\r\n")
	if len(text) == 0 {
		return Empty
	}
	for _, tag := range [...]string{"<?xml", "<!doctype", "<html"} {
		if len(text) >= len(tag) && bytes.EqualFold(text[:len(tag)], []byte(tag)) {
			return Markup
		}
	}
	// A column may be called "[Nom]" or "{nom}".
	if inside := bytes.TrimLeft(text[1:], " \t\r\n"); len(inside) > 0 {
		if text[0] == '{' && (inside[0] == '"' || inside[0] == '}') ||
			text[0] == '[' && bytes.IndexByte([]byte(`{["]`), inside[0]) >= 0 {
			return JSON
		}
	}
	// One NUL is the fault of a line. Of bytes at random one in nine is a
	// control character.
	controls := 0
	for _, c := range text {
		if c < ' ' && (c < '\t' || c > '\r') {
			controls++
		}
	}
	if controls*16 > len(text) {
		return Binary
	}
	return Text
}

func starts(head []byte, with string) bool { return bytes.HasPrefix(head, []byte(with)) }
