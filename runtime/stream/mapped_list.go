package stream

import (
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Each makes something of each text.
func Each[T any](texts []string, of func(string) T) []T {
	out := make([]T, len(texts))
	for i, text := range texts {
		out[i] = of(text)
	}
	return out
}

// JSON is a document of the manifest.
func JSON(document string) []byte { return []byte(document) }

// List are the texts of a value that is a list; a value of another kind is none.
func (m Mapped) List(path string) []string {
	if !isList(m.values[path]) {
		return nil
	}
	return m.Plains(path)
}

// Single is the text of a value that is neither a list nor an object.
func (m Mapped) Single(path string) string {
	v := m.values[path]
	if isList(v) || v.Kind() == value.KindDict {
		return ""
	}
	return m.Optional(path)
}

func isList(v value.Value) bool { return v.Kind() == value.KindList || v.Kind() == value.KindTuple }

// ended is a text as Jinja ends a template: lines end with a line feed, and one at the end is gone.
func ended(text string) string {
	return strings.TrimSuffix(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
}

// Unreadable is a stream that a mapping makes into what this connector cannot read; reason says why.
func Unreadable(name, reason string) *Stream {
	words := "The stream cannot be read by this connector: " + reason + "."
	return &Stream{Name: name, Retriever: refused{&Error{Message: words, Internal: words, FailureType: ConfigError}}}
}
