package component

import (
	"maps"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// A variant is the template as it is for some of the streams.
type variant struct {
	when   plan.Expr // a condition on mapped, nil for all streams that are left
	stream *plan.DeclarativeStream
}

// maxChoices is how many structures may have a condition: each doubles the number of templates.
const maxChoices = 3

// lowerAll lowers the template. A hole takes any value, so that nothing else is tried where holes do. Where a mapping sets
// a component, its structure is taken from the mapping, and the template lowered once for each that it may have.
func (t *templating) lowerAll(written *manifest.Node) {
	before := t.mark()
	s := &plan.DeclarativeStream{Name: t.label}
	t.source.Templates = append(t.source.Templates, s)
	var others []variant
	t.lower(s, t.fill(written))
	if t.refused != "" && !t.isHTTP() {
		t.reset(before)
		t.structures = true
		others = t.lowerStructures(s, written)
	}
	s.Template = t.template(s, others)
}

// lowerStructures lowers the template with the structures of the components that mappings set.
func (t *templating) lowerStructures(s *plan.DeclarativeStream, written *manifest.Node) (others []variant) {
	if t.resolver.Type() == "ParametrizedComponentsResolver" {
		return t.lowerElements(s, written)
	}
	filled := t.fill(written)
	if len(t.choices) > maxChoices {
		t.cannot(t.n, "more than three mappings of components have conditions")
	}
	if len(t.choices) == 0 || t.refused != "" {
		t.lower(s, filled)
		return nil
	}
	return t.lowerChoices(s, filled, written)
}

// lowerChoices lowers the template with and without each structure that has a condition. s is the one with all of them.
func (t *templating) lowerChoices(s *plan.DeclarativeStream, filled, written *manifest.Node) (others []variant) {
	names, mappings := t.choices, t.mappings
	t.lower(s, filled)
	for without := 1; without < 1<<len(names); without++ {
		t.choices, t.mappings, t.paths, t.without = nil, nil, nil, without
		found := t.diags
		tree := t.fill(written)
		t.diags = found // it says what was said before
		var lacks []string
		var when plan.Expr
		for i, name := range names {
			if without&(1<<i) == 0 {
				continue
			}
			lacks = append(lacks, name)
			lacking := plan.Expr(&plan.Not{X: plan.Method(mapped, "Has", plan.Lit{Value: name})})
			if when != nil {
				lacking = &plan.Binary{X: when, Op: "&&", Y: lacking}
			}
			when = lacking
		}
		v := variant{when, &plan.DeclarativeStream{Name: t.label, Role: "without " + strings.NewReplacer(".", " ", "_", " ").Replace(strings.Join(lacks, " "))}}
		t.source.Parts = append(t.source.Parts, v.stream)
		t.lower(v.stream, tree)
		others = append([]variant{v}, others...) // those that lack most come first
	}
	if len(t.mappings) != len(mappings) {
		t.cannot(t.n, "a mapping sets something within a component that another one sets under a condition")
		s.Literal = t.unreadable()
	}
	t.mappings = mappings
	return others
}

// lowerElements lowers the template for each set of parameters; those that set the same components have it in common.
func (t *templating) lowerElements(s *plan.DeclarativeStream, written *manifest.Node) (others []variant) {
	sets := items(t.resolver.Field("stream_parameters").Field("list_of_parameters_for_stream"))
	var mappings []plan.Expr
	for i, set := range sets {
		t.mappings, t.paths, t.element = nil, nil, set
		found := t.diags
		tree := t.fill(written)
		if i > 0 {
			t.diags = found
		}
		stream := s
		if i > 0 {
			stream = &plan.DeclarativeStream{Name: t.label, Role: t.roleOf(set, i)}
			t.source.Parts = append(t.source.Parts, stream)
			others = append(others, variant{plan.Method(mapped, "Is", plan.Lit{Value: i}), stream})
		}
		t.lower(stream, tree)
		mappings = longest(mappings, t.mappings)
	}
	t.mappings = mappings
	return others
}

// longest is the list with more mappings: a set of parameters in which a mapping changes the value of another one has
// one for that, which does nothing for the others.
func longest(a, b []plan.Expr) []plan.Expr {
	if len(b) > len(a) {
		return b
	}
	return a
}

// roleOf tells the template of a set of parameters from others: by its name, if it has one.
func (t *templating) roleOf(set *manifest.Node, i int) string {
	if name, ok := text(set.Field("name")); ok && name != "" {
		return name
	}
	return strconv.Itoa(i)
}

// template is what fills the template in, which is s where no other variant is meant.
func (t *templating) template(s *plan.DeclarativeStream, others []variant) plan.Expr {
	build := &plan.Closure{
		Param: mapped.Name, Type: plan.Type{Pkg: "stream", Name: "Mapped"},
		Result: plan.Type{Pkg: "stream", Name: "Stream", Pointer: true},
	}
	for _, v := range others {
		build.Body = append(build.Body, &plan.If{Cond: v.when, Then: []plan.Stmt{&plan.Return{X: &plan.Stream{Stream: v.stream}}}})
	}
	build.Body = append(build.Body, &plan.Return{X: &plan.Stream{Stream: s}})
	name, _ := text(t.n.Field("name"))
	return plan.New("dynamic", "Stream",
		plan.F("Name", plan.String(name)),
		plan.F("StreamTemplate", build),
		plan.F("ComponentsResolver", t.componentsResolver()),
	)
}

// A mark is how far lowering has come.
type mark struct {
	diags, parts int
	declared     map[string]*plan.DeclarativeStream
}

func (t *templating) mark() mark {
	return mark{len(t.diags), len(t.source.Parts), maps.Clone(t.declared)}
}

// reset takes back what was lowered and said since the mark.
func (t *templating) reset(m mark) {
	t.diags, t.source.Parts, t.declared = t.diags[:m.diags], t.source.Parts[:m.parts], m.declared
	t.refused, t.mappings, t.paths, t.choices = "", nil, nil, nil
}
