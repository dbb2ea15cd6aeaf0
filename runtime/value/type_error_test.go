package value

import (
	"fmt"
	"regexp"
	"slices"
	"testing"
)

// TestTypeErrorsAreToldOnce: each template is told of once, with its place, and only for what gives its own text.
func TestTypeErrorsAreToldOnce(t *testing.T) {
	var told []string
	OnTypeError(func(template, place, reason string) {
		told = append(told, regexp.MustCompile(`:\d+$`).ReplaceAllString(fmt.Sprintf("%s|%s|%s", template, reason, place), ":N"))
	})
	defer OnTypeError(nil)
	fail := func(class string) func(int) Value { return func(int) Value { return Fail(class, "why") } }
	failing := Template[int]{Source: "{{ a }}", Eval: fail(TypeError)}
	wrapped := Template[int]{Source: "{{ b }}", Eval: fail(TypeError), Expression: func() {}}
	other := Template[int]{Source: "{{ c }}", Eval: fail(ValueError)}
	for range 3 {
		show(failing.Text(0))
		show(wrapped.Entry(0))
		show(other.Nested(0))
	}
	want := []string{"{{ a }}|why|type_error_test.go:N", "{{ b }}|why|type_error_test.go:N"}
	if !slices.Equal(told, want) {
		t.Errorf("told %q, not %q", told, want)
	}
}
