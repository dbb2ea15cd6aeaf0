package auth

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/timefmt"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

const (
	heartbeat       = 60.0 // seconds between messages of a long wait
	mostThrottling  = 10.0 // seconds that a call waits at most to spare a quota
	leastThrottling = 0.1
	leastWait       = 5.0 // seconds: the time of a reset may be stale
	resetTolerance  = time.Minute
)

// quotaStream is the stream that quotas are asked for.
var quotaStream = &stream.Stream{Name: "quota_status"}

// matcher says that a request counts.
type matcher = func(stream.Outgoing) (bool, error)

// A tokenPool is the tokens of a RateLimitedMultipleToken and what is left of their quotas.
type tokenPool struct {
	of       *RateLimitedMultipleToken
	tokens   []string
	matchers [][]matcher // by quota
	maxWait  float64     // seconds

	asking sync.Mutex // one asks for the quotas at a time
	mu     sync.Mutex // of what follows; never held during a wait
	active int        // the token in use
	left   [][]quota  // by token and quota; nil until they were asked for
	said   map[string]bool
}

// A quota is what is left of one for one token.
type quota struct {
	tracked   bool // the API counts it
	remaining int64
	limit     int64
	reset     time.Time
}

// key is what makes two pools the same: all that is declared, where functions are told apart by their code.
func (p *tokenPool) key() string {
	r := p.of
	return fmt.Sprintf("%q %q %q %g %g %d %v %+v %+v", p.tokens, r.AuthMethod, r.Header, p.maxWait,
		r.BudgetReserveFraction, r.BudgetMinReserve, r.UnavailableStatusCodes, r.Quotas, r.QuotaStatusSource)
}

func (p *tokenPool) current() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.tokens[p.active]
}

// credentials is a token behind its word.
func (p *tokenPool) credentials(token string) string {
	return strings.TrimSpace(p.of.AuthMethod + " " + token)
}

// quotaOf is the quota that a request counts for: the first that matches it, else the first for all requests.
func (p *tokenPool) quotaOf(ctx context.Context, out stream.Outgoing) (int, error) {
	forAll := -1
	for i, matchers := range p.matchers {
		if len(matchers) == 0 && forAll < 0 {
			forAll = i
		}
		for _, matches := range matchers {
			if ok, err := matches(out); ok || err != nil {
				return i, err
			}
		}
	}
	if forAll < 0 {
		forAll = 0
		if p.once("unmatched") {
			stream.Log(ctx).Warnf("%s %s counts for no quota: it is taken to count for %q. A quota without matchers would count it",
				out.Method, stream.PlainURL(out.URL), p.of.Quotas[0].Name)
		}
	}
	return forAll, nil
}

// once says that something has not been said yet.
func (p *tokenPool) once(what string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	before := p.said[what]
	p.said[what] = true
	return !before
}

// take takes a call of the quota of a request and gives the token that has it. It waits when no token has any.
func (p *tokenPool) take(ctx context.Context, out stream.Outgoing) (string, error) {
	if err := p.ask(ctx, func() bool { return p.left == nil }); err != nil {
		return "", err
	}
	q, err := p.quotaOf(ctx, out)
	if err != nil {
		return "", err
	}
	waited := 0.0
	for {
		token, slowly, spent := p.tryToTake(q)
		if !spent {
			return token, p.throttle(ctx, q, slowly)
		}
		wait, err := p.untilReset(q, p.maxWait-waited)
		if err != nil {
			return "", err
		}
		stream.Log(ctx).Infof("all tokens have spent the quota %q: waiting %.0f seconds until it is full again", p.of.Quotas[q].Name, wait)
		if err := p.wait(ctx, wait, q); err != nil {
			return "", err
		}
		waited += wait
		if err := p.ask(ctx, func() bool { return p.allSpent(q) }); err != nil {
			return "", err
		}
	}
}

// tryToTake takes a call of the token in use, or of the next one that has any. slowly is how many seconds the call
// should wait to spare the quota; spent says that there is no call.
func (p *tokenPool) tryToTake(q int) (token string, slowly float64, spent bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.allSpent(q) {
		return "", 0, true
	}
	for {
		token, state := p.tokens[p.active], &p.left[p.active][q]
		if state.tracked && state.remaining > 0 {
			state.remaining--
			return token, p.pace(q), false
		}
		p.active = (p.active + 1) % len(p.tokens)
		if !state.tracked { // nothing is known of it, so the tokens take turns
			return token, 0, false
		}
	}
}

// allSpent says that no token has a call left. The caller has the lock.
func (p *tokenPool) allSpent(q int) bool {
	return !slices.ContainsFunc(p.left, func(of []quota) bool { return !of[q].tracked || of[q].remaining > 0 })
}

// pace is how many seconds a call waits when every token is nearly spent, so that what is left lasts until the reset.
func (p *tokenPool) pace(q int) float64 {
	total := int64(0)
	for _, of := range p.left {
		reserve := math.Max(float64(p.of.BudgetMinReserve), float64(of[q].limit)*p.of.BudgetReserveFraction)
		if !of[q].tracked || float64(of[q].remaining) > reserve {
			return 0
		}
		total += max(of[q].remaining, 0)
	}
	seconds := p.left[p.active][q].reset.Sub(timefmt.Now()).Seconds()
	if total <= 0 || seconds <= 0 {
		return 0
	}
	return min(seconds/float64(total), mostThrottling)
}

func (p *tokenPool) throttle(ctx context.Context, q int, seconds float64) error {
	if seconds < leastThrottling {
		return nil
	}
	if p.once("throttled") {
		stream.Log(ctx).Infof("the quota %q is nearly spent: requests wait %.1f seconds each", p.of.Quotas[q].Name, seconds)
	}
	return stream.Wait(ctx, seconds)
}

// untilReset is how many seconds to wait for the first reset; an error when that is more than budget.
func (p *tokenPool) untilReset(q int, budget float64) (float64, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	seconds := math.Inf(1)
	for _, of := range p.left {
		seconds = min(seconds, of[q].reset.Sub(timefmt.Now()).Seconds())
	}
	if budget <= 0 || seconds >= budget {
		return 0, &stream.Error{
			Message:     "Rate limit is exceeded for all provided tokens.",
			Internal:    "Rate limits for all tokens (quota: " + p.of.Quotas[q].Name + ") were reached and the next reset exceeds max_wait_time",
			FailureType: stream.TransientError,
		}
	}
	return min(max(seconds, leastWait), budget), nil
}

// wait waits, and says from time to time that it does.
func (p *tokenPool) wait(ctx context.Context, seconds float64, q int) error {
	for seconds > 0 {
		if err := stream.Wait(ctx, min(seconds, heartbeat)); err != nil {
			return err
		}
		if seconds -= heartbeat; seconds > 0 {
			stream.Log(ctx).Infof("the quota %q is spent: %.0f more seconds to wait", p.of.Quotas[q].Name, seconds)
		}
	}
	return nil
}

// headerNumber is a number in a header of an answer.
func headerNumber(r *stream.Response, name string) (int64, bool) {
	if name == "" {
		return 0, false
	}
	v := value.Str(strings.TrimSpace(r.Header(name)))
	return wholeNumber(v)
}
