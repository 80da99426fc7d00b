package attack_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/rpps/annuaire"
)

// packed returns an archive of one entry.
func packed(t testing.TB, name string, text []byte, method uint16) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
	if err == nil {
		_, err = w.Write(text)
	}
	if err = errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// raw returns an archive with an entry whose list says what h says.
func raw(t testing.TB, h zip.FileHeader, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateRaw(&h)
	if err == nil {
		_, err = w.Write(content)
	}
	if err = errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// zeros is a text that packs a thousand times.
func zeros(n int) []byte { return make([]byte, n) }

// openAll opens the only file of an archive and reads it, and the extraction in
// it. It returns what was said and how many bytes came out.
func openAll(b []byte, o annuaire.ArchiveOptions) (said, int64) {
	s := said{}
	a, err := annuaire.OpenArchive(bytes.NewReader(b), int64(len(b)), o)
	if s.add(err); err != nil {
		return s, 0
	}
	in, _, err := a.Open("")
	if s.add(err); err != nil {
		return s, 0
	}
	defer in.Close()
	n, err := io.Copy(io.Discard, in)
	s.add(err)
	return s, n
}

// listOf returns the list of an archive: n entries that all point to the first
// byte, and its end that says so many.
func listOf(n, says int) []byte {
	var b bytes.Buffer
	one := make([]byte, 46+1)
	binary.LittleEndian.PutUint32(one, 0x02014b50)
	binary.LittleEndian.PutUint16(one[28:], 1)
	one[46] = 'x'
	for range n {
		b.Write(one)
	}
	end := make([]byte, 22)
	binary.LittleEndian.PutUint32(end, 0x06054b50)
	binary.LittleEndian.PutUint16(end[8:], uint16(says))
	binary.LittleEndian.PutUint16(end[10:], uint16(says))
	binary.LittleEndian.PutUint32(end[12:], uint32(b.Len()))
	b.Write(end)
	return b.Bytes()
}

// archives are archives that lie, and what is said of each.
func archives(t testing.TB) []struct {
	name string
	b    []byte
	o    annuaire.ArchiveOptions
} {
	text := []byte(headExtraction + strings.Repeat("899700218896|A|60|S|F990000010||\n", 1000))
	whole := packed(t, "a.txt", text, zip.Deflate)
	lying := func(h zip.FileHeader) []byte {
		h.Name = "a.txt"
		return raw(t, h, []byte("abc"))
	}
	sum := crc32.ChecksumIEEE([]byte("abc"))
	two := func(name, other string) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, n := range []string{name, other} {
			w, err := z.Create(n)
			if err == nil {
				_, err = w.Write(text)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	broken := bytes.Clone(whole)
	broken[40] ^= 0xFF
	small := annuaire.ArchiveOptions{MaxUnpacked: 1 << 20}
	return []struct {
		name string
		b    []byte
		o    annuaire.ArchiveOptions
	}{
		{"a whole archive", whole, annuaire.ArchiveOptions{}},
		{"16 MiB of zeros in 16 kB", packed(t, "a.txt", zeros(16<<20), zip.Deflate), annuaire.ArchiveOptions{}},
		{"16 MiB of zeros, whatever the ratio", packed(t, "a.txt", zeros(16<<20), zip.Deflate), annuaire.ArchiveOptions{MaxRatio: 1 << 30, MaxUnpacked: 1 << 20}},
		{"an archive in an archive", packed(t, "a.zip", packed(t, "b.zip", packed(t, "c.txt", zeros(4<<20), zip.Deflate), zip.Deflate), zip.Deflate), small},
		{"the list claims more packed bytes than there are", lying(zip.FileHeader{Method: zip.Store, CompressedSize64: 1 << 40, UncompressedSize64: 1 << 40, CRC32: sum}), small},
		{"the list claims fewer bytes than there are", lying(zip.FileHeader{Method: zip.Store, CompressedSize64: 3, UncompressedSize64: 1, CRC32: sum}), small},
		{"the list claims more bytes than there are", lying(zip.FileHeader{Method: zip.Store, CompressedSize64: 3, UncompressedSize64: 9, CRC32: sum}), small},
		{"sizes of ZIP64 at the edge", lying(zip.FileHeader{Method: zip.Store, CompressedSize64: 1<<64 - 1, UncompressedSize64: 1<<64 - 1, CRC32: sum}), small},
		{"another checksum", lying(zip.FileHeader{Method: zip.Store, CompressedSize64: 3, UncompressedSize64: 3, CRC32: sum + 1}), small},
		{"a packing that nobody knows", lying(zip.FileHeader{Method: 99, CompressedSize64: 3, UncompressedSize64: 3, CRC32: sum}), small},
		{"a password", lying(zip.FileHeader{Method: zip.Store, Flags: 1, CompressedSize64: 3, UncompressedSize64: 3, CRC32: sum}), small},
		{"packed bytes that are broken", broken, small},
		{"cut in the middle", whole[:len(whole)/2], small},
		{"cut behind the list", whole[:len(whole)-1], small},
		{"nothing", nil, small},
		{"two files", two("a.txt", "b.txt"), small},
		{"the same name twice", two("a.txt", "a.txt"), small},
		{"a name that leaves its folder", packed(t, "../../a.txt", text, zip.Deflate), small},
		{"a name with controls", packed(t, "a\x1b[2J\u202etxt", text, zip.Deflate), small},
		{"70,000 files that are one", listOf(70_000, 70_000), small},
		{"300 files that are one", listOf(300, 300), small},
		{"70,000 files, said to be 4,464", listOf(70_000, 70_000-1<<16), small},
	}
}

// TestArchives: whatever an archive says of itself, no more than the limits come
// out, and a text that is not whole does not pass for one that is.
func TestArchives(t *testing.T) {
	for _, c := range archives(t) {
		s, n := openAll(c.b, c.o)
		most := int64(4 << 30)
		if c.o.MaxUnpacked > 0 {
			most = c.o.MaxUnpacked
		}
		if limit := 1<<20 + int64(len(c.b))*annuaire.MaxRatio; c.o.MaxRatio == 0 {
			most = min(most, limit)
		}
		if n > most {
			t.Errorf("%s: %d bytes came out, the limit is %d", c.name, n, most)
		}
		if got := s.String(); strings.Contains(got, "no code") || strings.Contains(got, "a.txt") {
			t.Errorf("%s: %s", c.name, got)
		}
	}
}

// TestArchivesCut: no beginning of an archive gives all of its text.
func TestArchivesCut(t *testing.T) {
	whole := packed(t, "a.txt", []byte(headExtraction+"899700218896|A|60|S|F990000010||\n"), zip.Deflate)
	for n := range whole {
		if s, _ := openAll(whole[:n], annuaire.ArchiveOptions{}); len(s) == 0 || strings.Contains(s.String(), "no code") {
			t.Errorf("%d of %d bytes: %s", n, len(whole), s)
		}
	}
	if s, _ := openAll(whole, annuaire.ArchiveOptions{}); len(s) > 0 {
		t.Error(s)
	}
}

// TestArchiveList: the memory for a list of files does not follow its length.
func TestArchiveList(t *testing.T) {
	allocated := func(n int) uint64 {
		b := listOf(n, n)
		var x, y runtime.MemStats
		runtime.ReadMemStats(&x)
		_, err := annuaire.OpenArchive(bytes.NewReader(b), int64(len(b)), annuaire.ArchiveOptions{})
		runtime.ReadMemStats(&y)
		if !errors.Is(err, annuaire.CodeArchiveLimit) {
			t.Fatalf("%d entries: %v", n, err)
		}
		return y.TotalAlloc - x.TotalAlloc
	}
	few, many := allocated(30_000), allocated(300_000)
	// The table for as many as the list says of itself is of package zip.
	if many > few+8*300_000+1<<20 {
		t.Errorf("30,000 entries take %d bytes, 300,000 take %d", few, many)
	}
	b := listOf(300, 300)
	a, err := annuaire.OpenArchive(bytes.NewReader(b), int64(len(b)), annuaire.ArchiveOptions{MaxEntries: 300})
	if err != nil || len(a.Names()) != 300 {
		t.Errorf("300 entries are allowed: %v", err)
	}
	if _, err := annuaire.OpenArchive(bytes.NewReader(b), int64(len(b)), annuaire.ArchiveOptions{MaxEntries: 299}); !errors.Is(err, annuaire.CodeArchiveLimit) {
		t.Error(err)
	}
}

// TestArchiveBomb: of a bomb comes out what the limit says, and the memory is
// that of the reader of lines.
func TestArchiveBomb(t *testing.T) {
	bomb := packed(t, "a.txt", zeros(16<<20), zip.Deflate)
	before := alive()
	a, err := annuaire.OpenArchive(bytes.NewReader(bomb), int64(len(bomb)), annuaire.ArchiveOptions{})
	if err != nil {
		t.Fatal(err)
	}
	in, _, err := a.Open("")
	if err != nil {
		t.Fatal(err)
	}
	_, err = annuaire.NewReader(in, annuaire.Options{})
	if err == nil {
		t.Error("zeros are an extraction")
	}
	n, err := io.Copy(io.Discard, in)
	if !errors.Is(err, annuaire.CodeArchiveLimit) || n > 1<<20+int64(len(bomb))*annuaire.MaxRatio {
		t.Errorf("%d bytes came out, %v", n, err)
	}
	if now := alive(); now > before+8<<20 {
		t.Errorf("%d bytes are alive", now-before)
	}
	runtime.KeepAlive(bomb)
	runtime.KeepAlive(a)
}
