package charset

import (
	"bytes"
	"unicode/utf8"
)

// utf8Text is UTF-8, which is checked and nothing else.
type utf8Text struct{}

func (utf8Text) decode(in []byte, last bool) ([]byte, int, *fault) {
	if utf8.Valid(in) {
		return in, len(in), nil
	}
	for at := 0; at < len(in); {
		c, n := utf8.DecodeRune(in[at:])
		if c != utf8.RuneError || n > 1 {
			at += n
			continue
		}
		switch {
		case utf8.FullRune(in[at:]) && in[at] >= 0xc2 && in[at] <= 0xf4:
			return nil, 0, &fault{at, "invalid continuation byte"}
		case utf8.FullRune(in[at:]):
			return nil, 0, &fault{at, "invalid start byte"}
		case last:
			return nil, 0, &fault{at, "unexpected end of data"}
		}
		return in[:at], at, nil
	}
	return in, len(in), nil
}

// tolerant is UTF-8 with U+FFFD for what is none.
type tolerant struct{}

func (tolerant) decode(in []byte, last bool) ([]byte, int, *fault) {
	text, used, wrong := utf8Text{}.decode(in, last)
	if wrong == nil {
		return text, used, nil
	}
	for n := 1; n < utf8.UTFMax && n < len(in) && !last; n++ {
		if end := in[len(in)-n:]; utf8.RuneStart(end[0]) {
			if !utf8.FullRune(end) {
				in = in[:len(in)-n]
			}
			break
		}
	}
	return bytes.ToValidUTF8(in, []byte("\uFFFD")), len(in), nil
}

var byteOrderMark = []byte("\xef\xbb\xbf")

// marked is UTF-8 that may start with a mark, which is no part of the text.
type marked struct{ begun bool }

func (m *marked) decode(in []byte, last bool) ([]byte, int, *fault) {
	if m.begun {
		return utf8Text{}.decode(in, last)
	}
	if !last && len(in) < len(byteOrderMark) && bytes.HasPrefix(byteOrderMark, in) {
		return nil, 0, nil
	}
	m.begun = true
	mark := 0
	if bytes.HasPrefix(in, byteOrderMark) {
		mark = len(byteOrderMark)
	}
	text, used, wrong := utf8Text{}.decode(in[mark:], last)
	if wrong != nil {
		wrong.at += mark
	}
	return text, mark + used, wrong
}
