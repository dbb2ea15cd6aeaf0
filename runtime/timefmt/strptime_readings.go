package timefmt

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A numeral is the numbers that a directive takes, by their count of digits:
// the longest reading is tried first. A low above high: no such reading.
type numeral struct {
	three, two, one span
}

type span struct{ low, high int }

// none is the span that nothing is in.
var none = span{1, 0}

var numerals = [128]numeral{
	'd': {none, span{1, 31}, span{1, 9}},
	'H': {none, span{0, 23}, span{0, 9}},
	'I': {none, span{1, 12}, span{1, 9}},
	'j': {span{1, 366}, span{1, 99}, span{1, 9}},
	'm': {none, span{1, 12}, span{1, 9}},
	'M': {none, span{0, 59}, span{0, 9}},
	'S': {none, span{0, 61}, span{0, 9}},
	'U': {none, span{0, 53}, span{0, 9}},
	'W': {none, span{0, 53}, span{0, 9}},
	'V': {none, span{1, 53}, span{0, 9}},
	'w': {none, none, span{0, 6}},
	'u': {none, none, span{1, 7}},
	'y': {none, span{0, 99}, none},
}

// readings appends the ends of the readings of a directive at a place of the
// text, the preferred one first.
func readings(ends []int, directive byte, text string, at int) []int {
	switch directive {
	case 'Y', 'G':
		if digits(text, at, 4) == 4 {
			ends = append(ends, at+4)
		}
	case 'f':
		for n := digits(text, at, 6); n > 0; n-- {
			ends = append(ends, at+n)
		}
	case spaceStep:
		ends = spaceReadings(ends, text, at)
	case 'z':
		ends = offsetReadings(ends, text, at)
	case 'a', 'A', 'b', 'B', 'p', 'Z':
		if name := nameAt(names[directive], text[at:]); name >= 0 {
			ends = append(ends, at+len(names[directive][name]))
		}
	default:
		ends = numeralReadings(ends, numerals[directive], text, at)
		// The asctime form of C pads a day with a space.
		if directive == 'd' && strings.HasPrefix(text[at:], " ") && digits(text, at+1, 1) == 1 && text[at+1] != '0' {
			ends = append(ends, at+2)
		}
	}
	return ends
}

func numeralReadings(ends []int, n numeral, text string, at int) []int {
	have := digits(text, at, 3)
	for length, in := range []span{n.one, n.two, n.three} {
		if length >= have {
			break
		}
		if number := atoi(text[at : at+length+1]); in.low <= number && number <= in.high {
			ends = append(ends, at+length+1)
		}
	}
	slices.Reverse(ends)
	return ends
}

func spaceReadings(ends []int, text string, at int) []int {
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !isSpace(r) {
			break
		}
		at += size
		ends = append(ends, at)
	}
	slices.Reverse(ends)
	return ends
}

// digits counts the digits at a place, up to most.
func digits(text string, at, most int) int {
	n := 0
	for n < most && at+n < len(text) && isDigit(text[at+n]) {
		n++
	}
	return n
}

// atoi is the number that a few digits make.
func atoi(text string) int {
	n := 0
	for i := 0; i < len(text); i++ {
		n = n*10 + int(text[i]-'0')
	}
	return n
}

// offsetReadings are Z, or a sign, hours and minutes, then seconds and their
// fraction if there are any; colons may stand between.
func offsetReadings(ends []int, text string, at int) []int {
	if strings.HasPrefix(text[at:], "Z") {
		return append(ends, at+1)
	}
	if at >= len(text) || text[at] != '+' && text[at] != '-' || digits(text, at+1, 2) < 2 {
		return ends
	}
	minutes, ok := sixty(text, at+3)
	if !ok {
		return ends
	}
	seconds, ok := sixty(text, minutes)
	if !ok {
		return append(ends, minutes)
	}
	if strings.HasPrefix(text[seconds:], ".") {
		for n := digits(text, seconds+1, 6); n > 0; n-- {
			ends = append(ends, seconds+1+n)
		}
	}
	return append(ends, seconds, minutes)
}

// sixty reads a number of 00 to 59 after a colon or none.
func sixty(text string, at int) (end int, ok bool) {
	if at < len(text) && text[at] == ':' {
		at++
	}
	if digits(text, at, 2) < 2 || text[at] > '5' {
		return 0, false
	}
	return at + 2, true
}

// names are the words of the C locale, each list in the order of its numbers.
var names = [128][]string{
	'a': {"mon", "tue", "wed", "thu", "fri", "sat", "sun"},
	'A': {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"},
	'b': {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"},
	'B': {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"},
	'p': {"am", "pm"},
	'Z': {"utc", "gmt"}, // all that a process without a zone of its own knows
}

// nameAt is the number of the name that a text begins with in any case, or -1.
func nameAt(names []string, text string) int {
	for i, name := range names {
		if len(text) >= len(name) && strings.EqualFold(text[:len(name)], name) {
			return i
		}
	}
	return -1
}
