package schema

// The components of this family, in the order of the language.
var paginatorsComponents = []Component{
	{Name: "DefaultPaginator", Doc: "A strategy that finds the next page, and where its token goes.", Fields: []Field{
		required("pagination_strategy", "PageIncrement|OffsetIncrement|CursorPagination|CustomPaginationStrategy", "How the next page is found."),
		optional("page_size_option", "RequestOption", "Where the page size goes."),
		optional("page_token_option", "RequestOption|RequestPath", "Where the token of the page goes."),
	}},
	{Name: "NoPagination", Doc: "One page is all there is."},
	{Name: "PageIncrement", Doc: "Counts pages until one is short or empty.", Fields: []Field{
		optional("page_size", "integer|string", "Records on a full page."),
		optional("start_from_page", "integer", "The number of the first page.").or(0),
		optional("inject_on_first_request", "boolean", "Whether the first request has a page number."),
	}},
	{Name: "OffsetIncrement", Doc: "Counts records until a page is short or empty.", Fields: []Field{
		optional("page_size", "integer|string", "Records on a full page."),
		optional("inject_on_first_request", "boolean", "Whether the first request has an offset."),
	}},
	{Name: "CursorPagination", Doc: "Follows a token that each page names.", Fields: []Field{
		required("cursor_value", "string", "The token of the next page; an empty one ends the pages."),
		optional("page_size", "integer|string", "Records on a page."),
		optional("stop_condition", "string", "Ends the pages when it is true."),
	}},
}
