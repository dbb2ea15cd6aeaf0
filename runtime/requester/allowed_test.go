package requester

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

func TestAllowedHosts(t *testing.T) {
	const list = " api.example.test, *.shop.test ,10.0.0.0/8, [2001:db8::1]:8443, 192.0.2.7 ,Müller.test,admin.test:81"
	hosts, err := parseAllowed(list)
	if err != nil {
		t.Fatal(err)
	}
	for target, want := range map[string]bool{
		"https://api.example.test/x":          true,
		"http://API.example.test.:99/x":       true,
		"https://other.api.example.test/":     false,
		"https://api.example.test.evil.test/": false,
		"https://a.b.shop.test":               true,
		"https://shop.test":                   false,
		"https://10.200.3.4/":                 true,
		"https://[::ffff:10.1.1.1]/":          true,
		"https://11.0.0.1/":                   false,
		"http://169.254.169.254/latest":       false,
		"http://2852039166/latest":            false, // the same address as a number
		"http://[::1]/":                       false,
		"https://[2001:db8::1]:8443/":         true,
		"https://[2001:db8::1]/":              false,
		"http://192.0.2.7:5000/":              true,
		"https://xn--mller-kva.test/":         true,
		"http://admin.test:81/":               true,
		"http://admin.test/":                  false,
		"https://api.example.test@evil.test/": false,
	} {
		u, err := url.Parse(target)
		if err != nil {
			t.Fatal(err)
		}
		if got := hosts.check(u) == nil; got != want {
			t.Errorf("%s: allowed %v, want %v", target, got, want)
		}
	}
	u, _ := url.Parse("https://any.test/")
	if none, err := parseAllowed(" , "); err != nil || none.check(u) != nil {
		t.Error("an empty list refuses hosts")
	}
	for _, bad := range []string{"https://api.test", "a/b", "a[b", "a?b"} {
		if _, err := parseAllowed("ok.test," + bad); err == nil {
			t.Errorf("%q is taken for a host", bad)
		}
	}
}

// Neither a URL nor a redirect nor a login leads to a host that is not on the list.
func TestAllowedHostsOfRequests(t *testing.T) {
	forbidden := serve(t, ok)
	allowed := serve(t, redirectTo(strings.Replace(forbidden.URL, "127.0.0.1", "localhost", 1), 307))
	t.Setenv(allowedVariable, "127.0.0.1:"+allowed.URL[strings.LastIndex(allowed.URL, ":")+1:])
	for _, target := range []string{forbidden.URL, allowed.URL, "http://169.254.169.254/", "http://[::1]/"} {
		_, failure, err := testSession(nil).send(t.Context(), get(target), HTTP{}.timeouts(), 0)
		var refused *stream.Error
		if failure != nil || !errors.As(err, &refused) || refused.FailureType != stream.ConfigError || !strings.Contains(refused.Message, allowedVariable) {
			t.Errorf("%s: got %v, %v", target, failure, err)
		}
	}
	if n := len(forbidden.requests()); n > 0 {
		t.Errorf("%d requests reached another host", n)
	}
	if n := len(allowed.requests()); n != 1 {
		t.Errorf("%d requests reached the allowed host", n)
	}
	t.Setenv(allowedVariable, "ok.test, https://not.a/host")
	if _, _, err := testSession(nil).send(t.Context(), get(allowed.URL), HTTP{}.timeouts(), 0); err == nil {
		t.Error("a list that cannot be read allows everything")
	}
}
