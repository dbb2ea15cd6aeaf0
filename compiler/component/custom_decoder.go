package component

func init() {
	decoders.addCustom("CustomDecoder", custom{scope: configScope, methods: decoderStub})
}

// decoderStub is what CustomDecoder asks of its class.
const decoderStub = `
// Decode calls emit for each document of the body, response.Reader(). A document is only valid during the call.
func (d $T) Decode(ctx context.Context, response *stream.Response, emit func(value.Value) error) error {
	return stream.Unimplemented($class)
}

// Streams says that documents may be taken from the body while it arrives, so that it need not fit into memory.
func (d $T) Streams() bool { return false }
`
