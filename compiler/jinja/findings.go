package jinja

import (
	"sort"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/diag"
)

// A finding is a problem with its place in the normalised text, and what the
// reference does about it when it evaluates the template.
type finding struct {
	span
	slug, summary, hint string
	notes               []string
	warning             bool
	// dies is how the whole template fails at run time; a problem that only
	// makes its own expression fail has none.
	dies *death
}

// A death is the exception of a template that the reference cannot render at all.
type death struct {
	rank           int // the reference meets the lowest first
	class, message string
}

// The order in which the reference meets what is wrong with a template.
const (
	rankState = iota
	rankSyntax
	rankAssertion
	rankNames
	rankUnsupported
)

func (b *binder) add(f finding) { b.found = append(b.found, f) }

// assertion reports what Jinja refuses when it compiles a template.
func (b *binder) assertion(at span, message, summary string) {
	b.add(finding{span: at, slug: "syntax", summary: summary, dies: &death{rankAssertion, "TemplateAssertionError", message}})
}

// unsupported reports what the reference can do and we cannot.
func (b *binder) unsupported(at span, summary string, notes ...string) {
	b.add(finding{
		span: at, slug: "unsupported", summary: summary, notes: notes,
		dies: &death{rankUnsupported, "NotImplementedError", summary},
	})
}

// dead is how the template fails as a whole, nil when it can be rendered.
func dead(found []finding) *death {
	var first *death
	var names []string
	for _, f := range found {
		d := f.dies
		if d == nil {
			continue
		}
		if d.rank == rankNames {
			names = append(names, d.message)
		}
		if first == nil || d.rank < first.rank {
			first = d
		}
	}
	if first == nil || first.rank != rankNames {
		return first
	}
	sort.Strings(names)
	return &death{rankNames, "ValueError", "Jinja macro has undeclared variables: {" + quoteAll(names, ", ") + "}"}
}

// problems are findings in the manifest's offsets, in the order of the text.
// With lenient all of them are warnings.
func problems(found []finding, n *normalised, lenient bool) []Problem {
	var all []Problem
	for _, f := range found {
		p := Problem{
			Start: n.offset(f.start), End: n.offset(f.end),
			Slug: f.slug, Summary: f.summary, Hint: f.hint, Notes: f.notes,
		}
		if f.warning || lenient {
			p.Severity = Warning
		}
		all = append(all, p)
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].Start < all[j].Start })
	return all
}

// failed says whether a problem is an error.
func failed(all []Problem) bool {
	for _, p := range all {
		if p.Severity == Error {
			return true
		}
	}
	return false
}

func quote(s string) string { return strconv.Quote(s) }

// meant is the hint for a name that is near another.
func meant(name string, candidates []string) string {
	if near := diag.Nearest(name, candidates); near != "" {
		return "did you mean " + quote(near) + "?"
	}
	return ""
}

// list joins names for a note.
func list(names []string) string { return strings.Join(names, ", ") }

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
