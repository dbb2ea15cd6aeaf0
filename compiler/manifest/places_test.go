package manifest

import (
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler/source"
)

// Each text holds the name respnse once; the node under k must find it in its value and point to it.
func TestSpanAt(t *testing.T) {
	for name, text := range map[string]string{
		"plain":                        "k: \"{{ respnse.x }}\"",
		"plain in a list":              "k:\n  - a\n  - respnse # c",
		"plain over lines":             "k: one\n  two  \n\n\n  and respnse\n  three",
		"plain with a tag":             "k: !!str &a   respnse",
		"plain with a tag lines above": "k: !!str # c\n\n   respnse",
		"single quotes":                "k: 'it''s ''respnse'''",
		"single quotes over lines":     "k: 'a\n   b ''\n\n\n   respnse'",
		"double quotes":                `k: "\"\\\t\u00e9\x41\U0001F600é respnse\n"`,
		"double quotes over lines":     "k: \"a  \n  b \\\n\n   \\  c\n\n  respnse\"",
		"joined lines":                 "k: \"a\\\n\n   resp\"\nl: respnse",
		"literal":                      "k: |\n  a\n\n    b\n  respnse c\n",
		"literal with an indent":       "k: |2-\n    a\n   respnse\n",
		"literal after empty lines":    "k: |+ # c\n\n  \n  a\n \n  respnse\n\n",
		"literal with tabs":            "k: |\n  a\tb\n  \trespnse\n",
		"folded":                       "k: >\n  a\n  b\n\n  c respnse\n  d\n",
		"folded with longer lines":     "k: >-\n  a\n    b\n\n    c\n\n  respnse\n",
		"folded after empty lines":     "k: >\n\n\n  a\n\n\n  respnse",
		"windows line ends":            "a: b\r\nk: |\r\n  a\r\n  respnse\r\nc: d",
		"other line ends":              "a: 'b\u0085c\u2028d'\nk: 'é\u2028\u2028 e\u0085 respnse'",
		"old line ends":                "a: b\rk: |\r  a\r  respnse\r",
		"between brackets":             "k: [a, {b: 'x', c: \"respnse\"}, d?e]",
		"in one long line":             "{\"a\": [" + strings.Repeat("\"é\", ", 1000) + "1], \"k\": \"{{ respnse }}\"}",
		"after a byte order mark":      "\ufeffk: 'respnse'",
		"in a key":                     "k: {'a''respnse': 1}",
		"after escaped slashes":        `k: "a\/b\/respnse"`,
	} {
		root := parse(t, text)
		n := holder(root.Field("k"))
		if n == nil {
			n = holder(root)
		}
		if n == nil {
			t.Errorf("%s: nothing holds the name", name)
			continue
		}
		value, _ := n.Text()
		at := strings.Index(value, "respnse")
		span := n.SpanAt(at, at+len("respnse"))
		if want := strings.Index(text, "respnse"); span.Start != want || span.End != want+len("respnse") {
			t.Errorf("%s: %q: got %d to %d, %q, want it at %d", name, text, span.Start, span.End, span.Text(), want)
		}
	}
}

// holder is the node below n whose text has the name.
func holder(n *Node) *Node {
	if n == nil {
		return nil
	}
	if text, ok := n.Text(); ok && strings.Contains(text, "respnse") {
		return n
	}
	for _, f := range n.Fields {
		for _, child := range []*Node{f.Key, f.Value} {
			if found := holder(child); found != nil {
				return found
			}
		}
	}
	for _, item := range n.Items {
		if found := holder(item); found != nil {
			return found
		}
	}
	return nil
}

// What was read from other characters is marked as these, whole.
func TestSpanAtEscapes(t *testing.T) {
	n := parse(t, "k: \"a\\u00e9\\n b\n  c\"").Field("k") // aé⏎ b c
	for _, test := range []struct {
		part, want string
	}{{"a", "a"}, {"é", `\u00e9`}, {"\n", `\n`}, {"é\n", `\u00e9\n`}, {"b c", "b\n  c"}, {"aé\n b c", "a\\u00e9\\n b\n  c"}} {
		value, _ := n.Text()
		at := strings.Index(value, test.part)
		if got := n.SpanAt(at, at+len(test.part)).Text(); got != test.want {
			t.Errorf("%q: got %q, want %q", test.part, got, test.want)
		}
	}
	if at := n.SpanAt(2, 2); at.Start != at.End || at.Start != 5 {
		t.Errorf("an empty stretch is at %d to %d", at.Start, at.End)
	}
	if got := n.SpanAt(500, 600); got.Start > len(n.Span.File.Text) {
		t.Errorf("past the end is at %d", got.Start)
	}
	if got := parse(t, "k: 12").Field("k").SpanAt(0, 1).Text(); got != "12" {
		t.Errorf("in a number: got %q", got)
	}
}

func TestSpans(t *testing.T) {
	n := parse(t, "a: &x !!map {b: 1, c: [x , ] , } # d\ne:\n  - f\n  - g: |\n      h\n\n  -\ni: *x\nj: ")
	for key, want := range map[string]string{
		"a": "{b: 1, c: [x , ] , }",
		"e": "- f\n  - g: |\n      h\n\n  -",
		"i": "{b: 1, c: [x , ] , }",
		"j": "",
	} {
		if got := n.Field(key).Span.Text(); got != want {
			t.Errorf("%s: got %q, want %q", key, got, want)
		}
	}
	if got := n.Field("a").Field("c").Span.Text(); got != "[x , ]" {
		t.Errorf("got %q", got)
	}
	if via := n.Field("i").Via; len(via) != 1 || via[0].Target != "*x" || via[0].Span.Text() != "*x" {
		t.Errorf("got %v", via)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"a: 1", "a: |2-\n    x\n\n  y\n", "a: >+\n x\n\n  y\n z\n\n", "a: \"x\\u00e9\\\n  y\"", "a: 'b''\n\n c'", "a: &x [*x]", "&a b: *a", "a: !!str\nb: ! x",
		"? |\n  x\n: - y", "{a: [b?c, d:], e}", "<<: [{a: 1}, {b: 2}]", "a: \t|\n  x", "- - - a", "%TAG ! x\n---\na: !b c", "a: 1\n...\n", "\ufeffa: \u2028b",
		"a: 0b_\nb: 1:30.5", "[\"a\\/b\", c ?d]", "a: 'x", "a: - b", "=: =", "a: b\r\n\r c\r", "a:\n    - b\n   - c", "#\n#a: 1\n", "a: b #c\n #d\n\n#e\nf: g", "\"\": \"\"", "*x : 1", "? ?", "a: |\n\u0085 x", "&0:",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file := source.NewFile("manifest.yaml", text)
		root, diags := Parse(file)
		for _, d := range diags {
			if d.Span.File != file || d.Span.Start < 0 || d.Span.Start > d.Span.End || d.Span.End > len(text) {
				t.Errorf("%s: %d to %d is not in the file", d, d.Span.Start, d.Span.End)
			}
		}
		if root == nil && !diags.HasErrors() {
			t.Error("neither a manifest nor a mistake")
		}
		if root != nil && root.Size() < 1<<12 {
			checkPlaces(t, root)
		}
	})
}

// checkPlaces checks that nodes are in the file, and the bytes of texts in their nodes, in order.
func checkPlaces(t *testing.T, n *Node) {
	if n.Span.Start < 0 || n.Span.Start > n.Span.End || n.Span.End > len(n.Span.File.Text) {
		t.Errorf("%s is at %d to %d", n.AppendJSON(nil), n.Span.Start, n.Span.End)
	}
	if text, ok := n.Text(); ok {
		last := n.Span.Start
		for i := 0; i < len(text) && i < 200; i++ {
			span := n.SpanAt(i, i+1)
			if span.Start < last || span.End < span.Start || span.End > n.Span.End {
				t.Errorf("byte %d of %q is at %d to %d, the text at %d to %d", i, text, span.Start, span.End, n.Span.Start, n.Span.End)
			}
			if n.style != unwritten && text[i] > ' ' && text[i] < 0x7f && span.End == span.Start+1 && span.Text() != text[i:i+1] {
				t.Errorf("byte %d of %q is marked as %q", i, text, span.Text())
			}
			last = span.Start
		}
	}
	for _, f := range n.Fields {
		checkPlaces(t, f.Key)
		checkPlaces(t, f.Value)
	}
	for _, item := range n.Items {
		checkPlaces(t, item)
	}
}
