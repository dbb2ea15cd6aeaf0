package retrieve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// exchange is a requester that answers page n with the n-th body and notes what it was asked.
type exchange struct {
	bodies   []string
	asked    *[]string
	released *int
	cached   bool
	window   bool
}

func (e exchange) Construct(*stream.Stream) error { return nil }

func (e exchange) Cached() stream.Requester {
	e.cached = true
	return e
}

var errNoPage = errors.New("there is no such page")

func (e exchange) Send(_ context.Context, in stream.Request) (*stream.Response, error) {
	n := len(*e.asked)
	text := fmt.Sprintf("token %s", in.NextPageToken.Repr())
	if p := in.Options.Parameters; p.Kind() == value.KindDict {
		text += " " + string(p.AppendJSON(nil))
	}
	if in.Path != nil {
		text += " path " + *in.Path
	}
	*e.asked = append(*e.asked, text)
	if n >= len(e.bodies) {
		return nil, errNoPage
	}
	response := &stream.Response{Ok: e.bodies[n] != "ignored", Body: []byte(e.bodies[n]), Release: func() { *e.released++ }}
	if e.window {
		response.Rest = strings.NewReader("")
	}
	return response, nil
}

// words is a selector whose records are the words of the body, of which it drops "no".
type words struct{ streamable bool }

func (words) Construct(*stream.Stream) error { return nil }

func (w words) Streamable(stream.Decoder) bool { return w.streamable }

func (words) Select(_ context.Context, r *stream.Response, slice *stream.Slice, emit func(*stream.Record) error) (int, error) {
	all := strings.Fields(string(r.Body))
	for _, word := range all {
		if word == "no" {
			continue
		}
		if err := emit(&stream.Record{Data: value.Str(word), Slice: slice}); err != nil {
			return 0, err
		}
	}
	return len(all), nil
}

// pager goes on while pages have records; its tokens are what it saw of the last page.
type pager struct{ whole bool }

func (pager) Construct() error { return nil }

func (p pager) NeedsResponse() bool { return p.whole }

func (pager) Pages(*stream.Slice) stream.Pages { return new(pagerPages) }

type pagerPages struct{ token value.Value }

func (p *pagerPages) Token() value.Value { return p.token }

func (p *pagerPages) Apply(options *request.Options) (*string, error) {
	options.Parameters = value.DictOf(value.Str("size"), value.Int(2))
	return nil, nil
}

func (p *pagerPages) Next(page stream.Page) (bool, error) {
	last := page.LastRecord
	if !last.IsNull() {
		last = last.Attr("data")
	}
	p.token = value.Str(fmt.Sprintf("%d/%d after %s", page.Emitted, page.Extracted, last))
	return page.Extracted > 0, nil
}

// router has one partition and one option.
type router struct{ option string }

func (router) Construct(*stream.Stream) error { return nil }

func (router) Partitions(value.Value) (stream.Partitions, error) {
	return stream.Stateless(onePartition), nil
}

func onePartition(context.Context) iter.Seq2[*stream.Slice, error] {
	return func(yield func(*stream.Slice, error) bool) {
		yield(stream.NewSlice(value.DictOf(value.Str("p"), value.Int(1)), value.Value{}, value.Value{}), nil)
	}
}

func (r router) Inject(_ *stream.Slice, options *request.Options) error {
	options.Parameters = value.DictOf(value.Str(r.option), value.Int(1))
	return nil
}

func read(t *testing.T, r Simple) ([]string, error) {
	t.Helper()
	if err := r.Construct(new(stream.Stream)); err != nil {
		t.Fatal(err)
	}
	var got []string
	partitions, err := r.Partitions(value.Value{})
	if err != nil {
		t.Fatal(err)
	}
	for slice, err := range partitions.Slices(context.Background()) {
		if err != nil {
			return got, err
		}
		if err := r.Read(context.Background(), slice, func(record *stream.Record) error {
			if record.Data.String() == "stop" {
				return io.EOF
			}
			got = append(got, record.Data.String())
			return nil
		}); err != nil {
			return got, err
		}
	}
	return got, nil
}

func TestRead(t *testing.T) {
	tests := map[string]struct {
		retriever Simple
		bodies    []string
		records   string
		asked     []string
		err       error
	}{
		"one page": {Simple{}, []string{"a b", "c"}, "a b", []string{"token Undefined"}, nil},
		"pages": {Simple{Paginator: pager{}}, []string{"a b", "no c", "no", ""}, "a b c",
			[]string{`token Undefined {"size":2}`, `token '2/2 after b' {"size":2}`, `token '1/2 after c' {"size":2}`, `token '0/1 after None' {"size":2}`}, nil},
		"an ignored page ends": {Simple{Paginator: pager{}}, []string{"a", "ignored", "b"}, "a", []string{`token Undefined {"size":2}`, `token '1/1 after a' {"size":2}`}, nil},
		"a failing page":       {Simple{Paginator: pager{}}, []string{"a"}, "a", []string{`token Undefined {"size":2}`, `token '1/1 after a' {"size":2}`}, errNoPage},
		"no more is wanted":    {Simple{Paginator: pager{}}, []string{"a stop b", "c"}, "a", []string{`token Undefined {"size":2}`}, io.EOF},
		"router":               {Simple{Paginator: pager{}, PartitionRouter: router{"q"}}, []string{"a", ""}, "a", []string{`token Undefined {"size":2,"q":1}`, `token '1/1 after a' {"size":2,"q":1}`}, nil},
		"router on the first page": {Simple{Paginator: pager{}, PartitionRouter: router{"q"}, IgnoreStreamSlicerParametersOnPaginatedRequests: true},
			[]string{"a", ""}, "a", []string{`token Undefined {"size":2,"q":1}`, `token '1/1 after a' {"size":2}`}, nil},
	}
	for name, tt := range tests {
		var asked []string
		released := 0
		r := tt.retriever
		r.Requester = exchange{bodies: tt.bodies, asked: &asked, released: &released}
		r.RecordSelector = words{}
		got, err := read(t, r)
		if !errors.Is(err, tt.err) || strings.Join(got, " ") != tt.records {
			t.Errorf("%s: got %s, %v", name, got, err)
		}
		if !slices.Equal(asked, tt.asked) {
			t.Errorf("%s: asked\n%s\nwant\n%s", name, strings.Join(asked, "\n"), strings.Join(tt.asked, "\n"))
		}
		if answered := min(len(asked), len(tt.bodies)); released != answered {
			t.Errorf("%s: %d of %d responses were released", name, released, answered)
		}
	}
}

func TestOptionsOfPaginatorAndRouterCollide(t *testing.T) {
	var asked []string
	r := Simple{Requester: exchange{asked: &asked}, RecordSelector: words{}, Paginator: pager{}, PartitionRouter: router{"size"}}
	if _, err := read(t, r); err == nil || !strings.Contains(err.Error(), "duplicate keys detected at key path: size") {
		t.Errorf("got %v", err)
	}
}

func TestStreams(t *testing.T) {
	for _, tt := range []struct {
		retriever Simple
		want      bool
	}{
		{Simple{RecordSelector: words{true}}, true},
		{Simple{RecordSelector: words{}}, false},
		{Simple{RecordSelector: words{true}, Paginator: pager{}}, true},
		{Simple{RecordSelector: words{true}, Paginator: pager{whole: true}}, false},
	} {
		if got := tt.retriever.streams(); got != tt.want {
			t.Errorf("%+v: got %v", tt.retriever, got)
		}
	}
}

func TestCached(t *testing.T) {
	r := Simple{Requester: exchange{}}
	if cached := r.Cached().(Simple); !cached.Requester.(exchange).cached || r.Requester.(exchange).cached {
		t.Error("the copy is to be cached, and only the copy")
	}
}

func TestWindowedPagesKeepTheLastRecord(t *testing.T) {
	var asked []string
	r := Simple{Requester: exchange{bodies: []string{"a b", ""}, asked: &asked, released: new(int), window: true}, RecordSelector: words{true}, Paginator: pager{}}
	if _, err := read(t, r); err != nil || !strings.Contains(asked[1], "after b") {
		t.Errorf("got %v, %s", err, asked)
	}
}

// groups is a router whose partitions can have no cursors of their own.
type groups struct {
	router
	force bool
}

func (g groups) ForcesGlobalCursor() bool { return g.force }

func TestForcesGlobalCursor(t *testing.T) {
	for _, tt := range []struct {
		router stream.PartitionRouter
		want   bool
	}{{nil, false}, {router{}, false}, {groups{force: true}, true}, {groups{}, false}} {
		s := &stream.Stream{Retriever: Simple{PartitionRouter: tt.router}}
		if got := s.ForcesGlobalCursor(); got != tt.want {
			t.Errorf("%T: got %v", tt.router, got)
		}
	}
}
