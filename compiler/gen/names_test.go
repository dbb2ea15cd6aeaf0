package gen

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func TestNameOfOneStream(t *testing.T) {
	long := strings.Repeat("very_long_", 40)
	for _, test := range []struct{ name, function, file, schema string }{
		{"issues", "issuesStream", "issues_stream.go", "schemas/issues.json"},
		{"order_items", "orderItemsStream", "order_items_stream.go", "schemas/order_items.json"},
		{"OrderItems", "orderItemsStream", "order_items_stream.go", "schemas/order_items.json"},
		{"HTTPRequests", "httpRequestsStream", "http_requests_stream.go", "schemas/http_requests.json"},
		{"user-IDs v2", "userIDsV2Stream", "user_i_ds_v2_stream.go", "schemas/user_i_ds_v2.json"},
		{"type", "typeStream", "type_stream.go", "schemas/type.json"},
		{"records_test", "recordsTestStream", "records_test_stream.go", "schemas/records_test.json"},
		{"sales_windows", "salesWindowsStream", "sales_windows_stream.go", "schemas/sales_windows.json"},
		{"2fa", "n2faStream", "2fa_stream.go", "schemas/2fa.json"},
		{"_sdc", "sdcStream", "sdc_stream.go", "schemas/sdc.json"},
		{"../../etc/passwd", "etcPasswdStream", "etc_passwd_stream.go", "schemas/etc_passwd.json"},
		{"con", "conStream", "con_stream.go", "schemas/con_.json"},
		{"über", "u00fcberStream", "u00fcber_stream.go", "schemas/u00fcber.json"},
		{"日本", "u65e5u672cStream", "u65e5u672c_stream.go", "schemas/u65e5u672c.json"},
		{"", "unnamedStream", "unnamed_stream.go", "schemas/unnamed.json"},
		{"*/ \n//go:generate rm", "goGenerateRmStream", "go_generate_rm_stream.go", "schemas/go_generate_rm.json"},
		{long, camel(words(long)) + "Stream", snake(words(long)) + "_stream.go", "schemas/" + snake(words(long)) + ".json"},
	} {
		got := nameStream(words(test.name))
		schema := nameSchema(words(test.name))
		wantSchema := schemaName{strings.TrimSuffix(test.function, "Stream") + "Schema", test.schema}
		if got.function != test.function || got.file != test.file || schema != wantSchema {
			t.Errorf("%q: got %+v and %+v, want %+v", test.name, got, schema, test)
		}
	}
}

// TestStreamsAreToldApart names streams that differ only in what Go ignores.
func TestStreamsAreToldApart(t *testing.T) {
	src := &plan.Source{}
	for _, name := range []string{"issues", "Issues", "is-sues", "issues_2", "ISSUES", "s3", "s_3", "s"} {
		src.Streams = append(src.Streams, &plan.DeclarativeStream{Name: name})
	}
	src.Parts = []*plan.DeclarativeStream{{Name: "issues"}, {Name: "issues"}, {Name: "other"}, {Name: "issues", Role: "full refresh"}}
	n := nameStreams(src)
	var got []string
	for _, s := range allStreams(src) {
		got = append(got, n[s].function)
	}
	want := "issuesStream issues2Stream isSuesStream issues22Stream issues3Stream s3Stream s32Stream sStream issuesParentStream issuesParent2Stream otherStream issuesFullRefreshStream"
	if strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
	checkNames(t, src, n)
}

func TestSharedNames(t *testing.T) {
	name := SharedNames()
	for _, test := range []struct{ ref, want string }{
		{"#/definitions/authenticator", "authenticator"},
		{"#/definitions/base/authenticator", "authenticator2"},
		{"#/definitions/base_paginator", "basePaginator"},
		{"#/definitions/requester", "sharedRequester"},
		{"#/definitions/page", "sharedPage"},
		{"#/definitions/http", "sharedHttp"},
		{"#/definitions/cfg", "sharedCfg"},
		{"#/definitions/type", "sharedType"},
		{"#/definitions/nil", "sharedNil"},
		{"#/definitions/streams", "sharedStreams"},
		{"#/definitions/issues_stream", "sharedIssuesStream"},
		{"#/definitions/main", "sharedMain"},
		{"#/definitions/config", "sharedConfig"},
		{"", "unnamed"},
	} {
		if got := name(test.ref); got != test.want {
			t.Errorf("%q: got %s, want %s", test.ref, got, test.want)
		}
	}
}

// FuzzNames gives streams and shared pieces the worst names: each must be usable and none may be another's.
func FuzzNames(f *testing.F) {
	f.Add("issues", "Issues", "issues_2")
	f.Add("a b", "a_b", "aB")
	f.Add("\xff\u202e", "\u0130", "K")
	f.Add(strings.Repeat("x", 300), strings.Repeat("x", 301), "con")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		schemas := [][]byte{nil, nil, nil}
		src := &plan.Source{
			Streams: []*plan.DeclarativeStream{{Name: a, Schemas: schemas}, {Name: b, Schemas: schemas[:1]}, {Name: c}},
			Parts:   []*plan.DeclarativeStream{{Name: a, Schemas: schemas[:2]}, {Name: c}},
		}
		n := nameStreams(src)
		checkNames(t, src, n)
		shared, taken := SharedNames(), map[string]bool{}
		for _, s := range allStreams(src) {
			taken[n[s].function] = true
			for _, id := range variables(n[s]) {
				taken[id] = true
			}
		}
		for _, ref := range []string{a, b, c, a} {
			id := shared(ref)
			if !token.IsIdentifier(id) || types.Universe.Lookup(id) != nil || taken[id] {
				t.Errorf("%q is named %s", ref, id)
			}
			taken[id] = true
		}
	})
}

func checkNames(t *testing.T, src *plan.Source, n names) {
	t.Helper()
	seen := map[string]string{}
	for _, s := range allStreams(src) {
		name := n[s]
		for _, id := range append([]string{name.function}, variables(name)...) {
			if !token.IsIdentifier(id) || token.IsExported(id) {
				t.Errorf("%q gives the identifier %q", s.Name, id)
			}
		}
		for _, file := range append([]string{name.file}, documents(name)...) {
			base := path.Base(file)
			if len(base) > 255 || base != strings.ToLower(base) || strings.ContainsAny(base, "/\\ \x00") || base[0] == '.' || base[0] == '_' {
				t.Errorf("%q gives the file %q", s.Name, file)
			}
		}
		for _, used := range slices.Concat([]string{name.function, name.file}, variables(name), documents(name)) {
			if other, taken := seen[used]; taken {
				t.Errorf("%q and %q are both %s", s.Name, other, used)
			}
			seen[used] = s.Name
		}
	}
}

// TestOwnNames reserves what main.go declares: nothing that streams share may be called so.
func TestOwnNames(t *testing.T) {
	nothing := plan.Name{Pkg: "value", Name: "Null"}
	files, err := names{}.mainFile(&plan.Source{Check: nothing, ConfigRules: nothing, ConcurrencyLevel: nothing, APIBudget: nothing})
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), "main.go", files[0].Data, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	declared := 0
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			declared++
			if !isReserved(f.Name.Name) {
				t.Errorf("a shared function may be called %s, as one of main.go is", f.Name.Name)
			}
		}
	}
	if declared < 5 {
		t.Errorf("main.go declares %d functions", declared)
	}
}

func variables(of streamName) (ids []string) {
	for _, schema := range of.schemas {
		ids = append(ids, schema.variable)
	}
	return ids
}

func documents(of streamName) (files []string) {
	for _, schema := range of.schemas {
		files = append(files, schema.file)
	}
	return files
}
