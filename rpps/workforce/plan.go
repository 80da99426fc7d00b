package workforce

import (
	"cmp"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strconv"
	"time"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Strategy says by what registrations are grouped into waves. The zero value
// is "not stated".
//
// Source: training slides of 2025 on the RPPS+ portal.
type Strategy uint8

const (
	// StrategyRole: all structures at once, one role after the other.
	StrategyRole Strategy = iota + 1
	// StrategyProfession: all structures at once, one métier after the other.
	StrategyProfession
	// StrategyStructure: one structure after the other, with all its professionals.
	StrategyStructure
)

var strategyNames = [...]string{"", "role", "profession", "structure"}

var strategyTitles = [...]rule.Text{
	{},
	StrategyRole:       {FR: "par rôle", EN: "by role"},
	StrategyProfession: {FR: "par profession", EN: "by profession"},
	StrategyStructure:  {FR: "par structure", EN: "by structure"},
}

// String returns the name, or "(not stated)".
func (s Strategy) String() string { return enum.String(strategyNames[:], s) }

// Title returns the strategy in words; empty when not stated.
func (s Strategy) Title(tag language.Tag) string { return title(strategyTitles[:], s, tag) }

// MarshalText returns the name, or the empty text when not stated.
func (s Strategy) MarshalText() ([]byte, error) { return enum.Text(strategyNames[:], s) }

// UnmarshalText is the inverse of MarshalText.
func (s *Strategy) UnmarshalText(b []byte) error {
	return readName(s, strategyNames[:], "strategy", b)
}

// Horizon is how many days a plan looks ahead.
const Horizon = 366

// PlanOptions say how a plan is made.
type PlanOptions struct {
	Strategy Strategy
	// Order are the keys of the first waves: codes of roles, codes of métiers,
	// or the SIRET, else FINESS number, of structures. The keys that are not
	// named follow, those with the most persons first.
	Order []string
	// WaveSize is the largest number of persons in a wave; 0: a key makes one
	// wave.
	WaveSize int
	// PerDay is how many registrations a gestionnaire does in a working day.
	// It must be stated: no source gives it.
	PerDay int
	// Start is the first day of the plan, not before the assessment.
	Start civil.Date
	// Holidays are days on which nobody works besides Saturdays and Sundays.
	// The library knows no calendar of holidays.
	Holidays []civil.Date

	// Gestionnaires are those who register, and Establishments the structures,
	// in the order of the context of the assessment.
	Gestionnaires  []gestionnaire.Actor
	Establishments []gestionnaire.Establishment
	// Policy is the one on who may register.
	Policy gestionnaire.Policy

	// Method is how persons are registered; not stated counts as manual. With
	// pre-registration, what the person enters themselves does not block.
	Method registration.Method
}

// String tells the strategy and the first day, nothing of persons and structures.
func (o PlanOptions) String() string {
	return "PlanOptions(by " + o.Strategy.String() + ", from " + o.Start.String() + ", gestionnaires " + strconv.Itoa(len(o.Gestionnaires)) + ")"
}

// Format implements [fmt.Formatter]: masked under every verb.
func (o PlanOptions) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, o.String()) }

// LogValue implements [slog.LogValuer].
func (o PlanOptions) LogValue() slog.Value { return slog.StringValue(o.String()) }

// Slot is the registration of one person in a plan.
type Slot struct {
	Ref string     `json:"ref"`
	On  civil.Date `json:"on"`
	// Gestionnaire is the index of the gestionnaire who registers.
	Gestionnaire int `json:"gestionnaire"`
	// Finding is the index of the finding in the assessment.
	Finding int `json:"finding"`
}

// Wave is a group of registrations that are done together.
type Wave struct {
	// Key is what the persons share: the code of a role or of a métier, the
	// number of a structure.
	Key string `json:"key"`
	// From and Until are the days of its first and last registration.
	From  civil.Date `json:"from"`
	Until civil.Date `json:"until"`
	// Slots are in the order of the days, then of the staff.
	Slots []Slot `json:"slots"`
}

// Block is a reason that keeps persons, or the whole plan, from being planned.
type Block struct {
	// Refs are the persons; empty for the whole plan.
	Refs []string `json:"refs,omitempty"`
	// Missing are the fields of their requests that are to be filled in or
	// mended first.
	Missing []string `json:"missing,omitempty"`
	// Faults are the other reasons: why no gestionnaire may register there, also
	// for persons whose requests lack something, or what the plan lacks.
	Faults rule.Faults `json:"faults,omitempty"`
}

// Plan is the answer of [MakePlan]. Every person of the assessment who is to
// be registered is in one slot or in one block, never in both; those who are
// not clear are listed apart.
type Plan struct {
	Strategy Strategy            `json:"strategy"`
	Method   registration.Method `json:"method"`
	// From and Until are the first and last day with a registration.
	From  civil.Date `json:"from,omitzero"`
	Until civil.Date `json:"until,omitzero"`
	// WorkingDays is the number of working days from the start of the plan to
	// Until, both included.
	WorkingDays int    `json:"workingDays"`
	Waves       []Wave `json:"waves"`
	// Blocked is what keeps the others from being planned.
	Blocked []Block `json:"blocked,omitempty"`
	// Unclear are those of whom the assessment could not decide.
	Unclear []string `json:"unclear,omitempty"`
}

// Planned returns the number of persons who have a slot.
func (p Plan) Planned() int {
	n := 0
	for _, w := range p.Waves {
		n += len(w.Slots)
	}
	return n
}

// On returns the registrations of a day, in the order of the waves.
func (p Plan) On(day civil.Date) []Slot {
	var out []Slot
	for _, w := range p.Waves {
		for _, s := range w.Slots {
			if s.On == day {
				out = append(out, s)
			}
		}
	}
	return out
}

// Left returns the references of those who are not registered by the end of a
// day if the plan is kept: those planned later, then those who are blocked. A
// day that is not stated leaves everybody.
func (p Plan) Left(day civil.Date) []string {
	var out []string
	for _, w := range p.Waves {
		for _, s := range w.Slots {
			if day.IsZero() || s.On.After(day) {
				out = append(out, s.Ref)
			}
		}
	}
	for _, b := range p.Blocked {
		out = append(out, b.Refs...)
	}
	return out
}

// IsWorkingDay reports whether a day is neither Saturday, nor Sunday, nor one
// of the holidays, nor not stated.
func IsWorkingDay(day civil.Date, holidays []civil.Date) bool {
	if day.IsZero() || slices.Contains(holidays, day) {
		return false
	}
	w := day.Weekday()
	return w != time.Saturday && w != time.Sunday
}

// MakePlan plans the registration of those whom an assessment finds to be
// registered.
//
// Persons whose request lacks something are blocked; so are those of a
// structure where no gestionnaire may register within the [Horizon] (of who are both,
// both are told), and those whose contract, situation asked for, or métier in the nomenclature ends before the
// first free day, or to whom no day is left. The others are put into waves and, in their order, each gets the first
// working day on which a gestionnaire who may register them that day has room; of
// several gestionnaires, the one with the least to do on that day, then the first.
// Nobody has two registrations on one day, for one request of a person is in
// progress at a time.
//
// A wave does not wait for the one before: structures with their own
// gestionnaires advance side by side, and one that must wait holds up nobody.
func MakePlan(a Assessment, o PlanOptions) Plan {
	p := planner{a: a, o: o, plan: Plan{Strategy: o.Strategy, Method: o.Method}}
	if p.plan.Method == 0 {
		p.plan.Method = registration.Manual
	}
	var todo []int
	for i := range a.Findings {
		switch f := &a.Findings[i]; {
		case f.Verdict.toDo():
			todo = append(todo, i)
		case f.Verdict == Unclear:
			p.plan.Unclear = append(p.plan.Unclear, f.Ref)
		}
	}
	if faults := p.faults(); len(faults) > 0 {
		p.plan.Blocked = append(p.plan.Blocked, Block{Faults: faults})
		p.blockAll(todo)
		return p.plan
	}
	p.begin()
	p.schedule(p.waves(p.ready(todo)))
	return p.plan
}

// begin looks up the working days, and makes the tables of what is asked once.
func (p *planner) begin() {
	for i := range Horizon {
		if d := p.o.Start.AddDays(i); IsWorkingDay(d, p.o.Holidays) {
			p.days = append(p.days, d)
		}
	}
	p.used = make([][]int, len(p.days))
	for i := range p.used {
		p.used[i] = make([]int, len(p.o.Gestionnaires))
	}
	p.busy = map[int][]int{}
	p.sites = map[rpps.Structure][]int{}
	p.shut = map[rpps.Structure]rule.Faults{}
	p.may = make([][][]int8, len(p.o.Establishments))
}

// planner is one run of MakePlan.
type planner struct {
	a    Assessment
	o    PlanOptions
	plan Plan

	days  []civil.Date                   // working days within the horizon
	sites map[rpps.Structure][]int       // establishments, as they were looked up
	shut  map[rpps.Structure]rule.Faults // why nobody may register there on any day
	busy  map[int][]int                  // per person on several lines: their days
	used  [][]int                        // per day, per gestionnaire: registrations planned
	may   [][][]int8                     // per establishment, day and gestionnaire: 1 yes, -1 no, 0 not asked
}

// faults says what the options lack.
func (p *planner) faults() (out rule.Faults) {
	if p.o.Strategy == 0 || int(p.o.Strategy) >= len(strategyNames) {
		out.Add(rules[rulePlanStrategy].At("strategy"))
	}
	if p.o.Start.IsZero() || p.o.Start.Before(p.a.At) {
		out.Add(rules[rulePlanStart].At("start"))
	}
	if p.o.PerDay < 1 {
		out.Add(rules[rulePlanPerDay].At("perDay"))
	}
	out.Sort()
	return out
}

// blockAll puts everybody in one block when the plan itself cannot be made.
func (p *planner) blockAll(todo []int) {
	for _, i := range todo {
		p.plan.Blocked[0].Refs = append(p.plan.Blocked[0].Refs, p.a.Findings[i].Ref)
	}
}

// block puts a person in the block of those who have the same reasons.
func (p *planner) block(ref string, missing []string, faults rule.Faults) {
	for i := range p.plan.Blocked {
		b := &p.plan.Blocked[i]
		if slices.Equal(b.Missing, missing) && slices.Equal(b.Faults, faults) {
			b.Refs = append(b.Refs, ref)
			return
		}
	}
	p.plan.Blocked = append(p.plan.Blocked, Block{Refs: []string{ref}, Missing: missing, Faults: faults})
}

// ready blocks those whose requests lack something, or in whose structure nobody may
// register, for all their reasons, and returns the others.
func (p *planner) ready(todo []int) []int {
	var out []int
	for _, i := range todo {
		f := &p.a.Findings[i]
		missing := f.Missing
		if p.plan.Method == registration.PreRegistration {
			missing = nil
			for _, path := range f.Missing {
				if !byThePerson(path) {
					missing = append(missing, path)
				}
			}
		}
		if why := p.closed(f); len(missing) > 0 || len(why) > 0 {
			p.block(f.Ref, missing, why)
			continue
		}
		out = append(out, i)
	}
	return out
}

// byThePerson reports whether the professional enters a field when they
// pre-register themselves: the civil status comes from FranceConnect, and they
// give their contact data. The role, the dates and what the employer declares
// are not theirs.
//
// Source: training slides of 2025; the list of the fields is inferred.
func byThePerson(path string) bool {
	var f registration.Field
	_ = f.UnmarshalText([]byte(path)) // what is no field leaves zero
	switch f {
	case registration.FieldBirthName, registration.FieldFirstNames, registration.FieldUsageName, registration.FieldSex,
		registration.FieldBirthDate, registration.FieldBirthPlace, registration.FieldBirthTown,
		registration.FieldFrenchNationality, registration.FieldIdentifier,
		registration.FieldEmail, registration.FieldPhone,
		registration.FieldExerciseName, registration.FieldExerciseFirstName:
		return true
	}
	return false
}

// key returns what a person is grouped by.
func (p *planner) key(f *Finding) string {
	switch p.o.Strategy {
	case StrategyRole:
		return f.Role.Code()
	case StrategyProfession:
		return f.Profession.Code()
	}
	return structureKey(f.Structure)
}

// structureKey names a structure by a number that is none of a person: a
// practice, whose number is that of its owner, has none.
func structureKey(s rpps.Structure) string {
	return cmp.Or(s.SIRET.Canonical(), s.FINESS.Canonical(), "–")
}

// group are the persons of one wave, before they have days.
type group struct {
	key  string
	refs []int // indices of findings
}

// waves groups those who are ready: the keys in the order asked for, then the
// others, the largest first and then by key.
func (p *planner) waves(ready []int) []group {
	var groups []group
	for _, i := range ready {
		k := p.key(&p.a.Findings[i])
		at := slices.IndexFunc(groups, func(g group) bool { return g.key == k })
		if at < 0 {
			at = len(groups)
			groups = append(groups, group{key: k})
		}
		groups[at].refs = append(groups[at].refs, i)
	}
	rank := func(g group) int {
		if i := slices.Index(p.o.Order, g.key); i >= 0 {
			return i
		}
		return len(p.o.Order)
	}
	slices.SortStableFunc(groups, func(a, b group) int {
		return cmp.Or(rank(a)-rank(b), len(b.refs)-len(a.refs), cmp.Compare(a.key, b.key))
	})
	if p.o.WaveSize < 1 {
		return groups
	}
	var out []group
	for _, g := range groups {
		for part := range slices.Chunk(g.refs, p.o.WaveSize) {
			out = append(out, group{g.key, part})
		}
	}
	return out
}

func (p *planner) schedule(groups []group) {
	last := -1
	for _, g := range groups {
		w := Wave{Key: g.key}
		for _, i := range g.refs {
			f := &p.a.Findings[i]
			day, who := p.place(f)
			if day < 0 {
				continue // blocked
			}
			p.used[day][who]++
			if f.Person != 0 {
				p.busy[f.Person] = append(p.busy[f.Person], day)
			}
			last = max(last, day)
			w.Slots = append(w.Slots, Slot{Ref: f.Ref, On: p.days[day], Gestionnaire: who, Finding: i})
		}
		if len(w.Slots) == 0 {
			continue
		}
		// Those of one day stay in the order of the staff.
		slices.SortStableFunc(w.Slots, func(a, b Slot) int { return a.On.Compare(b.On) })
		w.From, w.Until = w.Slots[0].On, w.Slots[len(w.Slots)-1].On
		if p.plan.From.IsZero() || w.From.Before(p.plan.From) {
			p.plan.From = w.From
		}
		if w.Until.After(p.plan.Until) || p.plan.Until.IsZero() {
			p.plan.Until = w.Until
		}
		p.plan.Waves = append(p.plan.Waves, w)
	}
	p.plan.WorkingDays = last + 1
}

// place finds the day and the gestionnaire of a person for whom somebody may
// register, or blocks them: the day is then -1.
func (p *planner) place(f *Finding) (day, who int) {
	// After a merger that keeps a number the structure may be two: who may for each.
	sites := p.sitesOf(f.Structure)
	for d, on := range p.days {
		who := -1
		for g := range p.o.Gestionnaires {
			may := func(e int) bool { return p.mayRegister(e, d, g) }
			if p.used[d][g] < p.o.PerDay && (who < 0 || p.used[d][g] < p.used[d][who]) && all(sites, may) {
				who = g
			}
		}
		if who < 0 || slices.Contains(p.busy[f.Person], d) {
			continue
		}
		if f.Until.Before(on) {
			p.block(f.Ref, nil, rule.Faults{rules[rulePlanLeaves].At("end")})
			return -1, 0
		}
		if f.Profession.At(on) == roles.StatusEnded {
			fault, _ := roles.CheckAt(f.Profession, on, "profession")
			p.block(f.Ref, nil, rule.Faults{fault})
			return -1, 0
		}
		return d, who
	}
	p.block(f.Ref, nil, rule.Faults{rules[rulePlanFull].At("gestionnaires").With(p.o.Start.AddDays(Horizon).String(), strconv.Itoa(p.o.PerDay))})
	return -1, 0
}

// closed says why nobody may register in the structure of a person on any day;
// nothing where somebody may.
func (p *planner) closed(f *Finding) rule.Faults {
	switch {
	case f.Establishment < 0 || f.Establishment >= len(p.o.Establishments) ||
		!p.o.Establishments[f.Establishment].Structure.Same(f.Structure):
		return rule.Faults{rules[ruleStructureOther].At("structure")}
	case len(p.o.Gestionnaires) == 0:
		return rule.Faults{rules[rulePlanNobody].At("gestionnaires")}
	}
	why, known := p.shut[f.Structure]
	if !known {
		if sites := p.sitesOf(f.Structure); !p.anybody(sites) {
			why = p.whyNobody(sites)
		}
		p.shut[f.Structure] = why
	}
	return why
}

// anybody reports whether a gestionnaire may register for all the sites on a day.
func (p *planner) anybody(sites []int) bool {
	for d := range p.days {
		for g := range p.o.Gestionnaires {
			if all(sites, func(e int) bool { return p.mayRegister(e, d, g) }) {
				return true
			}
		}
	}
	return false
}

// sitesOf returns the establishments that a structure is.
func (p *planner) sitesOf(s rpps.Structure) []int {
	sites, known := p.sites[s]
	if !known {
		for i := range p.o.Establishments {
			if p.o.Establishments[i].Structure.Same(s) {
				sites = append(sites, i)
			}
		}
		p.sites[s] = sites
	}
	return sites
}

func all(sites []int, is func(int) bool) bool {
	return !slices.ContainsFunc(sites, func(e int) bool { return !is(e) })
}

func (p *planner) mayRegister(e, day, g int) bool {
	if p.may[e] == nil {
		p.may[e] = make([][]int8, len(p.days))
	}
	if p.may[e][day] == nil {
		p.may[e][day] = make([]int8, len(p.o.Gestionnaires))
	}
	answer := &p.may[e][day][g]
	if *answer == 0 {
		*answer = -1
		if p.o.Policy.MayRegister(&p.o.Gestionnaires[g], &p.o.Establishments[e], p.days[day]).Allowed {
			*answer = 1
		}
	}
	return *answer == 1
}

// whyNobody are the reasons of the gestionnaire who comes closest, on the first day: of
// the first site that has some.
func (p *planner) whyNobody(sites []int) rule.Faults {
	why := p.whyNobodyAt(sites[0])
	for _, e := range sites[1:] {
		if len(why) > 1 {
			break
		}
		why = p.whyNobodyAt(e)
	}
	return why
}

func (p *planner) whyNobodyAt(e int) rule.Faults {
	closest, errors := rule.Faults(nil), -1
	for g := range p.o.Gestionnaires {
		v := p.o.Policy.MayRegister(&p.o.Gestionnaires[g], &p.o.Establishments[e], p.o.Start)
		if n := v.Faults.Count(rule.Error); errors < 0 || n < errors {
			closest, errors = v.Faults, n
		}
	}
	out := rule.Faults{rules[rulePlanNoDay].At("gestionnaires").With(p.o.Start.AddDays(Horizon).String())}
	for _, f := range closest {
		if f.Severity() == rule.Error {
			out.Add(f)
		}
	}
	out.Sort()
	return out
}

// keyTitle returns the label of what a wave is grouped by.
func (p Plan) keyTitle(key string) string {
	switch p.Strategy {
	case StrategyRole:
		if r, err := roles.ParseRole(key); err == nil {
			return r.Label()
		}
	case StrategyProfession:
		if m, err := roles.ParseProfessionIn(roles.ListR85, key); err == nil {
			return m.Label()
		}
	}
	return ""
}
