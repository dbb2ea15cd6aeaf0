package stream

// List is a list of streams, for components of custom.go that the manifest gives several.
type List []*Stream
