package schema

// The components of this family, in the order of the language.
var budgetComponents = []Component{
	{Name: "HTTPAPIBudget", Doc: "Limits on how often the API is called.", Fields: []Field{
		required("policies", "[](FixedWindowCallRatePolicy|MovingWindowCallRatePolicy|UnlimitedCallRatePolicy)", "The limits; the first that matches a request counts it."),
		optional("ratelimit_reset_header", "string", "The header that says when calls are free again.").or("ratelimit-reset"),
		optional("ratelimit_remaining_header", "string", "The header that says how many calls are left.").or("ratelimit-remaining"),
		optional("status_codes_for_ratelimit_hit", "[]integer", "Statuses that say that no calls are left.").or([]any{429}),
	}},
	{Name: "FixedWindowCallRatePolicy", Doc: "So many calls in each period.", Fields: []Field{
		required("period", "string", "An ISO 8601 duration."),
		required("call_limit", "integer", "The calls in a period."),
		required("matchers", "[]HttpRequestRegexMatcher", "The requests that count. All when empty."),
	}},
	{Name: "MovingWindowCallRatePolicy", Doc: "So many calls in any stretch of time.", Fields: []Field{
		required("rates", "[]Rate", "The limits."),
		required("matchers", "[]HttpRequestRegexMatcher", "The requests that count. All when empty."),
	}},
	{Name: "UnlimitedCallRatePolicy", Doc: "No limit for some requests.", Fields: []Field{
		required("matchers", "[]HttpRequestRegexMatcher", "The requests. All when empty."),
	}},
	{Name: "Rate", Doc: "So many calls in a stretch of time.", Plain: true, Fields: []Field{
		required("limit", "integer|string", "The calls."),
		required("interval", "string", "An ISO 8601 duration."),
	}},
	{Name: "HttpRequestRegexMatcher", Doc: "Tells requests apart.", Plain: true, Fields: []Field{
		optional("method", "string", "The method."),
		optional("url_base", "string", "Scheme and host."),
		optional("url_path_pattern", "string", "A regular expression that finds something in the path."),
		optional("params", "object", "Query parameters that must be there."),
		optional("headers", "object", "Headers that must be there."),
		optional("weight", "integer|string", "As how many calls a request counts."),
	}},
}
