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
	// QueryPropertiesKey is the parameter that lists the properties to ask for, "" for none (QueryProperties).
	QueryPropertiesKey string

	UseCache bool // keep responses for other requesters of the same name
	NoCache  bool // use_cache: false written out: never do so
	// Amend, for requesters that embed this one, changes what the request asks for when all others have had their say:
	// the manifest, the authenticator, paginator, router and cursor. It is called once for each page.
	Amend func(ctx context.Context, in stream.Request, options *request.Options) error

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
	if h.Authenticator != nil {
		ctx = stream.WithTransport(ctx, transport{h.timeouts()})
	}
	p, err := h.prepare(ctx, in)
	if err != nil {
		return nil, err
	}
	tries := &tries{requester: h, prepared: p, name: stream.Of(ctx).Name, ahead: h.ahead(in)}
	return tries.send(ctx)
}

// ahead is how much of a body is read before anything of it is used; 0 for all of it.
func (h HTTP) ahead(in stream.Request) int {
	switch {
	case !in.Streaming || h.ErrorHandler != nil && h.ErrorHandler.ReadsBody():
		return 0
	case in.Export:
		return exportWindow
	}
	return window
}
