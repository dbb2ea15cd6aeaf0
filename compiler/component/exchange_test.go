package component_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// An exchange is one request that the script of an archive expects, and its answer. A script is read
// line by line; two blanks or more stand between the parts of a line, and a line that begins with
// blanks goes on with the one before:
//
//	GET /items?page=2  Authorization: Bearer secret  {"data": []}
//	POST /items  > {"a": 1}  503  < Retry-After: 1
//	  {"problem": "busy"}
//
// Those are the method and the target as they are sent, headers and the body that must be sent, the
// status (200 if there is none), headers of the answer, and its body. A body that is no line of text is a string of Go after "= ".
type exchange struct {
	request      string
	sent         *string
	header       [][2]string
	status       int
	answerHeader [][2]string
	answer       string
	used         bool
}

var (
	gap      = regexp.MustCompile(`\s{2,}`)
	isHeader = regexp.MustCompile(`^[A-Z][A-Za-z-]*: `)
	isStatus = regexp.MustCompile(`^[1-5]\d\d$`)
)

// parseExchanges reads a script.
func parseExchanges(script string) []*exchange {
	var all []*exchange
	for _, line := range strings.Split(strings.ReplaceAll(script, "\n  ", "  "), "\n") {
		if line == "" {
			continue
		}
		parts := gap.Split(line, -1)
		e := &exchange{request: parts[0], status: http.StatusOK}
		for _, part := range parts[1:] {
			e.add(part)
		}
		all = append(all, e)
	}
	return all
}

func (e *exchange) add(part string) {
	switch text, isSent := strings.CutPrefix(part, "> "); {
	case isSent:
		e.sent = &text
	case strings.HasPrefix(part, "< "):
		name, value, _ := strings.Cut(part[2:], ": ")
		e.answerHeader = append(e.answerHeader, [2]string{name, value})
	case isHeader.MatchString(part):
		name, value, _ := strings.Cut(part, ": ")
		e.header = append(e.header, [2]string{name, value})
	case strings.HasPrefix(part, "= "):
		text, err := strconv.Unquote(part[2:])
		if err != nil {
			text = err.Error() // which no test wants
		}
		e.answer = text
	case isStatus.MatchString(part):
		e.status, _ = strconv.Atoi(part) // three digits
	default:
		e.answer = part
	}
}

// fits says whether a request is the one that is expected.
func (e *exchange) fits(r *http.Request, body string) bool {
	if e.used || e.request != r.Method+" "+r.RequestURI || e.sent != nil && *e.sent != body {
		return false
	}
	for _, h := range e.header {
		if r.Header.Get(h[0]) != h[1] {
			return false
		}
	}
	return true
}

// An api answers from a script: each line once, the first that fits.
type api struct {
	mu       sync.Mutex
	script   []*exchange
	surprise []string
}

// serve starts a server on loopback that plays a script; when the test ends, each line must have been asked for.
func serve(t *testing.T, script string) (url string) {
	a := &api{script: parseExchanges(script)}
	server := httptest.NewServer(a)
	t.Cleanup(func() {
		server.Close()
		for _, s := range a.surprise {
			t.Errorf("the script does not expect %s", s)
		}
		for _, e := range a.script {
			if !e.used {
				t.Errorf("nothing asked for %s", e.request)
			}
		}
	})
	return server.URL
}

// ServeHTTP plays the next exchange that fits.
func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, e := range a.script {
		if !e.fits(r, string(body)) {
			continue
		}
		e.used = true
		w.Header().Set("Content-Type", "application/json")
		for _, h := range e.answerHeader {
			w.Header().Set(h[0], strings.ReplaceAll(h[1], "$URL", "http://"+r.Host))
		}
		w.WriteHeader(e.status)
		_, _ = io.WriteString(w, strings.ReplaceAll(e.answer, "$URL", "http://"+r.Host)) // who hung up needs no answer
		return
	}
	a.surprise = append(a.surprise, fmt.Sprintf("%s %s > %s with %v", r.Method, r.RequestURI, body, r.Header))
	http.Error(w, "the script has no answer", http.StatusBadRequest)
}
