package record

import (
	"context"
	"fmt"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/dpath"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Normalization is what the selector does with the schema of the stream: Default, or one that is written by hand.
type Normalization interface {
	// Normalize changes the record, an opened dict, as the schema says, which is not empty and must stay as it is.
	Normalize(record, schema value.Value) error
}

// Default gives fields the types of the schema (Default); without a normalization they stay as they are (None).
const Default standard = true

type standard bool

// Normalize does it for one record; the selector keeps a normalizer for all of a page.
func (standard) Normalize(record, schema value.Value) error {
	n := newNormalizer(compileSchema(schema.Open()), func(string, ...any) {})
	return n.normalize(&record)
}

// A schema is a JSON schema as normalization walks it: types, properties, items
// and references, in the order in which the schema has them. Other keywords
// mean nothing to it, as in the reference.
type schema struct {
	rules []rule
	only  kinds          // the kinds that no rule warns about
	leaf  kinds          // the kinds that no rule looks into
	props []*property    // of a dict, in the order of the schema
	index map[string]int // where in props a name is
	count int            // of the root: how many properties there are in all
	text  value.Value    // of the root: the schema itself
}

// A rule is one keyword: the field that is set says which.
type rule struct {
	types      *types
	properties []*property
	items      *property
	ref        *schema
	err        error // the keyword cannot be used: the first record that it is asked for fails
}

// A property is what is asked of a member of a dict or the elements of a list.
type property struct {
	name   string
	number int // counted through the whole schema
	target conversion
	schema *schema
}

type schemaKey struct{}

// schemaOf is the compiled schema of a stream, nil when there is none or it is
// empty. It is compiled once.
func schemaOf(ctx context.Context, s *stream.Stream) (*schema, error) {
	v, err := s.Schema(ctx)
	if err != nil {
		return nil, err
	}
	return stream.Memo(s, schemaKey{}, func() *schema {
		if !v.Truthy() {
			return nil
		}
		v = v.Open()
		compiled := compileSchema(v)
		compiled.text = v
		return compiled
	}), nil
}

// A schemaCompiler makes schemas of JSON. A reference is compiled once, so that
// one that leads back to itself ends.
type schemaCompiler struct {
	root  value.Value
	refs  map[string]*schema
	count int // of the properties so far
}

func compileSchema(root value.Value) *schema {
	c := schemaCompiler{root: root, refs: map[string]*schema{}}
	s := c.compile(root)
	s.count = c.count
	return s
}

func (c *schemaCompiler) compile(v value.Value) *schema {
	s := &schema{}
	c.fill(s, v)
	return s
}

func (c *schemaCompiler) fill(s *schema, v value.Value) {
	if allowed, ok := v.AsBool(); ok && !allowed {
		s.rules = append(s.rules, rule{types: &types{text: "None"}})
	}
	defer s.settle()
	if v.Kind() != value.KindDict {
		return
	}
	for key, keyword := range v.All() {
		switch key.String() {
		case "type":
			s.rules = append(s.rules, rule{types: typesOf(keyword)})
		case "properties":
			s.rules = append(s.rules, c.properties(keyword))
		case "items":
			if keyword.Kind() != value.KindList { // one schema for each place is not walked
				s.rules = append(s.rules, rule{items: c.property("", keyword)})
			}
		case "$ref":
			s.rules = append(s.rules, c.reference(keyword))
		}
	}
}

func (c *schemaCompiler) properties(keyword value.Value) rule {
	var r rule
	for key, v := range keyword.All() {
		if keyword.Kind() == value.KindDict {
			r.properties = append(r.properties, c.property(key.String(), v))
		}
	}
	return r
}

func (c *schemaCompiler) property(name string, v value.Value) *property {
	c.count++
	return &property{name: name, number: c.count - 1, target: conversionOf(v), schema: c.compile(v)}
}

// reference finds what a pointer into the same schema points at.
func (c *schemaCompiler) reference(keyword value.Value) rule {
	pointer := keyword.String()
	if s, ok := c.refs[pointer]; ok {
		return rule{ref: s}
	}
	target := c.root
	for _, step := range strings.Split(strings.TrimPrefix(pointer, "#"), "/")[1:] {
		step = strings.NewReplacer("~1", "/", "~0", "~").Replace(step)
		next, ok := target.Get(step)
		if i, counted := dpath.IndexOf(step); !ok && counted {
			next, ok = target.At(i), i < target.Len()
		}
		if !ok {
			target = value.Value{}
			break
		}
		target = next
	}
	if pointer != "#" && !strings.HasPrefix(pointer, "#/") || target.IsUndefined() {
		return rule{err: fmt.Errorf("the schema points at %q, which is not in it", pointer)}
	}
	s := &schema{}
	c.refs[pointer] = s
	c.fill(s, target)
	return rule{ref: s}
}
