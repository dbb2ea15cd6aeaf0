package auth

import (
	"regexp"
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// RefreshTokenErrors tell the answers which mean that the user has to authenticate again: those with one of the
// statuses whose key has one of the values. When nothing is set, they are what OAuth servers usually say.
type RefreshTokenErrors struct {
	RefreshTokenErrorStatusCodes []int
	RefreshTokenErrorKey         string
	RefreshTokenErrorValues      []string
}

var usualErrors = RefreshTokenErrors{[]int{400}, "error", []string{"invalid_grant", "invalid_permissions"}}

// refreshTokenErrors are those of the updater or of the authenticator; the compiler refuses both.
func (o *OAuth) refreshTokenErrors() RefreshTokenErrors {
	switch {
	case o.RefreshTokenUpdater != nil && o.RefreshTokenUpdater.set():
		return o.RefreshTokenUpdater.RefreshTokenErrors
	case o.RefreshTokenErrors.set():
		return o.RefreshTokenErrors
	}
	return usualErrors
}

func (e RefreshTokenErrors) set() bool {
	return len(e.RefreshTokenErrorStatusCodes) > 0 || e.RefreshTokenErrorKey != "" || len(e.RefreshTokenErrorValues) > 0
}

func (e RefreshTokenErrors) match(status int, document value.Value) bool {
	reason, _ := document.Get(e.RefreshTokenErrorKey)
	text, ok := reason.AsString()
	return ok && slices.Contains(e.RefreshTokenErrorStatusCodes, status) && slices.Contains(e.RefreshTokenErrorValues, text)
}

// How many characters of an answer messages have.
const (
	detailLength = 64   // of what the user sees
	bodyLength   = 1000 // of what those see who look closer
)

// providerCode is a code before a description, such as AADSTS50173.
var providerCode = regexp.MustCompile(`^[A-Za-z]{3,}\d{4,}\b`)

// providerDetail is what an answer says about a refused token that is the same for each such token: the platform
// groups failures by their messages.
func providerDetail(document value.Value) string {
	var parts []string
	reason, _ := document.Get("error")
	if text, ok := reason.AsString(); ok && strings.TrimSpace(text) != "" {
		parts = append(parts, strings.Join(strings.Fields(text), " "))
	}
	description, _ := document.Get("error_description")
	if text, ok := description.AsString(); ok {
		if code := providerCode.FindString(strings.TrimSpace(text)); code != "" {
			parts = append(parts, code)
		}
	}
	return shorten(strings.Join(parts, ": "), detailLength)
}

// shorten cuts a text to so many characters. Secrets are masked first: half of one would not be found any more.
func shorten(text string, length int) string {
	runes := []rune(protocol.Mask(text))
	if len(runes) <= length {
		return string(runes)
	}
	return string(runes[:length]) + "..."
}
