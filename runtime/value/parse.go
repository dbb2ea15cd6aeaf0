package value

// Parse is a whole JSON document: all of it is checked, and little of it is
// opened. The dicts down to the records are, and an array of objects becomes a
// list of unopened ones, each with what the scan noticed, so that records are
// scanned once. The value aliases data.
func Parse(data []byte) (Value, error) {
	var p parser
	v, end := p.open(data, Space(data, 0), 0)
	if end < 0 {
		return Value{}, scanError(end)
	}
	if end = Space(data, end); end < len(data) {
		return Value{}, scanError(syntax(end))
	}
	return v, nil
}

// Load is Parse of a copy of data that is opened completely: goroutines may
// read it side by side.
func Load(data []byte) (Value, error) {
	v, err := Parse(append([]byte(nil), data...))
	if err != nil {
		return Value{}, err
	}
	return openAll(v, 0), nil
}

// Clone is a deep copy of v that shares nothing with it and is opened
// completely. Values of the runtime and functions stay the same.
func (v Value) Clone() Value { return clone(v, 0) }

const (
	// openDepth is how many dicts deep Parse looks for the records.
	openDepth = 6
	// An array of many objects that are smaller than a Value on average stays
	// unopened: the list would be larger than the text.
	manyElements = 4096
	smallElement = 24
)

// A parser opens the outer parts of a document while it checks it.
type parser struct {
	recordScanner
}

// open checks the value at b[i] and opens it, if it can hold records.
func (p *parser) open(b []byte, i, depth int) (Value, int) {
	if i < len(b) && depth < openDepth {
		switch b[i] {
		case '{':
			return p.dict(b, i, depth+1)
		case '[':
			if next := Space(b, i+1); next < len(b) && b[next] == '{' {
				return p.list(b, i)
			}
		}
	}
	end := p.scan(b, i)
	if end < 0 {
		return Value{}, end
	}
	return p.value(b[i:end]), end
}

func (p *parser) dict(b []byte, i, depth int) (Value, int) {
	d := &dict{}
	if i = Space(b, i+1); i < len(b) && b[i] == '}' {
		return Value{ref: d}, i + 1
	}
	for {
		start := i
		if i = p.colon(b, i); i < 0 {
			return Value{}, i
		}
		key := rawString(b[start:nameEnd(b, i)])
		var v Value
		if v, i = p.open(b, i, depth); i < 0 {
			return Value{}, i
		}
		d.set(Str(key), v)
		more, next := separator(b, i, '}')
		if !more {
			return Value{ref: d}, next
		}
		i = next
	}
}

// nameEnd is where the name ends before the value at b[i].
func nameEnd(b []byte, i int) int {
	for i--; b[i] != ':'; i-- {
	}
	for i--; b[i] != '"'; i-- {
	}
	return i + 1
}

// separator reads a comma or the closing bracket after a value, and reports
// whether there is more. The offset is an error below zero.
func separator(b []byte, i int, closing byte) (more bool, next int) {
	if i = Space(b, i); i >= len(b) {
		return false, short
	}
	switch b[i] {
	case ',':
		return true, Space(b, i+1)
	case closing:
		return false, i + 1
	}
	return false, syntax(i)
}

func (p *parser) list(b []byte, start int) (Value, int) {
	l := &list{}
	i := Space(b, start+1)
	for {
		end := p.scan(b, i)
		if end < 0 {
			return Value{}, end
		}
		l.items = append(l.items, p.value(b[i:end]))
		if len(l.items) == manyElements && end-start < manyElements*smallElement {
			return p.unopened(b, start)
		}
		more, next := separator(b, end, ']')
		if !more {
			return Value{ref: l}, next
		}
		i = next
	}
}

// unopened checks a value and leaves it unopened.
func (p *parser) unopened(b []byte, i int) (Value, int) {
	end := p.scan(b, i)
	if end < 0 {
		return Value{}, end
	}
	return p.value(b[i:end]), end
}

// openAll opens everything in v, in place.
func openAll(v Value, depth int) Value {
	v = v.opened()
	if depth > 2*maxDepth {
		return v // only a list that holds itself is that deep
	}
	switch ref := v.ref.(type) {
	case *dict:
		for i := range ref.items {
			ref.items[i].value = openAll(ref.items[i].value, depth+1)
		}
	case *list:
		openElements(ref.items, depth)
	case *tuple:
		openElements(ref.items, depth)
	}
	return v
}

func openElements(items []Value, depth int) {
	for i := range items {
		items[i] = openAll(items[i], depth+1)
	}
}
