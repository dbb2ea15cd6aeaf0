package decode

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func TestJSON(t *testing.T) {
	tests := []struct {
		status     int
		body, want string
	}{
		{200, `{"a":[1,2]}`, `{"a":[1,2]}`},
		{200, `[{"a":1},[2],3,null]`, `{"a":1} [2] 3 null`},
		{200, `[]`, ``},
		{200, ` null `, ``},
		{200, ` `, ``},
		{204, ``, ``},
		{200, `5`, `5`},
		{200, `{"a":NaN,"a":12345678901234567890}`, `{"a":12345678901234567890}`},
	}
	for _, test := range tests {
		var got []string
		response := &stream.Response{Status: test.status, Ok: true, Body: []byte(test.body)}
		err := JSON{}.Decode(context.Background(), response, func(v value.Value) error {
			got = append(got, string(v.Open().AppendJSON(nil)))
			return nil
		})
		if err != nil || strings.Join(got, " ") != test.want {
			t.Errorf("%s: %q, %v", test.body, got, err)
		}
	}
}

func TestJSONFailures(t *testing.T) {
	for _, body := range []string{"<html>", `{"a":1`, `{"a":1} x`, "\xef\xbb\xbf{}", "[\"\xff\"]", `{}{}`} {
		response := &stream.Response{Status: 200, Ok: true, Body: []byte(body)}
		err := JSON{}.Decode(context.Background(), response, func(value.Value) error { return nil })
		var failure *stream.Error
		if !errors.As(err, &failure) || failure.FailureType != stream.SystemError {
			t.Errorf("%q: %v", body, err)
		}
	}
	response := &stream.Response{Status: 200, Ok: true, Body: []byte(`[`), Rest: strings.NewReader(`]`)}
	if err := (JSON{}).Decode(context.Background(), response, nil); err == nil {
		t.Error("a part of a body was decoded")
	}
	refused := errors.New("enough")
	for _, body := range []string{`[1]`, `1`} {
		response := &stream.Response{Status: 200, Ok: true, Body: []byte(body)}
		if err := (JSON{}).Decode(context.Background(), response, func(value.Value) error { return refused }); err != refused {
			t.Error(err)
		}
	}
}
