package component_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler/gen"
	"github.com/lowcode-dev/lowcode/runtime/protocol/protocoltest"
)

const (
	repository = "../.." // from this package
	virtual    = "build/archives"
)

// A program holds the connectors of all archives, so that one build makes and one link joins them: each
// is a package whose main has another name. None is written into the repository: an overlay of the go
// command puts the files into empty folders of build/archives, so that tests that run at the same time do
// not meet there, and what did not change since the last time is not built again.
type program struct {
	folder  string
	overlay map[string]string
	names   []string
	binary  string
}

// add puts a connector into the program.
func (p *program) add(t *testing.T, name string, files []gen.File) {
	t.Helper()
	for _, f := range files {
		text := string(f.Data)
		if strings.HasSuffix(f.Name, ".go") {
			text = strings.Replace(text, "\npackage main\n", "\npackage "+name+"\n", 1)
			text = strings.Replace(text, "\nfunc main() {\n", "\n// Main runs the connector.\nfunc Main() {\n", 1)
		}
		p.write(t, name+"/"+f.Name, text)
	}
	p.names = append(p.names, name)
}

// write puts a file into the folder that the overlay shows.
func (p *program) write(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join(p.folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	shown, err := filepath.Abs(filepath.Join(repository, virtual, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	p.overlay[shown] = path
	if err := os.MkdirAll(filepath.Dir(shown), 0o777); err != nil { // vet goes there; it stays empty
		t.Fatal(err)
	}
}

// build builds and vets all connectors.
func (p *program) build(t *testing.T) {
	t.Helper()
	var text strings.Builder
	text.WriteString("package main\n\nimport (\n\t\"os\"\n\n")
	for _, name := range p.names {
		fmt.Fprintf(&text, "\t\"github.com/lowcode-dev/lowcode/%s/%s\"\n", virtual, name)
	}
	text.WriteString(")\n\nfunc main() {\n\tname := os.Args[1]\n\tos.Args = append(os.Args[:1], os.Args[2:]...)\n\tswitch name {\n")
	for _, name := range p.names {
		fmt.Fprintf(&text, "\tcase %q:\n\t\t%s.Main()\n", name, name)
	}
	text.WriteString("\t}\n}\n")
	p.write(t, "main.go", text.String())
	overlay, err := json.Marshal(map[string]any{"Replace": p.overlay})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(p.folder, "overlay.json")
	if err := os.WriteFile(file, overlay, 0o666); err != nil {
		t.Fatal(err)
	}
	p.binary = filepath.Join(p.folder, "connectors")
	goRun(t, "build", "-overlay", file, "-ldflags=-s -w", "-o", p.binary, "./"+virtual)
	goRun(t, "vet", "-overlay", file, "./"+virtual+"/...")
}

func goRun(t *testing.T, args ...string) {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = repository
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=", "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go %s: %v\n%s", args[0], err, out)
	}
}

// run runs a command of a connector and gives the messages that it printed.
func (p *program) run(t *testing.T, name, command, config, catalog, state string) []message {
	t.Helper()
	args := []string{name, command}
	for _, f := range [][2]string{{"config", config}, {"catalog", catalog}, {"state", state}} {
		if f[1] == "" {
			continue
		}
		file := filepath.Join(t.TempDir(), f[0]+".json")
		if err := os.WriteFile(file, []byte(f[1]), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, "--"+f[0], file)
	}
	var out, errs bytes.Buffer
	cmd := exec.Command(p.binary, args...)
	cmd.Env = append(os.Environ(), "NO_PROXY=*", "no_proxy=*", "LOWCODE_MAX_WAIT=0.01", "AIRBYTE_STAGING_DIRECTORY="+t.TempDir())
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if command == "read" {
		protocoltest.Check(t, out.Bytes(), protocoltest.Rules{})
	}
	messages, bad := parseMessages(out.Bytes())
	failed := slices.ContainsFunc(messages, func(m message) bool { return m.Type == "TRACE" && m.Trace.Type == "ERROR" })
	if bad != nil || err != nil && !failed {
		t.Errorf("%s %s: %v, %v\n%s%s", name, command, err, bad, out.String(), errs.String())
	}
	return messages
}

// A message is a line of a connector's output, as far as archives look at it.
type message struct {
	Type   string
	Record struct {
		Stream string
		Data   json.RawMessage
		File   *struct {
			URL  string `json:"staging_file_url"`
			Path string `json:"source_file_relative_path"`
			Size int64  `json:"file_size_bytes"`
		} `json:"file_reference"`
	}
	Spec             json.RawMessage
	ConnectionStatus struct{ Status, Message string }
	Catalog          struct {
		Streams []catalogStream
	}
	State struct {
		Stream struct {
			Descriptor struct{ Name string } `json:"stream_descriptor"`
			State      json.RawMessage       `json:"stream_state"`
		}
	}
	Control struct {
		ConnectorConfig struct{ Config json.RawMessage }
	}
	Log   struct{ Message string }
	Trace struct {
		Type  string
		Error struct{ Message string }
	}
}

// A catalogStream is what discover says of a stream.
type catalogStream struct {
	Name          string
	Schema        json.RawMessage `json:"json_schema"`
	Key           json.RawMessage `json:"source_defined_primary_key"`
	CursorField   []string        `json:"default_cursor_field"`
	CursorDefined bool            `json:"source_defined_cursor"`
	Resumable     bool            `json:"is_resumable"`
	FileBased     bool            `json:"is_file_based"`
}

// cursor says which field the stream goes on by, "" for none.
func (s *catalogStream) cursor() string {
	if s.CursorField == nil && !s.Resumable {
		return ""
	}
	return fmt.Sprintf("cursor %q, source-defined: %t, resumable: %t", s.CursorField, s.CursorDefined, s.Resumable)
}

// file is what the file of a record says, "" without one.
func (m *message) file() string {
	file := m.Record.File
	if file == nil {
		return ""
	}
	content, err := os.ReadFile(file.URL)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf(" + %s (%d bytes): %s", file.Path, file.Size, content)
}

func parseMessages(out []byte) ([]message, error) {
	var all []message
	for line := range bytes.Lines(out) {
		var m message
		if err := json.Unmarshal(line, &m); err != nil {
			return all, fmt.Errorf("reading the line %q: %w", line, err)
		}
		all = append(all, m)
	}
	return all, nil
}
