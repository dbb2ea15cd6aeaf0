package requester

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

func testSession(roots *x509.CertPool, environ ...string) *session {
	jar, _ := cookiejar.New(nil)
	return &session{client: newClient(func() (*tls.Config, error) { return &tls.Config{RootCAs: roots}, nil }, proxyEnvironment(environ)), cookies: jar}
}

func get(url string) *prepared {
	return &prepared{method: "GET", url: url, headers: defaultHeaders()}
}

// tunnel is a proxy that knows CONNECT; it refuses without credentials.
func tunnel(t *testing.T) *server {
	return serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodConnect {
			w.Header()["x-Through"] = []string{r.RequestURI}
			io.WriteString(w, "through the proxy")
			return
		}
		if r.Header.Get("Proxy-Authorization") != "Basic dTpw" {
			w.WriteHeader(http.StatusProxyAuthRequired)
			return
		}
		to, err := net.Dial("tcp", r.RequestURI)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		from, _, _ := w.(http.Hijacker).Hijack()
		io.WriteString(from, "HTTP/1.1 200 Connection established\r\n\r\n")
		go func() { io.Copy(to, from); to.Close() }()
		io.Copy(from, to)
		from.Close()
	})
}

func TestProxies(t *testing.T) {
	api := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["x-own-SPELLING"] = []string{"1"}
		io.WriteString(w, "over TLS")
	}))
	defer api.Close()
	roots := x509.NewCertPool()
	roots.AddCert(api.Certificate())
	proxy := tunnel(t)
	withUser := strings.Replace(proxy.URL, "http://", "http://u:p@", 1)

	s := testSession(roots, "HTTPS_PROXY="+withUser, "http_proxy="+strings.TrimPrefix(proxy.URL, "http://"))
	r, failure, err := s.send(t.Context(), get(api.URL+"/x"), HTTP{}.timeouts(), 0)
	if failure != nil || err != nil || string(r.Body) != "over TLS" {
		t.Fatalf("%v %v %v", r, failure, err)
	}
	if _, ok := r.Headers().Get("x-own-SPELLING"); !ok {
		t.Errorf("headers behind a tunnel: %s", r.Headers().Repr())
	}
	r, failure, err = s.send(t.Context(), get("http://api.example.test/y?z=1"), HTTP{}.timeouts(), 0)
	if failure != nil || err != nil || string(r.Body) != "through the proxy" || r.Header("X-Through") != "http://api.example.test/y?z=1" {
		t.Fatalf("%v %v %v", r, failure, err)
	}
	if n := len(proxy.requests()); n != 2 {
		t.Errorf("the proxy saw %d requests", n)
	}
	direct := testSession(roots, "HTTPS_PROXY="+withUser, "NO_PROXY=127.0.0.0/8")
	if _, failure, err := direct.send(t.Context(), get(api.URL), HTTP{}.timeouts(), 0); failure != nil || err != nil {
		t.Fatal(failure, err)
	}
	if n := len(proxy.requests()); n != 2 {
		t.Error("NO_PROXY is not heeded")
	}
}

func TestFailingConnections(t *testing.T) {
	api := httptest.NewTLSServer(http.HandlerFunc(ok))
	defer api.Close()
	roots := x509.NewCertPool()
	roots.AddCert(api.Certificate())
	dropping := serve(t, func(w http.ResponseWriter, r *http.Request) { hijack(t, w, "") })
	closed, _ := net.Listen("tcp", "127.0.0.1:0")
	nobody := closed.Addr().String()
	closed.Close()
	host := strings.TrimPrefix(api.URL, "https://")
	for _, c := range []struct {
		name string
		s    *session
		url  string
		want string
	}{
		{"proxy refuses", testSession(roots, "https_proxy="+tunnel(t).URL), api.URL,
			"ProxyError: connecting to " + host + " through the proxy: "},
		{"proxy hangs up", testSession(roots, "https_proxy="+dropping.URL), "https://api.example.test/v1/items",
			"ProxyError: connecting to api.example.test:443 through the proxy: the other end closed the connection without an answer"},
		{"nobody there", testSession(nil), "http://" + nobody + "/x?y=1",
			"ConnectionError: connecting to " + nobody + ": connection refused"},
		{"unknown authority", testSession(nil), api.URL,
			"SSLError: connecting to " + host + ": the certificate is not trusted: x509: certificate signed by unknown authority"},
		{"too old", testSession(nil), oldTLS(t).URL, "SSLError: connecting to "},
		{"reset in the handshake", testSession(nil), "https://" + resets(t), "ConnectionError: connecting to "},
		{"no TLS there", testSession(nil), strings.Replace(dropping.URL, "http:", "https:", 1), "SSLError: connecting to "},
	} {
		_, failure, err := c.s.send(t.Context(), get(c.url), HTTP{}.timeouts(), 0)
		if err != nil || failure == nil || !strings.HasPrefix(failure.Error(), c.want) {
			t.Errorf("%s: got  %v, %v\nwant %s", c.name, failure, err, c.want)
		}
	}
}

// oldTLS is a server that knows nothing newer than TLS 1.1.
func oldTLS(t *testing.T) *httptest.Server {
	s := httptest.NewUnstartedServer(http.HandlerFunc(ok))
	s.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

// resets is the address of a server that ends each connection with a reset.
func resets(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = conn.Read(make([]byte, 1)) // the handshake has begun
			_ = conn.(*net.TCPConn).SetLinger(0)
			conn.Close()
		}
	}()
	return l.Addr().String()
}

func TestUnknownName(t *testing.T) {
	target, _ := url.Parse("https://nothing.invalid/x")
	err := &dialError{err: &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "nothing.invalid", IsNotFound: true}}}
	const want = `NameResolutionError: connecting to nothing.invalid:443: the name "nothing.invalid" cannot be resolved: no such host`
	if got := classify(err, target, route{}); got.Error() != want {
		t.Errorf("got %v", got)
	}
}

func TestProxyEnvironment(t *testing.T) {
	env := proxyEnvironment([]string{"HTTP_PROXY=http://upper:1", "http_proxy=http://lower:2", "HTTPS_PROXY=secure:3", "https_proxy=", "ALL_PROXY=http://all:4",
		"no_proxy=.internal, 10.0.0.0/8,exact.test:81, localhost"})
	for _, c := range []struct{ url, want string }{
		{"http://a.test/", "http://lower:2"},
		{"https://a.test/", "http://all:4"},
		{"http://x.internal/", ""},
		{"http://internal/", ""},
		{"http://notinternal/", "http://lower:2"},
		{"http://10.1.2.3/", ""},
		{"http://11.1.2.3/", "http://lower:2"},
		{"http://exact.test:81/", ""},
		{"http://exact.test/", "http://lower:2"},
		{"http://LOCALHOST:8/", ""},
		{"http://127.0.0.1/", "http://lower:2"},
	} {
		target, _ := url.Parse(c.url)
		proxy, err := env.proxyFor(target)
		got := ""
		if proxy != nil {
			got = proxy.String()
		}
		if err != nil || got != c.want {
			t.Errorf("proxy for %s: %q, %v; want %q", c.url, got, err, c.want)
		}
	}
	if _, err := proxyEnvironment([]string{"http_proxy=socks5://h:1"}).proxyFor(&url.URL{Scheme: "http", Host: "a"}); err == nil {
		t.Error("a SOCKS proxy is taken for an HTTP one")
	}
}

func TestTimeouts(t *testing.T) {
	block := make(chan struct{})
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/body" {
			w.Header().Set("Content-Length", "10")
			io.WriteString(w, "begin")
			w.(http.Flusher).Flush()
		}
		<-block
	})
	defer close(block)
	timeouts := HTTP{ReadTimeout: 0.1}.timeouts()
	host := strings.TrimPrefix(s.URL, "http://")
	for _, c := range []struct{ path, want string }{
		{"/header", "ReadTimeout: waiting for " + host + ": no answer within 0.1 s"},
		{"/body", "ConnectionError: reading from " + host + ": no more bytes within 0.1 s"},
	} {
		start := time.Now()
		_, failure, err := testSession(nil).send(t.Context(), get(s.URL+c.path), timeouts, 0)
		if err != nil || failure == nil || failure.Error() != c.want {
			t.Errorf("%s: got %v, %v", c.path, failure, err)
		}
		if time.Since(start) > 5*time.Second {
			t.Errorf("%s took too long", c.path)
		}
	}
}

// A byte now and then is not an answer.
func TestSlowServer(t *testing.T) {
	stop := make(chan struct{})
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "10000")
		for {
			select {
			case <-stop:
				return
			case <-time.After(60 * time.Millisecond):
				io.WriteString(w, "x")
				w.(http.Flusher).Flush()
			}
		}
	})
	defer close(stop)
	start := time.Now()
	_, failure, err := testSession(nil).send(t.Context(), get(s.URL), HTTP{ReadTimeout: 0.1}.timeouts(), 0)
	if err != nil || failure == nil || !strings.Contains(failure.Error(), "within 0.1 s") || time.Since(start) > 10*time.Second {
		t.Errorf("got %v, %v after %v", failure, err, time.Since(start))
	}
}

// A connection that was idle for long is no reason for a timeout.
func TestTimeoutStartsAnewWithEachRequest(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(150 * time.Millisecond)
		ok(w, r)
	})
	session := testSession(nil)
	for range 3 {
		r, failure, err := session.send(t.Context(), get(s.URL), HTTP{ReadTimeout: 0.25}.timeouts(), 0)
		if failure != nil || err != nil {
			t.Fatal(failure, err)
		}
		r.Release()
		time.Sleep(150 * time.Millisecond)
	}
}

func TestConnectTimeout(t *testing.T) {
	// A proxy that accepts and says nothing: the tunnel belongs to connecting.
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	s := testSession(nil, "https_proxy=http://"+silent.Addr().String())
	_, failure, err := s.send(t.Context(), get("https://api.example.test/"), HTTP{ConnectTimeout: 0.1}.timeouts(), 0)
	if err != nil || failure == nil || failure.Class != "ProxyError" {
		t.Errorf("got %v, %v", failure, err)
	}
}

func TestCancellationIsNoFailureOfTheTransport(t *testing.T) {
	block := make(chan struct{})
	s := serve(t, func(http.ResponseWriter, *http.Request) { <-block })
	defer close(block)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, failure, err := testSession(nil).send(ctx, get(s.URL), HTTP{}.timeouts(), 0); failure != nil || err == nil {
		t.Errorf("got %v, %v", failure, err)
	}
}
