package eval

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/jinja"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// A template is one of a program: cases that agree on all of this share it.
type template struct {
	text       string
	names      []string  // the variables of its place, sorted; nil for a datetime, which has none
	parameters jinja.Map // constants
	noConfig   bool      // the config is null
	def        string    // the template that stands in for it, "" for none
	datetime   bool      // it becomes a time
	format     string    // of the time
}

// A program gathers templates.
type program struct {
	plan  plan.Program
	index map[string]int // of templates, by their keys
	table []plan.Expr
}

// perFile keeps the files of a program small: the Go compiler's memory grows with the functions of a package
// that are in work, and a reader's patience with the file.
const perFile = 250

func newProgram() *program {
	return &program{plan: plan.Program{Doc: "evaluates templates"}, index: map[string]int{}}
}

// add gives the index of the template in the program.
func (p *program) add(key string, t template) int {
	if i, ok := p.index[key]; ok {
		return i
	}
	return p.append(key, &t, t.compile(t.text))
}

// compile compiles a text in the place of the template. What is wrong with it shows in the result.
func (t *template) compile(text string) *jinja.Template {
	source := t.jinjaText(true)
	source.Source = text
	compiled, _ := jinja.Compile(source, t.scope())
	return compiled
}

// append puts a compiled template into the program.
func (p *program) append(key string, t *template, compiled *jinja.Template) int {
	i := len(p.table)
	p.index[key] = i
	name := "template" + strconv.Itoa(i)
	if i%perFile == 0 {
		p.plan.Files = append(p.plan.Files, &plan.FunctionFile{Name: fmt.Sprintf("templates_%03d.go", i/perFile)})
	}
	file := p.plan.Files[len(p.plan.Files)-1]
	file.Functions = append(file.Functions, &plan.Function{
		Name: name, Doc: t.text, Result: plan.Type{Pkg: "evaluate", Name: "Template"}, Body: t.construct(compiled),
	})
	p.table = append(p.table, plan.Name{Name: name})
	return i
}

// finish is the whole program.
func (p *program) finish() *plan.Program {
	p.plan.Main = plan.Func("evaluate", "Main", plan.SliceOf("evaluate", "Constructor", p.table...))
	return &p.plan
}

// jinjaText is the template for its compiler.
func (t *template) jinjaText(lenient bool) jinja.Text {
	return jinja.Text{Source: t.text, Place: "the place", Parameters: t.parameters, Lenient: lenient, ExtraNames: t.names}
}

// scope is a place that offers the names of the template.
func (t *template) scope() *jinja.Scope {
	if t.datetime {
		return jinja.ConfigScope
	}
	return &jinja.Scope{Param: "s", Type: plan.Type{Pkg: "evaluate", Name: "Scope"}, Extra: true, NoConfig: t.noConfig}
}

// construct is the call that makes the template.
func (t *template) construct(compiled *jinja.Template) plan.Expr {
	if t.datetime {
		return plan.Func("evaluate", "Datetime", plan.New("cursor", "MinMaxDatetime",
			plan.F("Datetime", wrap("config", compiled)), plan.F("DatetimeFormat", plan.String(t.format))))
	}
	if t.def != "" {
		return plan.Func("evaluate", "Default", wrap("evaluate", compiled), wrap("evaluate", t.compile(t.def)))
	}
	return wrap("evaluate", compiled)
}

// wrap is the call of the constructor of a package that fits the binding of a template.
func wrap(pkg string, t *jinja.Template) plan.Expr {
	if t.Binding == jinja.Constant {
		return plan.Func(pkg, "Fixed", plan.Lit{Value: t.Constant})
	}
	closure := *t.Closure
	closure.Template = "" // it stands beside the closure
	args := []plan.Expr{plan.Lit{Value: t.Source}, plan.Name{Name: "cfg"}, &closure}
	switch {
	case t.Binding == jinja.InScope:
		return plan.Func(pkg, "Text", args[0], args[2])
	case t.Binding == jinja.Clock:
		return plan.Func(pkg, "Clock", args...)
	case pkg == "config":
		return plan.Func(pkg, "Text", args...)
	}
	return plan.Func(pkg, "Config", args...)
}

// key tells templates apart.
func (t *template) key(parameters string) string {
	return strings.Join(append(slices.Clone(t.names), t.text, t.def, parameters, strconv.FormatBool(t.noConfig), strconv.FormatBool(t.datetime), t.format), "\x00")
}
