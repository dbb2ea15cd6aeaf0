package connector

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// CheckDynamicStream reads one record of each of the first streams, whatever their names are (CheckDynamicStream).
type CheckDynamicStream struct {
	StreamCount int
	// BuildOnly builds all streams and reads nothing (use_check_availability: false).
	BuildOnly bool
	// ConfigOverrides are keys of the configuration that have other values during a check, Undefined for none.
	ConfigOverrides value.Value
}

// Check probes the streams one after the other, up to the first that cannot be read.
func (c CheckDynamicStream) Check(ctx context.Context, in Inquiry) (problem string, err error) {
	in = in.overridden(ctx, c.ConfigOverrides)
	ctx, err = in.Ready(ctx)
	if err != nil {
		return "", err
	}
	all, err := gather(ctx, in.Streams, in.DynamicStreams, in.Config)
	if err != nil {
		return "", err
	}
	streams := c.first(all.streams)
	if !c.BuildOnly && c.StreamCount >= 1 {
		all.streams = streams
	}
	if err := constructAll(all.streams); err != nil {
		return "", err
	}
	if len(all.streams) == 0 {
		return noStreams(in), nil
	}
	if c.BuildOnly {
		return "", nil
	}
	for _, s := range streams {
		if problem := probe(ctx, s, "Stream ", "trying to connect to stream "); problem != "" {
			return problem, nil
		}
	}
	return "", nil
}

// first are as many streams as are to be checked; a number below zero leaves as many out, from the end.
func (c CheckDynamicStream) first(streams []*stream.Stream) []*stream.Stream {
	n := min(c.StreamCount, len(streams))
	if n < 0 {
		n = max(len(streams)+n, 0)
	}
	return streams[:n]
}

func noStreams(in Inquiry) string { return "No streams to connect to from source " + in.Source }
