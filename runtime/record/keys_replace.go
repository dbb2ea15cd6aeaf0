package record

import (
	"fmt"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// KeysReplace replaces a text in the keys of the record and of the dicts
// inside it, but not of those in lists (KeysReplace).
type KeysReplace struct {
	Old, New Template
}

// Transform renames the keys.
func (k KeysReplace) Transform(r *stream.Record) error {
	scope := scopeOf(r)
	before, err := k.Old.Text(scope)
	if err != nil {
		return fmt.Errorf("replacing in keys: %w", err)
	}
	after, err := k.New.Text(scope)
	if err != nil {
		return fmt.Errorf("replacing in keys: %w", err)
	}
	old, with := before.String(), after.String()
	return renameKeys(r, func(key string) string { return strings.ReplaceAll(key, old, with) }, true)
}
