package faults

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

const tries = 6 // at the most, for one request

// connections are faults of connections and bodies that break or stall.
var connections = []fault{
	{"F1", "a body shorter than its length", "6 tries, then it fails", false, func(t *testing.T) string {
		return cut(t, "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"+threeItems[:20])
	}},
	{"F1", "chunks that end early", "6 tries, then it fails", false, func(t *testing.T) string {
		return cut(t, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n"+threeItems[:20]+"\r\n")
	}},
	{"F2", "two connections reset, then all is well", "as here", false, func(t *testing.T) string {
		return reset(t, 2)
	}},
	{"F3", "a server that never answers", "waits for ever", true, func(t *testing.T) string {
		a := serve(t, func(_ int, _ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
		r := read(t, "items", a.URL, quick)
		r.failed(t, "transient_error system_error", "ReadTimeout", a.Listener.Addr().String(), "no answer within 1 s")
		return triedOften(t, a, r)
	}},
	{"F4", "a byte each half second", "reads for ever", true, func(t *testing.T) string {
		a := serve(t, drip)
		r := read(t, "items", a.URL, quick)
		r.failed(t, "transient_error system_error", "reading from "+a.Listener.Addr().String())
		return triedOften(t, a, r)
	}},
	{"F6", "a name that does not exist", "34 s, a system error", false, func(t *testing.T) string {
		r := read(t, "items", "https://nothing.invalid/v1", quick)
		r.failed(t, "transient_error", "nothing.invalid", "cannot be resolved")
		if n := strings.Count(r.waits(), " ") + 2; n > tries {
			t.Errorf("%d tries", n)
		}
		return fmt.Sprintf("%d tries, %s", strings.Count(r.waits(), " ")+2, r.kind())
	}},
	{"F6", "a port that nobody listens at", "", false, func(t *testing.T) string {
		a := serve(t, always(""))
		a.Close()
		r := read(t, "items", a.URL, quick)
		r.failed(t, "transient_error system_error", a.Listener.Addr().String(), "connection refused")
		return r.kind() + ", the address is named"
	}},
}

// cut reads from a server whose answers all end in their middle.
func cut(t *testing.T, answer string) string {
	a := serve(t, raw(answer))
	r := read(t, "items", a.URL, quick)
	r.failed(t, "transient_error system_error", "the body ended")
	return triedOften(t, a, r)
}

// triedOften checks the number of tries of a request that was repeated, and tells of it.
func triedOften(t *testing.T, a *api, r reading) string {
	t.Helper()
	n := len(a.requests())
	if n < 2 || n > tries {
		t.Errorf("%d tries", n)
	}
	return fmt.Sprintf("%d tries, %s, no record", n, r.kind())
}

// reset reads from a server that ends so many connections as soon as they stand.
func reset(t *testing.T, times int) string {
	a := unstarted(always(threeItems))
	a.Listener = &resetting{a.Listener, times}
	a.Start()
	t.Cleanup(a.Close)
	r := read(t, "items", a.URL, quick)
	r.complete(t, 3)
	return fmt.Sprintf("all records once, after waits of %s s", r.waits())
}

// A resetting listener answers the first connections with a reset.
type resetting struct {
	net.Listener
	left int
}

func (l *resetting) Accept() (net.Conn, error) {
	for {
		conn, err := l.Listener.Accept()
		if err != nil || l.left == 0 {
			return conn, err
		}
		l.left--
		_ = conn.(*net.TCPConn).SetLinger(0) // whatever the end is like, it is one
		conn.Close()
	}
}

// drip sends a byte now and then, for longer than anybody should wait.
func drip(_ int, w http.ResponseWriter, r *http.Request) {
	for n := range 200 {
		io.WriteString(w, threeItems[n%len(threeItems):n%len(threeItems)+1])
		w.(http.Flusher).Flush()
		select {
		case <-r.Context().Done():
			return
		case <-time.After(500 * time.Millisecond):
		}
	}
}
