package value

// method is the bound method or the attribute that a value of Python's types
// has under the name.
func method(v Value, name string) (Value, bool) {
	if v.Kind() != KindDict || name != "get" {
		return Value{}, false
	}
	return FuncOf(name, func(args []Value, _ []Keyword) Value { return dictGet(v, args) }), true
}

func dictGet(v Value, args []Value) Value {
	if len(args) == 0 || len(args) > 2 {
		return Fail(TypeError, "get expected at most 2 arguments, got %d", len(args))
	}
	if !hashable(args[0]) {
		return unhashable(args[0])
	}
	d, _ := v.asDict()
	if w, ok := d.get(args[0]); ok {
		return w
	}
	if len(args) == 2 {
		return args[1]
	}
	return Null
}
