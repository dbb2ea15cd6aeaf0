// Package value is the JSON-like values of a running connector, with the
// meaning that Python and Jinja give them: truth, str(), comparison,
// arithmetic, attribute and item lookup, and literals that come from text.
//
// In go bytes of an API's answer, out come bytes of a record. Between the two,
// values are opened lazily: a record is a slice of its page until something
// asks for a field of it. The package knows no component and no protocol.
package value

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
	KindFunc    // a macro or a bound method
	KindObject  // an Object of the runtime: a slice, a record's view, headers
	KindFailure // what an expression that failed evaluates to; sticky through operators
)

// A Value is one value; it is small and passed by value. Lists, dicts and sets
// are shared by reference, as in Python. A Value whose JSON has not been opened
// yet has the kind that its first byte says.
type Value struct {
	num uint64 // bool, int64, the bits of a float, the length of a text or of unopened JSON
	ref any    // what tells the kind, and what does not fit num
}

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
