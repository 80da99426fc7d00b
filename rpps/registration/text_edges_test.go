package registration_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/registration"
)

// TestDatesOfSpreadsheets: they drop the zeros of days and months, and nothing of
// the year.
func TestDatesOfSpreadsheets(t *testing.T) {
	for text, want := range map[string]string{
		"1/2/1990": "1990-02-01", "1/12/1990": "1990-12-01", "21/2/1990": "1990-02-21",
		"31/2/1990": "", "1/2/90": "", "1//1990": "", "/2/1990": "", "123/2/199": "", "1/2": "", "1-2-1990": "1990-02-01", "1.2.1990": "1990-02-01", "1-2/1990": "",
		"01/02/1990 0:00:00": "1990-02-01", "1990-02-01 00:00:00.000": "1990-02-01", "01/02/1990 8:00:00": "", "1/002/199": "", "x/2/1990": "",
	} {
		var r registration.Request
		err := r.Set(registration.FieldBirthDate, text)
		got := ""
		if !r.Identity.BirthDate.IsZero() {
			got = r.Identity.BirthDate.String()
		}
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q %v, want %q", text, got, err, want)
		}
	}
}

// TestTextsOfSpreadsheets: digits that a spreadsheet keeps as a text are these digits,
// also where two columns are compared.
func TestTextsOfSpreadsheets(t *testing.T) {
	for cell, want := range map[string]string{
		`="0639981234"`: "0639981234", `"=""0639981234"""`: "0639981234", `'0639981234`: "0639981234", `'+33639981234`: "+33639981234",
		`="`: `="`, `=""`: `=""`, `'`: `'`, `'9`: "9", `'x`: `'x`, `=0639981234`: `=0639981234`,
	} {
		r, err := registration.NewReader(strings.NewReader("nom_naissance;telephone\nEssai;" + cell + "\n"))
		if err != nil {
			t.Fatal(err)
		}
		rec, err := r.Next()
		if got := rec.Request.Contact.Phone.Reveal(); err != nil || got != want {
			t.Errorf("%s: %q %v, want %q", cell, got, err, want)
		}
	}
	r, err := registration.NewReader(strings.NewReader("telephone;telephone\n='x;x\n=\"0639981234\";'0639981234\n"))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{1, 0} {
		if rec, err := r.Next(); err != nil || len(rec.Faults) != want {
			t.Errorf("line %d: %v %v", i, rec.Faults, err)
		}
	}
}

// TestNationality may be told by its name, or by yes and no.
func TestNationality(t *testing.T) {
	for text, want := range map[string]rpps.Answer{"Française": rpps.Yes, "fra": rpps.Yes, "FRANCE": rpps.Yes, "étrangère": rpps.No, "oui": rpps.Yes, "non": rpps.No, "": 0} {
		var r registration.Request
		if err := r.Set(registration.FieldFrenchNationality, text); err != nil || r.FrenchNationality != want {
			t.Errorf("%q: %v %v", text, r.FrenchNationality, err)
		}
	}
}

// TestBrokenStream: the error of the stream is passed on.
func TestBrokenStream(t *testing.T) {
	disk := errors.New("the disk fails")
	for _, head := range []string{"", "nom;prenom", strings.Repeat("nom;", 5000)} {
		if _, err := registration.NewReader(io.MultiReader(strings.NewReader(head), iotest.ErrReader(disk))); !errors.Is(err, disk) {
			t.Errorf("%.10q: %v", head, err)
		}
	}
}

// TestColumnOfNationality: a column of the nationality is that of the question whether
// it is French, unless there is one, and what is no answer is not passed over: an
// identifier is asked of whoever is not.
func TestColumnOfNationality(t *testing.T) {
	for _, tt := range []struct {
		header, line string
		want         rpps.Answer
		unread       int
		unknown      int // columns
	}{
		{"Nationalité", "Française", rpps.Yes, 0, 0},
		{"Nationalité", "étrangère", rpps.No, 0, 0},
		{"Nationalité", "algérienne", 0, 1, 0},
		{"nationalite_francaise;Nationalité", "oui;tahitienne", rpps.Yes, 0, 1},
		{"Nationalité;nationalite_francaise", "française;non", rpps.No, 0, 1},
	} {
		r, err := registration.NewReader(strings.NewReader("nom_naissance;prenoms;" + tt.header + "\nEssai;Zoé;" + tt.line + "\n"))
		if err != nil {
			t.Fatal(err)
		}
		rec, err := r.Next()
		if err != nil || rec.Request.FrenchNationality != tt.want || len(rec.Request.Unread) != tt.unread {
			t.Errorf("%s: %s: %v, %d unread, %v", tt.header, tt.line, rec.Request.FrenchNationality, len(rec.Request.Unread), err)
		}
		unknown := 0
		for _, f := range r.Header() {
			if f.Code() == registration.CodeColumnUnknown {
				unknown++
			}
		}
		if unknown != tt.unknown {
			t.Errorf("%s: %d unknown columns", tt.header, unknown)
		}
		if tt.unread > 0 && !registration.Check(rec.Request, registration.Context{}).Has(registration.CodeAnswerUnread) {
			t.Errorf("%s: %s passed over", tt.header, tt.line)
		}
	}
}
