package auth

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// refreshTime is for how many seconds a request for tokens is repeated, its waits included.
const refreshTime = 300

// overloaded is the class of an answer that asks for another try.
const overloaded = "DefaultBackoffException"

// networkClasses are the failures of the network after which the request is repeated.
var networkClasses = []string{"ConnectionError", "ConnectTimeout", "ReadTimeout", "ProxyError", "SSLError", "NameResolutionError"}

// refresh asks for tokens until the answer is final.
func (h *holder) refresh(ctx context.Context) (answer, error) {
	if h.of.TokenRefreshEndpoint.IsZero() {
		return answer{}, value.Fail("MissingSchema", "OAuthAuthenticator has no token_refresh_endpoint").Err()
	}
	a, err := h.repeat(ctx)
	if h.of.RefreshTokenUpdater == nil && slices.Contains(networkClasses, classOf(err)) {
		return a, &stream.Error{
			Message:     "OAuth access token refresh request failed due to a network error.",
			Internal:    "Network error during OAuth token refresh after retries were exhausted: " + stream.TextOf(err),
			FailureType: stream.TransientError,
			Err:         err,
		}
	}
	return a, err
}

// repeat sends the request for tokens again and again after failures that pass.
func (h *holder) repeat(ctx context.Context) (answer, error) {
	spent := 0.0 // seconds; the waits count as they were asked for, whatever LOWCODE_MAX_WAIT makes of them
	for try := 1; ; try++ {
		start := time.Now()
		a, err := h.try(ctx)
		if class := classOf(err); class != overloaded && !slices.Contains(networkClasses, class) {
			return a, err
		}
		spent += time.Since(start).Seconds()
		if spent >= refreshTime {
			return a, err
		}
		seconds := min(rand.Float64()*float64(int(1)<<min(try-1, 16)), refreshTime-spent)
		stream.Log(ctx).Infof("retrying the request for an access token in %g seconds (attempt %d failed: %s)", seconds, try, stream.TextOf(err))
		if err := stream.Wait(ctx, seconds); err != nil {
			return a, err
		}
		spent += seconds
	}
}

// classOf is the class of a failure of the request itself, "" for others and for none.
func classOf(err error) string {
	var failure *value.Error
	if _, told := stream.Traced(err); told || !errors.As(err, &failure) {
		return ""
	}
	return failure.Class
}

// try sends the request for tokens once.
func (h *holder) try(ctx context.Context) (answer, error) {
	c, err := h.client(ctx)
	if err != nil {
		return answer{}, unexpected(err)
	}
	e, err := h.of.exchange(ctx, c)
	if err != nil {
		return answer{}, unexpected(err)
	}
	response, err := stream.TransportOf(ctx).Exchange(ctx, e)
	if err != nil {
		return answer{}, err
	}
	defer response.Release()
	stream.Log(ctx).Debugf("the request for an access token, %s %s, was answered with status %d", e.Method, e.URL, response.Status)
	if err := response.StatusFailure(); err != nil {
		return answer{}, h.of.refused(response, err)
	}
	document, err := response.LoadJSON()
	if err != nil {
		return answer{}, err
	}
	return h.read(document, c)
}

// unexpected is the failure of a request that could not be put together.
func unexpected(err error) error {
	return &stream.Error{
		Message:     "OAuth access token refresh request failed.",
		Internal:    "Unexpected error during OAuth token refresh: " + stream.TextOf(err),
		FailureType: stream.SystemError,
		Err:         err,
	}
}

// refused is what an answer with the status of an error means.
func (o *OAuth) refused(response *stream.Response, failure error) error {
	if response.Status == http.StatusTooManyRequests || response.Status >= http.StatusInternalServerError {
		return value.Fail(overloaded, "Request URL: %s, Response Code: %d, Response Text: %s", response.URL, response.Status, response.Text()).Err()
	}
	document, _ := response.JSON()
	if !o.refreshTokenErrors().match(response.Status, document) {
		return failure
	}
	message := "Refresh token was rejected by the OAuth provider (invalid, expired, or already used). " +
		"Re-authenticate this source's credentials in its connection settings."
	if detail := providerDetail(document); detail != "" {
		message += " Provider error: " + detail
	}
	return &stream.Error{
		Message:     message,
		Internal:    fmt.Sprintf("Refresh token rejected by the OAuth token endpoint. HTTP %d: %s", response.Status, shorten(response.Text(), bodyLength)),
		FailureType: stream.ConfigError,
		Err:         failure,
	}
}
