package component

import (
	"regexp/syntax"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// secondsTemplate lowers a field that holds a number of seconds or a template of one; report tells of a text that is neither.
func (b *Builder) secondsTemplate(
	n *manifest.Node, field string, report func(n *manifest.Node, at source.Span, slug, format string, args ...any) *diag.Diagnostic,
) plan.Expr {
	x := b.template(n, field, configScope)
	if known, ok := knownText(x); ok {
		if _, err := strconv.ParseFloat(strings.TrimSpace(known), 64); err != nil {
			report(n, n.Field(field).Span, "bad-value", "%s.%s is not a number of seconds: %q", n.Type(), field, known)
		}
	}
	return x
}

// pattern lowers a regular expression of Python's, of which only the mistakes are told that are some in every dialect.
func (b *Builder) pattern(n *manifest.Node, field string) plan.Expr {
	f := present(n, field)
	if f == nil {
		return nil
	}
	written, _ := text(f)
	if written == "" {
		return nil // the reference takes an empty one for none
	}
	x := b.template(n, field, configScope)
	if _, err := syntax.Parse(written, syntax.Perl); err != nil && broken(err) && !strings.Contains(written, "{{") {
		b.lenientf(n, f.Span, "bad-regex", "%s.%s is no regular expression: %v", n.Type(), field, err)
	}
	return x
}

// broken says that a regular expression is none, rather than one that Go does not know.
func broken(err error) bool {
	failure, ok := err.(*syntax.Error)
	if !ok {
		return false
	}
	switch failure.Code {
	case syntax.ErrMissingParen, syntax.ErrMissingBracket, syntax.ErrUnexpectedParen,
		syntax.ErrTrailingBackslash, syntax.ErrMissingRepeatArgument:
		return true
	}
	return false
}
