package auth

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/timefmt"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// memoryTokens keep a token for one stream.
type memoryTokens struct {
	turn  chan struct{} // holds something while a token is asked for
	mu    sync.RWMutex  // of what follows
	token value.Value   // Undefined until there is one
	ends  time.Time
}

// initialTokens are what the manifest says of a token that exists already.
func (o *OAuth) initialTokens() (*memoryTokens, error) {
	m := &memoryTokens{turn: make(chan struct{}, 1)}
	var err error
	if m.ends, err = o.initialExpiry(); err != nil {
		return nil, err
	}
	if o.AccessTokenValue.IsZero() {
		return m, nil
	}
	token, err := o.AccessTokenValue.Text()
	if err != nil {
		return nil, err
	}
	if !token.IsNull() {
		m.token = token
		remember(token)
	}
	return m, nil
}

func (o *OAuth) initialExpiry() (time.Time, error) {
	if o.TokenExpiryDate.IsZero() {
		return timefmt.Now().AddDate(0, 0, -1), nil
	}
	date, err := o.TokenExpiryDate.Text()
	if err != nil {
		return time.Time{}, err
	}
	ends, err := instant(date)
	if err != nil {
		return ends, invalidExpiry(err)
	}
	return ends, nil
}

// instant is a date as the API or the configuration has it.
func instant(date value.Value) (time.Time, error) {
	switch date.Kind() {
	case value.KindStr, value.KindInt, value.KindBool:
		return timefmt.ParseAny(date.String())
	}
	return time.Time{}, fmt.Errorf("Could not parse datetime string: %s", date) //nolint:staticcheck // the reference's words
}

func invalidExpiry(err error) error {
	return value.Fail(value.ValueError, "Invalid token expiry date format: %v", err).Err()
}

func (m *memoryTokens) access() value.Value {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.token
}

func (m *memoryTokens) expiry() (time.Time, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if m.token.IsUndefined() {
		return time.Time{}, nil
	}
	return m.ends, nil
}

func (m *memoryTokens) exclude(ctx context.Context) (end func(), err error) {
	select {
	case m.turn <- struct{}{}:
		return func() { <-m.turn }, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

func (m *memoryTokens) keep(_ context.Context, a answer) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.token, m.ends = a.access, a.ends
	return nil
}
