package component_test

import (
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/component"
)

// holes are the pieces of the minimal manifest. A line that names one, @stream, stands for its text; a
// component of an archive fills one of them, or stands at the line @ of what fills it.
var holes = map[string]string{
	"manifest": `
version: 6.0.0
type: DeclarativeSource
check:
  @check
streams:
  -
    @stream
spec:
  @spec
@concurrency_level
@api_budget`,
	"check": "{type: CheckStream, stream_names: [items]}",
	"spec": `
type: Spec
connection_specification:
  type: object
  properties: {url: {type: string}, name: {type: string}, secret: {type: string}, size: {type: integer}}`,
	"concurrency_level": "",
	"api_budget":        "",
	"stream": `
type: DeclarativeStream
name: items
retriever:
  @retriever
@schema_loader
@incremental_sync
@file_uploader
@transformations`,
	"file_uploader":    "",
	"incremental_sync": "",
	"schema_loader":    "schema_loader: {type: InlineSchemaLoader, schema: {}}",
	"transformations":  "",
	"retriever": `
type: SimpleRetriever
requester:
  @requester
record_selector:
  @record_selector
@beside`,
	"beside": "",
	"requester": `
type: HttpRequester
url_base: "{{ config['url'] }}"
path: items
@request`,
	"request": "",
	"record_selector": `
type: RecordSelector
extractor:
  @extractor
@record_filter`,
	"extractor":     "{type: DpathExtractor, field_path: [data]}",
	"record_filter": "",
}

// A place is where the components of a slot go.
type place struct {
	hole   string // of the minimal manifest
	around string // what fills the hole, with the component at @
	field  string // the field of the generated Go that holds the component, a function, or a file
}

const (
	strategy = `
paginator:
  type: DefaultPaginator
  page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
  pagination_strategy:
    @`
	tokenOption = `
paginator:
  type: DefaultPaginator
  page_token_option:
    @
  pagination_strategy: {type: CursorPagination, cursor_value: "{{ response.next }}"}`
	keyTransformation = `
transformations:
  - type: DpathFlattenFields
    field_path: [sub]
    key_transformation:
      @`
	migrated = `
type: DeclarativeStream
name: items
retriever:
  type: SimpleRetriever
  requester: {type: HttpRequester, url_base: "{{ config['url'] }}", path: "items/{{ stream_partition.shop }}"}
  record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}
  partition_router:
    type: UnionPartitionRouter
    partition_field: shop
    partition_routers:
      - {type: ListPartitionRouter, cursor_field: shop, values: [a]}
      - {type: ListPartitionRouter, cursor_field: shop, values: [b]}
schema_loader: {type: InlineSchemaLoader, schema: {}}
incremental_sync:
  type: DatetimeBasedCursor
  cursor_field: at
  datetime_format: "%Y-%m-%d"
  start_datetime: "2024-01-01"
  end_datetime: "2024-03-10"
  start_time_option: {type: RequestOption, inject_into: request_parameter, field_name: from}
state_migrations:
  -
    @`
	budget  = "api_budget:\n  type: HTTPAPIBudget\n  policies:\n    -\n      "
	backoff = `
error_handler:
  type: DefaultErrorHandler
  backoff_strategies:
    -
      @`
	filtering = `
error_handler:
  type: DefaultErrorHandler
  response_filters:
    -
      @`
	reset = `
paginator:
  type: DefaultPaginator
  page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
  pagination_strategy: {type: PageIncrement, page_size: 2, start_from_page: 1, inject_on_first_request: true}
`
	documents = `
type: SimpleRetriever
requester: {type: HttpRequester, url_base: "{{ config['url'] }}", path: items}
record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
decoder:
  @`
	elements = `
type: SimpleRetriever
requester: {type: HttpRequester, url_base: "{{ config['url'] }}", path: items}
record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [shop, item]}}
decoder:
  @`
	reduction = `
type: SimpleRetriever
requester:
  type: HttpRequester
  url_base: "{{ config['url'] }}"
  path: items
  error_handler:
    type: DefaultErrorHandler
    response_filters: [{type: HttpResponseFilter, http_codes: [413], action: REDUCE_PAGE_SIZE}]
record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}
paginator:
  type: DefaultPaginator
  page_size_option: {type: RequestOption, inject_into: request_parameter, field_name: limit}
  page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: offset}
  pagination_strategy: {type: OffsetIncrement, page_size: 8}
page_size_reduction:
  @`
	splittable = `
type: DeclarativeStream
name: items
retriever:
  type: SimpleRetriever
  requester:
    type: HttpRequester
    url_base: "{{ config['url'] }}"
    path: items
    error_handler:
      type: DefaultErrorHandler
      response_filters: [{type: HttpResponseFilter, http_codes: [413], action: SPLIT_REQUEST_WINDOW}]
  record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}
  request_window_splitting:
    @
schema_loader: {type: InlineSchemaLoader, schema: {}}
transformations:
  - {type: AddFields, fields: [{path: [asked], value: "{{ stream_interval.start_time }}"}]}
incremental_sync:
  type: DatetimeBasedCursor
  cursor_field: at
  datetime_format: "%Y-%m-%d"
  start_datetime: "2024-01-01"
  end_datetime: "2024-01-05"
  step: P10D
  cursor_granularity: P1D
  start_time_option: {type: RequestOption, inject_into: request_parameter, field_name: from}
  end_time_option: {type: RequestOption, inject_into: request_parameter, field_name: to}`
	propertyList = `
request_parameters:
  fields:
    type: QueryProperties
    property_list:
      @`
	downloads = `
type: AsyncRetriever
creation_requester: {type: HttpRequester, url_base: "{{ config['url'] }}", path: jobs, http_method: POST}
polling_requester: {type: HttpRequester, url_base: "{{ config['url'] }}", path: job}
status_mapping: {running: [], completed: [done], failed: [], timeout: []}
status_extractor: {type: DpathExtractor, field_path: [state]}
download_requester: {type: HttpRequester, url_base: "{{ config['url'] }}", path: rows}
record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
download_extractor:
  @`
	bounded = `
incremental_sync:
  type: DatetimeBasedCursor
  cursor_field: at
  datetime_format: "%Y-%m-%d"
  end_datetime: "2024-03-10"
  start_time_option: {type: RequestOption, inject_into: request_parameter, field_name: from}
  end_time_option: {type: RequestOption, inject_into: request_parameter, field_name: to}
`
	rules = `
type: Spec
connection_specification:
  type: object
  properties: {url: {type: string}, name: {type: string}}
config_normalization_rules:
`
	parent = `
partition_router:
  type: SubstreamPartitionRouter
  parent_stream_configs:
    -
      @`
)

// places are the places by what the slots are called, or by type where a component has none.
var places = map[string]place{
	"a check":                 {"check", "@", "Check"},
	"a stream":                {"stream", "@", "func itemsStream"},
	"ConditionalStreams":      {"stream", "@", "func streams"},
	"a schema loader":         {"schema_loader", "schema_loader:\n  @", "SchemaLoader"},
	"a transformation":        {"transformations", "transformations:\n  -\n    @", "Transformations"},
	"a retriever":             {"retriever", "@", "Retriever"},
	"a requester":             {"requester", "@", "Requester"},
	"an authenticator":        {"request", "authenticator:\n  @", "Authenticator"},
	"an error handler":        {"request", "error_handler:\n  @", "ErrorHandler"},
	"a backoff strategy":      {"request", backoff, "BackoffStrategies"},
	"HttpResponseFilter":      {"request", filtering, "ResponseFilters"},
	"a request body":          {"request", "http_method: POST\nrequest_body:\n  @", "RequestBody"},
	"a record selector":       {"record_selector", "@", "RecordSelector"},
	"a schema normalization":  {"record_selector", "type: RecordSelector\nextractor: {type: DpathExtractor, field_path: [data]}\nschema_normalization:\n  @", "SchemaNormalization"},
	"an extractor":            {"extractor", "@", "Extractor"},
	"ResponseToFileExtractor": {"retriever", downloads, "DownloadExtractor"},
	"RecordExpander":          {"extractor", "type: DpathExtractor\nfield_path: [data]\nrecord_expander:\n  @", "Extractor"},
	"a record filter":         {"record_filter", "record_filter:\n  @", "RecordFilter"},
	"a decoder":               {"beside", "decoder:\n  @", "Decoder"},
	"CsvDecoder":              {"retriever", documents, "Decoder"},
	"GzipDecoder":             {"retriever", documents, "Decoder"},
	"IterableDecoder":         {"retriever", documents, "Decoder"},
	"JsonItemsDecoder":        {"retriever", documents, "Decoder"},
	"JsonlDecoder":            {"retriever", documents, "Decoder"},
	"ZipfileDecoder":          {"retriever", documents, "Decoder"},
	"XmlDecoder":              {"retriever", elements, "Decoder"},
	"a paginator":             {"beside", "paginator:\n  @", "Paginator"},
	"an incremental sync":     {"incremental_sync", "incremental_sync:\n  @", "IncrementalSync"},
	"MinMaxDatetime":          {"incremental_sync", bounded + "  start_datetime:\n    @", "StartDatetime"},
	"Clamping":                {"incremental_sync", bounded + "  start_datetime: \"2024-01-03\"\n  step: P1M\n  cursor_granularity: P1D\n  clamping:\n    @", "Clamping"},
	"a state migration":       {"stream", migrated, "StateMigrations"},
	"PaginationReset":         {"beside", reset + "pagination_reset:\n  @", "PaginationReset"},
	"PageSizeReduction":       {"retriever", reduction, "PageSizeReduction"},
	"RequestWindowSplitting":  {"stream", splittable, "RequestWindowSplitting"},
	"QueryProperties":         {"request", "request_parameters:\n  fields:\n    @\n  sort: asc", "QueryProperties"},
	"PropertiesFromEndpoint":  {"request", propertyList, "PropertyList"},
	"a partition router":      {"beside", "partition_router:\n  @", "PartitionRouter"},
	"a pagination strategy":   {"beside", strategy, "PaginationStrategy"},
	"a page token option":     {"beside", tokenOption, "PageTokenOption"},
	"a call rate policy":      {"api_budget", budget + "@", "Policies"},
	"HTTPAPIBudget":           {"api_budget", "api_budget:\n  @", "func apiBudget"},
	"HttpRequestRegexMatcher": {"api_budget", budget + "type: UnlimitedCallRatePolicy\n      matchers:\n        -\n          @", "Matchers"},
	"ConcurrencyLevel":        {"concurrency_level", "concurrency_level:\n  @", "func concurrencyLevel"},
	"DeclarativeSource":       {"manifest", "@", "func streams"},
	"KeyTransformation":       {"transformations", keyTransformation, "KeyTransformation"},
	"ParentStreamConfig":      {"beside", parent, "ParentStreamConfigs"},
	"Spec":                    {"spec", "@", "config.go"},
	"FileUploader":            {"file_uploader", "file_uploader:\n  @", "FileUploader"},
	"StreamGroup":             {"manifest", "@", "StreamGroups"},

	"ConfigNormalizationRules": {"spec", rules + "  @", "func configRules"},
	"ConfigMigration":          {"spec", rules + "  type: ConfigNormalizationRules\n  config_migrations:\n    -\n      @", "ConfigMigrations"},
	"a config transformation":  {"spec", rules + "  type: ConfigNormalizationRules\n  config_migrations:\n    - type: ConfigMigration\n      transformations:\n        -\n          @", "ConfigMigrations"},
	"a config validator":       {"spec", rules + "  type: ConfigNormalizationRules\n  validations:\n    -\n      @", "Validations"},
	"a validation strategy":    {"spec", rules + "  type: ConfigNormalizationRules\n  validations:\n    - type: DpathValidator\n      field_path: [name]\n      validation_strategy:\n        @", "ValidationStrategy"},

	"DynamicDeclarativeStream":       {"manifest", "@", "func tablesStream"},
	"HttpComponentsResolver":         {"manifest", "@", "func tablesTemplate"},
	"ConfigComponentsResolver":       {"manifest", "@", "ComponentsResolver"},
	"ParametrizedComponentsResolver": {"manifest", "@", "ComponentsResolver"},
}

// placeOf is the place of a component.
func placeOf(typ string) place {
	if p, ok := places[typ]; ok {
		return p
	}
	return places[component.SlotOf(typ)]
}

// A framed component is a manifest around one: what stands at a line and column of the component
// stands as many lines and columns further on in the manifest.
type framed struct {
	manifest      string
	lines, indent int
}

// frame sets a component into the minimal manifest.
func frame(p place, text string) framed {
	filled := fill("@manifest", p)
	before, _, _ := strings.Cut(filled, "@\n")
	line := before[strings.LastIndexByte(before, '\n')+1:]
	return framed{
		manifest: strings.Replace(filled, line+"@", indented(strings.TrimSuffix(text, "\n"), line), 1),
		lines:    strings.Count(before, "\n"),
		indent:   len(line),
	}
}

// fill replaces the lines that name a hole by its text, at the same indentation.
func fill(text string, p place) string {
	var out strings.Builder
	for _, line := range strings.Split(strings.TrimPrefix(text, "\n"), "\n") {
		indent, name, isHole := strings.Cut(line, "@")
		if !isHole || name == "" || strings.TrimSpace(indent) != "" {
			out.WriteString(line + "\n")
			continue
		}
		piece := holes[name]
		if name == p.hole {
			piece = p.around
		}
		if piece == "" {
			continue
		}
		out.WriteString(indented(strings.TrimSuffix(fill(piece, p), "\n"), indent) + "\n")
	}
	return out.String()
}

// indented puts the same blanks before each line that is not empty.
func indented(text, by string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if line != "" {
			lines[i] = by + line
		}
	}
	return strings.Join(lines, "\n")
}
