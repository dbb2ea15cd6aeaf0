package jinja

import (
	"sort"

	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// A Scope is a place of the manifest: the names that its templates may use
// besides config, parameters and macros, and the Go parameter that holds them.
type Scope struct {
	Param string    // the closure's parameter
	Type  plan.Type // its type
	Names []Name    // in the order of the alphabet
	// NoConfig is a place where the reference passes a null config.
	NoConfig bool
	// Extra admits the names of the slice's extra fields (Text.ExtraNames).
	Extra bool
	// NoParameters is a place where the reference passes no parameters.
	NoParameters bool
	// functions may be called besides the macros.
	functions map[string]function
}

// A Name is a variable of a scope and the field of the parameter that holds it.
type Name struct{ Name, Field string }

// streamSlice are the names of the slice: two of them are aliases.
var streamSlice = []Name{
	{"stream_interval", "StreamSlice"},
	{"stream_partition", "StreamSlice"},
	{"stream_slice", "StreamSlice"},
}

// The scopes of the places where templates stand.
var (
	// ConfigScope is every place that sees nothing but the config.
	ConfigScope = &Scope{}

	// OptionScope is a RequestOption's field_name and field_path, and other
	// places that the reference evaluates without the parameters.
	OptionScope = &Scope{NoParameters: true}

	// RequestScope is a requester's url, path, parameters, headers and body.
	RequestScope = &Scope{
		Param: "r", Type: plan.Type{Pkg: "stream", Name: "RequestScope"},
		Names: append([]Name{{"next_page_token", "NextPageToken"}}, streamSlice...),
		Extra: true,
	}

	// JWTScope is a JwtAuthenticator's templates: they may read a key out of a file of JSON.
	JWTScope = &Scope{functions: map[string]function{"json_loads": fixed("JSONLoads", 1, "s")}}

	// SessionScope is SessionTokenRequestApiKeyAuthenticator.api_token.
	SessionScope = &Scope{
		Param: "s", Type: plan.Type{Pkg: "stream", Name: "SessionScope"},
		Names: []Name{{"session_token", "SessionToken"}},
	}

	// PageScope is CursorPagination's cursor_value and stop_condition.
	PageScope = &Scope{
		Param: "p", Type: plan.Type{Pkg: "stream", Name: "PageScope"},
		Names: append([]Name{
			{"headers", "Headers"},
			{"last_page_size", "LastPageSize"},
			{"last_record", "LastRecord"},
			{"page_size", "PageSize"},
			{"response", "Response"},
		}, streamSlice...),
	}

	// PageSizeScope is OffsetIncrement.page_size.
	PageSizeScope = &Scope{
		Param: "p", Type: plan.Type{Pkg: "stream", Name: "PageScope"},
		Names: []Name{{"response", "Response"}},
	}

	// FilterScope is RecordFilter.condition.
	FilterScope = &Scope{
		Param: "r", Type: plan.Type{Pkg: "stream", Name: "RecordScope"},
		Names: append([]Name{{"next_page_token", "NextPageToken"}, {"record", "Record"}}, streamSlice...),
	}

	// RecordScope is what transformations see of a record: AddFields.fields
	// and KeysReplace.
	RecordScope = &Scope{
		Param: "r", Type: plan.Type{Pkg: "stream", Name: "RecordScope"},
		Names: append([]Name{{"record", "Record"}}, streamSlice...),
	}

	// FilenameScope is FileUploader.filename_extractor.
	FilenameScope = &Scope{
		Param: "r", Type: plan.Type{Pkg: "stream", Name: "RecordScope"},
		Names: []Name{{"record", "Record"}},
	}

	// FieldScope is AddFields.condition.
	FieldScope = &Scope{
		Param: "f", Type: plan.Type{Pkg: "stream", Name: "FieldScope"},
		Names: append(append([]Name{{"path", "Path"}, {"record", "Record"}}, streamSlice...), Name{"value", "Value"}),
	}

	// PropertyScope is RemoveFields.condition.
	PropertyScope = &Scope{
		Param: "p", Type: plan.Type{Pkg: "stream", Name: "PropertyScope"},
		Names:        []Name{{"property", "Property"}},
		NoParameters: true,
	}

	// ConfigFieldScope is ConfigAddFields.condition.
	ConfigFieldScope = &Scope{
		Param: "f", Type: plan.Type{Pkg: "configure", Name: "FieldScope"},
		Names:        []Name{{"path", "Path"}, {"value", "Value"}},
		NoParameters: true,
	}

	// SchemaScope is TypesMap.condition.
	SchemaScope = &Scope{
		Param: "s", Type: plan.Type{Pkg: "stream", Name: "SchemaScope"},
		Names:        []Name{{"raw_schema", "RawSchema"}},
		NoParameters: true,
	}

	// PredicateScope is HttpResponseFilter.predicate.
	PredicateScope = &Scope{
		Param: "e", Type: plan.Type{Pkg: "stream", Name: "ErrorScope"},
		Names:    errorNames,
		NoConfig: true,
	}

	// ComponentsScope is a mapping of a dynamic stream, and RecordsScope one whose components come from requests.
	ComponentsScope = &Scope{
		Param: "c", Type: plan.Type{Pkg: "stream", Name: "ComponentsScope"},
		Names: componentsNames,
	}
	RecordsScope = &Scope{
		Param: "c", Type: plan.Type{Pkg: "stream", Name: "ComponentsScope"},
		Names: append(append([]Name{}, componentsNames...), streamSlice...),
	}

	// MessageScope is HttpResponseFilter.error_message.
	MessageScope = &Scope{
		Param: "e", Type: plan.Type{Pkg: "stream", Name: "ErrorScope"},
		Names: errorNames,
	}

	// WaitScope is WaitTimeFromResponse.wait_time_in_seconds.
	WaitScope = &Scope{
		Param: "e", Type: plan.Type{Pkg: "stream", Name: "ErrorScope"},
		Names: []Name{{"headers", "Headers"}, {"response", "Response"}},
	}
)

var componentsNames = []Name{
	{"components_values", "ComponentsValues"},
	{"stream_template_config", ""}, // which is always known
}

var errorNames = []Name{
	{"headers", "Headers"},
	{"request_url", "RequestURL"},
	{"response", "Response"},
}

// function is what the name of a call means: a macro, or a function of this place.
func (s *Scope) function(name string) (function, bool) {
	if f, ok := s.functions[name]; ok {
		return f, true
	}
	f, ok := macros[name]
	return f, ok
}

// callable are the names of all functions, sorted.
func (s *Scope) callable() []string {
	names := append(sortedKeys(macros), sortedKeys(s.functions)...)
	sort.Strings(names)
	return names
}

// offers says whether a free name is a variable of the place.
func (s *Scope) offers(t *Text, name string) bool {
	return indexOf(s.names(t), name) >= 0
}

// names are the variables of the place, sorted.
func (s *Scope) names(t *Text) []string {
	names := []string{"config", "parameters"}
	for _, n := range s.Names {
		names = append(names, n.Name)
	}
	if s.Extra {
		names = append(names, t.ExtraNames...)
	}
	sort.Strings(names)
	return names
}

// field is the Go field that holds a name.
func (s *Scope) field(name string) (string, bool) {
	for _, n := range s.Names {
		if n.Name == name {
			return n.Field, true
		}
	}
	return "", false
}
