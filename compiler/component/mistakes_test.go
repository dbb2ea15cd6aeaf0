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
	const (
		selector  = "{type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}\n"
		requester = `{type: HttpRequester, url_base: "https://api.example.test"}`
		retriever = "{type: SimpleRetriever, requester: " + requester + ", record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}}"
		shops     = "{type: DeclarativeStream, name: shops, schema_loader: {type: InlineSchemaLoader, schema: {}}, retriever: " + retriever + "}"
		parents   = "partition_router: {type: SubstreamPartitionRouter, parent_stream_configs: [&shops {stream: " + shops + ", parent_key: id, partition_field: shop}, *shops]}"
		count     = " " + selector + "  incremental_sync: {type: IncrementingCountCursor, cursor_field: id}\n  #"
		dated     = " " + selector + `  incremental_sync: {type: DatetimeBasedCursor, cursor_field: at, datetime_format: "%s", start_datetime: "0"}` + "\n  #"
		migrated  = "\n  state_migrations: [{type: LegacyToPerPartitionStateMigration}]\n  #"
		counted   = "{type: DeclarativeStream, name: counted, schema_loader: {type: InlineSchemaLoader, schema: {}}, retriever: " + retriever + ", incremental_sync: {type: IncrementingCountCursor, cursor_field: id}}"

		delegating = "- {type: StateDelegatingStream, name: counted, full_refresh_stream: " + counted + ", incremental_stream: " + counted + ", api_retention_period: P3D}\n"
	)
	for name, c := range map[string]struct {
		old, new string
		want     string // the first line of the diagnostic without its place; "" for none
		lenient  bool   // only a warning with --lenient
	}{
		"a page size that is not there": {extractor, paginator(`cursor_value: "{{ response.next }}", stop_condition: "{{ last_page_size < page_size }}"`),
			`error: CursorPagination.stop_condition reads page_size, which the strategy does not have [missing-field]`, false},
		"a page size of the config": {extractor, paginator(`cursor_value: "{{ config['page_size'] or response.page_size }}"`), `warning: the spec declares no key "page_size" [unknown-config-key]`, true},
		"a page size that is there": {extractor, paginator(`cursor_value: "{{ page_size }}", page_size: 5`), ``, false},
		"a wait for what is not there": {`api.example.test"}`, `api.example.test", error_handler: {type: DefaultErrorHandler, backoff_strategies: [{type: WaitTimeFromResponse, wait_time_in_seconds: "{{ nonsense.x }}"}]}}`,
			`error: unknown name "nonsense" [unknown-name]`, false},
		"TCP probes":                   {`api.example.test"}`, `api.example.test", use_tcp_keepalive: true}`, ``, false},
		"two streams of one name":      {"spec:", "- <<: *items\n  primary_key: id\nspec:", `error: there is another stream "items" [duplicate-stream]`, true},
		"overrides":                    {"[items]}", "[items], config_overrides: {kind: [1, {a: null, $ref: x}]}}", ``, false},
		"an override of the platform":  {"[items]}", "[items], config_overrides: {__airbyte_x: 1}}", `error: config_overrides cannot have "__airbyte_x": such keys belong to the platform [reserved-key]`, false},
		"an override of nothing":       {"[items]}", "[items], config_overrides: {kinds: 1}}", `warning: the spec declares no key "kinds" [unknown-config-key]`, true},
		"an override that is no text":  {"[items]}", "[items], config_overrides: {1: 1}}", `error: the keys of config_overrides are texts [bad-value]`, false},
		"an override that is no value": {"[items]}", "[items], config_overrides: {kind: 2024-01-01}}", `error: a date is no JSON, which data in CheckStream is [bad-value]`, false},
		"a date in a body":             {`api.example.test"}`, `api.example.test", request_body_json: {since: [2024-01-31]}}`, `error: a date is no JSON, which HttpRequester.request_body_json is [bad-value]`, true},
		"a count of partitions":        {extractor, "partition_router: {type: ListPartitionRouter, cursor_field: kind, values: [a]}\n    " + extractor + count, `error: IncrementingCountCursor does not go with a partition_router [conflict]`, false},
		"a count without partitions":   {extractor, "partition_router: []\n    " + extractor + count, ``, false},
		"a window's own field":         {extractor, `paginator: {type: DefaultPaginator, pagination_strategy: {type: CursorPagination, cursor_value: "{{ stream_slice.start }}"}}` + "\n    " + extractor + count, ``, false},
		"a field of no window":         {extractor, `paginator: {type: DefaultPaginator, pagination_strategy: {type: CursorPagination, cursor_value: "{{ stream_slice.start_time }}"}}` + "\n    " + extractor + count, `warning: no partition router or cursor of the stream provides "start_time" [unknown-slice-field]`, true},
		"old states of two parents":    {extractor, parents + "\n    " + extractor + dated + migrated, `warning: LegacyToPerPartitionStateMigration does nothing for a stream of several parents [no-effect]`, true},
		"old states of no router":      {extractor, extractor + dated + migrated, `error: LegacyToPerPartitionStateMigration needs a router with one field for all partitions [conflict]`, false},
		"old states of no cursor":      {extractor, parents + "\n    " + extractor + " " + selector + "  #" + migrated, `error: LegacyToPerPartitionStateMigration needs an incremental_sync of the stream [conflict]`, false},
		"a step of the config":         {extractor, extractor + strings.Replace(dated, "cursor_field", `step: "P{{ config['kind'] }}D", cursor_granularity: PT1S, cursor_field`, 1), ``, false},
		"a retention that counts":      {"spec:", delegating + "spec:", `error: the states of IncrementingCountCursor have no age [conflict]`, false},
		"a retention that may not be":  {"spec:", strings.Replace(delegating, "P3D", `"{{ config['kind'] }}"`, 1) + "spec:", ``, false},
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
