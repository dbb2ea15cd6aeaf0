package connector

import (
	"context"
	"fmt"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// read reads the streams of the catalog. As in the reference, all streams are
// built, and a name that the source does not know is INCOMPLETE and fails nothing.
func (s Source) read(ctx context.Context, out *stream.Writer, in input) error {
	if err := in.validate(ctx); err != nil {
		return err
	}
	streams, err := s.construct(in.config)
	if err != nil {
		return err
	}
	selected, missing := selectStreams(streams, in.catalog)
	if len(missing) > 0 {
		stream.Log(ctx).Warnf("the catalog names streams that the source does not have: %s", strings.Join(missing, ", "))
	}
	if len(selected) > 0 {
		return stream.Engine{Out: out, Workers: in.workers, States: in.states}.Read(ctx, selected, missing)
	}
	return nothingToRead(out, missing)
}

// selectStreams are the streams of the catalog in its order, each once.
func selectStreams(streams []*stream.Stream, catalog []string) (selected []*stream.Stream, missing []string) {
	byName := map[string]*stream.Stream{}
	for _, s := range streams {
		byName[s.Name] = s // the last of a name, as in the reference
	}
	seen := map[string]bool{}
	for _, name := range catalog {
		if seen[name] {
			continue
		}
		seen[name] = true
		if s, ok := byName[name]; ok {
			selected = append(selected, s)
		} else {
			missing = append(missing, name)
		}
	}
	return selected, missing
}

// nothingToRead ends a read that has no stream at all. The reference says
// nothing and succeeds, also when the catalog names streams: that would report
// success for a sync that read nothing of what was asked for.
func nothingToRead(out *stream.Writer, missing []string) error {
	if len(missing) == 0 {
		return nil
	}
	for _, name := range missing {
		out.Write(protocol.AppendStatus(nil, name, protocol.Incomplete))
	}
	return &stream.Error{
		Message:     fmt.Sprintf("None of the streams of the catalog exists in this source: %s. Refresh the catalog.", strings.Join(missing, ", ")),
		Internal:    "The catalog and the streams of the source have no stream in common.",
		FailureType: stream.ConfigError,
	}
}
