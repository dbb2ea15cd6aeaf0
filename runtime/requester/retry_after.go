package requester

import (
	"math"
	"net/http"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/timefmt"
)

// retryAfter is how many seconds the API asks to wait before it wants to hear
// from us again, 0 when it does not say or wants more than attempts are repeated
// for. The reference looks at the header only where the manifest says so; to ask
// too early uses up the attempts.
func retryAfter(r *stream.Response) float64 {
	if r == nil || r.Status != http.StatusTooManyRequests && r.Status != http.StatusServiceUnavailable {
		return 0
	}
	text := strings.TrimSpace(r.Header("Retry-After"))
	seconds, err := strconv.ParseFloat(text, 64)
	if err != nil {
		at, err := http.ParseTime(text)
		if err != nil {
			return 0
		}
		seconds = math.Ceil(at.Sub(timefmt.Now()).Seconds())
	}
	if !(seconds > 0 && seconds <= retryTime.Seconds()) {
		return 0
	}
	return seconds
}
