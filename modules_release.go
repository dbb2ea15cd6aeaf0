//go:build release

package lowcode

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"io/fs"
)

//go:embed modules.zip
var modulesZip []byte

// Modules is the source of the modules that connectors and their images link, by PATH@VERSION: a release
// compiles without a network. cmd/release makes the archive.
var Modules fs.FS = func() fs.FS {
	archive, err := zip.NewReader(bytes.NewReader(modulesZip), int64(len(modulesZip)))
	if err != nil {
		panic("lowcode was released with a broken archive of modules: " + err.Error())
	}
	return archive
}()
