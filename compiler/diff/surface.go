// Package diff says what a change of a connector means for those who sync with it.
//
// In go two generated packages, old and new, out comes a list of changes, each breaking or safe by the
// rules that Airbyte has for connectors. What users depend on is read from the generated Go and the
// files beside it; the package knows neither manifests nor plans.
package diff

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/gen"
)

// A Surface is what the users of a connector depend on.
type Surface struct {
	Spec    map[string]any // the connectionSpecification; nil without one
	Streams []Stream       // in the manifest's order
}

// A Stream is what the catalog and states say of a stream.
type Stream struct {
	Name       string
	PrimaryKey string // as JSON, "" for none
	Cursor     *Cursor
	Partitions []string // the fields of its partitions, sorted; nil for none
	Migrates   bool     // it has state_migrations
	// Schema is the JSON schema; nil where it is only known to a running connector.
	Schema map[string]any
}

// A Cursor is what the state of a stream is made of.
type Cursor struct {
	Kind   string   // DatetimeBased, IncrementingCount
	Field  string   // of records
	Format string   // of the state
	Reads  []string // other formats that a state may have
	Global bool     // one value for all partitions
}

// Read reads the surface from the files of a generated package.
func Read(files []gen.File) (Surface, error) {
	var out Surface
	p, err := parse(files)
	if err != nil {
		return out, err
	}
	if spec := p.data["spec.json"]; spec != nil {
		var whole struct {
			ConnectionSpecification map[string]any `json:"connectionSpecification"`
		}
		if err := json.Unmarshal(spec, &whole); err != nil {
			return out, fmt.Errorf("reading spec.json: %w", err)
		}
		out.Spec = whole.ConnectionSpecification
	}
	for _, call := range p.streamCalls() {
		s, err := p.stream(call)
		if err != nil {
			return out, err
		}
		if s != nil {
			out.Streams = append(out.Streams, *s)
		}
	}
	return out, nil
}

// stream reads the stream that a function builds, nil for one that is none.
func (p *pkg) stream(call ast.Expr) (*Stream, error) {
	literal := p.find(call, "stream.Stream")
	if literal == nil {
		return nil, nil
	}
	s := &Stream{
		Name:       p.text(field(literal, "Name")),
		Cursor:     p.cursor(field(literal, "IncrementalSync")),
		Migrates:   field(literal, "StateMigrations") != nil,
		Partitions: p.partitions(field(literal, "Retriever")),
	}
	if key := p.lists(field(literal, "PrimaryKey")); key != nil {
		text, err := json.Marshal(key)
		if err != nil {
			return nil, err
		}
		s.PrimaryKey = string(text)
	}
	var err error
	s.Schema, err = p.schema(field(literal, "SchemaLoader"))
	if err != nil {
		return nil, fmt.Errorf("reading the schema of %s: %w", s.Name, err)
	}
	return s, nil
}

// schema is the embedded schema that a loader has, nil for one that asks the API.
func (p *pkg) schema(loader ast.Expr) (map[string]any, error) {
	call, ok := p.resolve(loader).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || !strings.HasSuffix(name(call.Fun), "Schema") {
		return nil, nil
	}
	variable, ok := call.Args[0].(*ast.Ident)
	if !ok || p.data[p.embedded[variable.Name]] == nil {
		return nil, nil
	}
	var schema map[string]any
	return schema, json.Unmarshal(p.data[p.embedded[variable.Name]], &schema)
}

func (p *pkg) cursor(x ast.Expr) *Cursor {
	literal, ok := p.resolve(x).(*ast.CompositeLit)
	if !ok {
		return nil
	}
	return &Cursor{
		Kind:   strings.TrimPrefix(name(literal.Type), "cursor."),
		Field:  p.text(field(literal, "CursorField")),
		Format: p.text(field(literal, "DatetimeFormat")),
		Reads:  p.texts(field(literal, "CursorDatetimeFormats")),
		Global: name(field(literal, "GlobalSubstreamCursor")) == "true",
	}
}
