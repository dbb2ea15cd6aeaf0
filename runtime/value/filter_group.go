package value

import "slices"

// FilterBatch is the filter batch: lists of so many elements, lazily.
func FilterBatch(v, linecount, fillWith Value) Value {
	if f, bad := failed(v, linecount, fillWith); bad {
		return f
	}
	items, failure := collect(v)
	if failure.Failed() {
		return lazy("do_batch", []Value{failure})
	}
	var lines []Value
	var line []Value
	for _, element := range items {
		if equal(Int(int64(len(line))), linecount) {
			lines = append(lines, ListOf(line...))
			line = nil
		}
		line = append(line, element)
	}
	if len(line) == 0 {
		return lazy("do_batch", lines)
	}
	if !omitted(fillWith) && !fillWith.IsNull() {
		count, failure := intArgument(linecount, 0)
		if failure.Failed() {
			return lazy("do_batch", append(lines, failure))
		}
		if count > maxElements {
			return tooMany(maxElements, 1)
		}
		for len(line) < int(count) {
			line = append(line, fillWith)
		}
	}
	return lazy("do_batch", append(lines, ListOf(line...)))
}

// FilterSlice is the filter slice: so many lists of about the same length, lazily.
func FilterSlice(v, slicesOf, fillWith Value) Value {
	if f, bad := failed(v, slicesOf, fillWith); bad {
		return f
	}
	items, failure := collect(v)
	count, failure2 := intArgument(slicesOf, 0)
	if f, bad := failed(failure, failure2); bad {
		return lazy("sync_do_slice", []Value{f})
	}
	switch {
	case count == 0:
		return lazy("sync_do_slice", []Value{Fail(ZeroDivisionError, "integer division or modulo by zero")})
	case count > maxElements:
		return tooMany(maxElements, 1)
	}
	var out []Value
	each, extra := int64(len(items))/count, int64(len(items))%count
	for n := int64(0); n < count; n++ {
		take := each
		if n < extra {
			take++
		}
		part := slices.Clone(items[:take])
		items = items[take:]
		if n >= extra && !omitted(fillWith) && !fillWith.IsNull() {
			part = append(part, fillWith)
		}
		out = append(out, ListOf(part...))
	}
	return lazy("sync_do_slice", out)
}

// FilterGroupby is the filter groupby: pairs of a key and the elements that
// have it, in the order of the keys.
func FilterGroupby(v, attribute, def, caseSensitive Value) Value {
	if f, bad := failed(v, attribute, def, caseSensitive); bad {
		return f
	}
	items, failure := collect(v)
	if failure.Failed() {
		return failure
	}
	key := attributeOf(attribute, def, !caseSensitive.truth())
	sorted, failure := sortedBy(items, key, false)
	if failure.Failed() {
		return failure
	}
	exact := attributeOf(attribute, def, false)
	var groups []Value
	for len(sorted) > 0 {
		n := 1
		for n < len(sorted) && equal(key(sorted[n]), key(sorted[0])) {
			n++
		}
		group := namedTuple{names: []string{"grouper", "list"}, values: []Value{exact(sorted[0]), ListOf(slices.Clone(sorted[:n])...)}}
		groups = append(groups, ObjectValue(group))
		sorted = sorted[n:]
	}
	return ListOf(groups...)
}

// A namedTuple is a tuple whose elements have names.
type namedTuple struct {
	typeName string // how repr() begins; empty for one that looks like a plain tuple
	names    []string
	values   []Value
}

// Attr is an element by its name.
func (t namedTuple) Attr(name string) (Value, bool) {
	if at := slices.Index(t.names, name); at >= 0 {
		return t.values[at], true
	}
	return Value{}, false
}

// Mapping is the plain tuple.
func (t namedTuple) Mapping() Value { return TupleOf(t.values...) }

// Truth is that of a tuple, and none of these is empty.
func (t namedTuple) Truth() bool { return true }

// Repr shows the names where Python does.
func (t namedTuple) Repr() string {
	if t.typeName == "" {
		return t.Mapping().Repr()
	}
	text := t.typeName + "("
	for i, name := range t.names {
		if i > 0 {
			text += ", "
		}
		text += name + "=" + t.values[i].Repr()
	}
	return text + ")"
}
