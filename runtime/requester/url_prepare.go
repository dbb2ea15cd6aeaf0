package requester

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// The classes of errors that a request meets before it is sent. They are the
// names that a failing stream shows.
const (
	missingSchema = "MissingSchema"
	invalidURL    = "InvalidURL"
	invalidHeader = "InvalidHeader"
)

// What may stand unescaped in the parts of a URL.
const (
	unreserved    = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-~"
	userinfoBytes = unreserved + "!$&'()*+,;=:"
	pathBytes     = userinfoBytes + "@/"
	queryBytes    = pathBytes + "?"
	requoteBytes  = unreserved + "!#$&'()*+,/:;=?@[]~"
)

var (
	urlPattern  = regexp.MustCompile(`(?s)^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?://([^\\/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$`)
	schemeOrAbs = regexp.MustCompile(`^(?:[a-zA-Z][a-zA-Z0-9+-]*:|/)`)
	hostPattern = regexp.MustCompile(`(?s)^((?:[^\[\]%:/?#]|%[a-fA-F0-9]{2})*|\[[0-9A-Fa-f:.]+(?:%[^\[\]]+)?\])(?::0*?(|0|[1-9][0-9]{0,4}))?$`)
	hostControl = regexp.MustCompile(`[\x00-\x20\x7f]`)
	escape      = regexp.MustCompile(`%[a-fA-F0-9]{2}`)
)

// prepareURL is the URL that goes out: query is appended, the host is lowered,
// dots are resolved, and what must not stand in a URL is escaped while existing
// escapes stay. A URL of another scheme than http is left alone and fails later.
func prepareURL(text, query string) (string, error) {
	text = strings.TrimLeft(text, " \t\n\r\v\f")
	if strings.Contains(text, ":") && !strings.HasPrefix(strings.ToLower(text), "http") {
		return text, nil
	}
	full := text
	if !schemeOrAbs.MatchString(full) {
		full = "//" + full
	}
	parts := urlPattern.FindStringSubmatch(full)
	if parts == nil {
		return "", unparsable(text)
	}
	scheme := strings.ToLower(parts[1])
	netloc, hasHost, err := prepareNetloc(parts[2], text)
	if err != nil {
		return "", err
	}
	if scheme == "" {
		return "", &value.Error{Class: missingSchema, Message: fmt.Sprintf(
			"Invalid URL %[1]s: No scheme supplied. Perhaps you meant https://%[2]s?", value.Str(text).Repr(), text)}
	}
	if !hasHost {
		return "", &value.Error{Class: invalidURL, Message: fmt.Sprintf("Invalid URL %s: No host supplied", value.Str(text).Repr())}
	}
	path := parts[3]
	if path != "" {
		path = escapeInvalid(removeDots(path), pathBytes)
	}
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	prepared := escapeInvalid(parts[4], queryBytes)
	switch {
	case query == "":
	case prepared == "":
		prepared = query
	default:
		prepared += "&" + query
	}
	return requote(splitURL{
		scheme: scheme, netloc: netloc, path: path, query: prepared, fragment: escapeInvalid(parts[5], queryBytes),
	}.String()), nil
}

// prepareNetloc lowers the host and takes a port without leading zeros.
func prepareNetloc(authority, text string) (netloc string, hasHost bool, err error) {
	if authority == "" {
		return "", false, nil
	}
	user, hostPort := "", authority
	if i := strings.LastIndexByte(authority, '@'); i >= 0 {
		user, hostPort = authority[:i], authority[i+1:]
	}
	m := hostPattern.FindStringSubmatch(hostPort)
	if c := hostControl.FindString(hostPort); c != "" {
		return "", false, unparsable(fmt.Sprintf("Host %s contains invalid character %s", value.Str(hostPort).Repr(), value.Str(c).Repr()))
	}
	if m == nil {
		return "", false, unparsable(value.Str(hostPort).Repr() + " is not a valid host or port")
	}
	host, port := asciiHost(strings.ToLower(m[1])), m[2]
	host = escape.ReplaceAllStringFunc(host, strings.ToUpper)
	if strings.HasPrefix(host, "*") || strings.HasPrefix(host, ".") {
		return "", false, &value.Error{Class: invalidURL, Message: "URL has an invalid label."}
	}
	if user != "" {
		netloc = escapeInvalid(user, userinfoBytes) + "@"
	}
	netloc += host
	if number, err := strconv.Atoi(port); port != "" && (err != nil || number > 65535) {
		return "", false, unparsable(text)
	} else if number > 0 {
		netloc += ":" + strconv.Itoa(number)
	}
	return netloc, host != "", nil
}

func unparsable(what string) error {
	return &value.Error{Class: invalidURL, Message: "Failed to parse: " + what}
}

// removeDots resolves . and .. in a path and keeps empty segments.
func removeDots(path string) string {
	var out []string
	for _, segment := range strings.Split(path, "/") {
		switch {
		case segment == ".":
		case segment != "..":
			out = append(out, segment)
		case len(out) > 0:
			out = out[:len(out)-1]
		}
	}
	if strings.HasPrefix(path, "/") && (len(out) == 0 || out[0] != "") {
		out = append([]string{""}, out...)
	}
	if strings.HasSuffix(path, "/.") || strings.HasSuffix(path, "/..") {
		out = append(out, "")
	}
	return strings.Join(out, "/")
}

// escapeInvalid escapes what is not allowed. Percent signs stay if each of them starts an escape.
func escapeInvalid(part, allowed string) string {
	part = escape.ReplaceAllStringFunc(part, strings.ToUpper)
	escaped := len(escape.FindAllStringIndex(part, -1)) == strings.Count(part, "%")
	return percentEncode(part, func(c byte) bool {
		return c == '%' && escaped || strings.IndexByte(allowed, c) >= 0
	})
}

// percentEncode escapes the bytes of text that keep does not take; only ASCII is kept.
func percentEncode(text string, keep func(byte) bool) string {
	const digits = "0123456789ABCDEF"
	out := make([]byte, 0, len(text)+8)
	for i := 0; i < len(text); i++ {
		if c := text[i]; c < utf8.RuneSelf && keep(c) {
			out = append(out, c)
		} else {
			out = append(out, '%', digits[c>>4], digits[c&15])
		}
	}
	return string(out)
}

// requote decodes escapes of unreserved characters and escapes what is illegal.
// A text with a broken escape has its percent signs escaped instead.
func requote(text string) string {
	unquoted, ok := unquoteUnreserved(text)
	return percentEncode(unquoted, func(c byte) bool {
		return c == '%' && ok || strings.IndexByte(requoteBytes, c) >= 0
	})
}

func unquoteUnreserved(text string) (out string, ok bool) {
	parts := strings.Split(text, "%")
	var b strings.Builder
	b.WriteString(parts[0])
	for _, part := range parts[1:] {
		if len(part) < 2 || !isAlnum(part[0]) || !isAlnum(part[1]) {
			b.WriteString("%" + part)
			continue
		}
		c, err := strconv.ParseUint(part[:2], 16, 8)
		switch {
		case err != nil:
			return text, false
		case strings.IndexByte(unreserved, byte(c)) >= 0:
			b.WriteByte(byte(c))
			b.WriteString(part[2:])
		default:
			b.WriteString("%" + part)
		}
	}
	return b.String(), true
}

func isAlnum(c byte) bool { return isLetter(c) || '0' <= c && c <= '9' }
