package component

import (
	"math/big"
	"regexp"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/jinja"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// A scope is a place where a template may stand: what it may name, and the package of the runtime whose
// constructors make it.
type scope struct {
	names  *jinja.Scope
	family string // the package: config, requester, page, record
	prefix string // before the constructor's name: "Field" for record.FieldText
}

// The scopes of the components of this package.
var (
	configScope   = scope{jinja.ConfigScope, "config", ""}
	optionScope   = scope{jinja.OptionScope, "config", ""}
	requestScope  = scope{jinja.RequestScope, "requester", ""}
	pageScope     = scope{jinja.PageScope, "page", ""}
	offsetScope   = scope{jinja.PageSizeScope, "page", ""}
	filterScope   = scope{jinja.FilterScope, "record", ""}
	recordScope   = scope{jinja.RecordScope, "record", ""}
	filenameScope = scope{jinja.FilenameScope, "record", ""}
	pathScope     = scope{jinja.ConfigScope, "record", ""}
	fieldScope    = scope{jinja.FieldScope, "record", "Field"}
	propertyScope = scope{jinja.PropertyScope, "record", "Property"}
	typeScope     = scope{jinja.SchemaScope, "record", "Schema"}
	answerScope   = scope{jinja.PredicateScope, "retry", ""}
	messageScope  = scope{jinja.MessageScope, "retry", ""}
	waitScope     = scope{jinja.WaitScope, "retry", ""}
)

// template lowers the template in a field of n; nil when the field is absent.
func (b *Builder) template(n *manifest.Node, field string, sc scope) plan.Expr {
	return b.textOf(n.Field(field), n, n.Type()+"."+field, sc)
}

// condition lowers the condition in a field of n; its constructor says that it is one.
func (b *Builder) condition(n *manifest.Node, field string, sc scope) plan.Expr {
	return b.construct(n.Field(field), n, n.Type()+"."+field, sc, "Condition")
}

// textOf lowers one template that belongs to owner, whose parameters it sees. place names it in messages.
func (b *Builder) textOf(n, owner *manifest.Node, place string, sc scope) plan.Expr {
	return b.construct(n, owner, place, sc, "Text")
}

// construct lowers a template to a call of its constructor: Fixed for a text that is known now, Config
// and Clock for what the config decides, constructor for what its scope decides.
func (b *Builder) construct(n, owner *manifest.Node, place string, sc scope, constructor string) plan.Expr {
	if absent(n) {
		return nil
	}
	if x := b.constructEither(n, owner, place, sc, constructor); x != nil {
		return x
	}
	source, ok := templateText(n)
	if !ok {
		b.errorf(n, n.Span, "bad-value", "%s must be a text", place)
		return nil
	}
	t := b.compile(n, jinja.Text{Source: source, Place: place, Parameters: parameters(owner)}, sc.names)
	if t == nil {
		return nil
	}
	if t.Closure != nil {
		t.Closure.Template = "" // the text stands beside the closure, as the constructor's argument
	}
	switch t.Binding {
	case jinja.Constant:
		return plan.Func(sc.family, sc.prefix+"Fixed", plan.Lit{Value: t.Constant})
	case jinja.InScope:
		return plan.Func(sc.family, sc.prefix+constructor, plan.Lit{Value: t.Source}, t.Closure)
	}
	name := map[jinja.Binding]string{jinja.Config: "Config", jinja.Clock: "Clock"}[t.Binding]
	if sc.family == "config" && t.Binding == jinja.Config {
		name = "Text"
	}
	return plan.Func(sc.family, sc.prefix+name, plan.Lit{Value: t.Source}, plan.Name{Name: "cfg"}, t.Closure)
}

// compile runs the template compiler and reports what it finds at the exact place inside the scalar.
func (b *Builder) compile(n *manifest.Node, t jinja.Text, names *jinja.Scope) *jinja.Template {
	t.Lenient, t.ConfigKeys, t.ExtraNames, t.SliceFields = b.options.Lenient, b.configKeys, b.extra, b.sliceFields
	t.Parameters, t.Known = b.given(t.Parameters), b.known
	compiled, problems := jinja.Compile(t, names)
	for _, p := range problems {
		at := n.SpanAt(p.Start, p.End)
		var d *diag.Diagnostic
		if p.Severity == jinja.Error || b.namesAtOnce && p.Slug == "unknown-name" {
			d = b.errorf(n, at, p.Slug, "%s", p.Summary)
		} else {
			d = b.warnf(n, at, p.Slug, "%s", p.Summary)
		}
		d.Hint, d.Notes = p.Hint, p.Notes
	}
	return compiled
}

// templateText is the template that a scalar is; numbers and booleans are their Python text.
func templateText(n *manifest.Node) (string, bool) {
	switch v := scalar(n).(type) {
	case bool, int64, *big.Int, float64:
		return jinja.Str(v)
	}
	return text(n)
}

// knownText is the text that a lowered template of the config's scope has without any expression, false
// where it has one, or where the reference may take the text for something else: for a text in quotes, a
// list, or a number that it prints in another way.
func knownText(x plan.Expr) (string, bool) {
	call, ok := x.(*plan.Call)
	if !ok || call.Fun != (plan.Name{Pkg: configScope.family, Name: "Fixed"}) {
		return "", false
	}
	known, ok := call.Args[0].(plan.Lit).Value.(string)
	if !ok || isToken(known) || strings.ContainsAny(known, `"'([{`) || isNumber(known) && !plainNumber.MatchString(known) {
		return "", false
	}
	return known, true
}

// plainNumber is a whole number that Python prints as it is written.
var plainNumber = regexp.MustCompile(`^(?:0|-?[1-9]\d*)$`)

// parameters are the $parameters that were propagated to a component, as constants for its templates.
func parameters(owner *manifest.Node) jinja.Map {
	if owner == nil {
		return nil
	}
	m, _ := constant(owner.Field("$parameters")).(jinja.Map)
	return m
}

// constant is a node as a value for templates.
func constant(n *manifest.Node) any {
	switch {
	case n == nil:
		return nil
	case n.Kind == manifest.List:
		out := make([]any, len(n.Items))
		for i, item := range n.Items {
			out[i] = constant(item)
		}
		return out
	case n.Kind == manifest.Map:
		out := make(jinja.Map, 0, len(n.Fields))
		for _, f := range n.Fields {
			out = append(out, jinja.Pair{Key: constant(f.Key), Value: constant(f.Value)})
		}
		return out
	}
	return n.Value
}
