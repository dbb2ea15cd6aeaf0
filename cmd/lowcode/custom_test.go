package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// signed is the manifest with an authenticator in Python, of a class of that name.
func signed(class string) string {
	return strings.Replace(manifest, "/moons\"}", "/moons\", authenticator: {type: CustomAuthenticator, class_name: "+class+", key: k}}", 1)
}

// TestStubsAreNotBuilt refuses to build what nobody has written, unless it is asked to; the stream that uses it
// fails then.
func TestStubsAreNotBuilt(t *testing.T) {
	path := file(t, signed("source_sky.Signer"))
	dir := filepath.Join(t.TempDir(), "source-sky")
	code, _, stderr := call(t, "compile", path, "-o", dir)
	if want := path + ":9:166: error: the class \"source_sky.Signer\" is still a stub [stub]"; code != exitManifest || !strings.Contains(stderr, want) {
		t.Errorf("exit code %d, %s", code, stderr)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("a package was written although nothing was built")
	}
	if code, _, stderr := call(t, "validate", path); code != 0 || !strings.Contains(stderr, "warning: \"source_sky.Signer\" is a class of Python") {
		t.Errorf("validate ends with %d: %s", code, stderr)
	}
	if code, _, stderr := call(t, "compile", path, "-o", dir, "--allow-stubs"); code != 0 || !strings.Contains(stderr, "warning: the class") {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	out := check(t, dir, "source-sky")
	if !strings.Contains(out, "FAILED") || !strings.Contains(out, "source_sky.Signer") {
		t.Errorf("check says %s", out)
	}
	code, _, stderr = call(t, "image", dir, "-t", "example/source-sky:1", "-o", filepath.Join(t.TempDir(), "image"))
	if at := filepath.Join(dir, "custom.go") + ":"; code != exitManifest || !strings.HasPrefix(stderr, at) || !strings.Contains(stderr, "is still a stub [stub]") {
		t.Errorf("the image of the package: exit code %d, %s", code, stderr)
	}
}

// check runs check of a connector.
func check(t *testing.T, dir, name string) string {
	t.Helper()
	config := filepath.Join(t.TempDir(), "config.json")
	if err := os.WriteFile(config, []byte(`{"planet": "mars"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	out, _ := exec.Command(filepath.Join(dir, name), "check", "--config", config).CombinedOutput()
	return string(out)
}

// TestCustomIsTheUsers goes the way of an author: a stub is written, filled in, and built; another class is told,
// with what to add, and nothing of his is touched.
func TestCustomIsTheUsers(t *testing.T) {
	path, dir := file(t, signed("source_sky.Signer")), filepath.Join(t.TempDir(), "source-sky")
	if code, _, stderr := call(t, "compile", path, "-o", dir, "--no-build"); code != 0 || !strings.Contains(stderr, "[stub]") {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	custom := filepath.Join(dir, "custom.go")
	stub, err := os.ReadFile(custom)
	if err != nil {
		t.Fatal(err)
	}
	written := strings.Replace(string(stub), "return stream.Unimplemented(\"source_sky.Signer\")", "return &stream.Error{Message: a.Key + \" is no key\"}", 1)
	if err := os.WriteFile(custom, []byte(written), 0o666); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := call(t, "compile", path, "-o", dir); code != 0 || stderr != "" {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	if out := check(t, dir, "source-sky"); !strings.Contains(out, "k is no key") {
		t.Errorf("check says %s", out)
	}
	code, _, stderr := call(t, "compile", file(t, signed("source_sky.Other")), "-o", dir, "--force", "--allow-stubs")
	for _, want := range []string{"custom.go has no type Other", "    type Other struct {\n", "    \tKey    string // key\n", "    func (a Other) Authenticate("} {
		if code != exitManifest || !strings.Contains(stderr, want) {
			t.Errorf("exit code %d, no %q in %s", code, want, stderr)
		}
	}
	if now, err := os.ReadFile(custom); err != nil || string(now) != written {
		t.Errorf("custom.go became %s, %v", now, err)
	}
}

// TestMistakesInCustom tells mistakes in the user's Go as such: at their place, alone, and as no fault of the toolchain.
func TestMistakesInCustom(t *testing.T) {
	path, dir := file(t, signed("source_sky.Signer")), filepath.Join(t.TempDir(), "source-sky")
	if code, _, stderr := call(t, "compile", path, "-o", dir, "--allow-stubs"); code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	custom := filepath.Join(dir, "custom.go")
	stub, err := os.ReadFile(custom)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct{ add, want string }{
		"syntax": {"\nfunc (", "[bad-go]"},
		"types":  {"\nvar wrong int = \"text\"\n", "cannot use \"text\""},
	} {
		if err := os.WriteFile(custom, append(stub, test.add...), 0o666); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"compile", path, "-o", dir, "--allow-stubs"}, {"image", dir, "--allow-stubs", "-t", "a:1", "-o", filepath.Join(t.TempDir(), "image")}} {
			code, _, stderr := call(t, args...)
			if code != exitManifest || !strings.Contains(stderr, test.want) || strings.Contains(stderr, "missing-class") {
				t.Errorf("%s, %s: exit code %d, %s", name, args[0], code, stderr)
			}
		}
	}
}
