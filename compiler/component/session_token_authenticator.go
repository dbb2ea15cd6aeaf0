package component

import (
	"github.com/lowcode-dev/lowcode/compiler/jinja"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { authenticators.add("SessionTokenAuthenticator", sessionTokenAuthenticator) }

// sessionScope is what the template over a session token sees.
var sessionScope = scope{jinja.SessionScope, "auth", ""}

// sessionTokenAuthenticator lowers SessionTokenAuthenticator, whose token comes from a login.
func sessionTokenAuthenticator(b *Builder, n *manifest.Node) plan.Expr {
	b.readsNoPages(n.Field("login_requester"), "a login_requester")
	m := plan.New("auth", "SessionToken",
		plan.F("LoginRequester", b.lower(requesters, n.Field("login_requester"))),
		plan.F("SessionTokenPath", plan.Lit{Value: texts(n.Field("session_token_path"))}),
		plan.F("ExpirationDuration", b.duration(n, "expiration_duration")),
		plan.F("RequestAuthentication", b.sessionTokenRequest(n)),
		plan.F("Decoder", b.lower(decoders, present(n, "decoder"))),
	)
	m.Pointer = true
	return m
}

// sessionTokenRequest lowers request_authentication: how the token is sent. Its template sees the parameters of
// the authenticator, its place sees none.
func (b *Builder) sessionTokenRequest(n *manifest.Node) plan.Expr {
	how := n.Field("request_authentication")
	if how.Type() == "Bearer" {
		return plan.New("auth", "SessionTokenRequestBearer")
	}
	return plan.New("auth", "SessionTokenRequestAPIKey",
		plan.F("InjectInto", b.requestOption(how.Field("inject_into"), nil)),
		plan.F("APIToken", b.textOf(given(how, "api_token"), n, "SessionTokenRequestApiKeyAuthenticator.api_token", sessionScope)),
	)
}
