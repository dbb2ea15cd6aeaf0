// Package mock plays an API from a script: a proxy on loopback that answers for
// every host, with a throw-away CA for https.
//
// In go the exchanges of a script, out come answers, and the list of requests
// that were made. The examples and the demo run their connectors behind it; no
// request leaves the machine.
package mock

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
)

// A Proxy is a running proxy. Close ends it.
type Proxy struct {
	script   []Exchange
	ca       *ca
	listener net.Listener
	server   *http.Server
	folder   string

	mu       sync.Mutex
	requests []string
}

// Start runs a proxy that plays the script.
func Start(script []Exchange) (*Proxy, error) {
	authority, err := newCA()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "mock")
	if err != nil {
		return nil, fmt.Errorf("making a folder for the CA: %w", err)
	}
	if err := os.WriteFile(filepath.Join(folder, "ca.pem"), authority.pem(), 0o600); err != nil {
		return nil, fmt.Errorf("writing the CA: %w", err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listening on loopback: %w", err)
	}
	p := &Proxy{script: script, ca: authority, listener: listener, folder: folder}
	p.server = &http.Server{Handler: p}
	go func() { _ = p.server.Serve(listener) }() // ends with Close
	return p, nil
}

// Close stops the proxy and removes its CA.
func (p *Proxy) Close() error {
	return errors.Join(p.server.Close(), os.RemoveAll(p.folder))
}

// Environment is what a connector needs to talk to the proxy instead of the internet, whatever the
// environment says already.
func (p *Proxy) Environment() []string {
	address, ca := "http://"+p.listener.Addr().String(), filepath.Join(p.folder, "ca.pem")
	return []string{
		"HTTP_PROXY=" + address, "HTTPS_PROXY=" + address, "NO_PROXY=",
		"http_proxy=" + address, "https_proxy=" + address, "no_proxy=",
		"SSL_CERT_FILE=" + ca, "REQUESTS_CA_BUNDLE=" + ca, "CURL_CA_BUNDLE=" + ca,
	}
}

// Requests are the requests that were answered so far: "GET https://host/path?query".
func (p *Proxy) Requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.requests...)
}

// ServeHTTP answers a plain request, or opens a tunnel for https and answers inside of it.
func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodConnect {
		p.answer(w, r)
		return
	}
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "HTTP/1.1 200 Connection established\r\n\r\n"); err != nil {
		return
	}
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = r.Host
	}
	p.tunnel(conn, host)
}

// tunnel answers the requests of one TLS connection to host.
func (p *Proxy) tunnel(conn net.Conn, host string) {
	secure := tls.Server(conn, &tls.Config{
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return p.ca.certificateFor(host) },
	})
	defer secure.Close()
	reader := bufio.NewReader(secure)
	for {
		r, err := http.ReadRequest(reader)
		if err != nil {
			return // the connector closed the connection, or never trusted it
		}
		r.URL.Scheme, r.URL.Host = "https", r.Host
		w := &buffered{header: http.Header{}, status: http.StatusOK}
		p.answer(w, r)
		if err := w.response(r).Write(secure); err != nil {
			return
		}
	}
}

// answer plays the first exchange that fits.
func (p *Proxy) answer(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	p.mu.Lock()
	p.requests = append(p.requests, r.Method+" "+r.URL.String())
	p.mu.Unlock()
	for i := range p.script {
		e := &p.script[i]
		if !e.answers(r, body) {
			continue
		}
		w.Header().Set("Content-Type", "application/json")
		for name, values := range e.Header {
			w.Header()[name] = values
		}
		w.WriteHeader(e.Status)
		_, _ = io.WriteString(w, e.Answer) // a connector that hung up needs no answer
		return
	}
	http.Error(w, fmt.Sprintf("the script has no answer for %s %s %s", r.Method, r.URL, body), http.StatusNotFound)
}

// buffered is an answer inside a tunnel.
type buffered struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (b *buffered) Header() http.Header         { return b.header }
func (b *buffered) WriteHeader(status int)      { b.status = status }
func (b *buffered) Write(p []byte) (int, error) { return b.body.Write(p) }

func (b *buffered) response(r *http.Request) *http.Response {
	return &http.Response{
		StatusCode: b.status, ProtoMajor: 1, ProtoMinor: 1, Request: r, Header: b.header,
		Body: io.NopCloser(&b.body), ContentLength: int64(b.body.Len()),
	}
}
