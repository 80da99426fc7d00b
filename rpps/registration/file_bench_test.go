package registration_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/rppsplus/rppsplus/internal/regsample"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
)

// benchLines is the number of registrations of the file that is measured.
const benchLines = 10_000

// benchFiles are files of valid registrations with the 26 columns of the
// contract, as spreadsheets write them: in one the lists are given by their
// codes, in the other half of them by their labels.
func benchFiles(b *testing.B) (codes, labels []byte) {
	b.Helper()
	fields := slices.Collect(reg.Fields())[:26]
	if fields[25] != reg.FieldIdentifier {
		b.Fatal("the columns of the contract are no longer the first 26 fields")
	}
	write := func(codes bool) []byte {
		rng := rand.New(rand.NewPCG(2026, 11))
		var out bytes.Buffer
		err := regsample.WriteRows(&out, fields, func(yield func(regsample.Row) bool) {
			for range benchLines {
				row := regsample.Valid(rng, fileDay)
				if s := row.Request().Situation; codes {
					row[reg.FieldProfession], row[reg.FieldCategory] = s.Function.Code(), s.Category.Code()
					row[reg.FieldRole], row[reg.FieldMode] = s.Role.Code(), s.Mode.Code()
					row[reg.FieldSector], row[reg.FieldEndReason] = s.Structure.Sector.Code(), s.EndReason.Code()
				}
				if !yield(row) {
					return
				}
			}
		}, regsample.CSVOptions{CRLF: true, BOM: true})
		if err != nil {
			b.Fatal(err)
		}
		return out.Bytes()
	}
	return write(true), write(false)
}

// BenchmarkFile reads a file, and reads and checks it.
func BenchmarkFile(b *testing.B) {
	codes, labels := benchFiles(b)
	for _, file := range []struct {
		name string
		in   []byte
	}{{"codes", codes}, {"labels", labels}} {
		open := func() *reg.Reader {
			r, err := reg.NewReader(bytes.NewReader(file.in))
			if err != nil {
				b.Fatal(err)
			}
			return r
		}
		check := func(d *reg.Duplicates) (n int) {
			for res, err := range open().Check(reg.Context{At: fileDay}, d) {
				if err != nil || !res.Checked {
					b.Fatal(err, res.Line)
				}
				n++
			}
			return n
		}
		b.Run(file.name+"/read", func(b *testing.B) {
			benchEach(b, file.in, func() (n int) {
				for range open().All() {
					n++
				}
				return n
			})
		})
		b.Run(file.name+"/check", func(b *testing.B) {
			benchEach(b, file.in, func() int { return check(nil) })
		})
		b.Run(file.name+"/duplicates", func(b *testing.B) {
			benchEach(b, file.in, func() int { return check(new(reg.Duplicates)) })
		})
	}
}

// BenchmarkFileCSV reads the same bytes with encoding/csv, and checks nothing.
func BenchmarkFileCSV(b *testing.B) {
	codes, labels := benchFiles(b)
	for _, file := range []struct {
		name string
		in   []byte
	}{{"codes", codes}, {"labels", labels}} {
		b.Run(file.name, func(b *testing.B) {
			benchEach(b, file.in, func() (n int) {
				r := csv.NewReader(bytes.NewReader(file.in))
				r.Comma = ';'
				for {
					if _, err := r.Read(); errors.Is(err, io.EOF) {
						return n - 1
					} else if err != nil {
						b.Fatal(err)
					}
					n++
				}
			})
		})
	}
}

// benchEach measures a reading of the whole file, and tells what a record costs.
func benchEach(b *testing.B, in []byte, read func() int) {
	b.Helper()
	allocs := testing.AllocsPerRun(1, func() {
		if n := read(); n != benchLines {
			b.Fatalf("%d records", n)
		}
	})
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		read()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchLines, "ns/record")
	b.ReportMetric(allocs/benchLines, "allocs/record")
}
