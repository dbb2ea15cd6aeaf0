package value

// Attr is v.name in a template: an attribute or a method comes first, then the
// item of that name, then undefined.
func (v Value) Attr(name string) Value {
	if a, ok := v.attribute(name); ok {
		return a
	}
	if w, ok := v.named(name); ok {
		return w
	}
	return undefinedIn(v, name)
}

// Item is v['name'] in a template: the item comes first, then an attribute or a
// method, then undefined.
func (v Value) Item(key string) Value {
	if w, ok := v.named(key); ok {
		return w
	}
	if a, ok := v.attribute(key); ok {
		return a
	}
	return undefinedIn(v, key)
}

// Index is v[key] for any key.
func (v Value) Index(key Value) Value {
	v, key = v.opened(), key.opened()
	if f, bad := failed(v, key); bad {
		return f
	}
	if name, ok := key.AsString(); ok {
		return v.Item(name)
	}
	if v.Kind() == KindUndefined {
		return v.useUndefined()
	}
	if w, ok := v.getItem(key); ok {
		return w
	}
	return undefinedAt(v, key)
}

// attribute is Python's getattr(v, name), false where it raises. What the
// sandbox hides is there, undefined.
func (v Value) attribute(name string) (Value, bool) {
	switch ref := v.ref.(type) {
	case *Error:
		return v, true
	case nil, missPtr, *missing:
		if unsafeAttr(v, name) {
			return unsafeUndefined(v, name), true
		}
		return v.useUndefined(), true
	case Object:
		if a, ok := ref.Attr(name); ok {
			return a, true
		}
	}
	if unsafeAttr(v, name) {
		return unsafeUndefined(v, name), true
	}
	return method(v, name)
}

// named is Python's v[name], false where it raises. Unopened JSON stays so.
func (v Value) named(name string) (Value, bool) {
	if w, ok := v.Get(name); ok || v.isRaw() {
		return w, ok
	}
	return v.getItem(Str(name))
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
	case byteString:
		i, ok := position(key, len(ref))
		if !ok {
			return Value{}, false
		}
		return Int(int64(ref[i])), true
	case Object:
		return itemOf(ref, key)
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
	v = v.opened()
	if _, ok := v.ref.(Object); !ok {
		// The methods of Python's own types need not be bound to be called.
		if b, ok := methodOf(v, method); ok {
			if f, bad := failedCall(args, kw); bad {
				return f
			}
			return b.invoke(method, v, args, kw)
		}
	}
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
