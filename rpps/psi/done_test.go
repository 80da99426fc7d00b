package psi_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/rpps/psi"
)

// TestDoneAsTheDocumentsSay holds the outcome of a block, whatever it holds, to a slow
// reading of what the documents show of one that is done; and Trace to the outcome.
func TestDoneAsTheDocumentsSay(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 9))
	pick := func(list ...string) string { return list[rng.IntN(len(list))] }
	seen := map[string]int{}
	for range 50_000 {
		http, _ := strconv.Atoi(pick("200", "201", "207", "302", "400", "401", "403", "404", "409", "500", "503"))
		above := pick("", "", "", `"error":"x",`, `"status":500,`)
		kind := pick("identity", "activity", "cardOrderPsi", "cardOrderCps")
		status := pick("", "", "0", "100", "200", "201", "204", "207", "302", "400", "404", "409", "424", "500", "503")
		code := psi.Code(pick("", "", "", string(psi.ActivityCreated), string(psi.ActivityUpdated), string(psi.ActivityBadRequest), string(psi.CardSuccessful),
			string(psi.CardRefused), string(psi.AccountExistsOne), string(psi.RNIPPNotFound), string(psi.InternalError), "E99"))
		wrong := pick("", "", "", `"error":"x"`, `"erreurs":[{"message":"x"}]`, `"detail":[{"field":"x"}]`)
		who := pick("", `"id":"1/x"`, `"psiIdentifier":"1/x"`, `"rppsIdentifiers":["899700000013"]`)

		members := []string{wrong, who}
		if status != "" {
			members = append(members, `"status":`+status)
		}
		if code != "" {
			members = append(members, `"code":"`+string(code)+`"`)
		}
		members = slices.DeleteFunc(members, func(m string) bool { return m == "" })
		rng.Shuffle(len(members), func(i, j int) { members[i], members[j] = members[j], members[i] })
		body := `{` + above + `"` + kind + `":{` + strings.Join(members, ",") + `}}`
		a := parse(t, http, body)

		stated := strings.TrimPrefix(status, "0")
		done := slices.Contains([]int{200, 201, 207, 400, 404, 409}, http) && above == "" && wrong == "" && (stated == "" || stated[0] == '2')
		made := stated == "200" || stated == "201"
		var got psi.Outcome
		switch kind {
		case "identity":
			got = a.Identity.Outcome
			if stated == "" {
				stated = strconv.Itoa(http)
			}
			account := strings.Contains(who, "1/x")
			done = done && code == "" && who != "" && (stated == "200" || stated == "201" || stated == "207" && account)
		case "activity":
			got = a.Activity.Outcome
			done = done && (code == psi.ActivityCreated || code == psi.ActivityUpdated || code == "" && made)
		case "cardOrderPsi":
			got = a.CardPSI.Outcome
			done = done && (code == psi.CardSuccessful || code == "" && made)
		default:
			got = a.CardCPS.Outcome
			done = done && (code == psi.CardSuccessful || code == "" && made)
		}
		if got.Done() != done {
			t.Fatalf("%d %s: %v, want done %v", http, body, got, done)
		}
		// An account that existed and a block that waited for another are no errors. An
		// error at the top is an identity of its own where there is no other.
		fine := done || got == psi.AlreadyExists || got == psi.Dependent
		if (a.Trace().Err() == nil) != fine && (kind == "identity" || a.Identity == nil) {
			t.Fatalf("%d %s: %v: %v", http, body, got, a.Trace())
		}
		seen[fmt.Sprint(kind, done)]++
	}
	if len(seen) != 8 {
		t.Error(seen)
	}
}
