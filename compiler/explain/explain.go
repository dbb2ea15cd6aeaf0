// Package explain says which requests a connector makes, without making any.
//
// In go the files of a generated package, out come the requests of each stream: their address, what is in
// them and where each part comes from, and in words how pages, slices and retries go on. It reads the
// literals of the generated Go, in the manifest's words; it knows what a few fields mean, and prints the rest.
package explain

import (
	"go/ast"
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/gen"
	"github.com/lowcode-dev/lowcode/compiler/printed"
)

// A Stream is what reading one stream takes.
type Stream struct {
	Name     string    `json:"name"`
	Requests []Request `json:"requests"`
	Slices   []string  `json:"slices,omitempty"`  // what the stream is read by: partitions, windows
	Pages    string    `json:"pages,omitempty"`   // how it goes from page to page
	Retries  []string  `json:"retries,omitempty"` // what is done about errors; none stands for the default
	Parents  []string  `json:"parents,omitempty"` // streams that are read first
}

// A Request is one kind of request; templates stand for what is not known before.
type Request struct {
	For    string `json:"for"` // the field that holds the requester: "requester", "login_requester"
	Method string `json:"method"`
	URL    string `json:"url"`
	Parts  []Part `json:"parts,omitempty"`
}

// A Part is something in a request.
type Part struct {
	In    string `json:"in"` // parameter, header, body_data, body_json, body
	Name  string `json:"name,omitempty"`
	Value string `json:"value"`
	From  string `json:"from"`           // the component and field that it comes from: "page.Default.page_size_option"
	When  string `json:"when,omitempty"` // "" for always
}

// An Explanation is what a connector does.
type Explanation struct {
	Streams []Stream `json:"streams"`
	Budget  string   `json:"budget,omitempty"` // api_budget
}

// Read explains a generated package: all streams, or those of the names.
func Read(files []gen.File, names ...string) (*Explanation, error) {
	p, err := printed.Read(files)
	if err != nil {
		return nil, err
	}
	out := &Explanation{Streams: []Stream{}}
	for _, one := range p.Streams() {
		literal := p.Find(one.Call, "stream.Stream")
		if literal == nil {
			continue
		}
		r := reader{p: p}
		s := r.stream(literal)
		if len(names) == 0 || slices.Contains(names, s.Name) {
			out.Streams = append(out.Streams, s)
		}
	}
	r := reader{p: p}
	if budget := r.literal(p.Returned("apiBudget")); budget != nil {
		out.Budget = r.words(budget)
	}
	return out, nil
}

// A reader reads literals of one package.
type reader struct{ p *printed.Package }

func (r reader) stream(literal *ast.CompositeLit) Stream {
	s := Stream{Name: r.p.Text(printed.Field(literal, "Name"))}
	retriever := r.literal(printed.Field(literal, "Retriever"))
	if retriever == nil {
		return s
	}
	window := r.literal(printed.Field(literal, "IncrementalSync"))
	for _, f := range requesters(retriever) {
		requester := r.literal(f.value)
		if requester == nil || printed.Name(requester.Type) != "requester.HTTP" {
			continue
		}
		request := r.request(snake(f.name), requester)
		if f.name == "Requester" {
			request.Parts = append(request.Parts, r.injected(retriever, window)...)
			s.Retries = r.retries(printed.Field(requester, "ErrorHandler"))
		}
		s.Requests = append(s.Requests, request)
	}
	s.Pages = r.pages(printed.Field(retriever, "Paginator"))
	s.Slices, s.Parents = r.slices(printed.Field(retriever, "PartitionRouter"))
	if window != nil {
		s.Slices = append(s.Slices, r.words(window))
	}
	return s
}

// A field is a field of a literal.
type field struct {
	name  string
	value ast.Expr
}

func fields(literal *ast.CompositeLit) []field {
	var out []field
	for _, e := range literal.Elts {
		if pair, ok := e.(*ast.KeyValueExpr); ok {
			out = append(out, field{printed.Name(pair.Key), pair.Value})
		}
	}
	return out
}

// requesters are the fields of a retriever that hold requesters.
func requesters(retriever *ast.CompositeLit) []field {
	return slices.DeleteFunc(fields(retriever), func(f field) bool { return !strings.HasSuffix(f.name, "Requester") })
}

// literal is the composite literal that an expression gives, nil for anything else.
func (r reader) literal(x ast.Expr) *ast.CompositeLit {
	if x == nil {
		return nil
	}
	literal, _ := r.p.Resolve(x).(*ast.CompositeLit)
	return literal
}

// retries says what is done about errors, a line a handler.
func (r reader) retries(handler ast.Expr) []string {
	literal := r.literal(handler)
	if literal == nil {
		return nil
	}
	if inner := r.literal(printed.Field(literal, "ErrorHandlers")); inner != nil {
		var out []string
		for _, one := range inner.Elts {
			out = append(out, r.retries(one)...)
		}
		return out
	}
	return []string{r.words(literal)}
}

// pages says how the pages of a slice follow each other.
func (r reader) pages(paginator ast.Expr) string {
	literal := r.literal(paginator)
	if literal == nil {
		return ""
	}
	if strategy := r.literal(printed.Field(literal, "PaginationStrategy")); strategy != nil {
		return r.words(strategy)
	}
	return r.words(literal)
}

// slices says what partitions a stream is read by, and the names of the streams that are read for them.
func (r reader) slices(router ast.Expr) (lines, parents []string) {
	literal := r.literal(router)
	if literal == nil {
		return nil, nil
	}
	configs := r.literal(printed.Field(literal, "ParentStreamConfigs"))
	if configs == nil {
		return []string{r.words(literal)}, nil
	}
	for _, one := range configs.Elts {
		parent := r.literal(one)
		if parent == nil {
			continue
		}
		name := "?"
		if stream := r.p.Find(printed.Field(parent, "Stream"), "stream.Stream"); stream != nil {
			name = r.p.Text(printed.Field(stream, "Name"))
		}
		parents = append(parents, name)
		lines = append(lines, "for each record of "+name+": "+r.p.Text(printed.Field(parent, "PartitionField"))+" = "+r.p.Text(printed.Field(parent, "ParentKey")))
	}
	return lines, parents
}
