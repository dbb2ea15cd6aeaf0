package auth

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/timefmt"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// An answer is what a server says to a request for tokens.
type answer struct {
	access  value.Value // null when an updater is told none, which then sends None as the reference does
	refresh value.Value // null when the old one stays
	ends    time.Time
}

// searchDepth is how deep in an answer a key is looked for.
const searchDepth = 5

// read takes the tokens from an answer, which they outlive.
func (h *holder) read(document value.Value, c client) (answer, error) {
	a := answer{refresh: value.Null}
	var err error
	if a.access, err = find(document, c.accessTokenName); err != nil {
		return a, err
	}
	remember(a.access)
	if h.of.RefreshTokenUpdater == nil && !a.access.Truthy() {
		return a, value.Fail("Exception", "Token refresh API response was missing access token %s", c.accessTokenName).Err()
	}
	if a.ends, err = h.readExpiry(document, c.expiresInName); err != nil {
		return a, err
	}
	if u := h.of.RefreshTokenUpdater; u != nil {
		a.refresh, err = find(document, u.refreshTokenName())
	}
	a.access, a.refresh = a.access.Clone(), a.refresh.Clone()
	return a, err
}

// readExpiry is when the token expires. An answer that does not say so leaves the
// expiry of a token that was still good, or an hour.
func (h *holder) readExpiry(document value.Value, name string) (time.Time, error) {
	says, err := find(document, name)
	if err != nil {
		return time.Time{}, err
	}
	if !says.IsNull() {
		return h.of.expiry(says)
	}
	ends, err := h.tokens.expiry()
	if now := timefmt.Now(); err == nil && now.After(ends) {
		ends = now.Add(time.Hour)
	}
	return ends, err
}

// expiry is the time that an answer means by a number of seconds or, with TokenExpiryDateFormat, by a date. The
// date is read like any other, whatever the format is: a rule of the reference.
func (o *OAuth) expiry(says value.Value) (time.Time, error) {
	text := says.String()
	if o.TokenExpiryDateFormat != "" {
		ends, err := timefmt.ParseAny(text)
		if err != nil {
			return ends, invalidExpiry(err)
		}
		return ends, nil
	}
	seconds, ok := pythonFloat(text)
	if !ok {
		return time.Time{}, value.Fail(value.ValueError, "Invalid expires_in value: %s. Expected number of seconds when no format specified.", text).Err()
	}
	const most = 1e12 // seconds; more than there are in all years
	if seconds = math.Trunc(seconds); math.Abs(seconds) > most {
		return time.Time{}, value.Fail(value.OverflowError, "date value out of range").Err()
	}
	ends, err := timefmt.Add(timefmt.Now(), timefmt.Delta(seconds)*timefmt.Second)
	if err != nil {
		return ends, value.Fail(value.OverflowError, "%v", err).Err()
	}
	return ends, nil
}

// pythonFloat is float() of a text, false for what is none or not a number.
func pythonFloat(text string) (float64, bool) {
	text = strings.TrimSpace(text)
	if strings.ContainsAny(text, "xXpP") { // Go's hexadecimal floats
		return 0, false
	}
	f, err := strconv.ParseFloat(text, 64)
	return f, (err == nil || math.IsInf(f, 0)) && !math.IsNaN(f)
}

// find looks for a key: in a dict itself first, then in what it holds, one after the other. Null stands for nothing.
func find(document value.Value, key string) (value.Value, error) { return findIn(document, key, 0) }

func findIn(v value.Value, key string, depth int) (value.Value, error) {
	if depth > searchDepth {
		message := "The maximum level of recursion is reached. Couldn't find the specified `" + key + "` in the response."
		return value.Null, &stream.Error{Message: message, Internal: message, FailureType: stream.ConfigError}
	}
	if v.Kind() != value.KindDict && v.Kind() != value.KindList {
		return value.Null, nil
	}
	if found, ok := v.Get(key); ok {
		return found, nil
	}
	for _, item := range v.All() {
		if found, err := findIn(item, key, depth+1); err != nil || !found.IsNull() {
			return found, err
		}
	}
	return value.Null, nil
}
