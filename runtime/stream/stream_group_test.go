package stream

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/protocol/protocoltest"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// aFamily is a retriever with parents, which it says it reads.
type aFamily struct {
	fake
	parents []*Stream
}

func (f aFamily) Parents() []*Stream { return f.parents }

// aCursor makes a stream one whose parents are known. It keeps no state.
type aCursor struct{}

func (aCursor) Construct(*Stream) error            { return nil }
func (aCursor) DefaultCursorField() (string, bool) { return "at", true }
func (aCursor) Observer(s *Stream, state value.Value) (SliceObserver, error) {
	partitions, err := s.Retriever.Partitions(state)
	return fullRefresh{partitions}, err
}

func runGroups(t *testing.T, workers int, groups []Group, streams ...*Stream) (protocoltest.Transcript, error) {
	t.Helper()
	var out lockedBuffer
	ctx, w := NewWriter(context.Background(), &out)
	err := Engine{Out: w, Workers: workers, Groups: groups}.Read(ctx, streams, nil)
	if closing := w.Close(); closing != nil {
		t.Error(closing)
	}
	return protocoltest.Check(t, out.bytes(), protocoltest.Rules{}), err
}

type lockedBuffer struct {
	mu   sync.Mutex
	data []byte
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.data = append(b.data, p...)
	return len(p), nil
}

func (b *lockedBuffer) bytes() []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.data)
}

// together counts how many streams of a group are read at a time.
type together struct{ now, most atomic.Int32 }

func (c *together) read(ctx context.Context, slice int, emit func(*Record) error) error {
	now := c.now.Add(1)
	defer c.now.Add(-1)
	for seen := c.most.Load(); now > seen && !c.most.CompareAndSwap(seen, now); seen = c.most.Load() {
	}
	time.Sleep(time.Millisecond)
	return records(2)(ctx, slice, emit)
}

func TestGroupsReadOneStreamAtATime(t *testing.T) {
	for _, workers := range []int{1, 2, 3, 8, 25} {
		t.Run(fmt.Sprint(workers), func(t *testing.T) {
			counts := map[string]*together{"a": {}, "b": {}}
			var streams []*Stream
			groups := []Group{{Name: "a"}, {Name: "b", Streams: []string{"nobody"}}}
			for i := range 12 {
				g := i % 3 // the third is in no group
				s := &Stream{Name: fmt.Sprint("s", i), Retriever: fake{slices: 1, read: records(1)}}
				if g < 2 {
					s.Retriever = fake{slices: i % 2, read: counts[groups[g].Name].read}
					groups[g].Streams = append(groups[g].Streams, s.Name)
				}
				streams = append(streams, s)
			}
			out, err := runGroups(t, workers, groups, streams...)
			if err != nil {
				t.Fatal(err)
			}
			all := summaryOf(out)
			for _, s := range streams {
				if all[s.Name].status != "COMPLETE" {
					t.Errorf("%s: %+v", s.Name, all[s.Name])
				}
			}
			for name, c := range counts {
				if c.most.Load() != 1 {
					t.Errorf("%d streams of group %s were read at a time", c.most.Load(), name)
				}
			}
		})
	}
}

// TestGroupsHoldBackInOrder: the first of a group starts, what is in no group overtakes, and the group goes on
// when its stream has ended, be it by a failure.
func TestGroupsHoldBackInOrder(t *testing.T) {
	errRead := errors.New("broken")
	fails := func(context.Context, int, func(*Record) error) error { return errRead }
	var streams []*Stream
	for _, name := range []string{"a", "b", "c", "x"} {
		streams = append(streams, &Stream{Name: name, Retriever: fake{slices: 1, read: fails}})
	}
	waits, lets := oneAfterAnother()
	streams[0].Retriever = fake{slices: 3, failAfter: 2, read: waits}
	streams[3].Retriever = fake{slices: 1, read: lets}
	out, err := runGroups(t, 4, []Group{{Name: "g", Streams: []string{"a", "b", "c"}}}, streams...)
	if err == nil {
		t.Error("the failures are not told")
	}
	if got := startsOf(out); got != "a x b c" {
		t.Errorf("the streams start as %s", got)
	}
	if got := deferrals(out); len(got) != 2 || !strings.HasPrefix(got[0], "Deferring stream 'b': stream 'a' of the same group 'g'") {
		t.Errorf("said %q", got)
	}
}

// oneAfterAnother are two readers of slices: the first waits for the second.
func oneAfterAnother() (waits, lets func(context.Context, int, func(*Record) error) error) {
	done := make(chan struct{})
	once := sync.OnceFunc(func() { close(done) })
	waits = func(context.Context, int, func(*Record) error) error { <-done; return nil }
	lets = func(context.Context, int, func(*Record) error) error { once(); return nil }
	return waits, lets
}

func deferrals(out protocoltest.Transcript) (said []string) {
	for _, m := range out.Messages {
		if strings.HasPrefix(m.Log.Message, "Deferring") {
			said = append(said, m.Log.Message)
		}
	}
	return said
}

// TestGroupsOfAncestors: a child waits for a grandparent that is being read, and the grandparent for the child
// while that makes its slices; without a cursor, a child is not known to have parents.
func TestGroupsOfAncestors(t *testing.T) {
	slow := fake{slices: 4, read: (&together{}).read}
	waits, lets := oneAfterAnother()
	grand := &Stream{Name: "grand", Retriever: fake{slices: 2, read: waits}}
	parent := &Stream{Name: "parent", IncrementalSync: aCursor{}, Retriever: aFamily{slow, []*Stream{grand}}}
	child := &Stream{Name: "child", IncrementalSync: aCursor{}, Retriever: aFamily{slow, []*Stream{parent}}}
	blind := &Stream{Name: "blind", Retriever: aFamily{fake{slices: 1, read: lets}, []*Stream{grand}}}
	groups := []Group{{Name: "g", Streams: []string{"grand"}}}
	out, err := runGroups(t, 8, groups, grand, child, blind, parent)
	if err != nil {
		t.Fatal(err)
	}
	if got := startsOf(out); !strings.HasPrefix(got, "grand blind ") {
		t.Errorf("the streams start as %s", got)
	}
	b := newBlocking(groups, []*reading{{stream: grand}, {stream: parent}, {stream: child}})
	b.begin("child")
	for _, name := range []string{"grand", "parent"} {
		if b.reason(name) == "" {
			t.Errorf("%s may start while a child reads grand", name)
		}
	}
	b.end(b.ancestors["child"]...)
	if got := b.reason("grand"); got != "" {
		t.Errorf("grand waits still: %s", got)
	}
}

// TestGroupsEndWithTheContext: a stream that waits for its group does not keep a read from ending.
func TestGroupsEndWithTheContext(t *testing.T) {
	ctx, stop := context.WithCancelCause(context.Background())
	enough := errors.New("enough")
	waits := func(ctx context.Context, _ int, _ func(*Record) error) error {
		stop(enough)
		<-ctx.Done()
		return context.Cause(ctx)
	}
	var out lockedBuffer
	ctx, w := NewWriter(ctx, &out)
	err := Engine{Out: w, Workers: 8, Groups: []Group{{Name: "g", Streams: []string{"a", "b"}}}}.Read(ctx, []*Stream{
		{Name: "a", Retriever: fake{slices: 1, read: waits}},
		{Name: "b", Retriever: fake{slices: 1, read: waits}},
	}, nil)
	if !errors.Is(err, enough) {
		t.Errorf("got %v", err)
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
	if strings.Contains(string(out.bytes()), "stream b as STARTED") {
		t.Error("b started beside a")
	}
}
