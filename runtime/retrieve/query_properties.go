package retrieve

import (
	"context"
	"slices"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// QueryProperties are the fields that an API is asked for by their names, in one request or in several
// for the same page (QueryProperties). The requester finds them in the extra fields of the slice.
type QueryProperties struct {
	PropertyList            PropertyList
	AlwaysIncludeProperties []string                    // in every request
	PropertyChunking        *PropertyChunking           // nil for one request
	PropertySelector        *JSONSchemaPropertySelector // nil for all of the list
}

// A PropertyList is where the names come from.
type PropertyList interface {
	construct(of *stream.Stream) error
	names(ctx context.Context) ([]string, error)
}

// Properties are names that the manifest has.
type Properties []string

func (Properties) construct(*stream.Stream) error { return nil }

func (p Properties) names(context.Context) ([]string, error) { return p, nil }

func (q *QueryProperties) construct(of *stream.Stream) error {
	if q == nil {
		return nil
	}
	return q.PropertyList.construct(of)
}

// merges says that what several requests tell of one record is made one record.
func (q *QueryProperties) merges() bool { return q != nil && q.PropertyChunking != nil }

// chunks are the properties of each request for a page; there is always one.
func (q *QueryProperties) chunks(ctx context.Context) ([][]string, error) {
	names, err := q.PropertyList.names(ctx)
	if err != nil {
		return nil, err
	}
	selected, err := q.PropertySelector.selected(ctx)
	if err != nil {
		return nil, err
	}
	if q.PropertyChunking != nil {
		return q.PropertyChunking.divide(names, q.AlwaysIncludeProperties, selected), nil
	}
	all := slices.Clone(q.AlwaysIncludeProperties)
	for _, name := range names {
		if selected.has(name) {
			all = append(all, name)
		}
	}
	return [][]string{all}, nil
}
