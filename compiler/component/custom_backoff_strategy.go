package component

func init() {
	backoffStrategies.addCustom("CustomBackoffStrategy", custom{scope: configScope, methods: backoffStrategyStub})
}

// backoffStrategyStub is what CustomBackoffStrategy asks of its class.
const backoffStrategyStub = `
// Construct evaluates what must be known before the first request; its error fails check, discover and read.
func (b $T) Construct() error { return nil }

// Wait is how many seconds to wait after an attempt, 0 when the strategy does not know.
func (b $T) Wait(ctx context.Context, attempt *stream.Attempt) (float64, error) {
	return 0, stream.Unimplemented($class)
}
`
