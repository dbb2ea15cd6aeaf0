package limit

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// budget is an HTTPAPIBudget that counts.
type budget struct {
	mu       sync.Mutex // of the windows
	policies []*policy
	clock    *clock

	reset, remaining string // headers
	exceeded         []int
	unreadable       sync.Once
}

// Acquire waits until the first policy that matches the request has room for it.
func (b *budget) Acquire(ctx context.Context, r stream.Outgoing) error {
	p, weight, err := b.match(r)
	if p == nil || err != nil {
		return err
	}
	for {
		start := b.clock.read()
		b.mu.Lock()
		wait, err := p.window.take(start, weight)
		b.mu.Unlock()
		if wait <= 0 || err != nil {
			return err
		}
		if log := stream.Log(ctx); log.Debugs() {
			log.Debugf("waiting for the %s of the API budget: %s %s in %g seconds", p.name, r.Method, r.URL, wait.seconds())
		}
		if err := stream.Wait(ctx, wait.seconds()); err != nil {
			return err
		}
		b.clock.reach(start + wait)
	}
}

// match is the policy that counts a request, nil for none.
func (b *budget) match(r stream.Outgoing) (_ *policy, weight int, err error) {
	parts := targetOf(r)
	for _, p := range b.policies {
		if weight, ok, err := p.match(parts); ok || err != nil {
			return p, weight, err
		}
	}
	return nil, 0, nil
}

// Update tells the policy that counted the request what its response says.
func (b *budget) Update(ctx context.Context, r stream.Outgoing, a stream.Incoming) {
	t := b.read(ctx, a)
	if !t.tellsLeft && !t.resets {
		return
	}
	p, _, err := b.match(r)
	if p == nil || err != nil { // Acquire has reported the error
		return
	}
	now := b.clock.read()
	b.mu.Lock()
	defer b.mu.Unlock()
	p.window.update(now, t)
}

// read is what a response says. A header that is no number is ignored, and named once.
func (b *budget) read(ctx context.Context, a stream.Incoming) (t told) {
	if n, ok := b.number(ctx, a, b.remaining); ok {
		t.left, t.tellsLeft = int(n), true
	} else if slices.Contains(b.exceeded, a.Status) {
		t.left, t.tellsLeft = 0, true
	}
	if n, ok := b.number(ctx, a, b.reset); ok && n <= lastSecond {
		t.reset, t.resets = instant(n)*second, true
	}
	return t
}

func (b *budget) number(ctx context.Context, a stream.Incoming, header string) (n int64, ok bool) {
	text := strings.TrimSpace(a.Header(header))
	if text == "" {
		return 0, false
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		b.unreadable.Do(func() {
			stream.Log(ctx).Warnf("the API budget ignores the header %s, which is no whole number: %q", header, text)
		})
		return 0, false
	}
	return n, true
}
