package build

import (
	"maps"
	"testing"
)

func TestName(t *testing.T) {
	for dir, want := range map[string]string{
		"source-a": "source-a", "x/y/Source_1.2": "Source_1.2", "x/..": "build",
		"/": "", "my source": "", ".hidden": "", "-o": "", "a$b": "", "é": "", "a.": "", "main.go": "", "x_stream.go": "", "vendor": "", "schemas": "", "custom.go": "", "Dockerfile": "",
	} {
		got, err := Name(dir)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%s: got %q, %v", dir, got, err)
		}
	}
}

func TestModuleName(t *testing.T) {
	for name, want := range map[string]string{"source-a": "source-a", "time": "source-time", "net": "source-net", "github": "github", "AUX": "source-AUX"} {
		if got := moduleName(name); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

func TestParseModFile(t *testing.T) {
	got, err := parseModFile([]byte(`// a comment: module x
module "example.com/a" // here

go 1.26.1

require example.com/b v1.0.0
require (
	example.com/c v2.0.0 // indirect
	// example.com/d v3.0.0
)
exclude (
	example.com/e v1.0.0
)
replace example.com/c => ../c
`))
	if err != nil || got.path != "example.com/a" || got.version != "1.26.1" || got.release() != "1.26" {
		t.Errorf("got %+v, %v", got, err)
	}
	if want := map[string]string{"example.com/b": "v1.0.0", "example.com/c": "v2.0.0"}; !maps.Equal(got.requires, want) {
		t.Errorf("got %v, want %v", got.requires, want)
	}
}
