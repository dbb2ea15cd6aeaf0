package stream

import (
	"context"
	"errors"
	"fmt"
)

// An unimplemented component is a class of Python that has not been written in Go yet.
type unimplemented struct{ class string }

// Error names the class and the place where it is to be written.
func (u *unimplemented) Error() string {
	return fmt.Sprintf("The component %s is a Python class that has not been written in Go yet: its stub in custom.go is to be filled in.", u.class)
}

// Unimplemented is the failure of a component of custom.go that is still a stub; class is its class_name in the
// manifest. The stream that uses it fails, others go on. lowcode takes a class for a stub while custom.go calls this
// function with its name.
func Unimplemented(class string) error {
	u := &unimplemented{class}
	return &Error{Message: u.Error(), Internal: u.Error(), FailureType: SystemError, Err: u}
}

// IsUnimplemented says that an error is that of a stub.
func IsUnimplemented(err error) bool { return errors.As(err, new(*unimplemented)) }

// GoOn tells of an error and goes on as if there were none: what a stub does that no stream uses, but the config.
func GoOn(ctx context.Context, err error) error {
	Log(ctx).Errorf("%v", err)
	return nil
}
