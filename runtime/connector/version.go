package connector

import (
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"
)

// runtimeModule is the module that this package is in.
const runtimeModule = "github.com/lowcode-dev/lowcode"

// versionUsage is the usage of version, which the reference does not have: no other usage speaks of it.
const versionUsage = "usage: %s version [-h] [--json]\n"

// A build says what a connector was built from.
type build struct {
	Name     string         `json:"name"`
	Manifest string         `json:"manifest,omitempty"` // the digest of its text
	Lowcode  string         `json:"lowcode"`            // the version of the compiler and its runtime; v0.0.0 for one that is no release
	Go       string         `json:"go"`
	OS       string         `json:"os"`
	Arch     string         `json:"arch"`
	Modules  []linkedModule `json:"modules"`
}

// A linkedModule is a module that the connector holds code of, besides its own and the runtime.
type linkedModule struct {
	Path    string `json:"path"`
	Version string `json:"version"`
}

// version prints what the connector was built from, as one line or as JSON, and returns the exit code.
func (s Source) version(program string, args []string, stdout, stderr io.Writer) int {
	asJSON := false
	for _, arg := range args {
		switch {
		case isHelp(arg):
			fmt.Fprintf(stdout, versionUsage, program)
			return exitDone
		case arg == "--json":
			asJSON = true
		default:
			fmt.Fprintf(stderr, versionUsage+"%s: error: unrecognized arguments: %s\n", program, program, arg)
			return exitUsage
		}
	}
	if err := s.build().write(stdout, asJSON); err != nil {
		fmt.Fprintln(stderr, err)
		return exitFailed
	}
	return exitDone
}

func (s Source) build() build {
	b := build{Name: s.Name, Manifest: s.Manifest, Modules: []linkedModule{}, Lowcode: "v0.0.0", Go: strings.TrimPrefix(runtime.Version(), "go"), OS: runtime.GOOS, Arch: runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	for _, m := range append(info.Deps, &info.Main) {
		switch {
		case m.Path == runtimeModule && m.Version != "":
			b.Lowcode = m.Version
		case m.Path != runtimeModule && m != &info.Main:
			b.Modules = append(b.Modules, linkedModule{m.Path, m.Version})
		}
	}
	return b
}

func (b build) write(w io.Writer, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(b)
	}
	_, err := fmt.Fprintf(w, "%s, compiled by lowcode %s with Go %s for %s/%s\n", b.Name, b.Lowcode, b.Go, b.OS, b.Arch)
	return err
}
