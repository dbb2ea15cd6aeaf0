package partition

import (
	"context"
	"iter"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// List makes one partition of each value of a list (ListPartitionRouter).
type List struct {
	Values         []string        // taken as they are: the elements of a literal list are no templates
	ValuesTemplate config.Template // where the manifest has one text instead of a list
	CursorField    config.Template
	RequestOption  *request.Option
}

// Construct evaluates the values, as the reference does when it builds the router.
func (l List) Construct(*stream.Stream) error {
	_, err := l.values()
	return err
}

// values are the values as a list, or what else a template gives.
func (l List) values() (value.Value, error) {
	if !l.ValuesTemplate.IsZero() {
		return l.ValuesTemplate.Text()
	}
	values := value.ListOf()
	for _, text := range l.Values {
		values.Append(value.Str(text))
	}
	return values, nil
}

// Partitions are those of the values, whatever the state.
func (l List) Partitions(value.Value) (stream.Partitions, error) {
	return stream.Stateless(l.slices), nil
}

// slices are the partitions, in the order of the values. A text is iterated by
// its characters and a dict by its keys, as Python does.
func (l List) slices(context.Context) iter.Seq2[*stream.Slice, error] {
	return func(yield func(*stream.Slice, error) bool) {
		values, err := l.values()
		if err == nil {
			err = iterable(values)
		}
		if err != nil {
			yield(nil, err)
			return
		}
		for v := range values.Elements() {
			field, err := l.CursorField.Text()
			if err != nil {
				yield(nil, err)
				return
			}
			partition := value.DictOf(field, v.Clone())
			if !yield(stream.NewSlice(partition, value.Value{}, value.Value{}), nil) {
				return
			}
		}
	}
}

// iterable fails as Python does when it is asked to iterate over v.
func iterable(v value.Value) error {
	switch v.Kind() {
	case value.KindList, value.KindTuple, value.KindSet, value.KindDict, value.KindStr, value.KindBytes:
		return nil
	}
	return value.Fail(value.TypeError, "'%s' object is not iterable", v.TypeName()).Err()
}

// Inject adds the value of the partition, unless it is as good as nothing.
func (l List) Inject(slice *stream.Slice, options *request.Options) error {
	if l.RequestOption == nil {
		return nil
	}
	return inject(*l.RequestOption, l.CursorField, slice, options)
}
