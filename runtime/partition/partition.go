// Package partition divides a stream into partitions: values of a list, records
// of parent streams, and combinations of them.
//
// In go templates over the configuration and parent streams, out come slices
// and what they add to each request. A router knows a parent by the interfaces
// of package stream alone.
package partition

import (
	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// parentSlice is the key under which a partition keeps that of its parent.
const parentSlice = "parent_slice"

// inject adds the value of a field of the slice to the request. As in the
// reference, 0, "", false and an empty list are not sent.
func inject(option request.Option, field config.Template, slice *stream.Slice, options *request.Options) error {
	name, err := field.Text()
	if err != nil {
		return err
	}
	v := slice.Mapping().Item(name.String())
	if !v.Truthy() {
		return nil
	}
	return option.Inject(options, v)
}
