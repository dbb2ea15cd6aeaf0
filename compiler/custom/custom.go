// Package custom compares the classes of Python that a manifest names with the custom.go that the user has.
//
// In go the classes of a plan and the user's Go files, out comes what is missing in them, what does not fit, and
// which classes are still stubs. It reads Go by its syntax alone, and never changes what is the user's.
package custom

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/gen"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// A Purpose is what a manifest with classes is compiled for.
type Purpose int

// The purposes.
const (
	Silent   Purpose = iota // nothing is said of classes
	Validate                // they are named
	Write                   // the source is written, and what is to be done is told
	Build                   // a binary is built: every class must have been written
	Image                   // an image is made of the manifest alone, which has no place for custom.go
)

// Check says what the classes still need. user are the Go files of the package that are the user's.
func Check(classes []*plan.Class, user []gen.File, p Purpose, allowStubs bool) diag.List {
	var found diag.List
	switch p {
	case Silent:
		return nil
	case Validate:
		for _, c := range classes {
			found.Warnf(c.At, "custom-class", "%q is a class of Python: it is to be written in Go", c.Python).
				Notef("lowcode compile --no-build writes a stub of it, the type %s, to %s", c.Name, gen.CustomFile)
		}
		return found
	}
	known, found := read(user)
	if found.HasErrors() {
		return found // what is missing is not known before this is Go
	}
	for _, c := range classes {
		if known.has(gen.CustomFile) {
			missing(&found, known, c, p)
		}
		stub(&found, known, c, p, allowStubs)
	}
	return found
}

// missing tells of a class that is not in custom.go, or that lacks what the manifest sets.
func missing(found *diag.List, known *declarations, c *plan.Class, p Purpose) {
	t, ok := known.types[c.Name]
	if !ok {
		d := found.Errorf(c.At, "missing-class", "%s has no type %s for the class %q", gen.CustomFile, c.Name, c.Python)
		d.Hint = "add it to " + gen.CustomFile + ", which lowcode does not change"
		if code, err := gen.Stub(c); err == nil {
			d.Code = code
		}
		soften(d, p)
		return
	}
	if t.open {
		return
	}
	for _, f := range c.Fields {
		want := gen.TypeText(f.Type)
		have, ok := t.fields[f.Name]
		switch {
		case !ok:
			d := found.Errorf(c.At, "missing-field", "the type %s of %s has no field %s for the key %q", c.Name, t.file, f.Name, f.Key)
			d.Code = "\t" + f.Name + " " + want + "\n"
			soften(d, p)
		case have != want && ours(have):
			d := found.Errorf(c.At, "changed-field", "the field %s of the type %s is %s in %s, and the manifest gives it %s", f.Name, c.Name, have, t.file, want)
			soften(d, p)
		}
	}
	if c.Embed.Name != "" && t.fields[c.Embed.Name] == "" {
		d := found.Errorf(c.At, "missing-field", "the type %s of %s does not embed %s", c.Name, t.file, gen.TypeText(c.Embed))
		d.Code = "\t" + gen.TypeText(c.Embed) + "\n"
		soften(d, p)
	}
}

// soften makes a warning of what keeps a package from being built when nobody builds it.
func soften(d *diag.Diagnostic, p Purpose) {
	if p == Write {
		d.Severity = diag.Warning
	}
}

// stub tells of a class that is still a stub.
func stub(found *diag.List, known *declarations, c *plan.Class, p Purpose, allow bool) {
	_, written := known.types[c.Name]
	_, unwritten := known.stubs[c.Python]
	switch {
	case written && !unwritten:
		return
	case !written && known.has(gen.CustomFile):
		return // which missing has told
	}
	d := found.Errorf(c.At, "stub", "the class %q is still a stub", c.Python)
	d.Notef("it is the type %s of %s: fill in the methods that call stream.Unimplemented", c.Name, gen.CustomFile)
	if !written {
		d.Notes = append(d.Notes, "lowcode compile --no-build writes "+gen.CustomFile+" once")
	}
	if p == Image {
		d.Notes = append(d.Notes, "lowcode image takes the package that lowcode compile wrote, instead of the manifest")
	}
	d.Notes = append(d.Notes, "with --allow-stubs a stub is built, and a stream that uses it fails")
	if p == Write || allow {
		d.Severity, d.Notes = diag.Warning, d.Notes[:1]
	}
}

// Stubs tells of the classes that are still stubs in a package's files, for those who build it without its manifest.
func Stubs(user []gen.File, allow bool) diag.List {
	known, found := read(user)
	for _, class := range slices.SortedFunc(maps.Keys(known.stubs), func(a, b string) int {
		x, y := known.stubs[a], known.stubs[b]
		return cmp.Or(cmp.Compare(x.File.Name, y.File.Name), cmp.Compare(x.Start, y.Start))
	}) {
		d := found.Errorf(known.stubs[class], "stub", "the class %q is still a stub", class)
		if allow {
			d.Severity = diag.Warning
			continue
		}
		d.Notes = []string{"fill in the methods that call stream.Unimplemented", "with --allow-stubs a stub is built, and a stream that uses it fails"}
	}
	return found
}

// ours says that a type is one that lowcode gives a field, so that another one in its place is a mistake; of types
// of the user's own the compiler of Go knows.
func ours(text string) bool {
	switch strings.TrimPrefix(text, "[]") {
	case "bool", "int", "float64", "string", "value.Value", "stream.Authenticator", "stream.Decoder", "stream.ErrorHandler", "stream.Paginator",
		"stream.PartitionRouter", "stream.RecordSelector", "stream.Requester", "stream.Retriever", "stream.SchemaLoader", "stream.Transformation",
		"record.Extractor", "record.RecordFilter", "request.Option", "partition.Parent", "*stream.Stream":
		return true
	}
	_, name, _ := strings.Cut(text, ".")
	return name == "Template" || name == "Structure"
}
