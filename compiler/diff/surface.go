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

	"github.com/lowcode-dev/lowcode/compiler/gen"
	"github.com/lowcode-dev/lowcode/compiler/printed"
)

// A Surface is what the users of a connector depend on.
type Surface struct {
	Spec      map[string]any // the connectionSpecification; nil without one
	Rules     Rules          // what becomes of a configuration
	Streams   []Stream       // in the manifest's order
	Templates []Template     // of streams that only a running connector knows
}

// A Stream is what the catalog and states say of a stream.
type Stream struct {
	Name       string
	When       string // the template that decides whether there is such a stream, "" for always
	PrimaryKey string // as JSON, "" for none
	Cursor     *Cursor
	Partitions []Partition // sorted by their fields
	Grouped    bool        // several partitions are read as one
	Migrations []string    // of states, in words
	Schema     Schema
	Records    Records
	// Incremental is what reads the stream when there is a state, where that is another one.
	Incremental *Stream
}

// A Cursor is what the state of a stream is made of.
type Cursor struct {
	Kind   string   // DatetimeBased, IncrementingCount
	Field  string   // of records
	Format string   // of the state
	Reads  []string // other formats that a state may have
	Global bool     // one value for all partitions
}

// A Partition is a field by which a stream is parted.
type Partition struct {
	Field  string
	Values []string // nil where they are not in the manifest
	From   string   // where they come from otherwise, in words
	Parent *Cursor  // of the stream that they come from, whose state is kept with that of its child; nil for none
}

// A Schema is what is known of the records of a stream.
type Schema struct {
	Fixed  map[string]any // the JSON schema; nil where only a running connector knows it
	Rules  string         // by which a running connector makes it, or a part of it; "" for none
	Source string         // what it is made of
}

// Records are what becomes of the records that an API sends, in words.
type Records struct {
	Retriever, Extractor, Filter, Transformations string

	Removed []Removal
}

// A Removal takes a field away.
type Removal struct {
	Path []string
	When string // "" for always
}

// A reader reads streams from a package.
type reader struct {
	*printed.Package
	within map[string]string // what mappings change in the values that others set, by the paths of those
}

// Read reads the surface from the files of a generated package.
func Read(files []gen.File) (Surface, error) {
	var out Surface
	p, err := printed.Read(files)
	if err != nil {
		return out, err
	}
	if out.Spec, err = readSpec(p); err != nil {
		return out, err
	}
	r := reader{p, nil}
	out.Rules = r.rules()
	if out.Streams, err = r.streams(); err != nil {
		return out, err
	}
	return out, r.dynamicStreams(&out)
}

func readSpec(p *printed.Package) (map[string]any, error) {
	var whole struct {
		ConnectionSpecification map[string]any `json:"connectionSpecification"`
	}
	if spec := p.Data["spec.json"]; spec != nil {
		if err := json.Unmarshal(spec, &whole); err != nil {
			return nil, fmt.Errorf("reading spec.json: %w", err)
		}
	}
	return whole.ConnectionSpecification, nil
}

func (r reader) streams() (out []Stream, err error) {
	for _, one := range r.Streams() {
		s, err := r.stream(one.Call)
		if err != nil {
			return nil, err
		}
		if s != nil {
			s.When = one.When
			out = append(out, *s)
		}
	}
	return out, nil
}

// stream reads the stream that an expression builds, nil for one that is none.
func (r reader) stream(call ast.Expr) (*Stream, error) {
	if both := r.Find(call, "stream.StateDelegating"); both != nil {
		full, err := r.literal(printed.Field(both, "FullRefreshStream"))
		if full == nil || err != nil {
			return nil, err
		}
		full.Incremental, err = r.literal(printed.Field(both, "IncrementalStream"))
		return full, err
	}
	return r.literal(call)
}

func (r reader) literal(call ast.Expr) (*Stream, error) {
	literal := r.Find(call, "stream.Stream")
	if literal == nil {
		return nil, nil
	}
	s := &Stream{
		Name:       r.Text(printed.Field(literal, "Name")),
		Cursor:     r.cursor(printed.Field(literal, "IncrementalSync")),
		Migrations: r.each(printed.Field(literal, "StateMigrations")),
		Records:    r.records(literal),
	}
	s.Partitions, s.Grouped = r.partitions(printed.Field(literal, "Retriever"))
	var err error
	if s.PrimaryKey, err = r.primaryKey(printed.Field(literal, "PrimaryKey")); err != nil {
		return nil, err
	}
	if s.Schema, err = r.schema(printed.Field(literal, "SchemaLoader")); err != nil {
		return nil, fmt.Errorf("reading the schema of %s: %w", s.Name, err)
	}
	return s, nil
}

// primaryKey is a key as JSON; one that mappings make is in words.
func (r reader) primaryKey(x ast.Expr) (string, error) {
	if x == nil {
		return "", nil
	}
	if call, ok := r.Resolve(x).(*ast.CallExpr); ok {
		return r.words(call) + r.changedWithin(call), nil
	}
	key := r.Lists(x)
	text, err := json.Marshal(key)
	return string(text), err
}

// changedWithin is what mappings change in the value that a call reads.
func (r reader) changedWithin(call *ast.CallExpr) string {
	if len(call.Args) == 0 {
		return ""
	}
	path, ok := call.Args[0].(*ast.BasicLit)
	if !ok {
		return ""
	}
	return r.within[r.Text(path)]
}

func (r reader) cursor(x ast.Expr) *Cursor {
	literal, ok := r.Resolve(x).(*ast.CompositeLit)
	switch {
	case ok:
	case x == nil:
		return nil
	default:
		return &Cursor{Kind: r.words(x)}
	}
	return &Cursor{
		Kind:   kindOf(literal),
		Field:  r.Text(printed.Field(literal, "CursorField")),
		Format: r.Text(printed.Field(literal, "DatetimeFormat")),
		Reads:  r.Texts(printed.Field(literal, "CursorDatetimeFormats")),
		Global: printed.Name(printed.Field(literal, "GlobalSubstreamCursor")) == "true",
	}
}
