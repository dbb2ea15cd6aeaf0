package retrieve

import (
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// contextOf is an answer about a job as templates see it: its JSON object, and unless the
// object has members of these names its headers and the request.
func contextOf(answer *stream.Response) (value.Value, error) {
	body, err := answer.LoadJSON()
	if err != nil {
		return value.Value{}, err
	}
	out := value.DictOf()
	switch body = body.Clone(); {
	case body.Kind() == value.KindDict:
		out = body
	case body.Kind() != value.KindList:
		return out, value.Fail(value.TypeError, "'%s' object is not iterable", body.TypeName()).Err()
	case body.Len() > 0:
		return out, value.Fail(value.TypeError, "the answer about a job is a list and not an object").Err()
	}
	if _, there := out.Get("headers"); !there {
		out.Set("headers", stream.CaseInsensitive(answer.Headers()))
	}
	if _, there := out.Get("request"); !there && answer.Sent != nil {
		out.Set("request", answer.Sent())
	}
	return out, nil
}

// asked is the slice of a job for requests about it. It has no window: the options of
// cursors and routers are not sent, as in the reference.
func (j *job) asked() (*stream.Slice, error) { return j.with() }

// with is the slice of a job with more extra fields besides creation_response.
func (j *job) with(more ...field) (*stream.Slice, error) {
	created, err := contextOf(j.created)
	if err != nil {
		return nil, err
	}
	extra := value.DictOf()
	for key, v := range j.slice.ExtraFields.All() {
		extra.SetKey(key, v)
	}
	for _, f := range append(more, field{"creation_response", created}) {
		extra.Set(f.name, f.value)
	}
	return stream.NewSlice(j.slice.Partition, j.slice.CursorSlice, extra), nil
}

// A field is an extra field of a slice.
type field struct {
	name  string
	value value.Value
}
