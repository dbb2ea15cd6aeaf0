package component

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
)

// A setting is one mapping on its way through the template: it sets all that is at a path of globs.
type setting struct {
	b    *Builder
	path []string
	put  func(old *manifest.Node) *manifest.Node
	// within is told of each hole that the path leads into, and of the rest of the path there.
	within  func(h *hole, rest []string)
	changed int // places that were set
}

// A step is one step into a tree: a key, or the number of an item from both ends.
type step struct {
	key       string
	scalar    bool // the key is that of a field which holds no list and no map
	at, after int
	item      bool
}

// apply sets what matches in n, to which way leads.
func (s *setting) apply(n *manifest.Node, way []step) *manifest.Node {
	if h := s.b.hole(n); h != nil {
		return s.hole(h, n, way)
	}
	typ := n.Type()
	visit := func(child *manifest.Node, next step) *manifest.Node {
		below := append(way[:len(way):len(way)], next)
		if matchesPath(below, s.path) {
			s.changed++
			return s.put(child)
		}
		return s.apply(child, below)
	}
	switch n.Kind {
	case manifest.Map:
		fields := slices.Clone(n.Fields)
		for i, f := range fields {
			if key, ok := f.Key.Text(); ok {
				fields[i].Value = visit(f.Value, step{key: key, scalar: s.b.options.IsScalar(typ, key)})
			}
		}
		return n.WithFields(fields)
	case manifest.List:
		items := slices.Clone(n.Items)
		for i, item := range items {
			items[i] = visit(item, step{at: i, after: i - len(items), item: true})
		}
		return n.WithItems(items)
	}
	return n
}

// hole lets a mapping change the value of another one, and what the template has besides that.
func (s *setting) hole(h *hole, n *manifest.Node, way []step) *manifest.Node {
	if rest := restOf(way, s.path); rest != nil && !way[len(way)-1].scalar {
		s.within(h, rest)
		s.changed++
	}
	if absent(h.otherwise) {
		return n
	}
	changed := *h
	changed.otherwise = s.apply(h.otherwise, way)
	return s.b.newHole(changed)
}

// restOf is what of a path lies beyond a way, nil where the path leads elsewhere or ends there.
func restOf(way []step, path []string) []string {
	deep := slices.Index(path, "**")
	if deep >= 0 && deep <= len(way) {
		if matchesPath(way[:deep], path[:deep]) {
			return path[deep:]
		}
		return nil
	}
	if len(path) > len(way) && matchesPath(way, path[:len(way)]) {
		return path[len(way):]
	}
	return nil
}

// matchesPath says that a way is one that a path means; two stars are any number of steps.
func matchesPath(way []step, path []string) bool {
	if i := slices.Index(path, "**"); i >= 0 {
		rest := path[i+1:]
		return len(way) >= len(path)-1 && matchesPath(way[:i], path[:i]) && matchesPath(way[len(way)-len(rest):], rest)
	}
	if len(way) != len(path) {
		return false
	}
	for i, one := range way {
		if !one.matches(path[i]) {
			return false
		}
	}
	return true
}

func (s step) matches(glob string) bool {
	number, err := strconv.Atoi(glob)
	switch {
	case s.item && err == nil:
		return number == s.at || number == s.after
	case s.item:
		return globPattern(glob).MatchString(strconv.Itoa(s.at))
	case err == nil && isPlainNumber(glob):
		return false // the reference reads a number, which is no key
	}
	return globPattern(glob).MatchString(s.key)
}

func isPlainNumber(s string) bool { return plainNumber.MatchString(s) }

var globClass = regexp.MustCompile(`\[!?\]?[^\]]*\]`)

// globPattern is fnmatch: * is any text, ? one character, [ab] one of some.
func globPattern(glob string) *regexp.Regexp {
	var pattern strings.Builder
	for i := 0; i < len(glob); {
		class := globClass.FindStringIndex(glob[i:])
		switch {
		case glob[i] == '*':
			pattern.WriteString(".*")
		case glob[i] == '?':
			pattern.WriteString(".")
		case class != nil && class[0] == 0:
			members := strings.ReplaceAll(glob[i+1:i+class[1]-1], `\`, `\\`)
			if negated, ok := strings.CutPrefix(members, "!"); ok {
				members = "^" + negated
			}
			pattern.WriteString("[" + members + "]")
			i += class[1]
			continue
		default:
			pattern.WriteString(regexp.QuoteMeta(glob[i : i+1]))
		}
		i++
	}
	p, err := regexp.Compile("(?s)^" + pattern.String() + "$")
	if err != nil {
		return regexp.MustCompile("^" + regexp.QuoteMeta(glob) + "$")
	}
	return p
}

// create makes a path in n, lists where a segment is a number; nil where something else is in its way.
func create(n *manifest.Node, path []string, put func() *manifest.Node) *manifest.Node {
	if len(path) == 0 {
		return put()
	}
	i, err := strconv.Atoi(path[0])
	if n == nil {
		kind := manifest.Map
		if err == nil {
			kind = manifest.List
		}
		n = &manifest.Node{Kind: kind, Span: put().Span}
	}
	switch {
	case n.Kind == manifest.List && err == nil && 0 <= i && i <= len(n.Items):
		var old *manifest.Node
		items := slices.Clone(n.Items)
		if i < len(items) {
			old = items[i]
		} else {
			items = append(items, nil)
		}
		if items[i] = create(old, path[1:], put); items[i] == nil {
			return nil
		}
		return n.WithItems(items)
	case n.Kind == manifest.Map:
		child := create(n.Field(path[0]), path[1:], put)
		if child == nil {
			return nil
		}
		return n.WithFields(setField(n, path[0], child))
	}
	return nil
}

// setField are the fields of n in which one has another value.
func setField(n *manifest.Node, name string, to *manifest.Node) []manifest.Field {
	fields := slices.Clone(n.Fields)
	for i, f := range fields {
		if key, ok := f.Key.Text(); ok && key == name {
			fields[i].Value = to
			return fields
		}
	}
	return append(fields, manifest.Field{Key: manifest.NewText(name, to.Span), Value: to})
}
