package record

import (
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// KeysToSnakeCase writes the keys of the record and of the dicts inside it in
// snake case, but not of those in lists (KeysToSnakeCase).
type KeysToSnakeCase struct{}

// Transform renames the keys.
func (KeysToSnakeCase) Transform(r *stream.Record) error {
	return renameKeys(r, snakeCase, true)
}

// snakeCase joins the words of a key. What is no word counts at the start and
// at the end only, where it leaves an underscore.
func snakeCase(key string) string {
	words := wordsOf(transliterate(key))
	var kept []string
	for i, word := range words {
		if word != "" || i == 0 || i == len(words)-1 {
			kept = append(kept, strings.ToLower(word))
		}
	}
	if len(kept) > 0 && kept[0] != "" && classOf(rune(kept[0][0])) == digit {
		kept = append([]string{""}, kept...)
	}
	return strings.Join(kept, "_")
}

// A class is what a character is to the words of a key.
type class int

const (
	other class = iota
	digit
	upper
	lower
)

func classOf(c rune) class {
	switch {
	case '0' <= c && c <= '9':
		return digit
	case 'A' <= c && c <= 'Z':
		return upper
	case 'a' <= c && c <= 'z', c > 0x7f: // what could not be transliterated stays part of a word
		return lower
	default:
		return other
	}
}

// wordsOf splits a key into runs of one class; capitals and the small letters
// behind them are one word, and what belongs to no word is an empty one.
func wordsOf(key string) (words []string) {
	var word strings.Builder
	last := other
	for i, c := range key {
		next := classOf(c)
		if i > 0 && next != last && !(last == upper && next == lower) {
			words = append(words, word.String())
			word.Reset()
		}
		if next != other {
			word.WriteRune(c)
		}
		last = next
	}
	if key != "" {
		words = append(words, word.String())
	}
	return words
}
