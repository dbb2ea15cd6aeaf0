package schema

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"sync"
)

// JSON is the language as a JSON schema of draft 7, for editors and for Validate. It describes a manifest
// whose references are resolved and whose types are written; editors show the rest as unknown.
func JSON() []byte { return document() }

var document = sync.OnceValue(func() []byte {
	definitions := map[string]any{}
	for _, c := range Components() {
		definitions[c.Name] = c.document()
	}
	root := Lookup("DeclarativeSource").document()
	root["$schema"] = "http://json-schema.org/draft-07/schema#"
	root["title"] = "Airbyte low-code connector manifest"
	root["anyOf"] = []any{
		map[string]any{"required": []string{"streams"}},
		map[string]any{"required": []string{"dynamic_streams"}},
	}
	root["definitions"] = definitions
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(root); err != nil {
		panic(err) // the tables hold nothing that JSON does not
	}
	return out.Bytes()
})

// document is a component as a JSON schema.
func (c *Component) document() map[string]any {
	properties := map[string]any{"$parameters": map[string]any{"type": "object", "description": "Values for the fields of this component and of all below it."}}
	needs := []string{}
	if !c.Plain {
		properties["type"] = map[string]any{"const": c.typeName()}
		if !c.TypeOptional {
			needs = append(needs, "type")
		}
	}
	for _, f := range c.Fields {
		properties[f.Name] = f.document()
		if f.Required {
			needs = append(needs, f.Name)
		}
	}
	out := map[string]any{"type": "object", "description": c.Doc, "properties": properties}
	if len(needs) > 0 {
		out["required"] = needs
	}
	if c.Closed {
		out["additionalProperties"] = false
	}
	return out
}

func (f *Field) document() map[string]any {
	shapes, err := parseType(f.Type)
	if err != nil {
		panic(err) // a mistake in the tables, which the tests find
	}
	out := documentOf(shapes)
	out["description"] = f.Doc
	if f.Default != nil {
		out["default"] = f.Default
	}
	if f.Use != "" {
		out["deprecated"] = true
		out["description"] = f.Doc + " Deprecated: use " + f.Use + "."
	}
	if _, isRef := out["$ref"]; isRef {
		// Draft 7 ignores what stands beside $ref.
		out["allOf"] = []any{map[string]any{"$ref": out["$ref"]}}
		delete(out, "$ref")
	}
	return out
}

// documentOf is a type as a JSON schema. Alternatives of one JSON type are told apart by if and then, so
// that a mistake is found where it is and not in every alternative.
func documentOf(shapes []shape) map[string]any {
	if len(shapes) == 1 {
		return shapes[0].document()
	}
	var types []string
	var rules []any
	for _, group := range []string{"object", "array", "string", "number", "integer", "boolean", "null"} {
		alternatives := alternativesOf(shapes, group)
		if len(alternatives) == 0 {
			continue
		}
		types = append(types, group)
		if rule := ruleOf(alternatives); rule != nil {
			rules = append(rules, map[string]any{"if": map[string]any{"type": group}, "then": rule})
		}
	}
	out := map[string]any{"type": types}
	if rules != nil {
		out["allOf"] = rules
	}
	return out
}

// jsonType is the JSON type of a shape.
func (s shape) jsonType() string {
	switch s.kind {
	case "component", "map":
		return "object"
	case "list":
		return "array"
	case "enum":
		return "string"
	}
	return s.kind
}

func alternativesOf(shapes []shape, jsonType string) []shape {
	var out []shape
	for _, s := range shapes {
		if s.jsonType() == jsonType {
			out = append(out, s)
		}
	}
	return out
}

// ruleOf is what holds for a value of the JSON type that all alternatives have; nil for anything goes.
func ruleOf(alternatives []shape) map[string]any {
	if len(alternatives) == 1 {
		return alternatives[0].document()
	}
	names := components(alternatives)
	if len(names) < len(alternatives) {
		var options []any
		for _, s := range alternatives {
			options = append(options, s.document())
		}
		return map[string]any{"anyOf": options}
	}
	var words []string
	var rules []any
	for _, name := range names {
		word := Lookup(name).typeName()
		words = append(words, word)
		is := map[string]any{"properties": map[string]any{"type": map[string]any{"const": word}}, "required": []string{"type"}}
		rules = append(rules, map[string]any{"if": is, "then": reference(name)})
	}
	return map[string]any{
		"properties": map[string]any{"type": map[string]any{"enum": words}},
		"required":   []string{"type"},
		"allOf":      rules,
	}
}

func reference(name string) map[string]any { return map[string]any{"$ref": "#/definitions/" + name} }

func (s shape) document() map[string]any {
	switch s.kind {
	case "any":
		return map[string]any{}
	case "component":
		return reference(s.name)
	case "list":
		out := map[string]any{"type": "array", "items": documentOf(s.of)}
		if s.bound != "" {
			out["minItems"] = number(s.bound)
		}
		return out
	case "map":
		return map[string]any{"type": "object", "additionalProperties": documentOf(s.of)}
	case "enum":
		return map[string]any{"type": "string", "enum": s.words}
	}
	out := map[string]any{"type": s.kind}
	if s.bound != "" {
		key, text := "exclusiveMinimum", s.bound[1:]
		if strings.HasPrefix(text, "=") {
			key, text = "minimum", text[1:]
		}
		out[key] = number(text)
	}
	return out
}

func number(text string) float64 {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		panic(err) // a mistake in the tables, which the tests find
	}
	return n
}
