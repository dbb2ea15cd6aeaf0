package component

// schemaNormalizations are the components of schema_normalization, which else is a word.
var schemaNormalizations = newSlot("a schema normalization", "record", "Normalization")

func init() {
	allSlots = append(allSlots, schemaNormalizations)
	schemaNormalizations.addCustom("CustomSchemaNormalization", custom{scope: configScope, methods: schemaNormalizationStub})
}

// schemaNormalizationStub is what CustomSchemaNormalization asks of its class.
const schemaNormalizationStub = `
// Normalize changes a record, a dict, as the JSON schema of the stream says.
func (n $T) Normalize(record, schema value.Value) error {
	return stream.Unimplemented($class)
}
`
