package page

import (
	"regexp"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// withLinks are the headers of a response with "link" replaced by the relations
// of the Link header: name -> {url, rel, …}.
func withLinks(r *stream.Response) value.Value {
	headers := value.DictOf()
	if r.Headers != nil {
		for name, text := range r.Headers().All() {
			headers.SetKey(name, text)
		}
	}
	headers.Set("link", links(r.Header("Link")))
	return headers
}

var nextLink = regexp.MustCompile(`, *<`)

const linkQuotes = ` '"`

// links takes a Link header apart as the reference's HTTP library does: leniently, and quotes are no syntax.
func links(header string) value.Value {
	relations := value.DictOf()
	header = strings.Trim(header, linkQuotes)
	if header == "" {
		return relations
	}
	for _, text := range nextLink.Split(header, -1) {
		target, params, _ := strings.Cut(text, ";")
		link := value.DictOf(value.Str("url"), value.Str(strings.Trim(target, `<> '"`)))
		for _, param := range strings.Split(params, ";") {
			key, item, ok := strings.Cut(param, "=")
			if !ok || strings.Contains(item, "=") {
				break
			}
			link.Set(strings.Trim(key, linkQuotes), value.Str(strings.Trim(item, linkQuotes)))
		}
		name, _ := link.Get("rel")
		if !name.Truthy() {
			name, _ = link.Get("url")
		}
		relations.SetKey(name, link)
	}
	return relations
}
