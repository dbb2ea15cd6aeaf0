package value

import "math/big"

// ToFloat is Python's float(v): a number, or a text that Python reads as one.
// The error is a TypeError, a ValueError or an OverflowError.
func ToFloat(v Value) (float64, error) {
	if failed, bad := unusable(v); bad {
		return 0, failed.Err()
	}
	out := floatFrom(v.opened())
	f, _ := out.AsFloat()
	return f, out.Err()
}

// ToInt is Python's int(v): a number without its fraction, or a text that
// Python reads as a whole number. The errors are those of ToFloat.
func ToInt(v Value) (*big.Int, error) {
	if failed, bad := unusable(v); bad {
		return nil, failed.Err()
	}
	out := truncated(v)
	if text, isText := v.AsString(); isText {
		n, ok := intOfText(text, 10)
		if out = n; !ok {
			out = Fail(ValueError, "invalid literal for int() with base 10: %s", quote(text))
		}
	}
	n, _ := out.asBig()
	return n, out.Err()
}

// MatchStart is the part of text that a pattern of Python's finds at its start
// (re.match), false for none. The error is that of a pattern that is none, or
// that takes too long.
func MatchStart(pattern, text string) (string, bool, error) {
	re, failed := compileRegex(pattern)
	if err := failed.Err(); err != nil {
		return "", false, err
	}
	m := &matching{text: text, groups: make([]int, 2*re.groups)}
	for i := range m.groups {
		m.groups[i] = -1
	}
	end := -1
	re.match(m, 0, func(at int) bool {
		end = at
		return true
	})
	if m.exhausted {
		return "", false, Fail("RuntimeError", "the regular expression takes more than %d steps", maxSteps).Err()
	}
	if end < 0 {
		return "", false, nil
	}
	return text[:end], true, nil
}
