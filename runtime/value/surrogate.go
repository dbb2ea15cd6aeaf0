package value

import "strings"

// hasSurrogate reports whether s holds half of a surrogate pair.
func hasSurrogate(s string) bool {
	for {
		at := strings.IndexByte(s, 0xed)
		if at < 0 || at+1 >= len(s) {
			return false
		}
		if s[at+1] >= 0xa0 {
			return true
		}
		s = s[at+1:]
	}
}
