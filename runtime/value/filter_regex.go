package value

import (
	"strconv"
	"strings"
)

// regexText is a text where a regular expression is applied to it.
func regexText(v Value) (string, Value) {
	if v.Failed() {
		return "", v
	}
	s, ok := v.AsString()
	if !ok {
		return "", Fail(TypeError, "expected string or bytes-like object, got '%s'", typeName(v))
	}
	return s, Value{}
}

// FilterRegexSearch is the filter regex_search: the first group of the first
// match, None if it took no part, and an empty text without a group or match.
func FilterRegexSearch(v, regex Value) Value {
	text, failure := regexText(v)
	pattern, failure2 := regexText(regex)
	if f, bad := failed(failure2, failure); bad {
		return f
	}
	re, failure := compileRegex(pattern)
	if failure.Failed() {
		return failure
	}
	groups, failure := re.search(text, 0, false)
	if failure.Failed() {
		return failure
	}
	if groups == nil || re.groups < 2 {
		return Str("")
	}
	if first, ok := group(text, groups, 1); ok {
		return Str(first)
	}
	return Null
}

// FilterRegexReplace is the filter regex_replace: Python's re.sub.
func FilterRegexReplace(v, regex, replacement Value) Value {
	pattern, failure := regexText(regex)
	text, failure2 := regexText(v)
	by, failure3 := regexText(replacement)
	if f, bad := failed(failure, failure2, failure3); bad {
		return f
	}
	re, failure := compileRegex(pattern)
	if failure.Failed() {
		return failure
	}
	parts, err := re.template(by)
	if e, ok := err.(*Error); ok {
		return FailWith(e)
	}
	if err != nil {
		return Fail("re.error", "%v in the replacement %s", err, quote(by))
	}
	replaced, failure := re.replaceAll(text, parts)
	return failure.Else(Str(replaced))
}

// template reads a replacement: \1 and \g<name> are groups, escapes characters.
func (re *regex) template(text string) ([]replacement, error) {
	var parts []replacement
	for text != "" {
		plain, rest, escaped := strings.Cut(text, `\`)
		if plain != "" {
			parts = append(parts, replacement{plain, -1})
		}
		if !escaped {
			break
		}
		part, n, err := re.templateEscape(rest)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
		text = rest[n:]
	}
	return parts, nil
}

// templateEscape reads what follows a backslash, and how long it is.
func (re *regex) templateEscape(s string) (replacement, int, error) {
	if s == "" {
		return replacement{}, 0, regexError("bad escape (end of pattern)")
	}
	r, n := decodeRune(s)
	switch {
	case r == 'g':
		return re.namedReference(s)
	case r == '0':
		end := 1
		for end < min(3, len(s)) && isOctal(s[end:end+1]) {
			end++
		}
		code, _ := strconv.ParseInt(s[:end], 8, 32) // octal digits
		return replacement{string(rune(code)), -1}, end, nil
	case '1' <= r && r <= '9':
		return re.numberReference(s)
	}
	if c, ok := regexEscapes[r]; ok {
		return replacement{string(c), -1}, n, nil
	}
	if r == 'b' {
		return replacement{"\b", -1}, n, nil
	}
	if r < 0x80 && isLetterByte(byte(r)) {
		return replacement{}, 0, regexError("bad escape \\%c", r)
	}
	return replacement{s[:n], -1}, n, nil
}

func (re *regex) numberReference(s string) (replacement, int, error) {
	if len(s) >= 3 && isOctal(s[:3]) {
		code, _ := strconv.ParseInt(s[:3], 8, 32) // three octal digits
		if code > 0o377 {
			return replacement{}, 0, regexError("octal escape value \\%s outside of range 0-0o377", s[:3])
		}
		return replacement{string(rune(code)), -1}, 3, nil
	}
	end := 1
	if len(s) > 1 && isDigit(s[1]) {
		end = 2
	}
	number, _ := strconv.Atoi(s[:end]) // one digit or two
	return re.reference(number, end)
}

func (re *regex) reference(number, length int) (replacement, int, error) {
	if number >= re.groups {
		return replacement{}, 0, regexError("invalid group reference %d", number)
	}
	return replacement{group: number}, length, nil
}

func (re *regex) namedReference(s string) (replacement, int, error) {
	end := strings.IndexByte(s, '>')
	if !strings.HasPrefix(s, "g<") || end < 3 {
		return replacement{}, 0, regexError("missing group name")
	}
	name := s[2:end]
	if number, ok := re.names[name]; ok {
		return re.reference(number, end+1)
	}
	if strings.Trim(name, "0123456789") != "" {
		return replacement{}, 0, &Error{Class: IndexError, Message: "unknown group name " + quote(name)}
	}
	number, err := strconv.Atoi(name)
	if err != nil {
		number = re.groups
	}
	return re.reference(number, end+1)
}
