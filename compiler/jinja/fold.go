package jinja

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// Constants are what literals and parameters are: nil, bool, int64, *big.Int,
// float64, string, []any, Map, and a missing. Only what is simple and exact is
// folded: whatever needs Python's rules stays code, so that these rules are
// written once, in the runtime.

// A missing is what looking up a name gives that a parameter lacks.
type missing struct{ name string }

// constant is a value of the manifest as a constant.
func constant(v any) any {
	if n, ok := v.(int); ok {
		return int64(n)
	}
	return v
}

// Str is how Python prints a scalar of the manifest.
func Str(v any) (text string, ok bool) { return constText(v) }

// constText is str() of a constant. Displays of lists and maps are not folded.
func constText(v any) (string, bool) {
	switch v := v.(type) {
	case nil:
		return "None", true
	case bool:
		if v {
			return "True", true
		}
		return "False", true
	case int64:
		return strconv.FormatInt(v, 10), true
	case *big.Int:
		return v.String(), v.BitLen() < 10000 // Python refuses to print very long ones
	case float64:
		return floatText(v), true
	case string:
		return v, true
	case missing:
		return "", true
	case fmt.Stringer: // a date that YAML has read
		return strings.Replace(v.String(), "T", " ", 1), true
	}
	return "", false
}

// floatText is repr() of a float.
func floatText(f float64) string {
	switch {
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	case math.IsNaN(f):
		return "nan"
	}
	if size := math.Abs(f); size != 0 && (size < 1e-4 || size >= 1e16) {
		return strconv.FormatFloat(f, 'e', -1, 64)
	}
	text := strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(text, ".") {
		text += ".0"
	}
	return text
}

// constTruth is bool() of a constant.
func constTruth(v any) bool {
	switch v := v.(type) {
	case nil, missing:
		return false
	case bool:
		return v
	case int64:
		return v != 0
	case *big.Int:
		return v.Sign() != 0
	case float64:
		return v != 0
	case string:
		return v != ""
	case []any:
		return len(v) > 0
	case Map:
		return len(v) > 0
	}
	return true
}

// constEqual compares two constants of one simple type.
func constEqual(a, b any) (equal, ok bool) {
	switch a := a.(type) {
	case nil:
		return b == nil, b == nil
	case string:
		c, ok := b.(string)
		return ok && a == c, ok
	case bool:
		c, ok := b.(bool)
		return ok && a == c, ok
	case int64:
		c, ok := b.(int64)
		return ok && a == c, ok
	}
	return false, false
}

// constNegative is -v or +v.
func constNegative(op string, v any) (any, bool) {
	switch v := v.(type) {
	case int64:
		if op == "-" && v != math.MinInt64 {
			v = -v
		}
		return v, v != math.MinInt64
	case float64:
		if op == "-" {
			v = -v
		}
		return v, true
	}
	return nil, false
}

// get is the value of a key that is a text.
func (m Map) get(key string) (any, bool) {
	for i := len(m) - 1; i >= 0; i-- { // the last of equal keys wins
		if m[i].Key == key {
			return constant(m[i].Value), true
		}
	}
	return nil, false
}

// constAttr is v.name.
func constAttr(v any, name string) (any, bool) {
	m, ok := v.(Map)
	if !ok || methods[name].owner&onDict != 0 || strings.HasPrefix(name, "_") {
		return nil, false
	}
	if value, ok := m.get(name); ok {
		return value, true
	}
	return missing{name}, true
}

// constIndex is v[key].
func constIndex(v, key any) (any, bool) {
	switch v := v.(type) {
	case Map:
		name, ok := key.(string)
		if !ok {
			return nil, false
		}
		if value, ok := v.get(name); ok {
			return value, true
		}
		if methods[name].owner&onDict != 0 || strings.HasPrefix(name, "_") {
			return nil, false
		}
		return missing{name}, true
	case []any:
		i, ok := key.(int64)
		if i < 0 {
			i += int64(len(v))
		}
		if ok && 0 <= i && i < int64(len(v)) {
			return constant(v[i]), true
		}
	}
	return nil, false
}
