package gen

import (
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// names holds what each stream is called in the package.
type names map[*plan.DeclarativeStream]streamName

// A streamName is one stream's names. The fixed word comes last: a file x_test.go or
// x_windows.go would mean something to Go, and an identifier that ends in Stream
// or Schema is neither a keyword nor an import nor a shared function.
type streamName struct {
	function string // issuesStream
	file     string // issues_stream.go
	schemas  []schemaName
}

// A schemaName is what one schema of a stream is called.
type schemaName struct {
	variable string // issuesSchema
	file     string // schemas/issues.json
}

// nameStreams names all streams. Two whose names differ only in what Go or a file system
// ignores are told apart: by their role, a parent by that word, others by a number in their order.
func nameStreams(src *plan.Source) names {
	n, taken := names{}, map[string]bool{}
	for _, s := range allStreams(src) {
		w := append(words(s.Name), strings.Fields(s.Role)...)
		if taken[camel(w)] && !slices.Contains(src.Streams, s) {
			w = append(w, "parent")
		}
		w = unused(w, taken)
		name := nameStream(w)
		for i := range s.Schemas {
			own := w
			if i > 0 {
				own = unused(w, taken) // the first one has the name of the stream
			}
			name.schemas = append(name.schemas, nameSchema(own))
		}
		n[s] = name
		s.Identifier = n[s].function
	}
	return n
}

func nameStream(w []string) streamName {
	return streamName{function: camel(w) + "Stream", file: snake(w) + "_stream.go"}
}

func nameSchema(w []string) schemaName {
	document := snake(w)
	if windowsDevices[document] {
		document += "_" // schemas/con.json is a device on Windows, and go:embed refuses it everywhere
	}
	return schemaName{variable: camel(w) + "Schema", file: "schemas/" + document + ".json"}
}

// template is the function of what fills a stream in: issuesTemplate.
func (n streamName) template() string { return strings.TrimSuffix(n.function, "Stream") + "Template" }

// unused adds a number to words that have been taken, as an identifier or as a file name.
func unused(w []string, taken map[string]bool) []string {
	free := func(w []string) bool { return !taken[camel(w)] && !taken[snake(w)] }
	numbered := w
	for i := 2; !free(numbered); i++ {
		numbered = append(w[:len(w):len(w)], strconv.Itoa(i))
	}
	taken[camel(numbered)], taken[snake(numbered)] = true, true
	return numbered
}

// SharedNames returns the function that names shared pieces after the $ref that they
// came from: its last segment, which is prefixed where Go or the package has a use for the word.
func SharedNames() func(ref string) string {
	taken := map[string]bool{}
	return func(ref string) string {
		w := words(lastSegment(ref))
		if isReserved(camel(w)) {
			w = append([]string{"shared"}, w...)
		}
		return camel(unused(w, taken))
	}
}

// lastSegment is the last part of a JSON pointer: "paginator" of "#/definitions/paginator".
func lastSegment(ref string) string {
	return ref[strings.LastIndexByte(ref, '/')+1:]
}

// isReserved says that a package-level function cannot or should not have the name: Go's words,
// predeclared names, imports, what the package declares itself, and the endings of streams.
func isReserved(id string) bool {
	_, imported := importPath(id)
	return token.IsKeyword(id) || types.Universe.Lookup(id) != nil || imported || ownNames[id] ||
		strings.HasSuffix(id, "Stream") || strings.HasSuffix(id, "Schema") || strings.HasSuffix(id, "Template")
}

// ownNames are declared by every generated package or are a parameter of its functions.
var ownNames = map[string]bool{
	"main": true, "init": true, "spec": true, "streams": true, "dynamicStreams": true, "concurrencyLevel": true, "configRules": true, "apiBudget": true,
	"cfg": true, "mapped": true, "http": true, "embed": true,
}

// windowsDevices are the names that a file may not have on Windows, with any ending.
var windowsDevices = map[string]bool{
	"con": true, "aux": true, "nul": true, "prn": true,
	"com1": true, "com2": true, "com3": true, "com4": true, "com5": true, "com6": true, "com7": true, "com8": true, "com9": true,
	"lpt1": true, "lpt2": true, "lpt3": true, "lpt4": true, "lpt5": true, "lpt6": true, "lpt7": true, "lpt8": true, "lpt9": true,
}
