package cursor

import (
	"fmt"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/timefmt"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// parse reads a cursor value of a record or of a state by the first format that fits.
func (b *bounds) parse(v value.Value) (time.Time, error) {
	for _, format := range b.formats {
		at, err := parseAs(v, format)
		if err == nil || !isClass(err, value.ValueError) {
			return at, err
		}
	}
	formats := make([]value.Value, len(b.formats))
	for i, format := range b.formats {
		formats[i] = value.Str(format)
	}
	return time.Time{}, invalid(fmt.Sprintf("No format in %s matching %s", value.ListOf(formats...).Repr(), v.String()))
}

// parseAs reads a value by one format. The formats of numbers take numbers, the others what Python prints of them.
func parseAs(v value.Value, format string) (at time.Time, err error) {
	switch v.Kind() {
	case value.KindStr:
		s, _ := v.AsString()
		at, err = timefmt.Parse(s, format)
	case value.KindInt:
		if n, ok := v.AsInt(); ok {
			at, err = timefmt.ParseInt(n, format)
			break
		}
		at, err = timefmt.Parse(v.String(), format)
	case value.KindFloat:
		f, _ := v.AsFloat()
		at, err = timefmt.ParseFloat(f, v.String(), format)
	default:
		if isEpoch(format) {
			return parseOther(v, format)
		}
		at, err = timefmt.Parse(v.String(), format)
	}
	return at, asFailure(err)
}

// isEpoch says that a format takes numbers.
func isEpoch(format string) bool {
	switch format {
	case "%s", "%s_as_float", "%ms", "%epoch_microseconds":
		return true
	}
	return false
}

// parseOther reads what is neither text nor number: Python counts with true and false.
func parseOther(v value.Value, format string) (time.Time, error) {
	b, ok := v.AsBool()
	if !ok {
		return time.Time{}, notANumber(v, format)
	}
	n := int64(0)
	if b {
		n = 1
	}
	at, err := timefmt.ParseInt(n, format)
	return at, asFailure(err)
}

// notANumber is Python's refusal to make a number of something.
func notANumber(v value.Value, format string) error {
	of := "int() argument must be a string, a bytes-like object or a real number"
	if format == "%s_as_float" {
		of = "float() argument must be a string or a real number"
	}
	name := "NoneType"
	switch v.Kind() {
	case value.KindList:
		name = "list"
	case value.KindDict:
		name = "dict"
	}
	return &value.Error{Class: value.TypeError, Message: fmt.Sprintf("%s, not '%s'", of, name)}
}

// format prints a time as starts, ends and states are printed.
func (b *bounds) format(at time.Time) string { return timefmt.Format(at, b.of.DatetimeFormat) }

// text is a cursor value as a state would have it. It fails as parse does.
func (b *bounds) text(v value.Value) (string, error) {
	at, err := b.parse(v)
	if err != nil {
		return "", err
	}
	return b.format(at), nil
}

// earlier is a state whose cursor value, if it has one, lies a duration further back.
func (b *bounds) earlier(state value.Value, by timefmt.Delta) (value.Value, error) {
	v, ok := state.Get(b.field)
	if !ok || by == 0 || v.IsNull() {
		return state, nil
	}
	at, err := b.parse(v)
	if err != nil {
		return state, err
	}
	if at, err = subtract(at, timefmt.Duration{Delta: by}); err != nil {
		return state, err
	}
	moved := value.DictOf()
	for key, member := range state.All() {
		moved.SetKey(key, member)
	}
	moved.Set(b.field, value.Str(b.format(at)))
	return moved, nil
}
