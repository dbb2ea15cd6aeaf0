package auth

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/timefmt"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// ask asks for the quotas of all tokens, unless another one has done so since they were needed.
func (p *tokenPool) ask(ctx context.Context, needed func() bool) error {
	p.asking.Lock()
	defer p.asking.Unlock()
	p.mu.Lock()
	still := needed()
	p.mu.Unlock()
	if !still {
		return nil
	}
	var left [][]quota
	for _, token := range p.tokens {
		quotas, err := p.askFor(ctx, token)
		if err != nil {
			return err
		}
		left = append(left, quotas)
	}
	p.mu.Lock()
	p.left = left
	delete(p.said, "throttled")
	p.mu.Unlock()
	p.tellUntracked(ctx, left)
	return nil
}

// tellUntracked says once that the API does not count the calls of some tokens.
func (p *tokenPool) tellUntracked(ctx context.Context, left [][]quota) {
	n := 0
	for _, quotas := range left {
		if !quotas[0].tracked {
			n++
		}
	}
	if n > 0 && p.once("untracked") {
		stream.Log(ctx).Infof("the API tells no quotas of %d of %d tokens: these are used in turn, without waiting for any quota", n, len(left))
	}
}

// askFor asks for the quotas of one token.
func (p *tokenPool) askFor(ctx context.Context, token string) ([]quota, error) {
	in := stream.Request{
		Slice:   stream.NewSlice(value.Value{}, value.Value{}, value.Value{}),
		Options: &request.Options{Headers: value.DictOf(value.Str(p.of.Header), value.Str(p.credentials(token)))},
	}
	response, err := p.of.QuotaStatusSource.Send(stream.With(ctx, quotaStream), in)
	if err != nil {
		return nil, err
	}
	defer response.Release()
	quotas := make([]quota, len(p.of.Quotas))
	if slices.Contains(p.of.UnavailableStatusCodes, response.Status) {
		return quotas, nil
	}
	answer, err := response.LoadJSON()
	if err != nil {
		return nil, err
	}
	for i, declared := range p.of.Quotas {
		if quotas[i], err = declared.read(answer.Open()); err != nil {
			return nil, err
		}
	}
	return quotas, nil
}

// read takes a quota out of the answer of the source.
func (d TokenQuota) read(answer value.Value) (quota, error) {
	q := quota{tracked: true}
	remaining, err := d.at(answer, d.RemainingPath, "remaining")
	if err != nil {
		return q, err
	}
	reset, err := d.at(answer, d.ResetPath, "reset")
	if err != nil {
		return q, err
	}
	limit := remaining
	if len(d.LimitPath) > 0 {
		if limit, err = d.at(answer, d.LimitPath, "limit"); err != nil {
			return q, err
		}
	}
	var ok, okLimit bool
	q.remaining, ok = wholeNumber(remaining)
	q.limit, okLimit = wholeNumber(limit)
	if !ok || !okLimit {
		return q, valueError(fmt.Sprintf("the quota %q is no number: %s of %s", d.Name, remaining.Repr(), limit.Repr()))
	}
	q.reset, err = timefmt.ParseAny(reset.String())
	return q, err
}

// at is a member of the answer. The path is the manifest's, so that nobody but its author can mend it.
func (d TokenQuota) at(v value.Value, path []string, what string) (value.Value, error) {
	for _, key := range path {
		ok := false
		if v.Kind() == value.KindDict {
			v, ok = v.Get(key)
		}
		if !ok {
			return v, &stream.Error{
				Message:     fmt.Sprintf("Quota status response does not contain the configured %s path for token quota %q.", what, d.Name),
				Internal:    fmt.Sprintf("Quota status response did not contain the %s path %s configured for quota '%s'", what, pathText(path), d.Name),
				FailureType: stream.SystemError,
			}
		}
	}
	return v, nil
}

// wholeNumber is Python's int() of a number or a text.
func wholeNumber(v value.Value) (int64, bool) {
	switch v.Kind() {
	case value.KindInt:
		return v.AsInt()
	case value.KindFloat:
		f, ok := v.AsFloat()
		return int64(f), ok
	}
	n, err := strconv.ParseInt(strings.TrimSpace(v.String()), 10, 64)
	return n, err == nil
}

// sender is the token that a request was sent with, -1 for one of somebody else's.
func (p *tokenPool) sender(a *stream.Attempt) int {
	sent, _ := a.Header(p.of.Header)
	return slices.IndexFunc(p.tokens, func(token string) bool { return p.credentials(token) == sent })
}

// learn takes over what an answer says of the quota of its request, for the token that sent it.
func (p *tokenPool) learn(ctx context.Context, a *stream.Attempt) {
	q, err := p.quotaOf(ctx, stream.Outgoing{Method: a.Method, URL: a.URL, Header: a.Header})
	token := p.sender(a)
	if err != nil || token < 0 {
		return
	}
	d := p.of.Quotas[q]
	refused := slices.Contains(d.ExhaustionStatusCodes, a.Response.Status)
	var told told
	told.remaining, told.counts = headerNumber(a.Response, d.RemainingHeader)
	if !told.counts && refused {
		told.counts = true
	}
	told.spent = refused && told.remaining <= 0
	told.limit, _ = headerNumber(a.Response, d.LimitHeader)
	if d.ResetHeader != "" {
		told.reset, err = timefmt.ParseAny(a.Response.Header(d.ResetHeader))
		told.resets = err == nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.left != nil {
		p.left[token][q].learn(told)
	}
}

// told is what an answer says of a quota.
type told struct {
	counts, resets   bool // remaining, reset are there
	remaining, limit int64
	reset            time.Time
	spent            bool // the API refuses more
}

// learn takes over what is newer than what is known. Answers come out of order, so that within a window the count
// only falls; one of a window that is over counts for nothing, unless it refuses.
func (q *quota) learn(t told) {
	if !q.tracked {
		return
	}
	if t.limit > 0 && (!t.resets || !t.reset.Before(q.reset)) {
		q.limit = t.limit
	}
	switch {
	case t.resets && t.reset.After(q.reset):
		q.reset, q.remaining = t.reset, q.limit
		if t.counts {
			q.remaining = t.remaining
		}
	case t.counts && (t.spent || !t.resets || !t.reset.Before(q.reset.Add(-resetTolerance))):
		q.remaining = min(q.remaining, t.remaining)
	}
}

// hasOther says that the token of a request is spent and another one is not.
func (p *tokenPool) hasOther(a *stream.Attempt) bool {
	q, err := p.quotaOf(context.Background(), stream.Outgoing{Method: a.Method, URL: a.URL, Header: a.Header})
	token := p.sender(a)
	if err != nil || token < 0 {
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.left == nil || !p.left[token][q].tracked || p.left[token][q].remaining > 0 {
		return false
	}
	return slices.ContainsFunc(p.left, func(of []quota) bool { return of[q].remaining > 0 })
}
