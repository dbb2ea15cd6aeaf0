package jinja

import "strings"

// Compile compiles the template at a place. The template is nil when a problem
// is an error.
func Compile(t Text, scope *Scope) (*Template, []Problem) {
	if !strings.Contains(t.Source, "{{") && !strings.Contains(t.Source, "{%") && !strings.Contains(t.Source, "{#") {
		return &Template{Source: t.Source, Constant: plain(t.Source)}, nil
	}
	return nil, []Problem{{
		End:     len(t.Source),
		Slug:    "unsupported",
		Summary: "templates are not supported",
	}}
}

// plain is what the reference makes of a text without templates: line breaks
// become line feeds and one at the end goes away.
func plain(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	return strings.TrimSuffix(text, "\n")
}
