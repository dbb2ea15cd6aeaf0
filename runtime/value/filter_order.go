package value

import "strings"

// attributeOf looks an attribute up in a value: a key, a number, or a path with
// dots. Where one on the way is undefined, def stands in for it if there is
// one. fold makes the result lower case, to compare by.
func attributeOf(attribute, def Value, fold bool) func(Value) Value {
	path := attributePath(attribute)
	return func(v Value) Value {
		for _, part := range path {
			v = v.Index(part)
			if v.Kind() == KindUndefined && !omitted(def) && !def.IsNull() {
				v = def
			}
		}
		if fold {
			return foldCase(v)
		}
		return v
	}
}

func attributePath(attribute Value) []Value {
	if omitted(attribute) || attribute.IsNull() {
		return nil
	}
	text, ok := attribute.AsString()
	if !ok {
		return []Value{attribute}
	}
	var path []Value
	for part := range strings.SplitSeq(text, ".") {
		v := Str(part)
		if textIs("isdigit", part) {
			v, _ = intOfText(part, 10)
		}
		path = append(path, v)
	}
	return path
}

func foldCase(v Value) Value {
	if s, ok := v.AsString(); ok {
		return Str(lower(s))
	}
	return v
}

// FilterSort is the filter sort; attribute may name several with commas between.
func FilterSort(v, reverse, caseSensitive, attribute Value) Value {
	if f, bad := failed(v, reverse, caseSensitive, attribute); bad {
		return f
	}
	items, failure := collect(v)
	backwards, failure2 := intArgument(reverse, 0)
	if f, bad := failed(failure, failure2); bad {
		return f
	}
	getters := []func(Value) Value{attributeOf(attribute, Value{}, !caseSensitive.truth())}
	if text, ok := attribute.AsString(); ok {
		getters = getters[:0]
		for one := range strings.SplitSeq(text, ",") {
			getters = append(getters, attributeOf(Str(one), Value{}, !caseSensitive.truth()))
		}
	}
	sorted, failure := sortedBy(items, func(v Value) Value {
		keys := make([]Value, len(getters))
		for i, get := range getters {
			keys[i] = get(v)
		}
		return ListOf(keys...)
	}, backwards != 0)
	return failure.Else(ListOf(sorted...))
}

// FilterDictsort is the filter dictsort: the pairs of a dict by key or value.
func FilterDictsort(v, caseSensitive, by, reverse Value) Value {
	v = v.opened()
	if f, bad := unusable(v); bad {
		return f
	}
	if f, bad := failed(caseSensitive, by, reverse); bad {
		return f
	}
	part := 0
	switch which, _ := textArgument(by, "key"); which {
	case "key":
	case "value":
		part = 1
	default:
		return Fail(FilterArgumentError, `a dict is sorted by "key" or by "value"`)
	}
	if !isMapping(v) {
		return Fail(AttributeError, "'%s' object has no attribute 'items'", typeName(v))
	}
	backwards, failure := intArgument(reverse, 0)
	if failure.Failed() {
		return failure
	}
	var pairs []Value
	for key, w := range v.All() {
		pairs = append(pairs, TupleOf(key, w))
	}
	sorted, failure := sortedBy(pairs, attributeOf(Int(int64(part)), Value{}, !caseSensitive.truth()), backwards != 0)
	return failure.Else(ListOf(sorted...))
}

// FilterUnique is the filter unique: lazily, the first of those that are equal.
func FilterUnique(v, caseSensitive, attribute Value) Value {
	if f, bad := failed(v, caseSensitive, attribute); bad {
		return f
	}
	key := attributeOf(attribute, Value{}, !caseSensitive.truth())
	var seen dict
	return filtered("sync_do_unique", v, func(v Value) Value {
		k := key(v)
		if !hashable(k) {
			return unhashable(k)
		}
		if seen.find(k.opened()) >= 0 {
			return False
		}
		seen.set(k.opened(), Null)
		return True
	})
}

// filtered is the elements that keep is true of, lazily.
func filtered(name string, v Value, keep func(Value) Value) Value {
	return walked(name, v, func(v Value) (Value, bool) {
		kept := keep(v)
		if kept.Failed() {
			return kept, true
		}
		return v, kept.truth()
	})
}

// walked is what each makes of the elements of v, one at a time, without those
// that it leaves out. After a failure there is nothing more.
func walked(name string, v Value, each func(Value) (Value, bool)) Value {
	var items []Value
	begun := false
	return iteratorOf(name, func() (Value, bool) {
		if !begun {
			begun = true
			var failure Value
			if items, failure = collect(v); failure.Failed() {
				return failure, true
			}
		}
		for len(items) > 0 {
			w, ok := each(items[0].opened())
			items = items[1:]
			if w.Failed() {
				items = nil
			}
			if ok {
				return w, true
			}
		}
		return Value{}, false
	})
}
