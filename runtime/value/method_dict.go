package value

// dictMethod is a method of dict. Some of them change it: the reference's
// sandbox allows that.
func dictMethod(name string) (builtin, bool) {
	switch name {
	case "get":
		return builtin{call: dictGet, most: 2, required: 1}, true
	case "items":
		return builtin{call: dictItems}, true
	case "keys":
		return builtin{call: dictKeys}, true
	case "values":
		return builtin{call: dictValues}, true
	case "copy":
		return builtin{call: func(v Value, _ []Value) Value { return Value{ref: v.ref.(*dict).copy()} }}, true
	case "pop":
		return builtin{call: dictPop, most: 2, required: 1}, true
	case "popitem":
		return builtin{call: dictPopItem}, true
	case "setdefault":
		return builtin{call: dictSetDefault, most: 2, required: 1}, true
	case "clear":
		return builtin{call: func(v Value, _ []Value) Value { v.ref.(*dict).clear(); return Null }}, true
	case "update":
		return builtin{rest: dictUpdate}, true
	case "fromkeys":
		return builtin{call: dictFromKeys, most: 2, required: 1}, true
	}
	return builtin{}, false
}

func dictGet(v Value, a []Value) Value {
	if !hashable(a[0]) {
		return unhashable(a[0])
	}
	d, _ := v.asDict()
	if w, ok := d.get(a[0].opened()); ok {
		return w
	}
	return orNone(a[1])
}

// orNone is None for an argument that was left out.
func orNone(v Value) Value {
	if omitted(v) {
		return Null
	}
	return v
}

func dictPop(v Value, a []Value) Value {
	if !hashable(a[0]) {
		return unhashable(a[0])
	}
	d := v.ref.(*dict)
	at := d.find(a[0].opened())
	if at < 0 {
		if omitted(a[1]) {
			return Fail(KeyError, "%s", a[0].Repr())
		}
		return a[1]
	}
	w := d.items[at].value
	d.remove(at)
	return w
}

func dictPopItem(v Value, _ []Value) Value {
	d := v.ref.(*dict)
	last := len(d.items) - 1
	if last < 0 {
		return Fail(KeyError, "taking the last item of an empty dict")
	}
	it := d.items[last]
	d.remove(last)
	return TupleOf(it.key, it.value)
}

func dictSetDefault(v Value, a []Value) Value {
	if !hashable(a[0]) {
		return unhashable(a[0])
	}
	d, key := v.ref.(*dict), a[0].opened()
	if w, ok := d.get(key); ok {
		return w
	}
	d.set(key, orNone(a[1]))
	return orNone(a[1])
}

func dictUpdate(v Value, args []Value, kw []Keyword) Value {
	return fillDict(v.ref.(*dict), "update", args, kw).Else(Null)
}

// fillDict adds what dict() and dict.update() take: a mapping or pairs, and
// keyword arguments.
func fillDict(d *dict, name string, args []Value, kw []Keyword) Value {
	if len(args) > 1 {
		return Fail(TypeError, "%s expected at most 1 argument, got %d", name, len(args))
	}
	if len(args) == 1 {
		if failure := addPairs(d, args[0].opened()); failure.Failed() {
			return failure
		}
	}
	for _, k := range kw {
		d.set(Str(k.Name), k.Value)
	}
	return Value{}
}

func addPairs(d *dict, from Value) Value {
	if isMapping(from) {
		for key, w := range from.All() {
			d.set(key, w)
		}
		return Value{}
	}
	for pair := range from.Elements() {
		parts, failure := collect(pair)
		if failure.Failed() {
			return failure
		}
		if len(parts) != 2 {
			return Fail(ValueError, "an item of a dict has %d parts instead of 2", len(parts))
		}
		if !hashable(parts[0]) {
			return unhashable(parts[0])
		}
		d.set(parts[0].opened(), parts[1])
	}
	return Value{}
}

// isMapping reports whether v is a dict, or an object that shows one.
func isMapping(v Value) bool {
	if o, ok := v.ref.(Object); ok {
		return o.Mapping().Kind() == KindDict
	}
	return v.Kind() == KindDict
}

func dictFromKeys(_ Value, a []Value) Value {
	d := newDict(0)
	for key := range a[0].Elements() {
		if !hashable(key) {
			return unhashable(key)
		}
		d.set(key.opened(), orNone(a[1]))
	}
	return Value{ref: d}
}

// A dictView is what items(), keys() and values() give: it has a length and an
// order but no places, and follows the dict.
type dictView struct {
	name string
	of   *dict
	pick func(item) Value
}

func dictItems(v Value, _ []Value) Value {
	return dictViewOf("dict_items", v, func(it item) Value { return TupleOf(it.key, it.value.opened()) })
}

func dictKeys(v Value, _ []Value) Value {
	return dictViewOf("dict_keys", v, func(it item) Value { return it.key })
}

func dictValues(v Value, _ []Value) Value {
	return dictViewOf("dict_values", v, func(it item) Value { return it.value.opened() })
}

func dictViewOf(name string, v Value, pick func(item) Value) Value {
	return ObjectValue(dictView{name: name, of: v.ref.(*dict), pick: pick})
}

// Attr has nothing that a template could want.
func (d dictView) Attr(string) (Value, bool) { return Value{}, false }

// Mapping shows a set, which like the view has no places.
func (d dictView) Mapping() Value {
	s := &set{}
	for i := range d.of.items {
		openAt(&d.of.items[i].value)
		s.of.items = append(s.of.items, item{key: d.pick(d.of.items[i])})
	}
	return Value{ref: s}
}

// Truth is that of a collection.
func (d dictView) Truth() bool { return len(d.of.items) > 0 }

// Repr is dict_items([…]).
func (d dictView) Repr() string {
	return d.name + "(" + ListOf(d.Mapping().ref.(*set).elements()...).Repr() + ")"
}

// TypeName is the name in Python's messages.
func (d dictView) TypeName() string { return d.name }
