package component

func init() {
	recordFilters.addCustom("CustomRecordFilter", custom{scope: recordScope, methods: recordFilterStub})
}

// recordFilterStub is what CustomRecordFilter asks of its class.
const recordFilterStub = `
// Keep says that a record stays.
func (f $T) Keep(scope stream.RecordScope) (bool, error) {
	return false, stream.Unimplemented($class)
}
`
