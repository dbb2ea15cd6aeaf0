package value

import (
	"html"
	"strings"
)

// FilterEscape is the filter escape: text that is safe in HTML. What was
// escaped before stays as it is.
func FilterEscape(v Value) Value {
	if v.isMarkup() {
		return v
	}
	return FilterForceescape(v)
}

// escapeArguments are what is formatted into a text that was escaped: its texts are escaped as well.
func escapeArguments(v Value) Value {
	switch v.Kind() {
	case KindStr:
		return FilterEscape(v)
	case KindTuple:
		var items []Value
		for item := range v.Elements() {
			items = append(items, escapeArguments(item))
		}
		return TupleOf(items...)
	case KindDict:
		out := DictOf()
		for key, item := range v.All() {
			out.SetKey(key, escapeArguments(item))
		}
		return out
	}
	return v
}

// FilterForceescape is the filter forceescape, which escapes again.
func FilterForceescape(v Value) Value {
	s, failure := softText(v)
	if f, bad := failed(v, failure); bad {
		return f
	}
	if failure := tooLong(5 * strings.Count(s, "&")); failure.Failed() {
		return failure
	}
	return markup(escapeHTML(s))
}

// FilterSafe is the filter safe: text that escape takes for escaped.
func FilterSafe(v Value) Value {
	s, failure := softText(v)
	if f, bad := failed(v, failure); bad {
		return f
	}
	return markup(s)
}

// FilterStriptags is the filter striptags: text without comments, tags and
// entities, and with single spaces.
func FilterStriptags(v Value) Value {
	s, failure := softText(v)
	if f, bad := failed(v, failure); bad {
		return f
	}
	s = cutOut(s, "<!--", "-->")
	s = cutOut(s, "<", ">")
	return Str(html.UnescapeString(strings.Join(splitBlank(s, len(s)+1, false), " ")))
}

// cutOut takes out all that stands from one mark to the next of another.
func cutOut(s, from, to string) string {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(s, from)
		if !found {
			break
		}
		_, after, closed := strings.Cut(rest, to)
		if !closed {
			break
		}
		out.WriteString(before)
		s = after
	}
	out.WriteString(s)
	return out.String()
}

// FilterXmlattr is the filter xmlattr: the items of a dict as attributes.
func FilterXmlattr(v, autospace Value) Value {
	v = v.opened()
	if f, bad := unusable(v); bad {
		return f
	}
	if !isMapping(v) {
		return Fail(AttributeError, "'%s' object has no attribute 'items'", typeName(v))
	}
	var parts []string
	for key, w := range v.All() {
		if w.IsNull() || w.Kind() == KindUndefined {
			continue
		}
		name, failure := textArgument(key, "")
		if failure.Failed() {
			return failure
		}
		if strings.ContainsAny(name, " \t\n\r\f\v/>=") {
			return Fail(ValueError, "invalid character in attribute name: %s", key.Repr())
		}
		content := FilterEscape(w)
		if content.Failed() {
			return content
		}
		parts = append(parts, escapeHTML(name)+`="`+content.text()+`"`)
	}
	text := strings.Join(parts, " ")
	if text != "" && (omitted(autospace) || autospace.truth()) {
		text = " " + text
	}
	return Str(text)
}
