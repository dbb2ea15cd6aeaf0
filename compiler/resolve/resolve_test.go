package resolve

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/golden"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

func TestResolve(t *testing.T) {
	golden.Each(t, "../../testdata/resolve/*.txtar", func(t *testing.T, a *golden.Archive) {
		text, _ := a.Part("manifest.yaml")
		tree, diags := resolveText(t, text)
		if _, ok := a.Part("want.diags"); ok || len(diags) > 0 {
			a.Want(t, "want.diags", diags.Text())
		}
		if !diags.HasErrors() {
			a.Want(t, "want.json", indented(t, tree))
		}
	})
}

func resolveText(t *testing.T, text string) (*manifest.Node, diag.List) {
	t.Helper()
	root, diags := manifest.Parse(source.NewFile("manifest.yaml", text))
	if diags.HasErrors() {
		t.Fatal(diags.Text())
	}
	return Resolve(root)
}

func indented(t *testing.T, n *manifest.Node) string {
	t.Helper()
	var b bytes.Buffer
	if err := json.Indent(&b, n.AppendJSON(nil), "", "  "); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestOrigins(t *testing.T) {
	tree, _ := resolveText(t, `
definitions:
  url: https://x
  requester: {url_base: "#/definitions/url"}
  retriever:
    requester: {$ref: "#/definitions/requester", path: x}
streams:
  - name: issues
    retriever: "#/definitions/retriever"
`)
	retriever := tree.Field("streams").Items[0].Field("retriever")
	requester := retriever.Field("requester")
	for _, test := range []struct {
		n            *manifest.Node
		origin, via  string
		line, column int
	}{
		{tree.Field("streams").Items[0], "", "", 8, 5},
		{retriever, "#/definitions/retriever", "streams.issues.retriever", 6, 5},
		{requester, "#/definitions/requester", "streams.issues.retriever", 6, 16},
		{requester.Field("path"), "", "streams.issues.retriever", 6, 56},
		{requester.Field("url_base"), "#/definitions/url", "streams.issues.retriever definitions.retriever.requester definitions.requester.url_base", 3, 8},
	} {
		var via []string
		for _, ref := range test.n.Via {
			via = append(via, ref.Path)
		}
		at := test.n.Span.Position()
		if test.n.Origin != test.origin || strings.Join(via, " ") != test.via || at.Line != test.line || at.Column != test.column {
			t.Errorf("got %q via %q at %v, want %q via %q at %d:%d", test.n.Origin, via, at, test.origin, test.via, test.line, test.column)
		}
	}
}

func TestPropagateWithParentParameters(t *testing.T) {
	root, _ := manifest.Parse(source.NewFile("m.yaml", `
type: A
$parameters: {name: outer}
b: {type: B, $parameters: {name: inner, path: p}}
`))
	for parentWins, want := range map[bool]string{
		false: `{"type":"B","name":"inner","path":"p","$parameters":{"name":"inner","path":"p"}}`,
		true:  `{"type":"B","name":"outer","path":"p","$parameters":{"name":"outer","path":"p"}}`,
	} {
		tree, _ := Propagate(root, parentWins)
		if got := string(tree.Field("b").AppendJSON(nil)); got != want {
			t.Errorf("parent wins %v: got %s, want %s", parentWins, got, want)
		}
	}
}

// bomb is references that double in each line.
func bomb(lines int) string {
	var b strings.Builder
	b.WriteString("definitions:\n  a0: [x, x]\n")
	for i := range lines {
		fmt.Fprintf(&b, "  a%d: [\"#/definitions/a%d\", \"#/definitions/a%d\"]\n", i+1, i, i)
	}
	return b.String()
}

func TestLimits(t *testing.T) {
	var chain, merges, parameters strings.Builder
	chain.WriteString("a0: x\n")
	merges.WriteString("m0: {k: v}\n")
	parameters.WriteString("type: A\n$parameters:\n")
	for i := range 4000 {
		fmt.Fprintf(&chain, "a%d: [\"#/a%d\"]\n", i+1, i)
		fmt.Fprintf(&merges, "m%d: {$ref: \"#/m%d\", k%d: v}\n", i+1, i, i)
	}
	for i := range 12 {
		fmt.Fprintf(&parameters, "  p%d: {type: T}\n", i)
	}
	for text, slug := range map[string]string{
		bomb(60):                             "too-large",
		"z: \"#/a4000\"\n" + chain.String():  "too-deep",
		"z: \"#/m4000\"\n" + merges.String(): "too-deep",
		merges.String():                      "too-large",
		parameters.String():                  "too-large",
	} {
		_, diags := resolveText(t, text)
		if len(diags) != 1 || diags[0].Slug != slug {
			t.Errorf("%.40q: want %s, got\n%.2000s", text, slug, diags.Text())
		}
	}
}

func FuzzResolve(f *testing.F) {
	f.Add("a: \"#/b\"\nb: {$ref: \"#/a\", x: 1}")
	f.Add("a: {$ref: \"#/b\", x: 1}\nb: {$parameters: {x: [1]}, type: T, l: [{}]}")
	f.Add("a: {$ref: {$ref: \"#/\"}}\n$parameters: 1")
	f.Add("a: &a {$ref: x}\nb: *a\nc: \"#/b/-1\"")
	f.Fuzz(func(t *testing.T, text string) {
		file := source.NewFile("manifest.yaml", text)
		root, diags := manifest.Parse(file)
		if diags.HasErrors() {
			return
		}
		tree, diags := Resolve(root)
		for _, d := range diags {
			if d.Span.Start < 0 || d.Span.End > len(text) || d.Span.File != file {
				t.Errorf("%s: the place %d to %d is not in the file", d, d.Span.Start, d.Span.End)
			}
		}
		if !diags.HasErrors() && tree.Size() < 1<<16 && !json.Valid(tree.AppendJSON(nil)) {
			t.Errorf("no JSON: %s", tree.AppendJSON(nil))
		}
	})
}
