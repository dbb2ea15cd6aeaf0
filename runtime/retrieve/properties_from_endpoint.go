package retrieve

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// PropertiesFromEndpoint are names that an API lists. They are read once for each stream (PropertiesFromEndpoint).
type PropertiesFromEndpoint struct {
	PropertyFieldPath []config.Template
	Retriever         stream.Retriever
}

// propertiesName is what the reference calls the stream of the list.
const propertiesName = "dynamic_properties"

// endpoint is the list of one stream.
type endpoint struct {
	stream *stream.Stream // which reads it
	mu     sync.Mutex     // one reading at a time; one that fails is tried again
	read   bool
	names  []string
}

type endpointKey struct{}

func (p PropertiesFromEndpoint) of(s *stream.Stream) *endpoint {
	return stream.Memo(s, endpointKey{}, func() *endpoint {
		return &endpoint{stream: &stream.Stream{Name: propertiesName, Retriever: p.Retriever.Cached()}}
	})
}

func (p PropertiesFromEndpoint) construct(of *stream.Stream) error {
	return p.of(of).stream.Construct()
}

func (p PropertiesFromEndpoint) names(ctx context.Context) ([]string, error) {
	e := p.of(stream.Of(ctx))
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.read {
		return e.names, nil
	}
	path, err := p.path()
	if err != nil {
		return nil, err
	}
	var names []string
	nothing := stream.NewSlice(value.Value{}, value.Value{}, value.Value{})
	err = e.stream.Retriever.Read(stream.With(ctx, e.stream), nothing, func(record *stream.Record) error {
		name, found, err := path.Find(record.Data)
		if !found {
			name = value.ListOf() // as the reference has it
		}
		names = append(names, strings.Clone(name.String()))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the list of properties: %w", err)
	}
	e.names, e.read = names, true
	return names, nil
}

// path is where a record of the list has the name.
func (p PropertiesFromEndpoint) path() (path value.Path, err error) {
	for _, template := range p.PropertyFieldPath {
		segment, err := template.Text()
		if err != nil {
			return nil, err
		}
		path = append(path, segment.String())
	}
	return path, nil
}
