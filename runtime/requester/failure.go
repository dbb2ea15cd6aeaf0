package requester

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"syscall"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// classify gives an error of the transport the class and the words of the
// reference's HTTP library, as far as they tell something.
func classify(err error, target *url.URL, r route) *value.Error {
	var dial *dialError
	var unknown *net.DNSError
	var certificate *tls.CertificateVerificationError
	switch early := errors.As(err, &dial); {
	case early && dial.proxy, r.proxy != nil && hungUp(err):
		reason := fmt.Sprintf("ProxyError('Unable to connect to proxy', %s)", cause(err))
		return connectionFailure("ProxyError", target, r, reason)
	case early && errors.As(err, &unknown):
		return connectionFailure("NameResolutionError", target, r, cause(err))
	case early && timedOut(err):
		reason := fmt.Sprintf("ConnectTimeoutError('Connection to %s timed out. (connect timeout=%g)')", target.Hostname(), r.connectTimeout.Seconds())
		return connectionFailure("ConnectTimeout", target, r, reason)
	case errors.As(err, &certificate):
		reason := fmt.Sprintf("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: %v'))", certificate.Err)
		return connectionFailure("SSLError", target, r, reason)
	case early && isTLS(err):
		return connectionFailure("SSLError", target, r, fmt.Sprintf("SSLError('%v')", err))
	case early:
		return connectionFailure("ConnectionError", target, r, cause(err))
	case timedOut(err):
		return &value.Error{Class: "ReadTimeout", Message: fmt.Sprintf("%s: Read timed out. (read timeout=%g)", pool(target, r), r.readTimeout.Seconds())}
	}
	return &value.Error{Class: "ConnectionError", Message: fmt.Sprintf("('Connection aborted.', %s)", cause(err))}
}

// connectionFailure is an error met before the request was sent.
func connectionFailure(class string, target *url.URL, r route, reason string) *value.Error {
	at := target.RequestURI()
	if r.proxy != nil && !r.tunnel {
		at = target.String()
	}
	return &value.Error{Class: class, Message: fmt.Sprintf("%s: Max retries exceeded with url: %s (Caused by %s)", pool(target, r), at, reason)}
}

// pool names the host, or the proxy that the whole URL is sent to.
func pool(target *url.URL, r route) string {
	if r.proxy != nil && !r.tunnel {
		target = r.proxy
	}
	kind := "HTTPConnectionPool"
	if target.Scheme == "https" {
		kind = "HTTPSConnectionPool"
	}
	_, port, _ := net.SplitHostPort(hostPort(target))
	return fmt.Sprintf("%s(host='%s', port=%s)", kind, target.Hostname(), port)
}

// cause is the innermost reason.
func cause(err error) string {
	var unknown *net.DNSError
	var number syscall.Errno
	switch {
	case hungUp(err):
		return "RemoteDisconnected('Remote end closed connection without response')"
	case errors.As(err, &unknown):
		return fmt.Sprintf("NameResolutionError(\"Failed to resolve '%s' (%s)\")", unknown.Name, unknown.Err)
	case errors.Is(err, syscall.ECONNRESET):
		return "ConnectionResetError(104, 'Connection reset by peer')"
	case errors.Is(err, syscall.EPIPE):
		return "BrokenPipeError(32, 'Broken pipe')"
	case errors.As(err, &number):
		return fmt.Sprintf("NewConnectionError('Failed to establish a new connection: [Errno %d] %v')", int(number), number)
	case timedOut(err):
		return "TimeoutError('timed out')"
	}
	var dial *dialError
	if errors.As(err, &dial) {
		err = dial.err
	}
	return fmt.Sprintf("OSError(%s)", value.Str(err.Error()).Repr())
}

// hungUp says that the server closed the connection before it answered.
func hungUp(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

func timedOut(err error) bool {
	var timeout net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded) ||
		errors.As(err, &timeout) && timeout.Timeout()
}

func isTLS(err error) bool {
	var record tls.RecordHeaderError
	var alert tls.AlertError
	return errors.As(err, &record) || errors.As(err, &alert)
}

// broken classifies an error met while reading a body.
func broken(err error, in *answer, read int64) *value.Error {
	switch {
	case timedOut(err):
		return &value.Error{Class: "ConnectionError", Message: pool(in.Request.URL, in.route) + ": Read timed out."}
	case in.ContentLength > read:
		reason := fmt.Sprintf("IncompleteRead(%d bytes read, %d more expected)", read, in.ContentLength-read)
		return &value.Error{Class: "ChunkedEncodingError", Message: fmt.Sprintf("('Connection broken: %s', %[1]s)", reason)}
	case hungUp(err):
		return &value.Error{Class: "ChunkedEncodingError", Message: "Response ended prematurely"}
	}
	return &value.Error{Class: "ChunkedEncodingError", Message: fmt.Sprintf("('Connection broken: %[1]s', %[1]s)", cause(err))}
}
