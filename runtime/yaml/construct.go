package yaml

import (
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A mapping gathers entries; those that << merges come first.
type mapping struct {
	p      *parser
	merged []value.Value
	out    value.Value
}

// mergeKey and valueKey are what << and = become: no text can be it. They may be keys only.
var (
	mergeKey = value.BytesOf("<<")
	valueKey = value.BytesOf("=")
)

// plainValue refuses what may be a key only.
func (p *parser) plainValue(v value.Value) value.Value {
	if special, ok := v.AsBytes(); ok {
		p.fail(Constructor, "could not determine a constructor for %s", value.Str(special).Repr())
	}
	return v
}

// add adds an entry; the last of equal keys wins.
func (m *mapping) add(key, v value.Value) {
	m.p.plainValue(v)
	if special, ok := key.AsBytes(); ok && special == "<<" {
		m.merge(v)
		return
	} else if ok {
		key = value.Str(special)
	}
	switch key.Kind() {
	case value.KindDict, value.KindList:
		m.p.fail(Constructor, "while constructing a mapping: found unhashable key")
	}
	m.out.SetKey(key, v)
}

// merge takes the entries of an object, or of each of a list of them.
func (m *mapping) merge(v value.Value) {
	switch v.Kind() {
	case value.KindDict:
		m.merged = append(m.merged, v)
	case value.KindList:
		items := []value.Value{}
		for item := range v.Elements() {
			if item.Kind() != value.KindDict {
				m.p.fail(Constructor, "while constructing a mapping: expected a mapping for merging")
			}
			items = append([]value.Value{item}, items...)
		}
		m.merged = append(m.merged, items...)
	default:
		m.p.fail(Constructor, "while constructing a mapping: expected a mapping or list of mappings for merging")
	}
}

// done is the object with all its entries.
func (m *mapping) done() value.Value {
	if m.merged == nil {
		return m.out
	}
	out := value.DictOf()
	for _, part := range append(m.merged, m.out) {
		for key, v := range part.All() {
			out.SetKey(key, v)
		}
	}
	return out
}

// tagged is a node with a tag.
func (p *parser) tagged(tag string, v value.Value, scalar bool) value.Value {
	text, isText := v.AsString()
	switch tag {
	case "!!str":
		if scalar && v.IsNull() {
			return value.Str("")
		}
		if scalar {
			return v
		}
	case "!!null":
		if scalar {
			return value.Null
		}
	case "!!float":
		if f, err := value.ToFloat(p.implicit(text)); scalar && isText && err == nil {
			return value.Float(f)
		}
	case "!!int", "!!bool", "!!timestamp":
		if scalar && isText {
			return p.implicit(text)
		}
	case "!!map":
		if v.Kind() == value.KindDict {
			return v
		}
	case "!!seq":
		if v.Kind() == value.KindList {
			return v
		}
	}
	p.fail(Constructor, "could not determine a constructor for the tag %s", value.Str(tag).Repr())
	return v
}
