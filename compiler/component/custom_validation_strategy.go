package component

func init() {
	validationStrategies.addCustom("CustomValidationStrategy", custom{scope: ruleScope, methods: validationStrategyStub})
}

// validationStrategyStub is what CustomValidationStrategy asks of its class.
const validationStrategyStub = `
// Validate says by its error what is wrong with a value. While it is a stub, nothing is.
func (v $T) Validate(ctx context.Context, of value.Value) error {
	return stream.GoOn(ctx, stream.Unimplemented($class))
}
`
