package value

// FilterMap is the filter map: a filter by name, or an attribute, of each element.
func FilterMap(v Value, args []Value, kw []Keyword) Value {
	if f, bad := failedCall(append([]Value{v}, args...), kw); bad {
		return f
	}
	return appliedTo("sync_do_map", v, func() (func(Value) (Value, bool), Value) {
		apply, failure := mapping(args, kw)
		return func(v Value) (Value, bool) { return apply(v), true }, failure
	})
}

// appliedTo is walked for filters that look at their arguments only when there
// is an element to use them on.
func appliedTo(name string, v Value, prepare func() (func(Value) (Value, bool), Value)) Value {
	if !v.truth() {
		return lazy(name, nil)
	}
	var each func(Value) (Value, bool)
	return walked(name, v, func(v Value) (Value, bool) {
		if each == nil {
			var failure Value
			if each, failure = prepare(); failure.Failed() {
				return failure, true
			}
		}
		return each(v)
	})
}

func mapping(args []Value, kw []Keyword) (func(Value) Value, Value) {
	if len(args) > 0 {
		return named(args[0], args[1:], kw)
	}
	var attribute, def Value
	for _, k := range kw {
		switch k.Name {
		case "attribute":
			attribute = k.Value
		case "default":
			def = k.Value
		default:
			return nil, Fail(FilterArgumentError, "map takes no keyword argument %q", k.Name)
		}
	}
	if omitted(attribute) {
		return nil, Fail(FilterArgumentError, "map requires a filter argument")
	}
	return attributeOf(attribute, def, false), Value{}
}

// named is a filter by its name with its arguments.
func named(name Value, args []Value, kw []Keyword) (func(Value) Value, Value) {
	text, _ := name.AsString()
	f, ok := filterByName(text)
	if !ok {
		return nil, Fail(TemplateRuntimeError, "no filter is named %s", name.Repr())
	}
	return func(v Value) Value { return f.invoke(text, v, args, kw) }, Value{}
}

// FilterSelect is the filter select: the elements that pass a test, or are true.
func FilterSelect(v Value, args []Value, kw []Keyword) Value {
	return selected(v, args, kw, false, true)
}

// FilterReject is the filter reject: the elements that select leaves out.
func FilterReject(v Value, args []Value, kw []Keyword) Value {
	return selected(v, args, kw, false, false)
}

// FilterSelectattr is the filter selectattr: select by an attribute.
func FilterSelectattr(v Value, args []Value, kw []Keyword) Value {
	return selected(v, args, kw, true, true)
}

// FilterRejectattr is the filter rejectattr: reject by an attribute.
func FilterRejectattr(v Value, args []Value, kw []Keyword) Value {
	return selected(v, args, kw, true, false)
}

func selected(v Value, args []Value, kw []Keyword, byAttribute, want bool) Value {
	if f, bad := failedCall(append([]Value{v}, args...), kw); bad {
		return f
	}
	return appliedTo("select_or_reject", v, func() (func(Value) (Value, bool), Value) {
		passes, failure := passing(args, kw, byAttribute)
		return func(v Value) (Value, bool) {
			is := passes(v)
			if is.Failed() {
				return is, true
			}
			return v, is.truth() == want
		}, failure
	})
}

func passing(args []Value, kw []Keyword, byAttribute bool) (func(Value) Value, Value) {
	get := func(v Value) Value { return v }
	if byAttribute {
		if len(args) == 0 {
			return nil, Fail(FilterArgumentError, "missing parameter for attribute name")
		}
		get, args = attributeOf(args[0], Value{}, false), args[1:]
	}
	if len(args) == 0 {
		return get, Value{}
	}
	name, _ := args[0].AsString()
	test, ok := testByName(name)
	if !ok {
		return nil, Fail(TemplateRuntimeError, "no test is named %s", args[0].Repr())
	}
	return func(v Value) Value {
		if v = get(v); v.Failed() {
			return v
		}
		return test.invoke(name, v, args[1:], kw)
	}, Value{}
}
