package requester

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// The classes of errors that a request meets before it is sent. They are the
// names that a failing stream shows.
const (
	missingSchema = "MissingSchema"
	invalidURL    = "InvalidURL"
	invalidHeader = "InvalidHeader"
)

var (
	urlPattern  = regexp.MustCompile(`(?s)^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?://([^\\/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$`)
	schemeOrAbs = regexp.MustCompile(`^(?:[a-zA-Z][a-zA-Z0-9+-]*:|/)`)
	hostPattern = regexp.MustCompile(`(?s)^((?:[^\[\]%:/?#]|%[a-fA-F0-9]{2})*|\[[0-9A-Fa-f:.]+(?:%[^\[\]]+)?\])(?::0*?(|0|[1-9][0-9]{0,4}))?$`)
	hostControl = regexp.MustCompile(`[\x00-\x20\x7f]`)
)

// prepareURL is the URL that goes out: query, which encodeForm made, is appended, the host is lowered,
// dots are resolved, and what must not stand in a URL is escaped while existing
// escapes stay. A URL of another scheme than http is left alone and fails later.
func prepareURL(text, query string) (string, error) {
	if plainURL(text) {
		if query == "" {
			return text, nil
		}
		return text + "?" + query, nil
	}
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
	if !strings.Contains(path, ".") {
		return path
	}
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
