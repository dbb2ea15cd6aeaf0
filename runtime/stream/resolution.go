package stream

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// shownText is how many bytes of a body or of headers a message may quote.
const shownText = 8 << 10

// statusResolutions is what the statuses mean that the reference knows by number.
var statusResolutions = map[int]Resolution{
	http.StatusBadRequest:          {ActionFail, SystemError, "HTTP Status Code: 400. Error: Bad request. Please check your request parameters."},
	http.StatusUnauthorized:        {ActionFail, ConfigError, "HTTP Status Code: 401. Error: Unauthorized. Please ensure you are authenticated correctly."},
	http.StatusForbidden:           {ActionFail, ConfigError, "HTTP Status Code: 403. Error: Forbidden. You don't have permission to access this resource."},
	http.StatusNotFound:            {ActionFail, SystemError, "HTTP Status Code: 404. Error: Not found. The requested resource was not found on the server."},
	http.StatusMethodNotAllowed:    {ActionFail, SystemError, "HTTP Status Code: 405. Error: Method not allowed. Please check your request method."},
	http.StatusRequestTimeout:      {ActionRetry, TransientError, "HTTP Status Code: 408. Error: Request timeout."},
	http.StatusTooManyRequests:     {ActionRateLimited, TransientError, "HTTP Status Code: 429. Error: Too many requests."},
	http.StatusInternalServerError: {ActionRetry, TransientError, "HTTP Status Code: 500. Error: Internal server error."},
	http.StatusBadGateway:          {ActionRetry, TransientError, "HTTP Status Code: 502. Error: Bad gateway."},
	http.StatusServiceUnavailable:  {ActionRetry, TransientError, "HTTP Status Code: 503. Error: Service unavailable."},
	http.StatusGatewayTimeout:      {ActionRetry, TransientError, "HTTP Status Code: 504. Error: Gateway timeout."},
}

// classResolutions is the same for errors of the transport, by their exact class.
var classResolutions = map[string]Resolution{
	"InvalidSchema":    {ActionFail, ConfigError, "Invalid Protocol Schema: The endpoint that data is being requested from is using an invalid or insecure. Exception: requests.exceptions.InvalidSchema"},
	"InvalidURL":       {ActionRetry, TransientError, "Invalid URL specified or DNS error occurred: The endpoint that data is being requested from is not a valid URL. Exception: requests.exceptions.InvalidURL"},
	"RequestException": {ActionRetry, TransientError, "An exception occurred when making the request. Exception: requests.exceptions.RequestException"},
}

// classActions is what errors of the transport mean where the reference would try them
// again for half a minute without any hope, or blame the connector: a certificate
// does not get better by waiting, and a name that is not found may be found later.
var classActions = map[string]Resolution{
	"SSLError":            {Action: ActionFail, FailureType: SystemError},
	"TooManyRedirects":    {Action: ActionFail, FailureType: SystemError},
	"NameResolutionError": {Action: ActionRetry, FailureType: TransientError},
}

// MappedResolution is what the status or the class of error of an attempt
// means, false when it means nothing by itself. Filters take failure type and
// message from it.
func MappedResolution(a *Attempt) (Resolution, bool) {
	if a.Response != nil {
		r, ok := statusResolutions[a.Response.Status]
		return r, ok
	}
	var failure *value.Error
	if !errors.As(a.Err, &failure) {
		return Resolution{}, false
	}
	if r, ok := classActions[failure.Class]; ok {
		r.Message = failure.Error()
		return r, true
	}
	r, ok := classResolutions[failure.Class]
	return r, ok
}

// DefaultResolution is what an attempt means when the manifest does not say.
// What is not known is tried again: conflicts and unprocessable requests too.
func DefaultResolution(a *Attempt) Resolution {
	if a.Response != nil && a.Response.Ok {
		return Resolution{Action: ActionSuccess}
	}
	if r, ok := MappedResolution(a); ok {
		return r
	}
	if a.Response == nil {
		return Resolution{ActionRetry, SystemError, a.Err.Error()}
	}
	side := "Client"
	if a.Response.Status >= 500 {
		side = "Server"
	}
	return Resolution{ActionRetry, SystemError, fmt.Sprintf(
		"Response was not ok: `%d %s Error: %s for url: %s`. Response content is: %s",
		a.Response.Status, side, a.Response.Reason, PlainURL(a.Response.URL), Shorten(a.Response.Text()))}
}

// Shorten cuts a text that a message quotes.
func Shorten(text string) string { return shorten(text, shownText) }

// shorten cuts a text to so many bytes. Secrets are masked before: half of one would not be found any more.
func shorten(text string, size int) string {
	if len(text) <= size {
		return text
	}
	whole := len(text)
	const longest = 64 << 10 // a secret that begins in what is shown ends before
	if whole > size+longest {
		text = protocol.MaskCut(text[:size+longest]) // masking may bring what is half of a secret into what is shown
	} else {
		text = protocol.Mask(text)
	}
	end := min(size, len(text))
	for end > 0 && end < len(text) && text[end]&0xC0 == 0x80 { // within a rune
		end--
	}
	return fmt.Sprintf("%s… (%d bytes in all)", text[:end], whole)
}
