package gen

// Runtime is the import path of the package tree that generated code links.
const Runtime = "github.com/lowcode-dev/lowcode/runtime"

// runtimePackages are the packages of the runtime that a plan may name.
var runtimePackages = []string{
	"auth", "config", "configure", "connector", "cursor", "decode", "dynamic", "evaluate", "limit", "migrate", "page", "partition", "protocol",
	"record", "request", "requester", "retrieve", "retry", "stream", "timefmt", "value",
}

// standardPackages are the packages of the standard library that a plan may name:
// none of them reaches the file system, the network or another process by what a literal can say.
var standardPackages = map[string]string{
	"net/http": "http",
	"math":     "math",
	"time":     "time",
}

// importNames maps every import path that generated code may have to the package's name.
var importNames = allImports()

func allImports() map[string]string {
	names := map[string]string{}
	for _, name := range runtimePackages {
		names[Runtime+"/"+name] = name
	}
	for path, name := range standardPackages {
		names[path] = name
	}
	return names
}

// importPath is the import path of a package as plans write it: "page" or "net/http".
func importPath(pkg string) (path string, ok bool) {
	if _, ok := standardPackages[pkg]; ok {
		return pkg, true
	}
	path = Runtime + "/" + pkg
	_, ok = importNames[path]
	return path, ok
}
