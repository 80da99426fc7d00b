package privacy

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing/fstest"
	"time"

	"golang.org/x/text/language"

	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// A function is an exported function by its name.
type function struct {
	name string
	fn   any
}

// An explorer calls functions and methods with what it has, prints what comes
// out, and keeps it for the next calls.
type explorer struct {
	printer *printer
	pool    map[reflect.Type][]reflect.Value
	order   []reflect.Type
	printed map[reflect.Type]int
	errs    map[string]bool
	faults  map[rule.Fault]bool
	texts   []string
	streams [][]byte
	offset  int

	// called are the functions and methods, types the types that were printed.
	called map[string]bool
	types  map[string]bool
	// found has the first finding of a canary by what showed it.
	found  map[string]map[string]finding
	panics map[string]string
	calls  int
	prints int
	read   int
	limits limits
}

// limits say how far the explorer goes.
type limits struct {
	kept, full, light, rounds int
}

func newExplorer(l limits) *explorer {
	return &explorer{
		printer: newPrinter(), pool: map[reflect.Type][]reflect.Value{},
		printed: map[reflect.Type]int{}, errs: map[string]bool{}, faults: map[rule.Fault]bool{}, called: map[string]bool{}, types: map[string]bool{},
		found: map[string]map[string]finding{}, panics: map[string]string{}, limits: l,
	}
}

// nameOf returns "rpps.Number" for a type of the library, generic or not, and
// "" for another.
func nameOf(t reflect.Type) string {
	for t.Kind() == reflect.Pointer && t.Name() == "" {
		t = t.Elem()
	}
	p, ours := strings.CutPrefix(t.PkgPath(), module+"/")
	if !ours || strings.HasPrefix(p, "internal/") {
		return ""
	}
	name, _, _ := strings.Cut(t.Name(), "[")
	if name == "" || name[0] < 'A' || name[0] > 'Z' {
		return ""
	}
	return p[strings.LastIndexByte(p, '/')+1:] + "." + name
}

// tell notes the first finding of each canary under what showed it.
func (e *explorer) tell(key string, f finding) {
	if e.found[key] == nil {
		e.found[key] = map[string]finding{}
	}
	if _, ok := e.found[key][f.hit.canary]; !ok {
		e.found[key][f.hit.canary] = f
	}
}

var (
	errorType  = reflect.TypeFor[error]()
	readerType = reflect.TypeFor[io.Reader]()
)

// take looks at a value that came out of a call, and at what it holds. key is
// who gave it.
func (e *explorer) take(v reflect.Value, key string, depth int) {
	if !v.IsValid() || depth > 6 {
		return
	}
	if v.Kind() == reflect.Interface {
		if v.IsNil() {
			return
		}
		v = v.Elem()
	}
	if !v.CanInterface() {
		return
	}
	t := v.Type()
	if t.Implements(errorType) && !(v.Kind() == reflect.Pointer && v.IsNil()) {
		e.takeError(v.Interface().(error), key)
	}
	switch {
	case t.Kind() == reflect.String && nameOf(t) == "":
		e.text(key, v.String(), depth)
		return
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8 && nameOf(t.Elem()) == "":
		e.text(key, string(v.Bytes()), depth)
		return
	}
	if v.Kind() == reflect.Func {
		e.takeSequence(v, key, depth)
		return
	}
	ours := nameOf(t) != ""
	if ours && !v.IsZero() && !e.keep(v) && !holdsErrors(t, nil) {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			e.take(v.Elem(), key, depth+1)
		}
	case reflect.Struct:
		for _, f := range v.Fields() {
			if f.CanInterface() && (f.Kind() != reflect.String || nameOf(f.Type()) != "") {
				e.take(f, key, depth+1)
			}
		}
	case reflect.Slice, reflect.Array:
		if k := t.Elem().Kind(); k == reflect.String && nameOf(t.Elem()) == "" || k == reflect.Uint8 && nameOf(t.Elem()) == "" {
			e.text(key, fmt.Sprintf("%v", v.Interface()), depth)
			return
		}
		for i := range min(v.Len(), 40) {
			e.take(v.Index(i), key, depth+1)
		}
	case reflect.Map:
		for i, k := range v.MapKeys() {
			if i == 20 {
				break
			}
			e.take(k, key, depth+1)
			e.take(v.MapIndex(k), key, depth+1)
		}
	}
}

// text searches a text that a call returned. The texts in fields are for the
// one who asks for them.
func (e *explorer) text(key, text string, depth int) {
	if depth > 0 {
		return
	}
	if f, ok := e.printer.check(reflect.Value{}, key, text); ok {
		e.tell("text "+key, f)
	}
}

// holdsErrors reports whether there may be an error in a value of a type.
func holdsErrors(t reflect.Type, seen map[reflect.Type]bool) bool {
	if have, ok := errorHolders[t]; ok {
		return have
	}
	if seen == nil {
		seen = map[reflect.Type]bool{}
	}
	if seen[t] {
		return false
	}
	seen[t] = true
	have := t.Implements(errorType)
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		have = have || holdsErrors(t.Elem(), seen)
	case reflect.Struct:
		for field := range t.Fields() {
			have = have || field.IsExported() && holdsErrors(field.Type, seen)
		}
	case reflect.Interface:
		have = true
	}
	errorHolders[t] = have
	return have
}

var errorHolders = map[reflect.Type]bool{}

// takeError prints an error once for each text.
func (e *explorer) takeError(err error, key string) {
	switch x := err.(type) {
	case rule.Faults:
		fresh := false
		for _, f := range x {
			fresh = fresh || !e.faults[f]
			e.takeError(f, key)
		}
		if !fresh {
			return
		}
	case rule.Fault:
		if e.faults[x] {
			return
		}
		e.faults[x] = true
	}
	text := fmt.Sprintf("%T %s", err, err)
	if e.errs[text] {
		return
	}
	e.errs[text] = true
	for _, f := range e.printer.errorTexts(err, 0) {
		e.tell("error "+key, f)
	}
}

// takeSequence walks an iterator.
func (e *explorer) takeSequence(v reflect.Value, key string, depth int) {
	t := v.Type()
	if v.IsNil() || t.NumIn() != 1 || t.NumOut() != 0 || t.In(0).Kind() != reflect.Func {
		return
	}
	yield := t.In(0)
	if yield.NumOut() != 1 || yield.Out(0).Kind() != reflect.Bool {
		return
	}
	n := 0
	e.guard(key, func() {
		v.Call([]reflect.Value{reflect.MakeFunc(yield, func(args []reflect.Value) []reflect.Value {
			for _, a := range args {
				e.take(a, key, depth)
			}
			n++
			return []reflect.Value{reflect.ValueOf(n < 60)}
		})})
	})
}

// keep prints a value of the library and puts it into the pool. It reports
// whether the value was new.
func (e *explorer) keep(v reflect.Value) bool {
	t := v.Type()
	if e.printed[t] >= e.limits.full+e.limits.light {
		return false
	}
	full := e.printed[t] < e.limits.full
	e.printed[t]++
	e.prints++
	name := nameOf(t)
	e.types[name] = true
	if !plainNumber(t) {
		for _, f := range e.printer.print(v, full) {
			e.tell("print "+name, f)
		}
	}
	if len(e.pool[t]) < e.limits.kept && t != reflect.TypeFor[civil.Date]() {
		e.add(v)
	}
	return true
}

// plainNumber reports whether a type is an enumeration or a set: no text, and
// no day.
func plainNumber(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Int8, reflect.Int16, reflect.Bool:
		return true
	}
	return false
}

// add puts a value into the pool.
func (e *explorer) add(v reflect.Value) {
	t := v.Type()
	if e.pool[t] == nil {
		e.order = append(e.order, t)
	}
	e.pool[t] = append(e.pool[t], v)
}

// guard calls f, and searches what it panics with.
func (e *explorer) guard(key string, f func()) {
	defer func() {
		if x := recover(); x != nil {
			if x == errStop {
				return
			}
			text := fmt.Sprint(x)
			if err, ok := x.(error); ok {
				e.takeError(err, key)
				text = err.Error()
			}
			if f, ok := e.printer.check(reflect.ValueOf(x), key, text); ok {
				e.tell("panic "+key, f)
			}
			if e.panics[key] == "" {
				e.panics[key] = text
			}
		}
	}()
	f()
}

var errStop = errors.New("enough")

// call calls a function several times, with other arguments each time.
func (e *explorer) call(name string, fn reflect.Value, receiver reflect.Value, times int) {
	t := fn.Type()
	first := 0
	if receiver.IsValid() {
		first = 1
	}
	if t.NumIn() == first {
		times = 1
	}
	for i := range times {
		var args []reflect.Value
		if receiver.IsValid() {
			args = append(args, receiver)
		}
		var sinks []*bytes.Buffer
		for n := first; n < t.NumIn(); n++ {
			in := t.In(n)
			if in == reflect.TypeFor[[]byte]() && n == first && strings.Contains(name, ".Append") {
				args = append(args, reflect.ValueOf([]byte("> ")))
				continue
			}
			if in == reflect.TypeFor[io.Writer]() {
				b := &bytes.Buffer{}
				sinks = append(sinks, b)
				args = append(args, reflect.ValueOf(b))
				continue
			}
			if isWord(name) && (in.Kind() == reflect.String || in == reflect.TypeFor[[]string]()) {
				a := reflect.New(in).Elem()
				if in.Kind() == reflect.String {
					a.SetString("word")
				} else {
					a.Set(reflect.ValueOf([]string{"word", "another"}))
				}
				args = append(args, a)
				continue
			}
			a, ok := e.argument(in, i+e.offset+n*3, 0)
			if !ok {
				return
			}
			args = append(args, a)
		}
		e.called[name] = true
		e.calls++
		e.guard(name, func() {
			var out []reflect.Value
			if t.IsVariadic() {
				out = fn.CallSlice(args)
			} else {
				out = fn.Call(args)
			}
			for _, o := range out {
				e.take(o, name, 0)
			}
		})
		for _, b := range sinks {
			if f, ok := e.printer.check(reflect.Value{}, name, b.String()); ok {
				e.tell("text "+name, f)
			}
		}
		// What the call wrote into its arguments.
		for _, a := range args {
			if a.Kind() == reflect.Pointer && !a.IsNil() && nameOf(a.Type()) != "" {
				e.take(a.Elem(), name, 1)
			}
		}
	}
}

// argument makes the i-th argument of a type.
func (e *explorer) argument(t reflect.Type, i, depth int) (reflect.Value, bool) {
	if depth > 8 {
		return reflect.Zero(t), true
	}
	if vs := e.pool[t]; len(vs) > 0 {
		return vs[i%len(vs)], true
	}
	switch t {
	case reflect.TypeFor[[]byte]():
		if i%2 == 0 && len(e.streams) > 0 {
			return reflect.ValueOf(slices.Clone(e.streams[i/2%len(e.streams)])), true
		}
		return reflect.ValueOf([]byte(e.texts[i%len(e.texts)])), true
	case readerType:
		return reflect.ValueOf(bytes.NewReader(e.stream(i))), true
	case reflect.TypeFor[io.ReaderAt]():
		return reflect.ValueOf(bytes.NewReader(e.stream(i))), true
	case reflect.TypeFor[fs.FS]():
		return reflect.ValueOf(fstest.MapFS{e.texts[i%len(e.texts)]: {Data: e.stream(i)}}), true
	case reflect.TypeFor[time.Time]():
		return reflect.ValueOf(time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)), true
	case reflect.TypeFor[*time.Location]():
		return reflect.ValueOf(time.UTC), true
	case reflect.TypeFor[language.Tag]():
		return reflect.ValueOf([]language.Tag{language.French, language.English}[i%2]), true
	case reflect.TypeFor[any]():
		v := reflect.New(t).Elem()
		if x := []any{e.texts[i%len(e.texts)], []byte(e.texts[i%len(e.texts)]), int64(99748152637), nil, birth.Time(time.UTC), 1.5}[i%6]; x != nil {
			v.Set(reflect.ValueOf(x))
		}
		return v, true
	case reflect.TypeFor[error]():
		return reflect.ValueOf(errors.New("refused")), true
	case reflect.TypeFor[civil.Date]():
		return reflect.ValueOf(civil.MustNew(2026, 11, 1+i%28)), true
	}
	switch t.Kind() {
	case reflect.String:
		if isWord(nameOf(t)) {
			return reflect.ValueOf("WORD").Convert(t), true
		}
		return reflect.ValueOf(e.texts[i%len(e.texts)]).Convert(t), true
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return reflect.ValueOf(i % 7).Convert(t), true
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return reflect.ValueOf(uint(i % 7)).Convert(t), true
	case reflect.Float64, reflect.Float32:
		return reflect.ValueOf(float64(i)).Convert(t), true
	case reflect.Bool:
		return reflect.ValueOf(i%2 == 0).Convert(t), true
	case reflect.Slice:
		s := reflect.MakeSlice(t, 0, 2)
		for n := range 2 {
			a, ok := e.argument(t.Elem(), i+n, depth+1)
			if !ok {
				return reflect.Zero(t), true
			}
			s = reflect.Append(s, a)
		}
		return s, true
	case reflect.Array:
		a := reflect.New(t).Elem()
		for n := range t.Len() {
			if x, ok := e.argument(t.Elem(), i+n, depth+1); ok {
				a.Index(n).Set(x)
			}
		}
		return a, true
	case reflect.Map:
		m := reflect.MakeMap(t)
		k, ok := e.argument(t.Key(), i, depth+1)
		x, ok2 := e.argument(t.Elem(), i, depth+1)
		if ok && ok2 {
			m.SetMapIndex(k, x)
		}
		return m, true
	case reflect.Pointer:
		if !opensNothing(t.Elem()) {
			a, ok := e.argument(t.Elem(), i, depth+1)
			if !ok {
				return a, false
			}
			p := reflect.New(t.Elem())
			p.Elem().Set(a)
			return p, true
		}
		return reflect.Value{}, false
	case reflect.Struct:
		return e.fill(t, i, depth+1), true
	case reflect.Interface:
		for _, have := range e.order {
			if have.Implements(t) {
				return e.pool[have][i%len(e.pool[have])], true
			}
		}
		return reflect.Value{}, false
	case reflect.Func:
		return reflect.MakeFunc(t, func(args []reflect.Value) []reflect.Value {
			for _, a := range args {
				// An iterator gives what there is of its type; a callback looks at
				// what it is given.
				if a.Kind() == reflect.Func && a.Type().NumOut() == 1 && a.Type().Out(0).Kind() == reflect.Bool {
					for n := range 3 {
						var in []reflect.Value
						for in0 := range a.Type().Ins() {
							x, ok := e.argument(in0, i+n, depth+1)
							if !ok {
								return zeros(t)
							}
							in = append(in, x)
						}
						if !a.Call(in)[0].Bool() {
							break
						}
					}
					continue
				}
				e.take(a, "callback", 2)
			}
			out := zeros(t)
			for n := range out {
				if a, ok := e.argument(t.Out(n), i, depth+1); ok && t.Out(n) != errorType {
					out[n] = a.Convert(t.Out(n))
				}
			}
			return out
		}), true
	}
	return reflect.Value{}, false
}

// opensNothing reports whether a value of a struct can only come from the
// library: it has no exported field.
func opensNothing(t reflect.Type) bool {
	if t.Kind() != reflect.Struct {
		return false
	}
	for field := range t.Fields() {
		if field.IsExported() {
			return false
		}
	}
	return true
}

func zeros(t reflect.Type) []reflect.Value {
	var out []reflect.Value
	for out0 := range t.Outs() {
		out = append(out, reflect.Zero(out0))
	}
	return out
}

func (e *explorer) stream(i int) []byte {
	if len(e.streams) == 0 {
		return []byte(e.texts[i%len(e.texts)])
	}
	return e.streams[i%len(e.streams)]
}

// fill makes a struct with a canary in every text that may hold one.
func (e *explorer) fill(t reflect.Type, i, depth int) reflect.Value {
	v := reflect.New(t).Elem()
	e.fillInto(v, i, depth)
	return v
}

func (e *explorer) fillInto(v reflect.Value, i, depth int) {
	t := v.Type()
	for n := range t.NumField() {
		f := t.Field(n)
		if !f.IsExported() || depth > 6 {
			continue
		}
		switch {
		case f.Type == reflect.TypeFor[civil.Date]():
			if strings.Contains(f.Name, "Birth") {
				v.Field(n).Set(reflect.ValueOf(birth))
			} else {
				v.Field(n).Set(reflect.ValueOf(civil.MustNew(2026, 11, 1+(i+n)%20)))
			}
		case f.Name == "Ref":
			v.Field(n).SetString(reference)
		case f.Type.Kind() == reflect.Func, f.Type.Kind() == reflect.Interface:
		case f.Type == reflect.TypeFor[map[string]string]() && isWord(nameOf(t)):
		case f.Type.Kind() == reflect.String && nameOf(f.Type) != "" && isWord(nameOf(t)):
		case f.Type.Kind() == reflect.String && nameOf(f.Type) == "" && isWord(nameOf(t)):
			v.Field(n).SetString("word")
		case f.Type == reflect.TypeFor[[]string]() && isWord(nameOf(t)):
			v.Field(n).Set(reflect.ValueOf([]string{"word", "another"}))
		default:
			if a, ok := e.argument(f.Type, i+n, depth+1); ok && a.Type().AssignableTo(f.Type) {
				v.Field(n).Set(a)
			}
		}
	}
}

// methodsOf calls the methods of a value.
func (e *explorer) methodsOf(v reflect.Value, times int) {
	t := v.Type()
	name := nameOf(t)
	// A method that writes works on a copy.
	receiver := v
	if t.Kind() != reflect.Pointer {
		p := reflect.New(t)
		p.Elem().Set(v)
		receiver, t = p, p.Type()
	}
	for m := range t.Methods() {
		key := name + "." + m.Name
		switch m.Name {
		case "Format":
			// Called by the verbs.
			e.called[key] = e.called[key] || e.types[name]
			continue
		}
		n := times
		if scalarText(m.Type) {
			n = min(len(e.texts), 12)
		}
		e.call(key, m.Func, receiver, n)
		if v.Kind() != reflect.Pointer {
			receiver = reflect.New(v.Type())
			receiver.Elem().Set(v)
		}
	}
}

// scalarText reports whether a method takes a text.
func scalarText(t reflect.Type) bool {
	for i := 1; i < t.NumIn(); i++ {
		switch k := t.In(i); {
		case k.Kind() == reflect.String, k == reflect.TypeFor[any](), k == reflect.TypeFor[[]byte](), k == readerType:
			return true
		}
	}
	return false
}

// explore calls everything, in rounds.
func (e *explorer) explore() {
	done := map[reflect.Type]int{}
	for round := range e.limits.rounds {
		e.offset = round * 7
		for _, f := range functions {
			fn := reflect.ValueOf(f.fn)
			n := 4
			for in := range fn.Type().Ins() {
				switch k := in; {
				case k.Kind() == reflect.String, k.Kind() == reflect.Slice && k.Elem().Kind() == reflect.String:
					n = len(e.texts)
				case k == reflect.TypeFor[[]byte](), k == readerType:
					n = 2 * len(e.streams)
				}
			}
			if round > 0 {
				n = min(n, 6)
			}
			e.call(f.name, fn, reflect.Value{}, n)
		}
		for i := 0; i < len(e.order); i++ {
			t := e.order[i]
			if nameOf(t) == "" {
				continue
			}
			vs := e.pool[t]
			for _, v := range vs[min(done[t], len(vs)):] {
				e.methodsOf(v, 2)
			}
			done[t] = max(len(vs)-1, 0) // the last one again, with what came since
		}
	}
}

// keys returns the sorted keys of a map.
func keys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
