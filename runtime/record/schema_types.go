package record

import (
	"math"
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// kinds is a set of the kinds that JSON knows.
type kinds uint8

const (
	nulls kinds = 1 << iota
	bools
	ints
	floats
	texts
	lists
	dicts

	scalars  = nulls | bools | ints | floats | texts
	anything = scalars | lists | dicts
)

// jsonKinds are the kinds of values that JSON knows.
var jsonKinds = [...]kinds{
	value.KindNone:  nulls,
	value.KindBool:  bools,
	value.KindInt:   ints,
	value.KindFloat: floats,
	value.KindStr:   texts,
	value.KindList:  lists,
	value.KindTuple: lists,
	value.KindDict:  dicts,
}

// kindOf is the kind of v; nothing for what JSON does not know.
func kindOf(v value.Value) kinds {
	if kind := int(v.Kind()); kind < len(jsonKinds) {
		return jsonKinds[kind]
	}
	return 0
}

// types is the keyword type of a schema.
type types struct {
	of       kinds
	integral bool   // a float without a fraction passes for an integer
	text     string // how the warning shows it
}

var kindsByName = map[string]kinds{
	"null": nulls, "boolean": bools, "integer": ints, "number": ints | floats,
	"string": texts, "array": lists, "object": dicts,
}

func typesOf(keyword value.Value) *types {
	t := &types{text: keyword.String()}
	names := []value.Value{keyword}
	if keyword.Kind() == value.KindList {
		names = slices.Collect(keyword.Elements())
	}
	for _, name := range names {
		t.of |= kindsByName[name.String()]
		t.integral = t.integral || name.String() == "integer"
	}
	return t
}

// hold says that v is of one of the types.
func (t *types) hold(v value.Value) bool {
	kind := kindOf(v)
	if kind == floats && t.integral {
		f, _ := v.AsFloat()
		return t.of&floats != 0 || f == math.Trunc(f) && !math.IsInf(f, 0)
	}
	return t.of&kind != 0
}

// structure is the type of v as the warning shows it: a dict down to three
// levels, by the types of its fields, and never a value.
func structure(v value.Value, depth int) string {
	const shown = 3
	names := map[kinds]string{
		nulls: "null", bools: "boolean", ints: "integer", floats: "number", texts: "string", lists: "array", dicts: "object",
	}
	if v.Kind() != value.KindDict || depth >= shown {
		if name, ok := names[kindOf(v)]; ok {
			return name
		}
		return v.TypeName()
	}
	var fields []string
	for key, field := range v.All() {
		of := structure(field, depth+1)
		if field.Kind() != value.KindDict || depth+1 >= shown {
			of = "'" + of + "'"
		}
		fields = append(fields, key.Repr()+": "+of)
	}
	return "{" + strings.Join(fields, ", ") + "}"
}
