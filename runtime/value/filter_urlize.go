package value

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// The patterns are compiled when the first text needs them: few connectors do.
var (
	webAddress = pattern(`(?i)^(?:` +
		`(?:https?://|www\.)(?:[\pL\pN_%-]+\.)*(?:[a-z]{2,63}|xn--[\pL\pN_%]{2,59})` +
		`|(?:[\pL\pN_%-]{2,63}\.)+(?:com|net|int|edu|gov|org|info|mil)` +
		`|https?://(?:\d{1,3}(?:\.\d{1,3}){3}|\[(?:[\da-f]{0,4}:){2}(?:[\da-f]{0,4}:?){1,6}\])` +
		`)(?::\d{1,5})?(?:[/?#]\S*)?$`)
	mailAddress = pattern(`^\S+@[\pL\pN_][\pL\pN_.-]*\.[\pL\pN_]+$`)
	urlScheme   = pattern(`^[\pL\pN_.+-]{2,}:/{0,2}$`)
	openings    = pattern(`^(?:[(<]|&lt;)+`)
	closings    = pattern(`(?:[)>.,\n]|&gt;)+$`)
)

func pattern(source string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(source) })
}

// FilterUrlize is the filter urlize: what looks like an address of the web or
// of mail becomes a link of HTML.
func FilterUrlize(v, trimURLLimit, nofollow, target, rel, extraSchemes Value) Value {
	if f, bad := failed(v, trimURLLimit, nofollow, target, rel, extraSchemes); bad {
		return f
	}
	escaped := FilterEscape(v)
	if escaped.Failed() {
		return escaped
	}
	l := linker{limit: -1}
	if !omitted(trimURLLimit) && !trimURLLimit.IsNull() {
		n, failure := intArgument(trimURLLimit, 0)
		if failure.Failed() {
			return failure
		}
		l.limit = int(max(min(n, maxText), 0))
	}
	words := append(strings.Fields(orEmpty(rel).String()), "noopener")
	if nofollow.truth() {
		words = append(words, "nofollow")
	}
	slices.Sort(words)
	l.attributes = ` rel="` + escapeHTML(strings.Join(slices.Compact(words), " ")) + `"`
	if to := orEmpty(target).String(); to != "" {
		l.attributes += ` target="` + escapeHTML(to) + `"`
	}
	for scheme := range orEmpty(extraSchemes).Elements() {
		text, ok := scheme.AsString()
		if !ok || !urlScheme().MatchString(text) {
			return Fail(FilterArgumentError, "%s is not a valid URI scheme prefix", scheme.Repr())
		}
		l.schemes = append(l.schemes, text)
	}
	return Str(l.text(escaped.text()))
}

// orEmpty is undefined for None, which has neither text nor elements.
func orEmpty(v Value) Value {
	if v.IsNull() {
		return Value{}
	}
	return v
}

// A linker makes links of the words of a text.
type linker struct {
	limit      int // of the characters of an address to show, -1 for all
	attributes string
	schemes    []string
}

func (l linker) text(s string) string {
	var out strings.Builder
	for s != "" {
		end := strings.IndexFunc(s, isBlank)
		if end < 0 {
			end = len(s)
		}
		out.WriteString(l.word(s[:end]))
		blank := s[end:]
		s = strings.TrimLeftFunc(blank, isBlank)
		out.WriteString(blank[:len(blank)-len(s)])
	}
	return out.String()
}

// word takes the brackets and stops around an address off, but not those that
// belong to it.
func (l linker) word(s string) string {
	head := openings().FindString(s)
	middle := s[len(head):]
	tail := closings().FindString(middle)
	middle = middle[:len(middle)-len(tail)]
	for _, pair := range [][2]string{{"(", ")"}, {"<", ">"}, {"&lt;", "&gt;"}} {
		missing := strings.Count(middle, pair[0])
		if missing <= strings.Count(middle, pair[1]) {
			continue
		}
		for range min(missing, strings.Count(tail, pair[1])) {
			end := strings.Index(tail, pair[1]) + len(pair[1])
			middle, tail = middle+tail[:end], tail[end:]
		}
	}
	return head + l.link(middle) + tail
}

func (l linker) link(s string) string {
	mail := strings.TrimPrefix(s, "mailto:")
	switch {
	case webAddress().MatchString(s):
		to := s
		if !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") {
			to = "https://" + s
		}
		return `<a href="` + to + `"` + l.attributes + `>` + l.trimmed(s) + `</a>`
	case mail != s && mailAddress().MatchString(mail):
		return `<a href="` + s + `">` + mail + `</a>`
	case strings.Contains(s, "@") && !strings.HasPrefix(s, "www.") && !strings.HasPrefix(s, "@") && !strings.Contains(s, ":") &&
		mailAddress().MatchString(s):
		return `<a href="mailto:` + s + `">` + s + `</a>`
	}
	for _, scheme := range l.schemes {
		if s != scheme && strings.HasPrefix(s, scheme) {
			return `<a href="` + s + `"` + l.attributes + `>` + s + `</a>`
		}
	}
	return s
}

func (l linker) trimmed(s string) string {
	if l.limit < 0 || runeCount(s) <= l.limit {
		return s
	}
	return s[:byteOffset(s, l.limit)] + "..."
}
