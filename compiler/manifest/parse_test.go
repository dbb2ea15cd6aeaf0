package manifest

import (
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler/source"
)

func TestCollections(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"order is kept", "b: 1\na: [x, {d: 1, c: 2}]", `{"b":1,"a":["x",{"d":1,"c":2}]}`},
		{"keys keep their types", "1: a\ntrue: b\n~: c\n1.5: d\n2024-01-02: e\n=: f", `{"1":"b","null":"c","1.5":"d","2024-01-02":"e","=":"f"}`},
		{"equal keys: the place of the first, the value of the last", "a: 1\nb: 2\na: 3", `{"a":3,"b":2}`},
		{"merge keys give way and come first", "x: &x {a: 1, b: 2}\ny:\n  b: 3\n  <<: *x\n  c: 4", `{"x":{"a":1,"b":2},"y":{"a":1,"b":3,"c":4}}`},
		{"the first map of a merge wins", "x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz: {<<: [*x, *y]}", `{"x":{"a":1,"b":1},"y":{"b":2,"c":2},"z":{"b":1,"c":2,"a":1}}`},
		{"merges of merges", "x: &x {a: 1}\ny: &y {<<: *x, b: 2}\nz: {<<: *y}", `{"x":{"a":1},"y":{"a":1,"b":2},"z":{"a":1,"b":2}}`},
		{"a merge key in quotes is a key", "'<<': {a: 1}", `{"<<":{"a":1}}`},
		{"aliases", "a: &a [1]\nb: *a\nc: &c x\nd: {*c : 1}", `{"a":[1],"b":[1],"c":"x","d":{"x":1}}`},
		{"tight brackets", `a: {"b":1,"c":[{}]}`, `{"a":{"b":1,"c":[{}]}}`},
		{"question marks between brackets", "a: [x?y, https://a/b?c=d]", `{"a":["x?y","https://a/b?c=d"]}`},
		{"escaped slashes", `{"a": "b\/c"}`, `{"a":"b/c"}`},
		{"a byte order mark", "\ufeffa: 1", `{"a":1}`},
		{"carriage returns", "a: |\r\n  x\r\n  y\r\nb: 1\r\n", `{"a":"x\ny\n","b":1}`},
		{"a document with marks", "%YAML 1.1\n---\na: 1\n...\n", `{"a":1}`},
		{"text that JSON must escape", `a: "\0\b\f\"\\\e"`, `{"a":"\u0000\b\f\"\\\u001b"}`},
		{"floats stay floats", "a: [1.0, 100.0, 0.1, 1.0e+16, 1.0e-7, 12345678.5, .nan, -.inf]", `{"a":[1.0,100.0,0.1,1e+16,1e-7,12345678.5,null,null]}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := string(parse(t, test.text).AppendJSON(nil)); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// Each text has one mistake; want is the first line of what is said, and what is marked.
func TestMistakes(t *testing.T) {
	tests := []struct{ text, want, mark string }{
		{"", `1:1: error: the manifest is empty [empty]`, ""},
		{"# only a comment\n", `1:1: error: the manifest is empty [empty]`, ""},
		{"- a\n- b", `1:1: error: a manifest is a map of version, check, streams and others, not a list [not-a-map]`, "- a\n- b"},
		{"a: 1\n---\nb: 2", `2:1: error: a manifest is one document; a second one starts here [documents]`, "---"},
		{"a: b: c", `1:5: error: mapping values are not allowed in this context [yaml]`, ":"},
		{"a:\n\tb: 1", `2:1: error: found character that cannot start any token [yaml]`, "\t"},
		{"a: x\nb: @y\nc: z", `2:4: error: found character that cannot start any token [yaml]`, "@"},
		{"a:\n  b: 1\n c: 2\nd: 3", `3:2: error: did not find expected key [yaml]`, "c: 2"},
		{"a: 1\nb: \"x\nc: 2", `2:1: error: found unexpected end of stream [yaml]`, "b: \"x"},
		{`a: "\d"`, `1:5: error: found unknown escape character [yaml]`, `\`},
		{"a: *x", `1:4: error: unknown anchor 'x' referenced [yaml]`, "*"},
		{"a: [1, 2", `1:1: error: did not find expected ',' or ']' [yaml]`, "a: [1, 2"},
		{"a: {b:}", `1:5: error: the colon that ends "b:" is part of it to one parser and not to another [yaml]`, "b:"},
		{"a: &a [*a]", `1:8: error: the alias "a" stands inside of what it points to [circular-alias]`, "*a"},
		{"a: &a 1\nb: &a 2", `2:4: error: the anchor "a" is defined a second time [duplicate-anchor]`, ""},
		{"a: b\nc: {<<: x}", `2:9: error: << merges maps, not a scalar [bad-merge]`, "x"},
		{"a: {<<: [{}, 1]}", `1:14: error: << merges maps, not a scalar [bad-merge]`, "1"},
		{"? [a]\n: b", `1:3: error: a key must be a scalar, not a list [bad-key]`, "[a]"},
		{"a: é\xff", `1:5: error: the byte 0xff is not UTF-8 [encoding]`, "\xff"},
		{"a: x\x00", `1:5: error: the character U+0000 is not allowed in YAML [encoding]`, "\x00"},
		{"a: x\ufffe", `1:5: error: the character U+FFFE is not allowed in YAML [encoding]`, "\ufffe"},
		{"a: 2024-02-30", `1:4: error: "2024-02-30" has the form of a date and is none [bad-scalar]`, "2024-02-30"},
		{"a: =", `1:4: error: "=" means something else to YAML here [reserved]`, "="},
		{"a: !x y", `1:7: error: the tag "!x" has no meaning in a manifest [unknown-tag]`, "y"},
		{"a: 1\nb: 2\na: 3", `3:1: warning: the key "a" is given twice; the last one counts [duplicate-key]`, "a"},
		{"a: 12:30", `1:4: warning: 12:30 is read as the number 750 [odd-number]`, "12:30"},
		{"a: 0123", `1:4: warning: 0123 is read as the number 83 [odd-number]`, "0123"},
	}
	for _, test := range tests {
		_, diags := Parse(source.NewFile("m", test.text))
		if len(diags) != 1 {
			t.Errorf("%q: got %d diagnostics, want 1\n%s", test.text, len(diags), diags.Text())
			continue
		}
		if got := strings.TrimPrefix(diags[0].String(), "m:"); got != test.want {
			t.Errorf("%q: got %s\nwant %s", test.text, got, test.want)
		}
		if got := diags[0].Span.Text(); got != test.mark {
			t.Errorf("%q: marks %q, want %q", test.text, got, test.mark)
		}
	}
}

// Hostile files are refused in time and with a place.
func TestLimits(t *testing.T) {
	doubling := "a0: &a0 [x, x]\n"
	merging := "a0: &a0 {k: v}\n"
	for i := 1; i < 4000; i++ {
		name, last := number10(i), number10(i-1)
		merging += "a" + name + ": &a" + name + " {<<: *a" + last + ", k" + name + ": v}\n"
		if i < 60 {
			doubling += "a" + name + ": &a" + name + " [*a" + last + ", *a" + last + "]\n"
		}
	}
	for name, test := range map[string]struct{ text, slug string }{
		"aliases that double":     {doubling, "too-large"},
		"merges that grow":        {merging, "too-large"},
		"nesting":                 {"a: " + strings.Repeat("[", 300) + strings.Repeat("]", 300), "too-deep"},
		"nesting past all bounds": {strings.Repeat("[", 100_000), "yaml"},
		"dashes":                  {strings.Repeat("- ", 100_000), "yaml"},
		"digits":                  {"a: " + strings.Repeat("9", 100_000), "bad-scalar"},
		"size":                    {"a: " + strings.Repeat("x", maxFile), "too-large"},
	} {
		_, diags := Parse(source.NewFile("m", test.text))
		if len(diags) == 0 || diags[0].Slug != test.slug {
			t.Errorf("%s: want %s, got %.500s", name, test.slug, diags.Text())
		}
	}
}

func number10(i int) string { return string(appendJSON(nil, int64(i), false)) }

func TestAccessors(t *testing.T) {
	n := parse(t, "type: A\nname: x\non: yes\ncount: 3\nlist: [1]\n5: five\nnone: ~")
	if text, ok := n.Field("name").Text(); text != "x" || !ok || n.Type() != "A" {
		t.Errorf("got %q, %v, %q", text, ok, n.Type())
	}
	if on, ok := n.Fields[2].Value.Bool(); !on || !ok {
		t.Errorf("got %v, %v", on, ok)
	}
	if count, ok := n.Field("count").Int(); count != 3 || !ok {
		t.Errorf("got %v, %v", count, ok)
	}
	if got := strings.Join(n.Keys(), " "); got != "type name count list none" || !n.Has("none") || n.Has("on") {
		t.Errorf("got %s", got)
	}
	if n.Key("count").Span.Position().Line != 4 || n.Size() != 16 {
		t.Errorf("the key is at %v, the size %d", n.Key("count").Span, n.Size())
	}
	var absent *Node
	if _, ok := absent.Field("x").Text(); ok || absent.Has("x") || absent.Type() != "" || absent.Keys() != nil || absent.Key("x") != nil {
		t.Error("what is absent has something")
	}
	if _, ok := absent.Bool(); ok {
		t.Error("what is absent is a boolean")
	}
	if _, ok := absent.Int(); ok {
		t.Error("what is absent is an integer")
	}
}

func TestCanonical(t *testing.T) {
	texts := []string{"a: 1", "a: 1.0", "a: '1'", "1: a", "'1': a", "a: 2024-01-02", "a: '2024-01-02'", "a: .nan", "a: .inf", "a: ~", "a: [1, 2]", "a: [2, 1]", "a: 1\nb: 2", "b: 2\na: 1"}
	seen := map[string]string{}
	for _, text := range texts {
		c := parse(t, text).Canonical()
		if other, ok := seen[c]; ok {
			t.Errorf("%q and %q have the same text %s", text, other, c)
		}
		seen[c] = text
	}
	if parse(t, "a: {b: yes}").Canonical() != parse(t, "'a':\n  b: true # c").Canonical() {
		t.Error("equal nodes have different texts")
	}
}

func TestParseJSON(t *testing.T) {
	n, problem := ParseJSON("s.json", []byte(` {"b": [1, 1.0, 1e3, -0, 123456789012345678901, 1e999, null, true], "a": "\ud83d\ude00", "b2": {}, "a": "x"} `))
	if want := `{"b":[1,1.0,1000.0,0,123456789012345678901,null,null,true],"a":"x","b2":{}}`; problem != "" || string(n.AppendJSON(nil)) != want {
		t.Errorf("got %s %s\nwant %s", n.AppendJSON(nil), problem, want)
	}
	for text, want := range map[string]string{
		"":              "line 1, column 1: unexpected EOF",
		"{\n \"a\": x}": "line 2, column 7: invalid character 'x' looking for beginning of value",
		"[1] 2":         "line 1, column 6: more than one value",
		"[1":            "line 1, column 3: unexpected EOF",
		strings.Repeat("[", 300) + strings.Repeat("]", 300): "line 1, column 202: more than 200 levels of nesting",
	} {
		if n, problem := ParseJSON("s.json", []byte(text)); problem != want || n != nil {
			t.Errorf("%.20q: got %q, want %q", text, problem, want)
		}
	}
}
