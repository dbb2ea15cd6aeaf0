package diff

import (
	"cmp"
	"encoding/json"
	"go/ast"
	"maps"
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/printed"
)

// schema reads the schema that a loader has, or each one of a list.
func (r reader) schema(loader ast.Expr) (Schema, error) {
	out := Schema{}
	var fixed []map[string]any
	for _, one := range r.loaders(loader) {
		schema, known, err := r.fixed(one)
		switch {
		case err != nil:
			return out, err
		case known:
			fixed = append(fixed, schema)
		default:
			out.Rules += r.words(one, "Retriever")
			out.Source += r.source(one)
		}
	}
	switch {
	case len(fixed) > 0:
		out.Fixed = united(fixed)
	case out.Rules == "":
		out.Fixed = map[string]any{}
	}
	return out, nil
}

func (r reader) loaders(x ast.Expr) []ast.Expr {
	switch list, ok := r.Resolve(x).(*ast.CompositeLit); {
	case x == nil:
		return nil
	case ok && printed.Name(list.Type) == "stream.SchemaLoaders":
		return list.Elts
	}
	return []ast.Expr{x}
}

// fixed is the embedded schema that a loader has, and whether it has one.
func (r reader) fixed(loader ast.Expr) (schema map[string]any, known bool, err error) {
	switch e := r.Resolve(loader).(type) {
	case *ast.CompositeLit:
		return nil, printed.Name(e.Type) == "stream.NoSchema", nil
	case *ast.CallExpr:
		if len(e.Args) != 1 || !strings.HasSuffix(printed.Name(e.Fun), "Schema") {
			return nil, false, nil
		}
		variable, ok := e.Args[0].(*ast.Ident)
		if !ok || r.Embedded(variable.Name) == nil {
			return nil, false, nil
		}
		err := json.Unmarshal(r.Embedded(variable.Name), &schema)
		return object(r.filled(schema)), true, err
	}
	return nil, false, nil
}

// source is what a loader makes a schema of.
func (r reader) source(loader ast.Expr) string {
	literal, ok := r.Resolve(loader).(*ast.CompositeLit)
	if !ok {
		return ""
	}
	return r.words(printed.Field(literal, "Retriever"))
}

// united is the schema that a list of loaders has: of a property that several have, the first one counts.
func united(all []map[string]any) map[string]any {
	if len(all) == 1 {
		return all[0]
	}
	out := map[string]any{}
	for _, schema := range slices.Backward(all) {
		maps.Copy(out, object(schema["properties"]))
	}
	return map[string]any{"properties": out}
}

// records are what becomes of the records of a stream.
func (r reader) records(literal *ast.CompositeLit) (out Records) {
	if retriever, ok := r.Resolve(printed.Field(literal, "Retriever")).(*ast.CompositeLit); ok {
		out.Retriever = kindOf(retriever)
		if selector, ok := r.Resolve(printed.Field(retriever, "RecordSelector")).(*ast.CompositeLit); ok {
			out.Extractor = r.words(printed.Field(selector, "Extractor"))
			out.Filter = r.words(printed.Field(selector, "RecordFilter"))
		}
	}
	transformations := printed.Field(literal, "Transformations")
	out.Transformations = strings.Join(r.each(transformations), ", ")
	for _, one := range r.elements(transformations) {
		out.Removed = append(out.Removed, r.removals(one)...)
	}
	return out
}

func (r reader) removals(transformation ast.Expr) (out []Removal) {
	literal, ok := r.Resolve(transformation).(*ast.CompositeLit)
	if !ok || kindOf(literal) != "RemoveFields" {
		return nil
	}
	when := r.Text(printed.Field(literal, "Condition"))
	for _, path := range r.Lists(printed.Field(literal, "FieldPointers")) {
		out = append(out, Removal{path, when})
	}
	return out
}

// partitions are the fields by which the routers of a retriever part a stream, and whether partitions are grouped.
func (r reader) partitions(retriever ast.Expr) (out []Partition, grouped bool) {
	literal, ok := r.Resolve(retriever).(*ast.CompositeLit)
	if !ok {
		return nil, false
	}
	router := printed.Field(literal, "PartitionRouter")
	if router == nil {
		return nil, false
	}
	found := map[string]Partition{}
	r.routers(router, found)
	out = slices.SortedFunc(maps.Values(found), func(a, b Partition) int { return cmp.Compare(a.Field, b.Field) })
	return out, r.Find(router, "partition.Grouping") != nil
}

// routers looks for the fields of routers; the streams of parents have their own.
func (r reader) routers(x ast.Expr, found map[string]Partition) {
	switch e := r.Resolve(x).(type) {
	case *ast.CompositeLit:
		switch kind := printed.Name(e.Type); {
		case kind == "partition.List":
			field := r.Text(printed.Field(e, "CursorField"))
			found[field] = Partition{Field: field, Values: r.Texts(printed.Field(e, "Values")), From: r.Text(printed.Field(e, "ValuesTemplate"))}
		case printed.Field(e, "PartitionField") != nil:
			one := r.parent(e)
			found[one.Field] = one
		case kind != "" && !strings.Contains(kind, "."): // a class of custom.go
			found["those of "+kind] = Partition{Field: "those of " + kind, From: r.words(e)}
		default:
			for _, element := range e.Elts {
				r.routers(element, found)
			}
		}
	case *ast.KeyValueExpr:
		r.routers(e.Value, found)
	case *ast.CallExpr:
		for _, argument := range e.Args {
			r.routers(argument, found)
		}
	}
}

// parent is the partition that the records of a parent make.
func (r reader) parent(literal *ast.CompositeLit) Partition {
	out := Partition{
		Field: r.Text(printed.Field(literal, "PartitionField")),
		From:  r.Text(printed.Field(literal, "ParentKey")),
	}
	parent := r.Find(printed.Field(literal, "Stream"), "stream.Stream")
	if parent == nil {
		return out
	}
	out.From += " of " + r.Text(printed.Field(parent, "Name"))
	if printed.Name(printed.Field(literal, "IncrementalDependency")) == "true" {
		out.Parent = r.cursor(printed.Field(parent, "IncrementalSync"))
	}
	return out
}
