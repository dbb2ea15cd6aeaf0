package auth

import (
	"context"
	"strings"
	"sync"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/timefmt"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// RateLimitedMultipleToken uses several tokens in turn, each as long as its quotas last
// (RateLimitedMultipleTokenAuthenticator). All streams of a process whose declarations evaluate to the same share
// what is left of the quotas.
type RateLimitedMultipleToken struct {
	Tokens         []config.Template // a single one may hold several tokens
	TokenDelimiter string            // what stands between the tokens of a text; "" for a list of tokens
	AuthMethod     string            // the word before the token
	Header         string

	QuotaStatusSource      stream.Requester // tells what is left of the quotas of a token (QuotaStatusSource)
	UnavailableStatusCodes []int            // of its answer, which say that there are no quotas
	Quotas                 []TokenQuota

	MaxWaitTime           config.Template // a duration of ISO 8601
	BudgetReserveFraction float64         // of a limit; what is left of a quota below it is spent slowly
	BudgetMinReserve      int64           // calls that are spent slowly at least

	once   sync.Once
	shared *tokenPool
	failed error
}

// TokenQuota is one quota of each token (TokenQuota).
type TokenQuota struct {
	Name                                      string
	RemainingPath, ResetPath, LimitPath       []string // in the answer of the source; without LimitPath the limit is what remains
	Matchers                                  []stream.RequestMatcher
	RemainingHeader, ResetHeader, LimitHeader string // of any answer, "" for none
	ExhaustionStatusCodes                     []int  // say that the quota is spent
}

// Construct evaluates the declaration and finds, or makes, what streams share.
func (r *RateLimitedMultipleToken) Construct(*stream.Stream) error {
	if _, err := r.pool(); err != nil {
		return err
	}
	return r.QuotaStatusSource.Construct(quotaStream)
}

// Authenticate sets the token that is in use now; Sign counts the call.
func (r *RateLimitedMultipleToken) Authenticate(_ context.Context, options *request.Options) error {
	p, err := r.pool()
	if err == nil {
		options.Headers = value.DictOf(value.Str(r.Header), value.Str(p.credentials(p.current())))
	}
	return err
}

// Sign takes a call from the quota of the request, and waits when there is none.
func (r *RateLimitedMultipleToken) Sign(ctx context.Context, out stream.Outgoing) (value.Value, error) {
	p, err := r.pool()
	if err != nil {
		return value.Value{}, err
	}
	token, err := p.take(ctx, out)
	if err != nil {
		return value.Value{}, err
	}
	return value.DictOf(value.Str(r.Header), value.Str(p.credentials(token))), nil
}

// Watch learns from an answer what is left.
func (r *RateLimitedMultipleToken) Watch(ctx context.Context, a *stream.Attempt) {
	if p, err := r.pool(); err == nil {
		p.learn(ctx, a)
	}
}

// CanRotate says that the token of a refused request is spent and another one is not.
func (r *RateLimitedMultipleToken) CanRotate(a *stream.Attempt) bool {
	p, err := r.pool()
	return err == nil && p.hasOther(a)
}

// thePools are the pools of the process.
var thePools struct {
	sync.Mutex
	by map[string]*tokenPool
}

// pool is what is shared by all whose declarations evaluate to the same.
func (r *RateLimitedMultipleToken) pool() (*tokenPool, error) {
	r.once.Do(func() {
		p, err := r.open()
		if err != nil {
			r.failed = err
			return
		}
		thePools.Lock()
		defer thePools.Unlock()
		if thePools.by == nil {
			thePools.by = map[string]*tokenPool{}
		}
		if thePools.by[p.key()] == nil {
			thePools.by[p.key()] = p
		}
		r.shared = thePools.by[p.key()]
	})
	return r.shared, r.failed
}

// open evaluates the declaration.
func (r *RateLimitedMultipleToken) open() (*tokenPool, error) {
	p := &tokenPool{of: r, said: map[string]bool{}, matchers: make([][]matcher, len(r.Quotas))}
	var err error
	if p.tokens, err = r.tokens(); err != nil {
		return nil, err
	}
	if p.maxWait, err = r.maxWait(); err != nil {
		return nil, err
	}
	for i, quota := range r.Quotas {
		for _, declared := range quota.Matchers {
			m, err := declared.Matcher()
			if err != nil {
				return nil, err
			}
			p.matchers[i] = append(p.matchers[i], m)
		}
	}
	return p, nil
}

// tokens are the tokens of the declaration without blanks around them.
func (r *RateLimitedMultipleToken) tokens() ([]string, error) {
	var tokens []string
	for _, template := range r.Tokens {
		v, err := template.Text()
		if err != nil {
			return nil, err
		}
		texts := []string{v.String()}
		if r.TokenDelimiter != "" {
			texts = strings.Split(v.String(), r.TokenDelimiter)
		}
		for _, text := range texts {
			if text = strings.TrimSpace(text); text != "" {
				tokens = append(tokens, text)
				protocol.AddSecret(text)
			}
		}
	}
	if len(tokens) == 0 {
		return nil, &stream.Error{
			Message:     "Authentication tokens are missing from the configuration.",
			Internal:    "RateLimitedMultipleTokenAuthenticator requires at least one token",
			FailureType: stream.ConfigError,
		}
	}
	return tokens, nil
}

// maxWait is the longest wait of one request.
func (r *RateLimitedMultipleToken) maxWait() (seconds float64, err error) {
	v, err := r.MaxWaitTime.Text()
	if err != nil {
		return 0, err
	}
	d, err := timefmt.ParseDuration(v.String())
	if err != nil {
		return 0, err
	}
	if !d.IsDelta() {
		return 0, valueError("max_wait_time must be a fixed-length ISO 8601 duration (e.g. 'PT2H'); calendar-unit durations like '" + v.String() + "' are not supported")
	}
	return d.Delta.TotalSeconds(), nil
}
