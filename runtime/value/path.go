package value

import (
	"regexp"
	"strconv"
	"strings"
)

// A Path leads to a member of a value, as dpath has it: segments are names,
// indexes or patterns of the shell, and ** stands for any number of segments.
type Path []string

// Find looks the path up in v, which is opened. A path that leads to several members is an error.
func (p Path) Find(v Value) (found Value, ok bool, err error) {
	var all []Value
	p.collect(v, &all)
	switch len(all) {
	case 0:
		return Value{}, false, nil
	case 1:
		return all[0], true, nil
	}
	return Value{}, false, Fail(ValueError,
		"dpath.get() globs must match only one leaf: %s", strings.Join(p, "/")).Err()
}

// collect finds members until there are two, which are too many already.
func (p Path) collect(v Value, all *[]Value) {
	if len(*all) > 1 {
		return
	}
	if len(p) == 0 {
		*all = append(*all, v)
		return
	}
	first, rest := p[0], p[1:]
	if first == "**" {
		rest.collect(v, all)
		for _, child := range members(v) {
			p.collect(child, all)
		}
		return
	}
	if strings.ContainsAny(first, "*?[") {
		pattern := shellPattern(first)
		for key, child := range members(v) {
			if pattern.MatchString(key.String()) {
				rest.collect(child, all)
			}
		}
		return
	}
	if child, ok := member(v, first); ok {
		rest.collect(child, all)
	}
}

// member is the one that a segment without a pattern names. An index may count
// from the end.
func member(v Value, segment string) (Value, bool) {
	switch v.Kind() {
	case KindDict:
		return v.Get(segment)
	case KindList, KindTuple:
		i, err := strconv.Atoi(segment)
		if i < 0 {
			i += v.Len()
		}
		if err == nil && 0 <= i && i < v.Len() {
			return v.At(i), true
		}
	}
	return Value{}, false
}

// members are the items of a dict or a list; everything else is a leaf.
func members(v Value) func(yield func(key, item Value) bool) {
	switch v.Kind() {
	case KindDict, KindList, KindTuple:
		return v.All()
	}
	return func(func(key, item Value) bool) {}
}

// shellPattern is a pattern of the shell as a regular expression. One that
// closes no bracket means the bracket itself.
func shellPattern(text string) *regexp.Regexp {
	var out strings.Builder
	out.WriteString(`(?s)\A`)
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '*':
			out.WriteString(".*")
		case '?':
			out.WriteString(".")
		case '[':
			if end := strings.IndexByte(text[i+1:], ']'); end > 0 {
				set := text[i+1 : i+1+end]
				if strings.HasPrefix(set, "!") {
					set = "^" + set[1:]
				}
				out.WriteString("[" + strings.ReplaceAll(set, `\`, `\\`) + "]")
				i += end + 1
				continue
			}
			out.WriteString(`\[`)
		default:
			out.WriteString(regexp.QuoteMeta(text[i : i+1]))
		}
	}
	pattern, err := regexp.Compile(out.String() + `\z`)
	if err != nil {
		return regexp.MustCompile(`\A` + regexp.QuoteMeta(text) + `\z`)
	}
	return pattern
}
