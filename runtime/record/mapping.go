package record

import (
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/dpath"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// notARecord is the error for a record that is no dict in a stream without a schema.
func notARecord(v value.Value) error {
	return &value.Error{
		Class:   value.ValueError,
		Message: fmt.Sprintf("a record is of type '%s' and not a dict", v.TypeName()),
	}
}

// dictFrom is Python's dict(v) for what is none: a list of pairs becomes one.
func dictFrom(v value.Value) (value.Value, error) {
	dict := value.DictOf()
	if kind := v.Kind(); kind != value.KindStr && !dpath.IsContainer(v) {
		return dict, typeError("'%s' object is not iterable", v.TypeName())
	}
	i := 0
	for element := range v.Elements() {
		if kind := element.Kind(); kind != value.KindStr && !dpath.IsContainer(element) {
			return dict, typeError("cannot convert dictionary update sequence element #%d to a sequence", i)
		}
		var pair []value.Value
		for part := range element.Elements() {
			pair = append(pair, part)
		}
		if len(pair) != 2 {
			return dict, &value.Error{Class: value.ValueError, Message: fmt.Sprintf(
				"dictionary update sequence element #%d has length %d; 2 is required", i, len(pair))}
		}
		if !dict.SetKey(pair[0], pair[1]) {
			return dict, typeError("unhashable type: '%s'", pair[0].TypeName())
		}
		i++
	}
	return dict, nil
}

func typeError(format string, args ...any) error {
	return &value.Error{Class: value.TypeError, Message: fmt.Sprintf(format, args...)}
}
