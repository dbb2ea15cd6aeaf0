package faults

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// threeItems is a page that nothing is wrong with.
const threeItems = `{"items":[{"id":1},{"id":2},{"id":3}]}`

// An api misbehaves as its function says, and notes when it was asked for what.
type api struct {
	*httptest.Server
	mu   sync.Mutex
	seen []request
}

// A request is one that an api got.
type request struct {
	at     time.Time
	uri    string
	header http.Header
}

// serve starts an API; answer gets the number of the request, from 1.
func serve(t *testing.T, answer func(n int, w http.ResponseWriter, r *http.Request)) *api {
	a := unstarted(answer)
	a.Start()
	t.Cleanup(a.Close)
	return a
}

func unstarted(answer func(n int, w http.ResponseWriter, r *http.Request)) *api {
	a := new(api)
	a.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.mu.Lock()
		a.seen = append(a.seen, request{time.Now(), r.RequestURI, r.Header.Clone()})
		n := len(a.seen)
		a.mu.Unlock()
		answer(n, w, r)
	}))
	return a
}

// requests are those that the api got so far.
func (a *api) requests() []request {
	a.mu.Lock()
	defer a.mu.Unlock()
	return append([]request(nil), a.seen...)
}

// gaps are the times between the requests.
func (a *api) gaps() []time.Duration {
	var gaps []time.Duration
	all := a.requests()
	for i := 1; i < len(all); i++ {
		gaps = append(gaps, all[i].at.Sub(all[i-1].at))
	}
	return gaps
}

// always answers a text.
func always(body string) func(int, http.ResponseWriter, *http.Request) {
	return func(_ int, w http.ResponseWriter, _ *http.Request) { io.WriteString(w, body) }
}

// refusing answers a status with a header so many times, and then what is right.
func refusing(times, status int, header ...string) func(int, http.ResponseWriter, *http.Request) {
	return func(n int, w http.ResponseWriter, _ *http.Request) {
		if n > times {
			io.WriteString(w, threeItems)
			return
		}
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		io.WriteString(w, `{"message":"not now"}`)
	}
}

// raw writes bytes and hangs up.
func raw(bytes string) func(int, http.ResponseWriter, *http.Request) {
	return func(_ int, w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		io.WriteString(conn, bytes)
		conn.Close()
	}
}

// redirecting leads to where target says.
func redirecting(target func(n int) string) func(int, http.ResponseWriter, *http.Request) {
	return func(n int, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", target(n))
		w.WriteHeader(http.StatusFound)
	}
}

// seconds prints durations shortly.
func seconds(all []time.Duration) string {
	text := ""
	for _, d := range all {
		text += fmt.Sprintf(" %.1f", d.Seconds())
	}
	return text + " s"
}
