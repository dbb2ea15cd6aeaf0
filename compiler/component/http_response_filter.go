package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// responseFilter lowers HttpResponseFilter; nil for one that does nothing.
func (b *Builder) responseFilter(n *manifest.Node) plan.Expr {
	m := plan.New("retry", "HTTPResponseFilter",
		plan.F("HTTPCodes", b.httpCodes(n)),
		plan.F("Predicate", b.condition(n, "predicate", answerScope)),
		plan.F("ErrorMessageContains", b.plainText(n, "error_message_contains")),
	)
	action, _ := text(n.Field("action"))
	switch {
	case action == "":
		b.warnf(n, n.Span, "no-effect", "a filter without an action matches nothing: its conditions and its message are ignored")
		return nil
	case m.Fields == nil:
		b.warnf(n, n.Span, "no-effect", "a filter without http_codes, predicate and error_message_contains matches nothing")
		return nil
	}
	m.Fields = append(m.Fields, plan.F("Action", constantOf(actionNames, action)))
	if failure, ok := text(n.Field("failure_type")); ok && action == "FAIL" {
		m.Fields = append(m.Fields, plan.F("FailureType", constantOf(failureTypes, failure)))
	} else if ok {
		b.warnf(n, n.Field("failure_type").Span, "no-effect", "failure_type counts with the action FAIL only")
	}
	m.Fields = appendField(m.Fields, "ErrorMessage", b.template(n, "error_message", messageScope))
	m.Origin, m.Slot = n.Origin, plan.Type{Pkg: "retry", Name: "HTTPResponseFilter"}
	return m
}

// httpCodes lowers the statuses that a filter matches.
func (b *Builder) httpCodes(n *manifest.Node) plan.Expr {
	list := plan.SliceOf("", "int")
	for _, item := range items(n.Field("http_codes")) {
		code, ok := item.Int()
		if !ok {
			continue // which the schema has refused
		}
		if code < 100 || code > 999 {
			b.warnf(n, item.Span, "no-effect", "no answer has the status %d", code)
		}
		list.Items = append(list.Items, plan.Lit{Value: code})
	}
	if list.Items == nil {
		return nil
	}
	return list
}

// plainText lowers a text that is no template.
func (b *Builder) plainText(n *manifest.Node, field string) plan.Expr {
	t, _ := text(n.Field(field))
	return plan.String(t)
}
