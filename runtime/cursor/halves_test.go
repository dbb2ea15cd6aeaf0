package cursor

import (
	"errors"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/timefmt"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func TestHalvesOfAWindow(t *testing.T) {
	for name, c := range map[string]struct {
		from, to    string // days of January 2024
		granularity string
		least       timefmt.Delta
		want        string // what is read instead, "" for nothing
	}{
		"an even number of days":    {"01", "10", "P1D", 0, "01-05 06-10"},
		"an odd number of days":     {"01", "05", "P1D", 0, "01-02 03-05"},
		"two days":                  {"01", "02", "P1D", 0, "01-01 02-02"},
		"one day":                   {"01", "01", "P1D", 0, ""},
		"days that are one unit":    {"01", "02", "P2D", 0, ""},
		"days that are no unit":     {"01", "06", "P2D", 0, "01-01 03-06"},
		"the shortest there may be": {"01", "03", "P1D", 2 * timefmt.Day, ""},
		"longer than the shortest":  {"01", "04", "P1D", 2 * timefmt.Day, "01-02 03-04"},
		"backwards":                 {"04", "01", "P1D", 0, ""},
		"no granularity":            {"01", "10", "", 0, ""},
		"units of nothing":          {"01", "10", "PT0S", 0, ""},
		"units backwards":           {"01", "10", "-P1D", 0, ""},
		"bounds that are no date":   {"01", "ab", "P1D", 0, "Stream items produced a request window with a missing or invalid 'start_time'/'end_time' boundary and could not split it further."},
		"units of months":           {"01", "10", "P1M", 0, "TypeError: unsupported operand type(s) for //: 'datetime.timedelta' and 'Duration'"},
	} {
		d := declare("%Y-%m-%d", "2024-01-01", "2024-01-31")
		if c.granularity != "" {
			d = d.in("P31D", c.granularity)
		}
		b, err := d.open(&stream.Stream{Name: "items"})
		if err != nil {
			t.Fatal(err)
		}
		slice := stream.NewSlice(value.DictOf(value.Str("shop"), value.Int(1)), value.DictOf(
			b.startKey, value.Str("2024-01-"+c.from), b.endKey, value.Str("2024-01-"+c.to)), value.Value{})
		w := &window{of: &windows{of: b}}
		slice.Window = w
		parts, err := w.Split(slice, c.least)
		var got []string
		for _, part := range parts {
			if part.Window != slice.Window || !value.Equal(part.Partition, slice.Partition) {
				t.Errorf("%s: %s is of another window or partition", name, part.Repr())
			}
			got = append(got, strings.ReplaceAll(part.CursorSlice.Index(b.startKey).String()+"-"+part.CursorSlice.Index(b.endKey).String(), "2024-01-", ""))
		}
		if failure := (*stream.Error)(nil); errors.As(err, &failure) {
			got = append(got, failure.Message)
		} else if err != nil {
			got = append(got, err.Error())
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: got %v, want %s", name, got, c.want)
		}
	}
}
