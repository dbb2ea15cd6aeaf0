// Package lowcode holds what connectors and their images need of this repository:
// the runtime's source, which is copied into the vendor directory of a standalone
// package, the shell of images, the versions of the modules that they link, and the
// licence.
package lowcode

import "embed"

// Source is this module as far as connectors and their images link it.
//
//go:embed runtime cmd/sh/*.go go.mod go.sum LICENSE
var Source embed.FS
