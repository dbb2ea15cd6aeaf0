package record

import (
	"errors"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A normalizer walks records along a schema, one after another.
type normalizer struct {
	schema *schema
	warn   func(format string, args ...any)
	at     []value.Value // the keys and indexes on the way
	places []int         // where in a dict a property was last, by its number
}

func newNormalizer(s *schema, warn func(format string, args ...any)) normalizer {
	return normalizer{schema: s, warn: warn, places: make([]int, s.count)}
}

// maxSchemaDepth ends a schema that refers to nothing but itself.
const maxSchemaDepth = 1000

var errEndlessSchema = errors.New("the schema refers to itself without an end")

// normalize gives the fields of a record the types of the schema. What does not
// fit is left as it is, with a warning.
func (n *normalizer) normalize(record *value.Value) error {
	if data, ok := record.Unopened(); ok {
		if n.schema.passes(data) {
			return nil
		}
		*record = record.Open()
	}
	return n.walk(n.schema, *record, 0)
}

func (n *normalizer) walk(s *schema, v value.Value, depth int) error {
	if depth > maxSchemaDepth {
		return errEndlessSchema
	}
	for i := range s.rules {
		if err := n.apply(&s.rules[i], v, depth); err != nil {
			return err
		}
	}
	return nil
}

func (n *normalizer) apply(r *rule, v value.Value, depth int) error {
	switch {
	case r.types != nil:
		if !r.types.hold(v) {
			n.mismatch(r.types, v)
		}
	case r.items != nil && v.Kind() == value.KindList:
		return n.items(r.items, v, depth)
	case r.properties != nil && v.Kind() == value.KindDict:
		for _, p := range r.properties {
			if err := n.property(p, v, depth); err != nil {
				return err
			}
		}
	case r.ref != nil:
		return n.walk(r.ref, v, depth+1)
	case r.err != nil:
		return r.err
	}
	return nil
}

// property converts a member of a dict and looks into it, unless its JSON is
// seen to be right without opening it. It is looked for where the dict before
// had it.
func (n *normalizer) property(p *property, dict value.Value, depth int) error {
	place := dict.Place(p.name, n.places[p.number])
	if place < 0 {
		return nil
	}
	n.places[p.number] = place
	v := dict.AtPlace(place)
	kind := kindOf(v)
	if converted, changed := p.target.convert(v, kind); changed {
		v, kind = converted, p.target.to
		dict.SetPlace(place, v)
	}
	if p.schema.ignores(v, kind) {
		return nil
	}
	return n.inside(value.Str(p.name), p.schema, dict.OpenPlace(place), depth)
}

func (n *normalizer) items(p *property, list value.Value, depth int) error {
	for i, v := range list.Members() {
		at, _ := i.AsInt()
		kind := kindOf(v)
		if converted, changed := p.target.convert(v, kind); changed {
			v, kind = converted, p.target.to
			list.SetAt(int(at), v)
		}
		if p.schema.ignores(v, kind) {
			continue
		}
		if err := n.inside(i, p.schema, list.At(int(at)), depth); err != nil {
			return err
		}
	}
	return nil
}

func (n *normalizer) inside(key value.Value, s *schema, v value.Value, depth int) error {
	n.at = append(n.at, key)
	err := n.walk(s, v, depth+1)
	n.at = n.at[:len(n.at)-1]
	return err
}

func (n *normalizer) mismatch(t *types, v value.Value) {
	keys := make([]string, len(n.at))
	for i, key := range n.at {
		keys[i] = key.String()
	}
	n.warn("Failed to transform value from type '%s' to type '%s' at path: '%s'",
		structure(v, 0), t.text, strings.Join(keys, "."))
}
