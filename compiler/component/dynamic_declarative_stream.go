package component

import (
	"strconv"

	"github.com/lowcode-dev/lowcode/compiler/jinja"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// dynamicStreams lowers every DynamicDeclarativeStream: a function for its template, with what the mappings set as one
// more parameter, and what finds the streams.
func (b *Builder) dynamicStreams(nodes []*manifest.Node) {
	for i, n := range nodes {
		if n.Type() != "DynamicDeclarativeStream" {
			b.errorf(n, n.Span, "unknown-component", "unknown component %q", n.Type())
			continue
		}
		b.dynamicStream(n, i)
	}
}

func (b *Builder) dynamicStream(n *manifest.Node, i int) {
	template, resolver := present(n, "stream_template"), present(n, "components_resolver")
	if template == nil || resolver == nil {
		return // which the schema has refused
	}
	label, named := text(n.Field("name"))
	if !named {
		label = "dynamic_stream_" + strconv.Itoa(i)
	}
	t := &templating{Builder: b, n: n, resolver: resolver, label: label}
	t.lowerAll(template)
}

// A templating is one DynamicDeclarativeStream that is being lowered.
type templating struct {
	*Builder
	n, resolver *manifest.Node
	label       string
	mappings    []plan.Expr // dynamic.Mapping
	from        int         // how many parts there were before
	refused     string      // why the streams cannot be read, "" where they can
	paths       map[string]bool
	structures  bool           // mappings are looked at for the structures that they set
	choices     []string       // structures that have a condition, by the words by which they are read
	without     int            // bits: which of them the template that is being lowered does not have
	element     *manifest.Node // the set of parameters that the template is lowered for, nil for all
}

// scope is what the templates of the mappings see.
func (t *templating) scope() scope {
	if t.resolver.Type() == "HttpComponentsResolver" {
		return scope{jinja.RecordsScope, "dynamic", ""}
	}
	return scope{jinja.ComponentsScope, "dynamic", ""}
}

// fill applies the mappings to the template, one after another, and hands $parameters down again.
func (t *templating) fill(template *manifest.Node) *manifest.Node {
	t.known = jinja.Map{{Key: "stream_template_config", Value: constant(template)}}
	defer func() { t.known = nil }()
	for _, m := range items(t.resolver.Field("components_mapping")) {
		template = t.mapping(template, m)
	}
	parentWins := true
	if v, ok := t.n.Field("use_parent_parameters").Bool(); ok {
		parentWins = v
	}
	tree, found := t.options.Propagate(template, parentWins)
	t.diags = append(t.diags, found...)
	return t.occurrences(tree, "", place{})
}

// A place is where in the template something stands: a field that a component has or not.
type place struct {
	name     string // "HttpRequester.path", "" where nothing reads it
	optional bool   // the field itself, which may be left out
}

// occurrences makes a hole of its own of each occurrence of one, so that each is known to be read or not.
func (t *templating) occurrences(n *manifest.Node, key string, at place) *manifest.Node {
	if h := t.hole(n); h != nil {
		one := *h
		one.place, one.optional = at.name, at.optional
		if !absent(h.otherwise) {
			one.otherwise = t.occurrences(h.otherwise, key, place{})
		}
		return t.newHole(one)
	}
	switch n.Kind {
	case manifest.Map:
		fields := make([]manifest.Field, len(n.Fields))
		for i, f := range n.Fields {
			name, _ := f.Key.Text()
			fields[i] = manifest.Field{Key: f.Key, Value: t.occurrences(f.Value, name, t.below(n, name, at))}
		}
		return n.WithFields(fields)
	case manifest.List:
		list := make([]*manifest.Node, len(n.Items))
		for i, item := range n.Items {
			list[i] = t.occurrences(item, key, place{name: at.name})
		}
		return n.WithItems(list)
	}
	return n
}

// below is the place of a field of n: parameters are read by templates only, and what no component has by nothing.
func (t *templating) below(n *manifest.Node, field string, at place) place {
	typ := n.Type()
	declared, required := t.options.Declares(typ, field)
	switch {
	case field == "$parameters" || field == "description":
		return place{}
	case declared:
		return place{typ + "." + field, !required}
	case typ != "" && t.options.IsComponent(typ):
		return place{}
	}
	return place{name: at.name}
}

// lower lowers the template, and reads the values of the holes in all that was lowered for it.
func (t *templating) lower(s *plan.DeclarativeStream, filled *manifest.Node) {
	before := len(t.diags)
	t.from = len(t.source.Parts)
	switch filled.Type() {
	case "DeclarativeStream", "StateDelegatingStream":
		t.lowerStream(s, filled)
	default:
		t.cannot(t.n, "stream_template is no stream once the mappings are applied")
	}
	for i := len(t.source.Parts) - 1; i >= t.from; i-- {
		t.fillHoles(t.source.Parts[i])
	}
	t.fillHoles(s)
	t.unread(before)
	if t.refused != "" {
		s.Literal = t.unreadable()
		s.Schemas, s.Mapped = nil, true
	}
}

// unreadable is a stream that is there and cannot be read.
func (t *templating) unreadable() plan.Expr {
	return plan.Func("stream", "Unreadable", plan.Method(mapped, "Name", plan.Lit{Value: "name"}), plan.Lit{Value: t.refused})
}

// unread says which mappings set a place that is not read: nothing is silently left out. What was said of a hole
// before is a consequence of it.
func (t *templating) unread(before int) {
	for _, token := range names(t.holes) {
		h := t.holes[token]
		if h.used || h.place == "" {
			continue
		}
		h.used = true
		said := false
		for i := before; i < len(t.diags); i++ {
			said = said || t.diags[i].Span == h.span
		}
		if said {
			t.refused = "a mapping sets " + h.place + ", which must be known while compiling"
			continue
		}
		t.cannotAt(h, "%s must be known while compiling: a mapping cannot set it", h.place)
	}
}

// cannot refuses the template: with --lenient, its streams are there and cannot be read.
func (t *templating) cannot(n *manifest.Node, words string) {
	t.lenientf(n, n.Span, "unsupported", "%s", words)
	t.refused = words
}

func (t *templating) cannotAt(h *hole, format string, args ...any) {
	d := t.diags.LenientErrorf(h.span, "unsupported", format, args...)
	d.Notef("ComponentMappingDefinition sets it at %s", h.path)
	t.refused = d.Summary
}

// componentsResolver lowers what finds the components.
func (t *templating) componentsResolver() plan.Expr {
	mappings := plan.SliceOf("dynamic", "Mapping", t.mappings...)
	switch t.resolver.Type() {
	case "HttpComponentsResolver":
		return t.httpComponentsResolver(t.resolver, mappings)
	case "ConfigComponentsResolver":
		return t.configComponentsResolver(t.resolver, mappings)
	case "ParametrizedComponentsResolver":
		return t.parametrizedComponentsResolver(t.resolver, mappings)
	}
	t.errorf(t.resolver, t.resolver.Span, "unknown-component", "unknown component %q", t.resolver.Type())
	return nil
}
