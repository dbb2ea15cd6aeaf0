package component

func init() {
	paginationStrategies.addCustom("CustomPaginationStrategy", custom{scope: configScope, methods: paginationStrategyStub})
}

// paginationStrategyStub is what CustomPaginationStrategy asks of its class.
const paginationStrategyStub = `
// Construct evaluates what must be known before the first request; its error fails check, discover and read.
func (p $T) Construct() error { return nil }

// Initial is the token of the first page, the zero Value for none.
func (p $T) Initial() value.Value { return value.Value{} }

// Next is the token of the page after the one that token asked for, the zero Value when that was the last. The body
// is page.Response.JSON().
func (p $T) Next(page stream.Page, token value.Value) (value.Value, error) {
	return value.Value{}, stream.Unimplemented($class)
}

// Size is the page size that page_size_option sends, the zero Value for none.
func (p $T) Size() (value.Value, error) {
	return value.Value{}, stream.Unimplemented($class)
}
`
