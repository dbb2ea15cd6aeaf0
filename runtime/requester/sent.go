package requester

import (
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A sent request is what templates see of one that was answered.
type sent struct{ of value.Value }

// value is the request for templates.
func (p *prepared) value() value.Value {
	fields := value.DictOf()
	for _, field := range p.headers {
		fields.Set(field.name, value.Str(field.text))
	}
	body := value.Null
	switch {
	case len(p.body) == 0:
	case p.shown == string(p.body):
		body = value.Str(p.shown)
	default:
		body = value.BytesOf(string(p.body))
	}
	return value.ObjectValue(sent{value.DictOf(
		value.Str("method"), value.Str(p.method),
		value.Str("url"), value.Str(p.url),
		value.Str("path_url"), value.Str(pathOf(p.url)),
		value.Str("headers"), stream.CaseInsensitive(fields),
		value.Str("body"), body,
	)})
}

// pathOf is the target of a request as its first line has it.
func pathOf(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	if at := strings.IndexAny(rest, "/?"); at >= 0 {
		rest = rest[at:]
	} else {
		rest = ""
	}
	if !strings.HasPrefix(rest, "/") {
		rest = "/" + rest
	}
	return rest
}

// TypeName is the class of the HTTP library of the reference.
func (sent) TypeName() string { return "PreparedRequest" }

// Attr is a part of the request.
func (s sent) Attr(name string) (value.Value, bool) { return s.of.Get(name) }

// Mapping has the same parts: a template may write request.url or request['url'].
func (s sent) Mapping() value.Value { return s.of }

// Truth is that of any object.
func (sent) Truth() bool { return true }

// Repr is how a template prints the request.
func (s sent) Repr() string { return "<PreparedRequest [" + s.of.Item("method").String() + "]>" }
