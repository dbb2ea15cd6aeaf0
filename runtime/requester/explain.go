package requester

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// quotedWords is how many bytes of what the API says the user reads; the internal message has more.
const quotedWords = 300

// exchange is what happened, for the user: "GET https://api.example.test/items answered 403: not yours".
func exchange(a *stream.Attempt) string {
	request := a.Method + " " + stream.PlainURL(a.URL)
	if a.Response == nil {
		return request + " got no answer"
	}
	told := fmt.Sprintf("%s answered %d", request, a.Response.Status)
	if words := wordsOf(a.Response); words != "" {
		told += ": " + words
	}
	return told
}

// wordsOf is what the API says about an error, on one line; "" when it says nothing that a user can read.
func wordsOf(r *stream.Response) string {
	said, ok := r.ErrorText()
	if !ok || strings.HasPrefix(strings.TrimSpace(said), "<") { // a page for a browser
		return ""
	}
	said = strings.Join(strings.Fields(protocol.Mask(stream.Shorten(said))), " ")
	if len(said) <= quotedWords {
		return said
	}
	end := quotedWords
	for end > 0 && !utf8.RuneStart(said[end]) {
		end--
	}
	return said[:end] + "…"
}

// explained is a message with what happened, unless it names the request's URL itself.
func explained(message, url, told string) string {
	if strings.Contains(message, stream.PlainURL(url)) {
		return message
	}
	return message + " (" + told + ")"
}
