package component

import (
	"slices"

	"github.com/lowcode-dev/lowcode/compiler/jinja"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// The scopes of the rules of the config, which see it as the rules before have left it.
var (
	ruleScope      = scope{jinja.ConfigScope, "configure", ""}
	bareRuleScope  = scope{jinja.OptionScope, "configure", ""}
	ruleFieldScope = scope{jinja.ConfigFieldScope, "configure", "Field"}
	validatedScope = scope{jinja.OptionScope, "configure", "Path"}
)

// configNormalizationRules lowers ConfigNormalizationRules: how the config of a user becomes the one that
// the streams see. Its templates may read keys that the spec has no longer.
func (b *Builder) configNormalizationRules(n *manifest.Node) plan.Expr {
	if n == nil {
		return nil
	}
	migrations := plan.SliceOf("configure", "Migration")
	for _, item := range items(n.Field("config_migrations")) {
		migrations.Items = append(migrations.Items, b.configMigration(item))
	}
	transformations := b.lowerAll(configTransformations, n.Field("transformations"))
	validations := b.lowerAll(configValidators, n.Field("validations"))
	return plan.New("configure", "Rules",
		plan.F("ConfigMigrations", filled(migrations)),
		plan.F("Transformations", filled(transformations)),
		plan.F("Validations", filled(validations)),
	)
}

// lowerAll lowers the components of a list.
func (b *Builder) lowerAll(s *slot, n *manifest.Node) *plan.Make {
	list := plan.SliceOf(s.goes.Pkg, s.goes.Name)
	for _, item := range items(n) {
		if x := b.lower(s, item); x != nil {
			list.Items = append(list.Items, x)
		}
	}
	return list
}

// filled is a list, or nothing when it is empty, which leaves the field out.
func filled(list *plan.Make) plan.Expr {
	if list.Items == nil {
		return nil
	}
	return list
}

// knowKey notes a key that a rule gives the config: templates of the streams may read it.
func (b *Builder) knowKey(path []string) {
	if len(path) > 0 && !slices.Contains(b.addedKeys, path[0]) {
		b.addedKeys = append(b.addedKeys, path[0])
	}
}
