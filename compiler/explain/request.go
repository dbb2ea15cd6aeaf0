package explain

import (
	"go/ast"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/printed"
)

// request is what a requester says of its own.
func (r reader) request(what string, requester *ast.CompositeLit) Request {
	out := Request{For: what, Method: "GET", URL: r.url(requester)}
	if strings.HasSuffix(printed.Name(printed.Field(requester, "HTTPMethod")), "MethodPost") {
		out.Method = "POST"
	}
	for _, f := range fields(requester) {
		from := "requester.HTTP." + snake(f.name)
		switch f.name {
		case "RequestParameters", "RequestHeaders", "RequestBodyData":
			out.Parts = append(out.Parts, r.mapping(place(f.name), from, f.value)...)
		case "RequestParametersText", "RequestHeadersText", "RequestBodyDataText":
			out.Parts = append(out.Parts, Part{In: place(f.name), Value: r.p.Text(f.value), From: strings.TrimSuffix(from, "_text")})
		case "RequestBodyJSON", "RequestBodyJSONText", "RequestBody":
			out.Parts = append(out.Parts, Part{In: "body", Value: r.value(f.value), From: strings.TrimSuffix(from, "_text")})
		case "Authenticator":
			out.Parts = append(out.Parts, r.credentials(f.value)...)
		}
	}
	return out
}

// place is where the parts of a field go.
func place(field string) string {
	switch {
	case strings.HasPrefix(field, "RequestParameters"):
		return "parameter"
	case strings.HasPrefix(field, "RequestHeaders"):
		return "header"
	}
	return "body_data"
}

// url joins the base and the path as the requester does where neither is known to be more than text.
func (r reader) url(requester *ast.CompositeLit) string {
	base, path := r.p.Text(printed.Field(requester, "URLBase")), r.p.Text(printed.Field(requester, "Path"))
	if whole := r.p.Text(printed.Field(requester, "URL")); whole != "" {
		base = whole
	}
	if path == "" {
		return base
	}
	return strings.TrimSuffix(base, "/") + "/" + strings.TrimPrefix(path, "/")
}

// mapping is a part for each entry of a map of templates.
func (r reader) mapping(in, from string, x ast.Expr) []Part {
	literal := r.literal(x)
	if literal == nil {
		return nil
	}
	var out []Part
	for _, e := range literal.Elts {
		if entry := r.literal(e); entry != nil {
			out = append(out, Part{In: in, Name: r.p.Text(printed.Field(entry, "Key")), Value: r.p.Text(printed.Field(entry, "Value")), From: from})
		}
	}
	return out
}

// credentials are what an authenticator adds.
func (r reader) credentials(x ast.Expr) []Part {
	literal := r.literal(x)
	if literal == nil {
		return nil
	}
	typ := printed.Name(literal.Type)
	token := r.p.Text(printed.Field(literal, "APIToken"))
	switch {
	case typ == "auth.Bearer":
		return []Part{{In: "header", Name: "Authorization", Value: "Bearer " + token, From: typ + ".api_token"}}
	case typ == "auth.BasicHTTP":
		return []Part{{In: "header", Name: "Authorization", Value: "Basic, the user " + r.p.Text(printed.Field(literal, "Username")), From: typ}}
	}
	if option := r.option(printed.Field(literal, "InjectInto")); option != nil {
		option.Value, option.From = token, typ+".inject_into"
		return []Part{*option}
	}
	return []Part{{In: "credentials", Value: r.words(literal), From: typ}}
}

// option is a request option, without its value; nil for none.
func (r reader) option(x ast.Expr) *Part {
	literal := r.literal(x)
	if literal == nil || printed.Name(literal.Type) != "request.Option" {
		return nil
	}
	in := map[string]string{"request.Parameter": "parameter", "request.Header": "header", "request.BodyData": "body_data", "request.BodyJSON": "body_json"}
	part := Part{In: in[printed.Name(printed.Field(literal, "InjectInto"))], Name: r.p.Text(printed.Field(literal, "FieldName"))}
	if path := r.p.Texts(printed.Field(literal, "FieldPath")); path != nil {
		part.Name = strings.Join(path, ".")
	}
	return &part
}

// injected is what paginator, routers and cursor add to the request for records.
func (r reader) injected(retriever, window *ast.CompositeLit) []Part {
	var out []Part
	add := func(option ast.Expr, owner *ast.CompositeLit, field, value, when string) {
		part := r.option(option)
		if printed.Name(typeOf(option)) == "page.RequestPath" {
			part = &Part{In: "path"}
		}
		if part != nil {
			part.Value, part.From, part.When = value, printed.Name(owner.Type)+"."+snake(field), when
			out = append(out, *part)
		}
	}
	if paginator := r.literal(printed.Field(retriever, "Paginator")); paginator != nil {
		strategy := r.literal(printed.Field(paginator, "PaginationStrategy"))
		size, first := "", "from the second page on"
		if strategy != nil {
			size = r.p.Text(printed.Field(strategy, "PageSize"))
			if printed.Name(printed.Field(strategy, "InjectOnFirstRequest")) == "true" {
				first = ""
			}
		}
		add(printed.Field(paginator, "PageSizeOption"), paginator, "PageSizeOption", size, "")
		add(printed.Field(paginator, "PageTokenOption"), paginator, "PageTokenOption", "the token of the page", first)
	}
	r.routerOptions(printed.Field(retriever, "PartitionRouter"), add)
	if window != nil {
		add(printed.Field(window, "StartTimeOption"), window, "StartTimeOption", "the start of the window", "")
		add(printed.Field(window, "EndTimeOption"), window, "EndTimeOption", "the end of the window", "")
	}
	return out
}

func typeOf(x ast.Expr) ast.Expr {
	if literal, ok := x.(*ast.CompositeLit); ok {
		return literal.Type
	}
	return nil
}

// routerOptions adds the options of routers and of the parents of routers.
func (r reader) routerOptions(x ast.Expr, add func(option ast.Expr, owner *ast.CompositeLit, field, value, when string)) {
	literal := r.literal(x)
	if literal == nil {
		return
	}
	for _, e := range literal.Elts {
		pair, ok := e.(*ast.KeyValueExpr)
		switch {
		case !ok:
			r.routerOptions(e, add)
		case printed.Name(pair.Key) == "RequestOption":
			add(pair.Value, literal, "RequestOption", "the partition", "")
		case printed.Name(pair.Key) != "Stream":
			r.routerOptions(pair.Value, add)
		}
	}
}
