package component

func init() {
	schemaLoaders.addCustom("CustomSchemaLoader", custom{scope: configScope, methods: schemaLoaderStub})
}

// schemaLoaderStub is what CustomSchemaLoader asks of its class.
const schemaLoaderStub = `
// Schema is the JSON schema of the stream, a dict.
func (l $T) Schema(ctx context.Context) (value.Value, error) {
	return value.DictOf(), stream.Unimplemented($class)
}
`
