// Package lowcode holds what a compiled connector needs of this repository: the
// runtime's source, which is copied into the vendor directory of a standalone
// package, the versions of the modules that it links, and the licence.
package lowcode

import "embed"

// Source is this module as far as connectors link it.
//
//go:embed runtime go.mod LICENSE
var Source embed.FS
