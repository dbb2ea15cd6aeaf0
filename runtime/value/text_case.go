package value

import (
	"strings"
	"sync"
	"unicode"
)

// longUpper are the characters whose capital is several characters, each
// followed by these (Unicode's SpecialCasing).
const longUpper = "" +
	"ßSS ŉʼN ǰJ̌ ΐΪ́ ΰΫ́ ևԵՒ ẖH̱ ẗT̈ ẘW̊ ẙY̊ ẚAʾ ὐΥ̓ ὒΥ̓̀ ὔΥ̓́ ὖΥ̓͂ ᾀἈΙ ᾁἉΙ ᾂἊΙ ᾃἋΙ ᾄἌΙ ᾅἍΙ ᾆἎΙ ᾇἏΙ ᾈἈΙ " +
	"ᾉἉΙ ᾊἊΙ ᾋἋΙ ᾌἌΙ ᾍἍΙ ᾎἎΙ ᾏἏΙ ᾐἨΙ ᾑἩΙ ᾒἪΙ ᾓἫΙ ᾔἬΙ ᾕἭΙ ᾖἮΙ ᾗἯΙ ᾘἨΙ ᾙἩΙ ᾚἪΙ ᾛἫΙ ᾜἬΙ ᾝἭΙ ᾞἮΙ ᾟἯΙ ᾠὨΙ ᾡὩΙ " +
	"ᾢὪΙ ᾣὫΙ ᾤὬΙ ᾥὭΙ ᾦὮΙ ᾧὯΙ ᾨὨΙ ᾩὩΙ ᾪὪΙ ᾫὫΙ ᾬὬΙ ᾭὭΙ ᾮὮΙ ᾯὯΙ ᾲᾺΙ ᾳΑΙ ᾴΆΙ ᾶΑ͂ ᾷΑ͂Ι ᾼΑΙ ῂῊΙ ῃΗΙ ῄΉΙ ῆΗ͂ ῇΗ͂Ι " +
	"ῌΗΙ ῒΪ̀ ΐΪ́ ῖΙ͂ ῗΪ͂ ῢΫ̀ ΰΫ́ ῤΡ̓ ῦΥ͂ ῧΫ͂ ῲῺΙ ῳΩΙ ῴΏΙ ῶΩ͂ ῷΩ͂Ι ῼΩΙ ﬀFF ﬁFI ﬂFL ﬃFFI ﬄFFL ﬅST ﬆST " +
	"ﬓՄՆ ﬔՄԵ ﬕՄԻ ﬖՎՆ ﬗՄԽ"

var longUppers = sync.OnceValue(func() map[rune]string {
	m := make(map[rune]string)
	for word := range strings.FieldsSeq(longUpper) {
		r, n := decodeRune(word)
		m[r] = word[n:]
	}
	return m
})

// upper is str.upper(), which knows capitals of several characters: STRASSE.
func upper(s string) string {
	if isASCII(s) {
		return strings.ToUpper(s)
	}
	return mapRunes(s, func(out []byte, r rune, _, _ int) []byte {
		if long, ok := longUppers()[r]; ok {
			return append(out, long...)
		}
		return appendRune(out, unicode.ToUpper(r))
	})
}

// lower is str.lower(), which knows the sigma at the end of a word.
func lower(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	return mapRunes(s, func(out []byte, r rune, at, next int) []byte {
		if r == 'Σ' && endsWord(s, at, next) {
			return append(out, "ς"...)
		}
		return appendLower(out, r)
	})
}

func appendLower(out []byte, r rune) []byte {
	if r == 'İ' {
		return append(out, "i̇"...)
	}
	return appendRune(out, unicode.ToLower(r))
}

// endsWord reports whether a letter comes before at, and none at next.
func endsWord(s string, at, next int) bool {
	after, _ := firstRune(s[next:])
	return hasLetterBefore(s, at) && !unicode.IsLetter(after)
}

func hasLetterBefore(s string, at int) bool {
	return strings.LastIndexFunc(s[:at], unicode.IsLetter) >= 0 &&
		strings.LastIndexFunc(s[:at], func(r rune) bool { return !unicode.IsLetter(r) }) < strings.LastIndexFunc(s[:at], unicode.IsLetter)
}

// firstRune is decodeRune that takes an empty text.
func firstRune(s string) (rune, int) {
	if s == "" {
		return 0, 0
	}
	return decodeRune(s)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// mapRunes calls to for each character with the places of it and of the next.
func mapRunes(s string, to func(out []byte, r rune, at, next int) []byte) string {
	out := make([]byte, 0, len(s)+8)
	for at := 0; at < len(s); {
		r, n := decodeRune(s[at:])
		out = to(out, r, at, at+n)
		at += n
	}
	return string(out)
}

// casefold is str.casefold(): what texts that differ in case have in common.
func casefold(s string) string {
	return mapRunes(s, func(out []byte, r rune, _, _ int) []byte {
		if long, ok := longUppers()[r]; ok {
			return append(out, lower(long)...)
		}
		if r == 'ı' || r == 'İ' {
			return appendLower(out, r)
		}
		return appendRune(out, unicode.ToLower(unicode.ToUpper(r)))
	})
}

// capitalize is str.capitalize(): the first character as in a title.
func capitalize(s string) string {
	r, n := firstRune(s)
	if n == 0 {
		return s
	}
	return string(appendTitle(nil, r)) + lower(s[n:])
}

// appendTitle appends a character as a title has it at the start of a word.
func appendTitle(out []byte, r rune) []byte {
	long, ok := longUppers()[r]
	if !ok || unicode.ToTitle(r) != r {
		return appendRune(out, unicode.ToTitle(r))
	}
	_, n := decodeRune(long)
	return append(append(out, long[:n]...), lower(long[n:])...)
}

// titlecase is str.title(): a word begins after everything that has no case.
func titlecase(s string) string {
	inWord := false
	return mapRunes(s, func(out []byte, r rune, at, next int) []byte {
		first := !inWord
		inWord = isCased(r)
		switch {
		case first:
			return appendTitle(out, r)
		case r == 'Σ' && endsWord(s, at, next):
			return append(out, "ς"...)
		}
		return appendLower(out, r)
	})
}

func swapcase(s string) string {
	return mapRunes(s, func(out []byte, r rune, _, _ int) []byte {
		switch {
		case isUpper(r):
			return appendLower(out, r)
		case isLower(r):
			return append(out, upper(string(r))...)
		}
		return appendRune(out, r)
	})
}

func isUpper(r rune) bool { return unicode.IsUpper(r) || unicode.Is(unicode.Other_Uppercase, r) }

func isLower(r rune) bool { return unicode.IsLower(r) || unicode.Is(unicode.Other_Lowercase, r) }

func isCased(r rune) bool { return isUpper(r) || isLower(r) || unicode.IsTitle(r) }
