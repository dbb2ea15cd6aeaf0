package component_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler"
	"github.com/lowcode-dev/lowcode/compiler/component"
	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/gen"
	"github.com/lowcode-dev/lowcode/compiler/golden"
	"github.com/lowcode-dev/lowcode/compiler/schema"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

const archives = "../../testdata/component/*.txtar"

// TestArchives proves each component by its archive: what it becomes, what the connector then asks for
// and prints, and how its mistakes are told. A part whose name ends with a number (component2.yaml,
// want2.go, exchange2) belongs to another case of the same component.
func TestArchives(t *testing.T) {
	p := &program{folder: t.TempDir(), overlay: map[string]string{}}
	var cases []testCase
	golden.Each(t, archives, func(t *testing.T, a *golden.Archive) {
		for _, c := range casesOf(t, a) {
			files := c.compile(t, a)
			c.wantGo(t, a, files)
			p.add(t, c.name(), c.written(t, a, files))
			cases = append(cases, c)
		}
		mistakes(t, a)
	})
	if t.Failed() {
		t.FailNow()
	}
	p.build(t)
	golden.Each(t, archives, func(t *testing.T, a *golden.Archive) {
		t.Parallel()
		for _, c := range cases {
			if c.archive == a.Name {
				c.read(t, a, p)
			}
		}
	})
}

// A testCase is one manifest of an archive.
type testCase struct {
	archive, typ string
	number       string // "" for the first
	place        place
	manifest     string
	streams      []string
}

func (c *testCase) name() string { return c.archive + c.number }

// part is the name of a part of the case: want.go, want2.go.
func (c *testCase) part(stem, ending string) string { return stem + c.number + ending }

var isCase = regexp.MustCompile(`^(component|manifest)(\d*)\.yaml$`)

// casesOf are the cases of an archive.
func casesOf(t *testing.T, a *golden.Archive) []testCase {
	t.Helper()
	typ := typeOf(a.Name)
	if typ == "" {
		t.Fatalf("no component has the name %s", a.Name)
	}
	var cases []testCase
	for _, name := range a.Names() {
		m := isCase.FindStringSubmatch(name)
		if m == nil {
			continue
		}
		c := testCase{archive: a.Name, typ: typ, number: m[2], place: placeOf(typ)}
		c.manifest, _ = a.Part(name)
		if m[1] == "component" {
			c.manifest = frame(c.place, c.manifest).manifest
		}
		cases = append(cases, c)
	}
	if cases == nil {
		t.Fatal("the archive has no component.yaml and no manifest.yaml")
	}
	return cases
}

// typeOf is the component whose files have a name.
func typeOf(name string) string {
	for _, c := range schema.Components() {
		if component.Snake(c.Name) == name {
			return c.Name
		}
	}
	return ""
}

// compile takes the manifest through all phases; an archive's good manifests have nothing to be told of.
func (c *testCase) compile(t *testing.T, a *golden.Archive) []gen.File {
	t.Helper()
	files, found := compile(t, a, c.manifest)
	if len(found) > 0 {
		t.Fatalf("compiling the case %q:\n%s\n%s", c.number, found.Text(), c.manifest)
	}
	list := expression(t, files[0], "func streams")
	for _, m := range regexp.MustCompile(`(\w+)Stream\(cfg\)`).FindAllStringSubmatch(list, -1) {
		c.streams = append(c.streams, m[1])
	}
	return files
}

func compile(t *testing.T, a *golden.Archive, manifest string) ([]gen.File, diag.List) {
	t.Helper()
	beside, err := a.Files()
	if err != nil {
		t.Fatal(err)
	}
	files, found, err := compiler.Compile(source.NewFile("manifest.yaml", manifest), compiler.Options{Name: "source-items", Beside: beside})
	if err != nil {
		t.Fatal(err)
	}
	return files, found
}

// wantGo compares the expression that the component became; there is none for one that is what the
// runtime does anyway.
func (c *testCase) wantGo(t *testing.T, a *golden.Archive, files []gen.File) {
	t.Helper()
	got := ""
	for _, f := range files {
		if f.Name == c.place.field {
			got = strings.TrimPrefix(string(f.Data), gen.Header+"\n\npackage main\n\n")
		}
		if got == "" && strings.HasSuffix(f.Name, ".go") {
			got = expression(t, f, c.place.field)
		}
	}
	a.Want(t, c.part("want", ".go"), got)
}

// written compares the stubs of classes of Python with what the archive expects, and puts the custom.go of the
// case, if it has one, in their place.
func (c *testCase) written(t *testing.T, a *golden.Archive, files []gen.File) []gen.File {
	t.Helper()
	out := slices.Clone(files)
	for i, f := range out {
		if f.Name != gen.CustomFile {
			continue
		}
		_, stub, _ := strings.Cut(string(f.Data), "\n)\n\n")
		a.Want(t, c.part("want.custom", ".go"), stub)
		if own, ok := a.Part(c.part("custom", ".go")); ok {
			out[i].Data = []byte("\n" + own)
		}
	}
	return out
}

// expression is the text of the first expression that a field holds, or that a function returns; of a
// list of one, its element; of a function that does more, its body.
func expression(t *testing.T, f gen.File, field string) string {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, f.Name, f.Data, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	function, isFunction := strings.CutPrefix(field, "func ")
	var found ast.Node
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if isFunction && n.Name.Name == function {
				found = result(n.Body)
			}
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok && key.Name == field {
				found = n.Value
			}
		}
		return found == nil
	})
	if found == nil {
		return ""
	}
	if list, ok := found.(*ast.CompositeLit); ok && len(list.Elts) == 1 {
		if _, ok := list.Type.(*ast.ArrayType); ok {
			found = list.Elts[0]
		}
	}
	return outdented(string(f.Data[fset.Position(found.Pos()).Offset:fset.Position(found.End()).Offset]))
}

// result is what a function returns, or its whole body when it does more than that.
func result(body *ast.BlockStmt) ast.Node {
	if only, ok := body.List[0].(*ast.ReturnStmt); ok {
		return only.Results[0]
	}
	return body
}

// outdented takes the tabs of the last line away from all lines.
func outdented(text string) string {
	last := text[strings.LastIndexByte(text, '\n')+1:]
	tabs := last[:len(last)-len(strings.TrimLeft(last, "\t"))]
	return strings.ReplaceAll(text, "\n"+tabs, "\n")
}

// mistakes compiles the bad parts of an archive and compares what is said of their lines.
func mistakes(t *testing.T, a *golden.Archive) {
	t.Helper()
	_, whole := a.Part("manifest.yaml")
	for _, name := range a.Names() {
		if !strings.HasPrefix(name, "bad") {
			continue
		}
		text, _ := a.Part(name)
		f := framed{manifest: golden.Unmarked(text)}
		if !whole {
			f = frame(placeOf(typeOf(a.Name)), f.manifest)
		}
		_, found := compile(t, a, f.manifest)
		var said []golden.Mistake
		for _, d := range found {
			at, message := d.Span.Position(), d.Summary
			if d.Severity == diag.Warning {
				message = "warning: " + message
			}
			said = append(said, golden.Mistake{Line: at.Line - f.lines, Column: at.Column - f.indent, Message: message})
		}
		if len(said) == 0 {
			t.Errorf("%s: nothing is wrong", name)
		}
		a.WantMistakes(t, name, said)
	}
}

// read runs the connector against the exchange of the case. What it reads is compared sorted: partitions
// are read side by side. The other commands are run when the archive has a part for them.
func (c *testCase) read(t *testing.T, a *golden.Archive, p *program) {
	t.Helper()
	script, _ := a.Part(c.part("exchange", ""))
	url := serve(t, script)
	config := c.config(t, a, url)
	if _, ok := a.Part(c.part("want", ".spec")); ok {
		a.Want(t, c.part("want", ".spec"), told(p.run(t, c.name(), "spec", "", "", ""), url))
	}
	if _, ok := a.Part(c.part("want", ".check")); ok {
		a.Want(t, c.part("want", ".check"), told(p.run(t, c.name(), "check", config, "", ""), url))
	}
	if _, ok := a.Part(c.part("want", ".discover")); ok {
		a.Want(t, c.part("want", ".discover"), told(p.run(t, c.name(), "discover", config, "", ""), url))
	}
	if _, ok := a.Part(c.part("want", ".check")); ok {
		return // its exchange is that of the check
	}
	state, _ := a.Part(c.part("state", ".json"))
	messages := p.run(t, c.name(), "read", config, c.catalog(a), state)
	a.Want(t, c.part("want", ".records"), told(messages, url))
	if _, ok := a.Part(c.part("want", ".config")); ok {
		a.Want(t, c.part("want", ".config"), strings.ReplaceAll(kept(messages), url, "$URL"))
	}
	if _, ok := a.Part(c.part("want", ".waits")); ok {
		a.Want(t, c.part("want", ".waits"), waits(messages))
	}
	if _, ok := a.Part(c.part("want", ".state")); ok || state != "" {
		a.Want(t, c.part("want", ".state"), lastStates(messages))
	}
}

// config is the config of the case, with the address of the server.
func (c *testCase) config(t *testing.T, a *golden.Archive, url string) string {
	t.Helper()
	values := map[string]any{}
	if text, ok := a.Part(c.part("config", ".json")); ok {
		if err := json.Unmarshal([]byte(text), &values); err != nil {
			t.Fatal(err)
		}
	}
	values["url"] = url
	data, err := json.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// catalog is that of the archive, or asks for everything of all streams.
func (c *testCase) catalog(a *golden.Archive) string {
	if text, ok := a.Part(c.part("catalog", ".json")); ok {
		return text
	}
	var all []string
	for _, s := range c.streams {
		all = append(all, fmt.Sprintf(`{"stream": {"name": %q, "json_schema": {}, "supported_sync_modes": ["full_refresh"]}, "sync_mode": "full_refresh", "destination_sync_mode": "overwrite"}`, s))
	}
	return `{"streams": [` + strings.Join(all, ", ") + `]}`
}

// lastStates is the last state of each stream, a line each. How long a reading took is told as 0.
func lastStates(messages []message) string {
	last := map[string]string{}
	for _, m := range messages {
		if m.Type == "STATE" {
			state := wallTime.ReplaceAllString(string(m.State.Stream.State), "${1}0")
			last[m.State.Stream.Descriptor.Name] = m.State.Stream.Descriptor.Name + " " + state
		}
	}
	return strings.Join(slices.Sorted(maps.Values(last)), "\n")
}

var wallTime = regexp.MustCompile(`("lookback_window":)\d+`)

// told is what messages say, a line each; records of other streams than items have the stream's name before them.
func told(messages []message, url string) string {
	var lines []string
	for _, m := range messages {
		switch m.Type {
		case "RECORD":
			line := string(m.Record.Data)
			if m.Record.Stream != "items" {
				line = m.Record.Stream + " " + line
			}
			lines = append(lines, line+m.file())
		case "SPEC":
			lines = append(lines, compact(m.Spec))
		case "CONNECTION_STATUS":
			lines = append(lines, strings.TrimSpace(m.ConnectionStatus.Status+" "+m.ConnectionStatus.Message))
		case "CATALOG":
			for _, s := range m.Catalog.Streams {
				line := strings.TrimSpace(s.Name + " " + compact(s.Schema) + " " + string(s.Key) + " " + s.cursor())
				if s.FileBased {
					line += " with files"
				}
				lines = append(lines, line)
			}
		case "TRACE":
			// The stream's own failure; the summary at the end repeats it with the time of day.
			if m.Trace.Type == "ERROR" && !strings.HasPrefix(m.Trace.Error.Message, "During the sync") {
				lines = append(lines, "! "+m.Trace.Error.Message)
			}
		}
	}
	slices.Sort(lines)
	return strings.ReplaceAll(strings.Join(lines, "\n"), url, "$URL")
}

// kept are the configs that the platform was told to keep, a line each.
func kept(messages []message) string {
	var all []string
	for _, m := range messages {
		if m.Type == "CONTROL" {
			all = append(all, compact(m.Control.ConnectorConfig.Config))
		}
	}
	return strings.Join(all, "\n")
}

// waits are the seconds that the log says the connector waits before attempts, a line.
func waits(messages []message) string {
	var all []string
	for _, m := range messages {
		if wait := retrying.FindStringSubmatch(m.Log.Message); wait != nil {
			all = append(all, wait[1])
		}
	}
	return strings.Join(all, " ")
}

var retrying = regexp.MustCompile(`^retrying .* in (\S+) seconds \(attempt`)

func compact(document json.RawMessage) string {
	var out bytes.Buffer
	if err := json.Compact(&out, document); err != nil {
		return err.Error()
	}
	return out.String()
}
