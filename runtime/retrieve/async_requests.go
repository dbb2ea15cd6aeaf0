package retrieve

import (
	"bytes"
	"context"
	"errors"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A role is what a requester of an Async is for. Each has a name, a session and
// credentials of its own, as in the reference, where each is a requester apart.
type role string

const (
	creation  role = "job creation"
	polling   role = "job polling"
	download  role = "job download"
	abortion  role = "job abort"
	deletion  role = "job delete"
	targeting role = "job extract_url"
)

// of is the stream that the requests of the role belong to, for s.
func (r role) of(s *stream.Stream) *stream.Stream {
	return stream.Memo(s, r, func() *stream.Stream { return &stream.Stream{Name: string(r) + " - " + s.Name} })
}

// send sends a request of a role for a slice.
func (r role) send(ctx context.Context, requester stream.Requester, slice *stream.Slice) (*stream.Response, error) {
	return requester.Send(stream.With(ctx, r.of(stream.Of(ctx))), stream.Request{Slice: slice})
}

// create starts a job.
func (r Async) create(ctx context.Context, slice *stream.Slice, limits jobLimits) (*job, error) {
	response, err := creation.send(ctx, r.CreationRequester, slice)
	if err != nil {
		return nil, err
	}
	defer response.Release()
	if !response.Ok {
		return nil, unanswered("Always expect a response or an exception from creation_requester")
	}
	return newJob(slice, limits.timeout, kept(response)), nil
}

// poll asks for the status of a job.
func (r Async) poll(ctx context.Context, j *job) error {
	slice, err := j.asked()
	if err != nil {
		return err
	}
	response, err := polling.send(ctx, r.PollingRequester, slice)
	if err != nil {
		return err
	}
	defer response.Release()
	if response.Status == 0 {
		return unanswered("Polling Requester received an empty Response.")
	}
	answer := kept(response)
	status, err := r.statusOf(ctx, answer)
	if err != nil {
		return err
	}
	if status == completed {
		j.polled = answer
	}
	j.becomes(status)
	return nil
}

// statusOf is the first value that the extractor finds, as the map understands it.
func (r Async) statusOf(ctx context.Context, answer *stream.Response) (jobStatus, error) {
	words, err := r.extract(ctx, r.StatusExtractor, answer, 1)
	if err != nil {
		return "", err
	}
	word := "None"
	if len(words) > 0 {
		word = words[0].String()
	}
	status := r.StatusMapping.status(word)
	if status == "" {
		return "", value.Fail(value.ValueError,
			"API status `%s` is unknown. Contact the connector developer to make sure this status is supported.", word).Err()
	}
	return status, nil
}

// abort stops a job that is given up.
func (r Async) abort(ctx context.Context, j *job) error {
	return j.send(ctx, abortion, r.AbortRequester)
}

// delete removes a job whose results were read.
func (r Async) delete(ctx context.Context, j *job) error {
	return j.send(ctx, deletion, r.DeleteRequester)
}

// send sends a request about the job whose answer does not matter; none without a requester.
func (j *job) send(ctx context.Context, as role, requester stream.Requester) error {
	if requester == nil {
		return nil
	}
	slice, err := j.asked()
	if err != nil {
		return err
	}
	response, err := as.send(ctx, requester, slice)
	if err == nil {
		response.Release()
	}
	return err
}

// targets are what a job has to download: a single empty one without an extractor.
func (r Async) targets(ctx context.Context, j *job) ([]value.Value, error) {
	if r.DownloadTargetExtractor == nil {
		return []value.Value{value.Str("")}, nil
	}
	if r.DownloadTargetRequester == nil {
		return r.extract(ctx, r.DownloadTargetExtractor, j.polled, 0)
	}
	polled, err := contextOf(j.polled)
	if err != nil {
		return nil, err
	}
	nothing := value.Value{}
	slice := stream.NewSlice(nothing, nothing, value.DictOf(value.Str("polling_response"), polled))
	response, err := targeting.send(ctx, r.DownloadTargetRequester, slice)
	if err != nil {
		return nil, err
	}
	defer response.Release()
	if !response.Ok {
		return nil, unanswered("Always expect a response or an exception from download_target_requester")
	}
	return r.extract(ctx, r.DownloadTargetExtractor, response, 0)
}

// errEnough ends an extraction.
var errEnough = errors.New("there are enough values")

// extract gives copies of the values that an extractor finds, at most so many; 0 is all.
func (r Async) extract(ctx context.Context, extractor Extractor, response *stream.Response, most int) ([]value.Value, error) {
	from := *response
	from.Decoder = r.Decoder
	var found []value.Value
	err := extractor.Extract(ctx, &from, func(v value.Value) error {
		if v.IsUndefined() {
			return nil
		}
		if found = append(found, v.Clone()); len(found) == most {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return found, err
}

// kept is a response that outlives its buffers.
func kept(response *stream.Response) *stream.Response {
	out := *response
	out.Body, out.Release = bytes.Clone(response.Body), func() {}
	return &out
}

// unanswered is the failure of a request that an error handler ignored.
func unanswered(internal string) error {
	return &stream.Error{Internal: internal, FailureType: stream.SystemError}
}
