package stream

import "github.com/lowcode-dev/lowcode/runtime/value"

// embeddedKey is the extra field of a partition that carries the first page of a
// stream which its parent's record holds (lazy_read_pointer). Cursors and routers
// that make slices of slices keep extra fields, and so the page.
const embeddedKey = "child_response"

// WithEmbedded adds the document of a first page to the extra fields of a partition.
func WithEmbedded(extraFields, document value.Value) value.Value {
	extraFields.Set(embeddedKey, document)
	return extraFields
}

// Embedded is the document of the first page that the slice carries; false when
// the page is to be requested like any other.
func (s *Slice) Embedded() (value.Value, bool) { return s.ExtraFields.Get(embeddedKey) }
