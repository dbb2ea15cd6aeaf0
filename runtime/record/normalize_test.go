package record

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

func compiled(t testing.TB, text string) *schema {
	t.Helper()
	v, err := value.Load([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return compileSchema(v)
}

func normalized(t testing.TB, s *schema, record string, open bool) (got, warnings string, err error) {
	t.Helper()
	v, err := value.Parse([]byte(record))
	if err != nil {
		t.Fatal(err)
	}
	if open {
		v = v.Open()
	}
	var warned []string
	n := newNormalizer(s, func(format string, args ...any) {
		warned = append(warned, strings.TrimPrefix(fmt.Sprintf(format, args...), "Failed to transform value from type "))
	})
	err = n.normalize(&v)
	return string(v.AppendJSON(nil)), strings.Join(warned, "; "), err
}

// Each case is a property a of that schema and its value.
func TestNormalize(t *testing.T) {
	tests := []struct{ schema, value, want, warning string }{
		{`{"type":"string"}`, `5`, `"5"`, ``},
		{`{"type":"string"}`, `1.0`, `"1.0"`, ``},
		{`{"type":"string"}`, `true`, `"True"`, ``},
		{`{"type":"string"}`, `{"b":["x",null]}`, `"{'b': ['x', None]}"`, ``},
		{`{"type":"string"}`, `null`, `"None"`, ``},
		{`{"type":["string","null"]}`, `null`, `null`, ``},
		{`{"type":["null","string"]}`, `5`, `"5"`, ``},
		{`{"type":["integer","string"]}`, `5.5`, `5.5`, `'number' to type '['integer', 'string']' at path: 'a'`},
		{`{"type":["integer","string"]}`, `5.0`, `5.0`, ``},
		{`{"type":"number"}`, `1`, `1.0`, ``},
		{`{"type":"number"}`, `" 1_0.5 "`, `10.5`, ``},
		{`{"type":"number"}`, `"nan"`, `null`, ``},
		{`{"type":"number"}`, `true`, `1.0`, ``},
		{`{"type":"number"}`, `"x"`, `"x"`, `'string' to type 'number' at path: 'a'`},
		{`{"type":"number"}`, `null`, `null`, `'null' to type 'number' at path: 'a'`},
		{`{"type":"number"}`, `1` + strings.Repeat("0", 400), `1` + strings.Repeat("0", 400), ``},
		{`{"type":"integer"}`, `5.9`, `5`, ``},
		{`{"type":"integer"}`, `-5.9`, `-5`, ``},
		{`{"type":"integer"}`, `1e20`, `100000000000000000000`, ``},
		{`{"type":"integer"}`, `"5"`, `5`, ``},
		{`{"type":"integer"}`, `"5.5"`, `"5.5"`, `'string' to type 'integer' at path: 'a'`},
		{`{"type":"integer"}`, `true`, `1`, ``},
		{`{"type":"integer"}`, `1e999`, `null`, `'number' to type 'integer' at path: 'a'`},
		{`{"type":"boolean"}`, `" Yes "`, `true`, ``},
		{`{"type":"boolean"}`, `"off"`, `false`, ``},
		{`{"type":"boolean"}`, `"maybe"`, `"maybe"`, `'string' to type 'boolean' at path: 'a'`},
		{`{"type":"boolean"}`, `2`, `true`, ``},
		{`{"type":"boolean"}`, `[]`, `false`, ``},
		{`{"type":"boolean"}`, `null`, `false`, ``},
		{`{"type":"array"}`, `"x"`, `["x"]`, ``},
		{`{"type":"array","items":{"type":["integer"]}}`, `"7"`, `[7]`, ``},
		{`{"type":"array","items":{"type":"integer"}}`, `"7"`, `"7"`, `'string' to type 'array' at path: 'a'`},
		{`{"type":"array","items":{"type":"integer"}}`, `["7",1.5,"x"]`, `[7,1,"x"]`, `'string' to type 'integer' at path: 'a.2'`},
		{`{"type":["null","array"]}`, `null`, `null`, ``},
		{`{"type":"array","items":{"type":"object"}}`, `{"b":1}`, `{"b":1}`, `'{'b': 'integer'}' to type 'array' at path: 'a'`},
		{`{"type":"object"}`, `{"b":{"c":{"d":{"e":1}},"l":[1],"n":null}}`, `{"b":{"c":{"d":{"e":1}},"l":[1],"n":null}}`, ``},
		{`{"type":"array"}`, `{"b":{"c":{"d":{"e":1}},"l":[1],"n":null}}`, `{"b":{"c":{"d":{"e":1}},"l":[1],"n":null}}`,
			`'{'b': {'c': {'d': 'object'}, 'l': 'array', 'n': 'null'}}' to type 'array' at path: 'a'`},
		{`{"type":"object","properties":{"b":{"type":"string"},"x":{"type":"string"}}}`, `{"b":5,"c":5}`, `{"b":"5","c":5}`, ``},
		{`{"type":"object","properties":{"b":{"type":"string"}}}`, `5`, `5`, `'integer' to type 'object' at path: 'a'`},
		{`{"properties":{"b":{"properties":{"c":{"type":"integer"}}}}}`, `{"b":{"c":"x"}}`, `{"b":{"c":"x"}}`, `'string' to type 'integer' at path: 'a.b.c'`},
		{`{"$ref":"#/definitions/d"}`, `{"b":5,"a":{"b":6}}`, `{"b":"5","a":{"b":"6"}}`, ``},
		{`{"anyOf":[{"type":"integer"}],"additionalProperties":false}`, `{"b":"5"}`, `{"b":"5"}`, ``},
		{`true`, `5`, `5`, ``},
		{`{"items":[{"type":"integer"}]}`, `["5"]`, `["5"]`, ``},
		{`{}`, `5`, `5`, ``},
	}
	for _, test := range tests {
		s := compiled(t, `{"type":"object","properties":{"a":`+test.schema+`},"definitions":{"d":{
			"properties":{"b":{"type":"string"},"a":{"$ref":"#/definitions/d"}}}}}`)
		for _, open := range []bool{false, true} {
			got, warning, err := normalized(t, s, `{"z":1,"a":`+test.value+`}`, open)
			if want := `{"z":1,"a":` + test.want + `}`; err != nil || got != want && test.value != "1e999" || warning != test.warning {
				t.Errorf("%s of %s:\n got %s, %q, %v\nwant %s, %q", test.value, test.schema, got, warning, err, want, test.warning)
			}
		}
	}
}

func TestNormalizeFailures(t *testing.T) {
	for schema, want := range map[string]string{
		`{"properties":{"a":{"$ref":"#/definitions/missing"}}}`: `the schema points at "#/definitions/missing", which is not in it`,
		`{"properties":{"a":{"$ref":"https://example.com/x"}}}`: `the schema points at "https://example.com/x", which is not in it`,
		`{"$ref":"#"}`: errEndlessSchema.Error(),
	} {
		if _, _, err := normalized(t, compiled(t, schema), `{"a":1}`, false); err == nil || err.Error() != want {
			t.Errorf("%s: %v", schema, err)
		}
	}
}

// FuzzNormalize compares the quick look at the JSON with the walk of an opened record.
func FuzzNormalize(f *testing.F) {
	f.Add(`{"properties":{"a":{"type":"string"},"b":{"type":"array","items":{"type":"integer"}}}}`, `{"a":1,"b":["5",2]}`)
	f.Add(`{"properties":{"a":{"properties":{"b":{"type":["null","number"]}}}}}`, `{"a":{"b":null,"b":1.5}}`)
	f.Fuzz(func(t *testing.T, schemaText, record string) {
		v, err := value.Load([]byte(schemaText))
		if err != nil || v.Kind() != value.KindDict {
			return
		}
		if r, err := value.Parse([]byte(record)); err != nil || r.Kind() != value.KindDict {
			return
		}
		s := compileSchema(v)
		got, warnings, err := normalized(t, s, record, false)
		want, wantWarnings, wantErr := normalized(t, s, record, true)
		if warnings != wantWarnings || (err == nil) != (wantErr == nil) {
			t.Fatalf("%s %s: %q, %v; opened: %q, %v", schemaText, record, warnings, err, wantWarnings, wantErr)
		}
		if a, b := reparsed(got), reparsed(want); a != b {
			t.Fatalf("%s %s: %s; opened: %s", schemaText, record, a, b)
		}
	})
}

// reparsed writes JSON anew, with each key once.
func reparsed(text string) string {
	v, err := value.Load([]byte(text))
	if err != nil {
		return err.Error()
	}
	return string(v.AppendJSON(nil))
}
