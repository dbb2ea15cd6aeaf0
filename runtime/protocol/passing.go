package protocol

import (
	"slices"
	"strings"
)

// passingSecrets is how many passing secrets are masked at a time.
const passingSecrets = 64

// passing are the passing secrets, the oldest at next. It belongs to the lock of secrets.
var passing struct {
	texts [passingSecrets]string
	next  int
}

// AddPassingSecret masks text as AddSecret does, until 64 others have come after it. It is for credentials that are
// made anew for each request, such as signed tokens: to know all of them for ever would cost more and more.
func AddPassingSecret(text string) {
	secrets.Lock()
	defer secrets.Unlock()
	text = strings.Clone(text) // it may lie in the buffer of a response
	if !addSecret(text) {
		return
	}
	if oldest := passing.texts[passing.next]; oldest != "" {
		delete(secrets.texts, oldest)
	}
	passing.texts[passing.next] = text
	passing.next = (passing.next + 1) % passingSecrets
	secrets.masker.Store(newMasker(secrets.texts))
}

// keepPassing makes a passing secret one that stays.
func keepPassing(text string) {
	if i := slices.Index(passing.texts[:], text); i >= 0 {
		passing.texts[i] = ""
	}
}
