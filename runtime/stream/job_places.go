package stream

import (
	"context"
	"sync"
)

// JobPlaces are places for jobs that an API works on at the same time
// (max_concurrent_async_job_count). All streams of a command share one set, but a
// parent has a place of its own for each child: it could not start a job while
// the jobs of the child, which wait for it, hold all places.
type JobPlaces struct {
	mu   sync.Mutex
	free int
}

// NewJobPlaces are so many places, and at least one.
func NewJobPlaces(count int) *JobPlaces { return &JobPlaces{free: max(count, 1)} }

// Take takes a place; false when there is none.
func (p *JobPlaces) Take() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.free == 0 {
		return false
	}
	p.free--
	return true
}

// Give gives a place back.
func (p *JobPlaces) Give() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.free++
}

type jobPlacesKey struct{}

// WithJobPlaces is a context whose jobs take places of p.
func WithJobPlaces(ctx context.Context, p *JobPlaces) context.Context {
	return context.WithValue(ctx, jobPlacesKey{}, p)
}

// JobPlacesOf are the places of a context; outside of a command there is one.
func JobPlacesOf(ctx context.Context) *JobPlaces {
	if p, ok := ctx.Value(jobPlacesKey{}).(*JobPlaces); ok {
		return p
	}
	return NewJobPlaces(1)
}
