package requester

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// An allowance asks the budget of the run for each request of one attempt:
// the first one, and those that follow redirects.
type allowance struct {
	budget stream.Budget // nil for none
	first  stream.Outgoing
	last   stream.Outgoing
	sent   int
}

// acquire waits until the budget lets a request out.
func (a *allowance) acquire(ctx context.Context, p *prepared, cookies string) error {
	if a.budget == nil {
		return nil
	}
	a.last = stream.Outgoing{Method: p.method, URL: p.url, Header: func(name string) (string, bool) {
		if name == "Cookie" && cookies != "" {
			return cookies, true
		}
		if i := p.headers.find(name); i >= 0 {
			return p.headers[i].text, true
		}
		return "", false
	}}
	if a.sent == 0 {
		a.first = a.last
	}
	a.sent++
	return a.budget.Acquire(ctx, a.last)
}

// answered tells the budget what came back. As in the reference, the policy of
// the first request learns from the answer behind all redirects.
func (a *allowance) answered(ctx context.Context, in *answer, final bool) {
	if a.budget == nil {
		return
	}
	got := stream.Incoming{Status: in.StatusCode, Header: in.Header.Get}
	if a.sent > 1 {
		a.budget.Update(ctx, a.last, got)
	}
	if final {
		a.budget.Update(ctx, a.first, got)
	}
}
