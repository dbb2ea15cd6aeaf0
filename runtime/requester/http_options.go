package requester

import (
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// scope is what the templates of the request see.
func (h HTTP) scope(in stream.Request) stream.RequestScope {
	scope := stream.RequestScope{StreamSlice: in.Slice.Value(), NextPageToken: value.Null}
	if !absent(in.NextPageToken) {
		scope.NextPageToken = value.DictOf(value.Str("next_page_token"), in.NextPageToken)
	}
	return scope
}

// options is what the requester itself puts into a request.
func (h HTTP) options(scope stream.RequestScope) (*request.Options, error) {
	options := new(request.Options)
	var err error
	if options.Headers, err = mappingOrText(h.RequestHeaders, h.RequestHeadersText, scope, nil, nil); err != nil {
		return nil, err
	}
	options.Parameters, err = mappingOrText(h.RequestParameters, h.RequestParametersText, scope, onlyTexts, textsAndLists)
	if err != nil {
		return nil, err
	}
	if options.Parameters.Kind() != value.KindDict {
		options.Parameters = value.Value{} // a text that is no mapping sends nothing
	}
	if err := h.queryProperties(options, scope); err != nil {
		return nil, err
	}
	if err := h.bodyOptions(options, scope); err != nil {
		return nil, err
	}
	if text, ok := options.BodyData.AsString(); ok && text == "" {
		options.BodyData = value.Value{}
	}
	return options, nil
}

// queryProperties adds the list of properties behind the other parameters.
func (h HTTP) queryProperties(options *request.Options, scope stream.RequestScope) error {
	if h.QueryPropertiesKey == "" {
		return nil
	}
	properties := scope.Extra(stream.QueryPropertiesKey)
	if properties.Kind() != value.KindList {
		return &value.Error{Class: value.ValueError, Message: "the request asks for properties, and its slice has none"}
	}
	var names []string
	for name := range properties.Elements() {
		names = append(names, name.String())
	}
	if options.Parameters.Kind() != value.KindDict {
		options.Parameters = value.DictOf()
	}
	options.Parameters.Set(h.QueryPropertiesKey, value.Str(strings.Join(names, ",")))
	return nil
}

// bodyOptions is what the requester itself puts into the body.
func (h HTTP) bodyOptions(options *request.Options, scope stream.RequestScope) (err error) {
	if h.RequestBody != nil {
		return h.RequestBody.add(options, scope)
	}
	switch {
	case !h.RequestBodyJSONText.IsZero():
		options.BodyJSON, err = h.RequestBodyJSONText.Text(scope)
	case len(h.RequestBodyJSON) > 0:
		options.BodyJSON, err = h.RequestBodyJSON.eval(scope)
	}
	if err != nil {
		return err
	}
	options.BodyData, err = mappingOrText(h.RequestBodyData, h.RequestBodyDataText, scope, onlyTexts, textsAndLists)
	return err
}

// mappingOrText evaluates a mapping or its string form. The entries of a mapping that a text gives may be null: they go away.
func mappingOrText(m Mapping, t Template, scope stream.RequestScope, keys, kinds []value.Kind) (value.Value, error) {
	if t.IsZero() {
		return m.eval(scope, keys, kinds)
	}
	v, err := t.Text(scope)
	if err != nil || v.Kind() != value.KindDict {
		return v, err
	}
	out := value.DictOf()
	for key, item := range v.All() {
		if !absent(item) {
			out.SetKey(key, item)
		}
	}
	return out, nil
}
