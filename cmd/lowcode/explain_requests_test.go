package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler/explain"
)

// observatory is a connector whose requests are not those of its streams alone: a login, tokens, a parent that the
// catalog has not, a stream that two others read, streams that the API names, a schema that it tells, addresses in
// all the forms that urljoin knows.
const observatory = `version: 6.0.0
type: DeclarativeSource
check: {type: CheckStream, stream_names: [moons]}
definitions:
  selector: &selector {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}
  schema: &schema {type: InlineSchemaLoader, schema: {type: object, properties: {}}}
  base: &base {type: HttpRequester, url_base: '"https://{{ config[''host''] }}/v1/"'}
  planets: &planets
    type: DeclarativeStream
    name: planets
    retriever:
      type: SimpleRetriever
      requester: {<<: *base, path: "/{{ 'planets' }}", request_parameters: {big: "{{ config['host'] | length > 3 }}"}}
      record_selector: *selector
    schema_loader: *schema
  session: &session
    type: SessionTokenAuthenticator
    login_requester: {<<: *base, path: login, http_method: POST, request_body_json: {user: me}}
    session_token_path: [token]
    expiration_duration: PT1H
    request_authentication: {type: Bearer}
  oauth: &oauth
    type: OAuthAuthenticator
    token_refresh_endpoint: https://id.example.com/token
    client_id: "{{ config['host'] }}"
    client_secret: "{{ config['host'] }}"
    refresh_token: "{{ config['host'] }}"
streams:
  - type: DeclarativeStream
    name: moons
    retriever:
      type: SimpleRetriever
      requester: {<<: *base, path: "planets//{{ stream_partition.planet }}/./moons", authenticator: *session}
      record_selector: *selector
      partition_router:
        type: SubstreamPartitionRouter
        parent_stream_configs: [{type: ParentStreamConfig, stream: *planets, parent_key: id, partition_field: planet}]
    schema_loader: *schema
  - type: DeclarativeStream
    name: comets
    retriever:
      type: SimpleRetriever
      requester: {<<: *base, path: "https://comets.example.com/{{ config['host'] }}", authenticator: *oauth}
      record_selector: *selector
    schema_loader: *schema
  - type: DeclarativeStream
    name: rings
    retriever:
      type: SimpleRetriever
      requester: {type: HttpRequester, url_base: "https://{{ config['host'] }}/rings", path: /}
      record_selector: *selector
    schema_loader:
      type: DynamicSchemaLoader
      retriever:
        type: SimpleRetriever
        requester: {<<: *base, path: columns}
        record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
      schema_type_identifier: {type: SchemaTypeIdentifier, schema_pointer: [columns], key_pointer: [name]}
  - type: StateDelegatingStream
    name: stars
    full_refresh_stream: &stars
      type: DeclarativeStream
      name: stars
      retriever: {type: SimpleRetriever, requester: {<<: *base, path: stars}, record_selector: *selector}
      schema_loader: *schema
      incremental_sync: {type: DatetimeBasedCursor, cursor_field: at, datetime_format: "%Y-%m-%d", start_datetime: "2024-01-01", end_datetime: "2024-03-10"}
    incremental_stream:
      <<: *stars
      retriever: {type: SimpleRetriever, requester: {<<: *base, path: events}, record_selector: *selector}
      incremental_sync:
        type: DatetimeBasedCursor
        cursor_field: at
        datetime_format: "%Y-%m-%d"
        start_datetime: "2024-01-01"
        end_datetime: "2024-03-10"
        start_time_option: {type: RequestOption, inject_into: request_parameter, field_name: since}
dynamic_streams:
  - type: DynamicDeclarativeStream
    name: tables
    stream_template:
      type: DeclarativeStream
      name: ""
      retriever: {type: SimpleRetriever, requester: {<<: *base, path: ""}, record_selector: *selector}
      schema_loader: *schema
    components_resolver:
      type: HttpComponentsResolver
      retriever: {type: SimpleRetriever, requester: {<<: *base, path: catalog}, record_selector: *selector}
      components_mapping:
        - {type: ComponentMappingDefinition, field_path: [name], value: "{{ components_values.name }}"}
        - {type: ComponentMappingDefinition, field_path: [retriever, requester, path], value: "/tables/{{ components_values.name }}"}
  - type: DynamicDeclarativeStream
    name: maps
    stream_template:
      type: DeclarativeStream
      name: ""
      retriever: {type: SimpleRetriever, requester: {<<: *base, path: ""}, record_selector: *selector}
      schema_loader: *schema
    components_resolver:
      type: ParametrizedComponentsResolver
      stream_parameters: {type: StreamParametersDefinition, list_of_parameters_for_stream: [{name: north, at: 90}, {name: south, at: -90}]}
      components_mapping:
        - {type: ComponentMappingDefinition, field_path: [name], value: "{{ components_values.name }}_map"}
        - {type: ComponentMappingDefinition, field_path: [retriever, requester, path], value: "maps/{{ components_values['at'] }}"}
spec:
  type: Spec
  connection_specification: {type: object, required: [host], properties: {host: {type: string}}}
`

const observed = `
GET https://sky.example.com/v1/planets?big=True
{"data": [{"id": "mars"}]}
POST https://sky.example.com/v1/login
> {"user": "me"}
{"token": "t"}
GET https://sky.example.com/v1/planets/mars/moons
{"data": [{"id": 1}]}
POST https://id.example.com/token
{"access_token": "a", "expires_in": 3600}
GET https://comets.example.com/sky.example.com
{"data": [{"id": 2}]}
GET https://sky.example.com/v1/columns
{"columns": [{"name": "id"}]}
GET https://sky.example.com/rings
{"data": [{"id": "3"}]}
GET https://sky.example.com/v1/stars
{"data": [{"id": 4, "at": "2024-02-01"}]}
GET https://sky.example.com/v1/events?since=2024-02-01
{"data": [{"id": 5, "at": "2024-02-02"}]}
GET https://sky.example.com/v1/catalog
{"data": [{"name": "a"}]}
GET https://sky.example.com/v1/tables/a
{"data": [{"id": 6}]}
GET https://sky.example.com/v1/maps/90
{"data": [{"id": 7}]}
GET https://sky.example.com/v1/maps/-90
{"data": [{"id": 8}]}
`

// TestExplainEachRequest compares what is said of that connector with the requests that its API sees, without a
// state and with one.
func TestExplainEachRequest(t *testing.T) {
	path := file(t, observatory)
	config := filepath.Join(t.TempDir(), "config.json")
	state := filepath.Join(t.TempDir(), "state.json")
	write(t, config, `{"host": "sky.example.com"}`)
	write(t, state, `[{"type": "STREAM", "stream": {"stream_descriptor": {"name": "stars"}, "stream_state": {"at": "2024-02-01"}}}]`)
	dir := filepath.Join(t.TempDir(), "source-sky")
	if code, _, stderr := call(t, "compile", path, "-o", dir); code != 0 {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	seen := requestsOf(t, filepath.Join(dir, "source-sky"), config, observed, nil, []string{"--state", state})
	compareRequests(t, explanation(t, path, config), seen)
}

// TestExplainParent explains a stream that the catalog has not.
func TestExplainParent(t *testing.T) {
	code, stdout, stderr := call(t, "explain", file(t, observatory), "planets", "south_map")
	for _, want := range []string{"stream planets, read for moons\n", "stream south_map\n  GET https://{{ config['host'] }}/v1/maps/-90\n"} {
		if code != 0 || !strings.Contains(stdout, want) || strings.Contains(stdout, "stream moons") {
			t.Errorf("exit %d: no %q in %s%s", code, want, stdout, stderr)
		}
	}
}

// explanation is what is said of a manifest or package with a config.
func explanation(t *testing.T, of, config string) (explained explain.Explanation) {
	t.Helper()
	code, stdout, stderr := call(t, "explain", of, "--config", config, "--format", "json")
	if code != 0 {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	if err := json.Unmarshal([]byte(stdout), &explained); err != nil {
		t.Fatal(err)
	}
	return explained
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
