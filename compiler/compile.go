// Package compiler takes a manifest through the phases that make Go of it.
//
// In goes the text of a manifest, out come the files of a connector's source and
// what is wrong with the manifest. Each phase is a package; this one only calls
// them in order. It neither prints diagnostics nor writes files.
package compiler

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"slices"

	"github.com/lowcode-dev/lowcode/compiler/component"
	"github.com/lowcode-dev/lowcode/compiler/custom"
	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/gen"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
	"github.com/lowcode-dev/lowcode/compiler/resolve"
	"github.com/lowcode-dev/lowcode/compiler/schema"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// Options say how a manifest is compiled.
type Options struct {
	Name    string       // the connector's name, such as "source-tracker"
	Lenient bool         // mistakes that the reference meets only while it runs are warnings
	Beside  fs.FS        // the directory of the manifest, which may hold schemas; nil for none
	Enter   func(string) // told the name of each phase before it starts; may be nil

	// Purpose says what is told of classes of Python, which are to be written in Go.
	Purpose custom.Purpose
	// AllowStubs takes classes that have not been written yet for warnings.
	AllowStubs bool
	// Own are the Go files of the package that are the user's, custom.go among them.
	Own []gen.File
}

// Compile turns a manifest into the source of a connector. There are no files when the
// list has errors; an error besides is a fault of the compiler, not of the manifest.
func Compile(file *source.File, o Options) ([]gen.File, diag.List, error) {
	c := &compilation{Options: o}
	c.enter("manifest")
	root, found := manifest.Parse(file)
	if c.stops(found) {
		return nil, c.found, nil
	}
	c.enter("resolve")
	root, found = resolve.Resolve(root)
	if c.stops(found) && root == nil {
		return nil, c.found, nil
	}
	c.enter("schema")
	c.stops(c.unsaid(schema.Validate(root)))
	c.enter("component")
	src, found := component.Lower(root, component.Options{
		Name: o.Name, Lenient: o.Lenient, Files: c.file,
		Propagate: resolve.Propagate, Declares: schema.Declares, IsScalar: schema.IsScalar, IsComponent: schema.IsComponent,
	})
	if c.stops(c.unsaid(found)) {
		return nil, c.found, nil
	}
	src.Manifest = fmt.Sprintf("%x", sha256.Sum256([]byte(file.Text)))
	c.enter("plan")
	plan.Share(src, gen.SharedNames())
	c.enter("gen")
	files, err := gen.Package(src)
	if err != nil {
		return nil, c.found, err
	}
	c.enter("custom")
	if c.stops(custom.Check(src.Classes, c.Own, c.Purpose, c.AllowStubs)) {
		return nil, c.found, nil
	}
	return c.withoutOwn(files), c.found, nil
}

// withoutOwn leaves out what the user has: custom.go is written once.
func (c *compilation) withoutOwn(files []gen.File) []gen.File {
	return slices.DeleteFunc(files, func(f gen.File) bool {
		return f.Name == gen.CustomFile && slices.ContainsFunc(c.Own, func(own gen.File) bool { return own.Name == f.Name })
	})
}

// A compilation is one run through the phases.
type compilation struct {
	Options
	found diag.List
}

func (c *compilation) enter(phase string) {
	if c.Enter != nil {
		c.Enter(phase)
	}
}

// stops adds what a phase has found and says whether the next one has nothing to go on with.
func (c *compilation) stops(found diag.List) bool {
	c.found = append(c.found, found...)
	if c.Lenient {
		c.found.Demote()
	}
	c.found.Sort()
	return c.found.HasErrors()
}

// unsaid leaves out what a later phase says of a place where an error was found before: there it
// sees what is left of the manifest, and not what is written.
func (c *compilation) unsaid(found diag.List) diag.List {
	wrong := map[int]bool{}
	for _, d := range c.found {
		if d.Severity == diag.Error {
			wrong[d.Span.Start] = true
		}
	}
	return slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return wrong[d.Span.Start] })
}

// file reads a file beside the manifest.
func (c *compilation) file(path string) ([]byte, error) {
	if c.Beside == nil {
		return nil, fs.ErrNotExist
	}
	return fs.ReadFile(c.Beside, path)
}
