package registration_test

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
	"github.com/rppsplus/rppsplus/situation/lifecycle/history"
)

// What a gestionnaire may do with a pre-registration that was submitted.
func ExampleCycle() {
	m := registration.Cycle()
	for _, move := range m.Leaving(registration.AwaitingValidation) {
		if move.By.Has(lifecycle.Gestionnaire) {
			fmt.Println(move.ID, m.EventCode(move.On), "→", move.To, move.Evidence)
		}
	}
	// Output:
	// REQ-6 validate → registered sourced
	// REQ-7 validate → registered inferred
	// REQ-8 refuse → refused inferred
	// REQ-9 askCorrection → draft inferred
}

// Nobody has looked whether the person has a number.
func ExampleFactsOf() {
	request, context := cycleRequest(cycleHome), cycleContext()
	request.Search = registration.Search{}

	facts := registration.FactsOf(&request, context, registration.Standing{OtherRequest: rpps.No})
	_, err := registration.Cycle().Next(registration.Draft, registration.EventRegister, lifecycle.Gestionnaire, facts)
	if refusal, ok := errors.AsType[*lifecycle.Refusal[registration.State, registration.Event]](err); ok {
		for _, missing := range refusal.Missing() {
			fmt.Println(refusal.Code(), registration.Cycle().FactCodes(missing))
		}
	}
	// Output:
	// LIF-GUARD [newIdentity]
	// LIF-GUARD [newSituation]
}

// The sources know of no expiry: a program that wants one says so.
func ExampleExpiresOn() {
	expiring, err := registration.Cycle().Under(lifecycle.Policy{Allow: []string{"REQ-13"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(registration.Cycle().Refuses("REQ-13"), expiring.Refuses("REQ-13"))
	fmt.Println(registration.ExpiresOn(cycleDay, 30))
	// Output:
	// true false
	// 2026-12-21
}

func ExampleDeadlines() {
	due := registration.Deadlines(cycleDay, registration.NewIdentity)
	fmt.Println("number by", due.Number)
	fmt.Println("in the directory by", due.Directory)
	fmt.Println("e-CPS from", due.ECPS)
	// Output:
	// number by 2026-11-21
	// in the directory by 2026-11-21
	// e-CPS from 2026-11-22
}

// The portal sends the gestionnaire no e-mail: the desk is looked at every day.
func ExamplePendingWork() {
	items := []registration.Item{
		{Request: cycleRequest(cycleHome), State: registration.AwaitingValidation, Since: cycleDay.AddDays(-2)},
		{Request: cycleRequest(cycleClinic), State: registration.AwaitingValidation, Since: cycleDay.AddDays(-9)},
		{Request: cycleRequest(cycleHome), State: registration.Draft, Since: cycleDay.AddDays(-5)},
	}
	establishments := []gestionnaire.Establishment{cycleHome, cycleClinic}
	for _, w := range registration.PendingWork(cycleAnna, establishments, items, cycleDay, gestionnaire.Policy{}) {
		fmt.Printf("%s request %d, waiting for %d days\n", w.Kind, w.Item, w.Days)
	}
	// Output:
	// finish request 2, waiting for 5 days
	// validate request 0, waiting for 2 days
}

// What a professional declares waits too, and nobody is told.
func ExampleHeld() {
	dossier, err := registration.NewDossier(cycleNumber, registration.Settings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	request := cycleRequest(cycleHome)
	dossier, _, err = dossier.Next(registration.Act{OnSituation: situation.EventDeclare, Day: cycleDay, By: lifecycle.Professional, Request: &request})
	if err != nil {
		fmt.Println(err)
		return
	}
	items := dossier.Requests()
	for _, held := range dossier.Situations() {
		items = append(items, held.Item())
	}
	for _, w := range registration.PendingWork(cycleAnna, []gestionnaire.Establishment{cycleHome}, items, cycleDay.AddDays(3), gestionnaire.Policy{}) {
		fmt.Println(w.Kind, "for", w.Days, "days")
	}
	// Output: validateSituation for 3 days
}

// Somebody who was registered years ago leaves: the dossier begins with the situation
// that the establishment knows of.
func ExampleDossier_Adopt() {
	dossier, err := registration.NewDossier(cycleNumber, registration.Settings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	held := cycleRequest(cycleHome).Situation
	held.Start = civil.MustNew(2023, 9, 1)
	if dossier, _, err = dossier.Adopt(cycleDay, held); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(dossier.Situations()[0].State)

	last := cycleDay.AddMonths(1)
	dossier, _, err = dossier.Next(registration.Act{
		OnSituation: situation.EventSetEnd, Day: cycleDay, By: lifecycle.Gestionnaire, End: last,
		Employer: cycleHome.Structure, Caller: cycleAnna, Establishments: []gestionnaire.Establishment{cycleHome},
	})
	fmt.Println(dossier.Situations()[0].State, err)
	fmt.Println(dossier.Open(last), dossier.Open(last.AddDays(1)))
	// Output:
	// active
	// endScheduled <nil>
	// [0] []
}

// What a dossier did is kept where an auditor can replay it: the history of a
// situation that was adopted begins with the state that it has.
func ExampleChange() {
	dossier, err := registration.NewDossier(cycleNumber, registration.Settings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	held := cycleRequest(cycleHome).Situation
	held.Start = civil.MustNew(2023, 9, 1)
	if dossier, _, err = dossier.Adopt(cycleDay, held); err != nil {
		fmt.Println(err)
		return
	}
	kept, err := history.NewFrom(situation.Cycle(), "situation-17", dossier.Situations()[0].State)
	if err != nil {
		fmt.Println(err)
		return
	}
	_, outcome, err := dossier.Next(registration.Act{
		OnSituation: situation.EventSetEnd, Day: cycleDay, By: lifecycle.Gestionnaire, End: cycleDay.AddMonths(1),
		Employer: cycleHome.Structure, Caller: cycleAnna, Establishments: []gestionnaire.Establishment{cycleHome},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	now := time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)
	for _, c := range outcome {
		id, err := history.NewID(now, strings.NewReader("a random text of ten bytes or more")) // crypto/rand.Reader
		if err != nil {
			fmt.Println(err)
			return
		}
		step, err := kept.Append(id, now, c.By, c.OnSituation, c.Facts)
		fmt.Println(step == c.Situation, err)
	}
	fmt.Println(kept.State(), kept.Len())
	// Output:
	// true <nil>
	// endScheduled 1
}

// A registration, and what follows from it.
func ExampleDossier_Next() {
	request := cycleRequest(cycleHome)
	act := registration.Act{
		OnRequest: registration.EventEnterManually, Day: cycleDay, By: lifecycle.Gestionnaire,
		Employer: cycleHome.Structure, Caller: cycleAnna, Establishments: []gestionnaire.Establishment{cycleHome},
		Request: &request, Compatible: rpps.Yes,
	}
	dossier, _, err := registration.Dossier{}.Next(act)
	if err != nil {
		fmt.Println(err)
		return
	}
	act.OnRequest, act.Request = registration.EventRegister, nil
	dossier, outcome, err := dossier.Next(act)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(dossier)
	for _, change := range outcome {
		for _, effect := range change.Effects {
			fmt.Println(change.Request.Move+change.Situation.Move, effect.Code)
		}
	}
	// Output:
	// Dossier(1 requests, 1 situations)
	// REQ-4 openSituation
	// REQ-4 certifyCivilStatus
	// SIT-2 mailProfessional
	// SIT-2 directoryEntry
	// SIT-2 signIn
	// SIT-2 eCPS
	// SIT-2 mailbox
	// SIT-2 accessFrom
}
