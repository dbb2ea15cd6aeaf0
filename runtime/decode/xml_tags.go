package decode

import "bytes"

// close is the end of an element.
func (x *xmlScan) close() (xmlPart, []byte, error) {
	rest := x.data[x.at+len("</"):]
	n := nameEnd(rest)
	name := rest[:n]
	space := n
	for space < len(rest) && isXMLSpace(rest[space]) {
		space++
	}
	switch {
	case n == 0 || space == len(rest) || rest[space] != '>':
		return 0, nil, x.fail("not well-formed (invalid token)")
	case len(x.open) == 0 || !bytes.Equal(x.innermost(), name):
		return 0, nil, x.fail("mismatched tag")
	}
	x.at += len("</") + space + 1
	x.pop()
	return xmlClose, name, nil
}

// start is the beginning of an element; of an empty one the end follows.
func (x *xmlScan) start() (xmlPart, []byte, error) {
	if x.done {
		return 0, nil, x.fail("junk after document element")
	}
	x.at++
	n := nameEnd(x.data[x.at:])
	if n == 0 {
		return 0, nil, x.fail("not well-formed (invalid token)")
	}
	name := x.data[x.at : x.at+n]
	x.at += n
	x.attrs = x.attrs[:0]
	for {
		spaced := x.space()
		switch {
		case x.has(">"):
			x.at++
		case x.has("/>"):
			x.at += 2
			x.closing = true
		case !spaced:
			return 0, nil, x.fail("not well-formed (invalid token)")
		default:
			if err := x.attribute(); err != nil {
				return 0, nil, err
			}
			continue
		}
		x.push(name)
		if len(x.open) > maxXMLDepth {
			return 0, nil, x.fail("elements are more than %d deep", maxXMLDepth)
		}
		return xmlStart, name, nil
	}
}

// space uses up space, and says whether there was any.
func (x *xmlScan) space() bool {
	from := x.at
	for x.at < len(x.data) && isXMLSpace(x.data[x.at]) {
		x.at++
	}
	return x.at > from
}

func (x *xmlScan) attribute() error {
	n := nameEnd(x.data[x.at:])
	if n == 0 {
		return x.fail("not well-formed (invalid token)")
	}
	name := x.data[x.at : x.at+n]
	for _, other := range x.attrs {
		if bytes.Equal(other.name, name) {
			return x.fail("duplicate attribute")
		}
	}
	x.at += n
	x.space()
	if !x.has("=") {
		return x.fail("not well-formed (invalid token)")
	}
	x.at++
	x.space()
	if !x.has(`"`) && !x.has(`'`) {
		return x.fail("not well-formed (invalid token)")
	}
	quote := x.data[x.at : x.at+1]
	value, err := x.until(string(quote), 1)
	if err != nil {
		return err
	}
	if bytes.IndexByte(value, '<') >= 0 {
		return x.fail("not well-formed (invalid token)")
	}
	value = blank(x.lines(value))
	if bytes.IndexByte(value, '&') >= 0 {
		if value, err = x.references(value); err != nil {
			return err
		}
	}
	x.attrs = append(x.attrs, xmlAttr{name, value})
	return nil
}

// blank is the value of an attribute with blanks for tabs and ends of lines.
func blank(value []byte) []byte {
	if bytes.IndexAny(value, "\t\n") < 0 {
		return value
	}
	out := bytes.Clone(value)
	for i, c := range out {
		if c == '\t' || c == '\n' {
			out[i] = ' '
		}
	}
	return out
}

// doctype passes over a document type. One that declares entities is refused.
func (x *xmlScan) doctype() error {
	if !x.has("<!DOCTYPE") || x.done || len(x.open) > 0 {
		return x.fail("not well-formed (invalid token)")
	}
	n, entity := doctypeEnd(x.data[x.at:])
	switch {
	case entity:
		x.at += n
		return x.fail("the document declares entities, which are not expanded")
	case n < 0:
		return x.fail("the document type is not closed")
	}
	x.at += n
	return nil
}

// doctypeEnd is how long the document type at the front of b is, -1 if it is not closed; or where it declares an entity.
func doctypeEnd(b []byte) (n int, entity bool) {
	depth := 0
	for i := 0; i < len(b); i++ {
		switch c := b[i]; c {
		case '"', '\'':
			n := bytes.IndexByte(b[i+1:], c)
			if n < 0 {
				return -1, false
			}
			i += n + 1
		case '<':
			if depth++; bytes.HasPrefix(b[i:], []byte("<!ENTITY")) {
				return i, true
			}
			if bytes.HasPrefix(b[i:], []byte("<!--")) {
				n := bytes.Index(b[i:], []byte("-->"))
				if n < 0 {
					return -1, false
				}
				i += n + 1 // the > of the comment closes it
			}
		case '>':
			if depth--; depth == 0 {
				return i + 1, false
			}
		}
	}
	return -1, false
}

func isXMLSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// nameEnd is how long the name at the front of b is, 0 for none.
func nameEnd(b []byte) int {
	for i, c := range b {
		switch {
		case c >= 0x80, c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_', c == ':':
		case i > 0 && (c >= '0' && c <= '9' || c == '-' || c == '.'):
		default:
			return i
		}
	}
	return len(b)
}
