package explain

import (
	"regexp"
	"strings"
)

// join is the address that a requester makes of its base and its path: urljoin of Python, as the runtime has it.
// Templates in either are letters that mean nothing to it.
func join(base, path string) string {
	var t opaque
	base, path = unquote(t.hide(base)), strings.TrimLeft(unquote(t.hide(path)), "/")
	switch {
	case path == "":
		return t.show(base)
	case base == "" && []rune(path)[0] >= firstOpaque: // the whole address, as far as anyone knows
		return t.show(path)
	}
	if !strings.HasSuffix(base, "/") {
		base += "/"
	}
	return t.show(resolve(split(base), path))
}

// opaque stands for the templates of a text by a rune each, of those that Unicode leaves to anyone.
type opaque struct{ templates []string }

// template is an expression or a statement; strings in it may hold the end of one.
var template = regexp.MustCompile(`(?s)\{\{(?:'[^']*'|"[^"]*"|.)*?\}\}|\{%.*?%\}`)

const firstOpaque = '\U000F0000'

func (t *opaque) hide(text string) string {
	return template.ReplaceAllStringFunc(text, func(one string) string {
		t.templates = append(t.templates, one)
		return string(firstOpaque + rune(len(t.templates)-1))
	})
}

func (t *opaque) show(text string) string {
	var b strings.Builder
	for _, c := range text {
		if i := int(c - firstOpaque); i >= 0 && i < len(t.templates) {
			b.WriteString(t.templates[i])
		} else {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// unquote takes away the quotes around a whole text, which the runtime reads as a literal of Python.
func unquote(text string) string {
	if len(text) < 2 || text[0] != '"' && text[0] != '\'' || text[len(text)-1] != text[0] {
		return text
	}
	if inner := text[1 : len(text)-1]; !strings.ContainsAny(inner, text[:1]+`\`) {
		return inner
	}
	return text
}

// An address is a URL in its parts; a query or fragment has its mark.
type address struct{ scheme, host, path, query, fragment string }

var scheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)

func split(text string) (out address) {
	text = strings.NewReplacer("\t", "", "\r", "", "\n", "").Replace(strings.TrimLeft(text, " "))
	out.scheme = scheme.FindString(text)
	text = text[len(out.scheme):]
	out.scheme = strings.ToLower(out.scheme)
	if rest, ok := strings.CutPrefix(text, "//"); ok {
		end := len(rest)
		if i := strings.IndexAny(rest, "/?#"); i >= 0 {
			end = i
		}
		out.host, text = "//"+rest[:end], rest[end:]
	}
	if i := strings.IndexByte(text, '#'); i >= 0 {
		text, out.fragment = text[:i], strings.TrimSuffix(text[i:], "#")
	}
	if i := strings.IndexByte(text, '?'); i >= 0 {
		text, out.query = text[:i], text[i:]
		if out.query == "?" {
			out.query = ""
		}
	}
	out.path = text
	return out
}

func (a address) String() string { return a.scheme + a.host + a.path + a.query + a.fragment }

// resolve is a reference as seen from a base. A base whose host is in a template is text only.
func resolve(base address, reference string) string {
	to := split(reference)
	switch {
	case to.scheme != "" && to.scheme != base.scheme:
		return reference
	case base.host == "":
		return base.String() + reference
	case to.host != "":
		to.scheme = base.scheme
		return to.String()
	}
	to.scheme, to.host = base.scheme, base.host
	if to.path == "" {
		to.path = base.path
		if to.query == "" {
			to.query = base.query
		}
		return to.String()
	}
	to.path = folder(base.path, to.path)
	return to.String()
}

// folder resolves a path against that of a base: the dots, and empty segments, which are dropped.
func folder(base, path string) string {
	segments := strings.Split(path, "/")
	if path[0] != '/' {
		from := strings.Split(base, "/")
		if from[len(from)-1] != "" {
			from = from[:len(from)-1]
		}
		segments = withoutEmpty(append(from, segments...))
	}
	var out []string
	for _, segment := range segments {
		switch {
		case segment == ".":
		case segment != "..":
			out = append(out, segment)
		case len(out) > 0:
			out = out[:len(out)-1]
		}
	}
	if last := segments[len(segments)-1]; last == "." || last == ".." {
		out = append(out, "")
	}
	return "/" + strings.TrimPrefix(strings.Join(out, "/"), "/")
}

// withoutEmpty drops empty segments but for the first and the last.
func withoutEmpty(segments []string) []string {
	var out []string
	for i, segment := range segments {
		if segment != "" || i == 0 || i == len(segments)-1 {
			out = append(out, segment)
		}
	}
	return out
}
