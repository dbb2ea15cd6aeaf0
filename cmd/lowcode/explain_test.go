package main

import (
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler/explain"
	"github.com/lowcode-dev/lowcode/examples/mock"
)

// TestExplain compares what is said of each example with the requests that its API then sees: each request
// is one that was explained, and each that was explained is made.
func TestExplain(t *testing.T) {
	manifests, err := filepath.Glob("../../examples/source-*/manifest.yaml")
	if err != nil || len(manifests) < 3 {
		t.Fatalf("finding the examples: %v, %v", manifests, err)
	}
	for _, manifest := range manifests {
		dir := filepath.Dir(manifest)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			config := filepath.Join(dir, "config.example.json")
			script, err := os.ReadFile(filepath.Join(dir, "exchange.txt"))
			if err != nil {
				t.Fatal(err)
			}
			binary := filepath.Join(t.TempDir(), "connector")
			if out, err := exec.Command("go", "build", "-o", binary, "./"+dir).CombinedOutput(); err != nil {
				t.Fatalf("building: %v\n%s", err, out)
			}
			compareRequests(t, explanation(t, dir, config), requestsOf(t, binary, config, string(script), nil))
		})
	}
}

// requestsOf reads a connector against a scripted API, once with each of some further arguments, and returns the
// requests that the API saw.
func requestsOf(t *testing.T, binary, config, script string, reads ...[]string) []string {
	t.Helper()
	exchanges, err := mock.ParseScript(script)
	if err != nil {
		t.Fatal(err)
	}
	proxy, err := mock.Start(exchanges)
	if err != nil {
		t.Fatal(err)
	}
	defer proxy.Close()
	connector := func(args ...string) []byte {
		cmd := exec.Command(binary, append(args, "--config", config)...)
		cmd.Env = append(os.Environ(), proxy.Environment()...)
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
		return out
	}
	catalog, err := mock.Catalog(connector("discover"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "catalog.json")
	write(t, file, string(catalog))
	for _, args := range reads {
		connector(append([]string{"read", "--catalog", file}, args...)...)
	}
	return proxy.Requests()
}

func compareRequests(t *testing.T, explained explain.Explanation, seen []string) {
	t.Helper()
	if len(seen) == 0 {
		t.Fatal("the API saw no request")
	}
	made := map[string]bool{}
	for _, request := range seen {
		method, address, _ := strings.Cut(request, " ")
		found := false
		for _, s := range explained.Streams {
			for _, r := range s.Requests {
				if r.Method == method && explains(r, address) {
					found, made[s.Name+" "+s.When+" "+r.For] = true, true
				}
			}
		}
		if !found {
			t.Errorf("%s was not explained", request)
		}
	}
	for _, s := range explained.Streams {
		for _, r := range s.Requests {
			if !made[s.Name+" "+s.When+" "+r.For] {
				t.Errorf("%s: %s %s was not made", s.Name, r.Method, r.URL)
			}
		}
	}
}

// explains says that a request is as it was explained: the address, each parameter and no other one.
func explains(r explain.Request, address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	query := u.Query()
	u.RawQuery = ""
	whole := "^" + pattern(r.URL) + "$"
	if !regexp.MustCompile(whole).MatchString(u.String()) {
		return false
	}
	anyQuery := slices.ContainsFunc(r.Parts, func(p explain.Part) bool { return p.In == "path" })
	for _, p := range r.Parts {
		if p.In != "parameter" {
			continue
		}
		values, sent := query[p.Name]
		switch {
		case !sent && p.When == "" && !anyQuery:
			return false
		case sent && !p.Words && !regexp.MustCompile("^"+pattern(p.Value)+"$").MatchString(values[0]):
			return false
		}
		query.Del(p.Name)
	}
	return anyQuery || len(query) == 0
}

// pattern is a regular expression for a text in which templates stand for what is not known.
func pattern(text string) string {
	return strings.Join(slices.Collect(func(yield func(string) bool) {
		for _, part := range expression.Split(text, -1) {
			if !yield(regexp.QuoteMeta(part)) {
				return
			}
		}
	}), "[^/]+")
}

// expression is one {{ … }} of a template.
var expression = regexp.MustCompile(`\{\{.*?\}\}`)

func TestExplainUsage(t *testing.T) {
	const github = "../../examples/source-github"
	code, stdout, stderr := call(t, "explain", github+"/manifest.yaml", "issues")
	if code != 0 || strings.Contains(stdout, "stream repositories") || !strings.Contains(stdout, "GET https://api.github.com/repos/{{ config['organization'] }}/{{ stream_partition.repository }}/issues") {
		t.Errorf("exit %d: %s%s", code, stdout, stderr)
	}
	broken := filepath.Join(t.TempDir(), "config.json")
	if err := os.WriteFile(broken, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{github, "isues"}, {github, "--format", "xml"}, {github, "--config", broken}, {github, "--config", "none.json"}, {t.TempDir()}, {}} {
		if code, _, stderr := call(t, append([]string{"explain"}, args...)...); code != exitUsage || stderr == "" {
			t.Errorf("%v: exit %d: %s", args, code, stderr)
		}
	}
	if code, _, _ := call(t, "explain", file(t, "a: [")); code != exitManifest {
		t.Errorf("a broken manifest: exit %d", code)
	}
}

func TestExplainSuggests(t *testing.T) {
	if code, _, stderr := call(t, "explain", "../../examples/source-github", "isues"); code != exitUsage || !strings.Contains(stderr, `did you mean "issues"?`) {
		t.Errorf("exit %d: %s", code, stderr)
	}
}

// TestExplainKeepsSecrets evaluates what reads no secret only.
func TestExplainKeepsSecrets(t *testing.T) {
	config := filepath.Join(t.TempDir(), "config.json")
	if err := os.WriteFile(config, []byte(`{"organization": "acme", "token": "hush-hush"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	code, stdout, stderr := call(t, "explain", "../../examples/source-github", "--config", config)
	if code != 0 || !strings.Contains(stdout, "/orgs/acme/repos") || strings.Contains(stdout+stderr, "hush") {
		t.Errorf("exit %d: %s%s", code, stdout, stderr)
	}
}
