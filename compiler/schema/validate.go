package schema

import (
	"errors"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
)

// compiled is the language, ready to validate with.
var compiled = sync.OnceValue(func() *jsonschema.Schema {
	return jsonschema.MustCompileString("manifest.schema.json", string(JSON()))
})

// Validate checks a resolved manifest against the language and reports every place that does not fit.
// What the reference accepts is not refused; fields that no component has are warnings where they look
// like a slip of the pen.
func Validate(root *manifest.Node) diag.List {
	var diags diag.List
	err := compiled().Validate(plain(root))
	var invalid *jsonschema.ValidationError
	switch {
	case errors.As(err, &invalid):
		e := explainer{root: root, diags: &diags, seen: map[*manifest.Node]bool{}}
		for _, leaf := range leaves(invalid, nil) {
			e.explain(leaf)
		}
	case err != nil:
		diags.Errorf(root.Span, "invalid-manifest", "checking the manifest: %v", err)
	}
	Walk(root, func(n *manifest.Node, c *Component) { slips(n, c, &diags) })
	diags.Sort()
	return diags
}

// leaves are the errors at the bottom: those without causes of their own.
func leaves(e *jsonschema.ValidationError, out []*jsonschema.ValidationError) []*jsonschema.ValidationError {
	if len(e.Causes) == 0 {
		return append(out, e)
	}
	for _, cause := range e.Causes {
		out = leaves(cause, out)
	}
	return out
}

// plain is a node as encoding/json would give it. A date is null: no field takes one.
func plain(n *manifest.Node) any {
	switch n.Kind {
	case manifest.Map:
		out := make(map[string]any, len(n.Fields))
		for _, f := range n.Fields {
			key, ok := f.Key.Text()
			if !ok {
				key = string(f.Key.AppendJSON(nil))
			}
			if opaque[key] && f.Value.Kind == manifest.Map {
				out[key] = map[string]any{}
				continue
			}
			out[key] = plain(f.Value)
		}
		return out
	case manifest.List:
		out := make([]any, len(n.Items))
		for i, item := range n.Items {
			out[i] = plain(item)
		}
		return out
	}
	switch v := n.Value.(type) {
	case bool, string, float64:
		return v
	case int64:
		return float64(v)
	case nil:
		return nil
	}
	if n.Value != nil && strings.Trim(string(n.AppendJSON(nil)), "-0123456789") == "" {
		return 1e30 // a huge integer
	}
	return nil
}

// opaque are the fields that hold any object: there is nothing to check in them, and schemas are large.
var opaque = map[string]bool{
	"schema": true, "connection_specification": true, "definitions": true, "schemas": true, "metadata": true, "$parameters": true,
}

// at walks a JSON pointer and gives the nodes on the way, the root first.
func at(root *manifest.Node, pointer string) []*manifest.Node {
	path := []*manifest.Node{root}
	for _, part := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		if part == "" && pointer == "" {
			break
		}
		part = strings.NewReplacer("~1", "/", "~0", "~").Replace(part)
		here := path[len(path)-1]
		var next *manifest.Node
		if here.Kind == manifest.List {
			if i, err := strconv.Atoi(part); err == nil && i < len(here.Items) {
				next = here.Items[i]
			}
		} else {
			next = here.Field(part)
		}
		if next == nil {
			break
		}
		path = append(path, next)
	}
	return path
}
