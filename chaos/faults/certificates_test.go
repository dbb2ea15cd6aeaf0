package faults

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// certificates are faults of TLS. None of them gets better by waiting.
var certificates = []fault{
	{"F5", "a certificate that signed itself", "39 s of tries, a system error", false, func(t *testing.T) string {
		return untrusted(t, tlsAPI{name: "127.0.0.1"}, "certificate signed by unknown authority")
	}},
	{"F5", "a certificate that has expired", "39 s of tries, a system error", false, func(t *testing.T) string {
		return untrusted(t, tlsAPI{name: "127.0.0.1", trusted: true, expired: true}, "certificate has expired")
	}},
	{"F5", "a certificate of another host", "39 s of tries, a system error", false, func(t *testing.T) string {
		return untrusted(t, tlsAPI{name: "other.test", trusted: true}, "127.0.0.1")
	}},
	{"F5", "a version of TLS that is too old", "39 s of tries, a system error", false, func(t *testing.T) string {
		return untrusted(t, tlsAPI{name: "127.0.0.1", trusted: true, version: tls.VersionTLS11}, "version")
	}},
	{"F5", "no TLS where it should be", "39 s of tries, a system error", false, func(t *testing.T) string {
		a := serve(t, always(threeItems))
		r := read(t, "items", "https://"+a.Listener.Addr().String())
		return soon(t, r, "SSLError")
	}},
	{"F5", "a certificate that SSL_CERT_FILE trusts", "as here", false, func(t *testing.T) string {
		url, bundle := tlsAPI{name: "127.0.0.1", trusted: true}.start(t)
		r := read(t, "items", url, bundle)
		r.complete(t, 3)
		return "all records"
	}},
}

// A tlsAPI is an API whose TLS is not as it should be.
type tlsAPI struct {
	name             string // which the certificate is for
	trusted, expired bool
	version          uint16                                              // at the most, 0 for any
	answer           func(n int, w http.ResponseWriter, r *http.Request) // nil for three items
}

// untrusted reads from such an API: it must fail soon, and say why.
func untrusted(t *testing.T, a tlsAPI, cause string) string {
	url, bundle := a.start(t)
	return soon(t, read(t, "items", url, bundle), cause)
}

func soon(t *testing.T, r reading, cause string) string {
	t.Helper()
	r.failed(t, "config_error system_error", "127.0.0.1", cause)
	if r.Took > 10*time.Second {
		t.Errorf("it took %v", r.Took)
	}
	if r.waits() != "" {
		t.Errorf("it was tried again after %s s", r.waits())
	}
	return "fails at once and says why"
}

// start starts the API; env makes its issuer known where it is to be trusted.
func (a tlsAPI) start(t *testing.T) (url, env string) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "faults"},
		NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true,
	}
	if a.expired {
		template.NotAfter = time.Now().Add(-time.Hour)
	}
	if ip := net.ParseIP(a.name); ip != nil {
		template.IPAddresses = []net.IP{ip}
	} else {
		template.DNSNames = []string{a.name}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	if a.answer == nil {
		a.answer = always(threeItems)
	}
	server := unstarted(a.answer)
	server.TLS = &tls.Config{
		Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}},
		MinVersion:   tls.VersionTLS10, MaxVersion: a.version,
	}
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // of handshakes that fail, as they should
	server.StartTLS()
	t.Cleanup(server.Close)
	bundle := filepath.Join(t.TempDir(), "bundle.pem")
	if !a.trusted {
		return server.URL, "SSL_CERT_FILE="
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	if err := os.WriteFile(bundle, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return server.URL, fmt.Sprintf("SSL_CERT_FILE=%s", bundle)
}
