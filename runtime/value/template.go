package value

// A Template is one template of the manifest, evaluated in a scope S. Its
// methods are the ways in which the reference makes a value of it.
type Template[S any] struct {
	Source string        // its text; what a type error gives back
	Eval   func(S) Value // nil: Source is a constant text
	// Expression is the function of the generated code that Eval calls, nil for Eval itself. It names the
	// template's place in messages.
	Expression any
}

// IsZero says that the manifest has no such template.
func (t Template[S]) IsZero() bool { return t.Source == "" && t.Eval == nil }

// Text is the value of a text of the manifest (InterpolatedString).
func (t Template[S]) Text(s S) (Value, error) { return t.Typed(s) }

// TextOr is Text with another template that stands in where the first one gives
// nothing or undefined. A def that is not there stands in for nothing.
func (t Template[S]) TextOr(s S, def Template[S]) (Value, error) {
	v := t.eval(s)
	if !def.IsZero() && (v.failureClass(UndefinedError) || printsNothing(v)) {
		v = def.eval(s)
	}
	v = Reread(v)
	return v, v.Err()
}

// Printed is what the template prints, without the literal step.
func (t Template[S]) Printed(s S) (Value, error) {
	v := t.eval(s).ToText()
	return v, v.Err()
}

// Typed is Text where only some kinds may come from the text; what would become
// another kind stays text (valid_types).
func (t Template[S]) Typed(s S, kinds ...Kind) (Value, error) {
	v := Reread(t.eval(s), kinds...)
	return v, v.Err()
}

// Condition is whether the template is true (InterpolatedBoolean). A type error
// is: it gives the template's own text.
func (t Template[S]) Condition(s S) (bool, error) {
	v := t.eval(s)
	if v.failureClass(UndefinedError) || printsNothing(v) {
		return false, nil
	}
	if b, ok := v.AsBool(); ok {
		return b, nil
	}
	v = Reread(v)
	return !isFalse(v), v.Err()
}

// Entry is the value of a flat mapping (InterpolatedMapping). Undefined means
// that the key goes away: nothing, undefined and None all do that.
func (t Template[S]) Entry(s S, kinds ...Kind) (Value, error) {
	v := t.eval(s)
	if v.failureClass(UndefinedError) || printsNothing(v) {
		return Value{}, nil
	}
	if v = Reread(v, kinds...); v.IsNull() {
		return Value{}, nil
	}
	return v, v.Err()
}

// Nested is a leaf of a nested mapping (InterpolatedNestedMapping). Undefined
// goes away in a mapping and is null in a list.
func (t Template[S]) Nested(s S) (Value, error) { return t.Entry(s) }

// eval is the value of the expression, or the text of a template that fails
// with a type error.
func (t Template[S]) eval(s S) Value {
	if t.Eval == nil {
		return Str(t.Source) // the compiler has ended its lines as Jinja does
	}
	v := t.Eval(s)
	if e, ok := v.ref.(*Error); ok && e.Class == TypeError {
		noteTypeError(t.Source, t.expression(), e)
		return Str(t.Source)
	}
	return v
}

func (t Template[S]) expression() any {
	if t.Expression != nil {
		return t.Expression
	}
	return t.Eval
}

// printsNothing reports whether str(v) is empty.
func printsNothing(v Value) bool {
	if v.Kind() == KindUndefined {
		return true
	}
	s, ok := v.AsString()
	return ok && s == ""
}

// isFalse reports whether a condition that became v is false: zero, nothing, an
// empty container, and some texts.
func isFalse(v Value) bool {
	switch v.Kind() {
	case KindStr:
		switch v.text() {
		case "False", "false", "{}", "[]", "()", "", "0", "0.0":
			return true
		}
		return false
	case KindBytes, KindFailure:
		return false
	}
	return !v.truth()
}
