package dynamic

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// Stream is a template of streams, filled in for each of some components (DynamicDeclarativeStream).
type Stream struct {
	Name               string
	StreamTemplate     func(stream.Mapped) *stream.Stream
	ComponentsResolver Resolver
}

// Label is the name of the template.
func (d Stream) Label() string { return d.Name }

// Duplicate is the error for a second stream of a name.
func (d Stream) Duplicate(name string) error { return d.ComponentsResolver.duplicate(name) }

// Resolve fills the template in for all components.
func (d Stream) Resolve(ctx context.Context) (streams []*stream.Stream, err error) {
	err = d.ComponentsResolver.each(ctx, d.Name, func(scope stream.ComponentsScope) error {
		mapped := stream.NewMapped(len(streams))
		for _, m := range d.ComponentsResolver.mappings() {
			if err := m.apply(mapped, scope, d.ComponentsResolver.reading()); err != nil {
				return err
			}
		}
		s, err := stream.Filled(d.StreamTemplate, mapped)
		if err != nil {
			return err
		}
		streams = append(streams, s)
		return nil
	})
	return streams, err
}
