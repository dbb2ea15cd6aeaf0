package jinja

import (
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// Compile compiles the template at a place. The template is nil when a problem
// is an error; with Lenient there is always one.
func Compile(t Text, scope *Scope) (*Template, []Problem) {
	n := normalise(t.Source)
	found := stateFindings(n.text)
	template, more := compile(&t, scope, &n)
	found = append(found, more...)
	all := problems(found, &n, t.Lenient)
	if failed(all) {
		return nil, all
	}
	if d := dead(found); d != nil {
		template = dying(t.Source, d)
	}
	return template, all
}

// compile parses, checks and lowers; it stops at what makes going on senseless.
func compile(t *Text, scope *Scope, n *normalised) (*Template, []finding) {
	if !hasTemplate(n.text) {
		return &Template{Source: t.Source, Constant: n.text}, nil
	}
	body, fault := parse(n.text)
	if fault != nil {
		return nil, []finding{syntaxFinding(fault)}
	}
	b := bind(t, scope, body)
	if dead(b.found) != nil || !t.Lenient && grave(b.found) {
		return nil, b.found
	}
	template, refused := lower(t, scope, b, body)
	if refused != nil {
		refused.dies = &death{rankUnsupported, "NotImplementedError", refused.summary}
		return nil, append(b.found, *refused)
	}
	return template, b.found
}

// grave says whether some finding is more than a warning.
func grave(found []finding) bool {
	for _, f := range found {
		if !f.warning {
			return true
		}
	}
	return false
}

// syntaxFinding reports what cannot be parsed.
func syntaxFinding(e *syntaxError) finding {
	f := finding{span: e.span, slug: "syntax", summary: strings.TrimSuffix(lowerFirst(e.message), ".")}
	f.dies = &death{rankSyntax, "TemplateSyntaxError", e.message}
	if e.assertion {
		f.dies = &death{rankAssertion, "TemplateAssertionError", e.message}
	}
	if e.unsupported {
		f.slug = "unsupported"
		f.dies = &death{rankUnsupported, "NotImplementedError", e.message}
	}
	return f
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// stateWord is a variable that the framework once had.
const stateWord = "stream_state"

// stateFindings reports each stream_state: the reference refuses a text that holds
// it anywhere, even within a longer word or outside of any tag.
func stateFindings(text string) []finding {
	var found []finding
	for from := 0; ; {
		i := strings.Index(text[from:], stateWord)
		if i < 0 {
			return found
		}
		at := from + i
		from = at + len(stateWord)
		found = append(found, finding{
			span: span{at, from}, slug: "stream-state",
			summary: `templates cannot use "stream_state" any more`,
			hint:    `use "stream_interval" instead`,
			notes:   []string{"no text of a template may hold the word, not even as a part of another"},
			dies:    &death{rankState, "AirbyteTracedException", "stream_state is no longer supported in templates; use stream_interval instead"},
		})
	}
}

// dying is a template that always fails.
func dying(source string, d *death) *Template {
	fail := valueFunc("Fail", text(d.class), text("%s"), text(d.message))
	return &Template{
		Source: source, Binding: Config,
		Closure: closure(&Text{Source: source}, nil, Config, []plan.Stmt{&plan.Return{X: fail}}),
	}
}
