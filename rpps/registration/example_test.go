package registration_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
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

// A file is read line by line; what is wrong costs its line.
func ExampleReader() {
	file := strings.NewReader("nom_naissance;prenoms;date_naissance;role\nESSAI;Zoé;15/02/1990;GENR11\nESSAI;Ana;31/02/1990;GENR11\n")
	r, err := registration.NewReader(file)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("en-tête :", len(r.Header()), "colonnes manquent")
	var summary registration.Summary
	var seen registration.Duplicates
	for result, err := range r.Check(registration.Context{At: civil.MustNew(2026, 11, 22)}, &seen) {
		if err != nil {
			fmt.Println(err)
			return
		}
		record := result.Record // the line itself
		summary.Add(result)
		for _, f := range result.Faults {
			if f.Path() == registration.FieldBirthDate.Path() {
				fmt.Println("ligne", record.Line, ":", f.Message(language.French))
			}
		}
	}
	fmt.Println(summary.Records, "lues,", summary.Valid, "sans erreur")
	// Output:
	// en-tête : 10 colonnes manquent
	// ligne 3 : ce jour n'existe pas au calendrier ; si le jour est écrit après le mois, corrigez toute la colonne
	// 2 lues, 0 sans erreur
}

// The columns of a file and the paths of the faults are named alike.
func ExampleField() {
	for f := range registration.Fields() {
		if f == registration.FieldRole || f == registration.FieldBirthDate {
			fmt.Println(f.Column(), f.Path())
		}
	}
	// Output:
	// date_naissance identity.birthDate
	// role situation.role
}

// An export with columns of its own: each is the text of a field, and what the export
// does not say is set as well.
func ExampleField_columns() {
	columns := map[string]registration.Field{
		"Nom de naissance": registration.FieldBirthName, "Né(e) le": registration.FieldBirthDate, "Emploi": registration.FieldProfession,
	}
	export := csv.NewReader(strings.NewReader("Matricule,Nom de naissance,Né(e) le,Emploi\nM17,ESSAI,31/02/1990,Aide-soignante\n"))
	names, _ := export.Read()
	row, _ := export.Read()
	var r registration.Request
	for i, text := range row {
		if field, ok := columns[names[i]]; ok {
			_ = r.Set(field, text) // Check says what cannot be read
		}
	}
	_ = r.Set(registration.FieldCategory, "C")
	for _, f := range registration.Check(r, registration.Context{At: civil.MustNew(2026, 11, 22)}) {
		if f.Path() == registration.FieldBirthDate.Path() {
			fmt.Println(f.Message(language.French))
		}
	}
	fmt.Println(r.Situation.Function)
	// Output:
	// ce jour n'existe pas au calendrier ; si le jour est écrit après le mois, corrigez toute la colonne
	// 313
}

// Who does what, in which system.
func ExampleTask() {
	all := 0
	for range registration.Tasks() {
		all++
	}
	fmt.Println(all, "tasks are known;", registration.SystemRPPSPlus, registration.SystemRPPSPlus.URL())
	for _, step := range registration.NextSteps(typed(), registration.Context{At: civil.MustNew(2026, 11, 22)}) {
		fmt.Println(step.Task, step.By, step.In, step.Evidence)
	}
	// Output:
	// 35 tasks are known; RPPS+ https://esante.gouv.fr/enreg
	// search the person [gestionnaire] [RPPS+] sourced
	// enter the request [gestionnaire] [RPPS+] sourced
	// mail the number [ANS] [] sourced
	// give the number [professionnel] [] sourced
	// publish the entry [ANS] [Annuaire Santé] sourced
	// activate the e-CPS [professionnel] [e-CPS] sourced
}

// A request that waits for somebody is in progress; one that was registered is
// decided, and one that was refused is neither.
func ExampleState() {
	for _, s := range []registration.State{registration.Draft, registration.Registered, registration.Refused} {
		fmt.Println(s, s.InProgress(), s.Decided())
	}
	// Output:
	// draft true false
	// registered false true
	// refused false false
}

// The choices that the sources leave open, where the caller knows better.
func ExamplePolicy() {
	r := typed()
	r.Situation.Role = roles.GENR01
	day := civil.MustNew(2026, 11, 22)
	for _, p := range []registration.Policy{{}, {Genres: registration.PortalGenres, Codes: registration.CodesOnStart, Keys: registration.KeysWarned}} {
		fmt.Println(registration.Check(r, registration.Context{At: day, Policy: p}).Count(rule.Error))
	}
	// Output:
	// 1
	// 0
}

// A table of the caller's may also be a function over a database of theirs.
func ExampleCompatibility() {
	r := typed()
	r.Situation.Structure.Sector = roles.SA16
	context := registration.Context{At: civil.MustNew(2026, 11, 22), Compatible: never{}}
	fmt.Println(context.Compatible.Compatible(registration.Combination{Role: roles.GENR11, At: context.At}))
	fmt.Println(registration.Check(r, context).Count(rule.Error))
	// Output:
	// no
	// 1
}

// never knows that nothing goes together.
type never struct{}

func (never) Compatible(registration.Combination) rpps.Answer { return rpps.No }

// The home-care métier asks for a declaration of the employer, and gives a card
// that ends.
func ExampleHomeCare() {
	r := typed()
	r.Situation.Function, _ = roles.ParseProfession("371")
	day := registration.Context{At: civil.MustNew(2026, 11, 22)}
	before := registration.Check(r, day).Count(rule.Error)
	r.HomeCare = registration.HomeCare{Verified: rpps.Yes, Level: 3}
	fmt.Println(before, registration.Check(r, day).Count(rule.Error))
	fmt.Println(registration.HomeCareCardEnd(civil.MustNew(2026, 1, 10)))
	// Output:
	// 1 0
	// 2031-01-10 2030-10-10
}

// What the person was told before: a date declares the three contents, an
// answer overrides it.
func ExampleInformation() {
	r := typed()
	r.Information = registration.Information{On: civil.MustNew(2026, 8, 25), NoObjection: rpps.No}
	for _, f := range registration.Check(r, registration.Context{At: civil.MustNew(2026, 11, 22)}) {
		fmt.Println(f.Severity(), f.Path())
	}
	// Output: error information.noObjection
}

// What one person has over all employers, at the beginning: nothing.
func ExampleNewDossier() {
	d, err := registration.NewDossier(rpps.MustParseNumber("99700366240"), registration.Settings{
		Dates: situation.Policy{LastDay: situation.LastDayExcluded},
	})
	fmt.Println(d, len(d.Requests()), len(d.Situations()), d.Day(), err)
	// Output: Dossier(0 requests, 0 situations) 0 0 (date not stated) <nil>
}

// The limits of a service that takes files from others.
func ExampleFileOptions() {
	file := "nom_naissance;prenoms\nESSAI;Zoé\n" + strings.Repeat("x", 200) + "\n"
	r, err := registration.FileOptions{MaxLine: 100}.NewReader(strings.NewReader(file))
	if err != nil {
		fmt.Println(err)
		return
	}
	for result := range r.Check(registration.Context{}, nil) {
		if f := result.Faults; result.Line == 3 {
			fmt.Println("ligne", result.Line, ":", f[0].Message(language.French))
		}
	}
	// Output: ligne 3 : la ligne dépasse 100 octets : des guillemets ne s'y ferment peut-être pas
}

// A configuration states the choices by name, those of the policies within too. What is
// not known there is refused at its path.
func ExamplePolicy_UnmarshalJSON() {
	var p registration.Policy
	err := json.Unmarshal([]byte(`{"keys": "warned", "students": {"rolesOpenFrom": "2027-01-01"}}`), &p)
	fmt.Println(p.Keys, p.Students.RolesOpenFrom, p.Genres, err)
	err = json.Unmarshal([]byte(`{"keys": "warned", "gestionnaire": {"lastDay": "exclu"}}`), &p)
	fmt.Println(p.Keys, err)
	// Output:
	// warned 2027-01-01 six-roles <nil>
	// refused GES-POLICY-UNKNOWN: gestionnaire.lastDay: a key or a choice that the library does not know, or a key stated twice; known: included, excluded
}
