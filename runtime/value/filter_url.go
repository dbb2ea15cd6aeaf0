package value

// FilterUrlencode is the filter urlencode: a text keeps its slashes; the items
// of a dict, or pairs, become the query of a URL.
func FilterUrlencode(v Value) Value {
	v = v.opened()
	if v.Failed() {
		return v
	}
	if v.Kind() == KindStr || !IsIterable(v).truth() {
		return quoted(v, false)
	}
	var parts []Value
	for element := range v.Elements() {
		pair := []Value{element}
		if v.Kind() == KindDict {
			w, _ := v.getItem(element)
			pair = append(pair, w)
		} else if element.Failed() {
			return element
		} else {
			var failure Value
			if pair, failure = collect(element); failure.Failed() {
				return failure
			}
		}
		if len(pair) != 2 {
			return Fail(ValueError, "an item of a query has %d parts instead of 2", len(pair))
		}
		parts = append(parts, Concat(quoted(pair[0], true), Str("="), quoted(pair[1], true)))
	}
	for _, part := range parts {
		if part.Failed() {
			return part
		}
	}
	return joined(parts, "&")
}

func quoted(v Value, query bool) Value {
	v = v.opened()
	s, failure := softText(v)
	if b, ok := v.ref.(byteString); ok {
		s, failure = string(b), Value{}
	}
	if failure.Failed() {
		return failure
	}
	if query {
		return Str(percentEncode(s, "", true))
	}
	return Str(percentEncode(s, "/", false))
}
