// Package program compiles the connectors that the tests of chaos and its
// folders run, and runs them as a platform does: in go a manifest and the files
// of a command line, out come the messages, the exit code and the memory it took.
package program

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/lowcode-dev/lowcode"
	"github.com/lowcode-dev/lowcode/compiler"
	"github.com/lowcode-dev/lowcode/compiler/build"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// A Program is a compiled connector.
type Program struct {
	Path   string
	folder string
}

// Compile makes the connector of a manifest. change may give another runtime
// than that of the repository; nil leaves it as it is.
func Compile(name, manifest string, change func(fs.FS) (fs.FS, error)) (*Program, error) {
	files, found, err := compiler.Compile(source.NewFile("manifest.yaml", manifest), compiler.Options{Name: name})
	if err != nil {
		return nil, fmt.Errorf("compiling: %w", err)
	}
	if len(found) > 0 {
		return nil, fmt.Errorf("compiling:\n%s", found.Text())
	}
	var linked fs.FS = lowcode.Source
	if change != nil {
		if linked, err = change(linked); err != nil {
			return nil, err
		}
	}
	folder, err := os.MkdirTemp("", "chaos")
	if err != nil {
		return nil, err
	}
	p := &Program{Path: filepath.Join(folder, name, name), folder: folder}
	if err := build.Package(context.Background(), files, build.Options{Dir: filepath.Dir(p.Path), Source: linked}); err != nil {
		p.Remove()
		return nil, fmt.Errorf("building: %w", err)
	}
	return p, nil
}

// Remove deletes the program.
func (p *Program) Remove() { os.RemoveAll(p.folder) } // what stays is in a folder for what may go
