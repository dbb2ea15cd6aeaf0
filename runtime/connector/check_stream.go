package connector

import (
	"context"
	"fmt"
	"slices"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// CheckStream reads one record of each of some streams (CheckStream).
type CheckStream struct {
	StreamNames []string
	// ConfigOverrides are keys of the configuration that have other values during a check, Undefined for none.
	ConfigOverrides value.Value
}

// checkNamesKey is a key of the configuration that replaces StreamNames.
const checkNamesKey = "__airbyte_check_stream_names"

// Check probes the streams one after the other, up to the first that cannot be read.
func (c CheckStream) Check(ctx context.Context, in Inquiry) (problem string, err error) {
	in = in.overridden(ctx, c.ConfigOverrides)
	names, err := c.names(in.Config)
	if err != nil {
		return "", err
	}
	log := stream.Log(ctx)
	ctx, streams, err := in.construct(ctx, names)
	if err != nil {
		problem = "Encountered an error while discovering streams. Error: " + stream.TextOf(err)
		log.Errorf("%s", problem)
		return problem, nil
	}
	if len(streams) == 0 {
		return "No streams to connect to from source " + in.Source, nil
	}
	for _, name := range names {
		s, err := find(streams, name)
		if err != nil {
			return "", err
		}
		if problem := probe(ctx, s); problem != "" {
			return problem, nil
		}
	}
	return "", nil
}

// names are the streams to probe.
func (c CheckStream) names(cfg config.Config) ([]string, error) {
	configured, ok := cfg.Value().Get(checkNamesKey)
	if !ok || configured.Kind() == value.KindList && configured.Len() == 0 {
		return c.StreamNames, nil
	}
	wrong := value.Fail(value.ValueError, "%s must be a list of strings.", checkNamesKey).Err()
	if configured.Kind() != value.KindList {
		return nil, wrong
	}
	var names []string
	for item := range configured.Elements() {
		name, ok := item.AsString()
		if !ok {
			return nil, wrong
		}
		names = append(names, name)
	}
	return names, nil
}

// construct builds the streams with these names, and the context in which they are read.
func (in Inquiry) construct(ctx context.Context, names []string) (context.Context, []*stream.Stream, error) {
	ctx, err := in.Ready(ctx)
	if err != nil {
		return ctx, nil, err
	}
	streams, err := in.Streams(in.Config)
	if err != nil {
		return ctx, nil, err
	}
	return ctx, streams, constructNamed(streams, names)
}

// constructNamed builds the streams with these names, or all when one of the
// names is unknown, so that the others cannot fail the check.
func constructNamed(streams []*stream.Stream, names []string) error {
	known := func(name string) bool {
		return slices.ContainsFunc(streams, func(s *stream.Stream) bool { return s.Name == name })
	}
	all := len(names) == 0 || slices.ContainsFunc(names, func(name string) bool { return !known(name) })
	for _, s := range streams {
		if all || slices.Contains(names, s.Name) {
			if err := s.Construct(); err != nil {
				return err
			}
		}
	}
	return nil
}

// find is the last stream of that name, as in the reference.
func find(streams []*stream.Stream, name string) (*stream.Stream, error) {
	known := value.ListOf()
	var found *stream.Stream
	for _, s := range streams {
		if s.Name == name {
			found = s
		}
		known.Append(value.Str(s.Name))
	}
	if found == nil {
		return nil, value.Fail(value.ValueError, "%s is not part of the catalog. Expected one of %s.", name, known.Repr()).Err()
	}
	return found, nil
}

// probe reads one record and says why it could not.
func probe(ctx context.Context, s *stream.Stream) (problem string) {
	found, err := s.Probe(ctx)
	log := stream.Log(ctx)
	traced, told := stream.Traced(err)
	switch {
	case told:
		problem = fmt.Sprintf("Stream %s is not available: %s", s.Name, wordsOf(traced))
		log.Warnf("%s", problem)
	case err != nil:
		problem = fmt.Sprintf("Encountered an error while checking availability of stream %s. Error: %s", s.Name, stream.TextOf(err))
		log.Errorf("%s", problem)
	case found == stream.NoSlices:
		problem = fmt.Sprintf("Stream %s is not available: Cannot attempt to connect to stream %s - no stream slices were found", s.Name, s.Name)
		log.Warnf("%s", problem)
	case found == stream.NoRecords:
		log.Infof("Successfully connected to stream %s, but got 0 records.", s.Name)
	}
	return problem
}

func wordsOf(err *stream.Error) string {
	if text := err.Error(); text != "" {
		return text
	}
	return "<no error message>"
}
