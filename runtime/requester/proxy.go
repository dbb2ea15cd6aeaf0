package requester

import (
	"net"
	"net/netip"
	"net/url"
	"os"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// environment is what the environment says about proxies, in the meaning of the
// reference's HTTP library: lower-case names before upper-case ones, and, unlike
// net/http, no exception for the local host.
type environment map[string]string

// proxyEnvironment reads the variables that end in _proxy.
func proxyEnvironment(environ []string) environment {
	env := environment{}
	for _, lowerOnly := range []bool{false, true} {
		for _, entry := range environ {
			name, text, _ := strings.Cut(entry, "=")
			lower := strings.ToLower(name)
			scheme, ok := strings.CutSuffix(lower, "_proxy")
			if !ok || lowerOnly && !strings.HasSuffix(name, "_proxy") {
				continue
			}
			switch {
			case text != "":
				env[scheme] = text
			case lowerOnly:
				delete(env, scheme)
			}
		}
		// A CGI script's HTTP_PROXY may come from a header of its client.
		if _, cgi := os.LookupEnv("REQUEST_METHOD"); cgi && !lowerOnly {
			delete(env, "http")
		}
	}
	return env
}

// proxyFor is the proxy for a URL, nil for none.
func (e environment) proxyFor(target *url.URL) (*url.URL, error) {
	text := e[target.Scheme]
	if text == "" {
		text = e["all"]
	}
	if text == "" || e.bypasses(target.Hostname(), target.Port()) {
		return nil, nil
	}
	if !strings.Contains(text, "://") {
		text = "http://" + text
	}
	proxy, err := url.Parse(text)
	switch {
	case err != nil || proxy.Hostname() == "":
		return nil, &value.Error{Class: "InvalidProxyURL", Message: "Please check proxy URL. It is malformed and could be missing the host."}
	case proxy.Scheme != "http" && proxy.Scheme != "https":
		return nil, &value.Error{Class: "InvalidSchema", Message: "a proxy of the scheme \"" + proxy.Scheme + "\" is not supported"}
	}
	return proxy, nil
}

// bypasses says that no_proxy names the host: itself, a suffix at a dot, a network, or *.
func (e environment) bypasses(host, port string) bool {
	host = strings.ToLower(host)
	list := e["no"]
	if strings.TrimSpace(list) == "*" {
		return true
	}
	address, err := netip.ParseAddr(host)
	for _, entry := range strings.Split(list, ",") {
		entry = strings.ToLower(strings.TrimSpace(entry))
		if entry == "" {
			continue
		}
		if network, bad := netip.ParsePrefix(entry); bad == nil && err == nil {
			if network.Contains(address) {
				return true
			}
			continue
		}
		entry = strings.TrimLeft(entry, ".")
		for _, name := range []string{host, net.JoinHostPort(host, port)} {
			if name == entry || strings.HasSuffix(name, "."+entry) {
				return true
			}
		}
	}
	return false
}
