package requester

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"time"
)

// A route is how one request gets to its host.
type route struct {
	proxy          *url.URL // nil for none
	tunnel         bool     // through the proxy by CONNECT
	connectTimeout time.Duration
	readTimeout    time.Duration
}

// A trip is one request on its way. It travels in the request's context, since
// net/http calls a dialer with nothing but an address.
type trip struct {
	route
	conn  *notedConn // nil until there is one
	trace httptrace.ClientTrace
}

type tripKey struct{}

// context is the context of the request.
func (t *trip) context(ctx context.Context) context.Context {
	t.trace.GotConn = t.gotConn
	return httptrace.WithClientTrace(context.WithValue(ctx, tripKey{}, t), &t.trace)
}

func (t *trip) gotConn(info httptrace.GotConnInfo) {
	t.conn = info.Conn.(*notedConn)
	t.conn.begin(t.readTimeout)
}

func routeOf(ctx context.Context) route {
	if t, ok := ctx.Value(tripKey{}).(*trip); ok {
		return t.route
	}
	return route{}
}

// A dialError is a failure before the request was sent.
type dialError struct {
	proxy bool // on the way to the proxy, or by its refusal
	err   error
}

func (e *dialError) Error() string { return e.err.Error() }
func (e *dialError) Unwrap() error { return e.err }

// A dialer opens connections whose responses are noted.
type dialer struct {
	net      net.Dialer
	tls      func() (*tls.Config, error)
	confined bool // to public hosts
}

// direct connects to an address. Which hosts a proxy connects to is the proxy's business.
func (d *dialer) direct(ctx context.Context, network, address string, r route) (net.Conn, error) {
	dial := d.net
	if d.confined && r.proxy == nil {
		dial.Control = refusePrivate
	}
	return dial.DialContext(ctx, network, address)
}

// plain dials for http: the host, or the proxy that the whole URL is sent to.
func (d *dialer) plain(ctx context.Context, network, address string) (net.Conn, error) {
	r := routeOf(ctx)
	ctx, cancel := context.WithTimeout(ctx, r.connectTimeout)
	defer cancel()
	conn, err := d.direct(ctx, network, address, r)
	if err != nil {
		return nil, &dialError{proxy: r.proxy != nil, err: err}
	}
	return &notedConn{Conn: conn}, nil
}

// secure dials for https: the host, by a tunnel through the proxy if there is
// one. The tunnel is made here, since net/http would wrap TLS around the noting
// connection instead of the other way about. net/http also comes here to dial a
// proxy that itself speaks TLS.
func (d *dialer) secure(ctx context.Context, network, address string) (net.Conn, error) {
	r := routeOf(ctx)
	ctx, cancel := context.WithTimeout(ctx, r.connectTimeout)
	defer cancel()
	conn, err := d.open(ctx, network, address, r)
	if err != nil {
		return nil, err
	}
	secured, err := d.handshake(ctx, conn, address)
	if err != nil {
		return nil, &dialError{proxy: r.proxy != nil && !r.tunnel, err: err}
	}
	return &notedConn{Conn: secured}, nil
}

// open connects to the host, or to the proxy and through it.
func (d *dialer) open(ctx context.Context, network, address string, r route) (net.Conn, error) {
	if !r.tunnel {
		conn, err := d.direct(ctx, network, address, r)
		if err != nil {
			return nil, &dialError{proxy: r.proxy != nil, err: err}
		}
		return conn, nil
	}
	proxyAddress := hostPort(r.proxy)
	conn, err := d.direct(ctx, network, proxyAddress, r)
	if err == nil && r.proxy.Scheme == "https" {
		conn, err = d.handshake(ctx, conn, proxyAddress)
	}
	if err == nil {
		err = connect(ctx, conn, address, r.proxy)
	}
	if err != nil {
		if conn != nil {
			conn.Close()
		}
		return nil, &dialError{proxy: true, err: err}
	}
	return conn, nil
}

// handshake speaks TLS with the host of address; it closes conn when that fails.
func (d *dialer) handshake(ctx context.Context, conn net.Conn, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = address
	}
	shared, err := d.tls()
	if err != nil {
		conn.Close()
		return nil, err
	}
	config := shared.Clone()
	config.ServerName = host
	secured := tls.Client(conn, config)
	if err := secured.HandshakeContext(ctx); err != nil {
		conn.Close()
		return nil, &handshakeError{err}
	}
	return secured, nil
}

// A handshakeError is a connection over which TLS could not be agreed on.
type handshakeError struct{ err error }

func (e *handshakeError) Error() string { return e.err.Error() }
func (e *handshakeError) Unwrap() error { return e.err }

// connect asks a proxy for a tunnel to address.
func connect(ctx context.Context, conn net.Conn, address string, proxy *url.URL) error {
	stop := context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	ask := &http.Request{Method: http.MethodConnect, URL: &url.URL{Opaque: address}, Host: address, Header: http.Header{"User-Agent": {userAgent}}}
	if proxy.User != nil {
		ask.Header.Set("Proxy-Authorization", proxyAuthorization(proxy.User))
	}
	if err := ask.Write(conn); err != nil {
		return err
	}
	// The server speaks only after the TLS client has, so nothing of it is read ahead here.
	answer, err := http.ReadResponse(bufio.NewReaderSize(conn, 4096), ask)
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("Tunnel connection failed: %s", answer.Status) //nolint:staticcheck // the reference's words
	}
	return nil
}

func proxyAuthorization(user *url.Userinfo) string {
	password, _ := user.Password()
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(user.Username()+":"+password))
}

// hostPort is the address of a URL, with the port of its scheme when it names none.
func hostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return net.JoinHostPort(u.Hostname(), port)
}
