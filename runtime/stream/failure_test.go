package stream

import (
	"errors"
	"fmt"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// TestExplain: what a TRACE and the summary of a sync say about failures of several origins.
func TestExplain(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		want protocol.Error
		repr string
	}{
		"an exception": {
			fmt.Errorf("filtering records: %w", value.Fail(value.ValueError, "no 'x'").Err()),
			protocol.Error{Message: "unexpected", Internal: "filtering records: no 'x'", FailureType: "system_error"},
			`ValueError("filtering records: no 'x'")`,
		},
		"words for the user": {
			fmt.Errorf("reading: %w", &Error{Message: "ask again", Internal: "503", FailureType: TransientError}),
			protocol.Error{Message: "ask again", Internal: "503", FailureType: "transient_error"},
			"AirbyteTracedException('503')",
		},
		"no words": {
			&Error{},
			protocol.Error{Message: somethingWrong, FailureType: "system_error"},
			"AirbyteTracedException(None)",
		},
		"words of a template": {
			fmt.Errorf("requesting: %w", value.Fail(value.ConfigurationError, "use %s", "another name").Err()),
			protocol.Error{Message: "use another name", Internal: "use another name", FailureType: "config_error"},
			"AirbyteTracedException('use another name')",
		},
		"neither": {
			errors.New("boom"),
			protocol.Error{Message: "unexpected", Internal: "boom", FailureType: "system_error"},
			"Exception('boom')",
		},
	} {
		if got := Explain(c.err, "unexpected"); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
		if got := ReprOf(c.err); got != c.repr {
			t.Errorf("%s: %s, want %s", name, got, c.repr)
		}
	}
}
