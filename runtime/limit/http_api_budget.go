// Package limit counts requests and holds back those that would exceed what an
// API allows.
//
// In go the policies of a manifest and each request before it is sent, out comes
// the moment at which it may be sent. The package sends nothing.
package limit

import (
	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// HTTPAPIBudget is the budget of a source (HTTPAPIBudget): of its policies the
// first that matches a request counts it; a request that none matches is free.
type HTTPAPIBudget struct {
	Policies []Policy
	// RateLimitResetHeader names the header with the second, in Unix time, at which calls are
	// free again; "" is ratelimit-reset.
	RateLimitResetHeader string
	// RateLimitRemainingHeader names the header with the number of calls that are left; "" is ratelimit-remaining.
	RateLimitRemainingHeader string
	// StatusCodesForRateLimitHit say that no calls are left; nil is 429.
	StatusCodesForRateLimitHit []int
}

// Open evaluates the policies. Numbers that are none are errors of the classes that the reference has.
func (h HTTPAPIBudget) Open() (stream.Budget, error) {
	b := &budget{
		clock:     &clock{now: now},
		reset:     orElse(h.RateLimitResetHeader, "ratelimit-reset"),
		remaining: orElse(h.RateLimitRemainingHeader, "ratelimit-remaining"),
		exceeded:  h.StatusCodesForRateLimitHit,
	}
	if b.exceeded == nil {
		b.exceeded = []int{429}
	}
	for _, declared := range h.Policies {
		p, err := declared.open()
		if err != nil {
			return nil, err
		}
		b.policies = append(b.policies, p)
	}
	return b, nil
}

func orElse(text, unset string) string {
	if text == "" {
		return unset
	}
	return text
}

// A Policy limits the requests that match it.
type Policy interface {
	open() (*policy, error)
}

// policy is a Policy that counts.
type policy struct {
	name     string // for the log
	matchers []matcher
	window   window
}

// A window decides when calls are free. It has no lock of its own.
type window interface {
	// take counts a request that is worth so many calls, or says how long to wait before
	// the next try. The error is that of a request which can never be sent.
	take(now instant, weight int) (wait instant, err error)
	// update learns what the API says.
	update(now instant, told told)
}

// told is what a response says: the calls that are left and when there are new
// ones, each if it says so.
type told struct {
	left      int
	tellsLeft bool
	reset     instant
	resets    bool
}

func newPolicy(name string, declared []HTTPRequestMatcher, w window) (*policy, error) {
	p := &policy{name: name, window: w}
	for _, d := range declared {
		m, err := d.open()
		if err != nil {
			return nil, err
		}
		p.matchers = append(p.matchers, m)
	}
	return p, nil
}

// match says whether the policy counts a request, and as how many calls.
func (p *policy) match(r target) (weight int, ok bool, err error) {
	if len(p.matchers) == 0 {
		return 1, true, nil
	}
	for _, m := range p.matchers {
		if ok, err := m.matches(r); ok || err != nil {
			return m.weight, ok, err
		}
	}
	return 0, false, nil
}
