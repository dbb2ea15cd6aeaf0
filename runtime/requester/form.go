package requester

import (
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// encodeForm writes a dict as application/x-www-form-urlencoded: a query, or the
// fields of a form. A list repeats its key, null is left out.
func encodeForm(dict value.Value) string {
	var b strings.Builder
	for key, item := range dict.All() {
		name := quotePlus(key.String())
		if !repeats(item) {
			appendPair(&b, name, item)
			continue
		}
		for one := range item.Elements() {
			if !repeats(one) {
				appendPair(&b, name, one)
				continue
			}
			for inner := range one.Elements() { // a list in a list is spread, null included
				appendText(&b, name, inner.String())
			}
		}
	}
	return b.String()
}

// repeats says that a value stands for several: lists, but also the keys of a dict.
func repeats(v value.Value) bool {
	switch v.Kind() {
	case value.KindList, value.KindTuple, value.KindSet, value.KindDict:
		return true
	}
	return false
}

func appendPair(b *strings.Builder, name string, item value.Value) {
	if !absent(item) {
		appendText(b, name, item.String())
	}
}

func appendText(b *strings.Builder, name, text string) {
	if b.Len() > 0 {
		b.WriteByte('&')
	}
	b.WriteString(name)
	b.WriteByte('=')
	b.WriteString(quotePlus(text))
}

// quotePlus escapes as a form does: a space is a plus, only A-Za-z0-9_.-~ stay.
func quotePlus(text string) string {
	if unreserved.holds(text) {
		return text
	}
	return strings.ReplaceAll(percentEncode(text, func(c byte) bool { return c == ' ' || unreserved[c] }), " ", "+")
}

// withoutRepeats drops the parameters that the query of the URL holds already,
// with the same text for its first value.
func withoutRepeats(params value.Value, query string) value.Value {
	there := firstValues(query)
	if len(there) == 0 || params.Kind() != value.KindDict {
		return params
	}
	kept := value.DictOf()
	for key, item := range params.All() {
		name, isText := key.AsString()
		if first, ok := there[name]; isText && ok && first == item.String() {
			continue
		}
		kept.SetKey(key, item)
	}
	return kept
}

// firstValues is the first value of each key of a query; blank values do not count.
func firstValues(query string) map[string]string {
	if query == "" {
		return nil
	}
	first := map[string]string{}
	for _, pair := range strings.Split(query, "&") {
		name, text, ok := strings.Cut(pair, "=")
		if !ok || text == "" {
			continue
		}
		name, text = unquotePlus(name), unquotePlus(text)
		if _, seen := first[name]; !seen {
			first[name] = text
		}
	}
	return first
}

// unquotePlus undoes quotePlus; what is no escape stays as it is, and bytes that are no UTF-8 become U+FFFD.
func unquotePlus(text string) string {
	text = strings.ReplaceAll(text, "+", " ")
	if !strings.Contains(text, "%") {
		return text
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] == '%' && i+2 < len(text) {
			hi, lo := unhex(text[i+1]), unhex(text[i+2])
			if hi >= 0 && lo >= 0 {
				out = append(out, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		out = append(out, text[i])
	}
	return strings.ToValidUTF8(string(out), "\uFFFD")
}

// unhex is the value of a hexadecimal digit, -1 for other bytes.
func unhex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}
