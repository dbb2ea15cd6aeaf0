package value

import (
	"slices"
	"strings"
)

// pprintWidth is the width of a line that pprint fills.
const pprintWidth = 80

// FilterPprint is the filter pprint: repr() with sorted keys, and one element a
// line where a container does not fit the line. Long texts are not broken.
func FilterPprint(v Value) Value {
	if v.Failed() {
		return v
	}
	p := pretty{}
	p.print(v.opened(), 0, 0, 0)
	return p.failure.Else(Str(p.out.String()))
}

// A pretty prints what does not fit one line.
type pretty struct {
	out     strings.Builder
	failure Value
}

// print prints v at a column; tail is what must still fit behind it.
func (p *pretty) print(v Value, column, tail, depth int) {
	flat := sortedKeys(v, depth)
	text := printer{}
	text.repr(flat)
	if p.failure = text.failure; p.failure.Failed() {
		return
	}
	if column+runeCount(string(text.out))+tail <= pprintWidth || depth > maxDepth {
		p.out.Write(text.out)
		return
	}
	switch ref := flat.ref.(type) {
	case *dict:
		p.dict(ref, column, tail, depth)
	case *list:
		p.elements("[", ref.items, "]", column, tail, depth)
	case *tuple:
		end := ")"
		if len(ref.items) == 1 {
			end = ",)"
		}
		p.elements("(", ref.items, end, column, tail, depth)
	default:
		p.out.Write(text.out)
	}
}

func (p *pretty) elements(before string, items []Value, after string, column, tail, depth int) {
	p.out.WriteString(before)
	for i, element := range items {
		rest := 1
		if i == len(items)-1 {
			rest = len(after) + tail
		}
		p.print(element.opened(), column+1, rest, depth+1)
		p.between(i, len(items), column)
	}
	p.out.WriteString(after)
}

func (p *pretty) dict(d *dict, column, tail, depth int) {
	p.out.WriteByte('{')
	for i, it := range d.items {
		key := it.key.Repr() + ": "
		p.out.WriteString(key)
		rest := 1
		if i == len(d.items)-1 {
			rest = 1 + tail
		}
		p.print(it.value.opened(), column+1+runeCount(key), rest, depth+1)
		p.between(i, len(d.items), column)
	}
	p.out.WriteByte('}')
}

func (p *pretty) between(i, n, column int) {
	if i < n-1 {
		p.out.WriteString(",\n" + strings.Repeat(" ", column+1))
	}
}

// sortedKeys is v with the keys of all its dicts in order, where they have one.
func sortedKeys(v Value, depth int) Value {
	v = v.opened()
	if depth > maxDepth {
		return v
	}
	switch ref := v.ref.(type) {
	case *list:
		return Value{ref: &list{items: sortedElements(ref.items, depth)}}
	case *tuple:
		return Value{ref: &tuple{items: sortedElements(ref.items, depth)}}
	case *dict:
		items := slices.Clone(ref.items)
		slices.SortStableFunc(items, func(a, b item) int {
			c, _, _ := order("<", a.key, b.key)
			return c
		})
		for i := range items {
			items[i].value = sortedKeys(items[i].value, depth+1)
		}
		return Value{ref: &dict{items: items}}
	}
	return v
}

func sortedElements(items []Value, depth int) []Value {
	out := make([]Value, len(items))
	for i, element := range items {
		out[i] = sortedKeys(element, depth+1)
	}
	return out
}
