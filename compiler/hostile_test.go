package compiler_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/compiler"
	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/gen"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// patience is how long a hostile manifest may take on a busy machine; without its limits the compiler
// would work on any of them for hours.
const patience = 20 * time.Second

// small is a manifest with a place for each text that an author chooses. Texts go in quoted.
const small = `version: 6.0.0
type: DeclarativeSource
description: %[1]s
check: {type: CheckStream, stream_names: [%[1]s]}
definitions:
  %[4]s: {type: BearerAuthenticator, api_token: %[2]s}
streams:
  - type: DeclarativeStream
    name: %[1]s
    primary_key: %[1]s
    retriever:
      type: SimpleRetriever
      requester:
        type: HttpRequester
        url_base: %[2]s
        path: %[1]s
        request_parameters: {%[1]s: %[2]s}
        request_body_json: {%[1]s: [%[2]s, 1.5]}
        authenticator: {$ref: %[3]s}
      record_selector:
        type: RecordSelector
        extractor: {type: DpathExtractor, field_path: [%[1]s]}
        record_filter: {type: RecordFilter, condition: %[2]s}
    schema_loader:
      type: InlineSchemaLoader
      schema: {title: %[1]s, %[1]s: %[1]s}
    transformations:
      - {type: AddFields, fields: [{path: [%[1]s], value: %[2]s}]}
      - {type: RemoveFields, field_pointers: [[%[1]s]]}
  - type: DeclarativeStream
    name: "second"
    retriever:
      type: SimpleRetriever
      requester: {type: HttpRequester, url: %[1]s, authenticator: {$ref: %[3]s}}
      record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
    schema_loader: {type: InlineSchemaLoader, schema: {}}
spec:
  type: Spec
  documentation_url: %[1]s
  connection_specification:
    type: object
    properties:
      %[1]s: {type: %[1]s, title: %[1]s, description: %[1]s}
`

// compileHostile compiles within the time that there is.
func compileHostile(t *testing.T, manifest string) ([]gen.File, diag.List) {
	t.Helper()
	var files []gen.File
	var found diag.List
	done := make(chan error, 1)
	go func() {
		var err error
		files, found, err = compiler.Compile(source.NewFile("manifest.yaml", manifest), compiler.Options{Name: "source-hostile"})
		done <- err
	}()
	select {
	case err := <-done:
		if err != nil { // gen has refused what the phases before it let through
			t.Error(err)
		}
	case <-time.After(patience):
		t.Fatalf("still compiling after %v", patience)
	}
	if (files == nil) != found.HasErrors() {
		t.Errorf("%d files with\n%s", len(files), found.Text())
	}
	return files, found
}

// breaking are texts that try to leave the literal, the comment, the name or the file that they become a
// part of.
var breaking = []string{
	`"; panic(1); "`, "` + panic(1) + `", "*/ func init() {} /*", "// comment", "/*", "a\nb", "a\r\nfunc init() { panic(1) }",
	"\n//go:generate rm -rf /\n", "//go:embed /etc/passwd", "\n//line evil.go:1\n", "+build ignore", "//go:build ignore", "\n\npackage evil\n",
	"\u202e)(tixe.so", "a\u2066b\u2069", "zero\u200bwidth", "\u2028func init() {}", "\ufeff", "\u0085next", "\x7f", "a\x00b", "e\u0301",
	"../../../etc/passwd", "/etc/passwd", `..\..\windows`, "con", "nul.txt", ".", "..", "-rf", "~", "$HOME", "%s%d%!v(MISSING)",
	"main", "init", "func", "type", "string", "nil", "cfg", "streams", "spec", "config", "shared", "embed", "stream", "value", "requester",
	"_", "x_test", "a_windows", "x_linux_amd64", "123", "1e400", " ", strings.Repeat("long ", 180), strings.Repeat("\u00fc", 150), "日本語", "😀",
}

// TestBreakingOut puts each of them everywhere: the manifest compiles, for gen, which parses and checks
// what it printed, has nothing to refuse.
func TestBreakingOut(t *testing.T) {
	for _, text := range breaking {
		key := strings.NewReplacer("/", "|", "\n", "|", "\r", "|").Replace(text) // a reference is split at slashes, and one line
		template := "{{ '" + strings.NewReplacer(`\`, `\\`, "'", `\'`, "{", "(", "}", ")").Replace(text) + "' ~ config.get('x') }}"
		files, found := compileHostile(t, fmt.Sprintf(small, quoted(text), quoted(template), quoted("#/definitions/"+key), quoted(key)))
		if files == nil {
			t.Errorf("%.100q does not compile:\n%s", text, found.Text())
		}
		for _, f := range files {
			if !plainName.MatchString(f.Name) {
				t.Errorf("%.100q becomes a file %q", text, f.Name)
			}
		}
	}
}

var plainName = regexp.MustCompile(`^(schemas/)?[a-z0-9_]+\.(go|json)$`)

// quoted is a text in double quotes, whose escapes YAML knows too.
func quoted(text string) string { return strconv.QuoteToASCII(text) }

// TestHostileManifests gives manifests that are wrong on purpose: each is told in a few lines, and in time.
func TestHostileManifests(t *testing.T) {
	good := fmt.Sprintf(small, `"items"`, `"{{ config.get('x') }}"`, `"#/definitions/a"`, `"a"`)
	in := func(old, new string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("the manifest has no %q", old)
		}
		return strings.Replace(good, old, new, 1)
	}
	for _, test := range []struct{ name, manifest, want string }{
		{"an alias bomb", in("definitions:\n", "definitions:\n"+bomb(40)), "[too-large]"},
		{"a bomb of references", in("definitions:\n", "definitions:\n"+references(40)), "[too-large]"},
		{"a reference to itself", in(`"a": {`, `"a": {$ref: "#/definitions/a", `), "[circular-reference]"},
		{"a ring of references", in(`"a": {`, `b: {$ref: "#/definitions/a"}`+"\n  "+`"a": {$ref: "#/definitions/b", `), "[circular-reference]"},
		{"an alias of what holds it", in("description:", "metadata: &m {a: *m}\ndescription:"), "error"},
		{"a stream that is its own parent", in("      record_selector:", "      partition_router: {type: SubstreamPartitionRouter, parent_stream_configs: "+
			"[{type: ParentStreamConfig, parent_key: a, partition_field: a, stream: {$ref: '#/streams/0'}}]}\n      record_selector:"), "[circular-reference]"},
		{"a component that nobody knows", in("type: RecordFilter", "type: RecrodFilter"), `did you mean "RecordFilter"?`},
		{"names that nobody knows", in(`condition: "{{ config.get('x') }}"`, `condition: "{{ recrod.a or cofnig['b'] }}"`), `did you mean "record"?`},
		{"a filter that nobody knows", in(`condition: "{{ config.get('x') }}"`, `condition: "{{ record.a | lenght }}"`), `did you mean "length"?`},
		{"a schema outside", in(`{type: InlineSchemaLoader, schema: {}}`, `{type: JsonFileSchemaLoader, file_path: "./../../etc/passwd"}`), "outside the folder"},
		{"a schema at the root", in(`{type: InlineSchemaLoader, schema: {}}`, `{type: JsonFileSchemaLoader, file_path: "/etc/passwd"}`), "outside the folder"},
		{"a schema up and down", in(`{type: InlineSchemaLoader, schema: {}}`, `{type: JsonFileSchemaLoader, file_path: "a/../../b/../../../etc/passwd"}`), "outside the folder"},
		{"deep lists", in("definitions:", "metadata: {a: "+strings.Repeat("[", 100000)+strings.Repeat("]", 100000)+"}\ndefinitions:"), "error"},
		{"deep maps", in("definitions:", "metadata: "+strings.Repeat("{a: ", 5000)+"1"+strings.Repeat("}", 5000)+"\ndefinitions:"), "too-deep"},
		{"deep indentation", in("definitions:", "metadata:\n"+stairs(2000)+"definitions:"), "too-deep"},
		{"a deep expression", in(`condition: "{{ config.get('x') }}"`, `condition: "{{ `+strings.Repeat("(", 50000)+"1"+strings.Repeat(")", 50000)+` }}"`), "error"},
		{"many negations", in(`condition: "{{ config.get('x') }}"`, `condition: "{{ `+strings.Repeat("not ", 50000)+`1 }}"`), "error"},
		{"deep blocks", in(`condition: "{{ config.get('x') }}"`, `condition: "`+strings.Repeat("{% if 1 %}", 5000)+strings.Repeat("{% endif %}", 5000)+`"`), "error"},
		{"a power tower", in(`condition: "{{ config.get('x') }}"`, `condition: "{{ 9 ** 9 ** 9 ** 9 }}"`), ""},
		{"a text that grows", in(`condition: "{{ config.get('x') }}"`, `condition: "{{ 'a' * 10 ** 12 }}"`), ""},
		{"a range without an end", in(`condition: "{{ config.get('x') }}"`, `condition: "{{ range(10 ** 12) | list }}"`), ""},
		{"not UTF-8", in(`title: "items"`, "title: \"\xff\xfe\""), "error"},
		{"control characters", in(`title: "items"`, "title: \"\x1b[2J\""), "error"},
		{"a Python object", in(`title: "items"`, `title: !!python/object/apply:os.system ["true"]`), "error"},
		{"a huge number", in(`title: "items"`, "title: "+strings.Repeat("9", 100000)), ""},
		{"a key twice", in(`title: "items"`, `title: a, title: b`), ""},
		{"a schema that refers to itself", in(`{type: InlineSchemaLoader, schema: {}}`, `{type: InlineSchemaLoader, schema: {$ref: "#/streams/1/schema_loader/schema"}}`), "[circular-reference]"},
		{"no map", "- a", "not-a-map"},
		{"nothing", "", "empty"},
		{"only a tag", "!", "error"},
		{"two documents", good + "---\n" + good, "documents"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, found := compileHostile(t, test.manifest)
			text := found.Text()
			if len(found) > 50 || len(text) > 50000 || !strings.Contains(text, test.want) {
				t.Errorf("%d diagnostics in %d bytes, want %q in\n%.2000s", len(found), len(text), test.want, text)
			}
			if strings.ContainsAny(text, "\x1b\x00\r") {
				t.Errorf("a diagnostic drives the terminal: %.2000q", text)
			}
		})
	}
}

// bomb is a map of definitions each of which holds the one before twice, by aliases.
func bomb(levels int) string {
	text := "  l0: &l0 [a, b]\n"
	for i := 1; i < levels; i++ {
		text += fmt.Sprintf("  l%[1]d: &l%[1]d [*l%[2]d, *l%[2]d]\n", i, i-1)
	}
	return text
}

// references is the same by $ref.
func references(levels int) string {
	text := "  l0: {a: b}\n"
	for i := 1; i < levels; i++ {
		text += fmt.Sprintf("  l%[1]d: {a: {$ref: '#/definitions/l%[2]d'}, b: {$ref: '#/definitions/l%[2]d'}}\n", i, i-1)
	}
	return text
}

// stairs are keys each of which stands one blank further in.
func stairs(steps int) string {
	var b strings.Builder
	for i := range steps {
		b.WriteString(strings.Repeat(" ", i+1) + "a:\n")
	}
	return b.String()
}
