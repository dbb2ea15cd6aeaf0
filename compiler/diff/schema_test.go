package diff

import (
	"testing"
)

// TestField changes one field of a schema.
func TestField(t *testing.T) {
	const changed, widened = "breaking field-type-changed stream s, field x", "safe field-widened stream s, field x"
	const union = `{'oneOf': [{'type': 'string'}, {'type': 'object', 'properties': {'z': {'type': 'string'}}}]}`
	for _, test := range []struct{ old, new, want string }{
		{`{'type': 'integer', 'title': 'X'}`, `{'type': ['integer'], 'additionalProperties': false}`, ""},
		{`{'type': 'integer'}`, `{'type': 'number'}`, widened},
		{`{'type': ['null', 'integer', 'string']}`, `{'type': ['null', 'number', 'string']}`, widened},
		{`{'type': 'number', 'airbyte_type': 'integer'}`, `{'type': 'number'}`, widened},
		{`{'type': 'number', 'airbyte_type': 'integer'}`, `{'type': 'integer'}`, ""},
		{`{'type': 'integer'}`, `{'type': 'integer', 'airbyte_type': 'big_integer'}`, widened},
		{`{'type': 'number'}`, `{'type': 'integer'}`, changed},
		{`{'type': 'string'}`, `{'type': ['string', 'integer']}`, changed},
		{`{'type': 'string'}`, `{}`, changed},
		{`{'type': 'string'}`, `{'type': 'string', 'format': 'date'}`, changed},
		{`{'type': 'string'}`, `{'type': ['string', 'null']}`, "safe field-nullable stream s, field x"},
		{`{'type': ['string', 'null']}`, `{'type': 'string'}`, "safe field-not-null stream s, field x"},
		{`{'enum': ['a']}`, `{'enum': ['a', 'b']}`, "safe field-values stream s, field x"},
		{`{'type': 'array', 'items': {'type': 'string'}}`, `{'type': 'array', 'items': {'type': 'integer'}}`, changed + "[]"},
		{`{'type': 'array', 'items': {'type': 'string'}}`, `{'type': 'array'}`, changed + "[]"},
		{`{'items': {'properties': {'c': {}}}}`, `{'items': {'properties': {}}}`, "breaking field-removed stream s, field x[].c"},
		{union, `{'type': ['string', 'object'], 'properties': {'z': {'type': 'string'}}}`, ""},
		{union, `{'type': ['string', 'object']}`, "breaking field-removed stream s, field x.z"},
		{union, `{'oneOf': [{'type': 'string'}, {'type': 'object', 'properties': {'z': {'type': 'integer'}}}]}`, changed + ".z"},
		{`{'allOf': [{'properties': {'z': {}}}]}`, `{'anyOf': [{'properties': {'y': {}, 'z': {}}}]}`, "safe field-added stream s, field x.y"},
		{`{'$mapped': '{{ a }}'}`, `{'$mapped': '{{ b }}'}`, changed},
		{`{'$ref': '#/definitions/a'}`, `{'$ref': '#/definitions/b'}`, changed},
	} {
		surface := func(field string) Surface {
			return Surface{Streams: []Stream{{Name: "s", Schema: Schema{Fixed: parse(t, `{'properties': {'x': `+field+`}}`)}}}}
		}
		expect(t, test.old+" -> "+test.new, Compare(surface(test.old), surface(test.new)), test.want)
	}
}

// TestSchemas changes how a schema is known.
func TestSchemas(t *testing.T) {
	fixed := map[string]any{}
	for _, test := range []struct {
		old, new Schema
		want     string
	}{
		{Schema{Fixed: fixed}, Schema{Fixed: fixed}, ""},
		{Schema{Fixed: fixed}, Schema{Rules: "a"}, "breaking schema-unknown stream s"},
		{Schema{Rules: "a"}, Schema{Fixed: fixed}, "breaking schema-unknown stream s"},
		{Schema{Fixed: fixed}, Schema{Fixed: fixed, Rules: "a"}, "safe schema-extended stream s"},
		{Schema{Fixed: fixed, Rules: "a"}, Schema{Fixed: fixed}, "breaking schema-unknown stream s"},
		{Schema{Rules: "a"}, Schema{Rules: "b"}, "breaking schema-rules stream s"},
		{Schema{Rules: "a", Source: "b"}, Schema{Rules: "a", Source: "c"}, "safe schema-source stream s"},
	} {
		surface := func(s Schema) Surface { return Surface{Streams: []Stream{{Name: "s", Schema: s}}} }
		expect(t, test.want, Compare(surface(test.old), surface(test.new)), test.want)
	}
}
