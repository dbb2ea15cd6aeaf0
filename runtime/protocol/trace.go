package protocol

import "strconv"

// A Status is how far a stream is.
type Status string

// The statuses of the protocol.
const (
	Started    Status = "STARTED"
	Running    Status = "RUNNING"
	Complete   Status = "COMPLETE"
	Incomplete Status = "INCOMPLETE"
)

// AppendStatus appends the TRACE message that tells a stream's status.
func AppendStatus(dst []byte, stream string, status Status) []byte {
	return append(appendStatus(dst, stream, status), "}}}\n"...)
}

// AppendRateLimited appends the TRACE message which says that a stream waits
// until the API lets it go on.
func AppendRateLimited(dst []byte, stream string) []byte {
	dst = appendStatus(dst, stream, Running)
	return append(dst, `,"reasons":[{"type":"RATE_LIMITED"}]}}}`+"\n"...)
}

func appendStatus(dst []byte, stream string, status Status) []byte {
	dst = append(dst, `{"type":"TRACE","trace":{"type":"STREAM_STATUS","emitted_at":`...)
	dst = appendNow(dst)
	dst = append(dst, `,"stream_status":{`...)
	dst = appendDescriptor(dst, stream)
	dst = append(dst, `,"status":"`...)
	dst = append(dst, status...)
	return append(dst, '"')
}

// An Error is what a TRACE message says about a failure. Empty texts are left out.
type Error struct {
	Message     string
	Internal    string
	StackTrace  string
	FailureType string
	Stream      string // the stream that failed, or empty
}

// AppendError appends the TRACE message of a failure; secrets in its texts are masked.
func AppendError(dst []byte, e Error) []byte {
	dst = append(dst, `{"type":"TRACE","trace":{"type":"ERROR","emitted_at":`...)
	dst = strconv.AppendInt(dst, Millis(), 10)
	dst = append(dst, `,"error":{"message":`...)
	dst = AppendString(dst, Mask(e.Message))
	dst = appendText(dst, "internal_message", e.Internal)
	dst = appendText(dst, "stack_trace", e.StackTrace)
	dst = appendText(dst, "failure_type", e.FailureType)
	if e.Stream != "" {
		dst = appendDescriptor(append(dst, ','), e.Stream)
	}
	return append(dst, "}}}\n"...)
}

func appendText(dst []byte, key, text string) []byte {
	if text == "" {
		return dst
	}
	dst = append(dst, ',', '"')
	dst = append(dst, key...)
	dst = append(dst, '"', ':')
	return AppendString(dst, Mask(text))
}
