package registration_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// TestNumbersThatAreNoValue sets one typed field at a time to the last value,
// which is fine, and to the first number after it, which is reported.
func TestNumbersThatAreNoValue(t *testing.T) {
	const beyond = 1
	type change = func(q *reg.Request, more uint8)
	for _, c := range []struct {
		name, path string
		set        change
	}{
		{"nationality", reg.FieldFrenchNationality.Path(), func(q *reg.Request, more uint8) { q.FrenchNationality = rpps.No + rpps.Answer(more) }},
		{"sex", reg.FieldSex.Path(), func(q *reg.Request, more uint8) { q.Identity.Sex = rpps.UnknownSex + rpps.Sex(more) }},
		{"certification", reg.FieldCertification.Path(), func(q *reg.Request, more uint8) {
			q.Identity.Certification = rpps.CertificationAN + rpps.Certification(more)
		}},
		{"category", reg.FieldCategory.Path(), func(q *reg.Request, more uint8) {
			q.Situation.Category = roles.CategoryCivil + roles.Category(more*200)
		}},
		{"structure", reg.FieldStructureKind.Path(), func(q *reg.Request, more uint8) {
			q.Situation.Structure.Kind = rpps.OtherStructure + rpps.StructureKind(more)
		}},
		{"method", reg.FieldMethod.Path(), func(q *reg.Request, more uint8) { q.Method = reg.PreRegistration + reg.Method(more) }},
		{"home care", reg.FieldHomeCare.Path(), func(q *reg.Request, more uint8) { q.HomeCare.Verified = rpps.No + rpps.Answer(more) }},
		{"level", reg.FieldHomeCare.Path(), func(q *reg.Request, more uint8) { q.HomeCare.Level = -int(more) }},
		{"purpose", reg.PathRequest, func(q *reg.Request, more uint8) { q.Purpose = reg.NewSituation + reg.Purpose(more) }},
		{"search", reg.PathRequest, func(q *reg.Request, more uint8) { q.Search.Found = reg.FoundSeveral + reg.Found(more) }},
		{"pending", reg.PathRequest, func(q *reg.Request, more uint8) { q.Pending = rpps.No + rpps.Answer(more) }},
		{"health data", reg.PathRequest, func(q *reg.Request, more uint8) { q.NeedsHealthData = rpps.No + rpps.Answer(more) }},
		{"legal notice", reg.PathRequest, func(q *reg.Request, more uint8) { q.LegalNotice = rpps.No + rpps.Answer(more) }},
		{"article 13", reg.FieldInformation.Path(), func(q *reg.Request, more uint8) { q.Information.Article13 = rpps.No + rpps.Answer(more) }},
		{"objection", reg.FieldInformation.Path(), func(q *reg.Request, more uint8) { q.Information.NoObjection = rpps.No + rpps.Answer(more) }},
		{"publication", reg.FieldInformation.Path(), func(q *reg.Request, more uint8) { q.Information.PublicData = rpps.No + rpps.Answer(more) }},
	} {
		for more := range uint8(beyond + 1) {
			found := 0
			row := plain()
			q := row.Request()
			c.set(&q, more)
			for _, f := range reg.Check(q, reg.Context{At: today}) {
				if f.Code() == reg.CodeWordUnknown {
					found++
					if f.Path() != c.path {
						t.Errorf("%s: told at %q", c.name, f.Path())
					}
				}
			}
			if found != int(more) {
				t.Errorf("%s, %d after the last: told %d times", c.name, more, found)
			}
		}
	}
}

// TestEveryNumberOfEnumerations asks every number that a variable can hold.
func TestEveryNumberOfEnumerations(t *testing.T) {
	type value interface {
		fmt.Stringer
		MarshalText() ([]byte, error)
	}
	for name, of := range map[string]func(uint8) value{
		"Purpose":   func(i uint8) value { return reg.Purpose(i) },
		"Method":    func(i uint8) value { return reg.Method(i) },
		"Found":     func(i uint8) value { return reg.Found(i) },
		"State":     func(i uint8) value { return reg.State(i) },
		"Event":     func(i uint8) value { return reg.Event(i) },
		"Field":     func(i uint8) value { return reg.Field(i) },
		"WorkKind":  func(i uint8) value { return reg.WorkKind(i) },
		"Task":      func(i uint8) value { return reg.Task(i) },
		"Performer": func(i uint8) value { return reg.Performer(i) },
		"System":    func(i uint8) value { return reg.System(i) },
	} {
		last := 0
		seen := map[string]bool{}
		for i := range 256 {
			v := of(uint8(i))
			text, _ := v.MarshalText()
			if len(text) > 0 && seen[string(text)] {
				t.Errorf("%s: %q twice", name, text)
			}
			seen[string(text)] = true
			if len(text) > 0 && string(text) == v.String() {
				if last != i-1 {
					t.Errorf("%s: no name for %d", name, last+1)
				}
				last = i
			}
			if i > 0 && last == i != (v.String() == string(text)) {
				t.Errorf("%s %d: %v, %q", name, i, v, text)
			}
		}
		if last < 2 {
			t.Errorf("%s: %d names", name, last)
		}
	}
}

// TestEveryByteOfAnEmail puts every ASCII sign into both halves of an address.
func TestEveryByteOfAnEmail(t *testing.T) {
	const both = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"
	const local, domain = both + ".!#$%&'*+/=?^_`{|}~", both + "."
	for b := range byte(128) {
		for address, right := range map[string]bool{
			"zo" + string(rune(b)) + "e@example.org": strings.IndexByte(local, b) >= 0,
			"zoe@exa" + string(rune(b)) + "mple.org": strings.IndexByte(domain, b) >= 0,
		} {
			row := plain()
			q := row.Request()
			q.Contact.Email = rpps.Private(address)
			if got := reg.Check(q, reg.Context{At: today}); (len(got) == 0) != right {
				t.Errorf("%q: %v", address, got)
			}
		}
	}
}

// TestWhoRegistersIsNamed: the message names the Order, also to students whom
// no Order registers yet.
func TestWhoRegistersIsNamed(t *testing.T) {
	for p := range roles.Professions() {
		if p.Kind() != roles.KindOrder {
			continue
		}
		for _, c := range []roles.Category{0, roles.CategoryCivil, roles.CategoryStudent, roles.CategoryAgentPublic} {
			row := plain()
			q := row.Request()
			q.Situation.Function, q.Situation.Category = p, c
			told := 0
			for _, f := range reg.Check(q, reg.Context{At: today}) {
				switch f.Code() {
				case reg.CodeProfessionOrder:
					told++
					if !strings.Contains(f.Message(language.French), "Ordre national des ") {
						t.Errorf("%v %v: %s", p, c, f.Message(language.French))
					}
				case reg.CodeProfessionARS:
					told++
				}
			}
			if told != 1 {
				t.Errorf("%v %v: told %d times", p, c, told)
			}
		}
	}
}

// TestCodesBeforeTheirTime sends a request before its codes exist.
func TestCodesBeforeTheirTime(t *testing.T) {
	early := civil.MustNew(1950, 1, 1)
	codes := []reg.Field{
		reg.FieldProfession, reg.FieldCategory, reg.FieldRole, reg.FieldMode, reg.FieldLiberalActivity, reg.FieldEndReason,
	}
	row := plain()
	row[reg.FieldStart] = "1950-01-01"
	row[reg.FieldMode] = "L"
	row[reg.FieldLiberalActivity] = "ACT-LIB-02"
	row[reg.FieldEnd] = "1950-02-01"
	row[reg.FieldEndReason] = "RH"
	q := row.Request()
	got := map[string]bool{}
	for _, f := range reg.Check(q, reg.Context{At: early}) {
		if f.Code() == roles.CodeNotYet {
			got[f.Path()] = true
		}
	}
	for _, f := range codes {
		if !got[f.Path()] {
			t.Errorf("%s: nothing is told", f)
		}
	}
	if len(got) != len(codes) {
		t.Errorf("%v", got)
	}
	// What is not stated has no time.
	q = reg.Request{}
	for _, f := range reg.Check(q, reg.Context{At: early}) {
		if f.Code() == roles.CodeNotYet {
			t.Errorf("%v", f)
		}
	}
}

// TestHomeCareDays: the message says how many days are wanted.
func TestHomeCareDays(t *testing.T) {
	fs := one{row: texts(reg.FieldProfession, "371", reg.FieldHomeCare, "oui"), req: care(0, civil.Date{}, worked(10))}.check()
	if len(fs) != 1 || fs[0].Code() != reg.CodeHomeCareExperience || !strings.Contains(fs[0].Message(language.English), "1095 days") {
		t.Errorf("%v", fs)
	}
}

// TestDossierKindOfSector: the table of the caller is asked for the kind that
// the sector tells, where none is stated.
func TestDossierKindOfSector(t *testing.T) {
	home := cycleHome
	home.Structure.Kind = 0
	for kind, refused := range map[rpps.StructureKind]bool{rpps.ESMS: true, rpps.Hospital: false} {
		d, err := reg.NewDossier(cycleNumber, reg.Settings{Compatible: reg.CompatibilityTable{{Kind: kind, Answer: rpps.No}}})
		if err != nil {
			t.Fatal(err)
		}
		a := byEmployer(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(home)}, home, cycleAnna)
		a.Establishments = []gestionnaire.Establishment{home}
		if _, _, err := d.Next(a); refused != errors.Is(err, lifecycle.CodeGuard) || !refused && err != nil {
			t.Errorf("%v: %v", kind, err)
		}
	}
}

// TestDossierLearnsTheNumber: from a request that states it, and from the ANS;
// one with a wrong key under the policy only.
func TestDossierLearnsTheNumber(t *testing.T) {
	do := func(d reg.Dossier, a reg.Act) reg.Dossier {
		t.Helper()
		next, _, err := d.Next(a)
		if err != nil {
			t.Fatal(err)
		}
		return next
	}
	d := do(reg.Dossier{}, byHome(reg.Act{OnRequest: reg.EventEnterManually, Request: cycleAsk(cycleHome, withNumber)}))
	if !d.Number().IsZero() {
		t.Error("a draft tells the number")
	}
	if d = do(d, byHome(reg.Act{OnRequest: reg.EventRegister})); d.Number() != cycleNumber {
		t.Errorf("registered with a number: %v", d.Number())
	}

	d, err := reg.NewDossier(rpps.Number{}, reg.Settings{Policy: reg.Policy{Keys: reg.KeysWarned}})
	if err != nil {
		t.Fatal(err)
	}
	d = do(d, byHome(reg.Act{OnRequest: reg.EventEnterManually, Request: cycleAsk(cycleHome)}))
	if d = do(d, byHome(reg.Act{OnRequest: reg.EventRegister})); !d.Number().IsZero() {
		t.Errorf("a new identity has the number %v", d.Number())
	}
	if d = do(d, byOther(lifecycle.ANS, reg.Act{OnRequest: reg.EventSendNumber, Number: wrongNumber})); d.Number() != wrongNumber {
		t.Errorf("sent: %v", d.Number())
	}
}

// TestDossierOpenAhead asks for days to come: what is planned opens by itself.
func TestDossierOpenAhead(t *testing.T) {
	d, err := reg.NewDossier(cycleNumber, reg.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	d, _, err = d.Next(byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome, starting(cycleDay.AddDays(3)), ending(cycleDay.AddDays(5)))}))
	if err != nil {
		t.Fatal(err)
	}
	for ahead, want := range []int{0, 0, 0, 1, 1, 1, 0} {
		if got := d.Open(cycleDay.AddDays(ahead)); len(got) != want {
			t.Errorf("in %d days: %v", ahead, got)
		}
	}
}

// TestDossierSentBack: a request says that it was sent back until it is
// submitted again.
func TestDossierSentBack(t *testing.T) {
	var d reg.Dossier
	for i, c := range []struct {
		act  reg.Act
		want bool
	}{
		{byOther(lifecycle.Professional, reg.Act{OnRequest: reg.EventStartPreRegistration, Request: cycleAsk(cycleHome)}), false},
		{byOther(lifecycle.Professional, reg.Act{OnRequest: reg.EventSubmit}), false},
		{byHome(reg.Act{OnRequest: reg.EventAskCorrection}), true},
		{byOther(lifecycle.Professional, reg.Act{OnRequest: reg.EventSubmit}), false},
	} {
		next, _, err := d.Next(c.act)
		if err != nil {
			t.Fatal(err)
		}
		if d = next; d.Requests()[0].SentBack != c.want {
			t.Errorf("after %d acts: %v", i+1, !c.want)
		}
	}
}

// TestSetDropsBlanks: the blanks around a text are dropped, those within stay.
func TestSetDropsBlanks(t *testing.T) {
	for _, blank := range []string{"", " ", "  ", "\t", "\r\n", "\u00a0", "\u2009", "\ufeff"} {
		for _, name := range []string{"Le Goff", "É", "Noé", "x"} {
			for _, text := range []string{blank + name, name + blank, blank + name + blank} {
				var q reg.Request
				if err := q.Set(reg.FieldBirthName, text); err != nil || string(q.Identity.BirthName) != name {
					t.Errorf("%q: %q %v", text, string(q.Identity.BirthName), err)
				}
			}
		}
	}
}

// TestShortDates: without zeros in front, and the year in full.
func TestShortDates(t *testing.T) {
	for text, right := range map[string]bool{
		"4/1/2027": true, "14/1/2027": true, "4/11/2027": true,
		"4/1/27": false, "4/1/20270": false, "4/1": false, "/1/2027": false, "4//2027": false, "004/1/2027": false, "31/2/2027": false, "4-1-2027": true, "4.1.2027": true, "4.1/2027": false, "4-1": false,
	} {
		var q reg.Request
		if err := q.Set(reg.FieldStart, text); (err == nil) != right || q.Situation.Start.IsZero() == right {
			t.Errorf("%q: %v %v", text, q.Situation.Start, err)
		}
	}
}

// TestRoundedNumbers: what a spreadsheet makes of a long number, and nothing
// that only looks like it.
func TestRoundedNumbers(t *testing.T) {
	for text, rounded := range map[string]bool{
		"9,97015E+13": true, "9.97015e+13": true, "9E+1": true,
		"E+13": false, "9,97E+": false, "abE+13": false, "9,97E+1x": false, "9,97E": false, "e+": false,
	} {
		var q reg.Request
		if err := q.Set(reg.FieldSIRET, text); err == nil || rounded != errors.Is(err, reg.CodeNumberRounded) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestSetPlaces: the blanks within a code are dropped, broken bytes stay apart,
// and the letters of Corsica are raised.
func TestSetPlaces(t *testing.T) {
	for text, want := range map[string]string{
		"75056": "75056", "75 056": "75056", "2a004": "2A004", "2b033": "2B033", "2c033": "2c033", "2b03": "2b03",
		"75\xc3 \xa956": "75\xc3 \xa956", "é\u00a0é": "éé", "\x7f\u00a0\x7f": "\x7f\x7f",
	} {
		var q reg.Request
		if err := q.Set(reg.FieldBirthPlace, text); err != nil || string(q.Identity.BirthPlace.Commune) != want {
			t.Errorf("%q: %q %v", text, string(q.Identity.BirthPlace.Commune), err)
		}
	}
}

// TestSetBrokenPhone: bytes that are no text stay as they are.
func TestSetBrokenPhone(t *testing.T) {
	const broken = "06 39\xff98 12 34"
	var q reg.Request
	if err := q.Set(reg.FieldPhone, broken); err != nil || string(q.Contact.Phone) != broken {
		t.Errorf("%q %v", string(q.Contact.Phone), err)
	}
}

// TestFileUnknownColumns: they are told one by one up to a hundred, and those
// without a name not at all.
func TestFileUnknownColumns(t *testing.T) {
	for columns, want := range map[int]int{0: 0, 1: 1, 99: 99, 100: 100, 101: 100, 150: 100} {
		header, _ := fileResults(t, strings.NewReader("sexe; ;"+strings.Repeat("x;", columns)+"\nF\n"), nil)
		if got := countCode(header, reg.CodeColumnUnknown); got != want {
			t.Errorf("%d columns: %d told", columns, got)
		}
	}
}

// TestNothingStated: the zero value says that it is one.
func TestNothingStated(t *testing.T) {
	for _, c := range []struct {
		zero fmt.Stringer
		want string
	}{
		{reg.Standing{}, "Standing(number not stated)"},
		{reg.Standing{Number: cycleNumber}, "Standing(number stated)"},
	} {
		if got := c.zero.String(); got != c.want {
			t.Errorf("%T: %q, not %q", c.zero, got, c.want)
		}
	}
}

// TestTasksStop: a loop over the tasks may end early.
func TestTasksStop(t *testing.T) {
	for task := range reg.Tasks() {
		if task != reg.TaskOrder {
			t.Fatalf("first %q", task)
		}
		break
	}
}

// TestNextStepsAmongStructures: who acts is told by the structure of the request,
// wherever it stands among those that are known.
func TestNextStepsAmongStructures(t *testing.T) {
	w := newStepWorld(t, func(w *stepWorld) { w.site.Structure.Kind, w.who.Contact = rpps.Officine, rpps.Contact{} })
	for _, others := range []int{0, 1, 3} {
		c := w.c
		c.Establishments = nil
		for range others {
			c.Establishments = append(c.Establishments, cycleClinic)
		}
		c.Establishments = append(c.Establishments, w.c.Establishments...)
		told := false
		for _, s := range reg.NextSteps(w.r, c) {
			if s.Task == reg.TaskAppoint {
				told = s.By[0] == reg.PerformerTitulaireOfficine
			}
		}
		if !told {
			t.Errorf("after %d others: the titulaire is not named", others)
		}
	}
}

// TestNextStepsOrderAhead: the Order is that of the day on which the situation
// begins, and either profession tells it.
func TestNextStepsOrderAhead(t *testing.T) {
	for name, change := range map[string]func(*reg.Request){
		"function":   func(r *reg.Request) { r.Situation.Function = roles.ProfessionMedecin },
		"profession": func(r *reg.Request) { r.Situation.Profession = roles.ProfessionMedecin },
	} {
		for _, ahead := range []int{-1, 0, 40} {
			w := newStepWorld(t, func(w *stepWorld) { change(&w.r); w.r.Situation.Start = stepDay.AddDays(ahead) })
			steps := w.steps()
			if len(steps) != 1 || steps[0].Task != reg.TaskOrder || !strings.Contains(steps[0].Title.FR, "Ordre national des médecins") {
				t.Errorf("%s in %d days: %v", name, ahead, steps)
			}
		}
	}
}

// TestDossierTitulaire: the titulaire of a dispensary acts with the mandate of
// one, and with no other.
func TestDossierTitulaire(t *testing.T) {
	d, err := reg.NewDossier(cycleNumber, reg.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	shop := cycleHome
	shop.Structure.Kind, shop.Structure.Sector = rpps.Officine, 0
	shop.Contract.With = shop.Structure
	for capacity, refused := range map[gestionnaire.Capacity]bool{gestionnaire.TitulaireOfficine: false, gestionnaire.Gestionnaire: true} {
		who := *cycleAnna
		who.Mandates = []gestionnaire.Mandate{cycleAnna.Mandates[0]}
		who.Mandates[0].Capacity, who.Mandates[0].Structure = capacity, shop.Structure
		a := byEmployer(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(shop)}, shop, &who)
		a.By, a.Establishments = lifecycle.TitulaireOfficine, []gestionnaire.Establishment{shop}
		if _, _, err := d.Next(a); refused != errors.Is(err, lifecycle.CodeGuard) || !refused && err != nil {
			t.Errorf("%v: %v", capacity, err)
		}
	}
}

// TestDossierDeathWithoutDay: refused as well where the situation that is named
// has ended, and another has not.
func TestDossierDeathWithoutDay(t *testing.T) {
	d, err := reg.NewDossier(cycleNumber, reg.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	play(t, d, []scene{
		{act: byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome)}), want: "| active@home 2026-11-01.. GENR10", moves: "SIT-2"},
		{act: byHome(reg.Act{OnSituation: situation.EventClose, End: cycleDay}), want: "| closed@home 2026-11-01..2026-11-20 GENR10", moves: "SIT-28"},
		{
			act:  byClinic(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleClinic)}),
			want: "| closed@home 2026-11-01..2026-11-20 GENR10 active@clinic 2026-11-01.. GENR10", moves: "SIT-2",
		},
		{act: byOther(lifecycle.INSEE, reg.Act{OnSituation: situation.EventDeath}), refused: lifecycle.CodeGuard},
		{
			act:  byOther(lifecycle.INSEE, reg.Act{OnSituation: situation.EventDeath, DiedOn: cycleDay}),
			want: "| closed@home 2026-11-01..2026-11-20 GENR10 closed@clinic 2026-11-01..2026-11-20 GENR10", moves: "SIT-34",
		},
	})
}

// TestDossierNoDayOfRole: a situation of one day has none where the last day does
// not count, and no role can be changed in it.
func TestDossierNoDayOfRole(t *testing.T) {
	d, err := reg.NewDossier(cycleNumber, reg.Settings{Dates: situation.Policy{LastDay: situation.LastDayExcluded}})
	if err != nil {
		t.Fatal(err)
	}
	day := cycleDay.AddDays(3)
	play(t, d, []scene{
		{act: byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome, starting(day), ending(day))}), want: "| planned@home 2026-11-23..2026-11-23", moves: "SIT-1"},
		{act: byHome(reg.Act{OnSituation: situation.EventAmendRole, Role: roles.RoleCoordination}), refused: situation.CodeDayOutside},
	})
}

// TestDossierDeathAfterTheEnd: a death puts off no end that has passed, also
// where the caller has switched off that the clock closes.
func TestDossierDeathAfterTheEnd(t *testing.T) {
	d, err := reg.NewDossier(cycleNumber, reg.Settings{Situations: lifecycle.Policy{Refuse: []string{"SIT-32"}}})
	if err != nil {
		t.Fatal(err)
	}
	play(t, d, []scene{
		{act: byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome, ending(cycleDay.AddDays(1)))}), want: "| endScheduled@home 2026-11-01..2026-11-21 GENR10", moves: "SIT-3"},
		{
			act:  byOther(lifecycle.INSEE, reg.Act{OnSituation: situation.EventDeath, DiedOn: cycleDay.AddDays(5), Day: cycleDay.AddDays(6)}),
			want: "| closed@home 2026-11-01..2026-11-21 GENR10", moves: "SIT-35",
		},
	})
}
