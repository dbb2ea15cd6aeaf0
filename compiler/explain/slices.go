package explain

import (
	"go/ast"
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/printed"
)

// slicing is what a partition router makes of a stream.
type slicing struct {
	lines   []string
	parents []string   // names of streams
	streams []ast.Expr // which they build
}

// router says what partitions a stream is read by.
func (r *reader) router(x ast.Expr) (out slicing) {
	literal := r.p.Literal(x)
	if literal == nil {
		return out
	}
	switch printed.Name(literal.Type) {
	case "partition.List":
		out.lines = []string{r.list(literal)}
	case "partition.Substream":
		out = r.substreams(literal)
	case "partition.Product":
		out = r.product(literal.Elts)
	case "partition.Union":
		out = r.union(literal)
	case "partition.Grouping":
		out = r.router(printed.Field(literal, "UnderlyingPartitionRouter"))
		out.lines = []string{"in groups of " + r.value(printed.Field(literal, "GroupSize")) + ": " + strings.Join(out.lines, "; ")}
	default:
		out = r.custom(literal)
	}
	return out
}

func (s *slicing) add(other slicing) {
	for _, name := range other.parents {
		if !slices.Contains(s.parents, name) {
			s.parents = append(s.parents, name)
		}
	}
	s.lines = append(s.lines, other.lines...)
	s.streams = append(s.streams, other.streams...)
}

// list is a ListPartitionRouter in words.
func (r *reader) list(literal *ast.CompositeLit) string {
	values := r.p.Text(printed.Field(literal, "ValuesTemplate"))
	if values == "" {
		values = strings.Join(r.p.Texts(printed.Field(literal, "Values")), ", ")
	}
	return "for each " + r.p.Text(printed.Field(literal, "CursorField")) + " of " + values
}

// substreams is a SubstreamPartitionRouter: a line for each parent.
func (r *reader) substreams(literal *ast.CompositeLit) (out slicing) {
	configs := r.p.Literal(printed.Field(literal, "ParentStreamConfigs"))
	if configs == nil {
		return out
	}
	for _, one := range configs.Elts {
		parent := r.p.Literal(one)
		if parent == nil {
			continue
		}
		stream := printed.Field(parent, "Stream")
		name := r.nameOf(stream)
		line := "for each record of " + name + ": " + r.p.Text(printed.Field(parent, "PartitionField")) + " = " + r.p.Text(printed.Field(parent, "ParentKey"))
		if r.isTrue(printed.Field(parent, "IncrementalDependency")) {
			line += "; the parent goes on from its own state"
		}
		out.add(slicing{[]string{line}, []string{name}, []ast.Expr{stream}})
	}
	return out
}

// nameOf is the name of the stream that an expression gives.
func (r *reader) nameOf(stream ast.Expr) string {
	literal := r.p.Literal(stream)
	if literal == nil || printed.Field(literal, "Name") == nil {
		literal = r.p.Find(stream, "stream.Stream")
	}
	if literal == nil {
		return "?"
	}
	return r.p.Text(printed.Field(literal, "Name"))
}

// product is a list of routers, whose partitions are combined.
func (r *reader) product(routers []ast.Expr) (out slicing) {
	for _, one := range routers {
		inner := r.router(one)
		inner.lines = []string{strings.Join(inner.lines, "; ")}
		out.add(inner)
	}
	if len(out.lines) > 1 {
		out.lines = []string{"each combination of: " + strings.Join(out.lines, "  and  ")}
	}
	return out
}

// union is a UnionPartitionRouter, whose partitions follow each other.
func (r *reader) union(literal *ast.CompositeLit) (out slicing) {
	as := r.p.Text(printed.Field(literal, "PartitionField"))
	routers := r.p.Literal(printed.Field(literal, "PartitionRouters"))
	if routers == nil {
		return out
	}
	for _, one := range routers.Elts {
		inner := r.router(one)
		for i := range inner.lines {
			inner.lines[i] += ", as " + as + " and each value once"
		}
		out.add(inner)
	}
	return out
}

// custom is the router of a class, which may embed one that is known.
func (r *reader) custom(literal *ast.CompositeLit) (out slicing) {
	class := printed.Name(literal.Type)
	for _, typ := range []string{"partition.Substream", "partition.List", "partition.Grouping", "partition.Product", "partition.Union"} {
		if inner := r.embedded(literal, typ); inner != nil {
			out = r.router(inner)
			for i := range out.lines {
				out.lines[i] = "as the class " + class + " of custom.go makes of: " + out.lines[i]
			}
			return out
		}
	}
	out.lines = []string{"by what the class " + class + " of custom.go gives"}
	for _, f := range fields(literal) {
		if configs := r.p.Literal(f.value); configs != nil && f.name == "ParentStreamConfigs" {
			out.add(r.substreams(literal))
		}
	}
	return out
}

// window is a cursor in words.
func (r *reader) window(cursor *ast.CompositeLit) string {
	field := r.p.Text(printed.Field(cursor, "CursorField"))
	switch printed.Name(cursor.Type) {
	case "cursor.IncrementingCount":
		start := r.p.Text(printed.Field(cursor, "StartValue"))
		if start == "" {
			start = "0"
		}
		return "from the highest " + field + " so far on, at first from " + start
	case "cursor.DatetimeBased":
		return r.datetimes(cursor, field)
	}
	return r.words(cursor)
}

// datetimes is a DatetimeBasedCursor in words: its window, then the rest of its fields.
func (r *reader) datetimes(cursor *ast.CompositeLit, field string) string {
	line := "a window of " + field
	if step := r.p.Text(printed.Field(cursor, "Step")); step != "" {
		line = "windows of " + field + ", " + step + " each,"
	}
	line += " from " + r.datetime(printed.Field(cursor, "StartDatetime")) + " or the state to "
	if end := printed.Field(cursor, "EndDatetime"); end != nil {
		line += r.datetime(end)
	} else {
		line += "now"
	}
	said := []string{"CursorField", "Step", "StartDatetime", "EndDatetime", "StartTimeOption", "EndTimeOption"}
	for _, f := range fields(cursor) {
		if !slices.Contains(said, f.name) {
			line += "; " + snake(f.name) + "=" + r.value(f.value)
		}
	}
	return line
}

// datetime is a MinMaxDatetime: its datetime, and what else it says.
func (r *reader) datetime(x ast.Expr) string {
	literal := r.p.Literal(x)
	if literal == nil {
		return r.value(x)
	}
	var rest []string
	for _, f := range fields(literal) {
		if f.name != "Datetime" {
			rest = append(rest, snake(f.name)+"="+r.value(f.value))
		}
	}
	out := r.p.Text(printed.Field(literal, "Datetime"))
	if len(rest) > 0 {
		out += " (" + strings.Join(rest, ", ") + ")"
	}
	return out
}

func (r *reader) isTrue(x ast.Expr) bool { return printed.Name(x) == "true" }
