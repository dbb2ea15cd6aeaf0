package custom

import (
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/gen"
	"github.com/lowcode-dev/lowcode/compiler/plan"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// signer is a class as a manifest of one line names it.
func signer() *plan.Class {
	file := source.NewFile("manifest.yaml", "class_name: source_x.Signer\n")
	return &plan.Class{
		Name: "Signer", Python: "source_x.Signer", Component: "CustomAuthenticator",
		Fields:  []plan.ClassField{{Name: "Config", Type: plan.Type{Name: "Config"}}, {Name: "Key", Key: "key", Type: plan.Type{Pkg: "config", Name: "Template"}}},
		Methods: "\nfunc (a $T) Authenticate(ctx context.Context, options *request.Options) error {\n\treturn stream.Unimplemented($class)\n}\n",
		At:      source.Span{File: file, Start: 12, End: 27},
	}
}

const head = "package main\n\nimport (\n\tc \"" + gen.Runtime + "/config\"\n\t\"" + gen.Runtime + "/stream\"\n)\n\n"

// whole is a custom.go that has been filled in, with the packages named as the user likes.
const whole = head + "type Signer struct {\n\tConfig Config\n\tKey c.Template\n}\n"

// check is what is said of the class beside a custom.go, "" for none.
func check(text string, p Purpose, allow bool) diag.List {
	var user []gen.File
	if text != "" {
		user = []gen.File{{Name: gen.CustomFile, Data: []byte(text)}}
	}
	return Check([]*plan.Class{signer()}, user, p, allow)
}

func TestWhatIsSaidOfClasses(t *testing.T) {
	stub := whole + "\nfunc (Signer) Sign() error { return stream.Unimplemented(\"source_x.Signer\") }\n"
	for name, test := range map[string]struct {
		text  string
		p     Purpose
		allow bool
		want  string
	}{
		"nobody asks":              {"", Silent, false, ""},
		"validate":                 {"", Validate, false, `warning: "source_x.Signer" is a class of Python: it is to be written in Go [custom-class]`},
		"build without custom.go":  {"", Build, false, `error: the class "source_x.Signer" is still a stub [stub]`},
		"build with stubs":         {"", Build, true, `warning: the class "source_x.Signer" is still a stub [stub]`},
		"write":                    {"", Write, false, `warning: the class "source_x.Signer" is still a stub [stub]`},
		"a stub":                   {stub, Build, false, `error: the class "source_x.Signer" is still a stub [stub]`},
		"a stub, allowed":          {stub, Build, true, `warning: the class "source_x.Signer" is still a stub [stub]`},
		"written":                  {whole, Build, false, ""},
		"another class is a stub":  {strings.ReplaceAll(stub, "source_x.Signer", "source_x.Other"), Build, false, ""},
		"another Unimplemented":    {strings.Replace(stub, gen.Runtime+"/stream", "example.com/stream", 1), Build, false, ""},
		"missing":                  {head, Build, true, `error: custom.go has no type Signer for the class "source_x.Signer" [missing-class]`},
		"missing, not built":       {head, Write, false, `warning: custom.go has no type Signer for the class "source_x.Signer" [missing-class]`},
		"a field is missing":       {strings.Replace(whole, "Key c", "Other c", 1), Build, true, `error: the type Signer of custom.go has no field Key for the key "key" [missing-field]`},
		"a field has another type": {strings.Replace(whole, "c.Template", "string", 1), Build, true, `error: the field Key of the type Signer is string in custom.go, and the manifest gives it config.Template [changed-field]`},
		"a type of the user's own": {strings.Replace(whole, "c.Template", "myTemplate", 1), Build, true, ""},
		"no struct":                {head + "type Signer = other\n", Build, false, ""},
		"no Go":                    {"package main\n\nfunc {\n", Build, true, "error: expected 'IDENT', found '{' [bad-go]"},
	} {
		var said []string
		for _, d := range check(test.text, test.p, test.allow) {
			_, text, _ := strings.Cut(d.String(), ": ")
			said = append(said, text)
		}
		if got := strings.Join(said, "\n"); got != test.want && !(name == "no Go" && strings.HasPrefix(got, test.want)) {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, test.want)
		}
	}
}

func TestTheStubIsPrintedWhereItIsMissing(t *testing.T) {
	text := check(head, Build, false).Text()
	for _, want := range []string{
		"manifest.yaml:1:13: error:", "    type Signer struct {\n", "    \tKey    config.Template // key\n", "stream.Unimplemented(\"source_x.Signer\")",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}

func TestAnEmbeddedTypeIsMissed(t *testing.T) {
	c := signer()
	c.Embed = plan.Type{Pkg: "requester", Name: "HTTP"}
	for text, want := range map[string]bool{
		whole: true,
		strings.Replace(whole, "\tConfig Config\n", "\trequester.HTTP\n\tConfig Config\n", 1):  false,
		strings.Replace(whole, "\tConfig Config\n", "\t*requester.HTTP\n\tConfig Config\n", 1): false,
	} {
		found := Check([]*plan.Class{c}, []gen.File{{Name: gen.CustomFile, Data: []byte(text)}}, Build, false)
		if found.HasErrors() != want {
			t.Errorf("%s\n%s", text, found.Text())
		}
	}
}
