package gen

import (
	"github.com/dave/jennifer/jen"

	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// Program prints the source of a program that is no connector. It is checked like one.
func Program(src *plan.Program) ([]File, error) {
	files, err := programMain(src)
	if err != nil {
		return nil, err
	}
	config, err := configFile(&plan.Source{})
	if err != nil {
		return nil, err
	}
	files = append(files, config...)
	for _, f := range src.Files {
		printed, err := functionFile(f.Name, f.Functions)
		if err != nil {
			return nil, err
		}
		files = append(files, printed...)
	}
	if err := verify(files); err != nil {
		return nil, err
	}
	return files, nil
}

func programMain(src *plan.Program) ([]File, error) {
	p, f := &printer{}, newFile()
	f.PackageComment(comment("Command main " + fold(src.Doc, 2*commentWidth) + "."))
	f.Func().Id("main").Params().Block(p.expr(src.Main))
	return p.render("main.go", f)
}

// functionFile is a file of functions that build something of the config.
func functionFile(name string, functions []*plan.Function) ([]File, error) {
	p, f := &printer{}, newFile()
	for i, fn := range functions {
		if i > 0 {
			f.Line()
		}
		p.function(f, fn)
	}
	return p.render(name, f)
}

// function prints one of them.
func (p *printer) function(f *jen.File, fn *plan.Function) {
	f.Comment(comment(fn.Name + " is " + fold(fn.Doc, commentWidth) + "."))
	f.Func().Id(p.id(fn.Name)).Params(config()).Add(p.typ(fn.Result, 0)).Block(jen.Return(p.expr(fn.Body)))
}
