package plan

import (
	"crypto/sha256"
	"fmt"
	"io"
)

// A fingerprint tells plans apart: two plans that print the same Go have the same one.
type fingerprint [sha256.Size]byte

// fingerprintOf is the fingerprint of an expression, wherever it came from.
func fingerprintOf(x Expr) fingerprint {
	h := sha256.New()
	writeExpr(h, x)
	return fingerprint(h.Sum(nil))
}

// writeExpr writes an expression so that different ones differ: each part says what it is and how long.
func writeExpr(w io.Writer, x Expr) {
	switch x := x.(type) {
	case nil:
		fmt.Fprint(w, "nil;")
	case Lit:
		fmt.Fprintf(w, "lit %T %#v;", x.Value, x.Value)
	case Name:
		io.WriteString(w, nameText(x))
	case *Make:
		writeMake(w, x)
	case *Select:
		fmt.Fprintf(w, "select %q;", x.Name)
		writeExpr(w, x.X)
	case *Binary:
		fmt.Fprintf(w, "binary %q;", x.Op)
		writeExpr(w, x.X)
		writeExpr(w, x.Y)
	case *Closure:
		fmt.Fprintf(w, "closure %q %v %v %q;", x.Param, x.Type, x.Result, x.Template)
		writeStmts(w, x.Body)
	case *Stream:
		fmt.Fprintf(w, "stream %p;", x.Stream)
		if x.Stream.Mapped {
			io.WriteString(w, nameText(Mapped))
		}
	case *Schema:
		fmt.Fprintf(w, "schema %p %d;", x.Stream, x.Number)
		if x.Mapped {
			io.WriteString(w, nameText(Mapped))
		}
	default: // Call and Not are their operands
		operands := Operands(x)
		fmt.Fprintf(w, "%T %d;", x, len(operands))
		for _, operand := range operands {
			writeExpr(w, operand)
		}
	}
}

func writeMake(w io.Writer, m *Make) {
	if m == nil {
		fmt.Fprint(w, "nil;")
		return
	}
	fmt.Fprintf(w, "make %t %d %q %q %d %d;", m.Pointer, m.Slice, m.Pkg, m.Type, len(m.Fields), len(m.Items))
	for _, f := range m.Fields {
		fmt.Fprintf(w, "%q:", f.Name)
		writeExpr(w, f.Value)
	}
	for _, item := range m.Items {
		writeExpr(w, item)
	}
}

func writeStmts(w io.Writer, stmts []Stmt) {
	fmt.Fprintf(w, "%d{", len(stmts))
	for _, s := range stmts {
		writeStmt(w, s)
	}
	fmt.Fprint(w, "}")
}

func writeStmt(w io.Writer, s Stmt) {
	switch s := s.(type) {
	case *Return:
		fmt.Fprint(w, "return ")
		writeExpr(w, s.X)
	case *Assign:
		fmt.Fprintf(w, "assign %q %t ", s.Name, s.Define)
		writeExpr(w, s.X)
	case *If:
		fmt.Fprintf(w, "if %t ", s.Init != nil)
		if s.Init != nil {
			writeStmt(w, s.Init)
		}
		writeExpr(w, s.Cond)
		writeStmts(w, s.Then)
		writeStmts(w, s.Else)
	case *Range:
		fmt.Fprintf(w, "range %q %q ", s.Index, s.Name)
		writeExpr(w, s.X)
		writeStmts(w, s.Body)
	case *Eval:
		fmt.Fprint(w, "eval ")
		writeExpr(w, s.X)
	}
}
