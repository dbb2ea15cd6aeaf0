// Package cursor walks a stream along a field that grows.
//
// In go the config, the state of an earlier run and what the manifest says of
// the field, out come slices and the state of this run. The package sends
// nothing and reads no pages.
package cursor
