package race

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/cursor"
	"github.com/lowcode-dev/lowcode/runtime/partition"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

const (
	width  = 50 // streams of a round
	days   = 4
	daily  = 2 // records of a day, of each partition
	shops  = 4
	layout = "2006-01-02T15:04:05Z"
)

var firstDay = time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)

// A kind is a sort of stream, and what comes of one.
type kind struct {
	name    string
	make    func(d delays) *stream.Stream
	records int
	fails   bool
	states  int // at least; the last one included
}

// kinds are made in turn until there are enough streams.
var kinds = []kind{
	{"days", func(d delays) *stream.Stream { return along("P1D", memory{delays: d}) }, days * daily, false, days},
	{"gap", func(d delays) *stream.Stream { return along("P1D", memory{delays: d, broken: day(2)}) }, (days - 1) * daily, true, days},
	{"shops", func(d delays) *stream.Stream { return along("P2D", memory{delays: d, router: list()}) }, shops * days * daily, false, 2},
	{"shut", func(d delays) *stream.Stream { return along("P3D", memory{delays: d, router: list(), closed: "s3"}) }, (shops - 1) * days * daily, true, 2},
	{"children", func(d delays) *stream.Stream { return along("P3D", memory{delays: d, router: children(d)}) }, shops * days * daily, false, 2},
	{"shared", func(d delays) *stream.Stream {
		s := along("P4D", memory{delays: d, router: children(d)})
		shared := s.IncrementalSync.(cursor.DatetimeBased)
		shared.GlobalSubstreamCursor = true
		s.IncrementalSync = shared
		return s
	}, shops * days * daily, false, 1},
	{"whole", func(d delays) *stream.Stream { return &stream.Stream{Retriever: memory{delays: d, router: list()}} }, shops * days * daily, false, 1},
}

// along is a stream with a cursor of windows.
func along(step string, m memory) *stream.Stream {
	return &stream.Stream{Retriever: m, IncrementalSync: cursor.DatetimeBased{
		CursorField:       config.Fixed("at"),
		DatetimeFormat:    "%Y-%m-%dT%H:%M:%SZ",
		StartDatetime:     cursor.MinMaxDatetime{Datetime: config.Fixed(day(0))},
		EndDatetime:       &cursor.MinMaxDatetime{Datetime: config.Fixed(day(days))},
		Step:              config.Fixed(step),
		CursorGranularity: "PT1S",
	}}
}

func list() stream.PartitionRouter {
	l := partition.List{CursorField: config.Fixed("shop")}
	for n := range shops {
		l.Values = append(l.Values, fmt.Sprintf("s%d", n))
	}
	return l
}

// children makes a partition of each shop, and the shops are read incrementally.
func children(d delays) stream.PartitionRouter {
	parent := along("P1D", memory{delays: d, parents: true})
	parent.Name = "shops"
	return partition.Substream{ParentStreamConfigs: []partition.Parent{{
		Stream: parent, ParentKey: config.Fixed("shop"), PartitionField: config.Fixed("shop"), IncrementalDependency: true,
	}}}
}

// day is the start of a day.
func day(n int) string { return firstDay.AddDate(0, 0, n).Format(layout) }

// delays are waits of 0, 1 or 2 units: before a slice, and within it when there are many.
type delays struct {
	unit time.Duration
	many bool
}

func (d delays) wait() { time.Sleep(d.unit * time.Duration(rand.IntN(3))) }

// memory is a retriever of records that it makes up.
type memory struct {
	delays  delays
	router  stream.PartitionRouter // nil for a stream without partitions
	parents bool                   // the records are shops: one on each of the first days
	broken  string                 // the start of a window that fails
	closed  string                 // a shop that fails
}

var errBroken = errors.New("this slice is to fail")

func (m memory) Construct(s *stream.Stream) error {
	if m.router == nil {
		return nil
	}
	return m.router.Construct(s)
}

func (m memory) Cached() stream.Retriever { return m }

func (m memory) Partitioned() bool { return m.router != nil }

func (m memory) Partitions(state value.Value) (stream.Partitions, error) {
	if m.router == nil {
		return stream.Unpartitioned, nil
	}
	return m.router.Partitions(state)
}

// Read emits what lies in the window of the slice.
func (m memory) Read(ctx context.Context, slice *stream.Slice, emit func(*stream.Record) error) error {
	from, to := textOf(slice.CursorSlice, "start_time", day(0)), textOf(slice.CursorSlice, "end_time", day(days))
	shop := textOf(slice.Partition, "shop", "")
	m.delays.wait()
	if from == m.broken || shop != "" && shop == m.closed {
		return errBroken
	}
	for n := range days * daily {
		at := firstDay.Add(time.Duration(n) * 24 * time.Hour / daily).Format(layout)
		if at < from || at > to || m.parents && (n%daily > 0 || n >= shops*daily) {
			continue
		}
		if m.parents {
			shop = fmt.Sprintf("s%d", n/daily)
		}
		data := value.DictOf(value.Str("at"), value.Str(at), value.Str("shop"), value.Str(shop))
		if err := emit(&stream.Record{Data: data, Slice: slice}); err != nil {
			return err
		}
		if m.delays.many && n%daily == 0 {
			m.delays.wait()
		}
	}
	return nil
}

func textOf(dict value.Value, key, otherwise string) string {
	if v, ok := dict.Get(key); ok {
		return v.String()
	}
	return otherwise
}
