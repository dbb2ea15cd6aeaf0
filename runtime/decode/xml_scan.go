package decode

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// An xmlScan goes through an XML document, which is UTF-8, part by part. It knows what a document has to be to be
// XML, and no more of a document type than where it ends: what that declares is refused.
type xmlScan struct {
	xmlWindow
	open  []int  // the elements that are not closed yet: where their names are
	names []byte // of these
	done  bool   // the root was closed
	attrs []xmlAttr
	// closing says that the innermost element is empty, and its end is next.
	closing bool
}

type xmlAttr struct{ name, value []byte }

// The parts of a document.
type xmlPart int

const (
	xmlStart xmlPart = iota // of an element, whose attributes are in attrs
	xmlClose                // of the innermost element
	xmlText                 // text
	xmlEnd                  // of the document
)

// maxXMLDepth is how deep elements may be: as deep as JSON.
const maxXMLDepth = 900

var errNoElement = errors.New("no element found")

// next is the next part, with the name of the element or the text, valid until the call after it.
func (x *xmlScan) next() (part xmlPart, what []byte, err error) {
	for {
		if x.closing {
			name := x.innermost()
			x.pop()
			return xmlClose, name, nil
		}
		if err := x.gather(); err != nil {
			return 0, nil, err
		}
		switch {
		case x.at == len(x.data):
			return xmlEnd, nil, x.end()
		case x.data[x.at] != '<':
			if part, what, err = x.chars(); err != nil || len(x.open) > 0 {
				return part, what, err
			}
		case x.has("<!--"):
			err = x.comment()
		case x.has("<![CDATA["):
			return x.cdata()
		case x.has("<!"):
			err = x.doctype()
		case x.has("<?"):
			err = x.instruction()
		case x.has("</"):
			return x.close()
		default:
			return x.start()
		}
		if err != nil {
			return 0, nil, err
		}
	}
}

func (x *xmlScan) has(prefix string) bool { return bytes.HasPrefix(x.data[x.at:], []byte(prefix)) }

func (x *xmlScan) fail(format string, args ...any) error {
	line, column := x.place(x.at)
	return fmt.Errorf("%s: line %d, column %d", fmt.Sprintf(format, args...), line, column)
}

// innermost is the name of the innermost element, valid until the one after it opens.
func (x *xmlScan) innermost() []byte { return x.names[x.open[len(x.open)-1]:] }

func (x *xmlScan) push(name []byte) {
	x.open = append(x.open, len(x.names))
	x.names = append(x.names, name...)
}

func (x *xmlScan) pop() {
	last := len(x.open) - 1
	x.names, x.open = x.names[:x.open[last]], x.open[:last]
	x.done = last == 0
	x.closing = false
}

func (x *xmlScan) end() error {
	switch {
	case len(x.open) > 0:
		return x.fail("%q is not closed", x.innermost())
	case !x.done:
		return errNoElement
	}
	return nil
}

// until uses up what there is up to an end, which it uses up too.
func (x *xmlScan) until(end string, skip int) ([]byte, error) {
	from := x.at + skip
	n := bytes.Index(x.data[min(from, len(x.data)):], []byte(end))
	if n < 0 {
		return nil, x.fail("%q is missing", end)
	}
	what := x.data[from : from+n]
	if bad := badChar(what); bad >= 0 {
		x.at = from + bad
		return nil, x.fail("not well-formed (invalid token)")
	}
	x.at = from + n + len(end)
	return what, nil
}

func (x *xmlScan) comment() error {
	what, err := x.until("-->", len("<!--"))
	if err == nil && (bytes.Contains(what, []byte("--")) || bytes.HasSuffix(what, []byte("-"))) {
		return x.fail("-- within a comment")
	}
	return err
}

func (x *xmlScan) instruction() error {
	first := x.at == 0 && !x.dropped
	what, err := x.until("?>", len("<?"))
	if err != nil {
		return err
	}
	name := what[:nameEnd(what)]
	switch {
	case len(name) == 0:
		return x.fail("not well-formed (invalid token)")
	case bytes.EqualFold(name, []byte("xml")) && !first:
		return x.fail("XML or text declaration not at start of entity")
	}
	return nil
}

func (x *xmlScan) cdata() (xmlPart, []byte, error) {
	if len(x.open) == 0 {
		return 0, nil, x.fail("not well-formed (invalid token)")
	}
	what, err := x.until("]]>", len("<![CDATA["))
	return xmlText, x.lines(what), err
}

// chars is text up to the next markup. Outside of the root there is only space.
func (x *xmlScan) chars() (xmlPart, []byte, error) {
	end := bytes.IndexByte(x.data[x.at:], '<')
	if end < 0 {
		end = len(x.data) - x.at
	}
	what := x.data[x.at : x.at+end]
	if len(x.open) == 0 && len(bytes.Trim(what, " \t\r\n")) > 0 {
		return 0, nil, x.fail("not well-formed (invalid token)")
	}
	if bad := badChar(what); bad >= 0 || bytes.Contains(what, []byte("]]>")) {
		return 0, nil, x.fail("not well-formed (invalid token)")
	}
	what = x.lines(what)
	if bytes.IndexByte(what, '&') >= 0 {
		var err error
		if what, err = x.references(what); err != nil {
			return 0, nil, err
		}
	}
	x.at += end
	return xmlText, what, nil
}

// lines is text with its ends of lines as \n.
func (x *xmlScan) lines(what []byte) []byte {
	if bytes.IndexByte(what, '\r') < 0 {
		return what
	}
	return bytes.ReplaceAll(bytes.ReplaceAll(what, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
}

var xmlEntities = map[string]string{"lt": "<", "gt": ">", "amp": "&", "apos": "'", "quot": `"`}

// references is text with what its references stand for. There are no entities but the five of XML.
func (x *xmlScan) references(what []byte) ([]byte, error) {
	out := make([]byte, 0, len(what))
	for {
		n := bytes.IndexByte(what, '&')
		if n < 0 {
			return append(out, what...), nil
		}
		out = append(out, what[:n]...)
		name, after, found := bytes.Cut(what[n+1:], []byte(";"))
		entity, known := xmlEntities[string(name)]
		switch {
		case !found || len(name) == 0:
			return nil, x.fail("not well-formed (invalid token)")
		case known:
			out = append(out, entity...)
		case name[0] != '#':
			return nil, x.fail("undefined entity %q", name)
		default:
			c, ok := numbered(string(name[1:]))
			if !ok {
				return nil, x.fail("reference to invalid character number")
			}
			out = utf8.AppendRune(out, c)
		}
		what = after
	}
}

// numbered is the character of a number, as a reference writes it.
func numbered(digits string) (rune, bool) {
	base := 10
	if len(digits) > 0 && digits[0] == 'x' {
		base, digits = 16, digits[1:]
	}
	n, err := strconv.ParseUint(digits, base, 32)
	return rune(n), err == nil && n <= utf8.MaxRune && isXMLChar(rune(n))
}

func isXMLChar(c rune) bool {
	return c >= ' ' && c != 0xfffe && c != 0xffff && (c < 0xd800 || c > 0xdfff) || c == '\t' || c == '\n' || c == '\r'
}

// badChar is where text has a character that XML has not, -1 for nowhere.
func badChar(what []byte) int {
	for i, c := range what {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			return i
		}
		if c == 0xef && i+2 < len(what) && what[i+1] == 0xbf && what[i+2] >= 0xbe {
			return i
		}
	}
	return -1
}
