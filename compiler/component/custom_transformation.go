package component

func init() {
	transformations.addCustom("CustomTransformation", custom{scope: recordScope, methods: transformationStub})
}

// transformationStub is what CustomTransformation asks of its class.
const transformationStub = `
// Transform changes the record, r.Data, in place.
func (t $T) Transform(r *stream.Record) error {
	return stream.Unimplemented($class)
}
`
