package component_test

import (
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// plain is a manifest of one stream; the tests change lines of it.
const plain = `version: 6.0.0
type: DeclarativeSource
check: {type: CheckStream, stream_names: [items]}
streams:
- &items
  type: DeclarativeStream
  name: items
  retriever:
    type: SimpleRetriever
    requester: {type: HttpRequester, url_base: "https://api.example.test"}
    record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
  schema_loader: {type: InlineSchemaLoader, schema: {}}
spec: {type: Spec, connection_specification: {type: object, properties: {kind: {type: string}}}}
`

// TestMistakes: what is wrong across components, where it is told, and what --lenient lets through.
func TestMistakes(t *testing.T) {
	const extractor = "record_selector:"
	paginator := func(strategy string) string {
		return "paginator: {type: DefaultPaginator, pagination_strategy: {type: CursorPagination, " + strategy + "}}\n    " + extractor
	}
	for name, c := range map[string]struct {
		old, new string
		want     string // the first line of the diagnostic without its place; "" for none
		lenient  bool   // only a warning with --lenient
	}{
		"a page size that is not there": {extractor, paginator(`cursor_value: "{{ response.next }}", stop_condition: "{{ last_page_size < page_size }}"`),
			`error: CursorPagination.stop_condition reads page_size, which the strategy does not have [missing-field]`, false},
		"a page size of the config":    {extractor, paginator(`cursor_value: "{{ config['page_size'] or response.page_size }}"`), `warning: the spec declares no key "page_size" [unknown-config-key]`, true},
		"a page size that is there":    {extractor, paginator(`cursor_value: "{{ page_size }}", page_size: 5`), ``, false},
		"TCP probes":                   {`api.example.test"}`, `api.example.test", use_tcp_keepalive: true}`, ``, false},
		"two streams of one name":      {"spec:", "- <<: *items\n  primary_key: id\nspec:", `error: there is another stream "items" [duplicate-stream]`, true},
		"overrides":                    {"[items]}", "[items], config_overrides: {kind: [1, {a: null, $ref: x}]}}", ``, false},
		"an override of the platform":  {"[items]}", "[items], config_overrides: {__airbyte_x: 1}}", `error: config_overrides cannot have "__airbyte_x": such keys belong to the platform [reserved-key]`, false},
		"an override of nothing":       {"[items]}", "[items], config_overrides: {kinds: 1}}", `warning: the spec declares no key "kinds" [unknown-config-key]`, true},
		"an override that is no text":  {"[items]}", "[items], config_overrides: {1: 1}}", `error: the keys of config_overrides are texts [bad-value]`, false},
		"an override that is no value": {"[items]}", "[items], config_overrides: {kind: 2024-01-01}}", `error: a date in CheckStream is not supported [unsupported]`, false},
	} {
		text := strings.Replace(plain, c.old, c.new, 1)
		for _, lenient := range []bool{false, true} {
			files, found, err := compiler.Compile(source.NewFile("manifest.yaml", text), compiler.Options{Name: "source-a", Lenient: lenient})
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			got := found.Text()
			line, _, _ := strings.Cut(got, "\n")
			_, line, _ = strings.Cut(line, ": ")
			want := c.want
			if lenient && c.lenient {
				want = strings.Replace(want, "error:", "warning:", 1)
			}
			if line != want || (files == nil) != strings.HasPrefix(want, "error:") {
				t.Errorf("%s (lenient: %v): got\n%s\nwant %s", name, lenient, got, want)
			}
		}
	}
}
