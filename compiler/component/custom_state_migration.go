package component

func init() {
	stateMigrations.addCustom("CustomStateMigration", custom{scope: configScope, methods: stateMigrationStub})
}

// stateMigrationStub is what CustomStateMigration asks of its class.
const stateMigrationStub = `
// Construct evaluates what must be known before the first state; its error fails check, discover and read.
func (m $T) Construct(s *stream.Stream) error { return nil }

// Migrate is the state in the form of today, or state itself when there is nothing to migrate.
func (m $T) Migrate(state value.Value) (value.Value, error) {
	return state, stream.Unimplemented($class)
}
`
