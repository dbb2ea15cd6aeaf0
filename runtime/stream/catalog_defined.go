package stream

import "github.com/lowcode-dev/lowcode/runtime/value"

// CatalogDefined is a cursor whose field the catalog may name (allow_catalog_defined_cursor_field).
type CatalogDefined interface {
	// WithCursorField is the cursor along another field of the records, or the same one where the manifest names the field.
	WithCursorField(field string) IncrementalSync
}

// NameCursorField makes the stream go on by the field at a path of its records, where the manifest leaves that to
// the catalog. A path of several names is an error: cursors look at the first level of a record.
func (s *Stream) NameCursorField(path []string) error {
	if d := s.delegating; d != nil {
		for _, inner := range []*Stream{d.FullRefreshStream, d.IncrementalStream} {
			if err := inner.NameCursorField(path); err != nil {
				return err
			}
		}
	}
	named, ok := s.IncrementalSync.(CatalogDefined)
	if !ok {
		return nil
	}
	if _, sourceDefined := s.IncrementalSync.DefaultCursorField(); sourceDefined {
		return nil
	}
	if len(path) > 1 {
		return value.Fail(value.ValueError, "The `%s` stream does not support nested cursor_field. "+
			"Please specify only a single cursor_field for the stream in the configured catalog.", s.Name).Err()
	}
	s.IncrementalSync = named.WithCursorField(path[0])
	return nil
}
