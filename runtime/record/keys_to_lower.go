package record

import (
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// KeysToLower writes the keys of the record in lower case (KeysToLower). The
// order of the keys stays, and of two that become one the later wins: in the
// reference both are left to the order of a hash set.
type KeysToLower struct{}

// Transform renames the keys.
func (KeysToLower) Transform(r *stream.Record) error {
	return renameKeys(r, lowered, false)
}

// lowered is Python's lower(), which knows a few letters better than Go.
func lowered(key string) string {
	if isASCII(key) {
		return strings.ToLower(key)
	}
	return value.Str(key).Call("lower").String()
}
