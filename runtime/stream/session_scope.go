package stream

import "github.com/lowcode-dev/lowcode/runtime/value"

// SessionScope is what SessionTokenRequestApiKeyAuthenticator.api_token sees.
type SessionScope struct {
	SessionToken value.Value // what the login gave
}
