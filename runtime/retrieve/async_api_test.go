package retrieve

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A jobAPI is an API of jobs. Each job that is created takes the next script: the words that its polls get, one
// after the other, the last one for ever. "refused" is a job that cannot be created, "forbidden" one that nobody
// may create, "lost" a poll that fails.
type jobAPI struct {
	mu      sync.Mutex
	scripts []string
	created int
	polls   map[string]int
	working map[string]bool
	most    int // jobs at a time
	calls   []string
	start   time.Time
}

func newJobAPI(scripts ...string) *jobAPI {
	return &jobAPI{scripts: scripts, polls: map[string]int{}, working: map[string]bool{}, start: time.Now()}
}

// note remembers a call and when it came.
func (a *jobAPI) note(format string, args ...any) {
	a.calls = append(a.calls, fmt.Sprintf("%gs ", time.Since(a.start).Seconds())+fmt.Sprintf(format, args...))
}

// jobRequester is any of the requesters: what it is for is in the name of the stream that asks.
type jobRequester struct{ api *jobAPI }

func (jobRequester) Construct(*stream.Stream) error { return nil }

func (r jobRequester) Cached() stream.Requester { return r }

func (r jobRequester) Send(ctx context.Context, in stream.Request) (*stream.Response, error) {
	r.api.mu.Lock()
	defer r.api.mu.Unlock()
	as, _, _ := strings.Cut(stream.Of(ctx).Name, " - ")
	if role(as) == creation {
		return r.api.create()
	}
	id := in.Slice.ExtraFields.Item("creation_response").Item("id").String()
	switch role(as) {
	case polling:
		return r.api.poll(id)
	case download:
		r.api.note("download %s of %s, streaming %v", in.Slice.ExtraFields.Item("download_target"), id, in.Streaming)
		return answer(`{"row":` + id + `} {"row":0}`), nil
	}
	delete(r.api.working, id)
	r.api.note("%s %s", strings.TrimPrefix(as, "job "), id)
	return answer(`{}`), nil
}

func (a *jobAPI) create() (*stream.Response, error) {
	script := "done"
	if a.created < len(a.scripts) {
		script = a.scripts[a.created]
	}
	a.created++
	a.note("create %d", a.created)
	switch script {
	case "refused":
		return nil, errors.New("refused")
	case "forbidden":
		return nil, &stream.Error{Message: "forbidden", Internal: "403", FailureType: stream.ConfigError}
	}
	a.working[fmt.Sprint(a.created)] = true
	a.most = max(a.most, len(a.working))
	return answer(fmt.Sprintf(`{"id":%d}`, a.created)), nil
}

func (a *jobAPI) poll(id string) (*stream.Response, error) {
	var n int
	fmt.Sscan(id, &n)
	words := []string{"done"}
	if n <= len(a.scripts) {
		words = strings.Fields(a.scripts[n-1])
	}
	word := words[min(a.polls[id], len(words)-1)]
	a.polls[id]++
	a.note("%s is %s", id, word)
	if word == "lost" {
		return nil, errors.New("no route to job " + id)
	}
	if word != "working" {
		delete(a.working, id)
	}
	return answer(`{"state":"` + word + `"}`), nil
}

func answer(body string) *stream.Response {
	return &stream.Response{
		Status: 200, Ok: true, Body: []byte(body), Headers: func() value.Value { return value.DictOf() }, Release: func() {},
	}
}

// member is an extractor of a member of a body that is an object.
type member string

func (m member) Extract(_ context.Context, response *stream.Response, emit func(value.Value) error) error {
	body, err := response.LoadJSON()
	if err != nil {
		return err
	}
	return emit(body.Item(string(m)))
}

func (member) Streamable(stream.Decoder) bool { return false }

// rows is an extractor of the words of a body.
type rows struct{}

func (rows) Extract(_ context.Context, response *stream.Response, emit func(value.Value) error) error {
	for _, word := range strings.Fields(string(response.Body)) {
		if err := emit(value.Str(word)); err != nil {
			return err
		}
	}
	return nil
}

func (rows) Streamable(stream.Decoder) bool { return true }

// documents is a selector of the documents of a decoder.
type documents struct{ words }

func (documents) Select(ctx context.Context, r *stream.Response, slice *stream.Slice, emit func(*stream.Record) error) (n int, err error) {
	err = r.Decoder.Decode(ctx, r, func(v value.Value) error {
		n++
		return emit(&stream.Record{Data: v, Slice: slice})
	})
	return n, err
}

// retriever is a retriever that the API serves.
func (a *jobAPI) retriever() Async {
	all := jobRequester{a}
	return Async{
		CreationRequester: all, PollingRequester: all, DownloadRequester: all, AbortRequester: all, DeleteRequester: all,
		StatusMapping: AsyncJobStatusMap{
			Running: []string{"working"}, Completed: []string{"done"}, Failed: []string{"broken"}, Timeout: []string{"late"}, Skipped: []string{"empty"},
		},
		StatusExtractor:   member("state"),
		DownloadExtractor: rows{},
		RecordSelector:    documents{},
	}
}

// wanted are slices named a, b, c …; err ends them.
func wanted(count int, err error) iter.Seq2[*stream.Slice, error] {
	return func(yield func(*stream.Slice, error) bool) {
		for i := range count {
			name := value.DictOf(value.Str("name"), value.Str(string(rune('a'+i))))
			if !yield(stream.NewSlice(name, value.Value{}, value.Value{}), nil) {
				return
			}
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

// prepared runs the jobs of slices and notes which came out, and the error.
func (a *jobAPI) prepared(ctx context.Context, r Async, slices iter.Seq2[*stream.Slice, error], took time.Duration) error {
	for slice, err := range r.Prepare(stream.With(ctx, &stream.Stream{Name: "s"}), slices) {
		if err != nil {
			return err
		}
		a.mu.Lock()
		a.note("slice %s", slice.Partition.Item("name"))
		a.mu.Unlock()
		time.Sleep(took)
	}
	return nil
}

// check compares the calls.
func (a *jobAPI) check(t *testing.T, want ...string) {
	t.Helper()
	if !slices.Equal(a.calls, want) {
		t.Errorf("calls:\n%s\nwant:\n%s", strings.Join(a.calls, "\n"), strings.Join(want, "\n"))
	}
}

// minutes is a timeout of the manifest.
func minutes(n string) config.Template { return config.Fixed(n) }
