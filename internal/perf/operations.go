package perf

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/evolution"
	"github.com/rppsplus/rppsplus/habilitation/matrixfile"
	"github.com/rppsplus/rppsplus/internal/extractgen"
	"github.com/rppsplus/rppsplus/internal/jsontree"
	"github.com/rppsplus/rppsplus/internal/regsample"
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
	"github.com/rppsplus/rppsplus/rpps/workforce"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
	"github.com/rppsplus/rppsplus/situation/lifecycle/history"
)

// day is the day of every question here.
var day = civil.MustNew(2026, 6, 1)

// errNothing is what an operation says that did not do its work.
var errNothing = errors.New("nothing was done")

// expect is nil when something came out.
func expect(n int) error {
	if n == 0 {
		return errNothing
	}
	return nil
}

// Operations are all that depend on a size, in the order of the page.
func Operations() []Operation {
	return []Operation{
		{Name: "filter n documents of a record", N: 1000, Order: "n", Make: filterN},
		{Name: "read and check a file of n registrations", N: 100, Order: "n", Make: fileN},
		{Name: "find who is twice among n registrations", N: 200, Order: "n", Make: duplicatesN},
		{Name: "find n registrations of the same name and birth date", N: 20, Order: "n", Make: twinsN},
		{Name: "read n lines of an extraction in full", N: 200, Order: "n", Make: linesN},
		{Name: "group n lines of a sorted extraction", N: 200, Order: "n", Make: sortedN},
		{Name: "group n lines of any extraction", N: 200, Order: "n", Make: indexedN},
		{Name: "compare two extractions of n lines", N: 100, Order: "n log n", Make: diffN},
		{Name: "read a userinfo of n activities", N: 5, Order: "n", Make: userinfoN},
		{Name: "select among n activities of a userinfo", N: 5, Order: "n", Make: selectN},
		{Name: "read a FHIR Bundle of n people and join them", N: 5, Order: "n", Make: bundleN},
		{Name: "make a FHIR Bundle of n people", N: 5, Order: "n", Make: newBundleN},
		{Name: "read an answer of Pro Santé Identité with n errors", N: 5, Order: "n", Make: answerN},
		{Name: "append n events to a history", N: 50, Order: "n", Make: appendN},
		{Name: "read and replay a history of n events", N: 50, Order: "n", Make: replayN},
		{Name: "read and replay n events of one millisecond", N: 50, Order: "n", Make: momentN},
		{Name: "put n matrices into a timeline", N: 5, Order: "n log n", Make: timelineN},
		{Name: "ask a timeline of n matrices for a day", N: 5, Order: "n", Make: timelineAtN},
		{Name: "build a matrix of n rows", N: 1, Order: "n", Make: newMatrixN},
		{Name: "list what is readable of n rows", N: 1, Order: "n", Make: readableN},
		{Name: "roles that read n types", N: 1, Order: "n", Make: rolesForN},
		{Name: "compare two matrices of n rows", N: 1, Order: "n", Make: matrixDiffN},
		{Name: "whom a new matrix touches among n people", N: 10, Order: "n", Make: impactN},
		{Name: "load a matrix file with n types of no list", N: 10, Order: "n", Make: matrixFileN},
		{Name: "assess a staff of n", N: 10, Order: "n", Make: assessN},
		{Name: "assess one person in n places of a staff", N: 200, Order: "n", Make: placesN},
		{Name: "make the plan of a staff of n", N: 10, Order: "n log n", Make: planN},
		{Name: "print the plan of a staff of n", N: 10, Order: "n", Make: planTextN},
		{Name: "pending work among n requests", N: 50, Order: "n log n", Make: pendingN},
		{Name: "n acts on the dossier of one person", N: 4, Order: "n²", Why: "each act copies what one person has had so far, so that no dossier ever changes: in the square of the acts of a life, which are few", Make: dossierN},
		{Name: "JSON n levels deep", N: 50, Order: "n", Make: deepN},
		{Name: "JSON object of n members", N: 50, Order: "n", Why: "a map of the names, to find one that is there twice: it leaves the caches", Make: wideN},
		{Name: "JSON object of n members with the same name", N: 50, Order: "n", Make: sameKeyN},
		{Name: "JSON array of n values", N: 50, Order: "n", Why: "a node for each value: more than 1 MiB of them leaves the caches", Make: arrayN},
		{Name: "sort n professionals by name", N: 100, Order: "n log n", Why: "n log n comparisons, and package collate allocates in each", Make: sortN},
		{Name: "key of a name of n letters", N: 20, Order: "n", Make: keyN},
		{Name: "sort and print n faults", N: 100, Order: "n log n", Make: faultsN},
		{Name: "refuse an identifier of n digits", N: 100, Order: "1", Make: longDigitsN},
		{Name: "look for a label of n letters", N: 20, Order: "n", Make: longLabelN},
	}
}

// kinds are the types of the embedded matrix.
func kinds() []habilitation.DocumentType {
	var out []habilitation.DocumentType
	for r := range habilitation.CNAM20240925().Rows() {
		out = append(out, r.Document)
	}
	return out
}

// subject is of a nurse.
func subject() habilitation.Subject {
	return habilitation.SubjectOfCodes(habilitation.ParseCodes("60", "C", "", ""), day)
}

const reading = habilitation.CareTeam | habilitation.InitialConsent | habilitation.NotOpposed

// Document is one document of an invented record.
type Document struct {
	Type  habilitation.DocumentType
	Facts habilitation.Facts
}

// record makes a record of n documents; one in twenty is hidden by the person,
// one in fifty by its author.
func record(rng *rand.Rand, n int) []Document {
	types := kinds()
	out := make([]Document, n)
	for i := range out {
		out[i] = Document{types[rng.IntN(len(types))], habilitation.Visible}
		switch k := rng.IntN(100); {
		case k < 5:
			out[i].Facts = habilitation.HiddenByPatient
		case k < 7:
			out[i].Facts = habilitation.HiddenByDepositor
		}
	}
	return out
}

// question completes a request for one document.
func question(d Document, r *habilitation.Request) { r.Document, r.Facts = d.Type, r.Facts|d.Facts }

func filterN(n int) func() error {
	docs := record(rand.New(rand.NewPCG(1, 1)), n)
	m := habilitation.CNAM20240925()
	base := habilitation.Request{Subject: subject(), Action: habilitation.Read, Facts: reading}
	return func() error {
		open := 0
		for range habilitation.Filter(m, base, slices.Values(docs), question) {
			open++
		}
		return expect(open)
	}
}

func fileN(n int) func() error {
	var file bytes.Buffer
	if err := regsample.WriteCSV(&file, rand.New(rand.NewPCG(1, 2)), day, n, regsample.CSVOptions{}); err != nil {
		return failing(err)
	}
	return func() error {
		r, err := registration.NewReader(bytes.NewReader(file.Bytes()))
		if err != nil {
			return err
		}
		checked := 0
		for _, err := range r.Check(registration.Context{At: day}, nil) {
			if err != nil {
				return err
			}
			checked++
		}
		return expect(checked)
	}
}

// failing is an operation that could not be prepared.
func failing(err error) func() error { return func() error { return err } }

func requests(n int) []registration.Request {
	rng := rand.New(rand.NewPCG(1, 3))
	out := make([]registration.Request, n)
	for i := range out {
		row := regsample.Valid(rng, day)
		out[i] = row.Request()
	}
	return out
}

func duplicatesOf(rs []registration.Request) func() error {
	return func() error {
		d := new(registration.Duplicates)
		for i := range rs {
			d.Add(i+1, &rs[i])
		}
		return expect(d.Len())
	}
}

func duplicatesN(n int) func() error { return duplicatesOf(requests(n)) }

// twinsN are people whom a file would have to compare with each other: the
// same family name and the same birth date, and other first names.
func twinsN(n int) func() error {
	rs := requests(n)
	for i := range rs {
		rs[i].Number, rs[i].Identifier = rpps.Number{}, rpps.PersonID{}
		rs[i].Identity.BirthName, rs[i].Identity.BirthDate = "Exemple", civil.MustNew(1990, 1, 1)
		rs[i].Identity.FirstNames = []rpps.Private{rpps.Private("Prénom" + letters(i))}
	}
	return duplicatesOf(rs)
}

// letters writes a number in letters.
func letters(n int) string {
	b := []byte{'a' + byte(n%26)}
	for n /= 26; n > 0; n /= 26 {
		b = append(b, 'a'+byte(n%26))
	}
	return string(b)
}

func extractionOf(w *extractgen.World) []byte {
	var out bytes.Buffer
	if _, err := w.Write(&out, extractgen.Options{Layout: extractgen.Activity56}); err != nil {
		return nil
	}
	return out.Bytes()
}

func openExtraction(text []byte) (*annuaire.Reader, error) {
	return annuaire.NewReaderAt(bytes.NewReader(text), int64(len(text)), annuaire.Options{Day: day})
}

func linesN(n int) func() error {
	text := extractionOf(extractgen.NewWorld(1, n))
	return func() error {
		r, err := openExtraction(text)
		if err != nil {
			return err
		}
		var a annuaire.Activity
		lines := 0
		for rec, err := range r.Records() {
			if err != nil {
				return err
			}
			rec.Read(&a)
			lines++
		}
		return expect(lines)
	}
}

func groupedN(n int, g annuaire.Grouping) func() error {
	text := extractionOf(extractgen.NewWorld(1, n))
	return func() error {
		r, err := openExtraction(text)
		if err != nil {
			return err
		}
		persons := 0
		for _, err := range r.Persons(g) {
			if err != nil {
				return err
			}
			persons++
		}
		return expect(persons)
	}
}

func sortedN(n int) func() error  { return groupedN(n, annuaire.GroupSorted) }
func indexedN(n int) func() error { return groupedN(n, annuaire.GroupIndexed) }

func diffN(n int) func() error {
	w := extractgen.NewWorld(1, n)
	next, _ := w.NextDay(2, max(1, n/100))
	before, after := extractionOf(w), extractionOf(next)
	return func() error {
		a, err := openExtraction(before)
		if err != nil {
			return err
		}
		b, err := openExtraction(after)
		if err != nil {
			return err
		}
		c, err := annuaire.Diff(a, b, annuaire.DiffOptions{})
		if err != nil {
			return err
		}
		return expect(len(c.Changes))
	}
}

func userinfoN(n int) func() error {
	text := Userinfo(rand.New(rand.NewPCG(1, 4)), n)
	return func() error {
		u, err := psc.Parse(text, psc.Options{SignIn: day})
		if err != nil {
			return err
		}
		return expect(len(u.Activities))
	}
}

func selectN(n int) func() error {
	u, err := psc.Parse(Userinfo(rand.New(rand.NewPCG(1, 4)), n), psc.Options{SignIn: day})
	if err != nil {
		return failing(err)
	}
	last := psc.BySIRET(u.Activities[len(u.Activities)-1].Situation.Structure.SIRET)
	return func() error {
		return expect(len(u.Select(last).Candidates))
	}
}

// people are invented, each with one situation.
func people(n int) []fhir.Person {
	out := make([]fhir.Person, n)
	rng := rand.New(rand.NewPCG(1, 5))
	for i := range out {
		row := regsample.Valid(rng, day)
		r := row.Request()
		number := rpps.MustParseNumber(regsample.Number(rng))
		s := r.Situation
		s.ID = situation.DirectoryID(fmt.Sprintf("100997%06d", i))
		out[i] = fhir.Person{
			Professional: rpps.Professional{ID: rpps.PersonIDOf(number), Number: number, ExerciseName: rpps.Name{Family: r.Identity.BirthName, Given: r.Identity.FirstNames[0]}},
			Situations:   []situation.Situation{s},
		}
	}
	return out
}

func bundleN(n int) func() error {
	bundle, _ := fhir.New(people(n), fhir.NewOptions{})
	text, err := bundle.MarshalJSON()
	if err != nil {
		return failing(err)
	}
	return func() error {
		r, err := fhir.Parse(text, fhir.Options{})
		if err != nil {
			return err
		}
		return expect(len(fhir.NewSet(r).People()))
	}
}

func newBundleN(n int) func() error {
	who := people(n)
	return func() error {
		b, _ := fhir.New(who, fhir.NewOptions{})
		return expect(len(b.JSON()))
	}
}

func answerN(n int) func() error {
	text := []byte(`{"status":400,"activity":{"status":400,"code":"E04_U010_ACTIVITY_BAD_REQUEST","erreurs":[` +
		strings.TrimSuffix(strings.Repeat(`{"message":"Le modeExercice utilise une valeure non autorisée ou inconnue."},`, n), ",") + `]}}`)
	return func() error {
		a, err := psi.ParseAnswer(400, text)
		if err != nil {
			return err
		}
		return expect(len(a.Trace()))
	}
}

// walk appends n events, one after each pause: a request is begun, submitted, and
// sent back to be mended, again and again.
func walk(n int, pause time.Duration) (*history.History[registration.State, registration.Event], error) {
	m := registration.Cycle()
	h, err := history.New(m, "demande-42")
	if err != nil {
		return nil, err
	}
	var facts lifecycle.Facts
	for _, g := range m.Guards() {
		// Two that exclude each other are not both so.
		if g.Guard != registration.GuardManual && g.Guard != registration.GuardNewSituation {
			facts |= lifecycle.Holding(g.Guard)
		}
	}
	at := time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)
	random := rand.NewChaCha8([32]byte{})
	for i := range n {
		on, by := registration.EventAskCorrection, lifecycle.Gestionnaire
		if i%2 == 1 {
			on, by = registration.EventSubmit, lifecycle.Professional
		}
		if i == 0 {
			on, by = registration.EventStartPreRegistration, lifecycle.Professional
		}
		at = at.Add(pause)
		id, err := history.NewID(at, random)
		if err != nil {
			return nil, err
		}
		if _, err := h.Append(id, at, by, on, facts); err != nil {
			return nil, err
		}
	}
	return h, nil
}

func appendN(n int) func() error {
	return func() error {
		h, err := walk(n, time.Second)
		if err != nil {
			return err
		}
		return expect(h.Len())
	}
}

func replayN(n int) func() error { return replay(n, time.Second) }

// momentN is of IDs that stand in any order: looked for among all before it, each
// would cost in proportion to these.
func momentN(n int) func() error { return replay(n, 0) }

func replay(n int, pause time.Duration) func() error {
	h, err := walk(n, pause)
	if err != nil {
		return failing(err)
	}
	text := h.AppendLines(nil)
	return func() error {
		h, err := history.Read(bytes.NewReader(text), registration.Cycle())
		if err != nil {
			return err
		}
		return expect(h.Len())
	}
}

// months are n matrices, each of a month, the first of today.
func months(n int) []*habilitation.Matrix {
	out := make([]*habilitation.Matrix, n)
	for i := range out {
		spec := habilitation.CNAM20240925().Spec()
		spec.Version.ID = fmt.Sprintf("fictif-%04d", i)
		spec.Version.From = day.AddMonths(i)
		spec.Version.Until = civil.Date{}
		m, err := habilitation.New(spec)
		if err != nil {
			return nil
		}
		out[i] = m
	}
	return out
}

func timelineN(n int) func() error {
	ms := months(n)
	slices.Reverse(ms)
	return func() error {
		periods := 0
		for range habilitation.Embedded().With(ms...).Periods() {
			periods++
		}
		return expect(periods)
	}
}

func timelineAtN(n int) func() error {
	t := habilitation.Embedded().With(months(n)...)
	return func() error {
		m, err := t.At(day) // the oldest of them
		if err != nil || m == nil {
			return errors.Join(errNothing, err)
		}
		return nil
	}
}

// specOf has n rows of the types of all lists.
func specOf(n int) (habilitation.Spec, error) {
	spec := habilitation.CNAM20240925().Spec()
	spec.Version.ID, spec.Version.Differences = fmt.Sprintf("fictif-%d", n), nil
	spec.Rows = nil
	for d := range habilitation.DocumentTypes() {
		if len(spec.Rows) < n && d != habilitation.UnknownDocument {
			spec.Rows = append(spec.Rows, habilitation.Row{Document: d, Label: d.Label(), Allowed: habilitation.ColumnSet(uint32(d) * 2654435761 % (1 << 19))})
		}
	}
	if len(spec.Rows) != n {
		return spec, fmt.Errorf("%d types, not %d", len(spec.Rows), n)
	}
	return spec, nil
}

func newMatrixN(n int) func() error {
	spec, err := specOf(n)
	if err != nil {
		return failing(err)
	}
	return func() error {
		_, err := habilitation.New(spec)
		return err
	}
}

func matrixOf(n int) (*habilitation.Matrix, error) {
	spec, err := specOf(n)
	if err != nil {
		return nil, err
	}
	return habilitation.New(spec)
}

func readableN(n int) func() error {
	m, err := matrixOf(n)
	if err != nil {
		return failing(err)
	}
	q := habilitation.Request{Subject: subject(), Facts: reading}
	return func() error {
		for range m.Readable(q) {
		}
		return nil
	}
}

func rolesForN(n int) func() error {
	docs := kinds()[:n]
	m := habilitation.CNAM20240925()
	return func() error {
		m.RolesFor(docs...)
		return nil
	}
}

func matrixDiffN(n int) func() error {
	spec, err := specOf(n)
	if err != nil {
		return failing(err)
	}
	old, err := habilitation.New(spec)
	if err != nil {
		return failing(err)
	}
	for i := range spec.Rows {
		spec.Rows[i].Allowed ^= 1 << (i % 19)
	}
	spec.Version.ID += "-bis"
	next, err := habilitation.New(spec)
	if err != nil {
		return failing(err)
	}
	return func() error {
		return expect(len(evolution.Diff(old, next).Cells))
	}
}

func impactN(n int) func() error {
	spec := habilitation.CNAM20240925().Spec()
	for i := range spec.Rows {
		spec.Rows[i].Allowed ^= 1 << (i % 19)
	}
	spec.Version.ID, spec.Version.Differences = "fictif", nil
	next, err := habilitation.New(spec)
	if err != nil {
		return failing(err)
	}
	c := evolution.Diff(habilitation.CNAM20240925(), next)
	staff := make([]evolution.Member, n)
	for i := range staff {
		role := []string{"GENR09", "GENR10", "GENR11", "GENR12"}[i%4]
		staff[i] = evolution.Member{Key: fmt.Sprint("P", i), Subject: habilitation.SubjectOfCodes(habilitation.ParseCodes("99", "C", "", role), day)}
	}
	return func() error {
		return expect(len(evolution.Impact(c, staff).Members))
	}
}

func matrixFileN(n int) func() error {
	m := habilitation.CNAM20240925()
	var text strings.Builder
	text.WriteString("class_code;class_label;type_code;type_label")
	for _, c := range m.Columns() {
		text.WriteString(";" + c.Key)
	}
	text.WriteString("\n")
	cells := func(open habilitation.ColumnSet) {
		for i := range m.Columns() {
			text.WriteString(map[bool]string{true: ";1", false: ";0"}[open.Has(i)])
		}
		text.WriteString("\n")
	}
	for r := range m.Rows() {
		fmt.Fprintf(&text, "%s;%s;%s;%s", r.Class.Code(), r.Class.Label(), r.Document.Code(), r.Label)
		cells(r.Allowed)
	}
	for i := range n {
		fmt.Fprintf(&text, "%s;%s;FICTIF-%05d;Type fictif %d", habilitation.ClassReport.Code(), habilitation.ClassReport.Label(), i, i)
		cells(habilitation.ColumnSet(i) & 0xFF)
	}
	o := matrixfile.Options{Version: m.Version(), Accept: matrixfile.AcceptAll}
	return func() error {
		r, err := matrixfile.LoadCSV(strings.NewReader(text.String()), o)
		if err != nil {
			return err
		}
		if r.Matrix == nil {
			return errNothing
		}
		return nil
	}
}

// house is an establishment, with somebody who registers people for it.
func house() (workforce.Context, gestionnaire.Actor) {
	s := rpps.Structure{SIRET: rpps.MustParseSIRET("00099701500011"), Kind: rpps.ESMS}
	return workforce.Context{At: day, Establishments: []gestionnaire.Establishment{{Structure: s, Contract: gestionnaire.Contract{SignedOn: civil.MustNew(2024, 2, 1), With: s}}}},
		gestionnaire.Actor{
			ID: rpps.PersonIDOf(rpps.MustParseNumber("99700000013")),
			Mandates: []gestionnaire.Mandate{{
				Capacity: gestionnaire.Gestionnaire, Structure: s, From: civil.MustNew(2025, 9, 2), AppointedBy: gestionnaire.Mandataire,
				Training:        gestionnaire.Training{CompletedOn: civil.MustNew(2025, 9, 1)},
				Attestation:     gestionnaire.Attestation{SignedOn: civil.MustNew(2025, 9, 2), SignedBy: gestionnaire.RepresentantLegal},
				Card:            gestionnaire.Card{Kind: gestionnaire.CPE, ExpiresOn: civil.MustNew(2099, 6, 30)},
				Contact:         rpps.Contact{Email: "rh@example.org"},
				TermsAcceptedOn: civil.MustNew(2025, 9, 2),
			}},
		}
}

// staff are n people to be registered, of whom everything is known.
func staff(n int) []workforce.Staff {
	c, _ := house()
	out := make([]workforce.Staff, n)
	for i := range out {
		out[i] = workforce.Staff{
			Ref: fmt.Sprintf("P%06d", i), Profession: roles.MetierEducateurSpecialise, Category: roles.CategoryCivil, Mode: roles.ModeSalarie,
			Structure: c.Establishments[0].Structure, Start: civil.MustNew(2024, 9, 1),
			Needs: workforce.Needing(workforce.NeedDUI, workforce.NeedMSSante), Missions: workforce.Doing(workforce.MissionSocialLife),
			Request: &registration.Request{
				Identity: rpps.CivilStatus{
					BirthName: "FICTIF", FirstNames: []rpps.Private{rpps.Private("Camille" + letters(i))}, Sex: rpps.Female,
					BirthDate: civil.MustNew(1990, 3, 4), BirthPlace: rpps.BirthPlace{Commune: "31555"},
				},
				FrenchNationality: rpps.Yes, Contact: rpps.Contact{Email: "camille@example.org", Phone: "0639980001"},
				Situation:   situation.Situation{Role: roles.RoleSocialLife},
				Information: registration.Information{On: civil.MustNew(2026, 5, 4)},
				Search:      registration.Search{On: civil.MustNew(2026, 5, 4), Found: registration.FoundNone},
			},
		}
	}
	return out
}

func assessN(n int) func() error {
	c, _ := house()
	who := staff(n)
	return func() error {
		return expect(len(workforce.Assess(who, c).Findings))
	}
}

// placesN are n lines that name one person, each for another place: compared with each
// other they would cost in the square.
func placesN(n int) func() error {
	c := workforce.Context{At: day}
	who := staff(n)
	rng := rand.New(rand.NewPCG(1, 6))
	for i := range who {
		who[i].Number, who[i].Request = rpps.MustParseNumber("99700366240"), who[0].Request
		who[i].Structure = rpps.Structure{SIRET: rpps.MustParseSIRET(regsample.SIRET(rng))}
	}
	return func() error {
		return expect(workforce.Assess(who, c).Count(workforce.NewSituation))
	}
}

func plan(n int) (workforce.Assessment, workforce.PlanOptions) {
	c, g := house()
	return workforce.Assess(staff(n), c), workforce.PlanOptions{
		Strategy: workforce.StrategyRole, WaveSize: 25, PerDay: 20, Start: day,
		Establishments: c.Establishments, Gestionnaires: []gestionnaire.Actor{g},
	}
}

func planN(n int) func() error {
	a, o := plan(n)
	return func() error {
		return expect(workforce.MakePlan(a, o).Planned())
	}
}

func planTextN(n int) func() error {
	p := workforce.MakePlan(plan(n))
	return func() error {
		return expect(len(p.Text(language.French)))
	}
}

func pendingN(n int) func() error {
	c, g := house()
	items := make([]registration.Item, n)
	for i, r := range requests(n) {
		r.Situation.Structure = c.Establishments[0].Structure
		items[i] = registration.Item{Request: r, State: registration.AwaitingValidation, Since: day.AddDays(-i * 7 % 100)}
	}
	return func() error {
		return expect(len(registration.PendingWork(&g, c.Establishments, items, day, gestionnaire.Policy{})))
	}
}

// dossierN enters a request and withdraws it, again and again.
func dossierN(n int) func() error {
	c, g := house()
	s := staff(1)[0]
	request := s.Draft()
	act := registration.Act{
		By: lifecycle.Gestionnaire, Employer: c.Establishments[0].Structure, Caller: &g, Establishments: c.Establishments, Compatible: rpps.Yes,
	}
	return func() error {
		var d registration.Dossier
		for i := range n {
			a := act
			a.Day = day.AddDays(i)
			if a.OnRequest, a.Request = registration.EventEnterManually, &request; i%2 == 1 {
				a.OnRequest, a.Request, a.Item = registration.EventWithdraw, nil, i/2
			}
			next, _, err := d.Next(a)
			if err != nil {
				return err
			}
			d = next
		}
		return expect(len(d.Requests()))
	}
}

// noLimits lets the tree be as large as the question wants it.
var noLimits = jsontree.Limits{Bytes: 1 << 30, Depth: 1 << 20, Values: 1 << 30}

func treeOf(text string) func() error {
	return func() error {
		v, err := jsontree.Parse([]byte(text), noLimits)
		if err != nil {
			return err
		}
		return expect(len(v.Append(nil)))
	}
}

func deepN(n int) func() error {
	return treeOf(strings.Repeat(`{"a":[`, n/2) + "1" + strings.Repeat(`]}`, n/2))
}

func wideN(n int) func() error {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `,"member%d":%d`, i, i)
	}
	return treeOf("{" + b.String()[1:] + "}")
}

// sameKeyN may be refused: what it costs to say so is the question.
func sameKeyN(n int) func() error {
	text := []byte("{" + strings.Repeat(`"a":1,`, n) + `"b":2}`)
	return func() error {
		_, _ = jsontree.Parse(text, noLimits)
		return nil
	}
}

func arrayN(n int) func() error {
	return treeOf("[" + strings.Repeat(`"abc",`, n) + `1]`)
}

func sortN(n int) func() error {
	rng := rand.New(rand.NewPCG(1, 6))
	who := make([]rpps.Professional, n)
	for i := range who {
		who[i].ExerciseName = rpps.Name{Family: rpps.Private("Exemplé-" + letters(rng.IntN(n))), Given: rpps.Private("Zoé" + letters(rng.IntN(100)))}
	}
	return func() error {
		names.Sort(slices.Clone(who))
		return nil
	}
}

func keyN(n int) func() error {
	name := strings.Repeat("Éé-œ’ ", n/6+1)
	return func() error {
		return expect(len(names.Key(name)))
	}
}

func faultsN(n int) func() error {
	rules := registration.Rules()
	rng := rand.New(rand.NewPCG(1, 7))
	all := make(rule.Faults, n)
	for i := range all {
		r := &rules[rng.IntN(len(rules))]
		all[i] = r.At("identity.birthName").On(rule.Position{Line: rng.IntN(n)})
	}
	return func() error {
		fs := slices.Clone(all)
		fs.Sort()
		return expect(len(fs.Error()))
	}
}

func longDigitsN(n int) func() error {
	text := strings.Repeat("1", n)
	person := "8" + text
	return func() error {
		if _, err := rpps.ParseSIRET(text); err == nil {
			return errNothing
		}
		if _, err := rpps.ParsePersonID(person); err == nil {
			return errNothing
		}
		return nil
	}
}

func longLabelN(n int) func() error {
	text := strings.Repeat("éducateur ", n/10+1)
	return func() error {
		if _, err := roles.FindProfession(text); err == nil {
			return errNothing
		}
		return nil
	}
}
