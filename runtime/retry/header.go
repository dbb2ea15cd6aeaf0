package retry

import (
	"math"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// headerNumber is the number that a header holds, or that the pattern finds at the header's start: all of what it
// matches, whatever its groups. Not ok when there is none, or none that anyone could wait for.
func headerNumber(r *stream.Response, header, pattern config.Template) (n float64, ok bool, err error) {
	name, err := header.Text()
	if err != nil {
		return 0, false, err
	}
	expression, err := pattern.Text()
	if err != nil || r == nil {
		return 0, false, err
	}
	text := r.Header(name.String())
	if text == "" {
		return 0, false, nil
	}
	if !pattern.IsZero() {
		found, matches, err := value.MatchStart(expression.String(), text)
		if err != nil {
			return 0, false, err
		}
		if matches {
			text = found
		}
	}
	n, err = value.ToFloat(value.Str(text))
	return n, err == nil && !math.IsNaN(n), nil
}
