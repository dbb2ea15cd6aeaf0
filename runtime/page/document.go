package page

import (
	"context"
	"errors"
	"regexp"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Names whose values cost something to make.
var (
	responseName   = regexp.MustCompile(`\bresponse\b`)
	headersName    = regexp.MustCompile(`\bheaders\b`)
	lastRecordName = regexp.MustCompile(`\blast_record\b`)
)

// reads says that a template names something. Its text tells, since a name cannot be computed.
func reads(t Template, name *regexp.Regexp) bool {
	return t.Eval != nil && name.MatchString(t.Source)
}

// firstDocument is what templates see as response: the first document of the
// body, so the first element of a list, and {} when there is none.
func firstDocument(ctx context.Context, r *stream.Response) (value.Value, error) {
	switch {
	case r.Document.Kind() != value.KindUndefined:
		return r.Document, nil
	case r.Decoder == nil:
		return firstOfJSON(r.Body), nil
	case r.Decoder.Streams():
		return value.DictOf(), nil
	}
	document := value.DictOf()
	err := r.Decoder.Decode(ctx, r, func(v value.Value) error {
		document = v.Clone()
		return errFound
	})
	if err != nil && !errors.Is(err, errFound) {
		return value.Value{}, err
	}
	return document, nil
}

var errFound = errors.New("found")

// firstOfJSON is the first document of a body that is JSON.
func firstOfJSON(body []byte) value.Value {
	v, err := value.Parse(body)
	switch {
	case err != nil || !v.Truthy():
		return value.DictOf()
	case v.Kind() == value.KindList:
		return v.At(0)
	}
	return v
}
