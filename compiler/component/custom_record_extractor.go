package component

func init() {
	extractors.addCustom("CustomRecordExtractor", custom{scope: configScope, methods: recordExtractorStub})
}

// recordExtractorStub is what CustomRecordExtractor asks of its class.
const recordExtractorStub = `
// Extract calls emit for each record of a response; its body is response.JSON(). A record is only valid during the call.
func (e $T) Extract(ctx context.Context, response *stream.Response, emit func(value.Value) error) error {
	return stream.Unimplemented($class)
}

// Streamable says that records may be taken from response.Reader() while the body arrives.
func (e $T) Streamable(stream.Decoder) bool { return false }
`
