package stream

import (
	"errors"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func TestBrokenJSON(t *testing.T) {
	protocol.AddSecret("s3cr3t-of-the-body")
	for _, c := range []struct {
		response Response
		err      error
		want     string
	}{
		{Response{Method: "GET", URL: "https://ann:pw@api.example.test/v1/items?key=k#f", Status: 200, Body: []byte(" <html>")}, errors.New("no"),
			"The API answered GET https://api.example.test/v1/items with the status 200 and something that is not valid JSON: it looks like HTML or XML. Check "},
		{Response{Body: []byte(`{"a"`)}, value.ErrShort, "The API answered with something that is not valid JSON: it ends too early. Check "},
		{Response{URL: "https://a.test", Status: 206, Body: []byte("\x1f\x8b")}, errors.New("no"), "The API answered https://a.test with the status 206 and something that is not valid JSON: it looks like gzip. Check "},
	} {
		var failure *Error
		if err := c.response.BrokenJSON(c.err); !errors.As(err, &failure) || !strings.HasPrefix(failure.Message, c.want) {
			t.Errorf("got %v", err)
		}
	}
	long := Response{Body: []byte(strings.Repeat("x", quotedBody-8) + "s3cr3t-of-the-body" + strings.Repeat("y", 100))}
	var failure *Error
	if errors.As(long.BrokenJSON(errors.New("no")), &failure); strings.Contains(failure.Internal, "s3cr") || len(failure.Internal) > 2*quotedBody {
		t.Errorf("quoted %s", failure.Internal)
	}
}

func TestPlainURL(t *testing.T) {
	for url, want := range map[string]string{
		"https://api.example.test/a/b?key=1#x":    "https://api.example.test/a/b",
		"https://ann:p@w@api.example.test:8080/a": "https://api.example.test:8080/a",
		"https://api.example.test":                "https://api.example.test",
		"https://api.example.test/?a@b":           "https://api.example.test/",
		"api.example.test/a?b":                    "api.example.test/a",
		"https://api.example.test/users/a@b":      "https://api.example.test/users/a@b",
	} {
		if got := PlainURL(url); got != want {
			t.Errorf("%s became %s, want %s", url, got, want)
		}
	}
}
