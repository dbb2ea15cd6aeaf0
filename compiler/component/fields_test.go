package component_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler/component"
	"github.com/lowcode-dev/lowcode/compiler/gen"
	"github.com/lowcode-dev/lowcode/compiler/golden"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/resolve"
	"github.com/lowcode-dev/lowcode/compiler/schema"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// meaningless are the fields that change nothing of what is compiled, each with its reason.
var meaningless = map[string]string{
	"DeclarativeSource.definitions":   "what it holds counts where a reference leads to it, which resolve has followed",
	"DeclarativeSource.metadata":      "notes of the tools that wrote the manifest; the reference reads none",
	"DeclarativeSource.schemas":       "what it holds counts where a reference leads to it, which resolve has followed",
	"DeclarativeSource.version":       "the reference compares it with nothing; the schema wants a text",
	"HttpRequester.use_tcp_keepalive": "every connection of the runtime keeps itself alive",
	"StreamGroup.action":              "the language has one, which the schema demands",
}

// TestEachFieldIsLowered proves that each field of each component is lowered: when one is taken out of a
// manifest of the archives and examples, or put into one, that becomes something else, or something else is
// said of it. What means nothing while a connector runs is listed with its reason.
func TestEachFieldIsLowered(t *testing.T) {
	f := fields{matters: map[string]bool{}, refused: map[string]bool{}, samples: map[string]*manifest.Node{}}
	f.gather(t)
	for _, s := range f.studied {
		f.withoutEach(s)
	}
	for _, s := range f.studied {
		f.withEach(s)
	}
	f.judge(t)
}

// fields are what is known of fields, as Component.field.
type fields struct {
	studied []studied
	matters map[string]bool           // a manifest becomes something else without it, or with it
	refused map[string]bool           // lowcode says that it is not supported yet
	samples map[string]*manifest.Node // a node of each component
}

// A studied manifest is a resolved one, and its components.
type studied struct {
	root   *manifest.Node
	beside fs.FS
	parts  []part
}

// A part is a component of a manifest with all its copies: one copy that differs would be another component.
type part struct {
	*schema.Component
	copies []*manifest.Node
}

// change changes the fields of all copies until restore is called.
func (p part) change(to func([]manifest.Field) []manifest.Field) (restore func()) {
	var before [][]manifest.Field
	for _, n := range p.copies {
		before = append(before, n.Fields)
		n.Fields = to(slices.Clone(n.Fields))
	}
	return func() {
		for i, n := range p.copies {
			n.Fields = before[i]
		}
	}
}

// gather finds the manifests of the archives and the examples.
func (f *fields) gather(t *testing.T) {
	golden.Each(t, archives, func(t *testing.T, a *golden.Archive) {
		beside, err := a.Files()
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range casesOf(t, a) {
			f.add(t, c.manifest, beside)
		}
	})
	examples, err := filepath.Glob("../../examples/source-*/manifest.yaml")
	if err != nil || examples == nil {
		t.Fatalf("finding the examples: %v, %v", examples, err)
	}
	for _, example := range examples {
		text, err := os.ReadFile(example)
		if err != nil {
			t.Fatal(err)
		}
		f.add(t, string(text), os.DirFS(filepath.Dir(example)))
	}
}

func (f *fields) add(t *testing.T, text string, beside fs.FS) {
	t.Helper()
	root, found := manifest.Parse(source.NewFile("manifest.yaml", text))
	if found.HasErrors() {
		t.Fatal(found.Text())
	}
	if root, found = resolve.Resolve(root); found.HasErrors() {
		t.Fatal(found.Text())
	}
	s := studied{root: root, beside: beside}
	known := map[string]int{}
	schema.Walk(root, func(n *manifest.Node, c *schema.Component) {
		key := c.Name + " " + n.Canonical()
		if _, ok := known[key]; !ok {
			known[key] = len(s.parts)
			s.parts = append(s.parts, part{Component: c})
		}
		if p := &s.parts[known[key]]; !slices.Contains(p.copies, n) {
			p.copies = append(p.copies, n)
		}
		f.samples[c.Name] = n
	})
	f.studied = append(f.studied, s)
}

// withoutEach takes one field after the other out of each component.
func (f *fields) withoutEach(s studied) {
	whole, _ := s.becomes()
	for _, p := range s.parts {
		for _, key := range p.copies[0].Keys() {
			name := p.Name + "." + key
			if f.matters[name] {
				continue
			}
			restore := p.change(func(all []manifest.Field) []manifest.Field { return without(all, key) })
			changed, _ := s.becomes()
			restore()
			f.matters[name] = changed != whole
		}
	}
}

// withEach puts each field that is not known to matter into each component, with one value of its type after the other.
func (f *fields) withEach(s studied) {
	whole, _ := s.becomes()
	for _, p := range s.parts {
		for _, field := range p.Fields {
			name := p.Name + "." + field.Name
			n := p.copies[0]
			for _, v := range f.values(field.Type, n) {
				if f.matters[name] {
					break
				}
				restore := p.change(func(all []manifest.Field) []manifest.Field {
					return append(without(all, field.Name), manifest.Field{Key: manifest.NewText(field.Name, n.Span), Value: v})
				})
				changed, unsupported := s.becomes()
				restore()
				f.refused[name] = f.refused[name] || unsupported
				f.matters[name] = changed != whole && !unsupported
			}
		}
	}
}

// without are all fields but one.
func without(all []manifest.Field, key string) []manifest.Field {
	return slices.DeleteFunc(all, func(f manifest.Field) bool { return f.Key.Value == key })
}

// values are values of a type of the language, in the grammar of its tables, which stand where n stands.
func (f *fields) values(typ string, n *manifest.Node) (all []*manifest.Node) {
	for _, one := range alternatives(typ) {
		inner := strings.TrimSuffix(one[strings.IndexAny(one, "(]")+1:], ")")
		name, _, _ := strings.Cut(one, ">")
		switch {
		case strings.HasPrefix(one, "[]"):
			inner, _, _ = strings.Cut(one[2:], "{")
			for _, item := range f.values(inner, n) {
				all = append(all, (&manifest.Node{Kind: manifest.List, Span: n.Span}).WithItems([]*manifest.Node{item}))
			}
		case strings.HasPrefix(one, "("):
			all = append(all, f.values(inner, n)...)
		case strings.HasPrefix(one, "map("):
			for _, v := range f.values(inner, n) {
				all = append(all, mapOf(n, v))
			}
		case strings.HasPrefix(one, "enum("):
			for _, word := range strings.Split(inner, ",") {
				all = append(all, manifest.NewText(word, n.Span))
			}
		case name == "object", name == "any":
			all = append(all, mapOf(n, manifest.NewText("probe", n.Span)))
		case f.samples[name] != nil:
			all = append(all, f.samples[name])
		default:
			for _, v := range probes[name] {
				all = append(all, &manifest.Node{Value: v, Span: n.Span})
			}
		}
	}
	return all
}

// probes are values of the simple types.
var probes = map[string][]any{
	"string": {"probe", "P1D", "1"}, "integer": {int64(7)}, "number": {2.5, int64(7)}, "boolean": {true, false},
}

func mapOf(n, v *manifest.Node) *manifest.Node {
	return (&manifest.Node{Kind: manifest.Map, Span: n.Span}).WithFields([]manifest.Field{{Key: manifest.NewText("probe", n.Span), Value: v}})
}

// alternatives are the types that a type has beside each other.
func alternatives(typ string) (all []string) {
	depth, start := 0, 0
	for i, c := range typ {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == '|' && depth == 0:
			all, start = append(all, typ[start:i]), i+1
		}
	}
	return append(all, typ[start:])
}

// isComponent finds the components that a type names.
var isComponent = regexp.MustCompile(`[A-Z]\w+`)

// becomes is what a manifest is lowered to and what is said of it. One that lowering cannot bear, because a
// field is missing that the language demands, has become something else.
func (s studied) becomes() (text string, unsupported bool) {
	defer func() {
		if thrown := recover(); thrown != nil {
			text = fmt.Sprint(thrown)
		}
	}()
	files := func(path string) ([]byte, error) { return fs.ReadFile(s.beside, path) }
	src, found := component.Lower(s.root, component.Options{
		Name: "source-items", Files: files,
		Propagate: resolve.Propagate, Declares: schema.Declares, IsScalar: schema.IsScalar, IsComponent: schema.IsComponent,
	})
	if found.HasErrors() {
		return found.Text(), strings.Contains(found.Text(), "[unsupported]")
	}
	printed, err := gen.Package(src)
	if err != nil {
		return err.Error(), false
	}
	for _, file := range printed {
		text += file.Name + "\n" + string(file.Data)
	}
	return text + found.Text(), false
}

// judge holds the fields of the language against what is known of them. While components are refused, so may
// be fields.
func (f *fields) judge(t *testing.T) {
	left := maps.Clone(meaningless)
	for _, c := range schema.Components() {
		for _, field := range c.Fields {
			name := c.Name + "." + field.Name
			reason, excused := meaningless[name]
			delete(left, name)
			switch {
			case excused && (reason == "" || f.matters[name]):
				t.Errorf("%s is lowered, or is excused without a reason: take it out of the fields that mean nothing", name)
			case excused, f.matters[name], component.Refused(c.Name):
			case component.AnyRefused() && (f.refused[name] || slices.ContainsFunc(isComponent.FindAllString(field.Type, -1), component.Refused)):
			case f.samples[c.Name] == nil:
				t.Errorf("no archive and no example has a %s, which has a field %s", c.Name, field.Name)
			default:
				t.Errorf("%s changes nothing in any archive or example: lower it, or say why it means nothing", name)
			}
		}
	}
	for name := range left {
		t.Errorf("the language has no field %s", name)
	}
}
