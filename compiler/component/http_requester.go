package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { requesters.add("HttpRequester", httpRequester) }

// httpRequester lowers HttpRequester: where a request goes and what is in it.
func httpRequester(b *Builder, n *manifest.Node) plan.Expr {
	// use_tcp_keepalive asks for what every connection of the runtime does.
	b.checkAsksForProperties(n)
	b.oneBody(n)
	m := plan.New("requester", "HTTP",
		plan.F("URL", b.template(n, "url", requestScope)),
		plan.F("URLBase", b.template(n, "url_base", requestScope)),
		plan.F("Path", b.template(n, "path", requestScope)),
		plan.F("HTTPMethod", b.httpMethod(n)),
		plan.F("Authenticator", b.authenticator(n)),
		plan.F("ErrorHandler", b.lower(errorHandlers, present(n, "error_handler"))),
	)
	b.mapping(m, n, "request_parameters", "RequestParameters")
	if properties := propertiesParameter(n); properties != nil {
		key, _ := templateText(properties.Key)
		m.Fields = appendField(m.Fields, "QueryPropertiesKey", plan.Lit{Value: key})
	}
	b.mapping(m, n, "request_headers", "RequestHeaders")
	b.mapping(m, n, "request_body_data", "RequestBodyData")
	b.bodyJSON(m, n)
	m.Fields = appendField(m.Fields, "RequestBody", b.lower(requestBodies, present(n, "request_body")))
	m.Fields = appendField(m.Fields, "UseCache", b.bool(n, "use_cache"))
	if v, ok := n.Field("use_cache").Bool(); ok && !v && !n.Field("use_cache").Span.IsZero() {
		m.Fields = appendField(m.Fields, "NoCache", plan.Lit{Value: true})
	}
	m.Fields = appendField(m.Fields, "ConnectTimeout", b.seconds(n, "connect_timeout_in_seconds"))
	m.Fields = appendField(m.Fields, "ReadTimeout", b.seconds(n, "read_timeout_in_seconds"))
	return m
}

// checkAsksForProperties is about properties to ask for where nothing divides them among requests: as a
// parameter they would be sent as what they are inside the reference.
func (b *Builder) checkAsksForProperties(n *manifest.Node) {
	properties := queryProperties(n)
	switch {
	case properties == nil || b.paging:
	case propertiesParameter(n) != nil:
		b.errorf(n, properties.Span, "conflict", "QueryProperties is only for the requester of a SimpleRetriever")
	default:
		b.warnf(n, properties.Span, "no-effect", "only the requester of a SimpleRetriever asks for properties")
	}
}

// authenticator lowers the authenticator of a requester; nil for none.
func (b *Builder) authenticator(n *manifest.Node) plan.Expr {
	outer, paging := b.requester, b.paging
	b.requester, b.paging = n, false
	defer func() { b.requester, b.paging = outer, paging }()
	return b.lower(authenticators, present(n, "authenticator"))
}

// httpMethod is the constant of net/http; GET when the manifest names none.
func (b *Builder) httpMethod(n *manifest.Node) plan.Expr {
	if x := b.readScalar(n.Field("http_method"), "Plain", methodOf); x != nil {
		return x
	}
	return methodOf(n.Field("http_method"))
}

func methodOf(n *manifest.Node) plan.Expr {
	if method, _ := text(n); method == "POST" {
		return plan.Name{Pkg: "net/http", Name: "MethodPost"}
	}
	return plan.Name{Pkg: "net/http", Name: "MethodGet"}
}

// oneBody refuses a request with two bodies, which the reference refuses when it builds the stream.
func (b *Builder) oneBody(n *manifest.Node) {
	data, json := present(n, "request_body_data"), present(n, "request_body_json")
	if data != nil && json != nil && !empty(data) && !empty(json) {
		b.errorf(n, json.Span, "conflict", "HttpRequester takes request_body_data or request_body_json, not both")
	}
}

// mapping lowers a field that is a map of templates, or one template for the whole map.
func (b *Builder) mapping(m *plan.Make, n *manifest.Node, field, name string) {
	f := present(n, field)
	switch h := b.hole(f); {
	case f == nil:
	case h != nil:
		m.Fields = append(m.Fields,
			plan.F(name, plan.Func("requester", "MappingOf", h.read("Document", b.noOther(h)))),
			plan.F(name+"Text", plan.Func("requester", "Fixed", h.read("Single", b.noOther(h)))))
	case f.Kind == manifest.Scalar:
		m.Fields = appendField(m.Fields, name+"Text", b.textOf(f, n, n.Type()+"."+field, requestScope))
	default:
		m.Fields = appendField(m.Fields, name, b.entries(f, n, field))
	}
}

// entries lowers a flat map: its keys and values are templates of owner.
func (b *Builder) entries(f, owner *manifest.Node, field string) plan.Expr {
	place := owner.Type() + "." + field
	out := plan.ListOf("requester", "Mapping")
	for _, entry := range f.Fields {
		if entry.Value.Kind != manifest.Scalar || absent(entry.Value) {
			continue // QueryProperties, which the retriever divides; the schema refuses everything else
		}
		out.Items = append(out.Items, plan.New("", "",
			plan.F("Key", b.textOf(entry.Key, owner, place, requestScope)),
			plan.F("Value", b.textOf(entry.Value, owner, place, requestScope)),
		))
	}
	if out.Items == nil {
		return nil
	}
	return out
}

// bodyJSON lowers request_body_json: a nested document of templates, or one template for all of it.
func (b *Builder) bodyJSON(m *plan.Make, n *manifest.Node) {
	f := present(n, "request_body_json")
	switch h := b.hole(f); {
	case f == nil:
	case h != nil:
		m.Fields = append(m.Fields,
			plan.F("RequestBodyJSON", b.objectOf(f)),
			plan.F("RequestBodyJSONText", plan.Func("requester", "Fixed", h.read("Single", b.noOther(h)))))
	case f.Kind == manifest.Scalar:
		m.Fields = appendField(m.Fields, "RequestBodyJSONText", b.textOf(f, n, "HttpRequester.request_body_json", requestScope))
	default:
		m.Fields = appendField(m.Fields, "RequestBodyJSON", b.object(f, n, "HttpRequester.request_body_json"))
	}
}

func appendField(fields []plan.Field, name string, x plan.Expr) []plan.Field {
	if x == nil {
		return fields
	}
	return append(fields, plan.F(name, x))
}
