package partition

import (
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A path leads to a member of a record.
type path value.Path

// splitPath takes parent_key apart. A dot is part of a name.
func splitPath(text string) path {
	text = strings.TrimLeft(text, "/")
	if text == "" {
		return nil
	}
	return strings.Split(text, "/")
}

// String is the path as the name of an extra field.
func (p path) String() string { return strings.Join(p, ".") }

// find looks the path up. A path that leads to several members is an error.
func (p path) find(v value.Value) (found value.Value, ok bool, err error) {
	return value.Path(p).Find(v)
}
