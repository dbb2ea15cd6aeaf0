package record

import (
	"math"
	"math/big"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/dpath"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A conversion is what the type of a property makes of its value.
type conversion struct {
	to    kinds // one kind, or 0 for none
	wraps bool  // to lists: a scalar becomes a list of one
	keeps kinds // the values of these kinds stay as they are
}

// conversionOf reads the type of a property's schema. Only one type, besides
// null, is a reason to convert.
func conversionOf(schema value.Value) conversion {
	declared, ok := schema.Get("type")
	if schema.Kind() != value.KindDict || !ok {
		return conversion{keeps: anything}
	}
	nullable := mentionsNull(declared)
	name := declared
	if declared.Kind() == value.KindList {
		var others []value.Value
		for t := range declared.Elements() {
			if t.String() != "null" {
				others = append(others, t)
			}
		}
		if len(others) != 1 {
			return conversion{keeps: anything}
		}
		name = others[0]
	}
	return conversionTo(name.String(), nullable, schema)
}

func conversionTo(name string, nullable bool, schema value.Value) conversion {
	var c conversion
	switch name {
	case "string":
		c = conversion{to: texts, keeps: texts}
	case "number":
		c = conversion{to: floats, keeps: floats | nulls | lists | dicts}
	case "integer":
		c = conversion{to: ints, keeps: ints | nulls | lists | dicts}
	case "boolean":
		c = conversion{to: bools, keeps: bools}
	case "array":
		if !wrapsScalars(schema) {
			return conversion{keeps: anything}
		}
		c = conversion{to: lists, wraps: true, keeps: lists | dicts}
	default:
		return conversion{keeps: anything}
	}
	if nullable {
		c.keeps |= nulls
	}
	return c
}

// wrapsScalars says that the items of an array may be scalars only, or anything.
// The type of the items counts when it is a list: a single name is taken apart
// into letters by the reference, and no letter is a type.
func wrapsScalars(schema value.Value) bool {
	items, ok := schema.Get("items")
	if !ok {
		return true
	}
	if items.Kind() != value.KindDict {
		return false
	}
	declared, ok := items.Get("type")
	if !ok {
		return true
	}
	if declared.Kind() != value.KindList {
		return declared.Kind() == value.KindStr && !declared.Truthy()
	}
	for name := range declared.Elements() {
		if kindsByName[name.String()]&scalars == 0 {
			return false
		}
	}
	return true
}

// convert makes of v, which is of the kind, what the conversion asks for; what
// cannot be converted stays.
func (c conversion) convert(v value.Value, kind kinds) (value.Value, bool) {
	switch {
	case c.keeps&kind != 0:
		return v, false
	case c.to == texts:
		return v.ToText(), true
	case c.to == 0:
		return v, false
	}
	switch c.to {
	case floats:
		return toFloat(v)
	case ints:
		return toInt(v)
	case bools:
		return toBool(v)
	default:
		if scalars&kind == 0 {
			return v, false
		}
		return value.ListOf(v), true
	}
}

func toFloat(v value.Value) (value.Value, bool) {
	if text, ok := v.AsString(); ok {
		return dpath.ParseFloat(text)
	}
	if yes, ok := v.AsBool(); ok {
		return value.Float(float64(boolInt(yes))), true
	}
	f, ok := v.AsFloat()
	return value.Float(f), ok && !math.IsInf(f, 0)
}

func toInt(v value.Value) (value.Value, bool) {
	if text, ok := v.AsString(); ok {
		return dpath.ParseInt(text)
	}
	if yes, ok := v.AsBool(); ok {
		return value.Int(boolInt(yes)), true
	}
	f, ok := v.AsFloat()
	if !ok || math.IsInf(f, 0) || math.IsNaN(f) {
		return v, false
	}
	n, _ := big.NewFloat(f).Int(nil) // exact, and cut off towards zero
	return value.BigInt(n), true
}

func boolInt(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// toBool reads the words that stand for yes and no; what is no text is true as
// Python has it.
func toBool(v value.Value) (value.Value, bool) {
	text, ok := v.AsString()
	if !ok {
		return value.Bool(v.Truthy()), true
	}
	switch strings.TrimFunc(strings.ToLower(text), dpath.IsSpace) {
	case "y", "yes", "t", "true", "on", "1":
		return value.True, true
	case "n", "no", "f", "false", "off", "0":
		return value.False, true
	default:
		return v, false
	}
}

// mentionsNull looks for null in a list of types, or in the letters of one.
func mentionsNull(declared value.Value) bool {
	if name, ok := declared.AsString(); ok {
		return strings.Contains(name, "null")
	}
	for name := range declared.Elements() {
		if name.String() == "null" {
			return true
		}
	}
	return false
}
