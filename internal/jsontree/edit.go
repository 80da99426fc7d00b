package jsontree

// Str makes a string.
func Str(s string) *Value { return &Value{kind: String, raw: string(quote(nil, s))} }

// Boolean makes a boolean.
func Boolean(b bool) *Value {
	if b {
		return &Value{kind: Bool, raw: "true"}
	}
	return &Value{kind: Bool, raw: "false"}
}

// Member is one member of an object to be made.
type Member struct {
	Key   string
	Value *Value
}

// Obj makes an object of the members whose value is not nil, in their order.
func Obj(members ...Member) *Value {
	v := &Value{kind: Object}
	for _, m := range members {
		if m.Value != nil {
			k := *m.Value
			k.key = m.Key
			v.kids = append(v.kids, k)
		}
	}
	return v
}

// Arr makes an array of the values that are not nil; nil when all are.
func Arr(values ...*Value) *Value {
	v := &Value{kind: Array}
	for _, e := range values {
		if e != nil {
			v.kids = append(v.kids, *e)
		}
	}
	if len(v.kids) == 0 {
		return nil
	}
	return v
}

// Clone returns a copy that shares nothing which an edit changes.
func (v *Value) Clone() *Value {
	if v == nil {
		return nil
	}
	c := v.clone()
	return &c
}

func (v *Value) clone() Value {
	c := *v
	c.kids = make([]Value, len(v.kids))
	for i := range v.kids {
		c.kids[i] = v.kids[i].clone()
	}
	return c
}

// Put puts a value at the end of a path of names (string) and places (int),
// and makes the objects and arrays on the way. A place at or beyond the end of
// an array adds an element. What stood there is replaced; a nil value removes
// it, and then what it leaves empty, the root excepted.
func (v *Value) Put(to *Value, path ...any) {
	if len(path) == 0 {
		key := v.key
		*v = *to
		v.key = key
		return
	}
	switch step := path[0].(type) {
	case string:
		if v.kind != Object {
			if to == nil {
				return
			}
			*v = Value{kind: Object, key: v.key}
		}
		k := v.Get(step)
		if k == nil {
			if to == nil {
				return
			}
			v.kids = append(v.kids, Value{key: step})
			k = &v.kids[len(v.kids)-1]
		}
		v.raw = ""
		v.below(k, to, path[1:])
	case int:
		if v.kind != Array {
			if to == nil {
				return
			}
			*v = Value{kind: Array, key: v.key}
		}
		k := v.At(step)
		if k == nil {
			if to == nil {
				return
			}
			v.kids = append(v.kids, Value{})
			k = &v.kids[len(v.kids)-1]
		}
		v.raw = ""
		v.below(k, to, path[1:])
	}
}

// below goes on at a value below this one, and takes it out when nothing is
// left of it.
func (v *Value) below(k, to *Value, path []any) {
	if to != nil || len(path) > 0 {
		k.Put(to, path...)
		if to != nil || k.kind < Array || len(k.kids) > 0 {
			return
		}
	}
	for i := range v.kids {
		if &v.kids[i] == k {
			v.kids = append(v.kids[:i], v.kids[i+1:]...)
			return
		}
	}
}
