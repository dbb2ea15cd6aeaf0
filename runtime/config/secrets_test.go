package config

import (
	"slices"
	"testing"
)

func TestSecrets(t *testing.T) {
	tests := map[string]struct {
		schema, config string
		want           []string
	}{
		"property":      {`{"properties":{"k":{"airbyte_secret":true},"n":{}}}`, `{"k":"a","n":"b"}`, []string{"a"}},
		"number":        {`{"properties":{"k":{"airbyte_secret":true}}}`, `{"k":12345}`, []string{"12345"}},
		"null and true": {`{"properties":{"k":{"airbyte_secret":true},"l":{"airbyte_secret":true}}}`, `{"k":null,"l":true}`, nil},
		"alternatives": {`{"properties":{"c":{"oneOf":[{"properties":{"x":{}}},{"properties":{"x":{"airbyte_secret":true}}}],
			"anyOf":[{"properties":{"y":{"airbyte_secret":true}}}],"allOf":[{"properties":{"z":{"airbyte_secret":true}}}]}}}`,
			`{"c":{"x":"a","y":"b","z":"c"}}`, []string{"c", "b", "a"}},
		"elements":        {`{"properties":{"l":{"items":{"properties":{"k":{"airbyte_secret":true}}}}}}`, `{"l":[{"k":"a"},{"k":"b"}]}`, []string{"a", "b"}},
		"list of items":   {`{"properties":{"l":{"items":[{"airbyte_secret":true}]}}}`, `{"l":["a"]}`, []string{"a"}},
		"others":          {`{"additionalProperties":{"airbyte_secret":true}}`, `{"l":"a"}`, []string{"a"}},
		"pattern":         {`{"patternProperties":{"^x":{"airbyte_secret":true}}}`, `{"xl":"a"}`, []string{"a"}},
		"whole object":    {`{"properties":{"o":{"airbyte_secret":true}}}`, `{"o":{"a":"b","l":["c"]}}`, []string{"b", "c"}},
		"reference":       {`{"definitions":{"s":{"airbyte_secret":true}},"properties":{"k":{"$ref":"#/definitions/s"}}}`, `{"k":"a"}`, []string{"a"}},
		"endless":         {`{"$ref":"#/x","x":{"$ref":"#/x"}}`, `{"k":"a"}`, nil},
		"condition":       {`{"if":{},"then":{"properties":{"k":{"airbyte_secret":true}}}}`, `{"k":"a"}`, []string{"a"}},
		"dict for a list": {`{"properties":{"l":{"items":{"airbyte_secret":true}}}}`, `{"l":{"x":"a"}}`, []string{"a"}},
		"list for a dict": {`{"properties":{"c":{"properties":{"k":{"airbyte_secret":true}}}}}`, `{"c":[{"k":"a"}]}`, []string{"a"}},
		"text for a dict": {`{"properties":{"c":{"properties":{"l":{"items":{"airbyte_secret":true}}}},"n":{"properties":{"k":{}}}}}`, `{"c":"a","n":"b"}`, []string{"a"}},
		"mark of a name":  {`{"properties":{"airbyte_secret":{"type":"string"}}}`, `{"airbyte_secret":"a"}`, nil},
	}
	for name, tt := range tests {
		if got := Secrets(load(t, tt.schema), New(load(t, tt.config))); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}
