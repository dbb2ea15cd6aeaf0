package requester

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// allowedVariable names the environment variable that lists the only hosts which requests may go to, with
// commas between them: names, names with * for any characters, addresses and networks, each with a port or
// without. Unset or empty, it allows every host.
const allowedVariable = "LOWCODE_ALLOWED_HOSTS"

// allowedHosts are the hosts that the environment allows, nil for all. They are compared before a connection
// is made, for every request: those that redirects lead to and those of logins too.
type allowedHosts []allowedHost

// An allowedHost is one entry of the list.
type allowedHost struct {
	pattern string       // of names; "" for a network
	network netip.Prefix // of addresses
	port    string       // "" for any
}

// parseAllowed reads the list.
func parseAllowed(list string) (allowedHosts, error) {
	var hosts allowedHosts
	for _, entry := range strings.Split(list, ",") {
		entry = strings.TrimSpace(entry)
		if entry == "" {
			continue
		}
		host, ok := parseAllowedHost(entry)
		if !ok {
			return nil, &stream.Error{
				Message:     fmt.Sprintf("%s holds %q, which is neither a host nor a network", allowedVariable, entry),
				FailureType: stream.ConfigError,
			}
		}
		hosts = append(hosts, host)
	}
	return hosts, nil
}

func parseAllowedHost(entry string) (host allowedHost, ok bool) {
	if network, err := netip.ParsePrefix(entry); err == nil {
		return allowedHost{network: network.Masked()}, true
	}
	name := entry
	if before, port, err := net.SplitHostPort(entry); err == nil {
		name, host.port = before, port
	} else if strings.HasPrefix(entry, "[") {
		name = strings.TrimSuffix(entry[1:], "]")
	}
	if address, err := netip.ParseAddr(name); err == nil {
		address = address.Unmap()
		host.network = netip.PrefixFrom(address, address.BitLen())
		return host, true
	}
	host.pattern = asciiHost(strings.ToLower(name))
	_, err := path.Match(host.pattern, "")
	return host, err == nil && name != "" && !strings.ContainsAny(name+host.port, `/:[]\?`)
}

// check refuses a request to a host that is not on the list.
func (hosts allowedHosts) check(target *url.URL) error {
	if hosts == nil || hosts.allow(target) {
		return nil
	}
	return &stream.Error{
		Message: fmt.Sprintf("The connector must not send requests to %s: %s does not list it. "+
			"Add the host there if it belongs to the API.", target.Host, allowedVariable),
		FailureType: stream.ConfigError,
	}
}

func (hosts allowedHosts) allow(target *url.URL) bool {
	name := strings.ToLower(strings.TrimSuffix(target.Hostname(), "."))
	_, port, _ := net.SplitHostPort(hostPort(target)) // it was joined from two
	address, err := netip.ParseAddr(name)
	for _, host := range hosts {
		if host.port != "" && host.port != port {
			continue
		}
		if err == nil && host.network.IsValid() && host.network.Contains(address.Unmap()) {
			return true
		}
		if matched, _ := path.Match(host.pattern, name); matched && host.pattern != "" { // a bad pattern was refused
			return true
		}
	}
	return false
}

// allowedByEnvironment is the list of the process.
func allowedByEnvironment() (allowedHosts, error) { return parseAllowed(os.Getenv(allowedVariable)) }
