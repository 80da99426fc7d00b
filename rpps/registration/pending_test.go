package registration_test

import (
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// cycleItem is a request for an employer that has stood in a state for days.
func cycleItem(e gestionnaire.Establishment, m reg.Method, s reg.State, days int) reg.Item {
	r := cycleRequest(e)
	r.Method = m
	return reg.Item{Request: r, State: s, Since: cycleDay.AddDays(-days)}
}

func TestPendingWork(t *testing.T) {
	const byPerson = reg.PreRegistration
	sentBack := cycleItem(cycleHome, byPerson, reg.Draft, 4)
	sentBack.SentBack = true
	undated := cycleItem(cycleHome, byPerson, reg.AwaitingValidation, 0)
	undated.Since = civil.Date{}
	nowhere := cycleItem(cycleHome, byPerson, reg.AwaitingValidation, 2)
	nowhere.Request.Situation.Structure = rpps.Structure{Name: "Les Tilleuls"}
	items := []reg.Item{
		0:  cycleItem(cycleHome, byPerson, reg.AwaitingValidation, 3),
		1:  cycleItem(cycleClinic, byPerson, reg.AwaitingValidation, 40),
		2:  cycleItem(cycleHome, byPerson, reg.Draft, 9), // theirs
		3:  cycleItem(cycleHome, reg.Manual, reg.Draft, 7),
		4:  sentBack,
		5:  cycleItem(cycleHome, byPerson, reg.AwaitingValidation, 12),
		6:  cycleItem(cycleHome, byPerson, reg.AwaitingValidation, 3),
		7:  undated,
		8:  cycleItem(cycleHome, byPerson, reg.AwaitingValidation, -1), // of tomorrow
		9:  nowhere,
		10: cycleItem(cycleHome, 0, reg.Draft, 1),
		11: cycleItem(cycleHome, byPerson, reg.State(0), 5),
	}
	for s := reg.Registered; s <= reg.Expired; s++ {
		items = append(items, cycleItem(cycleHome, byPerson, s, 20))
	}
	both := *cycleAnna
	both.Mandates = slices.Concat(cycleAnna.Mandates, cycleBasile.Mandates)
	lapsed := *cycleAnna
	lapsed.Mandates = slices.Clone(cycleAnna.Mandates)
	lapsed.Mandates[0].Card.ExpiresOn = cycleDay.AddDays(-1)
	employers := []gestionnaire.Establishment{cycleClinic, cycleHome}
	home := "validate 7@1 0, validate 5@1 12, finish 3@1 7, remind 4@1 4, validate 0@1 3, validate 6@1 3, finish 10@1 1, validate 8@1 0"

	for name, c := range map[string]struct {
		actor     *gestionnaire.Actor
		employers []gestionnaire.Establishment
		day       civil.Date
		policy    gestionnaire.Policy
		want      string
	}{
		"one structure":         {actor: cycleAnna, employers: employers, day: cycleDay, want: home},
		"the other":             {actor: cycleBasile, employers: employers, day: cycleDay, want: "validate 1@0 40"},
		"both":                  {actor: &both, employers: employers, day: cycleDay, want: strings.Replace(home, "validate 5", "validate 1@0 40, validate 5", 1)},
		"listed twice":          {actor: cycleAnna, employers: []gestionnaire.Establishment{cycleHome, cycleHome}, day: cycleDay, want: strings.ReplaceAll(home, "@1", "@0")},
		"only the other listed": {actor: cycleAnna, employers: employers[:1], day: cycleDay},
		"a card that lapsed":    {actor: &lapsed, employers: employers, day: cycleDay},
		"a card not asked for":  {actor: &lapsed, employers: employers, day: cycleDay, policy: gestionnaire.Policy{Card: gestionnaire.CardNobody}, want: home},
		"before the mandate":    {actor: cycleAnna, employers: employers, day: civil.MustNew(2025, 8, 31)},
		"nobody":                {employers: employers, day: cycleDay},
		"no day":                {actor: cycleAnna, employers: employers},
		"nowhere":               {actor: cycleAnna, day: cycleDay},
	} {
		var got []string
		for _, w := range reg.PendingWork(c.actor, c.employers, items, c.day, c.policy) {
			got = append(got, fmt.Sprintf("%s %d@%d %d", w.Kind, w.Item, w.Establishment, w.Days))
			if w.Since != items[w.Item].Since {
				t.Errorf("%s: since %s", name, w.Since)
			}
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s:\n%s\n%s", name, s, c.want)
		}
	}
}

// TestPendingDeclared: a situation that a professional declares is on the desk
// of that employer until it is decided, and on no other.
func TestPendingDeclared(t *testing.T) {
	known, err := reg.NewDossier(cycleNumber, reg.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	employers := []gestionnaire.Establishment{cycleClinic, cycleHome}
	desk := func(d reg.Dossier, who *gestionnaire.Actor, day civil.Date) string {
		items := d.Requests()
		for _, h := range d.Situations() {
			items = append(items, h.Item())
		}
		var got []string
		for _, w := range reg.PendingWork(who, employers, items, day, gestionnaire.Policy{}) {
			got = append(got, fmt.Sprintf("%s %d@%d %d", w.Kind, w.Item, w.Establishment, w.Days))
		}
		return strings.Join(got, ", ")
	}
	act := func(d reg.Dossier, a reg.Act) reg.Dossier {
		d, _, err := d.Next(a)
		if err != nil {
			t.Fatal(a, err)
		}
		return d
	}
	declared := act(known, byOther(lifecycle.Professional, reg.Act{OnSituation: situation.EventDeclare, Request: cycleAsk(cycleHome)}))
	later := cycleDay.AddDays(6)
	if got := desk(declared, cycleAnna, later); got != "validateSituation 0@1 6" {
		t.Errorf("of the employer: %q", got)
	}
	if got := desk(declared, cycleBasile, later); got != "" {
		t.Errorf("of the other: %q", got)
	}
	for _, e := range []situation.Event{situation.EventValidate, situation.EventRefuse} {
		if got := desk(act(declared, byHome(reg.Act{OnSituation: e, Reason: rpps.Yes})), cycleAnna, later); got != "" {
			t.Errorf("%s: %q", e, got)
		}
	}
}

func TestWorkKind(t *testing.T) {
	for k := reg.WorkKind(0); k <= reg.WorkValidateSituation; k++ {
		b, err := k.MarshalText()
		var back reg.WorkKind
		if err != nil || back.UnmarshalText(b) != nil || back != k {
			t.Errorf("%s: %s, %v", k, back, err)
		}
	}
	var k reg.WorkKind
	if k.String() != "(not stated)" || !errors.Is(k.UnmarshalText([]byte("sleep")), reg.CodeWordUnknown) {
		t.Error(k)
	}
}

// cyclePrivate are texts that must be nowhere in what is printed.
var cyclePrivate = []string{"Lefèvre", "Zoë", "zoe.lefevre", "0639981234", "1988", "00099701500011", "00099702300015", "99700000013", "99700000021", "2026-11-01"}

// cycleMasked prints a value in all ways and looks for personal data.
func cycleMasked(t *testing.T, v any, want string) {
	t.Helper()
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "v", v)
	printed := []string{fmt.Sprint(v), fmt.Sprintf("%+v", v), fmt.Sprintf("%#v", v), fmt.Sprintf("%q", v), fmt.Sprintf("%x", v), fmt.Sprint([]any{v}), log.String()}
	for _, s := range printed {
		for _, private := range cyclePrivate {
			if strings.Contains(s, private) || strings.Contains(s, fmt.Sprintf("%x", private)) {
				t.Errorf("%q shows %q", s, private)
			}
		}
	}
	if printed[0] != want {
		t.Errorf("%s\nwant %s", printed[0], want)
	}
}

func TestItemMasked(t *testing.T) {
	i := cycleItem(cycleHome, reg.Manual, reg.Draft, 1)
	cycleMasked(t, i, "Item(draft, "+i.Request.String()+")")
	cycleMasked(t, struct{ I reg.Item }{i}, "{Item(draft, "+i.Request.String()+")}")
}
