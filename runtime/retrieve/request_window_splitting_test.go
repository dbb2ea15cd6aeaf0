package retrieve

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/timefmt"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// span is a window of letters, which falls into its two halves; tail is one that only loses its first letter.
type span struct {
	stream.Window
	tail bool
}

func (span) IsDataFeed() bool { return false }

func (w span) Split(slice *stream.Slice, _ timefmt.Delta) ([]*stream.Slice, error) {
	letters := lettersOf(slice)
	middle := len(letters) / 2
	if w.tail {
		middle = 1
	}
	if middle == 0 {
		return nil, nil
	}
	return []*stream.Slice{w.slice(letters[:middle]), w.slice(letters[middle:])}, nil
}

func (w span) slice(letters string) *stream.Slice {
	s := stream.NewSlice(value.Value{}, value.DictOf(value.Str("letters"), value.Str(letters)), value.Value{})
	s.Window = w
	return s
}

func (span) Inject(*stream.Slice, *request.Options) error { return nil }

func lettersOf(slice *stream.Slice) string { return slice.CursorSlice.Item("letters").String() }

// speller answers with the letters of a slice, if there are not too many of them.
type speller struct {
	most  int
	asked *[]string
}

func (speller) Construct(*stream.Stream) error { return nil }

func (s speller) Cached() stream.Requester { return s }

func (s speller) Send(_ context.Context, in stream.Request) (*stream.Response, error) {
	letters := lettersOf(in.Slice)
	*s.asked = append(*s.asked, letters)
	if len(letters) > s.most {
		return nil, &stream.Rejected{Action: stream.ActionSplitRequestWindow, Message: "too many letters"}
	}
	return &stream.Response{Ok: true, Body: []byte(strings.Join(strings.Split(letters, ""), " ")), Release: func() {}}, nil
}

func TestWindowsAreSplit(t *testing.T) {
	splitting := &RequestWindowSplitting{FailureMessage: " Spell less. "}
	const long = "abcdefghijklmnop"
	for name, c := range map[string]struct {
		declared *RequestWindowSplitting
		window   stream.Window
		letters  string
		most     int
		asked    string // the last of them where there are many
		records  string
		failure  string // "" for none
		internal string
	}{
		"not at all": {splitting, span{}, "abc", 3, "abc", "a b c", "", ""},
		"once":       {splitting, span{}, "abc", 2, "abc a bc", "a b c", "", ""},
		"twice":      {splitting, span{}, "abcdef", 2, "abcdef abc a bc def d ef", "a b c d e f", "", ""},
		"no further": {&RequestWindowSplitting{MinSplitWindow: "P1D"}, span{}, "ab", 0, "ab a", "",
			"The API kept rejecting stream letters's request window even at the smallest window its cursor allows, its configured `min_split_window` (1 day, 0:00:00), or splitting the window further would not make progress.",
			"Stream letters could not split its request window {'letters': 'a'} any further; the API rejected it: too many letters"},
		"ten times": {splitting, span{tail: true}, long, 1, long + " a bcdefghijklmnop b cdefghijklmnop c defghijklmnop d efghijklmnop e fghijklmnop f ghijklmnop g hijklmnop h ijklmnop i jklmnop j klmnop",
			"a b c d e f g h i j", "Stream letters could not split its request window to a size the API accepts within 10 splits. Spell less.",
			"Stream letters exceeded the maximum request window split depth of 10 while splitting {'letters': '" + long + "'}; the API still rejected {'letters': 'klmnop'}: too many letters"},
		"of no cursor":    {splitting, nil, "abc", 2, "abc", "", "Stream letters resolves to a request window split but is not set up to split its window.", ""},
		"not declared":    {nil, span{}, "abc", 2, "abc", "", "Stream letters resolves to a request window split but is not set up to split its window.", ""},
		"no least length": {&RequestWindowSplitting{MinSplitWindow: "long"}, span{}, "abc", 2, "", "", "reading min_split_window: ", ""},
	} {
		var asked, records []string
		r := Simple{Requester: speller{c.most, &asked}, RecordSelector: words{}, RequestWindowSplitting: c.declared}
		whole := span{}.slice(c.letters)
		whole.Window = c.window
		ctx := stream.With(t.Context(), &stream.Stream{Name: "letters"})
		err := r.Read(ctx, whole, func(record *stream.Record) error {
			records = append(records, record.Data.String())
			if record.Slice != whole {
				t.Errorf("%s: the record %s is of %s", name, record.Data, record.Slice.Repr())
			}
			return nil
		})
		if got := strings.Join(asked, " "); got != c.asked {
			t.Errorf("%s: asked for %s, want %s", name, got, c.asked)
		}
		if got := strings.Join(records, " "); got != c.records {
			t.Errorf("%s: got %s, want %s", name, got, c.records)
		}
		checkFailure(t, name, err, c.failure, c.internal)
	}
}

func checkFailure(t *testing.T, name string, err error, message, internal string) {
	t.Helper()
	got := ""
	var failure *stream.Error
	switch {
	case errors.As(err, &failure):
		got = failure.Message
	case err != nil:
		got = err.Error()
	}
	if !strings.HasPrefix(got, message) || message == "" && err != nil {
		t.Errorf("%s: got %v, want %s", name, got, message)
	}
	if internal != "" && failure.Internal != internal {
		t.Errorf("%s: got %s, want %s", name, failure.Internal, internal)
	}
}
