package stream

import "github.com/lowcode-dev/lowcode/runtime/value"

// The scopes are what a template may name at each place of the manifest. Generated
// closures take exactly one of them; config and the component's parameters are
// captured by the closure or folded.

// RequestScope is what the templates of an HttpRequester see.
type RequestScope struct {
	StreamSlice   value.Value // the slice; stream_partition and stream_interval are the same
	NextPageToken value.Value // none on the first page, else {"next_page_token": token}
}

// Extra is a member of the slice's extra fields as a name of its own.
func (s RequestScope) Extra(name string) value.Value {
	return s.StreamSlice.Attr("extra_fields").Item(name)
}

// PageScope is what CursorPagination's templates see, and OffsetIncrement.page_size.
type PageScope struct {
	Response     value.Value // the first document of the body, {} when there is none
	Headers      value.Value // a dict in the server's spelling, "link" replaced by the parsed Link header
	LastRecord   value.Value // the last record that the page emitted, none if it emitted none
	LastPageSize value.Value // how many records the page emitted
	PageSize     value.Value // CursorPagination.page_size
	StreamSlice  value.Value
}

// RecordScope is what RecordFilter, AddFields and KeysReplace see.
type RecordScope struct {
	Record        value.Value
	StreamSlice   value.Value
	NextPageToken value.Value // always none
}

// FieldScope is what the condition of AddFields sees besides.
type FieldScope struct {
	RecordScope
	Value value.Value // the evaluated value
	Path  value.Value // the list of strings
}

// PropertyScope is what the condition of RemoveFields sees.
type PropertyScope struct {
	Property value.Value // the leaf
}

// SchemaScope is what TypesMap.condition sees.
type SchemaScope struct {
	RawSchema value.Value // what the API says of a property
}

// ErrorScope is what HttpResponseFilter and WaitTimeFromResponse see.
type ErrorScope struct {
	Response   value.Value // {} when the body is not JSON
	Headers    value.Value // case-insensitive
	RequestURL value.Value // without query, fragment and user info
}
