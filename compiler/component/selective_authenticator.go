package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { authenticators.add("SelectiveAuthenticator", selectiveAuthenticator) }

// selectiveAuthenticator lowers SelectiveAuthenticator: the config names one of several.
func selectiveAuthenticator(b *Builder, n *manifest.Node) plan.Expr {
	path := n.Field("authenticator_selection_path")
	choices := plan.SliceOf("auth", "Choice")
	for _, f := range n.Field("authenticators").Fields {
		name, _ := templateText(f.Key)
		choices.Items = append(choices.Items, plan.New("", "",
			plan.F("Name", plan.Lit{Value: name}),
			plan.F("Authenticator", b.lower(authenticators, f.Value)),
		))
	}
	return plan.New("auth", "Selective",
		plan.F("Config", plan.Name{Name: "cfg"}),
		plan.F("AuthenticatorSelectionPath", plan.Lit{Value: texts(path)}),
		plan.F("Authenticators", choices),
	)
}
