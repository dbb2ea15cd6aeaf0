package component

import (
	"slices"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/charset"
)

// TestEncodings holds that the runtime reads the encodings that the compiler lets through, and none of those that it refuses.
func TestEncodings(t *testing.T) {
	for _, name := range encodings {
		if !charset.Known(name) || normalEncoding(name) != name {
			t.Errorf("the runtime does not read %q", name)
		}
	}
	for _, name := range tabled {
		if charset.Known(name) || slices.Contains(encodings, name) {
			t.Errorf("the runtime reads %q", name)
		}
	}
}
