package main

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestPieces(t *testing.T) {
	for text, want := range map[string][]string{
		"":                                {},
		"plain":                           {"plain"},
		"a/{{ x }}/{{ y }}b":              {"a/", "{{ x }}", "/", "{{ y }}", "b"},
		"{{ x\n}}":                        {"{{ x\n}}"},
		`{{ "}}" ~ x }}.`:                 {`{{ "}}" ~ x }}`, "."},
		`{{ '\'}}' }}.`:                   {`{{ '\'}}' }}`, "."},
		"{{ {'a': {'b': 1}}['a'] }}.":     {"{{ {'a': {'b': 1}}['a'] }}", "."},
		"{{ x":                            {"{{ x"},
		"{% if x %}{{ y }}{% endif %}{{z": {"{% if x %}{{ y }}{% endif %}{{z"},
	} {
		if got := pieces(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// keeper is a manifest with one parameter and secrets of several kinds in its spec.
const keeper = `version: 6.0.0
type: DeclarativeSource
check: {type: CheckStream, stream_names: [moons]}
streams:
  - type: DeclarativeStream
    name: moons
    retriever:
      type: SimpleRetriever
      requester: {type: HttpRequester, url_base: "https://sky.example.com", path: /moons, request_parameters: {p: PARAMETER}}
      record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
    schema_loader: {type: InlineSchemaLoader, schema: {type: object, properties: {}}}
spec:
  type: Spec
  connection_specification:
    type: object
    properties:
      api_key: {type: string, airbyte_secret: true}
      keys: {type: array, items: {type: string, airbyte_secret: true}}
      login:
        type: object
        oneOf:
          - {title: A, type: object, properties: {code: {type: integer, airbyte_secret: true}}}
          - {title: B, type: object, properties: {name: {type: string}}}
      planet: {type: string}
`

// TestExplainEvaluates puts values in the place of templates that only read the config, and leaves those alone on
// which a secret has an influence, whatever it is called and however it is reached.
func TestExplainEvaluates(t *testing.T) {
	config := filepath.Join(t.TempDir(), "config.json")
	if err := os.WriteFile(config, []byte(`{"api_key": "hush-hush", "keys": ["psst-psst"], "login": {"code": 424242}, "planet": "mars", "monkey": "ape"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for template, want := range map[string]string{
		`{{ config["planet"] }}`:                                                                 "mars",
		`{{ config["monkey"] }}`:                                                                 "ape",
		"{{ config['planet']\n}}/{{ stream_slice['x'] }}":                                        "mars/{{ stream_slice['x'] }}",
		`{% if config["planet"] == "mars" %}red{% else %}blue{% endif %}`:                        "red",
		`{% if config["api_key"] %}with a key{% endif %}`:                                        "with a key",
		`{{ config["api" ~ "_key"] }}`:                                                           "",
		`{{ config["api\x5fkey"] }}`:                                                             "",
		`{{ config.values() | list | first }}`:                                                   "",
		`{{ config | dictsort | first | last }}`:                                                 "",
		`{{ config | string }}`:                                                                  "",
		`{{ config.values() | join(",") }}`:                                                      "",
		`{{ (config.values() | list)[0] | base64encode }}`:                                       "",
		`{{ config["api_key"] | length }}`:                                                       "",
		`{{ config["keys"][0] }}`:                                                                "",
		`{{ config["login"]["code"] }}`:                                                          "",
		`{% for k, v in config.items() %}{{ k }}={{ v }};{% endfor %}`:                           "",
		`{{ config["planet"] }}{% if config["api_key"] == "hush-hush" %} guessed{% endif %}`:     "",
		`{% if config["api_key"].startswith("hush") %}{{ 1 }}{% else %}not so{{ 2 }}{% endif %}`: "",
	} {
		code, stdout, stderr := call(t, "explain", file(t, strings.Replace(keeper, "PARAMETER", strconv.Quote(template), 1)), "--config", config, "--format", "json")
		for _, secret := range []string{"hush-hush", "psst", "424242", "aHVzaC1odXNo"} {
			if strings.Contains(strings.Replace(stdout, strconv.Quote(template), "", 1), secret) && !strings.Contains(template, secret) {
				t.Errorf("%s: a secret is in %s", template, stdout)
			}
		}
		if want == "" {
			want = template
		}
		if text := strconv.Quote(want); code != 0 || !strings.Contains(stdout, `"value": `+text) {
			t.Errorf("%s: exit %d, want %s in %s%s", template, code, text, stdout, stderr)
		}
	}
}

func TestExplainConfig(t *testing.T) {
	path := file(t, keeper)
	for _, text := range []string{"[1]", "null", "{"} {
		config := filepath.Join(t.TempDir(), "config.json")
		if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, _, stderr := call(t, "explain", path, "--config", config); code != exitUsage || !strings.Contains(stderr, "is no JSON object") {
			t.Errorf("%s: exit %d: %s", text, code, stderr)
		}
	}
}
