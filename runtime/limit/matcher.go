package limit

import "github.com/lowcode-dev/lowcode/runtime/stream"

// Matcher is the declaration evaluated, for authenticators whose quotas count some requests only.
func (h HTTPRequestMatcher) Matcher() (func(stream.Outgoing) (bool, error), error) {
	m, err := h.open()
	return func(r stream.Outgoing) (bool, error) { return m.matches(targetOf(r)) }, err
}
