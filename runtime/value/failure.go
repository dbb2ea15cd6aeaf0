package value

import "fmt"

// The classes of failures that templates can tell apart, or that the reference
// reports: Python's and Jinja's names.
const (
	TypeError            = "TypeError"
	UndefinedError       = "UndefinedError"
	ValueError           = "ValueError"
	KeyError             = "KeyError"
	IndexError           = "IndexError"
	AttributeError       = "AttributeError"
	ZeroDivisionError    = "ZeroDivisionError"
	OverflowError        = "OverflowError"
	MemoryError          = "MemoryError"
	SecurityError        = "SecurityError"
	UnicodeEncodeError   = "UnicodeEncodeError"
	TemplateSyntaxError  = "TemplateSyntaxError"
	TemplateRuntimeError = "TemplateRuntimeError"
	FilterArgumentError  = "FilterArgumentError"
	// ConfigurationError is the reference's exception for what the user, or the author of the manifest, has to
	// correct. Its message is for their eyes.
	ConfigurationError = "AirbyteTracedException"
)

// An Error is why an expression failed.
type Error struct {
	Class   string // Python's name of the exception
	Message string
}

func (e *Error) Error() string { return e.Class + ": " + e.Message }

// Fail is a failure of the class.
func Fail(class, format string, args ...any) Value {
	return Value{ref: &Error{Class: class, Message: fmt.Sprintf(format, args...)}}
}

// FailWith is the failure that err stands for: itself, or a ValueError.
func FailWith(err error) Value {
	if e, ok := err.(*Error); ok {
		return Value{ref: e}
	}
	return Fail(ValueError, "%v", err)
}

// Err is why v failed, nil for every other value.
func (v Value) Err() error {
	if e, ok := v.ref.(*Error); ok {
		return e
	}
	return nil
}

// Failed reports whether v is a failure.
func (v Value) Failed() bool {
	_, ok := v.ref.(*Error)
	return ok
}

// Else is the failure c, or v where c did not fail: what an if that is neither
// true nor false evaluates to.
func (c Value) Else(v Value) Value {
	if c.Failed() {
		return c
	}
	return v
}

// failed is the first failure among vs.
func failed(vs ...Value) (Value, bool) {
	for _, v := range vs {
		if v.Failed() {
			return v, true
		}
	}
	return Value{}, false
}

// failureClass reports whether v is a failure of the class.
func (v Value) failureClass(class string) bool {
	e, ok := v.ref.(*Error)
	return ok && e.Class == class
}
