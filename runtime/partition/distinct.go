package partition

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// distinct are the values that were seen. As in Python 1, 1.0 and True are one
// value, and 1 and "1" are two.
type distinct map[string]bool

// add reports whether v is seen for the first time; ok is false for a value that
// Python cannot hash.
func (d distinct) add(v value.Value) (isNew, ok bool) {
	key, ok := hashKey(v)
	if !ok {
		return false, false
	}
	isNew = !d[key]
	d[key] = true
	return isNew, true
}

// hashKey is a text that equal values have in common.
func hashKey(v value.Value) (string, bool) {
	switch v.Kind() {
	case value.KindStr:
		return "s" + v.String(), true
	case value.KindBool, value.KindInt:
		if n, ok := v.AsInt(); ok {
			return "n" + strconv.FormatInt(n, 10), true
		}
		return "n" + v.String(), true
	case value.KindFloat:
		f, _ := v.AsFloat()
		if f == math.Trunc(f) && !math.IsInf(f, 0) {
			whole, _ := big.NewFloat(f).Int(nil)
			return "n" + whole.String(), true
		}
		return "n" + strconv.FormatFloat(f, 'g', -1, 64), true
	case value.KindTuple:
		return tupleKey(v)
	case value.KindList, value.KindDict, value.KindSet:
		return "", false
	}
	return v.TypeName() + v.Repr(), true
}

func tupleKey(v value.Value) (string, bool) {
	var out strings.Builder
	out.WriteString("(")
	for element := range v.Elements() {
		key, ok := hashKey(element)
		if !ok {
			return "", false
		}
		out.WriteString(strconv.Quote(key))
	}
	return out.String(), true
}
