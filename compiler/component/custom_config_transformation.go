package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
)

func init() {
	configTransformations.addCustom("CustomConfigTransformation", custom{scope: ruleScope, base: configTransformationBase})
}

// configTransformationBase is none; but the class may give the config any key.
func configTransformationBase(b *Builder, _ *manifest.Node) base {
	b.configKeys = nil
	return base{methods: configTransformationStub}
}

// configTransformationStub is what CustomConfigTransformation asks of its class.
const configTransformationStub = `
// Transform changes the config, a dict, in place. While it is a stub, the config stays as it is.
func (t $T) Transform(ctx context.Context, cfg value.Value) error {
	return stream.GoOn(ctx, stream.Unimplemented($class))
}
`
