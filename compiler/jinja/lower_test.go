package jinja

import (
	"os"
	"strings"
	"testing"
)

// testdata/lower.txt holds templates and the Go that they become: a template
// behind "== ", to the end of the line, and its function.
const lowerCases = "testdata/lower.txt"

func TestLower(t *testing.T) {
	data, err := os.ReadFile(lowerCases)
	if err != nil {
		t.Fatal(err)
	}
	comment, cases, _ := strings.Cut(string(data), "\n== ")
	var now strings.Builder
	now.WriteString(comment + "\n")
	for _, c := range strings.Split(cases, "\n== ") {
		source, want, _ := strings.Cut(c, "\n")
		_, got := compiled(t, strings.ReplaceAll(source, `\n`, "\n"), RecordScope)
		if got != strings.TrimSpace(want) {
			t.Errorf("compile %q = %s\nwant %s", source, got, want)
		}
		now.WriteString("== " + source + "\n" + got + "\n\n")
	}
	if t.Failed() && os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(lowerCases, []byte(strings.TrimSpace(now.String())+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
