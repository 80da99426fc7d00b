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
	for text, want := range map[string]rpps.Answer{"Française": rpps.Yes, "oui": rpps.Yes, "non": rpps.No, "": 0} {
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
