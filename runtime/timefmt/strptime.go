package timefmt

import (
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

// Strptime reads a time as Python's strptime in the C locale. The result is
// naive where the text has no offset.
func Strptime(text, format string) (time.Time, error) {
	steps, err := compiled(format)
	if err != nil {
		return time.Time{}, err
	}
	m := matcher{text: text, tries: maxTries}
	end, ok := m.match(steps, 0)
	if !ok {
		return time.Time{}, fail(ValueError, "time %q does not have the format %q", text, format)
	}
	if end < len(text) {
		return time.Time{}, fail(ValueError, "time %q goes on after the format %q: %q", text, format, text[end:])
	}
	return m.found.time()
}

// A step is one thing that a format asks for.
type step struct {
	directive byte // the letter after %, or one of the two below
	literal   rune
	mute      bool // a later directive of the format says the same and wins
}

const (
	literalStep = 'L' // a character, in any case
	spaceStep   = ' ' // one space or more
)

// longForms are the directives that stand for several others.
var longForms = map[byte]string{'c': "%a %b %d %H:%M:%S %Y", 'x': "%m/%d/%y", 'X': "%H:%M:%S"}

// formats keeps what has been compiled: a connector uses few formats for many times.
var formats = struct {
	sync.RWMutex
	steps map[string][]step
}{steps: map[string][]step{}}

// maxFormats bounds formats, as a format may come from data.
const maxFormats = 100

func compiled(format string) ([]step, error) {
	formats.RLock()
	steps, ok := formats.steps[format]
	formats.RUnlock()
	if ok {
		return steps, nil
	}
	steps, err := compile(format)
	if err != nil {
		return nil, err
	}
	formats.Lock()
	defer formats.Unlock()
	if len(formats.steps) < maxFormats {
		formats.steps[format] = steps
	}
	return steps, nil
}

func compile(format string) ([]step, error) {
	steps, err := appendSteps(nil, format)
	if err != nil {
		return nil, err
	}
	var seen [128]bool
	for _, s := range steps {
		if s.directive == literalStep || s.directive == spaceStep {
			continue
		}
		if seen[s.directive] {
			return nil, fail(PatternError, "format %q has %%%c twice", format, s.directive)
		}
		seen[s.directive] = true
	}
	for _, group := range synonyms {
		mute(steps, group)
	}
	return steps, nil
}

// synonyms are the directives of which Python goes by the last in the format.
var synonyms = []string{"yY", "mbB", "HI", "aAwu", "UW"}

func mute(steps []step, group string) {
	last := true
	for i := len(steps) - 1; i >= 0; i-- {
		if s := &steps[i]; strings.IndexByte(group, s.directive) >= 0 {
			s.mute = !last
			last = false
		}
	}
}

func appendSteps(steps []step, format string) ([]step, error) {
	for i := 0; i < len(format); {
		r, size := utf8.DecodeRuneInString(format[i:])
		i += size
		switch {
		case isSpace(r):
			if len(steps) == 0 || steps[len(steps)-1].directive != spaceStep {
				steps = append(steps, step{directive: spaceStep})
			}
		case r != '%':
			steps = append(steps, step{directive: literalStep, literal: r})
		case i == len(format):
			return nil, fail(ValueError, "format %q ends with %%", format)
		default:
			var err error
			if steps, err = appendDirective(steps, format, format[i]); err != nil {
				return nil, err
			}
			i++
		}
	}
	return steps, nil
}

func appendDirective(steps []step, format string, letter byte) ([]step, error) {
	if long, ok := longForms[letter]; ok {
		return appendSteps(steps, long)
	}
	switch {
	case letter == '%':
		return append(steps, step{directive: literalStep, literal: '%'}), nil
	case strings.IndexByte("aAbBdfGHIjmMpSuUVwWyYzZ", letter) >= 0:
		return append(steps, step{directive: letter}), nil
	}
	return nil, fail(ValueError, "%q is no directive, in format %q", letter, format)
}

// isSpace is Python's idea of a space: Unicode's, and four separators of ASCII.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || 0x1c <= r && r <= 0x1f
}

// A matcher tries the readings of a text in the order in which Python's
// regular expression does: two digits before one, and back when the rest fails.
type matcher struct {
	text  string
	found fields
	tries int
}

// maxTries bounds the tries for one text; real ones take a handful.
const maxTries = 10000

func (m *matcher) match(steps []step, at int) (end int, ok bool) {
	for i, s := range steps {
		if s.directive == literalStep {
			r, size := utf8.DecodeRuneInString(m.text[at:])
			if size == 0 || r != s.literal && !sameLetter(r, s.literal) {
				return 0, false
			}
			at += size
			continue
		}
		var buffer [8]int
		for _, next := range readings(buffer[:0], s.directive, m.text, at) {
			if m.tries--; m.tries < 0 {
				return 0, false
			}
			if !s.mute {
				m.found.set(s.directive, m.text[at:next])
			}
			if end, ok := m.match(steps[i+1:], next); ok {
				return end, true
			}
		}
		return 0, false
	}
	return at, true
}

// sameLetter ignores case as Unicode folds it.
func sameLetter(a, b rune) bool {
	for r := unicode.SimpleFold(a); r != a; r = unicode.SimpleFold(r) {
		if r == b {
			return true
		}
	}
	return false
}
