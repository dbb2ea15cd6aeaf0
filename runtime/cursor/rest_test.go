package cursor

import (
	"bytes"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func TestRestOfAWindow(t *testing.T) {
	for name, c := range map[string]struct {
		seen  []string
		want  string // where the rest begins
		warns bool
	}{
		"nothing was read":     {nil, "2024-01-01T00:00:00Z", false},
		"no time was read":     {[]string{"null"}, "2024-01-01T00:00:00Z", false},
		"in order":             {[]string{`"2024-01-02T00:00:00Z"`, `"2024-01-05T00:00:00Z"`, `"2024-01-05T00:00:00Z"`}, "2024-01-05T00:00:00Z", false},
		"in some other order":  {[]string{`"2024-01-05T00:00:00Z"`, `"2024-01-02T00:00:00Z"`}, "2024-01-05T00:00:00Z", true},
		"behind the last time": {[]string{`"2025-01-05T00:00:00Z"`}, "2025-01-05T00:00:00Z", false},
	} {
		var out bytes.Buffer
		ctx, writer := stream.NewWriter(t.Context(), &out)
		ctx = stream.WithLogger(ctx, writer, false)
		o, err := stamped("2024-01-01T00:00:00Z", "2024-01-31T00:00:00Z").Observer(alone, value.Value{})
		if err != nil {
			t.Fatal(err)
		}
		for slice, err := range o.Slices(ctx) {
			if err != nil {
				t.Fatal(err)
			}
			rest := slice.Window.(stream.Divisible).Rest()
			for _, seen := range c.seen {
				rest.Observe(record(t, seen))
			}
			left := rest.Of(ctx, slice)
			want := `{'start_time': '` + c.want + `', 'end_time': '2024-01-31T00:00:00Z'}`
			if got := left.Mapping().Repr(); got != want || left.Window != slice.Window {
				t.Errorf("%s: got %s, want %s", name, got, want)
			}
		}
		if err := writer.Close(); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(out.String(), "order of their cursor") != c.warns {
			t.Errorf("%s: got the log %s", name, out.String())
		}
	}
}
