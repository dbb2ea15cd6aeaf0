package jsontext

import (
	"encoding/json"
	"testing"
)

func TestAppendEscape(t *testing.T) {
	chars := []byte{'"', '\\'}
	for c := range byte(' ') {
		chars = append(chars, c)
	}
	for _, c := range chars {
		quoted := append(AppendEscape([]byte{'"'}, c), '"')
		var back string
		if err := json.Unmarshal(quoted, &back); err != nil || back != string(c) {
			t.Errorf("%q is written as %s, read back as %q (%v)", c, quoted, back, err)
		}
	}
	for c, want := range map[byte]string{'\n': `\n`, '\b': `\b`, 0x1f: `\u001f`} {
		if got := string(AppendEscape(nil, c)); got != want {
			t.Errorf("%q: %s, want %s", c, got, want)
		}
	}
}
