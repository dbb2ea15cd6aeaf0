package evaluate

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// appendLine appends the result of a case: {"id": …, "expect": {"type": …, "value": …}} or
// {"id": …, "error": {"class": …, "message": …}}.
func appendLine(out []byte, c *Case, v value.Value, err error) []byte {
	out = append(out, `{"id":`...)
	out = appendText(out, c.ID)
	if err != nil {
		class, message := classOf(err)
		out = append(out, `,"error":{"class":`...)
		out = append(appendText(out, class), `,"message":`...)
		return append(appendText(out, message), "}}\n"...)
	}
	out = append(out, `,"expect":`...)
	out = appendTyped(out, v)
	if c.Readable {
		out = append(out, `,"readable":`...)
		out = appendText(out, typeOf(v)+" "+readable(v))
	}
	return append(out, "}\n"...)
}

func classOf(err error) (class, message string) {
	var failure *value.Error
	if errors.As(err, &failure) {
		return failure.Class, failure.Message
	}
	return "lowcode", err.Error()
}

// appendTyped appends a value with its Python type, at every level.
func appendTyped(out []byte, v value.Value) []byte {
	out = append(out, `{"type":`...)
	out = append(appendText(out, typeOf(v)), `,"value":`...)
	switch v.Kind() {
	case value.KindUndefined, value.KindNone:
		out = append(out, "null"...)
	case value.KindBool, value.KindInt:
		out = v.AppendJSON(out)
	case value.KindStr:
		return append(appendString(out, v), '}')
	case value.KindFloat:
		out = appendFloat(out, v)
	case value.KindList, value.KindTuple, value.KindSet:
		out = appendItems(out, v)
	case value.KindDict:
		out = appendPairs(out, v)
	case value.KindBytes:
		data, _ := v.AsBytes()
		out = appendText(out, base64.StdEncoding.EncodeToString([]byte(data)))
	case value.KindEllipsis:
		out = append(out, `"..."`...)
	case value.KindDateTime:
		out = appendText(out, isoformat(v))
	default:
		out = appendText(out, v.Repr())
	}
	return append(out, '}')
}

// typeNames are Python's names of the types that results have.
var typeNames = map[value.Kind]string{
	value.KindUndefined: "none", value.KindNone: "none", value.KindBool: "bool", value.KindInt: "int", value.KindFloat: "float",
	value.KindStr: "str", value.KindList: "list", value.KindTuple: "tuple", value.KindSet: "set", value.KindDict: "dict",
	value.KindBytes: "bytes", value.KindEllipsis: "ellipsis", value.KindDateTime: "datetime", value.KindComplex: "complex",
}

func typeOf(v value.Value) string {
	if name, ok := typeNames[v.Kind()]; ok {
		return name
	}
	return "object"
}

// readable is the value as a Python programmer would write it.
func readable(v value.Value) string {
	switch v.Kind() {
	case value.KindUndefined:
		return "None"
	case value.KindDateTime:
		return isoformat(v)
	}
	return v.Repr()
}

func isoformat(v value.Value) string { return v.Call("isoformat").String() }

// appendString appends a text. Halves of surrogate pairs, which neither UTF-8 nor JSON carries apart, are
// joined as UTF-16 would join them, and said to be there.
func appendString(out []byte, v value.Value) []byte {
	s, _ := v.AsString()
	if utf8.ValidString(s) {
		return appendText(out, s)
	}
	var units []uint16
	for c := range v.Elements() {
		one, _ := c.AsString()
		if r, size := utf8.DecodeRuneInString(one); r != utf8.RuneError || size > 1 {
			units = utf16.AppendRune(units, r)
			continue
		}
		units = append(units, half(one))
	}
	out = appendText(out, string(utf16.Decode(units)))
	return append(out, `,"surrogates":true`...)
}

// half is the surrogate that three bytes would encode if UTF-8 had any.
func half(s string) uint16 {
	if len(s) != 3 {
		return utf8.RuneError
	}
	return uint16(s[0]&0x0f)<<12 | uint16(s[1]&0x3f)<<6 | uint16(s[2]&0x3f)
}

func appendFloat(out []byte, v value.Value) []byte {
	f, _ := v.AsFloat()
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return appendText(out, v.Repr())
	}
	return append(out, v.Repr()...)
}

// appendItems appends the elements; those of a set are sorted by what is printed.
func appendItems(out []byte, v value.Value) []byte {
	var items []string
	for item := range v.Elements() {
		items = append(items, string(appendTyped(nil, item)))
	}
	if v.Kind() == value.KindSet {
		slices.Sort(items)
	}
	out = append(out, '[')
	for i, item := range items {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, item...)
	}
	return append(out, ']')
}

func appendPairs(out []byte, v value.Value) []byte {
	out = append(out, '[')
	for key, item := range v.All() {
		if out[len(out)-1] != '[' {
			out = append(out, ',')
		}
		out = append(appendTyped(append(out, '['), key), ',')
		out = append(appendTyped(out, item), ']')
	}
	return append(out, ']')
}

func appendText(out []byte, s string) []byte {
	quoted, err := json.Marshal(s)
	if err != nil {
		return append(out, `""`...) // which no string causes
	}
	return append(out, quoted...)
}
