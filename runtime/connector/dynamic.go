package connector

import (
	"context"
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// A catalogue is all streams of a source: those of the manifest, and after them those that are known now.
type catalogue struct {
	streams []*stream.Stream
	labels  []string         // of the templates, in the order of the manifest
	dynamic []*stream.Stream // the last ones of streams
	origin  []string         // the label of the template that each of dynamic comes from
}

// gather builds the streams of the manifest and finds the others. None is constructed yet: as in the reference,
// what cannot be found is said before anything else.
func gather(ctx context.Context, streams func(config.Config) ([]*stream.Stream, error), dynamic func(config.Config) []stream.DynamicStream, cfg config.Config) (catalogue, error) {
	all, err := streams(cfg)
	c := catalogue{streams: all}
	if dynamic == nil || err != nil {
		return c, err
	}
	static := named(c.streams)
	seen := map[string]bool{}
	for i, template := range dynamic(cfg) {
		label := template.Label()
		if label == "" {
			label = fmt.Sprintf("dynamic_stream_%d", i)
		}
		c.labels = append(c.labels, label)
		found, err := template.Resolve(ctx)
		if err != nil {
			return c, err
		}
		for _, s := range found {
			if seen[s.Name] {
				return c, template.Duplicate(s.Name)
			}
			seen[s.Name] = true
			if static[s.Name] != nil {
				stream.Log(ctx).Warnf("there are two streams %q: the one of the manifest is not read", s.Name)
			}
			c.dynamic, c.origin = append(c.dynamic, s), append(c.origin, label)
		}
	}
	c.streams = stream.CacheParents(append(c.streams, c.dynamic...)...)
	return c, nil
}

// named are the streams by their names, the last of each.
func named(streams []*stream.Stream) map[string]*stream.Stream {
	byName := map[string]*stream.Stream{}
	for _, s := range streams {
		byName[s.Name] = s
	}
	return byName
}

// of are the streams that come from the template label.
func (c catalogue) of(label string) (streams []*stream.Stream) {
	for i, s := range c.dynamic {
		if c.origin[i] == label {
			streams = append(streams, s)
		}
	}
	return streams
}
