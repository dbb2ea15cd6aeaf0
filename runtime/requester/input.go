package requester

import (
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Field is one entry of a flat mapping.
type Field struct {
	Key, Value Template
}

// A Mapping is a flat mapping of the manifest: parameters, headers, the fields of a form.
type Mapping []Field

// eval is the mapping without what evaluates to nothing, Undefined for one that
// the manifest leaves out. Kinds limits what the
// literal step may make of a value; keys is the same for the keys.
func (m Mapping) eval(scope stream.RequestScope, keys, kinds []value.Kind) (value.Value, error) {
	if len(m) == 0 {
		return value.Value{}, nil
	}
	out := value.DictOf()
	for _, field := range m {
		key, err := field.Key.Entry(scope, keys...)
		if err != nil {
			return value.Value{}, err
		}
		item, err := field.Value.Entry(scope, kinds...)
		if err != nil {
			return value.Value{}, err
		}
		if key.Kind() == value.KindUndefined {
			key = value.Null
		}
		if absent(item) {
			out.Delete(key.String()) // the later of two equal keys counts, even when it goes away
			continue
		}
		out.SetKey(key, item)
	}
	return out, nil
}

// A Node is a part of a JSON body: an Object, an Array, a Leaf or a Constant.
type Node interface {
	eval(scope stream.RequestScope) (value.Value, error)
}

// A Member is one entry of an Object.
type Member struct {
	Key   Template
	Value Node
}

// An Object is a JSON object of the manifest; entries that evaluate to nothing are left out.
type Object []Member

func (o Object) eval(scope stream.RequestScope) (value.Value, error) {
	out := value.DictOf()
	for _, member := range o {
		key, err := member.Key.Nested(scope)
		if err != nil {
			return value.Value{}, err
		}
		item, err := member.Value.eval(scope)
		if err != nil {
			return value.Value{}, err
		}
		if key.Kind() == value.KindUndefined {
			key = value.Null
		}
		if !absent(item) {
			out.SetKey(key, item)
		}
	}
	return out, nil
}

// An Array is a JSON array of the manifest; an item that evaluates to nothing is null.
type Array []Node

func (a Array) eval(scope stream.RequestScope) (value.Value, error) {
	items := make([]value.Value, len(a))
	for i, node := range a {
		item, err := node.eval(scope)
		if err != nil {
			return value.Value{}, err
		}
		if item.Kind() == value.KindUndefined {
			item = value.Null
		}
		items[i] = item
	}
	return value.ListOf(items...), nil
}

type leaf struct{ template Template }

// Leaf is a text of a JSON body.
func Leaf(t Template) Node { return leaf{t} }

func (l leaf) eval(scope stream.RequestScope) (value.Value, error) { return l.template.Nested(scope) }

type constant struct{ v value.Value }

// Constant is a part of a JSON body that is no text.
func Constant(v value.Value) Node { return constant{v} }

func (c constant) eval(stream.RequestScope) (value.Value, error) { return c.v, nil }

// absent says that a value is left out of a mapping.
func absent(v value.Value) bool {
	return v.Kind() == value.KindUndefined || v.Kind() == value.KindNone
}
