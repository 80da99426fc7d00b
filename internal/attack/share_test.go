package attack_test

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/habilitation/evolution"
	"github.com/rppsplus/rppsplus/habilitation/export"
	"github.com/rppsplus/rppsplus/habilitation/habilitationtest"
	"github.com/rppsplus/rppsplus/habilitation/matrixfile"
	"github.com/rppsplus/rppsplus/habilitation/trace"
	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/annuaire"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/rpps/gestionnaire"
	"github.com/rppsplus/rppsplus/rpps/psc"
	"github.com/rppsplus/rppsplus/rpps/psi"
	"github.com/rppsplus/rppsplus/rpps/registration"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"github.com/rppsplus/rppsplus/rpps/services"
	"github.com/rppsplus/rppsplus/rpps/workforce"
	"github.com/rppsplus/rppsplus/situation"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
	"github.com/rppsplus/rppsplus/situation/lifecycle/history"
)

// gathered returns what a result says, as values without iterators: what an
// iterator gives is a list.
func gathered(v reflect.Value) []any {
	if v.Kind() == reflect.Func && v.Type().NumIn() == 1 && v.Type().In(0).Kind() == reflect.Func && v.Type().NumOut() == 0 {
		yield := v.Type().In(0)
		var out []any
		if v.IsNil() {
			return nil
		}
		v.Call([]reflect.Value{reflect.MakeFunc(yield, func(args []reflect.Value) []reflect.Value {
			for _, a := range args {
				out = append(out, a.Interface())
			}
			return []reflect.Value{reflect.ValueOf(true)}
		})})
		return out
	}
	return []any{v.Interface()}
}

// copied returns a value that shares no list and no map with v, as far as they
// are exported.
func copied(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.Slice:
		if v.IsNil() {
			return out
		}
		out = reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(copied(v.Index(i)))
		}
	case reflect.Map:
		if v.IsNil() {
			return out
		}
		out = reflect.MakeMap(v.Type())
		for k, e := range v.Seq2() {
			out.SetMapIndex(k, copied(e))
		}
	case reflect.Array:
		for i := range v.Len() {
			out.Index(i).Set(copied(v.Index(i)))
		}
	case reflect.Struct:
		out.Set(v)
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				out.Field(i).Set(copied(v.Field(i)))
			}
		}
	case reflect.Interface:
		if !v.IsNil() {
			out.Set(copied(v.Elem()))
		}
	default:
		out.Set(v)
	}
	return out
}

// scribble writes over every list and map that v reaches without a pointer. It
// returns how many there were.
func scribble(v reflect.Value) int {
	n := 0
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			n += scribble(v.Index(i))
			v.Index(i).SetZero()
		}
		if v.Cap() > v.Len() && v.Len() > 0 {
			more := v.Slice(0, v.Cap())
			for i := v.Len(); i < v.Cap(); i++ {
				more.Index(i).SetZero()
			}
		}
		return n + min(v.Len(), 1)
	case reflect.Map:
		if v.Len() > 0 {
			n++
		}
		for _, e := range v.Seq2() {
			n += scribble(e)
		}
		v.Clear()
	case reflect.Array:
		for i := range v.Len() {
			n += scribble(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				n += scribble(v.Field(i))
			}
		}
	case reflect.Interface:
		if !v.IsNil() {
			n += scribble(v.Elem())
		}
	}
	return n
}

// harmless calls f twice, and scribbles in between on what came the first time.
func harmless(t *testing.T, name string, f func() []any) (lists int) {
	t.Helper()
	first := f()
	before := copied(reflect.ValueOf(&first).Elem()).Interface()
	for i := range first {
		if first[i] != nil {
			lists += scribble(reflect.ValueOf(first[i]))
		}
	}
	if after := f(); !reflect.DeepEqual(before, any(after)) {
		t.Errorf("%s: what a caller writes into the result is in the next one", name)
	}
	return lists
}

// left are methods that read on, and that of faults which is the list itself.
var left = []string{"Next", "Records", "Err"}

// accessors are the methods of a value without arguments.
func accessors(v any) map[string]func() []any {
	out := map[string]func() []any{}
	rv := reflect.ValueOf(v)
	for i := range rv.NumMethod() {
		m, typ := rv.Method(i), rv.Type().Method(i)
		if m.Type().NumIn() != 0 || m.Type().NumOut() == 0 || slices.Contains(left, typ.Name) {
			continue
		}
		out[rv.Type().String()+"."+typ.Name] = func() []any {
			var all []any
			for _, r := range m.Call(nil) {
				all = append(all, gathered(r)...)
			}
			return all
		}
	}
	return out
}

var someDay = civil.MustNew(2025, 6, 1)

const someUserinfo = `{"sub":"x","SubjectNameID":"899700366240","otherIds":[{"identifiant":"899700366240","origine":"RPPS","qualite":1}],"SubjectRole":["10^1.2"],"x":{"y":1},` +
	`"SubjectRefPro":{"exercices":[{"codeProfession":"60","codeCategorieProfessionnelle":"C","activities":[{"codeModeExercice":"S","ancienIdentifiantDeLaStructure":"F990000010"}]}]}}`

const someBundle = `{"resourceType":"Bundle","entry":[` +
	`{"resource":{"resourceType":"Practitioner","id":"p","meta":{"profile":["x"]},"name":[{"family":"A"}],"address":[],"qualification":[{"code":{"coding":[{"system":"https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante","code":"60"}]}}]}},` +
	`{"resource":{"resourceType":"Organization","id":"o","name":"B"}},` +
	`{"resource":{"resourceType":"PractitionerRole","id":"r","gender":1,"practitioner":{"reference":"Practitioner/p"},"organization":{"reference":"Organization/o"}}}]}`

func parsed(t testing.TB) (*psc.Userinfo, fhir.Resource, *fhir.Set) {
	t.Helper()
	u, err := psc.Parse([]byte(someUserinfo), psc.Options{SignIn: someDay})
	if err != nil {
		t.Fatal(err)
	}
	r, err := fhir.Parse([]byte(someBundle), fhir.Options{SeenOn: someDay})
	if err != nil {
		t.Fatal(err)
	}
	return u, r, fhir.NewSet(r)
}

func someExtraction(t testing.TB) *annuaire.Reader {
	t.Helper()
	r, err := annuaire.NewReader(strings.NewReader(headExtraction+"899700218896|A|60|S|F990000010||\n"), annuaire.Options{Day: someDay})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestNothingShared scribbles on all that is handed out: by every method
// without arguments of the values below, and by the functions that have some.
func TestNothingShared(t *testing.T) {
	m := habilitation.CNAM20240925()
	u, bundle, set := parsed(t)
	file, err := registration.NewReader(strings.NewReader(headRegistration))
	if err != nil {
		t.Fatal(err)
	}
	archive := packed(t, "a.txt", []byte("x"), 0)
	a, err := annuaire.OpenArchive(bytes.NewReader(archive), int64(len(archive)), annuaire.ArchiveOptions{})
	if err != nil {
		t.Fatal(err)
	}
	subject := habilitation.SubjectOf(u.Activities[0].Situation, someDay)
	request := habilitation.Request{Subject: subject, Document: m.Spec().Rows[0].Document, Action: habilitation.Read}
	recorder := habilitationtest.Record(m)
	decision := recorder.Decide(request)
	spec := m.Spec()
	spec.Rows = spec.Rows[1:]
	spec.Version.ID = "other"
	other, err := habilitation.New(spec)
	if err != nil {
		t.Fatal(err)
	}
	changes := evolution.Diff(m, other)
	table, err := export.NewTable(m, export.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := habilitationtest.Parse("x.csv", []byte(headExpectations+"infirmier;34112-3;oui\n"))
	if err != nil {
		t.Fatal(err)
	}
	h, err := history.New(situation.Cycle(), "x")
	if err != nil {
		t.Fatal(err)
	}
	lists, methods := 0, 0
	for _, v := range []any{
		m, other, habilitation.Embedded(), habilitation.Embedded().With(other), subject, decision, request.Document, request, m.Spec(),
		situation.Cycle(), registration.Cycle(), gestionnaire.Cycle(), workforce.Entry(), workforce.Exit(), rpps.CertificationCycle(),
		roles.ProfessionInfirmier, roles.RoleCare, roles.CategoryCivil, roles.PracticeMode(1), roles.Sector(1), roles.EndReason(1), roles.LiberalActivity(1), roles.ListR85,
		u, u.Professional, u.Activities[0], u.Activities[0].Situation, bundle, set, set.People()[0], bundle.(*fhir.Bundle).Entries[0].Resource, file, a, someExtraction(t),
		annuaire.Summary{EightBit: 1, FirstEightBit: 1},
		annuaire.LayoutActivity, recorder, recorder.Coverage(), changes, evolution.Press2023(), table, loaded, h,
		registration.Dossier{},
		export.Input{Facts: []string{"care-team"}, Subject: &export.ResolvedSubject{Columns: []string{"nurse"}}},
		lifecycle.Facts(7), lifecycle.By(lifecycle.Direction), lifecycle.Effects(3), workforce.Needs(3), workforce.Missions(3), services.Personal,
		trace.Record{Reasons: []rule.Code{"X"}},
		rule.Faults{roles.Rules()[0].At("x")},
	} {
		for name, f := range accessors(v) {
			methods++
			lists += harmless(t, name, f)
		}
	}
	if methods < 300 || lists < 300 {
		t.Errorf("%d methods gave %d lists", methods, lists)
	}
	functions := map[string]func() []any{
		"Matrix.RolesFor":       func() []any { return []any{m.RolesFor(request.Document)} },
		"Matrix.DecideAll":      func() []any { return []any{m.DecideAll(nil, request, request)} },
		"Machine.Leaving":       func() []any { return []any{situation.Cycle().Leaving(1)} },
		"Machine.Permitted":     func() []any { return []any{situation.Cycle().Permitted(1, lifecycle.Direction, 0)} },
		"Machine.EffectCodes":   func() []any { return []any{situation.Cycle().EffectCodes(7)} },
		"Machine.FactCodes":     func() []any { return []any{situation.Cycle().FactCodes(7)} },
		"roles.FindProfessions": func() []any { return []any{roles.FindProfessions("infirmier")} },
		"rpps.Detect":           func() []any { return []any{rpps.Detect("99700366240")} },
		"workforce.Verdicts":    func() []any { return []any{slices.Collect(workforce.Verdicts())} },
		"registration.Check": func() []any {
			return []any{registration.Check(registration.Request{}, registration.Context{At: someDay})}
		},
		"registration.NextSteps": func() []any {
			return []any{registration.NextSteps(registration.Request{}, registration.Context{At: someDay})}
		},
		"habilitation.At": func() []any {
			x, err := habilitation.At(someDay)
			return []any{x.Spec(), err}
		},
		"evolution.Diff":   func() []any { return []any{evolution.Diff(m, other)} },
		"evolution.Impact": func() []any { return []any{evolution.Impact(changes, nil)} },
	}
	for _, list := range []struct {
		name string
		f    func() []rule.Rule
	}{
		{"roles", roles.Rules},
		{"rpps", rpps.Rules},
		{"situation", situation.Rules},
		{"lifecycle", lifecycle.Rules},
		{"history", history.Rules},
		{"habilitation", habilitation.Rules},
		{"matrixfile", matrixfile.Rules},
		{"export", export.Rules},
		{"trace", trace.Rules},
		{"habilitationtest", habilitationtest.Rules},
		{"gestionnaire", gestionnaire.Rules},
		{"registration", registration.Rules},
		{"services", services.Rules},
		{"workforce", workforce.Rules},
		{"psc", psc.Rules},
		{"psi", psi.Rules},
		{"annuaire", annuaire.Rules},
		{"fhir", fhir.Rules},
	} {
		functions[list.name+".Rules"] = func() []any { return []any{list.f()} }
	}
	for name, f := range functions {
		lists += harmless(t, name, f)
	}
	// What was given is not kept either.
	given := m.Spec()
	own, err := habilitation.New(given)
	if err != nil {
		t.Fatal(err)
	}
	before := own.Spec()
	scribble(reflect.ValueOf(&given).Elem())
	if !reflect.DeepEqual(own.Spec(), before) {
		t.Error("a matrix keeps what it was made of")
	}
	machine := situation.Cycle().Spec()
	made, err := lifecycle.New(machine)
	if err != nil {
		t.Fatal(err)
	}
	was := made.Spec()
	scribble(reflect.ValueOf(&machine).Elem())
	if !reflect.DeepEqual(made.Spec(), was) {
		t.Error("a machine keeps what it was made of")
	}
	text := []byte(someBundle)
	r, err := fhir.Parse(text, fhir.Options{})
	if err != nil {
		t.Fatal(err)
	}
	clear(text)
	if line, err := fhir.Line(r); err != nil || !strings.Contains(string(line), "PractitionerRole") {
		t.Error("a resource keeps the bytes that it was read from")
	}
}

// TestScribble: the test sees a list that is shared.
func TestScribble(t *testing.T) {
	type inner struct{ L []string }
	shared := []inner{{[]string{"a"}}}
	maps := map[string][]string{"a": {"b"}}
	for name, f := range map[string]func() []any{
		"list":     func() []any { return []any{shared[0].L} },
		"nested":   func() []any { return []any{slices.Clone(shared)} },
		"map":      func() []any { return []any{maps} },
		"iterator": func() []any { return gathered(reflect.ValueOf(func(yield func(inner) bool) { yield(shared[0]) })) },
	} {
		shared[0].L[0], maps["a"] = "a", []string{"b"}
		first := f()
		before := copied(reflect.ValueOf(&first).Elem()).Interface()
		n := 0
		for i := range first {
			n += scribble(reflect.ValueOf(first[i]))
		}
		if n == 0 || reflect.DeepEqual(before, any(f())) {
			t.Errorf("%s: not seen", name)
		}
		shared = []inner{{[]string{"a"}}}
	}
}
