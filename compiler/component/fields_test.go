package component_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler/component"
	"github.com/lowcode-dev/lowcode/compiler/gen"
	"github.com/lowcode-dev/lowcode/compiler/golden"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/resolve"
	"github.com/lowcode-dev/lowcode/compiler/schema"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// meaningless are the fields that lowering does not ask for, each with its reason. One that is asked for, or
// that the language does not have, does not belong here.
var meaningless = map[string]string{
	"DeclarativeSource.definitions":   "what it holds counts where a reference leads to it, which resolve has followed",
	"DeclarativeSource.metadata":      "notes of the tools that wrote the manifest; the reference reads none",
	"DeclarativeSource.schemas":       "what it holds counts where a reference leads to it, which resolve has followed",
	"DeclarativeSource.version":       "the reference compares it with nothing; the schema wants a text",
	"HttpRequester.use_tcp_keepalive": "every connection of the runtime keeps itself alive",
	"StreamGroup.action":              "the language has one, which the schema demands",
}

// TestEachFieldIsLowered proves that lowering asks for each field of each component, and that a field which an
// archive or an example has changes what it becomes, or what is said of it; but for those that mean nothing
// while a connector runs.
func TestEachFieldIsLowered(t *testing.T) {
	f := fields{asked: map[string]bool{}, had: map[string]bool{}, matters: map[string]bool{}}
	golden.Each(t, archives, func(t *testing.T, a *golden.Archive) {
		beside, err := a.Files()
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range casesOf(t, a) {
			f.study(t, c.manifest, beside)
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
		f.study(t, string(text), os.DirFS(filepath.Dir(example)))
	}
	f.judge(t)
}

// fields are what is known of fields, as Component.field.
type fields struct {
	asked   map[string]bool // lowering asks whether it is there
	had     map[string]bool // some manifest has it
	matters map[string]bool // without it, some manifest becomes something else
}

// judge holds the fields of the language against what is known of them.
func (f fields) judge(t *testing.T) {
	left := maps.Clone(meaningless)
	for _, c := range schema.Components() {
		for _, field := range c.Fields {
			name := c.Name + "." + field.Name
			reason, excused := meaningless[name]
			delete(left, name)
			switch {
			case excused && (reason == "" || f.matters[name]):
				t.Errorf("%s is lowered, or is excused without a reason: take it out of the fields that mean nothing", name)
			case excused || component.Refused(c.Name):
			case f.had[name] && !f.matters[name] && !slices.ContainsFunc(isComponent.FindAllString(field.Type, -1), component.Refused):
				t.Errorf("%s changes nothing in any archive or example that has it: lower it, or say why it means nothing", name)
			case !f.had[name] && !f.asked[name]:
				t.Errorf("%s is never asked for: lower it, or say why it means nothing", name)
			}
		}
	}
	for name := range left {
		t.Errorf("the language has no field %s", name)
	}
}

// isComponent finds the components in the type of a field. While one of them is refused, the others may be
// what the field does not have to say.
var isComponent = regexp.MustCompile(`[A-Z]\w+`)

// study lowers a manifest, and once more without each field that is not known to matter.
func (f fields) study(t *testing.T, text string, beside fs.FS) {
	t.Helper()
	root, found := manifest.Parse(source.NewFile("manifest.yaml", text))
	if found.HasErrors() {
		t.Fatal(found.Text())
	}
	if root, found = resolve.Resolve(root); found.HasErrors() {
		t.Fatal(found.Text())
	}
	places := map[*manifest.Node][]*schema.Component{}
	schema.Walk(root, func(n *manifest.Node, c *schema.Component) {
		if !slices.Contains(places[n], c) {
			places[n] = append(places[n], c)
		}
	})
	stop := manifest.Watch(func(n *manifest.Node, key string) {
		for _, c := range places[n] {
			f.asked[c.Name+"."+key] = true
		}
	})
	whole := becomes(root, beside)
	stop()
	for n, all := range places {
		for _, c := range all {
			f.without(n, c, func() bool { return becomes(root, beside) != whole })
		}
	}
}

// without takes one field after the other out of n and asks whether that changes anything.
func (f fields) without(n *manifest.Node, c *schema.Component, changes func() bool) {
	whole := n.Fields
	for i, field := range whole {
		key, _ := field.Key.Text()
		name := c.Name + "." + key
		if f.had[name] = true; f.matters[name] {
			continue
		}
		n.Fields = slices.Delete(slices.Clone(whole), i, i+1)
		f.matters[name] = changes()
		n.Fields = whole
	}
}

// becomes is what a tree is lowered to and what is said of it. A tree that lowering cannot bear, because a
// field is missing that the language demands, has become something else.
func becomes(root *manifest.Node, beside fs.FS) (text string) {
	defer func() {
		if thrown := recover(); thrown != nil {
			text = fmt.Sprint(thrown)
		}
	}()
	files := func(path string) ([]byte, error) { return fs.ReadFile(beside, path) }
	src, found := component.Lower(root, component.Options{Name: "source-items", Files: files})
	if found.HasErrors() {
		return found.Text()
	}
	printed, err := gen.Package(src)
	if err != nil {
		return err.Error()
	}
	for _, file := range printed {
		text += file.Name + "\n" + string(file.Data)
	}
	return text + found.Text()
}
