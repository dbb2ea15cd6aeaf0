package diag

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/lowcode-dev/lowcode/compiler/source"
)

// A List gathers what the phases found. The zero List is empty and ready.
type List []Diagnostic

// Errorf adds an error. The result is for adding a hint or notes at once: it is
// stale after the next addition to the list.
func (l *List) Errorf(span source.Span, slug, format string, args ...any) *Diagnostic {
	return l.add(Error, span, slug, format, args)
}

// Warnf adds a warning; for the result see Errorf.
func (l *List) Warnf(span source.Span, slug, format string, args ...any) *Diagnostic {
	return l.add(Warning, span, slug, format, args)
}

// LenientErrorf adds an error that Demote turns into a warning; for the result see Errorf.
func (l *List) LenientErrorf(span source.Span, slug, format string, args ...any) *Diagnostic {
	d := l.add(Error, span, slug, format, args)
	d.Lenient = true
	return d
}

func (l *List) add(s Severity, span source.Span, slug, format string, args []any) *Diagnostic {
	*l = append(*l, Diagnostic{Severity: s, Span: span, Slug: slug, Summary: fmt.Sprintf(format, args...)})
	return &(*l)[len(*l)-1]
}

// HasErrors says that at least one diagnostic is an error.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Severity == Error })
}

// Demote turns the errors that the reference would meet only at run time into warnings (--lenient).
func (l List) Demote() {
	for i := range l {
		if l[i].Lenient {
			l[i].Severity = Warning
		}
	}
}

// Without leaves out the warnings with these slugs. Errors stay: they cannot be silenced.
func (l List) Without(slugs ...string) List {
	return slices.DeleteFunc(slices.Clone(l), func(d Diagnostic) bool {
		return d.Severity == Warning && slices.Contains(slugs, d.Slug)
	})
}

// Sort orders the list by place and drops repetitions: a definition that is used by ten
// streams is wrong once, and the first way that leads to it is told.
func (l *List) Sort() {
	slices.SortStableFunc(*l, compare)
	*l = slices.CompactFunc(*l, func(a, b Diagnostic) bool { return compare(a, b) == 0 })
}

func compare(a, b Diagnostic) int {
	return cmp.Or(
		cmp.Compare(fileName(a.Span), fileName(b.Span)),
		cmp.Compare(a.Span.Start, b.Span.Start),
		cmp.Compare(a.Span.End, b.Span.End),
		cmp.Compare(a.Severity, b.Severity),
		cmp.Compare(a.Slug, b.Slug),
		cmp.Compare(a.Summary, b.Summary),
	)
}

func fileName(s source.Span) string {
	if s.File == nil {
		return ""
	}
	return s.File.Name
}
