package requester

import (
	"context"
	"crypto/sha256"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// cacheLimit is how many bytes of bodies and headers the process keeps for
// streams that ask for the same (parents and their copies). What does not fit is
// requested again; nothing is thrown out for it, since parents are read from
// their start each time.
const cacheLimit = 128 << 20

// responses is the cache of the process: copies of a parent find each other in it.
var responses = newCache(cacheLimit)

type cacheKey [sha256.Size]byte

// A cache keeps responses by request, and lets one request at a time fetch what
// several ask for.
type cache struct {
	mu      sync.Mutex
	room    int
	kept    map[cacheKey]*stream.Response
	flights map[cacheKey]chan struct{}
}

func newCache(limit int) *cache {
	return &cache{room: limit, kept: map[cacheKey]*stream.Response{}, flights: map[cacheKey]chan struct{}{}}
}

// keyOf is the request as the cache knows it: by the name of its requester, the
// URL with its query sorted, the body and all headers. Cookies are left out: they
// are the session's.
func keyOf(name string, p *prepared) cacheKey {
	base, query, _ := strings.Cut(p.url, "?")
	pairs := strings.Split(query, "&")
	slices.Sort(pairs)
	fields := make([]string, 0, len(p.headers))
	for _, field := range p.headers {
		fields = append(fields, strings.ToLower(field.name)+":"+field.text)
	}
	slices.Sort(fields)
	hash := sha256.New()
	for _, part := range append([]string{name, p.method, base, strings.Join(pairs, "&"), string(p.body)}, fields...) {
		io.WriteString(hash, part) // a hash takes everything
		hash.Write([]byte{0})
	}
	return cacheKey(hash.Sum(nil))
}

// claim finds a response. Without one the caller fetches it; leads says that
// others wait for it, until it calls settle.
func (c *cache) claim(ctx context.Context, key cacheKey) (hit *stream.Response, leads bool, err error) {
	c.mu.Lock()
	hit, flight := c.kept[key], c.flights[key]
	if hit == nil && flight == nil {
		c.flights[key] = make(chan struct{})
		leads = true
	}
	c.mu.Unlock()
	if hit != nil || leads {
		return hit, leads, nil
	}
	select {
	case <-flight:
	case <-ctx.Done():
		return nil, false, context.Cause(ctx)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.kept[key], false, nil
}

// settle ends the flight of key; out is kept if it can be, and given back in the form that everyone gets.
func (c *cache) settle(key cacheKey, out *stream.Response) *stream.Response {
	c.mu.Lock()
	defer c.mu.Unlock()
	close(c.flights[key])
	delete(c.flights, key)
	if out == nil || out.Status != http.StatusOK || out.Rest != nil {
		return out
	}
	const overhead = 1 << 10 // headers and bookkeeping
	if size := len(out.Body) + overhead; size <= c.room {
		c.room -= size
		kept := *out
		kept.Body = slices.Clone(out.Body)
		kept.Release = func() {}
		out.Release()
		c.kept[key] = &kept
		return share(&kept)
	}
	return out
}

// share is a response of the cache for one reader: what a reader sets on it stays its own.
func share(kept *stream.Response) *stream.Response {
	out := *kept
	return &out
}

// fetch is transmit by way of the cache, for requesters that keep their responses.
func (t *tries) fetch(ctx context.Context) (out *stream.Response, failure *value.Error, err error) {
	if !t.requester.caches() || t.prepared.method != http.MethodGet {
		return t.transmit(ctx)
	}
	key := keyOf(t.name, t.prepared)
	hit, leads, err := responses.claim(ctx, key)
	switch {
	case err != nil:
		return nil, nil, err
	case hit != nil:
		stream.Log(ctx).Debugf("using the kept response of %s", t.prepared.url)
		return share(hit), nil, nil
	case !leads:
		return t.transmit(ctx)
	}
	// Whatever happens, those who wait must hear of it.
	defer func() { out = responses.settle(key, out) }()
	return t.transmit(ctx)
}

// caches says that responses are kept: the manifest or a child asks for it, and the manifest does not forbid it.
func (h HTTP) caches() bool { return h.UseCache && !h.NoCache }
