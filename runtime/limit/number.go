package limit

import (
	"math"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// whole is Python's int() of what a template gives.
func whole(t config.Template) (int, error) {
	v, err := t.Text()
	if err != nil {
		return 0, err
	}
	switch v.Kind() {
	case value.KindInt, value.KindBool:
		if n, ok := v.Pos().AsInt(); ok {
			return int(n), nil
		}
	case value.KindFloat:
		if f, _ := v.AsFloat(); math.Abs(f) < math.MaxInt32 {
			return int(f), nil
		}
	case value.KindStr:
		n, err := strconv.Atoi(strings.TrimSpace(v.String()))
		if err == nil {
			return n, nil
		}
	}
	return 0, &value.Error{Class: value.ValueError, Message: "invalid literal for int() with base 10: " + v.Repr()}
}
