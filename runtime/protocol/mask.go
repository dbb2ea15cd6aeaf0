package protocol

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"
)

// masked is what a secret becomes.
const masked = "****"

// wordLength is the length from which a secret is masked wherever it occurs. A
// shorter one would tear texts apart (the secret "s" in every word), so it is
// masked only where no letter or digit touches it.
const wordLength = 4

// secrets are the texts that must not leave the process. Readers take the
// masker as it is; only those who add one wait for each other.
var secrets struct {
	sync.Mutex
	texts  map[string]bool
	masker atomic.Pointer[masker]
}

// A masker replaces every form of every secret.
type masker struct {
	long  *strings.Replacer
	short []string
	most  int // the length of the longest form
}

// AddSecret masks text from now on, in the forms in which it may turn up: as it
// is, URL-encoded, base64 (also in the middle of a longer text, as in an
// Authorization header) and escaped for JSON.
func AddSecret(text string) {
	secrets.Lock()
	defer secrets.Unlock()
	text = strings.Clone(text) // it may lie in the buffer of a response
	keepPassing(text)
	if addSecret(text) {
		secrets.masker.Store(newMasker(secrets.texts))
	}
}

// addSecret says that the secret is one, and new. The caller has the lock and makes the masker.
func addSecret(text string) bool {
	if strings.TrimSpace(text) == "" || secrets.texts[text] {
		return false
	}
	if secrets.texts == nil {
		secrets.texts = map[string]bool{}
	}
	secrets.texts[text] = true
	return true
}

func newMasker(texts map[string]bool) *masker {
	m := new(masker)
	var long []string
	for text := range texts {
		for _, form := range forms(text) {
			if len(form) < wordLength {
				m.short = append(m.short, form)
			} else {
				long = append(long, form)
			}
		}
	}
	// At one place the replacer prefers the form that comes first, and the
	// longest must win, or its tail stays readable.
	slices.SortFunc(long, byLength)
	slices.SortFunc(m.short, byLength)
	if len(long) > 0 {
		m.most = len(long[0])
	}
	pairs := make([]string, 0, 2*len(long))
	for _, form := range slices.Compact(long) {
		pairs = append(pairs, form, masked)
	}
	m.long = strings.NewReplacer(pairs...)
	m.short = slices.Compact(m.short)
	return m
}

func byLength(a, b string) int {
	return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b))
}

// Mask is text without the secrets that are known so far.
func Mask(text string) string {
	m := secrets.masker.Load()
	if m == nil {
		return text
	}
	text = m.long.Replace(text)
	for _, short := range m.short {
		text = maskWords(text, short)
	}
	return text
}

// MaskCut is Mask for a text that was cut: its end, which may be the start of a secret, goes.
func MaskCut(text string) string {
	m := secrets.masker.Load()
	if m == nil {
		return text
	}
	text = Mask(text)
	end := max(0, len(text)-m.most)
	for end > 0 && end < len(text) && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// maskWords masks word where no letter or digit touches it.
func maskWords(text, word string) string {
	var out strings.Builder
	rest, before := text, byte(0)
	for {
		at := strings.Index(rest, word)
		if at < 0 {
			break
		}
		if at > 0 {
			before = rest[at-1]
		}
		end := at + len(word)
		touched := isWordByte(before) || end < len(rest) && isWordByte(rest[end])
		if touched {
			out.WriteString(rest[:end])
		} else {
			out.WriteString(rest[:at] + masked)
		}
		before = rest[end-1]
		rest = rest[end:]
	}
	if out.Len() == 0 {
		return text
	}
	return out.String() + rest
}

func isWordByte(c byte) bool {
	return c == '_' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
