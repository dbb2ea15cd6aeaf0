package compiler_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler"
	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// TestPhases shows which phases a manifest goes through, and where a wrong one stops.
func TestPhases(t *testing.T) {
	good := read(t, "../examples/source-pokeapi/manifest.yaml")
	for _, test := range []struct{ name, text, phases string }{
		{"good", good, "manifest resolve schema component plan gen custom"},
		{"not YAML", "{", "manifest"},
		{"a reference to nothing", strings.Replace(good, "#/definitions/", "#/nowhere/", 1), "manifest resolve schema component"},
		{"not the language", "streams: 1\n", "manifest resolve schema component"},
		{"a template that names nothing", strings.Replace(good, "{{", "{{ nothing_of_that_name + ", 1), "manifest resolve schema component"},
	} {
		var phases []string
		enter := func(name string) { phases = append(phases, name) }
		files, found, err := compiler.Compile(source.NewFile("manifest.yaml", test.text), compiler.Options{Name: "source-a", Enter: enter})
		if got := strings.Join(phases, " "); got != test.phases || err != nil {
			t.Errorf("%s: phases %s, want %s; %v", test.name, got, test.phases, err)
		}
		if (files == nil) != found.HasErrors() {
			t.Errorf("%s: %d files with\n%s", test.name, len(files), found.Text())
		}
	}
}

// TestEveryMistake makes a mistake for each phase: one run reports them all, and none twice.
func TestEveryMistake(t *testing.T) {
	const manifest = `version: 6.0.0
type: DeclarativeSource
check: {type: CheckStream, stream_names: [cats]}
streams:
  - type: DeclarativeStream
    name: cats
    retriever:
      type: SimpleRetriever
      requester: {type: HttpRequester, url_base: "https://a.example/{{ respnse }}", http_method: FETCH}
      record_selector: {type: RecordSelector, extractor: {type: DpathExtractr, field_path: []}}
      paginator: {$ref: "#/definitions/nothing"}
  - {type: DeclarativeStream, name: 7, retriever: "#/definitions/nothing"}
  - {type: DeclarativeStream, name: 8, retriever: "#/definitions/nothing"}
`
	_, found, err := compiler.Compile(source.NewFile("manifest.yaml", manifest), compiler.Options{Name: "source-a"})
	var got []string
	for _, d := range found {
		if d.Severity == diag.Error {
			got = append(got, fmt.Sprintf("%d %s", 1+strings.Count(manifest[:d.Span.Start], "\n"), d.Slug))
		}
	}
	want := "1 missing-field, 9 unknown-name, 9 bad-value, 10 unknown-component, 11 undefined-reference, " +
		"12 bad-value, 12 undefined-reference, 13 bad-value, 13 undefined-reference"
	if strings.Join(got, ", ") != want || err != nil {
		t.Errorf("got %s, want %s; %v\n%s", strings.Join(got, ", "), want, err, found.Text())
	}
}

// TestSameInputSameBytes compiles each example many times.
func TestSameInputSameBytes(t *testing.T) {
	manifests, err := filepath.Glob("../examples/source-*/manifest.yaml")
	if err != nil || len(manifests) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	for _, path := range manifests {
		file := source.NewFile("manifest.yaml", read(t, path))
		first, _, err := compiler.Compile(file, compiler.Options{Name: "source-a"})
		if err != nil || first == nil {
			t.Errorf("%s does not compile: %v", path, err)
		}
		for range 8 {
			if again, _, _ := compiler.Compile(file, compiler.Options{Name: "source-a"}); !reflect.DeepEqual(first, again) {
				t.Errorf("%s gives other files the second time", path)
			}
		}
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// FuzzCompile gives the phases whatever text there is: none of them may panic, and what passes the
// first ones is printed, for gen checks its output itself.
func FuzzCompile(f *testing.F) {
	manifests, _ := filepath.Glob("../examples/source-*/manifest.yaml")
	for _, path := range manifests {
		if text, err := os.ReadFile(path); err == nil {
			f.Add(string(text), "issues")
		}
	}
	f.Fuzz(func(t *testing.T, text, name string) {
		text = strings.ReplaceAll(text, "issues", name)
		if _, _, err := compiler.Compile(source.NewFile("manifest.yaml", text), compiler.Options{Name: "source-a", Lenient: len(name)%2 == 0}); err != nil {
			t.Error(err)
		}
	})
}
