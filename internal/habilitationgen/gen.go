// Package habilitationgen turns the data files of package habilitation into
// its Go tables. It reads every file whole, refuses whatever is not
// consistent, and writes nothing itself: the command beside it does, and a
// test compares.
package habilitationgen

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"go/format"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

// Files of package habilitation, by name. A matrix is two of them, with its
// publisher and day in their names: matrice-cnam-2024-09-25.csv and
// colonnes-cnam-2024-09-25.csv give zz_cnam20240925.go, with the function
// cnam20240925Columns and the rows cnam20240925Rows.
const (
	TypesFile   = "types-documents.csv"
	ColumnsFile = "colonnes-"
	MatrixFile  = "matrice-"

	DocumentsGo = "zz_documents.go"
)

// matrixForm is the name of the file of a matrix.
var matrixForm = regexp.MustCompile(`^matrice-([a-z]+-[0-9]{4}-[0-9]{2}-[0-9]{2})\.csv$`)

var systems = map[string]string{
	"LOINC": "SystemLOINC", "TRE_A05": "SystemTREA05", "TRE_A12": "SystemTREA12", "DICOM": "SystemDICOM",
}

var classes = map[string]string{
	"": "0", "10": "ClassReport", "11": "ClassSynthesis", "31": "ClassImaging", "42": "ClassPrescription",
	"43": "ClassDispensation", "44": "ClassCarePlan", "45": "ClassAdministration", "52": "ClassCertificate",
	"60": "ClassReimbursement", "90": "ClassPatient", "95": "ClassManagement",
	"urn:oid:1.3.6.1.4.1.19376.1.2.1.1.1": "ClassSignature",
}

// Generate returns the Go files, by name, made of the data files in dir.
func Generate(dir fs.FS) (map[string][]byte, error) {
	types, err := read(dir, TypesFile, "code", "libellé", "terminologie", "classe", "listes")
	if err != nil {
		return nil, err
	}
	classOf := map[string]string{}
	var b bytes.Buffer
	b.WriteString("package habilitation\n\n")
	fmt.Fprintf(&b, "// documentCount is one more than the number of types: index 0 is \"not stated\".\nconst documentCount = %d\n\n", len(types)+1)
	dicom := slices.IndexFunc(types, func(t []string) bool { return t[2] == "DICOM" })
	if dicom < 0 {
		return nil, fmt.Errorf("%s: no row for imaging objects", TypesFile)
	}
	fmt.Fprintf(&b, "// DICOM is the type that stands for imaging objects: see [CodeDICOM].\nconst DICOM DocumentType = %d\n\n", dicom+1)
	b.WriteString("var documents = [documentCount]documentRow{\n{},\n")
	for i, t := range types {
		code, sys, class := t[0], systems[t[2]], classes[t[3]]
		if _, twice := classOf[code]; twice || code == "" || t[1] == "" || sys == "" || class == "" {
			return nil, fmt.Errorf("%s line %d: code missing or repeated, or no label, or unknown terminology or class", TypesFile, i+2)
		}
		classOf[code] = t[3]
		var in []string
		for l := range strings.FieldsSeq(t[4]) {
			if l != "J66" && l != "J07" {
				return nil, fmt.Errorf("%s line %d: unknown list", TypesFile, i+2)
			}
			in = append(in, "in"+l)
		}
		if in == nil {
			in = []string{"0"}
		}
		fmt.Fprintf(&b, "{%q, %q, %s, %s, %s},\n", code, t[1], sys, class, strings.Join(in, " | "))
	}
	b.WriteString("}\n\n")
	if err := index(&b, types); err != nil {
		return nil, err
	}
	out := map[string][]byte{}
	if out[DocumentsGo], err = source(&b, TypesFile); err != nil {
		return nil, err
	}

	names, err := fs.Glob(dir, MatrixFile+"*")
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("%s…: %w", MatrixFile, fs.ErrNotExist)
	}
	for _, name := range names {
		id := matrixForm.FindStringSubmatch(name)
		if id == nil {
			return nil, fmt.Errorf("%s: the name of a matrix is matrice-PUBLISHER-YYYY-MM-DD.csv", name)
		}
		goName := strings.ReplaceAll(id[1], "-", "")
		if out["zz_"+goName+".go"], err = matrix(dir, name, ColumnsFile+id[1]+".csv", goName, types, classOf); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// matrix returns the Go file of a matrix.
func matrix(dir fs.FS, matrixFile, columnsFile, goName string, types [][]string, classOf map[string]string) ([]byte, error) {
	var b bytes.Buffer
	columns, err := read(dir, columnsFile, "clé", "intitulé", "libellé", "codes imprimés", "professions",
		"internes", "métiers", "rôles", "sauf médecin du travail")
	if err != nil {
		return nil, err
	}
	header := []string{"classe", "code", "libellé imprimé"}
	fmt.Fprintf(&b, "package habilitation\n\nfunc %sColumns() []Column {\nreturn []Column{\n", goName)
	for i, c := range columns {
		header = append(header, c[1])
		fmt.Fprintf(&b, "{\nKey: %q,\nHeading: %q,\nLabel: %q,\nPrinted: %q,\n", c[0], c[1], c[2], c[3])
		for _, l := range [...]struct {
			field, parse, codes string
		}{
			{"Professions", "professions", c[4]},
			{"Interns", "professions", c[5]},
			{"Functions", "professions", c[6]},
			{"Roles", "rolesOf", c[7]},
		} {
			if l.codes != "" {
				fmt.Fprintf(&b, "%s: %s(%q),\n", l.field, l.parse, l.codes)
			}
		}
		switch c[8] {
		case "oui":
			b.WriteString("ExcludesOccupational: true,\n")
		case "":
		default:
			return nil, fmt.Errorf("%s line %d: the last column is oui or empty", columnsFile, i+2)
		}
		b.WriteString("},\n")
	}
	b.WriteString("}\n}\n\n")

	rows, err := read(dir, matrixFile, header...)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(&b, "var %sRows = [...]matrixRow{\n", goName)
	seen := map[string]bool{}
	for i, r := range rows {
		class, known := classOf[r[1]]
		if !known || seen[r[1]] {
			return nil, fmt.Errorf("%s line %d: type unknown or repeated", matrixFile, i+2)
		}
		if class != r[0] {
			return nil, fmt.Errorf("%s line %d: the class is not the one of %s", matrixFile, i+2, TypesFile)
		}
		seen[r[1]] = true
		var bits uint64
		for j, cell := range r[3:] {
			switch cell {
			case "oui":
				bits |= 1 << j
			case "non":
			default:
				return nil, fmt.Errorf("%s line %d column %d: a cell is oui or non", matrixFile, i+2, j+4)
			}
		}
		n := slices.IndexFunc(types, func(t []string) bool { return t[0] == r[1] })
		label := r[2]
		if label == types[n][1] {
			label = ""
		}
		fmt.Fprintf(&b, "{%d, %#05x, %q}, // %s\n", n+1, bits, label, r[1])
	}
	b.WriteString("}\n")
	return source(&b, matrixFile+" and "+columnsFile)
}

// slotBits is the size of the hash table of codes: about eight slots a code,
// so that a multiplier without collision is soon found.
const slotBits = 10

// index writes the look-up of a code: a perfect hash over its length, its
// first four and its last four bytes.
func index(b *bytes.Buffer, types [][]string) error {
	if len(types) > 255 {
		return fmt.Errorf("%s: more codes than a byte can count", TypesFile)
	}
	mul := uint64(0)
	var slots [1 << slotBits]uint8
search:
	for try := uint64(1); ; try++ {
		if try > 1<<20 {
			return fmt.Errorf("%s: no perfect hash found", TypesFile)
		}
		mul = try*0x9E3779B97F4A7C15 | 1
		clear(slots[:])
		for i, t := range types {
			if len(t[0]) < 4 {
				return fmt.Errorf("%s line %d: a code has at least four bytes", TypesFile, i+2)
			}
			h := hash(t[0], mul)
			if slots[h] != 0 {
				continue search
			}
			slots[h] = uint8(i + 1)
		}
		break
	}
	fmt.Fprintf(b, "const (\ndocumentSlotBits = %d\ndocumentMultiplier = %#x\n)\n\n", slotBits, mul)
	b.WriteString("// documentSlots gives the index of the one code that hashes to a slot.\nvar documentSlots = [1 << documentSlotBits]uint8{\n")
	for h, i := range slots {
		if i != 0 {
			fmt.Fprintf(b, "%d: %d, // %s\n", h, i, types[i-1][0])
		}
	}
	b.WriteString("}\n")
	return nil
}

// hash is the function of the same work in package habilitation.
func hash(code string, mul uint64) uint64 {
	n := len(code)
	first, last := code[:4], code[n-4:]
	v := uint64(first[0]) | uint64(first[1])<<8 | uint64(first[2])<<16 | uint64(first[3])<<24 |
		uint64(last[0])<<32 | uint64(last[1])<<40 | uint64(last[2])<<48 | uint64(last[3])<<56
	return (v + uint64(n)) * mul >> (64 - slotBits)
}

func source(b *bytes.Buffer, from string) ([]byte, error) {
	text := append([]byte("// Code generated from data/"+from+" by internal/habilitationgen; DO NOT EDIT.\n\n"), b.Bytes()...)
	return format.Source(text)
}

// read returns the rows below the header, which must be exactly as given.
func read(dir fs.FS, name string, header ...string) ([][]string, error) {
	f, err := dir.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = ';'
	all, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(all) < 2 || !slices.Equal(all[0], header) {
		return nil, fmt.Errorf("%s: the header is not %s", name, strings.Join(header, ";"))
	}
	return all[1:], nil
}
