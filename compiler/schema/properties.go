package schema

// The components of this family, in the order of the language.
var propertiesComponents = []Component{
	{Name: "QueryProperties", Doc: "The fields that an API is asked for.", Fields: []Field{
		required("property_list", "[]string|PropertiesFromEndpoint", "Their names, or where the names come from."),
		optional("always_include_properties", "[]string", "Names in every request."),
		optional("property_chunking", "PropertyChunking", "How many go into one request. All when left out."),
		optional("property_selector", "JsonSchemaPropertySelector", "Which of them are wanted."),
	}},
	{Name: "PropertiesFromEndpoint", Doc: "Names of fields that an API lists.", Fields: []Field{
		required("property_field_path", "[]string", "Where a record of the list has the name."),
		required("retriever", "SimpleRetriever|CustomRetriever", "Reads the list."),
	}},
	{Name: "PropertyChunking", Doc: "Splits many fields over several requests.", Fields: []Field{
		required("property_limit_type", "enum(characters,property_count)", "What the limit counts."),
		optional("property_limit", "integer", "The limit of one request."),
		optional("record_merge_strategy", "GroupByKeyMergeStrategy", "How the parts of a record come together."),
	}},
	{Name: "GroupByKeyMergeStrategy", Doc: "Parts with equal keys belong together.", Fields: []Field{
		required("key", "string|[]string", "The field, or fields, to compare."),
	}},
	{Name: "JsonSchemaPropertySelector", Doc: "Asks only for fields of the catalog's schema.", Fields: []Field{
		optional("transformations", "[](AddFields|RemoveFields|KeysToLower|KeysToSnakeCase|FlattenFields|DpathFlattenFields|KeysReplace|CustomTransformation)", "Changes of the schema's names first."),
	}},
}
