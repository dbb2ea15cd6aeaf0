package schema

// The components of this family, in the order of the language.
var streamsComponents = []Component{
	{Name: "DeclarativeStream", Doc: "One stream: what is requested, what the records look like.", Fields: []Field{
		optional("name", "string", "The stream's name in the catalog."),
		required("retriever", "SimpleRetriever|AsyncRetriever|CustomRetriever", "How records are read."),
		optional("incremental_sync", "DatetimeBasedCursor|IncrementingCountCursor", "How a later sync goes on where the last one stopped. Everything is read again when left out."),
		optional("primary_key", "string|[]string|[][]string", "The field, or fields, that identify a record."),
		optional("schema_loader", "InlineSchemaLoader|DynamicSchemaLoader|JsonFileSchemaLoader|[](InlineSchemaLoader|DynamicSchemaLoader|JsonFileSchemaLoader|CustomSchemaLoader)|CustomSchemaLoader", "Where the JSON schema of the records is. Looked for in schemas/NAME.json when left out."),
		optional("transformations", "[](AddFields|RemoveFields|KeysToLower|KeysToSnakeCase|FlattenFields|DpathFlattenFields|KeysReplace|CustomTransformation)", "Changes of each record, in order."),
		optional("state_migrations", "[](LegacyToPerPartitionStateMigration|CustomStateMigration)", "Changes of states that older versions wrote."),
		optional("file_uploader", "FileUploader", "Downloads a file for each record."),
	}},
	{Name: "StateDelegatingStream", Doc: "Two ways to read one stream: one for the first sync, one when there is a state.", Fields: []Field{
		required("name", "string", "The stream's name; both variants have it."),
		required("full_refresh_stream", "DeclarativeStream", "Reads without a state."),
		required("incremental_stream", "DeclarativeStream", "Reads with a state."),
		optional("api_retention_period", "string", "An ISO 8601 duration; an older state is given up for a full refresh."),
	}},
	{Name: "ConditionalStreams", Doc: "Streams that exist only for some configs.", Fields: []Field{
		required("condition", "string", "The streams exist when this is true."),
		required("streams", "[]DeclarativeStream", "The streams."),
	}},
	{Name: "FileUploader", Doc: "Downloads a file for each record.", Fields: []Field{
		required("requester", "HttpRequester|CustomRequester", "The request of the file."),
		required("download_target_extractor", "DpathExtractor|CustomRecordExtractor|CombinedExtractor", "Where the record says what to download."),
		optional("file_extractor", "DpathExtractor|CustomRecordExtractor", "Kept for old manifests."),
		optional("filename_extractor", "string", "A template of the file's name. A random name when left out."),
	}},
	{Name: "DynamicDeclarativeStream", Doc: "A template of streams, filled in for each of some components.", Fields: []Field{
		optional("name", "string", "A name for checks and messages."),
		required("stream_template", "DeclarativeStream|StateDelegatingStream", "The stream to fill in."),
		required("components_resolver", "HttpComponentsResolver|ConfigComponentsResolver|ParametrizedComponentsResolver", "What it is filled in with."),
		optional("use_parent_parameters", "boolean", "Whether outer $parameters win over those of the template.").or(true),
	}},
	{Name: "HttpComponentsResolver", Doc: "One stream for each record that an API lists.", Fields: []Field{
		required("retriever", "SimpleRetriever|AsyncRetriever|CustomRetriever", "Reads the list."),
		required("components_mapping", "[]ComponentMappingDefinition", "What of each record goes where."),
	}},
	{Name: "ConfigComponentsResolver", Doc: "One stream for each element of a list in the config.", Fields: []Field{
		required("stream_config", "[]StreamConfig|StreamConfig", "Where the lists are; several are combined."),
		required("components_mapping", "[]ComponentMappingDefinition", "What of each element goes where."),
	}},
	{Name: "ParametrizedComponentsResolver", Doc: "One stream for each set of parameters in the manifest.", Fields: []Field{
		required("stream_parameters", "StreamParametersDefinition", "The sets."),
		required("components_mapping", "[]ComponentMappingDefinition", "What of each set goes where."),
	}},
	{Name: "StreamParametersDefinition", Doc: "Sets of parameters.", Fields: []Field{
		required("list_of_parameters_for_stream", "[]object", "The sets, one stream each."),
	}},
	{Name: "StreamConfig", Doc: "A list in the config.", Fields: []Field{
		required("configs_pointer", "[]string", "Where the list is."),
		optional("default_values", "[]object", "Elements that are added to it."),
	}},
	{Name: "ComponentMappingDefinition", Doc: "Where a value goes in the template of a stream.", Fields: []Field{
		required("field_path", "[]string", "The place; parts may be templates and globs."),
		required("value", "string", "The value, a template over components_values."),
		optional("value_type", "enum(string,number,integer,boolean)", "The type that the value must have."),
		optional("create_or_update", "boolean", "Whether a place that does not exist is made."),
		optional("condition", "string", "Only when this is true. Always when left out."),
	}},
}
