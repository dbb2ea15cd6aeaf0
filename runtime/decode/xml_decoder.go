package decode

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lowcode-dev/lowcode/runtime/charset"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// XML reads a body as one XML document and makes a dict of it (XmlDecoder): an element is a member with its name, a list
// where there are several of one name; attributes are @name, text beside other things is #text. Entities are not expanded.
type XML struct{}

// maxXML is the longest document.
const maxXML = 64 << 20

// Decode calls emit for the document. A body that is empty has none; one that is not XML is an error, where the
// reference warns and goes on as if there were no records.
func (XML) Decode(ctx context.Context, response *stream.Response, emit func(value.Value) error) error {
	t := bodyOf(ctx, response)
	if response.Rest != nil || len(response.Body) > maxXML {
		return t.fail(fmt.Sprintf("holds XML of more than %d MiB", maxXML>>20), errLong)
	}
	body := bytes.TrimPrefix([]byte(xmlBody(response)), []byte("\ufeff"))
	if len(bytes.TrimSpace(body)) == 0 {
		return nil
	}
	document, err := xmlDocument(body)
	if err != nil {
		return t.fail("is not XML: "+err.Error(), err)
	}
	return emit(value.Raw(document))
}

// Streams says no: whether an element is a list is only known at the end of the one around it.
func (XML) Streams() bool { return false }

// declared finds the encoding that a document declares.
var declared = regexp.MustCompile(`^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']`)

// xmlBody is the body as text: what the header says of its encoding counts, as in the reference; where that says nothing
// and it is not UTF-8, what the document says.
func xmlBody(response *stream.Response) string {
	kind := strings.ToLower(response.Header("Content-Type"))
	if strings.HasPrefix(kind, "text/") || strings.Contains(kind, "charset=") || utf8.Valid(response.Body) {
		return response.Text()
	}
	encoding := ""
	switch body := response.Body; {
	case bytes.HasPrefix(body, []byte("\xff\xfe")), bytes.HasPrefix(body, []byte("\xfe\xff")):
		encoding = "utf-16"
	default:
		if found := declared.FindSubmatch(body[:min(len(body), 200)]); found != nil {
			encoding = string(found[1])
		}
	}
	if text, ok := charset.Text(response.Body, encoding); ok {
		return text
	}
	return response.Text()
}

// xmlDocument is the JSON that an XML document becomes.
func xmlDocument(body []byte) ([]byte, error) {
	x := xmlScan{data: body}
	var root xmlElement
	above := []*xmlElement{&root}
	for {
		part, what, err := x.next()
		if err != nil {
			return nil, err
		}
		top := above[len(above)-1]
		switch part {
		case xmlStart:
			child := newXMLElement(x.attrs)
			top.add(string(what), child)
			above = append(above, child)
		case xmlText:
			top.text = append(top.text, what...)
		case xmlClose:
			above = above[:len(above)-1]
		case xmlEnd:
			return root.appendJSON(make([]byte, 0, len(body))), nil
		}
	}
}

// An xmlElement is an element with what is in it.
type xmlElement struct {
	attrs []xmlMember
	kinds []xmlMember
	index map[string]int // of kinds by name, when there are many
	text  []byte
}

// An xmlMember is an attribute, or all children of one name.
type xmlMember struct {
	name     string
	value    []byte
	children []*xmlElement
}

func newXMLElement(attrs []xmlAttr) *xmlElement {
	e := new(xmlElement)
	for _, a := range attrs {
		e.attrs = append(e.attrs, xmlMember{name: string(a.name), value: bytes.Clone(a.value)})
	}
	return e
}

// indexFrom is how many names are found faster by an index.
const indexFrom = 16

func (e *xmlElement) add(name string, child *xmlElement) {
	at := e.find(name)
	if at < 0 {
		at = len(e.kinds)
		e.kinds = append(e.kinds, xmlMember{name: name})
		if e.index != nil {
			e.index[name] = at
		}
	}
	e.kinds[at].children = append(e.kinds[at].children, child)
}

func (e *xmlElement) find(name string) int {
	if len(e.kinds) < indexFrom {
		for i := range e.kinds {
			if e.kinds[i].name == name {
				return i
			}
		}
		return -1
	}
	if e.index == nil {
		e.index = make(map[string]int, 2*indexFrom)
		for i, k := range e.kinds {
			e.index[k.name] = i
		}
	}
	if at, ok := e.index[name]; ok {
		return at
	}
	return -1
}

// appendJSON appends what the element becomes: null, a text or a dict.
func (e *xmlElement) appendJSON(dst []byte) []byte {
	text := bytes.TrimFunc(e.text, unicode.IsSpace)
	if len(e.attrs) == 0 && len(e.kinds) == 0 {
		if len(text) == 0 {
			return append(dst, "null"...)
		}
		return appendText(dst, text)
	}
	begin := byte('{')
	for _, a := range e.attrs {
		dst = append(dst, begin, '"', '@')
		dst = append(append(dst, a.name...), '"', ':')
		dst = appendText(dst, a.value)
		begin = ','
	}
	for _, k := range e.kinds {
		dst = append(dst, begin, '"')
		dst = append(append(dst, k.name...), '"', ':')
		dst = k.appendJSON(dst)
		begin = ','
	}
	if len(text) > 0 {
		dst = append(dst, `,"#text":`...)
		dst = appendText(dst, text)
	}
	return append(dst, '}')
}

func (k xmlMember) appendJSON(dst []byte) []byte {
	if len(k.children) == 1 {
		return k.children[0].appendJSON(dst)
	}
	begin := byte('[')
	for _, child := range k.children {
		dst = child.appendJSON(append(dst, begin))
		begin = ','
	}
	return append(dst, ']')
}
