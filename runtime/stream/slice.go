package stream

import "github.com/lowcode-dev/lowcode/runtime/value"

// A Slice is one unit of reading: a partition, a window of a cursor, or both.
// Each part is a dict; a slice of a stream without router and cursor has empty ones.
// Slices never change once a router or a cursor has made them.
type Slice struct {
	Partition   value.Value
	CursorSlice value.Value
	ExtraFields value.Value
}

// A Record is one record on its way from a page to the output.
type Record struct {
	Data  value.Value // a dict; transformations change it in place
	Slice *Slice
}
