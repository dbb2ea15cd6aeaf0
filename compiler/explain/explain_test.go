package explain_test

import (
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler"
	"github.com/lowcode-dev/lowcode/compiler/explain"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// sky is a manifest with one stream, which has PARTS in its retriever and MORE beside it.
const sky = `version: 6.0.0
type: DeclarativeSource
check: {type: CheckStream, stream_names: [moons]}
definitions:
  selector: &selector {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
  schema: &schema {type: InlineSchemaLoader, schema: {type: object, properties: {}}}
  planets: &planets
    type: DeclarativeStream
    name: planets
    retriever:
      type: SimpleRetriever
      requester: {type: HttpRequester, url_base: "https://sky.example.com", path: planets}
      record_selector: *selector
    schema_loader: *schema
streams:
  - type: DeclarativeStream
    name: moons
    retriever:
      type: SimpleRetriever
      requester: {type: HttpRequester, url_base: "https://sky.example.com", path: moons, REQUEST}
      record_selector: *selector
      RETRIEVER
    schema_loader: *schema
    STREAM
spec:
  type: Spec
  connection_specification: {type: object, properties: {kind: {type: string}, extra: {type: boolean}}}
`

// TestWords compares what is written for people about one part of a stream.
func TestWords(t *testing.T) {
	for _, test := range []struct{ name, part, value, want string }{
		{"the default of errors", "", "", "retries  the default: 429, 5xx and failures of the network are tried again, five times, with growing waits"},
		{"a filter", "REQUEST", `error_handler: {type: DefaultErrorHandler, max_retries: 3, response_filters: [{type: HttpResponseFilter, http_codes: [403], action: IGNORE}]}`,
			"retries  403: ignore\n  retries  anything else: 429, 5xx and failures of the network are tried again, 3 times, with growing waits"},
		{"a strategy", "REQUEST", `error_handler: {type: DefaultErrorHandler, backoff_strategies: [{type: ConstantBackoffStrategy, backoff_time_in_seconds: 7}]}`,
			"retries  waits: ConstantBackoffStrategy backoff_time_in_seconds=7\n  retries  anything else: "},
		{"a list", "RETRIEVER", `partition_router: {type: ListPartitionRouter, cursor_field: shape, values: [a, b]}`, "slices   for each shape of a, b\n"},
		{"a list of the config", "RETRIEVER", `partition_router: {type: ListPartitionRouter, cursor_field: shape, values: "{{ config['kind'] }}"}`, "slices   for each shape of {{ config['kind'] }}\n"},
		{"a parent", "RETRIEVER", `partition_router: {type: SubstreamPartitionRouter, parent_stream_configs: [{type: ParentStreamConfig, stream: *planets, parent_key: id, partition_field: planet}]}`,
			"slices   for each record of planets: planet = id\n"},
		{"a parent that no catalog has", "RETRIEVER", `partition_router: {type: SubstreamPartitionRouter, parent_stream_configs: [{type: ParentStreamConfig, stream: *planets, parent_key: id, partition_field: planet}]}`,
			"stream planets, read for moons\n  GET https://sky.example.com/planets\n"},
		{"a product", "RETRIEVER", `partition_router: [{type: ListPartitionRouter, cursor_field: a, values: ["1"]}, {type: ListPartitionRouter, cursor_field: b, values: ["2"]}]`,
			"slices   each combination of: for each a of 1  and  for each b of 2\n"},
		{"groups", "RETRIEVER", `partition_router: {type: GroupingPartitionRouter, group_size: 5, underlying_partition_router: {type: SubstreamPartitionRouter, parent_stream_configs: [{type: ParentStreamConfig, stream: *planets, parent_key: id, partition_field: planet}]}}`,
			"slices   in groups of 5: for each record of planets: planet = id\n"},
		{"windows", "STREAM", `incremental_sync: {type: DatetimeBasedCursor, cursor_field: at, datetime_format: "%Y", start_datetime: "{{ config['kind'] }}", step: P1Y, cursor_granularity: P1D}`,
			"slices   windows of at, P1Y each, from {{ config['kind'] }} or the state to now; datetime_format=%Y; cursor_granularity=P1D\n"},
		{"a window", "STREAM", `incremental_sync: {type: DatetimeBasedCursor, cursor_field: at, datetime_format: "%Y", start_datetime: "2024", end_datetime: "2026"}`,
			"slices   a window of at from 2024 or the state to 2026; datetime_format=%Y\n"},
		{"a count", "STREAM", `incremental_sync: {type: IncrementingCountCursor, cursor_field: n}`, "slices   from the highest n so far on, at first from 0\n"},
		{"a body", "REQUEST", `http_method: POST, request_body_json: {a: {b: "{{ config['kind'] }}", c: [1, two], d: true}}`,
			"body_json a.b = {{ config['kind'] }}   (HttpRequester.request_body_json)\n" +
				"    body_json a.c = [1, \"two\"]   (HttpRequester.request_body_json)\n" +
				"    body_json a.d = true   (HttpRequester.request_body_json)\n"},
		{"what a terminal would act on", "REQUEST", `request_headers: {a: "x\e[2J\ny"}`, `header a = x\x1b[2J\ny   (`},
		{"a condition", "spec:\n", "  - type: ConditionalStreams\n    condition: \"{{ config['extra'] }}\"\n    streams: [*planets]\nspec:\n", "stream planets\n  if       {{ config['extra'] }}\n  GET "},
		{"a custom requester", `{type: HttpRequester, url_base: "https://sky.example.com", path: moons, REQUEST}`, `{type: CustomRequester, class_name: a.b.Caller, url_base: "https://sky.example.com", path: moons}`,
			"note     requester is the class Caller of custom.go"},
		{"a custom retriever", `type: SimpleRetriever
      requester: {type: HttpRequester, url_base: "https://sky.example.com", path: moons, REQUEST}
      record_selector: *selector`, "type: CustomRetriever\n      class_name: a.b.Fetcher",
			"stream moons\n  note     retriever is the class Fetcher of custom.go"},
		{"asynchronous jobs", "type: SimpleRetriever\n      requester: {type: HttpRequester, url_base: \"https://sky.example.com\", path: moons, REQUEST}", `type: AsyncRetriever
      status_mapping: {type: AsyncJobStatusMap, running: [r], completed: [c], failed: [f], timeout: [t]}
      status_extractor: {type: DpathExtractor, field_path: [status]}
      download_target_extractor: {type: DpathExtractor, field_path: [urls]}
      creation_requester: {type: HttpRequester, url_base: "https://sky.example.com", path: jobs, http_method: POST}
      polling_requester: {type: HttpRequester, url_base: "https://sky.example.com", path: "jobs/{{ creation_response['id'] }}"}
      download_requester: {type: HttpRequester, url_base: "{{ download_target }}"}
      abort_requester: {type: HttpRequester, url_base: "https://sky.example.com", path: cancel, http_method: POST}`,
			"  POST https://sky.example.com/jobs\n    for creation_requester, to start a job, for each slice\n" +
				"  GET https://sky.example.com/jobs/{{ creation_response['id'] }}\n    for polling_requester, until the job has ended\n" +
				"  GET {{ download_target }}\n    for download_requester, for each target of the download\n" +
				"  POST https://sky.example.com/cancel\n    for abort_requester, for a job that is given up\n"},
		{"a custom pagination strategy", "RETRIEVER", `paginator: {type: DefaultPaginator, pagination_strategy: {type: CustomPaginationStrategy, class_name: a.b.Turns}}`, "pages    Turns\n"},
		{"tokens", "REQUEST", `authenticator: {type: OAuthAuthenticator, token_refresh_endpoint: "https://id.example.com/token", client_id: "{{ config['kind'] }}", client_secret: s, refresh_token: r, scopes: [all]}`,
			"POST https://id.example.com/token\n    for token_refresh_endpoint, when there is no access token that is still good\n" +
				"    body_data grant_type = refresh_token   (OAuthAuthenticator.grant_type)\n" +
				"    body_data client_id = {{ config['kind'] }}   (OAuthAuthenticator.client_id)\n" +
				"    body_data client_secret = s   (OAuthAuthenticator.client_secret)\n" +
				"    body_data refresh_token = r   (OAuthAuthenticator.refresh_token)\n" +
				"    body_data scopes = all   (OAuthAuthenticator.scopes)\n" +
				"  GET https://sky.example.com/moons\n    header Authorization = Bearer, the access token   (OAuthAuthenticator)\n"},
		{"a custom authenticator", "REQUEST", `authenticator: {type: CustomAuthenticator, class_name: a.b.Handshake}`,
			"note     authenticator is the class Handshake of custom.go: only its code says which requests it makes for credentials\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := written(t, sky, test.part, test.value); !strings.Contains(got, test.want) {
				t.Errorf("no %q in\n%s", test.want, got)
			}
		})
	}
}

// written is what is written about a manifest with some of its parts filled.
func written(t *testing.T, manifest, part, value string, names ...string) string {
	t.Helper()
	if part != "" {
		manifest = strings.Replace(manifest, part, value, 1)
	}
	manifest = strings.NewReplacer(", REQUEST", "", "RETRIEVER", "", "STREAM\n", "\n").Replace(manifest)
	files, found, err := compiler.Compile(source.NewFile("manifest.yaml", manifest), compiler.Options{Name: "sky", Lenient: true, AllowStubs: true})
	if err != nil || files == nil {
		t.Fatalf("compiling: %v, %v", err, found)
	}
	e, err := explain.Read(files, names...)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := e.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
