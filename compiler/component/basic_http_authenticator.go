package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { authenticators.add("BasicHttpAuthenticator", basicHTTPAuthenticator) }

// basicHTTPAuthenticator lowers BasicHttpAuthenticator: user and password in the Authorization header.
func basicHTTPAuthenticator(b *Builder, n *manifest.Node) plan.Expr {
	return plan.New("auth", "BasicHTTP",
		plan.F("Username", b.template(n, "username", configScope)),
		plan.F("Password", b.template(n, "password", configScope)),
	)
}
