package resolve

// defaultType is the type of a component that names none, by where it stands: the type of its owner and the
// field. A component with a class_name is a custom one, and has a table of its own. "" leaves it without a type.
func defaultType(location string, custom bool) string {
	if custom {
		return customTypes[location]
	}
	return defaultTypes[location]
}

// defaultTypes is the reference's table, with its two slips: ConfigComponentResolver is no type, so it never
// validates, and types_map is no field. Places that are missing have no default: a page_token_option, a
// pagination_strategy, an authenticator and a transformation must say what they are.
var defaultTypes = map[string]string{
	"AddFields.fields":                               "AddedFieldDefinition",
	"CompositeErrorHandler.error_handlers":           "DefaultErrorHandler",
	"ConfigComponentsResolver.components_mapping":    "ComponentMappingDefinition",
	"ConfigComponentsResolver.stream_config":         "StreamConfig",
	"CursorPagination.decoder":                       "JsonDecoder",
	"CustomPartitionRouter.parent_stream_configs":    "ParentStreamConfig",
	"DatetimeBasedCursor.end_datetime":               "MinMaxDatetime",
	"DatetimeBasedCursor.end_time_option":            "RequestOption",
	"DatetimeBasedCursor.start_datetime":             "MinMaxDatetime",
	"DatetimeBasedCursor.start_time_option":          "RequestOption",
	"DeclarativeSource.check":                        "CheckStream",
	"DeclarativeSource.spec":                         "Spec",
	"DeclarativeSource.streams":                      "DeclarativeStream",
	"DeclarativeStream.retriever":                    "SimpleRetriever",
	"DeclarativeStream.schema_loader":                "JsonFileSchemaLoader",
	"DefaultErrorHandler.response_filters":           "HttpResponseFilter",
	"DefaultPaginator.decoder":                       "JsonDecoder",
	"DefaultPaginator.page_size_option":              "RequestOption",
	"DpathExtractor.decoder":                         "JsonDecoder",
	"DpathExtractor.record_expander":                 "RecordExpander",
	"DynamicDeclarativeStream.components_resolver":   "ConfigComponentResolver",
	"DynamicDeclarativeStream.stream_template":       "DeclarativeStream",
	"DynamicSchemaLoader.retriever":                  "SimpleRetriever",
	"HttpComponentsResolver.components_mapping":      "ComponentMappingDefinition",
	"HttpComponentsResolver.retriever":               "SimpleRetriever",
	"HttpRequester.error_handler":                    "DefaultErrorHandler",
	"ListPartitionRouter.request_option":             "RequestOption",
	"ParentStreamConfig.request_option":              "RequestOption",
	"ParentStreamConfig.stream":                      "DeclarativeStream",
	"RecordExpander.parent_fields":                   "ParentFieldPath",
	"RecordSelector.extractor":                       "DpathExtractor",
	"RecordSelector.record_filter":                   "RecordFilter",
	"SchemaTypeIdentifier.types_map":                 "TypesMap",
	"SimpleRetriever.paginator":                      "NoPagination",
	"SimpleRetriever.record_selector":                "RecordSelector",
	"SimpleRetriever.requester":                      "HttpRequester",
	"SubstreamPartitionRouter.parent_stream_configs": "ParentStreamConfig",
}

// customTypes is the table for components with a class_name.
var customTypes = map[string]string{
	"CompositeErrorHandler.backoff_strategies": "CustomBackoffStrategy",
	"DeclarativeStream.retriever":              "CustomRetriever",
	"DeclarativeStream.transformations":        "CustomTransformation",
	"DefaultErrorHandler.backoff_strategies":   "CustomBackoffStrategy",
	"DefaultPaginator.pagination_strategy":     "CustomPaginationStrategy",
	"HttpRequester.authenticator":              "CustomAuthenticator",
	"HttpRequester.error_handler":              "CustomErrorHandler",
	"RecordSelector.extractor":                 "CustomRecordExtractor",
	"SimpleRetriever.partition_router":         "CustomPartitionRouter",
}
