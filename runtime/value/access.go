package value

// Attr is v.name in a template: an attribute or a method comes first, then the
// item of that name, then undefined.
func (v Value) Attr(name string) Value {
	v = v.opened()
	switch ref := v.ref.(type) {
	case *Error:
		return v
	case nil, missPtr, *missing:
		return v.useUndefined()
	case Object:
		if a, ok := ref.Attr(name); ok {
			return a
		}
	}
	if unsafeAttr(v, name) {
		return unsafeUndefined(v, name)
	}
	if m, ok := method(v, name); ok {
		return m
	}
	if w, ok := v.getItem(Str(name)); ok {
		return w
	}
	return undefinedIn(v, name)
}

// Item is v['name'] in a template: the item comes first, then an attribute or a
// method, then undefined.
func (v Value) Item(key string) Value {
	if w, ok := v.Get(key); ok {
		return w
	}
	return v.Index(Str(key))
}

// Index is v[key] for any key.
func (v Value) Index(key Value) Value {
	v, key = v.opened(), key.opened()
	if f, bad := failed(v, key); bad {
		return f
	}
	if v.Kind() == KindUndefined {
		return v.useUndefined()
	}
	if w, ok := v.getItem(key); ok {
		return w
	}
	name, ok := key.AsString()
	if !ok {
		return undefinedAt(v, key)
	}
	if o, isObject := v.ref.(Object); isObject {
		if a, ok := o.Attr(name); ok {
			return a
		}
	}
	if unsafeAttr(v, name) {
		return unsafeUndefined(v, name)
	}
	if m, ok := method(v, name); ok {
		return m
	}
	return undefinedIn(v, name)
}

// getItem is Python's v[key]; false where Python raises.
func (v Value) getItem(key Value) (Value, bool) {
	switch ref := v.ref.(type) {
	case *dict:
		if !hashable(key) {
			return Value{}, false
		}
		return ref.get(key)
	case *list:
		return elementAt(ref.items, key)
	case *tuple:
		return elementAt(ref.items, key)
	case strPtr, markPtr:
		return characterAt(v.text(), key)
	case bytes:
		i, ok := position(key, len(ref))
		if !ok {
			return Value{}, false
		}
		return Int(int64(ref[i])), true
	case Object:
		return ref.Mapping().opened().getItem(key)
	}
	return Value{}, false
}

func elementAt(items []Value, key Value) (Value, bool) {
	i, ok := position(key, len(items))
	if !ok {
		return Value{}, false
	}
	return openAt(&items[i]), true
}

func characterAt(s string, key Value) (Value, bool) {
	i, ok := position(key, runeCount(s))
	if !ok {
		return Value{}, false
	}
	from := byteOffset(s, i)
	return Str(s[from : from+runeLen(s[from:])]), true
}

// byteOffset is where the character with the number n begins.
func byteOffset(s string, n int) int {
	if len(s) == runeCount(s) {
		return n
	}
	at := 0
	for ; n > 0; n-- {
		at += runeLen(s[at:])
	}
	return at
}

// position is the place that an index means in a sequence of n elements.
func position(key Value, n int) (int, bool) {
	i, ok := key.AsInt()
	if !ok {
		return 0, false
	}
	if i < 0 {
		i += int64(n)
	}
	return int(i), i >= 0 && i < int64(n)
}

// Call is v.method(args) in a template.
func (v Value) Call(method string, args ...Value) Value {
	return v.CallWith(method, args)
}

// CallWith is Call with arguments that are given by name.
func (v Value) CallWith(method string, args []Value, kw ...Keyword) Value {
	return v.Attr(method).InvokeWith(args, kw...)
}

// Invoke is v(args) in a template.
func (v Value) Invoke(args ...Value) Value { return v.InvokeWith(args) }

// InvokeWith is Invoke with arguments that are given by name.
func (v Value) InvokeWith(args []Value, kw ...Keyword) Value {
	if v.Failed() {
		return v
	}
	if f, bad := failed(args...); bad {
		return f
	}
	for _, k := range kw {
		if k.Value.Failed() {
			return k.Value
		}
	}
	switch ref := v.ref.(type) {
	case *function:
		return ref.call(args, kw)
	case interface {
		Call([]Value, []Keyword) Value
	}:
		return ref.Call(args, kw)
	case nil, missPtr, *missing:
		return v.useUndefined()
	}
	return Fail(TypeError, "'%s' object is not callable", typeName(v))
}
