package decode

import (
	"bytes"
	"context"
	"errors"
	"io"
	"unicode/utf8"

	"github.com/lowcode-dev/lowcode/runtime/charset"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// JSONL reads each line of a body as a JSON document (JsonlDecoder). A line that is none is skipped with a
// warning, as in the reference, unless none of the lines is one.
type JSONL struct{}

// Decode calls emit for each line.
func (d JSONL) Decode(ctx context.Context, response *stream.Response, emit func(value.Value) error) error {
	return decodeBody(ctx, d, response, emit)
}

// Streams says yes: a line is known when its end is.
func (JSONL) Streams() bool { return true }

// mostWarnings is how many lines that are skipped are told of one by one.
const mostWarnings = 10

func (JSONL) read(t *text, emit func(value.Value) error) error {
	var scanner value.Scanner
	scanner.ForgetEach()
	all := lines{from: t}
	read, skipped := 0, 0
	for n := 1; ; n++ {
		line, err := all.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return t.unreadable("lines of JSON", err)
		}
		at := value.Space(line, 0)
		if at == len(line) {
			continue
		}
		document, end, err := scanner.Next(line, at)
		if err == nil && value.Space(line, end) < len(line) {
			err = errMore
		}
		if err == nil {
			read++
			if err := emit(document); err != nil {
				return err
			}
			continue
		}
		if !utf8.Valid(line) {
			return t.unreadable("lines of JSON", notUTF8(line))
		}
		if skipped++; skipped <= mostWarnings {
			stream.Log(t.ctx).Warnf("line %d of the response is not JSON and is skipped: %v", n, err)
		}
	}
	switch {
	case skipped > 0 && read == 0:
		return t.fail("has no line that is JSON", errNoLine)
	case skipped > mostWarnings:
		stream.Log(t.ctx).Warnf("%d of %d lines of the response were not JSON and were skipped", skipped, read+skipped)
	}
	return nil
}

// notUTF8 is what is wrong with a line that is not UTF-8.
func notUTF8(line []byte) error {
	text, err := charset.NewReader(bytes.NewReader(line), "utf-8")
	if err == nil {
		_, err = io.Copy(io.Discard, text)
	}
	return err
}

var (
	errMore   = errors.New("text after the document")
	errNoLine = errors.New("no line is JSON")
)
