// Package diag is how lowcode tells people what is wrong with a manifest.
//
// In go spans and words, out come sorted lists, printed for people (Text) or
// for programs (JSON, one object a line). It knows files and positions, and
// nothing of what a manifest means.
package diag

import (
	"fmt"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/source"
)

// A Severity says whether a diagnostic stops the compilation.
type Severity int8

// The severities. The zero Severity is Error, so that none is lost by forgetting it.
const (
	Error Severity = iota
	Warning
)

// String is the word that is printed.
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// A Ref is one step of the way to a place: a reference, and where it is written.
type Ref struct {
	Target string      // "#/definitions/paginator", or "*name" for an alias of YAML
	Path   string      // the place in the tree that refers, "streams.issues"; "" if not known
	Span   source.Span // the reference itself
}

// A Diagnostic is one thing that is wrong, or smells, at one place.
type Diagnostic struct {
	Severity Severity
	Span     source.Span
	Slug     string   // names the kind of mistake for ever: "unknown-name"
	Summary  string   // what is wrong: lower case, no full stop, names in quotes
	Hint     string   // what to write instead; stands after the mark
	Notes    []string // what may be done, and other facts; one line each
	Code     string   // Go to write, of several lines; "" for none
	Via      []Ref    // how the place was reached, the reference nearest to it last
	Lenient  bool     // an error that the reference meets only when it evaluates the place
}

// Hintf sets the hint.
func (d *Diagnostic) Hintf(format string, args ...any) *Diagnostic {
	d.Hint = fmt.Sprintf(format, args...)
	return d
}

// DidYouMean sets the hint to the candidate nearest to word, if one is near.
func (d *Diagnostic) DidYouMean(word string, candidates []string) *Diagnostic {
	if near := Nearest(word, candidates); near != "" {
		d.Hintf("did you mean %q?", near)
	}
	return d
}

// Notef adds a note.
func (d *Diagnostic) Notef(format string, args ...any) *Diagnostic {
	d.Notes = append(d.Notes, fmt.Sprintf(format, args...))
	return d
}

// From records the references that led to the place.
func (d *Diagnostic) From(via []Ref) *Diagnostic {
	d.Via = via
	return d
}

// String is the first line of the text: file:line:col: severity: summary [slug].
func (d Diagnostic) String() string {
	var b strings.Builder
	if !d.Span.IsZero() {
		p := d.Span.Position()
		fmt.Fprintf(&b, "%s:%d:%d: ", d.Span.File.Name, p.Line, p.Column)
	}
	fmt.Fprintf(&b, "%s: %s", d.Severity, oneLine(d.Summary))
	if d.Slug != "" {
		fmt.Fprintf(&b, " [%s]", d.Slug)
	}
	return b.String()
}
