package decode

import (
	"context"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// What a document becomes is what xmltodict 0.14 makes of it; "" is a document that it refuses, too.
func TestXML(t *testing.T) {
	for _, c := range []struct{ xml, want string }{
		{"<a/>", `{"a":null}`},
		{"<a></a>", `{"a":null}`},
		{"<a> </a>", `{"a":null}`},
		{"<a>x</a>", `{"a":"x"}`},
		{"<a> x y </a>", `{"a":"x y"}`},
		{"<a k=\"v\"/>", `{"a":{"@k":"v"}}`},
		{"<a k=\"v\">t</a>", `{"a":{"@k":"v","#text":"t"}}`},
		{"<a><b/></a>", `{"a":{"b":null}}`},
		{"<a><b>1</b><b>2</b></a>", `{"a":{"b":["1","2"]}}`},
		{"<a><b/><b/></a>", `{"a":{"b":[null,null]}}`},
		{"<a>t <b/>u</a>", `{"a":{"b":null,"#text":"t u"}}`},
		{"<a>t <b>x</b> u </a>", `{"a":{"b":"x","#text":"t  u"}}`},
		{"<a><b>1</b><c/><b>2</b></a>", `{"a":{"b":["1","2"],"c":null}}`},
		{"<a><![CDATA[<x>&amp;]]></a>", `{"a":"<x>&amp;"}`},
		{"<a>x<![CDATA[y]]>z</a>", `{"a":"xyz"}`},
		{"<a>&lt;&gt;&amp;&apos;&quot;&#65;&#x42;&#233;</a>", `{"a":"<>&'\"ABé"}`},
		{"<a><!-- c -->x<!-- d --></a>", `{"a":"x"}`},
		{"<?xml version=\"1.0\" encoding=\"latin-1\"?><a>\u00e9</a>", `{"a":"é"}`},
		{"<!DOCTYPE a><a/>", `{"a":null}`},
		{"<!DOCTYPE a SYSTEM \"x.dtd\"><a/>", `{"a":null}`},
		{"<!DOCTYPE a [<!ELEMENT a ANY>]><a/>", `{"a":null}`},
		{"<x:a xmlns:x=\"u\" x:k=\"1\"><x:b/></x:a>", `{"x:a":{"@xmlns:x":"u","@x:k":"1","x:b":null}}`},
		{"<a>\r\nx\ry\n</a>", `{"a":"x\ny"}`},
		{"<a k=\"x\ny\tz&#10;w\"/>", `{"a":{"@k":"x y z\nw"}}`},
		{"<a k='it \"is\"'/>", `{"a":{"@k":"it \"is\""}}`},
		{"<a><?pi data?>x</a>", `{"a":"x"}`},
		{"\n <a/> \n<!-- e -->", `{"a":null}`},
		{"<a>]]</a>", `{"a":"]]"}`},
		{"<a>\u00a0x\u00a0</a>", `{"a":"x"}`},
		{"<a>\u200bx</a>", `{"a":"​x"}`},
		{"<a.b-c_1/>", `{"a.b-c_1":null}`},
		{"<\u00e9/>", `{"é":null}`},
		{"<a><b k=\"1\"/><b k=\"2\">x</b></a>", `{"a":{"b":[{"@k":"1"},{"@k":"2","#text":"x"}]}}`},
		{"<a x=\"1\" y=\"2\"><x/></a>", `{"a":{"@x":"1","@y":"2","x":null}}`},
		{"<a>&#160;</a>", `{"a":null}`},
		{"<a>&#13;x</a>", `{"a":"x"}`},
		{"<a   k = \"v\"   ></a   >", `{"a":{"@k":"v"}}`},
		{"", ""},
		{"  ", ""},
		{"<a>", ""},
		{"</a>", ""},
		{"<a></b>", ""},
		{"<a/><b/>", ""},
		{"<a/>x", ""},
		{"x<a/>", ""},
		{"<a k=v/>", ""},
		{"<a k=\"1\" k=\"2\"/>", ""},
		{"<a k=\"<\"/>", ""},
		{"<a>&nope;</a>", ""},
		{"<a>&</a>", ""},
		{"<a>& b</a>", ""},
		{"<a>]]></a>", ""},
		{"<a>\u0001</a>", ""},
		{"<a>&#0;</a>", ""},
		{"<a>&#xD800;</a>", ""},
		{"<1a/>", ""},
		{"< a/>", ""},
		{"<a b/>", ""},
		{"<a k=\"v\"l=\"w\"/>", ""},
		{" <?xml version=\"1.0\"?><a/>", ""},
		{"<a><!-- -- --></a>", ""},
		{"<a><!-- x ---></a>", ""},
		{"<a", ""},
		{"<a k=\"v", ""},
		{"<a>&amp", ""},
		{"<a><![CDATA[x</a>", ""},
		{"<a><!-- x</a>", ""},
		{"<html><br></html>", ""},
		{"{\"a\":1}", ""},
		{"<a>\uffff</a>", ""},
		{"<a><?xml version=\"1.0\"?></a>", ""},
		{"<?1 ?><a/>", ""},
		{"<a/ >", ""},
		{"<a>&#xG;</a>", ""},
		{"<a>&;</a>", ""},
		{"<![CDATA[x]]><a/>", ""},
		{"<a/><!DOCTYPE a>", ""},
		{"<!DOCTYPE a", ""},
		{"<a:b:c/>", `{"a:b:c":null}`},
		{"<a>&#1114112;</a>", ""},
	} {
		got, err := xmlDocument([]byte(c.xml))
		if c.want == "" {
			if err == nil {
				t.Errorf("%q: no error, got %s", c.xml, got)
			}
			continue
		}
		if err != nil || !same(string(got), c.want) {
			t.Errorf("%q: got %s, %v; want %s", c.xml, got, err, c.want)
		}
	}
}

// same compares JSON, members in any order.
func same(a, b string) bool {
	var x, y any
	return json.Unmarshal([]byte(a), &x) == nil && json.Unmarshal([]byte(b), &y) == nil && reflect.DeepEqual(x, y)
}

// Entities are not expanded, however they are declared.
func TestXMLEntities(t *testing.T) {
	for _, xml := range []string{
		`<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`,
		`<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>`,
		`<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>`,
		`<!DOCTYPE a [<!ENTITY % b "c">]><a/>`,
		`<!DOCTYPE a [<!-- > --><!ENTITY b "c">]><a/>`,
	} {
		if got, err := xmlDocument([]byte(xml)); err == nil || !strings.Contains(err.Error(), "declares entities") {
			t.Errorf("%s: %s, %v", xml, got, err)
		}
	}
}

func TestXMLMany(t *testing.T) {
	const names = 5000
	var xml strings.Builder
	xml.WriteString("<a>")
	for range 3 {
		for i := range names {
			xml.WriteString("<n")
			xml.WriteString(strings.Repeat("x", i%97))
			xml.WriteString("/>")
		}
	}
	xml.WriteString("</a>")
	got, err := xmlDocument([]byte(xml.String()))
	if n := strings.Count(string(got), "null"); err != nil || n != 3*names {
		t.Errorf("%d elements, %v", n, err)
	}
	deep := strings.Repeat("<a>", maxXMLDepth) + strings.Repeat("</a>", maxXMLDepth)
	if _, err := xmlDocument([]byte(deep)); err != nil {
		t.Error(err)
	}
	if _, err := xmlDocument([]byte("<a>" + deep + "</a>")); err == nil {
		t.Error("elements may be too deep")
	}
}

func TestXMLEncodings(t *testing.T) {
	for _, c := range []struct{ kind, body string }{
		{"application/xml", "<a>\u00e9</a>"},
		{"application/xml", `<?xml version="1.0" encoding="windows-1252"?>` + "<a>\xe9</a>"},
		{"application/xml", "<a>\xe9</a>"},
		{"text/xml", "<a>\xe9</a>"},
		{"application/xml; charset=cp1252", "<a>\xe9</a>"},
		{"text/xml; charset=UTF-16LE", "<\x00a\x00>\x00\xe9\x00<\x00/\x00a\x00>\x00"},
		{"", "\xff\xfe<\x00a\x00>\x00\xe9\x00<\x00/\x00a\x00>\x00"},
		{"application/xml", "\ufeff<a>\u00e9</a>"},
	} {
		response := &stream.Response{Body: []byte(c.body), Headers: func() value.Value {
			return value.DictOf(value.Str("Content-Type"), value.Str(c.kind))
		}}
		err := XML{}.Decode(context.Background(), response, func(v value.Value) error {
			if got := string(v.Open().AppendJSON(nil)); got != "{\"a\":\"\u00e9\"}" {
				t.Errorf("%s %q: %s", c.kind, c.body, got)
			}
			return nil
		})
		if err != nil {
			t.Errorf("%s %q: %v", c.kind, c.body, err)
		}
	}
}
