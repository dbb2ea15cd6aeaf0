package record

import (
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// KeysToLower writes the keys of the record in lower case (KeysToLower). The
// order of the keys stays, and of two that become one the later wins: in the
// reference both are left to the order of a hash set.
type KeysToLower struct{}

// Transform renames the keys.
func (KeysToLower) Transform(r *stream.Record) error {
	return renameKeys(r, strings.ToLower, false)
}
