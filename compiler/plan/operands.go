package plan

import "strconv"

// Operands are the expressions that x is directly made of, in the order in which they are
// printed. The body of a closure belongs to the closure: it has no operands.
func Operands(x Expr) []Expr {
	var list []Expr
	editOperands(x, func(_ string, operand Expr) Expr {
		list = append(list, operand)
		return operand
	})
	return list
}

// editOperands replaces each operand of x by what edit makes of it and of its place: the name
// of a field, the index of an item, "" for others.
func editOperands(x Expr, edit func(place string, operand Expr) Expr) {
	switch x := x.(type) {
	case *Make:
		if x != nil {
			editMake(x, edit)
		}
	case *Call:
		x.Fun = edit("", x.Fun)
		for i, arg := range x.Args {
			x.Args[i] = edit("", arg)
		}
	case *Select:
		x.X = edit("", x.X)
	case *Not:
		x.X = edit("", x.X)
	case *Binary:
		x.X, x.Y = edit("", x.X), edit("", x.Y)
	}
}

func editMake(m *Make, edit func(string, Expr) Expr) {
	for i, f := range m.Fields {
		if f.Value != nil {
			m.Fields[i].Value = edit(f.Name, f.Value)
		}
	}
	for i, item := range m.Items {
		m.Items[i] = edit(strconv.Itoa(i), item)
	}
}
