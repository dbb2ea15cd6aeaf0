package requester

import (
	"errors"
	"net/netip"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

func TestCloudConfinesRequests(t *testing.T) {
	t.Setenv("DEPLOYMENT_MODE", "Cloud")
	s := serve(t, ok)
	_, failure, err := testSession(nil).send(t.Context(), get(s.URL), HTTP{}.timeouts(), 0)
	if err != nil || failure == nil || failure.Class != "InvalidSchema" {
		t.Errorf("http: got %v, %v", failure, err)
	}
	_, failure, err = testSession(nil).send(t.Context(), get(strings.Replace(s.URL, "http:", "https:", 1)), HTTP{}.timeouts(), 0)
	var refused *stream.Error
	if failure != nil || !errors.As(err, &refused) || refused.FailureType != stream.ConfigError || !strings.Contains(refused.Message, "private network") {
		t.Errorf("a private host: got %v, %v", failure, err)
	}
	if len(s.requests()) > 0 {
		t.Error("a request was sent")
	}
}

func TestIsPrivate(t *testing.T) {
	for address, want := range map[string]bool{
		"127.0.0.1": true, "10.1.2.3": true, "172.16.0.1": true, "192.168.1.1": true, "169.254.169.254": true, "0.0.0.0": true,
		"::1": true, "fd00::1": true, "fe80::1": true, "198.18.0.1": true,
		"8.8.8.8": false, "172.32.0.1": false, "2606:4700::1": false,
	} {
		if got := isPrivate(netip.MustParseAddr(address)); got != want {
			t.Errorf("isPrivate(%s) = %v", address, got)
		}
	}
}
