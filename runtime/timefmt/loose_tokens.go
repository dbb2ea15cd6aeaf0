package timefmt

import (
	"strings"
	"unicode"
)

// looseTokens takes a text apart where its kind of character changes: words, numbers, and each other
// character for itself. White space becomes a blank. A dot in a number is its point; where letters or
// several dots stand together, as in Sep.20.2009, each dot is a token.
func looseTokens(text string) []string {
	runes := []rune(strings.ReplaceAll(text, "\x00", ""))
	var tokens []string
	for at := 0; at < len(runes); {
		end, kind := tokenEnd(runes, at)
		tokens = append(tokens, tokenParts(string(runes[at:end]), kind)...)
		at = end
	}
	return tokens
}

// A tokenKind is what a token is taken for while it is read.
type tokenKind struct {
	number  bool // what it was at its last character: a number, or a word
	dotted  bool // it has a dot or a comma
	letters bool // it was read on as a word
}

// tokenEnd is where the token that begins at a character ends.
func tokenEnd(runes []rune, at int) (end int, kind tokenKind) {
	kind.number = unicode.IsDigit(runes[at])
	if !kind.number && !unicode.IsLetter(runes[at]) {
		return at + 1, kind
	}
	for end = at + 1; end < len(runes); end++ {
		if !kind.number {
			kind.letters = true
		}
		if !kind.takes(runes[at:end], runes[end]) {
			break
		}
	}
	return end, kind
}

// takes says whether a character goes on with a token.
func (k *tokenKind) takes(token []rune, next rune) bool {
	same := unicode.IsLetter
	if k.number {
		same = unicode.IsDigit
	}
	switch afterDot := token[len(token)-1] == '.'; {
	case same(next):
		return true
	case next == '.', next == ',' && k.number && !k.dotted && len(token) >= 2:
		k.dotted = true
		return true
	case k.dotted && afterDot && (unicode.IsDigit(next) || unicode.IsLetter(next)):
		k.number = !k.number
		return true
	}
	return false
}

// tokenParts are the tokens that a stretch of characters stands for.
func tokenParts(token string, kind tokenKind) []string {
	if strings.TrimSpace(token) == "" {
		return []string{" "}
	}
	if kind.dotted && (kind.letters || strings.Count(token, ".") > 1 || strings.HasSuffix(token, ".") || strings.HasSuffix(token, ",")) {
		return splitAround(token, ".,")
	}
	if kind.dotted && !strings.Contains(token, ".") {
		token = strings.ReplaceAll(token, ",", ".")
	}
	return []string{token}
}

// splitAround splits a text at the characters of a set, which it keeps.
func splitAround(text, set string) []string {
	var parts []string
	for text != "" {
		at := strings.IndexAny(text, set)
		switch {
		case at < 0:
			return append(parts, text)
		case at > 0:
			parts = append(parts, text[:at])
		}
		parts = append(parts, text[at:at+1])
		text = text[at+1:]
	}
	return parts
}
