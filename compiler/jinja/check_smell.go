package jinja

import "strings"

// What is checked here works, but cannot be meant: all of it is a warning.

// smells warns of an expression.
func (b *binder) smells(e expr, p place) {
	switch e := e.(type) {
	case *attrExpr:
		b.sliceField(e.x, e.name, e.nameSpan, p)
	case *indexExpr:
		if key, ok := constString(e.key); ok {
			b.sliceField(e.x, key, e.key.at(), p)
		}
	case *condExpr:
		b.decided(e.test)
	case *logicExpr:
		b.decided(e.x)
	case *callExpr:
		b.callSmells(e, p)
	}
}

func (b *binder) callSmells(e *callExpr, p place) {
	switch fun := e.fun.(type) {
	case *nameExpr:
		if fun.name == "format_datetime" && isFree(p.frame, fun.name) {
			b.formats(e)
		}
	case *attrExpr:
		if fun.name == "get" && len(e.args) > 0 {
			if key, ok := constString(e.args[0]); ok {
				b.sliceField(fun.x, key, e.args[0].at(), p)
			}
		}
	}
}

func constString(e expr) (string, bool) {
	c, ok := e.(*constExpr)
	if !ok {
		return "", false
	}
	text, ok := c.value.(string)
	return text, ok
}

// sliceParts are what every slice has.
var sliceParts = []string{"_partition", "cursor_slice", "extra_fields", "partition"}

// sliceField warns of a field of the slice that nothing provides.
func (b *binder) sliceField(x expr, field string, at span, p place) {
	n, ok := x.(*nameExpr)
	if !ok || b.text.SliceFields == nil || !isFree(p.frame, n.name) || !isSlice(b.scope, n.name) {
		return
	}
	if methods[field].owner&onDict != 0 || indexOf(sliceParts, field) >= 0 || indexOf(b.text.SliceFields, field) >= 0 {
		return
	}
	f := finding{span: at, slug: "unknown-slice-field", warning: true,
		summary: "no partition router or cursor of the stream provides " + quote(field),
		hint:    meant(field, b.text.SliceFields)}
	if len(b.text.SliceFields) > 0 {
		f.notes = []string{"its slices have " + list(b.text.SliceFields)}
	}
	b.add(f)
}

// isSlice says whether a name of a place is the slice.
func isSlice(s *Scope, name string) bool {
	field, ok := s.field(name)
	return ok && field == "StreamSlice"
}

// decided warns of a condition that is written as a constant. Parameters are no constants here: a definition
// that several components share may well have a branch for each.
func (b *binder) decided(test expr) {
	value, ok := test.(*constExpr)
	if !ok {
		return
	}
	truth := "false"
	if constTruth(value.value) {
		truth = "true"
	}
	b.add(finding{span: test.at(), slug: "unreachable", warning: true,
		summary: "the condition is always " + truth,
		notes:   []string{"one of the branches is never used"}})
}

// formats warns of the formats of a call that cannot be read back.
func (b *binder) formats(e *callExpr) {
	f := macros["format_datetime"]
	ordered, fault := f.bind(&e.arguments)
	if fault != "" || ordered == nil {
		return // which is told already
	}
	for _, arg := range ordered[1:] {
		format, ok := constString(arg)
		if !ok {
			continue
		}
		if directive := unreadable(format); directive != "" {
			b.add(finding{span: arg.at(), slug: "date-format", warning: true,
				summary: "the format can print a time but not read it: " + quote(directive) + " is not for reading",
				notes:   []string{"formats that read have %s, %s_as_float, %ms and %epoch_microseconds alone, and " + list(readable)}})
		}
	}
}

// readable are the directives of a format that reads.
var readable = strings.Fields("%_ms %a %A %b %B %c %d %f %G %H %I %j %m %M %p %S %u %U %V %w %W %x %X %y %Y %z %Z %%")

// unreadable is the first directive of a format that strptime does not have, "" when it has all of them.
func unreadable(format string) string {
	switch format {
	case "%s", "%s_as_float", "%ms", "%epoch_microseconds":
		return ""
	}
	for {
		_, rest, found := strings.Cut(format, "%")
		if !found {
			return ""
		}
		directive := firstDirective("%" + rest)
		if directive == "" {
			return "%" + rest[:min(1, len(rest))]
		}
		format = rest[len(directive)-1:]
	}
}

func firstDirective(format string) string {
	for _, directive := range readable {
		if strings.HasPrefix(format, directive) {
			return directive
		}
	}
	return ""
}
