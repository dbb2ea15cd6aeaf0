package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// configComponentsResolver lowers ConfigComponentsResolver: one stream for each combination of elements of lists in
// the config.
func (b *Builder) configComponentsResolver(n *manifest.Node, mappings plan.Expr) plan.Expr {
	lists := plan.SliceOf("dynamic", "StreamConfig")
	for _, list := range items(n.Field("stream_config")) {
		lists.Items = append(lists.Items, b.streamConfig(list))
	}
	return plan.New("dynamic", "ConfigComponents",
		plan.F("Config", plan.Name{Name: "cfg"}),
		plan.F("StreamConfig", lists),
		plan.F("ComponentsMapping", mappings),
	)
}

// streamConfig lowers StreamConfig: where a list is, and what is added to it.
func (b *Builder) streamConfig(n *manifest.Node) plan.Expr {
	pointer := plan.SliceOf("config", "Template")
	for _, segment := range items(n.Field("configs_pointer")) {
		if x := b.textOf(segment, n, "StreamConfig.configs_pointer", configScope); x != nil {
			pointer.Items = append(pointer.Items, x)
		}
	}
	var defaults plan.Expr
	if values := present(n, "default_values"); values.Truthy() {
		defaults = jsonOf(values)
	}
	return plan.New("", "", plan.F("ConfigsPointer", pointer), plan.F("DefaultValues", defaults))
}

// jsonOf is a document of the manifest as the bytes of JSON.
func jsonOf(n *manifest.Node) plan.Expr {
	return plan.Func("stream", "JSON", plan.Lit{Value: string(n.AppendJSON(nil))})
}
