package examples

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/examples/mock"
	"github.com/lowcode-dev/lowcode/runtime/protocol/protocoltest"
)

// TestExamples builds each committed package and runs every command of it against the example's script.
func TestExamples(t *testing.T) {
	manifests, err := filepath.Glob("source-*/manifest.yaml")
	if err != nil || len(manifests) < 3 {
		t.Fatalf("finding the examples: %v, %v", manifests, err)
	}
	for _, manifest := range manifests {
		example := filepath.Dir(manifest)
		t.Run(example, func(t *testing.T) {
			t.Parallel()
			binary := filepath.Join(t.TempDir(), example)
			if out, err := exec.Command("go", "build", "-o", binary, "./"+example).CombinedOutput(); err != nil {
				t.Fatalf("building: %v\n%s", err, out)
			}
			runExample(t, example, binary)
		})
	}
}

func runExample(t *testing.T, example, binary string) {
	script, err := mock.ParseScript(read(t, filepath.Join(example, "exchange.txt")))
	if err != nil {
		t.Fatal(err)
	}
	proxy, err := mock.Start(script)
	if err != nil {
		t.Fatal(err)
	}
	defer proxy.Close()
	config := filepath.Join(example, "config.example.json")
	if got := run(t, proxy, binary, "spec"); !strings.Contains(got, `"connectionSpecification"`) {
		t.Errorf("spec: %s", got)
	}
	if got := run(t, proxy, binary, "check", "--config", config); !strings.Contains(got, `"status":"SUCCEEDED"`) {
		t.Errorf("check: %s", got)
	}
	catalog, err := mock.Catalog([]byte(run(t, proxy, binary, "discover", "--config", config)))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "catalog.json")
	if err := os.WriteFile(file, catalog, 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"read", "--config", config, "--catalog", file}
	out := run(t, proxy, binary, args...)
	wantRecords(t, out, filepath.Join(example, "want.records"))
	resumed := filepath.Join(example, "want.resumed")
	if _, err := os.Stat(resumed); err == nil {
		wantRecords(t, run(t, proxy, binary, append(args, "--state", lastStates(t, out))...), resumed)
	}
}

// wantRecords compares the records of a read with those of a file, in any order.
func wantRecords(t *testing.T, out, file string) {
	t.Helper()
	protocoltest.Check(t, []byte(out), protocoltest.Rules{})
	got := records(t, out)
	want := strings.Split(strings.TrimSpace(read(t, file)), "\n")
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("records:\n%s\nwant those of %s:\n%s", strings.Join(got, "\n"), file, strings.Join(want, "\n"))
	}
}

// lastStates is a file with the last state of each stream.
func lastStates(t *testing.T, out string) string {
	t.Helper()
	last := map[string]json.RawMessage{}
	for _, line := range strings.Split(strings.TrimSpace(out), "\n") {
		var message struct {
			Type  string
			State json.RawMessage
		}
		if err := json.Unmarshal([]byte(line), &message); err != nil {
			t.Fatalf("line %q is no message: %v", line, err)
		}
		var state struct {
			Stream struct {
				Descriptor struct{ Name string } `json:"stream_descriptor"`
			}
		}
		if message.Type != "STATE" {
			continue
		}
		if err := json.Unmarshal(message.State, &state); err != nil {
			t.Fatalf("line %q is no state: %v", line, err)
		}
		last[state.Stream.Descriptor.Name] = message.State
	}
	data, err := json.Marshal(slices.Collect(maps.Values(last)))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "state.json")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// records are the records of a run, "stream {…}" each.
func records(t *testing.T, out string) []string {
	t.Helper()
	var found []string
	for _, line := range strings.Split(strings.TrimSpace(out), "\n") {
		var message struct {
			Type   string
			Record struct {
				Stream string
				Data   json.RawMessage
			}
		}
		if err := json.Unmarshal([]byte(line), &message); err != nil {
			t.Fatalf("line %q is no message: %v", line, err)
		}
		if message.Type == "RECORD" {
			found = append(found, message.Record.Stream+" "+string(message.Record.Data))
		}
	}
	return found
}

func run(t *testing.T, proxy *mock.Proxy, binary string, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.Command(binary, args...)
	cmd.Env = append(os.Environ(), append(proxy.Environment(), "LOWCODE_MAX_WAIT=0.01")...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s%s", args[0], err, out.String(), errs.String())
	}
	return out.String()
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
