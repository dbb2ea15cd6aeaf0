package cursor_test

import (
	"context"
	"iter"
	"runtime"
	"strconv"
	"sync"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/cursor"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// many is a router of that many partitions, which keeps none of them.
type many struct {
	stream.Retriever
	n int
}

func (m many) Partitioned() bool                                 { return true }
func (m many) Partitions(value.Value) (stream.Partitions, error) { return m, nil }
func (m many) ParentState() value.Value                          { return value.Null }

func (m many) Slices(context.Context) iter.Seq2[*stream.Slice, error] {
	return func(yield func(*stream.Slice, error) bool) {
		for i := range m.n {
			partition := value.DictOf(value.Str("project"), value.Int(int64(i)), value.Str("parent_slice"), value.DictOf())
			if !yield(stream.NewSlice(partition, value.Value{}, value.Value{}), nil) {
				return
			}
		}
	}
}

// readMany reads one record of each partition, and says how many bytes live when the last one is read.
func readMany(tb testing.TB, n int) (live uint64) {
	s := &stream.Stream{Name: "items", Retriever: many{n: n}, IncrementalSync: byChange()}
	observer, err := s.Observe(value.Value{})
	if err != nil {
		tb.Fatal(err)
	}
	ctx := context.Background()
	record := parsed(`{"changed":"2024-02-11T00:00:00Z"}`)
	for slice, err := range observer.Slices(ctx) {
		if err != nil {
			tb.Fatal(err)
		}
		observer.Observe(&stream.Record{Data: record, Slice: slice})
		if _, err := observer.Close(ctx, slice); err != nil {
			tb.Fatal(err)
		}
	}
	var memory runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&memory)
	observer.End(ctx, true)
	return memory.HeapAlloc
}

func BenchmarkPartitions(b *testing.B) {
	for _, n := range []int{5_000, 50_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			var live uint64
			for b.Loop() {
				live = max(live, readMany(b, n))
			}
			b.ReportMetric(float64(live)/(1<<20), "live-MiB")
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/partition")
		})
	}
}

// What is remembered does not grow with the partitions once they share a cursor.
func TestMemoryOfManyPartitions(t *testing.T) {
	few, lots := readMany(t, 26_000), readMany(t, 50_000)
	if lots > few+few/4 {
		t.Errorf("26,000 partitions leave %d bytes behind, 50,000 leave %d", few, lots)
	}
	if lots > 20<<20 {
		t.Errorf("50,000 partitions leave %d bytes behind", lots)
	}
}

// Workers observe and close while partitions are generated, before and after the switch.
func TestPartitionsSideBySide(t *testing.T) {
	d := byChange()
	d.Step, d.CursorGranularity = config.Fixed("P1M"), "PT1S"
	for name, declare := range map[string]func(*cursor.DatetimeBased){
		"own cursors":   func(*cursor.DatetimeBased) {},
		"global cursor": func(d *cursor.DatetimeBased) { d.GlobalSubstreamCursor = true },
	} {
		t.Run(name, func(t *testing.T) {
			d := d
			declare(&d)
			partitions := numbered(300)
			r := observe(t, d, &router{partitions: append(partitions, partitions[:100]...), parents: []string{parentsAt(1), parentsAt(2)}}, "")
			work := make(chan *stream.Slice)
			var workers sync.WaitGroup
			var closing sync.Mutex // as the engine has it
			for range 4 {
				workers.Go(func() {
					for slice := range work {
						r.observe(slice, slice.CursorSlice.Item("end_time").String(), "soon")
						closing.Lock()
						if _, err := r.observer.Close(r.ctx, slice); err != nil {
							t.Error(err)
						}
						closing.Unlock()
						r.observer.State()
					}
				})
			}
			for slice, err := range r.observer.Slices(r.ctx) {
				if err != nil {
					t.Fatal(err)
				}
				work <- slice
			}
			close(work)
			workers.Wait()
			end := parsed(r.end(true))
			if got := end.Item("state").Item("changed").String(); got != "2024-04-01T00:00:00Z" {
				t.Errorf("the global cursor is at %s", got)
			}
			if states, ok := end.Get("states"); ok == d.GlobalSubstreamCursor || ok && states.Len() != 300 {
				t.Errorf("states: %d", states.Len())
			}
		})
	}
}
