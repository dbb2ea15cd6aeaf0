package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// refreshTokenUpdater lowers refresh_token_updater of an OAuthAuthenticator, which keeps tokens in the config.
// Its paths and its name are no templates.
func (b *Builder) refreshTokenUpdater(n *manifest.Node) plan.Expr {
	u := present(n, "refresh_token_updater")
	if u == nil {
		return nil
	}
	if refreshTokenErrors(u) != nil && refreshTokenErrors(n) != nil {
		d := b.errorf(n, u.Span, "conflict", "OAuthAuthenticator and its refresh_token_updater both have refresh_token_error fields")
		d.Hint = "keep those of OAuthAuthenticator"
	}
	return address(plan.New("auth", "RefreshTokenUpdater",
		plan.F("Config", plan.Name{Name: "cfg"}),
		plan.F("RefreshTokenName", b.plainText(u, "refresh_token_name")),
		plan.F("AccessTokenConfigPath", someTexts(u, "access_token_config_path")),
		plan.F("RefreshTokenConfigPath", someTexts(u, "refresh_token_config_path")),
		plan.F("TokenExpiryDateConfigPath", someTexts(u, "token_expiry_date_config_path")),
		plan.F("RefreshTokenErrors", refreshTokenErrors(u)),
	))
}

// refreshTokenErrors lowers the refresh_token_error fields of an authenticator or of its updater, nil without any.
func refreshTokenErrors(n *manifest.Node) plan.Expr {
	key, _ := text(present(n, "refresh_token_error_key"))
	m := plan.New("auth", "RefreshTokenErrors",
		plan.F("RefreshTokenErrorStatusCodes", statusCodes(n.Field("refresh_token_error_status_codes"))),
		plan.F("RefreshTokenErrorKey", plan.String(key)),
		plan.F("RefreshTokenErrorValues", someTexts(n, "refresh_token_error_values")),
	)
	if m.Fields == nil {
		return nil
	}
	return m
}

// someTexts lowers a list of texts that are no templates; an empty one is none.
func someTexts(n *manifest.Node, field string) plan.Expr {
	if all := texts(present(n, field)); len(all) > 0 {
		return plan.Lit{Value: all}
	}
	return nil
}
