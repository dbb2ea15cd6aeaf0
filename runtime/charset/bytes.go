package charset

import "unicode/utf8"

// asciiText is ASCII.
type asciiText struct{}

func (asciiText) decode(in []byte, _ bool) ([]byte, int, *fault) {
	if at := ascii(in); at < len(in) {
		return nil, 0, &fault{at, "ordinal not in range(128)"}
	}
	return in, len(in), nil
}

// ascii is how many bytes at the front of b are ASCII.
func ascii(b []byte) int {
	for i, c := range b {
		if c >= utf8.RuneSelf {
			return i
		}
	}
	return len(b)
}

// latin1 is the encoding whose bytes are the first 256 characters.
type latin1 struct{ out []byte }

func (l *latin1) decode(in []byte, _ bool) ([]byte, int, *fault) {
	at := ascii(in)
	if at == len(in) {
		return in, at, nil
	}
	l.out = append(l.out[:0], in[:at]...)
	for _, c := range in[at:] {
		l.out = utf8.AppendRune(l.out, rune(c))
	}
	return l.out, len(in), nil
}

// mapped is an encoding of single bytes.
type mapped struct {
	chars   [256]rune // U+FFFD for a byte that is no character
	out     []byte
	lenient bool // U+FFFD goes out, too
}

func (t table) open() decoder {
	m := new(mapped)
	high := []rune(t.high)
	first := len(m.chars) - len(high)
	for i := range first {
		m.chars[i] = rune(i)
	}
	copy(m.chars[first:], high)
	return m
}

func (m *mapped) decode(in []byte, _ bool) ([]byte, int, *fault) {
	m.out = m.out[:0]
	for i, c := range in {
		r := m.chars[c]
		if r == utf8.RuneError && !m.lenient {
			return nil, 0, &fault{i, "character maps to <undefined>"}
		}
		m.out = utf8.AppendRune(m.out, r)
	}
	return m.out, len(in), nil
}
