// Package requester sends the requests of a stream.
//
// In go a requester as the manifest declares it and what pagination, routers
// and cursors add to one request; out comes the answer, after redirects,
// retries and what the error handling makes of it. The package knows neither
// records nor pages.
package requester

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// HTTP sends requests whose parts are templates (HttpRequester).
//
// The mappings have string forms: a text that must evaluate to a mapping, or,
// for RequestBodyDataText, may be the body itself.
type HTTP struct {
	URL, URLBase, Path Template
	HTTPMethod         string
	Authenticator      stream.Authenticator // nil for none
	ErrorHandler       stream.ErrorHandler  // nil for the default

	RequestParameters     Mapping
	RequestParametersText Template
	RequestHeaders        Mapping
	RequestHeadersText    Template
	RequestBodyData       Mapping
	RequestBodyDataText   Template
	RequestBodyJSON       Object
	RequestBodyJSONText   Template
	RequestBody           Body

	UseCache       bool    // keep responses for other requesters of the same name
	NoCache        bool    // use_cache: false written out: never do so
	ConnectTimeout float64 // seconds; 0 is 30
	ReadTimeout    float64 // seconds without any byte; 0 is 300
}

// Construct checks what the reference checks when it builds the stream.
func (h HTTP) Construct(s *stream.Stream) error {
	if h.declaresJSON() && h.declaresData() {
		return &value.Error{Class: value.ValueError, Message: "RequestOptionsProvider should only contain either 'request_body_data' or 'request_body_json' not both"}
	}
	if h.ErrorHandler != nil {
		if err := h.ErrorHandler.Construct(s); err != nil {
			return err
		}
	}
	if h.Authenticator != nil {
		return h.Authenticator.Construct(s)
	}
	return nil
}

func (h HTTP) declaresJSON() bool {
	switch b := h.RequestBody.(type) {
	case JSONObject:
		return len(b) > 0
	case GraphQL:
		return len(b) > 0
	}
	return len(h.RequestBodyJSON) > 0 || !h.RequestBodyJSONText.IsZero()
}

func (h HTTP) declaresData() bool {
	switch b := h.RequestBody.(type) {
	case URLEncodedForm:
		return len(b) > 0
	case PlainText:
		return !Template(b).IsZero()
	}
	return len(h.RequestBodyData) > 0 || !h.RequestBodyDataText.IsZero()
}

// Cached is the requester with its responses kept, unless the manifest says never.
func (h HTTP) Cached() stream.Requester {
	h.UseCache = true
	return h
}

// Send sends the request of one page, again and again if the error handling says so.
func (h HTTP) Send(ctx context.Context, in stream.Request) (*stream.Response, error) {
	p, err := h.prepare(ctx, in)
	if err != nil {
		return nil, err
	}
	tries := &tries{requester: h, prepared: p, name: stream.Of(ctx).Name, streaming: in.Streaming}
	return tries.send(ctx)
}

// scope is what the templates of the request see.
func (h HTTP) scope(in stream.Request) stream.RequestScope {
	scope := stream.RequestScope{StreamSlice: in.Slice.Value(), NextPageToken: value.Null}
	if !absent(in.NextPageToken) {
		scope.NextPageToken = value.DictOf(value.Str("next_page_token"), in.NextPageToken)
	}
	return scope
}

// url is where the request goes, before quoting.
func (h HTTP) url(scope stream.RequestScope, path *string) (string, error) {
	url, err := text(h.URL, scope)
	if err != nil {
		return "", err
	}
	base, err := text(h.URLBase, scope)
	if err != nil {
		return "", err
	}
	relative, err := h.path(scope, path)
	switch {
	case err != nil:
		return "", err
	case base != "":
		return joinURL(base, relative), nil
	}
	return joinURL(url, relative), nil
}

// path is the paginator's path as it is, or the requester's without leading slashes.
func (h HTTP) path(scope stream.RequestScope, paginators *string) (string, error) {
	if paginators != nil && *paginators != "" {
		return *paginators, nil
	}
	path, err := text(h.Path, scope)
	for len(path) > 0 && path[0] == '/' {
		path = path[1:]
	}
	return path, err
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
	if err := h.bodyOptions(options, scope); err != nil {
		return nil, err
	}
	if text, ok := options.BodyData.AsString(); ok && text == "" {
		options.BodyData = value.Value{}
	}
	return options, nil
}

// bodyOptions is what the requester itself puts into the body.
func (h HTTP) bodyOptions(options *request.Options, scope stream.RequestScope) (err error) {
	if h.RequestBody != nil {
		return h.RequestBody.add(options, scope)
	}
	if !h.RequestBodyJSONText.IsZero() {
		options.BodyJSON, err = h.RequestBodyJSONText.Text(scope)
	} else {
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
