package registration_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// TestDossierOnePerson: what an employer accepts is for the person of what was
// accepted before, by the names and the birth date where both are stated.
func TestDossierOnePerson(t *testing.T) {
	known, err := reg.NewDossier(cycleNumber, reg.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	const pro = lifecycle.Professional
	identity := func(edit func(*rpps.CivilStatus)) func(*reg.Request) {
		return func(r *reg.Request) { withNumber(r); edit(&r.Identity) }
	}
	twin := identity(func(id *rpps.CivilStatus) { id.FirstNames = []rpps.Private{"Anne"} })
	older := identity(func(id *rpps.CivilStatus) { id.BirthDate = civil.MustNew(1978, 4, 12) })
	accents := identity(func(id *rpps.CivilStatus) { id.BirthName = "LEFEVRE" })
	more := identity(func(id *rpps.CivilStatus) { id.FirstNames = []rpps.Private{"Zoë", "Marie"} })
	moved := identity(func(id *rpps.CivilStatus) { id.BirthPlace.Commune = "75101" })
	none := identity(func(id *rpps.CivilStatus) { *id = rpps.CivilStatus{} })

	registered := []reg.Act{
		byHome(reg.Act{OnRequest: reg.EventEnterManually, Request: cycleAsk(cycleHome)}),
		byHome(reg.Act{OnRequest: reg.EventRegister}),
		byOther(lifecycle.ANS, reg.Act{OnRequest: reg.EventSendNumber, Number: cycleNumber}),
	}
	created := []reg.Act{byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome)})}
	// What nobody accepted tells nothing of the person: a slip is mended so.
	givenUp := []reg.Act{
		byHome(reg.Act{OnRequest: reg.EventEnterManually, Request: cycleAsk(cycleHome, withNumber)}),
		byHome(reg.Act{OnRequest: reg.EventWithdraw}),
		byOther(pro, reg.Act{OnSituation: situation.EventDeclare, Request: cycleAsk(cycleHome)}),
		byHome(reg.Act{OnSituation: situation.EventRefuse}),
		byOther(pro, reg.Act{OnSituation: situation.EventDeclare, Request: cycleAsk(cycleHome)}),
		byOther(pro, reg.Act{OnSituation: situation.EventCancel, Item: 1}),
	}
	for name, before := range map[string][]reg.Act{"registered": registered, "created": created, "given up": givenUp, "": nil} {
		from := known
		if name == "registered" {
			from = reg.Dossier{}
		}
		for i, a := range before {
			var err error
			if from, _, err = from.Next(a); err != nil {
				t.Fatalf("%s: act %d: %v", name, i, err)
			}
		}
		first := len(from.Requests())
		for _, then := range []struct {
			who     string
			edit    func(*reg.Request)
			another bool
		}{
			{"the same", withNumber, false},
			{"without accents", accents, false},
			{"with more first names", more, false},
			{"born elsewhere in town", moved, false},
			{"not stated", none, false},
			{"a twin", twin, true},
			{"of another age", older, true},
		} {
			want := then.another && (name == "registered" || name == "created")
			for way, acts := range map[string][]reg.Act{
				"created": {byClinic(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleClinic, then.edit)})},
				"validated": {
					byOther(pro, reg.Act{OnSituation: situation.EventDeclare, Request: cycleAsk(cycleClinic, none)}),
					byClinic(reg.Act{OnSituation: situation.EventValidate, Item: len(from.Situations()), Request: cycleAsk(cycleClinic, then.edit)}),
				},
				"registered": {
					byClinic(reg.Act{OnRequest: reg.EventEnterManually, Request: cycleAsk(cycleClinic, then.edit)}),
					byClinic(reg.Act{OnRequest: reg.EventRegister, Item: first}),
				},
			} {
				if way == "registered" && then.who == "not stated" {
					continue // refused for other reasons
				}
				d, err := from, error(nil)
				for i, a := range acts {
					var next reg.Dossier
					if next, _, err = d.Next(a); err != nil && i < len(acts)-1 {
						t.Fatalf("%q, then %s %s: act %d: %v", name, then.who, way, i, err)
					}
					d = next
				}
				if want && !errors.Is(err, reg.CodeDossierIdentity) || !want && err != nil {
					t.Errorf("%q, then %s %s: %v: %s", name, then.who, way, err, dossierLine(d))
				}
			}
		}
	}
}

// TestDossierDeathToldWrongly: nothing takes a death back; a dossier that is begun
// anew and adopts what stands goes on.
func TestDossierDeathToldWrongly(t *testing.T) {
	d, err := reg.NewDossier(cycleNumber, reg.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	create := byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome)})
	for _, a := range []reg.Act{create, byHome(reg.Act{OnSituation: situation.EventDeath, DiedOn: cycleDay})} {
		if d, _, err = d.Next(a); err != nil {
			t.Fatal(err)
		}
	}
	for _, a := range []reg.Act{
		byHome(reg.Act{OnSituation: situation.EventClearEnd}), byHome(reg.Act{OnSituation: situation.EventReopen}), create,
	} {
		if n, _, err := d.Next(a); err == nil {
			t.Errorf("%v: %s", a, dossierLine(n))
		}
	}
	anew, err := reg.NewDossier(d.Number(), reg.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	s := d.Situations()[0].Situation
	s.End, s.EndReason = civil.Date{}, 0
	if anew, _, err = anew.Adopt(cycleDay, s); err != nil {
		t.Fatal(err)
	}
	anew, _, err = anew.Next(byHome(reg.Act{OnSituation: situation.EventAmendRole, Role: roles.GENR11}))
	if err != nil || dossierLine(anew) != "| active@home 2026-11-01.. GENR10 GENR11" {
		t.Errorf("%v: %s", err, dossierLine(anew))
	}
}

// TestDossierAdoptsCompleted: an extraction knows a place by its FINESS, the
// employer by its SIRET: completed from the establishments, it is one.
func TestDossierAdoptsCompleted(t *testing.T) {
	both := cycleHome
	both.Structure.FINESS = rpps.MustParseFINESS("990000002")
	known := []gestionnaire.Establishment{both}
	d, err := reg.NewDossier(cycleNumber, reg.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	s := cycleAsk(cycleHome).Situation
	s.Structure = rpps.Structure{FINESS: both.Structure.FINESS}
	s.Structure = gestionnaire.Completed(s.Structure, known)
	if d, _, err = d.Adopt(cycleDay, s); err != nil {
		t.Fatal(err)
	}
	if n, _, err := d.Next(byHome(reg.Act{OnSituation: situation.EventCreate, Request: cycleAsk(cycleHome)})); !errors.Is(err, reg.CodeDossierHeld) {
		t.Errorf("held twice: %v, %s", err, dossierLine(n))
	}
	if n, _, err := d.Next(byHome(reg.Act{OnSituation: situation.EventClose, End: cycleDay})); err != nil || n.Situations()[0].State != situation.Closed {
		t.Errorf("not theirs: %v, %s", err, dossierLine(n))
	}
	held, _, err := reg.Dossier{}.Next(byHome(reg.Act{OnRequest: reg.EventEnterManually, Request: cycleAsk(cycleHome, withNumber)}))
	if err != nil {
		t.Fatal(err)
	}
	if held, _, err = held.Next(byHome(reg.Act{OnRequest: reg.EventRegister})); err != nil {
		t.Fatal(err)
	}
	if n, _, err := held.Adopt(cycleDay, s); !errors.Is(err, reg.CodeDossierHeld) {
		t.Errorf("adopted twice: %v, %s", err, dossierLine(n))
	}
}

// TestDossierEndsAsChecked: of a request that [reg.Check] lets pass, the dossier
// refuses no end that the check has not told.
func TestDossierEndsAsChecked(t *testing.T) {
	d, err := reg.NewDossier(cycleNumber, reg.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	told := map[rule.Code]bool{reg.CodeEndPast: true, reg.CodeEndReasonAlone: true, reg.CodeEndReasonDeath: true}
	for start := -40; start <= 40; start += 8 {
		for end := -41; end <= 40; end++ {
			for _, reason := range []roles.EndReason{0, roles.EndOther, roles.EndDeath} {
				r := cycleAsk(cycleHome, withNumber, starting(cycleDay.AddDays(start)), ending(cycleDay.AddDays(end)))
				if end == -41 {
					r.Situation.End = civil.Date{}
				}
				r.Situation.EndReason = reason
				a := byHome(reg.Act{OnSituation: situation.EventCreate, Request: r})
				found := reg.Check(*r, reg.Context{At: cycleDay, Actor: cycleAnna, Establishments: cycleBoth})
				tells := false
				for _, f := range found {
					tells = tells || told[f.Code()] || f.Severity() == rule.Error
				}
				if n, _, err := d.Next(a); (err != nil) != tells {
					t.Fatalf("start %d, end %d, %v: %v, the check told %v: %s", start, end, reason, err, found, dossierLine(n))
				}
			}
		}
	}
}

// TestDossierChangedNotTooEarly: a situation that is modified, or validated with
// other days, stands where its new days put it, and nothing tells of access before
// them. The facts of such an act are those of the situation as it will be; that it
// is not over, and whose it is, the state and the employer of what is there tell.
func TestDossierChangedNotTooEarly(t *testing.T) {
	days := []int{-20, -1, 0, 1, 20}
	for _, dates := range []situation.Policy{{}, {LastDay: situation.LastDayExcluded}} {
		for _, putOff := range [][]string{nil, {"SIT-14", "SIT-16"}} {
			settings := reg.Settings{Dates: dates, Situations: lifecycle.Policy{Allow: putOff}}
			known, err := reg.NewDossier(cycleNumber, settings)
			if err != nil {
				t.Fatal(err)
			}
			accepted := 0
			for _, start := range days {
				for _, end := range append([]int{100}, days...) { // 100: none
					was := cycleAsk(cycleHome, withNumber, starting(cycleDay.AddDays(start)), ending(cycleDay.AddDays(end)))
					if end == 100 {
						was.Situation.End = civil.Date{}
					}
					created, _, createErr := known.Next(byHome(reg.Act{OnSituation: situation.EventCreate, Request: was}))
					declared, _, declareErr := known.Next(byOther(lifecycle.Professional, reg.Act{OnSituation: situation.EventDeclare, Request: was}))
					for later := range 4 {
						now := cycleDay.AddDays(later)
						for _, newStart := range days {
							will := cycleAsk(cycleHome, withNumber, starting(now.AddDays(newStart)), ending(was.Situation.End))
							for on, from := range map[situation.Event]reg.Dossier{situation.EventModify: created, situation.EventValidate: declared} {
								if on == situation.EventModify && createErr != nil || on == situation.EventValidate && declareErr != nil {
									continue
								}
								before, _, err := from.Advance(now)
								if err != nil {
									t.Fatal(err)
								}
								d, out, err := before.Next(byHome(reg.Act{OnSituation: on, Request: will, Day: now}))
								if err != nil {
									continue
								}
								accepted++
								held, begun := d.Situations()[0], before.Situations()[0].State
								state, _ := dates.StateAt(&held.Situation, now)
								open := len(d.Open(now)) > 0
								where := fmt.Sprintf("%v: start %d, end %d, after %d days start %d", on, start, end, later, newStart)
								if held.State != state || held.Situation.Start != will.Situation.Start || begun == situation.Closed {
									t.Fatalf("%s: %v, by its days %v, from %v", where, held.State, state, begun)
								}
								if open != (state == situation.Active || state == situation.EndScheduled) {
									t.Fatalf("%s: %v, open %v", where, state, open)
								}
								for _, c := range out[len(out)-1].Effects {
									access := c.Effect == situation.EffectAccessFrom || c.Effect == situation.EffectAccessChanges
									from, _, _ := dates.AccessWindow(&held.Situation) // no day, no access
									if access && (c.From != from || state == situation.Planned && putOff == nil) {
										t.Fatalf("%s: %v from %v", where, c, c.From)
									}
								}
							}
						}
					}
				}
			}
			if accepted < 100 {
				t.Errorf("%d accepted", accepted)
			}
		}
	}
}
