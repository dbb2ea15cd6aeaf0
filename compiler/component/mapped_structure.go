package component

import (
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/jinja"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// A structure is a component or a list that a mapping sets: all of it is known while compiling but for texts in it.
type structure struct {
	node  *manifest.Node
	texts []printedText // that are evaluated while the connector runs
}

// A printedText is a text in a structure that has print statements.
type printedText struct {
	path   []string // within the structure
	source string   // the template
	quoted bool     // what it prints is a text, whatever it looks like
}

// The marks of a print statement in the YAML of a structure.
const printBegin, printEnd = "\ue000", "\ue001"

// structure is what the YAML of a value spells, nil where it is no map and no list, and where only the resolver reads
// no YAML or statements decide what it spells.
func (t *templating) structure(m *manifest.Node) *structure {
	value, _ := text(m.Field("value"))
	kind, _ := text(m.Field("value_type"))
	parts, ok := jinja.Parts(value)
	if !ok || t.isHTTP() || kind == "string" && t.resolver.Type() == "ConfigComponentsResolver" || strings.ContainsAny(value, printBegin+printEnd) {
		return nil
	}
	var document strings.Builder
	var prints []string
	for _, p := range parts {
		document.WriteString(p.Text)
		if p.Print != "" {
			document.WriteString(printBegin + strconv.Itoa(len(prints)) + printEnd)
			prints = append(prints, p.Print)
		}
	}
	file := source.NewFile("value.yaml", "value:\n  "+strings.ReplaceAll(document.String(), "\n", "\n  "))
	root, found := manifest.Parse(file)
	if found.HasErrors() || root == nil {
		return nil
	}
	node := root.Field("value")
	if node == nil || node.Kind == manifest.Scalar {
		return nil
	}
	r := &restoring{t: t, prints: prints, name: t.nextName(m), span: m.Field("value").Span}
	out := &structure{node: r.restore(node, nil), texts: r.texts}
	if r.failed {
		return nil
	}
	return out
}

// nextName is the word by which the values within the structure of a mapping are read.
func (t *templating) nextName(m *manifest.Node) string {
	path, _ := t.fieldPath(m)
	return strings.Join(path, ".")
}

// A restoring puts holes in the place of the marks of print statements.
type restoring struct {
	t      *templating
	prints []string
	name   string
	span   source.Span
	texts  []printedText
	failed bool // a mark is in a key
}

// restore is the tree at its place in the manifest.
func (r *restoring) restore(n *manifest.Node, way []string) *manifest.Node {
	c := *n
	c.Span, c.Via = r.span, nil
	switch n.Kind {
	case manifest.Map:
		fields := make([]manifest.Field, len(n.Fields))
		for i, f := range n.Fields {
			key, _ := templateText(f.Key)
			r.failed = r.failed || strings.Contains(key, printBegin)
			fields[i] = manifest.Field{Key: r.restore(f.Key, way), Value: r.restore(f.Value, append(way[:len(way):len(way)], key))}
		}
		return c.WithFields(fields)
	case manifest.List:
		list := make([]*manifest.Node, len(n.Items))
		for i, item := range n.Items {
			list[i] = r.restore(item, append(way[:len(way):len(way)], strconv.Itoa(i)))
		}
		return c.WithItems(list)
	}
	if words, ok := n.Text(); ok && strings.Contains(words, printBegin) {
		first := n.Span.Text()[:1]
		r.texts = append(r.texts, printedText{way, r.template(words), first == `"` || first == "'" || first == "|" || first == ">"})
		return r.t.newHole(hole{path: r.name + "." + strings.Join(way, "."), span: r.span})
	}
	return &c
}

// template is the template that a text with marks stands for.
func (r *restoring) template(words string) string {
	var out strings.Builder
	for words != "" {
		before, rest, found := strings.Cut(words, printBegin)
		if strings.Contains(before, "{") {
			before = "{% raw %}" + before + "{% endraw %}"
		}
		out.WriteString(before)
		if !found {
			break
		}
		number, after, _ := strings.Cut(rest, printEnd)
		if i, err := strconv.Atoi(number); err == nil {
			out.WriteString(r.prints[i])
		}
		words = after
	}
	return out.String()
}

// set sets a structure. One that has a condition makes two templates of one: with it, and without.
func (t *templating) set(template, m *manifest.Node, path []string, st *structure) *manifest.Node {
	name := t.nameOf(path)
	if t.condition(m) != nil {
		t.choices = append(t.choices, name)
		t.addStructure(m, name, path, st)
		if on := len(t.choices) - 1; t.without&(1<<on) != 0 {
			return template
		}
	} else if t.element != nil {
		t.add(m, name, nil, false) // for the sets of parameters that have a text here
	} else if len(st.texts) > 0 {
		t.addStructure(m, name, path, st)
	}
	s := &setting{b: t.Builder, path: path, put: func(*manifest.Node) *manifest.Node { return st.node }}
	s.within = func(h *hole, rest []string) { t.add(m, h.path, rest, false) }
	out := s.apply(template, nil)
	if s.changed == 0 && t.creates(m) && st.node.Truthy() {
		return t.created(template, m, path, func() *manifest.Node { return st.node })
	}
	return out
}

// addStructure lowers the texts of a structure that are evaluated, together.
func (t *templating) addStructure(m *manifest.Node, name string, path []string, st *structure) {
	parts := plan.SliceOf("dynamic", "Mapping")
	base := strings.Join(path, ".")
	for _, one := range st.texts {
		value := manifest.NewText(one.source, m.Field("value").Span)
		x := plan.New("", "",
			plan.F("FieldPath", plan.Lit{Value: base + "." + strings.Join(one.path, ".")}),
			plan.F("Value", t.textOf(value, m, "ComponentMappingDefinition.value", t.scope())),
		)
		if one.quoted {
			x.Fields = append(x.Fields, plan.F("Quoted", plan.Lit{Value: true}))
		}
		parts.Items = append(parts.Items, x)
	}
	x := plan.New("", "", plan.F("FieldPath", plan.Lit{Value: name}), plan.F("Condition", t.condition(m)))
	if parts.Items != nil {
		x.Fields = append(x.Fields, plan.F("Parts", parts))
	}
	t.mappings = append(t.mappings, x)
}

func (t *templating) isHTTP() bool { return t.resolver.Type() == "HttpComponentsResolver" }

// creates says that a mapping makes a place that is not there.
func (t *templating) creates(m *manifest.Node) bool {
	v, _ := m.Field("create_or_update").Bool()
	return v && !t.isHTTP()
}

// ofElement is the component or the list that a mapping takes out of the set of parameters that is being lowered.
func (t *templating) ofElement(m *manifest.Node) (n *manifest.Node, known bool) {
	if t.element == nil || t.condition(m) != nil {
		return nil, false
	}
	value, _ := text(m.Field("value"))
	keys, ok := jinja.Lookup(value, "components_values")
	if !ok {
		return nil, false
	}
	n = t.element
	for i, key := range keys {
		inner := itemAt(n, key)
		if inner == nil && i == len(keys)-1 {
			inner = &manifest.Node{Span: m.Field("value").Span} // nothing, which is read as none
		}
		n = inner
	}
	return n, n != nil && (n.Kind != manifest.Scalar || n.Value == nil)
}

// itemAt is the value of a key, or an item of a list; nil where there is none.
func itemAt(n *manifest.Node, key any) *manifest.Node {
	switch k := key.(type) {
	case string:
		return n.Field(k)
	case int64:
		if n != nil && n.Kind == manifest.List && 0 <= k && int(k) < len(n.Items) {
			return n.Items[k]
		}
	}
	return nil
}
