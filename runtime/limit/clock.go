package limit

import (
	"sync"
	"time"
)

// An instant is a time in milliseconds since 1970, or a stretch of time.
type instant int64

const (
	millisecond instant = 1
	second              = 1000 * millisecond
)

// lastSecond is the last that a date can have, in the year 9999.
const lastSecond = 253402300799

func (i instant) seconds() float64 { return float64(i) / float64(second) }

// now is the real time: that of LOWCODE_NOW stands still.
func now() instant { return instant(time.Now().UnixMilli()) }

// A clock is the real one, but for waits that LOWCODE_MAX_WAIT cuts short: to
// the budget they have lasted as long as they should.
type clock struct {
	now   func() instant
	mu    sync.Mutex
	ahead instant
}

func (c *clock) read() instant {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now() + c.ahead
}

// reach says that it is at least so late.
func (c *clock) reach(at instant) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead = max(c.ahead, at-c.now())
}
