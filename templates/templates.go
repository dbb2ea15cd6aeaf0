// Package templates holds the files of a generated package that are the same for
// every connector but for a few names: go.mod, Dockerfile and .dockerignore.
//
// In go names that the caller has made safe (module paths), out comes text. It
// knows nothing of manifests.
package templates

import (
	"bytes"
	"embed"
	"text/template"
)

//go:embed go.mod.tmpl Dockerfile.tmpl dockerignore.tmpl
var files embed.FS

var parsed = template.Must(template.ParseFS(files, "*.tmpl"))

// A Requirement is a module that the connector links.
type Requirement struct {
	Path, Version string
	Indirect      bool
}

// GoMod is the go.mod of a standalone package.
func GoMod(module, goVersion string, requires []Requirement) ([]byte, error) {
	return execute("go.mod.tmpl", map[string]any{"Module": module, "Go": goVersion, "Requires": requires})
}

// Dockerfile builds the connector's image. The package is where the connector is built,
// relative to the build context: "." for a standalone package.
func Dockerfile(name, pkg, goVersion string) ([]byte, error) {
	return execute("Dockerfile.tmpl", map[string]any{"Name": name, "Package": pkg, "Go": goVersion})
}

// Dockerignore keeps out of the build context what the image is not built from.
func Dockerignore() ([]byte, error) { return execute("dockerignore.tmpl", nil) }

func execute(name string, data any) ([]byte, error) {
	var out bytes.Buffer
	if err := parsed.ExecuteTemplate(&out, name, data); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
