package decode

import (
	"bytes"
	"context"
	"fmt"
	"mime"
	"regexp"
	"slices"
	"strings"
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
	body, err := t.xmlHeld()
	if err != nil || body == nil {
		return err
	}
	document, err := xmlDocument(body)
	if err != nil {
		return t.fail("is not XML: "+err.Error(), err)
	}
	return emit(value.Raw(document))
}

// Streams says no: whether an element is a list is only known at the end of the one around it. What is at a path
// of names is found without that.
func (XML) Streams() bool { return false }

// xmlHeld is a body that is held whole in UTF-8, nil if it is empty.
func (t *text) xmlHeld() ([]byte, error) {
	if t.of.Rest != nil || len(t.of.Body) > maxXML {
		return nil, t.fail(fmt.Sprintf("holds XML of more than %d MiB", maxXML>>20), errLong)
	}
	body := bytes.TrimPrefix([]byte(xmlBody(t.of)), byteOrderMark)
	if len(bytes.TrimSpace(body)) == 0 {
		return nil, nil
	}
	return body, nil
}

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

// xmlEncoding is the encoding of a body that arrives, by the same rules as far as its beginning tells.
func xmlEncoding(response *stream.Response) string {
	kind, params, err := mime.ParseMediaType(response.Header("Content-Type"))
	named, begin := params["charset"], response.Body
	says := declared.FindSubmatch(begin[:min(len(begin), 200)])
	valid, ascii := validBegin(begin)
	switch {
	case err == nil && charset.Known(named):
		return named
	case err == nil && named == "" && strings.HasPrefix(kind, "text/"):
		return "iso-8859-1"
	case bytes.HasPrefix(begin, []byte("\xff\xfe")), bytes.HasPrefix(begin, []byte("\xfe\xff")):
		return "utf-16"
	case says != nil && !(valid && !ascii) && charset.Known(string(says[1])):
		return string(says[1])
	case valid:
		return "utf-8"
	}
	return "iso-8859-1"
}

// validBegin says whether a text that goes on is UTF-8 so far, and whether it could be nearly anything.
func validBegin(text []byte) (valid, ascii bool) {
	for i := 1; i < utf8.UTFMax && i <= len(text); i++ {
		if last := text[len(text)-i:]; utf8.RuneStart(last[0]) {
			if !utf8.FullRune(last) {
				text = text[:len(text)-i]
			}
			break
		}
	}
	return utf8.Valid(text), !slices.ContainsFunc(text, func(c byte) bool { return c >= utf8.RuneSelf })
}

// xmlDocument is the JSON that an XML document becomes.
func xmlDocument(body []byte) ([]byte, error) {
	x := xmlScan{xmlWindow: xmlWhole(body)}
	j := xmlJSON{out: make([]byte, 0, len(body))}
	j.start(nil, nil)
	for {
		part, what, err := x.next()
		if err != nil {
			return nil, err
		}
		switch part {
		case xmlStart:
			j.start(what, x.attrs)
		case xmlText:
			j.text = append(j.text, what...)
		case xmlClose:
			j.close()
		case xmlEnd:
			j.close()
			return j.out[:j.compact(0)], nil
		}
		if j.kinds > maxXMLKinds {
			return nil, errKinds
		}
	}
}
