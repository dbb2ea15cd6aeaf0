package decode

import (
	"bytes"
	"errors"
	"unicode"
)

// An xmlJSON writes what elements become while they are read: null, a text or a dict. An element's children of one
// name are a list if there are several, wherever they stand; whether there are is known too late for a bracket, so
// that room is left for it, a zero, which no JSON has.
type xmlJSON struct {
	out   []byte
	text  []byte       // of the open elements, one behind the other
	open  []xmlElement // the innermost last; the memory of those behind it is used again
	known map[string]string
	kinds int    // names and runs of the open elements
	moved []byte // memory of unite
}

// An xmlElement is an element that is not closed yet.
type xmlElement struct {
	filled bool // there is a member: it is a dict
	attrs  bool // the first member is an attribute
	mixed  bool // children of one name stand apart
	head   int  // where the members begin that are children
	text   int  // where its text begins
	kinds  []xmlKind
	runs   []xmlRun
	index  map[string]int // of kinds by name, when there are many
}

// An xmlKind is the children of one name.
type xmlKind struct {
	name        string
	first, last int // of its runs
}

// An xmlRun is children of one name that stand together: in out from the room for a bracket to the last one's end.
type xmlRun struct {
	kind, from, to int
	next           int // of the same kind, 0 for none
}

const (
	// indexFrom is how many names are found faster by an index.
	indexFrom = 16
	// maxKnown is how many names are remembered.
	maxKnown = 1 << 12
	// maxXMLKinds is how many names and changes of name the elements may have that are open at once.
	maxXMLKinds = 4 << 20
	// keptKinds is how many of them leave their memory to the next element.
	keptKinds = 1 << 10
)

var errKinds = errors.New("an element has too many children of different names")

// start begins an element, in the innermost one that is open if there is one.
func (j *xmlJSON) start(name []byte, attrs []xmlAttr) {
	if n := len(j.open); n > 0 {
		j.child(&j.open[n-1], name)
	}
	e := j.push()
	for _, a := range attrs {
		j.out = append(j.out, e.comma(), '"', '@')
		j.out = append(append(j.out, a.name...), '"', ':')
		j.out = appendText(j.out, a.value)
	}
	e.attrs, e.head = e.filled, len(j.out)
}

// push is a new innermost element.
func (j *xmlJSON) push() *xmlElement {
	n := len(j.open)
	if n == cap(j.open) {
		j.open = append(j.open, xmlElement{})
	}
	j.open = j.open[:n+1]
	e := &j.open[n]
	*e = xmlElement{text: len(j.text), kinds: e.kinds[:0], runs: e.runs[:0]}
	return e
}

// comma is what stands before the next member.
func (e *xmlElement) comma() byte {
	if e.filled {
		return ','
	}
	e.filled = true
	return '{'
}

// child writes what stands before a child of that name.
func (j *xmlJSON) child(e *xmlElement, name []byte) {
	if n := len(e.runs) - 1; n >= 0 {
		run := &e.runs[n]
		if e.kinds[run.kind].name == string(name) {
			j.out[run.from] = '['
			j.out = append(j.out, ',')
			return
		}
		j.endRun(run)
	}
	kind, known := e.find(name)
	if !known {
		e.add(j.name(name), len(e.runs))
	} else {
		e.mixed = true
		e.runs[e.kinds[kind].last].next = len(e.runs)
		e.kinds[kind].last = len(e.runs)
	}
	j.kinds++
	j.out = append(j.out, e.comma(), '"')
	j.out = append(append(j.out, name...), '"', ':', 0)
	e.runs = append(e.runs, xmlRun{kind: kind, from: len(j.out) - 1})
}

func (j *xmlJSON) endRun(run *xmlRun) {
	run.to = len(j.out)
	if j.out[run.from] == '[' {
		j.out = append(j.out, ']')
	}
}

// find is the kind of that name, or the one that it will be.
func (e *xmlElement) find(name []byte) (kind int, known bool) {
	if e.index != nil {
		if kind, known = e.index[string(name)]; !known {
			kind = len(e.kinds)
		}
		return kind, known
	}
	for i := range e.kinds {
		if e.kinds[i].name == string(name) {
			return i, true
		}
	}
	return len(e.kinds), false
}

func (e *xmlElement) add(name string, run int) {
	e.kinds = append(e.kinds, xmlKind{name: name, first: run, last: run})
	switch {
	case e.index != nil:
		e.index[name] = len(e.kinds) - 1
	case len(e.kinds) == indexFrom:
		e.index = make(map[string]int, 2*indexFrom)
		for i, k := range e.kinds {
			e.index[k.name] = i
		}
	}
}

// name is a name as a string; documents have few different ones.
func (j *xmlJSON) name(name []byte) string {
	if known, ok := j.known[string(name)]; ok {
		return known
	}
	if j.known == nil {
		j.known = make(map[string]string)
	}
	s := string(name)
	if len(j.known) < maxKnown {
		j.known[s] = s
	}
	return s
}

// close ends the innermost element.
func (j *xmlJSON) close() {
	e := &j.open[len(j.open)-1]
	if n := len(e.runs); n > 0 {
		j.endRun(&e.runs[n-1])
		if e.mixed {
			j.unite(e)
		}
		j.kinds -= n
	}
	text := bytes.TrimFunc(j.text[e.text:], unicode.IsSpace)
	switch {
	case e.filled:
		if len(text) > 0 {
			j.out = appendText(append(j.out, `,"#text":`...), text)
		}
		j.out = append(j.out, '}')
	case len(text) > 0:
		j.out = appendText(j.out, text)
	default:
		j.out = append(j.out, "null"...)
	}
	if cap(e.runs) > keptKinds {
		e.kinds, e.runs = nil, nil
	}
	j.text = j.text[:e.text]
	j.open = j.open[:len(j.open)-1]
}

// unite writes the children again, those of one name together.
func (j *xmlJSON) unite(e *xmlElement) {
	j.moved = append(j.moved[:0], j.out[e.head:]...)
	j.out = j.out[:e.head]
	e.filled = e.attrs
	for _, k := range e.kinds {
		j.out = append(j.out, e.comma(), '"')
		j.out = append(append(j.out, k.name...), '"', ':')
		many := k.first != k.last || j.moved[e.runs[k.first].from-e.head] == '['
		if many {
			j.out = append(j.out, '[')
		}
		for at := k.first; ; at = e.runs[at].next {
			run := e.runs[at]
			j.out = append(j.out, j.moved[run.from+1-e.head:run.to-e.head]...)
			if at == k.last {
				break
			}
			j.out = append(j.out, ',')
		}
		if many {
			j.out = append(j.out, ']')
		}
	}
}

// compact takes the room that was left out of what is in out from there on. It returns the end.
func (j *xmlJSON) compact(from int) int {
	to := from
	for rest := j.out[from:]; ; {
		n := bytes.IndexByte(rest, 0)
		if n < 0 {
			return to + copy(j.out[to:], rest)
		}
		to += copy(j.out[to:], rest[:n])
		rest = rest[n+1:]
	}
}
