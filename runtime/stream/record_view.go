package stream

import "github.com/lowcode-dev/lowcode/runtime/value"

// A recordView is a record as templates see the last one of a page: its fields,
// and what the engine knows of it.
type recordView struct {
	data   value.Value
	stream string
	slice  value.Value
}

// RecordView is the record of a stream for templates.
func RecordView(data value.Value, stream string, slice value.Value) value.Value {
	return value.ObjectValue(&recordView{data, stream, slice})
}

// TypeName is the class of the reference.
func (*recordView) TypeName() string { return "Record" }

// Attr is what a record has besides its fields, which come after.
func (r *recordView) Attr(name string) (value.Value, bool) {
	switch name {
	case "data":
		return r.data, true
	case "stream_name":
		return value.Str(r.stream), true
	case "associated_slice":
		return r.slice, true
	case "file_reference":
		return value.Null, true
	}
	return value.Value{}, false
}

// Mapping are the fields.
func (r *recordView) Mapping() value.Value { return r.data }

// Truth says that there are any.
func (r *recordView) Truth() bool { return r.data.Len() > 0 }

// Repr is how a template prints the record: as a dict.
func (r *recordView) Repr() string { return r.data.Repr() }

// Equal is never true of a dict, as in the reference.
func (r *recordView) Equal(other value.Value) bool {
	o, ok := value.ObjectOf(other).(*recordView)
	return ok && value.Equal(r.data, o.data)
}
