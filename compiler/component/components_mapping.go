package component

import (
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/jinja"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// mapping lowers ComponentMappingDefinition, and gives the template in which it leaves a hole at each place that it sets.
func (t *templating) mapping(template, m *manifest.Node) *manifest.Node {
	value := m.Field("value")
	path, ok := t.fieldPath(m)
	if !ok || absent(value) {
		return template
	}
	if node, known := t.ofElement(m); known {
		return t.set(template, m, path, &structure{node: node})
	}
	if s := t.structure(m); t.structures && s != nil {
		return t.set(template, m, path, s)
	}
	return t.setHole(template, m, path)
}

// fieldPath is the path of a mapping, which must be known while compiling.
func (t *templating) fieldPath(m *manifest.Node) (path []string, ok bool) {
	for _, segment := range items(m.Field("field_path")) {
		source, isText := templateText(segment)
		if !isText {
			return nil, false // which the schema has refused
		}
		compiled := t.compile(segment, jinja.Text{Source: source, Place: "ComponentMappingDefinition.field_path", Parameters: parameters(m)}, t.scope().names)
		if compiled == nil {
			return nil, false
		}
		if compiled.Binding != jinja.Constant {
			t.cannot(segment, "ComponentMappingDefinition.field_path must be known while compiling")
			return nil, false
		}
		path = append(path, compiled.Constant)
	}
	return path, len(path) > 0
}

// setHole leaves holes at the places that a mapping sets, and lowers the mapping.
func (t *templating) setHole(template, m *manifest.Node, path []string) *manifest.Node {
	name := t.nameOf(path)
	at := m.Field("value").Span
	conditional := t.condition(m) != nil
	holes := 0
	s := &setting{b: t.Builder, path: path, put: func(old *manifest.Node) *manifest.Node {
		holes++
		h := hole{path: name, span: at, mayFail: conditional}
		if conditional {
			h.otherwise = old
		}
		return t.newHole(h)
	}}
	s.within = func(h *hole, rest []string) { t.add(m, h.path, rest, false) }
	out := s.apply(template, nil)
	switch {
	case holes > 0 || s.changed == 0 && !t.creates(m):
		t.add(m, name, nil, false) // which is evaluated where it sets nothing, too: it may fail
		return out
	case s.changed > 0:
		return out
	}
	t.add(m, name, nil, true)
	return t.created(template, m, path, func() *manifest.Node {
		return t.newHole(hole{path: name, span: at, mayFail: true})
	})
}

// created makes the path of a mapping.
func (t *templating) created(template, m *manifest.Node, path []string, put func() *manifest.Node) *manifest.Node {
	if out := create(template, path, put); out != nil {
		return out
	}
	t.cannot(m.Field("field_path"), "the template has something else in the way of this path")
	return template
}

// nameOf is the word by which the values of a path are read. Another mapping of the path has a number.
func (t *templating) nameOf(path []string) string {
	name := strings.Join(path, ".")
	unique := name
	for i := 2; t.paths[unique]; i++ {
		unique = name + " " + strconv.Itoa(i)
	}
	if t.paths == nil {
		t.paths = map[string]bool{}
	}
	t.paths[unique] = true
	return unique
}

// condition lowers the condition of a mapping, which only the resolver of the config looks at. The reference refuses
// it in others.
func (t *templating) condition(m *manifest.Node) plan.Expr {
	f := present(m, "condition")
	if c, ok := text(f); f == nil || ok && c == "" {
		return nil
	}
	if t.resolver.Type() != "ConfigComponentsResolver" {
		t.cannot(f, "ComponentMappingDefinition.condition is only for ConfigComponentsResolver")
		return nil
	}
	return t.construct(f, t.resolver, "ComponentMappingDefinition.condition", t.scope(), "Condition")
}

// add lowers a mapping that sets what is read by name, or what is within that.
func (t *templating) add(m *manifest.Node, name string, within []string, creates bool) {
	x := plan.New("", "",
		plan.F("FieldPath", plan.Lit{Value: name}),
		plan.F("Value", t.textOf(m.Field("value"), m, "ComponentMappingDefinition.value", t.scope())),
	)
	if word, ok := text(present(m, "value_type")); ok {
		x.Fields = append(x.Fields, plan.F("ValueType", plan.Name{Pkg: "value", Name: valueTypes[word]}))
	}
	x.Fields = appendField(x.Fields, "Condition", t.condition(m))
	if creates || within != nil && t.creates(m) {
		x.Fields = append(x.Fields, plan.F("Creates", plan.Lit{Value: true}))
	}
	if within != nil {
		x.Fields = append(x.Fields, plan.F("Within", plan.Lit{Value: within}))
	}
	t.mappings = append(t.mappings, x)
}
