package explain

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/printed"
)

// dynamic explains a template of streams: the requests that find them, then what reading one of them takes.
func (r *reader) dynamic(i int, x ast.Expr) {
	literal := r.p.Find(x, "dynamic.Stream")
	if literal == nil {
		return
	}
	d := dynamic{reader: r, literal: literal, name: r.p.Text(printed.Field(literal, "Name"))}
	if d.name == "" {
		d.name = "dynamic_stream_" + strconv.Itoa(i)
	}
	resolver := r.p.Literal(printed.Field(literal, "ComponentsResolver"))
	if resolver == nil {
		return
	}
	d.mappings = r.p.Literal(printed.Field(resolver, "ComponentsMapping"))
	switch printed.Name(resolver.Type) {
	case "dynamic.HTTPComponents":
		d.resolved(resolver)
	case "dynamic.ConfigComponents":
		d.template(0, nil, "for each element of the config at "+strings.Join(d.pointers(resolver), ", combined with each at "))
	case "dynamic.ParametrizedComponents":
		d.parametrized(resolver)
	}
}

// dynamic is one template of streams.
type dynamic struct {
	*reader
	literal  *ast.CompositeLit
	name     string
	mappings *ast.CompositeLit
}

// resolved explains a resolver that asks the API.
func (d *dynamic) resolved(resolver *ast.CompositeLit) {
	s := Stream{Name: d.name, Requests: []Request{}, Notes: []string{"finds streams: no records come of it"}}
	d.retriever(&s, printed.Field(resolver, "Retriever"), nil)
	for i := range s.Requests {
		s.Requests[i].For = "components_resolver.retriever." + s.Requests[i].For
	}
	d.found.streams = append(d.found.streams, s)
	d.template(0, nil, "for each component that the requests of "+d.name+" find")
}

// pointers are the places in the config whose elements make streams.
func (d *dynamic) pointers(resolver *ast.CompositeLit) (out []string) {
	configs := d.p.Literal(printed.Field(resolver, "StreamConfig"))
	if configs == nil {
		return nil
	}
	for _, one := range configs.Elts {
		if config := d.p.Literal(one); config != nil {
			out = append(out, strings.Join(d.p.Texts(printed.Field(config, "ConfigsPointer")), "."))
		}
	}
	return out
}

// parametrized explains a stream for each set of parameters.
func (d *dynamic) parametrized(resolver *ast.CompositeLit) {
	var sets []map[string]any
	document, ok := d.p.Resolve(printed.Field(resolver, "StreamParameters")).(*ast.CallExpr)
	if !ok {
		return
	}
	decoder := json.NewDecoder(strings.NewReader(d.p.Text(document)))
	decoder.UseNumber()
	if decoder.Decode(&sets) != nil {
		return
	}
	for i, set := range sets {
		d.template(i, set, "")
	}
}

// template explains the stream of a set of parameters, or of components that are not known.
func (d *dynamic) template(set int, parameters map[string]any, note string) {
	mapped := map[string]string{}
	if d.mappings != nil {
		for _, one := range d.mappings.Elts {
			d.mapping(mapped, d.p.Literal(one), parameters)
		}
	}
	r := &reader{p: d.p.Mapped(mapped), found: d.found}
	for _, s := range r.streams(r.p.BuiltFor(printed.Field(d.literal, "StreamTemplate"), set)) {
		s.replace(func(text string) string { return ownParameters(text, mapped) })
		if note != "" {
			s.Notes = append([]string{note}, s.Notes...)
		}
		d.found.streams = append(d.found.streams, s)
	}
}

// mapping notes what a mapping sets, and what its parts set.
func (d *dynamic) mapping(mapped map[string]string, literal *ast.CompositeLit, parameters map[string]any) {
	if literal == nil || printed.Field(literal, "Within") != nil {
		return
	}
	mapped[d.p.Text(printed.Field(literal, "FieldPath"))] = fill(d.p.Text(printed.Field(literal, "Value")), parameters)
	if parts := d.p.Literal(printed.Field(literal, "Parts")); parts != nil {
		for _, one := range parts.Elts {
			d.mapping(mapped, d.p.Literal(one), parameters)
		}
	}
}

// parameter is an expression that is one of the parameters.
var parameter = regexp.MustCompile(`\{\{\s*(?:components_values|stream_parameters)(?:\.(\w+)|\[\s*['"]([^'"]*)['"]\s*\]|\.get\(\s*['"]([^'"]*)['"]\s*\))\s*\}\}`)

// fill puts parameters in the place of the expressions that are just one of them.
func fill(template string, parameters map[string]any) string {
	if parameters == nil {
		return template
	}
	return parameter.ReplaceAllStringFunc(template, func(one string) string {
		names := parameter.FindStringSubmatch(one)
		switch v := parameters[names[1]+names[2]+names[3]].(type) {
		case string:
			return v
		case json.Number:
			return v.String()
		case bool:
			return strings.ToUpper(fmt.Sprint(v)[:1]) + fmt.Sprint(v)[1:] // as Python has it
		}
		return one
	})
}

// ownParameters puts what mappings set as $parameters in the place of the expressions that are just one of them.
func ownParameters(text string, mapped map[string]string) string {
	for _, path := range slices.Sorted(maps.Keys(mapped)) {
		if name, ok := strings.CutPrefix(path, "$parameters."); ok {
			text = strings.ReplaceAll(text, "{{ parameters."+name+" }}", mapped[path])
		}
	}
	return text
}
