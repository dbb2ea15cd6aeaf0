package connector

import (
	"context"
	"fmt"

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
	entry := protocol.CatalogStream{Name: s.Name, JSONSchema: []byte("{}"), PrimaryKey: s.PrimaryKey, FileBased: s.FileUploader != nil}
	if s.IncrementalSync != nil {
		entry.CursorField, entry.SourceDefinedCursor = s.IncrementalSync.DefaultCursorField()
	}
	if s.SchemaLoader == nil {
		return entry, nil
	}
	schema, err := stream.AppendSchema(stream.With(ctx, s), nil, s.SchemaLoader)
	if err != nil {
		return entry, fmt.Errorf("loading the schema of stream %q: %w", s.Name, err)
	}
	entry.JSONSchema = schema
	return entry, nil
}
