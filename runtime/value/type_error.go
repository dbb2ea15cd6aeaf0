package value

import (
	"fmt"
	"path/filepath"
	"reflect"
	"runtime"
	"sync"
)

// typeErrors is who wants to hear of templates that gave their own text.
var typeErrors struct {
	sync.Mutex
	tell func(template, place, reason string)
	told map[string]bool // places with their templates
}

// OnTypeError names the function that is told once of each template that gives its own text because of a type
// error: where it is in the generated code ("issues_stream.go:41"), and why. Nil tells nobody.
func OnTypeError(tell func(template, place, reason string)) {
	typeErrors.Lock()
	defer typeErrors.Unlock()
	typeErrors.tell, typeErrors.told = tell, map[string]bool{}
}

// noteTypeError tells of a template whose expression is fn.
func noteTypeError(template string, fn any, err *Error) {
	typeErrors.Lock()
	defer typeErrors.Unlock()
	if typeErrors.tell == nil {
		return
	}
	place := placeOf(fn)
	if key := place + "\x00" + template; !typeErrors.told[key] {
		typeErrors.told[key] = true
		typeErrors.tell(template, place, err.Message)
	}
}

// placeOf is where a function is written.
func placeOf(fn any) string {
	f := runtime.FuncForPC(reflect.ValueOf(fn).Pointer())
	if f == nil {
		return "unknown place"
	}
	file, line := f.FileLine(f.Entry())
	return fmt.Sprintf("%s:%d", filepath.Base(file), line)
}
