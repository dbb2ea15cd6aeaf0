package decode

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/lowcode-dev/lowcode/runtime/arrive"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// foundXML is what is found at a path, one a line.
func foundXML(response *stream.Response, path []string) (string, error) {
	var out strings.Builder
	err := XML{}.Find(context.Background(), response, path, func(v value.Value) error {
		out.Write(append(v.Open().AppendJSON(nil), '\n'))
		return nil
	})
	return out.String(), err
}

// pickedXML is what the document has at a path, by opening all of it.
func pickedXML(body string, path []string) (string, error) {
	document, err := xmlDocument([]byte(strings.TrimPrefix(body, "\ufeff")))
	if err != nil {
		return "", err
	}
	at := value.Raw(document).Open()
	for _, name := range path {
		next, ok := at.Member(name)
		if at.Kind() != value.KindDict || !ok {
			return "", nil
		}
		at = next
	}
	var out []byte
	switch {
	case at.Kind() == value.KindList:
		for v := range at.Elements() {
			out = append(v.AppendJSON(out), '\n')
		}
	case at.Truthy():
		out = append(at.AppendJSON(out), '\n')
	}
	return string(out), nil
}

// utf8XML are the headers of a body in UTF-8.
func utf8XML() value.Value {
	return value.DictOf(value.Str("Content-Type"), value.Str("application/xml; charset=utf-8"))
}

var findings = []struct{ xml, path, want string }{
	{"<r><i>1</i><i/><i a='1'/></r>", "r i", `"1" null {"@a":"1"}`},
	{"<r><i/><i/></r>", "r i", `null null`},
	{"<r><i/><i>1</i></r>", "r i", `null "1"`},
	{"<r><i/></r>", "r i", ``},
	{"<r><i>1</i></r>", "r i", `"1"`},
	{"<r a='1'/>", "r", `{"@a":"1"}`},
	{"<r>t</r>", "r", `"t"`},
	{"<r/>", "r", ``},
	{"<r><i a='1'/><j/>t<i a='2'/></r>", "r i", `{"@a":"1"} {"@a":"2"}`},
	{"<r><i><a/><b/><a>x</a><b/>t<c/><a><d/></a></i></r>", "r i", `{"a":[null,"x",{"d":null}],"b":[null,null],"c":null,"#text":"t"}`},
	{"<r><i k='v'><a/><b/><a/></i></r>", "r i", `{"@k":"v","a":[null,null],"b":null}`},
	{"<r><i><i><i>1</i></i></i></r>", "r i", `{"i":{"i":"1"}}`},
	{"<r><p><i a='1'/></p><q><i a='2'/></q></r>", "r p i", `{"@a":"1"}`},
	{"<r><p><q><i a='1'/></q><i a='2'/></p></r>", "r p i", `{"@a":"2"}`},
	{"<r><p>t<i>1</i></p></r>", "r p i", `"1"`},
	{"<r><p/><p><i a='1'/></p></r>", "r p i", ``},
	{"<r><p>1</p></r>", "r p i", ``},
	{"<q><i>1</i></q>", "r i", ``},
	{"<x:r xmlns:x='u'><x:i>1</x:i></x:r>", "x:r x:i", `"1"`},
	{"\ufeff<?xml version='1.0'?><!DOCTYPE r [<!ELEMENT r ANY>]>\n<r><i>1</i></r>\n<!-- c -->", "r i", `"1"`},
}

// What arrives is what the document has there, wherever it is split.
func TestXMLFind(t *testing.T) {
	for _, c := range findings {
		path := strings.Fields(c.path)
		want := strings.Join(strings.Fields(c.want), "\n")
		if want != "" {
			want += "\n"
		}
		picked, err := pickedXML(c.xml, path)
		if err != nil || picked != want {
			t.Errorf("%s: the document has %q, %v", c.xml, picked, err)
		}
		if held, err := foundXML(&stream.Response{Body: []byte(c.xml)}, path); err != nil || held != want {
			t.Errorf("%s: held: %q, %v; want %q", c.xml, held, err, want)
		}
		for first := range len(c.xml) {
			rest := iotest.HalfReader(strings.NewReader(c.xml[first:]))
			got, err := foundXML(&stream.Response{Body: []byte(c.xml[:first]), Rest: rest, Headers: utf8XML}, path)
			if err != nil || got != want {
				t.Fatalf("%s, %d bytes first: %q, %v; want %q", c.xml, first, got, err, want)
			}
		}
	}
}

// A body that is held gives nothing when it is broken; one that arrives has given its records by then.
func TestXMLFindBroken(t *testing.T) {
	for _, c := range []struct {
		xml, path, want string
		records         int
		kind            stream.FailureType
	}{
		{"<r><i>1</i><i>2</i>", "r i", "is broken after the records", 2, stream.TransientError},
		{"<r><i>1</i><i>2</r>", "r i", "mismatched tag: line 1, column 15", 1, stream.TransientError},
		{"<r>\n<j/></i>", "r i", "is not XML: mismatched tag: line 2, column 4", 0, stream.SystemError},
		{"<html>\n<br></html>", "r i", "is not XML", 0, stream.SystemError},
		{`<!DOCTYPE r [<!ENTITY b "c">]><r><i>&b;</i></r>`, "r i", "declares entities", 0, stream.SystemError},
		{"<r><p><i>1</i></p><p/></r>", "r p i", "is there twice", 1, stream.SystemError},
		{"<r>" + strings.Repeat("<i>", 1000), "r i", "deep", 0, stream.SystemError},
		{"<r><i>" + strings.Repeat("x", arrive.MaxValue+1) + "</i></r>", "r i", "a value is larger than 64 MiB", 0, stream.SystemError},
		{"<r><i>" + strings.Repeat("<j>x</j>", arrive.MaxValue/4) + "</i></r>", "r i", "a value is larger than 64 MiB", 0, stream.SystemError},
	} {
		path := strings.Fields(c.path)
		got, err := foundXML(&stream.Response{Rest: strings.NewReader(c.xml)}, path)
		var failure *stream.Error
		if !errors.As(err, &failure) || failure.FailureType != c.kind || strings.Count(got, "\n") != c.records ||
			!strings.Contains(failure.Message+failure.Internal, c.want) {
			t.Errorf("%.40s: %q, %v", c.xml, got, err)
		}
		if len(c.xml) > arrive.MaxValue || strings.Contains(c.want, "twice") {
			continue
		}
		if got, err := foundXML(&stream.Response{Body: []byte(c.xml)}, path); got != "" || !errors.As(err, &failure) || failure.FailureType != stream.SystemError {
			t.Errorf("%.40s held: %q, %v", c.xml, got, err)
		}
	}
}

// The encoding of a body that arrives is told by its header, or by its beginning.
func TestXMLFindEncodings(t *testing.T) {
	const xml = "<r><i>\u00e9</i></r>"
	for _, c := range []struct{ kind, body string }{
		{"application/xml", xml},
		{"application/xml", "\ufeff" + xml},
		{"application/xml", `<?xml version="1.0" encoding="iso-8859-1"?>` + xml},
		{"application/xml", `<?xml version="1.0" encoding="windows-1252"?>` + "<r><i>\xe9</i></r>"},
		{"application/xml", "<r><i>\xe9</i></r>"},
		{"text/xml", "<r><i>\xe9</i></r>"},
		{"text/xml; charset=nonsense", xml},
		{"text/xml; charset=utf-8", xml},
		{"application/xml; charset=cp1252", "<r><i>\xe9</i></r>"},
		{"", "\xff\xfe<\x00r\x00>\x00<\x00i\x00>\x00\xe9\x00<\x00/\x00i\x00>\x00<\x00/\x00r\x00>\x00"},
	} {
		for _, first := range []int{len(c.body) - 4, len(c.body)} {
			response := &stream.Response{Body: []byte(c.body[:first]), Rest: strings.NewReader(c.body[first:]), Headers: func() value.Value {
				return value.DictOf(value.Str("Content-Type"), value.Str(c.kind))
			}}
			if got, err := foundXML(response, []string{"r", "i"}); err != nil || got != "\"\u00e9\"\n" {
				t.Errorf("%s %q: %q, %v", c.kind, c.body, got, err)
			}
		}
	}
}
