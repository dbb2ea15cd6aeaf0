package value

import "strings"

func clone(v Value, depth int) Value {
	if depth > maxDepth {
		return Null // only a list that holds itself is that deep
	}
	switch ref := v.ref.(type) {
	case rawPtr, *nullsRaw:
		data := append([]byte(nil), v.rawBytes()...)
		return openAll(newRaw(data, v.rawFlags()), depth)
	case strPtr:
		return Str(strings.Clone(v.text()))
	case *list:
		return Value{ref: &list{cloneAll(ref.items, depth)}}
	case *tuple:
		return Value{ref: &tuple{cloneAll(ref.items, depth)}}
	case *dict:
		return Value{ref: cloneDict(ref, depth)}
	case *set:
		return Value{ref: &set{of: *cloneDict(&ref.of, depth)}}
	case markPtr:
		return markup(strings.Clone(v.text()))
	case byteString:
		return BytesOf(strings.Clone(string(ref)))
	case missPtr:
		return undefinedBecause(UndefinedError, v.useUndefined().ref.(*Error).Message)
	}
	return v
}

func cloneAll(items []Value, depth int) []Value {
	out := make([]Value, len(items))
	for i, element := range items {
		out[i] = clone(element, depth+1)
	}
	return out
}

func cloneDict(d *dict, depth int) *dict {
	out := newDict(len(d.items))
	for _, it := range d.items {
		out.items = append(out.items, item{clone(it.key, depth+1), clone(it.value, depth+1)})
	}
	out.reindex()
	return out
}
