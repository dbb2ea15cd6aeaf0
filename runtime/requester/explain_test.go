package requester

import (
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/stream"
)

func TestExplained(t *testing.T) {
	protocol.AddSecret("s3cr3t-of-the-api")
	const url = "https://ann:pw@api.example.test/items?key=k"
	for body, want := range map[string]string{
		`{"error": {"message": "not  so"}}`:        "no (GET https://api.example.test/items answered 403: not so)",
		`{"data": 1}`:                              "no (GET https://api.example.test/items answered 403)",
		"first\nsecond":                            "no (GET https://api.example.test/items answered 403: first second)",
		"<html>x</html>":                           "no (GET https://api.example.test/items answered 403)",
		`{"message": "bad key s3cr3t-of-the-api"}`: "no (GET https://api.example.test/items answered 403: bad key ****)",
		strings.Repeat("é", 200):                   "no (GET https://api.example.test/items answered 403: " + strings.Repeat("é", 150) + "…)",
	} {
		a := &stream.Attempt{Method: "GET", URL: url, Response: &stream.Response{Status: 403, Body: []byte(body)}}
		if got := explained("no", url, exchange(a)); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	got := explained("no", url, exchange(&stream.Attempt{Method: "GET", URL: url}))
	if want := "no (GET https://api.example.test/items got no answer)"; got != want {
		t.Errorf("got %s", got)
	}
	if got := explained("https://api.example.test/items is gone", url, "x"); got != "https://api.example.test/items is gone" {
		t.Errorf("got %s", got)
	}
}
