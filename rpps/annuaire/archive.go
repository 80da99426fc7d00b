package annuaire

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/rppsplus/rppsplus/internal/limit"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Limits of [ArchiveOptions] when they are 0.
const (
	// MaxUnpacked is five times the length of the longest extraction of 2026.
	MaxUnpacked = 4 << 30
	// MaxRatio is how much longer than the packed file the text may be. Text
	// of extractions is packed 8 to 20 times; a bomb, a thousand times.
	MaxRatio = 200
	// MaxEntries is how many files an archive may hold: published ones have 1
	// or 3.
	MaxEntries = 256
)

// ArchiveOptions says how much an archive may hold. The zero ArchiveOptions is
// the default.
type ArchiveOptions struct {
	// MaxUnpacked is the limit on the length of one file, in bytes, whatever
	// the archive says of itself; 0 means the constant.
	MaxUnpacked int64
	// MaxRatio is the limit on how much longer than packed it may be, beyond
	// the first megabyte; 0 means the constant.
	MaxRatio int64
	// MaxEntries is the limit on the files, in number, and on the list of them,
	// at 1 kB each; 0 means the constant. It is kept before the list is in
	// memory.
	MaxEntries int
}

func (o ArchiveOptions) filled() ArchiveOptions {
	o.MaxUnpacked = limit.Or(o.MaxUnpacked, MaxUnpacked)
	o.MaxRatio = limit.Or(o.MaxRatio, MaxRatio)
	o.MaxEntries = limit.Or(o.MaxEntries, MaxEntries)
	return o
}

// Archive is a ZIP file with extractions: 1 file in that of MSSanté and of the
// restricted extraction, 3 in that of PS_LibreAcces. Several goroutines may open
// files of it at once, each with a stream of its own.
type Archive struct {
	o     ArchiveOptions
	files []*zip.File
	size  int64 // of the archive; 0 when not known
}

// String tells how many files there are, not their names.
func (a Archive) String() string { return "Archive(files " + strconv.Itoa(len(a.files)) + ")" }

// Format implements [fmt.Formatter]: masked under every verb.
func (a Archive) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, a.String()) }

// LogValue implements [slog.LogValuer].
func (a Archive) LogValue() slog.Value { return slog.StringValue(a.String()) }

// OpenArchive reads the list of an archive. The error is a fault with
// [CodeArchiveDamaged] or [CodeArchiveLimit]. Names of files are compared and
// never opened on disk.
func OpenArchive(r io.ReaderAt, size int64, o ArchiveOptions) (*Archive, error) {
	o = o.filled()
	// Package zip reads the whole list, whatever the archive says of its length:
	// some hundred bytes of memory for each 46 of the file.
	list := &listReader{r: r, left: 1<<18 + min(int64(o.MaxEntries), 1<<32)<<10}
	z, err := zip.NewReader(list, size)
	if list.left < 0 {
		return nil, rules[ruleArchiveLimit].At("").With("MaxEntries", strconv.Itoa(o.MaxEntries))
	}
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, rules[ruleArchiveDamaged].At("")
	}
	list.open = true
	a, err := ArchiveOf(z, o)
	if err != nil {
		return nil, err
	}
	a.size = size
	return a, nil
}

// listReader bounds what is read until the archive is open.
type listReader struct {
	r    io.ReaderAt
	left int64
	open bool
}

func (l *listReader) ReadAt(p []byte, at int64) (int, error) {
	if l.open {
		return l.r.ReadAt(p, at)
	}
	if l.left -= int64(len(p)); l.left < 0 {
		return 0, io.ErrUnexpectedEOF
	}
	return l.r.ReadAt(p, at)
}

// ArchiveOf is [OpenArchive] for an archive that is open: its list of files is
// in memory already.
func ArchiveOf(z *zip.Reader, o ArchiveOptions) (*Archive, error) {
	o = o.filled()
	if len(z.File) > o.MaxEntries {
		return nil, rules[ruleArchiveLimit].At("").With("MaxEntries", strconv.Itoa(o.MaxEntries))
	}
	a := &Archive{o: o}
	for _, f := range z.File {
		if !f.FileInfo().IsDir() {
			a.files = append(a.files, f)
		}
	}
	return a, nil
}

// Names returns the names of the files, without their folders, in the order of
// the archive. They are as the archive has them, and may hold anything: clean
// them before they are shown.
func (a *Archive) Names() []string {
	out := make([]string, len(a.files))
	for i, f := range a.files {
		out[i] = base(f)
	}
	return out
}

func base(f *zip.File) string { return path.Base(strings.ReplaceAll(f.Name, `\`, "/")) }

// Open opens the one file whose name matches a pattern of [path.Match]; case
// and folders do not matter. The empty pattern is for an archive with one file,
// or with one file of activities, such as PS_LibreAcces. The error is a fault
// with [CodeArchiveNone], [CodeArchiveSeveral] or [CodeArchiveLocked], or that of
// a pattern.
//
// The stream ends with a fault with [CodeArchiveLimit] when there is more than
// the limits, and with [CodeArchiveDamaged] when the content is not what the
// archive says.
func (a *Archive) Open(pattern string) (stream io.ReadCloser, name string, err error) {
	var found []*zip.File
	for _, f := range a.files {
		ok := pattern == ""
		if !ok {
			if ok, err = path.Match(strings.ToLower(pattern), strings.ToLower(base(f))); err != nil {
				return nil, "", err
			}
		}
		if ok {
			found = append(found, f)
		}
	}
	if pattern == "" {
		// Three files of PS_LibreAcces: that of the activities is meant.
		activities := slices.DeleteFunc(slices.Clone(found), func(f *zip.File) bool {
			return !strings.Contains(strings.ToLower(base(f)), "personne_activite")
		})
		if len(activities) > 0 {
			found = activities
		}
	}
	switch {
	case len(found) == 0:
		return nil, "", rules[ruleArchiveNone].At("").With(strconv.Itoa(len(a.files)))
	case len(found) > 1:
		return nil, "", rules[ruleArchiveSeveral].At("").With(strconv.Itoa(len(found)))
	}
	f := found[0]
	if f.Flags&1 != 0 { // package zip would read on
		return nil, "", rules[ruleArchiveLocked].At("")
	}
	in, err := f.Open()
	if err != nil {
		return nil, "", rules[ruleArchiveDamaged].At("")
	}
	left := a.o.MaxUnpacked
	limit := rules[ruleArchiveLimit].At("").With("MaxUnpacked", strconv.FormatInt(left, 10))
	packed := f.CompressedSize64
	if a.size > 0 { // the list may claim more than there is
		packed = min(packed, uint64(a.size))
	}
	// A ratio beyond what any packing reaches is no limit.
	if packed <= 1<<62/uint64(a.o.MaxRatio) {
		if byRatio := 1<<20 + int64(packed)*a.o.MaxRatio; byRatio < left {
			left = byRatio
			limit = rules[ruleArchiveLimit].At("").With("MaxRatio", strconv.FormatInt(a.o.MaxRatio, 10))
		}
	}
	return &unpacked{in: in, left: left, limit: limit}, base(f), nil
}

// unpacked is a file of an archive, read up to its limit.
type unpacked struct {
	in    io.ReadCloser
	left  int64
	limit rule.Fault
	err   error
}

func (u *unpacked) Read(p []byte) (int, error) {
	if u.err != nil {
		return 0, u.err
	}
	// One byte beyond tells that there is more.
	if int64(len(p))-1 > u.left {
		p = p[:u.left+1]
	}
	n, err := u.in.Read(p)
	u.left -= int64(n)
	switch {
	case u.left < 0:
		n--
		u.err = u.limit
	case err == nil || err == io.EOF:
		u.err = err
	default:
		// The errors of package zip say no more than this.
		u.err = rules[ruleArchiveDamaged].At("")
	}
	return n, u.err
}

// Close implements [io.Closer].
func (u *unpacked) Close() error { return u.in.Close() }
