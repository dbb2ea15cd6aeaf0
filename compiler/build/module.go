package build

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/gen"
)

// runtimeModule is the module that holds the runtime.
var runtimeModule = path.Dir(gen.Runtime)

// A module is the Go module around a directory.
type module struct {
	root       string // where its go.mod is, "" outside modules
	hasRuntime bool   // it is the module of the runtime or requires it: the package needs no vendor directory
}

// findModule looks for the module that dir, which need not exist, is in.
func findModule(dir string) (module, error) {
	for {
		data, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		switch {
		case err == nil:
			file, err := parseModFile(data)
			if err != nil {
				return module{}, fmt.Errorf("reading %s: %w", filepath.Join(dir, "go.mod"), err)
			}
			_, required := file.requires[runtimeModule]
			return module{root: dir, hasRuntime: file.path == runtimeModule || required}, nil
		case !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission):
			return module{}, err
		}
		if parent := filepath.Dir(dir); parent != dir {
			dir = parent
			continue
		}
		return module{}, nil
	}
}

// A modFile is what lowcode needs of a go.mod.
type modFile struct {
	path     string
	version  string            // of Go
	requires map[string]string // versions by path
}

// release is Go's version without the patch: what an image is built with should have the newest one.
func (m modFile) release() string {
	parts := strings.SplitN(m.version, ".", 3)
	return strings.Join(parts[:min(len(parts), 2)], ".")
}

// parseModFile reads the module, go and require directives, alone or in blocks.
func parseModFile(data []byte) (modFile, error) {
	m := modFile{requires: map[string]string{}}
	block := ""
	lines := bufio.NewScanner(bytes.NewReader(data))
	for lines.Scan() {
		text, _, _ := strings.Cut(lines.Text(), "//")
		words := strings.Fields(text)
		if len(words) == 0 {
			continue
		}
		switch {
		case words[0] == ")":
			block = ""
			continue
		case len(words) == 2 && words[1] == "(":
			block = words[0]
			continue
		case block != "":
			words = append([]string{block}, words...)
		}
		m.directive(words)
	}
	return m, lines.Err()
}

func (m *modFile) directive(words []string) {
	switch {
	case words[0] == "module" && len(words) > 1:
		m.path = strings.Trim(words[1], "\"`")
	case words[0] == "go" && len(words) > 1:
		m.version = words[1]
	case words[0] == "require" && len(words) > 2:
		m.requires[strings.Trim(words[1], "\"`")] = words[2]
	}
}

// moduleName makes a module path of a connector's name. One that is the start of a path of the
// standard library would hide it.
func moduleName(name string) string {
	if standardLibrary[strings.ToLower(name)] {
		return "source-" + name
	}
	return name
}

// standardLibrary is every first element of a path in the standard library, and what the go command reserves.
var standardLibrary = setOf("all", "archive", "arena", "bufio", "builtin", "bytes", "cmd", "cmp", "compress", "container", "context",
	"crypto", "database", "debug", "embed", "encoding", "errors", "example", "expvar", "flag", "fmt", "go", "hash", "html", "image", "index",
	"internal", "io", "iter", "log", "maps", "math", "mime", "net", "os", "path", "plugin", "reflect", "regexp", "runtime", "slices",
	"sort", "std", "strconv", "strings", "structs", "sync", "syscall", "test", "testing", "text", "time", "tool", "unicode", "unique",
	"unsafe", "vendor", "weak", "work",
	// A path element of these names is refused everywhere, for the sake of Windows.
	"con", "aux", "nul", "prn")

func setOf(names ...string) map[string]bool {
	set := map[string]bool{}
	for _, name := range names {
		set[name] = true
	}
	return set
}
