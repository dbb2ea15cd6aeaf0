package component

func init() {
	authenticators.addCustom("CustomAuthenticator", custom{scope: configScope, methods: authenticatorStub})
}

// authenticatorStub is what CustomAuthenticator asks of its class.
const authenticatorStub = `
// Construct evaluates what must be known before the first request; its error fails check, discover and read.
func (a $T) Construct(s *stream.Stream) error { return nil }

// Authenticate adds the credentials to the options of a request. stream.TransportOf(ctx) sends logins; a method Sign
// (stream.Signer) sees each request when it is complete.
func (a $T) Authenticate(ctx context.Context, options *request.Options) error {
	return stream.Unimplemented($class)
}
`
