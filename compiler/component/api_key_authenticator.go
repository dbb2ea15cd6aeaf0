package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { authenticators.add("ApiKeyAuthenticator", apiKeyAuthenticator) }

// apiKeyAuthenticator lowers ApiKeyAuthenticator, which puts a token where inject_into says. The
// deprecated header names a header instead.
func apiKeyAuthenticator(b *Builder, n *manifest.Node) plan.Expr {
	header, into := n.Field("header"), n.Field("inject_into")
	switch {
	case absent(header) && absent(into):
		b.errorf(n, n.Span, "missing-field", "ApiKeyAuthenticator needs inject_into")
		return nil
	case !absent(header) && !absent(into):
		d := b.errorf(n, header.Span, "conflict", "ApiKeyAuthenticator takes inject_into or header, not both")
		d.Hint = "remove header, which is deprecated"
		return nil
	}
	return plan.New("auth", "APIKey",
		plan.F("APIToken", b.template(n, "api_token", configScope)),
		plan.F("InjectInto", b.apiKeyPlace(n)),
	)
}

// apiKeyPlace is where the key goes; inject_into sees the authenticator's parameters.
func (b *Builder) apiKeyPlace(n *manifest.Node) plan.Expr {
	if into := n.Field("inject_into"); !absent(into) {
		return b.requestOption(into, n)
	}
	return plan.New("request", "Option",
		plan.F("InjectInto", plan.Name{Pkg: "request", Name: "Header"}),
		plan.F("FieldName", b.template(n, "header", configScope)),
	)
}
