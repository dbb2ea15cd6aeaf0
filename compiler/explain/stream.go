package explain

import (
	"go/ast"
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/printed"
)

// A reader reads literals of one package.
type reader struct {
	p     *printed.Package
	found *found
}

// streams are the ways of reading the stream that an expression gives.
func (r *reader) streams(x ast.Expr) []Stream {
	literal := r.p.Literal(x)
	if literal != nil && printed.Name(literal.Type) == "stream.StateDelegating" {
		return r.delegating(literal)
	}
	if call, ok := r.p.Resolve(x).(*ast.CallExpr); ok && printed.Name(call.Fun) == "stream.Unreadable" && len(call.Args) == 2 {
		return []Stream{{Name: r.p.Text(call.Args[0]), Requests: []Request{}, Notes: []string{r.p.Text(call.Args[1])}}}
	}
	if literal = r.p.Find(x, "stream.Stream"); literal == nil {
		return nil
	}
	return []Stream{r.stream(literal)}
}

// delegating is a stream that two others read.
func (r *reader) delegating(literal *ast.CompositeLit) (out []Stream) {
	incremental, full := "with a state", "without a state"
	if period := r.p.Text(printed.Field(literal, "APIRetentionPeriod")); period != "" {
		incremental += " that is not older than " + period
		full += ", or with one that is older than " + period
	}
	for _, way := range []struct{ field, when string }{{"FullRefreshStream", full}, {"IncrementalStream", incremental}} {
		for _, s := range r.streams(printed.Field(literal, way.field)) {
			s.Name = r.p.Text(printed.Field(literal, "Name"))
			s.When = way.when
			out = append(out, s)
		}
	}
	return out
}

// stream explains a stream of its own.
func (r *reader) stream(literal *ast.CompositeLit) Stream {
	s := Stream{Name: r.p.Text(printed.Field(literal, "Name")), Requests: []Request{}}
	r.schemaRequests(&s, printed.Field(literal, "SchemaLoader"))
	r.retriever(&s, printed.Field(literal, "Retriever"), r.p.Literal(printed.Field(literal, "IncrementalSync")))
	if uploader := r.p.Literal(printed.Field(literal, "FileUploader")); uploader != nil {
		r.add(&s, "file_uploader.requester", "for the file of each record, where files are asked for", printed.Field(uploader, "Requester"))
	}
	return s
}

// schemaRequests are those of schema loaders that ask the API.
func (r *reader) schemaRequests(s *Stream, loader ast.Expr) {
	dynamic := r.p.Find(loader, "record.DynamicSchema")
	if dynamic == nil {
		return
	}
	inner := r.p.Literal(printed.Field(dynamic, "Retriever"))
	if inner == nil {
		return
	}
	asked := Stream{Name: s.Name}
	r.retriever(&asked, printed.Field(inner, "Retriever"), nil)
	s.adopt(asked.Requests, "schema_loader.retriever.", "for the schema")
	s.Notes = append(s.Notes, asked.Notes...)
}

// adopt adds requests that are made for a field of the stream.
func (s *Stream) adopt(requests []Request, field, when string) {
	for _, request := range requests {
		request.For, request.When = field+request.For, both(when, request.When)
		s.Requests = append(s.Requests, request)
	}
}

// retriever explains what a retriever asks for, by the windows of a cursor; window is nil for none.
func (r *reader) retriever(s *Stream, x ast.Expr, window *ast.CompositeLit) {
	literal := r.p.Literal(x)
	if literal == nil {
		return
	}
	simple, async := r.embedded(literal, "retrieve.Simple"), r.embedded(literal, "retrieve.Async")
	switch {
	case simple != nil:
		r.simple(s, simple, window)
		literal = simple
	case async != nil:
		r.async(s, async)
		literal = async
	default:
		s.Notes = append(s.Notes, "retriever is the class "+printed.Name(literal.Type)+" of custom.go: only its code says which requests it makes")
	}
	sliced := r.router(printed.Field(literal, "PartitionRouter"))
	s.Slices, s.Parents = sliced.lines, sliced.parents
	if window != nil {
		s.Slices = append(s.Slices, r.window(window))
	}
	for _, parent := range sliced.streams {
		r.found.note(r, parent, s.Name)
	}
}

// simple explains a SimpleRetriever.
func (r *reader) simple(s *Stream, retriever, window *ast.CompositeLit) {
	properties := r.p.Literal(printed.Field(retriever, "QueryProperties"))
	if properties != nil {
		r.properties(s, properties)
	}
	requester := printed.Field(retriever, "Requester")
	if r.add(s, "requester", "", requester) {
		last := &s.Requests[len(s.Requests)-1]
		last.Parts = append(last.Parts, r.injected(retriever, "Paginator", window)...)
	}
	s.Retries = r.retries(r.handler(requester))
	s.Pages = r.pages(printed.Field(retriever, "Paginator"))
	for _, f := range fields(retriever) {
		if f.name == "PaginationReset" || f.name == "PageSizeReduction" || f.name == "RequestWindowSplitting" {
			s.Notes = append(s.Notes, snake(f.name)+": "+r.value(f.value))
		}
	}
}

// properties explains where the names of the properties come from that requests ask for.
func (r *reader) properties(s *Stream, query *ast.CompositeLit) {
	if endpoint := r.p.Literal(printed.Field(query, "PropertyList")); endpoint != nil && printed.Name(endpoint.Type) == "retrieve.PropertiesFromEndpoint" {
		asked := Stream{Name: s.Name}
		r.retriever(&asked, printed.Field(endpoint, "Retriever"), nil)
		s.adopt(asked.Requests, "property_list.retriever.", "once, for the names of the properties")
	}
	if chunking := r.p.Literal(printed.Field(query, "PropertyChunking")); chunking != nil {
		s.Notes = append(s.Notes, "each page is asked for once for each chunk of the properties: "+r.words(chunking))
	}
}

// asynchronous are the requesters of an AsyncRetriever in the order in which a job needs them.
var asynchronous = []struct{ field, when string }{
	{"CreationRequester", "to start a job, for each slice"},
	{"PollingRequester", "until the job has ended"},
	{"DownloadTargetRequester", "when the job is completed"},
	{"DownloadRequester", "for each target of the download"},
	{"AbortRequester", "for a job that is given up"},
	{"DeleteRequester", "when the results were read"},
}

// async explains an AsyncRetriever.
func (r *reader) async(s *Stream, retriever *ast.CompositeLit) {
	for _, role := range asynchronous {
		requester := printed.Field(retriever, role.field)
		if requester == nil {
			continue
		}
		if r.add(s, snake(role.field), role.when, requester) && role.field == "DownloadRequester" {
			last := &s.Requests[len(s.Requests)-1]
			last.Parts = append(last.Parts, r.paging(retriever, "DownloadPaginator")...)
		}
		for _, line := range r.retries(r.handler(requester)) {
			if line = snake(role.field) + ": " + line; !slices.Contains(s.Retries, line) {
				s.Retries = append(s.Retries, line)
			}
		}
	}
	s.Pages = r.pages(printed.Field(retriever, "DownloadPaginator"))
}

// add adds the request of a requester, with those of its authenticator before it. It says whether there is one.
func (r *reader) add(s *Stream, what, when string, x ast.Expr) bool {
	given := r.p.Literal(x)
	if given == nil {
		return false
	}
	class := printed.Name(given.Type)
	requester := r.embedded(given, "requester.HTTP")
	if requester == nil {
		s.Notes = append(s.Notes, what+" is the class "+class+" of custom.go: only its code says which request it makes")
		return false
	}
	if requester != given {
		s.Notes = append(s.Notes, what+" is the class "+class+" of custom.go, which may change the request that the manifest describes")
	}
	r.logins(s, printed.Field(requester, "Authenticator"))
	request := r.request(what, requester)
	request.When = when
	s.Requests = append(s.Requests, request)
	return true
}

// handler is the error handler of a requester.
func (r *reader) handler(requester ast.Expr) ast.Expr {
	given := r.p.Literal(requester)
	if given == nil {
		return nil
	}
	if http := r.embedded(given, "requester.HTTP"); http != nil {
		return printed.Field(http, "ErrorHandler")
	}
	return nil
}

// pages says how the pages of a slice follow each other.
func (r *reader) pages(paginator ast.Expr) string {
	literal := r.p.Literal(paginator)
	if literal == nil {
		return ""
	}
	if strategy := r.p.Literal(printed.Field(literal, "PaginationStrategy")); strategy != nil {
		return r.words(strategy)
	}
	return r.words(literal)
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

// embedded is the literal itself if it has a type, or that of the type that a class of custom.go embeds.
func (r *reader) embedded(literal *ast.CompositeLit, typ string) *ast.CompositeLit {
	if printed.Name(literal.Type) == typ {
		return literal
	}
	inner := r.p.Literal(printed.Field(literal, typ[strings.LastIndex(typ, ".")+1:]))
	if inner != nil && printed.Name(inner.Type) == typ {
		return inner
	}
	return nil
}
