package manifest

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// AppendJSON appends the node as compact JSON, for schemas and specs: keys in order, integers
// of any size, a float always recognisable as one, dates as text. What JSON cannot say,
// infinity and NaN, is null, as the reference writes it.
func (n *Node) AppendJSON(dst []byte) []byte { return n.append(dst, appendJSON) }

// Canonical is a text that is equal for equal nodes and differs for others: same values
// of the same types, keys in the same order, wherever they are written.
func (n *Node) Canonical() string { return string(n.append(nil, appendCanonical)) }

// A form writes scalars. Keys of JSON must be text, so a form is told of them.
type form func(dst []byte, value any, key bool) []byte

func (n *Node) append(dst []byte, scalar form) []byte {
	switch {
	case n == nil:
		return append(dst, "null"...)
	case n.Kind == Map:
		dst = append(dst, '{')
		for i, f := range n.Fields {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = append(scalar(dst, f.Key.Value, true), ':')
			dst = f.Value.append(dst, scalar)
		}
		return append(dst, '}')
	case n.Kind == List:
		dst = append(dst, '[')
		for i, item := range n.Items {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = item.append(dst, scalar)
		}
		return append(dst, ']')
	default:
		return scalar(dst, n.Value, false)
	}
}

func appendJSON(dst []byte, value any, key bool) []byte {
	switch v := value.(type) {
	case string:
		return appendQuoted(dst, v)
	case Date:
		return appendQuoted(dst, v.String())
	case DateTime:
		return appendQuoted(dst, v.String())
	}
	if key {
		return appendQuoted(dst, string(appendJSON(nil, value, false)))
	}
	switch v := value.(type) {
	case bool:
		return strconv.AppendBool(dst, v)
	case int64:
		return strconv.AppendInt(dst, v, 10)
	case *big.Int:
		return v.Append(dst, 10)
	case float64:
		return appendFloat(dst, v)
	default:
		return append(dst, "null"...)
	}
}

// appendCanonical is appendJSON where it tells values apart; the rest gets a mark.
func appendCanonical(dst []byte, value any, _ bool) []byte {
	switch v := value.(type) {
	case Date:
		return append(append(dst, '@'), v.String()...)
	case DateTime:
		return append(append(dst, '@'), v.String()...)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return strconv.AppendFloat(dst, v, 'g', -1, 64)
		}
	}
	return appendJSON(dst, value, false)
}

// appendFloat writes the fewest digits that read back as the same float, with a point or an exponent.
func appendFloat(dst []byte, v float64) []byte {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return append(dst, "null"...)
	}
	if size := math.Abs(v); size != 0 && (size < 1e-5 || size >= 1e16) {
		text := strconv.FormatFloat(v, 'e', -1, 64)
		return append(dst, strings.NewReplacer("e+0", "e+", "e-0", "e-").Replace(text)...)
	}
	at := len(dst)
	dst = strconv.AppendFloat(dst, v, 'f', -1, 64)
	if strings.IndexByte(string(dst[at:]), '.') < 0 {
		dst = append(dst, ".0"...)
	}
	return dst
}

// appendQuoted writes a JSON string; only what must be escaped is.
func appendQuoted(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		dst = append(dst, s[from:i]...)
		from = i + 1
		switch at := strings.IndexByte("\"\\\b\f\n\r\t", c); {
		case at >= 0:
			dst = append(dst, '\\', `"\bfnrt`[at])
		default:
			dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
	}
	dst = append(dst, s[from:]...)
	return append(dst, '"')
}
