// Command with links every package of the library, asks for one decision, and
// prints what that took: for the page on performance.
package main

import (
	"fmt"
	"os"
	"runtime"
	"time"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/evolution"
	"github.com/rppsplus/rppsplus/habilitation/export"
	"github.com/rppsplus/rppsplus/habilitation/matrixfile"
	"github.com/rppsplus/rppsplus/habilitation/trace"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/names"
	"github.com/rppsplus/rppsplus/rpps/psc"
	"github.com/rppsplus/rppsplus/rpps/psi"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/rpps/services"
	"github.com/rppsplus/rppsplus/rpps/workforce"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle/history"
)

// books links the packages without building anything of theirs before main.
var books = []func() []rule.Rule{
	annuaire.Rules, export.Rules, fhir.Rules, gestionnaire.Rules, habilitation.Rules, history.Rules, matrixfile.Rules,
	psc.Rules, psi.Rules, registration.Rules, roles.Rules, rpps.Rules, services.Rules, situation.Rules, trace.Rules, workforce.Rules,
}

func main() {
	if len(os.Args) > 1 {
		for _, rules := range books {
			fmt.Println(len(rules()))
		}
		fmt.Println(names.Key(os.Args[1]), evolution.Press2023())
	}
	before := heap()
	start := time.Now()
	allowed := decide()
	first := time.Since(start)
	kept := heap() - before
	start = time.Now()
	allowed = decide() && allowed
	fmt.Println("first", first.Nanoseconds(), "second", time.Since(start).Nanoseconds(), "kept", max(0, kept), allowed)
}

// decide answers from codes, as a program does that has nothing else.
func decide() bool {
	return habilitation.CNAM20240925().DecideCodes(habilitation.CodesRequest{
		Profession: "60", Category: "C", Document: "34112-3", Action: habilitation.Read, At: civil.MustNew(2026, 6, 1),
		Facts: habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed | habilitation.Visible,
	}).Allowed()
}

func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
