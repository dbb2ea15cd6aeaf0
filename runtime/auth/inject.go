package auth

import (
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// inject sets a credential where the manifest says. A header whose name evaluates to nothing is not sent.
func inject(at request.Option, options *request.Options, credential string) error {
	if err := at.Inject(options, value.Str(credential)); err != nil {
		return err
	}
	if at.InjectInto == request.Header {
		options.Headers.Delete("")
	}
	return nil
}
