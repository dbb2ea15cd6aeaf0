package requester

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"sync"
	"time"
)

// maxHeader is how many bytes of a response's header are noted; net/http refuses longer ones as well.
const maxHeader = 1 << 20

// minRate is how many bytes a second a response must bring on the average, once
// it has had two timeouts of patience: a server that sends a byte now and then
// would otherwise hold a worker for ever.
const minRate = 64

// errSlow is a response that brings too little.
var errSlow = fmt.Errorf("fewer than %d bytes a second: %w", minRate, os.ErrDeadlineExceeded)

// A notedConn notes the header of each response as it comes in, because templates see
// the server's own spelling and net/http keeps only the canonical one. It also
// gives up when the server sends nothing for too long, or next to nothing.
type notedConn struct {
	net.Conn

	mu      sync.Mutex
	timeout time.Duration
	noting  bool
	header  []byte
	began   time.Time     // of the request
	blocked time.Duration // how long the response was waited for
	got     int64         // its bytes after the header
}

// begin starts a request: its response's header is noted, and no read takes longer than timeout.
func (c *notedConn) begin(timeout time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.timeout, c.noting, c.header = timeout, true, nil
	c.began, c.blocked, c.got = time.Now(), 0, 0
	// net/http reads an idle connection all the time: this moves the deadline of that read.
	c.Conn.SetReadDeadline(c.began.Add(timeout))
}

// noted is the header of the response: its lines with the status line, as they came in.
func (c *notedConn) noted() []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.header
}

func (c *notedConn) Read(p []byte) (int, error) {
	start, err := c.allow()
	if err != nil {
		return 0, err
	}
	n, err := c.Conn.Read(p)
	c.mu.Lock()
	defer c.mu.Unlock()
	if start.Before(c.began) {
		start = c.began // the connection was idle until then
	}
	c.blocked += time.Since(start)
	if n > 0 && c.noting {
		c.note(p[:n])
	} else {
		c.got += int64(n)
	}
	return n, err
}

// allow sets the deadline of a read that starts now. Only time spent waiting
// for the server counts, not what the reader does in between.
func (c *notedConn) allow() (start time.Time, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	start = time.Now()
	if c.timeout == 0 {
		return start, nil
	}
	if c.blocked > 2*c.timeout+time.Duration(c.got)*time.Second/minRate {
		return start, errSlow
	}
	return start, c.Conn.SetReadDeadline(start.Add(c.timeout))
}

// note adds bytes to the header until its empty line. An interim response (1xx)
// is forgotten: another one follows.
func (c *notedConn) note(p []byte) {
	if len(c.header) > 0 {
		p = append(c.header, p...)
	}
	for {
		end := headerEnd(p)
		if end < 0 {
			c.header = bytes.Clone(p)
			c.noting = len(p) <= maxHeader
			return
		}
		if !interim(p) {
			c.header = bytes.Clone(p[:end]) // p may hold much of the body
			c.noting = false
			return
		}
		p, c.header = p[end:], nil
	}
}

// headerEnd is where the empty line of a header ends, -1 before it has come.
func headerEnd(header []byte) int {
	for at := 0; ; {
		i := bytes.IndexByte(header[at:], '\n')
		if i < 0 {
			return -1
		}
		at += i + 1
		switch rest := header[at:]; {
		case len(rest) > 0 && rest[0] == '\n':
			return at + 1
		case len(rest) > 1 && rest[0] == '\r' && rest[1] == '\n':
			return at + 2
		}
	}
}

// interim says that a header is that of a 1xx response, but for 101.
func interim(header []byte) bool {
	_, status, ok := bytes.Cut(header, []byte(" "))
	return ok && len(status) >= 3 && status[0] == '1' && string(status[:3]) != "101"
}
