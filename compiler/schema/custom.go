package schema

// The components of this family, in the order of the language.
var customComponents = []Component{
	{Name: "CustomAuthenticator", Doc: "An authenticator in code.", Custom: true, Fields: []Field{
		required("class_name", "string", "The Python class, module.path.Class."),
	}},
	{Name: "CustomBackoffStrategy", Doc: "A wait in code.", Custom: true, Fields: []Field{
		required("class_name", "string", "The Python class, module.path.Class."),
	}},
	{Name: "CustomErrorHandler", Doc: "An error handler in code.", Custom: true, Fields: []Field{
		required("class_name", "string", "The Python class, module.path.Class."),
	}},
	{Name: "CustomPaginationStrategy", Doc: "A pagination strategy in code.", Custom: true, Fields: []Field{
		required("class_name", "string", "The Python class, module.path.Class."),
	}},
	{Name: "CustomRecordExtractor", Doc: "An extractor in code.", Custom: true, Fields: []Field{
		required("class_name", "string", "The Python class, module.path.Class."),
	}},
	{Name: "CustomRecordFilter", Doc: "A record filter in code.", Custom: true, Fields: []Field{
		required("class_name", "string", "The Python class, module.path.Class."),
	}},
	{Name: "CustomRequester", Doc: "A requester in code.", Custom: true, Fields: []Field{
		required("class_name", "string", "The Python class, module.path.Class."),
	}},
	{Name: "CustomRetriever", Doc: "A retriever in code.", Custom: true, Fields: []Field{
		required("class_name", "string", "The Python class, module.path.Class."),
	}},
	{Name: "CustomPartitionRouter", Doc: "A partition router in code.", Custom: true, Fields: []Field{
		required("class_name", "string", "The Python class, module.path.Class."),
	}},
	{Name: "CustomSchemaLoader", Doc: "A schema loader in code.", Custom: true, Fields: []Field{
		required("class_name", "string", "The Python class, module.path.Class."),
	}},
	{Name: "CustomStateMigration", Doc: "A state migration in code.", Custom: true, Fields: []Field{
		required("class_name", "string", "The Python class, module.path.Class."),
	}},
	{Name: "CustomTransformation", Doc: "A transformation in code.", Custom: true, Fields: []Field{
		required("class_name", "string", "The Python class, module.path.Class."),
	}},
}
