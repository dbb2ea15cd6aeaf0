// Package jinja turns one template of a manifest into Go.
//
// In go the template's text, the parameters of its component and the table of
// what its place may name; out come either the text that it always renders or
// a closure of plan, the time when it can be evaluated, and problems with
// their offsets. The package must not know components, manifests, the config
// of a run, or anything of the runtime but the names of its functions.
package jinja

import "github.com/lowcode-dev/lowcode/compiler/plan"

// A Text is one template as the manifest has it, with what surrounds it.
type Text struct {
	Source string // the template
	Place  string // the manifest's type and field, such as "CursorPagination.cursor_value", for the notes
	// Parameters are the component's propagated $parameters; they are known
	// now, so that what templates read of them becomes constant.
	Parameters Map
	// Known are names of the place whose values are known now, too.
	Known Map
	// Lenient turns what the reference meets only when it evaluates the
	// template into warnings and a closure that fails as the reference does.
	Lenient bool
	// ConfigKeys are the keys that the spec declares; reading another one is
	// a warning. Nil says nothing is known of them.
	ConfigKeys []string
	// SliceFields are the fields that the stream's routers and its cursor give a
	// slice; reading another one is a warning. Nil says nothing is known of them.
	SliceFields []string
	// ExtraNames are members of the slice's extra fields, which a requester's
	// templates see as names of their own.
	ExtraNames []string
}

// A Map is a mapping of the manifest in its order. Its values are nil, bool,
// int, int64, *big.Int, float64, string, []any and Map.
type Map []Pair

// A Given is a value of a Map that is known only while the connector runs: X is the Go that reads it.
type Given struct{ X plan.Expr }

// A Pair is one entry of a Map; its key is nil, bool, int, int64, float64 or string.
type Pair struct{ Key, Value any }

// A Binding is the earliest time when a template can be evaluated.
type Binding uint8

// The bindings, from the earliest to the latest.
const (
	Constant Binding = iota // while compiling
	Config                  // when the config is known: once in a run
	Clock                   // with the config, each time anew: it reads the clock, or it has effects
	InScope                 // in the scope of its place
)

// A Template is a template that has been compiled.
type Template struct {
	Source   string  // the text of the manifest, unchanged
	Binding  Binding // when it can be evaluated
	Constant string  // what it renders, when the binding is Constant
	// Closure evaluates it, for the other bindings: func(c config.Config)
	// value.Value, or a function of the scope of its place, which may use cfg.
	Closure *plan.Closure
	// Names are the free names that it reads, sorted: "config", "response".
	Names []string
}

// Reads says whether the template names a variable of its place.
func (t *Template) Reads(name string) bool {
	for _, n := range t.Names {
		if n == name {
			return true
		}
	}
	return false
}

// NeedsResponse says that the page's decoded body must be kept for the template.
func (t *Template) NeedsResponse() bool { return t.Reads("response") }

// NeedsConfig says that the closure captures cfg or takes the config.
func (t *Template) NeedsConfig() bool { return t.Reads("config") }

// A Severity is how grave a problem is.
type Severity uint8

// The severities.
const (
	Error Severity = iota
	Warning
)

// A Problem is something wrong with a template. Start and End are byte offsets
// in Text.Source.
type Problem struct {
	Start, End int
	Severity   Severity
	Slug       string   // "unknown-name"
	Summary    string   // what is wrong
	Hint       string   // did you mean "response"?
	Notes      []string // what may be done instead
}
