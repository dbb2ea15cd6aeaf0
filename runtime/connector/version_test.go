package connector

import (
	"encoding/json"
	"runtime"
	"strings"
	"testing"
)

func TestVersion(t *testing.T) {
	for _, test := range []struct {
		args         []string
		code         int
		stdout, errs string
	}{
		{[]string{"version"}, exitDone, "source-a, compiled by lowcode ", ""},
		{[]string{"version", "--help"}, exitDone, "usage: source-a version", ""},
		{[]string{"version", "--jsom"}, exitUsage, "", "unrecognized arguments: --jsom"},
	} {
		var stdout, stderr strings.Builder
		code := Source{Name: "source-a"}.run(t.Context(), append([]string{"/bin/source-a"}, test.args...), &stdout, &stderr)
		if code != test.code || !strings.HasPrefix(stdout.String(), test.stdout) || !strings.Contains(stderr.String(), test.errs) {
			t.Errorf("%v: exit %d\n%s\n%s", test.args, code, stdout.String(), stderr.String())
		}
	}
	var stdout, stderr strings.Builder
	Source{Name: "source-a", Manifest: "sha256:12ab"}.run(t.Context(), []string{"source-a", "version", "--json"}, &stdout, &stderr)
	var b build
	if err := json.Unmarshal([]byte(stdout.String()), &b); err != nil || b.Name != "source-a" || b.OS != runtime.GOOS || b.Lowcode == "" || b.Manifest != "sha256:12ab" {
		t.Errorf("%s: %v", stdout.String(), err)
	}
}
