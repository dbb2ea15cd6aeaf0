package connector

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// discover prints the streams and their schemas. Nothing is requested but what a
// schema loader asks for.
func (s Source) discover(ctx context.Context, out *stream.Writer, in input) error {
	if err := in.validate(ctx); err != nil {
		return err
	}
	ctx, streams, err := s.construct(ctx, in)
	if err != nil {
		return err
	}
	entries := make([]protocol.CatalogStream, len(streams))
	for i, one := range streams {
		if entries[i], err = describe(ctx, one); err != nil {
			return err
		}
	}
	out.Write(protocol.AppendCatalog(nil, entries))
	return nil
}

func describe(ctx context.Context, s *stream.Stream) (protocol.CatalogStream, error) {
	entry := protocol.CatalogStream{Name: s.Name, PrimaryKey: s.PrimaryKey, FileBased: s.FileUploader != nil}
	if s.IncrementalSync != nil {
		entry.CursorField, entry.SourceDefinedCursor = s.IncrementalSync.DefaultCursorField()
	}
	schema, err := s.AppendSchema(ctx, nil)
	if err != nil {
		return entry, err
	}
	entry.JSONSchema = schema
	return entry, nil
}
