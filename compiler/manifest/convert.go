package manifest

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// maxDepth is the deepest nesting; the deepest public manifest has 42, and the reference
// fails not far above 200.
const maxDepth = 200

// A converter turns the parser's nodes into ours.
type converter struct {
	file    *source.File
	places  *places
	diags   *diag.List
	anchors map[*yaml.Node]*Node // what aliases point to; nil while it is being read
	names   map[string]bool      // the anchors so far
	flow    int                  // how many brackets are open
	spent   int                  // what aliases and merges have copied
	stopped bool                 // a limit was passed and reported
}

// node converts a node and all below it. A node that is wrong is reported and gives null, or what is left of it.
func (c *converter) node(y *yaml.Node, depth int) *Node {
	start := c.places.at(y.Line, y.Column)
	n := &Node{Span: source.Span{File: c.file, Start: start, End: start}, size: 1}
	if depth > maxDepth && !c.stopped {
		c.diags.Errorf(n.Span, "too-deep", "more than %d levels of nesting", maxDepth)
		c.stopped = true
	}
	if c.stopped {
		return n
	}
	if y.Anchor != "" {
		c.anchor(y, n)
	}
	if y.Style&yaml.FlowStyle != 0 {
		c.flow++
		defer func() { c.flow-- }()
	}
	switch y.Kind {
	case yaml.AliasNode:
		return c.alias(y, n)
	case yaml.MappingNode:
		n = c.mapping(y, n, depth)
	case yaml.SequenceNode:
		n = c.sequence(y, n, depth)
	default:
		c.scalar(y, n)
	}
	if y.Anchor != "" {
		c.anchors[y] = n
	}
	if n.size > MaxSize {
		c.spend(n, MaxSize)
	}
	return n
}

// spend counts what aliases and merges copy, and stops where it is more than a manifest can need: a
// few lines can double it again and again.
func (c *converter) spend(n *Node, size int) {
	c.spent += size
	if c.spent >= MaxSize && !c.stopped {
		c.diags.Errorf(n.Span, "too-large", "this expands to more than %d nodes", MaxSize)
		c.stopped = true
	}
}

// anchor notes an anchor. The name must be new: PyYAML does not take it a second time.
func (c *converter) anchor(y *yaml.Node, n *Node) {
	if c.names[y.Anchor] {
		c.diags.Errorf(n.Span, "duplicate-anchor", "the anchor %q is defined a second time", y.Anchor)
	}
	c.names[y.Anchor] = true
	c.anchors[y] = nil
}

// alias gives the node that an alias points to: the same one, reached by the alias.
func (c *converter) alias(y *yaml.Node, at *Node) *Node {
	at.Span.End = at.Span.Start + 1 + len(y.Value)
	target := c.anchors[y.Alias]
	if target == nil {
		c.diags.Errorf(at.Span, "circular-alias", "the alias %q stands inside of what it points to", y.Value)
		return at
	}
	return target.WithVia(append([]diag.Ref{{Target: "*" + y.Value, Span: at.Span}}, target.Via...))
}

// sequence converts a list.
func (c *converter) sequence(y *yaml.Node, n *Node, depth int) *Node {
	n.Kind = List
	c.collectionTag(y, n, "!!seq")
	n.Span.Start = skipProperties(c.file.Text, n.Span.Start)
	items, end := make([]*Node, 0, len(y.Content)), n.Span.Start+1
	for _, child := range y.Content {
		item := c.node(child, depth+1)
		items = append(items, item)
		end = max(end, c.end(child, item))
	}
	n.Span.End = c.endOf(y, end)
	return n.WithItems(items)
}

// collectionTag reports a tag that makes something else of a map or a list: sets, ordered maps, objects of Python.
func (c *converter) collectionTag(y *yaml.Node, n *Node, want string) {
	if y.Style&yaml.TaggedStyle != 0 && y.Tag != want {
		c.unknownTag(y, n)
	}
}

// end is where a child ends in the text; an alias ends elsewhere than what it points to.
func (c *converter) end(y *yaml.Node, n *Node) int {
	if y.Kind == yaml.AliasNode {
		return c.places.at(y.Line, y.Column) + 1 + len(y.Value)
	}
	return n.Span.End
}

// endOf is where a collection ends whose last child ends at an offset.
func (c *converter) endOf(y *yaml.Node, end int) int {
	end = min(end, len(c.file.Text))
	if y.Style&yaml.FlowStyle != 0 {
		return closing(c.file.Text, end)
	}
	return end
}

// scalar converts a scalar into n.
func (c *converter) scalar(y *yaml.Node, n *Node) {
	n.style = styleOf(y)
	text := y.Value
	if at := n.Span.Start; n.style != plain || y.Value != "" {
		n.Span.Start = skipProperties(c.file.Text, at)
		n.Span.End = n.Span.Start
		if r := read(c.file.Text, n.Span.Start, n.style, y.Value); !r.failed {
			text, n.Span.End = string(r.value), r.at
		} else {
			n.style = unwritten
		}
	}
	c.resolve(y, n, text)
}

func styleOf(y *yaml.Node) style {
	switch {
	case y.Style&yaml.DoubleQuotedStyle != 0:
		return doubleQuoted
	case y.Style&yaml.SingleQuotedStyle != 0:
		return singleQuoted
	case y.Style&yaml.LiteralStyle != 0:
		return literal
	case y.Style&yaml.FoldedStyle != 0:
		return folded
	default:
		return plain
	}
}

// resolve gives a scalar its value.
func (c *converter) resolve(y *yaml.Node, n *Node, text string) {
	t := tagStr
	switch {
	case y.Style&yaml.TaggedStyle != 0:
		t = tag(y.Tag)
	case n.style == plain || n.style == unwritten && styleOf(y) == plain:
		t = implicitTag(text)
	}
	value, ok := scalarValue(t, text)
	n.Value = value
	switch {
	case c.flow > 0 && n.style == plain && strings.HasSuffix(text, ":"):
		c.diags.Errorf(n.Span, "yaml", "the colon that ends %q is part of it to one parser and not to another", text).
			Hintf("write a space after the colon")
	case ok && y.Style&yaml.TaggedStyle == 0:
		c.oddNumber(n, text)
	case ok:
	case t == tagMerge || t == tagValue:
		c.diags.Errorf(n.Span, "reserved", "%q means something else to YAML here", text).Hintf("put it in quotes")
	case slices.Contains([]tag{tagBool, tagInt, tagFloat, tagTime}, t):
		c.diags.Errorf(n.Span, "bad-scalar", "%q has the form of %s and is none", text, t.noun()).Hintf("put it in quotes to make it text")
	default:
		c.unknownTag(y, n)
	}
}

func (t tag) noun() string {
	switch t {
	case tagBool:
		return "a boolean"
	case tagTime:
		return "a date"
	default:
		return "a number"
	}
}

// oddNumber warns of a number that is hardly what its writer meant.
func (c *converter) oddNumber(n *Node, text string) {
	var value string
	switch v := n.Value.(type) {
	case int64:
		value = strconv.FormatInt(v, 10)
	case *big.Int:
		value = v.String()
	case float64:
		value = string(appendFloat(nil, v))
	default:
		return
	}
	digits := strings.TrimLeft(text, "+-")
	octal := len(digits) > 1 && digits[0] == '0' && strings.Trim(digits, "01234567_") == ""
	if octal || strings.Contains(digits, ":") {
		c.diags.Warnf(n.Span, "odd-number", "%s is read as the number %s", text, value).Hintf("put it in quotes if it is text")
	}
}

func (c *converter) unknownTag(y *yaml.Node, n *Node) {
	c.diags.Errorf(n.Span, "unknown-tag", "the tag %q has no meaning in a manifest", y.Tag)
}
