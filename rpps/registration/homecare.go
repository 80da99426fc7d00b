package registration

import (
	"fmt"
	"io"
	"log/slog"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
)

// HomeCare is what an employer declares for the métier "aide à domicile
// qualifié(e)" (371), which entitles to the card of qualified home-care
// professionals.
//
// The person holds one of the certifications of the arrêté of 6 May 2025, of
// level 3 at least, or has worked three years at half time or more within the
// last five. The employer declares to have verified it; no copy is sent.
//
// Source: CASF L. 313-1-4 and décret 2024-1246; ANS FAQ on the home-care card,
// https://esante.gouv.fr/faq/quelle-est-la-procedure-pour-doter-les-aides-domicile-qualifiees-dune-carte-professionnelle
type HomeCare struct {
	// Verified is the declaration of the employer.
	Verified rpps.Answer `json:"verified,omitzero"`
	// Level is the level of the certification, 3 or more; 0 when the
	// condition is met otherwise or not detailed.
	Level int `json:"level,omitempty"`
	// Periods are the periods of work at home that count for the three years.
	Periods []Period `json:"periods,omitempty"`
	// CardIssued is the day of the card that the person already holds.
	CardIssued civil.Date `json:"cardIssued,omitzero"`
}

// String tells nothing of the person.
func (i HomeCare) String() string { return "HomeCare(masked)" }

// Format implements [fmt.Formatter]: masked under every verb.
func (i HomeCare) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, i.String()) }

// LogValue implements [slog.LogValuer].
func (i HomeCare) LogValue() slog.Value { return slog.StringValue(i.String()) }

// Period is a period of work. Until is its last day; not stated: still running.
type Period struct {
	From  civil.Date `json:"from"`
	Until civil.Date `json:"until,omitzero"`
	// HalfTime: at half time or more.
	HalfTime bool `json:"halfTime"`
}

// Conditions of the card.
const (
	// HomeCareLevel is the least level of a certification.
	HomeCareLevel = 3
	// HomeCareYears of work count within the last HomeCareWindow years.
	HomeCareYears  = 3
	HomeCareWindow = 5
	// HomeCareCardYears is how long a card lasts, HomeCareRenewalMonths how
	// long before its end it can be renewed.
	HomeCareCardYears     = 5
	HomeCareRenewalMonths = 3
)

// Experience returns the days of work at half time or more within the last
// five years up to a day, that day included, each day counted once, and
// whether they make three years. Three years are counted as 3 x 365 days: the
// texts that were read do not say how to count.
func Experience(periods []Period, day civil.Date) (days int, enough bool) {
	if day.IsZero() || len(periods) == 0 {
		return 0, false
	}
	first := day.AddYears(-HomeCareWindow).AddDays(1).Ordinal()
	last := day.Ordinal()
	// The window is short: a day is looked up in each period rather than the
	// periods being sorted and merged.
	for d := first; d <= last; d++ {
		for _, p := range periods {
			if p.HalfTime && !p.From.IsZero() && p.From.Ordinal() <= d && (p.Until.IsZero() || d <= p.Until.Ordinal()) {
				days++
				break
			}
		}
	}
	return days, days >= HomeCareYears*365
}

// HomeCareCardEnd returns the first day on which a card issued on a day is no
// longer valid, and the first day on which its renewal can be asked for.
//
// Source: Pôle services à la personne PACA,
// https://www.psppaca.fr/Demander-une-carte-professionnelle-pour-votre-aide-a-domicile
func HomeCareCardEnd(issued civil.Date) (end, renewal civil.Date) {
	if issued.IsZero() {
		return civil.Date{}, civil.Date{}
	}
	end = issued.AddYears(HomeCareCardYears)
	return end, end.AddMonths(-HomeCareRenewalMonths)
}
