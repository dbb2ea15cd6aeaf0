package stream

import (
	"context"
	"sync"
	"time"
)

// flushEvery is how long a finished record may wait in a batch that does not fill.
const flushEvery = 200 * time.Millisecond

// A task is one slice to read.
type task struct {
	reading *reading
	slice   *Slice
}

// A run is one call of Read.
type run struct {
	out      *Writer
	readings []*reading
	places   chan struct{} // one is taken by each task that runs
	tasks    chan task     // slices that wait for a worker
	batches  []*batch      // one for each worker

	starting sync.Mutex
	waiting  []*reading // that have not started
	blocking *blocking  // which of them may not start yet
	preamble []byte     // lines to write when the first one has started
	unready  []error    // why streams could not start
}

func newRun(out *Writer, workers int, preamble []byte) *run {
	r := &run{
		out:      out,
		preamble: preamble,
		places:   make(chan struct{}, workers),
		tasks:    make(chan task, workers),
	}
	// A worker that fills a batch always finds a buffer that no other worker
	// holds on to, however many wait for their pages with a batch begun.
	shared := newBuffers(workers + 2)
	for range workers {
		r.batches = append(r.batches, &batch{out: out, buffers: shared})
	}
	return r
}

// all starts the goroutines of the run and returns when the last one has ended.
func (r *run) all(ctx context.Context) {
	var generators, workers sync.WaitGroup
	for range max(len(r.batches)/2, 1) {
		generators.Go(func() { r.generate(ctx) })
	}
	for _, b := range r.batches {
		workers.Go(func() { r.work(ctx, b) })
	}
	done := make(chan struct{})
	var clock sync.WaitGroup
	clock.Go(func() { r.flushWaiting(done) })
	generators.Wait()
	close(r.tasks)
	workers.Wait()
	close(done)
	clock.Wait()
}

// flushWaiting keeps the lines of a quiet stream from waiting for more of them.
func (r *run) flushWaiting(done <-chan struct{}) {
	ticker := time.NewTicker(flushEvery)
	defer ticker.Stop()
	for {
		select {
		case <-done:
			return
		case <-ticker.C:
			for _, b := range r.batches {
				b.flushWaiting()
			}
		}
	}
}

// enter takes a place among the tasks that run; every task gives its place back.
func (r *run) enter() { r.places <- struct{}{} }

func (r *run) leave() { <-r.places }

// generate makes the slices of the streams, one stream at a time.
func (r *run) generate(ctx context.Context) {
	for {
		reading := r.next(ctx)
		if reading == nil {
			return
		}
		streamCtx := With(ctx, reading.stream)
		err := reading.observer.each(streamCtx, func(slice *Slice) error {
			reading.open.Add(1)
			return r.offer(streamCtx, task{reading, slice})
		})
		r.generated(reading)
		r.settle(ctx, reading, err)
		r.leave()
	}
}

// next takes a place and starts the next stream; it is nil after the last one.
// While groups let none of them start, it waits without a place.
func (r *run) next(ctx context.Context) *reading {
	for {
		r.enter()
		reading, changed := r.start(ctx)
		if reading != nil {
			return reading
		}
		r.leave()
		if changed == nil {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil
		}
	}
}

// start starts the first of the waiting streams that may. The streams start in
// their order, however many are generated at a time; one that a group holds back
// goes to the end. Where all wait, changed is closed when it is time to try again.
func (r *run) start(ctx context.Context) (next *reading, changed <-chan struct{}) {
	r.starting.Lock()
	defer r.starting.Unlock()
	if ctx.Err() != nil {
		return nil, nil
	}
	for range r.waiting {
		next, r.waiting = r.waiting[0], r.waiting[1:]
		name := next.stream.Name
		if reason := r.blocking.reason(name); reason != "" {
			r.blocking.deferred(r.out, name, reason)
			r.waiting = append(r.waiting, next)
			continue
		}
		if !r.prepare(ctx, next.stream) {
			continue
		}
		r.blocking.begin(name)
		next.open.Store(1)
		next.start(r.out, r.preamble)
		r.preamble = nil // said once
		return next, nil
	}
	if len(r.waiting) > 0 {
		changed = r.blocking.changed
	}
	return nil, changed
}

// generated and finished tell the groups that a stream no longer reads its
// parents, or is no longer read.
func (r *run) generated(reading *reading) {
	if r.blocking != nil {
		r.starting.Lock()
		defer r.starting.Unlock()
		r.blocking.end(r.blocking.ancestors[reading.stream.Name]...)
	}
}

func (r *run) finished(reading *reading) {
	if r.blocking != nil {
		r.starting.Lock()
		defer r.starting.Unlock()
		r.blocking.end(reading.stream.Name)
	}
}

// offer hands one slice over. While all workers are busy, the generator lends
// its place to one of them: so a single worker is enough for any number of slices.
func (r *run) offer(ctx context.Context, t task) error {
	select {
	case r.tasks <- t:
		return nil
	default:
	}
	r.leave()
	defer r.enter()
	select {
	case r.tasks <- t:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// work reads slices until there are no more.
func (r *run) work(ctx context.Context, b *batch) {
	for {
		select {
		case <-ctx.Done():
			return
		case t, more := <-r.tasks:
			if !more {
				return
			}
			r.enter()
			if ctx.Err() == nil {
				r.settle(ctx, t.reading, r.read(With(ctx, t.reading.stream), t, b))
			}
			r.leave()
		}
	}
}

// read reads one slice. Its records are sent before its STATE, and also when it
// fails. A slice is not closed once the run was stopped: a retriever may take
// the end of its context for the end of its pages.
func (r *run) read(ctx context.Context, t task, b *batch) error {
	b.begin(t.reading)
	err := t.retrieve(ctx, b)
	b.flush()
	if err == nil {
		err = context.Cause(ctx)
	}
	if err != nil {
		return err
	}
	return t.reading.close(ctx, r.out, t.slice)
}

func (t task) retrieve(ctx context.Context, b *batch) (err error) {
	defer Recovered(&err)
	if log := Log(ctx); log.Debugs() {
		log.Debugf("slice:%s", t.slice.Mapping().AppendPython(nil))
	}
	return t.reading.stream.read(ctx, t.slice, func(record *Record) error {
		if err := b.add(ctx, record); err != nil {
			return err
		}
		return t.reading.observer.observe(record)
	})
}

// settle ends a task of a stream, and the stream with its last task. When the
// run was stopped, errors are only its echo and no stream has an end.
func (r *run) settle(ctx context.Context, reading *reading, err error) {
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		reading.fail(r.out, err)
	}
	if reading.open.Add(-1) == 0 {
		reading.finish(ctx, r.out)
		r.finished(reading)
	}
}
