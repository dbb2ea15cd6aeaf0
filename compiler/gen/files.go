package gen

import (
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// commentWidth is how much of a manifest's text a comment keeps.
const commentWidth = 100

// mainFile is main.go: the source as the connector's command line sees it.
func (n names) mainFile(src *plan.Source) ([]File, error) {
	p, f := &printer{names: n}, newFile()
	f.PackageComment(comment(packageDoc(src)))
	f.Anon("embed")
	f.Comment("//go:embed spec.json")
	f.Var().Id("spec").Index().Byte()
	f.Line()
	f.Func().Id("main").Params().Block(
		jen.Qual(Runtime+"/connector", "Main").Call(p.source(src)),
	)
	f.Line()
	p.streams(f, src)
	p.dynamicStreams(f, src)
	if !isNil(src.ConfigRules) {
		f.Line()
		f.Comment("// configRules make the config of a user the one that the streams see.")
		f.Func().Id("configRules").Params(config()).Qual(Runtime+"/connector", "ConfigRules").Block(
			jen.Return(p.expr(src.ConfigRules)),
		)
	}
	if !isNil(src.ConcurrencyLevel) {
		f.Line()
		f.Comment("// concurrencyLevel is how many partitions are read side by side.")
		f.Func().Id("concurrencyLevel").Params(config()).Qual(Runtime+"/connector", "ConcurrencyLevel").Block(
			jen.Return(p.expr(src.ConcurrencyLevel)),
		)
	}
	if !isNil(src.APIBudget) {
		f.Line()
		f.Comment("// apiBudget is how often the API may be called.")
		f.Func().Id("apiBudget").Params(config()).Qual(Runtime+"/stream", "BudgetDeclaration").Block(
			jen.Return(p.expr(src.APIBudget)),
		)
	}
	if !isNil(src.MaxConcurrentAsyncJobCount) {
		f.Line()
		f.Comment("// maxConcurrentAsyncJobCount is how many jobs the API works on at a time.")
		f.Func().Id("maxConcurrentAsyncJobCount").Params(config()).Qual(Runtime+"/config", "Template").Block(
			jen.Return(p.expr(src.MaxConcurrentAsyncJobCount)),
		)
	}
	return p.render("main.go", f)
}

// source prints the connector.Source that main runs.
func (p *printer) source(src *plan.Source) *jen.Statement {
	fields := []jen.Code{
		jen.Id("Name").Op(":").Add(p.literal(src.Name)),
		jen.Id("Spec").Op(":").Id("spec"),
	}
	if src.Manifest != "" {
		fields = slices.Insert(fields, 1, jen.Code(jen.Id("Manifest").Op(":").Add(p.literal("sha256:"+src.Manifest))))
	}
	if !isNil(src.Check) {
		fields = append(fields, jen.Id("Check").Op(":").Add(p.expr(src.Check)))
	}
	if !isNil(src.ConfigRules) {
		fields = append(fields, jen.Id("ConfigRules").Op(":").Id("configRules"))
	}
	if !isNil(src.ConcurrencyLevel) {
		fields = append(fields, jen.Id("ConcurrencyLevel").Op(":").Id("concurrencyLevel"))
	}
	if !isNil(src.APIBudget) {
		fields = append(fields, jen.Id("APIBudget").Op(":").Id("apiBudget"))
	}
	if !isNil(src.MaxConcurrentAsyncJobCount) {
		fields = append(fields, jen.Id("MaxConcurrentAsyncJobCount").Op(":").Id("maxConcurrentAsyncJobCount"))
	}
	fields = append(fields, jen.Id("Streams").Op(":").Id("streams"))
	if len(src.Templates) > 0 {
		fields = append(fields, jen.Id("DynamicStreams").Op(":").Id("dynamicStreams"))
	}
	if !isNil(src.StreamGroups) {
		fields = append(fields, jen.Id("StreamGroups").Op(":").Add(p.expr(src.StreamGroups)))
	}
	return jen.Qual(Runtime+"/connector", "Source").Custom(braces(true), fields...)
}

// packageDoc is the package comment. The manifest's words come last, so that no line starts with them.
func packageDoc(src *plan.Source) string {
	doc := "Command " + fold(src.Name, commentWidth) + " is an Airbyte source connector"
	if text := fold(src.Doc, commentWidth); text != "" {
		return doc + ": " + strings.TrimSuffix(text, ".") + "."
	}
	return doc + "."
}

// configFile is config.go: the type of the config and what its spec declares.
func configFile(src *plan.Source) ([]File, error) {
	f := newFile()
	f.Comment("// Config is what the user configures, a JSON object that has been checked against spec.json.")
	if len(src.Config) > 0 {
		f.Comment("// Its keys:")
		f.Comment("//")
	}
	for _, key := range src.Config {
		f.Comment("//   - " + configDoc(key))
	}
	f.Type().Id("Config").Op("=").Qual(Runtime+"/config", "Config")
	return new(printer).render("config.go", f)
}

// configDoc describes one key: its type, whether it must be there, whether it is secret, and the spec's words.
func configDoc(key plan.ConfigKey) string {
	traits := []string{}
	if key.Type != "" {
		traits = append(traits, fold(key.Type, commentWidth))
	}
	if key.Required {
		traits = append(traits, "required")
	}
	if key.Secret {
		traits = append(traits, "secret")
	}
	doc := fold(key.Name, commentWidth)
	if len(traits) > 0 {
		doc += " (" + strings.Join(traits, ", ") + ")"
	}
	if text := fold(key.Doc, commentWidth); text != "" {
		doc += ": " + text
	}
	return doc
}

// sharedFile is shared.go: what several streams share; there is none if they share nothing.
func (n names) sharedFile(src *plan.Source) ([]File, error) {
	if len(src.Shared) == 0 {
		return nil, nil
	}
	p, f := &printer{names: n}, newFile()
	for i, shared := range src.Shared {
		if i > 0 {
			f.Line()
		}
		p.function(f, shared)
	}
	return p.render("shared.go", f)
}

// streamFiles are the files of the streams: for each its schema and the function that builds it.
func (n names) streamFiles(src *plan.Source) ([]File, error) {
	var files []File
	for _, s := range allStreams(src) {
		printed, err := n.streamFile(s)
		if err != nil {
			return nil, err
		}
		files = append(files, printed...)
	}
	return files, nil
}

func (n names) streamFile(s *plan.DeclarativeStream) ([]File, error) {
	name := n[s]
	p, f := &printer{names: n}, newFile()
	for _, schema := range name.schemas {
		f.Anon("embed")
		f.Comment("//go:embed " + schema.file)
		f.Var().Id(schema.variable).Index().Byte()
		f.Line()
	}
	if s.Template != nil {
		f.Comment(comment(name.template() + " finds the streams of " + quote(fold(s.Name, commentWidth)) + "."))
		f.Func().Id(name.template()).Params(config()).Qual(Runtime+"/stream", "DynamicStream").Block(jen.Return(p.expr(s.Template)))
		f.Line()
	}
	f.Comment(comment(name.function + " " + streamDoc(s)))
	params := []jen.Code{config()}
	if s.Mapped {
		params = append(params, jen.Id(plan.Mapped.Name).Qual(Runtime+"/stream", "Mapped"))
	}
	f.Func().Id(name.function).Params(params...).Op("*").Qual(Runtime+"/stream", "Stream").Block(jen.Return(p.expr(s.Literal)))
	return p.render(name.file, f)
}

// streamDoc says what a stream reads.
func streamDoc(s *plan.DeclarativeStream) string {
	if doc := fold(s.Doc, 2*commentWidth); doc != "" {
		return "reads " + doc + "."
	}
	return "is the stream " + quote(fold(s.Name, commentWidth)) + "."
}

// config is the parameter of every function that builds a part of the source.
func config() *jen.Statement { return jen.Id("cfg").Id("Config") }

// braces encloses a list, on one line or with a line for each item.
func braces(multi bool) jen.Options {
	return jen.Options{Open: "{", Close: "}", Separator: ",", Multi: multi}
}

// parentheses encloses arguments likewise.
func parentheses(multi bool) jen.Options {
	return jen.Options{Open: "(", Close: ")", Separator: ",", Multi: multi}
}
