// Package protocol is the Airbyte protocol as a connector speaks it: lines of
// JSON, one message each, with the reference's order of fields and its rules
// for what is left out.
//
// In go names, texts and finished JSON, out come bytes that end with a newline.
// Free texts pass the mask, so that no secret leaves the process in a log, an
// error or a check's answer. The package knows neither streams nor values.
package protocol

import (
	"strconv"
	"time"
)

// Millis is the time of a record: whole milliseconds.
func Millis() int64 { return time.Now().UnixMilli() }

// appendNow appends the time of a status: milliseconds with a fraction.
func appendNow(dst []byte) []byte {
	return strconv.AppendFloat(dst, float64(time.Now().UnixMicro())/1000, 'f', -1, 64)
}

// appendDescriptor appends the member stream_descriptor of a stream.
func appendDescriptor(dst []byte, stream string) []byte {
	dst = append(dst, `"stream_descriptor":{"name":`...)
	dst = AppendString(dst, stream)
	return append(dst, '}')
}
