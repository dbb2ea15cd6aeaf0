package requester

import (
	"errors"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// TestBrokenTLSConfig: certificates that cannot be read stop requests that need them, and no others.
func TestBrokenTLSConfig(t *testing.T) {
	t.Setenv(bundleVariables[0], t.TempDir())
	answer := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "ok") })
	plain, secure := httptest.NewServer(answer), httptest.NewTLSServer(answer)
	defer plain.Close()
	defer secure.Close()
	jar, _ := cookiejar.New(nil)
	s := &session{client: newClient(tlsConfig, nil), cookies: jar}

	r, failure, err := s.send(t.Context(), get(plain.URL+"/"), HTTP{}.timeouts(), 0)
	if failure != nil || err != nil || string(r.Body) != "ok" {
		t.Errorf("http: %v %v %v", r, failure, err)
	}
	_, failure, err = s.send(t.Context(), get(secure.URL+"/"), HTTP{}.timeouts(), 0)
	var refused *stream.Error
	if failure != nil || !errors.As(err, &refused) || refused.FailureType != stream.ConfigError {
		t.Errorf("https: %v %v", failure, err)
	}
}
