package gen

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// longest is how many bytes of a manifest's name an identifier or a file name keeps:
// file systems stop at 255, and readers before that.
const longest = 80

// words splits a name of the manifest into the lower-case ASCII words that identifiers
// and file names are made of. A letter outside ASCII becomes its code, so that no two
// names look alike in the output. A name without any word is "unnamed".
func words(name string) []string {
	var w splitter
	runes := []rune(name)
	for i, r := range runes {
		switch {
		case r >= 'A' && r <= 'Z':
			w.upper(r, i+1 < len(runes) && isLower(runes[i+1]))
		case isLower(r), r >= '0' && r <= '9':
			w.add(string(r))
		case r < 0x80:
			w.end()
		default:
			w.add(fmt.Sprintf("u%04x", r))
		}
		w.wasUpper = r >= 'A' && r <= 'Z'
	}
	w.end()
	if len(w.done) == 0 {
		return []string{"unnamed"}
	}
	return shorten(w.done, name)
}

// A splitter gathers the words of one name.
type splitter struct {
	done     []string
	word     strings.Builder
	wasUpper bool // the rune before was a capital
}

// upper adds a capital: it starts a word ("orderItems"), unless it goes on with an
// acronym ("HTTP"), whose last capital starts a word if a small letter follows ("HTTPCall").
func (w *splitter) upper(r rune, beforeLower bool) {
	if !w.wasUpper || beforeLower {
		w.end()
	}
	w.add(strings.ToLower(string(r)))
}

func (w *splitter) add(s string) { w.word.WriteString(s) }

func (w *splitter) end() {
	if w.word.Len() > 0 {
		w.done = append(w.done, w.word.String())
		w.word.Reset()
	}
}

func isLower(r rune) bool { return r >= 'a' && r <= 'z' }

// shorten cuts a name that is too long and adds a hash of all of it, so that two long
// names with the same start stay apart whatever their order.
func shorten(words []string, name string) []string {
	whole := strings.Join(words, "_")
	if len(whole) <= longest {
		return words
	}
	sum := sha256.Sum256([]byte(name))
	kept := strings.Split(strings.TrimRight(whole[:longest], "_"), "_")
	return append(kept, "h"+hex.EncodeToString(sum[:4]))
}

// camel joins words as an unexported Go identifier. One that would start with a digit starts with n.
func camel(words []string) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			w = strings.ToUpper(w[:1]) + w[1:]
		}
		b.WriteString(w)
	}
	id := b.String()
	if id[0] >= '0' && id[0] <= '9' {
		return "n" + id
	}
	return id
}

// snake joins words as the stem of a file name.
func snake(words []string) string { return strings.Join(words, "_") }
