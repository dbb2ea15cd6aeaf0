// Package plan is what a manifest means, as Go that has not been printed yet.
//
// compiler/component and compiler/jinja build plans, compiler/gen prints them.
// A plan names types and functions of the runtime; it never holds text of a
// manifest anywhere but in a Lit, which is printed as a quoted literal, in a
// Doc or Template, which become one-line comments, and in the JSON documents.
package plan

// An Expr is a Go expression.
type Expr interface{ isExpr() }

// A Lit is a constant: nil, bool, int, int64, float64, string, []string or [][]string.
type Lit struct{ Value any }

// A Name is an identifier: of the package Pkg of the standard library ("net/http") or
// of the runtime ("page", printed as the import runtime/page), or, without Pkg, of the
// generated package ("cfg", a parameter, a shared function).
type Name struct{ Pkg, Name string }

// A Make is a composite literal of a type: &Pkg.Type{Fields} or Pkg.Type{Items}.
// With neither fields nor items it is Pkg.Type{}. Without a type it is an element
// of a list, whose type Go infers: {Fields}.
type Make struct {
	Pointer   bool
	Slice     int // dimensions of a slice: 1 is []Pkg.Type{Items}
	Pkg, Type string
	Fields    []Field
	Items     []Expr
	Origin    string // the $ref that the component came from ("#/definitions/paginator"), "" if it was written in place
	Slot      Type   // the Go type of the place it fills: what a shared function returns
}

// A Field is one field of a composite literal.
type Field struct {
	Name  string
	Value Expr
}

// A Type is a Go type: Pkg.Name, with a star before it, or a slice of it.
type Type struct {
	Pkg, Name string
	Pointer   bool
	Slice     bool
}

// A Call is a call of a function or a method.
type Call struct {
	Fun  Expr
	Args []Expr
}

// A Select is X.Name: a field or a method.
type Select struct {
	X    Expr
	Name string
}

// A Not is !X, a Binary is X Op Y; both only on Go booleans.
type Not struct{ X Expr }

// A Binary is X Op Y on Go operands.
type Binary struct {
	X  Expr
	Op string // && || == !=
	Y  Expr
}

// A Closure is a function literal with one parameter: func(Param ParamType) Result { Body }.
// Template, when not empty, is printed as a comment beside the return of a one-line body
// if the template's text does not stand next to the closure already.
type Closure struct {
	Param    string
	Type     Type
	Result   Type
	Body     []Stmt
	Template string
}

// A Stream is a use of a stream's constructor: projectsStream(cfg), the parent of another.
type Stream struct{ Stream *DeclarativeStream }

// A Schema is the loader of one of a stream's embedded schemas: stream.InlineSchema(projectsSchema).
type Schema struct {
	Stream *DeclarativeStream
	Number int  // in Stream.Schemas
	Mapped bool // mappings set something in it: mapped.Schema(projectsSchema)
}

func (Lit) isExpr()      {}
func (Name) isExpr()     {}
func (*Make) isExpr()    {}
func (*Call) isExpr()    {}
func (*Select) isExpr()  {}
func (*Not) isExpr()     {}
func (*Binary) isExpr()  {}
func (*Closure) isExpr() {}
func (*Stream) isExpr()  {}
func (*Schema) isExpr()  {}

// A Stmt is a Go statement in the body of a closure.
type Stmt interface{ isStmt() }

// Return is return X.
type Return struct{ X Expr }

// Assign is Name := X, or Name = X when Define is false.
type Assign struct {
	Name   string
	X      Expr
	Define bool
}

// If is if Init; Cond { Then } else { Else }. Init may be nil.
type If struct {
	Init *Assign
	Cond Expr
	Then []Stmt
	Else []Stmt
}

// Range is for Name := range X { Body }; with Index, for Index, Name := range X.
type Range struct {
	Index, Name string
	X           Expr
	Body        []Stmt
}

// Eval is an expression for its effect.
type Eval struct{ X Expr }

func (*Return) isStmt() {}
func (*Assign) isStmt() {}
func (*If) isStmt()     {}
func (*Range) isStmt()  {}
func (*Eval) isStmt()   {}

// New builds a composite literal with fields in order, leaving out those whose value is nil.
func New(pkg, typ string, fields ...Field) *Make {
	m := &Make{Pkg: pkg, Type: typ}
	for _, f := range fields {
		if f.Value != nil {
			m.Fields = append(m.Fields, f)
		}
	}
	return m
}

// ListOf builds Pkg.Type{items...}.
func ListOf(pkg, typ string, items ...Expr) *Make {
	return &Make{Pkg: pkg, Type: typ, Items: items}
}

// SliceOf builds []Pkg.Type{items...}.
func SliceOf(pkg, typ string, items ...Expr) *Make {
	return &Make{Slice: 1, Pkg: pkg, Type: typ, Items: items}
}

// F is a field; a nil value leaves it out.
func F(name string, value Expr) Field { return Field{name, value} }

// Func calls the function name of a package.
func Func(pkg, name string, args ...Expr) Expr { return &Call{Name{pkg, name}, args} }

// Method calls the method name of x.
func Method(x Expr, name string, args ...Expr) Expr { return &Call{&Select{x, name}, args} }

// String is a string literal, or nil for "".
func String(s string) Expr {
	if s == "" {
		return nil
	}
	return Lit{s}
}

// A Source is a whole connector.
type Source struct {
	Name        string      // the connector's name, such as "source-tracker"
	Doc         string      // one sentence for the package comment
	Manifest    string      // the SHA-256 of the manifest's text, in hexadecimal; "" when there is none
	Spec        []byte      // the ConnectorSpecification of the Airbyte protocol, JSON
	Config      []ConfigKey // what the spec declares, in order
	Check       Expr        // a stream.Checker
	ConfigRules Expr        // a connector.ConfigRules, nil without rules in the manifest
	// ConcurrencyLevel is a stream.Concurrency, nil without one in the manifest.
	ConcurrencyLevel Expr
	APIBudget        Expr // a stream.BudgetDeclaration, nil without one in the manifest
	StreamGroups     Expr // a []stream.Group, nil without one in the manifest
	// MaxConcurrentAsyncJobCount is a config.Template, nil without one in the manifest.
	MaxConcurrentAsyncJobCount Expr
	Streams                    []*DeclarativeStream // those of the manifest, in its order
	Conditions                 []Condition          // which of them the source has for some configs only, in their order
	Templates                  []*DeclarativeStream // of dynamic streams, in the order of the manifest
	Parts                      []*DeclarativeStream // what is not in the catalog: other parents, and the two of a StateDelegatingStream
	ReadsParents               bool                 // some stream reads another one
	Shared                     []*Function          // what streams share; filled by Share
	Classes                    []*Class             // the classes of Python that are used, in order
}

// A Condition is what streams that stand side by side depend on: those from From to before To.
type Condition struct {
	From, To int
	If       Expr // a config.Template
}

// A ConfigKey is one property that the spec declares.
type ConfigKey struct {
	Name     string
	Type     string // the JSON type, "" when the spec gives none
	Doc      string // title and description, one line
	Required bool
	Secret   bool
}

// A DeclarativeStream is one stream: a function of its own in a file of its own.
type DeclarativeStream struct {
	Name       string   // the stream's name in the catalog
	Role       string   // what it is to another stream of its name ("full refresh"), for its Go name; "" for nothing
	Identifier string   // a Go identifier made of it by gen; "" until then
	Doc        string   // what it reads, for the comment ("GET projects")
	Literal    Expr     // the *stream.Stream
	Schemas    [][]byte // JSON schemas, embedded as schemas/<name>.json; Literal refers to them by Schema
	// Template is the stream.DynamicStream that fills the stream in, nil for a stream that is no template of others.
	Template Expr
	Mapped   bool // the function has the parameter Mapped
}

// Mapped is the parameter, a stream.Mapped, of the functions of streams in which mappings set something.
var Mapped = Name{Name: "mapped"}

// A Function is a piece that several streams share.
type Function struct {
	Name   string
	Doc    string // the $ref that it came from
	Result Type
	Body   Expr
}
