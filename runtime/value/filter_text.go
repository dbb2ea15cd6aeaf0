package value

import (
	"strings"
	"unicode"
)

// onText is a filter that changes str(v). Text that was escaped stays so.
func onText(v Value, change func(string) string) Value {
	s, failure := softText(v)
	if f, bad := failed(v, failure); bad {
		return f
	}
	return sameKind(v, change(s))
}

// FilterCapitalize is the filter capitalize.
func FilterCapitalize(v Value) Value { return onText(v, capitalize) }

// FilterLower is the filter lower.
func FilterLower(v Value) Value { return onText(v, lower) }

// FilterUpper is the filter upper.
func FilterUpper(v Value) Value { return onText(v, upper) }

// FilterTitle is the filter title: words begin after spaces, dashes and
// opening brackets only, unlike in str.title().
func FilterTitle(v Value) Value {
	return onText(v, func(s string) string {
		var out strings.Builder
		for s != "" {
			end := strings.IndexFunc(s, beginsWord)
			if end == 0 {
				end = strings.IndexFunc(s, func(r rune) bool { return !beginsWord(r) })
			}
			if end < 0 {
				end = len(s)
			}
			n := runeLen(s)
			out.WriteString(upper(s[:n]) + lower(s[n:end]))
			s = s[end:]
		}
		return out.String()
	})
}

func beginsWord(r rune) bool { return isBlank(r) || strings.ContainsRune("-({[<", r) }

// FilterTrim is the filter trim: spaces, or the characters that are given.
func FilterTrim(v, chars Value) Value {
	s, failure := softText(v)
	if f, bad := failed(v, chars, failure); bad {
		return f
	}
	return strStrip("strip")(sameKind(v, s), []Value{chars})
}

// FilterCenter is the filter center.
func FilterCenter(v, width Value) Value {
	n, failure := intArgument(width, 80)
	s, failure2 := softText(v)
	if f, bad := failed(v, width, failure, failure2); bad {
		return f
	}
	return padded(sameKind(v, s), "center", n, " ")
}

// FilterReplace is the filter replace, which makes text of all its operands.
func FilterReplace(v, old, with, count Value) Value {
	if f, bad := failed(v, old, with, count); bad {
		return f
	}
	s, failure := softText(v)
	from, failure2 := softText(old)
	to, failure3 := softText(with)
	if count.IsNull() {
		count = Value{}
	}
	most, failure4 := intArgument(count, -1)
	if f, bad := failed(failure, failure2, failure3, failure4); bad {
		return f
	}
	return replaced(Str(s), from, to, most)
}

// FilterIndent is the filter indent.
func FilterIndent(v, width, first, blank Value) Value {
	if f, bad := failed(v, width, first, blank); bad {
		return f
	}
	s, failure := textArgument(v.orUndefinedText(), "")
	if v.Kind() == KindList {
		// Python adds the line end to a list before it looks for its lines.
		return Fail(AttributeError, "'list' object has no attribute 'splitlines'")
	}
	if failure.Failed() {
		return failure
	}
	indent, ok := width.AsString()
	if !ok {
		n, failure := intArgument(width, 4)
		if failure.Failed() {
			return failure
		}
		if failure = tooLong(int(min(n, maxText+1))); failure.Failed() {
			return failure
		}
		indent = strings.Repeat(" ", int(max(n, 0)))
	}
	return indented(v, lines(s+"\n", false), indent, first.truth(), blank.truth())
}

func indented(v Value, parts []string, indent string, first, blank bool) Value {
	size := 0
	for i, line := range parts {
		if i == 0 && first || i > 0 && (blank || line != "") {
			parts[i] = indent + line
		}
		if size += len(parts[i]) + 1; size > maxText {
			return tooLong(size)
		}
	}
	return sameKind(v, strings.Join(parts, "\n"))
}

// orUndefinedText is v, or what Python's operators see in an undefined.
func (v Value) orUndefinedText() Value {
	if v.Kind() == KindUndefined {
		return v.useUndefined()
	}
	return v
}

// FilterTruncate is the filter truncate.
func FilterTruncate(v, length, killwords, end, leeway Value) Value {
	if f, bad := failed(v, length, killwords, end, leeway); bad {
		return f
	}
	if leeway.IsNull() {
		leeway = Value{}
	}
	most, failure := intArgument(length, 255)
	mark, failure2 := textArgument(end, "...")
	spare, failure3 := intArgument(leeway, 5)
	if f, bad := failed(failure, failure2, failure3); bad {
		return f
	}
	if most < int64(runeCount(mark)) || spare < 0 {
		return Fail("AssertionError", "truncating to %d characters, less than the mark has", most)
	}
	most, spare = min(most, maxText), min(spare, maxText)
	n, sized := v.length()
	switch {
	case !sized:
		return Fail(TypeError, "object of type '%s' has no len()", typeName(v))
	case int64(n) <= most+spare:
		return v
	}
	s, failure := textArgument(v, "")
	if failure.Failed() {
		return failure
	}
	kept := s[:byteOffset(s, int(most)-runeCount(mark))]
	if at := strings.LastIndexByte(kept, ' '); at >= 0 && !killwords.truth() {
		kept = kept[:at]
	}
	return Str(kept + mark)
}

// FilterWordcount is the filter wordcount.
func FilterWordcount(v Value) Value {
	s, failure := softText(v)
	if f, bad := failed(v, failure); bad {
		return f
	}
	return Int(int64(len(strings.FieldsFunc(s, func(r rune) bool { return !isWord(r) }))))
}

// isWord is \w of Python's regular expressions.
func isWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }

// FilterFormat is the filter format: v % args, or v % kw.
func FilterFormat(v Value, args []Value, kw []Keyword) Value {
	if f, bad := failedCall(append([]Value{v}, args...), kw); bad {
		return f
	}
	if len(args) > 0 && len(kw) > 0 {
		return Fail(FilterArgumentError, "format takes positional or keyword arguments, not both")
	}
	s, failure := softText(v)
	if failure.Failed() {
		return failure
	}
	if len(kw) == 0 {
		return sameKind(v, s).Mod(TupleOf(args...))
	}
	d := newDict(len(kw))
	for _, k := range kw {
		d.set(Str(k.Name), k.Value)
	}
	return sameKind(v, s).Mod(Value{ref: d})
}
