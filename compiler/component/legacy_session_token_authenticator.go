package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { authenticators.add("LegacySessionTokenAuthenticator", legacySessionTokenAuthenticator) }

// legacySessionTokenAuthenticator lowers LegacySessionTokenAuthenticator, which logs in below the URL of its requester.
func legacySessionTokenAuthenticator(b *Builder, n *manifest.Node) plan.Expr {
	base := given(b.requester, "url")
	if base == nil {
		base = given(b.requester, "url_base")
	}
	return plan.New("auth", "LegacySessionToken",
		plan.F("URLBase", b.textOf(base, n, "the URL of a LegacySessionTokenAuthenticator", configScope)),
		plan.F("Header", b.givenTemplate(n, "header")),
		plan.F("SessionToken", b.givenTemplate(n, "session_token")),
		plan.F("SessionTokenResponseKey", b.givenTemplate(n, "session_token_response_key")),
		plan.F("Username", b.givenTemplate(n, "username")),
		plan.F("Password", b.givenTemplate(n, "password")),
		plan.F("LoginURL", b.givenTemplate(n, "login_url")),
		plan.F("ValidateSessionURL", b.givenTemplate(n, "validate_session_url")),
	)
}
