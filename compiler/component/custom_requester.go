package component

import (
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() {
	requesters.addCustom("CustomRequester", custom{scope: requestScope, base: requesterBase})
}

// requesterFields are those of HttpRequester.
var requesterFields map[string]shaper

func init() {
	requesterFields = map[string]shaper{
		"url": isScalar, "url_base": isScalar, "path": isScalar, "http_method": isScalar,
		"authenticator": authenticators.fits, "error_handler": errorHandlers.fits,
		"request_parameters": isMapping, "request_headers": isMapping, "request_body_data": isMapping,
		"request_body_json": isDocument, "request_body": requestBodies.fits,
		"use_cache": isBool, "connect_timeout_in_seconds": isScalar, "read_timeout_in_seconds": isScalar,
	}
}

// requesterBase is the HttpRequester that a class is derived from.
func requesterBase(b *Builder, n *manifest.Node) base {
	keys := wellFormed(n, requesterFields)
	x := httpRequester(b, only(n, keys))
	if m, ok := x.(*plan.Make); ok && m != nil {
		anyMethod(m, n)
	}
	return base{embed: plan.Type{Pkg: "requester", Name: "HTTP"}, keys: keys, value: x, methods: requesterStub}
}

// anyMethod sets a method that HttpRequester has not, and a class may.
func anyMethod(m *plan.Make, n *manifest.Node) {
	method, _ := text(n.Field("http_method"))
	switch method = strings.ToUpper(method); method {
	case "DELETE", "HEAD", "OPTIONS", "PATCH", "POST", "PUT":
	default:
		return
	}
	for i, f := range m.Fields {
		if f.Name == "HTTPMethod" {
			m.Fields[i].Value = plan.Lit{Value: method}
		}
	}
}

// requesterStub is what CustomRequester asks of its class.
const requesterStub = `
// Send sends the request of one page: r.HTTP.Send(ctx, in) does it as the manifest says. What is to differ is set
// before: in.Path, in.Options, any field of r.HTTP, or r.Amend, which has the last word on what is asked for.
func (r $T) Send(ctx context.Context, in stream.Request) (*stream.Response, error) {
	return nil, stream.Unimplemented($class)
}

// Cached is the requester that keeps its responses for other streams (use_cache).
func (r $T) Cached() stream.Requester {
	r.UseCache = true
	return r
}
`
