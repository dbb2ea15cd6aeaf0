package csvrow

import "bytes"

// quoted splits a row that may have quotes, lone line feeds or a wide delimiter.
func (r *Reader) quoted() (used int, err error) {
	r.text, r.ends = r.text[:0], r.ends[:0]
	at, over := 0, false
	if at, over, err = r.lineEnd(0); err != nil || over {
		r.cells = r.cells[:0]
		return at, err
	}
	for !over {
		if at, err = r.cell(at); err != nil {
			return 0, err
		}
		r.ends = append(r.ends, len(r.text))
		if at >= len(r.data) { // the end of the text
			break
		}
		next := 0
		if next, over, err = r.lineEnd(at); err != nil {
			return 0, err
		}
		if !over { // a delimiter, then: cells end with nothing else
			next = at + len(r.delimiter)
		}
		if at = next; !over && at >= len(r.data) {
			if !r.ended {
				return 0, errShort
			}
			r.ends = append(r.ends, len(r.text))
			break
		}
	}
	r.cut()
	return at, nil
}

// cut makes the cells of text.
func (r *Reader) cut() {
	r.cells = r.cells[:0]
	start := 0
	for _, end := range r.ends {
		r.cells = append(r.cells, r.text[start:end:end])
		start = end
	}
}

// lineEnd says whether a line ends at an offset, and gives the offset after the end.
func (r *Reader) lineEnd(at int) (next int, is bool, err error) {
	switch {
	case r.data[at] == '\n':
		return at + 1, true, nil
	case r.data[at] != '\r':
		return at, false, nil
	case at+1 == len(r.data) && !r.ended:
		return 0, false, errShort
	case at+1 < len(r.data) && r.data[at+1] == '\n':
		return at + 2, true, nil
	}
	return at + 1, true, nil
}

// cell appends the cell at an offset to text and returns the offset of what ends it.
func (r *Reader) cell(at int) (int, error) {
	if r.data[at] != '"' {
		return r.plain(at)
	}
	for at++; ; {
		n := bytes.IndexByte(r.data[at:], '"')
		if n < 0 {
			if !r.ended {
				return 0, errShort
			}
			r.unclosed = true
			r.appendLines(r.data[at:])
			return len(r.data), nil
		}
		r.appendLines(r.data[at : at+n])
		switch at += n + 1; {
		case at == len(r.data) && !r.ended:
			return 0, errShort
		case at == len(r.data) || r.data[at] != '"':
			return r.plain(at)
		}
		r.text = append(r.text, '"')
		at++
	}
}

// plain appends what is not quoted, up to the end of the cell.
func (r *Reader) plain(from int) (int, error) {
	data, delimiter := r.data, r.delimiter[0]
	for at := from; at < len(data); at++ {
		c := data[at]
		if c == '\n' || c == '\r' || c == delimiter && r.delimited(at) {
			r.text = append(r.text, data[from:at]...)
			return at, nil
		}
	}
	if !r.ended {
		return 0, errShort
	}
	r.text = append(r.text, data[from:]...)
	return len(data), nil
}

// delimited says that the delimiter is at an offset where its first byte is. It is never cut: what is read ends with
// whole characters, or a part of one that nothing else starts with.
func (r *Reader) delimited(at int) bool {
	return len(r.delimiter) == 1 || bytes.HasPrefix(r.data[at:], r.delimiter)
}

// appendLines appends quoted text with its ends of lines as \n.
func (r *Reader) appendLines(text []byte) {
	for {
		n := bytes.IndexByte(text, '\r')
		if n < 0 {
			r.text = append(r.text, text...)
			return
		}
		r.text = append(append(r.text, text[:n]...), '\n')
		if text = text[n+1:]; len(text) > 0 && text[0] == '\n' {
			text = text[1:]
		}
	}
}
