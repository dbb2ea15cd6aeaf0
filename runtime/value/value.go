// Package value is the JSON-like values of a running connector, with the
// meaning that Python and Jinja give them: truth, str(), comparison,
// arithmetic, attribute and item lookup, and literals that come from text.
//
// In go bytes of an API's answer, out come bytes of a record. Between the two,
// values are opened lazily: a record is a slice of its page until something
// asks for a field of it. The package knows no component and no protocol.
package value

import (
	"math"
	"math/big"
	"unsafe"
)

// A Kind is what a Value is.
type Kind uint8

// The kinds of values. The zero Value is undefined.
const (
	KindUndefined Kind = iota // Jinja's undefined: a name, attribute or item that is not there
	KindNone                  // null
	KindBool
	KindInt // of any size
	KindFloat
	KindStr
	KindList
	KindTuple
	KindDict
	KindSet
	KindBytes
	KindDateTime  // with or without a zone
	KindDate      // a day
	KindTimeDelta // an exact duration
	KindDuration  // a duration with months and years
	KindEllipsis
	KindFunc     // a macro or a bound method
	KindObject   // an Object of the runtime: a slice, a record's view, headers
	KindFailure  // what an expression that failed evaluates to; sticky through operators
	KindComplex  // only ever an element of a list that came from text
	KindIterator // what lazy filters make; printing it shows an address
)

// A Value is one value; it is small and passed by value. Lists, dicts and sets
// are shared by reference, as in Python. A Value whose JSON has not been opened
// yet has the kind that its first byte says.
type Value struct {
	num uint64 // bool, int64, the bits of a float, the length of a text or of unopened JSON
	ref any    // what tells the kind, and what does not fit num
}

// What ref may hold besides. Pointers to the first byte of a text, with the
// length in num, make a Value of a text or of JSON without allocating; a Kind
// stands for the scalars that fit num.
type (
	strPtr     *byte // a str
	markPtr    *byte // a str that was escaped for HTML (Jinja's Markup)
	rawPtr     *byte // unopened JSON; num holds flags as well, see raw.go
	missPtr    *byte // undefined, and the name that was not there
	byteString string
)

// An Object is a value of the runtime that templates can look into.
type Object interface {
	// Attr is x.name before the item of that name is tried; false when there is none.
	Attr(name string) (Value, bool)
	// Mapping is what item access, iteration, printing and equality see.
	Mapping() Value
	// Truth is bool(x).
	Truth() bool
	// Repr is what printing shows.
	Repr() string
}

// A Keyword is an argument that is given by name.
type Keyword struct {
	Name  string
	Value Value
}

// A Func is what a KindFunc calls.
type Func func(args []Value, kw []Keyword) Value

type function struct {
	name string
	call Func
}

// An iterator is a sequence that can be walked once, as Python's generators.
type iterator struct {
	name string
	next func() (Value, bool)
}

// The values that there is only one of.
var (
	Null     = Value{ref: KindNone}
	True     = Value{num: 1, ref: KindBool}
	False    = Value{ref: KindBool}
	Ellipsis = Value{ref: KindEllipsis}
)

// Str is a text.
func Str(s string) Value {
	return Value{num: uint64(len(s)), ref: strPtr(unsafe.StringData(s))}
}

// Int is an integer.
func Int(n int64) Value { return Value{num: uint64(n), ref: KindInt} }

// BigInt is an integer of any size. It keeps n, which must not change afterwards.
func BigInt(n *big.Int) Value {
	if n.IsInt64() {
		return Int(n.Int64())
	}
	return Value{ref: n}
}

// Float is a floating-point number.
func Float(f float64) Value { return Value{num: math.Float64bits(f), ref: KindFloat} }

// Bool is True or False.
func Bool(b bool) Value {
	if b {
		return True
	}
	return False
}

// BytesOf is a bytes object.
func BytesOf(b string) Value { return Value{ref: byteString(b)} }

// ObjectValue is a value of the runtime that templates can look into.
func ObjectValue(o Object) Value { return Value{ref: o} }

// FuncOf is something that templates can call.
func FuncOf(name string, f func(args []Value, kw []Keyword) Value) Value {
	return Value{ref: &function{name: name, call: f}}
}

// iteratorOf is a lazy sequence; name is what Python calls the generator.
func iteratorOf(name string, next func() (Value, bool)) Value {
	return Value{ref: &iterator{name: name, next: next}}
}

// markup is a text that was escaped for HTML. It is a str, which printing
// inside of a container and concatenation with + tell from others.
func markup(s string) Value {
	return Value{num: uint64(len(s)), ref: markPtr(unsafe.StringData(s))}
}

func (v Value) isMarkup() bool {
	_, ok := v.ref.(markPtr)
	return ok
}

// Kind is what v is.
func (v Value) Kind() Kind {
	switch ref := v.ref.(type) {
	case nil, missPtr, *missing:
		return KindUndefined
	case Kind:
		return ref
	case strPtr, markPtr:
		return KindStr
	case rawPtr:
		return rawKind(v.rawBytes())
	case *big.Int:
		return KindInt
	case *dict, *nullsRaw:
		return KindDict
	case *list:
		return KindList
	default:
		return rareKind(ref)
	}
}

func rareKind(ref any) Kind {
	switch ref.(type) {
	case *tuple:
		return KindTuple
	case *set:
		return KindSet
	case byteString:
		return KindBytes
	case *dateTime:
		return KindDateTime
	case date:
		return KindDate
	case timeDelta:
		return KindTimeDelta
	case *duration:
		return KindDuration
	case *function:
		return KindFunc
	case *Error:
		return KindFailure
	case complex128:
		return KindComplex
	case *iterator:
		return KindIterator
	}
	return KindObject
}

// IsUndefined reports whether v is Jinja's undefined.
func (v Value) IsUndefined() bool { return v.Kind() == KindUndefined }

// IsNull reports whether v is None.
func (v Value) IsNull() bool {
	switch ref := v.ref.(type) {
	case Kind:
		return ref == KindNone
	case rawPtr:
		return v.rawBytes()[0] == 'n'
	}
	return false
}

// AsString is the text of a str.
func (v Value) AsString() (string, bool) {
	switch ref := v.ref.(type) {
	case strPtr:
		return unsafe.String((*byte)(ref), v.num), true
	case markPtr:
		return unsafe.String((*byte)(ref), v.num), true
	case rawPtr:
		if *ref == '"' {
			return rawString(v.rawBytes()), true
		}
	}
	return "", false
}

// AsBytes are the bytes of a bytes object.
func (v Value) AsBytes() (string, bool) {
	b, ok := v.ref.(byteString)
	return string(b), ok
}

// AsInt is the number of an int that fits, or of a bool, which Python counts
// among the ints.
func (v Value) AsInt() (int64, bool) {
	v = v.opened()
	if k, ok := v.ref.(Kind); ok && (k == KindInt || k == KindBool) {
		return int64(v.num), true
	}
	return 0, false
}

// AsFloat is the number of an int, a bool or a float. An int beyond the range
// of floats has none.
func (v Value) AsFloat() (float64, bool) {
	v = v.opened()
	switch ref := v.ref.(type) {
	case Kind:
		switch ref {
		case KindFloat:
			return math.Float64frombits(v.num), true
		case KindInt, KindBool:
			return float64(int64(v.num)), true
		}
	case *big.Int:
		f, _ := new(big.Float).SetInt(ref).Float64()
		return f, !math.IsInf(f, 0)
	}
	return 0, false
}

// AsBool is the truth of a bool; other kinds have none here.
func (v Value) AsBool() (b, ok bool) {
	v = v.opened()
	if k, isKind := v.ref.(Kind); isKind && k == KindBool {
		return v.num != 0, true
	}
	return false, false
}

// asBig is the number of an int of any size, or of a bool.
func (v Value) asBig() (*big.Int, bool) {
	if n, ok := v.ref.(*big.Int); ok {
		return n, true
	}
	if n, ok := v.AsInt(); ok {
		return big.NewInt(n), true
	}
	return nil, false
}

// text is the text of a str that is known to be one.
func (v Value) text() string {
	s, _ := v.AsString()
	return s
}

// float is the number of a float that is known to be one.
func (v Value) float() float64 { return math.Float64frombits(v.num) }
