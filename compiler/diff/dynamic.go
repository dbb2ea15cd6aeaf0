package diff

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/jinja"
	"github.com/lowcode-dev/lowcode/compiler/printed"
)

// A Template stands for streams that only a running connector knows.
type Template struct {
	Name     string
	Kind     string   // how the streams are found
	Lists    []string // where a configuration names them
	Asked    string   // what the API is asked to name them, in words
	Defaults []string // the names of those that are there whatever the configuration says
	Variants []Stream // what may be built for each of them
	// Unreadable says of a template that could not be compiled why, and what mappings set in it.
	Unreadable string
}

// A template is one that is being read.
type template struct {
	reader
	builds   ast.Expr
	mappings []mapping
}

// A mapping sets what is at a path of a template.
type mapping struct{ path, within, value, when string }

// dynamicStreams adds the streams of templates: the very streams where the manifest has their parameters.
func (r reader) dynamicStreams(out *Surface) error {
	for i, x := range r.DynamicStreams() {
		literal := r.Find(x, "dynamic.Stream")
		if literal == nil {
			return fmt.Errorf("dynamic stream %d is none", i)
		}
		name := r.Text(printed.Field(literal, "Name"))
		if name == "" {
			name = "dynamic_stream_" + strconv.Itoa(i)
		}
		if err := r.dynamicStream(out, name, literal); err != nil {
			return fmt.Errorf("reading the streams of %s: %w", name, err)
		}
	}
	return nil
}

func (r reader) dynamicStream(out *Surface, name string, literal *ast.CompositeLit) error {
	resolver, ok := r.Resolve(printed.Field(literal, "ComponentsResolver")).(*ast.CompositeLit)
	if !ok {
		return errors.New("nothing finds them")
	}
	t := template{r, printed.Field(literal, "StreamTemplate"), r.mappings(resolver)}
	if kindOf(resolver) == "ParametrizedComponents" {
		streams, err := t.all(r.sets(printed.Field(resolver, "StreamParameters")))
		out.Streams = append(out.Streams, streams...)
		return err
	}
	one, err := t.read(resolver)
	one.Name = name
	out.Templates = append(out.Templates, one)
	return err
}

func (r reader) mappings(resolver *ast.CompositeLit) (out []mapping) {
	for _, x := range r.elements(printed.Field(resolver, "ComponentsMapping")) {
		m, ok := r.Resolve(x).(*ast.CompositeLit)
		if !ok {
			continue
		}
		value := r.Text(printed.Field(m, "Value"))
		if parts := printed.Field(m, "Parts"); parts != nil {
			value = r.words(parts)
		}
		out = append(out, mapping{
			path:   r.Text(printed.Field(m, "FieldPath")),
			within: strings.Join(r.Texts(printed.Field(m, "Within")), "."),
			value:  value,
			when:   r.Text(printed.Field(m, "Condition")),
		})
	}
	return out
}

// sets are lists of parameters in the manifest.
func (r reader) sets(x ast.Expr) (out []map[string]any) {
	d := json.NewDecoder(strings.NewReader(r.Text(x)))
	d.UseNumber()
	var all []any
	if x == nil || d.Decode(&all) != nil {
		return nil
	}
	for _, one := range all {
		out = append(out, object(one))
	}
	return out
}

// read reads a template whose streams a configuration or the API names.
func (t template) read(resolver *ast.CompositeLit) (out Template, err error) {
	out.Kind = kindOf(resolver)
	out.Asked = t.words(printed.Field(resolver, "Retriever"))
	for _, x := range t.elements(printed.Field(resolver, "StreamConfig")) {
		list, ok := t.Resolve(x).(*ast.CompositeLit)
		if !ok {
			continue
		}
		out.Lists = append(out.Lists, strings.Join(t.Texts(printed.Field(list, "ConfigsPointer")), "."))
		for _, set := range t.sets(printed.Field(list, "DefaultValues")) {
			name, err := t.name(set)
			if err != nil {
				return out, err
			}
			out.Defaults = append(out.Defaults, name)
		}
	}
	if out.Variants, err = t.variants(); len(out.Variants) == 0 {
		out.Unreadable = t.words(t.builds) + fmt.Sprint(t.mappings)
	}
	return out, err
}

// name is what the stream for a set of parameters is called, the parameters where its name does not tell.
func (t template) name(set map[string]any) (string, error) {
	named, err := t.with(set).stream(t.builds)
	if named == nil || err != nil {
		return asJSON(set), err
	}
	if any, err := t.with(nil).stream(t.builds); err != nil || any.Name == named.Name {
		return asJSON(set), err
	}
	return named.Name, nil
}

// all are the streams of sets of parameters.
func (t template) all(sets []map[string]any) (out []Stream, err error) {
	for i, set := range sets {
		s, err := t.with(set).stream(t.BuiltFor(t.builds, i))
		if err != nil {
			return nil, err
		}
		if s != nil {
			out = append(out, *s)
		}
	}
	return out, nil
}

// with reads what is built with a set of parameters, nil where none are known; what cannot be evaluated stands
// there as it is written.
func (t template) with(set map[string]any) reader {
	texts, within := map[string]string{}, map[string]string{}
	for _, m := range t.mappings {
		text, ok := evaluate(m.value, set)
		if !ok && set != nil {
			text = m.value + " with " + asJSON(set)
		}
		if m.when != "" {
			text += " if " + m.when
		}
		switch before, several := texts[m.path]; {
		case m.within != "":
			within[m.path] += ", " + m.within + ": " + text
		case several && m.when != "":
			texts[m.path] = before + ", " + text
		default:
			texts[m.path] = text
		}
	}
	return reader{t.Mapped(texts), within}
}

// evaluate prints a template that does nothing but look up parameters.
func evaluate(template string, set map[string]any) (string, bool) {
	parts, ok := jinja.Parts(template)
	if !ok || set == nil {
		return template, false
	}
	var out strings.Builder
	for _, part := range parts {
		if part.Print == "" {
			out.WriteString(part.Text)
			continue
		}
		keys, ok := jinja.Lookup(part.Print, "components_values")
		if !ok {
			return template, false
		}
		out.WriteString(plain(at(set, keys)))
	}
	return out.String(), true
}

// at is what is at a path of parameters, nil for nothing.
func at(v any, keys []any) any {
	for _, key := range keys {
		switch of := v.(type) {
		case map[string]any:
			name, _ := key.(string)
			v = of[name]
		case []any:
			i, err := strconv.Atoi(fmt.Sprint(key))
			if err != nil || i < 0 || i >= len(of) {
				return nil
			}
			v = of[i]
		default:
			return nil
		}
	}
	return v
}

// plain is a value as it stands in a text.
func plain(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	}
	return asJSON(v)
}

func asJSON(v any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return fmt.Sprint(v)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// variants are all streams that a template may build.
func (t template) variants() (out []Stream, err error) {
	built := []ast.Expr{t.builds}
	for _, v := range t.Variants(t.builds) {
		built = append(built, v.Builds)
	}
	for _, x := range built {
		s, err := t.with(nil).stream(x)
		if err != nil {
			return nil, err
		}
		if s != nil {
			out = append(out, *s)
		}
	}
	return out, nil
}

// filled is an embedded schema with what mappings set in it, {"$mapped": path}.
func (r reader) filled(v any) any {
	switch v := v.(type) {
	case map[string]any:
		if path, ok := v["$mapped"].(string); ok && len(v) == 1 {
			return map[string]any{"$mapped": r.Setting(path) + r.within[path]}
		}
		out := make(map[string]any, len(v))
		for name, one := range v {
			out[name] = r.filled(one)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, one := range v {
			out[i] = r.filled(one)
		}
		return out
	}
	return v
}
