package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lowcode-dev/lowcode/compiler"
	"github.com/lowcode-dev/lowcode/compiler/custom"
	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/gen"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// manifestFlags are the flags of the commands that read a manifest.
type manifestFlags struct {
	lenient bool
	format  string
	purpose custom.Purpose
	stubs   bool       // build with classes that have not been written yet
	own     []gen.File // the user's Go files of the package
}

func (m *manifestFlags) register(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&m.lenient, "lenient", false, "take mistakes that only show while the connector runs for warnings")
	cmd.Flags().StringVar(&m.format, "format", "text", "how diagnostics are printed to stderr: text, or json (one object a line)")
}

func (m *manifestFlags) registerStubs(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&m.stubs, "allow-stubs", false, "build although classes of custom.go are still stubs; a stream that uses one fails")
}

// compile takes the manifest at path through the phases and prints what is wrong with it.
func (m *manifestFlags) compile(cmd *cobra.Command, at *phase, path, name string) ([]gen.File, error) {
	if m.format != "text" && m.format != "json" {
		return nil, &failure{exitUsage, fmt.Errorf("unknown format %q: text or json", m.format)}
	}
	file, err := readManifest(path)
	if err != nil {
		return nil, err
	}
	beside, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return nil, &failure{exitToolchain, err}
	}
	defer beside.Close()
	files, found, err := compiler.Compile(file, compiler.Options{
		Name: name, Lenient: m.lenient, Beside: beside.FS(), Enter: at.enter, Purpose: m.purpose, AllowStubs: m.stubs, Own: m.own,
	})
	if err != nil {
		return nil, &failure{exitToolchain, fmt.Errorf("this is a bug in lowcode, not in the manifest: %w", err)}
	}
	return files, m.report(cmd, found)
}

// report prints what was found, and fails when that is an error.
func (m *manifestFlags) report(cmd *cobra.Command, found diag.List) error {
	write := found.WriteText
	if m.format == "json" {
		write = found.WriteJSON
	}
	if err := write(cmd.ErrOrStderr()); err != nil {
		return &failure{exitToolchain, err}
	}
	if found.HasErrors() {
		return &failure{code: exitManifest}
	}
	return nil
}

// readManifest reads a manifest under the name that the user gave it.
func readManifest(path string) (*source.File, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, &failure{exitUsage, fmt.Errorf("%s is a directory: name the manifest in it", path)}
	}
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &failure{exitUsage, err}
	case err != nil:
		return nil, &failure{exitToolchain, err}
	}
	return source.NewFile(path, string(text)), nil
}

// defaultName is the connector's name when nobody gave one: that of the manifest's file, or of its
// directory when the file is called manifest, which starts with "source-".
func defaultName(path string) string {
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	if name == "manifest" {
		if abs, err := filepath.Abs(path); err == nil {
			name = filepath.Base(filepath.Dir(abs))
		}
	}
	if !strings.HasPrefix(name, "source-") {
		name = "source-" + name
	}
	return name
}
