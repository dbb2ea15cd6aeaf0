package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// before is the older version of the manifests that are compared.
const before = `version: 7.0.0
type: DeclarativeSource
check: {type: CheckStream, stream_names: [orders]}
definitions:
  time: &time
    type: DatetimeBasedCursor
    cursor_field: updated_at
    datetime_format: "%Y-%m-%d"
    start_datetime: {type: MinMaxDatetime, datetime: "{{ config['start'] }}"}
streams:
  - type: DeclarativeStream
    name: orders
    primary_key: id
    incremental_sync: *time
    retriever: &retriever
      type: SimpleRetriever
      requester: {type: HttpRequester, url_base: "https://shop.example", path: /orders}
      record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
    schema_loader:
      type: InlineSchemaLoader
      schema: {type: object, properties: {id: {type: integer}, updated_at: {type: string, format: date}, note: {type: [string, "null"]}}}
  - type: DeclarativeStream
    name: lines
    incremental_sync: *time
    retriever:
      <<: *retriever
      partition_router: {type: ListPartitionRouter, cursor_field: warehouse, values: [north, south]}
    schema_loader: {type: InlineSchemaLoader, schema: {type: object, properties: {}}}
  - type: ConditionalStreams
    condition: "{{ config.region == 'eu' }}"
    streams:
      - type: DeclarativeStream
        name: taxes
        retriever: *retriever
        schema_loader:
          - {type: InlineSchemaLoader, schema: {type: object, properties: {rate: {type: number}}}}
          - {type: InlineSchemaLoader, schema: {type: object, properties: {land: {type: string}}}}
  - type: StateDelegatingStream
    name: events
    full_refresh_stream: &events
      type: DeclarativeStream
      name: events
      incremental_sync: *time
      retriever: *retriever
      schema_loader: &dynamic
        type: DynamicSchemaLoader
        retriever: {<<: *retriever, requester: {type: HttpRequester, url_base: "https://shop.example", path: /fields}}
        schema_type_identifier:
          schema_pointer: [fields]
          key_pointer: [label]
          type_pointer: [kind]
          types_mapping: [{target_type: string, current_type: text}]
    incremental_stream:
      <<: *events
      incremental_sync: {<<: *time, datetime_format: "%Y-%m-%dT%H"}
      transformations: [{type: RemoveFields, field_pointers: [[secret]]}]
dynamic_streams:
  - type: DynamicDeclarativeStream
    name: tables
    stream_template: &template
      type: DeclarativeStream
      name: ""
      primary_key: table_key
      retriever: *retriever
      schema_loader: {type: InlineSchemaLoader, schema: {type: object, properties: {cell: {type: string}}}}
    components_resolver:
      type: HttpComponentsResolver
      retriever: {<<: *retriever, requester: {type: HttpRequester, url_base: "https://shop.example", path: /tables}}
      components_mapping: [{type: ComponentMappingDefinition, field_path: [name], value: "{{ components_values.label }}"}]
  - type: DynamicDeclarativeStream
    name: lists
    stream_template: *template
    components_resolver:
      type: ConfigComponentsResolver
      stream_config: {type: StreamConfig, configs_pointer: [lists], default_values: [{name: all}, {name: recent}]}
      components_mapping: [{type: ComponentMappingDefinition, field_path: [name], value: "list_{{ components_values['name'] }}"}]
  - type: DynamicDeclarativeStream
    name: reports
    stream_template: *template
    components_resolver:
      type: ParametrizedComponentsResolver
      stream_parameters: {type: StreamParametersDefinition, list_of_parameters_for_stream: [{name: daily, by: [day]}, {name: weekly, by: [week]}]}
      components_mapping:
        - {type: ComponentMappingDefinition, field_path: [name], value: "{{ components_values['name'] }}_report"}
        - {type: ComponentMappingDefinition, field_path: [primary_key], value: "{{ components_values.by }}"}
spec:
  type: Spec
  connection_specification:
    type: object
    required: [shop]
    properties:
      shop: {type: string}
      start: {type: string}
      region: {type: string, enum: [eu, us]}
      lists: {type: array}
`

// migrated is what an option needs that is required from now on.
const migrated = `  config_normalization_rules:
    type: ConfigNormalizationRules
    config_migrations:
      - type: ConfigMigration
        transformations: [{type: ConfigAddFields, fields: [{type: AddedFieldDefinition, path: [region], value: eu}], condition: "{{ not config.region }}"}]
  connection_specification:
    type: object
    required: [shop, region]`

// TestDiff makes one change for each rule.
func TestDiff(t *testing.T) {
	old := file(t, before)
	for _, test := range []struct {
		rule, old, new, where string
		breaking              bool
	}{
		{"stream-removed", "name: lines", "name: rows", "stream lines", true},
		{"stream-added", "name: lines", "name: rows", "stream rows", true},
		{"primary-key-changed", "primary_key: id", "primary_key: [id, note]", "stream orders", true},
		{"cursor-changed", "cursor_field: updated_at", "cursor_field: id", "stream orders", true},
		{"state-changed", `datetime_format: "%Y-%m-%d"`, `datetime_format: "%s"`, "stream orders", true},
		{"state-changed", "cursor_field: warehouse", "cursor_field: depot", "stream lines", true},
		{"state-format", `datetime_format: "%Y-%m-%d"`, "datetime_format: \"%s\"\n    cursor_datetime_formats: [\"%Y-%m-%d\"]", "stream orders", false},
		{"incremental-removed", "    incremental_sync: *time\n    retriever: &", "    retriever: &", "stream orders", true},
		{"field-removed", "note: {", "remark: {", "stream orders, field note", true},
		{"field-added", "note: {", "remark: {type: string}, note: {", "stream orders, field remark", false},
		{"field-type-changed", "id: {type: integer}", "id: {type: string}", "stream orders, field id", true},
		{"field-type-changed", "format: date}", "format: date-time}", "stream orders, field updated_at", true},
		{"field-nullable", "id: {type: integer}", "id: {type: [integer, 'null']}", "stream orders, field id", false},
		{"spec-required", "required: [shop]", "required: [shop, region]", "spec, option region", true},
		{"spec-required", "required: [shop]\n    properties:", "required: [shop, key]\n    properties:\n      key: {type: string}", "spec, option key", true},
		{"spec-option-added", "      shop: {", "      key: {type: string}\n      shop: {", "spec, option key", false},
		{"spec-option-removed", "      region: {type: string, enum: [eu, us]}\n", "", "spec, option region", true},
		{"spec-narrowed", "shop: {type: string}", "shop: {type: integer}", "spec, option shop", true},
		{"spec-narrowed", "enum: [eu, us]", "enum: [eu]", "spec, option region", true},
		{"spec-widened", "enum: [eu, us]", "enum: [eu, us, ap]", "spec, option region", false},
		{"spec-optional", "required: [shop]", "required: []", "spec, option shop", false},
		{"spec-migrated", "  connection_specification:\n    type: object\n    required: [shop]", migrated, "spec, option region", false},
		{"field-widened", "id: {type: integer}", "id: {type: number}", "stream orders, field id", false},
		{"partition-removed", "values: [north, south]", "values: [north]", "stream lines", false},
		{"records-filter", "record_selector: {type: RecordSelector, ", "record_selector: {record_filter: {condition: \"{{ record.id }}\"}, type: RecordSelector, ", "stream orders", false},
		{"stream-conditional", "config.region == 'eu'", "config.region == 'us'", "stream taxes", true},
		{"field-removed", "land: {", "country: {", "stream taxes, field land", true},
		{"state-changed", `datetime_format: "%Y-%m-%dT%H"`, `datetime_format: "%s"`, "stream events", true},
		{"schema-rules", "target_type: string", "target_type: integer", "stream events", true},
		{"schema-source", "path: /fields", "path: /v2/fields", "stream events", false},
		{"primary-key-changed", "primary_key: table_key", "primary_key: cell", "streams of tables", true},
		{"field-type-changed", "cell: {type: string}", "cell: {type: integer}", "stream weekly_report, field cell", true},
		{"streams-named", "components_values.label", "components_values.title", "streams of tables", true},
		{"streams-asked", "path: /tables", "path: /v2/tables", "streams of tables", false},
		{"streams-found", "configs_pointer: [lists]", "configs_pointer: [shop]", "streams of lists", true},
		{"stream-removed", ", {name: recent}", "", "streams of lists", true},
		{"stream-removed", ", {name: weekly, by: [week]}", "", "stream weekly_report", true},
		{"primary-key-changed", "by: [week]", "by: [day]", "stream weekly_report", true},
	} {
		text := strings.Replace(before, test.old, test.new, 1)
		if text == before {
			t.Fatalf("%s: nothing is changed", test.rule)
		}
		code, stdout, stderr := call(t, "diff", old, file(t, text), "--format", "json")
		var report struct {
			Breaking bool
			Changes  []struct {
				Breaking          bool
				Rule, Where, What string
			}
		}
		if err := json.Unmarshal([]byte(stdout), &report); err != nil {
			t.Errorf("%s: %v\n%s%s", test.rule, err, stdout, stderr)
			continue
		}
		found := false
		for _, c := range report.Changes {
			found = found || c.Rule == test.rule && c.Where == test.where && c.What != ""
		}
		if !found || report.Breaking != test.breaking || (code == exitManifest) != test.breaking {
			t.Errorf("%s in %s: exit %d\n%s", test.rule, test.where, code, stdout)
		}
	}
}

// TestDiffOfPackages compares a manifest with the package of it.
func TestDiffOfPackages(t *testing.T) {
	old, dir := file(t, before), filepath.Join(t.TempDir(), "source-shop")
	if code, _, stderr := call(t, "compile", old, "-o", dir, "--no-build"); code != 0 {
		t.Fatal(stderr)
	}
	code, stdout, stderr := call(t, "diff", old, dir)
	if code != 0 || stdout != "no change that users can see\n" {
		t.Errorf("exit %d: %s%s", code, stdout, stderr)
	}
	code, stdout, _ = call(t, "diff", dir, file(t, strings.Replace(before, "name: lines", "name: '|lines|'", 1)), "--format", "markdown")
	if code != exitManifest || !strings.Contains(stdout, "**Breaking**") || !strings.Contains(stdout, "| safe | stream `\\|lines\\|` |") {
		t.Errorf("exit %d: %s", code, stdout)
	}
	code, stdout, _ = call(t, "diff", dir, file(t, strings.Replace(before, "name: lines", "name: rows", 1)))
	if code != exitManifest || !strings.HasPrefix(stdout, "breaking  stream lines: ") {
		t.Errorf("exit %d: %s", code, stdout)
	}
	for _, args := range [][]string{{dir, t.TempDir()}, {dir, dir, "--format", "yaml"}, {dir}, {dir, filepath.Join(dir, "none.yaml")}} {
		if code, _, stderr := call(t, append([]string{"diff"}, args...)...); code != exitUsage || stderr == "" {
			t.Errorf("%v: exit %d: %s", args, code, stderr)
		}
	}
	if code, _, _ := call(t, "diff", dir, file(t, "a: [")); code != exitUsage {
		t.Errorf("a broken manifest: exit %d", code)
	}
	if err := os.WriteFile(filepath.Join(dir, "main.go"), []byte("?"), 0o666); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := call(t, "diff", old, dir); code != exitUsage || !strings.Contains(stderr, "main.go") {
		t.Errorf("a broken package: exit %d: %s", code, stderr)
	}
}
