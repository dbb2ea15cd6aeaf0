package plan

import "github.com/lowcode-dev/lowcode/compiler/source"

// A Class is a class of Python that the manifest names: a type of custom.go, which is the user's. What is said
// here is how it is used, and the stub that stands for it until it is written.
type Class struct {
	Name      string // the Go type
	Python    string // class_name
	Component string // its type in the manifest, CustomAuthenticator
	Embed     Type   // what it builds upon, a zero Type for nothing
	Fields    []ClassField
	// Methods are those of the stub, in Go: $T stands for the type and $class for the quoted class. It is our text,
	// and never the manifest's.
	Methods string
	At      source.Span // where the manifest names it first
}

// A ClassField is a field that the stream's code sets.
type ClassField struct {
	Name string
	Key  string // of the manifest
	Type Type
}
