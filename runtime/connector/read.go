package connector

import (
	"context"
	"fmt"
	"slices"
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
	ctx, err := s.ready(ctx, in)
	if err != nil {
		return err
	}
	ctx = stream.WithCatalog(ctx, schemasOf(in.catalog))
	all, err := gather(ctx, s.Streams, s.DynamicStreams, in.config)
	if err != nil {
		return err
	}
	streams := all.streams
	if err := nameCursorFields(streams, in.catalog); err != nil {
		return err
	}
	anew, err := in.delegate(ctx, streams)
	if err != nil {
		return err
	}
	selected, missing := selectStreams(streams, in.catalog)
	if len(missing) > 0 {
		stream.Log(ctx).Warnf("the catalog names streams that the source does not have: %s", strings.Join(missing, ", "))
	}
	if len(selected) > 0 {
		engine := stream.Engine{Out: out, Workers: in.workers, States: in.states, Anew: anew, Groups: s.StreamGroups}
		return engine.Read(ctx, selected, missing)
	}
	return nothingToRead(out, missing)
}

// delegate constructs the streams, and puts those that read with the states in the place of those that choose
// by the state. anew are the streams whose state is too old, which is forgotten.
func (in input) delegate(ctx context.Context, streams []*stream.Stream) (anew []string, err error) {
	for i, s := range streams {
		reads, outdated, err := s.Delegate(in.states[s.Name])
		if err != nil {
			return nil, err
		}
		if reads == s {
			err = s.Construct()
		}
		if err != nil {
			return nil, err
		}
		streams[i] = reads
		if outdated != "" && in.configures(s.Name) {
			stream.Log(ctx).Warnf("%s", outdated)
			delete(in.states, s.Name)
			anew = append(anew, s.Name)
		}
	}
	return anew, nil
}

// configures says that the catalog has a stream.
func (in input) configures(name string) bool {
	return slices.ContainsFunc(in.catalog, func(c configured) bool { return c.name == name })
}

// selectStreams are the streams of the catalog in its order, each once.
func selectStreams(streams []*stream.Stream, catalog []configured) (selected []*stream.Stream, missing []string) {
	byName := map[string]*stream.Stream{}
	for _, s := range streams {
		byName[s.Name] = s // the last of a name, as in the reference
	}
	seen := map[string]bool{}
	for _, c := range catalog {
		if seen[c.name] {
			continue
		}
		seen[c.name] = true
		if s, ok := byName[c.name]; ok {
			selected = append(selected, s)
		} else {
			missing = append(missing, c.name)
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
