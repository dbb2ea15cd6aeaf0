package value

import (
	"math"
	"slices"
	"strings"
)

// FilterTojson is the filter tojson: sorted, and safe in HTML, where < > & and
// ' are escapes. It is escaped text.
func FilterTojson(v, indent Value) Value {
	if f, bad := failed(v, indent); bad {
		return f
	}
	w := jsonWriter{sorted: true}
	if !omitted(indent) && !indent.IsNull() {
		text, isText := indent.AsString()
		if !isText {
			n, failure := intArgument(indent, 0)
			if failure.Failed() {
				return failure
			}
			text = strings.Repeat(" ", int(max(min(n, 1<<10), 0)))
		}
		w.indent = &text
	}
	out, failure := w.write(nil, v, 0)
	if failure.Failed() {
		return failure
	}
	return markup(strings.NewReplacer("<", `\u003c`, ">", `\u003e`, "&", `\u0026`, "'", `\u0027`).Replace(string(out)))
}

// FilterString is the filter string of the reference: what is no text becomes
// JSON in three double quotes, which reading the result as a literal takes off.
func FilterString(v Value) Value {
	v = v.opened()
	if v.Failed() || v.Kind() == KindStr {
		return v
	}
	out, failure := jsonWriter{}.write([]byte(`"""`), v, 0)
	return failure.Else(ownText(append(out, `"""`...)))
}

// JSONLoads is json_loads, which the templates of a JWT may call.
func JSONLoads(v Value) Value {
	v = v.opened()
	if v.Failed() {
		return v
	}
	text, ok := v.AsString()
	if b, isBytes := v.ref.(byteString); isBytes {
		text, ok = string(b), true
	}
	if !ok {
		return Fail(TypeError, "the JSON object must be str or bytes, not %s", typeName(v))
	}
	parsed, err := Load([]byte(text))
	if err != nil {
		return Fail("json.decoder.JSONDecodeError", "%v", err)
	}
	return parsed
}

// CompactJSON is v as Python's json.dumps writes it without any space; sorted orders the keys of its dicts.
func CompactJSON(v Value, sorted bool) ([]byte, error) {
	out, failure := jsonWriter{sorted: sorted, compact: true}.write(nil, v, 0)
	return out, failure.Err()
}

// A jsonWriter writes as Python's json.dumps, which refuses what JSON lacks.
type jsonWriter struct {
	sorted  bool
	compact bool    // without spaces
	indent  *string // of one level; nil for one line
}

func (w jsonWriter) write(out []byte, v Value, depth int) ([]byte, Value) {
	if depth > maxDepth {
		return out, Fail("RecursionError", "the value is nested too deeply, or holds itself")
	}
	if failure := tooLong(len(out)); failure.Failed() {
		return out, failure
	}
	v = v.opened()
	switch v.Kind() {
	case KindNone:
		return append(out, "null"...), Value{}
	case KindBool, KindInt, KindFloat, KindStr:
		return w.scalar(out, v)
	case KindList, KindTuple:
		items, _ := v.sequence()
		return w.container(out, "[]", len(items), depth, func(out []byte, i int) ([]byte, Value) {
			return w.write(out, items[i], depth+1)
		})
	case KindDict:
		return w.dict(out, v.ref.(*dict), depth)
	}
	return out, Fail(TypeError, "Object of type %s is not JSON serializable", typeName(v))
}

func (w jsonWriter) scalar(out []byte, v Value) ([]byte, Value) {
	switch v.Kind() {
	case KindStr:
		return v.AppendPython(out), Value{}
	case KindBool:
		if v.truth() {
			return append(out, "true"...), Value{}
		}
		return append(out, "false"...), Value{}
	case KindFloat:
		switch f := v.float(); {
		case math.IsNaN(f):
			return append(out, "NaN"...), Value{}
		case math.IsInf(f, 1):
			return append(out, "Infinity"...), Value{}
		case math.IsInf(f, -1):
			return append(out, "-Infinity"...), Value{}
		}
	}
	return v.render(out)
}

func (w jsonWriter) dict(out []byte, d *dict, depth int) ([]byte, Value) {
	items := d.items
	if w.sorted {
		items = slices.Clone(items)
		var failure Value
		slices.SortStableFunc(items, func(a, b item) int {
			if failure.Failed() {
				return 0
			}
			var c int
			c, _, failure = order("<", a.key, b.key)
			return c
		})
		if failure.Failed() {
			return out, failure
		}
	}
	return w.container(out, "{}", len(items), depth, func(out []byte, i int) ([]byte, Value) {
		out, failure := w.key(out, items[i].key)
		if failure.Failed() {
			return out, failure
		}
		colon := ": "
		if w.compact {
			colon = ":"
		}
		return w.write(append(out, colon...), items[i].value, depth+1)
	})
}

// key writes a key, which in JSON is always a text.
func (w jsonWriter) key(out []byte, key Value) ([]byte, Value) {
	switch key.Kind() {
	case KindStr:
		return w.scalar(out, key)
	case KindNone, KindBool, KindInt, KindFloat:
		out, failure := w.write(append(out, '"'), key, 0)
		return append(out, '"'), failure
	}
	return out, Fail(TypeError, "keys must be str, int, float, bool or None, not %s", typeName(key))
}

func (w jsonWriter) container(out []byte, brackets string, n, depth int, element func(out []byte, i int) ([]byte, Value)) ([]byte, Value) {
	out = append(out, brackets[0])
	for i := range n {
		switch {
		case i > 0 && (w.compact || w.indent != nil):
			out = append(out, ',')
		case i > 0:
			out = append(out, ", "...)
		}
		out = w.newLine(out, depth+1)
		var failure Value
		if out, failure = element(out, i); failure.Failed() {
			return out, failure
		}
	}
	if n > 0 {
		out = w.newLine(out, depth)
	}
	return append(out, brackets[1]), Value{}
}

func (w jsonWriter) newLine(out []byte, depth int) []byte {
	if w.indent == nil {
		return out
	}
	out = append(out, '\n')
	for range depth {
		out = append(out, *w.indent...)
	}
	return out
}
