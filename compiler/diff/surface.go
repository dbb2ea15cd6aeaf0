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
	"maps"
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/gen"
	"github.com/lowcode-dev/lowcode/compiler/printed"
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
	p, err := printed.Read(files)
	if err != nil {
		return out, err
	}
	if spec := p.Data["spec.json"]; spec != nil {
		var whole struct {
			ConnectionSpecification map[string]any `json:"connectionSpecification"`
		}
		if err := json.Unmarshal(spec, &whole); err != nil {
			return out, fmt.Errorf("reading spec.json: %w", err)
		}
		out.Spec = whole.ConnectionSpecification
	}
	for _, one := range p.Streams() {
		s, err := readStream(p, one.Call)
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
func readStream(p *printed.Package, call ast.Expr) (*Stream, error) {
	literal := p.Find(call, "stream.Stream")
	if literal == nil {
		return nil, nil
	}
	s := &Stream{
		Name:       p.Text(printed.Field(literal, "Name")),
		Cursor:     readCursor(p, printed.Field(literal, "IncrementalSync")),
		Migrates:   printed.Field(literal, "StateMigrations") != nil,
		Partitions: partitions(p, printed.Field(literal, "Retriever")),
	}
	if key := p.Lists(printed.Field(literal, "PrimaryKey")); key != nil {
		text, err := json.Marshal(key)
		if err != nil {
			return nil, err
		}
		s.PrimaryKey = string(text)
	}
	var err error
	s.Schema, err = readSchema(p, printed.Field(literal, "SchemaLoader"))
	if err != nil {
		return nil, fmt.Errorf("reading the schema of %s: %w", s.Name, err)
	}
	return s, nil
}

// schema is the embedded schema that a loader has, nil for one that asks the API.
func readSchema(p *printed.Package, loader ast.Expr) (map[string]any, error) {
	call, ok := p.Resolve(loader).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || !strings.HasSuffix(printed.Name(call.Fun), "Schema") {
		return nil, nil
	}
	variable, ok := call.Args[0].(*ast.Ident)
	if !ok || p.Embedded(variable.Name) == nil {
		return nil, nil
	}
	var schema map[string]any
	err := json.Unmarshal(p.Embedded(variable.Name), &schema)
	return schema, err
}

func readCursor(p *printed.Package, x ast.Expr) *Cursor {
	literal, ok := p.Resolve(x).(*ast.CompositeLit)
	if !ok {
		return nil
	}
	return &Cursor{
		Kind:   strings.TrimPrefix(printed.Name(literal.Type), "cursor."),
		Field:  p.Text(printed.Field(literal, "CursorField")),
		Format: p.Text(printed.Field(literal, "DatetimeFormat")),
		Reads:  p.Texts(printed.Field(literal, "CursorDatetimeFormats")),
		Global: printed.Name(printed.Field(literal, "GlobalSubstreamCursor")) == "true",
	}
}

// partitions are the fields by which the routers of a retriever part a stream.
func partitions(p *printed.Package, retriever ast.Expr) []string {
	literal, ok := p.Resolve(retriever).(*ast.CompositeLit)
	if !ok {
		return nil
	}
	found := map[string]bool{}
	walkRouters(p, printed.Field(literal, "PartitionRouter"), found)
	return slices.Sorted(maps.Keys(found))
}

// walkRouters looks for the fields of routers; the streams of parents have their own.
func walkRouters(p *printed.Package, x ast.Expr, found map[string]bool) {
	switch e := p.Resolve(x).(type) {
	case *ast.CompositeLit:
		kind := printed.Name(e.Type)
		for _, element := range e.Elts {
			pair, ok := element.(*ast.KeyValueExpr)
			switch {
			case !ok:
				walkRouters(p, element, found)
			case printed.Name(pair.Key) == "PartitionField", kind == "partition.List" && printed.Name(pair.Key) == "CursorField":
				found[p.Text(pair.Value)] = true
			case printed.Name(pair.Key) != "Stream":
				walkRouters(p, pair.Value, found)
			}
		}
	case *ast.CallExpr:
		for _, argument := range e.Args {
			walkRouters(p, argument, found)
		}
	}
}
