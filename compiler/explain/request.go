package explain

import (
	"go/ast"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/printed"
)

// request is what a requester says of its own.
func (r *reader) request(what string, requester *ast.CompositeLit) Request {
	out := Request{For: what, Method: "GET", path: r.p.Text(printed.Field(requester, "Path"))}
	if out.base = r.p.Text(printed.Field(requester, "URLBase")); out.base == "" {
		out.base = r.p.Text(printed.Field(requester, "URL"))
	}
	if method := printed.Name(printed.Field(requester, "HTTPMethod")); strings.HasPrefix(method, "http.Method") {
		out.Method = strings.ToUpper(strings.TrimPrefix(method, "http.Method"))
	}
	for _, f := range fields(requester) {
		out.Parts = append(out.Parts, r.parts(f)...)
	}
	return out
}

// parts are what a field of a requester puts into the request.
func (r *reader) parts(f field) []Part {
	from := "HttpRequester." + snake(strings.TrimSuffix(f.name, "Text"))
	switch f.name {
	case "RequestParameters", "RequestHeaders", "RequestBodyData":
		return r.mapping(place(f.name), from, f.value)
	case "RequestParametersText", "RequestHeadersText", "RequestBodyDataText":
		return []Part{{In: place(f.name), Value: r.p.Text(f.value), From: from}}
	case "RequestBodyJSONText":
		return []Part{{In: "body_json", Value: r.p.Text(f.value), From: from}}
	case "RequestBodyJSON":
		return r.body(from, "", f.value)
	case "RequestBody":
		return r.anyBody(from, f.value)
	case "Authenticator":
		return r.credentials(f.value)
	case "QueryPropertiesKey":
		return []Part{{In: "parameter", Name: r.p.Text(f.value), Value: "the names of the properties", From: "QueryProperties", Words: true}}
	}
	return nil
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

// mapping is a part for each entry of a map of templates.
func (r *reader) mapping(in, from string, x ast.Expr) []Part {
	if x == nil {
		return nil
	}
	literal := r.p.Literal(x)
	if literal == nil {
		return []Part{{In: in, Value: r.value(x), From: from}} // what a mapping of components sets
	}
	var out []Part
	for _, e := range literal.Elts {
		if entry := r.p.Literal(e); entry != nil {
			out = append(out, Part{In: in, Name: r.p.Text(printed.Field(entry, "Key")), Value: r.entry(entry), From: from})
		}
	}
	return out
}

// entry is the value of an entry of a map: a template, or what needs none.
func (r *reader) entry(entry *ast.CompositeLit) string {
	if data := printed.Field(entry, "Data"); data != nil {
		return r.json(data)
	}
	return r.p.Text(printed.Field(entry, "Value"))
}

// option is a request option, without its value; nil for none.
func (r *reader) option(x ast.Expr) *Part {
	literal := r.p.Literal(x)
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

// injection collects what paginators, routers and cursors add to a request.
type injection struct {
	*reader
	parts []Part
}

func (j *injection) add(option ast.Expr, owner *ast.CompositeLit, field, value, when string) {
	j.inject(option, owner, field, value, when, true)
}

// inject adds an option with a value in words, or with what is sent.
func (j *injection) inject(option ast.Expr, owner *ast.CompositeLit, field, value, when string, words bool) {
	part := j.option(option)
	if literal := j.p.Literal(option); literal != nil && printed.Name(literal.Type) == "page.RequestPath" {
		part = &Part{In: "path"}
	}
	if part != nil {
		part.Value, part.From, part.When = value, component(printed.Name(owner.Type))+"."+snake(field), when
		part.Words = words
		j.parts = append(j.parts, *part)
	}
}

// injected is what paginator, routers and cursor add to the request for records.
func (r *reader) injected(retriever *ast.CompositeLit, paginator string, window *ast.CompositeLit) []Part {
	j := &injection{reader: r, parts: r.paging(retriever, paginator)}
	when := ""
	if r.isTrue(printed.Field(retriever, "IgnoreStreamSlicerParametersOnPaginatedRequests")) {
		when = "on the first page"
	}
	j.routers(printed.Field(retriever, "PartitionRouter"), when)
	if window != nil {
		j.add(printed.Field(window, "StartTimeOption"), window, "StartTimeOption", "the start of the window", when)
		j.add(printed.Field(window, "EndTimeOption"), window, "EndTimeOption", "the end of the window", when)
		j.add(printed.Field(window, "StartValueOption"), window, "StartValueOption", "the highest value so far", when)
	}
	return j.parts
}

// paging is what a paginator adds to a request.
func (r *reader) paging(retriever *ast.CompositeLit, field string) []Part {
	j := &injection{reader: r}
	paginator := r.p.Literal(printed.Field(retriever, field))
	if paginator == nil {
		return nil
	}
	size, known, first := "the size of a page", false, "from the second page on"
	if strategy := r.p.Literal(printed.Field(paginator, "PaginationStrategy")); strategy != nil {
		if given := printed.Field(strategy, "PageSize"); given != nil {
			size, known = r.value(given), true
		}
		if r.isTrue(printed.Field(strategy, "InjectOnFirstRequest")) {
			first = ""
		}
	}
	j.inject(printed.Field(paginator, "PageSizeOption"), paginator, "PageSizeOption", size, "", !known)
	j.add(printed.Field(paginator, "PageTokenOption"), paginator, "PageTokenOption", "the token of the page", first)
	return j.parts
}

// routers adds the options of routers and of the parents of routers.
func (j *injection) routers(x ast.Expr, when string) {
	literal := j.p.Literal(x)
	if literal == nil {
		return
	}
	for _, e := range literal.Elts {
		pair, ok := e.(*ast.KeyValueExpr)
		switch {
		case !ok:
			j.routers(e, when)
		case printed.Name(pair.Key) == "RequestOption":
			j.add(pair.Value, literal, "RequestOption", "the partition", when)
		case printed.Name(pair.Key) != "Stream":
			j.routers(pair.Value, when)
		}
	}
}
