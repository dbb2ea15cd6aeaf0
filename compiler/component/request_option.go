package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() {
	pageTokenOptions.add("RequestOption", func(b *Builder, n *manifest.Node) plan.Expr { return b.requestOption(n, nil) })
}

// places are the values of RequestOption.inject_into with their names in the runtime.
var places = map[string]string{
	"request_parameter": "Parameter",
	"header":            "Header",
	"body_data":         "BodyData",
	"body_json":         "BodyJSON",
}

// requestOption lowers RequestOption: where a value goes, and under which name. Its templates see the
// parameters of owner; without an owner they see none, as in the reference.
func (b *Builder) requestOption(n, owner *manifest.Node) plan.Expr {
	if n == nil {
		return nil
	}
	into, _ := text(n.Field("inject_into"))
	place, ok := places[into]
	if !ok {
		at := spanOf(n.Field("inject_into"), n)
		d := b.errorf(n, at, "bad-value", "unknown place %q to inject into", into)
		d.Notes = append(d.Notes, "RequestOption.inject_into is one of "+list(names(places)))
		d.DidYouMean(into, names(places))
		return nil
	}
	name, path := n.Field("field_name"), n.Field("field_path")
	if !b.onePlace(n, name, path, into) {
		return nil
	}
	option := plan.New("request", "Option", plan.F("InjectInto", plan.Name{Pkg: "request", Name: place}))
	if !absent(path) {
		items := plan.SliceOf("config", "Template")
		for _, segment := range path.Items {
			items.Items = append(items.Items, b.textOf(segment, owner, "RequestOption.field_path", configScope))
		}
		option.Fields = append(option.Fields, plan.F("FieldPath", items))
		return option
	}
	option.Fields = append(option.Fields, plan.F("FieldName", b.textOf(name, owner, "RequestOption.field_name", configScope)))
	return option
}

// onePlace checks that exactly one of field_name and field_path is there, the latter only in a JSON body.
func (b *Builder) onePlace(n, name, path *manifest.Node, into string) bool {
	switch {
	case absent(name) && absent(path):
		b.errorf(n, n.Span, "missing-field", "RequestOption needs field_name or field_path")
	case !absent(name) && !absent(path):
		b.errorf(n, path.Span, "conflict", "RequestOption takes field_name or field_path, not both")
	case !absent(path) && into != "body_json":
		b.errorf(n, path.Span, "conflict", "RequestOption.field_path is only for body_json")
	default:
		return true
	}
	return false
}
