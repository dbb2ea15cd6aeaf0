package value

import "slices"

// listMethod is a method of list. Some of them change it: the reference's
// sandbox allows that.
func listMethod(name string) (builtin, bool) {
	switch name {
	case "append":
		return builtin{call: listAppend, most: 1, required: 1}, true
	case "extend":
		return builtin{call: listExtend, most: 1, required: 1}, true
	case "insert":
		return builtin{call: listInsert, most: 2, required: 2}, true
	case "pop":
		return builtin{call: listPop, most: 1}, true
	case "remove":
		return builtin{call: listRemove, most: 1, required: 1}, true
	case "index":
		return builtin{call: sequenceIndex, most: 3, required: 1}, true
	case "count":
		return builtin{call: sequenceCount, most: 1, required: 1}, true
	case "sort":
		return builtin{rest: listSort}, true
	case "reverse":
		return builtin{call: func(v Value, _ []Value) Value { slices.Reverse(v.ref.(*list).items); return Null }}, true
	case "copy":
		return builtin{call: func(v Value, _ []Value) Value { return ListOf(slices.Clone(v.ref.(*list).items)...) }}, true
	case "clear":
		return builtin{call: func(v Value, _ []Value) Value { v.ref.(*list).items = nil; return Null }}, true
	}
	return builtin{}, false
}

// tupleMethod is a method of tuple.
func tupleMethod(name string) (builtin, bool) {
	switch name {
	case "index", "count":
		return listMethod(name)
	}
	return builtin{}, false
}

// setMethod is a method of set.
func setMethod(name string) (builtin, bool) {
	switch name {
	case "add":
		return builtin{call: setAdd, most: 1, required: 1}, true
	case "copy":
		return builtin{call: func(v Value, _ []Value) Value { return Value{ref: &set{of: *v.ref.(*set).of.copy()}} }}, true
	case "discard":
		return builtin{call: setDiscard, most: 1, required: 1}, true
	}
	return builtin{}, false
}

func setAdd(v Value, a []Value) Value {
	if !hashable(a[0]) {
		return unhashable(a[0])
	}
	v.ref.(*set).of.set(a[0].opened(), Null)
	return Null
}

func setDiscard(v Value, a []Value) Value {
	if !hashable(a[0]) {
		return unhashable(a[0])
	}
	if d := &v.ref.(*set).of; d.find(a[0].opened()) >= 0 {
		d.remove(d.find(a[0].opened()))
	}
	return Null
}

func listAppend(v Value, a []Value) Value {
	l := v.ref.(*list)
	l.items = append(l.items, a[0])
	return Null
}

func listExtend(v Value, a []Value) Value {
	more, failure := collect(a[0])
	if failure.Failed() {
		return failure
	}
	l := v.ref.(*list)
	l.items = append(l.items, more...)
	return Null
}

func listInsert(v Value, a []Value) Value {
	at, failure := intArgument(a[0], 0)
	if failure.Failed() {
		return failure
	}
	l := v.ref.(*list)
	l.items = slices.Insert(l.items, clampIndex(at, len(l.items)), a[1])
	return Null
}

// clampIndex is a place of a slice: from the end when negative, and never
// beyond either end.
func clampIndex(at int64, length int) int {
	if at < 0 {
		at = max(at+int64(length), 0)
	}
	return int(min(at, int64(length)))
}

func listPop(v Value, a []Value) Value {
	l := v.ref.(*list)
	n, failure := intArgument(a[0], -1)
	if failure.Failed() {
		return failure
	}
	at, ok := position(Int(n), len(l.items))
	if !ok {
		return Fail(IndexError, "taking element %d of a list of %d", n, len(l.items))
	}
	w := l.items[at]
	l.items = slices.Delete(l.items, at, at+1)
	return w
}

func listRemove(v Value, a []Value) Value {
	l := v.ref.(*list)
	at := slices.IndexFunc(l.items, func(w Value) bool { return equal(w, a[0]) })
	if at < 0 {
		return Fail(ValueError, "removing what the list does not have")
	}
	l.items = slices.Delete(l.items, at, at+1)
	return Null
}

func sequenceIndex(v Value, a []Value) Value {
	items, _ := v.sequence()
	start, failure := intArgument(a[1], 0)
	end, failure2 := intArgument(a[2], int64(len(items)))
	if f, bad := failed(failure, failure2); bad {
		return f
	}
	for i := clampIndex(start, len(items)); i < clampIndex(end, len(items)); i++ {
		if equal(items[i], a[0]) {
			return Int(int64(i))
		}
	}
	return Fail(ValueError, "%s is not in the %s", a[0].Repr(), typeName(v))
}

func sequenceCount(v Value, a []Value) Value {
	items, _ := v.sequence()
	n := int64(0)
	for _, w := range items {
		if equal(w, a[0]) {
			n++
		}
	}
	return Int(n)
}

// listSort is list.sort, whose arguments go by name only. A key needs a
// function, which templates cannot write; those that they can name are taken.
func listSort(v Value, args []Value, kw []Keyword) Value {
	if len(args) > 0 {
		return Fail(TypeError, "sort() takes no positional arguments")
	}
	a, failure := bind("sort", nil, kw, 2, 0, "key reverse")
	if failure.Failed() {
		return failure
	}
	backwards, failure := intArgument(a[1], 0)
	if failure.Failed() {
		return failure
	}
	l := v.ref.(*list)
	sorted, failure := sortedBy(l.items, func(w Value) Value {
		if omitted(a[0]) || a[0].IsNull() {
			return w
		}
		return a[0].Invoke(w)
	}, backwards != 0)
	if failure.Failed() {
		return failure
	}
	l.items = sorted
	return Null
}

// sortedBy is Python's sorted(): stable, and reversed without turning the order
// of equal elements around. The first two that have no order fail it.
func sortedBy(items []Value, key func(Value) Value, reverse bool) ([]Value, Value) {
	type keyed struct{ key, value Value }
	pairs := make([]keyed, len(items))
	for i, v := range items {
		if pairs[i] = (keyed{key(v), v}); pairs[i].key.Failed() {
			return nil, pairs[i].key
		}
	}
	var failure Value
	slices.SortStableFunc(pairs, func(a, b keyed) int {
		if failure.Failed() {
			return 0
		}
		var c int
		if c, _, failure = order("<", a.key, b.key); failure.Failed() {
			return 0
		}
		if reverse {
			return -c
		}
		return c
	})
	out := make([]Value, len(pairs))
	for i, p := range pairs {
		out[i] = p.value
	}
	return out, failure
}
