package mock

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"
)

// An Exchange is one request that the script knows and its answer.
type Exchange struct {
	Method string
	URL    *url.URL   // without its query
	Query  url.Values // all of it, in any order
	Sent   any        // the JSON body that the request must have; nil for any
	Header http.Header
	Status int
	Answer string
}

// ParseScript reads exchanges:
//
//	# anything after a hash is a comment
//	POST https://api.example.com/search?page=1
//	> {"query": "a"}
//	< 200
//	< Link: <https://api.example.com/search?page=2>; rel="next"
//	{"items": []}
//
// A line that begins with a method begins an exchange. Lines with > are the JSON body that must be sent, lines
// with < the status (200 if there is none) and headers of the answer, all others its body.
func ParseScript(text string) ([]Exchange, error) {
	var script []Exchange
	for number, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		if strings.HasPrefix(line, "GET ") || strings.HasPrefix(line, "POST ") {
			e, err := parseRequest(line)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", number+1, err)
			}
			script = append(script, e)
			continue
		}
		if len(script) == 0 {
			if strings.TrimSpace(line) == "" {
				continue
			}
			return nil, fmt.Errorf("line %d: %q before the first request", number+1, line)
		}
		if err := script[len(script)-1].add(line); err != nil {
			return nil, fmt.Errorf("line %d: %w", number+1, err)
		}
	}
	return script, nil
}

func parseRequest(line string) (Exchange, error) {
	method, address, _ := strings.Cut(strings.TrimSpace(line), " ")
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return Exchange{}, fmt.Errorf("reading the address: %w", err)
	}
	e := Exchange{Method: method, Query: u.Query(), Header: http.Header{}, Status: http.StatusOK}
	u.RawQuery = ""
	e.URL = u
	return e, nil
}

// add takes a line after that of the request.
func (e *Exchange) add(line string) error {
	switch {
	case strings.HasPrefix(line, "> "):
		if err := json.Unmarshal([]byte(line[2:]), &e.Sent); err != nil {
			return fmt.Errorf("reading the body to be sent: %w", err)
		}
	case strings.HasPrefix(line, "< "):
		name, value, isHeader := strings.Cut(line[2:], ": ")
		if isHeader {
			e.Header.Add(name, value)
			return nil
		}
		status, err := strconv.Atoi(line[2:])
		if err != nil {
			return fmt.Errorf("reading the status: %w", err)
		}
		e.Status = status
	default:
		e.Answer += line + "\n"
	}
	return nil
}

// answers says whether the exchange is the one for a request with that body.
func (e *Exchange) answers(r *http.Request, body []byte) bool {
	if r.Method != e.Method || r.URL.Host != e.URL.Host || r.URL.Path != e.URL.Path || !reflect.DeepEqual(r.URL.Query(), e.Query) {
		return false
	}
	if e.Sent == nil {
		return true
	}
	var sent any
	return json.Unmarshal(body, &sent) == nil && reflect.DeepEqual(sent, e.Sent)
}
