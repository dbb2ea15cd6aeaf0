// Package migrate brings states that older versions of a connector wrote into
// the form of today.
//
// In goes the state of one stream, out comes the same state in the new form, or
// as it was when it is no old one.
package migrate

import (
	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// LegacyToPerPartitionStateMigration turns the state of a hand-written connector,
// {"<parent id>": {"<cursor field>": value}}, into that of a cursor over
// partitions (LegacyToPerPartitionStateMigration).
//
// The ids become texts, and their partitions have no parent_slice. So they are
// found again by a UnionPartitionRouter; of a SubstreamPartitionRouter they are
// only carried along, and its partitions start anew.
type LegacyToPerPartitionStateMigration struct {
	// CursorField is the field of the stream's DatetimeBasedCursor.
	CursorField config.Template
	// PartitionField is that of the UnionPartitionRouter, or of the first parent of the SubstreamPartitionRouter.
	PartitionField config.Template
	// SeveralParents says that the router has more than one parent, whose ids a state does not tell apart: nothing is migrated.
	SeveralParents bool
}

// Construct evaluates the names of both fields.
func (m LegacyToPerPartitionStateMigration) Construct(*stream.Stream) error {
	if _, err := m.PartitionField.Text(); err != nil {
		return err
	}
	_, err := m.CursorField.Text()
	return err
}

// Migrate gives the new state; a state of any other form comes back as it is.
func (m LegacyToPerPartitionStateMigration) Migrate(state value.Value) (value.Value, error) {
	cursorField, err := m.CursorField.Text()
	if err != nil {
		return state, err
	}
	partitionField, err := m.PartitionField.Text()
	if err != nil {
		return state, err
	}
	if m.SeveralParents || !isLegacy(state, cursorField.String()) {
		return state, nil
	}
	states := value.ListOf()
	for id, cursor := range state.All() {
		states.Append(value.DictOf(
			value.Str("partition"), value.DictOf(partitionField, id),
			value.Str("cursor"), cursor,
		))
	}
	return value.DictOf(value.Str("states"), states), nil
}

// isLegacy says that the state holds nothing but cursors, by the id of their partition.
func isLegacy(state value.Value, cursorField string) bool {
	if state.Kind() != value.KindDict || state.Len() == 0 {
		return false
	}
	for id, cursor := range state.All() {
		if name, _ := id.AsString(); name == "states" || !isCursor(cursor, cursorField) {
			return false
		}
	}
	return true
}

func isCursor(v value.Value, field string) bool {
	if v.Kind() != value.KindDict || v.Len() != 1 {
		return false
	}
	_, ok := v.Get(field)
	return ok
}
