package requester

import (
	"bytes"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// headerDict is a noted header as a dict: the server's spelling and order, equal
// names (regardless of case) joined under the first spelling.
func headerDict(header []byte) value.Value {
	dict := value.DictOf()
	spelling := map[string]string{}
	for _, field := range headerFields(header) {
		lower := strings.ToLower(field.name)
		if first, ok := spelling[lower]; ok {
			before, _ := dict.Get(first)
			dict.Set(first, value.Str(before.String()+", "+field.text))
			continue
		}
		spelling[lower] = field.name
		dict.Set(field.name, value.Str(field.text))
	}
	return dict
}

// headerFields are the fields of a noted header without its status line. A line
// that starts with a space continues the one before it.
func headerFields(header []byte) []headerField {
	var fields []headerField
	_, rest, _ := bytes.Cut(header, []byte("\n"))
	for len(rest) > 0 {
		var line []byte
		line, rest, _ = bytes.Cut(rest, []byte("\n"))
		line = bytes.TrimSuffix(line, []byte("\r"))
		if len(line) == 0 {
			break
		}
		if (line[0] == ' ' || line[0] == '\t') && len(fields) > 0 {
			last := &fields[len(fields)-1]
			last.text += " " + decodeLatin1(bytes.TrimSpace(line))
			continue
		}
		name, text, ok := bytes.Cut(line, []byte(":"))
		if ok {
			fields = append(fields, headerField{decodeLatin1(name), decodeLatin1(bytes.TrimSpace(text))})
		}
	}
	return fields
}

// decodeLatin1 is a header's bytes as text, a character each.
func decodeLatin1(b []byte) string {
	for _, c := range b {
		if c >= 0x80 {
			runes := make([]rune, len(b))
			for i, c := range b {
				runes[i] = rune(c)
			}
			return string(runes)
		}
	}
	return string(b)
}
