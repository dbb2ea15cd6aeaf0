package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// manifest is a source with one stream.
const manifest = `version: 7.0.0
type: DeclarativeSource
check: {type: CheckStream, stream_names: [moons]}
streams:
  - type: DeclarativeStream
    name: moons
    retriever:
      type: SimpleRetriever
      requester: {type: HttpRequester, url_base: "https://sky.example", path: "{{ config['planet'] }}/moons"}
      record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
    schema_loader: {type: InlineSchemaLoader, schema: {type: object}}
spec:
  type: Spec
  connection_specification: {type: object, properties: {planet: {type: string}}}
`

func call(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs strings.Builder
	code = run(args, &out, &errs)
	return code, out.String(), errs.String()
}

func file(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "manifest.yaml")
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestExitCodes shows what each kind of fault is told and how lowcode ends.
func TestExitCodes(t *testing.T) {
	good, bad := file(t, manifest), file(t, strings.Replace(manifest, "planet'", "planet", 1))
	occupied := file(t, "mine")
	for _, test := range []struct {
		args   []string
		code   int
		stderr string
	}{
		{[]string{"validate", good}, 0, ""},
		{[]string{"validate", bad}, exitManifest, bad + ":9:"},
		{[]string{"compile", bad, "-o", filepath.Join(t.TempDir(), "source-a")}, exitManifest, ": error: "},
		{[]string{"validate"}, exitUsage, "accepts 1 arg"},
		{[]string{"validate", "a", "b"}, exitUsage, "accepts 1 arg"},
		{[]string{"validate", good, "--no-such-flag"}, exitUsage, "unknown flag"},
		{[]string{"frobnicate"}, exitUsage, "unknown command"},
		{[]string{"validate", good, "--format", "xml"}, exitUsage, `unknown format "xml"`},
		{[]string{"validate", good + ".not-there"}, exitUsage, "no such file"},
		{[]string{"validate", filepath.Dir(good)}, exitUsage, "is a directory"},
		{[]string{"compile", good, "-o", "a b"}, exitUsage, `"a b" cannot name a connector`},
		{[]string{"compile", good, "-o", occupied}, exitUsage, "is a file"},
		{[]string{"compile", good, "-o", filepath.Join(occupied, "source-a")}, exitToolchain, "not a directory"},
		{[]string{"compile", good, "-o", filepath.Dir(good)}, exitUsage, "manifest.yaml"},
		{[]string{"compile", good, "-o", filepath.Join(t.TempDir(), "source-a"), "--os", "plan9000"}, exitUsage, "Go does not build for plan9000/"},
	} {
		code, stdout, stderr := call(t, test.args...)
		if code != test.code || !strings.Contains(stderr, test.stderr) || stdout != "" {
			t.Errorf("%v: exit %d, want %d\nstdout: %s\nstderr: %s", test.args, code, test.code, stdout, stderr)
		}
	}
}

func TestJSONDiagnostics(t *testing.T) {
	_, _, stderr := call(t, "validate", "--format", "json", file(t, strings.Replace(manifest, "planet'", "planet", 1)))
	for line := range strings.Lines(stderr) {
		var d struct{ Severity, Summary string }
		if err := json.Unmarshal([]byte(line), &d); err != nil || d.Severity == "" || d.Summary == "" {
			t.Errorf("the line %q is no diagnostic: %v", line, err)
		}
	}
	if stderr == "" {
		t.Error("no diagnostic")
	}
}

func TestPanic(t *testing.T) {
	var stderr strings.Builder
	code := 0
	func() {
		at := &phase{name: "gen"}
		defer at.recover(&stderr, &code)
		panic("lost")
	}()
	if code != exitToolchain || !strings.Contains(stderr.String(), "a bug in lowcode, not in the manifest: panic in phase gen: lost") {
		t.Errorf("exit %d: %s", code, stderr.String())
	}
}

func TestDefaultName(t *testing.T) {
	for path, want := range map[string]string{
		"/x/source-moons/manifest.yaml": "source-moons", "/x/moons/manifest.yml": "source-moons", "moons.yaml": "source-moons", "a/source-moons.yaml": "source-moons",
	} {
		if got := defaultName(path); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
}

func TestSchemaAndVersion(t *testing.T) {
	code, stdout, _ := call(t, "schema")
	if code != 0 || !json.Valid([]byte(stdout)) {
		t.Errorf("schema: exit %d, %d bytes", code, len(stdout))
	}
	if code, stdout, _ := call(t, "version"); code != 0 || !strings.HasPrefix(stdout, "lowcode ") {
		t.Errorf("version: exit %d: %s", code, stdout)
	}
}

// TestCompile goes all the way: the binary answers, and vet has nothing to say about its source.
func TestCompile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "source-moons")
	if code, _, stderr := call(t, "compile", file(t, manifest), "-o", dir); code != 0 {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	out, err := exec.Command(filepath.Join(dir, "source-moons"), "spec").Output()
	if err != nil || !strings.Contains(string(out), `"connectionSpecification"`) {
		t.Errorf("spec: %v: %s", err, out)
	}
	vet := exec.Command("go", "vet", ".")
	vet.Dir, vet.Env = dir, append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GOPROXY=off", "CGO_ENABLED=0")
	if out, err := vet.CombinedOutput(); err != nil {
		t.Errorf("go vet: %v\n%s", err, out)
	}
}
