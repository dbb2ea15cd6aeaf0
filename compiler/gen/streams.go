package gen

import (
	"github.com/dave/jennifer/jen"

	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// streams prints the function that builds the streams of the catalog. Where streams read others, what
// they read is kept for all of them.
func (p *printer) streams(f *jen.File, src *plan.Source) {
	body := []jen.Code{jen.Return(p.streamList(src), jen.Nil())}
	f.Comment("// streams builds every stream of the source.")
	if len(src.Conditions) > 0 {
		f.Comment("// Some of them it has for some configs only.")
		body = p.conditionalStreams(src)
	}
	f.Func().Id("streams").Params(config()).Params(streamSlice(), jen.Error()).Block(body...)
}

// streamList prints the list of streams where the source has all of them.
func (p *printer) streamList(src *plan.Source) *jen.Statement {
	calls := p.streamCalls(src.Streams)
	if src.ReadsParents {
		return cacheParents().Custom(parentheses(len(calls) > 1), calls...)
	}
	return streamSlice().Custom(braces(len(calls) > 0), calls...)
}

// conditionalStreams prints statements that put the streams together: those of a condition in an if.
func (p *printer) conditionalStreams(src *plan.Source) []jen.Code {
	done := src.Conditions[0].From
	first := p.streamCalls(src.Streams[:done])
	body := []jen.Code{jen.Id("all").Op(":=").Add(streamSlice()).Custom(braces(len(first) > 1), first...)}
	for _, c := range src.Conditions {
		body = append(body, p.appended(src.Streams[done:c.From])...)
		body = append(body, p.ifTrue(c.If, p.appended(src.Streams[c.From:c.To])))
		done = c.To
	}
	body = append(body, p.appended(src.Streams[done:])...)
	if src.ReadsParents {
		return append(body, jen.Return(cacheParents().Call(jen.Id("all").Op("...")), jen.Nil()))
	}
	return append(body, jen.Return(jen.Id("all"), jen.Nil()))
}

// ifTrue prints then under a condition. One that cannot be told fails the function.
func (p *printer) ifTrue(condition plan.Expr, then []jen.Code) *jen.Statement {
	asked := jen.List(jen.Id("yes"), jen.Err()).Op(":=").Add(p.expr(plan.Method(condition, "Condition")))
	return jen.If(asked, jen.Err().Op("!=").Nil()).Block(
		jen.Return(jen.Nil(), jen.Err()),
	).Else().If(jen.Id("yes")).Block(then...)
}

// appended prints the statement that adds streams to those that the source has.
func (p *printer) appended(streams []*plan.DeclarativeStream) []jen.Code {
	if len(streams) == 0 {
		return nil
	}
	args := append([]jen.Code{jen.Id("all")}, p.streamCalls(streams)...)
	return []jen.Code{jen.Id("all").Op("=").Id("append").Custom(parentheses(len(args) > 2), args...)}
}

// streamCalls prints the calls of the streams' functions.
func (p *printer) streamCalls(streams []*plan.DeclarativeStream) []jen.Code {
	var calls []jen.Code
	for _, s := range streams {
		calls = append(calls, p.expr(&plan.Stream{Stream: s}))
	}
	return calls
}

func cacheParents() *jen.Statement { return jen.Qual(Runtime+"/stream", "CacheParents") }

// streamSlice is the type of a list of streams.
func streamSlice() *jen.Statement {
	return jen.Index().Op("*").Qual(Runtime+"/stream", "Stream")
}

// dynamicStreams prints the function that finds the streams which are known only while the connector runs.
func (p *printer) dynamicStreams(f *jen.File, src *plan.Source) {
	if len(src.Templates) == 0 {
		return
	}
	var calls []jen.Code
	for _, s := range src.Templates {
		calls = append(calls, jen.Id(p.id(p.names[s].template())).Call(jen.Id("cfg")))
	}
	list := func() *jen.Statement { return jen.Index().Qual(Runtime+"/stream", "DynamicStream") }
	f.Line()
	f.Comment("// dynamicStreams are the templates of the streams that are known only while the connector runs.")
	f.Func().Id("dynamicStreams").Params(config()).Add(list()).Block(
		jen.Return(list().Custom(braces(len(calls) > 1), calls...)),
	)
}
