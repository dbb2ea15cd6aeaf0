package component

import (
	"regexp"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// matchers lowers the matchers of a policy; nil for none, which is all requests.
func (b *Builder) matchers(policy *manifest.Node) plan.Expr {
	out := plan.SliceOf("limit", "HTTPRequestMatcher")
	for _, item := range items(policy.Field("matchers")) {
		out.Items = append(out.Items, b.matcher(item))
	}
	if out.Items == nil {
		return nil
	}
	return out
}

// matcher lowers HttpRequestRegexMatcher: which requests a policy counts.
func (b *Builder) matcher(n *manifest.Node) plan.Expr {
	b.matchable(n)
	return plan.New("", "",
		plan.F("Method", plainText(n, "method")),
		plan.F("URLBase", plainText(n, "url_base")),
		plan.F("URLPathPattern", plainText(n, "url_path_pattern")),
		plan.F("Params", b.pairs(n, "params")),
		plan.F("Headers", b.pairs(n, "headers")),
		plan.F("Weight", b.textOf(present(n, "weight"), n, "HttpRequestRegexMatcher.weight", configScope)),
	)
}

// plainText lowers a text that is no template.
func plainText(n *manifest.Node, field string) plan.Expr {
	t, _ := text(present(n, field))
	return plan.String(t)
}

// urlBase is what the url_base of a matcher can be equal to.
var urlBase = regexp.MustCompile(`^[a-z][a-z0-9+.-]*://[^/?#{}\s]*/*$`)

// matchable warns of a url_base that is the scheme and host of no request.
func (b *Builder) matchable(n *manifest.Node) {
	base, ok := text(given(n, "url_base"))
	if !ok || urlBase.MatchString(base) {
		return
	}
	d := b.warnf(n, n.Field("url_base").Span, "no-effect", "no request matches this url_base")
	d.Notes = append(d.Notes, "it is compared with the scheme and the host of a request, such as https://api.example.com, and nothing else")
	if strings.Contains(base, "{{") {
		d.Notes = append(d.Notes, "it is no template: the text stays as it is")
	}
}

// pairs lowers a map of texts that are no templates.
func (b *Builder) pairs(n *manifest.Node, field string) plan.Expr {
	out := plan.ListOf("limit", "Pairs")
	m := present(n, field)
	if m == nil {
		return nil
	}
	for _, f := range m.Fields {
		name, _ := templateText(f.Key)
		want, ok := templateText(f.Value)
		if absent(f.Value) {
			want, ok = "None", true
		}
		if !ok {
			b.errorf(n, f.Value.Span, "bad-value", "HttpRequestRegexMatcher.%s can only be compared with texts", field)
			continue
		}
		out.Items = append(out.Items, plan.ListOf("", "", plan.Lit{Value: name}, plan.Lit{Value: want}))
	}
	if out.Items == nil {
		return nil
	}
	return out
}
