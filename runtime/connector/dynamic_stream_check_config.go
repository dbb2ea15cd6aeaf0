package connector

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// A DynamicStreamCheck is how many streams of a template are probed (DynamicStreamCheckConfig).
type DynamicStreamCheck struct {
	DynamicStreamName string
	StreamCount       *int // nil for all
}

// Count is a number of streams to probe.
func Count(n int) *int { return &n }

// check probes the streams of the template, as they are among all streams.
func (c DynamicStreamCheck) check(ctx context.Context, all catalogue, byName map[string]*stream.Stream) (problem string) {
	known := false
	for _, label := range all.labels {
		known = known || label == c.DynamicStreamName
	}
	if !known {
		return "Dynamic stream " + c.DynamicStreamName + " is not found in manifest."
	}
	streams := all.of(c.DynamicStreamName)
	if c.StreamCount != nil {
		streams = streams[:max(0, min(*c.StreamCount, len(streams)))]
	}
	for _, s := range streams {
		if problem := probe(ctx, byName[s.Name], "Dynamic Stream ", "while checking availability of dynamic stream "); problem != "" {
			return problem
		}
	}
	return ""
}
