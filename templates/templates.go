// Package templates holds the files of a generated package that are the same for
// every connector but for a few names: go.mod, Dockerfile and .dockerignore, and what
// Airbyte's registry and tests want to know.
//
// In go names that the caller has made safe (module paths), and texts, which are quoted
// here, out comes text. It knows nothing of manifests.
package templates

import (
	"bytes"
	"crypto/sha1"
	"embed"
	"encoding/json"
	"fmt"
	"strings"
	"text/template"
)

//go:embed *.tmpl
var files embed.FS

var parsed = template.Must(template.New("").Funcs(template.FuncMap{"json": quoted}).ParseFS(files, "*.tmpl"))

// quoted is a text as YAML and JSON quote it.
func quoted(text string) (string, error) {
	data, err := json.Marshal(text)
	return string(data), err
}

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

// A Connector is what Airbyte's registry says of a connector.
type Connector struct {
	Name          string   // such as "source-foo"
	Documentation string   // an address; "" for none
	Hosts         []string // which its requests go to, as far as they are known
}

// Metadata is metadata.yaml. The identifier follows from the name.
func (c Connector) Metadata() ([]byte, error) {
	return execute("metadata.yaml.tmpl", map[string]any{"ID": identifier(c.Name), "Repository": c.repository(), "Title": title(c.Name),
		"Documentation": c.Documentation, "Hosts": c.Hosts})
}

// AcceptanceTests is acceptance-test-config.yml.
func (c Connector) AcceptanceTests() ([]byte, error) {
	return execute("acceptance-test-config.yml.tmpl", map[string]any{"Image": c.repository() + ":dev"})
}

// repository is the image's, which its owner will put under another name.
func (c Connector) repository() string { return "airbyte/" + strings.ToLower(c.Name) }

// identifier is a UUID of a name (RFC 9562, version 5), in a namespace of lowcode's own.
func identifier(name string) string {
	sum := sha1.Sum([]byte("github.com/lowcode-dev/lowcode " + name))
	sum[6], sum[8] = sum[6]&0x0f|0x50, sum[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// title is a name for people: "source-some-api" is "Some Api".
func title(name string) string {
	words := strings.FieldsFunc(strings.TrimPrefix(name, "source-"), func(r rune) bool { return r == '-' || r == '_' || r == '.' })
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}

func execute(name string, data any) ([]byte, error) {
	var out bytes.Buffer
	if err := parsed.ExecuteTemplate(&out, name, data); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
