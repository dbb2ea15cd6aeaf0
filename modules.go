//go:build !release

package lowcode

import "io/fs"

// Modules is the source of the modules that connectors and their images link, by PATH@VERSION, where a
// release brings it along; nil stands for Go's module cache.
var Modules fs.FS
