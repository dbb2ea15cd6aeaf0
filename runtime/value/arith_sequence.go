package value

import "strings"

// maxElements is how long a list may become by an operation.
const maxElements = 1 << 24

// join is v + w for texts and sequences of one kind.
func join(v, w Value) (Value, bool) {
	switch a := v.ref.(type) {
	case strPtr, markPtr:
		if _, ok := w.AsString(); !ok {
			return Fail(TypeError, `can only concatenate str (not "%s") to str`, typeName(w)), true
		}
		return joinTexts(v, w), true
	case *list:
		b, ok := w.ref.(*list)
		if !ok {
			return Fail(TypeError, `can only concatenate list (not "%s") to list`, typeName(w)), true
		}
		items, failure := joinItems(a.items, b.items)
		return failure.Else(Value{ref: &list{items}}), true
	case *tuple:
		b, ok := w.ref.(*tuple)
		if !ok {
			return Fail(TypeError, `can only concatenate tuple (not "%s") to tuple`, typeName(w)), true
		}
		items, failure := joinItems(a.items, b.items)
		return failure.Else(Value{ref: &tuple{items}}), true
	case byteString:
		b, ok := w.ref.(byteString)
		if !ok {
			return Fail(TypeError, "can't concat %s to bytes", typeName(w)), true
		}
		return Value{ref: a + b}, true
	}
	return Value{}, false
}

// joinTexts escapes what is added to a Markup, or a Markup is added to.
func joinTexts(v, w Value) Value {
	a, b := v.text(), w.text()
	if f := tooLong(len(a) + len(b)); f.Failed() {
		return f
	}
	switch {
	case v.isMarkup() && w.isMarkup():
		return markup(a + b)
	case v.isMarkup():
		return markup(a + escapeHTML(b))
	case w.isMarkup():
		return markup(escapeHTML(a) + b)
	}
	return Str(a + b)
}

func joinItems(a, b []Value) ([]Value, Value) {
	if f := tooMany(len(a), len(b)); f.Failed() {
		return nil, f
	}
	out := make([]Value, 0, len(a)+len(b))
	return append(append(out, a...), b...), Value{}
}

// tooMany is the failure of a sequence of a and b elements, undefined while it
// is no failure.
func tooMany(a, b int) Value {
	if a+b > maxElements {
		return Fail(MemoryError, "the sequence would have more than %d elements", maxElements)
	}
	return Value{}
}

var htmlEscapes = strings.NewReplacer("&", "&amp;", ">", "&gt;", "<", "&lt;", "'", "&#39;", `"`, "&#34;")

// escapeHTML makes a text safe to stand in HTML.
func escapeHTML(s string) string { return htmlEscapes.Replace(s) }

// repeat is v * times for a text or a sequence.
func repeat(v, times Value) (Value, bool) {
	switch v.ref.(type) {
	case strPtr, markPtr, byteString, *list, *tuple:
	default:
		return Value{}, false
	}
	if k := times.Kind(); k != KindInt && k != KindBool {
		return Fail(TypeError, "can't multiply sequence by non-int of type '%s'", typeName(times)), true
	}
	count, ok := times.AsInt()
	if !ok {
		return Fail(OverflowError, "cannot fit 'int' into an index-sized integer"), true
	}
	return repeated(v, max(count, 0)), true
}

func repeated(v Value, count int64) Value {
	switch ref := v.ref.(type) {
	case strPtr, markPtr:
		s := v.text()
		if len(s) > 0 && count > int64(maxText/len(s)) {
			return tooLong(maxText + 1)
		}
		if v.isMarkup() {
			return markup(strings.Repeat(s, int(count)))
		}
		return Str(strings.Repeat(s, int(count)))
	case byteString:
		if len(ref) > 0 && count > int64(maxText/len(ref)) {
			return tooLong(maxText + 1)
		}
		return BytesOf(strings.Repeat(string(ref), int(count)))
	}
	items, _ := v.sequence()
	if len(items) > 0 && count > int64(maxElements/len(items)) {
		return tooMany(maxElements, 1)
	}
	out := make([]Value, 0, len(items)*int(count))
	for range count {
		if len(items) == 0 {
			break
		}
		out = append(out, items...)
	}
	if v.Kind() == KindTuple {
		return Value{ref: &tuple{out}}
	}
	return Value{ref: &list{out}}
}

// without is the difference of two sets.
func without(a, b *set) Value {
	out := &set{}
	for _, it := range a.of.items {
		if b.of.find(it.key) < 0 {
			out.of.set(it.key, Null)
		}
	}
	return Value{ref: out}
}
