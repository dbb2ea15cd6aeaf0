package examples

import (
	"bytes"
	"encoding/json"
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
	out := run(t, proxy, binary, "read", "--config", config, "--catalog", file)
	protocoltest.Check(t, []byte(out), protocoltest.Rules{})
	got := records(t, out)
	want := strings.Split(strings.TrimSpace(read(t, filepath.Join(example, "want.records"))), "\n")
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("records:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
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
