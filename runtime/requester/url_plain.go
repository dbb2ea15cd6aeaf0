package requester

import "strings"

// Most URLs of an API are plain: no rule of joining, preparing or quoting changes
// them. To see that takes one look at each byte, where the rules take many.

// plainHost is what the host of a plain URL is made of, its port apart.
var plainHost = bytesOf("abcdefghijklmnopqrstuvwxyz0123456789-.")

// plainURL says that prepareURL leaves a URL without a query as it is.
func plainURL(text string) bool {
	rest, ok := strings.CutPrefix(text, "https://")
	if !ok {
		if rest, ok = strings.CutPrefix(text, "http://"); !ok {
			return false
		}
	}
	i := strings.IndexByte(rest, '/')
	if i < 0 {
		return false
	}
	host, port, hasPort := strings.Cut(rest[:i], ":")
	return host != "" && host[0] != '.' && plainHost.holds(host) && (!hasPort || plainPort(port)) && plainPath(rest[i+1:])
}

// plainPort says that a port has no leading zeros and is not too large.
func plainPort(port string) bool {
	if port == "" || len(port) > 5 || port[0] == '0' {
		return false
	}
	number := 0
	for _, c := range []byte(port) {
		if c < '0' || c > '9' {
			return false
		}
		number = 10*number + int(c-'0')
	}
	return number <= 65535
}

// plainPath says that a path without its first slash has no dots to resolve, no
// empty segment before its end and nothing to quote.
func plainPath(path string) bool {
	first := true // of a segment
	for i := range len(path) {
		switch c := path[i]; {
		case c == '/':
			if first {
				return false
			}
			first = true
		case !unreserved[c] || first && c == '.':
			return false
		default:
			first = false
		}
	}
	return true
}
