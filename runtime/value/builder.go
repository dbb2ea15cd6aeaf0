package value

import (
	"fmt"
	"iter"
)

// Values and Keywords are arguments as generated code writes them.
type (
	Values   []Value
	Keywords []Keyword
)

// NoElse is what a conditional expression gives that is not true and has no else.
var NoElse = undefinedBecause(UndefinedError,
	"the inline if-expression on line 1 evaluated to false and no else section was defined.")

// A Builder gathers what a template with statements prints. After the first
// failure it takes nothing more.
type Builder struct {
	text   []byte
	failed Value
}

// Write prints values one after the other.
func (b *Builder) Write(parts ...Value) {
	for _, v := range parts {
		if b.failed.Failed() {
			return
		}
		if v.Failed() {
			b.failed = v
			return
		}
		b.text, b.failed = v.render(b.text)
	}
}

// Fail is what the template evaluates to when v fails in a statement: v, or
// what was printed before if that failed.
func (b *Builder) Fail(v Value) Value { return b.failed.Else(v) }

// Value is the text, or why there is none.
func (b *Builder) Value() Value {
	if b.failed.Failed() {
		return b.failed
	}
	return Str(string(b.text))
}

// Unpack is the n elements of v, for an assignment to n targets.
func Unpack(v Value, n int) Value {
	items, failure := collect(v)
	switch {
	case failure.Failed():
		if v.Failed() || v.Kind() == KindIterator {
			return failure
		}
		return Fail(TypeError, "cannot unpack non-iterable %s object", typeName(v))
	case len(items) > n:
		return Fail(ValueError, "too many values to unpack (expected %d)", n)
	case len(items) < n:
		return Fail(ValueError, "not enough values to unpack (expected %d, got %d)", n, len(items))
	}
	return TupleOf(items...)
}

// A loop is what {% for %} goes over, and the variable of that name in its body.
type loop struct {
	items   []Value
	index   int // of the current item; -1 before the first
	changed Value
}

// Loop begins a loop over what v yields.
func Loop(v Value) Value {
	items, failure := collect(v)
	if failure.Failed() {
		return failure
	}
	return ObjectValue(&loop{items: items, index: -1})
}

// Each goes to the items of a Loop, one after the other.
func Each(v Value) iter.Seq[Value] {
	l, ok := v.ref.(*loop)
	if !ok {
		return v.Elements()
	}
	return func(yield func(Value) bool) {
		for i := range l.items {
			l.index = i
			if !yield(openAt(&l.items[i])) {
				return
			}
		}
	}
}

// Attr is loop.index and the like.
func (l *loop) Attr(name string) (Value, bool) {
	n := len(l.items)
	switch name {
	case "index":
		return Int(int64(l.index + 1)), true
	case "index0":
		return Int(int64(l.index)), true
	case "revindex":
		return Int(int64(n - l.index)), true
	case "revindex0":
		return Int(int64(n - l.index - 1)), true
	case "first":
		return Bool(l.index == 0), true
	case "last":
		return Bool(l.index == n-1), true
	case "length":
		return Int(int64(n)), true
	case "depth":
		return Int(1), true // loops that call themselves are not compiled
	case "depth0":
		return Int(0), true
	case "previtem":
		return l.neighbour(l.index-1, "there is no previous item"), true
	case "nextitem":
		return l.neighbour(l.index+1, "there is no next item"), true
	case "cycle":
		return FuncOf(name, l.cycle), true
	case "changed":
		return FuncOf(name, l.change), true
	}
	return Value{}, false
}

func (l *loop) neighbour(i int, absent string) Value {
	if i < 0 || i >= len(l.items) {
		return undefinedBecause(UndefinedError, absent)
	}
	return openAt(&l.items[i])
}

func (l *loop) cycle(args []Value, kw []Keyword) Value {
	if len(args) == 0 || len(kw) > 0 {
		return Fail(TypeError, "no items for cycling given")
	}
	return args[l.index%len(args)]
}

// change reports whether its arguments differ from those of the last call.
func (l *loop) change(args []Value, kw []Keyword) Value {
	if len(kw) > 0 {
		return Fail(TypeError, "changed() takes no keyword arguments")
	}
	now := TupleOf(args...)
	if now.Failed() || !l.changed.IsUndefined() && Equal(l.changed, now) {
		return now.Else(False)
	}
	l.changed = now
	return True
}

// Call is loop(…): only recursive loops have it.
func (l *loop) Call([]Value, []Keyword) Value {
	return Fail(TypeError, "The loop must have the 'recursive' marker to be called.")
}

// Mapping is nothing: a loop has no items of its own.
func (l *loop) Mapping() Value { return DictOf() }

// Truth is true: there is a current item.
func (l *loop) Truth() bool { return true }

// Repr is what printing shows.
func (l *loop) Repr() string { return fmt.Sprintf("<LoopContext %d/%d>", l.index+1, len(l.items)) }

// TypeName is the name of the type in messages.
func (l *loop) TypeName() string { return "LoopContext" }

// A Signature is what a macro of a template takes.
type Signature struct {
	Name   string
	Params []string
	// Caller, Kwargs and Varargs say that the macro reads the variables of
	// these names, and so takes a caller, unknown keywords, more arguments.
	Caller, Kwargs, Varargs bool
}

// NewMacro is a macro of a template as something to call.
func NewMacro(s Signature, body func(Arguments) Value) Value {
	return FuncOf(s.Name, func(args []Value, kw []Keyword) Value {
		a, failure := s.take(args, kw)
		if failure.Failed() {
			return failure
		}
		return body(a)
	})
}

// Arguments are those of one call of a macro.
type Arguments struct {
	params  []Value
	given   []bool
	varargs []Value
	kwargs  []Value // keys and values
	caller  Value
}

// At is the argument for the i-th parameter, undefined if it was not given.
func (a Arguments) At(i int) Value { return a.params[i] }

// Given reports whether there is an argument for the i-th parameter.
func (a Arguments) Given(i int) bool { return a.given[i] }

// Varargs are the arguments beyond the parameters.
func (a Arguments) Varargs() Value { return TupleOf(a.varargs...) }

// Kwargs are the keywords that are no parameters.
func (a Arguments) Kwargs() Value { return DictOf(a.kwargs...) }

// Caller is the body of the call block that calls, undefined without one.
func (a Arguments) Caller() Value { return a.caller }

// take fits arguments to the signature.
func (s Signature) take(args []Value, kw []Keyword) (Arguments, Value) {
	a := Arguments{params: make([]Value, len(s.Params)), given: make([]bool, len(s.Params))}
	a.caller = undefinedBecause(UndefinedError, "No caller defined")
	for i, name := range s.Params {
		a.params[i] = undefinedBecause(UndefinedError, "parameter "+quote(name)+" was not provided")
	}
	for i, v := range args {
		if i < len(s.Params) {
			a.params[i], a.given[i] = v, true
		} else {
			a.varargs = append(a.varargs, v)
		}
	}
	for _, k := range kw {
		if failure := s.takeKeyword(&a, k); failure.Failed() {
			return a, failure
		}
	}
	if len(a.varargs) > 0 && !s.Varargs {
		return a, Fail(TypeError, "macro %s takes not more than %d argument(s)", quote(s.Name), len(s.Params))
	}
	return a, Value{}
}

func (s Signature) takeKeyword(a *Arguments, k Keyword) Value {
	for i, name := range s.Params {
		if name == k.Name && !a.given[i] {
			a.params[i], a.given[i] = k.Value, true
			return Value{}
		}
	}
	switch {
	case k.Name == "caller" && s.Caller:
		a.caller = k.Value
	case s.Kwargs:
		a.kwargs = append(a.kwargs, Str(k.Name), k.Value)
	default:
		return Fail(TypeError, "macro %s takes no keyword argument %s", quote(s.Name), quote(k.Name))
	}
	return Value{}
}
