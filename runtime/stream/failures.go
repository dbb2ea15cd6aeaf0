package stream

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
)

// What the last message of a read says about the failures of its streams, which
// can be many (one for each partition) and long (each with the body of a response).
const (
	listedFailures = 100      // of one stream
	failuresSize   = 64 << 10 // bytes, of all streams
	leastShare     = 512      // bytes, which each stream that failed has at least
)

// failures are those of one stream, each as the last message may print it.
type failures struct {
	texts []string
	size  int
	count int
}

// add keeps the text of err while there is room. Secrets are masked before the
// text is cut: half of one would not be found any more.
func (f *failures) add(err error) {
	f.count++
	if len(f.texts) < listedFailures && f.size < failuresSize {
		text := cut(protocol.Mask(ReprOf(err)), failuresSize)
		f.texts = append(f.texts, text)
		f.size += len(text)
	}
}

// appendTo adds the lines of a stream to those of the message. The first failure
// is always there, as much of it as room allows, and the number of those that are not.
func (f *failures) appendTo(lines []string, stream string, room int) []string {
	listed := 0
	for _, text := range f.texts {
		if listed > 0 && len(text) > room {
			break
		}
		text = cut(text, room)
		lines = append(lines, stream+": "+text)
		room -= len(text)
		listed++
	}
	if more := f.count - listed; more > 0 {
		lines = append(lines, fmt.Sprintf("%s: %d more failures", stream, more))
	}
	return lines
}

// cut shortens a text to about so many bytes and says so.
func cut(text string, size int) string {
	if len(text) <= size {
		return text
	}
	at := size
	for at > 0 && !utf8.RuneStart(text[at]) {
		at--
	}
	return fmt.Sprintf("%s… (%d more bytes)", text[:at], len(text)-at)
}

// failure is the error of a run in which streams failed: a configuration error
// for the platform, whatever their causes, as in the reference.
func (r *run) failure() error {
	failed := 0
	for _, reading := range r.readings {
		if reading.failures.count > 0 {
			failed++
		}
	}
	if failed == 0 {
		return nil
	}
	var lines []string
	for _, reading := range r.readings {
		if reading.failures.count > 0 {
			lines = reading.failures.appendTo(lines, reading.stream.Name, max(failuresSize/failed, leastShare))
		}
	}
	return &Error{
		Message:     "During the sync, the following streams did not sync successfully: " + strings.Join(lines, "\n"),
		Internal:    "Concurrent read failure",
		FailureType: ConfigError,
	}
}
