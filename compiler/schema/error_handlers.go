package schema

// The components of this family, in the order of the language.
var errorHandlersComponents = []Component{
	{Name: "DefaultErrorHandler", Doc: "What answers mean, and how often a request is tried.", Fields: []Field{
		optional("backoff_strategies", "[](ConstantBackoffStrategy|ExponentialBackoffStrategy|WaitTimeFromHeader|WaitTimeFromResponse|WaitUntilTimeFromHeader|CustomBackoffStrategy)", "How long to wait between tries; the first that knows wins."),
		optional("max_retries", "integer|string", "Tries after the first.").or(5),
		optional("response_filters", "[]HttpResponseFilter", "Which answers mean what; the first that matches wins."),
	}},
	{Name: "CompositeErrorHandler", Doc: "Several error handlers, asked in turn.", Fields: []Field{
		required("error_handlers", "[](CompositeErrorHandler|DefaultErrorHandler|CustomErrorHandler)", "The handlers."),
	}},
	{Name: "HttpResponseFilter", Doc: "What an answer means.", Fields: []Field{
		optional("action", "enum(SUCCESS,FAIL,RETRY,IGNORE,RESET_PAGINATION,RATE_LIMITED,REFRESH_TOKEN_THEN_RETRY,REDUCE_PAGE_SIZE,SPLIT_REQUEST_WINDOW)", "What to do."),
		optional("failure_type", "enum(system_error,config_error,transient_error)", "Whose fault a failure is."),
		optional("error_message", "string", "What users read."),
		optional("error_message_contains", "string", "Matches a part of the answer's message."),
		optional("http_codes", "[]integer", "Matches statuses."),
		optional("predicate", "string", "Matches when this is true."),
	}},
	{Name: "ConstantBackoffStrategy", Doc: "The same wait each time.", Fields: []Field{
		required("backoff_time_in_seconds", "number>=0|string", "Seconds."),
		optional("jitter_range_in_seconds", "number>=0", "Seconds that are added by chance."),
	}},
	{Name: "ExponentialBackoffStrategy", Doc: "Twice the wait each time.", Fields: []Field{
		optional("factor", "number|string", "Seconds; the first wait is twice as long.").or(5),
		optional("jitter_range_in_seconds", "number>=0", "Seconds that are added by chance."),
	}},
	{Name: "WaitTimeFromHeader", Doc: "The answer says in a header how long to wait.", Fields: []Field{
		required("header", "string", "The header; it counts seconds."),
		optional("regex", "string", "Finds the number in the header, from its start."),
		optional("max_waiting_time_in_seconds", "number|string", "A longer wait fails at once."),
	}},
	{Name: "WaitUntilTimeFromHeader", Doc: "The answer says in a header until when to wait.", Fields: []Field{
		required("header", "string", "The header; it counts seconds since 1970."),
		optional("min_wait", "number|string", "The shortest wait, in seconds."),
		optional("regex", "string", "Finds the number in the header."),
		optional("max_waiting_time_in_seconds", "number|string", "A longer wait fails at once."),
	}},
	{Name: "WaitTimeFromResponse", Doc: "The body of the answer says how long to wait.", Fields: []Field{
		required("wait_time_in_seconds", "string", "A template over the answer."),
		optional("max_waiting_time_in_seconds", "number|string", "A longer wait fails at once."),
	}},
}
