package requester

import "github.com/lowcode-dev/lowcode/runtime/value"

// MappingOf is a mapping that is known only while the connector runs; what is no object is none.
func MappingOf(v value.Value) Mapping {
	if v.Kind() != value.KindDict {
		return nil
	}
	var out Mapping
	for key, member := range v.All() {
		if member.IsNull() {
			continue
		}
		out = append(out, Field{Key: Fixed(key.String()), Value: Fixed(member.String())})
	}
	return out
}

// ObjectOf is a body that is known only while the connector runs; what is no object is none.
func ObjectOf(v value.Value) Object {
	if v.Kind() != value.KindDict {
		return nil
	}
	out := Object{}
	for key, member := range v.All() {
		out = append(out, Member{Key: Fixed(key.String()), Value: Document(member)})
	}
	return out
}

// Document is a part of a body that is known only while the connector runs: its texts are read as literals, as
// those of the manifest are.
func Document(v value.Value) Node {
	switch v.Kind() {
	case value.KindDict:
		return ObjectOf(v)
	case value.KindList, value.KindTuple:
		out := Array{}
		for item := range v.Elements() {
			out = append(out, Document(item))
		}
		return out
	case value.KindStr:
		return Leaf(Fixed(v.String()))
	case value.KindUndefined:
		return Constant(value.Null)
	}
	return Constant(v)
}
