package requester

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"os"
	"path/filepath"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// bundleVariables name a file or folder of certificates that replaces the
// system's. SSL_CERT_FILE and SSL_CERT_DIR are Go's own.
var bundleVariables = []string{"REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"}

// tlsConfig is the configuration of connections to APIs; HTTP/1.1 only, because
// of the spelling of headers.
func tlsConfig() (*tls.Config, error) {
	config := &tls.Config{
		NextProtos:         []string{"http/1.1"},
		ClientSessionCache: tls.NewLRUClientSessionCache(64),
	}
	for _, name := range bundleVariables {
		path := os.Getenv(name)
		if path == "" {
			continue
		}
		roots, err := loadRoots(path)
		if err != nil {
			return nil, &stream.Error{
				Message:     fmt.Sprintf("reading the certificates that %s names: %v", name, err),
				FailureType: stream.ConfigError,
				Err:         err,
			}
		}
		config.RootCAs = roots
		break
	}
	return config, nil
}

// loadRoots reads a bundle of certificates, or all files of a folder.
func loadRoots(path string) (*x509.CertPool, error) {
	files := []string{path}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		if files, err = filepath.Glob(filepath.Join(path, "*")); err != nil {
			return nil, err
		}
	}
	pool, found := x509.NewCertPool(), false
	for _, file := range files {
		pem, err := os.ReadFile(file)
		if err != nil && !info.IsDir() {
			return nil, err
		}
		found = pool.AppendCertsFromPEM(pem) || found
	}
	if !found {
		return nil, fmt.Errorf("%s holds no certificate", path)
	}
	return pool, nil
}
