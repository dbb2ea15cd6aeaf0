package requester

import (
	"net/netip"
	"os"
	"strings"
	"syscall"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// onCloud says that the platform runs connectors of strangers in its own network:
// then requests are confined to public hosts and to https.
func onCloud() bool { return strings.EqualFold(os.Getenv("DEPLOYMENT_MODE"), "cloud") }

// confine refuses what the cloud must not request, before anything is sent.
func confine(scheme string) *value.Error {
	if scheme == "https" {
		return nil
	}
	return &value.Error{Class: "InvalidSchema", Message: "Invalid Protocol Scheme: The endpoint that data is being requested from is using an invalid or insecure " +
		"protocol '" + scheme + "'. Valid protocol schemes: https"}
}

// refusePrivate looks at an address at the moment of connecting to it, so that no
// answer of a name server can change in between.
func refusePrivate(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	if ip := at.Addr().Unmap(); isPrivate(ip) {
		return &stream.Error{
			Message: "Invalid URL endpoint: The endpoint that data is being requested from belongs to a private network. " +
				"Source connectors only support requesting data from public API endpoints.",
			Internal:    "Invalid URL endpoint: the host belongs to a private network",
			FailureType: stream.ConfigError,
		}
	}
	return nil
}

// reserved are networks that are nobody's on the internet, besides those that netip knows.
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("192.0.0.0/24"), netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"),
	netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("2001:db8::/32"),
}

func isPrivate(ip netip.Addr) bool {
	if ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() || ip.IsUnspecified() {
		return true
	}
	for _, network := range reserved {
		if network.Contains(ip) {
			return true
		}
	}
	return false
}
