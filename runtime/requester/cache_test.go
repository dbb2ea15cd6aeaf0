package requester

import (
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

func TestKeptResponses(t *testing.T) {
	status := 200
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(status)
		io.WriteString(w, r.RequestURI)
	})
	base := HTTP{URLBase: Fixed(s.URL), Path: Fixed("p?b=2&a=1")}
	other := base
	other.Path = Fixed("p?a=1&b=2")
	post := base
	post.HTTPMethod = "POST"
	headed := base
	headed.RequestHeaders = templates("X-A", "1")
	never := base
	never.NoCache = true
	// The steps share the cache, in this order.
	for _, c := range []struct {
		name, stream string
		requester    stream.Requester
		requests     int
	}{
		{"not kept", "parents", base, 1},
		{"first", "parents", base.Cached(), 1},
		{"again", "parents", base.Cached(), 0},
		{"query in another order", "parents", other.Cached(), 0},
		{"another name", "kids", base.Cached(), 1},
		{"another header", "parents", headed.Cached(), 1},
		{"use_cache: false", "parents", never.Cached(), 1},
		{"POST", "parents", post.Cached(), 1},
		{"POST again", "parents", post.Cached(), 1},
	} {
		before := len(s.requests())
		ctx, _ := reading(t, c.stream)
		r, err := c.requester.Send(ctx, emptySlice())
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if len(r.Body) == 0 || r.Status != 200 || r.Header("Content-Length") == "" {
			t.Errorf("%s: the response is not whole: %+v", c.name, r)
		}
		r.Release()
		if n := len(s.requests()) - before; n != c.requests {
			t.Errorf("%s: %d requests, want %d", c.name, n, c.requests)
		}
	}
}

func TestOnlyStatus200IsKept(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(204) })
	ctx, _ := reading(t, "parents")
	for range 2 {
		r, err := HTTP{URLBase: Fixed(s.URL)}.Cached().Send(ctx, emptySlice())
		if err != nil {
			t.Fatal(err)
		}
		r.Release()
	}
	if n := len(s.requests()); n != 2 {
		t.Errorf("%d requests, want 2", n)
	}
}

// Several children ask for their parent at once: one request is sent.
func TestOneRequestAtATime(t *testing.T) {
	var running, most atomic.Int32
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		most.Store(max(most.Load(), running.Add(1)))
		time.Sleep(100 * time.Millisecond)
		running.Add(-1)
		ok(w, r)
	})
	ctx, _ := reading(t, "parents")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			r, err := HTTP{URLBase: Fixed(s.URL)}.Cached().Send(ctx, emptySlice())
			if err != nil || string(r.Body) != `{"data": []}` {
				t.Errorf("got %v, %v", r, err)
				return
			}
			r.Release()
		})
	}
	all.Wait()
	if n := len(s.requests()); n != 1 || most.Load() != 1 {
		t.Errorf("%d requests, %d at once", n, most.Load())
	}
}

// A failure is nobody else's: those who waited ask for themselves.
func TestFailureIsNotShared(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(50 * time.Millisecond)
		w.WriteHeader(403)
	})
	ctx, _ := reading(t, "parents")
	var failures atomic.Int32
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if _, err := (HTTP{URLBase: Fixed(s.URL)}).Cached().Send(ctx, emptySlice()); err != nil {
				failures.Add(1)
			}
		})
	}
	all.Wait()
	if n := len(s.requests()); n != 4 || failures.Load() != 4 {
		t.Errorf("%d requests, %d failures", n, failures.Load())
	}
}

func TestCacheIsBounded(t *testing.T) {
	c := newCache(10 << 10)
	for i := range 10 {
		key := cacheKey{byte(i)}
		if _, leads, _ := c.claim(t.Context(), key); !leads {
			t.Fatal("someone else fetches")
		}
		c.settle(key, &stream.Response{Status: 200, Body: make([]byte, 4<<10), Release: func() {}})
	}
	if len(c.kept) != 2 || c.room < 0 {
		t.Errorf("%d kept, room for %d", len(c.kept), c.room)
	}
}
