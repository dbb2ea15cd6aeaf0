package component_test

import (
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// splitting is a manifest whose windows can be split; the tests change parts of it.
const splitting = `version: 6.0.0
type: DeclarativeSource
check: {type: CheckStream, stream_names: [items]}
streams:
- type: DeclarativeStream
  name: items
  retriever:
    type: SimpleRetriever
    requester:
      type: HttpRequester
      url_base: "https://api.example.test"
      error_handler: {type: DefaultErrorHandler, response_filters: [{type: HttpResponseFilter, http_codes: [413], action: SPLIT_REQUEST_WINDOW}]}
    record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
    request_window_splitting: {type: RequestWindowSplitting, min_split_window: P1D}
  incremental_sync:
    type: DatetimeBasedCursor
    cursor_field: at
    datetime_format: "%Y-%m-%dT%H:%M"
    start_datetime: "2024-01-01T00:00"
    step: P1M
    cursor_granularity: PT1H
  schema_loader: {type: InlineSchemaLoader, schema: {}}
spec: {type: Spec, connection_specification: {type: object, properties: {size: {type: integer}}}}
`

func TestRequestWindowSplittingNeedsWindowsThatCanBeSplit(t *testing.T) {
	const granularity, least = "cursor_granularity: PT1H", "min_split_window: P1D"
	const router = `partition_router: {type: SubstreamPartitionRouter, parent_stream_configs: [{type: ParentStreamConfig, parent_key: id, partition_field: id, lazy_read_pointer: [a],
      stream: {type: DeclarativeStream, name: parents, schema_loader: {type: InlineSchemaLoader, schema: {}}, retriever: {type: SimpleRetriever,
      requester: {type: HttpRequester, url_base: "https://api.example.test"}, record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}}}}]}
    `
	for name, c := range map[string]struct{ old, new, want string }{
		"as it should be": {"", "", ""},
		"a minute":        {granularity, "cursor_granularity: PT1M", ""},
		"a format of epochs": {"datetime_format: \"%Y-%m-%dT%H:%M\"\n    start_datetime: \"2024-01-01T00:00\"\n    step: P1M\n    " + granularity,
			"datetime_format: \"%ms\"\n    start_datetime: \"0\"\n    step: P1M\n    cursor_granularity: PT0.001S", ""},
		"no block":                  {"request_window_splitting:", "#", "error: SPLIT_REQUEST_WINDOW needs request_window_splitting in the retriever [conflict]"},
		"no action":                 {"SPLIT_REQUEST_WINDOW", "FAIL", "warning: no response filter of the requester has the action SPLIT_REQUEST_WINDOW [no-effect]"},
		"no cursor":                 {"incremental_sync:", "$parameters:", "error: request_window_splitting needs a DatetimeBasedCursor with step and cursor_granularity [conflict]"},
		"a count":                   {"incremental_sync:\n    type: DatetimeBasedCursor", "incremental_sync:\n    type: IncrementingCountCursor", "error: request_window_splitting needs a DatetimeBasedCursor with step and cursor_granularity [conflict]"},
		"no granularity":            {"step: P1M\n    " + granularity, "$parameters: {}", "error: request_window_splitting needs a DatetimeBasedCursor with step and cursor_granularity [conflict]"},
		"windows of the client":     {granularity, granularity + "\n    is_client_side_incremental: true", "error: request_window_splitting cannot be together with is_client_side_incremental [conflict]"},
		"a granularity of nothing":  {granularity, "cursor_granularity: PT0S", "error: request_window_splitting needs a cursor_granularity greater than zero [conflict]"},
		"a granularity of months":   {granularity, "cursor_granularity: P1M", "error: request_window_splitting needs a cursor_granularity of a fixed length, such as P1D [conflict]"},
		"a granularity not printed": {granularity, "cursor_granularity: PT1S", "error: request_window_splitting needs a cursor_granularity that datetime_format can tell [conflict]"},
		"a least window of nothing": {least, "min_split_window: -P1D", `error: "-P1D" is no duration of a fixed length greater than zero [bad-duration]`},
		"a least window of weeks":   {least, "min_split_window: P2W", ""},
		"no least window":           {least, `min_split_window: ""`, ""},
		"properties":                {"error_handler:", "query_properties: {type: QueryProperties, property_list: [a]}\n      error_handler:", "error: request_window_splitting cannot be together with query properties [conflict]"},
	} {
		text := strings.Replace(splitting, c.old, c.new, 1)
		_, found, err := compiler.Compile(source.NewFile("manifest.yaml", text), compiler.Options{Name: "source-a"})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		line, _, _ := strings.Cut(found.Text(), "\n")
		if _, line, _ = strings.Cut(line, ": "); line != c.want {
			t.Errorf("%s: got\n%s\nwant %s", name, found.Text(), c.want)
		}
	}
	lazy := strings.Replace(splitting, "request_window_splitting:", router+"request_window_splitting:", 1)
	_, found, err := compiler.Compile(source.NewFile("manifest.yaml", lazy), compiler.Options{Name: "source-a"})
	if err != nil || !strings.Contains(found.Text(), "error: request_window_splitting cannot be together with lazy_read_pointer [conflict]") {
		t.Errorf("pages of the parents: got %v\n%s", err, found.Text())
	}
}
