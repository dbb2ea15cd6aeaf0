package value

import (
	"slices"
	"strings"
	"unicode/utf8"
)

func strSplit(name string) func(Value, []Value) Value {
	return func(v Value, a []Value) Value {
		most, failure := intArgument(a[1], -1)
		if failure.Failed() {
			return failure
		}
		if most < 0 {
			most = int64(len(v.text())) + 1
		}
		if omitted(a[0]) || a[0].IsNull() {
			return texts(splitBlank(v.text(), int(most), name == "rsplit"))
		}
		sep, failure := textArgument(a[0], "")
		if failure.Failed() {
			return failure
		}
		if sep == "" {
			return Fail(ValueError, "empty separator")
		}
		return texts(splitAt(v.text(), sep, int(most), name == "rsplit"))
	}
}

func texts(parts []string) Value {
	out := make([]Value, len(parts))
	for i, part := range parts {
		out[i] = Str(part)
	}
	return ListOf(out...)
}

func splitAt(s, sep string, most int, fromRight bool) []string {
	if !fromRight {
		return strings.SplitN(s, sep, most+1)
	}
	var parts []string
	for ; most > 0; most-- {
		at := strings.LastIndex(s, sep)
		if at < 0 {
			break
		}
		parts = append(parts, s[at+len(sep):])
		s = s[:at]
	}
	parts = append(parts, s)
	slices.Reverse(parts)
	return parts
}

// splitBlank splits at runs of spaces, and drops those at the ends.
func splitBlank(s string, most int, fromRight bool) []string {
	if fromRight {
		return splitBlankRight(s, most)
	}
	var parts []string
	for s = strings.TrimLeftFunc(s, isBlank); s != ""; s = strings.TrimLeftFunc(s, isBlank) {
		at := strings.IndexFunc(s, isBlank)
		if at < 0 || len(parts) == most {
			return append(parts, s) // the rest, with the spaces at its end
		}
		parts = append(parts, s[:at])
		s = s[at:]
	}
	return parts
}

func splitBlankRight(s string, most int) []string {
	var parts []string
	for s = strings.TrimRightFunc(s, isBlank); s != ""; s = strings.TrimRightFunc(s, isBlank) {
		at := strings.LastIndexFunc(s, isBlank)
		if at < 0 || len(parts) == most {
			parts = append(parts, s)
			break
		}
		at += runeLen(s[at:])
		parts = append(parts, s[at:])
		s = s[:at]
	}
	slices.Reverse(parts)
	return parts
}

// lines is splitlines(): at all that Unicode takes for the end of a line.
func lines(s string, keepEnds bool) []string {
	var parts []string
	for s != "" {
		at := strings.IndexFunc(s, isLineEnd)
		if at < 0 {
			return append(parts, s)
		}
		end := at + runeLen(s[at:])
		if strings.HasPrefix(s[at:], "\r\n") {
			end++
		}
		if keepEnds {
			at = end
		}
		parts = append(parts, s[:at])
		s = s[end:]
	}
	return parts
}

func isLineEnd(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

func strSplitLines(v Value, a []Value) Value {
	keep, failure := intArgument(a[0], 0)
	return failure.Else(texts(lines(v.text(), keep != 0)))
}

func strPartition(name string) func(Value, []Value) Value {
	return func(v Value, a []Value) Value {
		sep, failure := textArgument(a[0], "")
		if failure.Failed() {
			return failure
		}
		if sep == "" {
			return Fail(ValueError, "empty separator")
		}
		s := v.text()
		if name == "partition" {
			before, after, found := strings.Cut(s, sep)
			if !found {
				sep = ""
			}
			return TupleOf(Str(before), Str(sep), Str(after))
		}
		at := strings.LastIndex(s, sep)
		if at < 0 {
			return TupleOf(Str(""), Str(""), Str(s))
		}
		return TupleOf(Str(s[:at]), Str(sep), Str(s[at+len(sep):]))
	}
}

func strReplace(v Value, a []Value) Value {
	old, failure := textArgument(a[0], "")
	with, failure2 := textArgument(a[1], "")
	most, failure3 := intArgument(a[2], -1)
	if f, bad := failed(failure, failure2, failure3); bad {
		return f
	}
	return replaced(v, old, with, most)
}

// replaced is v with another text in all places, or in the first ones.
func replaced(v Value, old, with string, most int64) Value {
	s := v.text()
	places := int64(strings.Count(s, old))
	if most >= 0 {
		places = min(places, most)
	}
	if int64(len(s))+places*int64(len(with)-len(old)) > maxText {
		return tooLong(maxText + 1)
	}
	return sameKind(v, strings.Replace(s, old, with, int(places)))
}

func strJoin(v Value, a []Value) Value {
	parts, failure := collect(a[0])
	if failure.Failed() {
		return failure
	}
	for i, part := range parts {
		if _, ok := part.AsString(); !ok {
			return Fail(TypeError, "joining element %d, which is %s and not str", i, typeName(part))
		}
	}
	return joined(parts, v.text())
}

// joined is the texts of values with a separator between.
func joined(parts []Value, sep string) Value {
	var out []byte
	for i, part := range parts {
		if i > 0 {
			out = append(out, sep...)
		}
		var failure Value
		if out, failure = part.render(out); failure.Failed() {
			return failure
		}
		if failure = tooLong(len(out)); failure.Failed() {
			return failure
		}
	}
	return ownText(out)
}

func strFind(name string) func(Value, []Value) Value {
	return func(v Value, a []Value) Value {
		part, failure := textArgument(a[0], "")
		s, from, ok, failure2 := window(v.text(), a[1], a[2])
		if f, bad := failed(failure, failure2); bad {
			return f
		}
		if name == "count" {
			if !ok {
				return Int(0)
			}
			return Int(int64(strings.Count(s, part)))
		}
		at := -1
		if ok && name[0] == 'r' {
			at = strings.LastIndex(s, part)
		} else if ok {
			at = strings.Index(s, part)
		}
		if at >= 0 {
			return Int(int64(from + runeCount(s[:at])))
		}
		if name == "index" || name == "rindex" {
			return Fail(ValueError, "substring not found")
		}
		return Int(-1)
	}
}

// window is the part of a text between two places that may be left out; from
// is the first of them. Not ok means that they lie behind the text or cross.
func window(s string, start, end Value) (part string, from int, ok bool, failure Value) {
	length := runeCount(s)
	if start.IsNull() {
		start = Value{}
	}
	if end.IsNull() {
		end = Value{}
	}
	first, failure := intArgument(start, 0)
	last, failure2 := intArgument(end, int64(length))
	if f, bad := failed(failure, failure2); bad {
		return "", 0, false, f
	}
	low, high := clampIndex(first, length), clampIndex(last, length)
	if low > high || first > int64(length) {
		return "", 0, false, Value{}
	}
	return s[byteOffset(s, low):byteOffset(s, high)], low, true, Value{}
}

func strAffix(name string) func(Value, []Value) Value {
	has := strings.HasPrefix
	if name == "endswith" {
		has = strings.HasSuffix
	}
	return func(v Value, a []Value) Value {
		s, _, ok, failure := window(v.text(), a[1], a[2])
		if failure.Failed() {
			return failure
		}
		affixes := []Value{a[0]}
		if t, isTuple := a[0].ref.(*tuple); isTuple {
			affixes = t.items
		}
		for _, w := range affixes {
			affix, isText := w.AsString()
			if !isText {
				return Fail(TypeError, "%s first arg must be str or a tuple of str, not %s", name, typeName(w))
			}
			if ok && has(s, affix) {
				return True
			}
		}
		return False
	}
}

// isBlank is Python's idea of a space: Unicode's, and four separators of ASCII.
func isBlank(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r == ' ' || '\t' <= r && r <= '\r' || 0x1c <= r && r <= 0x1f
	case r == 0x85 || r == 0xa0 || r == 0x1680 || 0x2000 <= r && r <= 0x200a:
		return true
	}
	return r == 0x2028 || r == 0x2029 || r == 0x202f || r == 0x205f || r == 0x3000
}
