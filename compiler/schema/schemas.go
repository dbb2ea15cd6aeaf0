package schema

// The components of this family, in the order of the language.
var schemasComponents = []Component{
	{Name: "InlineSchemaLoader", Doc: "The schema stands in the manifest.", Fields: []Field{
		optional("schema", "object", "The JSON schema."),
	}},
	{Name: "JsonFileSchemaLoader", Doc: "The schema is a file.", Fields: []Field{
		optional("file_path", "string", "Its path. schemas/NAME.json when left out."),
	}},
	{Name: "DynamicSchemaLoader", Doc: "The schema is read from the API.", Fields: []Field{
		required("retriever", "SimpleRetriever|AsyncRetriever|CustomRetriever", "Reads the fields."),
		optional("schema_filter", "RecordFilter|CustomRecordFilter", "Keeps some of them."),
		optional("schema_transformations", "[](AddFields|RemoveFields|KeysToLower|KeysToSnakeCase|FlattenFields|DpathFlattenFields|KeysReplace|CustomTransformation)", "Changes of the schema."),
		required("schema_type_identifier", "SchemaTypeIdentifier", "What the fields are called and what types they have."),
	}},
	{Name: "SchemaTypeIdentifier", Doc: "Where names and types of fields are.", TypeOptional: true, Fields: []Field{
		optional("schema_pointer", "[]string", "Where the list of fields is."),
		required("key_pointer", "[]string", "Where a field has its name."),
		optional("type_pointer", "[]string", "Where a field has its type. A text when left out."),
		optional("types_mapping", "[]TypesMap", "The API's types and ours."),
	}},
	{Name: "TypesMap", Doc: "One type of the API.", Plain: true, Fields: []Field{
		required("target_type", "string|[]string|ComplexFieldType", "Our type."),
		required("current_type", "string|[]string", "The API's type."),
		optional("condition", "string", "Only when this is true, a template over raw_schema."),
	}},
	{Name: "ComplexFieldType", Doc: "A type with parts.", Plain: true, Fields: []Field{
		required("field_type", "string", "The type."),
		optional("items", "string|ComplexFieldType", "The type of its elements."),
	}},
}
