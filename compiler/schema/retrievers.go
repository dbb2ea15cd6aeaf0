package schema

// The components of this family, in the order of the language.
var retrieversComponents = []Component{
	{Name: "SimpleRetriever", Doc: "Reads pages of records by requests.", Fields: []Field{
		required("requester", "HttpRequester|CustomRequester", "The request."),
		optional("decoder", "JsonDecoder|JsonItemsDecoder|XmlDecoder|CsvDecoder|JsonlDecoder|GzipDecoder|IterableDecoder|ZipfileDecoder|CustomDecoder", "How a body becomes documents. JSON when left out."),
		required("record_selector", "RecordSelector", "Which records the documents hold."),
		optional("paginator", "DefaultPaginator|NoPagination", "How the next page is found. One page when left out."),
		optional("pagination_reset", "PaginationReset", "When to begin the pages of a slice again."),
		optional("page_size_reduction", "PageSizeReduction", "Smaller pages after the API refused one."),
		optional("request_window_splitting", "RequestWindowSplitting", "Shorter windows after the API refused one."),
		optional("ignore_stream_slicer_parameters_on_paginated_requests", "boolean", "Whether the options of routers and cursors are sent with the first page only."),
		optional("partition_router", "SubstreamPartitionRouter|ListPartitionRouter|GroupingPartitionRouter|UnionPartitionRouter|CustomPartitionRouter|[](SubstreamPartitionRouter|ListPartitionRouter|GroupingPartitionRouter|UnionPartitionRouter|CustomPartitionRouter)", "The partitions that are read one by one; a list is their product."),
	}},
	{Name: "PaginationReset", Doc: "Begins the pages of a slice again.", Fields: []Field{
		required("action", "enum(SPLIT_USING_CURSOR,RESET)", "Again with the same slice, or with what is left of it."),
		optional("limits", "PaginationResetLimits", "When to do so without being told by an error handler."),
	}},
	{Name: "PaginationResetLimits", Doc: "Limits of a pagination.", Fields: []Field{
		optional("number_of_records", "integer", "The most records before the pages begin again."),
	}},
	{Name: "PageSizeReduction", Doc: "Smaller pages after the API refused one.", Fields: []Field{
		optional("reduction_factor", "number>1", "By what the page size is divided.").or(2),
		optional("minimum_page_size", "integer>=1", "The smallest page.").or(1),
		optional("max_attempts", "integer>=1", "How many reductions in a row.").or(5),
		optional("backoff_seconds", "number>=0", "Seconds to wait, times the number of the attempt.").or(0.5),
		optional("retries_at_minimum_page_size", "integer>=0", "More tries with the smallest page.").or(0),
		optional("failure_message", "string", "What users read when that fails too."),
		optional("reset_policy", "enum(NEVER,AFTER_SUCCESSFUL_PAGE)", "Whether a page that succeeds restores the page size.").or("NEVER"),
	}},
	{Name: "RequestWindowSplitting", Doc: "Halves the window of a cursor after the API refused it.", Fields: []Field{
		optional("failure_message", "string", "What users read when the smallest window fails too."),
		optional("min_split_window", "string", "An ISO 8601 duration; no window is made shorter."),
	}},
	{Name: "HttpRequester", Doc: "One request: where it goes and what is in it.", Fields: []Field{
		deprecated("url_base", "string", "The address without the path.", "url"),
		optional("url", "string", "The address."),
		deprecated("path", "string", "What follows url_base.", "url"),
		optional("http_method", "enum(GET,POST)", "GET or POST.").or("GET"),
		optional("authenticator", "ApiKeyAuthenticator|BasicHttpAuthenticator|BearerAuthenticator|OAuthAuthenticator|JwtAuthenticator|SessionTokenAuthenticator|SelectiveAuthenticator|CustomAuthenticator|NoAuth|LegacySessionTokenAuthenticator|RateLimitedMultipleTokenAuthenticator", "How the request is authorized."),
		deprecated("fetch_properties_from_endpoint", "PropertiesFromEndpoint", "The fields to ask for, from another request.", "query_properties"),
		optional("query_properties", "QueryProperties", "The fields to ask for."),
		optional("request_parameters", "map(string|QueryProperties)|string", "The query of the address."),
		optional("request_headers", "map(string)|string", "Headers by name."),
		deprecated("request_body_data", "map(string)|string", "A form, or a text, as the body.", "request_body"),
		deprecated("request_body_json", "object|string", "A JSON object as the body.", "request_body"),
		optional("request_body", "RequestBodyPlainText|RequestBodyUrlEncodedForm|RequestBodyJsonObject|RequestBodyGraphQL", "The body."),
		optional("error_handler", "DefaultErrorHandler|CompositeErrorHandler|CustomErrorHandler", "What to do with answers that are errors. The usual retries when left out."),
		optional("use_cache", "boolean", "Whether equal requests are answered from memory."),
		optional("connect_timeout_in_seconds", "number>0", "Seconds until a connection must stand."),
		optional("read_timeout_in_seconds", "number>0", "Seconds until the next byte must come."),
		optional("use_tcp_keepalive", "boolean", "Whether idle connections are probed."),
	}},
	{Name: "RequestOption", Doc: "Where a value goes in a request.", Fields: []Field{
		required("inject_into", "enum(request_parameter,header,body_data,body_json)", "The part of the request."),
		optional("field_name", "string", "The name there."),
		optional("field_path", "[]string", "The place in a JSON body."),
	}},
	{Name: "RequestPath", Doc: "The value replaces the path of the request."},
	{Name: "RequestBodyPlainText", Doc: "A text as the body.", Fields: []Field{
		required("value", "string", "The text."),
	}},
	{Name: "RequestBodyUrlEncodedForm", Doc: "A form as the body.", Fields: []Field{
		required("value", "map(string)", "The fields."),
	}},
	{Name: "RequestBodyJsonObject", Doc: "A JSON object as the body.", Fields: []Field{
		required("value", "object", "The object; its texts are templates."),
	}},
	{Name: "RequestBodyGraphQL", Doc: "A GraphQL query as the body.", Fields: []Field{
		required("value", "RequestBodyGraphQlQuery", "The query and what goes with it."),
	}},
	{Name: "RequestBodyGraphQlQuery", Doc: "A GraphQL query.", Plain: true, Fields: []Field{
		required("query", "string", "The query. Other keys, such as variables, are sent beside it."),
	}},
}
