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
	// DynamicStreamsCheckConfigs are templates of which streams are probed as well.
	DynamicStreamsCheckConfigs []DynamicStreamCheck
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
	ctx, err = in.Ready(ctx)
	var all catalogue
	if err == nil {
		all, err = c.build(ctx, in, names)
	}
	if err != nil {
		problem = "Encountered an error while discovering streams. Error: " + stream.TextOf(err)
		log.Errorf("%s", problem)
		return problem, nil
	}
	if len(all.streams) == 0 {
		return noStreams(in), nil
	}
	for _, name := range names {
		s, err := find(all.streams, name)
		if err != nil {
			return "", err
		}
		if problem := probe(ctx, s, "Stream ", "while checking availability of stream "); problem != "" {
			return problem, nil
		}
	}
	byName := named(all.streams)
	for _, template := range c.DynamicStreamsCheckConfigs {
		if problem := template.check(ctx, all, byName); problem != "" {
			return problem, nil
		}
	}
	return "", nil
}

// build builds the streams with these names, so that the others cannot fail the check. Where a name is not in the
// manifest, or a template is checked too, all streams are built.
func (c CheckStream) build(ctx context.Context, in Inquiry, names []string) (catalogue, error) {
	static, err := in.Streams(in.Config)
	if err != nil {
		return catalogue{}, err
	}
	known := named(static)
	stranger := func(name string) bool { return known[name] == nil }
	if len(c.DynamicStreamsCheckConfigs) == 0 && len(names) > 0 && !slices.ContainsFunc(names, stranger) {
		return catalogue{streams: static}, constructAll(slices.DeleteFunc(slices.Clone(static), func(s *stream.Stream) bool {
			return !slices.Contains(names, s.Name)
		}))
	}
	all, err := gather(ctx, in.Streams, in.DynamicStreams, in.Config)
	if err != nil {
		return all, err
	}
	return all, constructAll(all.streams)
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

// probe reads one record and says why it could not, in the words of the check.
func probe(ctx context.Context, s *stream.Stream, kind, doing string) (problem string) {
	found, err := s.Probe(ctx)
	log := stream.Log(ctx)
	traced, told := stream.Traced(err)
	switch {
	case told:
		problem = fmt.Sprintf("%s%s is not available: %s", kind, s.Name, wordsOf(traced))
		log.Warnf("%s", problem)
	case err != nil:
		problem = fmt.Sprintf("Encountered an error %s%s. Error: %s", doing, s.Name, stream.TextOf(err))
		log.Errorf("%s", problem)
	case found == stream.NoSlices:
		problem = fmt.Sprintf("%s%s is not available: Cannot attempt to connect to stream %s - no stream slices were found", kind, s.Name, s.Name)
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
