package gen

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"unicode"
)

// verify parses every Go file and refuses what a connector's source never holds. A manifest
// is hostile input: should a text of it ever become code, this is where it stops.
func verify(files []File) error {
	seen := map[string]bool{}
	for _, f := range files {
		if lower := strings.ToLower(f.Name); seen[lower] {
			return fmt.Errorf("checking the generated package: two files are called %s", f.Name)
		} else {
			seen[lower] = true
		}
		if !strings.HasSuffix(f.Name, ".go") {
			continue
		}
		if err := verifyFile(f); err != nil {
			return fmt.Errorf("checking the generated %s: %w", f.Name, err)
		}
	}
	return nil
}

func verifyFile(f File) error {
	if r := strings.IndexFunc(string(f.Data), isUnprintable); r >= 0 {
		return fmt.Errorf("it holds a hidden character at byte %d", r)
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, f.Name, f.Data, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	v := &verifier{fset: fset, custom: f.Name == CustomFile}
	v.comments(file)
	v.imports(file)
	for _, d := range file.Decls {
		v.declaration(d)
	}
	return v.err
}

func isUnprintable(r rune) bool { return r != '\n' && r != '\t' && !unicode.IsPrint(r) }

// A verifier keeps the first thing that it refuses.
type verifier struct {
	fset   *token.FileSet
	custom bool // custom.go as it is written the first time: it has no header, and types with methods
	err    error
}

func (v *verifier) refuse(at token.Pos, format string, args ...any) {
	if v.err == nil {
		v.err = fmt.Errorf("line %d: %s", v.fset.Position(at).Line, fmt.Sprintf(format, args...))
	}
}

// comments allows one-line comments that start with a space, and go:embed of the package's own documents.
func (v *verifier) comments(file *ast.File) {
	if file.Name.Name != "main" {
		v.refuse(file.Package, "package %s", file.Name.Name)
	}
	if v.custom {
		v.header(file)
	} else if len(file.Comments) == 0 || file.Comments[0].Pos() != file.FileStart || file.Comments[0].List[0].Text != Header {
		v.refuse(file.FileStart, "the header is missing")
	}
	for _, group := range file.Comments {
		for _, c := range group.List {
			if c.Text != "//" && !strings.HasPrefix(c.Text, "// ") && !isEmbed(c.Text) {
				v.refuse(c.Pos(), "the comment %q", c.Text)
			}
		}
	}
}

// header allows no sign of a generated file in the user's.
func (v *verifier) header(file *ast.File) {
	if ast.IsGenerated(file) {
		v.refuse(file.FileStart, "the header of a generated file")
	}
}

// isEmbed says that a comment embeds a document of the package.
func isEmbed(comment string) bool {
	file, ok := strings.CutPrefix(comment, "//go:embed ")
	if !ok {
		return false
	}
	schema, ok := strings.CutPrefix(file, "schemas/")
	if !ok {
		return file == "spec.json"
	}
	stem, ok := strings.CutSuffix(schema, ".json")
	return ok && strings.Trim(stem, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

// imports allows the packages that plans may name, by their own names, and embed for its directive.
func (v *verifier) imports(file *ast.File) {
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			v.refuse(spec.Pos(), "the import %s", spec.Path.Value)
			continue
		}
		_, known := importNames[path]
		if v.custom {
			known = known || customPackages[path] != ""
		}
		embed := path == "embed" && spec.Name != nil && spec.Name.Name == "_"
		if !embed && (!known || spec.Name != nil) {
			v.refuse(spec.Pos(), "the import %s", spec.Path.Value)
		}
	}
}

// declaration allows functions, the alias Config and the variables that hold embedded documents.
func (v *verifier) declaration(d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv != nil != v.custom || d.Name.Name == "init" || d.Type.TypeParams != nil || d.Body == nil {
			v.refuse(d.Pos(), "the declaration of %s", d.Name.Name)
			return
		}
		ast.Inspect(d.Body, v.node)
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			v.spec(d, spec)
		}
	default:
		v.refuse(d.Pos(), "the declaration %T", d)
	}
}

func (v *verifier) spec(d *ast.GenDecl, spec ast.Spec) {
	switch s := spec.(type) {
	case *ast.ImportSpec:
	case *ast.TypeSpec:
		if v.custom {
			v.class(s)
			return
		}
		if s.Name.Name != "Config" || !s.Assign.IsValid() {
			v.refuse(s.Pos(), "the type %s", s.Name.Name)
		}
	case *ast.ValueSpec:
		embedded := d.Tok == token.VAR && len(s.Values) == 0 && d.Doc != nil && isEmbed(d.Doc.List[len(d.Doc.List)-1].Text)
		if !embedded {
			v.refuse(s.Pos(), "the variable %s", s.Names[0].Name)
		}
	}
}

// class allows a struct whose fields are types by name, pointers to them and slices of them.
func (v *verifier) class(s *ast.TypeSpec) {
	fields, ok := s.Type.(*ast.StructType)
	if !ok || s.Assign.IsValid() || s.TypeParams != nil || !s.Name.IsExported() {
		v.refuse(s.Pos(), "the type %s", s.Name.Name)
		return
	}
	for _, f := range fields.Fields.List {
		if f.Tag != nil {
			v.refuse(f.Pos(), "the tag %s", f.Tag.Value)
		}
		ast.Inspect(f.Type, v.node)
	}
}

// node allows the statements and expressions that the printer has; no goroutine, channel, jump or type of its own.
func (v *verifier) node(n ast.Node) bool {
	switch n := n.(type) {
	case nil, *ast.BlockStmt, *ast.ReturnStmt, *ast.AssignStmt, *ast.IfStmt, *ast.RangeStmt, *ast.ExprStmt,
		*ast.BasicLit, *ast.CompositeLit, *ast.KeyValueExpr, *ast.CallExpr, *ast.SelectorExpr, *ast.UnaryExpr,
		*ast.BinaryExpr, *ast.ParenExpr, *ast.FuncLit, *ast.FuncType, *ast.FieldList, *ast.Field, *ast.ArrayType, *ast.StarExpr:
	case *ast.Ident:
		if n.Name == "panic" || n.Name == "print" || n.Name == "println" || n.Name == "recover" {
			v.refuse(n.Pos(), "the use of %s", n.Name)
		}
	default:
		v.refuse(n.Pos(), "the syntax %T", n)
	}
	return true
}
