package limit

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// HTTPRequestMatcher tells requests apart (HttpRequestRegexMatcher). What is empty does not matter.
type HTTPRequestMatcher struct {
	Method         string
	URLBase        string // scheme://host, as it is in the request's URL
	URLPathPattern string // a regular expression of Python's, searched in the path without the slash at its end
	Params         Pairs  // of the query, compared exactly
	Headers        Pairs  // compared exactly, their names regardless of case
	Weight         config.Template
}

// Pairs are names and what they must be.
type Pairs [][2]string

// matcher is an HTTPRequestMatcher with its weight.
type matcher struct {
	HTTPRequestMatcher
	weight int
}

func (h HTTPRequestMatcher) open() (matcher, error) {
	m := matcher{HTTPRequestMatcher: h, weight: 1}
	m.Method = strings.ToUpper(h.Method)
	m.URLBase = strings.TrimRight(h.URLBase, "/")
	if h.URLPathPattern != "" {
		if _, err := value.SearchRegex(h.URLPathPattern, ""); err != nil {
			return m, err
		}
	}
	if h.Weight.IsZero() {
		return m, nil
	}
	var err error
	if m.weight, err = whole(h.Weight); err == nil && m.weight < 1 {
		err = &value.Error{Class: value.ValueError, Message: fmt.Sprintf("weight must be >= 1, got %d", m.weight)}
	}
	return m, err
}

// A target is the parts of a request that matchers look at.
type target struct {
	stream.Outgoing
	base, path, query string
}

// targetOf takes a URL apart as it is: nothing is decoded.
func targetOf(r stream.Outgoing) target {
	t := target{Outgoing: r}
	rest, _, _ := strings.Cut(r.URL, "#")
	rest, t.query, _ = strings.Cut(rest, "?")
	scheme, rest, _ := strings.Cut(rest, "://")
	host, path, found := strings.Cut(rest, "/")
	t.base = strings.ToLower(scheme) + "://" + host
	if found {
		t.path = strings.TrimRight("/"+path, "/")
	}
	return t
}

// matches says that a request has all that the matcher asks for.
func (m matcher) matches(r target) (bool, error) {
	if m.Method != "" && m.Method != r.Method || m.URLBase != "" && m.URLBase != r.base {
		return false, nil
	}
	if m.URLPathPattern != "" {
		if found, err := value.SearchRegex(m.URLPathPattern, r.path); !found || err != nil {
			return false, err
		}
	}
	return m.hasParams(r.query) && m.hasHeaders(r), nil
}

// hasParams compares the query's parameters: the last of a name counts, and one without a value is none.
func (m matcher) hasParams(query string) bool {
	if len(m.Params) == 0 {
		return true
	}
	there := map[string]string{}
	for part := range strings.SplitSeq(query, "&") {
		if name, text, ok := strings.Cut(part, "="); ok && text != "" {
			there[decoded(name)] = decoded(text)
		}
	}
	for _, want := range m.Params {
		if got, ok := there[want[0]]; !ok || got != want[1] {
			return false
		}
	}
	return true
}

// decoded is a part of a query without its escapes, or as it is if those are wrong.
func decoded(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}

func (m matcher) hasHeaders(r target) bool {
	for _, want := range m.Headers {
		if got, ok := r.Header(want[0]); !ok || got != want[1] {
			return false
		}
	}
	return true
}
