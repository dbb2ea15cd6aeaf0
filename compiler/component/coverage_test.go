package component

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler/golden"
	"github.com/lowcode-dev/lowcode/compiler/schema"
)

// partOf names, for each component that has no file of its own, the one whose file lowers it, or whose
// reason in unsupported.go is its own.
var partOf = map[string]string{
	"AddedFieldDefinition":                   "AddFields",
	"AsyncJobStatusMap":                      "AsyncRetriever",
	"AuthFlow":                               "Spec",
	"BlockSimultaneousSyncsAction":           "StreamGroup",
	"DynamicStreamCheckConfig":               "CheckStream",
	"ComplexFieldType":                       "DynamicSchemaLoader",
	"ComponentMappingDefinition":             "DynamicDeclarativeStream",
	"GroupByKeyMergeStrategy":                "QueryProperties",
	"JsonSchemaPropertySelector":             "QueryProperties",
	"JwtHeaders":                             "JwtAuthenticator",
	"JwtPayload":                             "JwtAuthenticator",
	"OAuthConfigSpecification":               "Spec",
	"OauthConnectorInputSpecification":       "Spec",
	"OauthScope":                             "Spec",
	"OauthState":                             "Spec",
	"PaginationResetLimits":                  "PaginationReset",
	"ParentFieldPath":                        "RecordExpander",
	"PropertyChunking":                       "QueryProperties",
	"QuotaStatusSource":                      "RateLimitedMultipleTokenAuthenticator",
	"Rate":                                   "MovingWindowCallRatePolicy",
	"RequestBodyGraphQlQuery":                "RequestBodyGraphQL",
	"SchemaTypeIdentifier":                   "DynamicSchemaLoader",
	"SessionTokenRequestApiKeyAuthenticator": "SessionTokenAuthenticator",
	"SessionTokenRequestBearerAuthenticator": "SessionTokenAuthenticator",
	"StreamConfig":                           "ConfigComponentsResolver",
	"StreamParametersDefinition":             "ParametrizedComponentsResolver",
	"TokenQuota":                             "RateLimitedMultipleTokenAuthenticator",
	"TypesMap":                               "DynamicSchemaLoader",
}

// elsewhere is the file of the runtime that runs a component where none has its name: what is a line or
// two stands with what it belongs to.
var elsewhere = map[string]string{
	"ConditionalStreams":         "connector/connector.go",
	"CustomAuthenticator":        "stream/unimplemented.go",
	"CustomBackoffStrategy":      "stream/unimplemented.go",
	"CustomConfigTransformation": "stream/unimplemented.go",
	"CustomDecoder":              "stream/unimplemented.go",
	"CustomErrorHandler":         "stream/unimplemented.go",
	"CustomPaginationStrategy":   "stream/unimplemented.go",
	"CustomPartitionRouter":      "stream/unimplemented.go",
	"CustomRecordExtractor":      "stream/unimplemented.go",
	"CustomRecordFilter":         "stream/unimplemented.go",
	"CustomRequester":            "stream/unimplemented.go",
	"CustomRetriever":            "stream/unimplemented.go",
	"CustomSchemaLoader":         "stream/unimplemented.go",
	"CustomSchemaNormalization":  "stream/unimplemented.go",
	"CustomStateMigration":       "stream/unimplemented.go",
	"CustomTransformation":       "stream/unimplemented.go",
	"CustomValidationStrategy":   "stream/unimplemented.go",
	"DeclarativeSource":          "connector/connector.go",
	"DeclarativeStream":          "stream/stream.go",
	"InlineSchemaLoader":         "stream/schema.go",
	"JsonDecoder":                "decode/json.go",
	"JsonFileSchemaLoader":       "stream/schema.go",
	"KeyTransformation":          "record/dpath_flatten_fields.go",
	"NoAuth":                     "auth/auth.go",
	"NoPagination":               "page/page.go",
	"RequestBodyGraphQL":         "requester/body.go",
	"RequestBodyJsonObject":      "requester/body.go",
	"RequestBodyPlainText":       "requester/body.go",
	"RequestBodyUrlEncodedForm":  "requester/body.go",
	"RequestOption":              "request/option.go",
	"RequestPath":                "page/page.go",
}

// lowered says that a component has a file here.
func lowered(typ string) bool { return exists(snake(typ) + ".go") }

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// TestUnsupported keeps the listing true: each component of the language is lowered, or is part of
// another one, or stands in unsupported.go with its reason, and nothing is two of these.
func TestUnsupported(t *testing.T) {
	for _, c := range schema.Components() {
		_, part := partOf[c.Name]
		_, refused := unsupported[c.Name]
		switch n := count(lowered(c.Name), part, refused); {
		case n == 0:
			t.Errorf("%s is in no table: lower it in %s.go, name what it is part of in partOf, or say in unsupported.go why it is refused", c.Name, snake(c.Name))
		case n > 1:
			t.Errorf("%s is in two tables: lowered %v, part of another %v, unsupported %v; take it out of the one that is no longer true", c.Name, lowered(c.Name), part, refused)
		}
	}
	for name, reason := range unsupported {
		if schema.Lookup(name) == nil || reason == "" {
			t.Errorf("unsupported.go: %s is no component of the language, or has no reason", name)
		}
	}
	for name, owner := range partOf {
		if schema.Lookup(name) == nil || !lowered(owner) && unsupported[owner] == "" {
			t.Errorf("partOf: %s is no component, or %s is neither lowered nor unsupported", name, owner)
		}
	}
	for _, s := range allSlots {
		for typ := range s.by {
			if !lowered(typ) {
				t.Errorf("%s takes %s, which has no file %s.go", s.what, typ, snake(typ))
			}
		}
	}
}

func count(all ...bool) int {
	n := 0
	for _, b := range all {
		if b {
			n++
		}
	}
	return n
}

// TestThreeFiles holds that a component is three files with one name: what lowers it, what runs it, and the
// archive that proves both.
func TestThreeFiles(t *testing.T) {
	for _, c := range schema.Components() {
		name := snake(c.Name)
		if !lowered(c.Name) {
			if exists("../../testdata/component/" + name + ".txtar") {
				t.Errorf("testdata/component/%s.txtar proves %s, which is not lowered", name, c.Name)
			}
			continue
		}
		if !exists("../../testdata/component/" + name + ".txtar") {
			t.Errorf("%s has no archive testdata/component/%s.txtar", c.Name, name)
		}
		own, err := filepath.Glob("../../runtime/*/" + name + ".go")
		if err != nil {
			t.Fatal(err)
		}
		other, listed := elsewhere[c.Name]
		switch {
		case listed == (len(own) > 0):
			t.Errorf("%s must have runtime/*/%s.go, or be named in elsewhere; not both", c.Name, name)
		case listed && !exists("../../runtime/"+other):
			t.Errorf("elsewhere: %s is said to be in runtime/%s, which is not there", c.Name, other)
		}
	}
}

// TestCoverage holds docs/components.md, which is printed from the tables.
func TestCoverage(t *testing.T) {
	golden.File(t, "../../docs/components.md", coverage())
}

// coverage is the table for readers.
func coverage() string {
	components := schema.Components()
	supported := 0
	var rows strings.Builder
	for _, c := range components {
		owner, part := partOf[c.Name]
		reason, refused := unsupported[c.Name]
		state := "yes"
		switch {
		case part && unsupported[owner] != "":
			state = "not yet, with " + owner
		case part:
			state = "yes, with " + owner
		case refused:
			state = "not yet: " + reason
		}
		if strings.HasPrefix(state, "yes") {
			supported++
		}
		fmt.Fprintf(&rows, "| %s | %s | %s |\n", c.Name, strings.TrimSuffix(c.Doc, "."), state)
	}
	return fmt.Sprintf(`<!-- Printed from the compiler's tables by go test ./compiler/component -update. Do not edit. -->

# Components

%d of the %d components of the language are compiled. The others are refused, by name and place; no manifest
compiles to less than it says. %s describes their fields.

| component | what it is | compiled |
| --- | --- | --- |
%s`, supported, len(components), "`lowcode schema`", rows.String())
}
