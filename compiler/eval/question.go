package eval

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/jinja"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// A Question is one template that a person asks about.
type Question struct {
	Template string
	Scope    string // one of Scopes
	Config   []byte // a JSON object, nil for an empty one
	Context  []byte // a JSON object: the values of the names of the scope; those that are missing are null
	Lenient  bool   // evaluate it in spite of what is wrong
}

// An Answer is its result.
type Answer struct {
	Text   string // the type and the value, or the class of the error and its message
	Failed bool
}

// A UsageError says that a question cannot be asked.
type UsageError struct{ Reason string }

func (e *UsageError) Error() string { return e.Reason }

// scopes are the places of a manifest by the names of a person.
var scopes = map[string]*jinja.Scope{
	"config": jinja.ConfigScope, "request": jinja.RequestScope, "page": jinja.PageScope, "page_size": jinja.PageSizeScope,
	"filter": jinja.FilterScope, "record": jinja.RecordScope, "field": jinja.FieldScope, "property": jinja.PropertyScope,
	"predicate": jinja.PredicateScope, "message": jinja.MessageScope,
}

// Scopes are the places that a question may name.
func Scopes() []string {
	var names []string
	for name := range scopes {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Ask compiles a template and runs it. There is no answer when the list has errors.
func (r Runner) Ask(ctx context.Context, q Question) (Answer, diag.List, error) {
	scope, ok := scopes[q.Scope]
	if !ok {
		return Answer{}, nil, &UsageError{fmt.Sprintf("unknown scope %q: %s", q.Scope, strings.Join(Scopes(), ", "))}
	}
	variables, err := q.variables(scope)
	if err != nil {
		return Answer{}, nil, err
	}
	t := template{text: q.Template, names: offered(scope), noConfig: scope.NoConfig}
	r.Enter("jinja")
	compiled, problems := jinja.Compile(t.jinjaText(q.Lenient), t.scope())
	found := diagnostics(q.Template, problems)
	if compiled == nil {
		return Answer{}, found, nil
	}
	p := newProgram()
	p.append("", &t, compiled)
	stdin, err := json.Marshal(request{Kind: kindString, Context: variables, Readable: true})
	if err != nil {
		return Answer{}, found, err
	}
	var stdout bytes.Buffer
	if err := r.run(ctx, p.finish(), bytes.NewReader(stdin), &stdout); err != nil {
		return Answer{}, found, err
	}
	answer, err := readAnswer(stdout.Bytes())
	return answer, found, err
}

func readAnswer(line []byte) (Answer, error) {
	var result struct {
		Readable string
		Error    *struct{ Class, Message string }
	}
	if err := json.Unmarshal(line, &result); err != nil {
		return Answer{}, fmt.Errorf("reading the answer %q: %w", line, err)
	}
	if result.Error != nil {
		return Answer{Text: result.Error.Class + ": " + result.Error.Message, Failed: true}, nil
	}
	return Answer{Text: result.Readable}, nil
}

// variables is the context of the program: what the person gives, and null for the other names of the place.
func (q *Question) variables(scope *jinja.Scope) ([]byte, error) {
	context := map[string]json.RawMessage{}
	for _, name := range offered(scope) {
		context[name] = json.RawMessage("null")
	}
	if context["stream_slice"] != nil {
		context["stream_slice"] = json.RawMessage(`{"$slice": {}}`)
		delete(context, "stream_interval")
		delete(context, "stream_partition")
	}
	given := map[string]json.RawMessage{}
	if q.Context != nil {
		if err := json.Unmarshal(q.Context, &given); err != nil {
			return nil, &UsageError{fmt.Sprintf("reading the context: %v", err)}
		}
	}
	for name, v := range given {
		if _, ok := context[name]; !ok {
			return nil, &UsageError{fmt.Sprintf("the scope %s has no name %q: it has %s", q.Scope, name, strings.Join(offered(scope), ", "))}
		}
		context[name] = v
	}
	if q.Config != nil {
		if !json.Valid(q.Config) {
			return nil, &UsageError{"the config is not JSON"}
		}
		context["config"] = q.Config
	}
	return json.Marshal(context)
}

// offered are the names of a place but for those that all places have.
func offered(scope *jinja.Scope) []string {
	names := []string{}
	for _, n := range scope.Names {
		names = append(names, n.Name)
	}
	slices.Sort(names)
	return names
}

// diagnostics are the problems of a template as those of a file.
func diagnostics(text string, problems []jinja.Problem) diag.List {
	file := source.NewFile("template", text)
	var found diag.List
	for _, p := range problems {
		severity := diag.Error
		if p.Severity == jinja.Warning {
			severity = diag.Warning
		}
		found = append(found, diag.Diagnostic{
			Severity: severity, Span: source.Span{File: file, Start: p.Start, End: p.End},
			Slug: p.Slug, Summary: p.Summary, Hint: p.Hint, Notes: p.Notes,
		})
	}
	return found
}
