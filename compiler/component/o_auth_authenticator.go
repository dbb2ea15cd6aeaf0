package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { authenticators.add("OAuthAuthenticator", oAuthAuthenticator) }

// oAuthAuthenticator lowers OAuthAuthenticator, which asks for access tokens. Each is used by its address, which
// tells its tokens from those of another one.
func oAuthAuthenticator(b *Builder, n *manifest.Node) plan.Expr {
	b.completeOAuth(n)
	m := plan.New("auth", "OAuth",
		plan.F("TokenRefreshEndpoint", b.template(n, "token_refresh_endpoint", configScope)),
		plan.F("AccessTokenValue", b.givenTemplate(n, "access_token_value")),
		plan.F("TokenExpiryDate", b.givenTemplate(n, "token_expiry_date")),
		plan.F("GrantTypeName", b.givenTemplate(n, "grant_type_name")),
		plan.F("GrantType", b.givenTemplate(n, "grant_type")),
		plan.F("ClientIDName", b.givenTemplate(n, "client_id_name")),
		plan.F("ClientID", b.givenTemplate(n, "client_id")),
		plan.F("ClientSecretName", b.givenTemplate(n, "client_secret_name")),
		plan.F("ClientSecret", b.givenTemplate(n, "client_secret")),
		plan.F("RefreshTokenName", b.givenTemplate(n, "refresh_token_name")),
		plan.F("RefreshToken", b.givenTemplate(n, "refresh_token")),
		plan.F("Scopes", someTexts(n, "scopes")),
		plan.F("RefreshRequestBody", b.configMapping(n, "refresh_request_body")),
		plan.F("RefreshRequestHeaders", b.configMapping(n, "refresh_request_headers")),
		plan.F("SendRefreshRequestAsQueryParams", b.bool(n, "send_refresh_request_as_query_params")),
		plan.F("AccessTokenName", b.givenTemplate(n, "access_token_name")),
		plan.F("ExpiresInName", b.givenTemplate(n, "expires_in_name")),
		plan.F("TokenExpiryDateFormat", b.plainText(n, "token_expiry_date_format")),
		plan.F("RefreshTokenErrors", refreshTokenErrors(n)),
		plan.F("RefreshTokenUpdater", b.refreshTokenUpdater(n)),
		plan.F("UseProfileAssertion", b.bool(n, "use_profile_assertion")),
		plan.F("ProfileAssertion", b.lower(authenticators, present(n, "profile_assertion"))),
	)
	m.Pointer = true
	return m
}

// completeOAuth refuses what the reference refuses when it builds the stream.
func (b *Builder) completeOAuth(n *manifest.Node) {
	asserts, _ := n.Field("use_profile_assertion").Bool()
	grant, granted := text(given(n, "grant_type"))
	switch {
	case present(n, "refresh_token_updater") != nil:
		if given(n, "token_refresh_endpoint") == nil {
			b.errorf(n, n.Span, "missing-field", "an OAuthAuthenticator with refresh_token_updater needs token_refresh_endpoint")
		}
		return
	case asserts && present(n, "profile_assertion") == nil:
		b.errorf(n, n.Field("use_profile_assertion").Span, "missing-field", "use_profile_assertion needs profile_assertion")
	case asserts:
		return
	case present(n, "client_id") == nil || present(n, "client_secret") == nil:
		d := b.errorf(n, n.Span, "missing-field", "OAuthAuthenticator needs client_id and client_secret")
		d.Hint = "an API without a secret takes an empty one"
	case present(n, "refresh_token") == nil && (!granted || grant == "refresh_token"):
		d := b.lenientf(n, n.Span, "missing-field", "OAuthAuthenticator needs refresh_token for the grant type refresh_token")
		d.Hint = "set refresh_token, or grant_type: client_credentials"
	}
	if given(n, "token_refresh_endpoint") == nil && given(n, "access_token_value") == nil {
		b.lenientf(n, n.Span, "missing-field", "OAuthAuthenticator needs token_refresh_endpoint or access_token_value")
	}
}
