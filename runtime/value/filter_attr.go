package value

// FilterAttr is the filter attr: an attribute or a method, never an item.
func FilterAttr(v, name Value) Value {
	v = v.opened()
	if f, bad := unusable(v); bad {
		return f
	}
	text, failure := textArgument(name, "")
	if f, bad := failed(name, failure); bad {
		return f
	}
	if o, ok := v.ref.(Object); ok {
		if a, ok := o.Attr(text); ok {
			return a
		}
	}
	if unsafeAttr(v, text) {
		return unsafeUndefined(v, text)
	}
	if m, ok := method(v, text); ok {
		return m
	}
	return undefinedIn(v, text)
}
