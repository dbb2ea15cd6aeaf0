package value

import "math"

// numberMethod is a method of int, bool or float.
func numberMethod(kind Kind, name string) (builtin, bool) {
	switch {
	case name == "conjugate":
		return builtin{call: func(v Value, _ []Value) Value { return v.Pos() }}, true
	case name == "is_integer" && kind == KindFloat:
		return builtin{call: func(v Value, _ []Value) Value {
			f := v.float()
			return Bool(f == math.Trunc(f) && !math.IsInf(f, 0))
		}}, true
	case name == "bit_length" && kind != KindFloat:
		return builtin{call: func(v Value, _ []Value) Value {
			n, _ := v.asBig()
			return Int(int64(n.BitLen()))
		}}, true
	}
	return builtin{}, false
}

// numberAttr is what numbers have besides.
func numberAttr(v Value, name string) (Value, bool) {
	switch {
	case name == "real" || name == "numerator" && v.Kind() != KindFloat:
		return v.Pos(), true
	case name == "imag":
		if v.Kind() == KindFloat {
			return Float(0), true
		}
		return Int(0), true
	case name == "denominator" && v.Kind() != KindFloat:
		return Int(1), true
	}
	return Value{}, false
}
