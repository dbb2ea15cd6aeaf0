package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { authenticators.add("BearerAuthenticator", bearerAuthenticator) }

// bearerAuthenticator lowers BearerAuthenticator, which sends a token in the Authorization header.
func bearerAuthenticator(b *Builder, n *manifest.Node) plan.Expr {
	return plan.New("auth", "Bearer", plan.F("APIToken", b.template(n, "api_token", configScope)))
}
