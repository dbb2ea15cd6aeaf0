package component_test

import (
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// reducing is a manifest whose pages can become smaller; the tests change parts of it.
const reducing = `version: 6.0.0
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
      error_handler: {type: DefaultErrorHandler, response_filters: [{type: HttpResponseFilter, http_codes: [413], action: REDUCE_PAGE_SIZE}]}
    record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
    paginator:
      type: DefaultPaginator
      page_size_option: {type: RequestOption, inject_into: request_parameter, field_name: limit}
      page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: next}
      pagination_strategy: {type: CursorPagination, cursor_value: "{{ response.next }}", page_size: 100}
    page_size_reduction: {type: PageSizeReduction, minimum_page_size: 10}
  schema_loader: {type: InlineSchemaLoader, schema: {}}
spec: {type: Spec, connection_specification: {type: object, properties: {size: {type: integer}}}}
`

func TestPageSizeReductionNeedsPagesThatCanBecomeSmaller(t *testing.T) {
	stop := func(condition string) string { return `page_size: 100, stop_condition: "{{ ` + condition + ` }}"` }
	const size, truncates, unsure = "page_size: 100",
		"error: with page_size_reduction this stop_condition takes a full page of a smaller size for the last one [conflict]",
		"warning: with page_size_reduction this stop_condition may take a full page of a smaller size for the last one [suspicious]"
	for name, c := range map[string]struct{ old, new, want string }{
		"as it should be":        {"", "", ""},
		"a size of the config":   {size, `page_size: "{{ config['size'] }}"`, ""},
		"no block":               {"page_size_reduction:", "#", "error: REDUCE_PAGE_SIZE needs page_size_reduction in the retriever [conflict]"},
		"no action":              {"REDUCE_PAGE_SIZE", "FAIL", "warning: no response filter of the requester has the action REDUCE_PAGE_SIZE [no-effect]"},
		"no size":                {", page_size: 100", "", "error: page_size_option needs a page_size in the pagination strategy [conflict]"},
		"a size at its least":    {size, "page_size: 10", "error: a page_size of 10 can never be reduced: minimum_page_size is 10 [conflict]"},
		"no option":              {"page_size_option:", "#", "error: page_size_reduction needs page_size_option in the paginator: nothing else asks for a smaller page [conflict]"},
		"the URL of the API":     {"{type: RequestOption, inject_into: request_parameter, field_name: next}", "{type: RequestPath}", "error: page_size_reduction cannot be together with RequestPath [conflict]"},
		"pages by number":        {`{type: CursorPagination, cursor_value: "{{ response.next }}", page_size: 100}`, "{type: PageIncrement, page_size: 100}", "error: page_size_reduction cannot be together with PageIncrement [conflict]"},
		"no pagination":          {"paginator:\n      type: DefaultPaginator\n", "paginator: {type: NoPagination}\n    $parameters:\n", "error: page_size_reduction needs a DefaultPaginator, which sends the page size [conflict]"},
		"another stop condition": {size, stop("not response.next"), ""},
		"an empty page":          {size, stop("last_page_size == 0"), ""},
		"a short page":           {size, stop("last_page_size < page_size"), ""},
		"a page below the least": {size, stop("last_page_size < 10"), ""},
		"at the least":           {size, stop("last_page_size <= 10"), truncates},
		"below the size":         {size, stop("last_page_size < 100"), truncates},
		"below the config's":     {size, stop("last_page_size < config['size']"), unsure},
		"some other use":         {size, stop("last_page_size is odd"), unsure},
	} {
		text := strings.Replace(reducing, c.old, c.new, 1)
		_, found, err := compiler.Compile(source.NewFile("manifest.yaml", text), compiler.Options{Name: "source-a"})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		line, _, _ := strings.Cut(found.Text(), "\n")
		_, got, _ := strings.Cut(line, ": ")
		if got != c.want {
			t.Errorf("%s: got %q, want %q\n%s", name, got, c.want, found.Text())
		}
	}
}

func TestOffsetsOfUnitedLists(t *testing.T) {
	for combined, want := range map[string]string{
		"":                    "error: OffsetIncrement cannot count the records of a CombinedExtractor that unites several lists [conflict]",
		", mode: first_match": "",
	} {
		extractor := "{type: CombinedExtractor" + combined + ", extractors: [{type: DpathExtractor, field_path: [a]}, {type: DpathExtractor, field_path: [b]}]}"
		text := strings.Replace(reducing, "{type: DpathExtractor, field_path: []}", extractor, 1)
		text = strings.Replace(text, `CursorPagination, cursor_value: "{{ response.next }}"`, "OffsetIncrement", 1)
		_, found, err := compiler.Compile(source.NewFile("manifest.yaml", text), compiler.Options{Name: "source-a"})
		line, _, _ := strings.Cut(found.Text(), "\n")
		if _, got, _ := strings.Cut(line, ": "); got != want || err != nil {
			t.Errorf("%q: got %q, %v, want %q", combined, got, err, want)
		}
	}
}
