package cursor

import (
	"strconv"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A record of a page is a slice of its bytes; to look at its cursor value takes no memory.
func TestObserveDoesNotAllocate(t *testing.T) {
	for format, seen := range observed {
		v, raw := observing(t, format, seen)
		if n := testing.AllocsPerRun(100, func() { v.observe(raw) }); n != 0 {
			t.Errorf("%s: %v allocations", format, n)
		}
	}
}

var observed = map[string]string{
	"%Y-%m-%dT%H:%M:%SZ":     `"2024-02-29T01:02:03Z"`,
	"%Y-%m-%dT%H:%M:%S.%f%z": `"2024-02-29T01:02:03.456789+0200"`,
	"%Y-%m-%d":               `"2024-02-29"`,
	"%s":                     `1709168523`,
	"%ms":                    `1709168523456`,
}

func observing(t testing.TB, format, seen string) (*window, value.Value) {
	t.Helper()
	b := formatted(t, format)
	w, err := b.windows(value.Value{})
	if err != nil {
		t.Fatal(err)
	}
	return w.window(b.start, b.start), value.Raw([]byte(`{"id":17,"name":"a name","updated_at":` + seen + `,"tags":["a","b"]}`))
}

func BenchmarkObserve(b *testing.B) {
	for format, seen := range observed {
		b.Run(format, func(b *testing.B) {
			v, raw := observing(b, format, seen)
			b.ReportAllocs()
			for b.Loop() {
				v.observe(raw)
			}
		})
	}
}

func BenchmarkContains(b *testing.B) {
	v, raw := observing(b, "%Y-%m-%dT%H:%M:%SZ", `"2024-02-29T01:02:03Z"`)
	b.ReportAllocs()
	for b.Loop() {
		v.Contains(raw)
	}
}

// BenchmarkWindows makes and closes a year of days.
func BenchmarkWindows(b *testing.B) {
	d := declare("%Y-%m-%dT%H:%M:%SZ", "2023-01-01T00:00:00Z", "2024-01-01T00:00:00Z").in("P1D", "PT1S")
	b.ReportAllocs()
	for b.Loop() {
		w := started(b, d, "")
		for v, err := range w.slices() {
			if err != nil {
				b.Fatal(err)
			}
			if err := w.close(v); err != nil {
				b.Fatal(err)
			}
			if w.state().Len() != 1 {
				b.Fatal(strconv.Itoa(w.state().Len()))
			}
		}
	}
}
