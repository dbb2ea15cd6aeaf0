package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// schemaURL names the spec in the validator; it is nowhere read from.
const schemaURL = "file:///spec.json"

// internalKeys are settings of the framework that a spec does not know.
var internalKeys = []string{"_limit", "_page_size"}

// Validate checks the configuration against the connectionSpecification of the
// spec. problem is what is wrong with it, in the words of the reference, and
// empty when nothing is. The error is about the schema itself. Patterns that Go
// cannot match are not checked and come back in skipped.
func Validate(schema value.Value, cfg Config) (problem string, skipped []string, err error) {
	of := cfg.Value().Clone()
	for _, key := range internalKeys {
		of.Delete(key)
	}
	if problem, skipped, err = Adheres(schema, of); err != nil {
		err = fmt.Errorf("checking the configuration against the spec: %w", err)
	}
	return problem, skipped, err
}

// Adheres is Validate for any value and schema.
func Adheres(schema, of value.Value) (problem string, skipped []string, err error) {
	schema = schema.Clone()
	skipped = dropPatterns(schema)
	dropUnknownDraft(schema)
	compiled, err := compile(schema)
	if err != nil {
		return "", skipped, fmt.Errorf("compiling the schema: %w", err)
	}
	err = compiled.Validate(plain(of))
	var invalid *jsonschema.ValidationError
	if errors.As(err, &invalid) {
		return explanation{schema: schema, instance: of}.of(invalid), skipped, nil
	}
	if err != nil {
		return "", skipped, fmt.Errorf("validating the value: %w", err)
	}
	return "", skipped, nil
}

// compile makes a validator. Formats are not asserted, as in the reference, and
// nothing is fetched.
func compile(schema value.Value) (*jsonschema.Schema, error) {
	c := jsonschema.NewCompiler()
	for name := range jsonschema.Formats {
		c.Formats[name] = func(any) bool { return true }
	}
	c.LoadURL = func(url string) (io.ReadCloser, error) {
		return nil, fmt.Errorf("the schema refers to %q, which is not part of it", url)
	}
	if err := c.AddResource(schemaURL, bytes.NewReader(schema.AppendJSON(nil))); err != nil {
		return nil, err
	}
	return c.Compile(schemaURL)
}

// dropUnknownDraft removes a $schema that names no draft: the newest one counts.
func dropUnknownDraft(schema value.Value) {
	name, ok := schema.Get("$schema")
	text, isText := name.AsString()
	if !ok || !isText {
		return
	}
	_, path, _ := strings.Cut(strings.TrimSuffix(text, "#"), "://")
	switch path {
	case "json-schema.org/draft-04/schema", "json-schema.org/draft-06/schema", "json-schema.org/draft-07/schema",
		"json-schema.org/draft/2019-09/schema", "json-schema.org/draft/2020-12/schema":
		return
	}
	schema.Delete("$schema")
}

// dropPatterns removes the patterns that Go's regular expressions cannot
// express (looking ahead and behind, references), and names them.
func dropPatterns(schema value.Value) (skipped []string) {
	if schema.Kind() == value.KindList {
		for sub := range schema.Elements() {
			skipped = append(skipped, dropPatterns(sub)...)
		}
		return skipped
	}
	if schema.Kind() != value.KindDict {
		return nil
	}
	if pattern, ok := schema.Get("pattern"); ok && !usable(pattern) {
		skipped = append(skipped, pattern.String())
		schema.Delete("pattern")
	}
	if patterns, ok := schema.Get("patternProperties"); ok && patterns.Kind() == value.KindDict {
		var unusable []string
		for key := range patterns.All() {
			if !usable(key) {
				unusable = append(unusable, key.String())
			}
		}
		for _, key := range unusable {
			patterns.Delete(key)
		}
		skipped = append(skipped, unusable...)
	}
	for _, sub := range schema.All() {
		skipped = append(skipped, dropPatterns(sub)...)
	}
	return skipped
}

// usable says that a pattern is none, as when a property is called "pattern", or one that Go can match.
func usable(pattern value.Value) bool {
	text, ok := pattern.AsString()
	if !ok {
		return true
	}
	_, err := regexp.Compile(text)
	return err == nil
}

// plain is v as the validator wants it.
func plain(v value.Value) any {
	switch v.Kind() {
	case value.KindDict:
		out := make(map[string]any, v.Len())
		for key, member := range v.All() {
			out[key.String()] = plain(member)
		}
		return out
	case value.KindList:
		out := make([]any, 0, v.Len())
		for element := range v.Elements() {
			out = append(out, plain(element))
		}
		return out
	case value.KindStr:
		text, _ := v.AsString()
		return text
	case value.KindBool:
		return v.Truthy()
	case value.KindInt, value.KindFloat:
		return plainNumber(v)
	}
	return nil
}

// plainNumber is a number that the validator can calculate with; JSON as Python
// reads it has some that are not finite.
func plainNumber(v value.Value) any {
	if f, ok := v.AsFloat(); ok && v.Kind() == value.KindFloat {
		switch {
		case math.IsNaN(f):
			return json.Number("0")
		case math.IsInf(f, 0):
			return json.Number(fmt.Sprintf("%g", math.Copysign(math.MaxFloat64, f)))
		}
	}
	return json.Number(v.String())
}
