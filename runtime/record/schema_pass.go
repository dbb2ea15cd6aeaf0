package record

import (
	"bytes"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Most records are as the schema says. That is seen in their JSON in one pass,
// and then nothing of it is opened.

// settle works out what passes without a look inside, once all rules are known.
func (s *schema) settle() {
	s.only, s.leaf = anything, anything
	for _, r := range s.rules {
		switch {
		case r.types != nil:
			s.only &= r.types.of
		case r.items != nil:
			s.leaf &^= lists
		case r.properties != nil:
			s.leaf &^= dicts
			s.props = r.properties
			s.index = make(map[string]int, len(r.properties))
			for i, p := range r.properties {
				s.index[p.name] = i
			}
		default: // a reference
			s.leaf = 0
		}
	}
}

// ignores says that the schema asks nothing more of v, which is of the kind.
func (s *schema) ignores(v value.Value, kind kinds) bool {
	if s.only&kind == 0 {
		return false
	}
	if s.leaf&kind != 0 {
		return true
	}
	data, ok := v.Unopened()
	return ok && s.passes(data)
}

// passes says that nothing in the JSON would be converted or warned about. When
// in doubt it says no: the slow way will tell.
func (s *schema) passes(data []byte) bool {
	return s.pass(data, 0, 0) > 0
}

// pass is passes for the value at an offset. It returns the offset after the value,
// or -1.
func (s *schema) pass(data []byte, at, depth int) int {
	kind, end := jsonKind(data, at)
	switch {
	case s.only&kind == 0 || depth > maxSchemaDepth:
		return -1
	case s.leaf&kind != 0:
		if end < 0 {
			end = value.Skip(data, at)
		}
		return end
	}
	for _, r := range s.rules {
		switch {
		case r.ref != nil:
			end = r.ref.pass(data, at, depth+1)
		case r.err != nil:
			return -1
		case r.properties != nil && kind == dicts:
			end = s.passMembers(data, at, depth)
		case r.items != nil && kind == lists:
			end = r.items.passElements(data, at, depth)
		default:
			continue
		}
		if end < 0 {
			return -1
		}
	}
	return end
}

func (p *property) pass(data []byte, at, depth int) int {
	if kind, _ := jsonKind(data, at); p.target.keeps&kind == 0 {
		return -1
	}
	return p.schema.pass(data, at, depth+1)
}

// find is where in props a name is, or -1. APIs mostly write members in the
// order in which they document them, so near is tried first.
func (s *schema) find(name []byte, near int) int {
	if near < len(s.props) && s.props[near].name == string(name) {
		return near
	}
	if i, ok := s.index[string(name)]; ok {
		return i
	}
	return -1
}

func (s *schema) passMembers(data []byte, at, depth int) int {
	next := 0
	at = value.Space(data, at+1)
	for data[at] != '}' {
		end := value.Skip(data, at)
		name := data[at+1 : end-1]
		if bytes.IndexByte(name, '\\') >= 0 {
			return -1
		}
		at = value.Space(data, value.Space(data, end)+1)
		if i := s.find(name, next); i >= 0 {
			next = i + 1
			at = s.props[i].pass(data, at, depth)
		} else {
			at = value.Skip(data, at)
		}
		if at < 0 {
			return -1
		}
		if at = value.Space(data, at); data[at] == ',' {
			at = value.Space(data, at+1)
		}
	}
	return at + 1
}

func (p *property) passElements(data []byte, at, depth int) int {
	at = value.Space(data, at+1)
	for data[at] != ']' {
		if at = p.pass(data, at, depth); at < 0 {
			return -1
		}
		if at = value.Space(data, at); data[at] == ',' {
			at = value.Space(data, at+1)
		}
	}
	return at + 1
}

// jsonKind is the kind of the value at an offset of valid JSON, and where a
// number ends, else -1.
func jsonKind(data []byte, at int) (kinds, int) {
	switch data[at] {
	case '{':
		return dicts, -1
	case '[':
		return lists, -1
	case '"':
		return texts, -1
	case 't', 'f':
		return bools, -1
	case 'n':
		return nulls, -1
	}
	kind := ints
	for ; at < len(data); at++ {
		switch c := data[at]; {
		case c-'0' <= 9 || c == '-':
		case c == ',' || c == '}' || c == ']' || c <= ' ':
			return kind, at
		default:
			kind = floats
		}
	}
	return kind, at
}
