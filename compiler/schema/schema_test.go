package schema

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

func TestEveryTypeIsOfTheLanguage(t *testing.T) {
	for _, c := range Components() {
		if !strings.HasSuffix(c.Doc, ".") {
			t.Errorf("%s: the description %q is no sentence", c.Name, c.Doc)
		}
		for _, f := range c.Fields {
			if _, err := parseType(f.Type); err != nil {
				t.Errorf("%s.%s: %v", c.Name, f.Name, err)
			}
			if f.Doc == "" {
				t.Errorf("%s.%s has no description", c.Name, f.Name)
			}
		}
	}
}

func TestNoNameTwice(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Components() {
		if seen[c.Name] {
			t.Errorf("%s stands twice in the tables", c.Name)
		}
		seen[c.Name] = true
	}
}

// TestEveryComponentHasAPlace walks from the root: what no field takes cannot be written.
func TestEveryComponentHasAPlace(t *testing.T) {
	reached := map[string]bool{}
	var walk func(name string)
	var visit func(shapes []shape)
	visit = func(shapes []shape) {
		for _, s := range shapes {
			if s.kind == "component" {
				walk(s.name)
			}
			visit(s.of)
		}
	}
	walk = func(name string) {
		if reached[name] {
			return
		}
		reached[name] = true
		for _, f := range Lookup(name).Fields {
			shapes, _ := parseType(f.Type)
			visit(shapes)
		}
	}
	walk("DeclarativeSource")
	for _, c := range Components() {
		if !reached[c.Name] {
			t.Errorf("no field takes a %s", c.Name)
		}
	}
}

func TestParseType(t *testing.T) {
	for text, want := range map[string]string{
		"string":                        "a text",
		"integer|string":                "an integer or a text",
		"[]string":                      "a list",
		"enum(GET,POST)":                "one of GET, POST",
		"map(string|QueryProperties)":   "a map",
		"[](DpathExtractor|[]string)":   "a list",
		"number>=0|string":              "a number or a text",
		"DefaultPaginator|NoPagination": "a DefaultPaginator or a NoPagination",
	} {
		shapes, err := parseType(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if got := describe(shapes); got != want {
			t.Errorf("%s is described as %q, want %q", text, got, want)
		}
	}
	for _, text := range []string{"strng", "(string", "enum(a", "string|", "string)"} {
		if _, err := parseType(text); err == nil {
			t.Errorf("%q has a meaning", text)
		}
	}
}

func TestJSONIsASchema(t *testing.T) {
	if _, err := jsonschema.CompileString("manifest.schema.json", string(JSON())); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Definitions map[string]struct {
			Description string
			Properties  map[string]struct {
				Default    any
				Deprecated bool
			}
		}
	}
	if err := json.Unmarshal(JSON(), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Definitions) != len(Components()) {
		t.Errorf("%d definitions of %d components", len(doc.Definitions), len(Components()))
	}
	requester := doc.Definitions["HttpRequester"]
	if requester.Properties["http_method"].Default != "GET" || !requester.Properties["url_base"].Deprecated {
		t.Errorf("HttpRequester is %+v", requester)
	}
	if !slices.Equal(JSON(), JSON()) {
		t.Error("two calls give different bytes")
	}
}
