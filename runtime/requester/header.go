package requester

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// userAgent is what requests without a User-Agent of their own say.
const userAgent = "lowcode"

// A headerField is one header in the spelling in which it goes out.
type headerField struct{ name, text string }

// headers are the headers of a request: in order, names regardless of case.
type headers []headerField

// defaultHeaders are sent unless the manifest sets them.
func defaultHeaders() headers {
	return headers{
		{"User-Agent", userAgent},
		{"Accept-Encoding", "gzip, deflate"},
		{"Accept", "*/*"},
		{"Connection", "keep-alive"},
	}
}

func (h headers) find(name string) int {
	for i, field := range h {
		if strings.EqualFold(field.name, name) {
			return i
		}
	}
	return -1
}

func (h headers) has(name string) bool { return h.find(name) >= 0 }

// set sets a header; the last spelling of its name counts.
func (h *headers) set(name, text string) {
	if i := h.find(name); i >= 0 {
		(*h)[i] = headerField{name, text}
		return
	}
	*h = append(*h, headerField{name, text})
}

// text is what a header says.
func (h headers) text(name string) (text string, ok bool) {
	if i := h.find(name); i >= 0 {
		return h[i].text, true
	}
	return "", false
}

// remove is the headers without those that drop names.
func (h headers) remove(drop func(headerField) bool) headers {
	var kept headers
	for _, field := range h {
		if !drop(field) {
			kept = append(kept, field)
		}
	}
	return kept
}

var (
	headerName = regexp.MustCompile(`^[^:\s][^:\r\n]*$`)
	headerText = regexp.MustCompile(`^\S[^\r\n]*$|^$`)
)

// check refuses what would end a header early: a line break in a value that an
// API or a config supplied must not become another header.
func (f headerField) check() error {
	const refusal = "Invalid leading whitespace, reserved character(s), or return character(s) in header %s: %s"
	if !headerName.MatchString(f.name) {
		return &value.Error{Class: invalidHeader, Message: fmt.Sprintf(refusal, "name", value.Str(f.name).Repr())}
	}
	if !headerText.MatchString(f.text) {
		// The value may be a credential: the name says enough.
		return &value.Error{Class: invalidHeader, Message: fmt.Sprintf(refusal, "value of", value.Str(f.name).Repr())}
	}
	return nil
}

// apply sets the headers on a request. Lengths are net/http's business.
func (h headers) apply(to *http.Request) error {
	to.Header = make(http.Header, len(h))
	texts := make([]string, len(h)) // one for each header
	for i, field := range h {
		name := field.name
		switch canonical := http.CanonicalHeaderKey(name); canonical {
		case "Content-Length", "Transfer-Encoding", "Trailer":
			continue
		case "Host":
			to.Host = field.text
			continue
		case "User-Agent", "Connection", "Accept-Encoding", "Range", "Cookie": // net/http looks these up in one spelling only
			name = canonical
		}
		encoded, err := encodeLatin1(field.text)
		if err != nil {
			return err
		}
		texts[i] = encoded
		to.Header[name] = texts[i : i+1 : i+1]
	}
	return nil
}

// encodeLatin1 is a header's text as bytes: one for each character, as HTTP/1.1 has it.
func encodeLatin1(text string) (string, error) {
	ascii := true
	for i := range len(text) {
		ascii = ascii && text[i] < 0x80
	}
	if ascii {
		return text, nil
	}
	out := make([]byte, 0, len(text))
	for i, r := range []rune(text) {
		if r > 0xFF {
			return "", &value.Error{Class: value.UnicodeEncodeError, Message: fmt.Sprintf(
				"'latin-1' codec can't encode character in position %d: ordinal not in range(256)", i)}
		}
		out = append(out, byte(r))
	}
	return string(out), nil
}
