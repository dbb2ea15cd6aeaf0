package stream

import (
	"errors"
	"mime"
	"strings"
	"unicode/utf8"

	"github.com/lowcode-dev/lowcode/runtime/charset"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Header is the value of a response header, whatever the case of its name.
func (r *Response) Header(name string) string {
	if r.Headers == nil {
		return ""
	}
	for key, v := range r.Headers().All() {
		if strings.EqualFold(key.String(), name) {
			return v.String()
		}
	}
	return ""
}

// Text is the body by the rules of the HTTP library of the reference: the
// charset that the Content-Type names; without one ISO-8859-1 for text/*; else
// UTF-8 if it is that. Messages and XML are read so, JSON records are not.
func (r *Response) Text() string {
	kind, params, err := mime.ParseMediaType(r.Header("Content-Type"))
	if err != nil {
		kind, params = "", nil
	}
	named := params["charset"]
	if named == "" && (strings.HasPrefix(kind, "text/") || !utf8.Valid(r.Body)) {
		named = "iso-8859-1"
	}
	if named != "" {
		if text, ok := charset.Text(r.Body, named); ok {
			return text
		}
	}
	return strings.ToValidUTF8(string(r.Body), "\uFFFD")
}

// JSON is the body as one JSON value, false when it is none. It is read once: several filters may ask.
func (r *Response) JSON() (value.Value, bool) {
	if r.json == nil {
		v, err := value.Parse(r.Body)
		r.json = &parsed{v, err == nil}
	}
	return r.json.v, r.json.ok
}

// PlainURL is a URL as a message may show it: without the query, the fragment and the credentials of a user,
// any of which may hold secrets.
func PlainURL(url string) string {
	url, _, _ = strings.Cut(url, "#")
	url, _, _ = strings.Cut(url, "?")
	scheme, rest, ok := strings.Cut(url, "://")
	if !ok {
		return url
	}
	host, path, _ := strings.Cut(rest, "/")
	if path != "" || strings.HasSuffix(rest, "/") {
		path = "/" + path
	}
	return scheme + "://" + host[strings.LastIndexByte(host, '@')+1:] + path
}

// LoadJSON is the body as one JSON value, or the failure that the reference has for what is none.
func (r *Response) LoadJSON() (value.Value, error) {
	v, err := value.Parse(r.Body)
	if err == nil {
		return v, nil
	}
	at := len(r.Body)
	var wrong *value.SyntaxError
	if errors.As(err, &wrong) {
		at = min(wrong.Offset, at)
	}
	before := string(r.Body[:at])
	line := before[strings.LastIndexByte(before, '\n')+1:]
	return v, value.Fail("JSONDecodeError", "Expecting value: line %d column %d (char %d)",
		strings.Count(before, "\n")+1, utf8.RuneCountInString(line)+1, utf8.RuneCountInString(before)).Err()
}

// errorKeys are where an API may put the words for what went wrong, the first that is there counts.
var errorKeys = []string{
	"message", "messages", "error", "errors", "failures", "failure", "detail",
	"err", "error_message", "msg", "reason", "status_message",
}

// ErrorText is what the body says about the error; false when it is JSON that says nothing.
func (r *Response) ErrorText() (string, bool) {
	if v, ok := r.JSON(); ok {
		return errorText(v, 0)
	}
	if !utf8.Valid(r.Body) {
		return "", false
	}
	return string(r.Body), true
}

// errorText looks for words in v; depth guards against answers that nest to no end.
func errorText(v value.Value, depth int) (string, bool) {
	switch {
	case depth > 100:
		return "", false
	case v.Kind() == value.KindStr:
		return v.AsString()
	case v.Kind() == value.KindList:
		var texts []string
		for item := range v.Elements() {
			if text, ok := errorText(item, depth+1); ok {
				texts = append(texts, text)
			}
		}
		return strings.Join(texts, ", "), true
	case v.Kind() == value.KindDict:
		for _, key := range errorKeys {
			if item, ok := v.Get(key); ok && item.Truthy() {
				return errorText(item, depth+1)
			}
		}
	}
	return "", false
}
