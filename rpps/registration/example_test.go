package registration_test

import (
	"fmt"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// A person of an ESMS, as typed in a form; the names are invented.
func typed() registration.Request {
	var r registration.Request
	for field, text := range map[registration.Field]string{
		registration.FieldBirthName:     "Lefèvre",
		registration.FieldFirstNames:    "Zoë Marie-Thérèse",
		registration.FieldSex:           "F",
		registration.FieldBirthDate:     "12/04/1988",
		registration.FieldBirthPlace:    "75056",
		registration.FieldEmail:         "zoe.lefevre@example.org",
		registration.FieldPhone:         "06 39 98 12 34",
		registration.FieldProfession:    "Accompagnant éducatif et social",
		registration.FieldCategory:      "C",
		registration.FieldRole:          "Accompagnement social/médico-social au soin",
		registration.FieldMode:          "Salarié",
		registration.FieldSIRET:         "000 997 015 00011",
		registration.FieldStructureKind: "ESMS",
		registration.FieldStart:         "01/09/2026",
		registration.FieldInformation:   "25/08/2026",
	} {
		// What cannot be read is kept, and Check says it.
		_ = r.Set(field, text)
	}
	return r
}

func ExampleCheck() {
	r := typed()
	today := registration.Context{At: civil.MustNew(2026, 11, 22)}
	fmt.Println(registration.Check(r, today) == nil)

	// The same person, with the diploma of former days and a contract that
	// ends before it begins.
	r.Situation.Function, _ = roles.ParseProfession("318")
	r.Situation.Mode = roles.ModeLiberal
	r.Situation.End = civil.MustNew(2026, 8, 31)
	faults := registration.Check(r, today)
	for _, f := range faults {
		fmt.Printf("%s, %s: %s\n", f.Severity(), f.Path(), f.Message(language.French))
	}
	fmt.Println("may be sent:", faults.Count(rule.Error) == 0)
	// Output:
	// true
	// error, situation.end: la date de fin est antérieure à la date de prise de fonction
	// completion, situation.liberalActivity: mode L sans type d'activité libérale : ACT-LIB-05 est retenu, comme le fait le portail
	// error, situation.profession: Ce code est clos ; utilisez 328.
	// may be sent: false
}

func ExampleRequest_Set() {
	var r registration.Request
	fmt.Println(r.Set(registration.FieldStart, " 01/09/2026 "), r.Situation.Start)

	// A spreadsheet has turned the date into its number. The text is kept, and
	// the error does not show it.
	fmt.Println(r.Set(registration.FieldEnd, "46630"))
	fmt.Println(r.Unread, r.Unread[0].Text.Reveal())

	// A later text takes its place.
	fmt.Println(r.Set(registration.FieldEnd, "2027-08-31"), len(r.Unread))
	// Output:
	// <nil> 2026-09-01
	// REG-DATE-SERIAL: situation.end: the spreadsheet has replaced the date by its serial number: set the column to dates
	// [Unread(situation.end)] 46630
	// <nil> 0
}

func ExampleExperience() {
	worked := []registration.Period{
		{From: civil.MustNew(2021, 3, 1), Until: civil.MustNew(2023, 12, 31), HalfTime: true},
		{From: civil.MustNew(2023, 6, 1), Until: civil.MustNew(2024, 6, 30), HalfTime: true}, // two employers at once
		{From: civil.MustNew(2025, 1, 1)}, // less than half time
	}
	days, enough := registration.Experience(worked, civil.MustNew(2026, 11, 22))
	fmt.Println(days, enough)
	// Output:
	// 951 false
}

func ExampleCompatibilityTable() {
	// What this programme has learnt: educators are not taken as coordinators
	// in establishments for the aged.
	educator, _ := roles.FindProfession("Educateur spécialisé")
	learnt := registration.CompatibilityTable{
		{Profession: educator, Role: roles.RoleCoordination, Sector: roles.SA17, Answer: rpps.No},
		{Role: roles.RoleCoordination, Answer: rpps.Yes},
	}

	r := typed()
	r.Situation.Function, r.Situation.Role = educator, roles.RoleCoordination
	r.Situation.Structure.Sector = roles.SA17
	context := registration.Context{At: civil.MustNew(2026, 11, 22), Compatible: learnt}
	for _, f := range registration.Check(r, context) {
		fmt.Println(f.Severity(), f.Message(language.English))
	}

	r.Situation.Structure.Sector = roles.SA16
	fmt.Println(len(registration.Check(r, context)))
	// Output:
	// error the table given refuses this métier and role in this sector
	// 0
}
