package perf

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"runtime/metrics"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/internal/regsample"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/psc"
)

// What the simulation assumes of a sign-in.
const (
	// Documents is how many documents the record has that is opened.
	Documents = 300
	// Activities is the largest number of activities in a userinfo.
	Activities = 3
	// userinfos is how many different ones there are, and records so many.
	userinfos, records = 500, 50
)

// Peak is an estimate of how many sign-ins a second the country makes.
type Peak struct {
	Label string
	Rate  float64
	How   string
}

// Figures of the estimates. The first is published by the Agence du numérique
// en santé on its page about Pro Santé Connect for the industry; the others
// are assumptions, and are called that on the page.
const (
	busiestMonth   = 11_346_207
	workingDays    = 20
	shareOfHour    = 0.20
	burst          = 10
	directoryLines = 2_300_000
	peakSource     = "https://industriels.esante.gouv.fr/en/products-services/health-pro-authentication-pro-sante-connect"
)

// Peaks are the estimates, the smallest first.
func Peaks() []Peak {
	month := busiestMonth / float64(workingDays) * shareOfHour / 3600
	all := float64(directoryLines) / 3600
	return []Peak{
		{
			"busiest month of Pro Santé Connect", math.Round(month * burst),
			fmt.Sprintf("%s authentications in the busiest month (published by the ANS, [Health Pro Authentication in numbers](%s)); assumed: all on %d working days, %.0f %% of a day in its busiest hour, %d times the mean of that hour in its busiest second", grouped(busiestMonth), peakSource, workingDays, 100*shareOfHour, burst),
		},
		{
			"everybody within one hour", math.Round(all),
			fmt.Sprintf("assumed: one sign-in for each of %s lines of the directory within the same hour, evenly", grouped(directoryLines)),
		},
		{
			"everybody within one hour, in bursts", math.Round(all * burst),
			fmt.Sprintf("the same, with %d times the mean in the busiest second", burst),
		},
	}
}

// Userinfo is what Pro Santé Connect sends for an invented professional with n
// activities, each in another establishment.
func Userinfo(rng *rand.Rand, n int) []byte {
	metiers := []string{"326", "328", "313", "371"}
	roles := []string{"GENR08", "GENR09", "GENR10", "GENR11", "GENR12"}
	number := regsample.Number(rng)
	var b strings.Builder
	fmt.Fprintf(&b, `{"sub":"f:00000000-0000-4000-8000-000000000000:8%[1]s","SubjectNameID":"8%[1]s","preferred_username":"8%[1]s",`+
		`"given_name":"Dominique","family_name":"FICTIF","SubjectOrganization":"","SubjectOrganizationID":"",`+
		`"Secteur_Activite":"SA16^1.2.250.1.71.4.2.4","Acces_Regulation_Medicale":"FAUX","UITVersion":"1.0",`+
		`"SubjectRole":["99^1.2.250.1.213.1.1.5.5"],"otherIds":[{"identifiant":"8%[1]s","origine":"RPPS","qualite":1}],`+
		`"SubjectRefPro":{"codeCivilite":"MME","exercices":[{"codeProfession":"99","codeCategorieProfessionnelle":"C","codeCiviliteDexercice":"",`+
		`"nomDexercice":"FICTIF","prenomDexercice":"Dominique","codeTypeSavoirFaire":"","codeSavoirFaire":"","activities":[`, number)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"codeModeExercice":"S","codeSecteurDactivite":"SA16","codeSectionPharmacien":"","codeRole":"%s","codeGenreActivite":"%s",`+
			`"numeroSiretSite":"%s","numeroSirenSite":"","numeroFinessSite":"","numeroFinessetablissementJuridique":"",`+
			`"identifiantTechniqueDeLaStructure":"","ancienIdentifiantDeLaStructure":"","raisonSocialeSite":"ETABLISSEMENT FICTIF %d",`+
			`"enseigneCommercialeSite":"","adresseEMail":"","telephone":"","codePostal":"99000","autoriteDenregistrement":""}`,
			metiers[rng.IntN(len(metiers))], roles[rng.IntN(len(roles))], regsample.SIRET(rng), i)
	}
	b.WriteString(`]}]}}`)
	return []byte(b.String())
}

// signIn is what arrives: the bytes, and the establishment of the program that
// receives them.
type signIn struct {
	body  []byte
	where rpps.SIRET
	docs  []Document
}

// crowd makes the sign-ins, always the same.
func crowd() ([]signIn, error) {
	rng := rand.New(rand.NewPCG(2026, 7))
	shelf := make([][]Document, records)
	for i := range shelf {
		shelf[i] = record(rng, Documents)
	}
	out := make([]signIn, userinfos)
	for i := range out {
		body := Userinfo(rng, 1+rng.IntN(Activities))
		u, err := psc.Parse(body, psc.Options{SignIn: day})
		if err != nil {
			return nil, err
		}
		a := u.Activities[rng.IntN(len(u.Activities))]
		out[i] = signIn{body, a.Situation.Structure.SIRET, shelf[rng.IntN(records)]}
	}
	return out, nil
}

// serve does what a program does at a sign-in, and returns how many documents
// are open. It keeps nothing.
func (s *signIn) serve(m *habilitation.Matrix) (open int, err error) {
	u, err := psc.Parse(s.body, psc.Options{SignIn: day})
	if err != nil {
		return 0, err
	}
	base := habilitation.Request{Subject: u.Subject(psc.BySIRET(s.where), habilitation.Policy{}), Action: habilitation.Read, Facts: reading}
	for range habilitation.Filter(m, base, slices.Values(s.docs), question) {
		open++
	}
	return open, nil
}

// Simulation is one run.
type Simulation struct {
	Label             string
	Cores, Goroutines int
	// Rate is how many arrive in a second, at times of chance (Poisson); 0 for a
	// closed loop, in which each goroutine begins the next when it has ended one.
	Rate     float64
	Duration time.Duration
}

// Run simulates. It sets GOMAXPROCS, and sets it back.
func (s Simulation) Run() (SignIns, error) {
	all, err := crowd()
	if err != nil {
		return SignIns{}, err
	}
	m := habilitation.CNAM20240925()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(s.Cores))

	// The arrivals are known beforehand.
	var arrivals []time.Duration
	if s.Rate > 0 {
		rng := rand.New(rand.NewPCG(7, 2026))
		for at := time.Duration(0); at < s.Duration; at += time.Duration(rng.ExpFloat64() / s.Rate * float64(time.Second)) {
			arrivals = append(arrivals, at)
		}
	}
	// Every latency has its place, so that taking it costs nothing.
	room := len(arrivals)
	if s.Rate == 0 {
		room = s.Cores * int(s.Duration/(10*time.Microsecond))
	}
	took := make([]int64, room)
	type worker struct {
		open int
		err  error
	}
	workers := make([]worker, s.Goroutines)
	before, heap := counters(), int64(0)
	watch := make(chan struct{})
	var watched sync.WaitGroup
	watched.Go(func() {
		tick := time.NewTicker(50 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-watch:
				return
			case <-tick.C:
				heap = max(heap, liveHeap()-before.heap)
			}
		}
	})
	var next atomic.Int64
	start := time.Now()
	var wait sync.WaitGroup
	for i := range workers {
		w := &workers[i]
		wait.Go(func() {
			for {
				from := time.Now()
				if s.Rate == 0 && from.Sub(start) >= s.Duration {
					return
				}
				k := int(next.Add(1)) - 1
				if k >= room {
					return
				}
				if s.Rate > 0 {
					from = start.Add(arrivals[k])
					time.Sleep(time.Until(from))
				}
				open, err := all[k%len(all)].serve(m)
				if err != nil {
					w.err = err
					return
				}
				took[k] = time.Since(from).Nanoseconds()
				w.open += open
			}
		})
	}
	wait.Wait()
	elapsed := time.Since(start)
	close(watch)
	watched.Wait()
	after := counters()

	took = took[:min(room, int(next.Load()))]
	if len(took) == 0 {
		return SignIns{}, errNothing
	}
	n := float64(len(took))
	out := SignIns{
		Label: s.Label, Cores: s.Cores, Goroutines: s.Goroutines, Rate: math.Round(s.Rate), Seconds: math.Round(elapsed.Seconds()*1000) / 1000,
		Count: len(took), Decisions: len(took) * Documents, Heap: heap, Lock: after.lock - before.lock,
		CPU: math.Round(float64(after.cpu-before.cpu) / n), Alloc: math.Round(float64(after.alloc-before.alloc) / n),
	}
	out.GC = math.Round((after.gc-before.gc)/elapsed.Seconds()/float64(s.Cores)*10_000) / 10_000
	for _, w := range workers {
		if w.err != nil {
			return SignIns{}, w.err
		}
		out.Allowed += w.open
	}
	slices.Sort(took)
	sum := 0.0
	for _, t := range took {
		sum += float64(t)
	}
	out.Mean = math.Round(sum / n)
	out.P50, out.P90, out.P99, out.P999, out.Max = quantile(took, .5), quantile(took, .9), quantile(took, .99), quantile(took, .999), took[len(took)-1]
	return out, nil
}

// counted are counters of the runtime and of the system.
type counted struct {
	alloc    uint64
	gc, lock float64 // seconds
	cpu      time.Duration
	heap     int64
}

// counters reads them. A collection before makes those of the collector true.
func counters() counted {
	runtime.GC()
	s := []metrics.Sample{
		{Name: "/gc/heap/allocs:bytes"},
		{Name: "/sync/mutex/wait/total:seconds"},
		// Without what it does where a core has nothing else to do.
		{Name: "/cpu/classes/gc/mark/assist:cpu-seconds"},
		{Name: "/cpu/classes/gc/mark/dedicated:cpu-seconds"},
		{Name: "/cpu/classes/gc/pause:cpu-seconds"},
	}
	metrics.Read(s)
	return counted{
		alloc: s[0].Value.Uint64(), lock: s[1].Value.Float64(), gc: s[2].Value.Float64() + s[3].Value.Float64() + s[4].Value.Float64(),
		cpu: processorTime(), heap: liveHeap(),
	}
}

func liveHeap() int64 {
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(s)
	return int64(s[0].Value.Uint64())
}
