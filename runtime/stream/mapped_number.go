package stream

import (
	"math"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Int is a whole number; a text may spell it.
func (m Mapped) Int(path string) int {
	v, ok := m.values[path]
	if !ok || v.IsNull() {
		return 0
	}
	n, ok := intOf(v)
	if !ok {
		m.invalid(path, v, "a whole number")
	}
	return n
}

func intOf(v value.Value) (int, bool) {
	if b, ok := v.AsBool(); ok {
		return Either(b, 1, 0), true
	}
	if n, ok := v.AsInt(); ok {
		return int(n), true
	}
	if f, ok := v.AsFloat(); ok {
		return int(f), !math.IsNaN(f) && math.Abs(f) < 1<<53
	}
	text, _ := v.AsString()
	n, err := strconv.Atoi(strings.ReplaceAll(strings.TrimSpace(text), "_", ""))
	return n, err == nil
}

// Float is a number; a text may spell it.
func (m Mapped) Float(path string) float64 {
	v, ok := m.values[path]
	if !ok || v.IsNull() {
		return 0
	}
	f, err := value.ToFloat(v)
	if err != nil {
		m.invalid(path, v, "a number")
	}
	return f
}

// Bool is true or false; some words and the numbers 1 and 0 stand for them.
func (m Mapped) Bool(path string) bool {
	v, ok := m.values[path]
	if !ok || v.IsNull() {
		return false
	}
	if b, ok := v.AsBool(); ok {
		return b
	}
	switch strings.ToLower(v.String()) {
	case "1", "on", "t", "true", "y", "yes":
		return true
	case "0", "off", "f", "false", "n", "no":
	default:
		m.invalid(path, v, "true or false")
	}
	return false
}
