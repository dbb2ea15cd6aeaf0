package config

import (
	"slices"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

func load(t *testing.T, text string) value.Value {
	t.Helper()
	v, err := value.Load([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

// problems are what Python's jsonschema 4.26 says; a schema without $schema is of draft 7.
var problems = []struct{ schema, config, want string }{
	{`{"required":["b","a"],"type":"object"}`, `{}`, `'b' is a required property`},
	{`{"type":"object","required":["b","a"],"properties":{"b":{"type":"integer"}}}`, `{"b":"x"}`, `'a' is a required property`},
	{`{"properties":{"b":{"type":["integer","null"]},"a":{"type":"string"}}}`, `{"b":"x","a":1.5}`, `'x' is not of type 'integer', 'null'`},
	{`{"properties":{"d":{"pattern":"^[0-9]{4}$"}}}`, `{"d":"it's"}`, `"it's" does not match '^[0-9]{4}$'`},
	{`{"properties":{"d":{"enum":["a",1,null,true]}}}`, `{"d":"b"}`, `'b' is not one of ['a', 1, None, True]`},
	{`{"properties":{"d":{"const":{"k":[1]}}}}`, `{"d":"b"}`, `{'k': [1]} was expected`},
	{`{"properties":{"d":{"minimum":3}}}`, `{"d":1}`, `1 is less than the minimum of 3`},
	{`{"properties":{"d":{"exclusiveMaximum":3}}}`, `{"d":3}`, `3 is greater than or equal to the maximum of 3`},
	{`{"properties":{"d":{"multipleOf":2}}}`, `{"d":3}`, `3 is not a multiple of 2`},
	{`{"properties":{"d":{"minLength":1}}}`, `{"d":""}`, `'' should be non-empty`},
	{`{"properties":{"d":{"minLength":3}}}`, `{"d":"ab"}`, `'ab' is too short`},
	{`{"properties":{"d":{"maxLength":1}}}`, `{"d":"ab"}`, `'ab' is too long`},
	{`{"properties":{"d":{"minItems":1}}}`, `{"d":[]}`, `[] should be non-empty`},
	{`{"properties":{"d":{"uniqueItems":true}}}`, `{"d":[1,1]}`, `[1, 1] has non-unique elements`},
	{`{"properties":{"a":{}},"additionalProperties":false}`, `{"z":1,"b":2}`, `Additional properties are not allowed ('b', 'z' were unexpected)`},
	{`{"properties":{"a":{}},"additionalProperties":false}`, `{"z":1}`, `Additional properties are not allowed ('z' was unexpected)`},
	{`{"patternProperties":{"^x":{}},"additionalProperties":false}`, `{"z":1,"xa":2}`, `'z' does not match any of the regexes: '^x'`},
	{`{"properties":{"c":{"oneOf":[{"required":["t"],"properties":{"t":{"const":"a"}}},{"required":["t","k"],"properties":{"t":{"const":"b"}}}]}}}`, `{"c":{"t":"b"}}`, `'a' was expected`},
	{`{"properties":{"c":{"oneOf":[{"required":["t"],"properties":{"t":{"const":"a"}}},{"required":["t","k"],"properties":{"t":{"const":"b"}}}]}}}`, `{"c":{"t":"c"}}`, `{'t': 'c'} is not valid under any of the given schemas`},
	{`{"properties":{"c":{"oneOf":[{"type":"object","required":["t"],"properties":{"t":{"const":"a"}}},{"type":"object","required":["t","k"],"properties":{"t":{"const":"b"}}}]}}}`, `{"c":"x"}`, `'x' is not valid under any of the given schemas`},
	{`{"properties":{"c":{"oneOf":[{"type":"object"},{"required":["t"]}]}}}`, `{"c":{"t":1}}`, `{'t': 1} is valid under each of {'required': ['t']}, {'type': 'object'}`},
	{`{"properties":{"c":{"anyOf":[{"type":"string"},{"type":"object","required":["q"]}]}}}`, `{"c":{"t":1}}`, `'q' is a required property`},
	{`{"properties":{"c":{"anyOf":[{"type":"string"},{"type":"integer"}]}}}`, `{"c":{"t":1}}`, `{'t': 1} is not valid under any of the given schemas`},
	{`{"allOf":[{"required":["a"]},{"properties":{"b":{"type":"string"}}}]}`, `{"b":1}`, `'a' is a required property`},
	{`{"definitions":{"s":{"type":"string"}},"properties":{"b":{"$ref":"#/definitions/s"}}}`, `{"b":1}`, `1 is not of type 'string'`},
	{`{"properties":{"b":{"items":{"type":"string"}}}}`, `{"b":["x",1,2]}`, `2 is not of type 'string'`},
	{`{"properties":{"b":{"not":{"type":"string"}}}}`, `{"b":"x"}`, `'x' should not be valid under {'type': 'string'}`},
	{`{"if":{"required":["a"]},"then":{"required":["b"]}}`, `{"a":"x"}`, `'b' is a required property`},
	{`{"$schema":"https://json-schema.org/draft/2020-12/schema","dependentRequired":{"a":["b"]}}`, `{"a":"x"}`, `'b' is a dependency of 'a'`},
	{`{"properties":{"a":{"type":"object","required":["q"]},"b":{"type":"string"}}}`, `{"a":{},"b":5}`, `5 is not of type 'string'`},
	{`{"properties":{"a":{"type":"object","properties":{"x":{"type":"string"}}},"b":{"type":"string"}}}`, `{"a":{"x":1},"b":5}`, `5 is not of type 'string'`},
	{`{"properties":{"a":{"format":"date"}}}`, `{"a":"x"}`, ``},
	{`{"properties":{"a":{"type":"integer"}}}`, `{"a":1.0}`, ``},
	{`{"properties":{"a":false}}`, `{"a":1.0}`, `False schema does not allow 1.0`},
	{`{"properties":{"a":{"contains":{"type":"string"}}}}`, `{"a":[1]}`, `None of [1] are valid under the given schema`},
	{`{"minProperties":1}`, `{}`, `{} should be non-empty`},
}

func TestProblems(t *testing.T) {
	for _, tt := range problems {
		schema := load(t, tt.schema)
		if _, ok := schema.Get("$schema"); !ok {
			schema.Set("$schema", value.Str("http://json-schema.org/draft-07/schema#"))
		}
		got, skipped, err := Validate(schema, New(load(t, tt.config)))
		if err != nil || len(skipped) > 0 {
			t.Errorf("%s: %v, skipped %v", tt.schema, err, skipped)
		}
		if got != tt.want {
			t.Errorf("%s %s:\ngot  %s\nwant %s", tt.schema, tt.config, got, tt.want)
		}
	}
}

func TestValidateTakesWhatTheReferenceTakes(t *testing.T) {
	schema := load(t, `{"$schema":"https://example.test/unknown","type":"object","additionalProperties":false,
		"properties":{"n":{"type":"number"},"pattern":{"type":"string"},"p":{"pattern":"^(?!x).*$"}}}`)
	problem, skipped, err := Validate(schema, New(load(t, `{"_limit":5,"_page_size":1,"n":NaN,"pattern":"(","p":"x"}`)))
	if err != nil || problem != "" {
		t.Errorf("%q, %v", problem, err)
	}
	if !slices.Equal(skipped, []string{"^(?!x).*$"}) {
		t.Errorf("skipped %q", skipped)
	}
	if _, ok := schema.Get("$schema"); !ok {
		t.Error("the spec was changed")
	}
}

func TestValidateRefusesABrokenSpec(t *testing.T) {
	for _, schema := range []string{`{"required":true}`, `{"$ref":"https://example.test/other.json"}`, `{"type":"text"}`} {
		if _, _, err := Validate(load(t, schema), New(load(t, `{}`))); err == nil || !strings.HasPrefix(err.Error(), "checking the configuration against the spec: compiling the schema: ") {
			t.Errorf("%s: %v", schema, err)
		}
	}
}
