package stream

import (
	"errors"
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// somethingWrong is what the user sees of an error that has no words for him.
const somethingWrong = "Something went wrong in the connector. See the logs for more details."

// tracedClass is how the reference calls an Error when it prints one.
const tracedClass = value.ConfigurationError

// Traced finds the failure in err that has words for the user: an Error, or what a template says in its place.
func Traced(err error) (*Error, bool) {
	var traced *Error
	if errors.As(err, &traced) {
		return traced, true
	}
	var failure *value.Error
	if errors.As(err, &failure) && failure.Class == value.ConfigurationError {
		return &Error{Message: failure.Message, Internal: failure.Message, FailureType: ConfigError, Err: err}, true
	}
	return nil, false
}

// A Panic is a panic of a component; it fails its stream, not the process.
type Panic struct {
	Value any
	Stack []byte
}

// Error says what was thrown.
func (p *Panic) Error() string { return fmt.Sprintf("panic: %v", p.Value) }

// Recovered makes an error of a panic. It is deferred: defer Recovered(&err).
func Recovered(err *error) {
	if thrown := recover(); thrown != nil {
		*err = &Panic{Value: thrown, Stack: debug.Stack()}
	}
}

// ClassOf is the name of the exception that the reference would raise.
func ClassOf(err error) string {
	if _, traced := Traced(err); traced {
		return tracedClass
	}
	if failure := (*value.Error)(nil); errors.As(err, &failure) {
		return failure.Class
	}
	return "Exception"
}

// TextOf is what Python's str makes of the exception: its class is not part of the text.
func TextOf(err error) string {
	var failure *value.Error
	if errors.As(err, &failure) {
		return strings.Replace(err.Error(), failure.Error(), failure.Message, 1)
	}
	return err.Error()
}

// Explain is what a TRACE message says about err. An error that was not made
// for the user's eyes is internal, and unexpected is said instead of it.
func Explain(err error, unexpected string) protocol.Error {
	traced, ok := Traced(err)
	if !ok {
		e := protocol.Error{Message: unexpected, Internal: TextOf(err), FailureType: string(SystemError)}
		if thrown := (*Panic)(nil); errors.As(err, &thrown) {
			e.StackTrace = string(thrown.Stack)
		}
		return e
	}
	e := protocol.Error{Message: traced.Message, Internal: traced.Internal, FailureType: string(traced.FailureType)}
	if e.Message == "" {
		e.Message = somethingWrong
	}
	if e.FailureType == "" {
		e.FailureType = string(SystemError)
	}
	return e
}

// Uncaught is what a TRACE message says about an error that ends the process.
func Uncaught(err error) protocol.Error { return Explain(err, somethingWrong) }

// ReprOf prints err as Python prints an exception: with what the user does not see. Secrets are masked before,
// since the text may quote a request, and no mask knows what is quoted twice.
func ReprOf(err error) string {
	text := value.Str(TextOf(err))
	if traced, ok := Traced(err); ok {
		text = value.Null
		if traced.Internal != "" {
			text = value.Str(traced.Internal)
		}
	}
	if words, ok := text.AsString(); ok {
		text = value.Str(protocol.Mask(words))
	}
	return ClassOf(err) + "(" + text.Repr() + ")"
}
