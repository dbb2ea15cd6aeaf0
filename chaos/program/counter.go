package program

import "bytes"

// A Counter counts the RECORD lines of an output.
type Counter struct {
	Records int
	line    []byte // the beginning of the line that is not over yet
}

var recordLine = []byte(`{"type":"RECORD"`)

// Write takes the next part of the output.
func (c *Counter) Write(p []byte) (int, error) {
	for rest := p; len(rest) > 0; {
		line, after, over := bytes.Cut(rest, []byte("\n"))
		if missing := len(recordLine) - len(c.line); missing > 0 {
			c.line = append(c.line, line[:min(missing, len(line))]...)
		}
		if over {
			if bytes.Equal(c.line, recordLine) {
				c.Records++
			}
			c.line = c.line[:0]
		}
		rest = after
	}
	return len(p), nil
}
