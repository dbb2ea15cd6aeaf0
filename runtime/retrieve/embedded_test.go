package retrieve

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// TestEmbedded: the first page is in the slice, the later ones are requested.
func TestEmbedded(t *testing.T) {
	tests := map[string]struct {
		page    string
		bodies  []string
		records string
		asked   []string
	}{
		"more pages follow":  {"a b", []string{"c", ""}, "a b c", []string{`token '2/2 after b' {"size":2}`, `token '1/1 after c' {"size":2}`}},
		"a page of nothing":  {"", nil, "", nil},
		"all is filtered":    {"no", []string{""}, "", []string{`token '0/1 after None' {"size":2}`}},
		"a later page fails": {"a", nil, "a", []string{`token '1/1 after a' {"size":2}`}},
	}
	for name, tt := range tests {
		var asked, got []string
		r := Simple{
			Requester:      exchange{bodies: tt.bodies, asked: &asked, released: new(int)},
			RecordSelector: unquoted{},
			Paginator:      pager{},
		}
		slice := stream.NewSlice(value.Value{}, value.Value{}, stream.WithEmbedded(value.DictOf(), value.Str(tt.page)))
		err := r.Read(context.Background(), slice, func(record *stream.Record) error {
			got = append(got, record.Data.String())
			return nil
		})
		if fails := len(asked) > len(tt.bodies); (err != nil) != fails || strings.Join(got, " ") != tt.records {
			t.Errorf("%s: got %s, %v", name, got, err)
		}
		if !slices.Equal(asked, tt.asked) {
			t.Errorf("%s: asked %s, want %s", name, asked, tt.asked)
		}
	}
}

// unquoted is the selector words for a body that is a JSON text, or plain.
type unquoted struct{ words }

func (u unquoted) Select(ctx context.Context, r *stream.Response, slice *stream.Slice, emit func(*stream.Record) error) (int, error) {
	plain := *r
	plain.Body = []byte(strings.Trim(string(r.Body), `"`))
	return u.words.Select(ctx, &plain, slice, emit)
}
