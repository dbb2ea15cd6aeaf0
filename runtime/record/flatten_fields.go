package record

import (
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// FlattenFields lifts nested fields to the top of the record (FlattenFields).
// The order of the keys, and which of two fields of one name wins, come from a
// stack that the reference works off from its top.
type FlattenFields struct {
	FlattenLists bool
}

type flattening struct {
	value value.Value
	name  string
}

// Transform flattens the record.
func (f FlattenFields) Transform(r *stream.Record) error {
	flat := value.DictOf()
	qualify := false // a list was met: from there on each name carries its parent's
	stack := []flattening{{r.Data, "_"}}
	for len(stack) > 0 {
		top := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		switch kind := top.value.Kind(); {
		case kind == value.KindDict:
			for key, v := range top.value.All() {
				name := key.String()
				if _, taken := flat.Get(name); taken || qualify {
					name = top.name + "." + name
				}
				stack = append(stack, flattening{v, name})
			}
		case kind == value.KindList && f.FlattenLists:
			for i, v := range top.value.All() {
				qualify = true
				stack = append(stack, flattening{v, top.name + "." + i.String()})
			}
		default:
			flat.Set(top.name, top.value)
		}
	}
	r.Data = flat
	return nil
}
