package value

import "strings"

// A builtin is a method of one of Python's types.
type builtin struct {
	call     func(v Value, a []Value) Value // a has a place for each parameter
	most     int                            // parameters
	required int                            // of which must be given
	names    string                         // of the parameters, where they may be given by name
	rest     func(v Value, args []Value, kw []Keyword) Value
	// rest is instead of call for a method that takes any number of arguments
}

// method is the bound method or the attribute that a value of Python's types
// has under the name.
func method(v Value, name string) (Value, bool) {
	v = v.opened()
	if b, ok := methodOf(v, name); ok {
		return FuncOf(name, func(args []Value, kw []Keyword) Value { return b.invoke(name, v, args, kw) }), true
	}
	switch v.Kind() {
	case KindDateTime, KindDate:
		return timeAttr(v, name)
	case KindTimeDelta, KindDuration:
		return durationAttr(v, name)
	case KindInt, KindBool, KindFloat:
		return numberAttr(v, name)
	}
	return Value{}, false
}

// methodOf finds a method without binding it.
func methodOf(v Value, name string) (builtin, bool) {
	switch v.Kind() {
	case KindStr:
		return strMethod(name)
	case KindDict:
		return dictMethod(name)
	case KindList:
		return listMethod(name)
	case KindTuple:
		return tupleMethod(name)
	case KindInt, KindBool, KindFloat:
		return numberMethod(v.Kind(), name)
	case KindDateTime:
		return dateTimeMethod(name)
	case KindDate:
		return dateMethod(name)
	case KindTimeDelta, KindDuration:
		return durationMethod(name)
	case KindBytes:
		return bytesMethod(name)
	case KindSet:
		return setMethod(name)
	case KindObject:
		return objectMethod(v, name)
	}
	return builtin{}, false
}

// objectMethod is what every mapping has in Python, for an object that shows one.
func objectMethod(v Value, name string) (builtin, bool) {
	switch name {
	case "get", "items", "keys", "values":
	default:
		return builtin{}, false
	}
	if !isMapping(v) {
		return builtin{}, false
	}
	b, ok := dictMethod(name)
	call := b.call
	b.call = func(v Value, a []Value) Value {
		o := v.ref.(Object)
		if name == "get" {
			a[0] = keyOf(o, a[0])
		}
		return call(o.Mapping().opened(), a)
	}
	return b, ok
}

// invoke calls a method after sorting its arguments to its parameters.
func (b builtin) invoke(name string, v Value, args []Value, kw []Keyword) Value {
	if b.rest != nil {
		return b.rest(v, args, kw)
	}
	if len(args) == b.most && len(kw) == 0 {
		return b.call(v, args)
	}
	a, failure := bind(name, args, kw, b.most, b.required, b.names)
	if failure.Failed() {
		return failure
	}
	return b.call(v, a)
}

// bind sorts the arguments of a call to the places of its parameters. What is
// left out is the zero Value. Names is empty where nothing may be given by
// name; a wrong number of arguments is a TypeError, as everywhere in Python.
func bind(name string, args []Value, kw []Keyword, most, required int, names string) ([]Value, Value) {
	if len(args) > most {
		return nil, Fail(TypeError, "%s() takes at most %d arguments, not %d", name, most, len(args))
	}
	a := make([]Value, most)
	copy(a, args)
	given := len(args)
	for _, k := range kw {
		at := indexOfName(names, k.Name)
		if at < 0 || at < len(args) || at >= most {
			return nil, Fail(TypeError, "%s() takes no argument %q here", name, k.Name)
		}
		a[at] = k.Value
		if at < required {
			given++
		}
	}
	if given < required {
		return nil, Fail(TypeError, "%s() needs %d arguments", name, required)
	}
	return a, Value{}
}

// indexOfName is the place of a name in a list of words, or -1.
func indexOfName(names, name string) int {
	at := 0
	for word := range strings.FieldsSeq(names) {
		if word == name {
			return at
		}
		at++
	}
	return -1
}

// omitted reports whether an optional argument was left out. One that was
// given and is undefined is not: it remembers its name.
func omitted(v Value) bool { return v.ref == nil }

// intArgument is a whole number where Python insists on one.
func intArgument(v Value, def int64) (int64, Value) {
	if omitted(v) {
		return def, Value{}
	}
	v = v.opened()
	if n, ok := v.AsInt(); ok {
		return n, Value{}
	}
	if _, ok := v.asBig(); ok {
		return 0, Fail(OverflowError, "the number %s is too large here", typeName(v))
	}
	return 0, Fail(TypeError, "'%s' object cannot be interpreted as an integer", typeName(v))
}

// textArgument is a text where Python insists on one.
func textArgument(v Value, def string) (string, Value) {
	if omitted(v) {
		return def, Value{}
	}
	if s, ok := v.AsString(); ok {
		return s, Value{}
	}
	return "", Fail(TypeError, "an argument must be str, not %s", typeName(v))
}

// softText is str() of a value, as most of Jinja's filters begin.
func softText(v Value) (string, Value) {
	if s, ok := v.AsString(); ok {
		return s, Value{}
	}
	out, failure := v.render(nil)
	return string(out), failure
}
