package custom

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"path"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/gen"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// declarations are what the user's files declare.
type declarations struct {
	files map[string]bool
	types map[string]structure
	stubs map[string]source.Span // where a call of stream.Unimplemented names the class
}

// A structure is a type as far as its syntax tells of it.
type structure struct {
	file   string
	open   bool              // it is no struct, or it embeds something that may bring fields
	fields map[string]string // their types
}

func (d *declarations) has(file string) bool { return d.files[file] }

// read parses the user's files. What is no Go is told at its place.
func read(user []gen.File) (*declarations, diag.List) {
	d := &declarations{files: map[string]bool{}, types: map[string]structure{}, stubs: map[string]source.Span{}}
	var found diag.List
	for _, f := range user {
		d.files[f.Name] = true
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, f.Name, f.Data, parser.SkipObjectResolution)
		if err != nil {
			unreadable(&found, f, err)
			continue
		}
		d.add(source.NewFile(f.Name, string(f.Data)), fset, file)
	}
	return d, found
}

// unreadable tells of a file that is no Go.
func unreadable(found *diag.List, f gen.File, err error) {
	text := source.NewFile(f.Name, string(f.Data))
	at, words := source.Span{File: text}, err.Error()
	var list scanner.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		at.Start, words = list[0].Pos.Offset, list[0].Msg
		at.End = at.Start
	}
	found.Errorf(at, "bad-go", "%s", words)
}

// add notes the declarations of one file.
func (d *declarations) add(text *source.File, fset *token.FileSet, file *ast.File) {
	packages := map[string]string{} // by the name in this file
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue // which the parser has refused
		}
		local := path.Base(imported)
		if spec.Name != nil {
			local = spec.Name.Name
		}
		packages[local] = imported
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			at := fset.Position(call.Pos()).Offset
			d.stub(call, packages, source.Span{File: text, Start: at, End: at})
		}
		return true
	})
	for _, decl := range file.Decls {
		if g, ok := decl.(*ast.GenDecl); ok && g.Tok == token.TYPE {
			for _, spec := range g.Specs {
				if t, ok := spec.(*ast.TypeSpec); ok {
					d.types[t.Name.Name] = structureOf(text.Name, t, packages)
				}
			}
		}
	}
}

// stub notes the class that a call of stream.Unimplemented names.
func (d *declarations) stub(call *ast.CallExpr, packages map[string]string, at source.Span) {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || f.Sel.Name != "Unimplemented" || len(call.Args) != 1 {
		return
	}
	x, isName := f.X.(*ast.Ident)
	text, isText := call.Args[0].(*ast.BasicLit)
	if !isName || !isText || text.Kind != token.STRING || packages[x.Name] != gen.Runtime+"/stream" {
		return
	}
	class, err := strconv.Unquote(text.Value)
	if _, seen := d.stubs[class]; err == nil && !seen {
		d.stubs[class] = at
	}
}

// structureOf is the type that a declaration makes.
func structureOf(file string, t *ast.TypeSpec, packages map[string]string) structure {
	s := structure{file: file, fields: map[string]string{}}
	body, ok := t.Type.(*ast.StructType)
	if !ok || t.TypeParams != nil {
		s.open = true
		return s
	}
	for _, f := range body.Fields.List {
		text := typeText(f.Type, packages)
		for _, name := range f.Names {
			s.fields[name.Name] = text
		}
		if f.Names == nil {
			s.fields[strings.TrimPrefix(text[strings.LastIndexByte(text, '.')+1:], "*")] = text
		}
	}
	return s
}

// typeText is a type with the names that the runtime's packages have in generated code.
func typeText(x ast.Expr, packages map[string]string) string {
	text := types.ExprString(x)
	at := strings.TrimLeft(text, "[]*")
	local, name, qualified := strings.Cut(at, ".")
	imported := packages[local]
	if qualified && strings.HasPrefix(imported, gen.Runtime+"/") {
		return text[:len(text)-len(at)] + path.Base(imported) + "." + name
	}
	return text
}
