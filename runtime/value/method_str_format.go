package value

import (
	"strconv"
	"strings"
)

// A formatter fills the fields of str.format().
type formatter struct {
	args   []Value
	byName func(name string) (Value, bool)
	next   int // the field without a number
	manual bool
	escape bool // the format is escaped text, so what is filled in gets escaped
}

func strFormat(v Value, args []Value, kw []Keyword) Value {
	f := formatter{args: args, escape: v.isMarkup(), byName: func(name string) (Value, bool) {
		for _, k := range kw {
			if k.Name == name {
				return k.Value, true
			}
		}
		return Value{}, false
	}}
	return f.fill(v)
}

func strFormatMap(v Value, a []Value) Value {
	f := formatter{escape: v.isMarkup(), byName: func(name string) (Value, bool) {
		return a[0].opened().getItem(Str(name))
	}}
	return f.fill(v)
}

func (f *formatter) fill(v Value) Value {
	out, failure := f.format(v.text(), 2)
	return failure.Else(sameKind(v, out))
}

// format fills a format, whose specifications may hold fields once more.
func (f *formatter) format(s string, depth int) (string, Value) {
	if depth < 0 {
		return "", Fail(ValueError, "max string recursion exceeded")
	}
	var out strings.Builder
	for s != "" {
		at := strings.IndexAny(s, "{}")
		if at < 0 {
			out.WriteString(s)
			break
		}
		out.WriteString(s[:at])
		c := s[at]
		if s = s[at+1:]; strings.HasPrefix(s, string(c)) {
			out.WriteByte(c)
			s = s[1:]
			continue
		}
		if c == '}' {
			return "", Fail(ValueError, "single '}' encountered in format string")
		}
		field, rest, ok := cutField(s)
		if !ok {
			return "", Fail(ValueError, "expected '}' before end of string")
		}
		text, failure := f.field(field, depth)
		if failure.Failed() {
			return "", failure
		}
		if failure = tooLong(out.Len() + len(text)); failure.Failed() {
			return "", failure
		}
		out.WriteString(text)
		s = rest
	}
	return out.String(), Value{}
}

// cutField takes a field up to its closing brace; there may be others inside.
func cutField(s string) (field, rest string, ok bool) {
	depth := 1
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return s[:i], s[i+1:], true
			}
		}
	}
	return "", "", false
}

// field is the text for name.attr[item]!conversion:specification.
func (f *formatter) field(field string, depth int) (string, Value) {
	name, spec, _ := cutOutside(field, ':')
	name, conversion, converts := cutOutside(name, '!')
	v := f.lookup(name)
	if v.Failed() {
		return "", v
	}
	if converts {
		switch conversion {
		case "s":
			v = Concat(v)
		case "r":
			v = Str(v.Repr())
		case "a":
			v = Str(asciiRepr(v))
		default:
			return "", Fail(ValueError, "unknown conversion specifier %s", quote(conversion))
		}
	}
	spec, failure := f.format(spec, depth-1)
	if failure.Failed() {
		return "", failure
	}
	text, failure := formatValue(v, spec)
	if f.escape && !v.isMarkup() {
		text = escapeHTML(text)
	}
	return text, failure
}

// cutOutside cuts at the first mark that is not in brackets.
func cutOutside(s string, mark byte) (before, after string, found bool) {
	inside := false
	for i := range len(s) {
		switch {
		case s[i] == '[':
			inside = true
		case s[i] == ']':
			inside = false
		case s[i] == mark && !inside:
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}

func (f *formatter) lookup(name string) Value {
	end := strings.IndexAny(name, ".[")
	if end < 0 {
		end = len(name)
	}
	v := f.first(name[:end])
	for path := name[end:]; path != "" && !v.Failed(); {
		var part string
		if path[0] == '[' {
			at := strings.IndexByte(path, ']')
			if at < 2 {
				return Fail(ValueError, "missing ']' or empty attribute in format string")
			}
			part, path = path[1:at], path[at+1:]
			v = v.Index(indexKey(part))
			continue
		}
		if path[0] != '.' {
			return Fail(ValueError, "only '.' or '[' may follow ']' in format field specifier")
		}
		path = path[1:]
		if end = strings.IndexAny(path, ".["); end < 0 {
			end = len(path)
		}
		if end == 0 {
			return Fail(ValueError, "empty attribute in format string")
		}
		part, path = path[:end], path[end:]
		v = v.Attr(part)
	}
	return v
}

func indexKey(part string) Value {
	if n, err := strconv.ParseInt(part, 10, 64); err == nil && isDigit(part[0]) {
		return Int(n)
	}
	return Str(part)
}

// first is the argument that a field begins with: by number, by name, or the
// next one.
func (f *formatter) first(name string) Value {
	number, err := strconv.Atoi(name)
	switch {
	case name == "" && f.manual || name != "" && err == nil && f.next > 0:
		return Fail(ValueError, "cannot mix automatic and manual numbering of fields")
	case name == "":
		number = f.next
		f.next++
	case err != nil || !isDigit(name[0]):
		v, ok := f.byName(name)
		if !ok {
			return Fail(KeyError, "%s", quote(name))
		}
		return v
	default:
		f.manual = true
	}
	if number >= len(f.args) {
		return Fail(IndexError, "replacement index %d out of range for positional args tuple", number)
	}
	return f.args[number]
}
