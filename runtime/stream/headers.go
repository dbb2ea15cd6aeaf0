package stream

import (
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A headerDict is a dict of headers that is asked without regard to case.
type headerDict struct{ of value.Value }

// CaseInsensitive shows a dict of headers to the templates of error handling.
func CaseInsensitive(headers value.Value) value.Value {
	return value.ObjectValue(headerDict{headers})
}

// TypeName is the class of the HTTP library of the reference.
func (headerDict) TypeName() string { return "CaseInsensitiveDict" }

// Attr are the methods that a dict has not, or has with another result.
func (h headerDict) Attr(name string) (value.Value, bool) {
	switch name {
	case "copy":
		return value.FuncOf(name, func([]value.Value, []value.Keyword) value.Value { return CaseInsensitive(h.of.Clone()) }), true
	case "lower_items":
		return value.FuncOf(name, func([]value.Value, []value.Keyword) value.Value { return h.lowerItems() }), true
	}
	return value.Value{}, false
}

func (h headerDict) lowerItems() value.Value {
	var items []value.Value
	for key, v := range h.of.All() {
		items = append(items, value.TupleOf(key.Call("lower"), v))
	}
	return value.ListOf(items...)
}

// Mapping are the headers as the server spelled them.
func (h headerDict) Mapping() value.Value { return h.of }

// Key is the server's spelling of a name.
func (h headerDict) Key(name value.Value) value.Value {
	text, ok := name.AsString()
	if !ok {
		return name
	}
	for key := range h.of.All() {
		if spelled, ok := key.AsString(); ok && strings.EqualFold(spelled, text) {
			return key
		}
	}
	return name
}

// Truth says that there are any headers.
func (h headerDict) Truth() bool { return h.of.Len() > 0 }

// Repr is how a template prints the headers: as a dict.
func (h headerDict) Repr() string { return h.of.Repr() }

// Equal compares to other headers, or to a dict.
func (h headerDict) Equal(other value.Value) bool {
	if o := value.ObjectOf(other); o != nil {
		other = o.Mapping()
	}
	if other.Kind() != value.KindDict || other.Len() != h.of.Len() {
		return false
	}
	for key, v := range other.All() {
		if !value.Equal(h.of.Index(h.Key(key)), v) {
			return false
		}
	}
	return true
}
