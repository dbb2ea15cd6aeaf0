package manifest

import (
	"fmt"
	"math"
	"math/big"

	"gopkg.in/yaml.v3"
)

// mapping converts a map. What << merges comes first and gives way to the map's own keys.
func (c *converter) mapping(y *yaml.Node, n *Node, depth int) *Node {
	n.Kind = Map
	c.collectionTag(y, n, "!!map")
	n.Span.Start = skipProperties(c.file.Text, n.Span.Start)
	var merged, own []Field
	end := n.Span.Start + 1
	for i := 0; i+1 < len(y.Content) && !c.stopped; i += 2 {
		key, value := y.Content[i], y.Content[i+1]
		if isMerge(key) {
			from := c.node(value, depth+1)
			merged = append(merged, c.merge(value, from)...)
			c.spend(n, len(merged))
			end = max(end, c.end(value, from))
			continue
		}
		f := Field{Key: c.key(key, depth+1), Value: c.node(value, depth+1)}
		end = max(end, c.end(value, f.Value))
		if f.Key != nil {
			end = max(end, c.end(key, f.Key))
			own = append(own, f)
		}
	}
	n.Span.End = c.endOf(y, end)
	return n.WithFields(c.unique(merged, own))
}

// isMerge says that a key is <<, which must not be quoted.
func isMerge(key *yaml.Node) bool {
	return key.Kind == yaml.ScalarNode && key.Tag == string(tagMerge)
}

// key converts a key: a scalar. An equals sign alone, which is reserved elsewhere, is text here.
func (c *converter) key(y *yaml.Node, depth int) *Node {
	if y.Kind == yaml.ScalarNode && y.Value == "=" && styleOf(y) == plain {
		y.Tag, y.Style = string(tagStr), y.Style|yaml.TaggedStyle
	}
	key := c.node(y, depth)
	if key.Kind != Scalar {
		c.diags.Errorf(key.Span, "bad-key", "a key must be a scalar, not %s", key.Kind).Hintf("put it in quotes if it is text")
		return nil
	}
	return key
}

// merge gives the fields that a << adds, from a map or from a list of maps of which the
// first wins, so it comes last.
func (c *converter) merge(y *yaml.Node, from *Node) []Field {
	switch from.Kind {
	case Map:
		return from.Fields
	case List:
		var fields []Field
		for i := len(from.Items) - 1; i >= 0; i-- {
			item := from.Items[i]
			if item.Kind != Map {
				c.diags.Errorf(item.Span, "bad-merge", "<< merges maps, not %s", item.Kind)
				continue
			}
			fields = append(fields, item.Fields...)
		}
		return fields
	}
	start := c.places.at(y.Line, y.Column)
	span := from.Span
	span.Start, span.End = start, c.end(y, from)
	c.diags.Errorf(span, "bad-merge", "<< merges maps, not %s", from.Kind)
	return nil
}

// unique keeps each key once, where it came first, with the value that came last, as Python's dictionaries do.
func (c *converter) unique(merged, own []Field) []Field {
	fields := make([]Field, 0, len(merged)+len(own))
	at := make(map[string]int, len(merged)+len(own))
	add := func(f Field) (earlier int) {
		key := identity(f.Key.Value)
		earlier, ok := at[key]
		if ok {
			if fields[earlier].Key.Value != f.Key.Value {
				f.Key = fields[earlier].Key // 1 and true are one key, the first
			}
			fields[earlier] = f
			return earlier
		}
		at[key] = len(fields)
		fields = append(fields, f)
		return -1
	}
	for _, f := range merged {
		add(f)
	}
	firsts := make(map[int]*Node) // the map's own keys, by their place in fields
	for _, f := range own {
		earlier := add(f)
		if earlier < 0 {
			earlier = len(fields) - 1
		}
		if first := firsts[earlier]; first != nil {
			c.diags.Warnf(f.Key.Span, "duplicate-key", "the key %q is given twice; the last one counts", f.Key.Span.Text()).
				Notef("it is given first at %s", first.Span)
			continue
		}
		firsts[earlier] = f.Key
	}
	return fields
}

// identity is equal for keys that Python holds to be equal: 1, 1.0 and true are.
func identity(key any) string {
	switch v := key.(type) {
	case string:
		return "'" + v
	case bool:
		if v {
			return "1"
		}
		return "0"
	case float64:
		if v == math.Trunc(v) && !math.IsInf(v, 0) {
			n, _ := big.NewFloat(v).Int(nil)
			return n.String()
		}
	}
	return fmt.Sprint(key)
}
