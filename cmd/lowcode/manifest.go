package main

import (
	"errors"
	"fmt"
	"io"
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
	if err := m.print(cmd.ErrOrStderr(), found); err != nil {
		return nil, &failure{exitToolchain, err}
	}
	if found.HasErrors() {
		return nil, &failure{code: exitManifest}
	}
	return files, nil
}

func (m *manifestFlags) print(w io.Writer, found diag.List) error {
	if m.format == "json" {
		return found.WriteJSON(w)
	}
	return found.WriteText(w)
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
