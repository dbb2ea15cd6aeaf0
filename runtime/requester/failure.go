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

// classify gives an error of the transport the class that the reference's HTTP
// library has for it, since error handling goes by classes, and words of our own.
func classify(err error, target *url.URL, r route) *value.Error {
	var dial *dialError
	var unknown *net.DNSError
	var certificate *tls.CertificateVerificationError
	host := peer(target, r)
	switch early := errors.As(err, &dial); {
	case early && dial.proxy, r.proxy != nil && hungUp(err):
		return failure("ProxyError", "connecting to %s through the proxy: %s", hostPort(target), cause(err))
	case early && errors.As(err, &unknown):
		return failure("NameResolutionError", "connecting to %s: the name %q cannot be resolved: %s", host, unknown.Name, unknown.Err)
	case early && timedOut(err):
		return failure("ConnectTimeout", "connecting to %s: no connection within %g s", host, r.connectTimeout.Seconds())
	case errors.As(err, &certificate):
		return failure("SSLError", "connecting to %s: the certificate is not trusted: %v", host, certificate.Err)
	case early && isTLS(err):
		return failure("SSLError", "connecting to %s: %v", host, err)
	case early:
		return failure("ConnectionError", "connecting to %s: %s", host, cause(err))
	case timedOut(err):
		return failure("ReadTimeout", "waiting for %s: no answer within %g s", host, r.readTimeout.Seconds())
	}
	return failure("ConnectionError", "waiting for %s: %s", host, cause(err))
}

func failure(class, format string, args ...any) *value.Error {
	return &value.Error{Class: class, Message: fmt.Sprintf(format, args...)}
}

// peer is the host that the connection goes to: the target, or the proxy that the whole URL is sent to.
func peer(target *url.URL, r route) string {
	if r.proxy != nil && !r.tunnel {
		target = r.proxy
	}
	return hostPort(target)
}

// cause is the innermost reason.
func cause(err error) string {
	var unknown *net.DNSError
	var number syscall.Errno
	switch {
	case hungUp(err):
		return "the other end closed the connection without an answer"
	case errors.As(err, &unknown):
		return fmt.Sprintf("the name %q cannot be resolved: %s", unknown.Name, unknown.Err)
	case errors.As(err, &number):
		return number.Error()
	case timedOut(err):
		return "it took too long"
	}
	var dial *dialError
	if errors.As(err, &dial) {
		err = dial.err
	}
	return err.Error()
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

// isTLS says that the two ends have no TLS in common, and not that one of them broke the connection off.
func isTLS(err error) bool {
	var handshake *handshakeError
	var number syscall.Errno
	return errors.As(err, &handshake) && !errors.As(err, &number) && !hungUp(err)
}

// broken classifies an error met while reading a body.
func broken(err error, in *answer, read int64) *value.Error {
	host := peer(in.Request.URL, in.route)
	switch {
	case timedOut(err):
		return failure("ConnectionError", "reading from %s: no more bytes within %g s", host, in.route.readTimeout.Seconds())
	case in.ContentLength > read:
		return failure("ChunkedEncodingError", "reading from %s: the body ended after %d of %d bytes", host, read, in.ContentLength)
	case hungUp(err):
		return failure("ChunkedEncodingError", "reading from %s: the body ended early", host)
	}
	return failure("ChunkedEncodingError", "reading from %s: %s", host, cause(err))
}
