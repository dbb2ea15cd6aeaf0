package schema

import (
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// head is a manifest up to its streams; what follows it begins on line 5.
const head = `type: DeclarativeSource
version: "6.0.0"
check: {type: CheckStream, stream_names: [a]}
streams:
`

// stream is a whole stream whose retriever is the text that follows, from line 8 on.
const stream = head + `  - type: DeclarativeStream
    name: a
    retriever:
`

func TestValidate(t *testing.T) {
	const selector = "\n      record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}\n"
	tests := []struct{ name, manifest, want string }{
		{"a whole stream", stream + "      type: SimpleRetriever\n      requester: {type: HttpRequester, url: https://a.b}" + selector, ""},
		{"a missing field", stream + "      type: SimpleRetriever\n      requester: {type: HttpRequester}\n",
			"m.yaml:8:7: error: SimpleRetriever needs record_selector [missing-field]"},
		{"an unknown component", stream + "      type: SimpleRetreiver\n      requester: {type: HttpRequester}" + selector,
			`m.yaml:8:13: error: unknown component "SimpleRetreiver" [unknown-component]`},
		{"a component at the wrong place", stream + "      type: DpathExtractor\n      field_path: []\n",
			"m.yaml:8:13: error: DeclarativeStream.retriever does not take a DpathExtractor [wrong-component]"},
		{"a wrong word", stream + "      type: SimpleRetriever\n      requester: {type: HttpRequester, http_method: get}" + selector,
			`m.yaml:9:53: error: HttpRequester.http_method cannot be "get" [bad-value]`},
		{"a wrong type", stream + "      type: SimpleRetriever\n      requester: {type: HttpRequester, request_headers: {a: 1}}" + selector,
			"m.yaml:9:61: error: HttpRequester.request_headers must be a text, not an integer [bad-value]"},
		{"an unknown root key", strings.Replace(head, "version", "versoin", 1) + "  []\n",
			"m.yaml:1:1: error: DeclarativeSource needs version [missing-field]"},
		{"a slip of the pen", stream + "      type: SimpleRetriever\n      requester: {type: HttpRequester, pathh: x}" + selector,
			`m.yaml:9:40: warning: HttpRequester has no field "pathh", which is ignored [unknown-field]`},
		{"a version that is a number", strings.Replace(head, `"6.0.0"`, "6", 1) + "  []\n",
			"m.yaml:2:10: error: DeclarativeSource.version must be a text, not an integer [bad-value]"},
		{"no streams", "type: DeclarativeSource\nversion: a\ncheck: {type: CheckStream}\n",
			"m.yaml:1:1: error: the manifest has no streams [missing-field]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root, diags := manifest.Parse(source.NewFile("m.yaml", test.manifest))
			if diags.HasErrors() {
				t.Fatal(diags.Text())
			}
			got := Validate(root).Text()
			first, _, _ := strings.Cut(got, "\n")
			if first != test.want {
				t.Errorf("got\n%s\nwant first\n%s", got, test.want)
			}
		})
	}
}
