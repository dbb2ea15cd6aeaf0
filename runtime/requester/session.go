package requester

import (
	"context"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Timeouts of a requester that sets none. The reference waits for ever.
const (
	defaultConnectTimeout = 30 * time.Second
	defaultReadTimeout    = 300 * time.Second
)

// A session is what a requester keeps between the requests of one stream.
type session struct {
	client  *client
	cookies http.CookieJar
	baked   atomic.Bool  // a response has set a cookie
	size    atomic.Int64 // of the last page's body: what to expect of the next
}

type sessionKey struct{ base, url string }

// session is the requester's session for the stream that is being read.
func (h HTTP) session(ctx context.Context) *session {
	return stream.Memo(stream.Of(ctx), sessionKey{h.URLBase.Source, h.URL.Source}, newSession)
}

func newSession() *session {
	jar, _ := cookiejar.New(nil) // never fails
	return &session{client: theClient(), cookies: jar}
}

// timeouts are the requester's, as the start of a route.
func (h HTTP) timeouts() route {
	return route{
		connectTimeout: seconds(h.ConnectTimeout, defaultConnectTimeout),
		readTimeout:    seconds(h.ReadTimeout, defaultReadTimeout),
	}
}

func seconds(n float64, unset time.Duration) time.Duration {
	if n <= 0 {
		return unset
	}
	return time.Duration(n * float64(time.Second))
}

// send sends a request, follows redirects and reads the body. The failure is
// one of the transport, which another attempt may mend; err is not.
func (s *session) send(ctx context.Context, p *prepared, timeouts route, ahead int) (_ *stream.Response, failure *value.Error, err error) {
	var redirected chain
	allowed := allowance{budget: stream.BudgetOf(ctx)}
	for {
		cookies := s.cookieHeader(p.url)
		if redirected != nil {
			if failure := redirected.next(p, cookies); failure != nil {
				return nil, failure, nil
			}
		}
		if err := allowed.acquire(ctx, p, cookies); err != nil {
			return nil, nil, err
		}
		in, failure, err := s.client.roundTrip(ctx, p, cookies, timeouts)
		if failure != nil || err != nil {
			return nil, failure, err
		}
		s.keepCookies(in)
		target := redirectTarget(in)
		allowed.answered(ctx, in, target == "")
		if target == "" {
			out, failure, err := s.receive(ctx, in, ahead)
			if out != nil {
				out.Sent = p.value
			}
			return out, failure, err
		}
		discard(in.Body)
		if redirected == nil {
			redirected = chain{}
			redirected.next(p, cookies)
		}
		if p, err = redirect(p, target, in.StatusCode); err != nil {
			return nil, nil, err
		}
	}
}

// cookieHeader is the Cookie header for a URL, "" for none.
func (s *session) cookieHeader(text string) string {
	if !s.baked.Load() {
		return ""
	}
	target, err := url.Parse(text)
	if err != nil {
		return ""
	}
	var b strings.Builder
	for _, cookie := range s.cookies.Cookies(target) {
		if b.Len() > 0 {
			b.WriteString("; ")
		}
		b.WriteString(cookie.Name + "=" + cookie.Value)
	}
	return b.String()
}

func (s *session) keepCookies(in *answer) {
	if cookies := in.Cookies(); len(cookies) > 0 {
		s.baked.Store(true)
		s.cookies.SetCookies(in.Request.URL, cookies)
	}
}
