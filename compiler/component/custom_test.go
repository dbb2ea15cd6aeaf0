package component_test

import (
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler"
	"github.com/lowcode-dev/lowcode/compiler/gen"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// transformed compiles a stream with these transformations, and gives the Go of the stream, that of custom.go and
// what is said.
func transformed(t *testing.T, list string) (stream, custom, said string) {
	t.Helper()
	manifest := strings.Replace(plain, "  schema_loader:", "  transformations:\n"+list+"  schema_loader:", 1)
	files, found, err := compiler.Compile(source.NewFile("manifest.yaml", manifest), compiler.Options{Name: "source-items"})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		switch f.Name {
		case "items_stream.go":
			stream = string(f.Data)
		case gen.CustomFile:
			custom = string(f.Data)
		}
	}
	return stream, custom, found.Text()
}

// TestFieldsHoldAllUses gives a field the type that holds what each use of the class sets.
func TestFieldsHoldAllUses(t *testing.T) {
	const class = "{type: CustomTransformation, class_name: a.B, x: "
	for uses, want := range map[string]string{
		"1|2":                             "int",
		"1|2.5":                           "float64",
		"true|false":                      "bool",
		"a|b":                             "string",
		"a|1":                             "record.Template",
		`a|"{{ record.a }}"`:              "record.Template",
		`"{{ config['kind'] }}"|7`:        "record.Template",
		"[a]|[]":                          "[]string",
		"[]|[]":                           "value.Value",
		`[a]|["{{ record.a }}"]`:          "[]record.Template",
		"[a]|[1]":                         "value.Value",
		"{a: 1}|[b]":                      "value.Value",
		`{a: 1}|["{{ record.a }}"]`:       "record.Structure",
		`{a: "{{ response.x }}"}|a`:       "page.Structure",
		`"{{ response.x }}"|~`:            "page.Template",
		`"{{ nobody.knows }}"|a`:          "string",
		"{type: NoAuth}|{type: NoAuth}":   "stream.Authenticator",
		"{type: NoAuth}|[{type: NoAuth}]": "[]stream.Authenticator",
		"{type: RequestOption, inject_into: header, field_name: a}|~": "request.Option",
		"{type: InlineSchemaLoader, schema: {a: 1}}|~":                "stream.SchemaLoader",
		"2024-01-01|2024-01-02":                                       "string",
	} {
		list := ""
		for _, use := range strings.Split(uses, "|") {
			list += "  - " + class + use + "}\n"
		}
		_, custom, said := transformed(t, list)
		if field := fieldOf(custom, "X"); field != want {
			t.Errorf("%s: the field is %q, want %q\n%s", uses, field, want, said)
		}
	}
}

// fieldOf is the type of a field in custom.go.
func fieldOf(custom, name string) string {
	for line := range strings.Lines(custom) {
		if words := strings.Fields(line); len(words) > 1 && words[0] == name {
			return words[1]
		}
	}
	return ""
}

// TestMixedFieldsAreTold refuses a field that is a component in one use and a text in another.
func TestMixedFieldsAreTold(t *testing.T) {
	_, _, said := transformed(t, "  - {type: CustomTransformation, class_name: a.B, x: {type: NoAuth}}\n  - {type: CustomTransformation, class_name: a.B, x: a}\n")
	if !strings.Contains(said, "error: CustomTransformation.x holds a component in one use of the class and something else in another one") {
		t.Error(said)
	}
}

// TestTemplatesOfNobodyAreText gives the class the text of a template whose names no place has.
func TestTemplatesOfNobodyAreText(t *testing.T) {
	stream, _, said := transformed(t, `  - {type: CustomTransformation, class_name: a.B, x: "{{ nobody.knows }}"}`+"\n")
	if !strings.Contains(stream, `X: "{{ nobody.knows }}"`) || !strings.Contains(said, "warning: the class gets x as it is written") {
		t.Errorf("%s\n%s", stream, said)
	}
}

// TestAFilterThatIsNotUsed: a cursor that drops records itself takes the place of a class, as in the reference.
func TestAFilterThatIsNotUsed(t *testing.T) {
	manifest := strings.NewReplacer(
		"{type: DpathExtractor, field_path: []}", `{type: DpathExtractor, field_path: []}, record_filter: {type: CustomRecordFilter, class_name: a.B, condition: "{{ record.a }}"}`,
		"  schema_loader:", `  incremental_sync: {type: DatetimeBasedCursor, cursor_field: at, datetime_format: "%Y", start_datetime: "2020", is_client_side_incremental: true}`+"\n  schema_loader:",
	).Replace(plain)
	files, found, err := compiler.Compile(source.NewFile("manifest.yaml", manifest), compiler.Options{Name: "source-items"})
	if err != nil || !strings.Contains(found.Text(), "warning: the class is not used") {
		t.Errorf("%v, %s", err, found.Text())
	}
	var all strings.Builder
	for _, f := range files {
		all.WriteString(f.Name + "\n" + string(f.Data))
	}
	if text := all.String(); !strings.Contains(text, "record.Filter(record.Condition(\"{{ record.a }}\"") || strings.Contains(text, gen.CustomFile) {
		t.Error(text)
	}
}
