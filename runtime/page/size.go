package page

import (
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// configSize is a page size that only the config decides, Undefined for none.
func configSize(t config.Template) (value.Value, error) {
	if t.IsZero() {
		return value.Value{}, nil
	}
	v, err := t.Text()
	if err != nil {
		return value.Value{}, err
	}
	return integer(v)
}

// integer fails unless v is an int, which in Python a bool is too.
func integer(v value.Value) (value.Value, error) {
	switch v.Kind() {
	case value.KindInt, value.KindBool:
		return v, nil
	}
	return value.Value{}, &value.Error{Class: "Exception", Message: fmt.Sprintf(
		"%s is of type <class '%s'>. Expected <class 'int'>", v, className(v.Kind()))}
}

// className is Python's name of what a literal can be.
func className(kind value.Kind) string {
	switch kind {
	case value.KindNone:
		return "NoneType"
	case value.KindFloat:
		return "float"
	case value.KindStr:
		return "str"
	case value.KindList:
		return "list"
	case value.KindTuple:
		return "tuple"
	case value.KindDict:
		return "dict"
	case value.KindSet:
		return "set"
	case value.KindBytes:
		return "bytes"
	}
	return "object"
}

// isLast says that a page of count records is the last: it is empty, or shorter than was asked for.
func isLast(count int, size value.Value) (bool, error) {
	if count == 0 || !size.Truthy() {
		return count == 0, nil
	}
	shorter := value.Int(int64(count)).Lt(size)
	return shorter.Truthy(), shorter.Err()
}
